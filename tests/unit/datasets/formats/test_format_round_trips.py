"""Out and in again: raster formats give back every pixel, outlines all but holes, and the report tells which."""

from __future__ import annotations

import math
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from inspector.core.messages import Code, DatasetError
from inspector.datasets.formats.exporting import EXPORTERS, ClassLoss, export, look_at
from inspector.datasets.version import DatasetVersion, NewSample, Split, write_version
from tests.unit.datasets.formats.format_samples import by_name, class_maps, imported, png

NAMES = ("background", "crack", "pit äö", "class 3")
RASTER = sorted(name for name, exporter in EXPORTERS.items() if exporter.masks)
OUTLINES = sorted(name for name, exporter in EXPORTERS.items() if exporter.polygons)


def version_of(folder: Path, maps: list[np.ndarray], *, groups: tuple[str, ...] = ()) -> DatasetVersion:
    splits = [Split.TRAIN, Split.TEST, Split.VAL]
    samples = [
        NewSample(
            name=f"frame{number}", frame_bytes=png(np.full(class_map.shape, number, np.uint8)), frame_suffix=".png",
            class_map=class_map, group=groups[number] if groups else f"coil {number}", split=splits[number % 3],
        )
        for number, class_map in enumerate(maps)
    ]  # fmt: skip
    return write_version(folder, name="v", class_names=NAMES, source="a test", terms="none", samples=samples)


def back(version: DatasetVersion, data_format: str, folder: Path, *, is_polygons: bool = False) -> DatasetVersion:
    export(version, data_format, folder / "out", is_polygons=is_polygons)
    given = NAMES[1:] if data_format == "severstal" else ()
    return imported(data_format, folder / "out", folder / "again", *given)


def class_map_of(values: list[int]) -> st.SearchStrategy[np.ndarray]:
    return npst.arrays(
        np.uint8, npst.array_shapes(min_dims=2, max_dims=2, max_side=12), elements=st.sampled_from(values)
    )


@pytest.mark.parametrize("data_format", RASTER)
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_masks_come_back_pixel_for_pixel(data_format: str, data: st.DataObject):
    values = [0, 1, 2, 3] if data_format == "severstal" else [0, 1, 2, 3, 255]
    maps = data.draw(st.lists(class_map_of(values), min_size=1, max_size=3))
    with TemporaryDirectory() as place:
        version = version_of(Path(place) / "v", maps)
        report = look_at(version, data_format)
        again = back(version, data_format, Path(place))
        assert class_maps(again) == class_maps(version)
        assert again.class_names == NAMES
        for name, sample in by_name(again).items():
            assert sample.frame_sha256 == by_name(version)[name].frame_sha256  # byte for byte
        assert all(loss.n_lost_px == loss.n_gained_px == 0 for loss in report.classes)
        assert report.n_holes_filled_px == 0


@pytest.mark.parametrize("data_format", OUTLINES)
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_what_outlines_lose_is_what_the_report_said(data_format: str, data: st.DataObject):
    class_map = data.draw(class_map_of([0, 1, 2, 255]))
    with TemporaryDirectory() as place:
        version = version_of(Path(place) / "v", [class_map])
        report = look_at(version, data_format, is_polygons=True)
        again = np.array(class_maps(back(version, data_format, Path(place), is_polygons=True))["frame0"])
        for loss, index in zip(report.classes, (1, 2, 3, 255), strict=False):
            before, after = class_map == index, again == index
            assert (loss.n_lost_px, loss.n_gained_px) == (int((before & ~after).sum()), int((after & ~before).sum()))
            if (before | after).any():
                assert loss.iou == (before & after).sum() / (before | after).sum()
        if data_format != "yolo-seg":
            assert not ((class_map != 0) & (again == 0)).any()  # a hole may fill, nothing vanishes


