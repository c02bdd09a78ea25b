"""Which frames are listed on the Annotate page, in which order, and where in them one is.

    open a list ► frames ► queue (filters, order; in the background) ► rows ► page
    labels change ► known ► queue anew

Runs on the Qt thread and never waits. A list and its place stay when it is filtered anew; a frame that no longer fits
stays open until somebody goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from inspector.annotation.frame_list import (
    ListedFrame,
    Reason,
    class_names_in,
    frames_of_folder,
    frames_of_labels,
    frames_of_line,
    frames_of_version,
)
from inspector.annotation.frame_queue import FINISHED, Known, QueueWish, next_open, queued
from inspector.annotation.label_index import LabelFacts
from inspector.annotation.label_sheet import FrameSource, LabelState
from inspector.core.messages import Message
from inspector.presenters.annotate_composer import Rows, queue_state
from inspector.texts import annotate as texts
from inspector.workers.background import Background

if TYPE_CHECKING:
    from inspector.session import Session
    from inspector.views.annotate.annotate_page import AnnotatePage

LIST, QUEUE = "list", "queue"  # keys of the background work


@dataclass(frozen=True, slots=True)
class ListSource:
    kind: str = ""  # "line", "folder", "dataset", "labels"; "" for nothing
    path: str = ""
    name: str = ""  # as people read it


@dataclass(frozen=True, slots=True, eq=False)
class _Queued:
    """All that is counted over the whole list, in the background: it may be long."""

    frames: Sequence[ListedFrame] = ()
    queue: Sequence[int] = ()  # indices into ``frames``
    places: npt.NDArray[np.int32] = field(default_factory=lambda: np.empty(0, np.int32))  # in the queue, by index; −1
    n_done: int = 0
    n_reviewed: int = 0
    class_names: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


def _queued(
    frames: Sequence[ListedFrame], class_names: frozenset[str], known: Known, wish: QueueWish
) -> _Queued:  # fmt: skip
    """``class_names``: that the list knows."""
    queue = queued(frames, known, wish)
    places = np.full(len(frames), -1, np.int32)
    places[np.asarray(queue, np.intp)] = np.arange(len(queue), dtype=np.int32)
    finished = {sha: facts.state for sha, facts in known.labels.items() if facts.state in FINISHED}
    states = [finished[sha] for sha in known.shas(frames) if sha in finished] if finished else []
    labelled = known.labels.values()
    names = {name for facts in labelled for name, _ in facts.counts} | class_names
    people = {one for facts in labelled for one in (*facts.authors, facts.reviewed_by) if one}
    return _Queued(
        frames, queue, places, len(states), states.count(LabelState.REVIEWED), tuple(sorted(names)),
        tuple(sorted(people)),
    )  # fmt: skip


class FrameListing:
    """``listed`` hears that a list is there, and whether it is another one than before."""

    def __init__(
        self, page: AnnotatePage, session: Session, background: Background, *,
        listed: Callable[[bool], object], failed: Callable[[Message], object],
    ) -> None:  # fmt: skip
        self._page = page
        self._session = session
        self._background = background
        self._listed, self._failed = listed, failed
        self.source = ListSource()
        self.frames: Sequence[ListedFrame] = ()
        self._class_names: frozenset[str] = frozenset()  # of the list
        self.known = Known()
        self.wish = QueueWish()
        self._queued = _Queued()
        self._current: ListedFrame | None = None
        self._index = -1  # of it, in ``frames``
        self._place_before = -1  # of a frame that left the queue: the next one moved up there
        self.is_listing = False

    # lists

    def open_line(self, *, is_again: bool = False) -> None:
        """``is_again``: what was kept since, and one stays where one is."""
        source = ListSource("line", "", texts.OF_LINE.translated())
        session = self._session

        def find() -> Sequence[ListedFrame]:
            from inspector.store.database import reading

            workspace = session.open_workspace()
            if not workspace.database.exists():
                return ()
            with reading(workspace.database) as rows:
                return frames_of_line(rows, workspace.frames.name)

        self._open(source, find, is_again=is_again)

    def open_folder(self, folder: str) -> None:
        path = Path(folder).absolute()
        source = ListSource("folder", str(path), path.name or str(path))
        self._open(source, lambda: frames_of_folder(path))

    def open_dataset(self, folder: Path) -> None:
        def find() -> Sequence[ListedFrame]:
            from inspector.datasets.version import open_version

            return frames_of_version(open_version(folder), folder)

        self._open(ListSource("dataset", str(folder), folder.name), find)

    def open_labels(self) -> None:
        labels = dict(self.known.labels)
        source = ListSource("labels", "", texts.OF_LABELS.translated())
        self._open(source, lambda: frames_of_labels(labels.values()))

    def _open(
        self, source: ListSource, find: Callable[[], Sequence[ListedFrame]], *, is_again: bool = False
    ) -> None:  # fmt: skip
        def find_all() -> tuple[Sequence[ListedFrame], frozenset[str]]:
            frames = find()
            return frames, class_names_in(frames)

        def found(answer: tuple[Sequence[ListedFrame], frozenset[str]]) -> None:
            frames, class_names = answer
            self.is_listing = False
            is_other = not is_again or source != self.source
            if is_other:
                self.wish, self._current, self._place_before = QueueWish(order=self.wish.order), None, -1
            if not is_other and frames == self.frames:
                return
            self.source, self.frames, self._class_names = source, frames, class_names
            self._index = -1 if is_other else next(
                (at for at, frame in enumerate(frames) if self._is_current(frame)), -1
            )  # fmt: skip
            self._requeue(then=lambda: self._listed(is_other))

        def not_found(reason: Message) -> None:
            self.is_listing = False
            self._failed(reason)

        self.is_listing = not is_again
        self._background.run(find_all, done=found, failed=not_found, key=LIST)

    # what is known of frames

    def know(self, **changed: object) -> None:
        """Fields of ``Known`` that are known better now."""
        # ``replace`` checks the names of fields and nothing their types.
        self.known = replace(self.known, **changed)  # type: ignore[arg-type]
        self._requeue()

    def know_labels(self, labels: Mapping[str, LabelFacts], sha_of: Mapping[str, str]) -> None:
        """All of them, and which files hold which frames as far as that is known without opening them."""
        # What the line kept lies below the workspace and is never written anew; any other file may have been.
        opened = {path: sha for path, sha in self.known.sha_of.items() if not Path(path).is_absolute()}
        self.know(labels=labels, sha_of={**opened, **sha_of})

    def labels_changed(self, facts: LabelFacts) -> None:
        self.know(labels={**self.known.labels, facts.frame_sha256: facts})

    def opened(self, frame: ListedFrame, frame_sha256: str) -> None:
        """Which frame its file holds."""
        if self.known.sha(frame) == frame_sha256:
            return
        sha_of = {**self.known.sha_of, frame.source.path: frame_sha256}
        if frame_sha256 in self.known.labels:
            self.know(sha_of=sha_of)
        else:
            self.known = replace(self.known, sha_of=sha_of)  # nothing is counted otherwise

    def propose(self, frame: ListedFrame, frame_sha256: str, *, has_some: bool) -> None:
        """Whether a model proposes something for it."""
        proposed = self.known.proposed | {frame_sha256} if has_some else self.known.proposed - {frame_sha256}
        if proposed == self.known.proposed:
            return
        self.known = replace(self.known, proposed=proposed)
        if self.known.sha(frame) != frame_sha256:
            self.known = replace(self.known, sha_of={**self.known.sha_of, frame.source.path: frame_sha256})
        if self.wish.state in (LabelState.NEW, LabelState.PROPOSED):
            self._requeue()
        else:
            self.show()  # nothing is counted otherwise

    # the queue

    def choose(self, wish: QueueWish) -> None:
        if wish != self.wish:
            self.wish = wish
            self._requeue()

    def _requeue(self, then: Callable[[], object] = lambda: None) -> None:
        frames, names, known, wish = self.frames, self._class_names, self.known, self.wish

        def done(found: _Queued) -> None:
            if found.frames is not self.frames:
                return  # of the list before
            place = self.place
            self._place_before = place if place >= 0 else self._place_before
            self._queued = found
            self.show()
            then()

        # Each list that was opened is told of, whatever was asked since.
        self._background.run(lambda: _queued(frames, names, known, wish), done=done, key=QUEUE, answers_begun=True)

    def show(self) -> None:
        found = self._queued
        self._page.show_rows(Rows(found.frames, found.queue, self.known, self.wish.order), self.place)
        self._page.show_queue(
            queue_state(
                self.source.name, len(found.frames), len(found.queue), self.wish, n_done=found.n_done,
                n_reviewed=found.n_reviewed, class_names=found.class_names, people=found.people,
                is_of_line=self.source.kind == "line",
            )
        )  # fmt: skip

    def __len__(self) -> int:
        return len(self._queued.queue)

    @property
    def shown(self) -> tuple[Sequence[ListedFrame], Sequence[int]]:
        """All frames of the list, and the indices of those that are shown of them, in their order."""
        return self._queued.frames, self._queued.queue

    def frame(self, place: int) -> ListedFrame | None:
        queue = self._queued.queue
        return self._queued.frames[queue[place]] if 0 <= place < len(queue) else None

    def place_of(self, frame_sha256: str) -> int:
        """Of the frame with these labels; −1 where the list does not show it."""
        frames, known = self._queued.frames, self.known
        return next((at for at, index in enumerate(self._queued.queue) if known.sha(frames[index]) == frame_sha256), -1)

    @property
    def place(self) -> int:
        """Of the frame that is open; −1 where the list does not show it."""
        places = self._queued.places
        return int(places[self._index]) if 0 <= self._index < len(places) else -1

    def _is_current(self, frame: ListedFrame) -> bool:
        return self._current is not None and frame.source.path == self._current.source.path

    @property
    def current(self) -> ListedFrame | None:
        return self._current

    def go_to(self, place: int) -> ListedFrame | None:
        """It is the frame that is open from now on."""
        frame = self.frame(place)
        if frame is not None:
            self._current, self._index, self._place_before = frame, self._queued.queue[place], place
        return frame

    def is_right_after(self, before: FrameSource) -> bool:
        """Whether the frame that is open was listed right after this one, whatever the order of now."""
        return self._index > 0 and self.frames[self._index - 1].source == before

    def step(self, by: int) -> int:
        """Place of the next frame, or of the one before; −1: there is none."""
        place = self.place
        if place < 0 <= self._place_before:  # it left the list: the one after it stands at its place
            place = self._place_before - (1 if by > 0 else 0)
        place += by
        return place if 0 <= place < len(self) else -1

    def step_open(self, by: int) -> int:
        place = self.place
        if place < 0 <= self._place_before:
            place = self._place_before - (1 if by > 0 else 0)
        found = next_open(self._queued.queue, place, by, self._queued.frames, self.known, self.wish)
        return -1 if found is None else found

    def ahead(self, n: int) -> list[ListedFrame]:
        """That will probably follow."""
        place = self.place
        following = (self.frame(place + 1 + after) for after in range(n))
        return [frame for frame in following if frame is not None]

    def reasons(self) -> tuple[Reason, ...]:
        return self.known.reasons(self._current) if self._current is not None else ()
