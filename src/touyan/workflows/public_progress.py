"""What a petitioner may read with the code of the receipt: where the petition stands, and by when
they are told what. The one thing the portal reads of matters; nothing in it names a person or
repeats a word of the petition.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from touyan.audit.actions import record
from touyan.campaigns.rules.public_words import PublicOutcome
from touyan.deadlines.queries import current_rulebook
from touyan.deadlines.rules.clock_rule import Event, legal_day
from touyan.deadlines.rules.clocks import Clock, project
from touyan.intake.models import Petition
from touyan.kernel.messages import Message
from touyan.linkage.rules.words import Relation
from touyan.matters.clockwork import clocks_now
from touyan.matters.models import Act, Matter
from touyan.matters.rules.public_words import (
    EARLY_ENDS,
    Promise,
    Step,
    news_of,
    promises_of,
    steps_of,
)
from touyan.organs.models import Organ
from touyan.workflows.public_access import petition_of_code
from touyan.workflows.public_consent import PublicCase, cases_of_matter
from touyan.workflows.public_outcome import outcome_of
from touyan.workflows.reproject_clocks import facts_of_petition


@dataclass(frozen=True)
class PublicProgress:
    """Where one petition stands, in words and days that may be shown to whoever holds the code."""

    number: str
    received_on: date
    office: str
    office_above: str
    steps: Sequence[Step]
    news: Sequence[tuple[date, Message]]
    promises: Sequence[Promise]
    relation: str = ""
    answered_before_on: date | None = None
    outcome: PublicOutcome | None = None
    cases: Sequence[PublicCase] = ()

    @property
    def overdue(self) -> bool:
        """Whether something promised for a day gone by has not been done."""
        return any(promise.state == "late" for promise in self.promises)


@transaction.atomic
def look_up(code: str, tail: str, *, now: datetime) -> PublicProgress | None:
    """The progress of the petition with this code, if the last four digits fit the telephone
    given with it, or if none was given. A wrong code and wrong digits cost the same work."""
    petition = petition_of_code(code, tail)
    if petition is None:
        return None
    progress = _compose(petition, tail, now=now)
    record(verb="portal.look_up", by=None, now=now, subject_type="petition",
           subject_id=petition.public_id, organ_id=petition.handling_organ_id)  # fmt: skip
    return progress


def _compose(petition: Petition, tail: str, *, now: datetime) -> PublicProgress:
    belonging = getattr(petition, "belonging", None)
    matter: Matter | None = belonging.matter if belonging else None
    acts = _acts(petition, matter)
    own = [act for act in acts if _since(petition, act)]
    office = matter.organ if matter else petition.handling_organ
    clocks = _clocks(petition, matter, now=now)
    return PublicProgress(
        number=petition.number,
        received_on=petition.received_on,
        office=office.local_name,
        office_above=_above(office),
        steps=steps_of(
            received_on=petition.received_on,
            stage=matter.stage if matter else "",
            happened=[(act.verb, act.happened_on) for act in own],
        ),
        news=_news(petition, own),
        promises=promises_of(clocks, now=now),
        relation=belonging.relation if belonging else "",
        answered_before_on=_answered_before([a for a in acts if a not in own], belonging),
        outcome=outcome_of(matter) if matter else None,
        cases=cases_of_matter(matter, petition, tail) if matter else (),
    )


def _acts(petition: Petition, matter: Matter | None) -> list[Act]:
    """What happened to this petition or to its whole matter; not to anybody else's petition."""
    if matter is None:
        return []
    acts = Act.objects.filter(matter=matter).order_by("happened_on", "id")
    return [act for act in acts if act.petition_id in (None, petition.pk)]


def _news(petition: Petition, own: Iterable[Act]) -> list[tuple[date, Message]]:
    happened = [(act.verb, act.happened_on) for act in own]
    registered = [
        ("receive", petition.received_on),
        ("register", legal_day(petition.registered_at)),
    ]
    arrival = [] if any(verb == "receive" for verb, _ in happened) else registered
    return news_of([*arrival, *happened])


def _since(petition: Petition, act: Act) -> bool:
    """Whether it happened once the petition was there. What its matter went through earlier on the
    day it came in is known by the moment it was entered."""
    came = petition.received_on
    if act.happened_on != came or legal_day(petition.registered_at) != came:
        return act.happened_on >= came
    return act.petition_id is not None or act.at >= petition.registered_at


def _answered_before(earlier: Iterable[Act], belonging: object) -> date | None:
    """When the matter of a repeat petition had been answered before this petition came."""
    if getattr(belonging, "relation", "") == Relation.FIRST:
        return None
    ends = {"serve_answer", *EARLY_ENDS}
    return max((act.happened_on for act in earlier if act.verb in ends), default=None)


def _clocks(petition: Petition, matter: Matter | None, *, now: datetime) -> list[Clock]:
    if matter is None:
        book = current_rulebook()
        arrival = [Event("receive", petition.received_on, {"petition": petition.pk})]
        return project(book.rules, arrival, facts_of_petition(petition), book.calendar, now)
    return [
        clock
        for clock in clocks_now(matter, now=now)
        if clock.start.facts.get("petition") in (None, petition.pk)
    ]


def _above(office: Organ) -> str:
    return office.parent.local_name if office.parent else ""
