"""Form rows, errors, files, and forms that save or ask while one types."""

from __future__ import annotations

from typing import Any

from django.forms import BaseForm, BaseFormSet, BoundField, CheckboxInput
from django.template import Library
from django.utils.translation import gettext as _

register = Library()


def _row(field: BoundField, *, hint: str = "", **attrs: Any) -> dict[str, Any]:
    hint = hint or str(field.help_text or "")
    described = [f"{field.id_for_label or field.auto_id}-hint"] if hint else []
    described += [f"{field.id_for_label or field.auto_id}-error"] if field.errors else []
    if described:
        attrs["aria-describedby"] = " ".join(described)
    return {
        "field": field,
        "key": field.id_for_label or field.auto_id,
        "control": field.as_widget(attrs=attrs),
        "hint": hint,
        "check": isinstance(field.field.widget, CheckboxInput),
        "group": field.use_fieldset,
        "required": field.field.required,
    }


@register.inclusion_tag("ui/parts/field.html")
def field(field: BoundField, hint: str = "", classes: str = "", label: str = "") -> dict[str, Any]:
    """One form row: label, required mark, hint, error, control, joined for screen readers."""
    return {**_row(field, hint=hint), "classes": classes, "label": label or field.label}


@register.inclusion_tag("ui/parts/field.html")
def date_field(field: BoundField, hint: str = "", classes: str = "") -> dict[str, Any]:
    """A date typed as 20261124 or 2026-11-24 (use touyan.ui.fields.TypedDateField)."""
    hint = hint or str(field.help_text) or _("For example 20261124 or 2026-11-24")
    row = _row(field, hint=hint, type="text", inputmode="numeric", autocomplete="off", maxlength=12)
    return {**row, "classes": f"field-date {classes}", "label": field.label}


@register.inclusion_tag("ui/parts/uploader.html")
def uploader(field: BoundField, accept: str = "", max_mb: int = 0) -> dict[str, Any]:
    """A file row that lists what was chosen and says at once what is too big."""
    attrs = {"accept": accept} if accept else {}
    return {**_row(field, **attrs), "label": field.label, "max_mb": max_mb}


@register.inclusion_tag("ui/parts/error_summary.html")
def error_summary(*forms: BaseForm | BaseFormSet[Any] | None) -> dict[str, Any]:
    """Everything wrong with the forms and formsets given, each a link to its field."""
    problems: list[dict[str, str]] = []
    for each in forms:
        if isinstance(each, BaseFormSet):
            problems += [{"text": str(text), "key": ""} for text in _non_form_errors(each)]
            problems += [problem for form in each.forms for problem in _problems(form)]
        elif each is not None:
            problems += _problems(each)
    return {"problems": problems}


def _non_form_errors(formset: BaseFormSet[Any]) -> list[Any]:
    return list(formset.non_form_errors()) if formset.is_bound else []


def _problems(form: BaseForm) -> list[dict[str, str]]:
    listed = []
    for name, errors in form.errors.items():
        bound = form[name] if name in form.fields else None
        key = (bound.id_for_label or bound.auto_id) if bound else ""
        label = f"{bound.label}: " if bound else ""
        listed += [{"text": f"{label}{text}", "key": key} for text in errors]
    return listed


@register.inclusion_tag("ui/parts/autosave.html")
def autosave(url: str) -> dict[str, Any]:
    """Saves the form it stands in to `url` while one works; silent without script."""
    return {"url": url}


@register.inclusion_tag("ui/parts/similar.html")
def similar(
    url: str, form: str = "", watch: str = "", target: str = "", now: bool = False
) -> dict[str, Any]:
    """Room for what `url` answers about the form as typed so far.

    `form` is the form's id when the tag stands outside it; `watch` lists field names to heed;
    `now` asks once at the start.
    """
    return {"url": url, "form": form, "watch": watch, "target": target, "now": now}


@register.inclusion_tag("ui/parts/repeat.html")
def repeat(
    formset: BaseFormSet[Any], row: str, add: object = "", title: object = "", limit: int = 0
) -> dict[str, Any]:
    """A formset whose rows can be added and removed; `row` is the template of one `form`."""
    most = limit or (formset.max_num if formset.max_num < 1000 else 0)
    return {"formset": formset, "row": row, "add": add, "title": title, "limit": most}
