"""What a person chose to look at on the Live page, and how: one immutable value, changed in one place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from inspector.core.source_view import SourceView
from inspector.screens.live import OverlayLook, OverlayStyle

if TYPE_CHECKING:
    from inspector.session import Session
    from inspector.views.live.live_page import LivePage

OPACITY_STEP = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class DefectRequest:
    """Somebody wants to see the frame of a defect; asked again, it is another request."""

    defect_id: int


@dataclass(frozen=True, slots=True, eq=False)
class FrameRequest:
    """Somebody wants to see a frame."""

    frame_index: int
    lane: int


@dataclass(frozen=True, slots=True)
class LiveView:
    look: OverlayLook = field(default_factory=OverlayLook)
    is_frozen: bool = False
    request: DefectRequest | FrameRequest | None = None  # what is looked at, frozen
    picture: SourceView = field(default_factory=SourceView)
    is_elsewhere: bool = False  # the picture was read again from its source: nothing composed takes its place
    n_elsewhere: int = 0  # how often one was: whoever looks only now knows that his own is not on the screen any more


class LiveViewing:
    """Holds the view, and changes it as people ask. ``changed`` is called where the picture has to be composed anew.

    Thresholds and minimum areas act on the inspection too: they are those of ``ThresholdSteps``.
    """

    def __init__(self, page: LivePage, session: Session, changed: Callable[[], object]) -> None:
        self._page = page
        self._session = session
        self._changed = changed
        self._view = LiveView()
        self._defect_ids: list[int] = []  # of the defects on the page, rising
        page.show_look(self._view.look)

    @property
    def view(self) -> LiveView:
        """Of this moment; any thread may read it."""
        return self._view

    def begin_piece(self) -> None:
        """Whatever was looked at belongs to the piece before."""
        self._view = replace(self._view, is_frozen=False, request=None, is_elsewhere=False)

    # defects on the page

    def forget_defects(self) -> None:
        self._defect_ids.clear()

    def add_defects(self, defect_ids: Iterable[int]) -> None:
        """New or grown ones; ids rise with each new defect."""
        newest = self._defect_ids[-1] if self._defect_ids else 0
        self._defect_ids += sorted(defect_id for defect_id in defect_ids if defect_id > newest)

    def remove_defects(self, defect_ids: Iterable[int]) -> None:
        for defect_id in defect_ids:
            index = bisect_left(self._defect_ids, defect_id)
            if index < len(self._defect_ids) and self._defect_ids[index] == defect_id:
                del self._defect_ids[index]

    def choose_defect(self, defect_id: int) -> None:
        """Show its frame, frozen."""
        self._page.select_defect(defect_id)
        self._change(is_frozen=True, request=DefectRequest(defect_id))

    def request_frame(self, frame_index: int, lane: int) -> None:
        """Show it, frozen."""
        self._page.select_defect(None)
        self._change(is_frozen=True, request=FrameRequest(frame_index, lane))

    def show_elsewhere(self) -> None:
        """What is asked for is shown by hand, until somebody asks for something else."""
        self._view = replace(self._view, is_elsewhere=True, n_elsewhere=self._view.n_elsewhere + 1)

    def step_defect(self, step: int) -> None:
        """To the next newer defect or the next older one; from the live picture to the newest."""
        ids, request = self._defect_ids, self._view.request
        if not ids:
            return
        index = len(ids) - 1
        if isinstance(request, DefectRequest) and request.defect_id in ids:
            index = min(max(ids.index(request.defect_id) + step, 0), index)
        self.choose_defect(ids[index])

    # the picture

    def show_picture(self, picture: SourceView) -> None:
        """Brightness, contrast and turn; nothing of it acts on the inspection."""
        self._view = replace(self._view, picture=picture)
        self._changed()

    def freeze(self, is_frozen: bool) -> None:
        if not is_frozen:
            self._page.select_defect(None)  # the live frame is that of no defect
        self._change(is_frozen=is_frozen, request=self._view.request if is_frozen else None)

    def choose_solo(self, class_index: int) -> None:
        """Show one class alone, or all again."""
        solo = 0 if self._view.look.solo == class_index else class_index
        if self._is_listed(solo):
            self._show_look(solo=solo)
            self._changed()

    def model_changed(self) -> None:
        """A class shown alone that the model does not have would hide everything, and nothing could say why."""
        if not self._is_listed(self._view.look.solo):
            self._show_look(solo=0)

    def next_style(self) -> None:
        styles = list(OverlayStyle)
        self._show_look(style=styles[(styles.index(self._view.look.style) + 1) % len(styles)])

    def change_opacity(self, step: float) -> None:
        self._show_look(opacity=min(1.0, max(0.1, round(self._view.look.opacity + step, 2))))

    def hide_overlay(self, is_hidden: bool) -> None:
        self._show_look(is_hidden=is_hidden)

    def _is_listed(self, solo: int) -> bool:
        """All classes (0), or one that the legend of the model lists."""
        in_use = self._session.in_use
        return not solo or (in_use is not None and solo in in_use.card.defect_indices)

    def _change(self, *, is_frozen: bool, request: DefectRequest | FrameRequest | None) -> None:
        is_elsewhere = self._view.is_elsewhere and is_frozen and request is self._view.request
        self._view = replace(self._view, is_frozen=is_frozen, request=request, is_elsewhere=is_elsewhere)
        self._changed()

    def _show_look(self, **changes: object) -> None:
        # ``replace`` checks the names of fields and nothing their types: the callers stand in this class.
        self._view = replace(self._view, look=replace(self._view.look, **changes))  # type: ignore[arg-type]
        self._page.show_look(self._view.look)
