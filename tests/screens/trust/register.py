"""A small register seen from a city office: what is its own, its sister's, the one below's, the
one above's, and a petition against its own chief, which the office above handles."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.cast import PETITION_DEPARTMENT, Cast, _enter, make_cast
from tests.database.workflows.entries import register as register_entry
from tests.screens.trust.exemplars import nominated
from tests.screens.trust.inspected import found_in, looked_at, review_of

from touyan.attachments.actions import keep_file
from touyan.campaigns.models import (
    Batch,
    BatchEntry,
    Campaign,
    CampaignReport,
    Candidate,
    Cause,
    Revisit,
    Scrutiny,
)
from touyan.demonstration.rules.cast import CITY, Member
from touyan.exemplars.models import Exemplar
from touyan.inspections.models import Member as InspectionMember
from touyan.inspections.models import Pick, Review
from touyan.intake.actions import save_draft
from touyan.intake.models import ImportRun, Petition
from touyan.intake.rules.entry import PartyEntry, PetitionEntry, SubjectEntry
from touyan.intake.rules.words import Channel, Kind, PartyRole, SubjectRole
from touyan.leadership.actions.promises import make_promise
from touyan.leadership.actions.reception import book, plan_day
from touyan.leadership.actions.reliefs import refer_relief
from touyan.leadership.models import (
    Booking,
    Hearing,
    HearingOfficer,
    HearingRequest,
    Promise,
    ReceptionDay,
)
from touyan.leadership.queries.charges import leaders_at
from touyan.leadership.rules.helping import HelpEntry, HelpKind
from touyan.leadership.rules.reception import DayKind, DayPlan
from touyan.linkage.rules.words import Relation
from touyan.matters.actions.papers import Words, draft_paper
from touyan.matters.models import Closing, Document, Matter, Resolution, SavedView
from touyan.organs.models import Account, Department, Organ, OrganTreeImport
from touyan.organs.rules.roles import Role
from touyan.workflows.appraise_facts import begin_measure
from touyan.workflows.decide_petition import decide_petition

SISTER = "330200"
RELATIONS = ("own", "sibling", "child", "parent", "sealed")
ROLES = tuple(role.value for role in Role)
IDENTITY = "11010519491231002X"
PHONE = "13900001234"
DOCUMENT = "（2023）浙01刑终77号"


@dataclass(frozen=True)
class Case:
    """One matter with everything a route can name."""

    organ: Organ
    undecided: Petition
    petition: Petition
    matter: Matter
    document: Document
    petition_file: uuid.UUID
    matter_file: uuid.UUID
    proof: uuid.UUID
    run: ImportRun
    booking: Booking
    promise: Promise
    relief: uuid.UUID
    measure: uuid.UUID
    member: Account
    hearing: Hearing
    request: HearingRequest
    hearing_officer: HearingOfficer
    entry: BatchEntry
    looked: InspectionMember
    finding: uuid.UUID
    report: CampaignReport
    resolution: Resolution
    revisit: uuid.UUID
    scrutiny: uuid.UUID
    review: Review
    answered: Pick
    exemplar: Exemplar
    words: tuple[str, ...]
    """What nobody may read who may not see the case."""


@dataclass(frozen=True)
class Register:
    """The cases by how they stand to the city office, and its people by role."""

    cast: Cast
    now: datetime
    cases: dict[str, Case]
    people: dict[str, Account]
    tree: OrganTreeImport
    view: SavedView
    draft: uuid.UUID


def build(*, now: datetime) -> Register:
    """The whole register, by the actions the screens call."""
    cast = make_cast(now=now)
    city = Organ.objects.get(code=CITY)
    people = _people(cast, city, now)
    sister = officer("yu", "余波", Organ.objects.get(code=SISTER), (Role.CLERK, Role.HANDLER), now)
    authors = {
        "own": (cast.wang_city, cast.li_city),
        "sibling": (sister, sister),
        "child": (cast.wang, cast.li),
        "parent": (cast.wang_province, cast.li_province),
    }
    cases = {
        name: _case(name, clerk, handler, cast.organ_of(clerk), now)
        for name, (clerk, handler) in authors.items()
    }
    cases["sealed"] = sealed_case(
        "sealed", against=cast.zhao_city, entered_by=cast.wang_city, clerk=cast.wang_province,
        handler=cast.li_province, cast=cast, now=now,
    )  # fmt: skip
    tree = OrganTreeImport.objects.create(
        organ=city, by=people["system_admin"], at=now, file_name="tree.xlsx", rows=1, accepted=1
    )
    view = SavedView.objects.create(account=cast.wang_city, name="mine", query="own=1")
    draft = uuid.uuid4()
    save_draft(key=draft, form="petition", content={"text": ["草稿"]}, by=cast.wang_city, now=now)
    return Register(cast, now, cases, people, tree, view, draft)


def _people(cast: Cast, city: Organ, now: datetime) -> dict[str, Account]:
    """One person of the city office for every role."""
    held = {"clerk": cast.wang_city, "handler": cast.li_city, "department_head": cast.he_city,
            "chief": cast.zhao_city, "inspector": cast.sun_city,
            "statistician": cast.qian_city}  # fmt: skip
    for role in Role:
        if role.value not in held:
            held[role.value] = officer(
                f"{role.value}.city", f"市院{role.value}", city, (role,), now
            )
    return {role: held[role] for role in ROLES}


def officer(
    username: str, name: str, organ: Organ, roles: tuple[Role, ...], now: datetime
) -> Account:
    department, _made = Department.objects.get_or_create(
        organ=organ, name=PETITION_DEPARTMENT, defaults={"handles_petitions": True}
    )
    member = Member(username, name, organ.code, "检察官", "Prosecutor", roles)
    return _enter(member, organ, department, now=now)


def entry(name: str, **changes: object) -> PetitionEntry:
    """A letter whose every word tells whose it is."""
    usual = PetitionEntry(
        channel=Channel.LETTER,
        kind=Kind.OFFICER_COMPLAINT,
        title=f"{name}标题",
        text=f"{name}正文：请求复查处理决定。",
        received_on=date(2026, 11, 19),
        parties=(PartyEntry(PartyRole.PETITIONER, f"{name}人", identity_type="resident_id_18",
                            identity_number=IDENTITY, phone=PHONE, address=f"{name}地址"),
                 PartyEntry(PartyRole.PETITIONER, f"{name}亲属")),
        claims=(f"{name}诉求",),
    )  # fmt: skip
    return replace(usual, **changes)  # type: ignore[arg-type]


def _case(name: str, clerk: Account, handler: Account, organ: Organ, now: datetime) -> Case:
    undecided = register_entry(entry(f"{name}甲"), organ=organ, by=clerk, now=now)
    petition = register_entry(entry(f"{name}乙"), organ=organ, by=clerk, now=now)
    return finish(name, undecided, petition, clerk=clerk, handler=handler, now=now)


def sealed_case(
    name: str,
    *,
    against: Account,
    entered_by: Account,
    clerk: Account,
    handler: Account,
    cast: Cast,
    now: datetime,
) -> Case:
    """A complaint about a member of the staff, entered in one office, handled where it goes to."""
    accused = SubjectEntry(SubjectRole.ACCUSED, name=against.person.name,
                           person_id=against.person_id)  # fmt: skip
    organ = cast.organ_of(entered_by)
    undecided, petition = (
        register_entry(
            entry(f"{name}{which}", subjects=(accused,)), organ=organ, by=entered_by, now=now
        )
        for which in "甲乙"
    )
    return finish(name, undecided, petition, clerk=clerk, handler=handler, now=now)


def finish(
    name: str,
    undecided: Petition,
    petition: Petition,
    *,
    clerk: Account,
    handler: Account,
    now: datetime,
) -> Case:
    """The matter of a petition with a paper, files and an import run of the office."""
    matter = decide_petition(petition_id=petition.public_id, relation=Relation.FIRST,
                             matter_id=None, reason="初次来信", by=clerk, now=now)  # fmt: skip
    document = draft_paper(matter_id=matter.public_id, kind="answer", by=handler, now=now,
                           words=Words(f"{name}乙人", [f"{name}答复。"]))  # fmt: skip
    relief, measure = _help(petition, matter, clerk, now)
    organ = petition.handling_organ
    entry_of = _campaign(matter, organ, now)
    booking, promise = _reception(name, matter, organ, clerk=clerk, handler=handler, now=now)
    return Case(
        organ=organ,
        undecided=undecided,
        petition=petition,
        matter=matter,
        document=document,
        petition_file=_file("petition", petition.pk, name, organ, clerk, now),
        matter_file=_file("matter", matter.pk, name, organ, clerk, now),
        proof=_file("document", document.pk, name, organ, clerk, now),
        run=ImportRun.objects.create(organ=organ, by=clerk, file_name=f"{name}旧册.xlsx",
                                     sha256=b"x" * 32, state="done", started_at=now),
        booking=booking,
        promise=promise,
        relief=relief,
        measure=measure,
        member=clerk,
        hearing=_hearing(matter, handler, now),
        request=HearingRequest.objects.create(
            matter=matter, organ=organ, applicant=f"{name}乙人", capacity="petitioner",
            applied_on=now.date(), grounds=f"{name}乙请求听证", entered_at=now,
        ),
        hearing_officer=HearingOfficer.objects.create(
            organ=organ, name=f"{name}乙听证员", active_from=now.date(), added_at=now
        ),
        entry=entry_of,
        looked=looked_at(matter, organ, clerk, now),
        finding=found_in(name, matter, now),
        report=_report(entry_of, now),
        resolution=Resolution.objects.create(
            matter=matter, grade=1, note=f"{name}乙说明", proposed_by=handler, proposed_at=now
        ),
        **_aftercare(name, matter, now),
        exemplar=nominated(name, matter, now),
        review=review_of(matter, handler, now, done=False),
        answered=review_of(matter, handler, now, done=True).pick,
        words=(f"{name}甲", f"{name}乙", f"{name}答复", f"{name}证据", undecided.number,
               petition.number, matter.number),
    )  # fmt: skip


def _campaign(matter: Matter, organ: Organ, now: datetime) -> BatchEntry:
    """The office's open campaign, with this matter on the same frozen list as the others: that
    there are campaigns and lists here and above is known to all; whose matters stand on them is
    not."""
    above = [int(step) for step in organ.path.split("/") if step]
    batch = [
        _frozen_list(office, now) for office in Organ.objects.filter(pk__in=above).order_by("path")
    ][-1]
    candidate = Candidate.objects.create(
        campaign=batch.campaign, matter=matter, source="rule", organ=organ, put_at=now,
        outcome="accepted", decision="符合", decided_at=now, batch=batch,
    )  # fmt: skip
    return BatchEntry.objects.create(
        batch=batch, matter=matter, ordinal=batch.entries.count() + 1, organ=organ,
        candidate=candidate,
    )  # fmt: skip


def _frozen_list(organ: Organ, now: datetime) -> Batch:
    day = now.date()
    campaign, _made = Campaign.objects.get_or_create(
        organ=organ, name="积案清理",
        defaults={
            "basis": "清理方案", "starts_on": day, "ends_on": day + timedelta(days=300),
            "entry_rule": {"groups": [[{"code": "closed"}]]}, "state": "open", "created_at": now,
            "opened_at": now,
        },
    )  # fmt: skip
    batch, _frozen = Batch.objects.get_or_create(
        campaign=campaign, number=1,
        defaults={"prepared_at": now, "due_on": day, "frozen_at": now, "size": 1, "digest": "0" * 64},
    )  # fmt: skip
    return batch


def _report(entry: BatchEntry, now: datetime) -> CampaignReport:
    """The office's draft on its campaign, known to all there, with this matter among the lines."""
    matter = entry.matter
    row = {"matter": str(matter.public_id), "number": matter.number, "title": matter.title,
           "organ": entry.organ_id, "batch": 1, "step": "surveyed", "left": False, "led": False,
           "grade": None}  # fmt: skip
    report, _drafted = CampaignReport.objects.get_or_create(
        campaign=entry.batch.campaign, organ=entry.organ, first=now.date(),
        defaults={"last": now.date(), "due_on": now.date(), "as_of": now, "drafted_at": now},
    )  # fmt: skip
    report.standings = [*report.standings, row]
    report.save(update_fields=["standings"])
    return report


