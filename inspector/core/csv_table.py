"""Tables as CSV that a spreadsheet shows and does not carry out.

A text that begins like a formula gets an apostrophe before it, which spreadsheets take for "this is text". Numbers stay
numbers, whether they are given as such or spelled out.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from typing import Protocol

# A tab, a carriage return and the wide forms of the signs begin a formula in some programs.
_FORMULA = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_NUMBER = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?")


class _Writable(Protocol):
    def write(self, text: str, /) -> object: ...


class CsvTable:
    def __init__(self, file: _Writable, *, line_end: str = "\r\n") -> None:
        self._writer = csv.writer(file, lineterminator=line_end)

    def write_row(self, cells: Iterable[object]) -> None:
        """Raises OSError as the file does."""
        self._writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in cells])


def harmless(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def as_written(cell: str) -> str:
    """The text that ``harmless`` was given."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
