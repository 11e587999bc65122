"""State judicial assistance: its conditions, its cap, and what a decision must hold.

The cap and the average wage it is counted with are dated rows; a wage nobody has entered is not
guessed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from touyan.kernel.errors import NotPermitted, Refused
from touyan.kernel.messages import N_, Message, message
from touyan.leadership.rules.dated import DatedRule, in_force, parameter
from touyan.organs.rules.roles import Role

CAP, WAGE, ONCE = "R1", "R2", "R3"
DECIDERS = frozenset({Role.CHIEF, Role.DEPUTY_CHIEF})
_CENT = Decimal("0.01")

STATE_NAMES = {
    "referred": N_("Referred, not decided"),
    "granted": N_("Granted, not paid"),
    "refused": N_("Refused"),
    "paid": N_("Paid"),
}


@dataclass(frozen=True)
class Cap:
    """The most that may be granted, or why it cannot be told."""

    amount: Decimal | None
    months: int
    wage: Decimal | None
    why: Message
    granted: Decimal = Decimal(0)
    """What the person was granted on the matter before; the cap counts it all together."""

    @property
    def left(self) -> Decimal | None:
        """What may still be granted to the person."""
        return None if self.amount is None else max(self.amount - self.granted, Decimal(0))


def cap_on(rules: Iterable[DatedRule], *, day: date, region: str) -> Cap:
    """Months of the province's average wage of the year before, by the rows in force that day."""
    rows = tuple(rules)
    months = int(parameter(rows, family="relief", code=CAP, day=day, region=region)["months"])
    row = parameter(rows, family="relief", code=WAGE, day=day, region=region)
    if not row.get("monthly_wage"):
        why = message(
            N_("The average wage of %(year)s is not entered for this province: no cap is guessed."),
            year=str(day.year - 1),
        )
        return Cap(None, months, None, why)
    wage = Decimal(str(row["monthly_wage"])).quantize(_CENT)
    why = message(
        N_("%(months)s months of the average wage of %(year)s, %(wage)s yuan a month."),
        months=months, year=str(row["year"]), wage=wage,
    )  # fmt: skip
    return Cap(months * wage, months, wage, why)


def conditions_on(rules: Iterable[DatedRule], *, day: date, region: str) -> list[DatedRule]:
    """The conditions of which a relief must meet one, as dated rows."""
    rows = in_force(rules, family="relief", day=day, region=region)
    return [rule for rule in rows if rule.content.get("condition")]


def assisted_once(rules: Iterable[DatedRule], *, day: date, region: str) -> bool:
    """Whether a person is assisted on a matter once, as a rule, by the row in force that day."""
    return bool(parameter(rules, family="relief", code=ONCE, day=day, region=region).get("once"))


def check_again(new_ground: str, *, granted: Decimal, once: bool) -> str:
    """Whoever was granted relief on this matter is referred again on a new ground alone."""
    if once and granted and not new_ground.strip():
        raise Refused(
            N_("%(sum)s yuan were granted to this person on this matter already, and assistance is "
               "given once. Write the new ground for referring them again."),
            sum=granted,
        )  # fmt: skip
    return new_ground.strip() if granted else ""


def check_conditions(met: Mapping[str, str], known: Iterable[DatedRule]) -> list[dict[str, str]]:
    """Each ticked condition with the facts it rests on; one at least."""
    codes = {rule.code for rule in known}
    kept = [{"code": code, "basis": basis.strip()} for code, basis in met.items() if code in codes]
    if not kept:
        raise Refused(N_("Tick the condition of judicial assistance that is met."))
    if not all(one["basis"] for one in kept):
        raise Refused(N_("Write for each condition ticked what it rests on."))
    return kept


def check_asked(amount: Decimal, *, months: int, cap: Cap) -> None:
    """The sum asked for stays within the months asked for and the cap."""
    if not 1 <= months <= cap.months:
        raise Refused(
            N_("Months lie between 1 and %(most)s, the number the rule in force allows."),
            most=cap.months,
        )
    if amount <= 0:
        raise Refused(N_("Write the sum asked for, in yuan."))
    if cap.wage is not None and amount > months * cap.wage:
        raise Refused(
            N_("The sum lies above %(most)s yuan, the months asked for at the average wage."),
            most=months * cap.wage,
        )
    _within(amount, cap)


def _within(amount: Decimal, cap: Cap) -> None:
    """The cap holds for everything the person is granted on the matter together."""
    if cap.left is None or amount <= cap.left:
        return
    if cap.granted:
        raise Refused(
            N_("Of the cap of %(most)s yuan, %(granted)s were granted to this person on this "
               "matter before; %(left)s remain."),
            most=cap.amount, granted=cap.granted, left=cap.left,
        )  # fmt: skip
    raise Refused(N_("The sum lies above the cap of %(most)s yuan."), most=cap.amount)


def check_decider(roles: Collection[Role], *, referred_by_same: bool) -> None:
    """A leader decides, and not on their own referral."""
    if not DECIDERS & frozenset(roles):
        raise NotPermitted(N_("The chief or a deputy chief of the handling office decides."))
    if referred_by_same:
        raise Refused(N_("Who referred the person does not decide on it; another leader does."))


def check_granted(amount: Decimal, cap: Cap) -> Decimal:
    """The sum granted, within a cap that is known; the cap then stays with the decision."""
    if cap.amount is None:
        raise Refused(cap.why)
    if amount <= 0:
        raise Refused(N_("Write the sum granted, in yuan."))
    _within(amount, cap)
    return cap.amount
