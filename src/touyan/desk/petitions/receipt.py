"""The receipt handed to the petitioner."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from touyan.desk.petitions.roles import CASE_WORKERS
from touyan.desk.web import DeskRequest
from touyan.intake.rules.query_code import shown
from touyan.intake.rules.words import CHANNEL_NAMES, Channel
from touyan.kernel.gate import only
from touyan.kernel.messages import Message
from touyan.workflows.register_petition import take_slip


@only(*CASE_WORKERS)
@require_GET
def petition_receipt(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """The receipt; right after registration with the query code, which is shown this once."""
    slip = take_slip(public_id, by=request.user, now=request.now)
    context = {
        "slip": slip,
        "code": shown(slip.code) if slip.code else "",
        "channel": Message(CHANNEL_NAMES[Channel(slip.channel)]),
    }
    return render(request, "desk/petitions/receipt.html", context)
