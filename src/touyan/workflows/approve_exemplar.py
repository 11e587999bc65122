"""The text of a case approved, read by the gate with the true words of its matter."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.db import transaction

from touyan.exemplars.actions import approvals
from touyan.exemplars.actions.approvals import Looked
from touyan.exemplars.models import Exemplar
from touyan.exemplars.queries.access import exemplar_by_public_id
from touyan.exemplars.queries.file import submitted_digest
from touyan.organs.models import Account
from touyan.organs.queries import viewer_of
from touyan.workflows.gather_secrets import secrets_of


@transaction.atomic
def approve(*, exemplar_id: uuid.UUID, by: Account, now: datetime, **more: Any) -> Exemplar:
    """Approve the text as it was put forward, when all about rare combinations was answered; a
    text that changed since is no longer that one."""
    exemplar = exemplar_by_public_id(exemplar_id, viewer=viewer_of(by, now=now))
    looked = Looked(secrets_of(exemplar.matter), submitted_digest(exemplar), unanswered=0)
    return approvals.approve(exemplar_id=exemplar_id, looked=looked, by=by, now=now, **more)
