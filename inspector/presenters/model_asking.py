"""What the model of today says about the open frame, and about those that will probably follow: asked in a thread of
its own, as long as somebody wants to know.

    want("…") ► opened(frame) ► queue ► Predictor ► answered(sha)      the open frame first, then those read ahead
                                                  ► changed            of the open frame: an answer, why there is none

An answer is of one model: another one in use outdates all of them. Runs on the Qt thread and never waits; the line that
inspects goes before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from inspector.core.class_map import ArgmaxPrediction
from inspector.core.frame import Pixels
from inspector.core.messages import Message
from inspector.pictures.large_picture import AnyPixels, LargePicture
from inspector.pipeline.prediction_pool import lower_priority
from inspector.workers.background import Background, ignore

if TYPE_CHECKING:
    from inspector.in_use import InUse
    from inspector.inference.predictor import Predictor
    from inspector.measuring.inspection_settings import Limits
    from inspector.presenters.label_desk import LabelDesk, OpenFrame
    from inspector.session import Session

LOOK_MS = 500  # for another model
NICENESS = 5  # behind the threads that inspect
MAX_PX = 64_000_000  # of a frame that is asked about; the answer takes 5 bytes for each
MAX_KEPT_PX = 40_000_000  # of answers that are kept besides that of the open frame


class ModelAsking(QObject):
    changed = Signal()  # of the open frame: answer, refusal, another model, or other limits of the same
    answered = Signal(str)  # SHA-256 of a frame that has an answer now

    def __init__(self, session: Session, desk: LabelDesk) -> None:
        super().__init__()
        self._session, self._desk = session, desk
        self._background = Background(ignore, name="asking model")
        self._wishes: set[str] = set()
        self._in_use: InUse | None = None  # that answers are of
        self._predictor: Predictor | None = None
        self._answers: dict[str, ArgmaxPrediction] = {}  # by SHA-256, the newest last
        self._asked: set[str] = set()
        self._wanted: frozenset[str] = frozenset()  # read by the thread that asks
        self._open: OpenFrame | None = None
        self._refusals: dict[str, Message] = {}  # by SHA-256
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)
        desk.has_read_ahead.connect(self._ask)

    # what is known

    @property
    def in_use(self) -> InUse | None:
        """The model that answers; None: no model is loaded."""
        return self._in_use

    @property
    def answer(self) -> ArgmaxPrediction | None:
        """Of the open frame."""
        return self._answers.get(self._open.read.frame_sha256) if self._open is not None else None

    def answer_of(self, frame_sha256: str) -> ArgmaxPrediction | None:
        return self._answers.get(frame_sha256)

    @property
    def refusal(self) -> Message | None:
        """Why the model has no answer to the open frame."""
        return self._refusals.get(self._open.read.frame_sha256) if self._open is not None else None

    @property
    def is_too_large(self) -> bool:
        """The open frame is."""
        return self._open is not None and _n_px(self._open.read.pixels) > MAX_PX

    @property
    def is_busy(self) -> bool:
        return self._background.is_busy

    # what is wished

    def want(self, who: str, is_wanted: bool) -> None:
        """From now on answers are asked for, as long as anybody wants them."""
        (self._wishes.add if is_wanted else self._wishes.discard)(who)
        if self._wishes:
            if not self._background.is_started:
                self._background.start()
                self._background.run(lambda: lower_priority(NICENESS))
            self._timer.start()
            self._look()
        else:
            self._timer.stop()
            self._wanted = frozenset()

    def opened(self, frame: OpenFrame | None) -> None:
        """None: nothing is open."""
        self._open = frame
        if frame is not None:
            self._refusals.pop(frame.read.frame_sha256, None)  # perhaps it was for want of memory
        self._ask()
        self.changed.emit()

    def end(self) -> None:
        self._timer.stop()
        self._wishes.clear()
        self._wanted = frozenset()  # what runs is given up
        self._background.end()

    def join(self, timeout_s: float) -> bool:
        return self._background.join(timeout_s)

    # inside

    def _look(self) -> None:
        """Whether another model is in use, or the same with other limits. Other looks are no news."""
        found = self._session.in_use
        before, self._in_use = self._in_use, found
        if (found.model if found else None) is (before.model if before else None):
            self._ask()
            if _limits(found) != _limits(before):
                self.changed.emit()
            return
        from inspector.inference.predictor import Predictor

        self._predictor = Predictor(found.model) if found is not None else None
        self._answers.clear()
        self._asked.clear()
        self._refusals.clear()
        self._ask()
        self.changed.emit()

    def _ask(self) -> None:
        if not self._wishes or self._open is None:
            self._wanted = frozenset()
            return
        asked, n_px = [(self._open.read, self._open.bits)], 0
        for read in self._desk.reads_ahead:
            n_px += _n_px(read.pixels)
            if n_px > MAX_KEPT_PX:
                break  # its answer would not be kept beside those before it, and be asked for again without end
            if read.bits is not None:
                asked.append((read, read.bits))
        self._wanted = frozenset(read.frame_sha256 for read, _ in asked)
        for read, bits in asked:
            if not isinstance(read.pixels, LargePicture) and _n_px(read.pixels) <= MAX_PX:
                self._ask_about(read.frame_sha256, read.pixels, bits)

    def _ask_about(self, sha: str, pixels: Pixels, bits: int) -> None:
        predictor = self._predictor
        if predictor is None or sha in self._answers or sha in self._asked or sha in self._refusals:
            return
        self._asked.add(sha)

        def is_outdated() -> bool:
            return sha not in self._wanted or self._predictor is not predictor

        def work() -> ArgmaxPrediction | None:
            from inspector.inference.predictor import PredictionGivenUp

            try:
                return None if is_outdated() else predictor.predict(pixels, bits, is_outdated)
            except PredictionGivenUp:
                return None

        def done(found: ArgmaxPrediction | None) -> None:
            if self._predictor is not predictor:
                return
            self._asked.discard(sha)
            if found is None:
                self._ask()  # it may be wanted again
                return
            self._keep(sha, found)
            self.answered.emit(sha)
            if self._is_open(sha):
                self.changed.emit()

        def failed(reason: Message) -> None:
            if self._predictor is not predictor:
                return
            self._asked.discard(sha)
            self._refusals[sha] = reason
            if self._is_open(sha):
                self.changed.emit()

        self._background.run(work, done=done, failed=failed)

    def _is_open(self, sha: str) -> bool:
        return self._open is not None and self._open.read.frame_sha256 == sha

    def _keep(self, sha: str, found: ArgmaxPrediction) -> None:
        self._answers[sha] = found
        n_px = 0
        for one in [known for known in reversed(self._answers) if not self._is_open(known)]:
            n_px += self._answers[one].index.size
            if n_px > MAX_KEPT_PX:
                del self._answers[one]


def _limits(in_use: InUse | None) -> Limits | None:
    return (in_use.settings.thresholds, in_use.settings.min_area_px) if in_use is not None else None


def _n_px(pixels: AnyPixels) -> int:
    height, width = pixels.shape[:2]
    return int(height * width)
