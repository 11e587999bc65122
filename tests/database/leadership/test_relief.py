"""Judicial assistance: referred, decided by another within a known cap, paid with proof."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from tests.cast import Cast
from tests.database.matters.stories import Story, fresh

from touyan.intake.models import Party
from touyan.kernel.errors import Conflict, NotPermitted, Refused
from touyan.leadership.actions import charges, reliefs
from touyan.leadership.models import Deed, LeadershipRule, Relief
from touyan.leadership.queries.matrices import matrix_of
from touyan.leadership.rules.matrix import CellState
from touyan.leadership.rules.words import LeaderAct
from touyan.matters.models import Act, Matter

HARDSHIP = "丈夫重伤致残，家庭年收入不足两万元，附带民事赔偿未执行到位。"
MET = {"K1": "刑事附带民事判决未执行，被执行人无财产。"}
WAGE = Decimal("8000.00")


@pytest.fixture
def story(cast: Cast, now: datetime) -> Story:
    return Story(cast, now)


@pytest.fixture
def wage(cast: Cast, now: datetime) -> LeadershipRule:
    """The province's average wage."""
    return entered(cast, now, "R2", {"monthly_wage": "8000", "year": 2025})


def entered(cast: Cast, now: datetime, code: str, content: dict[str, object]) -> LeadershipRule:
    """A row of the province, entered by one person and approved by another."""
    return LeadershipRule.objects.create(
        family="relief", code=code, scope="33", name_zh="省级规定", name_en="Of the province",
        legal_basis_zh="省统计局公布", legal_basis_en="Published by the province",
        content=content, valid_from=date(2026, 1, 1), valid_to=date(2026, 12, 31),
        status="approved", created_at=now, proposed_by=cast.he, approved_by=cast.zhao,
        approved_at=now,
    )  # fmt: skip


def referred(story: Story, matter: Matter | None = None, **changes: object) -> Relief:
    matter = matter or story.handling()
    usual: dict[str, object] = {
        "matter_id": matter.public_id,
        "party": Party.objects.get(petition__belonging__matter=matter),
        "conditions": MET,
        "hardship": HARDSHIP,
        "months": 6,
        "asked": Decimal(40000),
        "by": story.cast.li,
        "now": story.now,
    }
    return reliefs.refer_relief(**{**usual, **changes})  # type: ignore[arg-type]


def granted(story: Story, amount: int = 30000) -> Relief:
    return reliefs.grant_relief(
        relief_id=referred(story).public_id, amount=Decimal(amount), reason="符合救助条件，同意。",
        by=story.cast.zhao, now=story.now,
    )  # fmt: skip


def test_the_whole_way_leaves_four_facts_in_the_ledger(story: Story, wage: LeadershipRule) -> None:
    relief = granted(story)
    reliefs.pay_relief(relief_id=relief.public_id, on=story.now.date(), proof="银行回单 0412",
                       by=story.cast.li, now=story.now)  # fmt: skip
    relief.refresh_from_db()
    assert (relief.state, relief.granted, relief.wage) == ("paid", Decimal(30000), WAGE)
    assert relief.cap == 36 * WAGE
    acts = Act.objects.filter(matter=relief.matter).order_by("id")
    verbs = list(acts.values_list("verb", flat=True))
    assert verbs[-3:] == ["refer_relief", "grant_relief", "pay_relief"]


def test_a_referral_records_hardship_on_the_matter(story: Story) -> None:
    assert fresh(referred(story).matter).hardship


def test_without_the_wage_no_cap_is_guessed_and_nothing_granted(story: Story) -> None:
    relief = referred(story)
    with pytest.raises(Refused, match="average wage of 2025 is not entered"):
        reliefs.grant_relief(relief_id=relief.public_id, amount=Decimal(100), reason="同意",
                             by=story.cast.zhao, now=story.now)  # fmt: skip


