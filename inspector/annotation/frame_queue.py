"""Which frames of a list are shown, in which order, and which is the next that is open.

    queued(frames, known, wish)  ->  indices into ``frames``
    next_open(…)                 ->  where the next frame waits that nobody has finished

Pure: the same list, labels and wish give the same queue.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from inspector.annotation.frame_list import FolderFrames, ListedFrame, Reason, Why
from inspector.annotation.label_index import LabelFacts
from inspector.annotation.label_sheet import LabelState

FINISHED = frozenset({LabelState.DONE, LabelState.REVIEWED})


class QueueOrder(StrEnum):
    LISTED = "listed"
    COMPLAINT = "complaint"  # of people at the line
    UNCERTAINTY = "uncertainty"
    RARITY = "rarity"
    DISAGREEMENT = "disagreement"  # between labels and the model of today


_LEADS = {
    QueueOrder.COMPLAINT: Why.REMARKED,
    QueueOrder.UNCERTAINTY: Why.UNCERTAIN,
    QueueOrder.RARITY: Why.RARE,
    QueueOrder.DISAGREEMENT: Why.DISAGREES,
}


@dataclass(frozen=True, slots=True)
class QueueWish:
    """Filters hold all at once; "" and None let everything through."""

    order: QueueOrder = QueueOrder.LISTED
    text: str = ""  # in name, piece or notes of the line
    state: LabelState | None = None
    class_name: str = ""  # labelled, or found by the line where nothing is labelled yet
    min_px: int = 0  # of the largest instance
    author: str = ""
    # Of frames that the line kept; any other has no position and no score, and does not fit.
    from_m: int = 0  # on the piece, where the frame begins
    to_m: int = 0  # 0: to its end
    max_percent: int = 0  # of the least certain defect found in it; 0: any


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of frames beyond their list."""

    labels: Mapping[str, LabelFacts] = field(default_factory=dict)  # by SHA-256
    sha_of: Mapping[str, str] = field(default_factory=dict)  # by path, of files that were opened before
    disagreements: Mapping[str, Reason] = field(default_factory=dict)  # by SHA-256
    proposed: frozenset[str] = frozenset()  # SHA-256 of frames for which a model proposes something

    def sha(self, frame: ListedFrame) -> str:
        return frame.frame_sha256 or self.sha_of.get(frame.source.path, "")

    def sha_at(self, frames: Sequence[ListedFrame], at: int) -> str:
        """Of a list that may be long: a frame of a folder is not made for it."""
        return self.sha_of.get(frames.path(at), "") if isinstance(frames, FolderFrames) else self.sha(frames[at])

    def shas(self, frames: Sequence[ListedFrame]) -> Iterator[str]:
        """Of each, "" for one that is not known."""
        if isinstance(frames, FolderFrames):
            return (self.sha_of.get(path, "") for path in frames.paths())
        return (self.sha(frame) for frame in frames)

    def facts(self, frame: ListedFrame) -> LabelFacts | None:
        """None: it has no labels."""
        return self.labels.get(self.sha(frame))

    def state(self, frame: ListedFrame) -> LabelState:
        facts = self.facts(frame)
        state = facts.state if facts is not None else LabelState.NEW
        return LabelState.PROPOSED if state is LabelState.NEW and self.sha(frame) in self.proposed else state

    def reasons(self, frame: ListedFrame) -> tuple[Reason, ...]:
        differs = self.disagreements.get(self.sha(frame))
        return frame.reasons if differs is None else (*frame.reasons, differs)


def queued(frames: Sequence[ListedFrame], known: Known, wish: QueueWish) -> Sequence[int]:
    text = wish.text.casefold()
    lead = _LEADS.get(wish.order)
    if wish == QueueWish(order=wish.order):
        if lead is None:
            return range(len(frames))
        found = list(range(len(frames)))
    else:
        found = [index for index, frame in enumerate(frames) if _fits(frame, known, wish, text)]
    if lead is not None:
        weights = {index: _weight(known.reasons(frames[index]), lead) for index in found}
        found.sort(key=lambda index: -weights[index])  # stable: those without the reason follow as they are listed
    return tuple(found)


def next_open(
    queue: Sequence[int], at: int, step: int, frames: Sequence[ListedFrame], known: Known, wish: QueueWish
) -> int | None:
    """The place in ``queue`` of the next frame after place ``at`` (``step`` 1; −1: before it) that waits for somebody.

    Where only frames of a finished state are shown, as for a second look, each of them waits. None: none does.
    """
    place = at + step
    while 0 <= place < len(queue):
        facts = known.labels.get(known.sha_at(frames, queue[place]))
        state = facts.state if facts is not None else LabelState.NEW
        if state not in FINISHED or state is wish.state:
            return place
        place += step
    return None


def leading_reason(reasons: Sequence[Reason], order: QueueOrder) -> Reason | None:
    """What an entry says of why it stands there: the reason of the order, else the weightiest kind."""
    lead = _LEADS.get(order)
    kinds = list(Why)
    of_lead = [reason for reason in reasons if reason.why is lead]
    return next(iter(of_lead or sorted(reasons, key=lambda reason: kinds.index(reason.why))), None)


def _weight(reasons: Sequence[Reason], lead: Why) -> float:
    return max((reason.weight for reason in reasons if reason.why is lead), default=-1.0)


def _fits(frame: ListedFrame, known: Known, wish: QueueWish, text: str) -> bool:
    source, facts = frame.source, known.facts(frame)
    if wish.state is not None and known.state(frame) is not wish.state:
        return False
    if wish.class_name:
        names = frame.class_names if facts is None else [name for name, _ in facts.counts]
        if wish.class_name not in names:
            return False
    if wish.min_px and (facts is None or facts.largest_px < wish.min_px):
        return False
    if wish.author and (facts is None or wish.author not in (*facts.authors, facts.reviewed_by)):
        return False
    if (wish.from_m or wish.to_m) and not _lies_within(frame.along_mm, wish):
        return False
    if wish.max_percent and (frame.least_score is None or round(frame.least_score * 100, 6) > wish.max_percent):
        return False
    return (
        not text
        or text in source.name.casefold()
        or text in source.piece.casefold()
        or any(text in reason.detail.casefold() for reason in frame.reasons)
    )


def _lies_within(along_mm: float | None, wish: QueueWish) -> bool:
    return along_mm is not None and wish.from_m * 1000 <= along_mm and (not wish.to_m or along_mm <= wish.to_m * 1000)
