"""A petitioner is asked whether the matter may become a typical case, and says yes, no, no more,
or objects: with the code of the receipt, without an account and without script."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast
from tests.screens.exemplars.test_editions import as_
from tests.screens.portal.petitions import LETTER, TAIL, arrive, decided
from tests.screens.portal.test_disagreeing import post

from touyan.audit.models import Entry
from touyan.exemplars.actions.asking import ask_consent
from touyan.exemplars.actions.grounds import decide_objection, record_ground
from touyan.exemplars.models import Asking, Exemplar
from touyan.exemplars.queries.consenting import is_grounded
from touyan.exemplars.rules.words import Basis, Ruling
from touyan.intake.rules.entry import PartyEntry
from touyan.intake.rules.words import PartyRole
from touyan.kernel.errors import NotPermitted, Refused

pytestmark = pytest.mark.django_db
QUESTION = "拟隐去姓名后编入典型案例汇编。"
REASON = "内部推荐理由"


def nominated(cast: Cast, now: datetime) -> tuple[Exemplar, str]:
    """A nomination of the matter of a petition, and the code of the petition."""
    petition, code = arrive(cast, now)
    matter = decided(petition, cast, now)
    exemplar = Exemplar.objects.create(
        matter=matter, what="failure", organ=matter.organ, at_organ=matter.organ, reason=REASON,
        created_by=cast.li, created_at=now,
    )  # fmt: skip
    return exemplar, code


def asked(cast: Cast, now: datetime) -> tuple[Exemplar, str]:
    exemplar, code = nominated(cast, now)
    ask_consent(exemplar_id=exemplar.public_id, text=QUESTION, by=cast.li, now=now)
    return exemplar, code


def say(exemplar: Exemplar, code: str, deed: str = "", tail: str = TAIL, **more: str) -> Any:
    return post(
        "portal-case", code=code, tail=tail, case=str(exemplar.public_id), deed=deed, **more
    )


def test_a_nomination_is_not_told_before_the_petitioner_is_asked(cast: Cast, now: datetime) -> None:
    exemplar, code = nominated(cast, now)
    text = post("portal-progress", code=code, tail=TAIL).content.decode()
    assert "typical case" not in text
    assert say(exemplar, code).status_code == 302


def test_the_question_is_read_and_agreed_to(cast: Cast, now: datetime) -> None:
    exemplar, code = asked(cast, now)
    text = post("portal-progress", code=code, tail=TAIL).content.decode()
    assert "You are asked whether your matter may be published" in text
    page = say(exemplar, code).content.decode()
    assert QUESTION in page
    for hidden in (REASON, cast.li.get_short_name()):
        assert hidden not in page
    assert "Recorded: you agree" in say(exemplar, code, "agree").content.decode()
    ground = exemplar.grounds.get()
    assert (ground.kind, ground.by, ground.revoked_at) == ("consent", None, None)
    answer = say(exemplar, code, "agree")
    assert answer.status_code == 422
    assert "answered already" in answer.content.decode()
    assert exemplar.grounds.count() == 1


def test_a_no_needs_no_reason_and_is_no_ground(cast: Cast, now: datetime) -> None:
    exemplar, code = asked(cast, now)
    assert "Nobody asks you why" in say(exemplar, code, "decline").content.decode()
    assert not exemplar.grounds.exists()
    assert Asking.objects.get().agreed is False
    said = Entry.objects.filter(verb="exemplar.answer_consent").order_by("number")
    assert said.count() == 1


def test_consent_is_taken_back_at_once(cast: Cast, now: datetime) -> None:
    exemplar, code = asked(cast, now)
    say(exemplar, code, "agree")
    assert "It took effect at once" in say(exemplar, code, "revoke").content.decode()
    ground = exemplar.grounds.get()
    assert ground.revoked_how == "online"


def test_an_objection_is_answered_where_it_was_made(cast: Cast, now: datetime) -> None:
    exemplar, code = nominated(cast, now)
    record_ground(exemplar_id=exemplar.public_id, kind=Basis.PUBLIC_INTEREST, text="众多群众权益",
                  signed_on=now.date(), by=cast.zhao, now=now)  # fmt: skip
    assert "in the public interest" in say(exemplar, code).content.decode()
    assert say(exemplar, code, "object", text=" ").status_code == 422
    assert say(exemplar, code, "object", text="不要写我的村子").status_code == 200
    page = say(exemplar, code).content.decode()
    assert "不要写我的村子" in page
    assert "being looked at" in page
    assert say(exemplar, code, "object", text="再说一次").status_code == 422
    decide_objection(objection_id=exemplar.objections.get().public_id, ruling=Ruling.UPHELD,
                     reason="容易被认出", by=cast.he, now=now)  # fmt: skip
    page = say(exemplar, code).content.decode()
    assert "It was upheld" in page
    assert "容易被认出" in page
    text = post("portal-progress", code=code, tail=TAIL).content.decode()
    assert "Your matter is not published" in text


def test_another_code_opens_nothing(cast: Cast, now: datetime) -> None:
    exemplar, code = asked(cast, now)
    _other, other_code = nominated(cast, now)
    assert say(exemplar, other_code, "agree").status_code == 302
    assert say(exemplar, code, "agree", tail="0000").status_code == 302
    assert Client().get(reverse("portal-case")).status_code == 302
    assert Asking.objects.get().answered_at is None


def test_the_question_is_asked_at_the_desk_once(cast: Cast, now: datetime) -> None:
    exemplar, _code = nominated(cast, now)
    url = reverse("exemplar-ask", args=[exemplar.public_id])
    li = as_(cast.li)
    assert li.post(url, {"text": " "}).status_code == 422
    assert li.post(url, {"text": QUESTION}).status_code == 302
    assert li.get(url).status_code == 404
    with pytest.raises(Refused, match="has not answered"):
        ask_consent(exemplar_id=exemplar.public_id, text=QUESTION, by=cast.li, now=now)
    with pytest.raises(NotPermitted):
        ask_consent(exemplar_id=exemplar.public_id, text=QUESTION, by=cast.li_city, now=now)
    page = li.get(reverse("exemplar", args=[exemplar.public_id])).content.decode()
    assert QUESTION in page
    assert "not answered" in page


OTHER = PartyEntry(PartyRole.PETITIONER, "郑明辉", phone="13900135555")


def joint(cast: Cast, now: datetime) -> tuple[Exemplar, str]:
    """Two people petition together; both are asked."""
    petition, code = arrive(cast, now, parties=(*LETTER.parties, OTHER))
    matter = decided(petition, cast, now)
    exemplar = Exemplar.objects.create(
        matter=matter, what="failure", organ=matter.organ, at_organ=matter.organ, reason=REASON,
        created_by=cast.li, created_at=now,
    )  # fmt: skip
    ask_consent(exemplar_id=exemplar.public_id, text=QUESTION, by=cast.li, now=now)
    return exemplar, code


def test_each_of_several_answers_for_themselves(cast: Cast, now: datetime) -> None:
    exemplar, code = joint(cast, now)
    assert Asking.objects.count() == 2
    assert "Recorded: you agree" in say(exemplar, code, "agree").content.decode()
    assert not is_grounded(exemplar)
    mine = say(exemplar, code).content.decode()
    assert QUESTION not in mine
    theirs = say(exemplar, code, tail="5555").content.decode()
    assert QUESTION in theirs
    assert "Take my consent back" not in theirs
    say(exemplar, code, "agree", tail="5555")
    assert is_grounded(exemplar)
    say(exemplar, code, "revoke", tail="5555")
    assert not is_grounded(exemplar)
    assert exemplar.grounds.filter(revoked_at__isnull=True).count() == 1


def test_where_digits_tell_of_nobody_each_answers_at_the_office(cast: Cast, now: datetime) -> None:
    petition, code = arrive(cast, now, parties=tuple(
        PartyEntry(PartyRole.PETITIONER, name, phone=OTHER.phone) for name in ("吴秀兰", "郑明辉")
    ))  # fmt: skip
    matter = decided(petition, cast, now)
    exemplar = Exemplar.objects.create(
        matter=matter, what="failure", organ=matter.organ, at_organ=matter.organ, reason=REASON,
        created_by=cast.li, created_at=now,
    )  # fmt: skip
    ask_consent(exemplar_id=exemplar.public_id, text=QUESTION, by=cast.li, now=now)
    page = say(exemplar, code, tail="5555").content.decode()
    assert "each answers at the office" in page
    assert QUESTION not in page
    assert say(exemplar, code, "agree", tail="5555").status_code == 422
    assert not exemplar.grounds.exists()


def test_at_the_desk_it_is_said_whose_consent_is_entered(cast: Cast, now: datetime) -> None:
    exemplar, _code = joint(cast, now)
    url = reverse("exemplar-ground", args=[exemplar.public_id, "consent"])
    said = {"text": "书面同意", "signed_on": f"{now:%Y%m%d}"}
    li = as_(cast.li)
    assert "2. 郑某" in li.get(url).content.decode()
    assert li.post(url, said).status_code == 422
    other = exemplar.matter.belongings.get().petition.parties.get(ordinal=1)
    assert li.post(url, {**said, "who": other.pk}).status_code == 302
    page = li.get(reverse("exemplar", args=[exemplar.public_id])).content.decode()
    assert "no consent yet" in page
    assert exemplar.grounds.get().party == other
    assert "郑明辉" not in page


def test_each_of_several_objects_for_themselves(cast: Cast, now: datetime) -> None:
    exemplar, code = joint(cast, now)
    assert say(exemplar, code, "object", text="不要写我的村子").status_code == 200
    theirs = say(exemplar, code, tail="5555").content.decode()
    assert "不要写我的村子" not in theirs
    assert "being looked at" not in theirs
    assert say(exemplar, code, "object", tail="5555", text="我也反对").status_code == 200
    assert say(exemplar, code, "object", text="再说一次").status_code == 422
    assert "我也反对" not in say(exemplar, code).content.decode()
    page = as_(cast.li).get(reverse("exemplar", args=[exemplar.public_id])).content.decode()
    assert page.count("不要写我的村子") == page.count("我也反对") == 1
    assert "2. 郑某" in page


def test_at_the_desk_it_is_said_who_objects(cast: Cast, now: datetime) -> None:
    exemplar, _code = joint(cast, now)
    url = reverse("exemplar-objection", args=[exemplar.public_id])
    said = {"text": "会被认出", "how": "letter"}
    li = as_(cast.li)
    assert li.post(url, said).status_code == 422
    other = exemplar.matter.belongings.get().petition.parties.get(ordinal=1)
    assert li.post(url, {**said, "who": other.pk}).status_code == 302
    assert exemplar.objections.get().party == other


def test_who_did_not_agree_is_asked_again_only_by_name(cast: Cast, now: datetime) -> None:
    exemplar, code = joint(cast, now)
    say(exemplar, code, "decline")
    say(exemplar, code, "agree", tail="5555")
    url = reverse("exemplar-ask", args=[exemplar.public_id])
    li = as_(cast.li)
    assert "checked" not in li.get(url).content.decode().split("Who is asked")[1]
    assert li.post(url, {"text": QUESTION}).status_code == 422
    first = exemplar.matter.belongings.get().petition.parties.get(ordinal=0)
    assert li.post(url, {"text": QUESTION, "who": first.pk}).status_code == 302
    assert exemplar.askings.filter(answered_at__isnull=True).get().party == first
