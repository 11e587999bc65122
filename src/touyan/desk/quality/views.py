"""The faults of an office as a list, and as a spreadsheet to mend them by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from touyan.desk.counting import CappedPaginator
from touyan.desk.figures import words
from touyan.desk.figures.asking import READERS
from touyan.desk.matters.export import CONTENT_TYPE, MOST_ROWS, workbook
from touyan.desk.quality.asking import Asked, asked
from touyan.desk.shell import measuring
from touyan.desk.web import DeskRequest, page
from touyan.kernel.gate import only
from touyan.organs.rules.roles import Role
from touyan.statistics.actions.taking import note_taken
from touyan.statistics.queries.counted import followed_through
from touyan.statistics.queries.quality import Fault, faults, faulty
from touyan.statistics.queries.standing import standing
from touyan.ui.sentences import sentence
from touyan.ui.tags.text import local_datetime

PER_PAGE = 50
MENDERS = READERS | {Role.CLERK, Role.HANDLER}
"""Who reads the figures, and who mends the register."""


@only(*MENDERS)
@require_GET
def quality(request: DeskRequest) -> HttpResponse:
    """What is wrong in the register, the latest first."""
    asking = asked(request)
    pages = CappedPaginator(_asked_for(request, asking), PER_PAGE)
    shown = pages.get_page(request.GET.get("page"))
    found = faults(shown, viewer=request.viewer)
    context: dict[str, Any] = {
        "rooms": measuring(request) if request.viewer.roles & READERS else [],
        "asked": asking,
        "shown": shown,
        "total": pages.total,
        "lines": [(fault, words.element_name(fault.defect.value)) for fault in found],
        "through": followed_through(),
    }
    return page(request, "desk/quality/quality.html", context)


@only(*READERS, Role.SYSTEM_ADMIN)
@require_GET
def comparison(request: DeskRequest) -> HttpResponse:
    """Whether the figures agree with the register, as last compared."""
    found = standing()
    lines = [(_drifted(code), f"{number:,}") for code, number in found.differing.items()]
    context = {"standing": found, "lines": lines, "reads": bool(request.viewer.roles & READERS)}
    return page(request, "desk/quality/comparison.html", context)


def _drifted(code: str) -> str:
    """A fact by its element; a total is written with a mark before it."""
    kind, _mark, element = code.rpartition(":")
    name = words.element_name(element)
    return _("Total: %(name)s") % {"name": name} if kind else name


@only(*MENDERS)
@require_POST
def export(request: DeskRequest) -> HttpResponse:
    """The same list as a spreadsheet: numbers and owners, no petitioner in it."""
    asking = asked(request)
    found = faults(_asked_for(request, asking)[:MOST_ROWS], viewer=request.viewer)
    content = workbook(
        names=(_("Quality of the register"), _("Definition")), heads=_heads(), rows=_rows(found),
        definition=_definition(request, asking), made_at=request.now,
    )  # fmt: skip
    note_taken(
        "quality", organ=asking.organ, by=request.user, now=request.now,
        rows=len(found),
    )  # fmt: skip
    said = {"Content-Disposition": "attachment; filename=quality.xlsx"}
    return HttpResponse(content, content_type=CONTENT_TYPE, headers=said)


def _asked_for(request: DeskRequest, asking: Asked) -> QuerySet[Any]:
    return faulty(asking.organ, asking.defects, viewer=request.viewer, mine=asking.mine)


def _heads() -> list[tuple[str, int]]:
    return [
        (_("Number"), 26), (_("What is wrong"), 36), (_("Reason"), 60), (_("Who can mend it"), 16),
        (_("Office"), 36), (_("Wrong since"), 12),
    ]  # fmt: skip


def _rows(found: Iterable[Fault]) -> Iterator[list[Any]]:
    for fault in found:
        of = fault.petition or fault.matter
        if of:
            yield [
                of.number, words.element_name(fault.defect.value), reason(fault), owner(fault),
                fault.organ.local_name, fault.fact.day,
            ]  # fmt: skip


def reason(fault: Fault) -> str:
    """Why it is wrong; figures may be a minute behind the register."""
    return sentence(fault.why) if fault.why else _("Mended since it was counted.")


def owner(fault: Fault) -> str:
    return fault.owner.person.name if fault.owner else _("The office")


def _definition(request: DeskRequest, asking: Asked) -> list[tuple[str, str]]:
    through = followed_through()
    return [
        (_("Office"), f"{asking.organ.local_name} {asking.organ.code}"),
        (_("What is wrong"), ", ".join(words.element_name(one.value) for one in asking.defects)),
        (_("As known at"), local_datetime(through) if through else "–"),
        (_("Made by"), request.viewer.name),
        (_("Made at"), local_datetime(request.now)),
    ]
