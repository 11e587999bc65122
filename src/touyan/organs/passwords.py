"""What a password must be. Our own sentences: one word for password in each language.

The kinds of characters follow GB/T 22239-2019 8.1.4.1 a): complexity, changed when given.
"""

from __future__ import annotations

import re

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    NumericPasswordValidator,
)
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from touyan.organs.models import Account

KINDS = ("[a-z]", "[A-Z]", "[0-9]", "[^a-zA-Z0-9]")
KINDS_NEEDED = 3
LONG = 16
"""From this length on a password may be of any kinds of characters."""
SHORTEST_NAME = 3
"""Names of two letters occur in passwords by chance."""
_APART = re.compile(r"[\W_]+")


class LongEnough(MinimumLengthValidator):
    """A least length."""

    def validate(self, password: str, user: object = None) -> None:
        if len(password) < self.min_length:
            raise ValidationError(self.get_help_text(), code="password_too_short")

    def get_help_text(self) -> str:
        return _("The password needs %(least)s characters or more.") % {"least": self.min_length}


class NotCommon(CommonPasswordValidator):
    """No password of the lists that attackers try first."""

    def validate(self, password: str, user: object = None) -> None:
        if password.lower().strip() in self.passwords:
            raise ValidationError(self.get_help_text(), code="password_too_common")

    def get_help_text(self) -> str:
        return _("The password must not be one that many people use.")


class NotOnlyDigits(NumericPasswordValidator):
    """Digits alone are guessed, however many."""

    def validate(self, password: str, user: object = None) -> None:
        if password.isdecimal():
            raise ValidationError(self.get_help_text(), code="password_entirely_numeric")

    def get_help_text(self) -> str:
        return _("The password must not be digits alone.")


class Mixed:
    """Three of the four kinds of characters, unless it is long."""

    def validate(self, password: str, user: object = None) -> None:
        kinds = sum(bool(re.search(kind, password)) for kind in KINDS)
        if len(password) < LONG and kinds < KINDS_NEEDED:
            raise ValidationError(self.get_help_text(), code="password_too_plain")

    def get_help_text(self) -> str:
        return _(
            "The password needs three of these four: small letters, capital letters, digits,"
            " signs; or %(long)s characters or more."
        ) % {"long": LONG}


class NotTheName:
    """Neither the log-in name nor the person's name, in characters or in pinyin."""

    def validate(self, password: str, user: object = None) -> None:
        typed = _together(password)
        if isinstance(user, Account) and any(name in typed for name in _names(user)):
            raise ValidationError(self.get_help_text(), code="password_has_name")

    def get_help_text(self) -> str:
        return _("The password must not contain the log-in name or the person's own name.")


def _names(account: Account) -> list[str]:
    person = account.person
    latin = [_together(account.username), _together(person.name_pinyin)]
    han = _together(person.name)
    return [name for name in latin if len(name) >= SHORTEST_NAME] + ([han] if han else [])


def _together(text: str) -> str:
    return _APART.sub("", text).lower()
