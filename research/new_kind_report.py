"""A kind of defect that the model of today never saw: what a training of minutes on 20 labelled frames makes of it.

    python -m research.new_kind_report synthetic -w WORKSPACE    # marks of a damaged roll, on synthetic strip
    python -m research.new_kind_report neu-seg -w WORKSPACE      # real strip; scratches are kept from the start
    python -m research.new_kind_report table -w WORKSPACE        # what was measured, into docs/results/new-kind.*

The story: operators flag 20 frames in which the kind is seen. They are labelled with exact masks, all classes. Beside
them a plant has frames of before, which nobody labelled: the model of today says where they are background, all else
in them is void, and it teaches there. The training begins with the model of today. It is measured on pieces of which no
frame was used, by the program's own prediction, thresholds and minimum areas. A defect is found when predicted pixels
cover a tenth of it, those of its own class or of any; a predicted region is a false alarm when annotated defects cover
less.

WORKSPACE, made by ``inspector workspace init``, holds data sets and runs; a run that was cut off goes on. All is the
same for the same seed and steps.
"""

from __future__ import annotations

import argparse
import io
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from inspector.commands.output import print_trouble
from inspector.core.class_map import ClassMap, class_map_of
from inspector.core.classes import BACKGROUND_INDEX, IGNORE_INDEX
from inspector.core.files import write_whole
from inspector.core.frame import Pixels
from inspector.core.json_text import json_text
from inspector.core.messages import InspectorError
from inspector.core.rendering import without_small_regions
from inspector.datasets.version import NewSample, Origin, Split, open_version, write_version
from inspector.evaluation.detections import DetectionAccumulator
from inspector.inference.model_file import open_model
from inspector.inference.predictor import Predictor
from inspector.models_store.shipped import shipped_model
from inspector.runs.build_request import DatasetChoice, TrainingOptions, build_request, shipped_networks
from inspector.runs.folder import RunFolder
from inspector.sources.roll_marks import WITH_ROLL_MARKS
from inspector.sources.synthetic import EVALUATION_SEEDS, TRAINING_SEEDS, Surface, SyntheticStrip
from inspector.workspace.workspace import Workspace, open_or_create
from research.reporting import write_part

FOLDER = Path("docs/results")
N_FLAGGED, N_VAL = 20, 4  # of the flagged, that choose thresholds
N_BEFORE = 96
N_STEPS = 600
BALANCES = ("dli", "none")
ROWS, WIDTH_PX, MM_PER_PX, DEFECTS_PER_M, MARKS_PER_M = 256, 1024, 0.5, 3.0, 6.0
FRAME_M = ROWS * MM_PER_PX / 1000


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """A frame with its truth."""

    name: str
    group: str  # piece, or the picture of which it is a turned twin
    pixels: Pixels
    class_map: ClassMap
    length_m: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One kind that is new, and all frames of its story."""

    name: str
    new_kind: str
    class_names: tuple[str, ...]  # with the new one last
    flagged: Callable[[int], Iterable[Shown]]  # by seed, N_FLAGGED of them
    before: Callable[[], Iterable[Shown]]
    unseen: Callable[[], Iterable[Shown]]
    model: Path  # of today
    start_from: str  # the same, to begin with
    n_steps: int  # that it was trained here; 0: it ships
    origin: Origin


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one model on the unseen frames; by class name."""

    n: Mapping[str, int]
    found: Mapping[str, int]  # by pixels of any class
    named: Mapping[str, int]  # by pixels of its own
    false_alarms: int
    alarms_by_class: Mapping[str, int]
    n_frames: int
    length_m: float  # 0 where frames have no scale
    megapixels: float


@dataclass(frozen=True, slots=True)
class Row:
    case: str
    new_kind: str
    balance: str  # "" for the model of today
    seed: int
    n_steps: int
    minutes: float  # of the training process, with scores and model file, beside whatever else ran
    cpu_minutes: float  # of its processor time
    figures: Figures
    model: str


