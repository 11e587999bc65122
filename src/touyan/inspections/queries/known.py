"""What the register says of one matter, for the answers filled in beforehand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from touyan.deadlines.queries import rules_in_force
from touyan.deadlines.rules.clocks import Clock, State
from touyan.inspections.queries.scope import LED_STATES
from touyan.inspections.rules.prefill import Known, not_running
from touyan.kernel.messages import N_, Message, message
from touyan.leadership.models import Charge
from touyan.leadership.queries.duties import duty_of
from touyan.leadership.queries.matrices import matrix_of
from touyan.leadership.rules.duty import Duty
from touyan.matters.clockwork import clocks_now, facts_of
from touyan.matters.models import Matter
from touyan.organs.rules.access import Viewer

LATE = (State.MET_LATE, State.OVERDUE)


def known_of(matter: Matter, *, viewer: Viewer, now: datetime) -> Known:
    """The matter's duty, charge, acts and clocks; the caller has found it visible."""
    duty = duty_of(matter)
    led = Charge.objects.filter(matter=matter, state__in=LED_STATES, answered_at__isnull=False)
    return Known(
        due=None if duty.unknown else duty.due,
        due_why=_why(duty),
        led=led.exists(),
        acts={
            cell.act.value: (cell.state, cell.why)
            for cell in matrix_of(matter, viewer=viewer, now=now)
        },
        clocks=_clocks_of(matter, now=now),
    )


def _why(duty: Duty) -> Message:
    reasons = duty.reasons
    return reasons[0].why if reasons else message(N_("No rule asks that this matter be led."))


def _clocks_of(matter: Matter, *, now: datetime) -> dict[str, tuple[bool | None, Message]]:
    """Each time limit the rules know: how it came out, or why it did not run."""
    ran = _clocks(clocks_now(matter, now=now), now=now)
    return {**ran, **not_running(rules_in_force(), facts_of(matter), ran.keys())}


def _clocks(clocks: Sequence[Clock], *, now: datetime) -> dict[str, tuple[bool | None, Message]]:
    by_code: defaultdict[str, list[Clock]] = defaultdict(list)
    for clock in clocks:
        by_code[clock.rule.code].append(clock)
    return {code: _outcome(some, now=now) for code, some in by_code.items()}


def _outcome(clocks: Sequence[Clock], *, now: datetime) -> tuple[bool | None, Message]:
    """One broken time limit is told before those that were kept."""
    for clock in clocks:
        if clock.late_days(now) > 0 or clock.state(now) in LATE:
            return False, _told(clock)
    kept = [one for one in clocks if one.state(now) is State.MET_IN_TIME]
    if kept:
        return True, _told(kept[-1])
    return None, message(N_("The time limit has not run out, or fell away."))


def _told(clock: Clock) -> Message:
    due = clock.due_on.isoformat() if clock.due_on else "—"
    if clock.met_on:
        return message(
            N_("Due on %(due)s, done on %(day)s."), due=due, day=clock.met_on.isoformat()
        )
    return message(N_("Due on %(due)s, not done."), due=due)
