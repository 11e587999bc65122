"""An old register comes in: received on its own days, registered today, each row once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from tests.cast import Cast
from tests.database.intake.registers import (
    ANSWERED,
    HEADS,
    ROAD,
    UNANSWERED,
    WAGE,
    begun,
    imported,
    rows_of,
    workbook,
)

from touyan.audit.models import Entry
from touyan.audit.queries import verify
from touyan.intake.models import ImportRow, Party, Petition, Undecided
from touyan.intake.rules.import_columns import from_record
from touyan.intake.rules.words import Channel
from touyan.kernel.errors import Conflict, Invalid, NotPermitted, NotVisible
from touyan.matters.models import Act, Belonging, Closing, Document
from touyan.workflows.import_register.beginning import cancel, go_on, kept_mapping, send
from touyan.workflows.import_register.queries import counts_of, failure_of, late_clocks
from touyan.workflows.import_register.rejected import rejected_workbook
from touyan.workflows.import_register.running import carry_on

pytestmark = pytest.mark.django_db


def test_rows_become_petitions_received_then_and_registered_now(cast: Cast, now: datetime) -> None:
    run = imported(
        workbook([*ANSWERED, UNANSWERED]), organ=cast.organ_of(cast.wang), by=cast.wang, now=now
    )
    assert run.state == "done"
    assert counts_of(run)["registered"] == 3
    petitions = Petition.objects.order_by("received_on")
    assert [p.received_on for p in petitions] == [
        date(2020, 3, 2),
        date(2020, 3, 3),
        date(2020, 3, 4),
    ]
    assert {p.registered_at for p in petitions} == {now}
    assert [p.source_number for p in petitions] == ["A1", "A2", "A3"]
    assert {p.source for p in petitions} == {"import"}
    assert petitions[1].text == WAGE


def test_an_answered_row_enters_the_ledger_with_its_real_days(cast: Cast, now: datetime) -> None:
    imported(workbook(ANSWERED), organ=cast.organ_of(cast.wang), by=cast.wang, now=now)
    belonging = Belonging.objects.select_related("matter").get(petition__source_number="A2")
    assert belonging.decided_by is None
    acts = Act.objects.filter(matter=belonging.matter).order_by("id")
    days = {act.verb: act.happened_on for act in acts}
    assert days["receive"] == date(2020, 3, 3)
    assert days["register"] == date(2026, 11, 23)
    assert days["serve_answer"] == days["accept"] == days["close"] == date(2020, 7, 1)
    assert {act.at for act in acts} == {now}
    assert acts.get(verb="accept").detail["inferred"] is True
    paper = Document.objects.get(matter=belonging.matter)
    assert (paper.state, paper.served_on, paper.paragraphs) == (
        "served",
        date(2020, 7, 1),
        ["已转办", "请等待。"],
    )
    assert paper.signed_by is None
    assert Closing.objects.get(matter=belonging.matter).on == date(2020, 7, 1)


def test_what_was_late_is_shown_late(cast: Cast, now: datetime) -> None:
    run = imported(workbook(ANSWERED), organ=cast.organ_of(cast.wang), by=cast.wang, now=now)
    assert late_clocks(run) == {"C1": (1, 2), "C2": (1, 2), "C3": (1, 2)}


def test_an_answer_may_leave_the_matter_open(cast: Cast, now: datetime) -> None:
    content = workbook(ANSWERED)
    run = begun(content, organ=cast.organ_of(cast.wang), by=cast.wang, now=now)
    mapping = replace(from_record(run.mapping), answered_is_closed=False)
    imported(content, organ=cast.organ_of(cast.wang), by=cast.wang, now=now, mapping=mapping)
    assert {b.matter.stage for b in Belonging.objects.select_related("matter")} == {"answered"}
    assert not Closing.objects.exists()


def test_a_row_without_an_answer_waits_undecided_with_its_proposal(
    cast: Cast, now: datetime
) -> None:
    imported(workbook([UNANSWERED]), organ=cast.organ_of(cast.wang), by=cast.wang, now=now)
    waiting = Undecided.objects.get()
    assert waiting.proposal["relation"] == "first"
    assert waiting.due_on == date(2020, 3, 11)  # overdue since then, and shown so


def test_an_answered_row_does_not_wait_undecided(cast: Cast, now: datetime) -> None:
    imported(
        workbook([*ANSWERED, UNANSWERED]), organ=cast.organ_of(cast.wang), by=cast.wang, now=now
    )
    waiting = Undecided.objects.values_list("petition__source_number", flat=True)
    assert list(waiting) == ["A3"]


def test_repeats_are_proposed_and_not_decided(cast: Cast, now: datetime) -> None:
    again = ("A9", "张秀英", "路灯坏了", "2020-09-01", ROAD, "再次修复。", "2020-09-05")
    during = ("A8", "李大伟", "拖欠工资", "2020-05-01", WAGE, "已答复。", "2020-07-02")
    twice = ("A7", "张秀英", "路灯坏了", "2020-03-02", ROAD, "重复。", "2020-03-07")
    run = imported(
        workbook([again, *ANSWERED, during, twice]),
        organ=cast.organ_of(cast.wang),
        by=cast.wang,
        now=now,
    )
    proposed = dict(ImportRow.objects.filter(run=run).values_list("source_number", "proposed"))
    assert proposed == {
        "A1": "first",
        "A2": "first",
        "A7": "duplicate",
        "A8": "supplement",
        "A9": "repeat",
    }
    assert {b.relation for b in Belonging.objects.all()} == {"first"}
    kept = Belonging.objects.get(petition__source_number="A9").proposed
    assert kept["relation"] == "repeat"
    assert kept["why"]


def test_the_same_file_twice_registers_nothing_twice(cast: Cast, now: datetime) -> None:
    organ, content = cast.organ_of(cast.wang), workbook([*ANSWERED, UNANSWERED])
    imported(content, organ=organ, by=cast.wang, now=now)
    second = imported(content, organ=organ, by=cast.wang, now=now)
    assert counts_of(second) == {"ready": 0, "registered": 0, "known": 3, "rejected": 0}
    assert Petition.objects.count() == 3


def test_rows_without_a_number_are_known_by_their_content(cast: Cast, now: datetime) -> None:
    organ = cast.organ_of(cast.wang)
    rows = [("", *row[1:]) for row in ANSWERED]
    imported(workbook(rows), organ=organ, by=cast.wang, now=now)
    second = imported(workbook([*rows, ("", *UNANSWERED[1:])]), organ=organ, by=cast.wang, now=now)
    assert counts_of(second)["known"] == 2
    assert counts_of(second)["registered"] == 1


def test_a_number_of_another_petition_is_refused_not_swallowed(cast: Cast, now: datetime) -> None:
    organ = cast.organ_of(cast.wang)
    imported(workbook(ANSWERED), organ=organ, by=cast.wang, now=now)
    other = ("A1", "赵强", "别的事情", "2020-03-09", "完全不同的另一件事。", "", "")
    run = imported(workbook([other]), organ=organ, by=cast.wang, now=now)
    assert counts_of(run)["rejected"] == 1
    mapping = replace(from_record(run.mapping), register="市长信箱")
    named = imported(workbook([other]), organ=organ, by=cast.wang, now=now, mapping=mapping)
    assert counts_of(named)["registered"] == 1


def test_a_number_twice_in_one_file_counts_once(cast: Cast, now: datetime) -> None:
    same, other = list(ANSWERED[0]), ["A1", *ANSWERED[1][1:]]
    run = imported(
        workbook([ANSWERED[0], same, other]), organ=cast.organ_of(cast.wang), by=cast.wang, now=now
    )
    assert counts_of(run) == {"ready": 0, "registered": 1, "known": 0, "rejected": 2}
    reasons = [
        row.problems[0]["reason"]["text"]
        for row in ImportRow.objects.filter(run=run, state="rejected").order_by("line")
    ]
    assert "same petition already stands in row" in reasons[0]
    assert "already stands in row" in reasons[1]


def test_a_trial_registers_nothing_and_may_be_carried_on(cast: Cast, now: datetime) -> None:
    run = imported(
        workbook(ANSWERED), organ=cast.organ_of(cast.wang), by=cast.wang, now=now, dry_run=True
    )
    assert run.state == "checked"
    assert counts_of(run)["ready"] == 2
    assert not Petition.objects.exists()
    go_on(public_id=run.public_id, by=cast.wang, now=now, defer=False)
    assert carry_on(run.public_id, clock=lambda: now).state == "done"
    assert Petition.objects.count() == 2


def test_rejected_rows_come_back_with_reason_and_cure_and_can_be_sent_again(
    cast: Cast, now: datetime
) -> None:
    organ = cast.organ_of(cast.wang)
    bad = ("A4", "=cmd()", "题", "2020-02-30", "=HYPERLINK(1)", "", "")
    run = imported(workbook([ANSWERED[0], bad]), organ=organ, by=cast.wang, now=now)
    content = rejected_workbook(run, by=cast.wang, now=now, translate=str)
    heads, row = rows_of(content)
    assert heads == [*HEADS, "Row in the file", "Field", "Reason", "Cure"]
    assert row[:5] == ["A4", "=cmd()", "题", "2020-02-30", "=HYPERLINK(1)"]
    assert row[7] == "3"
    assert row[8] == "时间"
    assert "does not exist" in str(row[9])
    row[3] = "2020-02-28"
    corrected = imported(workbook([row], heads=heads), organ=organ, by=cast.wang, now=now)
    assert counts_of(corrected)["registered"] == 1
    assert Petition.objects.get(source_number="A4").text == "=HYPERLINK(1)"


def test_a_registered_row_keeps_no_cells_and_a_waiting_one_only_sealed_ones(
    cast: Cast, now: datetime
) -> None:
    content = workbook([ANSWERED[0], ("A4", "赵四", "题", "坏日期", "正文", "", "")])
    run = imported(content, organ=cast.organ_of(cast.wang), by=cast.wang, now=now)
    rows = {row.source_number: row for row in ImportRow.objects.filter(run=run)}
    assert rows["A1"].sealed is None
    assert "赵四".encode() not in bytes(rows["A4"].sealed or b"")


def test_identity_and_telephone_are_sealed_and_found_again(cast: Cast, now: datetime) -> None:
    heads = ("编号", "姓名", "时间", "内容", "身份证号", "电话")
    row = ("1", "陈桂英", "2020-03-02", "反映问题", "11010519491231002X", "13800000001")
    imported(workbook([row], heads=heads), organ=cast.organ_of(cast.wang), by=cast.wang, now=now)
    party = Party.objects.get()
    assert party.identity_index
    assert party.phone_index
    assert party.identity_type == "resident_id_18"


def test_columns_kept_for_the_office_serve_the_next_file(cast: Cast, now: datetime) -> None:
    organ = cast.organ_of(cast.wang)
    run = begun(workbook(ANSWERED), organ=organ, by=cast.wang, now=now)
    mapping = replace(from_record(run.mapping), channel=Channel.ONLINE)
    send(
        public_id=run.public_id,
        mapping=mapping,
        dry_run=True,
        by=cast.wang,
        now=now,
        keep_as="网上",
        defer=False,
    )
    assert kept_mapping("网上", organ=organ) == mapping


def test_columns_are_fixed_once(cast: Cast, now: datetime) -> None:
    run = begun(workbook(ANSWERED), organ=cast.organ_of(cast.wang), by=cast.wang, now=now)
    mapping = from_record(run.mapping)
    send(public_id=run.public_id, mapping=mapping, dry_run=True, by=cast.wang, now=now, defer=False)
    with pytest.raises(Conflict):
        send(
            public_id=run.public_id,
            mapping=mapping,
            dry_run=True,
            by=cast.wang,
            now=now,
            defer=False,
        )


def test_without_the_needed_columns_nothing_is_read(cast: Cast, now: datetime) -> None:
    run = begun(
        workbook([("x", "y")], heads=("甲", "乙")),
        organ=cast.organ_of(cast.wang),
        by=cast.wang,
        now=now,
    )
    with pytest.raises(Invalid):
        send(
            public_id=run.public_id,
            mapping=from_record(run.mapping),
            dry_run=True,
            by=cast.wang,
            now=now,
        )


def test_only_a_registrar_of_the_office_imports_into_it(cast: Cast, now: datetime) -> None:
    organ = cast.organ_of(cast.wang)
    for other in (cast.zhou, cast.sun, cast.wang_city):
        with pytest.raises(NotPermitted):
            begun(workbook(ANSWERED), organ=organ, by=other, now=now)
    run = begun(workbook(ANSWERED), organ=organ, by=cast.wang, now=now)
    with pytest.raises(NotVisible):
        cancel(public_id=run.public_id, by=cast.zhou, now=now)


def test_a_person_who_lost_the_post_stops_the_run_not_the_rows(cast: Cast, now: datetime) -> None:
    organ = cast.organ_of(cast.wang)
    run = imported(workbook(ANSWERED), organ=organ, by=cast.wang, now=now, dry_run=True)
    go_on(public_id=run.public_id, by=cast.wang, now=now, defer=False)
    cast.wang.person.posts.update(until_on=date(2026, 11, 1))
    run = carry_on(run.public_id, clock=lambda: now)
    assert run.state == "failed"
    assert failure_of(run)
    assert counts_of(run)["ready"] == 2


def test_a_complaint_about_an_officer_is_walled_and_goes_up(cast: Cast, now: datetime) -> None:
    heads = ("编号", "姓名", "时间", "内容", "被反映人", "答复意见", "答复时间")
    row = (
        "1",
        "陈桂英",
        "2020-03-02",
        "该人收受财物。",
        cast.zhao.person.name,
        "已核查。",
        "2020-03-05",
    )
    imported(workbook([row], heads=heads), organ=cast.organ_of(cast.wang), by=cast.wang, now=now)
    petition = Petition.objects.get()
    assert petition.sealed
    assert petition.walls.exists()
    assert petition.handling_organ != petition.organ


def test_the_chain_is_whole_and_names_nobody(cast: Cast, now: datetime) -> None:
    run = imported(
        workbook([*ANSWERED, UNANSWERED]), organ=cast.organ_of(cast.wang), by=cast.wang, now=now
    )
    verbs = list(Entry.objects.order_by("number").values_list("verb", flat=True))
    assert verbs.count("petition.register") == 3
    assert verbs.count("matter.import_answer") == 2
    assert verbs[-1] == "import.done"
    assert "张秀英" not in str(list(Entry.objects.values_list("detail", flat=True)))
    assert str(run.public_id) in set(Entry.objects.values_list("subject_id", flat=True))
    assert verify(lambda walked: None).whole
