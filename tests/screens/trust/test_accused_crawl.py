"""Whoever a petition complains of tries every door: no answer holds a byte of it, and none is
different for its being there (Regulations on Petition Work, articles 30 and 46)."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

import pypdf
import pytest
from django.db import transaction
from tests.cast import Cast, make_cast
from tests.screens.trust.canary import (
    NAME,
    SECRET_NUMBER,
    Sealed,
    make_base,
    make_joined,
    make_later,
    make_sealed,
    typed_again,
)
from tests.screens.trust.exemplars import called
from tests.screens.trust.register import DOCUMENT, IDENTITY, PHONE, Case, officer
from tests.screens.trust.routes import ABSENT, OF_A_CASE, Browser, address, routes, steady

from touyan.desk.matters.list_filters import MatterFilter
from touyan.desk.matters.list_query import WHOSE
from touyan.desk.matters.list_reading import _ORDERS
from touyan.desk.petitions.filters import FilterForm
from touyan.organs.models import Account
from touyan.organs.rules.roles import Role

COUNTY = ("wang", "li", "he", "zhao", "sun", "qian")
THOROUGH = {("li", "li")}
"""Those who try every value of every filter; the others try one of each."""

COMPARED = ("li", "he", "zhao")
"""Those whose answers are also compared with and without it; the others see the same lists."""

FOLLOWED = 25
ELSEWHERE = ("/static/", "/office/", "/rules/", "/ui/", "/portal/", "/cases/")
"""Pages that lead to many others and to no case."""

HTMX = {"HX-Request": "true", "X-Part": "results"}
Url = str
Crawl = dict[Url, tuple[int, bytes]]


@dataclass(frozen=True)
class County:
    """What everyone of the county may see."""

    cast: Cast
    case: Case
    now: datetime


@pytest.fixture(scope="module")
def county(
    django_db_setup: None, django_db_blocker: Any, frozen: datetime, _plain_files: None
) -> Iterator[County]:
    with django_db_blocker.unblock(), transaction.atomic():
        cast = make_cast(now=frozen)
        called(cast.organ_of(cast.wang_city), frozen)  # calls are no secret, with or without it
        yield County(cast, make_base(cast=cast, now=frozen), frozen)
        transaction.set_rollback(True)


# The doors


LISTS = ("/matters/", "/petitions/")
LOOKED_FOR = (NAME, "铜匦", SECRET_NUMBER, "密330106-2026", IDENTITY, PHONE, "yinjianqiu")


def list_addresses() -> Iterator[Url]:
    """Both lists, and what they find of every word one might look for."""
    for base in LISTS:
        yield base
        yield from (f"{base}?{urlencode({'q': word})}" for word in LOOKED_FOR)
        yield f"{base}?page=2"


def narrowed_lists(*, thorough: bool) -> Iterator[Url]:
    """Both lists by every filter and in every order."""
    for base, filters in zip(LISTS, (_matter_filters(), _petition_filters()), strict=True):
        for name, options in filters:
            for value in options if thorough else options[:1]:
                yield f"{base}?{urlencode({name: value})}"
    yield from (f"/matters/?sort=-{name}" for name in _ORDERS)


def _matter_filters() -> list[tuple[str, list[str]]]:
    found = [(name, ["1"]) for name in WHOSE]
    for name, each in MatterFilter.base_filters.items():
        choices = each.extra.get("choices") or ()
        values = [] if callable(choices) else [str(value) for value, _label in choices if value]
        found.append((name, values or ["330106" if name == "organ" else "none"]))
    return [(name, values) for name, values in found if name != "q"]


def _petition_filters() -> list[tuple[str, list[str]]]:
    fields = FilterForm.base_fields.items()
    chosen = [(name, [str(v) for v, _label in field.choices if v])
              for name, field in fields if hasattr(field, "choices")]  # fmt: skip
    return [*chosen, ("organ", ["330106"]), ("since", ["2026-11-01"]), ("until", ["2026-11-30"])]


def plain_addresses() -> Iterator[Url]:
    """Pages and pickers without a case in their address."""
    for route in routes():
        if "<" not in route.pattern:
            yield f"/{route.pattern}"
    for word in (NAME, "殷", "yin", "铜匦", DOCUMENT):
        yield f"/petitions/people/?{urlencode({'q': word})}"
        yield f"/petitions/organs/?{urlencode({'q': word})}"


def case_addresses(case: Case) -> Iterator[Url]:
    """Every route of a case, and the tabs of its page."""

    class _Only:
        cases = {"own": case}

    for route in routes():
        if route.name in OF_A_CASE:
            yield address(route, "own", _Only())  # type: ignore[arg-type]
    for tab in ("overview", "petitions", "papers", "timeline", "outcome", "files", "notes", "log"):
        yield f"/matters/{case.matter.public_id}/?tab={tab}"
    yield f"/petitions/{case.undecided.public_id}/"


def crawl(account: Account, *, case: Case, hidden: Case, thorough: bool) -> Crawl:
    """Every answer this person can get by asking, as text that can be searched and compared."""
    browser, found = Browser(account), {}
    waiting = [*plain_addresses(), *list_addresses(), *case_addresses(case)]
    followed = 0
    while waiting:
        url = waiting.pop(0)
        if url in found:
            continue
        found[url] = kept = _ask(browser, "GET", url)
        for link in _links(url, kept[1]) if kept[0] == 200 else ():
            if link not in found and link not in waiting and followed < FOLLOWED:
                followed += 1
                waiting.append(link)
    for url in case_addresses(hidden):
        place = re.sub("[0-9a-f-]{36}", "HIDDEN", url)
        found[f"{place}"] = _ask(browser, "GET", url)
        found[f"POST {place}"] = _ask(browser, "POST", url)
    found |= _parts(browser, thorough=thorough)
    return found


def _parts(browser: Browser, *, thorough: bool) -> Crawl:
    """Fragments as htmx asks for them, spreadsheets, and what resembles a typed petition."""
    found: Crawl = {}
    for url in (*LISTS, *narrowed_lists(thorough=thorough)):
        found[f"part {url}"] = _ask(browser, "GET", url, headers=HTMX)
    for query in ("", "?sort=-number", "?due=month", f"?{urlencode({'q': NAME})}"):
        found[f"export {query}"] = _ask(browser, "POST", f"/matters/export/{query}")
    found["similar"] = _ask(browser, "POST", "/petitions/new/similar/", typed_again())
    found["look-up"] = _ask(
        browser, "POST", "/portal/progress/", {"code": NAME, "tail": PHONE[-4:]}
    )
    return found


def _ask(
    browser: Browser, method: str, url: Url, data: Any = None, **more: Any
) -> tuple[int, bytes]:
    answer = browser.ask(method, url, data, **more)
    assert answer.status_code < 500, (method, url)
    said = {name: value for name, value in answer.headers.items() if name != "Content-Length"}
    return answer.status_code, steady(readable(answer.body) + repr(said).encode())


def readable(content: bytes) -> bytes:
    """The words of a file: archives unpacked, PDF text taken out."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return b"".join(archive.read(name) for name in archive.namelist())
    if content.startswith(b"%PDF"):
        pages = pypdf.PdfReader(io.BytesIO(content)).pages
        return "".join(page.extract_text() for page in pages).encode()
    return content


