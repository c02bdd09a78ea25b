"""The manual's pages as they lie on the disk, made ready to be shown: docs/manual/*.md and the glossary.

    read_manual("de")  ->  pages in their order; of operator.md the German one, operator.de.md

Links between pages lead to pages. What a user does not have, as a decision of the developers, stands as text; an
address of the web is shown and leads nowhere, since nothing is fetched. The subset of Markdown is that of the manual
itself: a test reads every page of it.
"""

from __future__ import annotations

import logging
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

from inspector import __version__
from inspector.core.files import write_whole
from inspector.core.messages import Code, InspectorError, message
from inspector.screens.manual import PAGE_LINK, ManualPage, ManualSection
from resources import documents

log = logging.getLogger("inspector.manual")

FOLDER = "docs/manual"
OTHER_PAGES = {"glossary": "GLOSSARY.md"}
# Read first what everybody needs. A page that is not named here follows by its name, before the glossary.
ORDER = (
    "operator", "engineer", "it", "inspecting", "alarms", "review", "reports", "annotating", "data", "training",
    "models", "grading", "settings",
)  # fmt: skip

_FENCE = re.compile(r"(^```.*?^```$)", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^(#{1,6}) (.*)$", re.MULTILINE)
_LINK = re.compile(r"(?P<mark>!?)\[(?P<text>(?:[^\[\]]|\[[^\[\]]*\])*)\]\((?P<target>[^)\s]+)\)")
_MARKS = re.compile(r"[*`|]+|^ {0,3}(?:[-#>]+|\d+\.) +|-{3,}", re.MULTILINE)


def read_manual(language: str = "en", folder: Path | None = None) -> tuple[ManualPage, ...]:
    """All pages, in the order of the contents; ``folder`` is that of all documents.

    A page that cannot be read is left out and logged. Raises InspectorError where there is none at all.
    """
    root = folder or documents()
    files = _files(root / FOLDER, language)
    files |= {page_id: root / name for page_id, name in OTHER_PAGES.items() if (root / name).is_file()}
    known = {path.relative_to(root).as_posix(): page_id for page_id, path in files.items()}
    known |= {f"{FOLDER}/{page_id}.md": page_id for page_id in files if page_id not in OTHER_PAGES}
    pages = []
    for page_id, path in files.items():
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            log.warning("the page %s of the manual cannot be read: %s", path, error)
            continue
        pages.append(read_page(page_id, text, path.relative_to(root).as_posix(), known))
    if not pages:
        raise InspectorError(message(Code.MANUAL_MISSING, path=str(root / FOLDER)))
    return tuple(pages)


def _files(folder: Path, language: str) -> dict[str, Path]:
    """By page id, in their order: in this language where there is such a page, else in English."""
    found = {path.stem: path for path in sorted(folder.glob("*.md"))}
    ids = [page_id for page_id in ORDER if page_id in found]
    ids += [page_id for page_id in found if page_id not in ORDER and "." not in page_id]
    names = _names(language)
    return {page_id: next(found[name] for of in names if (name := f"{page_id}{of}") in found) for page_id in ids}


def _names(language: str) -> tuple[str, ...]:
    """What follows a page's id in the name of its file, the best first: "de-AT" -> ".de_AT", ".de", ""."""
    name = language.replace("-", "_")
    return f".{name}", f".{name.split('_')[0]}", ""


def read_page(page_id: str, text: str, path: str, known: dict[str, str]) -> ManualPage:
    """``path``: of the page, below the documents; ``known``: page ids by their paths."""
    pictures: list[str] = []

    def led(found: re.Match[str]) -> str:
        words, target = found["text"], found["target"]
        if re.match(r"[a-z]+:", target):
            return f"{words} ({target})" if target not in words else words
        name, _, anchor = target.partition("#")
        linked = posixpath.normpath(posixpath.join(posixpath.dirname(path), name)) if name else path
        if found["mark"]:
            pictures.append(linked)
            return f"![{' '.join(words.split())}]({linked})"
        if linked not in known:
            return words
        return f"[{words}]({PAGE_LINK}{known[linked]}{'#' if anchor else ''}{anchor})"

    parts = _FENCE.split(text)  # every second one is code, in which nothing is a link
    markdown = "".join(part if index % 2 else _LINK.sub(led, part) for index, part in enumerate(parts))
    sections = tuple(_sections(markdown))
    title = next((one.heading for one in sections if one.heading), page_id)
    return ManualPage(page_id, title, markdown, sections, tuple(dict.fromkeys(pictures)))


def _sections(markdown: str) -> Iterator[ManualSection]:
    plain_code = _FENCE.sub(lambda found: found[0].replace("#", "\0"), markdown)  # a comment in code is no heading
    headings = list(_HEADING.finditer(plain_code))
    starts = [found.start() for found in headings] + [len(markdown)]
    if plain_code[: starts[0]].strip():
        yield ManualSection("", "", 1, _words(plain_code[: starts[0]]))
    for index, found in enumerate(headings):
        words = _words(plain_code[found.end() : starts[index + 1]])
        heading = _words(found[2])
        yield ManualSection(anchor_of(heading), heading, len(found[1]), words)


def _words(markdown: str) -> str:
    plain = _FENCE.sub(lambda found: found[0].split("\n", 1)[-1], markdown)  # the name of a language is no word of it
    text = _LINK.sub(lambda found: found["text"], plain.replace("\0", "#"))
    return " ".join(_MARKS.sub(" ", text).split())


def anchor_of(heading: str) -> str:
    """Of a heading, as hosts of repositories make it: "The operator's view" -> "the-operators-view"."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def made_by() -> str:
    """At the foot of a printed page."""
    return f"Inspector {__version__}"


def write_page(path: Path, pdf: bytes) -> None:
    """Raises InspectorError where it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, pdf)
    except OSError as error:
        raise InspectorError(
            message(Code.OUTPUT_UNWRITABLE, path=str(path), detail=error.strerror or str(error))
        ) from error
