"""The Annotate page's screens from what is known: rows of the list, the open frame, its panels, how far saving is.

Pure functions of what they are given; rows of the list are made when they are looked at.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from inspector.annotation.frame_list import ListedFrame, Reason
from inspector.annotation.frame_queue import Known, QueueOrder, QueueWish, leading_reason
from inspector.annotation.instances import IGNORED
from inspector.annotation.label_index import LabelFacts
from inspector.annotation.label_sheet import InstanceNote, LabelState, ReviewNote
from inspector.annotation.mask_step import MaskStep
from inspector.core.calibration import Calibration
from inspector.core.classes import BACKGROUND_INDEX, IGNORE_INDEX, DefectClass
from inspector.core.messages import Code, Message
from inspector.pictures.large_picture import LargePicture
from inspector.presenters.label_desk import OpenFrame, SaveState
from inspector.screens.annotate import (
    Choice,
    ClassRow,
    FrameMark,
    FrameRow,
    InstanceRow,
    NoteRow,
    OpenState,
    QueueState,
    SavedState,
    SaveTone,
    StepRow,
)
from inspector.texts import annotate as texts
from inspector.texts.messages import message_text

MAX_INSTANCES = 500  # rows; the canvas steps through all of them
PART = " · "


class Rows:
    """Of the frames of a queue."""

    def __init__(self, frames: Sequence[ListedFrame], queue: Sequence[int], known: Known, order: QueueOrder) -> None:
        self._frames, self._queue, self._known, self._order = frames, queue, known, order

    def __len__(self) -> int:
        return len(self._queue)

    def __getitem__(self, place: int) -> FrameRow:
        frame = self._frames[self._queue[place]]
        facts = self._known.facts(frame)
        mark = mark_of(self._known, frame)
        why = leading_reason(self._known.reasons(frame), self._order)
        tip = "\n".join([frame.source.name, *(reason_text(one) for one in self._known.reasons(frame))])
        return FrameRow(
            frame.source.name, mark, mark_text(mark), _facts_text(frame, facts),
            reason_text(why) if why is not None else "", tip if facts is None or not facts.fault else facts.fault,
        )  # fmt: skip


def mark_of(known: Known, frame: ListedFrame) -> FrameMark:
    facts = known.facts(frame)
    return FrameMark.DAMAGED if facts is not None and facts.fault else FrameMark(known.state(frame).value)


def mark_text(mark: FrameMark) -> str:
    return texts.STATES[mark.value].translated()


def reason_text(reason: Reason) -> str:
    why = texts.WHY[reason.why.value].translated()
    return texts.WHY_DETAIL.translated(why=why, detail=reason.detail) if reason.detail else why


def _facts_text(frame: ListedFrame, facts: LabelFacts | None) -> str:
    if facts is None:
        names = ", ".join(frame.class_names)
        return texts.FOUND_AT_LINE.translated(names=names) if names else ""
    if facts.counts:
        return ", ".join(texts.N_OF_CLASS.translated(n=n, name=name) for name, n in facts.counts)
    return texts.NOTHING_FOUND.translated() if facts.state in (LabelState.DONE, LabelState.REVIEWED) else ""


def queue_state(
    source: str, n: int, n_shown: int, wish: QueueWish, *, n_done: int, n_reviewed: int, class_names: tuple[str, ...],
    people: tuple[str, ...], is_of_line: bool,
) -> QueueState:  # fmt: skip
    """``n`` frames are listed; class names and people are those that one can filter by."""
    return QueueState(
        source=source,
        progress=texts.PROGRESS.translated(done=n_done, n=n, reviewed=n_reviewed) if source else "",
        share_done=n_done / n if n else 0.0,
        shown=texts.SHOWN.translated(n=n_shown, total=n) if n_shown != n else "",
        order=wish.order.value,
        orders=tuple(Choice(one.value, texts.ORDERS[one.value].translated()) for one in QueueOrder),
        text=wish.text,
        state=wish.state.value if wish.state is not None else "",
        states=(
            Choice("", texts.ANY_STATE.translated()),
            *(Choice(one.value, texts.STATES[one.value].translated()) for one in LabelState),
        ),
        class_name=wish.class_name, class_names=class_names, author=wish.author, authors=people,
        min_px=wish.min_px, is_of_line=is_of_line, from_m=wish.from_m, to_m=wish.to_m, max_percent=wish.max_percent,
        is_filtered=wish != QueueWish(order=wish.order),
    )  # fmt: skip


def open_state(
    current: OpenFrame, place: int, n: int, reasons: Sequence[Reason], order: QueueOrder, scale: Calibration | None,
    held_by: Message | None, state: LabelState,
) -> OpenState:  # fmt: skip
    sheet = current.editor.sheet
    mark = FrameMark(state.value)
    people = [texts.BY.translated(names=", ".join(sheet.authors))] if sheet.authors else []
    if sheet.reviewed_by:
        people.append(texts.REVIEWED_BY.translated(name=sheet.reviewed_by))
    facts = [
        texts.SIZE.translated(width=sheet.width, height=sheet.height), texts.BITS.translated(n=current.bits)
    ]  # fmt: skip
    if scale is not None:
        facts.append(texts.SCALE.translated(across=f"{scale.mm_per_px_across:g}", along=f"{scale.mm_per_px_along:g}"))
    why = leading_reason(reasons, order)
    return OpenState(
        name=sheet.source.name,
        position=texts.POSITION.translated(place=place + 1, n=n) if place >= 0 else "",
        mark=mark, mark_text=mark_text(mark), people=PART.join(people), facts=PART.join(facts),
        why=reason_text(why) if why is not None else "", read_only=read_only_text(held_by), is_open=True,
        can_next=0 <= place < n - 1, can_previous=place > 0,
    )  # fmt: skip


def read_only_text(held_by: Message | None) -> str:
    if held_by is None:
        return ""
    if held_by.code is Code.OUTPUT_IN_USE:
        return texts.LOOKED_AT.translated(user=str(held_by.params["user"]))
    return texts.LOOKED_AT_DISK.translated(detail=str(held_by.params.get("detail", "")))


def saved_state(state: SaveState) -> SavedState:
    if state.trouble is not None:
        detail = str(state.trouble.params.get("detail", "")) or message_text(state.trouble).why
        return SavedState(texts.WAIT_TROUBLE.translated(n=state.n_waiting, detail=detail), SaveTone.TROUBLE)
    if state.n_waiting:
        return SavedState(texts.WAIT.translated(n=state.n_waiting), SaveTone.WAITS)
    if state.saved_at:
        return SavedState(texts.SAVED.translated(time=local_time(state.saved_at)))
    return SavedState(texts.NOTHING_TO_SAVE.translated())


def pointer_text(current: OpenFrame, x: float, y: float, scale: Calibration | None) -> str:
    """Where the mouse is, and what is there; "" beside the frame."""
    sheet, pixels = current.editor.sheet, current.read.pixels
    column, row = math.floor(x), math.floor(y)
    if not (0 <= column < sheet.width and 0 <= row < sheet.height):
        return ""
    parts = [texts.POINTER.translated(x=column, y=row)]
    if isinstance(pixels, LargePicture):
        pass  # its values lie on the disk, and nobody waits for that
    elif pixels.ndim == 2:
        parts.append(texts.GREY.translated(value=int(pixels[row, column])))
    else:
        red, green, blue = (int(value) for value in pixels[row, column])
        parts.append(texts.COLOUR.translated(red=red, green=green, blue=blue))
    if scale is not None:
        across, along = column * scale.mm_per_px_across, row * scale.mm_per_px_along
        parts.append(texts.MM.translated(across=f"{across:.1f}", along=f"{along:.1f}"))
    index = int(current.editor.class_map[row, column])
    if index == IGNORE_INDEX:
        parts.append(texts.IGNORED.translated())
    elif index != BACKGROUND_INDEX:
        parts.append(sheet.class_names[index])
    return PART.join(parts)


def local_moment(utc: str) -> str:
    """Day and time on this PC's clock; what is no time stays as it is."""
    try:
        return datetime.fromisoformat(utc).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return utc


