"""Who holds the code of a receipt and the end of the telephone number given with it."""

from __future__ import annotations

import re
from hmac import compare_digest

from django.conf import settings

from touyan.intake.models import Party, Petition
from touyan.intake.queries import petition_by_query_code

TAIL = 4


def petition_of_code(code: str, tail: str) -> Petition | None:
    """The petition with this code, if the last four digits fit the telephone given with it, or
    if none was given. A wrong code and wrong digits cost the same work."""
    petition = petition_by_query_code(code)
    fits = _fits(petition.pk if petition else 0, tail)
    return petition if fits else None


def _fits(petition_id: int, tail: str) -> bool:
    """Whether the digits end one of the telephone numbers; every number is opened and compared.
    Where there is none, one of our own is opened, so that the answer takes as long."""
    ring = settings.KEYRING
    sealed = Party.objects.filter(petition_id=petition_id, phone_sealed__isnull=False).values_list(
        "public_id", "phone_sealed"
    )
    phones = [ring.open(phone, context=f"party:{key}:phone") for key, phone in sealed if phone]
    decoy = ring.open(ring.seal("00000000", context="portal"), context="portal")
    endings = [_digits(phone)[-TAIL:] for phone in phones or [decoy]]
    found = [compare_digest(ending, _digits(tail)) for ending in endings]
    return any(found) or not phones


def entries_fitting(petition: Petition, tail: str) -> set[int]:
    """Under which entries of a petition whoever gave these digits may stand."""
    rows = Party.objects.filter(petition=petition)
    opened = {
        one.pk: settings.KEYRING.open(one.phone_sealed, context=f"party:{one.public_id}:phone")
        for one in rows
        if one.phone_sealed
    }
    end = _digits(tail)
    return {pk for pk, phone in opened.items() if compare_digest(_digits(phone)[-TAIL:], end)}


def _digits(text: str) -> str:
    return re.sub(r"[^0-9]", "", text)
