from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from inspector.core.frame import Frame, MissedFrame
from inspector.core.messages import Code, Message, SourceError
from inspector.sources import folder as folder_module
from inspector.sources.folder import FolderSource
from inspector.sources.source import SourceKind
from tests.waiting import wait_until


def picture(path: Path, height: int = 8, width: int = 12, value: int = 90, **options: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.full((height, width), value, np.uint8)).save(path, **options)
    return path


def deliver(source: FolderSource, told: list[Message] | None = None) -> list[Frame | MissedFrame]:
    messages: list[Message] = [] if told is None else told
    try:
        return list(source.frames(threading.Event(), messages.append))
    finally:
        source.close()


class Watching:
    """A source consumed on a thread, as the runner does it."""

    def __init__(self, source: FolderSource) -> None:
        self.source = source
        self.stop_event = threading.Event()
        self.frames: list[Frame | MissedFrame] = []
        self.told: list[Message] = []
        self.thread = threading.Thread(target=self._run)
        self.thread.start()

    def _run(self) -> None:
        for frame in self.source.frames(self.stop_event, self.told.append):
            self.frames.append(frame)

    def wait_for(self, n_frames: int) -> list[str]:
        wait_until(lambda: len(self.frames) >= n_frames)
        return [frame.name for frame in self.frames]

    def stop(self) -> bool:
        """Whether it ended."""
        self.stop_event.set()
        self.thread.join(60)
        self.source.close()
        return not self.thread.is_alive()


@pytest.fixture
def watch(tmp_path):
    started: list[Watching] = []

    def begin(path: Path = tmp_path, **options: float) -> Watching:
        options = {"settle_s": 0.15, "poll_s": 0.03, "give_up_s": 0.8} | options
        started.append(Watching(FolderSource(path, watch=True, **options)))
        return started[-1]

    yield begin
    for each in started:
        each.stop()


# A folder at rest


def test_frames_come_in_natural_order(tmp_path):
    for name, height in [("img10.png", 5), ("img2.bmp", 7), ("IMG1.jpg", 4)]:
        picture(tmp_path / name, height)
    source = FolderSource(tmp_path)
    info = source.info
    assert (info.kind, info.name, info.is_live) == (SourceKind.FOLDER, tmp_path.name, False)
    assert (info.is_continuous, info.n_frames) == (False, 3)
    assert source.names == ("IMG1.jpg", "img2.bmp", "img10.png")
    frames = deliver(source)
    assert [(f.frame_index, f.name) for f in frames] == [(0, "IMG1.jpg"), (1, "img2.bmp"), (2, "img10.png")]
    assert all(isinstance(frame, Frame) for frame in frames)


def test_every_file_is_accounted_for_with_its_reason(tmp_path):
    picture(tmp_path / "1.png")
    whole = picture(tmp_path / "2 cut.jpg", 200, 300).read_bytes()
    (tmp_path / "2 cut.jpg").write_bytes(whole[:-20])
    (tmp_path / "3 empty.png").touch()
    (tmp_path / "4 text.png").write_text("not a picture")
    (tmp_path / "5 notes.docx").write_bytes(b"PK\3\4")
    picture(tmp_path / "6 large.png", 600, 500)
    (tmp_path / ".hidden.png").touch()
    picture(tmp_path / "7.png")
    frames = deliver(FolderSource(tmp_path, limit_mpx=0.2))
    reasons = [f.reason.code if isinstance(f, MissedFrame) else None for f in frames]
    assert reasons == [
        None,
        Code.FRAME_TRUNCATED,
        Code.FRAME_EMPTY_FILE,
        Code.FRAME_NOT_A_PICTURE,
        Code.FRAME_NOT_A_PICTURE,
        Code.FRAME_TOO_LARGE,
        None,
    ]
    assert [getattr(f, "n_rows", None) for f in frames] == [None] * 7  # what a header claims is nobody's length
    assert frames[1].reason.params["name"] == frames[1].name == "2 cut.jpg"


