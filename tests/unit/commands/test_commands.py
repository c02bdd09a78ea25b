"""The other commands on tiny data: what they print as JSON and in words, and how they end."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import click
import numpy as np
import pytest
from click.testing import CliRunner, Result
from filelock import FileLock
from PIL import Image

from inspector.cli import cli
from inspector.cli.dataset import import_version
from inspector.commands import doctor as doctor_module
from inspector.commands import named_model as named_model_module
from inspector.commands import train as train_module
from inspector.commands.named_model import named_model
from inspector.core.audit import utc_now
from inspector.core.cores import Cores
from inspector.core.messages import Code, TrainingError, message
from inspector.datasets.formats.importing import READERS
from inspector.datasets.version import NewSample, Split, write_version
from inspector.inference.backend import Provider
from inspector.inference.model_content import read_content
from inspector.inference.model_file import check_file
from inspector.inference.provider_trials import ProviderFinding, RuntimeFinding
from inspector.inference.tuning import keep_tuning, known_tuning
from inspector.models_store.shipped import SHIPPED_MODELS, shipped_model
from inspector.runs.control import Control
from inspector.runs.folder import RunFolder
from inspector.runs.launcher import StartedRun
from inspector.runs.progress import ProgressLine, RunState
from inspector.runs.request import DatasetShare, RunRequest
from inspector.self_check import check as check_module
from inspector.self_check import pc as pc_module
from inspector.self_check.check import Report
from inspector.self_check.finding import Subject
from inspector.self_check.networks import provider_in_words
from resources import resource
from tests.tiny_model import BRIGHT, CLEAN, DULL, expected_map, write_tiny_model


def call(*words: object) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words])


def facts_of(result: Result) -> dict[str, object]:
    """Strict JSON: Python's own reader takes NaN, others do not."""

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is no JSON")

    return json.loads(result.stdout, parse_constant=refuse)


def says(result: Result, *parts: str) -> None:
    """Trouble: exit 1, four lines on standard error, nothing on standard output."""
    assert (result.exit_code, result.stdout) == (1, "")
    assert len(result.stderr.splitlines()) == 4, result.stderr
    for part in parts:
        assert part in result.stderr


def misused(result: Result, part: str) -> None:
    assert (result.exit_code, result.stdout) == (2, "")
    assert part in " ".join(result.stderr.replace("│", " ").split())


def png(pixels: np.ndarray) -> bytes:
    encoded = io.BytesIO()
    Image.fromarray(pixels).save(encoded, "PNG")
    return encoded.getvalue()


def drawn(value: int | None) -> np.ndarray:
    pixels = np.full((32, 32), CLEAN, np.uint8)
    if value is not None:
        pixels[8:16, 8:16] = value
    return pixels


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return write_tiny_model(tmp_path / "tiny.onnx")


@pytest.fixture
def version(workspace_folder: Path):
    """One of its three test frames is annotated wrongly, and no frame of ``test`` is bright."""
    call("workspace", "init", workspace_folder)
    frames = [("a", DULL, Split.TEST), ("b", None, Split.TEST), ("c", DULL, Split.TEST), ("d", BRIGHT, Split.TRAIN)]
    samples = []
    for name, value, split in frames:
        truth = expected_map(drawn(value))
        if name == "c":
            truth[8:16, 16:24] = 1  # 64 more pixels than the model sees
        samples.append(NewSample(name, png(drawn(value)), ".png", truth, f"coil {name}", split))
    return write_version(
        workspace_folder / "datasets" / "tiny", name="tiny", class_names=("background", "dull", "bright"),
        source="test", terms="none", samples=samples,
    )  # fmt: skip


# evaluate


