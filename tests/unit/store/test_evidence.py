from __future__ import annotations

import errno
import os
import re
import sqlite3
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_samples import NOON, Told, begin, defect

from inspector.core.defect import Box, DefectPart
from inspector.core.frame import Frame, Pixels
from inspector.core.frame_keeping import KeptBecause
from inspector.core.messages import Code
from inspector.store import evidence as evidence_module
from inspector.store.database import reading
from inspector.store.evidence import EvidenceStore
from inspector.store.evidence_files import crop_path, encoded, frame_path, grown, piece_folder
from inspector.store.operations.defects import RecordDefects
from inspector.store.operations.evidence import ChooseForEviction, MarkAnnotated
from inspector.store.queries import events, evidence
from inspector.store.queries.evidence import EvidenceRecord
from inspector.store.records import EvidenceKind
from inspector.store.writer import StoreWriter
from tests.waiting import wait_until

ONE = "1" * 32
BOX = Box(60, 70, 30, 20)
RESERVED = {"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))}


def noise(height: int = 200, width: int = 300, dtype: type = np.uint8, channels: int = 0) -> Pixels:
    shape = (height, width, channels) if channels else (height, width)
    rng = np.random.default_rng(7)
    return rng.integers(0, np.iinfo(dtype).max, shape, dtype=dtype)


def a_frame(number: int, pixels: Pixels, bits: int = 0) -> Frame:
    return Frame(number, f"frame {number:06d}", pixels, NOON, time.monotonic(), bits=bits)


def found_in(number: int, box: Box = BOX):
    """Defect ``number`` with its one part in the frame of the same number."""
    return defect(number, parts=(DefectPart(number, f"frame {number:06d}", box),), n_parts=1)


@pytest.fixture
def store(tmp_path: Path, writer: StoreWriter) -> Iterator[Keeper]:
    keeper = Keeper(tmp_path / "frames", writer)
    yield keeper
    keeper.close()


class Keeper:
    """An evidence store with one inspection begun, and what it told."""

    def __init__(self, folder: Path, writer: StoreWriter) -> None:
        self.folder, self.writer, self.told = folder, writer, Told()
        writer.submit(begin())
        self.evidence: EvidenceStore | None = None

    def open(self, quota_bytes: int = 10**9) -> EvidenceStore:
        self.close()
        self.evidence = EvidenceStore(self.folder, quota_bytes, self.writer, on_notice=self.told, margin_px=10)
        return self.evidence

    def save(self, *numbers: int, pixels: Pixels | None = None, box: Box = BOX) -> None:
        assert self.evidence is not None
        for number in numbers:
            found = found_in(number, box)
            self.writer.submit(RecordDefects(ONE, (found,)))
            picture = a_frame(number, noise() if pixels is None else pixels)
            assert self.evidence.save(ONE, "R-1", found, picture, lane=0, may_wait=True)
        assert self.evidence.flush()

    def crops(self, *numbers: int) -> list[EvidenceRecord]:
        with reading(self.writer.path) as rows:
            return [record for number in numbers for record in evidence.of_defect(rows, ONE, number)]

    def files(self) -> set[str]:
        return {file.relative_to(self.folder).as_posix() for file in self.folder.glob("*/*")}

    def close(self) -> None:
        if self.evidence is not None:
            assert self.evidence.close() == 0


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
@pytest.mark.parametrize("channels", [0, 3])
def test_a_crop_is_the_region_with_its_margin_pixel_for_pixel(store, dtype, channels):
    store.open()
    pixels = noise(dtype=dtype, channels=channels)
    store.save(1, pixels=pixels)
    (record,) = store.crops(1)
    content = (store.folder / record.path).read_bytes()
    read = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_UNCHANGED)
    expected = pixels[60:100, 50:100]  # box rows 70..90 and columns 60..90, 10 px more on each side
    np.testing.assert_array_equal(read[:, :, ::-1] if channels else read, expected)
    assert (record.box, record.n_bytes, record.is_kept) == (Box(50, 60, 50, 40), len(content), True)
    assert record.bits == 8 * pixels.dtype.itemsize


