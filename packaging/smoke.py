"""What only a package can get wrong; for packaging/check.py.

inspector check-package imports         import every module of ours
inspector check-package pages FOLDER    a picture of each page of the window
inspector check-package first-paint     open the window, and end once it was painted
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from pathlib import Path

SHOWN_S = 1.5  # each page, before its picture is taken


def main() -> None:
    words = sys.argv[2:]
    if words == ["imports"]:
        sys.exit(import_everything())
    if words == ["first-paint"]:
        sys.exit(paint_once())
    if len(words) == 2 and words[0] == "pages":
        sys.exit(show_pages(Path(words[1])))
    sys.exit(__doc__)


def import_everything() -> int:
    """Each of our modules, since a package holds what somebody was seen to import. 1 where one fails, which is told."""
    import inspector

    n_failed = 0
    for module in pkgutil.walk_packages(inspector.__path__, "inspector."):
        if module.name == "inspector.__main__":
            continue
        try:
            importlib.import_module(module.name)
        except Exception as error:  # noqa: BLE001  whatever it is, it is told, and the others are looked at too
            n_failed += 1
            sys.stdout.write(f"{module.name}: {type(error).__name__}: {error}\n")
    return int(n_failed > 0)


def paint_once() -> int:
    from inspector.app import build, ended_in_order, start_application

    application = start_application()
    parts = build()
    parts.window.first_painted.connect(parts.window.close_unasked)
    with ended_in_order(parts):
        parts.window.show()
        return application.exec()


def show_pages(folder: Path) -> int:
    """Opens each page of the window and saves a picture of it; 1 where something went wrong on the way, as logged."""
    import logging

    from PySide6.QtCore import QEventLoop, QTimer

    from inspector.app import PAGES, build, ended_in_order, start_application

    errors: list[str] = []

    class Remembers(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            errors.append(self.format(record))

    logging.getLogger().addHandler(Remembers(level=logging.ERROR))
    start_application()
    parts = build()
    folder.mkdir(parents=True, exist_ok=True)
    with ended_in_order(parts):
        parts.window.resize(1600, 1000)
        parts.window.show()
        for page, _build in PAGES:
            parts.window.show_page(page.id)
            loop = QEventLoop()
            QTimer.singleShot(round(SHOWN_S * 1000), loop.quit)
            loop.exec()
            if not parts.window.grab().save(str(folder / f"{page.id}.png")):
                errors.append(f"no picture of {page.id}")
        parts.window.close()
    for text in errors:
        sys.stderr.write(f"{text}\n")
    return int(bool(errors))
