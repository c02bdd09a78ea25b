"""``python -m training.screening --model MODEL.onnx --dataset VERSION … --out SCREEN.onnx``: a screen for a model.

A screen learns where this model finds anything, whatever that is worth: its answers on the train splits are the
target. The val splits choose the threshold from which it may be used, the test splits are measured once and decide
nothing. A screen that is not good enough is not written. Ends with 0, with 1 where none was written and standard error
says why, with 2 on wrong usage.

model + frames ► its class maps ► ScreenNet learns them cell by cell ► ONNX ► threshold ► card
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import torch
from torch import Tensor
from torch.nn import functional

from inspector.core.class_map import ClassMap
from inspector.core.classes import BACKGROUND_INDEX, IGNORE_INDEX
from inspector.core.data_terms import joined_terms
from inspector.core.files import write_whole
from inspector.core.golden import GOLDEN_SEED, golden_picture
from inspector.core.messages import Code, InspectorError, ModelError, message
from inspector.core.model_card import ModelCard
from inspector.core.screen_card import GOLDEN_SIDE_PX, SCREEN_KEY, ScreenCard, not_good_enough
from inspector.datasets.version import DatasetVersion, Split, open_version, read_all
from inspector.evaluation.screening import ScreenedDefects, choose_threshold, measured
from inspector.inference.inspect_frame import inspect_frame
from inspector.inference.loaded_model import LoadedModel
from inspector.inference.model_file import open_model
from inspector.inference.onnx_runtime import cpu_session
from inspector.inference.predictor import Predictor
from inspector.inference.screening import Answer, answer_of, cell_logits, grown
from inspector.logs import LogLines
from inspector.measuring.inspection_settings import InspectionSettings
from inspector.runs.request import Augmentation, Recipe
from inspector.texts.messages import one_line
from models.screen_net import CELL_PX, POOLS, ScreenNet
from training.batches import Pool, batch_of_step
from training.data import LoadedFrame
from training.exporting import OPSET
from training.loading import BatchLoader

log = logging.getLogger("training.screening")

MARGIN_PX = 8  # a cell with a defect so near beside it may be named or not
VIEW_PX = (192, 192)
POSITIVE_WEIGHT = 4.0  # a cell that is missed costs a defect, one too many a moment
LEARNING_RATE = 4e-3
SAY_EVERY = 100  # steps


@dataclass(frozen=True, slots=True)
class ScreenWish:
    """What a screen is trained of."""

    model: Path
    datasets: tuple[Path, ...]  # folders of dataset versions
    out: Path
    n_steps: int = 1000
    batch: int = 16
    pool: int = 4
    seed: int = 1
    has_labels: bool = False  # annotated defects are targets, too, where the model finds nothing


def make_screen(wish: ScreenWish) -> ScreenCard:
    """Train, export, calibrate and write it. Raises InspectorError, and ValueError for a wish that makes no sense."""
    model = open_model(wish.model)
    versions = tuple(open_version(folder) for folder in wish.datasets)
    for version in versions:
        _check_fit(model.card, version)
    teacher = teacher_of(model)
    frames = [list(_taught(teacher, version, has_labels=wish.has_labels)) for version in versions]
    network = train(frames, model.card, wish)
    onnx_bytes = exported(network.for_inference())
    card = calibrated(onnx_bytes, teacher, versions, wish)
    write_whole(wish.out, with_card(onnx_bytes, card))
    return card


def teacher_of(model: LoadedModel) -> Predictor:
    """With the card's tiles: what a screen learns and is calibrated by is the model's answer, not that of a PC."""
    return Predictor(model, as_the_card_says=True)


def _check_fit(card: ModelCard, version: DatasetVersion) -> None:
    if version.class_names != card.class_names:
        theirs, ours = ", ".join(version.class_names), ", ".join(card.class_names)
        raise ValueError(f"{version.name} has the classes {theirs}; those of {card.name} {card.version} are {ours}")
    if not version.of_split(Split.TRAIN):
        raise ValueError(f"{version.name} has no frame in its train split")


def _taught(teacher: Predictor, version: DatasetVersion, *, has_labels: bool) -> Iterator[LoadedFrame]:
    """Train frames, with 1 where the model reports a defect."""
    settings = InspectionSettings.of_card(teacher.model.card)
    for sample, picture, annotated in read_all(version, Split.TRAIN):
        found = inspect_frame(picture.pixels, picture.bits, teacher, settings).reported_map != BACKGROUND_INDEX
        if has_labels:
            others = (BACKGROUND_INDEX, IGNORE_INDEX, *version.non_defect_indices)
            found |= ~np.isin(annotated, others)
        class_map: ClassMap = found.astype(np.uint8)
        yield LoadedFrame(sample, picture.pixels, class_map, picture.bits)


def train(frames: Sequence[Sequence[LoadedFrame]], card: ModelCard, wish: ScreenWish) -> ScreenNet:
    """``frames`` by dataset version; each version has an equal share of each batch."""
    torch.manual_seed(wish.seed)
    network = ScreenNet(card.input_channels, pool=wish.pool)
    augmentation = Augmentation(defect_share=0.5, mix_share=0.0)
    recipe = Recipe(n_steps=wish.n_steps, batch=wish.batch, view_px=VIEW_PX, augmentation=augmentation, seed=wish.seed)
    optimiser = torch.optim.AdamW(network.parameters(), lr=LEARNING_RATE, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, LEARNING_RATE, total_steps=wish.n_steps, pct_start=0.1)
    weight = torch.tensor(POSITIVE_WEIGHT)
    shares = [1 / len(frames)] * len(frames)
    make = partial(batch_of_step, [Pool(each) for each in frames], shares, card, recipe)
    with BatchLoader(make, range(wish.n_steps)) as batches:
        for batch in batches:
            logits = network(torch.from_numpy(batch.inputs))
            wanted, counts = cell_targets(torch.from_numpy(batch.targets))
            losses = functional.binary_cross_entropy_with_logits(logits, wanted, pos_weight=weight, reduction="none")
            loss = (losses * counts).sum() / counts.sum().clamp(min=1)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            schedule.step()
            if (batch.step + 1) % SAY_EVERY == 0:
                log.info("step %d of %d: loss %.3f", batch.step + 1, wish.n_steps, loss.item())
    return network.eval()


def cell_targets(targets: Tensor) -> tuple[Tensor, Tensor]:
    """(N, H, W) of 0 and 1 -> two of (N, 1, H / 32, W / 32): 1 where the cell holds a 1; and 1 where the cell counts,
    0 where only the ``MARGIN_PX`` around it hold one."""
    planes = targets[:, None].float()
    inside = functional.max_pool2d(planes, CELL_PX)
    padded = functional.pad(planes, (MARGIN_PX,) * 4)
    near = functional.max_pool2d(padded, CELL_PX + 2 * MARGIN_PX, CELL_PX)
    return inside, 1 - (near - inside)


def exported(network: ScreenNet) -> bytes:
    """ONNX of any number, height and width."""
    rows = CELL_PX * torch.export.Dim("row_cells", min=1, max=65536)
    columns = CELL_PX * torch.export.Dim("column_cells", min=1, max=65536)
    example = torch.zeros(2, network.in_channels, 4 * CELL_PX, 6 * CELL_PX)
    program = torch.onnx.export(
        network, (example,), dynamo=True, opset_version=OPSET, input_names=["frame"], output_names=["cells"],
        dynamic_shapes=({0: torch.export.Dim("batch", min=1, max=4096), 2: rows, 3: columns},), verbose=False,
    )  # fmt: skip
    assert program is not None  # None only where a path is given
    made = program.model_proto
    del made.metadata_props[:]
    made.producer_name, made.doc_string = "inspector", "a screen"
    for node in made.graph.node:  # the exporter's traces name files of the machine that exported
        del node.metadata_props[:]
        node.doc_string = ""
    for value in [*made.graph.value_info, *made.graph.input, *made.graph.output, *made.graph.initializer]:
        del value.metadata_props[:]
    onnx.checker.check_model(made, full_check=True)
    whole: bytes = made.SerializeToString()
    return whole


def with_card(onnx_bytes: bytes, card: ScreenCard) -> bytes:
    made = onnx.load_from_string(onnx_bytes)
    onnx.helper.set_model_props(made, {SCREEN_KEY: card.to_json()})
    whole: bytes = made.SerializeToString()
    return whole


def calibrated(
    onnx_bytes: bytes, teacher: Predictor, versions: Sequence[DatasetVersion], wish: ScreenWish
) -> ScreenCard:
    """Raises ModelError (SCREEN_NOT_GOOD) where the val splits do not show that it may be used."""
    model = teacher.model
    card = model.card
    session = cpu_session(onnx_bytes)

    def answer(planes: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        return answer_of(session, wish.out, planes)

    on_val = _asked(versions, Split.VAL, teacher, answer)
    if not on_val.defects:
        raise _not_good(card, f"on the val splits of {_data(versions, Split.VAL)} the model finds no defect")
    threshold = choose_threshold(on_val)
    val = measured(on_val, threshold, _data(versions, Split.VAL))
    if fault := not_good_enough(val):
        raise _not_good(card, fault)
    on_test = _asked(versions, Split.TEST, teacher, answer)
    picture = golden_picture(GOLDEN_SEED, GOLDEN_SIDE_PX, GOLDEN_SIDE_PX, card.input_channels)
    golden = cell_logits(picture, 8, card, answer)
    return ScreenCard(
        name=f"{card.name}-screen", model_name=card.name, model_version=card.version, model_sha256=model.sha256,
        class_names=card.class_names, thresholds=card.thresholds, min_area_px=card.min_area_px,
        input_channels=card.input_channels, mean=card.mean, std=card.std, threshold=threshold,
        golden=tuple(round(float(value), 5) for value in golden.ravel()), val=val,
        test=measured(on_test, threshold, _data(versions, Split.TEST)) if on_test.n_frames else None,
        colour_order=card.colour_order, training=_training_text(model, versions, wish),
        data_terms=joined_terms((one.source, one.terms) for one in versions),
    )  # fmt: skip


def _asked(versions: Sequence[DatasetVersion], split: Split, teacher: Predictor, answer: Answer) -> ScreenedDefects:
    """What the model finds in the frames of a split, predicted whole, beside what the screen says of them."""
    card = teacher.model.card
    settings, found = InspectionSettings.of_card(card), ScreenedDefects(card)
    for version in versions:
        for sample, picture, _ in read_all(version, split):
            inspected = inspect_frame(picture.pixels, picture.bits, teacher, settings)
            logits = grown(cell_logits(picture.pixels, picture.bits, card, answer))
            group = f"{version.id} {sample.group}"
            found.add(group, inspected.regions, logits, (sample.height, sample.width))
    return found


def _data(versions: Sequence[DatasetVersion], split: Split) -> str:
    return " + ".join(f"{version.name} {version.id} {split}" for version in versions if version.of_split(split))


def _training_text(model: LoadedModel, versions: Sequence[DatasetVersion], wish: ScreenWish) -> str:
    learnt = "answers and annotated defects" if wish.has_labels else "answers"
    return (
        f"python -m training.screening: {wish.n_steps} steps of {wish.batch} views of {VIEW_PX[0]} px, pooled to "
        f"1/{wish.pool}, seed {wish.seed}; {learnt} of {model.card.name} {model.card.version} on "
        f"{_data(versions, Split.TRAIN)}"
    )


def _not_good(card: ModelCard, detail: str) -> ModelError:
    return ModelError(message(Code.SCREEN_NOT_GOOD, model=card.title, detail=detail))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m training.screening", description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="the model's ONNX file")
    parser.add_argument("--dataset", type=Path, required=True, action="append", help="folder of a dataset version")
    parser.add_argument("--out", type=Path, required=True, help="the screen's file")
    parser.add_argument("--steps", type=int, default=1000)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--pool", type=int, choices=POOLS, default=4, help="frames are pooled to a half or a quarter")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--labels", action="store_true", help="annotated defects are targets, too")
    options = parser.parse_args(arguments)
    if min(options.steps, options.batch) < 1:
        parser.error("steps and batch are 1 at least")
    to_log = logging.StreamHandler()
    to_log.setFormatter(LogLines("%(asctime)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[to_log])
    wish = ScreenWish(
        options.model, tuple(options.dataset), options.out, options.steps, options.batch, options.pool, options.seed,
        options.labels,
    )  # fmt: skip
    try:
        card = make_screen(wish)
    except InspectorError as error:
        log.error("%s", one_line(error.message))
        return 1
    except (OSError, ValueError) as error:
        log.error("no screen was written: %s", error)
        return 1
    kept = card.val.of_all
    log.info(
        "%s keeps %d of %d defects on %s, and looks at %.1f %% of the surface", wish.out, kept.n_kept, kept.n_found,
        card.val.data, 100 * card.val.looked_at,
    )  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
