"""Promises: on a matter or to a visitor without one, kept by their owners, followed to the end."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.cast import Cast
from tests.database.leadership.receptions import THURSDAY, booked, day, on_the_day, recorded
from tests.database.matters.stories import Story

from touyan.audit.models import Entry
from touyan.intake.models import Wall
from touyan.kernel.errors import Invalid, NotPermitted, NotVisible, Refused
from touyan.leadership.actions import promises, receiving
from touyan.leadership.actions.notices import make_notices
from touyan.leadership.models import Booking, Notice, Promise
from touyan.leadership.queries.notices import notices_of, unseen_notices
from touyan.leadership.queries.promises import promises_at, promises_in_sight
from touyan.leadership.queries.reception import records_of
from touyan.matters.models import Act, Matter

DUE = date(2026, 12, 10)
HOW = "病历已于12月1日调取，当面说明"


@pytest.fixture
def story(cast: Cast, now: datetime) -> Story:
    return Story(cast, now)


def promised(story: Story, matter: Matter | None = None) -> Promise:
    """Something Li is to do, promised at a reception."""
    cast = story.cast
    held = booked(day(cast, story.now), cast, story.now, matter=matter)
    one = receiving.Promised("调取首次住院病历并当面说明", cast.li, DUE)
    recorded(held, cast, on_the_day(story.now), promises=[one])
    return Promise.objects.get()


def keep(made: Promise, story: Story, **changes: object) -> Promise:
    given = {"how": HOW, "by": story.cast.li, "now": on_the_day(story.now), **changes}
    return promises.keep_promise(promise_id=made.public_id, **given)  # type: ignore[arg-type]


class TestOnAMatter:
    def test_a_promise_made_at_a_reception_has_an_owner_and_a_day(self, story: Story) -> None:
        made = promised(story, story.accepted())
        assert (made.owner, made.due_on, made.made_on) == (story.cast.li, DUE, THURSDAY)

    def test_closing_the_matter_leaves_the_promise_open(self, story: Story) -> None:
        made = promised(story, story.closed())
        viewer = story.cast.viewer(story.cast.he)
        assert list(promises_in_sight(viewer=viewer).filter(kept_on=None)) == [made]
        assert keep(made, story).kept_on == THURSDAY

    def test_an_unknown_promise_is_not_there(self, story: Story) -> None:
        with pytest.raises(NotVisible):
            promises.keep_promise(promise_id=uuid.uuid4(), how=HOW, by=story.cast.li, now=story.now)

    def test_whoever_only_looks_on_neither_makes_nor_keeps_promises(self, story: Story) -> None:
        matter = story.accepted()
        made = promised(story, matter)
        with pytest.raises(NotPermitted):
            keep(made, story, by=story.cast.sun_city)
        with pytest.raises(NotPermitted):
            promises.make_promise(matter_id=matter.public_id, text="答复", owner=story.cast.li,
                                  due_on=DUE, by=story.cast.sun_city, now=story.now)  # fmt: skip

    def test_a_colleague_does_not_note_anothers_promise_as_kept(self, story: Story) -> None:
        made = promised(story, story.accepted())
        with pytest.raises(NotPermitted, match="by its owner"):
            keep(made, story, by=story.cast.wang)
        assert keep(made, story, by=story.cast.he).kept_by == story.cast.he

    def test_a_word_does_not_say_how_it_was_kept(self, story: Story) -> None:
        made = promised(story, story.accepted())
        with pytest.raises(Invalid, match="too little"):
            keep(made, story, how="已办")
        made.refresh_from_db()
        assert made.kept_on is None


class TestToAVisitor:
    def test_it_hangs_on_the_reception_and_is_kept_without_a_matter(self, story: Story) -> None:
        made = promised(story)
        assert made.matter is None
        record = records_of(Booking.objects.get()).get()
        assert list(promises_at(record)) == [made]
        assert Entry.objects.filter(verb="reception.promise").exists()
        keep(made, story)
        assert Entry.objects.latest("number").verb == "reception.keep"

    def test_it_goes_over_to_the_matter_named_later(self, story: Story) -> None:
        made, matter = promised(story), story.accepted()
        booking = Booking.objects.get()
        receiving.link_matter(booking_id=booking.public_id, matter_id=matter.public_id,
                              by=story.cast.wang, now=on_the_day(story.now))  # fmt: skip
        made.refresh_from_db()
        assert made.matter == matter
        act = Act.objects.filter(matter=matter).latest("pk")
        assert (act.verb, act.happened_on) == ("make_promise", THURSDAY)
        assert list(promises_at(records_of(booking).get())) == [made]

    def test_the_office_and_its_owner_know_of_it_and_nobody_else(self, story: Story) -> None:
        made = promised(story)
        cast = story.cast
        for someone in (cast.li, cast.wang, cast.zhao):
            assert list(promises_in_sight(viewer=cast.viewer(someone))) == [made]
        for someone in (cast.wang_city, cast.zhou):
            assert not promises_in_sight(viewer=cast.viewer(someone)).exists()
            with pytest.raises(NotVisible):
                keep(made, story, by=someone)

    def test_it_is_hidden_with_the_petition_of_its_booking(self, story: Story) -> None:
        made, petition = promised(story), story.petition()
        Booking.objects.update(petition=petition)
        Wall.objects.create(petition=petition, person=story.cast.li.person, reason="被反映人")
        assert not promises_in_sight(viewer=story.cast.viewer(story.cast.li)).exists()
        with pytest.raises(NotVisible):
            keep(made, story)

    def test_it_is_given_to_nobody_outside_the_office(self, story: Story) -> None:
        cast = story.cast
        held = booked(day(cast, story.now), cast, story.now)
        with pytest.raises(Refused, match="serves in the handling office"):
            recorded(held, cast, on_the_day(story.now),
                     promises=[receiving.Promised("核查", cast.zhou, DUE)])  # fmt: skip

    def test_the_database_knows_no_promise_made_to_nobody(self, story: Story) -> None:
        made = promised(story)
        with pytest.raises(IntegrityError, match="made_to_somebody"), transaction.atomic():
            Promise.objects.filter(pk=made.pk).update(booking=None)


class TestNotices:
    @pytest.mark.parametrize("with_matter", [True, False])
    def test_the_owner_is_told_before_and_once_more_after(
        self, story: Story, with_matter: bool
    ) -> None:
        made = promised(story, story.accepted() if with_matter else None)
        for days in (-8, -7, -6, 0, 1, 2):
            make_notices(now=story.now.replace(month=12, day=10) + timedelta(days=days))
        told = Notice.objects.filter(promise=made).order_by("id")
        assert list(told.values_list("account", "kind", "because")) == [
            (story.cast.li.pk, "before", "owner"),
            (story.cast.li.pk, "after", "owner"),
        ]
        assert unseen_notices(viewer=story.cast.viewer(story.cast.li)) == 2

    def test_what_was_kept_presses_nobody_any_more(self, story: Story) -> None:
        made = promised(story)
        make_notices(now=story.now.replace(month=12, day=8))
        viewer = story.cast.viewer(story.cast.li)
        assert unseen_notices(viewer=viewer) == 1
        keep(made, story)
        assert unseen_notices(viewer=viewer) == 0
        make_notices(now=story.now.replace(month=12, day=12))
        assert Notice.objects.filter(promise=made).count() == 1

    def test_nobody_is_told_of_a_promise_behind_a_wall(self, story: Story) -> None:
        matter = story.accepted()
        promised(story, matter)
        make_notices(now=story.now.replace(month=12, day=8))
        viewer = story.cast.viewer(story.cast.li)
        assert notices_of(viewer=viewer).exists()
        petition = matter.belongings.get().petition
        Wall.objects.create(petition=petition, person=story.cast.li.person, reason="被反映人")
        assert not notices_of(viewer=viewer).exists()
