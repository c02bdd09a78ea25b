"""``inspector manual``: the pages of the manual, on the terminal or as PDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import click

from inspector.commands.output import say
from inspector.commands.table import table
from inspector.manual.reading import made_by, read_manual, write_page
from inspector.screens.manual import ManualPage


def print_manual(name: str | None, language: str) -> int:
    pages = read_manual(language)
    if name is None:
        for line in table(("page", "title"), [(page.id, page.title) for page in pages], n_left=2):
            say(line)
        return 0
    for line in _named(pages, name).markdown.splitlines():
        say(line)
    return 0


def write_manual(name: str | None, language: str, folder: Path, pdf_of: Callable[[ManualPage, str], bytes]) -> int:
    """One file per page, named like it. Raises InspectorError where one cannot be written."""
    pages = read_manual(language)
    for page in pages if name is None else [_named(pages, name)]:
        path = folder / f"{page.id}.pdf"
        write_page(path, pdf_of(page, made_by()))
        say(f"Written: {path}")
    return 0


def _named(pages: Sequence[ManualPage], name: str) -> ManualPage:
    found = next((page for page in pages if page.id == name), None)
    if found is None:
        raise click.UsageError(f"The manual has no page {name!r}, but: {', '.join(page.id for page in pages)}.")
    return found
