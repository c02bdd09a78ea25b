"""One damaged file costs itself only: the frames after it are inspected as without it, where they lie."""

from __future__ import annotations

import os
import threading
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pipeline_samples import NOON, R1, Heard, MemorySource

from inspector.core.calibration import Calibration
from inspector.core.defect import Defect
from inspector.core.frame import Frame, MissedFrame
from inspector.core.messages import Code
from inspector.core.piece import GapCause
from inspector.core.placement import Placement
from inspector.inference.loaded_model import LoadedModel
from inspector.measuring.inspection_settings import InspectionSettings
from inspector.pipeline.lane import Lane
from inspector.pipeline.line import Line
from inspector.pipeline.position import FileName, PositionTracker, TimeAndSpeed
from inspector.sources.folder import FolderSource
from tests.hostile_pictures import HOSTILE
from tests.tiny_model import CLEAN, DULL
from tests.waiting import wait_until

SCALE = Calibration(0.5, 0.25)
HEIGHT, WIDTH = 100, 64
LENGTH_MM = HEIGHT * SCALE.mm_per_px_along
TRACKERS = {
    "rows": lambda: None,
    "names": lambda: FileName(r"_(?P<mm>[0-9.]+)mm"),
    "speed": lambda: TimeAndSpeed(mm_per_s=LENGTH_MM),
}


def strip() -> np.ndarray:
    drawn = np.full((HEIGHT, WIDTH), CLEAN, np.uint8)
    drawn[30:60, 10:20] = DULL
    return drawn


def good(folder: Path, number: int) -> str:
    """The strip's frame of this number; name and time say where it lies."""
    name = f"{number + 1:02d}_{number * LENGTH_MM}mm.png"
    Image.fromarray(strip()).save(folder / name)
    return name


def bad(folder: Path, before: int, content: bytes, suffix: str) -> str:
    name = f"{before:02d}z{suffix}"
    (folder / name).write_bytes(content)
    return name


def timed(folder: Path, began_s: float) -> None:
    """One frame a second, in the order of names."""
    for number, path in enumerate(sorted(folder.iterdir())):
        os.utime(path, (began_s + number, began_s + number))


class Inspected:
    def __init__(self, heard: Heard) -> None:
        self.heard = heard
        self.frames = {result.frame.name: result for result in heard.results}
        self.missed = {item.name: item for item in heard.frames if isinstance(item, MissedFrame)}
        names = [item.name if isinstance(item, MissedFrame) else item.frame.name for item in heard.frames]
        self.placements: dict[str, Placement] = dict(zip(names, heard.placements, strict=True))

    @property
    def defects(self) -> dict[str, Defect]:
        return {name: result.defects[0] for name, result in self.frames.items()}

    @property
    def codes(self) -> list[Code]:
        return [each.code for each in self.heard.messages]


def inspect(
    model: LoadedModel, folder: Path, tracker: PositionTracker | None = None, *, n_watched: int = 0, **options: object
) -> Inspected:
    """All of a folder at rest; of a watched one until so many came."""
    heard = Heard()
    source = FolderSource(folder, watch=bool(n_watched), settle_s=0.02, poll_s=0.01, give_up_s=0.1, **options)
    settings = InspectionSettings.of_card(model.card, calibration=SCALE)
    line = Line([Lane(source, tracker=tracker)], model, settings, sinks=lambda piece: [heard])
    line.start(R1)
    if n_watched:
        wait_until(lambda: len(heard.frames) >= n_watched)
        line.stop()
    assert line.join(120)
    return Inspected(heard)


def same_sizes(one: Defect, other: Defect) -> bool:
    return (one.size_mm, one.severity, one.size_px) == (other.size_mm, other.severity, other.size_px)


