"""Which keys the window uses: read and saved off the Qt thread, changed in a list over the page.

    begin ► read (background) ► ``KeyTable`` ► the window's keys
    a key is pressed ► refused in words, with an offer to take it ► or it acts at once ► saved (background)

A file that is broken is left alone, told of, and put aside before the first change is saved. Imports no widget.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from inspector.core.audit import system_user
from inspector.core.messages import Code, InspectorError, Message
from inspector.screens.actions import WINDOW, Action
from inspector.screens.key_editor import KeyAnswer, KeyEditorState, KeyRow
from inspector.screens.key_presets import PRESET_NAMES, KeyPreset
from inspector.screens.keymap import KeyChoice, KeyTable, normal_key
from inspector.session import Session
from inspector.texts import keys as texts
from inspector.workers.background import Background

if TYPE_CHECKING:
    from inspector.views.key_editor import KeyEditor
    from inspector.views.main_window import MainWindow

log = logging.getLogger("inspector.window")


class ChangingKeys:
    """Call everything on the Qt thread."""

    def __init__(
        self, window: MainWindow, session: Session, background: Background, *, shown: Callable[[str], str],
        failed: Callable[[Message], object],
    ) -> None:  # fmt: skip
        """``shown``: a key as people read it; ``background`` is begun and ended by whoever made it."""
        self._window, self._session, self._background = window, session, background
        self._shown, self._failed = shown, failed
        self._table = KeyTable((), KeyChoice())  # until the pages are known
        self._editor: KeyEditor | None = None
        self._answer = KeyAnswer()
        self._offered: tuple[str, tuple[str, ...]] | None = None  # action and keys, to be taken from another
        self._search = ""
        self._is_broken = False  # the file: it is put aside before another is written
        window.action_triggered.connect(self._act)

    def begin(self) -> None:
        session = self._session

        def read() -> KeyChoice:
            from inspector.workspace.key_file import read_keys

            try:
                return read_keys(session.open_workspace(), system_user())
            except InspectorError as error:
                if error.message.code is Code.KEYS_FORGOTTEN:
                    raise
                return KeyChoice()  # why there is no workspace is told where records are opened

        self._background.run(read, done=self._use, failed=self._broken)

    def _broken(self, reason: Message) -> None:
        self._is_broken = True
        self._failed(reason)
        self._use(KeyChoice())

    def _use(self, choice: KeyChoice) -> None:
        pages = self._window.pages
        self._table = KeyTable(
            self._window.all_actions(), choice, own_keys={page.id: page.own_keys for page in pages},
            page_names={page.id: page.title.translated() for page in pages}, shown=self._shown,
        )  # fmt: skip
        self._window.actions_of_window.show_keymap(self._table.keymap)
        self._show()

    # what people do

    def _act(self, action_id: str) -> None:
        if action_id != "window.change_keys" or self._window.is_operator_view:
            return  # a list that is read from near is nothing for the operator's screen
        if not self._table.actions:
            self._use(KeyChoice())  # asked for before the file was read: it is used as soon as it is
        editor = self._window.open_key_editor()
        if editor is not self._editor:
            self._editor = editor
            editor.search_changed.connect(self.search)
            editor.preset_chosen.connect(self.choose_preset)
            editor.key_given.connect(self.give)
            editor.cleared.connect(lambda action_id: self._ask(action_id, ()))
            editor.restored.connect(lambda action_id: self._ask(action_id, self._table.preset_keys(action_id)))
            editor.take_wished.connect(self.take)
            editor.began_anew.connect(lambda: self._tell(KeyAnswer()))
            editor.all_restored.connect(self.restore_all)
        self._tell(KeyAnswer())

    def search(self, words: str) -> None:
        self._search = words
        self._show()

    def choose_preset(self, preset: str) -> None:
        """Single changes stay on top of it, as far as they can."""
        choice = replace(self._table.choice, preset=KeyPreset(preset))
        text = texts.AS_PRESET_BUT if choice.changes else texts.AS_PRESET
        self._change(choice, text.translated(preset=PRESET_NAMES[choice.preset]))

    def restore_all(self) -> None:
        """As the preset has them; what was changed by hand goes."""
        preset = self._table.choice.preset
        self._change(KeyChoice(preset), texts.AS_PRESET.translated(preset=PRESET_NAMES[preset]))

    def give(self, action_id: str, key: str, is_added: bool, is_shifted_sign: bool) -> None:
        """``key`` as Qt calls it; ``is_shifted_sign``: what Shift makes of another key on this keyboard."""
        if is_shifted_sign:
            self._refuse(texts.SHIFTED_SIGN.translated())
            return
        try:
            key = normal_key(key)
        except ValueError:
            self._refuse(texts.NO_KEY.translated())
            return
        before = self._action(action_id).keys if is_added else ()
        self._ask(action_id, tuple(dict.fromkeys((*before, key))))

    def _ask(self, action_id: str, keys: tuple[str, ...]) -> None:
        refusal = self._table.refusal(action_id, keys)
        if refusal is None:
            self._set(action_id, keys)
            return
        taken_by = refusal.taken_by
        take = texts.TAKE.translated(name=taken_by.label()) if taken_by is not None else ""
        self._refuse(refusal.why, take)
        if taken_by is not None:
            self._offered = (action_id, keys)

    def take(self) -> None:
        """The key that was refused, from the action that has it."""
        if self._offered is not None:
            self._set(*self._offered)

    def _set(self, action_id: str, keys: tuple[str, ...]) -> None:
        losing = [one.label() for one in self._table.actions if self._table.takes_from(action_id, keys, one)]
        name, shown = self._action(action_id).label(), self._keys_text(keys)
        if losing:
            text = texts.TAKEN_FROM.translated(name=name, keys=shown, other="”, “".join(losing))
        else:
            text = (texts.HAS_NOW if keys else texts.HAS_NONE).translated(name=name, keys=shown)
        self._change(self._table.with_keys(action_id, keys), text)

    def _change(self, choice: KeyChoice, done: str) -> None:
        self._use(choice)
        self._tell(KeyAnswer(done))
        self._save(choice)

    # saving

    def _save(self, choice: KeyChoice) -> None:
        session = self._session

        def write() -> None:
            from inspector.workspace.key_file import put_aside, save_keys

            workspace = session.open_workspace()
            if self._is_broken:
                put_aside(workspace, system_user())
                self._is_broken = False  # whether or not the disk takes the new one
            save_keys(workspace, system_user(), choice)

        self._background.run(write, failed=self._not_saved)

    def _not_saved(self, reason: Message) -> None:
        from inspector.texts.messages import message_text

        log.warning("%s", reason.to_json())
        text = message_text(reason)
        self._tell(KeyAnswer(texts.NOT_SAVED.translated(why=text.why or text.what), is_refused=True))

    # what is shown

    def _refuse(self, why: str, take: str = "") -> None:
        self._tell(KeyAnswer(why, is_refused=True, take=take))

    def _tell(self, answer: KeyAnswer) -> None:
        self._answer, self._offered = answer, None
        self._show()

    def _action(self, action_id: str) -> Action:
        return next(one for one in self._table.actions if one.id == action_id)

    def _keys_text(self, keys: Sequence[str]) -> str:
        return texts.OR.translated().join(self._shown(key) for key in keys)

    def _show(self) -> None:
        if self._editor is None:
            return
        table, choice = self._table, self._table.choice
        here = self._window.shown_page  # what people look at comes first
        listed = sorted(table.actions, key=lambda one: one.scope != here)
        rows = tuple(row for one in listed if self._is_found(row := self._row(one)))
        self._editor.show_state(
            KeyEditorState(
                rows, choice.preset.value, tuple((one.value, PRESET_NAMES[one]) for one in KeyPreset), self._note(),
                texts.FOUND.translated(n=len(rows)) if self._search.strip() else "", self._answer,
                bool(choice.changes),
            )
        )  # fmt: skip

    def _row(self, action: Action) -> KeyRow:
        pages = {page.id: page.title.translated() for page in self._window.pages}
        page = texts.EVERY_PAGE.translated() if action.scope == WINDOW else pages[action.scope]
        help_text = action.help_text()
        keys, fixed = self._keys_text(action.keys), self._table.fixed(action.id)
        shown = keys or texts.NONE.translated()
        is_changed = self._table.is_changed(action.id)
        if fixed:
            shown = texts.HELD_KEY.translated(keys=keys)
        elif is_changed:
            shown = texts.CHANGED.translated(keys=shown)
        return KeyRow(
            action.id, action.label(), texts.PART.translated(page=page, help=help_text) if help_text else page, keys,
            shown, fixed, is_changed,
        )  # fmt: skip

    def _is_found(self, row: KeyRow) -> bool:
        everything = f"{row.name} {row.about} {row.at_right}".casefold()
        return all(word in everything for word in self._search.casefold().split())

    def _note(self) -> str:
        table = self._table
        parts = [texts.N_CHANGED.translated(n=len(table.choice.changes)) + "."] if table.choice.changes else []
        if table.resting:
            action_id, why = next(iter(table.resting.items()))
            parts.append(texts.RESTS.translated(name=self._action(action_id).label(), why=why))
            if n_more := len(table.resting) - 1:
                parts.append(texts.MORE_REST.translated(n=n_more))
        if table.unknown:
            parts.append(texts.N_UNKNOWN.translated(n=len(table.unknown)))
        return " ".join(parts)
