"""Frames from a video file, by OpenCV's FFmpeg. Frames are RGB, also where all channels are equal. No Qt."""

from __future__ import annotations

import logging
import stat
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import cv2

from inspector.core.audit import utc_now
from inspector.core.frame import Frame, MissedFrame
from inspector.core.messages import Code, Message, SourceError, message
from inspector.pictures.decoding import printable
from inspector.pictures.file_time import file_time
from inspector.pictures.formats.picture import PictureFault
from inspector.sources.address import AddressKind, address_text
from inspector.sources.bit_depth import BitDepth
from inspector.sources.opencv_capture import open_capture, to_rgb
from inspector.sources.readers import ANSWER_S, NoAnswer, Readers, Stopped, answer
from inspector.sources.source import SourceInfo, SourceKind

log = logging.getLogger("inspector.sources")

VIDEO_SUFFIXES = frozenset(
    {".avi", ".mp4", ".m4v", ".mov", ".mkv", ".webm", ".mpg", ".mpeg", ".ts", ".mts", ".m2ts", ".wmv", ".flv"}
    | {".mjpg", ".mjpeg", ".asf", ".ogv", ".3gp", ".h264", ".h265", ".264", ".265"}
)

_MAX_FRAMES = 10**9  # larger counts are a broken header
_CLOSE_S = 1.0


class VideoSource:
    """The frames of one video in order, then, if it ended before its time, one MissedFrame for the rest.

    Opened here: raises SourceError with SOURCE_MISSING or VIDEO_UNREADABLE. ``info.n_frames`` is what the
    header says, and nothing but a promise. ``bits`` are those of 16-bit values; ValueError if they are not 8 to 16.
    Where nothing comes for ``answer_s``, it ends: SourceError with SOURCE_NO_ANSWER.
    """

    def __init__(
        self, path: Path, *, is_continuous: bool = False, bits: int | None = None, answer_s: float = ANSWER_S
    ) -> None:
        self._path = printable(str(path))
        self._answer_s = answer_s
        try:
            capture, self._n_rounding, modified_s = answer(lambda _: _opened(path), answer_s)
        except NoAnswer as error:
            raise SourceError(self._no_answer()) from error
        except FileNotFoundError as error:
            raise SourceError(message(Code.SOURCE_MISSING, path=self._path)) from error
        except OSError as error:
            raise SourceError(message(Code.VIDEO_UNREADABLE, path=self._path)) from error
        if capture is None:
            raise SourceError(message(Code.VIDEO_UNREADABLE, path=self._path))
        self._capture = capture
        self._readers = Readers(n_threads=1, n_spare=0, limit_s=answer_s)
        self._is_closed = False
        self._modified_at = file_time(modified_s, self._path)
        self._info = SourceInfo(
            kind=SourceKind.VIDEO,
            name=printable(path.name),
            is_live=False,
            is_continuous=is_continuous,
            n_frames=_n_expected(capture),
            address=address_text(AddressKind.VIDEO, path, bits),
        )
        self._bit_depth = BitDepth(self._info.name, bits)
        self._n_delivered = 0
        self._has_ended = False

    @property
    def info(self) -> SourceInfo:
        return self._info

    def frames(self, stop: threading.Event, notify: Callable[[Message], None]) -> Iterator[Frame | MissedFrame]:
        frame_index = 0
        captured_at = self._modified_at
        self._has_ended = False
        while not stop.is_set():
            try:
                is_read, raw = self._readers.result(self._readers.begin(lambda _: self._capture.read()), stop)
            except Stopped:
                return
            except NoAnswer as error:
                raise SourceError(self._no_answer()) from error
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
            self._n_delivered = frame_index
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
            yield MissedFrame(frame_index, name, reason, captured_at)

    def remaining(self) -> Iterator[MissedFrame]:
        """See ``EndingSource``: one for all, since a video is one file."""
        first, n_frames = self._n_delivered, self._info.n_frames
        if self._has_ended or (n_frames is not None and first >= n_frames):
            return
        name = f"frame {first:06d} and on" if n_frames is None else f"frame {first:06d} to {n_frames - 1:06d}"
        reason = message(Code.FRAME_NOT_REACHED, name=name)
        yield MissedFrame(first, name, reason, utc_now())

    def close(self) -> None:
        if self._is_closed:
            return
        self._is_closed = True
        # On the thread that may still read: a capture that is let go meanwhile takes the program with it.
        letting_go = self._readers.begin(lambda _: self._capture.release())
        try:
            self._readers.result(letting_go, threading.Event(), within_s=_CLOSE_S)
        except NoAnswer:
            log.warning("%s does not answer and is left open", self._path)
        self._readers.close()

    def _no_answer(self) -> Message:
        return message(Code.SOURCE_NO_ANSWER, path=self._path, limit_s=self._answer_s)

    def _position_ms(self) -> float:
        position_ms = float(self._capture.get(cv2.CAP_PROP_POS_MSEC))
        return position_ms if 0 <= position_ms < 1e12 else 0.0  # broken files give NaN or nonsense


def _opened(path: Path) -> tuple[cv2.VideoCapture | None, int, float]:
    """The capture, by how many frames its count may be off, and when the file was written. It may hang."""
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):  # never a pipe: it would be waited for
        return None, 0, 0.0
    # Elsewhere OpenCV computes the count of frames from the duration, and rounds.
    n_rounding = 0 if _counts_frames(path) else 1
    # Absolute, so that FFmpeg never takes a name such as "tcp:1.avi" for an address.
    return open_capture(str(path.absolute()), cv2.CAP_FFMPEG), n_rounding, status.st_mtime


def _counts_frames(path: Path) -> bool:
    """True for AVI, MP4 and MOV: their headers hold the number of frames."""
    with path.open("rb") as file:
        first = file.read(12)
    return first[:4] == b"RIFF" or first[4:8] == b"ftyp"


def _n_expected(capture: cv2.VideoCapture) -> int | None:
    count = capture.get(cv2.CAP_PROP_FRAME_COUNT)
    return int(count) if 0 < count < _MAX_FRAMES else None
