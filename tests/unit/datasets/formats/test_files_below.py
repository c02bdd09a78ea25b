"""Which picture an annotation file means: its own, or none; never one of the same name in another folder."""

from __future__ import annotations

import base64
import unicodedata
from pathlib import Path
from urllib.parse import quote

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from PIL import Image

from inspector.datasets.formats.files_below import Files, check_copy, copy_of_base64, is_copy
from inspector.datasets.formats.reading import BrokenPair, Fault
from inspector.datasets.version import Split
from tests.unit.datasets.formats.format_samples import png, put, put_frame


def files_of(top: Path, *paths: str) -> Files:
    for path in paths:
        put(top / path, b"")
    return Files(top)


def picture(files: Files, called: str, beside: str = "", split: Split | None = None) -> str | Fault:
    try:
        return files.picture(called, beside, split)
    except BrokenPair as broken:
        return broken.fault


COILS = ("coilA/0001.png", "coilB/0001.png", "coilB/0002.png")


@pytest.mark.parametrize(
    ("called", "beside", "found"),
    [
        ("coilA/0001.png", "", "coilA/0001.png"),
        ("coilA/0001.png", "annotations", "coilA/0001.png"),
        ("0001.png", "coilB", "coilB/0001.png"),
        ("./0001.png", "coilB", "coilB/0001.png"),
        ("../coilB/0001.png", "coilA", "coilB/0001.png"),
        ("coilB\\0001.png", "", "coilB/0001.png"),
        ("D:\\steel\\coilB\\0001.PNG", "coilA", "coilB/0001.png"),
        ("/steel/me/coilA/0001.png", "coilB", "coilA/0001.png"),
        ("file:///C:/steel/coilA/0001.png", "", "coilA/0001.png"),
        ("https://line1/pictures/coilA/0001.png", "", "coilA/0001.png"),
        ("../../../upload/coilA/0001.png", "annotations", "coilA/0001.png"),
        ("COILB/0001.Png", "", "coilB/0001.png"),
        ("coilB/0001", "", "coilB/0001.png"),  # a video task
        ("coilB/0001.jpg", "", "coilB/0001.png"),  # converted since
        ("0002.png", "", "coilB/0002.png"),  # no other has its name
        ("0001.png", "", Fault.DUPLICATE_NAME),
        ("0002.png", "coilA", Fault.MISSING_PICTURE),  # it is coil B's
        ("coilA/0002.png", "", Fault.MISSING_PICTURE),
        ("coilA/0002", "", Fault.MISSING_PICTURE),
        ("/steel/me/coilA/0002.png", "", Fault.MISSING_PICTURE),
        ("coilC/0001.png", "", Fault.MISSING_PICTURE),
        ("1.png", "", Fault.MISSING_PICTURE),
        ("oilA/0001.png", "", Fault.MISSING_PICTURE),
        ("coilA", "", Fault.MISSING_PICTURE),
        ("coilA/0001.txt", "", Fault.MISSING_PICTURE),
        ("", "", Fault.MISSING_PICTURE),
        ("..", "coilA", Fault.MISSING_PICTURE),
        ("\0", "", Fault.MISSING_PICTURE),
    ],
)
def test_a_picture_of_a_coil_is_that_coils(tmp_path: Path, called: str, beside: str, found: str | Fault):
    assert picture(files_of(tmp_path, *COILS), called, beside) == found


