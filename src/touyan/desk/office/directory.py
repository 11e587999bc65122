"""The directory of procuratorates, and one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from touyan.desk.office.forms import DepartmentForm, DirectoryFilter, MergeForm
from touyan.desk.office.labels import LEVELS, administers, kind_name, level_name, role_name
from touyan.desk.web import DeskRequest, page
from touyan.kernel.gate import signed_in
from touyan.organs.queries import (
    Organ,
    Post,
    Search,
    count_by_kind,
    counts_beneath,
    departments_of,
    directory,
    organ_by_code,
    organs_above,
    posts_at,
    shared_short_names,
    undecided_roles,
)
from touyan.organs.rules.directory import MILITARY, ORDINARY
from touyan.organs.rules.names import place_of
from touyan.organs.rules.roles import ADMINISTRATORS, Role

PAGE = 50
ADMINISTER_STAFF = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN})


@signed_in
def organs(request: DeskRequest) -> HttpResponse:
    """The directory: a step down the tree at a time, or what a search finds."""
    form = DirectoryFilter({"state": "in_force", **request.GET.dict()})
    search, today = form.search(), localdate(request.now)
    under = organ_by_code(request.GET["under"]) if request.GET.get("under") else None
    found = directory(search, under=under, on=today)
    # A step of the tree is short; what a search finds is shown in pages.
    shown = Paginator(found, PAGE).get_page(request.GET.get("page")) if search.is_used else None
    listed = list(shown.object_list if shown else found)
    top = under or next((organ for organ in listed if organ.parent_id is None), None)
    beneath = counts_beneath([*listed, top] if top else listed, on=today)
    rows = organ_rows(listed, beneath, on=today)
    context: dict[str, object] = {
        "form": form,
        "search": search,
        "under": under,
        "above": organs_above(under) if under else [],
        "page": shown,
        "rows": rows,
        "dated": has_dates(listed),
        "levels": _levels(under, beneath[top.pk]) if top else [],
        "chips": _chips(search),
        "may_import": Role.SYSTEM_ADMIN in request.viewer.roles,
        "requests": _waiting(request),
    }
    if under is None and not search.is_used:
        context |= {"provinces": _provinces(rows), "kinds": _kinds(on=today)}
    return page(request, "desk/office/organs.html", context)


def organ_rows(
    organs: Sequence[Organ], beneath: Mapping[int, Mapping[int, int]], *, on: date
) -> list[dict[str, Any]]:
    """Organs as the table shows them; a short name several share comes with its parent's name."""
    shared = shared_short_names(organs, on=on)
    return [
        {
            "organ": organ,
            "level": level_name(organ.level),
            "kind": kind_name(organ.kind),
            "is_special": organ.kind != ORDINARY,
            "place": _place(organ.parent) if organ.parent and organ.short_name in shared else "",
            "beneath": (number := sum(beneath[organ.pk].values())),
            "beneath_text": f"{number:,}",
            "ended": bool(organ.valid_to and organ.valid_to < on),
        }
        for organ in organs
    ]


def has_dates(organs: Iterable[Organ]) -> bool:
    """Whether the column of dates has anything to say."""
    return any(organ.valid_from or organ.valid_to for organ in organs)


def _place(organ: Organ) -> str:
    """Where an office is, without the words every office's name has."""
    if organ.local_name == organ.name:
        return place_of(organ.name) or organ.name
    return organ.name_en.removeprefix("People's Procuratorate of ")


def _levels(under: Organ | None, counts: Mapping[int, int]) -> list[dict[str, object]]:
    """How many offices stand at each level, each figure opening its list."""
    where = f"&under={under.code}" if under else ""
    return [
        {"label": level_name(level), "value": f"{counts[level]:,}", "url": f"?level={level}{where}"}
        for level in LEVELS
        if counts.get(level)
    ]


def _chips(search: Search) -> list[dict[str, object]]:
    chips: list[dict[str, object]] = []
    if search.text:
        chips.append({"label": _("Search"), "value": search.text, "name": "q"})
    if search.level:
        chips.append({"label": _("Level"), "value": level_name(search.level), "name": "level"})
    if search.kind:
        chips.append({"label": _("Kind"), "value": kind_name(search.kind), "name": "kind"})
    if search.state != "in_force":
        words = _("All") if search.state == "all" else _("Ended or not begun")
        chips.append({"label": _("Validity"), "value": words, "name": "state"})
    return chips


