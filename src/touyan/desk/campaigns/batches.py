"""A batch in preparation and frozen: quotas, what is chosen, the digest and its proof."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from touyan.audit.actions import record
from touyan.campaigns.actions.batches import choose, set_quota
from touyan.campaigns.queries import Batch
from touyan.campaigns.queries.board import entries, figures_of
from touyan.campaigns.queries.campaigns import entered, is_whole, list_of, sees_whole
from touyan.campaigns.queries.choosing import chosen, free, quota_lines
from touyan.desk.campaigns.access import batch_of, leaders, organisers, readers, rights_in
from touyan.desk.campaigns.asking import Board
from touyan.desk.campaigns.batch_forms import QuotaForm
from touyan.desk.campaigns.progress import Progress, progress
from touyan.desk.deeds import Deed, PlainForm, do
from touyan.desk.figures.asking import READERS
from touyan.desk.web import DeskRequest, page, refuse, say
from touyan.kernel.errors import NotVisible, Refused
from touyan.workflows.enter_campaign import freeze_batch

PER_PAGE = 100


@readers
@require_GET
def batch(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """One batch: what is chosen while it is in preparation, what was frozen afterwards."""
    found = batch_of(request, public_id)
    if found.frozen_at is None:
        form = QuotaForm(lines=quota_lines(found, viewer=request.viewer))
        return _preparing(request, found, form)
    whole = sees_whole(found, viewer=request.viewer)
    context: dict[str, object] = {
        **_around(request, found),
        "sees_whole": whole,
        "entered": entered(found) if whole else None,
        "progress": _progress(request, found),
        "checked": is_whole(found) if request.GET.get("check") else None,
        "table": reverse("campaign-board", args=[found.campaign.public_id])
        + f"?view=table&batch={found.number}",
        "figures_url": _figures_of(request, found),
    }
    return page(request, "desk/campaigns/batch.html", context)


def _figures_of(request: DeskRequest, found: Batch) -> str:
    """Where the figures of the list are counted, and can be frozen; empty for who reads none."""
    if not request.viewer.roles & READERS:
        return ""
    return reverse("figure", args=["batch_resolved"]) + f"?topic=batch:{found.public_id}"


def _progress(request: DeskRequest, found: Batch) -> Progress:
    """How far the batch is, over its matters in the viewer's sight."""
    seen = entries(found.campaign, viewer=request.viewer, as_of=request.now, batches=[found])
    look, figures = Board(request, found.campaign), figures_of(seen)
    return progress(
        found.campaign,
        figures,
        lambda **changes: look.address(**changes, batch=found.number),
        today=look.today,
        batch=found,
        whole=figures,
    )


def _around(request: DeskRequest, found: Batch) -> dict[str, object]:
    return {
        "batch": found,
        "campaign": found.campaign,
        "rights": rights_in(found.campaign, request.viewer),
    }


def _preparing(
    request: DeskRequest, found: Batch, quotas: QuotaForm, status: int = 200
) -> HttpResponse:
    shows = request.GET.get("show") == "chosen"
    lists = {False: free(found, viewer=request.viewer), True: chosen(found, viewer=request.viewer)}
    pages = {each: Paginator(one, PER_PAGE) for each, one in lists.items()}
    here = reverse("batch", args=[found.public_id])
    names = ((False, "free", _("Accepted, on no list yet")), (True, "chosen", _("On this list")))
    context: dict[str, object] = {
        **_around(request, found),
        "quotas": quotas,
        "over": any(line.over for line in quotas.lines),
        "shows_chosen": shows,
        "tabs": [
            {"label": label, "url": f"{here}?show={key}", "count": pages[each].count,
             "current": each is shows}
            for each, key, label in names
        ],
        "listed": pages[shows].get_page(request.GET.get("page")),
        "number": pages[True].count,
    }  # fmt: skip
    return page(request, "desk/campaigns/batch_preparing.html", context, status=status)


