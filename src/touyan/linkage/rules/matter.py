"""Whether two petitions are about the same facts and demands, and how surely."""

from __future__ import annotations

from dataclasses import dataclass

from touyan.intake.rules.words import Kind
from touyan.kernel.chinese import normalise_name
from touyan.kernel.messages import N_, Message, message
from touyan.linkage.rules.features import PetitionFeatures
from touyan.linkage.rules.parameters import LinkageParameters
from touyan.linkage.rules.persons import Evidence, Strength
from touyan.linkage.rules.texts import Overlap, overlap

# Asking for one of these is another demand than asking for the decision to be reviewed.
_OTHER_DEMANDS = frozenset(
    {
        Kind.OFFICER_COMPLAINT.value,
        Kind.STATE_COMPENSATION.value,
        Kind.JUDICIAL_ASSISTANCE.value,
        Kind.SUGGESTION.value,
    }
)
_AUTHORITIES = (
    *("法院", "检察院", "公安局", "公安分局", "派出所", "司法局", "人民政府", "委员会", "监狱"),
    *("看守所", "支队", "大队", "街道办事处", "管理局", "分局"),
)


@dataclass(frozen=True)
class MatterComparison:
    """What two petitions share and what sets them apart."""

    shared_numbers: frozenset[str]
    new_numbers: frozenset[str]
    shared_subjects: frozenset[str]
    subjects_differ: bool
    other_demand: bool
    new_evidence: bool
    texts: Overlap
    identical: bool
    same_text: bool
    similar_text: bool
    particulars_differ: bool


def compare_matter(
    new: PetitionFeatures, earlier: PetitionFeatures, parameters: LinkageParameters
) -> MatterComparison:
    """Lay two petitions side by side."""
    texts = overlap(new.text, earlier.text)
    long_enough = texts.least_weight >= parameters.least_weight
    ours, theirs = _named_subjects(new), _named_subjects(earlier)
    both_numbered = bool(new.challenged and earlier.challenged)
    share = texts.particulars
    return MatterComparison(
        shared_numbers=_shared_numbers(new, earlier),
        new_numbers=new.challenged - earlier.challenged if both_numbered else frozenset(),
        shared_subjects=ours & theirs,
        subjects_differ=bool(ours and theirs and not ours & theirs),
        other_demand=new.kind != earlier.kind and bool({new.kind, earlier.kind} & _OTHER_DEMANDS),
        new_evidence=new.text.new_evidence and not earlier.text.new_evidence,
        texts=texts,
        identical=texts.jaccard >= parameters.identical_overlap,
        same_text=texts.jaccard >= parameters.same_overlap
        or (long_enough and texts.containment >= parameters.same_containment),
        similar_text=texts.jaccard >= parameters.similar_overlap
        or (long_enough and texts.containment >= parameters.similar_containment),
        particulars_differ=share is not None and share < parameters.particulars_agree,
    )


def _shared_numbers(new: PetitionFeatures, earlier: PetitionFeatures) -> frozenset[str]:
    """Decisions both challenge; where one names none apart, the numbers its text cites count."""
    if new.challenged and earlier.challenged:
        return new.challenged & earlier.challenged
    return (new.challenged or new.text.numbers) & (earlier.challenged or earlier.text.numbers)


def _named_subjects(petition: PetitionFeatures) -> frozenset[str]:
    """Those complained of, without the authorities that half the county complains of."""
    names = (normalise_name(subject) for subject in petition.subjects)
    return frozenset(n for n in names if n and "某" not in n and not n.endswith(_AUTHORITIES))


def same_matter(seen: MatterComparison) -> Evidence:
    """How surely the facts and demands are the same; none where something sets them apart."""
    if difference(seen):
        return Evidence(Strength.NONE)
    if seen.shared_numbers:
        numbers = "、".join(sorted(seen.shared_numbers))
        return Evidence(
            Strength.STRONG,
            message(N_("The same decision is challenged: %(numbers)s."), numbers=numbers),
        )
    if seen.same_text and not (seen.particulars_differ and not seen.shared_subjects):
        return Evidence(Strength.PROBABLE, text_reason(seen))
    if seen.similar_text and seen.shared_subjects:
        return Evidence(
            Strength.POSSIBLE,
            message(N_("The same person or unit is complained of, in similar words.")),
        )
    if seen.similar_text and seen.texts.particulars and not seen.particulars_differ:
        return Evidence(
            Strength.POSSIBLE,
            message(N_("The texts are similar and name the same days, sums or addresses.")),
        )
    return Evidence(Strength.NONE)


def difference(seen: MatterComparison) -> Message | None:
    """What makes it another matter although something else agrees."""
    if seen.new_numbers:
        return message(
            N_("Another decision is challenged: %(numbers)s."),
            numbers="、".join(sorted(seen.new_numbers)),
        )
    if seen.identical and not seen.subjects_differ and not seen.particulars_differ:
        return None  # word for word the same: the clerk's choice of kind cannot make it another
    if seen.other_demand:
        return message(N_("It asks for something else: the kinds of petition differ."))
    if seen.subjects_differ:
        return message(N_("Someone else is complained of."))
    return None


def text_reason(seen: MatterComparison) -> Message:
    """How far the texts agree, in a sentence."""
    if seen.identical:
        return message(N_("The texts are the same almost word for word."))
    if seen.texts.jaccard >= seen.texts.containment * 0.8:
        return message(
            N_("The texts agree in %(percent)s %% of what is particular to them."),
            percent=round(seen.texts.jaccard * 100),
        )
    return message(
        N_("%(percent)s %% of the shorter text stands in the longer one."),
        percent=round(seen.texts.containment * 100),
    )
