"""A campaign brought to a stage by the same actions the screens call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tests.database.matters.stories import Story, fresh

from touyan.campaigns.actions import batches, campaigns, candidates
from touyan.campaigns.actions.campaigns import Plan
from touyan.campaigns.models import Batch, BatchEntry, Campaign
from touyan.campaigns.rules.terms import Terms
from touyan.matters.models import Matter
from touyan.workflows.enter_campaign import enter_and_defer, freeze_batch

RULE = {"groups": [[{"code": "closed"}]]}


def plan(**changes: Any) -> Plan:
    usual: dict[str, Any] = {
        "name": "2026年信访积案清理", "basis": "西湖区检察院2026年积案清理方案",
        "starts_on": date(2026, 11, 1), "ends_on": date(2027, 10, 31), "entry_rule": RULE,
        "terms": Terms(),
    }  # fmt: skip
    return Plan(**{**usual, **changes})


@dataclass
class Drive:
    """The county's own campaign."""

    story: Story

    def drafted(self, **changes: Any) -> Campaign:
        cast = self.story.cast
        return campaigns.create_campaign(
            organ=cast.organ_of(cast.he), plan=plan(**changes), by=cast.he, now=self.story.now
        )

    def opened(self, **changes: Any) -> Campaign:
        campaign = self.drafted(**changes)
        return campaigns.open_campaign(
            campaign_id=campaign.public_id, by=self.story.cast.zhao, now=self.story.now
        )

    def accepted(self, campaign: Campaign, *matters: Matter) -> None:
        candidates.decide_by_rule(
            campaign_id=campaign.public_id, matters=[m.public_id for m in matters], accept=True,
            reason="符合专项范围", by=self.story.cast.he, now=self.story.now,
        )  # fmt: skip

    def prepared(self, campaign: Campaign, *matters: Matter) -> Batch:
        self.accepted(campaign, *matters)
        batch = batches.prepare_batch(
            campaign_id=campaign.public_id, due_on=self.story.now.date() + timedelta(days=180),
            by=self.story.cast.he, now=self.story.now,
        )  # fmt: skip
        chosen = campaign.candidates.filter(outcome="accepted", batch__isnull=True)
        batches.choose(
            batch_id=batch.public_id, candidates=list(chosen.values_list("public_id", flat=True)),
            chosen=True, by=self.story.cast.he, now=self.story.now,
        )  # fmt: skip
        return batch

    def frozen(self, campaign: Campaign, *matters: Matter) -> Batch:
        """A frozen list whose matters have entered."""
        batch = self.prepared(campaign, *matters)
        batch = freeze_batch(
            batch_id=batch.public_id, by=self.story.cast.zhao, now=self.story.later(minutes=1).now
        )
        enter_and_defer(batch.pk, after=0, now=self.story.later(minutes=1).now)
        self.story.later(minutes=1)
        return batch

    def entry(self, batch: Batch, matter: Matter) -> BatchEntry:
        return BatchEntry.objects.get(batch=batch, matter=matter)

    def worked(self, matter: Matter) -> Matter:
        """Taken through the procedure again up to handling."""
        from touyan.intake.rules.words import Kind
        from touyan.matters.actions import people, procedure

        cast, now = self.story.cast, self.story.later(minutes=1).now
        procedure.triage(matter_id=matter.public_id, kind=Kind(matter.kind), urgent=False,
                         ordinary_procedure=False, non_prosecution=False, by=cast.wang, now=now)  # fmt: skip
        procedure.accept(matter_id=matter.public_id, by=cast.he, now=now)
        people.assign(matter_id=matter.public_id, handler=cast.li, department=None,
                      reason="熟悉案情", by=cast.he, now=now)  # fmt: skip
        procedure.start_handling(matter_id=matter.public_id, by=cast.li, now=now)
        return fresh(matter)
