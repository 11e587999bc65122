"""Template style: djade for tags, djhtml for indentation."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILES = [str(path) for path in sorted((ROOT / "src").rglob("templates/**/*.html"))]


def run(program: str, *options: str) -> int:
    found = Path(sys.executable).parent / program
    return subprocess.run([found, *options, *FILES], cwd=ROOT).returncode


if __name__ == "__main__":
    sys.exit(
        run("djade", "--target-version", "5.2", "--check")
        or run("djhtml", "--check", "--tabwidth", "2")
    )
