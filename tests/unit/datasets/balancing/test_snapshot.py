"""Balanced snapshots: what is planned, what is written, where each injected pixel comes from."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from inspector.core.balancing import BalanceSettings, Unit
from inspector.core.messages import Code, DatasetError
from inspector.datasets.balancing.blending import RIM_PX
from inspector.datasets.balancing.snapshot import Outcome, Plan, plan_snapshot, write_snapshot
from inspector.datasets.balancing.survey import Report, survey_of
from inspector.datasets.version import DatasetVersion, NewSample, Origin, Split, open_version, write_version

NAMES = ("background", "crack", "dent")


def png(pixels: np.ndarray) -> bytes:
    encoded = io.BytesIO()
    Image.fromarray(pixels).save(encoded, "PNG")
    return encoded.getvalue()


def version_of(
    folder: Path, n_clean: int = 12, n_cracks: int = 6, n_dents: int = 2, dtype: type = np.uint8
) -> DatasetVersion:
    rng = np.random.default_rng(2)
    kinds = [0] * n_clean + [1] * n_cracks + [2] * n_dents
    samples = []
    for number, (kind, split) in enumerate(
        [(kind, Split.TRAIN) for kind in kinds] + [(1, Split.VAL), (0, Split.TEST), (2, Split.TEST)]
    ):
        pixels = rng.integers(110, 130, (96, 128)).astype(dtype)
        class_map = np.zeros((96, 128), np.uint8)
        height, width = (6, 30) if kind == 1 else (16, 16)
        if kind:
            pixels[40 : 40 + height, 50 : 50 + width] -= dtype(60)
            class_map[40 : 40 + height, 50 : 50 + width] = kind
        if dtype is np.uint16:
            pixels *= np.uint16(16)
        group, bits = f"{split.value}{number // 2}", 12 if dtype is np.uint16 else None
        samples.append(NewSample(f"f{number:02d}", png(pixels), ".png", class_map, group, split, bits=bits))
    return write_version(folder, name="set", class_names=NAMES, source="Made.", terms="none", samples=samples)


def planned(version: DatasetVersion, settings: BalanceSettings) -> Plan:
    return plan_snapshot(survey_of(version), settings)


def written(
    folder: Path, version: DatasetVersion, settings: BalanceSettings, report: Report = lambda done, total: None
) -> Outcome:
    survey = survey_of(version)
    return write_snapshot(folder, survey, settings, plan_snapshot(survey, settings), report)


def test_pictures_are_filled_up_to_the_fullest_class(tmp_path: Path):
    plan = planned(version_of(tmp_path / "v"), BalanceSettings())
    assert plan.names == ("crack", "dent")
    assert (plan.before, plan.n_injections, plan.after) == ((6, 2), (0, 4), (6, 6))
    assert (plan.n_hosts, plan.n_hosts_used) == (12, 4)
    assert plan.evenness[0] < 0.9
    assert plan.evenness[1] == pytest.approx(1)


def test_pixels_need_fewer_of_the_larger_defect(tmp_path: Path):
    """6 cracks of 180 px are 1080, 2 dents of 256 px are 512: two more make 1024, a third would go farther over."""
    plan = planned(version_of(tmp_path / "v"), BalanceSettings(Unit.PIXELS))
    assert plan.before == (1080, 512)
    assert plan.n_injections == (0, 2)


def test_size_bands_are_balanced_each_on_its_own(tmp_path: Path):
    plan = planned(version_of(tmp_path / "v"), BalanceSettings(Unit.SIZE_BANDS, bands_px=(15.0,)))
    assert plan.names == ("crack, below 15 px", "crack, 15 px or more", "dent, below 15 px", "dent, 15 px or more")
    assert plan.before == (6, 0, 0, 2)
    assert plan.n_injections == (0, 0, 0, 4)
    assert plan.without_donors == ("crack, 15 px or more", "dent, below 15 px")


def test_a_target_and_a_share_of_hosts_bound_what_is_done(tmp_path: Path):
    version = version_of(tmp_path / "v")
    assert planned(version, BalanceSettings(target={"crack": 1.0, "dent": 2.0})).n_injections == (0, 10)
    assert planned(version, BalanceSettings(hosts_share=0.25)).n_injections == (0, 3)
    assert planned(version, BalanceSettings(hosts_share=0.25, per_host=2)).n_injections == (0, 4)


def test_a_snapshot_holds_all_that_was_and_injected_frames_with_their_origin(tmp_path: Path):
    version = version_of(tmp_path / "v")
    settings = BalanceSettings(per_host=2, target={"crack": 1.0, "dent": 1.0}, seed=5)
    outcome = written(tmp_path / "balanced", version, settings)
    made = open_version(tmp_path / "balanced")
    assert made.id == outcome.version.id != version.id
    own = {s.name: s for s in made.samples if s.origin is Origin.REAL}
    assert {name: (s.frame_sha256, s.mask_sha256, s.split) for name, s in own.items()} == {
        s.name: (s.frame_sha256, s.mask_sha256, s.split) for s in version.samples
    }
    added = [s for s in made.samples if s.origin is Origin.INJECTED]
    assert sum(outcome.n_injected.values()) == sum(len(json.loads(s.note)) for s in added) == 4
    training = {s.name for s in version.of_split(Split.TRAIN)}
    for sample in added:
        host = own[sample.name.removesuffix("__injected1")]
        assert (sample.split, sample.group) == (Split.TRAIN, host.group)
        (before, empty), (after, class_map) = made.read(host), made.read(sample)
        assert not empty.any()
        is_placed = np.zeros(before.shape, np.bool_)
        for one in json.loads(sample.note):
            donor_frame, class_name, _ = one["donor"].split(":")
            assert donor_frame in training
            assert class_name in ("crack", "dent")
            assert (one["host_name"], one["seed"][0]) == (host.name, 5)
            top, left = max(0, one["top"] - RIM_PX), max(0, one["left"] - RIM_PX)
            is_placed[top : one["top"] + one["height"] + RIM_PX, left : one["left"] + one["width"] + RIM_PX] = True
        assert np.array_equal(before[~is_placed], after[~is_placed])
        assert not class_map[~is_placed].any()
        assert class_map.any()


def test_the_same_seed_gives_the_same_version_and_another_seed_another(tmp_path: Path):
    version = version_of(tmp_path / "v")
    ids = []
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        settings = BalanceSettings(seed=seed)
        ids.append(written(tmp_path / name, version, settings).version.id)
    assert ids[0] == ids[1] != ids[2]


def test_frames_of_12_bits_give_snapshots_of_12_bits(tmp_path: Path):
    version = version_of(tmp_path / "v", dtype=np.uint16)
    outcome = written(tmp_path / "b", version, BalanceSettings())
    added = [s for s in outcome.version.samples if s.origin is Origin.INJECTED]
    picture = outcome.version.read_picture(added[0])
    assert (picture.pixels.dtype, picture.bits, len(added)) == (np.uint16, 12, 4)
    assert 50 * 16 < picture.pixels.mean() < 130 * 16
    assert picture.pixels.max() <= 4095


def test_what_no_host_takes_is_given_up_and_counted(tmp_path: Path):
    version = version_of(tmp_path / "v")
    settings = BalanceSettings()
    strict = replace(settings.rules, other=replace(settings.rules.other, size_px=(500, 600)))
    outcome = written(tmp_path / "b", version, replace(settings, rules=strict))
    assert (outcome.n_injected, outcome.n_given_up) == ({}, {"dent": 4})
    assert set(outcome.rejected["dent"]) == {"wrong size"}
    assert len(outcome.version.samples) == len(version.samples)


@pytest.mark.parametrize(
    ("counts", "said"), [((0, 2, 2), "without a defect"), ((3, 0, 0), "no defect that could be injected")]
)
def test_versions_without_hosts_or_donors_are_refused(tmp_path: Path, counts: tuple[int, int, int], said: str):
    with pytest.raises(DatasetError, match=said):
        planned(version_of(tmp_path / "v", *counts), BalanceSettings())


def test_unknown_targets_and_judging_injections_are_refused(tmp_path: Path):
    version = version_of(tmp_path / "v")
    with pytest.raises(DatasetError, match="rust"):
        planned(version, BalanceSettings(target={"rust": 1.0}))
    judges = tuple(replace(s, origin=Origin.INJECTED) if s.split is Split.TEST else s for s in version.samples)
    with pytest.raises(DatasetError) as caught:
        planned(replace(version, samples=judges), BalanceSettings())
    assert caught.value.message.code is Code.DATASET_INJECTED_JUDGE


def test_a_snapshot_can_be_balanced_again_from_its_real_frames_alone(tmp_path: Path):
    version = version_of(tmp_path / "v")
    made = written(tmp_path / "b", version, BalanceSettings()).version
    again = planned(made, BalanceSettings(Unit.INSTANCES, target={"dent": 1.0, "crack": 0.5}))
    assert again.before == (6, 6)
    assert (again.n_hosts, again.n_injections) == (12, (0, 6))
    twice = written(tmp_path / "c", made, BalanceSettings(Unit.INSTANCES, target={"dent": 1.0, "crack": 0.5}))
    assert twice.n_injected == {"dent": 6}
    injected = [s for s in twice.version.samples if s.origin is Origin.INJECTED]
    assert len({s.name for s in injected}) == len(injected) == 10
    assert all("injected" not in one["donor"] for s in injected for one in json.loads(s.note))
