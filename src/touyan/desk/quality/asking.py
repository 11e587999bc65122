"""What the address of the page asks for: an office with all beneath it, a kind of fault."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from touyan.desk.figures import words
from touyan.desk.web import DeskRequest
from touyan.organs.queries import Organ, office_or_own, organs_around
from touyan.statistics.rules.quality import Defect


class FaultForm(forms.Form):
    """Which faults are listed."""

    use_required_attribute = False
    organ = forms.ChoiceField(label=gettext_lazy("Office"), required=False)
    defect = forms.ChoiceField(label=gettext_lazy("What is wrong"), required=False)
    mine = forms.BooleanField(label=gettext_lazy("In matters I handle"), required=False)

    def __init__(self, *args: Any, offices: list[Organ], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organ: Any = self.fields["organ"]
        organ.choices = [(each.code, each.local_name) for each in offices]
        defect: Any = self.fields["defect"]
        named = [(one.value, words.element_name(one.value)) for one in Defect]
        defect.choices = [("", _("All")), *named]


@dataclass(frozen=True)
class Asked:
    """The office and the kinds of fault; an unknown kind lists nothing that is not asked for."""

    organ: Organ
    above: list[Organ]
    form: FaultForm
    defects: Collection[Defect]
    mine: bool

    @property
    def address(self) -> str:
        chosen = self.form.data.get("defect", "")
        said = {"organ": self.organ.code, "defect": chosen, "mine": "1" if self.mine else ""}
        return urlencode({name: value for name, value in said.items() if value})


def asked(request: DeskRequest) -> Asked:
    """What the address asks; an office outside the viewer's scope is as if it were not."""
    organ = office_or_own(request.GET.get("organ", ""), viewer=request.viewer)
    offices = [one for one in organs_around(organ) if request.viewer.in_scope(one.path)]
    above = [one for one in offices if len(one.path) < len(organ.path)]
    form = FaultForm({**request.GET.dict(), "organ": organ.code}, offices=offices)
    valid = form.is_valid()
    chosen = form.cleaned_data.get("defect") if valid else ""
    defects = [Defect(chosen)] if chosen else list(Defect)
    return Asked(organ, above, form, defects, valid and form.cleaned_data["mine"])
