"""A proof made up by hand, for what shows and composes proofs: no model was run for it."""

from __future__ import annotations

from dataclasses import replace

from inspector.evaluation.class_rule import ComparedBy
from inspector.evaluation.intervals import Interval
from inspector.evaluation.proof import (
    AlarmProof,
    BandProof,
    CellFrame,
    ClassBandCount,
    ClassProof,
    Compared,
    ConfusionCell,
    Curve,
    CurvePoint,
    FramePair,
    FrameScore,
    Proof,
    ProofData,
    ProofModel,
    SpeedProof,
)
from inspector.models_store.gate import CheckId, CheckState, GateCheck, GateReport, StoredProof, Why

ACTIVE, CANDIDATE = "a" * 64, "c" * 64
CLASSES = ("crack", "scratch", "fray")


def compared(active: float | None, candidate: float | None, half: float | None = 0.03, n_groups: int = 24) -> Compared:
    """``half`` None: too few groups to say."""
    if active is None or candidate is None:
        return Compared(active, candidate, None)
    value = candidate - active
    if half is None:
        return Compared(active, candidate, Interval(value, None, None, 2, has_too_few_groups=True))
    interval = Interval(value, value - half, value + half, n_groups, has_too_few_groups=False)
    return Compared(active, candidate, interval)


def of_class(name: str, active: float, candidate: float, half: float | None, n_defects: int) -> ClassProof:
    return ClassProof(
        name, in_data=True, in_active=True, in_candidate=True, is_defect=True, n_defects=n_defects,
        iou=compared(active - 0.2, candidate - 0.2, half), recall=compared(active, candidate, half),
        n_false_active=4, n_false_candidate=6,
    )  # fmt: skip


def curve(n_defects: int, found: tuple[int, ...], false: tuple[int, ...], length_m: float = 0.0) -> Curve:
    """Scores rise from 0.1 by equal steps to 0.9."""
    step = 0.8 / max(1, len(found) - 1)
    points = tuple(
        CurvePoint(round(0.1 + number * step, 3), n_found, n_false)
        for number, (n_found, n_false) in enumerate(zip(found, false, strict=True))
    )
    return Curve(n_defects, n_frames=200, length_m=length_m, points=points)


def frame_pair(number: int) -> FramePair:
    return FramePair(
        f"coil-17/frame_{number:04}.png", "coil-17", FrameScore(4, 1, 0, 0.71),
        FrameScore(4, 3, 2, round(0.2 + number / 100, 2)),
    )  # fmt: skip


def proof(class_names: tuple[str, ...] = CLASSES, length_m: float = 0.0, data: str = "line1-spring 0123abcd") -> Proof:
    """The first class is found more often, the second no less, of the third there are too few."""
    halves: tuple[float | None, ...] = (0.03, 0.05, None)
    shifts = (0.06, -0.01, 0.1)
    classes = tuple(
        of_class(name, 0.82, 0.82 + shifts[number % 3], halves[number % 3], 60 - number)
        for number, name in enumerate(class_names)
    )
    names = ("background", *class_names)
    cells = tuple(
        ConfusionCell(
            row, column, 90_000 if row == column else 400 * (1 + names.index(row)), 12,
            () if row == column else tuple(CellFrame(f"coil-17/frame_{n:04}.png", 400 - n) for n in range(12)),
        )
        for row in names
        for column in names
        if row == column or "background" in (row, column)
    )  # fmt: skip
    return Proof(
        candidate=ProofModel("line1-unet 4", CANDIDATE), active=ProofModel("steel-plain 3", ACTIVE),
        data=ProofData(data, "test", 200, 24, True, 80, length_m, ComparedBy.NAME, ()),
        miou_defects=compared(0.61, 0.66), miou_with_background=compared(0.7, 0.74), recall=compared(0.84, 0.88),
        classes=classes,
        bands=(
            BandProof("below 64 px", 40, compared(0.55, 0.68, 0.09)),
            BandProof("64 to 256 px", 80, compared(0.86, 0.84, 0.05)),
            BandProof("256 px or more", 60, compared(0.99, 0.93, 0.02)),
        ),
        class_bands=tuple(ClassBandCount(name, "below 64 px", 14, 7, 9) for name in class_names),
        alarms=AlarmProof(
            12, 18, compared(0.06, 0.09, 0.02), compared(0.02, 0.03, 0.02), compared(0.02, 0.025, 0.02),
            Compared(None, None, None),
        ),
        curve_active=curve(100, (97, 95, 92, 88, 84, 75, 60, 30, 8), (210, 120, 60, 30, 12, 6, 2, 1, 0), length_m),
        curve_candidate=curve(100, (99, 98, 96, 94, 88, 80, 66, 40, 12), (260, 130, 66, 34, 18, 7, 3, 1, 0), length_m),
        confusion_active=cells, confusion_candidate=cells, worst_of_active=(),
        worst_of_candidate=tuple(frame_pair(number) for number in range(50)),
        speed=SpeedProof(11.2, 9.4, "CPU (ONNX Runtime), 2 threads", 480_000),
    )  # fmt: skip


CHECKS = (
    GateCheck(CheckId.GOLDEN, CheckState.PASSED, 1.0, 0.9995),
    GateCheck(CheckId.RECALL, CheckState.PASSED, 0.03, -0.02, "crack"),
    GateCheck(CheckId.RECALL, CheckState.NOT_CHECKED, subject="fray", why=Why.TOO_FEW_GROUPS),
    GateCheck(CheckId.RECALL_OF_SIZE, CheckState.FAILED, -0.08, -0.02, "256 px or more"),
    GateCheck(CheckId.FALSE_ALARMS, CheckState.FAILED, 0.03, 0.006),
    GateCheck(CheckId.SPEED, CheckState.PASSED, 0.84, 0.8, why=Why.BESIDE_ACTIVE),
    GateCheck(CheckId.CARD, CheckState.FAILED, why=Why.MISSING, names=("licence",)),
    GateCheck(CheckId.UNTOUCHED, CheckState.PASSED, 0, 0),
)


def stored(
    checks: tuple[GateCheck, ...] = CHECKS, *, class_names: tuple[str, ...] = CLASSES, candidate: str = CANDIDATE,
    active: str = ACTIVE, length_m: float = 0.0,
) -> StoredProof:  # fmt: skip
    gate = GateReport(
        candidate, active, "line1-spring 0123abcd", "test", checks, "2026-03-01T12:04:00.000Z", "A. Meyer"
    )
    found = proof(class_names, length_m)
    return StoredProof(
        gate,
        replace(
            found, candidate=replace(found.candidate, sha256=candidate), active=replace(found.active, sha256=active)
        ),
    )
