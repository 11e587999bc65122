"""Where a typical case goes, and who moves it."""

from __future__ import annotations

from datetime import date

import pytest

from touyan.exemplars.rules.content import digest_of, empty, has_text, paragraph, pieces_of
from touyan.exemplars.rules.quotas import Sent, check_open, check_quota, check_quotas, sent_on
from touyan.exemplars.rules.running import (
    MOVES,
    Lies,
    Opinion,
    after,
    after_writing,
    approved_up_to,
    check_approver,
    check_mover,
    check_nomination,
    check_nominator,
    check_opinion,
    check_publishable,
    check_writer,
    moves_open,
    place_after,
)
from touyan.exemplars.rules.words import State, What
from touyan.kernel.errors import Invalid, NotPermitted, Refused
from touyan.organs.rules.access import Grant, Viewer
from touyan.organs.rules.roles import Role

SPP, PROVINCE, CITY, COUNTY = "/1/", "/1/2/", "/1/2/3/", "/1/2/3/4/"


def someone(role: Role, path: str, *, account: int = 7) -> Viewer:
    return Viewer(account, account, "某", (Grant(role, int(path.split("/")[-2]), path),))


def lies(state: State = State.NOMINATED, at: str = COUNTY, top: str = SPP) -> Lies:
    return Lies(state, COUNTY, at, top, nominator=5)


def test_a_case_climbs_office_by_office_to_the_one_that_called() -> None:
    seen = [COUNTY]
    while seen[-1] != SPP:
        assert after("forward", lies(at=seen[-1])) is State.NOMINATED
        seen.append(place_after("forward", lies(at=seen[-1])))
    assert seen == [COUNTY, CITY, PROVINCE, SPP]
    with pytest.raises(Refused, match="No office above"):
        after("forward", lies(at=SPP))


def test_a_case_does_not_climb_above_the_office_that_called() -> None:
    with pytest.raises(Refused, match="No office above"):
        after("forward", lies(at=PROVINCE, top=PROVINCE))


def test_only_the_office_that_called_selects_and_without_a_call_any_may() -> None:
    with pytest.raises(Refused, match="send this one on"):
        after("select", lies(at=CITY))
    assert after("select", lies(at=SPP)) is State.SELECTED
    assert after("select", lies(at=CITY, top="")) is State.SELECTED


def test_a_case_is_returned_one_office_down_towards_the_one_that_nominated() -> None:
    assert place_after("return", lies(at=PROVINCE)) == CITY
    assert after("return", lies(State.RETURNED, at=CITY)) is State.RETURNED
    with pytest.raises(Refused, match="withdraw it instead"):
        after("return", lies())


@pytest.mark.parametrize("state", [State.ISSUED, State.WITHDRAWN])
@pytest.mark.parametrize("verb", MOVES)
def test_what_is_issued_or_withdrawn_stays_so(state: State, verb: str) -> None:
    with pytest.raises(Refused):
        after(verb, lies(state, at=SPP))


def test_the_text_is_approved_from_the_nominating_office_upwards() -> None:
    assert place_after("submit", lies(State.SELECTED, at=PROVINCE, top=PROVINCE)) == COUNTY
    at = COUNTY
    for expected in (CITY, PROVINCE):
        here = lies(State.SUBMITTED, at=at, top=PROVINCE)
        assert after("approve", here) is State.SUBMITTED
        at = place_after("approve", here)
        assert at == expected
    assert after("approve", lies(State.SUBMITTED, at=PROVINCE, top=PROVINCE)) is State.APPROVED


def test_a_text_sent_back_lies_where_it_was_selected() -> None:
    here = lies(State.SUBMITTED, at=COUNTY, top=PROVINCE)
    assert after("send_back", here) is State.SELECTED
    assert place_after("send_back", here) == PROVINCE


def test_writing_on_makes_the_approvals_void() -> None:
    assert after_writing(State.APPROVED) is after_writing(State.SUBMITTED) is State.SELECTED
    assert after_writing(State.NOMINATED) is State.NOMINATED
    given = [Opinion(COUNTY, "old"), Opinion(CITY, "new")]
    assert approved_up_to(given, digest="new") == [CITY]


def test_heads_move_cases_at_their_own_desk_only() -> None:
    head = someone(Role.DEPARTMENT_HEAD, CITY)
    assert set(moves_open(head, lies(at=CITY))) == {"forward", "return"}
    assert moves_open(head, lies(at=PROVINCE)) == []
    assert moves_open(someone(Role.HANDLER, CITY), lies(at=CITY)) == []
    with pytest.raises(NotPermitted, match="where the case lies"):
        check_mover("forward", head, lies(at=PROVINCE))


def test_only_leaders_approve_and_nobody_what_they_wrote() -> None:
    here = lies(State.SUBMITTED, at=CITY)
    assert "approve" in moves_open(someone(Role.DEPUTY_CHIEF, CITY), here)
    assert "approve" not in moves_open(someone(Role.DEPARTMENT_HEAD, CITY), here)
    with pytest.raises(NotPermitted, match="Somebody else approves"):
        check_approver(7, wrote=[3, 7])
    check_approver(7, wrote=[3, None])


