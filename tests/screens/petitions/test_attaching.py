"""Files chosen on the registration form are chosen once, whatever else is wrong with it."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.core.files.storage import storages
from django.urls import reverse
from django.utils import timezone
from tests.database.attachments.scanner import EICAR, scanner
from tests.screens.petitions.forms import letter, rows, scan

from touyan.attachments.models import StoredFile
from touyan.audit.models import Entry
from touyan.intake.models import Draft, Petition
from touyan.workflows.petition_files import KEPT_FOR, expire_drafts

URL = "/petitions/new/"
FILES = "/petitions/new/files/"


def names_of(petition: Petition) -> list[str]:
    kept = StoredFile.objects.filter(owner_type="petition", owner_id=petition.pk)
    return sorted(kept.values_list("name", flat=True))


def test_a_file_need_not_be_chosen_again_after_an_error(cast, client_of):
    client, form = client_of(cast.wang), letter()
    answer = client.post(URL, {**form, "claims": "", "attachments": scan()})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "来信.txt" in page
    assert "Remove 来信.txt" in page
    client.post(URL, form)
    assert names_of(Petition.objects.get()) == ["来信.txt"]
    assert StoredFile.objects.count() == 1


def test_a_file_sent_again_with_the_same_form_is_kept_once(cast, client_of):
    client, form = client_of(cast.wang), letter()
    client.post(URL, {**form, "claims": "", "attachments": scan()})
    client.post(URL, {**form, "attachments": [scan(), scan("证据.txt", b"evidence")]})
    client.post(URL, {**form, "attachments": scan()})
    assert names_of(Petition.objects.get()) == ["来信.txt", "证据.txt"]
    assert StoredFile.objects.count() == 2


def test_the_refused_file_is_named_and_the_good_one_kept(cast, client_of):
    client, form = client_of(cast.wang), letter()
    sent = [scan(), scan("假.pdf", b"not a pdf at all")]
    page = client.post(URL, {**form, "attachments": sent}).content.decode()
    assert page.count("“假.pdf” was not accepted") == 2  # in the summary and at the field
    assert [file.name for file in StoredFile.objects.all()] == ["来信.txt"]
    client.post(URL, form)
    assert names_of(Petition.objects.get()) == ["来信.txt"]


def test_a_file_with_a_virus_is_named_and_the_rest_kept(cast, client_of, settings, tmp_path):
    client, form = client_of(cast.wang), letter()
    with scanner(tmp_path / "clamd") as settings.TOUYAN_CLAMD:
        sent = [scan(), scan("毒.txt", EICAR)]
        page = client.post(URL, {**form, "attachments": sent}).content.decode()
    assert page.count("“毒.txt” was not accepted") == 2
    assert not Petition.objects.exists()
    assert [(f.name, f.state) for f in StoredFile.objects.all()] == [("来信.txt", "clean")]


def test_adding_a_row_without_script_keeps_the_files(cast, client_of):
    form = letter(more="parties", attachments=scan())
    page = client_of(cast.wang).post(URL, form).content.decode()
    assert "Remove 来信.txt" in page


def test_a_file_can_be_taken_off_and_what_was_typed_stays(cast, client_of):
    client, form = client_of(cast.wang), letter(claims="")
    client.post(URL, {**form, "attachments": scan()})
    file = StoredFile.objects.get()
    page = client.post(URL, {**form, "drop": str(file.public_id)}).content.decode()
    assert "来信.txt" not in page
    assert "请求依法提出抗诉" in page
    assert not StoredFile.objects.exists()
    assert Entry.objects.get(verb="file_dropped").detail["file"] == str(file.public_id)


def test_files_are_kept_as_soon_as_they_are_chosen(cast, client_of):
    client, form = client_of(cast.wang), letter()
    part = client.post(FILES, {**form, "attachments": scan()}).content.decode()
    assert "Remove 来信.txt" in part
    assert "<html" not in part
    client.post(URL, form)
    assert names_of(Petition.objects.get()) == ["来信.txt"]


def test_a_draft_opened_again_shows_its_files(cast, client_of):
    form = letter()
    client_of(cast.wang).post(FILES, {**form, "attachments": scan()})
    page = client_of(cast.wang).get(URL, {"draft": form["form_key"]}).content.decode()
    assert "Remove 来信.txt" in page


def test_the_audit_log_says_what_was_kept_without_naming_the_file(cast, client_of):
    client, form = client_of(cast.wang), letter()
    client.post(FILES, {**form, "attachments": scan()})
    client.post(URL, form)
    kept = Entry.objects.filter(verb="file_kept").order_by("number")
    assert [entry.subject_type for entry in kept] == ["draft", "petition"]
    assert "来信" not in str([entry.detail for entry in kept])


def test_nobody_else_sees_takes_or_adds_to_the_files_of_a_draft(cast, client_of):
    form = letter()
    client_of(cast.wang).post(FILES, {**form, "attachments": scan()})
    file, colleague = StoredFile.objects.get(), client_of(cast.li)
    assert "来信.txt" not in colleague.get(URL, {"draft": form["form_key"]}).content.decode()
    answer = colleague.post(
        FILES, {**form, "drop": file.public_id, "attachments": scan("b.txt", b"b")}
    )
    assert "belongs to somebody else" in answer.content.decode()
    assert "来信.txt" not in answer.content.decode()
    assert StoredFile.objects.get() == file
    colleague.post(URL, form)
    assert names_of(Petition.objects.get()) == []


def test_a_registered_form_takes_no_more_files(cast, client_of):
    client, form = client_of(cast.wang), letter()
    client.post(URL, form)
    answer = client.post(FILES, {**form, "attachments": scan()})
    assert "already registered" in answer.content.decode()
    assert not StoredFile.objects.exists()


def test_discarding_a_draft_deletes_its_files(cast, client_of, django_capture_on_commit_callbacks):
    client, form = client_of(cast.wang), letter()
    client.post(FILES, {**form, "attachments": scan()})
    path = StoredFile.objects.get().storage_path
    assert storages["attachments"].exists(path)
    client_of(cast.li).post(reverse("discard-petition-draft", args=[form["form_key"]]))
    assert StoredFile.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("discard-petition-draft", args=[form["form_key"]]))
    assert not StoredFile.objects.exists()
    assert not storages["attachments"].exists(path)


def test_files_expire_with_the_draft_a_month_after_it_was_last_saved(cast, client_of):
    client, form = client_of(cast.wang), letter()
    client.post(FILES, {**form, "attachments": scan()})
    assert expire_drafts(now=timezone.now() + KEPT_FOR - timedelta(hours=1)) == 0
    assert StoredFile.objects.exists()
    assert expire_drafts(now=timezone.now() + KEPT_FOR + timedelta(hours=1)) == 1
    assert not StoredFile.objects.exists()
    assert not Draft.objects.exists()


def test_what_is_registered_does_not_expire(cast, client_of):
    client, form = client_of(cast.wang), letter()
    client.post(URL, {**form, "attachments": scan()})
    expire_drafts(now=timezone.now() + 2 * KEPT_FOR)
    assert names_of(Petition.objects.get()) == ["来信.txt"]


def test_a_file_in_a_row_of_forms_goes_to_its_own_petition(cast, client_of):
    client, first, second = client_of(cast.wang), letter(), letter()
    client.post(FILES, {**first, "attachments": scan("一.txt", b"one")})
    client.post(FILES, {**second, "attachments": scan("二.txt", b"two")})
    client.post(URL, second)
    assert names_of(Petition.objects.get()) == ["二.txt"]
    client.post(URL, first)
    assert names_of(Petition.objects.order_by("pk").last()) == ["一.txt"]


def test_a_key_that_is_none_keeps_the_file_with_a_draft_of_its_own(cast, client_of):
    form = letter(form_key="x", **rows("parties"))
    client_of(cast.wang).post(FILES, {**form, "attachments": scan()})
    assert uuid.UUID(str(Draft.objects.get().key))
