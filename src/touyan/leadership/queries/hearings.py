"""Reading hearings. Every read takes the viewer; a wall beats every grant."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from touyan.deadlines.queries import rules_in_force
from touyan.deadlines.rules.clock_rule import governing_rule, legal_day
from touyan.intake.models import ChallengedDecision, Party, Subject, Wall
from touyan.kernel.errors import NotVisible
from touyan.kernel.messages import Message, message
from touyan.leadership.models import (
    Hearing,
    HearingOfficer,
    HearingOpinion,
    HearingRequest,
    HearingStep,
    PanelSeat,
)
from touyan.leadership.queries.charges import chief_present, deciders_of, open_charge
from touyan.leadership.queries.rulebook import rules_now
from touyan.leadership.rules.dated import parameter
from touyan.leadership.rules.hearing import (
    ASKED_TOO_LATE,
    CHAIRS,
    KEEPERS,
    POOL_READERS,
    ChairFacts,
    notice_days,
    setting_shut,
)
from touyan.leadership.rules.hearing_papers import HearingSoFar
from touyan.leadership.rules.hearing_words import HearingForm, HearingState
from touyan.leadership.rules.naming import naming_roles
from touyan.leadership.rules.panel import Candidate, Circle, officer_of
from touyan.leadership.rules.words import ChargeState
from touyan.matters.actions.ledger import roles_at
from touyan.matters.clockwork import facts_of
from touyan.matters.models import Matter
from touyan.matters.queries import visible
from touyan.matters.rules.lifecycle import ENDED
from touyan.organs.models import Account, Organ
from touyan.organs.queries import viewer_of
from touyan.organs.queries.viewers import grants_in_force
from touyan.organs.rules.access import Viewer
from touyan.organs.rules.roles import Role

NOTICE_CLOCK = "C19"
COMING = (HearingState.SET, HearingState.NOTICED)


def _hearings() -> QuerySet[Hearing]:
    return Hearing.objects.select_related("matter__organ", "organ", "chair__person")


def hearing_by_public_id(public_id: uuid.UUID, *, viewer: Viewer) -> Hearing:
    """One hearing of a matter the viewer may know of; absent and hidden are alike."""
    found = _hearings().select_related(
        "request", "set_by__person", "drawn_by__person", "weighed_by__person", "consent_by__person"
    )
    hearing = found.filter(public_id=public_id, matter__in=visible(viewer=viewer)).first()
    if hearing is None:
        raise NotVisible
    return hearing


def hearings_here(*, viewer: Viewer, coming: bool) -> QuerySet[Hearing]:
    """Hearings of the offices the viewer serves in: those to come, the next one first; those held
    or cancelled, the last one first."""
    organs = [grant.organ_id for grant in viewer.grants]
    found = _hearings().filter(matter__in=visible(viewer=viewer), organ_id__in=organs)
    if coming:
        return found.filter(state__in=COMING).order_by("at", "id")
    return found.exclude(state__in=COMING).order_by("-at", "-id")


def hearings_of(matter: Matter) -> QuerySet[Hearing]:
    """Every hearing of a matter the caller has found visible, the first one first."""
    return _hearings().filter(matter=matter).order_by("id")


def hearing_under_way(matter: Matter) -> Hearing | None:
    """The hearing set and not yet weighed."""
    live = (HearingState.SET, HearingState.NOTICED, HearingState.HELD)
    return hearings_of(matter).filter(state__in=live).first()


def why_not_set(matter: Matter, *, viewer: Viewer) -> Message | None:
    """Why the viewer cannot set a hearing on a matter found visible, or None."""
    return setting_shut(
        roles=roles_at(matter, viewer),
        ended=matter.stage in ENDED,
        under_way=hearing_under_way(matter) is not None,
    )


def why_not_asked(matter: Matter) -> Message | None:
    """Why nobody can apply for a hearing on this matter, or None."""
    return message(ASKED_TOO_LATE) if matter.stage in ENDED else None


def requests_of(matter: Matter) -> QuerySet[HearingRequest]:
    """Every application on a matter the caller has found visible."""
    found = HearingRequest.objects.filter(matter=matter)
    return found.select_related("decided_by__person", "entered_by__person").order_by("id")


def requests_waiting(*, viewer: Viewer) -> QuerySet[HearingRequest]:
    """Applications not answered yet in the viewer's offices, the oldest first."""
    organs = [grant.organ_id for grant in viewer.grants]
    return (
        HearingRequest.objects.filter(granted__isnull=True, organ_id__in=organs)
        .filter(matter__in=visible(viewer=viewer))
        .select_related("matter")
        .order_by("applied_on", "id")
    )


