"""Where the window's parts are built, introduced to each other, started and stopped.

Start: QApplication and theme, window, first page and its presenter, show; records and model are opened in the
background once the window is painted. Other pages, and parts that few look at, are built when they are first shown.
Stop: the window asks, the presenter stops the inspection and closes the records in the background, then lets the window
go. Ctrl-C and SIGTERM ask the window in the same way.
However the event loop ended, no thread is left and what was inspected is written.
"""

from __future__ import annotations

import gc
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QSocketNotifier, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QIcon, QImage
from PySide6.QtWidgets import QApplication, QWidget

from inspector.core.messages import Code, DisplayError, message
from inspector.core.untrusted import spelled_out
from inspector.pipeline.sink import Sink
from inspector.presenters.live_presenter import LivePresenter
from inspector.presenters.lock_presenter import TICK_MS, LockPresenter
from inspector.presenters.manual_presenter import ManualPresenter
from inspector.presenters.training_foot import TrainingFoot
from inspector.presenters.window_memory import WindowMemoryPresenter
from inspector.screens.actions import WINDOW
from inspector.screens.annotate_actions import ANNOTATE_PAGE
from inspector.screens.balance_actions import BALANCE, BALANCE_PAGE
from inspector.screens.first_steps import SEE_IT
from inspector.screens.grading_actions import GRADING, GRADING_PAGE
from inspector.screens.live_actions import LIVE, LIVE_PAGE
from inspector.screens.manual import ManualPage
from inspector.screens.models_actions import MODELS, MODELS_PAGE
from inspector.screens.pages import Page
from inspector.screens.painting_actions import ANNOTATE
from inspector.screens.review_actions import REVIEW, REVIEW_PAGE
from inspector.screens.settings_actions import SETTINGS, SETTINGS_PAGE
from inspector.screens.train_actions import TRAIN, TRAIN_PAGE
from inspector.session import Session
from inspector.texts.messages import message_text
from inspector.upkeep.heart import BEAT_MS, Heart
from inspector.views.action_set import native_key
from inspector.views.input_guard import InputGuard
from inspector.views.language import Language
from inspector.views.live.live_page import LivePage
from inspector.views.main_window import MainWindow
from inspector.views.theme import Theme
from inspector.workers.background import Background
from inspector.workspace.first_look import FirstLook, first_look
from inspector.workspace.places import workspace_of
from resources import resource

if TYPE_CHECKING:
    from inspector.presenters.first_steps import FirstSteps
    from inspector.presenters.self_check_desk import SelfCheckDesk

log = logging.getLogger("inspector.app")

# Their presenters, beside those of the pages.
LOCK, FOOT, MANUAL = "window.lock", "window.foot", "window.manual"
SELF_CHECK, FIRST_STEPS = "window.self_check", "window.first_steps"
NICENESS = 1  # of the threads that predict: the window answers first, and other programs hardly go before inspection
DISPLAY_ANSWERS_S = 5.0  # that another PC has, which shows the window
START_AGAIN = -1  # no exit code of a process
SWITCH_S = 0.001  # a thread that computes in Python lets the window have its turn after this, not after 5 ms


class PagePresenter(Protocol):
    def end(self) -> bool:
        """After the event loop: nothing of it runs any more and all is written. True if in time."""
        ...


@dataclass(slots=True)
class Parts:
    """What must stay alive while the window does."""

    window: MainWindow
    session: Session
    model_file: Path | None  # None: the workspace's own
    extra_sinks: Callable[[], list[Sink]]
    # By page id, from when a page is first shown; and what belongs to the whole window, as WINDOW and LOCK.
    presenters: dict[str, PagePresenter] = field(default_factory=dict)
    lock: LockPresenter | None = None
    is_painted: threading.Event = field(default_factory=threading.Event)  # the window, or its end has come
    starts_again: bool = False  # the program, once this window has ended in order

    @property
    def page(self) -> LivePage:
        page = self.window.findChild(LivePage)
        assert isinstance(page, LivePage)
        return page

    @property
    def presenter(self) -> LivePresenter:
        """Of the Live page."""
        presenter = self.presenters[LIVE]
        assert isinstance(presenter, LivePresenter)  # see _build_live
        return presenter

    def end(self) -> bool:
        """After the event loop: nothing runs any more and all is written. True if in time."""
        self.is_painted.set()
        have_ended = [presenter.end() for presenter in reversed(self.presenters.values())]  # each, whatever one says
        return all(have_ended)