def _links(url: Url, content: bytes) -> list[Url]:
    """Where a page leads, within the product; not out of it, not to files of its looks."""
    found = (
        urljoin(url, link)
        for link in re.findall(r'(?:href|hx-get)="([^"#]+)', content.decode("utf-8", "replace"))
    )
    inside = (link.replace("&amp;", "&") for link in found if not urlsplit(link).netloc)
    return [link for link in inside if not link.startswith(ELSEWHERE)]


# The tests

CHANGING = re.compile(rb"nonce-[\w+/=-]+|W3CDTF\">[^<]+")
"""Tokens, and the moment a spreadsheet was made."""

TYPED = {"similar": ("99017",), "look-up": (NAME,)}
"""What forms repeat: the number as one that the earlier petition does not challenge, the code."""


def leaks(crawled: Crawl, words: tuple[str, ...]) -> list[tuple[Url, str]]:
    """Answers holding a word of the sealed petition that was not typed in to get them."""
    return [
        (url, word)
        for url, (_status, content) in crawled.items()
        for word in words
        if word.encode() in content and not _typed(word, url)
    ]


def _typed(word: str, url: Url) -> bool:
    """A page repeats what was looked for; that tells nothing."""
    looked_for = " ".join(parse_qs(urlsplit(url).query).get("q", ()))
    return word in looked_for or word in TYPED.get(url, ())


def different(without: Crawl, with_it: Crawl) -> list[Url]:
    """Addresses whose answers betray that something is there."""
    assert set(without) == set(with_it), set(without) ^ set(with_it)
    return [url for url in without if _plain(without[url]) != _plain(with_it[url])]


def _plain(answer: tuple[int, bytes]) -> tuple[int, bytes]:
    return answer[0], CHANGING.sub(b"", answer[1])


Maker = Callable[[County], Sealed | None]


