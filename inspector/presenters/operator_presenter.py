"""What the operator's view says and does, beside the Live page whose picture and map it shows.

One state word, made from the state of the run and of the picture; remarks ("That's wrong") about where the piece is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from inspector.core.defect import Severity
from inspector.core.messages import Message
from inspector.core.remark import Remark, RemarkKind
from inspector.screens.live import LiveState, RunState
from inspector.screens.operator import LargePicture, OperatorScreen, Tone
from inspector.texts import formats
from inspector.texts import operator as texts
from inspector.texts.messages import one_line
from inspector.texts.translate import Text

if TYPE_CHECKING:
    from inspector.pipeline.result import InspectionResult
    from inspector.presenters.live_composer import LiveUpdate, ShownFrame
    from inspector.session import Session
    from inspector.workers.background import Background

START_STOP = "live.start_stop"
MAX_PICTURES = 8  # no screen has room for more

_WORDS = {
    RunState.NOTHING: (texts.STOPPED, Tone.WARN),
    RunState.READY: (texts.STOPPED, Tone.WARN),
    RunState.STARTING: (texts.STARTING, Tone.WARN),
    RunState.RUNNING: (texts.INSPECTING, Tone.CALM),
    RunState.STOPPING: (texts.STOPPING, Tone.WARN),
    RunState.ENDED: (texts.STOPPED, Tone.WARN),
    RunState.FAILED: (texts.FAILED, Tone.STOP),
}
_START_TEXTS = {
    RunState.STARTING: texts.STARTING_NOW,
    RunState.RUNNING: texts.STOP,
    RunState.STOPPING: texts.STOPPING_NOW,
}
_RUNNING = (RunState.STARTING, RunState.RUNNING, RunState.STOPPING)


class ShowsOperator(Protocol):
    """The part of the page that this needs."""

    def show_operator_screen(self, screen: OperatorScreen, /) -> None: ...

    def show_serious(self, pictures: tuple[LargePicture, ...], /) -> None: ...


class OperatorPresenter:
    """Used on the Qt thread."""

    def __init__(
        self,
        page: ShowsOperator,
        session: Session,
        background: Background,
        *,
        shown: Callable[[], ShownFrame | None],
        found: Callable[[int, int], InspectionResult | None],
    ) -> None:
        """``shown`` is the frame on the screen; ``found`` one that is still in memory, by frame index and lane."""
        self._page = page
        self._session = session
        self._background = background
        self._shown_frame = shown
        self._found = found
        self._pictures: dict[int, LargePicture] = {}  # by defect id, in the order in which they were found
        self._answer = ""
        self._update: LiveUpdate | None = None
        self._state: LiveState | None = None

    def take(self, update: LiveUpdate) -> None:
        """News of the piece, in their order."""
        before = tuple(self._pictures.values())
        if update.has_begun:
            self._pictures, self._answer = {}, ""
        for defect_id in update.removed:
            self._pictures.pop(defect_id, None)
        for picture in update.serious:
            self._pictures[picture.defect_id] = picture
        ordered = list(reversed(self._pictures.values()))
        ordered.sort(key=_rank)
        del ordered[MAX_PICTURES:]
        kept = {picture.defect_id for picture in ordered}
        self._pictures = {defect_id: one for defect_id, one in self._pictures.items() if defect_id in kept}
        if before != tuple(self._pictures.values()):
            self._page.show_serious(tuple(ordered))
        self._update = update

    def show(self, state: LiveState) -> None:
        self._state = state
        self._page.show_operator_screen(self._screen(state))

    def _screen(self, state: LiveState) -> OperatorScreen:
        update = self._update
        window = update.window if update is not None else None
        word, tone, why = self._word(state)
        start = _START_TEXTS.get(state.run_state, texts.START).translated()
        asked = state.asked
        if asked is not None:  # a second press of the same does it
            why = asked.costs
            start = texts.PRESS_AGAIN.translated() if asked.action_id == START_STOP else start
        is_running = state.run_state in _RUNNING
        can_stop = state.run_state in (RunState.STARTING, RunState.RUNNING)
        return OperatorScreen(
            word=word,
            tone=tone,
            why=why,
            piece=window.piece if window is not None else "",
            position=window.position if window is not None else "",
            verdict=state.verdict.word if state.verdict is not None else "",
            why_verdict=state.verdict.reason if state.verdict is not None else "",
            start_text=start,
            can_start=can_stop or (state.can_start and not is_running),
            is_running=is_running,
            piece_kind=self._session.workspace.settings.piece_kind if self._session.workspace is not None else "",
            again=state.again,
            can_remark=self._shown_frame() is not None,
            no_serious=self._no_serious().translated(),
            answer=self._answer if asked is None else asked.again,
        )

    def _has_seen(self) -> bool:
        """A frame of these sources was inspected, be it of the piece before."""
        status = self._update.status if self._update is not None else None
        stats = status.stats if status is not None else None
        return stats is not None and (stats.n_inspected > 0 or stats.newest_age_ms is not None)

    def _no_serious(self) -> Text:
        """What stands in the place of serious defects while there is none: none is said of metres that were seen and
        graded alone. Severities in mm need a calibration."""
        extent = self._update.extent if self._update is not None else None
        if extent is None or not extent.length:
            return texts.SERIOUS_HERE
        return texts.NO_SERIOUS if extent.is_calibrated else texts.NOT_GRADED

    def _word(self, state: LiveState) -> tuple[str, Tone, str]:
        """Seeing nothing while it inspects is louder than anything else: a calm word would be a lie."""
        text, tone = _WORDS[state.run_state]
        lost = self._update.lost_because if self._update is not None else ""
        if state.run_state is RunState.RUNNING and (lost or state.too_old):
            return texts.NOT_SEEING.translated(), Tone.STOP, lost or state.too_old
        if state.run_state is RunState.RUNNING and not self._has_seen():
            return texts.NOT_SEEING.translated(), Tone.WARN, texts.NO_FRAME_YET.translated()
        why = "" if state.run_state is RunState.RUNNING else state.headline
        if state.run_state is RunState.NOTHING:
            why = texts.NOTHING_CHOSEN.translated()
        return text.translated(), tone, why

    # what people do

    def remark(self, kind: str, meant: LargePicture | None) -> None:
        """Of ``RemarkKind``: a defect passed and was not found; or one is none: ``meant``, or what is on the screen."""
        shown = self._shown_frame()
        if shown is None:
            return
        made = RemarkKind(kind)
        if meant is not None:
            if meant.inspection_id != shown.start.inspection_id:  # another piece has begun since it was pressed
                self._say(texts.NOT_MARKED.translated(reason=texts.GONE_WITH_ITS_PIECE.translated()))
                return
            remark = Remark(made, meant.lane, meant.frame_index, meant.along_px, meant.along_mm, meant.defect_id)
        else:
            placement, frame = shown.result.placement, shown.result.frame
            end_px, end_mm = placement.along_px + frame.height, placement.along_mm_at(frame.height)
            remark = Remark(made, placement.lane, frame.frame_index, float(end_px), end_mm)
        frame_of_it = self._found(remark.frame_index, remark.lane) if remark.frame_index is not None else None
        session, start = self._session, shown.start

        def mark() -> int:
            n_kept = session.remark(start, remark)
            if not n_kept and frame_of_it is not None:  # long ago, but still in memory
                n_kept = int(session.keep_frame(start, frame_of_it))
            return n_kept

        def marked(n_kept: int) -> None:
            where = _where(remark)
            text = texts.MARKED.translated(n=n_kept, where=where) if n_kept else None
            self._say(text or texts.MARKED_ONLY.translated(where=where))

        def failed(reason: Message) -> None:
            self._say(texts.NOT_MARKED.translated(reason=one_line(reason)))

        self._background.run(mark, done=marked, failed=failed)

    def forget_answer(self) -> None:
        """Something else is being done."""
        if self._answer:
            self._say("")

    def _say(self, answer: str) -> None:
        self._answer = answer
        if self._state is not None:
            self.show(self._state)


def _rank(picture: LargePicture) -> int:
    """Critical ones keep their place until newer critical ones come: a hundred of lesser weight hide none."""
    return int(picture.severity is not Severity.CRITICAL)


def _where(remark: Remark) -> str:
    if remark.along_mm is not None:
        return formats.length_m(remark.along_mm / 1000)
    return formats.length_px(remark.along_px)
