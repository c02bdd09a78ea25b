"""The Settings page: sections at the left, their fields at the right, a search over both. Changes are saved at once.

One method per state object shows it; signals pass on what people ask for.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from inspector.screens.program import ProgramState
from inspector.screens.screening import ScreeningState
from inspector.screens.settings_actions import SETTINGS
from inspector.screens.settings_page import BackupState, SectionPart, SectionState, SettingsState
from inspector.screens.shell import EmptyState
from inspector.views.action_set import ActionSet
from inspector.views.empty_view import EmptyView
from inspector.views.plain_text import PlainLabel, set_tip
from inspector.views.self_check_panel import SelfCheckPanel
from inspector.views.settings.backup_form import BackupForm
from inspector.views.settings.class_form import ClassForm
from inspector.views.settings.field_row import FIELD_PX, FaultLine, FieldRow
from inspector.views.settings.people_form import PeopleForm
from inspector.views.settings.program_form import ProgramForm
from inspector.views.settings.screening_form import ScreeningForm
from inspector.views.settings.severity_form import SeverityForm
from inspector.views.settings.small_forms import ActionForm, MeasuredForm
from inspector.views.small_widgets import Card, ElidedLabel, action_button, dim_label, scrolled
from inspector.views.theme import GRID, LARGE_PX, SMALL_PX, font

MAX_WIDTH = 720  # of a section: lines that are longer are hard to read
LIST_PX, ITEM_PX = (176, 264), 32  # as wide as the longest title of a section, within these


class SectionCard(Card):
    def __init__(self, state: SectionState, part: QWidget | None) -> None:
        super().__init__()
        self.rows: dict[str, FieldRow] = {}
        title = PlainLabel(state.title)
        title.setFont(font(LARGE_PX, is_bold=True))
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, GRID + 4, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID + 4)
        column.addWidget(title)
        if state.intro:
            intro = dim_label(state.intro, SMALL_PX)
            intro.setWordWrap(True)
            column.addWidget(intro)
        self.says = FaultLine()
        column.addWidget(self.says)
        for one in state.fields:
            row = self.rows[one.id] = FieldRow(one)
            column.addWidget(row)
        self._part = part
        if part is not None:
            column.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setMaximumWidth(MAX_WIDTH)

    def show_state(self, state: SectionState) -> None:
        for one in state.fields:
            self.rows[one.id].show_state(one)
        for changed in (*self.rows.values(), self._part):
            if changed is not None:
                changed.setEnabled(not state.refusal)
        self.says.show_texts(state.fault, state.refusal or state.note)
        self.setVisible(state.is_shown)


class SettingsPage(QWidget):
    action_triggered = Signal(str)  # action id of the scope SETTINGS, except search; and those of an empty page
    value_chosen = Signal(str, object)  # id of a field; text, or yes and no
    search_changed = Signal(str)
    severity_chosen = Signal(object)  # SeverityDraft
    look_chosen = Signal(object)  # ClassLook
    measured = Signal(str, str, str)  # px, mm, direction
    person_added = Signal(object)  # PersonDraft
    pin_chosen = Signal(object, str, str)  # PersonRow, twice
    role_chosen = Signal(object, str)  # PersonRow, role
    person_removed = Signal(object)  # PersonRow
    all_removed = Signal()
    back_up_wished = Signal(str, tuple)  # file, parts
    verify_wished = Signal(str)  # file
    restore_wished = Signal(str, str)  # file, folder
    backup_cancelled = Signal()
    screen_opened = Signal(str)  # a file
    screen_chosen = Signal(str)  # sha256
    screen_approved = Signal()
    screening_ended = Signal()
    update_file_chosen = Signal(str)
    go_back_wished = Signal()
    program_answered = Signal(bool)  # the question about the program that is shown; no: the bundle is dropped, too
    starts_with_pc_chosen = Signal(bool)
    bundle_wished = Signal(bool, bool)  # names of pieces, pictures
    bundle_place_chosen = Signal(str)

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._cards: dict[str, SectionCard] = {}
        self._wanted = ""  # section that is to be brought into view
        self._search = QLineEdit()
        self._search.setPlaceholderText(self.tr("Search settings"))
        self._search.setAccessibleName(self.tr("Search settings"))
        actions.keep_tip(self._search, "settings.search")
        self._search.setClearButtonEnabled(True)
        self._search.setFixedHeight(FIELD_PX)
        self._search.setTextMargins(4, 0, 4, 0)
        self._search.setMaximumWidth(320)
        self._search.textChanged.connect(self.search_changed)
        self._found = dim_label("", SMALL_PX)
        self._saved = ElidedLabel()
        self._saved.setProperty("dim", True)
        self._saved.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._undo = action_button(actions.qaction("settings.undo"), is_quiet=False, size_px=18)
        self._undo.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._undo.setFixedHeight(FIELD_PX)
        self._list = QListWidget()
        self._list.setFixedWidth(LIST_PX[0])
        self._list.setFrameShape(QListWidget.Shape.NoFrame)
        self._list.setAccessibleName(self.tr("Sections"))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.currentItemChanged.connect(self._on_section)
        self._list.itemClicked.connect(self._on_section)  # again, where one has scrolled away from it
        self._severity, self._classes = SeverityForm(), ClassForm()
        self._measured, self._people, self._backups = MeasuredForm(), PeopleForm(), BackupForm()
        self._keys, self._screening = ActionForm(actions, "window.change_keys"), ScreeningForm()
        self.self_check = SelfCheckPanel()
        self._this_pc = ActionForm(actions, "window.first_steps", below=self.self_check)
        self._program = ProgramForm()
        waits = QWidget(self)  # for the sections that show them, which come with the settings or never
        waits.hide()
        for form in (
            self._severity, self._classes, self._measured, self._people, self._backups, self._keys, self._screening,
            self._this_pc, self._program,
        ):  # fmt: skip
            form.setParent(waits)
        self._file = dim_label("", SMALL_PX)
        self._file.setWordWrap(True)
        self._empty = EmptyView(actions)
        self._empty.action_chosen.connect(self.action_triggered)
        self._lay_out()
        self._connect()
        actions.allow("settings.undo", False)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(self._search, 1)
        top.addWidget(self._found)
        top.addWidget(self._saved, 1)
        top.addWidget(self._undo)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, GRID, 0)
        self._column.setSpacing(GRID)
        self._column.addWidget(self._file)
        self._column.addStretch(1)
        self._area: QScrollArea = scrolled(inside)
        middle = QHBoxLayout()
        middle.setSpacing(GRID)
        middle.addWidget(self._list)
        middle.addWidget(self._area, 1)
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(GRID)
        column.addLayout(top)
        column.addLayout(middle, 1)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(form)
        self._pages.addWidget(self._empty)

    def _connect(self) -> None:
        self._actions.triggered.connect(self._on_triggered)
        self._severity.draft_chosen.connect(self.severity_chosen)
        self._classes.look_chosen.connect(self.look_chosen)
        self._measured.measured.connect(self.measured)
        people, backups = self._people, self._backups
        people.added.connect(self.person_added)
        people.pin_chosen.connect(self.pin_chosen)
        people.role_chosen.connect(self.role_chosen)
        people.removed.connect(self.person_removed)
        people.all_removed.connect(self.all_removed)
        backups.back_up_wished.connect(self.back_up_wished)
        backups.verify_wished.connect(self.verify_wished)
        backups.restore_wished.connect(self.restore_wished)
        backups.cancel_wished.connect(self.backup_cancelled)
        self._screening.file_chosen.connect(self.screen_opened)
        self._screening.screen_chosen.connect(self.screen_chosen)
        self._screening.approved.connect(self.screen_approved)
        self._screening.ended.connect(self.screening_ended)
        self._program.file_chosen.connect(self.update_file_chosen)
        self._program.go_back_wished.connect(self.go_back_wished)
        self._program.answered.connect(self.program_answered)
        self._program.starts_chosen.connect(self.starts_with_pc_chosen)
        self._program.bundle_wished.connect(self.bundle_wished)
        self._program.place_chosen.connect(self.bundle_place_chosen)

    # What is shown; none of it emits

    def show_state(self, state: SettingsState) -> None:
        parts: dict[SectionPart, QWidget] = {
            SectionPart.CALIBRATION: self._measured, SectionPart.SEVERITY: self._severity,
            SectionPart.CLASSES: self._classes, SectionPart.PEOPLE: self._people, SectionPart.KEYS: self._keys,
            SectionPart.SCREENING: self._screening, SectionPart.BACKUPS: self._backups,
            SectionPart.THIS_PC: self._this_pc, SectionPart.PROGRAM: self._program,
        }  # fmt: skip
        for place, section in enumerate(state.sections):
            if section.id not in self._cards:
                card = self._cards[section.id] = SectionCard(section, parts.get(section.part))
                self._column.insertWidget(place, card)
                for row in card.rows.values():
                    row.chosen.connect(self.value_chosen)
                item = QListWidgetItem(section.title)
                item.setData(Qt.ItemDataRole.UserRole, section.id)
                item.setSizeHint(QSize(0, ITEM_PX))
                self._list.addItem(item)
                wide = self._list.fontMetrics().horizontalAdvance(section.title) + 5 * GRID
                self._list.setFixedWidth(min(LIST_PX[1], max(self._list.width(), wide)))
            self._cards[section.id].show_state(section)
            self._list.item(place).setHidden(not section.is_shown)
        if state.severity is not None:
            self._severity.show_state(state.severity)
        self._classes.show_rows(state.classes, state.hatches)
        self._people.show_state(state.people)
        self._file.setText(self.tr("All of it stands in {0}").format(state.file) if state.file else "")
        self._found.setText(state.found)
        self._saved.setText(state.saved)
        self._actions.allow("settings.undo", bool(state.undo))
        set_tip(self._undo, state.undo or self._actions.qaction("settings.undo").toolTip())

        self._reveal_wanted()

    def show_backups(self, state: BackupState) -> None:
        self._backups.show_state(state)

    def clear_person(self) -> None:
        """The name and PIN that were typed are saved."""
        self._people.clear_typed()

    def show_screening(self, state: ScreeningState) -> None:
        self._screening.show_state(state)

    def show_program(self, state: ProgramState) -> None:
        self._program.show_state(state)

    def reveal(self, section_id: str) -> None:
        """Bring a section into view, as soon as it is there."""
        self._wanted = section_id
        self._search.clear()
        self._reveal_wanted()

    def _reveal_wanted(self) -> None:
        for place in range(self._list.count()):
            item = self._list.item(place)
            if item.data(Qt.ItemDataRole.UserRole) == self._wanted:
                self._wanted = ""
                # Once what was shown just now has found its place.
                QTimer.singleShot(0, self, partial(self._show_item, item))
                return

    def _show_item(self, item: QListWidgetItem) -> None:
        if self._list.currentItem() is item:
            self._on_section(item)
        else:
            self._list.setCurrentItem(item)

    def show_empty(self, state: EmptyState | None) -> None:
        """Say a sentence where the settings would be; None shows them again."""
        if state is not None:
            self._empty.show_empty(state)
        self._pages.setCurrentIndex(0 if state is None else 1)

    @property
    def is_filled(self) -> bool:
        """Settings are shown, not a sentence in their place."""
        return bool(self._cards) and self._pages.currentIndex() == 0

    def row(self, field_id: str) -> FieldRow:
        """Of one setting."""
        return next(card.rows[field_id] for card in self._cards.values() if field_id in card.rows)

    def card(self, section_id: str) -> SectionCard:
        return self._cards[section_id]

    # What people do

    def _on_section(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            card = self._cards[item.data(Qt.ItemDataRole.UserRole)]
            self._area.verticalScrollBar().setValue(card.y())

    def _on_triggered(self, action_id: str) -> None:
        if self._actions.known(action_id).scope != SETTINGS:
            return
        if action_id == "settings.search":
            self._search.setFocus()
            self._search.selectAll()
        else:
            self.action_triggered.emit(action_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._search.text():
            self._search.clear()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._severity.refresh_icons()
