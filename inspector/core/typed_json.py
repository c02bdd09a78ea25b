"""What pydantic finds wrong in a file, as one line that a person can act on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic import ValidationError

_PLAIN = {
    "missing": "it is missing",
    "unexpected_keyword_argument": "there is no such entry",
    "extra_forbidden": "there is no such entry",
}


def first_problem(error: ValidationError, whole: str = "the file") -> str:
    """ "recipe.n_steps: Input should be a valid integer"; ``whole`` names what lies in no field of it."""
    first = error.errors(include_url=False)[0]
    location = ".".join(str(part) for part in first["loc"])
    cause = first.get("ctx", {}).get("error")  # raised by a dataclass of ours, in its own words
    problem = str(cause) if isinstance(cause, ValueError) else _PLAIN.get(first["type"], first["msg"])
    if not location and isinstance(cause, ValueError):
        return problem
    return f"{location or whole}: {problem}"