def _build_lock(parts: Parts, guard: InputGuard) -> None:
    comparing = Background(lambda reason: log.error("%s", reason), name="lock")
    lock = LockPresenter(parts.window, parts.session, comparing, unused_s=lambda: guard.unused_s)
    parts.lock, parts.presenters[LOCK] = lock, lock
    timer = QTimer(parts.window)
    timer.setInterval(TICK_MS)
    timer.timeout.connect(lock.tick)
    timer.start()


def _build_foot(parts: Parts) -> None:
    foot = TrainingFoot(parts.window, parts.session, parts.window)
    parts.presenters[FOOT] = foot
    foot.begin(parts.is_painted)


def _build_manual(parts: Parts, language: str) -> None:
    def pictures(page: ManualPage, max_width_px: int) -> dict[str, QImage]:
        from inspector.views.manual.pictures import read_pictures

        return read_pictures(page, max_width_px)

    def draw(page: ManualPage, shown: Mapping[str, QImage], made_by: str) -> bytes:
        from inspector.views.manual.pdf import manual_pdf

        return manual_pdf(page, shown, made_by)

    parts.presenters[MANUAL] = ManualPresenter(parts.window, parts.session, language, pictures, draw)


def _build_live(parts: Parts) -> QWidget:
    page = LivePage(parts.window.actions_of_window, parts.window)  # goes with the window, whatever fails from here
    presenter = LivePresenter(
        page, parts.window, parts.session, model_file=parts.model_file, extra_sinks=parts.extra_sinks
    )
    parts.presenters[LIVE] = presenter
    parts.window.operator_shown.connect(page.show_operator_view)
    page.leave_operator.connect(lambda: parts.window.show_operator_view(False))
    memory = parts.presenters[WINDOW] = WindowMemoryPresenter(
        parts.window, page, parts.session, resume=presenter.resume, shown_key=native_key
    )
    presenter.source_views.remember_in(memory.keeper)
    presenter.piece_begun = memory.piece_begun
    presenter.begin(parts.is_painted)
    memory.begin(parts.is_painted)
    return page


def _build_balance(parts: Parts) -> QWidget:
    from inspector.presenters.balance_presenter import BalancePresenter
    from inspector.views.balance.balance_page import BalancePage

    page = BalancePage(parts.window.actions_of_window, parts.window)
    memory = parts.presenters.get(WINDOW)
    assert isinstance(memory, WindowMemoryPresenter)  # see _build_live
    presenter = parts.presenters[BALANCE] = BalancePresenter(
        page, parts.session, last_dataset=memory.last_dataset, opened=memory.remember_dataset
    )
    parts.window.page_shown.connect(lambda shown: presenter.page_shown() if shown == BALANCE else None)
    return page


def _build_train(parts: Parts) -> QWidget:
    from inspector.presenters.train_presenter import TrainPresenter
    from inspector.views.train.train_page import TrainPage

    page = TrainPage(parts.window.actions_of_window, parts.window)
    presenter = parts.presenters[TRAIN] = TrainPresenter(page, parts.session)
    page.proof_wished.connect(partial(_prove, parts))
    parts.window.page_shown.connect(lambda shown: presenter.page_shown(shown == TRAIN))
    return page


def _prove(parts: Parts, file: str) -> None:
    from inspector.presenters.models_presenter import ModelsPresenter

    parts.window.show_page(MODELS)
    presenter = parts.presenters[MODELS]
    assert isinstance(presenter, ModelsPresenter)  # its page is shown
    presenter.prove(Path(file))


def _train_on(parts: Parts, dataset: str) -> None:
    from inspector.presenters.train_presenter import TrainPresenter

    parts.window.show_page(TRAIN)
    presenter = parts.presenters[TRAIN]
    assert isinstance(presenter, TrainPresenter)  # its page is shown
    presenter.set_up(dataset)


