"""A closed matter of a county nominated as a typical case, straight as rows or by the actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from tests.cast import Cast
from tests.database.matters.stories import Story

from touyan.exemplars.actions import approvals, calls, grounds, nominations, writing
from touyan.exemplars.actions.approvals import Looked
from touyan.exemplars.actions.calls import Asked
from touyan.exemplars.models import Call, Exemplar, Ground, Version
from touyan.exemplars.queries.file import newest_version
from touyan.exemplars.rules.content import digest_of, empty, paragraph
from touyan.exemplars.rules.words import Basis, What
from touyan.matters.models import Matter
from touyan.organs.models import Account
from touyan.workflows.gather_secrets import secrets_of

REASON = "领导包案后当面听取意见，争议一次化解。"


def nominated_row(story: Story, matter: Matter, **changes: Any) -> Exemplar:
    """A nomination as it is stored; change what the test is about."""
    usual: dict[str, Any] = {
        "matter": matter, "what": "good", "organ": matter.organ, "at_organ": matter.organ,
        "reason": REASON, "created_by": story.cast.li, "created_at": story.now,
    }  # fmt: skip
    return Exemplar.objects.create(**{**usual, **changes})


def written(title: str = "某甲不服故意伤害案判决申诉案", **changes: str) -> dict[str, Any]:
    """A text that gives nobody away."""
    parts = {"gist": "应当当面听取意见。", "facts": "申诉人不服生效判决。",
             "handling": "院领导包案，公开听证。", "significance": "依法纠错与释法说理并重。",
             **changes}  # fmt: skip
    return {**empty(), "title": title, **{name: [paragraph(text)] for name, text in parts.items()}}


@dataclass
class Told:
    """One case brought along by the people of the county, the city, the province and above."""

    story: Story

    @property
    def cast(self) -> Cast:
        return self.story.cast

    def call(self, *, quotas: dict[int, int] | None = None, **changes: Any) -> Call:
        """The province calls for cases; open from yesterday for a month."""
        day = self.story.now.date()
        usual: dict[str, Any] = {
            "title": "首次信访化解典型案例征集", "theme": "领导包案办理首次信访",
            "basis": "省院2026年工作要点", "opens_on": day - timedelta(days=1),
            "closes_on": day + timedelta(days=30),
        }  # fmt: skip
        return calls.make_call(
            organ=self.cast.organ_of(self.cast.zhao_province), asked=Asked(**{**usual, **changes}),
            quotas=quotas or {}, by=self.cast.zhao_province, now=self.story.now,
        )  # fmt: skip

    def nominated(
        self, matter: Matter | None = None, call: Call | None = None, what: What = What.GOOD
    ) -> Exemplar:
        return nominations.nominate(
            matter_id=(matter or self.story.closed()).public_id, what=what, reason=REASON,
            call_id=call.public_id if call else None, by=self.cast.li, now=self.story.now,
        )  # fmt: skip

    def move(self, verb: str, exemplar: Exemplar, by: Account, opinion: str = "同意") -> Exemplar:
        step = getattr(nominations, verb, None) or getattr(approvals, verb)
        moved: Exemplar = step(
            exemplar_id=exemplar.public_id, opinion=opinion, by=by, now=self.story.now
        )
        return moved

    def selected(self, exemplar: Exemplar | None = None) -> Exemplar:
        """Sent on by the county and the city, selected by the province."""
        exemplar = exemplar or self.nominated()
        exemplar = self.move("forward", exemplar, self.cast.zhao)
        exemplar = self.move("forward", exemplar, self.cast.zhao_city)
        return self.move("select", exemplar, self.cast.zhao_province)

    def wrote(
        self, exemplar: Exemplar, *, by: Account | None = None,
        content: dict[str, Any] | None = None, **changes: Any,
    ) -> Version:  # fmt: skip
        newest = newest_version(exemplar)
        number = newest.number if newest else 0
        content = content or written(**changes)
        return Version.objects.create(
            exemplar=exemplar, number=number + 1, base=number, content=content,
            digest=digest_of(content), by=by or self.cast.li, at=self.story.now,
        )  # fmt: skip

    def rewrote(self, exemplar: Exemplar, **changes: str) -> writing.Saved:
        """Its handler changes the text, as at the desk."""
        newest = newest_version(exemplar)
        typed = writing.Typed(written(**changes), newest.number if newest else 0)
        return writing.save_version(
            exemplar_id=exemplar.public_id, typed=typed, by=self.cast.li, now=self.story.now
        )

    def consented(self, exemplar: Exemplar) -> Ground:
        return grounds.record_ground(
            exemplar_id=exemplar.public_id, kind=Basis.CONSENT, text="信访人书面同意，正卷第12页。",
            signed_on=self.story.now.date(), by=self.cast.li, now=self.story.now,
        )  # fmt: skip

    def looked(self, exemplar: Exemplar, *, unanswered: int = 0) -> Looked:
        newest = newest_version(exemplar)
        digest = newest.digest if newest else ""
        return Looked(secrets_of(exemplar.matter), digest, unanswered)

    def submitted(self, exemplar: Exemplar | None = None) -> Exemplar:
        """Selected, written, with consent on file, before the approvers."""
        exemplar = self.selected(exemplar)
        self.wrote(exemplar)
        self.consented(exemplar)
        return self.submit(exemplar)

    def submit(self, exemplar: Exemplar, **more: Any) -> Exemplar:
        return approvals.submit(
            exemplar_id=exemplar.public_id, looked=self.looked(exemplar, **more), by=self.cast.li,
            now=self.story.now,
        )  # fmt: skip

    def approve(self, exemplar: Exemplar, by: Account, opinion: str = "同意") -> Exemplar:
        return approvals.approve(
            exemplar_id=exemplar.public_id, looked=self.looked(exemplar), opinion=opinion, by=by,
            now=self.story.now,
        )  # fmt: skip

    def approved(self, exemplar: Exemplar | None = None) -> Exemplar:
        exemplar = self.submitted(exemplar)
        for leader in (self.cast.zhao, self.cast.zhao_city, self.cast.zhao_province):
            exemplar = self.approve(exemplar, leader)
        return exemplar
