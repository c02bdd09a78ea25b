"""From one instance of the open frame to the next, by Tab: those that are seen, found when first asked
for, and anew after each change."""

from __future__ import annotations

from collections.abc import Callable

from inspector.core.defect import Box
from inspector.presenters.painting_desk import Desk
from inspector.texts import painting as texts


class InstanceSteps:
    def __init__(self, desk: Desk, look_at: Callable[[Box], object]) -> None:
        self._desk, self._look_at = desk, look_at
        self._boxes: list[Box] | None = None  # None: not known since the labels changed
        self._place = -1

    def forget(self, *, is_other: bool = False) -> None:
        """The labels have changed; ``is_other``: they are of another frame."""
        self._boxes = None
        if is_other:
            self._place = -1

    def step(self, by: int) -> None:
        if self._boxes is not None:
            self._go(by)
            return
        editor = self._desk.editor
        painted, hidden = editor.recorder.painted, self._desk.hidden

        def found(boxes: list[Box]) -> None:
            self._boxes = boxes
            self._go(by)

        from inspector.annotation.tools.fills import instance_boxes

        self._desk.slow(lambda: instance_boxes(editor.class_map, painted, without=hidden), found)

    def _go(self, by: int) -> None:
        boxes = self._boxes
        if not boxes:
            self._desk.hint(texts.NO_INSTANCES.translated())
            return
        self._place = (self._place + by) % len(boxes) if self._place >= 0 or by > 0 else len(boxes) - 1
        self._look_at(boxes[self._place])
        self._desk.hint(texts.INSTANCE_OF.translated(number=self._place + 1, n=len(boxes)))