def test_a_refusal_needs_no_wage_but_a_reason(story: Story) -> None:
    relief = referred(story)
    with pytest.raises(Refused, match="reason"):
        reliefs.refuse_relief(relief_id=relief.public_id, reason=" ", by=story.cast.zhao,
                              now=story.now)  # fmt: skip
    reliefs.refuse_relief(relief_id=relief.public_id, reason="已获足额赔偿。", by=story.cast.zhao,
                          now=story.now)  # fmt: skip
    relief.refresh_from_db()
    assert relief.state == "refused"


def test_the_cap_may_be_reached_and_not_passed(story: Story, wage: LeadershipRule) -> None:
    relief = referred(story)
    with pytest.raises(Refused, match="above the cap of 288000"):
        reliefs.grant_relief(relief_id=relief.public_id, amount=Decimal("288000.01"),
                             reason="同意", by=story.cast.zhao, now=story.now)  # fmt: skip
    reliefs.grant_relief(relief_id=relief.public_id, amount=Decimal(288000), reason="同意",
                         by=story.cast.zhao, now=story.now)  # fmt: skip


def test_the_database_itself_holds_the_cap(story: Story, wage: LeadershipRule) -> None:
    relief = granted(story)
    with pytest.raises(IntegrityError, match="relief_granted_within_the_cap"), transaction.atomic():
        Relief.objects.filter(pk=relief.pk).update(granted=Decimal("288000.01"))


def test_a_wage_of_another_province_or_year_does_not_count(
    story: Story, wage: LeadershipRule
) -> None:
    LeadershipRule.objects.filter(pk=wage.pk).update(scope="32")
    with pytest.raises(Refused, match="not entered"):
        granted(story)


def test_only_a_chief_or_deputy_decides(story: Story, wage: LeadershipRule) -> None:
    relief = referred(story)
    with pytest.raises(NotPermitted, match="chief"):
        reliefs.grant_relief(relief_id=relief.public_id, amount=Decimal(100), reason="同意",
                             by=story.cast.he, now=story.now)  # fmt: skip


def test_nobody_decides_on_their_own_referral(story: Story, wage: LeadershipRule) -> None:
    relief = referred(story, by=story.cast.zhao)
    with pytest.raises(Refused, match="another leader"):
        reliefs.grant_relief(relief_id=relief.public_id, amount=Decimal(100), reason="同意",
                             by=story.cast.zhao, now=story.now)  # fmt: skip


def test_more_than_the_months_asked_for_is_refused(story: Story, wage: LeadershipRule) -> None:
    with pytest.raises(Refused, match="48000"):
        referred(story, asked=Decimal(48001))
    with pytest.raises(Refused, match="between 1 and 36"):
        referred(story, months=37)


PRICE = "签订息诉罢访协议后发放。"


@pytest.mark.parametrize("text", [{"hardship": PRICE}, {"conditions": {"K1": PRICE}}])
def test_no_referral_may_ask_for_silence(story: Story, text: dict[str, object]) -> None:
    with pytest.raises(Refused, match="ceasing to petition"):
        referred(story, **text)


def test_no_decision_may_ask_for_silence(story: Story, wage: LeadershipRule) -> None:
    relief = referred(story)
    with pytest.raises(Refused, match="ceasing to petition"):
        reliefs.grant_relief(relief_id=relief.public_id, amount=Decimal(100), reason=PRICE,
                             by=story.cast.zhao, now=story.now)  # fmt: skip


def test_no_payment_may_ask_for_silence(story: Story, wage: LeadershipRule) -> None:
    relief = granted(story)
    with pytest.raises(Refused, match="ceasing to petition"):
        reliefs.pay_relief(relief_id=relief.public_id, on=story.now.date(), proof=PRICE,
                           by=story.cast.li, now=story.now)  # fmt: skip


def test_a_condition_is_ticked_with_what_it_rests_on(story: Story) -> None:
    with pytest.raises(Refused, match="Tick the condition"):
        referred(story, conditions={})
    with pytest.raises(Refused, match="what it rests on"):
        referred(story, conditions={"K1": " "})


def test_one_person_has_one_undecided_referral(story: Story) -> None:
    first = referred(story)
    with pytest.raises(Conflict, match="waits"):
        referred(story, fresh(first.matter))


