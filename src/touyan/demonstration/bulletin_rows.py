"""Bulletins of the demonstration, in Chinese and in English: not one of their numbers is typed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from touyan.campaigns.models import Batch
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.demonstration.rules.bulletins import TEXTS, Wanted, Words
from touyan.demonstration.staff import Crew
from touyan.inspections.models import Inspection
from touyan.organs.models import Organ
from touyan.statistics.models import Bulletin, BulletinVersion
from touyan.statistics.rules.bulletins import Bound
from touyan.statistics.rules.months import Months, back, month_of

MONTHS = 12


@transaction.atomic
def write_bulletins(crews: Mapping[int, Crew], *, now: datetime) -> None:
    """One in each language, of the office that runs the campaign."""
    first, second = _batches()
    if first is None:
        return
    organ, inspection = first.campaign.organ, _inspection(first)
    lists = {"first": ("batch", first), "second": ("batch", second),
             "inspection": ("inspection", inspection)}  # fmt: skip
    topics = {name: f"{kind}:{one.public_id}" for name, (kind, one) in lists.items() if one}
    month = month_of(legal_day(now))
    months = Months(back(month, MONTHS - 1), month)
    for language, words in TEXTS.items():
        _write(organ, crews, language, words, topics, months, now)


def _write(
    organ: Organ, crews: Mapping[int, Crew], language: str, words: Words,
    topics: Mapping[str, str], months: Months, now: datetime,
) -> None:  # fmt: skip
    lines = [line for line in words.lines if line.wants <= topics.keys()]
    wanted = [one for line in lines for one in line.figures]
    figures = {
        str(place): _bound(one, organ, topics, months).as_data()
        for place, one in enumerate(wanted, start=1)
    }
    keys = iter(figures)
    text = re.sub("#", lambda _mark: f"{{{next(keys)}}}", "\n".join(one.text for one in lines))
    bulletin = Bulletin.objects.create(
        organ=organ, first=months.first, last=months.last, language=language, begun_at=now
    )
    BulletinVersion.objects.create(
        bulletin=bulletin, number=1, title=words.title, text=text, figures=figures,
        written_by_id=crews[organ.pk].accounts["head"], written_at=now,
    )  # fmt: skip


def _bound(one: Wanted, organ: Organ, topics: Mapping[str, str], months: Months) -> Bound:
    return Bound(
        one.measure, one.which, organ.code, months.first, months.last,
        topic=topics.get(one.topic, ""), rounded=one.rounded,
    )  # fmt: skip


def _batches() -> tuple[Batch | None, Batch | None]:
    """The first batch of the campaign, and the second where it is frozen."""
    frozen = Batch.objects.filter(frozen_at__isnull=False).select_related("campaign__organ")
    first = frozen.order_by("number", "pk").first()
    second = frozen.filter(campaign=first.campaign, number=2).first() if first else None
    return first, second


def _inspection(first: Batch) -> Inspection | None:
    """The largest one of the same office."""
    found = Inspection.objects.filter(organ=first.campaign.organ, frozen_at__isnull=False)
    return found.order_by("-size", "pk").first()