def test_scores_are_those_of_hand_counting_and_unknown_ones_are_null(tiny, version):
    result = call("evaluate", "--model", tiny, "--dataset", "tiny", "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    facts = facts_of(result)
    assert (facts["model"], facts["split"], facts["n_frames"], facts["n_groups"]) == ("tiny 1", "test", 3, 3)
    background, dull, bright = facts["scores"]["iou"]
    assert dull == pytest.approx(128 / 192)
    n_background = 3 * 32 * 32 - 192
    assert background == pytest.approx(n_background / (n_background + 64))
    assert bright is None  # in no frame of this split: a NaN, which JSON does not know
    assert facts["scores"]["miou_with_background"] == pytest.approx((background + dull) / 2)
    assert facts["n_defects"] == [0, 2, 0]
    assert facts["defect_recall"] == [None, 1.0, None]
    assert facts["intervals_95"]["iou_1"]["value"] == pytest.approx(dull)
    assert (facts["intervals_95"]["iou_1"]["n_groups"], facts["intervals_95"]["iou_1"]["has_too_few_groups"]) == (
        2,
        True,
    )
    alarms = facts["intervals_95"]["false_alarms_per_clean_frame"]  # only coil b has clean steel
    assert (alarms["value"], alarms["low"], alarms["high"], alarms["n_groups"]) == (0, None, None, 1)
    assert (facts["n_clean_frames"], facts["n_pairs"], facts["n_empty_pairs"]) == (1, 6, 4)


def test_the_same_in_words(tiny, version):
    result = call("evaluate", "--model", tiny, "--dataset", str(version.folder))
    assert result.exit_code == 0
    assert f"tiny 1 on tiny {version.id}, test: 3 frames in 3 groups" in result.stdout
    # two of the three groups hold it: an interval, with a mark
    (line,) = [line for line in result.stdout.splitlines() if line.startswith("  IoU dull ")]
    assert line.startswith("  IoU dull                   0.667  (95 % interval ")
    assert line.endswith(", too few groups to rely on: 2)")
    # six pairs of frame and class: four empty and called so, one exact, one of 2 x 64 / (128 + 64)
    assert "Dice, Kaggle's rule        0.944  (95 % interval " in result.stdout
    assert "  if nothing were found    0.667  (95 % interval " in result.stdout
    assert "  where there is a defect  0.833  (95 % interval " in result.stdout
    assert "alarms per clean frame     0.000  (too few groups for an interval: 1)" in result.stdout
    assert "IoU bright" not in result.stdout


def test_what_cannot_be_evaluated_is_told(tiny, version, tmp_path):
    says(call("evaluate", "--model", tiny, "--dataset", "none"), "its manifest cannot be read")
    says(call("evaluate", "--model", tiny, "--dataset", "tiny", "--split", "val"), "it has no val split")
    other = write_tiny_model(tmp_path / "other.onnx", class_names=("background", "any"))
    says(
        call("evaluate", "--model", other, "--dataset", "tiny", "--map", "dull=any", "--json"),
        f"“tiny 1” cannot be scored on “tiny {version.id}” with these classes.",
        "the class “bright” of the data is none of the model's, and no map says what it is.",
        "Say what each class of the data is with --map THEIRS=OURS",
    )
    says(call("evaluate", "--model", tiny, "--dataset", "tiny", "--mm-per-px", "wide"), "is no pixel size")
    frame = next((version.folder / "frames").glob("a*"))
    frame.write_bytes(png(drawn(BRIGHT)))
    says(call("evaluate", "--model", tiny, "--dataset", "tiny"), "was changed after the version was made")


def test_other_classes_are_compared_as_defect_or_none_and_that_is_said(tiny, version, tmp_path):
    other = write_tiny_model(tmp_path / "other.onnx", class_names=("background", "any"))
    result = call("evaluate", "--model", other, "--dataset", "tiny", "--split", "all")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == f"tiny 1 on tiny {version.id}, all: 4 frames in 4 groups"
    assert lines[1] == (
        "  Compared as defect or none, no class with another: those of the data are dull, bright; those of the model "
        "any."
    )
    assert "  defect found               1.000  of 3 defects" in lines
    facts = facts_of(call("evaluate", "--model", other, "--dataset", "tiny", "--split", "all", "--json"))
    assert (facts["compared_by"], facts["class_names"]) == ("defect or not", ["background", "defect"])
    assert facts["command"] == "inspector evaluate --model other.onnx --dataset tiny --split all"


def test_a_map_of_classes_is_followed_and_said(tiny, version):
    words = ("evaluate", "--model", tiny, "--dataset", "tiny", "--map", "dull=bright", "--map", "bright=ignore")
    facts = facts_of(call(*words, "--json"))
    assert (facts["compared_by"], facts["n_defects"], facts["scores"]["iou"][2]) == ("map", [0, 0, 2], 0)
    assert "  Classes of the data taken as: dull as bright, bright as ignore." in call(*words).stdout.splitlines()
    for wrong in ("dull", "=dull", "dull="):
        misused(call("evaluate", "--model", tiny, "--dataset", "tiny", "--map", wrong), "give THEIRS=OURS")
    misused(call(*words, "--map", "dull=dull"), "a class of the data is mapped twice")


def test_a_folder_of_clean_frames_gives_false_alarms_alone(tiny, workspace_folder, tmp_path):
    (tmp_path / "clean").mkdir()
    for name, value in (("a", None), ("b", BRIGHT)):
        (tmp_path / "clean" / f"{name}.png").write_bytes(png(drawn(value)))
    result = call("evaluate", "--model", tiny, "--clean", tmp_path / "clean")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "tiny 1 on clean, all: 2 frames without groups, each taken for its own"
    assert "  No frame shows a defect: there is nothing to find, and every region is a false alarm." in lines
    assert [line[2:29].rstrip() for line in lines if "  (95 %" in line] == [
        "alarms per clean frame", "clean frames alarmed", "false alarms per megapixel"
    ]  # fmt: skip
    says(call("evaluate", "--model", tiny, "--clean", tmp_path / "nowhere"), "nowhere")
    misused(call("evaluate", "--model", tiny), "Give --dataset, or --clean")
    misused(call("evaluate", "--clean", tmp_path / "clean", "--dataset", "tiny"), "Give --dataset, or --clean")
    misused(call("evaluate", "--clean", tmp_path / "clean", "--scores-from", "val"), "has no splits")


def test_tables_for_a_card(tiny, version):
    said = call(
        "evaluate", "--model", tiny, "--dataset", "tiny", "--alarms", "2", "--scores-from", "train", "--markdown"
    )
    lines = said.stdout.splitlines()
    command = "inspector evaluate --model tiny.onnx --dataset tiny --split test --alarms 2 --scores-from train"
    assert lines[0] == f"tiny 1 on tiny {version.id}, test: 3 frames in 3 groups (`{command}`):"
    assert lines[2:4] == ["| figure | value | 95 % interval |", "|---|---|---|"]
    assert "| alarms per clean frame | 0.000 | too few groups: 1 |" in lines
    head = next(number for number, line in enumerate(lines) if line.startswith("| regions found |"))
    assert lines[head] == "| regions found | all found | dull |"
    assert [line.split(" | ")[0] for line in lines[head + 2 :]] == [
        "| regions with the card's thresholds, 0.00 false alarms per frame",
        "| regions at 2 false alarm(s) per frame, score read on these frames",
        "| regions at the score of 2 on train: 0.00 false alarms per frame",
    ]
    assert all(" 1.00 (" in line for line in lines[head + 2 :])


def test_with_a_pixel_size_false_alarms_come_per_m2_and_sizes_in_mm(workspace_folder, tiny):
    call("workspace", "init", workspace_folder)
    samples = []
    for name in "abcdefgh":
        pixels, truth = drawn(DULL), expected_map(drawn(DULL))  # 8 x 8 px
        pixels[24:30, 0:6] = BRIGHT  # a false alarm on each
        samples.append(NewSample(name, png(pixels), ".png", truth, f"coil {name}", Split.TEST))
    write_version(
        workspace_folder / "datasets" / "alarms", name="alarms", class_names=("background", "dull", "bright"),
        source="test", terms="none", samples=samples,
    )  # fmt: skip
    in_px = facts_of(call("evaluate", "--model", tiny, "--dataset", "alarms", "--json"))
    assert (in_px["mm_per_px"], in_px["area_m2"]) == (None, None)
    assert in_px["size_bands"] == ["below 16 px", "16 to 32 px", "32 to 64 px", "64 px or more"]
    assert in_px["n_defects_by_size"] == [[0, 0, 0, 0], [8, 0, 0, 0], [0, 0, 0, 0]]
    assert "false_alarms_per_m2" not in in_px["intervals_95"]
    # 0.5 mm across, 2 mm along: 1 mm² a pixel, so the defects are squares of 8 mm; 8 x 1024 mm² hold 8 false alarms
    words = ("evaluate", "--model", tiny, "--dataset", "alarms", "--mm-per-px", "0.5,2")
    facts = facts_of(call(*words, "--json"))
    assert facts["mm_per_px"] == {"mm_per_px_across": 0.5, "mm_per_px_along": 2}
    assert facts["n_false_alarms"] == [0, 0, 8]
    assert facts["area_m2"] == pytest.approx(8 * 1024e-6)
    assert facts["intervals_95"]["false_alarms_per_m2"]["value"] == pytest.approx(1e6 / 1024)
    assert facts["size_bands"] == ["below 4 mm", "4 to 10 mm", "10 mm or more"]
    assert facts["defect_recall_by_size"][1] == [None, 1, None]
    said = call(*words).stdout.splitlines()
    assert "  false alarms per m²        976.562  (95 % interval 976.562 to 976.562)" in said
    assert "  found, 4 to 10 mm          1.000  (95 % interval 1.000 to 1.000)" in said
    assert not any("below 4 mm" in line for line in said)  # no defect of that size


def test_regions_below_the_least_area_of_the_card_are_not_seen(version, tmp_path):
    small, large = (write_tiny_model(tmp_path / f"{least}.onnx", min_area_px=(0, least, least)) for least in (64, 65))
    found, missed = (facts_of(call("evaluate", "--model", m, "--dataset", "tiny", "--json")) for m in (small, large))
    assert (found["defect_recall"][1], missed["defect_recall"][1]) == (1, 0)  # regions of 8 x 8 px
    assert (found["scores"]["iou"][1], missed["scores"]["iou"][1]) == (pytest.approx(128 / 192), 0)
    assert missed["min_area_px"] == [0, 65, 65]


def test_classes_that_are_no_defects_come_from_the_dataset_or_else_from_the_card(version, tmp_path):
    said_by_card = write_tiny_model(tmp_path / "joint.onnx", non_defects=("dull",))
    facts = facts_of(call("evaluate", "--model", said_by_card, "--dataset", "tiny", "--json"))
    assert (facts["non_defects"], facts["non_defects_said_by"]) == (["dull"], "model")
    assert facts["n_defects"] == [0, 0, 0]
    assert facts["n_clean_frames"] == 3
    assert facts["scores"]["iou"][1] == pytest.approx(128 / 192)  # the class keeps its own
    assert facts["scores"]["miou_defects"] is None  # no bright spot on these frames
    assert (facts["n_pairs"], facts["n_empty_pairs"]) == (3, 3)
    told = "  not counted as defects     dull  (as the model says)"
    assert told in call("evaluate", "--model", said_by_card, "--dataset", "tiny").stdout.splitlines()
    samples = [
        NewSample(s.name, (version.folder / s.frame_file).read_bytes(), ".png", version.read(s)[1], s.group, s.split)
        for s in version.samples
    ]
    write_version(
        version.folder.with_name("joints"), name="joints", class_names=version.class_names, source="", terms="",
        samples=samples, non_defects=("bright",),
    )  # fmt: skip
    facts = facts_of(call("evaluate", "--model", said_by_card, "--dataset", "joints", "--json"))
    assert (facts["non_defects"], facts["non_defects_said_by"]) == (["bright"], "dataset")
    assert facts["n_defects"] == [0, 2, 0]


def test_without_classes_that_are_no_defects_nobody_says_so(tiny, version):
    facts = facts_of(call("evaluate", "--model", tiny, "--dataset", "tiny", "--json"))
    assert (facts["non_defects"], facts["non_defects_said_by"]) == ([], None)


def test_the_default_model_is_the_shipped_one(tiny, version, monkeypatch):
    monkeypatch.setattr(named_model_module, "shipped_model", lambda: tiny)
    assert facts_of(call("evaluate", "--dataset", "tiny", "--json"))["model"] == "tiny 1"


def test_a_model_is_meant_by_its_file_before_its_name(tmp_path, monkeypatch, workspace_folder):
    monkeypatch.chdir(tmp_path)
    call("workspace", "init", workspace_folder)
    assert named_model("rail-anet", workspace_folder) == resource("models/rail-anet.onnx")
    assert named_model(None, workspace_folder) == resource("models/steel-plain.onnx")
    assert named_model("gone.onnx", workspace_folder) == Path("gone.onnx")  # found out when it is opened
    assert named_model("models/gone", workspace_folder) == Path("models/gone")
    mine = write_tiny_model(workspace_folder / "models" / "rail-anet.onnx")
    assert named_model("rail-anet", workspace_folder) == mine
    (tmp_path / "rail-anet").write_bytes(b"a file beside")
    assert named_model("rail-anet", workspace_folder) == Path("rail-anet")


def test_a_model_of_no_known_name_is_told_with_what_there_is(version):
    says(
        call("evaluate", "--model", "tin", "--dataset", "tiny"),
        "“tin”",
        "there is none; the models are steel-plain, rail-plain, rail-anet, steel-anet",
    )


def test_the_models_of_the_program_are_named_as_their_cards_say():
    for name in SHIPPED_MODELS:
        card = read_content(shipped_model(name)).card
        assert (card.name, card.is_demonstration) == (name, True)
        assert f"# {name} " in resource(f"models/{name}.md").read_text(encoding="utf-8")


def test_the_rail_model_says_that_gaps_and_dirt_are_no_defects_and_its_score_leaves_them_out():
    card = read_content(shipped_model("rail-anet")).card
    assert card.non_defects == ("gap", "dirt")
    assert [card.class_names[index] for index in card.defect_indices] == ["damage", "dent", "crush", "scratch", "slant"]
    of = {score.metric: score.value for score in card.scores}
    mean = sum(of[f"IoU {card.class_names[index]}"] for index in card.defect_indices) / 5
    assert of["mIoU over defect classes"] == pytest.approx(mean, abs=1e-4)


# dataset


def test_an_import_needs_its_data(tmp_path):
    assert call("dataset", "import", "coco").exit_code == 2
    assert call("dataset", "import", "cityscapes", tmp_path).exit_code == 2


def test_every_reader_is_offered():
    formats = import_version.params[0].type
    assert isinstance(formats, click.Choice)
    assert sorted(formats.choices) == sorted([*READERS, "synthetic"])


def test_synthetic_strips_are_imported_with_their_splits(workspace_folder):
    facts = facts_of(call("dataset", "import", "synthetic", "--strips", "10", "--json"))
    assert facts["splits"] == {"train": 32, "val": 4, "test": 4}  # four tiles a strip
    assert facts["n_groups"] == 10


# train


class NoProcess(StartedRun):
    """Stands for the process of a run that wrote all its lines before anybody looked."""

    process_id = 4711

    def __init__(self, folder: RunFolder) -> None:
        self.folder = folder

    def is_gone(self) -> bool:
        return True


@pytest.fixture
def launched(monkeypatch):
    """The request that would have been started; no process is."""
    requests: list[object] = []

    def launch(request: object, folder: RunFolder) -> StartedRun:
        requests.append(request)
        return NoProcess(folder)

    monkeypatch.setattr(train_module, "launch", launch)
    return requests


def test_training_starts_with_the_request_that_was_meant(version, launched, workspace_folder):
    result = call("train", "--dataset", "tiny", "--steps", "3", "--train-share", "0.25", "--run", "first", "--json")
    assert result.exit_code == 0, result.stderr
    assert facts_of(result) == {"run": "first", "folder": str(workspace_folder / "runs" / "first"), "process": 4711}
    (request,) = launched
    assert [(share.path, share.share) for share in request.datasets] == [(str(version.folder.resolve()), 1.0)]
    assert (request.network, request.recipe.n_steps, request.train_share) == ("a-net", 3, 0.25)


def test_a_network_trains_by_its_own_recipe_or_the_one_named(version, launched):
    for words in (("--network", "dbrnet"), ("--network", "dbrnet", "--recipe", "dbrnet/as_published")):
        assert call("train", "--dataset", "tiny", *words).exit_code == 0
    ours, published = launched
    assert (ours.recipe_name, ours.recipe.auxiliary_weights) == ("dbrnet/ours", (0.4,))
    assert (published.recipe_name, published.recipe.loss[0].name, published.recipe.n_steps) == (
        "dbrnet/as_published", "ohem", 69250,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "named"),
    [(("--network", "b-net"), "a-net, dbrnet"), (("--recipe", "dbrnet/ours"), "a-net/as_published, a-net/ours")],
)
def test_an_unknown_network_or_recipe_is_told_with_what_there_is(version, launched, words, named):
    says(call("train", "--dataset", "tiny", *words), named)
    assert not launched


