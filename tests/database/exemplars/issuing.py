"""Approved cases and the edition they are put into, by the actions the screens call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.cast import Cast
from tests.database.exemplars.telling import nominated_row
from tests.database.matters.stories import Story

from touyan.exemplars.actions.editions import Place, compose, make_edition, send_back_edition
from touyan.exemplars.models import Edition, EditionCase, Exemplar, Ground, Version
from touyan.exemplars.queries.editions import cases_of
from touyan.exemplars.rules.content import digest_of, empty, paragraph
from touyan.matters.models import Matter
from touyan.organs.models import Account
from touyan.workflows import issue_edition

HEAD = {
    "title": "首次信访化解典型案例（第一批）",
    "number": "浙检发〔2026〕12号",
    "foreword": "现将首次信访化解典型案例印发，供参考。",
}


def text_of(title: str, **parts: str) -> dict[str, Any]:
    """A finished text that gives nobody away."""
    usual = {"gist": "应当当面听取意见。", "facts": "申诉人不服生效判决。",
             "handling": "院领导包案，公开听证。", "significance": "依法纠错与释法说理并重。",
             **parts}  # fmt: skip
    return {
        **empty(), "title": title, "keywords": ["领导包案", "公开听证"],
        **{name: [paragraph(text)] for name, text in usual.items()},
    }  # fmt: skip


@dataclass
class Press:
    """The province's people, who put an edition together, approve it and issue it."""

    story: Story

    @property
    def cast(self) -> Cast:
        return self.story.cast

    @property
    def when(self) -> dict[str, Any]:
        return {"now": self.story.now}

    def approved_case(
        self, title: str = "吴某申诉案", matter: Matter | None = None, **parts: str
    ) -> Exemplar:
        """A closed matter whose text every office up to the province approved."""
        matter = matter or self.story.closed()
        province = self.cast.organ_of(self.cast.zhao_province)
        exemplar = nominated_row(
            self.story, matter, state="approved", selected_by=province, at_organ=province
        )
        self.write(exemplar, text_of(title, **parts))
        Ground.objects.create(
            exemplar=exemplar, kind="consent", text="书面同意", signed_on=self.story.now.date(),
            by=self.cast.li, at=self.story.now,
        )  # fmt: skip
        return exemplar

    def write(self, exemplar: Exemplar, content: dict[str, Any]) -> Version:
        number = Version.objects.filter(exemplar=exemplar).count()
        return Version.objects.create(
            exemplar=exemplar, number=number + 1, base=number, content=content,
            digest=digest_of(content), by=self.cast.li, at=self.story.now,
        )  # fmt: skip

    def begun(self, *exemplars: Exemplar, **head: str) -> Edition:
        """An edition of these cases, in one group."""
        edition = make_edition(
            organ=self.cast.organ_of(self.cast.zhao_province), title=HEAD["title"],
            by=self.cast.li_province, **self.when,
        )  # fmt: skip
        return self.composed(edition, *exemplars, **head)

    def composed(
        self, edition: Edition, *exemplars: Exemplar, by: Account | None = None, **head: str
    ) -> Edition:
        return compose(
            edition_id=edition.public_id, head={**HEAD, **head}, places=places(edition),
            added=[one.public_id for one in exemplars], by=by or self.cast.li_province, **self.when,
        )  # fmt: skip

    def step(self, verb: str, edition: Edition, by: Account, **more: Any) -> Edition:
        act = send_back_edition if verb == "send_back" else getattr(issue_edition, verb)
        made: Edition = act(edition_id=edition.public_id, by=by, **more, **self.when)
        return made

    def submitted(self, *exemplars: Exemplar, **head: str) -> Edition:
        edition = self.begun(*(exemplars or (self.approved_case(),)), **head)
        return self.step("submit", edition, self.cast.li_province)

    def approved(self, edition: Edition | None = None) -> Edition:
        edition = edition or self.submitted()
        self.step("approve", edition, self.cast.he_province, opinion="同意，报院领导")
        return self.step("approve", edition, self.cast.zhao_province, opinion="同意印发")

    def issued(self, edition: Edition | None = None) -> Edition:
        return self.step("issue", self.approved(edition), self.cast.he_province)


def places(edition: Edition) -> list[Place]:
    """The places as they are."""
    return [placed(case) for case in cases_of(edition)]


def placed(case: EditionCase, **changes: Any) -> Place:
    usual: dict[str, Any] = {
        "group": case.group, "position": case.position, "causes": case.causes, **changes,
    }  # fmt: skip
    return Place(case.public_id, **usual)
