"""The command says what happened in the reader's language, and never with a traceback."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cast import Cast
from tests.database.intake.registers import ANSWERED, rows_of, workbook

from touyan.config.command_line import parser
from touyan.jobs import importing

pytestmark = pytest.mark.django_db

BAD = ("A4", "赵四", "题", "2020-02-30", "正文", "", "")
Command = Callable[..., int]


@pytest.fixture
def command(cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Import a register with a bad row as somebody, in some language."""
    file = tmp_path / "register.xlsx"
    file.write_bytes(workbook([*ANSWERED, BAD]))
    code = cast.organ_of(cast.wang).code

    def run(*more: str, by: str = "wang", organ: str = code, **environment: str) -> int:
        for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
            monkeypatch.delenv(name, raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        words = ["import", "register", str(file), "--organ", organ, "--by", by, *more]
        return importing.import_register(parser().parse_args(words))

    return run


def test_stopping_by_hand_is_one_line_and_can_be_carried_on(
    command: Command, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(*args: object, **options: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(importing, "carry_on", stopped)
        assert command(LANG="en_GB.UTF-8") == 130
    assert "Stopped." in capsys.readouterr().out.splitlines()[-1]
    assert command(LANG="en_GB.UTF-8") == 1
    assert "Carrying on the import" in capsys.readouterr().out


def test_who_may_not_import_is_told_so(
    command: Command, cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(by=cast.sun.username, LANG="en") == 2
    assert "Only a registration clerk" in capsys.readouterr().out
    assert command(by="nobody", LANG="en") == 2
    assert "no such person or office" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "zh-hans"),
        ({"LANG": "C.UTF-8"}, "zh-hans"),
        ({"LANG": "zh_CN.UTF-8"}, "zh-hans"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "zh-hans"),
    ],
)
def test_the_environment_chooses_the_language(
    environment: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert importing.language() == language


def test_the_rejected_rows_come_back_in_chinese(
    command: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rejected = tmp_path / "rejected.xlsx"
    assert command("--rejected", str(rejected)) == 1
    heads, row = rows_of(rejected.read_bytes())
    assert heads[-4] == "文件中的行"
    assert "在日历上不存在" in str(row[-2])
    assert "已在登记簿中" in capsys.readouterr().out
