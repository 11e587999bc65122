"""kill -9 of everything while clerks register: what was acknowledged is there, once.

One running product goes through it all; each check looks at another side of what is left. (The
operating system keeps what a killed process wrote: power cuts are another matter, see the test
of unsafe settings.)
"""

from __future__ import annotations

import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import psycopg
import pytest
from tests.database.trust.browser import LOST, Browser
from tests.database.trust.product import (
    RUN,
    Product,
    environment,
    kill,
    lives,
    prepared,
    using,
    wait_until,
)
from tests.screens.petitions.forms import letter

from touyan.audit.queries import verify
from touyan.config.postgres.durability import SWITCHED_OFF
from touyan.demonstration.rules.cast import PASSWORD
from touyan.intake.models import Petition, Submission, Undecided

CLERKS = ("wang", "li", "he")
BETWEEN = 2
"""So many letters are acknowledged between two blows."""
TRIES = 200
CUT = 4
"""One letter of so many is sent by a line that is cut before the answer."""
URL = "/petitions/new/"


@dataclass
class Clerk:
    """Registers letter after letter; sends each again until it is acknowledged."""

    browser: Browser
    acknowledged: dict[str, str] = field(default_factory=dict)
    again: int = 0
    cut: int = 0

    def work(self, until: threading.Event) -> None:
        while not until.is_set():
            form = letter()
            self.acknowledged[str(form["form_key"])] = self._send(form)

    def _send(self, form: dict[str, object]) -> str:
        if len(self.acknowledged) % CUT == 1:
            self.browser.leave(URL, form)
            self.cut += 1
        for _try in range(TRIES):
            if self.browser.post(URL, form) == 302:
                return self.browser.location
            self.again += 1
            time.sleep(0.1)
        return ""


@dataclass
class Story:
    """What happened."""

    clerks: list[Clerk]
    reader: list[int]
    kills: Counter[str]
    orphans: list[int]
    sent_after_restart: int
    exit_code: int
    log: str
    keys: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    results: dict[str, str] = field(default_factory=dict)
    undecided: int = 0
    whole: bool = False
    refusal: str = ""


@pytest.fixture(scope="module")
def story(django_db_setup: None, django_db_blocker: Any) -> Iterator[Story]:
    folder = Path(tempfile.mkdtemp(prefix="touyan-crash-", dir="/tmp"))
    folder.chmod(0o755)
    with django_db_blocker.unblock():
        data = folder / "data"
        subprocess.run(["cp", "-a", str(prepared()), str(data)], check=True)
        product = Product(data)
        try:
            yield tell(product)
        finally:
            product.end()
            shutil.rmtree(folder, ignore_errors=True)


def tell(product: Product) -> Story:
    """Start, kill parts for a while, kill the whole, start again, stop, look, spoil."""
    product.start()
    clerks = [Clerk(signed_in(product, name)) for name in CLERKS]
    reader, stop = signed_in(product, "sun"), threading.Event()
    threads = [threading.Thread(target=clerk.work, args=(stop,)) for clerk in clerks]
    threads.append(threading.Thread(target=read, args=(reader, stop)))
    for thread in threads:
        thread.start()
    kills = torment(product, reader, clerks)
    stop.set()
    for thread in threads:
        thread.join(120)
    orphans = behead(product)
    product.start()
    clerks[0].browser.seen.clear()
    sent = clerks[0].browser.post(URL, letter())
    found = Story(clerks, reader.seen, kills, orphans, sent, product.stop(), product.log)
    with product.database as database:
        with using(database):
            look(found)
        found.refusal = spoiled(product, database.url("superuser"))
    return found


def signed_in(product: Product, username: str) -> Browser:
    browser = Browser(product.port)
    assert browser.sign_in(username, PASSWORD) == 302, browser.body[:2000]
    browser.seen.clear()
    return browser


def read(browser: Browser, until: threading.Event) -> None:
    while not until.is_set():
        browser.get("/matters/")
        time.sleep(0.1)


PLAN = ("web", "worker", "web", "database", "web", "web", "worker", "web", "database", "web")


def torment(product: Product, reader: Browser, clerks: list[Clerk]) -> Counter[str]:
    """kill -9 of one thing after another, each as soon as it is there to be killed."""
    chance, kills = Random(7), Counter[str]()
    blows: dict[str, Callable[[], object]] = {
        "web": lambda: strike(product, lambda: chance.choice([*product.web_workers(), None])),
        "worker": lambda: strike(product, lambda: product.part("worker")),
        "database": lambda: darken(product, reader),
    }
    for what in PLAN:
        some_letters(product, clerks)
        blows[what]()
        kills[what] += 1
        if what == "database":
            back_again(product)
    some_letters(product, clerks)
    return kills


def some_letters(product: Product, clerks: list[Clerk]) -> None:
    """The work goes on between two blows, however slow the machine."""
    before = sum(len(clerk.acknowledged) for clerk in clerks)
    wait_until(
        lambda: sum(len(clerk.acknowledged) for clerk in clerks) >= before + BETWEEN,
        seconds=240, otherwise=lambda: product.log,
    )  # fmt: skip


def strike(product: Product, found: Callable[[], int | None]) -> None:
    """Kill what is found, as soon as it is there."""
    wait_until(lambda: kill(found()), seconds=120, otherwise=lambda: product.log)


