"""Sentences, dates, icons and addresses."""

from __future__ import annotations

from datetime import date, datetime
from html import unescape
from typing import Any

from django.template import Context, Library
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString

from touyan.ui.rules.dates import short_date, short_moment
from touyan.ui.sentences import sentence as translated

register = Library()


@register.filter
def sentence(text: object) -> str:
    """A kernel Message in the reader's language; a plain string as it is. Escaped as usual."""
    return translated(text)


@register.filter
def local_date(value: object, now: object = None) -> str:
    """2026-11-24; with `now` given and the same year, 11-24."""
    day = _local(value)
    return short_date(day, now=_day(now)) if isinstance(day, date) else ""


@register.filter
def local_datetime(value: object, now: object = None) -> str:
    """2026-11-24 10:31; with `now` given and the same year, 11-24 10:31."""
    moment = _local(value)
    if isinstance(moment, datetime):
        return short_moment(moment, now=_day(now))
    return local_date(value, now)


def _local(value: object) -> object:
    aware = isinstance(value, datetime) and timezone.is_aware(value)
    return timezone.localtime(value) if aware else value  # type: ignore[arg-type]


def _day(value: object) -> date | None:
    local = _local(value)
    return local if isinstance(local, date) else None


@register.simple_tag
def icon(name: str, label: str = "", large: bool = False) -> SafeString:
    """An icon of the sprite; silent to screen readers unless it carries a label."""
    return format_html(
        '<svg class="icon{}" {}="{}"{} focusable="false"><use href="{}#{}"></use></svg>',
        " icon-l" if large else "",
        "aria-label" if label else "aria-hidden",
        label or "true",
        SafeString(' role="img"' if label else ""),
        static("ui/icons.svg"),
        name,
    )


@register.simple_tag(takes_context=True)
def again(context: Context, name: str) -> str:
    """The text of a block, shown a second time: the page's title inside <title>.

    Where no template extends this one, the context's page_title.
    """
    blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
    block = blocks.get_block(name) if blocks else None
    if block is None:
        return str(context.get("page_title", ""))
    return " ".join(unescape(strip_tags(block.render(context))).split())


@register.simple_tag(takes_context=True)
def query_string(context: Context, **changes: object) -> str:
    """This page's query with some parameters replaced; None or empty drops one."""
    return changed_query(context, **changes)


def changed_query(context: Context, **changes: Any) -> str:
    """`?a=1&b=2` after the changes; a bare `?` when nothing is left."""
    request = context.get("request")
    query = request.GET.copy() if request is not None else None
    if query is None:
        return "?"
    for name, value in changes.items():
        if value in (None, ""):
            query.pop(name, None)
        else:
            query[name] = value
    return f"?{query.urlencode()}"


@register.simple_tag
def code_tag(text: object) -> SafeString:
    """A number or code in fixed-width type."""
    return format_html('<span class="number">{}</span>', text)
