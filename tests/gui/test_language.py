"""The window's language: which one is chosen, and that Qt's, the views' and the program's own texts follow it."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot

from inspector.core.messages import Code, message
from inspector.texts.messages import one_line
from inspector.texts.translate import CountedText
from inspector.views.language import Language, pseudo
from inspector.views.main_window import MainWindow

FRAMES = CountedText("test", "{n} frames", "{n} frame", 1)
GERMAN = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>MainWindow</name>
    <message><source>Inspector</source><translation>Prüfer</translation></message>
</context>
<context>
    <name>messages</name>
    <message>
        <source>“{name}” was not inspected.</source><translation>„{name}“ wurde nicht geprüft.</translation>
    </message>
</context>
<context>
    <name>test</name>
    <message numerus="yes">
        <source>{n} frames</source><comment>{n} frame</comment>
        <translation><numerusform>{n} Bild</numerusform><numerusform>{n} Bilder</numerusform></translation>
    </message>
</context>
</TS>
"""

Start = Callable[[str], Language]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A German translation of very little."""
    folder = tmp_path_factory.mktemp("translations")
    (folder / "inspector_de.ts").write_text(GERMAN, encoding="utf-8")
    lrelease = Path(sysconfig.get_path("scripts")) / "pyside6-lrelease"
    subprocess.run([lrelease, "-silent", folder / "inspector_de.ts", "-qm", folder / "inspector_de.qm"], check=True)
    return folder


@pytest.fixture
def start(qapp: QApplication, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    monkeypatch.delenv("INSPECTOR_LANGUAGE", raising=False)
    started: list[Language] = []

    def begin(wish: str) -> Language:
        started.append(Language(qapp, wish, folder))
        return started[-1]

    yield begin
    for language in started:
        language.end()
        language.deleteLater()


def shown(qtbot: QtBot) -> tuple[str, ...]:
    """A text of the views, one of the messages, a counted one for 1 and for 2, and one of Qt."""
    window = MainWindow()
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    for widget in (window, buttons):
        qtbot.addWidget(widget)
    return (
        window.windowTitle(),
        one_line(message(Code.FRAME_EMPTY_FILE, name="a.png")),
        FRAMES.translated(n=1),
        FRAMES.translated(n=2),
        buttons.button(QDialogButtonBox.StandardButton.Cancel).text().replace("&", ""),
    )


ENGLISH = ("Inspector", "“a.png” was not inspected. The file is empty.", "1 frame", "2 frames", "Cancel")


@pytest.mark.parametrize("wish", ["de", "de_AT", "de-CH"])
def test_a_translation_reaches_the_views_the_messages_the_numbers_and_qt(qtbot: QtBot, start: Start, wish: str):
    assert start(wish).name == wish
    german = ("Prüfer", "„a.png“ wurde nicht geprüft. The file is empty.", "1 Bild", "2 Bilder", "Abbrechen")
    assert shown(qtbot) == german  # what is not translated yet is English


@pytest.mark.parametrize("wish", ["en", "en_GB", "fi"])
def test_english_needs_no_translation_and_stands_in_for_one_that_is_missing(qtbot: QtBot, start: Start, wish: str):
    assert start(wish).name == "en"
    assert shown(qtbot) == ENGLISH


def test_the_end_of_a_language_is_english(qtbot: QtBot, start: Start):
    start("de").end()
    assert shown(qtbot) == ENGLISH


@pytest.mark.parametrize(
    ("languages", "name"), [(["fi-FI", "de-DE", "en"], "de-DE"), (["en-US", "de-DE"], "en"), (["fi"], "en")]
)
def test_the_first_language_of_the_system_that_is_there_is_taken(
    start: Start, monkeypatch: pytest.MonkeyPatch, languages: list[str], name: str
):
    monkeypatch.setattr(QLocale, "uiLanguages", lambda _locale: languages)
    assert start("").name == name


def test_the_variable_names_a_language(start: Start, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(QLocale, "uiLanguages", lambda _locale: ["en-US"])
    monkeypatch.setenv("INSPECTOR_LANGUAGE", "de")
    assert start("").name == "de"


def test_a_language_that_is_not_there_is_logged(start: Start, caplog: pytest.LogCaptureFixture):
    start("en_GB")
    assert not caplog.text
    start("tlh")
    assert "no translation into tlh" in caplog.text


def test_pseudo_marks_and_lengthens_everything(qtbot: QtBot, start: Start):
    start("pseudo")
    assert shown(qtbot) == (
        "⟦Inspector~~~~⟧",
        "⟦“a.png” was not inspected.~~~~~~~~~~~⟧ ⟦The file is empty.~~~~~~~⟧",
        "⟦1 frames~~~~⟧",  # the form for many: every text once is enough here
        "⟦2 frames~~~~⟧",
        "⟦Cancel~~⟧",
    )


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Open folder…", "⟦Open folder~~~~⟧…"),
        ("PNG pictures (*.png)", "⟦PNG pictures~~~~~⟧ (*.png)"),
        ("two\nlines", "⟦two\nlines~~~~⟧"),
        ("", ""),
    ],
)
def test_pseudo_leaves_the_end_that_code_looks_for(source: str, expected: str):
    assert pseudo(source) == expected


def test_a_language_whose_characters_no_font_has_is_neither_offered_nor_used(tmp_path: Path) -> None:
    """Else the window would be a row of empty boxes. In a process of its own, which knows no fonts."""
    (tmp_path / "fonts.conf").write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{tmp_path / 'no fonts'}</dir><cachedir>{tmp_path / 'cache'}</cachedir></fontconfig>"
    )
    code = (
        "from PySide6.QtWidgets import QApplication; from inspector.views.language import Language, languages;"
        "app = QApplication([]); known = [name for name, _ in languages()];"
        "print(Language(app, 'zh_CN').name, Language(app, 'de').name, *known)"
    )
    environment = os.environ | {"FONTCONFIG_FILE": str(tmp_path / "fonts.conf"), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, check=True, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.split() == ["en", "de", "en", "de"]
    assert "no font of this PC has the characters of zh" in done.stderr
