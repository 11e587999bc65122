"""The inspectors of one inspection: named, released, given their matters."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.deeds import Deed, PlainForm, do
from touyan.desk.inspections.access import ROOM, frame, planned_by, planners
from touyan.desk.inspections.progress import watched
from touyan.desk.inspections.views import trail_of
from touyan.desk.web import DeskRequest, page, refuse, say
from touyan.inspections.actions.members import name_members, release_member
from touyan.inspections.queries import Inspection, Run
from touyan.inspections.queries.assigning import may_serve, named_like
from touyan.inspections.queries.plans import member_by_id, members_of
from touyan.inspections.queries.progress import by_inspector, total
from touyan.inspections.rules.words import Task
from touyan.kernel.errors import Refused
from touyan.workflows.run_inspection import start

PER_PAGE = 50


@planners
@require_GET
def members(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Who serves, what each has open, and who could be named."""
    inspection = planned_by(request, public_id)
    serving = Paginator(members_of(inspection), PER_PAGE).get_page(request.GET.get("page"))
    around = frame(request, inspection, "inspection-members")
    context: dict[str, object] = {
        **around,
        "listed": serving,
        "rows": by_inspector(serving, inspection, viewer=request.viewer),
        "matters_url": reverse("inspection-matters", args=[public_id]),
        **watched(inspection, around["rights"]),
        "changes": inspection.state != "ended",
        "lacking": inspection.state == "drawn"
        and total(inspection, viewer=request.viewer).unassigned,
    }
    if inspection.state != "ended":
        context |= _offered(request, inspection)
    return page(request, "desk/inspections/members.html", context)


def _offered(request: DeskRequest, inspection: Inspection) -> dict[str, object]:
    text = request.GET.get("q", "").strip()
    found = named_like(may_serve(inspection, on=legal_day(request.now)), text)
    offered = Paginator(found, PER_PAGE).get_page(request.GET.get("offered"))
    return {"q": text, "offered": offered}


@planners
@require_POST
def name(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Name the ticked people, or everyone the search found."""
    inspection = planned_by(request, public_id)
    text = request.POST.get("q", "").strip()
    found = named_like(may_serve(inspection, on=legal_day(request.now)), text)
    if not request.POST.get("all_matching"):
        ticked = [int(one) for one in request.POST.getlist("account") if one.isdecimal()]
        found = found.filter(pk__in=ticked)
    accounts = list(found.order_by().values_list("pk", flat=True))
    try:
        number = name_members(inspection_id=public_id, accounts=accounts, by=request.user,
                              now=request.now)  # fmt: skip
    except Refused as refusal:
        refuse(request, refusal)
    else:
        said = ngettext("%(number)s inspector named.", "%(number)s inspectors named.", number)
        say(request, said % {"number": number})
    return redirect("inspection-members", public_id)


@planners
@require_http_methods(["GET", "POST"])
def release(request: DeskRequest, public_id: uuid.UUID, member_id: int) -> HttpResponse:
    """Let an inspector leave; what they did not finish is free for others."""
    inspection = planned_by(request, public_id)
    member = member_by_id(inspection, member_id)
    (share,) = by_inspector([member], inspection, viewer=request.viewer)
    deed = Deed(
        label=_("Release the inspector"),
        says=_("What they finished stays. What they did not finish is given to others when the "
               "matters are shared out again; nobody sees the drafts."),
        form=PlainForm(request.POST or None),
        act=lambda **more: release_member(inspection_id=public_id, member_id=member_id, **more),
        back=reverse("inspection-members", args=[public_id]),
        done=_("The inspector is released; what was open is free for others."),
        facts=[(_("Inspector"), member.account.get_short_name()), (_("Given"), share.given),
               (_("Open"), share.open)],
        trail=trail_of(inspection),
        room=ROOM,
        tone="warn",
    )  # fmt: skip
    return do(request, deed)


@planners
@require_http_methods(["GET", "POST"])
def share_out(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Give every matter that lacks them its reviewers."""
    inspection = planned_by(request, public_id)
    standing = total(inspection, viewer=request.viewer)
    deed = Deed(
        label=_("Share out the matters"),
        says=_("Evenly among the inspectors. Nobody is given a matter of an office they serve or "
               "served in meanwhile, one they worked on, or one a wall keeps them from. Whoever "
               "has a matter already keeps it."),
        form=PlainForm(request.POST or None),
        act=lambda **more: start(inspection_id=public_id, task=Task.ASSIGN, **more),
        back=reverse("inspection-members", args=[public_id]),
        done=_shared,
        facts=[(_("Looked at"), standing.picked),
               (_("Without enough reviewers"), standing.unassigned),
               (_("Inspectors"), members_of(inspection).count())],
        trail=trail_of(inspection),
        room=ROOM,
    )  # fmt: skip
    return do(request, deed)


def _shared(found: Any) -> str:
    if isinstance(found, Run):
        return _("It is under way; this page shows how far it is.")
    if found.short:
        return _("Some matters lack a reviewer: name more inspectors from other offices.")
    return _("Every matter has its reviewers.")
