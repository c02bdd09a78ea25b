"""Lines under random orders of pieces, models, settings, failures and stops: every frame once, every piece ended once.

The long form tries 300 sequences, else 60.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest
from pipeline_samples import NOON, Heard, with_backend

from inspector.core.calibration import Calibration
from inspector.core.frame import Frame, Lease, MissedFrame
from inspector.core.messages import Code, Message, SourceError, message
from inspector.core.piece import Piece
from inspector.inference.loaded_model import LoadedModel
from inspector.measuring.inspection_settings import InspectionSettings
from inspector.pipeline.lane import Lane
from inspector.pipeline.line import Line, State
from inspector.pipeline.sink import InspectionEnd, InspectionStart, Outcome, Sink
from inspector.sources.source import SourceInfo, SourceKind
from tests.long_form import IS_LONG
from tests.tiny_model import CLEAN, DULL, FAILS

N_SEQUENCES = 300 if IS_LONG else 60


class Progress:
    """How many frames all sources of a line have delivered."""

    def __init__(self) -> None:
        self.n = 0
        self._changed = threading.Condition()

    def up(self) -> None:
        with self._changed:
            self.n += 1
            self._changed.notify_all()

    def wait_for(self, n: int, has_ended: Callable[[], bool]) -> None:
        """So many more, or the end."""
        with self._changed:
            goal = self.n + n
            while self.n < goal and not has_ended():
                self._changed.wait(0.005)


class RandomSource:
    """Frames in few buffers that must come back, frames that cannot be read or inspected, and perhaps a failure."""

    def __init__(self, rng: random.Random, progress: Progress) -> None:
        self._rng = random.Random(rng.random())
        self._progress = progress
        self._n_buffers = rng.choice([3, 8, 20])
        self._free = threading.Semaphore(self._n_buffers)
        self._fails_at = rng.randrange(40) if rng.random() < 0.25 else None
        n_frames = rng.randrange(60) if rng.random() < 0.5 else None
        is_live = rng.random() < 0.5
        self.info = SourceInfo(SourceKind.CAMERA, "random", is_live, rng.random() < 0.5, n_frames)
        self.n_delivered = self.n_closed = 0
        self.n_given_back = self.n_lent = 0
        self._lock = threading.Lock()

    def frames(self, stop: threading.Event, notify: Callable[[Message], None]) -> Iterator[Frame | MissedFrame]:
        rng = self._rng
        while not stop.is_set() and self.n_delivered != self.info.n_frames:
            if self.n_delivered == self._fails_at:
                raise SourceError(message(Code.CAMERA_NOT_FOUND, address="random"))
            if rng.random() < 0.05:
                notify(message(Code.CAMERA_LOST, address="random", retry_s=1.0))
            item = self._missed() if rng.random() < 0.1 else self._frame(stop)
            if item is None:
                return
            self.n_delivered += 1
            self._progress.up()
            yield item
            if self.info.is_live and rng.random() < 0.3:
                stop.wait(0.001)

    def _missed(self) -> MissedFrame:
        n_rows = self._rng.choice([None, 5])
        return MissedFrame(self.n_delivered, "x", message(Code.FRAME_TRUNCATED, name="x"), NOON, n_rows)

    def _frame(self, stop: threading.Event) -> Frame | None:
        while not self._free.acquire(timeout=0.01):
            if stop.is_set():
                return None
        with self._lock:
            self.n_lent += 1
        drawn = np.full((self._rng.randrange(4, 12), 24), CLEAN, np.uint8)
        drawn[:, self._rng.choice([0, 10, 20]) :][:, :4] = DULL
        if self._rng.random() < 0.05:
            drawn[0, 0] = FAILS
        return Frame(self.n_delivered, "x", drawn, NOON, time.monotonic(), lease=Lease(self._given_back))

    def _given_back(self) -> None:
        with self._lock:
            self.n_given_back += 1
        self._free.release()

    def close(self) -> None:
        self.n_closed += 1


class Listed(RandomSource):
    """Knows what it still had."""

    def remaining(self) -> Iterator[MissedFrame]:
        while self.n_delivered < (self.info.n_frames or 0):
            index, self.n_delivered = self.n_delivered, self.n_delivered + 1
            yield MissedFrame(index, "x", message(Code.FRAME_NOT_REACHED, name="x"), NOON)


class Strict(Heard):
    """Notes what comes before its beginning or after its end."""

    def __init__(self) -> None:
        super().__init__()
        self.n_out_of_turn = 0

    def begin(self, start: InspectionStart) -> None:
        self.n_out_of_turn += bool(self.frames or self.ended)
        super().begin(start)

    def _add(self, item: object, placement: object) -> None:
        self.n_out_of_turn += not self.starts or bool(self.ended)
        super()._add(item, placement)  # type: ignore[arg-type]


class Failing(Heard):
    """Raises wherever it is asked to."""

    def __init__(self, rng: random.Random, *, is_required: bool) -> None:
        super().__init__()
        self.is_required = is_required  # type: ignore[misc]
        self._where = rng.choice(["begin", "frame", "end"])
        self._at = rng.randrange(20)

    def begin(self, start: InspectionStart) -> None:
        self._perhaps("begin")

    def _add(self, item: object, placement: object) -> None:
        self._at -= 1
        if self._at < 0:
            self._perhaps("frame")

    def end(self, end: InspectionEnd) -> None:
        self._perhaps("end")

    def _perhaps(self, where: str) -> None:
        if where == self._where:
            raise ConnectionError(where)


class Sequence:
    def __init__(self, seed: int, model: LoadedModel) -> None:
        self.rng = rng = random.Random(seed)
        self._model = with_backend(model, lambda: None, rng.choice([1, 2, 3]))
        self.progress = Progress()
        kind = rng.choice([RandomSource, Listed])
        self.sources = [kind(rng, self.progress) for _ in range(rng.randrange(1, 4))]
        self.heard: list[Strict] = []
        scale = Calibration(0.5, 0.3) if rng.random() < 0.7 else None
        lanes = [
            Lane(source, scale=scale, across_mm=None if scale is None else index * 12.0)
            for index, source in enumerate(self.sources)
        ]
        self.line = Line(lanes, self._model, InspectionSettings.of_card(model.card), sinks=self._sinks)

    def _sinks(self, piece: Piece) -> list[Sink]:
        if self.heard and self.rng.random() < 0.1:
            raise OSError("no sinks")
        self.heard.append(Strict())
        sinks: list[Sink] = [self.heard[-1]]
        if self.rng.random() < 0.3:
            sinks.insert(0, Failing(self.rng, is_required=False))
        if self.rng.random() < 0.05:
            sinks.append(Failing(self.rng, is_required=True))
        return sinks

    def run(self) -> None:
        rng, line = self.rng, self.line
        line.start(Piece("0"))
        for number in range(1, rng.randrange(2, 14)):
            if rng.random() < 0.6:
                self.progress.wait_for(rng.randrange(12), lambda: line.status.state is State.ENDED)
            act = rng.choice(["piece", "piece", "model", "settings"])
            if act == "piece":
                self._begin(Piece(str(number)))
            elif act == "model":
                line.use_model(self._model, InspectionSettings.of_card(self._model.card))
            else:
                line.set_settings(replace(line.settings, min_area_px=(0, rng.randrange(40), 3)))
        if any(source.info.n_frames is None for source in self.sources) or rng.random() < 0.5:
            other = threading.Thread(target=lambda: self._begin(Piece("late")))
            other.start()  # as a mark that comes by the network in the moment of the stop
            line.stop()
            other.join()
        assert line.join(120)

    def _begin(self, piece: Piece) -> None:
        n_before = len(self.heard)
        try:
            is_begun = self.line.begin_piece(piece)
        except OSError:
            is_begun = False
        if not is_begun:
            del self.heard[n_before:]  # made for a piece that did not begin

    def check(self) -> None:
        for lane, source in enumerate(self.sources):
            numbers = [
                number
                for heard in self.heard
                for number, placement in zip(heard.numbers, heard.placements, strict=True)
                if placement.lane == lane
            ]
            assert numbers == list(range(source.n_delivered))
            assert source.n_given_back == source.n_lent
            assert source.n_closed == 1
        for heard in self.heard:
            assert (len(heard.starts), len(heard.ended), heard.n_out_of_turn) == (1, 1, 0)
        status = self.line.status
        assert status.state is State.ENDED
        assert status.outcome in tuple(Outcome)
        assert status.stats.n_in == len(self.heard[-1].frames)
        assert status.stats.n_inspected + status.stats.n_not_inspected == status.stats.n_in


@pytest.mark.parametrize("seed", range(N_SEQUENCES))
def test_in_any_order_every_frame_comes_once_and_every_piece_ends_once(tiny_model: LoadedModel, seed: int) -> None:
    before = set(threading.enumerate())
    sequence = Sequence(seed, tiny_model)
    sequence.run()
    sequence.check()
    assert set(threading.enumerate()) <= before
