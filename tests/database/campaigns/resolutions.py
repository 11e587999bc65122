"""A resolution brought to a state by the same actions the screens call."""

from __future__ import annotations

from datetime import date, datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.database.matters.stories import Story

from touyan.attachments.actions import keep_file
from touyan.campaigns.actions import resolving
from touyan.campaigns.queries.evidence import proofs_of
from touyan.campaigns.rules.resolution import Contact, Evidence, Item, View, Way
from touyan.matters.models import Matter, Resolution
from touyan.organs.models import Account

WORDS = "误工费已经收到，理由也听明白了，对处理结果没有意见。"


def explained(story: Story, matter: Matter) -> Item:
    """The served answer shows that the reasons were given."""
    line = _line(story, matter, "serve_answer")
    return Item(Evidence.EXPLAINED, line.proof, line.ref, line.name, line.on, "当面宣读并逐项解释。",
                act=line.act)  # fmt: skip


def stated(story: Story, matter: Matter, *, heard_by: Account | None = None) -> Item:
    """A signed statement on file, heard by the clerk, who is outside the handling team."""
    signed_statement(story, matter)
    line = next(
        one for one in proofs_of(matter, viewer=story.cast.viewer(story.cast.li))
        if one.ref.startswith("file:")
    )  # fmt: skip
    who = heard_by or story.cast.wang
    return Item(Evidence.STATEMENT, line.proof, line.ref, line.name, line.on, "书面陈述，认可处理结果。",
                heard_by=who.pk, heard_by_name=who.get_short_name())  # fmt: skip


def signed_statement(story: Story, matter: Matter) -> None:
    """The petitioner's signed words, uploaded to the matter."""
    upload = SimpleUploadedFile("当事人陈述.txt", f"{story.now} 对处理结果没有意见。".encode())
    keep_file(owner_type="matter", owner_id=matter.pk, upload=upload, by=story.cast.wang,
              now=story.now, organ_id=matter.organ_id)  # fmt: skip


def _line(story: Story, matter: Matter, verb: str):
    proofs = proofs_of(matter, viewer=story.cast.viewer(story.cast.li))
    return next(one for one in proofs if one.act == verb)


def contact(now: datetime, **changes: object) -> Contact:
    usual: dict[str, object] = {
        "way": Way.TELEPHONE, "on": now.date(), "whom": "吴秀兰", "words": WORDS,
        "view": View.CONFIRMS, "free": True,
    }  # fmt: skip
    return Contact(**{**usual, **changes})  # type: ignore[arg-type]


def proposed(story: Story, matter: Matter | None = None, grade: int = 2) -> Resolution:
    matter = matter or story.closed()
    evidence = {
        0: [],
        1: [explained(story, matter)] if grade == 1 else [],
        2: [explained(story, matter), stated(story, matter)] if grade == 2 else [],
    }[grade]
    return resolving.propose_resolution(
        matter_id=matter.public_id, grade=grade, evidence=evidence, note="", by=story.cast.li,
        now=story.now,
    )  # fmt: skip


def verified(
    story: Story, matter: Matter | None = None, grade: int = 2, *, by: Account | None = None
) -> Resolution:
    resolution = proposed(story, matter, grade)
    view = {0: View.DISAGREES, 1: View.NONE, 2: View.CONFIRMS}[grade]
    return resolving.verify_resolution(
        resolution_id=resolution.public_id, contact=contact(story.now, view=view), note="",
        by=by or story.cast.wang, now=story.now,
    )  # fmt: skip


def confirm(story: Story, resolution: Resolution, *, by: Account | None = None) -> Resolution:
    return resolving.confirm_resolution(
        resolution_id=resolution.public_id, performed="误工费已付清，别无应履行事项。",
        by=by or story.cast.wang, now=story.now,
    )  # fmt: skip


def reverse(story: Story, resolution: Resolution, how: str = "by_telephone") -> Resolution:
    on: date = story.now.date()
    return resolving.reverse_for_petitioner(
        resolution_id=resolution.public_id, how=how, on=on, by=story.cast.wang, now=story.now
    )


def again(resolution: Resolution) -> Resolution:
    return Resolution.objects.get(pk=resolution.pk)
