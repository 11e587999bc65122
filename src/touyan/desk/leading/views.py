"""The leader's desk: what waits to be noted, answered, met, presided, signed; and each matter."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.clocks import due_view, view_of
from touyan.desk.leading.absences import AbsenceForm, ReturnedForm
from touyan.desk.leading.charge import charge_context
from touyan.desk.matters.page_acts import act_lines
from touyan.desk.matters.page_frame import full_names
from touyan.desk.web import DeskRequest, page, refuse, say
from touyan.intake.rules.words import KIND_NAMES, Kind
from touyan.kernel.errors import Refused
from touyan.kernel.gate import only
from touyan.kernel.messages import Message, message
from touyan.leadership.actions.charges import end_absence, read_form, set_absence
from touyan.leadership.queries.charges import absences_at, my_charges, waiting_forms
from touyan.leadership.queries.hearings import requests_waiting
from touyan.leadership.queries.reception import unrecorded
from touyan.leadership.queries.summaries import Summary, summaries
from touyan.leadership.rules.words import ACT_NAMES, ChargeState, LeaderAct
from touyan.matters.actions.notes import read_matter
from touyan.matters.clockwork import clocks_now
from touyan.matters.dossier import claim_lines, petitions_of, served_papers, standing_of, to_sign
from touyan.matters.queries import acts_of, documents_of, notes_of
from touyan.matters.rules.lifecycle import ENDED, STAGE_NAMES, Stage
from touyan.organs.rules.roles import LEADERS
from touyan.ui.sentences import sentence

leaders = only(*LEADERS)
LISTED = 200
"""Forms and charges of one leader read for the desk; no leader has more open at a time."""


@dataclass(frozen=True)
class Queue:
    """What waits for this leader, read once."""

    to_note: list[Any]
    to_answer: list[Summary]
    mine: list[Summary]
    ended: list[Summary]
    hearings_asked: list[Any]

    @property
    def order(self) -> list[uuid.UUID]:
        """The matters in the order in which they are leafed through."""
        waiting = [form.matter.public_id for form in self.to_note]
        led = [one.charge.matter.public_id for one in (*self.to_answer, *self.mine, *self.ended)]
        return list(dict.fromkeys([*waiting, *led]))


def _queue(request: DeskRequest) -> Queue:
    viewer, now = request.viewer, request.now
    all_mine = summaries(list(my_charges(viewer=viewer, now=now)[:LISTED]))
    led = [one for one in all_mine if one.charge.state == ChargeState.ACCEPTED]
    return Queue(
        to_note=list(waiting_forms(viewer=viewer, now=now)[:LISTED]),
        to_answer=[one for one in all_mine if one.charge.state == ChargeState.NAMED],
        mine=[one for one in led if not _ended(one)],
        ended=sorted((one for one in led if _ended(one)), key=lambda one: not _unfinished(one)),
        hearings_asked=list(requests_waiting(viewer=viewer)[:LISTED]),
    )


def _unfinished(one: Summary) -> bool:
    """Something is missing, or a question is open."""
    return bool(one.to_do or one.doubtful)


def _ended(one: Summary) -> bool:
    return Stage(one.charge.matter.stage) in ENDED


@leaders
@require_GET
def desk(request: DeskRequest) -> HttpResponse:
    """What is this leader's, on one page."""
    queue = _queue(request)
    shown = request.GET.get("show", "")
    context: dict[str, object] = {
        "figures": _figures(request, queue, shown),
        "to_note": [_form_row(request, form) for form in queue.to_note],
        "to_answer": [_row(request, one) for one in queue.to_answer],
        "mine": [_row(request, one) for one in _own(request, queue.mine) if _fits(one, shown)],
        "ended": [] if shown else [_row(request, one) for one in _own(request, queue.ended)],
        "stood_for": [] if shown else _stood_for(request, queue),
        "hearings_asked": queue.hearings_asked,
        "unfinished": sum(_unfinished(one) for one in _own(request, queue.ended)),
        "shown": shown,
    }
    return page(request, "desk/leading/desk.html", context)


