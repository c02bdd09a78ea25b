"""A frame's labels from what lies on the disk: the newest whole mask, and what its journal knows beyond it.

    saved mask (or the one before, or an empty one)  +  records after its number  =  the mask as it was last on screen

Whatever a kill cut short is left out and counted. What does not fit is refused in words: a mask is never guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inspector.annotation.history import EditHistory
from inspector.annotation.journal_code import JournalFrame, JournalRecord, RecordKind
from inspector.annotation.label_file import SavedLabel
from inspector.annotation.mask_step import MaskStep, StepMismatchError
from inspector.annotation.painted_tiles import PaintedTiles
from inspector.core.class_map import ClassMap
from inspector.core.sparse_memory import sparse_zeros


@dataclass(frozen=True, slots=True, eq=False)
class Recovered:
    class_map: ClassMap  # (H, W), as last on the screen
    painted: PaintedTiles  # where it may hold anything
    number: int  # of the last record that it holds
    history: EditHistory
    saved_map: ClassMap  # the mask as it was saved last; the same content where nothing came after it
    n_unsaved: int  # records after it


class NotRecoveredError(ValueError):
    """The journal does not belong to this mask or frame; what it says cannot be used."""


def recovered(frame: JournalFrame, saved: SavedLabel | None, records: Sequence[JournalRecord]) -> Recovered:
    """``saved``: a mask with its number, None where none was ever saved. Raises NotRecoveredError."""
    shape = (frame.height, frame.width)
    if saved is None:
        saved = SavedLabel(sparse_zeros(shape), 0, PaintedTiles.none(shape))
    saved_map, number, painted = saved.class_map, saved.number, saved.painted.copy()
    if saved_map.shape != shape:
        sizes = f"{saved_map.shape[1]} x {saved_map.shape[0]}, the frame {frame.width} x {frame.height}"
        raise NotRecoveredError(f"its mask is {sizes}")
    history = EditHistory()
    class_map = painted.copied(saved_map)
    if not records:
        return Recovered(class_map, painted, number, history, saved_map, 0)
    first = records[0]
    if first.frame != frame:
        raise NotRecoveredError("its journal is of another frame")
    if first.number > number:
        raise NotRecoveredError(f"its journal begins at change {first.number}, its mask ends at {number}")
    n_unsaved = 0
    try:
        for record in records[1:]:
            is_new = record.number > number
            _replay(record, history, (class_map, painted) if is_new else None)
            n_unsaved += is_new
    except StepMismatchError as error:
        raise NotRecoveredError(f"change {record.number} of its journal does not fit: {error}") from error
    if records[-1].number < number:  # the end of the journal is lost: its steps no longer lead to this mask
        return Recovered(class_map, painted, number, EditHistory(), saved_map, 0)
    return Recovered(class_map, painted, records[-1].number, history, saved_map, n_unsaved)


def _replay(record: JournalRecord, history: EditHistory, mask: tuple[ClassMap, PaintedTiles] | None) -> None:
    """Into the history, and into the mask where there is one that does not hold it yet."""
    if record.kind is RecordKind.STEP:
        assert record.step is not None
        _apply(record.step, mask, is_forward=True)
        history.add(record.step)
        return
    is_undo = record.kind is RecordKind.UNDO
    step = history.next_undo if is_undo else history.next_redo
    if step is None:
        raise StepMismatchError("it undoes or redoes what is not there")
    _apply(step, mask, is_forward=not is_undo)
    if is_undo:
        history.moved_back()
    else:
        history.moved_on()


def _apply(step: MaskStep, mask: tuple[ClassMap, PaintedTiles] | None, *, is_forward: bool) -> None:
    if mask is None:
        return
    class_map, painted = mask
    if is_forward:
        step.redo(class_map)
    else:
        step.undo(class_map)
    step.mark(painted)


def map_at(newest: Recovered, records: Sequence[JournalRecord], number: int) -> ClassMap | None:
    """The mask as it was when ``number`` was its newest change; None where the journal does not lead back so far.

    ``records``: those that ``newest`` was put together from.
    """
    if number == newest.number:
        return newest.painted.copied(newest.class_map)
    if not records or not records[0].number <= number < newest.number or records[-1].number != newest.number:
        return None
    history = EditHistory()
    ways: list[tuple[MaskStep, bool]] = []  # that led on from there, and whether forward
    for record in records[1:]:
        step = record.step or (history.next_undo if record.kind is RecordKind.UNDO else history.next_redo)
        _replay(record, history, None)
        if record.number > number and step is not None:
            ways.append((step, record.kind is not RecordKind.UNDO))
    class_map = newest.painted.copied(newest.class_map)
    try:
        for step, is_forward in reversed(ways):
            (step.undo if is_forward else step.redo)(class_map)
    except StepMismatchError:
        return None
    return class_map


def journal_of(history: EditHistory, frame: JournalFrame, number: int) -> list[JournalRecord]:
    """The shortest journal that gives back this history, ending at ``number``: all of it is in the mask already."""
    steps = list(history.steps)
    kinds = [RecordKind.STEP] * len(steps) + [RecordKind.UNDO] * (len(steps) - history.position)
    start = number - len(kinds)
    records = [JournalRecord(start, RecordKind.FRAME, frame=frame)]
    for at, kind in enumerate(kinds, 1):
        step = steps[at - 1] if kind is RecordKind.STEP else None
        records.append(JournalRecord(start + at, kind, step))
    return records
