"""The run-length code against worked examples, and both forms of its file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from inspector.core.messages import DatasetError
from inspector.datasets.run_length import decode, encode, read_runs

masks = npst.arrays(np.bool_, st.tuples(st.integers(1, 9), st.integers(1, 9)))


def mask_of(height: int, width: int, *pixels: tuple[int, int]) -> np.ndarray:
    mask = np.zeros((height, width), np.bool_)
    for row, column in pixels:
        mask[row, column] = True
    return mask


@pytest.mark.parametrize(
    ("mask", "text"),
    [
        (mask_of(4, 3, (1, 1), (2, 1), (0, 2)), "6 2 9 1"),
        (mask_of(256, 1600, (0, 0), (1, 0)), "1 2"),
        (mask_of(256, 1600, (255, 1599)), "409600 1"),
        (mask_of(256, 1600, (255, 0)), "256 1"),
        (mask_of(256, 1600, (0, 1599)), "409345 1"),
        (mask_of(4, 3, (3, 0), (0, 1)), "4 2"),  # a run goes on from the foot of a column to the head of the next
        (mask_of(4, 3), ""),
        (np.ones((4, 3), np.bool_), "1 12"),
    ],
)
def test_worked_examples_both_ways(mask: np.ndarray, text: str):
    assert encode(mask) == text
    assert decode(text, *mask.shape).tolist() == mask.tolist()


def test_rows_first_would_be_another_text():
    mask = mask_of(4, 3, (1, 1), (2, 1), (0, 2))
    assert encode(mask.T.copy()) == "3 1 5 1 8 1"


@given(masks)
@settings(max_examples=50, deadline=None)
def test_a_mask_is_what_its_text_says(mask: np.ndarray):
    text = encode(mask)
    assert decode(text, *mask.shape).tolist() == mask.tolist()
    assert encode(decode(text, *mask.shape)) == text
    assert sum(int(length) for length in text.split()[1::2]) == mask.sum()


def test_runs_that_touch_are_read_and_written_as_one():
    assert encode(decode("2 1 3 2", 4, 3)) == "2 3"


@pytest.mark.parametrize(
    "text",
    [
        "1", "1 2 3", "a b", "1.0 2", "-1 2",  # no pairs of whole numbers
        "0 2", "12 2", "13 1",  # pixels are 1 to 12
        "3 0",  # nothing
        "5 2 1 2", "1 3 2 1", "1 3 3 1",  # out of order, within, overlapping
    ],
)  # fmt: skip
def test_a_text_that_is_no_mask_is_refused(text: str):
    with pytest.raises(ValueError, match="run"):
        decode(text, 4, 3)


OLDER = """ImageId_ClassId,EncodedPixels
a_b.jpg_1,6 2 9 1
a_b.jpg_2,
a_b.jpg_3,1 1
a_b.jpg_4,
clean.jpg_1,
clean.jpg_2,
clean.jpg_3,
clean.jpg_4,
"""
NEWER = "\ufeffImageId,ClassId,EncodedPixels\r\na_b.jpg,3,1 1\r\na_b.jpg,1,6 2 9 1\r\n"


def test_both_forms_of_the_file_say_the_same(tmp_path: Path):
    older, newer = tmp_path / "older.csv", tmp_path / "newer.csv"
    older.write_text(OLDER, encoding="utf-8")
    newer.write_bytes(NEWER.encode())
    assert read_runs(newer) == {"a_b.jpg": {1: "6 2 9 1", 3: "1 1"}}
    assert read_runs(older) == read_runs(newer) | {"clean.jpg": {}}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("name,mask\na,1 1\n", "its columns are name, mask"),
        ("", "its columns are"),
        ("ImageId,ClassId,EncodedPixels\na.jpg,,1 1\n", "row 2 names no frame and class"),
        ("ImageId,ClassId,EncodedPixels\na.jpg,0,1 1\n", "row 2 names no frame and class"),
        ("ImageId_ClassId,EncodedPixels\na.jpg_1,1 1\na.jpg,1 1\n", "row 3 names no frame and class"),
        ("ImageId,ClassId,EncodedPixels\na.jpg,1,1 1\nb.jpg,1", "row 3 has another number of columns"),
        ("ImageId,ClassId,EncodedPixels\na.jpg,1,1 1,2\n", "row 2 has another number of columns"),
        ("ImageId,ClassId,EncodedPixels\na.jpg,1,1 1\na.jpg,1,3 1\n", "row 3 repeats class 1 of a.jpg"),
    ],
)
def test_a_file_of_neither_form_is_told(tmp_path: Path, text: str, reason: str):
    path = tmp_path / "train.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DatasetError) as raised:
        read_runs(path)
    assert reason in str(raised.value.message.params["detail"])


def test_a_file_that_is_not_there_is_told(tmp_path: Path):
    with pytest.raises(DatasetError) as raised:
        read_runs(tmp_path / "none.csv")
    assert "No such file" in str(raised.value.message.params["detail"])
