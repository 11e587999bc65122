"""The draw: made again by a second, independent piece of code; in proportion; not to be steered."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touyan.inspections.rules.drawing import allocate, draw, lot_of, seed_of
from touyan.inspections.rules.frozen import Line, digest_of, population_text
from touyan.kernel.errors import Refused

NUMBER = "3391.76"


def lines(*strata: str) -> list[Line]:
    return [Line(n, f"m{n:05d}", f"浙信访〔2026〕{n}号", "330106", stratum)
            for n, stratum in enumerate(strata, 1)]  # fmt: skip


# A second SM3 (GB/T 32905-2016), written from the standard for this test alone


def _rotl(word: int, by: int) -> int:
    by %= 32
    return ((word << by) | (word >> (32 - by))) & 0xFFFFFFFF


def second_sm3(data: bytes) -> str:
    state = [0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600,
             0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E]  # fmt: skip
    padded = data + b"\x80" + bytes((55 - len(data)) % 64) + struct.pack(">Q", 8 * len(data))
    for start in range(0, len(padded), 64):
        w = list(struct.unpack(">16I", padded[start : start + 64]))
        for j in range(16, 68):
            x = w[j - 16] ^ w[j - 9] ^ _rotl(w[j - 3], 15)
            w.append(x ^ _rotl(x, 15) ^ _rotl(x, 23) ^ _rotl(w[j - 13], 7) ^ w[j - 6])
        a, b, c, d, e, f, g, h = state
        for j in range(64):
            t = 0x79CC4519 if j < 16 else 0x7A879D8A
            ss1 = _rotl((_rotl(a, 12) + e + _rotl(t, j)) & 0xFFFFFFFF, 7)
            ss2 = ss1 ^ _rotl(a, 12)
            ff = a ^ b ^ c if j < 16 else (a & b) | (a & c) | (b & c)
            gg = e ^ f ^ g if j < 16 else (e & f) | (~e & g)
            tt1 = (ff + d + ss2 + (w[j] ^ w[j + 4])) & 0xFFFFFFFF
            tt2 = (gg + h + ss1 + w[j]) & 0xFFFFFFFF
            a, b, c, d = tt1, a, _rotl(b, 9), c
            e, f, g, h = tt2 ^ _rotl(tt2, 9) ^ _rotl(tt2, 17), e, _rotl(f, 19), g
        state = [old ^ new for old, new in zip(state, (a, b, c, d, e, f, g, h), strict=True)]
    return "".join(f"{word:08x}" for word in state)


def drawn_by_hand(text: str, number: str, sizes: dict[str, int]) -> set[str]:
    """As somebody outside would, with the list handed out and the published number alone."""
    seed = second_sm3(f"touyan seed 1\n{second_sm3(text.encode())}\n{number}".encode())
    rows = [row.split("\t") for row in text.split("\n")[4:]]
    chosen = set()
    for stratum, size in sizes.items():
        held = [row[1] for row in rows if row[4] == stratum]
        held.sort(key=lambda matter: second_sm3(f"{seed}\n{matter}".encode()))
        chosen |= set(held[:size])
    return chosen


def test_whoever_holds_the_list_and_the_number_draws_the_same_matters(now) -> None:
    found = lines(*["33|3"] * 40, *["33|4"] * 25, *["32|4"] * 7)
    text = population_text(inspection="i", frozen_at=now, plan={"name": "专项督查"}, lines=found)
    sizes = allocate({"33|3": 40, "33|4": 25, "32|4": 7}, 20)
    drawn = draw(found, sizes, seed=seed_of(digest=digest_of(text), number=NUMBER))
    assert {one.matter for one in drawn} == drawn_by_hand(text, NUMBER, sizes)
    assert len(drawn) == 20


def test_another_number_or_one_more_matter_draws_others(now) -> None:
    found = lines(*[""] * 200)

    def sample(some: list[Line], number: str) -> set[str]:
        text = population_text(inspection="i", frozen_at=now, plan={}, lines=some)
        seed = seed_of(digest=digest_of(text), number=number)
        return {one.matter for one in draw(some, {"": 20}, seed=seed)}

    first = sample(found, NUMBER)
    assert first == sample(found, f" {NUMBER} "), "blanks around the number do not matter"
    assert len(first & sample(found, "3391.77")) < 12
    assert len(first & sample([*found, *lines(*[""] * 201)[200:]], NUMBER)) < 12


def test_every_matter_has_the_same_chance() -> None:
    found, times = lines(*[""] * 20), dict.fromkeys(range(1, 21), 0)
    for number in range(2000):
        for one in draw(found, {"": 5}, seed=seed_of(digest="d", number=str(number))):
            times[int(one.matter[1:])] += 1
    assert all(400 < drawn < 600 for drawn in times.values()), times  # 500 expected, ±5 sd


def test_places_follow_the_lots() -> None:
    drawn = draw(lines(*[""] * 30), {"": 10}, seed="s")
    assert [one.place for one in drawn] == list(range(1, 11))
    lots = [lot_of("s", one.matter) for one in drawn]
    assert lots == sorted(lots)


STRATA = st.dictionaries(
    st.text("abc", min_size=1, max_size=3), st.integers(1, 400), min_size=1, max_size=8
)


@given(STRATA, st.integers(1, 1000))
def test_an_allocation_is_whole_within_its_strata_and_near_the_share(
    strata: dict[str, int], size: int
) -> None:
    total, least = sum(strata.values()), sum(min(2, held) for held in strata.values())
    if size < least:
        with pytest.raises(Refused):
            allocate(strata, size)
        return
    given_out = allocate(strata, size)
    assert sum(given_out.values()) == min(size, total)
    for name, number in given_out.items():
        assert min(2, strata[name]) <= number <= strata[name]
        assert number <= max(2, size * strata[name] / total + 1) or size > total
