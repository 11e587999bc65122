"""What the tags write, on a made-up page: escaped, labelled, and without a database."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory, override_settings
from django.utils import translation

from touyan.kernel.messages import message
from touyan.ui.fields import TypedDateField
from touyan.ui.tags.parts import clock_words

PLAIN_STATIC = override_settings(
    STORAGES={"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
)


@pytest.fixture(autouse=True)
def _english_page():
    with PLAIN_STATIC, translation.override("en"):
        yield


def render(source: str, *, query: str = "", **context: object) -> str:
    request = RequestFactory().get(f"/list?{query}")
    return Template("{% load ui %}" + source).render(Context({"request": request, **context}))


class SmallForm(forms.Form):
    name = forms.CharField(label="Name", help_text="As on the card")
    day = TypedDateField(label="Day")


def test_a_sentence_is_escaped_after_its_parameters_are_filled_in() -> None:
    said = message("Known as %(name)s", name="<b>Wang</b>")
    assert render("{{ said|sentence }}", said=said) == "Known as &lt;b&gt;Wang&lt;/b&gt;"


def test_a_message_within_a_message_is_said_too() -> None:
    assert (
        render("{{ said|sentence }}", said=message("%(a)s!", a=message("Day %(n)s", n=3)))
        == "Day 3!"
    )


@pytest.mark.parametrize(
    ("state", "days", "words"),
    [
        ("plenty", 32, "32 days left"),
        ("urgent", 1, "1 day left"),
        ("urgent", 0, "Due today"),
        ("overdue", -2, "2 days overdue"),
        ("suspended", None, "Paused"),
        ("met", None, "Done in time"),
        ("met_late", None, "Done late"),
        ("void", None, "Does not apply"),
    ],
)
def test_a_deadline_is_always_said_in_words(state: str, days: int | None, words: str) -> None:
    assert clock_words(state, days) == words


def test_a_deadline_carries_shape_words_date_and_reasons() -> None:
    clock = {
        "state": "overdue",
        "days_left": -2,
        "due_on": date(2026, 11, 21),
        "label": "Reply",
        "explanation": [message("Rule %(n)s", n=163)],
    }
    html = render("{% clock_chip clock %}", clock=clock)
    for part in ("clock-overdue", "2 days overdue", "2026-11-21", "Rule 163", 'tabindex="0"'):
        assert part in html


def test_a_field_is_tied_to_its_hint_and_error() -> None:
    html = render("{% field form.name %}", form=SmallForm({"name": ""}))
    assert 'aria-describedby="id_name-hint id_name-error"' in html
    assert 'aria-invalid="true"' in html
    assert "Error: This field is required." in html


def test_a_date_field_takes_eight_digits() -> None:
    form = SmallForm({"name": "x", "day": "20261124"})
    assert form.is_valid()
    assert form.cleaned_data["day"] == date(2026, 11, 24)
    assert 'inputmode="numeric"' in render("{% date_field form.day %}", form=form)


def test_the_error_summary_links_to_each_field_and_is_absent_when_all_is_well() -> None:
    assert 'href="#id_name"' in render("{% error_summary form %}", form=SmallForm({"name": ""}))
    assert "error-summary" not in render("{% error_summary form %}", form=SmallForm())


def test_lifting_one_filter_keeps_the_others_and_forgets_the_page() -> None:
    chips = [{"label": "Kind", "value": "A", "name": "kind", "raw": "a"}]
    html = render("{% filter_chips chips %}", query="kind=a&kind=b&q=x&page=4", chips=chips)
    assert 'href="?kind=b&amp;q=x"' in html


def test_sorting_keeps_the_query() -> None:
    html = render('{% th_sort "Due" "due" %}', query="q=x&sort=due&page=2")
    assert 'aria-sort="ascending"' in html
    assert 'href="?q=x&amp;sort=-due"' in html


def test_a_table_labels_its_cells_and_boxes() -> None:
    html = render(
        '{% data_table columns rows select="ids" %}',
        columns=[{"key": "n", "label": "Number", "kind": "link"}],
        rows=[{"id": 7, "label": "No. 7", "url": "/7", "cells": {"n": "<7>"}}],
    )
    assert 'data-label="Number"' in html
    assert 'aria-label="Select No. 7"' in html
    assert "&lt;7&gt;" in html


def test_an_unfilled_value_says_so_and_zero_does_not() -> None:
    html = render("{% definition_list facts %}", facts=[("A", None), ("B", 0)])
    assert html.count("Not filled in") == 1
    assert "<dd>0</dd>" in html.replace("\n", "").replace("  ", "")


def test_the_tile_map_has_every_unit_in_its_table_in_code_order() -> None:
    html = render(
        '{% tile_map values "Closed" "cases" %}', values={"11": {"value": 3, "url": "/b"}}
    )
    table = html.split("<tbody>")[1].split("</tbody>")[0]
    assert table.count("<tr>") == 36
    assert table.index("Beijing") < table.index("Tianjin") < table.index("Xinjiang")


def test_marking_two_texts_escapes_them() -> None:
    html = render("{% compare a b %}", a="<i>不予立案通知书", b="不予立案通知书</i>")
    assert "<mark>不予立案通知书</mark>" in html
    assert "<i>" not in html


def test_the_title_block_also_fills_the_head() -> None:
    page = Template(
        '{% extends "ui/base.html" %}{% block title %}A &amp; <b>B</b>{% endblock %}'
    ).render(Context({}))
    assert "<title>A &amp; B · " in page


@pytest.mark.parametrize("name", ["base", "bare", "print"])
def test_the_frames_stand_without_a_signed_in_person(name: str) -> None:
    page = Template(f'{{% extends "ui/{name}.html" %}}').render(Context({"page_title": "Hello"}))
    assert "<title>Hello" in page
    assert '"allowEval":false' in page


def test_moments_are_shown_in_the_offices_time() -> None:
    moment = datetime(2026, 11, 23, 2, 31, tzinfo=UTC)
    with override_settings(TIME_ZONE="Asia/Shanghai"):
        assert render("{{ moment|local_datetime }}", moment=moment) == "2026-11-23 10:31"


def test_the_gallery_shows_every_component() -> None:
    from touyan.ui.views import gallery

    html = gallery(RequestFactory().get("/ui/")).content.decode()
    for part in ("clock-overdue", "ty-repeat", "pic-tiles", "ty-bulk", "compare", "progress"):
        assert part in html


def test_a_quiet_picture_leaves_its_title_to_the_heading_above_and_to_readers() -> None:
    loud = render('{% tile_map values "Closed" %}', values={})
    quiet = render('{% tile_map values "Closed" quiet=True %}', values={})
    assert '<figcaption class="picture-title">Closed' in loud
    assert '<figcaption class="hide-text">Closed' in quiet
