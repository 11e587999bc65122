"""The chief names, the leader answers, and every change of leader keeps its history."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from touyan.audit.actions import record
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.kernel.errors import Conflict, NotPermitted, Refused
from touyan.kernel.messages import N_
from touyan.leadership.actions.duties import lay_before_chief
from touyan.leadership.models import Absence, Charge, ChargeForm
from touyan.leadership.queries.charges import check_may_lead, open_charge, title_of
from touyan.leadership.queries.duties import duty_of
from touyan.leadership.queries.standing import standing_of
from touyan.leadership.rules.naming import check_decline, check_note
from touyan.leadership.rules.options import check_option
from touyan.leadership.rules.words import OPEN_CHARGE, ChargeState, EndGround
from touyan.matters.actions.ledger import What, enter, lock
from touyan.matters.models import Matter
from touyan.matters.rules.lifecycle import ENDED
from touyan.organs.models import Account, Organ
from touyan.organs.queries import viewer_of
from touyan.organs.queries.viewers import grants_in_force
from touyan.organs.rules.roles import LEADERS, Role


def _check(code: str, matter: Matter, by: Account, now: datetime) -> None:
    check_option(code, standing_of(matter, viewer=viewer_of(by, now=now), now=now))


def _open_form(matter: Matter) -> ChargeForm:
    return ChargeForm.objects.select_for_update().get(matter=matter, outcome="")


@transaction.atomic
def read_form(*, matter_id: uuid.UUID, by: Account, now: datetime) -> None:
    """The chief opens the form; the first opening is kept."""
    matter = lock(matter_id, by=by, now=now)
    _check("name", matter, by, now)
    form = _open_form(matter)
    if form.read_at is None:
        form.read_at = now
        form.save(update_fields=["read_at"])
        record(verb="matter.read_charge_form", by=by, now=now, subject_type="matter",
               subject_id=matter.public_id, organ_id=matter.organ_id)  # fmt: skip


@transaction.atomic
def name_leader(
    *,
    matter_id: uuid.UUID,
    leader: Account,
    note: str,
    by: Account,
    now: datetime,
    version: int | None = None,
) -> Charge:
    """The chief has read, notes, and names the leader who answers for the matter."""
    matter = lock(matter_id, by=by, now=now, version=version)
    _check("name", matter, by, now)
    form = _open_form(matter)
    words = check_note(note)
    check_may_lead(matter, leader, now=now)
    form.read_at = form.read_at or now
    form.outcome, form.note, form.decided_by, form.decided_at = "named", words, by, now
    form.save(update_fields=["read_at", "outcome", "note", "decided_by", "decided_at"])
    charge = _begin(matter, leader, form=form, by=by, now=now)
    what = What(reason=words, detail={"leader": leader.get_short_name()})
    enter(matter, "name_leader", by=by, now=now, what=what)
    return charge


@transaction.atomic
def return_form(
    *, matter_id: uuid.UUID, note: str, by: Account, now: datetime, version: int | None = None
) -> ChargeForm:
    """The chief sends the form back: not due, or the papers do not suffice."""
    matter = lock(matter_id, by=by, now=now, version=version)
    _check("return", matter, by, now)
    form = _open_form(matter)
    words = check_note(note)
    form.read_at = form.read_at or now
    form.outcome, form.note, form.decided_by, form.decided_at = "returned", words, by, now
    form.save(update_fields=["read_at", "outcome", "note", "decided_by", "decided_at"])
    enter(matter, "return_charge_form", by=by, now=now, what=What(reason=words))
    return form


def _begin(
    matter: Matter,
    leader: Account,
    *,
    form: ChargeForm | None,
    by: Account,
    now: datetime,
    voluntary: bool = False,
    follows: Charge | None = None,
) -> Charge:
    # A leader who names themself, or takes the matter up, has thereby accepted.
    accepted = leader.pk == by.pk
    return Charge.objects.create(
        matter=matter,
        organ=matter.organ,
        leader=leader,
        leader_title=title_of(leader, matter.organ, on=legal_day(now)),
        form=form,
        follows=follows,
        voluntary=voluntary,
        named_by=by,
        named_at=now,
        state=ChargeState.ACCEPTED if accepted else ChargeState.NAMED,
        answered_at=now if accepted else None,
    )


@transaction.atomic
def take_charge(
    *, matter_id: uuid.UUID, reason: str, by: Account, now: datetime, version: int | None = None
) -> Charge:
    """A leader takes a matter up of their own accord, due or not."""
    matter = lock(matter_id, by=by, now=now, version=version)
    _check("take", matter, by, now)
    check_may_lead(matter, by, now=now)
    charge = _begin(matter, by, form=None, by=by, now=now, voluntary=True)
    enter(matter, "take_charge", by=by, now=now, what=What(reason=reason))
    return charge


def _charge(matter: Matter) -> Charge:
    found = open_charge(matter)
    if found is None:
        raise Conflict(N_("Nobody is in charge of this matter now."))
    return found


@transaction.atomic
def accept_charge(
    *, matter_id: uuid.UUID, by: Account, now: datetime, version: int | None = None
) -> Charge:
    """The leader named takes the matter on."""
    matter = lock(matter_id, by=by, now=now, version=version)
    _check("accept", matter, by, now)
    charge = _charge(matter)
    charge.state, charge.answered_at = ChargeState.ACCEPTED, now
    charge.save(update_fields=["state", "answered_at"])
    enter(matter, "accept_charge", by=by, now=now, what=What())
    return charge


@transaction.atomic
def decline_charge(
    *,
    matter_id: uuid.UUID,
    ground: str,
    reason: str,
    by: Account,
    now: datetime,
    version: int | None = None,
) -> Charge:
    """The leader named declines on a legal ground; the form is back before the chief at once."""
    matter = lock(matter_id, by=by, now=now, version=version)
    _check("decline", matter, by, now)
    charge = _charge(matter)
    charge.decline_ground = check_decline(ground, reason)
    charge.decline_reason = reason.strip()
    charge.state, charge.answered_at = ChargeState.DECLINED, now
    charge.save(update_fields=["state", "answered_at", "decline_ground", "decline_reason"])
    # Nobody wrote the form anew: it is not signed with the name of whoever declined.
    _again(matter, by=None, now=now, verb="decline_charge")
    what = What(reason=reason, detail={"ground": ground})
    enter(matter, "decline_charge", by=by, now=now, what=what)
    return charge


def _again(matter: Matter, *, by: Account | None, now: datetime, verb: str) -> None:
    """Lay the matter before the chief again; the act that causes it starts the chief's clock."""
    if matter.stage not in ENDED:
        lay_before_chief(matter, duty_of(matter), summary="", by=by, now=now, verb=verb)


