"""The threads that predict, shared by all lanes of a line. As many predict at once as the model's backend has use for,
never more, also where the next model has use for another number.

They take the frame that has waited longest, whichever lane it is of. A frame and the model that inspects it are taken
in one step: no frame is taken up with a newer model than one that is taken after it.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from inspector.core.class_map import ArgmaxPrediction
from inspector.core.frame import Frame
from inspector.core.messages import Code, InspectorError, Message
from inspector.inference.loaded_model import LoadedModel
from inspector.inference.predictor import PredictionGivenUp, Predictor
from inspector.inference.screening import Screened, Screening
from inspector.measuring.inspection_settings import InspectionSettings
from inspector.pipeline.lane_buffer import Captured, LaneBuffer, Work

log = logging.getLogger("inspector.pipeline")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class ModelInUse:
    """What frames are inspected with: a model, and the settings made for its classes."""

    predictor: Predictor
    settings: InspectionSettings
    generation: int  # rises with each model
    screening: Screening | None = None  # names where the model looks; None: everywhere
    screen_trouble: Message | None = None  # why a screen that somebody said yes to is not used

    @property
    def model(self) -> LoadedModel:
        return self.predictor.model


@dataclass(frozen=True, slots=True, eq=False)
class Predicted:
    captured: Captured
    frame: Frame
    used: ModelInUse
    prediction: ArgmaxPrediction
    ms: float
    screened: Screened | None = None  # None: nothing was screened


class PredictionPool:
    """``used`` gives the model at the moment; it is asked with the condition held. ``gives_up`` ends long frames.
    ``n_threads``: as many as any model of this line has use for."""

    def __init__(
        self,
        buffers: Sequence[LaneBuffer],
        changed: threading.Condition,
        used: Callable[[], ModelInUse],
        *,
        n_threads: int,
        gives_up: Callable[[], bool],
        niceness: int = 0,
    ) -> None:
        self._buffers = tuple(buffers)
        self._changed = changed
        self._used = used
        self._gives_up = gives_up
        self._niceness = niceness
        self.threads = tuple(threading.Thread(target=self._run, name=f"predict-{n}") for n in range(n_threads))
        self._n_running = 0
        self._n_busy = 0

    def start(self) -> None:
        self._n_running = len(self.threads)
        for thread in self.threads:
            thread.start()

    @property
    def has_ended(self) -> bool:
        """Nothing more will be done. With the condition held."""
        return self._n_running == 0

    def _run(self) -> None:
        lower_priority(self._niceness)
        try:
            while (taken := self._take()) is not None:
                buffer, position, work, used = taken
                try:
                    done = self._predicted(work, used) if isinstance(work, Captured) else work
                    with self._changed:
                        buffer.put_done(position, done)
                finally:
                    with self._changed:
                        self._n_busy -= 1
                        self._changed.notify_all()
        finally:
            with self._changed:
                self._n_running -= 1
                self._changed.notify_all()

    def _take(self) -> tuple[LaneBuffer, int, Work, ModelInUse] | None:
        with self._changed:
            while True:
                ready, used = [buffer for buffer in self._buffers if buffer.is_takeable], self._used()
                if ready and self._n_busy < used.model.backend.n_streams:
                    oldest = min(ready, key=lambda buffer: buffer.waits_since_s)
                    self._n_busy += 1
                    return oldest, *oldest.take(), used
                if all(buffer.is_closed_and_taken for buffer in self._buffers):
                    return None
                self._changed.wait()

    def _predicted(self, captured: Captured, used: ModelInUse) -> Predicted | Captured:
        frame = captured.item
        if not isinstance(frame, Frame):
            return captured
        started_s = time.perf_counter()
        screened: Screened | None = None
        try:
            product = captured.product
            wanted = product.mask() if product is not None and not product.is_whole else None
            if used.screening is not None:
                screened = used.screening.predict(
                    used.predictor, frame.pixels, frame.bits, frame.frame_index, self._gives_up, wanted
                )
                prediction = screened.prediction
            else:
                prediction = used.predictor.predict(frame.pixels, frame.bits, self._gives_up, wanted)
        except PredictionGivenUp:
            return captured.as_missed(Code.FRAME_NOT_REACHED)
        except InspectorError as error:
            log.warning("frame %s was not inspected: %s", frame.name, error)
            return captured.as_missed(Code.FRAME_FAILED, error.message.code.value)
        except Exception as error:  # one bad frame must not end the shift
            log.exception("frame %s was not inspected", frame.name)
            return captured.as_missed(Code.FRAME_FAILED, f"{type(error).__name__}: {error}")
        return Predicted(captured, frame, used, prediction, (time.perf_counter() - started_s) * 1e3, screened)


def lower_priority(niceness: int) -> None:
    """Lower the priority of the calling thread. Linux only: elsewhere niceness is of the whole process."""
    if niceness and sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), niceness)


def at_lower_priority(niceness: int, work: Callable[[], T]) -> T:
    """Do it on a thread of lower priority, and wait for it: threads that it begins, as of a model's runtime, have it
    too."""
    with ThreadPoolExecutor(1, "beside", lower_priority, (niceness,)) as beside:
        return beside.submit(work).result()