def test_options_of_a_network_and_weights_to_begin_with_reach_the_request(version, launched, tmp_path):
    (tmp_path / "resnet18.pth").write_bytes(b"")
    words = ("--network", "dbrnet", "--option", "affm=released", "--option", "dcppm_pointwise=false")
    assert call("train", "--dataset", "tiny", *words).exit_code == 0
    words = ("--network", "smp", "--option", "encoder=resnet34", "--pretrained", str(tmp_path / "resnet18.pth"))
    assert call("train", "--dataset", "tiny", *words).exit_code == 0
    assert call("train", "--dataset", "tiny", "--network", "unet-resnet18", "--pretrained", "cache").exit_code == 0
    first, second, third = launched
    assert (first.network_options, first.pretrained) == ({"affm": "released", "dcppm_pointwise": False}, "")
    assert second.network_options == {"encoder": "resnet34"}
    assert (second.pretrained, third.pretrained) == (str(tmp_path / "resnet18.pth"), "cache")


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("--network", "dbrnet", "--option", "afm=released"), "no option 'afm'; it has affm, dcppm_pointwise"),
        (("--network", "dbrnet", "--option", "affm=new"), "one of corrected, released"),
        (("--network", "dbrnet", "--option", "dcppm_pointwise=1"), "true or false"),
        (("--network", "severstal-unet", "--option", "filters=eight"), "filters is a whole number"),
        (("--network", "severstal-unet", "--option", "filters=9"), "one of 8, 16, 32, 64"),
        (("--option", "filters"), "a-net has no option 'filters'; it has none"),
        (("--pretrained", "gone.pth"), "there is no file"),
        (("--train-share", "25"), "a share of the training frames, lies above 0 and up to 1; 25 does not"),
    ],
)
def test_wrong_options_and_missing_weights_are_told_before_anything_starts(version, launched, words, named):
    says(call("train", "--dataset", "tiny", *words), named)
    assert not launched


