"""Bits of a source's frames: its setting before the file's tags, these before all 16; and what is told."""

from __future__ import annotations

import threading
from pathlib import Path

import cv2
import numpy as np
import pytest
import tifffile

from inspector.core.frame import Frame, MissedFrame
from inspector.core.messages import Code, Message, message
from inspector.sources.bit_depth import N_WATCHED, BitDepth
from inspector.sources.folder import FolderSource
from inspector.sources.open_source import open_source
from inspector.sources.source import Source
from inspector.sources.synthetic import SyntheticSource, SyntheticStrip


def deep(highest: int) -> np.ndarray:
    return np.array([[0, highest // 2, highest]], np.uint16)


def told(depth: BitDepth, *highest: int) -> list[Message]:
    """What is told over frames with these highest values, after which the source ends."""
    messages: list[Message] = []
    for value in highest:
        assert depth.of(deep(value), "f") == 16
        depth.warn_once(messages.append)
    depth.warn_once(messages.append, at_end=True)
    return messages


def frames_of(source: Source) -> tuple[list[Frame | MissedFrame], list[Message]]:
    messages: list[Message] = []
    found = list(source.frames(threading.Event(), messages.append))
    source.close()
    return found, messages


def test_the_setting_counts_before_the_file_and_the_file_before_all_16():
    assert BitDepth("s", 12).of(deep(1000), "f", 14) == 12
    assert BitDepth("s", None).of(deep(1000), "f", 14) == 14
    assert BitDepth("s", None).of(deep(1000), "f") == 16
    assert BitDepth("s", 12).of(np.zeros((2, 2), np.uint8), "f") == 8


@pytest.mark.parametrize(("setting", "stated"), [(12, None), (None, 12), (12, 16)])
def test_a_value_above_the_bits_is_refused_in_words(setting: int | None, stated: int | None):
    refusal = BitDepth("s", setting).of(deep(5000), "f", stated)
    expected = {"name": "f", "bits": 12, "highest": 5000, "limit": 4095, "needed": 13}
    assert refusal == message(Code.FRAME_BITS_EXCEEDED, **expected)  # type: ignore[arg-type]
    assert BitDepth("s", setting).of(deep(4095), "f", stated) == 12


@pytest.mark.parametrize(("highest", "bits"), [(900, 10), (1023, 10), (1024, 12), (4095, 12), (4096, 14), (16383, 14)])
def test_16_bit_frames_that_fill_fewer_are_told_once_with_what_to_set(highest: int, bits: int):
    depth = BitDepth("camera 1", None)
    expected = {"bits": bits, "highest": highest, "n_frames": N_WATCHED, "n_watched": N_WATCHED}
    assert told(depth, *[highest // 2, highest] * N_WATCHED) == [
        message(Code.SOURCE_BITS_UNKNOWN, source="camera 1", **expected)
    ]


def test_it_is_told_after_a_few_frames_and_at_the_end_of_a_shorter_source():
    messages: list[Message] = []
    depth = BitDepth("s", None)
    for n in range(N_WATCHED):
        depth.of(deep(3000), "f")
        depth.warn_once(messages.append)
        assert len(messages) == (n == N_WATCHED - 1)
    assert len(told(BitDepth("s", None), 3000)) == 1


def test_dark_frames_among_as_many_bright_ones_tell_nothing_and_one_bright_one_hides_nothing():
    assert told(BitDepth("s", None), *[3000, 16384] * N_WATCHED) == []
    (mixed,) = told(BitDepth("s", None), 3000, 60000, 900)
    assert dict(mixed.params) == {"source": "s", "bits": 12, "highest": 3000, "n_frames": 2, "n_watched": 3}


def test_black_frames_tell_nothing():
    assert told(BitDepth("s", None), *[0] * N_WATCHED, 60000) == []
    assert told(BitDepth("s", None)) == []


def test_what_is_set_or_tagged_is_not_questioned():
    for depth, stated in ((BitDepth("s", 16), None), (BitDepth("s", None), 16), (BitDepth("s", 12), None)):
        messages: list[Message] = []
        for _ in range(N_WATCHED):
            depth.of(deep(900), "f", stated)
            depth.warn_once(messages.append, at_end=True)
        assert messages == []


@pytest.mark.parametrize("bits", [7, 17])
def test_bits_that_no_camera_has_are_refused(bits: int):
    with pytest.raises(ValueError, match="8 to 16 bits"):
        BitDepth("s", bits)


def test_a_folder_takes_each_files_own_bits_and_tells_of_those_that_do_not_say(tmp_path: Path):
    tifffile.imwrite(tmp_path / "1.tif", deep(4014), extratags=[(281, "H", 1, 4095, True)])
    cv2.imwrite(str(tmp_path / "2.png"), deep(3500))
    cv2.imwrite(str(tmp_path / "3.png"), np.full((1, 3), 9, np.uint8))
    found, messages = frames_of(FolderSource(tmp_path))
    assert [frame.bits for frame in found if isinstance(frame, Frame)] == [12, 16, 8]
    assert messages == [
        message(Code.SOURCE_BITS_UNKNOWN, source=tmp_path.name, bits=12, highest=3500, n_frames=1, n_watched=1)
    ]


def test_a_frame_of_a_folder_that_needs_more_bits_is_missed_and_the_rest_goes_on(tmp_path: Path):
    for name, highest in (("1.png", 4095), ("2.png", 4096), ("3.png", 100)):
        cv2.imwrite(str(tmp_path / name), deep(highest))
    found, messages = frames_of(open_source(str(tmp_path), bits=12))
    assert [frame.bits if isinstance(frame, Frame) else frame.reason.code for frame in found] == [
        12, Code.FRAME_BITS_EXCEEDED, 12,
    ]  # fmt: skip
    missed = found[1]
    assert isinstance(missed, MissedFrame)
    assert (missed.name, missed.n_rows, missed.reason.params["needed"]) == ("2.png", 1, 13)
    assert messages == []


@pytest.mark.parametrize("bits", [10, 12, 16])
def test_a_synthetic_strip_comes_as_a_deeper_camera_would_deliver_it(bits: int):
    strip = SyntheticStrip(1_000_003, width_px=64)
    (plain,), _ = frames_of(SyntheticSource(strip, frame_rows=32, n_frames=1))
    (frame,), messages = frames_of(SyntheticSource(strip, frame_rows=32, n_frames=1, bits=bits))
    assert isinstance(frame, Frame)
    assert isinstance(plain, Frame)
    assert (frame.bits, frame.pixels.dtype, plain.bits) == (bits, np.uint16, 8)
    assert np.array_equal(frame.pixels >> (bits - 8), plain.pixels)
    assert messages == []
