from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings
from tests.database.attachments.conftest import NOW
from tests.database.attachments.scanner import EICAR, scanner

from touyan.attachments import actions, queries
from touyan.attachments.models import StoredFile
from touyan.attachments.rules.limits import FileRefused
from touyan.audit.models import Entry
from touyan.kernel.errors import Refused

pytestmark = pytest.mark.django_db


def keep(content: bytes, name: str = "a.txt") -> StoredFile:
    return actions.keep_file(
        owner_type="petition",
        owner_id=7,
        upload=SimpleUploadedFile(name, content),
        by=None,
        now=NOW,
    )


def test_a_clean_file_is_marked_clean(store: Path, settings: Settings, tmp_path: Path) -> None:
    with scanner(tmp_path / "s") as settings.TOUYAN_CLAMD:
        file = keep(b"a" * 600_000)
    assert (file.state, file.scanned_at) == (StoredFile.State.CLEAN, NOW)


def test_a_virus_is_refused_and_leaves_nothing(
    store: Path, settings: Settings, tmp_path: Path
) -> None:
    with scanner(tmp_path / "s") as settings.TOUYAN_CLAMD, pytest.raises(FileRefused) as caught:
        keep(EICAR)
    assert str(caught.value) == "The virus check found something in this file."
    assert str(caught.value.cure)
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    "answer", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"stream: OK?\0"]
)
def test_a_scanner_that_does_not_say_ok_has_not_said_ok(
    store: Path, settings: Settings, tmp_path: Path, answer: bytes
) -> None:
    with scanner(tmp_path / "s", answer=answer) as settings.TOUYAN_CLAMD:
        assert keep(b"abc").state == StoredFile.State.WAITING


def test_without_an_answer_a_file_waits_closed_until_the_scanner_is_back(
    store: Path, settings: Settings, tmp_path: Path
) -> None:
    settings.TOUYAN_CLAMD = f"unix:{tmp_path / 'nobody'}"
    harmless, harmful = keep(b"abc"), keep(EICAR, "b.txt")
    with pytest.raises(Refused, match="still waiting"):
        queries.open_file(harmless)
    assert actions.scan_waiting(now=NOW) == {"waiting": 1}
    with scanner(tmp_path / "s") as settings.TOUYAN_CLAMD:
        assert actions.scan_waiting(now=NOW) == {"clean": 1, "refused": 1}
    harmless.refresh_from_db()
    harmful.refresh_from_db()
    queries.open_file(harmless).close()
    assert harmful.reason == "Eicar-Test-Signature"
    with pytest.raises(Refused, match="stays closed"):
        queries.open_file(harmful)
    assert list(
        Entry.objects.filter(verb="file_scanned")
        .order_by("number")
        .values_list("detail__state", flat=True)
    ) == [
        "clean",
        "refused",
    ]


def test_files_kept_before_a_scanner_was_connected_are_scanned_once_it_is(
    store: Path, settings: Settings, tmp_path: Path
) -> None:
    file = keep(b"abc")
    assert file.can_be_opened
    assert actions.scan_waiting(now=NOW) == {}
    with scanner(tmp_path / "s") as settings.TOUYAN_CLAMD:
        assert actions.scan_waiting(now=NOW) == {"clean": 1}
