"""Pictures kept as proof: a lossless crop of each region of a defect, within a quota.

    save() ──► crops waiting ──► evidence thread: make room ► encode ► write ► row through StoreWriter

Crops have a thread of their own, so that encoding holds up neither inspection nor the commit of rows. A file
is written whole or not at all, and only then gets its row. When the quota is reached, the oldest crops nobody
annotated make room: they are marked in the database, then removed; their rows stay and say so. Annotated
crops are never removed. When crops cannot be kept (disk full, no permission, all annotated), that is told
once and rows go on: the last free space of the disk is left to them.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import re
import shutil
import threading
import time
import unicodedata
from collections import deque
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from inspector.core.defect import Box, Defect
from inspector.core.files import write_whole
from inspector.core.frame import Frame, Pixels
from inspector.core.messages import Code, InspectorError, Message, StoreError, message
from inspector.store.database import reading
from inspector.store.operations.events import RecordEvent
from inspector.store.operations.evidence import ChooseForEviction, RecordEvicted, RecordEvidence
from inspector.store.queries import evidence
from inspector.store.records import EvidenceKind, Notice
from inspector.store.writer import NoticeListener, StoreWriter

log = logging.getLogger("inspector.store")

MARGIN_PX = 32
WAITING_LIMIT_BYTES = 64 * 1024 * 1024
DISK_RESERVE_BYTES = 256 * 1024 * 1024  # free space left to rows
STALE_PART_S = 3600.0  # an unfinished file this old belongs to nobody
FLUSH_TIMEOUT_S = 60.0
DISK_LOOK_S = 1.0  # how often free space is asked for
# On grain like that of steel, Huffman coding alone takes half the time and gives smaller files than level 1.
PNG_OPTIONS = (
    cv2.IMWRITE_PNG_COMPRESSION, 1, cv2.IMWRITE_PNG_STRATEGY, cv2.IMWRITE_PNG_STRATEGY_HUFFMAN_ONLY
)  # fmt: skip
HURRY_CHECK_S = 0.25


@dataclass(frozen=True, slots=True, eq=False)
class _Crop:
    inspection_id: str
    piece_id: str
    defect_id: int
    lane: int
    frame_index: int
    box: Box  # of the crop, in its frame
    pixels: Pixels  # our own copy


class EvidenceStore:
    """Keeps crops below ``folder`` (the workspace's ``frames``). Close it before its ``writer``.

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
        self.n_not_kept = 0  # crops that could not be kept
        self._told: set[Code] = set()
        self._n_kept_bytes = 0
        self._n_free_bytes, self._look_at_disk_s = 0, 0.0

        self._lock = threading.Lock()
        self._changed = threading.Condition(self._lock)
        self._waiting: deque[_Crop] = deque()
        self._n_waiting_bytes = 0
        self._is_closing = False
        self._give_up_s = float("inf")  # time.monotonic()
        self._thread = threading.Thread(target=self._run, name="evidence", daemon=True)
        self._thread.start()

    # on any thread

    def save(
        self,
        inspection_id: str,
        piece_id: str,
        defect: Defect,
        frame: Frame,
        *,
        lane: int = 0,
        may_wait: bool,
        hurried: threading.Event | None = None,
    ) -> bool:
        """Keep the parts of ``defect`` that lie in ``frame``; the pixels are copied before this returns.

        Submit the defect's row first. While too many crops wait, this waits too, until ``hurried`` is set; or,
        without ``may_wait`` (a live source: a metre is worth more than a crop), not at all. Where no room
        came it gives up, counts it and says so once: then False.
        """
        is_kept = True
        for part in defect.parts:
            if (part.lane, part.frame_index) == (lane, frame.frame_index):
                box = grown(part.box, self._margin_px, frame.width, frame.height)
                is_kept &= self._put(inspection_id, piece_id, defect.defect_id, lane, frame, box, may_wait, hurried)
        return is_kept

    def flush(self, timeout_s: float = 10.0) -> bool:
        """Wait until every crop given so far is on the disk or given up, rows committed."""
        deadline = time.monotonic() + timeout_s
        with self._lock:
            if not self._changed.wait_for(lambda: not self._waiting, timeout_s):
                return False
        return self._writer.flush(max(0.0, deadline - time.monotonic()))

    def close(self, timeout_s: float = 10.0) -> int:
        """Keep what waits and end; returns how many crops could not be kept in time. Repeatable."""
        with self._lock:
            self._is_closing = True
            self._give_up_s = min(self._give_up_s, time.monotonic() + timeout_s)
            self._changed.notify_all()
        self._thread.join(timeout_s + 1.0)
        with self._lock:
            return len(self._waiting)

    def _put(
        self,
        inspection_id: str,
        piece_id: str,
        defect_id: int,
        lane: int,
        frame: Frame,
        box: Box,
        may_wait: bool,
        hurried: threading.Event | None,
    ) -> bool:
        def has_room() -> bool:
            return self._is_closing or not self._waiting or self._n_waiting_bytes < WAITING_LIMIT_BYTES

        with self._lock:
            while may_wait and not has_room() and not (hurried is not None and hurried.is_set()):
                self._changed.wait(HURRY_CHECK_S)
            is_taken = has_room() and not self._is_closing
            if is_taken:
                rows, columns = slice(box.y, box.y + box.height), slice(box.x, box.x + box.width)
                pixels = frame.pixels[rows, columns].copy()
                self._waiting.append(_Crop(inspection_id, piece_id, defect_id, lane, frame.frame_index, box, pixels))
                self._n_waiting_bytes += pixels.nbytes
                self._changed.notify_all()
        if not is_taken:
            self._not_kept(inspection_id, "crops come faster than the disk takes them")
        return is_taken

    # on the evidence thread

    def _run(self) -> None:
        try:
            self._start()
            while (crop := self._next()) is not None:
                self._keep(crop)
                with self._lock:
                    self._waiting.popleft()
                    self._n_waiting_bytes -= crop.pixels.nbytes
                    self._changed.notify_all()
        finally:
            with self._lock:  # whatever ended the thread: nobody may wait for it
                self._is_closing = True
                self._changed.notify_all()

    def _start(self) -> None:
        """Learn what is kept, and finish what a crash left half done."""
        try:
            with reading(self._writer.path) as rows:
                self._n_kept_bytes = evidence.n_bytes_kept(rows)
            self._folder.mkdir(parents=True, exist_ok=True)
            for part in self._folder.glob("*/*.png.*.tmp"):
                with contextlib.suppress(FileNotFoundError):  # another program has just finished this one
                    if time.time() - part.stat().st_mtime > STALE_PART_S:
                        part.unlink()
            self._remove_evicted()
        except (OSError, StoreError) as error:
            self._tell_once(None, self._failed(str(error)).message)

    def _next(self) -> _Crop | None:
        with self._lock:
            self._changed.wait_for(lambda: bool(self._waiting) or self._is_closing)
            if not self._waiting or time.monotonic() >= self._give_up_s:
                return None
            return self._waiting[0]

    def _keep(self, crop: _Crop) -> None:
        try:
            content = encoded(crop.pixels)
            self._make_room(crop.inspection_id, len(content))
            path = self._write(crop, content)
            self._n_kept_bytes += len(content)
            self._writer.submit(
                RecordEvidence(
                    kind=EvidenceKind.CROP,
                    inspection_id=crop.inspection_id,
                    lane=crop.lane,
                    frame_index=crop.frame_index,
                    defect_id=crop.defect_id,
                    path=path,
                    box=crop.box,
                    n_bytes=len(content),
                )
            )
        except OSError as error:
            self._not_kept(crop.inspection_id, error.strerror or str(error))
        except InspectorError as error:
            self._not_kept(crop.inspection_id, str(error.message.params.get("detail", error)))
        except Exception as error:  # one bad crop must not end the others
            log.exception("crop of defect %d, frame %d was not kept", crop.defect_id, crop.frame_index)
            self._not_kept(crop.inspection_id, repr(error))

    def _write(self, crop: _Crop, content: bytes) -> str:
        if time.monotonic() >= self._look_at_disk_s:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._n_free_bytes = shutil.disk_usage(self._folder).free
            self._look_at_disk_s = time.monotonic() + DISK_LOOK_S
        self._n_free_bytes -= len(content)
        if self._n_free_bytes < DISK_RESERVE_BYTES:
            raise self._failed(f"less than {DISK_RESERVE_BYTES // 2**20} MB free; they are left to records")
        path = crop_path(crop.inspection_id, crop.piece_id, crop.defect_id, crop.lane, crop.frame_index, crop.box)
        target = self._folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        # Not synced: that would cost more than all the rest. A power cut may lose crops of the last seconds.
        write_whole(target, content, is_synced=False)
        return path

    def _make_room(self, inspection_id: str, n_bytes: int) -> None:
        """Evict the oldest crops, a twentieth of the quota at a time. Raises StoreError where none may go."""
        if self._n_kept_bytes + n_bytes <= self._quota_bytes:
            return
        if n_bytes > self._quota_bytes:
            raise self._failed("a single crop is larger than the quota")
        limit_bytes = self._quota_bytes - max(n_bytes, self._quota_bytes // 20)
        self._writer.submit(ChooseForEviction(limit_bytes))
        if not self._writer.flush(FLUSH_TIMEOUT_S):
            raise self._failed("the database could not be written to make room")
        self._remove_evicted()
        with reading(self._writer.path) as rows:  # exact again, crops of other programs counted
            self._n_kept_bytes = evidence.n_bytes_kept(rows)
        if self._n_kept_bytes + n_bytes > self._quota_bytes:
            raise self._failed("the quota is filled by annotated crops")
        limit_mb = round(self._quota_bytes / 2**20)
        quota = message(Code.EVIDENCE_QUOTA, path=str(self._folder), limit_mb=limit_mb)
        self._tell_once(inspection_id, quota)

    def _remove_evicted(self) -> None:
        """Remove the files of crops chosen for eviction, those a crash left over included."""
        with reading(self._writer.path) as rows:
            chosen = evidence.evicting(rows)
        gone = []
        for crop in chosen:
            try:
                (self._folder / crop.path).unlink(missing_ok=True)
            except OSError as error:  # open in a viewer on Windows: tried again at the next eviction
                log.warning("crop %s was not removed: %s", crop.path, error)
            else:
                gone.append(crop.evidence_id)
        if gone:
            self._writer.submit(RecordEvicted(tuple(gone)))

    def _failed(self, detail: str) -> StoreError:
        return StoreError(message(Code.EVIDENCE_FAILED, path=str(self._folder), detail=detail))

    def _not_kept(self, inspection_id: str, detail: str) -> None:
        with self._lock:
            self.n_not_kept += 1
        log.debug("a crop of inspection %s was not kept: %s", inspection_id, detail)
        self._tell_once(inspection_id, self._failed(detail).message)

    def _tell_once(self, inspection_id: str | None, told: Message) -> None:
        with self._lock:
            if told.code in self._told:
                return
            self._told.add(told.code)
        log.warning("%s %s", told.code, dict(told.params))
        try:
            self._on_notice(Notice(told))
        except Exception:  # a listener's fault must not stop the crops
            log.exception("a listener failed on %s", told)
        try:
            self._writer.submit(RecordEvent(told, inspection_id))
        except StoreError as error:
            log.warning("the event was not recorded: %s", error)


def grown(box: Box, margin_px: int, frame_width: int, frame_height: int) -> Box:
    """The box with a margin on each side, cut at the frame."""
    left, top = max(0, box.x - margin_px), max(0, box.y - margin_px)
    right = min(frame_width, box.x + box.width + margin_px)
    bottom = min(frame_height, box.y + box.height + margin_px)
    return Box(left, top, right - left, bottom - top)


def encoded(pixels: Pixels) -> bytes:
    """PNG of grey or RGB pixels, 8 or 16 bit, the same values when read back. Fast before small.

    Grey in an RGB container, as many cameras and JPEG files have it, is written as grey.
    """
    if pixels.ndim == 3:
        red, green, blue = (pixels[:, :, channel] for channel in range(3))
        is_grey = np.array_equal(red, green) and np.array_equal(red, blue)
        pixels = red if is_grey else pixels[:, :, ::-1]  # OpenCV writes BGR
    is_done, content = cv2.imencode(".png", np.ascontiguousarray(pixels), PNG_OPTIONS)
    if not is_done:
        raise ValueError(f"OpenCV could not encode a crop of shape {pixels.shape}")
    return content.tobytes()


def piece_folder(piece_id: str) -> str:
    """A folder name for any piece id, on any file system: readable start, then a hash that tells ids apart.

    ASCII letters, digits, "-" and "_" only, never a reserved name, and different for ids that differ by
    case alone.
    """
    plain = unicodedata.normalize("NFKD", piece_id).encode("ascii", "ignore").decode()
    start = re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:40] or "piece"
    digest = hashlib.sha256(piece_id.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{start}_{digest}"


def crop_path(inspection_id: str, piece_id: str, defect_id: int, lane: int, frame_index: int, box: Box) -> str:
    """Path of a crop below the evidence folder, the same for the same crop."""
    name = f"{inspection_id}_d{defect_id:06d}_l{lane}_f{frame_index:08d}_x{box.x}_y{box.y}.png"
    return f"{piece_folder(piece_id)}/{name}"
