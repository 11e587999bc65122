"""Whom a subject's line names: the staff directory is asked, so that no wall is missed by typing.

A member of staff picked while typing arrives as an id; without script, or typed in haste, only a
name arrives. Where somebody of that very name serves, the clerk is asked which person is meant.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from touyan.desk.petitions.forms import OTHER, SubjectForm
from touyan.organs.queries import find_organs, find_people
from touyan.organs.rules.access import Viewer

_MOST = 40


def settle_subject(form: SubjectForm, row: dict[str, Any], *, viewer: Viewer) -> None:
    """Check the person and the unit named in one line; the ids in `row` become reliable."""
    _settle_person(form, row, viewer=viewer)
    _settle_unit(row)
    if row.get("organ") is None and _drop(form, "organ"):
        form.add_error(
            "unit_name",
            _(
                "The office no longer fits the name: choose it again, or "
                "send it once more as typed."
            ),
        )


def _settle_person(form: SubjectForm, row: dict[str, Any], *, viewer: Viewer) -> None:
    name, unit, said = row.get("name") or "", row.get("unit_name") or "", row.get("who") or ""
    chosen = int(said) if said.isdecimal() else row.get("person")
    row["person"] = None
    if not name:
        return
    people = [p for p in find_people(name, viewer=viewer, limit=_MOST) if p.name == name]
    if chosen is not None:
        row["person"] = next((p.pk for p in people if p.pk == chosen), None)
        if row["person"] is None:
            _drop(form, "person")
            form.add_error(
                "name",
                _(
                    "The name no longer fits the person chosen from the staff "
                    "directory: choose again, or send it once more as typed."
                ),
            )
        return
    likely = [p for p in people if _may_serve_in(p, unit)]
    if likely:
        form.offer([(str(p.pk), described(p)) for p in likely])
        if said != OTHER:
            form.add_error(
                "who",
                _(
                    "Somebody of this name serves in a procuratorate. Say whether "
                    "this person is meant: the petition is then kept from them."
                ),
            )


def _drop(form: SubjectForm, name: str) -> bool:
    """Forget an id that no longer fits; whether there was one."""
    field = form.add_prefix(name)
    had: bool = bool(form.data.get(field))
    form.data[field] = ""  # type: ignore[index]
    return had


def _may_serve_in(person: Any, unit: str) -> bool:
    """With a unit typed, only those serving there; without, everyone of the name."""
    if not unit:
        return True
    organs = [post.organ for post in person.posts.all()]
    return any(unit in o.name or o.short_name in unit for o in organs)


def _settle_unit(row: dict[str, Any]) -> None:
    """The office meant: the one chosen if its name still stands there, else one of that very name
    where the unit itself is complained of."""
    unit, chosen = (row.get("unit_name") or "").strip(), row.get("organ")
    same = [o for o in find_organs(unit, limit=_MOST) if o.name == unit] if unit else []
    if chosen is not None:
        same = [organ for organ in same if organ.pk == chosen]
    elif row.get("name"):
        same = []
    row["organ"] = same[0].pk if len(same) == 1 else None


def described(person: Any) -> str:
    """Name, office and title, to tell people of one name apart."""
    posts = [f"{post.organ.local_name} {post.local_title}" for post in person.posts.all()[:2]]
    return " · ".join([person.name, *posts])
