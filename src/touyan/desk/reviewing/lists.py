"""The reviews given to the viewer: what waits, what is done, and the next one."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from touyan.desk.web import DeskRequest, page, say
from touyan.inspections.queries.reviews import my_counts, my_reviews, waiting_reviews
from touyan.inspections.rules.checklist import questions_of
from touyan.inspections.rules.reviewing import told_words
from touyan.inspections.rules.running import REVIEWERS
from touyan.inspections.rules.words import SEAT_NAMES, Seat
from touyan.kernel.gate import only
from touyan.kernel.messages import N_, message

reviewers = only(*REVIEWERS)
PER_PAGE = 50
WAITING, DONE = "waiting", "done"


@reviewers
@require_GET
def reviews(request: DeskRequest) -> HttpResponse:
    """One's own reviews, in the order of the lists."""
    show = DONE if request.GET.get("show") == DONE else WAITING
    found = (
        my_reviews(viewer=request.viewer).filter(done_at__isnull=False).order_by("-done_at", "-id")
        if show == DONE
        else waiting_reviews(viewer=request.viewer)
    )
    listed = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    counts = my_counts(viewer=request.viewer)
    context: dict[str, object] = {
        "listed": listed,
        "rows": [_row(one) for one in listed],
        "counts": counts,
        "show": show,
        "tabs": _tabs(show, counts),
    }
    return page(request, "desk/reviewing/reviews.html", context)


def _tabs(show: str, counts: dict[str, int]) -> list[dict[str, object]]:
    url = reverse("reviews")
    open_ones = counts["waiting"] + counts["begun"] + counts["settle"]
    return [
        {"label": _("To do"), "url": url, "current": show == WAITING, "count": open_ones},
        {"label": _("Done"), "url": f"{url}?show={DONE}", "current": show == DONE,
         "count": counts["done"]},
    ]  # fmt: skip


def _row(review: Any) -> dict[str, object]:
    asked = questions_of(review.pick.entry.inspection.checklist.content)
    return {
        "review": review,
        "entry": review.pick.entry,
        "matter": review.pick.entry.matter,
        "inspection": review.pick.entry.inspection,
        "seat": message(SEAT_NAMES[Seat(review.seat)]),
        "state": _state(review),
        "answered": told_words(asked, review.answers),
        "asked": len(asked),
        "third": review.seat == Seat.THIRD,
    }


def _state(review: Any) -> tuple[object, str]:
    if review.done_at:
        return message(N_("Finished")), "grey"
    if review.seat == Seat.THIRD:
        return message(N_("To settle")), "amber"
    if review.saved_at:
        return message(N_("Begun")), "blue"
    return message(N_("Not begun")), ""


@reviewers
@require_GET
def next_one(request: DeskRequest) -> HttpResponse:
    """Straight to the first review that waits."""
    first = waiting_reviews(viewer=request.viewer).first()
    if first is None:
        say(request, _("Nothing waits for your review."))
        return redirect("reviews")
    return redirect("review", first.public_id)
