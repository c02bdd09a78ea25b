"""From what happened to what the Live page shows. Qt-free; runs on the composing thread.

    News  +  LiveView  +  SessionState  ->  LiveUpdate: frame, rows, thumbnails, map, stats, messages

What a person chose to look at and what is in use come as values, and are compared with those before. Kept besides is
the little that must be remembered between news: which defects are known, the frame on the screen, the histogram of
scores.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from inspector.core.bits import to_eight_bit
from inspector.core.calibration import Calibration
from inspector.core.class_map import ClassMap
from inspector.core.classes import ClassCatalogue
from inspector.core.defect import Box, Defect, DefectPart, Severity
from inspector.core.looking import product_columns, steady_product
from inspector.core.messages import Code, Message
from inspector.core.piece import Gap, GapCause, Piece
from inspector.core.placement import Placement
from inspector.in_use import InUse
from inspector.pipeline.alarm_sink import LOST, LOST_BEFORE, source_of
from inspector.pipeline.alarms import AlarmsNow
from inspector.pipeline.coverage import cause_of
from inspector.pipeline.recent_frames import RecentFrames
from inspector.pipeline.result import InspectionResult
from inspector.pipeline.sink import InspectionStart, MissedInspection
from inspector.presenters.class_numbering import renumbered
from inspector.presenters.frame_display import frame_name, lit_and_turned, shown_product
from inspector.presenters.live_status import OLD_MS, age_of_picture_ms, stats_of, status_text
from inspector.presenters.live_view import DefectRequest, LiveView
from inspector.presenters.notices import (
    MAX_LISTED,
    alarms_state,
    coverage_state,
    not_inspected_row,
    not_inspected_state,
)
from inspector.presenters.smoothed import Smoothed
from inspector.screens.alarms import AlarmsState
from inspector.screens.coverage import CoverageState
from inspector.screens.live import ClassState, DefectRow, DisplayFrame, MapExtent, Stat, Stretch, Thumbnail
from inspector.screens.not_inspected import NotInspectedRow, NotInspectedState
from inspector.screens.operator import LargePicture
from inspector.screens.shell import Lamp, LampState, WindowChrome
from inspector.session import SessionState
from inspector.sources.source import SourceInfo
from inspector.texts import formats
from inspector.texts import live as texts
from inspector.texts.messages import Tier, message_text, one_line
from inspector.texts.operator import SEVERE, SEVERITIES
from inspector.texts.progress import PART
from inspector.workers.inspection_worker import Ended, News

N_BINS = 40
_NO_PIXELS = np.zeros((0, 0), np.uint8)

if TYPE_CHECKING:
    from inspector.pipeline.line import LineStatus
HISTOGRAM_MEMORY = 0.95  # share of the older frames' counts that stays at each new frame
THUMBNAIL_PX = 96
LARGE_PICTURE_PX = 320
MAX_LARGE = 4  # made for one update
MAX_THUMBNAILS = 12  # made for one update; more than pass in a blink nobody sees
THUMBNAIL_MARGIN = 0.25

_LAMP_OF = {Tier.STOP: LampState.STOP, Tier.WARN: LampState.WARNING, Tier.NOTE: LampState.OK}
_LAMP_ORDER = (LampState.STOP, LampState.WARNING, LampState.OK)

NAMELESS_REASONS = (Code.FRAME_SKIPPED, Code.FRAME_PAUSED, Code.FRAME_NOT_REACHED)

_PIECES = {"coil": texts.COIL, "rail": texts.RAIL, "piece": texts.PIECE}


@dataclass(frozen=True, slots=True, eq=False)
class ShownFrame:
    """The frame on the screen, and the inspection that it is of."""

    start: InspectionStart
    result: InspectionResult


@dataclass(frozen=True, slots=True)
class MissingFrame:
    """A frame that was asked for and is not in memory any more: it can be read again."""

    inspection_id: str
    frame_index: int
    lane: int
    focus: Box | None = None  # the defect that was asked for


@dataclass(slots=True)
class LiveUpdate:
    """Everything that changed since the last update; None and empty: nothing new."""

    has_begun: bool = False  # forget the piece before
    frame: DisplayFrame | None = None
    shown: ShownFrame | None = None  # what ``frame`` was made of
    rows: list[DefectRow] = field(default_factory=list)
    removed: list[int] = field(default_factory=list)
    thumbnails: list[Thumbnail] = field(default_factory=list)
    serious: list[LargePicture] = field(default_factory=list)  # of the operator's view
    gaps: list[Stretch] = field(default_factory=list)
    extent: MapExtent | None = None
    cursor: float = 0.0
    classes: list[ClassState] | None = None
    histograms: dict[int, npt.NDArray[np.float64]] = field(default_factory=dict)
    stats: tuple[Stat, ...] = ()
    window: WindowChrome | None = None
    coverage: CoverageState | None = None
    alarms: AlarmsState | None = None  # None: as they were
    missed: list[NotInspectedRow] = field(default_factory=list)  # of the piece, new ones
    not_inspected: NotInspectedState | None = None
    made_by: str = ""  # the models that inspected this piece, one after the other
    status: LineStatus | None = None
    piece: Piece | None = None
    began: str = ""  # its inspection, in local time
    n_since_frozen: int = 0
    is_frozen: bool = False
    progress: float | None = None
    ended: Ended | None = None
    calibration: Calibration | None = None  # of the piece that has begun
    lost_because: str = ""  # why the source delivers nothing, "" where it delivers
    missing: MissingFrame | None = None  # it was asked for, and is no longer in memory
    is_picture_only: bool = False  # nothing changed but the frame


class LiveComposer:
    """Used on one thread, the composing one; it is given all it works on."""

    def __init__(self, recent: Callable[[], RecentFrames]) -> None:
        self._recent = recent
        # what was composed last
        self._view = LiveView()
        self._wants_request = False  # the request of the view is not answered yet
        self._in_use: InUse | None = None
        self._catalogue = ClassCatalogue()
        self._decimals_mm = 1
        self._is_dirty = False  # the frame on the screen looks different now
        # known of the piece
        self._start: InspectionStart | None = None
        self._piece: Piece | None = None
        self._source: SourceInfo | None = None
        self._calibration: Calibration | None = None  # a new one comes with its piece
        self._known: dict[int, tuple[str, DefectPart]] = {}  # defect -> class and latest part
        self._by_class: Counter[str] = Counter()  # by name: indices change their meaning with the model
        self._histogram: npt.NDArray[np.float64] = np.zeros((1, N_BINS))
        self._on_screen: InspectionResult | None = None
        self._focus: Box | None = None
        self._newest: InspectionResult | None = None
        self._end = 0.0  # along, in the map's unit: of what was inspected and of all gaps
        self._frame_rows = 0  # of the newest frame: what a lane assumes of one whose length nobody knows
        self._gap_ends: dict[int, float] = {}  # along, as far as each gap is on the map
        self._n_listed = 0  # frames not inspected
        self._missed_by_cause: Counter[GapCause] = Counter()  # frames
        self._models: list[str] = []  # that inspected this piece
        self._speed = Smoothed()
        self._alarms: tuple[AlarmsNow, str] | None = None  # as composed last, beside the id of the piece
        self._width_px = 0
        self._n_at_freeze = 0
        self._product: tuple[int, int] | None = None  # columns of the frame
        self._lost: dict[tuple[Code, str], Message] = {}  # by kind and source, the one lost first in front

    def compose(self, news: News, view: LiveView, state: SessionState) -> LiveUpdate:
        update = LiveUpdate(has_begun=news.begun is not None, is_picture_only=news.is_picture_only)
        if news.begun is not None:
            self._begin(news.begun)
        self._use(state.in_use)
        self._catalogue, self._decimals_mm = state.catalogue, state.decimals_mm
        self._look(view)
        if not news.is_picture_only:
            self._take_messages(news, update)
            self._take_defects(news, update)
            self._take_gaps(news.gaps.values(), update)
            self._take_missed(news.missed, update)
        self._take_newest(news)
        update.frame = self._frame(update)
        if update.frame is not None and self._on_screen is not None and self._start is not None:
            update.shown = ShownFrame(self._start, self._on_screen)
        update.piece = self._piece
        update.began = formats.local_time(self._start.stamp.at) if self._start is not None else ""
        if not news.is_picture_only:
            self._fill(update, state)
        return update

    def _begin(self, start: InspectionStart) -> None:
        stay_open = self._start is not None and start.lanes is self._start.lanes
        self._start = start
        self._piece, self._source, self._calibration = start.piece, start.source, start.lanes[0].scale
        self._known.clear()
        self._by_class.clear()
        self._histogram = np.zeros_like(self._histogram)
        if not stay_open:  # it was another
            self._lost.clear()
        self._on_screen = self._focus = self._newest = self._product = None
        self._width_px = self._n_at_freeze = self._n_listed = 0
        self._end = 0.0
        self._gap_ends.clear()
        self._missed_by_cause.clear()
        self._models = [start.model.card.title]
        self._speed.forget()

    def _use(self, in_use: InUse | None) -> None:
        """What is active now, also while the piece began with another model: its frames tell by which they were."""
        self._is_dirty = in_use is not self._in_use
        before, self._in_use = self._in_use, in_use
        if in_use is not None and (before is None or before.card.class_names != in_use.card.class_names):
            self._histogram = np.zeros((in_use.card.n_classes, N_BINS))

    def _look(self, view: LiveView) -> None:
        if view.is_frozen and not self._view.is_frozen:
            self._n_at_freeze = len(self._known)
        self._wants_request = self._wants_request or view.request is not self._view.request
        self._is_dirty = self._is_dirty or view.picture != self._view.picture
        if view.request is None and self._focus is not None:  # nothing is chosen any more
            self._focus, self._is_dirty = None, True
        if view.n_elsewhere != self._view.n_elsewhere:
            self._on_screen = self._focus = None
        self._view = view

    def _take_messages(self, news: News, update: LiveUpdate) -> None:
        update.ended = news.ended
        if news.model is not None and self._models[-1:] != [news.model.card.title]:
            self._models.append(news.model.card.title)
        for message in news.messages:
            if message.code in LOST:
                self._lost[message.code, source_of(message)] = message
            elif message.code in LOST_BEFORE:  # it says nothing about other sources
                self._lost.pop((LOST_BEFORE[message.code], source_of(message)), None)

    def _fill(self, update: LiveUpdate, state: SessionState) -> None:
        """All that stands in every update but those of the frame alone."""
        status = state.status
        if self._in_use is not None:
            update.classes = self._class_states(self._in_use)
            update.histograms = {
                known.index: self._histogram[known.index]
                for known in self._catalogue.classes_of(self._in_use.card)
                if known.index < len(self._histogram)
            }
        update.status = status
        update.stats = stats_of(status)
        update.coverage = coverage_state(status, state.min_percent, self._missed_by_cause)
        update.not_inspected = not_inspected_state(status)
        piece = self._piece.id if self._piece is not None else ""
        if self._alarms is None or state.alarms is not self._alarms[0] or piece != self._alarms[1]:
            self._alarms = state.alarms, piece
            update.alarms = alarms_state(state.alarms, piece)
        update.made_by = self._made_by()
        update.extent = self._extent()
        update.cursor = self._end
        update.window = self._window(state)
        update.calibration = self._calibration
        update.lost_because = " ".join(one_line(lost) for lost in self._lost.values())
        update.is_frozen = self._view.is_frozen
        # Defects that grow together become fewer: never below none.
        update.n_since_frozen = max(0, len(self._known) - self._n_at_freeze) if self._view.is_frozen else 0
        n_frames = status.n_frames if status else None
        if status is not None and n_frames:
            update.progress = status.n_done / n_frames  # of the source, whatever pieces it was cut into

    def _take_newest(self, news: News) -> None:
        if news.newest is not None:
            self._newest = news.newest
            frame, placement = news.newest.frame, news.newest.placement
            # A gap behind it may have been reported before it.
            self._end = max(self._end, self._at(placement, frame.height))
            self._frame_rows = frame.height
            self._width_px = max(self._width_px, frame.width)
            self._count_scores(news.newest)

    def _take_defects(self, news: News, update: LiveUpdate) -> None:
        for defect_id in news.absorbed:
            known = self._known.pop(defect_id, None)
            if known is not None:
                self._by_class[known[0]] -= 1
                update.removed.append(defect_id)
        new: list[tuple[Defect, InspectionResult]] = []
        for defect_id, (defect, result) in news.defects.items():
            part = defect.parts[-1]
            if defect_id not in self._known:
                self._by_class[defect.class_name] += 1
                new.append((defect, result))
            self._known[defect_id] = (defect.class_name, part)
            row = row_of(defect, self._catalogue, self._decimals_mm)
            is_graded = _is_graded(defect, result)  # a table in px grades without a scale too
            update.rows.append(row if row.is_graded is is_graded else replace(row, is_graded=is_graded))
        update.thumbnails = [
            thumbnail_of(defect, result, self._catalogue, self._decimals_mm) for defect, result in new[-MAX_THUMBNAILS:]
        ]
        serious = [one for one in news.defects.values() if _is_serious(one[0])]  # also one that grew to be
        if len(serious) > MAX_LARGE:
            critical = [one for one in serious if one[0].severity is Severity.CRITICAL][-MAX_LARGE:]
            others = [one for one in serious if one[0].severity is not Severity.CRITICAL]
            serious = [*others[len(others) + len(critical) - MAX_LARGE :], *critical]
        inspection_id = self._start.inspection_id if self._start is not None else ""
        update.serious = [large_picture_of(*one, inspection_id, self._catalogue, self._decimals_mm) for one in serious]

    def _take_gaps(self, gaps: Iterable[Gap], update: LiveUpdate) -> None:
        """What is new of each gap; while its length is unknown, its frames tell where it is."""
        for gap in gaps:
            if gap.end_px is None and gap.n_frames:
                continue
            start, end = self._metres(gap.start_mm, gap.start_px), self._gap_ends.get(gap.gap_id)
            new_end = start if gap.end_px is None else self._metres(gap.end_mm, gap.end_px)
            if end is None or new_end > end:
                update.gaps.append(Stretch(start if end is None else end, new_end, _reason_of_gap(gap.reason)))
                self._gap_ends[gap.gap_id] = new_end
                self._end = max(self._end, new_end)

    def _take_missed(self, missed: list[MissedInspection], update: LiveUpdate) -> None:
        if not missed:
            return
        from inspector.pipeline.lane import was_a_frame  # reads pictures: the first paint need not wait for that

        for each in missed:
            frame, placement = each.frame, each.placement
            self._missed_by_cause[cause_of(frame.reason)] += 1
            start = self._at(placement, 0)
            if frame.n_rows is None:  # as long as the lane assumes, also at the very end; else a mark where it is
                end = self._at(placement, self._frame_rows) if was_a_frame(frame) else start
                update.gaps.append(Stretch(start, end, _reason_of_gap(frame.reason)))
                self._end = max(self._end, end)
            if self._n_listed < MAX_LISTED:
                self._n_listed += 1
                update.missed.append(not_inspected_row(each, self._position(start)))

    def _made_by(self) -> str:
        first, *others = self._models or [""]
        for other in others:
            first = texts.THEN.translated(models=first, model=other)
        return first

    def _count_scores(self, result: InspectionResult) -> None:
        if self._in_use is None or result.card.class_names != self._in_use.card.class_names:
            return  # still of the model before
        found = result.prediction
        where = np.flatnonzero(found.index)
        index = found.index.ravel()[where].astype(np.int64)
        bins = np.minimum((found.probability.ravel()[where] * N_BINS).astype(np.int64), N_BINS - 1)
        counts = np.bincount(index * N_BINS + bins, minlength=self._histogram.size)[: self._histogram.size]
        self._histogram = self._histogram * HISTOGRAM_MEMORY + counts.reshape(self._histogram.shape)

    def _frame(self, update: LiveUpdate) -> DisplayFrame | None:
        """The newest frame; the frozen one again only when something about it changed."""
        if self._wants_request and not update.is_picture_only:
            self._wants_request = False
            asked = self._asked_for(update)
            if asked is not None:
                return self._display(asked)
        if self._view.is_elsewhere:
            return None
        is_following = not self._view.is_frozen or self._on_screen is None
        has_left = self._focus is not None and not self._view.is_frozen  # the defect that was looked at
        if is_following and self._newest is not None and (self._on_screen is not self._newest or has_left):
            self._on_screen, self._focus = self._newest, None
            return self._display(self._newest)
        if self._is_dirty and self._on_screen is not None:
            return self._display(self._on_screen)
        return None

    def _asked_for(self, update: LiveUpdate) -> InspectionResult | None:
        """The frame that somebody asked for, or the newest one of a defect."""
        request = self._view.request
        if isinstance(request, DefectRequest):
            known = self._known.get(request.defect_id)
            if known is None:
                return None
            part = known[1]
            frame_index, lane, focus = part.frame_index, part.lane, part.box
        elif request is not None:
            frame_index, lane, focus = request.frame_index, request.lane, None
        else:
            return None
        found = self._recent().get(frame_index, lane)
        if found is None:
            if self._start is not None:
                update.missing = MissingFrame(self._start.inspection_id, frame_index, lane, focus)
            return None
        self._on_screen, self._focus = found, focus
        return found

    def _display(self, result: InspectionResult) -> DisplayFrame:
        frame, placement, in_use = result.frame, result.placement, self._in_use
        card = in_use.card if in_use is not None else result.card
        class_map, classes = renumbered(self._shown_map(result), result.card, card, self._catalogue)
        position = position_text(placement.along_px, placement.along_mm)
        name = frame_name(frame.name, frame.frame_index)
        caption = f"{name} · {position} · {frame.captured_at.astimezone():%H:%M:%S}"
        as_captured = DisplayFrame(
            frame.frame_index, frame.name, _NO_PIXELS, class_map, {}, caption, self._focus, classes,
            product=shown_product(result.product),
        )  # fmt: skip
        return lit_and_turned(as_captured, frame.pixels, frame.bits, self._view.picture, self._product_of(result))

    def _product_of(self, result: InspectionResult) -> tuple[int, int] | None:
        """Where rail or strip lies, where anybody wants to know."""
        view, frame = self._view.picture, result.frame
        if not (view.fits_product or view.is_auto):
            return None
        inspected = result.product
        if inspected is not None and inspected.left is not None and inspected.right is not None:
            found: tuple[int, int] | None = inspected.columns
        else:
            found = product_columns(frame.pixels, frame.bits)
        self._product = steady_product(self._product, found, frame.width)
        return self._product

    def _shown_map(self, result: InspectionResult) -> ClassMap:
        """What is recorded. Under settings that were moved since, what would be: the frame by itself."""
        in_use = self._in_use
        if in_use is None or result.card is not in_use.card or in_use.settings.limits == result.settings.limits:
            return result.reported_map
        from inspector.inference.inspect_frame import inspect_prediction

        return inspect_prediction(result.prediction, result.card, in_use.settings).reported_map

    def _class_states(self, in_use: InUse) -> list[ClassState]:
        settings = in_use.settings
        scale = settings.calibration
        mm2_per_px = scale.mm_per_px_across * scale.mm_per_px_along if scale else 1.0
        thresholds, areas = in_use.base

        def moved(now: float, before: float, unit: float = 1.0) -> float | None:
            return before * unit if now != before else None

        return [
            ClassState(
                known,
                settings.thresholds[known.index],
                settings.min_area_px[known.index] * mm2_per_px,
                "mm²" if scale else "px",
                self._by_class[known.name],
                self._view.look.solo == known.index,
                moved(settings.thresholds[known.index], thresholds[known.index]),
                moved(settings.min_area_px[known.index], areas[known.index], mm2_per_px),
            )
            for known in self._catalogue.classes_of(in_use.card)
        ]

    def _along(self, px: float) -> float:
        scale = self._calibration
        return px * scale.mm_per_px_along / 1000 if scale else float(px)

    def _metres(self, mm: float | None, px: float) -> float:
        """Along, in the map's unit: as it was measured, where there is a scale, else by the rows."""
        return mm / 1000 if mm is not None and self._calibration is not None else self._along(px)

    def _at(self, placement: Placement, row: int) -> float:
        return self._metres(placement.along_mm_at(row), placement.along_px + row)

    def _position(self, along: float) -> str:
        return formats.length_m(along) if self._calibration is not None else formats.length_px(along)

    def _extent(self) -> MapExtent:
        scale = self._calibration
        width = self._width_px * (scale.mm_per_px_across if scale else 1)
        units = ("m", "mm") if scale else ("px", "px")
        return MapExtent(self._end, width, *units, is_calibrated=scale is not None)

    def _window(self, state: SessionState) -> WindowChrome:
        status, scale, source = state.status, self._calibration, self._source
        is_running = status is not None and status.is_running
        speed = ""
        if status is not None and is_running and scale and source and source.is_continuous and self._newest:
            rows_per_s = status.stats.fps_in * self._newest.frame.height
            speed = formats.speed(self._speed.add(rows_per_s * scale.mm_per_px_along / 1000))
        else:
            self._speed.forget()
        return WindowChrome(
            piece=piece_text(self._piece) if self._piece else "",
            position=self._position(self._end) if self._piece else "",
            speed=speed,
            lamps=self._lamps(state, is_running),
            status=status_text(status, state.severity_table, is_gpu_idle=bool(_gpu_lamp(state.in_use))),
            badge=_badge(self._in_use),
        )

    def _lamps(self, state: SessionState, is_running: bool) -> tuple[Lamp, ...]:
        status = state.status
        if self._lost and is_running:
            lost = "\n".join(one_line(lost) for lost in self._lost.values())
            source = Lamp(texts.SOURCE.translated(), LampState.STOP, lost)
        elif is_running:
            cause = texts.FRAMES_COME_FROM.translated(source=status.source.name if status else "")
            source = Lamp(texts.SOURCE.translated(), LampState.OK, cause)
        else:
            source = Lamp(texts.SOURCE.translated(), LampState.OFF, texts.NOTHING_IS_INSPECTED.translated())
        reason = status.reason if status is not None else None
        is_of_records = reason is not None and reason.code.value.startswith("store.")
        loudest = min(
            (*state.troubles, reason) if reason is not None and is_of_records else state.troubles,
            key=lambda one: _LAMP_ORDER.index(_LAMP_OF[message_text(one).tier]),
            default=None,
        )
        lamp = _LAMP_OF[message_text(loudest).tier] if loudest is not None else LampState.OK
        if loudest is not None and lamp is not LampState.OK:
            disk = Lamp(texts.RECORDS.translated(), lamp, one_line(loudest))
        elif not state.has_records:
            disk = Lamp(texts.RECORDS.translated(), LampState.OFF, texts.RECORDS_NOT_OPEN.translated())
        else:
            disk = Lamp(texts.RECORDS.translated(), LampState.OK, texts.RECORDS_WELL.translated())
        age_ms = age_of_picture_ms(status)
        if age_ms is not None and age_ms > OLD_MS:
            cause = texts.PICTURE_OLD.translated(age=formats.seconds(age_ms / 1000))
            pace = Lamp(texts.PACE.translated(), LampState.WARNING, cause)
        elif status is not None and status.stats.n_skipped:
            cause = texts.FRAMES_SKIPPED.translated(n=status.stats.n_skipped)
            pace = Lamp(texts.PACE.translated(), LampState.WARNING, cause)
        else:
            lamp = LampState.OK if is_running else LampState.OFF
            pace = Lamp(texts.PACE.translated(), lamp, texts.NONE_SKIPPED.translated())
        return _alarm_lamp(state.alarms), source, disk, pace, *_gpu_lamp(state.in_use)


