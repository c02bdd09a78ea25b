"""Calibration, classes, messages, stamps, strict JSON, and files that are whole or not there."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.core.audit import utc_text
from inspector.core.calibration import Calibration
from inspector.core.classes import CLASS_COLOURS, DefectClass, Hatch, class_names_fault, non_defect_indices
from inspector.core.files import sha256_of, write_whole
from inspector.core.json_text import json_text
from inspector.core.messages import Code, InspectorError, Message, ModelError, WorkspaceError, message


@pytest.mark.parametrize(
    ("text", "across", "along"),
    [("0.5", 0.5, 0.5), ("0.5,0.8", 0.5, 0.8), (" 1 , 2 ", 1, 2), ("1e-1", 0.1, 0.1)],
)
def test_pixel_sizes_are_read_across_first(text: str, across: float, along: float):
    assert Calibration.parse(text) == Calibration(mm_per_px_across=across, mm_per_px_along=along)


@pytest.mark.parametrize("text", ["", "0", "-1", "nan", "inf", "1,2,3", "1;2", "wide", "0,5", "1,", "1e-400"])
def test_what_is_no_pixel_size_is_refused_with_what_was_typed(text: str):
    with pytest.raises(WorkspaceError) as error:
        Calibration.parse(text)
    assert error.value.message == message(Code.CALIBRATION_WRONG, text=text)


@pytest.mark.parametrize(
    ("names", "fault"),
    [
        ((), "it names no classes"),
        (("background", "pit", "pit"), "the class “pit” is listed twice"),
        (("background", ""), "the name of class 1 cannot be used: it is empty"),
        (("background", " "), "the name of class 1 cannot be used: it is empty"),
        (("background", "pit\n"), "the name of class 1 cannot be used: it begins or ends with a space"),
        (("background", "a\x1b[2J"), "the name of class 1 cannot be used: it holds the control character U+001B"),
        (("background", "\ud800"), "the name of class 1 cannot be used: it holds characters that are no UTF-8"),
        (tuple(f"class {index}" for index in range(256)), "it names 256 classes; 255 are possible"),
    ],
)
def test_class_names_that_cannot_be_told_apart_or_shown_are_refused(names: tuple[str, ...], fault: str):
    assert class_names_fault(names) == fault


def test_class_names_of_any_language_are_taken():
    assert not class_names_fault(("background", "Riß", "裂纹", "pit (deep), 2"))


def test_colours_and_hatches_tell_many_classes_apart():
    looks = [DefectClass.with_default_look(index, f"class {index}") for index in range(1, 65)]
    assert len({(look.colour, look.hatch) for look in looks}) == 64
    assert [look.colour for look in looks[:8]] == list(CLASS_COLOURS)
    assert len({look.hatch for look in looks[:8]}) == len(Hatch)
    assert looks[8].colour == looks[0].colour
    assert looks[8].hatch != looks[0].hatch


@pytest.mark.parametrize("index", [0, -1])
def test_background_has_no_look(index: int):
    with pytest.raises(ValueError, match="start at 1"):
        DefectClass.with_default_look(index, "background")


NAMES = ("background", "crack", "joint", "dirt")


def test_classes_that_are_no_defects_are_found_by_name_in_the_order_of_the_classes():
    assert non_defect_indices(NAMES, ("dirt", "joint")) == (2, 3)
    assert non_defect_indices(NAMES, ()) == ()


@pytest.mark.parametrize(
    ("non_defects", "reason"),
    [
        (("gap",), "“gap” is listed as no defect"),
        (("background",), "“background” is listed as no defect"),
        (("crack", "joint", "dirt"), "all classes after background"),
        ("joint", "is listed as no defect"),  # a text, read letter by letter
    ],
)
def test_what_cannot_be_no_defect_is_refused(non_defects: tuple[str, ...], reason: str):
    with pytest.raises(ValueError, match=reason):
        non_defect_indices(NAMES, non_defects)


values = st.one_of(st.text(), st.integers(-(2**53), 2**53), st.floats(allow_nan=False, allow_infinity=False))


@given(st.sampled_from(Code), st.dictionaries(st.text(min_size=1), values, max_size=4))
def test_a_message_survives_its_record(code: Code, params: dict[str, str | int | float]):
    told = Message(code, params)
    assert Message.from_json(told.to_json()) == told
    assert hash(Message.from_json(told.to_json())) == hash(told)


def test_a_message_does_not_change_after_it_was_made():
    params: dict[str, str | int | float] = {"path": "a"}
    told = Message(Code.MODEL_MISSING, params)
    params["path"] = "b"
    assert told.params["path"] == "a"
    with pytest.raises(TypeError):
        told.params["path"] = "c"  # type: ignore[index]


def test_an_error_carries_its_message_and_says_it_in_the_log():
    error = ModelError(message(Code.MODEL_MISSING, path="m.onnx"))
    assert isinstance(error, InspectorError)
    assert error.message.params["path"] == "m.onnx"
    assert str(error) == "model.missing {'path': 'm.onnx'}"


def test_times_are_written_in_utc_and_sort_as_text():
    local = datetime(2026, 3, 1, 10, 30, 0, 125_900, timezone(timedelta(hours=1)))
    assert utc_text(local) == "2026-03-01T09:30:00.125Z"
    assert utc_text(datetime(2026, 3, 1, tzinfo=UTC)) < utc_text(local)


def test_figures_that_do_not_exist_are_null_in_json_at_any_depth():
    facts = {
        "iou": (0.5, float("nan")),
        "deep": [{"x": float("inf")}],
        "none": None,
        "n": 3,
        "yes": True,
        "name": "größer",
    }
    text = json_text(facts)
    assert json.loads(text) == {
        "iou": [0.5, None], "deep": [{"x": None}], "none": None, "n": 3, "yes": True, "name": "größer",
    }  # fmt: skip
    assert "NaN" not in text
    assert "Infinity" not in text


def test_a_whole_file_replaces_the_one_before(tmp_path: Path):
    file = tmp_path / "settings.toml"
    write_whole(file, b"old")
    write_whole(file, b"new")
    assert file.read_bytes() == b"new"
    assert [entry.name for entry in tmp_path.iterdir()] == ["settings.toml"]


@pytest.mark.parametrize("failing", ["fsync", "replace"])
def test_a_failed_write_leaves_the_file_before_and_no_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
):
    file = tmp_path / "settings.toml"
    write_whole(file, b"old")

    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    if failing == "fsync":
        monkeypatch.setattr(os, "fsync", full_disk)
    else:
        monkeypatch.setattr(Path, "replace", full_disk)
    with pytest.raises(OSError, match="No space left"):
        write_whole(file, b"new")
    assert file.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["settings.toml"]


def test_content_is_on_disk_before_it_takes_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    happened: list[str] = []
    real_sync, real_replace = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda file: (happened.append("sync"), real_sync(file))[1])
    monkeypatch.setattr(Path, "replace", lambda a, b: (happened.append("rename"), real_replace(a, b))[1])
    write_whole(tmp_path / "f", b"x")
    assert happened == ["sync", "rename"]


def test_a_hash_is_that_of_the_standard():
    assert sha256_of(b"abc").startswith("ba7816bf8f01cfea")