def request_by_public_id(public_id: uuid.UUID, *, viewer: Viewer) -> HearingRequest:
    """One application on a matter the viewer may know of."""
    found = HearingRequest.objects.filter(matter__in=visible(viewer=viewer))
    request = found.select_related("matter__organ").filter(public_id=public_id).first()
    if request is None:
        raise NotVisible
    return request


def last_hearing(matter: Matter) -> Hearing | None:
    """The last hearing not cancelled: the one the matter's papers speak of."""
    return hearings_of(matter).exclude(state=HearingState.CANCELLED).last()


def so_far(matter: Matter) -> HearingSoFar:
    """How far application and hearing of a matter have come."""
    refused = requests_of(matter).filter(granted=False).exists()
    hearing = last_hearing(matter)
    if hearing is None:
        return HearingSoFar(refused=refused)
    return HearingSoFar(
        refused=refused,
        state=HearingState(hearing.state),
        form=HearingForm(hearing.form),
        begun=steps_of(hearing).exists(),
        heard=opinions_of(hearing).exists(),
    )


def numbers_of(hearing: Hearing) -> dict[str, str]:
    """The number in the list of the draw of each officer in it, by the officer's code."""
    return {officer_of(one): str(one["code"]) for one in hearing.pool if "officer" in one}


def seats_of(hearing: Hearing) -> QuerySet[PanelSeat]:
    """Everyone called to the panel, in the order of the draw."""
    found = PanelSeat.objects.filter(hearing=hearing)
    return found.select_related("officer", "opinion", "follows__officer").order_by("place")


def steps_of(hearing: Hearing) -> QuerySet[HearingStep]:
    found = HearingStep.objects.filter(hearing=hearing)
    return found.select_related("by__person").order_by("id")


def opinions_of(hearing: Hearing) -> QuerySet[HearingOpinion]:
    """The opinions of those who sit."""
    found = HearingOpinion.objects.filter(seat__hearing=hearing, seat__excused="")
    return found.select_related("seat__officer").order_by("seat__place")


def officers_here(*, viewer: Viewer) -> QuerySet[HearingOfficer]:
    """The pool of the offices in which the viewer keeps it, or sets hearings as the chief."""
    organs = [grant.organ_id for grant in viewer.grants if grant.role in POOL_READERS]
    found = _numbered(HearingOfficer.objects.filter(organ_id__in=organs))
    return found.select_related("organ").order_by("name", "id")


def _numbered(officers: QuerySet[HearingOfficer]) -> QuerySet[HearingOfficer]:
    """With the number in the office's pool, in the order of entry: nobody is ever taken out of it,
    so that a number stays."""
    before = HearingOfficer.objects.filter(organ=OuterRef("organ"), pk__lte=OuterRef("pk"))
    count = before.order_by().values("organ").annotate(number=Count("pk")).values("number")
    return officers.annotate(number=Subquery(count))


def officer_by_public_id(public_id: uuid.UUID, *, viewer: Viewer) -> HearingOfficer:
    """One officer of a pool the viewer keeps."""
    kept = [grant.organ_id for grant in viewer.grants if grant.role in KEEPERS]
    officer = officers_here(viewer=viewer).filter(public_id=public_id, organ_id__in=kept).first()
    if officer is None:
        raise NotVisible
    return officer


def candidates_of(matter: Matter, *, on: date) -> list[Candidate]:
    """The officers of the handling office in term that day."""
    unended = Q(active_until__isnull=True) | Q(active_until__gte=on)
    found = HearingOfficer.objects.filter(unended, organ=matter.organ, active_from__lte=on)
    return [
        Candidate(
            str(one.public_id), one.name, one.unit, tuple(one.interests),
            one.number,  # type: ignore[attr-defined]
        )
        for one in _numbered(found).order_by("id")
    ]  # fmt: skip


def circle_of(matter: Matter) -> Circle:
    """Everybody and every unit with a part in the matter, as the register names them."""
    mine = {"petition__belonging__matter": matter}
    parties = list(Party.objects.filter(**mine).values_list("name", "is_organisation"))
    subjects = list(Subject.objects.filter(**mine).values_list("name", "unit_name"))
    challenged = ChallengedDecision.objects.filter(**mine).values_list("organ_name", flat=True)
    walls = Wall.objects.filter(**mine).select_related("person", "organ")
    people = {name for name, is_unit in parties if not is_unit} | {name for name, _unit in subjects}
    people |= {one.get_short_name() for one in _working_on(matter)}
    units = {name for name, is_unit in parties if is_unit} | {unit for _name, unit in subjects}
    return Circle(
        office=matter.organ.name,
        people=frozenset(people - {""}),
        units=frozenset((units | set(challenged)) - {""}),
        walled_people=frozenset(wall.person.name for wall in walls if wall.person),
        walled_units=frozenset(wall.organ.name for wall in walls if wall.organ),
    )


