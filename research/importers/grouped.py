"""Data sets whose authors' split leaks: ``groups.csv`` beside their files names a group and a split for each frame.

Its split keeps groups whole. Without that file an import is refused.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from inspector.core.messages import Code, DatasetError, message
from inspector.datasets.version import DatasetVersion, NewSample, write_version

Row = dict[str, str]
Report = Callable[[int, int], None]  # frames done, frames in all


@dataclass(frozen=True, slots=True)
class GroupedSet:
    """What a public data set is called, and how a row of its ``groups.csv`` becomes a frame of a version."""

    name: str
    class_names: tuple[str, ...]
    source: str
    terms: str
    groups_keep: str  # what groups.csv does, for whoever lacks it: "keeps turned twins in one split"
    read: Callable[[Path, Row], NewSample]  # raises KeyError, ValueError or OSError

    def write(self, path: Path, folder: Path, report: Report) -> DatasetVersion:
        """Raises DatasetError where files are missing or not understood."""
        rows = self._rows(path)

        def frames() -> Iterator[NewSample]:
            for done, row in enumerate(rows):
                report(done, len(rows))
                try:
                    yield self.read(path, row)
                except (KeyError, ValueError, OSError) as error:
                    raise _broken(path, f"row {done + 2} of groups.csv: {error}") from error
            report(len(rows), len(rows))

        return write_version(
            folder, name=self.name, class_names=self.class_names, source=self.source, terms=self.terms, samples=frames()
        )

    def _rows(self, path: Path) -> list[Row]:
        try:
            with (path / "groups.csv").open(newline="", encoding="utf-8") as file:
                return list(csv.DictReader(file))
        except (OSError, ValueError, csv.Error) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            raise _broken(path, f"groups.csv, which {self.groups_keep}, cannot be read: {reason}") from error


def _broken(path: Path, detail: str) -> DatasetError:
    return DatasetError(message(Code.DATASET_BROKEN, path=str(path), detail=detail))
