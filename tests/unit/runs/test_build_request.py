"""From what is asked for to a request: every rule, without a terminal."""

from __future__ import annotations

import sys
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from inspector.core.balancing import NOT_IN_TRAINING, BalanceMode, BalanceSettings, ClassRules, Rules, Unit, Verdict
from inspector.core.messages import Code, DatasetError, TrainingError, WorkspaceError
from inspector.core.model_card import Smaller, VariantOf
from inspector.datasets.version import NewSample, Split, write_version
from inspector.runs import build_request as build_request_module
from inspector.runs.build_request import DatasetChoice, TrainingOptions, build_request, following
from inspector.runs.folder import RunFolder
from inspector.runs.network_catalogue import Network, NetworkCatalogue, NetworkOption
from inspector.runs.progress import ProgressLine, RunState
from inspector.runs.request import Balance, DatasetShare, LossTerm, Recipe
from inspector.workspace.balance_settings import save_balance_settings
from inspector.workspace.editing import change_settings
from inspector.workspace.setting_edits import SettingEdit, changing
from inspector.workspace.workspace import Workspace, create_workspace
from tests.tiny_model import write_tiny_model
from tests.unit.runs.run_samples import png_of

OURS, RAIL = Recipe(n_steps=70), Recipe(n_steps=7, loss=(LossTerm("dice"),))
NET = Network(
    name="net", parameters=10, mac=20, mac_of_frame_px=384, size_multiple=8, input_channels=(1, 3),
    options=(NetworkOption("filters", 16, (8, 16)),), recipe="paper/ours",
    recipes={"paper/ours": OURS, "rail/ours": RAIL}, reference="R", licence="L", weights="none",
)  # fmt: skip
CATALOGUE = NetworkCatalogue((NET,))
WISH = TrainingOptions("net", (DatasetChoice("steel"),), run_name="first")
SAVED = BalanceSettings(
    unit=Unit.PIXELS, target={"dent": 2.0}, hosts_share=0.5, per_host=2, bands_px=(8.0, 16.0),
    rules=Rules({"dent": ClassRules(flips=False)}), excluded=frozenset({"a"}), favourites=frozenset({"b"}),
    uses_crops=True, verdicts=(Verdict("dent", "b", 0.5, True),), is_used_in_training=True, clean_share=0.25, seed=7,
)  # fmt: skip


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = create_workspace(tmp_path / "plant")
    for name in ("steel", "rail", "coil"):
        pixels, mask = np.zeros((8, 8), np.uint8), np.zeros((8, 8), np.uint8)
        sample = NewSample("f0", png_of(pixels), ".png", mask, "g", Split.TRAIN)
        write_version(
            made.datasets / name, name=name, class_names=("background", "dent"), source="s", terms="t", samples=[sample]
        )
    return made


@pytest.fixture(autouse=True)
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_request_module, "usable_cores", lambda: 2)


def refused(asked: TrainingOptions, workspace: Workspace) -> str:
    with pytest.raises(TrainingError) as caught:
        build_request(asked, workspace, CATALOGUE)
    assert caught.value.message.code is Code.REQUEST_BROKEN
    return str(caught.value.message.params["detail"])


def test_what_is_not_said_is_as_the_network_says(workspace: Workspace):
    built = build_request(WISH, workspace, CATALOGUE)
    request = built.request
    assert (request.run, request.network, request.recipe_name, request.recipe) == ("first", "net", "paper/ours", OURS)
    assert request.datasets == (DatasetShare(str(workspace.datasets / "steel"), 1.0),)
    assert (request.network_options, request.device, request.compile, request.start_from) == ({}, "auto", False, "")
    assert request.train_share == 1.0
    assert built.folder == RunFolder(workspace.runs / "first")
    assert built.notices == ()


def test_what_is_said_reaches_the_request(workspace: Workspace, tmp_path: Path):
    asked = replace(
        WISH, network_options={"filters": "8"}, recipe_name="rail/ours", n_steps=3, train_share=0.25, device="cuda",
        is_compiled=True, n_processes=2,
    )  # fmt: skip
    request = build_request(asked, workspace, CATALOGUE).request
    assert request.train_share == 0.25
    assert (request.recipe_name, request.recipe) == ("rail/ours", replace(RAIL, n_steps=3))
    assert (request.network_options, request.device, request.compile) == ({"filters": 8}, "cuda", True)
    assert request.n_processes == 2


def test_a_run_carries_the_licence_that_the_plant_gives_to_its_models(workspace: Workspace):
    assert build_request(WISH, workspace, CATALOGUE).request.licence == "own model, for internal use"
    made = change_settings(workspace, changing([SettingEdit(("training", "model_licence"), "ours and the mill's")]))
    assert build_request(WISH, made, CATALOGUE).request.licence == "ours and the mill's"


