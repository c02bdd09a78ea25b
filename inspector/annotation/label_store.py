"""The labels of a workspace: per frame an index mask, its facts, and a journal of every change.

    annotations/ab/SHA256.png            mask: 0 background, 255 ignored; keyed by the frame file's SHA-256
    annotations/ab/SHA256.previous.png   the mask that was saved before
    annotations/ab/SHA256.json           facts: classes by name, state, authors, where each instance comes from
    annotations/ab/SHA256.journal        every change since, and the steps to undo: durable within a second
    annotations/ab/SHA256.lost           what could not be read of a journal, as it was

One program at a time writes; another may look. What a kill leaves is put together again at the next opening.
"""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from inspector.annotation.frame_editor import FrameEditor, LabelFiles, LabelSnapshot
from inspector.annotation.history import EditHistory
from inspector.annotation.instances import instances_of
from inspector.annotation.journal_code import MAGIC, JournalFrame, JournalRecord, decode_records, encode_record
from inspector.annotation.journal_writer import JournalWriter, Listener
from inspector.annotation.label_file import decode_label, encode_label
from inspector.annotation.label_sheet import MAX_SHEET_BYTES, LabelSheet, prepare
from inspector.annotation.painted_tiles import PaintedTiles
from inspector.annotation.recovery import NotRecoveredError, Recovered, journal_of, map_at, recovered
from inspector.core.class_map import ClassMap
from inspector.core.classes import IGNORE_INDEX
from inspector.core.files import write_whole
from inspector.core.holding import holding
from inspector.core.messages import Code, LabelError, Message, WorkspaceError, message
from inspector.core.untrusted import read_bounded

log = logging.getLogger("inspector.annotation")

LOCK = "annotations"
WRITTEN_S = 30.0  # a disk that takes longer is in trouble, and that is said
MAX_MASK_BYTES = 4_000_000_000
MAX_JOURNAL_BYTES = 600_000_000  # beyond it, it is written anew with the steps that can be undone


@dataclass(frozen=True, slots=True, eq=False)
class OpenedLabel:
    """``found.n_unsaved`` above 0: changes that came after the mask was saved; a program ended without saving it."""

    editor: FrameEditor
    found: Recovered
    n_lost_bytes: int = 0  # at the end of the journal: a change that was being written when the program was killed
    is_from_before: bool = False  # the newest mask is damaged; the one before and the journal gave this


