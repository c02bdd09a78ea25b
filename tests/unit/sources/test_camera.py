"""The camera source against a network camera of our own: MJPEG over HTTP on this machine."""

from __future__ import annotations

import http.server
import socket
import subprocess
import sys
import threading
import time

import cv2
import numpy as np
import pytest

from inspector.core.frame import Frame, MissedFrame
from inspector.core.messages import Code, Message, SourceError
from inspector.pictures.formats.picture import PictureFault
from inspector.sources.camera import CameraSource, _Backoff, _reading_now, shown_address
from inspector.sources.opencv_capture import to_rgb
from inspector.sources.source import AnsweringSource, SourceKind
from tests.waiting import wait_until

SHAPE = (48, 64, 3)


class FakeCamera:
    """Sends pictures of one colour at 50 fps; can be switched off, on again on the same port, and frozen."""

    def __init__(self) -> None:
        self.shape = SHAPE
        self.is_frozen = threading.Event()
        self._is_off = threading.Event()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://user:secret@127.0.0.1:{self.port}/live.mjpg?token=secret"
        self.switch_on()

    def switch_on(self) -> None:
        camera = self
        self._is_off.clear()

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
                self.end_headers()
                try:
                    while not camera._is_off.wait(0.02):
                        if not camera.is_frozen.is_set():
                            self._send_picture()
                except OSError:
                    pass  # the client went away

            def _send_picture(self) -> None:
                bgr = np.full(camera.shape, (30, 90, 200), np.uint8)
                jpeg = cv2.imencode(".jpg", bgr)[1].tobytes()
                head = f"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {len(jpeg)}\r\n\r\n"
                self.wfile.write(head.encode() + jpeg + b"\r\n")

            def log_message(self, *args: object) -> None:
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    def switch_off(self) -> None:
        if self._is_off.is_set():
            return
        self._is_off.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class Running:
    def __init__(self, source: CameraSource) -> None:
        self.source = source
        self.stop_event = threading.Event()
        self.frames: list[Frame | MissedFrame] = []
        self.told: list[Message] = []
        self.error: SourceError | None = None
        self.thread = threading.Thread(target=self._run)
        self.thread.start()

    def _run(self) -> None:
        try:
            for frame in self.source.frames(self.stop_event, self.told.append):
                self.frames.append(frame)
        except SourceError as error:
            self.error = error

    def stop(self) -> bool:
        """Whether it ended."""
        self.stop_event.set()
        self.thread.join(60)
        self.source.close()
        return not self.thread.is_alive()

    def codes(self) -> list[Code]:
        return [each.code for each in self.told]


@pytest.fixture
def camera():
    camera = FakeCamera()
    yield camera
    camera.switch_off()


@pytest.fixture
def run():
    started: list[Running] = []

    def begin(address: int | str, **options: float) -> Running:
        options = {"open_timeout_s": 1.0, "read_timeout_s": 0.5, "retry_first_s": 0.1} | options
        started.append(Running(CameraSource(address, **options)))
        return started[-1]

    yield begin
    for each in started:
        each.stop()


def test_frames_come_live_in_rgb_and_in_order(camera, run):
    running = run(camera.address)
    info = running.source.info
    assert (info.kind, info.is_live, info.is_continuous, info.n_frames) == (
        SourceKind.CAMERA,
        True,
        False,
        None,
    )
    assert info.name == f"http://127.0.0.1:{camera.port}/live.mjpg"
    wait_until(lambda: len(running.frames) >= 10)
    assert running.stop()
    frames = running.frames
    assert [frame.frame_index for frame in frames] == list(range(len(frames)))
    assert {frame.height for frame in frames} == {48}
    assert np.abs(frames[0].pixels.reshape(-1, 3).mean(axis=0) - (200, 90, 30)).max() < 4
    assert running.told == []


def test_a_camera_that_is_not_there_is_said(run):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    for address in (f"http://127.0.0.1:{port}/live", f"rtsp://127.0.0.1:{port}/live", 97):
        running = run(address)
        running.thread.join(60)
        assert running.error is not None
        is_number = address == 97
        assert running.error.message.code == (Code.CAMERA_NO_SUCH_NUMBER if is_number else Code.CAMERA_NOT_FOUND)


def test_a_camera_switched_off_and_on_leaves_one_gap_and_goes_on(camera, run):
    running = run(camera.address)
    wait_until(lambda: len(running.frames) >= 5)
    camera.switch_off()
    wait_until(lambda: Code.CAMERA_LOST in running.codes())
    time.sleep(0.5)
    n_before = len(running.frames)
    camera.shape = (40, 80, 3)  # it may come back with another picture size
    camera.switch_on()
    wait_until(lambda: len(running.frames) >= n_before + 5)
    running.stop()
    assert running.codes() == [Code.CAMERA_LOST, Code.CAMERA_BACK]
    missed = [frame for frame in running.frames if isinstance(frame, MissedFrame)]
    assert missed == [running.frames[n_before]]
    assert missed[0].reason.code == Code.CAMERA_BACK
    assert missed[0].reason.params["lost_s"] > 0.4  # it was off for half a second at least
    assert missed[0].n_rows is None
    assert [frame.frame_index for frame in running.frames] == list(range(len(running.frames)))
    assert running.frames[-1].pixels.shape == (40, 80, 3)
    assert "secret" not in str(running.told)


