"""A paper begun from what is known: the facts of the matter, its petition and its clocks.

Nothing is invented: what is not known stands in the text as a blank that must be filled.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext, override

from touyan.deadlines.queries import current_calendar, rules_in_force
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.deadlines.rules.clocks import Clock, project
from touyan.intake.models import Petition
from touyan.intake.rules.words import CHANNEL_NAMES, KIND_NAMES, Channel, Kind, PartyRole
from touyan.kernel.errors import Refused
from touyan.kernel.messages import N_
from touyan.matters.clockwork import clocks_now, events_of, facts_of
from touyan.matters.dossier import petitions_of, served_papers
from touyan.matters.models import Act, Document, Matter
from touyan.matters.papers.catalogue import KINDS
from touyan.matters.papers.compose import compose
from touyan.matters.papers.kinds import Addressee
from touyan.matters.papers.kinds import Kind as PaperKind
from touyan.matters.papers.legal import REMEDIES, Regime, remedy_sentence, suggested_bases
from touyan.matters.papers.letter import chinese_date
from touyan.matters.queries import acts_of
from touyan.matters.rules.lifecycle import Stage
from touyan.matters.rules.signing import BLANK, SERVICE_WAYS
from touyan.organs.models import Account
from touyan.organs.queries import current_posts, viewer_of
from touyan.workflows.charge_facts import charge_facts
from touyan.workflows.closing_facts import closing_facts
from touyan.workflows.hearing_facts import PREFIX, check_due, hearing_facts
from touyan.workflows.help_facts import help_facts

PER_PETITION = frozenset({"receipt", "procedural_reply", "oral_record"})
"""Papers owed to each petition by itself; the others speak of the matter as a whole."""

NAMED = 3
_REGIMES = {
    Kind.STATE_COMPENSATION: Regime.COMPENSATION,
    Kind.ACCUSATION: Regime.CRIMINAL,
    Kind.REPORT: Regime.CRIMINAL,
    Kind.CRIMINAL_PETITION: Regime.CRIMINAL,
    Kind.FILING_SUPERVISION: Regime.CRIMINAL,
}
_REASON_OF = {"elsewhere": "inform_elsewhere", "non_acceptance": "decline",
              "transfer": "transfer", "extension": "extend"}  # fmt: skip
_CONTACT = "联系方式："


@dataclass(frozen=True)
class Choices:
    """What the writer picks before the text is made."""

    basis: str = ""
    remedy: str = ""
    petition_id: uuid.UUID | None = None
    request_id: uuid.UUID | None = None


@dataclass(frozen=True)
class Prefilled:
    """A paper ready to be edited, and what else could have been picked."""

    kind: PaperKind
    petition: Petition | None
    petitions: list[Petition]
    addressee: str
    paragraphs: list[str]
    bases: tuple[str, ...]

    @property
    def per_petition(self) -> bool:
        """Whether the paper answers one petition alone."""
        return self.kind.code in PER_PETITION


def prefill(
    matter: Matter, kind_code: str, *, choices: Choices, by: Account, now: datetime
) -> Prefilled:
    """The usual text of this paper with the facts of this matter."""
    kind = KINDS.get(kind_code)
    if kind is None or not kind.by_hand:
        raise Refused(N_("There is no such kind of document."))
    check_due(matter, kind)
    petitions = petitions_of(matter, viewer=viewer_of(by, now=now))
    chosen = [p for p in petitions if p.public_id == choices.petition_id] or petitions[-1:]
    if not chosen:
        raise Refused(N_("No petition of this matter lies within your scope."))
    bases = suggested_bases(kind_code, _regime(matter))
    with override("zh-hans"):
        case = _Case(matter, chosen[0], petitions, by, now, choices.request_id)
        facts = case.facts(kind)
        facts |= {**_picked(matter, choices, bases), "contact": _contact(by)}
        for fact in kind.facts:
            if fact.required and not facts.get(fact.code):
                facts[fact.code] = BLANK.format(gettext(fact.prompt))
    letter = compose(kind_code, facts, organ_name=matter.organ.name, dated=legal_day(now))
    return Prefilled(kind, chosen[0], petitions, letter.addressee, list(letter.paragraphs), bases)


def _regime(matter: Matter) -> Regime:
    if matter.ordinary_procedure:
        return Regime.ORDINARY
    return _REGIMES.get(Kind(matter.kind), Regime.OTHER)


def _picked(matter: Matter, choices: Choices, bases: tuple[str, ...]) -> dict[str, Any]:
    picked: dict[str, Any] = {}
    if bases:
        picked["legal_basis"] = choices.basis if choices.basis in bases else bases[0]
    remedy = next((r for r in REMEDIES if r.code == choices.remedy), None)
    if remedy:
        above = matter.organ.parent
        court = remedy.code == "compensation_court"
        body = above.name if above and not court else BLANK.format("受理机关")
        picked["remedy"] = remedy_sentence(remedy.code, body=body)
    return picked


def _contact(by: Account) -> str:
    """The contact line this writer used last; the service centre's the first time."""
    for words in (
        Document.objects.filter(drafted_by=by)
        .order_by("-id")
        .values_list("paragraphs", flat=True)[:5]
    ):
        for line in reversed(words):
            if line.startswith(_CONTACT) and "【" not in line:
                return str(line).removeprefix(_CONTACT).rstrip("。")
    return "本院12309检察服务中心，电话12309"