def test_shares_of_several_datasets_add_up(version, launched):
    for more in ("x", "y"):
        (version.folder.parent / more).symlink_to(version.folder)
    call("train", "--dataset", "tiny=0.5", "--dataset", "x", "--dataset", "y")
    assert [share.share for share in launched[0].datasets] == [0.5, 0.25, 0.25]


@pytest.mark.parametrize("datasets", [("tiny=0.5",), ("tiny=nan",), ("tiny=2", "tiny=-1"), ("tiny=1", "tiny")])
def test_shares_that_cannot_be_meant_are_refused(version, launched, datasets):
    words = [word for name in datasets for word in ("--dataset", name)]
    result = call("train", *words)
    says(result, "The training was not started.")
    assert not launched


def test_a_share_is_a_number(version, launched):
    result = call("train", "--dataset", "tiny=abc")
    assert (result.exit_code, "'abc' is no share" in result.stderr, launched) == (2, True, [])


def test_a_dataset_that_is_not_there_is_told_before_anything_starts(version, launched):
    says(call("train", "--dataset", "tniy"), "tniy")
    assert not launched


@pytest.mark.parametrize("name", ["../elsewhere", "a/b", "", ".", ".."])
def test_a_run_is_a_plain_folder_below_runs(version, launched, name):
    result = call("train", "--dataset", "tiny", "--run", name)
    if name == "":  # as if it was not said
        assert result.exit_code == 0
    else:
        says(result, "The training was not started.")
        assert not launched


