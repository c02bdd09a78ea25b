"""Who is signed in, when the window is locked, and who unlocks it. Imports no widget.

    UNLOCKED ── the lock's key, or nobody touched the program for long ──► LOCKED: what operators may, nobody is named
    LOCKED ── its key ► name and PIN ── the right PIN ──► what the role of that person may, and every record names them
                                     └─ a wrong one: the next try waits, longer each time

Without people in the workspace nothing is ever locked. A workspace that says so starts locked, once it is open: before
that there is nothing to change. Inspection goes on in all of this. What each role may stands with the actions
(``Action.least``); a table of people that cannot be used locks all but the operator's, which nothing ever locks.
"""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from inspector.core.audit import sign_in
from inspector.core.messages import Message
from inspector.core.pin import Patience, is_pin
from inspector.core.roles import Role
from inspector.screens.lock import LockState, SignIn
from inspector.texts import formats
from inspector.texts import lock as texts

if TYPE_CHECKING:
    from inspector.session import Session
    from inspector.views.main_window import MainWindow
    from inspector.workers.background import Background
    from inspector.workspace.settings import PersonSettings, WorkspaceSettings

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
        self._settings: WorkspaceSettings | None = None  # until the workspace is open
        self._role = Role.ADMINISTRATOR
        self._person: PersonSettings | None = None  # who is signed in
        self._is_asking = self._is_looking = self._was_wrong = False
        window.lock_wished.connect(self.toggle)
        window.pin_given.connect(self.try_pin)
        window.unlock_left.connect(self._leave)

    @property
    def is_locked(self) -> bool:
        return self._has_lock and self._role is Role.OPERATOR

    @property
    def role(self) -> Role:
        return self._role

    def tick(self) -> None:
        """Time passes, the workspace is opened, its settings are changed."""
        self._take_settings()
        settings = self._settings
        can_lock = self._has_lock and (self._role is not Role.OPERATOR or self._person is not None)
        if settings is not None and can_lock and self._unused_s() >= settings.lock.relock_after_min * 60:
            self._lock()
        if self._is_asking:
            self._show_prompt()

    def toggle(self) -> None:
        """The key of the lock, or its sign."""
        self._take_settings()
        settings = self._settings
        if settings is None or not settings.has_lock:
            self._window.show_lock_notice(texts.NO_PIN.translated())
        elif not self.is_locked or self._person is not None:
            self._lock()
        elif settings.people_fault:
            self._window.show_lock_notice(texts.NOBODY_CAN.translated(detail=settings.people_fault))
            self._reread()
        else:
            self._is_asking, self._was_wrong = True, False
            self._show_prompt()
            self._reread()

    def try_pin(self, name: str, pin: str) -> None:
        """``name`` as the question listed it; "" where it named nobody to choose from."""
        settings = self._settings
        can_try = self._is_asking and not self._is_looking and self._patience.wait_s <= 0
        if settings is None or not can_try:
            return
        person = next((one for one in settings.people if not name or _shown(one) == name), None)
        if person is None:
            return
        if not person.pin:
            self._is_asking = False
            self._signed_in(person)
            return
        if not pin:
            return
        self._is_looking = True
        self._show_prompt()
        kept = person.pin

        def looked(is_right: bool) -> None:
            self._looked(person, is_right=is_right)

        self._background.run(lambda: is_pin(pin, kept), done=looked, failed=lambda _: looked(False))

    def person_added(self, name: str) -> None:
        """At this window. Whoever adds the first of the people has just chosen that PIN: it is they who are there."""
        self._take_settings()
        people = self._settings.people if self._settings is not None else ()
        if self._person is None and not self.is_locked and [one.name for one in people] == [name]:
            self._signed_in(people[0])

    def end(self) -> bool:
        """After the event loop: nothing of it runs any more."""
        sign_in("")
        self._background.end()
        return self._background.join(END_S)

    # inside

    @property
    def _has_lock(self) -> bool:
        return self._settings is not None and self._settings.has_lock

    def _reread(self) -> None:
        """The people as they are in the file now: a PIN may have been reset there, or somebody removed."""
        if not self._background.is_started:  # most windows are never unlocked, and need no thread for it
            self._background.start()
        self._background.run(self._session.reread_workspace, done=lambda _: self._take_settings(), failed=_keep)

    def _looked(self, person: PersonSettings, *, is_right: bool) -> None:
        self._is_looking = False
        self._was_wrong = not is_right
        if is_right:
            self._patience.was_right()
            if self._settings is not None and person in self._settings.people:  # not removed meanwhile
                self._signed_in(person)
            return
        log.warning("a wrong PIN was given")
        self._patience.was_wrong()
        if self._is_asking:
            self._show_prompt()

    def _signed_in(self, person: PersonSettings) -> None:
        self._person, self._role = person, person.role
        log.info("%s is signed in", _shown(person))
        self._show()
        if self._role is not Role.OPERATOR:
            self._window.show_operator_view(False)  # that is the operator's

    def _lock(self) -> None:
        self._person, self._role = None, Role.OPERATOR
        self._show()
        if self._settings is not None and self._settings.start.is_operator_view:
            self._window.show_operator_view(True)

    def _unlock(self) -> None:
        """There is nobody any more who could."""
        self._person, self._role = None, Role.ADMINISTRATOR
        self._show()

    def _leave(self) -> None:
        """Nobody wants to unlock it any more."""
        if self._is_asking:
            self._is_asking = False
            self._window.show_unlock(None)

    def _show(self) -> None:
        self._leave()
        self._tell()

    def _tell(self) -> None:
        person = self._person
        sign_in(person.name if person is not None else "")
        who = _shown(person) if person is not None else ""
        self._window.show_lock(LockState(self._role, self._has_lock, who))

    def _take_settings(self) -> None:
        workspace = self._session.workspace
        found = workspace.settings if workspace is not None else None
        before = self._settings
        if found is before or found is None:
            return
        self._settings = found
        at_opening = self._session.settings_at_opening if before is None else None
        if not found.has_lock:
            self._unlock()
        elif at_opening is not None and at_opening.has_lock and at_opening.lock.is_locked_at_start:
            self._lock()  # not for people who were added since: who has just done that is no operator at the start
        elif found.people_fault:
            self._lock()
        else:
            self._follow(found)
        if at_opening is not None and at_opening.start.is_operator_view:
            self._window.show_operator_view(True)
        if found.people_fault:
            log.error("nobody can sign in: %s", found.people_fault)
            self._window.show_lock_notice(texts.NOBODY_CAN.translated(detail=found.people_fault))

    def _follow(self, settings: WorkspaceSettings) -> None:
        """Whoever is signed in may have got another role or name, or be no longer one of them."""
        person = self._person
        if person is not None and person not in settings.people:
            same = [one for one in settings.people if one.name == person.name and (one.name or one.role is person.role)]
            if not same:
                self._lock()
                return
            self._person, self._role = same[0], same[0].role
        self._tell()
        if self._is_asking:
            self._show_prompt()

    def _show_prompt(self) -> None:
        people = self._settings.people if self._settings is not None else ()
        names = tuple(_shown(one) for one in people) if len(people) > 1 else ()
        if self._is_looking:
            prompt, names = texts.LOOKING.translated(), ()  # nothing can be chosen now, and words have the room
        elif self._patience.wait_s > 0:
            names = ()
            prompt = texts.WRONG.translated(wait=formats.whole_seconds(math.ceil(self._patience.wait_s)))
        elif self._was_wrong:
            prompt = texts.TRY_AGAIN.translated()
        elif names:
            prompt = texts.WHO_IS_THERE.translated()
        else:
            prompt = texts.PIN_OF.translated(name=people[0].name) if people and people[0].name else ""
            prompt = prompt or texts.GIVE_PIN.translated()
        self._window.show_unlock(SignIn(prompt, names))


def _keep(reason: Message) -> None:
    """The people that are known hold on."""
    log.warning("the people were not read anew: %s", reason.to_json())


def _shown(person: PersonSettings) -> str:
    return texts.shown_name(person.name, person.role)
