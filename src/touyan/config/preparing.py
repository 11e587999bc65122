"""Bringing a database up to date: migrations, grants, shipped reference data, static files."""

from __future__ import annotations

import io
from collections.abc import Callable

from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

Say = Callable[[str], None]


def prepare_schema(*, say: Say) -> None:
    """Migrate and grant, as the owner. Quick when there is nothing to do."""
    executor = MigrationExecutor(connection)
    executor.check_replacements()
    if plan := executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say(f"{len(plan)} migrations")
        call_command("migrate", verbosity=0)
    from touyan.config.grants import grant_to_application

    grant_to_application()


def load_reference(*, say: Say) -> None:
    """The organ directory, calendars and clock rules touyan ships, where they are newer."""
    from django.utils import timezone

    from touyan.deadlines.actions import adopt_counting, load_shipped
    from touyan.inspections.actions import checklists
    from touyan.leadership.actions import rulebook as leadership
    from touyan.matters.models import Matter
    from touyan.organs.reference import load_directory
    from touyan.workflows.reproject_clocks import Place, defer

    now = timezone.now()
    load_directory(now=now, say=say)
    leadership.load_shipped(now=now)
    checklists.load_shipped(now=now)
    with transaction.atomic():
        years, rules = load_shipped(now=now)
        counted_otherwise = adopt_counting(now=now)
        if (years or rules or counted_otherwise) and Matter.objects.exists():
            defer(Place(), reason="shipped calendar, rules or counting are newer", by=None)


def collect_static() -> None:
    call_command("collectstatic", interactive=False, verbosity=0, stdout=io.StringIO())


if __name__ == "__main__":
    from touyan.config.commands import ready

    ready()
    load_reference(say=lambda text: print(f"    organs │ {text}", flush=True))
    collect_static()
