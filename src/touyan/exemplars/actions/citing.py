"""A published case cited in a matter, with the reason; a citation taken back stays on record."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from touyan.audit.actions import record
from touyan.exemplars.models import Citation
from touyan.exemplars.queries.library import cases_standing
from touyan.exemplars.rules.issuing import MAKERS
from touyan.kernel.errors import Invalid, NotPermitted, NotVisible, Refused, problem
from touyan.kernel.messages import N_
from touyan.matters.models import Matter
from touyan.matters.queries import visible
from touyan.organs.models import Account
from touyan.organs.queries import viewer_of


@transaction.atomic
def cite(
    *, matter_id: uuid.UUID, case_id: uuid.UUID, why: str, by: Account, now: datetime
) -> Citation:
    """Cite a case in force in a matter of one's own office."""
    matter = _locked(matter_id, by=by, now=now)
    case = cases_standing().filter(public_id=case_id).exclude(exemplar__matter=matter).first()
    if case is None:
        raise NotVisible
    if not why.strip():
        raise Invalid([problem("why", N_("This is needed."))])
    if Citation.objects.filter(matter=matter, case=case, removed_at__isnull=True).exists():
        raise Refused(N_("The case is cited in this matter already."))
    made = Citation.objects.create(case=case, matter=matter, why=why.strip(), by=by, at=now)
    _note("edition.cite", matter, by=by, now=now)
    return made


@transaction.atomic
def take_back(*, citation_id: uuid.UUID, by: Account, now: datetime) -> Citation:
    """Cite it no more."""
    found = Citation.objects.filter(public_id=citation_id)
    matter_id = found.values_list("matter__public_id", flat=True).first()
    if matter_id is None:
        raise NotVisible
    matter = _locked(matter_id, by=by, now=now)
    citation = found.filter(removed_at__isnull=True).first()  # as it is now that it is locked
    if citation is None:
        raise Refused(N_("The citation was taken back already."))
    citation.removed_at, citation.removed_by = now, by
    citation.save(update_fields=["removed_at", "removed_by"])
    _note("edition.uncite", matter, by=by, now=now)
    return citation


def _locked(matter_id: uuid.UUID, *, by: Account, now: datetime) -> Matter:
    viewer = viewer_of(by, now=now)
    if not visible(viewer=viewer.acting()).filter(public_id=matter_id).exists():
        raise NotVisible
    rows = Matter.objects.select_for_update(of=("self",)).select_related("organ")
    matter = rows.get(public_id=matter_id)
    if not viewer.holds(MAKERS, organ_path=matter.organ.path):
        raise NotPermitted(N_("Cases are cited by the office that handles the matter."))
    return matter


def _note(verb: str, matter: Matter, *, by: Account, now: datetime) -> None:
    record(
        verb=verb, by=by, now=now, subject_type="matter", subject_id=matter.public_id,
        organ_id=matter.organ_id, detail={},
    )  # fmt: skip
