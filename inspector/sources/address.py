"""How one frame of a folder or a video is read again, long after its inspection: recorded with the lane, as JSON.

Cameras and the synthetic strip have none: what passed them is gone, but for what was kept as evidence.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from inspector.core.float_range import UNIT, FloatRange
from inspector.core.typed_json import from_json
from inspector.core.untrusted import text_fault

if TYPE_CHECKING:
    from pydantic import TypeAdapter

MAX_PATH = 4096  # characters
MAX_ADDRESS = 16_384


class AddressKind(StrEnum):
    FOLDER = "folder"
    VIDEO = "video"


@dataclass(frozen=True, slots=True)
class SourceAddress:
    """``path`` of the folder, whose files are named below it, or of the video. Raises ValueError for no path."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    kind: AddressKind
    path: str  # absolute
    bits: int | None = None  # of 16-bit values, where somebody set them
    black_and_white: tuple[float, float] | None = None  # in floating-point values, where somebody said it

    def __post_init__(self) -> None:
        if not self.path or len(self.path) > MAX_PATH:
            raise ValueError(f"“{self.path[:80]}” is no path")
        if fault := text_fault(self.path):
            raise ValueError(f"“{self.path[:80]}” is no path: {fault}")
        if not Path(self.path).is_absolute():
            raise ValueError(f"“{self.path}” is no absolute path")
        if self.bits is not None and not 8 <= self.bits <= 16:
            raise ValueError(f"values have 8 to 16 bits, not {self.bits}")
        if self.black_and_white is not None:
            FloatRange(*self.black_and_white)

    @property
    def float_range(self) -> FloatRange:
        return UNIT if self.black_and_white is None else FloatRange(*self.black_and_white)

    def to_json(self) -> str:
        entries = asdict(self)
        if self.black_and_white is None:
            del entries["black_and_white"]  # so that a program from before it can read the address
        return json.dumps(entries, ensure_ascii=False)


def address_text(kind: AddressKind, path: Path, bits: int | None, float_range: FloatRange = UNIT) -> str | None:
    """For ``SourceInfo.address``; None where the path can be neither stored nor read again."""
    black_and_white = None if float_range == UNIT else (float_range.low, float_range.high)
    try:
        return SourceAddress(kind, str(path.absolute()), bits, black_and_white).to_json()
    except (ValueError, OSError):  # the working folder may be gone
        return None


def address_of(text: str) -> SourceAddress:
    """Raises ValueError in one line for what is no address."""
    if len(text) > MAX_ADDRESS:
        raise ValueError("the address of its source is too long")
    return from_json(_adapter(), text, "the address of its source")


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[SourceAddress]:
    from pydantic import TypeAdapter

    return TypeAdapter(SourceAddress)