def test_a_person_of_another_matter_cannot_be_referred(story: Story) -> None:
    other = Party.objects.get(petition__belonging__matter=story.handling(title="另一事项"))
    with pytest.raises(Refused, match="does not belong"):
        referred(story, party=other)


def test_what_was_decided_is_not_decided_again(story: Story, wage: LeadershipRule) -> None:
    relief = granted(story)
    with pytest.raises(Conflict, match="meanwhile"):
        reliefs.refuse_relief(relief_id=relief.public_id, reason="不符合条件", by=story.cast.zhao,
                              now=story.now)  # fmt: skip


def test_payment_before_the_decision_is_refused(story: Story, wage: LeadershipRule) -> None:
    relief = granted(story)
    with pytest.raises(Refused, match="before the decision"):
        reliefs.pay_relief(relief_id=relief.public_id, on=date(2026, 11, 1), proof="回单",
                           by=story.cast.li, now=story.now)  # fmt: skip


def test_under_a_charge_the_referral_is_evidence_of_the_leaders_act(story: Story) -> None:
    matter = story.handling()
    charges.take_charge(matter_id=matter.public_id, reason="重大", by=story.cast.zhao,
                        now=story.now)  # fmt: skip
    referred(story, fresh(matter))
    assert Deed.objects.get(charge__matter=matter).kind == "relief"
    cells = matrix_of(fresh(matter), viewer=story.cast.viewer(story.cast.zhao), now=story.now)
    relief = next(cell for cell in cells if cell.act is LeaderAct.RELIEF)
    assert relief.state is CellState.EVIDENCED


def test_without_a_charge_no_deed_is_made_up(story: Story) -> None:
    referred(story)
    assert not Deed.objects.exists()


def referred_again(story: Story, relief: Relief, **changes: object) -> Relief:
    return referred(story, relief.matter, **changes)


def test_whoever_was_granted_relief_is_referred_again_on_a_new_ground_alone(
    story: Story, wage: LeadershipRule
) -> None:
    relief = granted(story)
    with pytest.raises(Refused, match="granted to this person on this matter already"):
        referred_again(story, relief)
    again = referred_again(story, relief, new_ground="2026年9月再次住院手术，自付六万元。")
    assert "住院" in again.new_ground


def test_where_the_rule_is_not_once_no_new_ground_is_asked(
    story: Story, wage: LeadershipRule
) -> None:
    relief = granted(story)
    entered(story.cast, story.now, "R3", {"once": False})
    assert referred_again(story, relief).new_ground == ""


def test_a_refused_person_may_be_referred_again_as_before(story: Story) -> None:
    relief = referred(story)
    reliefs.refuse_relief(relief_id=relief.public_id, reason="已获足额赔偿。", by=story.cast.zhao,
                          now=story.now)  # fmt: skip
    assert referred_again(story, relief).new_ground == ""


def test_the_cap_counts_all_a_person_was_granted_on_the_matter(
    story: Story, wage: LeadershipRule
) -> None:
    first = granted(story, 40000)
    entered(story.cast, story.now, "R1", {"months": 6})
    ground = {"new_ground": "再次住院手术。", "months": 6}
    with pytest.raises(Refused, match=r"48000.*40000.*8000"):
        referred_again(story, first, **ground, asked=Decimal(8001))
    again = referred_again(story, first, **ground, asked=Decimal(8000))
    with pytest.raises(Refused, match="remain"):
        reliefs.grant_relief(relief_id=again.public_id, amount=Decimal(8001), reason="同意",
                             by=story.cast.zhao, now=story.now)  # fmt: skip
    reliefs.grant_relief(relief_id=again.public_id, amount=Decimal(8000), reason="同意",
                         by=story.cast.zhao, now=story.now)  # fmt: skip
    again.refresh_from_db()
    assert again.granted_before == Decimal(40000)
    with pytest.raises(IntegrityError, match="relief_granted_within_the_cap"), transaction.atomic():
        Relief.objects.filter(pk=again.pk).update(granted=Decimal(8001))
