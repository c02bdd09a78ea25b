"""Beside the picture: which donor was injected, how real it looks, what was done to it, and why it lies there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from inspector.screens.balance import Fact, PreviewState
from inspector.views.action_set import ActionSet
from inspector.views.balance.donor_picture import donor_pixmap
from inspector.views.fields import FIELD_PX
from inspector.views.icons import icon
from inspector.views.plain_text import PlainLabel, set_tip
from inspector.views.shapes import Shape, draw_shape
from inspector.views.small_widgets import ElidedLabel, dim_label, small
from inspector.views.theme import GRID, HUGE_PX, SMALL_PX, font, tokens

MAX_PICTURE_PX = 168
SIGN_PX = 10


class ScoreView(QWidget):
    """Realism as a figure and a bar; a tick where the class's minimum realism lies."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._score = self._min_score = 0.0
        self.setFixedHeight(60)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_score(self, score: float, min_score: float) -> None:
        self._score, self._min_score = score, min_score
        text = self.tr("Realism {0}, minimum {1}").format(f"{score:.2f}", f"{min_score:.2f}")
        self.setAccessibleName(f"{text}. {self.tr('below the minimum')}" if self.is_below else text)
        set_tip(self, text)
        self.update()

    @property
    def is_below(self) -> bool:
        return self._score < self._min_score

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        painter.setFont(font(HUGE_PX, is_bold=True))
        painter.setPen(QColor(t.text))
        figure = f"{self._score:.2f}"
        painter.drawText(QRectF(0, 0, self.width(), 26), Qt.AlignmentFlag.AlignVCenter, figure)
        wide = painter.fontMetrics().horizontalAdvance("0.00") + GRID
        painter.setFont(font(SMALL_PX))
        painter.setPen(QColor(t.text_dim))
        painter.drawText(QRectF(wide, 3, self.width() - wide, 22), Qt.AlignmentFlag.AlignVCenter, self.tr("realism"))
        painter.fillRect(QRectF(0, 31, self.width(), 4), QColor(t.line))
        painter.fillRect(QRectF(0, 31, self.width() * self._score, 4), QColor(t.warn if self.is_below else t.text_dim))
        x = round(min(self.width() - 2.0, self.width() * self._min_score))
        painter.fillRect(QRectF(x, 28, 2, 10), QColor(t.text))
        if self.is_below:
            draw_shape(painter, QRectF(0, 45, SIGN_PX, SIGN_PX - 1), Shape.TRIANGLE, t.warn)
            painter.setPen(QColor(t.text))
            text = self.tr("below the minimum")
        else:
            painter.setPen(QColor(t.text_dim))
            text = self.tr("minimum {0}").format(f"{self._min_score:.2f}")
        left = SIGN_PX + 4 if self.is_below else 0
        painter.drawText(QRectF(left, 40, self.width() - left, 20), Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()


class DonorPanel(QScrollArea):
    donor_excluded = Signal(str, bool)
    donor_favoured = Signal(str, bool)

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._shown: PreviewState | None = None
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._picture = PlainLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self._caption = small(dim_label("", SMALL_PX))
        self._exclude = self._mark_button("balance.exclude")
        self._exclude.clicked.connect(self._on_exclude)
        self._favour = self._mark_button("balance.favour")
        self._favour.clicked.connect(self._on_favour)
        self._marks = small(PlainLabel())
        self._marks.setFont(font(SMALL_PX))
        self._score = ScoreView()
        self._facts = QGridLayout()
        self._facts.setContentsMargins(0, 0, 0, 0)
        self._facts.setHorizontalSpacing(4)
        self._facts.setVerticalSpacing(2)
        self._facts.setColumnStretch(0, 1)
        self._fact_labels: list[tuple[QLabel, QLabel]] = []
        self._why = PlainLabel(self.tr("Why here"))
        self._why.setFont(font(SMALL_PX, is_bold=True))
        self._reasons = small(PlainLabel())
        self._reasons.setFont(font(SMALL_PX))
        self._time = dim_label("", SMALL_PX)
        self._lay_out()
        self.show_preview(None)

    def _mark_button(self, action_id: str) -> QToolButton:
        known = self._actions.known(action_id)
        button = QToolButton()
        button.setCheckable(True)
        button.setFixedSize(32, FIELD_PX)
        button.setIconSize(QSize(18, 18))
        self._actions.keep_tip(button, action_id)
        button.setAccessibleName(known.label())
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setProperty("quiet", True)
        button.setIcon(icon(known.icon))
        return button

    def _lay_out(self) -> None:
        title = ElidedLabel()
        title.setText(self.tr("Donor"))
        title.setFont(font(SMALL_PX, is_bold=True))
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(title, 1)
        head.addWidget(self._exclude)
        head.addWidget(self._favour)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(GRID, 4, 6, GRID)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._picture)
        column.addWidget(self._marks)
        column.addWidget(self._caption)
        column.addSpacing(4)
        column.addWidget(self._score)
        column.addSpacing(4)
        column.addLayout(self._facts)
        column.addSpacing(4)
        column.addWidget(self._why)
        column.addWidget(self._reasons)
        column.addSpacing(4)
        column.addWidget(self._time)
        column.addStretch(1)
        self.setWidget(inside)
        self.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)

    def refresh_theme(self) -> None:
        self._exclude.setIcon(icon(self._actions.known("balance.exclude").icon))
        self._favour.setIcon(icon(self._actions.known("balance.favour").icon))
        self._show_facts(() if self._shown is None else self._shown.facts)

    def show_preview(self, state: PreviewState | None) -> None:
        """None, or a preview without a donor, leaves its labels empty."""
        self._shown = state
        has_donor = state is not None and state.donor is not None
        can_mark = state is not None and bool(state.donor_key)
        is_excluded = state is not None and state.is_donor_excluded
        is_favourite = state is not None and state.is_donor_favourite
        for button, is_on in ((self._exclude, is_excluded), (self._favour, is_favourite)):
            button.setEnabled(can_mark)
            button.setChecked(is_on)
        self._show_picture()
        # Names of frames have no blanks to break at.
        self._caption.setText("" if state is None else state.donor_caption.replace("_", "_\u200b"))
        marks = [self.tr("excluded")] * is_excluded + [self.tr("favourite")] * is_favourite
        self._marks.setText(" · ".join(marks))
        self._marks.setVisible(bool(marks))
        self._score.setVisible(state is not None and state.score is not None)
        if state is not None and state.score is not None:
            self._score.show_score(state.score, state.min_score)
        self._show_facts(() if state is None else state.facts)
        reasons = () if state is None else state.reasons
        self._why.setVisible(bool(reasons))
        self._reasons.setVisible(bool(reasons))
        self._reasons.setText("\n".join(reasons))
        self._time.setText("" if state is None else self.tr("{0} ms to draw").format(f"{state.spent_ms:.0f}"))
        self._caption.setVisible(has_donor or bool(self._caption.text()))

    def _show_facts(self, facts: Sequence[Fact]) -> None:
        while len(self._fact_labels) < len(facts):
            name: QLabel = dim_label("", SMALL_PX)
            value: QLabel = PlainLabel()
            value.setFont(font(SMALL_PX))
            value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            row = len(self._fact_labels)
            self._facts.addWidget(name, row, 0)
            self._facts.addWidget(value, row, 1)
            self._fact_labels.append((name, value))
        for index, (name, value) in enumerate(self._fact_labels):
            is_used = index < len(facts)
            name.setVisible(is_used)
            value.setVisible(is_used)
            if is_used:
                fact = facts[index]
                name.setText(fact.name)
                # A sign beside the colour, as with every status.
                value.setText(f"▲ {fact.value}" if fact.needs_attention else fact.value)
                value.setStyleSheet(f"color: {tokens().warn}" if fact.needs_attention else "")

    def _show_picture(self) -> None:
        state = self._shown
        if state is None or state.donor is None:
            self._picture.setPixmap(QPixmap())
            return
        side = min(MAX_PICTURE_PX, max(32, self.viewport().width() - 2 * GRID))
        self._picture.setPixmap(
            donor_pixmap(state.donor, state.donor_outline, state.defect_class, side, self.devicePixelRatio())
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._show_picture()

    def _on_exclude(self) -> None:
        self._exclude.setChecked(self._shown is not None and self._shown.is_donor_excluded)  # until the presenter says
        if self._shown is not None:
            self.donor_excluded.emit(self._shown.donor_key, not self._shown.is_donor_excluded)

    def _on_favour(self) -> None:
        self._favour.setChecked(self._shown is not None and self._shown.is_donor_favourite)
        if self._shown is not None:
            self.donor_favoured.emit(self._shown.donor_key, not self._shown.is_donor_favourite)
