"""``python -m research.import_dataset FORMAT PATH``: a public data set in its authors' layout, as a dataset version.

    neu-seg         hot-rolled strip, masks
    magnetic-tile   magnetic tiles, masks
    rail400         rail heads, boxes: masks are drawn inside them
    rail400-boxes   the same frames whole, masks are the filled boxes: for inspector evaluate --boxes

Each brings its own classes, groups and checks. Ends with 0 when the version was written, 1 when it was not (what is
wrong stands on standard error), 2 on wrong usage.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from inspector.commands.dataset import print_version, version_facts
from inspector.commands.output import print_json, print_trouble
from inspector.commands.progress import Progress
from inspector.core.messages import InspectorError
from inspector.datasets.version import DatasetVersion
from inspector.workspace.workspace import open_or_create
from research.importers.magnetic_tile import import_magnetic_tile
from research.importers.neu_seg import import_neu_seg
from research.importers.rail400 import import_rail400, import_rail400_boxes

Importer = Callable[[Path, Path, Callable[[int, int], None]], DatasetVersion]
IMPORTERS: Mapping[str, Importer] = {
    "magnetic-tile": import_magnetic_tile, "neu-seg": import_neu_seg, "rail400": import_rail400,
    "rail400-boxes": import_rail400_boxes,
}  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m research.import_dataset", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("data_format", metavar="FORMAT", choices=sorted(IMPORTERS), help=", ".join(sorted(IMPORTERS)))
    parser.add_argument("path", metavar="PATH", type=Path, help="folder of the authors' files")
    parser.add_argument("--workspace", "-w", type=Path, help="folder of the plant's data; default: the user's")
    parser.add_argument("--name", type=_folder_name, help="name of the version's folder; default: the format's")
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output, no more")
    options = parser.parse_args(arguments)
    try:
        folder = open_or_create(options.workspace).datasets / (options.name or options.data_format)
        with Progress("imported", is_quiet=options.json) as progress:
            version = IMPORTERS[options.data_format](options.path, folder, progress.show)
    except InspectorError as error:
        print_trouble(error.message)
        return 1
    if options.json:
        print_json(version_facts(version))
    else:
        print_version(version)
    return 0


def _folder_name(text: str) -> str:
    if not text.strip() or text.startswith(".") or set(text) & set('/\\:*?"<>|'):
        raise argparse.ArgumentTypeError(f"{text!r} is no name for a folder")
    return text


if __name__ == "__main__":
    sys.exit(main())
