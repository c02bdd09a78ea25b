"""Where a model comes from and what became of it: its card, the run that made it, who promoted it and where.

Read from the card, the run's folder and the promotions; what is not there any more is said, never guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from inspector.core.files import write_whole
from inspector.core.messages import TrainingError
from inspector.core.model_card import ModelCard
from inspector.core.typed_json import from_json, parsed_json
from inspector.core.untrusted import read_bounded
from inspector.models_store.catalogue import ModelCatalogue, StoredModel
from inspector.models_store.promotions import Promotion, PromotionKind, Promotions
from inspector.runs.folder import RunFolder
from inspector.runs.history import Run, read_run

if TYPE_CHECKING:
    from pydantic import ConfigDict, TypeAdapter

IMPORTED: Final = "imported"  # folder of what came with models from elsewhere, by their sha256
LINEAGE: Final = "lineage.json"
MAX_SCORES_BYTES: Final = 50_000_000
MAX_LINEAGE_BYTES: Final = 20_000_000
WITH_THRESHOLDS: Final = "with thresholds"  # as training calls the rule that inspection follows
_TEST: Final = " test"
_SPLITS: Final = (" val", _TEST)


@dataclass(frozen=True, slots=True)
class LineageScore:
    """One figure of merit; the interval is None where its run keeps none."""

    metric: str
    value: float
    low: float | None
    high: float | None
    data: str  # what it was measured on
    n_groups: int | None = None


@dataclass(frozen=True, slots=True)
class RunLineage:
    """What the run's folder says."""

    name: str
    state: str  # of runs.progress.RunState; "" where it told none
    started_at: str  # UTC text
    datasets: tuple[str, ...]  # name and id of each version, as the run found them
    network: str
    recipe: str  # its name
    n_steps: int  # that it made
    seed: int
    begun_with: str
    code_version: str  # of the program that trained; "" where the run keeps none
    command: str


@dataclass(frozen=True, slots=True)
class Lineage:
    __pydantic_config__: ClassVar[ConfigDict] = {"extra": "forbid"}

    title: str
    file: Path
    sha256: str
    is_shipped: bool
    card: ModelCard
    run: RunLineage | None  # None: no run made it, or its folder is gone: ``run_problem``
    run_problem: str
    scores: tuple[LineageScore, ...]
    promotions: tuple[Promotion, ...]  # of this model, and the ways back to it, newest last
    is_active: bool
    active_since: str  # UTC text; "" where it is not active
    lines: tuple[str, ...]  # on which it was promoted
    variants: tuple[str, ...]  # titles of other models here that the same run gave, or that were made from it
    imported_from: str  # "PC, by, at" of the export, where it came as a file; else ""


def lineage_of(model: StoredModel, models: Path, runs: Path) -> Lineage:
    """``models`` and ``runs``: the workspace's folders. Raises ModelError where the promotions cannot be read."""
    card, imported = model.card, _imported(models, model.sha256)
    run, facts, problem = _run_of(card, runs)
    found = _run_lineage(run, facts) if run is not None else None
    scores = _scores(facts) or tuple(LineageScore(one.metric, one.value, None, None, one.split) for one in card.scores)
    if card.variant_of is not None:  # what its run scored is the model that it was made from
        scores = ()
    if found is None and imported is not None:
        found, scores = imported.run, imported.scores or scores
        problem = problem and "" if found is not None else problem
    history = Promotions(models).history()
    own = tuple(one for one in history if one.model_sha256 == model.sha256)
    active = history[-1] if history and history[-1].model_sha256 == model.sha256 else None
    lines = dict.fromkeys(one.line for one in own if one.kind is PromotionKind.PROMOTED and one.line)
    return Lineage(
        model.title, model.file, model.sha256, model.is_shipped, card, found, problem, scores, own,
        active is not None, active.at if active is not None else "", tuple(lines),
        _variants(model, models), imported.imported_from if imported is not None else "",
    )  # fmt: skip


