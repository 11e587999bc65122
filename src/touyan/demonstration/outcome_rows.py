"""What came of a made-up matter as rows: resolution, revisits, causes, reverse scrutiny."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from random import Random

from touyan.demonstration.copying import Batch, as_json
from touyan.demonstration.desk import Desk
from touyan.demonstration.numbering import Numbered
from touyan.demonstration.rules.cleared import (
    Cleared,
    MadeEvidence,
    MadeResolution,
    MadeRevisit,
    MadeScrutiny,
)
from touyan.demonstration.staff import Crew
from touyan.matters.papers.catalogue import KINDS

SCRUTINY = "scrutiny_opinion"


class OutcomeWriter:
    """Writes after the papers, promises and payments that its rows refer to."""

    def __init__(self, desk: Desk, batch: Batch, rng: Random, told: Numbered, crew: Crew) -> None:
        self.desk, self.batch, self.rng, self.told, self.crew = desk, batch, rng, told, crew
        self.matter, self.cleared = told.index + 1, told.story.cleared or Cleared()

    def write(self, act_ids: Sequence[int]) -> None:
        """Everything of one story; `act_ids` in the story's order."""
        self.act_ids = act_ids
        for made in self.cleared.resolutions:
            self._resolution(made)
        for revisit in self.cleared.revisits:
            self._revisit(revisit)
        for cause in self.cleared.causes:
            self.batch.add("campaigns_cause", self.matter, cause.code, True, cause.reason,
                           self._who(cause.who), cause.at)  # fmt: skip
        for scrutiny in self.cleared.scrutinies:
            self._scrutiny(scrutiny)

    def _uuid(self) -> uuid.UUID:
        return uuid.UUID(int=self.rng.getrandbits(128), version=4)

    def _who(self, part: str) -> int | None:
        return self.crew.accounts[part] if part else None

    def _resolution(self, made: MadeResolution) -> None:
        verifier = self._who(made.by) if made.verified_at else None
        petition = made.ended_petition
        self.batch.add(
            "matters_resolution", self._uuid(), self.matter, made.grade, made.state,
            as_json([self._evidence(item) for item in made.evidence]), self._who("handler"),
            made.at, self._who(made.by) if made.returned_at else None, made.returned_at,
            as_json(made.contact), made.note, verifier, made.verified_at, _day(made.verified_at),
            made.window_rule, made.window_until, made.passed_at,
            verifier if made.passed_at else None, made.performed, made.ended_at, made.ended_how,
            self._who(made.ended_by), None if petition is None else self.told.petition_id(petition),
            "",
        )  # fmt: skip

    def _evidence(self, item: MadeEvidence) -> dict[str, object]:
        ref, name = self._proof(item)
        kept: dict[str, object] = {
            "kind": item.kind, "proof": item.proof, "ref": ref, "name": name, "act": item.act,
            "on": item.on.isoformat(), "text": item.text,
        }  # fmt: skip
        if item.heard_by:
            kept["heard_by"] = self._who(item.heard_by)
            kept["heard_by_name"] = self.crew.names[item.heard_by]
        return kept

    def _proof(self, item: MadeEvidence) -> tuple[str, str]:
        """What the evidence leads to, and what that is called."""
        if item.proof == "act":
            return f"act:{self.act_ids[item.place]}", ""
        if item.proof == "payment":
            relief = self.told.story.led.relief
            granted = relief.granted if relief else 0
            return f"payment:{self.told.given['payment'][item.place]}", f"{granted}元"
        paper = self.told.story.papers[item.place]
        number = self.told.paper_numbers[item.place]
        title = KINDS[paper.kind].title_zh
        return f"paper:{self.told.given['paper'][item.place]}", f"{title} {number}"

    def _revisit(self, made: MadeRevisit) -> None:
        self.batch.add(
            "campaigns_revisit", self._uuid(), self.matter, self.told.block_id(made.closing),
            made.months, made.due_on, made.rule, made.dropped_at, made.on, self._who(made.who),
            made.at, as_json(made.contact), as_json(made.answers), made.result,
            made.findings, as_json(self._promised(made)), made.taken_up, made.decision,
            self._who(made.decided_by), made.decided_at,
        )  # fmt: skip

    def _promised(self, made: MadeRevisit) -> list[dict[str, object]]:
        found = []
        for place, done, said in made.promised:
            promise = self.told.story.led.promises[place]
            kept = promise.kept_at if done else None
            found.append({
                "promise": str(self.told.given["promise"][place]), "text": promise.text,
                "kept_on": kept.date().isoformat() if kept else "", "done": done, "said": said,
            })  # fmt: skip
        return found

    def _scrutiny(self, made: MadeScrutiny) -> None:
        unit = self.desk.subordinate(self.told.organ_id) if made.inside else None
        sent = made.sent_at is not None
        answering = "receiver" if made.inside else "handler"
        self.batch.add(
            "campaigns_scrutiny", self._uuid(), self.matter, self.told.organ_id, made.origin,
            unit, made.unit_name, made.error, made.findings, made.advice, self._who("handler"),
            made.at, self._who("head") if sent else None, made.sent_at, self._number(made.sent_at),
            unit if sent else None, made.answer, made.mended,
            self._who(answering) if made.answered_at else None, made.answered_at,
        )  # fmt: skip

    def _number(self, sent: datetime | None) -> str:
        if sent is None:
            return ""
        organ = self.told.organ_id
        self.desk.papers[organ, SCRUTINY, sent.year] += 1
        number = self.desk.papers[organ, SCRUTINY, sent.year]
        mark = f"{self.desk.short_names[organ]}控申{KINDS[SCRUTINY].number_word}"
        return f"{mark}〔{sent.year}〕{number}号"


def _day(moment: datetime | None) -> object:
    return moment.date() if moment else None
