"""The gate: what passes, what fails on exactly what is broken, what is not checked, and the file that keeps it."""

from __future__ import annotations

import errno
import json
import os
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from inspector.core.golden_tiles import golden_beside
from inspector.core.messages import Code, ModelError, WorkspaceError, message
from inspector.core.model_card import ModelCard, Score, Smaller, VariantOf
from inspector.datasets.version import DatasetVersion, NewSample, Split, open_version, write_version
from inspector.evaluation.intervals import Interval
from inspector.evaluation.proof import Compared
from inspector.inference.golden_tiles import ReplayResult
from inspector.inference.loaded_model import LoadedModel
from inspector.inference.model_file import open_model
from inspector.models_store.catalogue import ModelCatalogue
from inspector.models_store.checks import (
    answers_check,
    card_check,
    checks_of_proof,
    faster_check,
    golden_check,
    untouched_check,
)
from inspector.models_store.gate import (
    CheckId,
    CheckState,
    GateCheck,
    GateReport,
    Why,
    check_room,
    proof_file,
    read_gate,
    read_proof,
)
from inspector.models_store.proof_words import check_name, check_text, verdict
from inspector.models_store.proving import ProvedModel, prove_model
from inspector.runs.folder import RunFolder
from inspector.runs.request import DatasetShare, RunRequest
from inspector.workspace.settings import ProofSettings
from inspector.workspace.workspace import Workspace, create_workspace
from tests.tiny_data import tiny_version
from tests.tiny_model import card, tiny_golden_bytes, write_tiny_model

RUN = "run-1"
ANY_SPEED = ProofSettings(speed_of_active_percent=0)  # what a busy PC measures is no matter here
BLIND = {"min_area_px": (0, 4, 10_000)}  # of bright squares


@pytest.fixture
def plant(tmp_path: Path) -> Workspace:
    return create_workspace(tmp_path / "plant")


@pytest.fixture
def version(plant: Workspace) -> DatasetVersion:
    return tiny_version(plant.datasets / "tiny", 10)


def complete(version: DatasetVersion, **changed: object) -> dict[str, object]:
    """Entries of a card that says all that is asked for."""
    return {
        "data_hash": version.id, "data_terms": "ours", "licence": "ours", "training_run": RUN,
        "scores": (Score("mIoU with background", 0.5, "test"),), **changed,
    }  # fmt: skip


def run_of(plant: Workspace, dataset: Path, name: str = RUN, **changed: object) -> RunFolder:
    folder = RunFolder(plant.runs / name)
    folder.path.mkdir(parents=True)
    folder.write_request(RunRequest(name, (DatasetShare(str(dataset), 1.0),), "tiny", "tiny", "1", **changed))  # type: ignore[arg-type]  # fields by name
    return folder


def made(plant: Workspace, version: DatasetVersion, name: str, **changed: object) -> LoadedModel:
    """A model of the workspace with golden tiles, by a run that learned from the version."""
    file = write_tiny_model(plant.folder / "made" / f"{name}.onnx", name=name, **complete(version, **changed))
    golden_beside(file).write_bytes(tiny_golden_bytes())
    return open_model(ModelCatalogue(plant.models).add(file).file)


def proved(
    plant: Workspace, candidate: LoadedModel, active: LoadedModel, version: DatasetVersion,
    margins: ProofSettings = ANY_SPEED,
) -> ProvedModel:  # fmt: skip
    return prove_model(
        candidate, active, version, Split.TEST, models=plant.models, runs=plant.runs, datasets=plant.datasets,
        margins=margins,
    )  # fmt: skip


@dataclass(frozen=True)
class Same:
    plant: Workspace
    model: LoadedModel
    found: ProvedModel


@pytest.fixture(scope="module")
def same(tmp_path_factory: pytest.TempPathFactory) -> Same:
    """The active model as its own candidate, after a run that learned from the same version."""
    plant = create_workspace(tmp_path_factory.mktemp("same") / "plant")
    version = tiny_version(plant.datasets / "tiny", 10)
    run_of(plant, version.folder)
    model = made(plant, version, "same")
    return Same(plant, model, proved(plant, model, model, version))


def states(report: GateReport) -> dict[str, CheckState]:
    return {check.key: check.state for check in report.checks}


