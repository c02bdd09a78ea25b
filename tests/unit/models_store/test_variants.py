"""Variants: a process of its own makes one of a model of the store; what it came from stands on its card."""

from __future__ import annotations

import errno
import os
import sys
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from inspector.audit.log import AuditLog
from inspector.core.golden_tiles import golden_beside
from inspector.core.messages import Code, ModelError
from inspector.core.model_card import Smaller, VariantOf
from inspector.core.programs import training_command
from inspector.datasets.version import Split
from inspector.models_store import variants
from inspector.models_store.catalogue import ModelCatalogue, StoredModel, parent_of
from inspector.models_store.golden_files import golden_file
from inspector.models_store.lineage import lineage_of
from inspector.models_store.variants import VariantWish, calibration_version, make_variant
from inspector.workspace.workspace import Workspace, create_workspace
from tests.tiny_data import tiny_version
from tests.tiny_model import write_tiny_model
from training.__main__ import main

GOLDEN = b"kept as it is: a check reads it"


@pytest.fixture
def plant(tmp_path: Path) -> Workspace:
    return create_workspace(tmp_path / "plant")


def added(plant: Workspace, **changed: object) -> StoredModel:
    file = write_tiny_model(plant.folder / "made" / "tiny.onnx", **changed)
    golden_beside(file).write_bytes(GOLDEN)
    return ModelCatalogue(plant.models).add(file)


def test_the_training_program_makes_one_that_is_added_with_what_it_came_from(
    plant: Workspace, monkeypatch: pytest.MonkeyPatch
):
    """With what its process is asked for, in this one; that what it made is tried in another has tests of its own."""
    asked: list[str] = []

    def makes(_wish: VariantWish, command: list[str], *_: object) -> None:
        asked.extend(command)
        assert main(command[len(training_command()) :]) == 0

    monkeypatch.setattr(variants, "_make", makes)
    monkeypatch.setattr("inspector.models_store.catalogue.try_first", lambda *_: None)
    model = added(plant, training_run="first")
    wish = VariantWish(model, Smaller.FP16)
    made = make_variant(wish, plant.models, plant.runs)
    of = made.card.variant_of
    assert of is not None
    assert (made.title, made.file) == ("tiny 1-fp16", plant.models / "tiny-1-fp16.onnx")
    assert (of.title, of.sha256, of.arithmetic, of.calibrated_on) == ("tiny 1", model.sha256, Smaller.FP16, ())
    assert asked[: len(training_command()) + 2] == [*training_command(), "variant", "fp16"]
    assert of.made_by.startswith("onnxruntime ")
    assert golden_file(plant.models, made.sha256).read_bytes() == GOLDEN  # it is asked for the answers of its model
    entry = AuditLog(plant.audit).entries()[-1]
    assert (entry.facts["model"], entry.facts["from"]) == ("tiny 1-fp16", "fp16 of tiny 1")
    # In the catalogue: the bare name goes on to mean the model that it was made from
    catalogue = ModelCatalogue(plant.models)
    assert catalogue.find("tiny") == model.file
    assert catalogue.find("tiny-1-fp16") == catalogue.find("tiny 1-fp16") == made.file
    parent = parent_of(made.card, catalogue.models().models)
    assert parent is not None
    assert parent.file == model.file
    assert lineage_of(model, plant.models, plant.runs).variants == ("tiny 1-fp16",)
    assert lineage_of(made, plant.models, plant.runs).scores == ()
    # The same wish makes no second one, and of a variant none is made
    assert make_variant(wish, plant.models, plant.runs).sha256 == made.sha256
    with pytest.raises(ModelError) as caught:
        make_variant(VariantWish(made, Smaller.INT8), plant.models, plant.runs)
    assert caught.value.message.params["detail"].startswith("it is a variant itself: make one of tiny 1")


