"""Production refuses to start unsafe, in a sentence that says what to do."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from tests.bootstrap import ROOT

KEYS = {"TOUYAN_SECRET_KEY": 32, "TOUYAN_FIELD_KEY": 16, "TOUYAN_INDEX_KEY": 32,
        "TOUYAN_AUDIT_KEY": 32}  # fmt: skip
LOOK = (
    "from django.conf import settings as s;"
    "print(s.DEBUG, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_NAME,"
    " s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS > 0, s.SESSION_COOKIE_HTTPONLY)"
)
SAFE = "False True True __Host-session True True True"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Everything a production server needs, and nothing of this machine's."""
    keys = {name: secrets.token_hex(size) for name, size in KEYS.items()}
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "touyan.config.settings",
        "TOUYAN_ENV": "production",
        "TOUYAN_DATA": str(tmp_path),
        "TOUYAN_HOSTS": "petitions.example.cn",
        "DATABASE_URL": "postgresql://touyan_app:secret@db.example.cn/touyan",
        **keys,
    }


def start(environment: dict[str, str], **changes: str | None) -> tuple[int, str, str]:
    """What a fresh process says that reads the settings."""
    wanted = {**environment, **changes}
    given = {name: value for name, value in wanted.items() if value is not None}
    done = subprocess.run([sys.executable, "-c", LOOK], env=given, capture_output=True, text=True,
                          timeout=300, check=False)  # fmt: skip
    return done.returncode, done.stdout.strip(), done.stderr.strip()


def refusal(environment: dict[str, str], **changes: str | None) -> str:
    code, said, why = start(environment, **changes)
    assert code == 1, (said, why)
    assert not said
    assert "Traceback" not in why
    return why


def test_a_whole_environment_starts_with_every_safeguard_on(environment: dict[str, str]) -> None:
    assert start(environment) == (0, SAFE, "")


def test_debug_pages_are_refused(environment: dict[str, str]) -> None:
    why = refusal(environment, TOUYAN_DEBUG="1")
    assert "TOUYAN_DEBUG" in why
    assert "Remove it" in why


def test_cookies_over_plain_http_are_refused(environment: dict[str, str]) -> None:
    why = refusal(environment, TOUYAN_HTTPS="0")
    assert "TOUYAN_HTTPS" in why
    assert "TLS" in why


@pytest.mark.parametrize("name", [*KEYS, "DATABASE_URL", "TOUYAN_HOSTS"])
def test_a_missing_setting_names_itself_and_its_cure(
    environment: dict[str, str], name: str
) -> None:
    why = refusal(environment, **{name: None})
    assert name in why
    assert "Create one with: touyan new-key" in why if name in KEYS else "Set " in why


@pytest.mark.parametrize("name", KEYS)
def test_a_key_made_for_development_is_refused(environment: dict[str, str], name: str) -> None:
    """Development keys stand in a file beside the data; whoever has the data would have them."""
    local = Path(environment["TOUYAN_DATA"]) / "keys.env"
    local.write_text("".join(f"{key}={environment[key]}\n" for key in KEYS))
    fresh = {key: secrets.token_hex(size) for key, size in KEYS.items() if key != name}
    why = refusal(environment, **fresh)
    assert name in why
    assert environment[name] not in why
    assert "touyan new-key" in why


@pytest.mark.parametrize("value", ["changeme", "0" * 64, "ab" * 32, "insecure-" + "x" * 55])
def test_a_key_anyone_could_guess_is_refused(environment: dict[str, str], value: str) -> None:
    for name, size in KEYS.items():
        why = refusal(environment, **{name: value[: size * 2]})
        assert name in why
        assert "touyan new-key" in why


def test_one_key_for_two_purposes_is_refused(environment: dict[str, str]) -> None:
    why = refusal(environment, TOUYAN_AUDIT_KEY=environment["TOUYAN_INDEX_KEY"])
    assert "TOUYAN_AUDIT_KEY" in why
    assert "TOUYAN_INDEX_KEY" in why


def test_every_host_is_not_a_host(environment: dict[str, str]) -> None:
    assert "TOUYAN_HOSTS" in refusal(environment, TOUYAN_HOSTS="*")


def test_development_starts_without_any_of_it(tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "src"),
                   "DJANGO_SETTINGS_MODULE": "touyan.config.settings", "TOUYAN_DATA": str(tmp_path)}  # fmt: skip
    code, said, _why = start(environment)
    assert (code, said.split()[:2]) == (0, ["False", "False"])
    assert (tmp_path / "keys.env").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", ["TOUYAN_DEBUG", "TOUYAN_HTTPS"])
def test_a_switch_that_is_neither_on_nor_off_is_refused(
    environment: dict[str, str], name: str
) -> None:
    assert "Set it to 1 or 0" in refusal(environment, **{name: "maybe"})


def test_behind_a_proxy_that_speaks_tls_pages_are_not_redirected_to_themselves(
    environment: dict[str, str],
) -> None:
    look = LOOK.replace("s.DEBUG", "s.SECURE_PROXY_SSL_HEADER, s.DEBUG")
    for proxies, header in (("0", "None"), ("1", "('HTTP_X_FORWARDED_PROTO', 'https')")):
        given = {**environment, "TOUYAN_PROXIES": proxies}
        said = subprocess.run([sys.executable, "-c", look], env=given, capture_output=True,
                              text=True, timeout=300, check=True).stdout  # fmt: skip
        assert said.startswith(header)
