"""Where a model comes from and what became of it: its card, the run that made it, who promoted it and where.

Read from the card, the run's folder and the promotions; what is not there any more is said, never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from inspector.core.model_card import ModelCard
from inspector.models_store.catalogue import StoredModel
from inspector.models_store.promotions import Promotion


@dataclass(frozen=True, slots=True)
class LineageScore:
    """One figure of merit; the interval is None where its run keeps none."""

    metric: str
    value: float
    low: float | None
    high: float | None
    data: str  # what it was measured on
    n_groups: int | None = None


@dataclass(frozen=True, slots=True)
class RunLineage:
    """What the run's folder says."""

    name: str
    state: str  # of runs.progress.RunState; "" where it told none
    started_at: str  # UTC text
    datasets: tuple[str, ...]  # name and id of each version, as the run found them
    network: str
    recipe: str  # its name
    n_steps: int
    seed: int
    begun_with: str
    code_version: str  # of the program that trained; "" where the run keeps none
    command: str


@dataclass(frozen=True, slots=True)
class Lineage:
    title: str
    file: Path
    sha256: str
    is_shipped: bool
    card: ModelCard
    run: RunLineage | None  # None: no run made it, or its folder is gone: ``run_problem``
    run_problem: str
    scores: tuple[LineageScore, ...]
    promotions: tuple[Promotion, ...]  # of this model, and the ways back to it, newest last
    is_active: bool
    active_since: str  # UTC text; "" where it is not active
    lines: tuple[str, ...]  # on which it was promoted
    variants: tuple[str, ...]  # titles of other models here that the same run gave
    imported_from: str  # "PC, by, at" of the export, where it came as a file; else ""


def lineage_of(model: StoredModel, models: Path, runs: Path) -> Lineage:
    """``models`` and ``runs``: the workspace's folders. Raises ModelError where the promotions cannot be read."""
    raise NotImplementedError
