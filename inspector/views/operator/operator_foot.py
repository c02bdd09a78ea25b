"""The large buttons of the operator's view. What needs a second answer asks for it here, in the same place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QStackedLayout,
    QWidget,
)

from inspector.core.remark import RemarkKind
from inspector.screens.alarms import AlarmsState
from inspector.screens.operator import LargePicture, OperatorScreen
from inspector.texts import operator as texts
from inspector.texts.messages import MessageText
from inspector.views.operator.fitting import FittingLabel
from inspector.views.operator.large_button import LargeButton
from inspector.views.operator.sizes import LARGE_PX, SMALL_PX, target_px
from inspector.views.plain_text import PlainLabel
from inspector.views.small_widgets import Card, enable_in_place
from inspector.views.theme import GRID, font

MAX_REASONS = 4  # ready ones that have room
MAX_NAMED = 2  # defects that may be called none
NAME_PX = 290  # of such a one on its button
WIDE_PX = 1200  # from here on buttons have large type
MAX_ID = 64  # characters


class OperatorFoot(Card):
    start_stop_pressed = Signal()
    piece_chosen = Signal(str, str)  # id, kind
    remarked = Signal(str, object)  # of RemarkKind; the LargePicture that is meant, or None
    pressed = Signal()  # any of its buttons, before anything comes of it
    acknowledged = Signal(tuple, str)  # uids of alarms, the reason

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # it fits itself to its width
        self._message: MessageText | None = None
        self._marked = ""  # what came of the last remark
        self._has_begun = False  # a piece, with a kind that somebody pressed
        self._asked_uids: tuple[str, ...] = ()
        self._serious: tuple[LargePicture, ...] = ()
        self._rows: list[tuple[QWidget, QHBoxLayout]] = []
        self._pages = QStackedLayout()
        self._pages.setContentsMargins(GRID, GRID, GRID, GRID)
        self._pages.addWidget(self._made_actions())
        self._pages.addWidget(self._made_wrong())
        self._pages.addWidget(self._made_piece())
        self._pages.addWidget(self._made_reasons())
        self.setLayout(self._pages)
        for button in self.findChildren(LargeButton):
            button.pressed.connect(self.pressed)

    def _made_actions(self) -> QWidget:
        others = (texts.STOP, texts.STARTING_NOW, texts.STOPPING_NOW, texts.PRESS_AGAIN)
        self._start = LargeButton(texts.START.translated(), "start", others=[text.translated() for text in others])
        self._start.clicked.connect(self.start_stop_pressed)
        self._new_piece = LargeButton(texts.NEW_PIECE.translated(), "piece")
        self._new_piece.clicked.connect(self.ask_piece)
        self._wrong = LargeButton(texts.WRONG.translated(), "flag")
        self._wrong.clicked.connect(self.ask_what_is_wrong)
        self._acknowledge = LargeButton(texts.ACKNOWLEDGE.translated())
        self._acknowledge.setEnabled(False)
        self._acknowledge.clicked.connect(self.ask_why)
        self._answer = FittingLabel(SMALL_PX)
        self._answer.setWordWrap(True)
        self._answer.setFixedHeight(target_px(self))  # else a long one would lift the picture
        buttons = ((self._start, 3), (self._new_piece, 2), (self._wrong, 2), (self._acknowledge, 2))
        return self._row(*buttons, (self._answer, 8))

    def _made_wrong(self) -> QWidget:
        self._missed = LargeButton(texts.MISSED_HERE.translated())
        self._missed.clicked.connect(lambda: self._remark(RemarkKind.MISSED, None))
        self._meant: tuple[LargePicture | None, ...] = (None,)
        self._none = [LargeButton(texts.SHOWN_IS_NONE.translated()) for _ in range(MAX_NAMED)]
        for place, button in enumerate(self._none):
            button.clicked.connect(lambda _=False, place=place: self._remark(RemarkKind.FALSE, self._meant[place]))
        return self._row((self._missed, 3), *((button, 3) for button in self._none), (self._cancel(), 2))

    def _made_piece(self) -> QWidget:
        label = self._piece_label = PlainLabel(texts.PIECE_ID.translated())
        label.setWordWrap(True)
        self._field = QLineEdit()
        self._field.setFont(font(LARGE_PX))
        self._field.setMaxLength(MAX_ID)
        self._field.setMinimumHeight(target_px(self))
        self._field.setAccessibleName(texts.PIECE_ID.translated())
        self._field.textChanged.connect(self._refresh_begin)
        self._field.returnPressed.connect(self._begin_last_kind)
        self._begins = {}
        for kind, text in (("coil", self.tr("Begin coil")), ("rail", self.tr("Begin rail"))):
            button = self._begins[kind] = LargeButton(text)
            button.clicked.connect(lambda _=False, kind=kind: self._begin(kind))
        self._kind = "coil"
        self._refresh_begin()
        return self._row(
            (label, 4), (self._field, 4), *((one, 2) for one in self._begins.values()), (self._cancel(), 2)
        )

    def _made_reasons(self) -> QWidget:
        self._alarms = AlarmsState()
        self._reasons = [LargeButton() for _ in range(MAX_REASONS)]
        for button in self._reasons:
            button.clicked.connect(lambda _=False, button=button: self._acknowledge_all(button.accessibleName()))
        return self._row(*((button, 2) for button in self._reasons), (self._cancel(), 1))

    def _cancel(self) -> LargeButton:
        button = LargeButton(texts.CANCEL.translated())
        button.clicked.connect(self.show_actions)
        return button

    def _row(self, *parts: tuple[QWidget, int]) -> QWidget:
        widget = QWidget()
        row = QHBoxLayout(widget)
        row.setContentsMargins(0, 0, 0, 0)
        self._rows.append((widget, row))
        for part, share in parts:
            row.addWidget(part, share)
        return widget

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_texts()

    def _fit_texts(self) -> None:
        """As large as the longest of a row lets all of them be: one language needs more room than another."""
        tries = [(SMALL_PX, 2 * GRID), (SMALL_PX, GRID)]  # type, and the room between two buttons
        if self.width() >= WIDE_PX:
            tries.insert(0, (LARGE_PX, 2 * GRID))
        two_lines = (self._missed, *self._none)
        for row, inside in self._rows:
            for pixels, between_px in tries:
                inside.setSpacing(between_px)
                for button in row.findChildren(LargeButton):
                    button.show_text_size(SMALL_PX if button in two_lines else pixels)
                if _needed_px(inside) <= self.width() - 2 * GRID:
                    break

    # What is shown

    def show_screen(self, screen: OperatorScreen) -> None:
        self._start.show_text(screen.start_text)
        self._start.show_icon("stop" if screen.is_running else "start")
        enable_in_place(self._start, screen.can_start, self)
        self._wrong.setEnabled(screen.can_remark)
        self._marked = screen.answer
        self._show_answer()
        self.show_kind(screen.piece_kind)
        self._show_again(screen.again)
        if not screen.can_remark and self._pages.currentIndex() == 1:
            self.show_actions()

    def show_message(self, message: MessageText | None) -> None:
        """What came of the last press; None: something else has been done since."""
        self._message = message
        self._show_answer()

    def _show_answer(self) -> None:
        message = self._message
        self._answer.setText(f"{message.what} {message.why or ''}".strip() if message is not None else self._marked)

    def _show_again(self, again: str) -> None:
        """Beside the field, so that whoever begins a piece has read it."""
        asked = texts.PIECE_ID.translated()
        self._piece_label.setText(f"{asked}\n{again}" if again else asked)
        self._piece_label.setProperty("warn", bool(again))
        self._piece_label.style().polish(self._piece_label)
        self._piece_label.setFont(font(SMALL_PX))  # polishing has put it back

    def show_kind(self, kind: str) -> None:
        """What Enter begins: the plant's usual kind of piece."""
        if not self._has_begun and kind in self._begins:  # else as the one before
            self._kind = kind

    def show_alarms(self, state: AlarmsState) -> None:
        self._alarms = state
        self._acknowledge.setEnabled(state.n_to_acknowledge > 0)
        for index, button in enumerate(self._reasons):
            button.setVisible(index < len(state.reasons))
            if index < len(state.reasons):
                button.show_text(state.reasons[index])
        self._fit_texts()
        if not state.n_to_acknowledge and self._pages.currentIndex() == 3:
            self.show_actions()

    def ask_why(self) -> None:
        """Of all that must be acknowledged now: from here nobody can tell them apart, and the history holds each. What
        comes while the question stands was not seen, and keeps its place."""
        self._asked_uids = tuple(alarm.uid for alarm in self._alarms.open if not alarm.is_acknowledged)
        self._pages.setCurrentIndex(3)

    def show_actions(self) -> None:
        focused = self.window().focusWidget()
        if self._pages.currentIndex() and focused is not None and self.isAncestorOf(focused):
            self.setFocus()  # else Qt would give the keys to a button that begins something
        self._pages.setCurrentIndex(0)

    def show_serious(self, pictures: Sequence[LargePicture]) -> None:
        """Of which one may be none, from the top; the question that stands is about those of before."""
        self._serious = tuple(pictures[:MAX_NAMED])

    def ask_what_is_wrong(self) -> None:
        self._meant = self._serious or (None,)
        for place, button in enumerate(self._none):
            button.setVisible(place < len(self._meant))
            if place < len(self._meant):
                button.show_text(self._named(self._meant[place]))
        self._pages.setCurrentIndex(1)

    def _named(self, meant: LargePicture | None) -> str:
        if meant is None:
            return texts.SHOWN_IS_NONE.translated()
        text = texts.THIS_IS_NONE.translated(class_name=meant.defect_class.name, where=meant.where)
        metrics = self._none[0].fontMetrics()
        lines = text.split("\n")  # a long name of a class leaves its metre whole
        return "\n".join(metrics.elidedText(line, Qt.TextElideMode.ElideMiddle, NAME_PX) for line in lines)

    def ask_piece(self) -> None:
        self._field.clear()
        self._pages.setCurrentIndex(2)
        self._field.setFocus()

    # What people do

    def _remark(self, kind: RemarkKind, meant: LargePicture | None) -> None:
        self.show_actions()
        self.remarked.emit(kind.value, meant)

    def _acknowledge_all(self, reason: str) -> None:
        self.show_actions()
        self.acknowledged.emit(self._asked_uids, reason)

    def _refresh_begin(self) -> None:
        for button in self._begins.values():
            button.setEnabled(bool(self._field.text().strip()))

    def _begin_last_kind(self) -> None:
        if self._field.text().strip():
            self._begin(self._kind)

    def _begin(self, kind: str) -> None:
        self._kind, self._has_begun = kind, True
        self.show_actions()
        self.piece_chosen.emit(self._field.text().strip(), kind)

    def event(self, event: QEvent) -> bool:
        # While it asks, Escape withdraws the question, though it is also a key of the page.
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and self._pages.currentIndex():
            if event.type() is QEvent.Type.KeyPress:
                self.show_actions()
            event.accept()
            return True
        return super().event(event)


def _needed_px(row: QHBoxLayout) -> int:
    """Of what stands in it now, at its least; a layout of a page that is not shown yet would tell an older answer."""
    parts = [item.widget() for place in range(row.count()) if (item := row.itemAt(place)) is not None]
    shown = [part for part in parts if part is not None and not part.isHidden()]
    wide = [max(part.minimumWidth(), part.minimumSizeHint().width()) for part in shown]
    return sum(wide) + max(0, len(wide) - 1) * row.spacing()
