"""Citations and remedies a paper may rest on. Offered to the handler, who decides.

Only texts that were read article by article are cited. Civil and administrative supervision have
rules of their own which are not quoted here: there the handler types the article.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from touyan.kernel.messages import N_

_RULES = "《人民检察院刑事诉讼规则》"
_REGULATIONS = "《信访工作条例》"
_CRIMINAL_PROCEDURE = "《中华人民共和国刑事诉讼法》"
_COMPENSATION = "《中华人民共和国国家赔偿法》"


class Regime(StrEnum):
    """Which body of rules governs the matter's procedure."""

    CRIMINAL = "criminal"
    ORDINARY = "ordinary"
    COMPENSATION = "compensation"
    OTHER = "other"


_BASES: dict[tuple[str, Regime], tuple[str, ...]] = {
    ("acceptance", Regime.CRIMINAL): (
        f"{_RULES}第一百六十一条第一款第一项、第一百六十二条第一款",
        f"{_RULES}第五百五十六条第一款",
        f"{_RULES}第五百五十七条第一款",
    ),
    ("acceptance", Regime.ORDINARY): (f"{_REGULATIONS}第二十三条第一款",),
    ("supplement", Regime.CRIMINAL): (f"{_RULES}第一百六十二条第三款",),
    ("supplement", Regime.ORDINARY): (f"{_REGULATIONS}第十九条第一款",),
    ("transfer", Regime.CRIMINAL): (f"{_RULES}第一百六十一条第一款第二项",),
    ("transfer", Regime.ORDINARY): (f"{_REGULATIONS}第二十三条第一款",),
    ("elsewhere", Regime.CRIMINAL): (f"{_RULES}第一百六十一条第一款第二项",),
    ("elsewhere", Regime.ORDINARY): (f"{_REGULATIONS}第二十三条第一款",),
    ("non_acceptance", Regime.CRIMINAL): (
        f"{_RULES}第一百六十二条第一款",
        f"{_RULES}第五百九十四条",
    ),
    ("non_acceptance", Regime.ORDINARY): (
        f"{_REGULATIONS}第十九条第三款",
        f"{_REGULATIONS}第三十六条第三款",
    ),
    ("procedural_reply", Regime.CRIMINAL): (f"{_RULES}第一百六十三条",),
    ("procedural_reply", Regime.ORDINARY): (f"{_REGULATIONS}第二十三条",),
    ("progress", Regime.CRIMINAL): (f"{_RULES}第一百六十三条",),
    ("answer", Regime.CRIMINAL): (
        f"{_RULES}第一百六十四条",
        f"{_RULES}第一百六十五条",
        f"{_RULES}第三百八十二条",
        f"{_RULES}第五百五十六条第三款",
        f"{_RULES}第五百九十六条第一款",
    ),
    ("answer", Regime.ORDINARY): (f"{_REGULATIONS}第三十二条",),
    ("assignment", Regime.CRIMINAL): (f"{_RULES}第一百六十一条第二款",),
    ("assignment", Regime.ORDINARY): (f"{_REGULATIONS}第二十三条第一款",),
    ("closing_report", Regime.CRIMINAL): (f"{_RULES}第一百六十五条",),
    ("closing_report", Regime.ORDINARY): (f"{_REGULATIONS}第三十二条",),
    ("extension", Regime.CRIMINAL): (f"{_RULES}第三百八十六条",),
    ("extension", Regime.ORDINARY): (f"{_REGULATIONS}第三十四条",),
    ("oral_record", Regime.CRIMINAL): (
        f"{_CRIMINAL_PROCEDURE}第一百一十一条",
        f"{_RULES}第三百八十七条",
    ),
    ("oral_record", Regime.ORDINARY): (f"{_REGULATIONS}第十九条第一款",),
}


@dataclass(frozen=True)
class Remedy:
    """What the petitioner may do next, where and by when."""

    code: str
    label: str
    text: str

    @property
    def needs_body(self) -> bool:
        """Whether the sentence names the body to turn to."""
        return "{body}" in self.text


REMEDIES: tuple[Remedy, ...] = (
    Remedy(
        "ordinary_review",
        N_("Review by the next level up within 30 days (ordinary request)"),
        f"如不服本处理意见，可以依照{_REGULATIONS}第三十五条的规定，自收到本文书之日起30日内，"
        "向{body}请求复查。",
    ),
    Remedy(
        "ordinary_re_review",
        N_("Re-review by the next level up within 30 days (ordinary request)"),
        f"如不服本复查意见，可以依照{_REGULATIONS}第三十六条第一款的规定，自收到本文书之日起"
        "30日内，向{body}请求复核。",
    ),
    Remedy(
        "ordinary_final",
        N_("None: opinion on re-review (ordinary request)"),
        f"本意见为复核意见。依照{_REGULATIONS}第三十六条第三款的规定，对复核意见不服，仍然以同一"
        "事实和理由提出投诉请求的，不再受理。如有新的事实和理由，可以另行提出。",
    ),
    Remedy(
        "judgment_next_level",
        N_("Petition to the next procuratorate up (court judgment in force)"),
        f"如不服本院复查决定，可以依照{_RULES}第五百九十三条第三款的规定，继续向{{body}}提出申诉。",
    ),
    Remedy(
        "judgment_exhausted",
        N_("None without new evidence: reviewed at two levels (court judgment in force)"),
        f"依照{_RULES}第五百九十四条的规定，本案经两级人民检察院办理且省级人民检察院已经复查，"
        "如果没有新的证据，人民检察院不再复查，但原审被告人可能被宣告无罪或者判决、裁定有其他重大"
        "错误可能的除外。",
    ),
    Remedy(
        "non_filing_review",
        N_("Reconsideration by the next procuratorate up within 10 days (no case filed)"),
        f"如不服不予立案的决定，可以依照{_RULES}第一百七十三条第二款的规定，在收到不立案通知书后"
        "十日以内，向{body}申请复议。",
    ),
    Remedy(
        "compensation_review",
        N_("Review by the next level up within 30 days (state compensation)"),
        f"如不服本决定，可以依照{_COMPENSATION}第二十四条的规定，自本决定作出之日起三十日内，"
        "向{body}申请复议。",
    ),
    Remedy(
        "compensation_court",
        N_("Compensation committee of the court within 30 days (state compensation)"),
        f"如不服本复议决定，可以依照{_COMPENSATION}第二十五条的规定，自收到本决定之日起三十日内，"
        "向{body}赔偿委员会申请作出赔偿决定。",
    ),
    Remedy(
        "new_evidence",
        N_("No further step is fixed; new facts or evidence may be brought"),
        "如有新的事实、理由或者证据，可以向本院提出，本院将依法审查。",
    ),
)


def suggested_bases(kind_code: str, regime: Regime) -> tuple[str, ...]:
    """Citations usual for this paper; empty where none was read and the handler must name one."""
    return _BASES.get((kind_code, regime), ())


def remedy_sentence(code: str, *, body: str = "") -> str:
    """The remedy in full; KeyError for a code that is not in REMEDIES."""
    remedy = {entry.code: entry for entry in REMEDIES}[code]
    return remedy.text.replace("{body}", body)
