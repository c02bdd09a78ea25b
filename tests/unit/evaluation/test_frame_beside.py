"""Frames as two models see them, painted: where and in which colours, on models whose answer is known."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from inspector.core.classes import ClassCatalogue
from inspector.core.messages import Code, DatasetError
from inspector.core.rendering import rgb_of
from inspector.datasets.version import DatasetVersion, NewSample, Split, write_version
from inspector.evaluation.frame_beside import FramesBeside
from inspector.inference.model_file import open_model
from tests.tiny_model import BRIGHT, CLEAN, DULL, write_tiny_model

NAMES = ("background", "dull", "bright")
DULL_AT, BRIGHT_AT = (slice(10, 22), slice(20, 40)), (slice(40, 48), slice(60, 70))


@pytest.fixture
def version(tmp_path: Path) -> DatasetVersion:
    pixels, class_map = np.full((64, 96), CLEAN, np.uint8), np.zeros((64, 96), np.uint8)
    for place, grey, index in ((DULL_AT, DULL, 1), (BRIGHT_AT, BRIGHT, 2)):
        pixels[place], class_map[place] = grey, index
    encoded = cv2.imencode(".png", pixels)[1].tobytes()
    sample = NewSample("one", encoded, ".png", class_map, "g", Split.TEST)
    return write_version(tmp_path / "set", name="set", class_names=NAMES, source="Made.", terms="", samples=[sample])


@pytest.fixture
def beside(version: DatasetVersion, tmp_path: Path) -> FramesBeside:
    """The active one reports nothing below 200 px, so no bright defect; the candidate knows its classes the other
    way round."""
    active = write_tiny_model(tmp_path / "active.onnx", min_area_px=(0, 200, 200))
    candidate = write_tiny_model(
        tmp_path / "candidate.onnx", name="other", class_names=("background", "bright", "dull")
    )
    catalogue = ClassCatalogue().with_names(NAMES[1:])
    return FramesBeside(version, open_model(active), open_model(candidate), catalogue.classes_of)


def is_painted(picture: np.ndarray, place: tuple[slice, slice]) -> bool:
    """Grey pixels have three equal values."""
    inside = picture[place].astype(int)
    return bool((np.ptp(inside, axis=2) > 0).all())


def test_each_side_shows_what_it_says(beside: FramesBeside) -> None:
    plain, annotated, active, candidate = beside.pictures("one", 320)
    assert plain.shape == (64, 96, 3)
    assert [is_painted(plain, place) for place in (DULL_AT, BRIGHT_AT)] == [False, False]
    assert [is_painted(annotated, place) for place in (DULL_AT, BRIGHT_AT)] == [True, True]
    assert [is_painted(active, place) for place in (DULL_AT, BRIGHT_AT)] == [True, False]
    assert [is_painted(candidate, place) for place in (DULL_AT, BRIGHT_AT)] == [True, True]
    clean = np.ones((64, 96), np.bool_)
    for rows, columns in (DULL_AT, BRIGHT_AT):
        clean[rows, columns] = False
    for picture in (annotated, active, candidate):
        assert (np.ptp(picture[clean].astype(int), axis=1) == 0).all()


def test_colours_follow_the_names_of_classes_and_not_their_indices(beside: FramesBeside) -> None:
    """The candidate calls class 1 “bright”: what the data call dull wears the colour of bright there."""
    _, annotated, _, candidate = beside.pictures("one", 320)
    looks = {one.name: one.colour for one in ClassCatalogue().with_names(NAMES[1:]).entries}
    corner = (10, 20)  # on the outline, which is of the pure colour
    assert tuple(annotated[corner]) == rgb_of(looks["dull"])
    assert tuple(candidate[corner]) == rgb_of(looks["bright"])


def test_a_large_frame_is_made_smaller(beside: FramesBeside) -> None:
    pictures = beside.pictures("one", 48)
    assert {picture.shape for picture in pictures} == {(32, 48, 3)}


def test_a_frame_that_is_not_there_is_refused(beside: FramesBeside) -> None:
    with pytest.raises(DatasetError) as refused:
        beside.pictures("two", 320)
    assert refused.value.message.code is Code.DATASET_BROKEN
