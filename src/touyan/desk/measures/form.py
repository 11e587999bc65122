"""The form on which a measure is composed: names, validity, and what is counted of what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from touyan.desk.figures import words
from touyan.intake.rules.words import CHANNEL_NAMES, KIND_NAMES
from touyan.kernel.messages import N_, Message
from touyan.statistics.rules.measures import COHORT_NAMES
from touyan.statistics.rules.own import Composed, families
from touyan.ui.fields import TypedDateField
from touyan.ui.sentences import sentence

_ABOUT_NAMES = {
    "petition": N_("Petitions"),
    "matter": N_("Matters"),
    "duty": N_("Duties with a time limit"),
    "hearing": N_("Hearings"),
}
PARTS = ("counts", "of", "left_out")


class ComposeForm(forms.Form):
    """A measure as entered; what fits together is asked of the rule."""

    use_required_attribute = False
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=60)
    name_en = forms.CharField(label=_("Name in English"), max_length=80)
    valid_from = TypedDateField(label=_("In use from"))
    valid_to = TypedDateField(label=_("In use until"), required=False,
                              help_text=_("Empty: until further notice"))  # fmt: skip
    note_zh = forms.CharField(label=_("Note in Chinese"), max_length=300, required=False,
                              widget=forms.Textarea({"rows": 2}))  # fmt: skip
    note_en = forms.CharField(label=_("Note in English"), max_length=300, required=False,
                              widget=forms.Textarea({"rows": 2}))  # fmt: skip
    kind = forms.ChoiceField(label=_("Only of the kind"), required=False)
    channel = forms.ChoiceField(label=_("Only by the channel"), required=False)
    of_all = forms.BooleanField(
        label=_("Of everything: what it is counted of is not narrowed"), required=False
    )
    counts = forms.MultipleChoiceField(label=_("Counts"), required=False)
    of = forms.MultipleChoiceField(label=_("Of"), required=False)
    left_out = forms.MultipleChoiceField(label=_("Leaves out"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in PARTS:
            box: Any = self.fields[name]
            box.choices = [(code, code) for code in families()]
        for name, said in (("kind", KIND_NAMES.items()), ("channel", CHANNEL_NAMES.items())):
            narrow: Any = self.fields[name]
            named = [(one.value, sentence(Message(text))) for one, text in said]
            narrow.choices = [("", gettext("All")), *named]

    def entered(self) -> Composed:
        """What was entered, in the order in which elements are shown."""
        data = self.cleaned_data
        parts: dict[str, Any] = {name: tuple(data[name]) for name in PARTS}
        plain = ("name_zh", "name_en", "valid_from", "valid_to", "note_zh", "note_en", "kind",
                 "channel", "of_all")  # fmt: skip
        return Composed(**{name: data[name] for name in plain}, **parts)


@dataclass(frozen=True)
class Line:
    """One element with its three boxes: name of the box, its words, ticked or not."""

    code: str
    name: str
    boxes: list[tuple[str, str, bool]]

    @property
    def ticked(self) -> bool:
        return any(ticked for _name, _label, ticked in self.boxes)


@dataclass(frozen=True)
class Family:
    """Elements that go together."""

    name: str
    lines: list[Line]

    @property
    def open(self) -> bool:
        return any(line.ticked for line in self.lines)


def offered(form: ComposeForm) -> Iterator[Family]:
    """The elements by family, ticked as the form has them."""
    grouped: dict[tuple[str, str], list[str]] = {}
    for code, family in families().items():
        grouped.setdefault(family, []).append(code)
    ticked = {name: set(form[name].value() or []) for name in PARTS}
    for (about, day), codes in grouped.items():
        things, cohort = _ABOUT_NAMES[about], COHORT_NAMES[day]
        title = f"{sentence(Message(things))} · {sentence(Message(cohort))}"
        yield Family(title, [_line(form, code, ticked) for code in codes])


def _line(form: ComposeForm, code: str, ticked: dict[str, set[str]]) -> Line:
    boxes = [(name, str(form.fields[name].label), code in ticked[name]) for name in PARTS]
    return Line(code, words.element_full_name(code), boxes)
