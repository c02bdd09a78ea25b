"""A screen is trained from a model's answers, calibrated, and written with its card; or not, and it is said why."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import pytest
import torch
from PIL import Image

from inspector.core.messages import Code, ModelError
from inspector.core.screen_card import KeptOf, ScreenCard
from inspector.datasets.version import DatasetVersion, NewSample, Split, write_version
from inspector.inference.backend import Provider, Tuning
from inspector.inference.model_content import read_content
from inspector.inference.model_file import open_model
from inspector.inference.onnx_runtime import cpu_session
from inspector.inference.predictor import Predictor
from inspector.inference.screening import Screening, answer_of, open_screen, read_screen
from models.screen_net import ScreenNet
from tests.tiny_model import BRIGHT, CLEAN, DULL, expected_map, write_tiny_model
from training import screening as screening_module
from training.screening import ScreenWish, _taught, calibrated, cell_targets, exported, main, teacher_of, train

SIDE = 224  # 7 x 7 cells


def drawn(rng: np.random.Generator) -> npt.NDArray[np.uint8]:
    """Grainy steel with 12 spots in a row of cells of their own, none in the lower half."""
    pixels = rng.integers(CLEAN - 8, CLEAN + 8, (SIDE, SIDE), np.uint8)
    for cell in rng.permutation(21)[:12]:
        top, left = 32 * (cell // 7) + 4 + 3 * (cell % 2), 32 * (cell % 7) + 5
        pixels[top : top + 12, left : left + 12] = rng.choice([DULL, BRIGHT])
    return pixels


@pytest.fixture(scope="module")
def version(tmp_path_factory: pytest.TempPathFactory) -> DatasetVersion:
    rng = np.random.default_rng(3)
    samples = []
    splits = [Split.TRAIN] * 6 + [Split.VAL] * 34 + [Split.TEST] * 2
    for number, split in enumerate(splits):
        pixels = drawn(rng)
        encoded = io.BytesIO()
        Image.fromarray(pixels).save(encoded, "PNG")
        samples.append(
            NewSample(f"f{number}", encoded.getvalue(), ".png", expected_map(pixels), f"group {number // 2}", split)
        )
    return write_version(
        tmp_path_factory.mktemp("versions") / "spots", name="spots", class_names=("background", "dull", "bright"),
        source="made for a test", terms="none", samples=samples,
    )  # fmt: skip


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_model(tmp_path_factory.mktemp("models") / "tiny.onnx")


def wish(model: Path, version: DatasetVersion, out: Path, **changed: object) -> ScreenWish:
    return replace(ScreenWish(model, (version.folder,), out, n_steps=4, batch=2), **changed)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Made:
    """A screen that was trained; exported once, since that is what takes long."""

    network: ScreenNet
    onnx: bytes
    card: ScreenCard
    file: Path


@pytest.fixture(scope="module")
def made(version: DatasetVersion, model: Path, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """By ``main``, from the wish to the file."""
    kept: list[object] = []

    def keeping(network: ScreenNet) -> bytes:
        kept.extend([network, exported(network)])
        return kept[1]  # type: ignore[return-value]

    out = tmp_path_factory.mktemp("made") / "screen.onnx"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(screening_module, "exported", keeping)
        words = ["--model", model, "--dataset", version.folder, "--out", out, "--steps", 40, "--batch", 4]
        assert main([str(word) for word in words]) == 0
    network, whole = kept
    return Made(network, whole, read_screen(out).card, out)  # type: ignore[arg-type]


def test_a_trained_screen_opens_keeps_what_it_says_and_leaves_much_out(
    made: Made, version: DatasetVersion, model: Path
):
    """Defects lie in the upper half of each frame."""
    card, content = made.card, read_content(model)
    assert (card.model_sha256, card.model_title) == (content.sha256, "tiny 1")
    assert card.val.data == f"spots {version.id} val"
    assert (card.val.n_frames, card.val.n_groups, card.val.of_all.n_found) == (34, 17, 34 * 12)
    assert card.test is not None
    assert card.test.of_all.n_found == 2 * 12
    assert {row.name for row in card.val.of_each(KeptOf.CLASS)} == {"dull", "bright"}
    assert card.val.looked_at < 0.8
    assert "40 steps of 4 views" in card.training
    screening = Screening(open_screen(read_screen(made.file), content.sha256, content.card), "somebody", "now")
    predictor = Predictor(open_model(model, Provider.CPU))
    n_found = n_same = 0
    for sample in version.of_split(Split.VAL):
        pixels = version.read_pixels(sample)
        whole = predictor.predict(pixels, 8).index
        found = screening.predict(predictor, pixels, 8, frame_index=1).prediction.index
        assert ((found == whole) | (found == 0)).all()
        n_found += np.count_nonzero(whole)
        n_same += np.count_nonzero(found)
    assert n_same >= 0.99 * n_found


def test_the_same_wish_gives_the_same_network(version: DatasetVersion, model: Path, tmp_path: Path):
    teacher = Predictor(open_model(model, Provider.CPU))
    frames = [list(_taught(teacher, version, has_labels=False))]
    asked = wish(model, version, tmp_path / "none", n_steps=2)
    one, two = (train(frames, teacher.model.card, asked).state_dict() for _ in range(2))
    assert all(torch.equal(one[name], two[name]) for name in one)


def test_a_screen_learns_with_the_tiles_of_the_card_whatever_a_trial_on_this_pc_found(model: Path):
    """A frame of two tiles of the card, of one by the trial: a calibration would differ from PC to PC."""
    loaded = open_model(model, Provider.CPU)
    found = Tuning(Provider.CPU, 1, tile_px=1024, overlap_px=0, reach_px=0, mpx_per_s=1.0, measured_at="")
    here = replace(loaded, tuning=found)
    wide = loaded.card.tile_px + 100
    assert len(Predictor(here).plan(64, wide).lefts) == 1
    assert teacher_of(here).plan(64, wide) == Predictor(replace(loaded, tuning=None)).plan(64, wide)
    assert len(teacher_of(here).plan(64, wide).lefts) == 2


def test_too_few_defects_are_refused_with_how_many_are_needed(made: Made, version: DatasetVersion, tmp_path: Path):
    """Dull spots, of 144 px, are no defects of this model."""
    strict = write_tiny_model(tmp_path / "strict.onnx", min_area_px=(0, 200, 140))
    teacher = Predictor(open_model(strict, Provider.CPU))
    with pytest.raises(ModelError) as caught:
        calibrated(made.onnx, teacher, [version], wish(strict, version, tmp_path / "none.onnx"))
    assert caught.value.message.code is Code.SCREEN_NOT_GOOD
    assert "defects; 381 are needed" in str(caught.value.message.params["detail"])


def test_other_classes_are_refused(version: DatasetVersion, tmp_path: Path):
    other = write_tiny_model(tmp_path / "other.onnx", class_names=("background", "rust", "bright"))
    code = main(["--model", str(other), "--dataset", str(version.folder), "--out", str(tmp_path / "none.onnx")])
    assert code == 1
    assert not (tmp_path / "none.onnx").exists()


def test_annotated_defects_are_targets_too_where_asked_for(version: DatasetVersion, model: Path, tmp_path: Path):
    blind = Predictor(open_model(write_tiny_model(tmp_path / "blind.onnx", min_area_px=(0, 999, 999)), Provider.CPU))
    frames = list(_taught(blind, version, has_labels=False))
    labelled = list(_taught(blind, version, has_labels=True))
    assert not any(frame.class_map.any() for frame in frames)
    for frame, sample in zip(labelled, version.of_split(Split.TRAIN), strict=True):
        assert np.array_equal(frame.class_map, version.read_class_map(sample) > 0)


def test_cells_that_hold_a_defect_and_those_beside_it_that_do_not_count():
    """A pixel at row 31 and column 40: 8 px above the next row of cells, and 8 px right of the cell before it."""
    targets = torch.zeros(1, 96, 96, dtype=torch.int64)
    targets[0, 31, 39] = 1
    inside, counts = cell_targets(targets)
    assert inside[0, 0].tolist() == [[0, 1, 0], [0, 0, 0], [0, 0, 0]]
    assert counts[0, 0].tolist() == [[0, 1, 1], [0, 0, 1], [1, 1, 1]]


def test_an_exported_screen_answers_as_in_pytorch_at_any_size(made: Made, tmp_path: Path):
    session = cpu_session(made.onnx)
    for height, width in ((32, 32), (320, 96)):
        planes = np.random.default_rng(2).normal(size=(1, 1, height, width)).astype(np.float32)
        with torch.inference_mode():
            ours = made.network(torch.from_numpy(planes)).numpy()
        assert np.allclose(answer_of(session, tmp_path, planes), ours, atol=1e-4)


def test_the_file_holds_its_card_and_no_name_of_this_pc(made: Made):
    props = onnx.load_from_string(made.file.read_bytes()).metadata_props
    assert [entry.key for entry in props] == ["inspector.screen"]
    assert str(Path(__file__).parents[3]).encode() not in made.file.read_bytes()