@pytest.mark.parametrize("at", [0, 2], ids=["before", "between"])
@pytest.mark.parametrize("way", TRACKERS)
@pytest.mark.parametrize("name", HOSTILE)
def test_a_header_that_lies_changes_nothing_of_the_frames_after_it(tiny_model, tmp_path, name, way, at):
    names = [good(tmp_path, number) for number in range(3)]
    timed(tmp_path, NOON.timestamp())
    whole = inspect(tiny_model, tmp_path, TRACKERS[way]())
    hostile = bad(tmp_path, at, HOSTILE[name], Path(name).suffix)
    os.utime(tmp_path / hostile, (NOON.timestamp(), NOON.timestamp()))
    with_it = inspect(tiny_model, tmp_path, TRACKERS[way]())
    assert list(with_it.frames) == names
    assert list(with_it.missed) == [hostile]
    assert with_it.missed[hostile].n_rows is None
    for each in names:
        assert same_sizes(with_it.defects[each], whole.defects[each])
        apart_mm = with_it.defects[each].position_mm - whole.defects[each].position_mm
        assert 0 <= apart_mm <= (LENGTH_MM if way == "rows" else 0)
        assert apart_mm == (LENGTH_MM if way == "rows" and each > hostile and at else 0)
    coverage = with_it.heard.ended[0].coverage
    assert coverage.inspected == pytest.approx(whole.heard.ended[0].coverage.inspected)
    assert coverage.seen <= 4 * LENGTH_MM


@pytest.mark.parametrize("name", HOSTILE)
def test_a_header_that_lies_holds_up_no_watched_folder(tiny_model, tmp_path, name):
    names = [good(tmp_path, number) for number in range(3)]
    hostile = bad(tmp_path, 0, HOSTILE[name], Path(name).suffix)
    found = inspect(tiny_model, tmp_path, n_watched=4)
    assert set(found.frames) == set(names)
    assert list(found.missed) == [hostile]
    assert {defect.size_px.length for defect in found.defects.values()} == {30.0}


def test_what_nobody_knows_the_length_of_is_a_gap_of_unknown_length_and_positions_after_it_say_so(tiny_model, tmp_path):
    names = [good(tmp_path, number) for number in range(3)]
    hostile = bad(tmp_path, 2, HOSTILE["2e62.tif"], ".tif")
    found = inspect(tiny_model, tmp_path)
    (gap,) = found.heard.gaps.values()
    assert (gap.cause, gap.start_mm, gap.end_px, gap.end_mm) == (GapCause.UNREADABLE, 2 * LENGTH_MM, None, None)
    coverage = found.heard.ended[0].coverage
    assert coverage.n_unknown == 1
    assert coverage.not_inspected == {GapCause.UNREADABLE: LENGTH_MM}  # assumed: as long as the frame before it
    assert [found.placements[name].assumed_after for name in names] == ["", "", hostile]
    assert found.codes == [Code.POSITIONS_ASSUMED]
    assert found.heard.messages[0].params["name"] == hostile


def test_a_position_in_a_name_makes_the_length_of_the_gap_known(tiny_model, tmp_path):
    for number in (0, 1, 3):
        good(tmp_path, number)
    bad(tmp_path, 2, HOSTILE["2e62.tif"], ".tif")
    found = inspect(tiny_model, tmp_path, TRACKERS["names"]())
    (gap,) = found.heard.gaps.values()
    assert gap.end_mm == 3 * LENGTH_MM
    assert found.heard.ended[0].coverage.n_unknown == 0
    assert found.codes == []


def test_a_note_beside_the_pictures_has_no_length(tiny_model, tmp_path):
    names = [good(tmp_path, number) for number in range(2)]
    bad(tmp_path, 1, b"shift 2, all quiet", ".txt")
    found = inspect(tiny_model, tmp_path)
    assert found.placements[names[1]].along_px == HEIGHT
    assert found.codes == []


@pytest.mark.parametrize("number", ["9" * 400, "9" * 20])
def test_a_name_that_lies_about_its_position_is_that_frames_failure(tiny_model, tmp_path, number):
    names = [good(tmp_path, number) for number in range(3)]
    (tmp_path / names[1]).rename(tmp_path / f"02_{number[:200]}mm.png")
    found = inspect(tiny_model, tmp_path, FileName(r"_(?P<m>[0-9.]+)mm"))
    (missed,) = found.missed.values()
    assert missed.reason.code is Code.POSITION_IMPOSSIBLE
    assert len(found.frames) == 2
    assert found.placements[names[2]].along_px == 2 * HEIGHT  # its rows were read


@pytest.mark.parametrize("seconds", [-(10**9), -1, 0])  # what a disk can hold; see also test_file_time
def test_a_file_of_an_impossible_time_is_inspected(tiny_model, tmp_path, seconds):
    (name,) = [good(tmp_path, 0)]
    os.utime(tmp_path / name, (seconds, seconds))
    before = datetime.now(UTC)
    found = inspect(tiny_model, tmp_path)
    assert before <= found.frames[name].frame.captured_at <= datetime.now(UTC)
    assert len(found.frames[name].defects) == 1


