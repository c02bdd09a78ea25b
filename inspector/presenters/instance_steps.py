"""From one instance of a frame to the next, as Tab does: boxes of all that are seen, found when they are asked for."""

from __future__ import annotations

from inspector.core.defect import Box


class InstanceSteps:
    def __init__(self) -> None:
        self.boxes: list[Box] | None = None  # None: not known since the labels changed
        self._at = -1

    def forget(self) -> None:
        """The labels have changed; one goes on from where one was."""
        self.boxes = None

    def begin_anew(self) -> None:
        """Of another frame."""
        self.boxes, self._at = None, -1

    def step(self, by: int) -> tuple[int, Box] | None:
        """Place and box of the next one, or of the one before; None where there is none."""
        boxes = self.boxes
        if not boxes:
            return None
        self._at = (self._at + by) % len(boxes) if self._at >= 0 or by > 0 else len(boxes) - 1
        return self._at, boxes[self._at]
