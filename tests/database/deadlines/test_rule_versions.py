from datetime import date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from tests.cast import Cast

from touyan.audit.models import Entry
from touyan.deadlines.actions import approve_rule, load_shipped, propose_rule, withdraw_rule
from touyan.deadlines.models import ClockRuleVersion
from touyan.deadlines.queries import has_authority, rule_versions, rules_as_of, rules_in_force
from touyan.deadlines.rules.rule_data import rule_to
from touyan.kernel.errors import Conflict, Invalid, NotPermitted, Refused
from touyan.organs.models import Account, RoleGrant
from touyan.organs.rules.roles import Role

pytestmark = pytest.mark.django_db


def row(**changes: Any) -> dict[str, Any]:
    """The shipped C1 as working days in Zhejiang from 2026, changed as asked."""
    c1 = next(rule for rule in rules_in_force() if rule.code == "C1")
    return {**rule_to(c1), "unit": "working_day", "scope": "33",
            "valid_from": date(2026, 1, 1), **changes}  # fmt: skip


def proposed(cast: Cast, by: Account | None = None, **changes: Any) -> ClockRuleVersion:
    return propose_rule(
        row=row(**changes), reason="省院公告", by=by or cast.he_province, now=cast.now
    )


def test_a_proposal_governs_nothing_until_a_second_person_approves(cast: Cast) -> None:
    version = proposed(cast)
    assert not [rule for rule in rules_in_force() if rule.scope == "33"]
    approve_rule(version_id=version.pk, by=cast.zhao_province, now=cast.now)
    found = [rule for rule in rules_as_of(date(2026, 2, 1)) if rule.scope == "33"]
    assert [rule.unit for rule in found] == ["working_day"]
    assert not [rule for rule in rules_as_of(date(2025, 12, 31)) if rule.scope == "33"]


def test_names_and_reason_stay_with_the_version_and_in_the_log(cast: Cast) -> None:
    version = proposed(cast)
    approve_rule(version_id=version.pk, by=cast.zhao_province, now=cast.now)
    version.refresh_from_db()
    assert (version.proposed_by_name, version.approved_by_name) == ("何文静", "赵敏")
    verbs = list(Entry.objects.order_by("-number").values_list("verb", flat=True)[:2])
    assert verbs == ["clock_rule.approve", "clock_rule.propose"]
    assert Entry.objects.latest("number").detail["valid_from"] == "2026-01-01"


def test_nobody_approves_their_own_proposal(cast: Cast) -> None:
    post = cast.he_province.person.posts.get()
    RoleGrant.objects.create(
        post=post, person=post.person, role=Role.DEPUTY_CHIEF, asked_at=cast.now,
        approved_at=cast.now, shipped=True,
    )  # fmt: skip
    version = proposed(cast)
    with pytest.raises(NotPermitted, match="second person"):
        approve_rule(version_id=version.pk, by=cast.he_province, now=cast.now)


