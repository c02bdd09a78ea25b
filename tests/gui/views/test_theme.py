from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QFontMetrics, QPalette
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from inspector.app import PAGES
from inspector.screens.window_actions import WINDOW_ACTIONS
from inspector.views import icons
from inspector.views.theme import DARK, LIGHT, Theme, Tokens, contrast, edge_of_fields, font, tokens
from resources import resource

SCHEMES = pytest.mark.parametrize("scheme", [DARK, LIGHT], ids=["dark", "light"])


def test_contrast_of_black_on_white_is_21():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)  # WCAG's own example of just too little


@SCHEMES
@pytest.mark.parametrize("ground", ["base", "surface", "raised"])
def test_text_is_read_on_every_ground(scheme: Tokens, ground: str):
    assert contrast(scheme.text, getattr(scheme, ground)) >= 7
    assert contrast(scheme.text_dim, getattr(scheme, ground)) >= 4.5


@SCHEMES
def test_an_empty_field_is_seen_on_a_panel(scheme: Tokens):
    assert contrast(edge_of_fields(scheme), scheme.surface) >= 3


@SCHEMES
@pytest.mark.parametrize("tier", ["stop", "warn", "note"])
def test_alarm_tiers_are_read_on_a_panel(scheme: Tokens, tier: str):
    assert contrast(getattr(scheme, tier), scheme.surface) >= 4.5


def test_the_theme_can_be_forced_and_tells_widgets(qtbot: QtBot, theme: Theme, qapp: QApplication):
    told: list[QEvent.Type] = []

    class Widget(QWidget):
        def changeEvent(self, event: QEvent) -> None:
            told.append(event.type())

    widget = Widget()
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    with qtbot.waitSignal(theme.changed):
        theme.force("light")
    assert tokens() is LIGHT
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(LIGHT.base)
    assert QEvent.Type.PaletteChange in told
    theme.force("dark")
    assert tokens() is DARK
    told.clear()
    theme.force("dark")  # as each opening of the settings does: the window need not be painted anew
    assert told == []


def test_figures_are_all_of_one_width(theme: Theme):
    widths = {QFontMetrics(font(20)).horizontalAdvance(figure) for figure in "0123456789"}
    assert len(widths) == 1


def test_every_action_with_an_icon_has_one_in_the_text_colour(theme: Theme):
    for action in (*WINDOW_ACTIONS, *(one for page, _ in PAGES for one in (page.shown_by, *page.actions))):
        if action.icon:
            assert resource(f"icons/{action.icon}.svg").is_file(), action.id
            image = icons.icon(action.icon).pixmap(20, 20).toImage()
            solid = [
                image.pixelColor(x, y) for x in range(20) for y in range(20) if image.pixelColor(x, y).alpha() > 200
            ]
            text = QColor(DARK.text)
            assert solid, action.id
            assert all(abs(one.red() - text.red()) + abs(one.blue() - text.blue()) <= 4 for one in solid), action.id


def test_a_frozen_program_finds_its_resources_where_they_were_unpacked(monkeypatch: pytest.MonkeyPatch, tmp_path):
    monkeypatch.setattr("sys._MEIPASS", str(tmp_path), raising=False)
    assert resource("icons/live.svg") == tmp_path / "resources" / "icons" / "live.svg"


@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize("is_enabled", [True, False], ids=["enabled", "disabled"])
def test_a_box_is_seen_ticked_or_not(
    qtbot: QtBot, theme: Theme, kind: type[QAbstractButton], scheme: str, is_enabled: bool
):
    """Its edge has a contrast of 3 : 1 to the card that it stands on (WCAG 1.4.11), and a tick one to its ground."""
    theme.force(scheme)
    box = kind("")
    box.setAutoExclusive(False)
    box.setEnabled(is_enabled)
    qtbot.addWidget(box)
    with qtbot.waitExposed(box):
        box.show()
    edges, middles = {}, {}
    for is_on in (False, True):
        box.setChecked(is_on)
        image = box.grab().toImage()
        outer = {image.pixelColor(x, y).name() for x in range(14) for y in range(image.height())}
        edges[is_on] = max(contrast(colour, tokens().surface) for colour in outer)
        middles[is_on] = {image.pixelColor(x, y).name() for x in range(3, 12) for y in range(6, image.height() - 6)}
    assert min(edges.values()) >= 3
    assert max(contrast(one, other) for one in middles[True] for other in middles[True]) >= 3
    assert max(contrast(one, other) for one in middles[False] for other in middles[False]) < 1.5
    theme.force("dark")
