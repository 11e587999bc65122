"""The leader's queue: one paper after another, each read before it is signed."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.clocks import due_view
from touyan.desk.matters.page_frame import full_names
from touyan.desk.papers.sheet import sheet_of
from touyan.desk.papers.views import QUEUE, allowed
from touyan.desk.web import DeskRequest, page
from touyan.kernel.gate import only
from touyan.matters.actions.papers import read_paper
from touyan.matters.dossier import claim_lines, petitions_of, served_papers, standing_of
from touyan.matters.dossier import to_sign as waiting
from touyan.matters.rules.signing import who_signs
from touyan.organs.rules.roles import LEADERS, Role


@only(*LEADERS, Role.DEPARTMENT_HEAD)
@require_GET
def to_sign(request: DeskRequest) -> HttpResponse:
    """The paper asked for, or the oldest one waiting."""
    queue = waiting(viewer=request.viewer)
    if not queue:
        return page(request, "desk/papers/to_sign.html", {"queue": queue})
    asked = request.GET.get("paper", "")
    place = next((i for i, paper in enumerate(queue) if str(paper.public_id) == asked), 0)
    read_paper(document_id=queue[place].public_id, by=request.user, now=request.now)
    context = {"queue": queue, **_neighbours(queue, place), **_case(request, queue[place])}
    return page(request, "desk/papers/to_sign.html", context)


def _neighbours(queue: list[Any], place: int) -> dict[str, object]:
    def url(index: int) -> str:
        inside = 0 <= index < len(queue)
        return f"{reverse('to-sign')}?paper={queue[index].public_id}" if inside else ""

    return {"place": place + 1, "previous": url(place - 1), "next": url(place + 1)}


def _case(request: DeskRequest, document: Any) -> dict[str, object]:
    """What a signer must know: the petition, its demands, the text, the earlier answers."""
    matter = document.matter
    petitions = petitions_of(matter, viewer=request.viewer)
    return {
        "document": document,
        "matter": matter,
        "sheet": sheet_of(document, now=request.now),
        "petitioners": full_names(petitions),
        "latest": petitions[-1] if petitions else None,
        "claims": claim_lines(petitions, standing_of(matter)),
        "answers": list(served_papers(matter)),
        "due": due_view(matter.next_due_on, today=legal_day(request.now), label=matter.next_clock),
        "signers": who_signs(document.kind),
        "queue_word": QUEUE,
        **allowed(request, document),
    }
