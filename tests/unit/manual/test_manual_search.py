"""Search over the manual: every word must be there, headings first, and an excerpt shows where."""

from __future__ import annotations

from inspector.manual.reading import read_manual, read_page
from inspector.manual.searching import MAX_HITS, search

ONE = read_page("one", "# Lamps\n\nA lamp is red.\n\n## The lock\n\nA PIN locks.\n", "docs/manual/one.md", {})
TWO = read_page("two", "# Other\n\n" + "word " * 60 + "The lock of a lamp, at last.\n", "docs/manual/two.md", {})


def test_every_word_must_be_in_the_section_whatever_its_case() -> None:
    assert [(hit.page_id, hit.anchor) for hit in search((ONE, TWO), "LAMP lock")] == [("two", "other")]
    assert [(hit.page_id, hit.anchor) for hit in search((ONE, TWO), "pin")] == [("one", "the-lock")]
    assert search((ONE, TWO), "horn") == ()
    assert search((ONE, TWO), "   ") == ()


def test_a_heading_comes_first() -> None:
    assert [hit.page_id for hit in search((TWO, ONE), "lock")] == ["one", "two"]


def test_the_language_of_code_is_no_word_of_a_page() -> None:
    page = read_page("code", "# Keys\n\n```sh\ninspector run\n```\n", "docs/manual/code.md", {})
    assert search((page,), "sh") == ()
    (hit,) = search((page,), "run")
    assert hit.excerpt == "inspector run"


def test_the_excerpt_shows_the_place() -> None:
    (hit,) = search((TWO,), "last")
    assert "at last." in hit.excerpt
    assert hit.excerpt.startswith("… ")
    assert len(hit.excerpt) < 140


def test_words_of_a_language_without_spaces_are_found() -> None:
    pages = read_manual("zh_CN")
    assert search(pages, "确认")[0].page_id == "operator"


def test_a_common_word_gives_no_endless_list() -> None:
    assert len(search(read_manual(), "the")) == MAX_HITS


def test_whole_words_come_before_beginnings_and_those_before_parts() -> None:
    texts = {
        "part": "# Blocks\n\nA block stands.\n", "beginning": "# Turning\n\nLocks turn.\n",
        "whole": "# Doors\n\nA block, and a lock.\n", "heading": "# The lock\n\nIt turns.\n",
        "plural": "# Locks\n\nThey turn.\n",
    }  # fmt: skip
    pages = tuple(read_page(name, text, f"docs/manual/{name}.md", {}) for name, text in texts.items())
    hits = search(pages, "lock")
    assert [hit.page_id for hit in hits] == ["heading", "plural", "whole", "beginning", "part"]
    assert "lock." in hits[2].excerpt
