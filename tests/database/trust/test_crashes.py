"""kill -9 of everything while clerks register: what was acknowledged is there, once.

One running product goes through it all; each test looks at another side of what is left. (The
operating system keeps what a killed process wrote: power cuts are another matter, see the test
of unsafe settings.)
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
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
SECONDS = 7.0
TRIES = 200
URL = "/petitions/new/"


@dataclass
class Clerk:
    """Registers letter after letter; sends each again until it is acknowledged."""

    browser: Browser
    acknowledged: dict[str, str] = field(default_factory=dict)
    again: int = 0

    def work(self, until: threading.Event) -> None:
        while not until.is_set():
            form = letter()
            self.acknowledged[str(form["form_key"])] = self._send(form)

    def _send(self, form: dict[str, object]) -> str:
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
    back_after: list[float]
    orphans: list[int]
    restarted_in: float
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
    kills, back_after = torment(product)
    stop.set()
    for thread in threads:
        thread.join(30)
    orphans = behead(product)
    restarted_in = product.start()
    clerks[0].browser.seen.clear()
    sent = clerks[0].browser.post(URL, letter())
    found = Story(clerks, reader.seen, kills, back_after, orphans, restarted_in, sent,
                  product.stop(), product.log)  # fmt: skip
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


def torment(product: Product) -> tuple[Counter[str], list[float]]:
    """A web worker every half second, the job worker twice, the database twice."""
    chance, kills, back = Random(7), Counter[str](), []
    began = time.monotonic()
    database_at, worker_at = [1.5, 4.5], [1.0, 3.0]
    while (now := time.monotonic() - began) < SECONDS:
        if database_at and now > database_at[0]:
            database_at.pop(0)
            kills["database"] += kill(product.postmaster())
            back.append(back_again(product))
        elif worker_at and now > worker_at[0]:
            worker_at.pop(0)
            kills["worker"] += kill(product.part("worker"))
        elif workers := product.web_workers():
            kills["web"] += kill(chance.choice(workers))
        time.sleep(0.5)
    return kills, back


def back_again(product: Product) -> float:
    """Seconds until the database takes connections."""
    began = time.monotonic()
    time.sleep(0.2)
    wait_until(product.database.is_running, seconds=15, otherwise=lambda: product.log[-2000:])
    return time.monotonic() - began


def behead(product: Product) -> list[int]:
    """kill -9 of `touyan run` itself; what of it is still alive after a while."""
    tree = product.tree()
    assert product.process is not None
    kill(product.process.pid)
    product.process.wait(10)
    limit = time.monotonic() + 4
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
                          capture_output=True, text=True, timeout=30, check=False)  # fmt: skip
    assert done.returncode != 0
    return done.stdout + done.stderr


def sent(story: Story) -> dict[str, str]:
    """Key and receipt of every letter the clerks got acknowledged."""
    return {key: url for clerk in story.clerks for key, url in clerk.acknowledged.items()}


def test_everything_was_really_killed(story: Story) -> None:
    assert story.kills["web"] >= 5
    assert story.kills["worker"] == story.kills["database"] == 2
    assert "The database has died; it is started again." in story.log
    assert "web" in story.log


def test_every_letter_was_acknowledged_in_the_end(story: Story) -> None:
    assert len(sent(story)) > 30
    assert all(sent(story).values())
    assert sum(clerk.again for clerk in story.clerks) > 0, "some had to be sent again"


def test_what_was_acknowledged_is_there_once(story: Story) -> None:
    assert set(sent(story)) <= set(story.results)
    for key, receipt in sent(story).items():
        assert story.results[key] in receipt, "the receipt is that of the key's petition"
    assert len(story.numbers) == len(story.keys) == len(set(story.results.values()))
    assert story.undecided == len(story.numbers)


def test_nothing_is_there_that_nobody_sent(story: Story) -> None:
    assert len(story.numbers) == len(sent(story)) + 1, "and the one after the restart"


def test_the_numbers_have_no_gap_and_no_double(story: Story) -> None:
    running = sorted(int(number.rpartition("-")[2]) for number in story.numbers)
    assert running == list(range(1, len(running) + 1))


def test_the_audit_log_is_whole(story: Story) -> None:
    assert story.whole


def test_people_see_a_page_to_try_again_never_a_broken_one(story: Story) -> None:
    seen = Counter(story.reader)
    for clerk in story.clerks:
        seen.update(clerk.browser.seen)
    assert set(seen) <= {200, 302, 503, LOST}, seen
    assert seen[503] > 0


def test_the_database_is_back_within_five_seconds(story: Story) -> None:
    assert max(story.back_after) < 5, story.back_after


def test_killing_the_whole_leaves_nothing_running_and_the_next_start_goes_on(story: Story) -> None:
    assert not story.orphans
    assert story.sent_after_restart == 302
    assert story.exit_code == 0


def test_a_database_that_may_lose_what_it_acknowledged_is_refused(story: Story) -> None:
    assert SWITCHED_OFF["synchronous_commit"] in story.refusal
    assert "touyan does not start" in story.refusal
