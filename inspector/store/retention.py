"""Removes pictures by the plant's rule of age, at a calm time, and records what went.

    removable pictures ► marked in the records ► files removed ► rows say so ► one event with counts, pieces and bytes

A kill between two of these loses nothing: what is marked is removed at the next opening. Rows of defects, gaps and
pieces stay. Which pictures may go: ``queries/retention.py``.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from inspector.core.audit import AuditStamp, current_actor, utc_now
from inspector.core.messages import Code, StoreError, message
from inspector.core.retention import RetentionRule
from inspector.core.untrusted import file_inside
from inspector.store.database import reading
from inspector.store.liveness import is_anything_running
from inspector.store.operations.events import RecordEvent
from inspector.store.operations.evidence import ChooseForRemoval, RecordEvicted
from inspector.store.queries import evidence
from inspector.store.queries.retention import Removable, removable
from inspector.store.writer import StoreWriter

log = logging.getLogger("inspector.store")

LOOK_EVERY_S = 3600.0
PORTION, PORTION_BESIDE = 500, 50  # pictures at one look: while nothing is inspected, and beside an inspection
NEVER_CALM_S = 24 * 3600.0  # a line that never pauses is not waited for any longer
FLUSH_S = 60.0
NAMED = 20  # pieces in the event
BY_RULE = "Inspector"  # who acted where nobody did

Protected = Callable[[], Collection[str]]  # paths below the evidence folder that must stay; may raise InspectorError


def nothing_protected() -> Collection[str]:
    return ()


@dataclass(frozen=True, slots=True)
class Removed:
    n_pictures: int = 0
    n_bytes: int = 0
    piece_names: tuple[str, ...] = ()  # of each inspection concerned, oldest first


def to_remove(database: Path, rule: RetentionRule, protected: Collection[str]) -> tuple[Removable, ...]:
    """Oldest first. Raises StoreError."""
    with reading(database) as rows:
        found = removable(rows, rule, utc_now())
    return tuple(one for one in found if one.path not in protected)


def summed(pictures: Sequence[Removable]) -> Removed:
    inspections = {one.inspection_id: one.piece_name for one in pictures}
    return Removed(len(pictures), sum(one.n_bytes for one in pictures), tuple(inspections.values()))


def remove(writer: StoreWriter, folder: Path, pictures: Sequence[Removable], *, by: str = "") -> Removed:
    """Remove these, in so far as nobody labels them meanwhile. ``by`` "": whoever is there.

    Raises StoreError where the records take nothing.
    """
    if not pictures:
        return Removed()
    stamp = AuditStamp(utc_now(), by or current_actor())
    writer.submit(ChooseForRemoval(tuple((one.evidence_id, one.days) for one in pictures), stamp=stamp))
    if not writer.flush(FLUSH_S):
        raise StoreError(message(Code.STORE_PAUSED, n_waiting=writer.n_waiting))
    gone = set(remove_chosen(writer, folder))
    done = summed([one for one in pictures if one.evidence_id in gone])
    if done.n_pictures:
        names = ", ".join(done.piece_names[:NAMED]) + (", …" if len(done.piece_names) > NAMED else "")
        told = message(
            Code.EVIDENCE_AGED, n=done.n_pictures, mb=round(done.n_bytes / 1e6, 3), n_pieces=len(done.piece_names),
            pieces=names,
        )  # fmt: skip
        writer.submit(RecordEvent(told, stamp=stamp))
        log.info("%s", told.to_json())
    writer.flush(FLUSH_S)
    return done


def remove_chosen(writer: StoreWriter, folder: Path) -> tuple[int, ...]:
    """Remove the files of pictures that were marked, those a crash left over included; gives their ids."""
    with reading(writer.path) as rows:
        chosen = evidence.evicting(rows)
    gone = []
    for picture in chosen:
        try:
            file_inside(folder, picture.path).unlink(missing_ok=True)
        except ValueError as error:  # a row of ours names no such file: records from elsewhere, or damaged ones
            log.warning("the file of picture %d stays: %s", picture.evidence_id, error)
            gone.append(picture.evidence_id)
        except OSError as error:  # open in a viewer on Windows: tried again at the next eviction
            log.warning("picture %s was not removed: %s", picture.path, error)
        else:
            gone.append(picture.evidence_id)
    if gone:
        writer.submit(RecordEvicted(tuple(gone)))
    return tuple(gone)


class RetentionKeeper:
    """Looks now and then, in portions, so that neither the disk nor a line notices. Of the guard's thread."""

    def __init__(
        self,
        writer: StoreWriter,
        folder: Path,
        rule: Callable[[], RetentionRule],
        protected: Protected = nothing_protected,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``rule`` is asked at each look: the plant may change it meanwhile."""
        self._writer, self._folder = writer, folder
        self._rule, self._protected = rule, protected
        self._clock = clock
        self._done_s = clock()  # when nothing was left to remove
        self._due_s = float("-inf")

    def look(self) -> Removed:
        """Raises InspectorError; it is tried again at the next look that is due."""
        rule, now_s = self._rule(), self._clock()
        if not rule.is_on or now_s < self._due_s:
            return Removed()
        is_calm = not is_anything_running(self._writer.path)
        if not is_calm and now_s - self._done_s < NEVER_CALM_S:
            return Removed()
        self._due_s = now_s + LOOK_EVERY_S  # also where something below fails
        found = to_remove(self._writer.path, rule, self._protected())
        portion = found[: PORTION if is_calm else PORTION_BESIDE]
        done = remove(self._writer, self._folder, portion, by=BY_RULE)
        if len(portion) < len(found):
            self._due_s = now_s
        else:
            self._done_s = now_s
        return done
