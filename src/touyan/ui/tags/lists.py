"""Lists: filters, tables, paging, acting on many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.paginator import Page
from django.forms import BaseForm
from django.http import QueryDict
from django.template import Context, Library

from touyan.ui.rules.tables import (
    Column,
    next_sort,
    page_numbers,
    shown_columns,
    sort_state,
)
from touyan.ui.tags import read
from touyan.ui.tags.text import changed_query

register = Library()


def _query(context: Context) -> QueryDict:
    request = context.get("request")
    return request.GET if request is not None else QueryDict()


def _kept(context: Context, *, without: Iterable[str]) -> list[tuple[str, str]]:
    dropped = set(without)
    return [
        (name, value)
        for name, values in _query(context).lists()
        if name not in dropped
        for value in values
    ]


@register.inclusion_tag("ui/parts/filter_chips.html", takes_context=True)
def filter_chips(context: Context, chips: Iterable[object]) -> dict[str, Any]:
    """What narrows this list; each chip (label, value, name, raw) is a link that lifts it."""
    listed = [
        {
            "label": read(chip, "label"),
            "value": read(chip, "value"),
            "url": _without(context, read(chip, "name"), read(chip, "raw")),
        }
        for chip in chips
    ]
    names = {read(chip, "name") for chip in chips}
    return {"chips": listed, "clear_url": _without_all(context, names)}


def _without(context: Context, name: str, raw: object) -> str:
    query = _query(context).copy()
    left = [value for value in query.getlist(name) if raw is not None and value != str(raw)]
    query.setlist(name, left)
    query.pop("page", None)
    return "?" + query.urlencode()


def _without_all(context: Context, names: Iterable[str]) -> str:
    return changed_query(context, **dict.fromkeys([*names, "page"]))


@register.inclusion_tag("ui/parts/filter_bar.html", takes_context=True)
def filter_bar(
    context: Context, form: BaseForm, search: str = "q", primary: str = "", reset_url: str = "?"
) -> dict[str, Any]:
    """A filter form: the search box and `primary` fields in a row, the others folded away."""
    first = primary.split()
    names = [name for name in form.fields if name != search and not form[name].is_hidden]
    rest = [form[name] for name in names if name not in first]
    return {
        "search": form[search] if search in form.fields else None,
        "primary": [form[name] for name in first if name in form.fields],
        "rest": rest,
        "rest_used": any(_query(context).get(field.html_name) for field in rest),
        "hidden": form.hidden_fields(),
        "kept": [pair for pair in _kept(context, without=form.fields) if pair[0] != "page"],
        "reset_url": reset_url,
    }


@register.inclusion_tag("ui/parts/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any], total: object = "") -> dict[str, Any]:
    """Page links that keep the query; `total` replaces the count, for example "10,000+"."""
    last = page.paginator.num_pages
    numbers = page_numbers(page.number, last=last)
    return {
        "page": page,
        "total": total or page.paginator.count,
        "links": [
            {"number": n, "url": changed_query(context, page=n) if n else ""} for n in numbers
        ],
        "previous": changed_query(context, page=page.number - 1) if page.number > 1 else "",
        "next": changed_query(context, page=page.number + 1) if page.number < last else "",
        "many": last > 1,
    }


def _head(context: Context, key: str, *, parameter: str) -> dict[str, str]:
    current = _query(context).get(parameter, "")
    return {
        "url": changed_query(context, **{parameter: next_sort(key, current=current), "page": None}),
        "state": sort_state(key, current=current),
    }


@register.inclusion_tag("ui/parts/th_sort.html", takes_context=True)
def th_sort(context: Context, label: object, key: str, parameter: str = "sort") -> dict[str, Any]:
    """A sortable column head for a hand-made table."""
    head = _head(context, key, parameter=parameter)
    return {"column": {"label": label, "head": head}}


@register.inclusion_tag("ui/parts/data_table.html", takes_context=True)
def data_table(
    context: Context,
    columns: Sequence[Column],
    rows: Iterable[object],
    caption: object = "",
    select: str = "",
) -> dict[str, Any]:
    """A list as a table; on a narrow screen each row becomes a small sheet.

    Columns: key, label, kind, sort (parameter value), fixed, off. Kinds: text, link, code,
    number, date, datetime, clock, stage, stages, bar, noted and lines (text and note, beside
    or beneath). `short` lets two cells share a line on a narrow screen, `wide` gives a noted
    one more room. Rows: id, label, url, cells (mapping by column key). `select` names the
    rows' check boxes, for a form around the table; a row with `pick` False has none. `line`
    (first, second, third, none) says on which line of a small row a cell stands on a narrow
    screen; `fit` spares a noted cell the cut on a wide one.
    """
    shown = shown_columns(columns, chosen=_query(context).getlist("cols"))
    heads = [
        {**column, "head": _head(context, column["sort"], parameter="sort")}
        if column.get("sort")
        else column
        for column in shown
    ]
    return {
        "columns": heads,
        "rows": [
            {
                "row": row,
                "cells": [(column, read(row, "cells").get(column["key"])) for column in shown],
            }
            for row in rows
        ],
        "compact": any(column.get("line") for column in shown),
        "caption": caption,
        "select": select,
        "shell": context.get("shell"),
    }


@register.inclusion_tag("ui/parts/column_chooser.html", takes_context=True)
def column_chooser(context: Context, columns: Sequence[Column]) -> dict[str, Any]:
    """A menu of columns; the choice lives in the address as cols=."""
    shown = {
        column["key"] for column in shown_columns(columns, chosen=_query(context).getlist("cols"))
    }
    return {
        "columns": [{**column, "shown": column["key"] in shown} for column in columns],
        "kept": _kept(context, without=["cols"]),
    }


@register.inclusion_tag("ui/parts/bulk_bar.html")
def bulk_bar(
    actions: Iterable[object], total: int = 0, name: str = "verb", whole: bool = True
) -> dict[str, Any]:
    """What may be done with the chosen rows; actions carry label, value, icon, perhaps url.

    Stands in one form with the table. With `total` it offers every matching row (all_matching=1).
    """
    return {"actions": actions, "total": total if whole else 0, "name": name}