def synthetic_case() -> Case:
    def frames(seeds: Sequence[int], n_each: int, marks: float, defects: float = DEFECTS_PER_M) -> Iterator[Shown]:
        for seed in seeds:
            strip = SyntheticStrip(seed, WIDTH_PX, Surface.HOT_ROLLED, defects, MM_PER_PX, marks)
            for index in range(n_each):
                view = strip.render(index * ROWS, ROWS)
                yield Shown(f"coil{seed}_{index}", f"coil {seed}", view.pixels, view.class_map, FRAME_M)

    def flagged(seed: int) -> Iterator[Shown]:
        """Two of each of ten coils: the first that show a mark."""
        first = 600_000 + 1000 * seed
        for coil in TRAINING_SEEDS[first : first + N_FLAGGED // 2]:
            with_mark = (
                f for f in frames([coil], 40, MARKS_PER_M) if np.any(f.class_map == WITH_ROLL_MARKS.index("roll mark"))
            )
            yield from (next(with_mark) for _ in range(2))

    def unseen() -> Iterator[Shown]:
        yield from frames(EVALUATION_SEEDS[200_000:200_020], 16, MARKS_PER_M)
        yield from frames(EVALUATION_SEEDS[200_100:200_110], 16, 0.0, 0.0)

    return Case(
        "synthetic", "roll mark", WITH_ROLL_MARKS, flagged,
        lambda: frames(TRAINING_SEEDS[700_000 : 700_000 + N_BEFORE // 4], 4, 0.0), unseen, shipped_model("steel-plain"),
        str(shipped_model("steel-plain")), 0, Origin.SYNTHETIC,
    )  # fmt: skip


def neu_case(workspace: Workspace, n_steps: int, n_threads: int) -> Case:
    """Scratches are kept from the start: a model learns the two other classes from pictures that hold no scratch."""
    version = open_version(workspace.datasets / "neu-seg")
    scratches = version.class_names.index("scratches")
    start = RunFolder(workspace.runs / "neu-without-scratches")
    without = workspace.datasets / "neu-without-scratches"
    if not without.exists():
        samples = (
            NewSample(
                s.name, version.read_frame(s), Path(s.frame_file).suffix, version.read_class_map(s), s.group, s.split
            )
            for s in version.samples
            if s.split in (Split.TRAIN, Split.VAL) and not s.n_pixels[scratches]
        )
        write_version(
            without, name=without.name, class_names=version.class_names[:scratches], source=version.source,
            terms=version.terms, samples=samples,
        )  # fmt: skip
    wish = TrainingOptions(
        "plain-net-m",
        (DatasetChoice(without.name),),
        run_name=start.name,
        recipe_name="plain-net/ours",
        n_steps=n_steps,
    )
    _train(wish, workspace, n_threads, batch=6, view_px=(160, 160))
    train = version.of_split(Split.TRAIN)
    model = start.model_file(start.name)

    def shown(samples: Iterable[Any]) -> Iterator[Shown]:
        for sample in samples:
            yield Shown(sample.name, sample.group, *version.read(sample))

    def one_of_each(rng: np.random.Generator, holds: bool, n: int) -> list[Any]:
        by_group = {s.group: s for s in train if bool(s.n_pixels[scratches]) is holds}
        names = sorted(by_group)
        return [by_group[names[int(k)]] for k in rng.permutation(len(names))[:n]]

    return Case(
        "neu-seg", "scratches", version.class_names,
        lambda seed: shown(one_of_each(np.random.default_rng(seed), True, N_FLAGGED)),
        lambda: shown(one_of_each(np.random.default_rng(99), False, N_BEFORE)),
        lambda: shown(version.of_split(Split.TEST)), model, str(start.path), n_steps, Origin.REAL,
    )  # fmt: skip


def write_data(case: Case, seed: int, workspace: Workspace) -> str:
    """Name of the version of flagged frames and those of before; made where it is not there."""
    folder = workspace.datasets / f"{case.name}-{seed}"
    if not folder.exists():
        flagged, predictor = list(case.flagged(seed)), Predictor(open_model(case.model))
        groups = sorted({frame.group for frame in flagged})
        of_val = groups[-max(1, round(len(groups) * N_VAL / N_FLAGGED)) :]
        write_version(
            folder, name=folder.name, class_names=case.class_names, source=f"new kind: {case.name}",
            terms="as its source", samples=[
                *(_sample(f, None, Split.VAL if f.group in of_val else Split.TRAIN, case.origin) for f in flagged),
                *(_sample(f, _background(predictor, f.pixels), Split.TRAIN, case.origin) for f in case.before()),
            ],
        )  # fmt: skip
    return folder.name


def _background(predictor: Predictor, pixels: Pixels) -> ClassMap:
    """Where the model names it; void elsewhere."""
    found = predictor.predict(pixels, 8)
    return np.where(found.index == BACKGROUND_INDEX, np.uint8(BACKGROUND_INDEX), np.uint8(IGNORE_INDEX))


def _sample(frame: Shown, class_map: ClassMap | None, split: Split, origin: Origin) -> NewSample:
    """``class_map``: None for the truth."""
    labels = frame.class_map if class_map is None else class_map
    encoded = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(frame.pixels)).save(encoded, "PNG")
    return NewSample(frame.name, encoded.getvalue(), ".png", labels, frame.group, split, origin)


def _train(
    wish: TrainingOptions, workspace: Workspace, n_threads: int, **recipe: Any
) -> tuple[RunFolder, float, float]:
    """The run, minutes and processor minutes of all its starts; one that is done is left as it is."""
    built = build_request(wish, workspace, shipped_networks())
    request = replace(built.request, n_threads=n_threads, recipe=replace(built.request.recipe, **recipe))
    run, note = built.folder, built.folder.path / "took.json"
    if not run.scores_file.exists():
        run.path.mkdir(parents=True, exist_ok=True)
        run.write_request(request)
        run.let_go_on()
        began_s, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
        code = subprocess.call([sys.executable, "-m", "training", str(run.request_file)])
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        starts = json.loads(note.read_text()) if note.exists() else []
        write_whole(note, json.dumps([*starts, [time.monotonic() - began_s, cpu_s]]).encode())
        if code or not run.scores_file.exists():
            raise ValueError(f"the training {run.name} did not end well: {run.log_file}")
    starts = json.loads(note.read_text())
    return run, sum(s for s, _ in starts) / 60, sum(s for _, s in starts) / 60


def measured(case: Case, model: Path) -> Figures:
    loaded = open_model(model)
    card, predictor = loaded.card, Predictor(loaded)
    # Class indices are those of the case, where the new kind is last: the model of today has all but it.
    any_class = DetectionAccumulator(len(case.class_names))
    own_class = DetectionAccumulator(len(case.class_names), class_matters=True)
    if card.class_names != case.class_names[: len(card.class_names)]:
        raise ValueError(f"{model.name} has the classes {', '.join(card.class_names)}")
    n_frames, n_px = 0, 0
    for frame in case.unseen():
        class_map = class_map_of(predictor.predict(frame.pixels, 8), card.thresholds)
        class_map = without_small_regions(class_map, card.min_area_px)
        for accumulator in (any_class, own_class):
            accumulator.add(frame.class_map, class_map, frame.length_m, group=frame.group)
        n_frames, n_px = n_frames + 1, n_px + frame.class_map.size
    names = case.class_names[1:]

    def of(counts: Any) -> dict[str, int]:
        return {name: int(n) for name, n in zip(names, counts[1:], strict=True)}

    return Figures(
        of(any_class.n_defects), of(any_class.n_found), of(own_class.n_found), int(any_class.n_false.sum()),
        of(any_class.n_false), n_frames, any_class.length_m, n_px / 1e6,
    )  # fmt: skip


def run_case(
    case: Case, seed: int, balances: Sequence[str], n_steps: int, workspace: Workspace, n_threads: int
) -> None:
    if not (workspace.folder / "new-kind" / f"{case.name}-before-0.json").exists():
        figures = measured(case, case.model)
        _note(workspace, Row(case.name, case.new_kind, "", 0, case.n_steps, 0, 0, figures, case.model.stem))
    data = write_data(case, seed, workspace)
    for balance in balances:
        wish = TrainingOptions(
            "plain-net-m", (DatasetChoice(data),), run_name=_name(case.name, balance, seed, n_steps),
            recipe_name="plain-net/new-kind", imbalance_method=balance, n_steps=n_steps, start_from=case.start_from,
            teachers=(case.start_from,),
        )  # fmt: skip
        run, minutes, cpu_minutes = _train(wish, workspace, n_threads, seed=seed)
        figures = measured(case, run.model_file(run.name))
        _note(workspace, Row(case.name, case.new_kind, balance, seed, n_steps, minutes, cpu_minutes, figures, run.name))


def _name(case: str, balance: str, seed: int, n_steps: int) -> str:
    return f"{case}-{balance}-{seed}" + (f"-{n_steps}-steps" if n_steps != N_STEPS else "")


def _note(workspace: Workspace, row: Row) -> None:
    folder = workspace.folder / "new-kind"
    folder.mkdir(exist_ok=True)
    name = _name(row.case, row.balance, row.seed, row.n_steps) if row.balance else f"{row.case}-before-0"
    write_whole(folder / f"{name}.json", json_text(asdict(row), indent=1).encode() + b"\n")
    sys.stdout.write("\n".join(_table([asdict(row)])) + "\n")
    sys.stdout.flush()


def _table(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Of one case."""
    names = list(rows[0]["figures"]["n"])
    new = rows[0]["new_kind"]
    per = "metre" if rows[0]["figures"]["length_m"] else "megapixel"
    heads = [f"{name} ({rows[0]['figures']['n'][name]})" for name in (new, *(n for n in names if n != new))]
    lines = [
        f"| model | seed | steps | minutes | of a processor | {' | '.join(heads)} | false alarms per {per} "
        f"| of these {new} |",
        "|---|---|---|---|---|" + "---|" * (len(heads) + 2),
    ]
    for row in rows:
        figures = row["figures"]
        cells = [_recall(figures, name) for name in (new, *(n for n in names if n != new))]
        size = figures["length_m"] or figures["megapixels"]
        alarms = (figures["false_alarms"] / size, figures["alarms_by_class"][new] / size)
        took = [f"{row['minutes']:.1f}", f"{row['cpu_minutes']:.1f}"] if row["balance"] else ["–", "–"]
        name = f"learned, balance {row['balance']}" if row["balance"] else f"of today ({row['model']})"
        seed = [str(row["seed"] or "–"), str(row["n_steps"] or "–")]
        lines.append(f"| {name} | {' | '.join([*seed, *took, *cells])} | {alarms[0]:.2f} | {alarms[1]:.2f} |")
    return lines


def _recall(figures: Mapping[str, Any], name: str) -> str:
    n = figures["n"][name]
    return f"{figures['found'][name] / n:.3f} ({figures['named'][name] / n:.3f})" if n else "–"


def write_table(workspace: Workspace) -> None:
    """What stands there stays, but for what was measured again. Raises ValueError where nothing was measured."""
    measured_here = [json.loads(file.read_text()) for file in sorted((workspace.folder / "new-kind").glob("*.json"))]
    if not measured_here:
        raise ValueError(f"nothing was measured in {workspace.folder}")
    stored = FOLDER / "new-kind.json"
    before = json.loads(stored.read_text()) if stored.exists() else []
    rows = list(
        {(row["case"], row["balance"], row["seed"], row["n_steps"]): row for row in [*before, *measured_here]}.values()
    )
    rows.sort(
        key=lambda row: (row["case"] != "synthetic", row["balance"] != "", row["balance"], row["n_steps"], row["seed"])
    )
    lines = []
    for case in dict.fromkeys(row["case"] for row in rows):
        lines += [f"**{case}**", "", *_table([row for row in rows if row["case"] == case]), ""]
    write_whole(stored, json_text(rows, indent=1).encode() + b"\n")
    write_part(FOLDER / "new-kind.md", "new-kind", "\n".join(lines))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m research.new_kind_report", description=__doc__)
    parser.add_argument("what", choices=["synthetic", "neu-seg", "table"])
    parser.add_argument("--workspace", "-w", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=N_STEPS)
    parser.add_argument("--start-steps", type=int, default=2400, help="of the model of today of neu-seg")
    parser.add_argument("--balance", nargs="*", choices=BALANCES, default=list(BALANCES))
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args(arguments)
    try:
        workspace = open_or_create(options.workspace)
        if options.what == "table":
            write_table(workspace)
            return 0
        case = (
            synthetic_case()
            if options.what == "synthetic"
            else neu_case(workspace, options.start_steps, options.threads)
        )
        run_case(case, options.seed, options.balance, options.steps, workspace, options.threads)
    except InspectorError as error:
        print_trouble(error.message)
        return 1
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
