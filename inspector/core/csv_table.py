"""Tables as CSV that a spreadsheet shows and does not carry out.

A text that begins like a formula gets an apostrophe before it, which spreadsheets take for "this is text". Numbers stay
numbers, whether they are given as such or spelled out.

Machines read commas and points, without a mark at the beginning. A spreadsheet takes the separator and the decimals of
its user's country, and knows UTF-8 by the mark alone: ``CsvStyle``.
"""

from __future__ import annotations

import csv
import locale
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

# A tab, a carriage return and the wide forms of the signs begin a formula in some programs.
_FORMULA = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_NUMBER = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?")


class Figure(str):
    """A number as it is to be written, with a decimal point; a style may want a comma. "" for none.

    A name that looks like a number is no figure, and is written as it is.
    """

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class CsvStyle:
    separator: str = ","
    decimal: str = "."
    has_mark: bool = False  # a byte order mark

    def encoded(self, text: str) -> bytes:
        return text.encode("utf-8-sig" if self.has_mark else "utf-8")

    @property
    def encoding(self) -> str:
        return "utf-8-sig" if self.has_mark else "utf-8"


PLAIN = CsvStyle()
# As spreadsheets have them: where decimals have a comma, columns have a semicolon.
WITH_POINTS = CsvStyle(",", ".", has_mark=True)
WITH_COMMAS = CsvStyle(";", ",", has_mark=True)
STYLE_NAMES = ("plain", "excel", "comma", "semicolon")


def style_named(name: str) -> CsvStyle:
    """One of STYLE_NAMES; "excel" is as the user's country has it."""
    if name == "excel":
        return WITH_COMMAS if _decimal_point_here() == "," else WITH_POINTS
    return {"plain": PLAIN, "comma": WITH_POINTS, "semicolon": WITH_COMMAS}[name]


def _decimal_point_here() -> str:
    """By the system's settings of this user. Call it from the main thread: they hold for the whole process."""
    before = locale.setlocale(locale.LC_NUMERIC)
    try:
        locale.setlocale(locale.LC_NUMERIC, "")
        return str(locale.localeconv()["decimal_point"])
    except locale.Error:  # settings that the system has no files for
        return "."
    finally:
        locale.setlocale(locale.LC_NUMERIC, before)


class _Writable(Protocol):
    def write(self, text: str, /) -> object: ...


class CsvTable:
    def __init__(self, file: _Writable, *, line_end: str = "\r\n", style: CsvStyle = PLAIN) -> None:
        self._writer = csv.writer(file, lineterminator=line_end, delimiter=style.separator)
        self._decimal = style.decimal

    def write_row(self, cells: Iterable[object]) -> None:
        """Raises OSError as the file does."""
        self._writer.writerow([self._written(cell) for cell in cells])

    def _written(self, cell: object) -> object:
        if isinstance(cell, float):
            cell = Figure(repr(cell))
        if isinstance(cell, Figure):
            return cell.replace(".", self._decimal) if self._decimal != "." else cell
        return harmless(cell) if isinstance(cell, str) else cell


def harmless(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def as_written(cell: str) -> str:
    """The text that ``harmless`` was given."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
