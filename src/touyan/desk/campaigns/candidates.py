"""Which matters a campaign takes: what its rule finds, what lower offices nominate."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext
from django.views.decorators.http import require_http_methods

from touyan.campaigns.actions.candidates import decide_by_rule, decide_candidates, nominate
from touyan.campaigns.queries import Campaign
from touyan.campaigns.queries.choosing import (
    accepted,
    open_for,
    refused,
    taken_by_rule,
    waiting,
)
from touyan.campaigns.rules.entry import groups_of, in_words
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.campaigns.access import campaign_of, organisers, readers, rights_in
from touyan.desk.campaigns.batches import uuids
from touyan.desk.campaigns.cards import age_words
from touyan.desk.counting import CappedPaginator, capped_together
from touyan.desk.deeds import Deed, ReasonForm, do
from touyan.desk.web import DeskRequest, page, say
from touyan.kernel.errors import Refused
from touyan.kernel.messages import Listing, from_data
from touyan.matters.queries import matter_by_public_id
from touyan.ui.sentences import sentence

PER_PAGE = 50
MOST_AT_ONCE = 500
"""Decided together at most; each keeps its own row and reason."""


@dataclass(frozen=True)
class Row:
    """One matter put forward, why, and what was decided."""

    id: uuid.UUID
    matter: Any
    age: str
    why: object
    by: str = ""
    reason: str = ""
    decision: str = ""
    decided_by: str = ""
    decided_at: Any = None
    batch: Any = None


@readers
@require_http_methods(["GET", "POST"])
def candidates(request: DeskRequest, public_id: uuid.UUID, show: str = "rule") -> HttpResponse:
    """What was put forward and what became of it; the organiser decides here."""
    campaign = campaign_of(request, public_id)
    if request.method == "POST":
        return _decide(request, campaign, show)
    return _page(request, campaign, show, ReasonForm())


def _lists(request: DeskRequest, campaign: Campaign) -> dict[str, QuerySet[Any]]:
    viewer, today = request.viewer, legal_day(request.now)
    return {
        "rule": taken_by_rule(campaign, on=today, viewer=viewer),
        "nominated": waiting(campaign, viewer=viewer),
        "accepted": accepted(campaign, viewer=viewer),
        "refused": refused(campaign, viewer=viewer),
    }


def _page(
    request: DeskRequest, campaign: Campaign, show: str, form: ReasonForm, *, status: int = 200,
    refusal: Refused | None = None,
) -> HttpResponse:  # fmt: skip
    lists = _lists(request, campaign)
    if show not in lists:
        raise Http404
    listed = CappedPaginator(lists[show], PER_PAGE).get_page(request.GET.get("page"))
    deciding = show in ("rule", "nominated") and campaign.state == "open"
    context: dict[str, object] = {
        "campaign": campaign,
        "show": show,
        "tabs": _tabs(campaign, show, capped_together(lists)),
        "listed": listed,
        "rows": _rows(request, campaign, show, listed),
        "form": form,
        "refusal": refusal,
        "ticked": request.POST.getlist("candidate"),
        "may_decide": deciding and rights_in(campaign, request.viewer).organises,
        "whole": listed.paginator.count if listed.paginator.count <= MOST_AT_ONCE else 0,
    }
    return page(request, "desk/campaigns/candidates.html", context, status=status)


def _tabs(campaign: Campaign, show: str, numbers: dict[str, str]) -> list[dict[str, object]]:
    names = {"rule": _("Taken by the rule"), "nominated": _("Nominated"),
             "accepted": pgettext("candidate", "Accepted"),
             "refused": pgettext("candidate", "Refused")}  # fmt: skip
    return [
        {
            "label": label,
            "url": reverse("campaign-candidates", args=[campaign.public_id, key]),
            "count": numbers[key],
            "current": key == show,
        }
        for key, label in names.items()
    ]


def _rows(request: DeskRequest, campaign: Campaign, show: str, listed: Page[Any]) -> list[Row]:
    today = legal_day(request.now)
    if show == "rule":
        why = [[in_words(one) for one in group] for group in groups_of(campaign.entry_rule)]
        return [
            Row(m.public_id, m, age_words(m.received_on, today=today), _joined(why[m.group]))
            for m in listed
        ]
    return [_candidate(one, today) for one in listed]


def _candidate(one: Any, today: Any) -> Row:
    return Row(
        id=one.public_id,
        matter=one.matter,
        age=age_words(one.matter.received_on, today=today),
        why=_joined(from_data(each) for each in one.why),
        by=one.put_by.get_short_name() if one.put_by else "",
        reason=one.reason,
        decision=one.decision,
        decided_by=one.decided_by.get_short_name() if one.decided_by else "",
        decided_at=one.decided_at,
        batch=one.batch,
    )


def _joined(parts: Iterable[Any]) -> str:
    return sentence(Listing(tuple(parts)))


def _decide(request: DeskRequest, campaign: Campaign, show: str) -> HttpResponse:
    """Accept or refuse those ticked; each keeps the decision and the reason."""
    acts: dict[str, tuple[Callable[..., Any], str]] = {
        "rule": (decide_by_rule, "matters"),
        "nominated": (decide_candidates, "candidates"),
    }
    verb = request.POST.get("verb", "")
    if show not in acts or verb not in ("accept", "refuse"):
        raise Http404
    form = ReasonForm(request.POST)
    picked = _picked(request, campaign, show)
    if not picked:
        form.add_error(None, _("Choose at least one matter."))
    if not form.is_valid():
        return _page(request, campaign, show, form, status=422)
    act, name = acts[show]
    try:
        act(**{name: picked}, campaign_id=campaign.public_id, accept=verb == "accept",
            reason=form.cleaned_data["reason"], by=request.user, now=request.now)  # fmt: skip
    except Refused as refusal:
        return _page(request, campaign, show, form, status=422, refusal=refusal)
    say(request, _decided(len(picked), verb == "accept"))
    return redirect("campaign-candidates", campaign.public_id, show)


def _decided(number: int, accept: bool) -> str:
    if accept:
        words = ngettext("%(number)s matter accepted.", "%(number)s matters accepted.", number)
    else:
        words = ngettext("%(number)s matter refused.", "%(number)s matters refused.", number)
    return words % {"number": number}


def _picked(request: DeskRequest, campaign: Campaign, show: str) -> list[uuid.UUID]:
    """Those ticked; or every one of the list, as far as the viewer sees it."""
    if not request.POST.get("all_matching"):
        return uuids(request.POST.getlist("candidate"))[:MOST_AT_ONCE]
    found = _lists(request, campaign)[show].order_by("pk")
    return list(found.values_list("public_id", flat=True)[:MOST_AT_ONCE])


class NominateForm(ReasonForm):
    """For which campaign, and why."""

    campaign = forms.ChoiceField(label=gettext_lazy("Campaign"), widget=forms.RadioSelect)
    field_order = ("campaign", "reason")

    def offer(self, campaigns: Mapping[str, Campaign]) -> None:
        box: Any = self.fields["campaign"]
        box.choices = [(k, f"{c.name} · {c.organ.local_name}") for k, c in campaigns.items()]
        if len(campaigns) == 1:
            self.initial["campaign"] = next(iter(campaigns))


@organisers
@require_http_methods(["GET", "POST"])
def put_forward(request: DeskRequest, matter_id: uuid.UUID) -> HttpResponse:
    """Nominate a matter for an open campaign of one's own office or of one above."""
    matter = matter_by_public_id(matter_id, viewer=request.viewer)
    form = NominateForm(request.POST or None)
    found = {str(one.public_id): one for one in open_for(matter, viewer=request.viewer)}
    form.offer(found)
    back = reverse("matter", args=[matter_id])
    deed = Deed(
        label=_("Nominate for a campaign"),
        says=_("The organising office accepts or refuses the nomination with a reason.")
        if found
        else _("No open campaign of your office or of one above can take this matter, or it was "
               "put forward already."),
        form=form,
        act=lambda campaign, reason, **more: nominate(
            campaign_id=uuid.UUID(campaign), matter_id=matter_id, reason=reason, **more
        ),
        back=back,
        done=_("The matter is nominated."),
        facts=[(_("Matter"), f"{matter.number} {matter.title}"),
               (_("Office"), matter.organ.local_name)],
        trail=[(matter.number, back)],
        impossible=not found,
    )  # fmt: skip
    return do(request, deed)
