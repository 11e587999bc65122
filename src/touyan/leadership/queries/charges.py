"""Who leads what, who waits for whom, and what the matrix of a matter shows."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.intake.models import ChallengedDecision, Wall
from touyan.intake.rules.words import Kind
from touyan.kernel.errors import NotVisible, Refused
from touyan.kernel.messages import Message
from touyan.leadership.models import (
    Absence,
    Charge,
    ChargeForm,
    Deed,
    FirstResponsible,
    Inquiry,
    SignAnswer,
)
from touyan.leadership.queries.duties import campaign_acts
from touyan.leadership.queries.rulebook import rules_now
from touyan.leadership.rules.matrix import Cell, matrix
from touyan.leadership.rules.naming import check_leader, naming_roles
from touyan.leadership.rules.required import Requirement, requirements
from touyan.leadership.rules.signs import Beside, DoneAct, Sign, signs
from touyan.leadership.rules.words import OPEN_CHARGE, DeclineGround, LeaderAct
from touyan.matters.clockwork import facts_of
from touyan.matters.models import Act, Belonging, Document, Matter
from touyan.matters.queries import visible
from touyan.matters.rules.lifecycle import ENDED
from touyan.organs.models import Account, Organ, RoleGrant
from touyan.organs.queries import posts_in_force, viewer_of
from touyan.organs.queries.viewers import grants_in_force
from touyan.organs.rules.access import Viewer
from touyan.organs.rules.roles import LEADERS, Role
from touyan.organs.rules.walls import Brick, stops

PLANS_COMPARED = 200
OWNERS = LEADERS | {Role.CLERK, Role.HANDLER, Role.DEPARTMENT_HEAD}


def charges_of(matter: Matter) -> QuerySet[Charge]:
    """Every charge of a matter the caller has found visible, the first one first."""
    return (
        Charge.objects.filter(matter=matter)
        .select_related("leader__person", "named_by__person", "organ", "form")
        .order_by("id")
    )


def open_charge(matter: Matter) -> Charge | None:
    """The charge in force, named or accepted."""
    return charges_of(matter).filter(state__in=OPEN_CHARGE).first()


def forms_of(matter: Matter) -> QuerySet[ChargeForm]:
    found = ChargeForm.objects.filter(matter=matter)
    return found.select_related("submitted_by__person", "decided_by__person").order_by("id")


def charge_by_public_id(public_id: uuid.UUID, *, viewer: Viewer) -> Charge:
    """One charge on a matter the viewer may know of."""
    charge = (
        Charge.objects.filter(public_id=public_id, matter__in=visible(viewer=viewer))
        .select_related("matter__organ", "leader__person", "organ")
        .first()
    )
    if charge is None:
        raise NotVisible
    return charge


def waiting_forms(*, viewer: Viewer, now: datetime) -> QuerySet[ChargeForm]:
    """Forms on the desk of a chief: those of the offices in which the viewer names leaders."""
    present = _chiefs_present(legal_day(now)).filter(post__organ=OuterRef("organ"))
    mine = Q(pk__in=[])
    for chief_in_post in (True, False):
        roles = naming_roles(chief_in_post=chief_in_post)
        organs = [grant.organ_id for grant in viewer.grants if grant.role in roles]
        mine |= Q(organ_id__in=organs, chief_in_post=chief_in_post)
    return (
        ChargeForm.objects.alias(chief_in_post=Exists(present))
        .filter(mine, outcome="", matter__in=visible(viewer=viewer))
        .select_related("matter__organ", "submitted_by__person")
        .order_by("submitted_at", "id")
    )


def my_charges(*, viewer: Viewer, now: datetime) -> QuerySet[Charge]:
    """Open charges of the viewer, and of leaders the viewer stands in for today."""
    away = absences_on(legal_day(now)).filter(
        deputy_id=viewer.account_id, leader=OuterRef("leader"), organ=OuterRef("organ")
    )
    mine = Q(leader_id=viewer.account_id) | Q(Exists(away))
    first = Belonging.objects.filter(
        matter=OuterRef("matter"), relation="first",
        petition__replyable=True, petition__anonymous=False,
    )  # fmt: skip
    return (
        Charge.objects.filter(mine, state__in=OPEN_CHARGE, matter__in=visible(viewer=viewer))
        .select_related("matter__organ", "leader__person")
        .annotate(reachable=Exists(first))
        .order_by("matter__next_due_on", "id")
    )


def chief_present(organ_id: int, *, now: datetime) -> bool:
    """Whether the office has a chief in post who is not away today."""
    return _chiefs_present(legal_day(now)).filter(post__organ_id=organ_id).exists()


def _chiefs_present(day: date) -> QuerySet[RoleGrant]:
    """The chiefs in post on a day, without those who are away."""
    away = absences_on(day).filter(leader__person=OuterRef("person"), organ=OuterRef("post__organ"))
    return grants_in_force(day).filter(~Exists(away), role=Role.CHIEF)


def leaders_at(organ: Organ, *, on: date) -> QuerySet[Account]:
    """The office's leaders on a day, by name."""
    people = grants_in_force(on).filter(role__in=LEADERS, post__organ=organ).values("person")
    return Account.objects.filter(person__in=people).order_by("person__name_pinyin", "pk")