def _build_annotate(parts: Parts) -> QWidget:
    from inspector.presenters.annotate_presenter import AnnotatePresenter
    from inspector.views.annotate.annotate_page import AnnotatePage

    page = AnnotatePage(parts.window.actions_of_window, parts.window)
    memory = parts.presenters.get(WINDOW)
    assert isinstance(memory, WindowMemoryPresenter)  # see _build_live
    presenter = parts.presenters[ANNOTATE] = AnnotatePresenter(
        page, parts.session, parts.presenter.source_views, author=memory.author, author_given=memory.remember_author,
        shows_proposals=memory.shows_proposals, proposals_shown=memory.remember_proposals,
    )  # fmt: skip
    parts.window.page_shown.connect(lambda shown: presenter.page_shown() if shown == ANNOTATE else None)
    page.looks_wished.connect(lambda: _show_setting(parts, "classes"))
    page.training_wished.connect(partial(_train_on, parts))
    return page


def _show_setting(parts: Parts, section_id: str) -> None:
    from inspector.views.settings.settings_page import SettingsPage

    parts.window.show_page(SETTINGS)
    page = parts.window.findChild(SettingsPage)
    assert isinstance(page, SettingsPage)  # it is shown
    page.reveal(section_id)


def _self_check(parts: Parts) -> SelfCheckDesk:
    """Made when it is first shown."""
    from inspector.presenters.self_check_desk import SelfCheckDesk
    from inspector.screens.self_check import ScreenFacts

    def screen() -> ScreenFacts:
        found = parts.window.screen()
        return ScreenFacts(found.size().width(), found.size().height(), found.devicePixelRatio())

    known = parts.presenters.get(SELF_CHECK)
    desk = known if isinstance(known, SelfCheckDesk) else SelfCheckDesk(parts.session, screen)
    parts.presenters[SELF_CHECK] = desk
    return desk


def _first_steps(parts: Parts) -> FirstSteps:
    """Made when they are first shown."""
    from inspector.presenters.first_steps import FirstSteps
    from inspector.views.first_steps_sheet import FirstStepsSheet
    from inspector.views.language import languages

    known, memory = parts.presenters.get(FIRST_STEPS), parts.presenters.get(WINDOW)
    if isinstance(known, FirstSteps):
        return known
    assert isinstance(memory, WindowMemoryPresenter)  # see _build_live
    window, actions = parts.window, parts.window.actions_of_window

    def made() -> None:
        parts.presenter.workspace_made()
        memory.keeper.begin()
        memory.remember_first_steps(steps.is_open)

    def try_way(action_id: str) -> None:
        window.show_page(LIVE)
        parts.page.action_triggered.emit(action_id)

    def left() -> None:
        memory.remember_first_steps(False)
        window.focus_page()

    steps = FirstSteps(
        FirstStepsSheet(window, actions), parts.session, _self_check(parts), made=made, try_way=try_way, left=left,
        key=native_key(next(iter(actions.known(FIRST_STEPS).keys), "")), languages=languages(),
    )  # fmt: skip
    parts.presenters[FIRST_STEPS] = steps
    return steps


def guide_first_start(parts: Parts, *, has_workspace: bool) -> None:
    """Open the first steps where there is no workspace yet, and where they were not closed when the program ended."""
    if not has_workspace:
        parts.window.first_painted.connect(lambda: _first_steps(parts).open())
        return
    memory = parts.presenters.get(WINDOW)
    if not isinstance(memory, WindowMemoryPresenter):  # a window without the Live page
        return

    def read() -> None:
        memory.keeper.changed.disconnect(connection)
        if memory.are_first_steps_open():
            _first_steps(parts).open(SEE_IT)

    connection = memory.keeper.changed.connect(read)


