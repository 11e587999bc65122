"""Who leads what, who waits for whom, and what the matrix of a matter shows."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.intake.models import ChallengedDecision, Wall
from touyan.kernel.errors import NotVisible, Refused
from touyan.kernel.messages import Message
from touyan.leadership.models import (
    Absence,
    Charge,
    ChargeForm,
    FirstResponsible,
    Inquiry,
    SignAnswer,
)
from touyan.leadership.rules.naming import check_leader, naming_roles
from touyan.leadership.rules.words import OPEN_CHARGE, DeclineGround
from touyan.matters.models import Act, Belonging, Document, Matter
from touyan.matters.queries import visible
from touyan.organs.models import Account, Organ, RoleGrant
from touyan.organs.queries import posts_in_force, viewer_of
from touyan.organs.queries.viewers import grants_in_force
from touyan.organs.rules.access import Viewer
from touyan.organs.rules.roles import LEADERS, Role
from touyan.organs.rules.walls import Brick, stops

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
