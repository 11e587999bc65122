from __future__ import annotations

import hashlib
import io
import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from PIL import Image
from pytest_django import DjangoAssertNumQueries
from tests.database.attachments.conftest import NOW
from tests.files.attachments import build

from touyan.attachments import actions, queries
from touyan.attachments.download import as_download, as_picture
from touyan.attachments.models import StoredFile
from touyan.attachments.rules.limits import MEGABYTE, FileRefused, Limits
from touyan.audit.models import Entry
from touyan.kernel.errors import NotVisible

pytestmark = pytest.mark.django_db


def keep(
    content: bytes = b"\xe4\xb8\x8d\xe6\x9c\x8d",
    *,
    name: str = "a.txt",
    owner_id: int = 7,
    limits: Limits = actions.LIMITS,
) -> StoredFile:
    return actions.keep_file(
        owner_type="petition",
        owner_id=owner_id,
        upload=SimpleUploadedFile(name, content),
        by=None,
        now=NOW,
        organ_id=3,
        limits=limits,
    )


def blobs(store: Path) -> list[Path]:
    return sorted(path for path in store.rglob("*") if path.is_file())


def test_a_file_is_kept_as_received_and_sealed(store: Path) -> None:
    photo = build.located_jpeg()
    file = keep(photo, name="照片.jpg")
    file.refresh_from_db()
    assert (file.kind, file.media_type, file.size) == ("image", "image/jpeg", len(photo))
    assert bytes(file.sha256) == hashlib.sha256(photo).digest()
    assert file.state == StoredFile.State.UNSCANNED
    with queries.open_file(file) as stream:
        assert stream.read() == photo
    assert queries.is_intact(file)


def test_keeping_leaves_one_audit_row_without_the_file_name(store: Path) -> None:
    file = keep(name="张三的申诉.txt")
    entry = Entry.objects.get(verb="file_kept")
    assert (entry.verb, entry.subject_type, entry.subject_id) == ("file_kept", "petition", "7")
    assert entry.organ_id == 3
    assert entry.detail == {"file": str(file.public_id)}


def test_the_same_file_sent_twice_is_kept_once(store: Path) -> None:
    assert keep().pk == keep().pk
    assert len(blobs(store)) == 1
    assert Entry.objects.filter(verb="file_kept").count() == 1


def test_two_owners_of_the_same_file_do_not_know_of_each_other(store: Path) -> None:
    first, second = keep(owner_id=1), keep(owner_id=2)
    assert first.public_id != second.public_id
    assert first.storage_path != second.storage_path
    assert hashlib.sha256(b"").hexdigest()[:8] not in first.storage_path
    with pytest.raises(NotVisible):
        queries.file_of(public_id=first.public_id, owner_type="petition", owner_id=2, viewer=None)


def test_a_refused_file_leaves_nothing_behind(store: Path) -> None:
    with pytest.raises(FileRefused, match="carries macros"):
        keep(build.word_with_macro_type(), name="a.docx")
    assert not StoredFile.objects.exists()
    assert not Entry.objects.filter(verb="file_kept").exists()
    assert blobs(store) == []


def test_attachments_of_one_owner_have_a_common_limit(store: Path) -> None:
    limits = replace(Limits(), owner_bytes=MEGABYTE)
    keep(b"a" * 700_000, limits=limits)
    with pytest.raises(FileRefused, match="would exceed 1 MB together"):
        keep(b"b" * 700_000, name="b.txt", limits=limits)
    keep(b"b" * 700_000, name="b.txt", owner_id=8, limits=limits)


def test_a_file_is_cut_off_at_its_limit_while_it_is_read(store: Path) -> None:
    limits = replace(Limits(), file_bytes=1000)
    with pytest.raises(FileRefused, match="larger than"):
        keep(b"a" * 5000, limits=limits)


def test_a_failure_while_writing_the_row_removes_the_bytes(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("no audit, no act")

    monkeypatch.setattr(actions, "record", broken)
    with pytest.raises(RuntimeError):
        keep()
    assert not StoredFile.objects.exists()
    assert blobs(store) == []


def test_a_twin_that_arrives_at_the_same_moment_is_the_same_file(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = keep()
    answers = iter([None, first])
    monkeypatch.setattr(actions, "_same", lambda *_: next(answers))
    assert keep() == first
    assert len(blobs(store)) == 1


def test_bytes_of_a_failed_transaction_are_swept_after_a_day(store: Path) -> None:
    kept = keep(owner_id=1)
    with transaction.atomic():
        keep(owner_id=2)
        transaction.set_rollback(True)  # the form around it failed
    assert len(blobs(store)) == 2
    for blob in blobs(store):
        os.utime(blob, (NOW.timestamp(), NOW.timestamp()))
    assert actions.sweep_orphans(now=NOW + timedelta(hours=1)) == 0
    assert actions.sweep_orphans(now=NOW + timedelta(days=2)) == 1
    assert [path.name for path in blobs(store)] == [kept.storage_path.rpartition("/")[2]]


def test_changed_bytes_are_noticed(store: Path) -> None:
    file = keep()
    blobs(store)[0].write_bytes(b"another text")
    assert not queries.is_intact(file)
    blobs(store)[0].unlink()
    assert not queries.is_intact(file)


def test_handing_out_is_recorded_and_limited_to_the_owner(store: Path) -> None:
    file = keep(b"abc", name='判决书"1".txt')
    got, stream = actions.hand_out(
        public_id=file.public_id, owner_type="petition", owner_id=7, by=None, now=NOW
    )
    response = as_download(got, stream)
    assert b"".join(response) == b"abc"  # type: ignore[arg-type]
    stream.close()
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox")
    assert Entry.objects.latest("number").verb == "file_opened"
    for public_id, owner_id in ((uuid4(), 7), (file.public_id, 8)):
        with pytest.raises(NotVisible):
            actions.hand_out(
                public_id=public_id, owner_type="petition", owner_id=owner_id, by=None, now=NOW
            )


def test_a_picture_is_shown_without_its_place(store: Path) -> None:
    file = keep(build.located_jpeg(), name="a.jpg")
    drawn = actions.show_picture(
        public_id=file.public_id, owner_type="petition", owner_id=7, by=None, now=NOW
    )
    assert b"SECRET" not in drawn
    with Image.open(io.BytesIO(drawn)) as image:
        assert image.format == "JPEG"
    assert as_picture(drawn)["Content-Type"] == "image/jpeg"
    text = keep()
    with pytest.raises(FileRefused, match="Only pictures"):
        actions.show_picture(
            public_id=text.public_id, owner_type="petition", owner_id=7, by=None, now=NOW
        )


def test_files_are_counted_for_many_owners_in_one_query(
    store: Path, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    keep(owner_id=1)
    keep(owner_id=1, name="b.txt")
    keep(owner_id=2)
    with django_assert_num_queries(1):
        counts = queries.file_counts(owner_type="petition", owner_ids=[1, 2, 3], viewer=None)
    assert counts == {1: 2, 2: 1}


@pytest.mark.parametrize(
    "change",
    [
        "size = 0",
        "sha256 = 'ab'",
        "owner_type = ''",
        "state = 'clean'",
        "state = 'refused', scanned_at = now()",
        "state = 'approved'",
    ],
)
def test_the_database_itself_refuses_a_false_row(store: Path, change: str) -> None:
    keep()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE attachments_storedfile SET {change}")
