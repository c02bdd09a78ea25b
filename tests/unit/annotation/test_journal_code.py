"""The journal as bytes: what was written comes back, and a cut or a flipped bit ends the reading, never the program."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.annotation.journal_code import (
    MAGIC,
    JournalFrame,
    JournalRecord,
    RecordKind,
    decode_records,
    encode_record,
)
from inspector.annotation.mask_step import LabelOrigin, MaskStep, OriginKind, StepFacts, StepRecorder

FRAME = JournalFrame("ab" * 32, 300, 400)


def some_step() -> MaskStep:
    class_map = np.zeros((300, 400), np.uint8)
    recorder = StepRecorder(class_map)
    recorder.about_to_change(0, 0, 300, 400)
    class_map[250:270, 10:390] = 2
    facts = StepFacts(
        "Pinsel 3 px, Riß 裂纹", "Jörg", "2026-01-02T03:04:05.000Z", LabelOrigin(OriginKind.MODEL, "f00d")
    )
    step = recorder.finish(facts)
    assert step is not None
    return step


RECORDS = (
    JournalRecord(4, RecordKind.FRAME, frame=FRAME),
    JournalRecord(5, RecordKind.STEP, some_step()),
    JournalRecord(6, RecordKind.UNDO),
    JournalRecord(7, RecordKind.REDO),
)
CONTENT = MAGIC + b"".join(encode_record(record) for record in RECORDS)


def read(content: bytes) -> list[JournalRecord]:
    return [record for record, _ in decode_records(content)]


def test_what_was_written_comes_back():
    assert read(CONTENT) == list(RECORDS)
    assert [end for _, end in decode_records(CONTENT)][-1] == len(CONTENT)


def test_cut_at_any_byte_the_whole_records_before_it_come_back():
    ends = [end for _, end in decode_records(CONTENT)]
    for n_bytes in range(len(CONTENT)):
        assert read(CONTENT[:n_bytes]) == list(RECORDS[: sum(end <= n_bytes for end in ends)])


@settings(max_examples=50, deadline=None)
@given(st.integers(0, len(CONTENT) - 1), st.integers(1, 255))
def test_a_changed_byte_ends_the_reading_before_its_record(at: int, flip: int):
    ends = [end for _, end in decode_records(CONTENT)]
    content = CONTENT[:at] + bytes([CONTENT[at] ^ flip]) + CONTENT[at + 1 :]
    n_whole = sum(end <= at for end in ends) if at >= len(MAGIC) else 0
    assert read(content) == list(RECORDS[:n_whole])


@pytest.mark.parametrize("numbers", [(4, 6), (4, 4), (4, 3)])
def test_a_gap_in_the_numbers_ends_the_reading(numbers: tuple[int, int]):
    records = [JournalRecord(numbers[0], RecordKind.FRAME, frame=FRAME), JournalRecord(numbers[1], RecordKind.UNDO)]
    assert read(MAGIC + b"".join(encode_record(record) for record in records)) == records[:1]


def test_a_journal_begins_with_its_frame_and_names_no_second():
    assert read(MAGIC + encode_record(RECORDS[2])) == []
    twice = [RECORDS[0], JournalRecord(5, RecordKind.FRAME, frame=FRAME)]
    assert read(MAGIC + b"".join(encode_record(record) for record in twice)) == twice[:1]
    assert read(b"something else") == []
