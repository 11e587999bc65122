"""The sealed mapping of a case: which substitute stands for which true word.

It is opened for the replacing itself and for undoing; no page, file or export asks for it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from touyan.exemplars.models import Exemplar, Replacement
from touyan.exemplars.rules.secrets import Kind


def index_of(exemplar: Exemplar, kind: Kind, true: str) -> bytes:
    """The keyed index of a true word within its case: equal words of two cases do not meet."""
    context = f"exemplar:{exemplar.public_id}:replacement"
    return bytes(settings.KEYRING.index(f"{kind.value}\0{true}", context=context))


def sealed(row: Replacement, told: Mapping[str, Any]) -> bytes:
    text = json.dumps(told, ensure_ascii=False)
    return bytes(settings.KEYRING.seal(text, context=f"replacement:{row.public_id}:true"))


def opened(row: Replacement) -> dict[str, Any]:
    context = f"replacement:{row.public_id}:true"
    return dict(json.loads(settings.KEYRING.open(row.true_sealed, context=context)))


def known_of(exemplar: Exemplar) -> dict[tuple[Kind, str], str]:
    """What stands for each true word, so that it stays the same in every version."""
    rows = Replacement.objects.filter(exemplar=exemplar, undone_at__isnull=True)
    return {(Kind(row.kind), str(opened(row)["true"])): row.substitute for row in rows}