def test_the_database_refuses_an_approval_by_one_person_too(cast: Cast) -> None:
    version = proposed(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        ClockRuleVersion.objects.filter(pk=version.pk).update(
            status="approved", approved_by=cast.he_province, approved_at=cast.now
        )


@pytest.mark.parametrize(
    "change",
    [
        {"approved_at": None},
        {"approved_by": None},
        {"amount": 0},
        {"unit": "week"},
        {"urgent_days": 9},
        {"valid_to": date(2025, 12, 31)},
        {"status": "withdrawn"},
        {"proposed_by": None},
    ],
)
def test_the_database_keeps_a_version_whole(change: dict[str, Any], cast: Cast) -> None:
    version = proposed(cast)
    approve_rule(version_id=version.pk, by=cast.zhao_province, now=cast.now)
    with pytest.raises(IntegrityError), transaction.atomic():
        ClockRuleVersion.objects.filter(pk=version.pk).update(**change)


def test_two_versions_cannot_begin_on_the_same_day(cast: Cast) -> None:
    first, second = proposed(cast), proposed(cast, amount=9)
    approve_rule(version_id=first.pk, by=cast.zhao_province, now=cast.now)
    with pytest.raises(Conflict, match="C1"):
        approve_rule(version_id=second.pk, by=cast.zhao_province, now=cast.now)
    second.refresh_from_db()
    assert second.status == "proposed"


def test_a_proposal_is_decided_once(cast: Cast) -> None:
    version = proposed(cast)
    approve_rule(version_id=version.pk, by=cast.zhao_province, now=cast.now)
    with pytest.raises(Conflict):
        approve_rule(version_id=version.pk, by=cast.zhao_province, now=cast.now)


def test_a_withdrawn_version_governs_no_more_and_stays_on_record(cast: Cast) -> None:
    version = proposed(cast)
    approve_rule(version_id=version.pk, by=cast.zhao_province, now=cast.now)
    withdraw_rule(version_id=version.pk, reason="误录", by=cast.zhao_province, now=cast.now)
    assert not [rule for rule in rules_in_force() if rule.scope == "33"]
    assert rule_versions().filter(pk=version.pk, status="withdrawn").exists()
    assert Entry.objects.latest("number").detail["reason"] == "误录"
    with pytest.raises(Conflict):
        withdraw_rule(version_id=version.pk, reason="误录", by=cast.zhao_province, now=cast.now)


def test_a_withdrawn_shipped_rule_does_not_come_back(cast: Cast) -> None:
    shipped = ClockRuleVersion.objects.get(code="C22", shipped=True)
    withdraw_rule(version_id=shipped.pk, reason="新规已废止", by=cast.zhao_spp, now=cast.now)
    load_shipped(now=cast.now)
    assert "C22" not in {rule.code for rule in rules_in_force()}


def test_who_proposes_may_withdraw_the_proposal_but_not_the_approved_version(cast: Cast) -> None:
    withdraw_rule(version_id=proposed(cast).pk, reason="误录", by=cast.he_province, now=cast.now)
    version = proposed(cast)
    approve_rule(version_id=version.pk, by=cast.zhao_province, now=cast.now)
    with pytest.raises(NotPermitted):
        withdraw_rule(version_id=version.pk, reason="误录", by=cast.he_province, now=cast.now)


def test_reasons_are_asked_for(cast: Cast) -> None:
    with pytest.raises(Refused, match="reason"):
        propose_rule(row=row(), reason=" ", by=cast.he_province, now=cast.now)
    with pytest.raises(Refused, match="reason"):
        withdraw_rule(version_id=proposed(cast).pk, reason="", by=cast.he_province, now=cast.now)


def test_a_faulty_proposal_names_its_fields(cast: Cast) -> None:
    with pytest.raises(Invalid) as refusal:
        proposed(cast, amount=0, name_zh="")
    assert {problem.field for problem in refusal.value.problems} == {"amount", "name_zh"}


@pytest.mark.parametrize(
    ("who", "scope", "allowed"),
    [
        ("he", "330106", True),
        ("he", "33", False),  # a county does not speak for the province
        ("he", "", False),
        ("he_province", "330106", True),  # the province speaks for its county
        ("he_province", "51", False),
        ("he_spp", "", True),
        ("xitong", "33", True),
        ("wang_spp", "", False),
        ("shenji", "", False),
        ("he_spp", "99", False),  # no such region
    ],
)
def test_rules_of_a_region_are_proposed_by_it_or_from_above(
    who: str, scope: str, allowed: bool, cast: Cast
) -> None:
    account = getattr(cast, who)
    if allowed:
        assert proposed(cast, by=account, scope=scope).status == "proposed"
        return
    with pytest.raises(NotPermitted):
        proposed(cast, by=account, scope=scope)


def test_an_office_on_its_own_keeps_the_nations_rules_itself(cast: Cast, now: datetime) -> None:
    roles = [Role.DEPARTMENT_HEAD]
    assert not has_authority(cast.he, roles=roles, now=now)
    above = RoleGrant.objects.filter(role=Role.DEPARTMENT_HEAD, post__organ__code="100000")
    above.update(revoked_at=now)
    assert has_authority(cast.he, roles=roles, now=now)
    assert not has_authority(cast.wang, roles=roles, now=now)


def test_no_table_of_this_package_keeps_a_state_or_a_due_day() -> None:
    tables = [name for name in connection.introspection.table_names() if "deadlines_" in name]
    assert tables
    with connection.cursor() as cursor:
        names = {
            column.name
            for table in tables
            for column in connection.introspection.get_table_description(cursor, table)
        }
    assert not {name for name in names if "overdue" in name or "due_on" in name or name == "late"}
