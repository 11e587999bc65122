"""What an auditor can look for."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django import forms
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from touyan.audit.queries import Wanted
from touyan.audit.rules.verbs import GROUPS, VERBS, group_of
from touyan.kernel.messages import N_, Message
from touyan.ui.fields import TypedDateField
from touyan.ui.sentences import sentence


def verb_choices() -> list[tuple[str, object]]:
    """Each group of verbs as a whole, and its verbs one by one."""
    choices: list[tuple[str, object]] = [("", sentence(Message(N_("All"))))]
    for group, name in GROUPS.items():
        verbs = [(verb, sentence(Message(text))) for verb, text in VERBS.items()
                 if group_of(verb) == group]  # fmt: skip
        title = sentence(Message(name))
        whole = sentence(Message(N_("%(group)s: all"), {"group": title}))
        choices.append((title, [(group, whole), *verbs]))
    return choices


class LogFilter(forms.Form):
    """Conditions on the rows; all of them must hold."""

    verb = forms.ChoiceField(label=_("What was done"), required=False)
    actor = forms.CharField(
        label=_("By whom"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"placeholder": _("Name or account number")}),
    )
    since = TypedDateField(label=_("From"), required=False)
    until = TypedDateField(label=_("Up to and including"), required=False)
    organ = forms.CharField(
        label=_("Office and those under it"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"placeholder": _("Unit code")}),
    )
    subject_type = forms.CharField(label=_("Kind of subject"), required=False, max_length=40)
    subject_id = forms.CharField(label=_("Number of the subject"), required=False, max_length=80)

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.fields["verb"].choices = verb_choices()  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """The conditions that can be read."""
        self.is_valid()
        given = self.cleaned_data
        actor = (given.get("actor") or "").strip()
        since, until = given.get("since"), given.get("until")
        return Wanted(
            verb=given.get("verb") or "",
            actor_id=int(actor) if actor.isdecimal() and len(actor) < 18 else None,
            actor_name="" if actor.isdecimal() else actor,
            subject_type=(given.get("subject_type") or "").strip(),
            subject_id=(given.get("subject_id") or "").strip(),
            since=make_aware(datetime.combine(since, time.min)) if since else None,
            until=_end_of(until) if until else None,
        )

    def used(self) -> list[str]:
        """Names of the conditions given."""
        return [name for name, value in self.cleaned_data.items() if value]


def _end_of(day: object) -> datetime:
    return make_aware(datetime.combine(day, time.min) + timedelta(days=1))  # type: ignore[arg-type]
