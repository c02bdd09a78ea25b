"""From JSON and TOML to dataclasses: what a file says is believed only where it fits, and refused in one line.

from_json(adapter, text)  ->  the value, strictly: true is no 1, "1" is no 1, no number is NaN or endless
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from pydantic import TypeAdapter, ValidationError

T = TypeVar("T")
MAX_LOCATION = 200  # characters of it that are quoted

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
    return f"{location[:MAX_LOCATION] or whole}: {problem}"


def from_json(adapter: TypeAdapter[T], text: str | bytes, whole: str = "the file") -> T:
    """Raises ValueError with one line that a person can act on."""
    from pydantic import ValidationError

    parsed_json(text)
    try:
        return adapter.validate_json(text, strict=True)
    except ValidationError as error:
        raise ValueError(first_problem(error, whole)) from error


def from_entries(adapter: TypeAdapter[T], entries: Any, whole: str = "the file") -> T:
    """The same for what was read already: TOML, or JSON whose older entries were renamed. Raises ValueError."""
    try:
        text = json.dumps(entries, allow_nan=False, default=_no_entry)
    except RecursionError as error:
        raise ValueError("it nests too deeply") from error
    return from_json(adapter, text, whole)


def parsed_json(text: str | bytes) -> Any:
    """What JSON says. Raises ValueError for what is no JSON, nests too deeply, names an entry twice, or holds a number
    that is not finite or has more digits than any computer wants."""
    try:
        return json.loads(text, parse_constant=_no_number, parse_float=_finite, object_pairs_hook=_once_each)
    except RecursionError as error:
        raise ValueError("it nests too deeply") from error


def parsed_toml(text: str) -> dict[str, Any]:
    """What TOML says. Raises ValueError as ``tomllib`` does, and as ``parsed_json``."""
    import tomllib  # here: the window paints first

    try:
        return tomllib.loads(text, parse_float=_finite)
    except RecursionError as error:
        raise ValueError("it nests too deeply") from error


def _no_entry(value: Any) -> Any:
    raise ValueError(f"{value} is neither text nor number")  # a date of TOML


def _no_number(text: str) -> Any:
    raise ValueError(f"{text} is no number")


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(f"{text} is no finite number")
    return value


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"“{next(name for name in names if names.count(name) > 1)}” is there twice")
    return found
