"""Search over all pages of the manual: sections that hold every word, those with a word in their heading first."""

from __future__ import annotations

from collections.abc import Sequence

from inspector.screens.manual import ManualHit, ManualPage, ManualSection

MAX_HITS = 50
BEFORE, AFTER = 30, 90  # letters of an excerpt, round the first word


def search(pages: Sequence[ManualPage], wanted: str) -> tuple[ManualHit, ...]:
    """Upper and lower case are the same; parts of words are found, so that it works without spaces too."""
    words = wanted.casefold().split()
    if not words:
        return ()
    found: list[tuple[int, ManualHit]] = []
    for page in pages:
        for section in page.sections:
            heading = section.heading.casefold()
            if all(word in heading or word in section.words.casefold() for word in words):
                n_in_heading = sum(word in heading for word in words)
                hit = ManualHit(page.id, section.anchor, page.title, section.heading, _excerpt(section, words))
                found.append((-n_in_heading, hit))
    found.sort(key=lambda one: one[0])  # stable: else in the order of the pages
    return tuple(hit for _, hit in found[:MAX_HITS])


def _excerpt(section: ManualSection, words: Sequence[str]) -> str:
    text = section.words
    places = [place for word in words if (place := text.casefold().find(word)) >= 0]
    start = max(min(places, default=0) - BEFORE, 0)
    if start:
        start = text.find(" ", start, start + BEFORE) + 1 or start  # at the beginning of a word
    end = start + BEFORE + AFTER
    return ("… " if start else "") + text[start:end].strip() + (" …" if end < len(text) else "")
