"""A bulletin as a file for Word, as PDF and as a web page, each with the annex of definitions."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.bulletins.shown import Shown, annex, figures_of, paragraphs
from touyan.desk.figures import words
from touyan.desk.figures.asking import READERS
from touyan.desk.papers.files import PDF, WORD
from touyan.desk.web import DeskRequest
from touyan.kernel.crypto import in_groups
from touyan.kernel.errors import NotVisible
from touyan.kernel.gate import only
from touyan.statistics.actions.bulletins import take_bulletin
from touyan.statistics.queries import bulletins as queries
from touyan.statistics.queries.bulletins import Bulletin, BulletinVersion
from touyan.statistics.queries.counted import followed_through
from touyan.statistics.rules.measures import Shape
from touyan.ui.sentences import joined
from touyan.ui.tags.text import local_datetime
from touyan.workflows.bulletin_paper import Told, as_pdf, as_word

WEB = "text/html; charset=utf-8"
FORMS = {"docx": WORD, "pdf": PDF, "html": WEB}
CHINESE, STYLE = "zh-hans", "desk/bulletin-file.css"


@only(*READERS)
@require_GET
def file(request: DeskRequest, public_id: uuid.UUID, form: str) -> HttpResponse:
    """The newest version in the language of its text; a row says who took it."""
    if form not in FORMS:
        raise NotVisible
    one = queries.bulletin_by_public_id(public_id, viewer=request.viewer)
    newest = queries.versions_of(one)[0]
    take_bulletin(bulletin_id=public_id, form=form, by=request.user, now=request.now)
    with override(one.language):
        made = _made(request, one, newest, form)
    way = "inline" if form == "pdf" else "attachment"
    return HttpResponse(
        made,
        content_type=FORMS[form],
        headers={
            "Content-Disposition": f"{way}; filename*=UTF-8''{quote(newest.title)}.{form}",
            "Cache-Control": "private, no-store",
        },
    )


def _made(request: DeskRequest, one: Bulletin, newest: BulletinVersion, form: str) -> bytes:
    figures = figures_of(one, newest, viewer=request.viewer, on=legal_day(request.now))
    said = list(annex(newest.text, figures))
    day = legal_day(newest.written_at if newest.issued else request.now)
    mark = "" if newest.issued else _("Draft")
    if form == "html":
        entries = [(group, list(_entry(group[0]))) for group in _grouped(said)]
        context = {"bulletin": one, "version": newest, "mark": mark, "day": day, "annex": entries,
                   "paragraphs": paragraphs(newest.text, figures)}  # fmt: skip
        return _styled(render_to_string("desk/bulletins/file.html", context)).encode()
    lines = ["".join(words + (each.value if each else "") for words, each in line)
             for line in paragraphs(newest.text, figures)]  # fmt: skip
    end = "" if one.language == CHINESE else f"{one.organ.local_name}, {date_format(day)}"
    told = Told(newest.title, one.organ.local_name, day, lines, _("Annex: what the figures count"),
                _numbered(said), end, mark)  # fmt: skip
    return as_pdf(told) if form == "pdf" else as_word(told)


def _grouped(said: Sequence[Shown]) -> list[list[Shown]]:
    """The numbers of one measure and one part of the register together."""
    together: defaultdict[object, list[Shown]] = defaultdict(list)
    for each in said:
        bound = each.given.bound
        together[bound.measure, bound.place, bound.frozen].append(each)
    return list(together.values())


def _numbered(said: Sequence[Shown]) -> list[list[str]]:
    """Each measure with its numbers, and what it counts beneath."""
    return [
        [f"{place}. {_labelled(group[0].name, joined(_numbers(group)))}", *_entry(group[0])]
        for place, group in enumerate(_grouped(said), start=1)
    ]


def _numbers(group: Sequence[Shown]) -> list[str]:
    return list(dict.fromkeys(each.exactly for each in group))


def _entry(each: Shown) -> Iterator[str]:
    """Both numbers, what is left out, the part of the register, the moment, the digest."""
    figure, frozen = each.given.figure, each.given.frozen
    measure = figure.measure
    yield _said(_("Numerator"), words.joined(measure.counts), figure.numerator)
    if measure.shape is Shape.SHARE:
        yield _said(_("Denominator"), words.joined(measure.of), figure.denominator)
        for code, number in figure.left_out.items():
            yield _said(_("Left out"), words.element_name(code), number)
    if figure.median is not None:
        yield words.within(figure)
    yield _labelled(_("Part of the register"), each.part)
    through = frozen.as_of if frozen else followed_through()
    yield _labelled(_("As known at"), local_datetime(through) if through else "–")
    if frozen:
        yield _labelled(_("Digest of the list (SM3)"), in_groups(frozen.digest))
    else:
        yield _("Live: not frozen, and without a digest, until the bulletin is issued.")


def _said(label: str, what: str, number: int) -> str:
    return _labelled(label, f"{what} · {number:,}")


def _labelled(label: str, text: str) -> str:
    return _("%(label)s: %(text)s") % {"label": label, "text": text}


def _styled(page: str) -> str:
    """The page with its look inside it: it is opened where there is no touyan."""
    found = finders.find(STYLE)
    if not isinstance(found, str):
        raise FileNotFoundError(STYLE)
    css = Path(found).read_text("utf-8")
    return page.replace("</head>", f"<style>{css}</style></head>", 1)
