"""The list of defects: newest on top or sorted, filtered, copied; rows of one height, the selection stays."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from inspector.core.csv_table import harmless
from inspector.core.defect import Severity
from inspector.screens.defect_list import Column, DefectFilter, DefectSort
from inspector.screens.live import DefectRow
from inspector.texts.formats import number
from inspector.texts.severity import short_severity
from inspector.views.class_look import swatch
from inspector.views.icons import icon
from inspector.views.live.defect_model import ROW_ROLE, DefectModel
from inspector.views.live.row_view import RowView
from inspector.views.plain_text import PlainLabel, set_tip
from inspector.views.shapes import draw_shape, severity_sign
from inspector.views.small_widgets import Card, SteadyLabel, dim_label
from inspector.views.theme import GRID, SMALL_PX, font, tokens

ROW_HEIGHT = 26
SIGN_PX = 10
SWATCH_PX = 12
MAX_WORD_PX = 76  # a longer word of another language is cut, so that the class keeps its room
_NEEDS_CARE = re.compile("^[^A-Za-z0-9]|[\\t\\r\\n]")
BUTTON_PX = 28
WITH_FILE_PX = 560  # from this width on files have a column of their own; else the tooltip tells them
NARROW_PX = 420  # below, number and score give their room to the class; what is copied holds them all the same
MAX_KEPT_SELECTED = 5000  # rows whose selection lasts when others come
SIGNS_ONLY_PX = 330  # below, severity shows its shape alone; the tip and the copied rows have the word
WORDS_LEFT = 6 + SWATCH_PX + 6  # after the sign
MIN_WORD_PX = 16  # less room shows no letter
_SELECTED = QStyle.StateFlag.State_Selected


class SignDelegate(QStyledItemDelegate):
    """Draws the class's swatch and the severity's shape in front of their texts."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(ROW_ROLE)
        t = tokens()
        box = QRectF(option.rect)
        if option.state & _SELECTED:
            painter.fillRect(box, option.palette.highlight())
        middle = box.center().y()
        if index.column() == Column.CLASS:
            sign_of_class = swatch(row.defect_class, SWATCH_PX, painter.device().devicePixelRatio())
            painter.drawPixmap(round(box.left() + 6), round(middle - SWATCH_PX / 2), sign_of_class)
        else:
            shape, colour = severity_sign(row.severity, t)
            sign = QRectF(box.left() + 6, middle - SIGN_PX / 2, SIGN_PX, SIGN_PX)
            draw_shape(painter, sign, shape, colour)
        room = box.adjusted(WORDS_LEFT, 0, -2, 0)
        if room.width() < MIN_WORD_PX:
            return
        painter.setPen(QColor(t.text))
        text = option.fontMetrics.elidedText(index.data(), Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


class _TableView(RowView):
    def selectAll(self) -> None:
        """Of very many rows none: all that are listed are copied then, too, and Qt would look at each."""
        if self.model().rowCount() <= MAX_KEPT_SELECTED:
            super().selectAll()
        else:
            self.clearSelection()


class DefectTable(Card):
    """Sorted by a click on a heading (again: the other way, once more: newest on top), filtered by the line above.

    While it is held, as under a frozen picture, it stands as it is; what came meanwhile is shown when it is let go.
    """

    defect_chosen = Signal(int)  # defect id
    export_wished = Signal(object)  # tuple of DefectRow, as they stand: those selected, or all that are shown
    rows_copied = Signal(int)  # how many
    class_filtered = Signal(str)  # a class that somebody has chosen in the filter's line; "": all

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = DefectModel(self)
        self._view = _TableView()
        self._view.setModel(self._model)
        self._view.setAccessibleName(self.tr("Defects of this piece, newest first"))
        self._delegate = SignDelegate(self)
        self._view.setItemDelegateForColumn(Column.CLASS, self._delegate)
        self._view.setItemDelegateForColumn(Column.SEVERITY, self._delegate)
        self._view.setColumnHidden(Column.FILE, True)
        self._arrange_view()
        self._sort = DefectSort()
        self._alone = ""  # a class that is shown alone; the filter's line says so too
        self._is_held = False
        self._waiting: dict[int, DefectRow | None] = {}  # by defect id, while held; None: it is to be removed
        self._is_showing = False  # a selection made by the program is not a choice
        self._told: int | None = None  # the choice that was notified last
        self._fields = FilterLine()
        self._fields.changed.connect(self._rearrange)
        self._fields.class_chosen.connect(self.class_filtered)
        self._count = SteadyLabel()
        self._count.setFont(font(is_bold=True))
        self._count.setText("0")
        self._copy = _small_button("copy", self.tr("Copy"), self.tr("Copy rows for a spreadsheet"))
        self._copy.clicked.connect(self.copy_rows)
        self._export = _small_button("sheet", self.tr("Export…"), self.tr("Write these rows into a CSV file"))
        self._export.clicked.connect(self.wish_export)
        # Not "no defects": that is said only of metres that were truly seen, and the list does not know them.
        self._empty = dim_label(self.tr("Defects are listed here as they are found."))
        self._nothing_fits = dim_label(self.tr("No defect fits the filter."))
        self._pages = QStackedLayout()
        for page in (self._empty, self._view, self._nothing_fits):
            self._pages.addWidget(page)
        for label in (self._empty, self._nothing_fits):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
            label.setMargin(GRID)  # a style sheet takes contents margins away
        self._lay_out(self.tr("Defects"))
        self._view.selectionModel().selectionChanged.connect(self._on_selection)
        self._view.horizontalHeader().sectionClicked.connect(self._on_heading)
        self._refresh_count()

    def say_when_empty(self, text: str) -> None:
        """What stands there while it has no row."""
        self._empty.setText(text)

    def _lay_out(self, title: str) -> None:
        name = PlainLabel(title)
        name.setFont(font(is_bold=True))
        head = QHBoxLayout()
        head.setContentsMargins(GRID + 4, GRID // 2, GRID // 2, 0)
        head.setSpacing(GRID)
        head.addWidget(name)
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self._copy)
        head.addWidget(self._export)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._fields)
        layout.addLayout(self._pages, 1)

    def _arrange_view(self) -> None:
        view = self._view
        view.setFont(font(SMALL_PX))
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setTabKeyNavigation(False)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows, columns = view.verticalHeader(), view.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        rows.setMinimumSectionSize(ROW_HEIGHT)
        columns.setHighlightSections(False)
        columns.setSectionsClickable(True)
        columns.setSortIndicatorClearable(True)
        columns.setSortIndicatorShown(False)
        columns.setFont(font(SMALL_PX))
        columns.setMinimumSectionSize(24)
        columns.setTextElideMode(Qt.TextElideMode.ElideRight)
        wide = view.fontMetrics().horizontalAdvance
        for column, width in (
            (Column.DEFECT_ID, wide("0000") + 8),
            (Column.POSITION, wide("123.456 m") + 12),
            (Column.SIZE, wide("36.1 × 10.8 mm") + 8),
            (Column.SEVERITY, self._severity_px()),
            (Column.SCORE, min(MAX_WORD_PX, wide(self.tr("Score"))) + 12),
            (Column.FILE, wide("frame_000000.png") + 12),
        ):
            columns.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            columns.resizeSection(column, width)
        columns.setSectionResizeMode(Column.CLASS, QHeaderView.ResizeMode.Stretch)

    def _severity_px(self) -> int:
        if self.width() < SIGNS_ONLY_PX:
            return WORDS_LEFT + 2
        word = self._view.fontMetrics().horizontalAdvance(self.tr("critical"))
        return min(MAX_WORD_PX, word) + WORDS_LEFT + 6

    def set_rows(self, rows: Iterable[DefectRow]) -> None:
        """Show these and no others; what waited is of another piece."""
        self._waiting.clear()
        known = list(rows)
        with self._kept():
            self._model.set_rows(known)
        self._widen(known)
        self._fields.show_classes(self._model.class_names())
        self._refresh_count()

    def upsert_rows(self, rows: Sequence[DefectRow]) -> None:
        if self._is_held:
            self._waiting.update((row.defect_id, row) for row in rows)
            return
        bar = self._view.verticalScrollBar()
        scrolled = bar.value()
        if self._model.is_arranged:
            with self._kept():
                self._model.upsert(rows)
            self._widen(rows)
            self._after_news()
            return
        n_new = self._model.upsert(rows)
        self._widen(rows)
        if n_new and scrolled > 0:  # someone is reading further down: keep those rows where they are
            self._view.updateGeometries()
            bar.setValue(scrolled + n_new)
        if n_new:
            self._after_news()

    def hold(self, is_held: bool) -> None:
        """While held, nothing comes, goes or changes."""
        if is_held == self._is_held:
            return
        self._is_held = is_held
        waiting, self._waiting = self._waiting, {}
        if waiting:
            self.remove([defect_id for defect_id, row in waiting.items() if row is None])
            self.upsert_rows([row for row in waiting.values() if row is not None])

    def show_class_alone(self, name: str) -> None:
        """As if it were chosen in the filter's line; "" : all again."""
        if name != self._alone:
            self._alone = name
            self._fields.choose_class(name)
            self._rearrange()

    def focus_filter(self) -> None:
        self._fields.focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._view.setColumnHidden(Column.FILE, self.width() < WITH_FILE_PX)
        for column in (Column.DEFECT_ID, Column.SCORE):
            self._view.setColumnHidden(column, self.width() < NARROW_PX)
        self._view.horizontalHeader().resizeSection(Column.SEVERITY, self._severity_px())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            for button, name in ((self._copy, "copy"), (self._export, "sheet")):
                button.setIcon(icon(name))

    def _after_news(self) -> None:
        self._fields.show_classes(self._model.class_names())
        self._refresh_count()

    def _rearrange(self) -> None:
        with self._kept():
            self._model.arrange(self._sort, self._fields.wanted())
        self._refresh_count()
        chosen = self.chosen()
        if chosen is not None:
            self._scroll_to(chosen)

    def _on_heading(self, section: int) -> None:
        column, sort = Column(section), self._sort
        falls_first = column in (Column.SIZE, Column.SEVERITY, Column.SCORE)  # the worst is looked for
        if sort.column is not column:
            self._sort = DefectSort(column, falls_first)
        elif sort.is_descending is falls_first:
            self._sort = DefectSort(column, not falls_first)
        else:
            self._sort = DefectSort()
        header, falls = self._view.horizontalHeader(), Qt.SortOrder.DescendingOrder
        header.setSortIndicatorShown(self._sort.column is not None)
        if self._sort.column is not None:
            header.setSortIndicator(section, falls if self._sort.is_descending else Qt.SortOrder.AscendingOrder)
        self._rearrange()

    @contextmanager
    def _kept(self) -> Iterator[None]:
        """What is selected stays so, and is no choice; what is read stays where it is, as far as it is still there."""
        selected, current = self._selected_ids(), self.chosen()
        scrolled = self._view.verticalScrollBar().value()
        self._is_showing = True
        try:
            yield
            selection = QItemSelection()
            for defect_id in selected:
                if (row := self._model.row_of(defect_id)) is not None:
                    selection.select(self._model.index(row, 0), self._model.index(row, len(Column) - 1))
            chooser = self._view.selectionModel()
            if current is not None and (row := self._model.row_of(current)) is not None:
                chooser.setCurrentIndex(self._model.index(row, 0), QItemSelectionModel.SelectionFlag.NoUpdate)
            chooser.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self._view.updateGeometries()
            self._view.verticalScrollBar().setValue(scrolled)
        finally:
            self._is_showing = False

    def _widen(self, rows: Sequence[DefectRow]) -> None:
        """Make room for figures longer than expected: a class name may be cut, a figure never. Never narrower."""
        columns, wide = self._view.horizontalHeader(), self._view.fontMetrics().horizontalAdvance
        for column, texts in (
            (Column.DEFECT_ID, [str(row.defect_id) for row in rows]),
            (Column.POSITION, [row.position for row in rows]),
            (Column.SIZE, [row.size for row in rows]),
            (Column.SEVERITY, [short_severity(row.severity, is_graded=row.is_graded) for row in rows]),
        ):
            need = wide(max(texts, key=len, default="")) + 8
            if column is Column.SEVERITY:  # a word of another language, that may be cut
                need = min(MAX_WORD_PX, need) + WORDS_LEFT
            if need > columns.sectionSize(column):
                columns.resizeSection(column, need)

    def remove(self, defect_ids: Iterable[int]) -> None:
        gone = list(defect_ids)
        if self._is_held:
            self._waiting.update(dict.fromkeys(gone))
            return
        with self._kept():
            self._model.remove(gone)
        self._refresh_count()

    def select(self, defect_id: int | None) -> None:
        """Show a defect as chosen, without asking for it again; None: none is, and the newest is in view."""
        if defect_id is not None and self._waiting.get(defect_id) is not None:  # somebody stepped on to a new one
            self._is_held, waiting = False, self._waiting
            self._waiting = {}
            self.upsert_rows([row for row in waiting.values() if row is not None])
            self._is_held = True
        row = None if defect_id is None else self._model.row_of(defect_id)
        self._is_showing = True
        selection = self._view.selectionModel()
        if row is None:
            selection.clear()
        elif defect_id != self.chosen():
            how = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            selection.setCurrentIndex(self._model.index(row, 0), how)
        self._is_showing = False
        self._told = defect_id if row is not None else None
        if defect_id is None:
            self._view.scrollToTop()

    def step(self, step: int) -> None:
        """Choose the row that stands so many below the chosen one; without one the topmost."""
        chosen = self.chosen()
        row = None if chosen is None else self._model.row_of(chosen)
        row = 0 if row is None else min(max(row + step, 0), self._model.rowCount() - 1)
        if 0 <= row < self._model.rowCount() and self._model.defect_at(row).defect_id != chosen:
            self._view.selectRow(row)

    def chosen(self) -> int | None:
        """The one row that is selected; None for none, or for several."""
        rows = self._selected_ranges()
        if len(rows) != 1 or len(rows[0]) != 1:
            return None
        return self._model.defect_at(rows[0][0]).defect_id

    def n_rows(self) -> int:
        return self._model.rowCount()

    def copy_rows(self) -> None:
        """What is selected, else all that is shown, onto the clipboard: headings and rows, parted by tabs."""
        rows = self.wanted_rows()
        if not rows:
            return
        lines = ["\t".join(str(self._model.headerData(column, Qt.Orientation.Horizontal)) for column in Column)]
        lines += [_line(row) for row in rows]
        QGuiApplication.clipboard().setText("\n".join(lines) + "\n")
        self.rows_copied.emit(len(rows))

    def wish_export(self) -> None:
        if rows := self.wanted_rows():
            self.export_wished.emit(tuple(rows))

    def wanted_rows(self) -> list[DefectRow]:
        """From top to bottom: those selected where there are several, else all that are shown."""
        ranges = self._selected_ranges()
        if sum(len(rows) for rows in ranges) > 1:
            return [self._model.defect_at(row) for row in sorted(row for rows in ranges for row in rows)]
        return self._model.shown_rows()

    def _selected_ranges(self) -> list[range]:
        """Model rows; ranges, since all 200,000 may be selected."""
        selection = self._view.selectionModel().selection()
        found = [selection.at(index) for index in range(selection.size())]
        return [range(one.top(), one.bottom() + 1) for one in found if one.isValid()]

    def _selected_ids(self) -> list[int]:
        rows = self._selected_ranges()
        if sum(len(one) for one in rows) > MAX_KEPT_SELECTED:  # all of them, at once: not worth a second of work
            return []
        return [self._model.defect_at(row).defect_id for one in rows for row in one]

    def _scroll_to(self, defect_id: int) -> None:
        if (row := self._model.row_of(defect_id)) is not None:
            self._view.scrollTo(self._model.index(row, 0))

    def _on_selection(self) -> None:
        if self._is_showing:
            return
        chosen = self.chosen()
        if chosen is not None and chosen != self._told:
            self._told = chosen
            self.defect_chosen.emit(chosen)
        elif chosen is None:
            self._told = None

    def _refresh_count(self) -> None:
        n_shown, n_all = self._model.rowCount(), self._model.n_all
        text = number(n_all) if n_shown == n_all else self.tr("{0} of {1}").format(number(n_shown), number(n_all))
        self._count.setText(text)
        self._pages.setCurrentIndex(1 if n_shown else 2 if n_all else 0)
        for button in (self._copy, self._export):
            button.setEnabled(n_shown > 0)


