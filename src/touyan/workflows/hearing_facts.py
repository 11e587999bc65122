"""What is known of a matter's hearing, in the words of its papers."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from touyan.deadlines.rules.clock_rule import LEGAL_TIME, legal_day
from touyan.intake.rules.words import KIND_NAMES, Kind
from touyan.kernel.errors import Refused
from touyan.kernel.messages import N_, message
from touyan.leadership.models import Hearing
from touyan.leadership.queries.charges import title_of
from touyan.leadership.queries.hearings import (
    last_hearing,
    numbers_of,
    opinions_of,
    requests_of,
    seats_of,
    so_far,
    steps_of,
    was_chief,
)
from touyan.leadership.rules.hearing import majority
from touyan.leadership.rules.hearing_papers import FROM_WHEN, papers_open
from touyan.leadership.rules.hearing_words import (
    HEARING_FORMS,
    STANCES,
    STEP_NAMES,
    HearingForm,
    HearingStep,
    Stance,
    Weight,
)
from touyan.matters.models import Matter
from touyan.matters.papers.catalogue import KINDS
from touyan.matters.papers.kinds import Kind as PaperKind
from touyan.matters.papers.letter import chinese_date, one_line

PREFIX = "hearing_"
AT_PLACE = "申诉人处所（具体地点请向本院询问）"
_WEIGHING = {
    Weight.FOLLOWED: "听证员多数意见{view}，本院予以采纳。",
    Weight.NOT_FOLLOWED: "听证员多数意见{view}，{by}未予采纳，理由是：{why}",
    Weight.NO_MAJORITY: "听证员未形成多数意见。{why}",
}


def kinds_open(matter: Matter) -> list[PaperKind]:
    """Every kind of paper but those of a hearing that has not come so far."""
    may = papers_open(so_far(matter))
    return [kind for code, kind in KINDS.items() if code not in FROM_WHEN or code in may]


def check_due(matter: Matter, kind: PaperKind) -> None:
    """Refuse a paper of a hearing that tells of what has not happened."""
    if kind.code in FROM_WHEN and kind.code not in papers_open(so_far(matter)):
        raise Refused(
            N_("“%(paper)s” is written only once %(when)s."),
            paper=message(kind.title_en), when=message(FROM_WHEN[kind.code]),
        )  # fmt: skip


def hearing_facts(matter: Matter, request_id: uuid.UUID | None = None) -> dict[str, Any]:
    """Facts of the application refused (the last one, unless another is named) and of the last
    hearing not cancelled, under the codes of the papers; in Chinese, as the papers are."""
    known = _request(matter, request_id)
    hearing = last_hearing(matter)
    if hearing is None:
        return known
    given = list(opinions_of(hearing))
    named = _told_apart([one.seat.officer for one in given], numbers_of(hearing))
    opinions = [(name, one.stance, one.text) for name, one in zip(named, given, strict=True)]
    view = majority([stance for _name, stance, _text in opinions])
    return {
        **known,
        **_arrangement(hearing),
        "course": [_entry(row) for row in steps_of(hearing)],
        "opinions": [
            f"{name}：{gettext(STANCES[Stance(stance)])}。{one_line(text)}"
            for name, stance, text in opinions
        ],
        "majority": _majority(view) if opinions else "",
        "weighing": _weighing(hearing, view),
    }


def _request(matter: Matter, request_id: uuid.UUID | None) -> dict[str, Any]:
    refused = requests_of(matter).filter(granted=False)
    chosen = refused.filter(public_id=request_id).first() if request_id else None
    request = chosen or refused.last()
    if request is None:
        return {}
    return {
        "applicant": request.applicant,
        "applied_on": chinese_date(request.applied_on),
        "refusal_reason": request.reason,
    }


def _arrangement(hearing: Hearing) -> dict[str, Any]:
    title = title_of(hearing.chair, hearing.organ, on=hearing.on)
    seated = [seat.officer for seat in seats_of(hearing).filter(excused="")]
    return {
        "hearing_at": chinese_moment(hearing.at),
        "hearing_place": hearing.place,
        "public_place": AT_PLACE if hearing.at_place else hearing.place,
        "hearing_form": gettext(HEARING_FORMS[HearingForm(hearing.form)]),
        "hearing_question": hearing.question,
        "chair": f"{hearing.chair.get_short_name()}（{title}）",
        "officers": _lines_apart(seated, numbers_of(hearing)),
        "present": hearing.present,
        "recorder": hearing.recorder,
        "attend": "" if hearing.at_place else hearing.attend,
        "matter_kind": gettext(KIND_NAMES[Kind(hearing.matter.kind)]),
    }


def _told_apart(officers: list[Any], numbers: dict[str, str]) -> list[str]:
    """Their names, those of namesakes with the place of work and the number in the pool."""
    names = [one.name for one in officers]
    return [
        f"{one.name}（{'，'.join(_beside(one, numbers))}）"
        if names.count(one.name) > 1
        else one.name
        for one in officers
    ]


def _beside(officer: Any, numbers: dict[str, str]) -> list[str]:
    number = numbers.get(str(officer.public_id))
    said = (officer.unit or officer.occupation, f"名册第{number}号" if number else "")
    return [one for one in said if one]


def _lines_apart(officers: list[Any], numbers: dict[str, str]) -> list[str]:
    """Name and occupation of each; of namesakes the place of work and the number besides."""
    names = [one.name for one in officers]
    lines = []
    for one in officers:
        apart = _beside(one, numbers) if names.count(one.name) > 1 else []
        parts = [one.name, one.occupation or one.unit, *apart]
        lines.append("，".join(dict.fromkeys(part for part in parts if part)))
    return lines


def chinese_moment(moment: datetime) -> str:
    """2026年11月30日9时30分, Beijing time."""
    local = moment.astimezone(LEGAL_TIME)
    minutes = f"{local.minute}分" if local.minute else ""
    return f"{chinese_date(local.date())}{local.hour}时{minutes}"


def _entry(row: Any) -> str:
    """A step and what was said; who is quoted by name brings the colon along."""
    text = one_line(row.text)
    return f"{_step(row.step)}{'。' if '：' in text.partition('。')[0] else '：'}{text}"


def _step(step: str) -> str:
    return gettext(STEP_NAMES[HearingStep(step)])


def _majority(view: Stance | None) -> str:
    return f"多数意见：{gettext(STANCES[view])}。" if view else "听证员未形成多数意见。"


def _weighing(hearing: Hearing, view: Stance | None) -> str:
    if hearing.state not in ("decided", "told"):
        return ""
    said = f"（{gettext(STANCES[view])}）" if view else ""
    words = _WEIGHING[Weight(hearing.weight)]
    return words.format(view=said, why=_ended(hearing.weighed_why), by=_passed_over_by(hearing))


def _ended(text: str) -> str:
    """A reason as a sentence: with its own mark at the end, or a full stop."""
    said = one_line(text).rstrip("。；;，,、")
    return said if not said or said[-1] in "？！?!" else said + "。"


def _passed_over_by(hearing: Hearing) -> str:
    """By whom the majority was passed over: a chief who decides in person consents to nobody."""
    if not hearing.passed_over_in_person or hearing.consent_by is None:
        return "本院经检察长同意"
    day = legal_day(hearing.consent_at) if hearing.consent_at else hearing.on
    chief = was_chief(hearing.consent_by, hearing.organ, on=day)
    return "由检察长本人决定" if chief else "由主持工作的副检察长本人决定"
