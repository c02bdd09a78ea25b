"""Files that ship with the program: icons, models, default settings.

    resource("icons/live.svg")  ->  Path

One answer for the source tree, an installed wheel and a frozen program.
"""

from __future__ import annotations

import sys
from pathlib import Path

__all__ = ["resource"]


def resource(relative: str) -> Path:
    """Path of a shipped file; it is not checked here, opening it tells.

    PyInstaller unpacks data beside the program and names that folder in ``sys._MEIPASS``.
    """
    unpacked = getattr(sys, "_MEIPASS", None)
    home = Path(unpacked) / "resources" if unpacked else Path(__file__).parent
    return home / relative
