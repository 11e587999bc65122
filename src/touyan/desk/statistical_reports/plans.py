"""What an office asks of those beneath it, and how far each of them is."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.deeds import Deed, PlainForm, do
from touyan.desk.figures.asking import READERS
from touyan.desk.statistical_reports.acting import ROOM, periods, writers
from touyan.desk.statistical_reports.shown import chip, form_name
from touyan.desk.web import DeskRequest, page
from touyan.kernel.gate import only
from touyan.organs.queries import office_or_own
from touyan.statistics.actions.reports import ask_for_reports, ask_no_more
from touyan.statistics.queries.reports import Owed, owed_under, periods_of, plan_by_id
from touyan.statistics.rules.reports import (
    MOST_DAYS,
    RHYTHM_NAMES,
    WRITERS,
    check_planner,
    report_forms,
)
from touyan.ui.fields import TypedDateField


class PlanForm(forms.Form):
    """Which report, from when on, within how many days."""

    use_required_attribute = False
    form = forms.ChoiceField(label=gettext_lazy("Report"))
    since = TypedDateField(label=gettext_lazy("From the period of"))
    days = forms.IntegerField(
        label=gettext_lazy("Days after the end of the period"), initial=5, min_value=1,
        max_value=MOST_DAYS,
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        box: Any = self.fields["form"]
        box.choices = [
            (one.code, f"{form_name(one)} ({_(RHYTHM_NAMES[one.rhythm])})")
            for one in report_forms().values()
        ]


@writers
@require_http_methods(["GET", "POST"])
def new(request: DeskRequest) -> HttpResponse:
    """Ask the offices directly beneath for reports."""
    organ = office_or_own("", viewer=request.viewer)
    check_planner(request.viewer, organ_path=organ.path)
    month = legal_day(request.now).replace(day=1)

    def ask(*, form: str, **more: Any) -> Any:
        return ask_for_reports(organ=organ, form=report_forms()[form], **more)

    deed = Deed(
        label=_("Ask offices beneath for reports"),
        says=_("Each office directly beneath finds a draft of every period once it is over, "
               "confirms it, and sends it up by that."),
        form=PlanForm(request.POST or None, initial={"since": month}),
        act=ask,
        back=reverse("stat-reports"),
        done=_("The offices are asked for their reports."),
        facts=[(_("Office"), organ.local_name)],
        button=_("Ask for them"),
        room=ROOM,
        onward=lambda made: reverse("stat-plan", args=[made.public_id]),
    )  # fmt: skip
    return do(request, deed)


@only(*READERS)
@require_GET
def plan(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Every office asked, for one period."""
    found = plan_by_id(public_id, viewer=request.viewer)
    today = legal_day(request.now)
    spans = periods_of(found, today=today)
    wanted = request.GET.get("first", "")
    months = next((one for one in spans if f"{one.first:%Y-%m-%d}" == wanted),
                  spans[0] if spans else None)  # fmt: skip
    owed = owed_under(found, months, today=today) if months else []
    context: dict[str, Any] = {
        "plan": found,
        "name": form_name(report_forms()[found.form]),
        "periods": periods(spans),
        "first": f"{months.first:%Y-%m-%d}" if months else "",
        "lines": [(one, chip(one.state), _late(one, today)) for one in owed],
        "may_end": found.ended_at is None
        and request.viewer.holds(WRITERS, organ_path=found.organ.path),
    }
    return page(request, "desk/statistical_reports/plan.html", context)


def _late(owed: Owed, today: Any) -> bool:
    """A report confirmed after its last day stays late."""
    confirmed = owed.report and owed.report.confirmed_at
    return (legal_day(confirmed) if confirmed else today) > owed.due_on


@writers
@require_http_methods(["GET", "POST"])
def end(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Ask for no further reports."""
    found = plan_by_id(public_id, viewer=request.viewer)
    check_planner(request.viewer, organ_path=found.organ.path)
    name = form_name(report_forms()[found.form])
    back = reverse("stat-plan", args=[public_id])
    deed = Deed(
        label=_("Ask for no further reports"),
        says=_("What was drawn up stays. No further report is."),
        form=PlainForm(request.POST if request.method == "POST" else None),
        act=lambda **more: ask_no_more(plan_id=public_id, **more),
        back=back,
        done=_("No further report is asked for."),
        facts=[(_("Report"), name)],
        trail=[(name, back)],
        room=ROOM,
    )
    return do(request, deed)
