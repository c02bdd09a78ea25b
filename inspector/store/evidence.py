"""Pictures kept as proof and for annotation: crops of defects and whole frames, lossless, within a quota.

    save(), save_frame() ──► pictures waiting ──► evidence thread: make room ► encode ► write ► row through StoreWriter

Pictures have a thread of their own, so that encoding holds up neither inspection nor the commit of rows. A file
is written whole or not at all, and only then gets its row. When the quota is reached, the oldest pictures nobody
annotated make room: they are marked in the database, then removed; their rows stay and say so. Annotated
pictures are never removed. When pictures cannot be kept (disk full, no permission, all annotated), one
message says so and rows go on: the last free space of the disk is left to them.

A crop proves a defect; a whole frame is one of many that would do. So whole frames fill half of the quota at most,
and half of what may wait: they push out no crop.
"""

from __future__ import annotations

import contextlib
import logging
import shutil
import threading
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from inspector.core.defect import Box, Defect
from inspector.core.files import write_whole
from inspector.core.frame import Frame, Pixels
from inspector.core.frame_keeping import KeptBecause
from inspector.core.messages import Code, InspectorError, Message, StoreError, message
from inspector.core.untrusted import file_inside
from inspector.store.damage import KEPT, set_aside_files
from inspector.store.database import reading
from inspector.store.evidence_files import crop_path, encoded, frame_path, grown, piece_folder
from inspector.store.operations.events import RecordEvent
from inspector.store.operations.evidence import ChooseForEviction, RecordEvidence
from inspector.store.queries import evidence
from inspector.store.records import EvidenceKind, Notice
from inspector.store.retention import remove_chosen
from inspector.store.writer import NoticeListener, StoreWriter

log = logging.getLogger("inspector.store")

MARGIN_PX = 32
WAITING_LIMIT_BYTES = 64 * 1024 * 1024
DISK_RESERVE_BYTES = 256 * 1024 * 1024  # free space left to rows
STALE_PART_S = 3600.0  # an unfinished file this old belongs to nobody
ORPHAN_AFTER_S = 60.0  # a kill loses a second of rows; what is younger has lost its rows in another way
FLUSH_TIMEOUT_S = 60.0
DISK_LOOK_S = 1.0  # how often free space is asked for
STOP_CHECK_S = 0.25


@dataclass(frozen=True, slots=True, eq=False)
class _Picture:
    """A crop of a defect, or a whole frame where ``defect_id`` is None."""

    inspection_id: str
    piece_name: str
    lane: int
    frame_index: int
    defect_id: int | None
    kept_because: str
    box: Box  # in its frame
    pixels: Pixels  # our own copy
    bits: int

    @property
    def kind(self) -> EvidenceKind:
        return EvidenceKind.FRAME if self.defect_id is None else EvidenceKind.CROP

    @property
    def path(self) -> str:
        if self.defect_id is None:
            return frame_path(self.inspection_id, self.piece_name, self.lane, self.frame_index)
        return crop_path(self.inspection_id, self.piece_name, self.defect_id, self.lane, self.frame_index, self.box)


