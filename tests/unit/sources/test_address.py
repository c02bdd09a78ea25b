"""How a source is read again: written down, and believed only where it says so strictly."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspector.core.float_range import FloatRange
from inspector.core.untrusted import listed_below
from inspector.sources.address import AddressKind, SourceAddress, address_of, address_text


def test_an_address_comes_back_as_it_was_written(tmp_path: Path) -> None:
    text = address_text(AddressKind.FOLDER, tmp_path / "ü & <b>", 12)
    assert text is not None
    assert address_of(text) == SourceAddress(AddressKind.FOLDER, str(tmp_path / "ü & <b>"), 12)


def test_what_is_black_and_white_in_floating_point_values_comes_back(tmp_path: Path) -> None:
    text = address_text(AddressKind.FOLDER, tmp_path, None, FloatRange(-1, 255))
    assert text is not None
    assert address_of(text).float_range == FloatRange(-1, 255)
    usual = address_text(AddressKind.FOLDER, tmp_path, None)
    assert usual is not None
    assert '"black_and_white"' not in usual  # a program from before it knows no such entry
    assert address_of(usual).float_range == FloatRange(0, 1)


def test_a_path_that_cannot_be_stored_has_no_address() -> None:
    assert address_text(AddressKind.FOLDER, Path("/a\x00b"), None) is None
    assert address_text(AddressKind.FOLDER, Path("/" + "a" * 5000), None) is None
    assert address_text(AddressKind.FOLDER, Path("/a\udce4"), None) is None


@pytest.mark.parametrize(
    "text",
    ["", "no json", "{}", '{"kind": "folder", "path": ""}', '{"kind": "folder", "path": "/x", "more": 1}',
     '{"kind": "folder", "path": "/x", "bits": "12"}', '{"kind": "folder", "path": "/x", "bits": true}',
     '{"kind": "folder", "path": "/x", "black_and_white": [1, 0]}',
     '{"kind": "camera", "path": "/x"}', '{"kind": "folder", "path": "/a\\u0000b"}', '"/x"', "x" * 20_000],
)  # fmt: skip
def test_anything_else_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        address_of(text)


@pytest.mark.parametrize("name", ["a.png", "ä/b c?.png", "=1+2.png", "..png", "a/..b"])
def test_what_a_listing_names_lies_below_its_folder(name: str) -> None:
    assert listed_below(Path("/folder"), name) == Path("/folder").joinpath(*name.split("/"))


@pytest.mark.parametrize("name", ["", ".", "..", "../a", "a/../../b", "/a", "a//b", "./a", "a/", "a\0b"])
def test_anything_else_is_no_path_below_it(name: str) -> None:
    with pytest.raises(ValueError, match="no path below"):
        listed_below(Path("/folder"), name)
