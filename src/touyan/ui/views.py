"""The living catalogue of components."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from touyan.ui import samples
from touyan.ui.gallery_forms import GalleryFilter, GalleryForm, PersonFormSet
from touyan.ui.picture_samples import every_picture
from touyan.ui.rules.icons import ICONS


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in each of its states, on invented data."""
    context = {**_static_samples(), **_forms(request), "icons": ICONS, "pictures": every_picture()}
    context["shell"] = {**samples.SHELL, "search_url": request.path}
    return render(request, "ui/gallery.html", context)


def _forms(request: HttpRequest) -> dict[str, Any]:
    bad = GalleryForm(
        {"petitioner": "", "received": "20261331", "text": "反映……"}, auto_id="bad_%s"
    )
    good = GalleryForm(initial={"petitioner": "王某", "received": samples.NOW.date()})
    return {
        "filter": GalleryFilter(request.GET or None, auto_id="filter_%s"),
        "bad_form": bad,
        "form": good,
        "people": PersonFormSet(initial=[{"name": "王某"}], prefix="people"),
        "page": Paginator(range(1284), 50).get_page(request.GET.get("page", 3)),
    }


def _static_samples() -> dict[str, Any]:
    names = [name for name in vars(samples) if name.isupper() and not name.startswith("_")]
    return {name.lower(): getattr(samples, name) for name in names if name != "SHELL"}
