"""Every command in README and manual is run, page by page, in one folder: later lines use what earlier ones made.

Names that stand for somebody's own files (FOLDER, PATH, MODEL.onnx, /data/line1) become files that are made here. What
is not run stands in ``NOT_RUN`` with the reason; that it is a command is held by ``tests/unit/test_documents.py``.
"""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import dataclass, field, replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from click.testing import CliRunner, Result

from inspector.cli import cli
from inspector.core.model_card import Score
from inspector.datasets.version import NewSample, Split, write_version
from inspector.inference.model_content import read_content
from inspector.models_store.shipped import shipped_model
from inspector.runs.progress import ProgressLine, RunState
from inspector.workspace.grading_tables import save_table, template
from inspector.workspace.threshold_sets import save_set, set_of
from inspector.workspace.workspace import Workspace, create_workspace, open_or_create, open_workspace
from tests.canned_runs import request, training_lines, write_results, write_run
from tests.tiny_model import BRIGHT, CLEAN, DULL, write_tiny_model
from tests.tiny_screen import write_tiny_screen

REPOSITORY = Path(__file__).parents[2]
PAGES = (
    "README",
    "inspecting",
    "alarms",
    "data",
    "annotating",
    "grading",
    "reports",
    "review",
    "settings",
    "backup",
    "training",
    "models",
)
CLASSES = ("background", "crack", "dent")
# Beginnings of lines, or words in them, and why nothing here runs them.
NOT_RUN = {
    r"^(make|pip|\.) ": "sets up a computer",
    r"^inspector($| window| demo)": "opens a window: tests/gui",
    r"^inspector run (0|demo|rtsp:)|--watch": "a camera, or a source without an end",
    r"^python -m": "of developers, with data of their own: tests/unit/training, tests/unit/research",
    r"^inspector train (?!.*--status)": "a training takes minutes: tests/unit/training",
    r"inspector models (variant|prove first-1-int8)": "made by the training program: tests/unit/training",
    r"inspector dataset from-annotations|datasets/labelled": "of labels by hand: tests/unit/commands",
    r"^inspector doctor": "tries every runtime with a model, for half a minute: tests/unit/commands",
    r"--backend (cuda|openvino:bf16)": "a device that this PC may lack",
}
# What makes a line quick that is not by itself.
SHORTER = {"inspector dataset import synthetic": ["--strips", "10"]}
TYPED = {"inspector workspace pin": "2468\n2468\n", "inspector workspace people add": "1357\n1357\n"}
# What README has done and this page takes as not done yet.
BEFORE = {
    "inspector models prove first --dataset mine --against": "inspector models rollback --because 'begun anew' "
    "--workspace /data/line1"
}
_BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def lines_of(page: str) -> list[str]:
    file = REPOSITORY / "README.md" if page == "README" else REPOSITORY / "docs" / "manual" / f"{page}.md"
    lines = [line for block in _BLOCK.findall(file.read_text(encoding="utf-8")) for line in block.splitlines()]
    return [shlex.join(words) for line in lines if (words := shlex.split(line, comments=True))]


def reason_not_to_run(line: str) -> str:
    return next((why for pattern, why in NOT_RUN.items() if re.search(pattern, line)), "")