class EvidenceStore:
    """Keeps pictures below ``folder`` (the workspace's ``frames``). Close it before its ``writer``.

    ``on_notice`` is called on the evidence thread, each kind of trouble once in this object's life.
    """

    def __init__(
        self,
        folder: Path,
        quota_bytes: int,
        writer: StoreWriter,
        *,
        on_notice: NoticeListener = lambda notice: None,
        margin_px: int = MARGIN_PX,
    ) -> None:
        self._folder = folder
        self._quota_bytes = quota_bytes
        self._writer = writer
        self._on_notice = on_notice
        self._margin_px = margin_px
        self.n_not_kept = 0  # pictures that could not be kept
        self.n_orphans = 0  # pictures of killed programs, removed at opening
        self.n_passed_over = 0  # whole frames for which there was no room to wait
        self._notified: set[Code] = set()
        self._n_kept_bytes = dict.fromkeys(EvidenceKind, 0)
        self._n_free_bytes, self._look_at_disk_s = 0, 0.0

        self._lock = threading.Lock()
        self._changed = threading.Condition(self._lock)
        self._waiting: deque[_Picture] = deque()
        self._n_waiting_bytes = 0
        self._is_closing = False
        self._give_up_s = float("inf")  # time.monotonic()
        self._thread = threading.Thread(target=self._run, name="evidence", daemon=True)
        self._thread.start()

    # on any thread

    def allow(self, quota_bytes: int) -> None:
        """Another quota from the next picture on; where it is smaller, the oldest make room then."""
        self._quota_bytes = quota_bytes

    def save(
        self,
        inspection_id: str,
        piece_name: str,
        defect: Defect,
        frame: Frame,
        *,
        lane: int,
        may_wait: bool,
        stops_waiting: threading.Event | None = None,
    ) -> bool:
        """Keep the parts of ``defect`` that lie in ``frame``; the pixels are copied before this returns.

        Submit the defect's row first. While too many pictures wait, this waits too, until ``stops_waiting`` is set; or,
        without ``may_wait`` (a live source: a metre is worth more than a crop), not at all. Where no room
        came it gives up, counts it and says so once: then False.
        """
        is_kept = True
        for part in defect.parts:
            if (part.lane, part.frame_index) == (lane, frame.frame_index):
                box = grown(part.box, self._margin_px, frame.width, frame.height)
                pixels = frame.pixels[box.y : box.y + box.height, box.x : box.x + box.width]
                crop = _Picture(
                    inspection_id, piece_name, lane, frame.frame_index, defect.defect_id, "", box, pixels, frame.bits
                )
                is_taken = self._put(crop, may_wait, stops_waiting)
                if not is_taken:
                    self._not_kept(inspection_id, "pictures come faster than the disk takes them")
                is_kept &= is_taken
        return is_kept

    def save_frame(
        self,
        inspection_id: str,
        piece_name: str,
        frame: Frame,
        kept_because: Sequence[KeptBecause],
        *,
        lane: int,
        may_wait: bool = False,
        stops_waiting: threading.Event | None = None,
    ) -> bool:
        """Keep a whole frame for annotation; its pixels are copied before this returns.

        Waits as ``save`` does. False where there was no room: the frame is passed over and counted, without a word,
        since the rule that chose it will choose others.
        """
        box = Box(0, 0, frame.width, frame.height)
        picture = _Picture(
            inspection_id, piece_name, lane, frame.frame_index, None, ",".join(kept_because), box, frame.pixels,
            frame.bits,
        )  # fmt: skip
        is_taken = self._put(picture, may_wait, stops_waiting)
        if not is_taken:
            with self._lock:
                self.n_passed_over += 1
        return is_taken

    def flush(self, timeout_s: float = 10.0) -> bool:
        """Wait until every picture given so far is on the disk or given up, rows committed."""
        deadline = time.monotonic() + timeout_s
        with self._lock:
            if not self._changed.wait_for(lambda: not self._waiting, timeout_s):
                return False
        return self._writer.flush(max(0.0, deadline - time.monotonic()))

    def close(self, timeout_s: float = 10.0) -> int:
        """Keep what waits and end; returns how many pictures could not be kept in time. Repeatable.

        ``timeout_s`` may be without end: then until all is kept, or ``give_up`` says that nobody waits any more.
        """
        with self._lock:
            self._is_closing = True
            self._give_up_s = min(self._give_up_s, time.monotonic() + timeout_s)
            self._changed.notify_all()
        while self._thread.is_alive() and time.monotonic() < self._give_up_s + 1.0:
            self._thread.join(STOP_CHECK_S)
        with self._lock:
            return len(self._waiting)

    def give_up(self) -> None:
        """Whoever closes it waits no longer for what cannot be kept."""
        with self._lock:
            self._give_up_s = min(self._give_up_s, time.monotonic())
            self._changed.notify_all()

    @property
    def n_waiting(self) -> int:
        """Pictures accepted and not yet kept."""
        with self._lock:
            return len(self._waiting)

    def _put(self, picture: _Picture, may_wait: bool, stops_waiting: threading.Event | None) -> bool:
        """Queue the picture with pixels of its own; False where no room came."""
        is_crop = picture.kind is EvidenceKind.CROP
        limit_bytes = WAITING_LIMIT_BYTES if is_crop else WAITING_LIMIT_BYTES // 2

        def has_room() -> bool:
            return self._is_closing or not self._waiting or self._n_waiting_bytes < limit_bytes

        with self._lock:
            while may_wait and not has_room() and not (stops_waiting is not None and stops_waiting.is_set()):
                self._changed.wait(STOP_CHECK_S)
            is_taken = has_room() and not self._is_closing
            if is_taken:
                self._waiting.append(replace(picture, pixels=picture.pixels.copy()))
                self._n_waiting_bytes += picture.pixels.nbytes
                self._changed.notify_all()
        return is_taken

    # on the evidence thread

    def _run(self) -> None:
        try:
            self._start()
            while (picture := self._next()) is not None:
                self._keep(picture)
                with self._lock:
                    self._waiting.popleft()
                    self._n_waiting_bytes -= picture.pixels.nbytes
                    self._changed.notify_all()
        finally:
            with self._lock:  # whatever ended the thread: nobody may wait for it
                self._is_closing = True
                self._changed.notify_all()

    def _start(self) -> None:
        """Learn what is kept, and finish what a crash left half done."""
        try:
            self._count_kept()
            self._folder.mkdir(parents=True, exist_ok=True)
            for part in self._folder.glob("*/*.png.*.tmp"):
                with contextlib.suppress(FileNotFoundError):  # another program has just finished this one
                    if time.time() - part.stat().st_mtime > STALE_PART_S:
                        part.unlink()
            self._remove_evicted()
            self._remove_orphans()
        except (OSError, StoreError) as error:
            self._notify_once(None, self._failed(str(error)).message)

    def _next(self) -> _Picture | None:
        with self._lock:
            self._changed.wait_for(lambda: bool(self._waiting) or self._is_closing)
            if not self._waiting or time.monotonic() >= self._give_up_s:
                return None
            return self._waiting[0]

    def _keep(self, picture: _Picture) -> None:
        try:
            content = encoded(picture.pixels)
            self._make_room_for(picture, len(content))
            self._write(picture.path, content)
            self._n_kept_bytes[picture.kind] += len(content)
            self._writer.submit(
                RecordEvidence(
                    kind=picture.kind,
                    inspection_id=picture.inspection_id,
                    lane=picture.lane,
                    frame_index=picture.frame_index,
                    defect_id=picture.defect_id,
                    kept_because=picture.kept_because,
                    path=picture.path,
                    box=picture.box,
                    bits=picture.bits,
                    n_bytes=len(content),
                )
            )
        except OSError as error:
            self._not_kept(picture.inspection_id, error.strerror or str(error))
        except InspectorError as error:
            self._not_kept(picture.inspection_id, str(error.message.params.get("detail", error)))
        except Exception as error:  # one bad picture must not end the others
            log.exception("%s of frame %d in lane %d was not kept", picture.kind, picture.frame_index, picture.lane)
            self._not_kept(picture.inspection_id, repr(error))

    def _write(self, path: str, content: bytes) -> None:
        if time.monotonic() >= self._look_at_disk_s:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._n_free_bytes = shutil.disk_usage(self._folder).free
            self._look_at_disk_s = time.monotonic() + DISK_LOOK_S
        self._n_free_bytes -= len(content)
        if self._n_free_bytes < DISK_RESERVE_BYTES:
            raise self._failed(f"less than {DISK_RESERVE_BYTES // 2**20} MB free; they are left to records")
        try:
            target = file_inside(self._folder, path)
        except ValueError as error:  # its folder is a link to elsewhere
            raise self._failed(str(error)) from error
        target.parent.mkdir(parents=True, exist_ok=True)
        # Not synced: that would cost more than all the rest. A power cut may lose pictures of the last seconds.
        write_whole(target, content, is_synced=False)

    def _make_room_for(self, picture: _Picture, n_bytes: int) -> None:
        if picture.kind is EvidenceKind.FRAME:
            self._make_room((EvidenceKind.FRAME,), self._quota_bytes // 2, n_bytes)
        if self._make_room(tuple(EvidenceKind), self._quota_bytes, n_bytes):
            limit_mb = round(self._quota_bytes / 2**20)
            quota = message(Code.EVIDENCE_QUOTA, path=str(self._folder), limit_mb=limit_mb)
            self._notify_once(picture.inspection_id, quota)

    def _make_room(self, kinds: tuple[EvidenceKind, ...], quota_bytes: int, n_bytes: int) -> bool:
        """Evict the oldest pictures of these kinds, a twentieth of the quota at a time; False where there was room.

        Raises StoreError where none may go.
        """
        if self._n_kept(kinds) + n_bytes <= quota_bytes:
            return False
        if n_bytes > quota_bytes:
            raise self._failed("a single picture is larger than the quota")
        self._writer.submit(ChooseForEviction(quota_bytes - max(n_bytes, quota_bytes // 20), kinds))
        if not self._writer.flush(FLUSH_TIMEOUT_S):
            raise self._failed("the database could not be written to make room")
        self._remove_evicted()
        self._count_kept()
        if self._n_kept(kinds) + n_bytes > quota_bytes:
            raise self._failed("the quota is filled by annotated pictures")
        return True

    def _n_kept(self, kinds: Sequence[EvidenceKind]) -> int:
        return sum(self._n_kept_bytes[kind] for kind in kinds)

    def _count_kept(self) -> None:
        """Exact again, pictures of other programs counted."""
        with reading(self._writer.path) as rows:
            self._n_kept_bytes = evidence.n_bytes_kept(rows)

    def _remove_evicted(self) -> None:
        remove_chosen(self._writer, self._folder)

    def _remove_orphans(self) -> None:
        """Pictures that a killed program wrote just before its end, whose rows were not committed any more.

        Whoever wrote them is dead: such an inspection is marked unfinished only then. Where a file of records was set
        aside, their rows may be in that one, and nothing is removed.
        """
        database = self._writer.path
        if set_aside_files(database) or set_aside_files(database, KEPT):
            return
        with reading(database) as rows:
            for inspection_id, piece_name, ended_at in evidence.of_killed(rows):
                last_s = datetime.fromisoformat(ended_at).timestamp() + ORPHAN_AFTER_S
                for picture in (self._folder / piece_folder(piece_name)).glob(f"{inspection_id}_*.png"):
                    path = picture.relative_to(self._folder).as_posix()
                    if picture.stat().st_mtime <= last_s and not evidence.has_path(rows, path):
                        picture.unlink()
                        self.n_orphans += 1
        if self.n_orphans:
            log.warning("%d pictures without a record, left by killed programs, were removed", self.n_orphans)

    def _failed(self, detail: str) -> StoreError:
        return StoreError(message(Code.EVIDENCE_FAILED, path=str(self._folder), detail=detail))

    def _not_kept(self, inspection_id: str, detail: str) -> None:
        with self._lock:
            self.n_not_kept += 1
        log.debug("a picture of inspection %s was not kept: %s", inspection_id, detail)
        self._notify_once(inspection_id, self._failed(detail).message)

    def _notify_once(self, inspection_id: str | None, trouble: Message) -> None:
        with self._lock:
            if trouble.code in self._notified:
                return
            self._notified.add(trouble.code)
        log.warning("%s %s", trouble.code, dict(trouble.params))
        try:
            self._on_notice(Notice(trouble))
        except Exception:  # a listener's fault must not stop the pictures
            log.exception("a listener failed on %s", trouble)
        try:
            self._writer.submit(RecordEvent(trouble, inspection_id))
        except StoreError as error:
            log.warning("the event was not recorded: %s", error)
