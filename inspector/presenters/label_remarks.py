"""What people say of the open frame beside painting it: notes pinned to a place, and classes that it lacks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from inspector.annotation.class_edits import OneClass
from inspector.annotation.label_sheet import ReviewNote
from inspector.core.audit import utc_now, utc_text
from inspector.core.messages import Code, message
from inspector.core.untrusted import name_fault
from inspector.workers.background import Background

if TYPE_CHECKING:
    from inspector.presenters.annotate_presenter import AnnotatePresenter
    from inspector.session import Session
    from inspector.views.annotate.annotate_page import AnnotatePage


class LabelRemarks:
    def __init__(self, frames: AnnotatePresenter, page: AnnotatePage, session: Session, background: Background) -> None:
        self._frames, self._session, self._background = frames, session, background
        page.note_given.connect(lambda *given: frames.painting.when_free(lambda: self._pin(*given)))
        page.note_closed.connect(lambda place: frames.painting.when_free(lambda: self._close_note(place)))
        page.class_added.connect(self._add_class)

    def _pin(self, text: str, column: int, row: int) -> None:
        current = self._frames.desk.current
        if current is None or self._frames.is_read_only():
            return
        try:
            note = ReviewNote(text, self._frames.author, utc_text(utc_now()), column, row)
        except ValueError as error:
            self._frames.answer(message(Code.LABELS_NAME_WRONG, name=text[:40], detail=str(error)))
            return
        current.editor.change(notes=(*current.editor.sheet.notes, note))
        self._frames.state_changed()

    def _close_note(self, place: int) -> None:
        """Or open it again."""
        current = self._frames.desk.current
        if current is None or self._frames.is_read_only():
            return
        notes = list(current.editor.sheet.notes)
        notes[place] = replace(notes[place], is_closed=not notes[place].is_closed)
        current.editor.change(notes=tuple(notes))
        self._frames.state_changed()

    def _add_class(self, name: str) -> None:
        """To the plant's classes and to the frame that is open."""
        if fault := name_fault(name):
            self._frames.answer(message(Code.LABELS_NAME_WRONG, name=name, detail=fault))
            return
        session, painting = self._session, self._frames.painting

        def add() -> None:
            session.meet_classes(OneClass(name))

        def added() -> None:
            self.know_classes((name,))
            current = self._frames.desk.current
            if current is not None and not current.editor.is_read_only:
                painting.choose_class(current.editor.sheet.class_names.index(name))

        self._background.run(add, done=lambda _: painting.when_free(added))

    def know_classes(self, added: Sequence[str]) -> None:
        """Classes of the catalogue are classes of the open frame too."""
        desk = self._frames.desk
        if desk.current is not None and not desk.current.editor.is_read_only:
            editor = desk.current.editor
            names = editor.sheet.class_names
            if missing := tuple(name for name in added if name not in names):
                new = editor.sheet.with_classes((*names, *missing), self._session.catalogue.non_defects)
                editor.change(class_names=new.class_names, non_defects=new.non_defects)
                desk.changed()
            self._frames.painting.show_classes(self._session.catalogue)
        self._frames.show_panels()
