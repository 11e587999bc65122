"""Typical cases of the demonstration on their way: a call of the city with its places, and what its
county nominated in answer: waiting, sent on, returned, withdrawn, being written, being approved.
Every step is taken by the actions the screens call."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.demonstration.rules.cast import CITY, COUNTY
from touyan.demonstration.rules.nomination_texts import (
    APPROVED,
    APPROVING,
    ASKED,
    BASIS,
    CONSENT,
    FIRST,
    PLACES,
    READY,
    SECOND,
    THEME,
    TITLE,
    WAITING,
    WAYS,
    WRITTEN,
    Draft,
    Way,
)
from touyan.demonstration.staff import Crew
from touyan.exemplars.actions import nominations
from touyan.exemplars.actions.asking import ask_consent
from touyan.exemplars.actions.calls import Asked, make_call
from touyan.exemplars.actions.comments import add_comment, settle_comment
from touyan.exemplars.actions.grounds import record_ground
from touyan.exemplars.actions.writing import Typed, save_version
from touyan.exemplars.models import Call, Exemplar, Version
from touyan.exemplars.queries.file import newest_version
from touyan.exemplars.queries.lists import organs_to_ask
from touyan.exemplars.rules.content import empty, paragraph
from touyan.exemplars.rules.words import Basis, What
from touyan.intake.models import Party, Petition
from touyan.intake.queries import opened_parties
from touyan.matters.models import Act, Matter
from touyan.matters.queries import visible
from touyan.organs.models import Account, Organ
from touyan.organs.queries import viewer_of
from touyan.workflows import write_exemplar

ENDED = ("closed", "watched")
AT_MOST = 300
"""So many of the county's matters are looked through."""
STEPS: dict[str, Callable[..., Exemplar]] = {
    "forward": nominations.forward, "select": nominations.select,
    "return": nominations.give_back, "withdraw": nominations.withdraw,
}  # fmt: skip
Say = Callable[[str], None]


@transaction.atomic
def write_nominations(crews: Mapping[int, Crew], *, now: datetime, say: Say = print) -> None:
    """The call and its nominations, as far as the county has matters for them."""
    city, county = (Organ.objects.get(code=code) for code in (CITY, COUNTY))
    desk = _Desk(city, county, crews, now)
    matters = desk.matters()
    ways = (WRITTEN, APPROVING, WAITING, *WAYS)
    chosen = list(zip(ways, _chosen(ways, matters), strict=False))
    if not chosen:
        return
    call = desk.call()
    for way, matter in chosen:
        exemplar = desk.nominate(way, matter, call)
        if way is WRITTEN:
            desk.write(exemplar)
        if way is APPROVING:
            desk.put_forward(exemplar)
    say(f"{len(chosen)} matters are nominated as typical cases")


def _chosen(ways: tuple[Way, ...], matters: QuerySet[Matter]) -> Iterator[Matter]:
    """A matter for each, none twice; with the act that is wanted if one has seen it, and few others
    to tell of."""
    used: set[int] = set()
    for way in ways:
        seen = Exists(Act.objects.filter(matter=OuterRef("pk"), verb=way.wants))
        if matter := matters.exclude(pk__in=used).order_by(seen.desc(), "version", "pk").first():
            used.add(matter.pk)
            yield matter


