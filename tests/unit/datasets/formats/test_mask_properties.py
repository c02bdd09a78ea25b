"""Any mask, written by Pillow in any way that its values allow, comes back as it was."""

from __future__ import annotations

import io
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst
from PIL import Image

from inspector.core.messages import DatasetError
from inspector.datasets.formats.importing import Plan, import_survey, survey
from inspector.datasets.formats.mask_values import voc_palette
from inspector.datasets.formats.reading import ImportOptions
from tests.unit.datasets.formats.format_samples import class_maps, masks_folder, png, put, put_frame

Colour = tuple[int, int, int]
colours = st.tuples(*[st.integers(0, 255)] * 3)


def maps_of(n_classes: int) -> st.SearchStrategy[list[np.ndarray]]:
    """Class maps of one or two frames that show something and not one thing alone."""
    one = npst.arrays(np.uint8, st.tuples(st.integers(1, 4), st.integers(1, 4)), elements=st.integers(0, n_classes))
    return st.lists(one, min_size=1, max_size=2).filter(
        lambda maps: len({value for found in maps for value in found.flat}) > 1
    )


def written(picture: Image.Image, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG", **options)
    return out.getvalue()


def palette_picture(class_map: np.ndarray, of_class: list[Colour], data: st.DataObject, *, hides: bool) -> bytes:
    """A palette in any order, with each class at one to three entries, other colours between, and some transparent."""
    slots = [index for index in range(len(of_class)) for _ in range(data.draw(st.integers(1, 3)))]
    slots += [-1] * data.draw(st.integers(0, 4))
    slots = data.draw(st.permutations(slots))
    spare = data.draw(colours)
    shown = [of_class[slot] if slot >= 0 else spare for slot in slots]
    rng = np.random.default_rng(data.draw(st.integers(0, 99)))
    entries = np.zeros_like(class_map)
    for index in range(len(of_class)):
        where = class_map == index
        entries[where] = rng.choice([at for at, slot in enumerate(slots) if slot == index], int(where.sum()))
    picture = Image.fromarray(entries)
    picture.putpalette([part for colour in shown for part in colour])
    alphas = bytes(data.draw(st.lists(st.sampled_from([0, 128, 255]), min_size=len(slots), max_size=len(slots))))
    return written(picture, **({"transparency": alphas} if hides else {}))


def read(data_format: str, folder: Path, **options: object) -> dict[str, list[list[int]]]:
    found = survey(data_format, folder, Plan(ImportOptions(**options)))  # type: ignore[arg-type]
    return class_maps(import_survey(found, folder.parent / "v", "v", terms="none"))


def voc_folder(top: Path, masks: list[bytes], maps: list[np.ndarray], table: list[str]) -> Path:
    put(top / "labelmap.txt", "\n".join(table))
    for number, (mask, class_map) in enumerate(zip(masks, maps, strict=True)):
        height, width = class_map.shape
        put_frame(top / "JPEGImages" / f"{number}.jpg", height=height, width=width)
        put(top / "SegmentationClass" / f"{number}.png", mask)
    return top


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_palettes_and_colours_come_back_by_a_table_of_colours(data: st.DataObject):
    n_classes = data.draw(st.integers(1, 4))
    maps = data.draw(maps_of(n_classes))
    of_class = data.draw(st.lists(colours, min_size=n_classes + 1, max_size=n_classes + 1, unique=True))
    order = data.draw(st.permutations(range(n_classes + 1)))
    names = ["Background", *(f"class {index}" for index in range(1, n_classes + 1))]
    table = [f"{names[index]}:{','.join(map(str, of_class[index]))}::" for index in order]
    kind = data.draw(st.sampled_from(["palette", "colours", "quantized"]))
    masks = []
    for class_map in maps:
        if kind == "palette":
            masks.append(palette_picture(class_map, of_class, data, hides=data.draw(st.booleans())))
            continue
        picture = Image.fromarray(np.array(of_class, np.uint8)[class_map])
        quantized = picture.convert("P", palette=Image.Palette.ADAPTIVE, colors=256)
        is_exact = np.array_equal(np.asarray(quantized.convert("RGB")), np.asarray(picture))
        masks.append(written(quantized if kind == "quantized" and is_exact else picture))
    with TemporaryDirectory() as place:
        maps_back = read("voc", voc_folder(Path(place) / "voc", masks, maps, table))
    indices = np.zeros(n_classes + 1, np.uint8)
    indices[[index for index in order if index]] = range(1, n_classes + 1)  # by their order in the table
    assert maps_back == {str(number): indices[found].tolist() for number, found in enumerate(maps)}


def as_grey(class_map: np.ndarray) -> bytes:
    return png(class_map)


def as_16_bit(class_map: np.ndarray) -> bytes:
    return png(class_map.astype(np.uint16))


def as_grey_rgb(class_map: np.ndarray) -> bytes:
    return png(np.dstack([class_map] * 3))


def as_grey_palette(class_map: np.ndarray) -> bytes:
    return written(Image.fromarray(class_map).convert("P"))


def as_opaque(class_map: np.ndarray) -> bytes:
    return png(np.dstack([*[class_map] * 3, np.full_like(class_map, 255)]))


def as_voc_palette(class_map: np.ndarray) -> bytes:
    picture = Image.fromarray(class_map)
    picture.putpalette(voc_palette().ravel().tolist())
    return written(picture)


def as_voc_colours(class_map: np.ndarray) -> bytes:
    return png(voc_palette()[class_map])


def as_reversed_voc(class_map: np.ndarray) -> bytes:
    picture = Image.fromarray(255 - class_map)
    picture.putpalette(voc_palette()[::-1].ravel().tolist())
    return written(picture)


WAYS = (as_grey, as_16_bit, as_grey_rgb, as_grey_palette, as_opaque, as_voc_palette, as_voc_colours, as_reversed_voc)


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_indices_of_several_classes_come_back_however_they_are_stored(data: st.DataObject):
    n_classes = data.draw(st.integers(2, 6))
    maps = data.draw(maps_of(n_classes))
    write = data.draw(st.sampled_from(WAYS))
    with TemporaryDirectory() as place:
        top = Path(place) / "m"
        put(top / "classes.txt", "".join(f"class {index}\n" for index in range(1, n_classes + 1)))
        for number, class_map in enumerate(maps):
            height, width = class_map.shape
            put_frame(top / "images" / f"{number}.jpg", height=height, width=width)
            put(top / "masks" / f"{number}.png", write(class_map))
        assert read("masks", top) == {str(number): found.tolist() for number, found in enumerate(maps)}


@given(data=st.data())
@settings(max_examples=80, deadline=None)
def test_one_class_comes_back_at_any_level_colour_and_depth_or_is_refused(data: st.DataObject):
    """With nothing but its name known: 0, black or what is transparent is background."""
    mask = data.draw(npst.arrays(np.uint8, (2, 2), elements=st.integers(0, 1))).repeat(4, 0).repeat(5, 1)
    assume(mask.any() and not mask.all())
    colour = data.draw(colours.filter(any))
    level = data.draw(st.integers(1, 65_535))
    way = data.draw(st.sampled_from(["grey", "16 bit", "1 bit", "colours", "palette", "alpha"]))
    match way:
        case "grey":
            content = png(mask * np.uint8(max(1, level % 256)))
        case "16 bit":
            content = png(mask.astype(np.uint16) * np.uint16(level))
        case "1 bit":
            content = png(mask.astype(bool))
        case "colours":
            content = png(np.array([(0, 0, 0), colour], np.uint8)[mask])
        case "palette":
            content = palette_picture(mask, [(0, 0, 0), colour], data, hides=data.draw(st.booleans()))
        case _:
            content = png(np.array([(9, 9, 9, 0), (*colour, 255)], np.uint8)[mask])
    with TemporaryDirectory() as place:
        top = masks_folder(Path(place) / "p", {"a.png": content})
        try:
            maps = read("folder-pairs", top, class_names=("pit",))
        except DatasetError:
            assert way == "palette" or colour == (224, 224, 192)  # a hidden class, or VOC's border alone
            return
        assert maps == {"a": mask.tolist()}


@pytest.mark.parametrize("n_classes", [1, 3])
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_whatever_a_palette_is_no_class_is_taken_for_another(n_classes: int, data: st.DataObject):
    """Nothing but names is known: the map that the colours or the indices give, or a refusal."""
    class_map = data.draw(npst.arrays(np.uint8, (2, 4), elements=st.integers(0, n_classes)))
    of_class = data.draw(st.lists(colours, min_size=n_classes + 1, max_size=n_classes + 1, unique=True))
    of_class[0] = (0, 0, 0)
    assume(len(set(of_class)) == n_classes + 1)
    content = palette_picture(class_map, of_class, data, hides=False)
    with TemporaryDirectory() as place:
        top = masks_folder(Path(place) / "p", {"a.png": content})
        for path in top.rglob("a.jpg"):
            put_frame(path, height=2, width=4)
        try:
            maps = read("folder-pairs", top, class_names=tuple(f"class {i}" for i in range(1, n_classes + 1)))
        except DatasetError:
            return
        assert maps == {"a": class_map.tolist()}
