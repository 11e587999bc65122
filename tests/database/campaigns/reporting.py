"""The province's campaign over matters of the county: the city between them gathers."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from tests.database.campaigns.campaigning import Drive, plan
from tests.database.matters.stories import Story, fresh

from touyan.campaigns.actions import batches, campaigns, candidates, reporting
from touyan.campaigns.models import Batch, Campaign, CampaignReport
from touyan.deadlines.rules.clock_rule import LEGAL_TIME
from touyan.matters.actions import endings, procedure
from touyan.matters.models import Matter
from touyan.organs.models import Account
from touyan.workflows.enter_campaign import enter_and_defer, freeze_batch

CITY, COUNTY = "330100", "330106"


def at(day: str, hour: int = 9) -> datetime:
    """A moment of a day in Beijing."""
    on = date.fromisoformat(day)
    return datetime(on.year, on.month, on.day, hour, tzinfo=LEGAL_TIME)


class Province(Drive):
    """Everything the organiser does is done by the province's people."""

    def __init__(self, story: Story) -> None:
        super().__init__(story)

    def opened(self, **changes: Any) -> Campaign:
        cast, now = self.story.cast, self.story.now
        drawn = campaigns.create_campaign(
            organ=cast.organ_of(cast.he_province), plan=plan(**changes), by=cast.he_province,
            now=now,
        )  # fmt: skip
        return campaigns.open_campaign(campaign_id=drawn.public_id, by=cast.zhao_province, now=now)

    def frozen(self, campaign: Campaign, *matters: Matter) -> Batch:
        cast = self.story.cast
        candidates.decide_by_rule(
            campaign_id=campaign.public_id, matters=[m.public_id for m in matters], accept=True,
            reason="符合专项范围", by=cast.he_province, now=self.story.now,
        )  # fmt: skip
        batch = batches.prepare_batch(
            campaign_id=campaign.public_id, due_on=self.story.now.date() + timedelta(days=180),
            by=cast.he_province, now=self.story.now,
        )  # fmt: skip
        chosen = campaign.candidates.filter(outcome="accepted", batch__isnull=True)
        batches.choose(
            batch_id=batch.public_id, candidates=list(chosen.values_list("public_id", flat=True)),
            chosen=True, by=cast.he_province, now=self.story.now,
        )  # fmt: skip
        batch = freeze_batch(
            batch_id=batch.public_id, by=cast.zhao_province, now=self.story.later(minutes=1).now
        )
        enter_and_defer(batch.pk, after=0, now=self.story.later(minutes=1).now)
        self.story.later(minutes=1)
        return batch

    def begun(self, number: int = 3, **changes: Any) -> tuple[Campaign, Batch, list[Matter]]:
        """A campaign whose first list holds some matters of the county."""
        matters = [self.story.closed() for _each in range(number)]
        campaign = self.opened(**changes)
        batch = self.frozen(campaign, *matters)
        return campaign, batch, [fresh(matter) for matter in matters]

    def closed_again(self, matter: Matter) -> Matter:
        """Worked on, answered and closed since the list was frozen."""
        cast = self.story.cast
        self.worked(matter)
        procedure.decide(matter_id=matter.public_id, reason="复查后维持原处理意见。", by=cast.zhao,
                         now=self.story.later(minutes=1).now)  # fmt: skip
        self.story.served(fresh(matter), "answer")
        where = dict.fromkeys(endings.claims_of(matter), "答复函第三部分")
        endings.close(matter_id=matter.public_id, report="诉求均已再次答复。", answered_where=where,
                      by=cast.he, now=self.story.later(minutes=1).now)  # fmt: skip
        return fresh(matter)

    def left(self, batch: Batch, matter: Matter) -> None:
        batches.leave_batch(
            entry_id=self.entry(batch, matter).pk, reason="另案一并办理",
            by=self.story.cast.zhao_province, now=self.story.later(minutes=1).now,
        )  # fmt: skip

    def at(self, day: str, hour: int = 9) -> Province:
        """Time passes to that day."""
        self.story.now = at(day, hour)
        return self

    def night(self, day: str) -> int:
        """The night's work on the morning of that day."""
        return reporting.draft_due(now=self.at(day, hour=1).story.now)

    def report(self, code: str = COUNTY, month: int = 11) -> CampaignReport:
        return CampaignReport.objects.select_related("campaign", "organ").get(
            organ__code=code, first__month=month
        )

    def confirmed(
        self, code: str = COUNTY, month: int = 11, *, by: Account | None = None
    ) -> CampaignReport:
        report = self.report(code, month)
        heads = {COUNTY: self.story.cast.he, CITY: self.story.cast.he_city}
        return reporting.confirm_report(
            report_id=report.public_id, seen=None, by=by or heads[code],
            now=self.story.later(minutes=1).now,
        )  # fmt: skip
