"""Paths, names and bytes from elsewhere: believed, or refused in words."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from inspector.core.typed_json import from_json, parsed_json, parsed_toml
from inspector.core.untrusted import file_inside, file_name_fault, name_fault, read_bounded, text_fault

OUTSIDE = [
    "", ".", "..", "../x", "a/../../x", "a/..", "/etc/passwd", "//x", "a//b", "a/", "./a", "C:/x", "C:x", "a\\b",
    "..\\x", "a\nb", "a\0b", "nul", "frames/CON.png", "frames/x. ", "x.", " x", "\ud800", "a" * 300, "a/" + "b" * 300,
]  # fmt: skip


@pytest.mark.parametrize("relative", OUTSIDE)
def test_a_path_that_leads_out_or_is_no_file_name_is_refused(tmp_path: Path, relative: str):
    with pytest.raises(ValueError, match="is no path below its folder"):
        file_inside(tmp_path, relative)


@given(st.text())
def test_whatever_is_accepted_lies_inside(relative: str):
    folder = Path("/somewhere/far")
    try:
        found = file_inside(folder, relative)
    except ValueError:
        return
    assert found.relative_to(folder).as_posix() == relative
    assert os.path.normpath(found).startswith(f"{folder}/")


def test_a_usual_path_is_taken_as_it_is(tmp_path: Path):
    assert file_inside(tmp_path, "frames/Übung 1.png") == tmp_path / "frames" / "Übung 1.png"


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_that_leads_out_is_refused_and_one_that_stays_is_not(tmp_path: Path):
    inside, outside = tmp_path / "version", tmp_path / "elsewhere"
    inside.mkdir()
    outside.mkdir()
    (inside / "frames").symlink_to(outside)
    (inside / "real").mkdir()
    (inside / "masks").symlink_to(inside / "real")
    with pytest.raises(ValueError, match="link that leads out"):
        file_inside(inside, "frames/a.png")
    assert file_inside(inside, "masks/a.png") == inside / "masks" / "a.png"


def test_a_folder_that_is_a_link_itself_holds_what_is_in_it(tmp_path: Path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert file_inside(tmp_path / "link", "a.png") == tmp_path / "link" / "a.png"


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("crack", ""), ("Riß, quer", ""), ("裂纹", ""), ("", "empty"), ("  ", "empty"), (" a", "space"),
        ("a\n", "space"),
        ("a\nb", "line break"), ("a\x1b[2J", r"U\+001B"), ("a\u202eb", r"U\+202E"), ("\ud8ff", "UTF-8"),
        ("x" * 201, "longer"),
    ],
)  # fmt: skip
def test_names_are_one_line_that_can_be_shown_and_stored(name: str, fault: str):
    if fault:
        with pytest.raises(ValueError, match=fault):
            raise ValueError(name_fault(name))
    else:
        assert name_fault(name) == file_name_fault(name) == ""


def test_a_text_may_have_lines():
    assert text_fault("One.\n\tTwo.") == ""
    assert text_fault("One.\r") == "it holds the control character U+000D"


def test_a_file_is_read_up_to_its_limit(tmp_path: Path):
    file = tmp_path / "a"
    file.write_bytes(b"12345")
    assert read_bounded(file, 5) == b"12345"
    with pytest.raises(ValueError, match="larger than"):
        read_bounded(file, 4)
    with pytest.raises(FileNotFoundError):
        read_bounded(tmp_path / "b", 4)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes among files there")
def test_a_pipe_and_a_device_are_never_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(ValueError, match="no regular file"):
            read_bounded(path, 10)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[NaN]", "NaN is no number"), ("[-Infinity]", "-Infinity is no number"), ("[1e999]", "no finite number"),
        ('{"a": 1, "a": 2}', "“a” is there twice"), ("[" * 100_000, "nests too deeply"),
        ("[" + "9" * 5000 + "]", "digits"),
        ("[1", "Expecting"), (b"\xff[", "codec"),
    ],
)  # fmt: skip
def test_json_that_no_program_should_believe_is_refused(text: str | bytes, fault: str):
    with pytest.raises(ValueError, match=fault):
        parsed_json(text)


@pytest.mark.parametrize(
    ("text", "fault"),
    [("a = nan", "no finite number"), ("a = inf", "no finite number"), ("a = 1e999", "no finite number"),
     ("a = " + "[" * 5000, "nests too deeply"), ("a = " + "9" * 5000, "digits"), ("a", "Expected")],
)  # fmt: skip
def test_toml_that_no_program_should_believe_is_refused(text: str, fault: str):
    with pytest.raises(ValueError, match=fault):
        parsed_toml(text)


@pytest.mark.parametrize("text", ["[true]", '["1"]', "[1.5]", "[null]", "1", "[1, {}]"])
def test_what_is_of_another_type_is_refused(text: str):
    with pytest.raises(ValueError, match=r"Input should|the file"):
        from_json(TypeAdapter(tuple[int, ...]), text)


def test_what_fits_is_taken():
    assert from_json(TypeAdapter(tuple[float, ...]), "[1, 2.5]") == (1.0, 2.5)
