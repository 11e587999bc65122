"""Every way to write a true word, as patterns over a folded text.

A pattern says over which folding it is read. It may find too much: an editor says it in other
words. It must not find too little.
"""

from __future__ import annotations

import re
from functools import lru_cache

from touyan.exemplars.rules.folding import Fold
from touyan.exemplars.rules.secrets import Kind, Secret
from touyan.exemplars.rules.writings.days import day_ways
from touyan.exemplars.rules.writings.names import name_ways
from touyan.exemplars.rules.writings.numbers import figure_ways, number_ways
from touyan.exemplars.rules.writings.places import address_ways, organ_ways

_WAYS = {
    Kind.NAME: name_ways, Kind.ORGAN: organ_ways, Kind.ADDRESS: address_ways,
    Kind.FIGURES: figure_ways, Kind.NUMBER: number_ways, Kind.DAY: day_ways,
}  # fmt: skip


@lru_cache(maxsize=65_536)
def writings(secret: Secret) -> tuple[tuple[Fold, re.Pattern[str]], ...]:
    """Compiled once: an edition has thousands of true words, more than `re` keeps by itself."""
    ways = dict.fromkeys(_WAYS[secret.kind](secret.value))
    return tuple((fold, re.compile(way)) for fold, way in ways)
