"""Moves of a matter on which a leader's charge hangs: the duty is reckoned anew with each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction

from touyan.campaigns.actions.revisits import drop_waiting, schedule
from touyan.kernel.errors import Refused
from touyan.leadership.actions.charges import release
from touyan.leadership.actions.duties import reassess
from touyan.leadership.actions.firsts import keep_first
from touyan.leadership.models import ChargeForm
from touyan.leadership.queries.charges import open_charge
from touyan.leadership.queries.hearings import hearing_under_way
from touyan.leadership.rules.hearing import before_deciding
from touyan.leadership.rules.hearing_words import HearingState
from touyan.leadership.rules.words import EndGround
from touyan.matters.actions import endings, people, procedure
from touyan.matters.models import Act, Matter
from touyan.organs.models import Account


def _then_reassess(move: Callable[..., Act], *, by: Account, now: datetime, **how: Any) -> Act:
    act = move(by=by, now=now, **how)
    reassess(act.matter, by=by, now=now)
    return act


@transaction.atomic
def triage(*, by: Account, now: datetime, **how: Any) -> Act:
    """Triage fixes the kind, and with it the rules that may make a leader answerable."""
    return _then_reassess(procedure.triage, by=by, now=now, **how)


@transaction.atomic
def accept(*, by: Account, now: datetime, **how: Any) -> Act:
    """Acceptance makes the duty: the form with its papers goes to the chief at once."""
    return _then_reassess(procedure.accept, by=by, now=now, **how)


@transaction.atomic
def assign(*, by: Account, now: datetime, **how: Any) -> Act:
    """Assignment fixes who is responsible first; another office's chief names anew."""
    act = people.assign(by=by, now=now, **how)
    matter = act.matter
    keep_first(matter, now=now)
    charge = open_charge(matter)
    if charge and charge.organ_id != matter.organ_id:
        release(matter, ground=EndGround.MATTER_LEFT, reason="", by=by, now=now)
    ChargeForm.objects.filter(matter=matter, outcome="").update(organ=matter.organ)
    reassess(matter, by=by, now=now)
    return act


def _after_its_hearing(matter: Matter, *, weighed: bool) -> None:
    """Refuse to go on past a hearing that is set and neither held nor cancelled."""
    hearing = hearing_under_way(matter)
    if hearing is None:
        return
    state = HearingState(hearing.state)
    why = before_deciding(state, weight=hearing.weight, day=hearing.on)
    if why and (weighed or state is not HearingState.HELD):
        raise Refused(why)


@transaction.atomic
def decide(*, by: Account, now: datetime, **how: Any) -> Act:
    """A decision comes after the hearing, and against its majority only by the chief's consent."""
    act = procedure.decide(by=by, now=now, **how)
    _after_its_hearing(act.matter, weighed=True)
    return act


@transaction.atomic
def close(*, by: Account, now: datetime, **how: Any) -> Act:
    """Closing lets a form nobody decided lapse; that it was not decided stays on record. Revisits
    that are owed from now on are entered."""
    act = endings.close(by=by, now=now, **how)
    _after_its_hearing(act.matter, weighed=False)
    ChargeForm.objects.filter(matter=act.matter, outcome="").update(
        outcome="lapsed", decided_at=now
    )
    schedule(act.matter)
    return act


@transaction.atomic
def reopen(*, by: Account, now: datetime, **how: Any) -> Act:
    """A matter taken up again is due again if a rule says so, and revisits wait no longer."""
    return _taken_up(endings.reopen, by=by, now=now, **how)


def return_to_work(*, by: Account, now: datetime, **how: Any) -> Act:
    """The same, on what a revisit found."""
    return _taken_up(endings.return_to_work, by=by, now=now, **how)


def _taken_up(action: Callable[..., Act], *, by: Account, now: datetime, **how: Any) -> Act:
    act = _then_reassess(action, by=by, now=now, **how)
    drop_waiting(act.matter, now=now)
    return act