def _gpu_lamp(in_use: InUse | None) -> tuple[Lamp, ...]:
    """Where the processor does what a GPU of this PC could: as long as it does, and not only until a message is closed.
    () on a PC without one, which has nothing to say."""
    report = in_use.model.provider if in_use is not None else None
    if report is None or report.notice is None or not report.leaves_gpu_idle:
        return ()
    return (Lamp(texts.GPU.translated(), LampState.WARNING, one_line(report.notice)),)


def _alarm_lamp(alarms: AlarmsNow) -> Lamp:
    """On every page: whoever looks at another one than Live must not overlook an alarm."""
    waiting = [alarm for alarm in alarms.open if alarm.acknowledged is None]
    if not waiting:
        return Lamp(texts.ALARMS.translated(), LampState.OFF, texts.NO_ALARM_WAITS.translated())
    cause = f"{message_text(waiting[0].message).what} {texts.ALARMS_WAIT.translated(n=len(waiting))}"
    return Lamp(texts.ALARMS.translated(), _LAMP_OF[waiting[0].tier], cause)


def row_of(defect: Defect, catalogue: ClassCatalogue, decimals_mm: int = 1) -> DefectRow:
    size_mm, size_px = defect.size_mm, defect.size_px
    part = defect.parts[-1]
    defect_class = catalogue.look_of(defect.class_name, defect.class_index)
    if size_mm is not None and defect.position_mm is not None and defect.offset_mm is not None:
        return DefectRow(
            defect.defect_id, defect_class, formats.length_m(defect.position_mm / 1000, 3),
            formats.size(size_mm.iso8785_length, size_mm.iso8785_width, "mm", decimals_mm),
            defect.severity, defect.score,
            defect.position_mm / 1000, defect.offset_mm, size_mm.length / 1000, size_mm.width,
            (size_mm.iso8785_length, size_mm.iso8785_width), part.frame_name,
        )  # fmt: skip
    return DefectRow(
        defect.defect_id, defect_class, texts.IN_FRAME.translated(frame=part.frame_index),
        formats.size(size_px.iso8785_length, size_px.iso8785_width, "px"), defect.severity, defect.score,
        defect.position_px, defect.offset_px, size_px.length, size_px.width,
        (size_px.iso8785_length, size_px.iso8785_width), part.frame_name, is_graded=False,
    )  # fmt: skip


