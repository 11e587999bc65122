"""The pickers of staff and offices."""

from __future__ import annotations

import pytest
from django.urls import reverse


def found(client, name: str, text: str) -> list[dict[str, object]]:
    return client.get(reverse(name), {"q": text}).json()["results"]


@pytest.mark.parametrize("url", ["people-suggest", "organs-suggest"])
def test_strangers_and_administrators_are_kept_out(client, cast, client_of, url):
    assert client.get(reverse(url), {"q": "王"}).status_code == 302
    assert client_of(cast.xitong).get(reverse(url), {"q": "王"}).status_code == 403


@pytest.mark.parametrize("text", ["赵敏", "zhao m"])
def test_staff_are_found_by_name_and_pinyin(cast, client_of, text):
    results = found(client_of(cast.wang), "people-suggest", text)
    assert {entry["name"] for entry in results} == {"赵敏"}
    assert any("西湖区" in str(entry["unit"]) for entry in results)


def test_offices_are_found_by_part_of_the_name_and_by_code(cast, client_of):
    client = client_of(cast.wang)
    assert [o["name"] for o in found(client, "organs-suggest", "330106")] == [
        "杭州市西湖区人民检察院"
    ]
    assert len(found(client, "organs-suggest", "人民检察院")) == 12


def test_nothing_asked_is_nothing_found(cast, client_of):
    assert found(client_of(cast.wang), "people-suggest", "  ") == []
