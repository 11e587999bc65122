"""The words of chiefs and leaders in charge, drawn from plain sentences by kind of matter."""

from __future__ import annotations

from functools import cache
from random import Random

from touyan.demonstration.rules.corpus import blocks
from touyan.demonstration.rules.grammar import Sequence, compile_text, render
from touyan.demonstration.rules.texts import PetitionText, frame

FILES = ("leading", "clearing")


@cache
def _all() -> dict[str, list[tuple[str, Sequence]]]:
    found: dict[str, list[tuple[str, Sequence]]] = {}
    for file in FILES:
        for block in blocks(file):
            kind = block.get("kind", [""])[0]
            found.setdefault(block["act"][0], []).append((kind, compile_text(block["text"][0])))
    return found


@cache
def variants(act: str, kind: str) -> tuple[Sequence, ...]:
    """The sentences for an act on a matter of that kind: its own and those for every matter."""
    return tuple(text for of_kind, text in _all()[act] if of_kind in ("", kind))


class Words:
    """Writes on one matter; the same facts throughout, other pages each time."""

    def __init__(self, rng: Random, petition: PetitionText) -> None:
        self.rng, self.kind = rng, petition.kind
        self.facts = {
            **petition.facts,
            "me": petition.facts["me"] or "信访人",
            "claims": "；".join(petition.claims),
            "number": petition.facts["number"] or "原处理决定",
            "leader": "",
            "before": "",
            "number_of": "三",
        }

    def say(self, act: str, **more: str) -> str:
        """One sentence of that act."""
        options = variants(act, self.kind)
        return self._render(options[int(self.rng.random() * len(options))], **more)

    def plan(self) -> str:
        """A plan of this matter's own: what is verified, by when, what may end the grievance."""
        checks = list(variants("plan_check", self.kind))
        self.rng.shuffle(checks)
        parts = [*variants("plan_open", self.kind), *checks[: self.rng.randint(3, 4)]]
        ends = variants("plan_end", self.kind)
        parts.append(ends[int(self.rng.random() * len(ends))])
        return "".join(self._render(part) for part in parts)

    def _render(self, sequence: Sequence, **more: str) -> str:
        draw = self.rng.random
        first = 1 + int(draw() * 180)
        pages = {
            "page_a": str(first),
            "page_b": str(first + 2 + int(draw() * 60)),
            "pages": str(3 + int(draw() * 40)),
            "volumes": "一二三四五"[int(draw() * 5)],
            "within": "三五七十"[int(draw() * 4)],
            "within_more": "二三四"[int(draw() * 3)] + "十",
        }
        facts = {**self.facts, **pages, **more}
        facts["record"] = render(frame("records"), facts, self.rng)
        return render(sequence, facts, self.rng)
