"""What was registered before names were indexed in pinyin is found by them after the update."""

from __future__ import annotations

from datetime import datetime
from importlib import import_module

import psycopg
from django.db import connection
from tests import databases
from tests.cast import make_cast
from tests.database.matters.stories import Story

from touyan.intake.rules.entry import PartyEntry
from touyan.intake.rules.words import PartyRole
from touyan.kernel.chinese import pinyin_lexemes

NAMES = ("吴秀兰", "欧阳建国", "张伟")


def test_the_update_indexes_names_as_registering_does(committed: str, now: datetime):
    parties = tuple(PartyEntry(role=PartyRole.PETITIONER, name=name) for name in NAMES)
    Story(make_cast(now=now), now).opened(parties=parties)
    connection.close()
    wanted = {lexeme for name in NAMES for lexeme in pinyin_lexemes(name)}
    with psycopg.connect(databases.server().url(role="owner", database=committed)) as owner:
        owner.execute("UPDATE intake_petition SET search = NULL")
        owner.execute("UPDATE matters_matter SET search = NULL")
        for migration in ("intake.migrations.0004", "matters.migrations.0002"):
            owner.execute(import_module(f"touyan.{migration}_names_in_pinyin").FORWARD)
        for table in ("intake_petition", "matters_matter"):
            found = owner.execute(f"SELECT unnest(tsvector_to_array(search)) FROM {table}")
            assert {row[0] for row in found} == wanted
