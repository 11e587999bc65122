"""Who petitions in the matter of a case the caller has found visible, and whose consent stands."""

from __future__ import annotations

from touyan.exemplars.models import Asking, Exemplar, Ground
from touyan.exemplars.rules.consenting import Petitioner, Row, agreed, lacking, petitioners
from touyan.exemplars.rules.words import Basis
from touyan.intake.models import Party


def petitioners_of(exemplar: Exemplar) -> list[Petitioner]:
    """Everybody who petitions in its matter, each once."""
    found = Party.objects.filter(petition__belonging__matter=exemplar.matter_id)
    rows = found.order_by("petition", "ordinal").only(
        "role", "name", "identity_index", "is_organisation"
    )
    return petitioners(
        Row(one.pk, one.role, one.name, bytes(one.identity_index or b""), one.is_organisation)
        for one in rows
    )


def consents_of(exemplar: Exemplar) -> list[int | None]:
    """The entry of each consent that stands."""
    found = Ground.objects.filter(exemplar=exemplar, kind=Basis.CONSENT, revoked_at__isnull=True)
    return list(found.values_list("party", flat=True))


def is_grounded(exemplar: Exemplar) -> bool:
    """Whether a public interest stands on file, or the consent of everybody who petitions."""
    standing = Ground.objects.filter(exemplar=exemplar, revoked_at__isnull=True)
    if standing.filter(kind=Basis.PUBLIC_INTEREST).exists():
        return True
    return agreed(petitioners_of(exemplar), consents_of(exemplar))


def is_asked(exemplar: Exemplar) -> bool:
    """Whether nobody is left to be asked: everybody agreed, or has the question before them."""
    if petitioners_of(exemplar):
        return not not_asked(exemplar)
    return Asking.objects.filter(exemplar=exemplar, answered_at__isnull=True).exists()


def not_asked(exemplar: Exemplar) -> list[Petitioner]:
    """Who has not consented, nor been asked without having answered yet."""
    open_ones = Asking.objects.filter(exemplar=exemplar, answered_at__isnull=True)
    waiting = list(open_ones.values_list("party", flat=True))
    return lacking(lacking(petitioners_of(exemplar), consents_of(exemplar)), waiting)
