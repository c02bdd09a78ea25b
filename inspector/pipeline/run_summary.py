"""The sink that gathers the facts of one inspection, for summary.json and ``--json``, and for an exit code."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from inspector.core.audit import Moment, utc_text
from inspector.core.defect import Defect
from inspector.core.grading import Judgement
from inspector.core.messages import Code, Message
from inspector.core.piece import Coverage
from inspector.core.product import ProductRegion
from inspector.inference.screening import Screening
from inspector.pipeline.result import InspectionResult
from inspector.pipeline.sink import InspectionEnd, InspectionStart, LaneInfo, MissedInspection, Outcome, Recorded, Sink
from inspector.texts.grading import DEPTH, reason_text

MAX_LISTED = 10_000  # frames not inspected that are named; a live camera may run for days, and all are counted


@dataclass(slots=True)
class MaskedTally:
    """What was masked in the frames of one lane, and how wide the product was in them."""

    n_frames: int = 0
    n_unclear: int = 0
    n_pixels: int = 0
    masked_px: float = 0.0
    width_sum_px: float = 0.0
    min_width_px: float = math.inf
    max_width_px: float = 0.0

    def add(self, product: ProductRegion) -> None:
        n_pixels, width_px = product.height * product.width, product.width_px
        self.n_frames += 1
        self.n_unclear += product.is_unclear
        self.n_pixels += n_pixels
        self.masked_px += product.masked_share * n_pixels
        self.width_sum_px += width_px
        self.min_width_px, self.max_width_px = min(self.min_width_px, width_px), max(self.max_width_px, width_px)

    def facts(self, mm_per_px: float | None) -> dict[str, Any]:
        px = {"min": self.min_width_px, "mean": self.width_sum_px / self.n_frames, "max": self.max_width_px}
        return {
            "share": self.masked_px / self.n_pixels,  # of the pixels of its inspected frames
            "width_px": {name: round(value, 2) for name, value in px.items()},
            "width_mm": None if mm_per_px is None else {name: round(v * mm_per_px, 3) for name, v in px.items()},
            "n_frames": self.n_frames,
            "n_unclear": self.n_unclear,
        }


class RunSummary(Sink):
    """``text_of`` turns a message into the language of the reader."""

    is_required: ClassVar[bool] = False  # it only gathers

    def __init__(self, text_of: Callable[[Message], str]) -> None:
        self._text_of = text_of
        self._start: InspectionStart | None = None
        self._defects: dict[int, Defect] = {}
        self._messages: list[Message] = []
        self._missed: list[MissedInspection] = []  # the first of them
        self.n_not_inspected = 0
        self._coverage = Coverage()
        self.recorded: Recorded | None = None
        self._judgement: Judgement | None = None
        self.n_inspected = 0
        self._masked: dict[int, MaskedTally] = {}  # by lane
        self._screening: Message | None = None  # what its checks say, from the end on

    @property
    def defects(self) -> tuple[Defect, ...]:
        """By id; without those that became part of another."""
        return tuple(self._defects[defect_id] for defect_id in sorted(self._defects))

    @property
    def has_left_out_folders(self) -> bool:
        """Some folder could not be read: what lies in it is not inspected, and cannot be listed."""
        codes = [text.code for text in self._messages]
        return Code.FOLDER_UNREADABLE in codes or codes.count(Code.FOLDER_LOST) > codes.count(Code.FOLDER_BACK)

    def begin(self, start: InspectionStart) -> None:
        self._start = start

    def inspected(self, result: InspectionResult) -> None:
        self.n_inspected += 1
        if result.product is not None:
            self._masked.setdefault(result.placement.lane, MaskedTally()).add(result.product)
        for defect in result.defects:
            self._defects[defect.defect_id] = defect
        for defect_id, _ in result.absorbed:
            self._defects.pop(defect_id, None)

    def missed(self, missed: MissedInspection) -> None:
        self.n_not_inspected += 1
        if len(self._missed) < MAX_LISTED:
            self._missed.append(missed)

    def notify(self, message: Message) -> None:
        self._messages.append(message)
        if message.code is Code.SCREENING_CHECKED:
            self._screening = message

    def end(self, end: InspectionEnd) -> None:
        self._coverage = end.coverage
        self.recorded = end.recorded
        self._judgement = end.judgement

    def facts(self, outcome: Outcome, reason: Message | None) -> dict[str, Any]:
        """What was inspected, with what, and what was found. Whoever asks knows best how it ended."""
        return {
            **(_of_start(self._start, self._masked) if self._start is not None else {}),
            **self._times(),
            "outcome": outcome.value,
            "reason": self._text(reason) if reason else None,
            "n_frames": self.n_inspected + self.n_not_inspected,
            "n_inspected": self.n_inspected,
            "n_not_inspected": self.n_not_inspected,
            "not_inspected": [
                {
                    "number": missed.frame.frame_index, "lane": missed.placement.lane, "frame": missed.frame.name,
                    **self._text(missed.frame.reason),
                }
                for missed in self._missed
            ],
            "coverage": coverage_facts(self._coverage),
            "verdict": verdict_facts(self._judgement) if self._judgement is not None else None,
            "n_defects": len(self._defects),
            "recorded": asdict(self.recorded) if self.recorded is not None else None,
            "n_defects_by_class": dict(Counter(defect.class_name for defect in self._defects.values())),
            "n_defects_by_severity": dict(Counter(defect.severity.value for defect in self._defects.values())),
            "screening": screening_facts(self._start.screening, self._screening) if self._start is not None else None,
            "messages": [self._text(text) for text in self._messages],
        }  # fmt: skip

    def _times(self) -> dict[str, Any]:
        now = Moment()
        if self._start is None:
            return {"ended_at": utc_text(now.at)}
        began = self._start.began
        return {"ended_at": utc_text(began.end_at(now)), "duration_s": round(began.elapsed_s(now), 3)}

    def _text(self, text: Message) -> dict[str, str]:
        return {"code": text.code.value, "text": self._text_of(text)}


def screening_facts(screening: Screening | None, checked: Message | None) -> dict[str, Any] | None:
    """None where the model looked everywhere. ``checked``: what the frames say that were looked at whole."""
    if screening is None:
        return None
    screen, card = screening.screen, screening.screen.card
    return {
        "screen": card.name, "sha256": screen.sha256, "approved_by": screening.approved_by,
        "approved_at": screening.approved_at, "threshold": card.threshold, "val": asdict(card.val),
        "test": asdict(card.test) if card.test is not None else None,
        "checked": dict(checked.params) if checked is not None else None,
    }  # fmt: skip


def coverage_facts(coverage: Coverage) -> dict[str, Any]:
    """Lengths in ``unit``; the parts add up to ``seen``."""
    return {
        "unit": coverage.unit,
        "seen": coverage.seen,
        "inspected": coverage.inspected,
        "not_inspected": {cause.value: length for cause, length in coverage.not_inspected.items()},
        "n_gaps_of_unknown_length": coverage.n_unknown,
    }


def verdict_facts(judgement: Judgement) -> dict[str, Any]:
    table = judgement.table
    return {
        "verdict": judgement.verdict.value,
        "because": reason_text(judgement),
        "rule": None if judgement.decided_by is None else judgement.decided_by + 1,  # from 1, as they are listed
        "so_far": judgement.so_far.value,
        "notes": [*judgement.notes, *([DEPTH.translated()] if table.limits_depth else [])],
        "table": {
            "name": table.name, "version": table.version, "sha256": judgement.table_sha256,
            "is_example": table.is_example,
        },
    }  # fmt: skip


def _of_start(start: InspectionStart, masked: Mapping[int, MaskedTally]) -> dict[str, Any]:
    model, settings = start.model, start.settings
    first = start.lanes[0]
    return {
        "inspection_id": start.inspection_id,
        "piece": start.piece.id,
        "source": first.source.name,
        "source_kind": first.source.kind.value,
        "lanes": [_lane_facts(lane, masked.get(lane.index)) for lane in start.lanes],
        "model": {
            "name": model.card.name, "version": model.card.version, "sha256": model.sha256,
            "is_demonstration": model.card.is_demonstration,
        },
        "device": model.provider.device,
        "provider": model.provider.used.value,
        "class_names": model.card.class_names,
        "non_defects": model.card.non_defects,
        "thresholds": settings.thresholds,
        "min_area_px": settings.min_area_px,
        "mm_per_px": asdict(first.scale) if first.scale else None,
        "severity_table": {
            "version": settings.severity_table.version, "is_example": settings.severity_table.is_example,
            "needs_calibration": settings.severity_table.needs_calibration,
        },
        "started_at": utc_text(start.stamp.at),
        "actor": start.stamp.actor,
    }  # fmt: skip


def _lane_facts(lane: LaneInfo, masked: MaskedTally | None) -> dict[str, Any]:
    return {
        "lane": lane.index,
        "name": lane.name,
        "source": lane.source.name,
        "source_kind": lane.source.kind.value,
        "is_continuous": lane.source.is_continuous,
        "across_mm": lane.across_mm,
        "mm_per_px": asdict(lane.scale) if lane.scale else None,
        "product": str(lane.product),
        "masked": masked.facts(lane.scale.mm_per_px_across if lane.scale else None) if masked is not None else None,
    }
