"""The province looks at every matter of a county: reviewed, found, told, mended."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.cast import Cast
from tests.database.matters.stories import Story

from touyan.inspections.actions import checklists, drawing, findings, plans
from touyan.inspections.actions.findings import record_faults
from touyan.inspections.actions.plans import Plan
from touyan.inspections.models import Checklist, Finding, Inspection, Member, Pick, Review
from touyan.inspections.rules.words import Seat
from touyan.matters.models import Matter
from touyan.organs.models import Account

NOTE = "卷内没有相应记录，见第3页。"
BAD = {"answer": "not_met", "note": NOTE, "evidence": "正卷第3页"}
HARM = {**BAD, "note": "应救助未救助。", "severity": "harm"}
COUNTED = [f"Q{number:02}" for number in range(1, 25) if number != 23]


def answers(**changes: dict[str, str]) -> dict[str, dict[str, str]]:
    """Everything met; change what the test is about."""
    usual = {code: {"answer": "met"} for code in COUNTED}
    return {**usual, "Q23": {"answer": "愿意接受答复"}, **changes}


@dataclass
class Looked:
    """An inspection by the province with what was found in it."""

    story: Story
    name: str = "首次信访领导包案专项督查"
    previous: Inspection | None = None
    matters: list[Matter] = field(default_factory=list)
    inspection: Inspection = field(init=False)

    @property
    def cast(self) -> Cast:
        return self.story.cast

    @property
    def now(self) -> Any:
        return self.story.now

    def drawn(self, number: int = 1, *, seats: int = 1, public: str = "", **changes: Any) -> Looked:
        """So many matters of the county on the frozen list, every one looked at; or a sample drawn
        by a public number of the next day."""
        self.matters += [self.story.accepted() for _each in range(number)]
        checklists.load_shipped(now=self.now)
        plan = Plan(
            name=self.name, basis="上级部署", scope={"levels": [4]}, seats=seats,
            starts_on=date(2026, 11, 1), ends_on=date(2027, 10, 31),
            checklist=Checklist.objects.get(organ=None), previous=self.previous, **changes,
        )  # fmt: skip
        made = plans.plan_inspection(
            organ=self.cast.organ_of(self.cast.he_province), plan=plan, by=self.cast.he_province,
            now=self.now,
        )  # fmt: skip
        act = {"inspection_id": made.public_id, "by": self.cast.zhao_province}
        drawing.freeze_population(**act, now=self.now)
        if public:
            self.story.later(days=2)
        self.inspection = drawing.draw_matters(**act, number=public, now=self.now)
        Member.objects.create(inspection=made, account=self.cast.sun_province, added_at=self.now)
        return self

    def pick(self, place: int = 0) -> Pick:
        return Pick.objects.select_related("entry__inspection__checklist", "entry__organ").get(
            entry__inspection=self.inspection, entry__matter=self.matters[place]
        )

    def answered(
        self, place: int, seat: Seat, by: Account | None = None, **given: dict[str, str]
    ) -> list[Finding]:
        """One reviewer is done; whoever finishes last brings out what stands."""
        who = by or self.cast.sun_province
        said = given if seat is Seat.THIRD else answers(**given)
        Review.objects.create(
            pick=self.pick(place), seat=seat, reviewer=who, assigned_at=self.now, answers=said,
            saved_at=self.now, done_at=self.now,
        )  # fmt: skip
        return record_faults(pick=self.pick(place), by=who, now=self.now)

    def found(self, place: int = 0, **given: dict[str, str]) -> list[Finding]:
        """One reviewer found this."""
        return self.answered(place, Seat.FIRST, **(given or {"Q05": BAD}))

    def move(self, finding: Finding, verb: str, by: Account, **more: Any) -> Finding:
        act = findings.close if verb == "pass" else getattr(findings, verb)
        return act(finding_id=finding.public_id, by=by, now=self.now, **more)

    def told(self, place: int = 0, **given: dict[str, str]) -> Finding:
        (finding,) = self.found(place, **given)
        return self.move(finding, "tell", self.cast.zhao_province)

    def final(self, place: int = 0, **given: dict[str, str]) -> Finding:
        return self.move(self.told(place, **given), "accept", self.cast.he)

    def mending(self, place: int = 0, **given: dict[str, str]) -> Finding:
        finding = self.final(place, **given)
        return self.move(finding, "plan", self.cast.he, text="补正阅卷记录", owner=self.cast.li)

    def claimed(self, place: int = 0, **given: dict[str, str]) -> Finding:
        finding = self.mending(place, **given)
        return self.move(finding, "claim", self.cast.li, text="已补正", evidence="正卷第8页")

    def closed(self, place: int = 0, **given: dict[str, str]) -> Finding:
        finding = self.claimed(place, **given)
        return self.move(finding, "pass", self.cast.sun_province, text="已核对原卷")
