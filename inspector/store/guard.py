"""Looks after the database while it is open: every page now and then, a copy and old pictures by the plant's rules.

A thread of its own, which holds up neither rows nor pictures: it reads over connections of its own.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from filelock import FileLock, Timeout

from inspector.core.messages import InspectorError, Message, StoreError
from inspector.store.backups import BackupRule, back_up, is_due
from inspector.store.damage import FileDamaged
from inspector.store.liveness import locks_folder
from inspector.store.records import Notice
from inspector.store.writer import NoticeListener, StoreWriter

log = logging.getLogger("inspector.store")

LOOK_EVERY_S = 60.0
LOOK_LIMIT_S = 3.0  # some 2 GB; of a larger database every page is looked at in its copies


class StoreGuard:
    """Close it before its ``writer``. ``on_notice`` is called on its thread, once in a row for each kind of trouble."""

    def __init__(
        self,
        writer: StoreWriter,
        rule: BackupRule,
        *,
        on_notice: NoticeListener = lambda notice: None,
        keeps_pictures: Callable[[], object] = lambda: None,
        look_every_s: float = LOOK_EVERY_S,
    ) -> None:
        """``keeps_pictures``: the plant's rule of retention, asked at each look."""
        self._writer = writer
        self._rule = rule
        self._on_notice = on_notice
        self._keeps_pictures = keeps_pictures
        self._look_every_s = look_every_s
        self._failed: tuple[Message, float] | None = None  # why there is no copy, and since when
        self._closes = threading.Event()
        self._thread = threading.Thread(target=self._run, name="store-guard", daemon=True)
        self._thread.start()

    def close(self, timeout_s: float = 10.0) -> None:
        """Give up what it does. Repeatable."""
        self._closes.set()
        self._thread.join(timeout_s)

    def _run(self) -> None:
        while not self._closes.wait(self._look_every_s):
            try:
                self._look()
                self._keeps_pictures()
            except InspectorError as error:
                log.warning("%s", error)
            except Exception:  # records go on without their guard, and the log says why
                log.exception("the records were not looked after")

    def _look(self) -> None:
        started_s = time.monotonic()
        self._writer.look_for_damage(LOOK_LIMIT_S)
        log.debug("looked at the records for %.3f s", time.monotonic() - started_s)
        database = self._writer.path
        if not is_due(database, self._rule):
            return
        generation = self._writer.generation
        try:
            with FileLock(locks_folder(database) / "backup.lock", timeout=0):
                made = back_up(database, self._rule, self._closes.is_set)
        except Timeout:  # another program is at it
            return
        except FileDamaged as error:
            self._writer.report_damage(str(error), generation)
            return
        except StoreError as error:
            log.warning("%s", error)
            if self._failed is None:
                self._failed = (error.message, started_s)
                self._on_notice(Notice(error.message))
            return
        if made is None:
            return
        log.info("the records were copied to %s", made.name)
        if self._failed is not None:
            (told, since_s), self._failed = self._failed, None
            self._on_notice(Notice(told, is_over=True, lasted_s=time.monotonic() - since_s))
