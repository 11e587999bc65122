"""What is entered after a closing: revisits, causes, findings, answers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from touyan.campaigns.rules.learning import Findings
from touyan.campaigns.rules.revisits import (
    RESULTS,
    WAYS,
    Attempt,
    Contact,
    PromiseAnswer,
    Result,
    Way,
)
from touyan.desk.reception.forms import lay as lay
from touyan.desk.reception.forms import named
from touyan.kernel.errors import FieldProblem, Invalid
from touyan.organs.queries import Organ, find_organs
from touyan.ui.fields import TypedDateField

ATTEMPTS = 4
_MOST = 20
DONE = [("yes", _("Done")), ("no", _("Not done"))]


def _text(label: Any, hint: Any = "", *, rows: int = 3, required: bool = True) -> forms.CharField:
    box = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=hint, widget=box, required=required)


class RevisitForm(forms.Form):
    """A revisit: how contact was made, each question, each promise, what came of it.

    What is needed depends on the result, so the rules say what is missing, not the fields.
    """

    done_on = TypedDateField(label=_("Day of the contact"))
    way = forms.ChoiceField(label=_("How contact was made"), required=False)
    who = forms.CharField(label=_("Who of the office spoke"), max_length=100, required=False)
    with_whom = forms.CharField(
        label=_("With whom"), max_length=100, required=False,
        help_text=_("The petitioner, or who speaks for them and how that is known."),
    )  # fmt: skip
    result = forms.ChoiceField(label=_("What came of it"), widget=forms.RadioSelect)
    findings = _text(
        _("What was found"),
        _("Needed unless the matter is settled. Nobody is asked whether they petition on."),
        rows=4, required=False,
    )  # fmt: skip

    def __init__(
        self, data: Any = None, *, questions: Iterable[tuple[str, str]], promises: Iterable[Any],
        may_return: bool, **options: Any,
    ) -> None:  # fmt: skip
        super().__init__(data, **options)
        self.promises, self.codes = list(promises), []
        self._offer("way", [("", _("Choose"))] + named(WAYS))
        last = Result.RETURNED if may_return else Result.ASKED
        offered = (Result.SETTLED, Result.DISAGREES, Result.UNREACHED, last)
        self._offer("result", named({result: RESULTS[result] for result in offered}))
        for code, words in questions:
            self.codes.append(code)
            self.fields[f"answer_{code}"] = _text(words, rows=2, required=False)
        for promise in self.promises:
            key = promise.public_id
            self.fields[f"promise_{key}"] = forms.ChoiceField(
                label=_("Was it done?"), choices=DONE, widget=forms.RadioSelect, required=False
            )
            self.fields[f"said_{key}"] = _text(
                _("How it was done, or what is missing"), rows=2, required=False
            )
        for number in range(ATTEMPTS):
            self._attempt(number)

    def _offer(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def _attempt(self, number: int) -> None:
        self.fields[f"tried_on_{number}"] = TypedDateField(
            label=_("Day of the attempt"), required=False
        )
        self.fields[f"tried_way_{number}"] = forms.ChoiceField(
            label=_("Way"), choices=[("", _("Choose")), *named(WAYS)], required=False
        )
        self.fields[f"tried_what_{number}"] = forms.CharField(
            label=pgettext_lazy("of an attempt", "What came of it"), max_length=300, required=False
        )

    def clean(self) -> dict[str, Any]:
        """An attempt that was begun is entered whole."""
        given = super().clean() or self.cleaned_data
        for number in range(ATTEMPTS):
            parts = [f"tried_{part}_{number}" for part in ("on", "way", "what")]
            filled = [name for name in parts if given.get(name)]
            if filled and len(filled) < len(parts):
                missing = next(name for name in parts if not given.get(name))
                if missing not in self.errors:
                    self.add_error(missing, _("Give day, way and outcome of the attempt."))
        return given

    def asked(self) -> list[Any]:
        """The fields of the questions."""
        return [self[f"answer_{code}"] for code in self.codes]

    def promised(self) -> list[tuple[Any, Any, Any]]:
        """Each promise with its two fields."""
        return [
            (one, self[f"promise_{one.public_id}"], self[f"said_{one.public_id}"])
            for one in self.promises
        ]

    def tried(self) -> list[tuple[Any, Any, Any]]:
        """The fields of each attempt."""
        return [
            (self[f"tried_on_{n}"], self[f"tried_way_{n}"], self[f"tried_what_{n}"])
            for n in range(ATTEMPTS)
        ]

    def shows_attempts(self) -> bool:
        return any(name.startswith("tried_") for name in self.errors) or any(
            self[f"tried_on_{n}"].value() for n in range(ATTEMPTS)
        )

    def contact(self) -> Contact:
        """What was entered, as the rules read it."""
        given = self.cleaned_data
        return Contact(
            result=Result(given["result"]),
            done_on=given["done_on"],
            way=Way(given["way"]) if given["way"] else None,
            who=given["who"],
            with_whom=given["with_whom"],
            answers={code: given[f"answer_{code}"] for code in self.codes},
            promised={
                str(one.public_id): PromiseAnswer(
                    given[f"promise_{one.public_id}"] == "yes", given[f"said_{one.public_id}"]
                )
                for one in self.promises
                if given[f"promise_{one.public_id}"]
            },
            attempts=[
                Attempt(given[f"tried_on_{n}"], Way(given[f"tried_way_{n}"]),
                        given[f"tried_what_{n}"])
                for n in range(ATTEMPTS)
                if given[f"tried_what_{n}"]
            ],
            findings=given["findings"],
        )  # fmt: skip

    def lay(self, refused: Invalid) -> None:
        """Each problem beside the field it is about."""
        moved = [
            FieldProblem("tried_on_0" if p.field == "attempts" else p.field, p.reason, p.cure)
            for p in refused.problems
        ]
        lay(self, Invalid(moved))


class RequestForm(forms.Form):
    """The head's answer to a request to take a matter up again."""

    take_up = forms.ChoiceField(
        label=_("Your answer"), widget=forms.RadioSelect,
        choices=[("yes", _("Take the matter up again")), ("no", _("Leave it closed"))],
    )  # fmt: skip
    reason = _text(_("Reasons"))

    def arguments(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"take_up": given["take_up"] == "yes", "reason": given["reason"]}


