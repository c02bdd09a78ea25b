"""The sink that raises the alarms of one inspection. It decides what is one; the board keeps it.

A critical defect, frames that were not inspected, coverage below the plant's limit, a source that is lost, a picture
that stands still, and whatever the line tells people.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import ClassVar, Final

from inspector.core.defect import Defect, Severity
from inspector.core.frame import Frame, Pixels
from inspector.core.messages import Code, Message, Tier, message
from inspector.core.piece import Coverage
from inspector.pipeline.alarms import AlarmBoard
from inspector.pipeline.coverage_share import CoverageShare, floored_percent
from inspector.pipeline.result import InspectionResult
from inspector.pipeline.sink import InspectionEnd, InspectionStart, MissedInspection, Sink
from inspector.sources.source import SourceKind
from inspector.texts import formats
from inspector.texts.messages import PHRASES

FROZEN_AFTER_FRAMES: Final = 30  # identical ones; a camera's noise makes no two frames alike
_LOOKED_AT_PX: Final = 64  # rows and columns of a frame that are compared

# What ends a standing alarm of the line.
LOST_BEFORE: Final = {Code.CAMERA_BACK: Code.CAMERA_LOST, Code.FOLDER_BACK: Code.FOLDER_LOST}
LOST: Final = tuple(LOST_BEFORE.values())
# Coverage and its alarm tell of these, and the lost source of its own.
_QUIET = (Code.FRAME_SKIPPED, Code.FRAME_PAUSED, Code.FRAME_NOT_REACHED, Code.CAMERA_LOST, Code.CAMERA_BACK)
# Where the model is chosen, beside the model, in the results: nothing that anybody must acknowledge.
_SAID_ELSEWHERE = (
    Code.PROVIDER_NOT_USED, Code.SCREENING_ON, Code.SCREENING_FROM, Code.SCREENING_OFF, Code.SCREENING_CHECKED,
    Code.MODEL_PROMOTED, Code.MODEL_ROLLED_BACK,
)  # fmt: skip


def tier_of(told: Message) -> Tier:
    return PHRASES[told.code].tier


@dataclass(slots=True)
class StillPicture:
    """How often the same picture came in a row. Cheap: some thousand values of each are compared."""

    n_alike: int = 0
    _sum: int | None = None

    def look(self, pixels: Pixels) -> int:
        """``pixels`` (H, W) or (H, W, 3); the number of identical frames up to this one."""
        rows, columns = (max(1, size // _LOOKED_AT_PX) for size in pixels.shape[:2])
        found = zlib.crc32(pixels[::rows, ::columns].tobytes())
        self.n_alike = self.n_alike + 1 if found == self._sum else 1
        self._sum = found
        return self.n_alike


class AlarmSink(Sink):
    is_required: ClassVar[bool] = False  # nothing is inspected worse where nobody is alarmed

    def __init__(self, board: AlarmBoard, min_percent: float) -> None:
        """``min_percent`` of the piece must be inspected; 0: whatever happens is no alarm."""
        self._board = board
        self._min_percent = min_percent
        self._start: InspectionStart | None = None
        self._critical: set[int] = set()  # defects that were alarmed about
        self._coverage = Coverage()
        self._n_inspected = self._n_missed = 0
        self._is_low = False
        self._told_percent = 100  # the whole ones that the alarm says
        self._still: dict[int, StillPicture] = {}  # by lane: of cameras

    @property
    def _inspection_id(self) -> str:
        return self._start.inspection_id if self._start is not None else ""

    def begin(self, start: InspectionStart) -> None:
        self._start = start
        self._still = {
            lane.index: StillPicture()
            for lane in start.lanes
            if lane.source.kind is SourceKind.CAMERA and lane.source.is_live
        }

    def inspected(self, result: InspectionResult) -> None:
        self._n_inspected += 1
        for defect in result.defects:
            if defect.severity is Severity.CRITICAL and defect.defect_id not in self._critical:
                self._critical.add(defect.defect_id)
                self._raise(_critical(defect, self._piece), of=self._inspection_id)
        self._look_at(result.frame, result.placement.lane)
        self._judge(has_ended=False)

    def missed(self, missed: MissedInspection) -> None:
        self._n_missed += 1
        reason = missed.frame.reason
        if reason.code is Code.FRAME_FAILED and reason.params.get("detail") == Code.MODEL_OUT_OF_MEMORY.value:
            reason = message(Code.ALARM_MODEL_MEMORY, name=missed.frame.name)
        if reason.code not in _QUIET:
            self._raise(reason, of=self._inspection_id)
        self._judge(has_ended=False)

    def covered(self, coverage: Coverage) -> None:
        self._coverage = coverage

    def notify(self, message: Message) -> None:
        if message.code in LOST_BEFORE:
            self._board.over(LOST_BEFORE[message.code].value, source_of(message))
        elif message.code in LOST:
            self._raise(message, of=source_of(message), stands=True)
        elif message.code not in _SAID_ELSEWHERE:
            self._raise(message)

    def end(self, end: InspectionEnd) -> None:
        self._coverage = end.coverage
        self._judge(has_ended=True)
        if end.reason is not None and self._n_inspected + self._n_missed:  # else it is the answer to a start
            self._raise(end.reason, of=self._inspection_id)
        # Nothing comes of this piece that could make it well.
        self._board.over(Code.ALARM_COVERAGE_LOW.value, self._inspection_id)
        for lane in self._still:
            self._board.over(Code.ALARM_FROZEN_PICTURE.value, self._of_lane(lane))

    @property
    def _piece(self) -> str:
        return self._start.piece.id if self._start is not None else ""

    def _of_lane(self, lane: int) -> str:
        return f"{self._inspection_id} {lane}"

    def _look_at(self, frame: Frame, lane: int) -> None:
        still, start = self._still.get(lane), self._start
        if still is None or start is None:
            return
        n_before = still.n_alike
        n_alike = still.look(frame.pixels)
        if n_alike == FROZEN_AFTER_FRAMES:
            told = message(Code.ALARM_FROZEN_PICTURE, name=start.lanes[lane].name, n_frames=n_alike)
            self._raise(told, of=self._of_lane(lane), stands=True)
        elif n_alike == 1 and n_before >= FROZEN_AFTER_FRAMES:
            self._board.over(Code.ALARM_FROZEN_PICTURE.value, self._of_lane(lane))

    def _judge(self, *, has_ended: bool) -> None:
        """Once for each time that it falls below the limit: again only after it was well."""
        found = CoverageShare(self._coverage, self._n_inspected, self._n_missed)
        if self._is_low and found.is_well_again(self._min_percent):
            self._is_low = False
            self._board.over(Code.ALARM_COVERAGE_LOW.value, self._inspection_id)
        elif not self._is_low and found.is_below(self._min_percent, has_ended=has_ended):
            self._is_low = True
            self._raise(self._low(found), of=self._inspection_id, stands=True)
        elif self._is_low and (has_ended or self._told_percent != int(100 * (found.share or 0.0))):
            self._board.renew(self._low(found), of=self._inspection_id)  # as it is now, and in the end

    def _low(self, found: CoverageShare) -> Message:
        self._told_percent = int(100 * (found.share or 0.0))
        percent = f"{floored_percent(found.share or 0.0):.1f} %"
        limit = f"{self._min_percent:g} %"
        return message(Code.ALARM_COVERAGE_LOW, percent=percent, limit=limit, piece=self._piece)

    def _raise(self, told: Message, *, of: str = "", stands: bool = False) -> None:
        self._board.raise_(
            told, tier_of(told), of=of, inspection_id=self._inspection_id or None, piece=self._piece, stands=stands
        )


def source_of(told: Message) -> str:
    """Whose loss or return it tells: with several lanes, one that is back says nothing about the others."""
    return str(told.params.get("address", told.params.get("path", "")))


def _critical(defect: Defect, piece: str) -> Message:
    size_mm, size_px = defect.size_mm, defect.size_px
    if size_mm is not None:
        size = formats.size(size_mm.iso8785_length, size_mm.iso8785_width, "mm", 1)
    else:
        size = formats.size(size_px.iso8785_length, size_px.iso8785_width, "px")
    is_placed = defect.position_mm is not None
    position = formats.length_m((defect.position_mm or 0.0) / 1000, 2) if is_placed else defect.parts[-1].frame_name
    return message(Code.ALARM_CRITICAL_DEFECT, class_name=defect.class_name, size=size, position=position, piece=piece)