def test_pictures_of_changing_size_and_kind_may_share_a_folder(tmp_path):
    picture(tmp_path / "1.png", 1, 1)
    picture(tmp_path / "2.png", 300, 20)
    Image.fromarray(np.zeros((6, 7, 3), np.uint8)).save(tmp_path / "3.png")
    Image.fromarray(np.full((6, 7), 40000, np.uint16)).save(tmp_path / "4.png")
    assert [frame.pixels.shape for frame in deliver(FolderSource(tmp_path))] == [
        (1, 1),
        (300, 20),
        (6, 7, 3),
        (6, 7),
    ]


def test_frames_of_sub_folders_are_named_by_their_posix_path(tmp_path):
    picture(tmp_path / "coil 2" / "a.png")
    picture(tmp_path / "coil 10" / "Größe – 表.png")
    names = [frame.name for frame in deliver(FolderSource(tmp_path, recursive=True))]
    assert names == ["coil 2/a.png", "coil 10/Größe – 表.png"]


def test_one_picture_is_a_source_too(tmp_path):
    picture(tmp_path / "other.png")
    source = FolderSource(picture(tmp_path / "this one.png"))
    assert source.info.n_frames == 1
    assert [frame.name for frame in deliver(source)] == ["this one.png"]


def test_time_of_capture_is_that_of_the_file_and_age_counts_from_decoding(tmp_path):
    os.utime(picture(tmp_path / "a.png"), (1_767_225_600, 1_767_225_600))
    before_s = time.monotonic()
    (frame,) = deliver(FolderSource(tmp_path))
    assert frame.captured_at == datetime(2026, 1, 1, tzinfo=UTC)
    assert before_s <= frame.arrived_s <= time.monotonic()


def test_what_cannot_be_opened_says_why(tmp_path, monkeypatch):
    with pytest.raises(SourceError) as missing:
        FolderSource(tmp_path / "nowhere")
    assert missing.value.message.code == Code.SOURCE_MISSING
    with pytest.raises(SourceError) as empty:
        FolderSource(tmp_path)
    assert empty.value.message.code == Code.SOURCE_EMPTY

    def refuse(path: str):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(SourceError) as unreadable:
        FolderSource(tmp_path)
    assert unreadable.value.message.code == Code.SOURCE_UNREADABLE
    assert unreadable.value.message.params["detail"] == "Permission denied"


def test_a_folder_that_vanishes_while_running_leaves_one_record_per_file(tmp_path):
    for number in range(20):
        picture(tmp_path / f"{number}.png")
    source = FolderSource(tmp_path)
    frames = source.frames(threading.Event(), lambda _: None)
    delivered = [next(frames)]
    for path in tmp_path.iterdir():
        path.unlink()
    delivered += frames
    source.close()
    assert [frame.name for frame in delivered] == [f"{number}.png" for number in range(20)]
    n_missed = sum(isinstance(frame, MissedFrame) for frame in delivered)
    assert n_missed >= 15  # a few were read ahead
    assert {f.reason.code for f in delivered if isinstance(f, MissedFrame)} == {Code.FRAME_VANISHED}


def test_an_unreadable_sub_folder_is_told_and_the_rest_goes_on(tmp_path):
    picture(tmp_path / "a" / "1.png")
    picture(tmp_path / "b" / "2.png")
    (tmp_path / "a").chmod(0)
    try:
        if os.access(tmp_path / "a", os.R_OK):
            pytest.skip("root reads every folder; test_listing plays the refusal")
        told: list[Message] = []
        frames = deliver(FolderSource(tmp_path, recursive=True), told)
    finally:
        (tmp_path / "a").chmod(0o700)
    assert [frame.name for frame in frames] == ["b/2.png"]
    assert [each.code for each in told] == [Code.FOLDER_UNREADABLE]


def test_a_refused_sub_folder_is_told_when_the_frames_begin(tmp_path, monkeypatch):
    picture(tmp_path / "a" / "1.png")
    picture(tmp_path / "b" / "2.png")
    real_scandir = os.scandir

    def scandir(path: str):
        if path.endswith("a"):
            raise PermissionError(13, "Permission denied")
        return real_scandir(path)

    monkeypatch.setattr(os, "scandir", scandir)
    told: list[Message] = []
    assert [frame.name for frame in deliver(FolderSource(tmp_path, recursive=True), told)] == ["b/2.png"]
    assert [(each.code, each.params["path"]) for each in told] == [(Code.FOLDER_UNREADABLE, str(tmp_path / "a"))]
    (tmp_path / "b" / "2.png").unlink()
    with pytest.raises(SourceError) as nothing_else:
        FolderSource(tmp_path, recursive=True)
    assert nothing_else.value.message.code == Code.SOURCE_UNREADABLE


