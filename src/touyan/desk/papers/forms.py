"""What is entered about a paper."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from touyan.kernel.messages import Message
from touyan.matters.actions.papers import Words
from touyan.matters.rules.signing import SERVICE_WAYS
from touyan.ui.fields import TypedDateField
from touyan.ui.sentences import sentence


class WordsForm(forms.Form):
    """To whom, and paragraph by paragraph what."""

    addressee = forms.CharField(label=_("To"), max_length=200, required=False)
    text = forms.CharField(
        label=_("Text"),
        widget=forms.Textarea(attrs={"rows": 26}),
        required=False,
        help_text=_(
            "One paragraph per line. Fill every blank 【待填：…】; the layout is done for you."
        ),
    )

    def words(self) -> Words:
        """What the action takes; read from what was typed, valid or not."""
        text = str(self.data.get("text", ""))
        return Words(str(self.data.get("addressee", "")), text.splitlines())


class ServiceForm(forms.Form):
    """How a signed paper reached its reader."""

    how = forms.ChoiceField(label=_("How"), required=False)
    on = TypedDateField(label=_("Day of service"))
    proof = forms.CharField(
        label=_("Proof"),
        required=False,
        max_length=300,
        help_text=_("Receipt, tracking number or record."),
    )
    proof_file = forms.FileField(label=_("Proof as a file"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        ways = [(key, sentence(Message(name))) for key, name in SERVICE_WAYS.items()]
        self.fields["how"].choices = [("", "—"), *ways]  # type: ignore[attr-defined]

    def arguments(self) -> dict[str, Any]:
        """The action's own arguments."""
        return dict(self.cleaned_data)
