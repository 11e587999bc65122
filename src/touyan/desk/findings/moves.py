"""The moves of a finding as forms: what each asks for, says, and does."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.deeds import Deed, PlainForm, do
from touyan.desk.findings.words import asked_in, chips, day_of, question_words
from touyan.desk.inspections.access import ROOM, deciders, inspection_of, readers, rights_in
from touyan.desk.web import DeskRequest, version_of
from touyan.inspections.actions import findings as acts
from touyan.inspections.actions.finding_lists import make_final, tell_offices
from touyan.inspections.queries import Finding, Inspection
from touyan.inspections.queries.findings import finding_by_public_id, may_be_named, parties_of
from touyan.inspections.rules.moving import check_mover
from touyan.kernel.errors import NotVisible
from touyan.ui.fields import TypedDateField

WAYS = ["GET", "POST"]
MOST = 4000


@dataclass(frozen=True)
class Move:
    """One move on screen: the name of its page, what it says there, what it asks for."""

    label: Any
    says: Any
    act: Callable[..., Any]
    text: Any = ""
    evidence: Any = ""
    day: Any = ""
    names: bool = False
    tone: str = "primary"


DEEDS: dict[str, Move] = {
    "tell": Move(
        gettext_lazy("Tell the office"),
        gettext_lazy("The office reads the finding from now on, and may contest it with reasons "
                     "until the day the rules give."),
        acts.tell,
    ),
    "accept": Move(
        gettext_lazy("Accept the finding"),
        gettext_lazy("It becomes final, and the time to mend it runs from today."),
        acts.accept,
    ),
    "contest": Move(
        gettext_lazy("Contest the finding"),
        gettext_lazy("Say why it is not so. The office that runs the inspection decides, with "
                     "reasons; until then nothing has to be mended."),
        acts.contest,
        text=gettext_lazy("Why it is not so"),
        evidence=gettext_lazy("Where it can be seen"),
    ),
    "uphold": Move(
        gettext_lazy("Uphold it"),
        gettext_lazy("The finding stands; the time to mend it runs from today."),
        acts.uphold,
        text=gettext_lazy("Why it stands, point by point"),
    ),
    "lapse": Move(
        gettext_lazy("Make it final"),
        gettext_lazy("The office did not contest it in time; the time to mend it runs from today."),
        acts.lapse,
    ),
    "plan": Move(
        gettext_lazy("Set the measures"),
        gettext_lazy("What is done, who answers for it, and by when. What harmed a petitioner is "
                     "put right for that petitioner first."),
        acts.plan,
        text=gettext_lazy("Measures"),
        day=gettext_lazy("To be mended by"),
        names=True,
    ),
    "claim": Move(
        gettext_lazy("Report it mended"),
        gettext_lazy("An inspector looks at it again; it is closed only when that look finds it "
                     "mended."),
        acts.claim,
        text=gettext_lazy("What was done"),
        evidence=gettext_lazy("Where it can be seen"),
    ),
    "pass": Move(
        gettext_lazy("Mended: close it"),
        gettext_lazy("You looked at it again and found it mended. This closes the finding."),
        acts.close,
        text=gettext_lazy("What you looked at, and what it shows"),
    ),
    "fail": Move(
        gettext_lazy("Not mended yet"),
        gettext_lazy("You looked at it again and found it not mended. It goes back to the office "
                     "with a new day."),
        acts.fail,
        text=gettext_lazy("What is still missing"),
        day=gettext_lazy("To be mended by"),
        tone="warn",
    ),
    "ask": Move(
        gettext_lazy("Ask for more time"),
        gettext_lazy("The office that runs the inspection decides; until then the day stays."),
        acts.ask_time,
        text=gettext_lazy("Why the time does not do"),
        day=gettext_lazy("Day asked for"),
    ),
    "extend": Move(
        gettext_lazy("Give more time"),
        gettext_lazy("The reason is kept with the finding, and everybody who reads it sees how "
                     "often the day was moved."),
        acts.extend,
        text=gettext_lazy("Reason"),
        day=gettext_lazy("New day"),
    ),
    "withdraw": Move(
        gettext_lazy("Withdraw it"),
        gettext_lazy("It is not held against the office; the answer of the review stays as it was "
                     "given, and the figures count it as withdrawn."),
        acts.withdraw,
        text=gettext_lazy("Reason"),
        tone="warn",
    ),
}  # fmt: skip


class MoveForm(forms.Form):
    """What a move asks for, of these boxes."""

    use_required_attribute = False
    text = forms.CharField(max_length=MOST, widget=forms.Textarea(attrs={"rows": 4}))
    evidence = forms.CharField(max_length=MOST, widget=forms.Textarea(attrs={"rows": 2}),
                               required=False)  # fmt: skip
    owner = forms.ChoiceField(
        label=gettext_lazy("Who answers for it"),
        help_text=gettext_lazy("Reports it mended; a department head or a leader may do so too."),
    )
    due_on = TypedDateField()

    def __init__(self, move: Move, finding: Finding, people: dict[str, Any], data: Any) -> None:
        super().__init__(data, initial={"due_on": finding.due_on if move.names else None})
        self.people = people
        fields: dict[str, Any] = self.fields
        fields["owner"].choices = [
            ("", "—"), *((key, one.get_short_name()) for key, one in people.items())
        ]  # fmt: skip
        for name, label in (("text", move.text), ("evidence", move.evidence), ("due_on", move.day)):
            fields[name].label = label
            if not label:
                del fields[name]
        if not move.names:
            del fields["owner"]

    def clean_owner(self) -> Any:
        return self.people.get(self.cleaned_data["owner"])


@readers
@require_http_methods(WAYS)
def move(request: DeskRequest, public_id: uuid.UUID, verb: str) -> HttpResponse:
    """Ask for what the move needs, and make it."""
    if verb not in DEEDS:
        raise NotVisible
    found = finding_by_public_id(public_id, viewer=request.viewer)
    check_mover(verb, request.viewer, parties_of(found, viewer=request.viewer))
    asked, version = DEEDS[verb], version_of(request)
    people = _people(request, found) if asked.names else {}
    deed = Deed(
        label=str(asked.label),
        says=str(asked.says),
        form=MoveForm(asked, found, people, request.POST or None),
        act=lambda **more: asked.act(finding_id=public_id, version=version, **more),
        back=reverse("finding", args=[public_id]),
        done=_("It is kept with the finding."),
        facts=_facts(request, found),
        trail=[
            (found.inspection.name,
             reverse("inspection-findings", args=[found.inspection.public_id])),
            (_("Finding"), reverse("finding", args=[public_id])),
        ],
        room=ROOM,
        tone=asked.tone,
        version=found.version,
    )  # fmt: skip
    return do(request, deed)


def _people(request: DeskRequest, found: Finding) -> dict[str, Any]:
    named = may_be_named(found.organ_id, on=legal_day(request.now))
    return {str(one.pk): one for one in named}


def _facts(request: DeskRequest, found: Finding) -> list[tuple[object, object]]:
    questions, day = asked_in(found.inspection), day_of(found, today=legal_day(request.now))
    facts: list[tuple[object, object]] = [
        (_("Office"), found.organ.local_name),
        (_("Question"), question_words(questions, found.question)),
        (_("Fact"), found.fact),
        (_("Weight"), chips(found)["severity"][0]),
    ]
    return [*facts, (day.label, f"{day.on:%Y-%m-%d}")] if day else facts


@deciders
@require_http_methods(WAYS)
def tell(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Tell all offices at once what was found and not told yet."""
    deed = Deed(
        label=_("Tell the offices"),
        says=_("Every office reads what was found about it, and only that. It may contest each "
               "finding with reasons until the day the rules give."),
        form=PlainForm(request.POST),
        act=lambda **more: tell_offices(inspection_id=public_id, **more),
        done=lambda told: ngettext("%(n)s finding was told.", "%(n)s findings were told.", told)
        % {"n": told},
        **_around(_decided(request, public_id)),
    )  # fmt: skip
    return do(request, deed)


@deciders
@require_http_methods(WAYS)
def final(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Make final at once what nobody contested in time."""
    deed = Deed(
        label=_("Make final what was not contested"),
        says=_("Whatever was told and not contested in time becomes final; the time to mend it "
               "runs from today."),
        form=PlainForm(request.POST),
        act=lambda **more: make_final(inspection_id=public_id, **more),
        done=lambda made: ngettext("%(n)s finding is final.", "%(n)s findings are final.", made)
        % {"n": made},
        **_around(_decided(request, public_id)),
    )  # fmt: skip
    return do(request, deed)


def _decided(request: DeskRequest, public_id: uuid.UUID) -> Inspection:
    """An inspection for whose findings the viewer decides; to others these pages are none."""
    inspection = inspection_of(request, public_id)
    if not rights_in(inspection, request.viewer).decides:
        raise NotVisible
    return inspection


def _around(inspection: Inspection) -> dict[str, Any]:
    back = reverse("inspection-findings", args=[inspection.public_id])
    return {"back": back, "trail": [(inspection.name, back)], "room": ROOM}
