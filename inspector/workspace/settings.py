"""What a plant sets in ``workspace.toml``: typed, versioned, checked with readable errors."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PrivateAttr, TypeAdapter, model_validator

from inspector.core.calibration import Calibration
from inspector.core.classes import CatalogueEntry, ClassCatalogue, Hatch
from inspector.core.defect import Severity
from inspector.core.files import folded
from inspector.core.frame import MAX_PIXELS
from inspector.core.frame_keeping import FrameKeeping
from inspector.core.pin import hash_fault
from inspector.core.product import DEFAULT_MARGIN_PX, Beside, ProductMode, ProductSettings
from inspector.core.retention import RetentionRule
from inspector.core.roles import Role
from inspector.core.typed_json import from_entries
from inspector.core.untrusted import MAX_NAME, name_fault, text_fault
from inspector.measuring.severity import DEFAULT_TABLE, SeverityRule, SeverityTable

SETTINGS_VERSION = 4  # 1 had no classes, 2 no coverage, alarms, lock, look, start and grading, 3 one PIN and no people
MAX_LICENCE = 500  # characters
MAX_COST = 1_000_000  # of a miss or a stop for nothing
MAX_PEOPLE = 200
MAX_CATALOGUE = 10_000  # classes of all models that were ever met


def _checked_name(text: str) -> str:
    if fault := name_fault(text):
        raise ValueError(fault)
    return text


def _checked_hash(text: str) -> str:
    if text and (fault := hash_fault(text)):
        raise ValueError(fault)
    return text


def _checked_person(text: str) -> str:
    return _checked_name(text) if text else ""


def _checked_text(text: str) -> str:
    if fault := text_fault(text):
        raise ValueError(fault)
    return text.strip()


Name = Annotated[str, AfterValidator(_checked_name)]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class CalibrationSettings(_Section):
    mm_per_px_across: float = Field(gt=0)
    mm_per_px_along: float = Field(gt=0)
    set_at: str = Field(default="", max_length=40)  # UTC text; "" where somebody wrote the file
    set_by: str = Field(default="", max_length=200)


class RuleSettings(_Section):
    class_name: str = "*"
    measure: str
    at_least: float
    severity: Severity


class SeveritySettings(_Section):
    version: int = Field(default=1, ge=1)
    is_example: bool = False
    rules: tuple[RuleSettings, ...] = ()


class EvidenceSettings(_Section):
    quota_mb: int = Field(default=2048, ge=1, le=100_000_000)
    keep_frames_with: Literal["minor", "major", "critical", "never"] = "critical"
    keep_uncertain_band: float = Field(default=0.02, ge=0, le=0.5)
    keep_every_nth: int = Field(default=0, ge=0, le=1_000_000_000)

    @property
    def frame_keeping(self) -> FrameKeeping:
        severity = None if self.keep_frames_with == "never" else Severity(self.keep_frames_with)
        return FrameKeeping(severity, self.keep_uncertain_band, self.keep_every_nth)


class RetentionSettings(_Section):
    """How long pictures of the evidence are kept; 0: for ever, as far as the quota goes. See ``core/retention.py``."""

    keep_days: int = Field(default=0, ge=0, le=100_000, strict=True)
    critical_days: int = Field(default=0, ge=0, le=100_000, strict=True)
    rejected_days: int = Field(default=0, ge=0, le=100_000, strict=True)
    flagged_days: int = Field(default=0, ge=0, le=100_000, strict=True)

    @property
    def rule(self) -> RetentionRule:
        return RetentionRule(self.keep_days, self.critical_days, self.rejected_days, self.flagged_days)


class RecordsSettings(_Section):
    keep_backups: int = Field(default=3, ge=0, le=1000, strict=True)
    backup_every_h: float = Field(default=24.0, ge=0.1, le=8760, allow_inf_nan=False)


class CoverageSettings(_Section):
    """How much of a piece must have been inspected; below it the screen says STOP."""

    min_percent: float = Field(default=99.0, ge=0, le=100)


class EdgesOfSource(_Section):
    """What of the frames of one source is inspected."""

    mode: ProductMode = ProductMode.WHOLE
    beside: Beside = Beside.DARKER
    margin_px: int = Field(default=DEFAULT_MARGIN_PX, ge=0, le=10_000)
    first_column: int = Field(default=0, ge=0, le=MAX_PIXELS)
    end_column: int = Field(default=0, ge=0, le=MAX_PIXELS)

    @model_validator(mode="after")
    def _hold_something(self) -> Self:
        self.product  # noqa: B018  made here once: its own checks say in words what is wrong
        return self

    @property
    def product(self) -> ProductSettings:
        return ProductSettings(self.mode, self.beside, self.margin_px, self.first_column, self.end_column)


class ProductEdgesSettings(EdgesOfSource):
    by_source: dict[str, EdgesOfSource] = Field(default={}, max_length=100)  # by the name of a source or lane

    def of(self, name: str) -> ProductSettings:
        """Of the source or lane of this name: its own, or those of all."""
        return self.by_source.get(name, self).product


class AlarmSettings(_Section):
    has_sound: bool = False
    command: str = Field(default="", max_length=4096)  # run at each alarm, for a lamp say; "": none
    file: str = Field(default="", max_length=4096)  # one line is written to it at each change; "": none


class PromotionSettings(_Section):
    """The rule by which the program goes back to the model before a promotion by itself."""

    rolls_back: bool = False
    within_frames: int = Field(default=1000, ge=1, le=1_000_000)  # inspected since the promotion, of all lanes
    max_percent: float = Field(default=20.0, ge=0, le=100)  # of them that show a defect, or on which the model failed


class LockSettings(_Section):
    """Without people in the workspace nothing is locked."""

    is_locked_at_start: bool = True
    relock_after_min: float = Field(default=10.0, gt=0, le=1440)


class PersonSettings(_Section):
    """``pin`` is a salted hash; "" for an operator who signs in without one. ``name`` "": known by the role alone."""

    name: Annotated[str, AfterValidator(_checked_person)] = Field(default="", max_length=MAX_NAME)
    role: Role
    pin: Annotated[str, AfterValidator(_checked_hash)] = Field(default="", max_length=512)

    @model_validator(mode="after")
    def _has_a_pin(self) -> Self:
        if not self.pin and self.role is not Role.OPERATOR:
            raise ValueError(f"the {self.role} {self.name or 'without a name'} has no pin")
        return self


class PeopleSettings(_Section):
    """Checked apart from all else: a fault in it must not keep a line from inspecting."""

    people: tuple[PersonSettings, ...] = Field(default=(), max_length=MAX_PEOPLE)

    @model_validator(mode="after")
    def _are_told_apart(self) -> Self:
        seen = set()
        for one in self.people:
            known = folded(one.name) if one.name else f"\n{one.role}"
            if known in seen:
                named = f"are called {one.name}" if one.name else f"without a name are {one.role}"
                raise ValueError(f"two people {named}")
            seen.add(known)
        return self


class LookSettings(_Section):
    theme: Literal["system", "dark", "light"] = "system"
    language: str = Field(default="", max_length=35, pattern=r"^[A-Za-z0-9_-]*$")  # BCP 47; "": the system's
    decimal_places_mm: int = Field(default=1, ge=0, le=3)


class StartSettings(_Section):
    """What the window does as it starts."""

    resumes: bool = False  # opens the last source, model and piece again
    is_operator_view: bool = False


class SegmentingSettings(_Section):
    """Two networks that make a mask of clicks, as files; "": none. A relative path is below the workspace."""

    encoder: str = Field(default="", max_length=4096)
    decoder: str = Field(default="", max_length=4096)


class GradingSettings(_Section):
    """Names of grading tables, each a folder below “grading”; "": pieces are not graded."""

    table: str = Field(default="", max_length=MAX_NAME)
    by_kind: dict[Name, str] = Field(default={}, max_length=100)  # kind of piece -> its own table


class TrainingSettings(_Section):
    """What the plant's own models say of themselves."""

    model_licence: Annotated[str, AfterValidator(_checked_text)] = Field(
        default="own model, for internal use", max_length=MAX_LICENCE
    )


