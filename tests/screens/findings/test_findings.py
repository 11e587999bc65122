"""Findings on screen: the list, one of them, every move as a form, what waits for whom."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.urls import reverse
from tests.database.inspections.found import BAD, HARM, NOTE, Looked

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.inspections.actions.finding_lists import remind
from touyan.inspections.models import Finding
from touyan.intake.models import Petition, Wall

Body = Callable[..., str]


def listed(looked: Looked, query: str = "") -> str:
    return reverse("inspection-findings", args=[looked.inspection.public_id]) + query


def rows_of(client: Any, looked: Looked) -> int:
    """How many findings the spreadsheet holds; each with its matter, fact and evidence."""
    address = reverse("inspection-export", args=[looked.inspection.public_id, "problems"])
    book = openpyxl.load_workbook(io.BytesIO(client.post(address).content))
    _heads, *rows = book.worksheets[0].values
    numbers = {matter.number for matter in looked.matters}
    assert all(numbers & set(row) and {NOTE, "正卷第3页"} <= set(row) for row in rows)
    return len(rows)


def one(finding: Finding) -> str:
    return reverse("finding", args=[finding.public_id])


def moving(finding: Finding, verb: str) -> str:
    return reverse("finding-move", args=[finding.public_id, verb])


class TestList:
    def test_harm_comes_first_and_the_list_is_narrowed_by_what_is_asked(
        self, looked: Looked, body: Body
    ) -> None:
        looked.drawn(2)
        looked.found(0, Q05=BAD)
        looked.found(1, Q24=HARM)
        text = body(looked.cast.he_province, listed(looked))
        assert text.index("The petitioner was harmed</span>") < text.index("Serious</span>")
        assert "应救助未救助" in text
        assert NOTE[:10] in text
        narrowed = body(looked.cast.he_province, listed(looked, "?severity=harm"))
        assert "应救助未救助" in narrowed
        assert NOTE[:10] not in narrowed

    def test_an_office_reads_what_it_was_told_and_nothing_before(
        self, looked: Looked, body: Body
    ) -> None:
        (finding,) = looked.drawn().found()
        assert NOTE[:10] not in body(looked.cast.he, listed(looked))
        looked.move(finding, "tell", looked.cast.zhao_province)
        assert NOTE[:10] in body(looked.cast.he, listed(looked))
        assert NOTE[:10] in body(looked.cast.he_city, listed(looked))

    def test_as_a_spreadsheet_an_office_has_what_it_was_told_and_nothing_before(
        self, looked: Looked, client_of: Any
    ) -> None:
        finding, untold = [*looked.drawn(2).found(0), *looked.found(1)]
        looked.move(finding, "tell", looked.cast.zhao_province)
        assert rows_of(client_of(looked.cast.he_province), looked) == 2
        assert rows_of(client_of(looked.cast.he), looked) == 1
        assert untold.stage == "found"

    def test_offices_stand_by_code_and_open_their_findings(
        self, looked: Looked, body: Body
    ) -> None:
        looked.drawn().found()
        address = reverse("findings-offices", args=[looked.inspection.public_id])
        text = body(looked.cast.he_province, address)
        assert "?organ=330106" in text
        assert "order of their codes" in text

    def test_deciders_tell_everybody_and_make_final_at_once(
        self, looked: Looked, body: Body, client_of: Any
    ) -> None:
        looked.drawn(2)
        looked.found(0)
        looked.found(1)
        tell = reverse("findings-tell", args=[looked.inspection.public_id])
        final = reverse("findings-final", args=[looked.inspection.public_id])
        assert tell in body(looked.cast.he_province, listed(looked))
        assert tell not in body(looked.cast.sun_province, listed(looked))
        client = client_of(looked.cast.he_province, language="en")
        answer = client.post(tell, follow=True)
        assert "2 findings were told." in answer.content.decode()
        assert client.post(tell).status_code == 422
        looked.story.later(days=11)
        assert final in body(looked.cast.he_province, listed(looked))
        client = client_of(looked.cast.he_province, language="en")
        assert "2 findings are final." in client.post(final, follow=True).content.decode()

    @pytest.mark.parametrize("number", [3, 12])
    def test_the_list_costs_the_same_whatever_its_length(
        self, looked: Looked, body: Body, number: int
    ) -> None:
        looked.drawn(number)
        for place in range(number):
            looked.found(place)
        body(looked.cast.he_province, listed(looked))


class TestOne:
    def test_it_tells_fact_evidence_rule_and_each_step(self, looked: Looked, body: Body) -> None:
        finding = looked.drawn().closed()
        text = body(looked.cast.he_province, one(finding))
        for words in (NOTE, "正卷第3页", "The leader read the case file", "Measures set",
                      "Looked at again: mended and closed", "已核对原卷", "孙志强"):  # fmt: skip
            assert words in text

    def test_evidence_leads_to_the_paper_the_act_and_the_cell_it_names(
        self, looked: Looked, body: Body
    ) -> None:
        looked.drawn()
        matter = looked.matters[0]
        paper = looked.story.served(matter, "acceptance")
        day = legal_day(looked.now)
        told = f"{paper.title}{paper.number}\n决定受理 {day}"
        finding = looked.told(Q05={**BAD, "evidence": told})
        text = body(looked.cast.he, one(finding))
        address = reverse("matter", args=[matter.public_id])
        assert reverse("paper", args=[paper.public_id]) in text
        assert f"{address}?tab=timeline&show=all#act-" in text
        assert f"{address}?tab=charge#act-read" in text

    def test_the_office_is_not_told_who_of_the_inspection_did_what(
        self, looked: Looked, body: Body
    ) -> None:
        finding = looked.drawn().closed()
        text = body(looked.cast.he, one(finding))
        steps = text[text.index("finding-steps") :]
        steps = steps[: steps.index("</ol>")]
        assert "孙志强" not in steps
        assert "赵敏" not in steps
        assert "李建国" in steps, "its own people it knows"

    def test_each_sees_the_moves_that_are_theirs_now(self, looked: Looked, body: Body) -> None:
        cast, (finding,) = looked.cast, looked.drawn().found()
        offered = {
            "zhao_province": {"tell", "withdraw"},
            "sun_province": set(),
        }
        for who, verbs in offered.items():
            text = body(getattr(cast, who), one(finding))
            assert {verb for verb in ("tell", "withdraw", "accept", "pass")
                    if moving(finding, verb) in text} == verbs  # fmt: skip
        looked.move(finding, "tell", cast.zhao_province)
        text = body(cast.he, one(finding))
        assert moving(finding, "accept") in text
        assert moving(finding, "contest") in text
        assert moving(finding, "withdraw") not in text
        assert moving(finding, "accept") not in body(cast.li, one(finding))

    def test_a_repeated_finding_leads_to_the_earlier_one(self, looked: Looked, body: Body) -> None:
        first = looked.drawn().closed()
        again = Looked(looked.story.later(days=30), "第二轮", looked.inspection, looked.matters)
        (second,) = again.drawn(0).found()
        assert one(first) in body(looked.cast.he_province, one(second))
        assert one(second) in body(looked.cast.he_province, one(first))

    def test_behind_a_wall_and_absent_are_the_same(self, looked: Looked, client_of: Any) -> None:
        finding = looked.drawn().told()
        petition = Petition.objects.get(belonging__matter=looked.matters[0])
        Wall.objects.create(petition=petition, reason="被反映", person=looked.cast.he.person)
        client = client_of(looked.cast.he, language="en")
        for address in (one(finding), moving(finding, "accept")):
            assert client.get(address).status_code == 404
            assert client.post(address).status_code in (404, 405)
        assert moving(finding, "accept") not in client.get(listed(looked)).content.decode()


class TestMoves:
    def test_a_finding_goes_from_told_to_closed_by_forms_alone(
        self, looked: Looked, client_of: Any
    ) -> None:
        (finding,) = looked.drawn().found()
        cast = looked.cast
        sent: list[tuple[Any, str, dict[str, Any]]] = [
            (cast.zhao_province, "tell", {}),
            (cast.he, "contest", {"text": "副卷有记录", "evidence": "副卷第2页"}),
            (cast.zhao_province, "uphold", {"text": "副卷无页码"}),
            (cast.he, "plan", {"text": "补正", "owner": cast.li.pk, "due_on": "20261210"}),
            (cast.li, "ask", {"text": "需调档", "due_on": "2026-12-20"}),
            (cast.he_province, "extend", {"text": "同意", "due_on": "2026-12-20"}),
            (cast.li, "claim", {"text": "已补正", "evidence": "正卷第8页"}),
            (cast.sun_province, "fail", {"text": "原卷未见", "due_on": "2026-12-25"}),
            (cast.li, "claim", {"text": "已入卷", "evidence": "正卷第9页"}),
            (cast.sun_province, "pass", {"text": "已核对原卷"}),
        ]
        for who, verb, data in sent:
            finding.refresh_from_db()
            client = client_of(who, language="zh-hans")
            assert client.get(moving(finding, verb)).status_code == 200, verb
            answer = client.post(moving(finding, verb), {**data, "version": finding.version})
            assert answer.status_code == 302, (verb, answer.content.decode()[-2000:])
        finding.refresh_from_db()
        assert finding.stage == "closed"

    def test_what_was_typed_stays_with_the_reason_it_was_refused(
        self, looked: Looked, client_of: Any
    ) -> None:
        finding = looked.drawn().final()
        client = client_of(looked.cast.he, language="en")
        data = {"text": "补正阅卷记录", "owner": looked.cast.li.pk, "due_on": "2027-06-01"}
        answer = client.post(moving(finding, "plan"), data)
        text = answer.content.decode()
        assert answer.status_code == 422
        assert "补正阅卷记录" in text
        assert "Ask for more time if that does not do." in text

    def test_a_page_drawn_before_somebody_else_moved_it_is_refused(
        self, looked: Looked, client_of: Any
    ) -> None:
        finding = looked.drawn().told()
        looked.move(finding, "accept", looked.cast.zhao)
        client = client_of(looked.cast.he, language="en")
        data = {"text": "x", "version": finding.version}
        assert client.post(moving(finding, "contest"), data).status_code == 409

    def test_no_other_word_is_a_move(self, looked: Looked, client_of: Any) -> None:
        finding = looked.drawn().told()
        client = client_of(looked.cast.he, language="en")
        assert client.get(moving(finding, "delete")).status_code == 404
        assert client.get(moving(finding, "tell")).status_code == 403


class TestWaiting:
    def test_the_worklist_counts_what_its_list_shows(self, looked: Looked, body: Body) -> None:
        looked.drawn().mending()
        home, address = body(looked.cast.li, reverse("home")), reverse("findings-waiting")
        assert address in home
        assert NOTE[:10] in body(looked.cast.li, address)
        assert address not in body(looked.cast.wang, reverse("home"))

    def test_a_notice_leads_to_the_finding(self, looked: Looked, body: Body) -> None:
        finding = looked.drawn().mending()
        remind(now=looked.story.later(days=25).now)
        text = body(looked.cast.li, reverse("notices"))
        assert one(finding) in text
        assert "You are to mend this finding" in text
