"""New versions of a dataset with other splits: one by shares, or one per fold. What is written is a version as any."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from inspector.core.messages import Code, WorkspaceError, message
from inspector.datasets.duplicates import DuplicateCluster
from inspector.datasets.splitting import SplitAssignment, divide, divide_into_folds
from inspector.datasets.version import DatasetVersion, Derivation, Split, derive_version


@dataclass(frozen=True, slots=True)
class SplitPlan:
    name: str  # of the new version; with folds NAME-1, NAME-2 …
    shares: tuple[float, float, float] = (0.6, 0.15, 0.25)  # train, val, test
    seed: int = 0
    n_folds: int | None = None  # a version per fold, which is its test split
    joins_duplicates: bool = True

    @property
    def names(self) -> tuple[str, ...]:
        if self.n_folds is None:
            return (self.name,)
        return tuple(f"{self.name}-{fold}" for fold in range(1, self.n_folds + 1))

    @property
    def how(self) -> str:
        """What the versions say of their origin."""
        if self.n_folds is None:
            dealt = f"split by shares {', '.join(f'{share:g}' for share in self.shares)} with seed {self.seed}"
        else:
            dealt = f"split into {self.n_folds} folds"
        return f"{dealt}, duplicates {'kept together' if self.joins_duplicates else 'not looked for'}"


@dataclass(frozen=True, slots=True)
class NewSplit:
    version: DatasetVersion
    assignment: SplitAssignment


def check_names_are_free(plan: SplitPlan, datasets: Path) -> None:
    """Raises WorkspaceError: versions do not change. Looked at first, since finding duplicates takes long."""
    for name in plan.names:
        if (datasets / name).exists():
            detail = "a dataset of this name is there, and versions do not change"
            raise WorkspaceError(message(Code.OUTPUT_TAKEN, path=str(datasets / name), detail=detail))


def write_new_splits(
    version: DatasetVersion,
    plan: SplitPlan,
    datasets: Path,
    clusters: Sequence[DuplicateCluster] = (),
    report: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[NewSplit, ...]:
    """Raises DatasetError where there are too few groups, WorkspaceError where the disk refuses."""
    if plan.n_folds is None:
        shares = dict(zip((Split.TRAIN, Split.VAL, Split.TEST), plan.shares, strict=True))
        assignments: tuple[SplitAssignment, ...] = (divide(version, shares, seed=plan.seed, clusters=clusters),)
    else:
        assignments = tuple(divide_into_folds(version, plan.n_folds, clusters=clusters))
    written = []
    for name, assignment in zip(plan.names, assignments, strict=True):
        try:
            made = derive_version(
                datasets / name, version, assignment.samples, name=name, report=report,
                source=f"{version.source}; {version.name} {version.id} {plan.how}", how=Derivation.SPLIT,
                detail=plan.how,
            )  # fmt: skip
        except OSError as error:
            detail = error.strerror or str(error)
            raise WorkspaceError(message(Code.OUTPUT_UNWRITABLE, path=str(datasets / name), detail=detail)) from error
        written.append(NewSplit(made, assignment))
    return tuple(written)