def _provinces(rows: Iterable[dict[str, Any]]) -> dict[str, dict[str, object]]:
    """Offices by province for the tile map; a tile opens the province."""
    tiles = {}
    for row in rows:
        organ = row["organ"]
        if organ.level == 2:
            key = "military" if organ.kind == MILITARY else organ.code[:2]
            tiles[key] = {"value": row["beneath"] + 1, "url": f"?under={organ.code}"}
    return tiles


def _kinds(*, on: date) -> list[dict[str, object]]:
    counts = count_by_kind(on=on)
    return [
        {"label": kind_name(kind), "number": f"{number:,}", "url": f"?kind={kind}"}
        for kind, number in sorted(counts.items(), key=lambda item: -item[1])
    ]


def _waiting(request: DeskRequest) -> int | None:
    """How many requests for roles wait; None for those who have nothing to do with them."""
    if not request.viewer.roles & ADMINISTER_STAFF:
        return None
    return undecided_roles(viewer=request.viewer, on=localdate(request.now)).count()


@signed_in
def organ(request: DeskRequest, code: str) -> HttpResponse:
    """One organ: what it is, what stands under it, who serves in it."""
    return organ_page(request, organ_by_code(code))


def organ_page(
    request: DeskRequest,
    organ: Organ,
    *,
    form: DepartmentForm | None = None,
    merge_form: MergeForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of an organ; `form` is a department that could not be added, `merge_form` a merger
    that could not be made."""
    today = localdate(request.now)
    children = list(directory(Search(), under=organ, on=today))
    people = [post_row(request, post, on=today) for post in _posts(request, organ, on=today)]
    context = {
        "organ": organ,
        "above": organs_above(organ),
        "level": level_name(organ.level),
        "kind": kind_name(organ.kind),
        "is_special": organ.kind != ORDINARY,
        "ended": bool(organ.valid_to and organ.valid_to < today),
        "shared": bool(shared_short_names([organ], on=today)),
        "rows": organ_rows(children, counts_beneath(children, on=today), on=today),
        "dated": has_dates(children),
        "departments": list(departments_of(organ)),
        "staff": [row for row in people if not row["ended"]],
        "former": [row for row in people if row["ended"]],
        "may_staff": administers(request, organ, *ADMINISTER_STAFF),
        "may_appoint": administers(request, organ, Role.SYSTEM_ADMIN),
        "merge_form": merge_form or MergeForm(auto_id="merge_%s"),
        "department_form": form or DepartmentForm(auto_id="dept_%s"),
        "facts": _facts(organ),
    }
    return page(request, "desk/office/organ.html", context, status=status)


def _posts(request: DeskRequest, organ: Organ, *, on: date) -> list[Post]:
    return list(posts_at(organ, viewer=request.viewer, on=on))


def _facts(organ: Organ) -> list[tuple[str, object]]:
    first = organ.valid_from.isoformat() if organ.valid_from else _("not recorded")
    last = organ.valid_to.isoformat() if organ.valid_to else _("in force")
    return [
        (_("Unit code"), organ.code),
        (_("Division code"), organ.division_code),
        (_("Full name"), organ.name),
        (_("English name"), organ.name_en),
        (_("Short name"), organ.short_name),
        (_("First day"), first),
        (_("Last day"), last),
    ]


def post_row(request: DeskRequest, post: Post, *, on: date) -> dict[str, Any]:
    """A post as lists show it: person, dates, and each role with its state."""
    account = getattr(post.person, "account", None)
    return {
        "post": post,
        "account": account,
        "url": reverse("staff-member", args=[account.pk]) if account else "",
        "ended": bool(post.until_on and post.until_on < on),
        "roles": [
            {
                "grant": grant,
                "label": role_name(grant.role),
                "waiting": grant.approved_at is None,
                "is_power": grant.role in ADMINISTRATORS,
            }
            for grant in post.held  # type: ignore[attr-defined]
        ],
    }