def local_time(utc: str) -> str:
    """ "12:31:05" on this PC's clock."""
    return datetime.fromisoformat(utc).astimezone().strftime("%H:%M:%S")


def class_rows(
    classes: Sequence[DefectClass], notes: Sequence[InstanceNote], chosen: int, locked: frozenset[int],
    hidden: frozenset[int], non_defects: Sequence[str],
) -> tuple[ClassRow, ...]:  # fmt: skip
    """``chosen``: class index. The first nine classes have digits."""
    counts = Counter(note.class_name for note in notes)
    return tuple(
        ClassRow(
            one, str(place) if place <= 9 else "", counts[one.name], one.index == chosen, one.index in locked,
            one.index in hidden, one.name not in non_defects,
        )
        for place, one in enumerate(classes, 1)
    )  # fmt: skip


def hidden_text(classes: Sequence[DefectClass], hidden: frozenset[int]) -> str:
    names = [one.name for one in classes if one.index in hidden]
    return texts.HIDDEN.translated(names=", ".join(names)) if names else ""


def instance_rows(
    notes: Sequence[InstanceNote], classes: Sequence[DefectClass], scale: Calibration | None
) -> tuple[tuple[InstanceRow, ...], str]:
    """The largest first, and what is said of those that are not listed."""
    looks = {one.name: one for one in classes}
    largest = heapq.nsmallest(MAX_INSTANCES, notes, key=lambda note: (-note.n_pixels, note.box.y, note.box.x))
    rows = tuple(
        InstanceRow(looks.get(note.class_name), _instance_text(note, scale), _who(note), note.box) for note in largest
    )
    n_more = len(notes) - len(rows)
    return rows, texts.MORE_INSTANCES.translated(n=n_more) if n_more else ""


def _instance_text(note: InstanceNote, scale: Calibration | None) -> str:
    name = texts.IGNORED.translated() if note.class_name == IGNORED else note.class_name
    if scale is None:
        return texts.INSTANCE.translated(name=name, n=note.n_pixels)
    area = note.n_pixels * scale.mm_per_px_across * scale.mm_per_px_along
    return texts.INSTANCE_MM.translated(
        name=name, n=note.n_pixels, area=f"{area:.0f}" if area >= 100 else f"{area:.3g}"
    )


def _who(note: InstanceNote) -> str:
    return texts.DRAWN_BY[note.origin.kind.value].translated(author=note.author)


def step_rows(steps: Sequence[MaskStep], n_holding: int) -> tuple[StepRow, ...]:
    return tuple(
        StepRow(step.facts.name, f"{step.facts.author}, {local_time(step.facts.at)}", place < n_holding)
        for place, step in enumerate(steps)
    )


def note_rows(notes: Sequence[ReviewNote]) -> tuple[NoteRow, ...]:
    return tuple(
        NoteRow(number, note.text, note.author, note.column, note.row, note.is_closed)
        for number, note in enumerate(notes, 1)
    )


def recover_text(found: OpenFrame) -> str:
    parts = [texts.RECOVER_TEXT.translated(n=found.opened.found.n_unsaved)]
    if found.opened.n_lost_bytes:
        parts.append(texts.RECOVER_LOST.translated())
    if found.opened.is_from_before:
        parts.append(texts.FROM_BEFORE.translated())
    return " ".join(parts)
