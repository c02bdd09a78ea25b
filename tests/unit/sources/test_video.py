from __future__ import annotations

import os
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import cv2
import numpy as np
import pytest

from inspector.core.frame import Frame, MissedFrame
from inspector.core.messages import Code, Message, SourceError
from inspector.sources.source import SourceKind
from inspector.sources.video import VideoSource

FPS = 25


def video(path: Path, n_frames: int = 12, codec: str = "MJPG", height: int = 64, width: int = 96) -> Path:
    """Frame n has the red level 20 n, green 100, blue 0; and texture, so that each takes room in the file."""
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter_fourcc(*codec), FPS, (width, height))
    assert writer.isOpened()
    texture = np.random.default_rng(1).integers(0, 20, (height, width), dtype=np.uint8)
    for number in range(n_frames):
        red = np.full((height, width), 20 * number % 230, np.uint8) + texture
        writer.write(np.dstack([np.zeros_like(red), np.full_like(red, 100), red]))
    writer.release()
    return path


def deliver(source: VideoSource) -> tuple[list[Frame | MissedFrame], list[Message]]:
    told: list[Message] = []
    try:
        return list(source.frames(threading.Event(), told.append)), told
    finally:
        source.close()


@pytest.mark.parametrize(("suffix", "codec"), [(".avi", "MJPG"), (".mp4", "mp4v"), (".mkv", "MJPG")])
def test_every_frame_comes_in_order_in_rgb_with_its_time(tmp_path, suffix, codec):
    path = video(tmp_path / f"strip{suffix}", codec=codec)
    os.utime(path, (1_767_225_600, 1_767_225_600))
    source = VideoSource(path)
    info = source.info
    assert (info.kind, info.name, info.n_frames) == (SourceKind.VIDEO, f"strip{suffix}", 12)
    assert (info.is_live, info.is_continuous) == (False, False)
    frames, told = deliver(source)
    assert told == []
    assert [frame.frame_index for frame in frames] == list(range(12))
    assert frames[11].name == "frame 000011"
    assert {frame.height for frame in frames} == {64}
    start = datetime(2026, 1, 1, tzinfo=UTC)
    assert frames[5].captured_at - start == timedelta(seconds=5 / FPS)
    for number, frame in enumerate(frames):
        assert isinstance(frame, Frame)
        assert frame.pixels.shape == (64, 96, 3)
        red, green, blue = frame.pixels.reshape(-1, 3).mean(axis=0)
        assert red == pytest.approx(20 * number + 9.5, abs=6)
        assert green == pytest.approx(100, abs=12)
        assert blue < 12


def test_a_video_cut_short_is_said_and_nobody_claims_to_know_how_long_the_rest_is(tmp_path):
    path = video(tmp_path / "cut.avi", n_frames=50)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    frames, told = deliver(VideoSource(path))
    *whole, missed = frames
    n_lost = 50 - len(whole)
    assert 20 <= n_lost <= 40
    assert isinstance(missed, MissedFrame)
    assert (missed.frame_index, missed.n_rows) == (len(whole), None)
    assert missed.reason.code == Code.VIDEO_ENDED_EARLY
    assert (missed.reason.params["n_frames"], missed.reason.params["n_expected"]) == (len(whole), 50)
    assert told == [missed.reason]


@pytest.mark.parametrize(("suffix", "codec"), [(".avi", "MJPG"), (".avi", "mp4v"), (".mkv", "MJPG")])
def test_a_video_cut_anywhere_delivers_whole_frames_only(tmp_path, suffix, codec):
    path = video(tmp_path / f"whole{suffix}", n_frames=20, codec=codec)
    content = path.read_bytes()
    expected = [frame.pixels for frame in deliver(VideoSource(path))[0]]
    cut = tmp_path / f"cut{suffix}"
    for percent in range(30, 96, 3):
        cut.write_bytes(content[: len(content) * percent // 100])
        try:
            frames, _ = deliver(VideoSource(cut))
        except SourceError:
            continue
        if isinstance(frames[-1], MissedFrame):
            assert frames.pop().reason.params["n_frames"] == len(frames)
        elif suffix == ".avi":
            assert len(frames) == 20
        for frame, pixels in zip(frames, expected, strict=False):
            assert np.array_equal(frame.pixels, pixels)


def test_what_is_no_video_is_refused_when_opened(tmp_path):
    with pytest.raises(SourceError) as missing:
        VideoSource(tmp_path / "gone.mp4")
    assert missing.value.message.code == Code.SOURCE_MISSING
    (tmp_path / "text.mp4").write_text("hello")
    (tmp_path / "empty.mp4").touch()
    cut = video(tmp_path / "cut.mp4", codec="mp4v")
    cut.write_bytes(cut.read_bytes()[:300])
    for path in (tmp_path / "text.mp4", tmp_path / "empty.mp4", cut, tmp_path):
        with pytest.raises(SourceError) as unreadable:
            VideoSource(path)
        assert unreadable.value.message.code == Code.VIDEO_UNREADABLE


def test_names_that_ffmpeg_could_take_for_addresses_are_opened(tmp_path, monkeypatch):
    made = video(tmp_path / "v.avi")
    monkeypatch.chdir(tmp_path)
    for name in ("Größe 表.avi", "frame%03d.avi", "x" * 220 + ".avi"):
        made.rename(tmp_path / name)
        made = tmp_path / name
        frames, _ = deliver(VideoSource(Path(name)))
        assert len(frames) == 12


def test_stop_ends_it_at_once_and_nothing_is_called_missing(tmp_path):
    source = VideoSource(video(tmp_path / "v.avi"), is_continuous=True)
    assert source.info.is_continuous
    stop, told = threading.Event(), []
    frames = source.frames(stop, told.append)
    next(frames)
    stop.set()
    assert list(frames) == []
    assert told == []
    source.close()
    source.close()


def test_broken_videos_leave_standard_error_clean(tmp_path):
    path = video(tmp_path / "cut.mkv", n_frames=20)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    (tmp_path / "text.mp4").write_text("hello")
    code = (
        "import sys, threading, pathlib\n"
        "from inspector.sources.video import VideoSource\n"
        "try: VideoSource(pathlib.Path(sys.argv[2]))\n"
        "except Exception: pass\n"
        "print(len(list(VideoSource(pathlib.Path(sys.argv[1])).frames(threading.Event(), lambda m: None))))\n"
    )
    environment = {name: value for name, value in os.environ.items() if not name.startswith("OPENCV_")}
    ran = subprocess.run(
        [sys.executable, "-c", code, str(path), str(tmp_path / "text.mp4")],
        capture_output=True,
        text=True,
        timeout=60,
        env=environment,
    )
    assert ran.stderr == ""
    assert 1 < int(ran.stdout) < 20
