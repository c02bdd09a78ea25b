"""Which model is the active one: what is recorded, what it follows from, and what is refused."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.audit.log import Audited, AuditEntry, BreakKind
from inspector.core.files import sha256_of
from inspector.core.messages import Code, InspectorError, ModelError, WorkspaceError
from inspector.models_store import promotions as promotions_module
from inspector.models_store.catalogue import ModelCatalogue
from inspector.models_store.promotions import (
    PromotedModel,
    Promotion,
    PromotionKind,
    Promotions,
    default_model,
    promoted_model,
)
from inspector.models_store.shipped import SHIPPED_MODELS, shipped_model
from tests.tiny_model import write_tiny_model


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "plant" / "models"


@pytest.fixture
def promotions(folder: Path) -> Promotions:
    return Promotions(folder)


def tiny(folder: Path, version: str) -> PromotedModel:
    written = write_tiny_model(folder.parents[1] / f"tiny-{version}.onnx", version=version)
    return promoted_model(ModelCatalogue(folder).add(written))


def decided(promotions: Promotions) -> list[AuditEntry]:
    """Entries of the chain, without that a model was added."""
    return [entry for entry in promotions.audit.entries() if entry.what != Audited.MODEL_ADDED]


def code_of(caught: pytest.ExceptionInfo[InspectorError]) -> Code:
    return caught.value.message.code


def test_nothing_is_promoted_in_a_new_workspace(promotions: Promotions):
    assert (promotions.history(), promotions.active(), promotions.previous()) == ((), None, None)
    assert not promotions.folder.exists(), "looking makes no folder"
    default = default_model()
    assert default.file == f"program:{SHIPPED_MODELS[0]}"
    assert default.sha256 == sha256_of(shipped_model().read_bytes())
    assert promotions.checked_file(default) == shipped_model()


def test_a_promotion_says_what_who_why_on_which_line_and_instead_of_what(promotions: Promotions, folder: Path):
    model = tiny(folder, "1")
    made = promotions.promote(
        model, " finds frays ", "ana", overridden=("speed: 12 frames a second, 15 needed",), line="line 1"
    )
    default = default_model()
    entries = decided(promotions)
    assert made == Promotion(
        PromotionKind.PROMOTED, model.sha256, "tiny 1", "tiny-1.onnx", entries[-1].at, "ana", "finds frays",
        default.sha256, default.title, default.file, entries[-1].number, entries[-1].sha256,
        ("speed: 12 frames a second, 15 needed",), "line 1",
    )  # fmt: skip
    assert promotions.history() == (made,)
    assert (promotions.active(), promotions.previous()) == (made, default)
    assert [entry.what for entry in entries] == ["gate-overridden", "model-promoted"]
    assert entries[0].facts["overridden_1"] == "speed: 12 frames a second, 15 needed"
    assert entries[1].facts["model_sha256"] == model.sha256
    assert {entry.actor for entry in entries} == {"ana"}
    assert promotions.verify_audit().is_whole
    assert promotions.checked_file(made.promoted).read_bytes() == (folder / "tiny-1.onnx").read_bytes()


def test_ways_back_lead_through_what_was_in_use_before_and_never_forward_again(promotions: Promotions, folder: Path):
    one, two, three = (tiny(folder, version) for version in "123")
    promotions.promote(one, "first")
    promotions.promote(two, "second")
    assert promotions.roll_back(one, "too many alarms").model == "tiny 1"
    assert promotions.previous() == default_model(), "not back to what was just left"
    promotions.promote(three, "third")
    assert promotions.previous() == one
    promotions.roll_back(one, "no better", kind=PromotionKind.ROLLED_BACK_BY_RULE)
    last = promotions.roll_back(default_model(), "as it came", "ben")
    assert (last.kind, last.promoted, last.before) == (PromotionKind.ROLLED_BACK, default_model(), one)
    assert promotions.previous() is None
    with pytest.raises(ModelError) as caught:
        promotions.roll_back(default_model(), "once more")
    assert code_of(caught) is Code.NOTHING_TO_ROLL_BACK
    assert [one.kind.value for one in promotions.history()] == [
        "promoted", "promoted", "rolled-back", "promoted", "rolled-back-by-rule", "rolled-back"
    ]  # fmt: skip


@pytest.mark.parametrize("because", ["", "  \n", "x" * 2001, "beep \x07"])
def test_without_a_reason_that_can_be_kept_nothing_is_promoted(promotions: Promotions, folder: Path, because: str):
    model = tiny(folder, "1")
    with pytest.raises(ModelError) as caught:
        promotions.promote(model, because)
    assert code_of(caught) is Code.PROMOTION_REFUSED
    assert (promotions.history(), decided(promotions)) == ((), [])


def test_what_is_active_is_not_promoted_again(promotions: Promotions, folder: Path):
    model = tiny(folder, "1")
    promotions.promote(model, "good")
    with pytest.raises(ModelError) as caught:
        promotions.promote(model, "very good")
    assert code_of(caught) is Code.PROMOTION_REFUSED
    assert len(promotions.history()) == 1


def test_a_way_back_that_leads_elsewhere_by_now_is_refused(promotions: Promotions, folder: Path):
    one, two = tiny(folder, "1"), tiny(folder, "2")
    promotions.promote(one, "first")
    seen = promotions.previous()
    promotions.promote(two, "by somebody else meanwhile")
    assert seen is not None
    with pytest.raises(ModelError) as caught:
        promotions.roll_back(seen, "back")
    assert code_of(caught) is Code.ROLL_BACK_ELSEWHERE
    assert len(promotions.history()) == 2


def test_a_file_that_was_replaced_or_is_gone_is_never_taken_for_the_promoted_one(promotions: Promotions, folder: Path):
    made = promotions.promote(tiny(folder, "1"), "good")
    file = folder / made.file
    write_tiny_model(file, version="1", notes="another")
    with pytest.raises(ModelError) as caught:
        promotions.checked_file(made.promoted)
    assert code_of(caught) is Code.PROMOTED_MODEL_LOST
    assert "another" in str(caught.value.message.params["detail"])
    file.write_bytes(b"no model")
    with pytest.raises(ModelError) as caught:
        promotions.checked_file(made.promoted)
    assert code_of(caught) is Code.PROMOTED_MODEL_LOST
    file.unlink()
    with pytest.raises(ModelError) as caught:
        promotions.checked_file(made.promoted)
    assert caught.value.message.params["detail"] == "there is no such file any more"
    gone = PromotedModel("0" * 64, "old 1", "program:old")
    with pytest.raises(ModelError) as caught:
        promotions.checked_file(gone)
    assert code_of(caught) is Code.PROMOTED_MODEL_LOST


def test_a_workspace_that_moved_finds_its_model(promotions: Promotions, folder: Path, tmp_path: Path):
    made = promotions.promote(tiny(folder, "1"), "good")
    shutil.move(folder.parent, tmp_path / "elsewhere")
    moved = Promotions(tmp_path / "elsewhere" / "models")
    assert moved.active() == made
    assert moved.checked_file(made.promoted) == tmp_path / "elsewhere" / "models" / "tiny-1.onnx"


@given(data=st.data())
def test_a_file_that_was_edited_is_refused_or_differs_from_the_chain(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
):
    folder = tmp_path_factory.mktemp("edited") / "plant" / "models"
    promotions = Promotions(folder)
    folder.mkdir(parents=True)
    one = PromotedModel("1" * 64, "tiny 1", "tiny-1.onnx")
    promotions.promote(one, "first")
    promotions.promote(PromotedModel("2" * 64, "tiny 2", "tiny-2.onnx"), "second")
    promotions.roll_back(one, "back")
    said = json.loads(promotions.file.read_text())
    entry = said["promotions"][data.draw(st.integers(0, 2))]
    match data.draw(st.sampled_from(["gone", "sha256", "path", "entry", "type", "format", "order"])):
        case "gone":
            del entry[data.draw(st.sampled_from(["kind", "file", "model_sha256", "audit_number", "because"]))]
        case "sha256":
            entry[data.draw(st.sampled_from(["model_sha256", "previous_sha256"]))] = "3" * 64
        case "path":
            entry["file"] = data.draw(st.sampled_from(["../out.onnx", "/etc/passwd", "a/b.onnx", "", "program:../x"]))
        case "entry":
            entry["is_good"] = True
        case "type":
            entry["audit_number"] = "1"
        case "format":
            said["format"] = 2
        case "order":
            said["promotions"].reverse()
    promotions.file.write_text(json.dumps(said))
    if entry.get("previous_sha256") == "3" * 64 and entry is said["promotions"][0]:
        # What was in use before the first promotion follows from nothing else in the file; the audit chain knows it.
        assert [one.kind for one in promotions.verify_audit().breaks] == [BreakKind.DIFFERS]
        return
    before = promotions.file.read_bytes()
    for ask in (promotions.history, promotions.active, promotions.previous, lambda: promotions.promote(one, "again")):
        with pytest.raises(ModelError) as caught:
            ask()
        assert code_of(caught) is Code.PROMOTIONS_BROKEN
    assert promotions.file.read_bytes() == before, "it is left as it is"


def test_promotions_at_once_are_one_history(promotions: Promotions, folder: Path):
    models = [PromotedModel(f"{number:064x}", f"tiny {number}", f"tiny-{number}.onnx") for number in range(1, 9)]
    threads = [
        threading.Thread(target=Promotions(folder).promote, args=(model, "at once"), kwargs={"by": model.title})
        for model in models
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    history = promotions.history()
    assert {one.model for one in history} == {model.title for model in models}
    assert [one.previous_sha256 for one in history[1:]] == [one.model_sha256 for one in history[:-1]]
    assert promotions.verify_audit().is_whole


def test_a_disk_that_takes_the_entry_and_not_the_promotion_is_told_and_nothing_is_promoted(
    promotions: Promotions, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    model, write = tiny(folder, "1"), promotions_module.write_whole

    def refuse(file: Path, content: bytes) -> None:
        if file.exists():
            raise OSError(28, "No space left on device")
        write(file, content)  # that there is none yet

    with monkeypatch.context() as patch:
        patch.setattr(promotions_module, "write_whole", refuse)
        with pytest.raises(WorkspaceError) as caught:
            promotions.promote(model, "good")
    assert code_of(caught) is Code.MODELS_UNWRITABLE
    assert promotions.active() is None
    assert [entry.what for entry in decided(promotions)] == ["model-promoted", "not-made"]
    assert promotions.promote(model, "good").audit_number == 4


def test_a_kill_between_entry_and_promotion_is_told_by_the_next_one(promotions: Promotions, folder: Path):
    model = tiny(folder, "1")
    code = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from inspector.models_store import promotions as module\n"
        "write = module.write_whole  # that there is none yet\n"
        "module.write_whole = lambda file, *_: os.kill(os.getpid(), 9) if file.exists() else write(file, *_)\n"
        "model = module.PromotedModel(*sys.argv[2:])\n"
        "module.Promotions(Path(sys.argv[1])).promote(model, 'good')\n"
    )
    killed = subprocess.run([sys.executable, "-c", code, folder, model.sha256, model.title, model.file], check=False)
    assert killed.returncode == -9
    assert promotions.active() is None, "what is not recorded whole is not promoted"
    assert [entry.what for entry in decided(promotions)] == ["model-promoted"]
    promotions.promote(model, "good, once more")
    entries = decided(promotions)
    assert [entry.what for entry in entries] == ["model-promoted", Audited.NOT_MADE, "model-promoted"]
    assert entries[1].facts == {"entry": "2"}
    assert promotions.verify_audit().is_whole


def test_promotions_that_were_lost_are_not_taken_for_a_workspace_without_any(promotions: Promotions, folder: Path):
    promotions.promote(tiny(folder, "1"), "good")
    promotions.file.unlink()
    for ask in (promotions.active, promotions.previous, promotions.verify_audit):
        with pytest.raises(ModelError) as caught:
            ask()
        assert code_of(caught) is Code.PROMOTIONS_BROKEN
        assert "the record of decisions tells of promotions" in str(caught.value.message.params["detail"])
    with pytest.raises(ModelError):
        promotions.promote(tiny(folder, "2"), "better")
    assert not promotions.file.exists()
