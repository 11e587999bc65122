"""What is put on record of a matter of a batch, alone or for several at once."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from touyan.campaigns.actions import batches, marks
from touyan.campaigns.queries import BatchEntry
from touyan.campaigns.queries.lines import entries_seen, entry_in
from touyan.campaigns.rules.moves import Opens
from touyan.campaigns.rules.words import STEP_NAMES, Step
from touyan.desk.campaigns.access import campaign_of, readers
from touyan.desk.campaigns.board import PER_PAGE
from touyan.desk.deeds import Deed, PlainForm, do, reason_form
from touyan.desk.web import DeskRequest, page
from touyan.kernel.errors import NotVisible, Refused
from touyan.kernel.messages import N_
from touyan.ui.sentences import sentence


@dataclass(frozen=True)
class Marking:
    """One mark: its names, what it asks for, the action and what its text is called there."""

    label: str
    says: str
    asks: str
    done: str
    act: Callable[..., Any]
    text: str = "reason"
    tone: str = "primary"


MARKINGS = {
    "survey": Marking(
        N_("Record the survey"),
        N_("What the survey of this matter found. The card then shows it as surveyed."),
        N_("What is in dispute, what was done before, what would end it"),
        N_("The survey is on record."),
        marks.survey,
        text="findings",
    ),
    "propose": Marking(
        N_("Propose for closing"),
        N_("Says that the work on this matter is done. It is closed by the closing form, once "
           "every demand has its answer."),
        N_("Why it can be closed"),
        N_("The matter is proposed for closing."),
        marks.propose_closing,
    ),
    "withdraw": Marking(
        N_("Take the proposal back"),
        N_("There is more to do: the matter stands again where the work on it has brought it."),
        N_("What is still to be done"),
        N_("The proposal is taken back."),
        marks.withdraw_proposal,
    ),
    "leave": Marking(
        N_("Leave the batch"),
        N_("Decided by a leader of the organising office. The matter stays in the gross total, the "
           "list and its digest stay as they are, and its own procedure runs on."),
        N_("Why it leaves"),
        N_("The matter left the batch; it is still counted in the gross total."),
        batches.leave_batch,
        tone="warn",
    ),
}  # fmt: skip


@readers
@require_http_methods(["GET", "POST"])
def mark(
    request: DeskRequest, public_id: uuid.UUID, matter_id: uuid.UUID, code: str
) -> HttpResponse:
    """One mark on one matter; of work, which no form records alone, what counts as such."""
    marking = MARKINGS.get(code)
    if marking is None and (code != Opens.WORK or request.method != "GET"):
        raise Http404
    entry = entry_in(public_id, matter_id, viewer=request.viewer)
    return do(request, _marking(request, marking, entry) if marking else _working(request, entry))


def _marking(request: DeskRequest, marking: Marking, entry: BatchEntry) -> Deed:
    return Deed(
        label=_(marking.label),
        says=_(marking.says),
        form=reason_form(_(marking.asks), request.POST or None, name=marking.text),
        act=lambda **more: marking.act(entry_id=entry.pk, **more),
        done=_(marking.done),
        tone=marking.tone,
        **_around(request, entry),
    )


def _working(request: DeskRequest, entry: BatchEntry) -> Deed:
    """The card moves by what is recorded in the matter: says what that is, and leads there."""
    return Deed(
        label=_(STEP_NAMES[Step.WORKING]),
        says=_("The card moves by itself once work on the matter is on record: its handling begun, "
               "a reception or a hearing held, an act of the leader in charge, a decision, or its "
               "answer served. Record it in the matter."),
        form=PlainForm(),
        act=lambda **more: None,
        done="",
        impossible=True,
        link=(_("Open the matter"), reverse("matter", args=[entry.matter.public_id])),
        **_around(request, entry),
    )  # fmt: skip


def _around(request: DeskRequest, entry: BatchEntry) -> dict[str, Any]:
    campaign, matter = entry.batch.campaign, entry.matter
    board = reverse("campaign-board", args=[campaign.public_id])
    return {
        "back": _back(request, board),
        "facts": [
            (_("Matter"), f"{matter.number} {matter.title}"),
            (_("Campaign"), f"{campaign.name} · {_batch(entry)}"),
        ],
        "trail": [
            (campaign.name, reverse("campaign", args=[campaign.public_id])),
            (_("Board"), board),
        ],
    }


def _batch(entry: BatchEntry) -> str:
    return _("batch %(number)s, no. %(ordinal)s") % {
        "number": entry.batch.number, "ordinal": entry.ordinal,
    }  # fmt: skip


def _back(request: DeskRequest, board: str) -> str:
    """The page the form was opened from, when it is one of ours."""
    asked = request.POST.get("next") or request.headers.get("HX-Current-URL", "")
    host = request.get_host()
    return asked if url_has_allowed_host_and_scheme(asked, allowed_hosts={host}) else board


@dataclass(frozen=True)
class Result:
    """What became of one of several."""

    number: str
    title: str
    url: str
    refused: str = ""


@readers
@require_POST
def bulk(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """One text for several matters: asked for first, then done for each by itself."""
    campaign = campaign_of(request, public_id)
    code = request.POST.get("verb", "")
    marking = MARKINGS.get(code) if code in ("survey", "propose") else None
    if marking is None:
        raise Http404
    chosen = entries_seen(_ids(request), campaign=campaign, viewer=request.viewer)
    sent = marking.text in request.POST
    form = reason_form(_(marking.asks), request.POST if sent else None, name=marking.text)
    context: dict[str, object] = {
        "campaign": campaign,
        "code": code,
        "label": _(marking.label),
        "says": _(marking.says),
        "chosen": chosen,
        "form": form,
        "back": _back(request, reverse("campaign-board", args=[public_id]) + "?view=table"),
    }
    if not sent or not form.is_valid():
        status = 422 if sent else 200
        return page(request, "desk/campaigns/bulk.html", context, status=status)
    results = [_one(request, marking, entry, form.cleaned_data) for entry in chosen]
    context |= {
        "done": [one for one in results if not one.refused],
        "refused": [one for one in results if one.refused],
    }
    return page(request, "desk/campaigns/bulk_done.html", context)


def _ids(request: DeskRequest) -> list[int]:
    typed = dict.fromkeys(request.POST.getlist("entry"))
    return [int(text) for text in typed if text.isdecimal()][:PER_PAGE]


def _one(request: DeskRequest, marking: Marking, entry: BatchEntry, said: dict[str, Any]) -> Result:
    matter = entry.matter
    url = reverse("matter", args=[matter.public_id])
    try:
        marking.act(entry_id=entry.pk, **said, by=request.user, now=request.now)
    except NotVisible:
        return Result(matter.number, matter.title, url, _("Not found."))
    except Refused as refusal:
        return Result(matter.number, matter.title, url, sentence(refusal.message))
    return Result(matter.number, matter.title, url)
