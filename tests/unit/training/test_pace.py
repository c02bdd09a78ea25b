"""What a run says of its time: how long it waits for batches, and what it does about that."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from training_samples import learner_stub, small_request, small_version

from inspector.commands.train import print_training
from inspector.runs.folder import RunFolder
from inspector.runs.history import read_run
from inspector.workspace.workspace import create_workspace
from training import loop, pace, settling
from training.pace import Pace
from training.run import Ear


class Clock:
    def __init__(self) -> None:
        self.now_s = 100.0

    def monotonic(self) -> float:
        return self.now_s


class Loader:
    n_workers = 2

    def __init__(self, may_grow: bool) -> None:
        self.may_grow, self.n_asked = may_grow, 0

    def grow(self) -> bool:
        self.n_asked += 1
        return self.may_grow


def test_a_pause_between_two_steps_is_no_wait_for_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    clock = Clock()
    monkeypatch.setattr(pace, "time", clock)
    folder = RunFolder(tmp_path / "run")
    folder.path.mkdir()
    ear = Ear(folder)
    run = SimpleNamespace(folder=folder, request=small_request(tmp_path, n_steps=100), ear=ear)
    learner = learner_stub(100)
    loader: Any = Loader(True)
    told = Pace(run, learner, loader)  # type: ignore[arg-type]  # stand-ins
    for step in range(20):
        told.has_batch()
        clock.now_s += 1.0
        learner.step += 1
        told.add(0.5)
        if step == 3:
            clock.now_s += 50.0
            ear.paused_s += 50.0
        told.wants_batch()
    (line,) = [line for line in folder.progress() if line.waiting is not None]
    assert (line.step, line.waiting) == (20, 0.0)


@pytest.mark.parametrize(("waited_s", "may_grow"), [(0.1, True), (0.3, True), (0.3, False)])
def test_the_time_without_a_batch_is_told_and_more_are_built_at_once_or_it_says_what_would_help(
    tmp_path: Path, waited_s: float, may_grow: bool, monkeypatch: pytest.MonkeyPatch
):
    """Each step takes a second in all, of which it waits a part."""
    clock = Clock()
    monkeypatch.setattr(pace, "time", clock)
    folder = RunFolder(tmp_path / "run")
    folder.path.mkdir()
    run = SimpleNamespace(folder=folder, request=small_request(tmp_path, n_steps=100), ear=Ear(folder))
    learner = learner_stub(100)
    loader: Any = Loader(may_grow)
    told = Pace(run, learner, loader)  # type: ignore[arg-type]  # stand-ins
    for step in range(60):
        if step:
            clock.now_s += waited_s
        told.has_batch()
        clock.now_s += 1 - waited_s if step else 1.0
        learner.step += 1
        told.add(0.5)
        told.wants_batch()
    lines = [line for line in folder.progress() if line.waiting is not None]
    share = round(waited_s * 19 / 20, 3)
    assert [(line.step, line.waiting, line.n_workers) for line in lines] == [
        (20, share, 2), (40, waited_s, 2), (60, waited_s, 2),
    ]  # fmt: skip
    assert learner.waited_s == pytest.approx(59 * waited_s)
    assert learner.learned_s == pytest.approx(60)
    assert loader.n_asked == (3 if waited_s > 0.1 else 0)
    notices = [line.notice for line in folder.progress() if line.notice]
    assert len(notices) == (0 if may_grow else 1)
    if not may_grow:
        assert notices[0].startswith("waits for data 28 % of its time: 2 processes build batches, as many as")


def test_the_share_that_it_works_beside_a_line_is_told_and_its_pace_is_reckoned_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Alone a step takes a second; from step 31 on there is a line, and half a second of rest with each."""
    clock = Clock()
    monkeypatch.setattr(pace, "time", clock)
    folder = RunFolder(tmp_path / "run")
    folder.path.mkdir()
    ear: Any = SimpleNamespace(paused_s=0.0, rested_s=0.0, gives_way=False)
    run: Any = SimpleNamespace(folder=folder, request=small_request(tmp_path, n_steps=100), ear=ear)
    learner = learner_stub(100)
    told, step_s = Pace(run, learner, Loader(may_grow=True)), []  # type: ignore[arg-type]  # stand-ins
    for step in range(1, 101):
        ear.gives_way = 30 < step <= 70
        rest_s = 0.5 if ear.gives_way else 0.0
        ear.rested_s += rest_s
        clock.now_s += 1 + rest_s
        learner.step = step
        if told.add(0.5):
            step_s.append(told.step_s)
    assert [line.works for line in folder.progress()] == [None, 0.8, 0.667, 0.8, None]
    assert step_s == pytest.approx([1, 45 / 40, 1.5, 1.375, 1.0], abs=0.01)


def test_a_run_keeps_how_long_it_waited_and_status_says_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(loop, "_export", lambda *_: {})
    monkeypatch.setattr(pace, "REPORT_EVERY", 1)
    folder = RunFolder(create_workspace(tmp_path / "workspace").runs / "run-1")
    folder.path.mkdir(parents=True)
    request = small_request(small_version(tmp_path / "v").folder, n_steps=2, network="plain-net-s")
    folder.write_request(request)
    loop.train(request, folder)
    shares = [line.waiting for line in folder.progress() if line.waiting is not None]
    assert len(shares) == 2
    assert all(0 <= share <= 1 for share in shares)
    waiting = read_run(folder).waiting
    assert waiting is not None
    assert waiting.waiting == shares[-1]
    assert '"waited_for_data": 0.' in folder.scores_file.read_text()
    print_training(tmp_path / "workspace", "run-1", as_json=False)
    assert f"Waits for data: {100 * shares[-1]:.0f} % of the time\n" in capsys.readouterr().out


def test_a_network_that_cannot_be_compiled_is_trained_as_it_is_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """The compiler's own refusal, at its first batch; what it counted of that batch is taken back."""

    def refusing(graph: Any, inputs: Any) -> Any:
        raise RuntimeError("no C++ compiler was found\nand a page more")

    compile_ = torch.compile
    monkeypatch.setattr(settling.torch, "compile", lambda network: compile_(network, backend=refusing))
    monkeypatch.setattr(loop, "_score_and_export", lambda *_: None)
    learned = []
    for name, is_compiled in (("plain", False), ("compiled", True)):
        folder = RunFolder(tmp_path / name)
        folder.path.mkdir()
        request = small_request(
            small_version(tmp_path / f"v-{name}").folder, n_steps=2, network="plain-net-s", compile=is_compiled
        )
        assert loop.train(request, folder) == "done"
        learned.append([line.loss for line in folder.progress() if line.loss is not None])
    notice = read_run(folder).notice
    assert notice.startswith("is not compiled, which is slower and gives the same: ")
    assert "a page more" not in notice
    assert learned[0] == learned[1]