def keep_imported(models: Path, lineage: Lineage) -> None:
    """What a model's file said where it comes from, ``imported_from`` filled. Raises OSError."""
    file = models / IMPORTED / lineage.sha256 / LINEAGE
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, lineage_json(lineage))


def _imported(models: Path, sha256: str) -> Lineage | None:
    """None where the model was not imported, or that cannot be read any more."""
    try:
        found = lineage_from(read_bounded(models / IMPORTED / sha256 / LINEAGE, MAX_LINEAGE_BYTES))
    except (OSError, ValueError):
        return None
    return found if found.sha256 == sha256 else None


def _run_of(card: ModelCard, runs: Path) -> tuple[Run | None, Mapping[str, Any], str]:
    """The run that the card names, what its scores file says, and why there is none."""
    if not card.training_run:
        return None, {}, "its card names no run"
    folder = runs / card.training_run
    if folder.parent != runs:
        return None, {}, f"the run “{card.training_run}” is none of this workspace"
    try:
        run = read_run(RunFolder(folder))
    except (TrainingError, ValueError):  # a name that no file can have
        return None, {}, f"its run “{card.training_run}” is not in this workspace"
    facts: object = None
    with suppress(OSError, ValueError):  # not scored, or broken: the card's own scores stand
        facts = parsed_json(read_bounded(run.folder.scores_file, MAX_SCORES_BYTES))
    return run, facts if isinstance(facts, dict) else {}, ""


def _run_lineage(run: Run, facts: Mapping[str, Any]) -> RunLineage:
    request = run.request
    datasets = tuple(
        dict.fromkeys(key.removesuffix(split) for split in _SPLITS for key in facts if key.endswith(split))
    )
    if not datasets and request is not None:
        datasets = tuple(Path(share.path).name for share in request.datasets)
    version = facts.get("code_version")
    begun = request.start_from or request.pretrained if request is not None else ""
    return RunLineage(
        run.name, run.state.value if run.state is not None else "", run.started_at, datasets,
        request.network if request is not None else "", request.recipe_name if request is not None else "",
        run.progress.step, request.recipe.seed if request is not None else 0,
        begun, version if isinstance(version, str) else "", f"python -m training {run.name}/request.json",
    )  # fmt: skip


def _scores(facts: Mapping[str, Any]) -> tuple[LineageScore, ...]:
    """Of the test splits at the card's thresholds, with intervals over groups; what is no such figure is left out."""
    found = []
    for key, rules in facts.items():
        figures = _inner(_inner(rules, WITH_THRESHOLDS), "figures") if key.endswith(_TEST) else {}
        for metric in figures:
            entry = _inner(figures, metric)
            if (value := _number(entry.get("value"))) is not None:
                n_groups = entry.get("n_groups")
                found.append(
                    LineageScore(
                        metric, value, _number(entry.get("low")), _number(entry.get("high")), key,
                        n_groups if isinstance(n_groups, int) else None,
                    )
                )  # fmt: skip
    return tuple(found)


def _inner(value: object, name: str) -> Mapping[str, Any]:
    inner = value.get(name) if isinstance(value, dict) else None
    return inner if isinstance(inner, dict) else {}


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _variants(model: StoredModel, models: Path) -> tuple[str, ...]:
    run = "" if model.is_shipped else model.card.training_run  # a run of that name is another one here
    others = (one for one in ModelCatalogue(models).models().models if not one.is_shipped)

    def is_one(other: StoredModel) -> bool:
        of = other.card.variant_of
        return (bool(run) and other.card.training_run == run) or (of is not None and of.sha256 == model.sha256)

    return tuple(one.title for one in others if is_one(one) and one.sha256 != model.sha256)


def lineage_json(lineage: Lineage) -> bytes:
    return _shape().dump_json(lineage, indent=1)


def lineage_from(content: bytes) -> Lineage:
    """Raises ValueError where it is none."""
    return from_json(_shape(), content)


@cache
def _shape() -> TypeAdapter[Lineage]:
    from pydantic import TypeAdapter

    return TypeAdapter(Lineage)
