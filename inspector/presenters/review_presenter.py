"""What the Review page decides: what is searched, which inspection is opened, which of its frames is looked at.

    page shown ► search ► results, in pages ► one opened: map, facts, totals, history ► its defects, in pages ► crops
                                                   ▼
                              a defect or a step ► the frame read again ► as recorded, or by today's model

Records are read on one thread and frames on another, since a share that hangs must not hold up a search. A newer
question outdates the older one of its kind. Runs on the Qt thread and never waits; it imports no widget.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from inspector.core.defect import Box
from inspector.core.messages import Code, Message, message
from inspector.presenters import review_composer as composer
from inspector.presenters.frame_display import caption_of, display_of, lit_again, looks_of
from inspector.presenters.frame_reader import STEPS, FrameReader, RunsInBackground
from inspector.presenters.handing_over import HandingOver
from inspector.presenters.message_board import MessageBoard
from inspector.presenters.picture_viewing import PictureViewing
from inspector.presenters.report_export import Draw, ReportExport
from inspector.presenters.review_records import DefectPage, Key, Opened, Records, Results
from inspector.presenters.source_views import SourceViews
from inspector.screens.live import DefectRow, DisplayFrame, OverlayLook, OverlayStyle, Thumbnail
from inspector.screens.review import ComparedPiece, ResultRow, ReviewState, SearchChoices, SearchForm, Wanted
from inspector.screens.review_actions import REVIEW
from inspector.screens.shell import EmptyState
from inspector.texts import review as texts
from inspector.texts.messages import one_line
from inspector.workers.background import Background

if TYPE_CHECKING:
    from inspector.in_use import InUse
    from inspector.pipeline.frame_again import FrameAgain
    from inspector.session import Session
    from inspector.views.review.review_page import ReviewPage

Found = TypeVar("Found")

SEARCH, OPEN, DEFECTS, CROPS, PREDICT, PROFILE = "search", "open", "defects", "crops", "predict", "profile"


@dataclass(slots=True)
class _Open:
    """The inspection that is looked at, as far as it was read."""

    row: ResultRow
    found: Opened | None = None
    rows: list[DefectRow] | None = None


class ReviewPresenter:
    def __init__(
        self,
        page: ReviewPage,
        session: Session,
        *,
        background: RunsInBackground | None = None,
        reading: RunsInBackground | None = None,
        draw_report: Draw = lambda document: b"",
        views: SourceViews | None = None,
    ) -> None:
        self._page, self._session = page, session
        self._messages = MessageBoard(page)
        self._background = background or Background(self._answer, name="review")
        self._reading = reading or Background(self._answer, name="review-frames")
        self._reader = FrameReader(session, self._reading)
        self._handing_over = HandingOver(page, self._messages, self._reading)
        self._reports = ReportExport(session, self._answer, draw_report)
        self._state = ReviewState(results=texts.NOT_SEARCHED.translated())
        self._look = OverlayLook()
        self._form = SearchForm()
        self._results: list[ResultRow] = []
        self._after: Key | None = None  # where the next page of results begins
        self._open: _Open | None = None
        self._other: _Open | None = None  # that the opened one is compared with
        self._wanted_defect = 0  # to be shown once its inspection is open
        self._again: FrameAgain | None = None  # the frame on the screen
        self._focus: Box | None = None
        self._on_screen: DisplayFrame | None = None
        self._todays = ""  # model whose overlay is on the screen; "": what was recorded
        self._asked = 0  # for a prediction; a newer question ends the older
        self._as_captured: DisplayFrame | None = None  # of the frame on the screen
        self._picture = PictureViewing(page, views or SourceViews(), lambda _view: self._show_lit())
        self._acts = self._acts_by_id() | self._picture.acts(REVIEW)
        self._background.start()
        self._reading.start()
        self._connect()
        page.show_look(self._look)
        page.show_empty(EmptyState(texts.NOTHING_OPEN.translated()))
        self._show_state()

    def _connect(self) -> None:
        page = self._page
        page.action_triggered.connect(self._act)
        page.action_held.connect(self._hold)
        page.search_changed.connect(self.search)
        page.more_wished.connect(self._more)
        page.result_chosen.connect(self._choose_result)
        page.defect_chosen.connect(self._choose_defect)
        page.rows_copied.connect(self._handing_over.rows_copied)
        page.export_chosen.connect(self._handing_over.export)
        page.report_chosen.connect(self._write_report)
        page.message_closed.connect(self._messages.closed)

    def end(self, timeout_s: float = 20.0) -> bool:
        """After the event loop: nothing of it runs any more. True if in time."""
        self._asked += 1  # a prediction in hand gives up
        for one in (self._background, self._reading):
            one.end()
        has_read = self._reading.join(timeout_s)
        has_written = self._reports.end(timeout_s)
        return self._background.join(timeout_s) and has_read and has_written

    def page_shown(self) -> None:
        """What was inspected meanwhile is found too."""
        self._run(lambda records: records.choices(), self._show_choices, "choices")
        self.search(self._form)

    # searching

    def search(self, form: SearchForm) -> None:
        self._form = form
        self._change(results=texts.SEARCHING.translated(), is_searching=True)
        self._run(lambda records: records.results(form, None), partial(self._found, True), SEARCH, self._not_found)

    def _more(self) -> None:
        after, form = self._after, self._form
        if after is None or self._state.is_searching:
            return
        self._change(is_searching=True)
        self._run(lambda records: records.results(form, after), partial(self._found, False), SEARCH, self._not_found)

    def _found(self, is_first: bool, results: Results) -> None:
        self._messages.drop(Code.SEARCH_NOT_UNDERSTOOD.value)
        rows = list(results.rows)
        if not is_first and self._results and rows and rows[0].inspection_id == self._results[-1].inspection_id:
            rows[0] = replace(rows[0], begins_group=False)
        self._results = rows if is_first else [*self._results, *rows]
        self._after = results.after
        self._page.show_results(tuple(self._results))
        self._mark_result()
        self._change(results=self._results_text(), is_searching=False, has_more=results.after is not None)

    def _not_found(self, reason: Message) -> None:
        self._change(results=self._results_text(), is_searching=False)
        self._answer(reason)

    def _results_text(self) -> str:
        n, is_pieces = len(self._results), self._form.wanted is Wanted.PIECES
        if not n:
            return texts.NOTHING_FOUND.translated()
        if self._after is not None:
            return (texts.N_INSPECTIONS_MORE if is_pieces else texts.N_DEFECTS_MORE).translated(n=n)
        return (texts.N_INSPECTIONS if is_pieces else texts.N_DEFECTS).translated(n=n)

    def _show_choices(self, choices: SearchChoices) -> None:
        self._page.show_choices(choices)

    # opening

    def _choose_result(self, index: int) -> None:
        if not 0 <= index < len(self._results):
            return
        row = self._results[index]
        if self._open is not None and self._open.row.inspection_id == row.inspection_id:
            self._open.row = row
            if row.defect_id:
                self._choose_defect(row.defect_id)
            return
        self._open_piece(row)

    def _open_piece(self, row: ResultRow) -> None:
        self._open, self._wanted_defect = _Open(row), row.defect_id
        self._forget_frame()
        self._background.outdate(DEFECTS)
        self._background.outdate(CROPS)
        self._mark_result()

        def opened(found: Opened) -> None:
            now = self._open
            if now is None or now.row.inspection_id != found.piece.inspection_id:
                return
            now.found, now.rows = found, []
            self._page.show_opened(found.piece)
            self._page.show_happened(found.happened)
            self._show_totals()
            self._page.show_empty(EmptyState(texts.NO_FRAME_CHOSEN.translated()))
            self._change(is_open=True, loading=self._loading_text())
            self._load_defects(None)
            self._run(lambda records: records.crops(row.inspection_id), partial(self._show_crops, row), CROPS)
            if self._wanted_defect:
                self._choose_defect(self._wanted_defect)
            else:
                self._step("first_frame")

        self._run(lambda records: records.open(row.inspection_id, row.title), opened, OPEN)

    def _load_defects(self, after: tuple[str, int, int] | None) -> None:
        now = self._open
        if now is None:
            return

        def loaded(page: DefectPage) -> None:
            if now is not self._open or now.rows is None:
                return
            now.rows += page.rows
            self._page.add_defects(page.rows)
            if self._other is not None and self._other.row.inspection_id == now.row.inspection_id:
                self._page.add_compared(page.rows)
            if page.after is not None:
                self._load_defects(page.after)
            self._change(loading=self._loading_text() if page.after is not None else "")

        self._run(lambda records: records.defects(now.row.inspection_id, after), loaded, DEFECTS)

    def _loading_text(self) -> str:
        now = self._open
        if now is None or now.found is None or now.rows is None or len(now.rows) >= now.found.n_defects:
            return ""
        return texts.LOADING.translated(n=len(now.rows), n_all=now.found.n_defects)

    def _show_crops(self, row: ResultRow, crops: tuple[Thumbnail, ...]) -> None:
        if self._open is not None and self._open.row.inspection_id == row.inspection_id:
            self._page.add_thumbnails(crops)

    def _mark_result(self) -> None:
        """The line of the results that is open: of a defect its own."""
        row = self._open.row if self._open is not None else None
        self._page.select_result(self._results.index(row) if row in self._results else None)

    def _step_result(self, step: int) -> None:
        if not self._results:
            return
        row = self._open.row if self._open is not None else None
        index = self._results.index(row) + step if row in self._results else 0
        self._choose_result(min(max(index, 0), len(self._results) - 1))

    # comparing

    def _compare(self) -> None:
        if self._other is not None or self._open is None or self._open.found is None:
            self._other = None
            self._page.show_compared(None)
        else:
            self._other = replace_open(self._open)
            piece = self._open.found.piece
            rows = tuple(self._open.rows or ())
            self._page.show_compared(
                ComparedPiece(f"{piece.title} · {self._open.row.when}", piece.extent, piece.gaps, rows)
            )
        self._show_totals()
        self._change(is_comparing=self._other is not None)

    def _show_totals(self) -> None:
        now, other = self._open, self._other
        if now is None or now.found is None:
            return
        less = other.found.totals if other is not None and other.found is not None else None
        self._page.show_totals(composer.totals_rows(now.found.totals, self._session.catalogue, less))

    # frames

    def _choose_defect(self, defect_id: int) -> None:
        now = self._open
        if now is None:
            return
        self._page.select_defect(defect_id)
        self._reader.read_defect(
            now.row.inspection_id, defect_id, done=lambda found: self._show_again(*found), failed=self._answer
        )

    def _leave_defect(self) -> None:
        self._page.select_defect(None)
        if self._again is not None and self._focus is not None:
            self._show_again(self._again, None)

    def _step(self, verb: str) -> None:
        now, again = self._open, self._again
        if now is None:
            return
        at = (again.record.frame_index, again.record.lane) if again is not None else None

        def found(place: tuple[int, int]) -> None:
            if now is self._open:
                self._page.select_defect(None)
                self._reader.read(
                    now.row.inspection_id, place[1], place[0], done=lambda frame: self._show_again(frame, None),
                    failed=self._answer,
                )  # fmt: skip

        self._reader.step(now.row.inspection_id, at, STEPS[verb], done=found, failed=self._answer)

    def _forget_frame(self) -> None:
        self._reader.forget()
        self._asked += 1
        self._again = self._focus = self._on_screen = self._as_captured = None

    def _show_again(self, again: FrameAgain, focus: Box | None) -> None:
        if self._open is None or again.inspection_id != self._open.row.inspection_id:
            return
        self._messages.drop_family("review.")
        self._messages.drop(Code.FRAME_KEPT.value)  # that was another one
        if self._again is None or self._again.source != again.source:
            self._as_captured = None  # of another source: it is not shown in the view of this one
            self._picture.use_source(again.source)
        self._again, self._focus = again, focus
        self._asked += 1
        frame = display_of(again, self._session.catalogue, focus=focus)
        self._show_frame(frame)
        self._page.show_cursor(self._along(again))
        for note in again.notes:
            self._answer(note)
        if self._state.is_todays_model:
            self._predict()
        else:
            self._change(badge="")

    def _show_lit(self) -> None:
        """What is on the screen as it was captured, in the view of now."""
        frame, again = self._as_captured, self._again
        if frame is None or again is None:
            return
        if again.pixels is not None:
            frame = lit_again(frame, again.pixels, again.bits, self._picture.view)
        self._on_screen = frame
        self._page.show_frame(frame)
        is_parted = self._state.is_wiping and bool(self._todays)
        view = self._picture.view
        self._page.show_recorded(display_of(again, self._session.catalogue, view=view) if is_parted else None)

    def _show_frame(self, frame: DisplayFrame | None, todays: str = "") -> None:
        """As captured; None where nobody knows how large it was. ``todays``: the model that found what is shown."""
        self._todays = todays
        self._as_captured = self._on_screen = frame
        if frame is not None:
            self._show_lit()
        elif self._again is not None:
            record = self._again.record
            reason = one_line(record.reason) if record.reason is not None else ""
            sentence = texts.NOT_KNOWN_HOW_LARGE.translated(name=record.name, reason=reason)
            self._page.show_empty(EmptyState(sentence))

    def _along(self, again: FrameAgain) -> float:
        record = again.record
        piece = self._open.found.piece if self._open is not None and self._open.found is not None else None
        if piece is not None and piece.extent.is_calibrated:
            return (record.along_mm or 0.0) / 1000
        return float(record.along_px)

    # today's model

    def _toggle_model(self) -> None:
        is_on = not self._state.is_todays_model
        if is_on and self._session.in_use is None:
            self._answer(message(Code.NO_MODEL_LOADED))
            is_on = False
        self._asked += 1
        self._change(is_todays_model=is_on, is_wiping=is_on and self._state.is_wiping)
        if self._again is not None:
            self._show_again(self._again, self._focus)

    def _toggle_wipe(self) -> None:
        """Today's model beside what was recorded; it is asked where it was not yet."""
        self._change(is_wiping=not self._state.is_wiping)
        if self._state.is_wiping and not self._state.is_todays_model:
            self._toggle_model()
        else:
            self._show_lit()
            self._show_badge()

    def _show_badge(self) -> None:
        if self._todays:
            self._change(badge=(texts.BESIDE if self._state.is_wiping else texts.TODAY).translated(model=self._todays))

    def _predict(self) -> None:
        again, in_use = self._again, self._session.in_use
        if again is None or again.pixels is None or in_use is None:
            self._change(badge="")
            return
        asked = self._asked
        name = in_use.card.title
        self._change(badge=texts.PREDICTING.translated(model=name))
        focus = self._focus

        def predicted(frame: DisplayFrame | None) -> None:
            if frame is not None and asked == self._asked:
                self._show_frame(frame, name)
                self._show_badge()

        self._reading.run(
            lambda: todays_frame(again, in_use, self._session, focus, lambda: asked != self._asked), done=predicted,
            failed=self._answer, key=PREDICT,
        )  # fmt: skip

    # what people do

    def _write_report(self, path: str) -> None:
        if self._open is not None:
            self._reports.write(self._open.row.inspection_id, path)

    def _acts_by_id(self) -> dict[str, Callable[[], object]]:
        acts: dict[str, Callable[[], object]] = {
            "older": lambda: self._step_result(1),
            "newer": lambda: self._step_result(-1),
            "compare": self._compare,
            "todays_model": self._toggle_model,
            "wipe": self._toggle_wipe,
            "leave_defect": self._leave_defect,
            "overlay_style": self._next_style,
            "keep_frame": self._keep_frame,
            "ruler": self._prepare_profile,
            "copy_picture": lambda: self._handing_over.copy_picture(self._on_screen),
            **{verb: partial(self._step, verb) for verb in STEPS},
        }
        return {f"{REVIEW}.{verb}": act for verb, act in acts.items()}

    def _prepare_profile(self) -> None:
        """What draws the grey under the ruler is large, and seldom asked for: it is loaded in the background."""
        self._background.run(
            lambda: importlib.import_module("pyqtgraph"), done=lambda _: self._page.show_profile(), key=PROFILE
        )

    def _keep_frame(self) -> None:
        """The frame on the screen, whole, with the evidence of its piece; or why that cannot be."""
        again, session = self._again, self._session
        if again is None or again.pixels is None:
            for reason in (again.notes if again is not None else ()) or (message(Code.NO_FRAME_TO_KEEP),):
                self._answer(reason)
            return

        def kept(is_kept: bool) -> None:
            self._answer(message(Code.FRAME_KEPT if is_kept else Code.FRAME_NOT_KEPT, name=again.record.name))

        self._background.run(lambda: session.keep_frame_again(again), done=kept)

    def _act(self, action_id: str) -> None:
        act = self._acts.get(action_id)
        if act is not None:
            act()

    def _hold(self, action_id: str, is_down: bool) -> None:
        if action_id == "review.hide_overlay":
            self._show_look(replace(self._look, is_hidden=is_down))

    def _next_style(self) -> None:
        styles = list(OverlayStyle)
        self._show_look(replace(self._look, style=styles[(styles.index(self._look.style) + 1) % len(styles)]))

    def _show_look(self, look: OverlayLook) -> None:
        self._look = look
        self._page.show_look(look)

    # plumbing

    def _run(
        self,
        work: Callable[[Records], Found],
        done: Callable[[Found], object],
        key: str,
        failed: Callable[[Message], object] | None = None,
    ) -> None:
        session = self._session

        def with_records() -> Found:
            workspace = session.workspace or session.open_workspace()
            return work(Records(workspace, session.catalogue))

        self._background.run(with_records, done=done, failed=failed or self._answer, key=key)

    def _answer(self, reason: Message) -> None:
        self._messages.show(reason, is_answer=True)

    def _change(self, **changes: object) -> None:
        # ``replace`` checks the names of fields and nothing their types: the callers stand in this class.
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]
        self._show_state()

    def _show_state(self) -> None:
        self._page.show_state(self._state)


def replace_open(one: _Open) -> _Open:
    """As it is now: what is opened next is another."""
    return _Open(one.row, one.found, one.rows)


def todays_frame(
    again: FrameAgain, in_use: InUse, session: Session, focus: Box | None, gives_up: Callable[[], bool]
) -> DisplayFrame | None:
    """What the model and the thresholds in use find in a frame by itself; None where nobody wants it any more."""
    from inspector.core.bits import to_eight_bit
    from inspector.core.rendering import outlines
    from inspector.inference.inspect_frame import inspect_frame
    from inspector.inference.predictor import PredictionGivenUp, Predictor

    assert again.pixels is not None
    try:
        found = inspect_frame(again.pixels, again.bits, Predictor(in_use.model), in_use.settings, gives_up=gives_up)
    except PredictionGivenUp:
        return None
    overlay = found.reported_map
    return DisplayFrame(
        again.record.frame_index, again.record.name, to_eight_bit(again.pixels, again.bits), overlay,
        outlines(overlay), caption_of(again), focus, looks_of(session.catalogue, in_use.card.class_names),
    )  # fmt: skip
