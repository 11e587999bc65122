"""Who reviews which matter: never from the inspected office, nor behind a wall; evenly."""

from __future__ import annotations

import heapq
import zlib
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from touyan.kernel.errors import Refused
from touyan.kernel.messages import N_, Message, message


@dataclass(frozen=True)
class Inspector:
    """A member of the inspection: account, and the offices they serve or served in while the
    inspected matters were handled."""

    account: int
    organs: Set[int] = frozenset()


@dataclass(frozen=True)
class Looked:
    """A matter to be reviewed: the offices that handled it, whoever worked on it, whom a wall keeps
    from it, who reviews it already, and how many of its seats are taken."""

    entry: int
    organs: Set[int]
    worked: Set[int] = frozenset()
    walled: Set[int] = frozenset()
    seated: Set[int] = frozenset()
    taken: int = 0


def why_not(inspector: Inspector, looked: Looked) -> Message | None:
    """Why this inspector may not review the matter, or None. A wall is not given as the reason:
    whoever stands behind it learns nothing."""
    if inspector.account in looked.walled:
        return message(N_("This inspector cannot review this matter."))
    if inspector.organs & looked.organs:
        return message(N_("An inspector never comes from the office inspected."))
    if inspector.account in looked.worked:
        return message(N_("An inspector who worked on the matter does not review it."))
    if inspector.account in looked.seated:
        return message(N_("Each matter is reviewed by different people."))
    return None


@dataclass
class _Load:
    """Inspectors by how much they have, the least first; among equals a lot decides, so that the
    same two do not always meet."""

    heap: list[tuple[int, int, int]] = field(default_factory=list)
    known: dict[int, Inspector] = field(default_factory=dict)

    def take(self, looked: Looked) -> int | None:
        """The least burdened inspector who may; their load grows by one."""
        aside: list[tuple[int, int, int]] = []
        chosen: int | None = None
        while self.heap and chosen is None:
            load, turn, account = heapq.heappop(self.heap)
            if why_not(self.known[account], looked) is None:
                chosen = account
                aside.append((load + 1, _lot(account, looked.entry), account))
            else:
                aside.append((load, turn, account))
        for one in aside:
            heapq.heappush(self.heap, one)
        return chosen


def _lot(account: int, entry: int) -> int:
    return zlib.crc32(f"{account} {entry}".encode())


def assign(
    matters: Iterable[Looked],
    inspectors: Sequence[Inspector],
    *,
    seats: int,
    loads: Mapping[int, int],
) -> tuple[dict[int, list[int]], list[int]]:
    """For each matter the accounts that review it, and the matters for which there are not enough.

    `loads` is what each has already. Each matter goes to those who have the least and may; whoever
    is seated there already keeps the seat, and only the others are filled.
    """
    load = _Load(known={one.account: one for one in inspectors})
    load.heap = [(loads.get(one.account, 0), 0, one.account) for one in inspectors]
    heapq.heapify(load.heap)
    given: dict[int, list[int]] = {}
    short: list[int] = []
    for looked in matters:
        chosen: list[int] = []
        given[looked.entry] = chosen
        for _seat in range(seats - looked.taken):
            seated = Looked(looked.entry, looked.organs, looked.worked, looked.walled,
                            looked.seated | set(chosen))  # fmt: skip
            account = load.take(seated)
            if account is None:
                short.append(looked.entry)
                break
            chosen.append(account)
    return given, short


def check_enough(short: Sequence[int]) -> None:
    """Refused where matters remain without reviewers."""
    if short:
        raise Refused(
            N_("%(number)s matters find no reviewer: name more inspectors from other offices."),
            number=len(short),
        )
