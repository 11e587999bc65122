"""Why a case may be published, and what the petitioner says against it: entered and decided."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.deeds import Deed, do
from touyan.desk.exemplars.access import CASES, exemplar_of, exemplar_trail, exemplar_url, writers
from touyan.desk.web import DeskRequest
from touyan.exemplars.actions import grounds
from touyan.exemplars.actions.asking import ask_consent
from touyan.exemplars.queries.access import Exemplar, lies_of
from touyan.exemplars.queries.consenting import (
    consents_of,
    is_asked,
    not_asked,
    petitioners_of,
)
from touyan.exemplars.queries.file import askings_of, grounds_of, objections_of
from touyan.exemplars.rules.consenting import Petitioner, lacking
from touyan.exemplars.rules.grounds import may_ask, may_decide, may_keep
from touyan.exemplars.rules.words import (
    BASIS_NAMES,
    HOW_NAMES,
    RULING_NAMES,
    Basis,
    How,
    Ruling,
    State,
)
from touyan.kernel.errors import NotVisible
from touyan.kernel.messages import Message
from touyan.organs.rules.access import Viewer
from touyan.ui.fields import TypedDateField
from touyan.ui.sentences import sentence

WAYS = ["GET", "POST"]
_SEVERAL = 2
_HEARD = (How.IN_PERSON, How.TELEPHONE, How.LETTER)


def consent_context(exemplar: Exemplar, viewer: Viewer) -> dict[str, object]:
    """What is on file, and what the viewer may enter or decide."""
    lies = lies_of(exemplar)
    open_file = exemplar.state != State.WITHDRAWN
    keeps = may_keep(viewer, lies, Basis.CONSENT)
    everybody = petitioners_of(exemplar)
    asked = is_asked(exemplar)
    return {
        "askings": [(one, named_of(everybody, one.party_id)) for one in askings_of(exemplar)],
        "asks": may_ask(viewer, lies, asked=asked),
        "grounds": [(one, _ground_name(one, everybody), _how(one.revoked_how), _(one.text))
                    for one in grounds_of(exemplar)],
        "everybody": _consents(everybody, consents_of(exemplar)) if len(everybody) > 1 else [],
        "objections": [(one, _by_whom(one, everybody), _ruling(one.outcome))
                       for one in objections_of(exemplar)],
        "keeps": keeps and open_file,
        "revokes": keeps,
        "weighs": may_keep(viewer, lies, Basis.PUBLIC_INTEREST) and open_file,
        "decides": may_decide(viewer, lies),
    }  # fmt: skip


def named_of(everybody: Sequence[Petitioner], key: int | None) -> str:
    """Which of several petitioners it is, masked; nothing is said where one petitions alone."""
    names = numbered(everybody)
    if len(everybody) < _SEVERAL:
        return ""
    return next((names[at] for at, one in enumerate(everybody) if key in one.keys), "")


def numbered(everybody: Sequence[Petitioner]) -> list[str]:
    """Masked names with their order, as two of them may read alike."""
    return [f"{at}. {one.shown}" for at, one in enumerate(everybody, start=1)]


def _consents(everybody: Sequence[Petitioner], given: Sequence[int | None]) -> list[Any]:
    """Each of several petitioners, and whether their consent stands."""
    missing = lacking(everybody, given)
    named = zip(numbered(everybody), everybody, strict=True)
    return [(name, one not in missing) for name, one in named]


def _ground_name(ground: Any, everybody: Sequence[Petitioner]) -> str:
    name, who = _named(BASIS_NAMES[Basis(ground.kind)]), named_of(everybody, ground.party_id)
    return f"{name} · {who}" if who else name


def _by_whom(objection: Any, everybody: Sequence[Petitioner]) -> str:
    way, who = _how(objection.how), named_of(everybody, objection.party_id)
    return f"{way} · {who}" if who else way


def _named(name: str) -> str:
    return sentence(Message(name))


def _how(how: str) -> str:
    return _named(HOW_NAMES[How(how)]) if how else ""


def _ruling(outcome: str) -> str:
    return _named(RULING_NAMES[Ruling(outcome)]) if outcome else ""


def _heard() -> list[tuple[str, str]]:
    return [(how.value, _named(HOW_NAMES[how])) for how in _HEARD]


def _rulings() -> list[tuple[str, str]]:
    return [(ruling.value, _named(name)) for ruling, name in RULING_NAMES.items()]


def _words(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )  # fmt: skip


class GroundForm(forms.Form):
    """What was agreed to, or wherein the public interest lies."""

    use_required_attribute = False
    text = _words(gettext_lazy("In words"))
    signed_on = TypedDateField(label=gettext_lazy("Signed on"))


def _one_of(label: str, everybody: Sequence[Petitioner]) -> forms.TypedChoiceField:
    names = numbered(everybody)
    return forms.TypedChoiceField(
        label=label, coerce=int, widget=forms.RadioSelect,
        choices=[(min(one.keys), names[at]) for at, one in enumerate(everybody)],
    )  # fmt: skip


class ConsentForm(GroundForm):
    """Who of several petitioners agreed, and to what."""

    field_order = ("who", "text", "signed_on")

    def __init__(self, data: Any, *, everybody: Sequence[Petitioner], **more: Any) -> None:
        super().__init__(data, **more)
        if len(everybody) >= _SEVERAL:
            self.fields["who"] = _one_of(_("Whose consent"), everybody)
            self.order_fields(self.field_order)


class RevokeForm(forms.Form):
    """How the petitioner said so."""

    use_required_attribute = False
    how = forms.TypedChoiceField(
        label=gettext_lazy("How it reached the office"), coerce=How, choices=_heard,
        widget=forms.RadioSelect,
    )  # fmt: skip


class ObjectionForm(RevokeForm):
    """Who of several petitioners objects, how it was said, and what."""

    field_order = ("who", "how", "text")
    text = _words(gettext_lazy("What the petitioner says"))

    def __init__(self, data: Any, *, everybody: Sequence[Petitioner], **more: Any) -> None:
        super().__init__(data, **more)
        if len(everybody) >= _SEVERAL:
            self.fields["who"] = _one_of(_("Who objects"), everybody)
            self.order_fields(self.field_order)


class DecideForm(forms.Form):
    """Upheld or not, and why."""

    use_required_attribute = False
    ruling = forms.TypedChoiceField(
        label=gettext_lazy("Decision"), coerce=Ruling, choices=_rulings, widget=forms.RadioSelect
    )
    reason = _words(gettext_lazy("Reasons, which the petitioner reads"))


def _deed(found: Exemplar, **more: Any) -> Deed:
    back = exemplar_url(found)
    return Deed(back=back, trail=exemplar_trail(found), room=CASES, **more)


class AskForm(forms.Form):
    """The question, as the petitioner reads it; whom of several it goes to."""

    use_required_attribute = False
    field_order = ("who", "text")
    text = _words(gettext_lazy("What the petitioner is told"))

    def __init__(self, data: Any, *, found: Exemplar) -> None:
        super().__init__(data)
        everybody, waiting = petitioners_of(found), not_asked(found)
        if len(everybody) < _SEVERAL:
            return
        declined = {one.party_id for one in askings_of(found) if one.agreed is False}
        choices = [(min(one.keys), name) for name, one in
                   zip(numbered(everybody), everybody, strict=True) if one in waiting]  # fmt: skip
        self.fields["who"] = forms.TypedMultipleChoiceField(
            label=_("Who is asked"), coerce=int, widget=forms.CheckboxSelectMultiple,
            choices=choices, initial=[min(one.keys) for one in waiting if not one.keys & declined],
            help_text=_("Whoever did not agree is asked again only where you tick them."),
        )  # fmt: skip
        self.order_fields(self.field_order)


@writers
@require_http_methods(WAYS)
def ask(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Ask the petitioner, who answers with the code of the receipt."""
    found = exemplar_of(request, public_id)
    if not consent_context(found, request.viewer)["asks"]:
        raise NotVisible
    deed = _deed(
        found,
        label=_("Ask the petitioner"),
        says=_("The question stands in the portal beside the progress of the petition, before each "
               "who petitions in the matter. No answer is no consent, and neither answer changes "
               "anything in the matter."),
        form=AskForm(request.POST if request.method == "POST" else None, found=found),
        act=lambda **said: ask_consent(exemplar_id=public_id, **said),
        done=_("The petitioner is asked."),
    )  # fmt: skip
    return do(request, deed)


