"""Run touyan's processes together: one terminal, one Ctrl-C, nothing left behind.

    Supervisor([ProcessSpec("web", [...]), ProcessSpec("worker", [...])]).run()

Every process stands in a group of its own, so that Ctrl-C reaches only the supervisor, which
then stops them in order. If the supervisor itself is killed, the kernel (Linux) kills them.
"""

import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, TextIO

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 5.0
STEADY_SECONDS = 30.0  # a process that lived this long starts over with the first pause
STOP_SECONDS = 10.0
TICK_SECONDS = 0.2
TEND_SECONDS = 1.0
LONGEST_LINE = 64 * 1024
COLOURS = (36, 33, 35, 32, 34, 31)

# Runs in the new process: asks the kernel to be killed with its parent (PR_SET_PDEATHSIG = 1),
# looks whether the parent is still there, and becomes the program. Safer than preexec_fn, which
# runs Python between fork and exec.
DIE_WITH_PARENT = """
import ctypes, os, sys
ctypes.CDLL(None).prctl(1, 9)
if os.getppid() != int(sys.argv[1]):
    sys.exit(1)
try:
    os.execvp(sys.argv[2], sys.argv[2:])
except OSError as error:
    sys.exit(f"{sys.argv[2]} cannot be started: {error.strerror}")
"""


@dataclass(frozen=True)
class ProcessSpec:
    """One process: its name in the log, its command, and what it adds to our environment."""

    name: str
    argv: Sequence[str]
    env: Mapping[str, str] = field(default_factory=dict)


class Supervisor:
    """Starts the processes, relays their output, starts dead ones again, stops all together."""

    def __init__(
        self,
        processes: Sequence[ProcessSpec],
        *,
        tend: Callable[[], None] | None = None,
        out: TextIO | None = None,
    ) -> None:
        """``tend`` is called about once a second, for example to look after the database."""
        self._tend = tend
        self._printer = _Printer(out=out or sys.stdout, names=[spec.name for spec in processes])
        self._selector = selectors.DefaultSelector()
        self._children = [
            _Child(spec=spec, printer=self._printer, selector=self._selector) for spec in processes
        ]
        self._stop_requests = 0
        self._next_tend = 0.0

    def run(self) -> int:
        """Run until SIGINT or SIGTERM; 0 when every process then ended by itself."""
        before = {
            number: signal.signal(number, self._request_stop)
            for number in (signal.SIGINT, signal.SIGTERM)
        }
        try:
            while not self._stop_requests and not self._printer.broken:
                self._look_after()
            return self._stop_all()
        finally:
            for child in self._children:
                child.kill()
            for number, handler in before.items():
                signal.signal(number, handler)
            self._selector.close()

    def _request_stop(self, number: int, frame: object) -> None:
        self._stop_requests += 1

    def _look_after(self) -> None:
        for child in self._children:
            child.keep_running()
        if self._tend is not None and time.monotonic() >= self._next_tend:
            self._next_tend = time.monotonic() + TEND_SECONDS
            self._call_tend(self._tend)
        self._relay(seconds=TICK_SECONDS)

    def _call_tend(self, tend: Callable[[], None]) -> None:
        try:
            tend()
        except Exception as error:  # the processes go on; the next second tries again
            self._printer.say(str(error))

    def _relay(self, *, seconds: float) -> None:
        if not self._selector.get_map():
            time.sleep(seconds)
            return
        for key, _ in self._selector.select(seconds):
            pipe: _Pipe = key.data
            pipe.relay()

    def _relay_rest(self) -> None:
        """Show last words; bounded, for a process that left its group may talk for ever."""
        for _ in range(100):
            if not self._selector.get_map() or not self._selector.select(0):
                return
            self._relay(seconds=0)

    def _stop_all(self) -> int:
        self._printer.say("stopping")
        for child in self._children:
            child.signal(signal.SIGTERM)
        limit = time.monotonic() + STOP_SECONDS
        while any(child.is_alive() for child in self._children):
            # A second Ctrl-C is impatience: no more waiting.
            if time.monotonic() > limit or self._stop_requests > 1:
                break
            self._relay(seconds=TICK_SECONDS / 4)
        stubborn = [child for child in self._children if child.kill()]
        for child in stubborn:
            self._printer.say(f"{child.spec.name} did not stop and was killed")
        self._relay_rest()
        self._printer.say("stopped")
        return 1 if stubborn else 0


