"""From the facts of a matter to a paper: nothing missing, nothing evaluated, nothing invented."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from touyan.kernel.errors import FieldProblem, Invalid
from touyan.kernel.messages import N_, Message, message
from touyan.matters.papers.catalogue import KINDS
from touyan.matters.papers.kinds import Fact, Kind, placeholders
from touyan.matters.papers.letter import Letter, one_line, split_paragraphs

Facts = Mapping[str, str | list[str]]

_ENDS = ("？", "！", "?", "!", "…", "。")
DEFAULT_ADDRESS = "你"  # organisations: 你单位; several petitioners: 你们


def compose(
    kind_code: str,
    facts: Facts,
    *,
    organ_name: str,
    dated: date,
    number: str = "",
    serial: str = "",
    attachments: Sequence[str] = (),
    copies: Sequence[str] = (),
    body: Sequence[str] | None = None,
) -> Letter:
    """The paper of this kind; with `body` the handler's words replace the usual ones.

    Besides the kind's own facts, `you` sets how the reader is addressed (你, 你们, 你单位).
    Raises Invalid with one problem per missing fact.
    """
    kind = _kind(kind_code)
    own_words = None if body is None else split_paragraphs(body)
    _check(kind, facts, organ_name=organ_name, own_words=own_words)
    middle = _fill(kind.body, facts) if own_words is None else list(own_words)
    return Letter(
        kind=kind.code,
        title=kind.title_zh,
        organ_name=organ_name,
        dated=dated,
        number=number,
        serial=serial,
        addressee=one_line(_inline(facts, kind.addressed_to)),
        paragraphs=[*middle, *_fill(kind.closing, facts)],
        attachments=attachments,
        copies=copies,
        signed=kind.signed,
        labels=kind.labels,
    )


def usual_paragraphs(kind_code: str, facts: Facts) -> list[str]:
    """The usual body as far as the facts reach, for the handler to edit."""
    return _fill(_kind(kind_code).body, facts)


def missing_facts(kind_code: str, facts: Facts, *, own_body: bool = False) -> list[Fact]:
    """Required facts not given yet."""
    return [
        fact for fact in _kind(kind_code).needed(own_body=own_body) if not _given(facts, fact.code)
    ]


def _kind(code: str) -> Kind:
    kind = KINDS.get(code)
    if kind is None:
        raise Invalid([FieldProblem("kind", Message(N_("There is no such kind of document.")))])
    return kind


def _check(kind: Kind, facts: Facts, *, organ_name: str, own_words: tuple[str, ...] | None) -> None:
    missing = missing_facts(kind.code, facts, own_body=own_words is not None)
    problems = [
        FieldProblem(
            fact.code,
            message(
                N_("%(fact)s: missing, and this document cannot do without it."),
                fact=Message(fact.prompt),
            ),
        )
        for fact in missing
    ]
    if not one_line(organ_name):
        problems.append(FieldProblem("organ_name", Message(N_("The issuing office is not named."))))
    if own_words == ():
        problems.append(FieldProblem("body", Message(N_("The document has no text."))))
    if problems:
        raise Invalid(problems)


def _items(facts: Facts, code: str) -> tuple[str, ...]:
    value = facts.get(code, "")
    return split_paragraphs([value] if isinstance(value, str) else value)


def _given(facts: Facts, code: str) -> bool:
    return bool(_items(facts, code))


def _fill(paragraphs: Sequence[str], facts: Facts) -> list[str]:
    """Each paragraph with its facts; left out when a fact it speaks of is not known.

    A line ending in a colon introduces the list after it and goes when the list goes.
    """
    filled: list[str] = []
    for place, paragraph in enumerate(paragraphs):
        following = paragraphs[place + 1] if place + 1 < len(paragraphs) else ""
        wanted = placeholders(paragraph)
        if paragraph.endswith("：") and _is_list(following):
            wanted = wanted | placeholders(following)
        if all(code == "you" or _given(facts, code) for code in wanted):
            filled.extend(_filled(paragraph, facts))
    return filled


def _is_list(paragraph: str) -> bool:
    return paragraph.startswith("{") and paragraph.endswith("}") and paragraph.count("{") == 1


def _filled(paragraph: str, facts: Facts) -> list[str]:
    if _is_list(paragraph):
        return _listed(facts, paragraph[1:-1])
    values = {code: _inline(facts, code) for code in placeholders(paragraph)}
    text = paragraph.format_map(values)  # values are inserted once and never read as templates
    return list(split_paragraphs([text]))


def _listed(facts: Facts, code: str) -> list[str]:
    items = _items(facts, code)
    if isinstance(facts[code], str) or len(items) < 2:
        return list(items)
    last = len(items)
    return [
        f"{place}. {_ended(item, '。' if place == last else '；')}"
        for place, item in enumerate(items, start=1)
    ]


def _ended(item: str, sign: str) -> str:
    """An entry with one sign at its end: its own question or exclamation mark, or this one."""
    text = item.rstrip("。；;，,、")
    over = text.rstrip("”’」』）)").endswith(_ENDS)
    return text if over else text + sign


def _inline(facts: Facts, code: str) -> str:
    """A fact inside a sentence: its own full stop would end the sentence too early."""
    if code == "you" and not _given(facts, code):
        return DEFAULT_ADDRESS
    between = "\n" if isinstance(facts.get(code), str) else "、"
    return between.join(_items(facts, code)).rstrip("。；;")
