"""Crops of donors that find no place in memory are cut again, and nothing that is made of them changes."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from inspector.core.balancing import BalanceSettings, ClassRules, Rules, Unit
from inspector.core.messages import Code, DatasetError
from inspector.datasets.balancing.donor_crops import DonorCrops
from inspector.datasets.balancing.donor_flags import flags_of
from inspector.datasets.balancing.donors import Donor, cut_donors
from inspector.datasets.balancing.snapshot import plan_snapshot, write_snapshot
from inspector.datasets.balancing.survey import preview, survey_of
from inspector.datasets.version import DatasetVersion, NewSample, Split, write_version
from tests.unit.datasets.formats.format_samples import png

NAMES = ("background", "crack", "dent")
SETTINGS = BalanceSettings(
    rules=Rules({}, ClassRules(flips=True, turn_deg=10, scale=(0.9, 1.1), min_realism=0)),
    per_host=2,
    unit=Unit.INSTANCES,
)


def steel(number: int, n_cracks: int, n_dents: int) -> tuple[np.ndarray, np.ndarray]:
    pixels = np.random.default_rng(number).integers(110, 130, (128, 160), np.uint8)
    class_map = np.zeros(pixels.shape, np.uint8)
    for place in range(n_cracks + n_dents):
        where = np.s_[20:30, 12 + 34 * place : 32 + 34 * place]
        class_map[where] = 1 if place < n_cracks else 2
        pixels[where] -= np.uint8(60)
    return pixels, class_map


@pytest.fixture
def version(tmp_path: Path) -> DatasetVersion:
    kinds = [(0, 0)] * 8 + [(3, 1), (2, 0), (1, 1), (4, 0)]
    samples = []
    for number, kind in enumerate(kinds):
        pixels, class_map = steel(number, *kind)
        samples.append(NewSample(f"f{number}", png(pixels), ".png", class_map, f"g{number}", Split.TRAIN))
    return write_version(tmp_path / "v", name="v", class_names=NAMES, source="", terms="", samples=samples)


def test_with_hardly_any_memory_all_is_made_bit_for_bit_as_with_enough(version: DatasetVersion, tmp_path: Path):
    enough, hardly = survey_of(version), survey_of(version, crop_bytes=1)
    assert [donor.key for donor in hardly.donors] == [donor.key for donor in enough.donors]
    for one, other in zip(reversed(enough.donors), reversed(hardly.donors), strict=True):
        assert np.array_equal(one.pixels, other.pixels)
        assert np.array_equal(one.mask, other.mask)
        assert one.position == other.position
    assert flags_of(enough.donors) == flags_of(hardly.donors)
    for index in range(6):
        made = [preview(survey, SETTINGS, 2, index).injected for survey in (enough, hardly)]
        assert all(one is not None for one in made)
        assert np.array_equal(made[0].pixels, made[1].pixels)
    written = [
        write_snapshot(tmp_path / name, survey, SETTINGS, plan_snapshot(survey, SETTINGS))
        for name, survey in (("even", enough), ("again", hardly))
    ]
    assert written[0].n_injected == written[1].n_injected != {}
    assert [one.frame_sha256 for one in written[0].version.samples] == [
        one.frame_sha256 for one in written[1].version.samples
    ]


def test_what_stays_is_within_the_bound_and_is_what_was_used_last():
    frames = {f"f{number}": steel(number, 2, 0) for number in range(6)}
    n_cut = Counter[str]()

    def cut(name: str) -> list[Donor]:
        n_cut[name] += 1
        return cut_donors(*frames[name], NAMES, name, name)

    one = cut("f0")[0].crop().n_bytes
    n_cut.clear()
    crops = DonorCrops(cut, max_bytes=5 * one)
    donors = [crops.take(donor) for name in frames for donor in cut_donors(*frames[name], NAMES, name, name)]
    assert crops.n_bytes == 5 * one
    for donor in donors:
        assert donor.area_px == 200  # and what is known without pixels asks for none
        assert donor.shape[0] == 34
    assert not n_cut
    for donor in donors[-4:]:
        assert donor.pixels.shape == donor.shape
    assert not n_cut
    for _ in range(3):
        assert donors[0].mask.sum() == 200
        assert donors[1].mask.sum() == 200  # of the same frame, which gave both
    assert n_cut == {"f0": 1}
    assert crops.n_bytes <= 5 * one


def test_a_frame_that_changed_meanwhile_is_told_and_not_used(version: DatasetVersion):
    survey = survey_of(version, crop_bytes=1)
    donor = survey.donors[0]
    sample = next(one for one in version.samples if one.name == donor.frame_name)
    file = version.folder / sample.frame_file
    file.write_bytes(png(steel(99, 3, 1)[0]))
    with pytest.raises(DatasetError) as caught:
        replace(donor).in_depth(8)
    assert caught.value.message.code is Code.DATASET_CHANGED
