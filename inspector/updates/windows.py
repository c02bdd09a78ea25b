"""The setup of Windows, which exchanges the program after that has ended: Windows holds the files of what runs.

    this program   file checked, records copied, entries written ► setup started ► closes
    setup          waits for its end ► unpacks beside it ► starts the new one once ► exchanges the folders ► says in
                   last-update.ini how that ended ► starts the window
    next start     tells it, see ``handed_over``

The other side is packaging/windows/inspector.nsi; packaging/windows/wine_check.py runs both against each other.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path, PurePath
from typing import Final, Protocol

from inspector.core.untrusted import read_bounded
from inspector.texts import updates as texts
from inspector.texts.translate import Text

RESULT: Final = "last-update.ini"  # in the program's folder: an administrator's setup writes nowhere else
REMOVER: Final = "inspector-uninstall.exe"
_KEY = r"Software\Inspector"
_MAX_BYTES = 10_000
_ASKED_AND_REFUSED = 1223  # ERROR_CANCELLED


class For(StrEnum):
    """Whom the program was installed for; as the setup spells it."""

    ALL_USERS = "AllUsers"
    ONE_USER = "CurrentUser"


class Ended(StrEnum):
    """The words of last-update.ini."""

    DONE = "done"
    STAYED = "stayed"  # the program did not end
    BUSY = "busy"  # another one out of the folder ran
    NOT_WRITTEN = "not-written"
    NO_ANSWER = "no-answer"  # of the new program, so that the one before stayed
    LACKS = "lacks"  # a part that is installed is not in the file
    NOTHING_BEFORE = "nothing-before"
    OTHER = "other"  # a word that a later setup may know


WHY: Final[dict[Ended, Text]] = {
    Ended.STAYED: texts.STAYED, Ended.BUSY: texts.BUSY, Ended.NOT_WRITTEN: texts.NOT_WRITTEN,
    Ended.NO_ANSWER: texts.NO_ANSWER, Ended.LACKS: texts.LACKS, Ended.NOTHING_BEFORE: texts.NOTHING_BEFORE,
    Ended.OTHER: texts.OTHER_END,
}  # fmt: skip


class Start(Protocol):
    def __call__(self, file: PurePath, words: str, whom: For, /) -> None:
        """Start it and do not wait. Raises OSError."""


def install_words(root: PurePath, whom: For, pid: int, *, starts_again: bool) -> str:
    """What is said to the setup: a line, since the folder stands there without quotes, and last."""
    return f"/S /{whom} /WaitFor={pid}{_again(starts_again)} /D={root}"


def go_back_words(root: PurePath, whom: For, pid: int, version: str, *, starts_again: bool) -> str:
    """What is said to the remover, which exchanges the program and the one before."""
    return f"/S /RollBack /{whom} /WaitFor={pid}{_again(starts_again)} /Version={version} _?={root}"


def _again(starts_again: bool) -> str:
    return " /Restart" if starts_again else ""


def how_it_ended(root: Path, pid: int) -> Ended | None:
    """What the setup says that waited for the process ``pid``; None where it said nothing."""
    try:
        lines = read_bounded(root / RESULT, _MAX_BYTES).decode(errors="replace").splitlines()
    except (OSError, ValueError):
        return None
    said = dict(line.strip().split("=", 1) for line in lines if "=" in line)
    if said.get("for") != str(pid):
        return None  # of an earlier one
    word = said.get("ended", "")
    return Ended(word) if word in set(Ended) else Ended.OTHER


def start(file: PurePath, words: str, whom: For) -> None:
    """Raises OSError, also where the system asks for an administrator and nobody agrees."""
    if sys.platform == "win32":
        import os

        try:
            # For one user as that user: an administrator who is asked for a password would install it for himself.
            os.startfile(file, "runas" if whom is For.ALL_USERS else "open", words, file.parent)
        except OSError as error:
            if error.winerror == _ASKED_AND_REFUSED:
                raise OSError(texts.NOT_AGREED.translated()) from error
            raise
    else:
        raise OSError("this is for Windows")


def installed_for(root: PurePath) -> For:
    """Raises OSError where Windows knows no such installation, as of a folder that somebody copied."""
    if sys.platform == "win32":
        import winreg

        for where, whom in ((winreg.HKEY_CURRENT_USER, For.ONE_USER), (winreg.HKEY_LOCAL_MACHINE, For.ALL_USERS)):
            try:
                with winreg.OpenKey(where, _KEY) as key:
                    if Path(str(winreg.QueryValueEx(key, "Folder")[0])) == root:
                        return whom
            except FileNotFoundError:
                continue
    raise OSError(texts.NOT_REGISTERED.translated(path=str(root)))


@dataclass(frozen=True, slots=True)
class Setup:
    """Starts setup and remover for the program in ``root``. ``again``: words with which the window is to be started
    after it; none: it is not."""

    root: Path
    again: tuple[str, ...] = ()
    whom: For | None = None  # None: as the registry says
    start: Start = field(default=start)

    def install(self, file: Path, pid: int) -> None:
        """``pid``: whose end it waits for. Raises OSError where it does not start."""
        whom = self.whom or installed_for(self.root)
        self.start(file, install_words(self.root, whom, pid, starts_again=bool(self.again)), whom)

    def go_back(self, version: str, pid: int) -> None:
        """``version``: of the program before. The same otherwise."""
        whom = self.whom or installed_for(self.root)
        words = go_back_words(self.root, whom, pid, version, starts_again=bool(self.again))
        self.start(self.root / REMOVER, words, whom)
