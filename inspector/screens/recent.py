"""A source that was opened before, as a menu shows it."""

from __future__ import annotations

from dataclasses import dataclass

from inspector.core.source_options import SourceOptions


@dataclass(frozen=True, slots=True)
class RecentItem:
    text: str  # as the command line names it: what is opened
    options: SourceOptions
    name: str  # short: "coil-17"
