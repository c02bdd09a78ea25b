"""Colours and type of the program: one set of tokens for dark, one for light.

The theme follows the system's colour scheme while the program runs, and can be forced. Painted widgets ask
``tokens()`` whenever they paint; Qt tells them of a new scheme with ``QEvent.PaletteChange``.
Class colours are data, not chrome: they are the same in both.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from resources import resource

GRID = 8  # px; insides use half of it
RADIUS = 6
SMALL_PX, BODY_PX, LARGE_PX, HUGE_PX = 12, 13, 16, 20  # engineer's type; read at 60 cm
ICON_PX = 20
FADE_MS = 120


@dataclass(frozen=True, slots=True)
class Tokens:
    """Every colour of the chrome, by use."""

    base: str  # window
    surface: str  # panel
    raised: str  # card, button
    line: str
    line_strong: str
    text: str
    text_dim: str
    accent: str  # focus, selection, links; never a status
    stop: str
    warn: str
    note: str
    picture: str  # round the frame; dark in both: beside a bright surround dark steel cannot be judged
    on_picture: str  # accent over the frame and its surround


DARK = Tokens(
    base="#16181C",
    surface="#1E2126",
    raised="#282C33",
    line="#343942",
    line_strong="#4A515C",
    text="#E8EAED",
    text_dim="#9AA3AF",
    accent="#6CB4F5",
    stop="#FF5C5C",
    warn="#FFB020",
    note="#8AB4F8",
    picture="#0E0F12",
    on_picture="#6CB4F5",
)
LIGHT = Tokens(
    base="#F4F5F7",
    surface="#FFFFFF",
    raised="#FFFFFF",
    line="#D9DDE3",
    line_strong="#AEB6C2",
    text="#1B1F24",
    text_dim="#5B6570",
    accent="#1769B5",
    stop="#C62828",
    warn="#9A5B00",
    note="#1A5FB4",
    picture="#16181C",
    on_picture="#6CB4F5",
)

_current = DARK  # an application has one theme; whatever paints asks ``tokens`` each time


def tokens() -> Tokens:
    """The colours in force now."""
    return _current


def _luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two "#RRGGBB" colours by WCAG 2.2, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mixed(one: str, other: str, share: float) -> str:
    """``share`` of ``one`` over ``other``."""
    a, b = QColor(one), QColor(other)
    return QColor(
        round(a.red() * share + b.red() * (1 - share)),
        round(a.green() * share + b.green() * (1 - share)),
        round(a.blue() * share + b.blue() * (1 - share)),
    ).name()


def font(pixels: int = BODY_PX, *, is_bold: bool = False) -> QFont:
    """The system's font in one of our sizes, with figures of one width."""
    made = QFont(QApplication.font())
    made.setPixelSize(pixels)
    made.setFeature(QFont.Tag("tnum"), 1)
    if is_bold:
        made.setWeight(QFont.Weight.DemiBold)
    return made


class Theme(QObject):
    """Puts the tokens on the application and keeps them in step with the system. Keep a reference to it."""

    changed = Signal()

    def __init__(self, app: QApplication, forced: str = "") -> None:
        """``forced`` is "dark", "light" or "" to follow the system."""
        super().__init__(app)
        self._app = app
        self._forced = forced
        app.setStyle("Fusion")
        app.setFont(font())
        app.styleHints().colorSchemeChanged.connect(self._apply)
        self._apply()

    def force(self, scheme: str) -> None:
        self._forced = scheme
        if self._wanted() is not _current:  # half a second of the window's time, with all its pages
            self._apply()

    def _wanted(self) -> Tokens:
        is_light = self._app.styleHints().colorScheme() is Qt.ColorScheme.Light
        if self._forced:
            is_light = self._forced == "light"
        # A system that does not say (Unknown) gets dark: control rooms are.
        return LIGHT if is_light else DARK

    def _apply(self) -> None:
        global _current
        _current = self._wanted()
        self._app.setPalette(_palette(_current))
        self._app.setStyleSheet(_style_sheet(_current))
        self.changed.emit()


def _palette(t: Tokens) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    colours = {
        role.Window: t.base,
        role.WindowText: t.text,
        role.Base: t.surface,
        role.AlternateBase: t.raised,
        role.Text: t.text,
        role.Button: t.raised,
        role.ButtonText: t.text,
        role.BrightText: t.text,
        role.ToolTipBase: t.raised,
        role.ToolTipText: t.text,
        role.PlaceholderText: t.text_dim,
        role.Highlight: mixed(t.accent, t.surface, 0.30),
        role.HighlightedText: t.text,
        role.Link: t.accent,
        role.Accent: t.accent,
        role.Light: t.line_strong,
        role.Midlight: t.line,
        role.Mid: t.line,
        role.Dark: t.line,
        role.Shadow: t.base,
    }
    for one, colour in colours.items():
        palette.setColor(one, QColor(colour))
    for one in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, one, QColor(mixed(t.text_dim, t.surface, 0.6)))
    return palette


def edge_of_fields(t: Tokens) -> str:
    """Round a field to type in, so that an empty one is seen as well: what the style draws is nearly black in dark."""
    return mixed(t.text_dim, t.surface, 0.7)


