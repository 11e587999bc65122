"""An inspection whose matters were drawn and shared out, made for the tests of reviewing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tests.cast import Cast
from tests.database.campaigns.stories import serving
from tests.database.matters.stories import Story

from touyan.inspections.actions import plans
from touyan.inspections.actions.drawing import draw_matters, freeze_population
from touyan.inspections.actions.plans import Plan
from touyan.inspections.models import Checklist, Inspection, Member, Pick, Review
from touyan.inspections.rules.words import Seat
from touyan.matters.models import Matter
from touyan.organs.models import Account
from touyan.organs.rules.roles import Role

NOTE = "卷内没有相应记录，见第3页。"
PAPER = "正卷第3页"


@dataclass
class Reviewed:
    """The province looks at the county's matters; two inspectors come from the city office next
    door, whose own scope ends there, the third from the province itself."""

    story: Story
    inspection: Inspection
    first: Account
    second: Account
    third: Account

    @property
    def cast(self) -> Cast:
        return self.story.cast

    def pick(self, matter: Matter) -> Pick:
        return Pick.objects.select_related("entry__inspection__checklist", "entry__organ").get(
            entry__inspection=self.inspection, entry__matter=matter
        )

    def seat(self, matter: Matter, *, seats: int = 2) -> list[Review]:
        """Both reviewers get the matter."""
        people = ((Seat.FIRST, self.first), (Seat.SECOND, self.second))[:seats]
        return [
            Review.objects.create(pick=self.pick(matter), seat=seat, reviewer=who,
                                  assigned_by=self.cast.sun_province, assigned_at=self.story.now)
            for seat, who in people
        ]  # fmt: skip


def inspected(story: Story, *, seats: int = 2) -> Reviewed:
    """Freeze and draw all that is in the county, with three inspectors named."""
    cast = story.cast
    inspection = plans.plan_inspection(
        plan=Plan(name="首次信访领导包案专项督查", basis="上级部署", scope={}, seats=seats,
                  starts_on=date(2026, 11, 1), ends_on=date(2027, 10, 31),
                  checklist=Checklist.objects.get(organ=None)),
        organ=cast.organ_of(cast.sun_province), by=cast.sun_province, now=story.now,
    )  # fmt: skip
    freeze_population(inspection_id=inspection.public_id, by=cast.he_province, now=story.now)
    draw_matters(inspection_id=inspection.public_id, number="", by=cast.he_province, now=story.now)
    inspection.refresh_from_db()
    elsewhere = cast.organ_of(cast.zhou)
    people = [serving(cast, elsewhere, name, Role.INSPECTOR) for name in ("高远", "林静")]
    people.append(cast.sun_province)
    for one in people:
        Member.objects.create(inspection=inspection, account=one, added_by=cast.sun_province,
                              added_at=story.now)  # fmt: skip
    return Reviewed(story, inspection, *people)


def answers(**changes: dict[str, str] | str) -> dict[str, dict[str, str]]:
    """Everything met, in words where words are asked for; change what the test is about."""
    usual = {f"Q{n:02}": {"answer": "met", "note": "与卷内材料一致"} for n in range(1, 25)}
    usual["Q23"] = {"answer": "愿意接受答复"}
    given = {code: {"answer": one, "note": NOTE, "evidence": PAPER} if isinstance(one, str) else one
             for code, one in changes.items()}  # fmt: skip
    return {**usual, **given}
