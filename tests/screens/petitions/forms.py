"""The registration form as a browser would send it."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

TEXT = "申诉人不服杭州市西湖区人民法院刑事判决，请求依法提出抗诉。"


def today() -> date:
    """The office's day: the pages go by the real clock."""
    return timezone.localdate()


def yesterday() -> date:
    return today() - timedelta(days=1)


def letter(**changes: object) -> dict[str, object]:
    """One complete letter; every one with a key of its own."""
    fields: dict[str, object] = {
        "form_key": str(uuid.uuid4()),
        "channel": "letter",
        "kind": "criminal_petition",
        "received_on": yesterday().isoformat(),
        "text": TEXT,
        "claims": "依法提出抗诉\n书面答复",
        **rows(
            "parties",
            {
                "role": "petitioner",
                "name": "刘玉兰",
                "identity_type": "none",
                "phone": "13800138000",
            },
        ),
        **rows("subjects"),
        **rows("challenged"),
    }
    given = {name.partition("-")[0] for name in changes if name.endswith("-TOTAL_FORMS")}
    kept = {name: value for name, value in fields.items() if name.partition("-")[0] not in given}
    return {**kept, **changes}


def rows(prefix: str, *filled: dict[str, object]) -> dict[str, object]:
    """The fields of a set of rows."""
    fields: dict[str, object] = {
        f"{prefix}-TOTAL_FORMS": len(filled) or 1,
        f"{prefix}-INITIAL_FORMS": 0,
    }
    for place, row in enumerate(filled):
        fields |= {f"{prefix}-{place}-{name}": value for name, value in row.items()}
    return fields


def scan(
    name: str = "来信.txt", content: bytes = "原信扫描件文字稿".encode()
) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)