def test_the_active_model_passes_every_check_as_its_own_candidate(same: Same):
    plant, model, found = same.plant, same.model, same.found
    no_defects = {f"recall-of-size: {band}" for band in ("32 to 64 px", "64 px or more")}
    assert {key for key, state in states(found.gate).items() if state is not CheckState.PASSED} == no_defects
    assert found.gate.passes
    assert {check.why for check in found.gate.checks if check.key in no_defects} == {Why.NO_DEFECTS}
    assert verdict(found.proof) == "This is the active model itself: nothing can differ."
    # What was kept is what was found
    stored = read_proof(plant.models, model.sha256)
    assert stored is not None
    assert (stored.gate, stored.proof) == (found.gate, found.proof)
    assert read_gate(plant.models, model.sha256, model.sha256) == found.gate
    assert read_gate(plant.models, model.sha256, "0" * 64) is None  # another one is active by now
    assert read_gate(plant.models, "0" * 64) is None


def test_a_candidate_that_lost_one_class_fails_on_it_and_on_no_other(plant: Workspace, version: DatasetVersion):
    """Of its size there is no other defect, so that fails, too. Its golden tiles were made before somebody broke it."""
    active, candidate = made(plant, version, "active"), made(plant, version, "blind", **BLIND)
    run_of(plant, version.folder)
    found = proved(plant, candidate, active, version)
    assert found.gate.failed == ("golden-tiles", "recall: bright", "recall-of-size: 16 to 32 px", "named: bright")
    assert not found.gate.passes
    check = next(check for check in found.gate.checks if check.key == "recall: bright")
    assert (check.measured, check.limit) == (-1.0, -0.02)
    assert (check_name(check), check_text(check)) == (
        "Finds as much: bright", "The difference may be as low as −100 points; −2 is allowed."
    )  # fmt: skip
    golden = found.gate.checks[0]
    assert (golden.why, check_text(golden)) == (
        Why.VERDICTS_CHANGE, "1 frame reports other classes than with PyTorch."
    )  # fmt: skip
    agree = "Where nothing varies (± 0): All 10 groups agree; up to 26 % of further ones may still differ."
    alarms = f"No clear difference in false alarms. {agree}"
    assert verdict(found.proof) == f"Finds fewer: bright (−100 ± 0 points). {alarms}"
    dull = next(check for check in found.gate.checks if check.key == "recall: dull")
    assert (dull.state, dull.why) == (CheckState.PASSED, Why.ALL_ALIKE)
    assert check_text(dull) == (
        "The difference may be as low as 0 points; −2 is allowed. "
        "All 10 groups agree; up to 26 % of further ones may still differ."
    )
    better = proved(plant, active, candidate, version)
    assert better.gate.failed == ()
    assert verdict(better.proof) == f"Finds more: bright (+100 ± 0 points). {alarms}"


def test_a_candidate_that_finds_all_and_calls_it_otherwise_fails(plant: Workspace, version: DatasetVersion):
    """Recall and false alarms are as good, since found is found; and each class has the other's name."""
    active = made(plant, version, "active")
    swapped = made(plant, version, "swapped", class_names=("background", "bright", "dull"))
    run_of(plant, version.folder)
    found = proved(plant, swapped, active, version)
    assert found.gate.failed == ("named: dull", "named: bright")
    assert {states(found.gate)[f"recall: {name}"] for name in ("bright", "dull")} == {CheckState.PASSED}
    check = next(check for check in found.gate.checks if check.key == "named: dull")
    assert (check.measured, check.limit) == (-1.0, -0.02)
    assert check_name(check) == "Called by its name: dull"
    assert check_text(check).startswith(
        "The overlap with what is annotated so (IoU) differs by −100 points at best; −2 is allowed."
    )


def test_few_groups_prove_nothing_good_and_a_collapse_all_the_same(plant: Workspace):
    version = tiny_version(plant.datasets / "few", 3)
    active, candidate = made(plant, version, "active"), made(plant, version, "blind", **BLIND)
    run_of(plant, version.folder)
    found = states(proved(plant, candidate, active, version).gate)
    assert found["recall: dull"] is CheckState.NOT_CHECKED
    assert found["recall: bright"] is CheckState.FAILED
    report = proved(plant, active, active, version).gate
    dull = next(check for check in report.checks if check.key == "recall: dull")
    assert (dull.state, dull.why) == (CheckState.NOT_CHECKED, Why.TOO_FEW_GROUPS)
    assert check_text(dull) == "3 groups show such defects: too few to say."
    assert states(report)["false-alarms"] is CheckState.NOT_CHECKED
    assert (report.failed, report.passes) == ((), False), "a proof that shows nothing of recall is none"


