"""A made-up story as rows of the register, exactly as the actions would have written them."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import zip_longest
from random import Random

from touyan.deadlines.rules.clock_rule import Event
from touyan.deadlines.rules.clocks import Clock, project
from touyan.demonstration.charges import write_led
from touyan.demonstration.copying import Batch, as_json, as_tsvector
from touyan.demonstration.desk import Desk
from touyan.demonstration.hearing_rows import write_hearing, write_pool
from touyan.demonstration.numbering import ACTS_PER_STORY, PER_STORY, Numbered, party_id
from touyan.demonstration.outcome_rows import OutcomeWriter
from touyan.demonstration.rules.people import Person
from touyan.demonstration.rules.story import SENDERS, MadeAct, MadePaper, MadePetition
from touyan.demonstration.staff import Crew
from touyan.intake.rules import query_code
from touyan.intake.rules.names import for_list
from touyan.kernel.chinese import bigrams, pinyin_key, pinyin_lexemes
from touyan.kernel.document_number import normalise_number
from touyan.matters.clockwork import next_due
from touyan.matters.papers.catalogue import KINDS
from touyan.matters.rules.lifecycle import BY_VERB


def demonstration_code(seed: int, petition_id: int) -> str:
    """The query code on the receipt of a made-up petition; real ones are drawn, not computed."""
    return query_code.make(Random(f"code {seed} {petition_id}").choice)


LATE = timedelta(days=9)


class Writer:
    """Turns stories into rows."""

    def __init__(self, desk: Desk, batch: Batch, rng: Random) -> None:
        self.desk, self.batch, self.rng = desk, batch, rng

    def write(self, told: Numbered) -> None:
        """Everything of one story."""
        lexemes: set[str] = set()
        for place, petition in enumerate(told.story.petitions):
            lexemes |= self._petition(told, place, _with_slips(told, petition))
        if told.story.opened:
            self._matter(told, lexemes)

    def _uuid(self) -> uuid.UUID:
        return uuid.UUID(int=self.rng.getrandbits(128), version=4)

    def _petition(self, told: Numbered, place: int, petition: MadePetition) -> set[str]:
        identity, said = told.petition_id(place), petition.said
        code, year = self.desk.codes[petition.organ_id], petition.received_on.year
        number = f"信{code}-{year}-{told.numbers[place]:05d}"
        names = [someone.name for _role, someone in petition.people]
        lexemes = {
            lexeme
            for part in (number, said.title, said.text, *names, said.accused_person,
                         said.accused_unit, said.challenged.number if said.challenged else "")
            for lexeme in bigrams(part)
        }  # fmt: skip
        persons = filter(None, (*names, said.accused_person))
        lexemes.update(lexeme for name in persons for lexeme in pinyin_lexemes(name))
        self.batch.add(
            "intake_petition", identity, self._uuid(), number, False, petition.organ_id,
            told.organ_id, petition.channel, told.story.kind, said.title, said.text,
            petition.received_on, petition.registered_at,
            self.desk.crews[petition.organ_id].accounts["clerk"], petition.anonymous,
            petition.replyable, len(petition.people) >= 5, petition.hardship,
            SENDERS.get(petition.channel, ""), for_list([(name, False) for name in names]), "demo",
            "", self._code_index(identity), as_tsvector(lexemes),
        )  # fmt: skip
        for ordinal, (role, someone) in enumerate(petition.people):
            self._party(identity, ordinal, role, someone, petition.address)
        self._said(identity, petition)
        if petition.decided_at is None or not told.story.opened:
            self.batch.add("intake_undecided", identity, told.organ_id, self._due(petition), "{}")
        return lexemes

    def _code_index(self, petition: int) -> bytes:
        code = demonstration_code(self.desk.seed, petition)
        return self.desk.ring.index(code, context="query-code")

    def _due(self, petition: MadePetition) -> date | None:
        facts = {"channel": petition.channel, "replyable": petition.replyable}
        event = Event("receive", petition.received_on)
        clocks = project(
            self.desk.rules.rules, [event], facts, self.desk.rules.calendar, self.desk.now
        )
        return min((clock.due_on for clock in clocks if clock.due_on), default=None)

    def _party(self, petition: int, ordinal: int, role: str, someone: Person, address: str) -> None:
        ring, public = self.desk.ring, self._uuid()

        def seal(value: str, name: str) -> bytes:
            return ring.seal(value, context=f"party:{public}:{name}")

        documented = ordinal < 5 or self.rng.random() < 0.6
        self.batch.add(
            "intake_party", party_id(petition, ordinal), public, petition, ordinal, role, False,
            someone.name, pinyin_key(someone.name), "resident_id_18" if documented else "none",
            seal(someone.id_number, "identity") if documented else None,
            ring.index(someone.id_number, context="identity") if documented else None,
            seal(someone.phone, "phone"), ring.index(someone.phone, context="phone"),
            seal(address, "address"), "",
        )  # fmt: skip

    def _said(self, petition: int, made: MadePetition) -> None:
        said = made.said
        if said.accused_person or said.accused_unit:
            self.batch.add(
                "intake_subject", petition, 0, "accused", said.accused_person, said.accused_unit
            )
        for ordinal, claim in enumerate(said.claims[:PER_STORY]):
            self.batch.add("intake_claim", petition * PER_STORY + ordinal, petition, ordinal, claim)
        if said.challenged:
            decision = said.challenged
            self.batch.add(
                "intake_challengeddecision",
                petition,
                decision.number,
                normalise_number(decision.number),
                decision.organ_name,
                decision.decided_on,
            )

    def _matter(self, told: Numbered, lexemes: set[str]) -> None:
        story, organ = told.story, told.organ_id
        first = story.petitions[0]
        acts = sorted((a for a in story.acts if a.verb != "note"), key=lambda act: act.at)
        if len(acts) > ACTS_PER_STORY:
            raise ValueError(f"story {told.index} has {len(acts)} acts")
        opened = first.decided_at or self.desk.now
        self.desk.matters[organ, opened.year] += 1
        number = (
            f"事{self.desk.codes[organ]}-{opened.year}-{self.desk.matters[organ, opened.year]:05d}"
        )
        crew = self._crew(told)
        clocks = self._clocks(told, acts)
        next_due_on, next_clock = next_due(clocks)
        assigned = story.assigned_at is not None
        self.batch.add(
            "matters_matter", told.index + 1, self._uuid(), number, False, organ, organ,
            crew.department_id if assigned else None,
            crew.accounts["handler"] if assigned else None,
            story.kind, first.said.title, for_list([(p.name, False) for _r, p in first.people]),
            story.stage, story.urgent, story.hardship, story.ordinary_procedure,
            story.non_prosecution, False,
            any(p.relation == "repeat" and p.decided_at for p in story.petitions),
            first.received_on, opened, acts[-1].at, next_due_on, next_clock, len(acts),
            as_tsvector(lexemes | set(bigrams(number))),
        )  # fmt: skip
        for clock in clocks:
            self.batch.add(
                "matters_clockrow", told.index + 1, clock.rule.code, clock.start.day,
                clock.due_on, clock.met_on, clock.void_on, clock.suspended_now,
            )  # fmt: skip
        self._belongings(told)
        self._papers(told, crew)
        numbers = {}
        for place, act in enumerate(acts, start=told.index * ACTS_PER_STORY + 1):
            numbers[id(act)] = place
            self._act(told, place, act, crew)
        self._notes(told, crew)
        self._endings(told, crew)
        self._hearing(told, crew)
        act_ids = [numbers.get(id(act), 0) for act in story.acts]
        write_led(self.batch, self._uuid, told, crew, act_ids)
        if story.cleared:
            OutcomeWriter(self.desk, self.batch, self.rng, told, crew).write(act_ids)

    def _crew(self, told: Numbered) -> Crew:
        """The office's people, and those of other offices who act in a listed matter."""
        crew, cleared = self.desk.crews[told.organ_id], told.story.cleared
        if cleared is None or cleared.campaign is None:
            return crew
        around = {
            "organiser": cleared.campaign.organ_id,
            "terminator": self.desk.terminator(told.organ_id),
            "receiver": self.desk.subordinate(told.organ_id),
        }
        chiefs = {part: self.desk.crews[o].accounts["chief"] for part, o in around.items()}
        return replace(crew, accounts={**crew.accounts, **chiefs}, organs=around)

    def _hearing(self, told: Numbered, crew: Crew) -> None:
        """The hearing, after the pool of the office's first one."""
        office = self.desk.offices.get(told.organ_id)
        if told.story.led.hearing is None or office is None:
            return
        if not office.shown and told.organ_id not in self.desk.pools:
            self.desk.pools.add(told.organ_id)
            write_pool(self.batch, told.organ_id, office.pool)
        write_hearing(self.batch, self._uuid, told, crew)

    def _clocks(self, told: Numbered, acts: list[MadeAct]) -> list[Clock]:
        story, first = told.story, told.story.petitions[0]
        events = [
            Event(act.verb, act.on or act.at.date(),
                  {**act.detail, "petition": told.petition_id(act.petition)}
                  if act.petition is not None else act.detail)
            for act in acts
        ]  # fmt: skip
        facts = {
            "kind": story.kind, "channel": first.channel, "anonymous": first.anonymous,
            "replyable": first.replyable, "ordinary_procedure": story.ordinary_procedure,
            "non_prosecution": story.non_prosecution, "assigned_from_above": False,
            "region": self.desk.codes[told.organ_id], "level": self.desk.levels[told.organ_id],
        }  # fmt: skip
        return project(
            self.desk.rules.rules, events, facts, self.desk.rules.calendar, self.desk.now
        )

    def _belongings(self, told: Numbered) -> None:
        seen_organs: set[int] = set()
        seen_levels: set[int] = set()
        for place, petition in enumerate(told.story.petitions):
            level = self.desk.levels[petition.organ_id]
            if petition.decided_at is not None:
                proposed = {"relation": petition.relation, "strength": 0 if place == 0 else 3}
                self.batch.add(
                    "matters_belonging", told.petition_id(place), told.index + 1, petition.relation,
                    petition.organ_id not in seen_organs, level not in seen_levels, place == 0,
                    as_json(proposed), "", self.desk.crews[told.organ_id].accounts["clerk"],
                    petition.decided_at,
                )  # fmt: skip
            seen_organs.add(petition.organ_id)
            seen_levels.add(level)

    def _papers(self, told: Numbered, crew: Crew) -> None:
        for place, paper in enumerate(told.story.papers):
            self._paper(told, place, paper, crew)

    def _paper(self, told: Numbered, place: int, paper: MadePaper, crew: Crew) -> None:
        petition = told.story.petitions[paper.petition]
        served, signed = paper.served_on is not None, paper.signed_at is not None
        state = (
            "served"
            if served
            else "signed"
            if signed
            else "submitted"
            if paper.submitted
            else "draft"
        )
        people = [someone.name for _role, someone in petition.people]
        public_id = self._uuid()
        told.given["paper"].append(public_id)
        number = self._paper_number(told.organ_id, paper)
        told.paper_numbers.append(number)
        self.batch.add(
            "matters_document", told.paper_id(place), public_id, told.index + 1, told.organ_id,
            told.petition_id(paper.petition), paper.kind, number,
            KINDS[paper.kind].title_zh, "、".join(people[:5]) or "信访人",
            as_json(paper.paragraphs), state, crew.accounts[paper.drafter], paper.drafted_at,
            crew.accounts[paper.signer] if signed else None, paper.signed_at,
            "同意" if signed else "",
            paper.signed_at.date() if paper.signed_at else None, paper.served_on,
            paper.how if served else "", self._proof(paper) if served else "",
            crew.accounts["clerk"] if served else None, 1,
        )  # fmt: skip

    def _paper_number(self, organ: int, paper: MadePaper) -> str:
        if paper.signed_at is None:
            return ""
        year = paper.signed_at.year
        self.desk.papers[organ, paper.kind, year] += 1
        number = self.desk.papers[organ, paper.kind, year]
        return f"{self.desk.short_names[organ]}{KINDS[paper.kind].number_word}〔{year}〕{number}号"

    def _proof(self, paper: MadePaper) -> str:
        if paper.how == "in_person":
            return "送达回证，信访人当面签收"
        return f"挂号信回执 XA{self.rng.randrange(10**8, 10**9)}"

    def _act(self, told: Numbered, number: int, act: MadeAct, crew: Crew) -> None:
        move = BY_VERB.get(act.verb)
        organ = crew.organs.get(act.who, told.organ_id)
        by = crew.accounts[act.who] if act.who else None
        if act.verb in ("receive", "register") and act.petition is not None:
            organ = told.story.petitions[act.petition].organ_id
            by = self.desk.crews[organ].accounts["clerk"]
        detail = dict(act.detail)
        if act.verb == "assign":
            detail["handler"] = ""
        self.batch.add(
            "matters_act", number, told.index + 1, act.verb, act.at, act.on or act.at.date(), by,
            organ,
            None if act.petition is None else told.petition_id(act.petition),
            None if act.document is None else told.paper_id(act.document),
            move.basis if move else "", act.reason, as_json(detail),
        )  # fmt: skip

    def _notes(self, told: Numbered, crew: Crew) -> None:
        for act in told.story.acts:
            if act.verb == "note":
                self.batch.add(
                    "matters_note", told.index + 1, act.reason, crew.accounts[act.who], act.at
                )

    def _endings(self, told: Numbered, crew: Crew) -> None:
        story, matter, organ = told.story, told.index + 1, told.organ_id
        for moment, until in zip_longest(story.assigned, story.assigned[1:]):
            self.batch.add(
                "matters_assignment", matter, organ, crew.department_id,
                crew.accounts["handler"], crew.accounts["head"], moment, until, "",
            )  # fmt: skip
        for place, closing in enumerate(story.closings):
            at = closing.at
            self.batch.add(
                "matters_closing", told.block_id(place), matter, at.date(), at,
                crew.accounts["head"], closing.report, as_json(self._answered(told, at)),
                closing.reopened_at,
            )  # fmt: skip
        if ended := story.terminated:
            self.batch.add(
                "matters_termination", matter, ended.at.date(), ended.at,
                crew.accounts[ended.who], crew.organs.get(ended.who, organ), ended.grounds,
                as_json(ended.remedies), "",
            )  # fmt: skip

    def _answered(self, told: Numbered, closed: datetime) -> list[dict[str, object]]:
        """Each demand with the answer served before that closing."""
        before = [one for one in told.story.papers if one.signed_at and one.signed_at < closed]
        where = f"{KINDS[before[-1].kind].title_zh}第二段" if before else "当面告知记录"
        said = told.story.petitions[0].said
        first = told.petition_id(0) * PER_STORY
        return [{"claim": first + i, "where": where} for i in range(len(said.claims[:PER_STORY]))]


def _with_slips(told: Numbered, petition: MadePetition) -> MadePetition:
    """Of those not laid to a matter yet, one in three was entered late, one names no demand."""
    if told.story.opened and petition.decided_at:
        return petition
    earlier = petition.received_on - LATE
    if told.index % 3 == 0 and earlier.year == petition.received_on.year:
        return replace(petition, received_on=earlier)
    said = replace(petition.said, claims=()) if told.index % 3 == 1 else petition.said
    return replace(petition, said=said)