@dataclass(slots=True)
class Plant:
    """What somebody has who reads the manual: frames, models, data of other tools, two lines."""

    here: Path
    user: Workspace
    names: dict[str, str] = field(default_factory=dict)  # what a word of the manual stands for

    def words(self, line: str) -> list[str]:
        words = shlex.split(line)[1:]
        words += next((more for start, more in SHORTER.items() if line.startswith(start)), [])
        return [self._file(word, words) for word in words]

    def _file(self, word: str, words: list[str]) -> str:
        if word == "PATH":
            return str(self.here / "data" / self._data_of(words))
        word = word.replace("/data/", f"{self.here}/").replace("/media/usb", f"{self.here}/usb")
        return self.names.get(word) or re.sub(r"\b(MIDDLE|RIGHT)$", lambda found: str(self.here / found[0]), word)

    def prepare_after(self, words: list[str]) -> None:
        """What the manual takes as given in a workspace that it has just made."""
        if words[:2] != ["workspace", "init"] or words[2] != str(self.here / "line1"):
            return
        line1 = open_workspace(self.here / "line1")
        write_run_first(line1, self.here / "source" / "line1")
        write_version_of(line1.datasets / "line2", ("background", "pit", "oil"))
        second = write_tiny_model(self.here / "second.onnx", name="second", class_names=CLASSES, is_demonstration=False)
        assert call(["models", "add", str(second), "--workspace", str(line1.folder)]).exit_code == 0
        create_workspace(self.here / "line2")

    def _data_of(self, words: list[str]) -> str:
        kind = words[words.index("import") + 1]
        return "coils" if "--group-pattern" in words else "rails" if "--non-defect" in words else kind


def write_frames(folder: Path) -> Path:
    folder.mkdir(parents=True)
    for index in range(3):
        pixels = np.full((96, 1700), CLEAN, np.uint8)
        pixels[30:50, 40:48] = DULL
        pixels[70:76, 100:106] = BRIGHT
        assert cv2.imwrite(str(folder / f"strip_{index * 0.024:.3f}m.png"), pixels)
    return folder


def write_video(file: Path) -> Path:
    video = cv2.VideoWriter(str(file), cv2.VideoWriter.fourcc(*"mp4v"), 10, (128, 96))
    for _ in range(3):
        video.write(np.full((96, 128, 3), CLEAN, np.uint8))
    video.release()
    return file


def write_boxes(folder: Path) -> None:
    (folder / "JPEGImages").mkdir(parents=True)
    (folder / "Annotations").mkdir()
    assert cv2.imwrite(str(folder / "JPEGImages" / "a.jpg"), np.full((40, 60), CLEAN, np.uint8))
    (folder / "Annotations" / "a.xml").write_text(
        "<annotation><filename>a.jpg</filename><size><width>60</width><height>40</height></size><object><name>dent</name>"
        "<bndbox><xmin>2</xmin><ymin>2</ymin><xmax>15</xmax><ymax>15</ymax></bndbox></object></annotation>"
    )


def write_pairs(folder: Path) -> None:
    for name in ("images", "masks"):
        (folder / name).mkdir(parents=True)
    mask = np.zeros((40, 60), np.uint8)
    mask[5:15, 5:15], mask[20:30, 30:40] = 1, 2
    for name in ("a", "b"):
        assert cv2.imwrite(str(folder / "images" / f"{name}.png"), np.full((40, 60), CLEAN, np.uint8))
        assert cv2.imwrite(str(folder / "masks" / f"{name}.png"), mask)


def export(data_format: str, folder: Path, version: Path) -> None:
    done = call(["dataset", "export", data_format, str(folder), "--version", str(version)])
    assert done.exit_code == 0, done.output


def write_version_of(folder: Path, class_names: tuple[str, ...]) -> Path:
    """Steel of which no two frames look alike: in each group one frame with both defects, and a clean one."""
    rng = np.random.default_rng(3)
    samples = []
    for split, n_groups in ((Split.TRAIN, 8), (Split.VAL, 4), (Split.TEST, 12)):
        for group in range(n_groups):
            for kind in ("marked", "clean"):
                texture = cv2.GaussianBlur(rng.random((96, 96)), (0, 0), 6)
                pixels = cv2.normalize(texture, np.empty_like(texture), 30, 90, cv2.NORM_MINMAX).astype(np.uint8)
                mask = np.zeros((96, 96), np.uint8)
                if kind == "marked":
                    for index, grey in ((1, DULL), (2, BRIGHT)):
                        top, left = rng.integers(4, 76), rng.integers(4, 30) + 46 * (index - 1)
                        pixels[top : top + 12, left : left + 14] = grey
                        mask[top : top + 12, left : left + 14] = index
                name = f"COIL{group}_{split.value}_{kind}"
                encoded = cv2.imencode(".png", pixels)[1].tobytes()
                samples.append(NewSample(name, encoded, ".png", mask, f"{split.value} {group}", split))
    write_version(folder, name=folder.name, class_names=class_names, source="a test", terms="none", samples=samples)
    return folder


