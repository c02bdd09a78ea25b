"""From records to what the Review page shows. Qt-free; runs in the background."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from inspector.core.audit import utc_text
from inspector.core.classes import ClassCatalogue
from inspector.core.defect import Severity
from inspector.core.measures import is_in_mm
from inspector.core.messages import Code, StoreError, message
from inspector.core.piece import Coverage, Gap, Piece
from inspector.core.typed_json import parsed_json
from inspector.presenters.live_composer import piece_text
from inspector.screens.live import DefectRow, MapExtent, Stretch
from inspector.screens.review import (
    HappenedRow,
    OpenedPiece,
    ResultRow,
    ReviewFact,
    SearchForm,
    TotalsRow,
)
from inspector.screens.shell import LampState
from inspector.store.queries.history import Happened, HappenedKind
from inspector.store.queries.inspections import InspectionRecord
from inspector.store.queries.search import FoundDefect, FoundInspection, Search
from inspector.store.records import InspectionState, ModelUsed
from inspector.texts import formats
from inspector.texts import live as live_texts
from inspector.texts import review as texts
from inspector.texts.messages import Tier, message_text, one_line
from inspector.texts.translate import Text

STATES = {
    InspectionState.RUNNING: texts.RUNNING,
    InspectionState.COMPLETED: texts.COMPLETED,
    InspectionState.CANCELLED: texts.CANCELLED,
    InspectionState.FAILED: texts.FAILED,
    InspectionState.UNFINISHED: texts.UNFINISHED,
}
VERDICTS = {
    "accept": texts.ACCEPT,
    "downgrade": texts.DOWNGRADE,
    "reject": texts.REJECT,
    "undecided": texts.UNDECIDED,
}
_KINDS = {
    HappenedKind.EVENT: texts.EVENT,
    HappenedKind.ALARM: texts.ALARM,
    HappenedKind.REMARK: texts.REMARK,
    HappenedKind.CHANGE: texts.CHANGE,
    HappenedKind.VERDICT: texts.VERDICT_GIVEN,
}
_LAMPS = {Tier.STOP: LampState.STOP, Tier.WARN: LampState.WARNING, Tier.NOTE: LampState.OFF}
_SEVERITIES = (Severity.CRITICAL, Severity.MAJOR, Severity.MINOR, Severity.NONE)
_PART = " · "


def search_of(form: SearchForm) -> Search:
    """Raises StoreError (SEARCH_NOT_UNDERSTOOD) where a field holds no day or number."""
    since, until = _day(form.since), _day(form.until)
    return Search(
        text=form.text.strip(),
        since=_begins(since) if since is not None else "",
        until=_begins(until + timedelta(days=1)) if until is not None else "",
        line=form.line,
        model=form.model,
        verdict=form.verdict,
        class_name=form.class_name,
        min_severity=form.min_severity,
        min_size_mm=_number(form.min_size_mm),
        along_mm=(_number(form.along_m[0], 1000), _number(form.along_m[1], 1000)),
        across_mm=(_number(form.across_mm[0]), _number(form.across_mm[1])),
    )


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise _not_understood(texts.NOT_A_DAY, text) from None


def _begins(day: date) -> str:
    """As UTC text; a day begins when it does here."""
    return utc_text(datetime.combine(day, time()).astimezone())


def _number(text: str, factor: float = 1.0) -> float | None:
    """With a point or a comma."""
    if not text.strip():
        return None
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        raise _not_understood(texts.NOT_A_NUMBER, text) from None
    if not abs(value) < 1e12:  # also what is no number
        raise _not_understood(texts.NOT_A_NUMBER, text)
    return value * factor


def _not_understood(why: Text, text: str) -> StoreError:
    return StoreError(message(Code.SEARCH_NOT_UNDERSTOOD, detail=why.translated(text=text.strip())))


# results


def inspection_row(found: FoundInspection) -> ResultRow:
    share = ""
    if found.coverage_seen and found.coverage_inspected is not None:
        share = _share(found.coverage_inspected, found.coverage_seen, found.coverage_n_unknown or 0)
    outcome = [] if found.state is InspectionState.COMPLETED else [STATES[found.state].translated()]
    if found.verdict is not None:
        outcome.append(_verdict(found.verdict))
    counts = (Severity.CRITICAL, found.n_critical), (Severity.MAJOR, found.n_major)
    return ResultRow(
        found.inspection_id, piece_text(Piece(found.piece_name, found.piece_kind)), local_time(found.started_at),
        texts.N_DEFECTS.translated(n=found.n_defects), _PART.join(outcome), share,
        tuple((severity, n) for severity, n in counts if n),
    )  # fmt: skip


def defect_result(found: FoundDefect, catalogue: ClassCatalogue, before: str, decimals_mm: int = 1) -> ResultRow:
    """``before``: the inspection of the row above."""
    row = row_of_found(found, catalogue, decimals_mm)
    return ResultRow(
        found.inspection_id, found.piece_name, local_time(found.started_at), _PART.join((row.size, row.position)),
        defect_id=found.defect_id, severity=found.severity, defect_class=row.defect_class,
        begins_group=found.inspection_id != before,
    )  # fmt: skip


def asks_for_mm(severity_table: str) -> bool:
    """Whether a recorded table of severity has rules that nobody can judge without a calibration."""
    try:
        rules = parsed_json(severity_table)
    except ValueError:
        return False
    rules = rules.get("rules", []) if isinstance(rules, dict) else rules
    return any(
        isinstance(rule, dict) and isinstance(rule.get("measure"), str) and is_in_mm(rule["measure"])
        for rule in (rules if isinstance(rules, list) else ())
    )


def row_of_found(
    found: FoundDefect, catalogue: ClassCatalogue, decimals_mm: int = 1, *, needs_mm: bool = False
) -> DefectRow:
    """``needs_mm``: severity was judged by a table in mm, so that without a calibration it was not judged at all."""
    look = catalogue.look_of(found.class_name, max(1, found.class_index))
    if found.size_mm is not None and found.position_mm is not None and found.offset_mm is not None:
        return DefectRow(
            found.defect_id, look, formats.length_m(found.position_mm / 1000, 3),
            formats.size(*found.size_mm, "mm", decimals_mm), found.severity, found.score, found.position_mm / 1000,
            found.offset_mm, (found.length_mm or 0) / 1000, found.width_mm or 0, found.size_mm, found.file,
        )  # fmt: skip
    return DefectRow(
        found.defect_id, look, live_texts.IN_FRAME.translated(frame=found.frame_index),
        formats.size(*found.size_px, "px"), found.severity, found.score, found.position_px, found.offset_px,
        found.length_px, found.width_px, found.size_px, found.file, is_graded=not needs_mm,
    )  # fmt: skip


def local_time(text: str) -> str:
    try:
        return formats.local_time(datetime.fromisoformat(text))
    except ValueError:
        return text


# an opened piece


def _models_text(record: InspectionRecord, models: Sequence[tuple[int, ModelUsed]]) -> str:
    """ "model steel 1, from frame 3210 on steel 2": each that inspected the piece."""
    text = f"{record.model.name} {record.model.version}"
    for from_frame, model in models[1:]:
        text = texts.THEN_MODEL.translated(models=text, frame=from_frame, model=f"{model.name} {model.version}")
    return texts.BY_MODEL.translated(model=text)


def opened(
    record: InspectionRecord,
    verdict: str | None,
    n_defects: int,
    passed: tuple[float, float, Mapping[int, int]],
    gaps: Sequence[Gap],
    models: Sequence[tuple[int, ModelUsed]] = (),
) -> OpenedPiece:
    """``passed``: rows, mm and width in px by lane, as ``search.extent_px``. ``models``: of the first lane, each from
    which frame on."""
    rows, end_mm, widths = passed
    scale = next((lane.calibration for lane in record.lanes if lane.calibration is not None), None)
    if scale is not None:
        width = max(
            ((lane.across_mm or 0.0) + widths.get(lane.lane, 0) * lane.calibration.mm_per_px_across
             for lane in record.lanes if lane.calibration is not None),
            default=0.0,
        )  # fmt: skip
        length = max(end_mm, rows * scale.mm_per_px_along if not end_mm else 0.0) / 1000
        extent = MapExtent(length, round(width, 1), "m", "mm", is_calibrated=True)
    else:
        extent = MapExtent(rows, max(widths.values(), default=0), "px", "px", is_calibrated=False)
    how = STATES[record.state].translated()
    if record.reason is not None:
        how = texts.ENDED_BECAUSE.translated(how=how, reason=one_line(record.reason))
    title = piece_text(Piece(record.piece_name, record.piece_kind))
    when = local_time(record.started_at)
    model = _models_text(record, models)
    parts = [when, record.line, ", ".join(lane.source_name for lane in record.lanes), how, model]
    return OpenedPiece(
        record.inspection_id,
        title,
        when,
        _PART.join(part for part in parts if part),
        _facts(record, verdict, n_defects),
        extent,
        tuple(stretch_of(gap, extent.is_calibrated) for gap in gaps),
        (scale.mm_per_px_across, scale.mm_per_px_along) if scale is not None else None,
    )


def _facts(record: InspectionRecord, verdict: str | None, n_defects: int) -> tuple[ReviewFact, ...]:
    coverage = record.coverage
    share = (
        "–" if coverage is None or not coverage.seen else _share(coverage.inspected, coverage.seen, coverage.n_unknown)
    )
    is_whole = coverage is not None and coverage.inspected >= coverage.seen and not coverage.n_unknown
    missed = record.n_not_inspected
    facts = [
        ReviewFact(texts.INSPECTED.translated(), share, LampState.OK if is_whole else LampState.WARNING),
        ReviewFact(texts.NOT_INSPECTED.translated(), _not_inspected(coverage), LampState.OFF),
        ReviewFact(
            texts.FRAMES.translated(), f"{formats.number(record.n_inspected)} / {formats.number(missed)}",
            LampState.WARNING if missed else LampState.OK,
        ),
        ReviewFact(texts.DEFECTS.translated(), formats.number(n_defects)),
    ]  # fmt: skip
    if verdict is not None:
        lamp = LampState.STOP if verdict == "reject" else LampState.OK
        facts.append(ReviewFact(texts.VERDICT.translated(), _verdict(verdict), lamp))
    return tuple(facts)


def _not_inspected(coverage: Coverage | None) -> str:
    if coverage is None:
        return "–"
    lost = coverage.seen - coverage.inspected
    length = formats.length_m(lost / 1000, 2) if coverage.unit == "mm" else formats.length_px(lost)
    if not coverage.n_unknown:
        return length
    unknown = live_texts.GAPS_UNKNOWN.translated(n=coverage.n_unknown)
    return f"{length} + {unknown}" if lost else unknown


def _share(inspected: float, seen: float, n_unknown: int) -> str:
    """Never 100 % where something is missing."""
    if inspected >= seen and not n_unknown:
        return formats.percent(1.0)
    return f"{formats.decimal(min(999, int(1000 * inspected / seen)) / 10, 1)} %"


def _verdict(name: str) -> str:
    known = VERDICTS.get(name)
    return known.translated() if known is not None else name


def stretch_of(gap: Gap, is_calibrated: bool) -> Stretch:
    start, end = (gap.start_mm, gap.end_mm) if is_calibrated else (gap.start_px, gap.end_px)
    start = float(start or 0.0)
    end = start if end is None else float(end)
    factor = 1000 if is_calibrated else 1
    return Stretch(start / factor, end / factor, one_line(gap.reason))


def totals_rows(
    totals: Mapping[tuple[str, Severity], int],
    catalogue: ClassCatalogue,
    other: Mapping[tuple[str, Severity], int] | None = None,
) -> tuple[TotalsRow, ...]:
    """All classes together, then each by its name; ``other``: of the inspection that it is compared with."""
    names = sorted({name for name, _ in (*totals, *(other or {}))}, key=str.casefold)
    rows = [_totals("", names, totals, other, catalogue)]
    return (*rows, *(_totals(name, [name], totals, other, catalogue) for name in names))


def _totals(
    name: str,
    names: Iterable[str],
    totals: Mapping[tuple[str, Severity], int],
    other: Mapping[tuple[str, Severity], int] | None,
    catalogue: ClassCatalogue,
) -> TotalsRow:
    known = tuple(names)
    counts = _counts(known, totals)
    differences = None
    if other is not None:
        differences = tuple(one - less for one, less in zip(counts, _counts(known, other), strict=True))
    look = catalogue.look_of(name, 1) if name else None
    # ``_counts`` gives one figure for each severity and one for all: as many as the row has, which no type says.
    return TotalsRow(name or texts.ALL_CLASSES.translated(), look, counts, differences)  # type: ignore[arg-type]


def _counts(names: Iterable[str], totals: Mapping[tuple[str, Severity], int]) -> tuple[int, int, int, int, int]:
    by_severity = [sum(totals.get((name, severity), 0) for name in names) for severity in _SEVERITIES]
    critical, major, minor, none = by_severity
    return sum(by_severity), critical, major, minor, none


def happened_row(happened: Happened) -> HappenedRow:
    lamp = LampState.OFF
    text = ""
    if happened.message is not None:
        text = one_line(happened.message)
        lamp = _LAMPS[message_text(happened.message).tier]
    first, second, third = (*happened.words, "", "", "")[:3]
    if happened.kind is HappenedKind.ALARM and first:
        text = texts.ACKNOWLEDGED.translated(text=text, who=first, because=second)
    elif happened.kind is HappenedKind.REMARK:
        text = (texts.MISSED_HERE if first == "missed" else texts.FALSE_HERE).translated(note=second).strip()
    elif happened.kind is HappenedKind.CHANGE:
        text = texts.CHANGED_FROM.translated(what=first, before=second, after=third)
    elif happened.kind is HappenedKind.VERDICT:
        text = texts.VERDICT_BY.translated(verdict=_verdict(first), rule=second, table=third)
    return HappenedRow(local_time(happened.at), _KINDS[happened.kind].translated(), text, happened.actor, lamp)
