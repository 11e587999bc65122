"""Matters of a campaign brought to their closing, and the people of a unit told of findings."""

from __future__ import annotations

from datetime import date

from tests.cast import Cast
from tests.database.matters.stories import Story, fresh

from touyan.campaigns.models import Batch, BatchEntry, Campaign, Candidate
from touyan.campaigns.rules.learning import Findings
from touyan.campaigns.rules.revisits import Attempt, Contact, PromiseAnswer, Result, Way
from touyan.kernel.chinese import pinyin_key
from touyan.matters.actions import endings
from touyan.matters.models import Matter
from touyan.organs.models import Account, Organ, Person, Post, RoleGrant
from touyan.organs.rules.roles import Role
from touyan.workflows import advance_matter

FOUND = Findings(
    origin="锦检刑不诉〔2024〕8号", unit_id=None, unit_name="成都市公安局锦江区分局", error="E1",
    findings="鉴定时没有调取第一次住院的病历，认定的伤情等级有误。", advice="补充调取病历，重新鉴定。",
)  # fmt: skip


def in_batch(matter: Matter, story: Story, *, number: int = 1) -> BatchEntry:
    """The matter on a frozen list of a campaign of its office."""
    campaign, _new = Campaign.objects.get_or_create(
        organ=matter.organ, name="信访积案化解专项",
        defaults={"basis": "上级部署", "starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31),
                  "state": "open", "created_at": story.now, "opened_at": story.now},
    )  # fmt: skip
    batch, _new = Batch.objects.get_or_create(
        campaign=campaign, number=number,
        defaults={"prepared_at": story.now, "due_on": date(2026, 12, 31), "frozen_at": story.now,
                  "size": 1, "digest": "0"},
    )  # fmt: skip
    candidate = Candidate.objects.create(
        campaign=campaign, matter=matter, source="rule", organ=matter.organ, put_at=story.now,
        outcome="accepted", decision="符合条件", decided_at=story.now, batch=batch,
    )  # fmt: skip
    return BatchEntry.objects.create(
        batch=batch, matter=matter, ordinal=batch.entries.count() + 1, organ=matter.organ,
        candidate=candidate,
    )  # fmt: skip


def close(matter: Matter, story: Story) -> Matter:
    """An answered matter closed as the screens close it."""
    where = dict.fromkeys(endings.claims_of(matter), "答复函第三部分")
    advance_matter.close(matter_id=matter.public_id, report="三项诉求均已答复。", answered_where=where,
                         by=story.cast.he, now=story.now)  # fmt: skip
    return fresh(matter)


def closed_in_batch(story: Story, **changes: object) -> Matter:
    """A matter of a batch, closed."""
    matter = story.answered(**changes)
    in_batch(matter, story)
    return close(matter, story)


def talk(**changes: object) -> Contact:
    """A talk in which everything was asked and all is well; change what the test is about."""
    usual: dict[str, object] = {
        "result": Result.SETTLED, "done_on": date(2026, 12, 23), "way": Way.TELEPHONE,
        "who": "李建国", "with_whom": "本人",
        "answers": {f"VQ{n}": "没有问题" for n in range(1, 6)},
    }  # fmt: skip
    return Contact(**{**usual, **changes})  # type: ignore[arg-type]


def tried(*days: date) -> list[Attempt]:
    return [Attempt(day, Way.TELEPHONE, "无人接听") for day in days]


def kept(*promises: object, done: bool = True) -> dict[str, PromiseAnswer]:
    """What the petitioner says of promises."""
    return {str(one.public_id): PromiseAnswer(done, "本人说明") for one in promises}  # type: ignore[attr-defined]


def serving(cast: Cast, organ: Organ, name: str, *roles: Role) -> Account:
    """Somebody new who serves in an office."""
    person = Person.objects.create(name=name, name_pinyin=pinyin_key(name))
    account = Account.objects.create(username=f"u{person.pk}", person=person, created_at=cast.now)
    post = Post.objects.create(person=person, organ=organ, title=name, from_on=date(2020, 1, 1))
    RoleGrant.objects.bulk_create(
        RoleGrant(post=post, person=person, role=role, asked_at=cast.now, approved_at=cast.now,
                  shipped=True)
        for role in roles
    )  # fmt: skip
    return account
