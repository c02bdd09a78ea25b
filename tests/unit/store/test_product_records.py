"""What of a frame was inspected, in its row; and a database from before it was."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.core.piece import GapCause
from inspector.core.product import EdgePoint, KeptRows, ProductRegion, whole_frame
from inspector.store.database import reading
from inspector.store.migrations import MIGRATIONS, migrate
from inspector.store.product_code import decode, encode
from inspector.store.queries import frames, gaps

REGION = ProductRegion(
    64, 100, (EdgePoint(0.0, 20.25), EdgePoint(64.0, 22.5)), None, (KeptRows(0, 4, 100), KeptRows(32, 6, 100)),
    0.95, 0.31, 0.02, 0.0,
)  # fmt: skip


def test_what_is_recorded_is_read_back() -> None:
    assert decode(encode(REGION)) == REGION
    assert decode(encode(whole_frame(3, 4))) == whole_frame(3, 4)


@given(
    firsts=st.lists(st.integers(0, 50), min_size=1, max_size=8), share=st.floats(0, 1), jump=st.floats(0, 1e4),
    column=st.floats(-50, 150),
)  # fmt: skip
def test_any_region_keeps_its_mask(firsts: list[int], share: float, jump: float, column: float) -> None:
    kept = tuple(KeptRows(8 * number, first, 60) for number, first in enumerate(firsts))
    edge = (EdgePoint(0.0, column), EdgePoint(8.0 * len(firsts), column + 1))
    region = replace(REGION, height=8 * len(firsts), kept=kept, right=edge, confidence=share, jump_px=jump)
    again = decode(encode(region))
    assert np.array_equal(again.mask(), region.mask())
    assert again.masked_share == region.masked_share


@pytest.mark.parametrize(
    ("position", "value"),
    [
        (0, 0), (0, "64"), (1, 10**9), (4, []), (4, [[1, 4, 100]]), (4, [[0, 4, 101]]), (4, [[0, 9, 4]]),
        (4, [[0, 4, 100], [64, 4, 100]]), (2, [[0, 1], [0, 2]]), (2, []), (5, None), (5, "NaN"), (3, [[1]]),
    ],
)  # fmt: skip
def test_what_this_program_never_wrote_is_refused(position: int, value: object) -> None:
    coded = json.loads(encode(REGION))
    coded[position] = value
    with pytest.raises(ValueError, match=r"."):
        decode(json.dumps(coded))
    with pytest.raises(ValueError, match=r"."):
        decode("{}")


def test_gaps_and_frames_of_before_stay_and_whole_frames_were_inspected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "inspection.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.isolation_level = None
        migrate(connection, path, MIGRATIONS[:4])
        connection.executescript(
            """
            INSERT INTO pieces VALUES ('p', 'R-1', 'rail', '', '', '2026', 'me');
            INSERT INTO inspections (
                id, piece_uid, line, pc, model_name, model_version, model_sha256, model_provider, class_names,
                thresholds, min_area_px, severity_table, state, started_at, actor
            ) VALUES ('aa', 'p', '', '', 'm', '1', '', '', '[]', '[]', '[]', '[]', 'completed', '2026', 'me');
            INSERT INTO frames (
                inspection_id, frame_index, lane, name, state, along_px, n_rows, width, captured_at, line, pc,
                recorded_at, actor
            ) VALUES ('aa', 0, 0, 'a.png', 'inspected', 0, 10, 20, '2026', '', '', '2026', 'me');
            INSERT INTO gaps VALUES (
                'aa', 1, 0, 'lost', '{"code": "camera.lost", "params": {"address": "0", "retry_s": 1}}', 1, 1, 1, 10,
                NULL, NULL, NULL, '2026-03-01T00:00:00.000000Z', '2026-03-01T00:00:00.000000Z', '', '', '2026', '2026',
                'me'
            );
            """
        )
        migrate(connection, path)
    with reading(path) as rows:
        assert [gap.cause for gap in gaps.of_inspection(rows, "aa")] == [GapCause.LOST]
        assert [frame.product for frame in frames.of_inspection(rows, "aa")] == [None]
        assert frames.products(rows, "aa") == ()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE gaps SET cause = 'cannot_see'")
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute("UPDATE gaps SET cause = 'tired'")
