"""Log lines without personal data: no bodies, no query strings, no identifiers."""

from __future__ import annotations

import logging
import re

_IDENTIFIER = re.compile(r"(?<!\d)(\d{17}[\dXx]|\d{15}|1\d{10})(?!\d)")
_QUERY = re.compile(r"\?[^\s\"']+")


class WithoutPersonalData(logging.Filter):
    """Replaces identity numbers, telephone numbers and query strings before a line is written."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = _QUERY.sub("?…", _IDENTIFIER.sub("[…]", record.getMessage()))
        record.args = None
        if record.exc_info and record.exc_info[0]:
            record.msg += f" [{record.exc_info[0].__name__} at {_place(record)}]"
            record.exc_info = None
            record.exc_text = None
        return True


def _place(record: logging.LogRecord) -> str:
    """File and line of the innermost frame: enough to find the fault, no values."""
    trace = record.exc_info[2] if record.exc_info else None
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
