"""The real window begins with the promoted model, hears of another one while it runs, and takes no other for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from inspector.app import Parts, build, make_application
from inspector.core.messages import Code, Tier
from inspector.screens.live import RunState
from inspector.session import Session
from inspector.sources.choice import SourceChoice
from inspector.sources.synthetic import SyntheticSource, SyntheticStrip
from inspector.workspace.workspace import Workspace, create_workspace
from tests.tiny_model import write_tiny_model

TIMEOUT_MS = 60_000


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return create_workspace(tmp_path / "plant")


@contextmanager
def window(qtbot: QtBot, workspace: Workspace) -> Iterator[Parts]:
    """As the program opens it, without any model named."""
    make_application("dark")
    parts = build(workspace.folder)
    with qtbot.waitExposed(parts.window):
        parts.window.show()
    yield parts
    parts.window.close_unasked()
    qtbot.waitUntil(lambda: not parts.window.isVisible(), timeout=TIMEOUT_MS)
    assert parts.end()
    parts.window.deleteLater()
    qtbot.wait(10)


def promoted(workspace: Workspace, file: Path, because: str = "good") -> None:
    """By another program."""
    session = Session(workspace.folder)
    session.promote(file, because, "ben")
    session.close()


def said(parts: Parts) -> list[str]:
    return [one.code for one in parts.page.messages()]


def title(parts: Parts) -> str:
    in_use = parts.session.in_use
    return f"{in_use.card.name} {in_use.card.version}" if in_use is not None else ""


def test_the_window_begins_with_the_promoted_model_and_says_of_another_that_it_is_on_trial(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    promoted(workspace, write_tiny_model(tmp_path / "tiny.onnx"))
    with window(qtbot, workspace) as parts:
        qtbot.waitUntil(lambda: title(parts) == "tiny 1", timeout=TIMEOUT_MS)
        parts.page.model_chosen.emit(str(write_tiny_model(tmp_path / "other.onnx", version="2")))
        qtbot.waitUntil(lambda: said(parts) == ["models.on_trial"], timeout=TIMEOUT_MS)
        assert parts.page.messages()[0].what == "tiny 2 is on trial: it is not the promoted model, tiny 1."
        parts.page.model_chosen.emit(str(workspace.models / "tiny-1.onnx"))
        qtbot.waitUntil(lambda: not said(parts), timeout=TIMEOUT_MS)


def test_a_promoted_file_that_was_replaced_leaves_the_window_without_a_model_until_somebody_chooses(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    promoted(workspace, write_tiny_model(tmp_path / "tiny.onnx"))
    write_tiny_model(workspace.models / "tiny-1.onnx", notes="another")
    with window(qtbot, workspace) as parts:
        qtbot.waitUntil(lambda: said(parts) == ["model.promoted_lost"], timeout=TIMEOUT_MS)
        (words,) = parts.page.messages()
        assert (words.tier, words.what) == (Tier.STOP, "The promoted model tiny 1 cannot be used.")
        assert words.meanwhile == "Nothing can be inspected before a model is loaded."
        assert parts.session.in_use is None
        parts.page.model_chosen.emit(str(write_tiny_model(tmp_path / "other.onnx", version="2")))
        qtbot.waitUntil(lambda: title(parts) == "tiny 2", timeout=TIMEOUT_MS)
        qtbot.waitUntil(lambda: said(parts) == ["models.on_trial"], timeout=TIMEOUT_MS)


def test_a_promotion_while_the_line_runs_shows_its_own_thresholds_and_the_way_back_those_of_before(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    promoted(workspace, write_tiny_model(tmp_path / "tiny.onnx"))
    with window(qtbot, workspace) as parts:
        qtbot.waitUntil(lambda: parts.session.is_ready, timeout=TIMEOUT_MS)
        parts.presenter.choose(
            SourceChoice("strip", lambda: SyntheticSource(SyntheticStrip(1, 64), frame_rows=64, fps=20))
        )
        qtbot.waitUntil(lambda: parts.presenter.run_state is RunState.RUNNING, timeout=TIMEOUT_MS)
        other = write_tiny_model(tmp_path / "other.onnx", version="2", thresholds=(0.0, 0.8, 0.9))

        def thresholds() -> tuple[float, ...]:
            steps = parts.presenter._threshold_steps._steps  # noqa: SLF001  what the page shows
            return steps.now.limits[0] if steps is not None else ()

        parts.session.promote(other, "finds more", "ana")
        qtbot.waitUntil(lambda: thresholds() == (0.0, 0.8, 0.9), timeout=TIMEOUT_MS)
        parts.session.roll_back("too many", "ana")
        qtbot.waitUntil(lambda: thresholds() == (0.0, 0.5, 0.5), timeout=TIMEOUT_MS)
        codes = [alarm.message.code for alarm in parts.session.alarms.now.open]  # a busy PC may skip frames
        assert not {Code.MODEL_PROMOTED, Code.MODEL_ROLLED_BACK} & set(codes), "what somebody did is no alarm"
