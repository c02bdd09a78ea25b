"""``inspector run``: inspect a source without a window, with the same session and line as the window."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, ClassVar

from inspector.commands.named_model import named_model, told_opening
from inspector.commands.output import print_json, print_trouble, say
from inspector.commands.progress import Progress
from inspector.core.audit import utc_now
from inspector.core.calibration import Calibration
from inspector.core.csv_table import style_named
from inspector.core.defect import Severity
from inspector.core.float_range import UNIT, FloatRange
from inspector.core.grading import Verdict
from inspector.core.messages import Code, InspectorError, Message, SourceError, StoreError, WorkspaceError, message
from inspector.core.piece import Piece
from inspector.core.product import ProductSettings
from inspector.core.source_options import address_of
from inspector.inference.backend import BackendChoice
from inspector.measuring.severity import unknown_severity_classes
from inspector.pictures.decoding import printable
from inspector.pipeline.earlier_output import FRAMES, check_apart, check_free, held_for_output
from inspector.pipeline.lane import Lane
from inspector.pipeline.output_folder import OutputFolder
from inspector.pipeline.position import FileName, PositionTracker, TimeAndSpeed
from inspector.pipeline.run_summary import RunSummary
from inspector.pipeline.shadow import EVERY_N, ShadowScore
from inspector.pipeline.shadow_words import score_line
from inspector.pipeline.sink import Outcome, Sink
from inspector.session import Session
from inspector.sources.open_source import open_source
from inspector.sources.source import ListingSource, SourceKind
from inspector.store.records import Notice
from inspector.texts.grading import BY_EXAMPLE, BY_TABLE, VERDICTS
from inspector.texts.live import GAPS_UNKNOWN
from inspector.texts.messages import Tier, message_text, one_line
from inspector.texts.severity import NOT_GRADED_WHY
from inspector.workspace.calibration_file import read_calibration
from inspector.workspace.settings import ProductEdgesSettings
from inspector.workspace.threshold_sets import named_set

EXIT_INSPECTED, EXIT_FAILED, EXIT_SOME_NOT_INSPECTED = 0, 1, 3
LISTED = 20  # frames not inspected that are named on the terminal; all are in frames.csv

AUTO = BackendChoice()


@dataclass(frozen=True, slots=True)
class RunOptions:
    model: str | None = None  # a file, or a name
    no_screening: bool = False
    shadow: str | None = None  # a model beside the one in use: a file, or a name
    shadow_every: int | None = None  # frames of the line, of which one is its; None: as the window
    workspace: Path | None = None
    piece: str | None = None
    mm_per_px: str | None = None
    calibration: Path | None = None
    out: Path | None = None
    class_maps: bool = False
    overlays: bool = False
    recursive: bool = False
    watch: bool = False
    continuous: bool = False
    lanes: tuple[tuple[float, str], ...] = ()  # further sources: mm across, and what it is
    speed_m_s: float | None = None  # positions by time and speed instead of the count of rows
    position_from_name: str | None = None  # positions by the frames' names: a pattern with a group “mm” or “m”
    bits: int | None = None  # of 16-bit values, 8 to 16; None: by the files, else 16
    float_range: FloatRange = UNIT
    csv: str = "plain"  # one of csv_table.STYLE_NAMES
    answer_s: float = 30.0  # a file or folder that gives no sign of life for so long is not waited for
    product: ProductSettings | None = None  # but for the margin, which is the workspace's; None: all as it says
    threshold_set: str | None = None  # "NAME", or "PRODUCT/NAME"
    backend: BackendChoice = AUTO
    as_json: bool = False


def run_source(source_text: str, options: RunOptions) -> int:
    """Inspect, report, and return the exit code. Raises InspectorError where it cannot start."""
    session = Session(options.workspace)
    workspace = session.open_workspace()
    scale = _calibration(options) or workspace.settings.scale
    file = named_model(options.model, workspace)
    model = session.load_model(file, options.backend, told_opening(file), is_screened=not options.no_screening)
    if session.in_use is not None and session.in_use.trial is not None:
        say(one_line(session.in_use.trial), is_trouble=True)
    if options.threshold_set is not None:
        session.use_set(model.card, named_set(workspace, model.card, options.threshold_set))
    unknown = unknown_severity_classes(workspace.settings.severity_table, model.card)
    if unknown is not None:
        say(one_line(unknown), is_trouble=True)
    shadowed = named_model(options.shadow, workspace) if options.shadow is not None else None
    lanes = _open_lanes(source_text, options, scale, workspace.settings.product_edges)
    first = lanes[0].source.info
    piece_id = printable(options.piece) if options.piece else default_piece_id(first.name)
    facts = RunSummary(one_line)  # counts on where the folder cannot be written any more
    summaries: list[Sink] = [facts]  # hear of trouble with the records, too
    trouble: Message | None = None
    output: OutputFolder | None = None
    try:
        if options.out is not None:
            check_free(options.out)
            for lane, text in zip(lanes, [source_text, *(text for _, text in options.lanes)], strict=True):
                if lane.source.info.kind in (SourceKind.FOLDER, SourceKind.VIDEO):
                    check_apart(options.out, Path(text.strip()), is_recursive=options.recursive)
                if isinstance(lane.source, ListingSource):  # by a link, too
                    lane.source.check_apart(trees=[options.out])
        with (
            held_for_output(options.out),
            _records_open(session, summaries),
            Progress("inspected", is_quiet=options.as_json) as progress,
            _signals_noted() as is_asked,  # from before it starts: else one that comes then ends it like a kill
        ):
            sinks: list[Sink] = [facts, _MessagePrinter(progress)]
            if options.out is not None:
                output = OutputFolder(
                    options.out,
                    one_line,
                    with_class_maps=options.class_maps,
                    with_overlays=options.overlays,
                    catalogue=session.catalogue,
                    csv_style=style_named(options.csv),
                )
                sinks.append(output)
                summaries.append(output)
            piece = Piece(piece_id, workspace.settings.piece_kind)
            if shadowed is not None:  # before the first frame, which is its first turn
                session.shadow(shadowed, options.shadow_every or EVERY_N, told_opening(shadowed))
            session.start(lambda: lanes, piece, scale=scale, sinks=lambda piece: sinks)
            is_watching = options.watch and first.kind is SourceKind.FOLDER and first.n_frames is None
            if is_watching and not options.as_json:
                say(f"Watching {first.name} for frames; Ctrl-C ends it.", is_trouble=True)
            wait_for_end(session, progress, is_asked, is_watching=is_watching)
            session.finish_shadow()
    except InspectorError as error:
        if session.state.status is None:
            _close(lanes)
            raise
        trouble = error.message
    status = session.state.status
    assert status is not None  # it was started
    reasons = [reason for reason in (status.reason, trouble) if reason is not None]
    outcome = Outcome.FAILED if trouble or status.outcome is None else status.outcome
    if outcome is Outcome.FAILED and status.stats.n_in == 0:  # nothing came of it: no summary either
        raise InspectorError(reasons[0] if reasons else message(Code.UNEXPECTED, detail="no frame came"))
    summary, score = facts.facts(outcome, reasons[0] if reasons else None), session.shadow_score
    if options.as_json:
        print_json(summary if score is None else {**summary, "shadow": _shadow_facts(score)})
    else:
        _print_summary(summary, output)
        if score is not None:
            say(score_line(score))
    for reason in reasons:
        print_trouble(reason)
    if outcome is Outcome.FAILED:
        return EXIT_FAILED
    is_all = not summary["n_not_inspected"] and not facts.has_left_out_folders
    return EXIT_INSPECTED if is_all else EXIT_SOME_NOT_INSPECTED


def default_piece_id(source_name: str) -> str:
    return f"{source_name} {utc_now():%Y-%m-%d %H:%M:%S}"


def _open_lanes(
    source_text: str, options: RunOptions, scale: Calibration | None, edges: ProductEdgesSettings
) -> list[Lane]:
    """The source at 0 mm across, and the others where they were said to lie. Where one cannot be opened, none is."""
    if options.lanes and scale is None:
        raise WorkspaceError(message(Code.LANES_NEED_SCALE))
    if scale is None and (options.speed_m_s is not None or options.position_from_name is not None):
        raise WorkspaceError(message(Code.POSITIONS_NEED_SCALE))  # else rows would be counted without a word
    lanes: list[Lane] = []
    given: dict[str, float] = {}
    try:
        for across_mm, text in ((0.0, source_text), *options.lanes):
            source = open_source(
                text,
                recursive=options.recursive,
                watch=options.watch,
                is_continuous=options.continuous,
                bits=options.bits,
                float_range=options.float_range,
                answer_s=options.answer_s,
            )
            across = across_mm if scale else None
            lane = Lane(source, across_mm=across, tracker=_tracker(options))
            if options.product is not None:  # it names no margin
                margin_px = edges.of(lane.shown_name).margin_px
                lane = replace(lane, product=replace(options.product, margin_px=margin_px))
            lanes.append(lane)
            where = _where(text, source.info.kind)
            if where in given:
                raise SourceError(
                    message(
                        Code.SOURCE_TWICE, text=printable(text), first_mm=given[where], second_mm=across_mm
                    )
                )  # fmt: skip
            if source.info.kind is not SourceKind.SYNTHETIC:  # each of these is a strip of its own
                given[where] = across_mm
    except InspectorError:
        _close(lanes)
        raise
    return lanes


def _where(text: str, kind: SourceKind) -> str:
    """Equal for two that are one device, folder or file."""
    if kind in (SourceKind.FOLDER, SourceKind.VIDEO):
        return os.path.normpath(Path(text.strip()).absolute())
    return address_of(text)


def _tracker(options: RunOptions) -> PositionTracker | None:
    if options.speed_m_s is not None:
        return TimeAndSpeed(options.speed_m_s * 1000)
    return FileName(options.position_from_name) if options.position_from_name is not None else None


def _close(lanes: Sequence[Lane]) -> None:
    for lane in lanes:
        lane.source.close()


@contextmanager
def _records_open(session: Session, summaries: Sequence[Sink]) -> Iterator[None]:
    """The session's records, open for writing; trouble is told on standard error as it comes."""

    def print_notice(notice: Notice) -> None:
        if not notice.is_over:
            for summary in summaries:
                summary.notify(notice.message)
        text = one_line(notice.message)
        say(f"Over after {notice.lasted_s:.0f} s: {text}" if notice.is_over else text, is_trouble=True)

    session.listen(print_notice)
    for unfinished in session.open_records():
        say(one_line(unfinished), is_trouble=True)
    workspace = session.open_workspace()
    try:
        yield
    finally:
        left = session.close()
        if left.n_crops:
            detail = f"{left.n_crops} were still waiting to be written at the end"
            print_notice(Notice(message(Code.EVIDENCE_FAILED, path=str(workspace.frames), detail=detail)))
        if left.n_frames:
            raise StoreError(message(Code.STORE_GAVE_UP, path=str(workspace.database), n_frames=left.n_frames))
        if left.n_records:
            detail = f"{left.n_records} records were not written"
            raise StoreError(message(Code.STORE_UNWRITABLE, path=str(workspace.database), detail=detail))


