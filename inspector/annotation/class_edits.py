"""A class over all labels: renamed, or merged into another. What it would change is known before anything is written.

    counted(labels, edit)              ->  how many frames and instances it concerns
    apply(store, labels, edit, facts)  ->  what was changed, and what could not be

A rename keeps every pixel and who drew it. A merge repaints pixels as a step of each frame, which can be undone there.
Cancelled between two frames, those that were changed stay changed: the same edit again does the others.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

from inspector.annotation.frame_editor import FrameEditor
from inspector.annotation.instances import renamed
from inspector.annotation.label_index import LabelFacts
from inspector.annotation.label_sheet import LabelSheet
from inspector.annotation.label_store import LabelStore
from inspector.annotation.mask_step import StepFacts
from inspector.core.messages import InspectorError, LabelError
from inspector.core.untrusted import name_fault

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class ClassEdit:
    """Raises ValueError for names that no class can have."""

    before: str
    after: str  # where a frame has this class already, the two are merged

    def __post_init__(self) -> None:
        if self.before == self.after:
            raise ValueError("both names are the same")
        if fault := name_fault(self.after):
            raise ValueError(fault)


class OneClass:
    """As an owner of classes, for whoever gives looks to them."""

    non_defects: tuple[str, ...] = ()

    def __init__(self, name: str) -> None:
        self.class_names = ("background", name)


@dataclass(frozen=True, slots=True)
class ClassEditCount:
    n_frames: int  # whose labels would be written
    n_instances: int
    n_reviewed: int  # of the frames
    is_merge: bool  # some frame has both classes


@dataclass(frozen=True, slots=True)
class ClassEditDone:
    n_frames: int
    failed: tuple[tuple[str, str], ...]  # name of the frame and why


def counted(labels: Mapping[str, LabelFacts], edit: ClassEdit) -> ClassEditCount:
    concerned = [facts for facts in labels.values() if edit.before in facts.class_names]
    return ClassEditCount(
        len(concerned), sum(dict(facts.counts).get(edit.before, 0) for facts in concerned),
        sum(bool(facts.reviewed_by) for facts in concerned),
        any(edit.after in facts.class_names for facts in concerned),
    )  # fmt: skip


def apply(
    store: LabelStore, labels: Mapping[str, LabelFacts], edit: ClassEdit, facts: StepFacts,
    report: Progress = lambda done, total: None, non_defects: Collection[str] | None = None,
) -> ClassEditDone:  # fmt: skip
    """``non_defects``: of the plant, which knows the new name already; None: it means what the one before means.

    While no frame is open elsewhere in this program. Raises LabelError where the labels are only looked at, or the
    disk does not take what was changed."""
    if store.held_by is not None:
        raise LabelError(store.held_by)
    concerned = [sha for sha, known in labels.items() if edit.before in known.class_names]
    n_done, failed = 0, []
    for done, sha in enumerate(concerned):
        report(done, len(concerned))
        try:
            n_done += _edit_one(store, sha, edit, facts, non_defects)
        except InspectorError as error:
            source = labels[sha].source
            failed.append((source.name if source is not None else sha, str(error.message.params.get("detail", error))))
    store.wait_or_raise()  # whoever reads them next reads them changed
    report(len(concerned), len(concerned))
    return ClassEditDone(n_done, tuple(failed))


def _edit_one(
    store: LabelStore, sha: str, edit: ClassEdit, facts: StepFacts, non_defects: Collection[str] | None
) -> bool:  # fmt: skip
    sheet = store.read_sheet(sha)
    if sheet is None or edit.before not in sheet.class_names:
        return False
    editor = store.open(sheet).editor
    if edit.after not in sheet.class_names:
        names = tuple(edit.after if name == edit.before else name for name in sheet.class_names)
        if non_defects is None:
            non_defects = (edit.after,) if edit.before in sheet.non_defects else ()
        renamed_sheet = sheet.with_classes(names, non_defects)
        editor.change(
            class_names=names,
            non_defects=renamed_sheet.non_defects,
            instances=renamed(sheet.instances, editor.class_map, editor.recorder.painted, sheet.class_names, names),
        )
        return True
    index, onto = sheet.class_names.index(edit.before), sheet.class_names.index(edit.after)
    for top, left, bottom, right in editor.recorder.painted.boxes():
        part = editor.class_map[top:bottom, left:right]
        is_class = part == index
        if is_class.any():
            editor.recorder.about_to_change(top, left, bottom, right)
            part[is_class] = onto
    if editor.finish_step(facts) is None:
        return False
    save_as_it_was(store, editor, sheet, facts)
    return True


def save_as_it_was(store: LabelStore, editor: FrameEditor, sheet: LabelSheet, facts: StepFacts) -> None:
    """As far as ``sheet`` said it was before the one step of ``editor``: the outlines that were reviewed are the same.

    Who finished what was there finished what is there now: else the next person would be said to have changed it.
    """
    editor.saved(store.save(editor.snapshot(facts)))
    finishes = tuple(
        replace(one, number=editor.number) if one.number == editor.number - 1 else one for one in sheet.finishes
    )  # fmt: skip
    editor.change(state=sheet.state, reviewed_by=sheet.reviewed_by, finishes=finishes)