def _own(request: DeskRequest, rows: list[Summary]) -> list[Summary]:
    """The viewer's own charges, without those of leaders the viewer stands in for."""
    return [one for one in rows if one.charge.leader_id == request.user.pk]


def _stood_for(request: DeskRequest, queue: Queue) -> list[dict[str, object]]:
    """The charges of each absent leader the viewer stands in for, apart from the viewer's own."""
    found: dict[str, list[Summary]] = {}
    for one in (*queue.mine, *queue.ended):
        if one.charge.leader_id != request.user.pk:
            found.setdefault(one.charge.leader.get_short_name(), []).append(one)
    return [
        {
            "name": name,
            "rows": [_row(request, one) for one in rows],
            "ended": sum(map(_ended, rows)),
            "unfinished": sum(_unfinished(one) for one in rows if _ended(one)),
        }
        for name, rows in found.items()
    ]


def _fits(one: Summary, shown: str) -> bool:
    return shown not in set(LeaderAct) or LeaderAct(shown) in one.to_do


def _figures(request: DeskRequest, queue: Queue, shown: str) -> list[dict[str, object]]:
    """Each figure opens what it counts."""
    here, own = reverse("lead-desk"), _own(request, queue.mine)

    def waiting(act: LeaderAct) -> int:
        return sum(act in one.to_do for one in own)

    rows = [
        (_("Forms to note"), len(queue.to_note), f"{here}#to-note", "urgent"),
        (_("Named, to be answered"), len(queue.to_answer), f"{here}#to-answer", "soon"),
        (_("Petitioners to meet"), waiting(LeaderAct.MEET), f"{here}?show=meet#mine", ""),
        (_("Applications for a hearing"), len(queue.hearings_asked), f"{here}#asked", "soon"),
        (_("Hearings to preside"), waiting(LeaderAct.PRESIDE), f"{here}?show=preside#mine", ""),
        (_("Papers to sign"), len(to_sign(viewer=request.viewer)), reverse("to-sign"), ""),
        (_("My charges"), len(own), f"{here}#mine", ""),
        *_receptions_over(request),
    ]
    return [
        {"label": label, "value": value, "url": url, "tone": tone if value else "", "note": ""}
        for label, value, url, tone in rows
    ]


def _receptions_over(request: DeskRequest) -> list[tuple[str, int, str, str]]:
    """People still on the list of a day of this leader's that is over; nothing where nobody is."""
    found = unrecorded(viewer=request.viewer, now=request.now).count()
    url = f"{reverse('reception')}#over"
    return [(_("Receptions over, nothing noted"), found, url, "soon")] if found else []


def _form_row(request: DeskRequest, form: Any) -> dict[str, object]:
    matter = form.matter
    return {
        **_matter_row(request, matter),
        "summary": form.summary,
        "at": form.submitted_at,
        "by": form.submitted_by,
    }


def _row(request: DeskRequest, one: Summary) -> dict[str, object]:
    charge = one.charge
    return {
        **_matter_row(request, charge.matter),
        "charge": charge,
        "for_other": charge.leader_id != request.user.pk,
        "acts": [{"name": message(ACT_NAMES[act]), "state": _state(one, act)} for act in one.asked],
        "next": message(ACT_NAMES[one.to_do[0]]) if one.to_do else None,
    }


def _state(one: Summary, act: LeaderAct) -> str:
    if act in one.to_do:
        return "missing"
    return "doubtful" if act in one.doubtful else "evidenced"


def _matter_row(request: DeskRequest, matter: Any) -> dict[str, object]:
    return {
        "matter": matter,
        "url": reverse("lead-matter", args=[matter.public_id]),
        "kind": message(KIND_NAMES[Kind(matter.kind)]),
        "stage": message(STAGE_NAMES[Stage(matter.stage)]),
        "clock": due_view(
            matter.next_due_on,
            today=legal_day(request.now),
            label=matter.next_clock,
        ),
    }


