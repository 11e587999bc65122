"""The progress bar of a campaign: every figure opens the list it counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from touyan.campaigns.queries import Batch, Campaign
from touyan.campaigns.rules.standing import Figures, share
from touyan.campaigns.rules.words import Step


@dataclass(frozen=True)
class Figure:
    """A number, the list behind it, and what share it is."""

    label: str
    value: int
    url: str
    note: str = ""


@dataclass(frozen=True)
class Progress:
    """What the bar says of the matters in view."""

    figures: list[Figure]
    resolved: int
    total: int
    label: str
    days: str
    until: date
    late: bool


def progress(
    campaign: Campaign,
    found: Figures,
    address: Callable[..., str],
    *,
    today: date,
    batch: Batch | None = None,
    whole: Figures | None = None,
) -> Progress:
    """Total, left, led, closed, resolved; the shares gross and net beside each other. Of one batch
    the day counts by which that batch is to be cleared, unless the `whole` of it is closed."""
    until = batch.due_on if batch else campaign.ends_on
    cleared = whole is not None and 0 < whole.net == whole.closed
    return Progress(
        figures=_figures(found, address),
        resolved=found.resolved,
        total=found.total,
        label=_resolved(found),
        days=_("All closed") if cleared else _days(campaign, until, today),
        until=until,
        late=not cleared and campaign.state == "open" and until < today,
    )  # fmt: skip


def _resolved(found: Figures) -> str:
    if not found.total:
        return _("No matter is on a list yet")
    return _("Resolved: %(gross)s gross, %(net)s net") % {
        "gross": percent(found.resolved, found.total),
        "net": percent(found.resolved, found.net),
    }


def _figures(found: Figures, address: Callable[..., str]) -> list[Figure]:
    def of(part: int) -> str:
        shares = {"gross": percent(part, found.total), "net": percent(part, found.net)}
        return _("%(gross)s gross, %(net)s net") % shares if found.total else ""

    closed = [Step.CLOSED.value, Step.RESOLVED.value]
    table = {"view": "table"}
    return [
        Figure(_("On the lists"), found.total, address(**table), _("gross")),
        Figure(_("Left by decision"), found.left, address(**table, left="1"),
               _("still in the gross total")),
        Figure(_("Led by a leader"), found.led, address(**table, led="1", left="0"), of(found.led)),
        Figure(_("Closed"), found.closed, address(**table, step=closed, left="0"),
               of(found.closed)),
        Figure(_("Substantively resolved"), found.resolved,
               address(**table, step=Step.RESOLVED.value, left="0"), of(found.resolved)),
    ]  # fmt: skip


def percent(part: int, whole: int) -> str:
    """Per cent to one place; a dash of nothing."""
    found = share(part, whole)
    return "–" if found is None else f"{found}%"


@dataclass(frozen=True)
class BatchFigures:
    """One batch in the table of batches."""

    on_list: Figure
    left: Figure
    closed: Figure
    resolved: Figure


def batch_figures(found: Figures, address: Callable[..., str], *, number: int) -> BatchFigures:
    """The same figures of one batch, each opening its list; shares are of the gross total."""

    def of(**changes: object) -> str:
        return address(**changes, batch=number)

    on_list, left, _led, closed, resolved = _figures(found, of)
    board = replace(on_list, url=of())
    return BatchFigures(
        board,
        left,
        replace(closed, note=percent(found.closed, found.total)),
        replace(resolved, note=percent(found.resolved, found.total)),
    )


def _days(campaign: Campaign, until: date, today: date) -> str:
    if campaign.state == "ended":
        return _("Ended")
    left = (until - today).days
    if left < 0:
        return ngettext("%(days)s day past its end", "%(days)s days past its end", -left) % {
            "days": -left
        }
    return ngettext("%(days)s day left", "%(days)s days left", left) % {"days": left}
