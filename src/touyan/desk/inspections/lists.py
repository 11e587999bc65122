"""The matters of an inspection: paged and narrowed, as text to hand out, and how to draw again."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from touyan.audit.actions import record
from touyan.desk.counting import CappedPaginator, capped_together
from touyan.desk.inspections.access import frame, inspection_of, readers, rights_in
from touyan.desk.inspections.figures import looking_name, stratum_name
from touyan.desk.web import DeskRequest, page
from touyan.inspections.queries import Inspection
from touyan.inspections.queries.lists import Asked, narrowed, offices_in, seated
from touyan.inspections.queries.plans import (
    entries_of,
    leaders_of,
    members_of,
    picks_of,
    sees_whole,
    sizes_of,
    text_of,
)
from touyan.inspections.queries.reviews import reads_reviews
from touyan.inspections.rules.words import SOURCE_NAMES, Looking, Mode, Source
from touyan.kernel.errors import NotVisible
from touyan.kernel.messages import Message
from touyan.ui.sentences import joined, sentence

PER_PAGE = 50
MOST_OFFICES = 200
"""Where the list holds matters of more offices, it is narrowed by province."""
TONES = {Looking.UNASSIGNED: "amber", Looking.OPEN: "blue", Looking.REVIEWED: "green"}


class ListFilter(forms.Form):
    """Office, why it is looked at, how far it is; for the office that runs it, by whom."""

    use_required_attribute = False
    number = forms.CharField(label=gettext_lazy("Number"), required=False, max_length=60)
    organ = forms.ChoiceField(label=gettext_lazy("Office"), required=False)
    looking = forms.ChoiceField(label=gettext_lazy("Review"), required=False)
    source = forms.ChoiceField(label=gettext_lazy("Why it is looked at"), required=False)
    reviewer = forms.ChoiceField(label=gettext_lazy("Inspector"), required=False)


@readers
@require_GET
def matters(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """The list without what the viewer may not know of; ?show=all also what is not drawn."""
    inspection = _frozen(request, public_id)
    around = frame(request, inspection, "inspection-matters")
    plans = rights_in(inspection, request.viewer).plans
    form = _filter(request, inspection, plans=plans)
    show = _shown(request, inspection)
    asked = _asked(form, show)
    listed = CappedPaginator(narrowed(inspection, asked, viewer=request.viewer), PER_PAGE)
    found = listed.get_page(request.GET.get("page"))
    held = seated(found.object_list, inspection)
    own = {grant.organ_id for grant in request.viewer.grants}
    reads = plans or reads_reviews(inspection, viewer=request.viewer)
    context: dict[str, object] = {
        **around,
        "form": form,
        "chips": _chips(request, form),
        "show": show,
        "tabs": _tabs(request, inspection, show),
        "listed": found,
        "rows": [
            _row(one, held.get(one.pk), place, reads=reads and one.organ_id not in own)
            for place, one in enumerate(found, found.start_index())
        ],
        "adds": plans and inspection.state == "drawn",
        "names": plans and inspection.drawn_at is not None,
        "reset_url": f"?show={show}",
    }
    return page(request, "desk/inspections/matters.html", context)


def _frozen(request: DeskRequest, public_id: uuid.UUID) -> Inspection:
    inspection = inspection_of(request, public_id)
    if inspection.frozen_at is None:
        raise NotVisible
    return inspection


def _shown(request: DeskRequest, inspection: Inspection) -> str:
    if inspection.drawn_at is None:
        return "all"
    return "all" if request.GET.get("show") == "all" else "picked"


def _filter(request: DeskRequest, inspection: Inspection, *, plans: bool) -> ListFilter:
    """Each box lists only what the list holds; who reviews is named to the office that runs it."""
    form = ListFilter(request.GET)
    provinces, offices = offices_in(inspection, viewer=request.viewer)
    shown = provinces if len(offices) > MOST_OFFICES else offices
    people = members_of(inspection) if plans and inspection.drawn_at else ()
    choices: Mapping[str, Sequence[tuple[str, str]]] = {
        "organ": [(organ.code, organ.local_name) for organ in shown],
        "looking": [(one.value, looking_name(one)) for one in Looking],
        "source": [(one.value, _source(one)) for one in _sources(inspection)],
        "reviewer": [(str(one.account_id), one.account.get_short_name()) for one in people],
    }
    for name, listed in choices.items():
        box: Any = form.fields[name]
        box.choices = [("", _("Any")), *listed]
        if len(listed) < 2 or (name == "looking" and inspection.drawn_at is None):
            del form.fields[name]
    return form


def _source(source: Source) -> str:
    return sentence(Message(SOURCE_NAMES[source]))


def _sources(inspection: Inspection) -> Sequence[Source]:
    if inspection.drawn_at is None:
        return ()
    full = inspection.mode == Mode.FULL
    return (Source.FULL if full else Source.DRAWN, Source.PURPOSIVE)


def _asked(form: ListFilter, show: str) -> Asked:
    clean = form.cleaned_data if form.is_valid() else {}
    return Asked(
        picked=show == "picked",
        organ=clean.get("organ", ""),
        number=clean.get("number", "").strip(),
        source=Source(clean["source"]) if clean.get("source") else None,
        looking=Looking(clean["looking"]) if clean.get("looking") else None,
        reviewer=int(clean["reviewer"]) if clean.get("reviewer") else None,
    )


def _chips(request: DeskRequest, form: ListFilter) -> list[dict[str, object]]:
    found = []
    for name, box in form.fields.items():
        value = request.GET.get(name, "")
        words = dict(getattr(box, "choices", ())).get(value, value)
        if value and words:
            found.append({"name": name, "label": box.label, "value": words, "raw": None})
    return found


def _tabs(request: DeskRequest, inspection: Inspection, show: str) -> list[dict[str, object]]:
    if inspection.drawn_at is None:
        return []
    here = reverse("inspection-matters", args=[inspection.public_id])
    counts = capped_together({
        "picked": picks_of(inspection, viewer=request.viewer),
        "all": entries_of(inspection, viewer=request.viewer),
    })  # fmt: skip
    names = (("picked", _("Looked at")), ("all", _("The whole list")))
    return [
        {"label": label, "url": f"{here}?show={key}", "count": counts[key], "current": key == show}
        for key, label in names
    ]


def _row(entry: Any, held: Any, place: int, *, reads: bool) -> dict[str, object]:
    """One line; counted through, as gaps in the list's own numbers would tell of hidden ones."""
    pick = getattr(entry, "pick", None)
    looking = held.looking if held else Looking.UNASSIGNED
    return {
        "entry": entry,
        "place": place,
        "pick": pick,
        "source": _source(Source(pick.source)) if pick else "",
        "looking": (looking_name(looking), TONES[looking]) if pick else None,
        "names": joined(held.names) if held else "",
        "answers": reads and looking == Looking.REVIEWED,
    }


