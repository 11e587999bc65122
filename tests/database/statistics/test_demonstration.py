"""The demonstration's statistical reports stand in every state a visitor may meet."""

from __future__ import annotations

from collections import Counter

import pytest

from touyan.demonstration.staff import make_staff
from touyan.demonstration.statistics_rows import write_statistics
from touyan.organs.models import Organ
from touyan.statistics.actions.following import follow
from touyan.statistics.models import StatisticalReport
from touyan.statistics.queries.reports import proof, stands
from touyan.statistics.rules.reports import State

pytestmark = pytest.mark.django_db


def test_reports_are_drafted_sent_received_and_returned(db, now) -> None:
    city = Organ.objects.get(code="330100")
    beneath = list(Organ.objects.filter(parent=city, valid_to=None))
    crews = make_staff([city, *beneath], seed=1, now=now)
    follow(now=now)
    write_statistics(crews, now=now)
    reports = list(StatisticalReport.objects.select_related("answer", "organ", "restated_by"))
    found = Counter(stands(one) for one in reports)
    assert found.pop(State.DRAFT)
    assert found == {State.RECEIVED: 3, State.RETURNED: 1, State.SENT: 1}
    assert all(proof(one).holds for one in reports if one.confirmed_at)