@dataclass(frozen=True)
class _Case:
    """Where the facts come from."""

    matter: Matter
    petition: Petition
    petitions: list[Petition]
    by: Account
    now: datetime
    request_id: uuid.UUID | None = None

    def facts(self, kind: PaperKind) -> dict[str, Any]:
        """Everything known, under the codes the kinds of paper use."""
        acts = list(acts_of(self.matter))
        clocks = clocks_now(self.matter, now=self.now)
        known: dict[str, Any] = {
            **self._petitioner(kind),
            **self._matter(acts),
            **self._days(acts, clocks),
            **charge_facts(kind.code, self.matter),
            **help_facts(kind.code, self.matter, now=self.now),
            **closing_facts(kind.code, self.matter),
        }
        said = _last(acts, _REASON_OF.get(kind.code, ""))
        if said:
            known["reason"] = said.reason
            known["competent_body"] = known["receiving_organ"] = said.detail.get("to", "")
        if kind.code == "extension" and said:
            known |= self._extension(acts, said, clocks)
        if kind.code.startswith(PREFIX):
            known |= {
                "participant": known["petitioner"],
                **hearing_facts(self.matter, self.request_id),
            }
        return known

    def _petitioner(self, kind: PaperKind) -> dict[str, Any]:
        parties = [p for p in self.petition.parties.all() if p.role != PartyRole.AGENT]
        names = [party.name for party in parties]
        shown = "、".join(names[:NAMED]) + (f"等{len(names)}人" if len(names) > NAMED else "")
        you = "你们" if len(names) > 1 else "你"
        if len(parties) == 1 and parties[0].is_organisation:
            you = "你单位"
        if kind.addressee is not Addressee.PETITIONER:
            you = "信访人"
        return {"petitioner": shown or "信访人", "you": you}

    def _matter(self, acts: list[Act]) -> dict[str, Any]:
        matter = self.matter
        kind = gettext(KIND_NAMES[Kind(matter.kind)])
        missing = _last(acts, "request_supplement")
        decided = _last(acts, "decide")
        handed = _last(acts, "assign")
        return {
            "subject": f"关于“{self.petition.title}”的{kind}",
            "channel": gettext(CHANNEL_NAMES[Channel(self.petition.channel)]),
            "register_number": self.petition.number,
            "matter_number": matter.number,
            "department": matter.department.name if matter.department else "",
            "handler": matter.handler.get_short_name() if matter.handler else "",
            "claims": [claim.text for each in self.petitions for claim in each.claims.all()],
            "materials": missing.detail.get("missing", []) if missing else [],
            "submit_to": f"{matter.organ.name}12309检察服务中心",
            "reasons": decided.reason if decided else "",
            "receiving_organ": handed.detail.get("organ", "") if handed else "",
            "disposition": _disposition(matter, acts),
            "course": [f"{chinese_date(act.happened_on)}，{gettext(_course_word(act))}"
                       for act in acts if _course_word(act)],
            "service": _service(matter),
        }  # fmt: skip

    def _days(self, acts: list[Act], clocks: list[Clock]) -> dict[str, str]:
        # Where the calendar is missing, the earliest the last day can be is still a safe promise.
        due = {c.rule.code: c.due_on or c.not_before for c in clocks if not c.met and not c.ended}
        accepted = _last(acts, "accept")
        reply = due.get("C4") or due.get("C3") or max(due.values(), default=None)
        return {
            "received_on": chinese_date(self.petition.received_on),
            "accepted_on": _day(accepted.happened_on if accepted else None),
            "decide_by": _day(due.get("C1")),
            "reply_by": _day(reply),
            "report_by": _day(due.get("C22")),
            "next_report_by": _day(reply),
        }

    def _extension(self, acts: list[Act], said: Act, clocks: list[Clock]) -> dict[str, str]:
        """The last day as it was without this extension, and as it is now."""
        code = said.detail.get("rule", "")
        before = project(
            rules_in_force(),
            events_of(act for act in acts if act.pk != said.pk),
            facts=facts_of(self.matter),
            calendar=current_calendar(),
            now=self.now,
        )
        return {
            "original_due": _day(_due(before, code)),
            "new_due": _day(_due(clocks, code)),
            "approved_by": f"本院{_title(said.by, self.now)}" if said.by else "",
        }


