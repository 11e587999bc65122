"""Assisted replacement: what to put for every true word the gate finds, or what looks like one.

Nothing is replaced here for good: each change says where, what and why, and the editor decides.
The same word gets the same substitute over the whole text, and over every later version.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from touyan.exemplars.rules.decoding import decoded
from touyan.exemplars.rules.folding import figures, fold, plain
from touyan.exemplars.rules.gate import Leak, Piece, leaks
from touyan.exemplars.rules.lookalikes import looking_like
from touyan.exemplars.rules.secrets import Kind, Secret
from touyan.exemplars.rules.substitutes import is_person, spelt, substitute, year_only
from touyan.kernel.messages import N_

Known = Mapping[tuple[Kind, str], str]
"""What already stands for a true word in this case."""
_ROUNDS = 4
_PAIRS = {"（": "）", "(": ")", "〔": "〕", "[": "]", "【": "】", "［": "］"}
_PLACED = re.compile(
    r"(?:[\s、，·-]*(?:第?[0-9０-９零〇一二三四五六七八九十百]+(?:号楼|单元|号|幢|栋|室|组|层|楼|弄|队|社|户)"
    r"|[一-鿿]{1,4}?(?:小区|花园|公寓|大厦|新村|村|组)))*"
)
_BORN = re.compile(r"[日号]?(?:出生|生(?![效活产]))")
_WRITTEN = re.compile(
    r"[一-鿿A-Z]{1,2}某[甲乙丙丁戊己庚辛壬癸]\d*|某[甲乙丙丁戊己庚辛壬癸]\d*[一-鿿]{1,4}"
)
_LETTERS, _HAN = re.compile("[A-Za-z]"), re.compile("[一-鿿]")
REASONS = {
    Kind.NAME: N_("Somebody in the matter is called so."),
    Kind.ORGAN: N_("The office or unit leads to the people of the matter."),
    Kind.ADDRESS: N_("Places are named down to the county and no further."),
    Kind.FIGURES: N_("Numbers of persons and things belong to nobody else."),
    Kind.NUMBER: N_("By its number the case can be looked up."),
    Kind.DAY: N_("An exact day, told with a place, points to one event."),
}
LOOKS = N_("It is not in the register, yet looks like something by which somebody can be found.")


@dataclass(frozen=True)
class Change:
    """One stretch of one text, what stands for it, and why. `at` counts the texts; `base` is the
    substitute as it is kept, `substitute` as this sentence writes it."""

    at: int
    where: str
    start: int
    end: int
    kind: Kind
    true: str = field(repr=False)
    shown: str
    base: str
    substitute: str
    reason: str

    @property
    def word(self) -> tuple[Kind, str]:
        return self.kind, self.true


def changes(
    pieces: Sequence[Piece], secrets: Iterable[Secret], known: Known | None = None
) -> list[Change]:
    """Everything to be replaced, in reading order; stretches never overlap."""
    secrets = list(secrets)
    standing = dict(known or {})
    taken = set(standing.values())
    taken |= {each for piece in pieces for each in _WRITTEN.findall(piece.text)}
    found = []
    for at, piece in enumerate(pieces):
        for leak, is_sure in _apart(piece, secrets):
            word = (leak.kind, leak.true)
            if word not in standing:
                standing[word] = _named(leak, piece.text, taken)
                taken.add(standing[word])
            base, reason = standing[word], REASONS[leak.kind] if is_sure else LOOKS
            found.append(
                Change(at, piece.where, leak.start, leak.end, *word, leak.shown, base,
                       _suited(base, leak, piece.text), reason)
            )  # fmt: skip
    return found


def _named(leak: Leak, text: str, taken: set[str]) -> str:
    if leak.kind is Kind.DAY and _BORN.match(text, leak.end):
        return year_only(leak.true)
    return substitute(leak.kind, leak.true, taken=taken)


def _suited(base: str, leak: Leak, text: str) -> str:
    """In an English sentence a person's substitute is spelt in letters."""
    is_english = len(_LETTERS.findall(text)) > 2 * len(_HAN.findall(text))
    in_letters = is_english and leak.kind is Kind.NAME and is_person(leak.true)
    return spelt(base) if in_letters and "某" in base else base


def _apart(piece: Piece, secrets: Sequence[Secret]) -> Iterator[tuple[Leak, bool]]:
    """The widest stretches first come, what the register knows before what only looks like it."""
    sure = [_whole(leak, piece.text) for leak in _joined(_in_sight(piece, secrets))]
    kept: list[tuple[Leak, bool]] = []
    for some, is_sure in ((sure, True), (looking_like(piece), False)):
        for leak in sorted(some, key=lambda each: (each.start - each.end, each.start)):
            if all(leak.end <= one.start or leak.start >= one.end for one, _sure in kept):
                kept.append((leak, is_sure))
    yield from sorted(kept, key=lambda each: each[0].start)


def _in_sight(piece: Piece, secrets: Sequence[Secret]) -> list[Leak]:
    """Those that stand in the text as it is written, and not only once a code in it is undone."""
    found = leaks([piece], secrets)
    return [leak for leak in found if piece.text[leak.start : leak.end] == leak.shown]


