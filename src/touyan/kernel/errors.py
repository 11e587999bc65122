"""Errors whose text may be shown to the person who caused them."""

from __future__ import annotations

from dataclasses import dataclass

from touyan.kernel.messages import Message, message


class TouyanError(Exception):
    """Base of every error touyan raises on purpose."""


class Refused(TouyanError):
    """What was asked may not be done; the sentence says why and, where there is one, the cure."""

    def __init__(self, text: str | Message, **params: object) -> None:
        self.message = text if isinstance(text, Message) else message(text, **params)
        super().__init__(str(self.message))


class NotPermitted(Refused):
    """The person lacks the role or scope for this act."""


class Conflict(Refused):
    """Someone else changed the record since it was read."""


class NotVisible(TouyanError):
    """No such record for this viewer: absent and hidden look the same."""


@dataclass(frozen=True)
class FieldProblem:
    """One thing wrong in what was entered: where, why and how to mend it."""

    field: str
    reason: Message
    cure: Message | None = None
    row: int | None = None


def problem(field: str, text: str, **params: object) -> FieldProblem:
    """What is wrong with one field, from a marked sentence and what it speaks of."""
    return FieldProblem(field, message(text, **params))


class Invalid(Refused):
    """What was entered cannot be accepted; every problem is listed, none is lost."""

    def __init__(self, problems: list[FieldProblem]) -> None:
        self.problems = problems
        super().__init__(problems[0].reason if problems else Message("Invalid"))
