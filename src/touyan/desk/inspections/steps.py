"""The steps of an inspection: freezing, drawing, adding on purpose, ending."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from touyan.desk.deeds import Deed, PlainForm, do, reason_form
from touyan.desk.inspections.access import ROOM, decided_by, deciders, planned_by, planners
from touyan.desk.inspections.plans import explained
from touyan.desk.inspections.views import plan_lines, size_words, trail_of
from touyan.desk.web import DeskRequest, version_of
from touyan.inspections.actions.drawing import add_on_purpose
from touyan.inspections.actions.plans import end_inspection
from touyan.inspections.queries.plans import entry_of_matter, sees_whole
from touyan.inspections.queries.progress import total
from touyan.inspections.rules.words import Mode, Task
from touyan.ui.sentences import sentence
from touyan.workflows.run_inspection import start

WAYS = ["GET", "POST"]


@deciders
@require_http_methods(WAYS)
def freeze(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Freeze plan and list, behind a page that says what can never be done afterwards."""
    found = decided_by(request, public_id)
    told = explained(request, found.scope, found.organ, looks_at=found.looks_at)
    size = size_words(found, told["number"])
    facts = [*plan_lines(found, whole=False), (_("The scope takes today"), told["total"])]
    if size:
        facts.append((_("Size"), sentence(size)))
    deed = Deed(
        label=_("Freeze the list"),
        says=_("This cannot be undone. Neither the plan nor the list changes afterwards; a digest "
               "of both is kept, so that anything added, dropped or altered later shows."),
        form=PlainForm(request.POST or None),
        act=_starting(found.public_id, Task.FREEZE, request),
        back=reverse("inspection", args=[public_id]),
        done=_said(_("The list is frozen.")),
        facts=facts,
        trail=trail_of(found),
        room=ROOM,
        tone="warn",
        version=found.version,
    )  # fmt: skip
    return do(request, deed)


def _starting(public_id: uuid.UUID, task: Task, request: DeskRequest) -> Any:
    version = version_of(request)
    return lambda **more: start(inspection_id=public_id, task=task, version=version, **more)


def _said(done: str) -> Any:
    """What is said when it is done at once, and when it goes on by itself."""
    return lambda run: _("It is under way; this page shows how far it is.") if run else done


class NumberForm(forms.Form):
    """The number as it was published."""

    use_required_attribute = False
    number = forms.CharField(label=gettext_lazy("The number as published"), max_length=200)


@deciders
@require_http_methods(WAYS)
def draw(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Take every matter, or draw the sample from the published number."""
    found = decided_by(request, public_id)
    full = found.mode == Mode.FULL
    form = PlainForm(request.POST or None) if full else NumberForm(request.POST or None)
    sampled = _("The seed follows from the digest of the list and the published number; whoever "
                "has both draws the same matters. It is drawn once.")  # fmt: skip
    deed = Deed(
        label=_("Take every matter") if full else _("Draw the matters"),
        says=_("Every matter of the list will be looked at.") if full else sampled,
        form=form,
        act=_starting(found.public_id, Task.DRAW, request),
        back=reverse("inspection", args=[public_id]),
        done=_said(_("The matters are drawn. Share them out among the inspectors.")),
        facts=[*plan_lines(found, whole=sees_whole(found, viewer=request.viewer)),
               (_("Digest (SM3)"), found.digest)],
        trail=trail_of(found),
        room=ROOM,
        version=found.version,
    )  # fmt: skip
    return do(request, deed)


@deciders
@require_http_methods(WAYS)
def end_it(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """End the inspection; findings go on being mended."""
    found = decided_by(request, public_id)
    standing = total(found, viewer=request.viewer)
    version = version_of(request)
    deed = Deed(
        label=_("End the inspection"),
        says=_("Nothing more is reviewed afterwards. Findings that are not closed go on being "
               "mended."),
        form=PlainForm(request.POST or None),
        act=lambda **more: end_inspection(inspection_id=public_id, version=version, **more),
        back=reverse("inspection", args=[public_id]),
        done=_("The inspection has ended."),
        facts=[(_("Looked at"), standing.picked), (_("Reviewed"), standing.reviewed),
               (_("Not reviewed"), standing.picked - standing.reviewed)],
        trail=trail_of(found),
        room=ROOM,
        tone="warn",
        version=found.version,
    )  # fmt: skip
    return do(request, deed)


@planners
@require_http_methods(WAYS)
def add(request: DeskRequest, public_id: uuid.UUID, matter_id: uuid.UUID) -> HttpResponse:
    """Look at one more matter of the list, with a reason."""
    found = planned_by(request, public_id)
    entry = entry_of_matter(found, matter_id, viewer=request.viewer)
    deed = Deed(
        label=_("Look at one more matter"),
        says=_("It is marked as chosen on purpose and never counts in the estimates."),
        form=reason_form(_("Why it is looked at"), request.POST or None),
        act=lambda **more: add_on_purpose(inspection_id=public_id, matter_id=matter_id, **more),
        back=f"{reverse('inspection-matters', args=[public_id])}?show=all",
        done=_("The matter is looked at. Share it out among the inspectors."),
        facts=[(_("Number"), entry.matter.number), (_("Matter"), entry.matter.title),
               (_("Office"), entry.organ.local_name)],
        trail=trail_of(found),
        room=ROOM,
    )  # fmt: skip
    return do(request, deed)
