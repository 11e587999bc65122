"""The closing check: every demand is answered, and where."""

from __future__ import annotations

from collections.abc import Mapping

from touyan.kernel.errors import FieldProblem, Invalid, Refused
from touyan.kernel.messages import N_, message


def check_served(*, decided_only: bool, replyable: bool) -> None:
    """A decided matter is closed without a served answer only where no answer can reach anyone
    (Regulations on Petition Work, article 23 paragraph 2)."""
    if decided_only and replyable:
        raise Refused(N_("The answer has not been served yet: serve it, then close."))


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
