"""How long django-helpdesk takes for its queue by status report: run by bench_figures.py in an
environment of its own, with the address of an empty database and some numbers of tickets."""

from __future__ import annotations

import json
import statistics
import sys
import time
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

QUEUES = 30
ROUNDS = 3


def main(url: str, sizes: list[int]) -> None:
    set_up(url)
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    print(json.dumps([[size, *report(size)] for size in sizes]))


def set_up(url: str) -> None:
    """A project that has nothing but helpdesk."""
    import django
    from django.conf import settings

    settings.configure(
        SECRET_KEY="bench", USE_TZ=True, ALLOWED_HOSTS=["*"], SITE_ID=1, DEBUG=False,
        ROOT_URLCONF=__name__, LOGIN_URL="/", DATABASES={"default": server(url)},
        DEFAULT_AUTO_FIELD="django.db.models.AutoField", STATIC_URL="/static/",
        HELPDESK_TEAMS_MODE_ENABLED=False, HELPDESK_ACTIVATE_API_ENDPOINT=False,
        INSTALLED_APPS=[
            "django.contrib.admin", "django.contrib.auth", "django.contrib.contenttypes",
            "django.contrib.humanize", "django.contrib.messages", "django.contrib.sessions",
            "django.contrib.sites", "django.contrib.staticfiles", "rest_framework", "helpdesk",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
        ],
        TEMPLATES=[{
            "BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True,
            "OPTIONS": {"context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]},
        }],
    )  # fmt: skip
    django.setup()
    from django.contrib import admin
    from django.urls import include, path

    globals()["urlpatterns"] = [
        path("admin/", admin.site.urls),
        path("", include("helpdesk.urls", namespace="helpdesk")),
    ]


def server(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    more = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": more.get("host") or unquote(parts.hostname or ""),
        "PORT": more.get("port") or str(parts.port or ""),
    }


def report(size: int) -> tuple[float, int]:
    """Median seconds and queries of the report over so many tickets."""
    from django.contrib.auth import get_user_model
    from django.db import connection
    from django.test import Client

    fill(size)
    user, _made = get_user_model().objects.get_or_create(
        username="bench", is_staff=True, is_superuser=True
    )
    client = Client()
    client.force_login(user)

    def ask() -> None:
        answer = client.get("/reports/queuestatus/")
        assert answer.status_code == 200, (answer.status_code, answer.headers)

    queries = 0

    def counted(execute: Any, *what: Any) -> Any:
        nonlocal queries
        queries += 1
        return execute(*what)

    with connection.execute_wrapper(counted):
        ask()
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        ask()
        times.append(time.perf_counter() - began)
    return statistics.median(times), queries


def fill(size: int) -> None:
    """Tickets up to that number, spread over queues and statuses."""
    from django.db import connection
    from django.utils import timezone
    from helpdesk.models import Queue, Ticket

    for number in range(Queue.objects.count(), QUEUES):
        Queue.objects.create(title=f"Queue {number:02}", slug=f"q{number:02}")
    queues = list(Queue.objects.all())
    there, now = Ticket.objects.count(), timezone.now()
    Ticket.objects.bulk_create(
        (Ticket(title=f"Ticket {n}", queue=queues[n % QUEUES], status=1 + n // QUEUES % 5,
                priority=1 + n % 5, created=now, modified=now) for n in range(there, size)),
        batch_size=2000,
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    main(sys.argv[1], [int(word) for word in sys.argv[2:]])
