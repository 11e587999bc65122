"""The steps of an edition: frozen, approved, issued, sent out, corrected, withdrawn."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_http_methods, require_POST

from touyan.desk.deeds import Deed, PlainForm, do, reason_form
from touyan.desk.editions.access import ROOM, address_of, edition_of, makers, readers, trail_of
from touyan.desk.web import DeskRequest, refuse, say, version_of
from touyan.exemplars.actions.editions import send_back_edition
from touyan.exemplars.actions.issued import acknowledge, deliver
from touyan.exemplars.queries.editions import Edition, cases_of, recipients_of, standing_of
from touyan.exemplars.rules.issuing import SAID, steps_open
from touyan.kernel.errors import NotVisible, Refused
from touyan.kernel.messages import N_
from touyan.workflows import issue_edition

WAYS = ["GET", "POST"]


@dataclass(frozen=True)
class Asked:
    """What the page of a step says, what it does, and what is said afterwards."""

    label: str
    says: str
    done: str
    act: Callable[..., Any]
    tone: str = "primary"


STEPS = {
    "submit": Asked(
        N_("Freeze and put before its approvers"),
        N_("Content, Word and PDF are read by the gate first: while a word in them could give "
           "somebody away, nothing is frozen. Afterwards the digest shows every change."),
        N_("The edition is frozen and before its approvers."), issue_edition.submit,
    ),
    "approve": Asked(
        N_("Approve"), N_("The approval is of the content with this digest and of no other."),
        N_("The edition is approved at your level."), issue_edition.approve,
    ),
    "send_back": Asked(
        N_("Send back"),
        N_("It is put together anew and frozen anew; what was approved so far is void."),
        N_("The edition is sent back."), send_back_edition, "warn",
    ),
    "issue": Asked(
        N_("Issue the edition"),
        N_("From now on everybody can read it. The gate reads every form of it once more."),
        N_("The edition is issued."), issue_edition.issue, "warn",
    ),
    "correct": Asked(
        N_("Correct the edition"),
        N_("A corrected edition is begun; when it is issued it takes the place of this one, which "
           "keeps its trace. The reason is public."),
        N_("The corrected edition is begun."), issue_edition.correct,
    ),
    "withdraw": Asked(
        N_("Withdraw the edition"),
        N_("Nobody reads its cases any more; a notice with this reason stands in its place."),
        N_("The edition is withdrawn."), issue_edition.withdraw, "warn",
    ),
}  # fmt: skip


@makers
@require_http_methods(WAYS)
def step(request: DeskRequest, public_id: uuid.UUID, verb: str) -> HttpResponse:
    """One step, on a page that says what it means; whoever may not take it finds none."""
    found = _open(request, public_id, verb)
    asked, version = STEPS[verb], version_of(request)
    form = _said(request, verb) if verb in SAID else PlainForm(request.POST or None)
    deed = Deed(
        label=_(asked.label),
        says=_(asked.says),
        form=form,
        act=lambda **more: asked.act(edition_id=public_id, version=version, **more),
        back=address_of(found),
        done=_(asked.done),
        facts=_facts(found),
        trail=trail_of(found),
        room=ROOM,
        tone=asked.tone,
        version=found.version,
        onward=address_of,
    )
    return do(request, deed)


def _open(request: DeskRequest, public_id: uuid.UUID, verb: str) -> Edition:
    found = edition_of(request, public_id)
    known = verb in STEPS or verb in ("deliver", "withdraw_case")
    if not known or verb not in steps_open(request.viewer, standing_of(found)):
        raise NotVisible
    return found


_PUBLIC = frozenset({"correct", "withdraw", "withdraw_case"})


def _said(request: DeskRequest, verb: str) -> forms.Form:
    label = _("Reason, which everybody reads") if verb in _PUBLIC else _("In words")
    return reason_form(label, request.POST or None, name="opinion")


def _facts(edition: Edition) -> list[tuple[object, object]]:
    facts: list[tuple[object, object]] = [
        (_("Title"), edition.title),
        (_("Number of the edition"), edition.number or "—"),
        (_("Cases"), cases_of(edition).count()),
    ]
    return [*facts, (_("Digest (SM3)"), edition.digest)] if edition.digest else facts


@makers
@require_http_methods(WAYS)
def withdraw_one(request: DeskRequest, public_id: uuid.UUID, case_id: uuid.UUID) -> HttpResponse:
    """Withdraw one case of an issued edition."""
    found = _open(request, public_id, "withdraw_case")
    case = cases_of(found).filter(public_id=case_id, withdrawn_at__isnull=True).first()
    if case is None:
        raise NotVisible
    deed = Deed(
        label=_("Withdraw the case"),
        says=_("A notice with this reason stands in its place in every form. The reason is "
               "public."),
        form=_said(request, "withdraw_case"),
        act=lambda **more: issue_edition.withdraw_case(case_id=case_id, **more),
        back=address_of(found),
        done=_("The case is withdrawn."),
        facts=[(pgettext("in the list", "Place"), case.position), (_("Group"), case.group or "—")],
        trail=trail_of(found),
        room=ROOM,
        tone="warn",
    )  # fmt: skip
    return do(request, deed)


class OfficesForm(forms.Form):
    """To which offices."""

    use_required_attribute = False
    organs = forms.MultipleChoiceField(
        label=gettext_lazy("Offices"), widget=forms.CheckboxSelectMultiple
    )


@makers
@require_http_methods(WAYS)
def send(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Print and distribute it to offices."""
    found = _open(request, public_id, "deliver")
    offered = {str(organ.pk): organ for organ in recipients_of(found)}
    form = OfficesForm(request.POST or None, initial={"organs": list(offered)})
    box: Any = form.fields["organs"]
    box.choices = [(pk, organ.local_name) for pk, organ in offered.items()]
    deed = Deed(
        label=_("Print and distribute"),
        says=_("Each office acknowledges that it arrived. An office that has it gets it once.")
        if offered
        else _("Every office it goes to has this edition already."),
        form=form,
        act=lambda organs, **more: deliver(
            edition_id=public_id, organs=[offered[pk] for pk in organs], **more
        ),
        back=address_of(found),
        done=_("The edition is distributed."),
        trail=trail_of(found),
        room=ROOM,
        impossible=not offered,
    )
    return do(request, deed)


@readers
@require_POST
def arrived(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Acknowledge for one's office that the edition arrived."""
    found = edition_of(request, public_id)
    try:
        acknowledge(edition_id=public_id, by=request.user, now=request.now)
    except Refused as refused:
        refuse(request, refused)
    else:
        say(request, _("Acknowledged."))
    return redirect(reverse("edition", args=[found.public_id]))
