"""A disk, a share or a decoder that never answers: it is said, others go on, and a stop waits for nobody."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

import inspector.sources.folder as folder_module
import inspector.sources.open_source as opening_module
import inspector.sources.video as video_module
from inspector.core.frame import Frame, MissedFrame
from inspector.core.messages import Code, Message, SourceError
from inspector.sources.folder import FolderSource
from inspector.sources.open_source import open_source
from inspector.sources.video import VideoSource
from tests.waiting import wait_until


class Away:
    """A call of the operating system that hangs while its share is away."""

    def __init__(self, real: Callable[..., Any], hangs: Callable[..., bool] = lambda *_: True) -> None:
        self._real, self._hangs = real, hangs
        self.is_away = True
        self.entered, self._back = threading.Event(), threading.Event()
        self.n_waiting = 0

    def __call__(self, *args: Any, **options: Any) -> Any:
        if self.is_away and self._hangs(*args):
            self.n_waiting += 1
            self.entered.set()
            self._back.wait(120)
        return self._real(*args, **options)

    def come_back(self) -> None:
        self.is_away = False
        self._back.set()


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Away]]:
    made: list[Away] = []

    def begin(module: object, name: str, hangs: Callable[..., bool] = lambda *_: True) -> Away:
        made.append(Away(getattr(module, name), hangs))
        monkeypatch.setattr(module, name, made[-1])
        return made[-1]

    yield begin
    for each in made:
        each.come_back()


def pictures(folder: Path, *names: str) -> None:
    folder.mkdir(exist_ok=True)
    for name in names:
        Image.fromarray(np.full((8, 12), 90, np.uint8)).save(folder / name)


class Consumed:
    """A source taken on a thread, as a line does it."""

    def __init__(self, source: FolderSource | VideoSource) -> None:
        self.source, self.stop = source, threading.Event()
        self.frames: list[Frame | MissedFrame] = []
        self.heard: list[Message] = []
        self.error: SourceError | None = None
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        try:
            for frame in self.source.frames(self.stop, self.heard.append):
                self.frames.append(frame)
        except SourceError as error:
            self.error = error

    def join(self) -> None:
        self._thread.join(120)
        assert not self._thread.is_alive()

    @property
    def codes(self) -> list[Code]:
        return [each.code for each in self.heard]


def test_a_folder_whose_files_all_hang_is_lost_and_goes_on_where_it_was_when_it_is_back(tmp_path, away):
    names = [f"{number:02d}.png" for number in range(12)]
    pictures(tmp_path, *names)
    reading = away(folder_module, "read_picture_file", lambda path, *_: path.name >= "03.png")
    running = Consumed(FolderSource(tmp_path, answer_s=0.1))
    wait_until(lambda: running.codes == [Code.FOLDER_LOST])
    assert reading.n_waiting == 6  # threads that hang; no more are begun
    reading.come_back()
    running.join()
    running.source.close()
    assert running.codes == [Code.FOLDER_LOST, Code.FOLDER_BACK]
    assert [frame.name for frame in running.frames] == names
    missed = [frame for frame in running.frames if isinstance(frame, MissedFrame)]
    assert [frame.name for frame in missed] == names[3:9]
    assert {frame.reason.code for frame in missed} == {Code.FRAME_NO_ANSWER}


def test_a_watched_folder_that_hangs_when_listed_is_lost_until_it_answers(tmp_path, away):
    pictures(tmp_path, "1.png")
    source = FolderSource(tmp_path, watch=True, settle_s=0.02, poll_s=0.01, answer_s=0.1)
    running = Consumed(source)
    wait_until(lambda: len(running.frames) == 1)
    listing = away(folder_module, "list_names")
    wait_until(lambda: running.codes == [Code.FOLDER_LOST])
    pictures(tmp_path, "2.png")
    wait_until(lambda: listing.n_waiting == 6)
    listing.come_back()
    wait_until(lambda: len(running.frames) == 2)
    assert running.codes == [Code.FOLDER_LOST, Code.FOLDER_BACK]
    running.stop.set()
    running.join()
    source.close()


def test_a_stop_waits_for_no_listing_and_what_was_known_is_not_forgotten(tmp_path, away):
    pictures(tmp_path, "1.png")
    source = FolderSource(tmp_path, watch=True, settle_s=1000, poll_s=0.01)
    calls = iter(range(1000))
    listing = away(folder_module, "list_names", lambda *_: next(calls) > 0)  # after one look
    running = Consumed(source)
    assert listing.entered.wait(120)
    running.stop.set()
    running.join()
    assert [(frame.name, frame.reason.code) for frame in source.remaining()] == [("1.png", Code.FRAME_NOT_REACHED)]
    source.close()
    assert listing.is_away


def test_what_never_answers_when_it_is_opened_is_refused(tmp_path, away):
    pictures(tmp_path, "1.png")
    listing = away(folder_module, "list_names")
    with pytest.raises(SourceError) as caught:
        FolderSource(tmp_path, answer_s=0.1)
    assert caught.value.message.code is Code.SOURCE_NO_ANSWER
    listing.come_back()
    (tmp_path / "1.png").rename(tmp_path / "strip")
    away(opening_module, "looks_like_picture")
    with pytest.raises(SourceError) as caught:
        open_source(str(tmp_path / "strip"), answer_s=0.1)
    assert caught.value.message.code is Code.SOURCE_NO_ANSWER


class Capture:
    """Three frames, then a share that is away."""

    def __init__(self, read: Away) -> None:
        self._read = read
        self.n_released = 0

    def read(self) -> Any:
        return self._read()

    def get(self, _: int) -> float:
        return 0.0

    def release(self) -> None:
        self.n_released += 1


@pytest.fixture
def hanging_video(tmp_path, monkeypatch) -> Iterator[tuple[Path, Capture, Away]]:
    n_read = 0

    def read() -> tuple[bool, np.ndarray]:
        nonlocal n_read
        n_read += 1
        return True, np.zeros((4, 6, 3), np.uint8)

    share = Away(read, lambda: n_read == 3)
    capture = Capture(share)
    (tmp_path / "v.avi").write_bytes(b"RIFF")
    monkeypatch.setattr(video_module, "open_capture", lambda *_: capture)
    yield tmp_path / "v.avi", capture, share
    share.come_back()


def test_a_video_that_stops_answering_ends_in_words_and_is_not_let_go_while_it_is_read(hanging_video):
    path, capture, share = hanging_video
    running = Consumed(VideoSource(path, answer_s=0.1))
    running.join()
    assert running.error is not None
    assert running.error.message.code is Code.SOURCE_NO_ANSWER
    assert len(running.frames) == 3
    (rest,) = running.source.remaining()
    assert (rest.frame_index, rest.reason.code) == (3, Code.FRAME_NOT_REACHED)
    running.source.close()
    assert capture.n_released == 0
    share.come_back()


def test_a_stop_waits_for_no_video(hanging_video):
    path, capture, share = hanging_video
    running = Consumed(VideoSource(path))
    assert share.entered.wait(120)
    running.stop.set()
    running.join()
    running.source.close()
    assert share.is_away
    assert capture.n_released == 0


def test_a_video_that_cannot_be_opened_in_time_is_refused(tmp_path, away):
    (tmp_path / "v.avi").write_bytes(b"RIFF")
    away(video_module, "open_capture")
    with pytest.raises(SourceError) as caught:
        VideoSource(tmp_path / "v.avi", answer_s=0.1)
    assert caught.value.message.code is Code.SOURCE_NO_ANSWER


# A folder that changes while it is read


def test_a_picture_that_goes_after_it_was_read_whole_is_taken(tmp_path, monkeypatch):
    pictures(tmp_path, "1.png", "2.png")
    real = folder_module.read_picture_file

    def read(path: Path, *rest: Any) -> Any:
        found = real(path, *rest)
        path.unlink()
        return found

    monkeypatch.setattr(folder_module, "read_picture_file", read)
    source = FolderSource(tmp_path, watch=True, settle_s=0.02, poll_s=0.01)
    running = Consumed(source)
    wait_until(lambda: len(running.frames) == 2)
    running.stop.set()
    running.join()
    source.close()
    assert all(isinstance(frame, Frame) for frame in running.frames)


def test_a_picture_that_is_replaced_while_it_is_read_is_read_again(tmp_path, monkeypatch):
    pictures(tmp_path, "1.png")
    real, n_read = folder_module.read_picture_file, 0

    def read(path: Path, *rest: Any) -> Any:
        nonlocal n_read
        found, n_read = real(path, *rest), n_read + 1
        if n_read == 1:
            Image.fromarray(np.full((30, 40), 7, np.uint8)).save(path.with_name("other.part"), "PNG")
            path.with_name("other.part").replace(path)
        return found

    monkeypatch.setattr(folder_module, "read_picture_file", read)
    source = FolderSource(tmp_path, watch=True, settle_s=0.02, poll_s=0.01)
    running = Consumed(source)
    wait_until(lambda: len(running.frames) == 1)
    running.stop.set()
    running.join()
    source.close()
    (frame,) = running.frames
    assert isinstance(frame, Frame)
    assert frame.pixels.shape == (30, 40)