class ProofSettings(_Section):
    """How much worse than the active model a candidate may be, how fast it must be, and what its errors cost."""

    recall_points: float = Field(default=2.0, ge=0, le=100)  # of each class and size
    false_alarms_percent: float = Field(default=10.0, ge=0, le=1000)  # more than the active model's
    false_alarms_per_1000_frames: float = Field(default=1.0, ge=0, le=1_000_000)  # more; the larger of the two counts
    line_frames_per_s: float = Field(default=0.0, ge=0, le=1_000_000)  # that the line delivers; 0: not known
    line_frame_mpx: float = Field(default=0.0, ge=0, le=MAX_PIXELS / 1e6)  # of one; 0: as those that it is proved on
    speed_of_active_percent: float = Field(default=80.0, ge=0, le=1000)  # where frames a second are not known
    miss_cost: int = Field(default=100, ge=0, le=MAX_COST, strict=True)  # of a defect that is not found
    stop_cost: int = Field(default=10, ge=0, le=MAX_COST, strict=True)  # of a stop for nothing, in the same money


class ClassSettings(_Section):
    """Look of a class and whether it is a defect, by its name in models and data sets."""

    name: str
    colour: str
    hatch: Hatch
    is_defect: bool = True


class WorkspaceSettings(_Section):
    version: int = Field(default=SETTINGS_VERSION, ge=1)
    name: Name = "Inspector"
    piece_kind: Name = "coil"
    calibration: CalibrationSettings | None = None
    severity: SeveritySettings | None = None
    evidence: EvidenceSettings = EvidenceSettings()
    retention: RetentionSettings = RetentionSettings()
    records: RecordsSettings = RecordsSettings()
    coverage: CoverageSettings = CoverageSettings()
    product_edges: ProductEdgesSettings = ProductEdgesSettings()
    alarms: AlarmSettings = AlarmSettings()
    promotion: PromotionSettings = PromotionSettings()
    lock: LockSettings = LockSettings()
    people: tuple[PersonSettings, ...] = Field(default=(), max_length=MAX_PEOPLE)
    look: LookSettings = LookSettings()
    start: StartSettings = StartSettings()
    grading: GradingSettings = GradingSettings()
    segmenting: SegmentingSettings = SegmentingSettings()
    training: TrainingSettings = TrainingSettings()
    proof: ProofSettings = ProofSettings()
    classes: tuple[ClassSettings, ...] = Field(default=(), max_length=MAX_CATALOGUE)
    _people_fault: str = PrivateAttr(default="")

    @property
    def people_fault(self) -> str:
        """Why [[people]] cannot be used: then nobody can sign in, and all but the operator's is locked."""
        return self._people_fault

    @property
    def has_lock(self) -> bool:
        return bool(self.people) or bool(self._people_fault)

    @property
    def catalogue(self) -> ClassCatalogue:
        """Raises ValueError for a name that is listed twice or a colour that is none."""
        return ClassCatalogue(
            tuple(CatalogueEntry(one.name, one.colour, one.hatch, one.is_defect) for one in self.classes)
        )

    @property
    def scale(self) -> Calibration | None:
        """Raises ValueError for sizes of a pixel that make no sense."""
        found = self.calibration
        return Calibration(found.mm_per_px_across, found.mm_per_px_along) if found else None

    @property
    def severity_table(self) -> SeverityTable:
        """The plant's table, or the example where it has none. Raises ValueError for impossible rules."""
        if self.severity is None:
            return DEFAULT_TABLE
        rules = tuple(
            SeverityRule(rule.class_name, rule.measure, rule.at_least, rule.severity) for rule in self.severity.rules
        )
        return SeverityTable(rules, version=self.severity.version, is_example=self.severity.is_example)