def test_more_false_alarms_than_allowed_fail(plant: Workspace):
    version = tiny_version(plant.datasets / "one", 10, class_names=("background", "dull"), annotated=(1,))
    active, candidate = made(plant, version, "active", **BLIND), made(plant, version, "loud")
    run_of(plant, version.folder)
    found = proved(plant, candidate, active, version)
    assert states(found.gate)["false-alarms"] is CheckState.FAILED
    check = next(check for check in found.gate.checks if check.id is CheckId.FALSE_ALARMS)
    # Each group has one on its two frames, so every resample says 500 in 1,000
    assert check_text(check) == "There may be up to 500.0 more in 1,000 frames; 1.0 are allowed."
    assert "500 ± 0 more false alarms per 1,000 frames." in verdict(found.proof)
    allowed = ProofSettings(speed_of_active_percent=0, false_alarms_per_1000_frames=500)
    assert states(proved(plant, candidate, active, version, allowed).gate)["false-alarms"] is CheckState.PASSED


def interval(value: float, low: float, high: float) -> Compared:
    return Compared(0.5, 0.5 + value, Interval(value, low, high, 20, has_too_few_groups=False))


@pytest.mark.parametrize(
    ("low", "state"),
    [(-0.02, CheckState.PASSED), (-0.0201, CheckState.FAILED), (0.0, CheckState.PASSED), (-0.5, CheckState.FAILED)],
)
def test_recall_is_not_inferior_where_the_whole_interval_is_within_the_margin(
    same: Same, low: float, state: CheckState
):
    proof = same.found.proof
    dull = replace(proof.classes[0], recall=interval(0.01, low, 0.1))
    checks = checks_of_proof(replace(proof, classes=(dull, *proof.classes[1:])), ANY_SPEED)
    assert next(check for check in checks if check.key == "recall: dull").state is state


def test_a_class_that_the_candidate_does_not_know_fails(plant: Workspace, version: DatasetVersion):
    active = made(plant, version, "active")
    file = write_tiny_model(plant.folder / "made" / "less.onnx", name="less", class_names=("background", "dull"))
    found = proved(plant, open_model(file), active, version)
    check = next(check for check in found.gate.checks if check.key == "recall: bright")
    assert (check.state, check_text(check)) == (CheckState.FAILED, "The new model does not know this class.")
    assert "Does not know any more: bright." in verdict(found.proof)
    # It has no golden tiles and no complete card either
    assert states(found.gate)["golden-tiles"] is CheckState.NOT_CHECKED
    assert states(found.gate)["card-complete"] is CheckState.FAILED


def test_a_new_class_is_told_with_what_is_found_of_it(plant: Workspace, version: DatasetVersion):
    candidate = made(plant, version, "whole")
    file = write_tiny_model(plant.folder / "made" / "less.onnx", name="less", class_names=("background", "dull"))
    found = proved(plant, candidate, open_model(file), version)
    assert "New: bright (10 of 10 found)." in verdict(found.proof)


def test_a_model_file_that_was_altered_after_its_export_is_found_out(plant: Workspace, version: DatasetVersion):
    """A minimum area moved by hand: another file, whose tiles nobody kept, so those of its run are asked."""
    run = run_of(plant, version.folder)
    run.golden_file("altered").write_bytes(tiny_golden_bytes())
    whole = made(plant, version, "altered")

    def check(model: LoadedModel) -> GateCheck:
        return golden_check(model, plant.models, plant.runs, lambda: None)

    assert check(whole).state is CheckState.PASSED
    altered = write_tiny_model(whole.path, name="altered", **complete(version, **BLIND))
    assert check(open_model(altered)).state is CheckState.FAILED


def test_golden_tiles_that_are_damaged_fail_in_words(plant: Workspace, version: DatasetVersion):
    model = made(plant, version, "same")
    kept = plant.models / "golden" / f"{model.sha256}.npz"
    kept.write_bytes(kept.read_bytes()[:-100])
    check = golden_check(model, plant.models, plant.runs, lambda: None)
    assert (check.id, check.state, check.why) == (CheckId.GOLDEN, CheckState.FAILED, Why.GOLDEN_BROKEN)
    assert "no whole file" in check_text(check)
    kept.write_bytes(tiny_golden_bytes(10))
    check = golden_check(model, plant.models, plant.runs, lambda: None)
    assert (check.state, check_text(check)) == (
        CheckState.FAILED, "The file of golden tiles holds 10; a run keeps 200 at least."
    )  # fmt: skip


