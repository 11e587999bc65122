"""Many matters in every standing, entered directly: for figures and their lists."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import cycle

from tests.cast import Cast

from touyan.intake.rules.words import Kind
from touyan.leadership.models import Charge, ChargeForm, DutyRow
from touyan.matters.models import ClockRow, Matter
from touyan.organs.models import Organ

PLOTS = (
    "led", "led", "led", "waiting", "returned", "declined", "named", "nobody", "in_time", "passed",
    "unknown", "voluntary", "not_due", "last_year",
)  # fmt: skip
_STAGES = {"nobody": "closed", "in_time": "closed", "passed": "not_accepted"}
_STATES = {"led": "accepted", "voluntary": "accepted", "declined": "declined", "named": "named"}
_FORMS = {"waiting": "", "returned": "returned", "in_time": "lapsed", "nobody": "lapsed"}


def crowd(cast: Cast, now: datetime, *, under: Organ, number: int) -> list[Matter]:
    """Matters in every standing, spread over an office and those beneath it."""
    offices = cycle(Organ.objects.filter(path__startswith=under.path).order_by("code"))
    plots = [PLOTS[n % len(PLOTS)] for n in range(number)]
    matters = Matter.objects.bulk_create(
        _matter(n, plot, next(offices), now) for n, plot in enumerate(plots)
    )
    told = list(zip(matters, plots, strict=True))
    DutyRow.objects.bulk_create(_duty(*each) for each in told)
    Charge.objects.bulk_create(_charge(*each, cast, now) for each in told if each[1] in _STATES)
    ChargeForm.objects.bulk_create(_form(*each, now) for each in told if each[1] in _FORMS)
    ClockRow.objects.bulk_create(_clock(*each) for each in told if _STAGES.get(each[1]) == "closed")
    return matters


def _matter(n: int, plot: str, organ: Organ, now: datetime) -> Matter:
    return Matter(
        number=f"事{organ.code}-2026-{n:06d}", organ=organ, first_organ=organ,
        kind=Kind.CRIMINAL_PETITION, title="不服故意伤害案刑事判决", petitioner_names="吴秀兰",
        stage=_STAGES.get(plot, "handling"), received_on=date(2026, 3, 1) + timedelta(days=n % 200),
        opened_at=now, changed_at=now,
    )  # fmt: skip


def _duty(matter: Matter, plot: str) -> DutyRow:
    due = plot not in ("unknown", "voluntary", "not_due")
    since = date(2025, 6, 1) if plot == "last_year" else matter.received_on
    return DutyRow(matter=matter, due=due, unknown=plot == "unknown", since=since if due else None)


def _charge(matter: Matter, plot: str, cast: Cast, now: datetime) -> Charge:
    declined = {"decline_ground": "recusal", "decline_reason": "系原案承办人"}
    return Charge(
        matter=matter, organ=matter.organ, leader=cast.zhao, named_at=now, state=_STATES[plot],
        answered_at=None if plot == "named" else now, **(declined if plot == "declined" else {}),
    )  # fmt: skip


def _form(matter: Matter, plot: str, now: datetime) -> ChargeForm:
    outcome = _FORMS[plot]
    return ChargeForm(
        matter=matter, organ=matter.organ, summary="诉求", submitted_at=now, outcome=outcome,
        decided_at=now if outcome else None, note="材料不齐" if outcome == "returned" else "",
    )  # fmt: skip


def _clock(matter: Matter, plot: str) -> ClockRow:
    ended = date(2026, 5, 6) if plot == "in_time" else date(2026, 5, 7)
    return ClockRow(matter=matter, code="L1", starts_on=date(2026, 5, 1), due_on=date(2026, 5, 6),
                    void_on=ended)  # fmt: skip