def test_a_frozen_camera_is_lost_and_found_again(camera, run):
    running = run(camera.address)
    wait_until(lambda: len(running.frames) >= 5)
    camera.is_frozen.set()
    wait_until(lambda: Code.CAMERA_LOST in running.codes())
    camera.is_frozen.clear()
    wait_until(lambda: Code.CAMERA_BACK in running.codes())
    assert running.codes() == [Code.CAMERA_LOST, Code.CAMERA_BACK]


def test_a_stop_does_not_wait_for_a_read_that_is_blocked(camera, run):
    running = run(camera.address, read_timeout_s=30.0)
    wait_until(lambda: len(running.frames) >= 5)
    camera.is_frozen.set()
    time.sleep(0.2)
    reader = next(one for one in threading.enumerate() if one.name == f"capture {shown_address(camera.address)}")
    assert running.stop()
    assert reader.is_alive()  # it still blocks
    camera.is_frozen.clear()
    reader.join(60)
    assert not reader.is_alive()


def test_a_camera_is_opened_anew_only_after_the_capture_before_has_let_go(camera, run):
    with _reading_now[camera.address]:  # as the capture before holds it until OpenCV returns
        running = run(camera.address)
        time.sleep(0.5)
        assert (running.frames, running.error) == ([], None)
    wait_until(lambda: len(running.frames) >= 2)


def test_stop_while_a_camera_is_away_acts_at_once_and_records_the_outage(camera, run):
    running = run(camera.address, retry_first_s=1000)
    wait_until(lambda: len(running.frames) >= 5)
    camera.switch_off()
    wait_until(lambda: Code.CAMERA_LOST in running.codes())
    assert running.stop()
    assert isinstance(running.frames[-1], MissedFrame)
    assert running.frames[-1].reason.code == Code.CAMERA_LOST


def test_waits_between_tries_double_up_to_the_longest():
    for _ in range(20):
        backoff = _Backoff(0.5, 30)
        waits = [backoff.next_s() for _ in range(10)]
        for wait_s, expected_s in zip(waits, [0.5, 1, 2, 4, 8, 16, 30, 30, 30, 30], strict=True):
            assert 0.75 * expected_s <= wait_s <= min(1.25 * expected_s, 30)
        backoff.reset()
        assert backoff.next_s() <= 0.625


def test_addresses_are_shown_without_what_is_secret():
    assert shown_address("rtsp://admin:pass@10.0.0.5:554/stream1?key=1") == "rtsp://10.0.0.5:554/stream1"
    assert shown_address(2) == "camera:2"


def test_whatever_a_camera_sends_becomes_rgb_or_is_named():
    bgra = np.full((2, 3, 4), (1, 2, 3, 255), np.uint8)
    assert to_rgb(bgra).tolist() == [[[3, 2, 1]] * 3] * 2
    assert to_rgb(bgra[:, :, :1]).shape == (2, 3)
    assert to_rgb(bgra[:, :, 0].astype(np.uint16)).dtype == np.uint16
    with pytest.raises(PictureFault):
        to_rgb(bgra[:, :, :2])
    with pytest.raises(PictureFault):
        to_rgb(bgra.astype(np.float32))


def test_the_program_ends_while_a_driver_hangs_for_ever():
    code = (
        "import threading, inspector.sources.camera as module\n"
        "entered = threading.Event()\n"
        "def hang(*_):\n"
        "    entered.set()\n"
        "    threading.Event().wait()\n"
        "module.open_capture, module._LAST_WAIT_S = hang, 0.1\n"
        "stop = threading.Event()\n"
        "frames = module.CameraSource(0).frames(stop, lambda _: None)\n"
        "threading.Thread(target=lambda: list(frames)).start()\n"
        "entered.wait()\n"
        "stop.set()\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)


def test_a_camera_that_answers_goes_on_from_where_it_is_opened_and_delivers_what_passes_now(camera, run):
    source = CameraSource(camera.address, open_timeout_s=10.0, read_timeout_s=10.0)
    assert isinstance(source, AnsweringSource)
    source.await_answer()
    asked_at = time.monotonic()
    running = Running(source)
    wait_until(lambda: len(running.frames) >= 3)
    assert running.stop()
    assert running.frames[0].frame_index == 0
    assert running.frames[1].arrived_s > asked_at - 1.0  # those from before the start were dropped


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/live.mjpg"])
def test_a_camera_that_does_not_answer_says_so_before_it_is_iterated(address):
    source = CameraSource(address, open_timeout_s=1.0, read_timeout_s=1.0)
    with pytest.raises(SourceError) as refused:
        source.await_answer()
    assert refused.value.message.code is Code.CAMERA_NOT_FOUND
    source.close()