def _whole(request: DeskRequest, public_id: uuid.UUID) -> Inspection:
    """A frozen list the viewer may know every matter of."""
    inspection = _frozen(request, public_id)
    if not sees_whole(inspection, viewer=request.viewer):
        raise NotVisible
    return inspection


@readers
@require_POST
def download(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """The frozen list as the text its digest is computed from."""
    inspection = _whole(request, public_id)
    with transaction.atomic():
        record(
            verb="inspection.export_list", by=request.user, now=request.now,
            subject_type="inspection", subject_id=inspection.public_id,
            organ_id=inspection.organ_id,
            detail={"name": inspection.name, "rows": inspection.size},
        )  # fmt: skip
    return HttpResponse(
        text_of(inspection).encode(),
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": "attachment; filename=list.txt"},
    )


@readers
@require_GET
def draw_again(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """How anybody draws the sample again, with the list, the number and openssl."""
    inspection = _whole(request, public_id)
    if inspection.mode == Mode.FULL:
        raise NotVisible
    sizes = sizes_of(inspection)
    provinces, _offices = offices_in(inspection, viewer=request.viewer)
    names = {one.code: one.local_name for one in provinces} | leaders_of(inspection)
    context: dict[str, object] = {
        **frame(request, inspection, "inspection"),
        "sizes": [
            (one, stratum_name(one, inspection.strata, names), size) for one, size in sizes.items()
        ],
        "total": sum(sizes.values()),
        "commands": commands(inspection, sizes),
    }
    return page(request, "desk/inspections/again.html", context)


def commands(inspection: Inspection, sizes: Mapping[str, int]) -> list[tuple[str, str]]:
    """What to type, each with what it does."""
    wanted = "; ".join(f'take["{stratum}"]={size}' for stratum, size in sizes.items())
    number = inspection.number or "NUMBER"
    quoted = "'" + number.replace("'", "'\\''") + "'"
    return [
        (_("The digest of the list; it must be the one shown above."),
         "openssl dgst -sm3 -r list.txt"),
        (_("The seed, from the digest and the published number."),
         "digest=$(openssl dgst -sm3 -r list.txt | cut -d' ' -f1)\n"
         f"number={quoted}\n"
         "seed=$(printf 'touyan seed 1\\n%s\\n%s' \"$digest\" \"$number\""
         " | openssl dgst -sm3 -r | cut -d' ' -f1)"),
        (_("The lot of each matter; of each stratum those with the smallest lots are drawn."),
         "tail -n +5 list.txt | while IFS='\t' read -r place id matter office stratum"
         ' || [ -n "$place" ]; do\n'
         "  lot=$(printf '%s\\n%s' \"$seed\" \"$id\" | openssl dgst -sm3 -r | cut -d' ' -f1)\n"
         "  printf '%s\\t%s\\t%s\\n' \"$lot\" \"$stratum\" \"$matter\"\n"
         "done | LC_ALL=C sort"
         f" | awk -F'\\t' 'BEGIN {{{wanted}}} n[$2]++ < take[$2] {{print $3}}'"),
    ]  # fmt: skip
