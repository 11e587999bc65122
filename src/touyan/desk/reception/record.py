"""The record of a reception, made at the desk and read back."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.reception.forms import PromiseRows, RecordForm, lay
from touyan.desk.reception.words import booking_line, staff
from touyan.desk.web import DeskRequest, page, say
from touyan.kernel.errors import NotPermitted, Refused
from touyan.leadership.actions.receiving import Promised, open_booking, record_reception
from touyan.leadership.queries.charges import leaders_at
from touyan.leadership.queries.promises import promise_owners
from touyan.leadership.queries.reception import records_of
from touyan.leadership.rules.reception import AT_THE_DESK, DayKind
from touyan.organs.queries import Account

_WHERE = {DayKind.OFFICE: "reception", DayKind.VISIT: "local", DayKind.VIDEO: "video"}
_COPIED = ("where", "began", "ended", "present", "said", "answered", "confirmed")


@staff
@require_http_methods(["GET", "POST"])
def write(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Write the record, or correct it beside its first text."""
    booking = open_booking(booking_id=public_id, by=request.user, now=request.now)
    before = records_of(booking).last()
    leaders = {str(each.pk): each for each in leaders_at(booking.day.organ, on=booking.day.on)}
    owners = _owners(request, booking)
    form = RecordForm(
        request.POST or None,
        leaders=[(key, each.get_short_name()) for key, each in leaders.items()],
        correcting=before is not None,
        initial=_copied(before) if before else _begun(request, booking),
    )
    rows = PromiseRows(
        request.POST or None,
        prefix="promise",
        form_kwargs={"owners": [(key, each.get_short_name()) for key, each in owners.items()]},
    )
    if request.method == "POST" and form.is_valid() and (not owners or rows.is_valid()):
        promises = _promised(rows, owners) if owners else []
        if _keep(request, booking, form, leaders, promises):
            say(request, _("The record is kept."))
            return redirect("booking", public_id)
    context = {**booking_line(booking, booking.day), "day": booking.day, "form": form,
               "rows": rows if owners else None, "before": before}  # fmt: skip
    return page(request, "desk/reception/record.html", context, 422 if form.is_bound else 200)


def _owners(request: DeskRequest, booking: Any) -> dict[str, Account]:
    """Who may be given a promise to keep: people of the office that handles or received."""
    office = booking.matter.organ_id if booking.matter else booking.day.organ_id
    found = promise_owners(office, on=legal_day(request.now))
    return {str(each.pk): each for each in found}


def _begun(request: DeskRequest, booking: Any) -> dict[str, object]:
    day = booking.day
    today = day.on == legal_day(request.now)
    planned = booking_line(booking, day)["at"]
    ended = localtime(request.now - timedelta(minutes=1)).time() if today else day.ends
    began = planned
    if booking.state in AT_THE_DESK and today or planned >= ended:
        began = localtime(booking.changed_at).time()
    return {
        "received_by": str(day.leader_id),
        "where": _WHERE[DayKind(day.kind)],
        "began": began.replace(second=0, microsecond=0),
        "ended": ended,
        "present": _present(request, booking),
    }


def _present(request: DeskRequest, booking: Any) -> str:
    """The petitioner, the leader, and on the day itself whoever writes the record."""
    leader = booking.day.leader
    names = [
        booking.name,
        " ".join(filter(None, (leader.get_short_name(), booking.day.leader_title))),
    ]
    if request.user.pk != leader.pk and booking.day.on == legal_day(request.now):
        names.append(_("%(name)s (keeping the record)") % {"name": request.user.get_short_name()})
    return "；".join(names)


def _copied(before: Any) -> dict[str, object]:
    return {name: getattr(before, name) for name in _COPIED} | {
        "received_by": str(before.received_by_id)
    }


def _promised(rows: Any, owners: dict[str, Account]) -> list[Promised]:
    return [
        Promised(given["text"], owners[given["owner"]], given["due_on"])
        for given in rows.cleaned_data
        if given.get("text")
    ]


def _keep(
    request: DeskRequest,
    booking: Any,
    form: RecordForm,
    leaders: dict[str, Account],
    promises: list[Promised],
) -> bool:
    try:
        record_reception(
            booking_id=booking.public_id,
            entry=form.entry(),
            received_by=leaders[form.cleaned_data["received_by"]],
            promises=promises,
            by=request.user,
            now=request.now,
        )
    except NotPermitted:
        raise
    except Refused as refusal:
        lay(form, refusal)
        return False
    return True
