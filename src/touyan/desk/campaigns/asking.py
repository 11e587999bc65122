"""What the address of a board asks for: filters, order, view; and the lines that answer it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from touyan.campaigns.queries import Batch, Campaign
from touyan.campaigns.queries.campaigns import batches_of
from touyan.campaigns.queries.lines import leaders_of, lines_of, offices_of
from touyan.campaigns.rules.lines import AGES, Asked, Line, narrowed
from touyan.campaigns.rules.words import STEP_NAMES, Step
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.web import DeskRequest
from touyan.kernel.messages import Message
from touyan.organs.queries import Account, Organ
from touyan.ui.sentences import sentence

FILTERS = ("province", "organ", "leader", "age", "batch", "outcome")
TABLE_ONLY = ("step", "led", "left")
VIEWS = ("board", "table")
UNDONE = "reversed"


class BoardFilter(forms.Form):
    """Province, office, leader, age and batch; each lists only what the campaign holds."""

    use_required_attribute = False
    province = forms.ChoiceField(label=gettext_lazy("Province"), required=False)
    organ = forms.ChoiceField(label=gettext_lazy("Office"), required=False)
    leader = forms.ChoiceField(label=gettext_lazy("Leader in charge"), required=False)
    age = forms.ChoiceField(label=gettext_lazy("Open for"), required=False)
    batch = forms.ChoiceField(label=gettext_lazy("Batch"), required=False)
    outcome = forms.ChoiceField(label=gettext_lazy("Outcome"), required=False)


@dataclass
class Board:
    """One look at a campaign's matters, read once for figures, board and table alike."""

    request: DeskRequest
    campaign: Campaign

    @cached_property
    def today(self) -> date:
        return legal_day(self.request.now)

    @cached_property
    def lines(self) -> list[Line]:
        """Every matter the viewer may see, before any filter."""
        return lines_of(self.campaign, viewer=self.request.viewer, now=self.request.now)

    @cached_property
    def offices(self) -> tuple[list[Organ], list[Organ]]:
        return offices_of(self.lines)

    @cached_property
    def leaders(self) -> list[Account]:
        return leaders_of(self.lines)

    @cached_property
    def form(self) -> BoardFilter:
        form = BoardFilter(self.request.GET)
        provinces, offices = self.offices
        under = self._province_path
        choices: Mapping[str, Sequence[tuple[str, str]]] = {
            "province": [(organ.code, organ.local_name) for organ in provinces],
            "organ": [(o.code, self._office(o)) for o in offices if o.path.startswith(under)],
            "leader": [(str(one.pk), one.get_short_name()) for one in self.leaders],
            "age": [(key, _(words)) for key, (words, *_span) in AGES.items()],
            "batch": [(str(n), str(n)) for n in sorted({line.batch for line in self.lines})],
            "outcome": [(UNDONE, _("Reversed"))] if any(o.undone for o in self.lines) else [],
        }
        for name, listed in choices.items():
            box: Any = form.fields[name]
            box.choices = [("", _("Any")), *listed]
        for name, least in (("province", 2), ("batch", 2), ("outcome", 1)):
            if len(choices[name]) < least:
                del form.fields[name]  # there is nothing to choose
        return form

    def _office(self, organ: Organ) -> str:
        own = organ.pk == self.campaign.organ_id
        alone = _("its own matters")
        return f"{organ.local_name} · {alone}" if own else organ.local_name

    @cached_property
    def _province_path(self) -> str:
        wanted = self.request.GET.get("province", "")
        return next((o.path for o in self.offices[0] if o.code == wanted), "")

    @cached_property
    def chosen(self) -> list[Line]:
        """The lines the filters of the page leave: what figures and columns are counted from."""
        return narrowed(self.lines, self._asked(), today=self.today)

    @cached_property
    def batch(self) -> Batch | None:
        """The one batch the page is narrowed to."""
        asked = self._asked().batch
        return batches_of(self.campaign).filter(number=asked).first() if asked else None

    @cached_property
    def listed(self) -> list[Line]:
        """The lines of the table, which can also be narrowed to a step or a figure."""
        query = self.request.GET
        steps = [Step(code) for code in query.getlist("step") if code in set(Step)]
        asked = Asked(steps=steps, led=_yes_or_no(query, "led"), left=_yes_or_no(query, "left"))
        return narrowed(self.chosen, asked, today=self.today)

    def _asked(self) -> Asked:
        clean: dict[str, str] = {}
        if self.form.is_valid():
            clean = self.form.cleaned_data
        return Asked(
            organs=self._organs(clean),
            leader=int(clean["leader"]) if clean.get("leader") else None,
            age=clean.get("age", ""),
            batch=int(clean["batch"]) if clean.get("batch") else None,
            undone=True if clean.get("outcome") == UNDONE else None,
        )

    def _organs(self, clean: Mapping[str, str]) -> list[int] | None:
        """The offices meant: one, with those beneath it that take part, or those of a province; of
        the organiser, beneath which all the others lie, its own matters alone."""
        offices, root = self.offices[1], self.campaign.organ
        if clean.get("organ") == root.code:
            return [root.pk]
        path = next((o.path for o in offices if o.code == clean.get("organ")), self._province_path)
        return [o.pk for o in offices if o.path.startswith(path)] if path else None

    @property
    def view(self) -> str:
        asked = self.request.GET.get("view", "")
        return asked if asked in VIEWS else "board"

    def address(self, **changes: object) -> str:
        """The board with the same filters and something else; what is empty falls away."""
        kept = {name: self.request.GET.get(name, "") for name in FILTERS}
        query = {name: value for name, value in {**kept, **changes}.items() if value}
        return f"{reverse('campaign-board', args=[self.campaign.public_id])}?{_encoded(query)}"

    @property
    def reset_url(self) -> str:
        """This view without filters."""
        return f"?view={self.view}"

    def chips(self) -> list[dict[str, object]]:
        """What narrows the page, for showing and lifting one by one."""
        found = []
        for name, box in self.form.fields.items():
            value = self.request.GET.get(name, "")
            words = dict(getattr(box, "choices", ())).get(value)
            if value and words:
                found.append({"name": name, "label": box.label, "value": words, "raw": None})
        if self.view == "table":
            found += self._table_chips()
        return found

    def _table_chips(self) -> list[dict[str, object]]:
        query = self.request.GET
        found: list[dict[str, object]] = [
            {"name": "step", "label": _("Step"), "value": step_name(Step(code)), "raw": code}
            for code in query.getlist("step")
            if code in set(Step)
        ]
        names = {"led": _("Led by a leader"), "left": _("Left by decision")}
        for name, label in names.items():
            if said := _yes_or_no(query, name):
                found.append({"name": name, "label": label, "value": _("Yes"), "raw": None})
            elif said is False:
                found.append({"name": name, "label": label, "value": _("No"), "raw": None})
        return found


def step_name(step: Step) -> str:
    """A step in the reader's language."""
    return sentence(Message(STEP_NAMES[step]))


def _yes_or_no(query: Any, name: str) -> bool | None:
    return {"1": True, "0": False}.get(query.get(name, ""))


def _encoded(query: Mapping[str, object]) -> str:
    return urlencode(query, doseq=True)