def _build_settings(parts: Parts) -> QWidget:
    from inspector.presenters.settings_presenter import SettingsPresenter
    from inspector.views.language import languages
    from inspector.views.settings.settings_page import SettingsPage

    def apply_theme(scheme: str) -> None:
        application = QApplication.instance()
        assert application is not None  # see ``build``
        theme = application.findChild(Theme)
        if theme is not None:
            theme.force("" if scheme == "system" else scheme)

    def close(starts_again: bool) -> None:
        parts.starts_again = starts_again
        parts.window.close_unasked()

    page = SettingsPage(parts.window.actions_of_window, parts.window)
    lock = parts.lock
    assert lock is not None  # see ``build``
    presenter = SettingsPresenter(
        page, parts.session, apply_theme=apply_theme, languages=languages(), role=lambda: lock.role,
        close=close,
        person_added=lock.person_added,
    )  # fmt: skip
    parts.presenters[SETTINGS] = presenter
    _self_check(parts).show_in(page.self_check)
    parts.window.page_shown.connect(lambda shown: presenter.page_shown() if shown == SETTINGS else None)
    return page


def _build_grading(parts: Parts) -> QWidget:
    from inspector.presenters.grading_presenter import GradingPresenter
    from inspector.views.grading.grading_page import GradingPage

    page = GradingPage(parts.window.actions_of_window, parts.window)
    presenter = parts.presenters[GRADING] = GradingPresenter(page, parts.session)
    parts.window.page_shown.connect(lambda shown: presenter.page_shown() if shown == GRADING else None)
    return page


def _import_model(parts: Parts, path: str) -> None:
    from inspector.presenters.models_presenter import ModelsPresenter

    parts.window.show_page(MODELS)
    presenter = parts.presenters[MODELS]
    assert isinstance(presenter, ModelsPresenter)  # its page is shown
    presenter.import_file(Path(path))


def _build_models(parts: Parts) -> QWidget:
    from inspector.presenters.models_presenter import ModelsPresenter
    from inspector.views.models.models_page import ModelsPage

    page = ModelsPage(parts.window.actions_of_window, parts.window)
    presenter = parts.presenters[MODELS] = ModelsPresenter(page, parts.session)
    parts.window.page_shown.connect(lambda shown: presenter.page_shown() if shown == MODELS else None)
    return page


def _build_review(parts: Parts) -> QWidget:
    from inspector.presenters.review_presenter import ReviewPresenter
    from inspector.views.report.pdf import pdf_of
    from inspector.views.review.review_page import ReviewPage

    page = ReviewPage(parts.window.actions_of_window, parts.window)
    views = parts.presenter.source_views
    presenter = parts.presenters[REVIEW] = ReviewPresenter(page, parts.session, draw_report=pdf_of, views=views)
    parts.window.page_shown.connect(lambda shown: presenter.page_shown() if shown == REVIEW else None)
    return page


# Every page, in the order of the rail; the first is shown at the start. A new page is new files and one line here.
BuildPage = Callable[[Parts], QWidget]
PAGES: tuple[tuple[Page, BuildPage], ...] = (
    (LIVE_PAGE, _build_live),
    (REVIEW_PAGE, _build_review),
    (ANNOTATE_PAGE, _build_annotate),
    (BALANCE_PAGE, _build_balance),
    (TRAIN_PAGE, _build_train),
    (MODELS_PAGE, _build_models),
    (GRADING_PAGE, _build_grading),
    (SETTINGS_PAGE, _build_settings),
)


def make_application(scheme: str = "", language: str = "") -> QApplication:
    """The one QApplication, with name, language, style and theme.

    ``scheme`` forces "dark" or "light"; ``language`` is that of the workspace, which INSPECTOR_LANGUAGE overrules.
    """
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        application = existing
    else:
        application = QApplication(sys.argv[:1])
        gc.freeze()  # what is imported stays to the end: no collection looks through all of it again
    application.setApplicationName("Inspector")
    application.setApplicationDisplayName("Inspector")
    application.setDesktopFileName("inspector")
    application.setWindowIcon(QIcon(str(resource("icons/inspector.svg"))))
    if application.findChild(Language) is None:
        Language(application, os.environ.get("INSPECTOR_LANGUAGE", "") or language)  # the application owns it
    if application.findChild(InputGuard) is None:
        InputGuard(application)  # the application owns it
    theme = application.findChild(Theme)
    if theme is None:
        Theme(application, scheme)  # the application owns it
    elif scheme:
        theme.force(scheme)
    return application


