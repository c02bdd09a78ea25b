"""Many frames said to be done at once, and taken back: only those that somebody has looked at as they are.

    finish_seen(store, seen, …)    ->  why others stay open; what is done is added to a list of the caller's
    take_back(store, finished)     ->  how many are again as they were

What nobody looked at would become truth for a training, so whatever is in doubt stays open: a press on the frame
itself says that it is done. While no frame is open elsewhere in this program.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from inspector.annotation.frame_editor import FrameEditor
from inspector.annotation.frame_queue import FINISHED
from inspector.annotation.label_sheet import LabelSheet, LabelState
from inspector.annotation.label_store import LabelStore
from inspector.core.messages import InspectorError, LabelError

Progress = Callable[[int, int], None]


class LeftOpen(StrEnum):
    """Why a frame is not said to be done."""

    NOT_SEEN = "not seen"
    CHANGED = "changed"  # since it was seen
    NO_LABELS = "no labels"  # that there is nothing to draw is said on the frame itself
    OPEN_NOTE = "open note"
    FLAGGED = "flagged"
    UNUSABLE = "unusable"  # its labels cannot be read


@dataclass(frozen=True, slots=True)
class Finished:
    before: LabelSheet
    after: LabelSheet
    number: int  # of the newest change of its labels


@dataclass(slots=True)
class LeftMany:
    n: Counter[LeftOpen] = field(default_factory=Counter)
    first: str = ""  # name of the first of them that was seen

    def add(self, why: LeftOpen, name: str) -> None:
        self.n[why] += 1
        self.first = self.first or name


def finish_seen(
    store: LabelStore, seen: Mapping[str, int], author: str, at: str, finished: list[Finished],
    report: Progress = lambda done, total: None,
) -> LeftMany:  # fmt: skip
    """``seen``: by SHA-256 the number of the newest change that was on the screen. Frames that are done or reviewed
    are passed over. ``finished`` grows frame by frame: what was done before somebody cancels can be taken back.

    Raises LabelError where the labels are only looked at, or the disk does not take what was changed.
    """
    if store.held_by is not None:
        raise LabelError(store.held_by)
    left = LeftMany()
    for done, (sha, number) in enumerate(seen.items()):
        report(done, len(seen))
        try:
            sheet = store.read_sheet(sha)
            if sheet is None:  # it was looked at, and nothing was drawn
                left.add(LeftOpen.NO_LABELS, "")
                continue
            if sheet.state in FINISHED:
                continue
            editor = store.open(sheet).editor
        except InspectorError:  # opening it says what is wrong
            left.add(LeftOpen.UNUSABLE, "")
            continue
        why = _why_open(editor, number)
        if why is not None:
            left.add(why, sheet.source.name)
            continue
        editor.finish(author, at)
        finished.append(Finished(sheet, editor.sheet, editor.number))
    store.wait_or_raise()
    report(len(seen), len(seen))
    return left


def _why_open(editor: FrameEditor, number: int) -> LeftOpen | None:
    sheet = editor.sheet
    if sheet.state is LabelState.FLAGGED:
        return LeftOpen.FLAGGED
    if any(not note.is_closed for note in sheet.notes):
        return LeftOpen.OPEN_NOTE
    if not sheet.instances:
        return LeftOpen.NO_LABELS
    return LeftOpen.CHANGED if editor.number != number else None


def take_back(
    store: LabelStore, finished: Sequence[Finished], report: Progress = lambda done, total: None
) -> int:  # fmt: skip
    """Each as far as it was before; one of which anybody has said or changed something since stays as it is.

    Raises LabelError likewise.
    """
    if store.held_by is not None:
        raise LabelError(store.held_by)
    n_back = 0
    for done, one in enumerate(finished):
        report(done, len(finished))
        sheet = store.read_sheet(one.after.frame_sha256)
        if sheet is None or _said(sheet) != _said(one.after):
            continue
        editor = store.open(sheet).editor
        if editor.number == one.number:
            before = one.before
            editor.state_as(
                before.state, authors=before.authors, reviewed_by=before.reviewed_by, finishes=before.finishes
            )
            n_back += 1
    store.wait_or_raise()
    report(len(finished), len(finished))
    return n_back


def _said(sheet: LabelSheet) -> tuple[object, ...]:
    return sheet.state, sheet.authors, sheet.reviewed_by, sheet.finishes