def test_the_nominator_withdraws_and_so_do_those_who_lead_that_office() -> None:
    here = lies(at=PROVINCE)
    assert moves_open(someone(Role.HANDLER, COUNTY, account=5), here) == ["withdraw"]
    assert moves_open(someone(Role.HANDLER, COUNTY, account=6), here) == []
    assert moves_open(someone(Role.CHIEF, COUNTY), here) == ["withdraw"]
    assert "withdraw" not in moves_open(someone(Role.CHIEF, PROVINCE), here)


def test_the_text_is_written_by_the_nominating_office_and_where_it_lies() -> None:
    here = lies(at=PROVINCE)
    check_writer(someone(Role.EDITOR, PROVINCE), here)
    check_writer(someone(Role.HANDLER, COUNTY), here)
    with pytest.raises(NotPermitted):
        check_writer(someone(Role.EDITOR, CITY), here)
    with pytest.raises(NotPermitted):
        check_writer(someone(Role.STATISTICIAN, COUNTY), here)
    with pytest.raises(Refused, match="issued"):
        check_writer(someone(Role.EDITOR, PROVINCE), lies(State.ISSUED))


def test_the_handler_nominates_their_own_matter_and_heads_any_of_their_office() -> None:
    check_nominator(someone(Role.HANDLER, COUNTY), organ_path=COUNTY, handler=7)
    check_nominator(someone(Role.DEPARTMENT_HEAD, COUNTY), organ_path=COUNTY, handler=9)
    for other in (someone(Role.HANDLER, COUNTY, account=8), someone(Role.CHIEF, CITY)):
        with pytest.raises(NotPermitted):
            check_nominator(other, organ_path=COUNTY, handler=7)


def test_good_practice_needs_an_end_and_a_failure_does_not() -> None:
    with pytest.raises(Invalid, match="closed or resolved"):
        check_nomination(What.GOOD, reason="理由", ended=False)
    check_nomination(What.GOOD, reason="理由", ended=True)
    check_nomination(What.FAILURE, reason="理由", ended=False)
    with pytest.raises(Invalid, match="learn"):
        check_nomination(What.CORRECTION, reason=" ", ended=True)


def test_every_step_is_told_in_words() -> None:
    with pytest.raises(Invalid):
        check_opinion("forward", " ")
    check_opinion("submit", "")


def test_all_that_stands_before_approval_is_named_at_once() -> None:
    with pytest.raises(Invalid) as told:
        check_publishable(written=False, leaks=2, unanswered=1, grounded=False, objections=1)
    fields = [each.field for each in told.value.problems]
    assert fields == ["text", "leaks", "rare", "ground", "objections"]
    check_publishable(written=True, leaks=0, unanswered=0, grounded=True, objections=0)


def test_a_quota_counts_what_left_the_organ_and_not_what_came_back() -> None:
    cases = [
        Sent(State.NOMINATED, COUNTY, PROVINCE),
        Sent(State.NOMINATED, COUNTY, CITY),
        Sent(State.RETURNED, COUNTY, COUNTY),
        Sent(State.WITHDRAWN, COUNTY, PROVINCE),
        Sent(State.SUBMITTED, COUNTY, COUNTY),
    ]
    assert sent_on(cases, path=CITY) == 2
    assert sent_on(cases, path=COUNTY) == 3
    assert sent_on(cases, path="/1/2/9/") == 0
    check_quota(cases, path=CITY, number=3, name="市院")
    check_quota(cases, path=CITY, number=None, name="市院")
    with pytest.raises(Refused, match="市院 may send on 2"):
        check_quota(cases, path=CITY, number=2, name="市院")


def test_quotas_are_for_organs_beneath() -> None:
    check_quotas({CITY: 0, COUNTY: 3}, path=PROVINCE)
    for wrong in ({PROVINCE: 1}, {"/1/9/": 1}, {CITY: -1}):
        with pytest.raises(Invalid):
            check_quotas(wrong, path=PROVINCE)


def test_a_call_takes_nominations_from_its_first_day_to_its_last() -> None:
    days = {"opens_on": date(2026, 12, 1), "closes_on": date(2026, 12, 31)}
    check_open(**days, closed=False, today=date(2026, 12, 31))
    for day, closed in ((date(2026, 11, 30), False), (date(2027, 1, 1), False),
                        (date(2026, 12, 5), True)):  # fmt: skip
        with pytest.raises(Refused):
            check_open(**days, closed=closed, today=day)


def test_a_text_is_read_paragraph_by_paragraph_and_its_digest_follows_its_words() -> None:
    content = {**empty(), "title": "张某甲申诉案", "facts": [paragraph("事实", "12")]}
    (title, *_keywords, fact) = pieces_of(content)
    assert (title.text, fact.text, fact.where) == (
        "张某甲申诉案",
        "事实",
        content["facts"][0]["id"],
    )
    assert digest_of(content) == digest_of(dict(reversed(content.items())))
    assert digest_of(content) != digest_of({**content, "title": "李某甲申诉案"})
    assert not has_text(content)
    whole = {name: [paragraph("文")] for name in ("gist", "handling", "significance")}
    assert has_text({**content, **whole})