def crawled_with(
    county: County, who: str, make: Maker, *, thorough: bool = False
) -> tuple[Crawl, Sealed | None]:
    """The crawl in a register where `make` added something; all is undone afterwards."""
    with transaction.atomic():
        sealed = make(county)
        make_later(cast=county.cast, now=county.now)
        hidden = _alone(sealed.case, county.case) if sealed else _nothing(county.case)
        found = crawl(getattr(county.cast, who), case=county.case, hidden=hidden,
                      thorough=thorough)  # fmt: skip
        transaction.set_rollback(True)
    return found, sealed


class _Absent:
    public_id = ABSENT


class _NoneOf:
    """What belongs to something absent."""

    def get(self) -> _Absent:
        return _Absent()


class _AbsentExemplar(_Absent):
    grounds = objections = _NoneOf()


def _alone(hidden: Case, case: Case) -> Case:
    """What is the hidden case's alone: the office's own report is asked for with the case seen."""
    absent: Any = _Absent()
    return replace(hidden, report=absent) if hidden.report == case.report else hidden


def _nothing(case: Case) -> Case:
    """A case with ids nothing has."""
    absent: Any = _Absent()
    exemplar: Any = _AbsentExemplar()
    return replace(case, petition=absent, undecided=absent, matter=absent, document=absent,
                   run=absent, petition_file=ABSENT, matter_file=ABSENT, proof=ABSENT,
                   booking=absent, promise=absent, relief=ABSENT, measure=ABSENT,
                   hearing=absent, request=absent, report=absent, resolution=absent,
                   revisit=ABSENT, scrutiny=ABSENT, finding=ABSENT, review=absent,
                   answered=absent, exemplar=exemplar)  # fmt: skip


def against(name: str) -> Maker:
    def make(county: County) -> Sealed:
        return make_sealed(against=getattr(county.cast, name), cast=county.cast, now=county.now)

    return make


@pytest.mark.parametrize(("accused", "who"), [*(("zhao", name) for name in COUNTY), ("li", "li")])
def test_the_walled_learn_nothing_at_any_door(county: County, accused: str, who: str) -> None:
    thorough = (accused, who) in THOROUGH
    with_it, sealed = crawled_with(county, who, against(accused), thorough=thorough)
    assert sealed
    assert len(with_it) > 120
    assert not leaks(with_it, sealed.words)
    if who in COMPARED:
        without, _none = crawled_with(county, who, lambda county: None, thorough=thorough)
        assert not different(without, with_it)


def test_a_matter_open_until_then_closes_with_a_complaint_laid_to_it(county: County) -> None:
    """The earlier petitions stay readable; the matter, its papers and the complaint do not."""

    def join(county: County) -> Sealed:
        return make_joined(county.case, against=county.cast.li, cast=county.cast, now=county.now)

    crawled, sealed = crawled_with(county, "li", join)
    assert sealed
    hidden = (*sealed.words, county.case.matter.number, "明答复")
    assert not leaks(crawled, hidden)
    assert crawled[f"/matters/{county.case.matter.public_id}/"][0] == 404
    assert crawled[f"/petitions/{county.case.undecided.public_id}/"][0] == 200


def test_the_crawl_would_find_it(county: County) -> None:
    """Who may see the complaint about Li meets its words: the crawl is not blind."""
    crawled, sealed = crawled_with(county, "he", against("li"))
    assert sealed
    met = {word for _url, word in leaks(crawled, sealed.words)}
    assert {"殷某", sealed.case.petition.number, sealed.case.matter.number} <= met
    assert {f"{NAME}人", "铜匦"} <= met


def test_the_auditor_of_a_walled_office_reads_nothing_of_it_in_the_log(county: County) -> None:
    """Whoever audits there serves under the one complained of; the office above audits it."""
    with transaction.atomic():
        organ = county.cast.organ_of(county.cast.wang)
        auditor, above = (
            officer(f"audit{number}", "审计员", place, (Role.AUDIT_ADMIN,), county.now)
            for number, place in enumerate((organ, organ.parent))
        )
        sealed = make_sealed(against=county.cast.zhao, cast=county.cast, now=county.now)
        asked = [
            f"/audit/?{urlencode({'verb': verb})}" for verb in ("", "petition", "file", "matter")
        ]
        asked.append(f"/audit/?subject_type=petition&subject_id={sealed.case.petition.public_id}")
        pages = {url: _ask(Browser(auditor), "GET", url) for url in asked}
        known = {url: _ask(Browser(above), "GET", url) for url in asked}
        transaction.set_rollback(True)
    assert not leaks(pages, (*sealed.words[:-4], "密330106"))
    assert not leaks({"": pages["/audit/?verb="]}, sealed.words)
    assert b"petition" in pages["/audit/?verb="][1]
    assert {word for _url, word in leaks(known, sealed.words)} >= {sealed.case.petition.number}
