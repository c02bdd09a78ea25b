"""A line that inspects only the product: what touches its edge is found, what lies beside is masked and said to be."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pipeline_samples import NOON, R1, Heard, MemorySource, frame

from inspector.core.calibration import Calibration
from inspector.core.frame import Frame
from inspector.core.messages import Code, Message
from inspector.core.piece import GapCause
from inspector.core.product import ProductMode, ProductRegion, ProductSettings
from inspector.inference.loaded_model import LoadedModel
from inspector.measuring.inspection_settings import InspectionSettings
from inspector.pipeline.lane import Lane
from inspector.pipeline.line import Line
from inspector.pipeline.output_folder import OutputFolder
from inspector.pipeline.recording import RecordingSink
from inspector.pipeline.sink import Sink
from inspector.store.database import reading
from inspector.store.product_code import decode
from inspector.store.queries import frames, gaps, inspections
from inspector.store.writer import StoreWriter
from tests.product_frames import product_frame
from tests.tiny_model import BRIGHT, DULL

HEIGHT, WIDTH = 256, 320
EDGES = ProductSettings(ProductMode.EDGES, margin_px=12)
SCALE = Calibration(0.5, 0.5)


def rail(number: int, left: float = 100.0, seed: int = 0) -> Frame:
    """A rail of 90 columns, of a grey that the model takes for clean."""
    pixels = product_frame(left, left + 90, height=HEIGHT, width=WIDTH, level=70, seed=seed)
    return Frame(number, f"frame {number:06d}", pixels, NOON, 0.0)


def drawn(on: Frame, rows: slice, columns: slice, grey: int) -> Frame:
    pixels = on.pixels.copy()
    pixels[rows, columns] = grey
    return replace(on, pixels=pixels)


def empty(number: int) -> Frame:
    pixels = product_frame(0, 0, height=HEIGHT, width=WIDTH, beside=14, seed=number)
    return Frame(number, f"frame {number:06d}", pixels, NOON, 0.0)


def inspected(
    model: LoadedModel,
    given: list[Frame],
    *sinks: Sink,
    product: ProductSettings | None = EDGES,
    is_continuous: bool = False,
) -> Heard:
    heard = Heard()
    settings = replace(InspectionSettings.of_card(model.card), calibration=SCALE)
    lane = Lane(MemorySource(given, is_continuous=is_continuous), product=product)
    line = Line([lane], model, settings, sinks=lambda piece: (heard, *sinks))
    line.start(R1)
    assert line.join(120)
    return heard


def test_a_defect_that_touches_the_edge_is_found_as_in_the_whole_frame_and_one_beside_is_masked(
    tiny_model: LoadedModel,
) -> None:
    given = rail(0)
    for rows, columns, grey in (
        (slice(40, 60), slice(88, 108), DULL),  # over the left edge
        (slice(100, 112), slice(180, 190), BRIGHT),  # to the right edge
        (slice(150, 170), slice(100, 104), BRIGHT),  # along the left one
        (slice(200, 212), slice(250, 262), BRIGHT),  # on the table
    ):
        given = drawn(given, rows, columns, grey)
    whole = inspected(tiny_model, [given], product=None).results[0]
    only = inspected(tiny_model, [given]).results[0]
    assert [defect.parts[-1].box.x for defect in whole.defects] == [88, 180, 100, 250]
    assert [(one.class_name, one.parts, one.size_px) for one in only.defects] == [
        (one.class_name, one.parts, one.size_px) for one in whole.defects[:3]
    ]
    assert whole.product is None
    assert isinstance(only.product, ProductRegion)
    beside = ~only.product.mask()
    assert beside[200:212, 250:262].all()
    assert not only.prediction.index[beside].any()
    assert 0.5 < only.product.masked_share < 0.7


def test_a_frame_without_a_product_is_a_gap_that_nobody_could_see_and_never_clean(tiny_model: LoadedModel) -> None:
    black = Frame(3, "frame 000003", np.zeros((HEIGHT, WIDTH), np.uint8), NOON, 0.0)
    heard = inspected(tiny_model, [rail(0), empty(1), empty(2), black, rail(4)])
    assert heard.codes == [None, Code.FRAME_NO_PRODUCT, Code.FRAME_NO_PRODUCT, Code.FRAME_DARK, None]
    (gap,) = heard.gaps.values()
    assert (gap.cause, gap.first_frame, gap.last_frame, gap.n_frames) == (GapCause.CANNOT_SEE, 1, 3, 3)
    assert (gap.start_mm, gap.end_mm) == (128.0, 512.0)
    coverage = heard.ended[0].coverage
    assert (coverage.inspected, coverage.not_inspected) == (256.0, {GapCause.CANNOT_SEE: 384.0})


def test_without_a_choice_the_whole_frame_is_inspected_also_a_dark_one(tiny_model: LoadedModel) -> None:
    heard = inspected(tiny_model, [empty(0), frame(1)], product=None)
    assert heard.codes == [None, None]
    assert [result.product for result in heard.results] == [None, None]


@pytest.mark.parametrize(("is_continuous", "told"), [(True, [Code.EDGES_JUMPED]), (False, [])])
def test_a_jump_of_the_edges_is_told_once_where_frames_follow_each_other(
    tiny_model: LoadedModel, is_continuous: bool, told: list[Code]
) -> None:
    given = [rail(number, left) for number, left in enumerate([60.0, 61.0, 120.0, 121.0, 60.0])]
    heard = inspected(tiny_model, given, is_continuous=is_continuous)
    codes = (Code.EDGES_JUMPED, Code.EDGES_UNCLEAR)
    assert [message.code for message in heard.messages if message.code in codes] == told
    jumps = [round(result.product.jump_px) for result in heard.results if result.product is not None]
    assert jumps[:3] == ([0, 0, 59] if is_continuous else [0, 0, 0])
    moved = heard.results[2].product
    assert moved is not None
    assert moved.mask()[:, 120:210].all()
    assert moved.mask()[:, 61].all() == is_continuous  # where the rail was


def test_what_was_inspected_is_recorded_with_the_lane_the_frame_and_the_summary(
    tiny_model: LoadedModel, tmp_path: Path
) -> None:
    def text_of(message: Message) -> str:
        return message.code.value

    writer = StoreWriter(tmp_path / "inspection.sqlite", on_notice=lambda notice: None)
    recording, output = RecordingSink(writer, None), OutputFolder(tmp_path / "out", text_of)
    heard = inspected(tiny_model, [rail(0), empty(1), rail(2, 104.0)], recording, output)
    assert writer.close(60) == ()
    first = heard.results[0].product
    assert first is not None
    with reading(tmp_path / "inspection.sqlite") as rows:
        record = inspections.by_id(rows, recording.inspection_id)
        assert record is not None
        assert [lane.product for lane in record.lanes] == ["edges:darker, margin 12 px"]
        found = frames.of_inspection(rows, recording.inspection_id)
        (product,) = frames.products(rows, recording.inspection_id)
        assert [gap.cause for gap in gaps.of_inspection(rows, recording.inspection_id)] == [GapCause.CANNOT_SEE]
    assert found[1].product is None
    again = decode(found[0].product or "")
    assert np.array_equal(again.mask(), first.mask())
    assert again.width_px == pytest.approx(90.0, abs=0.5)
    assert (product.lane, product.n_frames) == (0, 2)
    assert product.masked_share == pytest.approx(first.masked_share, abs=0.03)
    (lane,) = json.loads((tmp_path / "out" / "summary.json").read_text())["lanes"]
    assert lane["product"] == "edges:darker, margin 12 px"
    assert lane["masked"]["share"] == pytest.approx(product.masked_share)
    assert lane["masked"]["width_mm"]["mean"] == pytest.approx(45.0, abs=0.3)
    assert (lane["masked"]["n_frames"], lane["masked"]["n_unclear"]) == (2, 0)
    table = (tmp_path / "out" / "frames.csv").read_text().splitlines()
    assert table[0].endswith("masked_percent,product_width_px")
    assert float(table[1].split(",")[-2]) == pytest.approx(100 * first.masked_share, abs=0.01)
    assert table[2].endswith(",,")
