"""Installing an update and going back, from the first look to the program that answers.

    install:   check ► nothing runs ► copies of records and settings ► audit ► the system's installer ► the new program
               answers ► done, else back to the program before
    go_back:   nothing runs ► audit ► the link is moved ► the program answers, else the link is moved again

The package itself sees to it that a kill or a full disk in the middle leaves a whole program behind ``current``: it
moves the link to “previous” before it unpacks, and back after (docs/decisions/0031-updates.md). On Windows the setup
does all from the installer on, once this program has ended (``windows``). No Qt.
"""

from __future__ import annotations

import logging
import os
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from filelock import FileLock, Timeout

from inspector.audit.log import BY_PROGRAM, Audited, AuditLog
from inspector.core.messages import Code, InspectorError, Message, message
from inspector.core.programs import Build
from inspector.updates.around import Around, as_owner, keep_copies, look_around, newest_files, refuse_while_busy
from inspector.updates.checking import CheckedUpdate, Report, look_at, taken, unread_after
from inspector.updates.facts import Reads, this_version
from inspector.updates.handed_over import HandedOver, forget, keep, kept_copy
from inspector.updates.installed import (
    InstalledProgram,
    UpdateError,
    as_administrator,
    default_root,
    last_line,
    own_folder,
)
from inspector.updates.keys import known_keys
from inspector.updates.minisign import PublicKey
from inspector.updates.windows import Setup
from inspector.workspace.known import known_workspaces

log = logging.getLogger("inspector.updates")


