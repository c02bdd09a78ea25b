"""Search over all pages of the manual: sections that hold every word; headings first, whole words before parts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from inspector.screens.manual import ManualHit, ManualPage, ManualSection

MAX_HITS = 50
BEFORE, AFTER = 30, 90  # letters of an excerpt, round the first word
# How well a word is met: as a whole word, as the beginning of one ("alarm" of alarms), within one.
IN_HEADING, IN_WORDS = (6, 5, 2), (4, 3, 1)


def search(pages: Sequence[ManualPage], wanted: str) -> tuple[ManualHit, ...]:
    """Upper and lower case are the same; parts of words are found, so that it works without spaces too."""
    words = wanted.casefold().split()
    if not words:
        return ()
    found: list[tuple[int, ManualHit]] = []
    for page in pages:
        for section in page.sections:
            heading, text = section.heading.casefold(), section.words.casefold()
            met = [max(_met(word, heading, IN_HEADING), _met(word, text, IN_WORDS)) for word in words]
            if all(met):
                hit = ManualHit(page.id, section.anchor, page.title, section.heading, _excerpt(section, words))
                found.append((-sum(met), hit))
    found.sort(key=lambda one: one[0])  # stable: else in the order of the pages
    return tuple(hit for _, hit in found[:MAX_HITS])


def _met(word: str, text: str, worth: tuple[int, int, int]) -> int:
    """Of ``worth``, which is for a whole word, a beginning and a part; 0 where it is not there. Both in lower case."""
    if word not in text:
        return 0
    whole, beginning, part = worth
    begins = rf"(?<!\w){re.escape(word)}"
    return whole if re.search(rf"{begins}(?!\w)", text) else beginning if re.search(begins, text) else part


def _place(word: str, text: str) -> int:
    """Where it is met best; -1 for nowhere."""
    begins = rf"(?<!\w){re.escape(word)}"
    found = re.search(rf"{begins}(?!\w)", text) or re.search(begins, text)
    return found.start() if found is not None else text.find(word)


def _excerpt(section: ManualSection, words: Sequence[str]) -> str:
    text = section.words
    places = [place for word in words if (place := _place(word, text.casefold())) >= 0]
    start = max(min(places, default=0) - BEFORE, 0)
    if start:
        start = text.find(" ", start, start + BEFORE) + 1 or start  # at the beginning of a word
    end = start + BEFORE + AFTER
    return ("… " if start else "") + text[start:end].strip() + (" …" if end < len(text) else "")
