"""What classes mean, in the workspace: ``classes/guides.json`` by name of the class, and a PNG per example beside it.

    guides = read_guides(folder)                        {} where there are none
    change_guide(folder, name, lambda guide: …)         read anew, changed, written whole
    add_example(folder, name, picture, …), remove_example(folder, name, file)

An example's file is written before the guide that names it, and removed after it: what is named is there. Its name is
that of its content, so that one crop is there once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from inspector.core.class_guide import MAX_EXAMPLES, NO_GUIDE, ClassExample, ClassGuide
from inspector.core.files import sha256_of, write_whole
from inspector.core.messages import Code, WorkspaceError, message
from inspector.core.typed_json import from_json
from inspector.core.untrusted import name_fault, read_bounded

if TYPE_CHECKING:
    from pydantic import ConfigDict, TypeAdapter

NAME = "guides.json"
FORMAT = 1
MAX_BYTES, MAX_EXAMPLE_BYTES = 20_000_000, 20_000_000


@dataclass(frozen=True, slots=True)
class _Saved:
    __pydantic_config__: ClassVar[ConfigDict] = {"extra": "forbid"}

    guides: Mapping[str, ClassGuide] = field(default_factory=dict)
    format: int = FORMAT

    def __post_init__(self) -> None:
        if self.format != FORMAT:
            raise ValueError(f"it has format {self.format}; this program knows {FORMAT}")
        for name in self.guides:
            if fault := name_fault(name):
                raise ValueError(f"the class “{name[:40]}”: {fault}")


def read_guides(folder: Path) -> dict[str, ClassGuide]:
    """Raises WorkspaceError where they are broken or cannot be read; nothing is changed then."""
    path = folder / NAME
    try:
        return dict(from_json(_adapter(), read_bounded(path, MAX_BYTES), "the guides").guides)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise _broken(path, error.strerror or str(error)) from error
    except ValueError as error:
        raise _broken(path, str(error)) from error


def read_example(folder: Path, example: ClassExample) -> bytes:
    """Its PNG. Raises WorkspaceError."""
    path = folder / example.file
    try:
        return read_bounded(path, MAX_EXAMPLE_BYTES)
    except OSError as error:
        raise _broken(path, error.strerror or str(error)) from error
    except ValueError as error:
        raise _broken(path, str(error)) from error


def change_guide(folder: Path, name: str, change: Callable[[ClassGuide], ClassGuide]) -> dict[str, ClassGuide]:
    """All guides as they are then. Raises WorkspaceError, also for what no guide can say; nothing is changed then."""

    def of_class(guides: dict[str, ClassGuide]) -> None:
        guides[name] = change(guides.get(name, NO_GUIDE))

    return _change(folder, of_class)


def add_example(
    folder: Path, name: str, picture: bytes, *, counts: bool, frame: str, author: str, at: str
) -> dict[str, ClassGuide]:  # fmt: skip
    """``picture``: a PNG. Raises WorkspaceError, also where the class has as many as it can have."""
    example = ClassExample(f"{sha256_of(picture)[:32]}.png", counts, frame, author, at)
    known = read_guides(folder).get(name, NO_GUIDE).examples
    others = tuple(one for one in known if one.file != example.file)
    if len(others) >= MAX_EXAMPLES:
        raise WorkspaceError(message(Code.CLASS_EXAMPLES_FULL, name=name, n=MAX_EXAMPLES))
    path = folder / example.file
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(path, picture)
    except OSError as error:
        raise _unwritable(path, error) from error
    return change_guide(folder, name, lambda guide: replace(guide, examples=(*others, example)))


def remove_example(folder: Path, name: str, file: str) -> dict[str, ClassGuide]:
    """Raises WorkspaceError."""

    def without(guide: ClassGuide) -> ClassGuide:
        return replace(guide, examples=tuple(one for one in guide.examples if one.file != file))

    guides = change_guide(folder, name, without)
    if all(one.file != file for guide in guides.values() for one in guide.examples):
        (folder / file).unlink(missing_ok=True)
    return guides


def rename_guide(folder: Path, before: str, after: str) -> dict[str, ClassGuide]:
    """The guide goes with the name, unless there is one of that name already: then both stay. Raises WorkspaceError."""

    def rename(guides: dict[str, ClassGuide]) -> None:
        if before in guides and after not in guides:
            guides[after] = guides.pop(before)

    return _change(folder, rename)


def _change(folder: Path, change: Callable[[dict[str, ClassGuide]], None]) -> dict[str, ClassGuide]:
    path, before = folder / NAME, read_guides(folder)
    guides = dict(before)
    try:
        change(guides)
        guides = {name: guide for name, guide in guides.items() if not guide.is_empty}
        if guides != before:
            folder.mkdir(parents=True, exist_ok=True)
            write_whole(path, _adapter().dump_json(_Saved(guides), indent=1))
    except OSError as error:
        raise _unwritable(path, error) from error
    except ValueError as error:
        raise _broken(path, str(error)) from error
    return guides


@cache
def _adapter() -> TypeAdapter[_Saved]:
    from pydantic import TypeAdapter

    return TypeAdapter(_Saved)


def _broken(path: Path, detail: str) -> WorkspaceError:
    return WorkspaceError(message(Code.CLASS_GUIDES_UNUSABLE, path=str(path), detail=detail))


def _unwritable(path: Path, error: OSError) -> WorkspaceError:
    return WorkspaceError(message(Code.OUTPUT_UNWRITABLE, path=str(path), detail=error.strerror or str(error)))
