"""How typed search words are read: names of kinds, stages, channels and offices become filters,
in either language; everything else is looked for in numbers, names and texts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from touyan.intake.rules.words import CHANNEL_NAMES, KIND_NAMES
from touyan.kernel.chinese import tsquery
from touyan.kernel.messages import N_
from touyan.kernel.phrases import as_phrase, is_quoted, spans, take_phrases
from touyan.matters.rules.lifecycle import STAGE_NAMES
from touyan.organs.queries import Organ, organs_in_scope
from touyan.organs.rules.access import Viewer
from touyan.organs.rules.calling import called, telling

MOST_OFFICES = 8
"""More offices of one name than this are no answer to which one was meant."""
_MOST_LIKELY = 300
_NAMES: tuple[tuple[str, str, Mapping[Any, str]], ...] = (
    ("kind", N_("Kind"), KIND_NAMES),
    ("stage", N_("Stage"), STAGE_NAMES),
    ("channel", N_("Channel"), CHANNEL_NAMES),
)
Meaning = tuple[str, Any]


@dataclass(frozen=True)
class ReadWords:
    """Search words as understood."""

    kind: list[str] = field(default_factory=list)
    stage: list[str] = field(default_factory=list)
    channel: list[str] = field(default_factory=list)
    offices: list[Organ] = field(default_factory=list)
    text: str = ""
    typed: str = ""

    @property
    def quoted(self) -> str:
        """The same words, asked for as they are."""
        return f'"{self.typed}"'

    @property
    def names(self) -> bool:
        """Whether anything but plain words was recognised."""
        return bool(self.kind or self.stage or self.channel or self.offices)

    def told(self, *, words: bool = True) -> list[tuple[str, str]]:
        """What is said of it: a label and what was understood under it; with the plain words."""
        lines = [
            (_(label), ", ".join(_(names[word]) for word in getattr(self, name)))
            for name, label, names in _NAMES
        ]
        lines.append((_("Office"), "; ".join(organ.local_name for organ in self.offices)))
        lines.append((_("Words"), self.text if words else ""))
        return [line for line in lines if line[1]]


def read_words(
    typed: str, *, viewer: Viewer, alone: bool, listed: Collection[Organ] = ()
) -> ReadWords:
    """Typed words, quoted ones as they are; `listed` are the viewer's offices where known,
    `alone` says that there is but one."""
    if not typed.strip() or is_quoted(typed):
        return ReadWords(text=typed, typed=typed)
    asked = set(spans(typed)) - _fixed_names().keys()
    offices_by = _offices(asked, listed or _likely(asked, viewer), alone=alone)
    named: dict[str, Meaning] = {said: ("office", organs) for said, organs in offices_by.items()}
    meant, text = take_phrases(typed, {**named, **_fixed_names()})
    read = {name: [value for at, value in meant if at == name] for name, _label, _n in _NAMES}
    offices = _together([organs for at, organs in meant if at == "office"])
    return ReadWords(**read, offices=offices, text=text if tsquery(text) else "", typed=typed)


@lru_cache(maxsize=1)
def _fixed_names() -> dict[str, Meaning]:
    """The fixed names in every language, as phrases; kinds before stages before channels."""
    known: dict[str, Meaning] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            for at, _label, names in _NAMES:
                for word, name in names.items():
                    known.setdefault(as_phrase(_(name)), (at, str(word)))
    return known


def _offices(asked: set[str], likely: Iterable[Organ], *, alone: bool) -> dict[str, list[Organ]]:
    """The offices meant by each of the phrases; a name too many bear means none."""
    found: dict[str, list[Organ]] = {}
    for organ in likely:
        for phrase in asked & _called(organ, alone=alone):
            found.setdefault(phrase, []).append(organ)
    return {phrase: organs for phrase, organs in found.items() if len(organs) <= MOST_OFFICES}


def _called(organ: Organ, *, alone: bool) -> frozenset[str]:
    """In an office by itself its own place is no filter: in Chinese it is a word of the texts."""
    phrases = called(
        code=organ.code, name=organ.name, short_name=organ.short_name, name_en=organ.name_en
    )
    return frozenset(p for p in phrases if p.isascii() or "检" in p) if alone else phrases


def _likely(asked: Iterable[str], viewer: Viewer) -> list[Organ]:
    """Offices of a scope too wide to list that any telling word may name."""
    words = [word.removesuffix("检察院").removesuffix("人民") for word in telling(asked)]
    match = Q(code__in=words) | Q(short_name__in=words)
    for word in filter(None, words):
        match |= Q(name_en__icontains=word) if word.isascii() else Q(name__contains=word)
    found = organs_in_scope(viewer=viewer).filter(match, valid_to__isnull=True)
    return list(found.order_by("level", "code")[:_MOST_LIKELY])


def _together(said: list[list[Organ]]) -> list[Organ]:
    """Hangzhou and Xihu: the Xihu beneath Hangzhou. Offices apart from each other: all of them."""
    kept: list[Organ] = []
    for organs in said:
        nested = [
            max(one, other, key=lambda organ: len(organ.path))
            for one in kept
            for other in organs
            if one.path.startswith(other.path) or other.path.startswith(one.path)
        ]
        kept = list(dict.fromkeys(nested or [*kept, *organs]))
    return kept
