"""An edition of typical cases of the demonstration, put together, approved and issued by the
actions the screens call: the gate reads it as it reads any other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from touyan.campaigns.models import BatchEntry
from touyan.demonstration.rules.cast import SUPREME
from touyan.demonstration.rules.exemplar_texts import (
    EDITION,
    ENDS,
    FOREWORD,
    NUMBER,
    TEXTS,
    Group,
    Told,
)
from touyan.demonstration.staff import Crew
from touyan.exemplars.actions.editions import Place, compose, make_edition
from touyan.exemplars.actions.issued import acknowledge, deliver
from touyan.exemplars.models import Edition, EditionCase, Exemplar, Ground, Step, Version
from touyan.exemplars.queries.consenting import petitioners_of
from touyan.exemplars.queries.editions import cases_of, recipients_of
from touyan.exemplars.rules.content import digest_of, empty, paragraph
from touyan.exemplars.rules.words import SECTIONS
from touyan.inspections.models import Entry
from touyan.matters.models import Matter
from touyan.organs.models import Account, Organ
from touyan.workflows import issue_edition

ENDED = ("closed", "watched")
REASON = "领导包案后争议得到实质性处理，具有示范意义。"
FAILED = "未能当场化解，教训值得各院吸取。"
Say = Callable[[str], None]


@transaction.atomic
def write_exemplars(crews: Mapping[int, Crew], *, now: datetime, say: Say = print) -> None:
    """The three groups, as far as there are matters that bear them."""
    supreme = Organ.objects.get(code=SUPREME)
    chosen = list(_chosen())
    if not chosen:
        return
    press = _Press(supreme, crews, now)
    edition = press.issue(chosen)
    say(f"an edition of {edition.cases.count()} typical cases is issued")


def _chosen() -> Iterator[tuple[Group, Told, Matter]]:
    used: set[int] = set()
    for group, texts in TEXTS.items():
        for told in texts:
            if matter := _matters(group).filter(kind=told.kind).exclude(pk__in=used).first():
                used.add(matter.pk)
                yield group, told, matter


def _matters(group: Group) -> QuerySet[Matter]:
    """Ended matters: of a campaign's list; or of none, those an inspection looked at first."""
    found = Matter.objects.filter(stage__in=ENDED, sealed=False, organ__level__in=group.levels)
    listed = Exists(BatchEntry.objects.filter(matter=OuterRef("pk")))
    looked = Exists(Entry.objects.filter(matter=OuterRef("pk")))
    found = found.filter(listed if group.looked_back else ~listed)
    return found.select_related("organ").defer("search").order_by(looked.desc(), "pk")


@dataclass
class _Press:
    """The people of the office that issues it."""

    organ: Organ
    crews: Mapping[int, Crew]
    now: datetime

    def issue(self, chosen: list[tuple[Group, Told, Matter]]) -> Edition:
        handler, head, chief = (self._account(part) for part in ("handler", "head", "chief"))
        groups = {self._written(told, matter): group for group, told, matter in chosen}
        edition = make_edition(organ=self.organ, title=EDITION, by=handler, now=self.now)
        self._place(edition, groups, by=handler)
        how: dict[str, Any] = {"edition_id": edition.public_id, "now": self.now}
        issue_edition.submit(by=handler, **how)
        issue_edition.approve(by=head, opinion="同意，报院领导审定。", **how)
        issue_edition.approve(by=chief, opinion="同意印发。", **how)
        edition = issue_edition.issue(by=head, **how)
        sent = list(recipients_of(edition))
        deliver(organs=sent, by=handler, **how)
        for organ in sent[::3]:
            if organ.pk in self.crews:
                clerk = Account.objects.get(pk=self.crews[organ.pk].accounts["handler"])
                acknowledge(edition_id=edition.public_id, by=clerk, now=self.now)
        return edition

    def _account(self, part: str) -> Account:
        return Account.objects.get(pk=self.crews[self.organ.pk].accounts[part])

    def _place(self, edition: Edition, groups: Mapping[Exemplar, Group], *, by: Account) -> None:
        head = {"title": EDITION, "number": NUMBER, "foreword": f"{FOREWORD}\n{ENDS}"}
        how: dict[str, Any] = {
            "edition_id": edition.public_id, "head": head, "by": by, "now": self.now,
        }  # fmt: skip
        compose(places=[], added=[one.public_id for one in groups], **how)
        titles = {one.pk: group.title for one, group in groups.items()}
        compose(places=[_placed(case, titles) for case in cases_of(edition)], **how)

    def _written(self, told: Told, matter: Matter) -> Exemplar:
        """A case whose text every office approved: nominated, selected, written, consented."""
        own = self.crews[matter.organ_id].accounts
        failed = "失败检视" in told.keywords
        at = self.now - timedelta(days=20)
        exemplar = Exemplar.objects.create(
            matter=matter, what="failure" if failed else "good", organ=matter.organ,
            at_organ=self.organ, selected_by=self.organ, state="approved",
            reason=FAILED if failed else REASON, created_by_id=own["head"], created_at=at,
        )  # fmt: skip
        content = content_of(told)
        version = Version.objects.create(
            exemplar=exemplar, number=1, base=0, content=content, digest=digest_of(content),
            by_id=own["head"], at=at,
        )  # fmt: skip
        Ground.objects.bulk_create(
            Ground(
                exemplar=exemplar, kind="consent", party_id=min(one.keys),
                text="信访人已书面同意隐名后发布。", signed_on=at.date(), by_id=own["head"], at=at,
            )
            for one in petitioners_of(exemplar)
        )  # fmt: skip
        self._told(exemplar, version.digest, own["head"], at)
        return exemplar

    def _told(self, exemplar: Exemplar, digest: str, wrote: int, at: datetime) -> None:
        chief = self.crews[self.organ.pk].accounts["chief"]
        steps = (
            ("nominate", exemplar.organ, wrote, "", exemplar.reason),
            ("select", self.organ, chief, "", "入选。"),
            ("submit", self.organ, wrote, digest, ""),
            ("approve", self.organ, chief, digest, "同意。"),
        )
        for day, (verb, organ, by, about, opinion) in enumerate(steps):
            Step.objects.create(
                exemplar=exemplar, verb=verb, organ=organ, by_id=by, content_digest=about,
                opinion=opinion, at=at + timedelta(days=day),
            )  # fmt: skip


def content_of(told: Told) -> dict[str, Any]:
    """The text of a case in the form in which it is kept."""
    said = asdict(told)
    parts = {part: [paragraph(said[part])] for part in SECTIONS if said.get(part)}
    return {**empty(), "title": told.title, "keywords": list(told.keywords), **parts}


def _placed(case: EditionCase, titles: Mapping[int, str]) -> Place:
    return Place(case.public_id, titles[case.exemplar_id], case.position, case.causes)
