"""What the Balance page shows of a survey: rows, previews, library."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from inspector.core.balancing import BalanceSettings, ClassRules, Unit, Zone
from inspector.core.calibration import Calibration
from inspector.core.classes import ClassCatalogue
from inspector.core.messages import Code
from inspector.datasets.balancing.donor_flags import MAX_OTHERS, Flag, FlagKind
from inspector.datasets.balancing.forecast import Trial, Trials, expected
from inspector.datasets.balancing.snapshot import plan_snapshot, write_snapshot
from inspector.datasets.balancing.survey import Survey, survey_of
from inspector.datasets.version import NewSample, Split, write_version
from inspector.presenters.balance_composer import TILE_PX, balanced, compose_preview, flag_text, item_of, library_of
from inspector.screens.balance import PreviewRequest

NAMES = ("background", "crack", "dent", "rust")
CATALOGUE = ClassCatalogue()


def png(pixels: np.ndarray) -> bytes:
    import cv2

    return bytes(cv2.imencode(".png", pixels)[1].tobytes())


@pytest.fixture(scope="module")
def survey(tmp_path_factory: pytest.TempPathFactory) -> Survey:
    """Ten clean frames; five cracks of 6 x 30 px in five groups; two dents of 16 x 16 in two; no rust."""
    rng = np.random.default_rng(4)
    samples = []
    for number, kind in enumerate([0] * 10 + [1] * 5 + [2] * 2):
        pixels = rng.integers(115, 125, (96, 128)).astype(np.uint8)
        class_map = np.zeros((96, 128), np.uint8)
        if kind:
            height, width = (6, 30) if kind == 1 else (16, 16)
            pixels[40 : 40 + height, 50 : 50 + width] -= 60
            class_map[40 : 40 + height, 50 : 50 + width] = kind
        samples.append(NewSample(f"f{number:02d}", png(pixels), ".png", class_map, f"g{number}", Split.TRAIN))
    folder = tmp_path_factory.mktemp("balance") / "v"
    return survey_of(write_version(folder, name="set", class_names=NAMES, source="", terms="", samples=samples))


def test_rows_tell_what_is_there_and_what_injections_add(survey: Survey):
    made = balanced(survey, BalanceSettings(), None, 2, None, CATALOGUE)
    crack, dent, rust = made.rows
    assert (crack.before, crack.after, dent.before, dent.after, rust.after) == (5, 5, 2, 5, 0)
    assert crack.counts == "5 frames · 5 defects · 900 px · 5 groups"
    assert (crack.is_chosen, dent.is_chosen) == (False, True)
    assert (crack.warning, rust.warning) == ("", "no defects: nothing to inject")
    assert dent.warning == "from 2 groups only: scores will be uncertain"
    assert made.headline.startswith("10 clean frames · evenness ")
    assert made.snapshot_text == "20 frames, 3 of them with at most 3 injections"


def trials_of(survey: Survey, settings: BalanceSettings) -> list[Trial]:
    plan, trials = plan_snapshot(survey, settings), Trials(survey)
    return [trials.of_row(plan, row, settings) for row in range(len(plan.portions))]


def test_the_forecast_follows_the_rules(survey: Survey):
    """No dent of 16 px is 90 px long: the plan wishes three, and none will fit."""
    settings = BalanceSettings()
    settings = replace(settings, rules=settings.rules.changed("dent", ClassRules(size_px=(90, 99))))
    trials = trials_of(survey, settings)
    assert [(trial.n_tried, trial.n_fitted) for trial in trials] == [(0, 0), (8, 0), (0, 0)]
    made = balanced(survey, settings, None, 2, None, CATALOGUE, trials)
    assert made.snapshot_text == "17 frames, no injection fits"
    assert (made.rows[1].before, made.rows[1].after) == (2, 2)
    assert made.rows[1].warning == "no injection fits: 64 × wrong size"


def test_what_fits_is_forecast_as_planned(survey: Survey):
    made = balanced(survey, BalanceSettings(), None, 2, None, CATALOGUE, trials_of(survey, BalanceSettings()))
    assert made.snapshot_text == "20 frames, 3 of them with about 3 injections"
    assert made.rows[1].after == 5


def test_what_a_snapshot_makes_is_near_to_its_forecast(survey: Survey, tmp_path: Path):
    """Rules that let some through: a dent turned and scaled up to 18 px at most."""
    settings = replace(BalanceSettings(), target={"dent": 3.0, "crack": 1.0})
    settings = replace(settings, rules=settings.rules.changed("dent", ClassRules(size_px=(4, 17), scale=(0.9, 1.4))))
    plan, trials = plan_snapshot(survey, settings), trials_of(survey, settings)
    outcome = write_snapshot(tmp_path / "made", survey, settings, plan)
    forecast = expected(plan, trials, settings).n_injections
    assert abs(sum(outcome.n_injected.values()) - sum(forecast)) <= 2


def test_injected_defects_are_no_new_evidence(survey: Survey, tmp_path: Path):
    plan = plan_snapshot(survey, BalanceSettings())
    made = write_snapshot(tmp_path / "made", survey, BalanceSettings(), plan)
    again = survey_of(made.version)
    dent = balanced(again, BalanceSettings(), None, 2, None, CATALOGUE).rows[1]
    assert dent.before == 5
    assert dent.counts.endswith("2 groups · 3 of them injected")
    assert dent.warning == "from 2 groups only: scores will be uncertain"


def test_areas_are_in_mm_where_the_scale_is_known(survey: Survey):
    assert "900 px" not in balanced(survey, BalanceSettings(), None, 1, Calibration(0.5, 2.0), CATALOGUE).rows[0].counts
    assert "900 mm²" in balanced(survey, BalanceSettings(), None, 1, Calibration(0.5, 2.0), CATALOGUE).rows[0].counts


def test_bands_are_rows_of_their_class(survey: Survey):
    rows = balanced(survey, BalanceSettings(Unit.SIZE_BANDS, bands_px=(15.0,)), None, 1, None, CATALOGUE).rows
    assert [row.defect_class.name for row in rows][:2] == ["crack, below 15 px", "crack, 15 px or more"]
    assert [row.defect_class.index for row in rows] == [1, 1, 2, 2, 3, 3]
    assert rows[1].warning == "nothing to inject of this size, or all excluded"


def test_a_dataset_without_hosts_still_shows_its_counts(survey: Survey):
    bare = replace(survey, hosts=())
    made = balanced(bare, BalanceSettings(), None, 1, None, CATALOGUE)
    assert made.problem is not None
    assert made.problem.code is Code.DATASET_NOT_BALANCED
    assert [row.before for row in made.rows] == [5, 2, 0]


def test_a_preview_shows_the_host_before_and_after_and_says_why_here(survey: Survey):
    settings = BalanceSettings()
    made = compose_preview(survey, settings, None, PreviewRequest(1, 3), CATALOGUE)
    assert made.shown is not None
    assert made.injection is not None
    (image,) = made.shown.images
    is_new = image.label == 1
    assert is_new.sum() == made.injection.n_pixels
    assert not np.array_equal(image.before, image.after)
    assert made.shown.caption == f"injection 4 · into {made.injection.host_name}"
    assert made.shown.donor_key == made.injection.donor
    assert any("Anywhere on the frame" in reason for reason in made.shown.reasons)
    # The outline runs round the label: as many unit edges as the label has neighbours outside it.
    padded = np.pad(is_new, 1).astype(np.int8)
    n_edges = int(abs(np.diff(padded, axis=0)).sum() + abs(np.diff(padded, axis=1)).sum())
    lengths = abs(image.outline[:, 2] - image.outline[:, 0]) + abs(image.outline[:, 3] - image.outline[:, 1])
    assert int(lengths.sum()) == n_edges


def test_two_settings_are_compared_on_the_same_host(survey: Survey):
    kept = BalanceSettings()
    now = replace(kept, rules=kept.rules.changed("crack", ClassRules(zone=Zone.AS_DONOR, flips=False)))
    made = compose_preview(survey, now, kept, PreviewRequest(1, 0), CATALOGUE)
    assert made.shown is not None
    left, right = made.shown.images
    assert (left.title, right.title) == ("kept settings", "these settings")
    assert np.array_equal(left.before, right.before)
    assert not np.array_equal(left.after, right.after)


def test_what_no_draw_fits_says_why(survey: Survey):
    settings = BalanceSettings()
    settings = replace(settings, rules=settings.rules.changed("crack", ClassRules(size_px=(90, 99))))
    made = compose_preview(survey, settings, None, PreviewRequest(1), CATALOGUE)
    assert made.injection is None
    assert made.shown is not None
    (image,) = made.shown.images
    assert image.note == "No attempt fitted: 8 × wrong size"
    assert np.array_equal(image.before, image.after)


def test_a_class_without_donors_is_said_in_words(survey: Survey):
    made = compose_preview(survey, BalanceSettings(), None, PreviewRequest(3), CATALOGUE)
    assert made.problem is not None
    assert "rust" in str(made.problem.params["detail"])


def test_a_large_donor_is_kept_small_in_the_library_and_no_part_of_its_mask_is_lost(tmp_path: Path):
    pixels, class_map = np.full((900, 1200), 120, np.uint8), np.zeros((900, 1200), np.uint8)
    class_map[450, 20:1180] = 1  # one pixel thin
    samples = [NewSample("f", png(pixels), ".png", class_map, "g", Split.TRAIN)]
    version = write_version(tmp_path / "v", name="v", class_names=NAMES, source="", terms="", samples=samples)
    survey = survey_of(version)
    item = item_of(survey, survey.donors[0], BalanceSettings(), (), CATALOGUE)
    assert item.pixels.shape == (5, TILE_PX)
    assert item.caption == "1\u202f160 × 1 px"
    lines = item.outline.reshape(-1, 4)
    assert lines[:, [0, 2]].max() - lines[:, [0, 2]].min() >= 250


def test_the_library_holds_the_donors_of_a_class_with_what_was_said_of_them(survey: Survey):
    keys = [donor.key for donor in survey.donors if donor.class_index == 2]
    settings = BalanceSettings(excluded=frozenset({keys[0]}), favourites=frozenset({keys[1]}))
    items = library_of(survey, settings, 2, {keys[0]: ("hardly seen",)}, CATALOGUE)
    assert [item.key for item in items] == keys
    assert [(item.is_excluded, item.is_favourite, item.flags) for item in items] == [
        (True, False, ("hardly seen",)), (False, True, ()),
    ]  # fmt: skip
    assert items[0].caption == "16 × 16 px"
    assert items[0].details.endswith("hardly seen")
    assert item_of(survey, survey.donor_by_key[keys[1]], BalanceSettings(), (), CATALOGUE).is_favourite is False


def test_what_is_doubtful_about_a_donor_is_told():
    assert flag_text(Flag(FlagKind.NEAR_DUPLICATE, ("a",))) == "like 1 other"
    assert flag_text(Flag(FlagKind.NEAR_DUPLICATE, ("a", "b"))) == "like 2 others"
    assert flag_text(Flag(FlagKind.NEAR_DUPLICATE, ("a",) * MAX_OTHERS)) == "like 100 or more others"
    assert flag_text(Flag(FlagKind.HARDLY_SEEN)) == "hardly differs from around it"
    assert flag_text(Flag(FlagKind.TINY)) == "smaller than 9 px"