def variant(arithmetic: Smaller, sha256: str = "0" * 64) -> VariantOf:
    calibrated_on = ("line 0123456789abcdef",) if arithmetic is Smaller.INT8 else ()
    return VariantOf("tiny 1", sha256, arithmetic, "made for a test", calibrated_on)


def test_a_variant_is_held_against_what_its_model_answers_by_limits_of_its_own():
    whole, half, eighth = card(), *(card(variant_of=variant(each)) for each in (Smaller.FP16, Smaller.INT8))
    good = ReplayResult(1.0, 0.0, 0.0, 208, 20, 0)

    def state(facts: ModelCard, **changed: float) -> CheckState:
        return answers_check(facts, replace(good, **changed), "PyTorch").state

    passed, failed = CheckState.PASSED, CheckState.FAILED
    for changed, of_whole, of_half, of_eighth in (
        ({"share_same_class": 0.9996, "max_difference": 0.0009}, passed, passed, passed),
        ({"share_same_class": 0.992}, failed, failed, passed),
        ({"share_same_class": 0.9899}, failed, failed, failed),
        ({"max_difference": 0.0099, "mean_difference": 0.004}, failed, passed, passed),
        ({"max_difference": 0.2, "mean_difference": 0.0099}, failed, failed, passed),
        ({"max_difference": 0.2, "mean_difference": 0.0101}, failed, failed, failed),
        ({"n_verdicts_changed": 1}, failed, failed, failed),
    ):
        found = tuple(state(facts, **changed) for facts in (whole, half, eighth))
        assert found == (of_whole, of_half, of_eighth), changed
    check = answers_check(eighth, replace(good, max_difference=0.16, mean_difference=0.0046), "PyTorch")
    assert (check_name(check), check_text(check)) == (
        "Same answers as in 32 bits",
        "208 tiles answered nearly as tiny 1 did; scores differ by 0.0046 on average, 0.01 is allowed.",
    )
    check = answers_check(whole, replace(good, max_difference=0.02), "ONNX Runtime")
    assert (check.id, check_text(check)) == (
        CheckId.GOLDEN, "A score differs by 0.02 from that of ONNX Runtime; 0.001 is allowed."
    )  # fmt: skip


def test_a_variant_that_is_not_faster_here_says_so(same: Same):
    proof, of = same.found.proof, variant(Smaller.FP16, same.model.sha256)
    speed = proof.speed
    assert speed is not None

    def check(times: float, of: VariantOf = of) -> GateCheck:
        return faster_check(of, replace(proof, speed=replace(speed, active=10.0, candidate=10 * times, device="CPU")))

    assert (check(1.63).state, check(1.09).state) == (CheckState.PASSED, CheckState.FAILED)
    assert check_text(check(0.86)) == (
        "0.86 times as fast as tiny 1 on CPU: it gains nothing here, and answers a little otherwise."
    )
    beside = check(2.0, variant(Smaller.FP16, "1" * 64))
    assert (beside.state, check_text(beside)) == (
        CheckState.NOT_CHECKED, "It was not timed beside tiny 1, from which it was made."
    )  # fmt: skip


def test_a_variant_has_seen_the_frames_that_showed_its_ranges(plant: Workspace, version: DatasetVersion):
    leaked = leaking_version(version, plant.datasets / "leaked", ("marked-3",))
    run_of(plant, version.folder)
    of = VariantOf("tiny 1", "0" * 64, Smaller.INT8, "made for a test", (f"leaked {leaked.id}",), 1)
    assert untouched(plant, version, variant_of=of).names == ("marked-3",)
    found = card_check(card(**complete(version, scores=(), variant_of=of)))  # type: ignore[arg-type]  # fields by name
    assert found.state is CheckState.PASSED
    assert check_text(found).startswith("Data, classes, thresholds and licence are stated. Scores are those of tiny 1")


# Held-out data


def untouched(plant: Workspace, version: DatasetVersion, **changed: object) -> GateCheck:
    facts = card(**complete(version, **changed))  # type: ignore[arg-type]  # fields by name
    return untouched_check(facts, version, Split.TEST, plant.runs, plant.datasets, lambda: None)


