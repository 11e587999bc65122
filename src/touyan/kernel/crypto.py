"""Field encryption, blind indexes and chained digests with the Chinese standard algorithms.

SM4-GCM (GB/T 32907) seals a value to the row it stands in; HMAC-SM3 (GB/T 32905) makes an
index that finds equal values without revealing them. Keys live outside the database.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass

from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

KEY_BYTES = 16
_VERSION = b"\x01"
_NONCE = 12
_TAG = 16


def sm3(data: bytes) -> bytes:
    """The 32-byte SM3 digest of the data."""
    digest = hashes.Hash(hashes.SM3())
    digest.update(data)
    return digest.finalize()


def in_groups(digest: str) -> str:
    """A digest in groups of eight: lines can break between them, and people compare them."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))


def hmac_sm3(key: bytes, data: bytes) -> bytes:
    """The 32-byte HMAC-SM3 of the data."""
    code = hmac.HMAC(key, hashes.SM3())
    code.update(data)
    return code.finalize()


@dataclass(frozen=True)
class Keyring:
    """The three keys of an installation; 16 bytes for SM4, 32 for the two HMACs."""

    field_key: bytes
    index_key: bytes
    audit_key: bytes

    def seal(self, plain: str, *, context: str) -> bytes:
        """Encrypt so that the value opens only in the same context (table, row, field)."""
        nonce = os.urandom(_NONCE)
        cipher = Cipher(algorithms.SM4(self.field_key), modes.GCM(nonce)).encryptor()
        cipher.authenticate_additional_data(context.encode())
        body = cipher.update(plain.encode()) + cipher.finalize()
        return _VERSION + nonce + body + cipher.tag

    def open(self, sealed: bytes | memoryview, *, context: str) -> str:
        """Decrypt; raises cryptography's InvalidTag when moved, altered or under another key."""
        sealed = bytes(sealed)
        nonce, tag = sealed[1 : 1 + _NONCE], sealed[-_TAG:]
        cipher = Cipher(algorithms.SM4(self.field_key), modes.GCM(nonce, tag)).decryptor()
        cipher.authenticate_additional_data(context.encode())
        return (cipher.update(sealed[1 + _NONCE : -_TAG]) + cipher.finalize()).decode()

    def index(self, normalised: str, *, context: str) -> bytes:
        """A 16-byte keyed index: equal values meet, the value cannot be read back."""
        return hmac_sm3(self.index_key, f"{context}\0{normalised}".encode())[:16]

    def chain(self, previous: bytes, row: bytes) -> bytes:
        """The digest that ties an audit row to all rows before it."""
        return hmac_sm3(self.audit_key, previous + row)


def new_key(size: int = KEY_BYTES) -> str:
    """A fresh random key as hexadecimal text."""
    return secrets.token_hex(size)