@pytest.mark.parametrize(
    ("end", "told"),
    [
        ({"state": "done", "step": 3, "of": 3}, "Training first done."),
        ({"state": "failed", "detail": "out of memory"}, "out of memory"),
        (None, "ended without a word"),
    ],
)
def test_waiting_tells_how_it_ended(version, launched, workspace_folder, end, told):
    folder = workspace_folder / "runs" / "first"
    folder.mkdir()
    lines = [{"state": "training", "step": 1, "of": 3}, *([end] if end else [])]
    (folder / "progress.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    result = call("train", "--dataset", "tiny", "--run", "first", "--wait")
    if end and end["state"] == "done":
        assert told in result.stdout
    else:
        says(result, told)


def test_a_training_that_cannot_be_launched_is_told(version, monkeypatch):
    def refuse(request: object, folder: RunFolder) -> StartedRun:
        raise TrainingError(message(Code.TRAINING_FAILED, run="x", detail="PyTorch is not installed"))

    monkeypatch.setattr(train_module, "launch", refuse)
    says(call("train", "--dataset", "tiny"), "PyTorch is not installed")


@pytest.fixture
def a_run(workspace_folder: Path) -> Path:
    """At step 40 of 60, validated at step 30."""
    call("workspace", "init", workspace_folder)
    folder = workspace_folder / "runs" / "first"
    folder.mkdir(parents=True)
    lines = [
        {"state": "training", "step": 20, "of": 60, "seconds_left": 200},
        {"state": "training", "step": 30, "validation": {"iou": [0.9, None], "miou_with_background": 0.8125}},
        {"state": "training", "step": 40, "of": 60, "seconds_left": 100},
    ]
    (folder / "progress.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    return folder


def test_a_run_tells_how_far_it_is(a_run):
    with FileLock(a_run / "run.lock"):  # as its process does
        result = call("train", "--status", "first")
        facts = facts_of(call("train", "--status", a_run, "--json"))
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "first: training, step 40 of 60, 1 min 40 s left",
        "Last validation, at step 30: mIoU 0.812 with background",
    ]
    assert facts == {
        "run": "first", "folder": str(a_run), "state": "training", "is_running": True, "step": 40, "n_steps": 60,
        "is_kept": False, "seconds_left": 100, "detail": "", "notice": "", "trial": [], "waiting": None,
        "waits_for": [], "notices": [], "images_per_s": None, "memory_bytes": None, "gpu_bytes": None, "loss": None,
        "loss_terms": None, "injected_share": None, "n_parts": None, "works": None,
        "progress_problem": "", "validation": {"step": 30, "iou": [0.9, None], "miou_with_background": 0.8125},
    }  # fmt: skip


def test_a_run_that_was_kept_early_says_at_which_step_of_how_many(a_run):
    with (a_run / "progress.jsonl").open("a") as file:
        file.write(json.dumps({"state": "done", "step": 46, "n_steps": 60, "is_kept": True}) + "\n")
    assert call("train", "--status", "first").stdout.splitlines()[0] == "first: done, kept at step 46 of 60"
    assert facts_of(call("train", "--status", "first", "--json"))["is_kept"] is True


def test_a_run_tells_its_speed_its_memory_and_what_its_loss_is_made_of_in_one_line(a_run):
    line = {
        "state": "training", "step": 50, "loss": 0.75, "loss_terms": {"cross-entropy": 0.25, "dice": 0.5},
        "images_per_s": 4.25, "memory_bytes": 1_340_000_000, "injected_share": {"crack": 0.125, "dent": 0.0},
    }  # fmt: skip
    with (a_run / "progress.jsonl").open("a") as file:
        file.write(json.dumps({"state": "loading", "notice": "computes in 32 bits"}) + "\n" + json.dumps(line) + "\n")
    with FileLock(a_run / "run.lock"):
        told = call("train", "--status", "first").stdout
        facts = facts_of(call("train", "--status", "first", "--json"))
        listed = call("runs").stdout
    assert (
        "Learns from 4.25 views/s; 1.3 GB of memory; loss 0.75 (cross-entropy 0.25, dice 0.5); "
        "injected per view: crack 0.12, dent 0; notices: 1\n" in told
    )
    assert facts["loss_terms"] == {"cross-entropy": 0.25, "dice": 0.5}
    assert facts["notices"] == ["computes in 32 bits"]
    assert "4.25" in listed
    assert "4.25" not in call("runs").stdout, "nothing learns any more"


def test_a_run_whose_process_is_gone_promises_no_time(a_run):
    told = call("train", "--status", "first").stdout
    assert "left" not in told
    assert "Its process is gone." in told
    facts = facts_of(call("train", "--status", "first", "--json"))
    assert (facts["is_running"], facts["seconds_left"]) == (False, None)
    with (a_run / "progress.jsonl").open("a") as file:
        file.write('{"state": "failed", "detail": "the disk is full"}\n')
    told = call("train", "--status", "first").stdout
    assert "first: failed, step 40 of 60\nWhy: the disk is full\n" in told
    assert "gone" not in told


def test_a_run_is_asked_to_stop_while_it_runs_or_starts(a_run):
    control = a_run / "control"
    result = call("train", "--stop", "first")
    assert result.exit_code == 0
    assert "first does not run; its last state is: interrupted" in result.stdout
    assert not control.exists()
    with FileLock(a_run / "run.lock"):
        assert "was asked to stop" in call("train", "--stop", "first").stdout
        assert control.read_text() == "stop"
        control.unlink()
    (a_run / "progress.jsonl").unlink()
    RunFolder(a_run).report(ProgressLine(RunState.STARTING))
    facts = facts_of(call("train", "--stop", "first", "--json"))
    assert facts == {"run": "first", "folder": str(a_run), "state": "starting", "is_asked": True}
    assert control.read_text() == "stop"


@pytest.mark.parametrize(
    ("word", "said"), [("pause", "was asked to pause"), ("keep", "scored and exported now"), ("cancel", "thrown away")]
)
def test_a_run_that_works_is_asked_for_more_than_a_stop(a_run, word, said):
    with FileLock(a_run / "run.lock"):
        assert said in call("train", f"--{word}", "first").stdout
        assert (a_run / "control").read_text() == word


def test_a_paused_run_is_let_go_on_and_one_that_ended_is_started_again_as_it_was_asked_for(a_run, monkeypatch):
    started = []
    request = RunRequest("first", (DatasetShare("steel", 1.0),), "a-net", "first", "1")
    RunFolder(a_run).write_request(request)

    def launch(request, folder):
        started.append((request, folder.name))
        return SimpleNamespace(process_id=1)

    monkeypatch.setattr("inspector.runs.asking.launch", launch)
    with FileLock(a_run / "run.lock"):
        RunFolder(a_run).ask(Control.PAUSE)
        assert "first goes on" in call("train", "--resume", "first").stdout
        assert RunFolder(a_run).asked() is Control.GO
    assert started == []
    assert "from its last checkpoint" in call("train", "--resume", "first").stdout
    assert started == [(request, "first")]
    RunFolder(a_run).report(ProgressLine(RunState.DONE))
    says(call("train", "--resume", "first"), "is done already")
    RunFolder(a_run).report(ProgressLine(RunState.STOPPED))
    (a_run / "request.json").write_text("{")
    says(call("train", "--resume", "first"), "its request cannot be read")
    assert len(started) == 1


def test_a_run_in_the_queue_says_whom_it_waits_for(a_run):
    other = RunFolder(a_run.parent / "other")
    other.path.mkdir()
    RunFolder(a_run).report(ProgressLine(RunState.QUEUED))
    queue = a_run.parent / ".queue"
    queue.mkdir()
    (queue / f"{1:020}-other").touch()
    (queue / f"{2:020}-first").touch()
    with FileLock(a_run / "run.lock"), other.held():
        assert "Waits for: other" in call("train", "--status", "first").stdout
        assert facts_of(call("train", "--status", "first", "--json"))["waits_for"] == ["other"]


@pytest.mark.parametrize(
    ("words", "budget_s", "left_h"), [(("--minutes", "20"), 1200.0, None), (("--until", "05:30"), 0.0, 24)]
)
def test_a_run_may_take_so_long(version, monkeypatch, words, budget_s, left_h):
    started = []

    def launch(request, folder):
        started.append(request)
        return SimpleNamespace(process_id=1)

    monkeypatch.setattr(train_module, "launch", launch)
    assert call("train", "--dataset", version.name, *words).exit_code == 0
    (request,) = started
    assert request.budget_s == budget_s
    if left_h is None:
        assert request.ends_at == ""
    else:
        ends_at = datetime.fromisoformat(request.ends_at)
        assert timedelta() < ends_at - utc_now() <= timedelta(hours=left_h)
        assert ends_at.astimezone().strftime("%H:%M") == "05:30"


def test_no_time_of_day_is_refused():
    result = call("train", "--dataset", "tiny", "--until", "noon")
    assert (result.exit_code, "is no time of day such as 05:30" in result.stderr) == (2, True)


@pytest.mark.parametrize("wish", ["--status", "--stop", "--pause", "--keep", "--cancel", "--resume"])
def test_a_run_that_is_not_there_is_told(workspace_folder, wish):
    call("workspace", "init", workspace_folder)
    says(call("train", wish, "none"), "There is no training run “none”.", str(workspace_folder / "runs" / "none"))
    assert not (workspace_folder / "runs" / "none").exists()


@pytest.mark.parametrize(
    "words",
    [(), ("--status", "a", "--stop", "a"), ("--pause", "a", "--keep", "a"), ("--dataset", "tiny", "--stop", "a")],
)
def test_training_does_one_thing_at_a_time(words):
    result = call("train", *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Give --dataset to start a training" in result.stderr


# doctor and workspace


@pytest.fixture
def nothing_is_looked_at(monkeypatch):
    """For what doctor tells besides: a self-check takes seconds."""
    monkeypatch.setattr(doctor_module, "SelfCheck", lambda *_: SimpleNamespace(run=Report))


@pytest.fixture
def doctors_model(tiny, monkeypatch):
    for module in (doctor_module, check_module):
        monkeypatch.setattr(module, "shipped_model", lambda *_: tiny)
    return tiny


def test_doctor_tells_in_strict_json_what_was_found_by_trying(doctors_model, workspace_folder):
    result = call("doctor", "--json")
    assert result.exit_code == 0, result.stderr
    facts = facts_of(result)
    cpu, cuda = facts["providers"]
    assert cpu["provider"] == "cpu"
    assert cpu["is_used"] is True
    assert cpu["ms_per_tile"] > 0
    assert cuda["is_used"] or cuda["detail"]  # if not used, why
    assert facts["workspace"] == str(workspace_folder)
    assert not workspace_folder.exists()  # looking makes nothing
    assert facts["disk_free_gb"] > 0
    by_subject = {finding["subject"]: finding for finding in facts["findings"]}
    assert list(by_subject) == [subject for subject in Subject if subject is not Subject.SCREEN]
    assert by_subject["cpu"] == {
        "subject": "cpu", "state": "ok", "code": "cpu.works", "found": by_subject["cpu"]["found"], "means": "",
        "to_do": "",
    }  # fmt: skip


def test_doctor_in_words(doctors_model):
    result = call("doctor")
    assert result.exit_code == 0
    facts, findings, verdict = result.stdout.split("\n\n")
    rows = [line[:11].strip() for line in (*facts.splitlines(), *findings.splitlines()) if not line.startswith(" ")]
    assert rows == [
        "System", "Libraries", "Processor", "Workspace", "Display", "Program", "Clashes", "Writing", "Disk space",
        "Disk speed", "Memory", "Clock", "Other use", "Cameras", "Model", "CPU", "CUDA", "Pace", "Models",
        *SHIPPED_MODELS,
    ]  # fmt: skip
    assert re.search(r"^CPU         works: a frame of 256 x 448 px takes [\d.]+ ms on ONNX Runtime[,;]", findings, re.M)
    assert re.search(r"^Processor .* \d+ cores?(, \d+ used: .+)?$", facts, re.M)
    assert re.search(r"^Workspace .*, made at first use$", facts, re.M)
    assert verdict.startswith("This PC ")


def test_doctor_fails_where_a_fault_would_stop_inspection(doctors_model, monkeypatch):
    def wrong() -> datetime:
        return datetime(1970, 1, 1, tzinfo=UTC)

    monkeypatch.setattr(pc_module, "utc_now", wrong)
    result = call("doctor")
    assert result.exit_code == 1
    assert "\nClock       FAULT: The clock says " in result.stdout
    assert "            → Set the clock" in result.stdout
    assert result.stdout.endswith("This PC is not ready: 1 fault stops inspection or its records.\n")
    assert call("doctor", "--json").exit_code == 1


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Cores(1, 1), "1 core"),
        (Cores(8, 8, 8.0), "8 cores"),
        (Cores(8, 8, 16.0), "8 cores"),
        (Cores(64, 64, 3.5), "64 cores, 4 used: the CPU quota of this container or service is the time of 3.5"),
        (Cores(64, 16), "64 cores, 16 used: the system lets this program run on no others"),
        (Cores(64, 16, 2.0), "64 cores, 2 used: the CPU quota of this container or service is the time of 2"),
    ],
)
@pytest.mark.usefixtures("doctors_model", "nothing_is_looked_at")
def test_doctor_says_why_not_all_cores_are_used(found, words, monkeypatch):
    monkeypatch.setattr(doctor_module, "cores", lambda: found)
    monkeypatch.setattr(doctor_module, "processor_name", lambda: "A 1")
    assert f"\nProcessor   A 1, {words}\n" in call("doctor").stdout
    facts = facts_of(call("doctor", "--json"))
    assert (facts["cores"], facts["usable_cores"], facts["cpu_quota_cores"]) == (
        found.of_pc, found.usable, found.quota,
    )  # fmt: skip


