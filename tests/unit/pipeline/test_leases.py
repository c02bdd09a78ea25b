"""Frames whose pixels last until they are released: recorded right, kept by copies, and every buffer given back."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from pipeline_samples import R1, Heard, line, run, slow, with_backend

from inspector.core.messages import Code
from inspector.pipeline.output_folder import OutputFolder
from inspector.pipeline.recent_frames import RecentFrames
from inspector.pipeline.recording import RecordingSink
from inspector.pipeline.result import InspectionResult
from inspector.pipeline.sink import Outcome
from inspector.store.database import reading
from inspector.store.evidence import EvidenceStore
from inspector.store.queries import evidence
from inspector.store.writer import StoreWriter
from inspector.texts.messages import one_line
from tests.overwriting_source import OVERWRITTEN, OverwritingSource, expected_pixels
from tests.tiny_model import FAILS

N = 20


class Keeper(Heard):
    """Puts every frame with defects among the recent ones, as the window's worker does."""

    def __init__(self) -> None:
        super().__init__()
        self.recent = RecentFrames()

    def inspected(self, result: InspectionResult) -> None:
        super().inspected(result)
        self.recent.add(result)


def test_records_evidence_pictures_and_recent_frames_show_each_frame_as_it_was(tiny_model, tmp_path: Path):
    source, keeper = OverwritingSource(N), Keeper()
    with_writer = StoreWriter(tmp_path / "inspection.sqlite")
    kept = EvidenceStore(tmp_path / "frames", 100_000_000, with_writer)
    recording = RecordingSink(with_writer, kept)
    out = OutputFolder(tmp_path / "out", one_line, with_overlays=True)
    try:
        run(source, tiny_model, recording, out, keeper)
        assert kept.flush()
        with reading(with_writer.path) as rows:
            crops = [evidence.of_defect(rows, recording.inspection_id, number)[0] for number in range(1, N + 1)]
    finally:
        kept.close()
        with_writer.close()
    assert all((buffer == OVERWRITTEN).all() for buffer in source.buffers)  # who did not copy shows this
    assert [[defect.class_name for defect in result.defects] for result in keeper.results] == [["dull"]] * N
    for frame_index in range(N):
        expected = expected_pixels(frame_index)
        recent = keeper.recent.get(frame_index)
        assert recent is not None
        assert np.array_equal(recent.frame.pixels, expected)
        box = crops[frame_index].box
        crop = cv2.imread(str(tmp_path / "frames" / crops[frame_index].path), cv2.IMREAD_UNCHANGED)
        assert np.array_equal(crop, expected[box.y : box.y + box.height, box.x : box.x + box.width])
        overlay = cv2.imread(str(tmp_path / "out" / "overlays" / f"frame {frame_index:06d}.png"))
        assert np.array_equal(overlay[0, 0], [expected[0, 0]] * 3)


def test_a_frame_that_is_missed_gives_its_buffer_back(tiny_model):
    """Of three frames one fails in the network; of the two buffers each must come back to deliver six of them."""

    def pixels_of(frame_index: int) -> np.ndarray:
        drawn = expected_pixels(frame_index)
        if frame_index % 3 == 1:
            drawn[0, 0] = FAILS
        return drawn

    source, heard = OverwritingSource(6, n_buffers=2, pixels_of=pixels_of), Heard()
    run(source, tiny_model, heard)
    assert heard.codes == [None, Code.FRAME_FAILED, None, None, Code.FRAME_FAILED, None]
    assert source.n_lent == 0


def test_frames_that_a_slow_model_skips_give_their_buffers_back(tiny_model):
    source, heard = OverwritingSource(40, n_buffers=8, is_live=True), Heard()
    run(source, with_backend(tiny_model, lambda: source.wait_for(20), n_streams=1), heard)
    assert sorted(heard.numbers) == list(range(40))
    assert Code.FRAME_SKIPPED in heard.codes
    assert source.n_lent == 0


@pytest.mark.parametrize("is_live", [False, True])
def test_a_stop_gives_every_buffer_back(tiny_model, is_live: bool):
    source, heard = OverwritingSource(10_000, n_buffers=8, is_live=is_live), Heard()
    started = line(source, slow(tiny_model, 0.005), heard)
    started.start(R1)
    heard.wait_for(5)
    started.stop()
    assert started.join(120)
    assert started.status.outcome is Outcome.CANCELLED
    assert len(heard.frames) == source.n_delivered
    assert source.n_lent == 0


def test_a_sink_that_fails_leaves_no_buffer_lent(tiny_model):
    def fail(frame_index: int) -> None:
        if frame_index == 5:
            raise RuntimeError("a bug of ours")

    source, failing, heard = OverwritingSource(50, n_buffers=4), Heard(fail), Heard()
    run(source, tiny_model, failing, heard)
    assert len(heard.frames) == source.n_delivered < 50
    assert source.n_lent == 0
