"""Run the benchmarks, print one table, write out/bench.json.

    python -m tests.benchmarks [NAME...] [--python PATH]      NAME: part of a module's name

PATH is the Python of an environment that has napari, which the comparison with it needs and is left out without.

Each ``bench_*.py`` has ``run() -> Figure | list[Figure]`` and gets a process of its own, so that none measures what
another left in memory. Ends with 0 even where a goal is missed: figures depend on the machine, and a person
judges them. Ends with 1 where a benchmark crashed or ran for more than ten minutes.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from inspector.core.cores import usable_cores
from tests.benchmarks.result import Figure

HERE = Path(__file__).parent
REPORT = HERE.parent.parent / "out" / "bench.json"
LIMIT_S = 600
N_LINES_OF_ERROR = 15
NAPARI, NAPARI_PYTHON = "bench_napari", "INSPECTOR_BENCH_NAPARI"


def run_one(module: str, answer: Path) -> None:
    """In the child: run, and leave the figures in a file, whatever else is printed."""
    figures: Figure | list[Figure] = importlib.import_module(f"tests.benchmarks.{module}").run()
    listed = [figures] if isinstance(figures, Figure) else figures
    answer.write_text(json.dumps([asdict(figure) for figure in listed]), encoding="utf-8")


def figures_of(module: str) -> tuple[list[dict[str, Any]], str]:
    """The figures of one benchmark, or the reason why there are none."""
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "figures.json"
        command = [sys.executable, "-m", "tests.benchmarks", "--child", module, str(answer)]
        # A benchmark never writes into the user's workspace.
        environment = os.environ | {"INSPECTOR_WORKSPACE": str(Path(folder) / "workspace")}
        # Nor does it compile the program anew for every process: an installed one is compiled once.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        try:
            ran = subprocess.run(
                command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=LIMIT_S,
                errors="replace", check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return [], f"no answer within {LIMIT_S} s"
        if ran.returncode != 0 or not answer.exists():
            last = "\n".join(ran.stdout.splitlines()[-N_LINES_OF_ERROR:])
            return [], f"ended with {ran.returncode}\n{last}"
        return json.loads(answer.read_text(encoding="utf-8")), ""


def table(rows: list[dict[str, Any]]) -> str:
    cells = [("figure", "value", "goal", "met?", "detail")]
    cells += [
        (row["name"], f"{row['value']:.4g}", row["goal"], "yes" if row["is_met"] else "NO", row["detail"])
        for row in rows
    ]
    widths = [max(len(line[i]) for line in cells) for i in range(4)]
    lines = [
        f"{name:<{widths[0]}}  {value:>{widths[1]}}  {goal:<{widths[2]}}  {met:<{widths[3]}}  {detail}"
        for name, value, goal, met, detail in cells
    ]
    lines.insert(1, "  ".join("-" * width for width in (*widths, len("detail"))))
    return "\n".join(lines)


def main(asked: list[str], napari_python: str = "") -> int:
    modules = sorted(path.stem for path in HERE.glob("bench_*.py"))
    if asked:
        modules = [module for module in modules if any(part in module for part in asked)]
    if not modules:
        sys.stderr.write(f"no benchmark is named like {' or '.join(asked)}\n")
        return 2
    if NAPARI in modules and not napari_python:
        modules.remove(NAPARI)
        sys.stderr.write(f"{NAPARI} is left out: it needs --python PATH, of an environment that has napari\n")
    os.environ[NAPARI_PYTHON] = napari_python
    rows: list[dict[str, Any]] = []
    crashed: dict[str, str] = {}
    for number, module in enumerate(modules, 1):
        sys.stderr.write(f"[{number}/{len(modules)}] {module} … ")
        sys.stderr.flush()
        begun_s = time.monotonic()
        found, reason = figures_of(module)
        rows += [{"benchmark": module, **figure} for figure in found]
        if reason:
            crashed[module] = reason
        sys.stderr.write(f"{'CRASHED' if reason else 'done'} after {time.monotonic() - begun_s:.0f} s\n")
    report = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": {"system": platform.platform(), "python": platform.python_version(), "cores": usable_cores()},
        "figures": rows,
        "crashed": crashed,
    }
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(json.dumps(report, indent=1, ensure_ascii=False), encoding="utf-8")
    sys.stdout.write(table(rows) + "\n")
    for module, reason in crashed.items():
        sys.stdout.write(f"\n{module} gave no figure: {reason}\n")
    return 1 if crashed else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        run_one(sys.argv[2], Path(sys.argv[3]))
    else:
        parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="Run the benchmarks.")
        parser.add_argument(
            "names", nargs="*", metavar="NAME", help="part of a benchmark's name; all where none is given"
        )
        parser.add_argument("--python", default="", metavar="PATH", help="of an environment that has napari")
        given = parser.parse_args()
        sys.exit(main(given.names, given.python))