def _reason_of_gap(reason: Message) -> str:
    """Without the frame's name where it says nothing: neighbouring gaps of one reason then become one, and a strip that
    is too fast for the PC does not fill the memory with one text for each frame."""
    why = message_text(reason).why
    return why if reason.code in NAMELESS_REASONS and why else one_line(reason)


def thumbnail_of(
    defect: Defect, result: InspectionResult, catalogue: ClassCatalogue, decimals_mm: int = 1
) -> Thumbnail:
    """A square crop around the defect's newest part, scaled to the strip of thumbnails."""
    row = row_of(defect, catalogue, decimals_mm)
    return Thumbnail(
        defect.defect_id, row.defect_class, defect.severity, _square_crop(defect, result, THUMBNAIL_PX),
        f"{row.defect_class.name}\n{row.size}\n{row.position}", _is_graded(defect, result),
    )  # fmt: skip


def large_picture_of(
    defect: Defect,
    result: InspectionResult,
    inspection_id: str,
    catalogue: ClassCatalogue,
    decimals_mm: int = 1,
) -> LargePicture:
    """The same crop for eyes three metres away."""
    row, part = row_of(defect, catalogue, decimals_mm), defect.parts[-1]
    along_mm, severity = defect.position_mm, SEVERITIES.get(defect.severity)
    where = row.position if along_mm is None else formats.length_m(along_mm / 1000)
    name = row.defect_class.name
    title = SEVERE.translated(severity=severity.translated(), class_name=name) if severity is not None else name
    return LargePicture(
        inspection_id, defect.defect_id, row.defect_class, defect.severity,
        _lit(_square_crop(defect, result, LARGE_PICTURE_PX)), title, row.size,
        where, part.lane, part.frame_index, defect.position_px, defect.position_mm,
    )  # fmt: skip


