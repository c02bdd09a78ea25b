"""A strip with defects, as the presenter would show it: fabricated state for the tests of the views."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from inspector.core.classes import DefectClass
from inspector.core.defect import Box, Severity
from inspector.screens.alarms import AlarmLine, AlarmsState
from inspector.screens.coverage import CoverageState
from inspector.screens.live import (
    ClassState,
    DefectRow,
    DisplayFrame,
    LiveState,
    MapExtent,
    RunState,
    Stat,
    Stretch,
    Thumbnail,
)
from inspector.screens.not_inspected import NotInspectedRow
from inspector.screens.shell import Lamp, LampState, WindowChrome
from inspector.sources.synthetic import SyntheticStrip
from inspector.texts.messages import MessageText, Tier

NAMES = ("inclusion", "patches", "scratches")
STRIP = SyntheticStrip(seed=1_000_011, width_px=1600)
SEVERITIES = (Severity.MINOR, Severity.MAJOR, Severity.CRITICAL, Severity.NONE)


def classes() -> list[DefectClass]:
    return [DefectClass.with_default_look(i + 1, name) for i, name in enumerate(NAMES)]


def class_states(solo: int = 0) -> list[ClassState]:
    return [
        ClassState(one, 0.5 + 0.06 * i, 2.5 * i, "mm²", 17 * i + 3, one.index == solo)
        for i, one in enumerate(classes())
    ]


def outlines_of(class_map: npt.NDArray[np.uint8]) -> dict[int, npt.NDArray[np.int32]]:
    """Borders along pixel edges, one segment per pixel edge: the worst case."""
    found: dict[int, npt.NDArray[np.int32]] = {}
    for value in np.unique(class_map[class_map > 0]):
        padded = np.pad(class_map == value, 1)
        rows, cols = np.nonzero(padded[1:, 1:-1] != padded[:-1, 1:-1])
        flat = np.stack([cols, rows, cols + 1, rows], 1)
        rows, cols = np.nonzero(padded[1:-1, 1:] != padded[1:-1, :-1])
        upright = np.stack([cols, rows, cols, rows + 1], 1)
        found[int(value)] = np.concatenate([flat, upright]).astype(np.int32)
    return found


def display_frame(number: int = 8, rows: int = 256, *, has_focus: bool = False) -> DisplayFrame:
    view = STRIP.render(number * rows, rows)
    focus = None
    if has_focus and view.class_map.any():
        _n, _labels, stats, _centres = cv2.connectedComponentsWithStats((view.class_map > 0).astype(np.uint8))
        x, y, w, h, _area = stats[1:][stats[1:, 4].argmax()]
        focus = Box(int(x), int(y), int(w), int(h))
    return DisplayFrame(
        number,
        f"frame {number:06d}",
        view.pixels,
        view.class_map,
        outlines_of(view.class_map),
        f"frame {number:06d} · {number * rows * 0.5 / 1000:.2f} m · 14:02:11",
        focus,
        tuple(classes()),
    )


def defect_row(number: int, length_m: float = 500.0) -> DefectRow:
    rng = np.random.default_rng(number)
    along, across = float(rng.uniform(0, length_m)), float(rng.uniform(0, 800))
    length, width = float(rng.exponential(0.01)), float(rng.exponential(6))
    index = int(rng.integers(1, 4))
    if number % 11 == 0:
        length, width = 14.0, 30.0
    return DefectRow(
        number,
        classes()[index - 1],
        f"{along:.2f} m",
        f"{1000 * length:.1f} × {width:.1f} mm" if length < 1 else f"{length:.1f} m × {width:.0f} mm",
        SEVERITIES[int(rng.integers(0, 4))],
        float(rng.uniform(0.5, 1)),
        along,
        across,
        length,
        width,
    )


def thumbnail(number: int) -> Thumbnail:
    row = defect_row(number)
    pixels = STRIP.render(number * 96, 96).pixels[:, 300 + (number % 7) * 100 :][:, :96]
    return Thumbnail(
        number, row.defect_class, row.severity, pixels, f"{row.defect_class.name}\n{row.size}\n{row.position}"
    )


def histograms() -> dict[int, npt.NDArray[np.int64]]:
    rng = np.random.default_rng(3)
    return {
        i: np.histogram(np.concatenate([rng.beta(2, 5, 300), rng.beta(8, 2, 200 * i)]), 50, (0, 1))[0]
        for i in (1, 2, 3)
    }


def lamps(*, has_trouble: bool = False) -> tuple[Lamp, ...]:
    trouble = LampState.STOP if has_trouble else LampState.OK
    return (
        Lamp("camera", trouble, "The camera delivers frames." if not has_trouble else "No frame for 4 s."),
        Lamp("light", LampState.OK, "Mean grey 118, as at the start."),
        Lamp("encoder", LampState.OFF, "No encoder is set up; positions come from frame counts."),
        Lamp("disk", LampState.WARNING if has_trouble else LampState.OK, "212 GB free."),
        Lamp("GPU", LampState.OK, "CUDA on NVIDIA RTX A2000."),
    )


def frame_of_window(*, has_trouble: bool = False, is_empty: bool = False) -> WindowChrome:
    if is_empty:
        return WindowChrome("", "", "", lamps()[3:], "model steel-anet v3 on CUDA · no source", "demonstration model")
    return WindowChrome(
        "Piece R-2041",
        "312.40 m",
        "1.50 m/s",
        lamps(has_trouble=has_trouble),
        "model steel-anet v3 on CUDA · 24.0 fps in, 24.0 inspected, 0 skipped · age 38 ms · training: epoch 7/40",
        "demonstration model",
    )


def live_state(state: RunState = RunState.RUNNING, *, is_frozen: bool = False, is_slow: bool = False) -> LiveState:
    if state is RunState.NOTHING:
        return LiveState(state, "", "steel-anet v3", "Nothing to inspect yet")
    stats = (
        Stat("in", "24.0 fps"),
        Stat("inspected", "18.2 fps" if is_slow else "24.0 fps", is_slow),
        Stat("covered", "83.1 %" if is_slow else "100 %", is_slow),
        Stat("age", "38 ms"),
    )
    source = "camera rtsp://192.168.1.20/strip"
    headline = "Inspecting"
    return LiveState(state, source, "steel-anet v3", headline, stats, is_frozen, 7 if is_frozen else 0, 0.624, True)


EXTENT = MapExtent(312.4, 800.0, "m", "mm", True)
GAPS = [Stretch(120.0, 131.5, "the camera was lost"), Stretch(240.0, 240.4, "frame 004803 was not inspected")]
ERROR = MessageText(
    "The camera no longer delivers frames.",
    "No frame has come from rtsp://192.168.1.20/strip for 4 s.",
    "The strip is NOT being inspected; the gap is recorded.",
    "Check the cable and the camera's power. It is tried again every 5 s.",
    Tier.STOP,
    "camera.lost",
)
WARNING = MessageText(
    "The model “strip-v5” was not loaded.",
    "It expects colour frames; camera “Line 2 top” delivers grey ones.",
    "Inspection goes on with “strip-v4”.",
    "Choose a model exported for grey frames.",
    Tier.WARN,
    "model.wrong_rank",
)


def busy_frame() -> DisplayFrame:
    """A frame with a large region of every class, to show hatches and outlines."""
    pixels = STRIP.render(2048, 256).pixels
    overlay = np.zeros_like(pixels)
    for index, centre in ((1, (760, 90)), (2, (800, 150)), (3, (860, 110))):
        cv2.ellipse(overlay, centre, (46, 26), 20 * index, 0, 360, index, -1)
    return DisplayFrame(9, "frame 000009", pixels, overlay, outlines_of(overlay), "frame 000009 · 1.15 m", None)


LOW_COVERAGE = CoverageState(
    "INSPECTED 97.2 %", "4.3 m NOT SEEN", "skipped 4.1 m, camera lost 0.2 m", "below 99 %", Tier.STOP, 97.2
)
ALARMS = AlarmsState(
    open=(
        AlarmLine(
            "a", Tier.STOP, "Critical: crack at 311.82 m, 61.0 × 0.3 mm",
            (
                "Found on “R-2041”; the severity table calls it critical.",
                "Inspection goes on; the defect is recorded with its picture.",
                "Look at it, decide about the piece, and acknowledge.",
            ),
            "214 times", "14:02:11 to 14:05:33", "",
        ),
        AlarmLine("b", Tier.WARN, "Inspection waits for the disk.", (), "", "since 14:05:20", "still there"),
    ),
    history=(
        AlarmLine(
            "h", Tier.STOP, "Camera “0” is lost.", (), "2 times", "13:40:01 to 13:40:09",
            "over at 13:40:20 · Cause removed (anna, 13:41:02)", True,
        ),
    ),
    n_to_acknowledge=2,
    more="1 more alarm",
    reasons=("Seen, goes on", "Cause removed", "Piece set aside", "False alarm"),
)  # fmt: skip
NOT_INSPECTED = tuple(
    NotInspectedRow(
        number, 0, f"rail_A_{number:03d}.png", f"{number / 2:.1f} m", "The file is cut short: its end is missing."
    )
    for number in range(3, 60, 4)
)
