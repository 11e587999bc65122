"""What is on file of the matter, to be read beside the questions."""

from __future__ import annotations

from typing import Any

from touyan.attachments.queries import files_of
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.clocks import view_of
from touyan.desk.leading.charge import charge_context
from touyan.desk.matters.page_acts import act_lines
from touyan.desk.matters.page_frame import full_names
from touyan.desk.web import DeskRequest
from touyan.intake.rules.words import CHANNEL_NAMES, KIND_NAMES, Channel, Kind
from touyan.kernel.messages import message
from touyan.linkage.rules.words import RELATION_NAMES, Relation
from touyan.matters.clockwork import clocks_now
from touyan.matters.dossier import claim_lines, petitions_of, seen_among, standing_of
from touyan.matters.queries import acts_of, belongings_of, documents_of
from touyan.matters.rules.lifecycle import STAGE_NAMES, Stage
from touyan.ui.sentences import sentence

SHOWN = 20


def on_file(request: DeskRequest, matter: Any) -> dict[str, Any]:
    """Petitions, demands, papers, the leader's acts, time limits and the timeline."""
    petitions = petitions_of(matter, viewer=request.viewer)
    standing = standing_of(matter)
    papers = list(documents_of(matter))
    charge = charge_context(request, matter)
    cells: Any = charge["cells"]
    clocks = [(one.rule.code, view_of(one, now=request.now))
              for one in clocks_now(matter, now=request.now)]  # fmt: skip
    lines = act_lines(acts_of(matter), key_only=False)
    laid = list(belongings_of(matter)[:SHOWN])
    seen = seen_among((one.petition_id for one in laid), viewer=request.viewer)
    return {
        "petitioners": full_names(petitions),
        "kind": message(KIND_NAMES[Kind(matter.kind)]),
        "stage": message(STAGE_NAMES[Stage(matter.stage)]),
        "petitions": petitions,
        "laid": [_laid(one) for one in laid if one.petition_id in seen],
        "claims": claim_lines(petitions, standing),
        "standing": standing,
        "papers": papers,
        "evidence": [
            *(f"{one.title}{one.number}" for one in papers),
            *dict.fromkeys(f"{sentence(one.title)} {legal_day(one.at)}" for one in lines),
        ],
        "cells": cells,
        "charges": charge["charges"],
        "duty_lines": charge["duty_lines"],
        "clocks": clocks,
        "held": {
            *(f"act-{cell['code']}" for cell in cells),
            *(f"clock-{code}" for code, _clock in clocks),
        },
        "lines": lines,
        "files": list(
            files_of(owner_type="matter", owner_id=matter.pk, viewer=request.viewer)[:SHOWN]
        ),
    }


def _laid(belonging: Any) -> dict[str, object]:
    """A petition with how it was laid to the matter."""
    return {
        "petition": belonging.petition,
        "relation": message(RELATION_NAMES[Relation(belonging.relation)]),
        "channel": message(CHANNEL_NAMES[Channel(belonging.petition.channel)]),
        "reason": belonging.reason,
    }
