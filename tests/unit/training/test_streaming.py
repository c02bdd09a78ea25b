"""Frames that do not fit into memory: the batches are those from memory, whoever builds them, in little memory."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from training_samples import CLASS_NAMES, same_tensors, small_request

from inspector.core.balancing import BalanceMode, BalanceSettings
from inspector.datasets.balancing.donor_crops import CROP_BYTES
from inspector.datasets.balancing.donors import FAVOURED, Donor
from inspector.datasets.version import NewSample, Split, write_version
from inspector.runs.control import Control
from inspector.runs.folder import RunFolder
from inspector.runs.history import read_run
from inspector.runs.request import Augmentation, Balance, Keep, Precision, Recipe, RunRequest
from training import batch_task, loop
from training import data as data_of
from training.batch_task import BatchTask, indices_of, injecting_of, maker_of, open_maker, pool_of, workers_of
from training.batches import Batch
from training.checkpoints import load_checkpoint
from training.data import Data, Frames, open_data
from training.frame_index import FrameIndex, crops_of, key_of, read_index
from training.loading import BatchLoader, Workers, _Worker

pytestmark = pytest.mark.usefixtures("quick_children")

REPOSITORY = Path(__file__).parents[3]
N_STEPS = 8
BALANCE = Balance(BalanceMode.DLI, BalanceSettings(clean_share=0.0, hosts_share=0.7))


def version_of_tiles(folder: Path, side: int = 128, n: int = 24, *, scratched: bool = False) -> Path:
    """Every third frame holds a bright or dark square, some in 16 bits; another third a thin scratch if wished."""
    rng = np.random.default_rng(9)

    def new(number: int, split: Split) -> NewSample:
        depth = np.uint16 if number % 4 == 1 else np.uint8
        pixels = rng.integers(110, 130, (side, side)).astype(depth)
        class_map = np.zeros((side, side), np.uint8)
        if number % 3 == 0:
            top, left = rng.integers(10, side - 40, 2)
            pixels[top : top + 16, left : left + 12] += depth(40 + number)
            class_map[top : top + 16, left : left + 12] = 1 + number % 2
        if scratched and number % 3 == 1:
            columns = np.arange(20, 116)
            rows = 10 + 3 * number + columns // 16
            pixels[rows, columns], class_map[rows, columns] = depth(60 + number), 3
        pixels = pixels * depth(257) if depth is np.uint16 else pixels
        encoded = cv2.imencode(".png", pixels)[1].tobytes()
        name = f"{split.value}{number}"
        return NewSample(name, encoded, ".png", class_map, f"{split.value} {number}", split)

    splits = [Split.TRAIN] * n + [Split.VAL] * 3 + [Split.TEST] * 3
    samples = [new(number, split) for number, split in enumerate(splits)]
    write_version(folder, name="tiles", class_names=CLASS_NAMES, source="", terms="", samples=samples)
    return folder


def request_of(version: Path, **changes: object) -> RunRequest:
    recipe = Recipe(
        n_steps=N_STEPS, batch=6, view_px=(64, 64), precision=Precision.F32, balance=BALANCE,
        augmentation=Augmentation(defect_share=0.5),
    )  # fmt: skip
    return small_request(version, recipe=replace(recipe, **changes))  # type: ignore[arg-type]


@pytest.fixture
def version(tmp_path: Path) -> Path:
    return version_of_tiles(tmp_path / "v")


def from_memory(request: RunRequest, folder: RunFolder) -> list[Batch]:
    data = replace(open_data(request, folder.path), memory_bytes=10**12)
    frames = data.frames()
    assert frames.fit
    pools = [pool_of(data, *each) for each in zip(frames.train, indices_of(data, frames, folder), strict=True)]
    return list(map(maker_of(data, pools), range(N_STEPS)))


def small_memory(request: RunRequest, folder: RunFolder) -> Data:
    """A sixth of what the frames take."""
    data = open_data(request, folder.path)
    return replace(data, memory_bytes=data.frames().n_bytes // 6)


def test_a_defect_that_resizing_breaks_up_gives_the_parts_that_memory_gives(tmp_path: Path):
    """Parts of one scratch have one key, that of the scratch before resizing, wherever people chose any by key."""
    version = version_of_tiles(tmp_path / "v", scratched=True)
    favourite = plain_key(version, tmp_path)
    balance = replace(BALANCE, settings=replace(BALANCE.settings, favourites=frozenset({favourite})))
    request, folder = request_of(version, resize_px=(96, 80), balance=balance), RunFolder(tmp_path)
    data = small_memory(request, folder)
    frames = data.frames()
    (in_memory,) = indices_of(replace(data, memory_bytes=10**12), data_in_memory(data), folder)
    indices_of(data, frames, folder)
    for max_bytes in (CROP_BYTES, 1):
        crops = crops_of(frames.train[0], injecting_of(data), max_bytes)
        again = read_index(folder.index_file(0), key_of_run(data, frames), frames.train[0], crops)
        assert again is not None
        assert again.donors.keys() == in_memory.donors.keys()
        for class_index, donors in in_memory.donors.items():
            read = again.donors[class_index]
            assert [donor.key for donor in read] == [donor.key for donor in donors]
            assert all(map(same_crop, read, donors))
    keys = [donor.key for donor in in_memory.donors[3]]
    assert len({key for key in keys if key != favourite}) < len([key for key in keys if key != favourite])
    assert keys.count(favourite) >= 2 * FAVOURED
    make = open_maker(BatchTask(request, folder, data.memory_bytes // 2))
    whole = from_memory(request, folder)
    assert sum(sum(batch.made[0].values()) for batch in whole) > 4
    same(list(map(make, range(N_STEPS))), whole)


def plain_key(version: Path, folder: Path) -> str:
    """Of the first scratch, as it is on its frame."""
    data = open_data(request_of(version), folder)
    injecting = injecting_of(data)
    frames = data.stored(data.main, Split.TRAIN)
    return next(donor.key for frame in frames for donor in injecting.donors_of(frame) if donor.class_index == 3)


def data_in_memory(data: Data) -> Frames:
    return replace(data, memory_bytes=10**12).frames()


def key_of_run(data: Data, frames: Frames) -> str:
    request = data.request
    return key_of(frames.train[0], injecting_of(data), request.input_channels, request.recipe.resize_px)


def same_crop(one: Donor, other: Donor) -> bool:
    return np.array_equal(one.pixels, other.pixels) and np.array_equal(one.mask, other.mask)


def same(ours: list[Batch], theirs: list[Batch]) -> None:
    assert [batch.step for batch in ours] == [batch.step for batch in theirs]
    for one, other in zip(ours, theirs, strict=True):
        assert np.array_equal(one.inputs, other.inputs)
        assert np.array_equal(one.targets, other.targets)
        assert one.made == other.made


@pytest.mark.parametrize("changes", [{}, {"resize_px": (96, 80)}, {"balance": Balance(BalanceMode.DLI_RELEASED)}, {
    "balance": Balance()}], ids=["ours", "resized", "released", "no injection"])  # fmt: skip
def test_batches_from_disk_are_those_from_memory_bit_for_bit(tmp_path: Path, version: Path, changes: dict[str, object]):
    request, folder = request_of(version, **changes), RunFolder(tmp_path)
    data = small_memory(request, folder)
    frames = data.frames()
    assert not frames.fit
    indices_of(data, frames, folder)
    make = open_maker(BatchTask(request, folder, data.memory_bytes // 2))
    whole = from_memory(request, folder)
    order = [5, *range(N_STEPS)]  # what was built before does not matter
    same([make(step) for step in order][1:], whole)
    if "balance" not in changes:
        assert sum(sum(batch.made[0].values()) for batch in whole) > 4


@pytest.mark.timeout(600)
@pytest.mark.parametrize("n_workers", [1, 3])
def test_any_number_of_processes_gives_the_same_batches_from_any_step_on(tmp_path: Path, version: Path, n_workers: int):
    request, folder = request_of(version), RunFolder(tmp_path)
    data = small_memory(request, folder)
    frames = data.frames()
    workers = replace(
        workers_of(data, frames, indices_of(data, frames, folder), folder), n_first=n_workers, n_most=n_workers
    )
    first = 0 if n_workers == 1 else 3
    with BatchLoader(None, range(first, N_STEPS), workers) as batches:
        same(list(batches), from_memory(request, folder)[first:])


# what the processes of the next tests run


def numbered(slow: float) -> Callable[[int], Batch]:
    def make(step: int) -> Batch:
        if step == 4 and slow < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        if step == 4 and slow > 0:
            signal.pause()
        return Batch(step, np.full((1, 1, 2, 2), step, np.float32), np.zeros((1, 2, 2), np.uint8))

    return make


@pytest.mark.timeout(600)
def test_a_thread_that_is_too_slow_is_followed_by_processes_without_a_gap():
    workers = Workers(numbered, lambda: 0.0, n_first=0, n_most=2)
    with BatchLoader(numbered(0.0), range(400), workers) as batches:
        assert batches.n_workers == 0
        steps, grown = [], []
        for batch in batches:
            steps.append(batch.step)
            if len(steps) % 10 == 0:
                grown.append(batches.grow())
        assert steps == list(range(400))
    assert grown[0]
    assert batches.n_workers >= 1


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("slow", "how"), [(-1.0, "was ended by SIGKILL, perhaps for lack of memory"), (1.0, "gave no")]
)
def test_a_process_that_dies_or_hangs_ends_the_run_in_words(slow: float, how: str, monkeypatch: pytest.MonkeyPatch):
    if slow > 0:  # long enough for the steps before on a busy PC
        monkeypatch.setattr("training.loading.LIMIT_S", 5.0)
        monkeypatch.setattr("training.loading.HANGS", 0.0)
    steps = []

    def learn() -> None:
        with BatchLoader(None, range(100), Workers(numbered, lambda: slow, 1, 1)) as batches:
            for batch in batches:
                steps.append(batch.step)

    with pytest.raises(ValueError, match=f"builds batches {how}.*at step 4.*started again, the run goes on from there"):
        learn()
    assert steps == [0, 1, 2, 3]


def late(s: float) -> Callable[[int], Batch]:
    """One batch takes so long."""
    make = numbered(0.0)

    def make_late(step: int) -> Batch:
        time.sleep(s if step == 4 else 0)  # as a process does that gets no core
        return make(step)

    return make_late


@pytest.mark.timeout(600)
def test_a_process_that_gets_no_core_is_none_that_hangs(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("training.loading.LIMIT_S", 0.2)
    monkeypatch.setattr("training.loading.HANGS", 0.0)
    workers = Workers(late, lambda: 2.0, 1, 1)
    with BatchLoader(None, range(8), workers, clock_s=lambda: 1.0) as batches:  # hardly a moment passes for it
        assert [batch.step for batch in batches] == list(range(8))


def dying(n_batches: int) -> Callable[[int], Batch]:
    """Builds so many before it dies; fewer than none: it dies before it is open."""
    left = iter(range(n_batches))
    if n_batches < 0:
        os.kill(os.getpid(), signal.SIGKILL)

    def make(step: int) -> Batch:
        if next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)
        return numbered(0.0)(step)

    return make


@pytest.mark.timeout(600)
@pytest.mark.parametrize(("n_batches", "n_workers"), [(-1, 1), (0, 1), (5, 2)])
def test_a_process_that_dies_is_done_without_where_the_thread_builds_the_same(n_batches: int, n_workers: int):
    told: list[str] = []
    workers = Workers(dying, lambda: n_batches, n_workers, 5)

    def slowly(step: int) -> Batch:
        time.sleep(0.01)
        return numbered(0.0)(step)

    steps: list[int] = []
    ends = None
    with BatchLoader(slowly, range(10**6), workers, told=told.append) as batches:
        for batch in batches:
            assert (batch.inputs == batch.step).all()
            steps.append(batch.step)
            if ends is None and len(told) == n_workers:
                ends = batch.step + 20
                assert not batches.grow()
            if batch.step == ends:
                break
    assert steps == list(range(len(steps)))
    assert batches.n_workers == 0
    where = "before its first batch" if n_batches < 0 else "at step "
    assert all("goes on without one of the processes that build its batches" in text for text in told)
    assert all(f"was ended by SIGKILL, perhaps for lack of memory, {where}" in text for text in told)


class Late:
    """A process whose answer was ready long before it was read."""

    def answer(self, limit_s: float) -> object:
        return Batch(0, np.zeros((1, 1, 2, 2), np.float32), np.zeros((1, 2, 2), np.uint8)), 2.0


def test_the_time_of_a_batch_is_that_of_building_it_however_late_it_is_read():
    worker = _Worker.__new__(_Worker)
    worker.child, worker.is_open, worker._slowest_s = Late(), True, 0.0  # type: ignore[assignment]  # noqa: SLF001
    worker.asked = deque([(0, time.monotonic() - 600.0)])  # a validation of ten minutes ago
    assert worker.answer() is not None
    assert worker._limit_s == 300.0  # noqa: SLF001


@pytest.mark.parametrize(("n_threads", "n_given", "n_most"), [(0, 6, 5), (4, 6, 3), (8, 6, 5), (1, 6, 1)])
def test_as_many_processes_as_the_run_has_cores(
    tmp_path: Path, version: Path, n_threads: int, n_given: int, n_most: int, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(batch_task, "usable_cores", lambda: n_given)
    request, folder = replace(request_of(version), n_threads=n_threads), RunFolder(tmp_path)
    data = small_memory(request, folder)
    assert workers_of(data, data.frames(), [], folder).n_most == n_most


@pytest.mark.parametrize(
    ("limit", "stat", "budget"),
    [("1000000", "anon 100000\ninactive_file 700000\nactive_file 5\n", 400_000), ("1000000", "anon 1\n", 50_000)],
    ids=["files", "none"],
)
def test_what_a_container_holds_of_files_is_free(tmp_path: Path, limit: str, stat: str, budget: int):
    for name, content in (("memory.max", limit), ("memory.current", "900000"), ("memory.stat", stat)):
        (tmp_path / name).write_text(content)
    assert data_of.memory_budget(tmp_path) == budget


def test_an_index_is_read_again_where_it_is_of_these_frames_alone(tmp_path: Path, version: Path):
    request, folder = request_of(version), RunFolder(tmp_path)
    data = small_memory(request, folder)
    frames = data.frames()
    (index,) = indices_of(data, frames, folder)
    seen: list[int] = []
    again: tuple[FrameIndex, ...] = indices_of(data, frames, folder, lambda n, n_done: seen.append(n_done))
    assert not seen
    assert np.array_equal(again[0].held, index.held)
    assert sorted(np.unique(index.bits).tolist()) == [8, 16]
    other = replace(data, request=request_of(version, balance=replace(BALANCE, mode=BalanceMode.DLI_PAPER)))
    indices_of(other, frames, folder, lambda n, n_done: seen.append(n_done))
    assert seen == list(range(24))
    folder.index_file(0).write_bytes(folder.index_file(0).read_bytes()[:-200])
    indices_of(other, frames, folder, lambda n, n_done: seen.append(n_done))
    assert len(seen) == 48


MEASURED = """
import json, resource, sys
from pathlib import Path
from inspector.runs.folder import RunFolder
from inspector.runs.request import RunRequest
from training.batch_task import BatchTask, indices_of, open_maker
from training.data import Data, open_data
from dataclasses import replace

