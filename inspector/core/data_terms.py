"""Under which terms data may be used: licence and conditions, in the words of whoever brought them.

of versions (source, terms)  ->  "the line of plant 2: own frames; neu-seg: research use", as a card keeps it
"""

from __future__ import annotations

from collections.abc import Iterable

NOT_STATED = "not stated"  # what a version says where nobody said anything
_NEXT, _OF = "; ", ": "


def joined_terms(of_versions: Iterable[tuple[str, str]]) -> str:
    """The terms of several versions, each behind its source."""
    return _NEXT.join(f"{source}{_OF}{terms.strip() or NOT_STATED}" for source, terms in of_versions)


def are_stated(terms: str) -> bool:
    """Whether a text of terms, joined or not, says something of all its data."""
    said = (part.rpartition(_OF)[2].strip() for part in f"{terms} ".split(_NEXT))
    return all(one.casefold() not in ("", NOT_STATED) for one in said)
