"""A frame looked at again: its picture from its source or from evidence, the overlay as it was; else words."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from pipeline_samples import MemorySource, frame, run

from inspector.core.defect import Box
from inspector.core.frame_keeping import FrameKeeping
from inspector.core.messages import Code, StoreError
from inspector.inference.loaded_model import LoadedModel
from inspector.measuring.regions import paint_regions
from inspector.pipeline.frame_again import FrameAgain, read_frame_again
from inspector.pipeline.recording import RecordingSink
from inspector.sources.folder import FolderSource
from inspector.sources.source import Source
from inspector.sources.video import VideoSource
from inspector.store.database import reading
from inspector.store.evidence import EvidenceStore
from inspector.store.operations.events import RecordEvent
from inspector.store.operations.operation import Operation
from inspector.store.queries import frames
from inspector.store.records import Step
from inspector.store.writer import StoreWriter
from tests.tiny_model import BRIGHT, CLEAN, DULL


class Plant:
    """A workspace's records and evidence, and one inspection in them."""

    def __init__(self, folder: Path, model: LoadedModel) -> None:
        self.folder, self._model = folder, model
        self.writer = StoreWriter(folder / "inspection.sqlite")
        self.evidence = EvidenceStore(folder / "frames", 100_000_000, self.writer)
        self.inspection_id = ""

    def inspect(self, source: Source, *, keeping: FrameKeeping | None = None) -> None:
        sink = RecordingSink(self.writer, self.evidence, frame_keeping=keeping or FrameKeeping())
        run(source, self._model, sink)
        self.evidence.flush()
        self.writer.flush()
        self.inspection_id = sink.inspection_id

    def again(self, frame_index: int) -> FrameAgain:
        return read_frame_again(self.writer.path, self.folder / "frames", self.inspection_id, 0, frame_index)

    def step(self, at: tuple[int, int] | None, step: Step) -> tuple[int, int] | None:
        with reading(self.writer.path) as rows:
            return frames.stepped(rows, self.inspection_id, at, step)

    def sql(self, statement: str, *values: object) -> None:
        self.writer.submit(Sql(statement, values))
        assert self.writer.flush()


class Sql(Operation):
    """Damage, as no operation of the program does it."""

    def __init__(self, statement: str, values: tuple[object, ...]) -> None:
        super().__init__()
        object.__setattr__(self, "_sql", (statement, values))

    def __setattr__(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)

    def apply(self, connection) -> None:  # type: ignore[no-untyped-def]
        connection.execute(*self._sql)


@pytest.fixture
def plant(tmp_path: Path, tiny_model: LoadedModel) -> Iterator[Plant]:
    made = Plant(tmp_path, tiny_model)
    yield made
    made.evidence.close()
    made.writer.close()


def drawn(value: int | None, *, rows: int = 48, columns: int = 64) -> np.ndarray:
    pixels = np.full((rows, columns), CLEAN, np.uint8)
    if value is not None:
        pixels[10:20, 30:36] = value
        pixels[12, 33] = CLEAN  # a hole: a box would not tell it
    return pixels


def write(path: Path, pixels: np.ndarray) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(cv2.imencode(path.suffix, pixels)[1].tobytes())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """0 clean, 1 dull, 2 no picture, 3 bright."""
    made = tmp_path / "pictures"
    for index, value in enumerate((None, DULL, None, BRIGHT)):
        write(made / f"{index}.png", drawn(value))
    (made / "2.png").write_bytes(b"no picture")
    return made


def codes(again: FrameAgain) -> list[Code]:
    return [note.code for note in again.notes]


def test_a_file_of_a_folder_comes_back_with_what_was_found_in_it(plant: Plant, folder: Path) -> None:
    plant.inspect(FolderSource(folder))
    again = plant.again(1)
    assert again.record.name == "1.png"
    assert np.array_equal(again.pixels, drawn(DULL))
    assert (again.bits, codes(again)) == (8, [])
    (region,) = again.regions
    assert (region.class_name, region.defect_id) == ("dull", 1)
    assert np.array_equal(paint_regions(again.regions, again.shape), (drawn(DULL) == DULL).astype(np.uint8))
    ((defect_id, part),) = again.parts
    assert (defect_id, part.box) == (1, Box(30, 10, 6, 10))
    clean = plant.again(0)
    assert (clean.regions, codes(clean)) == ((), [])
    assert np.array_equal(clean.pixels, drawn(None))


def test_a_file_below_a_sub_folder_and_with_an_odd_name(plant: Plant, tmp_path: Path) -> None:
    write(tmp_path / "odd" / "ü" / "a?=1 .png", drawn(DULL))
    plant.inspect(FolderSource(tmp_path / "odd", recursive=True))
    again = plant.again(0)
    assert again.record.name == "ü/a?=1 .png"
    assert np.array_equal(again.pixels, drawn(DULL))


def test_one_picture_alone(plant: Plant, folder: Path) -> None:
    plant.inspect(FolderSource(folder / "1.png"))
    assert np.array_equal(plant.again(0).pixels, drawn(DULL))