class _MessagePrinter(Sink):
    """Writes to standard error what people should know while it runs."""

    is_required: ClassVar[bool] = False

    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    def notify(self, message: Message) -> None:
        self._progress.clear()
        text = message_text(message)
        say(text.line, is_trouble=True)
        if text.tier is Tier.WARN:  # what it means for the results, and how it is put right
            say(f"{text.meanwhile} {text.next_step}", is_trouble=True)


def _calibration(options: RunOptions) -> Calibration | None:
    if options.mm_per_px:
        return Calibration.parse(options.mm_per_px)
    return None if options.calibration is None else read_calibration(options.calibration)


def wait_for_end(session: Session, progress: Progress, is_asked: Callable[[], bool], *, is_watching: bool) -> None:
    """Until the inspection ends; Ctrl-C and SIGTERM stop it in good order."""
    while not session.wait(timeout_s=0.1):
        if is_asked():
            session.stop()
        status = session.state.status
        if status is None:
            return
        stats = status.stats
        note = f"watching, {stats.n_in} came" if is_watching else f"{stats.fps_inspected:.1f} fps"
        if stats.n_not_inspected:
            note += f", {stats.n_not_inspected} not inspected"
        progress.show(stats.n_inspected + stats.n_not_inspected, status.n_frames, note)


