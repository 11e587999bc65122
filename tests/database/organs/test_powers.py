"""No road of asking, approving, withdrawing and ending gives one person two of three powers."""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from touyan.kernel.errors import Refused
from touyan.organs.actions import approve_role, ask_role, end_post, revoke_role
from touyan.organs.models import Post, RoleGrant
from touyan.organs.rules.roles import ADMINISTRATORS, Role


@pytest.mark.parametrize("seed", range(8))
def test_random_sequences_never_join_two_powers_nor_let_one_person_grant(cast, now, seed):
    chance = random.Random(seed)
    actors = [cast.xitong, cast.anquan, cast.shenji, cast.zhao_spp]
    for step in range(60):
        move = chance.choice([_ask, _ask, _approve, _approve, _revoke, _end])
        try:
            with transaction.atomic():
                move(chance, by=chance.choice(actors), now=now + timedelta(minutes=step))
        except Refused:
            pass
        _check()


def _ask(chance, *, by, now):
    post = chance.choice(list(Post.objects.filter(organ__code="100000")))
    ask_role(post=post, role=chance.choice(list(Role)), by=by, now=now)


def _approve(chance, *, by, now):
    _on_some_grant(approve_role, chance, by=by, now=now, approved_at__isnull=True)


def _revoke(chance, *, by, now):
    if chance.random() < 0.3:
        _on_some_grant(revoke_role, chance, by=by, now=now, revoked_at__isnull=True)


def _on_some_grant(act, chance, *, by, now, **which):
    grants = list(RoleGrant.objects.filter(**which))
    if grants:
        act(grant_id=chance.choice(grants).pk, by=by, now=now)


def _end(chance, *, by, now):
    post = chance.choice(list(Post.objects.filter(organ__code="100000", until_on__isnull=True)))
    if chance.random() < 0.1 and not post.grants.filter(role__in=ADMINISTRATORS).exists():
        end_post(post=post, on=(now - timedelta(days=1)).date(), by=by, now=now)


def _check() -> None:
    standing = RoleGrant.objects.filter(revoked_at__isnull=True)
    powers = Counter(standing.filter(role__in=ADMINISTRATORS).values_list("person_id", flat=True))
    assert not [person for person, number in powers.items() if number > 1]
    for grant in standing.filter(approved_at__isnull=False, shipped=False):
        assert grant.approved_by_id != grant.asked_by_id
        assert grant.approved_by.person_id != grant.person_id


def test_the_database_itself_refuses_a_second_power(cast, now):
    post = cast.shenji.person.posts.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.create(
            post=post, person=post.person, role=Role.SYSTEM_ADMIN, asked_at=now
        )


def test_a_power_that_lapsed_with_its_post_does_not_stand_in_the_way(cast, now):
    old = cast.shenji.person.posts.get()
    end_post(post=old, on=(now - timedelta(days=1)).date(), by=cast.xitong, now=now)
    new = Post.objects.create(
        person=cast.shenji.person, organ=old.organ, title="处长", from_on=now.date()
    )
    grant = ask_role(post=new, role=Role.SYSTEM_ADMIN, by=cast.xitong, now=now)
    approve_role(grant_id=grant.pk, by=cast.anquan, now=now)
    assert cast.viewer(cast.shenji).roles == {Role.SYSTEM_ADMIN}


def test_a_role_of_an_ended_post_is_neither_asked_for_nor_approved(cast, now):
    post = cast.wang.person.posts.get()
    grant = ask_role(post=post, role=Role.EDITOR, by=cast.xitong, now=now)
    end_post(post=post, on=(now - timedelta(days=1)).date(), by=cast.xitong, now=now)
    with pytest.raises(Refused):
        approve_role(grant_id=grant.pk, by=cast.anquan, now=now)
    with pytest.raises(Refused):
        ask_role(post=post, role=Role.INSPECTOR, by=cast.xitong, now=now)