@pytest.mark.parametrize(
    ("paths", "called", "beside", "found"),
    [
        # folders that say "pictures lie here" may stand in the name or not
        (["images/a.png"], "a.png", "annotations", "images/a.png"),
        (["coilA/images/a.png", "coilB/images/a.png"], "a.png", "coilB/labels", "coilB/images/a.png"),
        (["coilA/images/a.png"], "coilA/a.png", "", "coilA/images/a.png"),
        (["images/coilA/a.png", "images/coilB/a.png"], "a.png", "labels/coilB", "images/coilB/a.png"),
        (["frames/a.png"], "images/a.png", "", "frames/a.png"),
        (["images/a.png", "frames/a.png"], "IMAGES/A.png", "", "images/a.png"),
        (["images/a.png", "frames/a.png"], "pictures/a.png", "", Fault.DUPLICATE_NAME),
        (["coilB/a.png"], "images/a.png", "", Fault.MISSING_PICTURE),
        (["a.png"], "images/a.png", "", "a.png"),
        (["a.png"], "C:/me/a.png", "", "a.png"),
        (["a.png"], "coilA/a.png", "", Fault.MISSING_PICTURE),
        (["a.png"], "a.png", "coilA", Fault.MISSING_PICTURE),
        (["a.png"], "a.png", "json", "a.png"),
        # the longest ending
        (["x/coil/a.png", "coil/a.png", "a.png"], "/y/x/coil/a.png", "", "x/coil/a.png"),
        (["x/coil/a.png", "z/coil/a.png"], "coil/a.png", "", Fault.DUPLICATE_NAME),
        # a mask is no picture that somebody annotated, unless its folder is named
        (["masks/a.png"], "a.png", "", Fault.MISSING_PICTURE),
        (["images/a.png", "masks/a.png"], "a.png", "", "images/a.png"),
        (["masks/a.png"], "masks/a.png", "", "masks/a.png"),
        (["masks/train/a.png"], "a.png", "", Fault.MISSING_PICTURE),
        (["annotations/images/a.png"], "a.png", "annotations", "annotations/images/a.png"),
        (["coco/images/a.png"], "a.png", "coco/annotations", "coco/images/a.png"),
        # "%20" and the like
        (["coil A/a b.png"], "coil%20A/a%20b.png", "", "coil A/a b.png"),
        (["coil%20A/a%20b.png"], "coil A/a b.png", "", "coil%20A/a%20b.png"),
        (["a%20b.png", "a b.png"], "a%20b.png", "", "a%20b.png"),
        (["a%20b.png", "a b.png"], "a b.png", "", "a b.png"),
        (["%FF.png"], "%FE.png", "", Fault.MISSING_PICTURE),
        (["a%2Fb.png"], "a/b.png", "", Fault.MISSING_PICTURE),
        # without a suffix
        (["frame_000001.PNG"], "frame_000001", "images", "frame_000001.PNG"),
        (["a.png", "a.jpg"], "a", "", Fault.DUPLICATE_NAME),
        (["a.png", "a.jpg"], "a.bmp", "", Fault.DUPLICATE_NAME),
        (["a.png", "a.jpg"], "a.jpg", "", "a.jpg"),
        (["2.5.png", "2.png"], "2.5", "", "2.5.png"),
        (["2.png"], "2.5", "", Fault.MISSING_PICTURE),
        # names that no file system of some kind can tell apart
        (["A.png", "a.png"], "a.png", "", "a.png"),
        (["sub/A.png", "sub/a.png"], "a.png", "", Fault.DUPLICATE_NAME),
        ([unicodedata.normalize("NFD", "é.png")], "é.png", "", unicodedata.normalize("NFD", "é.png")),
    ],
)  # fmt: skip
def test_a_name_means_one_picture_or_none(tmp_path: Path, paths: list[str], called: str, beside: str, found: object):
    assert picture(files_of(tmp_path, *paths), called, beside) == found


def test_a_name_from_one_folder_higher_means_the_folder_that_is_read(tmp_path: Path):
    files = files_of(tmp_path / "coilA", "0001.png")
    assert picture(files, "coilA/0001.png") == "0001.png"
    assert picture(files, "coilB/0001.png") is Fault.MISSING_PICTURE


def test_of_one_name_in_two_splits_the_files_own_is_meant_and_never_the_others(tmp_path: Path):
    files = files_of(tmp_path, "train2017/a.png", "val2017/a.png", "train2017/b.png")
    assert picture(files, "a.png", "annotations", Split.VAL) == "val2017/a.png"
    assert picture(files, "a.png", "annotations") is Fault.DUPLICATE_NAME
    assert picture(files, "b.png", "annotations", Split.VAL) is Fault.MISSING_PICTURE
    assert picture(files, "train2017/b.png", "annotations", Split.VAL) == "train2017/b.png"


def test_what_is_missing_is_said_with_its_namesakes(tmp_path: Path):
    with pytest.raises(BrokenPair, match=r"no picture 0001\.png as seen from coilC; coilA/0001\.png and coilB/0001"):
        files_of(tmp_path, *COILS).picture("0001.png", "coilC")


NAMES = st.text(
    st.one_of(st.sampled_from("ab01 %20._-'éÉß鋼"), st.characters(exclude_characters='\0/\\<>:"|?*', codec="utf-8")),
    min_size=1, max_size=5,
).filter(lambda name: not name.startswith(".") and name.strip() == name and len(name.encode()) < 60)  # fmt: skip
FOLDERS = st.lists(st.one_of(NAMES, st.sampled_from(["images", "labels", "coilA", "coilB"])), max_size=3).map(tuple)
TREES = st.lists(
    st.tuples(FOLDERS, NAMES, st.sampled_from([".png", ".PNG", ".jpg"])), min_size=1, max_size=6, unique=True
)