def _dot(colour: str, t: Tokens) -> str:
    """In the middle of a round button that is chosen."""
    stops = f"stop: 0 {colour}, stop: 0.55 {colour}, stop: 0.65 {t.surface}, stop: 1 {t.surface}"
    return f"qradialgradient(cx: 0.5, cy: 0.5, radius: 0.5, fx: 0.5, fy: 0.5, {stops})"


def _style_sheet(t: Tokens) -> str:
    """Tokens only: what the palette cannot say."""
    hover = mixed(t.text, t.raised, 0.07)
    pressed = mixed(t.text, t.raised, 0.16)
    chosen = mixed(t.accent, t.surface, 0.22)
    faint = mixed(t.text_dim, t.surface, 0.55)
    edge = edge_of_fields(t)
    off = mixed(t.text_dim, t.surface, 0.8)
    tick = resource(f"icons/check-{'light' if t is LIGHT else 'dark'}.svg").as_posix()
    return f"""
    QToolTip {{ background: {t.raised}; color: {t.text}; border: 1px solid {t.line_strong}; padding: 4px 8px; }}
    QPushButton, QToolButton {{ background: {t.raised}; color: {t.text}; border: 1px solid {t.line_strong};
        border-radius: {RADIUS}px; padding: 4px 10px; }}
    QToolButton {{ padding: 3px; }}
    QPushButton:hover, QToolButton:hover {{ background: {hover}; }}
    QPushButton:pressed, QToolButton:pressed {{ background: {pressed}; }}
    QPushButton:focus, QToolButton:focus {{ border-color: {t.accent}; }}
    QPushButton:disabled, QToolButton:disabled {{ color: {faint}; border-color: {t.line}; background: {t.surface}; }}
    QToolButton:checked {{ background: {chosen}; border-color: {t.accent}; }}
    QToolButton[quiet="true"] {{ background: transparent; border-color: transparent; }}
    QToolButton[quiet="true"]:hover {{ background: {hover}; }}
    QToolButton[quiet="true"]:pressed {{ background: {pressed}; }}
    QToolButton[quiet="true"]:checked {{ background: {chosen}; }}
    QToolButton[quiet="true"]:focus {{ border-color: {t.accent}; }}
    QToolButton::menu-indicator {{ image: none; }}
    QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
    QCheckBox::indicator, QRadioButton::indicator {{ width: 12px; height: 12px; background: {t.surface};
        border: 1px solid {t.text_dim}; }}
    QCheckBox::indicator {{ border-radius: 2px; }}
    QRadioButton::indicator {{ border-radius: 7px; }}
    QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ border-color: {off}; }}
    QCheckBox::indicator:checked {{ background: {t.accent}; border-color: {t.accent}; image: url("{tick}"); }}
    QCheckBox::indicator:checked:disabled {{ background: {off}; border-color: {off}; }}
    QCheckBox::indicator:indeterminate {{ background: {edge}; }}
    QRadioButton::indicator:checked {{ background: {_dot(t.accent, t)}; }}
    QRadioButton::indicator:checked:disabled {{ background: {_dot(off, t)}; }}
    QLineEdit {{ background: {t.surface}; border: 1px solid {edge}; border-radius: 3px; padding: 2px 0; }}
    QLineEdit:focus {{ border-color: {t.accent}; }}
    QLineEdit:disabled {{ border-color: {t.line}; }}
    QAbstractSpinBox QLineEdit, QComboBox QLineEdit {{ background: transparent; border: none; padding: 0; }}
    QFrame[card="true"] {{ background: {t.surface}; border: 1px solid {t.line}; border-radius: {RADIUS}px; }}
    QLabel[dim="true"] {{ color: {t.text_dim}; }}
    QLabel[strong="true"] {{ font-weight: bold; }}
    QLabel[warn="true"] {{ color: {t.warn}; }}
    QPushButton[warn="true"] {{ border: 2px solid {t.warn}; color: {t.warn}; }}
    QTableView {{ background: {t.surface}; border: none; gridline-color: transparent; }}
    QTableView:focus {{ outline: none; }}
    QTabBar::tab {{ height: 32px; }}  /* Fusion moves the words of those behind down, and cuts the tails of g and p */
    QListWidget::item {{ padding-left: 8px; }}
    QListWidget::item:selected {{ background: {chosen}; color: {t.text}; }}
    QHeaderView {{ background: {t.surface}; }}
    QTableCornerButton::section {{ background: {t.surface}; border: none; }}
    QHeaderView::section {{ background: {t.surface}; color: {t.text_dim}; border: none;
        border-bottom: 1px solid {t.line}; padding: 4px 3px; }}
    QScrollArea {{ background: transparent; border: none; }}
    QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
    QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
    QScrollBar::handle {{ background: {t.line_strong}; border-radius: 4px; margin: 2px; }}
    QScrollBar::handle:vertical {{ min-height: 32px; }}
    QScrollBar::handle:horizontal {{ min-width: 32px; }}
    QScrollBar::handle:hover {{ background: {t.text_dim}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QSplitter::handle {{ background: transparent; }}
    QProgressBar {{ background: {t.line}; border: none; border-radius: 2px; }}
    QProgressBar::chunk {{ background: {t.text_dim}; border-radius: 2px; }}
    """
