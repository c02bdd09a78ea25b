"""Where nothing goes on the window offers a button: a workspace is made, data is imported, by mouse and keys."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from inspector.app import Parts, build, make_application
from inspector.datasets.formats.exporting import export
from inspector.datasets.version import DatasetVersion, open_version
from inspector.presenters.balance_presenter import BalancePresenter
from inspector.screens.balance_actions import BALANCE
from inspector.screens.importing import ImportOffer
from inspector.views.balance.balance_page import BalancePage
from inspector.views.balance.import_dialog import ImportDialog
from inspector.workspace.workspace import create_workspace
from tests.gui.test_balance_studio import write_set
from tests.tiny_model import write_tiny_model
from tests.unit.datasets.formats.format_samples import png, put, put_frame

TIMEOUT_MS = 20_000


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path, qapp: QApplication) -> Iterator[Callable[[Path], Parts]]:
    made: list[Parts] = []

    def open_window(folder: Path) -> Parts:
        make_application("dark")
        parts = build(folder, model_file=write_tiny_model(tmp_path / "tiny.onnx"))
        made.append(parts)
        with qtbot.waitExposed(parts.window):
            parts.window.show()
        return parts

    yield open_window
    for parts in made:
        parts.window.close_unasked()
        qtbot.waitUntil(lambda parts=parts: not parts.window.isVisible(), timeout=TIMEOUT_MS)
        assert parts.end()
        parts.window.deleteLater()
        qtbot.wait(10)


def button(inside: QWidget, text: str) -> QPushButton | None:
    shown = (one for one in inside.findChildren(QPushButton) if one.isVisible() and one.text() == text)
    return next(shown, None)


def press(qtbot: QtBot, inside: QWidget, text: str) -> None:
    qtbot.waitUntil(lambda: (found := button(inside, text)) is not None and found.isEnabled(), timeout=TIMEOUT_MS)
    found = button(inside, text)
    assert found is not None
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def active_dialog(qtbot: QtBot, page: BalancePage) -> ImportDialog:
    dialog = page.findChild(ImportDialog)
    assert isinstance(dialog, ImportDialog)
    dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.isActiveWindow() and dialog.field.hasFocus(), timeout=TIMEOUT_MS)
    return dialog


def test_a_missing_workspace_is_made_from_the_live_page(qtbot: QtBot, opened: Callable[[Path], Parts], tmp_path: Path):
    parts = opened(tmp_path / "new plant")
    press(qtbot, parts.page, "Make the workspace here")
    qtbot.waitUntil(lambda: parts.session.is_ready, timeout=TIMEOUT_MS)
    assert (tmp_path / "new plant" / "workspace.toml").is_file()
    qtbot.waitUntil(lambda: button(parts.page, "Demo strip") is not None, timeout=TIMEOUT_MS)


def test_data_is_imported_by_its_folder(qtbot: QtBot, opened: Callable[[Path], Parts], tmp_path: Path):
    write_set(tmp_path / "made", n_clean=2, size=(64, 96))
    export(open_version(tmp_path / "made"), "coco", tmp_path / "from elsewhere")
    parts = opened(create_workspace(tmp_path / "plant").folder)
    parts.window.show_page(BALANCE)
    page, presenter = parts.window.findChild(BalancePage), parts.presenters[BALANCE]
    assert isinstance(page, BalancePage)
    assert isinstance(presenter, BalancePresenter)
    press(qtbot, page, "Import data…")
    dialog = active_dialog(qtbot, page)
    assert not dialog.is_complete()
    choice = dialog.findChild(QComboBox)
    assert isinstance(choice, QComboBox)
    QTest.keyClicks(dialog.field, str(tmp_path / "from elsewhere"))  # the field is not left: a pause is enough
    qtbot.waitUntil(lambda: choice.currentText() == "COCO instances", timeout=TIMEOUT_MS)
    name = next(one for one in dialog.findChildren(QLineEdit) if one.accessibleName() == "Name")
    qtbot.waitUntil(lambda: name.text() == "from elsewhere", timeout=TIMEOUT_MS)
    press(qtbot, dialog, "Import")
    qtbot.waitUntil(lambda: presenter.is_open and presenter.is_calm, timeout=TIMEOUT_MS)
    assert presenter.datasets == ("from elsewhere",)


def test_what_cannot_be_imported_is_refused_in_words(qtbot: QtBot, opened: Callable[[Path], Parts], tmp_path: Path):
    parts = opened(create_workspace(tmp_path / "plant").folder)
    parts.window.show_page(BALANCE)
    page, presenter = parts.window.findChild(BalancePage), parts.presenters[BALANCE]
    assert isinstance(page, BalancePage)
    assert isinstance(presenter, BalancePresenter)
    codes: list[str] = []
    shows = page.show_message
    page.show_message = lambda text, **options: (codes.append(text.code), shows(text, **options))  # type: ignore[method-assign,assignment]
    press(qtbot, page, "Import data…")
    dialog = active_dialog(qtbot, page)
    QTest.keyClicks(dialog.field, str(tmp_path))
    QTest.keyClick(dialog.field, Qt.Key.Key_Tab)
    choice = dialog.findChild(QComboBox)
    assert isinstance(choice, QComboBox)
    choice.setFocus()
    QTest.keyClicks(choice, "Pascal")
    name = next(one for one in dialog.findChildren(QLineEdit) if one.accessibleName() == "Name")
    name.setFocus()
    name.selectAll()
    QTest.keyClicks(name, "mine")
    press(qtbot, dialog, "Import")
    qtbot.waitUntil(lambda: "dataset.foreign" in codes, timeout=TIMEOUT_MS)
    assert list((tmp_path / "plant" / "datasets").iterdir()) == []


def test_an_offer_is_that_of_the_folder_that_is_named_now(
    qtbot: QtBot, opened: Callable[[Path], Parts], tmp_path: Path
):
    parts = opened(create_workspace(tmp_path / "plant").folder)
    parts.window.show_page(BALANCE)
    page = parts.window.findChild(BalancePage)
    assert isinstance(page, BalancePage)
    press(qtbot, page, "Import data…")
    dialog = active_dialog(qtbot, page)
    asked: list[str] = []
    dialog.folder_chosen.connect(asked.append)
    dialog.field.setText("/now")
    dialog.show_offer(ImportOffer("/before", "voc", "before", "It looks like Pascal VOC."))
    choice = dialog.findChild(QComboBox)
    assert isinstance(choice, QComboBox)
    assert choice.currentIndex() == -1
    qtbot.waitUntil(lambda: asked == ["/now"], timeout=TIMEOUT_MS)
    dialog.show_offer(ImportOffer("/now", "voc", "now", "It looks like Pascal VOC."))
    assert choice.currentText() == "Pascal VOC"
    dialog.reject()


def test_boxes_can_be_taken_for_masks_where_a_format_holds_them(qtbot: QtBot):
    """Else every import of boxes would be refused by a window that offers them."""
    page = QWidget()
    qtbot.addWidget(page)
    dialog = ImportDialog(page)
    dialog.field.setText("/boxes")
    (tick,) = [box for box in dialog.findChildren(QCheckBox) if box.text() == "Take boxes for masks"]
    dialog.show_offer(ImportOffer("/boxes", "voc", "boxes", ""))
    assert tick.isHidden()
    dialog.show_offer(ImportOffer("/boxes", "voc-boxes", "boxes", ""))
    assert not tick.isHidden()
    assert not dialog.wish().boxes_as_masks
    tick.click()
    assert dialog.wish().boxes_as_masks
    terms = next(field for field in dialog.findChildren(QLineEdit) if field.accessibleName() == "Terms of use")
    terms.setText(" frames of line 2 ")
    assert dialog.wish().terms == "frames of line 2"


def test_what_masks_mean_is_said_in_the_form_where_the_format_reads_it(
    qtbot: QtBot, opened: Callable[[Path], Parts], tmp_path: Path
):
    data = tmp_path / "coil"
    mask = np.zeros((8, 10), np.uint8)
    mask[2:5, 1:4], mask[6:8, 5:9] = 38, 200
    for name in ("a", "b", "c"):
        put_frame(data / f"images/{name}.png")
        put(data / f"masks/{name}.png", png(mask))
    parts = opened(create_workspace(tmp_path / "plant").folder)
    parts.window.show_page(BALANCE)
    page = parts.window.findChild(BalancePage)
    assert isinstance(page, BalancePage)
    press(qtbot, page, "Import data…")
    dialog = active_dialog(qtbot, page)
    fields = {one.accessibleName(): one for one in dialog.findChildren(QLineEdit)}
    assert not any(fields[name].isVisible() for name in ("Levels", "Colours", "Foreground", "Background"))
    QTest.keyClicks(dialog.field, str(data))
    QTest.keyClick(dialog.field, Qt.Key.Key_Tab)
    choice = dialog.findChild(QComboBox)
    assert isinstance(choice, QComboBox)
    choice.setFocus()
    QTest.keyClicks(choice, "COCO")
    assert fields["Background"].isVisible()
    assert not fields["Levels"].isVisible()
    while not choice.currentText().startswith("Inspector"):
        QTest.keyClick(choice, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: fields["Name"].text() == "coil", timeout=TIMEOUT_MS)
    assert [name for name in fields if fields[name].isVisible()] == [
        "Folder", "Name", "Terms of use", "Classes", "Levels", "Colours", "Foreground", "Background",
    ]  # fmt: skip
    fields["Levels"].setFocus()
    QTest.keyClicks(fields["Levels"], "0=plate,38=edge,200")
    offered = button(dialog, "Import")
    assert offered is not None
    qtbot.waitUntil(lambda: not offered.isEnabled(), timeout=TIMEOUT_MS)
    assert any("'200' is no LEVEL=CLASS" in one.text() for one in dialog.findChildren(QLabel) if one.isVisible())
    QTest.keyClicks(fields["Levels"], "=dent")
    for name in ("Colours", "Foreground", "Background"):  # in the order of Tab, past the button for a file
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        if name == "Foreground":
            QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        assert dialog.focusWidget() is fields[name]
    QTest.keyClicks(fields["Background"], "plate")
    press(qtbot, dialog, "Import")
    manifest = tmp_path / "plant" / "datasets" / "coil" / "manifest.json"
    qtbot.waitUntil(manifest.is_file, timeout=TIMEOUT_MS)
    assert open_version(manifest.parent).class_names == ("background", "edge", "dent")


def test_another_dataset_is_always_offered_and_not_while_one_is_made(
    qtbot: QtBot, opened: Callable[[Path], Parts], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    from inspector.datasets import synthetic_strips

    may_go_on = threading.Event()
    makes = synthetic_strips.import_synthetic

    def held(folder: Path, n_strips: int, report: Callable[[int, int], None]) -> DatasetVersion:
        assert may_go_on.wait(20)
        return makes(folder, 2, report)

    monkeypatch.setattr(synthetic_strips, "import_synthetic", held)
    parts = opened(create_workspace(tmp_path / "plant").folder)
    parts.window.show_page(BALANCE)
    page, presenter = parts.window.findChild(BalancePage), parts.presenters[BALANCE]
    assert isinstance(page, BalancePage)
    assert isinstance(presenter, BalancePresenter)
    press(qtbot, page, "Make a synthetic one to try")
    made = button(page, "Make a synthetic one to try")
    assert made is not None
    qtbot.waitUntil(lambda: not made.isEnabled(), timeout=TIMEOUT_MS)
    assert "has ended" in made.toolTip()
    another = next(one for one in page.findChildren(QToolButton) if one.accessibleName() == "Import data")
    assert another.isVisible()
    assert not another.isEnabled()
    assert "has ended" in another.toolTip()
    may_go_on.set()
    qtbot.waitUntil(lambda: presenter.is_open and presenter.is_calm, timeout=TIMEOUT_MS)
    qtbot.waitUntil(another.isEnabled, timeout=TIMEOUT_MS)
    QTest.mouseClick(another, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    active_dialog(qtbot, page).reject()
    assert {action.text() for action in another.actions()} == {"Import data…", "Make a synthetic one to try"}
