"""The figures of a report by two paths that share no line: the product's queries over closings,
resolutions, charges and marks, and a replay of nothing but the acts in the ledger."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from tests.cast import Cast
from tests.database.campaigns.replaying import replay
from tests.database.campaigns.reporting import Province
from tests.database.campaigns.resolutions import verified
from tests.database.matters.stories import Story, fresh

from touyan.campaigns.actions import marks, resolving
from touyan.campaigns.models import Batch
from touyan.campaigns.queries.board import standings
from touyan.campaigns.rules.comparing import changes, effect_of
from touyan.campaigns.rules.reported import GROUP_NAMES, figures_of, lines_of
from touyan.kernel.errors import TouyanError
from touyan.leadership.actions import charges
from touyan.matters.actions import endings, procedure
from touyan.matters.models import Matter, Resolution


class Walk:
    """Whatever the product lets happen to the matters of a list, in an order drawn by lot."""

    def __init__(self, province: Province, batch: Batch, seed: int) -> None:
        self.province, self.batch, self.lot = province, batch, random.Random(seed)
        self.moves: list[Callable[[Matter], object]] = [
            self.lead, province.worked, self.propose, self.withdraw, self.close, self.resolve,
            self.end, self.reopen, self.leave,
        ]  # fmt: skip
        self.done: Counter[str] = Counter()

    @property
    def now(self) -> datetime:
        return self.province.story.later(hours=self.lot.randint(1, 30)).now

    def step(self, matter: Matter) -> None:
        weights = [4, 6, 4, 1, 8, 6, 2, 2, 1]
        (move,) = self.lot.choices(self.moves, weights)
        now = self.now
        try:
            move(fresh(matter))
        except TouyanError:
            self.province.story.now = now
            return
        self.done[move.__name__] += 1

    def lead(self, matter: Matter) -> None:
        zhao = self.province.story.cast.zhao
        charges.name_leader(matter_id=matter.public_id, leader=zhao, by=zhao,
                            note="此件由我包案，先约见当事人听取意见。", now=self.now)  # fmt: skip

    def propose(self, matter: Matter) -> None:
        entry = self.province.entry(self.batch, matter)
        marks.propose_closing(entry_id=entry.pk, reason="已答复", by=self.province.story.cast.li,
                              now=self.now)  # fmt: skip

    def withdraw(self, matter: Matter) -> None:
        entry = self.province.entry(self.batch, matter)
        marks.withdraw_proposal(entry_id=entry.pk, reason="尚有争议",
                                by=self.province.story.cast.li, now=self.now)  # fmt: skip

    def close(self, matter: Matter) -> None:
        cast = self.province.story.cast
        procedure.decide(matter_id=matter.public_id, reason="复查后维持原处理意见。", by=cast.zhao,
                         now=self.now)  # fmt: skip
        self.province.story.served(fresh(matter), "answer")
        where = dict.fromkeys(endings.claims_of(matter), "答复函第三部分")
        endings.close(matter_id=matter.public_id, report="均已答复。", answered_where=where,
                      by=cast.he, now=self.now)  # fmt: skip

    def resolve(self, matter: Matter) -> None:
        verified(self.province.story, matter, self.lot.choice([0, 1, 2, 2]))

    def end(self, matter: Matter) -> None:
        held = Resolution.objects.filter(matter=matter, state="verified").first()
        if held:
            resolving.end_by_office(resolution_id=held.public_id, reason="事实有变化",
                                    by=self.province.story.cast.he, now=self.now)  # fmt: skip

    def reopen(self, matter: Matter) -> None:
        endings.reopen(matter_id=matter.public_id, reason="有新的证据",
                       by=self.province.story.cast.he, now=self.now)  # fmt: skip

    def leave(self, matter: Matter) -> None:
        self.province.left(self.batch, matter)


@pytest.mark.parametrize("seed", range(5))
def test_both_paths_agree_at_every_moment_and_the_changes_told_are_the_whole_difference(
    seed: int, cast: Cast, now: datetime
) -> None:
    province = Province(Story(cast, now))
    campaign, batch, matters = province.begun(number=5)
    walk = Walk(province, batch, seed)
    moments = [province.story.now]
    for _turn in range(12):
        for matter in matters:
            walk.step(matter)
        moments.append(province.story.now)
    assert len(walk.done) >= 6, walk.done
    viewer, before = cast.viewer(cast.he_city), None
    for moment in moments:
        rows = standings(campaign, organ=cast.organ_of(cast.he_city), viewer=viewer, now=moment)
        found = figures_of(lines_of(rows))
        read = sum((replay(matter, batch, moment) for matter in matters), Counter())
        assert {g: found.of(g) for g in GROUP_NAMES} == {g: read[g] for g in GROUP_NAMES}
        if before is not None:
            told = effect_of(changes(lines_of(before), lines_of(rows)))
            past = figures_of(lines_of(before))
            assert all(past.of(g) + told[g] == found.of(g) for g in GROUP_NAMES)
        before = rows


def test_a_window_that_passes_later_does_not_change_what_was_reported_before(
    cast: Cast, now: datetime
) -> None:
    province = Province(Story(cast, now))
    campaign, _batch, matters = province.begun(number=1)
    province.closed_again(matters[0])
    held = verified(province.story, fresh(matters[0]))
    before = province.story.now
    province.story.later(days=200)
    resolving.confirm_resolution(resolution_id=held.public_id, performed="已全部履行。",
                                 by=cast.wang, now=province.story.now)  # fmt: skip
    viewer, city = cast.viewer(cast.he_city), cast.organ_of(cast.he_city)
    for moment, grade in ((before, 2), (province.story.now, 3)):
        (row,) = standings(campaign, organ=city, viewer=viewer, now=moment)
        assert row["grade"] == grade
    assert timedelta(days=200) == province.story.now - before
