"""Paints until it is killed. Started by test_kill_while_painting.

    python kill_painter.py FOLDER LOG SEED

Each line of LOG says what was on the screen and since when, "NUMBER CRC MONOTONIC_S", written without a buffer after
the change was handed over, so that it survives the kill. Now and then the mask is saved on another thread meanwhile.
"""

from __future__ import annotations

import os
import random
import sys
import threading
import time
import zlib
from pathlib import Path

from inspector.annotation.label_sheet import FrameSource, LabelSheet
from inspector.annotation.label_store import LabelStore
from tests.unit.annotation.label_samples import CLASSES, act_at_random, facts_of, sha_of

SHEET = LabelSheet(sha_of("painted"), 900, 1300, CLASSES, FrameSource("folder", "/data/painted.png", "painted"))


def main(folder: Path, log: Path, seed: int) -> None:
    rng = random.Random(seed)
    store = LabelStore(folder, lambda _: None)
    editor = store.open(SHEET).editor
    lines = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    saving: threading.Thread | None = None
    for _ in range(1_000_000):
        act_at_random(editor, rng)
        os.write(lines, f"{editor.number} {zlib.crc32(editor.class_map)} {time.monotonic():.6f}\n".encode())
        if (saving is None or not saving.is_alive()) and rng.random() < 0.05:
            snapshot = editor.snapshot(facts_of("?"))
            saving = threading.Thread(target=lambda taken=snapshot: store.save(taken))
            saving.start()
        time.sleep(rng.choice((0.0, 0.001, 0.03)) * rng.random() * (1 + seed % 3))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
