"""The table of time limits and one rule's page: for everyone who is signed in."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from touyan.deadlines.models import ClockRuleVersion
from touyan.deadlines.queries import current_calendar, rules_in_force
from touyan.desk.rulebook.example import example_clock
from touyan.desk.rulebook.versions import groups_of, lines_of

pytestmark = pytest.mark.django_db


def version(code: str = "C1") -> ClockRuleVersion:
    return ClockRuleVersion.objects.get(code=code)


def url(code: str = "C1") -> str:
    return reverse("clock-rule", args=[version(code).pk])


@pytest.mark.parametrize("name", ["clock-rules", "calendar"])
def test_a_stranger_is_sent_to_sign_in(name: str, client) -> None:
    assert reverse("sign-in") in client.get(reverse(name))["Location"]


@pytest.mark.parametrize("who", ["wang", "zhao_spp", "xitong", "anquan", "shenji"])
def test_everyone_signed_in_may_read(who: str, cast, client_of) -> None:
    client = client_of(getattr(cast, who))
    for address in (reverse("clock-rules"), url(), reverse("calendar")):
        assert client.get(address).status_code == 200


def test_every_rule_in_force_stands_in_the_table_with_its_basis(cast, client_of) -> None:
    text = client_of(cast.wang).get(reverse("clock-rules")).content.decode()
    for rule in rules_in_force():
        assert rule.name_en in text
        assert rule.name_zh in text
    assert "7 calendar days" in text
    assert "3 months (+ 3 months at most)" in text
    assert "every month" in text
    doubtful = [rule for rule in rules_in_force() if rule.certainty == "to_confirm"]
    assert text.count("to be confirmed</span>") == len(doubtful) > 0


def test_the_table_speaks_chinese(cast, client_of) -> None:
    client = client_of(cast.wang, language="zh-hans")
    text = client.get(reverse("clock-rules")).content.decode()
    assert "《人民检察院刑事诉讼规则》第一百六十一条" in text


def test_a_rule_nobody_knows_is_not_found(cast, client_of) -> None:
    client = client_of(cast.wang)
    assert client.get(reverse("clock-rule", args=[999_999])).status_code == 404


def test_the_table_costs_the_same_however_many_versions_there_are(
    cast, client_of, django_assert_max_num_queries
) -> None:
    client = client_of(cast.wang)
    with django_assert_max_num_queries(12):
        client.get(reverse("clock-rules"))


def test_an_example_is_computed_and_explained(cast, client_of) -> None:
    text = client_of(cast.wang).get(url(), {"start": "20260924"}).content.decode()
    assert "2026-10-08" in text  # 1 October is a holiday, the 8th the next working day
    assert "Days off" not in text
    assert "is a day off, so the period ends on the next working day" in text


def test_a_start_that_is_no_day_is_said(cast, client_of) -> None:
    text = client_of(cast.wang).get(url(), {"start": "20260231"}).content.decode()
    assert "Enter a real date" in text
    assert "Last day:" not in text


def test_an_example_in_a_year_nobody_knows_is_not_guessed(cast, client_of) -> None:
    unknown = max(current_calendar().known_years) + 1
    text = client_of(cast.wang).get(url(), {"start": f"{unknown}0301"}).content.decode()
    assert "The last day cannot be said." in text
    assert f"does not know the year {unknown}" in text


@pytest.mark.parametrize("code", ["C1", "C3", "C4", "C11", "C17", "C22"])
def test_every_shipped_rule_can_be_tried(code: str) -> None:
    rule = version(code).as_rule()
    clock = example_clock(rule, date(2026, 3, 2), current_calendar())
    assert clock.due_on is not None
    assert clock.explain("en")


def later(base: ClockRuleVersion, **changes: object) -> ClockRuleVersion:
    base.pk = None
    for name, value in changes.items():
        setattr(base, name, value)
    base.save()
    return base


@pytest.mark.parametrize(
    ("begins", "ends", "expected"),
    [
        (date(2026, 11, 23), None, {"current": date(2026, 11, 23), "replaced": date(2019, 12, 30)}),
        (date(2026, 11, 24), None, {"coming": date(2026, 11, 24), "current": date(2019, 12, 30)}),
        (
            date(2026, 1, 1),
            date(2026, 11, 22),
            {"ended": date(2026, 1, 1), "current": date(2019, 12, 30)},
        ),
        (
            date(2026, 1, 1),
            date(2026, 11, 23),
            {"current": date(2026, 1, 1), "replaced": date(2019, 12, 30)},
        ),
    ],
)
def test_a_version_stands_as_the_engine_applies_it(
    begins: date, ends: date | None, expected: dict[str, date]
) -> None:
    later(version(), valid_from=begins, valid_to=ends, amount=5)
    lines = lines_of(ClockRuleVersion.objects.filter(code="C1"), today=date(2026, 11, 23), names={})
    assert {line.status: line.rule.valid_from for line in lines} == expected


def test_a_withdrawn_or_proposed_version_governs_nothing(now) -> None:
    later(version(), valid_from=date(2026, 6, 1), status="proposed")
    lines = lines_of(ClockRuleVersion.objects.filter(code="C1"), today=date(2026, 11, 23), names={})
    assert [line.status for line in lines] == ["proposed", "current"]
    assert [line.status for group in groups_of(lines) for line in group.lines] == ["current"]


def test_a_region_of_its_own_forms_a_group(cast, client_of) -> None:
    later(version(), scope="35", unit="working_day", valid_from=date(2026, 6, 1))
    text = client_of(cast.wang).get(reverse("clock-rules")).content.decode()
    assert "People&#x27;s Procuratorate of Fujian Province" in text
    assert "7 working days" in text