def test_a_run_without_a_name_is_named_for_its_network(workspace: Workspace):
    assert build_request(replace(WISH, run_name=None), workspace, CATALOGUE).folder.name.startswith("net-20")


def test_datasets_without_a_share_divide_what_is_left(workspace: Workspace):
    wished = (DatasetChoice("steel", 0.5), DatasetChoice("rail"), DatasetChoice(str(workspace.datasets / "coil")))
    request = build_request(replace(WISH, datasets=wished), workspace, CATALOGUE).request
    assert [(Path(share.path).name, share.share) for share in request.datasets] == [
        ("steel", 0.5), ("rail", 0.25), ("coil", 0.25)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"network": "b-net"}, "no network is called 'b-net'; there are net"),
        ({"recipe_name": "x"}, "net has no recipe 'x'"),
        ({"network_options": {"filters": 9}}, "one of 8, 16"),
        ({"run_name": "../out"}, "the name of a run"),
        ({"datasets": ()}, "names no dataset version"),
        ({"datasets": (DatasetChoice("steel", 0.5),)}, "add up to 1"),
        ({"imbalance_method": "prayer"}, "there is no imbalance method 'prayer'"),
        ({"recipe_name": "rail/ours", "imbalance_method": "focal"}, "a classifying term of the loss"),
        ({"pretrained": "gone.pth"}, "there is no file"),
        ({"train_share": 25.0}, "share of the training frames, lies above 0 and up to 1; 25 does not"),
        ({"device": "gpu"}, "the device is auto, cpu, cuda or cuda:N"),
        ({"n_processes": 3}, "3 processes are more than this PC has cores for: 2"),
        ({"n_processes": 2, "device": "cuda:1"}, "several processes cannot share the GPU cuda:1"),
    ],
)
def test_a_wish_that_cannot_be_met_is_refused_with_the_reason(
    workspace: Workspace, change: dict[str, object], reason: str
):
    assert reason in refused(replace(WISH, **change), workspace)  # type: ignore[arg-type]


def test_several_processes_are_refused_on_windows_and_where_the_batch_has_less_views(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
):
    small = NetworkCatalogue((replace(NET, recipes={"paper/ours": replace(OURS, batch=1)}),))
    with pytest.raises(TrainingError) as caught:
        build_request(replace(WISH, n_processes=2), workspace, small)
    assert "a batch of 1 is too small for 2 processes" in str(caught.value.message.params["detail"])
    monkeypatch.setattr(sys, "platform", "win32")
    assert "never tried on Windows" in refused(replace(WISH, n_processes=2), workspace)
    assert build_request(WISH, workspace, CATALOGUE).request.n_processes == 1


def test_what_is_missing_is_said_as_what_it_is(workspace: Workspace):
    with pytest.raises(DatasetError):
        build_request(replace(WISH, datasets=(DatasetChoice("gone"),)), workspace, CATALOGUE)
    with pytest.raises(TrainingError) as caught:
        build_request(replace(WISH, start_from="gone"), workspace, CATALOGUE)
    assert caught.value.message.code is Code.RUN_MISSING
    (workspace.folder / "balancing").mkdir()
    (workspace.folder / "balancing" / "steel.json").write_text("{")
    with pytest.raises(WorkspaceError):
        build_request(WISH, workspace, CATALOGUE)


def test_weights_to_begin_with_are_a_run_a_file_or_the_cache(workspace: Workspace, tmp_path: Path):
    before = RunFolder(workspace.runs / "before")
    before.path.mkdir()
    before.report(ProgressLine(RunState.DONE))
    for named in ("before", str(before.path)):
        request = build_request(replace(WISH, start_from=named), workspace, CATALOGUE).request
        assert request.start_from == str(before.path)
    (tmp_path / "weights.pth").write_bytes(b"")
    request = build_request(replace(WISH, pretrained=str(tmp_path / "weights.pth")), workspace, CATALOGUE).request
    assert request.pretrained == str(tmp_path / "weights.pth")
    assert build_request(replace(WISH, pretrained="cache"), workspace, CATALOGUE).request.pretrained == "cache"


def test_a_run_to_begin_with_is_found_wherever_the_training_process_stands(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
):
    before = RunFolder(workspace.runs / "before")
    before.path.mkdir()
    before.report(ProgressLine(RunState.DONE))
    monkeypatch.chdir(workspace.folder.parent)
    from_here = Workspace(Path(workspace.folder.name), workspace.settings)
    assert from_here.runs == Path("plant/runs")
    request = build_request(replace(WISH, start_from="before"), from_here, CATALOGUE).request
    assert request.start_from == str(before.path)
    assert all(Path(share.path).is_absolute() for share in request.datasets)


