"""An edition begun, and put together: its head, its cases, their groups and their order."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods

from touyan.campaigns.queries.learning import names_of
from touyan.desk.deeds import Deed, do, name_problems
from touyan.desk.editions.access import ROOM, address_of, edition_of, makers, making_offices
from touyan.desk.findings.words import language
from touyan.desk.web import DeskRequest, page, say, version_of
from touyan.exemplars.actions.editions import Place, compose, make_edition
from touyan.exemplars.queries.editions import (
    Edition,
    EditionCase,
    candidates_for,
    cases_of,
    standing_of,
    texts_of,
)
from touyan.exemplars.rules.issuing import steps_open
from touyan.kernel.errors import Invalid, NotVisible, Refused

WAYS = ["GET", "POST"]


class BeginForm(forms.Form):
    """For which office, and its title."""

    use_required_attribute = False
    office = forms.TypedChoiceField(label=gettext_lazy("Office that issues it"), coerce=int)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)


@makers
@require_http_methods(WAYS)
def begin(request: DeskRequest) -> HttpResponse:
    """Begin an edition."""
    offices = {organ.pk: organ for organ in making_offices(request.viewer)}
    form = BeginForm(request.POST or None, initial={"office": next(iter(offices), None)})
    box: Any = form.fields["office"]
    box.choices = [(pk, organ.local_name) for pk, organ in offices.items()]
    deed = Deed(
        label=_("Begin an edition"),
        says=_("Approved cases are put into it afterwards, in groups and in order."),
        form=form,
        act=lambda office, **more: make_edition(organ=offices[office], **more),
        back=reverse("editions"),
        done=_("The edition is begun."),
        room=ROOM,
        onward=address_of,
    )
    return do(request, deed)


class HeadForm(forms.Form):
    """What stands before the cases."""

    use_required_attribute = False
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    number = forms.CharField(
        label=gettext_lazy("Number of the edition"), max_length=100, required=False,
        help_text=gettext_lazy("As it is printed, for example 浙检发〔2026〕12号"),
    )  # fmt: skip
    foreword = forms.CharField(
        label=gettext_lazy("Foreword"), required=False, widget=forms.Textarea(attrs={"rows": 5})
    )


class CaseForm(forms.Form):
    """Where one case stands, and what it may be found by."""

    use_required_attribute = False
    kept = forms.BooleanField(label=gettext_lazy("In the edition"), required=False, initial=True)
    group = forms.CharField(label=gettext_lazy("Group"), max_length=200, required=False)
    position = forms.IntegerField(
        label=pgettext_lazy("in the list", "Place"), min_value=1, max_value=9999
    )
    causes = forms.MultipleChoiceField(
        label=gettext_lazy("Why it kept coming back"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip


@makers
@require_http_methods(WAYS)
def put_together(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Title, number, foreword; which cases, in which groups, in which order."""
    found = edition_of(request, public_id)
    if "compose" not in steps_open(request.viewer, standing_of(found)):
        raise NotVisible
    cases = list(cases_of(found))
    head = HeadForm(request.POST or None, initial=_head(found))
    rows = [(case, _case_form(request, case)) for case in cases]
    refused: Refused | None = None
    if request.method == "POST" and all(form.is_valid() for form in (head, *_forms(rows))):
        try:
            _compose(request, found, head, rows)
        except Invalid as problems:
            name_problems(head, problems)
        except Refused as said:
            refused = said
        else:
            say(request, _("The edition is put together."))
            return redirect("edition", public_id)
    return _drawn(request, found, head, rows, refused)


Rows = list[tuple[EditionCase, CaseForm]]


def _forms(rows: Rows) -> list[CaseForm]:
    return [form for _case, form in rows]


def _drawn(
    request: DeskRequest, edition: Edition, head: HeadForm, rows: Rows, refused: Refused | None
) -> HttpResponse:
    texts = texts_of([case for case, _form in rows])
    offered = list(candidates_for(edition.organ, viewer=request.viewer))
    more = texts_of([EditionCase(exemplar=one) for one in offered])
    context = {
        "room": ROOM,
        "edition": edition,
        "head": head,
        "refused": refused,
        "rows": [(form, _title(texts, case.exemplar_id)) for case, form in rows],
        "offered": [(one, _title(more, one.pk)) for one in offered],
    }
    status = 422 if request.method == "POST" else 200
    return page(request, "desk/editions/compose.html", context, status=status)


def _title(texts: dict[int, Any], key: int) -> str:
    return str(texts[key].content["title"]) if key in texts else _("No text yet")


def _head(edition: Edition) -> dict[str, str]:
    return {"title": edition.title, "number": edition.number, "foreword": edition.foreword}


def _case_form(request: DeskRequest, case: EditionCase) -> CaseForm:
    given = {"group": case.group, "position": case.position, "causes": case.causes, "kept": True}
    form = CaseForm(request.POST or None, prefix=f"case-{case.public_id}", initial=given)
    box: Any = form.fields["causes"]
    box.choices = list(names_of("cause", language()).items())
    return form


def _compose(request: DeskRequest, edition: Edition, head: HeadForm, rows: Rows) -> None:
    chosen = [(case, form.cleaned_data) for case, form in rows if form.cleaned_data["kept"]]
    compose(
        edition_id=edition.public_id,
        head=head.cleaned_data,
        places=[
            Place(case.public_id, said["group"], said["position"], said["causes"])
            for case, said in chosen
        ],
        added=_added(request),
        version=version_of(request),
        by=request.user,
        now=request.now,
    )


def _added(request: DeskRequest) -> list[uuid.UUID]:
    try:
        return [uuid.UUID(text) for text in request.POST.getlist("added")]
    except ValueError:
        raise NotVisible from None