def test_whole_numbers_need_training_frames_and_find_those_of_its_training(plant: Workspace):
    version = tiny_version(plant.datasets / "tiny", 2)
    model = added(plant, data_hash=f"tiny {version.id} (50% of its training frames)")
    found = calibration_version(model, plant.datasets)
    assert found is not None
    assert found.id == version.id
    assert (
        calibration_version(replace(model, card=replace(model.card, data_hash="other 0" * 3)), plant.datasets) is None
    )
    held_out = replace(version, samples=version.of_split(Split.TEST))
    for wanted, said in ((None, "a dataset version must be named"), (held_out, "has no training frames")):
        with pytest.raises(ModelError) as caught:
            make_variant(VariantWish(model, Smaller.INT8, wanted), plant.models, plant.runs)
        assert caught.value.message.code is Code.VARIANT_FAILED
        assert said in caught.value.message.params["detail"]


def test_a_second_one_of_other_frames_has_a_version_of_its_own(plant: Workspace, monkeypatch: pytest.MonkeyPatch):
    """The process is played: it writes the tiny model with the card that it would have."""
    version, other = (tiny_version(plant.datasets / name, 2, seed=n, name=name) for n, name in enumerate(("a", "b")))
    model, asked = added(plant), []

    def plays(wish: VariantWish, command: list[str], _log: Path, _report: object) -> None:
        asked.append(command)
        assert wish.version is not None
        suffix = next((word.removeprefix("--suffix=") for word in command if word.startswith("--suffix")), "")
        of = VariantOf(model.title, model.sha256, Smaller.INT8, "x", (f"{wish.version.name} {wish.version.id}",), 2)
        made = Path(command[command.index("--out") + 1])
        write_tiny_model(made, version=f"1-int8{suffix}", variant_of=of)

    monkeypatch.setattr(variants, "_make", plays)
    titles = [
        make_variant(VariantWish(model, Smaller.INT8, one), plant.models, plant.runs).title
        for one in (version, other, version)
    ]
    assert titles == ["tiny 1-int8", "tiny 1-int8-2", "tiny 1-int8"]
    assert len(asked) == 2
    assert asked[0][-4:] == ["--dataset", str(version.folder), "--frames", "128"]


def test_who_cancels_ends_the_process_and_a_failure_says_why(plant: Workspace, monkeypatch: pytest.MonkeyPatch):
    model, pid_file = added(plant), plant.folder / "pid"
    lasts = (
        f"import json, os, time; open({str(pid_file)!r}, 'w').write(str(os.getpid()));"
        "print(json.dumps({'done': 3, 'total': 9}), flush=True); time.sleep(600)"
    )
    heard: list[tuple[int, int]] = []

    def cancels(done: int, total: int) -> None:
        heard.append((done, total))
        if done:
            raise KeyboardInterrupt

    monkeypatch.setattr(variants, "LOOK_S", 0.02)
    monkeypatch.setattr(variants, "_command", lambda *_: [sys.executable, "-S", "-c", lasts])
    with pytest.raises(KeyboardInterrupt):
        make_variant(VariantWish(model, Smaller.FP16), plant.models, plant.runs, cancels)
    assert heard[-1] == (3, 9)
    assert not psutil.pid_exists(int(pid_file.read_text()))
    fails = "import sys; print('warned of something', file=sys.stderr); sys.exit('the network holds no convolution.')"
    monkeypatch.setattr(variants, "_command", lambda *_: [sys.executable, "-S", "-c", fails])
    with pytest.raises(ModelError) as caught:
        make_variant(VariantWish(model, Smaller.FP16), plant.models, plant.runs)
    assert caught.value.message.params == {
        "model": "tiny 1", "kind": "fp16", "detail": "the network holds no convolution"
    }  # fmt: skip

    def is_full(*_: object) -> None:  # where it is made, not where models are kept
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "made")

    monkeypatch.setattr(variants, "_make", is_full)
    with pytest.raises(ModelError) as caught:
        make_variant(VariantWish(model, Smaller.FP16), plant.models, plant.runs)
    assert caught.value.message.params["detail"] == "the disk is full (made)"
    assert [one.name for one in plant.models.glob("*.onnx")] == ["tiny-1.onnx"]
