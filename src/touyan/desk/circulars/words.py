"""How figures of results are called."""

from __future__ import annotations

from django.utils.translation import gettext as _

from touyan.desk.findings.words import severity_name, stage_name
from touyan.inspections.rules.findings import Stage
from touyan.inspections.rules.tally import WITHDRAWN
from touyan.inspections.rules.words import ANSWER_NAMES, Answer, Severity
from touyan.kernel.errors import NotVisible
from touyan.kernel.messages import N_, Message
from touyan.ui.sentences import sentence

PLAIN = {
    "population": N_("Matters on the frozen list"),
    "sample": N_("Taken by the full check or the draw"),
    "reviewed": N_("Of these reviewed to the end"),
    "waiting": N_("Of these not reviewed to the end"),
    "chosen": N_("Chosen on purpose, counted apart"),
}


def figure_name(figure: str, *, short: bool = False) -> str:
    """A figure in words, by its code; NotVisible for no such figure."""
    name, _colon, rest = figure.partition(":")
    if not rest and name in PLAIN:
        return sentence(Message(PLAIN[name]))
    if name == "apart":
        return _("Answered apart by the two reviewers")
    if name == "stage" and rest in set(Stage):
        return stage_name(rest)
    if name == "severity" and rest in set(Severity):
        return severity_name(rest)
    answer = rest.rpartition(":")[2]
    if name == "answer" and answer == WITHDRAWN:
        return _("Found not met, then withdrawn")
    if name in ("answer", "chosen") and answer in set(Answer):
        words = sentence(Message(ANSWER_NAMES[Answer(answer)]))
        if short or name == "answer":
            return words
        return _("%(answer)s, of those chosen on purpose") % {"answer": words}
    raise NotVisible
