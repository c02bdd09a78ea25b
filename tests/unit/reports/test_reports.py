"""What a report says of a recorded piece, and its tables: figures known beforehand."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from report_samples import FORMULA, INSPECTION, PIECE

from inspector.core.csv_table import PLAIN, WITH_COMMAS, style_named
from inspector.core.grading import Verdict
from inspector.core.messages import Code, InspectorError
from inspector.reports.document import document_of, moment
from inspector.reports.files import write_report
from inspector.reports.piece_report import gather, inspections_named
from inspector.reports.tables import defects_csv, workbook
from inspector.screens.report import Banner, Facts, Heading, Paragraph, Pictures, PieceMap, ReportDocument, Table, Tone
from inspector.store.database import reading
from inspector.workspace.workspace import Workspace

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture
def document(workspace: Workspace) -> ReportDocument:
    return document_of(gather(workspace, INSPECTION))


def facts(document: ReportDocument) -> dict[str, str]:
    return {name: value for block in document.blocks if isinstance(block, Facts) for name, value in block.rows}


def below(document: ReportDocument, heading: str) -> list[object]:
    """The blocks between this heading and the next."""
    found: list[object] = []
    is_below = False
    for block in document.blocks:
        if isinstance(block, Heading):
            is_below = block.text == heading
        elif is_below:
            found.append(block)
    return found


def test_the_head_says_what_was_inspected_with_what_and_by_whom(document: ReportDocument) -> None:
    found = facts(document)
    assert document.title == f"Inspection report: {PIECE}"
    assert found["Plant, line"] == "Inspector, line 2"
    assert (found["Piece"], found["Kind"], found["Inspection"]) == (PIECE, "coil", INSPECTION)
    assert (found["Operator, PC"], found["Source"]) == ("anna, PC-7", "cam-17")
    assert (found["Model"], found["SHA-256 of the model"], found["Ran on"]) == ("steel-anet 3", "cd" * 32, "CPU")
    assert found["Calibration"] == "0.5 mm across, 0.5 mm along per pixel"
    assert found["Severity table"] == "version 4: an example, agreed by nobody"
    assert found["Started"] == moment("2026-03-01T12:00:00.000Z")


def test_the_verdict_names_its_rule_its_table_and_what_no_camera_sees(document: ReportDocument) -> None:
    banner, *rest = below(document, "Verdict")
    assert isinstance(banner, Banner)
    assert (banner.word, banner.tone) == ("Reject", Tone.STOP)
    assert banner.text == "Rule 1: scratch, length along ≥ 20 mm, any defect → Reject: 1 defect meets it"
    said = [block.text for block in rest if isinstance(block, Paragraph)]
    assert said[0] == "Also: Rule 2: any class, any defect → Downgrade: 2 defects meet it"
    assert said[1] == "Note: gauge it"
    assert said[2].startswith("Depth not measured")
    assert "plate, version 1, an example and not a standard" in said[3]
    assert "nobody has confirmed" in said[4]
    assert "by bela" in said[5]


def test_coverage_and_gaps_by_cause(document: ReportDocument) -> None:
    found = facts(document)
    assert (found["Length seen"], found["Inspected"]) == ("100.00 m", "97.00 m (97.0 %)")
    assert (found["Not inspected"], found["unreadable"]) == ("3.00 m (3.0 %)", "3.00 m (3.0 %)")
    (table,) = below(document, "Stretches that were not inspected")
    assert isinstance(table, Table)
    assert table.rows[0][:5] == ("unreadable", "0", "0.40 m", "3.40 m", "1")
    (missed,) = below(document, "Frames that were not inspected")
    assert isinstance(missed, Table)
    assert missed.rows[0][0] == FORMULA


def test_shares_are_never_rounded_to_the_better_side() -> None:
    from inspector.core.piece import Coverage
    from inspector.reports.document import _share

    coverage = Coverage("mm", 99_970.0, {})
    whole = Coverage("mm", 100_000.0, {})
    assert _share(whole, 99_970.0, is_good=True).endswith("(99.9 %)")
    assert _share(whole, 30.0, is_good=False).endswith("(0.1 %)")
    assert _share(coverage, 99_970.0, is_good=True).endswith("(100.0 %)")


def test_totals_map_pictures_and_list(document: ReportDocument) -> None:
    (totals,) = below(document, "Defects: totals")
    assert isinstance(totals, Table)
    assert totals.rows == (("scratch", "1", "0", "1", "2"), ("All", "1", "0", "1", "2"))
    (piece_map,) = below(document, "Map")
    assert isinstance(piece_map, PieceMap)
    assert (piece_map.length, piece_map.along_unit, piece_map.across_unit) == (100.0, "m", "mm")
    assert piece_map.width == 100.25 + 12.5 / 2  # the frame is 100 mm wide, and a defect reaches beyond it
    assert piece_map.gaps == ((0.4, 3.4),)
    assert [(mark.along, mark.across) for mark in piece_map.marks] == [(7.0, 100.25), (42.0, 100.25)]  # by position
    said, pictures = below(document, "The worst defects")
    assert isinstance(said, Paragraph)
    assert isinstance(pictures, Pictures)
    assert said.text.startswith("1 of 2 defects are pictured")
    assert "1 of their pictures is no longer kept" in said.text
    assert pictures.pictures[0].caption.splitlines() == ["1  scratch, critical", "30.0 × 12.5 mm", "42.000 m"]
    _, table = below(document, "All defects, by position")
    assert isinstance(table, Table)
    assert table.rows[0] == ("2", "scratch", "7.000 m", "100.2 mm", "4.0 × 12.5 mm", "50.0 mm²", "minor", "0.88")


def test_a_piece_is_found_by_its_name_or_by_the_beginning_of_an_id(workspace: Workspace) -> None:
    with reading(workspace.database) as rows:
        for name in (PIECE, INSPECTION, "abab"):
            assert [one.inspection_id for one in inspections_named(rows, name)] == [INSPECTION]
        assert inspections_named(rows, "R-9") == ()
        assert inspections_named(rows, "aba") == ()  # too short to mean one
    with pytest.raises(InspectorError) as refused:
        gather(workspace, "0" * 32)
    assert refused.value.message.code is Code.PIECE_UNKNOWN


def test_csv_for_machines_and_for_a_german_spreadsheet(workspace: Workspace) -> None:
    report = gather(workspace, INSPECTION, with_pictures=False)
    plain = list(csv.DictReader(io.StringIO(defects_csv(report, PLAIN).decode(), newline="")))
    assert [row["length_mm"] for row in plain] == ["4", "30"]
    assert (plain[0]["offset_mm"], plain[0]["piece"]) == ("100.25", f"'{PIECE}")
    content = defects_csv(report, WITH_COMMAS)
    assert content.startswith(b"\xef\xbb\xbfnumber;piece;")
    excel = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert (excel[0]["offset_mm"], excel[0]["score"], excel[0]["piece"]) == ("100,25", "0,8750", f"'{PIECE}")


def test_the_style_follows_the_country(monkeypatch: pytest.MonkeyPatch) -> None:
    for decimal, separator in ((",", ";"), (".", ",")):
        monkeypatch.setattr("inspector.core.csv_table._decimal_point_here", lambda decimal=decimal: decimal)
        assert (style_named("excel").separator, style_named("excel").decimal) == (separator, decimal)
    assert style_named("plain") is PLAIN


def test_a_spreadsheet_holds_texts_as_texts_and_the_same_bytes(workspace: Workspace) -> None:
    report = gather(workspace, INSPECTION)
    content = workbook(report)
    assert content == workbook(gather(workspace, INSPECTION))
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheets = [ElementTree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml")) for number in range(1, 6)]
        texts = [
            "".join(part.text or "" for part in entry.iter(f"{SHEET}t"))
            for entry in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        ]
    assert not any(list(sheet.iter(f"{SHEET}f")) for sheet in sheets)  # no formula anywhere
    assert {PIECE, FORMULA} <= set(texts)  # whole, without an apostrophe
    first_row = list(sheets[1].iter(f"{SHEET}row"))[1]
    numbers = [cell.find(f"{SHEET}v").text for cell in first_row if cell.get("t") != "s"]  # type: ignore[union-attr]
    assert {"2", "100.25", "0.875"} <= set(numbers)


def test_one_file_by_its_suffix_or_all_kinds_into_a_folder(workspace: Workspace, tmp_path: Path) -> None:
    report = gather(workspace, INSPECTION, with_pictures=False)
    drawn: list[str] = []

    def pdf_of(document: ReportDocument) -> bytes:
        drawn.append(document.title)
        return b"%PDF"

    assert write_report(report, tmp_path / "a" / "r.CSV", PLAIN, pdf_of) == (tmp_path / "a" / "r.CSV",)
    assert not drawn
    names = [path.name for path in write_report(report, tmp_path / "all", PLAIN, pdf_of)]
    assert names == ["report.pdf", "report.csv", "report.xlsx"]
    assert (tmp_path / "all" / "report.pdf").read_bytes() == b"%PDF"
    (tmp_path / "file").write_text("")
    with pytest.raises(InspectorError) as refused:
        write_report(report, tmp_path / "file" / "r.csv", PLAIN, pdf_of)
    assert refused.value.message.code is Code.OUTPUT_UNWRITABLE


def test_a_piece_without_a_verdict_says_so(workspace: Workspace) -> None:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(workspace.database)) as rows, rows:
        rows.execute("DELETE FROM verdicts")
    document = document_of(gather(workspace, INSPECTION, with_pictures=False))
    (banner,) = below(document, "Verdict")
    assert isinstance(banner, Banner)
    assert (banner.word, banner.tone) == ("Not graded", Tone.WARN)
    assert Verdict.ACCEPT.value not in banner.text


def test_of_very_many_defects_the_worst_are_listed_and_it_is_said(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("inspector.reports.document.MAX_DEFECTS", 1)
    document = document_of(gather(workspace, INSPECTION, with_pictures=False))
    _, said, table = below(document, "All defects, by position")
    assert isinstance(said, Paragraph)
    assert isinstance(table, Table)
    assert said.text.startswith("The worst 1 of 2 defects")
    assert [row[0] for row in table.rows] == ["1"]
    (totals,) = below(document, "Defects: totals")
    assert isinstance(totals, Table)
    assert totals.rows[-1][-1] == "2"


def test_a_gap_without_a_known_end_is_hatched_up_to_where_the_piece_is_known_to_reach(workspace: Workspace) -> None:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(workspace.database)) as rows, rows:
        rows.execute("UPDATE gaps SET start_mm = 90000, end_mm = NULL, end_px = NULL")
    document = document_of(gather(workspace, INSPECTION, with_pictures=False))
    (piece_map,) = below(document, "Map")
    assert isinstance(piece_map, PieceMap)
    assert piece_map.gaps == ((90.0, 100.0),)
