"""From what a person typed to a source of frames.

demo, synthetic:SEED                     a synthetic strip (SEED defaults to the demo's)
0, camera:0                              a camera of this PC, by index
rtsp:// http:// https:// udp:// …        a network camera
a folder, a picture, a video             by path; "./0" for a folder that is called 0
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from inspector.core.float_range import UNIT, FloatRange
from inspector.core.messages import Code, SourceError, message
from inspector.pictures.decoding import LIMIT_MPX, PICTURE_SUFFIXES, looks_like_picture, printable
from inspector.sources.camera import CameraSource
from inspector.sources.folder import FolderSource
from inspector.sources.readers import ANSWER_S, NoAnswer, Reading, answer
from inspector.sources.source import Source, SourceKind
from inspector.sources.synthetic import DEMO_SEED, SyntheticSource, SyntheticStrip
from inspector.sources.video import VIDEO_SUFFIXES, VideoSource

_CAMERA_INDEX = re.compile(r"(?:camera:)?([0-9]{1,3})")
_SYNTHETIC = re.compile(r"demo|synthetic(?::([0-9]{1,18}))?")
_CAMERA_SCHEMES = ("rtsp", "rtsps", "http", "https", "udp", "rtp", "rtmp", "tcp")
_ADDRESS = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]+)://.+")  # two letters at least: "C:\\" is a drive


def open_source(
    text: str,
    *,
    recursive: bool = False,
    watch: bool = False,
    is_continuous: bool = False,
    bits: int | None = None,
    float_range: FloatRange = UNIT,
    limit_mpx: float = LIMIT_MPX,
    answer_s: float = ANSWER_S,
) -> Source:
    """Open the source that ``text`` names; the options count where the source has them.

    ``bits`` (8 to 16, else ValueError) are those of its 16-bit values, whatever its files say; ``float_range`` is
    what is black and white in its floating-point values. A synthetic strip is
    continuous whatever ``is_continuous`` says. A file or folder that gives no sign of life for ``answer_s`` is not
    waited for. Raises SourceError with SOURCE_NOT_UNDERSTOOD, SOURCE_MISSING, SOURCE_NO_ANSWER, or whatever the source
    itself finds wrong when it is opened.
    """
    text = text.strip()
    if not text or "\0" in text:
        raise SourceError(message(Code.SOURCE_NOT_UNDERSTOOD, text=text))
    if found := _SYNTHETIC.fullmatch(text):
        return _open_synthetic(found[1], bits)
    if found := _CAMERA_INDEX.fullmatch(text):
        return CameraSource(int(found[1]), is_continuous=is_continuous, bits=bits)
    if found := _ADDRESS.fullmatch(text):
        if found[1].lower() not in _CAMERA_SCHEMES:
            raise SourceError(message(Code.SOURCE_NOT_UNDERSTOOD, text=text))
        return CameraSource(text, is_continuous=is_continuous, bits=bits)
    path = Path(text)
    kind = _kind_of(path, answer_s)
    if kind is SourceKind.VIDEO:
        return VideoSource(path, is_continuous=is_continuous, bits=bits, answer_s=answer_s)
    return FolderSource(
        path, recursive=recursive, watch=watch, is_continuous=is_continuous, bits=bits,
        float_range=float_range, limit_mpx=limit_mpx, answer_s=answer_s,
    )  # fmt: skip


def _kind_of(path: Path, answer_s: float) -> SourceKind:
    def look(reading: Reading[Any]) -> SourceKind | None:
        if not path.exists():
            raise SourceError(message(Code.SOURCE_MISSING, path=printable(str(path))))
        suffix = path.suffix.lower()
        if path.is_file() and suffix in VIDEO_SUFFIXES:
            return SourceKind.VIDEO
        if path.is_dir() or suffix in PICTURE_SUFFIXES or (path.is_file() and looks_like_picture(path)):
            return SourceKind.FOLDER
        return None

    try:
        kind = answer(look, answer_s)
    except NoAnswer as error:
        raise SourceError(message(Code.SOURCE_NO_ANSWER, path=printable(str(path)), limit_s=answer_s)) from error
    except OSError as error:
        detail = error.strerror or str(error)
        unreadable = message(Code.SOURCE_UNREADABLE, path=printable(str(path)), detail=detail)
        raise SourceError(unreadable) from error
    if kind is None:
        raise SourceError(message(Code.SOURCE_NOT_UNDERSTOOD, text=printable(str(path))))
    return kind


def _open_synthetic(seed: str | None, bits: int | None) -> Source:
    return SyntheticSource(SyntheticStrip(DEMO_SEED if seed is None else int(seed)), bits=bits)
