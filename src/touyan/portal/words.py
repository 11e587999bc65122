"""How a petition was recorded, in words for the one who brought it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_RECORDED = {
    "first": gettext_lazy("as the first about this matter"),
    "repeat": gettext_lazy("as a repeat of a matter brought before"),
    "supplement": gettext_lazy("as a supplement to a matter brought before"),
    "duplicate": gettext_lazy("as the same petition, received a second time"),
    "joint": gettext_lazy("as one of several petitions about the same matter"),
}


def relation_words(relation: str) -> str:
    """The label in a sentence; empty while nobody has decided."""
    if relation not in _RECORDED:
        return ""
    return _("Your petition was recorded %(how)s.") % {"how": _RECORDED[relation]}
