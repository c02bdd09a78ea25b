"""The folder of ``inspector run --out``: names, columns, and what happens when it cannot be written."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import sys
import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pipeline_samples import Heard, MemorySource, frame, pixels, run

from inspector.core.calibration import Calibration
from inspector.core.csv_table import as_written
from inspector.core.frame import Lease, MissedFrame
from inspector.core.messages import Code, message
from inspector.core.piece import Coverage
from inspector.pipeline import output_folder
from inspector.pipeline.earlier_output import FRAME_COLUMNS
from inspector.pipeline.output_folder import DEFECT_COLUMNS, OutputFolder
from inspector.pipeline.run_summary import RunSummary
from inspector.pipeline.sink import InspectionEnd, Outcome
from inspector.texts.messages import one_line
from tests.tiny_model import expected_map


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def named(*names: str, value: int | None = 140):
    return MemorySource([replace(frame(number, value), name=name) for number, name in enumerate(names)])


def folder(path: Path, **options: bool) -> OutputFolder:
    return OutputFolder(path, one_line, **options)


def pictures(path: Path) -> set[str]:
    return {str(found.relative_to(path)) for found in path.rglob("*.png")}


def test_tables_and_summary_tell_the_same(tiny_model, tmp_path):
    source = MemorySource(
        [
            frame(0),
            MissedFrame(1, "bad.png", message(Code.FRAME_TRUNCATED, name="bad.png"), frame(0).captured_at, 24),
            message(Code.FOLDER_UNREADABLE, path="locked", detail="Permission denied"),
            frame(2, None),
            frame(3, 230),
        ]
    )
    output = folder(tmp_path / "out")
    run(source, tiny_model, output, calibration=Calibration(0.5, 0.25))
    frames, defects = rows(tmp_path / "out" / "frames.csv"), rows(tmp_path / "out" / "defects.csv")
    summary = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    assert tuple(frames[0]) == FRAME_COLUMNS
    assert tuple(defects[0]) == DEFECT_COLUMNS
    assert [(row["number"], row["state"]) for row in frames] == [
        ("0", "inspected"), ("1", "not_inspected"), ("2", "inspected"), ("3", "inspected"),
    ]  # fmt: skip
    assert frames[1]["reason_code"] == "frame.truncated"
    assert frames[1]["reason"] == "“bad.png” was not inspected. The file is cut short: its end is missing."
    assert [row["position_m"] for row in frames] == ["0.0000", "0.0060", "0.0120", "0.0180"]
    assert [row["n_defects"] for row in frames] == ["1", "", "0", "1"]
    assert (summary["n_frames"], summary["n_inspected"], summary["n_not_inspected"]) == (4, 3, 1)
    assert summary["n_defects"] == len(defects) == 2
    assert summary["n_defects_by_class"] == {"dull": 1, "bright": 1}
    assert summary["not_inspected"][0]["frame"] == "bad.png"
    assert summary["mm_per_px"] == {"mm_per_px_across": 0.5, "mm_per_px_along": 0.25}
    assert (summary["outcome"], summary["reason"]) == ("completed", None)
    assert [said["code"] for said in summary["messages"]] == ["source.folder_unreadable"]
    assert output.summary.has_left_out_folders
    assert summary["coverage"] == {
        "unit": "mm", "seen": 24.0, "inspected": 18.0, "not_inspected": {"unreadable": 6.0},
        "n_gaps_of_unknown_length": 0,
    }  # fmt: skip


def test_a_watched_folder_is_left_out_only_while_it_is_away():
    summary = RunSummary(one_line)
    lost, back = message(Code.FOLDER_LOST, path="share", detail="gone"), message(Code.FOLDER_BACK, path="share")
    found = []
    for said in (lost, back, lost):
        summary.notify(said)
        found.append(summary.has_left_out_folders)
    assert found == [True, False, True]


def test_without_a_calibration_nothing_is_pretended_in_mm(tiny_model, tmp_path):
    run(MemorySource([frame(0)]), tiny_model, folder(tmp_path))
    (defect,) = rows(tmp_path / "defects.csv")
    blank = [name for name in DEFECT_COLUMNS if name.endswith(("_mm", "_mm2", "_m"))]
    assert {name: defect[name] for name in blank} == dict.fromkeys(blank, "")
    assert (defect["area_px"], defect["length_px"]) == ("36", "6")
    assert rows(tmp_path / "frames.csv")[0]["position_m"] == ""


def test_a_defect_that_grew_or_was_absorbed_has_one_row(tiny_model, tmp_path):
    """A U open at the top: two legs, reported as 1 and 2, prove to be one in the last frame."""
    legs, bottom = np.full((8, 40), 50, np.uint8), np.full((8, 40), 50, np.uint8)
    legs[:, 4:8] = legs[:, 20:24] = 140
    bottom[0:4, 4:24] = 140
    frames = [
        replace(frame(0), pixels=legs),
        replace(frame(1), pixels=legs.copy()),
        replace(frame(2), pixels=bottom),
    ]
    run(MemorySource(frames, is_continuous=True), tiny_model, folder(tmp_path))
    (defect,) = rows(tmp_path / "defects.csv")
    assert (defect["number"], defect["n_parts"], defect["frame_number"]) == ("1", "5", "0")
    assert defect["area_px"] == str(4 * 8 * 4 + 4 * 20)
    assert defect["length_px"] == "20"


def test_class_maps_are_bit_exact_and_named_like_the_frames(tiny_model, tmp_path):
    run(named("sub/a.jpg", "sub/deeper/b.tif", "c"), tiny_model, folder(tmp_path, with_class_maps=True))
    assert pictures(tmp_path / "classmaps") == {"sub/a.png", "sub/deeper/b.png", "c.png"}
    with Image.open(tmp_path / "classmaps" / "sub" / "a.png") as picture:
        assert picture.mode == "L"
        assert np.array_equal(np.asarray(picture), expected_map(pixels()))


def test_overlays_show_the_frame_and_its_defects(tiny_model, tmp_path):
    run(named("a.png"), tiny_model, folder(tmp_path, with_overlays=True))
    with Image.open(tmp_path / "overlays" / "a.png") as picture:
        shown = np.asarray(picture.convert("RGB"))
    assert shown.shape == (24, 40, 3)
    assert (shown[0, 0] == 50).all()  # clean steel is as it was
    red, green, blue = (int(value) for value in shown[8, 10])  # the outline has the class's colour, "#E69F00"
    assert (red, green, blue) == (0xE6, 0x9F, 0x00)
    assert not (tmp_path / "classmaps").exists()


def test_frames_that_would_share_a_picture_get_one_each(tiny_model, tmp_path):
    names = ["a.jpg", "a.png", "a.png.png", "A.PNG", "a.png.jpg", "b 1.2", "b 1.3", "sub/a.png"]
    run(named(*names), tiny_model, folder(tmp_path, with_class_maps=True, with_overlays=True))
    table = rows(tmp_path / "frames.csv")
    assert all(row["overlay"] == row["class_map"].replace("classmaps/", "overlays/") for row in table)
    told = [row["class_map"].removeprefix("classmaps/") for row in table]
    assert told[:2] == ["a.png", "a.png.png"]
    assert told[5:] == ["b 1.2.png", "b 1.3.png", "sub/a.png"]
    assert len({name.casefold() for name in told}) == len(names)  # Windows knows no difference of case
    assert pictures(tmp_path / "classmaps") == pictures(tmp_path / "overlays") == set(told)


@pytest.mark.parametrize("name", ["x" * 255, "ü" * 127, "x" * 251 + ".jpg", "x" * 250 + ".tif2", "sub/" + "y" * 255])
def test_names_as_long_as_a_file_system_takes_get_their_picture(tiny_model, tmp_path, name):
    ended = run(named(name, name[:-1] + "z"), tiny_model, folder(tmp_path, with_class_maps=True))
    assert ended.status.outcome is Outcome.COMPLETED
    told = rows(tmp_path / "frames.csv")
    assert pictures(tmp_path) == {row["class_map"] for row in told}
    assert len(pictures(tmp_path)) == 2
    assert {row["overlay"] for row in told} == {""}


def test_text_in_names_survives_the_tables(tiny_model, tmp_path):
    names = ['say "hi", twice.png', "two\nlines.png", "=1+1.png", "Überwalzung 钢.png"]
    run(named(*names), tiny_model, folder(tmp_path))
    for table in ("frames.csv", "defects.csv"):
        found = [row["frame"] for row in rows(tmp_path / table)]
        assert found[2] == "'=1+1.png", "a spreadsheet takes it for text"
        assert [as_written(name) for name in found] == names


def test_what_was_written_is_known_and_nothing_else(tiny_model, tmp_path):
    whole, in_the_way = folder(tmp_path / "whole"), folder(tmp_path / "out")
    assert whole.written == ()
    run(named("a.png"), tiny_model, whole)
    assert whole.written == ("frames.csv", "defects.csv", "summary.json")
    (tmp_path / "file").write_text("in the way")
    nowhere = folder(tmp_path / "file" / "out")
    run(named("a.png"), tiny_model, nowhere)
    assert nowhere.written == ()

    class Blocking(Heard):
        def inspected(self, result):
            (tmp_path / "out" / "defects.csv").mkdir()
            super().inspected(result)

    run(named("a.png"), tiny_model, in_the_way, Blocking())
    assert in_the_way.written == ("frames.csv", "summary.json")


def test_tables_of_an_earlier_run_do_not_stand_beside_those_of_a_killed_one(tiny_model, tmp_path):
    run(named("a.png"), tiny_model, folder(tmp_path))
    output = folder(tmp_path)
    other = Heard()
    run(named("c.png"), tiny_model, other)
    output.begin(other.starts[0])  # and then a kill
    assert sorted(path.name for path in tmp_path.iterdir()) == ["frames.csv"]
    output.end(InspectionEnd(Outcome.CANCELLED, None, Coverage()))


# Pictures at the border of frames


def strip(*tops_and_bottoms: tuple[int, int]) -> MemorySource:
    """A continuous strip; each frame holds 12 px of a defect in its first and last rows where a pair says 1."""
    frames = []
    for number, (top, bottom) in enumerate(tops_and_bottoms):
        drawn = np.full((24, 40), 50, np.uint8)
        drawn[0, 4:16] = 140 if top else 50
        drawn[-1, 4:16] = 140 if bottom else 50
        frames.append(replace(frame(number), name=f"{number}.png", pixels=drawn))
    return MemorySource(frames, is_continuous=True)


def coloured(path: Path) -> np.ndarray:
    """Which pixels of an overlay are not grey."""
    with Image.open(path) as picture:
        shown = np.asarray(picture.convert("RGB")).astype(int)
    return (shown.max(axis=2) - shown.min(axis=2)) > 0


def test_a_defect_recorded_over_a_border_is_shown_on_both_sides(tiny_model, tmp_path):
    """12 px each side, from 16 px on: recorded as one of 24 px, and once shown by neither picture."""
    output = folder(tmp_path, with_overlays=True)
    run(strip((0, 1), (1, 0)), tiny_model, output, min_area_px=(0, 16, 16))
    assert [(defect.size_px.area, defect.n_parts) for defect in output.summary.defects] == [(24, 2)]
    above, below = coloured(tmp_path / "overlays" / "0.png"), coloured(tmp_path / "overlays" / "1.png")
    assert above.sum() == below.sum() == 12
    assert above[-1, 4:16].all()
    assert below[0, 4:16].all()


def test_a_speck_at_a_border_that_never_becomes_a_defect_is_not_shown(tiny_model, tmp_path):
    output = folder(tmp_path, with_overlays=True)
    run(strip((0, 1), (0, 0), (0, 1)), tiny_model, output, min_area_px=(0, 16, 16))
    assert output.summary.defects == ()
    assert [coloured(tmp_path / "overlays" / f"{n}.png").sum() for n in range(3)] == [0, 0, 0]


def test_a_picture_that_waits_for_the_next_frame_shows_its_own_frame(tiny_model, tmp_path):
    """The source fills one buffer again and again, as a camera does."""
    source = strip((0, 1), (1, 1), (1, 0))
    frames = [item for item in source.items if not isinstance(item, MissedFrame)]
    buffer = np.empty_like(frames[0].pixels)
    is_free = threading.Semaphore(1)

    class Ring(MemorySource):
        def frames(self, stop, notify):
            for item in frames:
                is_free.acquire()
                np.copyto(buffer, item.pixels)
                yield replace(item, pixels=buffer, lease=Lease(is_free.release))

    run(Ring(frames, is_continuous=True), tiny_model, folder(tmp_path, with_overlays=True), min_area_px=(0, 16, 16))
    found = [coloured(tmp_path / "overlays" / f"{n}.png") for n in range(3)]
    assert [(one[0].any(), one[-1].any()) for one in found] == [(False, True), (True, True), (True, False)]


# A disk that is full


def full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class Full(io.FileIO):
    """Takes ``n_whole`` pieces, and half of the next."""

    def __init__(self, path: Path, n_whole: int) -> None:
        super().__init__(path, "x")
        self._n_left = n_whole

    def write(self, content: bytes) -> int:
        self._n_left -= 1
        if self._n_left >= 0:
            return super().write(content)
        super().write(content[: len(content) // 2])
        full()
        return 0


def test_a_table_that_finds_no_room_is_a_failure_and_the_rest_is_written(tiny_model, tmp_path, monkeypatch):
    really_open = Path.open

    def open_path(path: Path, mode: str = "r", **options: object) -> object:
        if path.name == "frames.csv" and mode == "x":  # its columns find room, its rows do not
            return io.TextIOWrapper(io.BufferedWriter(Full(path, n_whole=1)))
        return really_open(path, mode, **options)

    monkeypatch.setattr(Path, "open", open_path)
    other = Heard()
    ended = run(named(*(f"{n}.png" for n in range(30))), tiny_model, other, folder(tmp_path))
    assert ended.status.outcome is Outcome.FAILED
    assert ended.status.reason.code is Code.OUTPUT_UNWRITABLE
    assert ended.status.reason.params["detail"] == "No space left on device"
    assert other.numbers == list(range(30))
    assert len(rows(tmp_path / "defects.csv")) == 30
    assert json.loads((tmp_path / "summary.json").read_text())["outcome"] == "failed"


def test_a_picture_that_finds_no_room_ends_the_inspection_and_leaves_no_half_picture(tiny_model, tmp_path, monkeypatch):
    really_open, written = Path.open, []

    def open_path(path: Path, mode: str = "r", **options: object) -> object:
        if mode == "xb":
            written.append(path)
        return Full(path, n_whole=0) if len(written) > 3 and mode == "xb" else really_open(path, mode, **options)

    monkeypatch.setattr(Path, "open", open_path)
    other = Heard()
    source = named(*(f"{n}.png" for n in range(200)))
    ended = run(source, tiny_model, other, folder(tmp_path, with_class_maps=True))
    assert ended.status.reason.code is Code.OUTPUT_UNWRITABLE
    assert ended.status.reason.params["path"].endswith("3.png")
    assert pictures(tmp_path) == {"classmaps/0.png", "classmaps/1.png", "classmaps/2.png"}
    assert other.numbers == list(range(200))
    assert other.codes[-1] is Code.FRAME_NOT_REACHED


def test_a_folder_that_cannot_be_made_is_told(tiny_model, tmp_path):
    (tmp_path / "file").write_text("in the way")
    ended = run(named("a.png"), tiny_model, folder(tmp_path / "file" / "out"))
    assert ended.status.outcome is Outcome.FAILED
    assert ended.status.reason.code is Code.OUTPUT_UNWRITABLE
    assert "file" in ended.status.reason.params["path"]


def test_no_table_names_a_column_twice():
    assert len(set(output_folder.DEFECT_COLUMNS)) == len(output_folder.DEFECT_COLUMNS)
    assert len(set(output_folder.FRAME_COLUMNS)) == len(output_folder.FRAME_COLUMNS)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
@pytest.mark.parametrize("name", ["a.png", "deep/a.png"])
def test_a_picture_is_not_written_through_a_link_that_leads_out(tiny_model, tmp_path, name):
    (tmp_path / "mine").mkdir()
    out = tmp_path / "out"
    run(named("first.png"), tiny_model, folder(out))
    (out / "overlays").symlink_to(tmp_path / "mine")
    ended = run(named(name), tiny_model, folder(out, with_overlays=True)).status
    assert (ended.outcome, ended.reason.code) == (Outcome.FAILED, Code.OUTPUT_UNWRITABLE)
    assert list((tmp_path / "mine").iterdir()) == []
