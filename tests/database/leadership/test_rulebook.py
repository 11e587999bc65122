"""A rule of the leader's charge changes when two people want it to, and open matters follow."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.cast import Cast
from tests.database.matters.stories import Story

from touyan.audit.models import Entry
from touyan.intake.rules.words import Kind
from touyan.kernel.errors import Conflict, Invalid, NotPermitted, NotVisible, Refused
from touyan.leadership.actions import rulebook
from touyan.leadership.models import ChargeForm, DutyRow, LeadershipRule
from touyan.leadership.queries.rulebook import rules_now
from touyan.leadership.rules.dated import DatedRule
from touyan.matters.models import Act
from touyan.workflows import advance_matter
from touyan.workflows.change_leadership_rules import (
    approve_rule,
    reassess_and_defer,
    withdraw_rule,
)

WHY = "最高检新文件明确了第一类"


def shipped(code: str) -> DatedRule:
    return LeadershipRule.objects.get(code=code, shipped=True).as_rule()


def filled(**changes: object) -> DatedRule:
    """The first of the six added kinds, told at last."""
    rule = shipped("D3.1")
    content = {**rule.content, "to_fill": False, "kinds": ["civil_petition"]}
    return replace(rule, content=content, valid_from=date(2026, 11, 1), **changes)


def proposed(cast: Cast, now: datetime, **changes: object) -> LeadershipRule:
    return rulebook.propose_rule(rule=filled(**changes), reason=WHY, by=cast.he_spp, now=now)


def in_force(cast: Cast, now: datetime, **changes: object) -> LeadershipRule:
    version = proposed(cast, now, **changes)
    return approve_rule(version_id=version.pk, by=cast.zhao_spp, now=now)


def jobs() -> list[dict[str, object]]:
    return list(
        ProcrastinateJob.objects.filter(task_name="touyan.reassess_duties").values_list(
            "args", flat=True
        )
    )


def civil(cast: Cast, now: datetime):
    """A matter no shipped rule wants led."""
    matter = Story(cast, now).triaged(kind=Kind.CIVIL_PETITION)
    advance_matter.accept(matter_id=matter.public_id, by=cast.he, now=now)
    return matter


def kinds_in_force() -> list[str]:
    return [kind for rule in rules_now() if rule.code == "D3.1" for kind in rule.content["kinds"]]


def test_a_proposal_binds_nobody(cast: Cast, now: datetime) -> None:
    version = proposed(cast, now)
    assert (version.status, version.proposed_by) == ("proposed", cast.he_spp)
    assert kinds_in_force() == []
    assert jobs() == []


def test_once_a_second_person_approves_it_is_in_force_and_open_matters_follow(
    cast: Cast, now: datetime
) -> None:
    matter = civil(cast, now)
    assert not DutyRow.objects.get(matter=matter).due
    in_force(cast, now)
    assert kinds_in_force() == ["civil_petition"]
    [job] = jobs()
    assert reassess_and_defer(0, scope="", reason="test", by_id=cast.zhao_spp.pk, now=now) is None
    row = DutyRow.objects.get(matter=matter)
    assert (row.due, row.codes) == (True, ["D3.1"])
    form = ChargeForm.objects.get(matter=matter)
    assert form.submitted_by is None
    assert job["after"] == 0
    assert "D3.1" in str(job["reason"])
    entry = Entry.objects.filter(verb="matter.reassess_duty").latest("pk")
    assert entry.detail["due"] == 1


def test_doing_a_batch_again_changes_nothing(cast: Cast, now: datetime) -> None:
    civil(cast, now)
    in_force(cast, now)
    for _again in range(2):
        reassess_and_defer(0, scope="", reason="test", by_id=None, now=now)
    assert ChargeForm.objects.count() == 1
    assert Act.objects.filter(verb="submit_for_charge").count() == 1


def test_the_work_goes_on_where_a_batch_ended(cast: Cast, now: datetime) -> None:
    for _matter in range(3):
        civil(cast, now)
    in_force(cast, now)
    after = reassess_and_defer(0, scope="", reason="test", by_id=None, now=now, size=2)
    assert after
    assert [job["after"] for job in jobs()] == [0, after]
    assert reassess_and_defer(after, scope="", reason="t", by_id=None, now=now, size=2) is None
    assert DutyRow.objects.filter(due=True).count() == 3


def test_a_rule_of_another_province_leaves_matters_here_alone(cast: Cast, now: datetime) -> None:
    matter = civil(cast, now)
    in_force(cast, now, scope="35")
    assert [job["scope"] for job in jobs()] == ["35"]
    reassess_and_defer(0, scope="35", reason="test", by_id=None, now=now)
    assert not DutyRow.objects.get(matter=matter).due


def test_who_proposed_does_not_approve(cast: Cast, now: datetime) -> None:
    version = proposed(cast, now)
    with pytest.raises(NotPermitted):
        approve_rule(version_id=version.pk, by=cast.he_spp, now=now)


def test_the_database_itself_holds_the_second_person(cast: Cast, now: datetime) -> None:
    version = proposed(cast, now)
    version.status, version.approved_by, version.approved_at = "approved", cast.he_spp, now
    with pytest.raises(Exception, match="second_person"):
        version.save()
    connection.needs_rollback = False


@pytest.mark.parametrize("who", ["li", "he", "zhao", "he_city", "shenji"])
def test_whoever_keeps_no_rules_proposes_none(who: str, cast: Cast, now: datetime) -> None:
    with pytest.raises(NotPermitted):
        rulebook.propose_rule(rule=filled(), reason=WHY, by=getattr(cast, who), now=now)


def test_a_province_proposes_for_itself_alone(cast: Cast, now: datetime) -> None:
    rule = filled(scope="33")
    assert rulebook.propose_rule(rule=rule, reason=WHY, by=cast.he_province, now=now).scope == "33"
    with pytest.raises(NotPermitted):
        rulebook.propose_rule(rule=filled(), reason=WHY, by=cast.he_province, now=now)


def test_a_proposal_without_reason_or_with_faults_is_refused(cast: Cast, now: datetime) -> None:
    with pytest.raises(Refused, match="reason"):
        rulebook.propose_rule(rule=filled(), reason=" ", by=cast.he_spp, now=now)
    wrong = replace(filled(), name_en="", content={**filled().content, "levels": []})
    with pytest.raises(Invalid) as refused:
        rulebook.propose_rule(rule=wrong, reason=WHY, by=cast.he_spp, now=now)
    assert {problem.field for problem in refused.value.problems} == {"name_en", "levels"}


def test_only_versions_of_known_rules_are_proposed(cast: Cast, now: datetime) -> None:
    with pytest.raises(NotVisible):
        rulebook.propose_rule(rule=replace(filled(), code="D99"), reason=WHY, by=cast.he_spp,
                              now=now)  # fmt: skip


def test_two_versions_never_begin_on_one_day(cast: Cast, now: datetime) -> None:
    in_force(cast, now)
    again = proposed(cast, now)
    with pytest.raises(Conflict, match="already begins"):
        approve_rule(version_id=again.pk, by=cast.zhao_spp, now=now)


def test_withdrawing_gives_way_to_the_former_version_and_stays_on_record(
    cast: Cast, now: datetime
) -> None:
    version = in_force(cast, now)
    withdraw_rule(version_id=version.pk, reason="录入错误", by=cast.zhao_spp, now=now)
    assert kinds_in_force() == []
    version.refresh_from_db()
    assert version.status == "withdrawn"
    assert len(jobs()) == 2
    with pytest.raises(Conflict, match="withdrawn"):
        withdraw_rule(version_id=version.pk, reason="再次", by=cast.zhao_spp, now=now)
    with pytest.raises(Conflict, match="decided"):
        approve_rule(version_id=version.pk, by=cast.zhao_spp, now=now)


def test_a_proposer_takes_back_a_proposal_but_no_rule_in_force(cast: Cast, now: datetime) -> None:
    withdraw_rule(version_id=proposed(cast, now).pk, reason="改期", by=cast.he_spp, now=now)
    assert jobs() == []
    version = in_force(cast, now)
    with pytest.raises(NotPermitted):
        withdraw_rule(version_id=version.pk, reason="改期", by=cast.he_spp, now=now)


def test_a_rule_that_is_no_duty_rule_has_nothing_reckoned_anew(cast: Cast, now: datetime) -> None:
    rule = replace(shipped("S7"), content={"minutes": 20}, valid_from=date(2026, 12, 1))
    version = rulebook.propose_rule(rule=rule, reason=WHY, by=cast.he_spp, now=now)
    approve_rule(version_id=version.pk, by=cast.zhao_spp, now=now)
    assert jobs() == []
