"""A calibration file: two sizes of a pixel that make sense, or a refusal in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspector.core.calibration import Calibration
from inspector.core.messages import Code, WorkspaceError
from inspector.workspace.calibration_file import read_calibration

BOTH = "mm_per_px_across = {}\nmm_per_px_along = 0.5\n"


@pytest.mark.parametrize("head", ["", "[calibration]\n", "note = 'of May'\n[calibration]\nlens = 'f/8'\n"])
def test_both_sizes_are_read_alone_or_from_their_table(tmp_path: Path, head: str):
    (tmp_path / "c.toml").write_text("\ufeff" + head + BOTH.format("0.25"), encoding="utf-8")
    assert read_calibration(tmp_path / "c.toml") == Calibration(0.25, 0.5)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (BOTH.format("nan"), "nan is no finite number"), (BOTH.format("inf"), "inf is no finite number"),
        (BOTH.format("'0.25'"), "mm_per_px_across"), (BOTH.format("true"), "mm_per_px_across"),
        (BOTH.format("0"), "above 0 mm"), (BOTH.format("1e-300"), "lies between"),
        (BOTH.format("1e300"), "lies between"), (BOTH.format("9" * 5000), "digits"),
        (BOTH.format("1979-05-27"), "neither text nor number"), (BOTH.format("[" * 5000), "nests too deeply"),
        ("mm_per_px_across = 1", "it lacks mm_per_px_along"), ("calibration = 3", "no table"), ("=", "Invalid"),
    ],
)  # fmt: skip
def test_what_is_no_size_of_a_pixel_is_refused_in_words(tmp_path: Path, text: str, said: str):
    (tmp_path / "c.toml").write_text(text)
    with pytest.raises(WorkspaceError) as caught:
        read_calibration(tmp_path / "c.toml")
    assert caught.value.message.code is Code.CALIBRATION_FILE_WRONG
    assert said in str(caught.value.message.params["detail"])
