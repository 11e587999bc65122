"""From freezing to the share-out: every step behind its page, every figure opening its list."""

from __future__ import annotations

import re
import subprocess
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.html import escape
from tests.database.inspections.inspecting import NUMBER, walled

from touyan.audit.models import Entry as AuditRow
from touyan.desk.tasks import make
from touyan.inspections.models import Entry, Export, Inspection, Member, Pick, Review, Run
from touyan.inspections.queries.plans import text_of
from touyan.inspections.rules.words import Mode, Stratum
from touyan.matters.models import Matter
from touyan.workflows import export_inspection, run_inspection

OK = {"confirm": "1"}


def url(name: str, inspection: Inspection, *more: object) -> str:
    return reverse(name, args=[inspection.public_id, *more])


def test_from_the_plan_to_the_share_out(look, story, cast, client_of):
    inspection = look.planned()
    head, here = client_of(cast.zhao_city), url("inspection", inspection)
    assert url("inspection-freeze", inspection) in head.get(here).content.decode()
    page = head.get(url("inspection-freeze", inspection)).content.decode()
    assert "This cannot be undone" in page
    answer = head.post(url("inspection-freeze", inspection), {"version": "0"})
    assert answer.status_code == 302
    inspection.refresh_from_db()
    assert (inspection.state, inspection.size) == ("frozen", 3)
    text = head.get(f"{here}?check=1").content.decode()
    assert inspection.digest in text
    assert "are what was frozen" in text
    assert head.post(url("inspection-draw", inspection), OK).status_code == 302
    planner = client_of(cast.sun_city)
    people = look.inspectors(2)
    sent = {"account": [str(one.pk) for one in people]}
    text = planner.post(url("inspection-name", inspection), sent, follow=True).content.decode()
    assert "2 inspectors named" in text
    text = planner.post(url("inspection-assign", inspection), OK, follow=True).content.decode()
    assert "Every matter has its reviewers" in text
    assert Review.objects.count() == 6
    text = head.get(here).content.decode()
    for query in ("show=picked", "looking=open", "looking=reviewed", "looking=unassigned"):
        assert f'{url("inspection-matters", inspection)}?{query}"' in text
    assert head.post(url("inspection-end", inspection), {"version": "2"}).status_code == 302
    inspection.refresh_from_db()
    assert inspection.state == "ended"


def test_a_refusal_stands_on_the_page_with_its_cure(look, story, cast, client_of):
    inspection = look.planned(look.sampled(number_on=story.now.date()))
    answer = client_of(cast.zhao_city).post(url("inspection-freeze", inspection), {"version": "0"})
    assert answer.status_code == 422
    assert "name a later day" in answer.content.decode()
    answer = client_of(cast.zhao_city).post(url("inspection-freeze", inspection), {"version": "7"})
    assert answer.status_code == 409


@pytest.mark.parametrize("who", ["sun_city", "li_city", "qian_city"])
def test_only_heads_and_leaders_freeze_and_draw(look, cast, client_of, who):
    inspection = look.planned()
    for name in ("inspection-freeze", "inspection-draw", "inspection-end"):
        assert client_of(getattr(cast, who)).post(url(name, inspection)).status_code == 403


def test_a_sample_is_drawn_from_the_typed_number(look, story, cast, client_of):
    inspection = look.frozen(look.sampled())
    head = client_of(cast.zhao_city)
    early = head.post(url("inspection-draw", inspection), {"number": NUMBER})
    assert "nothing is drawn before" in early.content.decode()
    story.later(days=2)
    head = client_of(cast.zhao_city)
    assert head.post(url("inspection-draw", inspection), {"number": ""}).status_code == 422
    assert head.post(url("inspection-draw", inspection), {"number": NUMBER}).status_code == 302
    inspection.refresh_from_db()
    text = head.get(url("inspection", inspection)).content.decode()
    assert inspection.seed in text
    assert NUMBER in text


