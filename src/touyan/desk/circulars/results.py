"""Results of an inspection as they stand: method, response, each question in words, rounds."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from touyan.desk.circulars.words import figure_name
from touyan.desk.findings.words import language, severity_name, stage_name
from touyan.desk.inspections.access import frame, readers
from touyan.desk.inspections.views import plan_lines
from touyan.desk.web import DeskRequest, page
from touyan.inspections.queries.plans import sees_whole
from touyan.inspections.queries.results import (
    Reading,
    circular_for,
    entries_at,
    frozen,
    live,
    rounds,
    run_by,
)
from touyan.inspections.rules.agreement import told as told_agreement
from touyan.inspections.rules.checklist import Question
from touyan.inspections.rules.findings import Stage
from touyan.inspections.rules.results import (
    CHANGE_NAMES,
    Change,
    Result,
    common,
    last_change,
    percent,
    told,
)
from touyan.inspections.rules.tally import WITHDRAWN, findings_behind
from touyan.inspections.rules.words import GROUP_NAMES, Answer, Severity
from touyan.kernel.messages import Message
from touyan.ui.sentences import sentence

PER_PAGE = 50
COLUMNS = (Answer.MET, Answer.NOT_MET, Answer.CANNOT_TELL, Answer.NOT_APPLICABLE)


@readers
@require_GET
def results(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """As they stand now, for those on the side of the inspection."""
    inspection = run_by(public_id, viewer=request.viewer)
    read = live(inspection, viewer=request.viewer)
    context: dict[str, object] = {
        **frame(request, inspection, "inspection-results"),
        **told_of(request, read, "inspection-counted"),
        "has_rounds": inspection.previous_id is not None,
    }
    return page(request, "desk/circulars/results.html", context)


def told_of(request: DeskRequest, read: Reading, route: str) -> dict[str, Any]:
    """What a page of results tells; `route` opens the matters of a figure."""

    def url(figure: str) -> str:
        address = reverse(route, args=[read.inspection.public_id])
        return f"{address}?{urlencode({'figure': figure})}"

    whole = sees_whole(read.inspection, viewer=request.viewer)
    return {
        "facts": plan_lines(read.inspection, whole=whole),
        "numbers": [
            {"label": figure_name(name), "value": len(read.behind(name)), "url": url(name)}
            for name in ("population", "sample", "reviewed", "waiting", "chosen")
        ],
        "groups": groups_of(read, url),
        "common": [_line(one, read, url) for one in common(read.results)],
        "agreement": agreement_words(read),
        "findings": finding_figures(read, url),
        "drawn": read.drawn,
        "unanswered": unanswered(read),
    }


def unanswered(read: Reading) -> str:
    """What a sample that is not reviewed whole says less surely; nothing where it is."""
    waiting, sample = len(read.behind("waiting")), len(read.behind("sample"))
    if not read.drawn or not waiting:
        return ""
    if (why := read.why_nothing_inferred) is not None:
        return sentence(why)
    return _("%(waiting)s of the %(sample)s matters drawn are not reviewed to the end: the "
             "estimates take them to be like the others, which nobody knows.") % {
        "waiting": waiting, "sample": sample,
    }  # fmt: skip


def groups_of(read: Reading, url: Any) -> list[tuple[str, list[dict[str, object]]]]:
    """The questions group by group with their figures."""
    found: dict[str, list[dict[str, object]]] = {}
    by_code = {one.code: one for one in read.questions}
    for result in read.results:
        group = sentence(Message(GROUP_NAMES[by_code[result.question].group]))
        found.setdefault(group, []).append(_line(result, read, url))
    return list(found.items())


def _line(result: Result, read: Reading, url: Any) -> dict[str, object]:
    question = _question(read, result.question)
    apart = len(read.behind(f"apart:{result.question}"))
    return {
        "code": result.question,
        "text": question.text(language()),
        "told": sentence(told(result, confidence=read.inspection.confidence)),
        "share": percent(result.estimate.share) if result.estimate else "",
        "cells": [
            (figure_name(f"answer:{result.question}:{answer}", short=True),
             result.counts.get(answer, 0), url(f"answer:{result.question}:{answer}"))
            for answer in COLUMNS
        ],
        "withdrawn": result.counts.get(WITHDRAWN, 0),
        "withdrawn_url": url(f"answer:{result.question}:{WITHDRAWN}"),
        "chosen": result.chosen.get(Answer.NOT_MET, 0),
        "chosen_url": url(f"chosen:{result.question}:not_met"),
        "apart": apart,
        "apart_url": url(f"apart:{result.question}"),
    }  # fmt: skip


def _question(read: Reading, code: str) -> Question:
    return next(one for one in read.questions if one.code == code)


def agreement_words(read: Reading) -> dict[str, str] | None:
    """How far the two reviewers agreed, in words and as κ."""
    found = read.agreement
    if found is None:
        return None
    kappa = "" if found.told_kappa is None else f"κ = {found.told_kappa:.2f}"
    share = _("%(equal)s of %(pairs)s answers were the same") % {
        "equal": found.equal, "pairs": found.pairs,
    }  # fmt: skip
    return {"words": sentence(told_agreement(found)), "kappa": kappa,
            "share": share if found.pairs else ""}  # fmt: skip


Figures = list[dict[str, object]]


def finding_figures(read: Reading, url: Any) -> list[tuple[str, Figures]]:
    """Findings by weight and by stage; each opens the matters it was found at."""
    if not read.tally.findings:
        return []
    weights = Counter(one.severity for one in read.tally.findings)
    stages = Counter(one.stage for one in read.tally.findings)
    by_weight: Figures = [
        _findings(severity_name(one), weights[one], f"severity:{one}", read, url)
        for one in Severity
        if weights[one]
    ]
    by_stage: Figures = [
        _findings(stage_name(one), stages[one], f"stage:{one}", read, url)
        for one in Stage
        if stages[one]
    ]
    return [(_("By weight"), by_weight), (_("By stage"), by_stage)]


def _findings(label: str, number: int, figure: str, read: Reading, url: Any) -> dict[str, object]:
    """So many findings, and at how many matters: those the figure opens."""
    return {"label": label, "value": number, "url": url(figure),
            "matters": len(read.behind(figure))}  # fmt: skip


@readers
@require_GET
def counted(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """The very matters a figure counts now."""
    inspection = run_by(public_id, viewer=request.viewer)
    read = live(inspection, viewer=request.viewer)
    back = (_("Results"), reverse("inspection-results", args=[public_id]))
    return _matters(request, read, back)


@readers
@require_GET
def circular_counted(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """The very matters a figure of the circular counted when it was issued."""
    read = frozen(circular_for(public_id, viewer=request.viewer), viewer=request.viewer)
    back = (_("Circular"), reverse("inspection-circular", args=[public_id]))
    return _matters(request, read, back)


def _matters(request: DeskRequest, read: Reading, back: tuple[str, str]) -> HttpResponse:
    figure = request.GET.get("figure", "")
    places = read.behind(figure)
    listed = Paginator(places, PER_PAGE).get_page(request.GET.get("page"))
    code = figure.split(":")[1] if ":" in figure else ""
    asked = {one.code: one.text(language()) for one in read.questions}
    context: dict[str, object] = {
        "inspection": read.inspection,
        "back": back,
        "label": figure_name(figure),
        "question": asked.get(code, ""),
        "findings": findings_behind(read.tally, figure),
        "matters": len(places),
        "as_of": read.as_of,
        "listed": listed,
        "rows": list(entries_at(read.inspection, list(listed), viewer=request.viewer)),
    }
    return page(request, "desk/circulars/matters.html", context)


@readers
@require_GET
def compared(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """The rounds of the same plan side by side."""
    inspection = run_by(public_id, viewer=request.viewer)
    readings = rounds(inspection, viewer=request.viewer)
    shares = [{one.question: one for one in read.results} for read in readings]
    context: dict[str, object] = {
        **frame(request, inspection, "inspection-results"),
        "rounds": readings,
        "names": [one.inspection.name for one in readings],
        "untold": [
            one.inspection.name
            for one in readings
            if not any(result.estimate for result in one.results)
        ],
        "rows": [
            (
                one.text(language()),
                [
                    _share(found.get(one.code), read.inspection.name)
                    for found, read in zip(shares, readings, strict=True)
                ],
                _change([found.get(one.code) for found in shares]),
            )
            for one in readings[-1].questions
        ],
    }
    return page(request, "desk/circulars/rounds.html", context)


def _change(results: Sequence[Result | None]) -> dict[str, object] | None:
    """How the last two rounds that can be compared differ."""
    found = last_change(results)
    if found is None:
        return None
    return {"words": sentence(Message(CHANGE_NAMES[found])), "clear": found != Change.UNCLEAR}


def _share(result: Result | None, name: str) -> dict[str, str]:
    """The share not met, with its bounds where it was drawn; nothing where it was not asked."""
    if result is None or result.estimate is None:
        return {"round": name}
    found = result.estimate
    bounds = f"{percent(found.low)}–{percent(found.high)}%" if result.drawn else ""
    return {"round": name, "share": f"{percent(found.share)}%", "bounds": bounds,
            "counted": f"{found.failed}/{found.applied}"}  # fmt: skip
