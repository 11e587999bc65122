"""A circular: what it consists of, who signs it, and the digest that shows any alteration."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from touyan.inspections.rules.findings import Stage
from touyan.inspections.rules.running import DECIDERS
from touyan.inspections.rules.tally import Tally
from touyan.kernel.crypto import sm3
from touyan.kernel.errors import Invalid, NotPermitted, Refused, problem
from touyan.kernel.messages import N_
from touyan.organs.rules.access import Viewer

PARTS = ("problems", "practice", "mended")
MOST = 8000
BEFORE_FINAL = (Stage.FOUND, Stage.TOLD, Stage.CONTESTED)


@dataclass(frozen=True)
class Frozen:
    """Everything an issued circular consists of. `population` is the digest of the frozen list its
    figures point into; `salt` is shown to nobody."""

    salt: str
    inspection: str
    population: str
    words: Mapping[str, str]
    figures: Mapping[str, Any]
    drafted_by: int | None
    issued_by: int | None
    issued_at: datetime


def circular_digest(circular: Frozen) -> str:
    """SM3 (GB/T 32905) over UTF-8 lines joined by a line feed: "touyan circular 1", what it is of,
    by whom and when, its words, its figures; each line but the first is JSON without blanks, its
    names in order."""
    at = circular.issued_at.astimezone(UTC).isoformat(timespec="microseconds")
    head = [circular.salt, circular.inspection, circular.population, circular.drafted_by,
            circular.issued_by, at]  # fmt: skip
    lines = ["touyan circular 1", *map(_plain, (head, circular.words, circular.figures))]
    return sm3("\n".join(lines).encode()).hex()


def _plain(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def check_words(words: Mapping[str, str], *, told: Iterable[str]) -> None:
    """Every office that was inspected reads the circular: it names no matter and no petitioner.
    `told` are the words that would."""
    names = [word for word in told if len(word) > 1]
    problems = [
        problem(part, N_("Every inspected office reads this, whatever matters it may know of. "
                         "Leave “%(word)s” out."), word=word)
        for part in PARTS
        for word in [next((one for one in names if one in words[part]), "")]
        if word
    ]  # fmt: skip
    problems += [
        problem(part, N_("At most %(most)s characters."), most=MOST)
        for part in PARTS
        if len(words[part]) > MOST
    ]
    if problems:
        raise Invalid(problems)


def check_complete(words: Mapping[str, str]) -> None:
    """What a circular says in words beside its figures."""
    problems = [
        problem(part, N_("This is needed."))
        for part in ("problems", "practice")
        if not words[part].strip()
    ]
    if problems:
        raise Invalid(problems)


def check_issuer(viewer: Viewer, *, organ_path: str, drafted_by: int | None, others: int) -> None:
    """Who issues it: not whoever wrote it, unless the office has nobody else who may."""
    if not viewer.holds(DECIDERS, organ_path=organ_path):
        raise NotPermitted(N_("A circular is issued by a department head or a leader of the office "
                              "that runs the inspection."))  # fmt: skip
    if drafted_by == viewer.account_id and others:
        raise NotPermitted(
            N_("You wrote this circular; another department head or leader of the office issues "
               "it.")
        )  # fmt: skip


def final_of(tally: Tally) -> Tally:
    """What may be told to everybody: a matter with anything not final counts as not reviewed yet.
    That happens only where a wall kept it from whoever issues the circular."""
    return tally.without({one.ordinal for one in tally.findings if one.stage in BEFORE_FINAL})


def check_final(stages: Iterable[str]) -> None:
    """Nothing is told to everybody that the office concerned may still contest."""
    waiting = sum(stage in BEFORE_FINAL for stage in stages)
    if waiting:
        raise Refused(
            N_("%(number)s findings are not final yet: tell them, decide what was contested, then "
               "issue the circular."),
            number=waiting,
        )  # fmt: skip
