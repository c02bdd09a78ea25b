"""The program itself looks into a data set, splits it and tells what changed; a cancelled split leaves nothing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from run_program import InThisProcess, Program

from inspector.datasets.version import Split, open_version
from tests.waiting import wait_until


@pytest.fixture
def strips(commands: InThisProcess) -> Path:
    ran = commands("dataset", "import", "synthetic", "--strips", 12, "--name", "strips", "--json")
    assert ran.code == 0, ran.err
    return Path(ran.facts["folder"])


def test_look_split_check_and_compare(commands: InThisProcess, strips: Path):
    stats = commands("dataset", "stats", "strips", "--mm-per-px", 0.5, "--json")
    assert (stats.code, stats.err) == (0, "")
    version = open_version(strips)
    n_pixels = np.sum([sample.n_pixels for sample in version.samples], axis=0)
    assert [entry["n_pixels"] for entry in stats.facts["total"]["classes"]] == n_pixels[1:].tolist()
    assert [entry["area_mm2"] for entry in stats.facts["total"]["classes"]] == (n_pixels[1:] / 4).tolist()

    found = commands("dataset", "duplicates", "strips", "--json")
    assert (found.code, found.err, found.facts["n_crossing_groups"]) == (0, "", 0)

    split = commands("dataset", "split", "strips", "--out", "dealt", "--shares", "0.5,0.25,0.25", "--json")
    assert (split.code, split.err) == (0, "")
    (made,) = split.facts["versions"]
    assert {name: part["n_groups"] for name, part in made["splits"].items()} == {"train": 6, "val": 3, "test": 3}
    dealt = open_version(Path(made["folder"]))
    for one in dealt.samples:
        dealt.read(one)
    assert commands("dataset", "split", "dealt", "--check").code == 0

    changed = commands("dataset", "diff", "strips", "dealt", "--json").facts
    assert (changed["added"], changed["removed"], changed["mask_changed"]) == ([], [], [])
    assert len(changed["moved"]) + changed["n_same"] == len(version.samples)
    assert dealt.of_split(Split.TEST)
    assert commands("dataset", "split", "strips", "--out", "dealt").code == 1
    assert commands("dataset", "split", "strips").code == 2


def test_an_interrupted_split_leaves_no_version(program: Program, strips: Path):
    beside = strips.parent
    child = program.start("dataset", "split", "strips", "--out", "many", "--folds", 9, "--no-duplicates")
    wait_until(lambda: child.poll() is not None or any(beside.glob(".many-*")) or any(beside.glob("many-*")))
    ran = program.interrupt(child)
    assert ran.code in (0, 1)  # it may have been done before the signal came
    assert not list(beside.glob(".many-*"))
    for folder in beside.glob("many-*"):
        open_version(folder)
    open_version(strips)
