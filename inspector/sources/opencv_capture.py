"""What videos and cameras share: OpenCV's VideoCapture opened without noise, its pictures as RGB."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from inspector.core.frame import Pixels
from inspector.core.messages import Code
from inspector.pictures.formats.picture import PictureFault


def open_capture(address: str | int, backend: int, options: Sequence[int] = ()) -> cv2.VideoCapture | None:
    """An opened capture, or None. It may wait as long as the time-outs in ``options`` say."""
    _set_up()
    try:
        capture = cv2.VideoCapture(address, backend, list(options))
    except cv2.error:  # an option this back end does not know
        return None
    if not capture.isOpened():
        capture.release()
        return None
    return capture


def camera_backend() -> int:
    """The back end for cameras by index. On Linux the one: others look for devices that are not there."""
    return cv2.CAP_V4L2 if sys.platform.startswith("linux") else cv2.CAP_ANY


def to_rgb(raw: npt.NDArray[Any]) -> Pixels:
    """What a capture delivers, in RGB or grey. Looked at anew for each: a camera may come back changed.

    Raises PictureFault for what is no picture of 8 or 16 bits.
    """
    if raw.dtype not in (np.uint8, np.uint16) or raw.size == 0:
        raise PictureFault(Code.FRAME_UNSUPPORTED, f"{raw.dtype} values of shape {raw.shape}")
    if raw.ndim == 3 and raw.shape[2] == 1:
        raw = raw[:, :, 0]
    if raw.ndim == 2:
        return np.ascontiguousarray(raw)
    conversion = {3: cv2.COLOR_BGR2RGB, 4: cv2.COLOR_BGRA2RGB}.get(raw.shape[2] if raw.ndim == 3 else 0)
    if conversion is None:
        raise PictureFault(Code.FRAME_UNSUPPORTED, f"{raw.dtype} values of shape {raw.shape}")
    return cv2.cvtColor(raw, conversion)  # type: ignore[return-value]


def _set_up() -> None:
    """Keep OpenCV and FFmpeg off standard error, and frames of damaged packets out.

    OpenCV takes these from the environment, when the first capture is opened or each time. Whoever looks for
    a fault sets OPENCV_FFMPEG_LOGLEVEL and OPENCV_LOG_LEVEL himself, and keeps what he set.
    """
    os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")  # AV_LOG_QUIET: each lost packet would be a line
    # Without "discardcorrupt" the last frame of a file cut short comes half garbled (measured: 20 of 80 cuts
    # of AVI files). "rtsp_transport;tcp" is OpenCV's own default, which setting options would drop.
    os.environ.setdefault("OPENCV_FFMPEG_CAPTURE_OPTIONS", "rtsp_transport;tcp|fflags;discardcorrupt")
    # OpenCV waits 10 s for a USB camera that has stopped sending, unless told otherwise.
    os.environ.setdefault("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", "3")
    if "OPENCV_LOG_LEVEL" not in os.environ:
        cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