def test_the_commands_shown_draw_the_same_matters(look, story, cast, client_of, tmp_path):
    """The shell commands of the page, run as they stand on the text as handed out."""
    if b"sm3" not in subprocess.run(["openssl", "dgst", "-list"], capture_output=True).stdout:
        pytest.skip("this openssl knows no SM3")
    for n in range(9):
        story.accepted(title=f"赔偿{n}", kind="state_compensation")
    plan = look.sampled(mode=Mode.STRATIFIED, strata=[Stratum.LEVEL, Stratum.KIND])
    inspection = look.drawn(plan)
    client = client_of(cast.sun_city)
    answer = client.post(url("inspection-list", inspection))
    (tmp_path / "list.txt").write_bytes(answer.content)
    page = client.get(url("inspection-again", inspection))
    assert page.status_code == 200
    script = "\n".join(typed for _words, typed in page.context["commands"])
    done = subprocess.run(["bash", "-euc", script], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    digest, *numbers = done.stdout.strip().split("\n")
    assert digest.split(" ")[0] == inspection.digest
    picked = Pick.objects.filter(entry__inspection=inspection)
    assert sorted(numbers) == sorted(picked.values_list("entry__matter__number", flat=True))
    assert 0 < len(numbers) < 12


def test_the_list_as_text_goes_to_whoever_may_know_all_of_it(look, story, cast, client_of):
    inspection = look.frozen()
    answer = client_of(cast.sun_city).post(url("inspection-list", inspection))
    assert answer.content.decode() == text_of(inspection)
    assert AuditRow.objects.get(verb="inspection.export_list").detail["rows"] == 3
    walled(Matter.objects.earliest("pk"), person=cast.sun_city.person)
    assert client_of(cast.sun_city).post(url("inspection-list", inspection)).status_code == 404
    page = client_of(cast.sun_city).get(url("inspection", inspection)).content.decode()
    assert "Matters on the list" not in page, "how many there are would tell that one is hidden"
    text = client_of(cast.sun_city).get(url("inspection-matters", inspection)).content.decode()
    assert text.count('<td class="code') == 2


def test_the_list_is_narrowed(look, story, cast, client_of, django_assert_max_num_queries):
    for n in range(8):
        story.accepted(title=f"又{n}")
    inspection = look.manned(look.drawn(look.sampled()), *look.inspectors(2))
    look.assigned(inspection)
    client = client_of(cast.sun_city)
    here = url("inspection-matters", inspection)
    drawn = Pick.objects.filter(entry__inspection=inspection).count()

    def listed(query: str) -> int:
        return len(client.get(here + query).context["rows"])

    assert listed("") == listed("?looking=open") == listed("?source=drawn") == drawn
    assert listed("?show=all") == 11
    assert listed("?looking=reviewed") == listed("?source=purposive") == 0
    one = Entry.objects.filter(inspection=inspection, pick__isnull=False).first()
    assert listed(f"?number={one.matter.number}") == 1
    assert listed(f"?reviewer={look.crew[0].pk}") == drawn
    with django_assert_max_num_queries(15):
        client.get(here)


def test_a_matter_is_added_on_purpose_from_the_list(look, story, cast, client_of):
    for n in range(8):
        story.accepted(title=f"又{n}")
    inspection = look.drawn(look.sampled())
    client = client_of(cast.sun_city)
    text = client.get(url("inspection-matters", inspection) + "?show=all").content.decode()
    add = re.search(r'href="([^"]+/add/)"', text).group(1)
    assert client.post(add, {"reason": ""}).status_code == 422
    assert client.post(add, {"reason": "群众来电"}).status_code == 302
    text = client.get(url("inspection-matters", inspection) + "?source=purposive").content.decode()
    assert "群众来电" in text
    assert "Chosen on purpose" in client.get(url("inspection", inspection)).content.decode()
    assert client.get(url("inspection-add", inspection, uuid.uuid4())).status_code == 404


def test_who_reviews_is_known_to_the_office_that_runs_it_alone(look, story, cast, client_of):
    inspection = look.manned(look.drawn(), *look.inspectors(2))
    look.assigned(inspection)
    names = [one.get_short_name() for one in look.crew]
    own = client_of(cast.sun_city).get(url("inspection-matters", inspection)).content.decode()
    assert all(name in own for name in names)
    for who in ("he", "sun_province"):
        client = client_of(getattr(cast, who))
        for page in ("inspection", "inspection-matters", "inspection-progress"):
            text = client.get(url(page, inspection)).content.decode()
            assert not any(name in text for name in names)
        assert client.get(url("inspection-members", inspection)).status_code == 404
        assert client.get(
            url("inspection-matters", inspection) + f"?reviewer={look.crew[0].pk}"
        ).context["listed"].paginator.count == 3, "nor told by narrowing"  # fmt: skip


def test_progress_names_offices_in_their_order_and_nobody_s_speed(look, cast, client_of):
    inspection = look.manned(look.drawn(), *look.inspectors(2))
    look.assigned(inspection)
    client = client_of(cast.sun_city)
    page = client.get(url("inspection-progress", inspection))
    ((office, standing, link),) = page.context["rows"]
    assert (office.code, standing.open) == ("330106", 3)
    assert len(client.get(link).context["rows"]) == 3
    shares = client.get(url("inspection-members", inspection)).context["rows"]
    assert [(one.given, one.open) for one in shares] == [(3, 3), (3, 3)]


def test_inspectors_are_found_named_and_released(look, cast, client_of):
    inspection = look.planned()
    client, here = client_of(cast.he_city), url("inspection-members", inspection)
    assert cast.sun in list(client.get(f"{here}?q=孙").context["offered"])
    assert list(client.get(f"{here}?q=不存在").context["offered"]) == []
    assert cast.sun in list(client.get(f"{here}?q=sun").context["offered"])
    client.post(url("inspection-name", inspection), {"q": "孙", "all_matching": "1"})
    named = Member.objects.filter(inspection=inspection)
    assert set(named.values_list("account", flat=True)) == {cast.sun.pk, cast.sun_city.pk}
    one = named.get(account=cast.sun)
    release = url("inspection-release", inspection, one.pk)
    assert "nobody sees the drafts" in client.get(release).content.decode()
    assert client.post(release, OK).status_code == 302
    assert named.get(account=cast.sun).left_at is not None
    assert client.post(release, OK).status_code == 404


def test_long_work_is_watched(look, story, cast, client_of):
    inspection = look.planned()
    run = run_inspection.start(
        inspection_id=inspection.public_id, task=run_inspection.Task.FREEZE, by=cast.zhao_city,
        now=story.now, at_hand=0,
    )  # fmt: skip
    head = client_of(cast.zhao_city)
    text = head.get(url("inspection", inspection)).content.decode()
    watched = reverse("inspection-run", args=[run.public_id])
    assert f'data-url="{watched}"' in text
    assert url("inspection-freeze", inspection) not in text, "not asked for twice"
    assert head.get(watched).status_code == 200
    run_inspection.carry_on(run.pk, now=story.now + timedelta(seconds=5))
    assert head.get(watched).status_code == 286
    assert Run.objects.get().ended_at
    assert (
        'data-url="/inspections/runs'
        not in head.get(url("inspection", inspection)).content.decode()
    )


def test_checklists_are_read_and_the_next_version_is_written(look, cast, client_of):
    checklist = look.plan().checklist
    client = client_of(cast.sun_city)
    assert checklist.name in client.get("/inspections/checklists/").content.decode()
    here = reverse("checklist", args=[checklist.public_id])
    text = client.get(here).content.decode()
    assert checklist.content[0]["text_en"] in text
    assert escape(checklist.content[0]["basis_en"]) in text
    form = client.get(reverse("checklist-next", args=[checklist.public_id]))
    assert form.status_code == 200
    sent: dict[str, object] = {"organ": look.organ.code, "note": "改措辞",
                               "questions-TOTAL_FORMS": len(checklist.content),
                               "questions-INITIAL_FORMS": len(checklist.content)}  # fmt: skip
    for place, question in enumerate(checklist.content):
        sent |= {f"questions-{place}-{name}": value for name, value in question.items()}
    sent["questions-0-text_zh"] = "由院领导包案并且亲自办理"
    answer = client.post(reverse("checklist-next", args=[checklist.public_id]), sent)
    assert answer.status_code == 302, (
        answer.context["form"].errors,
        answer.context["questions"].errors,
    )
    text = client_of(cast.sun_city, language="zh-hans").get(answer.url).content.decode()
    assert "由院领导包案并且亲自办理" in text
    assert "第2版" in text
    sent["questions-1-code"] = sent["questions-0-code"]
    answer = client.post(reverse("checklist-next", args=[checklist.public_id]), sent)
    assert answer.status_code == 422
    assert "same code" in answer.content.decode()


def test_a_frozen_plan_shows_no_form_to_change_it(look, cast, client_of):
    inspection = look.planned()
    client, change = client_of(cast.sun_city), url("inspection-change", inspection)
    assert 'name="basis"' in client.get(change).content.decode()
    frozen = look.frozen(name="另一个")
    page = client.get(url("inspection-change", frozen)).content.decode()
    assert "the plan no longer changes" in page
    assert 'name="basis"' not in page


def test_the_parts_of_a_list_are_named_in_words(look, cast, client_of):
    plan = look.sampled(mode=Mode.STRATIFIED,
                        strata=[Stratum.PROVINCE, Stratum.LEVEL, Stratum.KIND, Stratum.LEADER])  # fmt: skip
    inspection = look.drawn(plan)
    page = client_of(cast.sun_city).get(url("inspection-again", inspection))
    (stratum, name, size), *_more = page.context["sizes"]
    assert size
    assert stratum.count("|") == 3
    assert "|" not in name
    assert "criminal_petition" not in name


def test_the_next_round_begins_where_the_last_ended(look, cast, client_of):
    inspection = look.drawn(scope={"levels": [4], "accepted_from": "2026-10-01"})
    page = client_of(cast.sun_city).get(f"/inspections/new/?after={inspection.public_id}")
    initial = page.context["form"].initial
    assert str(initial["starts_on"]) == "2027-11-01"
    assert str(initial["ends_on"]) == "2028-10-31"
    assert str(initial["accepted_from"]) == "2027-10-01"


def test_progress_is_told_in_pages_with_its_names_on_a_phone(look, cast, client_of):
    inspection = look.drawn()
    answer = client_of(cast.sun_city).get(url("inspection-progress", inspection))
    assert answer.context["listed"].paginator.per_page == 50
    told = answer.content.decode()
    for name in ("Office", "Looked at", "Under review", "Reviewed"):
        assert f'data-label="{name}"' in told


def test_a_short_list_comes_at_once_and_a_long_one_is_watched(look, cast, client_of, monkeypatch):
    inspection, sun = look.drawn(), client_of(cast.sun_city)
    page = sun.get(url("inspection-matters", inspection)).content.decode()
    assert (here := url("inspection-export", inspection, "matters")) in page
    answer = sun.post(here)
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    assert AuditRow.objects.filter(verb="inspection.export_listing").count() == 1
    monkeypatch.setattr("touyan.desk.inspections.exports.AT_HAND", 2)
    page = sun.post(here, follow=True).content.decode()
    watch = re.search(r'data-url="(/inspections/exports/[^"]+)"', page)
    assert watch
    export = Export.objects.get()
    assert sun.get(watch[1]).status_code == 200
    export_inspection.carry_on(export.pk, make=make, now=look.story.now)
    done = sun.get(watch[1])
    assert (done.status_code, "/file/" in done.content.decode()) == (286, True)
    taken = sun.get(reverse("inspection-export-file", args=[export.public_id]))
    assert b"".join(taken.streaming_content)[:2] == b"PK"
    assert taken["Content-Disposition"].startswith("attachment;")
    assert ".xlsx" in taken["Content-Disposition"]
    for other in (cast.zhao_city, cast.he):
        assert client_of(other).get(watch[1]).status_code == 404
    assert sun.post(url("inspection-export", inspection, "people")).status_code == 404
