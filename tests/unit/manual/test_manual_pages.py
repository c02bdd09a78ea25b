"""The manual as it ships: pages, links, pictures; and what a page of one's own shows of the rules."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from inspector.app import PAGES
from inspector.core.messages import Code, InspectorError
from inspector.manual.reading import ORDER, read_manual, read_page
from inspector.screens.manual import PAGE_LINK, ManualPage
from resources import DOCUMENTS, documents

REPOSITORY = Path(__file__).parents[3]
MAX_PICTURE_BYTES, MAX_PICTURES_BYTES = 150_000, 1_500_000
LANGUAGES = ("en", "de", "zh_CN")
KNOWN = {"docs/manual/one.md": "one", "docs/manual/two.md": "two", "GLOSSARY.md": "glossary"}


@pytest.fixture(scope="module", params=LANGUAGES)
def pages(request: pytest.FixtureRequest) -> dict[str, ManualPage]:
    return {page.id: page for page in read_manual(request.param)}


def test_the_pages_come_in_their_order(pages: dict[str, ManualPage]) -> None:
    ids = list(pages)
    assert ids[:2] == ["operator", "engineer"]
    assert ids[-1] == "glossary"
    assert [one for one in ids if one in ORDER] == [one for one in ORDER if one in ids]
    assert {file.stem for file in (REPOSITORY / "docs" / "manual").glob("*.md") if "." not in file.stem} <= set(ids)


def test_every_link_leads_to_a_section_that_is_there(pages: dict[str, ManualPage]) -> None:
    n_links = 0
    for page in pages.values():
        for target in re.findall(rf"\]\(({PAGE_LINK}[^)]*)\)", page.markdown):
            page_id, _, anchor = target.removeprefix(PAGE_LINK).partition("#")
            assert page_id in pages, (page.id, target)
            assert not anchor or anchor in [one.anchor for one in pages[page_id].sections], (page.id, target)
            n_links += 1
        plain = re.sub(r"^```.*?^```$", "", page.markdown, flags=re.MULTILINE | re.DOTALL)
        other = [one for one in re.findall(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)", plain) if not one.startswith(PAGE_LINK)]
        assert other == [], page.id  # a file that a user does not have
    assert n_links > 50


def test_every_picture_is_there_and_small() -> None:
    named = {name for language in LANGUAGES for page in read_manual(language) for name in page.pictures}
    for name in named:
        assert (documents() / name).stat().st_size <= MAX_PICTURE_BYTES, name
    kept = list((REPOSITORY / "docs" / "images").iterdir())
    assert sum(file.stat().st_size for file in kept) <= MAX_PICTURES_BYTES


def test_every_picture_is_made_by_make_screenshots() -> None:
    script = (REPOSITORY / "scripts" / "small_pictures.py").read_text(encoding="utf-8")
    made = dict(re.findall(r'^    "([\w.-]+\.png)": "([\w.-]+\.png)",$', script, re.MULTILINE))
    assert set(made) == {file.name for file in (REPOSITORY / "docs" / "images").iterdir()}
    assert "scripts/small_pictures.py out/screenshots" in (REPOSITORY / "Makefile").read_text(encoding="utf-8")


def test_each_page_of_the_window_has_its_section_for_engineers() -> None:
    engineer = next(page for page in read_manual() if page.id == "engineer")
    anchors = [one.anchor for one in engineer.sections]
    for page, _ in PAGES:
        assert page.id in anchors, f"docs/manual/engineer.md has no heading {page.title.source}"


def test_the_page_for_operators_speaks_their_language_and_says_the_same() -> None:
    english, german, chinese = (read_manual(language)[0] for language in ("en", "de-AT", "zh_CN"))
    assert [page.id for page in (english, german, chinese)] == ["operator"] * 3
    assert german.title == "An der Linie: eine Seite für Bediener"
    for other in (german, chinese):
        assert len(other.sections) == len(english.sections)
        assert other.markdown.count("\n|") == english.markdown.count("\n|")  # no row of a table is missing
        assert len(other.pictures) == 1
    assert len({page.pictures for page in (english, german, chinese)}) == 3
    assert read_manual("fr")[0] == english


def test_links_of_a_page() -> None:
    text = (
        "# One\n\n[two](two.md#a-b), [words\nover lines](../../GLOSSARY.md), [here](#one), "
        "[not yours](../decisions/0001.md),\n"
        "[`code`](two.md), [web](https://example.org/x), ![a\npicture](../images/live.png)\n\n"
        "```sh\necho [two](two.md)  # no heading\n```\n"
    )
    page = read_page("one", text, "docs/manual/one.md", KNOWN)
    assert page.markdown == (
        "# One\n\n[two](manual:two#a-b), [words\nover lines](manual:glossary), [here](manual:one#one), not yours,\n"
        "[`code`](manual:two), web (https://example.org/x), ![a picture](docs/images/live.png)\n\n"
        "```sh\necho [two](two.md)  # no heading\n```\n"
    )
    assert page.pictures == ("docs/images/live.png",)
    assert [(one.anchor, one.heading) for one in page.sections] == [("one", "One")]
    assert (
        page.sections[0].words.endswith("sh echo [two](two.md) # no heading") or "no heading" in page.sections[0].words
    )


def test_a_page_that_cannot_be_read_is_left_out_and_none_at_all_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "docs" / "manual"
    folder.mkdir(parents=True)
    with pytest.raises(InspectorError) as nothing:
        read_manual(folder=tmp_path)
    assert nothing.value.message.code is Code.MANUAL_MISSING
    (folder / "alarms.md").write_text("# Alarms\n", encoding="utf-8")
    (folder / "broken.md").write_bytes(b"# \xff\xfe\n")
    assert [page.id for page in read_manual(folder=tmp_path)] == ["alarms"]


def test_a_wheel_holds_the_manual(tmp_path: Path) -> None:
    """What setup.py puts into the package is found by the program that is installed from it, and is the same."""
    command = [sys.executable, "setup.py", "-q", "build_py", "--build-lib", str(tmp_path / "lib")]
    subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True, timeout=120)
    for name in DOCUMENTS:
        ours, theirs = REPOSITORY / name, tmp_path / "lib" / "resources" / "documents" / name
        files = [file.relative_to(ours) for file in ours.rglob("*") if file.is_file()] if ours.is_dir() else [Path()]
        for file in files:
            assert (theirs / file).read_bytes() == (ours / file).read_bytes()
    code = (
        "from inspector.manual.reading import read_manual as r; import inspector; print(inspector.__file__, len(r()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env={"PYTHONPATH": str(tmp_path / "lib"), "PATH": ""},
        check=True, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    where, n_pages = done.stdout.split()
    assert Path(where).is_relative_to(tmp_path)
    assert int(n_pages) == len(read_manual())
