"""Naming a cause of recurrence and taking one back."""

from __future__ import annotations

import uuid
from functools import partial

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from touyan.campaigns.actions.learning import name_cause
from touyan.campaigns.queries.learning import names_of, standing_causes, table_of
from touyan.campaigns.rules.learning import check_learner
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.aftercare.acting import outcome_tab, sent
from touyan.desk.aftercare.forms import CauseForm, TakeBackForm
from touyan.desk.aftercare.words import reading, staff
from touyan.desk.web import DeskRequest, version_of
from touyan.kernel.errors import NotVisible
from touyan.matters.queries import matter_by_public_id


@staff
@require_http_methods(["GET", "POST"])
def name(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Name one more cause."""
    matter = matter_by_public_id(public_id, viewer=request.viewer)
    check_learner(request.viewer, organ_path=matter.organ.path)
    stands = standing_causes(matter)
    table = table_of("cause", region=matter.organ.code, on=legal_day(request.now))
    offered = [(rule.code, rule.name(reading())) for rule in table if rule.code not in stands]
    act = partial(name_cause, matter_id=public_id, version=version_of(request))
    return sent(
        request, CauseForm(request.POST or None, table=offered), act,
        done=_("The cause is named."), back=outcome_tab(public_id, "causes"),
        matter=matter, label=_("Name a cause of recurrence"),
    )  # fmt: skip


@staff
@require_http_methods(["GET", "POST"])
def take_back(request: DeskRequest, public_id: uuid.UUID, code: str) -> HttpResponse:
    """Take a cause back; that it was named stays on record."""
    matter = matter_by_public_id(public_id, viewer=request.viewer)
    check_learner(request.viewer, organ_path=matter.organ.path)
    if code not in standing_causes(matter):
        raise NotVisible
    act = partial(name_cause, matter_id=public_id, code=code, version=version_of(request))
    cause = names_of("cause", reading()).get(code, code)
    return sent(
        request, TakeBackForm(request.POST or None), act,
        done=_("The cause is taken back."), back=outcome_tab(public_id, "causes"),
        matter=matter, label=_("Take back a cause: %(cause)s") % {"cause": cause},
    )  # fmt: skip
