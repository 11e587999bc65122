"""Who receives, where and when; booking a place, looking it up, giving it back; no account."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import timedelta
from unicodedata import normalize

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from touyan.intake.rules.query_code import LENGTH, normalise, shown
from touyan.intake.throttling import Limit, TooMany, give_back, take
from touyan.kernel.errors import Refused
from touyan.kernel.identity import check_phone
from touyan.portal.limits import address, buckets
from touyan.portal.look import open_page
from touyan.portal.progress import too_many
from touyan.ui.sentences import sentence
from touyan.workflows.public_reception import (
    PublicBooking,
    book_place,
    booking_of,
    code_known,
    give_up,
    open_day,
    open_days,
)

BOOKINGS, BOOKINGS_WITHIN = 6, timedelta(hours=1)
BOOKINGS_OF_A_DAY, OF_A_DAY_WITHIN = 40, timedelta(hours=1)


class BookingForm(forms.Form):
    """Who comes, how to be reached, and about what."""

    name = forms.CharField(label=_("Your name"), max_length=100,
                           error_messages={"required": _("Type your name.")})  # fmt: skip
    phone = forms.CharField(
        label=_("Your telephone number"),
        max_length=40,
        error_messages={"required": _("Type a number at which the office can reach you.")},
    )
    topic = forms.CharField(
        label=_("What do you want to speak about?"),
        max_length=500,
        error_messages={"required": _("Say in a few words what it is about.")},
    )
    query_code = forms.CharField(
        label=_("Query code of your petition"), max_length=40, required=False
    )

    key = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)

    def clean_key(self) -> uuid.UUID:
        """What makes a second sending of the same form do nothing."""
        return self.cleaned_data["key"] or uuid.uuid4()

    def clean_phone(self) -> str:
        """A number that can be called."""
        try:
            return check_phone(normalize("NFKC", self.cleaned_data["phone"]))
        except Refused as refusal:
            raise forms.ValidationError(sentence(refusal.message)) from refusal

    def clean_query_code(self) -> str:
        """The twelve symbols, or nothing."""
        code = normalise(normalize("NFKC", self.cleaned_data["query_code"]))
        if self.cleaned_data["query_code"].strip() and len(code) != LENGTH:
            raise forms.ValidationError(
                _("A query code has 12 letters and digits. Compare it with your receipt.")
            )
        return code


class CodeForm(forms.Form):
    """The code of a booking."""

    code = forms.CharField(
        label=_("Booking code"),
        max_length=40,
        error_messages={"required": _("Type the booking code you were given.")},
    )

    def clean_code(self) -> str:
        """The twelve symbols; anything else cannot be a code and is not a guess."""
        code = normalise(normalize("NFKC", self.cleaned_data["code"]))
        if len(code) != LENGTH:
            raise forms.ValidationError(_("A booking code has 12 letters and digits."))
        return code


@open_page
@require_GET
def notice(request: HttpRequest) -> HttpResponse:
    """The public notice: the days ahead, the nearest first."""
    office = request.GET.get("office", "")[:60]
    days, more = open_days(office=office, now=request.now)  # type: ignore[attr-defined]
    context = {"days": days, "more": more, "office": office}
    return render(request, "portal/reception.html", context)


@open_page
@require_http_methods(["GET", "POST"])
def book(request: HttpRequest) -> HttpResponse:
    """The form for one day, and the code. What was typed travels in the body only."""
    asked = request.POST if request.method == "POST" else request.GET
    day_id = _day_id(asked.get("day", ""))
    form = BookingForm(request.POST if "name" in request.POST else None)
    if not form.is_bound or not form.is_valid():
        return _form(request, form, day_id)
    try:
        take(_booking_limits(request, day_id), now=request.now)  # type: ignore[attr-defined]
    except TooMany:
        return render(request, "portal/reception_gone.html", {"wait": True}, status=429)
    if form.cleaned_data["query_code"] and not code_known(form.cleaned_data["query_code"]):
        form.add_error(
            "query_code", _("This query code is not known. Compare it, or leave it empty.")
        )
        return _form(request, form, day_id)
    code = book_place(day_id=day_id, **form.cleaned_data, now=request.now)  # type: ignore[attr-defined]
    if code is None:
        return render(request, "portal/reception_gone.html", status=409)
    found = booking_of(code, now=request.now)  # type: ignore[attr-defined]
    return _booking(request, found, code, fresh=True)


def _day_id(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Http404 from None


def _booking_limits(request: HttpRequest, day_id: uuid.UUID) -> Iterable[Limit]:
    """A household books a few places an hour, and nobody empties a day at once."""
    return [
        Limit("reception-address", BOOKINGS, BOOKINGS_WITHIN, address(request)),
        Limit("reception-day", BOOKINGS_OF_A_DAY, OF_A_DAY_WITHIN, str(day_id)),
    ]


def _form(request: HttpRequest, form: BookingForm, day_id: uuid.UUID) -> HttpResponse:
    day = open_day(day_id, now=request.now)  # type: ignore[attr-defined]
    if day is None:
        raise Http404
    status = 422 if form.is_bound else 200
    return render(request, "portal/reception_book.html", {"form": form, "day": day}, status=status)


@open_page
@require_http_methods(["GET", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """Look a booking up with its code."""
    form = CodeForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return _ask(request, form, status=422 if form.is_bound else 200)
    code = form.cleaned_data["code"]
    limits = buckets(request, code)
    try:
        take(limits, now=request.now)  # type: ignore[attr-defined]
    except TooMany as refused:
        return too_many(request, refused)
    found = booking_of(code, now=request.now)  # type: ignore[attr-defined]
    if found is None:
        return _ask(request, form, status=422, not_found=True)
    give_back(limits)
    return _booking(request, found, code)


@open_page
@require_POST
def cancel(request: HttpRequest) -> HttpResponse:
    """Give the place up."""
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _ask(request, form, status=422)
    code = form.cleaned_data["code"]
    try:
        take(buckets(request, code), now=request.now)  # type: ignore[attr-defined]
    except TooMany as refused:
        return too_many(request, refused)
    if not give_up(code, now=request.now):  # type: ignore[attr-defined]
        return _ask(request, form, status=422, not_found=True)
    give_back(buckets(request, code))
    return _booking(request, booking_of(code, now=request.now), code)  # type: ignore[attr-defined]


def _ask(
    request: HttpRequest, form: CodeForm, *, status: int, not_found: bool = False
) -> HttpResponse:
    context = {"form": form, "not_found": not_found}
    return render(request, "portal/reception_mine.html", context, status=status)


def _booking(
    request: HttpRequest, found: PublicBooking | None, code: str, *, fresh: bool = False
) -> HttpResponse:
    context = {"booking": found, "code": shown(code), "fresh": fresh}
    return render(request, "portal/reception_booking.html", context)
