"""The findings of a reverse scrutiny as a paper, from its own record and nothing else."""

from __future__ import annotations

import uuid
from datetime import datetime
from pathlib import Path

from django.conf import settings

from touyan.campaigns.actions.learning import PAPER, take_scrutiny
from touyan.campaigns.models import Scrutiny
from touyan.campaigns.queries.learning import names_of
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.matters.papers.compose import compose
from touyan.matters.papers.letter import Letter
from touyan.matters.papers.pdf import to_pdf
from touyan.matters.papers.word import to_docx
from touyan.organs.models import Account


def as_pdf(*, scrutiny_id: uuid.UUID, by: Account, now: datetime) -> bytes:
    """The paper in the official layout; a row says who took it."""
    scrutiny = take_scrutiny(scrutiny_id=scrutiny_id, form="pdf", by=by, now=now)
    fonts = Path(settings.FONT_DIR) if settings.FONT_DIR else None
    return to_pdf(letter_of(scrutiny, now=now), font_dir=fonts).pdf


def as_word(*, scrutiny_id: uuid.UUID, by: Account, now: datetime) -> bytes:
    """The paper as a file for Word or WPS; a row says who took it."""
    scrutiny = take_scrutiny(scrutiny_id=scrutiny_id, form="docx", by=by, now=now)
    return to_docx(letter_of(scrutiny, now=now))


def letter_of(scrutiny: Scrutiny, *, now: datetime) -> Letter:
    """What the paper says; before it is sent it has no number and the day of printing."""
    errors = names_of("error", "zh-hans")
    facts: dict[str, str | list[str]] = {
        "receiving_organ": scrutiny.receiver.name if scrutiny.receiver else scrutiny.unit_name,
        "origin": scrutiny.origin,
        "unit": scrutiny.unit_name,
        "error_kind": errors.get(scrutiny.error, "【待填：问题类型】"),
        "findings": scrutiny.findings or "【待填：审视查明的情况】",
        "advice": scrutiny.advice,
    }
    return compose(
        PAPER, facts, organ_name=scrutiny.organ.name,
        dated=legal_day(scrutiny.sent_at or now), number=scrutiny.number,
    )  # fmt: skip
