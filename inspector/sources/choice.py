"""What somebody chose to inspect, to be opened when it is inspected.

Importing this opens nothing and loads no reader of pictures, videos or cameras.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.core.calibration import Calibration
from inspector.core.messages import Code, Message, message
from inspector.core.source_options import SourceOptions, address_of
from inspector.sources.source import Source
from inspector.texts.live import DEMO_STRIP

if TYPE_CHECKING:
    from inspector.sources.synthetic import Surface

DEMO_CLEAN_ROWS = 2000  # 1 m
DEMO_WIDTH_PX, DEMO_ROWS, DEMO_FPS, DEMO_MM_PER_PX = 1024, 384, 10.0, 0.5


@dataclass(frozen=True, slots=True)
class SourceChoice:
    name: str  # shown to people
    open: Callable[[], Source]  # may wait; raises SourceError
    scale: Calibration | None = None  # where the source knows its own
    text: str = ""  # as the command line names it; "" is the demo strip
    told: Message | None = None  # what people should know of it as it begins

    @property
    def address(self) -> str:
        """Two of one address are one device or file; "" is like no other."""
        return address_of(self.text)

    def is_same_as(self, other: SourceChoice | None) -> bool:
        """Whether one must be closed before the other can be opened."""
        return other is not None and bool(self.address) and self.address == other.address


def source_named(text: str, options: SourceOptions) -> SourceChoice:
    """Folder, video or camera as the command line names it."""

    def open_named() -> Source:
        from inspector.sources.open_source import open_source

        return open_source(
            text, recursive=options.is_recursive, watch=options.is_watched, is_continuous=options.is_continuous,
            bits=options.bits, answer_s=options.answer_s,
        )  # fmt: skip

    return SourceChoice(Path(text).name or text, open_named, text=text)


def demo_strip(
    seed: int | None = None, surface: Surface | None = None, *, seconds: float = 0.0, fps: float | None = None
) -> SourceChoice:
    """A synthetic strip at the pace of a line, of ``seconds``; one without an end where that is 0.

    One without an end and without a pace of its own (``fps``) is for people who look on: it begins with clean steel,
    and says what it is.
    ``surface`` is hot-rolled strip where none is given.
    """
    from inspector.sources.synthetic import DEMO_SEED, Surface, SyntheticSource, SyntheticStrip

    surface, is_shown, pace = surface or Surface.HOT_ROLLED, not seconds and fps is None, fps or DEMO_FPS
    strip = SyntheticStrip(
        DEMO_SEED if seed is None else seed, DEMO_WIDTH_PX, surface, defects_per_m=6.0, mm_per_px=DEMO_MM_PER_PX,
        clean_rows=DEMO_CLEAN_ROWS if is_shown else 0,
    )  # fmt: skip
    n_frames = math.ceil(seconds * pace) or None

    def open_strip() -> Source:
        return SyntheticSource(strip, frame_rows=DEMO_ROWS, fps=pace, n_frames=n_frames)

    scale = Calibration(DEMO_MM_PER_PX, DEMO_MM_PER_PX)
    return SourceChoice(DEMO_STRIP.translated(), open_strip, scale, told=message(Code.DEMO_STRIP) if is_shown else None)
