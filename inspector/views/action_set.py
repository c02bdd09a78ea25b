"""Everything a person can do, as QActions made from the registry in ``screens/actions.py``.

The set belongs to one window. Keys of a page act only while that page is shown (``show_scope``). Actions that are
held down (hide, pan) have no QAction shortcut: the window passes its key events to ``key_pressed`` and
``key_released``. Those events reach the window only when the focused widget does not want the key, so letters typed
into a field stay letters.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QApplication, QLineEdit, QWidget

from inspector.screens.actions import ACTIONS, Action, Scope
from inspector.views.icons import icon


def message_text(action: Action) -> str:
    return QCoreApplication.translate("actions", action.text)


def help_of(action: Action) -> str:
    return QCoreApplication.translate("actions", action.help) if action.help else ""


def keys_of(action: Action) -> str:
    """Keys as people read them on this system: "Ctrl+O"."""
    native = QKeySequence.SequenceFormat.NativeText
    if is_family(action):
        first, last = (QKeySequence(action.keys[place]).toString(native) for place in (0, -1))
        return f"{first} … {last}"
    return QCoreApplication.translate("actions", " or ").join(QKeySequence(key).toString(native) for key in action.keys)


def tooltip_of(action: Action) -> str:
    """MessageText, what it does, and its key."""
    text = message_text(action).removesuffix("…")
    if action.keys:
        text += f"  ({keys_of(action)})"
    if action.help:
        text += f"\n{help_of(action)}"
    return text


MAX_KEYS_SPELLED = 3


def is_family(action: Action) -> bool:
    """One line for several actions that differ by a number only; see ``key_sheet.listed_actions``."""
    return len(action.keys) > MAX_KEYS_SPELLED


def _only_key(key: str) -> int:
    """Key code of a held key, which has no modifier: "Space"."""
    return Qt.Key[f"Key_{key}"].value


class ActionSet(QObject):
    triggered = Signal(str)  # action id
    held = Signal(str, bool)  # action id, is down

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._actions: dict[str, QAction] = {}
        self._scopes = {known.id: known.scope for known in ACTIONS}
        self._held_by_key: dict[int, str] = {}
        self._down: set[str] = set()
        self._page_scope = Scope.WINDOW
        self._allowed: dict[str, bool] = {}
        for known in ACTIONS:
            if known.is_held:
                self._held_by_key |= {_only_key(key): known.id for key in known.keys}
            else:
                self._add(known, window)

    def _add(self, known: Action, window: QWidget) -> None:
        made = QAction(message_text(known), self)
        made.setShortcuts([QKeySequence(key) for key in known.keys])
        made.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        made.setToolTip(tooltip_of(known))
        made.setAutoRepeat(known.id.startswith("live.opacity") or known.id.endswith("_defect"))
        made.triggered.connect(lambda _checked=False, action_id=known.id: self.triggered.emit(action_id))
        if known.icon:
            made.setIcon(icon(known.icon))
        window.addAction(made)
        self._actions[known.id] = made

    def qaction(self, action_id: str) -> QAction:
        """The QAction of ``action_id``; KeyError for one that is unknown or held."""
        return self._actions[action_id]

    def allow(self, action_id: str, is_allowed: bool) -> None:
        """Grey an action out, on whatever page."""
        self._allowed[action_id] = is_allowed
        self._refresh(action_id)

    def show_scope(self, scope: Scope) -> None:
        """Let the keys of this page act, and those of the other pages rest."""
        self._page_scope = scope
        self.release_all()
        for action_id in self._actions:
            self._refresh(action_id)

    def refresh_icons(self) -> None:
        for known in ACTIONS:
            if known.icon and known.id in self._actions:
                self._actions[known.id].setIcon(icon(known.icon))

    def _is_in_scope(self, action_id: str) -> bool:
        return self._scopes[action_id] in (Scope.WINDOW, self._page_scope)

    def _refresh(self, action_id: str) -> None:
        self._actions[action_id].setEnabled(self._is_in_scope(action_id) and self._allowed.get(action_id, True))

    # Held keys

    def key_pressed(self, event: QKeyEvent) -> bool:
        """True if the key belongs to a held action; it is then down until ``key_released``."""
        action_id = self._held_by_key.get(event.key())
        if action_id is None or not self._is_in_scope(action_id):
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
        action_id = self._held_by_key.get(event.key())
        if action_id not in self._down or action_id is None:
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
