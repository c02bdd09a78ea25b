"""The Settings page as finished data, from the settings of the workspace and what is being typed. No Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from inspector.core.classes import ClassCatalogue, DefectClass, Hatch
from inspector.core.number_text import number_in_field
from inspector.core.roles import Role
from inspector.presenters.look_warnings import look_warnings
from inspector.presenters.settings_fields import SECTIONS, SEVERITIES, Section, Setting, measure_choices
from inspector.screens.settings_page import (
    Choice,
    ClassRow,
    FieldState,
    PeopleState,
    PersonRow,
    RuleRow,
    SectionPart,
    SectionState,
    SettingsState,
    SeverityState,
)
from inspector.texts import settings as texts
from inspector.texts.lock import ROLES, shown_name

if TYPE_CHECKING:
    from inspector.workspace.settings import WorkspaceSettings
    from inspector.workspace.workspace import Workspace

HATCH_TEXTS = {
    Hatch.FORWARD: texts.FORWARD, Hatch.BACKWARD: texts.BACKWARD, Hatch.HORIZONTAL: texts.HORIZONTAL,
    Hatch.VERTICAL: texts.VERTICAL, Hatch.CROSS: texts.CROSS, Hatch.DIAGONAL_CROSS: texts.DIAGONAL_CROSS,
    Hatch.DOTS: texts.DOTS, Hatch.DENSE_DOTS: texts.DENSE_DOTS,
}  # fmt: skip
ANY_CLASS = "*"
LANGUAGE = "look.language"
EDGES = "product_edges"  # section
MAX_NAMED = 5  # sources in a note


@dataclass(frozen=True, slots=True)
class Typing:
    """What stands on the page beside what is saved: by id of a field, or of a section for its part."""

    drafts: Mapping[str, str | bool] = field(default_factory=dict)  # that were refused
    faults: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    search: str = ""
    saved: str = ""
    undo: str = ""


def composed(
    workspace: Workspace, catalogue: ClassCatalogue, languages: Sequence[Choice], typing: Typing, *, role: Role
) -> SettingsState:
    settings = workspace.settings
    sections = tuple(_section(one, settings, languages, typing, role) for one in SECTIONS)
    n_found = sum(one.is_shown for section in sections for one in section.fields)
    n_found += sum(section.is_shown and section.part is not SectionPart.NONE for section in sections)
    return SettingsState(
        sections, _severity(settings, catalogue), _classes(catalogue),
        tuple(Choice(hatch.value, text.translated()) for hatch, text in HATCH_TEXTS.items()),
        _people(settings), str(workspace.folder / "workspace.toml"),
        texts.FOUND.translated(n=n_found) if typing.search.strip() else "", typing.saved, typing.undo,
    )  # fmt: skip


def _section(
    section: Section, settings: WorkspaceSettings, languages: Sequence[Choice], typing: Typing, role: Role
) -> SectionState:
    title, intro = section.title.translated(), section.intro.translated() if section.intro is not None else ""
    is_all = _is_found(typing.search, title, intro)
    fields = tuple(_field(one, settings, languages, typing, title, is_all=is_all) for one in section.settings)
    fallback = _standing_note(section, settings)
    return SectionState(
        section.id, title, intro, fields, section.part, typing.notes.get(section.id, fallback),
        typing.faults.get(section.id, ""), is_all or any(one.is_shown for one in fields),
        refusal_text(section.least) if not role.may(section.least) else "",
    )  # fmt: skip


def _field(
    setting: Setting, settings: WorkspaceSettings, languages: Sequence[Choice], typing: Typing, section: str, *,
    is_all: bool,
) -> FieldState:  # fmt: skip
    title, help_text = setting.title.translated(), setting.help.translated()
    saved = setting.shown(saved_value(settings, setting))
    choices = tuple(Choice(value, text.translated()) for value, text in setting.choices)
    if setting.id == LANGUAGE:
        choices = tuple(languages)
    if choices and saved not in [one.value for one in choices]:  # somebody wrote another into the file
        choices = (*choices, Choice(str(saved), str(saved)))
    return FieldState(
        setting.id, title, help_text, setting.kind, typing.drafts.get(setting.id, saved), choices, setting.unit_text(),
        typing.notes.get(setting.id, ""), typing.faults.get(setting.id, ""),
        is_all or _is_found(typing.search, title, help_text, section),
    )  # fmt: skip


def saved_value(settings: WorkspaceSettings, setting: Setting) -> object:
    found: object = settings
    for name in setting.path:
        found = getattr(found, name, None)
    return found


def refusal_text(least: Role) -> str:
    return (texts.FOR_ADMINISTRATORS if least is Role.ADMINISTRATOR else texts.FOR_ENGINEERS).translated()


def _people(settings: WorkspaceSettings) -> PeopleState:
    n_administrators = sum(one.role is Role.ADMINISTRATOR for one in settings.people)
    rows = tuple(
        PersonRow(
            one.name, one.role.value, shown_name(one.name, one.role),
            one.role is Role.ADMINISTRATOR and n_administrators == 1,
        )
        for one in settings.people
    )  # fmt: skip
    roles = tuple(Choice(role.value, text.translated()) for role, text in ROLES.items())
    first = Role.OPERATOR if rows else Role.ADMINISTRATOR
    return PeopleState(rows, roles, first.value)


def _is_found(search: str, *texts_of: str) -> bool:
    """Every word of it stands somewhere there."""
    everything = " ".join(texts_of).casefold()
    return all(word in everything for word in search.casefold().split())


def _standing_note(section: Section, settings: WorkspaceSettings) -> str:
    if section.part is SectionPart.PEOPLE:
        if settings.people_fault:
            return texts.PEOPLE_FAULT.translated(detail=settings.people_fault)
        return "" if settings.people else texts.NO_PIN.translated()
    if section.id == EDGES:
        return _own_edges(tuple(settings.product_edges.by_source))
    if section.part is not SectionPart.CALIBRATION:
        return ""
    found = settings.calibration
    if found is None:
        return texts.NOT_CALIBRATED.translated()
    if not found.set_at:
        return texts.SET_IN_FILE.translated()
    return texts.SET_BY.translated(name=found.set_by or "?", date=found.set_at[:16].replace("T", " "))


def _own_edges(sources: tuple[str, ...]) -> str:
    """Whoever changes what holds for all must not wonder why one camera goes on as before."""
    if not sources:
        return ""
    more = ", …" if len(sources) > MAX_NAMED else ""
    return texts.OWN_EDGES.translated(names=", ".join(sources[:MAX_NAMED]) + more)


def _severity(settings: WorkspaceSettings, catalogue: ClassCatalogue) -> SeverityState:
    table = settings.severity_table
    rows = tuple(
        RuleRow(rule.class_name, rule.measure, number_in_field(rule.at_least), rule.severity.value)
        for rule in table.rules
    )
    names = dict.fromkeys([*(entry.name for entry in catalogue.entries), *(row.class_name for row in rows)])
    names.pop(ANY_CLASS, None)
    return SeverityState(
        rows, table.version, table.is_example,
        (Choice(ANY_CLASS, texts.ANY_CLASS.translated()), *(Choice(name, name) for name in names)),
        tuple(measure_choices()), tuple(Choice(value, text.translated()) for value, text in reversed(SEVERITIES)),
    )  # fmt: skip


def _classes(catalogue: ClassCatalogue) -> tuple[ClassRow, ...]:
    warnings = look_warnings(catalogue)
    return tuple(
        ClassRow(
            DefectClass(place, entry.name, entry.colour, entry.hatch), entry.is_defect, warnings.get(entry.name, "")
        )
        for place, entry in enumerate(catalogue.entries, 1)
    )
