"""News of inspections on its way to the window: complete, in the order of the inspections, at a calm pace."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest
from pytestqt.qtbot import QtBot

from inspector.core.messages import Code, message
from inspector.core.piece import Coverage, Piece
from inspector.inference.loaded_model import LoadedModel
from inspector.measuring.inspection_settings import InspectionSettings
from inspector.pipeline.result import InspectionResult
from inspector.pipeline.sink import InspectionEnd, InspectionStart, LaneInfo, Outcome, Sink
from inspector.sources.source import SourceInfo, SourceKind
from inspector.workers.inspection_worker import InspectionWorker, News

TIMEOUT_MS = 15_000


def begin(sink: Sink, piece_id: str = "R-1", lanes: tuple[LaneInfo, ...] = ()) -> tuple[LaneInfo, ...]:
    """With a model and settings that nobody looks into: the worker only passes them on. ``lanes`` that stay open, or
    new ones."""
    lanes = lanes or (LaneInfo(0, "s", SourceInfo(SourceKind.SYNTHETIC, "s", True, True), None, None),)
    model, settings = cast(LoadedModel, object()), cast(InspectionSettings, object())
    sink.begin(InspectionStart(Piece(piece_id), lanes, model, settings))
    return lanes


class Result(SimpleNamespace):
    """All of a result that the worker looks into."""

    def kept(self) -> Result:
        return self


def inspected(defect_id: int) -> InspectionResult:
    """A defect became part of another."""
    return cast(InspectionResult, Result(defects=(), absorbed=((defect_id, None),)))


def composed(worker: InspectionWorker, qtbot: QtBot) -> News:
    """All that has happened so far, as the composing thread gets it."""
    with qtbot.waitSignal(worker.composed, timeout=TIMEOUT_MS) as heard:
        worker.start()
    assert worker.stop()
    assert heard.args is not None
    (news,) = heard.args
    assert isinstance(news, News)
    return news


def test_late_news_of_an_older_inspection_is_passed_over_but_for_its_messages(qtbot: QtBot) -> None:
    worker = InspectionWorker(lambda news: news)
    old, new = worker.sink(), worker.sink()
    begin(old)
    old.inspected(inspected(7))
    old.end(InspectionEnd(Outcome.FAILED, message(Code.STORE_GAVE_UP, path="x", n_frames=2), Coverage()))
    begin(new, "R-2")
    old.inspected(inspected(8))
    old.end(InspectionEnd(Outcome.COMPLETED, None, Coverage()))
    begin(old)
    news = composed(worker, qtbot)
    assert news.begun is not None
    assert (news.begun.piece.id, news.ended, news.absorbed) == ("R-2", None, [])


@pytest.mark.parametrize("stays_open", [False, True])
def test_what_was_told_of_sources_that_are_closed_is_told_to_nobody(qtbot: QtBot, stays_open: bool) -> None:
    """Else the camera before would be taken for the one that runs, and nothing would ever bring it back."""
    worker = InspectionWorker(lambda news: news)
    first, second = worker.sink(), worker.sink()
    lanes = begin(first)
    lost = message(Code.CAMERA_LOST, address="0", retry_s=1)
    first.notify(lost)
    begin(second, "R-2", lanes if stays_open else ())
    assert composed(worker, qtbot).messages == ([lost] if stays_open else [])


def test_an_end_names_the_very_piece_that_was_begun(qtbot: QtBot) -> None:
    worker = InspectionWorker(lambda news: news)
    sink = worker.sink()
    begin(sink)
    sink.end(InspectionEnd(Outcome.COMPLETED, None, Coverage()))
    news = composed(worker, qtbot)
    assert news.begun is not None
    assert news.ended is not None
    assert news.ended.piece is news.begun.piece


@pytest.mark.parametrize("begins_again", [False, True])
def test_an_end_that_could_not_be_composed_is_told_once_more_unless_another_inspection_has_begun(
    qtbot: QtBot, begins_again: bool
) -> None:
    heard: list[News] = []

    def compose(news: News) -> News:
        heard.append(news)
        if len(heard) == 1:
            if begins_again:
                begin(worker.sink(), "R-2")
            raise RuntimeError("a bug of ours")
        return news

    worker = InspectionWorker(compose)
    sink = worker.sink()
    begin(sink)
    sink.end(InspectionEnd(Outcome.COMPLETED, None, Coverage()))
    worker.start()
    qtbot.waitUntil(lambda: len(heard) > 1, timeout=TIMEOUT_MS)
    assert worker.stop()
    ended = heard[1].ended
    assert (ended.outcome if ended else None) == (None if begins_again else Outcome.COMPLETED)


def test_pictures_come_often_lists_seldom_and_nothing_is_left_out(qtbot: QtBot) -> None:
    made: list[News] = []
    worker = InspectionWorker(lambda news: news)
    worker.composed.connect(lambda news: (made.append(news), worker.shown()))
    worker.start()
    sink = worker.sink()
    begin(sink)
    for number in range(60):
        sink.inspected(inspected(number))
        qtbot.wait(10)
    full = [news for news in made if not news.is_picture_only]
    pictures = [news for news in made if news.is_picture_only]
    assert len(pictures) > len(full)
    assert all(not news.absorbed and news.newest is not None for news in pictures)
    qtbot.waitUntil(lambda: sum(len(news.absorbed) for news in made) == 60, timeout=TIMEOUT_MS)  # the last come too
    before = len(made)
    worker.wake()  # somebody chose something: answered at once
    qtbot.waitUntil(lambda: len(made) > before, timeout=TIMEOUT_MS)
    assert not made[before].is_picture_only
    sink.end(InspectionEnd(Outcome.COMPLETED, None, Coverage()))
    qtbot.waitUntil(lambda: made[-1].ended is not None, timeout=TIMEOUT_MS)
    assert worker.stop()
