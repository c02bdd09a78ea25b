"""Every single setting of the Settings page: where it stands in workspace.toml, its words, and what it may hold.

What a field may hold is said here in the words of the page; ``workspace/settings.py`` has the last word, and a test
holds that both agree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from inspector.core.frame import MAX_PIXELS
from inspector.core.number_text import number_in_field, typed_number
from inspector.core.roles import Role
from inspector.screens.settings_page import Choice, FieldKind, SectionPart
from inspector.texts import program
from inspector.texts import settings as texts
from inspector.texts.translate import Text


class Holds(Enum):
    """From when on a changed setting holds."""

    AT_ONCE = None
    NEXT_INSPECTION = texts.NEXT_INSPECTION
    NEXT_START = texts.NEXT_START


@dataclass(frozen=True, slots=True)
class Numbers:
    """What a number may be."""

    low: float
    high: float
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    path: tuple[str, ...]
    title: Text
    help: Text
    kind: FieldKind = FieldKind.TEXT
    holds: Holds = Holds.AT_ONCE
    numbers: Numbers | None = None
    choices: tuple[tuple[str, Text], ...] = ()
    unit: str | Text = ""

    @property
    def id(self) -> str:
        return ".".join(self.path)

    def unit_text(self) -> str:
        return self.unit if isinstance(self.unit, str) else self.unit.translated()

    def shown(self, value: object) -> str | bool:
        """A value of workspace.toml as the field has it."""
        if isinstance(value, bool):
            return value
        if isinstance(value, float | int):
            return number_in_field(value)
        return "" if value is None else str(value)

    def read(self, typed: str | bool) -> str | bool | int | float:
        """What was typed, as workspace.toml has it. Raises ValueError in words."""
        if isinstance(typed, bool) or self.numbers is None:
            return typed
        try:
            value = typed_number(typed)
        except ValueError as error:
            raise ValueError(texts.NO_NUMBER.translated()) from error
        limits = self.numbers
        if limits.is_whole and value % 1:
            raise ValueError(texts.NO_WHOLE_NUMBER.translated())
        if not limits.low <= value <= limits.high:
            low, high = number_in_field(limits.low), number_in_field(limits.high)
            raise ValueError(texts.OUT_OF_RANGE.translated(low=low, high=high))
        return int(value) if limits.is_whole else value


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    title: Text
    settings: tuple[Setting, ...] = ()
    intro: Text | None = None
    part: SectionPart = SectionPart.NONE
    least: Role = Role.ADMINISTRATOR  # the lowest role that may change it


_SEVERITIES = (
    ("minor", texts.SEVERITY_MINOR), ("major", texts.SEVERITY_MAJOR), ("critical", texts.SEVERITY_CRITICAL),
)  # fmt: skip
SEVERITIES = _SEVERITIES
_YES_NO, _CHOICE = FieldKind.YES_NO, FieldKind.CHOICE
_LATER = Holds.NEXT_INSPECTION

SECTIONS = (
    Section(
        "look", texts.LOOK,
        (
            Setting(
                ("look", "theme"), texts.THEME, texts.THEME_HELP, _CHOICE,
                choices=(("system", texts.AS_SYSTEM), ("dark", texts.DARK), ("light", texts.LIGHT)),
            ),
            Setting(("look", "language"), texts.LANGUAGE, texts.LANGUAGE_HELP, _CHOICE, Holds.NEXT_START),
            Setting(
                ("look", "decimal_places_mm"), texts.DECIMALS, texts.DECIMALS_HELP, numbers=Numbers(0, 3, is_whole=True)
            ),
        ),
        least=Role.ENGINEER,
    ),
    Section(
        "plant", texts.PLANT,
        (
            Setting(("name",), texts.NAME, texts.NAME_HELP, holds=_LATER),
            Setting(
                ("piece_kind",), texts.PIECE_KIND, texts.PIECE_KIND_HELP, _CHOICE,
                choices=(("coil", texts.COIL), ("rail", texts.RAIL)),
            ),
        ),
    ),
    Section(
        "calibration", texts.CALIBRATION,
        (
            Setting(
                ("calibration", "mm_per_px_across"), texts.ACROSS, texts.ACROSS_HELP, holds=_LATER,
                numbers=Numbers(1e-6, 1e3), unit=texts.MM_PER_PX,
            ),
            Setting(
                ("calibration", "mm_per_px_along"), texts.ALONG, texts.ALONG_HELP, holds=_LATER,
                numbers=Numbers(1e-6, 1e3), unit=texts.MM_PER_PX,
            ),
        ),
        texts.CALIBRATION_INTRO, SectionPart.CALIBRATION,
    ),
    Section("keys", texts.KEYS, (), texts.KEYS_INTRO, SectionPart.KEYS, Role.OPERATOR),
    Section("severity", texts.SEVERITY, (), texts.SEVERITY_INTRO, SectionPart.SEVERITY, Role.ENGINEER),
    Section("classes", texts.CLASSES, (), texts.CLASSES_INTRO, SectionPart.CLASSES, Role.ENGINEER),
    Section(
        "coverage", texts.COVERAGE,
        (
            Setting(
                ("coverage", "min_percent"), texts.MIN_COVERAGE, texts.MIN_COVERAGE_HELP, numbers=Numbers(0, 100),
                unit="%",
            ),
        ),
    ),
    Section(
        "product_edges", texts.EDGES,
        (
            Setting(
                ("product_edges", "mode"), texts.EDGES_MODE, texts.EDGES_MODE_HELP, _CHOICE, _LATER,
                choices=(
                    ("whole", texts.WHOLE_FRAME), ("edges", texts.FIND_EDGES), ("columns", texts.FIXED_COLUMNS),
                ),
            ),
            Setting(
                ("product_edges", "beside"), texts.BESIDE, texts.BESIDE_HELP, _CHOICE, _LATER,
                choices=(("darker", texts.DARKER), ("lighter", texts.LIGHTER)),
            ),
            Setting(
                ("product_edges", "margin_px"), texts.EDGE_MARGIN, texts.EDGE_MARGIN_HELP, holds=_LATER,
                numbers=Numbers(0, 10_000, is_whole=True), unit="px",
            ),
            Setting(
                ("product_edges", "first_column"), texts.FIRST_COLUMN, texts.FIRST_COLUMN_HELP, holds=_LATER,
                numbers=Numbers(0, 300_000_000, is_whole=True), unit="px",
            ),
            Setting(
                ("product_edges", "end_column"), texts.END_COLUMN, texts.END_COLUMN_HELP, holds=_LATER,
                numbers=Numbers(0, 300_000_000, is_whole=True), unit="px",
            ),
        ),
        texts.EDGES_INTRO,
    ),
    Section("screening", texts.SCREENING, (), texts.SCREENING_INTRO, SectionPart.SCREENING, Role.ENGINEER),
    Section(
        "alarms", texts.ALARMS,
        (
            Setting(("alarms", "has_sound"), texts.SOUND, texts.SOUND_HELP, _YES_NO),
            Setting(("alarms", "command"), texts.COMMAND, texts.COMMAND_HELP),
            Setting(("alarms", "file"), texts.ALARM_FILE, texts.ALARM_FILE_HELP),
        ),
    ),
    Section(
        "promotion", texts.PROMOTION,
        (
            Setting(("promotion", "rolls_back"), texts.ROLLS_BACK, texts.ROLLS_BACK_HELP, _YES_NO),
            Setting(
                ("promotion", "within_frames"), texts.WITHIN_FRAMES, texts.WITHIN_FRAMES_HELP,
                numbers=Numbers(1, 1_000_000, is_whole=True), unit=texts.FRAMES_UNIT,
            ),
            Setting(
                ("promotion", "max_percent"), texts.MAX_PERCENT, texts.MAX_PERCENT_HELP, numbers=Numbers(0, 100),
                unit="%",
            ),
        ),
        texts.PROMOTION_INTRO,
    ),
    Section(
        "training", texts.TRAINING, (Setting(("training", "model_licence"), texts.LICENCE, texts.LICENCE_HELP),),
        texts.TRAINING_INTRO,
    ),
    Section(
        "proof", texts.PROOF,
        (
            Setting(
                ("proof", "recall_points"), texts.RECALL_POINTS, texts.RECALL_POINTS_HELP, numbers=Numbers(0, 100),
                unit=texts.POINTS,
            ),
            Setting(
                ("proof", "false_alarms_percent"), texts.ALARMS_PERCENT, texts.ALARMS_PERCENT_HELP,
                numbers=Numbers(0, 1000), unit="%",
            ),
            Setting(
                ("proof", "false_alarms_per_1000_frames"), texts.ALARMS_PER_FRAMES, texts.ALARMS_PER_FRAMES_HELP,
                numbers=Numbers(0, 1_000_000),
            ),
            Setting(
                ("proof", "line_frames_per_s"), texts.LINE_FRAMES, texts.LINE_FRAMES_HELP,
                numbers=Numbers(0, 1_000_000), unit="fps",
            ),
            Setting(
                ("proof", "line_frame_mpx"), texts.LINE_FRAME_MPX, texts.LINE_FRAME_MPX_HELP,
                numbers=Numbers(0, MAX_PIXELS / 1e6), unit="Mpx",
            ),
            Setting(
                ("proof", "speed_of_active_percent"), texts.SPEED_OF_ACTIVE, texts.SPEED_OF_ACTIVE_HELP,
                numbers=Numbers(0, 1000), unit="%",
            ),
            Setting(
                ("proof", "miss_cost"), texts.MISS_COST, texts.MISS_COST_HELP,
                numbers=Numbers(0, 1_000_000, is_whole=True),
            ),
            Setting(
                ("proof", "stop_cost"), texts.STOP_COST, texts.STOP_COST_HELP,
                numbers=Numbers(0, 1_000_000, is_whole=True),
            ),
        ),
        texts.PROOF_INTRO,
    ),
    Section(
        "evidence", texts.EVIDENCE,
        (
            Setting(
                ("evidence", "quota_mb"), texts.QUOTA, texts.QUOTA_HELP,
                numbers=Numbers(1, 100_000_000, is_whole=True), unit="MB",
            ),
            Setting(
                ("evidence", "keep_frames_with"), texts.KEEP_WITH, texts.KEEP_WITH_HELP, _CHOICE, _LATER,
                choices=(*_SEVERITIES, ("never", texts.NEVER)),
            ),
            Setting(
                ("evidence", "keep_uncertain_band"), texts.KEEP_UNCERTAIN, texts.KEEP_UNCERTAIN_HELP, holds=_LATER,
                numbers=Numbers(0, 0.5),
            ),
            Setting(
                ("evidence", "keep_every_nth"), texts.KEEP_NTH, texts.KEEP_NTH_HELP, holds=_LATER,
                numbers=Numbers(0, 1_000_000_000, is_whole=True),
            ),
            *(
                Setting(
                    ("retention", name), title, help_text, numbers=Numbers(0, 100_000, is_whole=True), unit=texts.DAYS
                )
                for name, title, help_text in (
                    ("keep_days", texts.KEEP_DAYS, texts.KEEP_DAYS_HELP),
                    ("critical_days", texts.CRITICAL_DAYS, texts.CRITICAL_DAYS_HELP),
                    ("rejected_days", texts.REJECTED_DAYS, texts.REJECTED_DAYS_HELP),
                    ("flagged_days", texts.FLAGGED_DAYS, texts.FLAGGED_DAYS_HELP),
                )
            ),
        ),
    ),
    Section(
        "segmenting", texts.SEGMENTING,
        (
            Setting(("segmenting", "encoder"), texts.ENCODER, texts.ENCODER_HELP),
            Setting(("segmenting", "decoder"), texts.DECODER, texts.DECODER_HELP),
        ),
    ),
    Section(
        "records", texts.BACKUPS,
        (
            Setting(
                ("records", "keep_backups"), texts.N_BACKUPS, texts.N_BACKUPS_HELP, holds=Holds.NEXT_START,
                numbers=Numbers(0, 1000, is_whole=True),
            ),
            Setting(
                ("records", "backup_every_h"), texts.BACKUP_EVERY, texts.BACKUP_EVERY_HELP, holds=Holds.NEXT_START,
                numbers=Numbers(0.1, 8760), unit="h",
            ),
        ),
        texts.BACKUPS_INTRO, SectionPart.BACKUPS,
    ),
    Section(
        "lock", texts.LOCK,
        (
            Setting(
                ("lock", "is_locked_at_start"), texts.LOCKED_AT_START, texts.LOCKED_AT_START_HELP, _YES_NO,
                Holds.NEXT_START,
            ),
            Setting(
                ("lock", "relock_after_min"), texts.RELOCK, texts.RELOCK_HELP, numbers=Numbers(0.1, 1440), unit="min"
            ),
        ),
        texts.LOCK_INTRO, SectionPart.PEOPLE,
    ),
    Section(
        "start", texts.START,
        (
            Setting(("start", "resumes"), texts.RESUMES, texts.RESUMES_HELP, _YES_NO, Holds.NEXT_START),
            Setting(
                ("start", "is_operator_view"), texts.OPERATOR_VIEW, texts.OPERATOR_VIEW_HELP, _YES_NO, Holds.NEXT_START
            ),
        ),
    ),
    Section("this_pc", texts.THIS_PC, (), texts.THIS_PC_INTRO, SectionPart.THIS_PC, least=Role.ENGINEER),
    Section("program", program.TITLE, (), program.INTRO, SectionPart.PROGRAM),
)  # fmt: skip

SECTION_OF = {setting.id: section for section in SECTIONS for setting in section.settings}
SETTING_BY_ID = {setting.id: setting for section in SECTIONS for setting in section.settings}

# Measures of the severity table in words; those in mm first, as people agree on them.
_MEASURES = (
    ("area", texts.AREA), ("length", texts.LENGTH), ("width", texts.WIDTH), ("feret_max", texts.FERET_MAX),
    ("feret_min", texts.FERET_MIN), ("iso8785_length", texts.ISO_LENGTH), ("iso8785_width", texts.ISO_WIDTH),
)  # fmt: skip


def measure_choices() -> Iterator[Choice]:
    for unit, area_unit, shown_area in (("mm", "mm2", "mm²"), ("px", "px", "px")):
        for name, text in _MEASURES:
            is_area = name == "area"
            value = f"{name}_{area_unit if is_area else unit}"
            yield Choice(value, text.translated(unit=shown_area if is_area else unit))
