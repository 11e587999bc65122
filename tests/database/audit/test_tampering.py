"""Whoever changes the log behind the application's back is found, and the row is named.

The attacker here is the owner of the tables: everything short of the keys and the anchors.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings as configured
from django.db import connection, transaction
from tests import databases

from touyan.audit import queries
from touyan.audit.actions import record, write_anchor
from touyan.audit.models import Entry
from touyan.audit.queries import verify
from touyan.jobs import audit_chain
from touyan.kernel.crypto import hmac_sm3

ROWS = 40
SEED = 20221223
Owner = psycopg.Connection[Any]


@pytest.fixture
def owner(committed: str, settings, tmp_path: Path, now: datetime) -> Iterator[Owner]:
    """A log of forty rows, really committed, and the owner's own connection to it."""
    settings.ANCHOR_DIR = tmp_path
    for number in range(ROWS - Entry.objects.count()):
        with transaction.atomic():
            record(verb=f"matter.read{number % 3}", by=None, now=now + timedelta(seconds=number),
                   subject_type="matter", subject_id=number, organ_id=number % 5 or None,
                   detail={"n": number, "zh": "沪检"})  # fmt: skip
    url = databases.server().url(role="owner", database=committed)
    with psycopg.connect(url, autocommit=True) as found:
        found.execute("CREATE TABLE kept AS SELECT * FROM audit_entry")
        yield found
    connection.close()


def restore(owner: Owner) -> None:
    owner.execute("TRUNCATE audit_entry")
    owner.execute("INSERT INTO audit_entry SELECT * FROM kept")


EDITS = {
    "actor_name": "'别人'",
    "actor_id": "coalesce(actor_id, 0) + 1",
    "organ_id": "coalesce(organ_id, 0) + 1",
    "verb": "'account.sign_in'",
    "subject_type": "'petition'",
    "subject_id": "subject_id || '0'",
    "detail": """'{"n": -1}'::jsonb""",
    "at": "at - interval '1 microsecond'",
    "digest": "set_byte(digest, 7, (get_byte(digest, 7) + 1) % 256)",
}


def edit(owner: Owner, chance: random.Random) -> int:
    number = chance.randint(1, ROWS)
    column = chance.choice(list(EDITS))
    owner.execute(f"UPDATE audit_entry SET {column} = {EDITS[column]} WHERE number = %s", [number])
    return number


def delete(owner: Owner, chance: random.Random) -> int:
    number = chance.randint(1, ROWS - 1)
    owner.execute("DELETE FROM audit_entry WHERE number = %s", [number])
    return number


def delete_and_close_the_gap(owner: Owner, chance: random.Random) -> int:
    number = delete(owner, chance)
    for later in range(number + 1, ROWS + 1):
        owner.execute("UPDATE audit_entry SET number = %s WHERE number = %s", [later - 1, later])
    return number


def swap(owner: Owner, chance: random.Random) -> int:
    first, second = sorted(chance.sample(range(1, ROWS + 1), 2))
    owner.execute(
        "UPDATE audit_entry AS one SET (at, actor_id, actor_name, organ_id, verb, subject_type,"
        " subject_id, detail, digest) = (SELECT at, actor_id, actor_name, organ_id, verb,"
        " subject_type, subject_id, detail, digest FROM kept WHERE number = %(all)s - one.number)"
        " WHERE number IN (%(first)s, %(second)s)",
        {"all": first + second, "first": first, "second": second},
    )
    return first


def forge_at_the_end(owner: Owner, chance: random.Random) -> int:
    owner.execute(
        "INSERT INTO audit_entry SELECT %s, at, actor_id, actor_name, organ_id, verb,"
        " subject_type, subject_id, detail, digest FROM kept WHERE number = %s",
        [ROWS + 1, chance.randint(1, ROWS)],
    )
    return ROWS + 1


def rewrite_from_here_with_another_key(owner: Owner, chance: random.Random) -> int:
    """A whole new ending, consistent in itself, by someone who lacks the key."""
    start = chance.randint(1, ROWS)
    owner.execute("UPDATE audit_entry SET actor_name = '别人' WHERE number = %s", [start])
    key = chance.randbytes(32)
    found = owner.execute(
        "SELECT number, digest FROM audit_entry WHERE number >= %s ORDER BY number", [start]
    )
    previous = chance.randbytes(32)
    for number, _digest in found.fetchall():
        previous = hmac_sm3(key, previous + json.dumps(number).encode())
        owner.execute("UPDATE audit_entry SET digest = %s WHERE number = %s", [previous, number])
    return start


ATTACKS: list[Callable[[Owner, random.Random], int]] = [
    edit, edit, edit, delete, delete_and_close_the_gap, swap, forge_at_the_end,
    rewrite_from_here_with_another_key,
]  # fmt: skip


def test_sixty_random_tamperings_are_each_found_at_their_first_row(owner: Owner):
    chance = random.Random(SEED)
    assert verify().whole
    used = set()
    for turn in range(60):
        attack = ATTACKS[turn % len(ATTACKS)]
        expected = attack(owner, chance)
        verdict = verify()
        assert (attack.__name__, verdict.broken_at) == (attack.__name__, expected)
        used.add(attack.__name__)
        restore(owner)
    assert verify().whole
    assert len(used) == len(set(ATTACKS))


def test_a_cut_off_tail_is_found_by_the_anchor_outside(owner: Owner, now: datetime):
    chance = random.Random(SEED)
    write_anchor(now=now)
    for _turn in range(10):
        cut = chance.randint(1, ROWS)
        owner.execute("DELETE FROM audit_entry WHERE number >= %s", [cut])
        verdict = verify()
        assert (verdict.broken_at, verdict.reason) == (cut, "rows noted in an anchor are gone")
        restore(owner)
    assert (verify().whole, verify().anchors) == (True, 1)


def test_an_emptied_log_is_found_by_the_anchor_outside(owner: Owner, now: datetime):
    write_anchor(now=now)
    owner.execute("TRUNCATE audit_entry")
    assert verify().broken_at == 1


def test_even_with_the_key_history_before_an_anchor_cannot_be_rewritten(
    owner: Owner, now: datetime
):
    write_anchor(now=now)
    owner.execute("UPDATE audit_entry SET actor_name = '别人' WHERE number = 5")
    rechain(owner, start=5)
    verdict = verify()
    assert verdict.broken_at == ROWS
    assert verdict.reason == "the row differs from the anchor outside the database"


def rechain(owner: Owner, *, start: int) -> None:
    previous = bytes(Entry.objects.get(number=start - 1).digest)
    for row in list(queries._rows(None)):
        if row.number >= start:
            previous = configured.KEYRING.chain(previous, row.canonical())
            values = [previous, row.number]
            owner.execute("UPDATE audit_entry SET digest = %s WHERE number = %s", values)


def test_the_command_names_the_row_and_fails(owner: Owner, capsys: pytest.CaptureFixture[str]):
    assert audit_chain.anchor() == 0
    assert audit_chain.verify() == 0
    assert f"{ROWS} rows walked, 1 anchors met" in capsys.readouterr().out
    owner.execute("UPDATE audit_entry SET verb = 'x' WHERE number = 17")
    assert audit_chain.verify() == 1
    assert "BROKEN at row 17: the row was altered" in capsys.readouterr().out


def test_the_command_says_when_the_anchor_file_is_damaged(
    owner: Owner, settings, capsys: pytest.CaptureFixture[str]
):
    (settings.ANCHOR_DIR / "audit-anchors.txt").write_text("1 zz\n")
    assert audit_chain.verify() == 1
    assert "Line 1 of the anchor file is damaged" in capsys.readouterr().out
