"""Label Studio: brush masks with their packed run lengths, shapes in percent, and whose annotation counts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from inspector.core.messages import DatasetError
from inspector.datasets.formats.label_studio import decode_brush
from inspector.datasets.formats.reading import BrokenPair
from tests.unit.datasets.formats.format_samples import (
    HEIGHT,
    WIDTH,
    box_map,
    class_maps,
    faults,
    imported,
    put_frame,
    put_json,
    surveyed,
)

CLEAN = box_map(0, 0, 0, 0, 0).tolist()


def packed(values: Sequence[int], sizes: Sequence[int] = (3, 4, 8, 16), value_bits: int = 8) -> list[int]:
    """Bytes of a packed stream, written after its published description: runs repeated, single values together."""
    out = f"{len(values):032b}{value_bits - 1:05b}" + "".join(f"{size - 1:04b}" for size in sizes)

    def chunk(is_repeated: bool, found: list[int]) -> str:
        kind = next(at for at, size in enumerate(sizes) if len(found) <= 1 << size)
        written = found[:1] if is_repeated else found
        head = f"{is_repeated:b}{kind:02b}{len(found) - 1:0{sizes[kind]}b}"
        return head + "".join(f"{value:0{value_bits}b}" for value in written)

    single: list[int] = []
    longest = 1 << sizes[-1]
    for value, run in groupby(values):
        n = len(list(run))
        if n == 1 and len(single) < longest:
            single.append(value)
            continue
        if single:
            out += chunk(False, single)
            single = []
        for begin in range(0, n, longest):
            out += chunk(True, [value] * min(longest, n - begin))
    if single:
        out += chunk(False, single)
    out += "0" * (-len(out) % 8)
    return [int(out[at : at + 8], 2) for at in range(0, len(out), 8)]


def brush_of(opacity: np.ndarray, colour: tuple[int, int, int] = (255, 0, 0)) -> list[int]:
    rgba = np.zeros((*opacity.shape, 4), np.uint8)
    rgba[..., :3] = colour
    rgba[..., 3] = opacity
    return packed(rgba.ravel().tolist())


def result(kind: str, value: dict[str, Any], label: str = "pit", **more: Any) -> dict[str, Any]:
    picture = {"original_width": WIDTH, "original_height": HEIGHT, "image_rotation": 0, "to_name": "image"}
    return {"id": "r1", "from_name": "tag", "type": kind, "value": {**value, kind: [label]}, **picture, **more}


def rectangle(
    left: float, top: float, width: float, height: float, label: str = "pit", *, value: Any = None, **more: Any
) -> dict[str, Any]:
    """In pixels of a frame of 10 x 8."""
    place = {"x": left * 10, "y": top * 12.5, "width": width * 10, "height": height * 12.5, "rotation": 0}
    return result("rectanglelabels", {**place, **(value or {})}, label, **more)


def task(*annotations: Any, image: str = "/data/upload/1/0a1b2c3d-a.png", **more: Any) -> dict[str, Any]:
    return {"id": 7, "annotations": list(annotations), "data": {"image": image}, "predictions": [], **more}


def annotation(*results: Any, **more: Any) -> dict[str, Any]:
    return {"id": 1, "completed_by": 1, "result": list(results), "was_cancelled": False, "ground_truth": False, **more}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put_frame(tmp_path / "ls" / "a.png")
    put_frame(tmp_path / "ls" / "b.png")
    return tmp_path / "ls"


def drawn(folder: Path, *results: Any) -> list[list[int]]:
    put_json(folder / "export.json", [task(annotation(*results))])
    return class_maps(imported("label-studio", folder, folder.parent / "v"))["a"]


# brush masks


def test_a_golden_stream_by_hand_is_read():
    # 16 values of 8 bits; counts of 3, 4, 8 and 16 bits. Repeated: 7 times 0. Single: 255. Repeated: 8 times 0.
    head = (f"{16:032b}", "00111", "0010", "0011", "0111", "1111")
    chunks = ("1", "00", "110", "00000000"), ("0", "00", "000", "11111111"), ("1", "00", "111", "00000000")
    bits = "".join((*head, *chunks[0], *chunks[1], *chunks[2]))
    data = [int(bits.ljust(-(-len(bits) // 8) * 8, "0")[at : at + 8], 2) for at in range(0, len(bits), 8)]
    assert decode_brush(data, 2, 2).tolist() == [[False, True], [False, False]]


def test_what_label_studios_own_converter_writes_is_read():
    data = list(bytes.fromhex("00000140391bfe5b00bfff85c02fffe1700bfff8dc023ffc8e00"))
    expected = box_map(1, 2, 3, 5, 7) + box_map(1, 6, 1, 7, 2)
    assert decode_brush(data, HEIGHT, WIDTH).tolist() == expected.astype(bool).tolist()


@given(
    opacity=npst.arrays(np.uint8, st.tuples(*[st.integers(1, 20)] * 2), elements=st.sampled_from([0, 255])),
    colour=st.tuples(*[st.integers(0, 255)] * 3),
    sizes=st.lists(st.integers(1, 16), min_size=4, max_size=4).map(sorted),
)  # fmt: skip
def test_every_brush_mask_comes_back(opacity: np.ndarray, colour: tuple[int, int, int], sizes: list[int]):
    rgba = np.zeros((*opacity.shape, 4), np.uint8)
    rgba[..., :3], rgba[..., 3] = colour, opacity
    data = packed(rgba.ravel().tolist(), sizes)
    assert (decode_brush(data, *opacity.shape) == (opacity > 0)).all()


def test_of_soft_edges_the_better_half_counts_and_a_faint_mask_wholly():
    edge = np.array([[0, 90, 127, 128, 255]], np.uint8)
    assert decode_brush(brush_of(edge), 1, 5).tolist() == [[False, False, False, True, True]]
    assert decode_brush(brush_of(edge // 255), 1, 5).tolist() == [[False] * 4 + [True]]  # a mask of 0 and 1


@given(data=st.data())
def test_damaged_streams_are_refused_or_read_and_never_crash(data: st.DataObject):
    whole = brush_of(np.eye(6, dtype=np.uint8) * 255)
    at = data.draw(st.integers(0, len(whole) - 1))
    damaged = data.draw(st.sampled_from([whole[:at], [*whole[:at], data.draw(st.integers(0, 255)), *whole[at + 1 :]]]))
    try:
        mask = decode_brush(damaged, 6, 6)
    except BrokenPair:
        return
    assert mask.shape == (6, 6)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, "cut short"), ("AAAA", "cut short"), ([], "cut short"), ([256], "no bytes"), ([1.5], "no bytes"),
        (packed([0] * 20), "20 values"), (packed([0] * 16, value_bits=4), "4 bits"),
        (packed([0] * 16)[:-2], "cut short"),
        ([0, 0, 0, 16, *packed([0] * 32)[4:]], "more values"),
    ],
)  # fmt: skip
def test_a_stream_that_does_not_fill_the_picture_is_refused(data: Any, said: str):
    with pytest.raises(BrokenPair, match=said):
        decode_brush(data, 2, 2)


# shapes


def test_a_brush_a_polygon_a_rectangle_and_an_ellipse_are_drawn(folder: Path):
    opacity = box_map(255, 0, 0, 1, 3)
    brush = result("brushlabels", {"format": "rle", "rle": brush_of(opacity)}, id="1")
    points = [[50, 0], [80, 0], [80, 25], [50, 25]]
    polygon = result("polygonlabels", {"points": points, "closed": True}, "crack", id="2")
    oval = result("ellipselabels", {"x": 20, "y": 75, "radiusX": 12, "radiusY": 15, "rotation": 0}, id="3")
    expected = box_map(2, 0, 0, 1, 3) + box_map(1, 0, 5, 2, 8) + box_map(2, 5, 1, 7, 3) + box_map(2, 4, 6, 6, 9)
    assert drawn(folder, brush, polygon, oval, rectangle(6, 4, 3, 2, id="4")) == expected.tolist()
    version = imported("label-studio", folder, folder.parent / "w")
    assert version.class_names == ("background", "crack", "pit")
    report = surveyed("label-studio", folder)
    assert (report.n_boxes, report.unannotated) == (2, ("b.png",))


def test_a_rectangle_turns_about_its_top_left_corner_in_pixels_not_percent(folder: Path):
    turned = rectangle(6, 1, 5, 2, value={"rotation": 90})  # 5 wide, 2 high; downwards and to the left of its corner
    assert drawn(folder, turned) == box_map(1, 1, 4, 6, 6).tolist()


def test_an_ellipse_turns_about_its_centre(folder: Path):
    value = {"x": 50, "y": 50, "radiusX": 45, "radiusY": 25, "rotation": 0}  # 4.5 px and 2 px
    flat = drawn(folder, result("ellipselabels", value))
    put_json(folder / "export.json", [task(annotation(result("ellipselabels", {
        "x": 50, "y": 50, "radiusX": 20, "radiusY": 56.25, "rotation": 90})))])  # fmt: skip
    assert class_maps(imported("label-studio", folder, folder.parent / "w"))["a"] == flat
    assert [sum(row) for row in flat] == [0, 0, 6, 8, 8, 6, 0, 0]


def test_a_region_may_have_its_label_in_an_entry_of_its_own(folder: Path):
    shape = {"x": 10, "y": 12.5, "width": 30, "height": 25, "rotation": 0}
    bare = {"id": "q", "type": "rectangle", "value": shape}
    label = {"id": "q", "type": "labels", "value": {**shape, "labels": ["pit"]}}
    said = {"id": "q", "type": "choices", "value": {"choices": ["deep"]}}
    assert drawn(folder, bare, label, said) == box_map(1, 1, 1, 3, 4).tolist()


@pytest.mark.parametrize(
    ("found", "fault"),
    [
        (result("keypointlabels", {"x": 1, "y": 1, "width": 0.3}), "not a region"),
        (result("vectorlabels", {"points": [[1, 1], [9, 9]], "vertices": []}), "not a region"),
        (result("brushlabels", {"imageDataURL": "data:image/png;base64,"}), "not a region"),
        (rectangle(1, 1, 2, 2, image_rotation=90), "not a region"),
        (rectangle(1, 1, 2, 2, original_width=20), "size mismatch"),
        (result("brushlabels", {"rle": brush_of(np.zeros((4, 4), np.uint8))}), "size mismatch"),
        (result("brushlabels", {"rle": "?"}), "corrupted"),
        (result("polygonlabels", {"points": [[1, 1], [9]]}), "corrupted"),
        (result("polygonlabels", {"points": [[1, 1], [9, "x"], [2, 2]]}), "corrupted"),
        (rectangle(1, 1, 2, 2, value={"x": None}), "corrupted"),
        ({"id": "q", "type": "rectangle", "value": {"x": 1, "y": 1, "width": 9, "height": 9}}, "contradiction"),
        ({"id": "q", "type": "rectanglelabels"}, "corrupted"),
        ({"id": "q", "value": {}}, "corrupted"),
        ("?", "corrupted"),
    ],
)
def test_a_region_that_cannot_be_read_breaks_its_frame(folder: Path, found: Any, fault: str):
    put_json(folder / "export.json", [task(annotation(rectangle(1, 1, 2, 2, id="good"), found))])
    assert faults(surveyed("label-studio", folder)) == {"a.png": fault}


# tasks


def test_ground_truth_counts_and_of_several_others_none_is_chosen(folder: Path):
    first, second = annotation(rectangle(1, 1, 2, 2)), annotation(rectangle(5, 5, 2, 2), ground_truth=True)
    put_json(folder / "export.json", [task(first, second)])
    assert class_maps(imported("label-studio", folder, folder.parent / "v"))["a"] == box_map(1, 5, 5, 7, 7).tolist()
    put_json(folder / "export.json", [task(first, first)])
    assert faults(surveyed("label-studio", folder)) == {"a.png": "contradiction"}
    put_json(folder / "export.json", [task(second, second)])
    assert faults(surveyed("label-studio", folder)) == {"a.png": "contradiction"}


def test_cancelled_annotations_predictions_and_drafts_say_nothing(folder: Path):
    cancelled, guess = annotation(rectangle(5, 5, 2, 2), was_cancelled=True), {"result": [rectangle(0, 0, 9, 8)]}
    good = task(cancelled, annotation(rectangle(1, 1, 2, 2)), predictions=[guess], drafts=[guess])
    put_json(folder / "export.json", [good, task(cancelled, predictions=[guess], image="/data/upload/b.png")])
    report = surveyed("label-studio", folder)
    assert (report.n_importable, report.n_clean, report.unannotated) == (1, 0, ("b.png",))
    assert class_maps(imported("label-studio", folder, folder.parent / "v")) == {"a": box_map(1, 1, 1, 3, 3).tolist()}


def test_an_annotation_without_regions_is_clean_beside_others_with_some(folder: Path):
    clean = task(annotation({"id": "c", "type": "choices", "value": {"choices": ["good"]}}), image="b.png")
    put_json(folder / "export.json", [task(annotation(rectangle(1, 1, 2, 2))), clean])
    assert class_maps(imported("label-studio", folder, folder.parent / "v"))["b"] == CLEAN
    put_json(folder / "export.json", [clean])
    with pytest.raises(DatasetError, match="without defect"):
        surveyed("label-studio", folder)


@pytest.mark.parametrize(
    "image",
    [
        "/data/upload/0a1b2c3d-a.png", "/data/upload/12/0a1b2c3d-a.png", "/data/upload/1/0a1b2c3d-a.PNG", "a.png",
        "http://host:8080/data/upload/3/a.png", "/data/local-files/?d=store/a.png", "s3://bucket/a.png",
        "https://host/x/a.png?token=1#x",
    ],
)  # fmt: skip
def test_a_picture_is_found_by_every_way_to_name_it(folder: Path, image: str):
    put_json(folder / "export.json", [task(annotation(rectangle(1, 1, 2, 2)), image=image)])
    assert class_maps(imported("label-studio", folder, folder.parent / "v")) == {"a": box_map(1, 1, 1, 3, 3).tolist()}


def test_an_upload_under_its_full_name_comes_before_one_under_its_own(folder: Path):
    put_frame(folder / "0a1b2c3d-a.png")
    put_json(folder / "export.json", [task(annotation(rectangle(1, 1, 2, 2)))])
    assert class_maps(imported("label-studio", folder, folder.parent / "v")).keys() == {"0a1b2c3d-a"}


def test_two_uploads_of_one_name_are_never_laid_on_one_picture(folder: Path):
    tasks = [
        task(annotation(rectangle(1, 1, 2, 2)), image=f"/data/upload/1/{kind}-a.png") for kind in ("0" * 8, "f" * 8)
    ]
    put_json(folder / "export.json", tasks)
    assert faults(surveyed("label-studio", folder)) == {"a.png": "duplicate name"}


@pytest.mark.parametrize(
    "data",
    [{"image": "lost.png"}, {"text": "no picture"}, {"left": "a.png", "right": "b.png"}, {}, {"image": "http://["}],
)
def test_a_task_that_names_no_one_picture_of_the_folder_is_told(folder: Path, data: dict[str, str]):
    tasks = [task(annotation(rectangle(1, 1, 2, 2))), {**task(annotation(rectangle(1, 1, 2, 2))), "data": data}]
    put_json(folder / "export.json", tasks)
    assert faults(surveyed("label-studio", folder)) == {"export.json: task 7": "missing picture"}


@pytest.mark.parametrize(
    ("content", "said"),
    [([], "JSON_MIN"), ([{"image": "a.png", "tag": []}], "JSON_MIN"), ({"images": []}, "JSON_MIN"), (7, "JSON_MIN")],
)
def test_other_documents_are_refused(folder: Path, content: Any, said: str):
    put_json(folder / "export.json", content)
    with pytest.raises(DatasetError, match=said):
        surveyed("label-studio", folder)


@given(class_map=npst.arrays(np.uint8, (HEIGHT, WIDTH), elements=st.sampled_from([0, 1, 2])))
@settings(max_examples=25, deadline=None)
def test_masks_of_two_classes_come_back_pixel_for_pixel(class_map: np.ndarray):
    with TemporaryDirectory() as place:
        folder = Path(place) / "ls"
        put_frame(folder / "a.png")
        put_frame(folder / "b.png")
        brushes = [
            result(
                "brushlabels", {"format": "rle", "rle": brush_of((class_map == index) * np.uint8(255))}, label, id=label
            )
            for index, label in ((1, "crack"), (2, "pit"))
            if (class_map == index).any()
        ]
        both = [rectangle(0, 0, 1, 1, "crack", id="1"), rectangle(2, 2, 1, 1, "pit", id="2")]
        put_json(folder / "export.json", [task(annotation(*brushes)), task(annotation(*both), image="b.png")])
        assert class_maps(imported("label-studio", folder, Path(place) / "v"))["a"] == class_map.tolist()
