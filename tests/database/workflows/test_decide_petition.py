"""A person decides to which matter a petition belongs."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from tests.cast import Cast
from tests.database.matters.stories import Story
from tests.database.workflows.entries import AGAIN, LETTER, STRANGER, register

from touyan.audit.models import Entry
from touyan.intake.models import Undecided
from touyan.kernel.errors import Conflict, NotPermitted, NotVisible, Refused
from touyan.linkage.rules.words import Relation
from touyan.matters.actions.ledger import What, lock, move
from touyan.matters.models import Act, Belonging, Closing, Matter
from touyan.workflows.decide_petition import decide_petition
from touyan.workflows.propose_relation import suggest

pytestmark = pytest.mark.django_db


def first_matter(cast: Cast, now: datetime) -> Matter:
    petition = register(LETTER, organ=cast.organ_of(cast.wang), by=cast.wang, now=now)
    return decide_petition(petition_id=petition.public_id, relation=Relation.FIRST, matter_id=None,
                           reason="", by=cast.wang, now=now)  # fmt: skip


def test_a_first_petition_opens_a_matter_with_its_receipt_in_the_ledger(
    cast: Cast, now: datetime
) -> None:
    matter = first_matter(cast, now)
    verbs = list(Act.objects.filter(matter=matter).order_by("id").values_list("verb", flat=True))
    assert verbs == ["receive", "register", "open"]
    belonging = Belonging.objects.get(matter=matter)
    assert (belonging.relation, belonging.first_in_system) == ("first", True)
    assert not Undecided.objects.exists()


def test_the_clocks_run_from_the_day_of_receipt_not_of_typing(cast: Cast, now: datetime) -> None:
    matter = first_matter(cast, now)
    assert str(matter.next_due_on) == "2026-11-23"
    assert matter.next_clock in ("C1", "C2")


def test_the_same_grievance_again_is_proposed_for_its_matter_with_reasons(
    cast: Cast, now: datetime
) -> None:
    matter = first_matter(cast, now)
    again = register(AGAIN, organ=cast.organ_of(cast.wang), by=cast.wang, now=now)
    said = suggest(again, viewer=cast.viewer(cast.wang), now=now)
    assert said.matter == matter
    assert said.relation in (Relation.REPEAT, Relation.SUPPLEMENT)
    assert said.reasons


def test_a_stranger_with_another_grievance_is_proposed_as_first(cast: Cast, now: datetime) -> None:
    first_matter(cast, now)
    other = register(STRANGER, organ=cast.organ_of(cast.wang), by=cast.wang, now=now)
    said = suggest(other, viewer=cast.viewer(cast.wang), now=now)
    assert (said.relation, said.matter) == (Relation.FIRST, None)


def test_deciding_otherwise_than_proposed_takes_a_reason(cast: Cast, now: datetime) -> None:
    first_matter(cast, now)
    again = register(AGAIN, organ=cast.organ_of(cast.wang), by=cast.wang, now=now)
    with pytest.raises(Refused, match="say why"):
        decide_petition(
            petition_id=again.public_id,
            relation=Relation.FIRST,
            matter_id=None,
            reason=" ",
            by=cast.wang,
            now=now,
        )
    assert Undecided.objects.filter(petition=again).exists()


def test_proposal_and_decision_are_both_kept(cast: Cast, now: datetime) -> None:
    matter = first_matter(cast, now)
    again = register(AGAIN, organ=cast.organ_of(cast.wang), by=cast.wang, now=now)
    decide_petition(
        petition_id=again.public_id,
        relation=Relation.JOINT,
        matter_id=matter.public_id,
        reason="同案另一当事人",
        by=cast.wang,
        now=now,
    )
    belonging = Belonging.objects.get(petition=again)
    assert belonging.relation == "joint"
    assert belonging.proposed["relation"] in ("repeat", "supplement")
    assert belonging.proposed["reasons"]
    assert belonging.reason == "同案另一当事人"


def test_each_further_petition_is_owed_its_own_reply(cast: Cast, now: datetime) -> None:
    matter = first_matter(cast, now)
    again = register(AGAIN, organ=cast.organ_of(cast.wang), by=cast.wang, now=now)
    decide_petition(
        petition_id=again.public_id,
        relation=Relation.REPEAT,
        matter_id=matter.public_id,
        reason="同一事由",
        by=cast.wang,
        now=now,
    )
    matter.refresh_from_db()
    assert matter.repeated
    starts = matter.clocks.filter(code="C2").values_list("starts_on", flat=True)
    assert [str(day) for day in starts] == ["2026-11-16", "2026-11-20"]


def test_the_same_submission_twice_starts_no_second_clock(cast: Cast, now: datetime) -> None:
    matter = first_matter(cast, now)
    again = register(LETTER, organ=cast.organ_of(cast.wang), by=cast.wang, now=now)
    decide_petition(
        petition_id=again.public_id,
        relation=Relation.DUPLICATE,
        matter_id=matter.public_id,
        reason="同日网上又投一份",
        by=cast.wang,
        now=now,
    )
    matter.refresh_from_db()
    assert matter.clocks.filter(code="C2").count() == 1
    assert not matter.repeated


def test_a_petition_is_decided_once(cast: Cast, now: datetime) -> None:
    petition = register(LETTER, organ=cast.organ_of(cast.wang), by=cast.wang, now=now)
    decide = {
        "petition_id": petition.public_id,
        "relation": Relation.FIRST,
        "matter_id": None,
        "reason": "",
        "by": cast.wang,
        "now": now,
    }
    decide_petition(**decide)
    with pytest.raises(Conflict, match="already been decided"):
        decide_petition(**decide)
    assert Matter.objects.count() == 1


def test_an_office_that_does_not_handle_the_petition_cannot_decide_it(
    cast: Cast, now: datetime
) -> None:
    petition = register(LETTER, organ=cast.organ_of(cast.wang), by=cast.wang, now=now)
    with pytest.raises(NotPermitted, match="decided by the office"):
        decide_petition(
            petition_id=petition.public_id,
            relation=Relation.FIRST,
            matter_id=None,
            reason="",
            by=cast.wang_city,
            now=now,
        )
    with pytest.raises(NotVisible):
        decide_petition(
            petition_id=petition.public_id,
            relation=Relation.FIRST,
            matter_id=None,
            reason="",
            by=cast.zhou,
            now=now,
        )


def test_first_in_unit_and_at_level_are_judged_apart(cast: Cast, now: datetime) -> None:
    matter = first_matter(cast, now)
    at_city = register(AGAIN, organ=cast.organ_of(cast.wang_city), by=cast.wang_city, now=now)
    with pytest.raises(NotVisible):
        decide_petition(
            petition_id=at_city.public_id,
            relation=Relation.REPEAT,
            matter_id=matter.public_id,
            reason="x",
            by=cast.wang,
            now=now,
        )
    decide_petition(
        petition_id=at_city.public_id,
        relation=Relation.REPEAT,
        matter_id=matter.public_id,
        reason="同一事由",
        by=cast.wang_city,
        now=now,
    )
    belonging = Belonging.objects.get(petition=at_city)
    assert (belonging.first_in_unit, belonging.first_at_level, belonging.first_in_system) == (
        True,
        True,
        False,
    )


def test_every_decision_leaves_its_audit_row(cast: Cast, now: datetime) -> None:
    first_matter(cast, now)
    row = Entry.objects.get(verb="petition.decide")
    assert row.actor_name == "王芳"
    assert row.detail["relation"] == "first"
    assert "陈桂英" not in str(row.detail)


def test_a_matter_changed_meanwhile_is_not_moved_on_an_old_page(cast: Cast, now: datetime) -> None:
    matter = first_matter(cast, now)
    seen = matter.version
    held = lock(matter.public_id, by=cast.wang, now=now, version=seen)
    move(held, "triage", by=cast.wang, now=now, what=What())
    with pytest.raises(Conflict, match="meanwhile"):
        lock(matter.public_id, by=cast.he, now=now + timedelta(minutes=1), version=seen)


def test_closed_is_a_fact_of_its_own_that_reopening_does_not_erase(
    cast: Cast, now: datetime
) -> None:
    from touyan.matters.actions.endings import close, reopen
    from touyan.matters.actions.procedure import inform_elsewhere

    matter = first_matter(cast, now)
    held = lock(matter.public_id, by=cast.wang, now=now)
    move(held, "triage", by=cast.wang, now=now, what=What())
    inform_elsewhere(
        matter_id=matter.public_id,
        to="杭州市中级人民法院",
        reason="应先申请再审",
        by=cast.wang,
        now=now,
    )
    where = {claim.pk: "告知书第二段" for belonging in Belonging.objects.filter(matter=matter)
             for claim in belonging.petition.claims.all()}  # fmt: skip
    Story(cast, now).served(Matter.objects.get(pk=matter.pk), "elsewhere")
    close(matter_id=matter.public_id, report="已告知", answered_where=where, by=cast.he, now=now)
    reopen(matter_id=matter.public_id, reason="提交了新的证据", by=cast.he, now=now)
    closing = Closing.objects.get(matter=matter)
    assert closing.reopened_at == now
    assert len(closing.answers) == 2


def test_a_province_terminates_a_matter_of_the_county_beneath_it(cast: Cast, now: datetime) -> None:
    from touyan.matters.actions.endings import terminate
    from touyan.matters.models import Termination
    from touyan.matters.rules.terminating import Remedy

    remedy = Remedy("申请再审", "浙江省高级人民法院", date(2025, 3, 4), "（2025）浙刑申12号")
    matter = first_matter(cast, now)
    Matter.objects.filter(pk=matter.pk).update(stage="closed")
    for name in ("zhao", "zhao_city", "li_province"):
        with pytest.raises(Refused):
            terminate(matter_id=matter.public_id, grounds="穷尽", remedies=[remedy],
                      by=getattr(cast, name), now=now)  # fmt: skip
    act = terminate(
        matter_id=matter.public_id,
        grounds="法律程序穷尽",
        remedies=[remedy],
        by=cast.zhao_province,
        now=now,
    )
    province = cast.organ_of(cast.zhao_province)
    assert act.organ == Termination.objects.get(matter=matter).organ == province
