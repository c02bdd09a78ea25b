"""A dataset version as people name it on the command line."""

from __future__ import annotations

from pathlib import Path

from inspector.datasets.version import MANIFEST_NAME, DatasetVersion, open_version
from inspector.workspace.workspace import open_or_create


def named_version(dataset: str, workspace: Path | None) -> DatasetVersion:
    """The version in the folder ``dataset``, else the workspace's version of that name.

    A folder without a manifest is no version: workspaces are often named like the data in them.
    """
    if (Path(dataset) / MANIFEST_NAME).is_file():
        return open_version(Path(dataset))
    return open_version(open_or_create(workspace).datasets / dataset)
