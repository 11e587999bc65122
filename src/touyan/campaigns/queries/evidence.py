"""What shows that a grievance ended, and what is still owed in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from touyan.attachments.queries import files_of
from touyan.campaigns.rules.resolution import PROVING_ACTS, REOPENS, Proof
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.deadlines.rules.clocks import State
from touyan.intake.models import Claim
from touyan.kernel.messages import N_, Message, message
from touyan.leadership.models import Promise, Relief
from touyan.matters.actions.endings import claims_of, taken_up_again
from touyan.matters.clockwork import clocks_now
from touyan.matters.models import Act, Belonging, Closing, Document, Matter, Resolution
from touyan.organs.rules.access import Viewer

PROVING = frozenset(verb for verbs in PROVING_ACTS.values() for verb in verbs)
ANSWERING = ("serve_answer", "transfer", "inform_elsewhere", "decline")
"""Acts with which the office answered a petition on its substance or sent it to who will."""
MOST = 60


@dataclass(frozen=True)
class ProofLine:
    """Something of the matter that can show a kind of evidence."""

    proof: Proof
    ref: str
    name: str
    on: date
    act: str = ""
    paper: str = ""


def proofs_of(matter: Matter, *, viewer: Viewer) -> list[ProofLine]:
    """What of the matter can show something: papers, files, entries, payments; newest first.

    What lies before the matter was last taken up again shows nothing of this time.
    """
    every = [*_papers(matter), *_files(matter, viewer), *_payments(matter), *_acts(matter)]
    since = taken_up_again(matter) or date.min
    return sorted((one for one in every if one.on >= since), key=lambda one: one.on, reverse=True)


def _papers(matter: Matter) -> list[ProofLine]:
    signed = (Document.State.SIGNED, Document.State.SERVED)
    found = Document.objects.filter(matter=matter, state__in=signed).order_by("-id")
    return [
        ProofLine(Proof.DOCUMENT, f"paper:{paper.public_id}", f"{paper.title} {paper.number}",
                  paper.served_on or legal_day(paper.signed_at or paper.drafted_at),
                  paper=paper.kind)
        for paper in found[:MOST]
    ]  # fmt: skip


def _files(matter: Matter, viewer: Viewer) -> list[ProofLine]:
    found = files_of(owner_type="matter", owner_id=matter.pk, viewer=viewer).reverse()
    return [
        ProofLine(Proof.DOCUMENT, f"file:{file.public_id}", file.name, legal_day(file.uploaded_at))
        for file in found[:MOST]
    ]


def _payments(matter: Matter) -> list[ProofLine]:
    paid = Relief.objects.filter(matter=matter, state=Relief.State.PAID).order_by("-id")
    return [
        ProofLine(Proof.PAYMENT, f"payment:{relief.public_id}", f"{relief.granted}元",
                  relief.paid_on)
        for relief in paid[:MOST]
        if relief.paid_on
    ]  # fmt: skip


def _acts(matter: Matter) -> list[ProofLine]:
    found = Act.objects.filter(matter=matter, verb__in=PROVING).order_by("-id")
    return [
        ProofLine(Proof.ACT, f"act:{act.pk}", "", act.happened_on, act.verb) for act in found[:MOST]
    ]


def is_closed(matter: Matter) -> bool:
    """Whether the procedure has ended, by the record in force."""
    return Closing.objects.filter(matter=matter, reopened_at__isnull=True).exists()


def petitions_since(resolution: Resolution) -> int:
    """Petitions on the matter received or laid to it since the verification, other than a
    supplement or the same one again."""
    if resolution.verified_at is None or resolution.on is None:
        return 0
    laid = Belonging.objects.filter(matter_id=resolution.matter_id, relation__in=REOPENS)
    since = Q(petition__received_on__gt=resolution.on) | Q(decided_at__gt=resolution.verified_at)
    return laid.filter(since).count()


def undone(matter: Matter) -> list[Message]:
    """What was granted or promised to the petitioner and not performed."""
    unpaid = Relief.objects.filter(matter=matter, state=Relief.State.GRANTED).count()
    unkept = Promise.objects.filter(matter=matter, kept_on__isnull=True).order_by("id")
    found = [message(N_("judicial assistance granted and not paid"))] if unpaid else []
    promised = N_("promised and not done: %(promise)s")
    return found + [message(promised, promise=promise.text) for promise in unkept[:MOST]]


def duties_left(matter: Matter, *, now: datetime) -> list[Message]:
    """What the law or the office's own word still demands in a matter; none of it hangs on
    whether the petitioner agrees."""
    left = _procedure_left(matter)
    clocks = clocks_now(matter, now=now)
    late = [c for c in clocks if c.state(now) is State.OVERDUE]
    if late:
        left.append(message(N_("%(n)s time limits have passed unmet"), n=len(late)))
    today = legal_day(now)
    coming = [c.due_on for c in clocks if not c.met and not c.ended and c.due_on]
    if ahead := [day for day in coming if day >= today]:
        still = N_("time limits still run, the next until %(day)s: %(n)s")
        left.append(message(still, day=min(ahead), n=len(ahead)))
    return left + undone(matter)


def _procedure_left(matter: Matter) -> list[Message]:
    closing = Closing.objects.filter(matter=matter, reopened_at__isnull=True).first()
    if closing is None:
        return [message(N_("the procedure has not ended"))]
    answered = {answer["claim"] for answer in closing.answers if answer.get("where")}
    said = Claim.objects.filter(pk__in=answered).values_list("text", flat=True)
    unanswered = {t.strip() for t in claims_of(matter).values()} - {t.strip() for t in said}
    left = [
        message(N_("a demand without an answer: %(demand)s"), demand=t) for t in sorted(unanswered)
    ]
    served = Act.objects.filter(matter=matter, verb__in=ANSWERING).exists()
    if not served and Belonging.objects.filter(matter=matter, petition__replyable=True).exists():
        left.append(message(N_("no answer was served")))
    return left
