"""Batches: the same for the same seed and step, labels that go with their pixels, pools in their shares."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import pytest
from training_samples import loaded, png, small_version, vary

from inspector.core.balancing import NOT_IN_TRAINING, BalanceMode, BalanceSettings, ClassRules, Rules, Unit
from inspector.core.preparation import prepare
from inspector.datasets.balancing.balancer import Balancer, DonorFrame, donors_by_class
from inspector.datasets.balancing.injecting import Injected
from inspector.datasets.balancing.survey import used_hosts
from inspector.datasets.version import NewSample, Split, open_version, write_version
from inspector.runs.request import Augmentation, Balance, Recipe
from training import batches as batches_of
from training.augmentation import View, draw_light, lit, render
from training.batches import Batch, Pool, batch_of_step
from training.data import FixedScale, LoadedFrame, load_frames
from training.loading import BatchLoader

GREY = FixedScale(1, 0.5, 0.25)
RECIPE = Recipe(n_steps=12, batch=4, view_px=(48, 48), seed=11)
UNLIT = replace(RECIPE, augmentation=Augmentation(light=False))
CODE = 60  # grey level of a coded frame = CODE * class index


def arrays(view: View) -> tuple[npt.NDArray[np.uint8 | np.uint16], npt.NDArray[np.uint8]]:
    return view.pixels, view.class_map


def coded(height: int, width: int, cell: int = 16) -> LoadedFrame:
    """Cells of four classes with nothing alike under any turn or flip; each pixel's grey level tells its class."""
    classes = np.random.default_rng(2).integers(0, 4, (-(-height // cell), -(-width // cell)), np.uint8)
    class_map = np.kron(classes, np.ones((cell, cell), np.uint8))[:height, :width]
    return loaded(class_map * np.uint8(CODE), np.ascontiguousarray(class_map))


def pool(n: int, side: int = 64) -> list[LoadedFrame]:
    rng = np.random.default_rng(4)
    return [
        loaded(rng.integers(0, 256, (side, side), np.uint8), rng.integers(0, 4, (side, side), np.uint8))
        for _ in range(n)
    ]


def flat_pool(class_index: int) -> list[LoadedFrame]:
    return [loaded(np.full((48, 48), 100, np.uint8), np.full((48, 48), class_index, np.uint8))]


@pytest.mark.parametrize("to", [(160, 160), (150, 120), (512, 512), (100, 300), (300, 88)])
def test_frame_and_mask_are_resized_about_the_same_places(tmp_path: Path, to: tuple[int, int]):
    """Of round spots: where their centres of mass come to lie, by grey levels and by labels, and where they should."""
    rows, columns = np.mgrid[:256, :200]
    rng = np.random.default_rng(8)
    centres = rng.uniform((40, 40), (216, 160), (24, 2))
    frames = []
    for number, (y, x) in enumerate(centres):
        class_map = ((rows - y) ** 2 + (columns - x) ** 2 <= rng.uniform(18, 36) ** 2).astype(np.uint8)
        name = f"s{number:02}"
        frames.append(NewSample(name, png(class_map * np.uint8(200)), ".png", class_map, "g", Split.TRAIN))
    write_version(
        tmp_path / "v", name="spots", class_names=("background", "spot"), source="", terms="", samples=frames
    )  # fmt: skip
    version = open_version(tmp_path / "v")
    loaded_samples = load_frames(version, version.samples, 1, to)
    assert all(sample.class_map.shape == sample.pixels.shape == to for sample in loaded_samples)
    wanted = (centres + 0.5) * np.array(to) / (256, 200) - 0.5
    for kind, tolerance in (("pixels", 0.05), ("class_map", 0.15)):  # labels are whole pixels
        found = [
            [
                np.average(places, weights=getattr(sample, kind).astype(np.float64))
                for places in np.mgrid[: to[0], : to[1]]
            ]
            for sample in loaded_samples
        ]
        assert np.abs((np.array(found) - wanted).mean(axis=0)).max() < tolerance, kind


@pytest.mark.parametrize(("height", "width"), [(48, 48), (40, 30), (120, 90), (200, 31)])
def test_labels_go_with_their_pixels_exactly_where_nothing_is_resampled(height: int, width: int):
    sample, n_exact = coded(height, width), 0
    for seed in range(60):
        pixels, class_map = arrays(vary(sample, UNLIT, np.random.default_rng(seed)))
        if set(np.unique(pixels)) <= {0, CODE, 2 * CODE, 3 * CODE}:  # shifted, flipped and turned only
            n_exact += 1
            assert np.array_equal(pixels, class_map * CODE)
    assert n_exact > 15


def test_labels_lie_where_their_pixels_lie_after_zoom_and_turn():
    """Away from borders each pixel tells its class; on the borders no side is favoured: half a pixel of shift
    between frame and mask would mark about 5 % of the pixels wrong."""
    sample, wrong_inside, wrong, window = coded(120, 120, cell=24), [], [], np.ones((5, 5), np.uint8)
    for seed in range(80):
        pixels, class_map = arrays(vary(sample, replace(UNLIT, view_px=(96, 96)), np.random.default_rng(seed)))
        step = (cv2.dilate(class_map, window) - cv2.erode(class_map, window))[2:-2, 2:-2]
        is_wrong = (np.rint(pixels / CODE).astype(np.uint8) != class_map)[2:-2, 2:-2]
        wrong_inside.append(int(is_wrong[step == 0].sum()))
        wrong.append(float(is_wrong[step <= 1].mean()))  # a blend of neighbours in number rounds to one of them
    assert max(wrong_inside) == 0
    assert np.mean(wrong) < 0.004


def test_every_quarter_turn_and_flip_comes_up():
    corner = np.zeros((48, 48), np.uint8)
    corner[2:6, 10:14] = 1
    places = set()
    for seed in range(200):
        _, class_map = arrays(vary(loaded(corner * 200, corner), UNLIT, np.random.default_rng(seed)))
        if class_map.sum() == 16:
            rows, columns = np.nonzero(class_map)
            places.add((int(rows.min()), int(columns.min())))
    exact = {(2, 10), (2, 34), (42, 10), (42, 34), (10, 2), (34, 2), (10, 42), (34, 42)}
    assert exact <= places


def test_every_part_of_a_large_frame_is_seen():
    rows = np.repeat(np.arange(250, dtype=np.uint8)[:, None], 60, axis=1)
    seen: set[int] = set()
    for seed in range(300):
        _, class_map = arrays(vary(loaded(rows, rows), UNLIT, np.random.default_rng(seed)))
        seen |= set(np.unique(class_map).tolist())
    assert seen == set(range(250))


def test_a_small_frame_is_shown_whole_and_padded_by_reflection():
    sample = coded(30, 40, cell=10)
    n_checked = 0
    for seed in range(40):
        pixels, class_map = arrays(vary(sample, UNLIT, np.random.default_rng(seed)))
        if not set(np.unique(pixels)) <= {0, CODE, 2 * CODE, 3 * CODE}:
            continue
        n_checked += 1
        padded = [np.pad(sample.class_map, ((y, 18 - y), (x, 8 - x)), "reflect") for y in range(19) for x in range(9)]
        turned = [np.rot90(class_map, k)[:, ::f] for k in range(4) for f in (1, -1)]
        assert any(np.array_equal(p, q) for p in padded for q in turned)
    assert n_checked > 10


def test_ignored_pixels_stay_ignored_and_no_new_class_appears():
    class_map = np.zeros((60, 60), np.uint8)
    class_map[10:40, 10:40], class_map[20:30, 20:30] = 3, 255
    for seed in range(40):
        _, varied = arrays(vary(loaded(class_map // 2, class_map), UNLIT, np.random.default_rng(seed)))
        assert set(np.unique(varied)) <= {0, 3, 255}
        assert 255 in varied or varied.shape != (48, 48) or (varied == 3).sum() < 900


def test_changed_light_keeps_the_range_and_the_order_of_grey_levels():
    ramp = np.repeat(np.arange(256, dtype=np.uint8)[:, None], 64, axis=1)
    for seed in range(30):
        varied = lit(ramp, 8, draw_light(ramp.shape, np.random.default_rng(seed)))
        assert varied.dtype == np.uint8
        assert (np.diff(cv2.blur(varied, (63, 9))[10:-10, 32].astype(int)) >= -2).all()


def test_a_batch_depends_on_seed_and_step_alone():
    pools = [Pool(pool(3)), Pool(pool(5))]
    one, same = (batch_of_step(pools, [0.5, 0.5], GREY, RECIPE, 7) for _ in range(2))
    assert np.array_equal(one.inputs, same.inputs)
    assert np.array_equal(one.targets, same.targets)
    others = (
        batch_of_step(pools, [0.5, 0.5], GREY, RECIPE, 8),
        batch_of_step(pools, [0.5, 0.5], GREY, replace(RECIPE, seed=12), 7),
    )
    for other in others:
        assert not np.array_equal(one.inputs, other.inputs)


def test_batches_have_the_shape_and_type_that_the_network_takes():
    batch = batch_of_step([Pool(pool(3))], [1.0], GREY, RECIPE, 0)
    assert (batch.inputs.shape, batch.inputs.dtype) == ((4, 1, 48, 48), np.float32)
    assert (batch.targets.shape, batch.targets.dtype) == ((4, 48, 48), np.uint8)


def test_batches_are_prepared_by_the_function_of_inspection(monkeypatch: pytest.MonkeyPatch):
    prepared: list[npt.NDArray[np.float32]] = []

    def watched(pixels: npt.NDArray[np.uint8], rule: FixedScale, bits: int) -> npt.NDArray[np.float32]:
        prepared.append(prepare(pixels, rule, bits))
        return prepared[-1]

    monkeypatch.setattr(batches_of, "prepare", watched)
    batch = batch_of_step([Pool(pool(3))], [1.0], GREY, RECIPE, 0)
    assert np.array_equal(batch.inputs, np.stack(prepared))


def test_whole_shares_are_kept_in_every_batch():
    recipe = replace(RECIPE, batch=16, augmentation=Augmentation(mix_share=0.0))
    for step in range(20):
        targets = batch_of_step([Pool(flat_pool(1)), Pool(flat_pool(2))], [0.75, 0.25], GREY, recipe, step).targets
        assert [int((targets[:, 0, 0] == c).sum()) for c in (1, 2)] == [12, 4]


@pytest.mark.parametrize("shares", [[0.95, 0.05], [0.4, 0.35, 0.25], [1 / 3, 1 / 3, 1 / 3]])
def test_shares_that_are_no_whole_samples_are_kept_over_many_batches(shares: list[float]):
    recipe = replace(RECIPE, batch=8, view_px=(4, 4), augmentation=Augmentation(mix_share=0.0))
    counts = np.zeros(len(shares))
    pools = [Pool(flat_pool(c + 1)) for c in range(len(shares))]
    for step in range(400):
        targets = batch_of_step(pools, shares, GREY, recipe, step).targets
        assert len(targets) == 8
        counts += [(targets[:, 0, 0] == c + 1).sum() for c in range(len(shares))]
    assert counts / counts.sum() == pytest.approx(shares, abs=0.015)


def test_views_asked_to_show_a_defect_show_it_wherever_it_lies():
    """A speck in 40,000 pixels; only one sample of ten holds any."""
    clean = [loaded(np.zeros((200, 200), np.uint8), np.zeros((200, 200), np.uint8)) for _ in range(9)]
    specks = {1: (0, 0), 2: (199, 150)}
    class_map = np.zeros((200, 200), np.uint8)
    for class_index, place in specks.items():
        class_map[place] = class_index
    class_map[100, 100] = 255
    samples = Pool([*clean, loaded(class_map, class_map)])
    assert samples.holding == {1: [9], 2: [9]}
    still = Augmentation(defect_share=1.0, zoom=1.0, turn_deg=0.0, light=False, mix_share=0.0)
    recipe = replace(RECIPE, augmentation=still)
    shown: Counter[int] = Counter()
    columns = set()
    for seed in range(60):
        view = samples.views(1, recipe, np.random.default_rng(seed))[0].class_map
        found = {int(c) for c in np.unique(view)} & {1, 2}
        assert found
        shown.update(found)
        columns |= set(np.nonzero(view == 2)[1].tolist()) | set(np.nonzero(view == 2)[0].tolist())
    assert min(shown.values()) > 15
    assert len(columns) > 10  # not always in the middle


@pytest.mark.parametrize(("balance_classes", "share_of_rare"), [(True, 0.25), (False, 0.5 / 4)])
def test_half_of_the_views_show_a_defect_even_over_classes_or_as_they_come(balance_classes: bool, share_of_rare: float):
    """Three samples of class 1, one of class 2, forty clean ones."""
    augmentation = Augmentation(defect_share=0.5, balance_classes=balance_classes, mix_share=0.0, light=False)
    recipe = replace(RECIPE, batch=16, augmentation=augmentation)
    kinds = [1, 1, 1, 2] + [0] * 40
    pool = Pool([loaded(np.full((48, 48), 9, np.uint8), np.full((48, 48), c, np.uint8)) for c in kinds])
    targets = [batch_of_step([pool], [1.0], GREY, recipe, step).targets[:, 24, 24] for step in range(100)]
    counts = np.bincount(np.concatenate(targets), minlength=3) / 1600
    drawn_anyway = 0.5 * np.array([40, 3, 1]) / 44
    assert counts[2] == pytest.approx(share_of_rare + drawn_anyway[2], abs=0.04)
    assert counts[1:].sum() == pytest.approx(0.5 + drawn_anyway[1:].sum(), abs=0.05)


def test_no_share_for_defects_draws_samples_evenly():
    recipe = replace(RECIPE, batch=16, augmentation=Augmentation(mix_share=0.0))
    samples = [loaded(np.full((48, 48), 9, np.uint8), np.full((48, 48), c, np.uint8)) for c in (0, 0, 0, 1)]
    n_defects = sum(
        int((batch_of_step([Pool(samples)], [1.0], GREY, recipe, step).targets[:, 0, 0] == 1).sum())
        for step in range(60)
    )
    assert n_defects / (60 * 16) == pytest.approx(0.25, abs=0.05)


def test_a_mixed_in_rectangle_brings_pixels_and_labels_of_one_frame():
    recipe = replace(RECIPE, augmentation=Augmentation(mix_share=1.0, light=False), batch=8)
    pools = [Pool([loaded(np.full((48, 48), CODE * c, np.uint8), np.full((48, 48), c, np.uint8)) for c in range(4)])]
    batch = batch_of_step(pools, [1.0], GREY, recipe, 1)
    grey = np.rint((batch.inputs[:, 0] * GREY.std[0] + GREY.mean[0]) * 255)
    assert np.array_equal(grey, batch.targets * CODE)
    assert any(len(np.unique(target)) > 1 for target in batch.targets)


def built(pools: list[list[LoadedFrame]], shares: list[float], recipe: Recipe, first_step: int) -> BatchLoader:
    made_of = [Pool(frames, recipe.balance) for frames in pools]
    return BatchLoader(
        lambda step: batches_of.batch_of_step(made_of, shares, GREY, recipe, step), range(first_step, recipe.n_steps)
    )


def test_a_loader_started_later_gives_what_an_unbroken_one_gives():
    pools, shares = [pool(3), pool(2)], [0.6, 0.4]
    with built(pools, shares, RECIPE, 0) as batches:
        whole = {batch.step: batch for batch in batches}
    with built(pools, shares, RECIPE, 9) as batches:
        resumed = {batch.step: batch for batch in batches}
    assert list(whole) == list(range(12))
    assert list(resumed) == [9, 10, 11]
    for step, batch in resumed.items():
        assert np.array_equal(batch.inputs, whole[step].inputs)
        assert np.array_equal(batch.targets, whole[step].targets)


def batch_threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name == "batches"]


@pytest.mark.parametrize("n_taken", [0, 1, 5])
def test_the_loaders_thread_ends_with_its_block(n_taken: int):
    with built([pool(2)], [1.0], replace(RECIPE, n_steps=100_000), 0) as batches:
        for _, _batch in zip(range(n_taken), batches, strict=False):
            pass
        assert batch_threads() == ["batches"]
    assert batch_threads() == []


def test_the_loaders_thread_ends_when_the_loop_fails():
    def train() -> None:
        with built([pool(2)], [1.0], replace(RECIPE, n_steps=100_000), 0) as batches:
            for _ in batches:
                raise RuntimeError("out of memory")

    with pytest.raises(RuntimeError, match="out of memory"):
        train()
    assert batch_threads() == []


def test_a_fault_while_loading_reaches_the_loop(monkeypatch: pytest.MonkeyPatch):
    def failing(after: int) -> Callable[..., Batch]:
        real = batch_of_step

        def build(*arguments: object) -> Batch:
            if arguments[-1] == after:
                raise OSError("the disk is gone")
            return real(*arguments)  # type: ignore[arg-type]

        return build

    monkeypatch.setattr(batches_of, "batch_of_step", failing(after=3))
    steps = []

    def train() -> None:
        with built([pool(2)], [1.0], RECIPE, 0) as batches:
            for batch in batches:
                steps.append(batch.step)

    with pytest.raises(OSError, match="the disk is gone"):
        train()
    assert steps == [0, 1, 2]


def test_only_the_split_asked_for_is_loaded(tmp_path: Path):
    small_version(tmp_path / "v")
    version = open_version(tmp_path / "v")
    by_split = {split: load_frames(version, version.of_split(split), 1) for split in Split}
    assert {split.value: len(samples) for split, samples in by_split.items()} == {
        "train": 6, "val": 2, "test": 2, "unused": 0,
    }  # fmt: skip
    sample = by_split[Split.TRAIN][0]
    assert (sample.pixels.shape, sample.class_map.shape, sample.pixels.dtype) == ((64, 64), (64, 64), np.uint8)
    assert load_frames(version, version.of_split(Split.VAL), 3)[0].pixels.shape == (64, 64, 3)


# balancing

NAMES = ("background", "inclusion", "patches", "scratches")


def tiles(n_clean: int, n_of: tuple[int, ...]) -> list[LoadedFrame]:
    """Noisy tiles of 96 x 96; those of a class show a dark or bright square."""
    rng, made = np.random.default_rng(6), []
    for class_index, n in enumerate((n_clean, *n_of)):
        for _ in range(n):
            pixels, class_map = rng.integers(110, 130, (96, 96), np.uint8), np.zeros((96, 96), np.uint8)
            if class_index:
                top, left = rng.integers(10, 60, 2)
                pixels[top : top + 16, left : left + 12] += np.uint8(25 * class_index)
                class_map[top : top + 16, left : left + 12] = class_index
            made.append(loaded(pixels, class_map))
    return made


def balanced(mode: BalanceMode, until: float = 0.85, **changes: object) -> Recipe:
    augmentation = Augmentation(quarter_turns=False, turn_deg=0, zoom=1, light=False, mix_share=0)
    balance = Balance(mode, BalanceSettings(**changes), until)  # type: ignore[arg-type]
    return replace(RECIPE, n_steps=100, batch=20, view_px=(96, 96), augmentation=augmentation, balance=balance)


def shown(recipe: Recipe, step: int, samples: list[LoadedFrame]) -> Counter[frozenset[int]]:
    targets = batch_of_step([Pool(samples, recipe.balance, NAMES)], [1.0], GREY, recipe, step).targets
    return Counter(frozenset(np.unique(target).tolist()) - {0, 255} for target in targets)


@pytest.mark.parametrize("mode", [BalanceMode.DLI_RELEASED, BalanceMode.DLI])
def test_all_clean_views_become_as_even_as_whole_pictures_can(mode: BalanceMode):
    samples = tiles(60, (20, 2, 1))
    for step in range(4):
        found = shown(balanced(mode, clean_share=0.0), step, samples)
        counts = [found[frozenset({index})] for index in (1, 2, 3)]
        plain = shown(balanced(BalanceMode.NONE), step, samples)
        assert found[frozenset()] == 0
        assert sum(counts) == 20
        assert max(counts) - min(counts) <= 1 or max(counts) == plain[frozenset({1})]


def test_the_paper_stops_when_the_batch_is_even():
    samples = tiles(40, (20, 2, 1))
    for step in range(4):
        before, after = (shown(balanced(mode), step, samples) for mode in (BalanceMode.NONE, BalanceMode.DLI_PAPER))
        most = max(before[frozenset({index})] for index in (1, 2, 3))
        n_free = before[frozenset()]
        wanted = sum(most - before[frozenset({index})] for index in (1, 2, 3))
        assert after[frozenset()] == n_free - min(n_free, wanted)
        if wanted <= n_free:
            assert [after[frozenset({index})] for index in (1, 2, 3)] == [most] * 3


def test_the_last_steps_see_real_defects_alone_in_the_share_that_the_recipe_says():
    """Steps 0 to 12 of 20 inject into views as they come; from step 13 on they are as without balance."""
    samples, recipe = tiles(60, (3, 2, 1)), balanced(BalanceMode.DLI, clean_share=0.0, until=0.65)
    recipe = replace(recipe, n_steps=20, augmentation=replace(recipe.augmentation, defect_share=0.5))
    pool = Pool(samples, recipe.balance, NAMES)
    plain, plain_pool = replace(recipe, balance=Balance()), Pool(samples)
    for step in range(20):
        made, real = (batch_of_step([p], [1.0], GREY, r, step) for p, r in ((pool, recipe), (plain_pool, plain)))
        is_real = np.array_equal(made.inputs, real.inputs) and np.array_equal(made.targets, real.targets)
        assert is_real == (step >= 13)
    as_they_come = replace(recipe, augmentation=replace(recipe.augmentation, defect_share=0.0))
    assert np.array_equal(
        batch_of_step([pool], [1.0], GREY, recipe, 5).inputs, batch_of_step([pool], [1.0], GREY, as_they_come, 5).inputs
    )


def test_a_share_of_the_clean_views_stays_clean():
    samples, recipe = tiles(90, (5, 5, 5)), balanced(BalanceMode.DLI, clean_share=0.6)
    n_before = sum(shown(balanced(BalanceMode.NONE), step, samples)[frozenset()] for step in range(20))
    n_after = sum(shown(recipe, step, samples)[frozenset()] for step in range(20))
    assert n_after / n_before == pytest.approx(0.6, abs=0.06)


def test_a_target_leaves_classes_out():
    recipe = balanced(BalanceMode.DLI, clean_share=0.0, target={"scratches": 1.0})
    found = shown(recipe, 0, tiles(40, (0, 1, 1)))
    assert found[frozenset({3})] >= 17
    assert found[frozenset({1})] == 0
    with pytest.raises(ValueError, match="rust"):
        Pool(tiles(2, (1, 1, 1)), Balance(BalanceMode.DLI, BalanceSettings(target={"rust": 1.0})), NAMES)


@pytest.mark.parametrize("mode", [BalanceMode.DLI_PAPER, BalanceMode.DLI_RELEASED, BalanceMode.DLI])
def test_defective_views_are_bit_equal_with_and_without_balance(mode: BalanceMode):
    samples, recipe = tiles(20, (10, 2, 1)), balanced(mode)
    with_, without = (
        batch_of_step([Pool(samples, r.balance, NAMES)], [1.0], GREY, r, 3)
        for r in (recipe, balanced(BalanceMode.NONE))
    )
    n_defective = 0
    for k in range(20):
        if without.targets[k].any():
            n_defective += 1
            assert np.array_equal(with_.targets[k], without.targets[k])
            assert np.array_equal(with_.inputs[k], without.inputs[k])
    assert n_defective > 3
    assert (with_.targets != without.targets).any()


def injections_of(recipe: Recipe, monkeypatch: pytest.MonkeyPatch, steps: range) -> list[tuple[object, ...]]:
    """Step, class and bounding box of each injection made."""
    made: list[tuple[object, ...]] = []
    inject = Balancer.inject

    def noting(self: Balancer, *arguments: Any, **named: Any) -> Injected | None:
        found = inject(self, *arguments, **named)
        if found is not None:
            one = found.injection
            made.append((step, one.class_index, one.top, one.left, one.height, one.width))
        return found

    monkeypatch.setattr(Balancer, "inject", noting)
    pool = Pool(tiles(20, (10, 2, 1)), recipe.balance, NAMES)
    for step in steps:
        batch_of_step([pool], [1.0], GREY, recipe, step)
    return made


def test_default_settings_inject_what_they_injected_when_the_recorded_experiments_ran(monkeypatch):
    """Noted at commit 8319753, before training followed the unit, the hosts' share, several per host and the seed."""
    assert injections_of(balanced(BalanceMode.DLI), monkeypatch, range(3)) == [
        (0, 2, 60, 68, 15, 12), (0, 2, 44, 51, 14, 12), (0, 2, 7, 45, 17, 14), (0, 2, 54, 61, 19, 14),
        (0, 3, 4, 67, 20, 16), (0, 3, 23, 72, 17, 13), (1, 2, 27, 61, 18, 14), (1, 2, 37, 22, 18, 14),
        (1, 3, 71, 15, 18, 15), (1, 3, 74, 42, 19, 16), (1, 3, 66, 1, 17, 13), (2, 2, 35, 58, 16, 14),
        (2, 2, 46, 18, 16, 12), (2, 2, 73, 26, 15, 12), (2, 3, 3, 39, 18, 13), (2, 3, 30, 81, 18, 14),
        (2, 3, 26, 28, 18, 14),
    ]  # fmt: skip


def keys_of_class(class_index: int) -> frozenset[str]:
    samples = [sample for sample in tiles(20, (10, 2, 1)) if (sample.class_map == class_index).any()]
    frames = [DonorFrame(one.pixels, one.class_map, one.sample.name, one.sample.group) for one in samples]
    donors = donors_by_class(frames, BalanceMode.DLI, NAMES)[class_index]
    return frozenset(donor.key for donor in donors)


# Of each setting that training follows: another value, under which the batches are not those of the default.
OTHER_VALUES: dict[str, dict[str, Any]] = {
    "unit": {"unit": Unit.PIXELS},
    "target": {"target": {"scratches": 1.0}},
    "hosts_share": {"hosts_share": 0.2},
    "per_host": {"per_host": 3},
    "bands_px": {"unit": Unit.SIZE_BANDS, "bands_px": (10.0, 20.0)},
    "rules": {"rules": Rules({}, ClassRules(flips=False))},
    "excluded": {"excluded": keys_of_class(3)},
    "favourites": {"favourites": frozenset(sorted(keys_of_class(2))[:1])},
    "clean_share": {"clean_share": 0.1},
    "seed": {"seed": 1},
}
NO_INJECTION = {"verdicts", "is_used_in_training"}  # what taught the rules, and the switch of it all


def test_every_setting_of_a_balance_is_followed_in_training_or_named_as_one_that_is_not():
    assert {one.name for one in fields(BalanceSettings)} == OTHER_VALUES.keys() | NOT_IN_TRAINING | NO_INJECTION


def tiles_of_sizes() -> list[LoadedFrame]:
    """Clean ones; two inclusions of 6 x 6 and one of 12 x 12 on each of four; patches of 16 x 12 on three."""
    made = tiles(20, (0, 3, 0))
    for number in range(4):
        pixels = np.random.default_rng(number).integers(110, 130, (96, 96), np.uint8)
        class_map = np.zeros((96, 96), np.uint8)
        for top, left, side in ((10, 10, 6), (40, 40, 12), (70, 20, 6)):
            where = np.s_[top : top + side, left + number : left + number + side]
            pixels[where] += np.uint8(25)
            class_map[where] = 1
        made.append(loaded(pixels, class_map))
    return made


@pytest.mark.parametrize("setting", OTHER_VALUES)
def test_another_value_of_a_setting_makes_other_batches(setting: str):
    samples = tiles_of_sizes() if setting in ("unit", "bands_px") else tiles(20, (10, 2, 1))
    plain = balanced(BalanceMode.DLI)
    if setting == "bands_px":  # bands are nothing to other units
        plain = balanced(BalanceMode.DLI, unit=Unit.SIZE_BANDS)
    other = balanced(BalanceMode.DLI, **OTHER_VALUES[setting])
    pools = [Pool(samples, recipe.balance, NAMES) for recipe in (plain, other)]
    assert any(
        not np.array_equal(
            *(batch_of_step([p], [1.0], GREY, r, step).targets for p, r in zip(pools, (plain, other), strict=True))
        )
        for step in range(4)
    )


@pytest.mark.parametrize("setting", sorted(NOT_IN_TRAINING))
def test_a_setting_that_training_does_not_follow_changes_nothing_in_it(setting: str):
    samples = tiles(20, (10, 2, 1))
    recipes = [balanced(BalanceMode.DLI, **{setting: value}) for value in (False, True)]
    one, other = (batch_of_step([Pool(samples, r.balance, NAMES)], [1.0], GREY, r, 2) for r in recipes)
    assert np.array_equal(one.inputs, other.inputs)


def test_another_seed_changes_injections_and_no_other_view():
    samples = tiles(20, (10, 2, 1))
    batches = [
        batch_of_step([Pool(samples, r.balance, NAMES)], [1.0], GREY, r, 3)
        for r in (balanced(BalanceMode.NONE), balanced(BalanceMode.DLI, seed=1), balanced(BalanceMode.DLI, seed=2))
    ]
    plain, one, other = (batch.inputs for batch in batches)
    is_plain = [(np.array_equal(a, b), np.array_equal(a, c)) for a, b, c in zip(plain, one, other, strict=True)]
    assert sum(found == (True, True) for found in is_plain) > 3
    assert not np.array_equal(one, other)
    n_injected = [sum(not same[k] for same in is_plain) for k in (0, 1)]
    assert min(n_injected) > 3


def test_only_the_share_of_clean_frames_that_may_be_used_gets_defects():
    samples = tiles(20, (10, 2, 1))
    recipe = balanced(BalanceMode.DLI, clean_share=0.0, hosts_share=0.25, seed=4)
    pool = Pool(samples, recipe.balance, NAMES)
    assert len(pool.kept_clean) == 15
    assert pool.kept_clean <= set(range(20))
    hosts = set(range(20)) - pool.kept_clean
    assert hosts == set(used_hosts(20, recipe.balance.settings))
    found = shown(recipe, 1, samples)
    drawn = shown(balanced(BalanceMode.NONE), 1, samples)
    assert found[frozenset()] > 0  # views of frames that stay clean
    assert found[frozenset()] < drawn[frozenset()]


def test_several_injections_go_into_one_frame():
    samples = tiles(30, (1, 1, 1))
    recipe = balanced(BalanceMode.DLI, clean_share=0.0, per_host=2)
    found = shown(recipe, 0, samples)
    assert sum(n for classes, n in found.items() if len(classes) == 2) >= 8
    assert all(len(classes) <= 2 for classes in found)


def test_a_balanced_batch_is_the_same_in_any_worker():
    samples, recipe = tiles(20, (10, 2, 1)), balanced(BalanceMode.DLI)
    pools = [[Pool(samples, recipe.balance, NAMES)] for _ in range(2)]
    batch_of_step(pools[0], [1.0], GREY, recipe, 4)  # what one worker did before must not matter
    one, other = (batch_of_step(p, [1.0], GREY, recipe, 5) for p in pools)
    assert np.array_equal(one.inputs, other.inputs)
    assert np.array_equal(one.targets, other.targets)


def test_pixels_are_computed_once_for_each_view_injected_or_not(monkeypatch: pytest.MonkeyPatch):
    rendered: list[View] = []

    def watched(*arguments: Any) -> View:
        rendered.append(render(*arguments))
        return rendered[-1]

    monkeypatch.setattr(batches_of, "render", watched)
    recipe = balanced(BalanceMode.DLI, clean_share=0.0)
    pool = Pool(tiles(20, (10, 2, 1)), recipe.balance, NAMES)
    views = pool.views(20, recipe, np.random.default_rng(3))
    assert pool.balancer is not None
    assert pool.balancer.n_injected.total() > 3
    assert len(rendered) == len(views) == 20
    assert all(one is other for one, other in zip(rendered, views, strict=True))


def test_no_donors_and_no_clean_views_are_no_errors():
    recipe = balanced(BalanceMode.DLI)
    assert shown(recipe, 0, tiles(5, (0, 0, 0)))[frozenset()] == 20
    assert shown(recipe, 0, tiles(0, (3, 1, 0)))[frozenset()] == 0


@pytest.mark.parametrize("mode", [BalanceMode.DLI_RELEASED, BalanceMode.DLI])
def test_a_class_that_is_no_defect_is_learnt_and_never_injected(mode: BalanceMode):
    """Class 3 is a joint on every frame without a defect: these stay hosts, and only defects 1 and 2 are injected."""
    samples = tiles(0, (6, 2, 40))
    pool = Pool(samples, Balance(mode, BalanceSettings(clean_share=0.0)), NAMES, (3,))
    assert pool.balancer is not None
    assert set(pool.balancer.donors) == {1, 2}
    assert set(pool.holding) == {1, 2}
    n_joints = n_with_both = 0
    for step in range(4):
        targets = batch_of_step([pool], [1.0], GREY, balanced(mode, clean_share=0.0), step).targets
        shown_classes = [set(np.unique(target).tolist()) - {0, 255} for target in targets]
        n_joints += sum(3 in classes for classes in shown_classes)
        n_with_both += sum(3 in classes and len(classes) > 1 for classes in shown_classes)
    assert n_joints
    assert n_with_both
    assert not pool.balancer.n_injected[3]
    assert pool.balancer.n_injected[1] + pool.balancer.n_injected[2]
    with pytest.raises(ValueError, match="classes of defects are inclusion, patches"):
        Pool(samples, Balance(mode, BalanceSettings(target={"scratches": 1.0})), NAMES, (3,))
