"""Who freezes a figure, as of when it may be frozen, and the digest that proves its list."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from cryptography.hazmat.primitives import hashes

from touyan.kernel.errors import NotPermitted, Refused
from touyan.kernel.messages import N_
from touyan.organs.rules.access import Viewer
from touyan.organs.rules.roles import LEADERS, Role

FREEZERS = LEADERS | {Role.DEPARTMENT_HEAD, Role.STATISTICIAN}
Line = tuple[str, str, int | None]
"""Element, key, number of days of one fact."""


def may_freeze(viewer: Viewer, *, organ_path: str) -> bool:
    """Heads, leaders and statisticians, for their office and those beneath it."""
    return viewer.holds_above(FREEZERS, organ_path=organ_path)


def check_freezer(viewer: Viewer, *, organ_path: str) -> None:
    if not may_freeze(viewer, organ_path=organ_path):
        raise NotPermitted(
            N_("Figures are frozen by leaders, heads and statisticians of the office or one above.")
        )


def moment_of(asked: datetime | None, *, through: datetime | None) -> datetime:
    """As of when a figure is frozen: never later than the register has been followed."""
    if through is None:
        raise Refused(N_("Nothing is counted yet."))
    if asked is not None and asked > through:
        raise Refused(N_("The register is not counted so far yet. Try again in a minute."))
    return asked or through


def check_restatement(*, earlier: datetime, moment: datetime, reason: str, restated: bool) -> None:
    """A restatement is of a later moment, says why, and restates the newest one."""
    if not reason.strip():
        raise Refused(N_("Say why the figure is restated."))
    if restated:
        raise Refused(N_("This figure was restated already. Restate the newer one."))
    if moment <= earlier:
        raise Refused(N_("Nothing was counted since this figure was frozen."))


def list_digest(lines: Iterable[Line]) -> str:
    """SM3 (GB/T 32905) over UTF-8: "touyan figure 1" and then each fact in order, a line each:
    element, key and days (empty where it has none), separated by a tab."""
    digest = hashes.Hash(hashes.SM3())
    digest.update(b"touyan figure 1\n")
    for element, key, days in lines:
        digest.update(f"{element}\t{key}\t{'' if days is None else days}\n".encode())
    return digest.finalize().hex()
