"""The hand that clicks what belongs to a defect and what does not; what a network makes of it waits for Enter."""

from __future__ import annotations

from inspector.annotation.tools.painting import Patch
from inspector.core.classes import BACKGROUND_INDEX
from inspector.presenters.painting_desk import Desk, Hand, Placed, Proposal, Put
from inspector.presenters.painting_names import step_name
from inspector.screens.painting import PaintTool, Pointer, SketchState
from inspector.texts import painting as texts
from inspector.texts.translate import Text


class ClickHand(Hand):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._clicks: list[Placed] = []

    def begin(self) -> None:
        if self._clicks:  # another class is in hand
            self._look()
            return
        self._desk.propose(None)
        segmenter = self._desk.segmenter
        if segmenter is not None:
            segmenter.begin(self.whole, self._say)

    def press(self, at: Pointer) -> None:
        desk, segmenter = self._desk, self._desk.segmenter
        if self.pixel_of(at) is None or segmenter is None:
            return
        if not segmenter.has_files:
            segmenter.ask_files()
            return
        is_defect = not at.has_ctrl
        if not is_defect and not self._clicks:
            desk.hint(texts.CLICKS_FIRST.translated())
            return
        if segmenter.max_clicks is not None and len(self._clicks) >= segmenter.max_clicks:
            desk.hint(texts.CLICKS_FULL.translated(n=segmenter.max_clicks))
            return
        self._clicks.append((at.x, at.y, is_defect))
        self._look()

    def back(self) -> bool:
        if not self._clicks:
            return False
        self._clicks.pop()
        if self._clicks and any(is_defect for _, _, is_defect in self._clicks):
            self._look()
        else:
            self.cancel()
        return True

    def accept(self) -> bool:
        return bool(self._clicks)  # the mask is on its way: Enter means nothing else

    def cancel(self) -> bool:
        had_some = bool(self._clicks)
        self._clicks.clear()
        self._desk.sketch(SketchState())
        self._desk.propose(None)
        return had_some

    def _look(self) -> None:
        desk, segmenter, clicks = self._desk, self._desk.segmenter, tuple(self._clicks)
        assert segmenter is not None  # there are clicks
        desk.sketch(
            SketchState(
                corners=tuple((x, y) for x, y, is_defect in clicks if is_defect),
                refused=tuple((x, y) for x, y, is_defect in clicks if not is_defect),
            )
        )

        def show(patch: Patch) -> None:
            if clicks != tuple(self._clicks):
                return
            options = desk.options
            value = BACKGROUND_INDEX if options.is_erasing else options.class_index
            proposal = Proposal((Put(patch, self.paint_of(value)),), step_name(desk, PaintTool.CLICKS, value))
            desk.propose(proposal, (texts.CLICKS_NOTHING if proposal.is_empty else texts.CLICKS_WAIT).translated())

        desk.hint(texts.CLICKS_LOOKING.translated())
        segmenter.segment(self.whole, clicks, show)

    def _say(self, text: Text | None) -> None:
        """How far the network is; None: it is ready."""
        if text is not None or not self._clicks:
            self._desk.hint(text.translated() if text is not None else "")