class LabelStore:
    """Opened once per program; its editors belong to one thread, ``save`` to any."""

    def __init__(self, folder: Path, listener: Listener) -> None:
        """Never fails because somebody else writes: then it is read-only, and ``held_by`` says who that is.

        ``listener`` is told on another thread when labels cannot be written, and None when they are again. Raises
        LabelError where the folder cannot be used at all.
        """
        self.folder = folder
        self.held_by: Message | None = None
        self._writer: JournalWriter | None = None
        self._closing = ExitStack()
        prepare()
        try:
            self._closing.enter_context(holding(folder, LOCK))
        except WorkspaceError as error:
            self.held_by = error.message
        except OSError as error:
            if not folder.is_dir():
                raise _unusable(folder, error.strerror or str(error)) from error
            self.held_by = message(Code.LABELS_UNSAVED, path=str(folder), detail=error.strerror or str(error))
        else:
            self._writer = JournalWriter(listener)

    @property
    def is_read_only(self) -> bool:
        return self._writer is None

    @property
    def trouble(self) -> Message | None:
        """Why changes wait to be written."""
        return self._writer.trouble if self._writer is not None else None

    @property
    def n_unwritten(self) -> int:
        """Changes that are not on the disk yet."""
        return self._writer.n_waiting if self._writer is not None else 0

    def close(self, timeout_s: float = 10.0) -> bool:
        """False where a change could not be written."""
        is_written = self._writer is None or self._writer.close(timeout_s)
        self._closing.close()
        return is_written

    def wait(self, timeout_s: float) -> bool:
        """Until every change is on the disk."""
        return self._writer is None or self._writer.wait(timeout_s)

    def wait_or_raise(self) -> None:
        """Until every change is on the disk. Raises LabelError where the disk refuses or is slow."""
        if not self.wait(WRITTEN_S):
            raise LabelError(self._trouble)

    # frames

    def files_of(self, frame_sha256: str) -> LabelFiles:
        stem = self.folder / frame_sha256[:2] / frame_sha256
        names = (f"{stem}.png", f"{stem}.previous.png", f"{stem}.json", f"{stem}.journal", f"{stem}.lost")
        return LabelFiles(*(Path(name) for name in names))

    def listed(self) -> Iterator[str]:
        """SHA-256 of all frames with labels. Raises LabelError."""
        try:
            for below in sorted(self.folder.iterdir()):
                if below.is_dir() and len(below.name) == 2:
                    yield from sorted({path.name[:64] for path in below.iterdir() if _is_ours(path.name)})
        except OSError as error:
            raise _unusable(self.folder, error.strerror or str(error)) from error

    def read_sheet(self, frame_sha256: str) -> LabelSheet | None:
        """The facts alone; None where there are none. Raises LabelError."""
        path = self.files_of(frame_sha256).sheet
        try:
            sheet = LabelSheet.from_json(read_bounded(path, MAX_SHEET_BYTES))
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _unusable(path, error.strerror or str(error)) from error
        except ValueError as error:
            raise _unusable(path, str(error)) from error
        if sheet.frame_sha256 != frame_sha256:
            raise _unusable(path, "it is of another frame")
        return sheet

    def open(self, new: LabelSheet, start: ClassMap | None = None) -> OpenedLabel:
        """The labels of a frame, or those that ``new`` and ``start`` (H, W; none: all background) begin.

        Raises LabelError where what is there cannot be read or is of another size; nothing of it is changed then.
        """
        files = self.files_of(new.frame_sha256)
        sheet = self.read_sheet(new.frame_sha256)
        if sheet is None:
            sheet = new
            if start is not None and not files.journal.exists() and not files.mask.exists():
                if self._writer is None:  # to be looked at: nothing begins
                    found = Recovered(start.copy(), PaintedTiles.of(start), 0, EditHistory(), start, 0)
                    return OpenedLabel(FrameEditor(sheet, found, files, None), found)
                self._begin(files, sheet, start)
        elif (sheet.height, sheet.width) != (new.height, new.width):
            size = f"{sheet.width} x {sheet.height} pixels, the frame has {new.width} x {new.height}"
            raise _unusable(files.sheet, f"it is for {size}")
        frame = JournalFrame(sheet.frame_sha256, sheet.height, sheet.width)
        records, tail = self._records(files.journal)
        found, is_from_before = self._recovered(files, frame, records)
        _check_classes(files, found, sheet)
        n_lost = len(tail)
        if self._writer is not None:
            n_lost = _mended(files, records, tail, found.number)  # only now: what is refused stays as it is
        editor = FrameEditor(sheet, found, files, self._writer)
        kept = tuple(one for one in sheet.finishes if one.number <= found.number)
        if (
            self._writer is not None and kept != sheet.finishes
        ):  # their changes are lost, and the next get their numbers
            editor.change(finishes=kept)
        return OpenedLabel(editor, found, n_lost, is_from_before)

    def read_map(self, sheet: LabelSheet) -> ClassMap:
        """The mask (H, W) as it is on the disk, whoever works on it meanwhile. Raises LabelError."""
        return self._read(sheet)[0].class_map

    def read_maps_at(self, sheet: LabelSheet, numbers: Iterable[int]) -> dict[int, ClassMap | None]:
        """The mask as it was at these changes of its journal; None where the journal does not lead back so far.

        Raises LabelError."""
        newest, records = self._read(sheet)
        return {number: map_at(newest, records, number) for number in numbers}

    def _read(self, sheet: LabelSheet) -> tuple[Recovered, list[JournalRecord]]:
        files = self.files_of(sheet.frame_sha256)
        frame = JournalFrame(sheet.frame_sha256, sheet.height, sheet.width)
        records, _ = self._records(files.journal)
        found, _ = self._recovered(files, frame, records)
        _check_classes(files, found, sheet)
        return found, records

    def save(self, snapshot: LabelSnapshot) -> LabelSheet:
        """Write the mask; give its facts, for ``FrameEditor.saved``. Slow: not on a thread that must answer.

        Raises LabelError where the disk refuses: the memory holds all changes meanwhile.
        """
        files = self.files_of(snapshot.sheet.frame_sha256)
        sheet = snapshot.sheet
        if self._writer is None:
            raise LabelError(self.held_by or self._trouble)
        self.wait_or_raise()  # a mask is never ahead of its journal
        notes = instances_of(
            snapshot.class_map, snapshot.painted, sheet.class_names, sheet.instances, snapshot.steps, snapshot.facts
        )  # fmt: skip
        self._write_mask(files, snapshot.class_map, snapshot.painted, snapshot.number)
        return replace(sheet, instances=notes, mask_number=snapshot.number)

    def shorten_journal(self, editor: FrameEditor, max_bytes: int = MAX_JOURNAL_BYTES) -> bool:
        """Write a long journal anew, with the steps that can be undone; True if it was too long.

        After the editor took what ``save`` gave, and while nobody uses it: when its frame is left. Slow as ``save``.
        """
        files = editor.files
        if self._writer is None or editor.sheet.mask_number != editor.number:
            return False
        try:
            if files.journal.stat().st_size <= max_bytes:
                return False
            shutil.copyfile(files.mask, files.mask_before)  # the journal will lead to no older one
        except OSError:
            return False
        records = journal_of(editor.history, editor.frame, editor.number)
        self._writer.replace(files.journal, MAGIC + b"".join(encode_record(record) for record in records))
        kept = tuple(one for one in editor.sheet.finishes if one.number == editor.number)
        if kept != editor.sheet.finishes:  # the numbers of the others name other changes now
            editor.change(finishes=kept)
        return True

    # inside

    @property
    def _trouble(self) -> Message:
        return self.trouble or message(Code.LABELS_UNSAVED, path=str(self.folder), detail="the disk does not answer")

    def _begin(self, files: LabelFiles, sheet: LabelSheet, start: ClassMap) -> None:
        if start.shape != (sheet.height, sheet.width):
            raise _unusable(files.mask, f"its mask is {start.shape[1]} x {start.shape[0]}")
        assert self._writer is not None
        self._write_mask(files, start, PaintedTiles.of(start), 0)
        self._writer.replace(files.sheet, sheet.to_json())

    def _write_mask(self, files: LabelFiles, class_map: ClassMap, painted: PaintedTiles, number: int) -> None:
        encoded = encode_label(class_map, number, painted)
        try:
            files.mask.parent.mkdir(exist_ok=True)  # none above it: see ``JournalWriter``
            if files.mask.exists():
                shutil.copyfile(files.mask, files.mask_before)  # a copy: the newest is there at any instant
            write_whole(files.mask, encoded)
        except OSError as error:
            detail = error.strerror or str(error)
            raise LabelError(message(Code.LABELS_UNSAVED, path=str(files.mask), detail=detail)) from error

    def _records(self, journal: Path) -> tuple[list[JournalRecord], bytes]:
        """Whole records, and the bytes after them, which are none."""
        try:
            content = read_bounded(journal, 2 * MAX_JOURNAL_BYTES)
        except FileNotFoundError:
            return [], b""
        except OSError as error:
            raise _unusable(journal, error.strerror or str(error)) from error
        except ValueError as error:
            raise _unusable(journal, str(error)) from error
        records, end = [], 0
        for record, after in decode_records(content):
            records.append(record)
            end = after
        return records, content[end:]

    def _recovered(
        self, files: LabelFiles, frame: JournalFrame, records: list[JournalRecord]
    ) -> tuple[Recovered, bool]:
        """The newest that fits, and whether that began with the mask before."""
        faults = []
        for is_before, path in enumerate((files.mask, files.mask_before)):
            try:
                saved = decode_label(read_bounded(path, MAX_MASK_BYTES))
                return recovered(frame, saved, records), bool(is_before)
            except FileNotFoundError:
                continue
            except OSError as error:
                raise _unusable(path, error.strerror or str(error)) from error
            except NotRecoveredError as error:
                faults.append(f"{path.name}: {error}")
            except ValueError as error:
                faults.append(f"{path.name}: {error}")
        if faults:
            raise _unusable(files.mask, "; ".join(faults))
        try:
            return recovered(frame, None, records), False
        except NotRecoveredError as error:
            raise _unusable(files.journal, str(error)) from error


