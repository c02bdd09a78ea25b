"""Going on where the window was closed, and only where the workspace wishes it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from inspector.core.piece import Piece
from inspector.core.source_options import SourceOptions
from inspector.presenters.resuming import Resuming
from inspector.workspace.memory import RecentSource, WindowMemory
from inspector.workspace.settings import StartSettings
from tests.unit.presenters.stand_ins import Signal

COIL = RecentSource("/data/coil", SourceOptions(is_continuous=True))


class Keeper:
    def __init__(self) -> None:
        self.changed = Signal()
        self.memory: WindowMemory | None = None

    def change(self, change: Any) -> None:
        assert self.memory is not None
        self.memory = change(self.memory)
        self.changed.emit()

    def read(self, memory: WindowMemory) -> None:
        self.memory = memory
        self.changed.emit()


class Made:
    def __init__(self, *, resumes: bool = True) -> None:
        self.page: Any = SimpleNamespace(model_chosen=Signal())
        workspace = SimpleNamespace(settings=SimpleNamespace(start=StartSettings(resumes=resumes)))
        self.session: Any = SimpleNamespace(workspace=workspace)
        self.keeper: Any = Keeper()
        self.resumed: list[tuple[Any, ...]] = []
        self.resuming = Resuming(self.page, self.session, self.keeper, lambda *what: self.resumed.append(what))


def test_the_last_source_piece_and_model_are_resumed_once() -> None:
    made = Made()
    made.keeper.read(WindowMemory(recent=(COIL,), last_piece_id="R-7", last_piece_kind="rail", last_model="/m.onnx"))
    made.keeper.changed.emit()
    assert made.resumed == [("/data/coil", COIL.options, Piece("R-7", "rail"), "/m.onnx")]


def test_without_a_piece_or_a_model_the_source_alone_is_resumed() -> None:
    made = Made()
    made.keeper.read(WindowMemory(recent=(COIL,)))
    assert made.resumed == [("/data/coil", COIL.options, None, "")]


def test_nothing_is_resumed_unasked_or_where_nothing_was_open() -> None:
    unasked, empty, no_workspace = Made(resumes=False), Made(), Made()
    unasked.keeper.read(WindowMemory(recent=(COIL,)))
    empty.keeper.read(WindowMemory())
    no_workspace.session.workspace = None
    no_workspace.keeper.read(WindowMemory(recent=(COIL,)))
    assert unasked.resumed == empty.resumed == no_workspace.resumed == []


def test_whoever_was_quicker_is_not_overruled() -> None:
    made = Made()
    made.keeper.memory = WindowMemory()
    made.resuming.begun(None)
    made.keeper.read(WindowMemory(recent=(COIL,)))
    assert made.resumed == []


def test_a_piece_is_remembered_until_another_begins_and_none_that_named_itself() -> None:
    made = Made(resumes=False)
    made.keeper.read(WindowMemory())
    made.resuming.begun(Piece("R-8", "rail"))
    assert (made.keeper.memory.last_piece_id, made.keeper.memory.last_piece_kind) == ("R-8", "rail")
    made.resuming.begun(None)  # another folder, say: nobody may book its steel under R-8
    assert made.keeper.memory.last_piece_id == ""


def test_the_model_is_remembered_as_it_is_chosen() -> None:
    made = Made(resumes=False)
    made.keeper.read(WindowMemory())
    made.page.model_chosen.emit("/models/a.onnx")
    assert made.keeper.memory.last_model == "/models/a.onnx"
