"""Frames to label, and hands that paint, for the tests of the label store."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from pathlib import Path

from inspector.annotation.frame_editor import FrameEditor
from inspector.annotation.label_sheet import FrameSource, LabelSheet
from inspector.annotation.label_store import LabelStore, OpenedLabel
from inspector.annotation.mask_step import LabelOrigin, StepFacts

AT = "2026-01-02T03:04:05.000Z"
CLASSES = ("background", "scratch", "Riß 裂纹")


def sha_of(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def sheet_of(name: str = "frame 1", height: int = 300, width: int = 520) -> LabelSheet:
    return LabelSheet(sha_of(name), height, width, CLASSES, FrameSource("folder", f"/data/{name}.png", name))


def facts_of(name: str, author: str = "ada", origin: LabelOrigin | None = None) -> StepFacts:
    return StepFacts(name, author, AT, origin or LabelOrigin())


def paint(editor: FrameEditor, top: int, left: int, height: int, width: int, value: int, **facts: object) -> None:
    editor.recorder.about_to_change(top, left, top + height, left + width)
    editor.class_map[max(top, 0) : max(top + height, 0), max(left, 0) : max(left + width, 0)] = value
    editor.finish_step(facts_of(f"box of {value}", **facts))  # type: ignore[arg-type]


def act_at_random(editor: FrameEditor, rng: random.Random) -> None:
    """One of what people do, most often a stroke."""
    chance = rng.random()
    if chance < 0.2:
        editor.undo("ada")
    elif chance < 0.3:
        editor.redo("ada")
    else:
        height, width = editor.class_map.shape
        paint(
            editor, rng.randrange(-20, height), rng.randrange(-20, width), rng.randrange(1, 90), rng.randrange(1, 90),
            rng.choice((0, 1, 2, 255)),
        )  # fmt: skip


def opened(folder: Path, act: Callable[[LabelStore], OpenedLabel]) -> OpenedLabel:
    """What a store that is opened for this alone gives."""
    store = LabelStore(folder, lambda _: None)
    try:
        return act(store)
    finally:
        assert store.close()
