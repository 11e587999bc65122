"""What a kind of paper is: whom it goes to, what must be known, what it usually says."""

from __future__ import annotations

import re
import string
from dataclasses import dataclass
from enum import StrEnum

from touyan.kernel.messages import N_


class Addressee(StrEnum):
    """Who receives the paper."""

    PETITIONER = "petitioner"
    ORGAN = "organ"
    OFFICE = "office"  # kept on the file, goes to no one outside


@dataclass(frozen=True)
class Fact:
    """Something the paper must state, with the prompt the handler sees."""

    code: str
    prompt: str
    required: bool = True
    many: bool = False
    long: bool = False


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of paper.

    `body` may be replaced by the handler's own words; `closing` (remedy, contact, signatures)
    is always printed. A paragraph that speaks of an optional fact is dropped without it.
    `by_hand`: whether it may be drafted on a matter; otherwise a record of its own writes it.
    """

    code: str
    title_zh: str
    title_en: str
    number_word: str
    addressee: Addressee
    addressed_to: str
    facts: tuple[Fact, ...]
    body: tuple[str, ...]
    closing: tuple[str, ...] = ()
    signed: bool = True
    by_hand: bool = True
    table: bool = False
    """A form: its headings and labelled lines are drawn as the cells of a table."""

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels whose lines become cells; none when the paper is running text."""
        lines = [*self.body, *self.closing] if self.table else []
        return tuple(line.partition("：")[0] for line in lines if _LABELLED.match(line))

    def fact(self, code: str) -> Fact | None:
        """The fact of this code, if the kind knows it."""
        return next((fact for fact in self.facts if fact.code == code), None)

    def needed(self, *, own_body: bool) -> tuple[Fact, ...]:
        """Required facts; with the handler's own body only those still printed around it."""
        if not own_body:
            return tuple(fact for fact in self.facts if fact.required)
        around = {self.addressed_to}.union(*map(placeholders, self.closing))
        return tuple(fact for fact in self.facts if fact.required and fact.code in around)


_LABELLED = re.compile(r"[^：，。、{}]{1,10}：")


def placeholders(paragraph: str) -> set[str]:
    """Codes of the facts a paragraph speaks of."""
    return {name for _, name, _, _ in string.Formatter().parse(paragraph) if name}


PETITIONER = Fact("petitioner", N_("Name of the petitioner"))
SUBJECT = Fact("subject", N_("What the petition is about, as a noun phrase"))
RECEIVED_ON = Fact("received_on", N_("Date the petition was received"))
ACCEPTED_ON = Fact("accepted_on", N_("Date of acceptance"))
LEGAL_BASIS = Fact("legal_basis", N_("Legal basis: title and article"))
REMEDY = Fact("remedy", N_("Next remedy and its time limit"), long=True)
CONTACT = Fact("contact", N_("Contact person and telephone number"), required=False)
RECEIVING_ORGAN = Fact("receiving_organ", N_("Office or unit the paper is sent to"))
