"""The table of moves, against a table written down apart from it."""

from __future__ import annotations

import pytest

from touyan.kernel.errors import Refused
from touyan.matters.rules.lifecycle import BY_VERB, MOVES, Stage, check, possible, refusal
from touyan.organs.rules.roles import Role

S = Stage
EARLY_ENDS = {S.TRANSFERRED, S.INFORMED, S.NOT_ACCEPTED}
EXPECTED: dict[str, tuple[set[Stage], Stage | None]] = {
    "triage": ({S.REGISTERED, S.REOPENED}, S.TRIAGED),
    "request_supplement": ({S.TRIAGED}, S.SUPPLEMENT),
    "complete_supplement": ({S.SUPPLEMENT}, S.TRIAGED),
    "transfer": ({S.TRIAGED}, S.TRANSFERRED),
    "inform_elsewhere": ({S.TRIAGED}, S.INFORMED),
    "decline": ({S.TRIAGED, S.SUPPLEMENT}, S.NOT_ACCEPTED),
    "accept": ({S.TRIAGED}, S.ACCEPTED),
    "assign": ({S.ACCEPTED, S.ASSIGNED, S.HANDLING}, S.ASSIGNED),
    "start_handling": ({S.ASSIGNED}, S.HANDLING),
    "pause": ({S.HANDLING}, S.PAUSED),
    "resume": ({S.PAUSED}, S.HANDLING),
    "decide": ({S.HANDLING}, S.DECIDED),
    "serve_answer": ({S.DECIDED}, S.ANSWERED),
    "close": ({S.DECIDED, S.ANSWERED} | EARLY_ENDS, S.CLOSED),
    "watch": ({S.CLOSED}, S.WATCHED),
    "terminate": ({S.CLOSED, S.WATCHED}, S.TERMINATED),
    "reopen": ({S.CLOSED, S.WATCHED, S.TERMINATED} | EARLY_ENDS, S.REOPENED),
}
WHO: dict[str, set[Role]] = {
    "triage": {Role.CLERK, Role.HANDLER, Role.DEPARTMENT_HEAD},
    "decline": {Role.DEPARTMENT_HEAD, Role.CHIEF, Role.DEPUTY_CHIEF, Role.COMMITTEE_MEMBER},
    "accept": {Role.HANDLER, Role.DEPARTMENT_HEAD, Role.CHIEF, Role.DEPUTY_CHIEF,
               Role.COMMITTEE_MEMBER},
    "start_handling": {Role.HANDLER},
    "decide": {Role.CHIEF, Role.DEPUTY_CHIEF, Role.COMMITTEE_MEMBER},
    "extend": {Role.CHIEF, Role.DEPUTY_CHIEF},
    "terminate": {Role.CHIEF, Role.DEPUTY_CHIEF},
}  # fmt: skip
ALL_ROLES = frozenset(Role)


@pytest.mark.parametrize("verb", sorted(EXPECTED))
@pytest.mark.parametrize("stage", list(Stage))
def test_a_move_is_possible_from_its_stages_and_no_other(verb: str, stage: Stage) -> None:
    sources, target = EXPECTED[verb]
    allowed = refusal(BY_VERB[verb], stage=stage, roles=ALL_ROLES, level=1) is None
    assert allowed == (stage in sources)
    if allowed:
        assert BY_VERB[verb].lands(stage) == (target or stage)


@pytest.mark.parametrize("verb", sorted(WHO))
@pytest.mark.parametrize("role", list(Role))
def test_a_move_is_made_by_its_roles_and_no_other(verb: str, role: Role) -> None:
    stage = BY_VERB[verb].sources[0]
    assert (refusal(BY_VERB[verb], stage=stage, roles={role}, level=1) is None) == (
        role in WHO[verb]
    )


def test_administrators_inspectors_and_statisticians_move_nothing() -> None:
    idle = {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN, Role.INSPECTOR,
            Role.STATISTICIAN, Role.EDITOR}  # fmt: skip
    assert all(not possible(stage=stage, roles=idle, level=1) for stage in Stage)


@pytest.mark.parametrize("level", [3, 4])
def test_a_prefectural_or_grass_roots_office_cannot_terminate(level: int) -> None:
    with pytest.raises(Refused, match="provincial"):
        check("terminate", stage=Stage.CLOSED, roles={Role.CHIEF}, level=level, reason="exhausted")


def test_missing_papers_are_asked_for_once_only() -> None:
    with pytest.raises(Refused, match="once only"):
        check(
            "request_supplement",
            stage=Stage.TRIAGED,
            roles={Role.CLERK},
            level=4,
            reason="identity card",
            done_before={"request_supplement"},
        )


@pytest.mark.parametrize("verb", [move.verb for move in MOVES if move.needs_reason])
def test_a_move_that_needs_a_reason_is_refused_without_one(verb: str) -> None:
    move = BY_VERB[verb]
    with pytest.raises(Refused, match="reason"):
        check(verb, stage=move.sources[0], roles=ALL_ROLES, level=1, reason="  ")


def test_every_petition_can_be_replied_to_whatever_became_of_its_matter() -> None:
    stages = set(BY_VERB["reply_procedural"].sources)
    assert stages == set(Stage) - {Stage.RECEIVED}


def test_every_refusal_is_a_sentence_with_its_parts_filled_in() -> None:
    for move in MOVES:
        for stage in Stage:
            said = refusal(move, stage=stage, roles=set(), level=4)
            assert said is None or "%(" not in str(said)
            assert said is None or str(said).endswith(".")


def test_every_stage_can_be_left_or_is_an_end_that_can_be_reopened() -> None:
    for stage in Stage:
        assert any(stage in move.sources and move.target for move in MOVES), stage
