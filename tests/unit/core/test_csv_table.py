"""Cells of tables as a spreadsheet takes them."""

from __future__ import annotations

import ast
import csv
import io
from pathlib import Path

import pytest

import inspector
from inspector.core.csv_table import CsvTable, as_written, harmless
from tests.sources import walked


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "'=1", "''=1",
     "=HYPERLINK(\"http://x\")", "＝1+1", "-", "+49 171", "--5"],
)  # fmt: skip
def test_a_text_that_begins_like_a_formula_is_text(text: str):
    assert harmless(text) == f"'{text}"
    assert as_written(harmless(text)) == text


@pytest.mark.parametrize("text", ["", "rail 7", "a=b", "it's", "'quoted'", "-1", "+2.5", "-1.5e-05", "1,2", "ü", "'"])
def test_other_texts_and_numbers_stay_as_they_are(text: str):
    assert harmless(text) == text == as_written(text)


def test_numbers_of_a_row_stay_numbers_and_quotes_are_csv_s():
    file = io.StringIO(newline="")
    CsvTable(file).write_row([-1, -2.5, '=a"b', "x;y", None])
    assert file.getvalue() == '-1,-2.5,"\'=a""b",x;y,\r\n'
    assert next(csv.reader(io.StringIO(file.getvalue(), newline=""))) == ["-1", "-2.5", "'=a\"b", "x;y", ""]


def test_no_other_module_writes_csv():
    root = Path(inspector.__file__).parent
    found = [
        str(file.relative_to(root))
        for file in root.rglob("*.py")
        for node in walked(file)
        if isinstance(node, ast.Attribute)
        and node.attr in ("writer", "DictWriter")
        and ast.unparse(node.value) == "csv"
    ]
    assert found == [str(Path("core", "csv_table.py"))]