def darken(product: Product, reader: Browser) -> None:
    """Kill the database until somebody has seen it dead: a part that begins revives it."""
    before = reader.seen.count(503)

    def dark() -> bool:
        kill(product.postmaster())
        return reader.seen.count(503) > before

    with held(product):
        wait_until(dark, seconds=120, otherwise=lambda: product.log)


@contextmanager
def held(product: Product) -> Iterator[None]:
    """`touyan run` itself stands still: it starts nothing again meanwhile."""
    assert product.process is not None
    product.process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        product.process.send_signal(signal.SIGCONT)


def back_again(product: Product) -> None:
    """The database takes connections again."""
    time.sleep(0.2)
    wait_until(product.database.is_running, seconds=120, otherwise=lambda: product.log[-2000:])


def behead(product: Product) -> list[int]:
    """kill -9 of `touyan run` itself; what of it is still alive after a while."""
    tree = product.tree()
    assert product.process is not None
    kill(product.process.pid)
    product.process.wait(10)
    limit = time.monotonic() + 60
    while any(map(lives, tree)) and time.monotonic() < limit:
        time.sleep(0.05)
    return [pid for pid in tree if lives(pid)]


def look(found: Story) -> None:
    found.keys = [str(key) for key in Submission.objects.values_list("key", flat=True)]
    found.numbers = list(Petition.objects.order_by("pk").values_list("number", flat=True))
    ids = dict(Petition.objects.values_list("pk", "public_id"))
    found.results = {
        str(key): str(ids[int(result)])
        for key, result in Submission.objects.values_list("key", "result")
    }
    found.undecided = Undecided.objects.count()
    found.whole = verify().whole


def spoiled(product: Product, superuser: str) -> str:
    """What the web server says on a database that may lose what it acknowledged."""
    with psycopg.connect(superuser, autocommit=True) as connection:
        connection.execute("ALTER ROLE touyan_app SET synchronous_commit = off")
    done = subprocess.run([*RUN, "web", "--port", str(product.port)], env=environment(product.data),
                          capture_output=True, text=True, timeout=300, check=False)  # fmt: skip
    assert done.returncode != 0
    return done.stdout + done.stderr


def sent(story: Story) -> dict[str, str]:
    """Key and receipt of every letter the clerks got acknowledged."""
    return {key: url for clerk in story.clerks for key, url in clerk.acknowledged.items()}


def everything_was_really_killed(story: Story) -> None:
    assert story.kills == Counter(PLAN)
    assert "web ended with" not in story.log, "its workers were killed, never their master"
    assert story.log.count("worker ended with") >= 2


def every_letter_was_acknowledged_in_the_end(story: Story) -> None:
    assert len(sent(story)) > 12
    assert all(sent(story).values())
    assert sum(clerk.again for clerk in story.clerks) > 0, "some had to be sent again"
    assert sum(clerk.cut for clerk in story.clerks) > 1, "some never heard of the first time"


def what_was_acknowledged_is_there_once(story: Story) -> None:
    assert set(sent(story)) <= set(story.results)
    for key, receipt in sent(story).items():
        assert story.results[key] in receipt, "the receipt is that of the key's petition"
    assert len(story.numbers) == len(story.keys) == len(set(story.results.values()))
    assert story.undecided == len(story.numbers)


def nothing_is_there_that_nobody_sent(story: Story) -> None:
    assert len(story.numbers) == len(sent(story)) + 1, "and the one after the restart"


def the_numbers_have_no_gap_and_no_double(story: Story) -> None:
    running = sorted(int(number.rpartition("-")[2]) for number in story.numbers)
    assert running == list(range(1, len(running) + 1))


def the_audit_log_is_whole(story: Story) -> None:
    assert story.whole


def people_see_a_page_to_try_again_never_a_broken_one(story: Story) -> None:
    seen = Counter(story.reader)
    for clerk in story.clerks:
        seen.update(clerk.browser.seen)
    assert set(seen) <= {200, 302, 503, LOST}, seen
    assert seen[503] > 0


def killing_the_whole_leaves_nothing_running_and_the_next_start_goes_on(story: Story) -> None:
    assert not story.orphans
    assert story.sent_after_restart == 302
    assert story.exit_code == 0


def a_database_that_may_lose_what_it_acknowledged_is_refused(story: Story) -> None:
    assert SWITCHED_OFF["synchronous_commit"] in story.refusal
    assert "touyan does not start" in story.refusal


CHECKS = (
    everything_was_really_killed,
    every_letter_was_acknowledged_in_the_end,
    what_was_acknowledged_is_there_once,
    nothing_is_there_that_nobody_sent,
    the_numbers_have_no_gap_and_no_double,
    the_audit_log_is_whole,
    people_see_a_page_to_try_again_never_a_broken_one,
    killing_the_whole_leaves_nothing_running_and_the_next_start_goes_on,
    a_database_that_may_lose_what_it_acknowledged_is_refused,
)


def test_killing_everything_loses_nothing_and_doubles_nothing(story: Story) -> None:
    """One test, for the product is started, tormented and started again but once."""
    failed = {}
    for check in CHECKS:
        try:
            check(story)
        except AssertionError as error:
            failed[check.__name__] = str(error)
    assert not failed
