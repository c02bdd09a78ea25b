"""The PIN that unlocks: kept as a salted hash, compared in constant time, and slower to try with each wrong one. No Qt.

    scrypt$16384$8$1$SALT$HASH      n, r, p of scrypt; salt and hash in hex

What is written beside the hash says how it was made, so that a later program may make it harder. RFC 7914.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass

MIN_LENGTH, MAX_LENGTH = 4, 64  # characters
N, R, P = 2**14, 8, 1  # 16 MB, some 50 ms
MAX_MEMORY_BYTES = 64 * 2**20  # whatever a file asks for
SALT_BYTES, HASH_BYTES = 16, 32
LONGEST_WAIT_S = 60.0


def pin_fault(pin: str) -> str:
    """Why this cannot be a PIN; "" where it can."""
    if not MIN_LENGTH <= len(pin) <= MAX_LENGTH:
        return f"a PIN has {MIN_LENGTH} to {MAX_LENGTH} characters"
    return "" if pin.isprintable() else "it holds a character that cannot be shown"


def hash_of(pin: str) -> str:
    """What is kept of it. Raises ValueError for what cannot be a PIN. Some 50 ms: not for the Qt thread."""
    if fault := pin_fault(pin):
        raise ValueError(fault)
    salt = os.urandom(SALT_BYTES)
    return f"scrypt${N}${R}${P}${salt.hex()}${_scrypt(pin, _Kept(N, R, P, salt, b'')).hex()}"


def hash_fault(text: str) -> str:
    """Why this is no hash of a PIN; "" where it is one."""
    try:
        _kept(text)
    except ValueError as error:
        return str(error)
    return ""


def is_pin(pin: str, kept: str) -> bool:
    """Whether ``kept`` was made of it. Raises ValueError for what is no hash. Some 50 ms: not for the Qt thread."""
    import hmac  # as ``hashlib`` below

    found = _kept(kept)
    return len(pin) <= MAX_LENGTH and hmac.compare_digest(_scrypt(pin, found), found.digest)


@dataclass(frozen=True, slots=True)
class _Kept:
    n: int
    r: int
    p: int
    salt: bytes
    digest: bytes


def _kept(text: str) -> _Kept:
    parts = text.split("$")
    try:
        name, n, r, p = parts[0], *(int(part) for part in parts[1:4])
        salt, digest = (bytes.fromhex(part) for part in parts[4:])
    except ValueError as error:
        raise ValueError("it is no hash of a PIN, as the program makes it") from error
    is_power = n > 1 and n & (n - 1) == 0
    is_modest = 0 < r <= 32 and 0 < p <= 4 and 128 * n * r < MAX_MEMORY_BYTES
    if name != "scrypt" or not is_power or not is_modest or len(salt) < 8 or len(digest) != HASH_BYTES:
        raise ValueError("it is no hash of a PIN, as the program makes it")
    return _Kept(n, r, p, salt, digest)


def _scrypt(pin: str, kept: _Kept) -> bytes:
    import hashlib  # the window's first paint needs none, nor OpenSSL

    encoded = pin.encode("utf-8", "surrogatepass")
    return hashlib.scrypt(
        encoded, salt=kept.salt, n=kept.n, r=kept.r, p=kept.p, dklen=HASH_BYTES, maxmem=2 * MAX_MEMORY_BYTES
    )


class Patience:
    """How long the next try waits: 1 s after the first wrong PIN, then 2, 4, … 60 s; nothing after a right one.

    It lasts as long as the program: whoever may restart it may as well read the files.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._n_wrong = 0
        self._until_s = float("-inf")

    @property
    def wait_s(self) -> float:
        return max(0.0, self._until_s - self._clock())

    def was_wrong(self) -> None:
        self._until_s = self._clock() + min(LONGEST_WAIT_S, 2.0 ** min(self._n_wrong, 10))
        self._n_wrong += 1

    def was_right(self) -> None:
        self._n_wrong, self._until_s = 0, float("-inf")
