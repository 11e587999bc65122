"""The lifecycle: one table of moves. Buttons, refusals, tests and the diagram derive from it.

Criminal Procedure Rules: of the People's Procuratorates (2019); Regulations: on Petition
Work (2022).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum

from touyan.kernel.errors import Refused
from touyan.kernel.messages import N_, Listing, Message, message
from touyan.organs.rules.roles import LEADERS, ROLE_NAMES, Role


class Stage(StrEnum):
    RECEIVED = "received"
    REGISTERED = "registered"
    TRIAGED = "triaged"
    SUPPLEMENT = "supplement"
    TRANSFERRED = "transferred"
    INFORMED = "informed"
    NOT_ACCEPTED = "not_accepted"
    ACCEPTED = "accepted"
    ASSIGNED = "assigned"
    HANDLING = "handling"
    PAUSED = "paused"
    DECIDED = "decided"
    ANSWERED = "answered"
    CLOSED = "closed"
    WATCHED = "watched"
    TERMINATED = "terminated"
    REOPENED = "reopened"


STAGE_NAMES = {
    Stage.RECEIVED: N_("Received"),
    Stage.REGISTERED: N_("Registered"),
    Stage.TRIAGED: N_("Triaged"),
    Stage.SUPPLEMENT: N_("Awaiting supplement"),
    Stage.TRANSFERRED: N_("Transferred"),
    Stage.INFORMED: N_("Informed elsewhere"),
    Stage.NOT_ACCEPTED: N_("Not accepted"),
    Stage.ACCEPTED: N_("Accepted"),
    Stage.ASSIGNED: N_("Assigned"),
    Stage.HANDLING: N_("In handling"),
    Stage.PAUSED: N_("Paused"),
    Stage.DECIDED: N_("Decided"),
    Stage.ANSWERED: N_("Answered"),
    Stage.CLOSED: N_("Closed"),
    Stage.WATCHED: N_("Watched"),
    Stage.TERMINATED: N_("Terminated"),
    Stage.REOPENED: N_("Reopened"),
}

ENDED = frozenset({Stage.CLOSED, Stage.WATCHED, Stage.TERMINATED})
OPEN = frozenset(Stage) - ENDED
MAIN_LINE = (
    Stage.REGISTERED,
    Stage.TRIAGED,
    Stage.ACCEPTED,
    Stage.HANDLING,
    Stage.DECIDED,
    Stage.ANSWERED,
    Stage.CLOSED,
)

_DESK = frozenset({Role.CLERK, Role.HANDLER, Role.DEPARTMENT_HEAD})
_CASE = frozenset({Role.HANDLER, Role.DEPARTMENT_HEAD})
_HEADS = frozenset({Role.DEPARTMENT_HEAD}) | LEADERS
_CHIEFS = frozenset({Role.CHIEF, Role.DEPUTY_CHIEF})


@dataclass(frozen=True)
class Move:
    """One permitted step: who may take it from where to where, on what basis, with what paper."""

    verb: str
    name: str
    sources: tuple[Stage, ...]
    target: Stage | None
    roles: frozenset[Role]
    basis: str = ""
    paper: str = ""
    needs_reason: bool = False
    once: bool = False
    levels: tuple[int, ...] = (1, 2, 3, 4)
    by_screen: bool = field(default=True)

    def lands(self, source: Stage) -> Stage:
        """The stage after the move; some acts leave the stage as it is."""
        return self.target or source


_ENDED_EARLY = (Stage.TRANSFERRED, Stage.INFORMED, Stage.NOT_ACCEPTED)
_ONCE_RECEIVED = tuple(stage for stage in Stage if stage is not Stage.RECEIVED)

MOVES: tuple[Move, ...] = (
    Move(
        "receive",
        N_("Receive"),
        (),
        Stage.RECEIVED,
        _DESK,
        N_("Regulations on Petition Work, art. 22"),
        by_screen=False,
    ),
    Move(
        "register",
        N_("Register"),
        (Stage.RECEIVED,),
        Stage.REGISTERED,
        _DESK,
        N_("Regulations on Petition Work, arts. 22, 44"),
        by_screen=False,
    ),
    Move(
        "triage",
        N_("Triage"),
        (Stage.REGISTERED, Stage.REOPENED),
        Stage.TRIAGED,
        _DESK,
        N_("Criminal Procedure Rules, art. 161"),
    ),
    Move(
        "request_supplement",
        N_("Ask for missing papers"),
        (Stage.TRIAGED,),
        Stage.SUPPLEMENT,
        _DESK,
        N_("Criminal Procedure Rules, art. 162"),
        paper="supplement",
        needs_reason=True,
        once=True,
    ),
    Move(
        "complete_supplement",
        N_("Papers complete"),
        (Stage.SUPPLEMENT,),
        Stage.TRIAGED,
        _DESK,
        N_("Criminal Procedure Rules, art. 162"),
    ),
    Move(
        "transfer",
        N_("Transfer"),
        (Stage.TRIAGED,),
        Stage.TRANSFERRED,
        _DESK,
        N_("Criminal Procedure Rules, art. 161"),
        paper="transfer",
        needs_reason=True,
    ),
    Move(
        "inform_elsewhere",
        N_("Inform where to turn"),
        (Stage.TRIAGED,),
        Stage.INFORMED,
        _DESK,
        N_("Criminal Procedure Rules, art. 161; Regulations, art. 22"),
        paper="elsewhere",
        needs_reason=True,
    ),
    Move(
        "decline",
        N_("Do not accept"),
        (Stage.TRIAGED, Stage.SUPPLEMENT),
        Stage.NOT_ACCEPTED,
        _HEADS,
        N_("Criminal Procedure Rules, art. 161; Regulations, art. 22"),
        paper="non_acceptance",
        needs_reason=True,
    ),
    Move(
        "accept",
        N_("Accept"),
        (Stage.TRIAGED,),
        Stage.ACCEPTED,
        _CASE | LEADERS,
        N_("Criminal Procedure Rules, art. 161"),
        paper="acceptance",
    ),
    Move(
        "assign",
        N_("Assign"),
        (Stage.ACCEPTED, Stage.ASSIGNED, Stage.HANDLING),
        Stage.ASSIGNED,
        _HEADS,
        N_("Regulations on Petition Work, art. 23"),
    ),
    Move(
        "start_handling",
        N_("Start handling"),
        (Stage.ASSIGNED,),
        Stage.HANDLING,
        frozenset({Role.HANDLER}),
        N_("Criminal Procedure Rules, art. 163"),
    ),
    Move(
        "pause",
        N_("Pause"),
        (Stage.HANDLING,),
        Stage.PAUSED,
        _HEADS,
        N_("Criminal Procedure Rules, art. 384"),
        needs_reason=True,
    ),
    Move(
        "resume",
        N_("Resume"),
        (Stage.PAUSED,),
        Stage.HANDLING,
        _CASE | LEADERS,
        N_("Criminal Procedure Rules, art. 384"),
    ),
    Move(
        "extend",
        N_("Extend the time limit"),
        (Stage.HANDLING,),
        None,
        _CHIEFS,
        N_("Regulations, art. 34; Criminal Procedure Rules, art. 386"),
        paper="extension",
        needs_reason=True,
    ),
    Move(
        "decide",
        N_("Decide"),
        (Stage.HANDLING,),
        Stage.DECIDED,
        LEADERS,
        N_("Criminal Procedure Rules, art. 163"),
        needs_reason=True,
    ),
    Move(
        "reply_procedural",
        N_("Serve the procedural reply"),
        _ONCE_RECEIVED,
        None,
        _DESK,
        N_("Criminal Procedure Rules, art. 163"),
        paper="procedural_reply",
        by_screen=False,
    ),
    Move(
        "report_progress",
        N_("Report progress to the petitioner"),
        _ONCE_RECEIVED,
        None,
        _CASE,
        N_("Criminal Procedure Rules, art. 163"),
        paper="progress",
        by_screen=False,
    ),
    Move(
        "serve_answer",
        N_("Serve the answer"),
        (Stage.DECIDED,),
        Stage.ANSWERED,
        _CASE,
        N_("Criminal Procedure Rules, art. 163"),
        paper="answer",
        by_screen=False,
    ),
    Move(
        "close",
        N_("Close the matter"),
        (Stage.DECIDED, Stage.ANSWERED, *_ENDED_EARLY),
        Stage.CLOSED,
        _HEADS,
        N_("Regulations on Petition Work, art. 32"),
        paper="closing_report",
        needs_reason=True,
    ),
    Move(
        "watch",
        N_("Keep watch"),
        (Stage.CLOSED,),
        Stage.WATCHED,
        _DESK,
        N_("Regulations on Petition Work, art. 32"),
    ),
    Move(
        "terminate",
        N_("Terminate"),
        (Stage.CLOSED, Stage.WATCHED),
        Stage.TERMINATED,
        _CHIEFS,
        N_("Termination measures (to be confirmed)"),
        needs_reason=True,
        levels=(1, 2),
    ),
    Move(
        "reopen",
        N_("Reopen"),
        (Stage.CLOSED, Stage.WATCHED, Stage.TERMINATED, *_ENDED_EARLY),
        Stage.REOPENED,
        _HEADS,
        N_("Regulations on Petition Work, art. 36"),
        needs_reason=True,
    ),
)

BY_VERB = {move.verb: move for move in MOVES}


def check(
    verb: str,
    *,
    stage: Stage,
    roles: Collection[Role],
    level: int,
    reason: str = "",
    done_before: Collection[str] = (),
) -> Move:
    """The move, or a refusal with the sentence that says why not."""
    move = BY_VERB[verb]
    if problem := refusal(move, stage=stage, roles=roles, level=level, done_before=done_before):
        raise Refused(problem)
    if move.needs_reason and not reason.strip():
        raise Refused(N_("Give the reason: it becomes part of the record."))
    return move


def refusal(
    move: Move,
    *,
    stage: Stage,
    roles: Collection[Role],
    level: int,
    done_before: Collection[str] = (),
) -> Message | None:
    """Why the move cannot be made now by someone with these roles, or None."""
    if stage not in move.sources:
        stages = tuple(message(STAGE_NAMES[source]) for source in move.sources)
        return message(
            N_("“%(move)s” is not possible while the matter is “%(stage)s”; it follows: %(from)s."),
            move=message(move.name),
            stage=message(STAGE_NAMES[stage]),
            **{"from": Listing(stages)},
        )
    if level not in move.levels:
        return message(N_("Only a provincial procuratorate or the Supreme one may terminate."))
    if not move.roles & frozenset(roles):
        names = tuple(message(ROLE_NAMES[role]) for role in Role if role in move.roles)
        return message(
            N_("“%(move)s” takes one of these roles in the handling office: %(roles)s."),
            move=message(move.name),
            roles=Listing(names),
        )
    if move.once and move.verb in done_before:
        return message(N_("Missing papers may be asked for once only; list everything at once."))
    return None


def possible(*, stage: Stage, roles: Collection[Role], level: int) -> list[Move]:
    """Moves shown as buttons: those the stage allows and one of the roles may make."""
    return [
        move
        for move in MOVES
        if move.by_screen and not refusal(move, stage=stage, roles=roles, level=level)
    ]
