"""A matter put forward as a typical case, from its own page."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.deeds import Deed, do
from touyan.desk.exemplars.access import exemplar_url, writers
from touyan.desk.exemplars.words import state_chip, what_words
from touyan.desk.web import DeskRequest
from touyan.exemplars.actions.nominations import nominate
from touyan.exemplars.queries.lists import calls_for, of_matter
from touyan.exemplars.rules.running import may_nominate
from touyan.exemplars.rules.words import WHAT_NAMES, What
from touyan.kernel.errors import NotVisible
from touyan.kernel.messages import Message
from touyan.matters.queries import matter_by_public_id
from touyan.organs.rules.access import Viewer
from touyan.ui.sentences import sentence

MATTERS = (gettext_lazy("Matters"), "matters")


def nominations_beside(matter: Any, viewer: Viewer) -> dict[str, object]:
    """What a matter's page says: how often it was nominated, and whether it may be now."""
    rows = [(one, what_words(one), state_chip(one)) for one in of_matter(matter, viewer=viewer)]
    return {"rows": rows, "may": _may(matter, viewer)}


def _may(matter: Any, viewer: Viewer) -> bool:
    handler = matter.handler_id
    return may_nominate(viewer.acting(), organ_path=matter.organ.path, handler=handler)


def _whats() -> list[tuple[str, str]]:
    return [(what.value, sentence(Message(name))) for what, name in WHAT_NAMES.items()]


class NominateForm(forms.Form):
    """What others learn from it, why, and in answer to which call."""

    use_required_attribute = False
    what = forms.TypedChoiceField(
        label=gettext_lazy("What the case teaches"), coerce=What, choices=_whats,
        initial=What.GOOD.value, widget=forms.RadioSelect,
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Why it is nominated"), max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("What others can learn from it. The text itself is written later."),
    )  # fmt: skip
    call_id = forms.TypedChoiceField(
        label=gettext_lazy("In answer to"), required=False, coerce=uuid.UUID, empty_value=None
    )


@writers
@require_http_methods(["GET", "POST"])
def nominate_it(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Put the matter forward; it lies first with the office that handles it."""
    matter = matter_by_public_id(public_id, viewer=request.viewer.acting())
    if not _may(matter, request.viewer):
        raise NotVisible
    calls = calls_for(matter, viewer=request.viewer, today=legal_day(request.now))
    form = NominateForm(request.POST or None)
    box: Any = form.fields["call_id"]
    box.choices = [
        ("", _("No call: the office puts it forward itself")),
        *((str(one.public_id), f"{one.title} · {one.organ.local_short_name}") for one in calls),
    ]
    deed = Deed(
        label=_("Nominate as a typical case"),
        says=_("The nomination goes up from office to office until one selects it. Failures and "
               "faults that were put right teach as much as successes. Nothing is published "
               "before the petitioner was asked."),
        form=form,
        act=lambda **more: nominate(matter_id=public_id, **more),
        back=reverse("matter", args=[public_id]),
        done=_("The matter is nominated."),
        facts=[(_("Matter"), matter.number)],
        trail=[(matter.number, reverse("matter", args=[public_id]))],
        button=_("Nominate"),
        room=MATTERS,
        onward=exemplar_url,
    )  # fmt: skip
    return do(request, deed)
