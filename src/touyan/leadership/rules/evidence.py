"""What proves each act: the fields of its small form, and what they must hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from touyan.kernel.errors import FieldProblem, Invalid
from touyan.kernel.messages import N_, message
from touyan.leadership.rules.words import LeaderAct
from touyan.matters.rules.no_promise import answers_in


@dataclass(frozen=True)
class Field:
    """One piece of evidence. `kind` is text, long, minutes, choice or yes; `theirs`
    holds the petitioner's own words."""

    code: str
    label: str
    kind: str = "text"
    required: bool = True
    choices: Mapping[str, str] | None = None
    least: int = 0
    help: str = ""
    theirs: bool = False


MEETING_PLACES = {
    "reception": N_("At the reception office"),
    "petitioner": N_("At the petitioner's place"),
    "local": N_("In their township or village"),
    "video": N_("By video"),
    "telephone": N_("On the telephone"),
}
CONFIRMATIONS = {
    "signed": N_("Read back and signed"),
    "spoken": N_("Read back and confirmed aloud"),
    "recorded": N_("On video or sound record"),
    "declined": N_("The petitioner would not confirm"),
}
FACE_TO_FACE = frozenset({"reception", "petitioner", "local"})
_MINUTES = Field("minutes", N_("How long, in minutes"), "minutes")
_PRESENT = Field("present", N_("Who was present"), help=N_("Names and parts, one after another."))

FIELDS: dict[LeaderAct, tuple[Field, ...]] = {
    LeaderAct.READ: (
        Field("pages", N_("Pages and volumes read"), required=False,
              help=N_("For example: volume 1, pages 12–47; the forensic report.")),
        Field("issues", N_("Issues noted"), "long", least=10,
              help=N_("What is disputed, what is missing, what must be verified.")),
        _MINUTES,
    ),
    LeaderAct.MEET: (
        Field("where", N_("Where"), "choice", choices=MEETING_PLACES),
        Field("place", N_("Exact place"), required=False),
        _PRESENT,
        Field("by_proxy", N_("Someone else met the petitioner in the leader's stead"), "yes",
              required=False),
        _MINUTES,
        Field("said", N_("What the petitioner said and asked"), "long", least=10, theirs=True),
        Field("confirmed", N_("The petitioner's confirmation"), "choice", choices=CONFIRMATIONS),
    ),
    LeaderAct.PLAN: (
        Field("plan", N_("The plan, in your own words"), "long", least=20,
              help=N_("What will be verified, by whom, by when, and what may end the grievance.")),
        Field("team", N_("Team meeting: who took part"), required=False),
    ),
    LeaderAct.PRESIDE: (
        Field("chair", N_("Who chaired, by the hearing record")),
        Field("record", N_("Where the hearing record lies")),
        _PRESENT,
    ),
    LeaderAct.DECIDE: (Field("opinion", N_("Reasoned opinion"), "long", least=10),),
    LeaderAct.EXPLAIN: (
        Field("where", N_("Where"), "choice", choices=MEETING_PLACES),
        _PRESENT,
        Field("questions", N_("The petitioner's questions and the answers"), "long", least=10),
        _MINUTES,
    ),
    LeaderAct.RELIEF: (
        Field("measure", N_("What was arranged, with whom"), "long", least=6),
        Field("result", N_("Result so far")),
    ),
    LeaderAct.FOLLOW_UP: (
        Field("how", N_("How contact was made"), "choice", choices=MEETING_PLACES),
        Field("spoke_with", N_("Who spoke")),
        Field("reached", N_("Where or at what number, as far as needed"), required=False,
              help=N_("The last four digits of a number are enough.")),
        Field("heard", N_("What the petitioner says now"), "long", least=6, theirs=True),
    ),
}  # fmt: skip
"""The evidence that belongs to each act. Deciding proves itself: its evidence is the decision."""

BY_FORM = tuple(act for act in LeaderAct if act is not LeaderAct.DECIDE)
"""Acts recorded with a form of their own."""


def check_evidence(act: LeaderAct, given: Mapping[str, object]) -> dict[str, object]:
    """The evidence in its fixed fields, or every field that lacks something."""
    problems: list[FieldProblem] = []
    kept: dict[str, object] = {}
    for field in FIELDS[act]:
        value = _clean(field, given.get(field.code))
        if problem := _problem(field, value):
            problems.append(problem)
        kept[field.code] = value
    if problems:
        raise Invalid(problems)
    return kept


def office_texts(act: LeaderAct, kept: Mapping[str, object]) -> list[str]:
    """What the office says for itself in the evidence; the petitioner may say anything."""
    written = [field for field in FIELDS[act] if field.kind in ("text", "long")]
    return [answers_in(str(kept[field.code])) for field in written if not field.theirs]


def _clean(field: Field, value: object) -> object:
    if field.kind == "yes":
        return bool(value)
    if field.kind == "minutes":
        text = str(value or "").strip()
        return int(text[:9]) if text.isdecimal() else None
    return str(value or "").strip()


def _problem(field: Field, value: object) -> FieldProblem | None:
    if field.kind == "yes" or (not field.required and not value):
        return None
    label = message(field.label)
    if value in (None, ""):
        return FieldProblem(field.code, message(N_("“%(field)s” is missing."), field=label))
    if field.choices is not None and value not in field.choices:
        return FieldProblem(field.code, message(N_("Choose one of the answers.")))
    if field.kind == "minutes" and not 1 <= int(str(value)) <= 1440:
        return FieldProblem(field.code, message(N_("Minutes lie between 1 and 1440.")))
    if len(str(value)) < field.least:
        return FieldProblem(
            field.code,
            message(N_("“%(field)s” says too little to prove anything."), field=label),
            message(N_("Write at least %(least)s characters."), least=field.least),
        )
    return None