@contextmanager
def _signals_noted() -> Iterator[Callable[[], bool]]:
    """Whether Ctrl-C or SIGTERM came. A handler interrupts the main thread anywhere, also where it holds a lock
    that ``Line.stop`` wants: so it only takes a note."""
    noted: list[int] = []
    previous = {}
    if threading.current_thread() is threading.main_thread():
        for name in (signal.SIGINT, signal.SIGTERM):
            previous[name] = signal.signal(name, lambda number, _: noted.append(number))
    try:
        yield lambda: bool(noted)
    finally:
        for name, handler in previous.items():
            signal.signal(name, handler)


def severity_line(counts: dict[str, int], summary: dict[str, object]) -> str:
    """By which table, since an example was agreed to by nobody; what could not be judged is not called "none"."""
    table = summary["severity_table"]
    assert isinstance(table, dict)
    name = f"{'example ' if table['is_example'] else ''}table {table['version']}"
    is_graded = summary["mm_per_px"] is not None or not table["needs_calibration"]
    unnamed = "none" if is_graded else NOT_GRADED_WHY.translated()
    parts = (f"{unnamed if key == Severity.NONE else key} {n}" for key, n in sorted(counts.items()))
    return f"By severity ({name}): " + ", ".join(parts)


def _lanes_of(summary: dict[str, object]) -> list[dict[str, Any]]:
    lanes = summary.get("lanes", [])
    assert isinstance(lanes, list)
    return lanes


