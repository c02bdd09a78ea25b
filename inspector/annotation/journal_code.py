"""The journal of one frame's mask as bytes: what was done to it, record by record.

    header     8 bytes that say what it is, then a record of the frame it belongs to
    record     length, checksum (CRC-32 of the rest), number, kind, content

A record counts only when all of it is there and its checksum fits; reading ends at the first that is not, as a kill or
a power cut leaves it. Numbers rise by one: a gap ends the reading too. A step's content is JSON in a length of its own,
then the tiles' bytes one after the other.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING

from inspector.annotation.mask_step import MaskStep, StepFacts, TileDelta
from inspector.core.json_text import json_text
from inspector.core.typed_json import from_json

if TYPE_CHECKING:
    from pydantic import TypeAdapter

MAGIC = b"INSPJRN1"
MAX_RECORD_BYTES = 1_000_000_000
_HEAD = struct.Struct("<IIQB")  # length of what follows the checksum, checksum, number, kind
_LENGTH = struct.Struct("<I")
_IN_LENGTH = _HEAD.size - 8  # number and kind


class RecordKind(IntEnum):
    FRAME = 0  # whose mask it is; always the first
    STEP = 1
    UNDO = 2
    REDO = 3


@dataclass(frozen=True, slots=True)
class JournalFrame:
    """Whose journal it is, and from where it goes on."""

    frame_sha256: str
    height: int
    width: int


@dataclass(frozen=True, slots=True)
class JournalRecord:
    number: int  # rises by one, over all journals of a frame
    kind: RecordKind
    step: MaskStep | None = None  # of a STEP
    frame: JournalFrame | None = None  # of the FRAME


@dataclass(frozen=True, slots=True)
class _TileHead:
    top: int
    left: int
    height: int
    width: int
    before: int
    after: int
    n_bytes: int


@dataclass(frozen=True, slots=True)
class _StepHead:
    facts: StepFacts
    tiles: tuple[_TileHead, ...]


@cache
def _adapters() -> tuple[TypeAdapter[_StepHead], TypeAdapter[JournalFrame]]:
    from pydantic import TypeAdapter

    return TypeAdapter(_StepHead), TypeAdapter(JournalFrame)


def encode_record(record: JournalRecord) -> bytes:
    if record.step is not None:
        content = _encode_step(record.step)
    else:
        content = json_text(asdict(record.frame)).encode() if record.frame is not None else b""
    rest = _HEAD.pack(0, 0, record.number, record.kind)[8:] + content
    return _LENGTH.pack(len(rest)) + _LENGTH.pack(zlib.crc32(rest)) + rest


def _encode_step(step: MaskStep) -> bytes:
    heads = tuple(
        _TileHead(tile.top, tile.left, tile.height, tile.width, tile.before, tile.after, len(tile.packed))
        for tile in step.tiles
    )
    head = json_text(asdict(_StepHead(step.facts, heads))).encode()
    return b"".join((_LENGTH.pack(len(head)), head, *(tile.packed for tile in step.tiles)))


def decode_records(content: bytes) -> Iterator[tuple[JournalRecord, int]]:
    """Whole records in their order, each with the offset after it, from bytes that begin with ``MAGIC``; none where
    they do not. The first is the FRAME; what follows a broken one is not read."""
    if not content.startswith(MAGIC):
        return
    offset, expected = len(MAGIC), None
    while len(content) - offset >= _HEAD.size:
        length, checksum, number, kind = _HEAD.unpack_from(content, offset)
        end = offset + 8 + length
        rest = memoryview(content)[offset + 8 : end]
        is_whole = _IN_LENGTH <= length <= MAX_RECORD_BYTES and end <= len(content) and zlib.crc32(rest) == checksum
        if not is_whole or (expected is not None and number != expected):
            return
        try:
            record = _decoded(number, RecordKind(kind), bytes(rest[_IN_LENGTH:]))
        except (ValueError, struct.error):
            return
        if (record.kind is RecordKind.FRAME) is not (expected is None):
            return
        yield record, end
        offset, expected = end, number + 1


def _decoded(number: int, kind: RecordKind, content: bytes) -> JournalRecord:
    if kind is RecordKind.FRAME:
        return JournalRecord(number, kind, frame=from_json(_adapters()[1], content, "the journal's frame"))
    if kind is not RecordKind.STEP:
        return JournalRecord(number, kind)
    (n_head,) = _LENGTH.unpack_from(content, 0)
    offset = _LENGTH.size + n_head
    head = from_json(_adapters()[0], content[_LENGTH.size : offset], "a step")
    tiles = []
    for tile in head.tiles:
        packed = content[offset : offset + tile.n_bytes]
        if tile.n_bytes < 0 or len(packed) != tile.n_bytes:
            raise ValueError("a step is shorter than its tiles")
        tiles.append(TileDelta(tile.top, tile.left, tile.height, tile.width, tile.before, tile.after, packed))
        offset += tile.n_bytes
    if offset != len(content):
        raise ValueError("a step is longer than its tiles")
    return JournalRecord(number, kind, step=MaskStep(head.facts, tuple(tiles)))
