"""What is done with a statistical report, each with its form."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.deeds import Deed, PlainForm, do, reason_form
from touyan.desk.figures.asking import office_asked
from touyan.desk.statistical_reports.shown import form_name, name_of, period_name
from touyan.desk.web import DeskRequest
from touyan.kernel.errors import NotVisible
from touyan.kernel.gate import only
from touyan.statistics.actions import reports as actions
from touyan.statistics.queries.reports import report_by_id
from touyan.statistics.rules.reports import WRITERS, check_writer, report_forms
from touyan.ui.fields import TypedDateField

ROOM = (gettext_lazy("Statistical reports"), "stat-reports")
writers = only(*WRITERS)


class DraftForm(forms.Form):
    """Which report, of which period."""

    use_required_attribute = False
    form = forms.ChoiceField(label=gettext_lazy("Report"))
    day = TypedDateField(
        label=gettext_lazy("A day of the period"),
        help_text=gettext_lazy("Any day of the month, or of the year, that is reported on."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        box: Any = self.fields["form"]
        box.choices = [(one.code, form_name(one)) for one in report_forms().values()]


@writers
@require_http_methods(["GET", "POST"])
def new(request: DeskRequest) -> HttpResponse:
    """Draw a report up by hand."""
    organ = office_asked(request)
    check_writer(request.viewer, organ_path=organ.path)
    before = report_forms()["monthly"].before(report_forms()["monthly"].period_of(
        legal_day(request.now)))  # fmt: skip

    def draft(*, form: str, day: Any, **more: Any) -> Any:
        wanted = report_forms()[form]
        return actions.draft_report(form=wanted, organ=organ, months=wanted.period_of(day), **more)

    deed = Deed(
        label=_("Draw up a report"),
        says=_("The numbers come from the register, as of now. Somebody else of the office then "
               "confirms the report."),
        form=DraftForm(request.POST or None, initial={"day": before.first,
                                                      **request.GET.dict()}),
        act=draft,
        back=reverse("stat-reports"),
        done=_("The report is drawn up."),
        facts=[(_("Office"), organ.local_name)],
        button=_("Draw up"),
        room=ROOM,
        onward=lambda made: reverse("stat-report", args=[made.public_id]),
    )  # fmt: skip
    return do(request, deed)


def _confirm(report: Any) -> dict[str, Any]:
    says = _("Once confirmed the report is frozen: its numbers stay, whatever is entered later, "
             "and its digest shows any alteration.")  # fmt: skip
    if report.collector:
        above = _("It then goes to %(office)s.") % {"office": report.collector.local_name}
        says = f"{says} {above}"
    return {"label": _("Confirm the report"), "says": says, "act": actions.confirm_report,
            "done": _("The report is confirmed and frozen.")}  # fmt: skip


def _count_again(report: Any) -> dict[str, Any]:
    return {
        "label": _("Count again"),
        "says": _("The draft is counted as of now; whoever does it counts as its drafter."),
        "act": actions.count_again,
        "done": _("The draft is counted again."),
    }


def _receive(report: Any) -> dict[str, Any]:
    return {
        "label": _("Acknowledge receipt"),
        "says": _("The receipt names the digest of the report."),
        "act": actions.receive_report,
        "done": _("The receipt is recorded."),
    }


def _return(report: Any) -> dict[str, Any]:
    return {
        "label": _("Return the report"),
        "says": _("The office restates the report; this one stays, with your reason."),
        "act": actions.return_report,
        "done": _("The report is returned."),
        "asks": _("Why is it returned?"),
    }


def _restate(report: Any) -> dict[str, Any]:
    return {
        "label": _("Restate the report"),
        "says": _("A new draft is counted as of now. Both stay side by side, with the reason."),
        "act": actions.restate_report,
        "done": _("A new draft is drawn up."),
        "asks": _("Why is it restated?"),
        "onward": lambda made: reverse("stat-report", args=[made.public_id]),
    }


STEPS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "confirm": _confirm,
    "count-again": _count_again,
    "receive": _receive,
    "return": _return,
    "restate": _restate,
}


@writers
@require_http_methods(["GET", "POST"])
def step(request: DeskRequest, public_id: uuid.UUID, verb: str) -> HttpResponse:
    """One thing done with a report."""
    if verb not in STEPS:
        raise NotVisible
    report = report_by_id(public_id, viewer=request.viewer)
    said = STEPS[verb](report)
    act, asks = said.pop("act"), said.pop("asks", "")
    data = request.POST if request.method == "POST" else None
    back = reverse("stat-report", args=[public_id])
    deed = Deed(
        form=reason_form(asks, data) if asks else PlainForm(data),
        act=lambda **more: act(report_id=public_id, **more),
        back=back,
        facts=[(_("Office"), report.organ.local_name), (_("Report"), name_of(report))],
        trail=[(name_of(report), back)],
        room=ROOM,
        **said,
    )
    return do(request, deed)


def periods(found: Any) -> list[tuple[str, str]]:
    """Periods to choose from: first day and name."""
    return [(f"{one.first:%Y-%m-%d}", period_name(one)) for one in found]