folder = RunFolder(Path(sys.argv[1]))
request = folder.read_request()
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
before = peak()
data = replace(open_data(request, folder.path), memory_bytes=16_000_000)
frames = data.frames()
indices_of(data, frames, folder)
make = open_maker(BatchTask(request, folder, 12_000_000))
for step in range(request.recipe.n_steps):
    make(step)
print(json.dumps({"frames": frames.n_bytes, "more": peak() - before, "torch": "torch" in sys.modules}))
"""


def test_memory_stays_within_its_bound_however_large_the_dataset_is(tmp_path: Path):
    """Frames of 160 MB within 16: what the process takes more is less than half of the frames."""
    base = np.random.default_rng(1).integers(100, 140, (1000, 1000), np.uint8)
    base[::2] = base[1::2]
    samples = []
    for number in range(80):
        pixels, class_map = np.roll(base, number, axis=1), np.zeros((1000, 1000), np.uint8)
        if number % 4 == 0:
            pixels[100:140, 200:230], class_map[100:140, 200:230] = 220, 1
        encoded = cv2.imencode(".png", pixels, [cv2.IMWRITE_PNG_COMPRESSION, 0])[1].tobytes()
        samples.append(NewSample(f"s{number}", encoded, ".png", class_map, f"g{number}", Split.TRAIN))
    write_version(tmp_path / "v", name="v", class_names=CLASS_NAMES, source="", terms="", samples=samples)
    request = request_of(tmp_path / "v", keep=Keep.LAST)
    RunFolder(tmp_path).write_request(request)
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(tmp_path)], cwd=REPOSITORY, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["frames"] == 160_000_000
    assert found["more"] < 80_000_000
    assert not found["torch"]  # which alone takes more than all this


@pytest.mark.timeout(600)
def test_a_run_that_reads_from_disk_learns_what_one_from_memory_learns_and_says_so(
    tmp_path: Path, version: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(loop, "_score_and_export", lambda *_: None)
    request = replace(request_of(version, n_steps=3), validate_every=3)
    learned, notices = [], []
    for name, budget in (("memory", 10**12), ("disk", 200_000)):
        monkeypatch.setattr(data_of, "memory_budget", lambda budget=budget: budget)
        (tmp_path / name).mkdir()
        folder = RunFolder(tmp_path / name)
        assert loop.train(request, folder) == "done"
        learned.append(load_checkpoint(folder.last_checkpoint))
        notices.append(read_run(folder).notice)
        (line,) = [line for line in folder.progress() if line.injections]
        assert line.injections is not None
        assert sum(one.injected for one in line.injections.values()) > 2
    assert same_tensors(learned[0]["network"], learned[1]["network"]) == []
    assert learned[0]["best"] == learned[1]["best"]
    assert notices[0] == ""
    assert "reads frames from disk while it learns: they take 0.00088 GB, memory has 0.0002 GB for them" in notices[1]


def test_a_stop_is_heard_while_frames_are_looked_through(
    tmp_path: Path, version: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(data_of, "memory_budget", lambda: 200_000)
    (tmp_path / "run").mkdir()
    folder = RunFolder(tmp_path / "run")
    folder.ask(Control.STOP)
    assert loop.train(request_of(version), folder) == "stopped"
    assert not folder.last_checkpoint.exists()
    assert not folder.index_file(0).exists()