def test_a_bug_on_one_file_does_not_end_the_shift(tmp_path, monkeypatch):
    import inspector.sources.folder as module

    picture(tmp_path / "1.png")
    picture(tmp_path / "2.png")
    real_decode = module.decode_file

    def decode(file: object, name: str, limit_mpx: float):
        if name == "1.png":
            raise ZeroDivisionError("a bug of ours")
        return real_decode(file, name, limit_mpx)

    monkeypatch.setattr(module, "decode_file", decode)
    missed, frame = deliver(FolderSource(tmp_path))
    assert missed.reason.code == Code.UNEXPECTED
    assert missed.n_rows is None
    assert (frame.name, frame.frame_index) == ("2.png", 1)


def test_stop_acts_within_a_second_while_a_picture_is_decoded(tmp_path, monkeypatch):
    import inspector.sources.folder as module

    picture(tmp_path / "1.png")
    entered, release = threading.Event(), threading.Event()

    def decode(*_: object):
        entered.set()
        release.wait(60)
        raise ZeroDivisionError

    monkeypatch.setattr(module, "decode_file", decode)
    running = Watching(FolderSource(tmp_path))
    assert entered.wait(120)
    running.stop_event.set()
    running.thread.join(120)
    assert not running.thread.is_alive()  # while the file is still being read
    release.set()
    running.source.close()


def test_a_source_that_was_never_iterated_closes(tmp_path):
    picture(tmp_path / "1.png")
    source = FolderSource(tmp_path)
    source.close()
    source.close()


# A folder that is being filled


def test_files_that_are_there_and_files_that_come_are_taken_in_order_of_arrival(tmp_path, watch):
    for second, name in enumerate(["b.png", "a.png", "c.png"]):
        os.utime(picture(tmp_path / name), (1000 + second, 1000 + second))
    running = watch()
    assert running.source.info.n_frames is None
    assert running.wait_for(3) == ["b.png", "a.png", "c.png"]
    picture(tmp_path / "0 last.png", height=5)
    assert running.wait_for(4)[3:] == ["0 last.png"]
    assert [frame.frame_index for frame in running.frames] == [0, 1, 2, 3]
    time.sleep(0.3)
    assert len(running.frames) == 4  # none twice
    assert running.stop()


