"""Who may be named to lead a matter, who names, and how a leader may decline."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from touyan.kernel.errors import Refused
from touyan.kernel.messages import N_
from touyan.leadership.rules.words import DeclineGround
from touyan.matters.rules.no_promise import check_no_bargain
from touyan.organs.rules.access import Viewer
from touyan.organs.rules.roles import LEADERS, Role
from touyan.organs.rules.walls import Brick, stops


def naming_roles(*, chief_in_post: bool) -> frozenset[Role]:
    """Who reads the form and names the leader: the chief; a deputy chief while there is none, or
    while the chief is absent."""
    return frozenset({Role.CHIEF}) if chief_in_post else frozenset({Role.DEPUTY_CHIEF})


def check_leader(
    viewer: Viewer,
    wall: Iterable[Brick],
    *,
    organ_path: str,
    deciders: Collection[int],
    recused: Collection[int] = (),
    away: bool = False,
    sees: bool,
) -> None:
    """Refuse a leader of another office, behind the wall, outside the matter's reach, or with a
    part in the challenged decision, recused or away (`deciders`, `recused`: account ids).

    Regulations on Petition Work, articles 28, 30 and 46; Criminal Procedure Rules, article 29.
    """
    if stops(viewer, wall):
        raise Refused(N_("This person may not be given the matter."))
    if not viewer.holds(LEADERS, organ_path=organ_path):
        raise Refused(N_("This person is not a leader of the handling office."))
    if viewer.account_id in deciders:
        raise Refused(
            N_("This leader made, approved or signed the challenged decision; name another.")
        )
    if viewer.account_id in recused:
        raise Refused(N_("This leader has recused themself from this matter; name another."))
    if away:
        raise Refused(N_("This leader is away now; name another, or end the absence first."))
    if not sees:
        raise Refused(N_("This person may not be given the matter."))


def check_decline(ground: str, reason: str) -> DeclineGround:
    """The legal ground of a refusal, with its reason."""
    if ground not in set(DeclineGround):
        raise Refused(N_("Choose one of the legal grounds for declining."))
    if not reason.strip():
        raise Refused(N_("Give the reason: it becomes part of the record."))
    return DeclineGround(ground)


def check_note(note: str) -> str:
    """The chief's note says something of the matter; a signature alone names nobody."""
    if sum(sign.isalnum() for sign in note) < 4:
        raise Refused(N_("Write your note on the matter: naming a leader takes a reading."))
    check_no_bargain([note])
    return note.strip()
