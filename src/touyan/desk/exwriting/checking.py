"""What stands between a text and its approval: true words and what is put for them, rare
combinations, the gate; and remarks on single paragraphs."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from touyan.desk.exemplars.access import exemplar_of, readers, writers
from touyan.desk.exwriting.access import editor_url, frame, told, writable
from touyan.desk.exwriting.boxes import named
from touyan.desk.web import DeskRequest, page, say
from touyan.exemplars.actions.anonymising import undo_replacement
from touyan.exemplars.actions.comments import add_comment, keep_rare, settle_comment
from touyan.exemplars.queries.access import Exemplar, lies_of
from touyan.exemplars.queries.file import is_grounded, undecided_objections
from touyan.exemplars.queries.writing import kept_answers, questions_of, replacements_of
from touyan.exemplars.rules.content import has_text, paragraphs
from touyan.exemplars.rules.rare import FEATURE_NAMES
from touyan.exemplars.rules.running import moves_open
from touyan.exemplars.rules.secrets import KIND_NAMES, Kind
from touyan.exemplars.rules.words import SECTION_NAMES
from touyan.kernel.errors import Invalid, Refused
from touyan.kernel.messages import message
from touyan.ui.sentences import sentence
from touyan.workflows.write_exemplar import leaks_in, replace_words, submit, words_in


@readers
@require_GET
def checks(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Everything the text must pass, each with its cure beside it."""
    found = exemplar_of(request, public_id)
    return _drawn(request, found)


def _drawn(
    request: DeskRequest, found: Exemplar, *, refused: Refused | None = None
) -> HttpResponse:
    around = frame(request, found)
    version: Any = around["version"]
    places = _places(version)
    answers = kept_answers(found)
    questions = [
        _question(one, answers.get(one.digest), places) for one in questions_of(found, version)
    ]
    context = {
        **around, "refused": refused,
        "problems": refused.problems if isinstance(refused, Invalid) else [],
        "words": [_word(word, places) for word in words_in(found, version)],
        "leaks": [(*named(leak), places.get(leak.where)) for leak in leaks_in(found, version)],
        "replacements": [
            (row, message(KIND_NAMES[Kind(row.kind)])) for row in replacements_of(found)
        ],
        "questions": questions, "unanswered": sum(one["answer"] is None for one in questions),
        "written": has_text(version.content) if version else False,
        "grounded": is_grounded(found), "objections": undecided_objections(found),
        "may_submit": "submit" in moves_open(request.viewer, lies_of(found)),
    }  # fmt: skip
    return page(request, "desk/exwriting/checks.html", context, status=422 if refused else 200)


def _places(version: Any) -> dict[str, str]:
    """Where a piece of the text stands, in words, by its name."""
    names = {name: sentence(message(SECTION_NAMES[name])) for name in ("title", "keywords")}
    if version is None:
        return names
    counts: dict[str, int] = {}
    for section, each in paragraphs(version.content):
        counts[section] = counts.get(section, 0) + 1
        names[str(each["id"])] = _("%(part)s, paragraph %(number)s") % {
            "part": sentence(message(SECTION_NAMES[section])), "number": counts[section],
        }  # fmt: skip
    return names


def _word(word: Any, places: dict[str, str]) -> dict[str, object]:
    """A true word: how it is written, where, what would stand for it, why."""
    where = dict.fromkeys(one.where for one in word.changes)
    return {
        "key": word.key, "shown": list(dict.fromkeys(one.shown for one in word.changes)),
        "substitute": word.first.base, "reason": message(word.first.reason),
        "kind": message(KIND_NAMES[word.first.kind]),
        "places": [(name, places.get(name, "")) for name in where],
    }  # fmt: skip


def _question(asked: Any, answer: Any, places: dict[str, str]) -> dict[str, object]:
    return {
        "digest": asked.digest, "why": message(asked.why), "answer": answer,
        "found": [
            (message(FEATURE_NAMES[one.feature]), one.shown, one.where, places.get(one.where, ""))
            for one in asked.found
        ],
    }  # fmt: skip


def _checks_url(found: Exemplar) -> str:
    return reverse("exemplar-checks", args=[found.public_id])


@writers
@require_POST
def replace(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Put the proposed substitutes for the ticked words."""
    found = writable(request, public_id)
    base = request.POST.get("base", "")
    told(
        request,
        lambda: replace_words(
            exemplar_id=public_id, chosen=request.POST.getlist("word"),
            base=int(base) if base.isdecimal() else 0, by=request.user, now=request.now,
        ),
        _("The words are replaced. Each replacement can be undone."),
    )  # fmt: skip
    return redirect(_checks_url(found))


@writers
@require_POST
def undo(request: DeskRequest, public_id: uuid.UUID, replacement_id: uuid.UUID) -> HttpResponse:
    """Put a true word back where its substitute still stands."""
    found = writable(request, public_id)
    told(
        request,
        lambda: undo_replacement(replacement_id=replacement_id, by=request.user, now=request.now),
        lambda came: ngettext(
            "Undone: the word stands again at %(count)s place.",
            "Undone: the word stands again at %(count)s places.", came[1],
        ) % {"count": came[1]},
    )  # fmt: skip
    return redirect(_checks_url(found))


@writers
@require_POST
def keep(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Leave a rare combination in the text, with the reason why nobody is recognised by it."""
    found = writable(request, public_id)
    told(
        request,
        lambda: keep_rare(
            exemplar_id=public_id, digest=request.POST.get("digest", ""),
            reason=request.POST.get("reason", ""), by=request.user, now=request.now,
        ),
        _("The reason is kept with the text."),
    )  # fmt: skip
    return redirect(_checks_url(found))


@writers
@require_POST
def put_forward(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Put the text before its approvers; what the gate refuses is shown on the same page."""
    found = writable(request, public_id)
    try:
        submit(exemplar_id=public_id, by=request.user, now=request.now)
    except Refused as refused:
        return _drawn(request, exemplar_of(request, public_id), refused=refused)
    say(request, _("The text is before its approvers."))
    return redirect(editor_url(found))


@readers
@require_POST
def comment(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Remark on one paragraph."""
    found = exemplar_of(request, public_id)
    place = request.POST.get("paragraph", "")
    told(
        request,
        lambda: add_comment(
            exemplar_id=public_id, paragraph=place, text=request.POST.get("text", ""),
            by=request.user, now=request.now,
        ),
        _("The remark is kept with the paragraph."),
    )  # fmt: skip
    return redirect(editor_url(found))


@readers
@require_POST
def settle(request: DeskRequest, public_id: uuid.UUID, comment_id: uuid.UUID) -> HttpResponse:
    """Mark a remark as settled."""
    found = exemplar_of(request, public_id)
    told(
        request,
        lambda: settle_comment(comment_id=comment_id, by=request.user, now=request.now),
        _("The remark is settled."),
    )
    return redirect(editor_url(found))
