"""Attack everything that reads files with seeded hostile input, and count what it did.

    python -m tests.fuzz [--tries 1000] [--seed 1] [TARGET...]        targets: see targets.py
    python -m tests.fuzz --repeat TARGET NUMBER [--seed 1]           one attempt again, with its trace

Each target runs in a child process, so that a crash or an endless loop is an outcome and not the end. An attempt
counts as *accepted*, *refused* (in words), or as a fault: *trace* (any other exception), *wrote outside* (a file
beside its folder changed), *crashed* (the process died), *hung* (no answer within LIMIT_S). Ends with 1 where there
was a fault; ``--repeat`` makes it again.
"""

from __future__ import annotations

import argparse
import json
import os
import queue
import random
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter
from pathlib import Path
from typing import IO

LIMIT_S = 60.0  # of one attempt, on a busy PC
MEMORY_BYTES = 6_000_000_000  # of a child; Linux only
N_TRIES = 1000
FAULTS = ("trace", "wrote outside", "crashed", "hung")


def attempt(target: str, folder: Path, seed: int, number: int) -> tuple[str, str]:
    """Outcome and reason of one attempt; ``folder`` is prepared and lies in a folder of its own."""
    from inspector.core.messages import Code, InspectorError
    from tests.fuzz.targets import TARGETS, Damage, RefusedError

    before = _beside(folder)
    try:
        TARGETS[target].attempt(folder, Damage(random.Random(f"{seed} {number}")))
        outcome, reason = "accepted", ""
    except InspectorError as error:
        is_ours = error.message.code is Code.UNEXPECTED
        outcome, reason = (
            ("trace" if is_ours else "refused"),
            f"{error.message.code.value} {dict(error.message.params)}",
        )
    except RefusedError as error:
        outcome, reason = "refused", str(error)
    except Exception as error:  # noqa: BLE001  whatever it is, it is counted
        last = traceback.extract_tb(error.__traceback__)[-1]
        outcome, reason = "trace", f"{type(error).__name__}: {error} at {Path(last.filename).name}:{last.lineno}"
    if _beside(folder) != before:
        outcome = "wrote outside"
    return outcome, reason[:300]


def _beside(folder: Path) -> dict[str, tuple[int, int]]:
    """What lies beside the attacked folder; a canary is among it."""
    facts = {path.name: path.lstat() for path in folder.parent.iterdir() if path != folder}
    return {name: (fact.st_size, fact.st_mtime_ns) for name, fact in facts.items()}


def child(target: str, seed: int, first: int, n_tries: int) -> None:
    """Prints a line of JSON before and after each attempt."""
    from tests.fuzz.targets import TARGETS, Damage

    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    with tempfile.TemporaryDirectory() as place, tempfile.TemporaryDirectory() as cache:
        os.environ["INSPECTOR_CACHE"] = cache  # each unknown model is tried
        (Path(place) / "inspection.sqlite").write_bytes(b"a canary")
        folder = Path(place) / "attacked"
        folder.mkdir()
        TARGETS[target].prepare(folder)
        TARGETS[target].attempt(folder, Damage(None))  # what is not damaged is accepted
        for number in range(first, first + n_tries):
            _print([number])
            _print([number, *attempt(target, folder, seed, number)])


def _print(row: list[object]) -> None:
    sys.__stdout__.write(json.dumps(row) + "\n")  # type: ignore[union-attr]
    sys.__stdout__.flush()  # type: ignore[union-attr]


def run_target(target: str, seed: int, n_tries: int) -> tuple[Counter[str], list[tuple[int, str, str]]]:
    """All attempts on one target, in as many child processes as it kills."""
    counts: Counter[str] = Counter()
    faults: list[tuple[int, str, str]] = []
    first = 0
    while first < n_tries:
        command = [sys.executable, "-m", "tests.fuzz", "--child", target, str(seed), str(first), str(n_tries - first)]
        with tempfile.TemporaryFile() as errors, subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=errors, text=True
        ) as process:  # fmt: skip
            assert process.stdout is not None
            begun, done = first - 1, first - 1
            for row in _rows(process.stdout):
                if row is None:
                    process.kill()
                    break
                begun = row[0]
                if len(row) == 3:
                    done = row[0]
                    counts[row[1]] += 1
                    if row[1] in FAULTS:
                        faults.append((row[0], row[1], row[2]))
            code = process.wait()
            errors.seek(0)
            said = errors.read().decode("utf-8", "replace").strip().splitlines()
        if done == n_tries - 1:
            break
        if begun == done:
            raise RuntimeError(f"{target} could not be prepared: {said[-5:]}")
        outcome = "hung" if row is None else "crashed"
        counts[outcome] += 1
        faults.append((begun, outcome, f"exit status {code}: {said[-1:] or ''}"))
        first = begun + 1
    return counts, faults


def _rows(stream: IO[str]):  # type: ignore[no-untyped-def]
    """Lines as they come, None where none came for too long."""
    lines: queue.Queue[str | None] = queue.Queue()

    def read() -> None:
        for line in stream:
            lines.put(line)
        lines.put(None)

    threading.Thread(target=read, daemon=True).start()
    while True:
        try:
            line = lines.get(timeout=LIMIT_S)
        except queue.Empty:
            yield None
            return
        if line is None:
            return
        yield json.loads(line)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*")
    parser.add_argument("--tries", type=int, default=N_TRIES)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--repeat", nargs=2, metavar=("TARGET", "NUMBER"))
    parser.add_argument("--child", nargs=4, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.child:
        target, *numbers = asked.child
        child(target, *(int(number) for number in numbers))
        return 0
    from tests.fuzz.targets import TARGETS

    if asked.repeat:
        return repeat(asked.repeat[0], asked.seed, int(asked.repeat[1]))
    is_well = True
    print(f"{'target':<12} {'tries':>6} {'accepted':>9} {'refused':>8} " + " ".join(f"{name:>13}" for name in FAULTS))
    for target in asked.targets or TARGETS:
        begun_s = time.monotonic()
        counts, faults = run_target(target, asked.seed, asked.tries)
        row = f"{target:<12} {counts.total():>6} {counts['accepted']:>9} {counts['refused']:>8} "
        row += " ".join(f"{counts[name]:>13}" for name in FAULTS)
        print(f"{row}   {time.monotonic() - begun_s:.0f} s", flush=True)
        for number, outcome, reason in faults[:10]:
            print(f"    {target} {number}: {outcome}: {reason}")
        is_well = is_well and not faults
    return 0 if is_well else 1


def repeat(target: str, seed: int, number: int) -> int:
    from tests.fuzz.targets import TARGETS, Damage

    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "attacked"
        folder.mkdir()
        TARGETS[target].prepare(folder)
        TARGETS[target].attempt(folder, Damage(random.Random(f"{seed} {number}")))
    print("accepted")
    return 0


if __name__ == "__main__":
    sys.exit(main())
