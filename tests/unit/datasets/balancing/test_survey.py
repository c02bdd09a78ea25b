"""Surveys of versions: hosts and clean parts of frames, who gives and who takes, and previews that come again."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from inspector.core.balancing import BalanceSettings, ClassRules, Rules, Unit
from inspector.core.bits import to_eight_bit
from inspector.core.messages import Code, DatasetError
from inspector.datasets.balancing.blending import RIM_PX
from inspector.datasets.balancing.injecting import VISIBLE
from inspector.datasets.balancing.snapshot import Plan, plan_snapshot, write_snapshot
from inspector.datasets.balancing.survey import Survey, clean_window, preview, survey_of
from inspector.datasets.version import DatasetVersion, NewSample, Origin, Split, write_version

NAMES = ("background", "crack", "dent")
SURE = BalanceSettings(rules=Rules({}, ClassRules(flips=False, turn_deg=0, scale=(1, 1), min_realism=0)))
HEIGHT, WIDTH = 128, 160
DEFECT = np.s_[20:30, 20:40]


def png(pixels: np.ndarray) -> bytes:
    encoded = io.BytesIO()
    Image.fromarray(pixels).save(encoded, "PNG")
    return encoded.getvalue()


def frame(
    number: int, kind: int = 0, where: object = DEFECT, *, is_colour: bool = False, split: Split = Split.TRAIN,
    origin: Origin = Origin.REAL, size: tuple[int, int] = (HEIGHT, WIDTH),
) -> NewSample:  # fmt: skip
    pixels, class_map = np.random.default_rng(number).integers(110, 130, size, np.uint8), np.zeros(size, np.uint8)
    if kind:
        class_map[where] = kind
        pixels[where] -= np.uint8(60)
    if is_colour:
        pixels = np.dstack([pixels, pixels - np.uint8(20), pixels - np.uint8(40)])
    return NewSample(f"f{number}", png(pixels), ".png", class_map, f"g{number}", split, origin)


def version_of(folder: Path, samples: Sequence[NewSample]) -> DatasetVersion:
    return write_version(folder, name="steel", class_names=NAMES, source="", terms="", samples=samples)


def usual(folder: Path) -> DatasetVersion:
    """Ten clean frames, two with cracks, one with a dent."""
    kinds = [0] * 10 + [1, 1, 2]
    return version_of(folder, [frame(number, kind) for number, kind in enumerate(kinds)])


def keys_of(survey: Survey, frame_name: str) -> frozenset[str]:
    return frozenset(donor.key for donor in survey.donors if donor.frame_name == frame_name)


# clean parts of frames


def largest_by_trying(class_map: np.ndarray) -> int:
    """Area of the largest rectangle on the grid that is clean to 16 px around, by trying all; 0 for none."""
    height, width = class_map.shape
    sums = np.zeros((height + 1, width + 1), np.int64)
    sums[1:, 1:] = (class_map != 0).cumsum(0).cumsum(1)
    places = [
        [(first, last) for first in range(0, length, 8) for last in range(first + 64, length + 1, 8)]
        for length in (height // 8 * 8, width // 8 * 8)
    ]
    if not all(places):
        return 0
    (top, bottom), (left, right) = (np.array(one).T for one in places)
    y1, y2 = np.maximum(0, top - 16)[:, None], np.minimum(height, bottom + 16)[:, None]
    x1, x2 = np.maximum(0, left - 16), np.minimum(width, right + 16)
    is_clean = sums[y2, x2] - sums[y1, x2] - sums[y2, x1] + sums[y1, x1] == 0
    areas = (bottom - top)[:, None] * (right - left) * is_clean
    best = int(areas.max())
    return best if best >= 0.125 * height * width else 0


@given(st.integers(1, 210), st.integers(1, 210), st.lists(st.tuples(*[st.integers(0, 209)] * 2, st.integers(1, 40))))
@settings(max_examples=50, deadline=None)
def test_the_clean_window_is_as_large_as_the_best_of_all_rectangles(
    height: int, width: int, marks: list[tuple[int, int, int]]
):
    class_map = np.zeros((height, width), np.uint8)
    for row, column, side in marks[:4]:
        class_map[row : row + side, column : column + side] = 1 if side % 2 else 255
    window, best = clean_window(class_map), largest_by_trying(class_map)
    if window is None:
        assert best == 0
        return
    top, bottom, left, right = window
    assert (bottom - top) * (right - left) == best
    assert not class_map[max(0, top - 16) : bottom + 16, max(0, left - 16) : right + 16].any()
    assert 0 <= top < bottom <= height
    assert 0 <= left < right <= width


def test_the_clean_window_by_hand():
    class_map = np.zeros((160, 240), np.uint8)
    assert clean_window(class_map) == (0, 160, 0, 240)
    class_map[:, 100] = 1  # 16 px to the right of it are near: free from column 117, on the grid from 120
    assert clean_window(class_map) == (0, 160, 120, 240)
    class_map[:, 200] = 255  # ignored pixels are near, too: 120 to 184 is one pixel too near at 184
    assert clean_window(class_map) == (0, 160, 0, 80)
    class_map[:, 10] = 1
    assert clean_window(class_map) == (0, 160, 120, 184)
    class_map[100] = 1
    assert clean_window(class_map) == (0, 80, 120, 184)


# who gives and who takes


def test_hosts_are_clean_real_training_frames_and_crops_the_clean_parts_of_others(tmp_path: Path):
    full = frame(5, 1, np.s_[:, :])
    samples = [
        frame(0), frame(1, 1), frame(2, split=Split.VAL), frame(3, split=Split.UNUSED),
        frame(4, origin=Origin.INJECTED), full, frame(6, 2, split=Split.TEST),
    ]  # fmt: skip
    survey = survey_of(version_of(tmp_path / "v", samples))
    assert [host.name for host in survey.hosts] == ["f0"]
    assert [(crop.name, crop.window) for crop in survey.crops] == [("f1__crop", (0, 128, 56, 160))]
    assert [donor.frame_name for donor in survey.donors] == ["f1", "f5"]
    picture, class_map = survey.read(survey.crops[0])
    whole, _ = survey.version.read(survey.crops[0].sample)
    assert np.array_equal(picture.pixels, whole[:, 56:160])
    assert not class_map.any()
    assert class_map.shape == (128, 104)


def test_frames_of_the_generator_are_hosts_and_injected_ones_are_not(tmp_path: Path):
    samples = [frame(0, origin=Origin.SYNTHETIC), frame(1, origin=Origin.INJECTED), frame(2, 1), frame(3)]
    survey = survey_of(version_of(tmp_path / "v", samples))
    assert [host.name for host in survey.hosts] == ["f0", "f3"]


def test_injected_frames_count_as_defects_and_give_no_donors(tmp_path: Path):
    samples = [frame(0), frame(1, 1), frame(2, 2, origin=Origin.INJECTED), frame(3, 2, origin=Origin.SYNTHETIC)]
    survey = survey_of(version_of(tmp_path / "v", samples))
    assert [defect.frame_name for defect in survey.defects] == ["f1", "f2", "f3"]
    assert [donor.frame_name for donor in survey.donors] == ["f1", "f3"]
    assert [crop.name for crop in survey.crops] == ["f1__crop", "f3__crop"]


def test_hosts_come_in_the_order_of_the_seed_and_a_share_of_them_is_used(tmp_path: Path):
    survey = survey_of(usual(tmp_path / "v"))

    def names(**changes: object) -> list[str]:
        return [host.name for host in survey.hosts_for(replace(SURE, **changes))]  # type: ignore[arg-type]

    assert names() == names()
    assert sorted(names()) == sorted(f"f{number}" for number in range(10))
    assert names(seed=1) != names()
    assert names(hosts_share=0.3) == names()[:3]
    assert names(hosts_share=0.0) == []
    assert len(names(hosts_share=0.19)) == 1
    assert sorted(names(uses_crops=True)) == sorted([*names(), "f10__crop", "f11__crop", "f12__crop"])


def test_a_share_that_floats_cannot_hold_is_not_one_host_short(tmp_path: Path):
    survey = survey_of(usual(tmp_path / "v"))
    hundred = replace(survey, hosts=survey.hosts * 10)
    assert len(hundred.hosts_for(replace(SURE, hosts_share=0.29))) == 29  # 0.29 * 100 == 28.999999999999996


def test_excluded_donors_are_left_out_and_favourites_stand_three_times(tmp_path: Path):
    survey = survey_of(usual(tmp_path / "v"))

    def frames(**changes: object) -> list[str]:
        return [donor.frame_name for donor in survey.donors_of(1, replace(SURE, **changes))]  # type: ignore[arg-type]

    f10, f11, f12 = (keys_of(survey, name) for name in ("f10", "f11", "f12"))
    assert frames() == ["f10", "f11"]
    assert frames(excluded=f10) == ["f11"]
    assert frames(favourites=f11 | f12) == ["f10", "f11", "f11", "f11"]
    assert frames(excluded=f11, favourites=f11) == ["f10"]
    assert survey.donors_of(2, replace(SURE, excluded=f12)) == []


def test_a_group_that_would_also_judge_is_refused(tmp_path: Path):
    version = usual(tmp_path / "v")
    (tmp_path / "v" / "frames" / "f10.png").unlink()  # said before anything is read
    leaking = tuple(replace(s, split=Split.TEST, group="g1") if s.name == "f0" else s for s in version.samples)
    with pytest.raises(DatasetError) as caught:
        survey_of(replace(version, samples=leaking))
    assert caught.value.message.code is Code.DATASET_LEAK
    assert caught.value.message.params["group"] == "g1"


def test_a_cancel_ends_a_survey_between_frames(tmp_path: Path):
    version, seen = usual(tmp_path / "v"), []

    def cancel(done: int, total: int) -> None:
        seen.append((done, total))
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        survey_of(version, cancel)
    assert seen == [(done, 13) for done in range(5)]


# previews


def shown(survey: Survey, of: BalanceSettings, number: int, attempt: int = 0) -> tuple[str, bytes, object]:
    made = preview(survey, of, 1, number, attempt)
    return (
        made.host.name,
        b"" if made.injected is None else made.injected.pixels.tobytes(),
        made.injected and (made.injected.injection),
    )


def test_a_preview_comes_again_and_another_attempt_draws_again_on_the_same_host(tmp_path: Path):
    survey = survey_of(usual(tmp_path / "v"))
    first = shown(survey, SURE, 3)
    assert shown(survey_of(survey.version), SURE, 3) == first
    assert first[1]
    again = shown(survey, SURE, 3, 1)
    assert (again[0], again[1] != first[1]) == (first[0], True)
    assert shown(survey, SURE, 4)[0] != first[0]
    assert shown(survey, SURE, 13)[0] == first[0]  # ten hosts
    assert shown(survey, SURE, 13)[1] != first[1]
    assert shown(survey, replace(SURE, seed=1), 3) != first


def test_a_preview_keeps_its_host_whatever_the_rules(tmp_path: Path):
    survey = survey_of(usual(tmp_path / "v"))
    turned = replace(SURE, rules=SURE.rules.changed("crack", ClassRules(turn_deg=90, min_realism=0)))
    strict = replace(SURE, rules=SURE.rules.changed("crack", ClassRules(size_px=(500, 600))))
    for number in range(4):
        hosts = {preview(survey, of, 1, number).host.name for of in (SURE, turned, strict)}
        assert len(hosts) == 1
    refused = preview(survey, strict, 1, 0)
    assert (refused.injected, refused.donor, refused.rejected.total()) == (None, None, 8)
    made = preview(survey, SURE, 1, 0)
    assert made.injected is not None
    assert made.donor is not None
    assert made.donor.key == made.injected.injection.donor
    assert np.array_equal(made.before, survey.version.read_pixels(made.host.sample))


def test_a_preview_without_hosts_or_donors_says_why(tmp_path: Path):
    survey = survey_of(usual(tmp_path / "v"))
    with pytest.raises(DatasetError, match="none may be used by the settings"):
        preview(survey, replace(SURE, hosts_share=0), 1, 0)
    with pytest.raises(DatasetError, match="its train split holds none"):
        preview(replace(survey, hosts=()), SURE, 1, 0)
    with pytest.raises(DatasetError, match="no donor of dent"):
        preview(survey, replace(SURE, excluded=keys_of(survey, "f12")), 2, 0)


# snapshots of odd versions


def test_clean_parts_make_a_snapshot_of_a_version_without_a_clean_frame(tmp_path: Path):
    survey = survey_of(version_of(tmp_path / "v", [frame(0, 1), frame(1, 1), frame(2, 1), frame(3, 2)]))
    with pytest.raises(DatasetError, match="4 frames have clean parts"):
        plan_snapshot(survey, SURE)
    of = replace(SURE, uses_crops=True)
    outcome = write_snapshot(tmp_path / "b", survey, of, plan_snapshot(survey, of))
    assert outcome.n_injected == {"dent": 2}
    injected = [sample for sample in outcome.version.samples if sample.origin is Origin.INJECTED]
    assert len(injected) == 2
    for sample in injected:
        assert sample.name.endswith("__crop__injected1")
        assert (sample.height, sample.width) == (128, 104)
        host = next(s for s in survey.training if s.name == sample.name.removesuffix("__crop__injected1"))
        assert sample.group == host.group
        pixels, class_map = outcome.version.read(sample)
        change = pixels.astype(int) - survey.version.read_pixels(host)[:, 56:160]
        (made,) = json.loads(sample.note)
        assert set(np.unique(class_map)) <= {0, 2, 255}
        assert np.count_nonzero(class_map == 2) == made["n_pixels"]
        assert 150 <= made["n_pixels"] <= 200  # of the dent's 10 x 20
        near = np.s_[made["top"] : made["top"] + 10, made["left"] : made["left"] + 20]
        assert np.count_nonzero(class_map[near] == 2) == made["n_pixels"]
        top, left = max(0, made["top"] - RIM_PX), max(0, made["left"] - RIM_PX)
        change[top : made["top"] + 10 + RIM_PX, left : made["left"] + 20 + RIM_PX] = 0
        assert not change.any(), "nothing of the host's own defect came along, and nothing else changed"


def test_a_frame_called_like_a_crop_takes_no_name_twice(tmp_path: Path):
    samples = [frame(0, 1), frame(1, 1), frame(2, 1), replace(frame(3), name="f0__crop"), frame(4, 2)]
    survey = survey_of(version_of(tmp_path / "v", samples))
    of = replace(SURE, uses_crops=True, target={"dent": 1.0, "crack": 0.5})
    outcome = write_snapshot(tmp_path / "b", survey, of, plan_snapshot(survey, of))
    names = [sample.name for sample in outcome.version.samples if sample.origin is Origin.INJECTED]
    assert {"f0__crop__injected1", "f0__crop__injected2"} <= set(names)


def test_progress_stays_below_its_total_where_injections_move_to_further_hosts(tmp_path: Path):
    """Two a host are planned, but only narrow dents fit next to another: four injections take up to four hosts."""
    samples = [frame(n, size=(40, 40)) for n in range(6)]
    samples += [frame(10 + n, 1, np.s_[5:33, 5:33]) for n in range(5)] + [frame(20, 2, np.s_[5:33, 5:33])]
    survey = survey_of(version_of(tmp_path / "v", samples))
    of, seen = replace(SURE, per_host=2), []
    plan = plan_snapshot(survey, of)
    assert (plan.n_injections, plan.n_hosts_used) == ((0, 4), 2)
    outcome = write_snapshot(tmp_path / "b", survey, of, plan, lambda done, total: seen.append((done, total)))
    assert outcome.n_injected == {"dent": 4}
    assert len(outcome.version.samples) == 12 + 4
    assert all(done <= total for done, total in seen)
    assert seen[-1] == (16, 16)


@pytest.mark.parametrize("is_host_colour", [False, True])
def test_grey_and_colour_frames_may_stand_in_one_version(tmp_path: Path, is_host_colour: bool):
    samples = [frame(n, is_colour=is_host_colour) for n in range(4)]
    samples += [frame(10 + n, 1) for n in range(3)] + [frame(20, 2, is_colour=not is_host_colour)]
    survey = survey_of(version_of(tmp_path / "v", samples))
    outcome = write_snapshot(tmp_path / "b", survey, SURE, plan_snapshot(survey, SURE))
    assert outcome.n_injected == {"dent": 2}
    for sample in outcome.version.samples:
        if sample.origin is Origin.INJECTED:
            pixels, class_map = outcome.version.read(sample)
            assert pixels.ndim == (3 if is_host_colour else 2)
            host = survey.version.read_pixels(next(s for s in survey.training if s.group == sample.group))
            assert (np.abs(pixels.astype(int) - host)[class_map == 0] < VISIBLE).all()


def test_frames_of_16_bits_are_surveyed_and_previewed_as_they_are(tmp_path: Path):
    samples = []
    for number, kind in enumerate((0, 1)):
        new = frame(number, kind)
        with Image.open(io.BytesIO(new.frame_bytes)) as picture:
            deep = np.array(picture).astype(np.uint16) * np.uint16(256) + np.uint16(77)
        samples.append(replace(new, frame_bytes=png(deep)))
    survey = survey_of(version_of(tmp_path / "v", samples))
    donor, made = survey.donors[0], preview(survey, SURE, 1, 0)
    assert (donor.pixels.dtype, donor.bits, made.bits) == (np.uint16, 16, 16)
    with Image.open(io.BytesIO(frame(0).frame_bytes)) as picture:
        assert np.array_equal(to_eight_bit(made.before, made.bits), np.array(picture))
    assert made.injected is not None
    assert made.injected.pixels.dtype == np.uint16


@pytest.mark.parametrize("file", ["frames/f12.png", "masks/f12.png"])
def test_a_donor_file_cut_short_is_named_by_the_survey(tmp_path: Path, file: str):
    version = usual(tmp_path / "v")
    damaged = tmp_path / "v" / file
    damaged.write_bytes(damaged.read_bytes()[:-20])
    with pytest.raises(DatasetError) as caught:
        survey_of(version)
    assert caught.value.message.code is Code.DATASET_CHANGED
    assert caught.value.message.params["file"] == file


@pytest.mark.parametrize("part", ["frames", "masks"])
@pytest.mark.parametrize("is_gone", [False, True])
def test_a_host_file_cut_short_or_gone_is_named_by_the_snapshot_which_leaves_nothing(
    tmp_path: Path, part: str, is_gone: bool
):
    survey = survey_of(usual(tmp_path / "v"))
    plan = plan_snapshot(survey, SURE)
    file = f"{part}/{survey.hosts_for(SURE)[0].name}.png"
    damaged = tmp_path / "v" / file
    content = damaged.read_bytes()
    damaged.unlink()
    if not is_gone:
        damaged.write_bytes(content[: len(content) // 2])
    with pytest.raises(DatasetError, match=file):
        write_snapshot(tmp_path / "b", survey, SURE, plan)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["v"]


def test_a_donor_larger_than_every_host_is_given_up_and_said(tmp_path: Path):
    samples = [frame(n, size=(64, 64)) for n in range(3)]
    samples += [frame(10, 1, size=(64, 64)), frame(11, 1, size=(64, 64)), frame(12, 2, np.s_[10:110, 10:150])]
    survey = survey_of(version_of(tmp_path / "v", samples))
    outcome = write_snapshot(tmp_path / "b", survey, SURE, plan_snapshot(survey, SURE))
    assert (outcome.n_injected, outcome.n_given_up) == ({}, {"dent": 1})
    assert set(outcome.rejected["dent"]) == {"no place"}


def test_a_mask_that_touches_all_borders_does_so_on_its_host(tmp_path: Path):
    cross = np.zeros((HEIGHT, WIDTH), np.bool_)
    cross[60:64], cross[:, 80:84] = True, True
    samples = [frame(0), frame(1, size=(HEIGHT, WIDTH + 8)), frame(2, 1, cross)]
    survey = survey_of(version_of(tmp_path / "v", samples))
    for number in range(4):
        shown = preview(survey, SURE, 1, number)
        if shown.host.name == "f0":
            assert shown.injected is not None
            made = shown.injected.injection
            assert (made.top, made.left, made.height, made.width) == (0, 0, HEIGHT, WIDTH)
            assert not (shown.injected.class_map[~cross] == 1).any()
        else:
            assert shown.injected is not None
            made = shown.injected.injection
            assert (made.top, made.left, made.height, made.width) == (0, 0, HEIGHT, WIDTH + 8)
            assert made.transform.stretch == (1.0, (WIDTH + 8) / WIDTH)


def test_defects_of_one_pixel_and_classes_of_empty_masks(tmp_path: Path):
    samples = [frame(0), frame(1), frame(2, 1, np.s_[50, 50])]
    survey = survey_of(version_of(tmp_path / "v", samples))
    assert [(donor.frame_name, donor.area_px) for donor in survey.donors] == [("f2", 1)]
    plan = plan_snapshot(survey, SURE)
    assert (plan.without_donors, plan.n_injections) == (("dent",), (0, 0))
    made = preview(survey, SURE, 1, 0).injected
    assert made is not None
    assert np.count_nonzero(made.class_map == 1) == 1


def with_joints(folder: Path) -> DatasetVersion:
    """Class 2 is a joint and no defect: on two clean frames, on one beside a crack."""
    joint = np.s_[0:HEIGHT, 100:110]
    beside = frame(3, 1)
    beside.class_map[joint] = 2
    samples = [frame(0), frame(1, 2, joint), frame(2, 2, joint), beside, frame(4, 1)]
    names = ("background", "crack", "joint")
    return write_version(
        folder, name="rail", class_names=names, source="", terms="", samples=samples, non_defects=("joint",)
    )


def test_a_class_that_is_no_defect_gives_no_donors_and_leaves_a_frame_clean(tmp_path: Path):
    survey = survey_of(with_joints(tmp_path / "v"))
    assert survey.class_indices == (1,)
    assert [(donor.frame_name, donor.class_index) for donor in survey.defects] == [("f3", 1), ("f4", 1)]
    assert [host.name for host in survey.hosts] == ["f0", "f1", "f2"]
    assert plan_snapshot(survey, SURE).names == ("crack",)
    with pytest.raises(DatasetError, match="joint, which are no classes of defects"):
        plan_snapshot(survey, replace(SURE, target={"joint": 1.0}))


def test_an_injection_into_a_frame_with_a_joint_leaves_the_joint_as_it_is(tmp_path: Path):
    version = with_joints(tmp_path / "v")
    survey = survey_of(version)
    settings = replace(SURE, unit=Unit.INSTANCES)
    outcome = write_snapshot(tmp_path / "out", survey, settings, even_more(plan_snapshot(survey, settings)))
    made = [sample for sample in outcome.version.samples if sample.origin is Origin.INJECTED]
    assert {json.loads(sample.note)[0]["class_index"] for sample in made} == {1}
    of_joint = [sample for sample in made if sample.name.startswith(("f1", "f2"))]
    assert of_joint
    for sample in of_joint:
        class_map = outcome.version.read_class_map(sample)
        assert (class_map[:, 100:110] == 2).all()
        assert (class_map == 1).any()


def even_more(plan: Plan) -> Plan:
    """One class is even as it is: three injections all the same."""
    return replace(plan, n_injections=(3,))