def test_a_file_that_was_not_inspected_says_why_it_cannot_be_read(plant: Plant, folder: Path) -> None:
    plant.inspect(FolderSource(folder))
    again = plant.again(2)
    assert again.record.reason.code is Code.FRAME_NOT_A_PICTURE
    assert again.pixels is None
    assert codes(again) == [Code.FRAME_NOT_READ_AGAIN]
    write(folder / "2.png", drawn(None))  # it has become one meanwhile
    assert np.array_equal(plant.again(2).pixels, drawn(None))


def test_a_file_that_is_gone_or_another_one_is_said_in_words(plant: Plant, folder: Path) -> None:
    plant.inspect(FolderSource(folder))
    (folder / "0.png").unlink()
    gone = plant.again(0)
    assert (gone.pixels, codes(gone)) == (None, [Code.FRAME_FILE_GONE])
    write(folder / "1.png", drawn(DULL, rows=40))
    other = plant.again(1)
    assert codes(other)[0] is Code.FRAME_CHANGED
    assert other.notes[0].params["found"] == "64 × 40 px, 8 bit"
    assert other.notes[0].params["expected"] == "64 × 48 px, 8 bit"
    write(folder / "3.png", drawn(BRIGHT).astype(np.uint16) << 8)
    assert codes(plant.again(3))[0] is Code.FRAME_CHANGED


def test_a_file_of_the_same_size_written_anew_is_shown_with_a_warning(plant: Plant, folder: Path) -> None:
    plant.inspect(FolderSource(folder))
    status = (folder / "1.png").stat()
    os.utime(folder / "1.png", (status.st_atime, status.st_mtime + 3600))
    again = plant.again(1)
    assert np.array_equal(again.pixels, drawn(DULL))
    assert codes(again) == [Code.FRAME_FILE_TOUCHED]


@pytest.mark.parametrize("name", ["../outside.png", "/etc/hostname", "a/../../outside.png", "./1.png", ""])
def test_records_that_lead_out_of_the_folder_are_not_followed(plant: Plant, folder: Path, name: str) -> None:
    write(folder.parent / "outside.png", drawn(DULL))
    plant.inspect(FolderSource(folder))
    plant.sql("UPDATE frames SET name = ? WHERE frame_index = 1", name)
    again = plant.again(1)
    assert codes(again)[0] is Code.FRAME_NOT_READ_AGAIN
    assert "no path below" in str(again.notes[0].params["detail"])


@pytest.mark.parametrize(
    "address", ["", "{}", "[1]", '{"kind": "pipe", "path": "/dev/zero"}', '{"kind": "folder", "path": "here"}',
                '{"kind": "folder", "path": "/tmp", "bits": 99}', "x" * 20_000],
)  # fmt: skip
def test_an_address_that_is_none_is_said_in_words(plant: Plant, folder: Path, address: str) -> None:
    plant.inspect(FolderSource(folder))
    plant.sql("UPDATE lanes SET source_address = ?", address)
    again = plant.again(0)
    assert (again.pixels, codes(again)) == (None, [Code.FRAME_NOT_READ_AGAIN])


def test_damaged_regions_leave_the_boxes_of_the_defects(plant: Plant, folder: Path) -> None:
    plant.inspect(FolderSource(folder))
    plant.sql("UPDATE frame_regions SET regions = ? WHERE frame_index = 1", b"\x01nothing")
    again = plant.again(1)
    assert codes(again) == [Code.REGIONS_BROKEN]
    painted = paint_regions(again.regions, again.shape)
    assert painted[10, 30:36].all()
    assert painted[10:20, 35].all()
    assert not painted[11:19, 31:35].any()


def test_an_old_inspection_shows_boxes_and_says_so(plant: Plant, folder: Path) -> None:
    plant.inspect(FolderSource(folder))
    plant.sql("DELETE FROM frame_regions")
    plant.sql("UPDATE lanes SET source_address = NULL")
    again = plant.again(1)
    assert codes(again) == [Code.OVERLAY_BOXES_ONLY, Code.FRAME_ONLY_CROPS]
    assert [part.box for _, part in again.parts] == [Box(30, 10, 6, 10)]
    assert plant.step((0, 0), Step.NEXT_WITH_DEFECT) == (1, 0)
    assert plant.step((1, 0), Step.NEXT_WITH_DEFECT) == (3, 0)
    assert plant.step((3, 0), Step.PREVIOUS_WITH_DEFECT) == (1, 0)


def test_a_camera_leaves_its_whole_frames_and_the_crops_of_its_defects(plant: Plant) -> None:
    plant.inspect(MemorySource([frame(0, None), frame(1)]), keeping=FrameKeeping(every_nth=0))
    nothing, crops = plant.again(0), plant.again(1)
    assert (nothing.pixels, codes(nothing)) == (None, [Code.FRAME_NOT_KEPT_THEN])
    assert codes(crops) == [Code.FRAME_ONLY_CROPS]
    assert crops.pixels.shape == (24, 40)
    assert (crops.pixels[8:14, 10:16] == DULL).all()


