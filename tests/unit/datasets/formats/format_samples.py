"""Small data in the layouts of other programs, written by hand and not by our exporters."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from inspector.core.class_map import ClassMap
from inspector.datasets.formats.importing import Plan, Report, import_survey, survey
from inspector.datasets.formats.reading import ImportOptions
from inspector.datasets.version import DatasetVersion, Sample

HEIGHT, WIDTH = 8, 10


def png(pixels: npt.NDArray[np.generic], kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, kind)
    return out.getvalue()


def put_frame(path: Path, value: int = 90, *, height: int = HEIGHT, width: int = WIDTH) -> Path:
    """A grey frame; its suffix decides the kind."""
    kind = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".bmp": "BMP", ".tif": "TIFF"}[path.suffix.lower()]
    return put(path, png(np.full((height, width), value, np.uint8), kind))


def put(path: Path, content: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def put_json(path: Path, content: Any) -> Path:
    return put(path, json.dumps(content))


def box_map(index: int, top: int, left: int, bottom: int, right: int) -> ClassMap:
    """Class map (8, 10) with one rectangle of a class: rows top to bottom - 1, columns left to right - 1."""
    class_map = np.zeros((HEIGHT, WIDTH), np.uint8)
    class_map[top:bottom, left:right] = index
    return class_map


def surveyed(data_format: str, path: Path, *class_names: str) -> Report:
    return survey(data_format, path, Plan(ImportOptions(class_names))).report


def imported(data_format: str, path: Path, folder: Path, *class_names: str, skips: bool = False) -> DatasetVersion:
    found = survey(data_format, path, Plan(ImportOptions(class_names)))
    return import_survey(found, folder, data_format, terms="none", is_skipping=skips)


def class_maps(version: DatasetVersion) -> dict[str, list[list[int]]]:
    return {sample.name: version.read_class_map(sample).tolist() for sample in version.samples}


def by_name(version: DatasetVersion) -> dict[str, Sample]:
    return {sample.name: sample for sample in version.samples}


def faults(report: Report) -> dict[str, str]:
    """Where -> fault; the detail is for people."""
    return {problem.where: problem.fault.value for problem in report.problems}


def masks_folder(top: Path, masks: dict[str, bytes], *class_names: str, frame_suffix: str = ".jpg") -> Path:
    """Frames and masks (file name -> content) in two folders, with a list of classes if there are any."""
    for name, content in masks.items():
        put_frame(top / "images" / f"{Path(name).stem}{frame_suffix}")
        put(top / "masks" / name, content)
    if class_names:
        put(top / "classes.txt", "\n".join(class_names))
    return top
