"""Frames from a video file, by OpenCV's FFmpeg. Frames are RGB, also where all channels are equal. No Qt."""

from __future__ import annotations

import stat
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import cv2

from inspector.core.audit import utc_now
from inspector.core.frame import Frame, MissedFrame
from inspector.core.messages import Code, Message, SourceError, message
from inspector.pictures.decoding import printable
from inspector.pictures.formats.picture import PictureFault
from inspector.sources.bit_depth import BitDepth
from inspector.sources.opencv_capture import open_capture, to_rgb
from inspector.sources.source import SourceInfo, SourceKind

VIDEO_SUFFIXES = frozenset(
    {".avi", ".mp4", ".m4v", ".mov", ".mkv", ".webm", ".mpg", ".mpeg", ".ts", ".mts", ".m2ts", ".wmv", ".flv"}
    | {".mjpg", ".mjpeg", ".asf", ".ogv", ".3gp", ".h264", ".h265", ".264", ".265"}
)

_MAX_FRAMES = 10**9  # larger counts are a broken header


class VideoSource:
    """The frames of one video in order, then, if it ended before its time, one MissedFrame for the rest.

    Opened here: raises SourceError with SOURCE_MISSING or VIDEO_UNREADABLE. ``info.n_frames`` is what the
    header says. ``bits`` are those of 16-bit values; ValueError if they are not 8 to 16.
    """

    def __init__(self, path: Path, *, is_continuous: bool = False, bits: int | None = None) -> None:
        self._path = printable(str(path))
        try:
            status = path.stat()
            is_file = stat.S_ISREG(status.st_mode)  # never a pipe: it would be waited for
            # Elsewhere OpenCV computes the count of frames from the duration, and rounds.
            self._n_rounding = 0 if is_file and _counts_frames(path) else 1
        except FileNotFoundError as error:
            raise SourceError(message(Code.SOURCE_MISSING, path=self._path)) from error
        except OSError as error:
            raise SourceError(message(Code.VIDEO_UNREADABLE, path=self._path)) from error
        # Absolute, so that FFmpeg never takes a name such as "tcp:1.avi" for an address.
        capture = open_capture(str(path.absolute()), cv2.CAP_FFMPEG) if is_file else None
        if capture is None:
            raise SourceError(message(Code.VIDEO_UNREADABLE, path=self._path))
        self._capture = capture
        self._modified_at = datetime.fromtimestamp(status.st_mtime, UTC)
        self._info = SourceInfo(
            kind=SourceKind.VIDEO,
            name=printable(path.name),
            is_live=False,
            is_continuous=is_continuous,
            n_frames=_n_expected(capture),
        )
        self._bit_depth = BitDepth(self._info.name, bits)
        self._n_delivered = self._height = 0
        self._has_ended = False

    @property
    def info(self) -> SourceInfo:
        return self._info

    def frames(self, stop: threading.Event, notify: Callable[[Message], None]) -> Iterator[Frame | MissedFrame]:
        frame_index = height = 0
        captured_at = self._modified_at
        self._has_ended = False
        while not stop.is_set():
            is_read, raw = self._capture.read()
            if not is_read:
                break
            captured_at = self._modified_at + timedelta(milliseconds=self._position_ms())
            name = f"frame {frame_index:06d}"
            height = int(raw.shape[0])
            try:
                pixels = to_rgb(raw)
            except PictureFault as fault:
                reason = message(fault.code, name=name, detail=fault.detail)
                yield MissedFrame(frame_index, name, reason, captured_at, height)
            else:
                bits = self._bit_depth.of(pixels, name)
                self._bit_depth.warn_once(notify)
                if isinstance(bits, int):
                    yield Frame(frame_index, name, pixels, captured_at, time.monotonic(), bits=bits)
                else:
                    yield MissedFrame(frame_index, name, bits, captured_at, height)
            frame_index += 1
            self._n_delivered, self._height = frame_index, height
        else:
            return
        self._has_ended = True
        self._bit_depth.warn_once(notify, at_end=True)
        if frame_index == 0:
            raise SourceError(message(Code.VIDEO_UNREADABLE, path=self._path))
        n_lost = (self._info.n_frames or 0) - frame_index
        if n_lost > self._n_rounding:
            n_expected = frame_index + n_lost
            reason = message(Code.VIDEO_ENDED_EARLY, path=self._path, n_frames=frame_index, n_expected=n_expected)
            notify(reason)
            name = f"frame {frame_index:06d} to {n_expected - 1:06d}"
            yield MissedFrame(frame_index, name, reason, captured_at, n_lost * height)

    def remaining(self) -> Iterator[MissedFrame]:
        """See ``EndingSource``: one for all, since a video is one file. Its length is what the header says."""
        first, n_frames = self._n_delivered, self._info.n_frames
        if self._has_ended or (n_frames is not None and first >= n_frames):
            return
        name, n_rows = f"frame {first:06d} and on", None
        if n_frames is not None:
            name, n_rows = f"frame {first:06d} to {n_frames - 1:06d}", (n_frames - first) * self._height or None
        reason = message(Code.FRAME_NOT_REACHED, name=name)
        yield MissedFrame(first, name, reason, utc_now(), n_rows)

    def close(self) -> None:
        self._capture.release()

    def _position_ms(self) -> float:
        position_ms = float(self._capture.get(cv2.CAP_PROP_POS_MSEC))
        return position_ms if 0 <= position_ms < 1e12 else 0.0  # broken files give NaN or nonsense


def _counts_frames(path: Path) -> bool:
    """True for AVI, MP4 and MOV: their headers hold the number of frames."""
    with path.open("rb") as file:
        first = file.read(12)
    return first[:4] == b"RIFF" or first[4:8] == b"ftyp"


def _n_expected(capture: cv2.VideoCapture) -> int | None:
    count = capture.get(cv2.CAP_PROP_FRAME_COUNT)
    return int(count) if 0 < count < _MAX_FRAMES else None
