"""One thread for PyTorch, and a watch over threads left behind."""

from __future__ import annotations

import multiprocessing
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
import torch
from training_samples import small_version

from inspector.core.model_card import ModelCard
from training import children, loop, settling
from training.exporting import Agreement
from training.trial import Measure, Setup, Tried


@pytest.fixture
def version(tmp_path: Path) -> Path:
    small_version(tmp_path / "version")
    return tmp_path / "version"


@pytest.fixture(autouse=True)
def without_trial(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs in this process take the first way to compute a step; its trial starts a process and imports PyTorch."""

    def first(measure: Measure, setups: tuple[Setup, ...]) -> tuple[Setup, tuple[Tried, ...]]:
        return setups[0], (Tried(setups[0], 1.0),)

    monkeypatch.setattr(settling, "fastest", first)


@pytest.fixture
def cards(monkeypatch: pytest.MonkeyPatch) -> list[ModelCard]:
    """Those that runs would put into model files. None is written: an export takes ten seconds of a core."""
    given: list[ModelCard] = []

    def note(_candidate: object, card: ModelCard, *_: object) -> Agreement:
        given.append(card)
        return Agreement(1.0, 0.0, 1)

    monkeypatch.setattr(loop, "export_and_compare", note)
    return given


@pytest.fixture
def quick_children(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forked from a process that has PyTorch: one that is started anew, as the program does it and test_children.py
    tests it, takes three seconds of a core to import it."""
    if sys.platform == "win32":
        return
    forking = multiprocessing.get_context("forkserver")
    forking.set_forkserver_preload(["training.loop"])
    monkeypatch.setattr(children, "multiprocessing", SimpleNamespace(get_context=lambda _: forking))


@pytest.fixture(autouse=True)
def one_thread_and_none_left_behind() -> Iterator[None]:
    n_before = torch.get_num_threads()
    torch.set_num_threads(1)
    torch.manual_seed(5)
    before = set(threading.enumerate())
    yield
    torch.set_num_threads(n_before)
    ends_at = time.monotonic() + 30.0
    while (left := set(threading.enumerate()) - before) and time.monotonic() < ends_at:
        time.sleep(0.02)
    assert not left, f"threads left behind: {[thread.name for thread in left]}"
