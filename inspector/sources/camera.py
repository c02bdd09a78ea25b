"""Frames from a network camera or a camera of this PC, by OpenCV; a lost camera is waited for.

States, which ``CameraSource.frames`` walks through:

    opening ── no answer ──> CAMERA_NOT_FOUND, or _NO_SUCH_NUMBER, the end: address or number is likely wrong
       │
    delivering ── no frame in time ──> lost (CAMERA_LOST) ── opened and one frame ──> delivering (CAMERA_BACK)
                                        └── no answer: wait 0.5 s to 30 s, try again, for ever

A read that ran into its time-out never recovers (measured with OpenCV 5: it fails at once for ever after), so
a lost capture is dropped and the camera opened anew. Each capture lives on a thread of its own, which ends by
itself within the time-outs given to OpenCV; the thread that calls ``frames`` never waits for a camera longer
than it takes to notice ``stop``. A device or address has one capture at a time: the next waits until the one
before has let go. No Qt.
"""

from __future__ import annotations

import atexit
import contextlib
import logging
import queue
import random
import threading
import time
import weakref
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import cv2
import numpy.typing as npt

from inspector.core.audit import utc_now
from inspector.core.frame import Frame, MissedFrame
from inspector.core.messages import Code, Message, SourceError, message
from inspector.pictures.formats.picture import PictureFault
from inspector.sources.bit_depth import BitDepth
from inspector.sources.opencv_capture import camera_backend, open_capture, to_rgb
from inspector.sources.source import SourceInfo, SourceKind

log = logging.getLogger("inspector.cameras")

_POLL_S = 0.05  # how often a waiting source looks at ``stop``
_LAST_WAIT_S = 10.0  # longer than any time-out given to OpenCV
_STEADY_S = 10.0  # a camera that delivered so long is tried again quickly after its next loss


class CameraSource:
    """Frames of one camera by index or address, until stopped.

    ``frames`` raises SourceError with CAMERA_NOT_FOUND or CAMERA_NO_SUCH_NUMBER if the camera does not answer at
    first. Later losses go to ``notify`` and leave one MissedFrame each; how many rows passed meanwhile is
    not known here. ``bits`` are those of 16-bit values; ValueError if they are not 8 to 16.
    ``close`` does not wait: the capture lets go by itself within the longer of the two time-outs.
    """

    def __init__(
        self,
        address: int | str,
        *,
        is_continuous: bool = False,
        bits: int | None = None,
        open_timeout_s: float = 5.0,
        read_timeout_s: float = 3.0,
        retry_first_s: float = 0.5,
        retry_longest_s: float = 30.0,
    ) -> None:
        self._address = address
        self._shown = shown_address(address)
        self._open_timeout_s = open_timeout_s
        self._read_timeout_s = read_timeout_s
        self._retry_first_s = retry_first_s
        self._retry_longest_s = retry_longest_s
        self._bit_depth = BitDepth(self._shown, bits)
        self._reader: _Reader | None = None
        self._answering: _Reader | None = None  # that answered already
        self._info = SourceInfo(kind=SourceKind.CAMERA, name=self._shown, is_live=True, is_continuous=is_continuous)

    @property
    def info(self) -> SourceInfo:
        return self._info

    def frames(self, stop: threading.Event, notify: Callable[[Message], None]) -> Iterator[Frame | MissedFrame]:
        frame_index = 0
        retry = _Backoff(self._retry_first_s, self._retry_longest_s)
        lost_at: datetime | None = None
        lost_since_s = 0.0
        was_found = False
        try:
            while not stop.is_set():
                reader = self._start_reader()
                delivering_since_s: float | None = None
                while (got := reader.next_raw(stop)) is not None:
                    if delivering_since_s is None:
                        delivering_since_s = time.monotonic()
                        if lost_at is not None:
                            back = self._back(lost_since_s)
                            notify(back)
                            yield MissedFrame(frame_index, f"frame {frame_index:06d}", back, lost_at)
                            frame_index, lost_at = frame_index + 1, None
                    frame = self._to_frame(frame_index, got)
                    self._bit_depth.warn_once(notify)
                    frame_index += 1
                    yield frame
                if stop.is_set():
                    break
                was_found = was_found or reader.was_opened
                if not was_found:
                    raise SourceError(self._not_found())
                if delivering_since_s is not None and time.monotonic() - delivering_since_s > _STEADY_S:
                    retry.reset()
                wait_s = retry.next_s()
                if lost_at is None:
                    lost_at, lost_since_s = utc_now(), time.monotonic()
                    notify(self._lost(wait_s))
                log.info("%s gives no frames; next try in %.1f s", self._shown, wait_s)
                stop.wait(wait_s)
            if lost_at is not None:  # the line ran on unseen until it was stopped
                yield MissedFrame(frame_index, f"frame {frame_index:06d}", self._lost(0.0), lost_at)
        finally:
            if self._reader is not None:
                self._reader.abandon()

    def await_answer(self) -> None:
        """Return once a frame has come; raises SourceError where none does. ``frames`` goes on with what is open."""
        reader = self._start_reader()
        self._answering = reader
        while not reader.has_delivered.wait(_POLL_S):
            if not reader.is_alive():
                raise SourceError(self._not_found())

    def close(self) -> None:
        if self._reader is not None:
            self._reader.abandon()

    def _to_frame(self, frame_index: int, got: _RawFrame) -> Frame | MissedFrame:
        name = f"frame {frame_index:06d}"
        try:
            pixels = to_rgb(got.raw)
        except PictureFault as fault:
            reason = message(fault.code, name=name, detail=fault.detail)
            return MissedFrame(frame_index, name, reason, got.captured_at, got.height)
        bits = self._bit_depth.of(pixels, name)
        if isinstance(bits, int):
            return Frame(frame_index, name, pixels, got.captured_at, got.arrived_s, bits=bits)
        return MissedFrame(frame_index, name, bits, got.captured_at, got.height)

    def _start_reader(self) -> _Reader:
        answering, self._answering = self._answering, None
        if answering is not None:
            answering.drop_waiting()  # of before anybody wished to see them
            return answering
        self._reader = _Reader(self._address, self._open_timeout_s, self._read_timeout_s)
        self._reader.start()
        return self._reader

    def _not_found(self) -> Message:
        if isinstance(self._address, int):
            return message(Code.CAMERA_NO_SUCH_NUMBER, number=self._address)
        return message(Code.CAMERA_NOT_FOUND, address=self._shown)

    def _lost(self, retry_s: float) -> Message:
        return message(Code.CAMERA_LOST, address=self._shown, retry_s=round(retry_s, 1))

    def _back(self, lost_since_s: float) -> Message:
        lost_s = round(time.monotonic() - lost_since_s, 1)
        return message(Code.CAMERA_BACK, address=self._shown, lost_s=lost_s)


