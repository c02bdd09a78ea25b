"""Classes that somebody does not want to see for a while. It changes no label.

By name, as the next frame may have its classes in another order. What is not seen cannot be judged: until it is shown
again, its labels stay as they are, and nothing is painted of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from inspector.core.classes import DefectClass


class HiddenClasses:
    def __init__(self) -> None:
        self._names: set[str] = set()
        self.indices: frozenset[int] = frozenset()  # in the frame that is open

    def use(self, classes: Sequence[DefectClass]) -> None:
        """Of the frame that is open."""
        self.indices = frozenset(one.index for one in classes if one.name in self._names)

    def hide(self, classes: Sequence[DefectClass], index: int, is_hidden: bool) -> None:
        names = {one.name for one in classes if one.index == index}
        self._names = self._names | names if is_hidden else self._names - names
        self.use(classes)
