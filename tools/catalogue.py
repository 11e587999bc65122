"""Keeps the message catalogue: every English sentence in the code has its Chinese.

    python tools/catalogue.py update   extract, merge, take in i18n/*.tsv, compile
    python tools/catalogue.py check    fail on a missing, fuzzy, stale or broken entry

gettext's own programs are not needed: Babel extracts, reads and compiles.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "touyan"
FOLDER = SOURCE / "locale" / "zh_Hans" / "LC_MESSAGES"
PO, MO = FOLDER / "django.po", FOLDER / "django.mo"
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None, "N_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2), "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
PLURALS: dict[str, str] = {}
"""Plural by singular, of the sentences that have one."""
REMARK = re.compile(r"{% comment %}.*?{% endcomment %}|{#.*?#}", re.DOTALL)
PLACE = re.compile(r"%\((\w+)\)s|%s|%d")


def main(what: str) -> int:
    settings.configure(USE_I18N=True)
    django.setup()
    found = extracted()
    held = read_catalogue()
    if what == "update":
        return update(found, held)
    problems = list(faults(found, held))
    if not problems and MO.read_bytes() != compiled(held):
        problems.append("django.mo is stale: run tools/catalogue.py update")
    print("\n".join(problems) or f"catalogue complete: {len(found)} sentences")
    return 1 if problems else 0


def extracted() -> dict[tuple[str, str], list[str]]:
    """Every marked sentence with its context and the files it stands in."""
    found: dict[tuple[str, str], list[str]] = {}
    for path in sorted([*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html"), *SOURCE.rglob("*.txt")]):
        if "migrations" in path.parts:
            continue
        for context, msgid in _sentences(path):
            found.setdefault((context, msgid), []).append(str(path.relative_to(ROOT)))
    return found


def _sentences(path: Path) -> Iterator[tuple[str, str]]:
    text = path.read_text("utf-8")
    if path.suffix != ".py":
        from django.utils.translation.template import templatize

        text = REMARK.sub("", text)  # a remark would turn the rest of the joined line into one
        lines = (line.strip() for line in templatize(text, origin=str(path)).splitlines())
        text = " ".join(line for line in lines if not line.startswith("#"))
    stream = io.BytesIO(text.encode())
    for _line, message, _comments, context in extract("python", stream, keywords=KEYWORDS):  # type: ignore[arg-type]
        if isinstance(message, str):
            yield context or "", message
        elif message:  # singular and plural; Chinese has one form for both
            PLURALS[message[0]] = message[1]
            yield context or "", message[0]


def read_catalogue() -> Catalog:
    if not PO.exists():
        return Catalog(locale="zh_Hans", project="touyan", charset="utf-8")
    with PO.open("rb") as handle:
        return read_po(handle, locale="zh_Hans")


def offered() -> dict[tuple[str, str], str]:
    """Translations handed in as i18n/*.tsv: English, Chinese and, where needed, the context."""
    rows: dict[tuple[str, str], str] = {}
    for path in sorted((ROOT / "i18n").glob("*.tsv")):
        for line in path.read_text("utf-8").splitlines():
            cells = line.rstrip("\n").split("\t")
            if len(cells) >= 2 and cells[0].strip():
                context = cells[2].strip() if len(cells) > 2 else ""
                rows[(context, _unescape(cells[0]))] = _unescape(cells[1])
    return rows


def _unescape(cell: str) -> str:
    return cell.replace("\\n", "\n").replace("\\t", "\t")


def update(found: dict[tuple[str, str], list[str]], held: Catalog) -> int:
    fresh = Catalog(
        locale="zh_Hans",
        project="touyan",
        charset="utf-8",
        fuzzy=False,
        copyright_holder="touyan contributors",
    )
    new = offered()
    for context, msgid in sorted(found):
        old = held.get(msgid, context or None)
        text = new.get((context, msgid)) or _chinese(old)
        plural = PLURALS.get(msgid)
        fresh.add(
            (msgid, plural) if plural else msgid,
            (text,) if plural else text,
            context=context or None,
        )
    FOLDER.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as handle:
        write_po(handle, fresh, width=100, omit_header=False, no_location=True, sort_output=True)
    text = PO.read_text("utf-8")
    PO.write_text(re.sub(r'"(POT-Creation|PO-Revision)-Date: [^"]*\\n"\n', "", text), "utf-8")
    MO.write_bytes(compiled(read_catalogue()))
    missing = [key for key in sorted(found) if not _text(fresh, key)]
    for context, msgid in missing:
        print(
            f"missing: {context + ' | ' if context else ''}{msgid!r} ({found[(context, msgid)][0]})"
        )
    print(f"{len(found)} sentences, {len(missing)} missing")
    return 0


def _chinese(entry: Message | None) -> str:
    """The translation of an entry; Chinese has a single plural form."""
    if entry is None or not entry.string:
        return ""
    return entry.string if isinstance(entry.string, str) else str(entry.string[0])


def compiled(catalogue: Catalog) -> bytes:
    catalogue.creation_date = catalogue.revision_date = EPOCH  # the same bytes each time
    stream = io.BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


def _text(catalogue: Catalog, key: tuple[str, str]) -> str:
    return _chinese(catalogue.get(key[1], key[0] or None))


def faults(found: dict[tuple[str, str], list[str]], held: Catalog) -> Iterator[str]:
    """Sentences without Chinese, leftovers nobody uses, placeholders that differ."""
    for key, files in sorted(found.items()):
        entry = held.get(key[1], key[0] or None)
        if entry is None or not _chinese(entry):
            yield f"no Chinese for {key[1]!r} ({files[0]})"
        elif entry.fuzzy:
            yield f"fuzzy: {key[1]!r}"
        elif set(PLACE.findall(key[1])) != set(PLACE.findall(_chinese(entry))):
            yield f"placeholders differ: {key[1]!r}"
    known = {(entry.context or "", _singular(entry)) for entry in held if entry.id}
    for _context, msgid in sorted(known - set(found)):
        yield f"no longer used: {msgid!r}"


def _singular(entry: Message) -> str:
    return entry.id if isinstance(entry.id, str) else str(entry.id[0])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "check"))