def test_doctor_says_why_a_runtime_or_a_gpu_is_not_used():
    fast = RuntimeFinding(Provider.CPU, True, "CPU", ms_per_frame=4.25)
    refused = RuntimeFinding(Provider.OPENVINO, False, "it is not installed")
    gone = RuntimeFinding(Provider.CUDA, False, "no NVIDIA driver answers on this PC")
    words = provider_in_words
    assert words(ProviderFinding(Provider.CPU, (fast, refused))) == (
        "works: a frame of 256 x 448 px takes 4.2 ms on ONNX Runtime; not on OpenVINO: it is not installed"
    )
    assert words(ProviderFinding(Provider.CUDA, (gone,))) == "not used: no NVIDIA driver answers on this PC"


def test_doctor_without_its_model_says_so_and_goes_on(tmp_path, monkeypatch):
    for module in (doctor_module, check_module):
        monkeypatch.setattr(module, "shipped_model", lambda *_: tmp_path / "gone.onnx")
    result = call("doctor", "--json")
    assert result.exit_code == 1  # nothing can be inspected without a model
    facts = facts_of(result)
    assert [finding["is_used"] for finding in facts["providers"]] == [False, False]
    assert "gone.onnx" in facts["providers"][0]["detail"]
    assert all("gone.onnx" in facts["models"][name]["failure"] for name in SHIPPED_MODELS)


