"""The rules of the leader's charge on the screen: read by all, changed by two people."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape
from procrastinate.contrib.django.models import ProcrastinateJob

from touyan.leadership.models import LeadershipRule
from touyan.leadership.rules.dated import FAMILIES
from touyan.leadership.rules.rule_content import FAMILY_NAMES

pytestmark = pytest.mark.django_db
URL = "/rules/charge/"


def shipped(code: str) -> LeadershipRule:
    return LeadershipRule.objects.get(code=code, shipped=True)


def form(code: str = "D3.1", **changes: object) -> dict[str, object]:
    base = shipped(code)
    frame = {
        name: getattr(base, name)
        for name in ("name_zh", "name_en", "legal_basis_zh", "legal_basis_en", "scope", "certainty")
    }
    content = {"levels": [3, 4], "counts_by": "accepted", "kinds": ["civil_petition"]}
    said = content if code.startswith("D") else {}
    return {
        **frame,
        **said,
        "valid_from": "20261201",
        "valid_to": "",
        "reason": "新文件",
        **changes,
    }


def propose(client, code: str = "D3.1", **changes: object):
    return client.post(
        reverse("propose-charge-rule", args=[shipped(code).pk]), form(code, **changes)
    )


def newest() -> LeadershipRule:
    return LeadershipRule.objects.latest("pk")


@pytest.mark.parametrize("who", ["wang", "zhao", "he_spp", "xitong", "shenji"])
def test_everybody_reads_every_family(who: str, cast, client_of) -> None:
    text = client_of(getattr(cast, who)).get(URL).content.decode()
    for family in FAMILIES:
        assert escape(FAMILY_NAMES[family]) in text
    assert "Still to be filled in: binds nobody" in text


def test_what_no_text_confirms_is_marked(cast, client_of) -> None:
    client = client_of(cast.wang)
    groups = client.get(URL).context["groups"]
    marked = {line.rule.code for group in groups for line in group["lines"] if line.to_confirm}
    assert {"D3.1", "D3.6", "Q1", "D4"} <= marked
    assert "D2" not in marked
    text = client.get(reverse("charge-rule", args=[shipped("D3.1").pk])).content.decode()
    assert "binds nobody until" in text


def test_the_table_takes_few_queries(cast, client_of) -> None:
    client = client_of(cast.wang)
    client.get(URL)
    with CaptureQueriesContext(connection) as asked:
        client.get(URL)
    assert len(asked) <= 12


@pytest.mark.parametrize("rule", ["D2", "Q1", "Q3", "A2", "S1", "S3", "P1", "P2", "R1", "T1"])
def test_every_rule_has_its_page_and_its_form(rule: str, cast, client_of) -> None:
    client, version = client_of(cast.he_spp), shipped(rule)
    page = client.get(reverse("charge-rule", args=[version.pk])).content.decode()
    assert version.name_zh in client.get(URL).content.decode()
    assert escape(version.name_en) in page
    answer = client.get(reverse("propose-charge-rule", args=[version.pk]))
    assert answer.status_code == 200


@pytest.mark.parametrize("rule", ["D1", "D2", "D4", "Q1", "Q3", "A2", "A4", "S1", "P1", "R1", "T1"])
def test_a_form_sent_back_unchanged_says_the_same(rule: str, cast, client_of) -> None:
    client, version = client_of(cast.he_spp), shipped(rule)
    address = reverse("propose-charge-rule", args=[version.pk])
    drawn = client.get(address).context["form"]
    sent = {name: drawn[name].value() for name in drawn.fields}
    filled = {name: value for name, value in sent.items() if value not in (None, False)}
    answer = client.post(address, {**filled, "valid_from": "20270101", "reason": "重申"})
    assert answer.status_code == 302, answer.context["form"].errors
    assert newest().content == {key: value for key, value in version.content.items() if value}


@pytest.mark.parametrize("who", ["wang", "li", "zhao", "zhao_spp", "anquan", "he", "he_city"])
def test_whoever_keeps_no_rules_is_refused(who: str, cast, client_of) -> None:
    assert propose(client_of(getattr(cast, who))).status_code == 403
    assert not LeadershipRule.objects.filter(status="proposed").exists()


def test_an_added_kind_is_filled_in_by_two_people(cast, client_of) -> None:
    assert propose(client_of(cast.he_spp)).status_code == 302
    made = newest()
    assert made.content == {
        "levels": [3, 4], "counts_by": "accepted", "kinds": ["civil_petition"],
    }  # fmt: skip
    assert (made.status, made.valid_from, made.scope) == ("proposed", date(2026, 12, 1), "")
    answer = client_of(cast.zhao_spp).post(
        reverse("approve-charge-rule", args=[made.pk]), follow=True
    )
    assert "is approved" in answer.content.decode()
    made.refresh_from_db()
    assert made.status == "approved"
    assert ProcrastinateJob.objects.filter(task_name="touyan.reassess_duties").exists()


def test_the_proposer_is_not_offered_approval(cast, client_of) -> None:
    client = client_of(cast.he_spp)
    propose(client)
    address = reverse("charge-rule", args=[newest().pk])
    assert client.get(address).context["rights"].approve is False
    assert client_of(cast.zhao_spp).get(address).context["rights"].approve is True
    assert client.post(reverse("approve-charge-rule", args=[newest().pk])).status_code == 403


@pytest.mark.parametrize(
    ("code", "wrong", "said"),
    [
        ("D3.1", {"levels": []}, "This is needed."),
        ("D3.1", {"kinds": []}, "binds every matter accepted"),
        ("D3.1", {"to_fill": "on"}, "names no kinds"),
        ("D3.1", {"kinds": ["weather"]}, "valid choice"),
        ("D3.1", {"valid_from": "20260231"}, "real date"),
        ("D3.1", {"valid_to": "20261130"}, "before the first"),
        ("D3.1", {"reason": " "}, "required"),
        ("S1", {"seconds": ""}, "This is needed."),
        ("S1", {"seconds": "0"}, "Enter 1 to 3600."),
        ("P1", {"least": "7", "most": "3"}, "below the least"),
    ],
)
def test_a_wrong_entry_is_said_beside_its_field_and_kept(
    code: str, wrong: dict[str, object], said: str, cast, client_of
) -> None:
    answer = propose(client_of(cast.he_spp), code, **{"name_en": "Kept as typed", **wrong})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert said in text
    assert "Kept as typed" in text
    assert not LeadershipRule.objects.filter(status="proposed").exists()


def test_withdrawing_takes_a_reason_and_keeps_the_version(cast, client_of) -> None:
    propose(client_of(cast.he_spp))
    client, address = client_of(cast.he_spp), reverse("withdraw-charge-rule", args=[newest().pk])
    client.post(address, {"reason": ""})
    assert newest().status == "proposed"
    client.post(address, {"reason": "另行提出"})
    assert newest().status == "withdrawn"
    assert "2 earlier or withdrawn versions" in client.get(URL).content.decode()


def test_absent_versions_are_not_found(cast, client_of) -> None:
    client = client_of(cast.he_spp)
    assert client.get(reverse("charge-rule", args=[999999])).status_code == 404
    assert client.get(reverse("propose-charge-rule", args=[999999])).status_code == 404


def rows(text: str) -> dict[str, str]:
    """The table's rows by the code of the rule."""
    found = re.findall(r"<tr.*?</tr>", text, re.S)
    codes = [re.search(r'class="code"><a[^>]*>([^<]+)<', row) for row in found]
    return {code[1]: row for code, row in zip(codes, found, strict=True) if code}


