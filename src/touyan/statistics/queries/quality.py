"""What is wrong in the register, as far as the viewer may know of it, and why each is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.intake.models import Petition
from touyan.intake.queries import visible_petitions
from touyan.intake.rules.words import Kind
from touyan.kernel.messages import Message
from touyan.matters.models import Act, Closing, Matter
from touyan.matters.queries import visible
from touyan.organs.models import Organ
from touyan.organs.rules.access import Viewer
from touyan.statistics.models import Fact
from touyan.statistics.rules.quality import (
    Defect,
    Entered,
    History,
    Step,
    matter_defects,
    petition_defects,
)


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: in which matter, or in which petition and the matter it was laid
    to, and why. Without a reason it was mended since it was counted."""

    fact: Fact
    matter: Matter | None
    petition: Petition | None
    why: Message | None

    @property
    def defect(self) -> Defect:
        return Defect(self.fact.element)

    @property
    def owner(self) -> Any:
        """The handler; None where the office as a whole has to mend it."""
        return self.matter.handler if self.matter else None

    @property
    def organ(self) -> Organ:
        """The office that has to mend it."""
        if self.matter and self.matter.handler:
            return self.matter.organ
        return self.petition.organ if self.petition else self.fact.organ


def faulty(
    organ: Organ, defects: Collection[Defect], *, viewer: Viewer, mine: bool = False
) -> QuerySet[Fact]:
    """The faults of an office and those beneath it, the latest first; those of matters and
    petitions hidden from the viewer are left out. `mine`: of matters the viewer handles."""
    found = to_mend(viewer=viewer) if mine else _known(viewer)
    kinds = [one.value for one in defects]
    within = found.filter(element__in=kinds, organ__path__startswith=organ.path)
    return within.order_by("-day", "-id")


def to_mend(*, viewer: Viewer) -> QuerySet[Fact]:
    """The faults of matters the viewer handles now."""
    own = visible(viewer=viewer).filter(handler_id=viewer.account_id)
    return _known(viewer).filter(matter_id__in=own.values("pk"))


def _known(viewer: Viewer) -> QuerySet[Fact]:
    of_matter = Q(petition_id=None, matter_id__in=visible(viewer=viewer).values("pk"))
    of_petition = Q(petition_id__in=visible_petitions(viewer=viewer).values("pk"))
    found = Fact.objects.filter(element__in=[one.value for one in Defect], until=None)
    return found.filter(of_matter | of_petition)


def faults(facts: Iterable[Fact], *, viewer: Viewer) -> list[Fault]:
    """Each with what it is about and why it is wrong."""
    facts = list(facts)
    matters = _matters({fact.matter_id for fact in facts if fact.matter_id}, viewer)
    petitions = _petitions({fact.petition_id for fact in facts if fact.petition_id}, viewer)
    of_matters = {fact.matter_id for fact in facts if not fact.petition_id and fact.matter_id}
    histories = _histories(of_matters & matters.keys(), matters)
    return [_fault(fact, matters, petitions, histories) for fact in facts]


def _fault(
    fact: Fact,
    matters: Mapping[int, Matter],
    petitions: Mapping[int, Petition],
    histories: Mapping[int, History],
) -> Fault:
    matter = matters.get(fact.matter_id or 0)
    petition = petitions.get(fact.petition_id or 0)
    if petition:
        reasons = petition_defects(_entered(petition))
    else:
        reasons = matter_defects(histories[matter.pk]) if matter else {}
    return Fault(fact, matter, petition, reasons.get(Defect(fact.element)))


def _matters(ids: Collection[int], viewer: Viewer) -> dict[int, Matter]:
    closing = Closing.objects.filter(matter=OuterRef("pk"), reopened_at=None)
    replyable = Petition.objects.filter(belonging__matter=OuterRef("pk"), replyable=True)
    found = visible(viewer=viewer).filter(pk__in=ids).annotate(
        closed_on=Subquery(closing.values("on")), closed_at=Subquery(closing.values("at")),
        answerable=Exists(replyable),
    )  # fmt: skip
    named = found.select_related("organ", "handler__person").defer("search")
    return {one.pk: one for one in named}


def _petitions(ids: Collection[int], viewer: Viewer) -> dict[int, Petition]:
    found = visible_petitions(viewer=viewer).filter(pk__in=ids).select_related("organ")
    counted = found.annotate(
        demands=Count("claims", distinct=True), decisions=Count("challenged", distinct=True)
    )
    return {one.pk: one for one in counted.defer("search", "text")}


def _entered(petition: Any) -> Entered:
    return Entered(
        Kind(petition.kind), petition.received_on, legal_day(petition.registered_at),
        petition.demands, petition.decisions,
    )  # fmt: skip


def _histories(ids: Collection[int], matters: Mapping[int, Any]) -> dict[int, History]:
    """Matters since they were last taken up, see `History`."""
    steps: defaultdict[int, list[Step]] = defaultdict(list)
    made: set[tuple[int, object]] = set()
    acts = Act.objects.filter(matter__in=ids).order_by("id")
    for matter_id, verb, day, at, detail in acts.values_list(
        "matter_id", "verb", "happened_on", "at", "detail"
    ):
        if verb == "reopen":
            steps[matter_id].clear()
        elif "moved_from" not in detail:
            steps[matter_id].append(Step(verb, day, bool(detail.get("imported"))))
            if verb == "close":
                made.add((matter_id, at))
    return {
        pk: History(
            matters[pk].received_on, steps[pk],
            matters[pk].closed_on if (pk, matters[pk].closed_at) in made else None,
            matters[pk].answerable,
        )
        for pk in ids
    }  # fmt: skip
