"""Where the golden tiles of a model lie: with the workspace's models, beside the file, or in the run that made it.

WORKSPACE/models/golden/SHA256.npz     by the sha256 of the model file that was added with them
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from inspector.core.files import write_whole
from inspector.core.golden_tiles import MAX_BYTES, golden_beside
from inspector.core.model_card import ModelCard
from inspector.core.untrusted import read_bounded
from inspector.runs.folder import RunFolder

FOLDER = "golden"


def golden_file(models: Path, sha256: str) -> Path:
    """Of a model of the workspace; it need not be there."""
    return models / FOLDER / f"{sha256}.npz"


def keep_golden(models: Path, model: Path, sha256: str) -> None:
    """Copy what lies beside a model file that is added, unread: a check says so where it is broken.

    Raises OSError where it cannot be read or written.
    """
    try:
        content = read_bounded(golden_beside(model), MAX_BYTES)
    except (FileNotFoundError, ValueError):  # none, or far too large to be one
        return
    target = golden_file(models, sha256)
    target.parent.mkdir(parents=True, exist_ok=True)
    write_whole(target, content)


def find_golden(models: Path, runs: Path, model: Path, sha256: str, card: ModelCard) -> Path | None:
    """The first that is there. A file that was altered after it was added has another sha256, and is asked what its run
    keeps: so it is found out."""
    places = [golden_file(models, sha256), golden_beside(model)]
    run = runs / card.training_run if card.training_run else None
    if run is not None and run.parent == runs:  # a name of a folder, not a way out
        with suppress(ValueError):  # a name that no file can have
            places.append(RunFolder(run).golden_file(card.name))
    return next((place for place in places if place.is_file()), None)
