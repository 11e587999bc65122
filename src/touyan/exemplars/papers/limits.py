"""How much of a file is read, and the refusal of what cannot be read: what is not read may hide
anything."""

from __future__ import annotations

from touyan.kernel.errors import Refused
from touyan.kernel.messages import N_

MOST = 64 * 1024 * 1024
DEEPEST = 3
"""Files within files; a chart's workbook in a letter is the second."""


def unreadable() -> Refused:
    return Refused(N_("The file cannot be read to its end, so nobody can tell what is in it."))
