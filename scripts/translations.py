"""Bring resources/translations up to date with the sources: make translations

    translations.py [--template FILE] [--check]

Qt's lupdate reads every text of the program into the template inspector.ts and into each inspector_LANGUAGE.ts (made
by: cp inspector.ts inspector_de.ts, then translated in Qt Linguist); lrelease turns each of those into a .qm, which
the window loads. --template writes only that file. --check writes nothing and ends with 1 where one of these files is
not up to date. It needs the tools of PySide6 beside this Python.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
FOLDER = REPOSITORY / "resources" / "translations"
TEMPLATE_NAME = "inspector.ts"
# How texts are marked in Python without Qt (inspector/texts/translate.py), besides Qt's own ``self.tr``.
ALIASES = "QT_TRANSLATE_NOOP+=Text,translate+=CountedText"


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--template", type=Path)
    parser.add_argument("--check", action="store_true")
    wishes = parser.parse_args()
    if wishes.template is not None:
        extract(wishes.template)
        return 0
    if wishes.check:
        with tempfile.TemporaryDirectory() as temporary:
            fresh = Path(temporary) / FOLDER.name
            shutil.copytree(FOLDER, fresh)
            bring_up_to_date(fresh)
            old = [file.name for file in sorted(fresh.iterdir()) if file.read_bytes() != _bytes(FOLDER / file.name)]
        for name in old:
            sys.stderr.write(f"resources/translations/{name} is not up to date: make translations\n")
        return 1 if old else 0
    bring_up_to_date(FOLDER)
    return 0


def _bytes(file: Path) -> bytes:
    return file.read_bytes() if file.is_file() else b""


def bring_up_to_date(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    template = folder / TEMPLATE_NAME
    template.unlink(missing_ok=True)  # nothing in it is anybody's work: what the sources no longer say goes
    extract(template)
    for translated in sorted(folder.glob("inspector_*.ts")):
        extract(translated)
        tool("lrelease", str(translated), "-qm", str(translated.with_suffix(".qm")))


def extract(file: Path) -> None:
    """Merge all texts of the sources into ``file``."""
    sources = sorted(str(path.relative_to(REPOSITORY)) for path in (REPOSITORY / "inspector").rglob("*.py"))
    tool(
        "lupdate", "-tr-function-alias", ALIASES, "-locations", "none", "-no-obsolete", "-source-language", "en",
        *sources, "-ts", str(file.resolve()),
    )  # fmt: skip


def tool(name: str, *arguments: str) -> None:
    program = Path(sysconfig.get_path("scripts")) / f"pyside6-{name}"
    done = subprocess.run([program, "-silent", *arguments], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    if done.returncode or done.stderr.strip():
        raise SystemExit(f"{name} failed:\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    sys.exit(main())
