"""Questions kept under a name."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from touyan.organs.rules.access import Viewer
from touyan.statistics.models import SavedQuery


def saved_queries(*, viewer: Viewer) -> QuerySet[SavedQuery]:
    """The viewer's own, and those shared in the offices the viewer serves in."""
    offices = {grant.organ_id for grant in viewer.grants}
    found = SavedQuery.objects.filter(
        Q(account=viewer.account_id) | Q(shared=True, organ__in=offices)
    )
    return found.select_related("account__person").order_by("name", "pk")