def test_pictures_that_it_learned_from_are_found_by_their_content(plant: Workspace, version: DatasetVersion):
    """The run learned from another version, in which two frames of this test split are training frames."""
    assert untouched(plant, version).state is CheckState.PASSED  # by the id, in the workspace
    for named in (f"tiny {version.id}", f"tiny {version.id} (50% of its training frames)"):  # as a training says it
        assert untouched(plant, version, data_hash=named).state is CheckState.PASSED
    leaked = plant.datasets / "leaked"
    manifest = leaking_version(version, leaked, ("marked-3", "clean-7"))
    run_of(plant, leaked)
    found = untouched(plant, version, data_hash=f"leaked {manifest.id}")
    assert (found.state, found.why, found.names, found.n) == (
        CheckState.FAILED, Why.SEEN, ("clean-7", "marked-3"), 2
    )  # fmt: skip
    assert check_text(found) == "2 pictures were in its training: clean-7, marked-3."


def leaking_version(version: DatasetVersion, folder: Path, names: tuple[str, ...]) -> DatasetVersion:
    samples = [
        NewSample(
            f"again {sample.name}", version.read_frame(sample), ".png", version.read_class_map(sample), "g", Split.TRAIN
        )
        for sample in version.samples
        if sample.name in names
    ]
    return write_version(
        folder, name="leaked", class_names=version.class_names, source="made for a test", terms="", samples=samples
    )


def test_where_the_data_of_its_training_are_gone_nobody_can_tell(plant: Workspace, version: DatasetVersion):
    found = untouched(plant, version, data_hash="0123456789abcdef")
    assert (found.state, found.why) == (CheckState.NOT_CHECKED, Why.RUN_GONE)
    assert untouched(plant, version, data_hash="").state is CheckState.NOT_CHECKED
    # One of two is there, and clean
    assert untouched(plant, version, data_hash=f"{version.id} + 0123456789abcdef").state is CheckState.NOT_CHECKED
    run_of(plant, version.folder)
    (plant.runs / RUN / "request.json").write_text("{")
    assert untouched(plant, version).state is CheckState.PASSED  # its version is in the workspace


def test_what_it_began_with_has_seen_what_that_run_saw(plant: Workspace, version: DatasetVersion):
    leaked = leaking_version(version, plant.datasets / "leaked", ("marked-3",))
    before = run_of(plant, leaked.folder, "before")
    run_of(plant, version.folder, start_from=str(before.path))
    assert untouched(plant, version).names == ("marked-3",)


def test_a_model_file_that_it_began_with_is_followed_by_its_card(plant: Workspace, version: DatasetVersion):
    leaked = leaking_version(version, plant.datasets / "leaked", ("marked-3",))
    begun = write_tiny_model(plant.folder / "begun.onnx", **complete(leaked, training_run="elsewhere"))
    run_of(plant, version.folder, start_from=str(begun))
    assert untouched(plant, version).names == ("marked-3",)
    write_tiny_model(begun, **complete(leaked, data_hash="0123456789abcdef", training_run="elsewhere"))
    found = untouched(plant, version)
    assert (found.state, found.names) == (CheckState.PASSED, ("begun",))
    assert check_text(found).endswith("It began with begun, whose data are not here.")


def test_a_version_of_the_same_name_that_is_another_by_now_is_no_leak(plant: Workspace, version: DatasetVersion):
    """The run's version lies elsewhere by now; in its place is one that holds a frame of the test split."""
    leaked = leaking_version(version, plant.datasets / "leaked", ("marked-3",))
    run_of(plant, leaked.folder)
    assert untouched(plant, version, data_hash=version.id).state is CheckState.PASSED
    assert open_version(leaked.folder).id != version.id


def test_a_card_says_what_it_lacks():
    found = card_check(card())
    assert (found.state, found.names) == (
        CheckState.FAILED, ("data_hash", "data_terms", "scores", "licence", "training_run")
    )  # fmt: skip
    assert check_text(found) == (
        "Its card does not state: the data, "
        "the terms of the data (stated where data are imported: for the next training), scores, "
        "the licence (Settings, New models: for the next training), the run."
    )


def test_terms_that_nobody_stated_are_missing(version: DatasetVersion):
    for terms, is_stated in (
        ("ours", True), ("not stated", False), ("line 2: Not stated", False), ("line 2: ", False),
        ("neu-seg: no licence stated by the authors; research use", True),  # which says what is known
        ("line 2: ours; neu-seg: not stated", False), ("line 2: ours; neu-seg: research use", True),
    ):  # fmt: skip
        found = card_check(card(**complete(version, data_terms=terms)))  # type: ignore[arg-type]  # fields by name
        assert (found.state is CheckState.PASSED, found.names) == (is_stated, () if is_stated else ("data_terms",))


