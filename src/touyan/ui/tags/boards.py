"""The board: columns of cards, moved by a menu, by keyboard, or by hand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.template import Context, Library

from touyan.ui.tags import read

register = Library()


@register.inclusion_tag("ui/parts/board.html", takes_context=True)
def board(context: Context, columns: Iterable[object], label: object = "") -> dict[str, Any]:
    """Columns of cards side by side; on a narrow screen one at a time.

    Columns: key, label, count, url (the rest of the column), cards, refuses (why a card without a
    move there cannot be dropped on it). Cards: url, number, title,
    people, place, leader, age, clock, marks, moves. Moves: label, url, to (the column's key;
    empty for what leads to none), dialog (opens in the page's #move-dialog). A card can be
    dropped on the columns its moves lead to: dropping presses the move. The page loads
    ui/board.css and ui/board.js.
    """
    listed: list[dict[str, Any]] = [
        {
            "column": column,
            "cards": list(read(column, "cards") or ()),
            "rest": (read(column, "count") or 0) - len(list(read(column, "cards") or ())),
        }
        for column in columns
    ]
    cards = [card for line in listed for card in line["cards"]]
    moves = [move for card in cards for move in read(card, "moves") or ()]
    return {
        "columns": listed,
        "label": label,
        "moves": bool(moves),
        "carries": any(read(move, "to") for move in moves),
        "shell": context.get("shell"),
    }
