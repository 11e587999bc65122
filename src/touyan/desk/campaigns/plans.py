"""Drawing up a campaign, changing its draft, and what its entry rule would take."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from touyan.campaigns.actions.campaigns import change_campaign, create_campaign
from touyan.campaigns.queries import Campaign
from touyan.campaigns.queries.entry import matters_by_rule, steps_of_rule
from touyan.campaigns.rules.entry import check_rule, in_words
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.campaigns.access import campaign_of, organisers, organising_offices
from touyan.desk.campaigns.plan_forms import GroupFormSet, PlanForm, group_values
from touyan.desk.counting import MOST, capped, shown
from touyan.desk.deeds import name_problems
from touyan.desk.web import DeskRequest, page, say, version_of
from touyan.kernel.errors import Conflict, Invalid, NotVisible, Refused
from touyan.organs.queries import Organ
from touyan.ui.sentences import sentence


@organisers
@require_http_methods(["GET", "POST"])
def draw_up(request: DeskRequest) -> HttpResponse:
    """A new campaign; it binds nobody until a leader opens it."""
    return _plan(request, None)


@organisers
@require_http_methods(["GET", "POST"])
def change(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Change a campaign that is still a draft."""
    return _plan(request, campaign_of(request, public_id))


def _plan(request: DeskRequest, campaign: Campaign | None) -> HttpResponse:
    organs = [campaign.organ] if campaign else organising_offices(request.viewer)
    data = request.POST if request.method == "POST" else None
    form = PlanForm(data, organs=organs, campaign=campaign)
    kept = group_values(campaign.entry_rule) if campaign else None
    groups: Any = GroupFormSet(data, initial=kept, prefix="groups")
    context: dict[str, object] = {"form": form, "groups": groups, "campaign": campaign}
    if data is None:
        return page(request, "desk/campaigns/plan.html", context)
    if not (form.is_valid() & groups.is_valid()):
        return page(request, "desk/campaigns/plan.html", context, status=422)
    return _keep(request, campaign, context, form.plan(groups.rule()))


def _keep(
    request: DeskRequest, campaign: Campaign | None, context: dict[str, Any], plan: Any
) -> HttpResponse:
    form = context["form"]
    who: dict[str, Any] = {"by": request.user, "now": request.now}
    status = 422
    try:
        if campaign is None:
            made = create_campaign(organ=form.office, plan=plan, **who)
        else:
            made = change_campaign(campaign_id=campaign.public_id, plan=plan,
                                   version=version_of(request), **who)  # fmt: skip
    except Invalid as refused:
        name_problems(form, refused)
    except Refused as refused:
        status = 409 if isinstance(refused, Conflict) else 422
        form.add_error(None, sentence(refused.message))
    else:
        say(request, _("The draft is kept. A leader of the organising office opens the campaign."))
        return redirect("campaign", made.public_id)
    return page(request, "desk/campaigns/plan.html", context, status=status)


@organisers
@require_POST
def rule_preview(request: DeskRequest) -> HttpResponse:
    """What the rule as typed so far would take today, in words and in numbers."""
    organs = {organ.code: organ for organ in organising_offices(request.viewer)}
    organ = organs.get(request.POST.get("organ", ""))
    groups: Any = GroupFormSet(request.POST, prefix="groups")
    if organ is None:
        raise NotVisible
    context: dict[str, object] = {"refused": None}
    try:
        rule = groups.rule() if groups.is_valid() else {}
        check_rule(rule)
    except Invalid as refused:
        context["refused"] = refused.problems[0]
    else:
        context |= explained(request, rule, organ)
    return page(request, "desk/campaigns/_rule.html", context)


def explained(request: DeskRequest, rule: Mapping[str, Any], organ: Organ) -> dict[str, object]:
    """A rule in words, how many matters are left after each condition, and how many it takes."""
    where: dict[str, Any] = {
        "organ_path": organ.path, "on": legal_day(request.now), "viewer": request.viewer
    }  # fmt: skip
    told = steps_of_rule(rule, **where, most=MOST + 1)
    return {
        "groups": [[(in_words(one), shown(number)) for one, number in group] for group in told],
        "total": capped(matters_by_rule(rule, **where)),
        "organ": organ,
    }
