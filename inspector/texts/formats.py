"""Numbers as people read them, alike on every page, in messages and on the command line. No words here, so nothing
to translate: units are those of the SI, and px.

Thousands are parted by a narrow space that does not break (ISO 80000-1), never by a comma or a point, which mean
different things in different countries.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

PARTS_THOUSANDS: Final = "\N{NARROW NO-BREAK SPACE}"


def number(value: int) -> str:
    """1344 -> "1 344"."""
    return f"{value:,}".replace(",", PARTS_THOUSANDS)


def decimal(value: float, n_digits: int) -> str:
    """With so many digits after the point: 1344.25, 1 -> "1 344.2". Never "-0.0"."""
    text = f"{value:,.{n_digits}f}".replace(",", PARTS_THOUSANDS)
    return text.removeprefix("-") if not text.strip("-0.") else text  # nothing is less than nothing


def plain(value: str | int | float) -> str:
    """A value in a sentence: whole numbers parted, others to a tenth and without a zero at the end."""
    if isinstance(value, str):
        return value
    return number(value) if isinstance(value, int) else decimal(value, 1).removesuffix(".0")


def read_decimal(text: str, n_digits: int) -> float | None:
    """What somebody typed: "12.5" and "12,5" are 12.5 in every language; None for what is no such number.

    With more than ``n_digits`` after the separator it is refused: "1,234" for a value in tenths would be a thousand
    for one reader and 1.2 for another. Two separators, and spaces between digits, are refused for the same reason.
    """
    whole, separator, fraction = text.strip().replace(",", ".").partition(".")
    digits = whole.removeprefix("-") + fraction
    is_read = digits.isascii() and digits.isdecimal() and len(fraction) <= (n_digits if separator else 0)
    return float(f"{whole or '0'}.{fraction or '0'}".replace("-.", "-0.")) if is_read else None


def length_px(value: float) -> str:
    return f"{decimal(value, 0)} px"


def area_px(value: int) -> str:
    """A count of pixels."""
    return f"{number(value)} px"


def area_mm2(value: float) -> str:
    return f"{decimal(value, 0)} mm²"


def length_m(value: float, n_digits: int = 1) -> str:
    return f"{decimal(value, n_digits)} m"


def size(across: float, along: float, unit: str, n_digits: int = 0) -> str:
    """Two extents in one unit: "4.1 × 0.3 mm"."""
    return f"{decimal(across, n_digits)} × {decimal(along, n_digits)} {unit}"


def speed(m_per_s: float) -> str:
    return f"{decimal(m_per_s, 2)} m/s"


def rate(per_s: float) -> str:
    """Frames per second."""
    return f"{decimal(per_s, 1)} fps"


def milliseconds(value: float) -> str:
    return f"{decimal(value, 0)} ms"


def seconds(value: float) -> str:
    """To tenths, which stand still long enough to be read: 0.412 -> "0.4 s"."""
    return f"{decimal(value, 1)} s"


def whole_seconds(value: int) -> str:
    return f"{number(value)} s"


def percent(share: float) -> str:
    """0.253 -> "25 %"."""
    return f"{decimal(100 * share, 0)} %"


def local_time(at: datetime) -> str:
    """To the minute, where this PC stands: "2026-03-01 12:04"."""
    return f"{at.astimezone():%Y-%m-%d %H:%M}"


def gigabytes(n_bytes: float) -> str:
    """12_345_000_000 -> "12.3 GB"."""
    return f"{decimal(n_bytes / 1e9, 1)} GB"
