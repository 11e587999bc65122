"""Is this file what its name says, and safe to keep? One question, one answer.

Nothing is believed: the type is read from the bytes and must agree with the name (trust: an
allow-list of kinds, containers opened entry by entry, every size counted while unpacking).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

import puremagic

from touyan.attachments.rules.archives import SAVE_AGAIN
from touyan.attachments.rules.foreign import refuse_hidden_content
from touyan.attachments.rules.images import refuse_unsafe_image
from touyan.attachments.rules.kinds import ACCEPTED_ENDINGS, KINDS, MACRO_ENDINGS, OLE_HEAD, Kind
from touyan.attachments.rules.limits import FileRefused, Limits, megabytes
from touyan.attachments.rules.names import ending_of, safe_name
from touyan.attachments.rules.office import refuse_unsafe_ofd, refuse_unsafe_office
from touyan.attachments.rules.ole import refuse_unsafe_ole
from touyan.attachments.rules.pdf import refuse_unsafe_pdf
from touyan.attachments.rules.text import refuse_unsafe_text
from touyan.kernel.messages import N_

_HEAD = 4096


@dataclass(frozen=True)
class Accepted:
    """What the file is and the name it is kept under."""

    kind: str
    media_type: str
    safe_name: str


def too_large(limits: Limits) -> FileRefused:
    """The refusal of a file over the limit, also used while it is still arriving."""
    return FileRefused(
        N_("The file is larger than %(limit)s."),
        cure=N_("Scan at a lower resolution, or send it in parts."),
        limit=megabytes(limits.file_bytes),
    )


def _refuse_size(size: int, limits: Limits) -> None:
    if size == 0:
        raise FileRefused(
            N_("The file is empty."),
            cure=N_("Save the file again, look into it, and send it again."),
        )
    if size > limits.file_bytes:
        raise too_large(limits)


def _kind_of(ending: str) -> Kind:
    if ending in MACRO_ENDINGS:
        raise FileRefused(
            N_("The file carries macros."),
            cure=N_(
                "Save it as a document without macros (.docx, .xlsx) or as PDF, and send that."
            ),
        )
    if ending not in KINDS:
        raise FileRefused(
            N_("Files of this type are not accepted: %(ending)s"),
            cure=N_("Send it as PDF, or as one of: %(endings)s"),
            cure_params={"endings": ACCEPTED_ENDINGS},
            ending=ending or "?",
        )
    return KINDS[ending]


def _really(head: bytes) -> str:
    """What the bytes look like, for the sentence only; empty when unknown."""
    try:
        return str(puremagic.from_string(head))
    except (puremagic.PureError, ValueError):
        return ""


def _refuse_disguise(head: bytes, ending: str, kind: Kind) -> None:
    if kind.signature.match(head):
        return
    if ending in {".docx", ".xlsx"} and head.startswith(OLE_HEAD):
        raise FileRefused(
            N_("The file is locked with a password or saved in an old format."),
            cure=N_("Open it, save it as %(ending)s without a password, and send that."),
            cure_params={"ending": ending},
        )
    really = _really(head)
    if really and really != ending:
        raise FileRefused(
            N_("The name ends in %(ending)s, but the content is %(really)s."),
            cure=SAVE_AGAIN,
            ending=ending,
            really=really,
        )
    raise FileRefused(
        N_("The name ends in %(ending)s, but the content is something else."),
        cure=SAVE_AGAIN,
        ending=ending,
    )


def _refuse_unsafe(stream: BinaryIO, size: int, limits: Limits, *, ending: str, kind: Kind) -> None:
    if kind.kind == "image":
        refuse_unsafe_image(stream, limits, ending=ending)
    elif ending in {".docx", ".xlsx"}:
        refuse_unsafe_office(stream, size, limits, ending=ending)
    elif ending in {".doc", ".xls"}:
        refuse_unsafe_ole(stream, ending=ending)
    elif ending == ".ofd":
        refuse_unsafe_ofd(stream, size, limits)
    elif ending == ".pdf":
        refuse_unsafe_pdf(stream, limits)
    elif ending == ".txt":
        refuse_unsafe_text(stream)
    else:
        refuse_hidden_content(stream)


def inspect(*, name: str, stream: BinaryIO, size: int, limits: Limits) -> Accepted:
    """Accept the file, or raise `FileRefused` with a reason and a cure fit to show."""
    kept = safe_name(name, limits)
    ending = ending_of(kept)
    kind = _kind_of(ending)
    _refuse_size(size, limits)
    stream.seek(0)
    _refuse_disguise(stream.read(_HEAD), ending, kind)
    _refuse_unsafe(stream, size, limits, ending=ending, kind=kind)
    return Accepted(kind.kind, kind.media_type, kept)
