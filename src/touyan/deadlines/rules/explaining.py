"""Sentences that answer "why this date?", each checkable by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from touyan.deadlines.rules.calendar import ONE_DAY
from touyan.deadlines.rules.clock_rule import ClockRule, Event
from touyan.deadlines.rules.counting import Counted
from touyan.kernel.messages import N_, Message, message

EVENT_NAMES: dict[str, str] = {
    "receive": N_("receipt of the petition"),
    "register": N_("registration"),
    "triage": N_("triage"),
    "request_supplement": N_("request for missing papers"),
    "complete_supplement": N_("completion of the papers"),
    "transfer": N_("transfer to another authority"),
    "inform_elsewhere": N_("telling the petitioner which authority is responsible"),
    "decline": N_("decision not to accept"),
    "accept": N_("acceptance"),
    "join": N_("laying to an earlier matter"),
    "assign": N_("assignment"),
    "start_handling": N_("start of handling"),
    "pause": N_("pause"),
    "resume": N_("resumption"),
    "extend": N_("extension"),
    "report_progress": N_("progress letter"),
    "reply_procedural": N_("procedural reply"),
    "decide": N_("decision on the matter"),
    "serve_answer": N_("service of the answer"),
    "close": N_("closing"),
    "reopen": N_("reopening"),
    "watch": N_("follow-up"),
    "terminate": N_("termination"),
    "withdraw": N_("withdrawal"),
    "submit_for_charge": N_("laying the form before the chief"),
    "return_charge_form": N_("return of the form"),
    "name_leader": N_("naming of the leader"),
    "take_charge": N_("taking charge"),
    "decline_charge": N_("declining the charge"),
    "release_charge": N_("end of a charge"),
    "set_hearing": N_("setting of the hearing"),
    "give_hearing_notice": N_("notice of the hearing"),
    "cancel_hearing": N_("cancelling of the hearing"),
}

_LENGTHS = {
    "day": N_("Length in calendar days: %(amount)s."),
    "month": N_("Length in months: %(amount)s."),
    "working_day": N_("Length in working days: %(amount)s."),
}
_MONTH_ENDS = {
    "civil": N_("Months are counted to the same date, or to the month's end where it is missing."),
    "criminal": N_("Months are counted from a month's last day to a month's last day."),
    "earlier": N_(
        "The start is a month's last day; of the two readings of the law "
        "(same date, or last day of the month) the earlier is taken."
    ),
}


@dataclass(frozen=True)
class Grant:
    """What became of one extension: the end it led to, and whether it was late or cut short."""

    event: Event
    end: date
    too_late: bool = False
    capped: bool = False


def event_name(verb: str) -> Message:
    """The event's name for the reader; a verb added by a later rule names itself."""
    return message(EVENT_NAMES.get(verb, verb))


def about_rule(rule: ClockRule, language: str) -> Iterator[Message]:
    """Which rule, on which article, valid when, and whether it is certain."""
    yield message(
        N_("Rule %(code)s, %(name)s. Legal basis: %(basis)s."),
        code=rule.code,
        name=rule.name(language),
        basis=rule.legal_basis(language),
    )
    if rule.valid_to is None:
        yield message(N_("This version applies since %(start)s."), start=rule.valid_from)
    else:
        yield message(
            N_("This version applies to periods begun from %(start)s to %(end)s."),
            start=rule.valid_from,
            end=rule.valid_to,
        )
    if rule.certainty == "to_confirm":
        yield message(N_("The wording of this rule still has to be confirmed."))


def about_start(rule: ClockRule, start: Event, number: int) -> Iterator[Message]:
    """What set the period going."""
    if rule.starts_after:
        yield message(
            N_("Period %(number)s of those that follow the end of %(code)s."),
            number=number,
            code=rule.starts_after,
        )
    elif rule.before_fact:
        yield message(
            N_("Set by: %(event)s, on %(day)s."), event=event_name(start.verb), day=start.day
        )
    else:
        yield message(
            N_(
                "Start: %(event)s on %(day)s. That day is not counted; counting begins on %(next)s."
            ),
            event=event_name(start.verb),
            day=start.day,
            next=start.day + ONE_DAY,
        )


def about_counting(counted: Counted, *, backwards: bool) -> Iterator[Message]:
    """Length, month ends, standstills, days off and the last day."""
    if backwards:
        yield message(
            N_("Counted back %(amount)s calendar days from %(day)s."),
            amount=counted.amount,
            day=counted.start,
        )
    else:
        yield message(_LENGTHS[counted.unit], amount=counted.amount)
    if counted.unit == "month" and (counted.start + ONE_DAY).day == 1:
        yield message(_MONTH_ENDS[counted.month_end])
    if counted.skipped:
        yield message(N_("Days off not counted: %(days)s."), days=day_list(counted.skipped))
    for still in counted.standstills:
        yield message(
            N_(
                "Counting stood still from %(begins)s until %(resumes)s; "
                "days not counted: %(days)s."
            ),
            begins=still.begins,
            resumes=still.resumes,
            days=still.days,
        )
    if counted.rolled:
        yield message(
            N_(
                "%(end)s is a day off, so the period ends on the next working day. "
                "Passed: %(days)s."
            ),
            end=counted.rolled[0],
            days=day_list(counted.rolled),
        )


def about_grant(grant: Grant) -> Message:
    """What one extension did."""
    if grant.too_late:
        text = N_("The extension of %(day)s came after the last day and changes nothing.")
    elif grant.capped:
        text = N_(
            "Extended on %(day)s; the rule allows no more than until %(end)s, so it ends there."
        )
    else:
        text = N_("Extended on %(day)s until %(end)s.")
    return message(text, day=grant.event.day, end=grant.end)


def day_list(days: Sequence[date]) -> str:
    """Days as text, runs of neighbours as first–last."""
    runs: list[list[date]] = []
    for day in days:
        if runs and day - runs[-1][-1] == timedelta(days=1):
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(f"{run[0]}" if len(run) == 1 else f"{run[0]} – {run[-1]}" for run in runs)
