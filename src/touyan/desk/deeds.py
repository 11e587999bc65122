"""A form that does one thing: asked with what it rests on, then done or refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django_htmx.http import HttpResponseClientRedirect

from touyan.desk.web import DeskRequest, page, part_wanted, say
from touyan.kernel.errors import Conflict, Invalid, Refused
from touyan.ui.sentences import sentence


class PlainForm(forms.Form):
    """Asks for nothing but the confirmation."""


class ReasonForm(forms.Form):
    """Asks for the reason, or for what takes its place."""

    use_required_attribute = False
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 4}))


def reason_form(
    label: Any, data: Any = None, *, hint: Any = "", name: str = "reason"
) -> forms.Form:
    """A form of one box, named as the action's argument is."""
    form = ReasonForm(data)
    box = form.fields.pop("reason")
    box.label, box.help_text = label, hint
    form.fields[name] = box
    return form


@dataclass
class Deed:
    """What a page asks for, does, and says afterwards."""

    label: str
    says: str
    form: forms.Form
    act: Callable[..., Any]
    back: str
    done: str | Callable[[Any], str]
    """Said afterwards; of what the act returned, where it depends on that."""
    facts: list[tuple[object, object]] = field(default_factory=list)
    trail: list[tuple[str, str]] = field(default_factory=list)
    button: str = ""
    tone: str = "primary"
    version: int | None = None
    impossible: bool = False
    link: tuple[str, str] | None = None
    """Where it is done instead: words and address."""
    room: tuple[Any, str] = (_("Campaigns"), "campaigns")
    """Name and route of the list the trail begins at."""
    onward: Callable[[Any], str] | None = None
    """Where to go with what the act returned; back, unless given."""


def do(request: DeskRequest, deed: Deed) -> HttpResponse:
    """Show the form, or do the deed and go on; a refusal stands on the form with what was typed."""
    if request.method == "GET":
        return _page(request, deed)
    if not deed.form.is_valid():
        return _page(request, deed, status=422)
    try:
        made = deed.act(**deed.form.cleaned_data, by=request.user, now=request.now)
    except Conflict as refused:
        return _page(request, deed, status=409, refused=refused)
    except Invalid as refused:
        name_problems(deed.form, refused)
        return _page(request, deed, status=422)
    except Refused as refused:
        return _page(request, deed, status=422, refused=refused)
    say(request, deed.done if isinstance(deed.done, str) else deed.done(made))
    onward = deed.onward(made) if deed.onward else deed.back
    return HttpResponseClientRedirect(onward) if part_wanted(request) else redirect(onward)


def name_problems(form: forms.Form, refused: Invalid) -> None:
    """Put each problem at its field, or on top when the form has no such field."""
    for problem in refused.problems:
        words = sentence(problem.reason)
        if problem.cure:
            words = f"{words} {sentence(problem.cure)}"
        form.add_error(problem.field if problem.field in form.fields else None, words)


def _page(
    request: DeskRequest, deed: Deed, *, status: int = 200, refused: Refused | None = None
) -> HttpResponse:
    context = {
        "deed": deed,
        "form": deed.form,
        "refused": refused,
        "in_dialog": bool(part_wanted(request)),
        "here": request.get_full_path(),
    }
    answer = page(request, "desk/deed.html", context, status=status)
    answer.headers["HX-Push-Url"] = "false"  # the dialog stands on the page it was opened from
    return answer
