"""The published clock table is the shipped rules, not a memory of them."""

from importlib import util
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def test_the_published_clock_table_is_fresh() -> None:
    spec = util.spec_from_file_location("clock_table", ROOT / "tools" / "clock_table.py")
    assert spec is not None
    assert spec.loader is not None
    table = util.module_from_spec(spec)
    spec.loader.exec_module(table)
    assert table.PAGE.read_text(encoding="utf-8") == table.page(), "run python tools/clock_table.py"
