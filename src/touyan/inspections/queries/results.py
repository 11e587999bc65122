"""What an inspection found, counted live or read from its frozen circular, matter by matter."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Q, QuerySet

from touyan.inspections.models import Circular, Entry, Inspection, Pick
from touyan.inspections.queries.findings import people_of, runs
from touyan.inspections.queries.plans import inspections_seen
from touyan.inspections.queries.tallies import strata_seen, tallies_of
from touyan.inspections.rules.agreement import Agreement
from touyan.inspections.rules.checklist import Question, questions_of
from touyan.inspections.rules.circulars import PARTS, Frozen, circular_digest
from touyan.inspections.rules.results import Result, results, why_nothing_inferred
from touyan.inspections.rules.running import DECIDERS
from touyan.inspections.rules.tally import Tally, agreed, behind, from_data
from touyan.inspections.rules.words import Mode
from touyan.intake.models import Party
from touyan.kernel.errors import NotVisible
from touyan.kernel.messages import Message
from touyan.matters.queries import visible
from touyan.organs.rules.access import Viewer

MOST_ROUNDS = 5


@dataclass(frozen=True)
class Reading:
    """The tally of an inspection over the matters the viewer may know of."""

    inspection: Inspection
    tally: Tally
    strata: dict[int, str]
    as_of: datetime | None = None

    @property
    def drawn(self) -> bool:
        return self.inspection.mode != Mode.FULL

    @cached_property
    def questions(self) -> list[Question]:
        """Those that are counted."""
        found = questions_of(self.inspection.checklist.content)
        return [one for one in found if one.type == "met"]

    @cached_property
    def results(self) -> list[Result]:
        codes = [one.code for one in self.questions]
        return results(self.tally, self.strata, codes, drawn=self.drawn,
                       confidence=self.inspection.confidence)  # fmt: skip

    @property
    def why_nothing_inferred(self) -> Message | None:
        """Why the sample says nothing of the whole list; None where it does."""
        return why_nothing_inferred(self.tally, self.strata) if self.drawn else None

    @cached_property
    def agreement(self) -> Agreement | None:
        """None where one reviewer looks at each matter."""
        return agreed(self.tally) if self.inspection.seats == 2 else None

    def behind(self, figure: str) -> list[int]:
        """The matters one figure counts; NotVisible for no such figure."""
        found = behind(self.tally, figure, population=self.strata)
        if found is None:
            raise NotVisible
        return found


def run_by(public_id: uuid.UUID, *, viewer: Viewer) -> Inspection:
    """An inspection that was drawn, for those on its side; NotVisible to everybody else alike."""
    seen = inspections_seen(viewer=viewer).filter(runs(viewer), drawn_at__isnull=False)
    found = seen.filter(public_id=public_id).first()
    if found is None:
        raise NotVisible
    return found


def read_by(public_id: uuid.UUID, *, viewer: Viewer) -> tuple[Inspection, Circular | None]:
    """An inspection with its circular, once that is issued; before, with its draft for those on the
    side of the inspection alone."""
    may = runs(viewer) & Q(drawn_at__isnull=False) | Q(circular__issued_at__isnull=False)
    found = inspections_seen(viewer=viewer).filter(may, public_id=public_id).first()
    if found is None:
        raise NotVisible
    return found, written(found)


def live(inspection: Inspection, *, viewer: Viewer) -> Reading:
    """As it stands now."""
    return _readings([inspection], {}, viewer=viewer)[0]


def frozen(circular: Circular, *, viewer: Viewer) -> Reading:
    """As it stood when the circular was issued."""
    found = circular.inspection
    return _readings([found], {found.pk: circular}, viewer=viewer)[0]


def _readings(
    inspections: Sequence[Inspection], circulars: Mapping[int, Circular], *, viewer: Viewer
) -> list[Reading]:
    """Each over the matters the viewer may know of: from its circular, or as it stands now; what
    was found at the viewer's own office counts once the office is told."""
    strata = strata_seen([one.pk for one in inspections], viewer=viewer)
    own = {grant.organ_id for grant in viewer.grants}
    running = tallies_of([one.pk for one in inspections if one.pk not in circulars], own=own)
    made = []
    for one in inspections:
        seen, circular = strata[one.pk], circulars.get(one.pk)
        tally = from_data(circular.figures) if circular else running[one.pk]
        as_of = circular.issued_at if circular else None
        made.append(Reading(one, tally.within(seen.keys()), seen, as_of=as_of))
    return made


