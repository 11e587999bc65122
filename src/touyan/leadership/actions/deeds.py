"""What the leader in charge does, with its evidence; answers to signs; inquiries."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.kernel.errors import Refused
from touyan.kernel.messages import N_
from touyan.leadership.models import Deed, Inquiry, SignAnswer
from touyan.leadership.queries.charges import charges_of
from touyan.leadership.queries.matrices import required_of
from touyan.leadership.queries.standing import standing_of
from touyan.leadership.rules.evidence import BY_FORM, check_evidence, office_texts
from touyan.leadership.rules.options import check_doer, check_option
from touyan.leadership.rules.words import ChargeState, LeaderAct
from touyan.matters.actions.ledger import What, enter, lock
from touyan.matters.rules.no_promise import check_no_bargain
from touyan.organs.models import Account
from touyan.organs.queries import viewer_of


@transaction.atomic
def record_deed(
    *,
    matter_id: uuid.UUID,
    kind: LeaderAct,
    evidence: Mapping[str, object],
    happened_on: date | None = None,
    corrects: Deed | None = None,
    by: Account,
    now: datetime,
    version: int | None = None,
) -> Deed:
    """Enter one act of the leader with what proves it. Anyone handling the matter may enter what
    a rule lets be delegated; the rest only the leader, or the deputy during absence."""
    matter = lock(matter_id, by=by, now=now, version=version)
    viewer = viewer_of(by, now=now)
    place = standing_of(matter, viewer=viewer, now=now)
    check_option("deed", place)
    if kind not in BY_FORM:
        raise Refused(N_("A decision is entered as the decision itself."))
    charge = charges_of(matter).get(state=ChargeState.ACCEPTED)
    delegable = next(one.delegable for one in required_of(matter, now=now) if one.act is kind)
    on_behalf = check_doer(place, delegable)
    kept = check_evidence(kind, evidence)
    check_no_bargain(office_texts(kind, kept))
    day = happened_on or legal_day(now)
    if day < legal_day(charge.named_at):
        raise Refused(N_("The day lies before the leader was named."))
    what = What(happened_on=day, detail={"act": kind.value})
    act = enter(matter, f"lead_{kind.value}", by=by, now=now, what=what)
    return Deed.objects.create(
        charge=charge, kind=kind, happened_on=day, at=now, by=by, on_behalf=on_behalf,
        evidence=kept, act=act, corrects=corrects,
    )  # fmt: skip


@transaction.atomic
def answer_sign(
    *,
    matter_id: uuid.UUID,
    sign: str,
    text: str,
    by: Account,
    now: datetime,
    version: int | None = None,
) -> SignAnswer:
    """The leader answers the question a sign puts; the sign stays, the answer stands beside it."""
    matter = lock(matter_id, by=by, now=now, version=version)
    check_option("answer-sign", standing_of(matter, viewer=viewer_of(by, now=now), now=now))
    asked = list(charges_of(matter).filter(leader=by))[-1]
    if not text.strip():
        raise Refused(N_("Write the answer."))
    answer = SignAnswer.objects.create(charge=asked, sign=sign, text=text.strip(), by=by, at=now)
    enter(matter, "answer_sign", by=by, now=now, what=What(detail={"sign": sign}))
    return answer


@transaction.atomic
def note_inquiry(
    *,
    matter_id: uuid.UUID,
    who: str,
    unit: str,
    how: str,
    what: str,
    answered: str,
    on: date,
    by: Account,
    now: datetime,
    version: int | None = None,
) -> Inquiry:
    """Note that somebody asked after the matter; every inquiry is noted, whoever asks."""
    matter = lock(matter_id, by=by, now=now, version=version)
    check_option("inquiry", standing_of(matter, viewer=viewer_of(by, now=now), now=now))
    if not who.strip() or not what.strip():
        raise Refused(N_("Note who asked and what was asked."))
    if on > legal_day(now):
        raise Refused(N_("The day given lies in the future."))
    inquiry = Inquiry.objects.create(
        matter=matter, who=who.strip(), unit=unit.strip(), how=how.strip(), what=what.strip(),
        answered=answered.strip(), on=on, noted_by=by, at=now,
    )  # fmt: skip
    enter(matter, "note_inquiry", by=by, now=now, what=What(happened_on=on))
    return inquiry
