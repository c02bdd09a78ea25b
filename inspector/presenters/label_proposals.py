"""What the model of today proposes for the open frame: shown, accepted and rejected one by one or all at once.

    OFF ► ASKING ► proposals ► Tab selects, Enter accepts, Backspace rejects ► decided
                             ► the labels change, a threshold moves, another model is in use: proposals anew

Only what is accepted is a label: one step that names the model, which undo takes back; then it is proposed again. What
is rejected is not, as long as the frame is open and the model the same. Runs on the Qt thread and never waits.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from inspector.annotation.label_sheet import LabelState
from inspector.annotation.mask_step import LabelOrigin, MaskStep, OriginKind
from inspector.annotation.proposals import Proposal, beside_labels, is_rejected, proposals_of
from inspector.annotation.tools.painting import NOWHERE, Paint, Rect
from inspector.core.class_map import ArgmaxPrediction, ClassMap
from inspector.core.classes import BACKGROUND_INDEX
from inspector.core.defect import Box
from inspector.presenters.model_asking import MAX_PX, ModelAsking
from inspector.presenters.painting_desk import Put
from inspector.screens.painting import PaintKey
from inspector.screens.proposals import ProposalState, ProposalThreshold
from inspector.texts import painting as painting_texts
from inspector.texts import proposals as texts
from inspector.texts.messages import message_text
from inspector.workers.background import Background

if TYPE_CHECKING:
    from inspector.in_use import InUse
    from inspector.presenters.annotate_presenter import AnnotatePresenter
    from inspector.presenters.label_desk import OpenFrame
    from inspector.views.annotate.annotate_page import AnnotatePage

WHO = "proposals"
FIND = "find"  # key of the background work
N_BINS = 50
PERCENT = 100


@dataclass(slots=True, eq=False)
class _Found:
    """Of the open frame and one model, at the thresholds of now."""

    proposals: list[Proposal] = field(default_factory=list)  # the likeliest first, whatever is labelled
    rests: list[Proposal | None] = field(default_factory=list)  # what of each is shown; None: it is decided
    missing: tuple[str, ...] = ()
    corners: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros((0, 4), np.int64))

    @classmethod
    def of(cls, proposals: Sequence[Proposal], missing: tuple[str, ...], labels: ClassMap) -> _Found:
        rects = [one.patch.rect for one in proposals]
        corners = np.array([(one.top, one.left, one.bottom, one.right) for one in rects], np.int64).reshape(-1, 4)
        return cls(list(proposals), [beside_labels(one, labels) for one in proposals], missing, corners)

    def meeting(self, rect: Rect) -> list[int]:
        """Places of those that a part of the frame touches."""
        top, left, bottom, right = self.corners.T
        meets = (top < rect.bottom) & (bottom > rect.top) & (left < rect.right) & (right > rect.left)
        return [int(at) for at in np.flatnonzero(meets)]


class LabelProposals:
    def __init__(
        self, frames: AnnotatePresenter, page: AnnotatePage, asking: ModelAsking, *,
        is_wanted: Callable[[], bool], wanted: Callable[[bool], object],
    ) -> None:  # fmt: skip
        """``is_wanted``, ``wanted``: as the window remembers it."""
        self._frames, self._page, self._asking = frames, page, asking
        self._painting, self._canvas = frames.painting, page.painting.canvas
        self._remembered, self._remember = is_wanted, wanted
        self._background = Background(frames.answer, name="proposals")
        self._is_wanted = False
        self._open: OpenFrame | None = None
        self._in_use: InUse | None = None  # whose proposals they are
        self._found: _Found | None = None  # None: not known
        self._selected = -1  # place in ``_found``
        self._thresholds: dict[str, float] = {}  # that a hand moved, by class name
        self._rejected: ClassMap | None = None
        self._n_rejected = 0
        self._map: ClassMap | None = None  # what is shown
        self._number = 0  # of the change that ``_found`` knows
        self._counts: dict[str, tuple[int, ...]] = {}
        asking.changed.connect(self._asked)
        asking.answered.connect(self._mark_ahead)
        page.proposal_taken.connect(self.accept_selected)
        page.proposal_rejected.connect(self.reject_selected)
        page.proposals_brought_back.connect(self._bring_back)
        page.proposal_threshold_chosen.connect(self._choose_threshold)
        page.proposal_classes_added.connect(self._add_missing)

    def acts(self) -> dict[str, Callable[[], object]]:
        return {
            "annotate.propose": lambda: self._want(not self._is_wanted),
            "annotate.accept_all": self._accept_all,
            "annotate.reject_all": self._reject_all,
        }

    # life

    @property
    def is_busy(self) -> bool:
        return self._background.is_busy

    def begin(self) -> None:
        """The page is looked at: what the window remembers is known."""
        if self._remembered() and not self._is_wanted:
            self._want(True)

    def opened(self, frame: OpenFrame | None) -> None:
        """None: nothing is open."""
        self._forget()
        self._rejected, self._n_rejected = None, 0
        self._open = frame
        self._find()
        self._show()

    def end(self) -> None:
        self._background.end()

    def join(self, timeout_s: float) -> bool:
        return self._background.join(timeout_s)

    @property
    def has_some(self) -> bool:
        """Of the open frame, that nobody has decided about."""
        return self._found is not None and any(one is not None for one in self._found.rests)

    @property
    def _is_behind(self) -> bool:
        """Something else stands in the place of labels and proposals: nobody sees what would be decided."""
        current = self._open
        return current is not None and self._painting.state.is_read_only and not current.editor.is_read_only

    # what people ask for

    def key(self, key: PaintKey) -> bool:
        """One that means nothing to the tool in hand. True if it meant something here."""
        if not self._is_wanted or not self.has_some or self._is_behind:
            return False
        if key is PaintKey.ACCEPT:
            self.accept_selected()
        elif key is PaintKey.BACK:
            self.reject_selected()
        elif key in (PaintKey.NEXT, PaintKey.PREVIOUS):
            self._step(1 if key is PaintKey.NEXT else -1)
        else:
            return False
        return True

    def _want(self, is_wanted: bool) -> None:
        self._is_wanted = is_wanted
        self._remember(is_wanted)
        if is_wanted and not self._background.is_started:
            self._background.start()
        if not is_wanted:
            self._forget()
        self._asking.want(WHO, is_wanted)
        self._rejected, self._n_rejected = None, 0
        self._find()
        self._show()

    def accept_selected(self) -> None:
        if self._selected >= 0:
            self._accept([self._selected])

    def _accept_all(self) -> None:
        if self._found is not None:
            self._accept([place for place, one in enumerate(self._found.rests) if one is not None])

    def _accept(self, places: Sequence[int]) -> None:
        found = self._found

        def paint() -> None:
            if found is not self._found or found is None or self._open is None or self._painting.state.is_read_only:
                return
            in_use, locked, hidden = self._in_use, self._painting.options.locked, self._painting.hidden
            assert in_use is not None  # there are proposals
            chosen = [one for place in places if (one := found.rests[place]) is not None]
            if BACKGROUND_INDEX in locked:
                self._painting.hint(texts.BACKGROUND_LOCKED.translated())
            elif unseen := [one for one in chosen if one.class_index in hidden]:
                self._painting.hint(painting_texts.HIDDEN_CLASS.translated(name=self._class_name(unseen[0])))
            elif chosen:
                puts = [
                    Put(one.patch, Paint(one.class_index, locked, only=frozenset({BACKGROUND_INDEX}))) for one in chosen
                ]
                self._painting.apply(puts, self._step_name(chosen), LabelOrigin(OriginKind.MODEL, in_use.model.sha256))

        self._painting.when_free(paint)

    def _step_name(self, chosen: Sequence[Proposal]) -> str:
        if len(chosen) == 1:
            return texts.ONE_STEP.translated(model=self._model_name, name=self._class_name(chosen[0]))
        return texts.STEP.translated(n=len(chosen), model=self._model_name)

    def reject_selected(self) -> None:
        if self._selected >= 0:
            self._reject([self._selected])

    def _reject_all(self) -> None:
        if self._found is not None:
            self._reject([place for place, one in enumerate(self._found.rests) if one is not None])

    def _reject(self, places: Sequence[int]) -> None:
        found = self._found
        if found is None or self._open is None or self._painting.state.is_read_only:
            return
        if self._rejected is None:
            self._rejected = np.zeros_like(self._open.editor.class_map)
        for place in places:
            one = found.proposals[place]  # all of it: also what a label covers now may be erased
            rect = one.patch.rect
            under = self._rejected[rect.top : rect.bottom, rect.left : rect.right]
            np.copyto(under, np.uint8(one.class_index), where=one.patch.mask)
            self._n_rejected += 1
            self._put(place, None)
        self._select_near(places[0] if places else -1)
        self._show()

    def _bring_back(self) -> None:
        self._rejected, self._n_rejected = None, 0
        self._find()

    def _choose_threshold(self, class_name: str, value: float) -> None:
        in_use = self._asking.in_use
        own = dict(zip(in_use.card.class_names, in_use.settings.thresholds, strict=True)) if in_use is not None else {}
        if value == own.get(class_name):
            self._thresholds.pop(class_name, None)  # it follows the inspection again
        else:
            self._thresholds[class_name] = value
        self._find()

    def _add_missing(self) -> None:
        found = self._found

        def add() -> None:
            if found is not None and found is self._found:
                self._frames.remarks.know_classes(found.missing)
                self._find()

        self._painting.when_free(add)

    def _step(self, by: int) -> None:
        found = self._found
        assert found is not None  # see ``key``
        waiting = [place for place, one in enumerate(found.rests) if one is not None]
        at = waiting.index(self._selected) + by if self._selected in waiting else 0
        self._select(waiting[at % len(waiting)])
        box = self._box(self._selected)
        if box is not None:
            self._canvas.look_at_instance(box)
        self._show()

    # finding them

    def _asked(self) -> None:
        """The model has answered about the open frame, or is another one."""
        if self._in_use is not None and not is_same_model(self._asking.in_use, self._in_use):
            self._thresholds.clear()
            self._rejected, self._n_rejected = None, 0
            self._forget()
        self._find()
        self._show()

    def _find(self) -> None:
        """Proposals at the thresholds of now, off this thread; the last ones stay until then."""
        if self._is_wanted and self._open is not None and self._asking.answer is not None:
            self._painting.when_free(self._find_now)

    def _find_now(self) -> None:
        current, prediction, in_use = self._open, self._asking.answer, self._asking.in_use
        if not self._is_wanted or current is None or prediction is None or in_use is None:
            return
        editor, number, rejected = current.editor, current.editor.number, self._rejected
        n_rejected = self._n_rejected
        labels = editor.recorder.map_before()
        names, thresholds = editor.sheet.class_names, self._thresholds_of(in_use)
        rejected = rejected.copy() if rejected is not None else None

        def work() -> tuple[_Found, dict[str, tuple[int, ...]]]:
            card, min_area_px = in_use.card, in_use.settings.min_area_px
            proposals, missing = proposals_of(prediction, card.class_names, names, thresholds, min_area_px=min_area_px)
            if rejected is not None:
                proposals = tuple(one for one in proposals if not is_rejected(one, rejected))
            return _Found.of(proposals, missing, labels), _counts(prediction, card.class_names)

        def done(made: tuple[_Found, dict[str, tuple[int, ...]]]) -> None:
            if self._open is not current or not self._is_wanted or not is_same_model(self._asking.in_use, in_use):
                return
            if editor.number != number or self._n_rejected != n_rejected:  # somebody has painted or decided meanwhile
                self._find()
                return
            self._in_use, self._number = in_use, number
            self._take(*made)

        self._background.run(work, done=done, key=FIND, answers_begun=True)

    def _take(self, found: _Found, counts: dict[str, tuple[int, ...]]) -> None:
        assert self._open is not None
        before = self._selected_rect()
        self._found, self._counts, self._selected = found, counts, -1
        shown = np.zeros_like(self._open.editor.class_map)
        for one in found.rests:
            if one is not None:
                _paint(shown, one, one.class_index)
        self._map = shown if self.has_some else None
        self._canvas.show_proposals(self._map)
        again = next((place for place in found.meeting(before) if found.rests[place] is not None), None)
        if again is not None:
            self._select(again)
        else:
            self._select_near(-1)
        self._mark(self._open.read.frame_sha256, self.has_some)
        self._show()

    def labels_changed(self, step: MaskStep) -> None:
        """A step was made, undone or done again."""
        found, current = self._found, self._open
        if found is None or current is None:
            return
        if current.editor.number != self._number + 1:
            self._find()  # more than this step has changed
            return
        self._number += 1
        places = sorted({
            place
            for tile in step.tiles
            for place in found.meeting(Rect(tile.top, tile.left, tile.top + tile.height, tile.left + tile.width))
        })  # fmt: skip
        labels = current.editor.class_map
        for place in places:
            one = found.proposals[place]
            if self._rejected is None or not is_rejected(one, self._rejected):
                self._put(place, beside_labels(one, labels))
        if self._selected < 0 or found.rests[self._selected] is None:
            self._select_near(self._selected)
        else:
            self._select(self._selected)
        self._show()

    def _put(self, place: int, rest: Proposal | None) -> None:
        """What of a proposal is shown from now on."""
        found = self._found
        assert found is not None
        before, found.rests[place] = found.rests[place], rest
        if before is rest:
            return
        if self._map is None:
            assert self._open is not None
            self._map = np.zeros_like(self._open.editor.class_map)
            self._canvas.show_proposals(self._map)
        if before is not None:
            _paint(self._map, before, BACKGROUND_INDEX)
        if rest is not None:
            _paint(self._map, rest, rest.class_index)
        self._canvas.proposals_changed(_box_of(found.proposals[place]))

    def _forget(self) -> None:
        self._found, self._selected, self._in_use, self._map = None, -1, None, None
        self._background.outdate(FIND)
        self._canvas.show_proposals(None)
        self._canvas.show_focus(None)

    # the one that is selected

    def _select_near(self, place: int) -> None:
        """The next one that waits; where that is out of view, it is brought there."""
        assert self._found is not None
        waiting = [at for at, one in enumerate(self._found.rests) if one is not None]
        self._select(next((at for at in waiting if at > place), waiting[0] if waiting else -1))
        box = self._box(self._selected)
        if place >= 0 and box is not None and not _is_in(box, self._canvas.visible_box):
            self._canvas.look_at_instance(box)

    def _select(self, place: int) -> None:
        self._selected = place
        box = self._box(place)
        if box is None or self._found is None:
            self._canvas.show_focus(None)
            return
        one = self._found.proposals[place]
        tag = texts.TAG.translated(name=self._class_name(one), percent=percent_of(one.score))
        self._canvas.show_focus(box, tag)

    def _selected_rect(self) -> Rect:
        if self._found is None or self._selected < 0:
            return NOWHERE
        return self._found.proposals[self._selected].patch.rect

    def _box(self, place: int) -> Box | None:
        one = self._found.rests[place] if self._found is not None and place >= 0 else None
        return _box_of(one) if one is not None else None

    def _class_name(self, one: Proposal) -> str:
        assert self._open is not None
        return self._open.editor.sheet.class_names[one.class_index]

    # frames of the list

    def _mark_ahead(self, sha: str) -> None:
        """A frame that is not open yet: whether anything is proposed for it."""
        prediction, in_use, current = self._asking.answer_of(sha), self._asking.in_use, self._open
        if not self._is_wanted or prediction is None or in_use is None:
            return
        if current is not None and current.read.frame_sha256 == sha:
            return
        thresholds, names = self._thresholds_of(in_use), in_use.card.class_names

        def has_some() -> bool:
            return bool(proposals_of(prediction, names, names, thresholds,
                                     min_area_px=in_use.settings.min_area_px)[0])  # fmt: skip

        self._background.run(has_some, done=partial(self._mark, sha))

    def _mark(self, sha: str, has_some: bool) -> None:
        reads = (*self._frames.desk.reads_ahead, *([self._open.read] if self._open is not None else []))
        read = next((one for one in reads if one.frame_sha256 == sha), None)
        if read is not None:
            self._frames.listing.propose(read.frame, sha, has_some=has_some)

    # what is shown

    @property
    def _model_name(self) -> str:
        in_use = self._in_use or self._asking.in_use
        return in_use.card.name if in_use is not None else ""

    def _thresholds_of(self, in_use: InUse) -> tuple[float, ...]:
        """Those that it inspects with, but where a hand moved one here."""
        names, own = in_use.card.class_names, in_use.settings.thresholds
        return tuple(self._thresholds.get(name, value) for name, value in zip(names, own, strict=True))

    def _show(self) -> None:
        self._page.show_proposals(self._state())
        self._frames.show_mark()

    def _state(self) -> ProposalState:
        if not self._is_wanted:
            return ProposalState()
        in_use, found, asking = self._asking.in_use, self._found, self._asking
        if in_use is None:
            return _said(texts.NO_MODEL.translated(), texts.NO_MODEL_NEXT.translated())
        if self._open is None:
            return _said(texts.NOTHING_OPEN.translated())
        model = in_use.card.name
        if asking.is_too_large:
            n = round(self._open.editor.class_map.size / 1e6)
            detail = texts.TOO_LARGE_DETAIL.translated(n=n, limit=round(MAX_PX / 1e6))
            return _said(texts.TOO_LARGE.translated(), detail)
        if asking.refusal is not None:
            words = message_text(asking.refusal)
            return _said(texts.NOT_ASKED.translated(model=model), f"{words.why} {words.next_step}".strip())
        if found is None:
            return _said(texts.ASKING.translated(model=model))
        waiting = [place for place, one in enumerate(found.rests) if one is not None]
        n = len(waiting)
        text = texts.N_PROPOSALS.translated(n=n, model=model) if n else (
            texts.ALL_DECIDED if found.proposals or self._n_rejected else texts.NO_PROPOSALS
        ).translated(model=model)  # fmt: skip
        is_read_only = self._open.editor.is_read_only
        detail = ""
        if n and is_read_only:
            detail = texts.READ_ONLY.translated()
        elif n and self._selected in waiting:
            one = found.proposals[self._selected]
            selected = texts.SELECTED.translated(
                name=self._class_name(one), percent=percent_of(one.score), place=waiting.index(self._selected) + 1, n=n
            )
            detail = texts.KEYS.translated(selected=selected)
        return ProposalState(
            True, text, detail, n, self._n_rejected, can_decide=bool(n) and not is_read_only, missing=found.missing,
            thresholds=self._threshold_rows(in_use),
        )  # fmt: skip

    def _threshold_rows(self, in_use: InUse) -> tuple[ProposalThreshold, ...]:
        catalogue, values, own = self._frames.catalogue, self._thresholds_of(in_use), in_use.settings.thresholds
        return tuple(
            ProposalThreshold(catalogue.look_of(name, index), values[index], own[index], self._counts.get(name, ()))
            for index, name in enumerate(in_use.card.class_names)
            if index != BACKGROUND_INDEX
        )  # fmt: skip

    def state_of(self, state: LabelState) -> LabelState:
        """Of the open frame: one that nobody has begun is proposed, where something is."""
        return LabelState.PROPOSED if state is LabelState.NEW and self.has_some else state


def _said(text: str, detail: str = "") -> ProposalState:
    return ProposalState(True, text, detail)


def is_same_model(one: InUse | None, other: InUse | None) -> bool:
    return (one.model if one is not None else None) is (other.model if other is not None else None)


def _paint(into: ClassMap, one: Proposal, value: int) -> None:
    rect = one.patch.rect
    np.copyto(into[rect.top : rect.bottom, rect.left : rect.right], np.uint8(value), where=one.patch.mask)


def _box_of(one: Proposal) -> Box:
    """Round what of it is left."""
    rows, columns = np.flatnonzero(one.patch.mask.any(axis=1)), np.flatnonzero(one.patch.mask.any(axis=0))
    return Box(
        one.patch.left + int(columns[0]), one.patch.top + int(rows[0]), int(columns[-1] - columns[0]) + 1,
        int(rows[-1] - rows[0]) + 1,
    )  # fmt: skip


def _is_in(box: Box, view: Box) -> bool:
    return (
        box.x < view.x + view.width and box.x + box.width > view.x
        and box.y < view.y + view.height and box.y + box.height > view.y
    )  # fmt: skip


def percent_of(score: float) -> int:
    """Of a probability, as it is said."""
    return min(PERCENT - 1, int(score * PERCENT))  # nothing is certain


def _counts(prediction: ArgmaxPrediction, class_names: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """How sure the model is of the pixels of each class."""
    places = np.flatnonzero(prediction.index)
    index, probability = prediction.index.ravel()[places], prediction.probability.ravel()[places]
    return {
        name: tuple(np.histogram(probability[index == at], N_BINS, (0.0, 1.0))[0].tolist())
        for at, name in enumerate(class_names[1:], 1)
    }
