"""The line on top of every page: piece ▸ position, speed, lamps, badge, clock."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, QTime, QTimer, Signal
from PySide6.QtGui import QAction, QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from inspector.core.pin import MAX_LENGTH as MAX_PIN
from inspector.screens.lock import LockState, SignIn
from inspector.screens.shell import ClosingState, Lamp, LampState, WindowChrome
from inspector.texts.messages import Tier
from inspector.views.plain_text import PlainLabel, set_tip, show_tip
from inspector.views.shapes import draw_shape, lamp_sign, tier_sign
from inspector.views.small_widgets import ElidedLabel, SteadyLabel
from inspector.views.theme import BODY_PX, GRID, LARGE_PX, RADIUS, font, mixed, tokens

HEIGHT = 40
SIGN_PX = 11
WHO_PX = 150
SIGNED_PX = 140  # of the name of whoever is signed in, at most
CAUSE_SHOWN_MS = 8000


class LampView(QAbstractButton):
    """A lamp: shape and word; its cause on tap or hover."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lamp = Lamp("", LampState.OFF, "")
        self._is_short = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._on_tap)
        self._states = {
            LampState.OK: self.tr("well"),
            LampState.WARNING: self.tr("warning"),
            LampState.STOP: self.tr("stop"),
            LampState.OFF: self.tr("off"),
        }

    def show_lamp(self, lamp: Lamp) -> None:
        if lamp == self._lamp:
            return
        self._lamp = lamp
        self._describe()
        self.setAccessibleName(f"{lamp.name}: {self._states[lamp.state]}. {lamp.cause}")
        self.updateGeometry()
        self.update()

    def show_short(self, is_short: bool) -> None:
        """Without its word while all is quiet: room is short, and the word stands in its tip."""
        if is_short != self._is_short:
            self._is_short = is_short
            self._describe()
            self.updateGeometry()
            self.update()

    def _describe(self) -> None:
        set_tip(self, self._lamp.cause if self._shown_name() else f"{self._lamp.name}: {self._lamp.cause}")

    def _is_quiet(self) -> bool:
        return self._lamp.state in (LampState.OK, LampState.OFF)

    def _shown_name(self) -> str:
        return "" if self._is_short and self._is_quiet() else self._lamp.name

    @property
    def full_px(self) -> int:
        """Its width with its word, whether that is shown now or not."""
        return 6 + SIGN_PX + 6 + self.fontMetrics().horizontalAdvance(self._lamp.name) + 6

    def sizeHint(self) -> QSize:
        return QSize(self.full_px if self._shown_name() else 6 + SIGN_PX + 6, HEIGHT - 8)

    def _on_tap(self) -> None:
        show_tip(self.mapToGlobal(QPoint(0, self.height())), self._lamp.cause, self, self.rect(), CAUSE_SHOWN_MS)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        shape, colour = lamp_sign(self._lamp.state, t)
        draw_shape(painter, QRectF(6, (self.height() - SIGN_PX) / 2, SIGN_PX, SIGN_PX), shape, colour)
        painter.setPen(QColor(t.text_dim if self._is_quiet() else colour))
        painter.drawText(
            self.rect().adjusted(6 + SIGN_PX + 6, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._shown_name()
        )
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(t.accent), 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        painter.end()


class Badge(PlainLabel):
    """A word in a frame: "demonstration model"."""

    def paintEvent(self, event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(t.line_strong), 1))
        painter.setBrush(QColor(mixed(t.text, t.surface, 0.06)))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        painter.end()
        super().paintEvent(event)


class Question(PlainLabel):
    """What a second press would do, in the colour of a warning, with its sign."""

    def __init__(self) -> None:
        super().__init__()
        self.setFont(font(is_bold=True))
        self.setWordWrap(True)  # in a small window it stands in two lines
        self.setContentsMargins(2 * GRID + SIGN_PX, 2, GRID, 2)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(t.warn), 1.5))
        painter.setBrush(QColor(mixed(t.warn, t.surface, 0.12)))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        shape, colour = tier_sign(Tier.WARN, t)
        draw_shape(painter, QRectF(GRID, (self.height() - SIGN_PX) / 2, SIGN_PX, SIGN_PX), shape, colour)
        painter.end()
        super().paintEvent(event)


