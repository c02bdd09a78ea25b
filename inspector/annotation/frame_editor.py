"""One frame while it is worked on: mask, steps and facts; each change goes to the journal at once.

    editor.recorder.about_to_change(…); editor.class_map[…] = …; editor.finish_step(facts)
    editor.undo(), editor.redo(), editor.change(state=…)
    editor.saved(store.save(editor.snapshot(…)))    the mask as a file, written on any thread

Belongs to one thread. Nothing here waits for a disk.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from inspector.annotation.history import EditHistory
from inspector.annotation.journal_code import MAGIC, JournalFrame, JournalRecord, RecordKind, encode_record
from inspector.annotation.journal_writer import JournalWriter
from inspector.annotation.label_sheet import FinishNote, LabelSheet, LabelState
from inspector.annotation.mask_step import MaskStep, StepFacts, StepRecorder
from inspector.annotation.painted_tiles import PaintedTiles
from inspector.annotation.recovery import Recovered
from inspector.core.class_map import ClassMap


@dataclass(frozen=True, slots=True)
class LabelFiles:
    """Of one frame, in the folder of labels."""

    mask: Path
    mask_before: Path  # the one saved before it
    sheet: Path
    journal: Path
    lost: Path  # what could not be read of a journal


@dataclass(frozen=True, slots=True, eq=False)
class LabelSnapshot:
    """What is to be saved, apart from the editor that goes on."""

    sheet: LabelSheet
    class_map: ClassMap  # a copy
    painted: PaintedTiles  # where it may hold anything
    number: int
    steps: Sequence[MaskStep]  # that hold
    facts: StepFacts  # for what no step tells


@dataclass(frozen=True, slots=True)
class _BeforeWork:
    """Whose labels they were and how far, when ``newest`` was the newest step that held and somebody went on."""

    newest: MaskStep | None
    authors: tuple[str, ...]
    state: LabelState
    reviewed_by: str


class FrameEditor:
    def __init__(self, sheet: LabelSheet, found: Recovered, files: LabelFiles, writer: JournalWriter | None) -> None:
        """``writer``: None where the labels are only looked at."""
        self.class_map = found.class_map
        self.recorder = StepRecorder(self.class_map, found.painted)
        self.history: EditHistory = found.history
        self.files = files
        self._sheet = sheet
        self._number = found.number
        self._writer = writer
        self._is_begun = files.journal.exists()
        self._before_work: list[_BeforeWork] = []  # since it was opened, the newest last

    @property
    def sheet(self) -> LabelSheet:
        return self._sheet

    @property
    def number(self) -> int:
        """Of the last change; rises with each, and with each undo."""
        return self._number

    @property
    def is_read_only(self) -> bool:
        return self._writer is None

    @property
    def frame(self) -> JournalFrame:
        return JournalFrame(self._sheet.frame_sha256, self._sheet.height, self._sheet.width)

    def finish_step(self, facts: StepFacts) -> MaskStep | None:
        """What the recorder saw becomes a step; None where nothing differs."""
        if self._writer is None:
            self.recorder.cancel()
            return None
        step = self.recorder.finish(facts)
        if step is None:
            return None
        # Before the step: a mask is never on the disk without the names of its classes.
        self._worked_on(facts.author, self.history.next_undo)
        self._add(step)
        self._record(RecordKind.STEP, step)
        return step

    def undo(self, author: str) -> MaskStep | None:
        """Take back the newest step that holds; None where there is none. It is a change like any other."""
        step = self.history.next_undo
        if step is None or self._writer is None:
            return None
        self.recorder.cancel()
        step.mark(self.recorder.painted)
        step.undo(self.class_map)
        self.history.moved_back()
        self._moved(author, step)
        self._record(RecordKind.UNDO)
        return step

    def redo(self, author: str) -> MaskStep | None:
        step = self.history.next_redo
        if step is None or self._writer is None:
            return None
        self.recorder.cancel()
        before = self.history.next_undo
        step.mark(self.recorder.painted)
        step.redo(self.class_map)
        self.history.moved_on()
        self._moved(author, before)
        self._record(RecordKind.REDO)
        return step

    def state_as(self, state: LabelState, **facts: Any) -> None:
        """Somebody says how far the labels are: undo takes that back no more. ``facts`` as of ``change``."""
        self._before_work.clear()
        self.change(state=state, **facts)

    def finish(self, author: str, at: str) -> None:
        """All of it is labelled, says ``author``, and stands for it, also where there was nothing to draw."""
        sheet = self._sheet
        authors = sheet.authors if author in sheet.authors else (*sheet.authors, author)
        finishes = sheet.with_finish(FinishNote(author, at, self._number))
        self.state_as(LabelState.DONE, authors=authors, reviewed_by="", finishes=finishes)

    def change(self, **facts: Any) -> None:
        """Fields of the sheet: ``notes``, ``class_names`` … Raises ValueError for what cannot be."""
        self._sheet = replace(self._sheet, **facts)
        if self._writer is not None:
            self._writer.replace(self.files.sheet, self._sheet.to_json())

    def snapshot(self, facts: StepFacts) -> LabelSnapshot:
        """As the last step left it, also in the middle of a stroke."""
        steps = tuple(self.history.steps)[: self.history.position]
        painted = self.recorder.painted.copy()
        return LabelSnapshot(self._sheet, self.recorder.map_before(), painted, self._number, steps, facts)

    def saved(self, sheet: LabelSheet) -> None:
        """``LabelStore.save`` gave this: its instances are known from now on; what was changed meanwhile stays."""
        self.change(instances=sheet.instances, mask_number=sheet.mask_number)

    def _record(self, kind: RecordKind, step: MaskStep | None = None) -> None:
        assert self._writer is not None
        content = b""
        if not self._is_begun:
            content = MAGIC + encode_record(JournalRecord(self._number, RecordKind.FRAME, frame=self.frame))
            self._is_begun = True
        self._number += 1
        self._writer.append(self.files.journal, content + encode_record(JournalRecord(self._number, kind, step)))

    def _add(self, step: MaskStep) -> None:
        n_before = self.history.position
        self.history.add(step)
        has_forgotten = self.history.position != n_before + 1
        # What cannot be come back to by undo any more is no state to go back to.
        there = self.history.steps
        self._before_work = [
            one for one in self._before_work
            if (any(one.newest is held for held in there) if one.newest is not None else not has_forgotten)
        ]  # fmt: skip

    def _moved(self, author: str, before: MaskStep | None) -> None:
        """By undo or redo, from where ``before`` was the newest. Who took back all that he did has done nothing."""
        if self._before_work and self._before_work[-1].newest is self.history.next_undo:
            then = self._before_work.pop()
            self.change(authors=then.authors, state=then.state, reviewed_by=then.reviewed_by)
        else:
            self._worked_on(author, before)

    def _worked_on(self, author: str, before: MaskStep | None) -> None:
        """``before``: the newest step that held before the change."""
        sheet = self._sheet
        authors = sheet.authors if author in sheet.authors else (*sheet.authors, author)
        state = sheet.state if sheet.state is LabelState.FLAGGED else LabelState.IN_WORK
        if (authors, state) != (sheet.authors, sheet.state):
            self._before_work.append(_BeforeWork(before, sheet.authors, sheet.state, sheet.reviewed_by))
            self.change(authors=authors, state=state, reviewed_by="")