def _joined(found: Iterable[Leak]) -> list[Leak]:
    """Runs of one long number that follow each other are one."""
    row: list[Leak] = []
    for leak in sorted(found, key=lambda each: (each.kind, each.true, each.start)):
        last = row[-1] if row else None
        near = last and (last.kind, last.true) == (leak.kind, leak.true)
        if last and near and leak.kind is Kind.FIGURES and leak.start <= last.end + 2:
            row[-1] = Leak(
                last.where, last.kind, "", last.start, max(last.end, leak.end), last.true
            )
        else:
            row.append(leak)
    return row


def _whole(leak: Leak, text: str) -> Leak:
    """The stretch with all that would be left dangling: brackets, 号, 日, the rest of a number."""
    start, end = leak.start, leak.end
    if leak.kind is Kind.FIGURES:
        start, end = _whole_number(leak, text)
    elif leak.kind is Kind.ADDRESS:
        rest = _PLACED.match(text, end)
        end = rest.end() if rest else end
    start, end = _bracketed(text, start, end)
    if leak.kind in (Kind.NUMBER, Kind.DAY):
        ends = "号號日" if leak.kind is Kind.NUMBER else "日号號"
        tail = re.compile(rf"\s*[{ends}]").match(text, end)
        end = tail.end() if tail else end
    return Leak(leak.where, leak.kind, text[start:end], start, end, leak.true)


def _whole_number(leak: Leak, text: str) -> tuple[int, int]:
    """From the figures found outwards, as far as they go on being those of the number, and over
    the stars that stand for some of them."""
    value, read = plain(leak.true, figures), fold(text, figures)
    first = next(at for at, place in enumerate(read.places) if place >= leak.start)
    last = max(at for at, place in enumerate(read.places) if place < leak.end)
    at = max(value.find(read.text[first : last + 1]), 0)
    while first and at and read.text[first - 1] == value[at - 1]:
        first, at = first - 1, at - 1
    at += last - first + 1
    while last + 1 < len(read.text) and at < len(value) and read.text[last + 1] == value[at]:
        last, at = last + 1, at + 1
    start, end = read.places[first], read.places[last] + 1
    while text[end : end + 1] in {"*", "×", "＊"}:
        end += 1
    while start and text[start - 1] in "*×＊":
        start -= 1
    return start, end


def _bracketed(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in the other half of a bracket that is open inside."""
    inside = text[start:end]
    for opener, closer in _PAIRS.items():
        if inside.count(closer) > inside.count(opener) and text[start - 1 : start] == opener:
            start -= 1
        if inside.count(opener) > inside.count(closer) and text[end : end + 1] == closer:
            end += 1
    return start, end


def applied(text: str, wanted: Iterable[Change]) -> str:
    """The text with every wanted stretch replaced."""
    for each in sorted(wanted, key=lambda one: one.start, reverse=True):
        text = text[: each.start] + each.substitute + text[each.end :]
    return text


def uncoded(text: str, secrets: Sequence[Secret]) -> str:
    """The text with codes undone behind which a true word hides."""
    hidden = leaks([Piece("", text)], secrets)
    if all(leak.shown in text for leak in hidden):
        return text
    return next((each for each in decoded(text)[1:] if _is_open(each, secrets)), text)


def _is_open(text: str, secrets: Sequence[Secret]) -> bool:
    """Whether true words stand in it, and each as it is written."""
    found = leaks([Piece("", text)], secrets)
    return bool(found) and all(leak.shown in text for leak in found)


def rounds(
    pieces: Sequence[Piece], secrets: Sequence[Secret], known: Known | None = None,
    only: Iterable[tuple[Kind, str]] | None = None,
) -> Iterator[list[Change]]:  # fmt: skip
    """What is replaced, round after round, each told of the texts as the round before left them:
    a word may come to light once the one around it is gone."""
    wanted = None if only is None else set(only)
    texts = [uncoded(piece.text, secrets) for piece in pieces]
    standing = dict(known or {})
    for _round in range(_ROUNDS):
        now = [Piece(piece.where, text) for piece, text in zip(pieces, texts, strict=True)]
        told = changes(now, secrets, standing)
        told = [each for each in told if wanted is None or each.word in wanted]
        if not told:
            return
        yield told
        standing |= {each.word: each.base for each in told}
        texts = _after(texts, told)


def _after(texts: Sequence[str], told: Sequence[Change]) -> list[str]:
    return [
        applied(text, [each for each in told if each.at == at]) for at, text in enumerate(texts)
    ]


def replaced(
    pieces: Sequence[Piece], secrets: Iterable[Secret], known: Known | None = None,
    only: Iterable[tuple[Kind, str]] | None = None,
) -> tuple[list[str], list[Change]]:  # fmt: skip
    """The texts of the pieces with the words replaced (all, or only some), and what was done."""
    secrets = list(secrets)
    texts = [uncoded(piece.text, secrets) for piece in pieces]
    done: list[Change] = []
    for told in rounds(pieces, secrets, known, only):
        texts, done = _after(texts, told), done + told
    return texts, done
