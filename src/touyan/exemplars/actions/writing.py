"""The text of a case: typed, saved as a version, brought together with what others saved.

Nothing anybody typed is lost: what clashes with a newer version is kept as a draft, and both texts
are shown until somebody has chosen.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from touyan.exemplars.actions.approvals import reopen
from touyan.exemplars.actions.moving import lock_exemplar, note
from touyan.exemplars.models import Draft, Exemplar, Version
from touyan.exemplars.queries.access import exemplar_by_public_id, lies_of
from touyan.exemplars.queries.file import newest_version
from touyan.exemplars.queries.writing import content_at
from touyan.exemplars.rules.content import digest_of
from touyan.exemplars.rules.entering import check_begun, check_entered, says_the_same
from touyan.exemplars.rules.merging import Clash, merged, settled
from touyan.exemplars.rules.running import check_writer
from touyan.kernel.errors import Refused
from touyan.kernel.messages import N_
from touyan.organs.models import Account
from touyan.organs.queries import viewer_of

Text = Mapping[str, Any]


@dataclass(frozen=True)
class Typed:
    """What somebody typed, and the number of the version it was typed on (0: none yet)."""

    content: Text
    base: int


@dataclass(frozen=True)
class Choice:
    """What shall stand in each clash, seen against this newer version."""

    against: int
    texts: Mapping[str, str]


@dataclass(frozen=True)
class Saved:
    """The version that was made; or what clashes with the newest one, and nothing made."""

    version: Version | None
    clashes: tuple[Clash, ...] = ()


@transaction.atomic
def save_version(
    *, exemplar_id: uuid.UUID, typed: Typed, by: Account, now: datetime, note: str = "",
    choice: Choice | None = None,
) -> Saved:  # fmt: skip
    """Keep what was typed as the newest version, together with what others saved meanwhile."""
    exemplar = _writable(exemplar_id, by=by, now=now)
    check_entered(typed.content)
    newest = newest_version(exemplar)
    number = newest.number if newest else 0
    found = merged(content_at(exemplar, typed.base), typed.content, content_at(exemplar, number))
    content = found.content
    if found.clashes:
        if choice is None or choice.against != number:
            _hold(exemplar, typed, by=by, now=now)
            return Saved(None, found.clashes)
        content = settled(found, choice.texts)
        check_entered(content)
    Draft.objects.filter(exemplar=exemplar, account=by).delete()
    return Saved(add_version(exemplar, content, after=newest, note=note, by=by, now=now))


@transaction.atomic
def keep_draft(*, exemplar_id: uuid.UUID, typed: Typed, by: Account, now: datetime) -> Draft:
    """Keep what is being typed for its author alone, until it is saved."""
    exemplar = exemplar_by_public_id(exemplar_id, viewer=viewer_of(by, now=now))
    check_writer(viewer_of(by, now=now), lies_of(exemplar))
    check_entered(typed.content)
    return _hold(exemplar, typed, by=by, now=now)


@transaction.atomic
def discard_draft(*, exemplar_id: uuid.UUID, by: Account, now: datetime) -> None:
    """Throw away what one typed and has not saved."""
    exemplar = exemplar_by_public_id(exemplar_id, viewer=viewer_of(by, now=now))
    Draft.objects.filter(exemplar=exemplar, account=by).delete()


@transaction.atomic
def restore_version(*, exemplar_id: uuid.UUID, number: int, by: Account, now: datetime) -> Version:
    """Make an earlier text the newest again; those between stay."""
    exemplar = _writable(exemplar_id, by=by, now=now)
    newest = newest_version(exemplar)
    if newest is None or not 0 < number < newest.number:
        raise Refused(N_("There is no such earlier version."))
    earlier = content_at(exemplar, number)
    if says_the_same(earlier, newest.content):
        raise Refused(N_("The text says that already."))
    return add_version(exemplar, earlier, after=newest, by=by, now=now)


def _writable(exemplar_id: uuid.UUID, *, by: Account, now: datetime) -> Exemplar:
    exemplar = lock_exemplar(exemplar_id, by=by, now=now)
    check_writer(viewer_of(by, now=now), lies_of(exemplar))
    return exemplar


def _hold(exemplar: Exemplar, typed: Typed, *, by: Account, now: datetime) -> Draft:
    kept = {"base": typed.base, "content": dict(typed.content), "saved_at": now}
    draft, _made = Draft.objects.update_or_create(exemplar=exemplar, account=by, defaults=kept)
    return draft


def add_version(
    exemplar: Exemplar, content: Text, *, after: Version | None, by: Account, now: datetime,
    note: str = "",
) -> Version:  # fmt: skip
    """The next version of a locked case; what was approved of the one before is void."""
    if after and says_the_same(content, after.content):
        return after
    if after is None:
        check_begun(content)
    number = after.number if after else 0
    version = Version.objects.create(
        exemplar=exemplar, number=number + 1, base=number, content=dict(content),
        digest=digest_of(content), note=note.strip(), by=by, at=now,
    )  # fmt: skip
    reopen(exemplar, by=by, now=now)
    _logged(exemplar, version, by=by, now=now)
    return version


def _logged(exemplar: Exemplar, version: Version, *, by: Account, now: datetime) -> None:
    note("exemplar.write", exemplar, by=by, now=now, number=version.number, digest=version.digest)
