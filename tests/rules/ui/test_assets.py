"""Styles, scripts and icons keep to the browser floor and the budget."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from touyan.ui.rules.icons import ICONS

UI = Path(__file__).resolve().parents[3] / "src" / "touyan" / "ui"
STATIC = UI / "static" / "ui"
STYLES = sorted(STATIC.glob("*.css"))
SCRIPTS = sorted(STATIC.glob("*.js"))
TEMPLATES = sorted((UI.parent).rglob("templates/**/*.html"))

# Chromium 90 is the floor: the desktops this runs on have no newer browser.
NOT_IN_STYLES = (
    "@layer", ":has(", "color-mix(", "oklch(", "light-dark(", "@container", "@property",
    ":is(", "subgrid", "url(", "@import", "dvh",
)  # fmt: skip
NOT_IN_SCRIPTS = (
    ".at(-", "structuredClone", "hasOwn", "findLast", "toSorted", "replaceChildren", "eval(",
    "new Function", "static {", "import(", "??=", "||=",
)  # fmt: skip


def bare(path: Path) -> str:
    """The file without its comments."""
    return re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


def compressed(paths: list[Path]) -> int:
    return len(gzip.compress(b"".join(path.read_bytes() for path in paths), 9))


def nested_rules(css: str) -> list[str]:
    """Selectors opened inside another selector's block (at-rules may contain rules)."""
    found, stack = [], []
    for prelude, mark in re.findall(r"([^{};]*)([{};])", css):
        if mark == "{":
            selector = prelude.strip()
            if stack and not stack[-1].startswith("@"):
                found.append(selector)
            stack.append(selector)
        elif mark == "}":
            stack.pop()
    return found


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_styles_use_nothing_newer_than_the_browser_floor(path: Path) -> None:
    assert [word for word in NOT_IN_STYLES if word in bare(path)] == []
    assert nested_rules(bare(path)) == []


def test_a_nested_rule_would_be_found() -> None:
    assert nested_rules(".a { color: red; .b { color: blue } }") == [".b"]
    assert nested_rules("@media print { .a { color: red } }") == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_use_nothing_newer_than_the_browser_floor(path: Path) -> None:
    assert [word for word in NOT_IN_SCRIPTS if word in bare(path)] == []


def test_styles_weigh_at_most_30_kilobytes() -> None:
    assert compressed(STYLES) <= 30 * 1024


def test_own_scripts_weigh_at_most_20_kilobytes() -> None:
    assert compressed(SCRIPTS) <= 20 * 1024


def test_each_custom_element_stays_under_80_lines() -> None:
    for path in SCRIPTS:
        parts = path.read_text(encoding="utf-8").split("customElements.define(")[1:]
        for part in parts:
            assert part.split("\n  });")[0].count("\n") < 80, (path.name, part[:20])


def test_every_element_that_listens_outside_itself_lets_go_when_removed() -> None:
    autosave = (STATIC / "forms.js").read_text(encoding="utf-8")
    assert autosave.count("window.addEventListener") == autosave.count("window.removeEventListener")


def test_the_icon_list_and_the_sprite_agree() -> None:
    sprite = (STATIC / "icons.svg").read_text(encoding="utf-8")
    assert re.findall(r'symbol id="([^"]+)"', sprite) == list(ICONS)


def test_templates_name_only_icons_that_exist() -> None:
    used = {
        name
        for path in TEMPLATES
        for name in re.findall(r'{% icon "([^"]+)"(?!\|)', path.read_text(encoding="utf-8"))
    }
    assert used - set(ICONS) == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_carry_no_inline_script_or_style(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|hx-on", text)


def test_fonts_are_the_systems_own() -> None:
    assert not any("@font-face" in path.read_text(encoding="utf-8") for path in STYLES)


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def palettes() -> dict[str, dict[str, str]]:
    blocks = re.findall(r":root\s*{(.*?)}", bare(STATIC / "tokens.css"), flags=re.DOTALL)
    light, dark = (dict(re.findall(r"--([\w-]+):\s*(#\w+)", block)) for block in blocks[:2])
    return {"light": light, "dark": {**light, **dark}}


PAIRS = [
    ("ink", "paper", 7), ("ink-2", "paper", 4.5), ("ink-3", "paper", 4.5), ("ink-3", "ground", 4.5),
    ("ink-3", "paper-2", 4.5), ("link", "paper", 4.5), ("link", "chosen", 4.5),
    ("on-accent", "accent", 4.5), ("on-brand", "brand", 7), ("on-brand-2", "brand-2", 4.5),
    ("error", "paper", 4.5), ("control", "paper", 3), ("focus", "paper", 3), ("ink", "mark", 7),
    ("soon-ink", "soon", 7), ("urgent-ink", "urgent", 7), ("overdue-ink", "overdue", 4.5),
    ("paused-ink", "paused", 7), ("met-ink", "met", 7), ("info-ink", "info", 7),
    ("on-tip", "tip", 7), ("overdue-text", "paper", 4.5),
    *((f"pic-{n}", "paper", 4.5) for n in range(1, 7)),
    *(("on-pic", f"pic-{n}", 4.5) for n in range(1, 7)),
]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_colours_are_legible(scheme: str, front: str, back: str, least: float) -> None:
    colours = palettes()[scheme]
    assert contrast(colours[front], colours[back]) >= least
