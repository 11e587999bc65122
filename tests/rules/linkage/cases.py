"""Pairs of petitions and the relation a careful clerk would give to each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.rules.linkage.petitions import (
    BEATING_AGAIN,
    CHASE,
    DRIVER,
    FRAUD,
    JUDGMENT,
    LAND,
    LAND_SHORT,
    NEW_WITNESS,
    NO_CASE,
    OTHER_JUDGMENT,
    PAYMENT_TEMPLATE,
    POLLUTION,
    POLLUTION_SOON,
    RUDE,
    RUDE_AGAIN,
    ZHAO,
    ZHAO_WIFE,
    earlier,
    later,
    person,
)

from touyan.linkage.rules.features import PetitionFeatures


@dataclass(frozen=True)
class Case:
    name: str
    new: PetitionFeatures
    old: PetitionFeatures
    relation: str
    strength: str | None = None


_LAND = {"text": LAND, "subjects": ["孟长河"], "challenged": [], "kind": "filing_supervision"}
_FRAUD = {"text": FRAUD, "subjects": ["江海通商贸公司"], "challenged": [], "kind": "accusation"}
_NOBODY = {
    "persons": [],
    "text": POLLUTION,
    "subjects": ["邱大满"],
    "challenged": [],
    "kind": "report",
}
_AGENT = person("罗律师", 50, 50, role="agent")
_SHORTLY = date(2022, 3, 6)


def _wages(boss: str, **facts: str) -> dict[str, Any]:
    facts = {"since": "2021年4月", "site": "金桂花园", "trade": "钢筋工", "sum": "18600", **facts}
    text = PAYMENT_TEMPLATE.format(boss=boss, **facts)
    return {"text": text, "subjects": [boss], "challenged": [], "kind": "civil_petition"}


_OTHER_WAGES = {"since": "2020年9月", "site": "滨江大桥", "trade": "木工", "sum": "9200"}

CASES = [
    # Repeats: the same person and the same matter, after an answer.
    Case("same decision, retold", later(text=BEATING_AGAIN), earlier(), "repeat", "strong"),
    Case("same decision, same words months later", later(), earlier(), "repeat", "strong"),
    Case("no numbers, same words", later(**_LAND), earlier(**_LAND), "repeat", "probable"),
    Case("short after long", later(**{**_LAND, "text": LAND_SHORT}), earlier(**_LAND), "repeat"),
    Case("long after short", later(**_LAND), earlier(**{**_LAND, "text": LAND_SHORT}), "repeat"),
    Case(
        "no identity number, same telephone",
        later(**_LAND, persons=[person("赵立冬", None, 1)]),
        earlier(**_LAND, persons=[person("赵立冬", None, 1)]),
        "repeat",
        "probable",
    ),
    Case(
        "name alone, same decision",
        later(persons=[person("赵立冬")], text=BEATING_AGAIN),
        earlier(),
        "repeat",
        "possible",
    ),
    Case(
        "number cited in the text only",
        later(challenged=[], text=f"对{JUDGMENT}判决我还是不服。" + BEATING_AGAIN),
        earlier(),
        "repeat",
        "strong",
    ),
    Case(
        "one in common of a collective",
        later(**_FRAUD, persons=[person("冯玉兰", 7), person("乔大有", 8, role="signatory")]),
        earlier(**_FRAUD, persons=[person("乔大有", 8), person("阮成", 9)]),
        "repeat",
        "probable",
    ),
    Case(
        "the represented person through an agent",
        later(persons=[_AGENT, person("赵立冬", 1, represented=True)], text=BEATING_AGAIN),
        earlier(),
        "repeat",
        "strong",
    ),
    Case(
        "an organisation under its name",
        later(**_FRAUD, persons=[person("松岭县青禾 农机(专业)合作社", organisation=True)]),
        earlier(**_FRAUD, persons=[person("松岭县青禾农机（专业）合作社", organisation=True)]),
        "repeat",
        "probable",
    ),
    Case(
        "anonymous, same accused",
        later(**{**_NOBODY, "text": POLLUTION_SOON}),
        earlier(**_NOBODY),
        "repeat",
    ),
    Case(
        "twin complaints about handling",
        later(text=RUDE_AGAIN, kind="officer_complaint", subjects=[], challenged=[]),
        earlier(text=RUDE, kind="officer_complaint", subjects=[], challenged=[]),
        "repeat",
    ),
    Case(
        "the clerk chose another kind for the same words",
        later(**{**_LAND, "kind": "officer_complaint"}),
        earlier(**_LAND),
        "repeat",
    ),
    Case("matter's state unknown", later(text=BEATING_AGAIN), earlier(matter_open=None), "repeat"),
    # Supplements: the matter is still open.
    Case(
        "adds while open",
        later(text=NEW_WITNESS),
        earlier(matter_open=True),
        "supplement",
        "strong",
    ),
    Case(
        "repeats itself while open",
        later(text=BEATING_AGAIN),
        earlier(matter_open=True),
        "supplement",
    ),
    Case("chases with the number", later(text=CHASE), earlier(matter_open=True), "supplement"),
    Case(
        "chases without number or facts",
        later(text=CHASE, challenged=[], subjects=[]),
        earlier(matter_open=True),
        "supplement",
        "possible",
    ),
    # Duplicates: one submission by two ways.
    Case(
        "letter and online",
        later(channel="online_12309", received_on=_SHORTLY),
        earlier(),
        "duplicate",
        "strong",
    ),
    Case(
        "online first entered, letter after",
        later(received_on=_SHORTLY, matter_id=None),
        earlier(channel="online_12309", matter_open=True),
        "duplicate",
    ),
    Case(
        "passed on from above weeks later",
        later(channel="assigned", received_on=date(2022, 4, 5)),
        earlier(matter_open=True),
        "duplicate",
    ),
    Case("two copies in one post", later(received_on=date(2022, 3, 2)), earlier(), "duplicate"),
    Case(
        "anonymous by two channels",
        later(**_NOBODY, channel="phone", received_on=_SHORTLY),
        earlier(**_NOBODY),
        "duplicate",
    ),
    # Joint: others with the same grievance.
    Case(
        "spouse about the same decision",
        later(persons=[ZHAO_WIFE], text=BEATING_AGAIN),
        earlier(),
        "joint",
    ),
    Case(
        "neighbour, same words about the same firm",
        later(**_FRAUD, persons=[person("冯玉兰", 7)]),
        earlier(**_FRAUD, persons=[person("乔大有", 8)]),
        "joint",
        "probable",
    ),
    Case(
        "the other party to the same judgment",
        later(persons=[person("高树林", 30)], text=DRIVER, subjects=[]),
        earlier(),
        "joint",
        "possible",
    ),
    Case(
        "only the lawyer is in common",
        later(persons=[_AGENT, person("葛新", 31, represented=True)]),
        earlier(persons=[_AGENT, ZHAO]),
        "joint",
    ),
    Case(
        "same name, other identity number, same decision",
        later(persons=[person("赵立冬", 77)]),
        earlier(),
        "joint",
    ),
    # Firsts, and the traps.
    Case(
        "nothing in common",
        later(**_FRAUD, persons=[person("冯玉兰", 7)]),
        earlier(),
        "first",
        "strong",
    ),
    Case(
        "same name, other person, other matter",
        later(**_LAND, persons=[person("赵立冬", 77)]),
        earlier(),
        "first",
    ),
    Case(
        "same name without numbers, similar matter",
        later(**_wages("裴三"), persons=[person("李顺")]),
        earlier(**_wages("尤老四", **_OTHER_WAGES), persons=[person("李顺")]),
        "first",
    ),
    Case(
        "template letter, other person and boss",
        later(**_wages("裴三"), persons=[person("何小军", 12)]),
        earlier(**_wages("尤老四", **_OTHER_WAGES), persons=[person("李顺", 13)]),
        "first",
    ),
    Case(
        "template letter without subjects",
        later(**{**_wages("裴三"), "subjects": []}, persons=[person("何小军", 12)]),
        earlier(
            **{**_wages("尤老四", **_OTHER_WAGES), "subjects": []}, persons=[person("李顺", 13)]
        ),
        "first",
    ),
    Case(
        "same person, template letter, another employer",
        later(**_wages("裴三"), persons=[person("李顺", 13)]),
        earlier(**_wages("尤老四", **_OTHER_WAGES), persons=[person("李顺", 13)]),
        "first",
    ),
    Case(
        "same person, another decision",
        later(challenged=[OTHER_JUDGMENT], text=BEATING_AGAIN),
        earlier(),
        "first",
    ),
    Case(
        "same person, old decision and a new one",
        later(challenged=[JUDGMENT, OTHER_JUDGMENT], text=BEATING_AGAIN),
        earlier(),
        "first",
    ),
    Case(
        "same person, another matter",
        later(text=DRIVER, subjects=[], challenged=[]),
        earlier(),
        "first",
    ),
    Case("new evidence after the answer", later(text=NEW_WITNESS), earlier(), "first"),
    Case(
        "complaint about how the first was handled",
        later(text=RUDE, kind="officer_complaint", subjects=[], challenged=[]),
        earlier(),
        "first",
    ),
    Case(
        "asks for relief on the same decision",
        later(
            kind="judicial_assistance",
            text="被打伤后家里断了收入，孩子上学的钱都没有，申请司法救助。",
        ),
        earlier(),
        "first",
    ),
    Case(
        "chase after the answer", later(text=CHASE, challenged=[], subjects=[]), earlier(), "first"
    ),
    Case(
        "chase by someone of the same name",
        later(text=CHASE, challenged=[], subjects=[], persons=[person("赵立冬")]),
        earlier(matter_open=True),
        "first",
    ),
    Case(
        "anonymous, other accused",
        later(**{**_NOBODY, "subjects": ["康有田"]}),
        earlier(**_NOBODY),
        "first",
    ),
    Case(
        "anonymous, same accused, other facts",
        later(**{**_NOBODY, "text": FRAUD}),
        earlier(**_NOBODY),
        "first",
    ),
    Case(
        "anonymous after a named one",
        later(**_NOBODY),
        earlier(**{**_NOBODY, "persons": [person("冯玉兰", 7)]}),
        "first",
    ),
    Case(
        "spouse with the same telephone, another matter",
        later(**_LAND, persons=[ZHAO_WIFE]),
        earlier(),
        "first",
    ),
    Case(
        "same lawyer for another client, another case",
        later(**_LAND, persons=[_AGENT, person("葛新", 31, represented=True)]),
        earlier(persons=[_AGENT, ZHAO]),
        "first",
    ),
    Case(
        "same police station, other facts",
        later(**{**_LAND, "subjects": ["松岭县公安局"]}, persons=[person("葛新", 31)]),
        earlier(subjects=["松岭县公安局"], challenged=[]),
        "first",
    ),
    Case(
        "masked names are nobody's",
        later(**_FRAUD, persons=[person("王某")]),
        earlier(**_FRAUD, persons=[person("王某")]),
        "repeat",  # as anonymous ones: the same firm and the same text
    ),
    Case(
        "empty texts of the same person",
        later(text="", subjects=[], challenged=[]),
        earlier(text="", subjects=[], challenged=[]),
        "first",
    ),
    Case(
        "received before the other",
        later(received_on=date(2021, 1, 1), text=BEATING_AGAIN),
        earlier(),
        "first",
    ),
    Case(
        "another decision of the same police station",
        later(**{**_LAND, "challenged": [NO_CASE]}),
        earlier(**{**_LAND, "challenged": ["松公(刑)不立字〔2021〕41号"]}),
        "first",
    ),
]