class Step(Enum):
    """What an update is at, in this order."""

    CHECKING = "checking"
    COPYING = "copying records and settings"
    INSTALLING = "installing"
    TRYING = "starting the new program"


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at an update file found: it may be installed."""

    update: CheckedUpdate
    installed: Build | None
    unread: tuple[str, ...]  # what it cannot read of the plant's files; of an older program


@dataclass(frozen=True, slots=True)
class Installed:
    """How an update or a way back ended."""

    before: str  # version
    after: str
    unreached: tuple[str, ...] = ()  # workspaces of which no copy could be made
    unread: tuple[str, ...] = ()
    waits: bool = False  # for this program's end; nothing is changed before

    @property
    def told(self) -> Message:
        if self.waits:
            return message(Code.UPDATE_WAITS, version=self.after)
        return message(Code.UPDATE_DONE, version=self.after, before=self.before)


Installer = Callable[[Path], list[str]]  # the command that installs this file
StepReport = Callable[[Step], None]


def system_installer(file: Path) -> list[str]:
    """Raises OSError where this user cannot install and cannot be asked for a password."""
    if os.geteuid() == 0:
        # The package refuses while a program of it runs; this one has made sure that nothing is inspected.
        return ["env", "INSPECTOR_UPDATES=1", "dpkg", "--install", str(file)]
    # The administrator's side checks again, in a copy of root's: whoever acts as this user may have exchanged the file.
    program = InstalledProgram(default_root())
    return as_administrator([str(program.executable(program.link)), "update", "unpack", str(file)])


@dataclass(frozen=True, slots=True)
class Updater:
    """``folder``: for private copies and the lock; nobody else may write it, nor what it lies in."""

    program: InstalledProgram
    keys: tuple[PublicKey, ...]
    workspaces: tuple[Path, ...]
    folder: Path
    installer: Installer = field(default=system_installer)
    setup: Setup | None = None  # of Windows: in the installer's place, once this program has ended

    @classmethod
    def of_this_pc(
        cls, program: InstalledProgram, more_workspaces: Sequence[Path] = (), *, again: tuple[str, ...] = ()
    ) -> Updater:  # fmt: skip
        """``again``: words that start this window again, where it must end for the update. Raises WorkspaceError for a
        user without a home."""
        folders = (*(path.resolve() for path in more_workspaces), *known_workspaces())
        setup = None if program.has_link else Setup(program.root, again)
        return cls(program, known_keys(), folders, own_folder(), setup=setup)

    def look(self, file: Path, *, is_downgrade_wanted: bool = False, report: Report | None = None) -> Looked:
        """Check the file; changes nothing. Raises UpdateError."""
        found = look_at(
            file, self.program, self.keys, is_downgrade_wanted=is_downgrade_wanted, report=report or _unreported
        )
        around = look_around(self.workspaces)
        return Looked(found, self.program.build(), unread_after(found.facts.reads, newest_files(around)))

    def install(
        self, file: Path, *, is_downgrade_wanted: bool = False, step: StepReport = lambda step: None,
        report: Report | None = None,
    ) -> Installed:  # fmt: skip
        """Raises UpdateError, or StoreError where no copy of the records can be made: nothing is installed then, or
        what was before is back, as the message says."""
        if not self.program.executable(self.program.current).is_file():
            raise UpdateError(message(Code.UPDATE_NO_PACKAGE, path=str(self.program.root)))
        with self._alone():
            step(Step.CHECKING)
            with taken(
                file, self.program, self.keys, self.folder, is_downgrade_wanted=is_downgrade_wanted,
                report=report or _unreported,
            ) as update:  # fmt: skip
                around = look_around(self.workspaces)
                refuse_while_busy(around, self.program.root)
                return self._install(update, around, step)

    def _install(self, update: CheckedUpdate, around: Around, step: StepReport) -> Installed:
        facts, build = update.facts, self.program.build()
        before = build.version if build is not None else this_version()
        unread = unread_after(facts.reads, newest_files(around))
        step(Step.COPYING)
        for workspace in around.workspaces:
            keep_copies(workspace)
        said = {
            "version": facts.version, "before": before, "edition": facts.edition, "commit": facts.commit,
            "file": update.file.name, "key": update.key,
        }  # fmt: skip
        with self._audited(around, Audited.PROGRAM_UPDATED, said) as entries:
            assert update.copy is not None  # see ``taken``
            step(Step.INSTALLING)
            refuse_while_busy(around, self.program.root)  # copies of large records take a while
            if self.setup is not None:
                setup, copy = self.setup, update.copy
                handed = HandedOver(Audited.PROGRAM_UPDATED, facts.version, facts.commit, before, entries)
                self._hand_over(handed, lambda: setup.install(kept_copy(self.folder, copy), handed.pid))
                return Installed(before, facts.version, around.unreached, unread, waits=True)
            fault = self._run_installer(update.copy)
            step(Step.TRYING)
            now = self.program.build()
            is_there = now is not None and (now.version, now.commit or facts.commit) == (facts.version, facts.commit)
            if not fault and is_there:
                fault = self.program.fault_of(self.program.current, facts.version)
                if not fault:
                    return Installed(before, facts.version, around.unreached, unread)
            self._stay_with(build, before, facts.version, fault or "the program that starts is still the one before")
        raise AssertionError("not reached")

    def unpack(self, file: Path) -> None:
        """The administrator's part of ``install``, asked for by a user who checked, copied and recorded: the file is
        checked here, with this side's keys, and installed, and nothing else. Raises UpdateError."""
        before = self.program.build()
        with self._alone(), taken(file, self.program, self.keys, self.folder, is_downgrade_wanted=True) as update:
            assert update.copy is not None  # see ``taken``
            if fault := self._run_installer(update.copy):
                version = before.version if before is not None else this_version()
                told = message(Code.UPDATE_FAILED, version=update.facts.version, before=version, detail=fault)
                raise UpdateError(told)

    def go_back(self, *, step: StepReport = lambda step: None) -> Installed:
        """To the program before the last update. Raises UpdateError; the program that starts is the same then."""
        program = self.program
        target, now = program.before, program.build()
        build = program.build(target) if target is not None else None
        if target is None or build is None:
            raise UpdateError(message(Code.UPDATE_NOTHING_BEFORE, path=str(program.root)))
        with self._alone():
            around = look_around(self.workspaces)
            refuse_while_busy(around, program.root)
            step(Step.TRYING)
            if fault := program.fault_of(target, build.version):
                raise UpdateError(message(Code.UPDATE_BEFORE_BROKEN, version=build.version, detail=fault))
            before = now.version if now is not None else this_version()
            step(Step.COPYING)
            for workspace in around.workspaces:
                keep_copies(workspace)
            said = {"version": build.version, "before": before}
            with self._audited(around, Audited.PROGRAM_ROLLED_BACK, said) as entries:
                step(Step.INSTALLING)
                if self.setup is None:
                    program.switch(target)
                else:
                    setup, version = self.setup, build.version
                    handed = HandedOver(Audited.PROGRAM_ROLLED_BACK, version, build.commit, before, entries)
                    self._hand_over(handed, lambda: setup.go_back(version, handed.pid))
            unread = unread_after(Reads.of_build(build), newest_files(around))
            return Installed(before, build.version, around.unreached, unread, waits=self.setup is not None)

    def unread_after_going_back(self) -> tuple[str, ...]:
        """What the program before cannot read of this plant's files, as far as it says what it reads."""
        target = self.program.before
        build = self.program.build(target) if target is not None else None
        return () if build is None else unread_after(Reads.of_build(build), newest_files(look_around(self.workspaces)))

    def _hand_over(self, handed: HandedOver, begin: Callable[[], None]) -> None:
        """Raises UpdateError where the setup does not start: nothing is handed over then."""
        assert self.setup is not None  # see above
        try:
            forget(self.folder)  # an earlier one of which nobody heard the end
            keep(self.folder, handed, self.setup.again)
            begin()
        except OSError as error:
            forget(self.folder)
            raise UpdateError(
                message(
                    Code.UPDATE_FAILED, version=handed.version, before=handed.before,
                    detail=error.strerror or str(error),
                )
            ) from error  # fmt: skip

    def _run_installer(self, copy: Path) -> str:
        """Why it failed; "" where it says that it did not."""
        try:
            command = self.installer(copy)
            # No time limit: an installer that is killed half way is the worst of all ends.
            ran = subprocess.run(
                command, capture_output=True, text=True, errors="replace", check=False,
                stdin=subprocess.DEVNULL,
            )  # fmt: skip
        except OSError as error:
            return error.strerror or str(error)
        log.info("%s ended with %d: %s", command[0], ran.returncode, (ran.stdout + ran.stderr)[-4000:])
        return "" if ran.returncode == 0 else last_line(ran.stderr) or f"it ended with {ran.returncode}"

    def _stay_with(self, build_before: Build | None, before: str, version: str, fault: str) -> None:
        """Raises UpdateError, once the program before the update is the one that starts: that build, since another one
        may have the same version."""
        program, now = self.program, self.program.build()
        if now is None or not _is_same_build(now, build_before, before) or program.fault_of(program.current, before):
            target = program.before
            build = program.build(target) if target is not None else None
            if target is None or build is None or program.fault_of(target, build.version):
                raise UpdateError(message(Code.UPDATE_LEFT_BROKEN, version=version, detail=fault))
            program.switch(target)
            raise UpdateError(message(Code.UPDATE_WENT_BACK, version=version, before=build.version, detail=fault))
        raise UpdateError(message(Code.UPDATE_FAILED, version=version, before=before, detail=fault))

    @contextmanager
    def _audited(self, around: Around, what: Audited, facts: Mapping[str, str]) -> Iterator[dict[str, int]]:
        """An entry in each workspace before, its number by the log's file; one that says it was not made where the
        block raises."""
        with ExitStack() as stack:
            yield {
                str(one.audit): stack.enter_context(_recorded(one.folder, one.audit, what, facts))
                for one in around.workspaces
            }

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One update at a time. Raises UpdateError."""
        lock = FileLock(self.folder / "lock", blocking=False)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock.acquire()
        except Timeout as error:
            raise UpdateError(message(Code.UPDATE_TWICE)) from error
        except OSError as error:
            raise UpdateError(
                message(Code.UPDATE_NO_ROOM, path=str(self.folder), detail=error.strerror or str(error))
            ) from error
        try:
            yield
        finally:
            lock.release()


def _is_same_build(now: Build, before: Build | None, version_before: str) -> bool:
    """``before`` None: it said nothing of itself but its version."""
    return now.version == version_before and (before is None or now.commit == before.commit)


@contextmanager
def _recorded(folder: Path, file: Path, what: Audited, facts: Mapping[str, str]) -> Iterator[int]:
    audit = AuditLog(file)
    with as_owner(folder):
        entry = audit.append(what, facts)
    try:
        yield entry.number
    except BaseException:
        try:
            with as_owner(folder):
                audit.append(Audited.NOT_MADE, {"entry": str(entry.number)}, by=BY_PROGRAM)
        except InspectorError as error:
            log.warning("that the update was not made is not recorded: %s", error)
        raise


def _unreported(done: int, total: int) -> None:
    """Nobody watches."""
