"""Thresholds and minimum areas as people move them: step by step, with undo, named sets, and a record of each.

    moved … moved ► settled: one step, recorded with who, when, before and after

A drag is one step, from press to release; the inspection follows it all the way. What a hand moved is for this source
and this model: another source begins with the set or with the model's own, another model with its own. Imports no
widget.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inspector.core.audit import AuditStamp
from inspector.core.messages import Code, WorkspaceError, message
from inspector.measuring.inspection_settings import Limits, changes_between
from inspector.screens.history import History
from inspector.screens.live import SetEntry, ThresholdState
from inspector.texts import formats
from inspector.texts import thresholds as texts
from inspector.workspace.threshold_sets import ThresholdSet, delete_set, read_sets, save_set, set_of

if TYPE_CHECKING:
    from inspector.core.model_card import ModelCard
    from inspector.in_use import InUse, PutBack
    from inspector.session import Session
    from inspector.views.live.live_page import LivePage
    from inspector.workers.background import Background
    from inspector.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Stand:
    """What held after a step."""

    limits: Limits
    threshold_set: ThresholdSet | None
    step: str  # what led here, as people read it


class ThresholdSteps:
    def __init__(self, page: LivePage, session: Session, background: Background, changed: Callable[[], object]) -> None:
        """``changed`` is called where the picture has to be composed anew."""
        self._page = page
        self._session = session
        self._background = background
        self._changed = changed
        self._card: ModelCard | None = None  # whose steps these are
        self._steps: History[Stand] | None = None
        self._sets: tuple[ThresholdSet, ...] = ()
        self._put_back: PutBack | None = None  # the last that is a step
        self._saving: tuple[str, str] | None = None  # product and name of the set that is to be in use once it is saved

    # what happens around it

    def model_changed(self) -> None:
        """Its own thresholds hold, or those it had before a promotion; those of another model say nothing about it."""
        in_use = self._session.in_use
        if in_use is not None:
            self._card, self._put_back, self._saving = in_use.card, in_use.put_back, None
            self._steps = History(Stand(in_use.settings.limits, in_use.threshold_set, texts.MODELS_OWN.translated()))
        self._show()

    def source_changed(self) -> None:
        """The session may have put back what a hand had moved for another source: a step, and no hand's.

        A start that fails late, or is given up, has put it back all the same.
        """
        in_use = self._known()
        put_back = in_use.put_back if in_use is not None else None
        if in_use is not None and put_back is not None and put_back is not self._put_back:
            self._put_back = put_back
            step = texts.STEP_OTHER_SOURCE.translated(source=put_back.source)
            self._put(in_use, put_back.limits, step, "source")

    def read_sets(self) -> None:
        """From the workspace, which is open."""
        workspace = self._session.workspace
        if workspace is not None:
            self._background.run(lambda: read_sets(workspace), done=self._sets_known)

    # what people do

    def move_threshold(self, class_index: int, threshold: float) -> None:
        in_use = self._known()
        if in_use is not None:
            self._session.use_settings(in_use.card, in_use.settings.with_threshold(class_index, threshold))
            self._show()
            self._changed()

    def move_min_area(self, class_index: int, area: float) -> None:
        """In mm² with a calibration, else in px. A number that is typed is complete: a step of its own."""
        in_use = self._known()
        if in_use is None:
            return
        min_area_px = max(0, math.ceil(area / _mm2_per_px(in_use) - 1e-9))
        self._session.use_settings(in_use.card, in_use.settings.with_min_area(class_index, min_area_px))
        self._changed()
        self.settle()

    def settle(self) -> None:
        """The hand has let go: what was moved since the last step is one. Nothing, where nothing was."""
        self.source_changed()
        in_use = self._known()
        if in_use is not None and self._steps is not None and in_use.settings.limits != self._steps.now.limits:
            self._put(in_use, in_use.settings.limits, _step_text(in_use, self._steps.now.limits), "")

    def reset(self, class_index: int) -> None:
        """Threshold and area of a class are those of the set, or the model's own, again."""
        self.settle()
        in_use = self._known()
        if in_use is None:
            return
        thresholds, areas = in_use.base
        settings = in_use.settings.with_threshold(class_index, thresholds[class_index])
        self._session.use_settings(in_use.card, settings.with_min_area(class_index, areas[class_index]))
        name = in_use.card.class_names[class_index]
        self._after_change(texts.STEP_RESET.translated(class_name=name), "reset")

    def undo(self) -> None:
        self.settle()
        if self._steps is not None and self._steps.can_undo:
            self._go_to(self._steps.index - 1, "undo")

    def redo(self) -> None:
        self.settle()
        if self._steps is not None and self._steps.can_redo:
            self._go_to(self._steps.index + 1, "redo")

    def go_to(self, step: int) -> None:
        """To a step of the list that the page shows."""
        self.settle()
        if self._steps is not None and step != self._steps.index:
            self._go_to(step, "undo" if step < self._steps.index else "redo")

    def choose_set(self, product: str, name: str) -> None:
        """A set that the page lists; ``name`` "" for the model's own."""
        self.settle()
        in_use = self._known()
        chosen = self._set_named(product, name)
        if in_use is None or (name and chosen is None):
            return
        self._saving = None
        self._session.use_set(in_use.card, chosen)
        self._after_change(_base_text(chosen), f"set {name}" if chosen is not None else "reset")

    def save_set(self, product: str, name: str) -> None:
        """What holds now, under a name; it is the set in use then. One of this name is replaced.

        What is moved until it is saved stays moved. Whoever chooses another set or step until then has that one.
        """
        self.settle()
        in_use, workspace = self._known(), self._session.workspace
        if in_use is None or workspace is None:
            return
        card, limits = in_use.card, in_use.settings.limits
        self._saving = product, name

        def save(workspace: Workspace) -> tuple[ThresholdSet, ...]:
            try:
                made = set_of(card, limits, name, product)
            except ValueError as error:
                raise WorkspaceError(message(Code.THRESHOLD_SET_WRONG, name=name, detail=str(error))) from error
            return save_set(workspace, made)

        def saved(sets: tuple[ThresholdSet, ...]) -> None:
            self._sets_known(sets)
            if self._saving == (product, name):
                self._adopt(product, name)

        self._background.run(lambda: save(workspace), done=saved)

    def delete_set(self, product: str, name: str) -> None:
        """What holds now goes on; it is only no set any more."""
        workspace, gone = self._session.workspace, self._set_named(product, name)
        if workspace is not None and gone is not None:
            self._background.run(lambda: delete_set(workspace, gone), done=self._sets_known)

    # inside

    def _known(self) -> InUse | None:
        """The model in use, whose steps these are; None before there is one."""
        in_use = self._session.in_use
        if in_use is None or in_use.card is not self._card:  # one that has just been loaded is told of in a moment
            return None
        return in_use

    def _set_named(self, product: str, name: str) -> ThresholdSet | None:
        return next((one for one in self._fitting() if (one.product, one.name) == (product, name)), None)

    def _fitting(self) -> list[ThresholdSet]:
        card = self._card
        return [one for one in self._sets if card is not None and one.fits(card)]

    def _sets_known(self, sets: tuple[ThresholdSet, ...]) -> None:
        self._sets = sets
        self._show()

    def _adopt(self, product: str, name: str) -> None:
        """The set was made of what the last step led to; a hand that moves something just now goes on."""
        self._saving = None
        self.source_changed()
        in_use, saved = self._known(), self._set_named(product, name)
        if in_use is None or saved is None or self._steps is None:
            return
        self._session.adopt_set(in_use.card, saved)
        in_use = self._known()
        if in_use is not None:
            self._put(in_use, self._steps.now.limits, _base_text(saved), f"set {name}")
            self._changed()

    def _go_to(self, step: int, because: str) -> None:
        in_use, steps = self._known(), self._steps
        if in_use is None or steps is None:
            return
        self._saving = None
        before, stand = steps.now.limits, steps.go_to(step)
        self._session.use_set(in_use.card, stand.threshold_set)
        self._session.use_settings(in_use.card, in_use.settings.with_limits(stand.limits))
        self._record(in_use.card, before, stand.limits, because)
        self._show()
        self._changed()

    def _after_change(self, step: str, because: str) -> None:
        in_use = self._known()
        if in_use is not None:
            self._put(in_use, in_use.settings.limits, step, because)
            self._changed()

    def _put(self, in_use: InUse, limits: Limits, step: str, because: str) -> None:
        steps = self._steps
        assert steps is not None  # with the model in use
        before, now = steps.now, Stand(limits, in_use.threshold_set, step)
        if (before.limits, before.threshold_set) != (now.limits, now.threshold_set):
            steps.put(now)
            self._record(in_use.card, before.limits, now.limits, because)
        self._show()

    def _record(self, card: ModelCard, before: Limits, after: Limits, because: str) -> None:
        changes, stamp = changes_between(card, before, after), AuditStamp.now()
        if changes:
            self._background.run(lambda: self._session.record_changes(changes, because, stamp))

    def _show(self) -> None:
        in_use, steps = self._known(), self._steps
        if in_use is None or steps is None:
            return
        base = _base_text(in_use.threshold_set)
        n_changed = len(changes_between(in_use.card, in_use.base, in_use.settings.limits))
        chosen = in_use.threshold_set
        self._page.show_thresholds(
            ThresholdState(
                label=texts.MOVED.translated(base=base, n=n_changed) if n_changed else base,
                steps=tuple(one.step for one in steps.steps),
                step=steps.index,
                sets=tuple(
                    SetEntry(one.name, one.product, chosen is not None and one.key == chosen.key)
                    for one in self._fitting()
                ),
                n_changed=n_changed,
            )
        )


def _mm2_per_px(in_use: InUse) -> float:
    scale = in_use.settings.calibration
    return scale.mm_per_px_across * scale.mm_per_px_along if scale else 1.0


def _base_text(chosen: ThresholdSet | None) -> str:
    if chosen is None:
        return texts.MODELS_OWN.translated()
    if chosen.product:
        return texts.OF_SET_FOR.translated(name=chosen.name, product=chosen.product)
    return texts.OF_SET.translated(name=chosen.name)


def _step_text(in_use: InUse, before: Limits) -> str:
    changes = changes_between(in_use.card, before, in_use.settings.limits)
    if len(changes) != 1:
        return texts.STEP_SEVERAL.translated(n=len(changes))
    (one,) = changes
    if one.quantity == "threshold":
        return texts.STEP_THRESHOLD.translated(class_name=one.class_name, value=formats.decimal(one.after, 2))
    unit = "mm²" if in_use.settings.calibration else "px"
    area = formats.decimal(one.after * _mm2_per_px(in_use), 1 if unit == "mm²" else 0)
    return texts.STEP_AREA.translated(class_name=one.class_name, value=f"{area} {unit}")
