"""What no other tool checks: file length, commands the README names, words that must not appear."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MOST_LINES = 400
LINKS = re.compile(r"\[[^\]]+\]\((?!https?:)([^)#]+)")
HIDDEN = re.compile(r"\{(?:_|p?n?gettext)\(\s*['\"]")


def tracked(*patterns: str) -> list[Path]:
    """Files git tracks, or every file where there is no git."""
    found = subprocess.run(["git", "ls-files", *patterns], cwd=ROOT, capture_output=True, text=True)
    names = found.stdout.splitlines()
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def too_long() -> Iterator[str]:
    for path in tracked("*.py", "*.html", "*.css", "*.js"):
        if "migrations" in path.parts:
            continue
        lines = path.read_text("utf-8").count("\n")
        if lines > MOST_LINES:
            yield f"{path.relative_to(ROOT)} has {lines} lines; {MOST_LINES} is the stop"


def unknown_commands() -> Iterator[str]:
    """Every `make x` the papers name is a target."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))
    for path in tracked("*.md"):
        for target in re.findall(r"`make ([a-z-]+)", path.read_text("utf-8")):
            if target not in targets:
                yield f"{path.relative_to(ROOT)} names `make {target}`, which is no target"


def broken_links() -> Iterator[str]:
    for path in tracked("*.md"):
        for target in LINKS.findall(path.read_text("utf-8")):
            if not (path.parent / target.strip()).exists():
                yield f"{path.relative_to(ROOT)} links to {target}, which is not there"


def never_translated() -> Iterator[str]:
    """Sentences inside an f-string: the extractor does not see them, so no catalogue has them."""
    for path in tracked("src/*.py"):
        if HIDDEN.search(path.read_text("utf-8")):
            yield f"{path.relative_to(ROOT)} marks a sentence inside an f-string"


def unlocked() -> Iterator[str]:
    for path in sorted((ROOT / "requirements").glob("*.txt")):
        text = path.read_text()
        if "http://" in text or "https://" in text:
            yield f"{path.name} names a place to download from"
        if text.count("==") > text.count("--hash="):
            yield f"{path.name} has a package without a hash"


def main() -> int:
    problems = [*too_long(), *unknown_commands(), *broken_links(), *never_translated(), *unlocked()]
    print("\n".join(problems), end="\n" if problems else "")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
