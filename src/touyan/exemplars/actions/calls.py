"""Calling for typical cases, sharing the places out, and closing the call."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from touyan.audit.actions import record
from touyan.exemplars.models import Call, Quota
from touyan.exemplars.queries.access import calls_seen
from touyan.exemplars.rules.quotas import check_call, check_quotas
from touyan.exemplars.rules.running import CALLERS
from touyan.intake.rules.words import Kind
from touyan.kernel.errors import Invalid, NotPermitted, NotVisible, Refused, problem
from touyan.kernel.messages import N_
from touyan.organs.models import Account, Organ
from touyan.organs.queries import viewer_of


@dataclass(frozen=True)
class Asked:
    """What an organ asks for: on which theme and basis, until when, among which matters."""

    title: str
    theme: str
    basis: str
    opens_on: date
    closes_on: date
    kinds: Sequence[Kind] = ()
    since: date | None = None
    until: date | None = None


@transaction.atomic
def make_call(
    *, organ: Organ, asked: Asked, quotas: Mapping[int, int], by: Account, now: datetime
) -> Call:
    """Call for cases; `quotas` are places by organ, where there is no entry there is no limit."""
    _check_caller(organ, by=by, now=now)
    _check(asked, organ)
    call = Call.objects.create(
        organ=organ, title=asked.title.strip(), theme=asked.theme.strip(),
        basis=asked.basis.strip(), opens_on=asked.opens_on, closes_on=asked.closes_on,
        kinds=[kind.value for kind in asked.kinds], since=asked.since, until=asked.until,
        created_by=by, created_at=now,
    )  # fmt: skip
    _share_out(call, quotas)
    _note("exemplar.call", call, by=by, now=now)
    return call


@transaction.atomic
def set_quotas(
    *, call_id: uuid.UUID, quotas: Mapping[int, int], by: Account, now: datetime
) -> Call:
    """Share the places out anew; what was sent on already stays."""
    call = _locked(call_id, by=by, now=now)
    call.quotas.all().delete()
    _share_out(call, quotas)
    _note("exemplar.set_quotas", call, by=by, now=now)
    return call


@transaction.atomic
def close_call(*, call_id: uuid.UUID, by: Account, now: datetime) -> Call:
    """Take no more nominations, and nothing more from beneath."""
    call = _locked(call_id, by=by, now=now)
    call.closed_at, call.closed_by = now, by
    call.save(update_fields=["closed_at", "closed_by"])
    _note("exemplar.close_call", call, by=by, now=now)
    return call


def _check(asked: Asked, organ: Organ) -> None:
    words = {"title": asked.title, "theme": asked.theme, "basis": asked.basis}
    check_call(words, opens_on=asked.opens_on, closes_on=asked.closes_on)
    if asked.since and asked.until and asked.until < asked.since:
        raise Invalid([problem("until", N_("The period ends before it begins."))])
    if Call.objects.filter(organ=organ, title=asked.title.strip()).exists():
        raise Invalid([problem("title", N_("The office has a call of this title already."))])


def _share_out(call: Call, quotas: Mapping[int, int]) -> None:
    organs = {organ.pk: organ for organ in Organ.objects.filter(pk__in=quotas)}
    check_quotas({organs[pk].path: n for pk, n in quotas.items()}, path=call.organ.path)
    Quota.objects.bulk_create(Quota(call=call, organ=organs[pk], number=n)
                              for pk, n in quotas.items())  # fmt: skip


def _locked(call_id: uuid.UUID, *, by: Account, now: datetime) -> Call:
    if not calls_seen(viewer=viewer_of(by, now=now)).filter(public_id=call_id).exists():
        raise NotVisible
    rows = Call.objects.select_for_update(of=("self",)).select_related("organ")
    call = rows.get(public_id=call_id)
    _check_caller(call.organ, by=by, now=now)
    if call.closed_at:
        raise Refused(N_("This call is closed."))
    return call


def _check_caller(organ: Organ, *, by: Account, now: datetime) -> None:
    if not viewer_of(by, now=now).holds(CALLERS, organ_path=organ.path):
        raise NotPermitted(N_("Calls for typical cases are made by an editor, a department head or "
                              "a leader of the office."))  # fmt: skip


def _note(verb: str, call: Call, *, by: Account, now: datetime) -> None:
    record(
        verb=verb, by=by, now=now, subject_type="exemplar_call", subject_id=call.public_id,
        organ_id=call.organ_id, detail={"name": call.title},
    )  # fmt: skip
