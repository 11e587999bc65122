"""Who signs which paper, which act its service is, and what keeps a text from being signed."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from touyan.kernel.errors import Refused
from touyan.kernel.messages import N_, Listing, Message, message
from touyan.matters.rules.lifecycle import BY_VERB, MOVES, Move
from touyan.matters.rules.no_promise import check_no_bargain
from touyan.organs.rules.roles import LEADERS, ROLE_NAMES, Role

CHIEFS = frozenset({Role.CHIEF, Role.DEPUTY_CHIEF})
HEADS = CHIEFS | {Role.DEPARTMENT_HEAD}
SIGNED_BY_CHIEFS = frozenset({"non_acceptance", "extension", "relief_approval"})
SERVED_AS = {
    "procedural_reply": "reply_procedural",
    "acceptance": "reply_procedural",
    "non_acceptance": "reply_procedural",
    "elsewhere": "reply_procedural",
    "progress": "report_progress",
    "answer": "serve_answer",
}
"""The act that serving a paper is; every notice of the outcome of acceptance is also the
procedural reply owed within seven days (Criminal Procedure Rules, 163)."""

SERVICE_WAYS = {
    "in_person": N_("Handed over in person"),
    "post": N_("By registered post"),
    "dedicated_post": N_("By procuratorial dedicated post"),
    "left": N_("Left at the address with a witness"),
    "online": N_("Through 12309 online"),
    "phone": N_("By telephone, recorded"),
    "message": N_("By text message"),
}

RECORDS = frozenset({"oral_record", "closing_report"})
"""Papers that report what was said and done, whatever that was; they bind nobody."""

BLANK = "【待填：{}】"
_BLANK_BEGINS, _BLANK_ENDS = BLANK.split("{}")


PRECEDES = frozenset({"closing_report"})
"""Papers on the strength of which a move is made: signed before it."""

ANNOUNCES = {
    **{m.paper: m for m in MOVES if m.paper and m.by_screen and m.paper not in PRECEDES},
    "answer": BY_VERB["decide"],
}
"""The move that a paper tells its reader of; until it is made there is nothing to tell."""


def missing_move(paper: str, done: Iterable[str]) -> Move | None:
    """The move the paper announces, if it is not in force: not made, or not since a reopening.

    `done` names the verbs of the matter's acts, oldest first.
    """
    announced = ANNOUNCES.get(paper)
    words = [verb for verb in done if announced and verb in (announced.verb, "reopen")]
    return None if announced and words and words[-1] == announced.verb else announced


def too_early(move: Move) -> Message:
    """Why a paper that announces this move cannot be signed yet."""
    return message(
        N_("This paper announces “%(move)s”, which is not on record yet: first that, then sign."),
        move=message(move.name),
    )


def check_announced(paper: str, done: Iterable[str]) -> None:
    """Refuse to sign a paper that announces what has not been done."""
    if move := missing_move(paper, done):
        raise Refused(too_early(move))


def check_canceller(paper: str, roles: Collection[Role]) -> None:
    """Refuse to cancel a signed paper to whoever could not have signed it."""
    if not signers(paper) & frozenset(roles):
        raise Refused(N_("A signed paper is cancelled by: %(roles)s."), roles=who_signs(paper))


def who_signs(paper: str) -> Listing:
    """The names of the roles of which one signs the paper."""
    return Listing(tuple(message(ROLE_NAMES[role]) for role in Role if role in signers(paper)))


def signers(paper: str) -> frozenset[Role]:
    """The roles of which one signs the paper."""
    if paper == "answer":  # by any leader: whoever led and decided the matter signs its answer
        return LEADERS
    return CHIEFS if paper in SIGNED_BY_CHIEFS else HEADS


def check_signer(paper: str, roles: Collection[Role]) -> None:
    """Refuse a signature from someone without the power to sign this paper."""
    if not signers(paper) & frozenset(roles):
        raise Refused(N_("This paper is signed by: %(roles)s."), roles=who_signs(paper))


def served_as(paper: str) -> str:
    """The verb entered when the paper is served."""
    return SERVED_AS.get(paper, "serve")


def blanks(texts: Iterable[str]) -> list[str]:
    """What the prefilled text still asks the writer to fill in."""
    found = []
    for text in texts:
        for part in text.split(_BLANK_BEGINS)[1:]:
            found.append(part.partition(_BLANK_ENDS)[0])
    return found


def check_complete(texts: Iterable[str], missing_signs: Collection[str]) -> None:
    """Refuse a text with blanks left, or with a character no font of ours can print."""
    if left := blanks(texts):
        raise Refused(N_("The text still has blanks: %(blanks)s."), blanks="、".join(left))
    if missing_signs:
        raise Refused(
            N_(
                "No font here has these characters: %(signs)s. A paper that prints a name with a "
                "gap is not issued; ask the system administrator to add a font that has them."
            ),
            signs=" ".join(missing_signs),
        )


def check_unconditional(paper: str, texts: Iterable[str]) -> None:
    """Refuse a paper that makes an answer or help depend on ceasing to petition."""
    if paper not in RECORDS:
        check_no_bargain(texts)
