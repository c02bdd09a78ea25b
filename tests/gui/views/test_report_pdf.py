"""Reports on paper: pages, dates and places of objects, and what falls on which page."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

import numpy as np
import pytest
from PySide6.QtGui import QPdfWriter

from inspector.core.defect import Severity
from inspector.screens.report import (
    Banner,
    Column,
    Facts,
    Heading,
    MapMark,
    Paragraph,
    Pictures,
    PieceMap,
    ReportDocument,
    ReportPicture,
    Table,
    Tone,
)
from inspector.views.report.blocks import strips_of
from inspector.views.report.paper import DPI, Types, mm
from inspector.views.report.pdf import pdf_of, with_date

NOON = datetime(2026, 3, 1, 13, 0, 5, tzinfo=timezone(timedelta(hours=1)))
COLUMNS = (Column("No.", 1, True), Column("Class", 3), Column("Reason", 6))
ROWS = tuple((str(number), "scratch", "because " * (number % 30)) for number in range(300))


def a_map(n_marks: int = 50, length: float = 40.0) -> PieceMap:
    marks = tuple(
        MapMark(n * length / n_marks, 50.0 + n, 0.5, 9.0, "#E69F00", list(Severity)[n % 4]) for n in range(n_marks)
    )
    severities = tuple((severity, severity.value) for severity in Severity)
    return PieceMap(
        length, 200.0, "m", "mm", marks, ((1.0, 3.0),), "not inspected", (("scratch", "#E69F00"),), severities
    )


def report(*blocks: object) -> ReportDocument:
    return ReportDocument(
        "Inspection report: (R-7) ü ≥ 漢", "header", "page {page} of {pages}", "Inspector 1", NOON, "ab" * 16,
        blocks,  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.fixture(scope="module")
def whole() -> ReportDocument:
    grey, colour = np.full((40, 90), 128, np.uint8), np.zeros((90, 40, 3), np.uint8)
    pictures = tuple(
        ReportPicture(pixels, "1  scratch\n3 × 4 mm", "#56B4E9", Severity.MAJOR) for pixels in (grey, colour) * 5
    )
    return report(
        Facts((("Piece", "R-7"), ("Long", "word " * 100))), Heading("Verdict"),
        Banner("Reject", "Rule 1: because", Tone.STOP), Paragraph("Depth not measured", Tone.WARN), a_map(),
        Pictures(pictures), Heading("All"), Table(COLUMNS, ROWS),
    )  # fmt: skip


def n_pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b(?!s)", pdf))


def test_the_same_report_is_the_same_bytes_with_its_own_date(qapp: object, whole: ReportDocument) -> None:
    first = pdf_of(whole)
    assert first == pdf_of(whole)
    assert first.startswith(b"%PDF-")
    assert first.count(b"(D:20260301120005Z)") == 2
    assert first.count(b"2026-03-01T12:00:05Z") == 2
    assert n_pages(first) > 4


def test_every_object_lies_where_the_table_at_the_end_says(qapp: object, whole: ReportDocument) -> None:
    pdf = pdf_of(whole)
    table = int(re.findall(rb"startxref\n(\d+)\n%%EOF\n$", pdf)[0])
    assert pdf[table:].startswith(b"xref\n")
    places = [int(place) for place in re.findall(rb"\n(\d{10}) \d{5} n", pdf[table:])]
    assert len(places) > 20
    for number, place in enumerate(places, 1):
        assert pdf[place:].startswith(b"%d 0 obj" % number)


def test_a_date_of_another_length_moves_what_follows() -> None:
    body = b"%PDF-1.4\n1 0 obj\n/CreationDate (D:20261130025650+05'30')\nendobj\n2 0 obj\nendobj\n"
    second, table = body.index(b"2 0 obj"), len(body)
    old = body + b"xref\n0 3\n0000000000 65535 f \n%010d 00000 n \n%010d 00000 n \ntrailer\n" % (9, second)
    new = with_date(old + b"startxref\n%d\n%%%%EOF\n" % table, NOON)
    assert b"(D:20260301120005Z)" in new
    places = [int(place) for place in re.findall(rb"(\d{10}) \d{5} n", new)]
    assert [new[place : place + 7] for place in places] == [b"1 0 obj", b"2 0 obj"]
    assert new[int(re.findall(rb"startxref\n(\d+)", new)[0]) :].startswith(b"xref")


def test_a_heading_goes_to_the_next_page_with_what_it_is_about(qapp: object) -> None:
    lines = [Paragraph(f"line {number}") for number in range(70)]
    for n_lines in range(50, 70):
        filled = n_pages(pdf_of(report(*lines[:n_lines])))
        with_heading = n_pages(pdf_of(report(*lines[:n_lines], Heading("H"), Paragraph("one line"))))
        assert with_heading in (filled, filled + 1)
    short = n_pages(pdf_of(report(Heading("H"))))
    assert short == 1  # the last thing of a report may be a heading


def test_text_that_is_wider_than_its_column_is_wrapped_and_not_cut(qapp: object) -> None:
    writer = QPdfWriter("")
    writer.setResolution(DPI)
    types = Types(writer)
    lines = types.small.lines("a" * 400 + " some words", mm(30))
    assert "".join(lines).replace(" ", "") == "a" * 400 + "somewords"
    assert all(types.small.metrics.horizontalAdvance(line) <= mm(30) for line in lines)
    (row,) = [strip for strip in strips_of(Table(COLUMNS, (("1", "c", "long " * 60),)), types, mm(180)) if strip.head]
    assert row.height > 3 * types.small.line


@pytest.mark.parametrize("piece_map", [a_map(0), a_map(3, 0.001), a_map(2000, 15_000.0)])
def test_pieces_of_any_length_have_a_map(qapp: object, piece_map: PieceMap) -> None:
    assert n_pages(pdf_of(report(piece_map))) <= 2