class _Printer:
    """Writes whole lines, each with time and name."""

    def __init__(self, *, out: TextIO, names: Sequence[str]) -> None:
        self._out = out
        self._width = max((len(name) for name in [*names, "touyan"]), default=0)
        shown = out.isatty() and "NO_COLOR" not in os.environ
        self._colours = {
            name: COLOURS[index % len(COLOURS)] for index, name in enumerate(names) if shown
        }
        self.broken = False

    def say(self, text: str) -> None:
        self.line(name="touyan", text=text)

    def line(self, *, name: str, text: str) -> None:
        head = f"{time.strftime('%H:%M:%S')} {name:<{self._width}} |"
        if name in self._colours:
            head = f"\033[{self._colours[name]}m{head}\033[0m"
        try:
            print(head, text, file=self._out, flush=True)
        except OSError:
            self.broken = True  # the reader of our output has gone


class _Pipe:
    """The output of one run of one process, until its last holder closes it."""

    def __init__(
        self,
        *,
        name: str,
        source: IO[bytes],
        printer: _Printer,
        selector: selectors.BaseSelector,
    ) -> None:
        self._name = name
        self._source = source
        self._printer = printer
        self._selector = selector
        self._rest = b""
        os.set_blocking(source.fileno(), False)
        selector.register(source, selectors.EVENT_READ, self)

    def relay(self) -> None:
        try:
            data = os.read(self._source.fileno(), LONGEST_LINE)
        except BlockingIOError:
            return
        *lines, self._rest = (self._rest + data).split(b"\n")
        if not data or len(self._rest) > LONGEST_LINE:
            lines, self._rest = [*lines, self._rest], b""
        for line in lines:
            if text := line.decode("utf-8", "replace").rstrip():
                self._printer.line(name=self._name, text=text)
        if not data:
            self._selector.unregister(self._source)
            self._source.close()


class _Child:
    """One specified process through all its runs."""

    def __init__(
        self, *, spec: ProcessSpec, printer: _Printer, selector: selectors.BaseSelector
    ) -> None:
        self.spec = spec
        self._printer = printer
        self._selector = selector
        self._process: subprocess.Popen[bytes] | None = None
        self._begun = 0.0
        self._pause = FIRST_PAUSE
        self._due = 0.0

    def keep_running(self) -> None:
        """Start it when it is due, and notice when it has ended."""
        if self._process is not None and self._process.poll() is not None:
            self._plan_restart(code=self._process.returncode)
        if self._process is None and time.monotonic() >= self._due:
            self._start()

    def is_alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def signal(self, number: int) -> bool:
        """Send a signal to the whole group; False when there is none to send to."""
        if self._process is None:
            return False
        try:
            os.killpg(self._process.pid, number)
        except ProcessLookupError:
            return False
        return True

    def kill(self) -> bool:
        """End what is left of it, grandchildren too; True when the process itself was alive."""
        alive = self.is_alive()
        self.signal(signal.SIGKILL)
        if self._process is not None:
            self._process.wait()
        self._process = None
        return alive

    def _plan_restart(self, *, code: int) -> None:
        if time.monotonic() - self._begun > STEADY_SECONDS:
            self._pause = FIRST_PAUSE
        how = f"signal {-code}" if code < 0 else f"exit code {code}"
        self._printer.say(
            f"{self.spec.name} ended with {how}; starting it again in {self._pause:g} s"
        )
        self.kill()  # its own children must not hold the port against the next run
        self._due = time.monotonic() + self._pause
        self._pause = min(self._pause * 2, LONGEST_PAUSE)

    def _start(self) -> None:
        self._begun = time.monotonic()
        try:
            self._process = subprocess.Popen(
                _command(argv=self.spec.argv),
                env={**os.environ, "PYTHONUNBUFFERED": "1", **self.spec.env},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                process_group=0,
            )
        except OSError as error:
            self._printer.say(f"{self.spec.name} cannot be started: {error}")
            self._due, self._pause = self._begun + self._pause, LONGEST_PAUSE
            return
        assert self._process.stdout is not None
        _Pipe(
            name=self.spec.name,
            source=self._process.stdout,
            printer=self._printer,
            selector=self._selector,
        )


def _command(*, argv: Sequence[str]) -> list[str]:
    if not sys.platform.startswith("linux"):
        return list(argv)
    # -I -S: the wrapper needs nothing but the standard library and starts in milliseconds.
    return [sys.executable, "-I", "-S", "-c", DIE_WITH_PARENT, str(os.getpid()), *argv]
