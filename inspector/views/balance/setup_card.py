"""The top card: which dataset, what is made even, with how many frames; the headline, or work in hand."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from inspector.core.balancing import Unit
from inspector.screens.balance import BalanceState
from inspector.views.action_set import ActionSet
from inspector.views.balance.fields import Captioned
from inspector.views.fields import FIELD_PX, WholeField
from inspector.views.plain_text import PlainLabel, set_tip
from inspector.views.small_widgets import action_button, small
from inspector.views.theme import GRID, SMALL_PX, font
from inspector.views.work_head import HEIGHT, WorkHead

SAYS_PX, MAX_DATASET_PX = 200, 360  # of the headline at least; of the list of datasets with its button at most
ANOTHER_PX = 40
MAX_PER_HOST = 9
MAX_SEED = 999_999


class SetupCard(WorkHead):
    dataset_chosen = Signal(str)
    unit_chosen = Signal(object)  # Unit
    hosts_share_chosen = Signal(float)
    per_host_chosen = Signal(int)
    seed_chosen = Signal(int)
    crops_chosen = Signal(bool)

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        cancel = action_button(actions.qaction("balance.cancel"), is_quiet=False, size_px=16)
        cancel.setFixedSize(32, FIELD_PX)
        super().__init__(cancel, parent)
        self._actions = actions
        self._dataset = QComboBox()
        self._dataset.setAccessibleName(self.tr("Dataset"))
        self._dataset.setFixedHeight(FIELD_PX)
        self._dataset.setMinimumWidth(104)
        self._dataset.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._dataset.activated.connect(self._on_dataset)
        self._open = action_button(actions.qaction("balance.open"), is_quiet=False, size_px=18)
        self._open.setFixedHeight(FIELD_PX)
        self._another = action_button(actions.qaction("balance.import"), size_px=18)
        self._another.setFixedSize(ANOTHER_PX, FIELD_PX)
        self._another.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self._another.addAction(actions.qaction("balance.synthetic"))
        self._unit = QComboBox()
        self._unit.setAccessibleName(self.tr("Made even"))
        set_tip(self._unit, self.tr("What is counted per class, and made as many as of the other classes"))
        self._unit.setFixedHeight(FIELD_PX)
        for unit, text in (
            (Unit.FRAMES, self.tr("frames")),
            (Unit.INSTANCES, self.tr("defects")),
            (Unit.PIXELS, self.tr("pixels")),
            (Unit.SIZE_BANDS, self.tr("defects by size")),
        ):
            self._unit.addItem(text, unit)
        self._unit.activated.connect(self._on_unit)
        self._hosts = WholeField(
            self.tr("Clean frames used"), 0, 100, suffix=" %", step=5,
            tooltip=self.tr("Share of the clean frames that may take injections; the others stay clean"),
        )  # fmt: skip
        self._hosts.valueChanged.connect(lambda percent: self.hosts_share_chosen.emit(percent / 100))
        self._per_host = WholeField(
            self.tr("Defects per frame"), 1, MAX_PER_HOST, tooltip=self.tr("Injections into one clean frame")
        )
        self._per_host.valueChanged.connect(self.per_host_chosen)
        self._seed = WholeField(
            self.tr("Seed"), 0, MAX_SEED, tooltip=self.tr("The same seed and settings draw the same injections")
        )
        self._seed.valueChanged.connect(self.seed_chosen)
        self._crops = QCheckBox(self.tr("Clean parts too,\nin snapshots only"))
        self._crops.setAccessibleName(self.tr("Clean parts of frames too, in snapshots only"))
        set_tip(
            self._crops,
            self.tr(
                "Parts without a defect of frames that have defects elsewhere take injections. Snapshots only: "
                "training cuts views, and any view without a defect may take one."
            ),
        )
        self._crops.setFont(font(SMALL_PX))
        self._crops.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._crops.clicked.connect(self.crops_chosen)
        self._headline = small(PlainLabel())
        self._headline.setFont(font(is_bold=True))
        self._lay_out()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID + 4, 0, GRID + 4, 0)
        row.setSpacing(GRID)
        dataset = QHBoxLayout()
        dataset.setSpacing(4)
        dataset.addWidget(self._dataset, 1)
        dataset.addWidget(self._open)
        dataset.addWidget(self._another)
        holder = QWidget()
        dataset.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(dataset)
        self._dataset_field = Captioned(self.tr("Dataset"), holder)
        row.addWidget(self._dataset_field, 0, Qt.AlignmentFlag.AlignVCenter)
        self._fields: list[Captioned] = []
        for caption, field, width in (
            (self.tr("Made even"), self._unit, 128),
            (self.tr("Clean frames"), self._hosts, 76),
            (self.tr("Per frame"), self._per_host, 56),
            (self.tr("Seed"), self._seed, 72),
        ):
            field.setFixedWidth(width)
            self._fields.append(Captioned(caption, field))
            row.addWidget(self._fields[-1], 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._crops, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addSpacing(GRID)
        row.addLayout(self.says(self._headline), 1)

    def dataset(self) -> str:
        """Name in the list, "" where there is none."""
        return self._dataset.currentText()

    def show_state(self, state: BalanceState) -> None:
        if [self._dataset.itemText(index) for index in range(self._dataset.count())] != list(state.datasets):
            with QSignalBlocker(self._dataset):
                self._dataset.clear()
                self._dataset.addItems(list(state.datasets))
        with QSignalBlocker(self._dataset):
            if state.dataset in state.datasets:
                self._dataset.setCurrentIndex(state.datasets.index(state.dataset))
        self._dataset.setEnabled(bool(state.datasets))
        set_tip(self._dataset, state.dataset)
        self._unit.setCurrentIndex(self._unit.findData(state.unit))
        self._hosts.show_value(round(state.hosts_share * 100))
        self._per_host.show_value(state.per_host)
        self._seed.show_value(state.seed)
        self._crops.setChecked(state.uses_crops)
        for field in (self._unit, self._hosts, self._per_host, self._seed):
            field.setEnabled(state.is_open)
        self._crops.setEnabled(state.is_open and state.can_use_crops)
        self._headline.setText(state.headline)

    def _on_dataset(self, _index: int) -> None:
        self.dataset_chosen.emit(self.dataset())

    def _on_unit(self, _index: int) -> None:
        self.unit_chosen.emit(Unit(self._unit.currentData()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = sum(field.sizeHint().width() for field in (*self._fields, self._crops)) + 7 * GRID + 2 * (GRID + 4)
        room = self.width() - beside - SAYS_PX
        style = Qt.ToolButtonStyle
        self._open.setToolButtonStyle(style.ToolButtonTextBesideIcon)
        self._open.setMinimumWidth(0)
        worded = self._dataset.minimumWidth() + self._open.sizeHint().width() + ANOTHER_PX + 8
        if room < worded:
            self._open.setToolButtonStyle(style.ToolButtonIconOnly)
            self._open.setMinimumWidth(32)
        needed = self._dataset.minimumWidth() + self._open.sizeHint().width() + ANOTHER_PX + 8
        self._dataset_field.setFixedWidth(max(needed, min(MAX_DATASET_PX, room)))

    def sizeHint(self) -> QSize:
        return QSize(900, HEIGHT)
