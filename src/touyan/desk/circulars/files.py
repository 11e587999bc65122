"""A circular as a file for Word, as PDF and as a spreadsheet."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET

from touyan.desk.circulars.results import COLUMNS, agreement_words, unanswered
from touyan.desk.circulars.words import PLAIN, figure_name
from touyan.desk.findings.words import language, stage_name
from touyan.desk.inspections.access import readers
from touyan.desk.matters.export import CONTENT_TYPE, workbook
from touyan.desk.papers.files import PDF, WORD
from touyan.desk.web import DeskRequest
from touyan.inspections.actions.circulars import take_circular
from touyan.inspections.queries import Circular
from touyan.inspections.queries.results import Reading, circular_for, frozen
from touyan.inspections.rules.findings import Stage
from touyan.inspections.rules.results import Result, common, percent, told
from touyan.inspections.rules.scope import in_words
from touyan.inspections.rules.words import GROUP_NAMES, MODE_NAMES, Answer, Mode
from touyan.kernel.errors import NotVisible
from touyan.kernel.messages import Message
from touyan.ui.sentences import sentence
from touyan.ui.tags.text import local_datetime
from touyan.workflows.circular_paper import Told, as_pdf, as_word

CHINESE = "zh-hans"
FORMS = {"docx": WORD, "pdf": PDF, "xlsx": CONTENT_TYPE}


@readers
@require_GET
def file(request: DeskRequest, public_id: uuid.UUID, form: str) -> HttpResponse:
    """The circular over the matters the viewer may know of; a row says who took it."""
    if form not in FORMS:
        raise NotVisible
    circular = circular_for(public_id, viewer=request.viewer)
    read = frozen(circular, viewer=request.viewer)
    take_circular(inspection_id=public_id, form=form, by=request.user, now=request.now)
    made = _sheet(request, circular, read) if form == "xlsx" else _paper(circular, read, form)
    what = _("Circular")
    name = quote(f"{circular.inspection.name} {what}")
    way = "inline" if form == "pdf" else "attachment"
    return HttpResponse(
        made,
        content_type=FORMS[form],
        headers={
            "Content-Disposition": f"{way}; filename*=UTF-8''{name}.{form}",
            "Cache-Control": "private, no-store",
        },
    )


def _paper(circular: Circular, read: Reading, form: str) -> bytes:
    """A paper is in Chinese, whatever the reader's language."""
    with override(CHINESE):
        paper = Told(
            circular=circular,
            scope=[sentence(one) for one in in_words(circular.inspection.scope)],
            mode=sentence(Message(MODE_NAMES[Mode(circular.inspection.mode)])),
            numbers={name: len(read.behind(name)) for name in PLAIN},
            agreement=_agreed(read),
            results=list(_lines(read)),
            common=[_asked(read, one.question) for one in common(read.results)],
            stages=[
                f"{stage_name(stage)}{number}件"
                for stage in Stage
                if (number := sum(one.stage == stage for one in read.tally.findings))
            ],
            findings=len(read.tally.findings),
            unsure=unanswered(read),
        )
    return as_pdf(paper) if form == "pdf" else as_word(paper)


def _agreed(read: Reading) -> str:
    found = agreement_words(read)
    return "，".join(part.rstrip("。.") for part in found.values() if part) if found else ""


def _lines(read: Reading) -> Iterator[str]:
    """What was not met, question by question; what was met throughout, together; what was chosen on
    purpose, apart."""
    met: list[Result] = []
    for result in read.results:
        if result.estimate and not result.failed:
            met.append(result)
            continue
        words = sentence(told(result, confidence=read.inspection.confidence))
        yield f"{_asked(read, result.question)}：{words}"
    if met:
        yield _all_met(read, met)
    chosen = [f"“{_asked(read, one.question)}”{one.chosen[Answer.NOT_MET]}件"
              for one in read.results if one.chosen.get(Answer.NOT_MET)]  # fmt: skip
    if chosen:
        yield f"目的性选取的事项中未达到的：{'；'.join(chosen)}。"


def _all_met(read: Reading, met: Sequence[Result]) -> str:
    if not read.drawn:
        asked = "；".join(_asked(read, one.question) for one in met)
        return f"下列{len(met)}项在所查适用事项中全部符合：{asked}。"
    asked = "；".join(
        f"{_asked(read, one.question)}（0%至{percent(one.estimate.high)}%）"
        for one in met
        if one.estimate
    )
    return (
        f"下列{len(met)}项在抽中的适用事项中全部符合，括号内为名单全部适用事项中未达到所占比例的"
        f"{read.inspection.confidence}%置信区间：{asked}。"
    )


def _asked(read: Reading, code: str) -> str:
    return next(one.text(language()) for one in read.questions if one.code == code)


def _sheet(request: DeskRequest, circular: Circular, read: Reading) -> bytes:
    """Every question with its counts, and beside them what they were counted from."""
    inspection, groups = circular.inspection, {one.code: one.group for one in read.questions}
    answers = [figure_name(f"answer:x:{answer}") for answer in COLUMNS]
    definition = [
        (_("Inspection"), inspection.name),
        (_("Office that runs it"), f"{inspection.organ.local_name} {inspection.organ.code}"),
        (_("Basis"), inspection.basis),
        *((figure_name(name), str(len(read.behind(name)))) for name in PLAIN),
        (_("Confidence"), f"{inspection.confidence}%"),
        (_("Agreement"), _agreed(read) or "—"),
        (_("Counted"), _("Matters of the frozen list in the sight of whoever made this file; what "
                         "was chosen on purpose stands apart.")),
        (_("Issued on"), local_datetime(circular.issued_at) if circular.issued_at else "—"),
        (_("Digest (SM3)"), circular.digest),
        (_("Made by"), request.viewer.name),
        (_("Made at"), local_datetime(request.now)),
    ]  # fmt: skip
    return workbook(
        names=(_("Results"), _("What was counted")),
        heads=[(_("Group"), 20), (_("Code"), 8), (_("Question"), 50),
               *((answer, 12) for answer in answers), (_("Not met, share"), 12),
               (_("From"), 10), (_("To"), 10), (_("Not met, chosen on purpose"), 14)],
        rows=[
            [sentence(Message(GROUP_NAMES[groups[one.question]])), one.question,
             _asked(read, one.question), *(one.counts.get(answer, 0) for answer in COLUMNS),
             *_shares(one), one.chosen.get("not_met", 0)]
            for one in read.results
        ],
        definition=definition,
        made_at=request.now,
    )  # fmt: skip


def _shares(result: Result) -> list[str]:
    found = result.estimate
    if found is None:
        return ["", "", ""]
    bounds = (found.low, found.high) if result.drawn else (None, None)
    return [f"{percent(found.share)}%",
            *("" if one is None else f"{percent(one)}%" for one in bounds)]  # fmt: skip
