"""The guide of the first start: it checks this PC, makes the workspace, and shows the inspection at work.

    open ► THIS_PC ► WORKSPACE ► made, or opened (background) ► SEE_IT ► a way on the Live page ► closed
      └────────────────┴ left at any time: where the program would have made its workspace by itself, it does

It can be opened again; then it changes what it made. Runs on the Qt thread and never waits. It imports no widget.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inspector.core.audit import current_actor, utc_now, utc_text
from inspector.core.messages import InspectorError, Message
from inspector.core.number_text import number_in_field
from inspector.presenters.self_check_desk import SelfCheckDesk
from inspector.presenters.settings_fields import SETTING_BY_ID
from inspector.screens.first_steps import SEE_IT, THIS_PC, WORKSPACE, FirstStepsState, WorkspaceDetails
from inspector.screens.settings_page import Choice
from inspector.session import Session
from inspector.texts import first_steps as texts
from inspector.texts import settings as setting_texts
from inspector.texts.messages import message_text
from inspector.workers.background import Background
from inspector.workspace.places import default_folder, is_folder_named, remember_folder

if TYPE_CHECKING:
    from inspector.views.first_steps_sheet import FirstStepsSheet
    from inspector.workspace.settings import WorkspaceSettings
    from inspector.workspace.workspace import Workspace

log = logging.getLogger("inspector.first_steps")

_INTROS = {THIS_PC: texts.PC_INTRO, WORKSPACE: texts.WORKSPACE_INTRO}


class FirstSteps:
    """``made`` is called once the workspace is there, ``try_way`` with an action of the Live page, ``left`` as it is
    closed."""

    def __init__(
        self,
        sheet: FirstStepsSheet,
        session: Session,
        desk: SelfCheckDesk,
        *,
        made: Callable[[], object],
        try_way: Callable[[str], object],
        left: Callable[[], object],
        key: str = "",
        languages: Sequence[tuple[str, str]] = (),
        background: Background | None = None,
    ) -> None:
        """``key`` opens it again, as people read it; ``languages``: names and their own words for themselves."""
        self._sheet, self._session, self._desk = sheet, session, desk
        self._made, self._try_way, self._left, self._key = made, try_way, left, key
        self._background = background or Background(self._failed, name="first steps")
        self._is_open = False
        kinds = SETTING_BY_ID["piece_kind"].choices
        self._state = FirstStepsState(
            kinds=tuple(Choice(value, text.translated()) for value, text in kinds),
            languages=(
                Choice("", setting_texts.AS_SYSTEM.translated()), *(Choice(name, text) for name, text in languages)
            ),
        )  # fmt: skip
        sheet.skip_wished.connect(self.leave)
        sheet.back_wished.connect(self.back)
        sheet.next_wished.connect(self.go_on)
        sheet.way_chosen.connect(self.choose_way)
        desk.show_in(sheet.check)

    @property
    def is_calm(self) -> bool:
        return not self._background.is_busy

    @property
    def is_open(self) -> bool:
        return self._is_open

    def open(self, step: int = THIS_PC) -> None:
        self._is_open = True
        if not self._background.is_started:
            self._background.start()
        self._state = replace(self._state, step=step, faults={}, note="")
        self._fill()
        self._show()
        self._sheet.open_over()
        if step == THIS_PC and not self._desk.was_run and not self._session.is_inspecting:
            self._desk.check()

    def end(self, timeout_s: float = 20.0) -> bool:
        """After the event loop: nothing of it runs any more. True if in time."""
        self._background.end()
        return not self._background.is_started or self._background.join(timeout_s)

    # what people do

    def back(self) -> None:
        self._go_to(max(THIS_PC, self._state.step - 1))

    def go_on(self, details: WorkspaceDetails) -> None:
        if self._state.is_busy:
            return
        if self._state.step == THIS_PC:
            self._go_to(WORKSPACE)
        elif self._state.step == WORKSPACE:
            self._take(details)
        else:
            self.leave()

    def choose_way(self, action_id: str) -> None:
        tried = tuple(dict.fromkeys((*self._state.tried, action_id)))
        self._state = replace(self._state, tried=tried)
        self._show()
        self._close()
        self._try_way(action_id)

    def leave(self) -> None:
        """Where nobody named a folder, the workspace is made as it would have been without this guide."""
        if self._state.is_busy:
            return
        session = self._session
        if session.workspace is None and session.named_folder is None:
            self._background.run(session.make_workspace, done=lambda _: self._made(), failed=self._failed)
        self._close()

    def _close(self) -> None:
        self._is_open = False
        self._desk.cancel()  # what is inspected now is not to be slowed down by it
        self._sheet.hide()
        self._left()

    def _go_to(self, step: int) -> None:
        self._state = replace(self._state, step=step, faults={}, note="")
        self._show()

    # the workspace

    def _take(self, details: WorkspaceDetails) -> None:
        """Check what was typed, then make or open the workspace and write it there."""
        session = self._session
        is_new = session.workspace is None
        faults = self._faults_of(details, is_new=is_new)
        if faults:
            self._state = replace(self._state, faults=faults, note="")
            self._show()
            return
        folder = Path(details.folder.strip()).expanduser()
        self._state = replace(self._state, is_busy=True, faults={}, note=texts.MAKING.translated() if is_new else "")
        self._show()

        def take() -> bool | None:
            """Whether there was one in this folder, whose settings hold; None where something else is in it."""
            from inspector.workspace.places import SETTINGS_NAME

            was_there = is_new and (folder / SETTINGS_NAME).exists()
            if is_new:
                if not was_there and folder.is_dir() and any(folder.iterdir()):
                    return None
                session.make_workspace(folder)
                if self._state.can_choose_folder and folder != default_folder():
                    remember_folder(folder)
            if not was_there:
                self._write(details)
            return was_there

        def done(was_there: bool | None) -> None:
            if was_there is None:
                faults = {"folder": texts.FOLDER_FULL.translated()}
                self._state = replace(self._state, is_busy=False, faults=faults, note="")
                self._show()
            else:
                self._taken(details, was_there, is_new)

        self._background.run(take, done=done, failed=self._failed)

    def _write(self, details: WorkspaceDetails) -> None:
        """In the background: what differs from what the workspace says."""
        from inspector.workspace.setting_edits import SettingEdit

        settings = self._session.open_workspace().settings
        wished: dict[tuple[str, ...], Any] = {
            ("name",): details.name.strip(), ("piece_kind",): details.kind, ("look", "language"): details.language,
        }  # fmt: skip
        before: dict[tuple[str, ...], Any] = {
            ("name",): settings.name, ("piece_kind",): settings.piece_kind,
            ("look", "language"): settings.look.language,
        }  # fmt: skip
        edits = [SettingEdit(path, value) for path, value in wished.items() if value != before[path]]
        if details.mm_per_px.strip() and details.mm_per_px.strip() != _scale_text(settings):
            value = SETTING_BY_ID["calibration.mm_per_px_across"].read(details.mm_per_px)
            table = {
                "mm_per_px_across": value, "mm_per_px_along": value, "set_at": utc_text(utc_now()),
                "set_by": current_actor(),
            }  # fmt: skip
            edits.append(SettingEdit(("calibration",), table))
        if edits:
            self._session.change_settings(edits)

    def _faults_of(self, details: WorkspaceDetails, *, is_new: bool) -> dict[str, str]:
        faults: dict[str, str] = {}
        folder = details.folder.strip()
        if is_new and not folder:
            faults["folder"] = texts.NO_FOLDER.translated()
        elif is_new and not Path(folder).expanduser().is_absolute():
            faults["folder"] = texts.NOT_ABSOLUTE.translated()
        if not details.name.strip():
            faults["name"] = texts.NO_NAME.translated()
        if details.mm_per_px.strip():
            try:
                SETTING_BY_ID["calibration.mm_per_px_across"].read(details.mm_per_px)
            except ValueError as error:
                faults["mm_per_px"] = str(error)
        return faults

    def _taken(self, details: WorkspaceDetails, was_there: bool, is_new: bool) -> None:
        is_other_language = details.language != self._state.details.language
        note = texts.OPENED if was_there else texts.LANGUAGE_LATER if is_other_language else None
        self._state = replace(
            self._state, step=SEE_IT, is_busy=False, faults={}, note=note.translated() if note is not None else ""
        )
        self._fill()
        self._show()
        if is_new:
            self._made()

    def _failed(self, reason: Message) -> None:
        """The workspace could not be made, or written: at the folder, since that is what can be changed."""
        log.warning("%s", reason.to_json())
        text = message_text(reason)
        is_made = self._session.workspace is not None
        faults = {"" if is_made else "folder": f"{text.line} {text.next_step}".strip()}
        self._state = replace(self._state, is_busy=False, faults=faults, note="")
        self._show()

    # what is shown

    def _fill(self) -> None:
        """The fields say what holds, or what would."""
        workspace, session = self._session.workspace, self._session
        if workspace is not None:
            details = _details_of(workspace)
        else:
            try:
                folder = str(session.named_folder or default_folder())
            except InspectorError as error:  # a user without a home names a folder of his own
                log.info("no folder is proposed: %s", error)
                folder = ""
            details = WorkspaceDetails(folder, texts.LINE_1.translated())
        can_choose = workspace is None and session.named_folder is None and not is_folder_named()
        self._state = replace(
            self._state, details=details, n_filled=self._state.n_filled + 1, can_choose_folder=can_choose
        )

    def _show(self) -> None:
        state = self._state
        is_there = self._session.workspace is not None
        if state.step == SEE_IT:
            intro = texts.SEE_INTRO.translated(key=self._key)
        else:
            is_again = state.step == WORKSPACE and is_there
            intro = (texts.WORKSPACE_THERE if is_again else _INTROS[state.step]).translated()
        if state.step == THIS_PC:
            next_text = texts.NEXT
        elif state.step == WORKSPACE:
            next_text = texts.SAVE if is_there else texts.MAKE
        else:
            next_text = texts.DONE
        self._state = replace(state, intro=intro, next_text=next_text.translated())
        self._sheet.show_state(self._state)


def _details_of(workspace: Workspace) -> WorkspaceDetails:
    settings = workspace.settings
    return WorkspaceDetails(
        str(workspace.folder), settings.name, settings.piece_kind, _scale_text(settings), settings.look.language
    )


def _scale_text(settings: WorkspaceSettings) -> str:
    found = settings.calibration
    return number_in_field(found.mm_per_px_across) if found is not None else ""