@pytest.mark.usefixtures("nothing_is_looked_at")
def test_doctor_tells_how_models_run_best_and_when_that_was_measured(doctors_model):
    tiny = doctors_model

    def of_first(*words: str) -> tuple[str, str]:
        lines = iter(call("doctor", *words).stdout.splitlines())
        first = next(line for line in lines if line.startswith(SHIPPED_MODELS[0]))
        return first.split(", ")[-1], next(lines).strip()

    when, tiles = of_first("--again")
    assert when == "measured now"
    assert re.match(r"(\d+ tiles at once|one tile at a time), of 256 px, that share 16 px \(", tiles)
    measured = known_tuning(check_file(tiny).sha256, check_file(tiny).card)
    assert measured is not None
    before = replace(
        measured, measured_at="2026-01-02T23:05:59+00:00", reach_px=None, mpx_per_s=0.0, why_not="it failed"
    )
    keep_tuning(check_file(tiny).sha256, before)
    assert of_first() == (
        "measured 2026-01-02 23:05 UTC",
        tiles.partition(" (")[0] + " (how far the network looks is not known)",
    )
    text = call("doctor").stdout
    assert "too quick to be timed" in text
    assert "\n            not on OpenVINO: it failed\n" in text
    assert of_first("--again")[0] == "measured now"


def test_a_workspace_is_made_where_it_is_wanted(tmp_path):
    result = call("workspace", "init", tmp_path / "plant")
    assert result.exit_code == 0
    assert str(tmp_path / "plant" / "workspace.toml") in result.stdout
    says(call("workspace", "init", tmp_path / "plant"), "There is one already.")
