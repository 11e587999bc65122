"""Beside a matter: published cases like it, explained by what they share, and those cited in it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from touyan.campaigns.queries.learning import names_of
from touyan.desk.deeds import Deed, do, reason_form
from touyan.desk.editions.access import makers, readers
from touyan.desk.findings.words import language
from touyan.desk.web import DeskRequest, page, say
from touyan.exemplars.actions.citing import cite, take_back
from touyan.exemplars.queries.library import Published, published_case
from touyan.exemplars.queries.similar import citations_of, similar_to, title_of
from touyan.exemplars.rules.features import MEASURE_NAMES, Measure, Shared
from touyan.exemplars.rules.issuing import MAKERS
from touyan.intake.rules.words import KIND_NAMES, Kind
from touyan.kernel.errors import NotVisible
from touyan.kernel.messages import Message
from touyan.matters.queries import matter_by_public_id
from touyan.organs.rules.access import Viewer
from touyan.ui.sentences import sentence

ROOM = (gettext_lazy("Matters"), "matters")


@readers
@require_GET
def beside(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Cases alike, the nearest first; nothing is a score."""
    matter = matter_by_public_id(public_id, viewer=request.viewer)
    causes = names_of("cause", language())
    found = similar_to(matter)
    context = {
        "matter": matter,
        "alike": [(one, list(_shared(one, both, causes))) for one, both in found],
        "cited": cited_in(matter),
        "may_cite": may_cite(matter, request.viewer),
    }
    return page(request, "desk/editions/similar.html", context)


def _shared(one: Published, both: Shared, causes: dict[str, str]) -> Iterator[str]:
    """What both have, each in words."""
    for code in both.causes:
        yield _("The same cause: %(name)s") % {"name": causes.get(code, code)}
    if both.kind:
        kind = sentence(Message(KIND_NAMES[Kind(one.case.kind)]))
        yield _("The same kind of petition: %(name)s") % {"name": kind}
    if both.facts:
        yield _("The same words in the facts: %(phrases)s") % {
            "phrases": "；".join(both.facts)
        }  # fmt: skip
    for measure in both.measures:
        name = sentence(Message(MEASURE_NAMES[Measure(measure)]))
        yield _("The same was done: %(name)s") % {"name": name}
    if both.province:
        yield _("The same province")


def cited_in(matter: Any) -> list[tuple[Any, str]]:
    return [(one, title_of(one)) for one in citations_of(matter)]


def may_cite(matter: Any, viewer: Viewer) -> bool:
    return viewer.holds(MAKERS, organ_path=matter.organ.path)


@makers
@require_http_methods(["GET", "POST"])
def cite_it(request: DeskRequest, public_id: uuid.UUID, case_id: uuid.UUID) -> HttpResponse:
    """Cite a case in a matter, with the reason."""
    matter = matter_by_public_id(public_id, viewer=request.viewer.acting())
    if not may_cite(matter, request.viewer):
        raise NotVisible
    case = published_case(case_id)
    deed = Deed(
        label=_("Cite the case in the matter"),
        says=_("The citation stands in the matter with its reason."),
        form=reason_form(_("Why it is cited"), request.POST or None, name="why"),
        act=lambda **more: cite(matter_id=public_id, case_id=case_id, **more),
        back=reverse("matter-cases", args=[public_id]),
        done=_("The case is cited."),
        facts=[(_("Case"), case.text["title"]), (_("Edition"), case.edition.title),
               (_("Number of the edition"), case.edition.number)],
        trail=[(matter.number, reverse("matter", args=[public_id]))],
        room=ROOM,
    )  # fmt: skip
    return do(request, deed)


@makers
@require_POST
def cite_no_more(
    request: DeskRequest, public_id: uuid.UUID, citation_id: uuid.UUID
) -> HttpResponse:
    """Take a citation back; that it was made stays on record."""
    matter = matter_by_public_id(public_id, viewer=request.viewer.acting())
    if not citations_of(matter).filter(public_id=citation_id).exists():
        raise NotVisible
    take_back(citation_id=citation_id, by=request.user, now=request.now)
    say(request, _("The citation is taken back."))
    return redirect("matter-cases", public_id)
