"""What the Settings page decides: what is typed is checked in words, saved in the background, and can be put back.

    value_chosen ► checked ► Session.change_settings (background) ► shown as saved, with its time
                      └ refused: the words stand at the field, and what was typed stays in it

Runs on the Qt thread and never waits. It imports no widget.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from inspector.core.audit import current_actor, utc_now, utc_text
from inspector.core.messages import Message
from inspector.core.number_text import number_in_field, typed_number
from inspector.core.roles import Role
from inspector.presenters.backup_desk import BackupDesk
from inspector.presenters.missing_workspace import MAKE, offered
from inspector.presenters.program_desk import ProgramDesk
from inspector.presenters.screening_desk import ScreeningDesk
from inspector.presenters.settings_composer import Typing, composed, refusal_text
from inspector.presenters.settings_fields import SECTION_OF, SECTIONS, SETTING_BY_ID, Holds
from inspector.screens.settings_page import Choice, ClassLook, PersonDraft, PersonRow, SeverityDraft
from inspector.screens.shell import EmptyState
from inspector.session import Session
from inspector.texts import settings as texts
from inspector.texts.lock import shown_name
from inspector.texts.messages import message_text
from inspector.texts.translate import Text
from inspector.workers.background import Background

if TYPE_CHECKING:
    from inspector.views.settings.settings_page import SettingsPage
    from inspector.workspace.setting_edits import SettingEdit
    from inspector.workspace.workspace import Workspace

log = logging.getLogger("inspector.settings")

MAX_UNDO = 50
_CALIBRATION, _PEOPLE = "calibration", "lock"


@dataclass(frozen=True, slots=True)
class _Step:
    """What was changed, and the entries that put it back."""

    name: str
    field_id: str
    before: tuple[SettingEdit, ...]


class SettingsPresenter:
    """``apply_theme`` is called with "system", "dark" or "light" whenever a saved theme is another than before."""

    def __init__(
        self,
        page: SettingsPage,
        session: Session,
        *,
        apply_theme: Callable[[str], object],
        languages: Sequence[tuple[str, str]] = (),
        role: Callable[[], Role] = lambda: Role.ADMINISTRATOR,
        close: Callable[[bool], object] = lambda starts_again: None,
        person_added: Callable[[str], object] = lambda _name: None,
        background: Background | None = None,
    ) -> None:
        """``languages``: names and their own words for themselves. ``role``: of whoever is there, asked each time.
        ``close``: the window, in good order; true: what is installed then starts in its place. ``person_added`` is
        called with the name of somebody who was added here."""
        self._page = page
        self._session = session
        self._apply_theme = apply_theme
        self._languages = languages
        self._role, self._person_added = role, person_added
        self._background = background or Background(self._failed, name="settings")
        self._typing = Typing()
        self._steps: list[_Step] = []
        self._theme = ""  # that holds; "" until the workspace is open
        self._screening = ScreeningDesk(page, session, self._background)
        self._program = ProgramDesk(page, session, self._background, close=close)
        self._backups = BackupDesk(page, session)
        self._connect()

    def _connect(self) -> None:
        page = self._page
        page.action_triggered.connect(self._act)
        page.value_chosen.connect(self.choose)
        page.search_changed.connect(self.search)
        page.severity_chosen.connect(self.choose_severity)
        page.look_chosen.connect(self.choose_look)
        page.measured.connect(self.measure)
        page.person_added.connect(self.add_person)
        page.pin_chosen.connect(self.choose_pin)
        page.role_chosen.connect(self.choose_role)
        page.person_removed.connect(self.remove_person)
        page.all_removed.connect(self.remove_everybody)

    @property
    def is_calm(self) -> bool:
        return not self._background.is_busy and self._program.is_calm and not self._backups.is_busy

    def page_shown(self) -> None:
        """The page is looked at: open the workspace where nobody has, and show what holds now."""
        if not self._background.is_started:
            self._background.start()
        self._background.run(self._session.open_workspace, done=lambda _: self._opened(), failed=self._not_open)

    def end(self, timeout_s: float = 20.0) -> bool:
        """After the event loop: what was changed is saved. True if in time."""
        self._background.end()
        have_ended = [self._program.end(timeout_s), self._backups.end(), self._background.join(timeout_s)]
        return all(have_ended)

    # what people do

    def search(self, words: str) -> None:
        self._typing = replace(self._typing, search=words)
        self._show()

    def choose(self, field_id: str, typed: str | bool) -> None:
        """One setting by its field."""
        setting, workspace = SETTING_BY_ID[field_id], self._session.workspace
        if workspace is None:
            return
        if setting.path[0] == _CALIBRATION:
            self._choose_scale({setting.path[1]: str(typed)}, field_id)
            return
        try:
            value = setting.read(typed)
        except ValueError as error:
            self._refuse(field_id, typed, str(error))
            return
        self._save(setting.title, field_id, {setting.path: value}, holds=setting.holds, typed=typed)

    def measure(self, px: str, mm: str, direction: str) -> None:
        """So many pixels of the picture are so many mm of the surface; "across", "along" or "both"."""
        try:
            scale = typed_number(mm) / typed_number(px)
            if not scale > 0:
                raise ValueError
        except (ValueError, ZeroDivisionError):
            self._refuse(_CALIBRATION, "", texts.MEASURED_WRONG.translated())
            return
        names = ("across", "along") if direction == "both" else (direction,)
        shown = number_in_field(scale, 9)
        self._choose_scale({f"mm_per_px_{name}": shown for name in names}, _CALIBRATION)

    def _choose_scale(self, typed: Mapping[str, str], field_id: str) -> None:
        """Both sizes of a pixel stand together or not at all; one that is alone is that of the other direction too."""
        workspace = self._session.workspace
        assert workspace is not None  # the page shows no fields before
        table: dict[str, Any] = {"set_at": utc_text(utc_now()), "set_by": current_actor()}
        found, names = workspace.settings.calibration, ("mm_per_px_across", "mm_per_px_along")
        if not all(text.strip() for text in typed.values()):
            if found is not None:
                self._save(texts.CALIBRATION, field_id, {(_CALIBRATION,): None}, holds=Holds.NEXT_INSPECTION, typed="")
            return
        try:
            values = {name: SETTING_BY_ID[f"calibration.{name}"].read(text) for name, text in typed.items()}
        except ValueError as error:
            self._refuse(field_id, next(iter(typed.values())), str(error))
            return
        alone = next(iter(values.values()))
        table |= {name: values.get(name, getattr(found, name) if found is not None else alone) for name in names}
        note = texts.BOTH_ALIKE.translated() if found is None and len(values) == 1 else ""
        self._save(
            texts.CALIBRATION, field_id, {(_CALIBRATION,): table}, holds=Holds.NEXT_INSPECTION,
            typed=next(iter(typed.values())), remark=note,
        )  # fmt: skip

    def choose_severity(self, draft: SeverityDraft) -> None:
        """The table becomes the next version."""
        workspace = self._session.workspace
        if workspace is None:
            return
        rules = []
        for n, row in enumerate(draft.rows, 1):
            try:
                at_least = typed_number(row.at_least)
            except ValueError:
                why = texts.NO_NUMBER.translated().rstrip(".")
                self._refuse("severity", "", texts.RULE_FAULT.translated(n=n, why=why))
                return
            rules.append(
                {"class_name": row.class_name, "measure": row.measure, "at_least": at_least, "severity": row.severity}
            )
        version = workspace.settings.severity_table.version + 1
        table = {"version": version, "is_example": draft.is_example, "rules": rules}
        self._save(texts.SEVERITY, "severity", {("severity",): table}, holds=Holds.NEXT_INSPECTION)

    def choose_look(self, look: ClassLook) -> None:
        """Of one class, at once in pictures, tables and legends."""
        entries: dict[tuple[str, ...], str | bool] = {
            ("classes", look.name, "colour"): look.colour,
            ("classes", look.name, "hatch"): look.hatch.value,
            ("classes", look.name, "is_defect"): look.is_defect,
        }
        self._save(texts.CLASSES, "classes", entries)

    def add_person(self, draft: PersonDraft) -> None:
        if draft.pin != draft.again:
            self._refuse(_PEOPLE, "", texts.PIN_DIFFERS.translated())
            return
        role = Role(draft.role)

        def change(workspace: Workspace) -> Workspace:
            from inspector.people.changing import add_person

            return add_person(workspace, draft.name, role, draft.pin)

        name = draft.name.strip()
        self._change_people(
            shown_name(name, role), change, is_typed=True, then=lambda: self._person_added(name)
        )  # fmt: skip

    def choose_pin(self, person: PersonRow, pin: str, again: str) -> None:
        if pin != again:
            self._refuse(_PEOPLE, "", texts.PIN_DIFFERS.translated())
            return

        def change(workspace: Workspace) -> Workspace:
            from inspector.people.changing import Who, set_pin

            return set_pin(workspace, Who(person.name, Role(person.role)), pin)

        self._change_people(person.shown, change, is_typed=True)

    def choose_role(self, person: PersonRow, role: str) -> None:
        def change(workspace: Workspace) -> Workspace:
            from inspector.people.changing import Who, set_role

            return set_role(workspace, Who(person.name, Role(person.role)), Role(role))

        self._change_people(person.shown, change)

    def remove_person(self, person: PersonRow) -> None:
        def change(workspace: Workspace) -> Workspace:
            from inspector.people.changing import Who, remove_person

            return remove_person(workspace, Who(person.name, Role(person.role)))

        self._change_people(person.shown, change)

    def remove_everybody(self) -> None:
        def change(workspace: Workspace) -> Workspace:
            from inspector.people.changing import remove_everybody

            return remove_everybody(workspace)

        self._change_people(texts.ALL_REMOVED.translated(), change)

    def _change_people(
        self, name: str, change: Callable[[Workspace], Workspace], *, is_typed: bool = False,
        then: Callable[[], object] = lambda: None,
    ) -> None:  # fmt: skip
        """Not to be put back by “Undo”: a PIN that is gone stays gone."""
        if refusal := self._refusal(_PEOPLE):
            self._refuse(_PEOPLE, "", refusal)
            return
        session = self._session

        def done(_: object) -> None:
            if is_typed:
                self._page.clear_person()
            then()
            self._now_saved(texts.PERSON_SAVED.translated(name=name), _PEOPLE, Holds.AT_ONCE)

        self._background.run(
            lambda: session.replace_workspace(change), done=done,
            failed=lambda reason: self._not_saved(_PEOPLE, "", reason),
        )  # fmt: skip

    def undo(self) -> None:
        """Put back what was changed last."""
        if not self._steps:
            return
        if refusal := self._refusal(self._steps[-1].field_id):
            self._refuse(self._steps[-1].field_id, "", refusal)
            return
        step = self._steps.pop()
        session = self._session

        def done(_: object) -> None:
            time = _time_now()
            self._typing = replace(self._typing, saved=texts.PUT_BACK.translated(name=step.name, time=time))
            self._clear(step.field_id)
            self._after_change()

        def failed(reason: Message) -> None:
            self._steps.append(step)
            self._not_saved(step.field_id, "", reason)

        self._background.run(lambda: session.change_settings(step.before), done=done, failed=failed)

    def _act(self, action_id: str) -> None:
        if action_id == "settings.undo":
            self.undo()
        elif action_id == MAKE:
            self._background.run(self._session.make_workspace, done=lambda _: self._opened(), failed=self._not_open)

    # saving

    def _save(
        self, name: Text, field_id: str, entries: Mapping[tuple[str, ...], Any], *, holds: Holds = Holds.AT_ONCE,
        typed: str | bool = "", remark: str = "",
    ) -> None:  # fmt: skip
        from inspector.workspace.setting_edits import SettingEdit, value_at

        session, title = self._session, name.translated()
        if refusal := self._refusal(field_id):
            self._refuse(field_id, typed, refusal)
            return
        edits = tuple(SettingEdit(path, value) for path, value in entries.items())

        def save() -> tuple[SettingEdit, ...]:
            settings = session.open_workspace().settings
            before = tuple(SettingEdit(path, value_at(settings, path)) for path in entries)
            if before != edits:
                session.change_settings(edits)
            return before

        def done(before: tuple[SettingEdit, ...]) -> None:
            if before == edits:
                self._clear(field_id)
                self._show()
                return
            self._steps.append(_Step(title, field_id, before))
            del self._steps[:-MAX_UNDO]
            self._now_saved(title, field_id, holds, remark)

        self._background.run(save, done=done, failed=lambda reason: self._not_saved(field_id, typed, reason))

    def _refusal(self, field_id: str) -> str:
        """Who may change it, where whoever is there may not; of a field, or of a section by its id."""
        section = SECTION_OF.get(field_id) or next((one for one in SECTIONS if one.id == field_id), None)
        if section is None or self._role().may(section.least):
            return ""
        return refusal_text(section.least)

    def _now_saved(self, title: str, field_id: str, holds: Holds, remark: str = "") -> None:
        time = _time_now()
        if holds.value is None:
            note = texts.SAVED.translated(time=time)
        else:
            note = texts.SAVED_LATER.translated(time=time, when=holds.value.translated())
        self._clear(field_id)
        notes = {**self._typing.notes, field_id: f"{note}. {remark}" if remark else note}
        saved = texts.LAST_SAVED.translated(name=title, time=time)
        self._typing = replace(self._typing, notes=notes, saved=saved)
        self._after_change()

    def _after_change(self) -> None:
        workspace = self._session.workspace
        if workspace is not None and workspace.settings.look.theme != self._theme:
            self._theme = workspace.settings.look.theme
            self._apply_theme(self._theme)
        self._typing = replace(
            self._typing, undo=texts.UNDO.translated(name=self._steps[-1].name) if self._steps else ""
        )
        self._show()

    def _not_saved(self, field_id: str, typed: str | bool, reason: Message) -> None:
        log.info("%s", reason.to_json())
        text = message_text(reason)
        self._refuse(field_id, typed, text.why or text.what)

    def _refuse(self, field_id: str, typed: str | bool, why: str) -> None:
        self._clear(field_id)
        drafts = {**self._typing.drafts, field_id: typed}
        self._typing = replace(self._typing, drafts=drafts, faults={**self._typing.faults, field_id: why})
        self._show()

    def _clear(self, field_id: str) -> None:
        typing = self._typing

        def without(known: Mapping[str, Any]) -> dict[str, Any]:
            return {name: value for name, value in known.items() if name != field_id}

        self._typing = replace(
            typing, drafts=without(typing.drafts), faults=without(typing.faults), notes=without(typing.notes)
        )

    # what is shown

    def _opened(self) -> None:
        self._show()
        self._screening.refresh()
        self._program.refresh()
        self._backups.refresh()

    def _show(self) -> None:
        workspace = self._session.workspace
        if workspace is None:
            return
        if not self._theme:
            self._theme = workspace.settings.look.theme
        self._page.show_empty(None)
        languages = [Choice("", texts.AS_SYSTEM.translated()), *(Choice(name, text) for name, text in self._languages)]
        state = composed(workspace, self._session.catalogue, languages, self._typing, role=self._role())
        self._page.show_state(state)

    def _not_open(self, reason: Message) -> None:
        text = message_text(reason)
        self._page.show_empty(offered(reason) or EmptyState(f"{text.line} {text.next_step}".strip()))

    def _failed(self, reason: Message) -> None:
        log.warning("%s", reason.to_json())


def _time_now() -> str:
    return f"{utc_now().astimezone():%H:%M:%S}"
