"""Which passwords are refused, and in which words."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from touyan.demonstration.rules.cast import PASSWORD
from touyan.kernel.errors import Refused
from touyan.organs.actions import set_password
from touyan.organs.models import Account, Person


@pytest.fixture
def account() -> Account:
    person = Person(name="王芳", name_pinyin="wang fang")
    return Account(username="ceshi1", person=person)


@pytest.mark.parametrize(
    "password",
    [
        "ceshi1ceshi1",
        "CeShi1-2026-x",
        "ce-shi-1-Hangzhou",
        "WangFang@2026",
        "wang-fang-2026-long-enough",
        "王芳-Hangzhou-2026",
        "onlysmall12",
        "short-1A",
        "12345678901234567890",
        "password123",
    ],
)
def test_a_weak_password_is_refused(account, password):
    with pytest.raises(Refused):
        set_password(account, password)


@pytest.mark.parametrize("password", [PASSWORD, "Fly-South-9", "seven geese flying", "k3-nn-q9-zz"])
def test_a_good_one_is_accepted(account, password):
    set_password(account, password)
    assert account.check_password(password)


@pytest.mark.parametrize("password", ["short", "1234567890", "ceshi1ceshi1"])
def test_the_refusal_is_in_one_language_and_one_word(account, password):
    with override("en"), pytest.raises(Refused) as refused:
        set_password(account, password)
    assert "The password" in str(refused.value)
    with override("zh-hans"), pytest.raises(Refused) as refused:
        set_password(account, password)
    assert "密码" not in str(refused.value)
