"""With the code one sees where the petition stands, and nothing else."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from tests.screens.portal.petitions import NAME, PHONE, TAIL, TEXT, arrive

from touyan.audit.models import Entry
from touyan.intake.models import Throttle
from touyan.intake.rules.entry import PartyEntry
from touyan.intake.rules.words import PartyRole

pytestmark = pytest.mark.django_db
ABSENT = "ZZZZ-ZZZZ-ZZZZ"


def ask(code: str, tail: str = "", client: Client | None = None, **more: str):
    client = client or Client(headers={"accept-language": "en"})
    return client.post(reverse("portal-progress"), {"code": code, "tail": tail, **more})


def without_what_was_typed(answer, code: str) -> str:
    text = answer.content.decode().replace(code, "")
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", text)


def test_code_and_digits_show_the_progress(cast, now) -> None:
    petition, code = arrive(cast, now)
    answer = ask(code, TAIL)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert petition.number in text
    assert "First examination" in text
    assert "We received your petition." in text


def test_neither_names_nor_text_are_shown(cast, now) -> None:
    _petition, code = arrive(cast, now)
    text = ask(code, TAIL).content.decode()
    for word in (NAME, PHONE, TEXT, cast.wang.get_short_name(), cast.zhao.get_short_name()):
        assert word not in text


def test_small_letters_blanks_and_full_width_signs_are_understood(cast, now) -> None:
    _petition, code = arrive(cast, now)
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in code)
    assert ask(code.lower().replace("-", " "), TAIL).status_code == 200
    assert ask(wide, "４７２１").status_code == 200


@pytest.mark.parametrize("tail", ["0000", "", "472"])
def test_wrong_or_missing_digits_show_nothing(tail: str, cast, now) -> None:
    petition, code = arrive(cast, now)
    answer = ask(code, tail)
    assert answer.status_code == 422
    assert petition.number not in answer.content.decode()


def test_without_a_telephone_the_code_is_enough(cast, now) -> None:
    anonymous = (PartyEntry(PartyRole.PETITIONER, NAME, address="杭州市西湖区"),)
    petition, code = arrive(cast, now, parties=anonymous)
    assert petition.number in ask(code).content.decode()


def test_the_number_of_any_party_serves(cast, now) -> None:
    parties = (
        PartyEntry(PartyRole.REPRESENTATIVE, NAME, phone=PHONE),
        PartyEntry(PartyRole.REPRESENTATIVE, "王建军", phone="13900135566"),
    )
    _petition, code = arrive(cast, now, parties=parties)
    assert ask(code, "5566").status_code == 200


def test_wrong_digits_and_an_absent_code_look_the_same(cast, now) -> None:
    _petition, code = arrive(cast, now)
    wrong, absent = ask(code, "0000"), ask(ABSENT, "0000")
    assert wrong.status_code == absent.status_code == 422
    assert without_what_was_typed(wrong, code) == without_what_was_typed(absent, ABSENT)
    assert dict(wrong.headers) == dict(absent.headers)


def test_wrong_digits_and_an_absent_code_cost_the_same_queries(
    cast, now, django_assert_num_queries
) -> None:
    from touyan.workflows.public_progress import look_up

    _petition, code = arrive(cast, now)
    for tried in (code.replace("-", ""), ABSENT.replace("-", "")):
        with django_assert_num_queries(4):  # savepoint, petition, numbers, release
            assert look_up(tried, "0000", now=now) is None


def test_what_cannot_be_a_code_is_said_and_is_no_guess() -> None:
    answer = ask("K7M4")
    assert answer.status_code == 422
    assert "12 letters and digits" in answer.content.decode()
    assert not Throttle.objects.exists()


def test_the_progress_is_kept_by_no_cache_and_found_under_no_address(cast, now) -> None:
    _petition, code = arrive(cast, now)
    assert ask(code, TAIL)["Cache-Control"] == "no-store"
    page = Client().get(reverse("portal-progress"), {"code": code, "tail": TAIL})
    assert code not in page.content.decode()


def test_a_look_up_leaves_a_row_without_person_or_address(cast, now) -> None:
    petition, code = arrive(cast, now)
    ask(code, TAIL)
    entry = Entry.objects.latest("number")
    assert (entry.verb, entry.subject_id) == ("portal.look_up", str(petition.public_id))
    assert entry.actor_id is None
    assert entry.detail == {}


def test_larger_type_keeps_the_progress_on_the_page(cast, now) -> None:
    petition, code = arrive(cast, now)
    text = ask(code, TAIL, size="large").content.decode()
    assert petition.number in text
    assert 'class="large"' in text


def test_a_form_from_elsewhere_is_refused(cast, now) -> None:
    _petition, code = arrive(cast, now)
    assert ask(code, TAIL, Client(enforce_csrf_checks=True)).status_code == 403


def test_the_receipt_says_where_to_look(cast, now, client_of) -> None:
    petition, _code = arrive(cast, now)
    page = client_of(cast.wang).get(reverse("petition-receipt", args=[petition.public_id]))
    assert reverse("portal-progress") in page.content.decode()
