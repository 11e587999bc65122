"""Many matters at once, as rows: for lists, where how they came about does not matter."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from touyan.intake.models import Petition
from touyan.intake.rules.words import Channel, Kind
from touyan.kernel.chinese import bigrams
from touyan.linkage.rules.words import Relation
from touyan.matters.models import Belonging, Matter
from touyan.matters.rules.lifecycle import Stage
from touyan.organs.models import Organ


def matters(
    organ: Organ, number: int, *, now: datetime, channel: Channel = Channel.LETTER, **changes: Any
) -> list[Matter]:
    """So many matters of an office, each with its first petition, the last one changed latest."""
    start = Matter.objects.count()
    made = Matter.objects.bulk_create(
        _matter(organ, start + at, now=now, **changes) for at in range(number)
    )
    _petitions(made, now=now, channel=channel)
    return made


def _matter(organ: Organ, at: int, *, now: datetime, **changes: Any) -> Matter:
    usual: dict[str, Any] = {
        "number": f"事{organ.code}-2026-{at + 1:05d}",
        "organ": organ,
        "first_organ": organ,
        "kind": Kind.CRIMINAL_PETITION,
        "title": "不服刑事判决，请求抗诉",
        "petitioner_names": "吴某",
        "stage": Stage.HANDLING,
        "received_on": date(2026, 11, 2),
        "opened_at": now,
        "changed_at": now + timedelta(seconds=at),
    }
    return Matter(**{**usual, **changes})


def _petitions(made: list[Matter], *, now: datetime, channel: Channel) -> None:
    petitions = Petition.objects.bulk_create(
        Petition(
            number=matter.number.replace("事", "信"), organ=matter.first_organ,
            handling_organ=matter.organ, channel=channel, kind=matter.kind,
            title=matter.title, text=matter.title, received_on=matter.received_on,
            registered_at=now, petitioner_names=matter.petitioner_names,
        )
        for matter in made
    )  # fmt: skip
    Belonging.objects.bulk_create(
        Belonging(petition=petition, matter=matter, relation=Relation.FIRST, first_in_unit=True,
                  first_at_level=True, first_in_system=True, decided_at=now)
        for petition, matter in zip(petitions, made, strict=True)
    )  # fmt: skip


def findable(matter: Matter, *words: str) -> None:
    """Index the words so that a search finds the matter by them."""
    lexemes = sorted({lexeme for word in words for lexeme in bigrams(word)})
    vector = " ".join(f"'{lexeme}'" for lexeme in lexemes)
    Matter.objects.filter(pk=matter.pk).update(search=_vector(vector))


def _vector(text: str) -> Any:
    from django.db.models import Func, Value

    return Func(Value(text), template="%(expressions)s::tsvector")
