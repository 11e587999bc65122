"""Every route of the product, found in the resolver, with values for its address."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from http.cookies import SimpleCookie
from typing import Any

from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests.screens.trust.editions import ABSENT, ROUTES_OF_EDITIONS, ROUTES_OF_FIGURES
from tests.screens.trust.exemplars import CALL_ROUTES, CASE_ROUTES
from tests.screens.trust.inspected import EXPORT_ROUTES, export_of
from tests.screens.trust.inspected import ROUTES as ROUTES_OF_INSPECTIONS
from tests.screens.trust.register import Case, Register

from touyan.deadlines.queries import rule_versions
from touyan.inspections.models import Checklist
from touyan.kernel.gate import Access
from touyan.leadership.queries.rulebook import every_version
from touyan.organs.models import Account, Department, Post, RoleGrant

METHODS = ("GET", "POST")
NO_ROW = 999_999_999


@dataclass(frozen=True)
class Route:
    """One pattern with its name and its mark."""

    name: str
    pattern: str
    access: Access | None
    view: Callable[..., Any]


def routes(urlconf: str | None = None) -> list[Route]:
    """All of them, in the order of the resolver."""
    return list(_walk(get_resolver(urlconf).url_patterns, ""))


def _walk(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[Route]:
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from _walk(each.url_patterns, before + str(each.pattern))
        else:
            mark = getattr(each.callback, "access", None)
            yield Route(each.name or "", before + str(each.pattern), mark, each.callback)


Values = dict[str, Any]
Of = Callable[[Case], Values]


def _matter(case: Case) -> Values:
    return {"public_id": case.matter.public_id}


def _petition(case: Case) -> Values:
    return {"public_id": case.petition.public_id}


def _paper(case: Case) -> Values:
    return {"public_id": case.document.public_id}


def _run(case: Case) -> Values:
    return {"public_id": case.run.public_id}


def _day(case: Case) -> Values:
    return {"public_id": case.booking.day.public_id}


def _booking(case: Case) -> Values:
    return {"public_id": case.booking.public_id}


def _revisit(case: Case) -> Values:
    return {"public_id": case.revisit}


def _scrutiny(case: Case) -> Values:
    return {"public_id": case.scrutiny}


def _post(case: Case) -> Values:
    return {"post_id": Post.objects.get(person=case.member.person_id).pk}


def _campaign(case: Case) -> Values:
    return {"public_id": case.entry.batch.campaign.public_id}


def _batch(case: Case) -> Values:
    return {"public_id": case.entry.batch.public_id}


def _report(case: Case) -> Values:
    return {"public_id": case.report.public_id}


def _inspection(case: Case) -> Values:
    return {"public_id": case.looked.inspection.public_id}


def _finding(case: Case) -> Values:
    return {"public_id": case.finding}


def _review(case: Case) -> Values:
    return {"public_id": case.review.public_id}


def _reviewed(case: Case) -> Values:
    return {"public_id": case.review.pick.entry.inspection.public_id}


def _grant(case: Case) -> Values:
    return {"grant_id": RoleGrant.objects.filter(person=case.member.person_id).earliest("pk").pk}


OF_A_CASE: dict[str, Of] = {
    "decide-petition": lambda case: {"public_id": case.undecided.public_id},
    "petition": _petition,
    "petition-receipt": _petition,
    "petition-disclose": _petition,
    "attachment": lambda case: {**_petition(case), "file_id": case.petition_file},
    "matter": _matter,
    "matter-move": lambda case: {**_matter(case), "verb": "triage"},
    "matter-note": _matter,
    "matter-file": _matter,
    "matter-take-file": lambda case: {**_matter(case), "file_id": case.matter_file},
    "lead-matter": _matter,
    "lead-do": lambda case: {**_matter(case), "code": "submit"},
    "matter-help": _matter,
    "refer-relief": _matter,
    "begin-help": lambda case: {**_matter(case), "kind": "counselling"},
    "relief-step": lambda case: {"relief_id": case.relief, "step": "refuse"},
    "pause-for-help": lambda case: {"measure_id": case.measure},
    "end-help": lambda case: {"measure_id": case.measure},
    "paper-new": lambda case: {"matter_id": case.matter.public_id, "kind": "answer"},
    "paper-new-typed": lambda case: {"matter_id": case.matter.public_id, "kind": "answer"},
    "paper-preview": lambda case: {"matter_id": case.matter.public_id, "kind": "answer"},
    "paper": _paper,
    "paper-edit": _paper,
    "paper-typed": _paper,
    "paper-do": lambda case: {**_paper(case), "verb": "submit"},
    "paper-pdf": _paper,
    "paper-docx": _paper,
    "paper-proof": lambda case: {**_paper(case), "file_id": case.proof},
    "propose-resolution": _matter,
    "revoke-termination": _matter,
    "resolution-step": lambda case: {"resolution_id": case.resolution.public_id, "step": "verify"},
    "matter-hearings": _matter,
    "hearing-apply": _matter,
    "hearing-set": _matter,
    "hearing-request": lambda case: {"public_id": case.request.public_id},
    "hearing": lambda case: {"public_id": case.hearing.public_id},
    "hearing-do": lambda case: {"public_id": case.hearing.public_id, "verb": "draw_panel"},
    "import-run": _run,
    "import-columns": _run,
    "import-status": _run,
    "import-go-on": _run,
    "import-cancel": _run,
    "import-rejected": _run,
    "import-proposed": _run,
    "import-relay": lambda case: {**_run(case), "petition_id": case.petition.public_id},
    "booking": _booking,
    "booking-do": lambda case: {**_booking(case), "verb": "absent"},
    "reception-record": _booking,
    "reception-pdf": _booking,
    "reception-docx": _booking,
    "keep-promise": lambda case: {"public_id": case.promise.public_id},
    "entry-mark": lambda case: {
        **_batch(case),
        "matter_id": case.matter.public_id,
        "code": "survey",
    },
    "campaign-report": _report,
    "report-remarks": _report,
    "report-confirm": _report,
    "report-changes": _report,
    "report-matters": lambda case: {**_report(case), "code": "gross"},
    "report-file": lambda case: {**_report(case), "form": "xlsx"},
    "inspection-add": lambda case: {
        **_inspection(case),
        "matter_id": case.matter.public_id,
    },
    "finding": _finding,
    "finding-move": lambda case: {**_finding(case), "verb": "accept"},
    "review": _review,
    "review-draft": _review,
    "review-answers": lambda case: {"public_id": case.answered.public_id},
    "nominate": lambda case: {"matter_id": case.matter.public_id},
    "revisit": _revisit,
    "answer-revisit": _revisit,
    "name-cause": _matter,
    "take-back-cause": lambda case: {**_matter(case), "code": "R04"},
    "begin-scrutiny": _matter,
    "scrutiny": _scrutiny,
    "write-scrutiny": _scrutiny,
    "send-scrutiny": _scrutiny,
    "answer-scrutiny": _scrutiny,
    "scrutiny-pdf": _scrutiny,
    "scrutiny-docx": _scrutiny,
    **CASE_ROUTES,
}
"""Routes that name something of a case."""

OF_AN_OFFICE: dict[str, Of] = {
    "hearing-officer": lambda case: {"public_id": case.hearing_officer.public_id},
    "hearing-officer-do": lambda case: {
        "public_id": case.hearing_officer.public_id,
        "verb": "phone",
    },
    "approve-role": _grant,
    "revoke-role": _grant,
    "staff-member": lambda case: {"account_id": case.member.pk},
    "reset-password": lambda case: {"account_id": case.member.pk},
    "deactivate-account": lambda case: {"account_id": case.member.pk},
    "reactivate-account": lambda case: {"account_id": case.member.pk},
    "end-post": _post,
    "ask-role": _post,
    "close-department": lambda case: {
        "department_id": Department.objects.filter(organ=case.organ).earliest("pk").pk
    },
    "appoint": lambda case: {"code": case.organ.code},
    "reception-day": _day,
    "reception-do": lambda case: {**_day(case), "verb": "publish"},
    "reception-book": _day,
    "reception-list": _day,
    "merge-organ": lambda case: {"code": case.organ.code},
    "campaign": _campaign,
    "campaign-change": _campaign,
    "campaign-open": _campaign,
    "campaign-end": _campaign,
    "campaign-prepare": _campaign,
    "campaign-board": _campaign,
    "campaign-bulk": _campaign,
    "campaign-candidates": lambda case: {**_campaign(case), "show": "rule"},
    "campaign-reports": _campaign,
    "office-reports": lambda case: {**_campaign(case), "code": case.organ.code},
    "report-draft": lambda case: {**_campaign(case), "code": case.organ.code},
    "batch": _batch,
    "batch-quotas": _batch,
    "batch-choose": _batch,
    "batch-freeze": _batch,
    "batch-list": _batch,
    "campaign-learning": _campaign,
    "learning-matters": _campaign,
    "learning-pdf": _campaign,
    "learning-docx": _campaign,
    **dict.fromkeys(ROUTES_OF_INSPECTIONS, _inspection),
    "inspection-release": lambda case: {**_inspection(case), "member_id": case.looked.pk},
    "circular-file": lambda case: {**_inspection(case), "form": "docx"},
    "inspection-export": lambda case: {**_inspection(case), "listing": "matters"},
    **dict.fromkeys(EXPORT_ROUTES, export_of),
    "inspection-run": lambda case: {"run_id": case.looked.inspection.runs.get().public_id},
    "review-agreement": _reviewed,
    "review-thirds": _reviewed,
    "add-department": lambda case: {"code": case.organ.code},
    **CALL_ROUTES,
}
"""Routes that name something of an office: its people, its departments."""

OF_ITSELF: dict[str, Callable[[Register], Values]] = {
    "discard-petition-draft": lambda register: {"key": register.draft},
    "drop-view": lambda register: {"view_id": register.view.pk},
    "organs-imported": lambda register: {"import_id": register.tree.pk},
    "organs-imported-problems": lambda register: {"import_id": register.tree.pk},
    "look-at-organs": lambda register: {"tree_id": ABSENT},
    "organs-problems": lambda register: {"tree_id": ABSENT},
    "organ": lambda register: {"code": register.cases["own"].organ.code},
    "clock-rule": lambda register: _version(),
    "propose-rule": lambda register: _version(),
    "approve-rule": lambda register: _version(),
    "withdraw-rule": lambda register: _version(),
    "charge-rule": lambda register: _charge_version(),
    "propose-charge-rule": lambda register: _charge_version(),
    "approve-charge-rule": lambda register: _charge_version(),
    "withdraw-charge-rule": lambda register: _charge_version(),
    "checklist": lambda register: _checklist(),
    "checklist-next": lambda register: _checklist(),
    **{name: lambda register, v=values: v for name, values in ROUTES_OF_EDITIONS.items()},
    "coverage-export": lambda register: {"form": "xlsx"},
    **{name: lambda register, v=values: v for name, values in ROUTES_OF_FIGURES.items()},
    "calendar-year-enter": lambda register: {"year": 2031},
    "calendar-day": lambda register: {"day": date(2026, 10, 8)},
}
"""Routes whose values belong to no case and no office."""


def _version() -> Values:
    return {"version_id": rule_versions().earliest("pk").pk}


def _checklist() -> Values:
    return {"checklist_id": Checklist.objects.get(organ=None).public_id}


def _charge_version() -> Values:
    return {"version_id": every_version().earliest("pk").pk}


def abouts(name: str) -> tuple[str, ...]:
    """What a route is tried on: each relation, and something that does not exist."""
    if name in OF_A_CASE:
        return ("own", "sibling", "child", "parent", "sealed", "absent")
    return ("own", "sibling", "child", "parent", "absent") if name in OF_AN_OFFICE else ("-",)


def tried(route: Route) -> Iterator[tuple[str, str]]:
    """Method and relation: all of them, but a method the view does not know only once."""
    for about in abouts(route.name):
        for method in METHODS:
            if about in ("own", "-") or _knows(route.view, method):
                yield method, about


def _knows(view: Callable[..., Any], method: str) -> bool:
    """Whether the view lets the method in; asked without values, it gets no further than that."""
    try:
        return view(RequestFactory().generic(method, "/")).status_code != 405
    except TypeError:
        return True


def address(route: Route, about: str, register: Register) -> str:
    """The address of a route on a case; one without sample values is said to need them."""
    needed = set(re.findall(r"<\w+:(\w+)>", route.pattern))
    if not needed:
        return reverse(route.name)
    of = OF_A_CASE.get(route.name) or OF_AN_OFFICE.get(route.name)
    if of:
        values = of(register.cases["own" if about == "absent" else about])
    else:
        assert route.name in OF_ITSELF, f"name sample values for the route {route.name}"
        values = OF_ITSELF[route.name](register)
    assert set(values) == needed, route
    return reverse(route.name, kwargs=_without(values) if about == "absent" else values)


def _without(values: Values) -> Values:
    """The same with ids nothing has."""
    plain = {"verb", "kind", "step", "show", "form", *(["code"] if "public_id" in values else [])}
    return {name: value if name in plain else _nothing(value) for name, value in values.items()}


def _nothing(value: Any) -> Any:
    if isinstance(value, uuid.UUID):
        return ABSENT
    return NO_ROW if isinstance(value, int) else "999999"


class Browser:
    """Someone's browser: every request stands alone, whatever it did is undone."""

    def __init__(self, account: Account | None, **options: Any) -> None:
        self.client = Client(
            headers={"accept-language": "en"}, raise_request_exception=False, **options
        )
        if account:
            self.client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        self._cookies = self.client.cookies.output(header="", sep=";")

    def ask(self, method: str, url: str, data: Any = None, **more: Any) -> HttpResponseBase:
        """The answer, its body read; the database is as before."""
        self.client.cookies = SimpleCookie(self._cookies)
        send = self.client.get if method == "GET" else self.client.post
        with transaction.atomic():
            answer = send(url, data, **more)
            answer.body = body(answer)
            transaction.set_rollback(True)
        return answer


def body(answer: Any) -> bytes:
    """All that was sent."""
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


_CHANGING = [
    (re.compile(rb'(csrfmiddlewaretoken"? value="|X-CSRFToken&quot;: &quot;|csrf-token" content=")[\w-]+'), rb"\1"),
    (re.compile(rb'nonce="[^"]+"'), b""),
    (re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"), b"ID"),
]  # fmt: skip


def steady(content: bytes) -> bytes:
    """A page without what changes from one answer to the next: tokens, nonces, random ids."""
    for pattern, instead in _CHANGING:
        content = pattern.sub(instead, content)
    return content
