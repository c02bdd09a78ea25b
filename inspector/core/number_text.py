"""Numbers as people type them, with a point or a comma before the decimals, whatever the PC's country writes."""

from __future__ import annotations

import re

_NUMBER = re.compile("[+\\-\N{MINUS SIGN}]?([0-9]+([.,][0-9]*)?|[.,][0-9]+)")
MAX_CHARACTERS = 40


def typed_number(text: str) -> float:
    """ "12.5" and "12,5" are 12.5. Raises ValueError for anything else: thousands that are parted could mean two
    things, and nobody guesses which."""
    text = text.strip()
    if len(text) > MAX_CHARACTERS or not _NUMBER.fullmatch(text):
        raise ValueError(f"“{text[:MAX_CHARACTERS]}” is no number")
    return float(text.replace(",", ".").replace("\N{MINUS SIGN}", "-"))


def number_in_field(value: float, max_decimals: int = 6) -> str:
    """As a field shows it, to be read by ``typed_number`` again: 0.25, 2048."""
    return f"{value:.{max_decimals}f}".rstrip("0").rstrip(".") if value % 1 else str(int(value))
