"""The guide of the first start, over the page: this PC, the workspace, see it work. Left at any time, by keys too.

Keys of the page below rest meanwhile, but those that leave the program.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFileInfo, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from inspector.screens.first_steps import SEE_IT, THIS_PC, WAYS, WORKSPACE, FirstStepsState, WorkspaceDetails
from inspector.texts import first_steps as texts
from inspector.views.action_set import ActionSet
from inspector.views.over_sheet import OverSheet
from inspector.views.plain_text import PlainLabel, on_button
from inspector.views.self_check_panel import SelfCheckPanel
from inspector.views.settings.field_row import FIELD_PX, ChoiceField, FaultLine, LineField
from inspector.views.small_widgets import dim_label, scrolled, small
from inspector.views.theme import GRID, HUGE_PX, SMALL_PX, font

MAX_WIDTH, MAX_HEIGHT, BUTTON_PX, WAY_PX, WAY_WIDTH_PX = 840, 720, 36, 44, 220
STEPS = (texts.STEP_PC, texts.STEP_WORKSPACE, texts.STEP_SEE)


class WorkspaceForm(QWidget):
    """Where the workspace is, and the little that a line needs at its beginning."""

    def __init__(self) -> None:
        super().__init__()
        self.folder, self.name = LineField(self.tr("Folder")), LineField(self.tr("Name of the line"))
        self.kind, self.scale = ChoiceField(self.tr("Kind of piece")), LineField(self.tr("Size of a pixel"))
        self.language = ChoiceField(self.tr("Language"))
        self.browse = QPushButton(self.tr("Browse…"))
        self.browse.setAccessibleName(self.tr("Browse for the folder"))
        self.browse.setFixedHeight(FIELD_PX)
        self.browse.setAutoDefault(False)
        self.browse.clicked.connect(self._on_browse)
        self.scale.show_unit(self.tr("mm per px"))
        self.scale.setPlaceholderText(self.tr("later: sizes stay in pixels until then"))
        self.faults: dict[str, FaultLine] = {}
        where = QHBoxLayout()
        where.setSpacing(GRID)
        where.addWidget(self.folder, 1)
        where.addWidget(self.browse)
        form = QGridLayout(self)
        form.setContentsMargins(0, 0, GRID, 0)
        form.setHorizontalSpacing(2 * GRID)
        form.setVerticalSpacing(0)
        form.setColumnStretch(1, 1)
        fields: tuple[tuple[str, str, QWidget | QHBoxLayout], ...] = (
            ("folder", self.tr("Folder"), where), ("name", self.tr("Name of the line"), self.name),
            ("kind", self.tr("Kind of piece"), self.kind), ("mm_per_px", self.tr("Size of a pixel"), self.scale),
            ("language", self.tr("Language"), self.language),
        )  # fmt: skip
        for place, (name, title, field) in enumerate(fields):
            column = QVBoxLayout()
            column.setSpacing(2)
            if isinstance(field, QWidget):
                column.addWidget(field)
            else:
                column.addLayout(field)
            fault = self.faults[name] = FaultLine()
            fault.keep_room()
            column.addWidget(fault)
            label = PlainLabel(title)
            label.setMinimumHeight(FIELD_PX)
            form.addWidget(label, place, 0, Qt.AlignmentFlag.AlignTop)
            form.addLayout(column, place, 1)
        form.setRowStretch(len(fields), 1)

    def fill(self, details: WorkspaceDetails) -> None:
        for field, text in ((self.folder, details.folder), (self.name, details.name), (self.scale, details.mm_per_px)):
            field.setText(text)
            field.show_text(text)
            field.setCursorPosition(0)

    def details(self) -> WorkspaceDetails:
        return WorkspaceDetails(
            self.folder.text(), self.name.text(), self.kind.value(), self.scale.text(), self.language.value()
        )

    def _on_browse(self) -> None:
        wanted = Path(self.folder.text().strip() or Path.home())
        there = next((str(one) for one in (wanted, *wanted.parents) if QFileInfo(str(one)).isDir()), "")
        found = QFileDialog.getExistingDirectory(self, self.tr("Folder of the workspace"), there)
        if found:
            self.folder.setText(found)


class FirstStepsSheet(OverSheet):
    skip_wished = Signal()  # it is left, done or not
    back_wished = Signal()
    next_wished = Signal(object)  # WorkspaceDetails as typed, whatever the step
    way_chosen = Signal(str)  # one of WAYS

    def __init__(self, parent: QWidget, actions: ActionSet) -> None:
        super().__init__(parent, texts.TITLE.translated(), max_width_px=MAX_WIDTH)
        self.card.setMaximumHeight(MAX_HEIGHT)
        self._n_filled = 0
        self._step = THIS_PC
        self.check = SelfCheckPanel()
        self.form = WorkspaceForm()
        title = PlainLabel(texts.TITLE.translated())
        title.setFont(font(HUGE_PX, is_bold=True))
        self._skip = QPushButton(self.tr("Close"))
        self._marks = [PlainLabel(one.translated()) for one in STEPS]
        head = QHBoxLayout()
        head.setSpacing(3 * GRID)
        head.addWidget(title)
        head.addStretch(1)
        for mark in self._marks:
            head.addWidget(mark)
        head.addStretch(1)
        head.addWidget(self._skip)
        self._intro, self._note = small(dim_label()), FaultLine()
        self._pages = QStackedWidget()
        for inside in (self.check, self.form):
            self._pages.addWidget(scrolled(inside))
        self._ways: dict[str, tuple[QPushButton, QLabel]] = {}
        self._pages.addWidget(self._made_ways(actions))
        self._back, self._next = QPushButton(self.tr("Back")), QPushButton()
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        foot.addWidget(self._note, 4)
        foot.addStretch(1)
        foot.addWidget(self._back)
        foot.addWidget(self._next)
        for button in (self._skip, self._back, self._next):
            button.setMinimumHeight(BUTTON_PX)
            button.setMinimumWidth(96)
            button.setAccessibleName(button.text())
        self._skip.clicked.connect(self.skip_wished)
        self._back.clicked.connect(self.back_wished)
        self._next.clicked.connect(self._on_next)
        self.close_wished.connect(self.skip_wished)
        self.column.addLayout(head)
        self.column.addWidget(self._intro)
        self.column.addWidget(self._pages, 1)
        self.column.addLayout(foot)

    def _made_ways(self, actions: ActionSet) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, GRID, 0, 0)
        column.setSpacing(2 * GRID)
        about = {
            "live.open_demo": self.tr(
                "A moving strip that this program makes: defects are outlined, measured and recorded as on a line."
            ),
            "live.open_folder": self.tr("Frames that you have: PNG, JPEG, TIFF or BMP files, in the order of names."),
            "live.open_camera": self.tr("One of this PC by its number, 0 is the first, or of the network by address."),
        }  # fmt: skip
        for way in WAYS:
            known = actions.known(way)
            button = QPushButton(f" {on_button(known.full_text())}")
            button.setIcon(actions.qaction(way).icon())
            button.setAccessibleName(f"{known.label()}. {about[way]}")
            button.setFixedSize(WAY_WIDTH_PX, WAY_PX)
            button.clicked.connect(lambda _checked=False, way=way: self.way_chosen.emit(way))
            words, tried = small(PlainLabel(about[way])), dim_label(self.tr("begun from here"), SMALL_PX)
            texts_of = QVBoxLayout()
            texts_of.setSpacing(2)
            texts_of.addWidget(words)
            texts_of.addWidget(tried)
            row = QHBoxLayout()
            row.setSpacing(2 * GRID)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
            row.addLayout(texts_of, 1)
            column.addLayout(row)
            self._ways[way] = (button, tried)
        column.addStretch(1)
        return page

    def show_state(self, state: FirstStepsState) -> None:
        is_other = state.step != self._step
        self._step = state.step
        self._intro.setText(state.intro)
        self._pages.setCurrentIndex(state.step)
        for place, mark in enumerate(self._marks):
            mark.setProperty("dim", place != state.step)
            mark.setProperty("strong", place == state.step)  # not by its font, which a style sheet takes back
            mark.style().polish(mark)
        form = self.form
        form.kind.show_choices(state.kinds, form.kind.value() if form.kind.count() else state.details.kind)
        form.language.show_choices(
            state.languages, form.language.value() if form.language.count() else state.details.language
        )
        if state.n_filled != self._n_filled:
            self._n_filled = state.n_filled
            form.fill(state.details)
            form.kind.show_choices(state.kinds, state.details.kind)
            form.language.show_choices(state.languages, state.details.language)
        form.folder.setReadOnly(not state.can_choose_folder)
        form.browse.setVisible(state.can_choose_folder)
        form.setEnabled(not state.is_busy)
        for name, fault in form.faults.items():
            fault.show_texts(state.faults.get(name, ""), "")
        self._note.show_texts(state.faults.get("", ""), state.note)
        self._back.setEnabled(state.step != THIS_PC and not state.is_busy)
        self._next.setText(on_button(state.next_text))
        self._next.setAccessibleName(state.next_text)
        self._next.setEnabled(not state.is_busy)
        for way, (_button, tried) in self._ways.items():
            tried.setVisible(way in state.tried)
        if self.isVisible() and (is_other or state.faults):
            self._take_focus(state)

    def open_over(self) -> None:
        super().open_over()
        self._next.setFocus()

    def _take_focus(self, state: FirstStepsState) -> None:
        """Where the keys are wanted next: at what was refused, else at what the step is about."""
        fields = {"folder": self.form.folder, "name": self.form.name, "mm_per_px": self.form.scale}
        wrong = next((fields[name] for name in state.faults if name in fields), None)
        if state.step == WORKSPACE:
            (wrong or (self.form.folder if state.can_choose_folder else self.form.name)).setFocus()
        elif state.step == SEE_IT:
            self._ways[WAYS[0]][0].setFocus()
        else:
            self._next.setFocus()

    def _on_next(self) -> None:
        self.next_wished.emit(self.form.details())

    def keeps(self, event: QKeyEvent) -> bool:
        return not event.matches(QKeySequence.StandardKey.Quit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            if isinstance(focused, QPushButton) and focused.hasFocus():
                focused.click()
            elif self._next.isEnabled():
                self._on_next()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the card does nothing: what was typed is not to be lost by it."""
