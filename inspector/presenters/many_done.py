"""Many frames done by one press: those of the list that were on the canvas long enough to be looked at.

    frame opened ► left after ``LOOK_S`` ► seen, as it was then
    all done ► job: seen ones that nothing speaks against ► said how many, and why others stay open ► take back

And the way there with few presses: ``goes_on`` opens the next open frame after each shape that a hand has painted.
Runs on the Qt thread; labels are read and written in a job.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from inspector.annotation.finish_many import Finished, LeftMany, LeftOpen, finish_seen, take_back
from inspector.annotation.frame_queue import FINISHED
from inspector.core.audit import utc_now, utc_text
from inspector.core.messages import Code, message
from inspector.jobs.job import JobProgress
from inspector.texts import annotate as texts

if TYPE_CHECKING:
    from inspector.presenters.annotate_presenter import AnnotatePresenter
    from inspector.presenters.label_desk import OpenFrame
    from inspector.views.annotate.annotate_page import AnnotatePage

LOOK_S = 0.5  # on the canvas; a frame that was only passed by has not been looked at


class ManyDone:
    def __init__(self, frames: AnnotatePresenter, page: AnnotatePage) -> None:
        self._frames, self._page = frames, page
        self._seen: dict[str, int] = {}  # number of the newest change that was on the screen, by SHA-256
        self._opened_at_s = 0.0
        self._finished: list[Finished] = []  # by the last press, to be taken back
        self._goes_on = False
        frames.painting.painted = self._painted
        self._show()

    def acts(self) -> dict[str, Callable[[], object]]:
        return {
            "annotate.done_seen": self._finish,
            "annotate.take_back": self._take_back,
            "annotate.go_on": self._toggle,
        }

    # what was looked at

    def frame_opened(self) -> None:
        self._opened_at_s = time.monotonic()

    def frame_left(self, frame: OpenFrame) -> None:
        editor = frame.editor
        if time.monotonic() - self._opened_at_s >= LOOK_S and self._frames.painting.is_picture_shown:
            self._seen[frame.read.frame_sha256] = editor.number
        elif self._seen.get(frame.read.frame_sha256, editor.number) != editor.number:
            del self._seen[frame.read.frame_sha256]  # changed by a hand, and left before it could be looked at

    # all done

    def _finish(self) -> None:
        frames, store = self._frames, self._frames.desk.store
        if store is None or frames.is_read_only() or frames.sets.refuses(store):
            return
        author = frames.author
        finished: list[Finished] = []

        def work(progress: JobProgress) -> LeftMany:
            seen, n_unseen = self._of_list()
            left = finish_seen(store, seen, author, utc_text(utc_now()), finished, progress.report)
            left.n[LeftOpen.NOT_SEEN] += n_unseen
            return left

        def done(left: LeftMany) -> None:
            detail = left_text(left.n, left.first)
            if finished:
                frames.answer(message(Code.LABELS_MANY_DONE, n=len(finished), detail=detail))
            else:
                frames.answer(message(Code.LABELS_NONE_DONE, detail=detail))

        def ended() -> None:
            if finished:  # also where somebody cancelled; else the press before can still be taken back
                self._finished = finished
            self._show()

        frames.sets.change_labels(texts.FINISHING.translated(), work, done, ended)

    def _of_list(self) -> tuple[dict[str, int], int]:
        """Frames as they are listed now that were looked at, and how many open ones were not. On any thread."""
        listing = self._frames.listing
        known, (all_frames, queue) = listing.known, listing.shown
        seen, n_unseen = {}, 0
        for at in queue:
            sha = known.sha_at(all_frames, at)
            facts = known.labels.get(sha)
            if facts is not None and facts.state in FINISHED:
                continue
            number = self._seen.get(sha)
            if number is None:
                n_unseen += 1
            else:
                seen[sha] = number
        return seen, n_unseen

    def _take_back(self) -> None:
        frames, store, finished = self._frames, self._frames.desk.store, tuple(self._finished)
        if store is None or not finished or frames.is_read_only() or frames.sets.refuses(store):
            return

        def work(progress: JobProgress) -> int:
            return take_back(store, finished, progress.report)

        def done(n: int) -> None:
            self._finished = []
            frames.answer(message(Code.LABELS_TAKEN_BACK, n=n, n_left=len(finished) - n))

        frames.sets.change_labels(texts.TAKING_BACK.translated(), work, done, self._show)

    # on by itself

    def _toggle(self) -> None:
        self._goes_on = not self._goes_on
        self._show()

    def _painted(self) -> None:
        if self._goes_on:  # once the hand has let go of what it painted
            QTimer.singleShot(0, self._page, lambda: self._frames.painting.when_free(self._go))

    def _go(self) -> None:
        if self._frames.listing.step_open(1) < 0:
            self._frames.painting.hint(texts.LAST_OPEN.translated())
        else:
            self._frames.go_open()

    def _show(self) -> None:
        self._page.show_many_done(goes_on=self._goes_on, can_take_back=bool(self._finished))


def left_text(n_left: Mapping[LeftOpen, int], first: str) -> str:
    """Why frames stay open, "" where none does."""
    parts = [texts.LEFT_OPEN[why.value].translated(n=n) for why in LeftOpen if (n := n_left.get(why, 0))]
    if not parts:
        return ""
    whole = texts.STAY_OPEN.translated(parts=", ".join(parts))
    return f"{whole} {texts.FIRST_OF_THEM.translated(name=first)}" if first else whole
