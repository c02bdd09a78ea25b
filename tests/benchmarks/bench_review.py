"""What an engineer waits for with 200,000 defects: a filter of the table, a page of a search, a step to a frame."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from inspector.core.classes import DefectClass
from inspector.screens.defect_list import SEVERITIES, Column, DefectFilter, DefectList, DefectSort
from inspector.screens.live import DefectRow
from inspector.store.region_code import RecordedRegion, decode, encode
from tests.benchmarks.result import Figure

N_DEFECTS = 200_000
FILTER_MS = 200.0
N_REPEATS = 5
NAMES = ("inclusion", "patches", "pits", "scratches")
RECORDS_MS = 2.0  # beside the 16 ms of a frame at 60 Hz
FRAME = (2000, 2048)
N_REGIONS, RUNS_EACH = 60, 80  # many, of a frame of a bad strip


def run() -> list[Figure]:
    return [_table(), _regions()]


def _table() -> Figure:
    classes = [DefectClass.with_default_look(index + 1, name) for index, name in enumerate(NAMES)]
    defects = DefectList()
    defects.set(_row(number, classes) for number in range(1, N_DEFECTS + 1))
    wanted = DefectFilter("scr 12", "", SEVERITIES[1])
    taken = {
        f"{column.name.lower()}": _ms(lambda column=column: defects.order(DefectSort(column, True), wanted))
        for column in (Column.POSITION, Column.SEVERITY, Column.FILE)
    }
    taken["newest"] = _ms(lambda: defects.order(DefectSort(), wanted))
    slowest = max(taken.values())
    return Figure(
        name=f"filter and sort of the table, {N_DEFECTS:,} defects, in ms",
        value=slowest,
        goal=f"at most {FILTER_MS:g} ms",
        is_met=slowest <= FILTER_MS,
        detail=", ".join(f"{name} {ms:.0f} ms" for name, ms in taken.items()),
    )


def _regions() -> Figure:
    rng = np.random.default_rng(1)
    regions = []
    for _ in range(N_REGIONS):
        top, left = rng.integers(0, FRAME[0] - RUNS_EACH), rng.integers(50, FRAME[1] - 150)
        start = left + np.cumsum(rng.integers(-1, 2, RUNS_EACH))
        runs = np.stack([top + np.arange(RUNS_EACH), start, start + rng.integers(5, 40, RUNS_EACH)], 1)
        regions.append((RecordedRegion(1, 1, np.clip(runs, 0, FRAME[1]).astype(np.int32)), 1))
    content = encode(regions)
    write_ms, read_ms = _ms(lambda: encode(regions)), _ms(lambda: decode(content, *FRAME))
    return Figure(
        name=f"recording what the overlay shows, {N_REGIONS} regions of {RUNS_EACH} rows, in ms a frame",
        value=write_ms,
        goal=f"at most {RECORDS_MS:g} ms",
        is_met=write_ms <= RECORDS_MS,
        detail=f"{len(content) / 1000:.1f} kB; read again in {read_ms:.2f} ms",
    )


def _ms(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(N_REPEATS):
        begin = time.perf_counter()
        work()
        taken.append((time.perf_counter() - begin) * 1e3)
    return float(np.median(taken))


def _row(number: int, classes: list[DefectClass]) -> DefectRow:
    extent = float(number % 37), float(number % 11)
    return DefectRow(
        number, classes[number % len(classes)], f"{number / 100:.3f} m", f"{extent[0]:.1f} × {extent[1]:.1f} mm",
        SEVERITIES[number % 4], number % 100 / 100, number / 100, float(number % 400), 0.1, 1.0, extent,
        f"frame_{number // 3:06d}.png",
    )  # fmt: skip
