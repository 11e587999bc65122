"""An edition as a file for Word and as PDF, as it stands now."""

from __future__ import annotations

import uuid
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.http import require_GET

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.editions.access import readers
from touyan.desk.papers.files import PDF, WORD
from touyan.desk.web import DeskRequest
from touyan.exemplars.actions.issued import take_edition
from touyan.exemplars.papers.printed import as_pdf, as_word
from touyan.exemplars.queries.library import as_it_stands
from touyan.kernel.errors import NotVisible

FORMS = {"docx": WORD, "pdf": PDF}


@readers
@require_GET
def file(request: DeskRequest, public_id: uuid.UUID, form: str) -> HttpResponse:
    """The frozen content; what is not issued yet bears the day it was taken. A row says who took
    it."""
    if form not in FORMS:
        raise NotVisible
    edition = take_edition(edition_id=public_id, form=form, by=request.user, now=request.now)
    content, dated = as_it_stands(edition), edition.issued_on or legal_day(request.now)
    if form == "docx":
        made = as_word(content, dated=dated)
    else:
        fonts = Path(settings.FONT_DIR) if settings.FONT_DIR else None
        made = as_pdf(content, dated=dated, font_dir=fonts)
    way = "inline" if form == "pdf" else "attachment"
    name = quote(f"{edition.title}{edition.number}")
    return HttpResponse(
        made,
        content_type=FORMS[form],
        headers={
            "Content-Disposition": f"{way}; filename*=UTF-8''{name}.{form}",
            "Cache-Control": "private, no-store",
        },
    )
