"""What this line asks of the PC: frames a second, their size, their scale, and what it writes to the disk.

    settings (proof, calibration, evidence)  +  the newest frame of the records  ->  LinePace

What nobody has said yet is taken from the demo strip, and ``is_…_known`` tells.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inspector.sources.choice import DEMO_FPS, DEMO_MM_PER_PX, DEMO_ROWS, DEMO_WIDTH_PX

if TYPE_CHECKING:
    from inspector.workspace.settings import WorkspaceSettings

KEPT_SHARE = 0.1  # of the frames that show what is kept whole: a bad coil, not a usual one
KEPT_BYTES_PER_PX = 0.7  # of a grey frame without loss; measured on public steel, 0.4 to 0.7
ROW_BYTES = 8_000  # of one frame in the database, with its defects and regions, and their crops


@dataclass(frozen=True, slots=True)
class LinePace:
    frames_per_s: float
    height: int  # px of one frame, along
    width: int
    mm_along: float  # of a pixel
    is_rate_known: bool = True
    is_frame_known: bool = True  # somebody inspected one
    is_mpx_known: bool = True  # how large one is was set; its shape was not
    is_scale_known: bool = True
    kept_share: float = KEPT_SHARE  # of frames that become evidence, whole

    @property
    def m_per_frame(self) -> float:
        return self.height * self.mm_along / 1000

    @property
    def rows_bytes_per_s(self) -> float:
        """What the records grow by, evidence aside."""
        return self.frames_per_s * ROW_BYTES

    @property
    def evidence_bytes_per_s(self) -> float:
        return self.frames_per_s * self.kept_share * self.height * self.width * KEPT_BYTES_PER_PX

    @property
    def bytes_per_s(self) -> float:
        return self.rows_bytes_per_s + self.evidence_bytes_per_s

    def m_per_min(self, frames_per_s: float) -> float:
        return frames_per_s * self.m_per_frame * 60


def line_pace(settings: WorkspaceSettings | None, newest_frame: tuple[int, int] | None) -> LinePace:
    """``newest_frame``: (height, width) of the one that was inspected last; None where there is none."""
    if settings is None:
        return LinePace(
            DEMO_FPS, DEMO_ROWS, DEMO_WIDTH_PX, DEMO_MM_PER_PX, is_rate_known=False, is_frame_known=False,
            is_mpx_known=False, is_scale_known=False,
        )  # fmt: skip
    proof, scale, evidence = settings.proof, settings.scale, settings.evidence
    height, width = newest_frame or _of_size(proof.line_frame_mpx)
    kept = KEPT_SHARE if evidence.keep_frames_with != "never" else 0.0
    nth = 1 / evidence.keep_every_nth if evidence.keep_every_nth else 0.0
    return LinePace(
        proof.line_frames_per_s or DEMO_FPS, height, width, scale.mm_per_px_along if scale else DEMO_MM_PER_PX,
        is_rate_known=proof.line_frames_per_s > 0, is_frame_known=newest_frame is not None,
        is_mpx_known=proof.line_frame_mpx > 0, is_scale_known=scale is not None, kept_share=max(kept, nth),
    )  # fmt: skip


def _of_size(mpx: float) -> tuple[int, int]:
    """In the shape of the demo strip's frames."""
    if not mpx:
        return DEMO_ROWS, DEMO_WIDTH_PX
    times = math.sqrt(mpx * 1e6 / (DEMO_ROWS * DEMO_WIDTH_PX))
    return max(1, round(DEMO_ROWS * times)), max(1, round(DEMO_WIDTH_PX * times))
