"""One row per network, seed and data set: what its finished runs measured, all folds together, and by which rules.

Folds of a run are added up before scoring: each frame is tested once. Intervals are of a bootstrap over groups. Where a
network was trained from several seeds, the row of the first has their mean, too: its interval is of the mean, from
resamples of the groups that are the same for all seeds, and beside it stands how far seeds differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from statistics import stdev

from inspector.evaluation.intervals import Interval, bootstrap, pooled
from inspector.evaluation.metrics import metrics_of, scores_of
from inspector.runs.request import Activation
from models.counting import size_of
from research import reporting
from research.experiments import Experiment, is_scored
from research.reporting import ScoredRun

SIDE_PX = 224  # of the frame that MACs and latencies are given for
MAC_RULE = (
    "one multiply-add of a convolution, a transposed convolution or a matrix product, at inference; norms, activations "
    "and resizing are left out"
)


@dataclass(frozen=True, slots=True)
class FoldMetrics:
    """What some folds of a run, or its test split, give together."""

    folds: tuple[int, ...]  # counted from 0; empty: a test split
    n_frames: int
    n_groups: int
    n_groups_of_class: tuple[int, ...]  # that hold it, as annotated
    iou: tuple[float, ...]
    miou_with_background: float
    miou_with_background_95: tuple[float, float] | None  # None: too few groups
    miou_defects: float
    miou_defects_95: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class SeedFigure:
    """One figure over several seeds."""

    mean: float
    std: float  # of one seed, from the sample
    ends_95: tuple[float, float] | None  # of the mean, over groups; None: too few groups


@dataclass(frozen=True, slots=True)
class OverSeeds:
    seeds: tuple[int, ...]
    figures: Mapping[str, SeedFigure]  # "miou_with_background", "miou_defects", "iou_0" …


@dataclass(frozen=True, slots=True)
class Row(FoldMetrics):
    """One network trained with one seed on one data set, all folds together."""

    experiment: str
    network: str
    recipe: str
    dataset: str  # name and content hash
    tested_on: str
    begun_with: str  # EXPERIMENT/RUN whose weights were there before, of fold 0 where in folds; "": none
    n_steps: int
    seed: int
    kept_weights: str  # rule
    class_map: str  # rule
    resize_px: tuple[int, int] | None  # height, width that frames are resized to, for training and scoring; None: not
    class_names: tuple[str, ...]
    n_outputs: int
    n_channels: int
    n_parameters: int  # with these outputs and channels, heads of training alone included
    n_mac: int  # likewise, without such heads
    mac_frame_px: tuple[int, int]  # height, width
    mac_rule: str
    not_looked_at: FoldMetrics | None  # folds that had no part in choosing the recipe; None: it was chosen on no fold
    command: str
    table: str = ""  # that it stands in; "": of its experiment alone
    batch: int = 0  # views of a step; 0: not kept, as for all of these
    view_px: tuple[int, int] | None = None
    taught_by: tuple[str, ...] = ()  # EXPERIMENT/RUN whose answers it learned from, of fold 0 where in folds
    over_seeds: OverSeeds | None = None  # in the row of the first seed, where there are several


def collect(workspace: Path, chosen: Iterable[Experiment]) -> list[Row]:
    """Rows of all runs that are complete; an experiment in folds counts when every fold is done.

    Raises ValueError where figures would stand side by side that may not be compared.
    """
    rows: list[Row] = []
    for experiment in chosen:
        if experiment.methods or experiment.shares != (1.0,):  # balance_report.py and share_report.py report these
            continue
        before: list[ScoredRun] = []
        for network in experiment.networks:
            of_seeds: dict[int, list[ScoredRun]] = {}
            for seed in experiment.seeds:
                folders = [
                    workspace / "runs" / experiment.name / request.run
                    for request in experiment.requests(workspace)
                    if request.network == network and request.recipe.seed == seed
                ]
                if all(is_scored(folder) for folder in folders):
                    of_seeds[seed] = [reporting.read_run(folder) for folder in folders]
                    _refuse_what_differs(before, of_seeds[seed])
                    before += of_seeds[seed]
            of_network = [_row(experiment, runs) for runs in of_seeds.values()]
            if len(of_seeds) > 1:
                of_network[0] = replace(of_network[0], over_seeds=_over_seeds(of_seeds))
            rows += of_network
    refuse_mixed_tables(rows)
    return rows


def refuse_mixed_tables(rows: Sequence[Row]) -> None:
    """Raises ValueError where figures of other data, or other test frames, would stand in one table."""
    first_of: dict[str, Row] = {}
    for row in rows:
        first = first_of.setdefault(row.table or row.experiment, row)
        for name in ("dataset", "tested_on", "class_names", "n_frames"):
            one, other = getattr(first, name), getattr(row, name)
            if one != other:
                raise ValueError(
                    f"the table {first.table} would hold {first.experiment} and {row.experiment}, whose {name} "
                    f"differs: {one}, {other}"
                )


def _refuse_what_differs(before: Sequence[ScoredRun], runs: Sequence[ScoredRun]) -> None:
    for run in runs:
        for other in before:
            if run.tested_on != other.tested_on:
                raise ValueError(f"{other.name} was tested on {other.tested_on}, {run.name} on {run.tested_on}")
            if run.request.recipe.resize_px == other.request.recipe.resize_px:
                reporting.refuse_other_masks(other, run)


def _row(experiment: Experiment, runs: Sequence[ScoredRun]) -> Row:
    reporting.refuse_other_requests(runs, reporting.without_fold)
    first, request = runs[0], runs[0].request
    looked_at = reporting.LOOKED_AT.get(experiment.name, ()) if request.n_folds else ()
    others = [run for run in runs if run.request.fold not in looked_at]
    n_outputs = len(first.class_names) - (request.recipe.activation is Activation.SIGMOID)
    size = size_of(
        request.network, n_classes=n_outputs, in_channels=request.input_channels, height=SIDE_PX, width=SIDE_PX,
        **request.network_options,
    )  # fmt: skip
    if size.n_parameters != first.n_parameters:
        raise ValueError(
            f"{first.name} trained {request.network} with {first.n_parameters:,} parameters; it has "
            f"{size.n_parameters:,} today, so its cost is another one: train it again"
        )
    name, data_id, split = first.tested_on.split(" ")
    return Row(
        **asdict(_fold_metrics(runs)),
        experiment=experiment.name, network=request.network, recipe=request.recipe_name, dataset=f"{name} {data_id}",
        tested_on=f"{request.n_folds} folds of whole groups, every frame tested once" if request.n_folds
        else f"{split} split",
        begun_with=reporting.start_of(request), n_steps=request.recipe.n_steps, seed=request.recipe.seed,
        kept_weights=reporting.kept_text(request), class_map=reporting.class_map_text(first.has_thresholds),
        resize_px=request.recipe.resize_px, class_names=first.class_names, n_outputs=n_outputs,
        n_channels=request.input_channels, n_parameters=size.n_parameters, n_mac=size.n_mac,
        mac_frame_px=(SIDE_PX, SIDE_PX), mac_rule=MAC_RULE,
        not_looked_at=_fold_metrics(others) if looked_at else None,
        command=f"python -m research.experiments run {experiment.name}",
        table=experiment.table, batch=request.recipe.batch, view_px=request.recipe.view_px,
        taught_by=tuple("/".join(Path(named).parts[-2:]) for named in request.teachers),
    )  # fmt: skip


def _over_seeds(of_seeds: Mapping[int, Sequence[ScoredRun]]) -> OverSeeds:
    """Raises ValueError where the seeds were not tested on the same groups."""
    by_seed = [reporting.confusions_of_folds(runs) for runs in of_seeds.values()]
    non_defects = next(iter(of_seeds.values()))[0].non_defects
    means = bootstrap(reporting.side_by_side(by_seed), reporting.mean_of(partial(metrics_of, non_defects=non_defects)))
    alone = [metrics_of(pooled(by_group), non_defects) for by_group in by_seed]
    kept = [name for name in means if name.startswith(("miou", "iou"))]
    return OverSeeds(
        tuple(of_seeds),
        {name: SeedFigure(means[name].value, stdev(each[name] for each in alone), _ends(means[name])) for name in kept},
    )


def _fold_metrics(runs: Sequence[ScoredRun]) -> FoldMetrics:
    by_group = reporting.confusions_of_folds(runs)
    non_defects = runs[0].non_defects
    scores = scores_of(pooled(by_group), non_defects)
    intervals = bootstrap(by_group, partial(metrics_of, non_defects=non_defects))
    return FoldMetrics(
        folds=tuple(run.request.fold for run in runs) if runs[0].request.n_folds else (),
        n_frames=sum(run.n_frames for run in runs), n_groups=len(by_group),
        n_groups_of_class=reporting.n_groups_of_classes(by_group), iou=scores.iou,
        miou_with_background=scores.miou_with_background,
        miou_with_background_95=_ends(intervals["miou_with_background"]), miou_defects=scores.miou_defects,
        miou_defects_95=_ends(intervals["miou_defects"]),
    )  # fmt: skip


def _ends(interval: Interval) -> tuple[float, float] | None:
    if interval.low is None or interval.high is None or interval.has_too_few_groups:
        return None
    return interval.low, interval.high
