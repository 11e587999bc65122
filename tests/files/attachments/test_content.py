from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from tests.files.attachments import build
from tests.files.attachments.corpus import BAD, GOOD, Sample

from touyan.attachments.rules.content import inspect
from touyan.attachments.rules.images import rendition
from touyan.attachments.rules.limits import FileRefused, Limits
from touyan.attachments.rules.names import safe_name

LIMITS = Limits()


def examine(name: str, content: bytes, limits: Limits = LIMITS) -> str | None:
    """The refusal's sentence, or None; and in under two seconds either way."""
    started = time.perf_counter()
    try:
        inspect(name=name, stream=io.BytesIO(content), size=len(content), limits=limits)
        answer = None
    except FileRefused as refused:
        answer = refused
    assert time.perf_counter() - started < 2
    assert answer is None or str(answer.cure)
    return None if answer is None else str(answer)


@pytest.mark.parametrize("sample", GOOD, ids=lambda sample: sample.title)
def test_a_good_file_is_accepted(sample: Sample) -> None:
    assert examine(sample.name, sample.make()) is None


@pytest.mark.parametrize("sample", BAD, ids=lambda sample: sample.title)
def test_a_bad_file_is_refused_with_its_reason(sample: Sample) -> None:
    assert examine(sample.name, sample.make()) == sample.refusal


def test_a_file_over_the_limit_is_refused_whatever_it_is() -> None:
    small = replace(LIMITS, file_bytes=1024 * 1024)
    assert (
        examine("a.pdf", b"%PDF-1.7" + b" " * 1024 * 1024, small) == "The file is larger than 1 MB."
    )


def test_every_truncation_of_a_document_gets_an_answer() -> None:
    whole = build.word({"word/media/image1.png": build.picture("PNG")})
    for end in range(0, len(whole), 37):
        assert examine("a.docx", whole[:end]) is not None


def test_a_pattern_on_the_seam_of_two_reads_is_found() -> None:
    for shift in range(-12, 13):
        filler = b"%PDF-1.7\n%" + b"x" * (256 * 1024 - 10 + shift)
        assert (
            examine("a.pdf", filler + b"\n/JavaScript ")
            == "The PDF contains a program or a command."
        )


def test_a_full_size_file_of_noise_is_examined_in_time() -> None:
    noise = build.movie(b"isom") + bytes(range(256)) * (LIMITS.file_bytes // 256 - 1)
    assert examine("a.mp4", noise) is None


def test_what_is_shown_carries_no_place_and_no_device() -> None:
    photo = build.located_jpeg()
    assert b"SECRETPHONE" in photo
    shown = rendition(io.BytesIO(photo))
    assert b"SECRET" not in shown
    assert b"Exif" not in shown
    with Image.open(io.BytesIO(shown)) as image:
        assert image.size == (40, 30)


def test_a_large_scan_is_shown_small_and_a_giant_one_not_at_all() -> None:
    shown = rendition(io.BytesIO(build.picture("PNG", size=(4000, 3000))))
    with Image.open(io.BytesIO(shown)) as image:
        assert max(image.size) == 1600
    with pytest.raises(FileRefused, match="too large to show"):
        rendition(io.BytesIO(build.picture("PNG", size=(6000, 5000))))


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("申诉书.pdf", "申诉书.pdf"),
        (" a.pdf. ", "a.pdf"),
        ('a"b|c?.pdf', "a_b_c_.pdf"),
        ("con.txt", "_con.txt"),
        ("zero\u200bwidth.pdf", "zerowidth.pdf"),
        ("e\u0301.pdf", "é.pdf"),
    ],
)
def test_a_name_is_kept_readable_and_harmless(given: str, kept: str) -> None:
    assert safe_name(given, LIMITS) == kept


def test_a_full_size_file_is_examined_in_little_memory(tmp_path: Path) -> None:
    """Measured in a process of its own, against the 200 MB allowed for one upload."""
    large = tmp_path / "a.pdf"
    large.write_bytes(build.pdf(b"% " + bytes(range(256)) * (190 * 1024)))
    (tmp_path / "a.docx").write_bytes(build.word({"word/media/a.bmp": b"\0\1\2" * 3_000_000}))
    code = (
        "import sys, pathlib\n"
        "from touyan.attachments.rules.content import inspect\n"
        "from touyan.attachments.rules.limits import Limits\n"
        "for name in sys.argv[1:]:\n"
        "    file = pathlib.Path(name)\n"
        "    with file.open('rb') as stream:\n"
        "        inspect(name=file.name, stream=stream, size=file.stat().st_size, limits=Limits())\n"
        "print(pathlib.Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0])\n"
    )
    python = [sys.executable, "-c", code, str(large), str(tmp_path / "a.docx")]
    path = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(python, capture_output=True, text=True, check=True, env=path)
    assert int(done.stdout) < 200 * 1024
