"""Frozen lists that figures are about: their names, and the pages they are worked on."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from touyan.desk.web import DeskRequest
from touyan.statistics.queries.topics import Topic, topics_seen


def topic_name(topic: Topic) -> str:
    """A frozen list by its name."""
    if topic.batch is None:
        return topic.name
    return _("%(campaign)s, batch %(number)s") % {"campaign": topic.name, "number": topic.batch}


def list_asked(request: DeskRequest, code: str) -> tuple[str, str] | None:
    """Name and page of a list, where the viewer may know of it."""
    known = topics_seen(viewer=request.viewer) if code else []
    topic = next((one for one in known if one.code == code), None)
    if topic is None:
        return None
    kind, _mark, public_id = code.partition(":")
    return topic_name(topic), reverse(kind, args=[public_id])
