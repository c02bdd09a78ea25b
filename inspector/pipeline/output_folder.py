"""The sink behind ``inspector run --out DIR``: tables, a summary, and pictures where they are asked for.

DIR/frames.csv     one row per file or frame of the source: inspected or not, why, ms
DIR/defects.csv    one row per defect, sizes in px always, in mm where there is a calibration
DIR/summary.json   what was inspected, with what, and what was found
DIR/classmaps/NAME.png, DIR/overlays/NAME.png    named like the frames, sub-folders kept; where two frames
                   would have one name, or a name is too long, frames.csv tells it

What the run before wrote there goes first, and nothing else does: see ``earlier_output``.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections import deque
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import IO, Any

import cv2
import numpy as np
import numpy.typing as npt

from inspector.core.audit import utc_text
from inspector.core.classes import ClassCatalogue
from inspector.core.csv_table import PLAIN, CsvStyle, CsvTable, Figure
from inspector.core.defect import Defect, Size
from inspector.core.files import write_whole
from inspector.core.messages import Code, Message, WorkspaceError, message
from inspector.core.piece import Piece
from inspector.core.rendering import painted
from inspector.pictures.decoding import PICTURE_SUFFIXES
from inspector.pipeline.earlier_output import CLASS_MAPS, DEFECTS, FRAME_COLUMNS, FRAMES, OVERLAYS, SUMMARY, clear
from inspector.pipeline.result import InspectionResult
from inspector.pipeline.run_summary import RunSummary
from inspector.pipeline.sink import InspectionEnd, InspectionStart, MissedInspection, Outcome, Sink

MAX_UNDECIDED = 16  # overlays that wait for the next frames: a speck at a border is soon decided
MAX_NAME_BYTES = 255  # of one part of a path, on every common file system
_LENGTHS = ("length", "width", "feret_max", "feret_min", "iso8785_length", "iso8785_width")
DEFECT_COLUMNS = (
    "number", "piece", "class_index", "class", "score", "severity", "rule",
    "area_mm2", *(f"{name}_mm" for name in _LENGTHS), "orientation_deg",
    "position_m", "offset_mm", "edge_distance_mm",
    "area_px", *(f"{name}_px" for name in _LENGTHS), "position_px", "offset_px",
    "n_parts", "lane", "frame_number", "frame", "box_x_px", "box_y_px", "box_width_px", "box_height_px",
)  # fmt: skip


class OutputFolder(Sink):
    """Required: who names a folder wants its files. ``text_of`` turns a message into the language of the reader.

    The picture of a frame shows exactly the regions that are recorded. Whether a region at a border is, the next frame
    may decide: such a picture is written one or a few frames later.
    """

    def __init__(
        self,
        folder: Path,
        text_of: Callable[[Message], str],
        *,
        with_class_maps: bool = False,
        with_overlays: bool = False,
        catalogue: ClassCatalogue | None = None,
        csv_style: CsvStyle = PLAIN,
    ) -> None:
        self.folder = folder
        self.summary = RunSummary(text_of)
        self._text_of = text_of
        self._csv_style = csv_style
        self._catalogue = catalogue or ClassCatalogue()  # looks of classes in overlays
        self._with_class_maps = with_class_maps
        self._with_overlays = with_overlays
        self._names_used: set[str] = set()
        self._undecided: deque[tuple[InspectionResult, Path]] = deque()
        self._piece = Piece("")
        self._has_lanes = False
        self._frames_file: IO[str] | None = None
        self._frames: CsvTable | None = None
        self.written: tuple[str, ...] = ()  # tables that are whole on the disk, after the end

    def begin(self, start: InspectionStart) -> None:
        self.summary.begin(start)
        self._piece = start.piece
        self._has_lanes = len(start.lanes) > 1
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            clear(self.folder)
            self._frames_file = (self.folder / FRAMES).open("x", newline="", encoding=self._csv_style.encoding)
            self._frames = CsvTable(self._frames_file, style=self._csv_style)
            self._frames.write_row(FRAME_COLUMNS)
            self._frames_file.flush()  # from now on the folder is known as ours
        except OSError as error:
            raise self._unwritable(self.folder / FRAMES, error) from error

    def inspected(self, result: InspectionResult) -> None:
        self.summary.inspected(result)
        if self._frames_file is None:
            return
        frame, placement, product = result.frame, result.placement, result.product
        has_pictures = self._with_class_maps or self._with_overlays
        lane = f"lane {placement.lane}/" if self._has_lanes else ""  # frames of two cameras bear one name
        name = self._picture_name(lane + frame.name) if has_pictures else ""
        class_map = f"{CLASS_MAPS}/{name}" if name and self._with_class_maps else ""
        overlay = f"{OVERLAYS}/{name}" if name and self._with_overlays else ""
        self._write_frame(
            number=frame.frame_index, lane=placement.lane, frame=frame.name, state="inspected",
            captured_at=utc_text(frame.captured_at), position_px=placement.along_px,
            position_m=_metres(placement.along_mm), n_rows=frame.height, n_columns=frame.width,
            n_defects=len(result.defects), predict_ms=Figure(f"{result.predict_ms:.2f}"),
            measure_ms=Figure(f"{result.measure_ms:.2f}"), looked_at_percent=_looked_at(result),
            class_map=class_map, overlay=overlay,
            masked_percent=Figure(f"{100 * product.masked_share:.2f}") if product is not None else "",
            product_width_px=Figure(f"{product.width_px:.2f}") if product is not None else "",
        )  # fmt: skip
        if not has_pictures:
            return
        try:
            self._frames_file.flush()  # named before it is written: a kill leaves no picture that nobody knows
        except OSError as error:
            raise self._unwritable(self.folder / FRAMES, error) from error
        if class_map:
            self._write_picture(self.folder / class_map, result.class_map)
        if overlay:
            self._undecided.append((result if result.is_decided else result.kept(), self.folder / overlay))
        self._write_overlays()

    def missed(self, missed: MissedInspection) -> None:
        self.summary.missed(missed)
        frame, placement = missed.frame, missed.placement
        self._write_frame(
            number=frame.frame_index, lane=placement.lane, frame=frame.name, state="not_inspected",
            reason_code=frame.reason.code.value, reason=self._text_of(frame.reason),
            captured_at=utc_text(frame.captured_at), position_px=placement.along_px,
            position_m=_metres(placement.along_mm), n_rows="" if frame.n_rows is None else frame.n_rows,
        )  # fmt: skip
        self._write_overlays()

    def notify(self, message: Message) -> None:
        self.summary.notify(message)

    def end(self, end: InspectionEnd) -> None:
        """Write what can be written, also where one of the tables cannot; then say so."""
        self.summary.end(end)
        if self._frames_file is None:
            return
        outcome, reason = end.outcome, end.reason
        trouble: WorkspaceError | None = None
        try:
            self._write_overlays(is_end=True)
        except WorkspaceError as error:
            trouble = error
        for name, write in (
            (FRAMES, self._frames_file.close),
            (DEFECTS, lambda: write_whole(self.folder / DEFECTS, self._csv_style.encoded(self._defects_csv()))),
        ):
            try:
                write()
                self.written += (name,)
            except OSError as error:
                trouble = trouble or self._unwritable(self.folder / name, error)
        if trouble is not None:
            outcome, reason = Outcome.FAILED, reason or trouble.message
        try:
            facts = self.summary.facts(outcome, reason)
            self._write_whole(SUMMARY, json.dumps(facts, indent=1, ensure_ascii=False, allow_nan=False))
            self.written += (SUMMARY,)
        except OSError as error:
            trouble = trouble or self._unwritable(self.folder / SUMMARY, error)
        if trouble is not None:
            raise trouble

    def _write_overlays(self, *, is_end: bool = False) -> None:
        """Those of which every region is decided by now, in order; a bounded number waits."""
        while self._undecided:
            result, path = self._undecided[0]
            if not (is_end or result.is_decided or len(self._undecided) > MAX_UNDECIDED):
                return
            self._undecided.popleft()
            classes = self._catalogue.classes_of(result.card)
            picture = painted(result.frame.pixels, result.frame.bits, result.reported_map, classes)
            self._write_picture(path, picture[:, :, ::-1])

    def _write_whole(self, name: str, text: str) -> None:
        write_whole(self.folder / name, text.encode())

    def _write_frame(self, **values: Any) -> None:
        if self._frames is None:
            return
        try:
            self._frames.write_row(values.get(column, "") for column in FRAME_COLUMNS)
        except OSError as error:
            raise self._unwritable(self.folder / FRAMES, error) from error

    def _picture_name(self, frame_name: str) -> str:
        """NAME.png for NAME.jpg; NAME.jpg.png where NAME.png is taken, as by a.png beside a.jpg."""
        path = PurePosixPath(frame_name)
        stem = path.stem if path.suffix.lower() in PICTURE_SUFFIXES else path.name  # "coil 1.2" keeps its 2
        digest = hashlib.sha256(frame_name.encode()).hexdigest()[:12]
        names = [f"{stem}.png", f"{path.name}.png", f"{_start_of(path.name, 200)} {digest}.png"]
        for name in names:
            relative = str(path.with_name(name))
            if len(name.encode()) <= MAX_NAME_BYTES and relative.casefold() not in self._names_used:
                break
        self._names_used.add(relative.casefold())  # Windows and macOS take "A.png" and "a.png" for one
        return relative

    def _write_picture(self, path: Path, picture: npt.NDArray[np.uint8]) -> None:
        try:
            if not path.parent.resolve().is_relative_to(self.folder.resolve()):
                raise OSError("it would lie outside the folder of the results, by a link")
            path.parent.mkdir(parents=True, exist_ok=True)
            encoded = cv2.imencode(".png", np.ascontiguousarray(picture), [cv2.IMWRITE_PNG_COMPRESSION, 1])[1]
            with path.open("xb") as file:  # somebody's own file of this name stays
                try:
                    file.write(encoded.tobytes())
                except OSError:
                    path.unlink(missing_ok=True)  # half a class map is worse than none
                    raise
        except OSError as error:
            raise self._unwritable(path, error) from error

    def _defects_csv(self) -> str:
        text = io.StringIO(newline="")
        table = CsvTable(text, style=self._csv_style)
        table.write_row(DEFECT_COLUMNS)
        for defect in self.summary.defects:
            row = defect_row(defect, self._piece.id)
            table.write_row(row[column] for column in DEFECT_COLUMNS)
        return text.getvalue()

    def _unwritable(self, path: Path, error: OSError) -> WorkspaceError:
        return WorkspaceError(message(Code.OUTPUT_UNWRITABLE, path=str(path), detail=error.strerror or str(error)))


def defect_row(defect: Defect, piece_id: str) -> dict[str, str | int]:
    """One row of defects.csv, by column. Without a calibration the mm and m columns are blank."""
    first = defect.parts[0]
    size_mm, size_px = defect.size_mm, defect.size_px
    return {
        "number": defect.defect_id,
        "piece": piece_id,
        "class_index": defect.class_index,
        "class": defect.class_name,
        "score": Figure(f"{defect.score:.4f}"),
        "severity": defect.severity.value,
        "rule": defect.rule,
        "area_mm2": _number(size_mm.area if size_mm else None),
        **{f"{name}_mm": _number(_of(size_mm, name)) for name in _LENGTHS},
        "orientation_deg": _number((size_mm or size_px).orientation_deg),
        "position_m": _number(None if defect.position_mm is None else defect.position_mm / 1000),
        "offset_mm": _number(defect.offset_mm),
        "edge_distance_mm": _number(defect.edge_distance_mm),
        "area_px": _number(size_px.area),
        **{f"{name}_px": _number(_of(size_px, name)) for name in _LENGTHS},
        "position_px": _number(defect.position_px),
        "offset_px": _number(defect.offset_px),
        "n_parts": defect.n_parts,
        "lane": first.lane,
        "frame_number": first.frame_index,
        "frame": first.frame_name,
        "box_x_px": first.box.x,
        "box_y_px": first.box.y,
        "box_width_px": first.box.width,
        "box_height_px": first.box.height,
    }


def _looked_at(result: InspectionResult) -> str:
    """Blank where nothing was screened; a frame that was predicted whole as a check has 100."""
    screened = result.screened
    if screened is None:
        return ""
    return Figure("100.0" if screened.is_whole else f"{100 * screened.looked_at:.1f}")


def _metres(along_mm: float | None) -> str:
    return Figure("" if along_mm is None else f"{along_mm / 1000:.4f}")


def _start_of(name: str, n_bytes: int) -> str:
    return name.encode()[:n_bytes].decode(errors="ignore")


def _of(size: Size | None, name: str) -> float | None:
    return None if size is None else float(getattr(size, name))


def _number(value: float | None) -> str:
    return Figure("" if value is None else f"{value:.10g}")
