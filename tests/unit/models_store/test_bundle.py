"""A model as one file: what goes in comes out, and whatever was done to it on the way is refused in words."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.audit.log import AuditLog
from inspector.core.files import sha256_of
from inspector.core.golden_tiles import golden_beside
from inspector.core.messages import Code, InspectorError, ModelError, WorkspaceError
from inspector.models_store.bundle import LIMITS, export_model, import_model, read_bundle
from inspector.models_store.catalogue import ModelCatalogue, StoredModel, stored_model
from inspector.models_store.gate import proof_file
from inspector.models_store.golden_files import golden_file
from inspector.models_store.lineage import lineage_of
from inspector.models_store.promotions import Promotions, promoted_model
from inspector.models_store.shipped import shipped_model
from tests.tiny_model import write_tiny_model

GOLDEN, PROOF = b"tiles of a run", b'{"a": "proof"}'


def added(folder: Path, **card: object) -> StoredModel:
    """To the workspace in ``folder``, with golden tiles."""
    written = write_tiny_model(folder / "out" / "tiny.onnx", **card)
    golden_beside(written).write_bytes(GOLDEN)
    return ModelCatalogue(folder / "models").add(written)


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of a model with all parts, promoted where it comes from."""
    home = tmp_path_factory.mktemp("home")
    model = added(home)
    proof = proof_file(home / "models", model.sha256)
    proof.parent.mkdir(parents=True, exist_ok=True)
    proof.write_bytes(PROOF)
    Promotions(home / "models").promote(promoted_model(model), "finds frays", "ana", line="line 1")
    file = home / "tiny.inspector-model"
    export_model(stored_model(model.file), home / "models", home / "runs", file, "ana")
    return file


def refusal(call: Callable[[], object]) -> InspectorError:
    with pytest.raises(InspectorError) as caught:
        call()
    return caught.value


def repacked(file: Path, to: Path, change: Callable[[dict[str, bytes]], None], **options: int) -> Path:
    with zipfile.ZipFile(file) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    change(parts)
    with zipfile.ZipFile(to, "w", **options) as packed:  # type: ignore[call-overload]  # options by name
        for name, content in parts.items():
            packed.writestr(name, content)
    return to


def test_a_model_arrives_with_all_that_belongs_to_it(exported: Path, tmp_path: Path):
    models = tmp_path / "plant" / "models"
    model = import_model(exported, models, by="ben")
    assert model.title == "tiny 1"
    assert model.file == models / "tiny-1.onnx"
    home = exported.parent / "models"
    assert model.file.read_bytes() == (home / "tiny-1.onnx").read_bytes()
    assert golden_file(models, model.sha256).read_bytes() == GOLDEN
    assert not proof_file(models, model.sha256).exists(), "it must prove itself here"
    assert (models / "imported" / model.sha256 / "proof.json").read_bytes() == PROOF
    assert Promotions(models).active() is None, "nobody has promoted it here"
    lineage = lineage_of(model, models, tmp_path / "plant" / "runs")
    assert ", ana, " in lineage.imported_from
    entries = AuditLog(tmp_path / "plant" / "audit.jsonl").entries()
    assert entries[0].actor == "ben"
    assert entries[0].facts["exported_by"] == "ana"
    assert [one.what for one in entries] == ["model-imported", "model-added"]


def test_the_file_keeps_a_head_of_the_chain_it_comes_from(exported: Path):
    manifest, parts = read_bundle(exported)
    entries = AuditLog(exported.parent / "audit.jsonl").entries()
    assert entries[-1].what == "model-exported"
    assert manifest.audit == entries[-2].head
    assert set(parts) == {"model.onnx", "golden.npz", "proof.json", "lineage.json"}
    assert str(exported.parent) not in parts["lineage.json"].decode(), "it names no folder of the PC it comes from"


def test_the_same_file_taken_in_again_changes_nothing(exported: Path, tmp_path: Path):
    models = tmp_path / "plant" / "models"
    first = import_model(exported, models)
    again = import_model(exported, models)
    assert (again.file, again.sha256) == (first.file, first.sha256)
    assert len(ModelCatalogue(models).models().models) == 5


def test_a_model_of_the_program_can_be_carried(tmp_path: Path):
    model = stored_model(shipped_model(), is_shipped=True)
    file = tmp_path / "steel.inspector-model"
    export_model(model, tmp_path / "one" / "models", tmp_path / "one" / "runs", file)
    assert import_model(file, tmp_path / "two" / "models").sha256 == model.sha256