def shown_address(address: int | str) -> str:
    """The address as people and records may see it: without user, password and query."""
    if isinstance(address, int):
        return f"camera:{address}"
    parts = urlsplit(address)
    host = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{host}{parts.path}"


@dataclass(frozen=True, slots=True)
class _RawFrame:
    raw: npt.NDArray[Any]  # as OpenCV delivered it
    captured_at: datetime
    arrived_s: float

    @property
    def height(self) -> int:
        return int(self.raw.shape[0])


# By address, for the whole process: two captures of one camera at once disturb each other or never open, and a capture
# that was abandoned still holds its camera until OpenCV returns, when its source is already forgotten.
_reading_now: dict[int | str, threading.Lock] = defaultdict(threading.Lock)
_captures: weakref.WeakSet[threading.Thread] = weakref.WeakSet()


@atexit.register
def _let_captures_end() -> None:
    """A program that ends while OpenCV works may crash: captures have the time that their time-outs need."""
    ends_s = time.monotonic() + _LAST_WAIT_S
    for capture in list(_captures):
        if capture.is_alive():
            capture.join(max(0.0, ends_s - time.monotonic()))


class _Reader(threading.Thread):
    """One capture from opening to loss. It may block in OpenCV, but never longer than its time-outs."""

    def __init__(self, address: int | str, open_timeout_s: float, read_timeout_s: float) -> None:
        # A daemon: a driver that hangs for ever must not keep the program from ending. See ``_let_captures_end``.
        super().__init__(name=f"capture {shown_address(address)}", daemon=True)
        _captures.add(self)
        self._address = address
        self._open_timeout_s = open_timeout_s
        self._read_timeout_s = read_timeout_s
        # Two frames at most: whoever inspects takes them as they come, and decides what to drop.
        self._raw_frames: queue.Queue[_RawFrame] = queue.Queue(maxsize=2)
        self._abandoned = threading.Event()
        self.was_opened = False
        self.has_delivered = threading.Event()

    def drop_waiting(self) -> None:
        with contextlib.suppress(queue.Empty):
            while True:
                self._raw_frames.get_nowait()

    def next_raw(self, stop: threading.Event) -> _RawFrame | None:
        """The next frame as delivered; None when the camera is lost or ``stop`` is set."""
        while not stop.is_set():
            try:
                return self._raw_frames.get(timeout=_POLL_S)
            except queue.Empty:
                if not self.is_alive() and self._raw_frames.empty():
                    return None
        return None

    def abandon(self) -> None:
        """Let the capture go as soon as OpenCV returns, without waiting for it."""
        self._abandoned.set()

    def run(self) -> None:
        with _reading_now[self._address]:
            if not self._abandoned.is_set():
                self._read()

    def _read(self) -> None:
        if isinstance(self._address, int):
            capture = open_capture(self._address, camera_backend())
        else:
            options = (
                *(cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, round(self._open_timeout_s * 1000)),
                *(cv2.CAP_PROP_READ_TIMEOUT_MSEC, round(self._read_timeout_s * 1000)),
            )
            capture = open_capture(self._address, cv2.CAP_FFMPEG, options)
        if capture is None:
            return
        self.was_opened = True
        try:
            while not self._abandoned.is_set():
                is_read, raw = capture.read()
                if not is_read:
                    return
                self.has_delivered.set()
                self._deliver(_RawFrame(raw, utc_now(), time.monotonic()))
        except cv2.error as error:
            log.warning("%s: OpenCV gave up: %s", self.name, error)
        finally:
            capture.release()

    def _deliver(self, raw: _RawFrame) -> None:
        while not self._abandoned.is_set():
            try:
                return self._raw_frames.put(raw, timeout=_POLL_S)
            except queue.Full:
                continue


class _Backoff:
    """Waits that double from ``first_s`` to ``longest_s``, each a quarter longer or shorter by chance.

    Chance, so that the cameras behind one switch do not all come back at the same instant.
    """

    def __init__(self, first_s: float, longest_s: float) -> None:
        self._first_s = first_s
        self._longest_s = longest_s
        self._wait_s = first_s

    def next_s(self) -> float:
        wait_s = self._wait_s * random.uniform(0.75, 1.25)
        self._wait_s = min(self._wait_s * 2, self._longest_s)
        return min(wait_s, self._longest_s)

    def reset(self) -> None:
        self._wait_s = self._first_s
