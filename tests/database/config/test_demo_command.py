"""The demonstration asked for on a bare machine, in a folder that does not exist yet."""

import os
import subprocess
import sys
from pathlib import Path

from tests.bootstrap import ROOT


def demo(folder: Path) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "TOUYAN_DATA": str(folder), "PYTHONPATH": str(ROOT / "src")}
    for name in ("DATABASE_URL", "TOUYAN_APP_URL", "TOUYAN_EMBEDDED"):
        environment.pop(name, None)
    words = [sys.executable, "-m", "touyan", "demo", "--size", "office"]
    return subprocess.run(words, env=environment, capture_output=True, text=True, timeout=1200)


def test_a_demonstration_is_made_in_a_new_folder_and_only_once(tmp_path: Path) -> None:
    folder = tmp_path / "fresh"
    first = demo(folder)
    assert first.returncode == 0, first.stdout + first.stderr
    assert "ready: 200 matters" in first.stdout
    again = demo(folder)
    assert again.returncode == 0, again.stdout + again.stderr
    assert "the demonstration (office) is in place" in again.stdout
