"""A PIN kept as a hash: what is one, what is none, and how long the next try waits."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.core.pin import Patience, hash_fault, hash_of, is_pin, pin_fault


def test_the_pin_is_found_again_and_no_other_is() -> None:
    kept = hash_of("2041")
    assert "2041" not in kept
    assert is_pin("2041", kept)
    assert not any(is_pin(other, kept) for other in ("2042", "", "2041 ", "x" * 10_000, "\udc80"))


def test_it_is_salted_and_made_by_scrypt() -> None:
    one, other = hash_of("2041"), hash_of("2041")
    assert one != other
    name, n, r, p, salt, digest = one.split("$")
    made = hashlib.scrypt(b"2041", salt=bytes.fromhex(salt), n=int(n), r=int(r), p=int(p), dklen=32)
    assert (name, made.hex()) == ("scrypt", digest)


@pytest.mark.parametrize("pin", ["", "123", "x" * 65, "12\n4", "12\x0034"])
def test_what_cannot_be_a_pin(pin: str) -> None:
    assert pin_fault(pin)
    with pytest.raises(ValueError, match=r".+"):
        hash_of(pin)


HASH = "00" * 32


@pytest.mark.parametrize(
    "text",
    ["", "2041", f"md5$2$1$1${'00' * 16}${HASH}", f"scrypt$3$1$1${'00' * 16}${HASH}", f"scrypt$x$1$1$00${HASH}",
     f"scrypt$1048576$8$1${'00' * 16}${HASH}", f"scrypt$16384$8$1$zz${HASH}", f"scrypt$16384$8$1${'00' * 16}$00",
     f"scrypt$16384$8$999${'00' * 16}${HASH}", f"scrypt$16384$8$1${'00' * 16}${HASH}$", f"scrypt$-2$8$1$00${HASH}"],
)  # fmt: skip
def test_what_a_file_says_is_no_hash_is_refused(text: str) -> None:
    assert hash_fault(text)
    with pytest.raises(ValueError, match=r".+"):
        is_pin("2041", text)


@settings(max_examples=50)
@given(st.text(max_size=80))
def test_whatever_a_file_says_is_refused_in_words_or_a_hash(text: str) -> None:
    assert isinstance(hash_fault(text), str)


def test_each_wrong_one_makes_the_next_wait_longer_up_to_a_minute() -> None:
    now = [1000.0]
    patience = Patience(lambda: now[0])
    waits = []
    for _ in range(9):
        assert patience.wait_s == 0
        patience.was_wrong()
        waits.append(patience.wait_s)
        now[0] += patience.wait_s
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    patience.was_right()
    patience.was_wrong()
    assert patience.wait_s == 1
