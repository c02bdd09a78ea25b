"""What a process needs to build the batches of a run: its request, and an index of the frames in a file beside it.

No PyTorch here: such a process is started within a second and small.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import cv2

from inspector.core.cores import usable_cores
from inspector.datasets.balancing.donor_crops import CROP_BYTES
from inspector.datasets.balancing.donors import Crop, Donor
from inspector.datasets.version import Split
from inspector.runs.folder import RunFolder
from inspector.runs.request import RunRequest
from training.batches import Batch, Pool, batch_of_step
from training.data import SCORING_SHARE, Data, FixedScale, Frames, StoredFrames, open_data
from training.frame_index import FrameIndex, Injecting, crops_of, key_of, look_through, read_index, save_index
from training.loading import Workers

CROP_SHARE = 0.25  # of a process's memory for frames


@dataclass(frozen=True, slots=True)
class BatchTask:
    request: RunRequest
    folder: RunFolder
    max_bytes: int | None  # that frames and donors may take in one process; None: all of them


def open_maker(task: BatchTask) -> Callable[[int], Batch]:
    """In the process: what builds the batch of a step. Raises ValueError where the index is missing."""
    cv2.setNumThreads(1)
    data = open_data(task.request, task.folder.path)
    each = None if task.max_bytes is None else task.max_bytes // len(data.versions)
    pools = []
    for number, version in enumerate(data.versions):
        frames = data.stored(version, Split.TRAIN, None if each is None else round(each * (1 - CROP_SHARE)))
        crops = crops_of(
            frames, injecting_of(data), CROP_BYTES if each is None else min(CROP_BYTES, round(each * CROP_SHARE))
        )
        index = read_index(task.folder.index_file(number), _key(data, frames), frames, crops)
        if index is None:
            raise ValueError(f"{task.folder.index_file(number)} is gone or damaged. Start the run again")
        pools.append(pool_of(data, frames, index))
    return maker_of(data, pools)


def injecting_of(data: Data) -> Injecting:
    return Injecting(data.request.recipe.balance, data.class_names, data.main.non_defect_indices)


def pool_of(data: Data, frames: StoredFrames, index: FrameIndex) -> Pool:
    return Pool(frames, data.request.recipe.balance, data.class_names, data.main.non_defect_indices, index)


def maker_of(data: Data, pools: Sequence[Pool]) -> Callable[[int], Batch]:
    request, recipe = data.request, data.request.recipe
    rule = FixedScale(request.input_channels, recipe.input_mean, recipe.input_std)
    shares = [share.share for share in request.datasets]
    return partial(batch_of_step, pools, shares, rule, recipe)


def indices_of(
    data: Data, frames: Frames, folder: RunFolder, told: Callable[[int, int], None] = lambda n, n_done: None
) -> tuple[FrameIndex, ...]:
    """Of the training frames of each version. Frames that do not fit into memory are looked at once in the life of the
    run: their indices stay in files, and here only the classes that have donors. ``told``: all
    frames of a version, and those looked at; it may raise."""
    injecting = injecting_of(data)
    if frames.fit:
        return tuple(look_through(each, injecting) for each in frames.train)
    indices = []
    for number, each in enumerate(frames.train):
        file, key, crops = folder.index_file(number), _key(data, each), crops_of(each, injecting)
        index = read_index(file, key, each, crops)
        if index is None:
            index = look_through(each, injecting, _without_crop, partial(told, len(each)))
            save_index(file, key, index, each)
        indices.append(replace(index, donors={class_index: [] for class_index in index.donors}))
    return tuple(indices)


def workers_of(data: Data, frames: Frames, indices: Sequence[FrameIndex], folder: RunFolder) -> Workers:
    """One process from the start where frames are read from disk, none where all are in memory; more as they are
    needed, as far as cores and memory reach."""
    n_cores = _n_cores(data.request.n_threads)
    n_most = max(1, n_cores - 1)
    if frames.fit:
        n_most = min(n_cores - 1, max(0, data.memory_bytes // max(1, frames.n_bytes) - 1))  # each holds all of them
    max_bytes = None if frames.fit else round(data.memory_bytes * (1 - SCORING_SHARE)) // n_most

    def task() -> BatchTask:
        if frames.fit:
            for number, (each, index) in enumerate(zip(frames.train, indices, strict=True)):
                save_index(folder.index_file(number), _key(data, each), index, each)
        return BatchTask(data.request, folder, max_bytes)

    return Workers(open_maker, task, 0 if frames.fit else 1, n_most)


def _n_cores(n_threads: int) -> int:
    """That the run may use: as many as were asked for, 0 for all, of those that the system gives this process."""
    usable = usable_cores()
    return min(n_threads or usable, usable)


def _key(data: Data, frames: StoredFrames) -> str:
    request = data.request
    return key_of(frames, injecting_of(data), request.input_channels, request.recipe.resize_px)


def _without_crop(donor: Donor) -> Donor:
    """To be named in the index: this process injects nothing."""
    return replace(donor, crop=_no_crop)


def _no_crop() -> Crop:
    raise AssertionError("crops are cut in the processes that inject")
