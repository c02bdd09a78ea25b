"""Signatures of update files, in the format of minisign: Ed25519 over BLAKE2b-512 of the file, or over the file itself.

    FILE.minisig    untrusted comment: …
                    base64( "ED" or the older "Ed", key id 8 bytes, signature 64 bytes )
                    trusted comment: …
                    base64( signature 64 bytes over the signature above and the trusted comment )

Source: Frank Denis, "Minisign", https://jedisct1.github.io/minisign/. The curve is the library ``cryptography``'s.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import Final

PREHASHED: Final = b"ED"
LEGACY: Final = b"Ed"
MAX_SIGNATURE_BYTES: Final = 20_000
MAX_KEY_BYTES: Final = 2_000
_ID_BYTES, _KEY_BYTES, _SIGNATURE_BYTES = 8, 32, 64
_UNTRUSTED, _TRUSTED = "untrusted comment: ", "trusted comment: "


@dataclass(frozen=True, slots=True)
class PublicKey:
    id: bytes  # 8 bytes, by which a signature says whose it is
    key: bytes  # 32 bytes

    @property
    def name(self) -> str:
        """As minisign prints it."""
        return key_name(self.id)


@dataclass(frozen=True, slots=True)
class Signature:
    key_id: bytes
    is_prehashed: bool
    of_file: bytes  # 64 bytes
    trusted_comment: str
    of_comment: bytes  # 64 bytes


def key_name(key_id: bytes) -> str:
    return key_id[::-1].hex().upper()


def public_key(text: str) -> PublicKey:
    """Of a ``.pub`` file. Raises ValueError."""
    lines = [line for line in text.splitlines() if line.strip()]
    content = _decoded(lines[-1] if lines else "", 2 + _ID_BYTES + _KEY_BYTES)
    if content[:2] != LEGACY:
        raise ValueError("it is no Ed25519 key")
    return PublicKey(content[2 : 2 + _ID_BYTES], content[2 + _ID_BYTES :])


def signature(text: str) -> Signature:
    """Of a ``.minisig`` file; nothing of it is believed yet. Raises ValueError."""
    lines = text.split("\n")
    lines = [line.removesuffix("\r") for line in (lines[:-1] if lines[-1] == "" else lines)]
    if len(lines) != 4 or not lines[0].startswith(_UNTRUSTED) or not lines[2].startswith(_TRUSTED):
        raise ValueError("it does not have the four lines of a signature")
    content = _decoded(lines[1], 2 + _ID_BYTES + _SIGNATURE_BYTES)
    if content[:2] not in (PREHASHED, LEGACY):
        raise ValueError("it is made in a way that this program does not know")
    return Signature(
        content[2 : 2 + _ID_BYTES], content[:2] == PREHASHED, content[2 + _ID_BYTES :],
        lines[2].removeprefix(_TRUSTED), _decoded(lines[3], _SIGNATURE_BYTES),
    )  # fmt: skip


def is_comment_of(key: PublicKey, found: Signature) -> bool:
    """Whether the trusted comment is that of whoever holds the secret key."""
    return _is_signed(key, found.of_comment, found.of_file + found.trusted_comment.encode())


def is_file_of(key: PublicKey, found: Signature, signed: object) -> bool:
    """``signed``: BLAKE2b-512 of the file, 64 bytes, where ``found.is_prehashed``; else its content, any buffer."""
    return _is_signed(key, found.of_file, signed)


def _is_signed(key: PublicKey, signature_bytes: bytes, signed: object) -> bool:
    # Here, not above: nobody but an update needs them.
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(key.key).verify(signature_bytes, signed)  # type: ignore[arg-type]  # a buffer
    except (InvalidSignature, ValueError):  # ValueError: 32 bytes that are no point of the curve
        return False
    return True


def _decoded(text: str, n_bytes: int) -> bytes:
    try:
        content = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError("a line of it is no base64") from error
    if len(content) != n_bytes:
        raise ValueError(f"a line of it holds {len(content)} bytes, not {n_bytes}")
    return content
