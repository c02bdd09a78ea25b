"""Named sets of thresholds and minimum areas: threshold_sets.json in the workspace.

A set belongs to one model, by name and version (the scores of another are other scores), and to a product, which is a
free name of the plant's; "" for any. The program writes the file as somebody saves or deletes a set; people may edit it
while the program is closed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, ClassVar

from inspector.core.audit import current_actor, utc_now, utc_text
from inspector.core.files import write_whole
from inspector.core.messages import Code, WorkspaceError, message
from inspector.core.model_card import MAX_AREA_PX, ModelCard
from inspector.core.typed_json import from_json
from inspector.core.untrusted import name_fault, read_bounded
from inspector.measuring.inspection_settings import Limits

if TYPE_CHECKING:
    from pydantic import ConfigDict, TypeAdapter

    from inspector.workspace.workspace import Workspace

FILE_NAME = "threshold_sets.json"
FORMAT = 1
MAX_BYTES = 5_000_000
MAX_SETS = 1000


@dataclass(frozen=True, slots=True)
class ThresholdSet:
    """By class name; classes that it does not name keep the model's own. Raises ValueError for what makes no sense."""

    __pydantic_config__: ClassVar[ConfigDict] = {"extra": "forbid"}

    name: str
    product: str  # "" for any
    model_name: str
    model_version: str
    thresholds: Mapping[str, float] = field(default_factory=dict)  # 0 to 1
    min_area_px: Mapping[str, int] = field(default_factory=dict)
    changed_at: str = ""  # UTC text
    changed_by: str = ""

    def __post_init__(self) -> None:
        for name, value in (("name", self.name), ("model_name", self.model_name), ("product", self.product or "-")):
            if fault := name_fault(value):
                raise ValueError(f"{name}: {fault}")
        if not all(0 <= value <= 1 for value in self.thresholds.values()):
            raise ValueError(f"a threshold of “{self.name}” lies outside 0..1")
        if not all(0 <= value <= MAX_AREA_PX for value in self.min_area_px.values()):
            raise ValueError(f"a minimum area of “{self.name}” lies outside 0 to {MAX_AREA_PX} px")

    @property
    def key(self) -> tuple[str, str, str, str]:
        return self.model_name, self.model_version, self.product, self.name

    @property
    def whole_name(self) -> str:
        return f"{self.product}/{self.name}" if self.product else self.name

    def fits(self, card: ModelCard) -> bool:
        return (self.model_name, self.model_version) == (card.name, card.version)

    def limits(self, card: ModelCard) -> Limits:
        names = card.class_names
        return (
            tuple(self.thresholds.get(name, own) for name, own in zip(names, card.thresholds, strict=True)),
            tuple(self.min_area_px.get(name, own) for name, own in zip(names, card.min_area_px, strict=True)),
        )


def set_of(card: ModelCard, limits: Limits, name: str, product: str = "") -> ThresholdSet:
    """What holds for the classes of defects now, under a name. Raises ValueError for one that cannot be used."""
    thresholds, areas = limits
    of_class = {index: card.class_names[index] for index in card.defect_indices}
    return ThresholdSet(
        name, product, card.name, card.version,
        {of: thresholds[index] for index, of in of_class.items()},
        {of: areas[index] for index, of in of_class.items()},
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Saved:
    __pydantic_config__: ClassVar[ConfigDict] = {"extra": "forbid"}

    sets: tuple[ThresholdSet, ...]
    format: int = FORMAT

    def __post_init__(self) -> None:
        if self.format != FORMAT:
            raise ValueError(f"it has format {self.format}; this program knows {FORMAT}")
        if len(self.sets) > MAX_SETS:
            raise ValueError(f"it holds more than {MAX_SETS} sets")
        if len({one.key for one in self.sets}) < len(self.sets):
            raise ValueError("a set is there twice")


def read_sets(workspace: Workspace) -> tuple[ThresholdSet, ...]:
    """None where none was saved. Raises WorkspaceError for a file that is broken; it is left as it is."""
    try:
        return from_json(_shape(), read_bounded(workspace.folder / FILE_NAME, MAX_BYTES)).sets
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise _broken(workspace, f"{FILE_NAME} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise _broken(workspace, f"{FILE_NAME}: {error}") from error


def named_set(workspace: Workspace, card: ModelCard, named: str) -> ThresholdSet:
    """The set of this model that is called "PRODUCT/NAME", or "NAME" where it is the only one of that name.

    Raises WorkspaceError where there is none, or more than one.
    """
    fitting = [one for one in read_sets(workspace) if one.fits(card)]
    whole = [one for one in fitting if one.whole_name == named] or [one for one in fitting if one.name == named]
    if len(whole) != 1:
        known = ", ".join(one.whole_name for one in fitting) or "–"
        raise WorkspaceError(message(Code.THRESHOLD_SET_MISSING, name=named, model=card.name, known=known))
    return whole[0]


def save_set(workspace: Workspace, made: ThresholdSet) -> tuple[ThresholdSet, ...]:
    """With who and when, in the place of one that had its name. Returns all sets; raises WorkspaceError."""
    stamped = replace(made, changed_at=utc_text(utc_now()), changed_by=current_actor())
    return _write(workspace, [*(one for one in read_sets(workspace) if one.key != made.key), stamped])


def delete_set(workspace: Workspace, gone: ThresholdSet) -> tuple[ThresholdSet, ...]:
    """Returns the sets that are left; raises WorkspaceError."""
    return _write(workspace, [one for one in read_sets(workspace) if one.key != gone.key])


def _write(workspace: Workspace, sets: list[ThresholdSet]) -> tuple[ThresholdSet, ...]:
    try:
        saved = _Saved(tuple(sorted(sets, key=lambda one: one.key)))
        write_whole(workspace.folder / FILE_NAME, _shape().dump_json(saved, indent=1))
    except ValueError as error:
        raise _broken(workspace, f"{FILE_NAME}: {error}") from error
    except OSError as error:
        path, detail = str(workspace.folder / FILE_NAME), error.strerror or str(error)
        raise WorkspaceError(message(Code.OUTPUT_UNWRITABLE, path=path, detail=detail)) from error
    return saved.sets


def _broken(workspace: Workspace, detail: str) -> WorkspaceError:
    return WorkspaceError(message(Code.WORKSPACE_BROKEN, path=str(workspace.folder), detail=detail))


@cache
def _shape() -> TypeAdapter[_Saved]:
    """Made at first use: the window's first paint need not wait for pydantic."""
    from pydantic import TypeAdapter

    return TypeAdapter(_Saved)