def offices_led(viewer: Viewer) -> list[Organ]:
    """The offices in which the viewer is a leader, the widest first."""
    ids = {grant.organ_id for grant in viewer.grants if grant.role in LEADERS}
    return list(Organ.objects.filter(pk__in=ids).order_by("level", "pk"))


def peers_of(viewer: Viewer, *, on: date) -> list[Account]:
    """The leaders of the viewer's office."""
    return [one for organ in offices_led(viewer)[:1] for one in leaders_at(organ, on=on)]


def absences_at(*, viewer: Viewer) -> QuerySet[Absence]:
    """Absences of the leaders of the viewer's offices, the latest first."""
    found = Absence.objects.filter(organ__in=offices_led(viewer))
    return found.select_related("leader__person", "deputy__person").order_by("-from_on", "-id")


def may_lead(matter: Matter, *, now: datetime) -> list[Account]:
    """The leaders of the handling office whom nothing keeps from the matter."""
    found = []
    for leader in leaders_at(matter.organ, on=legal_day(now)):
        try:
            check_may_lead(matter, leader, now=now)
        except Refused:
            continue
        found.append(leader)
    return found


def check_may_lead(matter: Matter, leader: Account, *, now: datetime) -> None:
    """Refuse whoever may not be named for this matter, without telling why where a wall stands."""
    viewer = viewer_of(leader, now=now)
    check_leader(
        viewer,
        wall_of(matter),
        organ_path=matter.organ.path,
        deciders=deciders_of(matter),
        recused=_recused(matter),
        away=absences_on(legal_day(now)).filter(leader=leader, organ=matter.organ).exists(),
        sees=visible(viewer=viewer).filter(pk=matter.pk).exists(),
    )


def _recused(matter: Matter) -> set[int]:
    """Leaders who declined this matter because of a direct interest or an earlier part in it."""
    declined = Charge.objects.filter(matter=matter, decline_ground=DeclineGround.RECUSAL)
    return set(declined.values_list("leader_id", flat=True))


def wall_of(matter: Matter) -> list[Brick]:
    """The wall around a matter: that of every petition laid to it."""
    rows = Wall.objects.filter(petition__belonging__matter=matter)
    return [Brick(Message(w.reason), w.person_id, w.organ_id, w.department_id) for w in rows]


def promise_owners(matter: Matter, *, now: datetime) -> list[Account]:
    """Who may be made to keep a promise: the office's staff whom no wall keeps from the matter."""
    day, wall = legal_day(now), wall_of(matter)
    people = grants_in_force(day).filter(role__in=OWNERS, post__organ=matter.organ)
    staff = Account.objects.filter(person__in=people.values("person"), is_active=True)
    ordered = staff.order_by("person__name_pinyin", "pk")
    return [one for one in ordered if not stops(viewer_of(one, now=now), wall)]


def title_of(account: Account, organ: Organ, *, on: date) -> str:
    """The title under which a leader serves in the office."""
    posts = posts_in_force(on=on).filter(person_id=account.person_id, organ=organ)
    return posts.values_list("title", flat=True).first() or ""