@transaction.atomic
def hand_over(
    *,
    matter_id: uuid.UUID,
    leader: Account,
    reason: str,
    by: Account,
    now: datetime,
    version: int | None = None,
) -> Charge:
    """The chief gives a matter in charge to another leader, with the reason."""
    matter = lock(matter_id, by=by, now=now, version=version)
    _check("hand-over", matter, by, now)
    charge = _charge(matter)
    if not reason.strip():
        raise Refused(N_("Give the reason: it becomes part of the record."))
    if charge.leader_id == leader.pk:
        raise Refused(N_("This leader is in charge already."))
    check_may_lead(matter, leader, now=now)
    _end(charge, EndGround.HANDED_OVER, reason, now)
    new = _begin(matter, leader, form=charge.form, by=by, now=now, follows=charge)
    detail: dict[str, object] = {
        "leader": leader.get_short_name(),
        "before": charge.leader.get_short_name(),
    }
    enter(matter, "hand_over_charge", by=by, now=now, what=What(reason=reason, detail=detail))
    return new


def _end(charge: Charge, ground: EndGround, reason: str, now: datetime) -> None:
    charge.state, charge.ended_at = ChargeState.ENDED, now
    charge.end_ground, charge.end_reason = ground, reason.strip()
    charge.save(update_fields=["state", "ended_at", "end_ground", "end_reason"])


