"""Writing frames: inspected or not, and where they lie on the piece."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from inspector.core.audit import utc_text
from inspector.core.frame import Frame, MissedFrame
from inspector.core.placement import Placement
from inspector.core.product import ProductRegion
from inspector.store.operations.operation import Operation, Trace, insert_into
from inspector.store.product_code import encode
from inspector.store.records import FrameState

_INSERT_FRAME = insert_into(
    "frames",
    *("inspection_id", "frame_index", "lane", "name", "state", "reason", "along_px", "along_mm", "across_mm"),
    *("n_rows", "width", "bits", "captured_at", "ms", "recorded_at", "actor"),
    *("product", "masked_share", "product_width_px"),
)

_TRACE = "SELECT 1 FROM frames WHERE inspection_id = ? AND frame_index = ? AND lane = ?"


@dataclass(frozen=True, slots=True)
class RecordFrame(Operation):
    """One frame was inspected."""

    inspection_id: str
    placement: Placement
    frame_index: int  # of its lane
    name: str
    n_rows: int
    width: int
    bits: int
    captured_at: datetime
    ms: float  # from taking it up to its result
    product: ProductRegion | None = None  # what of it was inspected; None: all

    @classmethod
    def of(
        cls, inspection_id: str, placement: Placement, frame: Frame, ms: float, product: ProductRegion | None = None
    ) -> RecordFrame:
        """Without the pixels: those may be released."""
        return cls(
            inspection_id, placement, frame.frame_index, frame.name, frame.height, frame.width, frame.bits,
            frame.captured_at, ms, product,
        )  # fmt: skip

    @property
    def trace(self) -> Trace:
        return _TRACE, (self.inspection_id, self.frame_index, self.placement.lane)

    def apply(self, connection: sqlite3.Connection) -> None:
        connection.execute(
            _INSERT_FRAME,
            {
                "inspection_id": self.inspection_id,
                "frame_index": self.frame_index,
                **_placement_row(self.placement),
                "name": self.name,
                "state": FrameState.INSPECTED,
                "reason": None,
                "n_rows": self.n_rows,
                "width": self.width,
                "bits": self.bits,
                "captured_at": utc_text(self.captured_at),
                "ms": self.ms,
                **_product_row(self.product),
                **self.who,
            },
        )


@dataclass(frozen=True, slots=True)
class RecordMissedFrame(Operation):
    """One frame was not inspected. The gap it belongs to is a row of its own."""

    inspection_id: str
    placement: Placement
    missed: MissedFrame

    @property
    def trace(self) -> Trace:
        return _TRACE, (self.inspection_id, self.missed.frame_index, self.placement.lane)

    def apply(self, connection: sqlite3.Connection) -> None:
        connection.execute(
            _INSERT_FRAME,
            {
                "inspection_id": self.inspection_id,
                "frame_index": self.missed.frame_index,
                **_placement_row(self.placement),
                "name": self.missed.name,
                "state": FrameState.NOT_INSPECTED,
                "reason": self.missed.reason.to_json(),
                "n_rows": self.missed.n_rows,
                "width": None,
                "bits": None,
                "captured_at": utc_text(self.missed.captured_at),
                "ms": None,
                **_product_row(None),
                **self.who,
            },
        )


def _product_row(product: ProductRegion | None) -> dict[str, str | float | None]:
    if product is None:
        return {"product": None, "masked_share": None, "product_width_px": None}
    width_px = product.width_px
    return {"product": encode(product), "masked_share": product.masked_share, "product_width_px": width_px}


def _placement_row(placement: Placement) -> dict[str, int | float | None]:
    return {
        "lane": placement.lane,
        "along_px": placement.along_px,
        "along_mm": placement.along_mm,
        "across_mm": placement.across_mm,
    }
