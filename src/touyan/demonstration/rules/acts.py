"""What the office wrote on a made-up matter: notes, letters, answers, honest and varied."""

from __future__ import annotations

from datetime import date
from functools import cache
from random import Random

from touyan.demonstration.rules.corpus import blocks
from touyan.demonstration.rules.facts import spoken
from touyan.demonstration.rules.grammar import Sequence, compile_text, render
from touyan.demonstration.rules.texts import PetitionText, frame

ACTS = (
    *("reception_note", "reading_note", "verification_note", "progress_letter"),
    *("procedural_reply", "procedural_reply_elsewhere", "non_acceptance"),
    *("hearing_record", "follow_up", "answer"),
)

_MOSTLY_UPHELD = ("upheld", "upheld", "upheld", "upheld", "defect", "corrected", "explained")
OUTCOMES: dict[str, tuple[str, ...]] = {
    "accusation": ("explained", "elsewhere", "supervised"),
    "report": ("elsewhere", "elsewhere", "explained"),
    "criminal_petition": _MOSTLY_UPHELD,
    "civil_petition": _MOSTLY_UPHELD,
    "administrative_petition": _MOSTLY_UPHELD,
    "filing_supervision": ("upheld", "upheld", "supervised", "supervised", "explained"),
    "state_compensation": ("upheld", "corrected", "explained"),
    "judicial_assistance": ("relieved", "relieved", "relieved", "explained"),
    "officer_complaint": ("upheld", "defect", "explained", "elsewhere"),
    "suggestion": ("explained",),
    "other": ("explained", "elsewhere"),
}


@cache
def _variants(act: str, outcome: str) -> tuple[Sequence, ...]:
    return tuple(
        compile_text(block["text"][0])
        for block in blocks("acts")
        if block["act"] == [act] and block.get("outcome", [""]) == [outcome]
    )


def outcome_of(rng: Random, kind: str) -> str:
    """How a matter of this kind ends, about as often as in life."""
    return rng.choice(OUTCOMES[kind])


def act_text(
    rng: Random,
    act: str,
    *,
    petition: PetitionText,
    received_on: date,
    handler: str = "",
    outcome: str = "",
) -> str:
    """The text of one act; only an answer takes an outcome."""
    facts = dict(petition.facts)
    first = 1 + int(rng.random() * 90)
    facts |= {
        "me": facts["me"] or "信访人",
        "received": spoken(received_on),
        "handler": handler,
        "gist": f"为“{petition.title}”一事，要求{petition.claims[0]}",
        "pages": str(2 + int(rng.random() * 40)),
        "volumes": "一二三四五"[int(rng.random() * 5)],
        "page_a": str(first),
        "page_b": str(first + 1 + int(rng.random() * 60)),
        "place": f"{facts['town']}{facts['village']}村",
        "subject_file": facts["number"] or "原案",
        "number_or_case": facts["number"] or "该案",
    }
    facts["record"] = render(frame("records"), facts, rng)
    facts["other_body"] = render(frame("other_bodies"), facts, rng)
    variants = _variants(act, outcome)
    return render(variants[int(rng.random() * len(variants))], facts, rng)
