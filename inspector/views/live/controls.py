"""The top row of the page: start or stop, what is inspected with which model, and how the run goes.

Nothing lies over headline and stats: what must be told stands in the strip of notices below.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from inspector.screens.live import Asked, LiveState, RunState
from inspector.screens.recent import RecentItem
from inspector.views.action_set import ActionSet
from inspector.views.icons import icon
from inspector.views.live.recent_menu import RecentMenu
from inspector.views.live.stats_bar import StatsBar
from inspector.views.plain_text import set_tip
from inspector.views.small_widgets import Card, ElidedLabel, action_button, enable_in_place, show_progress
from inspector.views.theme import GRID, HUGE_PX, LARGE_PX, font

HEIGHT = 88
MARGIN = 6
WIDE_PX = 1100  # from here on buttons show their words
START_PX, NARROW_START_PX = 176, 168
NARROW_BUTTON_PX = 48
SOURCES = ("live.open_folder", "live.open_video", "live.open_camera", "live.open_demo")


class Controls(Card):
    recent_chosen = Signal(str, object)  # path or address, SourceOptions
    recent_forgotten = Signal(str)  # path or address, "" for all

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._is_running = False
        self._start = QPushButton()
        self._start.setText(actions.qaction("live.start_stop").text())
        self._start.setAccessibleName(self._start.text())
        self._start.setIconSize(QSize(24, 24))
        self._start.setFont(font(HUGE_PX, is_bold=True))
        self._start.setFixedSize(QSize(START_PX, HEIGHT - 2 * MARGIN))
        self._start.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        actions.keep_tip(self._start, "live.start_stop")
        self._start.clicked.connect(actions.qaction("live.start_stop").trigger)
        self._source = QToolButton()
        self._source.setText(self.tr("Source"))
        set_tip(self._source, self.tr("Choose what is inspected"))
        self._source.setAccessibleName(self.tr("Source"))
        self._source.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._source.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self._source.setIconSize(QSize(24, 24))
        self._source.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._source.setProperty("quiet", True)
        menu = QMenu(self._source)
        for action_id in SOURCES:
            menu.addAction(actions.qaction(action_id))
        self._source.setMenu(menu)
        self._recent = RecentMenu(menu)
        self._recent.chosen.connect(self.recent_chosen)
        self._recent.forgotten.connect(self.recent_forgotten)
        self._opens, self._cancels = actions.qaction("live.open_model"), actions.qaction("live.cancel_model")
        self._model = action_button(self._opens, has_word=True, size_px=24)
        self._piece = action_button(actions.qaction("live.new_piece"), has_word=True, size_px=24)
        self._headline = ElidedLabel()
        self._headline.setFont(font(LARGE_PX, is_bold=True))
        self._what = ElidedLabel()
        self._what.setProperty("dim", True)
        self._progress = QProgressBar()
        self._progress.setRange(0, 1000)
        self._progress.setTextVisible(False)
        self._progress.setFixedHeight(4)
        self._progress.setAccessibleName(self.tr("Progress"))
        keeps_room = self._progress.sizePolicy()
        keeps_room.setRetainSizeWhenHidden(True)
        self._progress.setSizePolicy(keeps_room)
        self._asked: Asked | None = None
        self._stats = StatsBar()
        self._lay_out()
        actions.lock_changed.connect(self._on_lock)
        self.refresh_icons()

    def _on_lock(self, is_locked: bool) -> None:
        self._source.setEnabled(not is_locked)
        set_tip(self._source, self._actions.lock_text() if is_locked else self.tr("Choose what is inspected"))

    def _lay_out(self) -> None:
        self.setMinimumHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addStretch(1)
        column.addWidget(self._headline)
        column.addWidget(self._what)
        column.addWidget(self._progress)
        column.addStretch(1)
        normal = QWidget()
        normal_row = QHBoxLayout(normal)
        normal_row.setContentsMargins(GRID, 0, GRID, 0)
        normal_row.setSpacing(2 * GRID)
        normal_row.addLayout(column, 1)
        normal_row.addWidget(self._stats, 0, Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        row.setSpacing(4)
        row.addWidget(self._start)
        row.addSpacing(4)
        for button in (self._source, self._model, self._piece):
            button.setFixedHeight(64)
            row.addWidget(button)
        self._button_widths = [max(72, button.sizeHint().width()) for button in (self._source, self._model)]
        self._piece.setFixedWidth(max(72, self._piece.sizeHint().width()))
        row.addWidget(normal, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where room is short, what an engineer opens shows its icon alone: words of the line beside it matter more.
        A new piece is begun by operators, and keeps its word."""
        super().resizeEvent(event)
        style = Qt.ToolButtonStyle
        is_wide = self.width() >= WIDE_PX
        for button, width in zip((self._source, self._model), self._button_widths, strict=True):
            button.setToolButtonStyle(style.ToolButtonTextUnderIcon if is_wide else style.ToolButtonIconOnly)
            button.setMinimumWidth(width if is_wide else NARROW_BUTTON_PX)
            button.setMaximumWidth(width if is_wide else NARROW_BUTTON_PX)
        self._start.setFixedWidth(START_PX if is_wide else NARROW_START_PX)

    def refresh_icons(self) -> None:
        self._source.setIcon(icon("source"))
        start = icon("stop" if self._is_running else "start", 24)
        self._start.setIcon(start)
        self._actions.qaction("live.start_stop").setIcon(start)

    def show_state(self, state: LiveState) -> None:
        is_running = state.run_state in (RunState.STARTING, RunState.RUNNING, RunState.STOPPING)
        start = self._actions.qaction("live.start_stop")
        start.setText(
            {
                RunState.STARTING: self.tr("Starting…"),
                RunState.STOPPING: self.tr("Stopping…"),
                RunState.RUNNING: self.tr("Stop"),
            }.get(state.run_state, self.tr("Start"))
        )
        is_asked = state.asked is not None and state.asked.action_id == "live.start_stop"
        self._start.setText(self.tr("Press again") if is_asked else start.text())
        self._start.setAccessibleName(self._start.text())
        if is_running != self._is_running:
            self._is_running = is_running
            self.refresh_icons()
        can_stop = state.run_state in (RunState.STARTING, RunState.RUNNING)
        is_allowed = can_stop or (state.can_start and not is_running)
        self._actions.allow("live.start_stop", is_allowed)
        enable_in_place(self._start, is_allowed, self)
        self._show_words(state, is_asked)
        self._start.setFont(font(LARGE_PX if is_asked else HUGE_PX, is_bold=True))  # polishing has put it back
        self._model.setDefaultAction(self._cancels if state.loading else self._opens)
        self._stats.show_stats(state.stats)
        is_loading = bool(state.loading) and state.progress is None
        self._progress.setVisible(state.progress is not None or is_loading)
        self._progress.setRange(0, 0 if is_loading else 1000)  # how long a model takes nobody knows: a bar that runs
        if state.progress is not None:
            show_progress(self._progress, round(state.progress * 1000))

    def _show_words(self, state: LiveState, is_asked: bool) -> None:
        """A question stands where headline and source do, and is gone in seconds."""
        self._headline.setText(state.asked.costs if state.asked else state.headline)
        model = state.loading or state.model_line or state.model
        about = " · ".join(part for part in (state.source, model) if part)
        self._what.setText(state.asked.again if state.asked else about)
        if state.asked != self._asked:
            self._asked = state.asked
            self._start.setProperty("warn", is_asked)
            for label in (self._headline, self._what, self._start):
                if label is not self._start:
                    label.setProperty("warn", state.asked is not None)
                label.style().unpolish(label)
                label.style().polish(label)
            self._stats.setVisible(state.asked is None or self._fits(state.asked.costs))

    def _fits(self, costs: str) -> bool:
        """Whether it can be read beside the figures; else they make room while it stands."""
        return self._headline.fontMetrics().horizontalAdvance(costs) <= self._headline.width()

    def show_recent(self, items: Sequence[RecentItem]) -> None:
        """Sources that were opened before, in the menu under Source."""
        self._recent.show_items(items)
