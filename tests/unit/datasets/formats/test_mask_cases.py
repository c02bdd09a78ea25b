"""Masks whose values went wrong once, as small folders in tests/cases; what is right stands beside them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.unit.datasets.formats.format_samples import by_name, imported

CASES = Path(__file__).parents[3] / "cases"


@pytest.mark.parametrize(
    ("case", "data_format", "class_names", "listed"),
    [
        ("02-labelmap-background-second/data", "voc", (), ("Cat", "Dog")),
        ("03-masks-0-255/data", "masks", (), ("crack",)),
        ("04-one-class-many-levels/mixed", "folder-pairs", ("crack",), ("crack",)),
        ("05-rgb-black-white-masks/data", "folder-pairs", ("crack",), ("crack",)),
        ("07-mvtec-variants/levels", "mvtec", (), ("scratch",)),
        ("21-background-capital/data", "masks", (), ("crack",)),
        ("30-palette-reordered/quantized", "voc", (), ("crack", "dent")),
        ("33-16bit-masks/data", "masks", (), ("crack",)),
    ],
)
def test_masks_come_back_as_they_were_meant(
    case: str, data_format: str, class_names: tuple[str, ...], listed: tuple[str, ...], tmp_path: Path
):
    version = imported(data_format, CASES / case, tmp_path / "v", *class_names)
    assert version.class_names == ("background", *listed)
    expected = {path.stem: np.asarray(Image.open(path)) for path in (CASES / case).parent.glob("expected/*.png")}
    assert expected
    for name, class_map in expected.items():
        assert np.array_equal(version.read_class_map(by_name(version)[name]), class_map), name


@pytest.mark.parametrize(
    ("case", "data_format", "class_names", "frame", "n_pixels"),
    [
        ("04-one-class-many-levels/instances", "folder-pairs", ("crack",), "a", 900),
        ("07-mvtec-variants/upper", "mvtec", (), "test__scratch__000", 300),
        ("30-palette-reordered/bwq", "folder-pairs", ("crack",), "a", 600),  # entry 0 is white
    ],
)
def test_masks_hold_as_many_pixels_of_the_class_as_were_drawn(
    case: str, data_format: str, class_names: tuple[str, ...], frame: str, n_pixels: int, tmp_path: Path
):
    version = imported(data_format, CASES / case, tmp_path / "v", *class_names)
    assert by_name(version)[frame].n_pixels[1] == n_pixels
