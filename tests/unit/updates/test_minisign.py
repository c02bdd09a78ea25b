"""Signatures that minisign itself made, and what is none."""

from __future__ import annotations

import hashlib

import pytest

from inspector.updates.minisign import is_comment_of, is_file_of, public_key, signature

# Made by minisign 0.11: minisign -G -W, then -S and -S -l of the file "an update, as small as can be\n".
KEY = (
    "untrusted comment: minisign public key F2D975913637F316\n"
    "RWQW8zc2kXXZ8tCu0Bmf16IoeUkECCv271w7gi2x+yvdmLyhVUPua6JB\n"
)
CONTENT = b"an update, as small as can be\n"
PREHASHED = (
    "untrusted comment: signature from minisign secret key\n"
    "RUQW8zc2kXXZ8satbC23J3jl9YCji52lQsrdH/HsqM4HJLHW103dDRVtjyNyT1aHSoIeEpmKyhQ/Qm8X+ADN/kl33hCRpz/85wI=\n"
    "trusted comment: product:inspector edition:station version:0.2.0 architecture:amd64 bytes:30\n"
    "ET4bW5FnYhvinf0ZM5UfhK2eDsil46ND8PXoMVYaVqnNwKmauk/hg4AWQY6ccYdA5gmRC5IE7f+nPOl17Rh1Cw==\n"
)
LEGACY = (
    "untrusted comment: signature from minisign secret key\n"
    "RWQW8zc2kXXZ8peXQkGRi/gE9y8UBoWSBffUmknaojvKAt5RhtjXvkNxh2kfqSUn8Aax8IzDs9SzurKg6+/1fSw7ufvT86/j8Q0=\n"
    "trusted comment: legacy\n"
    "IfSHc5pIXl1MgOQKPhNIlB/rFaeNCjYFtVddnV54ODAxbtlrWjkemtHOOcKTYNYzqxkhajqBGwgJYaA8WMPmDw==\n"
)


def test_what_minisign_signed_is_signed():
    key, found = public_key(KEY), signature(PREHASHED)
    assert key.name == "F2D975913637F316"
    assert found.key_id == key.id
    assert found.is_prehashed
    assert is_comment_of(key, found)
    assert is_file_of(key, found, hashlib.blake2b(CONTENT).digest())


def test_the_older_form_signs_the_content_itself():
    key, found = public_key(KEY), signature(LEGACY)
    assert not found.is_prehashed
    assert is_comment_of(key, found)
    assert is_file_of(key, found, CONTENT)
    assert not is_file_of(key, found, hashlib.blake2b(CONTENT).digest())


def test_one_bit_of_the_content_is_seen():
    altered = bytes([CONTENT[0] ^ 1]) + CONTENT[1:]
    assert not is_file_of(public_key(KEY), signature(PREHASHED), hashlib.blake2b(altered).digest())
    assert not is_file_of(public_key(KEY), signature(LEGACY), altered)


def test_another_trusted_comment_is_seen():
    found = signature(PREHASHED.replace("0.2.0", "9.2.0"))
    assert not is_comment_of(public_key(KEY), found)


def test_another_key_is_seen():
    other = KEY.replace("0Bmf16IoeUk", "0Bmf16IoeUl")
    assert not is_comment_of(public_key(other), signature(PREHASHED))


@pytest.mark.parametrize(
    "text",
    ["", "\n\n\n\n", PREHASHED[:-30], PREHASHED.replace("RUQW8", "!UQW8"), PREHASHED + "more\n",
     PREHASHED.replace("RUQW", "QUQW"), PREHASHED.replace("trusted comment", "comment")],
)  # fmt: skip
def test_what_is_no_signature_is_said_to_be_none(text: str):
    with pytest.raises(ValueError, match=r"^(it|a line)"):
        signature(text)


@pytest.mark.parametrize("text", ["", "RWQ", KEY.replace("RWQW", "RUQW"), "untrusted comment: only this\n"])
def test_what_is_no_key_is_said_to_be_none(text: str):
    with pytest.raises(ValueError, match=r"^(it|a line)"):
        public_key(text)
