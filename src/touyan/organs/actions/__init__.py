"""Changing the office: numbers, people, posts, roles, departments, the tree itself."""

from touyan.organs.actions.accounts import (
    change_own_password,
    choose_language,
    deactivate_account,
    reactivate_account,
    reset_password,
    set_password,
)
from touyan.organs.actions.departments import add_department, close_department
from touyan.organs.actions.numbers import allot_number
from touyan.organs.actions.roles import approve_role, ask_role, revoke_role
from touyan.organs.actions.staff import add_post, appoint, end_post
from touyan.organs.actions.trees import import_tree

__all__ = [
    "add_department",
    "add_post",
    "allot_number",
    "appoint",
    "approve_role",
    "ask_role",
    "change_own_password",
    "choose_language",
    "close_department",
    "deactivate_account",
    "end_post",
    "import_tree",
    "reactivate_account",
    "reset_password",
    "revoke_role",
    "set_password",
]
