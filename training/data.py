"""The data of a run: the dataset versions of its request, and which of their frames it uses for what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from inspector.core.balancing import BalanceMode
from inspector.core.class_map import ClassMap
from inspector.core.frame import Pixels
from inspector.core.preparation import to_channels
from inspector.datasets.balancing.donors import refuse_leak
from inspector.datasets.group_k_fold import folds_of
from inspector.datasets.subsets import share_of
from inspector.datasets.version import DatasetVersion, Sample, Split, open_version
from inspector.runs.request import Keep, RunRequest


@dataclass(frozen=True, slots=True, eq=False)
class LoadedFrame:
    """A frame of a dataset version in memory, with its annotation."""

    sample: Sample  # its entry in the version
    pixels: Pixels  # (H, W) or (H, W, 3), in the model's channels
    class_map: ClassMap
    bits: int  # of each value
    original: ClassMap | None = None  # the class map as it was, where the frame was resized


@dataclass(frozen=True, slots=True)
class FixedScale:
    """Input rule of the networks trained here: the same mean and spread for every channel."""

    input_channels: int
    channel_mean: float
    channel_std: float

    @property
    def mean(self) -> tuple[float, ...]:
        return (self.channel_mean,) * self.input_channels

    @property
    def std(self) -> tuple[float, ...]:
        return (self.channel_std,) * self.input_channels

    @property
    def is_bgr(self) -> bool:
        return False


@dataclass(frozen=True, slots=True, eq=False)
class Data:
    """The dataset versions of a request, and which of their frames it uses for what."""

    request: RunRequest
    versions: tuple[DatasetVersion, ...]

    @property
    def main(self) -> DatasetVersion:
        return self.versions[0]

    @property
    def class_names(self) -> tuple[str, ...]:
        return self.main.class_names

    @property
    def ids(self) -> tuple[str, ...]:
        share = self.request.train_share
        part = "" if share == 1 else f" ({share:.0%} of its training frames)"
        return tuple(f"{version.name} {version.id}{part}" for version in self.versions)

    def samples(self, version: DatasetVersion, split: Split) -> tuple[Sample, ...]:
        """Of a split, or of the folds that stand for it; of the training frames the share that is asked for."""
        samples = self._all_samples(version, split)
        if split is not Split.TRAIN:
            return samples
        return share_of(samples, self.request.train_share, self.request.recipe.seed)

    def _all_samples(self, version: DatasetVersion, split: Split) -> tuple[Sample, ...]:
        if not self.request.n_folds or version is not self.main:
            return version.of_split(split)
        used = tuple(sample for sample in version.samples if sample.split is not Split.UNUSED)
        fold_of = folds_of(used, self.request.n_folds)
        if split is Split.TRAIN:
            return tuple(sample for sample in used if fold_of[sample.group] != self.request.fold)
        if split is Split.TEST:
            return tuple(sample for sample in used if fold_of[sample.group] == self.request.fold)
        return ()

    def load(self, version: DatasetVersion, split: Split) -> list[LoadedFrame]:
        """Frames of a split in memory."""
        request = self.request
        return load_frames(version, self.samples(version, split), request.input_channels, request.recipe.resize_px)

    def frames(self) -> Frames:
        return Frames(
            train=[self.load(version, Split.TRAIN) for version in self.versions],
            val=[self.load(version, Split.VAL) for version in self.versions],
        )

    def pixels_and_frames(self) -> tuple[list[int], list[int]]:
        """Per class, over the training frames of all versions: pixels, and frames that hold any."""
        counts = np.array(
            [sample.n_pixels for version in self.versions for sample in self.samples(version, Split.TRAIN)]
        )
        return counts.sum(axis=0).tolist(), (counts > 0).sum(axis=0).tolist()


@dataclass(frozen=True, slots=True, eq=False)
class Frames:
    """What a run keeps in memory, by dataset version; test frames are loaded when they are scored."""

    train: list[list[LoadedFrame]]
    val: list[list[LoadedFrame]]

    @property
    def input_bits(self) -> tuple[int, ...]:
        """Depths of the training frames, each once."""
        return tuple(sorted({frame.bits for frames in self.train for frame in frames}))


def load_frames(
    version: DatasetVersion, samples: Iterable[Sample], channels: int, resize_px: tuple[int, int] | None = None
) -> list[LoadedFrame]:
    """Into memory, hashes checked, at the depth they are stored in.

    With ``resize_px`` (height, width) frames are resized with averaging, class maps to the nearest pixel centre.
    """
    loaded = []
    for sample in samples:
        picture, class_map = version.read_picture(sample), version.read_class_map(sample)
        pixels = to_channels(picture.pixels, channels)
        original = None
        if resize_px is not None:
            original = class_map
            pixels, class_map = _resized(pixels, class_map, *resize_px)
        loaded.append(LoadedFrame(sample, pixels, class_map, picture.bits, original))
    return loaded


def _resized(pixels: Pixels, class_map: ClassMap, height: int, width: int) -> tuple[Pixels, ClassMap]:
    """Both with their corners where they were.

    OpenCV's plain nearest rounds down, which would lay masks up to half a pixel beside their frames; so does its
    averaging where one side shrinks and the other grows, so the side that grows is interpolated after it.
    """
    old_height, old_width = class_map.shape
    shrunk = cv2.resize(pixels, (min(width, old_width), min(height, old_height)), interpolation=cv2.INTER_AREA)
    resized = cv2.resize(shrunk, (width, height), interpolation=cv2.INTER_LINEAR)
    labels = cv2.resize(class_map, (width, height), interpolation=cv2.INTER_NEAREST_EXACT)
    return np.asarray(resized, pixels.dtype), np.asarray(labels, np.uint8)


def open_data(request: RunRequest, folder: Path) -> Data:
    """Raises DatasetError or ValueError where the request's data cannot be trained on."""
    versions = tuple(open_version(path_from(folder, share.path)) for share in request.datasets)
    data = Data(request, versions)
    for version in versions:
        if version.class_names != data.class_names:
            raise ValueError(f"{version.name} has classes {version.class_names}, not {data.class_names}")
        if not data.samples(version, Split.TRAIN):
            raise ValueError(f"{version.name} has no frame in its train split")
    if request.recipe.balance.mode is not BalanceMode.NONE:
        for version in versions:
            judging = [s for split in (Split.VAL, Split.TEST) for s in data.samples(version, split)]
            refuse_leak(data.samples(version, Split.TRAIN), judging, version.folder)
    if request.recipe.keep is Keep.BEST and not data.samples(data.main, Split.VAL):
        raise ValueError(f"{data.main.name} has no frame in its val split, which chooses weights and thresholds")
    return data


def path_from(base: Path, path: str) -> Path:
    """A path of the request: absolute, or relative to the folder ``base`` that holds the request."""
    return Path(path) if Path(path).is_absolute() else (base / path).resolve()