def test_rows_that_were_never_written_are_told_and_not_counted_and_the_others_are_inspected(tiny_model, tmp_path):
    drawn = strip()
    drawn[70:90, 30:40] = DULL
    for name in ("1.tif", "2.tif"):
        Image.fromarray(drawn).save(tmp_path / name)
        content = (tmp_path / name).read_bytes()
        start = content.index(drawn.tobytes()[: WIDTH * 31])
        end = start + HEIGHT * WIDTH
        (tmp_path / name).write_bytes(content[: start + 80 * WIDTH] + bytes(20 * WIDTH) + content[end:])
    found = inspect(tiny_model, tmp_path)
    assert found.missed == {}
    (gap, other) = found.heard.gaps.values()
    assert (gap.cause, gap.reason.code, gap.n_frames) == (GapCause.UNREADABLE, Code.FRAME_BLANK_ROWS, 0)
    assert (gap.start_mm, gap.end_mm, other.start_px, other.end_px) == (20.0, 25.0, 180, 200)
    coverage = found.heard.ended[0].coverage
    assert (coverage.inspected, coverage.not_inspected, coverage.n_unknown) == (40.0, {GapCause.UNREADABLE: 10.0}, 0)
    assert found.codes == [Code.FRAME_BLANK_ROWS]  # once a piece
    assert dict(found.heard.messages[0].params) == {"name": "1.tif", "first_row": 80, "last_row": 99, "n_rows": 100}
    assert [defect.size_px.length for defect in found.frames["1.tif"].defects] == [30.0, 10.0]


def test_what_is_found_in_rows_that_were_never_written_is_no_defect(tiny_model):
    heard = Heard()
    drawn = strip()
    drawn[80:] = DULL  # as a network may see it

    frame = Frame(0, "a.bmp", drawn, NOON, 0.0, blank_rows=(80, 100))
    line = Line(
        [Lane(MemorySource([frame]))], tiny_model, InspectionSettings.of_card(tiny_model.card),
        sinks=lambda piece: [heard],
    )  # fmt: skip
    line.start(R1)
    assert line.join(120)
    assert [defect.size_px.length for defect in heard.results[0].defects] == [30.0]
    assert not heard.results[0].class_map[80:].any()


def test_a_stopped_line_waits_for_no_file_that_hangs_and_the_rest_is_accounted_for(tiny_model, tmp_path, monkeypatch):
    import inspector.sources.folder as module

    names = [good(tmp_path, number) for number in range(4)]
    real_read, entered, release = module.read_picture_file, threading.Event(), threading.Event()

    def read(path: Path, *rest: object):
        if path.name == names[1]:
            entered.set()
            release.wait(120)
        return real_read(path, *rest)

    monkeypatch.setattr(module, "read_picture_file", read)
    heard = Heard()
    settings = InspectionSettings.of_card(tiny_model.card, calibration=SCALE)
    line = Line([Lane(FolderSource(tmp_path))], tiny_model, settings, sinks=lambda piece: [heard])
    line.start(R1)
    assert entered.wait(120)
    heard.wait_for(1)
    line.stop()
    assert line.join(120)
    assert not release.is_set()
    assert heard.codes == [None, *[Code.FRAME_NOT_REACHED] * 3]
    release.set()


def test_a_file_that_never_answers_is_missed_with_that_reason_and_the_others_are_inspected(
    tiny_model, tmp_path, monkeypatch
):
    import inspector.sources.folder as module

    names = [good(tmp_path, number) for number in range(6)]
    real_read, release = module.read_picture_file, threading.Event()

    def read(path: Path, *rest: object):
        if path.name in names[1:4]:
            release.wait(120)
        return real_read(path, *rest)

    monkeypatch.setattr(module, "read_picture_file", read)
    found = inspect(tiny_model, tmp_path, answer_s=0.2)
    assert list(found.frames) == [names[0], *names[4:]]
    assert {each.reason.code for each in found.missed.values()} == {Code.FRAME_NO_ANSWER}
    assert list(found.missed) == names[1:4]
    release.set()
