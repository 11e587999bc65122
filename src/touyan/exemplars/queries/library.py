"""The library of published cases: what anybody may read. Nothing here asks the matter, the exemplar
or who had a hand in it; a wall has nothing to hide, for what is read here gives nobody away."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.exemplars.models import Edition, EditionCase, EditionStep
from touyan.exemplars.papers.printed import case_gone, edition_gone, edition_replaced
from touyan.exemplars.rules.edition import cases_of, emptied, with_notice, without
from touyan.exemplars.rules.words import SECTIONS, EditionState
from touyan.kernel.errors import NotVisible

PUBLISHED = (EditionState.ISSUED.value, EditionState.WITHDRAWN.value)


@dataclass(frozen=True)
class Wanted:
    """What is searched for; what is empty asks nothing."""

    words: str = ""
    doctrine: str = ""
    kind: str = ""
    cause: str = ""
    measure: str = ""
    province: str = ""


@dataclass(frozen=True)
class Published:
    """A case as it was issued, with where it stands and what has become of it."""

    case: EditionCase
    edition: Edition
    group: str
    text: Mapping[str, Any]

    def says(self, words: Iterable[str]) -> bool:
        whole = " ".join(_words(self.text))
        return all(word in whole for word in words)

    def teaches(self, words: Iterable[str]) -> bool:
        """Whether the words stand in what others shall learn from it."""
        whole = " ".join(_lines(self.text, DOCTRINE))
        return all(word in whole for word in words)


DOCTRINE = ("gist", "significance")


def _words(text: Mapping[str, Any]) -> Iterator[str]:
    yield text["title"].casefold()
    yield from (each.casefold() for each in text["keywords"])
    yield from _lines(text, SECTIONS)


def _lines(text: Mapping[str, Any], parts: Iterable[str]) -> Iterator[str]:
    return (line.casefold() for part in parts for line in text[part])


def editions_published() -> QuerySet[Edition]:
    """Everything that was ever issued, the newest first; withdrawn ones leave their notice."""
    found = Edition.objects.filter(state__in=PUBLISHED, issued_on__isnull=False)
    return found.select_related("organ").order_by("-issued_on", "-id")


def cases_standing() -> QuerySet[EditionCase]:
    """The cases in force: not withdrawn, their edition neither withdrawn nor replaced."""
    newer = Edition.objects.filter(corrects=OuterRef("edition"), state__in=PUBLISHED)
    return (
        EditionCase.objects.filter(edition__state=EditionState.ISSUED.value)
        .filter(withdrawn_at__isnull=True)
        .exclude(Exists(newer))
        .order_by("-edition__issued_on", "-edition", "position")
    )


def found_in_library(wanted: Wanted) -> list[Published]:
    """The cases in force that answer, the newest edition first, each edition in its order."""
    return answering(cases_standing(), editions_published(), wanted)


def answering(
    rows: QuerySet[EditionCase], editions: QuerySet[Edition], wanted: Wanted
) -> list[Published]:
    """The cases among these that answer, in their order."""
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.province:
        rows = rows.filter(province_code__startswith=wanted.province)
    if wanted.cause:
        rows = rows.filter(causes__contains=[wanted.cause])
    if wanted.measure:
        rows = rows.filter(measures__contains=[wanted.measure])
    words, doctrine = (said.casefold().split() for said in (wanted.words, wanted.doctrine))
    found = read(rows, editions)
    return [one for one in found if one.says(words) and one.teaches(doctrine)]


def read(rows: Iterable[EditionCase], editions: QuerySet[Edition] | None = None) -> list[Published]:
    """The text of each case; every edition is read once."""
    among = editions_published() if editions is None else editions
    listed = list(rows)
    wanted = {row.edition_id for row in listed}
    read_once = {one.pk: one for one in among.filter(pk__in=wanted)}
    texts = {pk: list(_placed(one)) for pk, one in read_once.items()}
    return [
        Published(row, read_once[row.edition_id], *texts[row.edition_id][row.position - 1])
        for row in listed
    ]


def _placed(edition: Edition) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for group in edition.content["groups"]:
        yield from ((group["title"], case) for case in group["cases"])


def published_case(public_id: uuid.UUID) -> Published:
    """One case that was issued, whatever has become of it since."""
    rows = EditionCase.objects.filter(
        public_id=public_id, edition__state__in=PUBLISHED, edition__issued_on__isnull=False
    )
    found = read(rows)
    if not found:
        raise NotVisible
    return found[0]


def published_edition(public_id: uuid.UUID) -> Edition:
    """One edition that was issued, whatever has become of it since."""
    found = editions_published().filter(public_id=public_id).first()
    if found is None:
        raise NotVisible
    return found


def published_cases_of(edition: Edition) -> list[Published]:
    return read(EditionCase.objects.filter(edition=edition).order_by("position"))


@dataclass(frozen=True)
class Notice:
    """What became of an edition or a case: withdrawn or replaced, when, why, by which edition."""

    kind: str
    on: date
    reason: str
    newer: Edition | None = None


def notice_of(edition: Edition) -> Notice | None:
    """What became of an edition; nothing while it stands."""
    if edition.state == EditionState.WITHDRAWN:
        step = _last(edition, "withdraw")
        return Notice("withdrawn", legal_day(step.at), step.opinion)
    newer = Edition.objects.filter(corrects=edition, state__in=PUBLISHED).order_by("id").last()
    if newer is None or newer.issued_on is None:
        return None
    return Notice("replaced", newer.issued_on, _last(edition, "correct").opinion, newer)


def _last(edition: Edition, verb: str) -> EditionStep:
    return EditionStep.objects.filter(edition=edition, verb=verb).latest("id")


def notice_of_case(case: EditionCase) -> Notice | None:
    """What became of one case of an edition that stands."""
    if case.withdrawn_at is None:
        return None
    step = EditionStep.objects.filter(case=case, verb="withdraw_case").latest("id")
    return Notice("withdrawn", legal_day(step.at), step.opinion)


def as_it_stands(edition: Edition) -> dict[str, Any]:
    """The frozen content with what happened since: a note in place of every case withdrawn, a
    notice before everything where the edition was replaced, and that alone where it was
    withdrawn."""
    gone = EditionCase.objects.filter(edition=edition, withdrawn_at__isnull=False)
    content = dict(edition.content)
    for case in gone:
        if told := notice_of_case(case):
            content = without(content, [case.position], note=case_gone(told.on, told.reason))
    told = notice_of(edition)
    if told is None:
        return content
    if told.newer is None:
        return emptied(content, edition_gone(told.on, told.reason))
    return with_notice(content, edition_replaced(told.on, told.reason, told.newer.number))


def choices_in_library() -> Mapping[str, Sequence[str]]:
    """What there is to choose from: the kinds, causes, measures and provinces of cases in force."""
    return choices_among(cases_standing())


def choices_among(cases: QuerySet[EditionCase]) -> Mapping[str, Sequence[str]]:
    """What there is to choose from among these cases."""
    rows = cases.values_list("kind", "causes", "measures", "province_code")
    found: dict[str, set[str]] = {"kind": set(), "cause": set(), "measure": set(),
                                  "province": set()}  # fmt: skip
    for kind, causes, measures, province in rows:
        found["kind"].add(kind)
        found["cause"].update(causes)
        found["measure"].update(measures)
        found["province"].add(province[:2])
    return {name: sorted(values - {""}) for name, values in found.items()}


def count_of(edition: Edition) -> int:
    return len(cases_of(edition.content))