@dataclass
class _Desk:
    """The people of both offices, each step a little later than the one before."""

    city: Organ
    county: Organ
    crews: Mapping[int, Crew]
    now: datetime
    minute: int = 0

    def by(self, part: str) -> Account:
        """`head` is the county's, `head.city` the city's."""
        name, _dot, above = part.partition(".")
        organ = self.city if above else self.county
        return Account.objects.get(pk=self.crews[organ.pk].accounts[name])

    def how(self, part: str) -> dict[str, Any]:
        self.minute += 1
        return {"by": self.by(part), "now": self.now - timedelta(hours=3, minutes=-self.minute)}

    def matters(self) -> QuerySet[Matter]:
        """Ended matters of the county that all of them may know of, of one petitioner, nominated
        for nothing yet."""
        taken = Exemplar.objects.filter(matter=OuterRef("pk"))
        joint = Party.objects.filter(petition__belonging__matter=OuterRef("pk"), ordinal__gt=0)
        found = Matter.objects.filter(organ=self.county, stage__in=ENDED, sealed=False)
        found = found.filter(~Exists(taken), ~Exists(joint), handler=self.by("handler"))
        known = list(found.order_by("version").values_list("pk", flat=True)[:AT_MOST])
        for part in ("handler", "head", "chief", "head.city", "chief.city"):
            viewer = viewer_of(self.by(part), now=self.now).acting()
            seen = visible(viewer=viewer).filter(pk__in=known).order_by()
            known = list(seen.values_list("pk", flat=True))
        return Matter.objects.filter(pk__in=known).defer("search")

    def call(self) -> Call:
        today = legal_day(self.now)
        asked = Asked(TITLE, THEME, BASIS, opens_on=today, closes_on=today + timedelta(days=30))
        beneath = sorted(organs_to_ask(self.city), key=lambda organ: organ.pk != self.county.pk)
        places = {organ.pk: number for organ, number in zip(beneath, PLACES, strict=False)}
        return make_call(organ=self.city, asked=asked, quotas=places, **self.how("head.city"))

    def nominate(self, way: Way, matter: Matter, call: Call) -> Exemplar:
        exemplar = nominations.nominate(
            matter_id=matter.public_id, what=What(way.what), reason=way.reason,
            call_id=call.public_id, **self.how("handler"),
        )  # fmt: skip
        for verb, who, words in way.steps:
            STEPS[verb](exemplar_id=exemplar.public_id, opinion=words, **self.how(who))
        return exemplar

    def write(self, exemplar: Exemplar) -> None:
        """Told from the acts, written on, remarked on, its first names replaced; what is written
        last the gate still refuses."""
        case = exemplar.public_id
        words = _true_words(exemplar.matter)
        write_exemplar.tell_from_acts(exemplar_id=case, **self.how("handler"))
        self._save(exemplar, _with(self._text(exemplar), FIRST, words), "依办案记录起草", "handler")
        self._remark(exemplar, FIRST)
        self._replace(exemplar)
        ask_consent(exemplar_id=case, text=ASKED, **self.how("handler"))
        more = Draft("", (), SECOND)
        self._save(exemplar, _with(self._text(exemplar), more, words), "补写典型意义", "handler")

    def _text(self, exemplar: Exemplar) -> dict[str, Any]:
        version = newest_version(exemplar)
        return dict(version.content) if version else empty()

    def _save(self, exemplar: Exemplar, content: dict[str, Any], note: str, who: str) -> None:
        newest = newest_version(exemplar)
        typed = Typed(content, newest.number if newest else 0)
        save_version(exemplar_id=exemplar.public_id, typed=typed, note=note, **self.how(who))

    def _remark(self, exemplar: Exemplar, draft: Draft) -> None:
        content, made = self._text(exemplar), []
        for part, who, words in draft.remarks:
            made.append(add_comment(
                exemplar_id=exemplar.public_id, paragraph=content[part][-1]["id"], text=words,
                **self.how(who),
            ))  # fmt: skip
        settle_comment(comment_id=made[-1].public_id, **self.how("handler"))

    def _replace(self, exemplar: Exemplar) -> None:
        newest: Version | None = newest_version(exemplar)
        keys = [word.key for word in write_exemplar.words_in(exemplar, newest)]
        write_exemplar.replace_words(
            exemplar_id=exemplar.public_id, chosen=keys, base=newest.number if newest else 0,
            **self.how("handler"),
        )  # fmt: skip

    def put_forward(self, exemplar: Exemplar) -> None:
        """A clean text with consent on file, approved by the county and now before the city."""
        case = exemplar.public_id
        self._save(exemplar, _with(empty(), READY, {}), "初稿", "handler")
        record_ground(
            exemplar_id=case, kind=Basis.CONSENT, text=CONSENT, signed_on=legal_day(self.now),
            **self.how("handler"),
        )  # fmt: skip
        write_exemplar.submit(exemplar_id=case, **self.how("handler"))
        write_exemplar.approve(exemplar_id=case, opinion=APPROVED, **self.how("chief"))


def _true_words(matter: Matter) -> dict[str, str]:
    """The petitioner's name and telephone, which a writer at first puts into the text."""
    first = Petition.objects.filter(belonging__matter=matter).order_by("pk")[0]
    opened = opened_parties(first)[0]
    return {"name": str(getattr(opened["party"], "name", "")), "phone": str(opened["phone"])}


def _with(content: dict[str, Any], draft: Draft, words: Mapping[str, str]) -> dict[str, Any]:
    """The text with what was typed after what stood there."""
    parts = {
        part: [*content[part], *(paragraph(text.format(**words)) for text in texts)]
        for part, texts in draft.parts.items()
    }
    title = draft.title.format(**words) or content["title"]
    return {**content, "title": title, "keywords": list(draft.keywords) or content["keywords"],
            **parts}  # fmt: skip
