"""Hearings of made-up stories, and the pools of officers they draw from, as rows."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from datetime import datetime, time

from touyan.demonstration.copying import Batch, as_json
from touyan.demonstration.numbering import Numbered
from touyan.demonstration.rules.charge import MadeHearing, Officer
from touyan.demonstration.rules.story import BEIJING
from touyan.demonstration.staff import SINCE, Crew
from touyan.leadership.rules.hearing_words import HearingForm

PER_POOL = 16
_OPEN_TO = "旁听须提前一日电话登记，凭有效身份证件入场。"
_NOTICED = "书面通知，附听证员名单"


def officer_id(organ: int, officer: Officer) -> int:
    return organ * PER_POOL + officer.place


def write_pool(batch: Batch, organ: int, pool: Sequence[Officer]) -> None:
    """The hearing officers of an office."""
    since = datetime.combine(SINCE, time(9), BEIJING)
    for one in pool:
        batch.add("leadership_hearingofficer", officer_id(organ, one), one.code, organ, one.name,
                  one.occupation, one.unit, "[]", SINCE, since)  # fmt: skip


def write_hearing(
    batch: Batch, make_uuid: Callable[[], uuid.UUID], told: Numbered, crew: Crew
) -> None:
    """The hearing of one story, if it has one."""
    made = told.story.led.hearing
    if made is None:
        return
    number, accounts = told.index + 1, crew.accounts
    officers, petitioner = _told(made, "officers"), _told(made, "petitioner")
    batch.add(
        "leadership_hearing", number, make_uuid(), number, told.organ_id,
        told.block_id(made.charge), made.form.value, made.question, made.at_place, made.place,
        made.at.date(), made.at, _OPEN_TO if made.form is HearingForm.OPEN else "",
        accounts[made.chair], made.state.value, accounts[made.chair], made.set_at, made.seed,
        as_json(made.pool), accounts["handler"], made.drawn_at, made.noticed_on,
        _NOTICED if made.noticed_on else "", made.at.date() if made.held_at else None,
        made.record, made.present, crew.names["clerk"] if made.steps else "",
        made.weight.value if made.weight else "",
        accounts[made.chair] if made.weight else None, made.weighed_at, made.weighed_why,
        accounts["chief"] if made.consent_at else None, made.consent_at, made.consent_why,
        *officers, *petitioner, "",
    )  # fmt: skip
    _panel(batch, make_uuid, told, made, accounts["clerk"])


def _told(made: MadeHearing, whom: str) -> tuple[object, str]:
    found = [(at.date(), how) for one, at, how in made.told if one == whom]
    return found[0] if found else (None, "")


def _panel(
    batch: Batch, make_uuid: Callable[[], uuid.UUID], told: Numbered, made: MadeHearing, clerk: int
) -> None:
    for place, seat in enumerate(made.seats, start=1):
        identity = told.block_id(place)
        batch.add("leadership_panelseat", identity, make_uuid(), told.index + 1,
                  officer_id(told.organ_id, seat.officer), place, "", "")  # fmt: skip
        if seat.stance:
            batch.add("leadership_hearingopinion", identity, seat.stance.value, seat.text, clerk,
                      seat.at)  # fmt: skip
    for step, text, at in made.steps:
        batch.add("leadership_hearingstep", told.index + 1, step.value, text, clerk, at)
