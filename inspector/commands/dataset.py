"""``inspector dataset import``."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from inspector.commands.output import print_json
from inspector.commands.progress import Progress
from inspector.commands.synthetic_dataset import import_synthetic
from inspector.datasets.magnetic_tile import import_magnetic_tile
from inspector.datasets.neu_seg import import_neu_seg
from inspector.datasets.rail400 import import_rail400
from inspector.workspace.workspace import open_or_create

IMPORTERS = {"magnetic-tile": import_magnetic_tile, "neu-seg": import_neu_seg, "rail400": import_rail400}


def import_dataset(
    data_format: str, path: Path | None, workspace: Path | None, name: str | None, n_strips: int, as_json: bool
) -> int:
    folder = open_or_create(workspace).datasets / (name or data_format)
    with Progress("imported", is_quiet=as_json) as progress:
        if data_format == "synthetic":
            version = import_synthetic(folder, n_strips, progress.show)
        else:
            assert path is not None  # the command line asks for it
            version = IMPORTERS[data_format](path, folder, progress.show)
    splits = Counter(sample.split.value for sample in version.samples)
    facts = {
        "folder": str(folder), "id": version.id, "name": version.name, "classes": version.class_names,
        "n_samples": len(version.samples), "n_groups": len({sample.group for sample in version.samples}),
        "splits": dict(splits),
    }  # fmt: skip
    if as_json:
        print_json(facts)
    else:
        parts = ", ".join(f"{split} {n}" for split, n in sorted(splits.items()))
        n_samples = f"{len(version.samples)} samples in {facts['n_groups']} groups"
        click.echo(f"{version.name} {version.id}: {n_samples} ({parts})")
        click.echo(f"Written to {folder}")
    return 0
