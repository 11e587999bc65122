"""From the page of a measure into a bulletin."""

from __future__ import annotations

import html
import re

import pytest
from tests.screens.bulletins.pages import begun

pytestmark = pytest.mark.django_db


def test_a_measure_leads_to_the_draft_with_everything_chosen(story, client_of) -> None:
    client = client_of(story.cast.he)
    address = begun(client)
    measure = client.get("/figures/received/?period=twelve&kind=report").content.decode()
    [link] = re.findall(r'href="(/figures/bulletins/[?][^"]+)"', measure)
    chosen = client.get(html.unescape(link)).content.decode()
    [write] = re.findall(rf'href="({address}write/[?][^"#]+)', chosen)
    picked = client.get(html.unescape(write)).context["picked"]
    assert picked["measure"].value() == "received"
    assert picked["kind"].value() == "report"
    assert picked["first"].value() == "2025-12-01"


def test_an_office_out_of_scope_is_as_if_it_were_not(story, client_of) -> None:
    client = client_of(story.cast.he)
    city = story.cast.organ_of(story.cast.he_city).code
    assert client.get(f"{begun(client)}write/?measure=received&organ={city}").status_code == 404


def test_an_inspector_is_not_led_to_what_they_may_not_write(story, client_of) -> None:
    page = client_of(story.cast.sun).get("/figures/received/").content.decode()
    assert "/figures/bulletins/?" not in page