def test_the_pixels_are_copied_before_save_returns(store):
    kept = store.open()
    pixels = noise()
    before = pixels.copy()
    found = found_in(1, Box(0, 0, 300, 200))
    store.writer.submit(RecordDefects(ONE, (found,)))
    kept.save(ONE, "R-1", found, a_frame(1, pixels), lane=0, may_wait=True)
    pixels[:] = 0  # released and filled with the next frame
    assert kept.flush()
    (record,) = store.crops(1)
    np.testing.assert_array_equal(cv2.imread(str(store.folder / record.path), cv2.IMREAD_UNCHANGED), before)


def test_only_parts_in_the_frame_are_kept(store):
    kept = store.open()
    found = defect(1)  # parts in frames 4 and 5
    store.writer.submit(RecordDefects(ONE, (found,)))
    assert kept.save(ONE, "R-1", found, a_frame(5, noise()), lane=0, may_wait=True)
    assert kept.flush()
    assert [record.frame_index for record in store.crops(1)] == [5]


def test_the_margin_ends_at_the_frame():
    assert grown(Box(2, 3, 5, 5), 10, frame_width=12, frame_height=100) == Box(0, 0, 12, 18)


def test_the_oldest_crops_make_room_and_annotated_ones_never(store):
    n_bytes = len(encoded(noise()[60:100, 50:100]))
    store.open(quota_bytes=5 * n_bytes)
    store.save(1, 2, 3, 4, 5)
    (second,) = store.crops(2)
    store.writer.submit(MarkAnnotated(second.evidence_id))
    store.save(6, 7)
    records = store.crops(1, 2, 3, 4, 5, 6, 7)
    kept = [record.defect_id for record in records if record.is_kept]
    assert kept == [2, 4, 5, 6, 7]  # 1 and 3 made room: one crop each time
    assert store.files() == {record.path for record in records if record.is_kept}
    assert store.told.codes() == [(Code.EVIDENCE_QUOTA, False)]
    with reading(store.writer.path) as rows:
        assert [event.message.code for event in events.recent(rows, inspection_id=ONE)] == [Code.EVIDENCE_QUOTA]
        assert evidence.n_bytes_kept(rows) == {EvidenceKind.CROP: 5 * n_bytes, EvidenceKind.FRAME: 0}


def test_when_all_is_annotated_new_crops_are_given_up_and_rows_go_on(store):
    n_bytes = len(encoded(noise()[60:100, 50:100]))
    kept = store.open(quota_bytes=2 * n_bytes)
    store.save(1, 2)
    store.writer.submit(*(MarkAnnotated(record.evidence_id) for record in store.crops(1, 2)))
    store.save(3, 4)
    assert [record.defect_id for record in store.crops(1, 2, 3, 4)] == [1, 2]
    assert store.told.codes() == [(Code.EVIDENCE_FAILED, False)]
    assert kept.n_not_kept == 2
    assert len(store.files()) == 2


def test_the_quota_counts_what_was_kept_before_a_restart(store):
    n_bytes = len(encoded(noise()[60:100, 50:100]))
    store.open(quota_bytes=10**9)
    store.save(1, 2, 3, 4)
    store.open(quota_bytes=4 * n_bytes)
    store.save(5)
    assert [record.is_kept for record in store.crops(1, 2, 3, 4, 5)] == [False, True, True, True, True]
    assert len(store.files()) == 4


def test_a_removal_that_a_crash_cut_short_is_finished_at_the_next_start(store):
    store.open()
    store.save(1, 2)
    store.close()
    (first,) = store.crops(1)
    store.writer.submit(ChooseForEviction(first.n_bytes))  # chosen, then the program died
    assert store.writer.flush()
    stale = store.folder / Path(first.path).parent / "a.png.1.tmp"
    stale.write_bytes(b"half a crop")
    old = time.time() - 2 * evidence_module.STALE_PART_S
    os.utime(stale, (old, old))
    store.open()
    wait_until(lambda: len(store.files()) == 1)
    assert [record.is_kept for record in store.crops(1, 2)] == [False, True]


