"""The steps of a nomination: sent on, returned, selected, withdrawn; its text approved."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from touyan.desk.deeds import Deed, do, reason_form
from touyan.desk.exemplars.access import CASES, exemplar_of, exemplar_trail, exemplar_url, writers
from touyan.desk.exemplars.words import state_chip, what_words
from touyan.desk.web import DeskRequest, version_of
from touyan.exemplars.actions import approvals, nominations
from touyan.exemplars.queries.access import Exemplar, lies_of
from touyan.exemplars.rules.running import moves_open
from touyan.kernel.errors import NotVisible
from touyan.kernel.messages import N_
from touyan.organs.rules.access import Viewer
from touyan.workflows import write_exemplar


@dataclass(frozen=True)
class Asked:
    """What the page of a step says, what it does, and what is said afterwards."""

    label: str
    says: str
    done: str
    act: Callable[..., Any]
    words: str = N_("Opinion")
    tone: str = "primary"


STEPS = {
    "select": Asked(
        N_("Select the case"),
        N_("From now on its text is written, and then approved from the office that nominated it "
           "up to this one."),
        N_("The case is selected."), nominations.select,
    ),
    "forward": Asked(
        N_("Send on to the office above"),
        N_("The office above sends it on, selects it or returns it. The opinion is recorded."),
        N_("The case is sent on."), nominations.forward,
    ),
    "approve": Asked(
        N_("Approve the text"),
        N_("The approval is of the text as it was put forward. The gate reads it once more; "
           "whatever is written afterwards makes the approval void."),
        N_("The text is approved for your office."), write_exemplar.approve,
    ),
    "return": Asked(
        N_("Return with comments"),
        N_("It goes back to the office beneath, which mends it and sends it on again, or withdraws "
           "it."),
        N_("The case is returned."), nominations.give_back, N_("Comments"), "warn",
    ),
    "send_back": Asked(
        N_("Send the text back"),
        N_("The text is written on; what was approved so far is void."),
        N_("The text is sent back."), approvals.send_back, N_("Comments"), "warn",
    ),
    "withdraw": Asked(
        N_("Withdraw the nomination"),
        N_("It ends here. That it was made, and why it is withdrawn, stays on record; the matter "
           "may be nominated anew."),
        N_("The nomination is withdrawn."), nominations.withdraw, N_("Why it is withdrawn"),
        "warn",
    ),
}  # fmt: skip


def buttons_of(exemplar: Exemplar, viewer: Viewer) -> list[tuple[str, str, str]]:
    """The steps that are the viewer's now: words, address, tone."""
    open_now = moves_open(viewer, lies_of(exemplar))
    return [
        (_(asked.label), _address(exemplar, verb), "primary" if asked.tone == "primary" else "")
        for verb, asked in STEPS.items()
        if verb in open_now
    ]


def _address(exemplar: Exemplar, verb: str) -> str:
    return reverse("exemplar-step", args=[exemplar.public_id, verb])


@writers
@require_http_methods(["GET", "POST"])
def step(request: DeskRequest, public_id: uuid.UUID, verb: str) -> HttpResponse:
    """One step, on a page that says what it means; whoever may not take it finds none."""
    found = exemplar_of(request, public_id)
    if verb not in STEPS or verb not in moves_open(request.viewer, lies_of(found)):
        raise NotVisible
    asked, version = STEPS[verb], version_of(request)
    deed = Deed(
        label=_(asked.label),
        says=_(asked.says),
        form=reason_form(_(asked.words), request.POST or None, name="opinion"),
        act=lambda **more: asked.act(exemplar_id=public_id, version=version, **more),
        back=exemplar_url(found),
        done=_(asked.done),
        facts=_facts(found),
        trail=exemplar_trail(found),
        room=CASES,
        tone=asked.tone,
        version=found.version,
        onward=exemplar_url,
    )
    return do(request, deed)


def _facts(found: Exemplar) -> list[tuple[object, object]]:
    return [
        (_("Matter"), found.matter.number),
        (_("What the case teaches"), what_words(found)),
        (_("Why it is nominated"), found.reason),
        (_("Lies with"), found.at_organ.local_name),
        (_("State"), state_chip(found)[0]),
    ]