def absences_on(day: date) -> QuerySet[Absence]:
    """Who is away that day and who stands in."""
    unended = Q(ended_on__isnull=True) | Q(ended_on__gt=day)
    return Absence.objects.filter(unended, from_on__lte=day, until_on__gte=day)


def stands_in(account_id: int, charge: Charge, *, on: date) -> bool:
    """Whether someone stands in for the leader of this charge that day."""
    away = absences_on(on).filter(leader=charge.leader_id, organ=charge.organ_id)
    return away.filter(deputy_id=account_id).exists()


def deciders_of(matter: Matter) -> set[int]:
    """Accounts that drafted, decided or signed a decision the matter's petitions challenge, as
    far as it was made in this system."""
    challenged = ChallengedDecision.objects.filter(petition__belonging__matter=matter)
    numbers = {n for pair in challenged.values_list("number", "number_key") for n in pair if n}
    papers = Document.objects.filter(number__in=numbers) if numbers else Document.objects.none()
    rows = list(papers.values_list("matter_id", "signed_by_id", "drafted_by_id"))
    acts = Act.objects.filter(matter_id__in=[row[0] for row in rows], verb="decide")
    found = {who for _matter, signer, drafter in rows for who in (signer, drafter) if who}
    return found | {who for who in acts.values_list("by_id", flat=True) if who}


def challenged_by(matter: Matter) -> list[str]:
    """The decisions the matter's petitions challenge, as they name them."""
    rows = ChallengedDecision.objects.filter(petition__belonging__matter=matter)
    return list(dict.fromkeys(f"{one.organ_name}{one.number}" for one in rows.order_by("id")))


def inquiries_of(matter: Matter) -> QuerySet[Inquiry]:
    """Who asked after the matter, the latest first."""
    return Inquiry.objects.filter(matter=matter).select_related("noted_by__person").order_by("-id")


def firsts_of(matter: Matter) -> QuerySet[FirstResponsible]:
    """Who was responsible first: office, department, person."""
    found = FirstResponsible.objects.filter(matter=matter)
    return found.select_related("organ", "department", "person__person").order_by("id")


def sign_answers_of(matter: Matter) -> QuerySet[SignAnswer]:
    found = SignAnswer.objects.filter(charge__matter=matter)
    return found.select_related("by__person").order_by("id")


def required_of(matter: Matter, *, now: datetime) -> list[Requirement]:
    """What the rules in force on the day of the first naming (today, while unnamed) ask."""
    first = charges_of(matter).values_list("named_at", flat=True).first()
    facts = facts_of(matter)
    return requirements(
        rules_now(),
        kind=Kind(matter.kind),
        facts={
            "hearing_held": hearing_held(matter),
            "hardship": matter.hardship,
            "replyable": bool(facts["replyable"]) and not facts["anonymous"],
        },
        day=legal_day(first or now),
        region=matter.organ.code,
        campaign=campaign_acts(matter),
    )


def hearing_held(matter: Matter) -> bool:
    """Whether a hearing was set and not cancelled."""
    last = Act.objects.filter(matter=matter, verb__in=["set_hearing", "cancel_hearing"])
    return last.order_by("-id").values_list("verb", flat=True).first() == "set_hearing"


def matrix_of(matter: Matter, *, viewer: Viewer, now: datetime) -> list[Cell]:
    """The matrix of a matter the caller has found visible; empty while nobody is in charge."""
    charges = list(charges_of(matter))
    if not charges:
        return []
    acts = done_acts(matter, charges)
    seen = signs_of(matter, charges, acts, viewer=viewer)
    ended = matter.stage in ENDED
    return matrix(required_of(matter, now=now), acts, seen, ended=ended)


