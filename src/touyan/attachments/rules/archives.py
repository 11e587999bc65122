"""Zip containers, read without trusting what their headers say."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from touyan.attachments.rules.limits import MEGABYTE, FileRefused, Limits
from touyan.attachments.rules.streams import PIECE
from touyan.kernel.messages import N_

_END = struct.Struct("<4s4H2LH")
_LOCAL = struct.Struct("<4s5H3L2H")
_ENTRY_BYTES = 600  # a generous directory entry; bounds what zipfile reads into memory
_RATIO_FROM = 10 * MEGABYTE  # small parts of blank cells pack denser than any bomb needs to
_ENCRYPTED, _UTF8 = 0x1, 0x800

SAVE_AGAIN = N_("Open the file, save it under a new name, and send the new one; or send a PDF.")


@dataclass(frozen=True)
class Member:
    """One entry: its name and where its packed bytes lie."""

    name: str
    start: int
    packed: int
    size: int
    deflated: bool


def damaged() -> FileRefused:
    """The file's inner structure contradicts itself."""
    return FileRefused(N_("The file is damaged or its structure is not genuine."), cure=SAVE_AGAIN)


def _bomb() -> FileRefused:
    return FileRefused(N_("The file would unpack to far more than its size."), cure=SAVE_AGAIN)


def _directory_bounds(stream: BinaryIO, size: int, limits: Limits) -> int:
    """Where the directory starts; it must end the file, so nothing precedes or follows the zip."""
    if size < _END.size:
        raise damaged()
    stream.seek(size - _END.size)
    mark, disk, cd_disk, here, count, cd_size, cd_start, comment = _END.unpack(
        stream.read(_END.size)
    )
    if mark != b"PK\x05\x06" or disk or cd_disk or here != count or comment or not count:
        raise damaged()
    if count > limits.archive_entries or cd_size > limits.archive_entries * _ENTRY_BYTES:
        raise _bomb()
    if cd_start + cd_size != size - _END.size:
        raise damaged()
    return int(cd_start)


def _safe_path(info: zipfile.ZipInfo) -> str:
    path = info.orig_filename.replace("\\", "/")
    outside = path.startswith("/") or ":" in path or ".." in path.split("/")
    if outside or any(ord(char) < 32 for char in path):
        raise FileRefused(
            N_("The file contains a part that points outside itself."), cure=SAVE_AGAIN
        )
    return path


def _member(stream: BinaryIO, info: zipfile.ZipInfo) -> Member:
    """The entry, when its two headers agree."""
    stream.seek(info.header_offset)
    raw = stream.read(_LOCAL.size)
    if len(raw) != _LOCAL.size:
        raise damaged()
    mark, _, flags, method, _, _, _, _, _, name_length, extra_length = _LOCAL.unpack(raw)
    if (flags | info.flag_bits) & _ENCRYPTED:
        raise FileRefused(
            N_("The file is locked with a password."),
            cure=N_("Save it without a password and send it again."),
        )
    path = _safe_path(info)
    encoding = "utf-8" if info.flag_bits & _UTF8 else "cp437"
    name = stream.read(name_length).decode(encoding, "replace")
    agree = mark == b"PK\x03\x04" and name == info.orig_filename and method == info.compress_type
    if not agree or method not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise damaged()
    start = info.header_offset + _LOCAL.size + name_length + extra_length
    deflated = method == zipfile.ZIP_DEFLATED
    return Member(path, start, info.compress_size, info.file_size, deflated)


def _refuse_overlap(infos: list[zipfile.ZipInfo], found: list[Member], cd_start: int) -> None:
    """Entries sharing bytes are how a small file unpacks to terabytes without nesting."""
    ordered = sorted(zip((i.header_offset for i in infos), found, strict=True), key=lambda p: p[0])
    if ordered[0][0] != 0:
        raise damaged()
    ends = [offset for offset, _ in ordered[1:]] + [cd_start]
    if any(entry.start + entry.packed > end for (_, entry), end in zip(ordered, ends, strict=True)):
        raise _bomb()


def members(stream: BinaryIO, size: int, limits: Limits) -> list[Member]:
    """Every entry of the archive, or a refusal; nothing is unpacked yet."""
    cd_start = _directory_bounds(stream, size, limits)
    try:
        with zipfile.ZipFile(stream) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error) as error:
        raise damaged() from error
    found = [_member(stream, info) for info in infos]
    if len({member.name.lower() for member in found}) != len(found):
        raise damaged()
    total = sum(member.size for member in found)
    if total > limits.archive_bytes or total > max(_RATIO_FROM, limits.archive_ratio * size):
        raise _bomb()
    _refuse_overlap(infos, found, cd_start)
    return found


def _packed(stream: BinaryIO, member: Member) -> Iterator[bytes]:
    position, left = member.start, member.packed
    while left:
        stream.seek(position)
        piece = stream.read(min(PIECE, left))
        if not piece:
            raise damaged()
        position, left = position + len(piece), left - len(piece)
        yield piece


def _inflated(parts: Iterator[bytes]) -> Iterator[bytes]:
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    for piece in parts:
        while piece:
            yield inflate.decompress(piece, PIECE)
            piece = inflate.unconsumed_tail
    while not inflate.eof:
        rest = inflate.decompress(b"", PIECE)
        if not rest:
            raise damaged()
        yield rest
    if inflate.unused_data:
        raise damaged()


def unpack(stream: BinaryIO, member: Member) -> Iterator[bytes]:
    """The entry's content in pieces; refused the moment it exceeds the size it declared."""
    parts = _packed(stream, member)
    count = 0
    try:
        for piece in _inflated(parts) if member.deflated else parts:
            count += len(piece)
            if count > member.size:
                raise _bomb()
            yield piece
    except zlib.error as error:
        raise damaged() from error
    if count != member.size:
        raise damaged()