def test_a_rule_still_to_be_filled_in_is_not_called_in_force(cast, client_of) -> None:
    told = rows(client_of(cast.wang).get(URL).content.decode())
    for number in range(1, 7):
        row = told[f"D3.{number}"]
        assert "To be confirmed" in row
        assert "In force" not in row
    assert "In force" in told["D2"]


def test_a_stated_fact_names_the_kinds_it_is_asked_of(cast, client_of) -> None:
    told = rows(client_of(cast.wang).get(URL).content.decode())
    only = "liable to compensate (asked only of: State compensation)"
    assert only in told["D2"]
    assert "asked only of" not in told["D5"]


def asked_of(client, kind: str) -> list[str]:
    asked = client.get(URL).context["asked"]
    [cells] = [cells for name, cells in asked["rows"] if name == kind]
    return [cell["words"] for cell in cells]


def test_the_page_says_which_acts_each_kind_of_matter_asks_for(cast, client_of) -> None:
    client = client_of(cast.wang)
    told = dict(zip(client.get(URL).context["asked"]["acts"], asked_of(client, "Report of crime"),
                    strict=True))  # fmt: skip
    assert told["Read the case file"] == "required"
    assert told["Preside over the hearing"] == "A hearing is held."
    LeadershipRule.objects.create(
        family="act", code="A1", name_zh="阅卷", name_en="Read the file", legal_basis_zh="据",
        legal_basis_en="Basis", status="approved", shipped=True, created_at="2026-01-01T00:00Z",
        content={"act": "read", "delegable": "no", "kinds": ["criminal_petition"]},
        valid_from=date(2026, 1, 1), certainty="to_confirm",
    )  # fmt: skip
    assert asked_of(client, "Report of crime")[0] == "not required"
    assert asked_of(client, "Criminal petition")[0] == "required"
