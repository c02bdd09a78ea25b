"""The documents say what is stored in docs/results, to the letter: nobody edits a figure by hand."""

from __future__ import annotations

import json
import re
from pathlib import Path

from pydantic import TypeAdapter

from research import balance_tables, result_tables
from research.result_rows import Row

REPOSITORY = Path(__file__).parents[3]
RESULTS = REPOSITORY / "docs" / "results"
N_LINES_OF_README = 12  # for all results together: the tables are in docs/results


def read(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def part(document: str, name: str) -> str:
    (found,) = re.findall(rf"<!-- {name} -->\n(.*?)\n<!-- /{name} -->", read(REPOSITORY / document), re.DOTALL)
    return str(found)


def test_the_comparisons_of_networks_are_the_stored_ones():
    rows = TypeAdapter(list[Row]).validate_json(read(RESULTS / "results.json"))
    latency = json.loads(read(RESULTS / "latency.json"))
    assert read(RESULTS / "results.md") == result_tables.as_document(rows, latency)
    assert part("README.md", "results") == result_tables.as_summary(rows)


def test_the_comparison_of_imbalance_methods_is_the_stored_one():
    stored = json.loads(read(RESULTS / "balance.json"))
    assert read(RESULTS / "balance.md") == balance_tables.as_document(stored)
    assert part("README.md", "balance") == balance_tables.as_summary(stored)
    assert part("docs/decisions/0005-balancing.md", "balance") == balance_tables.as_decision(stored).strip()


def test_the_readme_only_summarises_results():
    n_lines = sum(len(part("README.md", name).splitlines()) for name in ("results", "balance"))
    assert n_lines <= N_LINES_OF_README