def release(
    matter: Matter, *, ground: EndGround, reason: str, by: Account | None, now: datetime
) -> None:
    """End the open charge of a locked matter, if any, and lay it before the chief of the office
    that has the matter now."""
    charge = open_charge(matter)
    if charge is None:
        return
    _end(charge, ground, reason, now)
    _again(matter, by=by, now=now, verb="release_charge")
    detail: dict[str, object] = {
        "leader": charge.leader.get_short_name(),
        "ground": ground.value,
    }
    what = What(reason=reason, detail=detail)
    enter(matter, "release_charge", by=by, now=now, what=what)


@transaction.atomic
def release_gone(*, now: datetime, organ: Organ | None = None, by: Account | None = None) -> int:
    """Charges whose leader no longer leads in that office go back to its chief, whatever ended the
    post or the role. Called when a post is ended, and each day."""
    today = legal_day(now)
    leading = grants_in_force(today).filter(
        role__in=LEADERS, person=OuterRef("leader__person"), post__organ=OuterRef("organ")
    )
    gone = Charge.objects.filter(~Exists(leading), state__in=OPEN_CHARGE)
    if organ:
        gone = gone.filter(organ=organ)
    found = (
        Matter.objects.select_for_update(of=("self",))
        .filter(pk__in=gone.values("matter"))
        .exclude(stage__in=ENDED)
        .select_related("organ", "first_organ")
        .defer("search")
        .order_by("pk")
    )
    released = list(found)
    for matter in released:
        release(matter, ground=EndGround.POST_ENDED, reason="", by=by, now=now)
    return len(released)


@transaction.atomic
def set_absence(
    *,
    leader: Account,
    organ: Organ,
    deputy: Account,
    from_on: date,
    until_on: date,
    reason: str,
    by: Account,
    now: datetime,
) -> Absence:
    """A leader is away; another leader of the office stands in for those days."""
    viewer = viewer_of(by, now=now)
    if by.pk != leader.pk and not viewer.holds({Role.CHIEF}, organ_path=organ.path):
        raise NotPermitted(N_("An absence is entered by the leader or by the chief."))
    if from_on > until_on:
        raise Refused(N_("The last day lies before the first."))
    if not reason.strip():
        raise Refused(N_("Give the reason: it becomes part of the record."))
    _check_pair(leader, deputy, organ, now)
    absence = Absence.objects.create(
        leader=leader, organ=organ, deputy=deputy, from_on=from_on, until_on=until_on,
        reason=reason.strip(), set_by=by, at=now,
    )  # fmt: skip
    record(verb="leadership.set_absence", by=by, now=now, subject_type="absence",
           subject_id=absence.pk, organ_id=organ.pk,
           detail={"from": from_on.isoformat(), "until": until_on.isoformat()})  # fmt: skip
    return absence


def _check_pair(leader: Account, deputy: Account, organ: Organ, now: datetime) -> None:
    if leader.pk == deputy.pk:
        raise Refused(N_("Nobody stands in for themself."))
    for one in (leader, deputy):
        if not viewer_of(one, now=now).holds(LEADERS, organ_path=organ.path):
            raise Refused(N_("This person is not a leader of the office."))


@transaction.atomic
def end_absence(*, absence_id: int, by: Account, now: datetime) -> Absence:
    """The leader is back earlier."""
    absence = Absence.objects.select_for_update().select_related("organ").get(pk=absence_id)
    viewer = viewer_of(by, now=now)
    chief = viewer.holds({Role.CHIEF}, organ_path=absence.organ.path)
    if by.pk not in (absence.leader_id, absence.deputy_id) and not chief:
        raise NotPermitted(N_("An absence is entered by the leader or by the chief."))
    absence.ended_on = legal_day(now)
    absence.save(update_fields=["ended_on"])
    record(verb="leadership.end_absence", by=by, now=now, subject_type="absence",
           subject_id=absence.pk, organ_id=absence.organ_id)  # fmt: skip
    return absence
