"""The help around a matter: what was arranged, and the steps that are open."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from touyan.desk.helping.forms import (
    EndForm,
    GrantForm,
    HelpForm,
    MeasureForm,
    PauseForm,
    PayForm,
    ReferForm,
    RefuseForm,
)
from touyan.desk.web import DeskRequest, page, say, version_of
from touyan.kernel.errors import Conflict, Invalid, Refused
from touyan.kernel.gate import only
from touyan.kernel.messages import N_, Message, from_data, message
from touyan.leadership.actions.reliefs import (
    grant_relief,
    pay_relief,
    refer_relief,
    refuse_relief,
)
from touyan.leadership.queries.helping import (
    appraisals_without_pause,
    cap_for,
    conditions_for,
    measure_by_public_id,
    measures_of,
    relief_by_public_id,
    reliefs_of,
    wage_rule_id,
)
from touyan.leadership.rules.helping import HELP_NAMES, HELP_SAYS, HELPERS, HelpKind
from touyan.leadership.rules.relief import DECIDERS, STATE_NAMES
from touyan.matters.actions.notes import read_matter
from touyan.matters.papers.catalogue import KINDS
from touyan.matters.queries import matter_by_public_id
from touyan.matters.rules.lifecycle import BY_VERB
from touyan.matters.rules.pausing import PAUSE_REASONS
from touyan.organs.rules.roles import IDENTIFIER_READERS
from touyan.ui.sentences import sentence
from touyan.workflows.appraise_facts import begin_measure, end_measure, pause_for

staff = only(*IDENTIFIER_READERS)
TONES = {"referred": "amber", "granted": "blue", "paid": "green", "refused": "grey"}
PER_PAGE = 50
PAPERS = ("relief_approval", "lawyer_referral", "coordination")


@dataclass(frozen=True)
class Step:
    """A step of a relief: its words, what it asks for, and what it does."""

    label: str
    form: type[HelpForm]
    act: Callable[..., Any]


STEPS = {
    "grant": Step(N_("Grant the relief"), GrantForm, grant_relief),
    "refuse": Step(N_("Refuse the relief"), RefuseForm, refuse_relief),
    "pay": Step(N_("Enter the payment"), PayForm, pay_relief),
}


@staff
@require_GET
def helping(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """All help on one matter; opening it leaves a row."""
    read_matter(matter_id=public_id, by=request.user, now=request.now, lent=request.viewer.lent)
    matter = matter_by_public_id(public_id, viewer=request.viewer)
    held = _held(request, matter)
    names = {
        rule.code: rule.name(get_language() or "zh-hans")
        for rule in conditions_for(matter, now=request.now)
    }
    context: dict[str, object] = {
        "matter": matter,
        **held,
        "cap": cap_for(matter, now=request.now),
        "wage_rule": wage_rule_id(),
        "reliefs": [_relief(request, one, names, held) for one in reliefs_of(matter)],
        "measures": [_measure(one) for one in measures_of(matter)],
        "kinds": [(kind, message(HELP_NAMES[kind]), message(HELP_SAYS[kind])) for kind in HelpKind],
        "papers": [KINDS[code] for code in PAPERS],
    }
    return page(request, "desk/helping/help.html", context)


def _held(request: DeskRequest, matter: Any) -> dict[str, bool]:
    path = matter.organ.path
    pausing = BY_VERB["pause"]
    return {
        "may_help": request.viewer.holds(HELPERS, organ_path=path),
        "may_decide": request.viewer.holds(DECIDERS, organ_path=path),
        "may_pause": request.viewer.holds(pausing.roles, organ_path=path),
        "could_pause": matter.stage in pausing.sources,
    }


def _relief(
    request: DeskRequest, relief: Any, names: dict[str, str], held: dict[str, bool]
) -> dict[str, Any]:
    """One relief with the steps this viewer may take; who referred it does not decide on it."""
    steps = []
    by_another = relief.referred_by_id != request.user.pk
    if relief.state == "referred" and held["may_decide"] and by_another:
        steps = ["grant", "refuse"]
    elif relief.state == "granted" and held["may_help"]:
        steps = ["pay"]
    return {
        "relief": relief,
        "state": message(STATE_NAMES[relief.state]),
        "tone": TONES[relief.state],
        "conditions": [(names.get(c["code"], c["code"]), c["basis"]) for c in relief.conditions],
        "steps": [(step, message(STEPS[step].label)) for step in steps],
    }


def _measure(measure: Any) -> dict[str, Any]:
    return {
        "measure": measure,
        "kind": message(HELP_NAMES[HelpKind(measure.kind)]),
        "not_paused": from_data(measure.not_paused) if measure.not_paused else None,
        "asks_pause": _asks_pause(measure),
    }


def _asks_pause(measure: Any) -> bool:
    running = measure.ended_on is None and not measure.pauses
    return running and measure.kind == HelpKind.APPRAISAL


@staff
@require_http_methods(["GET", "POST"])
def refer(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Refer a person of the matter for judicial assistance."""
    matter = matter_by_public_id(public_id, viewer=request.viewer)
    form = ReferForm(request.POST or None, **_about(request, matter))

    def act(**given: Any) -> None:
        refer_relief(matter_id=public_id, version=version_of(request), **given)

    return _answer(request, matter, form, act, message(N_("Refer for judicial assistance")))


