"""True words replaced in the text of a case, and put back; which stands for which is sealed."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from touyan.exemplars.actions.moving import lock_exemplar, note
from touyan.exemplars.actions.writing import add_version
from touyan.exemplars.models import Exemplar, Replacement, Version
from touyan.exemplars.queries.access import exemplars_seen, lies_of
from touyan.exemplars.queries.file import newest_version
from touyan.exemplars.queries.sealed import index_of, known_of, opened, sealed
from touyan.exemplars.queries.writing import content_at
from touyan.exemplars.rules.anonymise import Change
from touyan.exemplars.rules.content import pieces_of, with_texts
from touyan.exemplars.rules.running import check_writer
from touyan.exemplars.rules.secrets import Secret
from touyan.exemplars.rules.undoing import Done, Place, carried_out, put_back
from touyan.kernel.errors import Conflict, NotVisible, Refused
from touyan.kernel.messages import N_
from touyan.organs.models import Account
from touyan.organs.queries import viewer_of


@transaction.atomic
def replace_words(
    *, exemplar_id: uuid.UUID, secrets: Iterable[Secret], proposed: Iterable[Change],
    chosen: Collection[str], base: int, by: Account, now: datetime,
) -> Version:  # fmt: skip
    """Put the proposed substitutes for the chosen words, each named by its keyed index."""
    exemplar = lock_exemplar(exemplar_id, by=by, now=now)
    check_writer(viewer_of(by, now=now), lies_of(exemplar))
    newest = newest_version(exemplar)
    if newest is None or newest.number != base:
        raise Conflict(N_("The text was changed meanwhile. Read it again."))
    wanted = {each.word for each in proposed if index_of(exemplar, *each.word).hex() in chosen}
    if not wanted:
        raise Refused(N_("Tick the words to be replaced."))
    pieces = pieces_of(newest.content)
    texts, done = carried_out(pieces, secrets, known_of(exemplar), wanted)
    version = add_version(exemplar, with_texts(newest.content, texts), after=newest, by=by, now=now)
    names = [piece.where for piece in pieces]
    for each in done:
        _remember(exemplar, each, version, names, by=by, now=now)
    note("exemplar.replace", exemplar, by=by, now=now, number=version.number, size=len(done))
    return version


def _remember(
    exemplar: Exemplar, done: Done, version: Version, names: list[str], *, by: Account,
    now: datetime,
) -> None:  # fmt: skip
    """Seal the word with where it stood; a word replaced again adds to what is sealed."""
    index = index_of(exemplar, done.kind, done.true)
    places = [[p.at, names[p.at], p.start, p.end, p.before] for p in done.places]
    run = {"version": version.number, "places": places}
    standing = Replacement.objects.select_for_update().filter(
        exemplar=exemplar, kind=done.kind.value, true_index=index, undone_at__isnull=True
    )
    if row := standing.first():
        told = opened(row)
        row.true_sealed = sealed(row, {**told, "runs": [*told["runs"], run]})
        row.save(update_fields=["true_sealed"])
        return
    row = Replacement(
        exemplar=exemplar, kind=done.kind.value, true_index=index, substitute=done.substitute,
        reason=done.reason, created_by=by, created_at=now,
    )  # fmt: skip
    row.true_sealed = sealed(row, {"true": done.true, "runs": [run]})
    row.save()


@transaction.atomic
def undo_replacement(
    *, replacement_id: uuid.UUID, by: Account, now: datetime
) -> tuple[Replacement, int]:
    """Put the true word back wherever its substitute still stands, and say at how many places."""
    row = _found(replacement_id, by=by, now=now)
    exemplar = lock_exemplar(row.exemplar.public_id, by=by, now=now)
    check_writer(viewer_of(by, now=now), lies_of(exemplar))
    row = Replacement.objects.select_for_update().get(pk=row.pk)
    newest = newest_version(exemplar)
    if row.undone_at or newest is None:
        raise Refused(N_("This replacement is undone already."))
    content, count = dict(newest.content), 0
    for run in opened(row)["runs"]:
        content, more = _undone(content, content_at(exemplar, run["version"]), run["places"])
        count += more
    row.undone_by, row.undone_at = by, now
    row.save(update_fields=["undone_by", "undone_at"])
    add_version(exemplar, content, after=newest, by=by, now=now)
    note("exemplar.undo_replacement", exemplar, by=by, now=now, size=count)
    return row, count


def _found(replacement_id: uuid.UUID, *, by: Account, now: datetime) -> Replacement:
    seen = exemplars_seen(viewer=viewer_of(by, now=now)).order_by().values("pk")
    row = Replacement.objects.filter(public_id=replacement_id, exemplar__in=seen)
    found = row.select_related("exemplar").first()
    if found is None:
        raise NotVisible
    return found


def _undone(
    content: Mapping[str, Any], then: Mapping[str, Any], places: list[list[Any]]
) -> tuple[dict[str, Any], int]:
    """One run taken back: paragraphs are met again by their names, keywords by their order."""
    before, count = pieces_of(then), 0
    pieces = pieces_of(content)
    texts = [piece.text for piece in pieces]
    for at in {place[0] for place in places}:
        here = [Place(*(place[0], *place[2:])) for place in places if place[0] == at]
        same = [n for n, piece in enumerate(pieces) if piece.where == before[at].where]
        nth = sum(piece.where == before[at].where for piece in before[:at])
        if nth < len(same):
            texts[same[nth]], more = put_back(before[at].text, texts[same[nth]], here)
            count += more
    return with_texts(content, texts), count
