"""Words for levels, kinds and roles on the office's pages."""

from __future__ import annotations

from collections.abc import Iterable

from touyan.desk.web import DeskRequest
from touyan.kernel.messages import N_, Message
from touyan.organs.queries import Organ
from touyan.organs.rules.directory import KINDS
from touyan.organs.rules.roles import ROLE_NAMES, Role
from touyan.ui.sentences import sentence

LEVELS: dict[int, str] = {
    1: N_("Supreme"),
    2: N_("Provincial"),
    3: N_("Prefectural and branch"),
    4: N_("Grass-roots"),
}


def level_name(level: int) -> str:
    return sentence(Message(LEVELS[level]))


def kind_name(kind: str) -> str:
    return sentence(Message(KINDS.get(kind, kind)))


def role_name(role: str) -> str:
    return sentence(Message(ROLE_NAMES[Role(role)]))


def administers(request: DeskRequest, organ: Organ, *roles: Role) -> bool:
    """Whether the person signed in holds one of the roles over the organ."""
    return request.viewer.holds_above(roles, organ_path=organ.path)


def choices_of(names: Iterable[tuple[object, str]]) -> list[tuple[str, str]]:
    """Choices of a select in the reader's language, with an empty one that narrows nothing."""
    listed = [(str(value), sentence(Message(name))) for value, name in names]
    return [("", sentence(Message(N_("All")))), *listed]
