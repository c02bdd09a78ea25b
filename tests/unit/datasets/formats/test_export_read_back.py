"""An export is read back before it is called done: it is the same, or nothing is written and words say why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

import inspector.datasets.formats.exporting as exporting
from inspector.core.class_map import ClassMap
from inspector.core.classes import HasClasses
from inspector.core.messages import Code, DatasetError
from inspector.core.untrusted import file_name_fault, name_fault
from inspector.datasets.formats.exporting import EXPORTERS, export, look_at
from inspector.datasets.formats.importing import Plan, import_survey, survey
from inspector.datasets.formats.reading import ImportOptions
from inspector.datasets.run_length import read_runs
from inspector.datasets.version import DatasetVersion, NewSample, Origin, Split, write_version
from tests.long_form import examples
from tests.unit.datasets.formats.format_samples import class_maps, imported, png

CASE = Path(__file__).parents[3] / "cases" / "29-roundtrip-names" / "hash"
FORMATS = sorted(EXPORTERS)


def version_of(
    folder: Path, classes: tuple[str, ...], maps: dict[str, ClassMap], *, splits: tuple[Split, ...] = (Split.TRAIN,),
    non_defects: tuple[str, ...] = (), origin: Origin = Origin.REAL,
) -> DatasetVersion:  # fmt: skip
    samples = [
        NewSample(name, png(np.full(of_frame.shape, k, np.uint8)), ".png", of_frame, f"coil {k}",
                  splits[k % len(splits)], origin)
        for k, (name, of_frame) in enumerate(maps.items())
    ]  # fmt: skip
    return write_version(
        folder, name="v", class_names=("background", *classes), source="a test", terms="none", samples=samples,
        non_defects=non_defects,
    )  # fmt: skip


def two_boxes() -> ClassMap:
    class_map = np.zeros((12, 14), np.uint8)
    class_map[1:4, 1:5] = 1
    class_map[6:11, 8:13] = 2
    return class_map


def back(data_format: str, out: Path, folder: Path, classes: tuple[str, ...]) -> DatasetVersion:
    return imported(data_format, out, folder, *(classes if data_format == "severstal" else ()))


def refusal_of(act: Callable[[], object]) -> str:
    with pytest.raises(DatasetError) as caught:
        act()
    assert caught.value.message.code is Code.DATASET_EXPORT_DIFFERS
    return str(caught.value.message.params["detail"])


# names


PARTS = st.sampled_from([
    "#", ":", ",", "'", '"', "“", "裂纹", "e\u0301", "\u00e9", " ", "%20", "&amp;", "<b>", "- ", "{", "=1+2", "\\",
    "//", "a", "1", "\u200b", "null", "~", "[x]", "|", "!",
])  # fmt: skip
CLASS_NAMES = st.lists(
    st.lists(PARTS, min_size=1, max_size=4).map("".join).filter(lambda name: not name_fault(name)),
    min_size=1, max_size=3, unique=True,
)  # fmt: skip


@pytest.mark.parametrize("data_format", FORMATS)
@given(names=CLASS_NAMES, frame=st.lists(PARTS, min_size=1, max_size=4).map("".join))
@settings(max_examples=examples(12), deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_names_come_back_equal_or_the_export_refuses(data_format: str, names: list[str], frame: str):
    frame = "frame" if file_name_fault(frame) else frame
    class_map = np.zeros((3, 7), np.uint8)
    class_map[1, 1 : 1 + 2 * len(names) : 2] = np.arange(1, len(names) + 1)
    with TemporaryDirectory() as place:
        version = version_of(Path(place) / "v", tuple(names), {frame: class_map, "clean": np.zeros((3, 7), np.uint8)})
        refused = None
        try:
            look_at(version, data_format)
            export(version, data_format, Path(place) / "out")
        except DatasetError as error:
            refused = error.message.code
        if refused is not None:
            assert refused is Code.DATASET_EXPORT_DIFFERS
            assert not (Path(place) / "out").exists()
            return
        again = back(data_format, Path(place) / "out", Path(place) / "again", tuple(names))
        assert again.class_names == version.class_names
        assert class_maps(again) == class_maps(version)


@pytest.mark.parametrize("data_format", FORMATS)
@pytest.mark.parametrize(
    "name", ["b" * 200, "裂纹（表面）", "it's", 'a "quoted" one', "a, b", "NFD e\u0301", "NFC \u00e9", "two  spaces"]
)
def test_these_names_come_back_in_every_format(data_format: str, name: str, tmp_path: Path):
    version = version_of(tmp_path / "v", (name, "dent"), {"a": two_boxes(), "clean": np.zeros((5, 5), np.uint8)})
    export(version, data_format, tmp_path / "out")
    assert back(data_format, tmp_path / "out", tmp_path / "again", (name, "dent")).class_names[1:] == (name, "dent")


def test_a_name_that_begins_with_a_hash_is_refused_by_voc_before_anything_is_written(tmp_path: Path):
    """Case 29: the class "#1 crack" was a remark to labelmap.txt, and its defects came back as dents."""
    version = imported("coco", CASE, tmp_path / "v")
    assert version.class_names == ("background", "#1 crack", "dent")
    for act in (lambda: look_at(version, "voc"), lambda: export(version, "voc", tmp_path / "out")):
        assert "“#1 crack” would get lost" in refusal_of(act)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["v"]
    for data_format in ("coco", "cvat", "labelme", "masks", "yolo-seg"):
        export(version, data_format, tmp_path / data_format)
        again = imported(data_format, tmp_path / data_format, tmp_path / f"{data_format} again")
        assert again.class_names == version.class_names
        assert class_maps(again) == class_maps(version)


# what differs


def tampered(data_format: str, spoil: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch) -> None:
    """The writer of the format, followed by a fault."""
    exporter = EXPORTERS[data_format]
    writer = exporter.masks
    assert writer is not None

    def write(folder: Path, classes: HasClasses, frames: object) -> None:
        writer(folder, classes, frames)  # type: ignore[arg-type]
        if not any("names" in path.stem for path in folder.rglob("*.png")):  # the trial of names stays right
            spoil(folder)

    monkeypatch.setattr(exporting, "EXPORTERS", {**EXPORTERS, data_format: replace(exporter, masks=write)})


def one_pixel_of_another_class(folder: Path) -> None:
    path = folder / "masks" / "b.png"
    class_map = np.array(Image.open(path))
    class_map[0, 0] = 2
    path.write_bytes(png(class_map))


def another_picture(folder: Path) -> None:
    (folder / "images" / "b.png").write_bytes(png(np.full((12, 14), 99, np.uint8)))


def another_split(folder: Path) -> None:
    samples = folder / "samples.csv"
    samples.write_text(samples.read_text().replace("test", "val"))


def another_group(folder: Path) -> None:
    samples = folder / "samples.csv"
    samples.write_text(samples.read_text().replace("coil 1", "coil 7"))


def one_frame_less(folder: Path) -> None:
    for path in ("images/b.png", "masks/b.png"):
        (folder / path).unlink()
    samples = folder / "samples.csv"
    samples.write_text("".join(line for line in samples.read_text().splitlines(True) if not line.startswith("b,")))


def one_frame_more(folder: Path) -> None:
    for part in ("images", "masks"):
        (folder / part / "c.png").write_bytes((folder / part / "b.png").read_bytes())


def classes_swapped(folder: Path) -> None:
    (folder / "classes.txt").write_text("background\ndent\ncrack\n")


def no_mark_of_what_is_no_defect(folder: Path) -> None:
    (folder / "non_defects.txt").unlink()


def half_a_mask(folder: Path) -> None:
    path = folder / "masks" / "b.png"
    path.write_bytes(path.read_bytes()[:60])


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (one_pixel_of_another_class, "on the frame b the class “dent” loses 0 px and gains 1 px"),
        (another_picture, "the picture of b is another one"),
        (another_split, "the split of b is test, what comes back is val"),
        (another_group, "the group of b is “coil 1”, what comes back is “coil 7”"),
        (one_frame_less, "the frame b does not come back"),
        (one_frame_more, "a frame c comes back"),
        (classes_swapped, "the class “crack” is “dent” when read back"),
        (no_mark_of_what_is_no_defect, "which classes are no defects"),
        (half_a_mask, "b: corrupted"),
    ],
)
def test_whatever_differs_refuses_the_export_and_is_named(
    spoil: Callable[[Path], None], reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    version = version_of(
        tmp_path / "v", ("crack", "dent"), {"a": two_boxes(), "b": two_boxes()}, splits=(Split.TRAIN, Split.TEST),
        non_defects=("dent",),
    )  # fmt: skip
    tampered("masks", spoil, monkeypatch)
    assert reason in refusal_of(lambda: export(version, "masks", tmp_path / "out"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["v"]


def test_progress_counts_writing_and_reading_back(tmp_path: Path):
    version = version_of(tmp_path / "v", ("crack", "dent"), {"a": two_boxes(), "b": two_boxes()})
    seen: list[tuple[int, int]] = []
    export(version, "coco", tmp_path / "out", report=lambda done, total: seen.append((done, total)))
    assert seen == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]


# what formats cannot hold


def test_classes_that_are_no_defects_come_back_from_masks_and_are_told_elsewhere(tmp_path: Path):
    version = version_of(tmp_path / "v", ("crack", "joint"), {"a": two_boxes()}, non_defects=("joint",))
    export(version, "masks", tmp_path / "out")
    assert (tmp_path / "out" / "non_defects.txt").read_text() == "joint\n"
    again = imported("masks", tmp_path / "out", tmp_path / "again")
    assert (again.non_defects, again.id) == (("joint",), version.id)
    lost = "which classes are no defects (joint)"
    assert {name: lost in look_at(version, name).not_kept for name in FORMATS} == {
        name: name != "masks" for name in FORMATS
    }


def test_a_wrong_mark_of_what_is_no_defect_is_refused_at_import(tmp_path: Path):
    export(version_of(tmp_path / "v", ("crack", "dent"), {"a": two_boxes()}), "masks", tmp_path / "out")
    (tmp_path / "out" / "non_defects.txt").write_text("joint\n")
    with pytest.raises(DatasetError, match="“joint” is listed as no defect"):
        survey("masks", tmp_path / "out", Plan())


def test_a_format_of_outlines_alone_need_not_be_asked_for_them(tmp_path: Path):
    ring = np.zeros((12, 14), np.uint8)
    ring[2:9, 2:9] = 1
    ring[4:7, 4:7] = 0
    version = version_of(tmp_path / "v", ("crack",), {"a": ring})
    assert look_at(version, "yolo-seg").n_holes_filled_px == 9
    export(version, "yolo-seg", tmp_path / "out")
    again = np.array(class_maps(imported("yolo-seg", tmp_path / "out", tmp_path / "again"))["a"])
    assert (again != ring).sum() == 9


def test_frames_of_no_split_are_left_out_of_yolo_and_told(tmp_path: Path):
    """Its readers know train, val and test: left in, an unused frame would come back in one of them or not at all."""
    version = version_of(
        tmp_path / "v", ("crack", "dent"), {"a": two_boxes(), "b": two_boxes()}, splits=(Split.TRAIN, Split.UNUSED)
    )
    report = look_at(version, "yolo-seg")
    assert (report.n_frames, report.classes[0].n_pixels) == (1, 12)
    assert "frames of no split (1)" in report.not_kept
    export(version, "yolo-seg", tmp_path / "out")
    assert list(class_maps(imported("yolo-seg", tmp_path / "out", tmp_path / "again"))) == ["a"]
    for data_format in ("coco", "cvat", "masks", "voc"):
        export(version, data_format, tmp_path / data_format)
        again = imported(data_format, tmp_path / data_format, tmp_path / f"{data_format} again")
        assert [sample.split for sample in again.samples] == [Split.TRAIN, Split.UNUSED], data_format


def test_what_made_a_frame_and_its_bits_are_told_to_be_lost(tmp_path: Path):
    version = version_of(tmp_path / "v", ("crack", "dent"), {"a": two_boxes()}, origin=Origin.INJECTED)
    assert "which frames are synthetic or hold injected defects" in look_at(version, "masks").not_kept
    deep = NewSample("a", png(np.full((12, 14), 900, np.uint16)), ".png", two_boxes(), "g", Split.TRAIN, bits=12)
    version = write_version(
        tmp_path / "w", name="w", class_names=("background", "crack", "dent"), source="", terms="", samples=[deep]
    )
    assert look_at(version, "masks").not_kept == ("the bits of 16-bit frames",)


# run lengths of any length


def test_a_run_length_longer_than_any_cell_of_a_table_comes_back(tmp_path: Path):
    """A checkerboard of 400 x 400 has 80,000 runs: 600,000 characters, where a cell of csv ends at 131,072."""
    rows, columns = np.indices((400, 400))
    checkered = ((rows + columns) % 2).astype(np.uint8)
    version = version_of(tmp_path / "v", ("crack",), {"a": checkered})
    export(version, "severstal", tmp_path / "out")
    text = read_runs(tmp_path / "out" / "train.csv")["a.png"][1]
    assert len(text) > 131_072
    assert text.startswith("2 1 4 1 6 1")  # the first column begins outside
    again = survey("severstal", tmp_path / "out", Plan(ImportOptions(("crack",))))
    version_again = import_survey(again, tmp_path / "again", "again", terms="none")
    assert class_maps(version_again) == class_maps(version)