def build(
    workspace: Path | None = None,
    *,
    model_file: Path | None = None,
    extra_sinks: Callable[[], list[Sink]] = list,
    pages: Sequence[tuple[Page, BuildPage]] = PAGES,
    look: FirstLook | None = None,
    makes_default: bool = True,
) -> Parts:
    """Window and first page at work, not yet shown. Needs ``make_application`` first. ``makes_default``: see
    ``Session``.

    Where it raises, neither a thread nor the window is left.
    """
    application = QApplication.instance()
    assert application is not None  # see above
    guard = application.findChild(InputGuard)
    assert isinstance(guard, InputGuard)  # see ``make_application``
    guard.rest()
    window = MainWindow(application.findChild(Theme))
    # Pages join its paths with those in the records: below a relative one they would not be found.
    folder = workspace.absolute() if workspace is not None else None
    session = Session(folder, niceness=NICENESS, makes_default=makes_default)
    parts = Parts(window, session, model_file, extra_sinks)
    window.first_painted.connect(parts.is_painted.set)
    window.first_painted.connect(guard.begin)
    window.model_import_wished.connect(partial(_import_model, parts))
    window.first_steps_wished.connect(lambda: _first_steps(parts).open())
    try:
        _build_lock(parts, guard)
        _build_foot(parts)
        language = application.findChild(Language)
        _build_manual(parts, language.name if isinstance(language, Language) else "")
        if look is not None:
            window.restore_layout(look.geometry, look.splitters)
        for page, build_page in pages:
            window.add_page(page, partial(build_page, parts))
    except BaseException:
        parts.end()
        guard.begin()
        window.deleteLater()
        raise
    return parts


def run_window(workspace: Path | None, opened: Path | None = None, *, heart: Heart | None = None) -> int:
    """The exit code; START_AGAIN where the program is to be started anew, after an update.

    ``opened``: a workspace, a model or a source, which somebody opened with the program from the desktop.
    """
    if opened is not None and (folder := workspace_of(opened)) is not None:
        workspace, opened = folder, None
    look = first_look(workspace)
    application = start_application(look)
    parts = build(workspace, look=look, makes_default=False)  # where there is none, the first steps ask
    guide_first_start(parts, has_workspace=look.has_workspace)
    if opened is not None:
        path = str(opened.absolute())
        parts.window.first_painted.connect(lambda: parts.window.files_dropped.emit((path,)))
    with ended_in_order(parts):
        parts.window.show()
        if heart is not None and heart.is_needed:
            _beat(parts.window, heart)
        code = application.exec()
    if parts.starts_again:
        return START_AGAIN
    return code or (1 if parts.presenter.n_lost else 0)


def _beat(window: MainWindow, heart: Heart) -> None:
    """While the operator's view is shown: at other times somebody sits there who sees that it hangs."""
    timer = QTimer(window)
    timer.setInterval(BEAT_MS)
    timer.timeout.connect(lambda: heart.beat() if window.is_operator_view else heart.rest())
    timer.start()


def start_application(look: FirstLook | None = None) -> QApplication:
    """Raises DisplayError where Qt would end the program without a word."""
    look = look or FirstLook()
    if sys.platform.startswith("linux") and (fault := display_fault(os.environ)):
        raise DisplayError(message(Code.NO_DISPLAY, detail=fault))
    sys.setswitchinterval(SWITCH_S)
    qInstallMessageHandler(_end_in_words)
    sys.excepthook = _log_exception
    threading.excepthook = lambda args: log.error(
        "thread %s", args.thread.name if args.thread else "?", exc_info=args.exc_value
    )
    application = make_application(look.theme, look.language)
    qInstallMessageHandler(_log_qt)
    return application