def _mended(files: LabelFiles, records: list[JournalRecord], tail: bytes, number: int) -> int:
    """The journal goes on from its last whole record, or anew where that is not the end that the mask (``number``)
    knows; gives how many bytes were moved away. A kill leaves half a change, a bad disk also whole ones behind it.
    """
    is_other_end = bool(records) and number > records[-1].number
    if not (tail or is_other_end):
        return 0
    try:
        n_bytes = files.journal.stat().st_size
        if is_other_end or not records:
            files.journal.replace(files.lost)
            return n_bytes
        write_whole(files.lost, tail)
        os.truncate(files.journal, n_bytes - len(tail))
    except OSError as error:
        raise _unusable(files.journal, error.strerror or str(error)) from error
    return len(tail)


def _check_classes(files: LabelFiles, found: Recovered, sheet: LabelSheet) -> None:
    parts = (found.class_map[top:bottom, left:right] for top, left, bottom, right in found.painted.boxes())
    highest = max((int(part[part != IGNORE_INDEX].max(initial=0)) for part in parts), default=0)
    if highest >= len(sheet.class_names):
        raise _unusable(files.mask, f"it holds class {highest}, which has no name")


def _is_ours(name: str) -> bool:
    return len(name) > 64 and name[64:] in (".png", ".json", ".journal")


def _unusable(path: Path, detail: str) -> LabelError:
    return LabelError(message(Code.LABELS_UNUSABLE, path=str(path), detail=detail))