def test_a_crop_that_another_program_finishes_meanwhile_is_no_trouble(store):
    """Seen by its unfinished name, gone when looked at: what a link to nothing is too."""
    store.open()
    store.save(1)
    store.close()
    (first,) = store.crops(1)
    (store.folder / Path(first.path).parent / "a.png.1.tmp").symlink_to("nowhere")
    store.open()
    store.save(2)
    assert [record.is_kept for record in store.crops(1, 2)] == [True, True]
    assert store.told.codes() == []


def test_a_full_disk_is_told_once_and_rows_go_on(store, monkeypatch):
    def no_space(path: Path, content: bytes, *, is_synced: bool = True) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    kept = store.open()
    with monkeypatch.context() as full:
        full.setattr(evidence_module, "write_whole", no_space)
        store.save(1, 2, 3)
    assert store.told.codes() == [(Code.EVIDENCE_FAILED, False)]
    assert store.told.notices[0].message.params["detail"] == "No space left on device"
    assert kept.n_not_kept == 3
    store.save(4)  # there is space again
    assert [record.defect_id for record in store.crops(1, 2, 3, 4)] == [4]
    with reading(store.writer.path) as rows:
        assert rows.execute("SELECT count(*) FROM defects").fetchone() == (4,)


def test_the_last_free_space_is_left_to_rows(store, monkeypatch):
    monkeypatch.setattr(evidence_module, "DISK_RESERVE_BYTES", 2**62)
    store.open()
    store.save(1)
    assert store.told.codes() == [(Code.EVIDENCE_FAILED, False)]
    assert store.files() == set()


def test_a_folder_that_cannot_be_made_is_told_and_used_once_it_can(store):
    store.folder.touch()  # a file where the folder should be
    store.open()
    store.told.wait_for(Code.EVIDENCE_FAILED)
    store.save(1)
    store.folder.unlink()
    store.save(2)
    assert [record.defect_id for record in store.crops(1, 2)] == [2]
    assert store.told.codes() == [(Code.EVIDENCE_FAILED, False)]


def test_a_live_source_is_never_held_up_by_crops(store, monkeypatch):
    gate = threading.Event()

    def slow(pixels: Pixels) -> bytes:
        gate.wait(120)
        return encoded(pixels)

    monkeypatch.setattr(evidence_module, "encoded", slow)
    monkeypatch.setattr(evidence_module, "WAITING_LIMIT_BYTES", 50 * 40 * 2)  # two crops
    kept = store.open()
    taken = []
    for number in range(1, 6):
        found = found_in(number)
        store.writer.submit(RecordDefects(ONE, (found,)))
        taken.append(kept.save(ONE, "R-1", found, a_frame(number, noise()), lane=0, may_wait=False))
    assert store.writer.flush()  # rows are not held up either
    gate.set()
    assert kept.flush()
    assert taken == [True, True, False, False, False]
    assert kept.n_not_kept == 3
    assert store.told.codes() == [(Code.EVIDENCE_FAILED, False)]


def test_a_crop_that_cannot_be_encoded_does_not_end_the_others(store, monkeypatch):
    def fails_once(pixels: Pixels) -> bytes:
        monkeypatch.setattr(evidence_module, "encoded", encoded)
        raise ValueError("a bug")

    monkeypatch.setattr(evidence_module, "encoded", fails_once)
    store.open()
    store.save(1, 2)
    assert [record.defect_id for record in store.crops(1, 2)] == [2]


ids = st.text(st.characters(), max_size=400) | st.sampled_from(
    [
        "",
        ".",
        "..",
        "CON",
        "con",
        "nul.txt",
        "a/b",
        "a\\b",
        "../../etc/passwd",
        "Schiene №7 ä",
        "R-1 ",
        "x" * 5000,
    ]
)


