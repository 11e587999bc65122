"""Looking up where a petition stands, with the code of the receipt and no account."""

from __future__ import annotations

from unicodedata import normalize

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from touyan.intake.rules.query_code import LENGTH, normalise, shown
from touyan.intake.throttling import TooMany, give_back, take
from touyan.portal.limits import buckets
from touyan.portal.look import open_page
from touyan.portal.words import relation_words
from touyan.workflows.public_progress import look_up


class LookUpForm(forms.Form):
    """Code and telephone ending, as typed on any keyboard."""

    code = forms.CharField(
        label=_("Query code"),
        max_length=40,
        error_messages={"required": _("Type the query code that is printed on your receipt.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
    tail = forms.CharField(
        label=_("Last four digits of your telephone number"),
        required=False,
        max_length=8,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )

    def clean_code(self) -> str:
        """The twelve symbols; anything else cannot be a code and is not a guess."""
        code = normalise(normalize("NFKC", self.cleaned_data["code"]))
        if len(code) != LENGTH:
            raise forms.ValidationError(
                _("A query code has 12 letters and digits. Compare it with your receipt.")
            )
        return code

    def clean_tail(self) -> str:
        """Four digits or nothing."""
        tail = normalize("NFKC", self.cleaned_data["tail"]).strip()
        if tail and not (len(tail) == 4 and tail.isdecimal()):
            raise forms.ValidationError(_("Type the last four digits only."))
        return tail


@open_page
@require_http_methods(["GET", "POST"])
def progress(request: HttpRequest) -> HttpResponse:
    """The form, and where the petition stands. The code travels in the body: an address is kept
    in histories and logs."""
    form = LookUpForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return _ask(request, form, status=422 if form.is_bound else 200)
    limits = buckets(request, form.cleaned_data["code"])
    try:
        take(limits, now=request.now)  # type: ignore[attr-defined]
    except TooMany as refused:
        return too_many(request, refused)
    found = look_up(**form.cleaned_data, now=request.now)  # type: ignore[attr-defined]
    if found is None:
        return _ask(request, form, status=422, not_found=True)
    give_back(limits)
    context = {
        "progress": found,
        "relation": relation_words(found.relation),
        "code": shown(form.cleaned_data["code"]),
        "tail": form.cleaned_data["tail"],
    }
    return render(request, "portal/progress.html", context)


def _ask(
    request: HttpRequest, form: LookUpForm, *, status: int, not_found: bool = False
) -> HttpResponse:
    context = {"form": form, "not_found": not_found}
    return render(request, "portal/look_up.html", context, status=status)


def too_many(request: HttpRequest, refused: TooMany) -> HttpResponse:
    """Asked to wait, and told until when."""
    answer = render(request, "portal/too_many.html", status=429)
    answer.headers["Retry-After"] = str(int(refused.limit.each.total_seconds()) + 1)
    return answer


@open_page
@require_http_methods(["GET", "HEAD", "POST"])
def done(request: HttpRequest) -> HttpResponse:
    """Leave nothing on a shared machine: no page, no cookie, no choice of size.

    An address typed or reloaded has nothing to leave: it leads back to the front door.
    """
    if request.method != "POST":
        return redirect("portal")
    answer = render(request, "portal/done.html")
    answer.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return answer
