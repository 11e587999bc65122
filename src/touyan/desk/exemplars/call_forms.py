"""A call made, its places shared out, and closed."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.deeds import Deed, PlainForm, do, name_problems
from touyan.desk.exemplars.access import (
    CALLS,
    call_trail,
    call_url,
    callers,
    calling_offices,
    own_call,
)
from touyan.desk.web import DeskRequest, page, say
from touyan.exemplars.actions.calls import Asked, close_call, make_call, set_quotas
from touyan.exemplars.queries.access import Call
from touyan.exemplars.queries.lists import Place, organs_to_ask, places_of
from touyan.intake.rules.words import KIND_NAMES, Kind
from touyan.kernel.errors import Invalid
from touyan.kernel.messages import Message
from touyan.organs.queries import Organ
from touyan.ui.fields import TypedDateField
from touyan.ui.sentences import sentence

WAYS = ["GET", "POST"]


def _kinds() -> list[tuple[str, str]]:
    return [(kind.value, sentence(Message(name))) for kind, name in KIND_NAMES.items()]


class CallForm(forms.Form):
    """What is asked for, on what basis, until when, and among which matters."""

    use_required_attribute = False
    office = forms.TypedChoiceField(label=gettext_lazy("Office that calls"), coerce=int)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    theme = forms.CharField(
        label=gettext_lazy("What the cases shall show"), max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    basis = forms.CharField(
        label=gettext_lazy("Basis"), max_length=500,
        help_text=gettext_lazy("The document or plan on which the call rests."),
    )  # fmt: skip
    opens_on = TypedDateField(label=gettext_lazy("Opens on"))
    closes_on = TypedDateField(label=gettext_lazy("Closes on"))
    kinds = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Kinds of petition"), required=False, coerce=Kind, choices=_kinds,
        widget=forms.CheckboxSelectMultiple, help_text=gettext_lazy("None ticked: every kind."),
    )  # fmt: skip
    since = TypedDateField(label=gettext_lazy("Registered from"), required=False)
    until = TypedDateField(label=gettext_lazy("Registered until"), required=False)

    def __init__(self, data: Any, *, offices: Iterable[Organ], today: Any) -> None:
        super().__init__(data, initial={"opens_on": today})
        self.offices = {organ.pk: organ for organ in offices}
        box: Any = self.fields["office"]
        box.choices = [(pk, organ.local_name) for pk, organ in self.offices.items()]
        self.initial["office"] = next(iter(self.offices), None)

    def said(self) -> tuple[Organ, Asked]:
        told = dict(self.cleaned_data)
        return self.offices[told.pop("office")], Asked(**told)


@callers
@require_http_methods(WAYS)
def begin(request: DeskRequest) -> HttpResponse:
    """Call for cases; the places are shared out afterwards."""
    form = CallForm(
        request.POST or None, offices=calling_offices(request.viewer),
        today=legal_day(request.now),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        organ, asked = form.said()
        try:
            made = make_call(organ=organ, asked=asked, quotas={}, by=request.user, now=request.now)
        except Invalid as refused:
            name_problems(form, refused)
        else:
            return _made(request, made)
    status = 422 if request.method == "POST" else 200
    context: dict[str, object] = {"room": CALLS, "form": form}
    return page(request, "desk/exemplars/call_form.html", context, status=status)


def _made(request: DeskRequest, call: Call) -> HttpResponse:
    """To the places of the offices beneath; straight to the call where there are none."""
    if not organs_to_ask(call.organ).exists():
        say(request, _("The call is out."))
        return redirect(call_url(call))
    say(request, _("The call is out. Share the places out if there are not enough for all."))
    return redirect("exemplar-call-quotas", call.public_id)


class QuotaForm(forms.Form):
    """Places for each office; an empty box sets no limit."""

    use_required_attribute = False

    def __init__(self, data: Any, *, places: Iterable[Place]) -> None:
        super().__init__(data)
        self.places = list(places)
        for place in self.places:
            self.fields[str(place.organ.pk)] = forms.IntegerField(
                label=place.organ.local_name, required=False, min_value=0, max_value=999,
                initial=place.number,
            )  # fmt: skip

    @property
    def rows(self) -> list[tuple[Place, Any]]:
        return [(place, self[str(place.organ.pk)]) for place in self.places]

    def said(self) -> dict[int, int]:
        return {int(pk): number for pk, number in self.cleaned_data.items() if number is not None}


@callers
@require_http_methods(WAYS)
def share_out(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """How many cases each office beneath may send on."""
    found = own_call(request, public_id)
    form = QuotaForm(request.POST or None, places=places_of(found, viewer=request.viewer))
    if request.method == "POST" and form.is_valid():
        set_quotas(call_id=public_id, quotas=form.said(), by=request.user, now=request.now)
        say(request, _("The places are shared out."))
        return redirect(call_url(found))
    status = 422 if request.method == "POST" else 200
    context: dict[str, object] = {"room": CALLS, "call": found, "form": form}
    return page(request, "desk/exemplars/quotas.html", context, status=status)


@callers
@require_http_methods(WAYS)
def close(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Take no more nominations."""
    found = own_call(request, public_id)
    deed = Deed(
        label=_("Close the call"),
        says=_("It takes no more nominations, and nothing more is sent on in answer to it. What "
               "lies with the calling office already can still be selected."),
        form=PlainForm(request.POST or None),
        act=lambda **more: close_call(call_id=public_id, **more),
        back=call_url(found),
        done=_("The call is closed."),
        facts=[(_("Title"), found.title), (_("Closes on"), found.closes_on)],
        trail=call_trail(found),
        room=CALLS,
        tone="warn",
    )  # fmt: skip
    return do(request, deed)