def _lit(crop: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """From black to white, for the eye only: on a dark rail nobody three metres away would see anything."""
    low, high = np.percentile(crop, (1, 99))
    if high - low < 1:
        return crop
    return np.ascontiguousarray(np.clip((crop - low) * (255 / (high - low)), 0, 255), np.uint8)


def _is_serious(defect: Defect) -> bool:
    """Also what might be: without a calibration nothing is graded."""
    is_ungraded = defect.severity is Severity.NONE and defect.size_mm is None
    return is_ungraded or defect.severity in (Severity.CRITICAL, Severity.MAJOR)


def _square_crop(defect: Defect, result: InspectionResult, side_px: int) -> npt.NDArray[np.uint8]:
    import cv2  # on the composing thread, when first needed: the window's first paint need not wait for it

    box, frame = defect.parts[-1].box, result.frame
    side = round(max(box.width, box.height, 24) * (1 + 2 * THUMBNAIL_MARGIN))
    side = min(side, max(frame.height, frame.width))
    top = min(max(0, box.y + box.height // 2 - side // 2), max(0, frame.height - side))
    left = min(max(0, box.x + box.width // 2 - side // 2), max(0, frame.width - side))
    crop = to_eight_bit(frame.pixels[top : top + side, left : left + side], frame.bits)
    scale = side_px / max(crop.shape[:2])
    size = (max(1, round(crop.shape[1] * scale)), max(1, round(crop.shape[0] * scale)))
    scaled = cv2.resize(crop, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_NEAREST)
    return np.ascontiguousarray(scaled, np.uint8)


def _is_graded(defect: Defect, result: InspectionResult) -> bool:
    """False where rules in mm could not be judged."""
    return defect.size_mm is not None or not result.settings.severity_table.needs_calibration


def _badge(in_use: InUse | None) -> str:
    """What people should know of the model on every page: it is no plant's, it does not look everywhere."""
    if in_use is None:
        return ""
    is_demonstration, is_screened = in_use.card.is_demonstration, in_use.screening is not None
    parts = [texts.DEMONSTRATION_MODEL] * is_demonstration + [texts.SCREENING_IS_ON] * is_screened
    return PART.join(part.translated() for part in parts)


def piece_text(piece: Piece) -> str:
    """ "Coil R-2041"; a kind that only the plant knows stands as it is."""
    known = _PIECES.get(piece.kind)
    return known.translated(piece=piece.id) if known is not None else f"{piece.kind.capitalize()} {piece.id}"


def position_text(px: float, along_mm: float | None) -> str:
    return formats.length_px(px) if along_mm is None else formats.length_m(along_mm / 1000)
