"""An inspection by the city over the matters of its counties, brought along by the actions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tests.database.campaigns.stories import serving
from tests.database.matters.stories import Story

from touyan.inspections.actions import checklists, drawing, members, plans
from touyan.inspections.actions.plans import Plan
from touyan.inspections.models import Checklist, Inspection
from touyan.inspections.rules.words import Mode
from touyan.intake.models import Petition, Wall
from touyan.matters.models import Matter
from touyan.organs.models import Account, Organ
from touyan.organs.rules.roles import Role

NUMBER = "3391.76"


def walled(matter: Matter, **brick: Any) -> Matter:
    """The matter with one more part of a wall around it."""
    petition = Petition.objects.filter(belonging__matter=matter).earliest("pk")
    Wall.objects.create(petition=petition, reason="被反映", **brick)
    return matter


@dataclass
class Look:
    """He of the city plans, Zhao of the city decides."""

    story: Story
    crew: list[Account] = field(default_factory=list)

    @property
    def organ(self) -> Organ:
        return self.story.cast.organ_of(self.story.cast.he_city)

    def plan(self, **changes: Any) -> Plan:
        checklists.load_shipped(now=self.story.now)
        usual: dict[str, Any] = {
            "name": "2026年首次信访领导包案专项督查",
            "basis": "杭州市检察院2026年专项督查方案",
            "scope": {"levels": [4]},
            "starts_on": date(2026, 11, 1),
            "ends_on": date(2027, 10, 31),
            "checklist": Checklist.objects.get(organ=None, number=1),
        }
        return Plan(**{**usual, **changes})

    def sampled(self, **changes: Any) -> Plan:
        usual: dict[str, Any] = {
            "mode": Mode.SIMPLE, "margin": Decimal("20.0"), "number_source": "上证指数收盘点位",
            "number_on": self.story.now.date() + timedelta(days=1),
        }  # fmt: skip
        return self.plan(**{**usual, **changes})

    def planned(self, plan: Plan | None = None, **changes: Any) -> Inspection:
        cast, now = self.story.cast, self.story.now
        wanted = plan or self.plan(**changes)
        return plans.plan_inspection(organ=self.organ, plan=wanted, by=cast.he_city, now=now)

    def frozen(self, plan: Plan | None = None, **changes: Any) -> Inspection:
        inspection = self.planned(plan, **changes)
        return drawing.freeze_population(
            inspection_id=inspection.public_id, by=self.story.cast.zhao_city, now=self.story.now
        )

    def drawn(self, plan: Plan | None = None, **changes: Any) -> Inspection:
        inspection = self.frozen(plan, **changes)
        if inspection.mode != Mode.FULL:
            self.story.later(days=2)
        return drawing.draw_matters(
            inspection_id=inspection.public_id, number=NUMBER, by=self.story.cast.zhao_city,
            now=self.story.now,
        )  # fmt: skip

    def inspectors(self, number: int = 3, *, organ: Organ | None = None) -> list[Account]:
        """So many more inspectors, of the city unless told otherwise."""
        made = [
            serving(self.story.cast, organ or self.organ, f"督查{len(self.crew) + n}",
                    Role.INSPECTOR)
            for n in range(number)
        ]  # fmt: skip
        self.crew += made
        return made

    def manned(self, inspection: Inspection, *accounts: Account) -> Inspection:
        members.name_members(
            inspection_id=inspection.public_id,
            accounts=[one.pk for one in accounts or self.inspectors()],
            by=self.story.cast.he_city, now=self.story.now,
        )  # fmt: skip
        return inspection

    def assigned(self, inspection: Inspection, **more: Any) -> members.Shared:
        return members.assign_reviewers(
            inspection_id=inspection.public_id, by=self.story.cast.he_city, now=self.story.now,
            **more,
        )  # fmt: skip
