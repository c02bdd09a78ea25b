"""A class is split: its instances over all labels are looked at, chosen by a rule or by hand, and become another class.

    NOTHING ► gathering, a job ► LOOKING: rule, clicks, name ► splitting, a job ► NOTHING

A click turns over what the rule says of one instance; another rule, or other limits, forget the clicks. Runs on the Qt
thread and never waits.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from inspector.annotation.class_edits import OneClass
from inspector.annotation.class_split import (
    SplitDone,
    SplitInstance,
    SplitInstances,
    SplitMeasure,
    SplitRule,
    apply,
    fitting,
    gather,
    identity,
)
from inspector.annotation.label_index import LabelFacts, LabelIndex
from inspector.annotation.mask_step import StepFacts
from inspector.core.audit import utc_now, utc_text
from inspector.core.messages import Code, message
from inspector.core.untrusted import name_fault
from inspector.jobs.job import JobProgress
from inspector.screens.annotate import Choice
from inspector.screens.class_split import BY_HAND, SplitAsked, SplitLimits, SplitState, SplitTile
from inspector.texts import class_split as texts
from inspector.texts.formats import plain

if TYPE_CHECKING:
    from inspector.presenters.annotate_presenter import AnnotatePresenter
    from inspector.session import Session
    from inspector.views.annotate.annotate_page import AnnotatePage


class LabelSplit:
    def __init__(self, frames: AnnotatePresenter, page: AnnotatePage, session: Session) -> None:
        self._frames, self._session = frames, session
        self._page = page
        self._window = page.split_window
        self._found: SplitInstances | None = None
        self._labels: dict[str, LabelFacts] = {}
        self._rule: SplitRule | None = None
        self._turned: frozenset[str] = frozenset()  # by hand, against the rule
        self._name = ""
        self._tips: dict[str, str] = {}  # by identity; made once, as there may be thousands
        window = self._window
        window.rule_asked.connect(self._choose_rule)
        window.turned.connect(self._turn)
        window.name_given.connect(self._give_name)
        window.applied.connect(self._apply)

    def acts(self) -> dict[str, Callable[[], object]]:
        return {"annotate.split_class": self._begin}

    # looking

    def _begin(self) -> None:
        name, store = self._page.panels.chosen_class, self._frames.desk.store
        if not name or store is None or self._frames.is_read_only() or self._frames.sets.refuses(store):
            return
        workspace = self._session.open_workspace
        scale = self._frames.scale

        def work(progress: JobProgress) -> tuple[SplitInstances, dict[str, LabelFacts]]:
            store.wait_or_raise()
            with LabelIndex(store) as index:
                labels = index.labels()
            return gather(store, labels, name, workspace().folder, scale, progress.report), labels

        title = texts.LOOKING.translated(name=name)
        self._frames.with_all_saved(lambda: self._frames.sets.start(title, work, self._has_found))

    def _has_found(self, found: tuple[SplitInstances, dict[str, LabelFacts]]) -> None:
        self._found, self._labels = found
        self._rule, self._turned, self._name = None, frozenset(), ""
        self._tips = {identity(one): _tip(one, found[0]) for one in found[0].instances}
        self._window.open_anew()
        self._show()

    def _choose_rule(self, asked: SplitAsked) -> None:
        found = self._found
        if found is None:
            return
        self._turned = frozenset()
        if asked.measure == BY_HAND:
            self._rule = None
        else:
            measure = SplitMeasure(asked.measure)
            if self._rule is None or self._rule.measure is not measure:  # its limits were those of another measure
                values = _values(found.instances, measure)
                self._rule = SplitRule(measure, *(_rounded_out(values) if values else (0.0, 0.0)))
            else:
                self._rule = SplitRule(measure, asked.at_least, asked.at_most)
        self._show()

    def _turn(self, tile_id: str) -> None:
        self._turned ^= {tile_id}
        self._show()

    def _give_name(self, name: str) -> None:
        self._name = name.strip()
        self._show()

    @property
    def chosen(self) -> list[SplitInstance]:
        found = self._found
        if found is None:
            return []
        by_rule = fitting(found.instances, self._rule) if self._rule is not None else frozenset()
        ids = by_rule ^ self._turned
        return [one for one in found.instances if identity(one) in ids]

    def _show(self) -> None:
        found = self._found
        if found is None:
            return
        chosen = self.chosen
        ids = {identity(one) for one in chosen}
        shas = {one.frame_sha256 for one in chosen}
        n_reviewed = sum(bool(self._labels[sha].reviewed_by) for sha in shas if sha in self._labels)
        says = [
            texts.CHOSEN.translated(
                name=found.class_name, n_all=len(found.instances), n=len(chosen), n_frames=len(shas),
                n_reviewed=n_reviewed,
            )
        ] if found.instances else [texts.NONE.translated(name=found.class_name)]  # fmt: skip
        n_without = sum(one.crop is None for one in found.instances)
        if n_without:
            says.append(texts.NO_CROPS.translated(n=n_without))
        if found.failed:
            frame, detail = found.failed[0]
            says.append(texts.UNREAD.translated(n=len(found.failed), frame=frame, detail=detail))
        if fault := self._name_fault(found.class_name):
            says.append(fault)
        catalogue = self._session.catalogue
        measure = self._rule.measure if self._rule is not None else None
        self._window.show_state(
            SplitState(
                catalogue.look_of(found.class_name, 1), " ".join(says),
                tuple(entry.name for entry in catalogue.entries if entry.name != found.class_name),
                (
                    Choice(BY_HAND, texts.MEASURES[BY_HAND].translated()),
                    *(Choice(one.value, texts.MEASURES[one.value].translated()) for one in SplitMeasure),
                ),
                measure.value if measure is not None else BY_HAND, self._limits(found),
                tuple(self._tile(one, identity(one) in ids, found) for one in _sorted(found.instances, measure)),
                bool(chosen) and not fault,
            )
        )  # fmt: skip

    def _name_fault(self, before: str) -> str:
        if not self._name:
            return texts.NO_NAME.translated()
        if self._name == before:
            return texts.SAME_NAME.translated()
        fault = name_fault(self._name)
        return texts.NAME_WRONG.translated(detail=fault) if fault else ""

    def _limits(self, found: SplitInstances) -> SplitLimits | None:
        rule = self._rule
        if rule is None:
            return None
        low, high = _rounded_out(_values(found.instances, rule.measure) or [0.0])
        unit = _unit(rule.measure, is_mm=found.is_mm)
        return SplitLimits(low, high, rule.at_least, rule.at_most, f" {unit}" if unit else "", 1)

    def _tile(self, one: SplitInstance, is_chosen: bool, found: SplitInstances) -> SplitTile:
        measure = self._rule.measure if self._rule is not None else SplitMeasure.LENGTH
        return SplitTile(
            identity(one), one.crop, _value_text(one, measure, found), self._tips[identity(one)], is_chosen, one.place
        )  # fmt: skip

    # splitting

    def _apply(self) -> None:
        found, store, chosen, name = self._found, self._frames.desk.store, self.chosen, self._name
        if found is None or store is None or not chosen or self._name_fault(found.class_name):
            return
        if self._frames.sets.refuses(store):
            return
        before, author, session = found.class_name, self._frames.author, self._session
        title = texts.SPLITTING.translated(before=before)

        def work(progress: JobProgress) -> SplitDone:
            session.meet_classes(OneClass(name))
            store.wait_or_raise()
            facts = StepFacts(texts.STEP.translated(before=before, after=name), author, utc_text(utc_now()))
            return apply(store, chosen, before, name, facts, progress.report, session.catalogue.non_defects)

        def done(result: SplitDone) -> None:
            first = result.failed[0] if result.failed else ("", "")
            detail = texts.UNREAD.translated(n=len(result.failed), frame=first[0], detail=first[1])
            self._frames.answer(
                message(
                    Code.LABELS_CLASS_SPLIT, before=before, after=name, n=result.n_instances,
                    n_frames=result.n_frames, n_gone=result.n_gone, detail=detail if result.failed else "",
                )
            )  # fmt: skip

        if self._frames.sets.change_labels(title, work, done):  # else what was chosen stays
            self._found = None
            self._window.hide()


def _values(instances: Sequence[SplitInstance], measure: SplitMeasure) -> list[float]:
    return [value for one in instances if not math.isnan(value := one.values[measure])]


def _rounded_out(values: Sequence[float]) -> tuple[float, float]:
    """The least and the largest to a tenth, so that both lie within."""
    return math.floor(min(values) * 10) / 10, math.ceil(max(values) * 10) / 10


def _sorted(instances: Sequence[SplitInstance], measure: SplitMeasure | None) -> Sequence[SplitInstance]:
    """By the measure, so that what a limit parts stands side by side; what cannot be measured is last."""
    if measure is None:
        return instances
    return sorted(instances, key=lambda one: (math.isnan(one.values[measure]), one.values[measure]))


def _unit(measure: SplitMeasure, *, is_mm: bool) -> str:
    if measure is SplitMeasure.AREA:
        return "mm²" if is_mm else "px"
    if measure in (SplitMeasure.LENGTH, SplitMeasure.ACROSS):
        return "mm" if is_mm else "px"
    return ""


def _tip(one: SplitInstance, found: SplitInstances) -> str:
    values = (f"{texts.MEASURES[each.value].translated()} {_value_text(one, each, found)}" for each in SplitMeasure)
    return texts.TIP.translated(frame=one.frame_name, values=" · ".join(values))


def _value_text(one: SplitInstance, measure: SplitMeasure, found: SplitInstances) -> str:
    value = one.values[measure]
    if math.isnan(value):
        return "–"
    return f"{plain(value)} {_unit(measure, is_mm=found.is_mm)}".strip()