@staff
@require_http_methods(["GET", "POST"])
def begin(request: DeskRequest, public_id: uuid.UUID, kind: str) -> HttpResponse:
    """Begin a measure of one kind."""
    matter = matter_by_public_id(public_id, viewer=request.viewer)
    if kind not in set(HelpKind):
        raise Http404
    form = MeasureForm(request.POST or None, kind=HelpKind(kind), **_about(request, matter))

    def act(**given: Any) -> None:
        begin_measure(matter_id=public_id, version=version_of(request), **given)

    more: dict[str, Any] = {}
    if kind == HelpKind.APPRAISAL:
        more = {"grounds": _grounds(), **_held(request, matter)}
    return _answer(request, matter, form, act, message(HELP_NAMES[HelpKind(kind)]), **more)


@staff
@require_http_methods(["GET", "POST"])
def relief_step(request: DeskRequest, relief_id: uuid.UUID, step: str) -> HttpResponse:
    """Grant, refuse or pay."""
    relief = relief_by_public_id(relief_id, viewer=request.viewer)
    taken = STEPS.get(step)
    if taken is None:
        raise Http404
    about = _about(request, relief.matter) | ({"relief": relief} if step == "grant" else {})
    form = taken.form(request.POST or None, **about)

    def act(**given: Any) -> None:
        taken.act(relief_id=relief_id, **given)

    return _answer(request, relief.matter, form, act, message(taken.label), relief=relief)


@staff
@require_http_methods(["GET", "POST"])
def end(request: DeskRequest, measure_id: uuid.UUID) -> HttpResponse:
    """End a measure with its result."""
    measure = measure_by_public_id(measure_id, viewer=request.viewer)
    form = EndForm(request.POST or None, **_about(request, measure.matter))

    def act(**given: Any) -> None:
        end_measure(measure_id=measure_id, **given)

    title = message(
        N_("End: %(help)s, %(who)s"),
        help=message(HELP_NAMES[HelpKind(measure.kind)]), who=measure.who,
    )  # fmt: skip
    return _answer(request, measure.matter, form, act, title, measure=measure)


@only(*BY_VERB["pause"].roles)
@require_GET
def to_pause(request: DeskRequest) -> HttpResponse:
    """The appraisals for which those who may pause the handling have not done so yet."""
    found = appraisals_without_pause(viewer=request.viewer)
    listed = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return page(request, "desk/helping/to_pause.html", {"listed": listed})


@staff
@require_http_methods(["GET", "POST"])
def pause(request: DeskRequest, measure_id: uuid.UUID) -> HttpResponse:
    """Pause the handling for an appraisal already begun: one step, with nothing to type."""
    measure = measure_by_public_id(measure_id, viewer=request.viewer)
    form = PauseForm(request.POST if request.method == "POST" else None,
                     **_about(request, measure.matter))  # fmt: skip

    def act(**given: Any) -> None:
        pause_for(measure_id=measure_id, **given)

    label = message(N_("Pause for the appraisal"))
    return _answer(
        request, measure.matter, form, act, label,
        measure=measure, button=label, grounds=_grounds(),
    )  # fmt: skip


def _grounds() -> list[Message]:
    """The only reasons for which a matter may pause."""
    return [message(name) for name in PAUSE_REASONS.values()]


def _about(request: DeskRequest, matter: Any) -> dict[str, Any]:
    return {"matter": matter, "viewer": request.viewer, "now": request.now}


def _answer(
    request: DeskRequest,
    matter: Any,
    form: HelpForm,
    act: Callable[..., None],
    title: Message,
    **more: Any,
) -> HttpResponse:
    """The form's page; or, sent and accepted, the page of help again."""
    context = {"matter": matter, "form": form, "label": title, **more}
    if request.method == "GET":
        return page(request, "desk/helping/form.html", context)
    status, refused = 422, None
    if form.is_valid():
        try:
            act(by=request.user, now=request.now, **form.arguments())
        except Invalid as problem:
            _name_fields(form, problem)
        except Refused as problem:
            status, refused = (409 if isinstance(problem, Conflict) else 422), problem
        else:
            say(request, _("Done: %(move)s.") % {"move": sentence(title)})
            return redirect("matter-help", matter.public_id)
    return page(request, "desk/helping/form.html", {**context, "refused": refused}, status=status)


def _name_fields(form: HelpForm, refused: Invalid) -> None:
    for problem in refused.problems:
        words = sentence(problem.reason)
        form.add_error(problem.field if problem.field in form.fields else None, words)
