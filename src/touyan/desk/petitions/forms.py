"""What a clerk fills in. The entry rules judge it; these forms only read and draw it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from touyan.desk.petitions.fields import FilesField, named
from touyan.intake.rules.entry import SENT_ON
from touyan.intake.rules.words import (
    CHANNEL_NAMES,
    KIND_NAMES,
    PARTY_ROLE_NAMES,
    SUBJECT_ROLE_NAMES,
    Channel,
    PartyRole,
    SubjectRole,
)
from touyan.kernel.identity import DOCUMENT_TYPE_LABELS, DocumentType
from touyan.ui.fields import TypedDateField

LETTER_ONLY = Channel.LETTER.value
SENT_ON_ONLY = ",".join(sorted(channel.value for channel in SENT_ON))
OTHER = "other"


class _Form(forms.Form):
    """No browser checks: the server answers once, with every problem."""

    use_required_attribute = False


class DayField(TypedDateField):
    """A day in the form's own words when it is no day."""

    default_error_messages = {
        "invalid": _("This is no day of the calendar. Type it like 20261124 or 2026-11-24."),
    }

    def __init__(self, **options: Any) -> None:
        attributes = {"placeholder": "20261124", "inputmode": "numeric", "maxlength": 20}
        super().__init__(widget=forms.DateInput(attributes, format="%Y-%m-%d"), **options)


class PetitionForm(_Form):
    organ = forms.ChoiceField(label=_("Registering office"), required=False)
    channel = forms.ChoiceField(
        label=_("Channel"), choices=named(CHANNEL_NAMES), initial=Channel.LETTER.value
    )
    kind = forms.ChoiceField(
        label=_("Kind of matter"),
        choices=named(KIND_NAMES, first=_("Choose")),
        error_messages={
            "required": _("The kind is not chosen. If unsure, choose “Other petition”.")
        },
    )
    received_on = DayField(
        label=_("Received on"),
        error_messages={
            "required": _("The day of receipt is missing. Take it from the entry stamp.")
        },
    )
    postmarked_on = DayField(label=_("Postmark"), required=False)
    sent_by = forms.CharField(
        label=_("Sent on by"),
        required=False,
        max_length=200,
        help_text=_("Only when assigned, referred or forwarded: the office, deputy or body."),
    )
    anonymous = forms.BooleanField(label=_("Anonymous"), required=False)
    collective = forms.BooleanField(label=_("Collective petition"), required=False)
    hardship = forms.BooleanField(
        label=_("In hardship (judicial assistance may be due)"), required=False
    )
    signatories = forms.CharField(
        label=_("Other signatories"),
        required=False,
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One name on each line; a whole column may be pasted."),
    )
    title = forms.CharField(
        label=_("Title"),
        required=False,
        max_length=120,
        help_text=_("Left empty, the first words of the text become the title."),
    )
    text = forms.CharField(
        label=_("Text of the petition"),
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 11}),
        error_messages={
            "required": _(
                "The text of the petition is empty. "
                "Enter the text, or a summary read back to the petitioner."
            )
        },
    )
    claims = forms.CharField(
        label=_("Demands"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One on each line; each is owed an answer of its own."),
        error_messages={
            "required": _(
                "No demand is listed. List each thing the petitioner asks for on its own line."
            )
        },
    )
    attachments = FilesField(
        label=_("Scans and other files"),
        required=False,
        help_text=_("PDF, Word, Excel, OFD, pictures, sound or video without macros or passwords."),
    )

    def __init__(self, *args: Any, organs: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].choices = organs  # type: ignore[attr-defined]
        if len(organs) < 2:
            self.fields["organ"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """What belongs to one channel only is not dropped in silence with another."""
        data = super().clean() or self.cleaned_data
        channel = data.get("channel")
        if channel and channel != LETTER_ONLY and data.get("postmarked_on"):
            self.add_error(
                "postmarked_on", _("Only a letter has a postmark: clear it, or choose “Letter”.")
            )
        if channel and channel not in SENT_ON_ONLY.split(",") and data.get("sent_by"):
            self.add_error(
                "sent_by",
                _("Nobody sends a petition on through this channel: clear it, or choose another."),
            )
        return data


class PartyForm(_Form):
    role = forms.ChoiceField(
        label=_("Part"),
        choices=named(PARTY_ROLE_NAMES),
        initial=PartyRole.PETITIONER.value,
        required=False,
    )
    name = forms.CharField(label=_("Name"), required=False, max_length=100)
    is_organisation = forms.BooleanField(label=_("An organisation"), required=False)
    identity_type = forms.ChoiceField(
        label=_("Document"),
        choices=named(DOCUMENT_TYPE_LABELS),
        initial=DocumentType.NONE.value,
        required=False,
    )
    identity_number = forms.CharField(label=_("Document number"), required=False, max_length=40)
    phone = forms.CharField(label=_("Telephone number"), required=False, max_length=40)
    address = forms.CharField(label=_("Address for the reply"), required=False, max_length=300)
    represents = forms.CharField(
        label=_("Represents"),
        required=False,
        max_length=100,
        help_text=_("Agents only: the person represented is the petitioner."),
    )

    words = ("name", "identity_number", "phone", "address", "represents")


class SubjectForm(_Form):
    role = forms.ChoiceField(
        label=_("Part"),
        choices=named(SUBJECT_ROLE_NAMES),
        initial=SubjectRole.ACCUSED.value,
        required=False,
    )
    name = forms.CharField(label=_("Person"), required=False, max_length=100)
    unit_name = forms.CharField(label=_("Unit"), required=False, max_length=200)
    person = forms.IntegerField(required=False, widget=forms.HiddenInput())
    organ = forms.IntegerField(required=False, widget=forms.HiddenInput())
    who = forms.CharField(label=_("Which person is meant?"), required=False, widget=forms.Select())

    words = ("name", "unit_name")

    def offer(self, people: list[tuple[str, str]]) -> None:
        """Ask which member of staff of this name is meant."""
        choices = [("", _("Choose")), *people, (OTHER, _("Somebody else of this name"))]
        self.fields["who"].widget.choices = choices

    @property
    def asks_who(self) -> bool:
        return bool(self.fields["who"].widget.choices)


class ChallengedForm(_Form):
    number = forms.CharField(
        label=_("Number of the decision"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"placeholder": "（2026）浙0106刑初12号"}),
    )
    organ_name = forms.CharField(label=_("Issued by"), required=False, max_length=200)
    decided_on = DayField(label=_("Dated"), required=False)

    words = ("number", "organ_name", "decided_on")


PartyFormSet = forms.formset_factory(PartyForm, extra=0, max_num=50)
SubjectFormSet = forms.formset_factory(SubjectForm, extra=0, max_num=20)
ChallengedFormSet = forms.formset_factory(ChallengedForm, extra=0, max_num=10)
ROWS: dict[str, type[forms.BaseFormSet[Any]]] = {
    "parties": PartyFormSet,
    "subjects": SubjectFormSet,
    "challenged": ChallengedFormSet,
}