@organisers
@require_POST
def quotas(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Set the quotas that were entered."""
    found = batch_of(request, public_id)
    form = QuotaForm(request.POST, lines=quota_lines(found, viewer=request.viewer))
    if not form.is_valid():
        return _preparing(request, found, form, status=422)
    try:
        with transaction.atomic():
            for line, number in form.changed():
                set_quota(batch_id=public_id, organ=line.organ, number=number,
                          by=request.user, now=request.now)  # fmt: skip
    except Refused as refusal:
        refuse(request, refusal)
    else:
        say(request, _("The quotas are set."))
    return redirect("batch", public_id)


@organisers
@require_POST
def choosing(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Put the ticked candidates on the list, or take them off."""
    found = batch_of(request, public_id)
    adding = request.POST.get("verb") == "add"
    try:
        number = choose(batch_id=public_id, candidates=_picked(request, found, adding),
                        chosen=adding, by=request.user, now=request.now)  # fmt: skip
    except Refused as refusal:
        refuse(request, refusal)
    else:
        say(request, _chosen_words(number, adding))
    show = "free" if adding else "chosen"
    return redirect(f"{reverse('batch', args=[public_id])}?show={show}")


def _chosen_words(number: int, adding: bool) -> str:
    if not adding:
        return _("Taken off the list: %(number)s.") % {"number": number}
    return _("Put on the list: %(number)s.") % {"number": number}


def _picked(request: DeskRequest, found: Batch, adding: bool) -> list[uuid.UUID]:
    """The candidates meant: those ticked, or every one of the list shown; never one unseen."""
    among = (free if adding else chosen)(found, viewer=request.viewer)
    if not request.POST.get("all_matching"):
        among = among.filter(public_id__in=uuids(request.POST.getlist("candidate")))
    return list(among.order_by().values_list("public_id", flat=True))


def uuids(typed: Iterable[str]) -> list[uuid.UUID]:
    """Ids out of a form; what is none is left out."""
    found = []
    for text in dict.fromkeys(typed):
        try:
            found.append(uuid.UUID(text))
        except ValueError:
            continue
    return found


@leaders
@require_http_methods(["GET", "POST"])
def freeze(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Freeze the list, behind a page that says what can never be done afterwards."""
    found = batch_of(request, public_id)
    back = reverse("batch", args=[public_id])
    campaign = found.campaign
    deed = Deed(
        label=_("Freeze the list"),
        says=_("This cannot be undone. The list then neither grows nor shrinks; a digest of it is "
               "kept, so that anything added or dropped later shows. A matter leaves only by a "
               "recorded decision and stays in the gross total. The matters enter the campaign, "
               "those closed are taken up again, and all lie before their chiefs to be led."),
        form=PlainForm(request.POST or None),
        act=lambda **more: freeze_batch(batch_id=public_id, **more),
        back=back,
        done=_("The list is frozen. Its matters enter the campaign one by one."),
        facts=[
            (_("Campaign"), campaign.name),
            (_("Batch"), found.number),
            (_("Matters on the list"), chosen(found, viewer=request.viewer).count()),
            (_("To be cleared by"), f"{found.due_on:%Y-%m-%d}"),
        ],
        trail=[(campaign.name, reverse("campaign", args=[campaign.public_id])),
               (_("Batch %(number)s") % {"number": found.number}, back)],
        tone="warn",
    )  # fmt: skip
    return do(request, deed)


@readers
@require_POST
def download(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """The frozen list as the text its digest is computed from, for who may know every matter."""
    found = batch_of(request, public_id)
    if found.frozen_at is None or not sees_whole(found, viewer=request.viewer):
        raise NotVisible
    with transaction.atomic():
        record(
            verb="campaign.export_list", by=request.user, now=request.now,
            subject_type="campaign", subject_id=found.campaign.public_id,
            organ_id=found.campaign.organ_id,
            detail={"name": found.campaign.name, "batch": found.number, "rows": found.size},
        )  # fmt: skip
    return HttpResponse(
        list_of(found).encode(),
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": f"attachment; filename=batch-{found.number}.txt"},
    )