def test_a_file_written_slowly_is_taken_once_and_whole(tmp_path, watch):
    running = watch(settle_s=0.1, give_up_s=5)
    content = picture(tmp_path / "elsewhere" / "x.png", 40, 50, value=77).read_bytes()
    with (tmp_path / "slow.png").open("wb") as file:
        for at in range(0, len(content), len(content) // 6 + 1):
            file.write(content[at : at + len(content) // 6 + 1])
            file.flush()
            time.sleep(0.25)  # longer than the settle time: it looks complete, but does not decode
    assert running.wait_for(1) == ["slow.png"]
    assert isinstance(running.frames[0], Frame)
    assert np.all(running.frames[0].pixels == 77)


def test_a_file_that_stays_cut_short_is_reported_once_and_holds_nobody_up(tmp_path, watch):
    running = watch(give_up_s=1.0)
    content = picture(tmp_path / "elsewhere" / "x.png", 40, 50).read_bytes()
    (tmp_path / "cut.png").write_bytes(content[:-30])
    time.sleep(0.1)
    picture(tmp_path / "later.png")
    assert running.wait_for(2) == ["later.png", "cut.png"]
    missed = running.frames[1]
    assert isinstance(missed, MissedFrame)
    assert (missed.reason.code, missed.n_rows) == (Code.FRAME_TRUNCATED, None)
    time.sleep(0.3)
    assert len(running.frames) == 2


def test_a_name_written_again_is_a_new_frame_and_one_that_is_touched_is_none(tmp_path, watch):
    running = watch()
    picture(tmp_path / "newest.png", value=10)
    running.wait_for(1)
    os.utime(tmp_path / "newest.png", (4000, 4000))
    picture(tmp_path / "other.png", value=20)
    assert running.wait_for(2) == ["newest.png", "other.png"]
    picture(tmp_path / "newest.png", value=30)
    assert running.wait_for(3)[2] == "newest.png"
    (tmp_path / "newest.png").write_bytes(b"no picture any more")
    running.wait_for(4)
    assert [frame.frame_index for frame in running.frames] == [0, 1, 2, 3]
    assert [int(frame.pixels[0, 0]) for frame in running.frames[:3]] == [10, 20, 30]
    assert running.frames[3].reason.code is Code.FRAME_NOT_A_PICTURE


def test_a_file_renamed_in_a_watched_folder_is_not_inspected_again(tmp_path, watch):
    running = watch()
    picture(tmp_path / "a.png", value=10)
    (tmp_path / "broken.png").write_bytes(b"no picture")
    running.wait_for(2)
    for name in ("a.png", "broken.png"):
        (tmp_path / name).rename(tmp_path / f"done-{name}")
    picture(tmp_path / "copy.png", value=20)
    running.wait_for(3)
    shutil.copy2(tmp_path / "copy.png", tmp_path / "later.png")
    assert running.wait_for(4)[2:] == ["copy.png", "later.png"]
    wait_until(lambda: not list(running.source.remaining()))  # a file that is no picture is given its time
    assert running.stop()
    assert len(running.frames) == 4


def test_a_file_that_grows_for_ever_is_told_and_listed_at_the_end(tmp_path, watch, monkeypatch):
    monkeypatch.setattr(folder_module, "GROWS_S", 0.3)
    running = watch()
    with (tmp_path / "log.txt").open("wb") as file:
        while not running.told:
            file.write(b"more and more")
            file.flush()
            time.sleep(0.01)
        assert running.stop()
    assert [(each.code, each.params["name"]) for each in running.told] == [(Code.FILE_KEEPS_GROWING, "log.txt")]
    assert [missed.name for missed in running.source.remaining()] == ["log.txt"]
    assert not running.frames


def test_a_file_under_a_temporary_name_waits_for_its_name(tmp_path, watch):
    running = watch()
    picture(tmp_path / "a.png.part", format="PNG")
    time.sleep(0.5)
    assert running.frames == []
    (tmp_path / "a.png.part").rename(tmp_path / "a.png")
    assert running.wait_for(1) == ["a.png"]


def test_a_watched_folder_that_goes_away_is_told_once_and_taken_up_again(tmp_path, watch):
    share = tmp_path / "share"
    picture(share / "1.png")
    running = watch(share)
    running.wait_for(1)
    share.rename(tmp_path / "away")
    wait_until(lambda: bool(running.told))
    time.sleep(0.3)
    assert [each.code for each in running.told] == [Code.FOLDER_LOST]
    (tmp_path / "away").rename(share)
    picture(share / "2.png")
    assert running.wait_for(2) == ["1.png", "2.png"]
    assert [each.code for each in running.told] == [Code.FOLDER_LOST, Code.FOLDER_BACK]


def test_an_empty_folder_may_be_watched_and_a_stop_does_not_wait_for_the_next_look(watch):
    running = watch(poll_s=1000.0)
    time.sleep(0.1)
    assert running.stop()


def test_a_folder_filled_by_another_process_loses_nothing(tmp_path, watch):
    running = watch(settle_s=0.1)
    code = (
        "import sys, time, numpy as np; from PIL import Image\n"
        "for n in range(15):\n"
        "    Image.fromarray(np.full((30, 40), n, np.uint8)).save(f'{sys.argv[1]}/strip {n}.png')\n"
        "    time.sleep(0.03)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True, timeout=60)
    assert running.wait_for(15) == [f"strip {number}.png" for number in range(15)]
    assert [int(frame.pixels[0, 0]) for frame in running.frames] == list(range(15))
