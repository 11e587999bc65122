"""Processes started, relayed, restarted and stopped together."""

import itertools
import os
import re
import signal
import subprocess
from collections.abc import Callable, Iterator

import pytest

from touyan.config.postgres.server import is_alive

Starter = Callable[..., "subprocess.Popen[str]"]
Waiter = Callable[[Callable[[], bool]], None]
TWO = """
import sys
from touyan.config.supervisor import ProcessSpec, Supervisor
sleeper = ["sh", "-c", "echo at $$ $PLACE; exec sleep 60"]
sys.exit(Supervisor([
    ProcessSpec("web", sleeper, {"PLACE": "counter"}), ProcessSpec("worker", sleeper),
]).run())
"""
STUBBORN = """
import sys
from touyan.config import supervisor
supervisor.STOP_SECONDS = 0.3
stubborn = ["sh", "-c", "trap '' TERM; echo at $$; while :; do sleep 1; done"]
sys.exit(supervisor.Supervisor([supervisor.ProcessSpec("web", stubborn)]).run())
"""
WITH_GRANDCHILD = """
import sys
from touyan.config.supervisor import ProcessSpec, Supervisor
parent = ["sh", "-c", "sleep 60 & echo at $!; wait"]
sys.exit(Supervisor([ProcessSpec("web", parent)]).run())
"""
TENDING = """
import sys
from touyan.config.supervisor import ProcessSpec, Supervisor
def tend():
    raise OSError("the cable is out")
sys.exit(Supervisor([ProcessSpec("web", ["sleep", "60"])], tend=tend).run())
"""


def pids(supervisor: "subprocess.Popen[str]", *, count: int) -> dict[str, int]:
    """Read lines until each process has told its number."""
    found: dict[str, int] = {}
    for line in lines(supervisor):
        if told := re.fullmatch(r"\d\d:\d\d:\d\d (\w+) +\| at (\d+).*\n", line):
            found[told[1]] = int(told[2])
        if len(found) == count:
            return found
    pytest.fail(f"only {found} started")


def lines(supervisor: "subprocess.Popen[str]") -> Iterator[str]:
    assert supervisor.stdout is not None
    while line := supervisor.stdout.readline():
        yield line


def test_output_carries_time_and_name_and_the_environment_is_passed(run_python: Starter) -> None:
    first = list(itertools.islice(lines(run_python("-c", TWO)), 2))
    assert any(re.match(r"\d\d:\d\d:\d\d web    \| at \d+ counter\n", line) for line in first)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_all_stop_together_and_the_exit_is_clean(
    run_python: Starter, number: signal.Signals
) -> None:
    supervisor = run_python("-c", TWO)
    started = pids(supervisor, count=2)
    supervisor.send_signal(number)
    rest, _ = supervisor.communicate(timeout=120)
    assert supervisor.returncode == 0
    assert rest.endswith("touyan | stopped\n")
    assert not any(is_alive(pid=pid) for pid in started.values())


def test_a_killed_process_is_started_again_and_said_in_one_line(run_python: Starter) -> None:
    supervisor = run_python("-c", TWO)
    started = pids(supervisor, count=2)
    os.kill(started["worker"], signal.SIGKILL)
    assert supervisor.stdout is not None
    said = supervisor.stdout.readline()
    assert said.endswith("| worker ended with signal 9; starting it again in 0.5 s\n")
    again = pids(supervisor, count=1)
    assert again["worker"] != started["worker"]
    assert is_alive(pid=started["web"])


def test_nothing_outlives_a_killed_supervisor(run_python: Starter, wait_until: Waiter) -> None:
    supervisor = run_python("-c", TWO)
    started = pids(supervisor, count=2)
    supervisor.kill()
    wait_until(lambda: not any(is_alive(pid=pid) for pid in started.values()))


def test_a_process_that_will_not_stop_is_killed_and_the_exit_says_so(run_python: Starter) -> None:
    supervisor = run_python("-c", STUBBORN)
    started = pids(supervisor, count=1)
    supervisor.terminate()
    rest, _ = supervisor.communicate(timeout=120)
    assert "web did not stop and was killed" in rest
    assert supervisor.returncode == 1
    assert not is_alive(pid=started["web"])


def test_grandchildren_stop_with_their_process(run_python: Starter, wait_until: Waiter) -> None:
    supervisor = run_python("-c", WITH_GRANDCHILD)
    grandchild = pids(supervisor, count=1)["web"]
    supervisor.terminate()
    supervisor.communicate(timeout=120)
    wait_until(lambda: not is_alive(pid=grandchild))


def test_a_failing_look_after_the_database_is_said_and_stops_nothing(run_python: Starter) -> None:
    supervisor = run_python("-c", TENDING)
    assert next(lines(supervisor)).endswith("touyan | the cable is out\n")
    supervisor.terminate()
    supervisor.communicate(timeout=120)
    assert supervisor.returncode == 0
