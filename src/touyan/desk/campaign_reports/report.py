"""One report: its figures, what changed since the one before and why, its digest."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from touyan.campaigns.queries import CampaignReport
from touyan.campaigns.queries.reports import (
    acts_between,
    following_report,
    is_unchanged,
    kept_from_confirmer,
    previous_report,
    report_by_public_id,
    seen_lines,
)
from touyan.campaigns.rules.comparing import KIND_NAMES, Change, Kind, changes
from touyan.campaigns.rules.reported import GROUP_NAMES, Figures, Line, figures_of
from touyan.campaigns.rules.reporting import CONFIRMERS, WRITERS
from touyan.campaigns.rules.words import STEP_NAMES
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.campaign_reports.words import chip_of, name_of, percent, readers, signed
from touyan.desk.matters.page_acts import TITLES
from touyan.desk.web import DeskRequest, page
from touyan.organs.rules.access import Viewer

TOLD = 20
TONES = {Kind.REVERSED: "amber", Kind.REOPENED: "amber", Kind.SET_BACK: "amber", Kind.LEFT: "grey",
         Kind.GIVEN_UP: "grey", Kind.GONE: "grey"}  # fmt: skip


@dataclass(frozen=True)
class Reading:
    """A report and the one before it, both over the matters the viewer may know of."""

    report: CampaignReport
    lines: list[Line]
    earlier: CampaignReport | None
    past: list[Line]

    @property
    def found(self) -> list[Change]:
        return changes(self.past, self.lines) if self.earlier else []


def reading(public_id: uuid.UUID, *, viewer: Viewer) -> Reading:
    """What the viewer may read of a report."""
    report = report_by_public_id(public_id, viewer=viewer)
    earlier = previous_report(report)
    past = seen_lines(earlier, viewer=viewer) if earlier else []
    return Reading(report, seen_lines(report, viewer=viewer), earlier, past)


@readers
@require_GET
def report(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """The report as a page; frozen ones prove themselves."""
    read, viewer = reading(public_id, viewer=request.viewer), request.viewer
    one, found = read.report, read.found
    open_one = one.confirmed_at is None
    context: dict[str, object] = {
        "report": one,
        "name": name_of(one),
        "chip": chip_of(one, today=legal_day(request.now)),
        "figures": figure_rows(read),
        "earlier": read.earlier,
        "earlier_name": name_of(read.earlier) if read.earlier else "",
        "told": told(found[:TOLD], read, viewer),
        "more": len(found) - TOLD,
        "changed": len(found),
        "remarks": one.remarks,
        "may_write": open_one and viewer.holds(WRITERS, organ_path=one.organ.path),
        "may_confirm": open_one and viewer.holds(CONFIRMERS, organ_path=one.organ.path),
    }
    if one.confirmed_at:
        context |= {"unchanged": is_unchanged(one), "following": following_report(one),
                    "unseen": kept_from_confirmer(one, viewer=viewer)}  # fmt: skip
    return page(request, "desk/campaign_reports/report.html", context)


def figure_rows(read: Reading) -> list[dict[str, object]]:
    """Each figure with its list, its shares, and by how much it changed."""
    now, past = figures_of(read.lines), figures_of(read.past)
    return [
        {
            "label": _(name),
            "value": now.of(code),
            "url": reverse("report-matters", args=[read.report.public_id, code]),
            "under": code.startswith(("step-", "r", "ungraded")),
            **_shares(now, code),
            **(_compared(now, past, code, read.earlier) if read.earlier else {}),
        }
        for code, name in GROUP_NAMES.items()
    ]


def _shares(now: Figures, code: str) -> dict[str, object]:
    if code == "gross":
        return {"gross": "", "net": ""}
    net = "" if code in ("left", "net") else percent(now.share(code, "net"))
    return {"gross": percent(now.share(code, "gross")), "net": net}


def _compared(now: Figures, past: Figures, code: str, earlier: CampaignReport) -> dict[str, object]:
    return {
        "past": past.of(code),
        "past_url": reverse("report-matters", args=[earlier.public_id, code]),
        "change": signed(now.of(code) - past.of(code)),
    }


def told(found: Sequence[Change], read: Reading, viewer: Viewer) -> list[dict[str, Any]]:
    """Each change with what it did to the figures and the acts behind it."""
    if read.earlier is None:
        return []
    wanted = {change.line.matter: change.because for change in found}
    acts = acts_between(wanted, since=read.earlier.as_of, until=read.report.as_of, viewer=viewer)
    return [
        {
            "kind": _(KIND_NAMES[change.kind]),
            "tone": TONES.get(change.kind, "blue"),
            "line": change.line,
            "before": step_of(change.before),
            "after": step_of(change.after),
            "effect": [
                f"{_(GROUP_NAMES[group])} {signed(change.effect[group])}"
                for group in GROUP_NAMES
                if group in change.effect
            ],
            "acts": [
                (_(TITLES.get(act.verb, act.verb)), act.at, act.by)
                for act in acts.get(change.line.matter, ())
            ],
        }
        for change in found
    ]


def step_of(line: Line | None) -> str:
    """Where a matter stood, in a few words."""
    if line is None:
        return "—"
    name = GROUP_NAMES["left"] if line.left else STEP_NAMES[line.step]
    return _(name) if line.left or line.grade is None else f"{_(name)} R{line.grade}"