@leaders
@require_GET
def one_matter(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """One matter as its leader must see it: demands, dispute, opinion, earlier answers, matrix."""
    matter = read_matter(matter_id=public_id, by=request.user, now=request.now)
    queue = _queue(request).order
    back = reverse("lead-matter", args=[public_id])
    charge = charge_context(request, matter, back=back)
    if charge["open_form"] and any(b.code == "name" for b in charge["buttons"]):  # type: ignore[attr-defined]
        read_form(matter_id=public_id, by=request.user, now=request.now)
    context = {**charge, **_case(request, matter), **_neighbours(queue, public_id)}
    return page(request, "desk/leading/matter.html", context)


def _case(request: DeskRequest, matter: Any) -> dict[str, object]:
    petitions = petitions_of(matter, viewer=request.viewer)
    clocks = clocks_now(matter, now=request.now)
    drafted = [d for d in documents_of(matter) if d.kind == "answer" and d.state != "withdrawn"]
    return {
        "matter": matter,
        "petitioners": full_names(petitions),
        "petitions": petitions,
        "latest": petitions[0] if petitions else None,
        "kind": message(KIND_NAMES[Kind(matter.kind)]),
        "stage": sentence(Message(STAGE_NAMES[Stage(matter.stage)])),
        "claims": claim_lines(petitions, standing_of(matter)),
        "opinion": drafted[0] if drafted else None,
        "answers": list(served_papers(matter)),
        "notes": list(notes_of(matter)[:3]),
        "clocks": [view_of(clock, now=request.now) for clock in _pressing(clocks)],
        "last_acts": act_lines(list(acts_of(matter)), key_only=True)[:6],
    }


def _pressing(clocks: list[Any]) -> list[Any]:
    """Running clocks, the most pressing first; those whose day nobody can tell yet at the end."""
    running = [clock for clock in clocks if clock.running]
    return sorted(running, key=lambda one: (one.due_on is None, one.due_on or one.not_before))


def _neighbours(queue: list[uuid.UUID], here: uuid.UUID) -> dict[str, object]:
    """The matter before and after this one among what waits."""
    if here not in queue:
        return {"place": 0, "total": len(queue)}
    place = queue.index(here)

    def url(index: int) -> str:
        inside = 0 <= index < len(queue)
        return reverse("lead-matter", args=[queue[index]]) if inside else ""

    return {
        "place": place + 1,
        "total": len(queue),
        "previous": url(place - 1),
        "next": url(place + 1),
    }


@leaders
@require_http_methods(["GET", "POST"])
def absences(request: DeskRequest) -> HttpResponse:
    """Who of the office's leaders is away, and who stands in."""
    form = AbsenceForm(request.POST or None, viewer=request.viewer, now=request.now)
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            set_absence(**form.arguments(), by=request.user, now=request.now)
        except Refused as problem:
            refused = problem
        else:
            say(request, _("The absence is entered."))
            return redirect("lead-absences")
    rows = list(absences_at(viewer=request.viewer))
    today = legal_day(request.now)
    context: dict[str, object] = {
        "form": form,
        "refused": refused,
        "rows": [(row, _away(row, today)) for row in rows],
    }
    status = 422 if request.method == "POST" else 200
    return page(request, "desk/leading/absences.html", context, status=status)


def _away(row: Any, today: Any) -> str:
    """Whether an absence is running, ahead or past."""
    if row.ended_on or row.until_on < today:
        return "past"
    return "now" if row.from_on <= today else "ahead"


@leaders
@require_http_methods(["POST"])
def returned(request: DeskRequest) -> HttpResponse:
    """The leader is back earlier."""
    form = ReturnedForm(request.POST)
    if form.is_valid():
        try:
            end_absence(**form.cleaned_data, by=request.user, now=request.now)
        except Refused as problem:
            refuse(request, problem)
    return redirect("lead-absences")
