"""One launch of a run, as the parts of the training pass it on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from inspector.runs.folder import RunFolder
from inspector.runs.request import RunRequest
from training.data import Data, Frames
from training.frame_index import FrameIndex


class AskedToStop(Exception):  # noqa: N818  no error
    """Before the first step, while frames are looked through or steps are tried."""


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """One launch: what was asked for, where it is written, what it learns from."""

    request: RunRequest
    folder: RunFolder
    data: Data
    frames: Frames
    indices: tuple[FrameIndex, ...]  # of the training frames, by dataset version

    def listen(self) -> None:
        """Raises AskedToStop."""
        if self.folder.is_asked_to_stop():
            raise AskedToStop

    @property
    def input_bits(self) -> tuple[int, ...]:
        """Depths of the training frames, each once."""
        return tuple(sorted({int(bits) for index in self.indices for bits in np.unique(index.bits)}))
