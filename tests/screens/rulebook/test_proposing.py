"""A rule changes when two people of the office it belongs to want it to."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from touyan.deadlines.models import ClockRuleVersion
from touyan.deadlines.queries import rules_in_force

pytestmark = pytest.mark.django_db


def version(code: str = "C1") -> ClockRuleVersion:
    return ClockRuleVersion.objects.filter(code=code).earliest("pk")


def form(**changes: object) -> dict[str, object]:
    base = version()
    fields = {
        name: getattr(base, name)
        for name in (
            "amount", "unit", "extends_by", "roll_over", "month_end", "name_zh", "name_en",
            "legal_basis_zh", "legal_basis_en", "certainty", "soon_days", "urgent_days", "scope",
        )
    }  # fmt: skip
    return {**fields, "valid_from": "20261201", "valid_to": "", "reason": "样例文件", **changes}


def propose(client, **changes: object):
    return client.post(reverse("propose-rule", args=[version().pk]), form(**changes))


def newest() -> ClockRuleVersion:
    return ClockRuleVersion.objects.latest("pk")


def jobs() -> list[dict[str, object]]:
    return list(ProcrastinateJob.objects.values_list("args", flat=True))


def test_a_stranger_is_sent_to_sign_in(client) -> None:
    assert reverse("sign-in") in propose(client)["Location"]


@pytest.mark.parametrize("who", ["wang", "li", "zhao", "zhao_spp", "anquan", "he", "he_city"])
def test_whoever_keeps_no_rules_is_refused(who: str, cast, client_of) -> None:
    client = client_of(getattr(cast, who))
    assert client.get(reverse("propose-rule", args=[version().pk])).status_code == 403
    assert propose(client).status_code == 403
    assert not ClockRuleVersion.objects.filter(status="proposed").exists()


@pytest.mark.parametrize("who", ["he_spp", "xitong"])
def test_the_supreme_office_proposes_and_nothing_changes_yet(who: str, cast, client_of) -> None:
    client = client_of(getattr(cast, who))
    assert propose(client, amount=5).status_code == 302
    made = newest()
    assert (made.amount, made.status, made.scope) == (5, "proposed", "")
    assert made.proposed_by == getattr(cast, who)
    assert 5 not in [rule.amount for rule in rules_in_force() if rule.code == "C1"]
    assert jobs() == []


def test_what_starts_and_meets_the_period_stays(cast, client_of) -> None:
    propose(client_of(cast.he_spp), amount=5)
    old, new = version().as_rule(), newest().as_rule()
    assert (new.starts_on, new.met_by, new.ended_by) == (old.starts_on, old.met_by, old.ended_by)


def test_a_province_proposes_for_itself_alone(cast, client_of) -> None:
    client = client_of(cast.he_province)
    page = client.get(reverse("propose-rule", args=[version().pk])).content.decode()
    assert "Zhejiang" in page
    assert "Nationwide" not in page
    assert propose(client, scope="33", unit="working_day").status_code == 302
    assert newest().scope == "33"
    assert propose(client, scope="").status_code == 403
    assert propose(client, scope="35").status_code == 422


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"valid_from": "20260231"}, "Enter a real date"),
        ({"valid_from": "20261201", "valid_to": "20261130"}, "before the first"),
        ({"amount": "0"}, "greater than or equal to 1"),
        ({"soon_days": "1", "urgent_days": "2"}, "must not begin before"),
        ({"reason": " "}, "required"),
        ({"unit": "week"}, "valid choice"),
    ],
)
def test_a_wrong_entry_is_said_and_kept(wrong: dict[str, str], said: str, cast, client_of) -> None:
    answer = propose(client_of(cast.he_spp), name_en="Kept as typed", **wrong)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "Kept as typed" in answer.content.decode()
    assert newest().status == "approved"


def decide(client, verb: str, **fields: str):
    return client.post(reverse(verb, args=[newest().pk]), fields, follow=True)


@pytest.mark.parametrize("who", ["zhao_spp", "anquan"])
def test_a_second_person_approves_and_open_clocks_are_counted_anew(
    who: str, cast, client_of
) -> None:
    propose(client_of(cast.he_spp), amount=5)
    text = decide(client_of(getattr(cast, who)), "approve-rule").content.decode()
    assert "is approved" in text
    assert newest().status == "approved"
    assert 5 in [rule.amount for rule in rules_in_force() if rule.code == "C1"]
    [job] = jobs()
    assert (job["what"], job["after"]) == ("matters", 0)
    assert "C1" in str(job["reason"])


@pytest.mark.parametrize("who", ["he_spp", "xitong", "wang"])
def test_whoever_may_only_propose_cannot_approve(who: str, cast, client_of) -> None:
    propose(client_of(cast.he_spp), amount=5)
    assert decide(client_of(getattr(cast, who)), "approve-rule").status_code == 403
    assert newest().status == "proposed"


def test_the_chief_of_a_province_cannot_approve_for_the_nation(cast, client_of) -> None:
    propose(client_of(cast.he_spp), amount=5)
    assert decide(client_of(cast.zhao_province), "approve-rule").status_code == 403


def test_approving_twice_is_refused_with_a_sentence(cast, client_of) -> None:
    propose(client_of(cast.he_spp), amount=5)
    decide(client_of(cast.zhao_spp), "approve-rule")
    text = decide(client_of(cast.anquan), "approve-rule").content.decode()
    assert "already been decided" in text
    assert len(jobs()) == 1


def test_two_versions_cannot_begin_on_one_day(cast, client_of) -> None:
    for amount in (5, 6):
        propose(client_of(cast.he_spp), amount=amount)
        text = decide(client_of(cast.zhao_spp), "approve-rule").content.decode()
    assert "already begins on" in text
    assert newest().status == "proposed"


def test_a_proposal_is_withdrawn_with_a_reason_and_stays_on_record(cast, client_of) -> None:
    client = client_of(cast.he_spp)
    propose(client, amount=5)
    assert "Give the reason" in decide(client, "withdraw-rule", reason=" ").content.decode()
    assert newest().status == "proposed"
    decide(client, "withdraw-rule", reason="录入有误")
    assert newest().status == "withdrawn"
    assert jobs() == []


def test_a_version_in_force_is_withdrawn_by_an_approver_and_clocks_counted_anew(
    cast, client_of
) -> None:
    propose(client_of(cast.he_spp), amount=5)
    decide(client_of(cast.zhao_spp), "approve-rule")
    assert decide(client_of(cast.he_spp), "withdraw-rule", reason="x").status_code == 403
    decide(client_of(cast.anquan), "withdraw-rule", reason="录入有误")
    assert newest().status == "withdrawn"
    assert len(jobs()) == 2


@pytest.mark.parametrize(
    ("who", "shown", "hidden"),
    [
        ("wang", [], ["Approve", "Withdraw", "Propose a new version"]),
        ("he_spp", ["Withdraw", "Propose a new version", "a second person approves"], ["Approve<"]),
        ("zhao_spp", ["Approve", "Withdraw"], ["Propose a new version"]),
    ],
)
def test_each_sees_the_buttons_of_what_they_may_do(
    who: str, shown: list[str], hidden: list[str], cast, client_of
) -> None:
    propose(client_of(cast.he_spp), amount=5)
    address = reverse("clock-rule", args=[newest().pk])
    text = client_of(getattr(cast, who)).get(address).content.decode()
    assert all(word in text for word in shown)
    assert not any(word in text for word in hidden)


@pytest.mark.parametrize("verb", ["approve-rule", "withdraw-rule"])
def test_deciding_takes_a_form_not_a_link(verb: str, cast, client_of) -> None:
    client = client_of(cast.zhao_spp)
    assert client.get(reverse(verb, args=[version().pk])).status_code == 405


def test_a_version_begins_on_the_day_entered(cast, client_of) -> None:
    propose(client_of(cast.he_spp), valid_from="2027-01-01", valid_to="2027年12月31日")
    assert (newest().valid_from, newest().valid_to) == (date(2027, 1, 1), date(2027, 12, 31))
