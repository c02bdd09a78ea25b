"""A workspace with a little of everything that a backup holds."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from inspector.audit.log import Audited, AuditLog
from inspector.core.defect import Box
from inspector.core.piece import Piece
from inspector.store.operations.evidence import MarkAnnotated, RecordEvidence
from inspector.store.operations.inspections import BeginInspection, EndInspection
from inspector.store.records import EvidenceKind, InspectionState, LaneRecord, ModelUsed
from inspector.store.writer import StoreWriter
from inspector.workspace.workspace import Workspace, create_workspace

PICTURES = ("R-1/a.png", "R-1/b.png")  # the second one is labelled


def begin(inspection_id: str = "aa", piece: str = "R-1") -> BeginInspection:
    return BeginInspection(
        inspection_id=inspection_id, piece=Piece(piece, "rail"), line="line 2", pc="PC-7",
        lanes=(
            LaneRecord(
                lane=0, name="", source_name="frames", source_kind="folder", is_continuous=False, across_mm=None,
                calibration=None, bits=8,
            ),
        ),
        model=ModelUsed("m", "1", "ab" * 32, "CPU"), class_names=("background", "scratch"), thresholds=(0.0, 0.5),
        min_area_px=(0, 9), severity_table="[]",
    )  # fmt: skip


def kept(path: str, frame: int, inspection_id: str = "aa", because: str = "severe") -> RecordEvidence:
    return RecordEvidence(
        kind=EvidenceKind.FRAME, inspection_id=inspection_id, lane=0, frame_index=frame, kept_because=because,
        path=path, box=Box(0, 0, 4, 4), bits=8, n_bytes=6,
    )  # fmt: skip


def write_pictures(workspace: Workspace) -> None:
    for path in PICTURES:
        file = workspace.frames / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(path.encode()[-6:])


def filled(folder: Path) -> Workspace:
    workspace = create_workspace(folder)
    writer = StoreWriter(workspace.database)
    write_pictures(workspace)
    writer.submit(begin(), *(kept(path, frame) for frame, path in enumerate(PICTURES)), MarkAnnotated(2))
    writer.submit(EndInspection("aa", InspectionState.COMPLETED))
    assert writer.flush()
    assert writer.close() == ()
    AuditLog(workspace.audit).append(Audited.SETTINGS_CHANGED, {"name": "ours"}, by="Anna")
    for path, content in (
        ("models/own.onnx", np.random.default_rng(1).bytes(3000)), ("datasets/d1/manifest.json", b"{}"),
        ("runs/first/log.txt", b"step 1\n"), ("grading/ours/1.toml", b"x = 1\n"), ("keys/ümit.toml", b"format = 1\n"),
        ("locks/opening.lock", b""), ("backups/inspection.20260101T000000Z.sqlite", b"old"), ("x.tmp", b"half"),
    ):  # fmt: skip
        file = workspace.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return workspace


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
