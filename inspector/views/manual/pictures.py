"""The pictures of the manual's pages, read off the Qt thread."""

from __future__ import annotations

import logging

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from inspector.screens.manual import ManualPage
from resources import documents

log = logging.getLogger("inspector.manual")


def read_pictures(page: ManualPage, max_width_px: int = 0) -> dict[str, QImage]:
    """The pictures of a page by their names; one that cannot be read is left out. No wider, where that is above 0."""
    found = {name: QImage(str(documents() / name)) for name in page.pictures}
    for name in [name for name, picture in found.items() if picture.isNull()]:
        log.warning("the picture %s of the manual cannot be read", name)
        del found[name]
    if max_width_px:
        smooth = Qt.TransformationMode.SmoothTransformation
        found = {
            name: picture.scaledToWidth(max_width_px, smooth) if picture.width() > max_width_px else picture
            for name, picture in found.items()
        }
    return found
