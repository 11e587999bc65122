"""What may be searched by of a matter: computed once when an edition is frozen, and for the
matter beside which similar cases are shown."""

from __future__ import annotations

from collections.abc import Iterator

from touyan.campaigns.models import Scrutiny
from touyan.campaigns.queries.learning import standing_causes
from touyan.campaigns.rules.learning import NO_ERROR
from touyan.exemplars.rules.features import Features, Measure
from touyan.leadership.models import Charge, Deed, Hearing, HelpMeasure, Relief
from touyan.leadership.rules.words import ChargeState, LeaderAct
from touyan.matters.models import Matter


def features_of(matter: Matter) -> Features:
    """The coarse features of a matter."""
    return Features(
        matter.kind,
        frozenset(standing_causes(matter)),
        frozenset(_measures(matter)),
        matter.organ.province_code,
        matter.organ.level,
    )


def _measures(matter: Matter) -> Iterator[Measure]:
    taken = (ChargeState.ACCEPTED, ChargeState.ENDED)
    paid = (Relief.State.GRANTED, Relief.State.PAID)
    rows = {
        Measure.LED: Charge.objects.filter(
            matter=matter, state__in=taken, answered_at__isnull=False
        ),
        Measure.MET: Deed.objects.filter(charge__matter=matter, kind=LeaderAct.MEET),
        Measure.HEARING: Hearing.objects.filter(matter=matter, held_on__isnull=False),
        Measure.RELIEF: Relief.objects.filter(matter=matter, state__in=paid),
        Measure.HELP: HelpMeasure.objects.filter(matter=matter),
        Measure.CORRECTION: Scrutiny.objects.filter(matter=matter, sent_at__isnull=False).exclude(
            error__in=("", NO_ERROR)
        ),
    }
    yield from (measure for measure, found in rows.items() if found.exists())
