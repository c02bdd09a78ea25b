"""The program itself on the Settings page: update from a file, going back, starting with the PC, the support bundle.

    a file ► checked (job) ► a question ► yes ► installed (job) ► told
    support bundle ► gathered (job) ► shown as a list ► a place ► saved

Runs on the Qt thread and never waits. It imports no widget.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from inspector.core.audit import utc_now
from inspector.core.messages import Message
from inspector.jobs.job import JobProgress, JobState, JobStatus
from inspector.screens.program import BundleRow, ProgramState, Question
from inspector.session import Session
from inspector.texts import formats
from inspector.texts import program as texts
from inspector.texts.messages import message_text
from inspector.workers.background import Background
from inspector.workers.job_worker import JobWorker

if TYPE_CHECKING:
    from inspector.updates.updating import Installed, Looked, Step, Updater
    from inspector.upkeep.bundle import Bundle
    from inspector.views.settings.settings_page import SettingsPage

log = logging.getLogger("inspector.settings")

STEP_WORDS = {
    "CHECKING": texts.CHECKING, "COPYING": texts.COPYING, "INSTALLING": texts.INSTALLING, "TRYING": texts.TRYING,
}  # fmt: skip
T = TypeVar("T")
_PARTS = 1000  # of a step's bar
CLOSES_FOR_UPDATES = sys.platform == "win32"  # which exchanges no program that runs


class ProgramDesk:
    def __init__(
        self, page: SettingsPage, session: Session, background: Background, *, close: Callable[[bool], object]
    ) -> None:  # fmt: skip
        """``close``: the window, in good order; true: what is installed then starts in its place."""
        self._page, self._session, self._background, self._close = page, session, background, close
        self._worker = JobWorker()
        self._state = ProgramState()
        self._yes: Callable[[], object] | None = None  # what is done where somebody says yes
        self._bundle: Bundle | None = None
        self._step = ""
        self._worker.status_changed.connect(self._moved)
        page.update_file_chosen.connect(self.look_at)
        page.go_back_wished.connect(self.ask_to_go_back)
        page.program_answered.connect(self.answer)
        page.starts_with_pc_chosen.connect(self.start_with_pc)
        page.bundle_wished.connect(self.gather)
        page.bundle_place_chosen.connect(self.save_bundle)

    @property
    def is_calm(self) -> bool:
        return not self._worker.is_busy

    def refresh(self) -> None:
        """Look again what is installed and whether it starts with the PC."""
        self._background.run(self._look, done=self._found, failed=self._fail, key="program")

    def end(self, timeout_s: float) -> bool:
        return self._worker.end(timeout_s)

    # updates

    def look_at(self, file: str) -> None:
        """A file that somebody chose; nothing is installed yet."""

        def found(looked: Looked) -> None:
            facts, key = looked.update.facts, looked.update.key
            text = self._with_close(texts.MAY_INSTALL.translated(version=facts.version, key=key))
            self._ask(_with_unread(text, looked.unread), texts.INSTALL.translated(version=facts.version), install)

        def install() -> None:
            self._begin("install", lambda progress: self._updater().install(
                Path(file), step=self._told_step(progress), report=_share_of(progress)
            ), self._installed)  # fmt: skip

        self._begin(
            "check", lambda progress: self._updater().look(Path(file), report=_share_of(progress)), found,
            texts.CHECKING.translated(),
        )  # fmt: skip

    def ask_to_go_back(self) -> None:
        def asked(unread: tuple[str, ...]) -> None:
            version = self._state.go_back
            text = self._with_close(texts.MAY_GO_BACK.translated(version=version))
            self._ask(_with_unread(text, unread), _go_back(version), go_back)

        def go_back() -> None:
            self._begin(
                "roll back", lambda progress: self._updater().go_back(step=self._told_step(progress)), self._installed
            )

        self._background.run(lambda: self._updater().unread_after_going_back(), done=asked, failed=self._fail)

    def answer(self, is_yes: bool) -> None:
        """To the question that is shown."""
        yes, self._yes = self._yes, None
        self._bundle = None
        self._show(question=None, bundle=None)
        if is_yes and yes is not None:
            yes()

    def _installed(self, done: Installed) -> None:
        text = message_text(done.told)
        parts = [f"{text.what} {text.why}"]
        if done.unreached:
            parts.append(texts.UNREACHED.translated(n=len(done.unreached), names="; ".join(done.unreached)))
        if done.waits:  # for this program's end, and starts it again
            parts += [part for part in (text.meanwhile, text.next_step) if part]
            self._show(answer=_with_unread(" ".join(parts), done.unread))
            self._close(False)
            return
        parts.append(texts.THIS_WINDOW.translated(version=done.before))
        told = _with_unread(" ".join(parts), done.unread)
        self._ask(told, texts.START_AGAIN.translated(), lambda: self._close(True))
        self.refresh()

    # starting with the PC

    def start_with_pc(self, is_on: bool) -> None:
        session = self._session

        def switch() -> None:
            from inspector.upkeep import autostart

            if not is_on:
                autostart.switch_off()
                return
            folder = session.open_workspace().folder.resolve()
            session.change_settings(autostart.starts_as_line())
            autostart.switch_on(autostart.start_command(folder), autostart.best_way())

        self._background.run(switch, done=lambda _: self.refresh(), failed=self._fail_and_refresh)

    # the support bundle

    def gather(self, has_names: bool, has_pictures: bool) -> None:
        session = self._session

        def work(progress: JobProgress) -> Bundle:
            from inspector.upkeep.bundle import Wish, gathered

            return gathered(session.open_workspace(), Wish(has_names, has_pictures), progress.report)

        def done(bundle: Bundle) -> None:
            self._bundle = bundle
            rows = tuple(BundleRow(part.name, part.what, _size(len(part.content))) for part in bundle.parts)
            name = texts.BUNDLE_NAME.translated(date=f"{utc_now().astimezone():%Y-%m-%d-%H%M}")
            self._show(bundle=rows, bundle_file=name)

        self._begin("support bundle", work, done, texts.GATHERING.translated())

    def save_bundle(self, file: str) -> None:
        """What is shown, and nothing else."""
        bundle = self._bundle
        if bundle is None:
            return

        def save() -> None:
            from inspector.upkeep.bundle import saved

            saved(bundle, Path(file))

        def done(_: None) -> None:
            from inspector.core.messages import Code, message

            self._bundle = None
            text = message_text(message(Code.BUNDLE_SAVED, path=file, n_files=len(bundle.parts)))
            self._show(bundle=None, answer=text.line)

        self._background.run(save, done=done, failed=self._fail)

    # work

    def _with_close(self, text: str) -> str:
        return f"{text} {texts.CLOSES.translated()}" if CLOSES_FOR_UPDATES else text

    def _updater(self) -> Updater:
        return updater_of_this_pc(self._session.open_workspace().folder)

    def _begin(
        self, name: str, work: Callable[[JobProgress], T], done: Callable[[T], object], working: str = ""
    ) -> None:  # fmt: skip
        if not self._worker.can_start:
            return
        self._step = working
        self._show(working=working, share=None, answer="", fault="", question=None)
        self._worker.start(name, work, done=done)

    def _told_step(self, progress: JobProgress) -> Callable[[Step], None]:
        """On the job's thread: the next status that is heard shows it."""

        def told(step: Step) -> None:
            self._step = STEP_WORDS[step.name].translated()
            progress.report(0)

        return told

    def _moved(self, status: JobStatus) -> None:
        if status.state in (JobState.WAITING, JobState.RUNNING):
            self._show(working=self._step, share=status.share)
            return
        self._show(working="", share=None)
        if status.state is JobState.FAILED and status.reason is not None:
            self._fail(status.reason)
            self.refresh()

    def _ask(self, text: str, yes: str, act: Callable[[], object]) -> None:
        self._yes = act
        self._show(question=Question(text, yes), answer="", fault="")

    # what is shown

    def _look(self) -> ProgramState:
        from inspector import __version__
        from inspector.updates.history import last_updates
        from inspector.upkeep.autostart import shown

        folder = self._session.open_workspace().folder
        updater = updater_of_this_pc(folder)
        program, done = updater.program, last_updates([folder])
        now = program.build() if program.executable(program.current).is_file() else None
        before = program.build(program.before) if program.before is not None else None
        if now is None:
            installed, below = texts.FROM_ELSEWHERE.translated(version=__version__), ""
        else:
            built = now.built_at[:16].replace("T", " ") or "?"
            installed = texts.INSTALLED.translated(version=now.text, edition=now.edition or "?", built=built)
            below = texts.NONE_BEFORE.translated()
            if before is not None:
                below = texts.BEFORE.translated(version=before.text)
            if not updater.keys:
                below = f"{below}. {texts.NO_KEYS.translated()}"
        last = texts.LAST.translated(at=done[-1].at[:16].replace("T", " "), what=done[-1].text) if done else ""
        starts = shown()
        return ProgramState(
            installed, below, last, can_update=now is not None and bool(updater.keys), can_go_back=before is not None,
            go_back=before.version if before is not None else "", starts_with_pc=starts is not None,
            starts_by=texts.STARTS_BY.translated(file=starts.file) if starts else texts.STARTS_NOT.translated(),
        )  # fmt: skip

    def _found(self, new: ProgramState) -> None:
        self._show(
            installed=new.installed, before=new.before, done=new.done, can_update=new.can_update,
            can_go_back=new.can_go_back, go_back=new.go_back, starts_with_pc=new.starts_with_pc,
            starts_by=new.starts_by,
        )  # fmt: skip

    def _fail(self, reason: Message) -> None:
        log.info("%s", reason.to_json())
        text = message_text(reason)
        self._show(fault=" ".join(part for part in (text.what, text.why, text.meanwhile, text.next_step) if part))

    def _fail_and_refresh(self, reason: Message) -> None:
        self._fail(reason)
        self.refresh()

    def _show(self, **changed: object) -> None:
        self._state = replace(self._state, **changed)  # type: ignore[arg-type]  # fields of it
        self._page.show_program(self._state)


def updater_of_this_pc(folder: Path) -> Updater:
    """``folder``: the workspace of this window."""
    from inspector.updates.installed import InstalledProgram, default_root
    from inspector.updates.updating import Updater
    from inspector.upkeep.watch import words_again

    return Updater.of_this_pc(InstalledProgram(default_root()), [folder], again=words_again(folder))


def _share_of(progress: JobProgress) -> Callable[[int, int], None]:
    return lambda done, total: progress.report(done * _PARTS // max(1, total), _PARTS)


def _go_back(version: str) -> str:
    return texts.GO_BACK.translated(version=version).rstrip("…")


def _with_unread(text: str, unread: tuple[str, ...]) -> str:
    return " ".join([text, *(texts.UNREAD.translated(what=one) for one in unread)])


def _size(n_bytes: int) -> str:
    if n_bytes >= 1_000_000:
        return texts.MB.translated(size=formats.decimal(n_bytes / 1e6, 1))
    return texts.KB.translated(size=formats.decimal(n_bytes / 1e3, 1))