def test_a_whole_frame_of_the_evidence_stands_for_the_source(plant: Plant) -> None:
    plant.inspect(MemorySource([frame(0, None), frame(1)]), keeping=FrameKeeping(every_nth=1))
    assert codes(plant.again(0)) == []
    assert np.array_equal(plant.again(1).pixels, frame(1).pixels)


def test_a_crop_that_lies_outside_its_frame_is_left_out(plant: Plant) -> None:
    plant.inspect(MemorySource([frame(1)]))
    plant.sql("UPDATE evidence SET x = 1000")
    assert plant.again(1).pixels is None or not plant.again(1).pixels.any()


def test_a_frame_that_is_not_recorded(plant: Plant, folder: Path) -> None:
    plant.inspect(FolderSource(folder))
    with pytest.raises(StoreError) as refused:
        plant.again(77)
    assert refused.value.message.code is Code.FRAME_NOT_RECORDED
    plant.writer.submit(RecordEvent(refused.value.message))


def test_steps_through_a_folder(plant: Plant, folder: Path) -> None:
    plant.inspect(FolderSource(folder))
    assert plant.step(None, Step.FIRST) == (0, 0)
    assert plant.step((0, 0), Step.LAST) == (3, 0)
    assert plant.step((0, 0), Step.NEXT) == (1, 0)
    assert plant.step((3, 0), Step.NEXT) is None
    assert plant.step((0, 0), Step.PREVIOUS) is None
    assert plant.step((0, 0), Step.NEXT_MISSED) == (2, 0)
    assert plant.step((2, 0), Step.NEXT_MISSED) is None
    assert plant.step(None, Step.PREVIOUS_MISSED) == (2, 0)
    assert plant.step((1, 0), Step.NEXT_WITH_DEFECT) == (3, 0)
    assert plant.step((1, 0), Step.PREVIOUS_WITH_DEFECT) is None


def test_a_frame_of_a_video_is_found_by_its_index(plant: Plant, tmp_path: Path) -> None:
    path = tmp_path / "strip.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter_fourcc(*"MJPG"), 10, (64, 48))
    for index in range(8):
        writer.write(cv2.cvtColor(np.full((48, 64), 10 + 10 * index, np.uint8), cv2.COLOR_GRAY2BGR))
    writer.release()
    plant.inspect(VideoSource(path))
    for index in (5, 0, 7, 3):
        assert abs(float(plant.again(index).pixels.mean()) - (10 + 10 * index)) < 3
    path.unlink()
    assert codes(plant.again(3)) == [Code.FRAME_FILE_GONE]
    path.write_bytes(b"no video")
    assert codes(plant.again(3)) == [Code.FRAME_NOT_READ_AGAIN]


def test_a_region_that_only_a_later_frame_makes_part_of_a_defect_is_recorded(plant: Plant) -> None:
    """Two pixels at the bottom are too few for a defect; with the next frame's they are one."""
    above, below = np.full((24, 40), CLEAN, np.uint8), np.full((24, 40), CLEAN, np.uint8)
    above[23, 10:12] = DULL
    below[0:3, 10:12] = DULL
    items = [frame(index, None) for index in range(3)]
    for item, pixels in zip(items, (above, below), strict=False):
        item.pixels[:] = pixels
    plant.inspect(MemorySource(items, is_continuous=True))
    assert [tuple(run) for run in plant.again(0).regions[0].runs] == [(23, 10, 12)]
    assert plant.again(0).regions[0].defect_id == plant.again(1).regions[0].defect_id == 1
    assert plant.again(2).regions == ()


def test_a_speck_at_a_border_that_never_becomes_a_defect_is_not_recorded(plant: Plant) -> None:
    first, second = frame(0, None), frame(1, None)
    first.pixels[23, 10:12] = DULL
    plant.inspect(MemorySource([first, second], is_continuous=True))
    assert plant.again(0).regions == ()
    assert plant.step(None, Step.NEXT_WITH_DEFECT) is None


@pytest.mark.parametrize(
    ("because", "days", "code"),
    [
        ("age", 90, Code.PICTURE_AGED), ("restored", None, Code.PICTURE_NOT_RESTORED),
        ("room", None, Code.PICTURE_MADE_ROOM), (None, None, Code.PICTURE_MADE_ROOM),
    ],
)  # fmt: skip
def test_a_picture_that_is_gone_says_by_which_rule_and_when(
    plant: Plant, because: str | None, days: int | None, code: Code
) -> None:
    plant.inspect(MemorySource([frame(0, None)]), keeping=FrameKeeping(every_nth=1))
    plant.sql(
        "UPDATE evidence SET state = 'evicted', gone_because = ?, gone_after_days = ?, changed_at = '2026-03-01T09'",
        because, days,
    )  # fmt: skip
    again = plant.again(0)
    assert (again.pixels, codes(again)) == (None, [code])
    assert again.notes[0].params["at"] == "2026-03-01"
    plant.sql("UPDATE evidence SET state = 'kept'")
    for file in plant.folder.rglob("*.png"):
        file.unlink()
    assert codes(plant.again(0)) == [Code.PICTURE_GONE]