def display_fault(environment: Mapping[str, str]) -> str:
    """Why no window can be opened with these variables on Linux; "" where one can, as far as a connection tells.

    Qt aborts the process where it cannot connect.
    """
    platform = environment.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if platform and not platform.startswith(("xcb", "wayland")):
        return ""  # one that draws into memory, or straight onto the screen
    x11, wayland = environment.get("DISPLAY", ""), environment.get("WAYLAND_DISPLAY", "")
    if not (x11 or wayland):
        return "" if platform.startswith("wayland") else "neither DISPLAY nor WAYLAND_DISPLAY is set"
    faults = []
    if wayland and not platform.startswith("xcb"):
        path = str(Path(environment.get("XDG_RUNTIME_DIR", "")) / wayland)
        if not _answers(socket.AF_UNIX, path):
            faults.append(f"no program answers at {path}, which WAYLAND_DISPLAY names")
        else:
            return ""
    if x11 and not platform.startswith("wayland"):
        if _x11_answers(x11):
            return ""
        faults.append(f"no program answers at the DISPLAY {x11}")
    return "; ".join(faults)


def _x11_answers(display: str) -> bool:
    """One that is spelled otherwise than HOST:NUMBER or :NUMBER is left to Qt."""
    host, _, number = display.rpartition(":")
    number = number.partition(".")[0]
    if not number.isdecimal():
        return True
    if host in ("", "unix"):
        path = f"/tmp/.X11-unix/X{number}"
        return _answers(socket.AF_UNIX, f"\0{path}") or _answers(socket.AF_UNIX, path)
    try:
        found = socket.getaddrinfo(host.strip("[]"), 6000 + int(number), type=socket.SOCK_STREAM)
    except (OSError, OverflowError):
        return False
    return any(_answers(family, address) for family, _, _, _, address in found)


def _answers(family: int, address: Any) -> bool:
    with socket.socket(family, socket.SOCK_STREAM) as tried:
        tried.settimeout(DISPLAY_ANSWERS_S)
        try:
            tried.connect(address)
        except (OSError, ValueError):
            return False
        return True


@contextmanager
def ended_in_order(parts: Parts) -> Iterator[None]:
    """Closes the window when the system asks for the end; leaves no thread, whatever happened inside."""
    try:
        with _closing_on_signals(parts.window):
            yield
    finally:
        if not parts.end():
            log.error("the program ended while something still ran")


@contextmanager
def _closing_on_signals(window: MainWindow) -> Iterator[None]:
    """Ctrl-C and SIGTERM close the window in good order.

    Python runs no handler while Qt waits in its loop; a byte through a socket wakes the loop.
    """
    ours, wakes = socket.socketpair()
    ours.setblocking(False)
    wakes.setblocking(False)

    def close() -> None:
        ours.recv(64)
        window.close_unasked()

    notifier = QSocketNotifier(ours.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(close)
    before_fd = signal.set_wakeup_fd(wakes.fileno(), warn_on_full_buffer=False)
    before = {name: signal.signal(name, lambda *_: None) for name in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)
        signal.set_wakeup_fd(before_fd)
        notifier.setEnabled(False)
        ours.close()
        wakes.close()


def _log_qt(kind: QtMsgType, context: object, text: str) -> None:
    levels = {
        QtMsgType.QtDebugMsg: logging.DEBUG, QtMsgType.QtInfoMsg: logging.INFO,
        QtMsgType.QtCriticalMsg: logging.ERROR, QtMsgType.QtFatalMsg: logging.CRITICAL,
    }  # fmt: skip
    level = levels.get(kind, logging.WARNING)
    logging.getLogger("inspector.qt").log(level, "%s", text)


def _end_in_words(kind: QtMsgType, context: object, text: str) -> None:
    """While the application is made: Qt aborts the process after a fatal message, as where a display lets nobody in."""
    if kind != QtMsgType.QtFatalMsg:
        _log_qt(kind, context, text)
        return
    first, *_ = text.strip().splitlines() or ["Qt cannot start"]
    why = message_text(message(Code.NO_DISPLAY, detail=first))
    for part in (why.what, why.why, why.meanwhile, why.next_step):
        sys.stderr.write(f"{spelled_out(part)}\n")
    sys.stderr.flush()
    os._exit(1)


def _log_exception(kind: type[BaseException], error: BaseException, trace: object) -> None:
    log.error("a bug of ours", exc_info=error)
