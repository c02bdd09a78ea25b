"""What the class in hand means: what counts, what does not, and examples of both. What is typed is kept by itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QPlainTextEdit, QToolButton, QVBoxLayout, QWidget

from inspector.core.class_guide import MAX_GUIDE
from inspector.screens.class_guide import NO_GUIDE_SHOWN, ExampleTile, GuideState
from inspector.views.action_set import ActionSet
from inspector.views.class_look import swatch
from inspector.views.pixels import image_over
from inspector.views.plain_text import PlainLabel, set_tip
from inspector.views.small_widgets import Card, ElidedLabel, action_button, dim_label, scrolled, small
from inspector.views.theme import GRID, SMALL_PX, font

TYPING_MS = 800
TEXT_PX, TILE_PX, N_COLUMNS = 76, 72, 3
SIGN_PX = 14


class ExampleGrid(QWidget):
    removed = Signal(str)  # file

    def __init__(self) -> None:
        super().__init__()
        self._tiles: list[QToolButton] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(4)
        self._grid.setColumnStretch(N_COLUMNS, 1)
        self._menu = QMenu(self)

    def show_tiles(self, tiles: tuple[ExampleTile, ...], *, can_edit: bool) -> None:
        for old in self._tiles:
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._tiles = [self._tile(one, can_edit=can_edit) for one in tiles]
        for place, button in enumerate(self._tiles):
            self._grid.addWidget(button, *divmod(place, N_COLUMNS))
        self.setVisible(bool(tiles))

    def _tile(self, tile: ExampleTile, *, can_edit: bool) -> QToolButton:
        button = QToolButton()
        button.setProperty("quiet", True)
        button.setFixedSize(TILE_PX + 4, TILE_PX + 4)
        button.setIconSize(QSize(TILE_PX, TILE_PX))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if tile.pixels is not None:
            button.setIcon(QIcon(QPixmap.fromImage(image_over(tile.pixels))))
        else:
            button.setText("…")
        button.setAccessibleName(tile.tip)
        removing = self.tr("Click: remove it")
        set_tip(button, f"{tile.tip}\n{removing}" if can_edit else tile.tip)
        if can_edit:
            button.clicked.connect(lambda: self._ask(button, tile.file))
        return button

    def _ask(self, button: QToolButton, file: str) -> None:
        self._menu.clear()
        self._menu.addAction(self.tr("Remove this example")).triggered.connect(lambda: self.removed.emit(file))
        self._menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    @property
    def menu(self) -> QMenu:
        return self._menu

    @property
    def tiles(self) -> list[QToolButton]:
        return self._tiles


class GuidePanel(Card):
    text_given = Signal(str, str, str)  # class, what counts, what does not
    example_removed = Signal(str, str)  # class, file
    shown_changed = Signal()

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = NO_GUIDE_SHOWN
        self._swatch, self._name = PlainLabel(), ElidedLabel()
        self._name.setFont(font(is_bold=True))
        self._warning = small(PlainLabel())
        self._warning.setProperty("warn", True)
        self._warning.setFont(font(SMALL_PX))
        self._hint = small(dim_label("", SMALL_PX))
        keys = (actions.known(f"annotate.{verb}").keys[0] for verb in ("example", "counter_example"))
        self._hint.setText(
            self.tr("{0}: the instance under the mouse is an example. {1}: the place there shows what does not count.")
            .format(*keys)
        )  # fmt: skip
        self.counts, self.does_not_count = self._text(self.tr("What counts")), self._text(self.tr("What does not"))
        self.examples, self.counter_examples = ExampleGrid(), ExampleGrid()
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(self._swatch)
        head.addWidget(self._name, 1)
        for verb in ("class_looks", "guide"):
            head.addWidget(action_button(actions.qaction(f"annotate.{verb}")))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(4)
        column.addWidget(self._warning)
        for text, grid in ((self.counts, self.examples), (self.does_not_count, self.counter_examples)):
            title = PlainLabel(text.accessibleName())
            title.setFont(font(SMALL_PX, is_bold=True))
            column.addWidget(title)
            column.addWidget(text)
            column.addWidget(grid)
            column.addSpacing(GRID)
            grid.removed.connect(lambda file: self.example_removed.emit(self._shown_name(), file))
        column.addWidget(self._hint)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID // 2, GRID // 2, GRID)
        layout.setSpacing(GRID // 2)
        layout.addLayout(head)
        layout.addWidget(scrolled(inside), 1)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        self._typing.timeout.connect(self.give_text)
        self.hide()

    def _text(self, name: str) -> QPlainTextEdit:
        field = QPlainTextEdit()
        field.setAccessibleName(name)
        field.setFont(font(SMALL_PX))
        field.setFixedHeight(TEXT_PX)
        field.setTabChangesFocus(True)
        field.textChanged.connect(self._on_typed)
        field.installEventFilter(self)
        return field

    # What is shown; none of it emits

    def show_state(self, state: GuideState) -> None:
        before, self._state = self._state, state
        is_other = _name_of(before) != _name_of(state)
        if is_other and self._typing.isActive():
            self._state = before  # what is typed belongs to the class before
            self.give_text()
            self._state = state
        look = state.look
        self._name.setText(look.name if look is not None else self.tr("No class is in hand"))
        self._swatch.setPixmap(swatch(look, SIGN_PX, self.devicePixelRatio()) if look is not None else QPixmap())
        self._warning.setText(state.warning)
        self._warning.setVisible(bool(state.warning))
        for field, text in ((self.counts, state.counts), (self.does_not_count, state.does_not_count)):
            field.setReadOnly(not state.can_edit)
            if is_other or not self._typing.isActive():  # a hand that types is not taken by surprise
                with QSignalBlocker(field):
                    if field.toPlainText() != text:
                        field.setPlainText(text)
        self.examples.show_tiles(state.examples, can_edit=state.can_edit)
        self.counter_examples.show_tiles(state.counter_examples, can_edit=state.can_edit)
        self._hint.setVisible(state.can_edit)
        if state.is_shown != before.is_shown:
            self.setVisible(state.is_shown)
            self.shown_changed.emit()

    @property
    def state(self) -> GuideState:
        return self._state

    def _shown_name(self) -> str:
        return _name_of(self._state)

    # What people do

    def _on_typed(self) -> None:
        sender = self.counts if self.counts.hasFocus() else self.does_not_count
        if len(sender.toPlainText()) > MAX_GUIDE:
            with QSignalBlocker(sender):
                sender.setPlainText(sender.toPlainText()[:MAX_GUIDE])
        self._typing.start()

    def give_text(self) -> None:
        """What was typed so far, if anything was."""
        self._typing.stop()
        texts = self.counts.toPlainText().strip(), self.does_not_count.toPlainText().strip()
        name = self._shown_name()
        if name and self._state.can_edit and texts != (self._state.counts, self._state.does_not_count):
            self.text_given.emit(name, *texts)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusOut and self._typing.isActive():
            self.give_text()
        return super().eventFilter(watched, event)


def _name_of(state: GuideState) -> str:
    return state.look.name if state.look is not None else ""
