"""Two models beside each other on the same frames, by figures that can be counted by hand."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from inspector.core.calibration import Calibration
from inspector.datasets.version import DatasetVersion, Split
from inspector.evaluation.class_rule import ComparedBy, rules_for_both
from inspector.evaluation.frames import frames_of_version
from inspector.evaluation.of_model import EvaluationSettings, ModelEvaluation, evaluate_model
from inspector.evaluation.proof import Curve, CurvePoint, Proof, cheapest_point, cost_of, prove
from inspector.inference.model_file import open_model
from tests.tiny_data import tiny_version
from tests.tiny_model import card, write_tiny_model

SCALE = Calibration(1.0, 1.0)  # a frame is 64 mm long
N_GROUPS = 10


@pytest.fixture(scope="module")
def version(tmp_path_factory: pytest.TempPathFactory) -> DatasetVersion:
    return tiny_version(tmp_path_factory.mktemp("data") / "v", N_GROUPS)


def evaluated(
    folder: Path, version: DatasetVersion, calibration: Calibration | None = None, **cards: dict[str, object]
) -> list[ModelEvaluation]:
    """Of models with these cards, by a rule for both of them."""
    files = [write_tiny_model(folder / f"{name}.onnx", name=name, **changed) for name, changed in cards.items()]
    frames = frames_of_version(version, Split.TEST)
    models = [open_model(file) for file in files]
    rules = rules_for_both(models[0].card, models[1].card, frames.class_names, frames.non_defects)
    settings = EvaluationSettings(calibration=calibration, alarms_per_frame=())
    return [evaluate_model(model, frames, settings, rule=rule) for model, rule in zip(models, rules, strict=True)]


def proof_of(folder: Path, version: DatasetVersion, calibration: Calibration | None = None, **cards: object) -> Proof:
    candidate, active = evaluated(folder, version, calibration, **cards)  # type: ignore[arg-type]  # fields by name
    return prove(candidate, active)


BLIND = {"min_area_px": (0, 4, 10_000)}  # of the bright squares, which are 400 px


def test_what_one_misses_and_the_other_finds_is_the_difference(tmp_path: Path, version: DatasetVersion):
    """Twenty frames in ten groups; each group has a dull and a bright square. The active model misses all bright."""
    proof = proof_of(tmp_path, version, candidate={}, active=BLIND)
    assert (proof.candidate.title, proof.active.title) == ("candidate 1", "active 1")
    data = proof.data
    assert (data.n_frames, data.n_groups, data.n_clean_frames, data.length_m) == (20, 10, 10, 0)
    assert (data.split, data.compared_by) == ("test", ComparedBy.NAME)
    dull, bright = proof.classes
    assert (dull.name, dull.n_defects, bright.name, bright.n_defects) == ("dull", 10, "bright", 10)
    assert dull.is_common
    assert bright.is_common
    assert (dull.recall.active, dull.recall.candidate) == (1.0, 1.0)
    assert (bright.recall.active, bright.recall.candidate) == (0.0, 1.0)
    found = bright.recall.difference
    assert found is not None
    # Every group says the same, so every resample does
    assert (found.value, found.low, found.high, found.n_groups, found.has_too_few_groups) == (1.0, 1.0, 1.0, 10, False)
    assert (proof.recall.active, proof.recall.candidate) == (0.5, 1.0)
    # Of bright 0 of 400 px are found; mean of 1 and 0
    assert (proof.miou_defects.active, proof.miou_defects.candidate) == (0.5, 1.0)
    # Background: 20 frames of 4096 px, less 64 + 400 px in ten of them; 400 of those are called background as well
    n_background = 20 * 4096 - 10 * 464
    of_background = n_background / (n_background + 10 * 400)
    assert proof.miou_with_background.active == pytest.approx((of_background + 1 + 0) / 3)
    below, to_32, *larger = proof.bands
    assert (below.n_defects, below.recall.active, below.recall.candidate) == (10, 1.0, 1.0)
    assert (to_32.n_defects, to_32.recall.active, to_32.recall.candidate) == (10, 0.0, 1.0)
    assert [(band.n_defects, band.recall.difference) for band in larger] == [(0, None), (0, None)]
    assert [(c.class_name, c.band, c.n_defects, c.n_found_active, c.n_found_candidate) for c in proof.class_bands] == [
        ("dull", "below 16 px", 10, 10, 10), ("bright", "16 to 32 px", 10, 0, 10),
    ]  # fmt: skip
    assert (proof.alarms.n_active, proof.alarms.n_candidate, proof.alarms.per_frame.active) == (0, 0, 0.0)
    assert proof.alarms.per_m.active is None  # no scale is known


def test_the_frames_behind_a_cell_and_the_worst_frames_are_named(tmp_path: Path, version: DatasetVersion):
    proof = proof_of(tmp_path, version, candidate={}, active=BLIND)
    cells = {(cell.annotated, cell.predicted): cell for cell in proof.confusion_active}
    missed = cells["bright", "background"]
    assert (missed.n_px, missed.n_frames) == (10 * 400, 10)
    assert [(each.name, each.n_px) for each in missed.frames] == [(f"marked-{n}", 400) for n in range(10)]
    assert cells["dull", "dull"].frames == ()
    assert ("bright", "background") not in {(c.annotated, c.predicted) for c in proof.confusion_candidate}
    assert {pair.name for pair in proof.worst_of_active} == {f"marked-{n}" for n in range(10)}
    worst = proof.worst_of_active[0]
    assert (worst.active.n_defects, worst.active.n_missed, worst.active.iou) == (2, 1, 64 / 464)
    assert (worst.candidate.n_missed, worst.candidate.n_false, worst.candidate.iou) == (0, 0, 1.0)
    assert proof.worst_of_candidate == ()  # it is exact


def test_false_alarms_are_told_per_frame_and_per_metre(tmp_path: Path):
    """Bright squares are no defect here, and nobody annotated them: one on every second of 20 frames of 64 mm."""
    version = tiny_version(tmp_path / "v", N_GROUPS, class_names=("background", "dull"), annotated=(1,))
    proof = proof_of(tmp_path, version, SCALE, candidate={}, active=BLIND)
    assert proof.data.length_m == pytest.approx(20 * 0.064)
    alarms = proof.alarms
    assert (alarms.n_active, alarms.n_candidate) == (0, 10)
    for compared, expected in (
        (alarms.per_frame, 10 / 20), (alarms.per_m, 10 / 1.28), (alarms.per_clean_frame, 0.0),
        (alarms.clean_frames_alarmed, 0.0),
    ):  # fmt: skip
        assert compared.active == 0.0
        assert compared.candidate == pytest.approx(expected)
        assert compared.difference is not None
        assert compared.difference.value == pytest.approx(expected)
    dull, bright = proof.classes
    assert (bright.in_data, bright.in_active, bright.in_candidate, bright.n_false_candidate) == (False, True, True, 10)
    assert (bright.n_defects, bright.recall.difference) == (0, None)
    assert (dull.n_false_active, dull.n_false_candidate) == (0, 0)
    curve = proof.curve_candidate
    assert (curve.n_defects, curve.points[0].n_false) == (10, 10)


def test_classes_that_one_alone_has_are_told_and_in_no_mean(tmp_path: Path):
    names = ("background", "dull", "bright")
    version = tiny_version(tmp_path / "v", N_GROUPS, class_names=names)
    proof = proof_of(tmp_path, version, candidate={}, active={"class_names": ("background", "dull")})
    assert (proof.only_candidate, proof.only_active) == (("bright",), ())
    dull, bright = proof.classes
    assert (dull.is_common, bright.is_common) == (True, False)
    # The active one calls the bright squares dull: of the pixels that are either, 64 of 464 are right
    assert proof.miou_defects.active == dull.iou.active == pytest.approx(64 / 464)
    assert proof.miou_defects.candidate == 1.0
    # They lie on a defect, so they are found, whatever they are called, and are no false alarms
    assert (bright.recall.active, proof.alarms.n_active) == (1.0, 0)
    assert proof.recall.active == 1.0
    assert proof.bands[1].n_defects == 0  # of the bright squares alone, which only one of the two knows


def test_models_that_share_no_class_with_the_data_are_compared_as_defect_or_none(
    tmp_path: Path, version: DatasetVersion
):
    proof = proof_of(tmp_path, version, candidate={}, active={"class_names": ("background", "pit", "oil")})
    assert proof.data.compared_by is ComparedBy.DEFECT_OR_NOT
    (defect,) = proof.classes
    assert (defect.name, defect.n_defects, defect.is_common) == ("defect", 20, True)
    assert (defect.recall.active, defect.recall.candidate) == (1.0, 1.0)


def test_what_only_a_model_calls_a_defect_is_a_false_alarm_where_nothing_is_annotated(tmp_path: Path):
    """The data know dull alone; the squares of bright are annotated as nothing."""
    whole = card(class_names=("background", "dull", "bright"))
    few = card(class_names=("background", "dull"))
    of_candidate, of_active = rules_for_both(whole, few, ("background", "dull"), ())
    assert of_candidate.class_names == of_active.class_names == ("background", "dull", "bright")
    assert of_candidate.of_model[:3].tolist() == [0, 1, 2]
    assert of_candidate.min_area_px == (0, 4, 4)
    turned = card(class_names=("background", "bright", "dull"), non_defects=("bright",), min_area_px=(0, 7, 9))
    rule, _ = rules_for_both(turned, few, ("background", "dull"), ())
    assert rule.class_names == ("background", "dull", "bright")
    assert (rule.of_model[:3].tolist(), rule.min_area_px) == ([0, 2, 1], (0, 9, 7))
    assert (rule.non_defects, rule.non_defect_indices) == (("bright",), (2,))


def test_too_few_groups_are_said(tmp_path: Path):
    proof = proof_of(tmp_path, tiny_version(tmp_path / "v", 3), candidate=BLIND, active={})
    found = proof.classes[1].recall.difference
    assert found is not None
    assert (found.value, found.n_groups, found.has_too_few_groups) == (-1.0, 3, True)


def test_evaluations_of_other_frames_or_rules_are_not_compared(tmp_path: Path, version: DatasetVersion):
    candidate, _ = evaluated(tmp_path, version, candidate={}, active={})
    _, other = evaluated(tmp_path, tiny_version(tmp_path / "w", 3), candidate={}, active={})
    with pytest.raises(ValueError, match="other data"):
        prove(candidate, other)
    _, scaled = evaluated(tmp_path, version, SCALE, candidate={}, active={})
    with pytest.raises(ValueError, match="other size bands"):
        prove(candidate, scaled)


def test_the_curve_finds_all_at_the_lowest_score_and_nothing_beyond_the_highest(
    tmp_path: Path, version: DatasetVersion
):
    """By arg-max alone, minimum areas count in the frames: dull squares have a probability of nearly 1."""
    curve = proof_of(tmp_path, version, candidate={}, active={}).curve_candidate
    assert (curve.n_defects, curve.n_frames) == (20, 20)
    assert (curve.points[0].score, curve.points[0].n_found, curve.points[0].n_false) == (0.0, 20, 0)
    assert [point.score for point in curve.points] == sorted(point.score for point in curve.points)
    assert curve.recall(curve.points[0]) == 1.0


CURVE = Curve(
    10, 500, 2000.0, (CurvePoint(0.0, 10, 40), CurvePoint(0.5, 8, 4), CurvePoint(0.9, 8, 4), CurvePoint(1.0, 0, 0))
)


def test_the_cheapest_point_weighs_misses_against_stops():
    """2 km: at 0 there are 40 stops, at 0.5 two misses and 4 stops, at 1 ten misses."""
    assert (cheapest_point(CURVE, 1000, 1).index, cheapest_point(CURVE, 1000, 1).cost) == (0, 20.0)
    cheap = cheapest_point(CURVE, 10, 5)  # 200, 40, 40, 100 in all
    assert (cheap.index, cheap.cost, cheap.is_per_km) == (1, 20.0, True)
    assert cheapest_point(CURVE, 0, 5).index == 3
    without_length = Curve(10, 500, 0.0, CURVE.points)
    assert (cost_of(without_length, 1, 10, 5).cost, cost_of(without_length, 1, 10, 5).is_per_km) == (80.0, False)
    for costs in ((-1, 1), (1, math.nan), (math.inf, 1)):
        with pytest.raises(ValueError, match="from 0 up"):
            cheapest_point(CURVE, *costs)
