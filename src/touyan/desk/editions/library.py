"""The library at the desk: searched as in public, with what one's own office has not issued yet."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from touyan.campaigns.queries.learning import names_of
from touyan.desk.editions.access import ROOM, readers
from touyan.desk.editions.similar import may_cite
from touyan.desk.editions.views import state_chip
from touyan.desk.findings.words import language
from touyan.desk.web import DeskRequest, page
from touyan.exemplars.queries.library import Published, Wanted
from touyan.exemplars.queries.staff_library import choices_of_staff, found_by_staff
from touyan.exemplars.rules.features import MEASURE_NAMES, Measure
from touyan.intake.rules.words import KIND_NAMES, Kind
from touyan.kernel.errors import NotVisible
from touyan.kernel.messages import Message
from touyan.matters.queries import matter_by_public_id
from touyan.organs.rules.access import Viewer
from touyan.ui.rules.tiles import TILES
from touyan.ui.sentences import sentence

PER_PAGE = 20
_PROVINCES = {tile.code: tile.name for tile in TILES}


class LibraryForm(forms.Form):
    """What a case is searched by; each box offers only what the viewer may find."""

    use_required_attribute = False
    q = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=100)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of petition"), required=False)
    cause = forms.ChoiceField(label=gettext_lazy("Why it kept coming back"), required=False)
    measure = forms.ChoiceField(label=gettext_lazy("What was done"), required=False)
    province = forms.ChoiceField(label=gettext_lazy("Province"), required=False)

    def __init__(self, data: Any, *, viewer: Viewer, causes: Mapping[str, str]) -> None:
        super().__init__(data)
        for name, values in choices_of_staff(viewer=viewer).items():
            box: Any = self.fields[name]
            named = [(value, _named(name, value, causes)) for value in values]
            box.choices = [("", _("Any")), *named]

    def wanted(self) -> Wanted:
        """The search; a value that no box offers finds what the rest finds."""
        self.is_valid()
        said = {name: self.cleaned_data.get(name, "") for name in self.fields}
        return Wanted(words=said.pop("q"), **said)


def _named(name: str, value: str, causes: Mapping[str, str]) -> str:
    """A kind, a cause, a measure or a province in the reader's language."""
    if name == "cause":
        return causes.get(value, value)
    if name == "kind":
        return sentence(Message(KIND_NAMES[Kind(value)]))
    if name == "measure":
        return sentence(Message(MEASURE_NAMES[Measure(value)]))
    return sentence(Message(_PROVINCES.get(value[:2], value)))


@readers
@require_GET
def library(request: DeskRequest) -> HttpResponse:
    """The cases that answer, those not issued yet first."""
    causes = names_of("cause", language())
    form = LibraryForm(request.GET, viewer=request.viewer, causes=causes)
    found = found_by_staff(form.wanted(), viewer=request.viewer)
    matter = _citing(request)
    url = reverse("edition-library")
    listed = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "room": ROOM,
        "form": form,
        "matter": matter,
        "reset_url": f"{url}?matter={matter.public_id}" if matter else url,
        "listed": listed,
        "rows": [_row(one, causes) for one in listed],
        "searched": any(request.GET.get(name) for name in form.fields),
    }
    return page(request, "desk/editions/library.html", context)


def _citing(request: DeskRequest) -> Any:
    """The matter the reader looks for a case to cite in, if they may cite one in it."""
    try:
        named = uuid.UUID(request.GET.get("matter", ""))
        found = matter_by_public_id(named, viewer=request.viewer)
    except (ValueError, NotVisible):
        return None
    return found if may_cite(found, request.viewer) else None


def _row(one: Published, causes: Mapping[str, str]) -> dict[str, Any]:
    """A case on the list: what it says, what it was found by, and where it stands."""
    case = one.case
    told = [
        *(_named("measure", each, causes) for each in case.measures),
        *(_named("cause", each, causes) for each in case.causes),
    ]
    opened = reverse("edition", args=[one.edition.public_id])
    return {
        "title": one.text["title"],
        "gist": next(iter(one.text["gist"]), ""),
        "kind": _named("kind", case.kind, causes),
        "province": _named("province", case.province_code, causes),
        "told": told,
        "edition": one.edition,
        "url": f"{opened}#case-{case.position}",
        "public_id": case.public_id,
        "state": state_chip(one.edition),
    }
