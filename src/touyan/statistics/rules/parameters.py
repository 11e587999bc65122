"""Numbers that no law fixes: each may be changed here, and every figure names the one it used."""

from __future__ import annotations

from touyan.matters.rules.outcomes import RESOLVED_FROM as RESOLVED_FROM

LATE_REGISTRATION_DAYS = 3
"""Days between receiving and registering beyond which a registration is listed as late. A petition
is to be registered at once; the days allow for weekends. In use since 1 January 2026."""

PUBLISHED_MONTHS = (12,)
"""How long the times of published tables are: of 1, 3 and 12 months. With shorter ones, more is
withheld in the longer. In use since 1 January 2026."""

SETTLED_DAYS = 15
"""Days after the end of a month, quarter or year at which the register is read for a published
table. In use since 1 January 2026."""

SMALL_CELL = 5
"""Smallest number of matters a published table shows for a part of it; smaller ones are withheld
together with what would give them away by subtraction. In use since 1 January 2026."""
