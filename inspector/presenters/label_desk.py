"""The frame that is labelled: opened ahead of its turn, saved when it is left, after a rest, and at the end.

    open(frame, ahead) ► read ► labels ► opened | bits_wished | failed ► the one before is saved

Every change is in the journal within a second, whatever happens here; a mask is saved on top of it, so that the next
opening need not replay. What the disk refuses stays in the memory, with its frame, until the disk takes it.
Runs on the Qt thread and never waits: disks have two backgrounds, one for labels in order, one that reads ahead.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from inspector.annotation.frame_file import ReadingGivenUp, ReadListed, is_as_read, look_at_large, read_listed
from inspector.annotation.frame_list import ListedFrame
from inspector.annotation.label_index import LabelFacts
from inspector.annotation.mask_step import StepFacts
from inspector.core.audit import utc_now, utc_text
from inspector.core.messages import Code, LabelError, Message, message
from inspector.pictures.large_picture import LargePicture
from inspector.workers.background import Background, ignore

if TYPE_CHECKING:
    from inspector.annotation.frame_editor import FrameEditor, LabelSnapshot
    from inspector.annotation.label_sheet import LabelSheet
    from inspector.annotation.label_store import LabelStore, OpenedLabel
    from inspector.session import Session

log = logging.getLogger("inspector.annotation")

OPEN = "open"  # key of the background work
IDLE_MS = 30_000  # without a change, then the mask is saved
LOOK_MS = 250  # while changes wait for the disk
N_AHEAD = 2
MAX_AHEAD_BYTES = 400_000_000  # of frames read ahead; a larger one is read when it is opened


@dataclass(frozen=True, slots=True, eq=False)
class OpenFrame:
    """The frame on the page, with its labels."""

    read: ReadListed
    bits: int
    opened: OpenedLabel
    asks_to_recover: bool  # changes came after the saved mask, of a program that ended without saving it

    @property
    def editor(self) -> FrameEditor:
        return self.opened.editor


@dataclass(frozen=True, slots=True)
class SaveState:
    n_waiting: int = 0  # changes that are not on the disk
    saved_at: str = ""  # UTC; "" before the first
    trouble: Message | None = None


class LabelDesk(QObject):
    opened = Signal(object)  # OpenFrame
    seen = Signal(object)  # LargePicture: it can be looked at; it is opened once its file was read
    bits_wished = Signal(object)  # ReadListed of 16-bit values whose depth nobody knows
    failed = Signal(object, object)  # ListedFrame, Message
    warned = Signal(object)  # Message
    saving_changed = Signal()
    labels_changed = Signal(object)  # LabelFacts of a frame that was saved
    has_read_ahead = Signal()  # another of ``reads_ahead``
    _trouble_changed = Signal()

    def __init__(
        self, session: Session, background: Background, ahead: Background, *,
        when_free: Callable[[Callable[[], object]], object],
    ) -> None:  # fmt: skip
        """Whoever makes it starts and ends both backgrounds. ``when_free`` calls once no slow work has the editor."""
        super().__init__()
        self._session = session
        self._background = background
        self._ahead = ahead
        self._when_free = when_free
        self._store: LabelStore | None = None
        self._current: OpenFrame | None = None
        self._kept: dict[str, OpenFrame] = {}  # left, and not saved yet because the disk refuses; by SHA-256
        self._unsaved: list[OpenFrame] = []  # of these, that nobody has asked to save yet
        self._were_here: set[str] = set()  # frames whose changes are of this program
        self._n_opened = 0  # openings asked for; read by the thread that opens
        self._reads: dict[ListedFrame, ReadListed] = {}  # ahead of their turn
        self._wanted_ahead: tuple[ListedFrame, ...] = ()
        self._save_state = SaveState()
        self._idle, self._look = QTimer(self), QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE_MS)
        self._idle.timeout.connect(lambda: self._when_free(self.save))
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self._look_at_disk)
        self._trouble_changed.connect(self._look_at_disk, Qt.ConnectionType.QueuedConnection)

    @property
    def current(self) -> OpenFrame | None:
        return self._current

    @property
    def save_state(self) -> SaveState:
        return self._save_state

    @property
    def reads_ahead(self) -> tuple[ReadListed, ...]:
        """Frames that will probably follow, as far as they are read."""
        return tuple(self._reads.values())

    @property
    def has_unsaved(self) -> bool:
        """A frame was left, and the disk has not all of it yet: its editor is kept, and goes on when it is opened."""
        return bool(self._kept)

    @property
    def store(self) -> LabelStore | None:
        """None until it is open."""
        return self._store

    def open_store(self) -> LabelStore:
        """In the background. Raises WorkspaceError and LabelError."""
        self._store = self._session.open_labels(lambda _: self._trouble_changed.emit())
        return self._store

    # opening

    def open(self, frame: ListedFrame, ahead: Sequence[ListedFrame], class_names: tuple[str, ...],
             non_defects: tuple[str, ...], bits: int | None = None) -> None:  # fmt: skip
        """``ahead``: those that will probably follow. ``bits``: what somebody said of this list's 16-bit values."""
        self.let_go()
        self._n_opened += 1
        number = self._n_opened
        workspace = self._session.open_workspace
        read_before = self._reads.pop(frame, None)
        were_here, kept = frozenset(self._were_here), dict(self._kept)
        # Read ahead, and no copy of the one before: it is seen before the disk has that one. Else behind its saving,
        # since one editor is never in two hands.
        is_first = (
            read_before is not None and read_before.bits is not None
            and all(left.read.frame_sha256 != read_before.frame_sha256 for left in self._unsaved)
        )  # fmt: skip
        if not is_first:
            self.save_left()

        def work(large: LargePicture | None = None) -> OpenFrame | ReadListed | LargePicture | None:
            store, folder = self.open_store(), workspace().folder
            read = read_before
            if read is None or not is_as_read(read, folder) or read.bits is None:
                if is_first:
                    return None  # its file was changed since
                if large is None and (found := look_at_large(frame, folder)) is not None:
                    return found
                try:
                    read = read_listed(frame, folder, bits, large, lambda: number != self._n_opened)
                except ReadingGivenUp:
                    return None  # another is opened, which waits behind it; nobody hears of this one
            if read.frame_sha256 in kept:
                known = kept[read.frame_sha256]
                return OpenFrame(read, known.bits, known.opened, asks_to_recover=False)
            # All that was written to its labels is on the disk: else it were kept.
            known_bits = read.bits or _bits_of_labels(store, read)
            if known_bits is None:
                return read
            return _opened(store, read, known_bits, class_names, non_defects, were_here)

        def arrived(found: OpenFrame | ReadListed | LargePicture | None) -> None:
            if found is None:
                self.open(frame, ahead, class_names, non_defects, bits)
            elif isinstance(found, LargePicture):
                self.seen.emit(found)
                run(partial(work, found))
            else:
                self._arrived(found)

        def run(step: Callable[[], OpenFrame | ReadListed | LargePicture | None]) -> None:
            self._background.run(
                step, done=arrived, failed=lambda reason: self.failed.emit(frame, reason), key=OPEN
            )  # fmt: skip

        run(work)
        self.save_left()
        self._read_ahead(ahead[:N_AHEAD], bits)

    def _arrived(self, found: OpenFrame | ReadListed) -> None:
        if isinstance(found, ReadListed):
            self._reads[found.frame] = found
            self.bits_wished.emit(found)
            return
        sha = found.read.frame_sha256
        self._kept.pop(sha, None)
        self._current = found
        is_new_here = sha not in self._were_here
        self._were_here.add(sha)
        self.opened.emit(found)
        is_cut = found.opened.n_lost_bytes > 0 and not found.editor.is_read_only
        if is_cut and is_new_here and not found.asks_to_recover:  # else the question says so
            lost = str(found.editor.files.lost.parent)  # its name is a checksum, and too long for a line
            self.warned.emit(message(Code.LABELS_STEPS_LOST, name=found.read.frame.source.name, path=lost))

    def _read_ahead(self, frames: Sequence[ListedFrame], bits: int | None) -> None:
        self._wanted_ahead = tuple(frames)
        self._reads = {frame: read for frame, read in self._reads.items() if frame in frames}
        for frame in frames:
            if frame not in self._reads:  # why one cannot be read is said when it is opened
                self._ahead.run(partial(self._read_one, frame, bits), done=self._has_read, failed=ignore)

    def _read_one(self, frame: ListedFrame, bits: int | None) -> ReadListed | None:
        if frame not in self._wanted_ahead:
            return None  # somebody went elsewhere meanwhile
        folder = self._session.open_workspace().folder
        if look_at_large(frame, folder) is not None:
            return None  # nothing is gained: it is seen at once, and reading it ahead would hold up the disk
        return read_listed(frame, folder, bits)

    def _has_read(self, read: ReadListed | None) -> None:
        n_bytes = sum(one.pixels.nbytes for one in self._reads.values())
        is_wanted = read is not None and read.frame in self._wanted_ahead
        if read is not None and is_wanted and n_bytes + read.pixels.nbytes <= MAX_AHEAD_BYTES:
            self._reads[read.frame] = read
            self.has_read_ahead.emit()

    # changes

    def changed(self) -> None:
        """Something of the open frame was changed: the journal has it, the mask follows after a rest."""
        if self._current is None:
            return
        self._idle.start()
        self._look.start()
        self._look_at_disk()

    def save(self) -> None:
        """The mask of the open frame, while work goes on."""
        current, store = self._current, self._store
        if current is None or not _needs_saving(current.editor) or store is None or store.is_read_only:
            return
        snapshot = current.editor.snapshot(_unknown(current.editor))
        editor = current.editor

        def saved(sheet: LabelSheet) -> None:
            editor.saved(sheet)
            self._has_saved(editor.sheet)

        self._background.run(
            lambda: store.save(snapshot), done=lambda sheet: self._when_free(lambda: saved(sheet)),
            failed=self._not_saved,
        )  # fmt: skip
        self._check_file(current)

    def let_go(self) -> None:
        """No frame is open any more; what was open is kept until ``save_left``, or the next opening, saves it."""
        current, store = self._current, self._store
        self._current = None
        self._idle.stop()
        if current is not None and store is not None and not store.is_read_only:
            self._kept[current.read.frame_sha256] = current
            self._unsaved.append(current)

    def save_left(self) -> None:
        store = self._store
        while self._unsaved and store is not None:
            left = self._unsaved.pop(0)
            if _needs_saving(left.editor):
                self._check_file(left)
            self._save_left(left, store)

    def _save_left(self, left: OpenFrame, store: LabelStore) -> None:
        """Nobody else has the editor any more: it belongs to the background now.

        It is kept until all of it is on the disk: whoever opens the frame before that goes on with this one.
        """
        editor = left.editor
        snapshot = editor.snapshot(_unknown(editor)) if _needs_saving(editor) else None
        sha = left.read.frame_sha256

        def saved(sheet: LabelSheet | None) -> None:
            if self._kept.get(sha) is left:
                del self._kept[sha]
            if sheet is not None:
                self._has_saved(sheet)

        self._background.run(lambda: _save(store, left.editor, snapshot), done=saved, failed=self._not_saved)

    def _has_saved(self, sheet: LabelSheet) -> None:
        self.labels_changed.emit(LabelFacts.of(sheet))
        self._look_at_disk()

    def _not_saved(self, reason: Message) -> None:
        """Its changes are in the journal, or wait for it; the mask is saved when the disk takes it again."""
        self.warned.emit(reason)
        self._look.start()

    def _check_file(self, frame: OpenFrame) -> None:
        folder = self._session.open_workspace

        def checked(is_same: bool) -> None:
            if not is_same:
                self.warned.emit(message(Code.LABELS_FRAME_CHANGED, name=frame.read.frame.source.name))

        self._background.run(lambda: is_as_read(frame.read, folder().folder), done=checked)

    def _look_at_disk(self) -> None:
        store = self._store
        if store is None:
            return
        before, n, trouble = self._save_state, store.n_unwritten, store.trouble
        if not n and trouble is None:
            is_news = before.n_waiting > 0 or before.trouble is not None or not before.saved_at
            at = utc_text(utc_now()) if is_news else before.saved_at
            self._save_state = SaveState(0, at)
            if not self._kept:
                self._look.stop()
            elif not self._background.is_busy:  # the disk refused them, and takes them again
                for left in list(self._kept.values()):
                    self._save_left(left, store)
        else:
            self._look.start()
            self._save_state = SaveState(n, before.saved_at, trouble)
        if self._save_state != before:
            self.saving_changed.emit()

    def end(self) -> bool:
        """After the event loop, and after both backgrounds: save what is open, close the labels."""
        self._idle.stop()
        self._look.stop()
        store, current = self._store, self._current
        is_saved = True
        if store is not None and not store.is_read_only:
            waiting = [*self._kept.values(), *([current] if current is not None else [])]
            for frame in waiting:
                editor = frame.editor
                try:
                    _save(store, editor, editor.snapshot(_unknown(editor)) if _needs_saving(editor) else None)
                except LabelError as error:
                    log.error("the mask of %s is not saved: %s", frame.read.frame.source.name, error)
                    is_saved = False
        self._current = None
        return self._session.close_labels() and is_saved