class CauseForm(forms.Form):
    """A cause of the table with its reason."""

    code = forms.ChoiceField(label=_("Cause of recurrence"))
    reason = _text(_("What shows it"), _("Where in the file or in what was said it is seen."))

    def __init__(self, data: Any = None, *, table: Iterable[tuple[str, str]], **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["code"].choices = [("", _("Choose")), *table]  # type: ignore[attr-defined]

    def arguments(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class TakeBackForm(forms.Form):
    """Why a cause does not hold after all."""

    reason = _text(_("Reasons"), _("Both statements stay on record."))

    def arguments(self) -> dict[str, Any]:
        return {**self.cleaned_data, "applies": False}


class FindingsForm(forms.Form):
    """A reverse scrutiny: the case, the unit that handled it, what went wrong, what to mend."""

    origin = forms.CharField(label=_("Number of the original decision"), max_length=120)
    unit_name = forms.CharField(
        label=_("Unit that handled it"), max_length=200,
        widget=forms.TextInput(attrs={"list": "offices", "autocomplete": "off"}),
        help_text=_(
            "The full name. A procuratorate of the directory is told here; to any other body the "
            "paper is sent outside."
        ),
    )  # fmt: skip
    error = forms.ChoiceField(label=_("Kind of error"), required=False)
    findings = _text(
        _("Findings"),
        _("The unit reads this and nothing else: no name, number or address of who petitioned."),
        rows=8, required=False,
    )  # fmt: skip
    advice = _text(_("Advice"), rows=5, required=False)

    def __init__(self, data: Any = None, *, table: Iterable[tuple[str, str]], **more: Any) -> None:
        super().__init__(data, **more)
        choices = [("", _("Not stated yet")), *table]
        self.fields["error"].choices = choices  # type: ignore[attr-defined]

    def arguments(self) -> dict[str, Any]:
        unit = organ_named(self.cleaned_data["unit_name"])
        return {
            "findings": Findings(unit_id=unit.pk if unit else None, **self.cleaned_data),
        }


def organ_named(name: str) -> Organ | None:
    """The office of the directory that bears this very name or code."""
    typed = name.strip()
    found = find_organs(typed, limit=_MOST)
    same = [one for one in found if typed in (one.name, one.name_en, one.code)]
    return same[0] if len(same) == 1 else None


class AnswerForm(forms.Form):
    """What the unit says and what it mended."""

    answer = _text(_("What the unit answers"), rows=5)
    mended = _text(_("What was mended"), _("Or that nothing was, and why."), rows=4)

    def arguments(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class RevisitFilters(forms.Form):
    """Narrowing the list of revisits."""

    q = forms.CharField(
        label=_("Number, title or petitioner"), required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )  # fmt: skip
    whose = forms.ChoiceField(
        label=_("Whose"), required=False,
        choices=[("", _("All in sight")), ("own", _("Of my offices")), ("mine", _("I handle"))],
    )  # fmt: skip
    months = forms.ChoiceField(label=_("Months after closing"), required=False)
    result = forms.ChoiceField(label=_("Result"), required=False)

    def __init__(self, data: Any = None, *, months: Iterable[int] = ()) -> None:
        super().__init__(data)
        self.fields["months"].choices = [  # type: ignore[attr-defined]
            ("", _("Any")),
            *((str(number), str(number)) for number in months),
        ]
        self.fields["result"].choices = [("", _("Any")), *named(RESULTS)]  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, str]:
        """What was asked for; a value that is not offered narrows nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