def write_data(here: Path) -> None:
    version = write_version_of(here / "source" / "line1", CLASSES)
    for data_format in ("coco", "masks", "labelme"):
        export(data_format, here / "data" / data_format, version)
    export("masks", here / "data" / "coils", version)
    rails = write_version_of(here / "source" / "rails", ("background", "crack", "joint"))
    export("masks", here / "data" / "rails", rails)
    write_boxes(here / "data" / "voc-boxes")
    write_pairs(here / "data" / "folder-pairs")


def write_run_first(workspace: Workspace, dataset: Path) -> None:
    """A training that has ended, with a model that finds what the data hold and whose card lacks nothing."""
    run = write_run(workspace.runs, request(dataset, "first"), [*training_lines(400, 400), ProgressLine(RunState.DONE)])
    write_results(run, "line1 test")
    write_tiny_model(
        run.model_file("first"), name="first", training_run="first", class_names=CLASSES, is_demonstration=False,
        licence="MIT", data_hash="0" * 16, data_terms="our own", scores=(Score("miou_defects", 0.9, "line1 test"),),
    )  # fmt: skip


def call(words: list[str], typed: str = "") -> Result:
    return CliRunner().invoke(cli, words, input=typed)


@pytest.fixture
def plant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Plant:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    (here / "usb").mkdir()
    for name in ("FOLDER", "MIDDLE", "RIGHT"):
        write_frames(here / name)
    model, screen = write_tiny_model(here / "MODEL.onnx"), here / "SCREEN.onnx"
    write_tiny_screen(screen, model)
    write_video(here / "VIDEO.mp4")
    (here / "scale.toml").write_text("mm_per_px_across = 0.25\nmm_per_px_along = 0.40\n")
    write_data(here)
    plant = Plant(here, open_or_create(None))
    first_frame = min((here / "FOLDER").iterdir())
    plant.names |= {"LEFT": str(here / "FOLDER"), "FRAME.png": str(first_frame), "MODEL": str(model)}
    card = read_content(shipped_model("steel-plain")).card
    save_set(plant.user, set_of(card, (card.thresholds, card.min_area_px), "winter", "rail"))
    for version in range(3):
        save_table(plant.user, replace(template("en-10163-like-plate"), name="our coils"), version)
    inspected = call(["run", "FOLDER", "--piece", "R-2041", "--json"])
    plant.names["3f9a0c"] = json.loads(inspected.stdout)["inspection_id"][:8]
    return plant


@pytest.mark.timeout(900)  # a hundred commands: on a PC that is busy with others it takes minutes
def test_every_command_of_the_manual_runs(plant: Plant) -> None:
    n_run, failed = 0, []
    done: set[str] = set()
    for page in PAGES:
        for line in lines_of(page):
            if reason_not_to_run(line) or line in done:
                continue
            done.add(line)
            for before in (one for start, one in BEFORE.items() if line.startswith(start)):
                assert call(plant.words(before)).exit_code == 0, before
            words = plant.words(line)
            result = call(words, next((typed for start, typed in TYPED.items() if line.startswith(start)), ""))
            n_run += 1
            plant.prepare_after(words)
            if result.exit_code:
                failed.append(
                    f"{page}: {line}\n    {result.exit_code}: {result.output.strip()[-600:]} {result.exception!r}"
                )
    assert failed == [], "\n".join(failed)
    assert n_run > 60
