"""How the pages of findings name questions, stages, weights and days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from touyan.inspections.queries import Inspection
from touyan.inspections.rules.checklist import Question, questions_of
from touyan.inspections.rules.findings import STAGE_NAMES, TO_MEND, Stage
from touyan.inspections.rules.words import SEVERITY_NAMES, Severity
from touyan.kernel.messages import Message
from touyan.ui.sentences import sentence

STAGE_TONES = {
    Stage.FOUND: "grey",
    Stage.TOLD: "blue",
    Stage.CONTESTED: "amber",
    Stage.FINAL: "amber",
    Stage.MENDING: "blue",
    Stage.CLAIMED: "blue",
    Stage.CLOSED: "green",
    Stage.WITHDRAWN: "grey",
}
SEVERITY_TONES = {Severity.HARM: "amber", Severity.SERIOUS: "amber"}


@dataclass(frozen=True)
class Day:
    """The day a finding waits for, what it is for, and whether it has passed."""

    on: date
    label: str
    late: bool


def stage_name(stage: str) -> str:
    return sentence(Message(STAGE_NAMES[Stage(stage)]))


def severity_name(severity: str) -> str:
    return sentence(Message(SEVERITY_NAMES[Severity(severity)]))


def chips(finding: Any) -> dict[str, tuple[str, str]]:
    """Stage and weight in words, each with its tone."""
    stage, severity = Stage(finding.stage), Severity(finding.severity)
    return {
        "stage": (stage_name(stage), STAGE_TONES[stage]),
        "severity": (severity_name(severity), SEVERITY_TONES.get(severity, "grey")),
    }


def day_of(finding: Any, *, today: date) -> Day | None:
    """Until when it is to be answered or mended; None where nothing runs."""
    if finding.stage == Stage.TOLD and finding.answer_by:
        return Day(finding.answer_by, _("Last day to contest"), finding.answer_by < today)
    if finding.stage in (*TO_MEND, Stage.CLAIMED) and finding.due_on:
        late = finding.stage != Stage.CLAIMED and finding.due_on < today
        return Day(finding.due_on, _("To be mended by"), late)
    return None


def asked_in(inspection: Inspection) -> dict[str, Question]:
    """The questions of its checklist by code."""
    return {one.code: one for one in questions_of(inspection.checklist.content)}


def language() -> str:
    return get_language() or "zh-hans"


def question_words(questions: dict[str, Question], code: str) -> str:
    """What was asked, in the reader's language."""
    return questions[code].text(language()) if code in questions else code
