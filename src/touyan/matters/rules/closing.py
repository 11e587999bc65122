"""The closing check: the procedure has ended, the answer was served, every demand is answered."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from touyan.kernel.errors import FieldProblem, Invalid, Refused
from touyan.kernel.messages import N_, message
from touyan.matters.rules.lifecycle import Stage

TELLING = {
    Stage.TRANSFERRED: frozenset({"transfer", "procedural_reply"}),
    Stage.INFORMED: frozenset({"elsewhere", "procedural_reply"}),
    Stage.NOT_ACCEPTED: frozenset({"non_acceptance"}),
}
"""The papers of which one tells the petitioner, where the procedure ends before acceptance."""


def check_served(*, stage: Stage, replyable: bool, served: Collection[str]) -> None:
    """A matter is closed without a served answer or notice only where none can reach anyone
    (Regulations on Petition Work, article 23 paragraph 2). `served`: kinds of paper."""
    if not replyable:
        return
    if stage is Stage.DECIDED:
        raise Refused(N_("The answer has not been served yet: serve it, then close."))
    if stage in TELLING and not TELLING[stage] & frozenset(served):
        raise Refused(N_("The petitioner has not been told yet: serve the notice, then close."))


def check_answers(claims: Mapping[int, str], where: Mapping[int, str]) -> list[dict[str, object]]:
    """Pair each demand with the place of its answer, or name every demand left open.

    `claims` maps a claim's id to its text, `where` a claim's id to the paper and passage.
    """
    open_claims = [key for key in claims if not where.get(key, "").strip()]
    if open_claims:
        raise Invalid([_unanswered(key, claims[key]) for key in open_claims])
    return [{"claim": key, "where": where[key].strip()} for key in claims]


def _unanswered(key: int, claim: str) -> FieldProblem:
    return FieldProblem(
        f"claim-{key}",
        message(N_("Not yet answered: “%(claim)s”"), claim=claim),
        message(N_("Name the paper and passage that answers this demand.")),
    )