def signs_of(
    matter: Matter, charges: list[Charge], acts: list[DoneAct], *, viewer: Viewer
) -> list[Sign]:
    """Every sign on the acts of a matter's leaders, each leader's acts held against their own."""
    decided = min((one.on for one in acts if one.act is LeaderAct.DECIDE), default=None)
    found: list[Sign] = []
    for charge in charges:
        mine = [one for one in acts if one.charge == charge.pk]
        found += signs(
            rules_now(),
            mine,
            _beside(matter, charge, mine, viewer=viewer),
            leader=charge.leader.get_short_name(),
            day=legal_day(charges[0].named_at),
            region=matter.organ.code,
            decided_on=decided,
        )
    return found


def done_acts(matter: Matter, charges: list[Charge]) -> list[DoneAct]:
    """What was done under the matter's charges: deeds with their evidence, and the decision."""
    deeds = Deed.objects.filter(charge__matter=matter).select_related("by__person")
    decided = Act.objects.filter(matter=matter, verb="decide").select_related("by__person")
    rows = deeds.order_by("happened_on", "id")
    return acts_from(list(rows), list(decided.order_by("id")), charges)


def acts_from(
    deeds: Sequence[Deed], decided: Sequence[Act], charges: Sequence[Charge]
) -> list[DoneAct]:
    """Deeds that no later one corrects, and decisions made while a charge was open."""
    replaced = {deed.corrects_id for deed in deeds}
    leaders = {charge.pk: charge.leader_id for charge in charges}
    found = [
        _act(
            f"deed-{deed.pk}",
            LeaderAct(deed.kind),
            deed,
            deed.evidence,
            (deed.charge_id, leaders[deed.charge_id]),
        )
        for deed in deeds
        if deed.pk not in replaced
    ]
    for act in decided:
        charge = _charge_at(charges, act.at)
        if charge:  # deciding proves itself
            said = {"opinion": act.reason}
            key = f"act-{act.pk}"
            under = (charge.pk, charge.leader_id)
            found.append(_act(key, LeaderAct.DECIDE, act, said, under))
    return found


def _act(
    key: str, kind: LeaderAct, row: Deed | Act, evidence: dict[str, Any], under: tuple[int, int]
) -> DoneAct:
    """`under`: the charge and its leader."""
    return DoneAct(
        key, kind, row.happened_on, row.at, row.by.get_short_name() if row.by else "",
        charge=under[0], in_charge=row.by_id == under[1], stand_in=getattr(row, "on_behalf", False),
        evidence=evidence,
    )  # fmt: skip


def _charge_at(charges: Iterable[Charge], moment: datetime) -> Charge | None:
    open_then = [c for c in charges if c.named_at <= moment and (c.ended_at or moment) >= moment]
    return open_then[-1] if open_then else None


def _beside(matter: Matter, charge: Charge, acts: list[DoneAct], *, viewer: Viewer) -> Beside:
    """Decisions and signatures of the same leader on other matters, and earlier plans of other
    matters of the same office, bounded."""
    moments: list[datetime] = []
    for act in (one for one in acts if one.act is LeaderAct.DECIDE):
        minute = timedelta(minutes=2)
        near = Act.objects.filter(by=charge.leader_id, verb__in=("decide", "sign"))
        near = near.filter(at__range=(act.at - minute, act.at + minute)).exclude(matter=matter)
        moments += near.values_list("at", flat=True)[:PLANS_COMPARED]
    return Beside(moments, _earlier_plans(matter, charge, acts, viewer=viewer))


def _earlier_plans(
    matter: Matter, charge: Charge, acts: list[DoneAct], *, viewer: Viewer
) -> list[tuple[str, str, datetime]]:
    mine = [one.at for one in acts if one.act is LeaderAct.PLAN]
    if not mine:
        return []
    plans = Deed.objects.filter(charge__organ=charge.organ_id, kind=LeaderAct.PLAN)
    plans = plans.filter(at__lt=max(mine)).exclude(charge__matter=matter).order_by("-at", "-id")
    rows = list(
        plans.values_list("charge__matter_id", "charge__matter__number", "evidence__plan", "at")[
            :PLANS_COMPARED
        ]
    )
    known = set(
        visible(viewer=viewer)
        .filter(pk__in=[pk for pk, _number, _plan, _at in rows])
        .values_list("pk", flat=True)
    )
    return [(number if pk in known else "", plan or "", at) for pk, number, plan, at in rows]