def test_every_setting_of_the_balance_page_that_concerns_a_run_reaches_the_request():
    balance = following(Recipe(balance=Balance(BalanceMode.DLI)), SAVED).balance
    taken = {f.name for f in fields(SAVED) if getattr(balance.settings, f.name) == getattr(SAVED, f.name)}
    assert taken == {f.name for f in fields(SAVED)} - {"verdicts", "is_used_in_training"} - NOT_IN_TRAINING
    for field in fields(SAVED):  # else a field that has its default would prove nothing
        assert getattr(SAVED, field.name) != getattr(BalanceSettings(), field.name)


def test_injections_follow_what_is_saved_where_it_is_used_or_asked_for(workspace: Workspace):
    save_balance_settings(workspace, "steel", SAVED)
    followed = replace(SAVED, verdicts=(), is_used_in_training=False, uses_crops=False)
    assert build_request(WISH, workspace, CATALOGUE).request.recipe.balance == Balance(BalanceMode.DLI, followed)
    none = build_request(replace(WISH, imbalance_method="none"), workspace, CATALOGUE).request
    assert none.recipe.balance == Balance()
    save_balance_settings(workspace, "steel", replace(SAVED, is_used_in_training=False))
    assert build_request(WISH, workspace, CATALOGUE).request.recipe == OURS
    asked = build_request(replace(WISH, imbalance_method="dli"), workspace, CATALOGUE).request
    assert asked.recipe.balance == Balance(BalanceMode.DLI, followed)


def test_a_model_file_of_other_classes_is_begun_with_and_the_mapping_is_said(workspace: Workspace, tmp_path: Path):
    file = write_tiny_model(tmp_path / "tiny.onnx", class_names=("background", "rust", "dent"))
    built = build_request(replace(WISH, start_from=str(file), teachers=(str(file),)), workspace, CATALOGUE)
    assert (built.request.start_from, built.request.teachers) == (str(file), (str(file),))
    assert built.mapping is not None
    assert (built.mapping.kept, built.mapping.new, built.mapping.left) == (("dent",), (), ("rust",))
    (notice,) = built.notices
    assert notice.code is Code.RUN_OTHER_CLASSES
    assert notice.params == {"start": "tiny", "kept": "dent", "new": "–", "left": "rust"}

    same = write_tiny_model(tmp_path / "same.onnx", class_names=("nothing", "dent"))
    built = build_request(replace(WISH, start_from=str(same)), workspace, CATALOGUE)
    assert built.mapping is not None
    assert built.mapping.is_same
    assert built.notices == ()


def test_a_model_file_that_is_gone_is_refused(workspace: Workspace, tmp_path: Path):
    gone = str(tmp_path / "gone.onnx")
    assert "there is no model file" in refused(replace(WISH, start_from=gone), workspace)
    assert "there is no model file" in refused(replace(WISH, teachers=(gone,)), workspace)


def test_a_variant_is_refused_before_a_run_is_started(workspace: Workspace, tmp_path: Path):
    of = VariantOf("tiny 1", "0" * 64, Smaller.FP16, "by hand")
    half = str(write_tiny_model(tmp_path / "half.onnx", version="1-fp16", variant_of=of))
    for wish in (replace(WISH, start_from=half), replace(WISH, teachers=(half,))):
        assert "tiny 1-fp16 is a variant in smaller arithmetic" in (said := refused(wish, workspace))
        assert said.endswith("name tiny 1, from which it was made")


def test_a_run_of_other_classes_is_told_by_its_data(workspace: Workspace):
    before = RunFolder(workspace.runs / "before")
    before.path.mkdir()
    before.report(ProgressLine(RunState.DONE))
    before.write_request(build_request(replace(WISH, run_name="before"), workspace, CATALOGUE).request)
    pixels, mask = np.zeros((8, 8), np.uint8), np.zeros((8, 8), np.uint8)
    sample = NewSample("f0", png_of(pixels), ".png", mask, "g", Split.TRAIN)
    names = ("background", "roll mark", "dent")
    write_version(workspace.datasets / "new", name="new", class_names=names, source="s", terms="t", samples=[sample])
    wish = replace(WISH, datasets=(DatasetChoice("new"),), start_from="before")
    mapping = build_request(wish, workspace, CATALOGUE).mapping
    assert mapping is not None
    assert (mapping.kept, mapping.new) == (("dent",), ("roll mark",))
