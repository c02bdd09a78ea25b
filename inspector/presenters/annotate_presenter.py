"""What the Annotate page decides around its canvas: lists, the frame that is open, its state, people and notes.

    a list ► FrameListing ► place ► LabelDesk.open ► PaintingPresenter.open ► steps ► LabelDesk.changed ► journal, mask
    Ctrl+Enter, Ctrl+Shift+Enter, Shift+F ► state of the frame ► next open one

Classes over the set, likely errors and versions are ``LabelSets``. Runs on the Qt thread and never waits; it imports no
widget.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from inspector.annotation.frame_file import ReadListed
from inspector.annotation.frame_list import FolderFrames, ListedFrame
from inspector.annotation.frame_queue import QueueOrder
from inspector.annotation.instances import instances_of
from inspector.annotation.label_index import LabelFacts, LabelIndex
from inspector.annotation.label_sheet import FinishNote, FrameSource, InstanceNote, LabelState
from inspector.annotation.mask_step import MaskStep, StepFacts
from inspector.core.audit import current_actor, signed_in, utc_now, utc_text
from inspector.core.bits import camera_bits
from inspector.core.calibration import Calibration
from inspector.core.classes import ClassCatalogue
from inspector.core.messages import Code, Message, message
from inspector.core.untrusted import name_fault
from inspector.pictures.large_picture import LargePicture
from inspector.presenters.annotate_composer import (
    class_rows,
    hidden_text,
    instance_rows,
    local_moment,
    note_rows,
    open_state,
    pointer_text,
    read_only_text,
    recover_text,
    saved_state,
    step_rows,
)
from inspector.presenters.frame_listing import FrameListing
from inspector.presenters.label_desk import N_AHEAD, LabelDesk, OpenFrame
from inspector.presenters.label_figures import LabelFigures
from inspector.presenters.label_guides import LabelGuides
from inspector.presenters.label_remarks import LabelRemarks
from inspector.presenters.label_review import LabelReview
from inspector.presenters.label_sets import LabelSets
from inspector.presenters.label_split import LabelSplit
from inspector.presenters.many_done import ManyDone
from inspector.presenters.message_board import MessageBoard
from inspector.presenters.model_help import ModelHelp
from inspector.presenters.painting_presenter import PaintingPresenter
from inspector.presenters.painting_regions import FrameBefore
from inspector.presenters.segmenting import Segmenting
from inspector.screens.annotate import NO_PANELS, NOTHING_OPEN, Choice, PanelState, Question
from inspector.screens.painting import PaintState, Pointer
from inspector.screens.shell import EmptyState
from inspector.texts import annotate as texts
from inspector.texts.messages import message_text
from inspector.workers.background import Background, ignore

if TYPE_CHECKING:
    from inspector.presenters.source_views import SourceViews
    from inspector.session import Session
    from inspector.views.annotate.annotate_page import AnnotatePage

log = logging.getLogger("inspector.annotation")

T = TypeVar("T")
COUNT = "count"  # key of the background work: instances of the open frame
MAX_COUNTED_BYTES = 64_000_000  # of labels whose instances are counted after each step; of more as they are saved
BITS = (10, 12, 14, 16)
RECOVER, ASK_BITS = "recover", "bits"  # questions
OPENERS = ("annotate.of_line", "annotate.of_folder", "annotate.of_dataset", "annotate.of_labels")


class AnnotatePresenter:
    """NOTHING ► OPENING ► (asks bits ►) OPEN ► OPENING …; what cannot be opened says why in the place of the canvas."""

    def __init__(
        self, page: AnnotatePage, session: Session, views: SourceViews, *,
        author: Callable[[], str] = lambda: "", author_given: Callable[[str], object] = lambda name: None,
        shows_proposals: Callable[[], bool] = lambda: False, proposals_shown: Callable[[bool], object] = ignore,
    ) -> None:  # fmt: skip
        """``author``: as the window remembers it, "" for the system's user; ``shows_proposals`` likewise."""
        self._page = page
        self._session = session
        self._author_known, self._author_given = author, author_given
        self._messages = MessageBoard(page)
        self._shown_classes: object = None
        self._labels = Background(self._notify, name="labels")
        self._ahead = Background(self._notify, name="labels ahead")
        self._lists = Background(self._notify, name="frame lists")
        self.desk = LabelDesk(
            session, self._labels, self._ahead, when_free=lambda act: self.painting.when_free(act)
        )  # fmt: skip
        self.listing = FrameListing(page, session, self._lists, listed=self._has_listed, failed=self.answer)
        segmenting = Segmenting(page, session, failed=self.answer)
        self.painting = PaintingPresenter(
            page.painting, views, step_made=self._step_made, failed=self._notify, state_shown=self._painting_moved,
            segmenter=segmenting,
        )  # fmt: skip
        self.sets = LabelSets(self, page, session)
        self.review = LabelReview(self, page, session, self._ahead)
        self.figures = LabelFigures(self, page, session, self._ahead)
        self.remarks = LabelRemarks(self, page, session, self._labels)
        self.guides = LabelGuides(self, page, session, self._ahead)
        self.split = LabelSplit(self, page, session)
        self.many = ManyDone(self, page)
        self.help = ModelHelp(
            self, page, session, segmenting, shows_proposals=shows_proposals, proposals_shown=proposals_shown
        )  # fmt: skip
        self._notes: tuple[InstanceNote, ...] = ()  # instances of the open frame, as they are now
        self._before: FrameBefore | None = None  # the frame that was open last
        self._before_source: FrameSource | None = None
        self._before_flag: dict[str, tuple[int, LabelState, str]] = {}  # number of the last change, state, by whom
        self._bits: int | None = None  # that somebody said of the list's 16-bit values
        self._is_opening = False
        self._was_marked = False  # the open frame, as one that the line keeps
        self._has_ended = False
        self._acts: dict[str, Callable[[], object]] = {
            "annotate.of_line": self.listing.open_line,
            "annotate.of_labels": self._open_labels,
            "annotate.of_dataset": self._ask_dataset,
            "annotate.next_frame": lambda: self._go(self.listing.step(1)),
            "annotate.previous_frame": lambda: self._go(self.listing.step(-1)),
            "annotate.next_open": self.go_open,
            "annotate.previous_open": lambda: self.go_open(-1),
            "annotate.done": lambda: self._finish(LabelState.DONE),
            "annotate.review": lambda: self._finish(LabelState.REVIEWED),
            "annotate.flag": lambda: self.painting.when_free(self._flag),
            "annotate.author": lambda: page.ask_author(self.author),
            **self.sets.acts(),
            **self.review.acts(),
            **self.figures.acts(),
            **self.guides.acts(),
            **self.split.acts(),
            **self.many.acts(),
            **self.help.acts(),
        }
        self._connect()
        self._show_empty()
        self._show_open()

    def _connect(self) -> None:
        page, desk, listing = self._page, self.desk, self.listing
        page.action_triggered.connect(self._act)
        page.folder_chosen.connect(listing.open_folder)
        page.dataset_chosen.connect(self._open_dataset)
        page.place_chosen.connect(self._go)
        page.order_chosen.connect(lambda order: listing.choose(replace(listing.wish, order=QueueOrder(order))))
        page.state_chosen.connect(
            lambda state: listing.choose(replace(listing.wish, state=LabelState(state) if state else None))
        )
        page.text_changed.connect(lambda text: listing.choose(replace(listing.wish, text=text)))
        page.class_filter_chosen.connect(lambda name: listing.choose(replace(listing.wish, class_name=name)))
        page.author_filter_chosen.connect(lambda name: listing.choose(replace(listing.wish, author=name)))
        page.min_px_chosen.connect(lambda n: listing.choose(replace(listing.wish, min_px=n)))
        page.metres_chosen.connect(lambda start, end: listing.choose(replace(listing.wish, from_m=start, to_m=end)))
        page.max_percent_chosen.connect(lambda n: listing.choose(replace(listing.wish, max_percent=n)))
        page.class_chosen.connect(self.painting.choose_class)
        page.class_locked.connect(self.painting.lock_class)
        page.class_hidden.connect(self.painting.hide_class)
        page.instance_chosen.connect(self.painting.look_at)
        page.step_chosen.connect(self._go_to_step)
        page.author_chosen.connect(self._name_author)
        page.question_answered.connect(self._answered)
        page.message_closed.connect(self._messages.closed)
        page.painting.canvas.hovered.connect(self._point)
        desk.opened.connect(self._opened)
        desk.seen.connect(self.painting.look_at_large)
        desk.bits_wished.connect(self._ask_bits)
        desk.failed.connect(self._not_opened)
        desk.warned.connect(self._notify)
        desk.saving_changed.connect(self._show_saved)
        desk.labels_changed.connect(listing.labels_changed)

    # life

    @property
    def author(self) -> str:
        return signed_in() or self._author_known() or current_actor()

    @property
    def is_calm(self) -> bool:
        """Nothing is being read, listed, counted or saved."""
        backgrounds = (self._labels, self._ahead, self._lists)
        is_busy = any(one.is_busy for one in (*backgrounds, self.sets, self.painting, self.help))
        return not is_busy and not self.desk.save_state.n_waiting

    def page_shown(self) -> None:
        """The page is looked at. Until then nothing of it costs anything."""
        if self._has_ended:
            return
        self.painting.author = self.author
        self.help.proposals.begin()
        if not self._labels.is_started:
            for one in (self._labels, self._ahead, self._lists):
                one.start()
            self._labels.run(self.desk.open_store, done=lambda _: self._store_opened())
        elif self.listing.source.kind == "line":
            self.listing.open_line(is_again=True)  # what was kept since

    def _store_opened(self) -> None:
        store = self.desk.store
        assert store is not None
        if store.held_by is not None:
            self._notify(held_message(store.held_by))
        self.read_labels()
        self._show_open()
        self._show_saved()

    def read_labels(self) -> None:
        """What all sheets say, as far as it is not known."""
        store = self.desk.store
        if store is None:
            return

        def read() -> tuple[dict[str, LabelFacts], dict[str, str]]:
            with LabelIndex(store) as index:
                labels = index.labels()
                return labels, {**shas_of_line(labels), **index.remembered()}

        self._ahead.run(read, done=lambda found: self.listing.know_labels(*found))

    def end(self, timeout_s: float = 30.0) -> bool:
        """After the event loop: what runs is ended, the open frame saved, the labels closed. True if in time."""
        self._has_ended = True
        self.review.give_up()
        has_ended = self.help.end(timeout_s)
        has_ended &= self.sets.end(timeout_s)
        has_ended &= self.painting.end(timeout_s)
        for one in (self._labels, self._ahead, self._lists):
            one.end()
            has_ended &= one.join(timeout_s)
        return self.desk.end() and has_ended

    def _act(self, action_id: str) -> None:
        act = self._acts.get(action_id)
        if act is not None:
            act()

    def _name_author(self, name: str) -> None:
        if fault := name_fault(name):
            self.answer(message(Code.LABELS_NAME_WRONG, name=name, detail=fault))
            return
        if (known := signed_in()) and name != known:
            detail = f"{known} is signed in"
            self.answer(message(Code.LABELS_NAME_WRONG, name=name, detail=detail))
            return
        self._author_given(name)
        self.painting.author = name
        self._show_open()

    # lists

    def _open_labels(self) -> None:
        self._ahead.run(lambda: None, done=lambda _: self.listing.open_labels())  # behind reading what they are

    def _ask_dataset(self) -> None:
        self.sets.find_datasets(self._page.ask_dataset)

    def _open_dataset(self, name: str) -> None:
        workspace = self._session.workspace
        if workspace is not None:
            self.listing.open_dataset(workspace.datasets / name)

    def _has_listed(self, is_other: bool) -> None:
        if not is_other:
            self._show_open()
            return
        self._messages.drop_answers()
        self._messages.drop(Code.LABELS_FOLDERS_LEFT_OUT.value)
        frames = self.listing.frames
        if isinstance(frames, FolderFrames) and frames.unreadable:
            path, detail = frames.unreadable[0]
            self._notify(message(Code.LABELS_FOLDERS_LEFT_OUT, path=path, n=len(frames.unreadable), detail=detail))
        self._bits = None
        self._page.focus_picture()
        self._leave(self._open_first)

    def _open_first(self) -> None:
        place = self.listing.step_open(1)
        if place < 0:
            place = 0
        if self.listing.frame(place) is None:
            self._show_empty()
            self._show_open()
        else:
            self._go(place)

    # frames

    def go_open(self, by: int = 1) -> None:
        place = self.listing.step_open(by)
        if place < 0 and self.listing.frames:
            self.answer(message(Code.LABELS_NONE_OPEN))
        self._go(place)

    def _go(self, place: int) -> None:
        if self.listing.frame(place) is None or (place == self.listing.place and self.desk.current is not None):
            return
        self._messages.drop_answers()
        self._leave(lambda: self._open(self.listing.go_to(place)))

    def _leave(self, then: Callable[[], object]) -> None:
        """A stroke in hand becomes a step, slow work ends; then what is open is let go, and saved behind ``then``."""

        def leave() -> None:
            current = self.desk.current
            if current is not None:
                pixels, editor = current.read.pixels, current.editor
                self._before = None
                if not isinstance(pixels, LargePicture):
                    self._before = FrameBefore(pixels, editor.class_map, editor.sheet.class_names)
                self._before_source = current.read.frame.source
                self.many.frame_left(current)
            self.review.frame_left()
            self.painting.close()
            self.help.opened(None)
            self.desk.let_go()
            self._notes = ()
            self._page.show_question(None)
            then()
            self.desk.save_left()  # where nothing was opened instead

        self.painting.when_free(leave)

    def _open(self, frame: ListedFrame | None) -> None:
        if frame is None:
            return
        if self.sets.refuses_frames():  # it is opened when ``go_on`` is called
            self.listing.show()
            self._show_open()
            return
        self._is_opening = True
        self._page.show_empty(None)
        self._show_open()
        catalogue = self._session.catalogue
        names = ("background", *(entry.name for entry in catalogue.entries))
        self.desk.open(frame, self.listing.ahead(N_AHEAD), names, catalogue.non_defects, self._bits)

    def _opened(self, found: OpenFrame) -> None:
        self._is_opening = False
        read, editor = found.read, found.editor
        self._was_marked = editor.sheet.state is not LabelState.NEW
        scale = self.scale
        self.painting.author = self.author
        self.painting.open(
            editor, read.pixels, found.bits, self._session.catalogue,
            mm_per_px=(scale.mm_per_px_across, scale.mm_per_px_along) if scale is not None else None,
            before=self._before if self._follows(read.frame.source) else None,
        )  # fmt: skip
        self.listing.opened(read.frame, read.frame_sha256)
        self.help.opened(found)
        self._page.painting.show_caption("")  # what was read off the frame before
        self._remember(read)
        self._notes = editor.sheet.instances
        self._count()
        if found.asks_to_recover:
            self._page.show_question(
                Question(
                    RECOVER, texts.RECOVER.translated(), recover_text(found),
                    tuple(Choice(one, text.translated()) for one, text in texts.RECOVER_CHOICES.items()),
                )
            )  # fmt: skip
        self.listing.show()
        self._show_open()
        self.show_panels()
        self.review.frame_opened()
        self.many.frame_opened()

    def _follows(self, source: FrameSource) -> bool:
        """The frame right before it on the strip was open last."""
        before = self._before_source
        if before is None or (before.kind, before.piece) != (source.kind, source.piece):
            return False
        if source.frame_index is not None and before.frame_index is not None:
            return before.inspection_id == source.inspection_id and before.frame_index + 1 == source.frame_index
        return self.listing.is_right_after(before)

    def _remember(self, read: ReadListed) -> None:
        store, status = self.desk.store, read.status
        if store is None or status is None or read.frame.source.kind != "folder":
            return

        def write() -> None:
            with LabelIndex(store) as index:
                index.remember(read.frame.source.path, status, read.frame_sha256)

        self._ahead.run(write)

    def _not_opened(self, frame: ListedFrame, reason: Message) -> None:
        self._is_opening = False
        if reason.code.value.startswith("frame."):  # their words are those of an inspection
            detail = message_text(reason).why
            reason = message(Code.LABELS_FRAME_UNOPENED, name=frame.source.name, detail=detail)
        self.answer(reason)
        self._page.show_empty(EmptyState(texts.CANNOT_OPEN.translated(), ("annotate.next_frame",)))
        self.listing.show()
        self._show_open()

    def _ask_bits(self, read: ReadListed) -> None:
        self._is_opening = False
        assert not isinstance(read.pixels, LargePicture)  # those have 8 bits
        highest = int(read.pixels.max(initial=0))
        likely = camera_bits(highest) or 16
        choices = sorted((bits for bits in BITS if highest < 1 << bits), key=lambda bits: bits != likely)
        self._page.show_question(
            Question(
                ASK_BITS, texts.ASK_BITS.translated(),
                texts.ASK_BITS_TEXT.translated(name=read.frame.source.name, highest=highest),
                tuple(Choice(str(bits), texts.BITS.translated(n=bits)) for bits in choices),
            )
        )  # fmt: skip
        self.listing.show()
        self._show_open()

    def _answered(self, question: str, choice: str) -> None:
        if question == ASK_BITS:
            self._bits = int(choice)
            self._page.show_question(None)
            self._page.focus_picture()
            self._open(self.listing.current)
            return
        if choice == "compare":
            self.review.toggle_blink()
            return
        self.review.blink(False)
        self._page.show_question(None)
        self._page.focus_picture()
        if choice == "saved":
            self.painting.when_free(self._open_saved)

    def _open_saved(self) -> None:
        """As a step: what was recovered can be had again by undo."""
        current = self.desk.current
        if current is None or current.editor.is_read_only:
            return
        editor, saved = current.editor, current.opened.found.saved_map
        for top, left, bottom, right in editor.recorder.painted.boxes():  # those of the saved mask are among them
            editor.recorder.about_to_change(top, left, bottom, right)
            editor.class_map[top:bottom, left:right] = saved[top:bottom, left:right]
        step = editor.finish_step(self._facts(texts.OPEN_SAVED_STEP.translated()))
        self.painting.show_map(editor.class_map)
        if step is not None:
            self._step_made(step)

    # work on the frame

    def _facts(self, name: str) -> StepFacts:
        return StepFacts(name, self.author, utc_text(utc_now()))

    def _step_made(self, step: MaskStep) -> None:
        self.review.leave()
        self.help.labels_changed(step)
        self._keep_evidence()
        self.desk.changed()
        self._count()
        self._show_state()
        self._show_open()
        self.show_panels()

    def _show_state(self) -> None:
        """In the list, where a step has changed it: the whole is queued anew, so not for each step."""
        current = self.desk.current
        assert current is not None  # a step was made
        sheet = current.editor.sheet
        listed = self.listing.known.labels.get(sheet.frame_sha256)
        if sheet.state is not (listed.state if listed is not None else LabelState.NEW):
            self.listing.labels_changed(LabelFacts.of(replace(sheet, instances=self._notes)))

    def _keep_evidence(self) -> None:
        """From the first change on: the line makes no room at the cost of a frame that is labelled."""
        current = self.desk.current
        if current is None or self._was_marked:
            return
        self._was_marked = True
        self.listing.labels_changed(LabelFacts.of(current.editor.sheet))  # it is new, or proposed, no more
        source = current.editor.sheet.source
        if source.kind != "evidence":
            return

        def kept(is_kept: bool) -> None:
            if not is_kept:
                self._notify(message(Code.LABELS_FRAME_CHANGED, name=source.name))

        self._labels.run(lambda: self._session.keep_for_labels(source.path), done=kept)

    def _count(self) -> None:
        """Instances as they are on the screen, off this thread."""
        current = self.desk.current
        if current is None:
            return
        painted = current.editor.recorder.painted
        if painted.n_bytes > MAX_COUNTED_BYTES or painted.is_too_much:
            return
        editor = current.editor
        snapshot = editor.snapshot(self._facts(""))

        def work() -> tuple[InstanceNote, ...]:
            sheet = snapshot.sheet
            return instances_of(
                snapshot.class_map, snapshot.painted, sheet.class_names, sheet.instances, snapshot.steps, snapshot.facts
            )  # fmt: skip

        def counted(notes: tuple[InstanceNote, ...]) -> None:
            if self.desk.current is current:
                self._notes = notes
                self.show_panels()

        self._ahead.run(work, done=counted, key=COUNT)

    def _finish(self, state: LabelState) -> None:
        self.painting.when_free(lambda: self._finish_now(state))

    def _finish_now(self, state: LabelState) -> None:
        current = self.desk.current
        if current is None or self.is_read_only():
            return
        editor, author, at = current.editor, self.author, utc_text(utc_now())
        if state is LabelState.REVIEWED:
            if author in editor.sheet.authors:
                self.answer(message(Code.LABELS_REVIEWER_IS_AUTHOR, name=author))
                return
            finishes = editor.sheet.with_finish(FinishNote(author, at, editor.number))
            editor.state_as(state, reviewed_by=author, finishes=finishes)
        else:
            editor.finish(author, at)
        self.state_changed()
        place = self.listing.step_open(1)
        if place < 0:
            self.answer(message(Code.LABELS_NONE_OPEN))
            self.desk.save()  # it stays open: who asks for its labels meanwhile must not find none
        self._go(place)

    def _flag(self) -> None:
        current = self.desk.current
        if current is None or self.is_read_only():
            return
        editor, sheet = current.editor, current.editor.sheet
        if sheet.state is LabelState.FLAGGED:
            number, state, reviewed_by = self._before_flag.pop(sheet.frame_sha256, (-1, LabelState.IN_WORK, ""))
            is_as_then = number == editor.number
            editor.state_as(
                state if is_as_then else LabelState.IN_WORK, reviewed_by=reviewed_by if is_as_then else ""
            )  # fmt: skip
        else:
            self._before_flag[sheet.frame_sha256] = editor.number, sheet.state, sheet.reviewed_by
            editor.state_as(LabelState.FLAGGED, reviewed_by="")
        self.state_changed()

    def state_changed(self) -> None:
        """Facts of the open frame that the list shows: state, notes, classes."""
        current = self.desk.current
        assert current is not None
        self._keep_evidence()
        self.desk.changed()
        self.listing.labels_changed(LabelFacts.of(replace(current.editor.sheet, instances=self._notes)))
        self._show_open()
        self.show_panels()

    def is_read_only(self) -> bool:
        """Somebody else has the labels: that is said."""
        store = self.desk.store
        if store is not None and store.held_by is not None:
            self.answer(held_message(store.held_by))
            return True
        return False

    def _go_to_step(self, place: int) -> None:
        """Undo or redo until this step is the newest that holds; −1: none holds."""

        def go() -> None:
            current = self.desk.current
            if current is None or current.editor.is_read_only:
                return
            editor = current.editor
            step: MaskStep | None = None
            while editor.history.position > place + 1 and (done := editor.undo(self.author)) is not None:
                step = done
            while editor.history.position < place + 1 and (done := editor.redo(self.author)) is not None:
                step = done
            if step is not None:
                self.painting.show_map(editor.class_map)
                self._step_made(step)

        self.painting.when_free(go)

    # for ``LabelSets``, ``LabelReview``, ``LabelFigures``, ``LabelGuides``, ``LabelSplit``

    def in_background(self, work: Callable[[], T], done: Callable[[T], object]) -> None:
        self._lists.run(work, done=done)

    def with_nothing_open(self, act: Callable[[], object]) -> None:
        """The open frame is saved and let go; ``act`` begins when that is on the disk. See ``go_on``."""

        def left() -> None:
            self._show_open()
            self.desk.save_left()
            self._labels.run(lambda: None, done=lambda _: act())  # behind what is being saved

        self._leave(left)

    def with_all_saved(self, act: Callable[[], object]) -> None:
        """``act`` begins when the mask of the open frame is on the disk; it stays open."""
        self.painting.when_free(self.desk.save)
        self._labels.run(lambda: None, done=lambda _: act())

    def go_to_labelled(self, frame_sha256: str) -> None:
        """Open this frame, where the list that is shown has it."""
        place = self.listing.place_of(frame_sha256)
        if place >= 0:
            self._go(place)
        else:
            self.answer(message(Code.LABELS_NOT_LISTED))

    @property
    def is_opening(self) -> bool:
        return self._is_opening

    def go_on(self) -> None:
        """All labels may have changed: read what they say, and open the frame again that was open."""
        self.read_labels()
        if self.desk.current is None and not self._is_opening:
            self._open(self.listing.current)

    # what is shown

    @property
    def scale(self) -> Calibration | None:
        workspace = self._session.workspace
        return workspace.settings.scale if workspace is not None else None

    def _show_empty(self) -> None:
        kind = self.listing.source.kind
        text = {"line": texts.NONE_KEPT, "labels": texts.NONE_LABELLED}.get(kind, texts.NOT_OPEN).translated()
        if kind == "folder":
            text = texts.NO_PICTURES.translated(name=self.listing.source.name)
        self._page.show_empty(EmptyState(text, OPENERS))

    def _show_open(self) -> None:
        current, store = self.desk.current, self.desk.store
        held_by = store.held_by if store is not None else None
        if current is None:
            frame, place, n = self.listing.current, self.listing.place, len(self.listing)
            self._page.show_open(
                replace(
                    NOTHING_OPEN, name=frame.source.name if frame is not None else "", is_opening=self._is_opening,
                    position=texts.POSITION.translated(place=place + 1, n=n) if place >= 0 else "",
                    read_only=read_only_text(held_by), can_next=self.listing.step(1) >= 0,
                    can_previous=self.listing.step(-1) >= 0,
                )
            )  # fmt: skip
            self._page.show_panels(NO_PANELS)
            return
        state = open_state(
            current, self.listing.place, len(self.listing), self.listing.reasons(), self.listing.wish.order,
            self.scale, held_by, self.help.proposals.state_of(current.editor.sheet.state),
        )  # fmt: skip
        self._page.show_open(
            replace(
                state, can_next=self.listing.step(1) >= 0, can_previous=self.listing.step(-1) >= 0,
                hidden=hidden_text(self.painting.state.classes, self.painting.hidden),
            )
        )  # fmt: skip

    def show_mark(self) -> None:
        """Of the open frame: whether anything is proposed is known now."""
        if self.desk.current is not None:
            self._show_open()

    @property
    def catalogue(self) -> ClassCatalogue:
        return self._session.catalogue

    def show_panels(self) -> None:
        current = self.desk.current
        if current is None:
            self._page.show_panels(NO_PANELS)
            return
        sheet, painted, history = current.editor.sheet, self.painting.state, current.editor.history
        instances, more = instance_rows(self._notes, painted.classes, self.scale)
        self._page.show_panels(
            PanelState(
                class_rows(
                    painted.classes, self._notes, painted.options.class_index, painted.options.locked,
                    painted.hidden, sheet.non_defects,
                ),
                instances, more, step_rows(history.steps, history.position), history.position,
                note_rows(sheet.notes), can_edit=not current.editor.is_read_only,
            )
        )  # fmt: skip

    def _painting_moved(self, state: PaintState) -> None:
        """Another class is in hand, or is locked."""
        shown = (state.classes, state.options.class_index, state.options.locked, state.hidden)
        if shown != self._shown_classes and self.desk.current is not None:
            self._shown_classes = shown
            self.show_panels()
            self.guides.class_changed()
            self._show_open()  # it says what is hidden

    def _point(self, at: Pointer | None) -> None:
        current = self.desk.current
        if current is not None:
            text = pointer_text(current, at.x, at.y, self.scale) if at is not None else ""
            self._page.painting.show_caption(text)

    def _show_saved(self) -> None:
        state = self.desk.save_state
        self._page.show_saved(saved_state(state))
        store = self.desk.store
        if state.trouble is not None:
            self._messages.show(state.trouble)
        elif store is None or store.held_by is None:  # else the folder cannot be written to at all, and that stays said
            self._messages.drop(Code.LABELS_UNSAVED.value)

    def _notify(self, reason: Message) -> None:
        log.info("%s", reason.to_json())
        self._messages.show(reason)

    def answer(self, reason: Message) -> None:
        log.info("%s", reason.to_json())
        self._messages.show(reason, is_answer=True)


def shas_of_line(labels: Mapping[str, LabelFacts]) -> dict[str, str]:
    """Of labelled frames that the line kept, by their path: such a file is never written anew."""
    of_line = ((sha, facts.source) for sha, facts in labels.items() if facts.source is not None)
    return {source.path: sha for sha, source in of_line if source.kind == "evidence"}


def held_message(held_by: Message) -> Message:
    """That the labels are only looked at, and because of whom."""
    if held_by.code is not Code.OUTPUT_IN_USE:
        return held_by
    user, pc, since = (str(held_by.params[name]) for name in ("user", "pc", "since"))
    return message(Code.LABELS_HELD, user=user, pc=pc, since=local_moment(since))
