"""Starting with the PC: one small file of this user's that the system reads at log-in.

    systemd:   ~/.config/systemd/user/inspector.service, wanted by graphical-session.target
    desktop:   ~/.config/autostart/inspector.desktop, for a desktop without that target
    Windows:   HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Run, “Inspector” (never tried yet)

What is started is ``inspector watch``, which starts the window again after a crash; systemd starts that one again
where it was killed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NoReturn

from inspector.core.files import write_whole
from inspector.core.messages import Code, WorkspaceError, message
from inspector.core.programs import inspector_command, is_packaged, package_folder
from inspector.updates.installed import InstalledProgram, default_root
from inspector.workspace.setting_edits import SettingEdit

ASK_S = 10.0  # that systemd has for an answer
_RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"


class How(StrEnum):
    SYSTEMD = "systemd"
    DESKTOP = "desktop"
    REGISTRY = "registry"


@dataclass(frozen=True, slots=True)
class Autostart:
    """That there is."""

    how: How
    file: str
    command: str  # as the file has it


def start_command(workspace: Path | None) -> list[str]:
    words = ["watch", "--", "window", *(["--workspace", str(workspace)] if workspace is not None else [])]
    return lasting_command(*words)


def lasting_command(*words: str) -> list[str]:
    """It follows the link of the installed program: after an update and after a way back it starts the one that counts,
    where this program's own folder may hold another by then."""
    folder = package_folder()
    if sys.platform == "win32" and folder is not None and words[:1] in (("watch",), ("window",)):
        return [str(folder / "inspector-window.exe"), *words]  # the other one would keep a black console window open
    program = InstalledProgram(default_root())
    installed = program.executable(program.link)
    return [str(installed), *words] if is_packaged() and installed.exists() else inspector_command(*words)


def start_again() -> NoReturn:
    """Become the program that counts now, with the words of this one, in the same process: whoever watches it goes on.
    At the end of a program, when nothing of it runs any more. Raises OSError."""
    command = lasting_command(*sys.argv[1:])
    os.execv(command[0], command)


def starts_as_line() -> tuple[SettingEdit, ...]:
    """What a line wants of its window: [start] of workspace.toml."""
    return SettingEdit(("start", "resumes"), True), SettingEdit(("start", "is_operator_view"), True)


def best_way() -> How:
    """systemd where this user's session has its graphical target at this moment, else the desktop's own folder."""
    if sys.platform == "win32":
        return How.REGISTRY
    return How.SYSTEMD if _systemctl("is-active", "--quiet", "graphical-session.target") else How.DESKTOP


def switch_on(command: Sequence[str], how: How) -> Autostart:
    """From the next log-in on; another way that was chosen before is taken back. Raises WorkspaceError."""
    with _refusals_in_words():
        if how is How.REGISTRY:
            _set_run_value(subprocess.list2cmdline(command))
        elif how is How.SYSTEMD:
            _write(_unit_file(), unit_text(command))
            link = _wants_link()
            link.parent.mkdir(parents=True, exist_ok=True)
            link.unlink(missing_ok=True)
            link.symlink_to(Path("..") / _unit_file().name)  # as ``systemctl --user enable`` does, without a session
            _desktop_file().unlink(missing_ok=True)
            _systemctl("daemon-reload")
        else:
            _write(_desktop_file(), desktop_text(command))
            _remove_unit()
    found = shown()
    assert found is not None  # it was written just now
    return found


def switch_off() -> None:
    """Raises WorkspaceError. Repeatable."""
    with _refusals_in_words():
        if sys.platform == "win32":
            _set_run_value(None)
            return
        _desktop_file().unlink(missing_ok=True)
        _remove_unit()


