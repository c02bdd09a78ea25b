"""The screen that a session looks with: taken into use, withdrawn, and told of, beside whatever else happens."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from inspector.core.messages import Code, Message, ModelError, message
from inspector.core.piece import Piece
from inspector.inference.screening import ScreenFile, Screening, read_screen
from inspector.models_store.screens import USES, Screens
from inspector.pipeline.lane import Lane
from inspector.pipeline.sink import Sink
from inspector.session import Session
from inspector.sources.synthetic import SyntheticSource, SyntheticStrip
from inspector.workspace.workspace import create_workspace
from tests.tiny_model import write_tiny_model
from tests.tiny_screen import write_tiny_screen


class Told(Sink):
    def __init__(self) -> None:
        self.codes: list[Code] = []

    def notify(self, message: Message) -> None:
        self.codes.append(message.code)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return write_tiny_model(tmp_path / "tiny.onnx")


@pytest.fixture
def screen(tmp_path: Path, model: Path) -> ScreenFile:
    return read_screen(write_tiny_screen(tmp_path / "screen.onnx", model))


@pytest.fixture
def session(tmp_path: Path, model: Path) -> Iterator[Session]:
    """With records and the tiny model."""
    made = Session(create_workspace(tmp_path / "plant").folder)
    made.open_records()
    made.load_model(model)
    yield made
    made.close()


def start(session: Session, told: Told) -> None:
    """An inspection without an end."""
    strip = SyntheticStrip(1_000_123, 128)
    session.start(lambda: [Lane(SyntheticSource(strip, frame_rows=64))], Piece("coil"), sinks=lambda piece: [told])


def use(session: Session, screen: ScreenFile | None) -> None:
    session.use_screen(screen, session.in_use.model.sha256)


def running_screen(session: Session) -> str:
    status = session.state.status
    assert status is not None
    return status.screen_name


def test_who_ends_it_is_rid_of_it_at_once_also_where_the_disk_refuses(session: Session, screen: ScreenFile):
    use(session, screen)
    start(session, Told())
    assert running_screen(session) == "tiny-screen"
    uses = Screens(session.open_workspace().models).folder / USES
    uses.write_text("{")  # broken
    with pytest.raises(ModelError):
        use(session, None)
    assert session.in_use.screening is None
    assert running_screen(session) == ""


def test_what_was_chosen_for_the_model_before_changes_nothing_for_this_one(
    session: Session, screen: ScreenFile, tmp_path: Path
):
    before = session.in_use.model.sha256
    other = session.load_model(write_tiny_model(tmp_path / "other.onnx", name="other"))
    use(session, read_screen(write_tiny_screen(tmp_path / "its own.onnx", other.path)))
    for file in (None, screen):
        with pytest.raises(ModelError) as caught:
            session.use_screen(file, before)
        assert caught.value.message.code is Code.SCREEN_OTHER_MODEL
    assert session.in_use.screening is not None
    (only,) = Screens(session.open_workspace().models).uses()
    assert (only.model, only.holds) == ("other 1", True)


def opening_meanwhile(monkeypatch: pytest.MonkeyPatch, beside: threading.Thread) -> None:
    """While a model is loaded, once it is read who said yes: ``beside`` begins, and gets time to come first."""
    open_as_ever = Screens.open

    def opened(*args: object) -> Screening | None:
        found = open_as_ever(*args)  # type: ignore[arg-type]  # handed on as they come
        if not beside.ident:
            beside.start()
            beside.join(0.3)  # where nothing holds it back it is done by then
        return found

    monkeypatch.setattr(Screens, "open", opened)


def test_a_yes_that_is_withdrawn_while_its_model_is_loaded_does_not_come_back(
    session: Session, screen: ScreenFile, model: Path, monkeypatch: pytest.MonkeyPatch
):
    use(session, screen)
    beside = threading.Thread(target=lambda: use(session, None))
    opening_meanwhile(monkeypatch, beside)
    session.load_model(model)
    beside.join(60)
    assert session.in_use.screening is None


def test_a_yes_that_is_given_while_its_model_is_loaded_is_not_lost(
    session: Session, screen: ScreenFile, model: Path, monkeypatch: pytest.MonkeyPatch
):
    beside = threading.Thread(target=lambda: use(session, screen))
    opening_meanwhile(monkeypatch, beside)
    session.load_model(model)
    beside.join(60)
    assert session.in_use.screening.screen.sha256 == screen.sha256


def test_why_a_screen_that_was_said_yes_to_is_not_used_is_told_to_the_piece_at_hand(
    session: Session, screen: ScreenFile, monkeypatch: pytest.MonkeyPatch
):
    told = Told()
    start(session, told)

    def broken(*_: object) -> None:
        raise ModelError(message(Code.SCREEN_BROKEN, path="screen.onnx", detail="cut short"))

    monkeypatch.setattr(Screens, "open", broken)
    use(session, screen)
    assert session.in_use.screen_trouble is not None
    assert told.codes.count(Code.SCREEN_BROKEN) == 1
