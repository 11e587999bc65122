"""The finished text before its approvers, from the nominating office up to the one that selected.

An approval is of one text: what is written afterwards makes it void.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from touyan.exemplars.actions.moving import kept, lock_exemplar, take
from touyan.exemplars.models import Exemplar, Version
from touyan.exemplars.queries.file import (
    is_grounded,
    newest_version,
    undecided_objections,
    writers_of,
)
from touyan.exemplars.rules.content import has_text, pieces_of
from touyan.exemplars.rules.gate import leaks
from touyan.exemplars.rules.running import after_writing, check_approver, check_publishable
from touyan.exemplars.rules.secrets import Secret
from touyan.exemplars.rules.words import State
from touyan.kernel.errors import Conflict
from touyan.kernel.messages import N_
from touyan.organs.models import Account


@dataclass(frozen=True)
class Looked:
    """What was gathered about the matter: its true words, and how many questions about rare
    combinations in which text are not answered."""

    secrets: Iterable[Secret]
    digest: str
    unanswered: int


@transaction.atomic
def submit(
    *, exemplar_id: uuid.UUID, looked: Looked, by: Account, now: datetime, opinion: str = "",
    version: int | None = None,
) -> Exemplar:  # fmt: skip
    """Put the text before its approvers; refused while anything in it could give someone away."""
    exemplar = lock_exemplar(exemplar_id, by=by, now=now, version=version)
    text = _checked(exemplar, looked)
    return take("submit", exemplar, opinion=opinion, by=by, now=now, digest=text.digest)


@transaction.atomic
def approve(
    *, exemplar_id: uuid.UUID, looked: Looked, opinion: str, by: Account, now: datetime,
    version: int | None = None,
) -> Exemplar:  # fmt: skip
    """Approve the text for one's office; the gate is asked again, for the matter goes on."""
    exemplar = lock_exemplar(exemplar_id, by=by, now=now, version=version)
    check_approver(by.pk, wrote=writers_of(exemplar))
    text = _checked(exemplar, looked)
    return take("approve", exemplar, opinion=opinion, by=by, now=now, digest=text.digest)


def _checked(exemplar: Exemplar, looked: Looked) -> Version:
    """The newest text, once nothing stands between it and its approval."""
    text = newest_version(exemplar)
    content = text.content if text else {}
    check_publishable(
        written=has_text(content), leaks=len(leaks(pieces_of(content), looked.secrets)),
        unanswered=looked.unanswered, grounded=is_grounded(exemplar),
        objections=undecided_objections(exemplar),
    )  # fmt: skip
    if text is None or text.digest != looked.digest:
        raise Conflict(N_("The text was changed meanwhile. Read it again."))
    return text


@transaction.atomic
def send_back(*, exemplar_id: uuid.UUID, version: int | None = None, **how: Any) -> Exemplar:
    """Send the text back to be written on; what was approved so far is void."""
    exemplar = lock_exemplar(exemplar_id, by=how["by"], now=how["now"], version=version)
    return take("send_back", exemplar, **how)


def reopen(exemplar: Exemplar, *, by: Account, now: datetime) -> None:
    """A locked case whose text changes: approved or before its approvers, it is so no longer."""
    state = State(exemplar.state)
    if after_writing(state) is not state and exemplar.selected_by:
        exemplar.state, exemplar.at_organ = after_writing(state).value, exemplar.selected_by
        kept(exemplar, "rewrite", organ=exemplar.selected_by, by=by, now=now)
