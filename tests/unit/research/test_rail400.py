"""Rail-400 in the authors' layout as tiles of the rail head with masks."""

from __future__ import annotations

import json
import os
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from research_samples import encoded

from inspector.annotation.tools.box_masks import Box
from inspector.core.messages import InspectorError
from inspector.datasets.version import Split, open_version
from research.importers.rail400 import (
    CLASS_NAMES,
    DEFECT_NAMES,
    TILE_COLUMNS,
    UNKNOWN,
    TilePosition,
    blind_rows,
    import_rail400,
    import_rail400_boxes,
    rail400_boxes,
    rail_window,
    split_of_groups,
)

DATA = Path(os.environ.get("INSPECTOR_DATA", Path(__file__).parents[4] / "shared" / "data")) / "rail400"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason=f"the real pictures are not at {DATA}")
H, W = 1100, 900
KINDS = ("damage", "dirt", "unknown", "gap", "d_dent", "d_crush", "d_scratch", "d_slant")


def frame(left: int = 300, width: int = 400) -> npt.NDArray[np.uint8]:
    """A rail head with grain, its left half ten times darker, in near-black surroundings."""
    rng = np.random.default_rng(left)
    level = np.full(W, 3.0)
    level[left : left + width // 2] = 15
    level[left + width // 2 : left + width] = 130
    return np.clip(level * rng.normal(1, 0.06, (H, W)), 0, 255).astype(np.uint8)


@pytest.fixture
def rail400(tmp_path: Path) -> Path:
    """Three runs of one frame each; a dark patch of 80x40 px in the box of the first."""
    root = tmp_path / "rail400"
    (root / "images").mkdir(parents=True)
    boxes = {
        0: ("damage", [540.4, 480.0, 120.0, 79.6]),
        1: ("unknown", [500, 1050, 100, 60]),
        2: ("dirt", [0, 5, 9, 9]),
    }
    for number in range(3):
        pixels = frame()
        if number == 0:
            pixels[500:540, 560:640] //= 4
        name = f"{number}0272300000{number}6.png"  # thirteen digits; PNG keeps the greys as they are
        (root / "images" / name).write_bytes(encoded(pixels))
    coco = {
        "categories": [{"id": index + 1, "name": name} for index, name in enumerate(KINDS)],
        "images": [{"id": n, "file_name": f"{n}0272300000{n}6.png", "height": H, "width": W} for n in (2, 1, 0)],
        "annotations": [
            {"id": n, "image_id": n, "category_id": KINDS.index(kind) + 1, "bbox": box}
            for n, (kind, box) in boxes.items()
        ],
    }
    (root / "boxes_coco.json").write_text(json.dumps(coco))
    return root


def test_boxes_come_in_whole_pixels_cut_to_the_frame_with_our_names_for_classes(rail400: Path):
    frames = rail400_boxes(rail400)
    assert [f.file.name for f in frames] == ["0027230000006.png", "1027230000016.png", "2027230000026.png"]
    assert [f.group for f in frames] == ["002723000", "102723000", "202723000"]
    assert [f.boxes for f in frames] == [
        (Box("damage", 540, 480, 120, 80),), (Box(UNKNOWN, 500, 1050, 100, 50),), (Box("dirt", 0, 5, 9, 9),)
    ]  # fmt: skip
    assert {f.split for f in frames} == {Split.TRAIN, Split.VAL, Split.TEST}


def test_frames_become_tiles_that_say_where_they_lie_and_carry_the_mask_across_the_cut(rail400: Path, tmp_path: Path):
    told: list[tuple[int, int]] = []
    import_rail400(rail400, tmp_path / "v", lambda done, total: told.append((done, total)))
    version = open_version(tmp_path / "v")
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert (version.class_names, version.non_defects) == (CLASS_NAMES, ("gap", "dirt"))
    assert DEFECT_NAMES == ("damage", "dent", "crush", "scratch", "slant")
    assert [(s.height, s.width) for s in version.samples] == [(500, 512), (500, 512), (100, 512)] * 3
    assert version.samples[1].name == "0027230000006_0500"
    whole = np.zeros((H, W), np.uint8)
    for sample in version.samples[:3]:
        place = TilePosition.from_note(sample.note)
        pixels, class_map = version.read(sample)
        assert place.frame_name == "0027230000006.png"
        assert sample.split is version.samples[0].split
        rows, columns = slice(place.top, place.top + sample.height), slice(place.left, place.left + TILE_COLUMNS)
        original = frame()
        original[500:540, 560:640] //= 4
        assert np.array_equal(pixels, original[rows, columns])
        whole[rows, columns] = class_map
    truth = np.zeros((H, W), np.bool_)
    truth[500:540, 560:640] = True
    found = whole == CLASS_NAMES.index("damage")
    assert (found & truth).sum() / (found | truth).sum() > 0.85
    assert set(np.unique(whole[472:568, 532:668])) == {1, 255}  # the box and 8 px around it
    whole[472:568, 532:668] = 0
    assert not whole.any()


def test_an_unknown_box_is_ignored_and_boxes_off_the_head_leave_no_trace(rail400: Path, tmp_path: Path):
    version = import_rail400(rail400, tmp_path / "v")
    maps = {s.name: version.read(s)[1] for s in version.samples}
    assert int((maps["1027230000016_1000"] == 255).sum()) == (100 - 42) * 116
    assert not any(maps[f"2027230000026_{top}"].any() for top in ("0000", "0500", "1000"))


def test_whole_frames_carry_filled_boxes_in_the_splits_of_the_tiles(rail400: Path, tmp_path: Path):
    """The smaller box lies above the larger one, a defect above what is none, and unknown below all."""
    file = rail400 / "boxes_coco.json"
    coco = json.loads(file.read_text())
    more = (("d_dent", [545, 485, 10, 10]), ("dirt", [530, 470, 20, 20]), ("unknown", [535, 475, 300, 200]))
    for n, (kind, box) in enumerate(more, start=3):
        coco["annotations"].append({"id": n, "image_id": 0, "category_id": KINDS.index(kind) + 1, "bbox": box})
    file.write_text(json.dumps(coco))
    version, tiles = import_rail400_boxes(rail400, tmp_path / "v"), import_rail400(rail400, tmp_path / "t")
    assert {s.group: s.split for s in version.samples} == {s.group: s.split for s in tiles.samples}
    (first,) = (s for s in version.samples if s.name == "0027230000006")
    assert version.read_frame(first) == (rail400 / "images" / "0027230000006.png").read_bytes()
    expected = np.zeros((H, W), np.uint8)
    expected[475:675, 535:835] = 255
    expected[470:490, 530:550] = CLASS_NAMES.index("dirt")
    expected[480:560, 540:660] = CLASS_NAMES.index("damage")
    expected[485:495, 545:555] = CLASS_NAMES.index("dent")
    assert np.array_equal(version.read(first)[1], expected)


@pytest.mark.parametrize("left", [60, 250, 440])
def test_the_window_has_the_dark_half_of_the_head_too_and_the_head_in_its_middle(left: int):
    assert rail_window(frame(left)) == pytest.approx(left - 56, abs=6)  # (512 - 400) / 2


def test_the_window_stays_on_the_frame():
    assert rail_window(frame(0)) == 0
    assert rail_window(frame(500)) == W - TILE_COLUMNS


def test_neither_white_rows_nor_a_bright_joint_nor_a_second_rail_draw_the_window_away():
    pixels = frame()
    pixels[:90] = 255
    pixels[400:500, 100:800] = 120  # a fishplate, wider than the head
    assert rail_window(pixels) == pytest.approx(244, abs=6)
    two = frame(150, 400)
    two[:, 560:800] = 60  # a dimmer rail that runs into this one
    assert rail_window(two) in range(280, 351)  # bright columns 350 to 549 are in it, and most of the other


def test_a_frame_without_any_rail_has_a_window_all_the_same():
    assert 0 <= rail_window(np.zeros((H, W), np.uint8)) <= W - TILE_COLUMNS


def test_white_and_black_rows_are_blind_but_a_gap_is_not():
    pixels = frame()[:, 244:756]
    pixels[:100] = 255
    pixels[600:640] = 2  # a wide gap
    pixels[1000:] = 0
    blind = np.flatnonzero(blind_rows(pixels))
    assert blind.tolist() == [*range(108), *range(992, H)]


def counts(*groups: dict[str, int]) -> dict[str, Counter[str]]:
    return {f"{number:09d}": Counter(group) for number, group in enumerate(groups)}


def test_every_class_reaches_every_split_where_enough_runs_have_it():
    many = counts(*[{"frames": 10, "crush": 5, "unknown": 3}] * 8, *[{"frames": 2, "slant": 1}] * 3,
                  {"frames": 1, "gap": 4})  # fmt: skip
    splits = split_of_groups(many)
    assert splits == split_of_groups(dict(reversed(many.items())))  # whatever the order they come in
    for kind in ("crush", "slant"):
        assert {splits[group] for group, found in many.items() if found[kind]} == {Split.TRAIN, Split.VAL, Split.TEST}


def test_equal_runs_are_dealt_sixty_fifteen_twenty_five():
    splits = split_of_groups(counts(*[{"frames": 1, "crush": 1}] * 20))
    assert Counter(splits.values()) == {Split.TRAIN: 12, Split.VAL: 3, Split.TEST: 5}


def test_a_note_without_a_place_is_an_error_and_a_place_comes_back_whole():
    place = TilePosition("1027230000006.jpg", 500, 812)
    assert TilePosition.from_note(place.note()) == place
    with pytest.raises(ValueError, match="does not say"):
        TilePosition.from_note("seed 7")


@pytest.mark.parametrize(
    "what", ["no boxes", "not JSON", "unknown class", "lost frame", "box outside", "size differs", "colour", "broken"]
)
def test_what_cannot_be_imported_is_said_and_leaves_no_version(rail400: Path, tmp_path: Path, what: str):
    file, picture = rail400 / "boxes_coco.json", rail400 / "images" / "1027230000016.png"
    match what:
        case "no boxes":
            file.unlink()
        case "not JSON":
            file.write_text("[")
        case "unknown class":
            file.write_text(file.read_text().replace("d_dent", "d_bump"))
        case "lost frame":
            picture.unlink()
        case "box outside":
            file.write_text(file.read_text().replace("[0, 5, 9, 9]", "[-20, 5, 9, 9]"))
        case "size differs":
            picture.write_bytes(encoded(frame()[:500]))
        case "colour":
            picture.write_bytes(encoded(np.dstack([frame()] * 3)))
        case "broken":
            picture.write_bytes(picture.read_bytes()[:99])
    with pytest.raises(InspectorError):
        import_rail400(rail400, tmp_path / "v")
    assert not (tmp_path / "v" / "manifest.json").exists()


@pytest.mark.data
@needs_data
def test_the_real_boxes_are_all_there_and_no_run_is_in_two_splits():
    frames = rail400_boxes(DATA)
    assert Counter(f.split.value for f in frames) == {"train": 167, "val": 43, "test": 92}
    assert Counter(box.class_name for f in frames for box in f.boxes) == {
        "damage": 137, "dirt": 102, "crush": 92, "scratch": 87, "gap": 41, "unknown": 41, "slant": 26, "dent": 23,
    }  # fmt: skip
    splits, classes = defaultdict(set), defaultdict(set)
    for f in frames:
        splits[f.group].add(f.split)
        classes[f.split].update(box.class_name for box in f.boxes)
    assert len(splits) == 25
    assert max(len(found) for found in splits.values()) == 1
    assert all(found >= set(CLASS_NAMES[1:]) for found in classes.values())


@pytest.mark.data
@needs_data
def test_real_windows_hold_the_boxes_and_real_masks_lie_inside_them(tmp_path: Path):
    """Every twentieth frame, as a data set of its own: the whole import takes minutes."""
    few = tmp_path / "few"
    (few / "images").mkdir(parents=True)
    coco = json.loads((DATA / "boxes_coco.json").read_bytes())
    coco["images"] = coco["images"][::20]
    ids = {entry["id"] for entry in coco["images"]}
    coco["annotations"] = [entry for entry in coco["annotations"] if entry["image_id"] in ids]
    (few / "boxes_coco.json").write_text(json.dumps(coco))
    for entry in coco["images"]:
        (few / "images" / entry["file_name"]).write_bytes((DATA / "images" / entry["file_name"]).read_bytes())
    version = import_rail400(few, tmp_path / "v")
    assert len(version.samples) == 4 * 16
    boxes = {f.file.name: f.boxes for f in rail400_boxes(few)}
    n_defect_boxes = n_found = 0
    whole = {name: np.zeros((2000, 2048), np.uint8) for name in boxes}
    for sample in version.samples:
        place = TilePosition.from_note(sample.note)
        whole[place.frame_name][place.top : place.top + 500, place.left : place.left + 512] = version.read(sample)[1]
        for box in boxes[place.frame_name]:
            outside = max(0, place.left - box.left) + max(0, box.right - place.left - 512)
            assert outside <= 0.1 * box.width
    for name, class_map in whole.items():
        for box in boxes[name]:
            if box.class_name in DEFECT_NAMES:
                n_defect_boxes += 1
                part = class_map[box.top : box.bottom, box.left : box.right]
                n_found += bool((part == CLASS_NAMES.index(box.class_name)).any())
        for box in boxes[name]:
            class_map[max(0, box.top - 8) : box.bottom + 8, max(0, box.left - 8) : box.right + 8] = 0
        assert not ((class_map > 0) & (class_map < 255)).any()
    assert (n_defect_boxes, n_found) == (23, 20)  # nothing stands out in two of 800 rows and more, and one of 1655
