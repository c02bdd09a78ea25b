"""The documents say what is stored in docs/results, to the letter: nobody edits a figure by hand."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from research import balance_tables, result_tables, share_report
from research.result_rows import Row
from research.results import held_out

REPOSITORY = Path(__file__).parents[3]
RESULTS = REPOSITORY / "docs" / "results"
N_LINES_OF_SUMMARIES = 12  # for all results together: the tables are in docs/results


def read(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def part(document: str, name: str) -> str:
    (found,) = re.findall(rf"<!-- {name} -->\n(.*?)\n<!-- /{name} -->", read(REPOSITORY / document), re.DOTALL)
    return str(found)


@pytest.mark.slow("counts all networks that were not trained: 20 s")
def test_the_comparisons_of_networks_are_the_stored_ones():
    rows = TypeAdapter(list[Row]).validate_json(read(RESULTS / "results.json"))
    latency = json.loads(read(RESULTS / "latency.json"))
    assert read(RESULTS / "results.md") == result_tables.as_document(rows, latency, held_out(RESULTS))
    assert part("README.md", "results") == result_tables.as_summary(rows)


def test_the_comparison_of_imbalance_methods_is_the_stored_one():
    stored = json.loads(read(RESULTS / "balance.json"))
    assert read(RESULTS / "balance.md") == balance_tables.as_document(stored)
    assert part("docs/manual/training.md", "balance") == balance_tables.as_summary(stored)
    assert part("docs/decisions/0005-balancing.md", "balance") == balance_tables.as_decision(stored).strip()


def test_what_was_measured_with_few_frames_is_the_stored_one():
    if (RESULTS / "shares.json").exists():
        assert read(RESULTS / "shares.md") == share_report.as_document(json.loads(read(RESULTS / "shares.json")))


def test_readme_and_manual_only_summarise_results():
    summaries = part("README.md", "results"), part("docs/manual/training.md", "balance")
    assert sum(len(text.splitlines()) for text in summaries) <= N_LINES_OF_SUMMARIES
