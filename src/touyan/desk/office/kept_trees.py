"""A spreadsheet between its trial and its confirmation: the rows as read, kept for a day."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from touyan.kernel.errors import NotVisible
from touyan.organs.rules.tree_file import Sheet

FOLDER = "organ-trees"
KEEP = timedelta(days=1)


@dataclass(frozen=True)
class KeptTree:
    """Whose tree was sent by whom, under which name, and its rows."""

    organ_code: str
    account_id: int
    file_name: str
    sheet: Sheet


def keep(tree: KeptTree, *, now: datetime) -> uuid.UUID:
    """Keep the rows; the id leads back to them. What is older than a day goes."""
    _forget_old(now)
    tree_id = uuid.uuid4()
    sheet = tree.sheet
    text = json.dumps(
        {
            "organ": tree.organ_code,
            "account": tree.account_id,
            "file_name": tree.file_name,
            "headers": sheet.headers,
            "records": sheet.records,
            "first_row": sheet.first_row,
        },
        ensure_ascii=False,
    )
    default_storage.save(_path(tree_id), ContentFile(text.encode()))
    return tree_id


def fetch(tree_id: uuid.UUID, *, account_id: int) -> KeptTree:
    """The rows, for the person who sent them."""
    try:
        with default_storage.open(_path(tree_id)) as handle:
            kept = json.load(handle)
    except FileNotFoundError:
        raise NotVisible from None
    if kept["account"] != account_id:
        raise NotVisible
    sheet = Sheet(tuple(kept["headers"]), tuple(kept["records"]), kept["first_row"])
    return KeptTree(kept["organ"], kept["account"], kept["file_name"], sheet)


def _path(tree_id: uuid.UUID) -> str:
    return f"{FOLDER}/{tree_id}.json"


def _forget_old(now: datetime) -> None:
    if not default_storage.exists(FOLDER):
        return
    for name in default_storage.listdir(FOLDER)[1]:
        path = f"{FOLDER}/{name}"
        if default_storage.get_modified_time(path) < now - KEEP:
            default_storage.delete(path)
