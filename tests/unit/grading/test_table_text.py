"""Tables as text: what is written is what is read, and what is no table is refused in words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.core.defect import Severity
from inspector.core.grading import Across, Along, GradingRule, GradingTable, Verdict
from inspector.core.untrusted import file_name_fault, name_fault, text_fault
from inspector.grading.table_text import TableFile, parsed_table, table_text
from inspector.workspace.grading_tables import TEMPLATES, template

HEAD = 'format = 1\nname = "t"\n'


def test_a_table_is_read_as_people_write_it() -> None:
    table = parsed_table(
        HEAD + 'product = "rail"\nmin_coverage_percent = 98\n'
        '[[rules]]\nclass_name = "crack"\nverdict = "reject"\n'
        '[[rules]]\nmin_severity = "major"\nmax_count = 3\nper_length_m = 10\nacross = "edges"\nedge_mm = 50\n'
    )
    assert table == GradingTable(
        "t",
        (
            GradingRule("crack", verdict=Verdict.REJECT),
            GradingRule(min_severity=Severity.MAJOR, max_count=3, per_length_m=10.0, across=Across.EDGES, edge_mm=50.0),
        ),
        product="rail",
        min_coverage_percent=98.0,
    )


texts = st.text(max_size=40).filter(lambda text: not text_fault(text))
names = st.text(min_size=1, max_size=20)
limits = st.floats(0, 1e9)
rules = st.one_of(
    st.builds(GradingRule, names.filter(lambda name: not name_fault(name)), note=texts),
    st.builds(GradingRule, measure=st.just("area_mm2"), at_least=limits, verdict=st.just(Verdict.REJECT)),
    st.builds(GradingRule, max_area_percent=st.floats(0, 100), per_length_m=limits),
    st.builds(GradingRule, along=st.just(Along.BODY), head_m=st.floats(0.001, 9), tail_m=limits),
)


@settings(max_examples=60, deadline=None)
@given(
    st.builds(
        GradingTable, names.filter(lambda name: not file_name_fault(name)), st.lists(rules, max_size=4).map(tuple),
        version=st.integers(1, 99), standard=texts, note=texts, is_example=st.booleans(),
    )
)  # fmt: skip
def test_what_is_written_is_read_again(table: GradingTable) -> None:
    assert parsed_table(table_text(table)) == table
    assert TableFile.read(table_text(table).encode()).sha256 == TableFile.of(table).sha256


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "format"),
        ('format = 2\nname = "t"', "newer program"),
        ("format = 1", "name"),
        (HEAD + "rulez = 1", "rulez: there is no such entry"),
        (HEAD + "[[rules]]\nmesure = 'area_mm2'", "rules.0.mesure: there is no such entry"),
        (HEAD + "[[rules]]\nmax_count = 1.5", "rules.0.max_count"),
        (HEAD + "[[rules]]\nmax_count = true", "rules.0.max_count"),
        (HEAD + "[[rules]]\nmeasure = 'depth_mm'", "“depth_mm” is no measure"),
        (HEAD + "[[rules]]\nat_least = 3", "a limit of size needs a measure"),
        (HEAD + "[[rules]]\nacross = 'edges'", "needs the width of its edges"),
        (HEAD + "[[rules]]\nedge_mm = 3", "needs the width of its edges"),
        (HEAD + "[[rules]]\nalong = 'ends'", "needs the length of head or tail"),
        (HEAD + "[[rules]]\nverdict = 'undecided'", "accept, downgrade or reject"),
        (HEAD + "[[rules]]\nmax_count = 2\nmax_area_percent = 1", "not both"),
        (HEAD + "min_coverage_percent = nan", "no finite number"),
        (HEAD + "min_coverage_percent = 101", "from 0 to 100"),
        ('format = 1\nname = "../t"', "name of a folder"),
        (HEAD + 'name = "t"', "overwrite"),
    ],
)
def test_what_is_no_table_is_refused_in_words(text: str, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        parsed_table(text)


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_says_that_it_is_an_example_and_that_depth_is_not_measured(name: str) -> None:
    table = template(name)
    assert table.is_example
    assert table.limits_depth
    assert "example" in table.name
    assert "not the standard" in table.standard
    assert not table.verified_by
    assert any("depth not measured" in rule.note for rule in table.rules)
