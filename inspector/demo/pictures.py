"""Pictures of the window while a demo runs."""

from __future__ import annotations

from pathlib import Path

from inspector.app import Parts
from inspector.commands.output import say


def save_picture(parts: Parts, screenshot: Path) -> None:
    """Of the whole window; said, also where it cannot be written."""
    try:
        screenshot.parent.mkdir(parents=True, exist_ok=True)
        is_saved = parts.window.grab().save(str(screenshot))
    except OSError:
        is_saved = False
    if is_saved:
        say(f"Screenshot: {screenshot.resolve()}")
    else:
        say(f"The screenshot could not be written to {screenshot}.", is_trouble=True)
