"""Frames of the inspection on the Live page that left the memory: walked through, and read again from their source.

step ► which frame is it? ► in memory: the composer shows it ► else read again ► shown by hand, until one goes on
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inspector.core.defect import Box
from inspector.core.messages import Code, Message, message
from inspector.presenters.frame_display import display_of
from inspector.presenters.frame_reader import STEPS, FrameReader
from inspector.screens.live import DisplayFrame
from inspector.screens.shell import EmptyState
from inspector.texts import review as texts
from inspector.texts.messages import one_line

if TYPE_CHECKING:
    from inspector.pipeline.frame_again import FrameAgain
    from inspector.presenters.live_composer import MissingFrame, ShownFrame
    from inspector.presenters.live_view import LiveViewing
    from inspector.presenters.message_board import MessageBoard
    from inspector.session import Session
    from inspector.views.live.live_page import LivePage

Place = tuple[int, int]  # frame index, lane


class LiveFrames:
    def __init__(
        self, page: LivePage, session: Session, viewing: LiveViewing, messages: MessageBoard, reader: FrameReader
    ) -> None:
        self._page, self._session, self._viewing, self._messages = page, session, viewing, messages
        self._reader = reader
        self.on_screen: DisplayFrame | None = None
        self._inspection_id = ""
        self._at: Place | None = None  # what is on the screen
        self._read: tuple[FrameAgain, Box | None] | None = None  # where that was read again

    def begin_piece(self) -> None:
        self._reader.forget()
        self._inspection_id, self._at, self.on_screen, self._read = "", None, None, None

    def shown(self, shown: ShownFrame, frame: DisplayFrame) -> None:
        """The composer has put this frame on the screen."""
        self.on_screen, self._read = frame, None
        self._inspection_id = shown.start.inspection_id
        self._at = (shown.result.frame.frame_index, shown.result.placement.lane)

    def step(self, verb: str) -> None:
        """``verb`` of an action, as in ``STEPS``."""
        if not self._inspection_id:
            self._answer(message(Code.NO_FRAME_THERE, what=texts.NO_FRAMES.translated()))
            return
        self._messages.drop_family("review.")

        def found(place: Place) -> None:
            self._at = place
            self._viewing.request_frame(*place)

        self._reader.step(self._inspection_id, self._at, STEPS[verb], done=found, failed=self._answer)

    def missing(self, wanted: MissingFrame) -> None:
        """The composer was asked for a frame that is not in memory any more."""
        request = self._viewing.view.request

        def read(again: FrameAgain) -> None:
            if self._viewing.view.request is request:  # else somebody has gone on meanwhile
                self._show(again, wanted.focus)

        self._messages.drop_family("review.")
        self._reader.read(wanted.inspection_id, wanted.lane, wanted.frame_index, done=read, failed=self._answer)

    def show_again(self) -> None:
        """In another look, where what is on the screen was read again; else the composer does it."""
        if self._read is not None and self._viewing.view.is_elsewhere:
            self._put_on_screen(*self._read)

    def _show(self, again: FrameAgain, focus: Box | None) -> None:
        self._put_on_screen(again, focus)
        for note in again.notes:
            self._answer(note)

    def _put_on_screen(self, again: FrameAgain, focus: Box | None) -> None:
        in_use, view = self._session.in_use, self._viewing.view.picture
        names = in_use.card.class_names if in_use is not None else ()
        frame = display_of(again, self._session.catalogue, names, focus=focus, view=view)
        self._at = (again.record.frame_index, again.record.lane)
        if self._read is None or self._read[0] is not again:
            self._viewing.show_elsewhere()
        self._read = again, focus
        self.on_screen = frame
        if frame is not None:
            self._page.show_frame(frame)
        else:
            reason = one_line(again.record.reason) if again.record.reason is not None else ""
            sentence = texts.NOT_KNOWN_HOW_LARGE.translated(name=again.record.name, reason=reason)
            self._page.show_empty(EmptyState(sentence))

    def _answer(self, reason: Message) -> None:
        self._messages.show(reason, is_answer=True)