def _working_on(matter: Matter) -> list[Account]:
    """Who handles the matter, who leads it, who is to preside over its hearing."""
    charge, hearing = open_charge(matter), hearing_under_way(matter)
    found = [matter.handler, charge and charge.leader, hearing and hearing.chair]
    return [one for one in found if one]


def panel_rule(matter: Matter, code: str, *, on: date) -> Mapping[str, Any]:
    """One rule on hearings in force that day in the matter's office."""
    return parameter(rules_now(), family="panel", code=code, day=on, region=matter.organ.code)


def notice_days_of(matter: Matter, form: HearingForm, *, set_on: date) -> int:
    """How many days before the hearing its notice is due: by the time limit that governs a hearing
    set that day, the very one its clock counts by."""
    versions = [rule for rule in rules_in_force() if rule.code == NOTICE_CLOCK]
    limit = governing_rule(versions, day=set_on, facts=facts_of(matter))
    usual = {"days": limit.amount} if limit else {}
    return notice_days(form, usual, panel_rule(matter, "P4", on=set_on))


def last_day_of_notice(hearing: Hearing) -> tuple[date, int]:
    """The last day of the notice, and how many days before the hearing it lies."""
    form = HearingForm(hearing.form)
    days = notice_days_of(hearing.matter, form, set_on=legal_day(hearing.set_at))
    return hearing.on - timedelta(days=days), days


def leader_on(matter: Matter, day: date) -> int | None:
    """The account of the leader who had taken charge by that day and still is in charge."""
    charge = open_charge(matter)
    if charge is None or charge.state != ChargeState.ACCEPTED or charge.answered_at is None:
        return None
    return charge.leader_id if legal_day(charge.answered_at) <= day else None


def chair_facts(matter: Matter, chair: Account, *, on: date, now: datetime) -> ChairFacts:
    """What decides whether somebody may preside over a hearing of the matter that day."""
    viewer = viewer_of(chair, now=now)
    return ChairFacts(
        account_id=chair.pk,
        roles=roles_at(matter, viewer),
        sees=visible(viewer=viewer).filter(pk=matter.pk).exists(),
        deciders=deciders_of(matter),
        leader_id=leader_on(matter, on),
    )


def is_chief(matter: Matter, account: Account, *, now: datetime) -> bool:
    """Whether somebody is the chief of the matter's office, or stands in while there is none."""
    roles = naming_roles(chief_in_post=chief_present(matter.organ_id, now=now))
    return viewer_of(account, now=now).holds(roles, organ_path=matter.organ.path)


def may_weigh(matter: Matter, account: Account, *, now: datetime) -> bool:
    """Whether somebody says what becomes of the opinions: the leader in charge, or the chief."""
    return leader_on(matter, legal_day(now)) == account.pk or is_chief(matter, account, now=now)


def was_chief(account: Account, organ: Organ, *, on: date) -> bool:
    """Whether somebody was the office's chief that day."""
    held = grants_in_force(on).filter(role=Role.CHIEF, post__organ=organ)
    return held.filter(person_id=account.person_id).exists()


def possible_chairs(matter: Matter, *, now: datetime) -> QuerySet[Account]:
    """Who may preside: the leader in charge alone, else those who handle matters in the office."""
    leader = leader_on(matter, legal_day(now))
    if leader is not None:
        return Account.objects.filter(pk=leader)
    held = grants_in_force(legal_day(now)).filter(role__in=CHAIRS, post__organ=matter.organ)
    found = Account.objects.filter(person__in=held.values("person"), is_active=True)
    return found.order_by("person__name_pinyin", "pk")


def announced(*, today: date, office: str = "") -> QuerySet[Hearing]:
    """Open hearings to come of which the public is told: of no walled or sealed matter; with an
    office's name, those of offices so called."""
    walled = Wall.objects.filter(petition__belonging__matter__isnull=False)
    words = office.strip()
    return (
        _hearings()
        .filter(Q(organ__name__icontains=words) | Q(organ__name_en__icontains=words))
        .filter(form="open", state=HearingState.NOTICED, on__gte=today, matter__sealed=False)
        .exclude(matter__in=walled.values("petition__belonging__matter"))
        .order_by("at", "id")
    )


def open_phone(officer: HearingOfficer) -> str:
    """The telephone number; the caller records the disclosure."""
    if not officer.phone_sealed:
        return ""
    context = f"hearing-officer:{officer.public_id}:phone"
    return settings.KEYRING.open(officer.phone_sealed, context=context)


def to_preside(*, viewer: Viewer) -> QuerySet[Hearing]:
    """Hearings to come that the viewer chairs, the next one first."""
    found = _hearings().filter(matter__in=visible(viewer=viewer), chair_id=viewer.account_id)
    return found.filter(state__in=COMING).order_by("at", "id")