@pytest.mark.parametrize("data_format", OUTLINES)
def test_a_ring_loses_its_hole_but_not_what_lies_in_it(data_format: str, tmp_path: Path):
    class_map = np.zeros((9, 9), np.uint8)
    class_map[1:8, 1:8] = 1  # 49 px
    class_map[2:7, 2:7] = 0  # 25 px: a ring of 24
    class_map[4, 4] = 2
    version = version_of(tmp_path / "v", [class_map])
    report = look_at(version, data_format, is_polygons=True)
    assert report.classes[0] == ClassLoss("crack", 24, 0, 24, 0.5)  # the other 24 are filled
    assert report.classes[1] == ClassLoss("pit äö", 1, 0, 0, 1.0)
    assert math.isnan(report.classes[2].iou)
    assert report.n_holes_filled_px == 24
    expected = class_map.copy()
    expected[2:7, 2:7] = 1
    expected[4, 4] = 2
    again = back(version, data_format, tmp_path, is_polygons=True)
    assert class_maps(again) == {"frame0": expected.tolist()}


def test_a_thin_ring_larger_than_it_looks_does_not_cover_what_it_surrounds(tmp_path: Path):
    """24 px of ring around 25 px of another class: filled, the ring is the larger one and has to lie below."""
    class_map = np.zeros((9, 9), np.uint8)
    class_map[1:8, 1:8] = 1
    class_map[2:7, 2:7] = 2
    version = version_of(tmp_path / "v", [class_map])
    for data_format in OUTLINES:
        again = back(version, data_format, tmp_path / data_format, is_polygons=True)
        assert class_maps(again) == {"frame0": class_map.tolist()}, data_format


def test_plain_folders_give_back_the_very_same_version(tmp_path: Path):
    maps = [np.full((4, 5), value, np.uint8) for value in (0, 1, 255)]
    version = version_of(tmp_path / "v", maps, groups=("coil 1", "coil 2", "coil, 3"))
    assert back(version, "masks", tmp_path).id == version.id  # names, groups, splits, files


@pytest.mark.parametrize("data_format", ["coco", "cvat", "voc", "yolo-seg"])
def test_splits_come_back(data_format: str, tmp_path: Path):
    maps = [np.full((4, 5), 1, np.uint8)] * 6
    version = version_of(tmp_path / "v", maps)
    again = back(version, data_format, tmp_path)
    assert {s.name: s.split for s in again.samples} == {s.name: s.split for s in version.samples}


@pytest.mark.parametrize("data_format", ["severstal", "yolo-seg"])
def test_ignored_pixels_that_the_format_cannot_hold_are_told(data_format: str, tmp_path: Path):
    class_map = np.zeros((4, 5), np.uint8)
    class_map[0] = 255
    class_map[2] = 1
    version = version_of(tmp_path / "v", [class_map])
    report = look_at(version, data_format)
    assert report.classes[-1] == ClassLoss("__ignore__", 5, 5, 0, 0.0)
    assert "ignored pixels" in report.not_kept
    class_map[0] = 0
    again = back(version, data_format, tmp_path)
    assert class_maps(again) == {"frame0": class_map.tolist()}


def test_an_export_goes_into_an_empty_folder_only_and_appears_whole(tmp_path: Path):
    version = version_of(tmp_path / "v", [np.zeros((4, 5), np.uint8)] * 2)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("mine")
    with pytest.raises(DatasetError) as error:
        export(version, "coco", tmp_path / "out")
    assert error.value.message.code is Code.OUTPUT_TAKEN

    def stop(done: int, total: int) -> None:
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export(version, "coco", tmp_path / "new", report=stop)
    (version.folder / version.samples[1].frame_file).write_bytes(b"changed")
    with pytest.raises(DatasetError):
        export(version, "coco", tmp_path / "new")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "v"]
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["thesis.txt"]


@pytest.mark.parametrize("data_format", sorted(EXPORTERS))
def test_an_export_into_an_empty_folder_that_is_there_works(data_format: str, tmp_path: Path):
    version = version_of(tmp_path / "v", [np.ones((4, 5), np.uint8)])
    (tmp_path / "out").mkdir()
    assert class_maps(back(version, data_format, tmp_path)) == class_maps(version)
