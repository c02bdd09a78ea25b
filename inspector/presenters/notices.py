"""From what the session knows to the strip of notices: coverage, alarms, what was not inspected. Qt-free."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Final

from inspector.core.alarm import Alarm
from inspector.core.messages import Tier
from inspector.core.piece import Coverage, GapCause
from inspector.pipeline.alarms import AlarmsNow
from inspector.pipeline.coverage_share import CoverageShare, floored_percent
from inspector.pipeline.sink import MissedInspection
from inspector.screens.alarms import AlarmLine, AlarmsState
from inspector.screens.coverage import CoverageState
from inspector.screens.not_inspected import NotInspectedRow, NotInspectedState
from inspector.texts import formats
from inspector.texts import live as live_texts
from inspector.texts import notices as texts
from inspector.texts.messages import PHRASES, message_text
from inspector.texts.progress import PART

if TYPE_CHECKING:
    from inspector.pipeline.line import LineStatus

MAX_LISTED: Final = 10_000  # frames not inspected; all are counted, and all are gaps on the map
SHOWN_HISTORY: Final = 200

CAUSES: Final = {
    GapCause.SKIPPED: live_texts.LENGTH_SKIPPED,
    GapCause.PAUSED: live_texts.LENGTH_PAUSED,
    GapCause.LOST: live_texts.LENGTH_LOST,
    GapCause.UNSEEN: live_texts.LENGTH_UNSEEN,
    GapCause.CANNOT_SEE: live_texts.LENGTH_CANNOT_SEE,
    GapCause.UNREADABLE: live_texts.LENGTH_UNREADABLE,
    GapCause.FAILED: live_texts.LENGTH_FAILED,
    GapCause.NOT_REACHED: live_texts.LENGTH_NOT_REACHED,
}


def coverage_state(
    status: LineStatus | None, min_percent: float, missed_by_cause: Mapping[GapCause, int] | None = None
) -> CoverageState:
    """``missed_by_cause``: frames, told instead of lengths where there is no scale."""
    if status is None:
        return CoverageState(texts.COVERED_NOTHING.translated(), causes=texts.NO_PIECE_YET.translated())
    coverage, stats = status.coverage, status.stats
    found = CoverageShare(coverage, stats.n_inspected, stats.n_not_inspected)
    share = found.share
    if share is None:
        return CoverageState(texts.COVERED_NOTHING.translated(), causes=texts.NO_PIECE_YET.translated())
    percent = floored_percent(share)
    shown = formats.percent(1.0) if found.is_all else f"{formats.decimal(percent, 1)} %"
    is_below = found.is_below(min_percent, has_ended=status.outcome is not None)
    if is_below:
        tier: Tier | None = Tier.STOP
    else:
        tier = None if found.is_all else Tier.WARN
    return CoverageState(
        texts.COVERED.translated(percent=shown),
        _missing(found),
        _causes(coverage, missed_by_cause or {}) if not found.is_all else texts.NOTHING_MISSED.translated(),
        texts.BELOW_LIMIT.translated(limit=f"{min_percent:g} %") if is_below else "",
        tier,
        percent,
    )


def _missing(found: CoverageShare) -> str:
    coverage, n_not = found.coverage, found.n_not_inspected
    length = sum(coverage.not_inspected.values())
    if coverage.unit == "mm" and length:
        return texts.LENGTH_NOT_SEEN.translated(length=_ceiled_m(length))
    if n_not:
        return texts.FRAMES_NOT_SEEN.translated(n=n_not, n_frames=found.n_frames)
    if length:
        return texts.LENGTH_NOT_SEEN.translated(length=formats.length_px(length))
    return texts.AND_UNKNOWN.translated(n=coverage.n_unknown) if coverage.n_unknown else ""


def _ceiled_m(length_mm: float) -> str:
    """Never less than it is: a stretch of a few millimetres is not "0.0 m"."""
    if length_mm < 100:
        n_digits = 0 if length_mm >= 10 else 1
        return f"{formats.decimal(_ceiled(length_mm, n_digits), n_digits)} mm"
    return formats.length_m(_ceiled(length_mm / 1000, 1))


def _ceiled(value: float, n_digits: int) -> float:
    """Up to the digit that is shown; what a sum of floats added is no digit."""
    shown: float = math.ceil(value * 10**n_digits - 1e-6) / 10**n_digits
    return shown


def _causes(coverage: Coverage, frames: Mapping[GapCause, int]) -> str:
    parts = []
    for cause in GapCause:
        length = coverage.not_inspected.get(cause, 0.0)
        if coverage.unit == "mm" and length:
            parts.append(CAUSES[cause].translated(length=_ceiled_m(length)))
        elif coverage.unit != "mm" and frames.get(cause):
            parts.append(CAUSES[cause].translated(length=texts.FRAMES.translated(n=frames[cause])))
        elif length:
            parts.append(CAUSES[cause].translated(length=formats.length_px(length)))
    if coverage.n_unknown and not (coverage.unit != "mm" and frames):  # else they are among the frames
        parts.append(texts.AND_UNKNOWN.translated(n=coverage.n_unknown))
    return ", ".join(parts)


# alarms


def alarms_state(now: AlarmsNow, piece: str = "") -> AlarmsState:
    """``piece``: the id of the one on show, from which those before are told apart."""
    waiting = [alarm for alarm in now.open if alarm.acknowledged is None]
    n_still = len(now.open) - len(waiting)
    if n_still:
        quiet = texts.STILL_THERE.translated(n=n_still)
    elif now.history and (done := now.history[0].acknowledged) is not None:
        quiet = texts.LAST_ALARM.translated(time=_time(now.history[0].last_at), because=done.because)
    else:
        quiet = ""
    return AlarmsState(
        tuple(_line(alarm, piece) for alarm in now.open),
        tuple(_line(alarm, piece) for alarm in now.history[:SHOWN_HISTORY]),
        len(waiting),
        texts.MORE_ALARMS.translated(n=len(waiting) - 1) if len(waiting) > 1 else "",
        quiet,
        tuple(reason.translated() for reason in texts.REASONS),
    )


def _line(alarm: Alarm, piece: str) -> AlarmLine:
    said, done = message_text(alarm.message), alarm.acknowledged
    if _time(alarm.raised_at) != _time(alarm.last_at):
        when = texts.SINCE_TO.translated(first=_time(alarm.raised_at), last=_time(alarm.last_at))
    else:
        when = texts.SINCE.translated(time=_time(alarm.raised_at)) if alarm.stands else _time(alarm.raised_at)
    states = []
    if alarm.is_of_before:
        states.append(texts.OF_BEFORE.translated())
    elif alarm.stands:
        states.append(texts.STANDS.translated())
    elif alarm.over_at is not None and alarm.over_at > alarm.last_at:
        states.append(texts.OVER.translated(time=_time(alarm.over_at)))
    if done is not None:
        states.append(texts.ACKNOWLEDGED.translated(because=done.because, by=done.by, time=_time(done.at)))
    return AlarmLine(
        alarm.uid,
        alarm.tier,
        said.what.rstrip(".。"),  # it is a heading
        tuple(part for part in (said.why, said.meanwhile, said.next_step) if part),
        texts.TIMES.translated(n=alarm.n) if alarm.n > 1 else "",
        when,
        PART.join(states),
        done is not None,
        _piece_of(alarm, piece),
    )


def _piece_of(alarm: Alarm, piece: str) -> str:
    """Nothing where the heading names the piece that runs: the strip has room for one long name."""
    is_running, what = alarm.piece == piece, PHRASES[alarm.message.code].what
    if not alarm.piece or (is_running and "{piece}" in what.source):
        return ""
    if is_running:
        text = texts.ON_PIECE
    else:
        text = texts.SINCE_EARLIER_PIECE if alarm.stands else texts.ON_EARLIER_PIECE
    return text.translated(piece=alarm.piece)


def _time(at: datetime) -> str:
    """By the clock on the wall; with the day where it is not today's."""
    local = at.astimezone()
    is_today = local.date() == datetime.now().astimezone().date()
    return f"{local:%H:%M:%S}" if is_today else f"{local:%Y-%m-%d %H:%M}"


# what was not inspected


def not_inspected_row(missed: MissedInspection, position: str) -> NotInspectedRow:
    frame = missed.frame
    said = message_text(frame.reason)
    return NotInspectedRow(frame.frame_index, missed.placement.lane, frame.name, position, said.why or said.what)


def not_inspected_state(status: LineStatus | None) -> NotInspectedState:
    if status is None or not status.stats.n_not_inspected:
        return NotInspectedState(texts.ALL_INSPECTED.translated() if status is not None else "")
    stats = status.stats
    n, n_frames = stats.n_not_inspected, stats.n_inspected + stats.n_not_inspected
    note = texts.NOT_LISTED.translated(n=n - MAX_LISTED) if n > MAX_LISTED else ""
    return NotInspectedState(texts.NOT_INSPECTED.translated(n=n, n_frames=n_frames), note, n)