@given(data=st.data())
def test_a_file_in_which_anything_was_changed_is_refused_and_nothing_is_added(
    exported: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
):
    folder = tmp_path_factory.mktemp("changed")
    content = bytearray(exported.read_bytes())
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        members = packed.infolist()
    what = data.draw(st.sampled_from(["byte", "cut", "part", "text"]))
    if what == "byte":  # within one of the parts
        member = data.draw(st.sampled_from(members))
        start = member.header_offset + 30 + len(member.filename)
        content[start + data.draw(st.integers(0, member.file_size - 1))] ^= data.draw(st.integers(1, 255))
    elif what == "cut":
        del content[data.draw(st.integers(0, len(content) - 1)) :]
    elif what == "text":
        content = bytearray(b"no zip at all")
    else:
        member = data.draw(st.sampled_from(members))
        target = repacked(exported, folder / "less", lambda parts: parts.pop(member.filename) and None)
        content = bytearray(target.read_bytes())
    file = folder / "changed.inspector-model"
    file.write_bytes(content)
    error = refusal(lambda: import_model(file, folder / "models"))
    assert error.message.code is Code.BUNDLE_BROKEN
    assert error.message.params["path"] == str(file)
    assert not (folder / "models").exists()


@pytest.mark.parametrize("name", ["../evil.onnx", "/etc/passwd", "models/x", "x.exe"])
def test_a_file_with_parts_that_no_model_has_is_refused(exported: Path, tmp_path: Path, name: str):
    file = repacked(exported, tmp_path / "more", lambda parts: parts.update({name: b"x"}))
    assert refusal(lambda: import_model(file, tmp_path / "models")).message.code is Code.BUNDLE_BROKEN

    def named_in_manifest(parts: dict[str, bytes]) -> None:
        manifest = json.loads(parts["manifest.json"])
        manifest["parts"].append({"name": name, "n_bytes": 1, "sha256": sha256_of(b"x")})
        parts.update({"manifest.json": json.dumps(manifest).encode(), name: b"x"})

    file = repacked(exported, tmp_path / "named", named_in_manifest)
    assert refusal(lambda: import_model(file, tmp_path / "models")).message.code is Code.BUNDLE_BROKEN
    assert not (tmp_path / "models").exists()


def test_a_compressed_file_or_one_with_a_part_twice_is_refused(exported: Path, tmp_path: Path):
    """A part that is small on the disk and endless in memory has no way in."""
    packed = repacked(exported, tmp_path / "small", lambda parts: None, compression=zipfile.ZIP_DEFLATED)
    error = refusal(lambda: import_model(packed, tmp_path / "models"))
    assert "compressed" in str(error.message.params["detail"])
    twice = repacked(exported, tmp_path / "twice", lambda parts: None)
    with zipfile.ZipFile(twice, "a") as target, pytest.warns(UserWarning, match="Duplicate"):
        target.writestr("model.onnx", b"another")
    assert refusal(lambda: import_model(twice, tmp_path / "models")).message.code is Code.BUNDLE_BROKEN


def test_a_part_that_is_larger_than_any_is_never_read(exported: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("inspector.models_store.bundle.LIMITS", {**LIMITS, "golden.npz": len(GOLDEN) - 1})
    error = refusal(lambda: import_model(exported, tmp_path / "models"))
    assert error.message.params["detail"] == "“golden.npz” in it is too large"


def test_another_model_of_the_same_name_is_refused_and_the_file_is_named(exported: Path, tmp_path: Path):
    added(tmp_path, notes="another")
    error = refusal(lambda: import_model(exported, tmp_path / "models"))
    assert error.message.code is Code.MODEL_NAME_TAKEN
    assert error.message.params["path"] == str(exported)
    entries = AuditLog(tmp_path / "audit.jsonl").entries()
    assert [one.what for one in entries] == ["model-added", "model-imported", "not-made"]


def test_a_model_that_changed_since_it_was_listed_or_a_file_that_is_there_is_not_written_over(tmp_path: Path):
    model = added(tmp_path)
    file = tmp_path / "tiny.inspector-model"
    file.write_bytes(b"mine")
    error = refusal(lambda: export_model(model, tmp_path / "models", tmp_path / "runs", file))
    assert isinstance(error, WorkspaceError)
    assert file.read_bytes() == b"mine"
    write_tiny_model(model.file, notes="another")
    error = refusal(lambda: export_model(model, tmp_path / "models", tmp_path / "runs", tmp_path / "other"))
    assert isinstance(error, ModelError)
    assert not (tmp_path / "other").exists()


def test_a_disk_that_is_full_is_told_and_leaves_no_half_file(tmp_path: Path):
    model = added(tmp_path)
    error = refusal(lambda: export_model(model, tmp_path / "models", tmp_path / "runs", tmp_path / "no" / "tiny"))
    assert error.message.code is Code.OUTPUT_UNWRITABLE
    assert [one.what for one in AuditLog(tmp_path / "audit.jsonl").entries()][-1] == "not-made"
