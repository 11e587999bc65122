"""Accounts: passwords, language, closing and opening again."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from touyan.audit.actions import record
from touyan.kernel.errors import Conflict, NotPermitted, Refused
from touyan.kernel.messages import N_
from touyan.organs.models import Account, Organ
from touyan.organs.queries import latest_organ_of, viewer_of
from touyan.organs.rules.roles import ADMINISTRATORS, Role


def set_password(account: Account, password: str) -> None:
    """Set a password that meets the rules, without saving."""
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from None
    account.set_password(password)


@transaction.atomic
def change_own_password(*, account: Account, old: str, new: str, now: datetime) -> None:
    """Change one's own password."""
    if not account.check_password(old):
        raise Refused(N_("The present password is not right."))
    set_password(account, new)
    account.must_change_password = False
    account.save(update_fields=["password", "must_change_password"])
    record(
        verb="account.password", by=account, now=now, subject_type="account", subject_id=account.pk
    )


def choose_language(*, account: Account, language: str) -> None:
    """Keep the language a person chose for the pages."""
    Account.objects.filter(pk=account.pk).update(language=language)


@transaction.atomic
def reset_password(*, account_id: int, password: str, by: Account, now: datetime) -> Account:
    """Give a new first password, to be changed at the next sign-in; open sessions end."""
    account = _locked(account_id)
    organ = _require_over(account, by=by, now=now)
    set_password(account, password)
    account.must_change_password = True
    account.save(update_fields=["password", "must_change_password"])
    record(
        verb="account.reset_password",
        by=by,
        now=now,
        subject_type="account",
        subject_id=account.pk,
        organ_id=organ.pk,
    )
    return account


@transaction.atomic
def deactivate_account(*, account_id: int, by: Account, now: datetime) -> None:
    """Close the account at once, sessions included; posts and roles stay on record."""
    _switch(account_id, active=False, by=by, now=now)


@transaction.atomic
def reactivate_account(*, account_id: int, by: Account, now: datetime) -> None:
    """Open a closed account again."""
    _switch(account_id, active=True, by=by, now=now)


def _switch(account_id: int, *, active: bool, by: Account, now: datetime) -> None:
    account = _locked(account_id)
    organ = _require_over(account, by=by, now=now)
    if account.is_active == active:
        raise Conflict(N_("Somebody else has done this already."))
    account.is_active = active
    account.save(update_fields=["is_active"])
    record(
        verb="account.reactivate" if active else "account.deactivate",
        by=by,
        now=now,
        subject_type="account",
        subject_id=account.pk,
        organ_id=organ.pk,
    )


def _locked(account_id: int) -> Account:
    return Account.objects.select_for_update(of=("self",)).get(pk=account_id)


def _require_over(account: Account, *, by: Account, now: datetime) -> Organ:
    """System administrators manage accounts, but never gain another administrator's power.

    Whoever sets the password of a security or audit administrator could sign in as one and so
    hold two of the three powers (GB/T 22239-2019 8.1.5). Only the same power may do it.
    """
    if account.pk == by.pk:
        raise NotPermitted(N_("Nobody does this to their own account."))
    organ = latest_organ_of(account)
    held = viewer_of(account, now=now).roles & ADMINISTRATORS
    needed = held or {Role.SYSTEM_ADMIN}
    viewer = viewer_of(by, now=now)
    if organ is None or not viewer.holds_above(needed, organ_path=organ.path):
        raise NotPermitted(_SAME_POWER if held else _NOT_THIS_OFFICE)
    return organ


_NOT_THIS_OFFICE = N_("Only an administrator of this office, or of one above, may do this.")
_SAME_POWER = N_(
    "The account of an administrator is managed only by another holder of the same power:"
    " otherwise one person could hold two of the three powers."
)
