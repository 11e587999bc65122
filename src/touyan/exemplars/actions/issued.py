"""What happens to an edition once it is issued: sent out and acknowledged, corrected, withdrawn.

Nothing disappears: what was withdrawn or replaced says so, with the reason, where it stood.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from touyan.exemplars.actions.editions import check, kept, lock_edition, note
from touyan.exemplars.models import Delivery, Edition, EditionCase, Exemplar, Version
from touyan.exemplars.queries.editions import (
    cases_of,
    correction_of,
    edition_by_public_id,
    texts_of,
    to_acknowledge,
)
from touyan.exemplars.rules.content import digest_of, paragraph
from touyan.exemplars.rules.gate import Piece, check_clean
from touyan.exemplars.rules.secrets import Secret
from touyan.exemplars.rules.words import SECTIONS
from touyan.kernel.errors import NotVisible, Refused
from touyan.kernel.messages import N_
from touyan.organs.models import Account, Organ
from touyan.organs.queries import viewer_of


@transaction.atomic
def deliver(
    *, edition_id: uuid.UUID, organs: Sequence[Organ], by: Account, now: datetime
) -> list[Delivery]:
    """Print and distribute it to offices; one that has it already gets it once."""
    edition = lock_edition(edition_id, by=by, now=now)
    check(edition, "deliver", by=by, now=now)
    had = set(Delivery.objects.filter(edition=edition).values_list("organ", flat=True))
    wanted = {organ.pk: organ for organ in organs if organ.pk not in had}
    if not wanted:
        raise Refused(N_("Name an office that does not have it yet."))
    made = Delivery.objects.bulk_create(
        Delivery(edition=edition, organ=organ, sent_at=now, sent_by=by) for organ in wanted.values()
    )
    note("edition.deliver", edition, by=by, now=now, organs=len(made))
    return made


@transaction.atomic
def acknowledge(*, edition_id: uuid.UUID, by: Account, now: datetime) -> Delivery:
    """Say for one's office that the edition arrived."""
    waiting = to_acknowledge(viewer=viewer_of(by, now=now)).filter(edition__public_id=edition_id)
    found = waiting.select_for_update(of=("self",)).first()
    if found is None:
        raise Refused(N_("Nothing waits to be acknowledged by your office."))
    found.received_at, found.received_by = now, by
    found.save(update_fields=["received_at", "received_by"])
    note("edition.acknowledge", found.edition, by=by, now=now, organs=1)
    return found


@transaction.atomic
def withdraw_edition(
    *, edition_id: uuid.UUID, opinion: str, secrets: Iterable[Secret],
    version: int | None = None, by: Account, now: datetime,
) -> Edition:  # fmt: skip
    """Withdraw it; the reason is public, and put through the gate as every public word is."""
    edition = lock_edition(edition_id, by=by, now=now, version=version)
    target = check(edition, "withdraw", by=by, now=now, opinion=opinion)
    check_clean([Piece("reason", opinion)], secrets)
    edition.state = target.value
    return kept(edition, "withdraw", by=by, now=now, opinion=opinion)


@transaction.atomic
def withdraw_case(
    *, case_id: uuid.UUID, opinion: str, secrets: Iterable[Secret], by: Account, now: datetime
) -> Edition:
    """Withdraw one case of an issued edition; a note stands in its place in every form."""
    case, edition = _case(case_id, by=by, now=now)
    check(edition, "withdraw_case", by=by, now=now, opinion=opinion)
    if case.withdrawn_at:
        raise Refused(N_("This case is withdrawn already."))
    check_clean([Piece("reason", opinion)], secrets)
    case.withdrawn_at = now
    case.save(update_fields=["withdrawn_at"])
    return kept(edition, "withdraw_case", by=by, now=now, opinion=opinion, case=case)


@transaction.atomic
def correct_edition(
    *, edition_id: uuid.UUID, opinion: str, secrets: Iterable[Secret],
    version: int | None = None, by: Account, now: datetime,
) -> Edition:  # fmt: skip
    """Begin the corrected edition that will take the place of this one; it is approved and issued
    as any other."""
    edition = lock_edition(edition_id, by=by, now=now, version=version)
    check(edition, "correct", by=by, now=now, opinion=opinion)
    check_clean([Piece("reason", opinion)], secrets)
    if correction_of(edition):
        raise Refused(N_("A correction of this edition is under way, or took its place."))
    made = Edition.objects.create(
        organ=edition.organ, title=edition.title, foreword=edition.foreword, corrects=edition,
        created_by=by, created_at=now,
    )  # fmt: skip
    standing = [case for case in cases_of(edition) if case.withdrawn_at is None]
    EditionCase.objects.bulk_create(
        EditionCase(
            edition=made, exemplar=case.exemplar, group=case.group, position=position,
            causes=case.causes,
        )
        for position, case in enumerate(standing, start=1)
    )  # fmt: skip
    kept(edition, "correct", by=by, now=now, opinion=opinion)
    return kept(made, "make", by=by, now=now)


@transaction.atomic
def correct_text(
    *, case_id: uuid.UUID, texts: Mapping[str, Any], by: Account, now: datetime
) -> Edition:
    """Write a case anew in a correcting edition: a further version, the one printed stays."""
    case, edition = _case(case_id, by=by, now=now)
    check(edition, "compose", by=by, now=now)
    if edition.corrects is None:
        raise Refused(N_("The text of a case is approved before it comes into an edition."))
    Exemplar.objects.select_for_update().get(pk=case.exemplar_id)
    old = texts_of([case])[case.exemplar_id]
    content = rewritten(old.content, texts)
    Version.objects.create(
        exemplar=case.exemplar, number=old.number + 1, base=old.number, content=content,
        digest=digest_of(content), by=by, at=now,
    )  # fmt: skip
    return kept(edition, "rewrite", by=by, now=now, case=case)


def rewritten(old: Mapping[str, Any], texts: Mapping[str, Any]) -> dict[str, Any]:
    """The content with new words: one paragraph on each line; one that stays keeps its name."""
    known = {p["text"].strip(): p for part in SECTIONS for p in old.get(part, [])}
    lines = {part: [line.strip() for line in str(texts.get(part, "")).splitlines()]
             for part in SECTIONS}  # fmt: skip
    return {
        "title": str(texts.get("title", "")).strip(),
        "keywords": str(texts.get("keywords", "")).replace("；", " ").split(),
        **{
            part: [known.get(line) or paragraph(line) for line in some if line]
            for part, some in lines.items()
        },
    }


@transaction.atomic
def take_edition(*, edition_id: uuid.UUID, form: str, by: Account, now: datetime) -> Edition:
    """The edition for a file; a row says who took it."""
    edition = edition_by_public_id(edition_id, viewer=viewer_of(by, now=now))
    if not edition.content:
        raise NotVisible
    note("edition.take", edition, by=by, now=now, paper=form)
    return edition


def _case(case_id: uuid.UUID, *, by: Account, now: datetime) -> tuple[EditionCase, Edition]:
    """A case with its edition, locked."""
    found = EditionCase.objects.filter(public_id=case_id).values("edition__public_id").first()
    if found is None:
        raise NotVisible
    edition = lock_edition(found["edition__public_id"], by=by, now=now)
    return cases_of(edition).get(public_id=case_id), edition
