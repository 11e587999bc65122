"""One review: the questions side by side with what is on file."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from touyan.desk.reviewing.asks import asks, grouped, told_by, typed
from touyan.desk.reviewing.lists import reviewers
from touyan.desk.reviewing.papers import on_file
from touyan.desk.web import DeskRequest, page, say, version_of
from touyan.inspections.actions.reviews import Finished, finish_review, open_review, save_review
from touyan.inspections.queries.reviews import (
    answered_beneath,
    before_it,
    my_counts,
    next_waiting,
    pair_for,
    questions_asked,
)
from touyan.inspections.rules.drafts import Sent, as_shown, read_shown
from touyan.inspections.rules.reviewing import to_settle, told_words
from touyan.inspections.rules.words import SEAT_NAMES, Seat
from touyan.kernel.errors import Conflict, Invalid, Refused
from touyan.kernel.messages import Message, message
from touyan.matters.actions.notes import read_matter

FINISHING = ("finish", "finish-next")
ONWARD = {"finish-next": next_waiting, "save-next": next_waiting, "save-prev": before_it}


@reviewers
@require_http_methods(["GET", "POST"])
def review(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Open one's own review; take its answers."""
    if request.method == "POST":
        return _take(request, public_id)
    found = open_review(review_id=public_id, by=request.user, now=request.now)
    read_matter(
        matter_id=found.pick.entry.matter.public_id, by=request.user, now=request.now,
        lent=request.viewer.lent,
    )  # fmt: skip
    return _page(request, found, found.answers)


def _take(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    found = open_review(review_id=public_id, by=request.user, now=request.now)
    given = typed(questions_asked(found.pick.entry.inspection), request.POST)
    how: dict[str, Any] = {"review_id": public_id, "answers": given, "by": request.user,
                           "now": request.now, "version": _version(request),
                           "sent": _sent(request)}  # fmt: skip
    onward = ONWARD.get(request.POST.get("do", ""))
    following = onward(found, viewer=request.viewer) if onward else None
    if how["version"] != found.version:
        given = {**found.answers, **given}
    try:
        if request.POST.get("do") not in FINISHING:
            save_review(**how)
            say(request, _("The draft is saved."))
            return redirect("review", following.public_id if following else public_id)
        done = finish_review(**how)
    except Invalid as invalid:
        problems = {one.field: one.reason for one in invalid.problems}
        return _page(request, found, given, problems=problems, status=422)
    except Refused as refused:
        status = 409 if isinstance(refused, Conflict) else 422
        return _page(request, found, given, refused=refused, status=status)
    say(request, _told(done))
    return redirect("review", following.public_id) if following else redirect("reviews")


def _version(request: DeskRequest) -> int:
    """That of the page; a page that names none is older than every version."""
    found = version_of(request)
    return -1 if found is None else found


def _sent(request: DeskRequest) -> Sent:
    turn = request.POST.get("turn", "")
    return Sent(
        page=request.POST.get("page", "")[:36],
        turn=int(turn) if turn.isdecimal() and len(turn) < 9 else 0,
        shown=read_shown(request.POST.get("shown", "")),
    )


def _told(done: Finished) -> str:
    if done.apart:
        return _("Finished. The two reviewers differ; a third settles it.")
    if not done.settled:
        return _("Finished. The other reviewer is still at work.")
    if not done.faults:
        return _("Finished. Nothing was found wanting.")
    return ngettext(
        "Finished. %(n)s finding goes to the problem list.",
        "Finished. %(n)s findings go to the problem list.",
        done.faults,
    ) % {"n": done.faults}


@reviewers
@require_POST
def draft(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Keep what is typed while one types; a page that was older than the draft is loaded again, as
    the draft holds more than it shows."""
    found = open_review(review_id=public_id, by=request.user, now=request.now)
    given = typed(questions_asked(found.pick.entry.inspection), request.POST)
    version = _version(request)
    try:
        saved = save_review(review_id=public_id, answers=given, version=version,
                            sent=_sent(request), by=request.user, now=request.now)  # fmt: skip
    except Refused:
        return JsonResponse({}, status=409)
    if saved.version != version + 1:
        return JsonResponse({"again": True})
    fields = {"version": str(saved.version), "shown": as_shown(saved.answers)}
    return JsonResponse({"fields": fields})


def _page(
    request: DeskRequest,
    found: Any,
    answers: Mapping[str, Mapping[str, str]],
    *,
    problems: Mapping[str, Message] | None = None,
    refused: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    entry = found.pick.entry
    inspection, matter = entry.inspection, entry.matter
    asked, pair = questions_asked(inspection), pair_for(found)
    wanted = asked
    if pair and pair.second:
        wanted = to_settle(asked, pair.first.answers, pair.second.answers)
    filed = on_file(request, matter)
    shown = asks(asked, wanted, answers=answers, prefilled=found.prefilled, problems=problems,
                 held=filed["held"],
                 heard_of=told_by(pair, answered_beneath(found)))  # fmt: skip
    earlier, later = _neighbours(request, found)
    context: dict[str, object] = {
        "review": found,
        "inspection": inspection,
        "entry": entry,
        "matter": matter,
        "seat": message(SEAT_NAMES[Seat(found.seat)]),
        "page_name": str(uuid.uuid4()),
        "shown": as_shown(found.answers),
        "third": found.seat == Seat.THIRD,
        "groups": grouped(shown),
        "wrong": [one for one in shown if one.problem],
        "refused": refused,
        "answered": told_words(wanted, answers),
        "asked": len(wanted),
        "counts": my_counts(viewer=request.viewer),
        "earlier": earlier,
        "later": later,
        **filed,
    }
    return page(request, "desk/reviewing/review.html", context, status=status)


def _neighbours(request: DeskRequest, found: Any) -> tuple[str, str]:
    """The reviews before and after it among those that wait."""
    return tuple(
        reverse("review", args=[one.public_id]) if one else ""
        for one in (
            before_it(found, viewer=request.viewer),
            next_waiting(found, viewer=request.viewer),
        )
    )  # type: ignore[return-value]
