"""Campaigns of the demonstration with their candidates, frozen lists and marks, once the matters
they list are there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from random import Random

from django.db import transaction

from touyan.campaigns.models import Batch, BatchEntry, Campaign, Candidate, EntryMark
from touyan.campaigns.queries.campaigns import list_of
from touyan.campaigns.rules.digest import digest_of
from touyan.campaigns.rules.entry import groups_of, in_words
from touyan.campaigns.rules.terms import Terms
from touyan.demonstration.rules.campaigns import ENTRY_RULE, Listed
from touyan.demonstration.rules.cleared import Cleared, MadeBatch, MadeCampaign
from touyan.demonstration.staff import Crew
from touyan.kernel.messages import as_data
from touyan.leadership.rules.words import LeaderAct
from touyan.matters.models import Matter

TABLES = ("campaigns_entrymark", "campaigns_batchentry", "campaigns_candidate",
          "campaigns_batchquota", "campaigns_batch", "campaigns_campaignreport",
          "campaigns_campaign")  # fmt: skip


@transaction.atomic
def write_campaign(
    made: MadeCampaign,
    listed: Mapping[int, Listed],
    told: Mapping[int, Cleared],
    crews: Mapping[int, Crew],
    *,
    seed: int,
) -> None:
    """The campaign with everything it holds; `listed` and what was `told` by story."""
    _CampaignWriter(made, listed, told, crews, Random(f"campaign rows {seed}")).write()


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

    def write(self) -> None:
        self.campaign = self._campaign()
        ids = {story + 1: one for story, one in self.listed.items()}
        matters = Matter.objects.filter(pk__in=ids).defer("search").select_related("organ")
        found = list(matters.order_by("organ__code", "number"))
        for made in self.made.batches:
            chosen = [matter for matter in found if ids[matter.pk].batch is made]
            self._batch(made, chosen)

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
