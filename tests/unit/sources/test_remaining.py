"""What a stopped source still had: every file of a folder, the rest of a video; nothing once it came to its end."""

from __future__ import annotations

import threading
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from inspector.core.messages import Code
from inspector.sources.folder import FolderSource
from inspector.sources.source import EndingSource
from inspector.sources.synthetic import SyntheticSource, SyntheticStrip
from inspector.sources.video import VideoSource


def pictures(folder: Path, n_files: int) -> list[str]:
    names = [f"img{number:02d}.png" for number in range(n_files)]
    for name in names:
        Image.fromarray(np.full((8, 12), 90, np.uint8)).save(folder / name)
    return names


def deliver(source: FolderSource | VideoSource, n_frames: int) -> list[str]:
    """Take so many, stop, and go on until it ends, as the runner does."""
    stop, names = threading.Event(), []
    for frame in source.frames(stop, lambda said: None):
        names.append(frame.name)
        if len(names) >= n_frames:
            stop.set()
    return names


@pytest.mark.parametrize("n_taken", [1, 3, 9, 10])
def test_a_stopped_folder_knows_the_files_it_did_not_deliver(tmp_path, n_taken):
    names = pictures(tmp_path, 10)
    source = FolderSource(tmp_path)
    assert deliver(source, n_taken) == names[:n_taken]
    rest = list(source.remaining())
    source.close()
    assert [frame.name for frame in rest] == names[n_taken:]
    assert [frame.frame_index for frame in rest] == list(range(n_taken, 10))
    assert all(frame.reason.code is Code.FRAME_NOT_REACHED for frame in rest)
    assert all(frame.n_rows is None for frame in rest)  # how long the unread ones are is not known


def test_a_folder_that_was_never_begun_still_has_everything(tmp_path):
    names = pictures(tmp_path, 3)
    source = FolderSource(tmp_path)
    assert [frame.name for frame in source.remaining()] == names
    source.close()


def test_what_is_left_is_told_without_opening_a_file(tmp_path):
    pictures(tmp_path, 5)
    source = FolderSource(tmp_path)
    deliver(source, 1)
    for path in tmp_path.iterdir():
        path.unlink()
    assert len(list(source.remaining())) == 4
    source.close()


def test_a_watched_folder_has_left_what_lies_there_untaken(tmp_path):
    pictures(tmp_path, 2)
    source = FolderSource(tmp_path, watch=True, settle_s=0.05, poll_s=0.02)
    assert deliver(source, 2) == ["img00.png", "img01.png"]
    (tmp_path / "img02.png").write_bytes(b"half of it")
    (tmp_path / "img03.png.part").write_bytes(b"nobody's yet")
    assert [(frame.frame_index, frame.name) for frame in source.remaining()] == [(2, "img02.png")]
    source.close()


def test_what_could_not_be_decoded_says_why_when_watching_ends(tmp_path):
    (tmp_path / "a.png").write_bytes(b"no picture, whatever it is called")
    source = FolderSource(tmp_path, watch=True, settle_s=0.02, give_up_s=60, poll_s=0.02)
    stop = threading.Event()
    threading.Timer(0.5, stop.set).start()
    assert list(source.frames(stop, lambda said: None)) == []
    (tmp_path / "b.png").write_bytes(b"came too late to be looked at")
    left = [(frame.name, frame.reason.code) for frame in source.remaining()]
    assert left == [("a.png", Code.FRAME_NOT_A_PICTURE), ("b.png", Code.FRAME_NOT_REACHED)]
    source.close()


def test_a_watched_folder_that_is_gone_has_left_nothing(tmp_path):
    folder = tmp_path / "share"
    folder.mkdir()
    pictures(folder, 1)
    source = FolderSource(folder, watch=True, settle_s=0.05, poll_s=0.02)
    deliver(source, 1)
    (folder / "img00.png").unlink()
    folder.rmdir()
    assert list(source.remaining()) == []
    source.close()


@pytest.fixture
def video(tmp_path: Path) -> VideoSource:
    path = tmp_path / "pass.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 25, (64, 48))
    for _ in range(12):
        writer.write(np.full((48, 64, 3), 90, np.uint8))
    writer.release()
    return VideoSource(path)


def test_a_stopped_video_names_the_frames_that_are_left(video):
    deliver(video, 5)
    (rest,) = video.remaining()
    video.close()
    assert (rest.frame_index, rest.name, rest.reason.code) == (5, "frame 000005 to 000011", Code.FRAME_NOT_REACHED)
    assert rest.n_rows is None  # the header promises 7 frames, and nobody has seen them


def test_a_video_that_came_to_its_end_has_left_nothing(video):
    assert len(deliver(video, 1000)) == 12
    assert list(video.remaining()) == []
    video.close()


def test_sources_without_an_end_have_nothing_left():
    assert not isinstance(SyntheticSource(SyntheticStrip(1)), EndingSource)
    assert issubclass(FolderSource, EndingSource)
    assert issubclass(VideoSource, EndingSource)
