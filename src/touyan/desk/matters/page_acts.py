"""Acts as the timeline tells them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from touyan.campaigns.rules.resolution import ENDED_NAMES
from touyan.campaigns.rules.revisits import RESULTS, Result
from touyan.campaigns.rules.words import TITLES as CAMPAIGN_TITLES
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.intake.rules.words import CHANNEL_NAMES, KIND_NAMES
from touyan.intake.rules.words import Kind as PetitionKind
from touyan.kernel.messages import N_, Message, message
from touyan.leadership.rules.helping import HELP_NAMES
from touyan.leadership.rules.words import TITLES as LEADERSHIP_TITLES
from touyan.linkage.rules.words import RELATION_NAMES, Relation
from touyan.matters.papers.catalogue import KINDS
from touyan.matters.rules.lifecycle import BY_VERB
from touyan.matters.rules.outcomes import GRADE_NAMES
from touyan.matters.rules.pausing import PAUSE_REASONS
from touyan.matters.rules.signing import SERVICE_WAYS

TITLES = {
    "receive": N_("Petition received"),
    "register": N_("Petition registered"),
    "open": N_("Matter opened"),
    "join": N_("Petition laid to this matter"),
    "leave": N_("Petition moved to another matter"),
    "triage": N_("Triage done"),
    "request_supplement": N_("Missing papers asked for"),
    "complete_supplement": N_("Missing papers arrived"),
    "transfer": N_("Sent to the body with jurisdiction"),
    "inform_elsewhere": N_("Petitioner told where to turn"),
    "decline": N_("Acceptance refused"),
    "accept": N_("Matter accepted"),
    "assign": N_("Matter assigned"),
    "start_handling": N_("Handling begun"),
    "pause": N_("Handling paused"),
    "resume": N_("Handling resumed"),
    "extend": N_("Time limit extended"),
    "decide": N_("Matter decided"),
    "reply_procedural": N_("Procedural reply served"),
    "report_progress": N_("Progress told to the petitioner"),
    "serve_answer": N_("Answer served"),
    "sign": N_("Paper signed"),
    "cancel_paper": N_("Signed paper cancelled"),
    "serve": N_("Paper served"),
    "close": N_("Matter closed"),
    "watch": N_("Follow-up begun"),
    "terminate": N_("Matter terminated"),
    "reopen": N_("Matter reopened"),
    "take_over": N_("Taken over from a merged office"),
    **LEADERSHIP_TITLES,
    **CAMPAIGN_TITLES,
}
MINOR = frozenset({"register", "sign", "cancel_paper", "serve", "hearing_step", "hearing_opinion"})


@dataclass(frozen=True)
class ActLine:
    """One entry of the timeline; `place` counts the acts of the matter from its first one."""

    place: int
    title: Message
    at: datetime
    happened_on: date | None
    who: str
    organ: Any
    kind: str
    basis: Message | None
    reason: str
    facts: list[tuple[Message, object]] = field(default_factory=list)
    document: Any = None
    petition: Any = None


def act_lines(acts: Iterable[Any], *, key_only: bool) -> list[ActLine]:
    """Newest entry first; key steps are those that change where the matter stands."""
    counted = enumerate(sorted(acts, key=lambda act: act.pk), start=1)
    shown = [(place, act) for place, act in counted if not (key_only and act.verb in MINOR)]
    shown.sort(key=lambda one: (one[1].at, one[1].pk), reverse=True)
    return [_line(act, place) for place, act in shown]


def _line(act: Any, place: int) -> ActLine:
    move = BY_VERB.get(act.verb)
    changes = move is not None and move.target is not None
    return ActLine(
        place=place,
        title=message(TITLES.get(act.verb, act.verb)),
        at=act.at,
        happened_on=act.happened_on if act.happened_on != legal_day(act.at) else None,
        who=act.by.get_short_name() if act.by else "",
        organ=act.organ,
        kind="system" if act.by is None else "node" if changes else "act",
        basis=message(act.legal_basis) if act.legal_basis else None,
        reason=act.reason,
        facts=_facts(act.verb, act.detail),
        document=act.document,
        petition=act.petition,
    )


def _facts(verb: str, detail: dict[str, Any]) -> list[tuple[Message, object]]:
    """What an act's detail says, in words."""
    if verb == "triage":
        return _triage(detail)
    if verb == "assign":
        names = ("organ", "department", "handler")
        labels = (N_("Office"), N_("Department"), N_("Handler"))
        return [
            (message(label), detail[name])
            for label, name in zip(labels, names, strict=True)
            if detail.get(name)
        ]
    tables: dict[str, tuple[str, dict[Any, str], str]] = {
        "receive": (N_("Channel"), {c.value: name for c, name in CHANNEL_NAMES.items()}, "channel"),
        "begin_help": (N_("Help"), {k.value: name for k, name in HELP_NAMES.items()}, "help"),
        "end_help": (N_("Help"), {k.value: name for k, name in HELP_NAMES.items()}, "help"),
        "pause": (N_("Ground"), PAUSE_REASONS, "reason"),
        "record_revisit": (N_("Result"), {r.value: RESULTS[r] for r in Result}, "revisit"),
        "join": (N_("Relation"), {r.value: RELATION_NAMES[r] for r in Relation}, "relation"),
        "open": (N_("Relation"), {r.value: RELATION_NAMES[r] for r in Relation}, "relation"),
    }
    if verb in tables:
        label, names_of, key = tables[verb]
        return [(message(label), message(names_of.get(detail.get(key, ""), "")))]
    return _plain(verb, detail)


def _triage(detail: dict[str, Any]) -> list[tuple[Message, object]]:
    found: list[tuple[Message, object]] = []
    if detail.get("kind"):
        found.append((message(N_("Kind")), message(KIND_NAMES[PetitionKind(detail["kind"])])))
    marks = {
        "urgent": N_("Urgent"),
        "ordinary_procedure": N_("Ordinary petition procedure"),
        "non_prosecution": N_("Review of a decision not to prosecute"),
    }
    return found + [
        (message(N_("Mark")), message(t)) for key, t in marks.items() if detail.get(key)
    ]


def _plain(verb: str, detail: dict[str, Any]) -> list[tuple[Message, object]]:
    found: list[tuple[Message, object]] = []
    if detail.get("grade") in GRADE_NAMES:
        found.append((message(N_("Grade")), message(GRADE_NAMES[detail["grade"]])))
    if verb == "end_resolution" and detail.get("how") in ENDED_NAMES:
        found.append((message(N_("How")), message(ENDED_NAMES[detail["how"]])))
    if detail.get("evidence"):
        found.append((message(N_("New evidence")), detail["evidence"]))
    if detail.get("terminated"):
        found.append((message(N_("Termination")), message(N_("stands until it is revoked"))))
    if detail.get("to"):
        found.append((message(N_("To")), detail["to"]))
    if detail.get("rule"):
        found.append((message(N_("Time limit")), detail["rule"]))
    if detail.get("paper") in KINDS:
        found.append((message(N_("Paper")), message(KINDS[detail["paper"]].title_en)))
    if detail.get("paper") and detail.get("how") in SERVICE_WAYS:
        found.append((message(N_("Served")), message(SERVICE_WAYS[detail["how"]])))
    return found
