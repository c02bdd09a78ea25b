"""One frame of a folder or a video, read again: the file by its name, the frame of a video by its index.

Whoever reads what is not there any more, or is not what it was, hears of it in words. May wait for a disk or a share,
``answer_s`` without a sign of life at most. No Qt.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import cv2

from inspector.core.bits import container_bits
from inspector.core.frame import Pixels
from inspector.core.messages import Code, FrameError, message
from inspector.core.untrusted import listed_below
from inspector.pictures.decoding import bits_fault, decode_file, read_picture_file
from inspector.pictures.formats.picture import PictureFault
from inspector.sources.address import AddressKind, SourceAddress
from inspector.sources.opencv_capture import open_capture, to_rgb
from inspector.sources.readers import NoAnswer, Reading, answer
from inspector.texts.messages import message_text

ANSWER_S = 10.0  # somebody waits for it


@dataclass(frozen=True, slots=True, eq=False)
class ReadFrame:
    pixels: Pixels
    bits: int
    modified_at: datetime | None  # of its file; None of a video


def read_frame(address: SourceAddress, name: str, frame_index: int, *, answer_s: float = ANSWER_S) -> ReadFrame:
    """The frame that was recorded under this name and index.

    Raises FrameError with FRAME_FILE_GONE where its file is not there any more, else with FRAME_NOT_READ_AGAIN.
    """

    def look(reading: Reading[Any]) -> ReadFrame:
        if address.kind is AddressKind.VIDEO:
            return _of_video(address, name, frame_index)
        return _of_folder(address, name, reading)

    try:
        return answer(look, answer_s)
    except NoAnswer:
        detail = f"it has not answered for {answer_s:g} s"
    except FrameError as error:
        if error.message.code is Code.FRAME_VANISHED:
            raise FrameError(message(Code.FRAME_FILE_GONE, name=name, path=address.path)) from error
        detail = message_text(error.message).why.rstrip(".")
    except (ValueError, OSError) as error:
        detail = str(error)
    raise FrameError(message(Code.FRAME_NOT_READ_AGAIN, name=name, path=address.path, detail=detail))


def _of_folder(address: SourceAddress, name: str, reading: Reading[Any]) -> ReadFrame:
    file = read_picture_file(listed_below(Path(address.path), name), name, reading.answered)
    reading.has_all()
    picture = decode_file(file, name, float_range=address.float_range)
    bits = _bits(picture.pixels, address.bits or picture.stated_bits, name)
    return ReadFrame(picture.pixels, bits, file.modified_at)


def _of_video(address: SourceAddress, name: str, frame_index: int) -> ReadFrame:
    path = Path(address.path)
    if not path.exists():
        raise FrameError(message(Code.FRAME_VANISHED, name=name))
    if not path.is_file():  # never a pipe: it would be waited for
        raise ValueError("it is no regular file")
    capture = open_capture(str(path), cv2.CAP_FFMPEG)
    if capture is None:
        raise ValueError("it cannot be opened as a video")
    try:
        capture.set(cv2.CAP_PROP_POS_FRAMES, frame_index)
        is_read, raw = capture.read() if round(capture.get(cv2.CAP_PROP_POS_FRAMES)) == frame_index else (False, None)
    finally:
        capture.release()
    if not is_read or raw is None:
        raise ValueError(f"the video has no frame {frame_index}, or cannot be wound to it")
    try:
        pixels = to_rgb(raw)
    except PictureFault as fault:
        raise ValueError(fault.detail) from fault
    return ReadFrame(pixels, _bits(pixels, address.bits, name), None)


def _bits(pixels: Pixels, wanted: int | None, name: str) -> int:
    if container_bits(pixels) == 8 or wanted is None:
        return container_bits(pixels)
    if (fault := bits_fault(pixels, wanted, name)) is not None:
        raise FrameError(fault)
    return wanted