def test_speed_is_held_against_the_line_or_the_active_model(same: Same):
    proof = same.found.proof
    assert proof.speed is not None
    proof = replace(proof, speed=replace(proof.speed, active=10.0, candidate=6.0, frame_px=500_000, device="CPU"))

    def speed(**settings: float) -> GateCheck:
        checks = checks_of_proof(proof, ProofSettings(**settings))
        return next(check for check in checks if check.id is CheckId.SPEED)

    beside = speed()
    assert (beside.state, check_text(beside)) == (
        CheckState.FAILED, "60 % of the active model's speed on CPU; 80 % is asked."
    )  # fmt: skip
    assert speed(speed_of_active_percent=60).state is CheckState.PASSED
    # 6 Mpx/s are 12 frames of half a megapixel, 3 of two
    assert check_text(speed(line_frames_per_s=12)) == "12.0 frames a second on CPU; the line delivers 12.0."
    assert speed(line_frames_per_s=12).state is CheckState.PASSED
    assert speed(line_frames_per_s=12.1).state is CheckState.FAILED
    assert speed(line_frames_per_s=12, line_frame_mpx=2).measured == 3.0


# The file


def test_a_proof_that_is_cancelled_leaves_nothing(plant: Workspace, version: DatasetVersion):
    model = made(plant, version, "same")
    told: list[tuple[int, int]] = []

    class CancelledError(Exception):
        pass

    def report(done: int, total: int) -> None:
        told.append((done, total))
        if done >= 10:
            raise CancelledError

    with pytest.raises(CancelledError):
        prove_model(
            model, model, version, Split.TEST, models=plant.models, runs=plant.runs, datasets=plant.datasets,
            margins=ANY_SPEED, report=report,
        )  # fmt: skip
    assert not proof_file(plant.models, model.sha256).exists()
    assert {total for _, total in told} == {2 * 20 + 2}
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert list(proof_file(plant.models, model.sha256).parent.iterdir()) == [], "nor what room was looked for with"


def test_two_proofs_of_one_model_may_look_for_room_at_the_same_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The other one has taken what it looked with away by then."""
    monkeypatch.setattr("inspector.models_store.gate.write_whole", lambda path, content: None)
    check_room(tmp_path, "0" * 64)


def test_a_disk_without_room_for_the_report_is_told_before_anything_is_predicted(
    plant: Workspace, version: DatasetVersion, monkeypatch: pytest.MonkeyPatch
):
    model = made(plant, version, "same")
    told: list[int] = []

    def refuse(path: Path, content: bytes) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("inspector.models_store.gate.write_whole", refuse)
    with pytest.raises(WorkspaceError) as caught:
        prove_model(
            model, model, version, Split.TEST, models=plant.models, runs=plant.runs, datasets=plant.datasets,
            margins=ANY_SPEED, report=lambda done, total: told.append(done),
        )  # fmt: skip
    assert caught.value.message == message(
        Code.MODELS_UNWRITABLE, path=str(plant.models / "proofs"), detail=os.strerror(errno.ENOSPC)
    )
    assert told == [0]


@pytest.mark.parametrize(
    ("entry", "value"),
    [("format", 2), ("candidate_sha256", "0" * 64), ("passes", True), ("state", "fine"), ("checks", "none")],
)
def test_a_proof_file_that_was_edited_is_refused(same: Same, tmp_path: Path, entry: str, value: object):
    facts = json.loads(proof_file(same.plant.models, same.model.sha256).read_text())
    place = {"format": facts, "state": facts["gate"]["checks"][0]}.get(entry, facts["gate"])
    place[entry] = value
    file = proof_file(tmp_path, same.model.sha256)
    file.parent.mkdir()
    file.write_text(json.dumps(facts))
    with pytest.raises(ModelError) as caught:
        read_gate(tmp_path, same.model.sha256)
    assert caught.value.message.code is Code.PROOF_BROKEN


def test_no_name_leads_out_of_the_folder(plant: Workspace):
    with pytest.raises(ValueError, match="no sha256"):
        read_gate(plant.models, "../../etc/passwd")
