"""When the window is locked, and who unlocks it. Imports no widget.

    UNLOCKED ── the lock's key, or nobody touched the program for long ──► LOCKED
    LOCKED ── its key ► the prompt ── the right PIN ──► UNLOCKED;  a wrong one: the next try waits, longer each time

Without a PIN in the workspace nothing is ever locked. A workspace that says so starts locked, once it is open: before
that there is nothing to change. Inspection goes on in all of this. What a locked window lets people do stands with the
actions (``Action.is_for_operators``).
"""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from inspector.core.pin import Patience, is_pin
from inspector.texts import formats
from inspector.texts import lock as texts

if TYPE_CHECKING:
    from inspector.session import Session
    from inspector.views.main_window import MainWindow
    from inspector.workers.background import Background
    from inspector.workspace.settings import LockSettings

log = logging.getLogger("inspector.lock")

END_S = 5.0
TICK_MS = 250  # how often ``tick`` is called


class LockPresenter:
    def __init__(
        self,
        window: MainWindow,
        session: Session,
        background: Background,
        *,
        unused_s: Callable[[], float],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``unused_s``: for how long nobody has touched the program. The background, not yet started, compares PINs."""
        self._window = window
        self._session = session
        self._background = background
        self._unused_s = unused_s
        self._patience = Patience(clock)
        self._settings: LockSettings | None = None  # until the workspace is open
        self._is_locked = False
        self._is_asking = self._is_looking = self._was_wrong = False
        window.lock_wished.connect(self.toggle)
        window.pin_given.connect(self.try_pin)
        window.unlock_left.connect(self._leave)

    @property
    def is_locked(self) -> bool:
        return self._is_locked

    def tick(self) -> None:
        """Time passes, the workspace is opened, its settings are changed."""
        self._take_settings()
        settings = self._settings
        can_lock = settings is not None and settings.pin and not self._is_locked
        if settings is not None and can_lock and self._unused_s() >= settings.relock_after_min * 60:
            self._lock()
        if self._is_asking:
            self._show_prompt()

    def toggle(self) -> None:
        """The key of the lock, or its sign."""
        self._take_settings()
        if self._settings is None or not self._settings.pin:
            self._window.show_lock_notice(texts.NO_PIN.translated())
        elif not self._is_locked:
            self._lock()
        else:
            self._is_asking, self._was_wrong = True, False
            self._show_prompt()

    def try_pin(self, pin: str) -> None:
        settings = self._settings
        can_try = self._is_asking and not self._is_looking and self._patience.wait_s <= 0
        if settings is None or not pin or not can_try:
            return
        if not self._background.is_started:  # most windows are never unlocked, and need no thread for it
            self._background.start()
        self._is_looking = True
        self._show_prompt()
        kept = settings.pin
        self._background.run(lambda: is_pin(pin, kept), done=self._looked, failed=lambda _: self._looked(False))

    def end(self) -> bool:
        """After the event loop: nothing of it runs any more."""
        self._background.end()
        return self._background.join(END_S)

    # inside

    def _looked(self, is_right: bool) -> None:
        self._is_looking = False
        self._was_wrong = not is_right
        if is_right:
            self._patience.was_right()
            self._show(is_locked=False)
            self._window.show_operator_view(False)  # whoever has the PIN is an engineer
            return
        log.warning("a wrong PIN was given")
        self._patience.was_wrong()
        if self._is_asking:
            self._show_prompt()

    def _lock(self) -> None:
        self._show(is_locked=True)

    def _leave(self) -> None:
        """Nobody wants to unlock it any more."""
        if self._is_asking:
            self._is_asking = False
            self._window.show_unlock(None)

    def _show(self, *, is_locked: bool) -> None:
        self._leave()
        self._is_locked = is_locked
        self._window.show_lock(is_locked)
        workspace = self._session.workspace
        if is_locked and workspace is not None and workspace.settings.start.is_operator_view:
            self._window.show_operator_view(True)

    def _take_settings(self) -> None:
        workspace = self._session.workspace
        found = workspace.settings.lock if workspace is not None else None
        if found == self._settings or found is None:
            return
        before, self._settings = self._settings, found
        at_opening = self._session.settings_at_opening if before is None else None
        if not found.pin:
            self._show(is_locked=False)
        elif at_opening is not None and at_opening.lock.pin and at_opening.lock.is_locked_at_start:
            self._lock()  # not for a PIN that was given since: who has just set one is no operator at the start
        if at_opening is not None and at_opening.start.is_operator_view:
            self._window.show_operator_view(True)
        self._window.show_has_lock(bool(found.pin))

    def _show_prompt(self) -> None:
        if self._is_looking:
            prompt = texts.LOOKING.translated()
        elif self._patience.wait_s > 0:
            prompt = texts.WRONG.translated(wait=formats.whole_seconds(math.ceil(self._patience.wait_s)))
        else:
            prompt = texts.TRY_AGAIN.translated() if self._was_wrong else texts.GIVE_PIN.translated()
        self._window.show_unlock(prompt)
