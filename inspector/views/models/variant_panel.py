"""A smaller variant of the chosen model, asked on the page in the place of the tabs: in which arithmetic, by which
frames its ranges of values are found, and what it gains on this PC."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from inspector.screens.models import VariantState
from inspector.views.fields import FIELD_PX
from inspector.views.models.change_panel import AskingPanel
from inspector.views.models.choice import Choice
from inspector.views.plain_text import PlainLabel
from inspector.views.small_widgets import dim_label, enable_in_place, scrolled, small
from inspector.views.theme import GRID, LARGE_PX, SMALL_PX, font


class VariantPanel(AskingPanel):
    pressed = Signal()  # make it
    chosen = Signal(str, str)  # id of an arithmetic, dataset

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = small(PlainLabel())
        self._title.setFont(font(LARGE_PX, is_bold=True))
        self._what, self._about = small(PlainLabel()), small(PlainLabel())
        self._calibrates = small(dim_label())
        self._why_not = small(PlainLabel())
        self._why_not.setProperty("warn", True)
        self.kind = Choice(self.tr("Arithmetic"))
        self.dataset = Choice(self.tr("Training frames of"))
        self._caption = dim_label(self.dataset.accessibleName(), SMALL_PX)
        self.button = QPushButton(self.tr("Make it"))
        self.cancel = QPushButton(self.tr("Cancel"))
        for button in (self.button, self.cancel):
            button.setAccessibleName(button.text())
            button.setFixedHeight(FIELD_PX)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._state: VariantState | None = None
        self.kind.chosen.connect(lambda kind: self._choose(kind=kind))
        self.dataset.chosen.connect(lambda dataset: self._choose(dataset=dataset))
        self.button.clicked.connect(self.pressed)
        self.cancel.clicked.connect(self.withdrawn)
        self._lay_out()

    def _lay_out(self) -> None:
        inside = QWidget()
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addStretch(1)
        buttons.addWidget(self.button)
        buttons.addWidget(self.cancel)
        column = QVBoxLayout(inside)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(self._title)
        column.addWidget(self._what)
        # Words that wrap get too much room in a form, so each stands below its field
        for widget in (
            dim_label(self.kind.accessibleName(), SMALL_PX), self.kind, self._about, self._caption, self.dataset,
            self._calibrates, self._why_not,
        ):  # fmt: skip
            column.addWidget(widget)
        column.addLayout(buttons)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(scrolled(inside))

    def _choose(self, *, kind: str = "", dataset: str = "") -> None:
        if self._state is not None:
            self.chosen.emit(kind or self._state.kind, dataset or self._state.dataset)

    def show_variant(self, state: VariantState | None) -> None:
        """None: it is closed."""
        is_new = state is not None and self._state is None
        self._state = state
        if state is None:
            return
        self._title.setText(state.title)
        self._what.setText(state.what)
        self._about.setText(state.about)
        self._calibrates.setText(state.calibrates)
        self._why_not.setText(state.why_not)
        self._why_not.setVisible(bool(state.why_not))
        self.kind.show_choices(state.kinds, state.kind)
        self.dataset.show_choices(tuple((name, name) for name in state.datasets), state.dataset)
        for widget in (self._caption, self.dataset, self._calibrates):
            widget.setVisible(bool(state.calibrates))
        enable_in_place(self.button, not state.why_not, self.kind)
        if is_new:
            (self.button if self.button.isEnabled() else self.kind).setFocus()