def shown() -> Autostart | None:
    """None where Inspector does not start with the PC."""
    if sys.platform == "win32":
        value = _run_value()
        return Autostart(How.REGISTRY, _RUN_KEY, value) if value else None
    for how, file, name in (
        (How.SYSTEMD, _unit_file(), "ExecStart="),
        (How.DESKTOP, _desktop_file(), "Exec="),
    ):
        if how is How.SYSTEMD and not _wants_link().is_symlink():
            continue
        try:
            lines = file.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            continue
        command = next((line.removeprefix(name) for line in lines if line.startswith(name)), "")
        return Autostart(how, str(file), command)
    return None


def unit_text(command: Sequence[str]) -> str:
    """Of systemd, which starts the watchdog again where that was killed. Where it ended by itself it stays down: the
    window was closed, or the watchdog gave up. Five starts in ten minutes are the most."""
    return f"""\
# Written by “inspector autostart on”; “inspector autostart off” takes it away.
[Unit]
Description=Inspector, live inspection of rails and strip
PartOf=graphical-session.target
After=graphical-session.target
StartLimitIntervalSec=600
StartLimitBurst=5

[Service]
ExecStart={" ".join(_unit_word(word) for word in command)}
Restart=on-abnormal
RestartSec=1
TimeoutStopSec=60

[Install]
WantedBy=graphical-session.target
"""


def desktop_text(command: Sequence[str]) -> str:
    return f"""\
# Written by “inspector autostart on”; “inspector autostart off” takes it away.
[Desktop Entry]
Type=Application
Name=Inspector
Exec={" ".join(_desktop_word(word) for word in command)}
Terminal=false
X-GNOME-Autostart-enabled=true
"""


def _unit_word(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"'


def _desktop_word(word: str) -> str:
    """Quoted for the entry's command, and its backslashes once more for the file's strings."""
    for char in '\\"`$':
        word = word.replace(char, f"\\{char}")
    return '"' + word.replace("\\", "\\\\").replace("%", "%%") + '"'


@contextmanager
def _refusals_in_words() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        path, detail = error.filename or _config(), error.strerror or str(error)
        raise WorkspaceError(message(Code.AUTOSTART_FAILED, path=str(path), detail=detail)) from error


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, text.encode())


def _remove_unit() -> None:
    was_there = _unit_file().exists()
    _wants_link().unlink(missing_ok=True)
    _unit_file().unlink(missing_ok=True)
    if was_there:
        _systemctl("daemon-reload")


def _config() -> Path:
    named = os.environ.get("XDG_CONFIG_HOME")
    return Path(named) if named else Path("~/.config").expanduser()


def _unit_file() -> Path:
    return _config() / "systemd" / "user" / "inspector.service"


def _wants_link() -> Path:
    return _unit_file().parent / "graphical-session.target.wants" / "inspector.service"


def _desktop_file() -> Path:
    return _config() / "autostart" / "inspector.desktop"


def _systemctl(*words: str) -> bool:
    """Whether this user's systemd says yes; a PC without one says no."""
    if shutil.which("systemctl") is None:
        return False
    try:
        ran = subprocess.run(["systemctl", "--user", *words], capture_output=True, timeout=ASK_S, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return ran.returncode == 0


def _set_run_value(command: str | None) -> None:
    import winreg  # of Windows

    with winreg.CreateKey(winreg.HKEY_CURRENT_USER, _RUN_KEY) as key:  # type: ignore[attr-defined]  # of Windows
        if command is not None:
            winreg.SetValueEx(key, "Inspector", 0, winreg.REG_SZ, command)  # type: ignore[attr-defined]  # of Windows
            return
        try:
            winreg.DeleteValue(key, "Inspector")  # type: ignore[attr-defined]  # of Windows
        except FileNotFoundError:
            return


def _run_value() -> str:
    import winreg  # of Windows

    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _RUN_KEY) as key:  # type: ignore[attr-defined]  # of Windows
            return str(winreg.QueryValueEx(key, "Inspector")[0])  # type: ignore[attr-defined]  # of Windows
    except OSError:
        return ""
