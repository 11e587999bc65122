"""Reporting upward: who owes, what is frozen, who may read what of it."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from tests.cast import Cast
from tests.database.campaigns.reporting import CITY, COUNTY, Province, at
from tests.database.matters.stories import Story

from touyan.audit.models import Entry
from touyan.campaigns.actions import campaigns, reporting
from touyan.campaigns.actions.reporting import draft_report
from touyan.campaigns.models import CampaignReport
from touyan.campaigns.queries.reports import (
    acts_between,
    is_unchanged,
    previous_report,
    seen_lines,
)
from touyan.campaigns.rules.comparing import Kind, changes
from touyan.campaigns.rules.reported import figures_of, lines_of
from touyan.campaigns.rules.reporting import Period, period_of
from touyan.campaigns.rules.words import Step
from touyan.deadlines.models import CalendarYear, Revision
from touyan.intake.models import Wall
from touyan.kernel.errors import Conflict, NotPermitted, NotVisible, Refused
from touyan.matters.actions import endings
from touyan.matters.models import Matter
from touyan.organs.models import RoleGrant

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))


@pytest.fixture
def province(cast: Cast, now) -> Province:
    return Province(Story(cast, now))


def wall(matter: Matter, **against: object) -> None:
    """A wall raised after the list was frozen."""
    petition = matter.belongings.get().petition
    Wall.objects.create(petition=petition, reason="被反映", **against)


class TestDrafting:
    def test_the_night_drafts_what_became_due_for_the_office_and_the_one_between(
        self, province: Province
    ) -> None:
        province.begun()
        assert province.night("2026-11-30") == 0
        assert province.night("2026-12-01") == 2
        assert {r.organ.code for r in CampaignReport.objects.all()} == {CITY, COUNTY}
        report = province.report()
        assert (report.first, report.last) == (NOVEMBER.first, NOVEMBER.last)
        assert len(report.standings) == 3
        assert report.drafted_by is None

    def test_a_second_night_finds_it_done_and_a_long_sleep_is_caught_up(
        self, province: Province
    ) -> None:
        province.begun()
        province.night("2026-12-01")
        assert province.night("2026-12-02") == 0
        assert province.night("2027-02-01") == 4
        assert set(CampaignReport.objects.values_list("last__month", flat=True)) == {11, 12, 1}

    def test_a_weekly_campaign_is_reported_on_by_weeks(self, province: Province) -> None:
        province.begun(rhythm="weekly")
        assert province.night("2026-11-29") == 0
        assert province.night("2026-11-30") == 2
        assert province.report().last == date(2026, 11, 29)

    def test_the_due_day_is_moved_past_a_weekend(self, province: Province) -> None:
        province.begun()
        province.night("2026-12-01")
        assert province.report().due_on == date(2026, 12, 7)

    def test_a_due_day_in_an_unknown_year_moves_once_the_year_is_entered(
        self, province: Province
    ) -> None:
        province.begun(grace_days=2)
        province.night("2027-01-01")
        assert province.report(month=12).due_on == date(2027, 1, 2)
        CalendarYear.objects.create(year=2027, source="国办发明电", known_since=at("2027-01-01"))
        Revision.objects.update(token=uuid.uuid4())
        province.night("2027-01-02")
        assert province.report(month=12).due_on == date(2027, 1, 4)

    def test_it_is_read_from_the_register_as_it_stood_at_the_end_of_the_period(
        self, province: Province
    ) -> None:
        _campaign, batch, matters = province.begun()
        province.at("2026-11-30", hour=22).worked(matters[0])
        province.at("2026-12-01", hour=0).closed_again(matters[1])
        province.left(batch, matters[2])
        province.night("2026-12-02")
        steps = {line.matter: line for line in lines_of(province.report().standings)}
        assert steps[str(matters[0].public_id)].step is Step.WORKING
        assert steps[str(matters[1].public_id)].step is Step.SURVEYED
        assert not steps[str(matters[2].public_id)].left

    def test_a_matter_that_left_stays_in_the_gross_figure(self, province: Province) -> None:
        _campaign, batch, matters = province.begun()
        province.left(batch, matters[0])
        province.night("2026-12-01")
        figures = figures_of(lines_of(province.report().standings))
        assert (figures.of("gross"), figures.of("left"), figures.of("net")) == (3, 1, 2)

    def test_a_person_drafts_before_the_night_does_and_nobody_before_the_end(
        self, province: Province, cast: Cast
    ) -> None:
        campaign, _batch, _matters = province.begun()
        owed = {"campaign_id": campaign.public_id, "organ_code": COUNTY, "period": NOVEMBER}
        with pytest.raises(Refused, match="2026-11-30"):
            draft_report(**owed, by=cast.li, now=at("2026-11-30"))
        report = draft_report(**owed, by=cast.li, now=at("2026-12-01", hour=0))
        assert report.drafted_by == cast.li
        assert draft_report(**owed, by=cast.qian, now=at("2026-12-01")).pk == report.pk

    @pytest.mark.parametrize("who", ["wang", "sun", "he_city", "zhao_province"])
    def test_only_those_who_write_in_the_office_itself_draft(
        self, who: str, province: Province, cast: Cast
    ) -> None:
        campaign, _batch, _matters = province.begun()
        with pytest.raises(NotPermitted):
            draft_report(campaign_id=campaign.public_id, organ_code=COUNTY, period=NOVEMBER,
                         by=getattr(cast, who), now=at("2026-12-01"))  # fmt: skip

    def test_what_is_not_owed_is_not_drafted(self, province: Province, cast: Cast) -> None:
        campaign, _batch, _matters = province.begun()
        october = period_of(date(2026, 10, 9), "monthly")
        for code, period in [(COUNTY, october), ("330000", NOVEMBER), ("510104", NOVEMBER)]:
            with pytest.raises(NotVisible):
                draft_report(campaign_id=campaign.public_id, organ_code=code, period=period,
                             by=cast.he, now=at("2026-12-01"))  # fmt: skip

    def test_after_its_end_a_campaign_is_reported_on_once_more(self, province: Province) -> None:
        campaign, _batch, _matters = province.begun()
        campaigns.end_campaign(campaign_id=campaign.public_id, reason="全部办结",
                               by=province.story.cast.zhao_province,
                               now=at("2026-12-10"))  # fmt: skip
        province.night("2027-03-01")
        assert province.report(month=12).last == date(2026, 12, 10)
        assert CampaignReport.objects.count() == 4


class TestConfirming:
    def test_whoever_wrote_the_remarks_leaves_confirming_to_another(
        self, province: Province, cast: Cast
    ) -> None:
        province.begun()
        province.night("2026-12-01")
        report = province.report()
        reporting.write_remarks(report_id=report.public_id, remarks="本月无新增。", seen=None,
                                by=cast.he, now=at("2026-12-02"))  # fmt: skip
        with pytest.raises(NotPermitted, match="another"):
            province.confirmed(by=cast.he)
        done = province.confirmed(by=cast.zhao)
        assert (done.drafted_by, done.confirmed_by) == (cast.he, cast.zhao)

    def test_in_an_office_with_nobody_else_the_writer_confirms_alone(
        self, province: Province, cast: Cast
    ) -> None:
        province.begun()
        province.night("2026-12-01")
        organ = cast.organ_of(cast.he)
        RoleGrant.objects.filter(post__organ=organ).exclude(person=cast.he.person).update(
            revoked_at=province.story.now
        )
        reporting.write_remarks(report_id=province.report().public_id, remarks="一人院", seen=None,
                                by=cast.he, now=at("2026-12-02"))  # fmt: skip
        done = province.confirmed(by=cast.he)
        assert done.drafted_by == done.confirmed_by == cast.he

    def test_two_who_write_at_once_do_not_overwrite_each_other(
        self, province: Province, cast: Cast
    ) -> None:
        province.begun()
        province.night("2026-12-01")
        report = province.report()
        reporting.write_remarks(report_id=report.public_id, remarks="甲", seen=report.drafted_at,
                                by=cast.li, now=at("2026-12-02"))  # fmt: skip
        with pytest.raises(Conflict):
            reporting.write_remarks(report_id=report.public_id, remarks="乙",
                                    seen=report.drafted_at, by=cast.qian,
                                    now=at("2026-12-02"))  # fmt: skip
        with pytest.raises(Conflict):
            reporting.confirm_report(report_id=report.public_id, seen=report.drafted_at,
                                     by=cast.he, now=at("2026-12-02"))  # fmt: skip

    def test_a_confirmed_report_is_neither_written_on_nor_confirmed_again(
        self, province: Province, cast: Cast
    ) -> None:
        province.begun()
        province.night("2026-12-01")
        report = province.confirmed()
        for act in (reporting.write_remarks, reporting.confirm_report):
            more = {"remarks": "改"} if act is reporting.write_remarks else {}
            with pytest.raises(Refused, match="no longer changes"):
                act(report_id=report.public_id, seen=None, by=cast.zhao, now=at("2026-12-03"),
                    **more)  # fmt: skip

    def test_later_changes_leave_a_frozen_report_as_it_was(self, province: Province) -> None:
        _campaign, batch, matters = province.begun()
        province.night("2026-12-01")
        before = province.confirmed()
        province.at("2026-12-05").closed_again(matters[0])
        province.left(batch, matters[1])
        province.night("2027-01-01")
        after = province.report()
        assert after.standings == before.standings
        assert is_unchanged(after)

    @pytest.mark.parametrize(
        "changed",
        [
            {"remarks": "另有说明"},
            {"due_on": date(2026, 12, 20)},
            {"salt": "00"},
            {"as_of": at("2026-11-29")},
            {"confirmed_at": at("2026-12-09")},
            {"last": date(2026, 11, 29)},
        ],
    )
    def test_an_alteration_in_the_database_is_seen(
        self, changed: dict[str, object], province: Province
    ) -> None:
        province.begun()
        province.night("2026-12-01")
        report = province.confirmed()
        assert is_unchanged(province.report())
        CampaignReport.objects.filter(pk=report.pk).update(**changed)
        assert not is_unchanged(province.report())

    @pytest.mark.parametrize("how", ["dropped", "added", "moved", "left", "other office"])
    def test_an_altered_matter_is_seen(self, how: str, province: Province) -> None:
        province.begun()
        province.night("2026-12-01")
        report = province.confirmed()
        rows = report.standings
        altered = {
            "dropped": rows[:-1],
            "added": [*rows, rows[0]],
            "moved": [{**rows[0], "step": "resolved"}, *rows[1:]],
            "left": [{**rows[0], "left": True}, *rows[1:]],
            "other office": [{**rows[0], "organ": 1}, *rows[1:]],
        }[how]
        CampaignReport.objects.filter(pk=report.pk).update(standings=altered)
        assert not is_unchanged(province.report())

    def test_the_database_refuses_a_confirmed_report_without_digest_and_two_of_a_period(
        self, province: Province
    ) -> None:
        province.begun()
        province.night("2026-12-01")
        report = province.report()
        with pytest.raises(IntegrityError), transaction.atomic():
            CampaignReport.objects.filter(pk=report.pk).update(confirmed_at=at("2026-12-02"))
        report.pk, report.public_id = None, Matter().public_id
        with pytest.raises(IntegrityError), transaction.atomic():
            report.save()

    def test_every_step_is_on_the_audit_log(self, province: Province, cast: Cast) -> None:
        province.begun()
        province.night("2026-12-01")
        reporting.write_remarks(report_id=province.report().public_id, remarks="甲", seen=None,
                                by=cast.li, now=at("2026-12-02"))  # fmt: skip
        report = province.confirmed()
        reporting.take_report(report_id=report.public_id, form="pdf", by=cast.he,
                              now=at("2026-12-03"))  # fmt: skip
        found = Entry.objects.filter(verb__contains="_report").order_by("pk")
        verbs = list(found.values_list("verb", flat=True))
        assert verbs == [
            "campaign.draft_report", "campaign.draft_report", "campaign.write_report",
            "campaign.confirm_report", "campaign.take_report",
        ]  # fmt: skip


class TestComparing:
    def test_the_next_report_tells_what_changed_matter_by_matter_and_by_which_act(
        self, province: Province, cast: Cast
    ) -> None:
        campaign, batch, matters = province.begun()
        province.at("2026-11-25").closed_again(matters[0])
        province.night("2026-12-01")
        province.confirmed()
        endings.reopen(matter_id=matters[0].public_id, reason="信访人提交新的鉴定意见", by=cast.he,
                       now=at("2026-12-08"))  # fmt: skip
        province.at("2026-12-09").left(batch, matters[1])
        province.at("2026-12-10").worked(matters[2])
        late = province.at("2026-12-11").story.closed()
        province.frozen(campaign, late)
        province.night("2027-01-01")
        after, before = province.report(month=12), province.report()
        assert previous_report(after) == before
        viewer = cast.viewer(cast.he)
        old, new = seen_lines(before, viewer=viewer), seen_lines(after, viewer=viewer)
        found = changes(old, new)
        told = {change.line.matter: change for change in found}
        assert {m: c.kind for m, c in told.items()} == {
            str(matters[0].public_id): Kind.REOPENED,
            str(matters[1].public_id): Kind.LEFT,
            str(matters[2].public_id): Kind.MOVED,
            str(late.public_id): Kind.ENTERED,
        }
        acts = acts_between(
            {m: c.because for m, c in told.items()}, since=before.as_of, until=after.as_of,
            viewer=viewer,
        )  # fmt: skip
        assert {m: [a.verb for a in each] for m, each in acts.items()} == {
            str(matters[0].public_id): ["reopen"],
            str(matters[1].public_id): ["leave_batch"],
            str(matters[2].public_id): ["start_handling"],
            str(late.public_id): ["enter_batch"],
        }

    def test_a_draft_nobody_confirmed_is_no_report_to_compare_with(
        self, province: Province
    ) -> None:
        province.begun()
        province.night("2027-01-01")
        assert previous_report(province.report(month=12)) is None