SETTINGS = TypeAdapter(WorkspaceSettings)
_PEOPLE = TypeAdapter(PeopleSettings)


def migrate(loaded: dict[str, Any]) -> dict[str, Any]:
    """Settings of an older version as this one has them. What versions 2 and 3 added may be left out.

    The one PIN of version 3 becomes that of an administrator without a name.
    """
    made = {**loaded, "version": SETTINGS_VERSION}
    lock = made.get("lock")
    if isinstance(lock, dict) and "pin" in lock:
        made["lock"] = {name: value for name, value in lock.items() if name != "pin"}
        if lock["pin"] != "":
            before = made.get("people", [])
            one = {"role": Role.ADMINISTRATOR.value, "pin": lock["pin"]}
            made["people"] = [*before, one] if isinstance(before, list) else before
    return made


def settings_of(loaded: dict[str, Any]) -> WorkspaceSettings:
    """Of this version, see ``migrate``. A fault in the people is kept in ``people_fault``. Raises ValueError."""
    people, fault = PeopleSettings(), ""
    try:
        people = from_entries(_PEOPLE, {"people": loaded["people"]} if "people" in loaded else {})
    except ValueError as error:
        fault = str(error)
    settings = from_entries(SETTINGS, {name: value for name, value in loaded.items() if name != "people"})
    made = settings.model_copy(update={"people": people.people})
    made._people_fault = fault  # noqa: SLF001  a private attribute cannot come from the file
    return made