@given(ids)
def test_a_piece_folder_is_safe_on_any_file_system(piece_id):
    name = piece_folder(piece_id)
    assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", name)
    assert len(name) <= 60
    assert name.lower() not in RESERVED
    path = crop_path(ONE, piece_id, 123456, 12, 12345678, Box(99999, 99999, 1, 1))
    assert len(path) <= 150  # below Windows' 260 with room for the workspace's own path
    assert path.count("/") == 1


@given(ids, ids)
def test_two_pieces_never_share_a_folder(one, other):
    assert (piece_folder(one).lower() == piece_folder(other).lower()) == (one == other)


def test_crops_of_one_defect_have_different_names():
    paths = {
        crop_path(ONE, "R-1", number, lane, frame, replace(BOX, x=x, y=y))
        for number in (1, 2)
        for lane in (0, 1)
        for frame in (1, 2)
        for x in (1, 2)
        for y in (1, 2)
    }
    assert len(paths) == 32


def noise_of(seed: int) -> Pixels:
    return np.random.default_rng(seed).integers(0, 255, (60, 80), dtype=np.uint8)


def save_frames(store: Keeper, *numbers: int) -> None:
    assert store.evidence is not None
    for number in numbers:
        frame = a_frame(number, noise_of(number))
        assert store.evidence.save_frame(ONE, "R-1", frame, [KeptBecause.UNCERTAIN], lane=0, may_wait=True)
    assert store.evidence.flush()


def whole_frames(store: Keeper) -> list[EvidenceRecord]:
    with reading(store.writer.path) as rows:
        return list(evidence.whole_frames(rows, ONE))


@pytest.mark.parametrize(("dtype", "bits"), [(np.uint8, 8), (np.uint16, 12), (np.uint16, 16)])
@pytest.mark.parametrize("channels", [0, 3])
def test_a_whole_frame_is_kept_pixel_for_pixel_with_its_bits_and_its_reasons(store, dtype, bits, channels):
    kept = store.open()
    pixels = noise(dtype=dtype, channels=channels) >> (16 - bits if dtype is np.uint16 else 0)
    before = pixels.copy()
    reasons = [KeptBecause.SEVERE, KeptBecause.EVERY_NTH]
    assert kept.save_frame(ONE, "R-1", a_frame(7, pixels, bits), reasons, lane=1)
    pixels[:] = 0  # released and filled with the next frame
    assert kept.flush()
    (record,) = whole_frames(store)
    read = cv2.imread(str(store.folder / record.path), cv2.IMREAD_UNCHANGED)
    np.testing.assert_array_equal(read[:, :, ::-1] if channels else read, before)
    assert (record.kind, record.lane, record.frame_index, record.defect_id) == (EvidenceKind.FRAME, 1, 7, None)
    assert (record.kept_because, record.box, record.bits) == ("severe,every_nth", Box(0, 0, 300, 200), bits)
    assert (record.line, record.pc, record.is_kept) == ("line 2", "PC-7", True)


def test_whole_frames_make_room_for_each_other_in_half_of_the_quota_and_push_out_no_crop(store):
    n_crop, n_frame = len(encoded(noise()[60:100, 50:100])), len(encoded(noise_of(1)))
    store.open(quota_bytes=6 * n_frame + 600)  # half of it: three frames
    store.save(1, 2, 3)
    assert 3 * n_crop < 3 * n_frame  # all crops and three frames have room
    save_frames(store, 4, 5, 6, 7, 8)
    assert [record.frame_index for record in whole_frames(store) if record.is_kept] == [6, 7, 8]
    assert [record.is_kept for record in store.crops(1, 2, 3)] == [True, True, True]
    assert len(store.files()) == 6
    assert store.told.codes() == []  # the quota is not reached


