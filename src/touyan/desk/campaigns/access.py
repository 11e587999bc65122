"""Who may open the campaigns, and what a viewer may do in one."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from touyan.campaigns.queries import Batch, Campaign
from touyan.campaigns.queries.campaigns import batch_by_public_id, campaign_by_public_id
from touyan.campaigns.rules.running import ORGANISERS
from touyan.desk.web import DeskRequest
from touyan.kernel.gate import only
from touyan.organs.queries import Organ, organs_by_id
from touyan.organs.rules.access import Viewer
from touyan.organs.rules.roles import LEADERS, Role

READERS = LEADERS | {Role.DEPARTMENT_HEAD, Role.HANDLER, Role.INSPECTOR, Role.STATISTICIAN}
readers = only(*READERS)
organisers = only(*ORGANISERS)
leaders = only(*LEADERS)


@dataclass(frozen=True)
class Rights:
    """What the viewer may do for the organising office; the actions ask again."""

    organises: bool
    decides: bool


def rights_in(campaign: Campaign, viewer: Viewer) -> Rights:
    path = campaign.organ.path
    return Rights(
        organises=viewer.holds(ORGANISERS, organ_path=path),
        decides=viewer.holds(LEADERS, organ_path=path),
    )


def campaign_of(request: DeskRequest, public_id: uuid.UUID) -> Campaign:
    """A campaign the viewer may know of; absent and hidden alike are not found."""
    return campaign_by_public_id(public_id, viewer=request.viewer)


def batch_of(request: DeskRequest, public_id: uuid.UUID) -> Batch:
    return batch_by_public_id(public_id, viewer=request.viewer)


def organising_offices(viewer: Viewer) -> list[Organ]:
    """The offices in which the viewer may draw up a campaign."""
    ids = {grant.organ_id for grant in viewer.grants if grant.role in ORGANISERS}
    return sorted(organs_by_id(ids).values(), key=lambda organ: organ.code)
