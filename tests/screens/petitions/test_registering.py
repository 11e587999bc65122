"""The registration page."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from tests.screens.petitions.forms import letter, rows, scan, today, yesterday

from touyan.attachments.models import StoredFile
from touyan.audit.models import Entry
from touyan.intake.models import Party, Petition, Subject, Undecided
from touyan.organs.models import Organ

URL = "/petitions/new/"


def errors(answer) -> str:
    assert answer.status_code == 422
    return answer.content.decode()


def test_a_stranger_is_sent_to_sign_in(client, db):
    answer = client.get(URL)
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("sign-in"))


@pytest.mark.parametrize("who", ["wang", "li", "he", "wang_city", "zhou"])
def test_those_who_register_see_the_form(cast, client_of, who):
    answer = client_of(getattr(cast, who)).get(URL)
    assert answer.status_code == 200
    assert "Save and register next" in answer.content.decode()


@pytest.mark.parametrize("who", ["sun", "qian", "xitong", "anquan", "shenji"])
def test_those_who_do_not_register_are_refused(cast, client_of, who):
    client = client_of(getattr(cast, who))
    assert client.get(URL).status_code == 403
    assert client.post(URL, letter()).status_code == 403
    assert not Petition.objects.exists()


def test_a_complete_letter_becomes_one_petition_with_a_receipt(cast, client_of):
    answer = client_of(cast.wang).post(URL, letter())
    petition = Petition.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == reverse("petition-receipt", args=[petition.public_id])
    assert petition.number == f"信330106-{today().year}-00001"
    assert petition.received_on == yesterday()
    assert [claim.text for claim in petition.claims.order_by("ordinal")] == [
        "依法提出抗诉",
        "书面答复",
    ]
    assert Undecided.objects.get().petition == petition


def test_the_registration_leaves_one_audit_row(cast, client_of):
    client_of(cast.wang).post(URL, letter())
    entry = Entry.objects.get(verb="petition.register")
    assert entry.actor_id == cast.wang.pk
    assert entry.subject_id == str(Petition.objects.get().public_id)
    assert "刘玉兰" not in str(entry.detail)


def test_numbers_run_without_gaps_past_a_refused_form(cast, client_of):
    client = client_of(cast.wang)
    client.post(URL, letter())
    assert client.post(URL, letter(claims="")).status_code == 422
    client.post(URL, letter())
    numbers = Petition.objects.order_by("pk").values_list("number", flat=True)
    assert [number[-5:] for number in numbers] == ["00001", "00002"]


def test_the_same_form_sent_twice_registers_once(cast, client_of):
    client, form = client_of(cast.wang), letter()
    first = client.post(URL, form)
    second = client.post(URL, form)
    assert Petition.objects.count() == 1
    assert first["Location"] == second["Location"]
    assert "nothing was entered twice" in client.get(second["Location"]).content.decode()


def test_the_next_form_keeps_channel_kind_and_day(cast, client_of):
    client = client_of(cast.wang)
    answer = client.post(URL, letter(next="1"), follow=True)
    page = answer.content.decode()
    assert Petition.objects.get().number in page
    form = answer.context["forms"].petition
    assert form["kind"].value() == "criminal_petition"
    assert form["received_on"].value() == yesterday()
    assert form["text"].value() is None


def test_a_future_day_of_receipt_is_refused_and_the_text_is_kept(cast, client_of):
    tomorrow = (today() + timedelta(days=1)).strftime("%Y%m%d")
    page = errors(client_of(cast.wang).post(URL, letter(received_on=tomorrow)))
    assert "The day of receipt lies in the future." in page
    assert "请求依法提出抗诉" in page
    assert tomorrow in page


@pytest.mark.parametrize("typed", ["20261131", "2026-02-30", "2026年13月1日", "yesterday"])
def test_a_day_that_is_none_is_named_as_such(cast, client_of, typed):
    page = errors(client_of(cast.wang).post(URL, letter(received_on=typed)))
    assert "This is no day of the calendar" in page
    assert typed in page


@pytest.mark.parametrize("form", ["%Y%m%d", "%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日"])
def test_every_usual_way_of_typing_a_day_is_read(cast, client_of, form):
    client_of(cast.wang).post(URL, letter(received_on=yesterday().strftime(form)))
    assert Petition.objects.get().received_on == yesterday()


def test_every_problem_is_told_at_once(cast, client_of):
    people = rows("parties", {"role": "agent", "name": "陈律师"})
    page = errors(
        client_of(cast.wang).post(URL, letter(text="", kind="", received_on="x", **people))
    )
    for sentence in [
        "text of the petition is empty",
        "kind is not chosen",
        "no day of the calendar",
        "Whom the agent represents is missing",
        "No petitioner is named",
    ]:
        assert sentence in page


def test_a_wrong_checksum_is_explained_at_its_field_and_nothing_typed_is_lost(cast, client_of):
    people = rows("parties", {"name": ""}, {"role": "petitioner", "name": "刘玉兰",
                  "identity_type": "resident_id_18", "identity_number": "11010519491231002A"},
                  {"role": "petitioner", "name": "张强", "identity_type": "resident_id_18",
                   "identity_number": "110105194912310021"})  # fmt: skip
    page = errors(client_of(cast.wang).post(URL, letter(**people)))
    assert "the last character is X" in page
    assert 'href="#id_parties-2-identity_number"' in page
    assert "110105194912310021" in page
    assert "请求依法提出抗诉" in page


def test_a_postmark_after_receipt_is_refused(cast, client_of):
    page = errors(client_of(cast.wang).post(URL, letter(postmarked_on=today().isoformat())))
    assert "The postmark is later than the day of receipt." in page


def test_a_postmark_without_a_letter_is_not_dropped_in_silence(cast, client_of):
    form = letter(channel="visit", postmarked_on=yesterday().isoformat())
    assert "Only a letter has a postmark" in errors(client_of(cast.wang).post(URL, form))


def test_a_collective_petition_keeps_every_signatory(cast, client_of):
    people = rows(
        "parties",
        {"role": "representative", "name": "刘玉兰"},
        {"role": "agent", "name": "陈律师", "represents": "刘玉兰"},
    )
    form = letter(collective="on", signatories="王一\n李二、赵三\r\n\n  钱四 ", **people)
    client_of(cast.wang).post(URL, form)
    names = Party.objects.order_by("ordinal").values_list("name", "role")
    assert list(names) == [
        ("刘玉兰", "representative"),
        ("陈律师", "agent"),
        ("王一", "signatory"),
        ("李二", "signatory"),
        ("赵三", "signatory"),
        ("钱四", "signatory"),
    ]


def test_a_sixth_representative_is_refused(cast, client_of):
    six = [{"role": "representative", "name": f"代表{n}"} for n in "一二三四五六"]
    page = errors(client_of(cast.wang).post(URL, letter(collective="on", **rows("parties", *six))))
    assert "6 representatives are named; at most 5" in page


def test_an_anonymous_petition_needs_no_petitioner(cast, client_of):
    client_of(cast.wang).post(URL, letter(anonymous="on", **rows("parties")))
    assert Petition.objects.get().anonymous
    assert not Party.objects.exists()


def test_identifiers_are_sealed_in_the_database(cast, client_of):
    people = rows(
        "parties",
        {
            "role": "petitioner",
            "name": "刘玉兰",
            "identity_type": "resident_id_18",
            "identity_number": "11010519491231002x",
        },
    )
    client_of(cast.wang).post(URL, letter(**people))
    party = Party.objects.get()
    assert party.identity_index
    assert b"110105" not in bytes(party.identity_sealed)


def test_files_are_kept_with_the_petition(cast, client_of):
    client_of(cast.wang).post(URL, letter(attachments=[scan(), scan("证据.txt", b"evidence")]))
    petition = Petition.objects.get()
    kept = StoredFile.objects.filter(owner_type="petition", owner_id=petition.pk)
    assert sorted(kept.values_list("name", flat=True)) == ["来信.txt", "证据.txt"]


def test_one_bad_file_keeps_the_whole_petition_back_and_is_named(cast, client_of):
    files = [scan(), scan("工具.exe", b"MZ\x90\x00"), scan("假.pdf", b"not a pdf at all")]
    page = errors(client_of(cast.wang).post(URL, letter(attachments=files)))
    assert "工具.exe" in page
    assert "假.pdf" in page
    assert "请求依法提出抗诉" in page
    assert not Petition.objects.exists()
    assert StoredFile.objects.get().name == "来信.txt"


def test_a_file_beyond_the_limit_keeps_the_text(cast, client_of, tmp_path: Path):
    big = tmp_path / "录像.mp4"
    with big.open("wb") as handle:
        handle.truncate(51 * 1024 * 1024)
    with big.open("rb") as handle:
        page = errors(client_of(cast.wang).post(URL, letter(attachments=handle)))
    assert "录像.mp4" in page
    assert "请求依法提出抗诉" in page


def test_nothing_typed_is_run_as_markup(cast, client_of):
    form = letter(text="<script>alert(1)</script>", claims="")
    page = errors(client_of(cast.wang).post(URL, form))
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_clerk_registers_in_their_own_office_only(cast, client_of):
    other = Organ.objects.get(code="510104")
    client_of(cast.wang).post(URL, letter(organ=str(other.pk)))
    assert not Petition.objects.filter(organ=other).exists()


def test_without_script_a_further_row_is_added_and_nothing_is_lost(cast, client_of):
    answer = client_of(cast.wang).post(URL, letter(more="parties"))
    assert answer.status_code == 200
    assert len(answer.context["forms"].parties.forms) == 2
    assert "刘玉兰" in answer.content.decode()
    assert "Error:" not in answer.content.decode()


class TestStaffNames:
    """A wall must not be missed because a name was typed instead of picked."""

    def test_a_person_picked_is_walled_off(self, cast, client_of):
        chief = cast.zhao.person
        accused = rows("subjects", {"role": "accused", "name": chief.name, "person": chief.pk})
        client_of(cast.wang).post(URL, letter(**accused))
        assert Subject.objects.get().person == chief
        assert Petition.objects.get().sealed

    def test_a_member_of_staff_typed_by_name_is_asked_about(self, cast, client_of):
        accused = rows("subjects", {"role": "accused", "name": "孙志强"})
        page = errors(client_of(cast.wang).post(URL, letter(**accused)))
        assert "Somebody of this name serves" in page
        assert f'value="{cast.sun.person.pk}"' in page

    def test_the_answer_settles_it(self, cast, client_of):
        named = {"role": "accused", "name": "孙志强"}
        this_one = rows("subjects", {**named, "who": str(cast.sun.person.pk)})
        another = rows("subjects", {**named, "who": "other"})
        client = client_of(cast.wang)
        client.post(URL, letter(**this_one))
        client.post(URL, letter(**another))
        people = Subject.objects.order_by("pk").values_list("person", flat=True)
        assert list(people) == [cast.sun.person.pk, None]

    def test_a_unit_typed_sets_apart_people_of_one_name(self, cast, client_of):
        accused = rows("subjects", {"role": "accused", "name": "孙志强", "unit_name": "某某公司"})
        client_of(cast.wang).post(URL, letter(**accused))
        assert Subject.objects.get().person is None

    @pytest.mark.parametrize("forged", ["999999", "-1", "x"])
    def test_an_id_that_fits_no_such_person_is_refused(self, cast, client_of, forged):
        accused = rows("subjects", {"role": "accused", "name": "孙志强", "person": forged})
        assert client_of(cast.wang).post(URL, letter(**accused)).status_code == 422
        assert not Petition.objects.exists()

    def test_an_office_named_alone_is_walled_off_even_when_only_typed(self, cast, client_of):
        organ = cast.organ_of(cast.wang)
        accused = rows("subjects", {"role": "accused", "unit_name": organ.name})
        client_of(cast.wang).post(URL, letter(**accused))
        assert Subject.objects.get().organ == organ
        assert Petition.objects.get().sealed


def test_a_missing_row_count_is_a_refusal_not_a_crash(cast, client_of):
    form = letter()
    del form["parties-TOTAL_FORMS"]
    assert client_of(cast.wang).post(URL, form).status_code == 422


def test_similar_earlier_petitions_appear_with_their_reasons(cast, client_of):
    client = client_of(cast.wang)
    client.post(URL, letter())
    page = client.post(reverse("petitions-similar"), letter()).content.decode()
    assert Petition.objects.get().number in page
    assert "刘某" in page


def test_similar_petitions_of_another_office_stay_unknown(cast, client_of):
    client_of(cast.wang).post(URL, letter())
    page = client_of(cast.zhou).post(reverse("petitions-similar"), letter()).content.decode()
    assert "Nothing similar" in page
    assert "信330106" not in page
