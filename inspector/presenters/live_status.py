"""How the inspection goes, as stats and as the bottom line: rates, times, and how much of the piece was inspected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inspector.core.piece import Coverage
from inspector.core.product import ProductMode
from inspector.pipeline.alarm_watch import OLD_MS as OLD_MS  # one limit for alarm, stat and picture
from inspector.pipeline.alarm_watch import age_of_picture_ms as age_of_picture_ms
from inspector.pipeline.stats import Stage
from inspector.presenters.notices import CAUSES
from inspector.screens.live import Stat
from inspector.texts import formats
from inspector.texts import live as texts
from inspector.texts.progress import PART

if TYPE_CHECKING:
    from inspector.measuring.severity import SeverityTable
    from inspector.pipeline.line import LineStatus

STATS = (texts.IN, texts.INSPECTED, texts.AGE)  # what was not inspected is told larger
_STAGES = {Stage.PREDICT: texts.PREDICTING, Stage.MEASURE: texts.MEASURING, Stage.RECORD: texts.RECORDING}


def stats_of(status: LineStatus | None) -> tuple[Stat, ...]:
    """The stats of the page; each keeps its place whatever its value."""
    if status is None:
        return tuple(Stat(name.translated(), "–") for name in STATS)
    stats = status.stats
    values = (
        (formats.rate(stats.fps_in), False),
        (formats.rate(stats.fps_inspected), False),
        _age(status),
    )
    return tuple(Stat(name.translated(), *value) for name, value in zip(STATS, values, strict=True))


def too_old(status: LineStatus | None) -> str:
    """What stands over a live picture that is older than its limit; "" while it is young enough."""
    now_ms = age_of_picture_ms(status)
    if now_ms is None or now_ms <= OLD_MS:
        return ""
    return texts.PICTURE_TOO_OLD.translated(limit=formats.seconds(OLD_MS / 1000))


def _age(status: LineStatus) -> tuple[str, bool]:
    now_ms, usual = age_of_picture_ms(status), status.stats.spread(Stage.AGE)
    if now_ms is not None:
        return formats.seconds(now_ms / 1000), now_ms > OLD_MS
    return formats.milliseconds(usual.p50_ms) if usual else "–", False


def status_text(status: LineStatus | None, table: SeverityTable | None = None, *, is_gpu_idle: bool = False) -> str:
    if status is None:
        return ""
    parts = [texts.MODEL_ON.translated(model=status.model_name, device=status.device)]
    if is_gpu_idle:
        parts.append(texts.NOT_ON_GPU.translated())
    if status.screen_name:
        parts.append(texts.SCREENED_BY.translated(screen=status.screen_name))
    if status.non_defects:
        parts.append(texts.NOT_REPORTED.translated(classes=", ".join(status.non_defects)))
    if any(lane.product.mode is not ProductMode.WHOLE for lane in status.lanes):
        parts.append(texts.ONLY_THE_PRODUCT.translated())
    parts.append(coverage_text(status.coverage))
    if table is not None:  # an example decides nothing: nobody agreed to it
        text = texts.EXAMPLE_TABLE if table.is_example else texts.OWN_TABLE
        parts.append(text.translated(version=table.version))
    parts.append(texts.FRAMES_INSPECTED.translated(n=status.stats.n_inspected, n_not=status.stats.n_not_inspected))
    for stage, text in _STAGES.items():
        spread = status.stats.spread(stage)
        if spread is not None:
            median, p95 = formats.milliseconds(spread.p50_ms), formats.decimal(spread.p95_ms, 0)
            parts.append(text.translated(median=median, p95=p95))
    return PART.join(part for part in parts if part)


def coverage_text(coverage: Coverage) -> str:
    """ "312.4 m inspected, 0.6 m not (skipped 0.4 m, camera lost 0.2 m)", "" before anything was seen."""
    if not coverage.seen and not coverage.n_unknown:
        return ""
    inspected, not_inspected = coverage.inspected, coverage.seen - coverage.inspected
    text = texts.LENGTH_INSPECTED.translated(
        inspected=_length(coverage, inspected), not_inspected=_length(coverage, not_inspected)
    )
    parts = [
        CAUSES[cause].translated(length=_length(coverage, length))
        for cause, length in coverage.not_inspected.items()
        if length
    ]
    if coverage.n_unknown:
        parts.append(texts.GAPS_UNKNOWN.translated(n=coverage.n_unknown))
    return f"{text} ({', '.join(parts)})" if parts else text


def _length(coverage: Coverage, length: float) -> str:
    return formats.length_m(length / 1000) if coverage.unit == "mm" else formats.length_px(length)
