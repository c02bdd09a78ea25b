"""Which language the window speaks, and its translations: Qt's own texts, the views' and those of ``inspector.texts``.

The first language of the system that resources/translations holds is taken, English where none is. INSPECTOR_LANGUAGE
names another: "de", "en", or "pseudo", which marks and lengthens every text so that one which cannot be translated, or
has no room, is seen at once.
"""

from __future__ import annotations

import logging
import os
import re
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtGui import QFontDatabase

from inspector.texts.translate import set_translator
from resources import resource

log = logging.getLogger("inspector.language")

ENGLISH, PSEUDO = "en", "pseudo"
LONGER = 0.4  # German and Finnish take about so much more room than English
MARKS = ("⟦", "⟧")
# Where the letters of Europe do not do: a font is the system's, none ships with the program.
_WRITTEN_IN = {"zh": QFontDatabase.WritingSystem.SimplifiedChinese}
# What code looks for at the end of a text stays there: the dots of a dialog, the patterns of a file filter.
_TEXT = re.compile(r"(?P<text>.*?)(?P<end>…| \(\*[^)]*\))?", re.DOTALL)


def languages(folder: Path | None = None) -> tuple[tuple[str, str], ...]:
    """Those that the window can speak here, by name and in their own words. Needs a QGuiApplication."""
    others = sorted({one.stem.removeprefix("inspector_") for one in _files(folder)} - {ENGLISH})
    others = [name for name in others if has_font(name)]
    return (ENGLISH, "English"), *((name, QLocale(name).nativeLanguageName() or name) for name in others)


def has_font(language: str) -> bool:
    """Some font of this PC has the characters of this language; else it would be a row of empty boxes."""
    system = _WRITTEN_IN.get(language.replace("-", "_").split("_")[0])
    return system is None or bool(QFontDatabase.families(system))


def _files(folder: Path | None) -> list[Path]:
    return list((folder or resource("translations")).glob("inspector_*.qm"))


class PseudoTranslator(QTranslator):
    """Translates everything, also Qt's own texts: "Open folder…" -> "⟦Open folder~~~~~⟧…"."""

    def isEmpty(self) -> bool:
        return False

    def translate(self, _context: str, source: str, _comment: str | None = None, _n: int = -1) -> str:
        return pseudo(source)


def pseudo(source: str) -> str:
    found = _TEXT.fullmatch(source)
    if found is None or not found["text"]:
        return source
    text = found["text"]
    padding = "~" * round(LONGER * len(text))
    return f"{MARKS[0]}{text}{padding}{MARKS[1]}{found['end'] or ''}"


class Language(QObject):
    """The language of one application, which owns it; for as long as it is there, or until ``end``."""

    def __init__(self, application: QCoreApplication, wish: str = "", folder: Path | None = None) -> None:
        """``wish`` and ``folder`` default to INSPECTOR_LANGUAGE and to the translations that ship."""
        super().__init__(application)
        self._application = application
        self._translators: list[QTranslator] = []
        self.name = ENGLISH
        wished = wish or os.environ.get("INSPECTOR_LANGUAGE", "")
        languages = [wished] if wished else QLocale.system().uiLanguages()
        if not self._choose(languages, folder or resource("translations")) and wished:
            log.warning("no translation into %s: texts are shown in English", wished)

    def end(self) -> None:
        """English again, for texts that are made from now on."""
        set_translator(None)
        for translator in self._translators:
            self._application.removeTranslator(translator)
        self._translators.clear()
        self.name = ENGLISH

    def _choose(self, languages: list[str], folder: Path) -> bool:
        """Take the first that is there; False where none is."""
        for language in languages:
            if language == PSEUDO:
                self._use(PSEUDO, PseudoTranslator(self))
                return True
            name = language.replace("-", "_")
            if name.split("_")[0] == ENGLISH:
                return True
            for shorter in (name, name.split("_")[0]):  # de_AT, then de
                ours = QTranslator(self)
                if not has_font(shorter):
                    log.warning("no font of this PC has the characters of %s, so it is not used", shorter)
                    continue
                if (folder / f"inspector_{shorter}.qm").is_file() and ours.load(
                    str(folder / f"inspector_{shorter}.qm")
                ):
                    self._use(language, ours)
                    qt = QTranslator(self)  # texts of Qt's own parts; "LibraryPath" below is Qt's word for its folders
                    if qt.load(f"qtbase_{shorter}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
                        self._install(qt)
                    return True
        return False

    def _use(self, name: str, ours: QTranslator) -> None:
        self.name = name
        self._install(ours)

        def translated(context: str, source: str, comment: str, n: int) -> str:
            return ours.translate(context, source, comment, n) or ""

        set_translator(translated)

    def _install(self, translator: QTranslator) -> None:
        self._application.installTranslator(translator)
        self._translators.append(translator)
