"""The worker: takes jobs from the queue and defers what the schedule says."""

from __future__ import annotations

from typing import cast

from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

CONCURRENCY = 2
GRACE_SECONDS = 5.0


def work(*, until_idle: bool = False) -> None:
    """Work until stopped; `until_idle` ends when no job is left, for tests.

    When asked to stop, jobs have a few seconds; what is not finished is tried again later.
    """
    connector = cast(DjangoConnector, app.connector).get_worker_connector()
    with app.replace_connector(connector) as here:
        here.run_worker(
            concurrency=CONCURRENCY,
            wait=not until_idle,
            shutdown_graceful_timeout=GRACE_SECONDS,
            install_signal_handlers=not until_idle,
            listen_notify=not until_idle,
        )
