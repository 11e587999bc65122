"""A statistical report: drawn up from the register, confirmed, sent up, received, restated."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.cast import Cast
from tests.database.leadership.covered import crowd
from tests.database.matters.stories import Story

from touyan.audit.models import Entry
from touyan.kernel.errors import NotPermitted, NotVisible, Refused
from touyan.statistics.actions.following import follow
from touyan.statistics.actions.reports import (
    ask_for_reports,
    ask_no_more,
    confirm_report,
    count_again,
    draft_due,
    draft_report,
    receive_report,
    restate_report,
    return_report,
)
from touyan.statistics.models import Fact, StatisticalReport
from touyan.statistics.queries.counted import Slice, counts
from touyan.statistics.queries.reports import (
    counted,
    figures_in,
    history,
    owed_under,
    periods_of,
    proof,
    stands,
)
from touyan.statistics.rules.measures import figure, shipped_measures
from touyan.statistics.rules.months import Months
from touyan.statistics.rules.reports import State, report_forms

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
MONTHLY = report_forms()["monthly"]
OCTOBER = Months(date(2026, 10, 1), date(2026, 10, 1))
APRIL = Months(date(2026, 4, 1), date(2026, 4, 1))


@pytest.fixture
def story(cast: Cast, now: datetime) -> Story:
    made = Story(cast, now)
    crowd(cast, now, under=cast.organ_of(cast.wang_city), number=60)
    follow(now=now)
    return made


def drafted(story: Story, **changes: object) -> StatisticalReport:
    given = {"form": MONTHLY, "organ": story.cast.organ_of(story.cast.he), "months": OCTOBER,
             "by": story.cast.qian, "now": story.now, **changes}  # fmt: skip
    return draft_report(**given)


def confirmed(story: Story, **changes: object) -> StatisticalReport:
    report = drafted(story, **changes)
    return confirm_report(report_id=report.public_id, by=story.cast.he, now=story.now)


def plan(story: Story, **changes: object):
    organ = story.cast.organ_of(story.cast.he_city)
    given = {"organ": organ, "form": MONTHLY, "days": 5, "since": date(2026, 9, 7),
             "by": story.cast.he_city, "now": story.now, **changes}  # fmt: skip
    return ask_for_reports(**given)


def test_every_cell_is_the_figure_of_its_months(story):
    organ = story.cast.organ_of(story.cast.he_city)
    report = drafted(story, organ=organ, months=APRIL, by=story.cast.he_city)
    found = counted(report)
    spans = {
        "period": APRIL,
        "year_to_date": Months(date(2026, 1, 1), date(2026, 4, 1)),
        "to_date_a_year_before": Months(date(2025, 1, 1), date(2025, 4, 1)),
    }
    for code in ("opened", "resolved_share", "leader_coverage"):
        measure = shipped_measures()[code]
        for column, months in spans.items():
            alone = figure(measure, counts(measure.elements, Slice(report.organ, months)))
            assert found[f"work/{code}/{column}"] == alone
    assert found["work/opened/period"].numerator


@pytest.mark.parametrize("table", ["kinds", "channels"])
def test_the_rows_by_kind_and_by_channel_add_up_to_the_whole(table, story):
    for title in ("来信一", "来信二"):
        story.petition(title=title)
    later = story.now + 14 * DAY
    follow(now=later)
    found = counted(drafted(story, months=Months(*[date(2026, 11, 1)] * 2), now=later))
    parts = [one.numerator for key, one in found.items()
             if key.startswith(f"{table}/") and key.endswith("/received")]  # fmt: skip
    assert sum(parts) == found["work/received/period"].numerator == 2


def test_a_confirmed_report_keeps_its_numbers_whatever_comes_later(story):
    report = confirmed(story, months=APRIL)
    told = figures_in(report)
    Fact.objects.filter(day__lte=APRIL.end).exclude(element="x").update(until=story.now + DAY)
    assert figures_in(StatisticalReport.objects.get(pk=report.pk)) == told
    assert proof(report).holds
    assert len(report.digest) == 64


def test_a_number_altered_behind_the_register_is_found(story):
    report = confirmed(story, months=APRIL)
    fact = Fact.objects.filter(
        organ=report.organ, element="opened", day__range=(APRIL.first, APRIL.end)
    ).first()
    assert fact
    Fact.objects.filter(pk=fact.pk).update(key="other")
    assert not proof(report).same_digest
    Fact.objects.filter(pk=fact.pk).delete()
    assert "work/opened/period" in proof(report).differing


def test_nobody_changes_a_confirmed_report(story):
    report = confirmed(story)
    for change in (
        lambda held: held.update(cells={}),
        lambda held: held.update(reason="改"),
        lambda held: held.delete(),
    ):
        with pytest.raises(IntegrityError, match="confirmed"), transaction.atomic():
            change(StatisticalReport.objects.filter(pk=report.pk))
    with pytest.raises(Refused, match="no longer changes"):
        count_again(report_id=report.public_id, by=story.cast.qian, now=story.now)
    with pytest.raises(Refused, match="no longer changes"):
        confirm_report(report_id=report.public_id, by=story.cast.he, now=story.now)


def test_a_period_is_reported_once_it_is_over_and_once_only(story):
    now = Months(date(2026, 11, 1), date(2026, 11, 1))
    with pytest.raises(Refused, match="drawn up from the day after"):
        drafted(story, months=now)
    assert drafted(story) == drafted(story)


def test_whoever_drew_it_up_does_not_confirm_it(story):
    report = drafted(story, by=story.cast.he)
    with pytest.raises(NotPermitted, match="drew this report up"):
        confirm_report(report_id=report.public_id, by=story.cast.he, now=story.now)
    assert confirm_report(report_id=report.public_id, by=story.cast.zhao, now=story.now)


def test_a_handler_draws_nothing_up_and_another_office_sees_nothing(story):
    with pytest.raises(NotPermitted):
        drafted(story, by=story.cast.li)
    report = drafted(story)
    with pytest.raises(NotVisible):
        confirm_report(report_id=report.public_id, by=story.cast.zhou, now=story.now)


def test_a_plan_has_every_office_beneath_report_every_period_that_is_over(story):
    made = plan(story)
    assert [one.first.month for one in periods_of(made, today=story.now.date())] == [10, 9]
    number = draft_due(now=story.now)
    assert number
    assert draft_due(now=story.now) == 0
    owed = owed_under(made, OCTOBER, today=story.now.date())
    assert number == 2 * len(owed)
    assert {one.state for one in owed} == {State.DRAFT}
    assert {one.due_on for one in owed} == {date(2026, 11, 5)}
    ask_no_more(plan_id=made.public_id, by=story.cast.he_city, now=story.now)
    assert draft_due(now=story.now + 40 * DAY) == 0


def test_the_office_above_receives_or_returns_and_a_restatement_stands_beside(story):
    plan(story)
    report = confirmed(story)
    assert stands(report) is State.SENT
    with pytest.raises(NotPermitted):
        receive_report(report_id=report.public_id, by=story.cast.he, now=story.now)
    with pytest.raises(Refused, match="why"):
        return_report(report_id=report.public_id, reason=" ", by=story.cast.he_city, now=story.now)
    return_report(
        report_id=report.public_id, reason="补登件未计入", by=story.cast.he_city, now=story.now
    )
    report.refresh_from_db()
    assert stands(report) is State.RETURNED
    newer = restate_report(
        report_id=report.public_id, reason="补登后重报", by=story.cast.qian, now=story.now
    )
    confirm_report(report_id=newer.public_id, by=story.cast.he, now=story.now)
    receive_report(report_id=newer.public_id, by=story.cast.he_city, now=story.now)
    assert [stands(one) for one in history(newer)] == [State.RETURNED, State.RECEIVED]
    with pytest.raises(Refused, match="answered already"):
        receive_report(report_id=newer.public_id, by=story.cast.he_city, now=story.now)


def test_every_step_is_in_the_audit_log_of_the_office(story):
    plan(story)
    report = confirmed(story)
    receive_report(report_id=report.public_id, by=story.cast.he_city, now=story.now)
    found = Entry.objects.filter(subject_id=str(report.public_id)).order_by("number")
    assert list(found.values_list("verb", flat=True)) == [
        "report.draft", "report.confirm", "report.receive",
    ]  # fmt: skip
    assert {one.organ_id for one in found} == {report.organ_id}
