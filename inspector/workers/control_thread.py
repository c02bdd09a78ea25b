"""Work that may wait for disk, network or model, one after the other, off the Qt thread."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal

from inspector.core.messages import Code, InspectorError, Message, message

log = logging.getLogger("inspector.workers")


class ControlThread(QObject):
    """Runs what it is given in order. Trouble comes as ``failed`` and does not stop what follows."""

    failed = Signal(object)  # Message; on the Qt thread
    done = Signal(object)  # what the work returned, where it is not None; on the Qt thread
    _failed = Signal(object)
    _done = Signal(object)

    def __init__(self, parent: QObject | None = None, *, name: str = "control") -> None:
        super().__init__(parent)
        self._waiting: queue.Queue[Callable[[], object] | None] = queue.Queue()
        self._thread = threading.Thread(target=self._run, name=name)
        # Over slots of this object, so that plain callables connected to its signals run on its thread.
        self._failed.connect(self._deliver_failed, Qt.ConnectionType.QueuedConnection)
        self._done.connect(self._deliver_done, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        self._thread.start()

    def do(self, work: Callable[[], object]) -> None:
        self._waiting.put(work)

    def end(self) -> None:
        """Finish what waits, then end. Returns at once; see ``join``."""
        self._waiting.put(None)

    def join(self, timeout_s: float) -> bool:
        if self._thread.is_alive():
            self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _deliver_failed(self, said: Message) -> None:
        self.failed.emit(said)

    def _deliver_done(self, result: object) -> None:
        self.done.emit(result)

    def _run(self) -> None:
        while (work := self._waiting.get()) is not None:
            try:
                result = work()
                if result is not None:
                    self._done.emit(result)
            except InspectorError as error:
                log.warning("%s", error)
                self._say(error.message)
            except Exception as error:  # one failed wish must not end the control of the line
                log.exception("a command failed")
                self._say(message(Code.UNEXPECTED, detail=f"{type(error).__name__}: {error}"))

    def _say(self, said: Message) -> None:
        self._failed.emit(said)


def told(work: Callable[[], object], failed: Callable[[Message], object]) -> Callable[[], object]:
    """``work``, or why it failed, so that the answer can be told apart from those of other work."""

    def done() -> object:
        try:
            return work()
        except InspectorError as error:
            log.warning("%s", error)
            return failed(error.message)
        except Exception as error:  # one failed wish must not end the control of the line
            log.exception("a command failed")
            return failed(message(Code.UNEXPECTED, detail=f"{type(error).__name__}: {error}"))

    return done
