"""What was typed, kept as typed: drafts hold the form's own words, right or wrong."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict

from touyan.desk.petitions.entry_form import EntryForms
from touyan.desk.petitions.forms import ROWS, PetitionForm
from touyan.intake.actions import open_draft
from touyan.intake.queries import drafts_of
from touyan.organs.queries import Account

FORM = "petition"
_NOT_KEPT = frozenset({"csrfmiddlewaretoken", "form_key", "more", "next", "drop"})
_SHOWN = 8
_WORDS = 24


@dataclass(frozen=True)
class DraftLine:
    """One draft as the list above the form names it."""

    key: uuid.UUID
    saved_at: datetime
    words: str


def content_of(post: QueryDict) -> dict[str, object]:
    """What a draft keeps of a posted form."""
    return {name: post.getlist(name) for name in post if name not in _NOT_KEPT}


def is_blank(post: QueryDict) -> bool:
    """Whether nothing has been typed that would be missed."""
    typed = (post.get(name) for name in post if _is_typing(name))
    return not any((value or "").strip() for value in typed)


def _is_typing(name: str) -> bool:
    last = name.rpartition("-")[2]
    wanted = {
        "text",
        "claims",
        "title",
        "signatories",
        "sent_by",
        "name",
        "unit_name",
        "number",
        "identity_number",
        "phone",
        "address",
        "organ_name",
    }
    return last in wanted


def lines_for(account: Account, *, but: uuid.UUID | None = None) -> list[DraftLine]:
    """The account's own drafts of petitions, the latest first."""
    found = drafts_of(account).filter(form=FORM)[: _SHOWN + 1]
    others = [draft for draft in found if draft.key != but][:_SHOWN]
    return [DraftLine(d.key, d.saved_at, _summary(posted(open_draft(d)))) for d in others]


def _summary(post: QueryDict) -> str:
    said = [post.get("parties-0-name", ""), post.get("title") or post.get("text", "")]
    return " · ".join(" ".join(part.split())[:_WORDS] for part in said if part.strip())


def draft_content(key: uuid.UUID, *, account: Account) -> QueryDict | None:
    """A draft of one's own as the form was posted; None when there is none."""
    draft = drafts_of(account).filter(key=key, form=FORM).first()
    return posted(open_draft(draft)) if draft else None


def posted(content: Mapping[str, object]) -> QueryDict:
    """A draft's content in the shape of a posted form."""
    post = QueryDict(mutable=True)
    for name, values in content.items():
        post.setlist(name, [str(value) for value in values] if isinstance(values, list) else [])
    return post


def reopened(post: QueryDict, *, organs: list[tuple[str, str]], more: str = "") -> EntryForms:
    """The forms filled with what was typed, unjudged; `more` adds a blank row to one set."""
    rows = {prefix: _rows(post, prefix) for prefix in ROWS}
    if more in rows:
        rows[more].append({})
    return EntryForms(organs=organs, initial=_typed(PetitionForm.base_fields, post), rows=rows)


def _typed(fields: Mapping[str, forms.Field], post: QueryDict, prefix: str = "") -> dict[str, Any]:
    return {
        name: field.widget.value_from_datadict(post, {}, prefix + name)
        for name, field in fields.items()
        if not isinstance(field, forms.FileField)
    }


def _rows(post: QueryDict, prefix: str) -> list[dict[str, Any]]:
    count = post.get(f"{prefix}-TOTAL_FORMS", "0")
    most = ROWS[prefix].max_num
    fields = ROWS[prefix].form.base_fields
    places = range(min(int(count), most) if count.isdecimal() else 0)
    return [_typed(fields, post, f"{prefix}-{place}-") for place in places]
