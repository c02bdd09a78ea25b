"""What a training run is asked to do: one JSON file, written by the program, read by ``python -m training``."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any

REQUEST_FORMAT = 1


@dataclass(frozen=True, slots=True)
class DatasetShare:
    """One dataset version and how much of each batch comes from it."""

    path: str  # folder of the version, absolute or relative to the request file
    share: float  # 0..1; the shares of a request add up to 1


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the weights are learned. Every field is stated in the scores file of the run."""

    n_steps: int = 6000
    batch: int = 16
    side_px: int = 224  # frames are padded by reflection, larger ones cut at random
    learning_rate: float = 3e-3  # peak of the one-cycle schedule
    weight_decay: float = 0.02
    warm_up: float = 0.1  # share of the steps
    ema_decay: float = 0.998  # of the averaged weights that are validated and exported
    label_smoothing: float = 0.02
    dice_weight: float = 1.0
    mix_share: float = 0.3  # of the samples, a rectangle is replaced by one of another frame
    scale_range: float = 1.25  # zoom drawn between 1 / value and value
    class_weights: tuple[float, ...] = ()  # of the cross-entropy; empty: all equal
    seed: int = 1


@dataclass(frozen=True, slots=True)
class RunRequest:
    """Raises ValueError with a readable reason where it cannot be run."""

    run: str  # name of the run and of its folder
    datasets: tuple[DatasetShare, ...]  # the first decides classes, validation and test
    network: str
    model_name: str
    model_version: str
    input_channels: int = 1
    is_demonstration: bool = False
    licence: str = ""
    notes: str = ""
    recipe: Recipe = field(default_factory=Recipe)
    validate_every: int = 300  # steps
    checkpoint_every_s: float = 60.0
    n_threads: int = 0  # 0: all cores
    compile: bool = False  # torch.compile: minutes to start, then about a quarter faster
    format: int = REQUEST_FORMAT

    def __post_init__(self) -> None:
        if self.format > REQUEST_FORMAT:
            raise ValueError(f"the request has format {self.format}; this program knows up to {REQUEST_FORMAT}")
        if not self.datasets:
            raise ValueError("the request names no dataset version")
        if any(not 0 < dataset.share <= 1 for dataset in self.datasets):
            raise ValueError("the share of a dataset lies between 0 and 1")
        if abs(sum(dataset.share for dataset in self.datasets) - 1) > 1e-6:
            raise ValueError("the shares of the datasets do not add up to 1")
        if self.recipe.n_steps < 1 or self.recipe.batch < 1:
            raise ValueError("steps and batch must be at least 1")

    def to_json(self) -> str:
        return json.dumps(asdict(self), indent=1, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> RunRequest:
        try:
            loaded: dict[str, Any] = json.loads(text)
            if not isinstance(loaded, dict):
                raise ValueError("the request is not a JSON object")
            if loaded.get("format", 0) > REQUEST_FORMAT:  # before its entries, some of which would be unknown
                raise ValueError(
                    f"the request has format {loaded['format']}; this program knows up to {REQUEST_FORMAT}"
                )
            loaded["datasets"] = tuple(DatasetShare(**entry) for entry in loaded["datasets"])
            recipe = dict(loaded.get("recipe", {}))
            recipe["class_weights"] = tuple(recipe.get("class_weights", ()))
            loaded["recipe"] = Recipe(**recipe)
            return cls(**loaded)
        except KeyError as error:
            raise ValueError(f"the request lacks {error}") from error
        except TypeError as error:
            raise ValueError(f"the request has wrong entries: {error}") from error