def _needs_saving(editor: FrameEditor) -> bool:
    return editor.number != editor.sheet.mask_number


def _unknown(editor: FrameEditor) -> StepFacts:
    """For instances that no step tells of: they were there before."""
    sheet = editor.sheet
    return StepFacts("", sheet.authors[-1] if sheet.authors else "", utc_text(utc_now()))


def _save(store: LabelStore, editor: FrameEditor, snapshot: LabelSnapshot | None) -> LabelSheet | None:
    """Until all of it is on the disk. None where there are no labels: it was only looked at. Raises LabelError."""
    if snapshot is not None:
        editor.saved(store.save(snapshot))
        store.shorten_journal(editor)
    store.wait_or_raise()
    return editor.sheet if editor.files.sheet.exists() else None


def _bits_of_labels(store: LabelStore, read: ReadListed) -> int | None:
    """What was said of the frame when it was labelled before."""
    try:
        sheet = store.read_sheet(read.frame_sha256)
    except LabelError:
        return None  # opening says what is wrong
    return sheet.source.bits if sheet is not None else None


def _opened(
    store: LabelStore, read: ReadListed, bits: int, class_names: tuple[str, ...], non_defects: tuple[str, ...],
    were_here: frozenset[str],
) -> OpenFrame:  # fmt: skip
    new = read.sheet(class_names, non_defects, bits)
    is_known = store.read_sheet(read.frame_sha256) is not None
    opened = store.open(new, read.start)
    editor = opened.editor
    missing = [name for name in new.class_names if name not in editor.sheet.class_names]
    if is_known and missing and not editor.is_read_only:
        # Before anything is painted: a mask never holds a class that its sheet does not name.
        both = editor.sheet.with_classes((*editor.sheet.class_names, *missing), new.non_defects)
        editor.change(class_names=both.class_names, non_defects=both.non_defects)
    asks = opened.found.n_unsaved > 0 and read.frame_sha256 not in were_here and not editor.is_read_only
    return OpenFrame(read, bits, opened, asks)