@given(tree=TREES, data=st.data())
@settings(max_examples=50, deadline=None)
def test_each_label_lands_on_its_own_picture_or_on_none(
    tmp_path_factory: pytest.TempPathFactory, tree: list[tuple[tuple[str, ...], str, str]], data: st.DataObject
):
    paths = ["/".join([*folders, name + suffix]) for folders, name, suffix in tree]
    try:
        files = files_of(tmp_path_factory.mktemp("tree"), *paths)
    except OSError:  # a file where another needs a folder, or a name that this disk has not
        assume(False)
    own = data.draw(st.sampled_from(paths))
    folder, _, name = own.rpartition("/")
    stem = name.rpartition(".")[0]
    in_folder = f"{folder}/" if folder else ""
    said = data.draw(
        st.sampled_from([
            (own, ""), (own, "annotations"), (name, folder), (own.replace("/", "\\"), ""), (f"/elsewhere/{own}", "x"),
            (f"E:\\elsewhere\\{own}".replace("/", "\\"), ""), (quote(own), ""), (quote(f"/elsewhere/{own}"), ""),
            (in_folder + stem, ""), (stem, folder), (own.swapcase(), ""), (unicodedata.normalize("NFD", own), ""),
            (unicodedata.normalize("NFC", own), "annotations"),
        ])
    )  # fmt: skip
    assume(said[0] == own or said[0] not in paths)  # or it names another one in full
    assert picture(files, *said) in (own, Fault.DUPLICATE_NAME, Fault.MISSING_PICTURE)


@given(tree=TREES)
@settings(max_examples=50, deadline=None)
def test_a_full_path_is_always_found(
    tmp_path_factory: pytest.TempPathFactory, tree: list[tuple[tuple[str, ...], str, str]]
):
    paths = ["/".join([*folders, name + suffix]) for folders, name, suffix in tree]
    try:
        files = files_of(tmp_path_factory.mktemp("tree"), *paths)
    except OSError:
        assume(False)
    assert [picture(files, path) for path in paths] == paths


@given(tree=TREES, lost=st.integers(0, 5), data=st.data())
@settings(max_examples=50, deadline=None)
def test_of_a_picture_that_is_gone_no_other_coils_takes_its_place(
    tmp_path_factory: pytest.TempPathFactory,
    tree: list[tuple[tuple[str, ...], str, str]],
    lost: int,
    data: st.DataObject,
):
    """Every picture lies in a coil's folder; one is taken away."""
    coils = data.draw(st.permutations(["coil1", "coil2", "coil3", "coil4", "coil5", "coil6"]))
    paths = [f"{coil}/{name}{suffix}" for coil, (_, name, suffix) in zip(coils, tree, strict=False)]
    own = paths.pop(lost % len(paths))
    folder, _, name = own.rpartition("/")
    files = files_of(tmp_path_factory.mktemp("tree"), *paths)
    for called, beside in ((own, ""), (name, folder), (f"/steel/me/{own}", ""), (own.replace("/", "\\"), "labels")):
        assert picture(files, called, beside) is Fault.MISSING_PICTURE


# files that annotate one picture, are called after it, and may hold a copy of it


def strip(seed: int, *, height: int = 40, width: int = 60) -> np.ndarray:
    """Grain on a bright band with dark sides, as all frames of one rail have."""
    rng = np.random.default_rng(seed)
    grey = np.full((height, width), 40.0)
    grey[:, 15:45] = 170
    return (grey + rng.normal(0, 6, grey.shape)).clip(0, 255).astype(np.uint8)


@pytest.fixture
def pair(tmp_path: Path) -> Files:
    put(tmp_path / "a.png", png(strip(1)))
    put(tmp_path / "b.png", png(strip(2)))
    return Files(tmp_path)


def test_where_name_and_file_name_agree_nothing_else_is_asked(pair: Files):
    assert pair.picture_of_sheet("a.json", "a.png", None) == "a.png"
    assert pair.picture_of_sheet("label_of_a.json", "a.png", None) == "a.png"


def test_of_a_pair_that_was_renamed_the_copy_tells_which_picture_it_is(pair: Files):
    assert pair.picture_of_sheet("a.json", "b.png", png(strip(1))) == "a.png"
    assert pair.picture_of_sheet("a.json", "b.png", png(strip(2))) == "b.png"
    assert pair.picture_of_sheet("a.json", "old.png", png(strip(1))) == "a.png"
    for copy in (None, png(strip(3))):
        with pytest.raises(BrokenPair, match=r"called after a\.png and names b\.png") as error:
            pair.picture_of_sheet("a.json", "b.png", copy)
        assert error.value.fault is Fault.CONTRADICTION
        with pytest.raises(BrokenPair, match=r"no picture old\.png"):
            pair.picture_of_sheet("a.json", "old.png", copy)


