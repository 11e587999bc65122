"""Findings: what the inspection knows, what the inspected office was told, what waits for whom."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Value, When

from touyan.inspections.models import Finding, FindingStep, Inspection, Member
from touyan.inspections.rules.findings import OVER, TO_MEND, Stage
from touyan.inspections.rules.moving import Parties
from touyan.inspections.rules.running import ANSWERERS, DECIDERS, PLANNERS, READERS
from touyan.inspections.rules.words import Severity
from touyan.kernel.errors import NotVisible
from touyan.matters.queries import visible
from touyan.organs.models import Account
from touyan.organs.queries import scope_filter
from touyan.organs.queries.viewers import grants_in_force
from touyan.organs.rules.access import Viewer

HARM_FIRST = Case(
    *(When(severity=one.value, then=Value(place)) for place, one in enumerate(Severity)),
    default=Value(len(Severity)),
)


def runs(viewer: Viewer, path: str = "organ__path", pk: str = "pk") -> Q:
    """A condition on an inspection: the viewer's office or one beneath it runs it, or the viewer
    serves in it."""
    condition = Q(**{f"{pk}__in": served_by(viewer)})
    for grant in viewer.grants:
        if grant.role in READERS:
            condition |= Q(**{f"{path}__startswith": grant.organ_path})
    return condition


def served_by(viewer: Viewer) -> QuerySet[Member]:
    """The inspections the viewer serves in, as values for `__in`."""
    found = Member.objects.filter(account=viewer.account_id, left_at__isnull=True)
    return found.order_by().values("inspection")  # type: ignore[return-value]


def findings_seen(*, viewer: Viewer) -> QuerySet[Finding]:
    """The findings on matters the viewer may know of: those of inspections on whose side the viewer
    stands, and what offices in the viewer's scope were told. Of their own office's matters nobody
    reads a finding before the office is told."""
    own = [grant.organ_id for grant in viewer.grants]
    told = Q(answer_by__isnull=False)
    side = runs(viewer, "inspection__organ__path", "inspection") & ~Q(organ__in=own)
    found = Finding.objects.filter(
        side | (told & scope_filter(viewer, "organ__path")),
        pick__entry__matter__in=visible(viewer=viewer),
    )
    return found.select_related(
        "inspection__organ", "inspection__checklist", "organ", "owner__person"
    )


def finding_by_public_id(public_id: uuid.UUID, *, viewer: Viewer) -> Finding:
    """One finding with what its page names; NotVisible when absent or hidden alike."""
    found = findings_seen(viewer=viewer).filter(public_id=public_id).select_related(
        "pick__entry__matter"
    ).first()  # fmt: skip
    if found is None:
        raise NotVisible
    return found


def in_order(findings: QuerySet[Finding]) -> QuerySet[Finding]:
    """What is over last; what harmed a petitioner first, then by weight, by the last day, by place
    in the list."""
    return findings.annotate(graveness=HARM_FIRST, over=Q(stage__in=OVER)).order_by(
        "over", "graveness", "due_on", "pick__entry__ordinal", "question"
    )


def problem_list(inspection: Inspection, *, viewer: Viewer) -> QuerySet[Finding]:
    """All findings of an inspection the viewer may know of."""
    found = findings_seen(viewer=viewer).filter(inspection=inspection)
    return listed(found, viewer=viewer)


def listed(findings: QuerySet[Finding], *, viewer: Viewer) -> QuerySet[Finding]:
    """As a list shows them: in order, with their matters, and whether each repeats an earlier one
    the viewer may know of."""
    before = findings_seen(viewer=viewer).filter(pk=OuterRef("earlier")).order_by()
    found = in_order(findings).select_related("pick__entry__matter")
    return found.annotate(repeats=Exists(before))


def past_contest(today: date) -> Q:
    return Q(stage=Stage.TOLD, answer_by__lt=today)


def overdue(today: date) -> Q:
    """What should have been mended by now."""
    return Q(stage__in=TO_MEND, due_on__lt=today)


def by_organ(inspection: Inspection, *, viewer: Viewer, today: date) -> QuerySet[Finding]:
    """For each office how many findings stand where; by unit code, never by number."""
    found = findings_seen(viewer=viewer).filter(inspection=inspection).order_by()
    return found.values("organ", "organ__code").annotate(
        all=Count("pk"),
        harm=Count("pk", filter=Q(severity=Severity.HARM) & ~Q(stage__in=OVER)),
        open=Count("pk", filter=~Q(stage__in=OVER)),
        late=Count("pk", filter=overdue(today)),
        closed=Count("pk", filter=Q(stage=Stage.CLOSED)),
    ).order_by("organ__code")  # type: ignore[return-value]  # fmt: skip


def steps_of(finding: Finding) -> QuerySet[FindingStep]:
    """What was done about it, the first step first."""
    return FindingStep.objects.filter(finding=finding).select_related("by__person").order_by("id")


def later_of(finding: Finding, *, viewer: Viewer) -> QuerySet[Finding]:
    """Findings of later inspections that repeat it."""
    return findings_seen(viewer=viewer).filter(earlier=finding).order_by("id")


def parties_of(finding: Finding, *, viewer: Viewer) -> Parties:
    """Whom the finding concerns, for the rules of who moves it."""
    serves = Member.objects.filter(
        inspection=finding.inspection_id, account=viewer.account_id, left_at__isnull=True
    )
    return Parties(
        runs=finding.inspection.organ.path, owns=finding.organ.path,
        serves=serves.exists(), owner=finding.owner_id,
    )  # fmt: skip


def earlier_finding(finding: Finding) -> Finding | None:
    """The last finding of the same office on the same question of the same checklist, of another
    inspection, that was not withdrawn."""
    found = Finding.objects.filter(
        organ=finding.organ, question=finding.question, found_at__lt=finding.found_at,
        inspection__checklist__name=finding.inspection.checklist.name,
    ).exclude(Q(stage=Stage.WITHDRAWN) | Q(inspection=finding.inspection))  # fmt: skip
    return found.order_by("-found_at", "-id").first()


def waiting_for(*, viewer: Viewer, today: date) -> QuerySet[Finding]:
    """What the viewer is to do next: answer, set measures, mend, tell, decide, look again."""
    own = _organs(viewer, ANSWERERS)
    deciding = runs_as(viewer, DECIDERS)
    looking = Q(inspection__in=served_by(viewer)) | runs_as(viewer, PLANNERS)
    outside = ~Q(organ__in=[grant.organ_id for grant in viewer.grants])
    mine = (
        Q(organ__in=own, stage__in=[Stage.TOLD, Stage.FINAL])
        | Q(owner=viewer.account_id, stage=Stage.MENDING)
        | outside & deciding & (Q(stage__in=[Stage.FOUND, Stage.CONTESTED]) | past_contest(today))
        | outside & looking & Q(stage=Stage.CLAIMED)
    )
    return listed(findings_seen(viewer=viewer).filter(mine), viewer=viewer)


def runs_as(viewer: Viewer, roles: Iterable[str]) -> Q:
    """A condition on a finding: one of the roles is held in the very office that runs it."""
    return Q(inspection__organ__in=_organs(viewer, roles))


def _organs(viewer: Viewer, roles: Iterable[str]) -> list[int]:
    wanted = frozenset(roles)
    return [grant.organ_id for grant in viewer.grants if grant.role in wanted]


@dataclass(frozen=True)
class Due:
    """A finding that presses, on whom, until when."""

    finding: Finding
    due_on: date


def pressing(until: date) -> list[Due]:
    """What is to be answered or mended up to a day, whoever asks, what harmed petitioners first,
    then what is late the longest: for the work of the night."""
    found = Finding.objects.filter(
        Q(stage=Stage.TOLD, answer_by__lte=until) | Q(stage__in=TO_MEND, due_on__lte=until)
    ).select_related("pick__entry", "inspection")
    rows = [
        Due(one, (one.answer_by if one.stage == Stage.TOLD else one.due_on) or until)
        for one in found.order_by("id").iterator()
    ]
    return sorted(rows, key=lambda row: (row.finding.severity != Severity.HARM, row.due_on))


def people_of(organ_id: int, roles: Iterable[str], *, on: date) -> list[int]:
    """The accounts holding one of the roles in an office on a day."""
    grants = grants_in_force(on).filter(post__organ=organ_id, role__in=list(roles))
    people = Account.objects.filter(is_active=True, person__in=grants.values("person"))
    return list(people.order_by("pk").values_list("pk", flat=True))


def may_be_named(organ_id: int, *, on: date) -> QuerySet[Account]:
    """Who of an office may be named to mend: everybody who works on cases there."""
    grants = grants_in_force(on).filter(post__organ=organ_id, role__in=READERS)
    found = Account.objects.filter(is_active=True, person__in=grants.values("person"))
    return found.select_related("person").order_by("person__name_pinyin", "pk")
