"""The public library of typical cases: read without an account, and nobody found through it."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast
from tests.database.exemplars.issuing import Press
from tests.database.exemplars.telling import REASON
from tests.database.matters.stories import Story

from touyan.exemplars.actions.issued import deliver
from touyan.exemplars.models import Edition, EditionCase, Exemplar, Replacement
from touyan.exemplars.papers.reading import words_in_file
from touyan.intake.models import Party, Petition
from touyan.organs.models import Person
from touyan.workflows import issue_edition

pytestmark = pytest.mark.django_db


@pytest.fixture
def press(cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch) -> Press:
    press = Press(Story(cast, now))
    monkeypatch.setattr("touyan.config.middleware.timezone.now", lambda: press.story.now)
    return press


def browser(language: str = "en") -> Client:
    return Client(headers={"accept-language": language})


def read(address: str, *, status: int = 200, language: str = "en") -> str:
    answer = browser(language).get(address)
    assert answer.status_code == status
    return str(answer.content.decode())


def case_url(case: EditionCase) -> str:
    return reverse("public-case", args=[case.public_id])


def test_a_case_is_read_by_anybody_once_it_is_issued(press: Press) -> None:
    edition = press.approved()
    case = EditionCase.objects.get()
    read(case_url(case), status=404)
    read(reverse("public-edition", args=[edition.public_id]), status=404)
    assert "吴某申诉案" not in read(reverse("public-cases"))
    press.step("issue", edition, press.cast.he_province)
    assert "吴某申诉案" in read(reverse("public-cases"))
    page = read(case_url(case))
    for words in ("吴某申诉案", "申诉人不服生效判决。", "院领导包案，公开听证。", "领导包案"):
        assert words in page


def test_cases_are_searched_by_words_kind_cause_measure_and_province(press: Press) -> None:
    edition = press.issued(
        press.submitted(press.approved_case("甲案"), press.approved_case("乙案"))
    )
    first, second = EditionCase.objects.filter(edition=edition).order_by("position")
    EditionCase.objects.filter(pk=first.pk).update(
        kind="accusation", causes=["C1"], measures=["hearing"], province_code="110000"
    )
    EditionCase.objects.filter(pk=second.pk).update(causes=["C2"], measures=["relief"])
    for asked in ({"q": "甲案"}, {"kind": "accusation"}, {"cause": "C1"}, {"measure": "hearing"},
                  {"province": "11"}):  # fmt: skip
        page = str(browser().get(reverse("public-cases"), asked).content.decode())
        assert case_url(first) in page, asked
        assert case_url(second) not in page, asked


def test_words_of_the_doctrine_are_not_those_of_the_facts(press: Press) -> None:
    taught = press.approved_case("甲案", gist="先行调解。")
    told = press.approved_case("乙案", facts="申诉人拒绝先行调解。")
    edition = press.issued(press.submitted(taught, told))
    first, second = EditionCase.objects.filter(edition=edition).order_by("position")
    page = str(browser().get(reverse("public-cases"), {"doctrine": "先行调解"}).content.decode())
    assert case_url(first) in page
    assert case_url(second) not in page


def test_a_withdrawn_edition_leaves_only_its_notice(press: Press) -> None:
    edition = press.issued()
    press.step("withdraw", edition, press.cast.zhao_province, opinion="案件已再审改判")
    case = EditionCase.objects.get()
    for address in (case_url(case), reverse("public-edition", args=[edition.public_id])):
        page = read(address, status=410)
        assert "案件已再审改判" in page
        assert "申诉人不服生效判决" not in page
    assert edition.title in read(reverse("public-cases"))
    assert case_url(case) not in read(reverse("public-cases"))
    for form in ("docx", "pdf"):
        read(reverse("public-edition-file", args=[edition.public_id, form]), status=404)


def test_a_withdrawn_case_leaves_a_note_in_every_form(press: Press) -> None:
    edition = press.issued(
        press.submitted(press.approved_case("甲案"), press.approved_case("乙案"))
    )
    case = EditionCase.objects.get(edition=edition, position=1)
    issue_edition.withdraw_case(case_id=case.public_id, opinion="当事人提出异议", by=press.cast.he_province,
                                now=press.story.now)  # fmt: skip
    assert "当事人提出异议" in read(case_url(case), status=410)
    page = read(reverse("public-edition", args=[edition.public_id]))
    assert "当事人提出异议" in page
    assert "乙案" in page
    assert "甲案" not in page
    word = _words(press, edition, "docx")
    assert "当事人提出异议" in word
    assert "甲案" not in word


def test_word_pdf_and_page_say_the_same(press: Press) -> None:
    edition = press.issued()
    page = read(reverse("public-edition", args=[edition.public_id]), language="zh-hans")
    for form in ("docx", "pdf"):
        made = _words(press, edition, form)
        for words in ("申诉人不服生效判决。", "院领导包案，公开听证。", "依法纠错与释法说理并重。"):
            assert words in page
            assert words in made


def _words(press: Press, edition: Edition, form: str) -> str:
    answer = browser().get(reverse("public-edition-file", args=[edition.public_id, form]))
    assert answer.status_code == 200
    return "".join(piece.text for piece in words_in_file(bytes(answer.content)))


def test_no_true_word_and_nobody_of_the_staff_is_met_on_a_walk_through_the_library(
    press: Press,
) -> None:
    edition = press.issued()
    deliver(edition_id=edition.public_id, organs=[press.cast.organ_of(press.cast.li)],
            by=press.cast.he_province, now=press.story.now)  # fmt: skip
    exemplar = Exemplar.objects.get()
    Replacement.objects.create(
        exemplar=exemplar, kind="name", true_sealed="吴秀兰".encode(), true_index=b"1",
        substitute="申诉人丁某", reason="化名", created_by=press.cast.li, created_at=press.story.now,
    )  # fmt: skip
    planted = _planted(exemplar)
    seen = _walked(reverse("public-cases"))
    assert len(seen) >= 5
    for address, text in seen.items():
        for word in planted:
            assert word not in text, (address, word)


def _planted(exemplar: Exemplar) -> set[str]:
    """Everything by which the matter, its people or the staff could be found."""
    matter = exemplar.matter
    found = {str(exemplar.public_id), str(matter.public_id), matter.number, "吴秀兰"}
    found |= set(Party.objects.values_list("name", flat=True))
    found |= set(Petition.objects.values_list("number", flat=True))
    found |= set(Person.objects.values_list("name", flat=True))
    found |= {"同意，报院领导", "同意印发", "书面同意", "申诉人丁某", REASON}
    return {word for word in found if len(word) > 1}


def _walked(start: str) -> dict[str, str]:
    """Every page and file of the library reached by links, with what stands in it."""
    waiting, seen = [start], dict[str, str]()
    client = browser()
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        answer = client.get(address)
        body = bytes(answer.content)
        if answer.headers["Content-Type"].startswith("text/html"):
            seen[address] = body.decode()
            links = re.findall(r'href="(/cases/[^"?#]*)', seen[address])
            waiting += [link for link in links if link not in seen]
        else:
            seen[address] = "".join(piece.text for piece in words_in_file(body))
    return seen
