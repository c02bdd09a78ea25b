"""One run computed by several processes, on the CPU: the same result as that of one, whatever happens to them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from training_samples import same_tensors, small_request

from inspector.core.balancing import BalanceMode
from inspector.core.messages import Code, TrainingError
from inspector.runs.control import Control
from inspector.runs.folder import RunFolder
from inspector.runs.history import read_run
from inspector.runs.progress import RunState
from inspector.runs.request import Balance, Optimiser, Precision, RunRequest
from tests.long_form import IS_LONG
from training import loop
from training.batches import Batch
from training.checkpoints import load_checkpoint
from training.device import choose_device
from training.distributed import ALONE, Ranks
from training.learner import Learner
from training.loading import BatchLoader
from training.tensors import TensorBatch

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="several processes are not offered on Windows")

HERE, REPOSITORY = Path(__file__).parent, Path(__file__).parents[3]
LIMIT_S = 600
N_STEPS = 7


def request_for(version: Path, n_processes: int, **changes: object) -> RunRequest:
    """Plain descent, in which rounding does not grow as it does where gradients are divided by their size."""
    request = small_request(version, N_STEPS, n_threads=n_processes, n_processes=n_processes, **changes)
    recipe = replace(
        request.recipe, batch=5, precision=Precision.F32, optimiser=Optimiser.SGD, learning_rate=0.001, ema_decay=0.5,
        view_px=(32, 32),
        balance=Balance(BalanceMode.DLI, until=1.0),
    )  # fmt: skip
    return replace(request, recipe=recipe)


def new_run(folder: Path, request: RunRequest) -> RunFolder:
    folder.mkdir()
    (folder / "request.json").write_text(request.to_json())
    return RunFolder(folder)


def started(command: Sequence[str], folder: RunFolder, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command, str(folder.request_file)], capture_output=True, text=True, timeout=LIMIT_S,
        check=False, env=os.environ | {"PYTHONPATH": str(REPOSITORY)} | environment,
    )  # fmt: skip


def run_by_ranks(folder: RunFolder, **environment: str) -> subprocess.CompletedProcess[str]:
    return started([str(HERE / "ranks_run.py")], folder, **environment)


def states(folder: RunFolder) -> list[str]:
    """As they change."""
    told = [line.state.value for line in folder.progress()]
    return [state for before, state in zip(["", *told], told, strict=False) if state != before]


def curve(folder: RunFolder) -> list[tuple[object, object]]:
    return [(line.step, line.loss or line.validation) for line in folder.progress() if line.loss or line.validation]


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    """A run of two processes that nothing happened to."""
    from training_samples import small_version

    base = tmp_path_factory.mktemp("two")
    small_version(base / "version", n_clean=3)
    folder = new_run(base / "run", request_for(base / "version", 2))
    ended = run_by_ranks(folder)
    assert ended.returncode == 0, ended.stderr
    return folder


def version_of(folder: RunFolder) -> Path:
    return folder.path.parent / "version"


@pytest.mark.slow("half a minute; two whole runs are compared in this file")
def test_a_step_of_two_ranks_has_loss_gradients_and_norms_of_the_whole_batch(tmp_path: Path):
    """In 64 bits, for losses that are means and for those that are none; parts of different size."""
    processes = [
        subprocess.Popen(
            [sys.executable, str(HERE / "ranks_steps.py"), str(rank), str(tmp_path / "store")], text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        )
        for rank in range(2)
    ]  # fmt: skip
    answers = [process.communicate(timeout=LIMIT_S) for process in processes]
    for (told, errors), process in zip(answers, processes, strict=True):
        assert process.returncode == 0, errors
        cases = json.loads(told)
        assert len(cases) == 4
        for case, differences in cases.items():
            assert max(differences.values()) < 1e-9, (case, differences)


@pytest.mark.timeout(2 * LIMIT_S)
def test_two_processes_learn_what_one_learns(two: RunFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(loop, "_export", lambda *_: {})
    one = new_run(tmp_path / "run", replace(two.read_request(), n_processes=1, n_threads=1))
    assert loop.train(one.read_request(), one) == "done"
    assert states(two) == states(one) == ["loading", "training", "scoring", "done"], "one of them tells"
    # With two threads instead of one, a single process differs by as much: 5e-5, and 5e-3 in a variance of 1.7.
    ours, theirs = (load_checkpoint(folder.last_checkpoint)["averaged"] for folder in (two, one))
    for name, tensor in theirs.items():
        tolerance = 0.02 * float(tensor.abs().max()) + 0.01 if "running" in name else 5e-4
        assert float((ours[name] - tensor).abs().max()) < tolerance, name
    told, expected = ([line for line in folder.progress() if line.validation] for folder in (two, one))
    assert [line.step for line in told] == [line.step for line in expected] == [3, 6, 7]
    for line, other in zip(told, expected, strict=True):
        assert line.validation is not None
        assert other.validation is not None
        assert line.validation["miou_with_background"] == pytest.approx(
            other.validation["miou_with_background"], abs=2e-3
        )
    losses, injections = (
        [[getattr(line, name) for line in folder.progress() if getattr(line, name)] for folder in (two, one)]
        for name in ("loss", "injections")
    )
    assert losses[0] == pytest.approx(losses[1], abs=5e-4)
    assert injections[0] == injections[1]
    assert sum(of.injected for of in injections[0][0].values()) > 0
    assert json.loads(two.scores_file.read_text())["learned_steps"] == N_STEPS


@pytest.mark.slow("half a minute of two cores")
@pytest.mark.timeout(2 * LIMIT_S)
def test_a_run_goes_on_by_itself_after_a_rank_was_killed(two: RunFolder, tmp_path: Path):
    folder = new_run(tmp_path / "run", two.read_request())
    deaths = ("1:3", "0:5") if IS_LONG else ("1:3",)  # rank 0 is killed as well
    ended = run_by_ranks(folder, DIES_AT=" ".join(deaths))
    assert ended.returncode == 0, ended.stderr
    assert folder.progress()[-1].state is RunState.DONE
    notices = [line.notice for line in folder.progress() if line.notice]
    assert notices == [
        f"goes on after one of its processes was lost, restart {n} of 3" for n, _ in enumerate(deaths, 1)
    ]
    assert read_run(folder).notices == tuple(notices[-1:]), "who looks at it now is told, too"
    assert curve(folder) == curve(two)
    ours, theirs = (load_checkpoint(each.last_checkpoint) for each in (folder, two))
    assert same_tensors(ours["averaged"], theirs["averaged"]) == []


@pytest.mark.slow("half a minute of two cores")
@pytest.mark.timeout(2 * LIMIT_S)
def test_torchrun_starts_a_run_and_a_stop_ends_all_ranks_in_peace(two: RunFolder, tmp_path: Path):
    folder = new_run(tmp_path / "run", replace(two.read_request(), n_processes=1))
    torchrun = ["-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2", str(HERE / "ranks_run.py")]
    folder.ask(Control.STOP)
    ended = started(torchrun, folder)
    assert ended.returncode == 0, ended.stderr
    assert folder.progress()[-1].state is RunState.STOPPED
    assert load_checkpoint(folder.last_checkpoint)["step"] == 1, "it is heard after a step"
    folder.let_go_on()
    ended = started(torchrun, folder)
    assert ended.returncode == 0, ended.stderr
    assert states(folder)[-3:] == ["training", "scoring", "done"]
    assert curve(folder) == curve(two)


@pytest.mark.slow("half a minute of two cores")
@pytest.mark.timeout(2 * LIMIT_S)
def test_a_rank_that_fails_says_why_and_the_run_is_not_begun_again(two: RunFolder, tmp_path: Path):
    folder = new_run(tmp_path / "run", two.read_request())
    ended = run_by_ranks(folder, FAILS_AT="1:2")
    assert ended.returncode == 1
    assert states(folder) == ["loading", "training", "failed"]
    failed = [line for line in folder.progress() if line.state is RunState.FAILED]
    assert len(failed) == 1
    assert failed[0].detail.startswith(
        "memory is too small for the part of a batch that each of its processes computes"
    )
    assert read_run(folder).state is RunState.FAILED


def test_a_batch_with_less_views_than_ranks_is_refused_in_words(two: RunFolder, tmp_path: Path):
    with pytest.raises(ValueError, match="a batch of 5 is too small for 6 processes"):
        replace(two.read_request(), n_processes=6)
    with pytest.raises(ValueError, match="a batch of 5 is too small for 6 processes"):
        loop.train(two.read_request(), new_run(tmp_path / "run", two.read_request()), Ranks(0, 6, 6, 0))


@pytest.mark.parametrize(("n_ranks", "micro_batch", "n_parts"), [(1, 1, 8), (2, 1, 4), (3, 1, 2), (8, 3, 1), (2, 4, 2)])
def test_each_part_of_a_batch_has_a_view_for_every_rank(n_ranks: int, micro_batch: int, n_parts: int):
    """Also where memory made one process compute it in smaller ones, and the run goes on in several."""
    learner = Learner.__new__(Learner)
    learner.micro_batch, learner.ranks = micro_batch, Ranks(0, n_ranks, n_ranks, 0)
    assert learner.n_parts(8) == n_parts
    batch = TensorBatch(torch.zeros(8, 1, 2, 2), torch.zeros(8, 2, 2, dtype=torch.uint8), ())
    for part in batch.parts(learner.n_parts(8)):
        for rank in range(n_ranks):
            assert len(Ranks(rank, n_ranks, n_ranks, rank).part(part.inputs)) > 0


def test_each_process_has_a_gpu_of_its_own_or_all_are_refused():
    assert choose_device("auto", 4, 3) == choose_device("cuda", 4, 3) == torch.device("cuda", 3)
    assert choose_device("auto", 0, 3) == choose_device("cpu", 4, 3) == torch.device("cpu")
    for wanted, n_gpus, why in (
        ("auto", 2, "PyTorch can use 2"),
        ("cuda", 0, "PyTorch can use 0"),
        ("cuda:1", 4, "share"),
    ):
        with pytest.raises(TrainingError) as refused:
            choose_device(wanted, n_gpus, 2)
        assert refused.value.message.code is Code.TRAINING_PROCESSES
        assert why in str(refused.value.message.params["detail"])


@pytest.mark.parametrize("n", [1, 2, 3, 5])
@pytest.mark.parametrize("steps", [range(12), range(7, 12), range(4, 5), range(3, 3)])
def test_every_batch_is_built_by_one_rank_and_every_view_computed_by_one(n: int, steps: range):
    ranks = [Ranks(rank, n, n, rank) for rank in range(n)]
    own = [one.own_steps(steps) for one in ranks]
    assert sorted(step for each in own for step in each) == list(steps)
    assert all(step % n == rank for rank, each in enumerate(own) for step in each)
    views = torch.arange(7)
    assert torch.equal(torch.cat([one.part(views) for one in ranks]), views)
    assert max(len(one.part(views)) for one in ranks) - min(len(one.part(views)) for one in ranks) <= 1


def test_a_loader_builds_every_so_many_steps_in_their_order():
    def make(step: int) -> Batch:
        return Batch(step, np.zeros((1, 1, 1, 1), np.float32), np.zeros((1, 1, 1), np.uint8))

    with BatchLoader(make, range(5, 14, 3)) as batches:
        assert [batch.step for batch in batches] == [5, 8, 11]


def test_one_alone_does_nothing_of_it():
    views = torch.arange(6)
    assert torch.equal(ALONE.part(views), views)
    assert ALONE.whole(views, 6) is views
    assert ALONE.told(3) == 3
    assert list(ALONE.own_steps(range(2, 5))) == [2, 3, 4]
