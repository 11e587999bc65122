"""Everybody who petitions is asked whether a case may be published, and answers with the code of
the receipt."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.exemplars.actions.moving import lock_exemplar, locked, note
from touyan.exemplars.models import Asking, Ground
from touyan.exemplars.queries.access import lies_of
from touyan.exemplars.queries.consenting import is_asked, not_asked
from touyan.exemplars.queries.file import askings_of
from touyan.exemplars.rules.consenting import check_asked
from touyan.exemplars.rules.grounds import ONLINE, check_asking
from touyan.exemplars.rules.words import Basis, State
from touyan.kernel.errors import Refused
from touyan.kernel.messages import N_
from touyan.organs.models import Account
from touyan.organs.queries import viewer_of


@transaction.atomic
def ask_consent(
    *, exemplar_id: uuid.UUID, text: str, by: Account, now: datetime,
    who: Collection[int] | None = None,
) -> list[Asking]:  # fmt: skip
    """Ask in words everybody who has not agreed, or only those named by an entry; each question
    stands in the portal until it is answered."""
    exemplar = lock_exemplar(exemplar_id, by=by, now=now)
    check_asking(text, viewer_of(by, now=now), lies_of(exemplar), asked=is_asked(exemplar))
    waiting = not_asked(exemplar)
    asked = waiting if who is None else check_asked(waiting, who)
    entries: list[int | None] = [min(one.keys) for one in asked] or [None]
    made = Asking.objects.bulk_create(
        Asking(exemplar=exemplar, party_id=entry, text=text.strip(), by=by, at=now)
        for entry in entries
    )
    note("exemplar.ask_consent", exemplar, by=by, now=now, size=len(made))
    return made


@transaction.atomic
def answer_online(
    *, exemplar_pk: int, agreed: bool, now: datetime, entries: Collection[int] = ()
) -> Asking:
    """A petitioner, known by the code of the receipt and by the entries under which they stand,
    agrees or does not."""
    exemplar = locked(pk=exemplar_pk)
    own = Q(party__in=entries) | Q(party__isnull=True)
    asking = askings_of(exemplar).filter(own, answered_at__isnull=True).first()
    if asking is None or exemplar.state == State.WITHDRAWN:
        raise Refused(N_("This question is answered already, or no longer asked."))
    asking.answered_at, asking.agreed = now, agreed
    asking.save(update_fields=["answered_at", "agreed"])
    if agreed:
        Ground.objects.create(
            exemplar=exemplar, kind=Basis.CONSENT.value, party=asking.party, text=str(ONLINE),
            signed_on=legal_day(now), at=now,
        )  # fmt: skip
    note("exemplar.answer_consent", exemplar, by=None, now=now, how="online")
    return asking
