"""The sink behind ``inspector run --out DIR``: tables, a summary, and pictures where they are asked for.

DIR/frames.csv     one row per file or frame of the source: inspected or not, why, ms
DIR/defects.csv    one row per defect, sizes in px always, in mm where there is a calibration
DIR/summary.json   what was inspected, with what, and what was found
DIR/classmaps/NAME.png, DIR/overlays/NAME.png    named like the frames, sub-folders kept; where two frames
                   would have one name, or a name is too long, frames.csv tells it

What the run before wrote there goes first, and nothing else does: see ``earlier_output``.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path, PurePosixPath
from typing import IO, Any

import cv2
import numpy as np
import numpy.typing as npt

from inspector.core.audit import AuditStamp, utc_now, utc_text
from inspector.core.defect import Defect, Size
from inspector.core.files import write_whole
from inspector.core.frame import MissedFrame
from inspector.core.messages import Code, Message, WorkspaceError, message
from inspector.core.rendering import painted, without_small_regions
from inspector.inference.loaded_model import LoadedModel
from inspector.measuring.inspection_settings import InspectionSettings
from inspector.pictures.decoding import PICTURE_SUFFIXES
from inspector.pipeline.earlier_output import CLASS_MAPS, DEFECTS, FRAME_COLUMNS, FRAMES, OVERLAYS, SUMMARY, clear
from inspector.pipeline.result import InspectionResult
from inspector.pipeline.sink import Outcome, Piece
from inspector.sources.source import SourceInfo

MAX_NAME_BYTES = 255  # of one part of a path, on every common file system
_LENGTHS = ("length", "width", "feret_max", "feret_min", "iso8785_length", "iso8785_width")
DEFECT_COLUMNS = (
    "number", "piece", "class_index", "class", "score", "severity", "rule",
    "area_mm2", *(f"{name}_mm" for name in _LENGTHS), "orientation_deg",
    "position_m", "offset_mm", "edge_distance_mm",
    "area_px", *(f"{name}_px" for name in _LENGTHS), "position_px", "offset_px",
    "n_parts", "frame_number", "frame", "box_x_px", "box_y_px", "box_width_px", "box_height_px",
)  # fmt: skip


class OutputFolder:
    """See ``Sink``. ``say`` turns a message into the words of the reader.

    Without a folder it only gathers the facts of the summary.
    """

    def __init__(
        self,
        folder: Path | None,
        say: Callable[[Message], str],
        *,
        with_class_maps: bool = False,
        with_overlays: bool = False,
    ) -> None:
        self.folder = folder
        self._say = say
        self._with_class_maps = with_class_maps
        self._with_overlays = with_overlays
        self._defects: dict[int, Defect] = {}
        self._messages: list[Message] = []
        self._n_inspected = 0
        self._not_inspected: list[MissedFrame] = []
        self._names_used: set[str] = set()
        self._facts: dict[str, Any] = {}
        self._settings: InspectionSettings | None = None
        self._piece = Piece("")
        self._frames_file: IO[str] | None = None
        self._frames: Any = None  # csv's writer has no public type

    def begin(self, piece: Piece, source: SourceInfo, model: LoadedModel, settings: InspectionSettings) -> None:
        self._piece, self._settings = piece, settings
        stamp = AuditStamp.now()
        self._facts = {
            "piece": piece.id,
            "source": source.name,
            "source_kind": source.kind.value,
            "model": {
                "name": model.card.name, "version": model.card.version, "sha256": model.sha256,
                "is_demonstration": model.card.is_demonstration,
            },
            "device": model.provider.device,
            "provider": model.provider.used.value,
            "class_names": model.card.class_names,
            "non_defects": model.card.non_defects,
            "thresholds": settings.thresholds,
            "min_area_px": settings.min_area_px,
            "mm_per_px": asdict(settings.calibration) if settings.calibration else None,
            "severity_table": {
                "version": settings.severity_table.version, "is_example": settings.severity_table.is_example,
            },
            "started_at": utc_text(stamp.at),
            "actor": stamp.actor,
        }  # fmt: skip
        if self.folder is None:
            return
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            clear(self.folder)
            self._frames_file = (self.folder / FRAMES).open("x", newline="", encoding="utf-8")
            self._frames = csv.writer(self._frames_file)
            self._frames.writerow(FRAME_COLUMNS)
            self._frames_file.flush()  # from now on the folder is known as ours
        except OSError as error:
            raise self._unwritable(self.folder / FRAMES, error) from error

    def model_changed(self, model: LoadedModel, from_frame: int) -> None:
        """A run on the command line keeps its model."""

    def inspected(self, result: InspectionResult) -> None:
        frame = result.frame
        self._n_inspected += 1
        for defect in result.defects:
            self._defects[defect.defect_id] = defect
        for number, _ in result.absorbed:
            self._defects.pop(number, None)
        has_pictures = self.folder is not None and (self._with_class_maps or self._with_overlays)
        name = self._picture_name(frame.name) if has_pictures else ""
        class_map = f"{CLASS_MAPS}/{name}" if name and self._with_class_maps else ""
        overlay = f"{OVERLAYS}/{name}" if name and self._with_overlays else ""
        self._write_frame(
            number=frame.frame_index, frame=frame.name, state="inspected", captured_at=utc_text(frame.captured_at),
            position_px=frame.along_px, position_m=self._position_m(frame.along_px, frame.along_m),
            n_rows=frame.height, n_columns=frame.width, n_defects=len(result.defects),
            predict_ms=f"{result.predict_ms:.2f}", measure_ms=f"{result.measure_ms:.2f}", class_map=class_map,
            overlay=overlay,
        )  # fmt: skip
        if self.folder is None or self._frames_file is None or not has_pictures:
            return
        try:
            self._frames_file.flush()  # named before it is written: a kill leaves no picture that nobody knows
        except OSError as error:
            raise self._unwritable(self.folder / FRAMES, error) from error
        if class_map:
            self._write_picture(self.folder / class_map, result.class_map)
        if overlay:
            shown = without_small_regions(result.class_map, result.settings.min_area_px)
            picture = painted(frame.pixels, frame.bits, shown, result.card.defect_classes)
            self._write_picture(self.folder / overlay, picture[:, :, ::-1])

    def missed(self, frame: MissedFrame) -> None:
        self._not_inspected.append(frame)
        self._write_frame(
            number=frame.frame_index, frame=frame.name, state="not_inspected", reason_code=frame.reason.code.value,
            reason=self._say(frame.reason), captured_at=utc_text(frame.captured_at), position_px=frame.along_px,
            position_m=self._position_m(frame.along_px, frame.along_m),
            n_rows="" if frame.n_rows is None else frame.n_rows,
        )  # fmt: skip

    def message(self, message: Message) -> None:
        self._messages.append(message)

    @property
    def has_left_out_folders(self) -> bool:
        """Some folder could not be read: what lies in it is not inspected, and cannot be listed."""
        return any(said.code is Code.FOLDER_UNREADABLE for said in self._messages)

    def hurry(self) -> None:
        """It never waits for room."""

    def end(self, outcome: Outcome, reason: Message | None) -> None:
        """Write what can be written, also where one of the tables cannot; then say so."""
        if self.folder is None or self._frames_file is None:
            return
        trouble: WorkspaceError | None = None
        for name, write in (
            (FRAMES, self._frames_file.close),
            (DEFECTS, lambda: self._write_whole(DEFECTS, self._defects_csv())),
        ):
            try:
                write()
            except OSError as error:
                trouble = trouble or self._unwritable(self.folder / name, error)
        if trouble is not None:
            outcome, reason = Outcome.FAILED, reason or trouble.message
        try:
            summary = json.dumps(self.summary(outcome, reason), indent=1, ensure_ascii=False, allow_nan=False)
            self._write_whole(SUMMARY, summary)
        except OSError as error:
            trouble = trouble or self._unwritable(self.folder / SUMMARY, error)
        if trouble is not None:
            raise trouble

    def _write_whole(self, name: str, text: str) -> None:
        if self.folder is not None:
            write_whole(self.folder / name, text.encode())

    def summary(self, outcome: Outcome, reason: Message | None) -> dict[str, Any]:
        """Facts of the inspection, for summary.json and ``--json``."""
        found = self._defects.values()
        return {
            **self._facts,
            "ended_at": utc_text(utc_now()),
            "outcome": outcome.value,
            "reason": self._said(reason) if reason else None,
            "n_frames": self._n_inspected + len(self._not_inspected),
            "n_inspected": self._n_inspected,
            "n_not_inspected": len(self._not_inspected),
            "not_inspected": [
                {"number": frame.frame_index, "frame": frame.name, **self._said(frame.reason)}
                for frame in self._not_inspected
            ],
            "n_defects": len(self._defects),
            "n_defects_by_class": dict(Counter(defect.class_name for defect in found)),
            "n_defects_by_severity": dict(Counter(defect.severity.value for defect in found)),
            "messages": [self._said(said) for said in self._messages],
        }

    def _said(self, said: Message) -> dict[str, str]:
        return {"code": said.code.value, "text": self._say(said)}

    def _position_m(self, along_px: int, along_m: float | None) -> str:
        scale = self._settings.calibration if self._settings else None
        if along_m is None and scale is not None:
            along_m = along_px * scale.mm_per_px_along / 1000
        return "" if along_m is None else f"{along_m:.4f}"

    def _write_frame(self, **values: Any) -> None:
        if self.folder is None:
            return
        try:
            self._frames.writerow([values.get(column, "") for column in FRAME_COLUMNS])
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
        writer = csv.DictWriter(text, DEFECT_COLUMNS)
        writer.writeheader()
        for number in sorted(self._defects):
            writer.writerow(defect_row(self._defects[number], self._piece.id))
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
        "score": f"{defect.score:.4f}",
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
        "frame_number": first.frame_index,
        "frame": first.frame_name,
        "box_x_px": first.box.x,
        "box_y_px": first.box.y,
        "box_width_px": first.box.width,
        "box_height_px": first.box.height,
    }


def _start_of(name: str, n_bytes: int) -> str:
    return name.encode()[:n_bytes].decode(errors="ignore")


def _of(size: Size | None, name: str) -> float | None:
    return None if size is None else float(getattr(size, name))


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.10g}"
