"""The data of a run: the dataset versions of its request, and which of their frames it uses for what."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import cv2
import numpy as np
import psutil

from inspector.core.balancing import BalanceMode
from inspector.core.class_map import ClassMap
from inspector.core.frame import Pixels
from inspector.core.preparation import to_channels
from inspector.datasets.balancing.donors import refuse_leak
from inspector.datasets.group_k_fold import folds_of
from inspector.datasets.subsets import share_of
from inspector.datasets.version import DatasetVersion, Sample, Split, open_version
from inspector.runs.request import Keep, RunRequest

MEMORY_SHARE = 0.5  # of what is free that the frames of a run may take
SCORING_SHARE = 0.25  # of that, where they do not fit, for frames that are validated or scored; the rest trains


@dataclass(frozen=True, slots=True, eq=False)
class LoadedFrame:
    """A frame of a dataset version in memory, with its annotation."""

    sample: Sample  # its entry in the version
    pixels: Pixels  # (H, W) or (H, W, 3), in the model's channels
    class_map: ClassMap
    bits: int  # of each value
    original: ClassMap | None = None  # the class map as it was, where the frame was resized

    @property
    def n_bytes(self) -> int:
        return self.pixels.nbytes + self.class_map.nbytes + (0 if self.original is None else self.original.nbytes)


class FrameList(Protocol):
    """Frames in their order, in memory or not."""

    def __len__(self) -> int: ...

    def __getitem__(self, index: int, /) -> LoadedFrame: ...

    def __iter__(self) -> Iterator[LoadedFrame]: ...


class StoredFrames:
    """Frames of a dataset version, each read when it is asked for, its hashes checked, at the depth it is stored in;
    those used last stay in memory. One thread at a time. Reading raises as ``DatasetVersion.read_picture``.

    With ``resize_px`` (height, width) frames are resized with averaging, class maps to the nearest pixel centre.
    """

    def __init__(
        self, version: DatasetVersion, samples: Sequence[Sample], channels: int,
        resize_px: tuple[int, int] | None = None, max_bytes: int | None = None,
    ) -> None:  # fmt: skip
        """``max_bytes`` that stay in memory, the newest whatever its size; None: all."""
        self.version, self.samples, self.max_bytes = version, samples, max_bytes
        self._channels, self._resize_px = channels, resize_px
        self._kept: OrderedDict[int, LoadedFrame] = OrderedDict()  # by index, the one used last at the end
        self._n_bytes = 0

    def __len__(self) -> int:
        return len(self.samples)

    def __getitem__(self, index: int, /) -> LoadedFrame:
        kept = self._kept.get(index)
        if kept is not None:
            self._kept.move_to_end(index)
            return kept
        frame = load_frame(self.version, self.samples[index], self._channels, self._resize_px)
        self._kept[index] = frame
        self._n_bytes += frame.n_bytes
        while self.max_bytes is not None and self._n_bytes > self.max_bytes and len(self._kept) > 1:
            self._n_bytes -= self._kept.popitem(last=False)[1].n_bytes
        return frame

    def __iter__(self) -> Iterator[LoadedFrame]:
        return (self[index] for index in range(len(self)))

    @property
    def shapes(self) -> list[tuple[int, int]]:
        """(height, width) of each, without reading it."""
        return [self._resize_px or (sample.height, sample.width) for sample in self.samples]

    def bytes_of_all(self) -> int:
        """In memory, as if all values had the depth of the first frame's."""
        if not self.samples:
            return 0
        first, shapes = self[0], self.shapes
        per_pixel = 1 + first.pixels.nbytes / first.class_map.size
        resized_from = sum(sample.height * sample.width for sample in self.samples) if self._resize_px else 0
        return round(per_pixel * sum(height * width for height, width in shapes)) + resized_from


def shapes_of(frames: FrameList) -> list[tuple[int, int]]:
    if isinstance(frames, StoredFrames):
        return frames.shapes
    return [(frame.class_map.shape[0], frame.class_map.shape[1]) for frame in frames]


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
    memory_bytes: int = field(default_factory=lambda: memory_budget())  # that frames of the run may take in all

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

    def stored(self, version: DatasetVersion, split: Split, max_bytes: int | None = None) -> StoredFrames:
        request = self.request
        samples = self.samples(version, split)
        return StoredFrames(version, samples, request.input_channels, request.recipe.resize_px, max_bytes)

    def to_score(self, version: DatasetVersion, split: Split) -> StoredFrames:
        """Frames that are looked at in their order."""
        return self.stored(version, split, round(self.memory_bytes * SCORING_SHARE))

    def frames(self) -> Frames:
        """In memory where all fit into ``memory_bytes``."""
        train, val = (
            [self.stored(version, split, 0) for version in self.versions] for split in (Split.TRAIN, Split.VAL)
        )
        n_bytes = sum(frames.bytes_of_all() for frames in (*train, *val))
        if n_bytes <= self.memory_bytes:
            for frames in (*train, *val):
                frames.max_bytes = None
                for _ in frames:
                    pass
            return Frames(train, val, n_bytes, fit=True)
        for frames in val:
            frames.max_bytes = round(self.memory_bytes * SCORING_SHARE / len(val))
        return Frames(train, val, n_bytes, fit=False)

    def pixels_and_frames(self) -> tuple[list[int], list[int]]:
        """Per class, over the training frames of all versions: pixels, and frames that hold any."""
        counts = np.array(
            [sample.n_pixels for version in self.versions for sample in self.samples(version, Split.TRAIN)]
        )
        return counts.sum(axis=0).tolist(), (counts > 0).sum(axis=0).tolist()


@dataclass(frozen=True, slots=True, eq=False)
class Frames:
    """What a run learns from, by dataset version; test frames are loaded when they are scored."""

    train: list[StoredFrames]
    val: list[StoredFrames]
    n_bytes: int  # that all of them take in memory
    fit: bool  # into memory, where they are then


def memory_budget(group: Path = Path("/sys/fs/cgroup")) -> int:
    """Bytes that the frames of a run may take: a share of what is free now, on this PC and for this process.

    ``group``: of files, version 2, in which Linux tells what a container may use.
    """
    free = psutil.virtual_memory().available
    try:
        limit, used = (int((group / name).read_text()) for name in ("memory.max", "memory.current"))
        lines = (group / "memory.stat").read_text().splitlines()
        parts = {name: value for name, _, value in (line.partition(" ") for line in lines)}
        used -= int(parts.get("inactive_file", 0))  # copies of files, given up as soon as memory is wanted
        free = min(free, max(0, limit - used))
    except (OSError, ValueError):  # without a limit, or another kind of system
        pass
    return int(free * MEMORY_SHARE)


def load_frame(
    version: DatasetVersion, sample: Sample, channels: int, resize_px: tuple[int, int] | None = None
) -> LoadedFrame:
    """As ``StoredFrames`` gives it."""
    picture, class_map = version.read_picture(sample), version.read_class_map(sample)
    pixels = to_channels(picture.pixels, channels)
    original = None
    if resize_px is not None:
        original = class_map
        pixels, class_map = _resized(pixels, class_map, *resize_px)
    return LoadedFrame(sample, pixels, class_map, picture.bits, original)


def load_frames(
    version: DatasetVersion, samples: Iterable[Sample], channels: int, resize_px: tuple[int, int] | None = None
) -> list[LoadedFrame]:
    """Into memory."""
    return [load_frame(version, sample, channels, resize_px) for sample in samples]


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
