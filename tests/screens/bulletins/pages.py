"""What is done to a bulletin on its pages, for the tests of all of them."""

from __future__ import annotations

import html
import re
from typing import Any

from django.test import Client

from touyan.statistics.models import BulletinVersion

URL = "/figures/bulletins/"
DAYS = {"first": "20251201", "last": "20261123"}


def begun(client: Client, language: str = "en") -> str:
    answer = client.post(f"{URL}begin/", {"title": "Petitions", "language": language, **DAYS})
    assert answer.status_code == 302
    return answer["Location"].removesuffix("write/")


def post(client: Client, address: str, text: str, **more: Any) -> Any:
    version = BulletinVersion.objects.order_by("-pk").values_list("number", flat=True)[0]
    said = {"version": version, "title": "Petitions", "text": text, "what": "keep", **more}
    return client.post(f"{address}write/", said)


def add(client: Client, address: str, text: str, measure: str, **more: Any) -> Any:
    organ = re.search(
        r'<option value="(\d+)" selected', client.get(f"{address}write/").content.decode()
    )
    assert organ
    picked = {"what": "add", "measure": measure, "organ": organ[1], **DAYS, **more}
    return post(client, address, text, **picked)


def text_of(client: Client, address: str) -> str:
    page = client.get(address).content.decode()
    body = re.search(r'<div class="bulletin-text".*?</div>', page, re.DOTALL)
    assert body
    without = re.sub(r'<span class="tip".*?</span></span>', "", body[0], flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", "", without))


def issue(client: Client, address: str):
    version = BulletinVersion.objects.order_by("-pk").values_list("number", flat=True)[0]
    return client.post(f"{address}issue/", {"version": version, "confirm": "1"})
