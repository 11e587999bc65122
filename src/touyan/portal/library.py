"""The public library of typical cases: searched, read and taken without an account."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import quote

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from touyan.kernel.errors import NotVisible
from touyan.kernel.messages import Message
from touyan.portal.look import open_page
from touyan.ui.rules.tiles import TILES
from touyan.ui.sentences import sentence
from touyan.workflows import public_library
from touyan.workflows.public_library import Wanted

PER_PAGE = 20
FORMS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
PROVINCES = {tile.code: tile.name for tile in TILES}


class SearchForm(forms.Form):
    """What a case is searched by; each box offers only what the library holds."""

    q = forms.CharField(label=_("Words"), required=False, max_length=100)
    doctrine = forms.CharField(
        label=_("Words of the gist or the significance"), required=False, max_length=100,
        widget=forms.TextInput(attrs={"class": "words", "autocomplete": "off"}),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Kind of petition"), required=False)
    cause = forms.ChoiceField(label=_("Why it kept coming back"), required=False)
    measure = forms.ChoiceField(label=_("What was done"), required=False)
    province = forms.ChoiceField(label=_("Province"), required=False)

    def __init__(self, data: Any, *, language: str) -> None:
        super().__init__(data)
        for name, listed in public_library.choices(language).items():
            box: Any = self.fields[name]
            named = [(value, province_name(value) if name == "province" else sentence(label))
                     for value, label in listed]  # fmt: skip
            box.choices = [("", _("Any")), *named]

    def wanted(self) -> Wanted:
        """The search; a value that no box offers finds what the rest finds."""
        self.is_valid()
        said = {name: self.cleaned_data.get(name, "") for name in self.fields}
        return Wanted(words=said.pop("q"), **said)


def province_name(code: str) -> str:
    """The province of a division code, in the reader's language."""
    return sentence(Message(PROVINCES.get(code[:2], "")))


@open_page
@require_GET
def cases(request: HttpRequest) -> HttpResponse:
    """The cases that answer a search, and every edition."""
    language = reading()
    form = SearchForm(request.GET, language=language)
    found = public_library.search(form.wanted(), language=language)
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "shown": shown,
        "rows": [(one, province_name(one.province)) for one in shown],
        "editions": public_library.editions(),
        "searched": any(request.GET.get(name) for name in form.fields),
        "query": query.urlencode(),
    }
    return render(request, "portal/library/cases.html", context)


@open_page
@require_GET
def case(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """One case, or what became of it."""
    try:
        found = public_library.case(public_id, language=reading())
    except NotVisible:
        raise Http404 from None
    context = {"case": found, "province": province_name(found.province)}
    return render(request, "portal/library/case.html", context, status=410 if found.told else 200)


@open_page
@require_GET
def edition(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """One edition with all its cases, or what became of it."""
    try:
        edited, groups = public_library.edition(public_id, language=reading())
    except NotVisible:
        raise Http404 from None
    context = {"edition": edited, "groups": groups}
    gone = 410 if edited.told else 200
    return render(request, "portal/library/edition.html", context, status=gone)


@open_page
@require_GET
def file(request: HttpRequest, public_id: uuid.UUID, form: str) -> HttpResponse:
    """An edition in force as a file for Word, or as PDF."""
    if form not in FORMS:
        raise Http404
    try:
        name, made = public_library.edition_file(public_id, form)
    except NotVisible:
        raise Http404 from None
    way = "inline" if form == "pdf" else "attachment"
    disposition = f"{way}; filename*=UTF-8''{quote(name)}"
    headers = {"Content-Disposition": disposition}
    return HttpResponse(made, content_type=FORMS[form], headers=headers)


def reading() -> str:
    return get_language() or "zh-hans"