def test_a_copy_of_another_picture_is_told(pair: Files):
    check_copy(None, pair.at("a.png"), "a.json")
    check_copy(png(strip(1)), pair.at("a.png"), "a.json")
    with pytest.raises(BrokenPair, match=r"inside a\.json is another one than a\.png"):
        check_copy(png(strip(2)), pair.at("a.png"), "a.json")
    assert not is_copy(png(strip(1, height=41)), pair.at("a.png"))


@pytest.mark.parametrize("quality", [30, 75, 95])
@pytest.mark.parametrize("deviation", [0.0, 1.0, 6.0, 20.0])
def test_a_jpeg_of_a_picture_is_its_copy_and_one_of_its_neighbour_is_not(
    tmp_path: Path, quality: int, deviation: float
):
    rng = np.random.default_rng(5)
    one, other = (
        (np.repeat([40.0, 150.0, 40.0], 20) + 20 + rng.normal(0, deviation, (40, 60))).clip(0, 255).astype(np.uint8)
        for _ in range(2)
    )
    Image.fromarray(one).save(tmp_path / "a.jpg", quality=quality)
    Image.open(tmp_path / "a.jpg").save(tmp_path / "again.jpg", quality=75)
    assert is_copy((tmp_path / "again.jpg").read_bytes(), tmp_path / "a.jpg")
    if deviation >= 6:  # less grain is not told apart
        assert not is_copy(png(other), tmp_path / "a.jpg")


def test_a_copy_in_more_bits_or_colours_is_one(tmp_path: Path):
    put(tmp_path / "a.png", png(strip(1)))
    assert is_copy(png(np.dstack([strip(1)] * 3)), tmp_path / "a.png")
    assert is_copy(png(strip(1).astype(np.uint16) * 257), tmp_path / "a.png")
    deep = strip(1).astype(np.uint16) * 10 + 500  # 12 bits, which a program shows in its own range
    shown = (deep - deep.min()) * 255.0 / (deep.max() - deep.min())
    put(tmp_path / "deep.png", png(deep))
    assert is_copy(png(shown.astype(np.uint8)), tmp_path / "deep.png")
    assert not is_copy(png(strip(2)), tmp_path / "deep.png")


def as_upper_bits(deep: np.ndarray) -> np.ndarray:
    return deep >> 8


def as_percentiles(deep: np.ndarray) -> np.ndarray:
    low, high = np.percentile(deep, [2, 98])
    return (deep - low) * 255 / (high - low)


def as_first_levels(deep: np.ndarray) -> np.ndarray:
    return deep - deep.min()  # what is brighter than the darkest + 255 is white


def as_curve(deep: np.ndarray) -> np.ndarray:
    return 255 * (deep / deep.max()) ** 0.45


@pytest.mark.parametrize(
    ("bits", "show"),
    [*((bits, show) for bits in (12, 16) for show in (as_upper_bits, as_percentiles, as_curve)), (12, as_first_levels)],
)
def test_a_copy_that_a_program_made_of_a_deep_picture_in_its_own_way_is_one(tmp_path: Path, bits: int, show):
    def deep(seed: int) -> np.ndarray:
        return (strip(seed).astype(np.uint32) * (2**bits - 1) // 255 + strip(seed + 10) % 7).astype(np.uint16)

    put(tmp_path / "deep.png", png(deep(1)))
    copies = [png(show(deep(seed).astype(np.int64)).clip(0, 255).astype(np.uint8)) for seed in (1, 2)]
    assert is_copy(copies[0], tmp_path / "deep.png")
    assert not is_copy(copies[1], tmp_path / "deep.png")
    assert not is_copy(png(np.full_like(strip(1), 255)), tmp_path / "deep.png")  # shows nothing of it


def test_a_copy_that_is_none_is_said(tmp_path: Path):
    assert copy_of_base64(None) is copy_of_base64("") is None
    assert copy_of_base64(base64.b64encode(b"abc").decode()) == b"abc"
    for text in ("?", 5, "é"):
        with pytest.raises(BrokenPair, match="no base64"):
            copy_of_base64(text)
    put_frame(tmp_path / "a.png")
    for copy in (b"", b"abc"):
        with pytest.raises(BrokenPair) as error:
            is_copy(copy, tmp_path / "a.png")
        assert error.value.fault is Fault.CORRUPTED
