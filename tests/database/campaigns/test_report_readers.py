"""Who may read what of the reports upward, and who is told of late ones."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.cast import Cast
from tests.database.campaigns.campaigning import Drive
from tests.database.campaigns.reporting import CITY, COUNTY, Province
from tests.database.matters.stories import Story, fresh

from touyan.campaigns.queries.reports import (
    late_beneath,
    owed_by,
    report_by_public_id,
    reports_seen,
    reports_waiting,
    seen_lines,
)
from touyan.campaigns.rules.comparing import Kind, changes
from touyan.campaigns.rules.reported import figures_of
from touyan.campaigns.rules.reporting import Period
from touyan.intake.models import Wall
from touyan.kernel.errors import NotVisible
from touyan.matters.models import Matter
from touyan.organs.models import Organ

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))


@pytest.fixture
def province(cast: Cast, now) -> Province:
    return Province(Story(cast, now))


def wall(matter: Matter, **against: object) -> None:
    """A wall raised after the list was frozen."""
    petition = matter.belongings.get().petition
    Wall.objects.create(petition=petition, reason="被反映", **against)


class TestWhoSeesWhat:
    def test_reports_are_read_in_the_office_and_above_it_and_nowhere_else(
        self, province: Province, cast: Cast
    ) -> None:
        province.begun()
        province.night("2026-12-01")
        seen = {
            who: set(reports_seen(viewer=cast.viewer(getattr(cast, who)))
                     .values_list("organ__code", flat=True))
            for who in ("he", "he_city", "he_province", "zhou", "xitong")
        }  # fmt: skip
        assert seen == {
            "he": {COUNTY}, "he_city": {CITY, COUNTY}, "he_province": {CITY, COUNTY},
            "zhou": set(), "xitong": set(),
        }  # fmt: skip
        with pytest.raises(NotVisible):
            report_by_public_id(province.report(CITY).public_id, viewer=cast.viewer(cast.he))

    def test_a_walled_person_sees_figures_of_what_they_may_see_alone(
        self, province: Province, cast: Cast
    ) -> None:
        _campaign, _batch, matters = province.begun()
        province.night("2026-12-01")
        report = province.confirmed()
        wall(matters[0], person=cast.li.person)
        lines = seen_lines(report, viewer=cast.viewer(cast.li))
        assert figures_of(lines).of("gross") == 2
        assert str(matters[0].public_id) not in {line.matter for line in lines}
        assert len(seen_lines(report, viewer=cast.viewer(cast.he))) == 3

    def test_what_a_wall_hides_changes_without_being_told(
        self, province: Province, cast: Cast
    ) -> None:
        _campaign, batch, matters = province.begun()
        wall(matters[0], person=cast.li.person)
        province.night("2026-12-01")
        province.confirmed()
        province.at("2026-12-05").left(batch, matters[0])
        province.night("2027-01-01")
        before, after = province.report(), province.report(month=12)
        for who, kinds in ((cast.li, []), (cast.he, [Kind.LEFT])):
            viewer = cast.viewer(who)
            found = changes(seen_lines(before, viewer=viewer), seen_lines(after, viewer=viewer))
            assert [change.kind for change in found] == kinds

    def test_an_office_behind_a_wall_does_not_report_what_it_may_not_know_and_the_one_above_does(
        self, province: Province, cast: Cast
    ) -> None:
        _campaign, _batch, matters = province.begun()
        wall(matters[0], organ=cast.organ_of(cast.he))
        province.night("2026-12-01")
        assert len(province.report(COUNTY).standings) == 2
        assert len(province.report(CITY).standings) == 3

    def test_an_office_kept_from_every_matter_is_not_even_told_that_it_would_owe(
        self, province: Province, cast: Cast
    ) -> None:
        campaign, _batch, matters = province.begun(number=1)
        province.night("2026-12-01")
        report = province.report(COUNTY)
        wall(matters[0], organ=cast.organ_of(cast.he))
        viewer = cast.viewer(cast.he)
        assert owed_by(campaign, viewer=viewer, today=date(2026, 12, 1)) == {}
        assert not reports_waiting(viewer=viewer).exists()
        with pytest.raises(NotVisible):
            report_by_public_id(report.public_id, viewer=viewer)

    def test_a_matter_handed_to_another_office_stays_in_the_report_of_the_office_it_was_listed_under(
        self, province: Province
    ) -> None:
        _campaign, _batch, matters = province.begun()
        other = Organ.objects.get(code="510104")
        Matter.objects.filter(pk=matters[0].pk).update(organ=other, first_organ=other)
        province.night("2026-12-01")
        assert len(province.report(COUNTY).standings) == 3

    def test_late_reports_are_on_the_list_of_the_office_and_of_the_organiser(
        self, province: Province, cast: Cast
    ) -> None:
        province.begun()
        province.night("2026-12-01")
        organiser, office = cast.viewer(cast.he_province), cast.viewer(cast.he)
        assert reports_waiting(viewer=office).count() == 1
        due = province.report().due_on
        assert not late_beneath(viewer=organiser, today=due).exists()
        assert late_beneath(viewer=organiser, today=due + timedelta(days=1)).count() == 2
        province.confirmed()
        assert late_beneath(viewer=organiser, today=due + timedelta(days=1)).count() == 1
        assert not reports_waiting(viewer=office).exists()

    def test_the_organiser_owes_itself_nothing(self, cast: Cast, now) -> None:
        story = Story(cast, now)
        drive = Drive(story)
        matter = story.closed()
        campaign = drive.opened()
        drive.frozen(campaign, fresh(matter))
        assert owed_by(campaign, viewer=cast.viewer(cast.he), today=date(2027, 1, 1)) == {}
