"""The rules of one class: what its injections may look like and where they may lie. Every change gives all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from inspector.core.balancing import MAX_PX, ClassRules, Zone
from inspector.screens.balance import RulesState
from inspector.views.action_set import ActionSet
from inspector.views.balance.fields import Captioned, LineSlider, RangeField
from inspector.views.balance.pending_edits import PendingEdits
from inspector.views.class_look import swatch
from inspector.views.fields import FIELD_PX, NumberField
from inspector.views.plain_text import PlainLabel, set_tip
from inspector.views.small_widgets import Card, ElidedLabel, action_button, dim_label, scrolled, small
from inspector.views.theme import GRID, SMALL_PX, font
from inspector.views.throttle import Throttle

ACT_EVERY_MS = 33  # a dragged slider acts about 30 times a second
SWATCH_PX = 14
PERCENT = 100
ZONES_WITH_DISTANCE = (Zone.EDGE, Zone.CENTRE)


class RulesForm(Card):
    rules_chosen = Signal(object)  # ClassRules
    rules_reset = Signal()

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: RulesState | None = None
        self._rules = ClassRules()
        self._pending: PendingEdits[ClassRules] = PendingEdits()
        self._throttle = Throttle(ACT_EVERY_MS, self)
        self._throttle.passed.connect(self.rules_chosen)
        self._make_fields()
        self._defaults = QToolButton()
        self._defaults.setText(self.tr("Default"))
        self._defaults.setAccessibleName(self.tr("Default rules"))
        set_tip(self._defaults, self.tr("Back to the default rules"))
        self._defaults.setProperty("quiet", True)
        self._defaults.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._defaults.clicked.connect(self.rules_reset)
        self._undo = action_button(actions.qaction("balance.undo"), size_px=18)
        self._redo = action_button(actions.qaction("balance.redo"), size_px=18)
        self._lay_out()
        self.show_rules(None)

    def _make_fields(self) -> None:
        self._flips = self._check(
            self.tr("Mirror"), self.tr("A donor may be laid mirrored, left to right and top to bottom"), "flips"
        )
        self._turn = NumberField(
            self.tr("Turn by up to"), 0, 180, suffix=" °", step=5,
            tooltip=self.tr("A donor may be turned by so much, either way"),
        )  # fmt: skip
        self._turn.valueChanged.connect(lambda value: self._set(turn_deg=value))
        self._scale = self._range(
            self.tr("Scale"), (10, 400), suffix=" %", step=5,
            tooltip=self.tr("A donor may be made smaller or larger within these"),
            change=lambda low, high: self._set(scale=(low / PERCENT, high / PERCENT)),
        )  # fmt: skip
        self._size = self._range(
            self.tr("Size"), (0, MAX_PX), suffix=" px", step=4, has_no_limit=True,
            tooltip=self.tr("Longest extent after scaling; a defect outside these is not injected"),
            change=lambda low, high: self._set(size_px=(low, high)),
        )  # fmt: skip
        self._size_mm = small(dim_label("", SMALL_PX))
        self._angle = self._range(
            self.tr("Angle to travel"), (-90, 90), suffix=" °", step=5,
            tooltip=self.tr("Of the long axis to the direction of travel, for defects that have a long axis"),
            change=lambda low, high: self._set(angle_deg=(low, high)),
        )  # fmt: skip
        self._zone = QComboBox()
        self._zone.setAccessibleName(self.tr("Where on the frame"))
        set_tip(self._zone, self.tr("Where the class occurs on the product; elsewhere nothing is injected"))
        self._zone.setFixedHeight(FIELD_PX)
        self._zone.setMinimumWidth(64)
        self._zone.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._zone.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for zone, text in (
            (Zone.ANYWHERE, self.tr("anywhere")),
            (Zone.AS_DONOR, self.tr("where its donor lay")),
            (Zone.EDGE, self.tr("near an edge of the product")),
            (Zone.CENTRE, self.tr("away from both edges")),
            (Zone.FACE, self.tr("on the bright face of a rail")),
        ):
            self._zone.addItem(text, zone)
        self._zone.activated.connect(self._on_zone)
        self._distance = NumberField(
            self.tr("Distance from the edge"), 0, 9999, suffix=" px", step=4,
            tooltip=self.tr("Nearer than this counts as near an edge, further as away from it"),
        )  # fmt: skip
        self._distance.valueChanged.connect(lambda value: self._set(zone_px=value))
        self._distance_mm = dim_label("", SMALL_PX)
        self._blended = LineSlider(
            self.tr("Blended share"), PERCENT, round(ClassRules().blended_share * PERCENT), snap=2,
            tooltip=self.tr("Blended: the donor's texture on the clean frame's light.\nPasted: cut out and laid over."),
        )  # fmt: skip
        self._blended.valueChanged.connect(lambda percent: self._set(blended_share=percent / PERCENT))
        self._blended_caption = Captioned("", self._blended)
        self._brightness = self._check(
            self.tr("Match brightness"), self.tr("The donor takes the brightness of where it is laid"),
            "matches_brightness",
        )  # fmt: skip
        self._contrast = self._range(
            self.tr("Contrast"), (0.05, 5), suffix=" ×", step=0.05, decimals=2,
            tooltip=self.tr("By what the donor's texture may be weakened or strengthened to fit where it is laid"),
            change=lambda low, high: self._set(contrast=(low, high)),
        )  # fmt: skip
        self._sides = self._check(
            self.tr("Keep at its border"),
            self.tr("A defect cut off by its frame's border lies at the same border again"), "keep_touching_border",
        )  # fmt: skip
        self._min_realism = LineSlider(
            self.tr("Minimum realism"),
            PERCENT,
            None,
            tooltip=self.tr("An injection that looks less real is tried again"),
        )
        self._min_realism.valueChanged.connect(lambda percent: self._set(min_realism=percent / PERCENT))
        self._min_realism_caption = Captioned("", self._min_realism)
        self._learnt = small(dim_label("", SMALL_PX))

    def _check(self, text: str, tooltip: str, rule: str) -> QCheckBox:
        box = QCheckBox(text)
        box.setAccessibleName(text)
        set_tip(box, tooltip)
        box.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        box.clicked.connect(lambda is_on: self._set(**{rule: is_on}))
        return box

    def _range(
        self,
        name: str,
        ends: tuple[float, float],
        *,
        suffix: str,
        step: float,
        tooltip: str,
        change: Callable[[float, float], None],
        decimals: int = 0,
        has_no_limit: bool = False,
    ) -> RangeField:
        fields = [
            NumberField(
                f"{name}, {end}", *ends, suffix=suffix, step=step, decimals=decimals, tooltip=tooltip,
                has_no_limit=has_no_limit and end == self.tr("to"),
            )
            for end in (self.tr("from"), self.tr("to"))
        ]  # fmt: skip
        made = RangeField(*fields)
        made.changed.connect(change)
        return made

    def _lay_out(self) -> None:
        self._swatch = PlainLabel()
        self._swatch.setFixedSize(QSize(SWATCH_PX, SWATCH_PX))
        self._title = ElidedLabel()
        self._title.setFont(font(is_bold=True))
        head = QHBoxLayout()
        head.setContentsMargins(GRID + 4, 4, 4, 4)
        head.setSpacing(2)
        head.addWidget(self._swatch)
        head.addSpacing(6)
        head.addWidget(self._title, 1)
        for button in (self._undo, self._redo):
            button.setFixedSize(30, FIELD_PX)
            head.addWidget(button)
        self._defaults.setFixedHeight(FIELD_PX)
        head.addWidget(self._defaults)
        self._inside = QWidget()
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(GRID + 4, 4, GRID, GRID)
        column.setSpacing(GRID)
        column.addWidget(self._group(self.tr("Position")))
        column.addWidget(Captioned(self.tr("Where on the frame"), self._zone))
        column.addLayout(_beside(Captioned(self.tr("Distance from the edge"), self._distance), self._distance_mm))
        column.addWidget(self._sides)
        column.addWidget(self._group(self.tr("Shape")))
        column.addWidget(Captioned(self.tr("Size"), self._size))
        column.addWidget(self._size_mm)
        column.addWidget(Captioned(self.tr("Scale"), self._scale))
        column.addWidget(Captioned(self.tr("Angle to travel"), self._angle))
        column.addWidget(Captioned(self.tr("Turn by up to"), self._turn))
        column.addWidget(self._flips)
        column.addWidget(self._group(self.tr("Light")))
        column.addWidget(self._blended_caption)
        column.addWidget(self._brightness)
        column.addWidget(Captioned(self.tr("Contrast"), self._contrast))
        column.addWidget(self._group(self.tr("Realism")))
        column.addWidget(self._min_realism_caption)
        column.addWidget(self._learnt)
        column.addStretch(1)
        area = scrolled(self._inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(area, 1)

    def _group(self, text: str) -> QLabel:
        label = PlainLabel(text)
        label.setFont(font(SMALL_PX, is_bold=True))
        label.setContentsMargins(0, 4, 0, 0)
        return label

    # What is shown

    def show_rules(self, state: RulesState | None) -> None:
        """Nothing is emitted; what is being typed, and a slider that is being dragged, stand."""
        is_other = state is None or self._state is None or state.defect_class != self._state.defect_class
        self._state = state
        self._inside.setEnabled(state is not None)
        self._defaults.setEnabled(state is not None)
        if is_other:
            self._pending.clear()
            self._show_class(state)
        if state is None:
            return
        if not self._pending.is_old(state.rules):
            self._pending.clear()
            self._rules = state.rules
            self._show_fields(state.rules)
        self._show_consequences()
        self._learnt.setText(
            self.tr("learnt from {0} accepted, {1} rejected").format(state.n_accepted, state.n_rejected)
            if state.n_accepted or state.n_rejected
            else self.tr("nothing accepted or rejected yet")
        )

    def _show_class(self, state: RulesState | None) -> None:
        if state is None:
            self._swatch.hide()
            self._title.setText(self.tr("Rules"))
            self._show_fields(ClassRules())
            return
        self._swatch.show()
        self._swatch.setPixmap(swatch(state.defect_class, SWATCH_PX, self.devicePixelRatio()))
        self._title.setText(state.defect_class.name)

    def _show_fields(self, rules: ClassRules) -> None:
        self._flips.setChecked(rules.flips)
        self._turn.show_value(rules.turn_deg)
        self._scale.show_range(*(one * PERCENT for one in rules.scale))
        self._size.show_range(*rules.size_px)
        self._angle.show_range(*rules.angle_deg)
        self._zone.setCurrentIndex(self._zone.findData(rules.zone))
        self._distance.show_value(rules.zone_px)
        self._blended.show_value(round(rules.blended_share * PERCENT))
        self._brightness.setChecked(rules.matches_brightness)
        self._contrast.show_range(*rules.contrast)
        self._sides.setChecked(rules.keep_touching_border)
        self._min_realism.show_value(round(rules.min_realism * PERCENT))

    def _show_consequences(self) -> None:
        """What follows from the rules: lengths in mm, shares as texts, and whether a distance means anything."""
        rules = self._rules
        mm = self._state.mm_per_px if self._state is not None else None
        low, high = rules.size_px
        upper = self.tr("no limit") if high >= MAX_PX else f"{high * (mm or 0):.1f} mm"
        self._size_mm.setText("" if mm is None else f"= {low * mm:.1f} mm – {upper}")
        self._size_mm.setVisible(mm is not None)
        self._distance.setEnabled(rules.zone in ZONES_WITH_DISTANCE)
        self._distance_mm.setText("" if mm is None else f"= {rules.zone_px * mm:.1f} mm")
        blended = round(rules.blended_share * PERCENT)
        self._blended_caption.label.setText(self.tr("Blended {0} % · pasted {1} %").format(blended, PERCENT - blended))
        self._min_realism_caption.label.setText(self.tr("Minimum realism {0}").format(f"{rules.min_realism:.2f}"))

    # What people do

    def _set(self, **changed: Any) -> None:
        self._rules = replace(self._rules, **changed)
        self._show_consequences()
        self._pending.put(self._rules)
        self._throttle.put(self._rules)

    def _on_zone(self, _index: int) -> None:
        self._set(zone=Zone(self._zone.currentData()))


def _beside(field: QWidget, note: QLabel) -> QHBoxLayout:
    """A short field, and what it comes to beside it."""
    row = QHBoxLayout()
    row.setSpacing(GRID)
    row.addWidget(field, 1)
    row.addWidget(note, 1, Qt.AlignmentFlag.AlignBottom)
    note.setMinimumHeight(FIELD_PX)
    return row