def _last(acts: list[Act], verb: str) -> Act | None:
    return next((act for act in reversed(acts) if act.verb == verb), None)


def _day(day: date | None) -> str:
    return chinese_date(day) if day else ""


def _due(clocks: list[Clock], code: str) -> date | None:
    return next((c.due_on for c in reversed(clocks) if c.rule.code == code and c.due_on), None)


def _title(by: Account, now: datetime) -> str:
    post = current_posts(account=by, now=now).first()
    return post.title if post else by.get_short_name()


def _disposition(matter: Matter, acts: list[Act]) -> str:
    """How the petition is being dealt with, as far as the stage says it."""
    stage = Stage(matter.stage)
    accepted = _last(acts, "accept")
    gone = _last(acts, "transfer") or _last(acts, "inform_elsewhere")
    if stage in (Stage.REGISTERED, Stage.TRIAGED, Stage.REOPENED):
        return "本院已经登记，正在依法审查是否受理。"
    if stage is Stage.SUPPLEMENT:
        return "材料尚不齐备，本院已经一次性告知需要补齐的材料；补齐之后依法审查是否受理。"
    if stage is Stage.TRANSFERRED and gone:
        return f"该事项不属于本院管辖，已经移送{gone.detail.get('to', '')}处理。"
    if stage is Stage.INFORMED and gone:
        return f"该事项不属于本院管辖，请向{gone.detail.get('to', '')}提出。"
    if accepted:
        return f"本院已于{chinese_date(accepted.happened_on)}受理，正在依法办理。"
    return ""


_COURSE = {"accept": N_("Matter accepted"), "assign": N_("Matter assigned"),
           "start_handling": N_("Handling begun"), "pause": N_("Handling paused"),
           "resume": N_("Handling resumed"), "decide": N_("Matter decided"),
           "report_progress": N_("Progress told to the petitioner"),
           "serve_answer": N_("Answer served")}  # fmt: skip


def _course_word(act: Act) -> str:
    return _COURSE.get(act.verb, "")


def _service(matter: Matter) -> str:
    """How the served papers reached their reader."""
    lines = [
        f"{paper.title}（{paper.number}）于{_day(paper.served_on)}送达，"
        f"方式：{gettext(SERVICE_WAYS.get(paper.served_how, ''))}，凭证：{paper.served_proof}"
        for paper in served_papers(matter)
    ]
    return "；".join(lines) + "。" if lines else ""
