"""Audit rows about a matter in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from touyan.desk.matters.page_acts import TITLES
from touyan.kernel.messages import N_, Message, message
from touyan.matters.papers.catalogue import KINDS
from touyan.matters.rules.lifecycle import STAGE_NAMES, Stage

WORDS = {
    "matter.read": N_("Opened the matter"),
    "matter.note": N_("Added a note"),
    "paper.draft": N_("Began a paper"),
    "paper.rewrite": N_("Rewrote a paper"),
    "paper.submit": N_("Submitted a paper for signature"),
    "paper.return": N_("Returned a paper"),
    "paper.withdraw": N_("Withdrew a paper"),
    "paper.read": N_("Opened a paper"),
    "paper.download": N_("Downloaded a paper"),
    "file_kept": N_("Added a file"),
    "file_opened": N_("Opened a file"),
    "file_scanned": N_("Virus check of a file"),
}


@dataclass(frozen=True)
class LogLine:
    """One row as shown: when, who, what, more. Not its number in the chain: a gap in the numbers
    would tell that something else was done meanwhile."""

    at: datetime
    who: str
    what: Message
    more: list[object]


def log_line(entry: Any) -> LogLine:
    """The row in words; a verb without words stands for itself."""
    word = WORDS.get(entry.verb) or TITLES.get(entry.verb.removeprefix("matter."), entry.verb)
    return LogLine(entry.at, entry.actor_name, message(word), _more(entry.detail))


def _more(detail: dict[str, Any]) -> list[object]:
    more: list[object] = []
    if detail.get("paper") in KINDS:
        more.append(message(KINDS[detail["paper"]].title_en))
    if detail.get("stage") in set(Stage):
        more.append(message(STAGE_NAMES[Stage(detail["stage"])]))
    if detail.get("form"):
        more.append(str(detail["form"]).upper())
    return more
