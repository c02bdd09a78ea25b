"""What is searched, and what was found: the left column of the Review page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from inspector.core.defect import Severity
from inspector.screens.review import ResultRow, ReviewState, SearchChoices, SearchForm, Wanted
from inspector.views.plain_text import set_tip
from inspector.views.review.result_list import ResultList
from inspector.views.small_widgets import Card, ElidedLabel, dim_label, scrolled
from inspector.views.theme import GRID, SMALL_PX, font

TYPING_MS = 250  # until what is typed is searched


class SearchPanel(Card):
    search_changed = Signal(object)  # SearchForm
    more_wished = Signal()
    result_chosen = Signal(int)  # place in the results

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(TYPING_MS)
        self._wait.timeout.connect(self._tell)
        self._text = self._field(self.tr("Piece or id"), self.tr("Search pieces by name or id"))
        self._wanted = self._choice(self.tr("What is listed"))
        self._wanted.addItem(self.tr("Pieces"), Wanted.PIECES.value)
        self._wanted.addItem(self.tr("Defects of many pieces"), Wanted.DEFECTS.value)
        self._more = QToolButton()
        self._more.setText(self.tr("Filters"))
        self._more.setCheckable(True)
        self._more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        set_tip(self._more, self.tr("Time, class, severity, size, place, line, model, verdict"))
        self._fields = QWidget()
        self._lay_out_fields()
        self._fields_area = scrolled(self._fields)  # in a low window a message below leaves little room
        self._fields_area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._fields_area.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._fields_area.setSizeAdjustPolicy(QScrollArea.SizeAdjustPolicy.AdjustToContents)
        self._more.toggled.connect(self._fields_area.setVisible)
        self._fields_area.setVisible(False)
        self._status = ElidedLabel()
        self._status.setFont(font(SMALL_PX))
        self._status.setProperty("dim", True)
        self.results = ResultList()
        self.results.result_chosen.connect(self.result_chosen)
        self.results.end_neared.connect(self.more_wished)
        second = QHBoxLayout()
        second.setSpacing(GRID // 2)
        second.addWidget(self._wanted, 1)
        second.addWidget(self._more)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, 1, 1)
        layout.setSpacing(GRID // 2)
        above = QVBoxLayout()
        above.setContentsMargins(0, 0, GRID, 0)
        above.setSpacing(GRID // 2)
        above.addWidget(self._text)
        above.addLayout(second)
        above.addWidget(self._fields_area)
        above.addWidget(self._status)
        layout.addLayout(above)
        layout.addWidget(self.results, 1)

    def _lay_out_fields(self) -> None:
        self._since = self._field("2026-01-31", self.tr("From this day on"))
        self._until = self._field("2026-01-31", self.tr("Up to this day"))
        self._class = self._choice(self.tr("Class of a defect"), self.tr("any class"))
        self._severity = self._choice(self.tr("Least severity of a defect"))
        for severity, name in (
            (Severity.NONE, self.tr("any severity")),
            (Severity.MINOR, self.tr("minor and up")),
            (Severity.MAJOR, self.tr("major and up")),
            (Severity.CRITICAL, self.tr("critical")),
        ):
            self._severity.addItem(name, severity.value)
        self._size = self._field("mm", self.tr("Least size of a defect in mm"))
        self._along = tuple(self._field("m", name) for name in (self.tr("From metre"), self.tr("To metre")))
        self._across = tuple(self._field("mm", name) for name in (self.tr("From mm across"), self.tr("To mm across")))
        self._line = self._choice(self.tr("Line"), self.tr("any line"))
        self._model = self._choice(self.tr("Model"), self.tr("any model"))
        self._verdict = self._choice(self.tr("Verdict"), self.tr("any verdict"))
        for name, text in (
            ("accept", self.tr("accepted")),
            ("downgrade", self.tr("downgraded")),
            ("reject", self.tr("rejected")),
            ("undecided", self.tr("undecided")),
            ("none", self.tr("not judged")),
        ):
            self._verdict.addItem(text, name)
        grid = QGridLayout(self._fields)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GRID // 2)
        lines: tuple[tuple[str, tuple[QWidget, ...]], ...] = (
            (self.tr("Days"), (self._since, self._until)),
            (self.tr("Defect"), (self._class, self._severity)),
            (self.tr("Size from"), (self._size,)),
            (self.tr("Along"), self._along),
            (self.tr("Across"), self._across),
            (self.tr("Line"), (self._line,)),
            (self.tr("Model"), (self._model,)),
            (self.tr("Verdict"), (self._verdict,)),
        )
        for place, (name, parts) in enumerate(lines):
            grid.addWidget(dim_label(name, SMALL_PX), place, 0)
            for column, part in enumerate(parts):
                grid.addWidget(part, place, 1 + column, 1, 2 if len(parts) == 1 else 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)

    def _field(self, hint: str, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setPlaceholderText(hint)
        field.setAccessibleName(name)
        field.setFont(font(SMALL_PX))
        set_tip(field, name)
        field.textEdited.connect(lambda _: self._wait.start())
        field.returnPressed.connect(self._tell)
        return field

    def _choice(self, name: str, any_text: str = "") -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setFont(font(SMALL_PX))
        box.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(5)
        if any_text:
            box.addItem(any_text, "")
        box.activated.connect(lambda _: self._tell())
        return box

    def form(self) -> SearchForm:
        return SearchForm(
            wanted=Wanted(self._wanted.currentData()),
            text=self._text.text(),
            since=self._since.text(),
            until=self._until.text(),
            line=self._line.currentData() or "",
            model=self._model.currentData() or "",
            verdict=self._verdict.currentData() or "",
            class_name=self._class.currentData() or "",
            min_severity=Severity(self._severity.currentData()),
            min_size_mm=self._size.text(),
            along_m=(self._along[0].text(), self._along[1].text()),
            across_mm=(self._across[0].text(), self._across[1].text()),
        )

    def show_choices(self, choices: SearchChoices) -> None:
        """What is chosen stays, also where the records do not hold it any more."""
        for box, names in (
            (self._class, choices.class_names),
            (self._line, choices.lines),
            (self._model, choices.models),
        ):
            chosen = box.currentData() or ""
            with QSignalBlocker(box):
                while box.count() > 1:
                    box.removeItem(1)
                for name in [*names, *([chosen] if chosen and chosen not in names else [])]:
                    box.addItem(name, name)
                box.setCurrentIndex(max(0, box.findData(chosen)) if chosen else 0)

    def show_results(self, rows: Sequence[ResultRow]) -> None:
        self.results.show_results(rows)

    def show_state(self, state: ReviewState) -> None:
        self._status.setText(state.results)

    def focus(self) -> None:
        self._text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._text.selectAll()

    def _tell(self) -> None:
        self._wait.stop()
        self.search_changed.emit(self.form())
