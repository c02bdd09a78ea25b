"""The little of the ONNX format that is read without a library: a file's metadata, and weights that lie in other files.

    onnx bytes  ->  metadata_of: its key and value pairs
    onnx bytes + a reader of other files  ->  with_weights: the same model as one file

ONNX files are protocol buffers. Numbers below are those of the fields in
https://github.com/onnx/onnx/blob/main/onnx/onnx.proto, the encoding is that of
https://protobuf.dev/programming-guides/encoding. No message is built: pieces of the file are walked over and joined,
so a model of 2 GB costs no more than its copy. Whatever is no such encoding is a ValueError in words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from enum import Enum, auto
from typing import TypeAlias

Piece: TypeAlias = "bytes | memoryview"
MAX_FIELDS = 3_000_000  # that are looked at; the largest networks known have 200,000
MAX_DEPTH = 60  # of graphs in graphs, three each

_GRAPH, _METADATA = 7, 14  # of a model
_KEY, _VALUE = 1, 2  # of an entry
_RAW_DATA, _EXTERNAL_DATA, _DATA_LOCATION = 9, 13, 14  # of a tensor
_EXTERNAL = 1
_VARINT, _FIXED_64, _BYTES, _FIXED_32 = 0, 1, 2, 5
_HIGHEST_TAG = 0xFFFFFFFF  # other readers drop what is above


class _Kind(Enum):
    MODEL = auto()
    GRAPH = auto()
    NODE = auto()
    ATTRIBUTE = auto()
    TENSOR = auto()
    SPARSE_TENSOR = auto()
    FUNCTION = auto()
    TRAINING = auto()


# Where tensors may lie: kind -> number of a field -> kind of what it holds.
_INNER = {
    _Kind.MODEL: {_GRAPH: _Kind.GRAPH, 20: _Kind.TRAINING, 25: _Kind.FUNCTION},
    _Kind.GRAPH: {1: _Kind.NODE, 5: _Kind.TENSOR, 15: _Kind.SPARSE_TENSOR},
    _Kind.NODE: {5: _Kind.ATTRIBUTE},
    _Kind.ATTRIBUTE: {
        5: _Kind.TENSOR, 6: _Kind.GRAPH, 10: _Kind.TENSOR, 11: _Kind.GRAPH, 22: _Kind.SPARSE_TENSOR,
        23: _Kind.SPARSE_TENSOR,
    },
    _Kind.SPARSE_TENSOR: {1: _Kind.TENSOR, 2: _Kind.TENSOR},
    _Kind.FUNCTION: {7: _Kind.NODE, 11: _Kind.ATTRIBUTE},
    _Kind.TRAINING: {1: _Kind.GRAPH, 2: _Kind.GRAPH},
}  # fmt: skip


class OnnxCutShort(ValueError):  # noqa: N818  said to people as it is
    """The bytes are no whole ONNX file."""


def metadata_of(onnx: bytes) -> dict[str, str]:
    """Its key and value pairs.

    Raises OnnxCutShort for what is no ONNX file, ValueError for a key that is there twice.
    """
    view, found, has_graph = memoryview(onnx), dict[str, str](), False
    for number, wire_type, value, _ in _Walk().fields(view):
        if wire_type != _BYTES:
            continue
        has_graph |= number == _GRAPH
        if number == _METADATA:
            entry = _entry(view[value])
            key, text = (_text(entry.get(part, b"")) for part in (_KEY, _VALUE))
            if key in found:
                raise ValueError(f"“{key[:40]}” is in its metadata twice")
            found[key] = text
    if not has_graph:
        raise OnnxCutShort("no graph was found in it")
    return found


def with_metadata(onnx: bytes, key: str, value: str) -> bytes:
    """The same model with one more pair."""
    entry = [*_field(_KEY, key.encode()), *_field(_VALUE, value.encode())]
    return b"".join([onnx, *_field(_METADATA, b"".join(entry))])


def with_weights(onnx: bytes, read: Callable[[str], bytes]) -> bytes:
    """The model with all weights in it. ``read`` gives the content of another file by the name that the model has for
    it; it is asked once for each. The very same bytes come back where no weights lie elsewhere.

    Raises OnnxCutShort for what is no ONNX file, ValueError where weights cannot be found, and what ``read`` raises.
    """
    if b"location" not in onnx:  # the word that names another file; most models need no walk
        return onnx
    files: dict[str, bytes] = {}

    def part(name: str) -> bytes:
        if name not in files:
            files[name] = read(name)
        return files[name]

    joined = _Walk().joined(memoryview(onnx), _Kind.MODEL, part)
    return onnx if joined is None else b"".join(joined)


class _Walk:
    """One walk over one file, which ends however the file is made."""

    def __init__(self) -> None:
        self._n_fields = 0

    def fields(self, view: memoryview) -> Iterator[tuple[int, int, slice, slice]]:
        """(number, wire type, where its value is, where it is as a whole) of each field of a message."""
        at, end = 0, len(view)
        while at < end:
            start = at
            tag, at = _varint(view, at)
            number, wire_type = tag >> 3, tag & 7
            if wire_type == _BYTES:
                size, at = _varint(view, at)
            elif wire_type == _VARINT:
                size = _varint(view, at)[1] - at
            elif wire_type in (_FIXED_32, _FIXED_64):
                size = 4 if wire_type == _FIXED_32 else 8
            else:
                raise OnnxCutShort("it is cut short or damaged")
            self._n_fields += 1
            if number == 0 or tag > _HIGHEST_TAG or size > end - at:
                raise OnnxCutShort("it is cut short or damaged")
            if self._n_fields > MAX_FIELDS:
                raise OnnxCutShort(f"it has more than {MAX_FIELDS} parts")
            yield number, wire_type, slice(at, at + size), slice(start, at + size)
            at += size

    def joined(self, view: memoryview, kind: _Kind, part: Callable[[str], bytes], depth: int = 0) -> list[Piece] | None:
        """The message in pieces, with all weights; None where it stays as it is."""
        if depth > MAX_DEPTH:
            raise OnnxCutShort("it nests too deeply")
        if kind is _Kind.TENSOR:
            return self._whole_tensor(view, part)
        pieces: list[Piece] = []
        has_changed = False
        for number, wire_type, value, field in self.fields(view):
            inner = _INNER[kind].get(number) if wire_type == _BYTES else None
            changed = self.joined(view[value], inner, part, depth + 1) if inner is not None else None
            if changed is None:
                pieces.append(view[field])
            else:
                has_changed = True
                pieces += [_head(number, sum(map(len, changed))), *changed]
        return pieces if has_changed else None

    def _whole_tensor(self, view: memoryview, part: Callable[[str], bytes]) -> list[Piece] | None:
        pieces: list[Piece] = []
        named: dict[str, str] = {}
        is_external = False
        for number, wire_type, value, field in self.fields(view):
            if number == _EXTERNAL_DATA and wire_type == _BYTES:
                entry = _entry(view[value])
                key = _text(entry.get(_KEY, b""))
                if key in named:
                    raise ValueError(f"the {key[:40]} of some weights is there twice")
                named[key] = _text(entry.get(_VALUE, b""))
            elif number == _DATA_LOCATION and wire_type == _VARINT:
                is_external = _varint(view, value.start)[0] & 0xFFFFFFFF == _EXTERNAL  # an enum has 32 bits
            elif number != _RAW_DATA:
                pieces.append(view[field])
        if not is_external:
            return None
        return [*pieces, *_field(_RAW_DATA, _weights(named, part))]


def _weights(named: dict[str, str], part: Callable[[str], bytes]) -> memoryview:
    if "location" not in named:
        raise ValueError("some weights lie in another file that it does not name")
    name = named["location"]
    content = memoryview(part(name))
    offset = _number(named.get("offset", "0"))
    size = _number(named["length"]) if "length" in named else len(content) - offset
    if not 0 <= size <= len(content) - offset:
        raise ValueError(f"“{name[:200]}” has {len(content)} bytes, {offset + max(size, 0)} are needed")
    return content[offset : offset + size]


def _number(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,18}", text):
        raise ValueError(f"“{text[:40]}” is no place in a file of weights")
    return int(text)


def _text(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise ValueError("its metadata is no UTF-8 text") from error


def _entry(view: memoryview) -> dict[int, bytes]:
    """Key and value of an entry, by the numbers of their fields."""
    return {number: bytes(view[value]) for number, wire_type, value, _ in _Walk().fields(view) if wire_type == _BYTES}


def _varint(view: memoryview, at: int) -> tuple[int, int]:
    """The number that begins there, and where it ends."""
    value = shift = 0
    while at < len(view) and shift < 64:
        byte = view[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7
    raise OnnxCutShort("it is cut short or damaged")


def _as_varint(value: int) -> bytes:
    written = bytearray()
    while value > 0x7F:
        written.append(value & 0x7F | 0x80)
        value >>= 7
    written.append(value)
    return bytes(written)


def _head(number: int, size: int) -> bytes:
    return _as_varint(number << 3 | _BYTES) + _as_varint(size)


def _field(number: int, content: Piece) -> list[Piece]:
    return [_head(number, len(content)), content]