def entries_at(
    inspection: Inspection, places: Collection[int], *, viewer: Viewer
) -> QuerySet[Entry]:
    """The matters at some places of the frozen list."""
    found = Entry.objects.filter(
        inspection=inspection, ordinal__in=places, matter__in=visible(viewer=viewer)
    )
    return found.select_related("matter", "organ").order_by("ordinal")


def rounds(inspection: Inspection, *, viewer: Viewer) -> list[Reading]:
    """This round and those before it the viewer stands on the side of, the oldest first. All rounds
    are the same office's."""
    mine = inspections_seen(viewer=viewer).filter(runs(viewer), drawn_at__isnull=False)
    held = {one.pk: one for one in mine.filter(organ=inspection.organ_id)}
    chain = [inspection]
    while len(chain) < MOST_ROUNDS and (before := held.get(chain[-1].previous_id or 0)):
        chain.append(before)
    told = Circular.objects.filter(inspection__in=chain, issued_at__isnull=False)
    return _readings(chain[::-1], {one.inspection_id: one for one in told}, viewer=viewer)


def issued(inspection: Inspection) -> Circular | None:
    """The circular, once it is issued."""
    found = written(inspection)
    return found if found and found.issued_at else None


def is_issued(inspection: Inspection) -> bool:
    return Circular.objects.filter(inspection=inspection, issued_at__isnull=False).exists()


def written(inspection: Inspection) -> Circular | None:
    """The circular while it is written, or issued."""
    found = Circular.objects.filter(inspection=inspection)
    return found.select_related(
        "inspection__organ", "inspection__checklist", "issued_by__person", "drafted_by__person"
    ).first()  # fmt: skip


def circular_for(public_id: uuid.UUID, *, viewer: Viewer) -> Circular:
    """An issued circular, for everybody who may know of the inspection."""
    found = inspections_seen(viewer=viewer).filter(public_id=public_id).first()
    circular = issued(found) if found else None
    if circular is None:
        raise NotVisible
    return circular


def frozen_of(circular: Circular) -> Frozen:
    """What the digest of an issued circular is computed from, as it stands in the database."""
    if circular.issued_at is None:
        raise NotVisible
    return Frozen(
        salt=circular.salt,
        inspection=str(circular.inspection.public_id),
        population=circular.inspection.digest,
        words={part: getattr(circular, part) for part in PARTS},
        figures=circular.figures,
        drafted_by=circular.drafted_by_id,
        issued_by=circular.issued_by_id,
        issued_at=circular.issued_at,
    )


def is_unaltered(circular: Circular) -> bool:
    """Whether an issued circular is still what was issued."""
    return circular_digest(frozen_of(circular)) == circular.digest


def words_told(inspection: Inspection, *, viewer: Viewer) -> list[str]:
    """What would name a matter that was looked at, of those the viewer may know of: numbers,
    titles, names of parties."""
    looked = Pick.objects.filter(entry__inspection=inspection)
    seen = visible(viewer=viewer).filter(pk__in=looked.values("entry__matter"))
    named = Party.objects.filter(petition__belonging__matter__in=seen)
    pairs = seen.values_list("number", "title")
    return [*(word for pair in pairs for word in pair), *named.values_list("name", flat=True)]


def others_who_issue(inspection: Inspection, *, but: int, on: datetime) -> int:
    """How many others of the office may issue its circular."""
    people = people_of(inspection.organ_id, DECIDERS, on=on.date())
    return sum(one != but for one in people)
