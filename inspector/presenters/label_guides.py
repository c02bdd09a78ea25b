"""Beside the canvas: what the class in hand means, with examples; it follows the class that is chosen.

What is typed is saved when the hand rests; an example is a crop of the open frame, chosen under the mouse. Runs on the
Qt thread; files are read and written in the background.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.annotation.example_crops import Crop, crop_from, crop_of, png_of
from inspector.annotation.tools.fills import region_at
from inspector.core.audit import utc_now, utc_text
from inspector.core.class_guide import NO_GUIDE, ClassExample, ClassGuide
from inspector.core.defect import Box
from inspector.core.messages import Code, InspectorError, Message, message
from inspector.presenters.annotate_composer import local_moment
from inspector.presenters.look_warnings import look_warnings
from inspector.screens.class_guide import NO_GUIDE_SHOWN, ExampleTile, GuideState
from inspector.screens.painting import Pointer
from inspector.texts import class_guide as texts
from inspector.workers.background import Background

if TYPE_CHECKING:
    from inspector.core.classes import DefectClass
    from inspector.presenters.annotate_presenter import AnnotatePresenter
    from inspector.session import Session
    from inspector.views.annotate.annotate_page import AnnotatePage

EXAMPLE_PX = 256  # the longer side of a stored crop
COUNTER_PX = 64  # half of it around the mouse, where nothing is labelled


class LabelGuides:
    def __init__(self, frames: AnnotatePresenter, page: AnnotatePage, session: Session, background: Background) -> None:
        self._frames, self._page, self._session, self._background = frames, page, session, background
        self._panel = page.beside.guide
        self._is_on = False
        self._guides: dict[str, ClassGuide] = {}
        self._crops: dict[str, Crop | str] = {}  # by file, of what was shown; a text: why it cannot be
        self._look: DefectClass | None = None  # of the class in hand
        self._at: Pointer | None = None
        page.painting.canvas.hovered.connect(self._point)
        self._panel.text_given.connect(self._save_text)
        self._panel.example_removed.connect(self._remove)

    def acts(self) -> dict[str, Callable[[], object]]:
        return {
            "annotate.guide": self._toggle,
            "annotate.example": lambda: self._frames.painting.when_free(lambda: self._take_example(counts=True)),
            "annotate.counter_example": lambda: self._frames.painting.when_free(
                lambda: self._take_example(counts=False)
            ),
        }

    # what is shown

    def _toggle(self) -> None:
        self._is_on = not self._is_on
        self.class_changed()
        if self._is_on:
            self._read()

    def class_changed(self) -> None:
        """Another class may be in hand, or looks otherwise."""
        if not self._is_on:
            self._panel.show_state(NO_GUIDE_SHOWN)
            return
        state = self._frames.painting.state
        index = state.options.class_index
        look = next((one for one in state.classes if one.index == index), None)
        if look is not None:  # background and what is ignored mean nothing of their own: the class before stays
            is_other = self._look is None or look.name != self._look.name
            self._look = look
            if is_other:
                self._read()
        self._show()

    def _show(self) -> None:
        look = self._look
        if not self._is_on or look is None:
            self._panel.show_state(GuideState(is_shown=self._is_on))
            return
        guide = self._guides.get(look.name, NO_GUIDE)
        store = self._frames.desk.store
        self._panel.show_state(
            GuideState(
                True, look, look_warnings(self._session.catalogue).get(look.name, ""), guide.counts,
                guide.does_not_count, self._tiles(guide, counts=True), self._tiles(guide, counts=False),
                can_edit=store is not None and not store.is_read_only,
            )
        )  # fmt: skip

    def _tiles(self, guide: ClassGuide, *, counts: bool) -> tuple[ExampleTile, ...]:
        return tuple(self._tile(one) for one in guide.examples if one.counts is counts)

    def _tile(self, example: ClassExample) -> ExampleTile:
        crop = self._crops.get(example.file)
        if isinstance(crop, str):
            return ExampleTile(example.file, None, texts.EXAMPLE_GONE.translated(frame=example.frame, detail=crop))
        tip = texts.EXAMPLE_TIP.translated(
            frame=example.frame, author=example.author, time=local_moment(example.at)
        )  # fmt: skip
        return ExampleTile(example.file, crop, tip)

    # files

    def _read(self) -> None:
        self._work_on(lambda _folder: None)

    def _work_on(self, change: Callable[[Path], object]) -> None:
        """``change`` writes, in the background; then all is read anew, and the crops of the class in hand."""
        session, look, known = self._session, self._look, frozenset(self._crops)

        def work() -> tuple[dict[str, ClassGuide], dict[str, Crop | str]]:
            from inspector.workspace.class_guides import read_example, read_guides

            folder = session.open_workspace().classes
            change(folder)
            guides = read_guides(folder)
            crops: dict[str, Crop | str] = {}
            for example in guides.get(look.name, NO_GUIDE).examples if look is not None else ():
                if example.file not in known:
                    try:
                        crops[example.file] = crop_from(read_example(folder, example))
                    except (InspectorError, ValueError) as error:
                        crops[example.file] = (
                            str(error.message.params.get("detail", error))
                            if isinstance(error, InspectorError) else str(error)
                        )  # fmt: skip
            return guides, crops

        def done(found: tuple[dict[str, ClassGuide], dict[str, Crop | str]]) -> None:
            self._guides = found[0]
            self._crops |= found[1]
            self._show()

        def failed(reason: Message) -> None:
            self._frames.answer(reason)
            self._show()

        self._background.run(work, done=done, failed=failed)

    def _save_text(self, name: str, counts: str, does_not_count: str) -> None:
        from inspector.workspace.class_guides import change_guide

        self._work_on(
            lambda folder: change_guide(
                folder, name, lambda guide: replace(guide, counts=counts, does_not_count=does_not_count)
            )
        )

    def _remove(self, name: str, file: str) -> None:
        from inspector.workspace.class_guides import remove_example

        self._work_on(lambda folder: remove_example(folder, name, file))

    # examples

    def _point(self, at: Pointer | None) -> None:
        if at is not None:
            self._at = at

    def _take_example(self, *, counts: bool) -> None:
        """Of what is labelled under the mouse; what does not count is whatever is there."""
        current, at = self._frames.desk.current, self._at
        if current is None or self._frames.is_read_only():
            return
        sheet, class_map, look = current.editor.sheet, current.editor.class_map, self._class_in_hand()
        column, row = (math.floor(at.x), math.floor(at.y)) if at is not None else (-1, -1)
        is_inside = 0 <= column < sheet.width and 0 <= row < sheet.height
        index = int(class_map[row, column]) if is_inside else 0
        if counts and not 0 < index < len(sheet.class_names):
            self._frames.answer(message(Code.CLASS_NO_EXAMPLE))
            return
        if not is_inside or (look is None and not counts):
            self._frames.answer(message(Code.CLASS_NO_EXAMPLE))
            return
        name = sheet.class_names[index] if counts or look is None else look.name
        painted = current.editor.recorder.painted.copy()
        labels = painted.copied(class_map) if counts else None  # somebody may paint on meanwhile
        pixels, bits, author, frame = current.read.pixels, current.bits, self._frames.author, sheet.source.name

        def add(folder: Path) -> None:
            from inspector.workspace.class_guides import add_example

            half = COUNTER_PX // 2
            box = Box(max(0, column - half), max(0, row - half), COUNTER_PX, COUNTER_PX)
            if labels is not None:
                found = region_at(labels, row, column, painted)
                box = Box(found.left, found.top, found.mask.shape[1], found.mask.shape[0])
            png = png_of(crop_of(pixels, bits, box, EXAMPLE_PX))
            add_example(folder, name, png, counts=counts, frame=frame, author=author, at=utc_text(utc_now()))

        self._is_on = True
        if counts and (look is None or name != look.name):
            self._frames.painting.choose_class(index)  # what was added is what is shown
        self.class_changed()
        self._work_on(add)

    def _class_in_hand(self) -> DefectClass | None:
        state = self._frames.painting.state
        return next((one for one in state.classes if one.index == state.options.class_index), self._look)