class FilterLine(QWidget):
    """What a row must have to be listed: words, a class, a severity."""

    changed = Signal()
    class_chosen = Signal(str)  # "": all

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = QLineEdit()
        self._text.setPlaceholderText(self.tr("Filter: class, position, file …"))
        self._text.setAccessibleName(self.tr("Filter the defects by words"))
        self._text.textChanged.connect(self._offer_clearing)
        self._text.textChanged.connect(self.changed)
        self._classes, self._severities = QComboBox(), QComboBox()
        self._classes.setAccessibleName(self.tr("Class of the defects listed"))
        self._classes.addItem(self.tr("all classes"), "")
        self._severities.setAccessibleName(self.tr("Severity of the defects listed"))
        for severity, name in (
            (Severity.NONE, self.tr("all severities")),
            (Severity.MINOR, self.tr("minor and up")),
            (Severity.MAJOR, self.tr("major and up")),
            (Severity.CRITICAL, self.tr("critical")),
        ):
            self._severities.addItem(name, severity.value)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
        row.setSpacing(GRID // 2)
        row.addWidget(self._text, 2)
        for box, weight in ((self._classes, 2), (self._severities, 2)):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(6)
            box.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            box.currentIndexChanged.connect(self.changed)
            row.addWidget(box, weight)
        self._classes.currentIndexChanged.connect(lambda _: self.class_chosen.emit(self._classes.currentData() or ""))
        for part in (self._text, self._classes, self._severities):
            part.setFont(font(SMALL_PX))

    def _offer_clearing(self) -> None:
        """From the first word on: Qt's button takes a while to make."""
        if self._text.isClearButtonEnabled():
            return
        self._text.setClearButtonEnabled(True)
        for button in self._text.findChildren(QToolButton):  # Qt's own, without a name
            button.setAccessibleName(self.tr("Clear the filter"))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def wanted(self) -> DefectFilter:
        severity = Severity(self._severities.currentData())
        return DefectFilter(self._text.text(), self._classes.currentData() or "", severity)

    def show_classes(self, names: Sequence[str]) -> None:
        """Those that can be chosen; the chosen one stays, also where it is not among them."""
        listed = [self._classes.itemData(index) for index in range(1, self._classes.count())]
        chosen = self._classes.currentData() or ""
        if chosen and chosen not in names:
            names = [*names, chosen]
        if listed == list(names):
            return
        before = self._classes.blockSignals(True)
        while self._classes.count() > 1:
            self._classes.removeItem(1)
        for name in names:
            self._classes.addItem(name, name)
        self._classes.setCurrentIndex(max(0, self._classes.findData(chosen)))
        self._classes.blockSignals(before)

    def choose_class(self, name: str) -> None:
        """Show it as chosen, also where no row has it; "": all. Nobody is told."""
        before = self._classes.blockSignals(True)
        if name and self._classes.findData(name) < 0:
            self._classes.addItem(name, name)
        self._classes.setCurrentIndex(self._classes.findData(name))
        self._classes.blockSignals(before)

    def focus(self) -> None:
        self._text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._text.selectAll()


def _small_button(icon_name: str, name: str, tip: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon(icon_name))
    button.setProperty("quiet", True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAccessibleName(name.removesuffix("…"))
    set_tip(button, tip)
    button.setFixedSize(BUTTON_PX, BUTTON_PX)
    return button


def _line(row: DefectRow) -> str:
    """The columns of a row, parted by tabs; one expression, since 200,000 are copied at once."""
    severity = short_severity(row.severity, is_graded=row.is_graded)
    return (
        f"{row.defect_id}\t{_cell(row.position)}\t{_cell(row.defect_class.name)}\t{row.size}\t{severity}"
        f"\t{row.score:.2f}\t{_cell(row.file)}"
    )


def _cell(text: str) -> str:
    """One cell of a table: neither a tab nor a new line parts it, and no spreadsheet takes it for a formula."""
    if _NEEDS_CARE.search(text) is None:
        return text
    return harmless(" ".join(text.split()) if any(char in text for char in "\t\r\n") else text)
