"""A report as finished data: blocks in their order, with texts in the reader's language. No Qt, no files.

``reports/document.py`` makes it, ``views/report/pdf.py`` draws it on pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from inspector.core.defect import Severity


class Tone(StrEnum):
    PLAIN = "plain"
    DIM = "dim"
    WARN = "warn"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Heading:
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Banner:
    """What a reader must not miss: the verdict."""

    word: str
    text: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Facts:
    """Name and value, in two columns of pairs."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    share: float  # of the width, in proportion to the others
    is_number: bool = False  # to the right, digits under digits


@dataclass(frozen=True, slots=True)
class Table:
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class MapMark:
    """One defect: centre and extents, along in the map's unit, across in its other."""

    along: float
    across: float
    length: float
    width: float
    colour: str  # "#RRGGBB", of its class
    severity: Severity


@dataclass(frozen=True, slots=True)
class PieceMap:
    length: float  # of the piece, gaps included
    width: float
    along_unit: str  # "m" or "px"
    across_unit: str  # "mm" or "px"
    marks: tuple[MapMark, ...]
    gaps: tuple[tuple[float, float], ...]  # start and end
    gap_text: str  # what a hatched stretch is
    classes: tuple[tuple[str, str], ...]  # name and colour
    severities: tuple[tuple[Severity, str], ...]  # with their names


@dataclass(frozen=True, slots=True, eq=False)
class ReportPicture:
    pixels: npt.NDArray[np.uint8]  # (h, w) or (h, w, 3)
    caption: str  # a few short lines
    colour: str
    severity: Severity


@dataclass(frozen=True, slots=True, eq=False)
class Pictures:
    pictures: tuple[ReportPicture, ...]


Block: TypeAlias = Heading | Paragraph | Banner | Facts | Table | PieceMap | Pictures


@dataclass(frozen=True, slots=True, eq=False)
class ReportDocument:
    title: str
    header: str  # at the top of each page
    page_of: str  # "page {page} of {pages}", to be filled in
    made_by: str  # "Inspector 0.1.0"
    dated: datetime  # with its zone; of what is reported, not of the printing: the same report is the same bytes
    document_id: str  # the same for the same content
    blocks: tuple[Block, ...]
