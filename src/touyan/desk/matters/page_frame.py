"""What stands around every tab of a matter's page, and what each tab shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext

from touyan.attachments.queries import file_counts, files_of
from touyan.deadlines.rules.clocks import Clock
from touyan.desk.campaigns.beside import beside
from touyan.desk.clocks import view_of
from touyan.desk.exemplars.nominating import nominations_beside
from touyan.desk.leading.charge import charge_context
from touyan.desk.matters.page_acts import act_lines
from touyan.desk.matters.page_log import log_line
from touyan.desk.matters.page_moves import move_buttons
from touyan.desk.matters.page_steps import steps
from touyan.desk.outcomes.tab import outcome_context
from touyan.desk.web import DeskRequest
from touyan.intake.rules.words import CHANNEL_NAMES, KIND_NAMES, Channel, Kind, PartyRole
from touyan.kernel.messages import N_, Message, from_data, message
from touyan.leadership.queries.reception import receptions_on
from touyan.leadership.rules.reception import RECEPTION
from touyan.linkage.rules.words import RELATION_NAMES, Relation
from touyan.matters.actions.ledger import roles_at
from touyan.matters.actions.papers import WRITERS
from touyan.matters.clockwork import clocks_now
from touyan.matters.dossier import (
    assignments_of,
    claim_lines,
    fitting_papers,
    log_of,
    may_read_log,
    owed_papers,
    petitions_of,
    seen_among,
    standing_of,
)
from touyan.matters.papers.catalogue import KINDS
from touyan.matters.queries import acts_of, belongings_of, documents_of, notes_of
from touyan.matters.rules.lifecycle import ENDED, STAGE_NAMES, Stage
from touyan.organs.rules.roles import IDENTIFIER_READERS
from touyan.ui.sentences import joined, sentence
from touyan.workflows.hearing_facts import kinds_open

LOG_LINES = 200
LAST_ACTS = 6
Held = dict[str, Any]
"""What the frame has read already, for the tab inside it."""

NAMED = 3
PER_PAGE = 25


def frame(request: DeskRequest, matter: Any, tab: str) -> Held:
    """Identity, road, moves, papers to write, tabs."""
    acts, documents = list(acts_of(matter)), list(documents_of(matter))
    stage, viewer = Stage(matter.stage), request.viewer
    buttons = move_buttons(matter, viewer, done_before={act.verb for act in acts})
    clocks = _sorted(clocks_now(matter, now=request.now))
    petitions = petitions_of(matter, viewer=viewer)
    return {
        "matter": matter,
        "petitions": petitions,
        "petitioners": full_names(petitions),
        "kind": message(KIND_NAMES[Kind(matter.kind)]),
        "chips": _chips(matter, stage),
        "steps": steps(stage, acts),
        "open_moves": [button for button in buttons if not button.refusal],
        "shut_moves": [button for button in buttons if button.refusal],
        "may_write": bool(WRITERS & roles_at(matter, viewer)),
        "may_see_help": bool(IDENTIFIER_READERS & viewer.roles),
        "owed": _kinds(set(owed_papers(matter, documents, acts)) & set(fitting_papers(stage))),
        "fitting": _kinds(fitting_papers(stage)),
        "acts": acts,
        "documents": documents,
        "clocks": [view_of(clock, now=request.now) for clock in clocks],
        "running": [view_of(clock, now=request.now) for clock in clocks if clock.running][:1],
        "tabs": _tabs(request, matter, tab, len(acts), len(documents)),
        "tab_template": TABS[tab].template,
    }


def _kinds(codes: Any) -> list[Any]:
    return [kind for code, kind in KINDS.items() if code in codes]


def _sorted(clocks: list[Clock]) -> list[Clock]:
    """Running clocks by last day, then what is done with, the latest first."""
    running = [clock for clock in clocks if clock.running]
    done = [clock for clock in clocks if not clock.running]
    return [
        *sorted(running, key=lambda clock: clock.due_on or clock.not_before),
        *sorted(done, key=lambda clock: clock.starts_on, reverse=True),
    ]


def _chips(matter: Any, stage: Stage) -> list[dict[str, object]]:
    ended = stage in ENDED
    chips: list[dict[str, object]] = [
        {"label": sentence(Message(STAGE_NAMES[stage])), "tone": "grey" if ended else "blue"}
    ]
    marks = (
        (matter.urgent, N_("Urgent"), "amber", "warning"),
        (matter.hardship, N_("Hardship"), "amber", ""),
        (matter.sealed, N_("Sealed"), "grey", "lock"),
        (matter.assigned_from_above, N_("Assigned from above"), "grey", ""),
    )
    chips += [
        {"label": sentence(Message(label)), "tone": tone, "icon": icon}
        for held, label, tone, icon in marks
        if held
    ]
    if matter.repeated:
        url = f"{reverse('matter', args=[matter.public_id])}?tab=petitions"
        label = sentence(Message(N_("Petitioned repeatedly")))
        chips.append({"label": label, "tone": "grey", "icon": "refresh", "url": url})
    return chips


def _tabs(
    request: DeskRequest, matter: Any, current: str, acts: int, papers: int
) -> list[dict[str, object]]:
    url = reverse("matter", args=[matter.public_id])
    files = file_counts(owner_type="matter", owner_ids=[matter.pk], viewer=request.viewer)
    counts: dict[str, int | None] = {
        "timeline": acts,
        "petitions": matter.belongings.count(),
        "papers": papers,
        "notes": matter.notes.count(),
        "files": files.get(matter.pk, 0),
    }
    return [
        {
            "label": sentence(Message(tab.label)),
            "url": f"{url}?tab={key}" if key != "overview" else url,
            "current": key == current,
            "count": counts.get(key),
        }
        for key, tab in TABS.items()
        if key != "log" or may_read_log(matter, request.viewer)
    ]


def full_names(petitions: Iterable[Any]) -> str:
    """Everyone on whose behalf the matter was brought, by full name; the first few of many."""
    people = [
        party.name
        for petition in petitions
        for party in petition.parties.all()
        if party.role != PartyRole.AGENT
    ]
    names = list(dict.fromkeys(people))
    if len(names) <= NAMED:
        return joined(names)
    shown = joined(names[:NAMED])
    return gettext("%(names)s and others, %(count)s in all") % {"names": shown, "count": len(names)}


def _overview(request: DeskRequest, matter: Any, held: Held) -> dict[str, object]:
    petitions, standing = held["petitions"], standing_of(matter)
    return {
        "latest": petitions[-1] if petitions else None,
        "channel": message(CHANNEL_NAMES[Channel(petitions[-1].channel)]) if petitions else None,
        "claims": claim_lines(petitions, standing),
        "standing": standing,
        "assignments": list(assignments_of(matter)),
        "receptions": _receptions(request, matter),
        "campaigns": beside(matter, request.viewer),
        "nominations": nominations_beside(matter, request.viewer),
        "last_acts": act_lines(held["acts"], key_only=True)[:LAST_ACTS],
    }


def _receptions(request: DeskRequest, matter: Any) -> list[Any] | None:
    """Bookings with leaders, for those who look after them in some office."""
    if not request.viewer.roles & RECEPTION:
        return None
    return list(receptions_on(matter, viewer=request.viewer)[:LAST_ACTS])


def _timeline(request: DeskRequest, matter: Any, held: Held) -> dict[str, object]:
    everything = request.GET.get("show") == "all"
    return {"show_all": everything, "lines": act_lines(held["acts"], key_only=not everything)}


def _petitions(request: DeskRequest, matter: Any, held: Held) -> dict[str, object]:
    shown = Paginator(belongings_of(matter), PER_PAGE).get_page(request.GET.get("page"))
    seen = seen_among((b.petition_id for b in shown), viewer=request.viewer)
    return {"shown": shown, "belongings": [_belonging(b, seen) for b in shown]}


def _belonging(laid: Any, seen: set[int]) -> dict[str, object]:
    """One petition of the matter: how it was laid to it, by proposal and by decision."""
    return {
        "belonging": laid,
        "relation": message(RELATION_NAMES[Relation(laid.relation)]),
        "channel": message(CHANNEL_NAMES[Channel(laid.petition.channel)]),
        "visible": laid.petition_id in seen,
        "proposed": _proposed(laid.proposed),
        "otherwise": bool(laid.proposed) and laid.proposed.get("relation") != laid.relation,
    }


def _proposed(record: dict[str, Any]) -> dict[str, object] | None:
    """What the machine had said, in words."""
    if not record or record.get("relation") not in set(Relation):
        return None
    name = message(RELATION_NAMES[Relation(record["relation"])])
    reasons = [from_data(reason) for reason in record.get("reasons", [])]
    return {"relation": name, "reasons": reasons}


def _charge(request: DeskRequest, matter: Any, held: Held) -> dict[str, object]:
    return charge_context(request, matter)


def _outcome(request: DeskRequest, matter: Any, held: Held) -> dict[str, object]:
    return outcome_context(request, matter)


def _papers(request: DeskRequest, matter: Any, held: Held) -> dict[str, object]:
    return {"all_kinds": kinds_open(matter)}


def _notes(request: DeskRequest, matter: Any, held: Held) -> dict[str, object]:
    return {"notes": list(notes_of(matter))}


def _files(request: DeskRequest, matter: Any, held: Held) -> dict[str, object]:
    return {"files": files_of(owner_type="matter", owner_id=matter.pk, viewer=request.viewer)}


def _log(request: DeskRequest, matter: Any, held: Held) -> dict[str, object]:
    return {"entries": [log_line(entry) for entry in log_of(matter)[:LOG_LINES]]}


@dataclass(frozen=True)
class Tab:
    """One tab: its name, the template of its part, what it shows."""

    label: str
    template: str
    context: Callable[[DeskRequest, Any, Held], dict[str, object]]


def _tab(
    label: str, name: str, context: Callable[[DeskRequest, Any, Held], dict[str, object]]
) -> Tab:
    return Tab(label, f"desk/matters/page/{name}.html", context)


TABS = {
    "overview": _tab(N_("Overview"), "overview", _overview),
    "timeline": _tab(N_("Timeline"), "timeline", _timeline),
    "petitions": _tab(N_("Petitions"), "petitions", _petitions),
    "charge": Tab(N_("Leader's charge"), "desk/leading/tab.html", _charge),
    "outcome": Tab(N_("Outcome"), "desk/outcomes/tab.html", _outcome),
    "papers": _tab(N_("Papers"), "papers", _papers),
    "notes": _tab(N_("Notes"), "notes", _notes),
    "files": _tab(N_("Attachments"), "files", _files),
    "log": _tab(N_("Log"), "log", _log),
}
