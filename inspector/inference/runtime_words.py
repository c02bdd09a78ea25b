"""What ONNX Runtime raises, in plain words. Its own text, with source lines and signatures, goes to the log."""

from __future__ import annotations

import logging
import re

log = logging.getLogger("inspector.inference")

_OPERATION_PATTERNS = (
    r"No Op registered for (\S+) with",
    r"Fatal error: (\S+?)\(-?\d+\) is not a registered function/op",
    r"Could not find an implementation for (\S+?)\(",
)
_PATTERNS = (
    (
        r"Unsupported model IR version: (\d+), max supported IR version: (\d+)",
        "its format (IR) has version {0}, and {1} is the highest that can be read",
    ),
    (
        r"Opset (\d+) is under development.*domain (\S+) is till opset (\d+)",
        "it uses opset {0} of {1}, and {2} is the highest that can be read",
    ),
    (r"protobuf parsing failed", "it is damaged, cut short, or something else under this name"),
    (r"Node input '([^']*)' is not a graph input", "a part of it is missing, the values “{0}”"),
    (r"while running (\S+) node", "its operation “{0}” cannot take such a tile"),
    (
        r"Got invalid dimensions for input: .*?index: (\d+) Got: (-?\d+) Expected: (-?\d+)",
        "side {0} of what it takes is {2} and not {1}",
    ),
)
_PREFIX = re.compile(r"^\[ONNXRuntimeError\] : \d+ : (\w+) : ")
_MARKS_OF_CODE = ("::", "/onnxruntime", ".cc", ".h:", "&&")
MAX_LENGTH = 300


def missing_operation(error: BaseException) -> str:
    """The operation that a network uses and the runtime does not have; "" where that is not what is wrong."""
    for pattern in _OPERATION_PATTERNS:
        if found := re.search(pattern, str(error)):
            return found[1][:MAX_LENGTH]
    return ""


def is_too_new(error: BaseException) -> bool:
    return any(re.search(pattern, str(error), re.DOTALL) for pattern, _ in _PATTERNS[:2])


def plain_words(error: BaseException) -> str:
    text = str(error)
    if not (prefix := _PREFIX.match(text)):
        return _first_line(text) or type(error).__name__
    log.info("ONNX Runtime: %s", text)
    for pattern, words in _PATTERNS:
        if found := re.search(pattern, text, re.DOTALL):
            return words.format(*found.groups())[:MAX_LENGTH]
    rest = _first_line(text[prefix.end() :])
    if not rest or any(mark in rest for mark in _MARKS_OF_CODE):
        return f"ONNX Runtime refuses it ({prefix[1]})"
    return rest


def _first_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[0].strip()[:MAX_LENGTH] if lines else ""
