"""Installs the Windows installer in silence, starts what it installed, compares 50 frames with the sources, removes it.

Run on a Windows PC with the sources installed: python packaging/windows/check.py. Ends with 1 at the first that fails.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE.parent), str(ROOT)]

from check import Failed, bytes_of, write_strip  # noqa: E402  the path is set above

from inspector.updates.windows import REMOVER  # noqa: E402  likewise


def main() -> int:
    (setup,) = (ROOT / "out" / "package").glob("inspector-*-setup.exe")
    with tempfile.TemporaryDirectory(prefix="Prüfung ") as named:
        home = Path(named) / "Programm für Prüfung"
        run(f'"{setup}" /S /CurrentUser /D={home}')  # a line: the setup wants the folder without quotes
        program = home / "app" / "inspector.exe"
        try:
            check(program, Path(named))
        finally:
            run(f'"{home / REMOVER}" /S /CurrentUser _?={home}')
        if program.exists():
            raise Failed(f"{program} is left after removal")
    return 0


def check(program: Path, folder: Path) -> None:
    if not run([str(program), "--version"]).startswith("inspector, version"):
        raise Failed("inspector --version says something else")
    run([str(program), "check-package", "imports"])
    sys.stdout.write(json.dumps(json.loads(run([str(program), "doctor", "--json"])), indent=1))
    run([str(program), "check-package", "pages", str(folder / "pages")])
    frames = folder / "frames"
    frames.mkdir()
    write_strip(frames)
    options = ["--class-maps", "--backend", "cpu", "--piece", "compared"]
    outputs = []
    for name, command in (("packaged", [str(program)]), ("source", [sys.executable, "-m", "inspector"])):
        begun = time.monotonic()
        run([*command, "run", str(frames), "--out", str(folder / name), *options])
        sys.stdout.write(f"{name}: {time.monotonic() - begun:.1f} s\n")
        outputs.append({
            one.relative_to(folder / name): bytes_of(one) for one in (folder / name).rglob("*")
            if one.suffix == ".png" or one.name == "defects.csv"
        })  # fmt: skip
    if not outputs[0] or outputs[0] != outputs[1]:
        raise Failed("the packaged program answers otherwise than the sources")


def run(command: list[str] | str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False, timeout=600)
    if done.returncode:
        raise Failed(f"{command} ended with {done.returncode}:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
