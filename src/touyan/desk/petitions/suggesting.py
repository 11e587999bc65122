"""What the pickers offer while one types."""

from __future__ import annotations

from typing import Any

from django.http import JsonResponse
from django.views.decorators.http import require_GET

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.petitions.roles import CASE_WORKERS
from touyan.desk.web import DeskRequest
from touyan.kernel.gate import only
from touyan.organs.queries import find_organs, find_people

MOST = 12
LONGEST = 60


@only(*CASE_WORKERS)
@require_GET
def people_suggest(request: DeskRequest) -> JsonResponse:
    """Staff by name or pinyin, with office and title to tell them apart."""
    today = legal_day(request.now)
    found = find_people(_asked(request), viewer=request.viewer, limit=MOST)
    return JsonResponse({"results": [_person(person, today) for person in found]})


@only(*CASE_WORKERS)
@require_GET
def organs_suggest(request: DeskRequest) -> JsonResponse:
    """Procuratorates by any part of the name, or by unit code."""
    found = find_organs(_asked(request), limit=MOST)
    return JsonResponse({"results": [
        {"id": organ.pk, "name": organ.name, "note": f"{organ.code} · {organ.name_en}"}
        for organ in found
    ]})  # fmt: skip


def _asked(request: DeskRequest) -> str:
    return request.GET.get("q", "").strip()[:LONGEST]


def _person(person: Any, today: Any) -> dict[str, Any]:
    posts = [p for p in person.posts.all() if p.until_on is None or p.until_on >= today]
    unit = posts[0].organ.name if posts else ""
    note = " · ".join(f"{post.organ.local_name} {post.local_title}" for post in posts)
    return {"id": person.pk, "name": person.name, "unit": unit, "note": note}
