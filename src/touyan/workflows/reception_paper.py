"""The record of a leader's reception as a paper: as it was kept, corrections included."""

from __future__ import annotations

import uuid
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext, override

from touyan.leadership.actions.receiving import take_paper
from touyan.leadership.models import ReceptionRecord
from touyan.leadership.queries.promises import promises_at
from touyan.leadership.rules.evidence import CONFIRMATIONS
from touyan.matters.papers.compose import compose
from touyan.matters.papers.letter import Letter, chinese_date
from touyan.matters.papers.pdf import to_pdf
from touyan.matters.papers.word import to_docx
from touyan.organs.models import Account


def as_pdf(*, booking_id: uuid.UUID, by: Account, now: datetime) -> bytes:
    """The record in the official layout; a row says who took it."""
    kept = take_paper(booking_id=booking_id, form="pdf", by=by, now=now)
    fonts = Path(settings.FONT_DIR) if settings.FONT_DIR else None
    return to_pdf(letter_of(kept), font_dir=fonts).pdf


def as_word(*, booking_id: uuid.UUID, by: Account, now: datetime) -> bytes:
    """The record as a file for Word or WPS; a row says who took it."""
    kept = take_paper(booking_id=booking_id, form="docx", by=by, now=now)
    return to_docx(letter_of(kept))


def letter_of(kept: ReceptionRecord) -> Letter:
    """What the paper says."""
    booking = kept.booking
    day = booking.day
    with override("zh-hans"):
        confirmed = gettext(CONFIRMATIONS[kept.confirmed])
    facts: dict[str, str | list[str]] = {
        "received_on": chinese_date(day.on),
        "began_at": f"{kept.began:%H:%M}",
        "ended_at": f"{kept.ended:%H:%M}",
        "place": day.place,
        "receiver": _titled(kept),
        "recorder": kept.written_by.get_short_name(),
        "petitioner": booking.name,
        "also_present": kept.present,
        "matter_number": booking.matter.number if booking.matter else "",
        "topic": booking.topic,
        "statement": kept.said,
        "answer": kept.answered,
        "promises": _promises(kept),
        "confirmed": confirmed + (f"（更正记录，理由：{kept.why}）" if kept.why else ""),
    }
    return compose("reception_record", facts, organ_name=day.organ.name, dated=day.on)


def _titled(kept: ReceptionRecord) -> str:
    name = kept.received_by.get_short_name()
    day = kept.booking.day
    return f"{day.leader_title}{name}" if kept.received_by_id == day.leader_id else name


def _promises(kept: ReceptionRecord) -> list[str]:
    return [
        f"{one.text.rstrip('。；;')}（{one.owner.get_short_name()}，{chinese_date(one.due_on)}前）"
        for one in promises_at(kept)
    ]
