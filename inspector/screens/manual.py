"""The manual as data: pages in Markdown, cut into sections, and what a search found. No Qt, no disk."""

from __future__ import annotations

from dataclasses import dataclass

PICTURE_PX = 600  # no picture of a page is shown wider: the smallest window has room for so much
PAGE_LINK = "manual:"  # before the place of a page, in links of a ``ManualPage``


@dataclass(frozen=True, slots=True)
class ManualSection:
    anchor: str  # "the-lock"; "" for what stands before the first heading
    heading: str  # "The lock"
    level: int  # 1 to 6
    words: str  # the whole section as it is read, without marks


@dataclass(frozen=True, slots=True)
class ManualPage:
    """One page. Its links lead to pages only (``manual:inspecting#the-lock``)."""

    id: str  # "inspecting"
    title: str
    markdown: str
    sections: tuple[ManualSection, ...]
    pictures: tuple[str, ...]  # "docs/images/live.png", below the folder of the documents


@dataclass(frozen=True, slots=True)
class ManualHit:
    page_id: str
    anchor: str
    title: str  # of the page
    heading: str  # of the section
    excerpt: str


@dataclass(frozen=True, slots=True)
class ManualPlace:
    """A page, and the section on it; "" for its beginning."""

    page_id: str
    anchor: str = ""

    @classmethod
    def from_text(cls, text: str) -> ManualPlace:
        """Of "inspecting#the-lock"."""
        page_id, _, anchor = text.partition("#")
        return cls(page_id, anchor)
