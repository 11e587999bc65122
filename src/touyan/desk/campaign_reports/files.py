"""A report as a file for Word, as PDF and as a spreadsheet."""

from __future__ import annotations

import uuid
from urllib.parse import quote

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET

from touyan.campaigns.actions.reporting import take_report
from touyan.campaigns.rules.reported import GROUP_NAMES, figures_of
from touyan.desk.campaign_reports.report import Reading, reading, step_of, told
from touyan.desk.campaign_reports.words import name_of, percent, readers
from touyan.desk.matters.export import CONTENT_TYPE, workbook
from touyan.desk.papers.files import PDF, WORD
from touyan.desk.web import DeskRequest
from touyan.kernel.errors import NotVisible
from touyan.organs.queries import organs_by_id
from touyan.ui.tags.text import local_datetime
from touyan.workflows.report_paper import Told, as_pdf, as_word

CHINESE = "zh-hans"
FORMS = {"docx": WORD, "pdf": PDF, "xlsx": CONTENT_TYPE}


@readers
@require_GET
def file(request: DeskRequest, public_id: uuid.UUID, form: str) -> HttpResponse:
    """The report over the matters the viewer may know of; a row says who took it."""
    if form not in FORMS:
        raise NotVisible
    read = reading(public_id, viewer=request.viewer)
    take_report(report_id=public_id, form=form, by=request.user, now=request.now)
    content = _sheet(request, read) if form == "xlsx" else _paper(request, read, form)
    name = quote(f"{read.report.campaign.name} {read.report.organ.name} {name_of(read.report)}")
    way = "inline" if form == "pdf" else "attachment"
    return HttpResponse(
        content,
        content_type=FORMS[form],
        headers={
            "Content-Disposition": f"{way}; filename*=UTF-8''{name}.{form}",
            "Cache-Control": "private, no-store",
        },
    )


def _paper(request: DeskRequest, read: Reading, form: str) -> bytes:
    """A paper is in Chinese, whatever the reader's language."""
    with override(CHINESE):
        paper = Told(
            report=read.report,
            figures=figures_of(read.lines),
            names={code: _(name) for code, name in GROUP_NAMES.items()},
            earlier=name_of(read.earlier) if read.earlier else "",
            changes=_sentences(request, read),
            remarks=read.report.remarks,
        )
    return as_pdf(paper) if form == "pdf" else as_word(paper)


def _sentences(request: DeskRequest, read: Reading) -> list[str]:
    lines = []
    for one in told(read.found, read, request.viewer):
        acts = "，".join(f"{at:%Y-%m-%d}{title}" for title, at, _by in one["acts"])
        line, why = one["line"], f"（{acts}）" if acts else ""
        lines.append(f"{line.number}，{line.title}：{one['kind']}，"
                     f"{one['before']}→{one['after']}{why}。")  # fmt: skip
    return lines


def _sheet(request: DeskRequest, read: Reading) -> bytes:
    """The matters, and beside them the figures counted from them."""
    report, figures = read.report, figures_of(read.lines)
    offices = organs_by_id(line.organ for line in read.lines)
    definition = [
        (_("Campaign"), report.campaign.name),
        (_("Office"), f"{report.organ.local_name} {report.organ.code}"),
        (_("Period"), f"{report.first} – {report.last}"),
        (_("As of"), local_datetime(report.as_of)),
        (_("Counted"), _("Matters of frozen lists in the sight of whoever made this file; a matter "
                         "that left counts in the gross figure alone.")),
        *(
            (_(name), f"{figures.of(code)} ({percent(figures.share(code, 'gross'))} / "
                      f"{percent(figures.share(code, 'net'))})")
            for code, name in GROUP_NAMES.items()
        ),
        (_("Confirmed on"), local_datetime(report.confirmed_at) if report.confirmed_at else "—"),
        (_("Digest (SM3)"), report.digest or "—"),
        (_("Made by"), request.viewer.name),
        (_("Made at"), local_datetime(request.now)),
    ]  # fmt: skip
    return workbook(
        names=(_("Matters"), _("Figures")),
        heads=[(_("Batch"), 8), (_("Number"), 24), (_("Matter"), 44), (_("Office"), 26),
               (_("Stood at"), 26), (_("Led by a leader"), 14), (_("Grade"), 10)],
        rows=[
            [line.batch, line.number, line.title, offices[line.organ].local_name, step_of(line),
             _("Yes") if line.led else _("No"),
             "" if line.grade is None else f"R{line.grade}"]
            for line in read.lines
        ],
        definition=definition,
        made_at=request.now,
    )  # fmt: skip
