"""Leaders' charges of a made-up story as rows, exactly as the actions would have written them."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, time, timedelta

from touyan.demonstration.copying import Batch, as_json
from touyan.demonstration.numbering import Numbered, party_id
from touyan.demonstration.rules.charge import MadeCharge, MadeRelief
from touyan.demonstration.rules.leaders import Away
from touyan.demonstration.rules.story import BEIJING
from touyan.demonstration.staff import Crew
from touyan.leadership.rules.helping import HelpKind
from touyan.leadership.rules.words import Responsible


def write_led(
    batch: Batch,
    make_uuid: Callable[[], uuid.UUID],
    told: Numbered,
    crew: Crew,
    act_ids: Sequence[int],
) -> None:
    """Everything of one story that leaders have to do with; `act_ids` in the story's order."""
    _LedWriter(batch, make_uuid, told, crew).write(act_ids)


class _LedWriter:
    def __init__(
        self, batch: Batch, make_uuid: Callable[[], uuid.UUID], told: Numbered, crew: Crew
    ) -> None:
        self.batch, self.make_uuid, self.told, self.crew = batch, make_uuid, told, crew
        self.matter, self.organ, self.led = told.index + 1, told.organ_id, told.story.led

    def write(self, act_ids: Sequence[int]) -> None:
        self._firsts()
        self._duty()
        self._forms()
        for place, charge in enumerate(self.led.charges):
            self._charge(place, charge)
        self._deeds(act_ids)
        self._promises()
        self._inquiries()
        self._help()

    def _firsts(self) -> None:
        story, crew = self.told.story, self.crew
        handler = crew.accounts["handler"]
        rows: list[tuple[Responsible, int | None, int | None, datetime | None]] = [
            (Responsible.ORGAN, None, None, story.petitions[0].decided_at)
        ]
        if story.assigned_at:
            rows.append((Responsible.DEPARTMENT, crew.department_id, None, story.assigned_at))
            rows.append((Responsible.PERSON, crew.department_id, handler, story.assigned_at))
        for part, department, person, since in rows:
            self.batch.add("leadership_firstresponsible", self.matter, part.value, self.organ,
                           department, person, since)  # fmt: skip

    def _duty(self) -> None:
        found = self.led.duty
        if found is None:
            return
        codes = [one.rule.code for one in found.findings if one.due]
        self.batch.add("leadership_dutyrow", self.matter, found.due, found.unknown, found.since,
                       as_json(codes))  # fmt: skip
        for said in self.led.statements:
            self.batch.add(
                "leadership_statement", self.matter, said.fact.value, said.holds, said.reason,
                said.reference, self.crew.accounts[said.by], said.at, as_json(said.terms),
            )  # fmt: skip

    def _forms(self) -> None:
        for place, form in enumerate(self.led.forms):
            self.batch.add(
                "leadership_chargeform", self.told.block_id(place), self.make_uuid(), self.matter,
                self.organ, as_json(form.reasons), form.summary,
                self.crew.accounts[form.by] if form.by else None,
                form.at, form.read_at, form.outcome, form.note,
                self.crew.accounts.get(form.decided_by), form.decided_at,
            )  # fmt: skip

    def _charge(self, place: int, charge: MadeCharge) -> None:
        crew, block = self.crew, self.told.block_id
        self.batch.add(
            "leadership_charge", block(place), self.make_uuid(), self.matter, self.organ,
            crew.accounts[charge.leader], crew.titles[charge.leader],
            None if charge.form is None else block(charge.form),
            None if charge.follows is None else block(charge.follows),
            charge.voluntary, crew.accounts[charge.named_by], charge.at, charge.state.value,
            charge.answered_at, charge.ground.value if charge.ground else "", charge.reason,
            charge.ended_at, charge.end_ground.value if charge.end_ground else "",
            charge.end_reason,
        )  # fmt: skip

    def _deeds(self, act_ids: Sequence[int]) -> None:
        for deed in self.led.deeds:
            self.batch.add(
                "leadership_deed", self.make_uuid(), self.told.block_id(deed.charge),
                deed.kind.value, deed.on, deed.at, self.crew.accounts[deed.who], deed.on_behalf,
                as_json(deed.evidence), act_ids[deed.act],
            )  # fmt: skip
        for answer in self.led.answers:
            self.batch.add(
                "leadership_signanswer", self.told.block_id(answer.charge), answer.sign,
                answer.text, self.crew.accounts[answer.by], answer.at,
            )  # fmt: skip

    def _promises(self) -> None:
        accounts = self.crew.accounts
        for promise in self.led.promises:
            kept = promise.kept_at
            public_id = self.make_uuid()
            self.told.given["promise"].append(public_id)
            self.batch.add(
                "leadership_promise", public_id, self.matter, promise.text,
                accounts[promise.owner], promise.due_on, promise.at.date(),
                accounts[promise.made_by], promise.at, kept and kept.date(), promise.kept_how,
                accounts[promise.owner] if kept else None,
            )  # fmt: skip

    def _inquiries(self) -> None:
        for asked in self.led.inquiries:
            self.batch.add(
                "leadership_inquiry", self.matter, asked.who, asked.unit, asked.how, asked.what,
                asked.answered, asked.at.date(), self.crew.accounts["handler"], asked.at,
            )  # fmt: skip

    def _help(self) -> None:
        handler = self.crew.accounts["handler"]
        if self.led.relief:
            self._relief(self.led.relief, handler)
        for made in self.led.help:
            ended, neutral = made.ended_at, made.kind is HelpKind.LAWYER
            self.batch.add(
                "leadership_helpmeasure", self.make_uuid(), self.matter, made.kind.value, made.who,
                made.text, made.at.date(), handler, made.at, made.consent, neutral, neutral,
                made.reference, False, made.result, ended and ended.date(),
                handler if ended else None,
            )  # fmt: skip

    def _relief(self, made: MadeRelief, handler: int) -> None:
        paid, accounts = made.paid_at, self.crew.accounts
        public_id = self.make_uuid()
        self.told.given["payment"].append(public_id)
        self.batch.add(
            "leadership_relief", public_id, self.matter, self.organ,
            party_id(self.told.petition_id(0), 0), as_json(made.conditions), made.hardship,
            made.months, made.asked, made.at.date(), handler, made.at,
            made.state, made.reason, accounts[made.decider] if made.decider else None,
            made.decided_at, made.cap and made.cap.wage, made.cap and made.cap.amount,
            made.granted, 0, "", paid and paid.date(), made.paid_proof, handler if paid else None,
        )  # fmt: skip


def write_absences(
    batch: Batch, away: Mapping[int, Sequence[Away]], crews: Mapping[int, Crew]
) -> None:
    """Every absence, entered by the leader the morning before."""
    for organ, held in away.items():
        parts = crews[organ].accounts
        for one in held:
            at = datetime.combine(one.first - timedelta(days=1), time(9), BEIJING)
            batch.add("leadership_absence", parts[one.who], organ, parts[one.deputy], one.first,
                      one.last, one.reason, parts[one.who], at)  # fmt: skip