def _aftercare(name: str, matter: Matter, now: datetime) -> dict[str, uuid.UUID]:
    """A revisit of an earlier closing, a cause, a scrutiny not sent yet."""
    closing = Closing.objects.create(
        matter=matter, on=now.date(), at=now, report=f"{name}乙办结", reopened_at=now
    )
    Cause.objects.create(matter=matter, code="R04", reason=f"{name}乙成因", at=now)
    revisit = Revisit.objects.create(
        matter=matter, closing=closing, months=1, due_on=now.date(), rule="V1"
    )
    scrutiny = Scrutiny.objects.create(
        matter=matter, organ=matter.organ, origin=f"{name}乙原案", unit_name="某单位",
        findings=f"{name}乙审视", opened_at=now,
    )  # fmt: skip
    return {"revisit": revisit.public_id, "scrutiny": scrutiny.public_id}


def _hearing(matter: Matter, chair: Account, now: datetime) -> Hearing:
    """A hearing set by somebody, in a week."""
    at = now + timedelta(days=7)
    return Hearing.objects.create(
        matter=matter, organ=matter.organ, form="open", question="听证问题", place="本院", at=at,
        on=at.date(), chair=chair, state="set", set_by=chair, set_at=now,
    )  # fmt: skip


def _reception(
    name: str, matter: Matter, organ: Organ, *, clerk: Account, handler: Account, now: datetime
) -> tuple[Booking, Promise]:
    """A petitioner booked with a leader of the office, and something promised."""
    chief = leaders_at(organ, on=now.date()).first()
    chief = chief or officer(f"chief.{name}", f"{name}领导", organ, (Role.CHIEF,), now)
    on = date(2026, 12, 1) + timedelta(days=ReceptionDay.objects.count())
    plan = DayPlan(DayKind.OFFICE, on, time(9), time(11), f"{name}接访室", 4)
    day = plan_day(organ=organ, leader=chief, plan=plan, by=clerk, now=now)
    booking = book(day_id=day.public_id, name=f"{name}乙人", phone=PHONE, topic=f"{name}乙事项",
                   matter_id=matter.public_id, by=clerk, now=now)  # fmt: skip
    promise = make_promise(matter_id=matter.public_id, text=f"{name}乙承诺", owner=handler,
                           due_on=date(2026, 12, 10), by=clerk, now=now)  # fmt: skip
    return booking, promise


def _help(
    petition: Petition, matter: Matter, by: Account, now: datetime
) -> tuple[uuid.UUID, uuid.UUID]:
    """A referral for judicial assistance and a measure of help."""
    relief = refer_relief(
        matter_id=matter.public_id, party=petition.parties.get(ordinal=1),
        conditions={"K4": "收入微薄"}, hardship="家庭困难", months=1, asked=Decimal(1000),
        by=by, now=now,
    )  # fmt: skip
    entry = HelpEntry(kind=HelpKind.COORDINATION, who="民政局", text="核实低保资格",
                      begun_on=now.date())  # fmt: skip
    measure = begin_measure(matter_id=matter.public_id, entry=entry, by=by, now=now)
    return relief.public_id, measure.public_id


def _file(
    owner: str, owner_id: int, name: str, organ: Organ, by: Account, now: datetime
) -> uuid.UUID:
    upload = SimpleUploadedFile(f"{name}证据.txt", f"{name}证据{owner}".encode())
    kept = keep_file(owner_type=owner, owner_id=owner_id, upload=upload, by=by, now=now,
                     organ_id=organ.pk)  # fmt: skip
    return kept.public_id
