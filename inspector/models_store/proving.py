"""A candidate proves itself: both models scored on the same held-out frames, the gate's checks, the file kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from inspector.core.calibration import Calibration
from inspector.datasets.version import DatasetVersion, Split
from inspector.evaluation.proof import Proof
from inspector.inference.loaded_model import LoadedModel
from inspector.models_store.gate import GateReport


@dataclass(frozen=True, slots=True)
class Margins:
    """How much worse a candidate may be; see ``ProofSettings``."""

    recall_points: float = 2.0
    false_alarms_percent: float = 10.0
    false_alarms_per_1000_frames: float = 1.0  # of the two the larger one
    line_frames_per_s: float = 0.0  # that the line delivers; 0: not known
    speed_of_active_percent: float = 80.0  # where the line's frames a second are not known


@dataclass(frozen=True, slots=True)
class ProvedModel:
    gate: GateReport
    proof: Proof


def prove_model(
    candidate: LoadedModel, active: LoadedModel, version: DatasetVersion, split: Split, *,
    models: Path, runs: Path, datasets: Path, margins: Margins, calibration: Calibration | None = None,
    report: Callable[[int, int], None] = lambda done, total: None,
) -> ProvedModel:  # fmt: skip
    """Score both, check the gate, and keep the report in ``models``/proofs.

    ``report`` gets (steps done, steps) often; an exception that it raises cancels the work, and nothing is written.
    Raises ModelError where a network fails, DatasetError where data are broken, WorkspaceError where the disk refuses.
    """
    raise NotImplementedError
