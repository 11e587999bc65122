"""Pages of a list whose length is not counted to the end."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

PER_PAGE = 50
MOST = 10_000


class CappedPaginator(Paginator[Any]):
    """Counts to ten thousand and no further, so that a page costs the same in any register."""

    @cached_property
    def counted(self) -> int:
        found = self.object_list
        assert isinstance(found, QuerySet)
        return found.order_by()[: MOST + 1].count()

    @property
    def count(self) -> int:  # type: ignore[override]
        return min(self.counted, MOST)

    @property
    def total(self) -> str:
        """The number of entries in words: 1,284 or 10,000+."""
        return f"{MOST:,}+" if self.counted > MOST else f"{self.counted:,}"


def page_of(found: QuerySet[Any], request: HttpRequest) -> tuple[Page[Any], str]:
    """The page asked for, the nearest one for a number out of range, and the total in words."""
    paginator = CappedPaginator(found, PER_PAGE)
    return paginator.get_page(request.GET.get("page")), paginator.total