@writers
@require_http_methods(WAYS)
def put_on_file(request: DeskRequest, public_id: uuid.UUID, kind: str) -> HttpResponse:
    """The petitioner's consent, or the public interest in words."""
    found = exemplar_of(request, public_id)
    if kind not in {basis.value for basis in Basis}:
        raise NotVisible
    basis = Basis(kind)
    shown = consent_context(found, request.viewer)
    if not shown["keeps" if basis is Basis.CONSENT else "weighs"]:
        raise NotVisible
    consent = basis is Basis.CONSENT
    deed = _deed(
        found,
        label=_("Enter consent") if consent else _("Document a public interest"),
        says=_("Say what was agreed to and where the paper is. The petitioner may take it back at "
               "any time, without giving reasons.")
        if consent
        else _("Say wherein the public interest lies and why it weighs more than the petitioner's "
               "wish. The petitioner may object."),
        form=_ground_form(request, found, consent=consent),
        act=lambda **said: grounds.record_ground(exemplar_id=public_id, kind=basis, **said),
        done=_("It is on file."),
    )  # fmt: skip
    return do(request, deed)


def _ground_form(request: DeskRequest, found: Exemplar, *, consent: bool) -> forms.Form:
    more: dict[str, Any] = {"initial": {"signed_on": legal_day(request.now)}}
    if consent:
        return ConsentForm(request.POST or None, everybody=petitioners_of(found), **more)
    return GroundForm(request.POST or None, **more)


