"""Files that ship with the program: icons, models, default settings.

    resource("icons/live.svg")  ->  Path
    documents() / "docs/manual"  ->  Path

One answer for the source tree, an installed wheel and a frozen program.
"""

from __future__ import annotations

import sys
from pathlib import Path

__all__ = ["DOCUMENTS", "documents", "resource"]

# What the program shows of the repository's documents. Whoever packages it puts them, with these paths, below
# resources/documents: setup.py into a wheel. In the source tree they stay where they are, the one place.
DOCUMENTS = ("docs/manual", "docs/images", "GLOSSARY.md")


def resource(relative: str) -> Path:
    """Path of a shipped file; it is not checked here, opening it tells.

    PyInstaller unpacks data beside the program and names that folder in ``sys._MEIPASS``.
    """
    unpacked = getattr(sys, "_MEIPASS", None)
    home = Path(unpacked) / "resources" if unpacked else Path(__file__).parent
    return home / relative


def documents() -> Path:
    """The folder in which the paths of ``DOCUMENTS`` are found."""
    packaged = resource("documents")
    return packaged if packaged.is_dir() else Path(__file__).parents[1]