def masked_line(masked: dict[str, Any], product: str, lane: int | None) -> str:
    """Beside the result, since what is masked was never looked at. ``lane``: None where there is only one."""
    width_px, width_mm = masked["width_px"], masked["width_mm"]
    width = f"{width_px['mean']:.0f} px"
    if width_mm is not None:
        width = f"{width_mm['mean']:.1f} mm"
    where = f" of lane {lane}" if lane is not None else ""
    unclear = f"; edges unclear in {masked['n_unclear']} frames" if masked["n_unclear"] else ""
    return (
        f"Only the product{where} was inspected ({product}): {100 * masked['share']:.1f} % of the picture is masked, "
        f"width {width} on average{unclear}."
    )


def _screening_line(screening: dict[str, Any]) -> str:
    checked = screening["checked"]
    if checked is None:
        return f"Screening was on: {screening['screen']}."
    return (
        f"Screening was on: {screening['screen']} let the model look at {checked['looked_at']} % of the surface. Of "
        f"{checked['n_found']} defects in {checked['n_whole']} frames looked at whole it would have missed "
        f"{checked['n_missed']}."
    )


def _shadow_facts(score: ShadowScore) -> dict[str, object]:
    ended = one_line(score.ended) if score.ended is not None else None
    return {**asdict(replace(score, ended=None)), "since": score.since.isoformat(), "ended": ended}


def _print_verdict(verdict: object) -> None:
    """Where a table grades the piece."""
    if not isinstance(verdict, dict):
        return
    table = verdict["table"]
    by = BY_EXAMPLE if table["is_example"] else BY_TABLE
    word = VERDICTS[Verdict(verdict["verdict"])].translated()
    say(f"Verdict: {word}. {verdict['because']} ({by.translated(table=table['name'], version=table['version'])})")
    for note in verdict["notes"]:
        say(f"Note: {note}")


def _print_summary(summary: dict[str, object], output: OutputFolder | None) -> None:
    model = summary["model"]
    assert isinstance(model, dict)
    demonstration = " (demonstration model)" if model["is_demonstration"] else ""
    say(
        f"{summary['n_inspected']} of {summary['n_frames']} frames inspected with {model['name']} {model['version']}"
        f"{demonstration} on {summary['device']}; {summary['n_defects']} defects."
    )
    screening = summary["screening"]
    if isinstance(screening, dict):
        say(_screening_line(screening))
    recorded = summary["recorded"]
    if isinstance(recorded, dict):
        n_frames, n_defects = recorded["n_inspected"] + recorded["n_not_inspected"], recorded["n_defects"]
        if (n_frames, n_defects) != (summary["n_frames"], summary["n_defects"]):
            say(f"Of these are recorded: {n_frames} frames, {n_defects} defects.")
    by_class, by_severity = summary["n_defects_by_class"], summary["n_defects_by_severity"]
    assert isinstance(by_class, dict)
    assert isinstance(by_severity, dict)
    if by_class:
        say("By class: " + ", ".join(f"{name} {n}" for name, n in sorted(by_class.items())))
        say(severity_line(by_severity, summary))
    _print_verdict(summary["verdict"])
    non_defects = summary["non_defects"]
    assert isinstance(non_defects, tuple)
    if non_defects:
        say(f"Not reported, since the model's card says that they are no defects: {', '.join(non_defects)}")
    if summary["mm_per_px"] is None:
        say("Not calibrated: sizes are in pixels. Give --mm-per-px for millimetres.")
    lanes = _lanes_of(summary)
    for lane in lanes:
        if lane["masked"] is not None:
            say(masked_line(lane["masked"], lane["product"], lane["lane"] if len(lanes) > 1 else None))
    missed = summary["not_inspected"]
    assert isinstance(missed, list)
    for frame in missed[:LISTED]:
        say(f"not inspected: {frame['text']}", is_trouble=True)
    n_missed = summary["n_not_inspected"]
    assert isinstance(n_missed, int)
    if n_missed > LISTED:
        listed_in = ", all in frames.csv" if output is not None and FRAMES in output.written else ""
        say(f"… and {n_missed - LISTED} more{listed_in}", is_trouble=True)
    coverage = summary["coverage"]
    assert isinstance(coverage, dict)
    if n_unknown := coverage["n_gaps_of_unknown_length"]:
        say(GAPS_UNKNOWN.translated(n=n_unknown), is_trouble=True)
    if output is not None and output.written:
        say(f"Written to {output.folder}: {', '.join(output.written)}")
