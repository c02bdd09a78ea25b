"""The options of the tool in hand, in one line of fixed height: nothing jumps when the tool changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QWidget

from inspector.core.classes import IGNORE_INDEX
from inspector.screens.painting import (
    MAX_BRUSH_PX,
    MAX_CELL_PX,
    MAX_ISLAND_PX,
    MAX_MARGIN,
    MIN_BRUSH_PX,
    MIN_CELL_PX,
    BoxRule,
    IslandChoice,
    MarginChoice,
    PaintOptions,
    PaintState,
    PaintTool,
)
from inspector.texts import painting as texts
from inspector.views.class_look import swatch
from inspector.views.fields import FIELD_PX, NumberField, WholeField
from inspector.views.plain_text import PlainLabel
from inspector.views.small_widgets import Card, ElidedLabel
from inspector.views.theme import GRID, SMALL_PX, font

HEIGHT_PX = 44
SWATCH_PX = 16
T = PaintTool
BRUSHES = (T.BRUSH, T.GREY, T.LINE, T.GROW)


class OptionsLine(Card):
    options_chosen = Signal(object)  # PaintOptions
    left = Signal()  # a field is done with: the keys may go back to the picture

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(HEIGHT_PX)
        self._options = PaintOptions()
        self._swatch, self._class = PlainLabel(), PlainLabel()
        self._class.setFont(font(is_bold=True))
        self._hint = ElidedLabel()
        self._hint.setProperty("dim", True)
        self._hint.setFont(font(SMALL_PX))
        self._hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._parts: list[tuple[QWidget, tuple[PaintTool, ...], IslandChoice | None]] = []
        self._shown: list[Callable[[PaintOptions], None]] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(GRID + 4, 0, GRID + 4, 0)
        self._row.setSpacing(GRID)
        self._row.addWidget(self._swatch)
        self._row.addWidget(self._class)
        self._row.addSpacing(GRID)
        self._add_fields()
        self._row.addWidget(self._hint, 1)

    def _add_fields(self) -> None:
        self._whole(self.tr("Size"), "size_px", MIN_BRUSH_PX, MAX_BRUSH_PX, " px", BRUSHES)
        self._check(self.tr("Square"), "is_square", (T.BRUSH, T.GREY))
        self._check(self.tr("Size by pen pressure"), "pressure_sizes", (T.BRUSH, T.GREY))
        self._whole(self.tr("Grey values ±"), "grey_tolerance", 0, 255, "", (T.GREY,))
        self._whole(self.tr("Grey values ±"), "wand_tolerance", 0, 255, "", (T.WAND,))
        self._check(self.tr("Keep to the ridge"), "follows_ridge", (T.LINE,))
        self._whole(self.tr("Cells"), "cell_px", MIN_CELL_PX, MAX_CELL_PX, " px", (T.CELLS,))
        self._choice("box_rule", {one: texts.BOX_RULE_NAMES[one].translated() for one in BoxRule}, (T.MASK_BOX,))
        self._choice("island_choice", {one: texts.ISLAND_NAMES[one].translated() for one in IslandChoice}, (T.ISLANDS,))
        self._whole(self.tr("Below"), "island_px", 1, MAX_ISLAND_PX, " px", (T.ISLANDS,), IslandChoice.SMALL)
        self._whole(self.tr("Below"), "waist_percent", 1, 100, " %", (T.ISLANDS,), IslandChoice.CUT_AT_WAISTS)
        self._choice("margin_choice", {one: texts.MARGIN_NAMES[one].translated() for one in MarginChoice}, (T.MARGIN,))
        self._margin = NumberField(self.tr("By"), 0.0, MAX_MARGIN, decimals=2, step=0.1, suffix=" mm")
        self._margin.valueChanged.connect(lambda value: self._choose(margin=value))
        self._add(None, self._margin, (T.MARGIN,), lambda options: self._margin.show_value(options.margin))
        self._whole(self.tr("Holes up to"), "hole_px", 0, MAX_ISLAND_PX, " px", (T.HOLES,), none=self.tr("any size"))
        self._check(self.tr("All of the class"), "acts_on_class", (T.MARGIN, T.HOLES))

    def show_state(self, state: PaintState) -> None:
        options = self._options = state.options
        for part, tools, choice in self._parts:
            part.setVisible(options.tool in tools and choice in (None, options.island_choice))
        for show in self._shown:
            show(options)
        self._margin.show_unit(
            " mm" if state.is_scaled else " px", 2 if state.is_scaled else 1, 0.1 if state.is_scaled else 1.0
        )
        self._hint.setProperty("dim", not state.has_preview)  # what waits for a key is said louder
        self._hint.style().polish(self._hint)
        self._hint.setText(state.hint)
        self._show_class(state)
        self.setEnabled(state.is_open)

    def _show_class(self, state: PaintState) -> None:
        index = state.options.class_index
        known = next((one for one in state.classes if one.index == index), None)
        name = ""
        if state.options.is_erasing:
            name = texts.BACKGROUND.translated()
        elif index == IGNORE_INDEX:
            name = texts.IGNORED.translated()
        elif known is not None:
            name = known.name
        self._class.setText(name if state.is_open else "")
        if known is not None and not state.options.is_erasing and state.is_open:
            self._swatch.setPixmap(swatch(known, SWATCH_PX, self.devicePixelRatio()))
        else:
            self._swatch.clear()

    # fields

    def _whole(
        self, name: str, option: str, low: int, high: int, suffix: str, tools: tuple[PaintTool, ...],
        of_choice: IslandChoice | None = None, *, none: str = "",
    ) -> None:  # fmt: skip
        field = WholeField(name, low, high, suffix=suffix)
        if none:
            field.setSpecialValueText(none)
        field.valueChanged.connect(lambda value: self._choose(**{option: value}))
        self._add(name, field, tools, lambda options: field.show_value(getattr(options, option)), of_choice)

    def _check(self, name: str, option: str, tools: tuple[PaintTool, ...]) -> None:
        box = QCheckBox(name)
        box.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        box.toggled.connect(lambda is_on: self._choose(**{option: is_on}))

        def show(options: PaintOptions) -> None:
            with QSignalBlocker(box):
                box.setChecked(getattr(options, option))

        self._add(None, box, tools, show)

    def _choice(self, option: str, names: dict[Any, str], tools: tuple[PaintTool, ...]) -> None:
        box = QComboBox()
        box.setFixedHeight(FIELD_PX)
        for choice, name in names.items():
            box.addItem(name, choice)
        box.setAccessibleName(names[next(iter(names))])
        choices = list(names)
        box.activated.connect(lambda index: self._choose(**{option: choices[index]}))

        def show(options: PaintOptions) -> None:
            with QSignalBlocker(box):
                box.setCurrentIndex(choices.index(getattr(options, option)))

        self._add(None, box, tools, show)

    def _add(
        self, name: str | None, field: QWidget, tools: tuple[PaintTool, ...], show: Callable[[PaintOptions], None],
        of_choice: IslandChoice | None = None,
    ) -> None:  # fmt: skip
        """``of_choice``: shown only while islands are chosen so."""
        if name is not None:
            label = PlainLabel(name)
            label.setProperty("dim", True)
            self._row.addWidget(label)
            self._parts.append((label, tools, of_choice))
        self._row.addWidget(field)
        self._parts.append((field, tools, of_choice))
        self._shown.append(show)
        finished = getattr(field, "editingFinished", None)
        if finished is not None:
            # With Enter, that is. Qt says so too when the focus goes, which knows where it goes.
            finished.connect(lambda: self.left.emit() if field.hasFocus() else None)

    def _choose(self, **changed: object) -> None:
        self.options_chosen.emit(replace(self._options, **changed))  # type: ignore[arg-type]  # each field its own
