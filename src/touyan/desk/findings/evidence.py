"""Where evidence told in words is to be seen: the papers and acts it names, and the part of the
matter that answers the question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import override

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.matters.page_acts import ActLine, act_lines
from touyan.desk.reviewing.places import Place, place_of
from touyan.inspections.rules.checklist import Question
from touyan.leadership.rules.words import LeaderAct
from touyan.matters.queries import acts_of, documents_of
from touyan.ui.sentences import sentence

TABS = {"charge": "charge", "act": "charge", "duty": "charge", "papers": "papers",
        "petitions": "petitions"}  # fmt: skip
"""The tab of the matter that holds a part of what is on file; time limits stand on its front."""
LANGUAGES = ("zh-hans", "en")
"""A reviewer picked the name of an act in either."""


@dataclass(frozen=True)
class Link:
    """A paper, an act or a part of the matter, by name and address."""

    name: str
    url: str


class OnFile:
    """The papers and acts of a matter the caller has found visible, read once."""

    def __init__(self, matter: Any) -> None:
        self.url = reverse("matter", args=[matter.public_id])
        self.papers: Sequence[Any] = list(documents_of(matter))
        self.lines = act_lines(acts_of(matter), key_only=False)

    def named_in(self, text: str) -> list[Link]:
        """What the words name as it was offered to the reviewer, each once; a name that fits
        several papers leads to none of them."""
        found = [*self._papers(text), *self._acts(text)] if text else []
        return list({one.url: one for one in found}.values())

    def _papers(self, text: str) -> Iterator[Link]:
        names = [f"{paper.title}{paper.number}" for paper in self.papers]
        for paper, name in zip(self.papers, names, strict=True):
            if name in text and names.count(name) == 1 and not _within(name, names, text):
                yield Link(name, reverse("paper", args=[paper.public_id]))

    def _acts(self, text: str) -> Iterator[Link]:
        for line in reversed(self.lines):
            if any(name in text for name in _names(line)):
                url = f"{self.url}?tab=timeline&show=all#act-{line.place}"
                yield Link(f"{sentence(line.title)} {legal_day(line.at)}", url)


def _within(name: str, names: Iterable[str], text: str) -> bool:
    """Whether it is only the beginning of another paper's name that the words hold."""
    longer = [one for one in names if one != name and one.startswith(name) and one in text]
    return any(text.count(name) == text.count(one) for one in longer)


def _names(line: ActLine) -> Iterator[str]:
    for language in LANGUAGES:
        with override(language):
            yield f"{sentence(line.title)} {legal_day(line.at)}"


def part_of(question: Question, matter: Any) -> Link:
    """The act of the leader, or the tab of the matter, that answers the question."""
    acts = {f"act-{one.value}" for one in LeaderAct}
    place = place_of(question, held={*acts, f"clock-{question.clock}"} - {"clock-"})
    return Link(sentence(place.name), reverse("matter", args=[matter.public_id]) + _tail(place))


def _tail(place: Place) -> str:
    kind, _dash, code = place.code.partition("-")
    tab = TABS.get(code if kind == "file" else kind, "")
    anchor = f"#{place.code}" if kind == "act" else ""
    return f"?tab={tab}{anchor}" if tab else ""
