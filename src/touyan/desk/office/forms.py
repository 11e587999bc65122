"""Forms of the office's pages."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from touyan.desk.office.labels import LEVELS, choices_of, role_name
from touyan.organs.queries import Department, Search
from touyan.organs.rules.directory import KINDS
from touyan.organs.rules.roles import ADMINISTRATORS, Role
from touyan.ui.fields import TypedDateField

STATES = [("in_force", _("In force")), ("ended", _("Ended or not begun")), ("all", _("All"))]
_LOGIN = RegexValidator(
    r"^[a-z][a-z0-9._-]{1,63}$",
    _("Small letters, digits, dot, hyphen; a letter first; two characters or more."),
)


class DirectoryFilter(forms.Form):
    """What narrows the directory."""

    q = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=60,
        widget=forms.TextInput(
            attrs={"data-search": "", "placeholder": _("Name, short name, code")}
        ),
    )
    level = forms.TypedChoiceField(label=_("Level"), required=False, coerce=int, empty_value=None)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    state = forms.ChoiceField(label=_("Validity"), choices=STATES, required=False)

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.fields["level"].choices = choices_of(LEVELS.items())  # type: ignore[attr-defined]
        self.fields["kind"].choices = choices_of(KINDS.items())  # type: ignore[attr-defined]

    def search(self) -> Search:
        """The conditions that can be read; what cannot narrows nothing."""
        self.is_valid()
        given = self.cleaned_data
        return Search(
            text=(given.get("q") or "").strip(),
            level=given.get("level"),
            kind=given.get("kind") or "",
            state=given.get("state") or "in_force",
        )


class PostForm(forms.Form):
    """A post in an office."""

    username = forms.CharField(
        label=_("Log-in name"),
        max_length=64,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    title = forms.CharField(
        label=_("Post"), max_length=60, help_text=_("As it stands on the appointment.")
    )
    title_en = forms.CharField(label=_("Post in English"), max_length=80, required=False)
    department: forms.ModelChoiceField[Department] = forms.ModelChoiceField(
        None, label=_("Department"), required=False, empty_label=_("No department")
    )

    def __init__(self, *args: object, departments: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        field = self.fields["department"]
        field.queryset = departments  # type: ignore[attr-defined]
        field.label_from_instance = _department_name  # type: ignore[attr-defined]


def _department_name(department: Department) -> str:
    return department.local_name


class AppointForm(PostForm):
    """A person new to touyan, with the first post."""

    name = forms.CharField(
        label=_("Name"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    field_order = ("name", "username", "title", "title_en", "department")

    def __init__(self, *args: object, departments: object, **options: object) -> None:
        super().__init__(*args, departments=departments, **options)
        self.fields["username"].validators.append(_LOGIN)


class DepartmentForm(forms.Form):
    """A department to add."""

    name = forms.CharField(label=pgettext_lazy("office", "Name"), max_length=60)
    name_en = forms.CharField(label=_("Name in English"), max_length=80, required=False)
    handles_petitions = forms.BooleanField(label=_("Handles petitions"), required=False)


class EndPostForm(forms.Form):
    """The last day of a post."""

    on = TypedDateField(label=_("Last day"))


class AskRoleForm(forms.Form):
    """A role to ask for."""

    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args: object, held: Iterable[str] = (), **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        taken = set(held)
        # Whoever holds one of the three powers is never offered a second.
        apart = ADMINISTRATORS if taken & ADMINISTRATORS else frozenset()
        left = [role for role in Role if role.value not in taken and role not in apart]
        self.fields["role"].choices = [(role.value, role_name(role)) for role in left]  # type: ignore[attr-defined]


class TreeForm(forms.Form):
    """A spreadsheet of an office's tree."""

    organ = forms.CharField(
        label=_("Whose tree it is"),
        max_length=20,
        help_text=_("The unit code. Rows outside this office and those under it are kept out."),
    )
    file = forms.FileField(label=_("Spreadsheet (.xlsx)"))


class MergeForm(forms.Form):
    into = forms.CharField(label=_("Code of the office that takes over"), max_length=12)
    reason = forms.CharField(
        label=_("Decision it rests on"),
        max_length=300,
        help_text=_("Open matters go over with their history; this cannot be undone."),
    )
