"""What a person says of an old register: whose it is, what its columns mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from touyan.intake.rules.import_columns import FIELD_NAMES, ColumnMap, Field
from touyan.intake.rules.words import CHANNEL_NAMES, KIND_NAMES, Channel, Kind
from touyan.organs.queries import Organ


def named(names: Mapping[Any, str]) -> list[tuple[str, Any]]:
    """Choices in the reader's language."""
    return [(key.value, _(name)) for key, name in names.items()]


class FileForm(forms.Form):
    """The file and the office whose register it is."""

    use_required_attribute = False

    organ = forms.ChoiceField(label=_("Office whose register it is"))
    file = forms.FileField(
        label=_("Workbook (.xlsx)"),
        allow_empty_file=True,
        error_messages={"required": _("Choose the workbook.")},
    )

    def __init__(self, *args: Any, offices: Sequence[Organ], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(office.code, f"{office.local_name} {office.code}") for office in offices]
        self.fields["organ"].choices = choices  # type: ignore[attr-defined]


class ColumnsForm(forms.Form):
    """One choice a column, what stands for missing ones, and a name to keep it all under."""

    use_required_attribute = False

    channel = forms.ChoiceField(
        label=_("Channel of rows that name none"), choices=named(CHANNEL_NAMES)
    )
    kind = forms.ChoiceField(label=_("Kind of rows that name none"), choices=named(KIND_NAMES))
    register = forms.CharField(
        label=_("Name of this register"),
        required=False,
        max_length=40,
        help_text=_("Only where your office kept several: each then has numbers of its own."),
    )
    answered_is_closed = forms.BooleanField(
        label=_("A row with an answer was closed by it"), required=False
    )
    without_impossible_answers = forms.BooleanField(
        label=_("Register a row whose answer cannot be true, without that answer"),
        required=False,
    )
    keep_as = forms.CharField(
        label=_("Keep these columns under a name"),
        required=False,
        max_length=60,
        help_text=_("They are then offered for your office's next file."),
    )

    def __init__(self, *args: Any, heads: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.heads = list(heads)
        choices = [("", _("not taken in")), *named(FIELD_NAMES)]
        for place, head in enumerate(self.heads):
            if head:
                self.fields[f"column-{place}"] = forms.ChoiceField(
                    label=head, choices=choices, required=False
                )

    def mapping(self) -> ColumnMap:
        """What was chosen."""
        said = self.cleaned_data
        chosen = ((head, said.get(f"column-{p}")) for p, head in enumerate(self.heads))
        return ColumnMap(
            columns={head: Field(meant) for head, meant in chosen if meant},
            channel=Channel(said["channel"]),
            kind=Kind(said["kind"]),
            register=said["register"].strip(),
            without_impossible_answers=said["without_impossible_answers"],
            answered_is_closed=said["answered_is_closed"],
        )


def initial_of(mapping: ColumnMap, heads: Sequence[str]) -> dict[str, object]:
    """The form filled in as a mapping says."""
    places = {
        f"column-{place}": mapping.columns[head].value
        for place, head in enumerate(heads)
        if head in mapping.columns
    }
    return {**mapping.as_record(), **places}
