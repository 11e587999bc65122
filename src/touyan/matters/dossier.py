"""All there is about one matter, for its page. The caller has found the matter visible."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from touyan.audit.models import Entry
from touyan.audit.queries import entries_about
from touyan.intake.models import Claim, Petition, Wall
from touyan.intake.queries import petitions_of_matter_ids, visible_petitions
from touyan.intake.rules.words import Kind
from touyan.kernel.errors import Refused
from touyan.kernel.messages import N_, Message, message
from touyan.matters.models import (
    Act,
    Assignment,
    Closing,
    Document,
    Matter,
    Resolution,
    Termination,
)
from touyan.matters.queries import waiting_for_signature
from touyan.matters.rules.closing import check_served
from touyan.matters.rules.lifecycle import BY_VERB, MOVES, Stage
from touyan.matters.rules.signing import signers
from touyan.matters.rules.terminating import STANDS
from touyan.matters.rules.triage import non_prosecution
from touyan.organs.models import Account, Department, Organ
from touyan.organs.queries import departments_of, staff_of, viewer_of
from touyan.organs.rules.access import Viewer
from touyan.organs.rules.roles import LEADERS, Role
from touyan.organs.rules.walls import Brick, stops

LOG_READERS = LEADERS | {Role.DEPARTMENT_HEAD, Role.INSPECTOR}
ARRIVAL = ("receive", "register")
QUEUE = 200
NEWEST = 40
"""Petitions of one matter read for its page; the tab of petitions leafs through all."""


@dataclass(frozen=True)
class ClaimLine:
    """One demand, the petitions that made it, and where it is answered, if it is."""

    text: str
    petitions: tuple[Petition, ...]
    where: str = ""


@dataclass(frozen=True)
class Standing:
    """Closed, terminated, resolved: three facts, each with all it ever said, newest first."""

    closings: list[Closing]
    terminations: list[Termination]
    resolutions: list[Resolution]

    @property
    def closing(self) -> Closing | None:
        return next((c for c in self.closings if c.reopened_at is None), None)

    @property
    def termination(self) -> Termination | None:
        return next((t for t in self.terminations if t.revoked_at is None), None)

    @property
    def resolution(self) -> Resolution | None:
        return next((r for r in self.resolutions if r.state == Resolution.State.VERIFIED), None)


def standing_of(matter: Matter) -> Standing:
    """The three facts with their history."""
    return Standing(
        closings=list(matter.closings.select_related("by__person").order_by("-id")),
        terminations=list(
            matter.terminations.select_related(
                "by__person", "revoked_by__person", "organ"
            ).order_by("-id")
        ),
        resolutions=list(matter.resolutions.select_related("verified_by__person").order_by("-id")),
    )


def petitions_of(matter: Matter, *, viewer: Viewer, most: int = NEWEST) -> list[Petition]:
    """The newest petitions of the matter that the viewer may see, in the order they came."""
    seen = visible_petitions(viewer=viewer).filter(belonging__matter=matter)
    newest = seen.order_by("-received_on", "-pk").values_list("pk", flat=True)[:most]
    return list(petitions_of_matter_ids(newest))


def seen_among(petition_ids: Iterable[int], *, viewer: Viewer) -> set[int]:
    """Which of these petitions the viewer may open."""
    seen = visible_petitions(viewer=viewer).filter(pk__in=list(petition_ids))
    return set(seen.values_list("pk", flat=True))


def claim_lines(petitions: Iterable[Petition], standing: Standing) -> list[ClaimLine]:
    """Every demand, once even when made again in the same words, with the place of its answer as
    named when the matter was closed."""
    where = _answered_where(standing)
    made: dict[str, list[Petition]] = {}
    for petition in petitions:
        for claim in petition.claims.all():
            made.setdefault(claim.text.strip(), []).append(petition)
    return [ClaimLine(text, tuple(by), where.get(text, "")) for text, by in made.items()]


def _answered_where(standing: Standing) -> dict[str, str]:
    if standing.closing is None:
        return {}
    where = {answer["claim"]: str(answer["where"]) for answer in standing.closing.answers}
    texts = Claim.objects.filter(pk__in=where).values_list("pk", "text")
    return {text.strip(): where[key] for key, text in texts}


def looks_like_non_prosecution(matter: Matter) -> Message | None:
    """Why the matter seems to challenge a decision not to prosecute, or None."""
    laid = Petition.objects.filter(belonging__matter=matter).order_by("pk")
    said = laid.values_list("challenged__number", "title", "text")[:NEWEST]
    return non_prosecution(
        Kind(matter.kind),
        numbers=[number for number, _title, _text in said if number],
        texts=[part for _number, *parts in said for part in parts],
    )


def not_yet(matter: Matter) -> dict[str, Message]:
    """Moves that the table allows here and a further condition of theirs does not, with why."""
    later, stage = {}, Stage(matter.stage)
    stands = matter.terminations.filter(revoked_at__isnull=True)
    if stage in BY_VERB["reopen"].sources and stands.exists():
        already = N_("The matter is terminated already, and that has not been revoked.")
        later = {"terminate": message(already), "reopen": message(STANDS)}
    if stage not in BY_VERB["close"].sources:
        return later
    try:
        check_served(
            stage=stage,
            replyable=matter.belongings.filter(petition__replyable=True).exists(),
            served=set(served_papers(matter).values_list("kind", flat=True)),
        )
    except Refused as refused:
        later["close"] = refused.message
    return later


def assignments_of(matter: Matter) -> QuerySet[Assignment]:
    """Who was responsible when, the present one first."""
    found = matter.assignments.select_related(
        "organ", "department", "handler__person", "assigned_by__person"
    )
    return found.order_by("-id")


def acts_since(matter: Matter, version: int) -> list[Act]:
    """What was done since a page was drawn at that version, oldest first."""
    missed = matter.version - version
    if missed <= 0:
        return []
    found = Act.objects.filter(matter=matter).exclude(verb__in=ARRIVAL)
    newest = found.select_related("by__person").order_by("-id")[:missed]
    return list(reversed(newest))


def log_of(matter: Matter) -> QuerySet[Entry]:
    """The audit rows about this matter; files name their owner by its row."""
    return entries_about("matter", matter.public_id) | entries_about("matter", matter.pk)


def may_read_log(matter: Matter, viewer: Viewer) -> bool:
    """Heads, leaders and inspectors, of the handling office or of one above it."""
    return viewer.holds_above(LOG_READERS, organ_path=matter.organ.path)


def assignable(matter: Matter, *, now: datetime) -> list[Account]:
    """Handling prosecutors of the office, without those whom the wall keeps out."""
    wall = [
        Brick(Message(w.reason), w.person_id, w.organ_id, w.department_id)
        for w in Wall.objects.filter(petition__belonging__matter=matter)
    ]
    staff = staff_of(matter.organ, Role.HANDLER, on=now.date())
    return [account for account in staff if not stops(viewer_of(account, now=now), wall)]


def departments_for(matter: Matter) -> QuerySet[Department]:
    """The departments of the handling office."""
    return departments_of(matter.organ)


def offices_beneath(matter: Matter) -> QuerySet[Organ]:
    """The offices directly beneath the handling one."""
    return matter.organ.children.filter(valid_to__isnull=True).order_by("code")


def served_papers(matter: Matter) -> QuerySet[Document]:
    """What the office has answered, oldest first."""
    return matter.documents.filter(state=Document.State.SERVED).order_by("served_on", "id")


def owed_papers(matter: Matter, documents: Iterable[Document], acts: Iterable[Act]) -> list[str]:
    """Kinds of paper that moves already made call for and nobody has begun to write."""
    written = {d.kind for d in documents if d.state != Document.State.WITHDRAWN}
    moves = [BY_VERB[act.verb] for act in acts if act.verb in BY_VERB]
    wanted = [move.paper for move in moves if move.by_screen]
    return [kind for kind in dict.fromkeys(wanted) if kind and kind not in written]


def fitting_papers(stage: Stage) -> list[str]:
    """Kinds of paper that moves into or at this stage issue, in the order of the procedure."""
    return list(dict.fromkeys(
        move.paper
        for move in MOVES
        if move.paper and (move.target is stage or (move.target is None and stage in move.sources)
                           or (not move.by_screen and stage in move.sources))
    ))  # fmt: skip


def to_sign(*, viewer: Viewer) -> list[Document]:
    """Submitted papers that this viewer has the power to sign, the oldest first."""
    held: dict[int, set[Role]] = {}
    for grant in viewer.grants:
        held.setdefault(grant.organ_id, set()).add(grant.role)
    waiting = waiting_for_signature(viewer=viewer).select_related(
        "matter__organ", "matter__handler__person", "drafted_by__person", "organ"
    )
    return [d for d in waiting[:QUEUE] if signers(d.kind) & held.get(d.matter.organ_id, set())]


def history_of(document: Document) -> list[Entry]:
    """What was done with a paper, oldest first; reading and downloading are left to the log."""
    rows = entries_about("matter", document.matter.public_id)
    about = rows.filter(detail__document=str(document.public_id))
    entered = rows.filter(detail__act__in=_acts_on(document))
    found = (about | entered).exclude(verb__in=["paper.read", "paper.download"])
    return list(found.order_by("number")[:QUEUE])


def _acts_on(document: Document) -> list[int]:
    return list(Act.objects.filter(document=document).values_list("pk", flat=True))
