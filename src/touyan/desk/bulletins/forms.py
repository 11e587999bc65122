"""Forms of bulletins: beginning one, its words, and picking a figure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from touyan.desk.figures import words
from touyan.desk.figures.lists import topic_name
from touyan.intake.rules.words import CHANNEL_NAMES, KIND_NAMES
from touyan.kernel.errors import Refused
from touyan.kernel.messages import Message
from touyan.organs.queries import Organ, organs_directly_under
from touyan.statistics.queries.bulletins import Bulletin
from touyan.statistics.queries.own import measures_for
from touyan.statistics.queries.topics import Topic
from touyan.statistics.rules.bulletins import (
    LANGUAGES,
    MOST_TEXT,
    MOST_TITLE,
    WHICH_NAMES,
    Bound,
    Which,
)
from touyan.statistics.rules.measures import GROUP_NAMES, Measure
from touyan.statistics.rules.months import months
from touyan.ui.fields import TypedDateField
from touyan.ui.sentences import sentence


class MonthsForm(forms.Form):
    """Whole months, named by a day of the first and one of the last."""

    use_required_attribute = False
    first = TypedDateField(label=gettext_lazy("A day of the first month"))
    last = TypedDateField(label=gettext_lazy("A day of the last month"))

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if not self.errors:
            try:
                data["months"] = months("given", today=data["last"], first=data["first"],
                                        last=data["last"])  # fmt: skip
            except Refused as refusal:
                self.add_error("last", sentence(refusal.message))
        return data


class BeginForm(MonthsForm):
    """A title, the language of the text, and the months it is about."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=MOST_TITLE)
    language = forms.ChoiceField(label=gettext_lazy("Language of the text"))
    field_order = ("title", "language", "first", "last")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        box: Any = self.fields["language"]
        box.choices = [(code, _(name)) for code, name in LANGUAGES.items()]


class WordsForm(forms.Form):
    """Title and text."""

    use_required_attribute = False
    title = forms.CharField(label=gettext_lazy("Title"), max_length=MOST_TITLE)
    text = forms.CharField(
        label=gettext_lazy("Text"), required=False, max_length=MOST_TEXT, strip=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy("A line each paragraph. Numbers are not typed: write {} where the "
                               "next figure belongs and choose it below. {1} is a figure chosen "
                               "before."),
    )  # fmt: skip


class FigureForm(MonthsForm):
    """Picking a figure: measure, part of the register, and which number of it."""

    measure = forms.ChoiceField(label=gettext_lazy("Measure"))
    which = forms.ChoiceField(label=gettext_lazy("Which number"), required=False)
    topic = forms.ChoiceField(label=gettext_lazy("Frozen list"), required=False)
    organ = forms.ChoiceField(label=gettext_lazy("Office"))
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    channel = forms.ChoiceField(label=gettext_lazy("Channel"), required=False)
    rounded = forms.BooleanField(
        label=gettext_lazy("Say it as “more than”, with its first digit alone"), required=False
    )
    field_order = ("measure", "which", "topic", "organ", "first", "last", "kind", "channel")

    def __init__(
        self, *args: Any, offices: Iterable[Organ], topics: Iterable[Topic],
        measures: Iterable[Measure], **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        boxes: dict[str, Any] = dict(self.fields)
        boxes["measure"].choices = [("", _("Choose…")), *_grouped(list(measures))]
        boxes["which"].choices = [(one.value, _(name)) for one, name in WHICH_NAMES.items()]
        boxes["organ"].choices = [(one.code, one.local_name) for one in offices]
        boxes["topic"].choices = [("", _("None")), *((one.code, topic_name(one)) for one in topics)]
        for name, said in (("kind", KIND_NAMES.items()), ("channel", CHANNEL_NAMES.items())):
            named = [(one.value, sentence(Message(text))) for one, text in said]
            boxes[name].choices = [("", _("All")), *named]

    def bound(self) -> Bound:
        """What was picked."""
        data = self.cleaned_data
        first: date = data["months"].first
        return Bound(
            data["measure"], Which(data["which"] or Which.FIGURE), data["organ"], first,
            data["months"].last, data["kind"], data["channel"], data["topic"], data["rounded"],
        )  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What the page of a measure asks to be said: the fields it fills, and its office."""

    fields: Mapping[str, str] = field(default_factory=dict)
    organ: Organ | None = None


def figure_form(
    data: Any, one: Bulletin, topics: Iterable[Topic], *, on: date, asked: Asked | None = None
) -> FigureForm:
    """For a bulletin: its office and those beneath it, its months, unless asked otherwise."""
    asked = asked or Asked()
    usual = {"first": one.first, "last": one.last, "organ": one.organ.code, **asked.fields}
    offices = {each.code: each for each in (one.organ, *organs_directly_under(one.organ))}
    if asked.organ:
        offices[asked.organ.code] = asked.organ
    return FigureForm(data, initial=usual, offices=offices.values(), topics=topics,
                      measures=measures_for(one.organ, on=on).values())  # fmt: skip


def _grouped(measures: Sequence[Measure]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """By group."""
    for group, name in GROUP_NAMES.items():
        found = [(one.code, words.name_of(one)) for one in measures if one.group == group]
        if found:
            yield _(name), found
