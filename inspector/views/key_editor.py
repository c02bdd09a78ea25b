"""The list in which keys are changed, over the page: a preset, a search, every action with its keys, and what can be
done to those of the chosen one. Keys of the page below rest meanwhile."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QKeyCombination, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QStackedLayout, QWidget

from inspector.screens.key_editor import KeyEditorState, KeyRow
from inspector.views.annotate.row_list import RowList, ShownRow
from inspector.views.over_sheet import OverSheet
from inspector.views.plain_text import PlainLabel, on_button, set_tip
from inspector.views.settings.field_row import FIELD_PX, FaultLine
from inspector.views.small_widgets import ElidedLabel, dim_label
from inspector.views.theme import GRID, HUGE_PX, RADIUS, SMALL_PX, font, tokens

MAX_WIDTH = 880
_HELD_ALONE = (
    Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr, Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
)  # fmt: skip


class KeyCatcher(PlainLabel):
    """Has the focus while a key is waited for, and takes whichever comes first."""

    caught = Signal(str, bool)  # the key as Qt calls it; it is what Shift makes of another one
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(FIELD_PX)
        self.setWordWrap(True)
        self.setContentsMargins(GRID, 0, GRID, 0)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """In a frame: the next key goes here."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens().accent), 1.5))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        painter.end()
        super().paintEvent(event)

    def focusNextPrevChild(self, _is_next: bool) -> bool:
        return False  # Tab is told of as any other

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in _HELD_ALONE or event.isAutoRepeat():
            return
        if key is Qt.Key.Key_Escape:
            self.left.emit()
            return
        is_sign = 0x20 < key.value < 0x100 and not chr(key.value).isalnum()
        sequence = QKeySequence(QKeyCombination(held, key))
        is_shifted = is_sign and bool(held & Qt.KeyboardModifier.ShiftModifier)
        self.caught.emit(sequence.toString(QKeySequence.SequenceFormat.PortableText), is_shifted)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class KeyEditor(OverSheet):
    search_changed = Signal(str)
    preset_chosen = Signal(str)
    key_given = Signal(str, str, bool, bool)  # action, key, besides those it has, is what Shift makes of another
    cleared = Signal(str)  # action: no key
    restored = Signal(str)  # action: as the preset has it
    began_anew = Signal()  # another action is chosen, or another key waited for: what was answered is over
    take_wished = Signal()  # the key that was refused, from whoever has it
    all_restored = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, self.tr("Change keys"), max_width_px=MAX_WIDTH)
        self._state = KeyEditorState()
        self._is_added = False  # the key that is waited for
        self._chosen_id = ""
        title = PlainLabel(self.tr("Change keys"))
        title.setFont(font(HUGE_PX, is_bold=True))
        close = self._button(self.tr("Close"), self.close_wished.emit)
        set_tip(close, self.tr("Close  (Esc)"))
        self.preset = QComboBox()
        self.preset.setAccessibleName(self.tr("Keys as in"))
        self.preset.setFixedHeight(FIELD_PX)
        self.preset.activated.connect(lambda _at: self.preset_chosen.emit(str(self.preset.currentData())))
        self.all_back = self._button(self.tr("Undo all changes"), self.all_restored.emit)
        set_tip(self.all_back, self.tr("All keys as the preset has them"))
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search by name, page or key"))
        self.search.setAccessibleName(self.tr("Search by name, page or key"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedHeight(FIELD_PX)
        self.search.textChanged.connect(self.search_changed)
        self._found = dim_label("", SMALL_PX)
        self._note = dim_label("", SMALL_PX)
        self._note.setWordWrap(True)
        self.rows = RowList(self.tr("Actions with their keys"))
        self.rows.row_chosen.connect(self._on_row)
        self.rows.activated.connect(lambda _index: self._wait_for_key(is_added=False))
        self._name = ElidedLabel()
        self._name.setFont(font(is_bold=True))
        self.new = self._button(self.tr("Other key…"), lambda: self._wait_for_key(is_added=False))
        set_tip(self.new, self.tr("In the place of those it has; also Enter on the list"))
        self.more = self._button(self.tr("One more key…"), lambda: self._wait_for_key(is_added=True))
        self.none = self._button(self.tr("No key"), lambda: self.cleared.emit(self._chosen_id))
        self.back = self._button(self.tr("Undo its change"), lambda: self.restored.emit(self._chosen_id))
        self.catcher = KeyCatcher()
        self.catcher.setText(self.tr("Press the new key, with Ctrl, Alt or Shift held if you like. Esc: leave it."))
        self.catcher.caught.connect(self._on_caught)
        self.catcher.left.connect(self._stop_waiting)
        self.says = FaultLine()
        self.take = self._button("", self.take_wished.emit)
        self._lay_out(title, close)

    def _button(self, text: str, clicked: object) -> QPushButton:
        button = QPushButton(text)
        button.setFixedHeight(FIELD_PX)
        button.setAutoDefault(False)
        button.clicked.connect(clicked)
        return button

    def _lay_out(self, title: QWidget, close: QWidget) -> None:
        head, tools, choices, foot, answer = (QHBoxLayout() for _ in range(5))
        for row in (head, tools, choices, foot, answer):
            row.setSpacing(GRID)
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(close)
        tools.addWidget(self.search, 1)
        tools.addWidget(self._found)
        tools.addWidget(dim_label(self.tr("Keys as in")))
        tools.addWidget(self.preset)
        tools.addWidget(self.all_back)
        buttons = QWidget()
        buttons.setLayout(choices)
        choices.setContentsMargins(0, 0, 0, 0)
        choices.addStretch(1)
        for button in (self.new, self.more, self.none, self.back):
            choices.addWidget(button)
        self._doing = QStackedLayout()
        self._doing.addWidget(buttons)
        self._doing.addWidget(self.catcher)
        foot.addWidget(self._name, 1)
        foot.addLayout(self._doing, 2)
        answer.addWidget(self.says, 1, Qt.AlignmentFlag.AlignVCenter)
        answer.addWidget(self.take)
        below = QWidget()
        below.setMinimumHeight(FIELD_PX)  # nothing jumps when there is an answer
        below.setLayout(answer)
        answer.setContentsMargins(0, 0, 0, 0)
        fixed = dim_label(
            self.tr("Fixed: keys that are held, and those of fields, lists and pictures as the list of keys has them."),
            SMALL_PX,
        )
        for part in (head, tools):
            self.column.addLayout(part)
        self.column.addWidget(self._note)
        self.column.addWidget(self.rows, 1)
        self.column.addLayout(foot)
        self.column.addWidget(below)
        self.column.addWidget(fixed)

    # What is shown; none of it emits

    def show_state(self, state: KeyEditorState) -> None:
        self._state = state
        if self._place() < 0:
            self._chosen_id = state.rows[0].action_id if state.rows else ""
        self.rows.show_rows(state.rows, _shown_row, self._place())
        if self.preset.count() != len(state.presets):
            self.preset.clear()
            for preset, name in state.presets:
                self.preset.addItem(name, preset)
        self.preset.setCurrentIndex(self.preset.findData(state.preset))
        self.all_back.setEnabled(state.can_reset)
        self._found.setText(state.found)
        self._note.setText(state.note)
        self._note.setVisible(bool(state.note))
        answer = state.answer
        self.says.show_texts(*((answer.text, "") if answer.is_refused else ("", answer.text)))
        self.take.setText(on_button(answer.take))
        self.take.setVisible(bool(answer.take))
        self._show_chosen()

    @property
    def state(self) -> KeyEditorState:
        return self._state

    def _place(self) -> int:
        return next((at for at, row in enumerate(self._state.rows) if row.action_id == self._chosen_id), -1)

    @property
    def chosen(self) -> KeyRow | None:
        place = self._place()
        return self._state.rows[place] if place >= 0 else None

    def choose(self, action_id: str) -> None:
        """As a click on its row does."""
        self._chosen_id = action_id
        self.rows.show_place(self._place())
        self.began_anew.emit()
        self._show_chosen()

    def _show_chosen(self) -> None:
        row = self.chosen
        can = row is not None and not row.fixed
        self._name.setText("" if row is None else f"{row.name}: {row.at_right}")
        set_tip(self._name, row.fixed if row is not None else "")
        for button in (self.new, self.more):
            button.setEnabled(can)
        self.none.setEnabled(can and row is not None and bool(row.keys))
        self.back.setEnabled(row is not None and row.is_changed)

    def open_over(self) -> None:
        super().open_over()
        self.search.clear()
        self.search.setFocus()

    # What people do

    def _on_row(self, place: int) -> None:
        self._chosen_id = self._state.rows[place].action_id
        self.began_anew.emit()
        self._show_chosen()

    def _wait_for_key(self, *, is_added: bool) -> None:
        if self.new.isEnabled():
            self.began_anew.emit()
            self._is_added = is_added
            self._doing.setCurrentIndex(1)
            self.catcher.setFocus()

    def _stop_waiting(self) -> None:
        if self._doing.currentIndex() == 1:
            had_focus = self.catcher.hasFocus()
            self._doing.setCurrentIndex(0)
            if had_focus:
                self.rows.setFocus()

    def _on_caught(self, key: str, is_shifted_sign: bool) -> None:
        self._stop_waiting()
        self.key_given.emit(self._chosen_id, key, self._is_added, is_shifted_sign)

    def keeps(self, _event: QKeyEvent) -> bool:
        return True  # what is typed here means nothing on the page below

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Find):
            self.search.setFocus()
            self.search.selectAll()
        else:
            super().keyPressEvent(event)


def _shown_row(row: KeyRow) -> ShownRow:
    return ShownRow(row.name, row.about, row.at_right, tip=row.fixed or row.about, is_faint=bool(row.fixed))