def test_an_annotated_frame_stays_and_when_all_are_it_is_told_once(store):
    n_frame = len(encoded(noise_of(1)))
    kept = store.open(quota_bytes=4 * n_frame + 400)  # half of it: two frames
    save_frames(store, 1, 2)
    first, second = whole_frames(store)
    store.writer.submit(MarkAnnotated(first.evidence_id))
    save_frames(store, 3)
    assert [record.frame_index for record in whole_frames(store) if record.is_kept] == [1, 3]
    store.writer.submit(MarkAnnotated(whole_frames(store)[2].evidence_id))
    save_frames(store, 4, 5)
    assert [record.frame_index for record in whole_frames(store) if record.is_kept] == [1, 3]
    assert second.frame_index == 2
    assert (kept.n_not_kept, store.told.codes()) == (2, [(Code.EVIDENCE_FAILED, False)])


def test_a_crop_finds_room_where_whole_frames_wait_and_they_are_passed_over_without_a_word(store, monkeypatch):
    gate = threading.Event()

    def slow(pixels: Pixels) -> bytes:
        gate.wait(120)
        return encoded(pixels)

    monkeypatch.setattr(evidence_module, "encoded", slow)
    monkeypatch.setattr(evidence_module, "WAITING_LIMIT_BYTES", 4 * 60 * 80)  # two frames in half of it
    kept = store.open()
    reasons = [KeptBecause.UNCERTAIN]
    taken = [kept.save_frame(ONE, "R-1", a_frame(n, noise_of(n)), reasons, lane=0) for n in range(1, 6)]
    found = found_in(9)
    store.writer.submit(RecordDefects(ONE, (found,)))
    assert kept.save(ONE, "R-1", found, a_frame(9, noise()), lane=0, may_wait=False)
    gate.set()
    assert kept.flush()
    assert taken == [True, True, False, False, False]
    assert (kept.n_passed_over, kept.n_not_kept, store.told.codes()) == (3, 0, [])
    assert [record.frame_index for record in whole_frames(store)] == [1, 2]
    assert len(store.crops(9)) == 1


def test_a_frame_kept_twice_is_one_picture(store):
    store.open()
    save_frames(store, 1)
    save_frames(store, 1)
    assert len(whole_frames(store)) == 1
    assert len(store.files()) == 1


def test_whole_frames_have_different_names_by_inspection_lane_and_index():
    paths = {frame_path(key, "R-1", lane, index) for key in (ONE, "2" * 32) for lane in (0, 1) for index in (1, 2)}
    assert len(paths) == 8


@pytest.mark.parametrize("path", ["../records", "ABSOLUTE", "a/../../records", "link/records", ""])
def test_a_row_from_elsewhere_removes_no_file_outside_the_evidence(store, tmp_path, path):
    """Records may come from another PC, or be damaged; the next eviction removed whatever such a row named."""
    mine = tmp_path / "records"
    mine.write_bytes(b"mine")
    store.open()
    store.save(1, 2)
    if os.name == "posix":
        (store.folder / "link").symlink_to(tmp_path)
    named = path.replace("ABSOLUTE", str(mine))
    with sqlite3.connect(store.writer.path) as connection:
        connection.execute("UPDATE evidence SET path = ?, state = 'evicting' WHERE defect_id = 1", (named,))
    connection.close()
    store.open()

    def is_evicted() -> bool:
        with reading(store.writer.path) as rows:
            return not evidence.evicting(rows)  # and it is not tried again and again

    wait_until(is_evicted)
    assert [each.is_kept for each in store.crops(1, 2)] == [False, True]
    assert mine.read_bytes() == b"mine"


def test_a_frame_that_several_keep_keeps_the_reasons_of_all(store):
    kept = store.open()
    for reasons in ([KeptBecause.SEVERE, KeptBecause.UNCERTAIN], [KeptBecause.DISAGREED], [KeptBecause.SEVERE]):
        assert kept.save_frame(ONE, "R-1", a_frame(7, noise()), reasons, lane=1)
    assert kept.flush()
    (record,) = whole_frames(store)
    assert record.kept_because == "severe,uncertain,disagreed"
