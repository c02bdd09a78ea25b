"""Everything a person can do in one window, as QActions made from the pages' lists of actions.

Keys of a page act only while that page is shown (``show_scope``). Actions that are held down (hide, pan) have no
QAction shortcut: the window passes its key events to ``key_pressed`` and ``key_released``. Those events reach the
window only when the focused widget does not want the key, so letters typed into a field stay letters.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QApplication, QLineEdit, QWidget

from inspector.core.roles import Role
from inspector.screens.actions import WINDOW, Action, Keymap, check_keys, with_keys
from inspector.texts.keys import OR
from inspector.texts.lock import LOCKED
from inspector.views.icons import icon
from inspector.views.plain_text import set_tip


def key_texts(actions: Sequence[Action]) -> list[str]:
    """Keys as people read them on this system: "Ctrl+O"; of a family the first and the last: "1 … 8"."""
    keys = [native_key(key) for one in actions for key in one.keys]
    return [f"{keys[0]} … {keys[-1]}"] if len(actions) > 1 and _are_in_order(actions) else keys


def _are_in_order(family: Sequence[Action]) -> bool:
    """Keys that differ by the number of their action alone, as they do until somebody changes one."""
    patterns = {tuple(key.replace(str(one.number), "#") for key in one.keys) for one in family}
    return len(patterns) == 1 and len(next(iter(patterns))) == 1


def shown_keys(actions: Sequence[Action]) -> str:
    """All of them in one line."""
    return OR.translated().join(key_texts(actions))


def tooltip_of(action: Action) -> str:
    """Its text and keys, and what it does."""
    text = action.label()
    if action.keys:
        text += f"  ({shown_keys((action,))})"
    if help_text := action.help_text():
        text += f"\n{help_text}"
    return text


def native_key(key: str) -> str:
    """As people read it on this system."""
    return _sequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def _sequence(key: str) -> QKeySequence:
    return QKeySequence.fromString(key, QKeySequence.SequenceFormat.PortableText)


def _only_key(key: str) -> int:
    """Key code of a held key, which has no modifier: "Space"."""
    return Qt.Key[f"Key_{key}"].value


class ActionSet(QObject):
    triggered = Signal(str)  # action id
    held = Signal(str, bool)  # action id, is down
    lock_changed = Signal(bool)  # is locked: of another role
    allowed_changed = Signal(str)  # action id
    keys_changed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._keymap: Keymap = {}
        self._given: dict[str, Action] = {}  # with their own keys
        self._known: dict[str, Action] = {}
        self._actions: dict[str, QAction] = {}
        self._held_by_key: dict[int, list[str]] = {}  # one key may be held on several pages
        self._down: set[str] = set()
        self._page_scope = WINDOW
        self._refused: dict[str, str] = {}  # why, by action id; "" where nothing more is to be said
        self._role = Role.ADMINISTRATOR

    def add(self, actions: Iterable[Action]) -> None:
        """Raises ValueError for an id that is there already, or a key that would mean two things on one page."""
        given = tuple(actions)
        for one in given:
            if one.id in self._known:
                raise ValueError(f"there are two actions {one.id}")
        new = with_keys(given, self._keymap)
        check_keys((*self._known.values(), *new))
        self._given |= {one.id: one for one in given}
        for one in new:
            self._known[one.id] = one
            if one.is_held:
                for key in one.keys:
                    self._held_by_key.setdefault(_only_key(key), []).append(one.id)
            else:
                self._make(one)

    def _make(self, known: Action) -> None:
        made = QAction(known.full_text(), self)
        made.setShortcuts([_sequence(key) for key in known.keys])
        made.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        made.setAutoRepeat(known.repeats)
        made.triggered.connect(lambda _checked=False, action_id=known.id: self.triggered.emit(action_id))
        if known.icon:
            made.setIcon(icon(known.icon))
        self._window.addAction(made)
        self._actions[known.id] = made
        self._refresh(known.id)

    def show_keymap(self, keymap: Keymap) -> None:
        """Keys in the place of the actions' own, also of pages that are not built yet. Held keys are their own always.

        Raises ValueError for a key that would mean two things on one page; then nothing is changed.
        """
        changed = with_keys(self._given.values(), keymap)
        check_keys(changed)
        self._keymap = keymap
        for one in changed:
            if one.keys != self._known[one.id].keys:
                self._known[one.id] = one
                self._actions[one.id].setShortcuts([_sequence(key) for key in one.keys])
                self._refresh(one.id)
        self.keys_changed.emit()

    def keep_tip(self, widget: QWidget, action_id: str) -> None:
        """A widget that does the same says what, and by which keys."""

        def show() -> None:
            set_tip(widget, tooltip_of(self._known[action_id]))

        show()
        self.keys_changed.connect(show)

    def known(self, action_id: str) -> Action:
        """KeyError for an unknown id."""
        return self._known[action_id]

    def of_scope(self, scope: str) -> list[Action]:
        """In the order in which they were added."""
        return [one for one in self._known.values() if one.scope == scope]

    def qaction(self, action_id: str) -> QAction:
        """The QAction of ``action_id``; KeyError for one that is unknown or held."""
        return self._actions[action_id]

    def allow(self, action_id: str, is_allowed: bool, why: str = "") -> None:
        """Grey an action out, on whatever page; its tip says ``why``."""
        if self._refused.get(action_id) == (None if is_allowed else why):
            return  # pages say all of it whenever something changes
        if is_allowed:
            del self._refused[action_id]
        else:
            self._refused[action_id] = why
        self._refresh(action_id)
        self.allowed_changed.emit(action_id)

    def can(self, action_id: str) -> bool:
        """Whether lock and page let it be done now."""
        return self.may(action_id) and action_id not in self._refused

    def tip(self, action_id: str) -> str:
        """What it does, or why it cannot be done."""
        if not self.may(action_id):
            return self.lock_text()
        return self._refused.get(action_id) or tooltip_of(self._known[action_id])

    @property
    def is_locked(self) -> bool:
        """Only what operators may can be done."""
        return self._role is Role.OPERATOR

    def let(self, role: Role) -> None:
        """Grey out what this role may not, and say on it who may; the only place that decides this."""
        if role is not self._role:
            self._role = role
            for action_id in self._actions:
                self._refresh(action_id)
            self.lock_changed.emit(self.is_locked)

    def may(self, action_id: str) -> bool:
        """Whether whoever is there may do it now."""
        return self._role.may(self._known[action_id].least)

    def lock_text(self) -> str:
        """Who may do what cannot be done now, and how to become one of them."""
        return LOCKED.translated(key=shown_keys((self._known["window.lock"],)))

    def locked_by_key(self, event: QKeyEvent) -> str:
        """Id of what this key would do here for somebody who may; "" where it does what it does for everybody."""
        pressed = QKeySequence(event.keyCombination())
        refused = (
            action_id
            for action_id, made in self._actions.items()
            if not self.may(action_id) and self._is_in_scope(action_id) and pressed in made.shortcuts()
        )
        return next(refused, "")

    def show_scope(self, scope: str) -> None:
        """Let the keys of this page act, and those of the other pages rest."""
        self._page_scope = scope
        self.release_all()
        for action_id in self._actions:
            self._refresh_enabled(action_id)

    def refresh_icons(self) -> None:
        for action_id, made in self._actions.items():
            if name := self._known[action_id].icon:
                made.setIcon(icon(name))

    def _is_in_scope(self, action_id: str) -> bool:
        return self._known[action_id].scope in (WINDOW, self._page_scope)

    def _refresh(self, action_id: str) -> None:
        set_tip(self._actions[action_id], self.tip(action_id))
        self._refresh_enabled(action_id)

    def _refresh_enabled(self, action_id: str) -> None:
        self._actions[action_id].setEnabled(self._is_in_scope(action_id) and self.can(action_id))

    # Held keys

    def key_pressed(self, event: QKeyEvent) -> bool:
        """True if the key belongs to a held action; it is then down until ``key_released``."""
        of_key = self._held_by_key.get(event.key(), ())
        action_id = next((one for one in of_key if self._is_in_scope(one) and self.may(one)), None)
        if action_id is None:
            return False
        if event.modifiers() not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            return False
        focus = QApplication.focusWidget()
        if isinstance(focus, QLineEdit | QAbstractSpinBox):
            return False
        if isinstance(focus, QAbstractButton) and event.key() == Qt.Key.Key_Space:
            return False  # Space presses the button that has the focus
        if action_id not in self._down:
            self._down.add(action_id)
            self.held.emit(action_id, True)
        return True

    def key_released(self, event: QKeyEvent) -> bool:
        action_id = next((one for one in self._held_by_key.get(event.key(), ()) if one in self._down), None)
        if action_id is None:
            return False
        if not event.isAutoRepeat():
            self._down.discard(action_id)
            self.held.emit(action_id, False)
        return True

    def release_all(self) -> None:
        """The window lost the keyboard: no key is down any more."""
        for action_id in sorted(self._down):
            self.held.emit(action_id, False)
        self._down.clear()
