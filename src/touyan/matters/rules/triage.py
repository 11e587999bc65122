"""What triage decides by: which kinds go by procedures of their own, and what is challenged."""

from __future__ import annotations

import re
from collections.abc import Iterable

from touyan.intake.rules.words import KIND_NAMES, Kind
from touyan.kernel.chinese import normalise
from touyan.kernel.errors import FieldProblem, Invalid
from touyan.kernel.messages import N_, Listing, Message, message

LITIGATION = {
    Kind.ACCUSATION: N_("Criminal Procedure Rules, art. 161"),
    Kind.REPORT: N_("Criminal Procedure Rules, art. 161"),
    Kind.CRIMINAL_PETITION: N_("Criminal Procedure Rules, arts. 381 and 593"),
    Kind.CIVIL_PETITION: N_("Civil Procedure Law, art. 220"),
    Kind.ADMINISTRATIVE_PETITION: N_("Administrative Procedure Law, arts. 93 and 101"),
    Kind.FILING_SUPERVISION: N_("Criminal Procedure Rules, art. 557"),
    Kind.STATE_COMPENSATION: N_("State Compensation Law, arts. 22 to 25"),
}
"""Kinds that seek relief in litigation, each with the law whose procedure and time limits hold
instead of the 60 days (Regulations on Petition Work, articles 23 paragraph 4, 31 item 1, 34)."""

ORDINARY = tuple(kind for kind in Kind if kind not in LITIGATION)

_CRIMINAL = frozenset({Kind.CRIMINAL_PETITION, Kind.ACCUSATION, Kind.OTHER})
"""Kinds under which a review of non-prosecution may come in (Criminal Procedure Rules, 381). Who
asks for compensation may name such a decision too, and does not challenge it."""

_IN_NUMBER = re.compile("不起?诉")
_IN_TEXT = re.compile(
    "不服[^。；]{0,60}不起诉|不起诉(?:决定|处理)[^。；]{0,30}(?:不服|错误)|撤销[^。；]{0,40}不起诉"
)


def ordinary_kinds() -> Listing:
    """The kinds for which the ordinary procedure may be chosen."""
    return Listing(tuple(message(KIND_NAMES[kind]) for kind in ORDINARY))


def check_procedure(kind: Kind, *, ordinary: bool) -> None:
    """Refuse the ordinary procedure for a matter that has a procedure of its own."""
    if ordinary and kind in LITIGATION:
        raise Invalid([FieldProblem("ordinary_procedure", _of_its_own(kind), _instead())])


def _of_its_own(kind: Kind) -> Message:
    return message(
        N_("“%(kind)s” concerns litigation and follows its own procedure (%(basis)s)."),
        kind=message(KIND_NAMES[kind]),
        basis=message(LITIGATION[kind]),
    )


def _instead() -> Message:
    return message(
        N_("Leave the ordinary procedure unticked; it is open to: %(kinds)s."),
        kinds=ordinary_kinds(),
    )


def non_prosecution(kind: Kind, *, numbers: Iterable[str], texts: Iterable[str]) -> Message | None:
    """Why the matter looks like a review of a decision not to prosecute, or None."""
    if kind not in _CRIMINAL:
        return None
    for number in numbers:
        if _IN_NUMBER.search(normalise(number)):
            return message(
                N_("The number of the challenged decision names a non-prosecution: %(number)s."),
                number=number,
            )
    if any(_IN_TEXT.search(normalise(text)) for text in texts):
        return message(N_("The petition says that it challenges a decision not to prosecute."))
    return None
