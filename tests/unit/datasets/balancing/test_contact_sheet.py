"""Contact sheets: what is drawn at which scale, what is said, and that a cancel leaves nothing."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from inspector.core.balancing import BalanceSettings, ClassRules, Rules
from inspector.core.classes import ClassCatalogue
from inspector.core.messages import DatasetError
from inspector.datasets.balancing.contact_sheet import window_around, write_contact_sheet
from inspector.datasets.balancing.survey import Survey, preview, survey_of
from inspector.datasets.version import NewSample, Split, write_version

NAMES = ("background", "crack", "dent", "rust")
CATALOGUE = ClassCatalogue()
ORANGE = (0xE6, 0x9F, 0x00)  # of the first class
SURE = ClassRules(flips=False, turn_deg=0, scale=(1, 1), min_realism=0)


def survey_with(folder: Path, height: int = 96, width: int = 128, crack: object = np.s_[40:46, 50:80]) -> Survey:
    """Two clean frames, one with a crack, one with a dent; nothing has rust."""
    rng = np.random.default_rng(3)
    samples = []
    for number, kind in enumerate((0, 0, 1, 2)):
        pixels, class_map = rng.integers(110, 130, (height, width), np.uint8), np.zeros((height, width), np.uint8)
        if kind:
            where = crack if kind == 1 else np.s_[20:36, 20:36]
            pixels[where] -= np.uint8(60)
            class_map[where] = kind
        encoded = io.BytesIO()
        Image.fromarray(pixels).save(encoded, "PNG")
        samples.append(NewSample(f"f{number}", encoded.getvalue(), ".png", class_map, f"g{number}", Split.TRAIN))
    return survey_of(
        write_version(folder, name="steel", class_names=NAMES, source="", terms="", samples=samples)
    )  # fmt: skip


@pytest.fixture
def survey(tmp_path: Path) -> Survey:
    return survey_with(tmp_path / "v")


def drawn(file: Path) -> np.ndarray:
    with Image.open(file) as picture:
        assert (picture.format, picture.mode) == ("PNG", "RGB")
        return np.array(picture)


def places_of(sheet: np.ndarray, part: np.ndarray) -> list[tuple[int, int]]:
    """Rows and columns where the part lies in the sheet, pixel by pixel."""
    height, width = part.shape[:2]
    first = np.argwhere((sheet[: 1 - height, : 1 - width] == part[0, 0]).all(axis=2))
    return [(y, x) for y, x in first.tolist() if np.array_equal(sheet[y : y + height, x : x + width], part)]


def test_every_class_has_its_injections_before_and_after_as_the_preview_makes_them(tmp_path: Path, survey: Survey):
    settings = BalanceSettings(rules=Rules({}, SURE), seed=4)
    outcome = write_contact_sheet(tmp_path / "sheet.png", survey, settings, CATALOGUE, per_class=2)
    assert outcome.file == tmp_path / "sheet.png"
    assert (outcome.n_made, outcome.n_given_up) == ({"crack": 2, "dent": 2}, {"crack": 0, "dent": 0})
    assert outcome.without_donors == ("rust",)
    sheet = drawn(outcome.file)
    first = preview(survey, settings, 1, 0)
    assert first.injected is not None
    before = places_of(sheet, np.dstack([first.before] * 3))
    assert before, "the host is shown pixel by pixel"
    top, left = before[0][0], before[0][1] + 192 + 2
    after = sheet[top : top + 96, left : left + 128]
    is_line = (after == ORANGE).all(axis=2)
    assert np.array_equal(after[~is_line], np.dstack([first.injected.pixels] * 3)[~is_line])
    made, label = first.injected.injection, first.injected.class_map == 1
    assert not is_line[label].any(), "the outline lies around the label, and hides nothing of it"
    rows, columns = np.nonzero(is_line)
    assert (rows.min(), rows.max()) == (made.top - 1, made.top + made.height)
    assert (columns.min(), columns.max()) == (made.left - 1, made.left + made.width)


def test_a_sheet_has_a_row_of_three_pairs_per_class_and_a_heading_for_those_without_donors(
    tmp_path: Path, survey: Survey
):
    """Width 3 (2 x 192 + 2 + 16) + 16. Heights: title 16 + 24 + 16, three headings of 18 + 16, a margin of 16; each row
    of pairs 192 + 3 lines of 18 + 16."""
    settings = BalanceSettings(rules=Rules({}, SURE))
    for per_class, n_rows in ((3, 2), (4, 4)):
        write_contact_sheet(tmp_path / "sheet.png", survey, settings, CATALOGUE, per_class=per_class)
        assert drawn(tmp_path / "sheet.png").shape == (56 + 3 * 34 + 16 + n_rows * 262, 1222, 3)


def test_what_no_draw_fits_is_shown_without_an_after(tmp_path: Path, survey: Survey):
    settings = BalanceSettings(rules=Rules({"crack": replace(SURE, size_px=(500, 600))}, SURE))
    outcome = write_contact_sheet(tmp_path / "sheet.png", survey, settings, CATALOGUE, per_class=1)
    assert (outcome.n_made, outcome.n_given_up) == ({"crack": 0, "dent": 1}, {"crack": 1, "dent": 0})
    sheet = drawn(outcome.file)
    top, left = places_of(sheet, np.dstack([preview(survey, settings, 1, 0).before] * 3))[0]
    assert (sheet[top : top + 96, left + 194 : left + 194 + 128] == 255).all()


def test_an_injection_larger_than_a_tile_is_scaled_and_its_thin_outline_still_drawn(tmp_path: Path):
    survey = survey_with(tmp_path / "v", 600, 800, np.s_[300:302, 100:700])
    settings = BalanceSettings(rules=Rules({}, replace(SURE, blended_share=0, keep_touching_border=False)))
    write_contact_sheet(tmp_path / "sheet.png", survey, settings, CATALOGUE, per_class=1)
    sheet = drawn(tmp_path / "sheet.png")
    pair = sheet[56 + 34 : 56 + 34 + 192, 16 + 194 : 16 + 194 + 192]
    columns = np.flatnonzero((pair == ORANGE).all(axis=2).any(axis=0))
    assert columns.max() - columns.min() + 1 == pytest.approx(600 * 192 / 632, abs=4)


@given(st.data())
def test_a_window_holds_its_injection_and_stays_on_the_frame(data: st.DataObject):
    height, width = data.draw(st.integers(1, 500)), data.draw(st.integers(1, 500))
    top, left = data.draw(st.integers(0, height - 1)), data.draw(st.integers(0, width - 1))
    bottom, right = data.draw(st.integers(top + 1, height)), data.draw(st.integers(left + 1, width))
    for box in ((top, bottom, left, right), None):
        y1, y2, x1, x2 = window_around(box, (height, width), 100)
        assert 0 <= y1 < y2 <= height
        assert 0 <= x1 < x2 <= width
        if box is not None:
            assert y1 <= top < bottom <= y2
            assert x1 <= left < right <= x2
            side = max(100, bottom - top + 32, right - left + 32)
            assert (y2 - y1, x2 - x1) == (min(side, height), min(side, width))
        else:
            assert (y2 - y1, x2 - x1) == (min(100, height), min(100, width))


def test_the_window_is_where_the_injection_is():
    assert window_around((500, 520, 900, 930), (1000, 1000), 200) == (410, 610, 800, 1000)
    assert window_around((0, 10, 0, 10), (1000, 150), 200) == (0, 200, 0, 150)
    assert window_around((100, 700, 50, 60), (1000, 1000), 200) == (84, 716, 0, 632)


def test_a_cancel_and_a_disk_that_refuses_leave_no_file(tmp_path: Path, survey: Survey):
    file, seen = tmp_path / "sheet.png", []

    def cancel(done: int, total: int) -> None:
        seen.append((done, total))
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_contact_sheet(file, survey, BalanceSettings(), CATALOGUE, per_class=2, report=cancel)
    assert seen == [(0, 4), (1, 4), (2, 4), (3, 4)]
    (tmp_path / "a folder").mkdir()
    for refused in (tmp_path / "missing" / "sheet.png", tmp_path / "a folder"):
        with pytest.raises(OSError, match=r"No such file|Is a directory|Permission|Access"):
            write_contact_sheet(refused, survey, BalanceSettings(), CATALOGUE, per_class=1)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a folder", "v"]


def test_without_a_clean_frame_the_reason_is_said(tmp_path: Path, survey: Survey):
    with pytest.raises(DatasetError, match="without a defect"):
        write_contact_sheet(tmp_path / "sheet.png", replace(survey, hosts=()), BalanceSettings(), CATALOGUE)
    every = frozenset(donor.key for donor in survey.donors)
    outcome = write_contact_sheet(tmp_path / "sheet.png", survey, BalanceSettings(excluded=every), CATALOGUE)
    assert outcome.without_donors == ("crack", "dent", "rust")
