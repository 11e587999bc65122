"""What stands in inspections, counted by places of their frozen lists, several at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from django.db import connection

from touyan.inspections.models import Entry, Finding, Pick
from touyan.inspections.rules.tally import Found, Tally, without_withdrawn
from touyan.matters.queries import visible
from touyan.organs.rules.access import Viewer

_SAID = """
SELECT outcome.inspection_id, 'answers', said.key, said.value, array_agg(entry.ordinal)
FROM inspections_outcome outcome
JOIN inspections_pick pick ON pick.id = outcome.pick_id
JOIN inspections_entry entry ON entry.id = pick.entry_id,
jsonb_each_text(outcome.answers) said
WHERE outcome.inspection_id = ANY(%(ids)s) GROUP BY 1, 3, 4
UNION ALL
SELECT outcome.inspection_id, 'apart', said.key, (said.value ->> 0) || '/' || (said.value ->> 1),
       array_agg(entry.ordinal)
FROM inspections_outcome outcome
JOIN inspections_pick pick ON pick.id = outcome.pick_id
JOIN inspections_entry entry ON entry.id = pick.entry_id,
jsonb_each(outcome.apart) said
WHERE outcome.inspection_id = ANY(%(ids)s) GROUP BY 1, 3, 4
UNION ALL
SELECT entry.inspection_id, 'unsettled', said.key,
       (said.value ->> 'answer') || '/' || (other.answers -> said.key ->> 'answer'),
       array_agg(entry.ordinal)
FROM inspections_review one
JOIN inspections_review other ON other.pick_id = one.pick_id AND other.seat = 'second'
JOIN inspections_pick pick ON pick.id = one.pick_id
JOIN inspections_entry entry ON entry.id = pick.entry_id
JOIN inspections_inspection inspection ON inspection.id = entry.inspection_id
JOIN inspections_checklist checklist ON checklist.id = inspection.checklist_id,
jsonb_each(one.answers) said
WHERE entry.inspection_id = ANY(%(ids)s) AND entry.organ_id <> ALL(%(own)s)
  AND one.seat = 'first' AND one.done_at IS NOT NULL AND other.done_at IS NOT NULL
  AND NOT EXISTS (SELECT FROM inspections_outcome held WHERE held.pick_id = pick.id)
  AND checklist.content @> jsonb_build_array(
    jsonb_build_object('code', said.key, 'type', 'met'))
  AND other.answers -> said.key ? 'answer' AND said.value ? 'answer'
GROUP BY 1, 3, 4
"""
Said = dict[str, dict[str, Sequence[int]]]


def strata_seen(ids: Collection[int], *, viewer: Viewer) -> dict[int, dict[int, str]]:
    """Of each inspection the matters of its list the viewer may know of, by their place, each with
    its stratum."""
    found = Entry.objects.filter(inspection__in=ids, matter__in=visible(viewer=viewer))
    made: dict[int, dict[int, str]] = {pk: {} for pk in ids}
    for pk, place, stratum in found.order_by().values_list("inspection", "ordinal", "stratum"):
        made[pk][place] = stratum
    return made


def tallies_of(ids: Collection[int], *, own: Collection[int] = ()) -> dict[int, Tally]:
    """Everything that stands in each, to be frozen, or narrowed to a viewer's sight. Where
    something was found at one of the `own` offices that it was never told of, the matter counts as
    if it were not reviewed yet."""
    if not ids:
        return {}
    picked, reviewed = _picks(ids)
    said, (findings, untold) = _said(ids, own), _findings(ids, own)
    return {
        pk: without_withdrawn(
            Tally(
                picked=picked[pk],
                reviewed=reviewed[pk],
                answers=said["answers"][pk],
                apart=said["apart"][pk],
                unsettled=said["unsettled"][pk],
                findings=findings[pk],
            )
        ).without(untold[pk])
        for pk in ids
    }


def _picks(
    ids: Collection[int],
) -> tuple[defaultdict[int, dict[str, list[int]]], defaultdict[int, list[int]]]:
    picked: defaultdict[int, dict[str, list[int]]] = defaultdict(dict)
    reviewed: defaultdict[int, list[int]] = defaultdict(list)
    picks = Pick.objects.filter(entry__inspection__in=ids).order_by()
    rows = picks.values_list("entry__inspection", "source", "entry__ordinal", "outcome")
    for pk, source, ordinal, done in rows:
        picked[pk].setdefault(source, []).append(ordinal)
        if done:
            reviewed[pk].append(ordinal)
    return picked, reviewed


def _said(ids: Collection[int], own: Collection[int]) -> dict[str, defaultdict[int, Said]]:
    found: dict[str, defaultdict[int, Said]] = {
        "answers": defaultdict(dict), "apart": defaultdict(dict), "unsettled": defaultdict(dict),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_SAID, {"ids": list(ids), "own": list(own)})
        for pk, part, question, answer, ordinals in cursor.fetchall():
            found[part][pk].setdefault(question, {})[answer] = ordinals
    return found


def _findings(
    ids: Collection[int], own: Collection[int]
) -> tuple[defaultdict[int, list[Found]], defaultdict[int, set[int]]]:
    """The findings of each, and the places of those an own office was never told of."""
    found: defaultdict[int, list[Found]] = defaultdict(list)
    untold: defaultdict[int, set[int]] = defaultdict(set)
    rows = Finding.objects.filter(inspection__in=ids).order_by("id").values_list(
        "inspection", "pick__entry__ordinal", "question", "severity", "stage", "organ", "answer_by"
    )  # fmt: skip
    for pk, ordinal, question, severity, stage, organ, told in rows:
        found[pk].append(Found(ordinal, question, severity, stage))
        if told is None and organ in own:
            untold[pk].add(ordinal)
    return found, untold
