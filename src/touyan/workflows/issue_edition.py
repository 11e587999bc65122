"""Editions of typical cases, read by the gate with the true words of every matter in them."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction

from touyan.exemplars.actions import editions, issued
from touyan.exemplars.models import Edition, EditionCase
from touyan.exemplars.queries.editions import cases_of, edition_by_public_id
from touyan.exemplars.rules.secrets import Secret
from touyan.kernel.errors import NotVisible
from touyan.organs.models import Account
from touyan.organs.queries import viewer_of
from touyan.workflows.gather_secrets import secrets_of


def secrets_in(edition: Edition) -> frozenset[Secret]:
    """Of every matter of the edition, and of everyone linked to one."""
    found = [secrets_of(case.exemplar.matter, spared=edition.organ) for case in cases_of(edition)]
    return frozenset().union(*found)


@transaction.atomic
def _gated(
    act: Callable[..., Edition], edition_id: uuid.UUID, *, by: Account, now: datetime, **more: Any
) -> Edition:
    edition = edition_by_public_id(edition_id, viewer=viewer_of(by, now=now))
    return act(edition_id=edition_id, secrets=secrets_in(edition), by=by, now=now, **more)


def submit(*, edition_id: uuid.UUID, **more: Any) -> Edition:
    """Freeze an edition and put it before its approvers."""
    return _gated(editions.submit_edition, edition_id, **more)


def approve(*, edition_id: uuid.UUID, **more: Any) -> Edition:
    """Approve an edition as it was read."""
    return _gated(editions.approve_edition, edition_id, **more)


def issue(*, edition_id: uuid.UUID, **more: Any) -> Edition:
    """Issue an edition in all its forms."""
    return _gated(editions.issue_edition, edition_id, **more)


def withdraw(*, edition_id: uuid.UUID, **more: Any) -> Edition:
    """Withdraw an edition, with a reason everybody may read."""
    return _gated(issued.withdraw_edition, edition_id, **more)


def correct(*, edition_id: uuid.UUID, **more: Any) -> Edition:
    """Begin the corrected edition, with a reason everybody may read."""
    return _gated(issued.correct_edition, edition_id, **more)


@transaction.atomic
def withdraw_case(*, case_id: uuid.UUID, by: Account, now: datetime, opinion: str) -> Edition:
    """Withdraw one case, with a reason everybody may read."""
    case = EditionCase.objects.filter(public_id=case_id).select_related("edition").first()
    if case is None:
        raise NotVisible
    edition = edition_by_public_id(case.edition.public_id, viewer=viewer_of(by, now=now))
    return issued.withdraw_case(
        case_id=case_id, opinion=opinion, secrets=secrets_in(edition), by=by, now=now
    )
