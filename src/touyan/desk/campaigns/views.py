"""The campaigns the viewer may know of, one of them, and opening and ending it."""

from __future__ import annotations

import uuid

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from touyan.campaigns.actions.batches import prepare_batch
from touyan.campaigns.actions.campaigns import end_campaign, open_campaign
from touyan.campaigns.queries import Campaign
from touyan.campaigns.queries.campaigns import batches_of, campaigns_seen, candidates_of
from touyan.campaigns.queries.lines import matters_in
from touyan.campaigns.rules.entry import groups_of, in_words
from touyan.campaigns.rules.lines import by_batch, counted
from touyan.campaigns.rules.running import ORGANISERS
from touyan.campaigns.rules.terms import terms_of
from touyan.desk.campaigns.access import campaign_of, leaders, organisers, readers, rights_in
from touyan.desk.campaigns.asking import Board
from touyan.desk.campaigns.batch_forms import PrepareForm
from touyan.desk.campaigns.plans import explained
from touyan.desk.campaigns.progress import batch_figures, progress
from touyan.desk.deeds import Deed, PlainForm, do, reason_form
from touyan.desk.shell import supervision
from touyan.desk.web import DeskRequest, page, version_of
from touyan.kernel.messages import N_, Message
from touyan.leadership.rules.words import ACT_NAMES
from touyan.matters.rules.outcomes import GRADE_NAMES
from touyan.ui.sentences import joined, sentence

PER_PAGE = 50
STATES = {
    "draft": (N_("Draft"), "amber"),
    "open": (N_("Open"), "blue"),
    "ended": (N_("Ended"), "grey"),
}


@readers
@require_GET
def campaigns(request: DeskRequest) -> HttpResponse:
    """The campaigns of the viewer's offices and of those above and beneath them."""
    listed = Paginator(campaigns_seen(viewer=request.viewer), PER_PAGE)
    found = listed.get_page(request.GET.get("page"))
    numbers = matters_in(found.object_list, viewer=request.viewer)
    context = {
        "rooms": supervision(request),
        "listed": found,
        "rows": [(one, state_chip(one), numbers.get(one.pk, 0)) for one in found],
        "may_draw_up": bool(request.viewer.roles & ORGANISERS),
    }
    return page(request, "desk/campaigns/campaigns.html", context)


def state_chip(campaign: Campaign) -> tuple[str, str]:
    """The state in words, and its tone."""
    words, tone = STATES[campaign.state]
    return _(words), tone


@readers
@require_GET
def campaign(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """One campaign: how far it is, what it rests on, its batches."""
    found = campaign_of(request, public_id)
    look = Board(request, found)
    rights = rights_in(found, request.viewer)
    lists = list(batches_of(found))
    figures = by_batch(look.lines)
    context: dict[str, object] = {
        "campaign": found,
        "state": state_chip(found),
        "rights": rights,
        "progress": progress(found, counted(look.lines), look.address, today=look.today),
        "batches": [
            (one, batch_figures(figures[one.number], look.address, number=one.number)
             if one.number in figures else None)
            for one in lists
        ],
        "preparing": any(batch.frozen_at is None for batch in lists),
        "rule": rule_words(found),
        "terms": term_lines(found),
        "prepare": PrepareForm(),
    }  # fmt: skip
    if found.state == "draft":
        context |= explained(request, found.entry_rule, found.organ)
    elif rights.organises and found.state == "open":
        waiting = candidates_of(found, viewer=request.viewer).filter(outcome="")
        context["waiting"] = waiting.count()
    return page(request, "desk/campaigns/campaign.html", context)


def rule_words(found: Campaign) -> list[list[Message]]:
    """The entry rule, group by group, condition by condition."""
    return [[in_words(one) for one in group] for group in groups_of(found.entry_rule)]


def term_lines(found: Campaign) -> list[tuple[object, object]]:
    """What the campaign asks, as pairs of names and words."""
    terms = terms_of(found.terms)
    acts = joined(Message(ACT_NAMES[act]) for act in terms.acts)
    rhythm = _("every week") if found.rhythm == Campaign.Rhythm.WEEKLY else _("every month")
    return [
        (_("Led by a leader"), _("Every matter") if terms.charge else _("Where the rules ask it")),
        (_("What each leader must do"), acts or _("What the rules ask")),
        (_("Counted as resolved from"), sentence(Message(GRADE_NAMES[terms.resolved_from]))),
        (_("Reports are due"), _("%(rhythm)s, within %(days)s days of the period's end")
         % {"rhythm": rhythm, "days": found.grace_days}),
    ]  # fmt: skip


def _facts(found: Campaign) -> list[tuple[object, object]]:
    period = f"{found.starts_on:%Y-%m-%d} – {found.ends_on:%Y-%m-%d}"
    return [
        (_("Campaign"), found.name),
        (_("Organising office"), found.organ.local_name),
        (_("Basis"), found.basis),
        (_("Period"), period),
    ]


@leaders
@require_http_methods(["GET", "POST"])
def open_it(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Put a draft in force, behind a page that shows what it rests on."""
    found = campaign_of(request, public_id)
    told = explained(request, found.entry_rule, found.organ)
    back = reverse("campaign", args=[public_id])
    version = version_of(request)
    deed = Deed(
        label=_("Open the campaign"),
        says=_("Once open, what it rests on no longer changes: name, basis, period, entry rule and "
               "terms. Lower offices can nominate from then on."),
        form=PlainForm(request.POST or None),
        act=lambda **more: open_campaign(campaign_id=public_id, version=version, **more),
        back=back,
        done=_("The campaign is open."),
        facts=[*_facts(found), *term_lines(found),
               (_("The entry rule takes today"), told["total"])],
        trail=[(found.name, back)],
        version=found.version,
    )  # fmt: skip
    return do(request, deed)


@leaders
@require_http_methods(["GET", "POST"])
def end_it(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """End a campaign with a note."""
    found = campaign_of(request, public_id)
    back = reverse("campaign", args=[public_id])
    version = version_of(request)
    deed = Deed(
        label=_("End the campaign"),
        says=_("Its lists stay as they are, and what still runs in its matters runs on."),
        form=reason_form(_("What came of it, and why it ends now"), request.POST or None),
        act=lambda **more: end_campaign(campaign_id=public_id, version=version, **more),
        back=back,
        done=_("The campaign is ended."),
        facts=_facts(found),
        trail=[(found.name, back)],
        tone="warn",
        version=found.version,
    )
    return do(request, deed)


@organisers
@require_http_methods(["GET", "POST"])
def prepare(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Begin the next batch."""
    found = campaign_of(request, public_id)
    back = reverse("campaign", args=[public_id])
    deed = Deed(
        label=_("Prepare the next batch"),
        says=_("A list of accepted matters. Choose them, set quotas, then a leader freezes it."),
        form=PrepareForm(request.POST or None),
        act=lambda **more: prepare_batch(campaign_id=public_id, **more),
        back=back,
        done=_("The batch is in preparation."),
        trail=[(found.name, back)],
        onward=lambda batch: reverse("batch", args=[batch.public_id]),
    )
    return do(request, deed)
