"""The program as a package installed it, and the one before.

    /opt/inspector/app/         what the package brings; app/BUILD.json says which build it is
    /opt/inspector/previous/    the program before the last update
    /opt/inspector/current      a link to one of the two; what starts Inspector follows it

Going back moves the link, nothing else. Every path is below ``root``, which tests give. On Windows there is no link:
``app`` starts, and its installer exchanges it and ``previous`` (see ``windows``).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from inspector.core.messages import Code, InspectorError, message
from inspector.core.programs import Build, build_of
from inspector.core.typed_json import parsed_json
from inspector.core.untrusted import spelled_out
from inspector.updates.facts import version_key
from inspector.workspace.places import state_folder

APP, PREVIOUS, CURRENT = "app", "previous", "current"
LINUX_ROOT: Final = Path("/opt/inspector")
ROOT_FOLDER: Final = Path("/var/lib/inspector/updates")
VERSION_S: Final = 120.0  # that a program has to say its version, on a slow disk right after it was written
DOCTOR_S: Final = 600.0  # it tries models


class UpdateError(InspectorError):
    """An update was refused, failed, or was taken back; its message says which."""


def default_root() -> Path:
    return Path(sys.executable).parent.parent if sys.platform == "win32" else LINUX_ROOT


def own_folder() -> Path:
    """For root none below a home: sudo may leave HOME as it was, and whoever owns a folder may exchange what root has
    checked in it before root installs it. Raises WorkspaceError for a user without a home."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return ROOT_FOLDER if is_root and not os.environ.get("INSPECTOR_STATE") else state_folder() / "updates"


@dataclass(frozen=True, slots=True)
class InstalledProgram:
    root: Path
    has_link: bool = sys.platform != "win32"

    @property
    def link(self) -> Path:
        return self.root / CURRENT

    @property
    def current(self) -> Path:
        """The folder that starts. It need not be there."""
        return self.link if self.has_link else self.root / APP

    @property
    def before(self) -> Path | None:
        """The folder that going back leads to; None where there is none."""
        name = PREVIOUS if not self.has_link or self.link.resolve().name == APP else APP
        found = self.root / name
        return found if self.executable(found).is_file() and (self.link.is_symlink() or not self.has_link) else None

    @staticmethod
    def executable(folder: Path) -> Path:
        return folder / ("inspector.exe" if sys.platform == "win32" else "inspector")

    def build(self, folder: Path | None = None) -> Build | None:
        """Of the program that starts, or of the one in ``folder``; None where that does not say."""
        found = build_of(folder or self.current)
        try:
            version_key(found.version if found is not None else "")
        except ValueError:
            return None
        return found

    def switch(self, folder: Path) -> None:
        """Make ``folder`` the program that starts, at once and whole. Raises UpdateError.

        Who may not write the root is asked for an administrator's password by the system.
        """
        try:
            if os.access(self.root, os.W_OK):
                beside = self.root / f".{CURRENT}.{os.getpid()}"
                beside.unlink(missing_ok=True)
                beside.symlink_to(folder.name)
                beside.replace(self.link)
                return
            command = as_administrator(["ln", "-sfnT", folder.name, str(self.link)])
            ran = subprocess.run(command, capture_output=True, text=True, check=False)
        except OSError as error:
            raise _not_switched(self.link, error.strerror or str(error)) from error
        if ran.returncode != 0:
            raise _not_switched(self.link, last_line(ran.stderr) or f"{command[0]} ended with {ran.returncode}")

    def fault_of(self, folder: Path, version: str) -> str:
        """Start the program in ``folder``: why it cannot be used, "" where it answers as this version should.

        ``inspector doctor --json`` must give its document; what it finds on this PC is no fault of an update.
        """
        program = str(self.executable(folder))
        try:
            said = _answer([program, "--version"], VERSION_S)
            if version not in said.replace(",", " ").split():
                return f"--version: it says “{spelled_out(said.strip())[:200]}”, not {version}"
            document = _answer([program, "doctor", "--json"], DOCTOR_S, codes=(0, 1))
        except ValueError as error:
            return str(error)
        try:
            parsed_json(document)
        except ValueError as error:
            return f"doctor --json: it gives no document ({error})"
        return ""


def as_administrator(command: Sequence[str]) -> list[str]:
    """The command for whoever may not do it: the system asks for a password. Raises OSError where it cannot ask."""
    if not hasattr(os, "geteuid") or os.geteuid() == 0:
        return list(command)
    if shutil.which("pkexec") is None:
        raise OSError("this needs an administrator; start it with sudo in a terminal")
    return ["pkexec", *command]


def last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return spelled_out(lines[-1])[:300] if lines else ""


def _answer(command: list[str], limit_s: float, codes: tuple[int, ...] = (0,)) -> str:
    """Raises ValueError with the reason where none comes."""
    name = command[1]
    try:
        ran = subprocess.run(
            command, capture_output=True, timeout=limit_s, check=False,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise ValueError(f"{name}: no answer within {limit_s:.0f} s") from error
    except OSError as error:
        raise ValueError(f"{name}: {error.strerror or error}") from error
    if ran.returncode not in codes or (ran.returncode and not ran.stdout.strip()):
        why = last_line(ran.stderr.decode(errors="replace"))
        raise ValueError(f"{name}: {why or f'it ended with {ran.returncode}'}")
    return ran.stdout.decode(errors="replace")


def _not_switched(link: Path, detail: str) -> UpdateError:
    return UpdateError(message(Code.UPDATE_NOT_SWITCHED, path=str(link), detail=detail))