@writers
@require_http_methods(WAYS)
def take_back(request: DeskRequest, public_id: uuid.UUID, ground_id: uuid.UUID) -> HttpResponse:
    """The petitioner takes the consent back; nobody weighs why."""
    found = exemplar_of(request, public_id)
    standing = grounds_of(found).filter(
        public_id=ground_id, kind=Basis.CONSENT.value, revoked_at__isnull=True
    )
    if not consent_context(found, request.viewer)["revokes"] or not standing.exists():
        raise NotVisible
    deed = _deed(
        found,
        label=_("Consent taken back"),
        says=_("It takes effect at once. Without another ground the approvals of the text are "
               "void."),
        form=RevokeForm(request.POST or None),
        act=lambda **said: grounds.revoke_consent(ground_id=ground_id, **said),
        done=_("The consent is taken back."),
        tone="warn",
    )  # fmt: skip
    return do(request, deed)


@writers
@require_http_methods(WAYS)
def object_to(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """The petitioner came, called or wrote and objects."""
    found = exemplar_of(request, public_id)
    if not consent_context(found, request.viewer)["revokes"]:
        raise NotVisible
    deed = _deed(
        found,
        label=_("Enter an objection"),
        says=_("Until it is decided the text is not approved. Somebody who did not nominate the "
               "case decides it."),
        form=ObjectionForm(
            request.POST if request.method == "POST" else None, everybody=petitioners_of(found)
        ),
        act=lambda **said: grounds.record_objection(exemplar_id=public_id, **said),
        done=_("The objection is on file."),
    )  # fmt: skip
    return do(request, deed)


@writers
@require_http_methods(WAYS)
def decide(request: DeskRequest, public_id: uuid.UUID, objection_id: uuid.UUID) -> HttpResponse:
    """Uphold an objection or not, with reasons."""
    found = exemplar_of(request, public_id)
    waiting = objections_of(found).filter(public_id=objection_id, decided_at__isnull=True).first()
    if waiting is None or not may_decide(request.viewer, lies_of(found)):
        raise NotVisible
    deed = _deed(
        found,
        label=_("Decide the objection"),
        says=_("Where it is upheld the nomination ends; what is issued already is withdrawn with "
               "its edition. The petitioner reads the reasons."),
        form=DecideForm(request.POST or None),
        act=lambda **said: grounds.decide_objection(objection_id=objection_id, **said),
        done=_("The objection is decided."),
        facts=[(_("What the petitioner says"), waiting.text)],
    )  # fmt: skip
    return do(request, deed)
