"""A grading table as text: TOML that people read and edit, and what is read from it.

    GradingTable  ->  text  ->  GradingTable, the same

What a file says is believed as ``core/typed_json`` does: an entry that there is none of is refused by its name.
"""

from __future__ import annotations

import json
from dataclasses import MISSING, dataclass, fields
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from inspector.core.files import sha256_of
from inspector.core.grading import GradingRule, GradingTable, Judgement, PieceFacts
from inspector.core.typed_json import from_entries, parsed_toml
from inspector.grading.columns import DefectColumns
from inspector.grading.judging import judge

if TYPE_CHECKING:
    from pydantic import TypeAdapter

FORMAT = 1
MAX_TABLE_BYTES = 2_000_000

_HEAD = "# A grading table of Inspector; docs/manual/grading.md says what each entry means.\n"


@dataclass(frozen=True, slots=True)
class TableFile:
    """A table with the very text that it was read from or is written as, and its fingerprint."""

    table: GradingTable
    toml: str
    sha256: str

    @classmethod
    def of(cls, table: GradingTable) -> TableFile:
        toml = table_text(table)
        return cls(table, toml, sha256_of(toml.encode()))

    @classmethod
    def read(cls, content: bytes) -> TableFile:
        """Raises ValueError in one line."""
        text = content.decode("utf-8-sig")  # Windows' Notepad puts a byte order mark before the text
        return cls(parsed_table(text), text, sha256_of(content))

    def judge(self, defects: DefectColumns, facts: PieceFacts) -> Judgement:
        found = judge(self.table, defects, facts)
        return Judgement(
            found.table, found.verdict, found.so_far, found.decided_by, found.outcomes, found.doubts,
            self.sha256, self.toml,
        )  # fmt: skip


def parsed_table(text: str) -> GradingTable:
    """Raises ValueError in one line for what is no grading table, or one of a newer program."""
    loaded = parsed_toml(text)
    found = loaded.pop("format", None)
    if type(found) is not int or found < 1:
        raise ValueError("format: it is missing, or no number from 1 up")
    if found > FORMAT:
        raise ValueError(f"it was written by a newer program (format {found})")
    try:
        return from_entries(_shape(), {"table": loaded}).table
    except ValueError as error:
        raise ValueError(str(error).removeprefix("table.")) from error


@cache
def _shape() -> TypeAdapter[_Saved]:
    from pydantic import TypeAdapter  # the window's first paint needs none

    return TypeAdapter(_Saved)


@dataclass(frozen=True, slots=True)
class _Saved:
    # Of all that is in it, too. A plain mapping: pydantic's own type would be imported at the window's first paint.
    __pydantic_config__ = MappingProxyType({"extra": "forbid"})

    table: GradingTable


def table_text(table: GradingTable) -> str:
    """Whole, with every entry of the table's head; of its rules only what is not as usual."""
    lines = [_HEAD + f"format = {FORMAT}"]
    lines += [f"{one.name} = {_value(getattr(table, one.name))}" for one in fields(table) if one.name != "rules"]
    for rule in table.rules:
        lines.append("\n[[rules]]")
        lines += [f"{name} = {_value(value)}" for name, value in _said(rule)]
    return "\n".join(lines) + "\n"


def _said(rule: GradingRule) -> list[tuple[str, Any]]:
    always = ("class_name", "verdict")
    said = []
    for one in fields(rule):
        value = getattr(rule, one.name)
        if value is not None and (one.name in always or one.default is MISSING or value != one.default):
            said.append((one.name, value))
    return said


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(str(value), ensure_ascii=False)  # a basic string of TOML, as no text here holds a control
    return f"{value!r}"
