"""A report in words, tables and pictures, block by block.

PieceReport  ->  ReportDocument
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime

from inspector import __version__
from inspector.core.defect import Severity
from inspector.core.files import sha256_of
from inspector.core.grading import Judgement, Verdict
from inspector.core.messages import Code
from inspector.core.piece import Coverage
from inspector.reports.piece_report import Crop, PieceReport, by_severity
from inspector.screens.report import (
    Banner,
    Block,
    Column,
    Facts,
    Heading,
    MapMark,
    Paragraph,
    Pictures,
    PieceMap,
    ReportDocument,
    ReportPicture,
    Table,
    Tone,
)
from inspector.store.queries.defects import DefectRecord
from inspector.store.queries.frames import LaneProduct
from inspector.store.records import LaneRecord
from inspector.texts import formats
from inspector.texts import report as texts
from inspector.texts.grading import DEPTH, SEVERITIES, VERDICTS, outcome_text, table_text
from inspector.texts.messages import one_line

MAX_DEFECTS = 10_000  # listed and marked on paper, the worst; tables and spreadsheets have all
_OF_SCREENING = (Code.SCREENING_ON, Code.SCREENING_FROM, Code.SCREENING_OFF, Code.SCREENING_CHECKED)
MAX_ROWS = 500  # of frames not inspected, gaps and messages; what is left out is counted
SEVERITY_ORDER = (Severity.CRITICAL, Severity.MAJOR, Severity.MINOR, Severity.NONE)
TONES = {
    Verdict.ACCEPT: Tone.PLAIN, Verdict.DOWNGRADE: Tone.WARN, Verdict.REJECT: Tone.STOP, Verdict.UNDECIDED: Tone.WARN
}  # fmt: skip


def document_of(report: PieceReport) -> ReportDocument:
    inspection = report.inspection
    piece = inspection.piece_name
    blocks = tuple(_blocks(report))
    verdict = report.verdict
    of = (inspection.inspection_id, report.ended_at, verdict.recorded_at if verdict else "", str(len(report.defects)))
    return ReportDocument(
        title=texts.TITLE.translated(piece=piece),
        header=texts.HEADER.translated(plant=report.plant, piece=piece, id=inspection.inspection_id[:8]),
        page_of=texts.PAGE_OF.translated(page="{page}", pages="{pages}"),  # filled in page by page
        made_by=f"Inspector {__version__}",
        dated=datetime.fromisoformat(report.ended_at),
        document_id=sha256_of("\n".join(of).encode())[:32],
        blocks=blocks,
    )


def _blocks(report: PieceReport) -> Iterator[Block]:
    yield Facts(tuple(_head(report)))
    yield from _verdict(report)
    yield from _coverage(report)
    yield from _map(report)
    yield from _totals(report)
    yield from _pictures(report)
    yield from _defects(report)
    yield from _missed(report)
    yield from _people(report)
    yield from _settings(report)
    yield from _events(report)


def _head(report: PieceReport) -> Iterator[tuple[str, str]]:
    inspection = report.inspection
    line = inspection.line or report.plant
    yield texts.PLANT.translated(), line if line == report.plant else f"{report.plant}, {line}"
    yield texts.PIECE.translated(), inspection.piece_name
    yield texts.KIND.translated(), inspection.piece_kind
    yield texts.INSPECTION.translated(), inspection.inspection_id
    yield texts.STARTED.translated(), moment(inspection.started_at)
    yield texts.ENDED.translated(), moment(inspection.ended_at) if inspection.ended_at else "–"
    how = texts.STATES[inspection.state].translated()
    yield texts.HOW.translated(), f"{how}: {one_line(inspection.reason)}" if inspection.reason else how
    yield texts.OPERATOR.translated(), ", ".join(part for part in (inspection.actor, inspection.pc) if part)
    yield texts.SOURCE.translated(), _of_lanes(inspection.lanes, lambda lane: lane.source_name)
    yield texts.CALIBRATION.translated(), _of_lanes(inspection.lanes, _scale)
    models = report.models or ((0, inspection.model),)
    for from_frame, model in models:
        since = f" ({texts.FROM_FRAME.translated(frame=from_frame)})" if len(models) > 1 else ""
        yield texts.MODEL.translated(), f"{model.name} {model.version}{since}"
        yield texts.FINGERPRINT.translated(), model.sha256
        yield texts.DEVICE.translated(), model.provider or texts.UNKNOWN.translated()
    for told in report.events:
        if told.message.code in _OF_SCREENING:
            yield texts.SCREENING.translated(), one_line(told.message)
    if report.severity_version is None:
        table = texts.UNKNOWN.translated()
    else:
        text = texts.EXAMPLE_VERSION if report.is_severity_example else texts.VERSION
        table = text.translated(version=report.severity_version)
    yield texts.SEVERITY.translated(), table


def _of_lanes(lanes: tuple[LaneRecord, ...], what: Callable[[LaneRecord], str]) -> str:
    if len(lanes) == 1:
        return what(lanes[0])
    return "; ".join(texts.LANE.translated(lane=lane.name or str(lane.lane), what=what(lane)) for lane in lanes)


def _scale(lane: LaneRecord) -> str:
    if lane.calibration is None:
        return texts.NOT_CALIBRATED.translated()
    across, along = lane.calibration.mm_per_px_across, lane.calibration.mm_per_px_along
    return texts.SCALE.translated(across=f"{across:.6g}", along=f"{along:.6g}")


def _verdict(report: PieceReport) -> Iterator[Block]:
    yield Heading(texts.VERDICT.translated())
    verdict, judgement = report.verdict, report.judgement
    if verdict is None:
        yield Banner(texts.NOT_GRADED.translated(), texts.NO_TABLE.translated(), Tone.WARN)
        return
    yield Banner(VERDICTS[verdict.verdict].translated(), verdict.rule, TONES[verdict.verdict])
    if judgement is not None:
        yield from _of_table(judgement, verdict.table_sha256)
    recorded = texts.RECORDED.translated(at=moment(verdict.recorded_at), actor=verdict.actor)
    if report.n_verdicts > 1:
        recorded += f" {texts.VERDICTS_BEFORE.translated(n=report.n_verdicts - 1)}"
    yield Paragraph(recorded, Tone.DIM)


def _of_table(judgement: Judgement, sha256: str) -> Iterator[Block]:
    table, deciding = judgement.table, judgement.deciding
    if judgement.verdict is Verdict.UNDECIDED and deciding is not None:
        word, rule = VERDICTS[judgement.so_far].translated(), outcome_text(judgement, deciding)
        yield Paragraph(texts.SO_FAR.translated(verdict=word, rule=rule))
    for outcome in judgement.outcomes:
        if outcome.is_met and outcome is not deciding:
            yield Paragraph(texts.ALSO_MET.translated(rule=outcome_text(judgement, outcome)))
    for note in judgement.notes:
        yield Paragraph(texts.NOTE.translated(note=note), Tone.WARN)
    if table.limits_depth:
        yield Paragraph(DEPTH.translated(), Tone.WARN)
    yield Paragraph(texts.TABLE.translated(table=table_text(table), sha256=sha256), Tone.DIM)
    if table.standard and table.verified_by:
        yield Paragraph(texts.VERIFIED.translated(standard=table.standard, who=table.verified_by), Tone.DIM)
    elif table.standard:
        yield Paragraph(texts.NOT_VERIFIED.translated(standard=table.standard), Tone.DIM)


def _coverage(report: PieceReport) -> Iterator[Block]:
    inspection, coverage = report.inspection, report.inspection.coverage
    yield Heading(texts.COVERAGE.translated())
    frames = f"{formats.number(inspection.n_inspected)}, {formats.number(inspection.n_not_inspected)}"
    rows = [(texts.FRAMES.translated(), frames)]
    if coverage is None:
        yield Paragraph(texts.NO_COVERAGE.translated(), Tone.WARN)
    else:
        missed = coverage.seen - coverage.inspected
        rows += [
            (texts.SEEN.translated(), _length(coverage, coverage.seen)),
            (texts.INSPECTED.translated(), _share(coverage, coverage.inspected, is_good=True)),
            (texts.NOT_INSPECTED.translated(), _share(coverage, missed, is_good=False)),
        ]
        for cause, length in coverage.not_inspected.items():
            if length:
                rows.append((texts.CAUSES[cause].translated(), _share(coverage, length, is_good=False)))
        if coverage.n_unknown:
            rows.append((texts.GAPS_UNKNOWN.translated(), formats.number(coverage.n_unknown)))
    rows += [_masked(report, product) for product in report.products]
    yield Facts(tuple(rows))
    if not report.gaps:
        return
    yield Heading(texts.GAPS.translated())
    columns = (
        Column(texts.CAUSE.translated(), 3), Column(texts.LANE_OF.translated(), 1),
        Column(texts.FROM.translated(), 1.5, True), Column(texts.TO.translated(), 1.5, True),
        Column(texts.N_FRAMES.translated(), 1, True), Column(texts.REASON.translated(), 6),
    )  # fmt: skip
    yield Table(
        columns,
        tuple(
            (
                texts.CAUSES[gap.cause].translated(), str(gap.lane), _place(gap.start_mm, gap.start_px),
                "–" if gap.end_px is None and gap.end_mm is None else _place(gap.end_mm, gap.end_px or 0),
                formats.number(gap.n_frames), one_line(gap.reason),
            )
            for gap in report.gaps[:MAX_ROWS]
        ),
    )  # fmt: skip
    yield from _more(len(report.gaps))


def _masked(report: PieceReport, product: LaneProduct) -> tuple[str, str]:
    """What was never looked at, by what was chosen; and how wide the product was."""
    lane = next((one for one in report.inspection.lanes if one.lane == product.lane), None)
    scale = lane.calibration if lane is not None else None
    narrowest, mean, widest = (
        formats.length_px(round(px)) if scale is None else f"{formats.decimal(px * scale.mm_per_px_across, 1)} mm"
        for px in product.width_px
    )
    name = texts.MASKED if len(report.inspection.lanes) < 2 else texts.MASKED_OF_LANE
    value = texts.MASKED_SHARE.translated(
        percent=formats.decimal(100 * product.masked_share, 1), width=mean, narrowest=narrowest, widest=widest,
        chosen=(lane.product if lane is not None else None) or "–",
    )  # fmt: skip
    return name.translated(lane=product.lane), value


def _length(coverage: Coverage, length: float) -> str:
    return formats.length_m(length / 1000, 2) if coverage.unit == "mm" else formats.length_px(length)


def _share(coverage: Coverage, length: float, *, is_good: bool) -> str:
    """Never rounded to the better side: 99.96 % inspected is not 100 %, and 0.04 % not inspected is not none."""
    tenths = 1000 * length / coverage.seen if coverage.seen else 0.0
    rounded = math.floor(tenths + 1e-9) if is_good else math.ceil(tenths - 1e-9)
    return texts.OF_LENGTH.translated(length=_length(coverage, length), percent=formats.decimal(rounded / 10, 1))


def _place(mm: float | None, px: float) -> str:
    return formats.length_px(px) if mm is None else formats.length_m(mm / 1000, 2)


def _more(n: int) -> Iterator[Block]:
    if n > MAX_ROWS:
        yield Paragraph(texts.AND_MORE.translated(n=n - MAX_ROWS), Tone.WARN)


def _map(report: PieceReport) -> Iterator[Block]:
    coverage = report.inspection.coverage
    in_mm = coverage is not None and coverage.unit == "mm"
    marks = tuple(mark for one in _listed(report) if (mark := _mark(report, one, in_mm)) is not None)
    seen = coverage.seen if coverage is not None else 0.0
    gaps = []
    for gap in report.gaps:
        start, end = (gap.start_mm, gap.end_mm) if in_mm else (gap.start_px, gap.end_px)
        end = seen if end is None else end  # nobody knows how far; up to where the piece is known to reach
        if start is not None and end > start:
            gaps.append((start / 1000, end / 1000) if in_mm else (float(start), float(end)))
    reached = [mark.along + mark.length / 2 for mark in marks] + [end for _, end in gaps]
    length = max([seen / 1000 if in_mm else seen, *reached])
    width = max([_width(report, in_mm), *(mark.across + mark.width / 2 for mark in marks)])
    if length <= 0 or width <= 0:
        return
    names = {one.defect.class_name: one.defect.class_index for one in report.defects}
    looks = {name: report.catalogue.look_of(name, index).colour for name, index in sorted(names.items())}
    found = {one.defect.severity for one in report.defects}
    yield Heading(texts.MAP.translated())
    yield PieceMap(
        length, width, "m" if in_mm else "px", "mm" if in_mm else "px", marks, tuple(gaps),
        texts.GAP_ON_MAP.translated(), tuple(looks.items()),
        tuple((severity, _severity_name(severity)) for severity in SEVERITY_ORDER if severity in found),
    )  # fmt: skip


def _mark(report: PieceReport, one: DefectRecord, in_mm: bool) -> MapMark | None:
    defect = one.defect
    colour = report.catalogue.look_of(defect.class_name, defect.class_index).colour
    if not in_mm:
        size = defect.size_px
        return MapMark(defect.position_px, defect.offset_px, size.length, size.width, colour, defect.severity)
    if defect.size_mm is None or defect.position_mm is None or defect.offset_mm is None:
        return None
    size = defect.size_mm
    along_m = defect.position_mm / 1000
    return MapMark(along_m, defect.offset_mm, size.length / 1000, size.width, colour, defect.severity)


def _width(report: PieceReport, in_mm: bool) -> float:
    return (report.width_mm or 0.0) if in_mm else float(report.width_px)


def _severity_name(severity: Severity) -> str:
    return SEVERITIES[severity].translated() if severity is not Severity.NONE else texts.NOT_JUDGED.translated()


def _totals(report: PieceReport) -> Iterator[Block]:
    yield Heading(texts.TOTALS.translated())
    if not report.defects:
        yield Paragraph(texts.NO_DEFECTS.translated())
        return
    counts = Counter((one.defect.class_name, one.defect.severity) for one in report.defects)
    names = sorted({name for name, _ in counts})
    found = {severity for _, severity in counts}
    shown = [severity for severity in SEVERITY_ORDER if severity is not Severity.NONE or severity in found]
    columns = (
        Column(texts.CLASS.translated(), 3),
        *(Column(_severity_name(severity), 1, True) for severity in shown),
        Column(texts.ALL.translated(), 1, True),
    )
    rows = []
    for name in names:
        row = [counts[name, severity] for severity in shown]
        rows.append((name, *(formats.number(n) for n in row), formats.number(sum(row))))
    sums = [sum(counts[name, severity] for name in names) for severity in shown]
    rows.append((texts.ALL.translated(), *(formats.number(n) for n in sums), formats.number(sum(sums))))
    yield Table(columns, tuple(rows))


def _pictures(report: PieceReport) -> Iterator[Block]:
    if not report.crops and not report.n_crops_gone:
        return
    yield Heading(texts.PICTURES.translated())
    n_all, n_shown = formats.number(len(report.defects)), formats.number(len(report.crops))
    text = texts.PICTURES_OF.translated(shown=n_shown, all=n_all)
    if report.n_crops_gone:
        text += f" {texts.PICTURES_GONE.translated(n=report.n_crops_gone)}"
    yield Paragraph(text, Tone.DIM)
    by_id = {one.defect.defect_id: one for one in report.defects}
    yield Pictures(tuple(_picture(report, crop, by_id[crop.defect_id]) for crop in report.crops))


def _picture(report: PieceReport, crop: Crop, one: DefectRecord) -> ReportPicture:
    defect = one.defect
    colour = report.catalogue.look_of(defect.class_name, defect.class_index).colour
    number, name, place, _, size, _, severity, _ = _row(one)
    return ReportPicture(crop.pixels, f"{number}  {name}, {severity}\n{size}\n{place}", colour, defect.severity)


def _row(one: DefectRecord) -> tuple[str, ...]:
    defect, size_mm, size_px = one.defect, one.defect.size_mm, one.defect.size_px
    if size_mm is not None:
        size = formats.size(size_mm.iso8785_length, size_mm.iso8785_width, "mm", 1)
        area = f"{formats.decimal(size_mm.area, 1)} mm²"
    else:
        size = formats.size(size_px.iso8785_length, size_px.iso8785_width, "px")
        area = f"{formats.decimal(size_px.area, 0)} px"
    if defect.position_mm is not None:
        place = formats.length_m(defect.position_mm / 1000, 3)
    else:
        place = formats.length_px(defect.position_px)
    offset_mm = defect.offset_mm
    across = formats.length_px(defect.offset_px) if offset_mm is None else f"{formats.decimal(offset_mm, 1)} mm"
    severity = _severity_name(defect.severity) if size_mm is None else SEVERITIES[defect.severity].translated()
    return (
        str(defect.defect_id), defect.class_name, place, across, size, area, severity, formats.decimal(defect.score, 2)
    )  # fmt: skip


def _defects(report: PieceReport) -> Iterator[Block]:
    if not report.defects:
        return
    yield Heading(texts.DEFECTS.translated())
    yield Paragraph(texts.SIZES_ARE.translated(), Tone.DIM)
    columns = (
        Column(texts.NUMBER.translated(), 0.8, True), Column(texts.CLASS.translated(), 2.6),
        Column(texts.POSITION.translated(), 1.6, True), Column(texts.ACROSS.translated(), 1.5, True),
        Column(texts.SIZE.translated(), 2.1, True), Column(texts.AREA.translated(), 1.7, True),
        Column(texts.SEVERITY_OF.translated(), 1.4), Column(texts.SCORE.translated(), 0.9, True),
    )  # fmt: skip
    listed = _listed(report)
    if len(listed) < len(report.defects):
        shown, n_all = formats.number(len(listed)), formats.number(len(report.defects))
        yield Paragraph(texts.WORST_LISTED.translated(shown=shown, all=n_all), Tone.WARN)
    yield Table(columns, tuple(_row(one) for one in listed))


def _listed(report: PieceReport) -> tuple[DefectRecord, ...]:
    """By position; the worst, where there are more than anybody turns pages for."""
    if len(report.defects) <= MAX_DEFECTS:
        return report.defects
    chosen = {one.defect.defect_id for one in sorted(report.defects, key=by_severity)[:MAX_DEFECTS]}
    return tuple(one for one in report.defects if one.defect.defect_id in chosen)


def _missed(report: PieceReport) -> Iterator[Block]:
    if not report.missed:
        return
    yield Heading(texts.FILES_MISSED.translated())
    columns = (
        Column(texts.FRAME.translated(), 3), Column(texts.LANE_OF.translated(), 0.7),
        Column(texts.POSITION.translated(), 1.5, True), Column(texts.REASON.translated(), 6),
    )  # fmt: skip
    rows = tuple(
        (
            one.name, str(one.lane), _place(one.along_mm, one.along_px),
            one_line(one.reason) if one.reason is not None else "",
        )
        for one in report.missed[:MAX_ROWS]
    )  # fmt: skip
    yield Table(columns, rows)
    yield from _more(report.inspection.n_not_inspected)


def _people(report: PieceReport) -> Iterator[Block]:
    """Alarms and remarks, where there are any."""
    if report.alarms:
        yield Heading(texts.ALARMS.translated())
        columns = (
            Column(texts.WHEN.translated(), 2.4), Column(texts.ALARM.translated(), 5),
            Column(texts.TIMES.translated(), 0.8, True), Column(texts.ACKNOWLEDGED.translated(), 4),
        )  # fmt: skip
        rows = []
        for one in report.alarms:
            said = (
                ", ".join(part for part in (one.acknowledged_by, one.acknowledged_because) if part)
                or texts.NOT_ACKNOWLEDGED.translated()
            )
            rows.append((moment(one.raised_at), one_line(one.message), formats.number(one.n), said))
        yield Table(columns, tuple(rows))
    if report.remarks:
        yield Heading(texts.REMARKS.translated())
        of_remarks = (
            Column(texts.WHEN.translated(), 2.4), Column(texts.REMARK.translated(), 3),
            Column(texts.POSITION.translated(), 1.5, True), Column(texts.NUMBER.translated(), 0.8, True),
            Column(texts.WHY.translated(), 4), Column(texts.WHO.translated(), 1.5),
        )  # fmt: skip
        yield Table(
            of_remarks,
            tuple(
                (
                    moment(one.recorded_at), texts.REMARK_KINDS[one.kind].translated(),
                    _place(one.along_mm, one.along_px), "" if one.defect_id is None else str(one.defect_id), one.note,
                    one.actor,
                )
                for one in report.remarks
            ),
        )  # fmt: skip


def _settings(report: PieceReport) -> Iterator[Block]:
    inspection = report.inspection
    yield Heading(texts.THRESHOLDS.translated())
    columns = (
        Column(texts.CLASS.translated(), 3), Column(texts.THRESHOLD.translated(), 1, True),
        Column(texts.MIN_AREA.translated(), 1, True),
    )  # fmt: skip
    each = zip(inspection.class_names, inspection.thresholds, inspection.min_area_px, strict=False)
    rows = tuple((name, formats.decimal(score, 3), formats.area_px(area)) for name, score, area in list(each)[1:])
    yield Table(columns, rows)
    if not report.changes:
        return
    yield Heading(texts.CHANGES.translated())
    of_changes = (
        Column(texts.WHEN.translated(), 2.4), Column(texts.CLASS.translated(), 2),
        Column(texts.QUANTITY.translated(), 1.6), Column(texts.BEFORE.translated(), 1, True),
        Column(texts.AFTER.translated(), 1, True), Column(texts.WHO.translated(), 1.5),
        Column(texts.WHY.translated(), 2.5),
    )  # fmt: skip
    yield Table(
        of_changes,
        tuple(
            (
                moment(one.recorded_at), one.class_name, texts.QUANTITIES[one.quantity].translated(),
                f"{one.before:.6g}", f"{one.after:.6g}", one.actor, one.because,
            )
            for one in report.changes
        ),
    )  # fmt: skip


def _events(report: PieceReport) -> Iterator[Block]:
    if not report.events:
        return
    yield Heading(texts.EVENTS.translated())
    columns = (Column(texts.WHEN.translated(), 2), Column(texts.EVENT.translated(), 9))
    rows = tuple((moment(one.recorded_at), one_line(one.message)) for one in report.events[:MAX_ROWS])
    yield Table(columns, rows)
    yield from _more(len(report.events))


def moment(utc: str) -> str:
    """In the time of this PC, with how far it is from UTC: "2026-03-01 13:00:00 +01:00"."""
    text = datetime.fromisoformat(utc).astimezone().isoformat(sep=" ", timespec="seconds")
    return f"{text[:19]} {text[19:]}"
