"""Frames of inspections read again, and steps from one to another: on a thread of its own, since a share may hang.

reader.step(…)  ─┐
reader.read(…)  ─┴► one thread, in order; a newer question outdates the older ► done | failed on the Qt thread
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from inspector.core.defect import Box
from inspector.core.messages import Code, Message, StoreError, message
from inspector.store.records import Step
from inspector.texts import review as texts

if TYPE_CHECKING:
    from inspector.pipeline.frame_again import FrameAgain
    from inspector.session import Session
    from inspector.workspace.workspace import Workspace

NOTHING_THERE = {
    Step.FIRST: texts.NO_FRAMES,
    Step.LAST: texts.NO_FRAMES,
    Step.NEXT: texts.NO_NEXT,
    Step.PREVIOUS: texts.NO_PREVIOUS,
    Step.NEXT_WITH_DEFECT: texts.NO_NEXT_WITH_DEFECT,
    Step.PREVIOUS_WITH_DEFECT: texts.NO_PREVIOUS_WITH_DEFECT,
    Step.NEXT_MISSED: texts.NO_NEXT_MISSED,
    Step.PREVIOUS_MISSED: texts.NO_PREVIOUS_MISSED,
}

STEPS = {
    "first_frame": Step.FIRST,
    "previous_frame": Step.PREVIOUS,
    "next_frame": Step.NEXT,
    "last_frame": Step.LAST,
    "previous_with_defect": Step.PREVIOUS_WITH_DEFECT,
    "next_with_defect": Step.NEXT_WITH_DEFECT,
    "previous_missed": Step.PREVIOUS_MISSED,
    "next_missed": Step.NEXT_MISSED,
}  # by the verb of a page's action

QUESTION = "frame"  # the key of the background work: whoever asks anew wants no older answer


class RunsInBackground(Protocol):
    """``workers.background.Background``, or a test's."""

    def start(self) -> None: ...

    def run(
        self,
        work: Callable[[], object],
        *,
        done: Callable[..., object] = ...,
        failed: Callable[[Message], object] | None = ...,
        key: str = ...,
        answers_begun: bool = ...,
    ) -> None: ...

    def outdate(self, key: str) -> None: ...

    def end(self) -> None: ...

    def join(self, timeout_s: float) -> bool: ...


class FrameReader:
    """Whoever made the background starts and ends it."""

    def __init__(self, session: Session, background: RunsInBackground) -> None:
        self._session = session
        self._background = background

    def read(
        self,
        inspection_id: str,
        lane: int,
        frame_index: int,
        *,
        done: Callable[[FrameAgain], object],
        failed: Callable[[Message], object],
    ) -> None:
        def read() -> FrameAgain:
            from inspector.pipeline.frame_again import read_frame_again

            workspace = self._workspace()
            return read_frame_again(workspace.database, workspace.frames, inspection_id, lane, frame_index)

        self._run(read, done, failed)

    def read_defect(
        self,
        inspection_id: str,
        defect_id: int,
        *,
        done: Callable[[tuple[FrameAgain, Box]], object],
        failed: Callable[[Message], object],
    ) -> None:
        """The frame of the defect's newest part, and where it lies in it."""

        def read() -> tuple[FrameAgain, Box]:
            from inspector.pipeline.frame_again import read_frame_again
            from inspector.store.database import reading
            from inspector.store.queries.defects import newest_part

            workspace = self._workspace()
            with reading(workspace.database) as rows:
                part = newest_part(rows, inspection_id, defect_id)
            if part is None:
                raise StoreError(message(Code.FRAME_NOT_RECORDED, frame=f"({defect_id})"))
            again = read_frame_again(workspace.database, workspace.frames, inspection_id, part.lane, part.frame_index)
            return again, part.box

        self._run(read, done, failed)

    def step(
        self,
        inspection_id: str,
        at: tuple[int, int] | None,
        step: Step,
        *,
        done: Callable[[tuple[int, int]], object],
        failed: Callable[[Message], object],
    ) -> None:
        """``at`` and the answer are (frame index, lane). Fails with NO_FRAME_THERE where there is none that way."""

        def find() -> tuple[int, int]:
            from inspector.store.database import reading
            from inspector.store.queries.frames import stepped

            with reading(self._workspace().database) as rows:
                found = stepped(rows, inspection_id, at, step)
            if found is None:
                raise StoreError(message(Code.NO_FRAME_THERE, what=NOTHING_THERE[step].translated()))
            return found

        self._run(find, done, failed)

    def forget(self) -> None:
        """Nobody wants the answer that is still to come."""
        self._background.outdate(QUESTION)

    def _workspace(self) -> Workspace:
        workspace = self._session.workspace
        return workspace if workspace is not None else self._session.open_workspace()

    def _run(
        self, work: Callable[[], object], done: Callable[..., object], failed: Callable[[Message], object]
    ) -> None:
        self._background.run(work, done=done, failed=failed, key=QUESTION)
