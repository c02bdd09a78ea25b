"""Frames on a share that does not answer: lists and pictures are given up in words, and nothing waits for them."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from inspector.annotation import frame_file, frame_list, label_index
from inspector.annotation.frame_file import is_as_read, look_at_large, read_listed
from inspector.annotation.frame_list import ListedFrame, frames_of_folder
from inspector.annotation.label_index import LabelIndex
from inspector.annotation.label_sheet import FrameSource
from inspector.annotation.label_store import LabelStore
from inspector.core.messages import FrameError, SourceError
from tests.large_tiff import write_sparse


class Share:
    """A folder whose system calls hang while it is away: no real share can be asked to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.is_here = threading.Event()
        self.is_here.set()

    def wraps(self, call: Callable[..., object]) -> Callable[..., object]:
        def slow(path: object = ".", *args: object, **more: object) -> object:
            if str(path).startswith(str(self.folder)):
                assert self.is_here.wait(60)
            return call(path, *args, **more)

        return slow


@pytest.fixture
def share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Share]:
    found = Share(tmp_path / "share")
    for name in ("scandir", "open", "stat"):
        monkeypatch.setattr(os, name, found.wraps(getattr(os, name)))
    for module in (frame_file, frame_list, label_index):
        monkeypatch.setattr(module, "ANSWER_S", 0.3)
    yield found
    found.is_here.set()


def picture(path: Path) -> ListedFrame:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.full((20, 30), 90, np.uint8)).save(path)
    return ListedFrame(FrameSource("folder", str(path), path.name))


def test_a_folder_that_does_not_answer_is_given_up_and_listed_when_it_is_back(share: Share) -> None:
    picture(share.folder / "a.png")
    share.is_here.clear()
    with pytest.raises(SourceError) as error:
        frames_of_folder(share.folder)
    assert "has not answered for" in str(error.value)
    share.is_here.set()
    assert [frame.source.name for frame in frames_of_folder(share.folder)] == ["a.png"]


def test_a_picture_that_does_not_answer_is_given_up(share: Share, tmp_path: Path) -> None:
    frame = picture(share.folder / "a.png")
    read = read_listed(frame, tmp_path)
    share.is_here.clear()
    with pytest.raises(FrameError) as error:
        read_listed(frame, tmp_path)
    assert "has not answered for" in str(error.value)
    assert is_as_read(read, tmp_path), "nobody can tell"
    share.is_here.set()
    assert read_listed(frame, tmp_path).frame_sha256 == read.frame_sha256


def test_what_was_opened_elsewhere_is_known_while_a_share_hangs(share: Share, tmp_path: Path) -> None:
    near, far = tmp_path / "near.png", share.folder / "far.png"
    store = LabelStore(tmp_path / "labels", lambda _: None)
    with LabelIndex(store) as index:
        for path in (near, far):
            picture(path)
            index.remember(str(path), path.stat(), "0" * 64)
        share.is_here.clear()
        assert set(index.remembered()) == {str(near)}
        share.is_here.set()
        assert set(index.remembered()) == {str(near), str(far)}
    assert store.close()


def test_parts_of_a_large_frame_are_given_up_and_read_when_it_is_back(share: Share, tmp_path: Path) -> None:
    share.folder.mkdir()
    path = write_sparse(share.folder / "large.tif", 40_000, 8_192)
    large = look_at_large(ListedFrame(FrameSource("folder", str(path), path.name)), tmp_path)
    assert large is not None
    share.is_here.clear()
    for read in (lambda: large.read(0, 0, 40, 40), large.rough, lambda: large[0:5, 0:5]):
        with pytest.raises(FrameError) as error:
            read()
        assert error.value.message.params == {"name": "large.tif", "detail": "it has not answered for 0.3 s"}
    share.is_here.set()
    assert large[0:5, 0:5].shape == (5, 5)
    os.truncate(path, 1000)
    with pytest.raises(FrameError, match="changed since it was opened"):
        large.read(0, 0, 40, 40)