TEMPLATE = """\
# Settings of this workspace. Inspector reads them when it starts.
version = 4
name = "Inspector"
piece_kind = "coil"  # what a new piece is, unless chosen otherwise: "coil" or "rail"

# How large one pixel is on the surface. Without it, sizes are given in pixels only.
# [calibration]
# mm_per_px_across = 0.25
# mm_per_px_along = 0.25

[evidence]
quota_mb = 2048  # pictures of defects and whole frames; the oldest that nobody annotated make room
# Whole frames are kept for annotation, lossless, in half of the quota at most:
keep_frames_with = "critical"  # those with a defect of this severity or worse: "minor", "major", "critical", "never"
keep_uncertain_band = 0.02  # those with a region that scores this near to its threshold, 0 to 0.5; 0: none
keep_every_nth = 0  # every n-th, whatever it shows; 0: none

[retention]  # days after which pictures go; 0: for ever, as far as the quota goes. Records are never removed
keep_days = 0  # any picture; with 0 the three below mean nothing. Where several hold, the longest does
critical_days = 0  # pictures of pieces with a critical defect
rejected_days = 0  # pictures of pieces whose verdict is to reject them
flagged_days = 0  # frames that somebody asked for or remarked on; what is labelled never goes

[records]
keep_backups = 3  # copies of the database in “backups”, made while it runs; 0: none
backup_every_h = 24  # a new one after so many hours; the oldest beyond keep_backups goes

[coverage]
min_percent = 99.0  # of the length of a piece that must have been inspected; below it, the screen says STOP

[product_edges]
mode = "whole"  # "edges": only what lies between the edges of the rail or strip is inspected; "columns": fixed columns
beside = "darker"  # what lies beside it, compared with it: "darker", "lighter"
margin_px = 32  # kept outside the edges that are found
first_column = 0
end_column = 0  # the one after the last; 0: up to the right side
# by_source = { "camera 0" = { mode = "edges", margin_px = 48 } }  # where a source or lane has its own

[alarms]
has_sound = false
command = ""  # a program that is started at each alarm, for a lamp say; see docs/manual/alarms.md
file = ""  # a file that says which alarms stand, written anew at each change

[promotion]
rolls_back = false  # goes back to the model before by itself, where a newly promoted one finds too much:
within_frames = 1000  # so many frames after the promotion it is watched
max_percent = 20.0  # more of them show a defect, or the model fails on them

# Who may do what; without people nothing is locked. Made on the Settings page or by "inspector workspace people":
# pin is never the PIN itself. Operators need none.
# [[people]]
# name = "Anna"
# role = "administrator"  # "engineer", "operator"
# pin = "scrypt$..."

[lock]
is_locked_at_start = true
relock_after_min = 10  # without a key or the mouse

[look]
theme = "system"  # "dark", "light"
language = ""  # "de", "en", …; empty: the system's
decimal_places_mm = 1

[start]
resumes = false  # opens the last source, model and piece again as the window starts
is_operator_view = false

[grading]
table = ""  # name of the grading table that gives each piece its verdict; see docs/manual/grading.md. Empty: none
# by_kind = { rail = "our rail table" }  # where a kind of piece has a table of its own

[segmenting]
encoder = ""  # the two files of a network that makes a mask of clicks on the Annotate page; empty: none
decoder = ""

[training]
model_licence = "own model, for internal use"  # what the cards of new models say of who may use them

[proof]  # what a new model must show before it is promoted
recall_points = 2.0  # how many points fewer of each class and size it may find than the active model
false_alarms_percent = 10.0  # how many more false alarms it may give, or
false_alarms_per_1000_frames = 1.0  # so many more in 1,000 frames: the larger of the two counts
line_frames_per_s = 0  # frames a second that the line delivers; 0: not known
line_frame_mpx = 0  # megapixels of one of them; 0: as those that it is proved on
speed_of_active_percent = 80.0  # where frames a second are not known: how fast it must be beside the active model
miss_cost = 100  # what a missed defect costs, in money of yours: only what it is beside stop_cost counts
stop_cost = 10  # what a stop for nothing costs; both give the cheapest working point on the Models page

# How classes look, in pictures, tables and legends, by their names in models. The program adds those that it meets.
# is_defect = false: such regions are never measured, recorded or counted as defects.
# [[classes]]
# name = "scratches"
# colour = "#E69F00"
# hatch = "forward"  # backward, horizontal, vertical, cross, diagonal_cross, dots, dense_dots
# is_defect = true

# When is a defect minor, major, critical? The worst rule that fits wins. These are examples: agree your own.
# class_name "*" is any class. Measures: area_mm2, length_mm, width_mm, feret_max_mm, feret_min_mm,
# iso8785_length_mm, iso8785_width_mm, and the same in px (area_px, length_px, ...).
[severity]
version = 1
is_example = true

[[severity.rules]]
measure = "feret_max_mm"
at_least = 50
severity = "critical"

[[severity.rules]]
measure = "area_mm2"
at_least = 500
severity = "critical"

[[severity.rules]]
measure = "feret_max_mm"
at_least = 10
severity = "major"

[[severity.rules]]
measure = "area_mm2"
at_least = 50
severity = "major"

[[severity.rules]]
measure = "area_mm2"
at_least = 0
severity = "minor"
"""
