"""The selection held against all there was, as figures in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from touyan.desk.counting import capped_together
from touyan.exemplars.queries.access import Call
from touyan.exemplars.queries.bias import against_all
from touyan.exemplars.rules.words import WHAT_NAMES, What
from touyan.kernel.messages import Message
from touyan.organs.rules.access import Viewer
from touyan.ui.sentences import sentence


def bias_of(
    call: Call | None, *, organ: Any, kind: str = "", viewer: Viewer
) -> list[tuple[str, str]]:
    """Figure by figure: name and number; one round to the database."""
    found = capped_together(against_all(call, organ=organ, kind=kind, viewer=viewer))
    names = {
        "existed": _("Matters of the kind"),
        "closed": _("Closed"),
        "resolved": _("Substantively resolved"),
        "nominated": _("Matters nominated"),
        **{what.value: sentence(Message(WHAT_NAMES[what])) for what in What},
        "selected": _("Matters selected"),
    }
    return [(name, found[key]) for key, name in names.items()]
