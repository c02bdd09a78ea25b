"""Save a picture of each page of the guide for engineers but Live and Balance, which have scripts of their own.

    pictures_of_pages.py WORKSPACE DATASET FOLDER

The workspace holds pieces that were inspected and the dataset; nothing is inspected, trained or written here.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from waiting import wait, wait_until

from inspector.app import Parts, build, ended_in_order, make_application
from inspector.presenters.annotate_presenter import AnnotatePresenter
from inspector.presenters.train_presenter import TrainPresenter
from inspector.screens.annotate_actions import ANNOTATE_PAGE
from inspector.screens.grading_actions import GRADING
from inspector.screens.models_actions import MODELS
from inspector.screens.review_actions import REVIEW
from inspector.screens.settings_actions import SETTINGS
from inspector.screens.train_actions import TRAIN
from inspector.views.annotate.annotate_page import AnnotatePage
from inspector.views.grading.grading_page import GradingPage
from inspector.views.live.defect_table import DefectTable
from inspector.views.models.card_view import CardView
from inspector.views.review.result_list import ResultList
from inspector.views.review.review_page import ReviewPage
from inspector.views.settings.settings_page import SettingsPage

Found = TypeVar("Found", bound=QWidget)

TIMEOUT_S = 60.0
DRAWN_S = 1.5  # from the last answer to the last part that is drawn
READ_S = 4.0  # what a page reads by itself
CARD_PX = 150  # of a model's card, passed over: it names a folder of this PC


def main() -> int:
    workspace, dataset, folder = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    make_application("dark")
    parts = build(workspace)
    with ended_in_order(parts):
        parts.window.resize(1280, 720)
        parts.window.show()
        are_saved = wait_until(lambda: parts.session.is_ready, TIMEOUT_S) and _pictures(parts, dataset, folder)
        parts.presenter.close()
        QApplication.processEvents()  # nobody runs the event loop: what was put to the window is delivered here
    return 0 if are_saved else 1


def _pictures(parts: Parts, dataset: str, folder: Path) -> bool:
    pages: dict[str, tuple[str, Callable[[], bool]]] = {
        "review": (REVIEW, lambda: _review(parts)),
        "annotate": (ANNOTATE_PAGE.id, lambda: _annotate(parts, dataset)),
        "train": (TRAIN, lambda: _train(parts)),
        "models": (MODELS, lambda: _models(parts)),
        "grading": (GRADING, lambda: _grading(parts)),
        "settings": (SETTINGS, lambda: _settings(parts)),
    }
    for name, (page_id, prepare) in pages.items():
        parts.window.show_page(page_id)
        wait(DRAWN_S)
        if not prepare():
            sys.stderr.write(f"The page {name} did not come to rest within {TIMEOUT_S:g} s\n")
            return False
        wait(DRAWN_S)
        if not parts.window.grab().save(str(folder / f"{name}.png")):
            return False
    return True


def _review(parts: Parts) -> bool:
    page = _found(parts, ReviewPage)
    results, table = page.findChild(ResultList), page.findChild(DefectTable)
    assert isinstance(results, ResultList)
    assert isinstance(table, DefectTable)
    if not wait_until(lambda: results.model().rowCount() > 0, TIMEOUT_S):
        return False
    page.result_chosen.emit(0)
    if not wait_until(lambda: table.n_rows() > 0, TIMEOUT_S):
        return False
    wait(READ_S)  # its pictures
    parts.window.actions_of_window.qaction("review.next_with_defect").trigger()
    wait(READ_S)
    return True


def _annotate(parts: Parts, dataset: str) -> bool:
    page = _found(parts, AnnotatePage)
    presenter = parts.presenters[ANNOTATE_PAGE.id]
    assert isinstance(presenter, AnnotatePresenter)
    page.dataset_chosen.emit(dataset)
    if not _rests(lambda: presenter.is_calm):
        return False
    page.class_filter_chosen.emit("scratches")
    wait(READ_S)  # what each frame holds
    page.place_chosen.emit(1)
    return _rests(lambda: presenter.is_calm)


def _train(parts: Parts) -> bool:
    presenter = parts.presenters[TRAIN]
    assert isinstance(presenter, TrainPresenter)
    if not _rests(lambda: presenter.is_calm):
        return False
    parts.window.actions_of_window.qaction("train.new").trigger()
    return _rests(lambda: presenter.is_calm)


def _models(parts: Parts) -> bool:
    wait(READ_S)
    card = parts.window.findChild(CardView)
    assert isinstance(card, CardView)
    area = card.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    area.verticalScrollBar().setValue(CARD_PX)
    return True


def _grading(parts: Parts) -> bool:
    _found(parts, GradingPage).new_chosen.emit("en-10163-like-plate")
    return True


def _settings(parts: Parts) -> bool:
    page = _found(parts, SettingsPage)
    return wait_until(lambda: page.is_filled, TIMEOUT_S)


def _rests(is_calm: Callable[[], bool]) -> bool:
    """Calm, and still so after a while: one step of a page follows another."""
    wait(DRAWN_S)
    return wait_until(is_calm, TIMEOUT_S)


def _found(parts: Parts, kind: type[Found]) -> Found:
    page = parts.window.findChild(kind)
    assert isinstance(page, kind)
    return page


if __name__ == "__main__":
    sys.exit(main())
