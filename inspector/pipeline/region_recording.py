"""Which regions of each frame are recorded, and when: what the overlay shows, once it is known to belong to a defect.

A region at a border may become part of a defect when a later frame comes. What is known is recorded with its frame; a
frame whose regions are not all decided waits here, without its pixels, and is recorded again if more of them count.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inspector.core.messages import Code, Message, message
from inspector.pipeline.result import InspectionResult
from inspector.store.operations.regions import RecordRegions
from inspector.store.region_code import encode

if TYPE_CHECKING:
    from inspector.measuring.merging import Finding

log = logging.getLogger("inspector.pipeline")

MAX_UNDECIDED = 256  # frames that wait; a strip whose specks hang together for longer keeps what was known by then


@dataclass(slots=True, eq=False)
class _Frame:
    lane: int
    frame_index: int
    shape: tuple[int, int]
    findings: Sequence[Finding]
    n_recorded: int = 0  # regions

    @property
    def is_decided(self) -> bool:
        return all(finding.is_decided for finding in self.findings)


class RegionRecorder:
    """Of one inspection, on its finishing thread. ``trouble`` is why a frame's regions were not recorded; told once."""

    def __init__(self, inspection_id: str) -> None:
        self._inspection_id = inspection_id
        self._undecided: deque[_Frame] = deque()
        self.trouble: Message | None = None

    def inspected(self, result: InspectionResult) -> list[RecordRegions]:
        """What is to be recorded with this frame: its own regions, and those of earlier ones that count by now."""
        operations = self._decided()
        if result.findings:
            height, width = result.class_map.shape
            frame = _Frame(result.placement.lane, result.frame.frame_index, (height, width), result.findings)
            operations += self._known(frame)
            if not frame.is_decided:
                self._undecided.append(frame)
                if len(self._undecided) > MAX_UNDECIDED:
                    operations += self._known(self._undecided.popleft())
        return operations

    def end(self) -> list[RecordRegions]:
        """What is to be recorded once no frame comes any more."""
        waiting, self._undecided = self._undecided, deque()
        return [operation for frame in waiting for operation in self._known(frame)]

    def _decided(self) -> list[RecordRegions]:
        operations: list[RecordRegions] = []
        for frame in [frame for frame in self._undecided if frame.is_decided]:
            self._undecided.remove(frame)
            operations += self._known(frame)
        return operations

    def _known(self, frame: _Frame) -> list[RecordRegions]:
        """The regions of the frame that belong to a defect, where they are more than was recorded."""
        known = [(finding.region, finding.defect_id) for finding in frame.findings if finding.defect_id is not None]
        if len(known) <= frame.n_recorded:
            return []
        frame.n_recorded = len(known)
        try:
            content = encode(known)
        except ValueError as error:
            log.warning("the regions of frame %d are not recorded: %s", frame.frame_index, error)
            if self.trouble is None:
                self.trouble = message(Code.REGIONS_TOO_MANY, frame=frame.frame_index, detail=str(error))
            return []
        return [RecordRegions(self._inspection_id, frame.frame_index, frame.lane, *frame.shape, content)]
