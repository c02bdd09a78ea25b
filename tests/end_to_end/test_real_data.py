"""``inspector run`` with the shipped model on real pictures: a few of each set, and every one accounted for.

The pictures are copied to a folder of their own, since a whole set takes minutes on two cores.
The long form takes them all.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from run_program import Program, table

from inspector.models_store.shipped import shipped_model
from tests.long_form import IS_LONG

pytestmark = pytest.mark.data


def some(folder: Path, to: Path, n_files: int) -> list[str]:
    """Names of every so many-th picture, copied to ``to``."""
    if not folder.is_dir():
        pytest.skip(f"no pictures in {folder}")
    names = sorted(path.name for path in folder.iterdir() if path.is_file())
    step = 1 if IS_LONG else max(1, len(names) // n_files)
    to.mkdir()
    for name in names[::step]:
        shutil.copyfile(folder / name, to / name)
    return names[::step]


@pytest.mark.parametrize(
    ("place", "n_files"), [("neu_seg/images/test", 40), ("rail400/images", 2), ("magnetic_tile/MT_Crack/Imgs", 10)]
)
def test_real_pictures_are_inspected_to_the_last_file(data_folder, tmp_path, place, n_files):
    model = shipped_model()
    if not model.is_file():
        pytest.skip(f"the shipped model is not there yet: {model}")
    names = some(data_folder / place, tmp_path / "line", n_files)
    program, out = Program(tmp_path, model), tmp_path / "out"
    ran = program.run(tmp_path / "line", "--out", out, "--class-maps", "--json")
    rows = {row["frame"]: row for row in table(out / "frames.csv")}
    assert sorted(rows) == sorted(names)
    bad = [name for name, row in rows.items() if row["state"] != "inspected"]
    assert ran.code == (3 if bad else 0), ran.err
    assert ran.facts["n_inspected"] == len(names) - len(bad) > 0
    records = program.records()
    assert set(records.frames) == set(names)
    assert records.inspection.n_defects == len(records.defects) == len(table(out / "defects.csv"))
    for name, row in rows.items():
        if row["state"] == "inspected":
            with Image.open(tmp_path / "line" / name) as frame, Image.open(out / row["class_map"]) as found:
                assert found.size == frame.size
                assert set(np.unique(np.asarray(found))) <= set(range(len(ran.facts["class_names"])))