class PinField(QLineEdit):
    left = Signal()  # by Escape

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(MAX_PIN)
        self.setFixedWidth(120)
        self.setAccessibleName(self.tr("PIN"))

    def event(self, event: QEvent) -> bool:
        # Escape leaves the prompt, whatever it means on the page below.
        is_key = event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if is_key and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class TopLine(QWidget):
    pin_given = Signal(str, str)  # name, where several can be chosen; PIN
    unlock_left = Signal()
    lose_wished = Signal()
    wait_wished = Signal()

    def __init__(self, lock: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked = self._notice = ""
        self._sign_in: SignIn | None = None
        self._has_lock = False
        self.setFixedHeight(HEIGHT)
        self._piece = ElidedLabel(takes_all=False, elide=Qt.TextElideMode.ElideMiddle)  # its end tells it from others
        self._piece.setFont(font(LARGE_PX, is_bold=True))
        self._position = SteadyLabel()
        self._position.setFont(font(LARGE_PX))
        self._position.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._speed = SteadyLabel()
        self._speed.setFont(font(LARGE_PX))
        self._speed.setProperty("dim", True)
        self._badge = Badge()
        self._badge.setContentsMargins(8, 3, 8, 3)
        self._badge.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._badge.hide()
        self._question = Question()
        self._question.hide()
        self._pin = PinField()
        self._pin.hide()
        self._pin.returnPressed.connect(self._on_pin)
        self._pin.left.connect(self.unlock_left)
        self._who = QComboBox()
        self._who.setAccessibleName(self.tr("Who is there"))
        self._who.setFixedWidth(WHO_PX)
        self._who.activated.connect(lambda _index: self._pin.setFocus())
        self._who.hide()
        self._closing: ClosingState | None = None
        self._wait, self._lose = QPushButton(), QPushButton()
        self._wait.clicked.connect(self.wait_wished)
        self._lose.clicked.connect(self.lose_wished)
        for button in (self._wait, self._lose):
            button.setAccessibleName(self.tr("Before the window closes"))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.hide()
        self._lock = QToolButton()
        self._lock.setProperty("quiet", True)
        self._lock.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._lock.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._lock.clicked.connect(lock.trigger)
        self._lock.hide()
        self._lock_action = lock
        lock.changed.connect(lambda: set_tip(self._lock, lock.toolTip()))  # of other keys, say
        self._clock = PlainLabel()
        self._clock.setFont(font(LARGE_PX))
        self._clock.setAccessibleName(self.tr("Time"))
        self._lamps: list[LampView] = []
        self._lamp_row = QHBoxLayout()
        self._lamp_row.setSpacing(4)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, 0, 2 * GRID, 0)
        row.setSpacing(2 * GRID)
        row.addWidget(self._piece)
        row.addWidget(self._position)
        row.addWidget(self._speed)
        row.addWidget(self._question, 100)
        row.addWidget(self._who)
        row.addWidget(self._pin)
        row.addWidget(self._wait)
        row.addWidget(self._lose)
        row.addStretch(1)
        row.addWidget(self._badge)
        row.addLayout(self._lamp_row)
        row.addWidget(self._lock)
        row.addWidget(self._clock)
        self.show_lock(LockState())
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._show_time)
        self._timer.start()
        self._show_time()

    def show_question(self, question: str) -> None:
        """In the place of piece, position and speed; "" shows those again."""
        self._asked = question
        self._show_place()

    def show_notice(self, notice: str) -> None:
        """Beside piece and position, where nothing is asked."""
        self._notice = notice
        self._show_place()

    def show_closing(self, state: ClosingState | None) -> None:
        """In the same place, before all else: the window is about to go."""
        if state == self._closing:
            return
        self._closing = state
        for button, text in ((self._wait, state.wait if state else ""), (self._lose, state.lose if state else "")):
            button.setText(text)
            button.setAccessibleName(text)
            button.setVisible(state is not None)
        self._show_place()

    def show_unlock(self, question: SignIn | None) -> None:
        """Ask who is there in the same place; None: no more."""
        was_asking, self._sign_in = self.is_asking_pin(), question
        names = question.names if question is not None else ()
        if names and names != tuple(self._who.itemText(place) for place in range(self._who.count())):
            chosen = self._who.currentText()  # whoever was there last is there again, mostly
            self._who.clear()
            self._who.addItems(names)
            self._who.setCurrentIndex(max(0, self._who.findText(chosen)))
        self._show_place()
        if question is not None and not was_asking:
            self._pin.clear()
            self._pin.setFocus()

    @property
    def has_to_say(self) -> bool:
        """A question, a prompt or a notice stands in it."""
        return bool(self._question.text())

    def is_asking_pin(self) -> bool:
        return self._sign_in is not None

    def show_lock(self, state: LockState) -> None:
        self._lock.setVisible(state.has_lock and self._sign_in is None)
        self._has_lock = state.has_lock
        text = state.who or (self.tr("Locked") if state.is_locked else self.tr("Unlocked"))
        self._lock.setText(self._lock.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, SIGNED_PX))
        self._lock.setAccessibleName(text)
        self._lock.setIcon(self._lock_action.icon())
        set_tip(self._lock, self._lock_action.toolTip())
        self._fit()

    def _show_place(self) -> None:
        asked = self._sign_in.prompt if self._sign_in is not None else ""
        question = self._closing.sentence if self._closing else asked or self._asked
        text = question or self._notice
        if text != self._question.text():
            self._question.setText(text)
            self._question.setVisible(bool(text))
        self._piece.setVisible(not question)
        self._position.setVisible(not question)
        self._show_badge()
        can_sign_in = self._sign_in is not None and self._closing is None
        self._pin.setVisible(can_sign_in)
        self._who.setVisible(can_sign_in and self._sign_in is not None and bool(self._sign_in.names))
        self._lock.setVisible(self._has_lock and not can_sign_in)
        self._fit()

    def _show_badge(self) -> None:
        """A notice of some seconds, or who signs in, has its room meanwhile."""
        self._badge.setVisible(bool(self._badge.text()) and not self._notice and self._sign_in is None)

    def _on_pin(self) -> None:
        pin = self._pin.text()
        self._pin.clear()
        has_names = self._sign_in is not None and bool(self._sign_in.names)
        self.pin_given.emit(self._who.currentText() if has_names else "", pin)

    def show_chrome(self, chrome: WindowChrome) -> None:
        piece = chrome.piece or self.tr("No piece")
        if self._piece.text() != piece:
            self._piece.setText(piece)
            self._position.forget_width()
        self._position.setText(f"▸ {chrome.position}" if chrome.position else "")
        self._speed.setText(chrome.speed)
        if self._badge.text() != chrome.badge:
            self._badge.setText(chrome.badge)
            self._show_badge()
        while len(self._lamps) < len(chrome.lamps):
            lamp_view = LampView()
            lamp_view.setFont(font(BODY_PX))
            self._lamps.append(lamp_view)
            self._lamp_row.addWidget(lamp_view)
        for index, view in enumerate(self._lamps):
            view.setVisible(index < len(chrome.lamps))
            if index < len(chrome.lamps):
                view.show_lamp(chrome.lamps[index])
        self._fit()

    def _fit(self) -> None:
        """What is left out where room is short, before the name of the piece is: words of lamps that are quiet, then
        the speed."""
        row = self._row
        self._lamp_row.invalidate()  # the inner one would answer what it knew before its lamps changed
        says_speed = not self._question.text()
        lamps = [one for one in self._lamps if not one.isHidden()]
        hidden_px = sum(one.full_px - one.sizeHint().width() for one in lamps)
        speed_px = self._speed.sizeHint().width() + row.spacing()
        whole_px = row.sizeHint().width() + hidden_px + (speed_px if says_speed and self._speed.isHidden() else 0)
        is_short = whole_px > self.width()
        for one in lamps:
            one.show_short(is_short)
        saved_px = sum(one.full_px - one.sizeHint().width() for one in lamps)
        self._speed.setVisible(says_speed and whole_px - saved_px <= self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _show_time(self) -> None:
        now = QTime.currentTime().toString("HH:mm")
        if now != self._clock.text():
            self._clock.setText(now)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        t = tokens()
        painter.fillRect(self.rect(), QColor(t.surface))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(t.line))
        painter.end()
