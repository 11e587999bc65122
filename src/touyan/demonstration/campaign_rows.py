"""Campaigns of the demonstration with their candidates, frozen lists and marks, once the matters
they list are there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from random import Random

from django.db import transaction

from touyan.campaigns.models import Batch, BatchEntry, Campaign, Candidate, EntryMark
from touyan.campaigns.queries.campaigns import list_of
from touyan.campaigns.queries.entry import why_taken
from touyan.campaigns.rules.digest import digest_of
from touyan.campaigns.rules.entry import groups_of, in_words
from touyan.campaigns.rules.terms import Terms
from touyan.demonstration.report_rows import write_reports
from touyan.demonstration.rules.campaigns import ENTRY_RULE, Listed
from touyan.demonstration.rules.cast import CITY, COUNTY
from touyan.demonstration.rules.cleared import Cleared, MadeBatch, MadeCampaign
from touyan.demonstration.rules.grammar import render
from touyan.demonstration.rules.leader_texts import variants
from touyan.demonstration.rules.story import at_work
from touyan.demonstration.staff import Crew
from touyan.kernel.messages import as_data
from touyan.leadership.rules.words import LeaderAct
from touyan.matters.models import Matter

TABLES = ("campaigns_entrymark", "campaigns_batchentry", "campaigns_candidate",
          "campaigns_batchquota", "campaigns_batch", "campaigns_campaignreport",
          "campaigns_campaign")  # fmt: skip

NOMINABLE, NOMINATED, FEW = 400, 13, 3
"""Of so many closed matters so many are nominated beside the lists; few where one office alone
works through its own."""


@transaction.atomic
def write_campaign(
    made: MadeCampaign,
    listed: Mapping[int, Listed],
    told: Mapping[int, Cleared],
    crews: Mapping[int, Crew],
    *,
    seed: int,
    now: datetime,
) -> None:
    """The campaign with everything it holds; `listed` and what was `told` by story."""
    rng = Random(f"campaign rows {seed}")
    campaign = _CampaignWriter(made, listed, told, crews, rng).write()
    _nominate(campaign, crews, rng, now)
    write_reports(campaign, crews, rng=rng, now=now)


def _nominate(campaign: Campaign, crews: Mapping[int, Crew], rng: Random, now: datetime) -> None:
    """Offices put further matters forward: some are refused with a reason, some wait."""
    office = campaign.organ
    ended = Matter.objects.filter(
        stage__in=["closed", "watched"], organ__level__gte=2, organ__path__startswith=office.path
    )
    free = ended.exclude(pk__in=Candidate.objects.values("matter")).select_related("organ")
    matters = list(free.defer("search").order_by("pk")[:NOMINABLE])
    own = list(free.defer("search").filter(organ__code__in=(COUNTY, CITY)).order_by("pk")[:2])
    wanted = NOMINATED if office.level == 1 else FEW - len(own)
    chosen = {one.pk: one for one in (*own, *rng.sample(matters, min(len(matters), wanted)))}
    for turn, matter in enumerate(chosen.values()):
        at = at_work(rng, (now - timedelta(days=rng.randint(12, 40))).date())
        candidate = Candidate(
            campaign=campaign, matter=matter, organ=matter.organ, source="nomination",
            reason=_say(rng, "nomination_plain"), put_at=at,
            put_by_id=crews[matter.organ_id].accounts["head"],
            why=[as_data(one) for one in why_taken(ENTRY_RULE, matter, on=at.date())],
        )  # fmt: skip
        if turn % 3 == 2:
            candidate.outcome, candidate.decision = "refused", _say(rng, "nomination_refused")
            deciding = "chief" if matter.organ_id == office.pk else "head"
            candidate.decided_by_id = crews[office.pk].accounts[deciding]
            candidate.decided_at = at + timedelta(days=rng.randint(1, 8))
        candidate.save()


def _say(rng: Random, act: str) -> str:
    options = variants(act, "")
    return render(options[rng.randrange(len(options))], {}, rng)


class _CampaignWriter:
    def __init__(
        self,
        made: MadeCampaign,
        listed: Mapping[int, Listed],
        told: Mapping[int, Cleared],
        crews: Mapping[int, Crew],
        rng: Random,
    ) -> None:
        self.made, self.listed, self.told, self.crews = made, listed, told, crews
        self.rng, self.people = rng, crews[made.organ_id].accounts

    def write(self) -> Campaign:
        self.campaign = self._campaign()
        ids = {story + 1: one for story, one in self.listed.items()}
        matters = Matter.objects.filter(pk__in=ids).defer("search").select_related("organ")
        found = list(matters.order_by("organ__code", "number"))
        for made in self.made.batches:
            chosen = [matter for matter in found if ids[matter.pk].batch is made]
            self._batch(made, chosen)
        return self.campaign

    def _campaign(self) -> Campaign:
        made, head, chief = self.made, self.people["head"], self.people["chief"]
        terms = Terms(acts=tuple(LeaderAct(act) for act in made.acts))
        return Campaign.objects.create(
            public_id=made.public_id, organ_id=made.organ_id, name=made.name, basis=made.basis,
            starts_on=made.starts_on, ends_on=made.ends_on, entry_rule=ENTRY_RULE,
            terms=terms.as_data(), state=Campaign.State.OPEN, created_by_id=head,
            created_at=made.created_at, opened_by_id=chief, opened_at=made.opened_at, version=1,
        )  # fmt: skip

    def _batch(self, made: MadeBatch, matters: Sequence[Matter]) -> None:
        batch = Batch.objects.create(
            public_id=made.public_id, campaign=self.campaign, number=made.number,
            prepared_by_id=self.people["head"], prepared_at=made.prepared_at, due_on=made.due_on,
        )  # fmt: skip
        candidates = Candidate.objects.bulk_create(
            self._candidate(batch, made, matter) for matter in matters
        )
        entries = BatchEntry.objects.bulk_create(
            BatchEntry(batch=batch, matter=one.matter, ordinal=place, organ=one.matter.organ,
                       candidate=one)
            for place, one in enumerate(candidates, start=1)
        )  # fmt: skip
        batch.frozen_by_id, batch.frozen_at = self.people["chief"], made.frozen_at
        batch.size = len(entries)
        batch.digest = digest_of(list_of(batch))
        batch.save()
        self._mark(entries)

    def _candidate(self, batch: Batch, made: MadeBatch, matter: Matter) -> Candidate:
        """Taken by the entry rule, or nominated by the office that handles it."""
        nominated = self.listed[matter.pk - 1].nominated
        decided = made.prepared_at + timedelta(
            days=self.rng.randint(1, 9), minutes=self.rng.randint(0, 300)
        )
        accounts = self.crews[matter.organ_id].accounts
        told = self.told[matter.pk - 1]
        return Candidate(
            campaign=self.campaign, matter=matter, organ=matter.organ, batch=batch,
            source="nomination" if nominated else "rule",
            reason=told.nomination,
            why=[as_data(in_words(one)) for one in groups_of(ENTRY_RULE)[0]],
            put_by_id=accounts["head"] if nominated else None,
            put_at=made.prepared_at - timedelta(days=5) if nominated else decided,
            outcome="accepted", decision=told.decision,
            decided_by_id=self.people["head"], decided_at=decided,
        )  # fmt: skip

    def _mark(self, entries: Sequence[BatchEntry]) -> None:
        rows = []
        for entry in entries:
            accounts = self.crews[entry.organ_id].accounts
            for mark in self.told[entry.matter_id - 1].marks:
                organiser = mark.who == "organiser"
                by = self.people["chief"] if organiser else accounts[mark.who]
                rows.append(EntryMark(entry=entry, mark=mark.mark, reason=mark.reason, by_id=by,
                                      at=mark.at))  # fmt: skip
        rows.sort(key=lambda row: row.at)
        EntryMark.objects.bulk_create(rows)
