"""Models of a workspace: listed, found by name, added whole or not at all."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import onnx
import pytest

from inspector.core.files import sha256_of
from inspector.core.messages import Code, ModelError, WorkspaceError
from inspector.core.model_card import CARD_KEY
from inspector.inference.model_file import check_file
from inspector.models_store.catalogue import ModelCatalogue
from inspector.models_store.shipped import SHIPPED_MODELS, shipped_model
from tests.tiny_model import card, write_tiny_model


@pytest.fixture
def catalogue(tmp_path: Path) -> ModelCatalogue:
    return ModelCatalogue(tmp_path / "models")


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != ".lock")


def refused(catalogue: ModelCatalogue, file: Path) -> ModelError:
    with pytest.raises(ModelError) as caught:
        catalogue.add(file)
    return caught.value


def without_card(file: Path) -> Path:
    model = onnx.load(file)
    del model.metadata_props[:]
    onnx.save(model, file)
    return file


def test_an_empty_workspace_has_the_models_of_the_program(catalogue: ModelCatalogue):
    found = catalogue.models()
    assert [(model.card.name, model.file, model.is_shipped) for model in found.models] == [
        (name, shipped_model(name), True) for name in SHIPPED_MODELS
    ]
    assert all(model.sha256 == sha256_of(model.file.read_bytes()) for model in found.models)
    assert all(model.card == check_file(model.file).card for model in found.models)
    assert found.broken == ()
    assert not catalogue.folder.exists(), "looking makes no folder"


def test_a_model_is_added_whole_and_found(catalogue: ModelCatalogue, tmp_path: Path):
    file = write_tiny_model(tmp_path / "out" / "best.onnx", version="2")
    added = catalogue.add(file)
    assert added.file == catalogue.folder / "tiny-2.onnx"
    assert added.file.read_bytes() == file.read_bytes()
    assert (added.sha256, added.title, added.is_shipped) == (sha256_of(file.read_bytes()), "tiny 2", False)
    first = catalogue.models().models[0]
    assert (first.file, first.sha256, first.card) == (added.file, added.sha256, card(version="2"))
    for name in ("tiny", "tiny 2", "tiny-2"):
        assert catalogue.find(name) == added.file
    assert names_in(catalogue.folder) == ["tiny-2.onnx"]


def test_the_same_model_added_again_stays_as_it_is(catalogue: ModelCatalogue, tmp_path: Path):
    file = write_tiny_model(tmp_path / "tiny.onnx")
    before = catalogue.add(file)
    touched = before.file.stat().st_mtime_ns
    copy = shutil.copy(file, tmp_path / "copy.onnx")
    again = catalogue.add(copy)
    assert (again.file, again.file.stat().st_mtime_ns) == (before.file, touched)
    assert catalogue.add(shipped_model()).is_shipped


def test_another_model_of_the_same_name_and_version_is_refused(catalogue: ModelCatalogue, tmp_path: Path):
    kept = catalogue.add(write_tiny_model(tmp_path / "tiny.onnx")).file
    content = kept.read_bytes()
    other = write_tiny_model(tmp_path / "other.onnx", notes="trained longer")
    error = refused(catalogue, other)
    assert error.message.code is Code.MODEL_NAME_TAKEN
    assert (error.message.params["path"], error.message.params["taken_by"]) == (str(other), str(kept))
    assert (names_in(catalogue.folder), kept.read_bytes()) == (["tiny-1.onnx"], content)
    as_shipped = write_tiny_model(tmp_path / "steel.onnx", name="steel-anet")
    assert refused(catalogue, as_shipped).message.code is Code.MODEL_NAME_TAKEN
    by_hand = write_tiny_model(catalogue.folder / "by-hand.onnx", version="5")
    other = write_tiny_model(tmp_path / "five.onnx", version="5", notes="another")
    assert refused(catalogue, other).message.params["taken_by"] == str(by_hand)


def test_a_file_that_is_no_model_is_refused_and_leaves_nothing(catalogue: ModelCatalogue, tmp_path: Path):
    (tmp_path / "text.onnx").write_text("no model")
    bare = without_card(write_tiny_model(tmp_path / "bare.onnx"))
    for file, code in (
        (tmp_path / "gone.onnx", Code.MODEL_MISSING),
        (tmp_path / "text.onnx", Code.MODEL_NOT_ONNX),
        (bare, Code.MODEL_NO_CARD),
        (write_tiny_model(tmp_path / "path.onnx", name="../out"), Code.MODEL_CARD_BROKEN),
        (write_tiny_model(tmp_path / "none.onnx", version="a/b"), Code.MODEL_CARD_BROKEN),
    ):
        error = refused(catalogue, file)
        assert (error.message.code, error.message.params["path"]) == (code, str(file))
    assert not catalogue.folder.exists()


def test_a_model_with_parts_in_other_files_becomes_one_file_and_stays_the_same_model(
    catalogue: ModelCatalogue, tmp_path: Path
):
    file = write_tiny_model(tmp_path / "parts.onnx")
    model = onnx.load(file)
    onnx.save(model, file, save_as_external_data=True, location="parts.data", size_threshold=0)
    added = catalogue.add(file)
    assert names_in(catalogue.folder) == ["tiny-1.onnx"]
    assert added.sha256 == check_file(file).sha256 == sha256_of(added.file.read_bytes())
    (tmp_path / "parts.data").unlink()
    frame = np.full((1, 1, 8, 8), 0.9, np.float32)
    assert check_file(added.file).session.run(None, {"frame": frame})[0].argmax(axis=1).tolist() == [[[2] * 8] * 8]
    assert catalogue.models().models[0].others == ()


def test_a_model_of_several_files_in_the_folder_is_listed_with_them(catalogue: ModelCatalogue):
    file = write_tiny_model(catalogue.folder / "parts.onnx")
    onnx.save(onnx.load(file), file, save_as_external_data=True, location="parts.data", size_threshold=0)
    before = catalogue.models().models[0]
    assert before.others == ("parts.data",)
    added = catalogue.add(file)  # which makes one file of it, at its place
    (catalogue.folder / "parts.data").unlink()
    assert (added.file, added.sha256, added.others) == (file, before.sha256, ())
    assert catalogue.models().models[0].sha256 == before.sha256


def test_a_card_beside_the_file_comes_with_it(catalogue: ModelCatalogue, tmp_path: Path):
    file = without_card(write_tiny_model(tmp_path / "bare.onnx"))
    (tmp_path / "bare.card.json").write_text(card(version="3").to_json())
    added = catalogue.add(file)
    assert names_in(catalogue.folder) == ["tiny-3.onnx"]
    assert check_file(added.file).card == card(version="3")
    assert added.sha256 == check_file(file).sha256 == sha256_of(added.file.read_bytes())
    assert catalogue.add(file).file == added.file


def test_a_kill_while_adding_leaves_no_model(
    catalogue: ModelCatalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    file = write_tiny_model(tmp_path / "tiny.onnx")

    class KilledError(BaseException):
        pass

    def killed(self: Path, target: Path) -> Path:
        if target.parent == catalogue.folder:
            raise KilledError
        return original(self, target)

    original = Path.replace
    monkeypatch.setattr(Path, "replace", killed)
    with pytest.raises(KilledError):
        catalogue.add(file)
    monkeypatch.undo()
    assert all(model.is_shipped for model in catalogue.models().models)
    assert catalogue.add(file).title == "tiny 1"
    assert names_in(catalogue.folder) == ["tiny-1.onnx"]


def test_a_file_in_the_folder_that_cannot_be_used_is_listed_with_the_reason(catalogue: ModelCatalogue, tmp_path: Path):
    catalogue.add(write_tiny_model(tmp_path / "tiny.onnx"))
    (catalogue.folder / "cut.onnx").write_bytes(b"half")
    (catalogue.folder / ".adding-x.onnx").write_bytes(b"left by a kill")
    found = catalogue.models()
    assert [model.title for model in found.models] == [
        "tiny 1",
        "steel-plain 1",
        "rail-plain 1",
        "rail-anet 1",
        "steel-anet 1",
    ]
    assert [(each.file.name, each.reason.code) for each in found.broken] == [("cut.onnx", Code.MODEL_NOT_ONNX)]


def test_a_name_with_several_versions_is_asked_for_by_version(catalogue: ModelCatalogue, tmp_path: Path):
    for version in ("1", "2"):
        catalogue.add(write_tiny_model(tmp_path / f"{version}.onnx", version=version))
    assert catalogue.find("tiny-2").name == "tiny-2.onnx"
    with pytest.raises(ModelError) as caught:
        catalogue.find("tiny")
    assert caught.value.message.params["detail"] == "there are several: tiny-1, tiny-2"
    with pytest.raises(ModelError) as caught:
        catalogue.find("tin")
    assert caught.value.message.code is Code.MODEL_UNKNOWN
    assert (
        caught.value.message.params["detail"]
        == "there is none; the models are tiny-1, tiny-2, steel-plain, rail-plain, rail-anet, steel-anet"
    )


def test_the_workspaces_models_come_before_the_programs(catalogue: ModelCatalogue, tmp_path: Path):
    assert catalogue.find("steel-anet") == shipped_model("steel-anet")
    own = catalogue.add(write_tiny_model(tmp_path / "steel.onnx", name="steel-anet", version="9")).file
    assert catalogue.find("steel-anet") == own


def test_a_disk_that_refuses_is_no_bug(tmp_path: Path):
    (tmp_path / "models").write_text("a file where the folder should be")
    with pytest.raises(WorkspaceError) as caught:
        ModelCatalogue(tmp_path / "models").add(write_tiny_model(tmp_path / "tiny.onnx"))
    assert caught.value.message.code is Code.MODELS_UNWRITABLE


def test_cards_are_in_the_file_under_one_key(tmp_path: Path):
    file = write_tiny_model(tmp_path / "tiny.onnx")
    assert [entry.key for entry in onnx.load(file).metadata_props] == [CARD_KEY]
