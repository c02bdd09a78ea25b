"""What the values of masks mean: each rule by hand, and what no rule tells is refused in words."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from inspector.core.messages import DatasetError
from inspector.datasets.formats.importing import Plan, Report, import_survey, survey
from inspector.datasets.formats.mask_values import voc_palette
from inspector.datasets.formats.reading import ImportOptions, alike_classes
from inspector.datasets.formats.value_options import Foreground, NamedColour, colour_table, levels_of_text
from tests.unit.datasets.formats.format_samples import (
    HEIGHT,
    WIDTH,
    box_map,
    class_maps,
    faults,
    masks_folder,
    png,
    put,
    put_frame,
)

PIT = box_map(1, 1, 2, 3, 5)
DENT = box_map(1, 4, 6, 7, 9)
TWO = PIT + 2 * DENT
RED, GREEN, WHITE, BLACK, BORDER = (255, 0, 0), (0, 255, 0), (255, 255, 255), (0, 0, 0), (224, 224, 192)


def with_palette(entries: np.ndarray, colours: list[tuple[int, int, int]], alphas: list[int] | None = None) -> bytes:
    picture = Image.fromarray(entries.astype(np.uint8))
    picture.putpalette([part for colour in colours for part in colour])
    out = io.BytesIO()
    picture.save(out, "PNG", **({"transparency": bytes(alphas)} if alphas else {}))
    return out.getvalue()


def in_colours(class_map: np.ndarray, *colours: tuple[int, ...]) -> bytes:
    return png(np.array(colours, np.uint8)[class_map])


def found(data_format: str, path: Path, **options: Any) -> Report:
    return survey(data_format, path, Plan(ImportOptions(**options))).report


def read(data_format: str, path: Path, folder: Path, **options: Any) -> dict[str, list[list[int]]]:
    surveyed = survey(data_format, path, Plan(ImportOptions(**options)))
    return class_maps(import_survey(surveyed, folder, "v", terms="none"))


def of_pairs(tmp_path: Path, masks: dict[str, bytes], *class_names: str, **options: Any) -> dict[str, list[list[int]]]:
    top = masks_folder(tmp_path / "p", masks)
    return read("folder-pairs", top, tmp_path / "v", class_names=class_names or ("pit",), **options)


def refusal(tmp_path: Path, masks: dict[str, bytes], *class_names: str, **options: Any) -> str:
    """The words of the one sentence that refuses them all."""
    report = found("folder-pairs", masks_folder(tmp_path / "p", masks), class_names=class_names or ("pit",), **options)
    assert report.n_importable == 0
    (said,) = report.notes
    assert all(problem.detail.endswith(said.partition("): ")[2]) for problem in report.problems)
    return said


# one class


@pytest.mark.parametrize(
    "levels",
    [(1, 2), (38, 75), (100, 130), (60, 236), (1, 200), (300, 40_000), (65_535, 1)],
    ids=["numbers", "VOC turned grey", "middle", "MVTec", "far", "16 bits", "16 bits, all of them"],
)
def test_several_levels_of_one_class_are_all_of_them_the_class(tmp_path: Path, levels: tuple[int, int]):
    mask = PIT.astype(np.uint16) * levels[0] + DENT.astype(np.uint16) * levels[1]
    data = png(mask if max(levels) > 255 else mask.astype(np.uint8))
    assert of_pairs(tmp_path, {"a.png": data})["a"] == (PIT + DENT).tolist()
    report = found("folder-pairs", tmp_path / "p", class_names=("pit",))
    assert report.notes == (
        f"masks, grey (1): every level but 0 is pit ({', '.join(str(level) for level in sorted(levels))})",
    )


def test_levels_are_decided_over_all_masks_and_not_one_by_one(tmp_path: Path):
    """A mask of 0 and 1 beside one of 0, 1 and 2: alone, the first would pass for 0 and 1 of a list."""
    maps = of_pairs(tmp_path, {"a.png": png(PIT), "b.png": png(PIT + 2 * DENT), "c.png": png(0 * PIT)})
    assert maps == {"a": PIT.tolist(), "b": (PIT + DENT).tolist(), "c": (0 * PIT).tolist()}


def test_edges_that_fade_are_cut_at_half_of_the_highest_level(tmp_path: Path):
    row = np.array([0, 0, 20, 51, 100, 100, 100, 49, 10, 0], np.uint8)  # 51 is above 50, 49 is not
    mask = np.zeros((HEIGHT, WIDTH), np.uint8)
    mask[3:5] = row
    expected = np.zeros((HEIGHT, WIDTH), np.uint8)
    expected[3:5, 3:7] = 1
    assert of_pairs(tmp_path, {"a.png": png(mask)})["a"] == expected.tolist()
    assert "above 50 is pit" in found("folder-pairs", tmp_path / "p", class_names=("pit",)).notes[0]


def test_a_jpeg_of_black_and_white_is_cut_in_the_middle_and_one_of_low_numbers_refused(tmp_path: Path):
    white = np.zeros((HEIGHT * 4, WIDTH * 4), np.uint8)
    white[8:24, 8:24] = 255
    for name, mask in (("p", white), ("q", white // 255 * 3)):
        put_frame(tmp_path / name / "images" / "a.png", height=HEIGHT * 4, width=WIDTH * 4)
        put(tmp_path / name / "masks" / "a.jpg", png(mask, "JPEG"))
    assert read("folder-pairs", tmp_path / "p", tmp_path / "v", class_names=("pit",))["a"] == (white // 255).tolist()
    assert faults(found("folder-pairs", tmp_path / "q", class_names=("pit",))) == {"images/a.png": "contradiction"}
    several = found("folder-pairs", tmp_path / "p", class_names=("pit", "dent"))
    assert "a JPEG keeps no value as it was" in several.problems[0].detail


def test_0_and_1_and_255_are_refused_unless_somebody_says_which(tmp_path: Path):
    masks = {"a.png": png(PIT + 255 * DENT), "b.png": png(0 * PIT)}
    said = refusal(tmp_path, masks)
    assert "255" in said
    assert "--levels" in said
    top = tmp_path / "p"
    both, one = PIT + DENT, DENT
    for number, (options, expected) in enumerate(
        (
            ({"levels": levels_of_text("0=background,1=pit,255=pit")}, both),
            ({"levels": levels_of_text("0=background,1=pit,255=__ignore__")}, PIT + 255 * DENT),
            ({"foreground": Foreground.parse("255")}, one),
            ({"foreground": Foreground.parse("1+")}, both),
        )
    ):
        maps = read("folder-pairs", top, tmp_path / f"v{number}", class_names=("pit",), **options)
        assert maps["a"] == expected.tolist(), options


def test_masks_without_any_0_are_refused_and_a_foreground_says_what_they_mean(tmp_path: Path):
    """As trimaps have it: 1 is the thing, 2 what is around it."""
    mask = 2 - PIT
    assert "no 0, so which level is background?" in refusal(tmp_path, {"a.png": png(mask)})
    maps = read("folder-pairs", tmp_path / "p", tmp_path / "v", class_names=("pit",), foreground=Foreground.parse("1"))
    assert maps["a"] == PIT.tolist()


def test_inverted_masks_are_read_by_their_foreground(tmp_path: Path):
    masks = {"a.png": png(255 - 255 * PIT), "b.png": png(255 - 0 * PIT)}
    assert of_pairs(tmp_path, masks, foreground=Foreground.parse("0")) == {"a": PIT.tolist(), "b": (0 * PIT).tolist()}


def test_a_foreground_that_no_mask_holds_is_refused(tmp_path: Path):
    for text in ("1", "1,2,3"):
        said = refusal(tmp_path, {"a.png": png(PIT * 255)}, foreground=Foreground.parse(text))
        assert f"nothing that is {text}" in said


def test_pictures_that_lie_among_masks_are_refused(tmp_path: Path):
    picture = np.random.default_rng(3).integers(0, 256, (HEIGHT, WIDTH), np.uint8)
    assert "pictures, it seems, not masks" in refusal(tmp_path, {"a.png": png(picture)})
    colours = np.random.default_rng(3).integers(0, 256, (HEIGHT, WIDTH, 3), np.uint8)
    assert "colours" in refusal(tmp_path / "c", {"a.png": png(colours)})


# how they are stored


@pytest.mark.parametrize(
    "data",
    [
        png(np.dstack([PIT * 255] * 3)), png((PIT * 255).astype(np.uint16)), png(PIT.astype(bool)),
        png(np.dstack([*[PIT * 255] * 3, PIT * 0 + 255])), with_palette(1 - PIT, [WHITE, BLACK]),
        with_palette(PIT, [BLACK, RED]), in_colours(PIT, BLACK, GREEN), with_palette(PIT, [WHITE, RED], [0, 255]),
        in_colours(PIT, (9, 9, 9, 0), (*RED, 255)), in_colours(PIT, (*RED, 0), (*GREEN, 80)),
        in_colours(PIT, BLACK, (128, 0, 0)), png(np.dstack([PIT * 255] * 3), "BMP"), png(PIT * 255, "TIFF"),
    ],
    ids=["grey as RGB", "16 bits", "1 bit", "RGBA", "palette white first", "palette", "colours", "transparent entry",
         "transparent colour", "half transparent", "VOC", "BMP", "TIFF"],
)  # fmt: skip
def test_one_class_is_read_however_it_is_stored(tmp_path: Path, data: bytes):
    suffix = {b"B": ".bmp", b"I": ".tif"}.get(data[:1], ".png")
    assert of_pairs(tmp_path, {f"a{suffix}": data})["a"] == PIT.tolist()


def test_masks_of_several_kinds_are_each_decided_and_told(tmp_path: Path):
    masks = {"a.png": png(PIT * 255), "b.png": with_palette(PIT, [BLACK, RED]), "c.png": in_colours(PIT, BLACK, GREEN)}
    assert of_pairs(tmp_path, masks) == {name: PIT.tolist() for name in "abc"}
    kinds = [said.partition(" (")[0] for said in found("folder-pairs", tmp_path / "p", class_names=("pit",)).notes]
    assert kinds == ["masks, grey", "masks, palette", "masks, colours"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (in_colours(PIT, WHITE, RED), "no black, so which colour is background?"),
        (in_colours(PIT, BLACK, BORDER), "only VOC's colour of borders"),
        (in_colours(PIT, (*BLACK, 0), (*BLACK, 255)), "nothing but background"),
        (in_colours(PIT, (*WHITE, 0), (*WHITE, 0)), "nothing but background"),
        (with_palette(PIT, [BLACK, WHITE], [255, 0]), "nothing but background"),
        (with_palette(PIT, [BLACK, BLACK]), "all of one colour"),
    ],
    ids=["white and red", "border", "black on transparent", "all transparent", "a hidden class", "one colour twice"],
)
def test_colours_that_do_not_tell_background_are_refused(tmp_path: Path, data: bytes, words: str):
    assert words in refusal(tmp_path, {"a.png": data})


def test_vocs_border_is_ignored_beside_a_class(tmp_path: Path):
    mask = PIT + 2 * DENT
    expected = PIT + 255 * DENT
    assert of_pairs(tmp_path, {"a.png": in_colours(mask, BLACK, RED, BORDER)})["a"] == expected.tolist()


def test_a_mask_turned_by_exif_is_turned_as_its_frame(tmp_path: Path):
    exif = Image.Exif()
    exif[274] = 3  # half a turn
    for name in ("images/a.png", "masks/a.png"):
        out = io.BytesIO()
        picture = Image.fromarray(PIT)
        if name.startswith("masks"):
            picture.putpalette([part for colour in voc_palette().tolist() for part in colour])
        picture.save(out, "PNG", exif=exif)
        put(tmp_path / "p" / name, out.getvalue())
    maps = read("folder-pairs", tmp_path / "p", tmp_path / "v", class_names=("pit",))
    assert maps["a"] == PIT[::-1, ::-1].tolist()


# several classes


@pytest.mark.parametrize(
    ("masks", "words"),
    [
        ({"a.png": png(PIT * 255)}, "no index of a class"),
        ({"a.png": png(PIT * 100 + DENT * 200)}, "no index of a class"),
        ({"a.png": png(TWO), "b.png": png(PIT * 255)}, "255 only where there is no class"),
        ({"a.png": png(PIT.astype(bool))}, "no index of a class"),
        ({"a.png": in_colours(TWO, BLACK, RED, GREEN)}, "nothing says which class a colour is"),
        ({"a.png": with_palette(TWO, [BLACK, RED, GREEN])}, "nothing says which class a colour is"),
        ({"a.png": with_palette((TWO + 1) % 3, [GREEN, BLACK, RED])}, "nothing says which class a colour is"),
    ],
    ids=["0 and 255", "levels", "255 apart", "1 bit", "colours", "a palette of these", "black is not first"],
)
def test_what_may_be_any_of_several_classes_is_refused(tmp_path: Path, masks: dict[str, bytes], words: str):
    assert words in refusal(tmp_path, masks, "pit", "dent")


def test_indices_stay_indices_with_255_beside_them_and_a_mask_of_another_number_breaks_alone(tmp_path: Path):
    masks = {"a.png": png(TWO + box_map(255, 0, 0, 1, 1)), "b.png": png(PIT * 7)}
    report = found("folder-pairs", masks_folder(tmp_path / "p", masks), class_names=("pit", "dent"))
    assert faults(report) == {"images/b.jpg": "unknown class"}
    assert [(one.name, one.n_pixels) for one in report.classes] == [("pit", 6), ("dent", 9)]
    assert report.n_ignored_px == 1


def test_voc_colours_mean_their_index_whatever_the_order_of_the_palette(tmp_path: Path):
    colours = [tuple(colour) for colour in voc_palette()[[2, 0, 1]].tolist()]
    entries = np.array([1, 2, 0])[TWO]
    masks = {"a.png": with_palette(entries, colours), "b.png": png(voc_palette()[TWO])}
    assert of_pairs(tmp_path, masks, "pit", "dent") == {name: TWO.tolist() for name in "ab"}


def test_entries_of_a_palette_are_classes_where_levels_say_so(tmp_path: Path):
    """The order of entries alone tells nothing: many programs pick them anew for each mask."""
    options = {"levels": levels_of_text("2=background, 0=pit, 1=dent")}
    data = with_palette(np.array([2, 0, 1])[TWO], [RED, GREEN, (1, 2, 3)])
    assert "--levels (of the entries)" in refusal(tmp_path / "untold", {"a.png": data}, "pit", "dent")
    assert of_pairs(tmp_path, {"a.png": data}, "pit", "dent", **options)["a"] == TWO.tolist()


def test_levels_name_the_classes_where_nothing_else_does(tmp_path: Path):
    top = masks_folder(tmp_path / "p", {"a.png": png(PIT * 128 + DENT * 255)})
    surveyed = survey("masks", top, Plan(ImportOptions(levels=levels_of_text("0=background,255=dent,128=pit"))))
    assert surveyed.class_names == ("background", "dent", "pit")
    version = import_survey(surveyed, tmp_path / "v", "v", terms="none")
    assert class_maps(version)["a"] == (2 * PIT + DENT).tolist()
    put(top / "masks" / "a.png", png(PIT * 127))
    report = found("masks", top, levels=levels_of_text("0=background,255=dent,128=pit"))
    assert faults(report) == {"images/a.jpg": "unknown class"}


def test_colours_given_name_classes_of_palettes_colours_and_greys(tmp_path: Path):
    table = colour_table(["# mine", "dent:255,255,255", "pit: 255, 0, 0"])
    masks = {
        "a.png": in_colours(TWO, BLACK, RED, WHITE), "b.png": with_palette((TWO + 1) % 3, [WHITE, BLACK, RED]),
        "c.png": png(DENT * 255),
    }  # fmt: skip
    maps = of_pairs(tmp_path, masks, "pit", "dent", colours=table)
    assert maps == {"a": TWO.tolist(), "b": TWO.tolist(), "c": (2 * DENT).tolist()}


def test_a_class_of_a_palette_may_be_transparent_where_a_table_names_it_but_not_a_pixel_of_it(tmp_path: Path):
    table = colour_table(["background:0,0,0", "pit:255,0,0", "dent:0,255,0"])
    masks = {"a.png": with_palette(TWO, [BLACK, RED, GREEN], [0, 0, 255])}
    assert of_pairs(tmp_path, masks, "pit", "dent", colours=table)["a"] == TWO.tolist()
    erased = {"a.png": in_colours(TWO, (*BLACK, 255), (*RED, 0), (*GREEN, 255))}  # as GIMP leaves colours
    words = "colours of classes where they are transparent"
    assert words in refusal(tmp_path / "erased", erased, "pit", "dent", colours=table)


# lists of classes


@pytest.mark.parametrize(
    "name", ["Background", "_background_", "BACKGROUND", "back ground", "__bg__", "BG", "back-ground"]
)
def test_background_is_known_in_any_spelling(tmp_path: Path, name: str):
    top = masks_folder(tmp_path / "m", {"a.png": png(TWO)}, name, "pit", "dent")
    assert found("masks", top).classes[0].n_pixels == 6
    assert survey("masks", top, Plan()).class_names == ("background", "pit", "dent")


def test_background_by_another_name_is_given(tmp_path: Path):
    top = masks_folder(tmp_path / "m", {"a.png": png(TWO)}, "steel", "pit", "dent")
    plan = Plan(ImportOptions(background="steel"))
    assert survey("masks", top, plan).class_names == ("background", "pit", "dent")
    assert read("masks", top, tmp_path / "v", background="steel")["a"] == TWO.tolist()
    for wrong in ("rail", "Steel"):
        with pytest.raises(DatasetError, match="is to be background, and the classes are steel, pit, dent"):
            found("masks", top, background=wrong)
    put(top / "classes.txt", "background\npit\ndent\n")
    with pytest.raises(DatasetError, match="is that already"):
        found("masks", top, background="pit")


def test_indices_follow_a_list_that_has_background_elsewhere_unless_the_masks_contradict_it(tmp_path: Path):
    places = np.array([1, 0, 2])[TWO]  # pit is 0, background 1, dent 2
    top = masks_folder(tmp_path / "m", {"a.png": png(places.astype(np.uint8))}, "pit", "Background", "dent")
    assert read("masks", top, tmp_path / "v")["a"] == TWO.tolist()
    put(top / "masks" / "a.png", png(TWO))  # mostly 0, which would be pit
    assert faults(found("masks", top)) == {"images/a.jpg": "contradiction"}
    put(top / "masks" / "a.png", png(PIT * 255))
    put(top / "classes.txt", "pit\nbackground\n")
    assert faults(found("masks", top)) == {"images/a.jpg": "contradiction"}


def test_one_class_of_a_list_of_several_does_not_take_the_pixels_of_the_others(tmp_path: Path):
    top = masks_folder(tmp_path / "m", {"a.png": png(PIT), "b.png": png(TWO)}, "background", "pit", "dent")
    report = found("masks", top, class_names=("pit",))
    assert faults(report) == {"images/b.jpg": "unknown class"}
    assert [(one.name, one.n_pixels) for one in report.classes] == [("pit", 6)]
    assert found("masks", top, class_names=("dent", "pit")).classes[0].n_pixels == 9  # wished order, listed places
    with pytest.raises(DatasetError, match="“crack” is asked for, and the classes are background, pit, dent"):
        found("masks", top, class_names=("crack",))


def test_numbers_that_a_list_of_one_class_does_not_have_are_refused(tmp_path: Path):
    """They may be classes that somebody forgot to list."""
    top = masks_folder(tmp_path / "m", {"a.png": png(TWO)}, "background", "pit")
    assert faults(found("masks", top)) == {"images/a.jpg": "contradiction"}
    assert found("masks", top, foreground=Foreground.parse("1+")).classes[0].n_pixels == 15


def test_255_alone_is_ignored_where_the_list_says_so_as_our_own_export_does(tmp_path: Path):
    top = masks_folder(tmp_path / "m", {"a.png": png(PIT * 255)}, "__ignore__", "_background_", "pit")
    report = found("masks", top)
    assert (report.n_ignored_px, report.classes[0].n_pixels) == (6, 0)


def test_names_that_look_alike_are_told_and_stay_apart(tmp_path: Path):
    names = ("crack", "Crack", "big pit", "bigpit", "é", "e\u0301", "dent")
    assert alike_classes(names) == (("crack", "Crack"), ("big pit", "bigpit"), ("é", "e\u0301"))
    top = masks_folder(tmp_path / "m", {"a.png": png(TWO)}, "crack", "Crack")
    assert found("masks", top).alike_classes == (("crack", "Crack"),)
    assert [one.n_pixels for one in found("masks", top).classes] == [6, 9]


# options


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"levels": ((0, "pit"),), "foreground": Foreground(1)}, "--levels and --foreground contradict each other"),
        ({"levels": ((0, "x"),)}, "“x” is asked for"),
        ({"colours": (NamedColour("x", 5),)}, "“x” is asked for"),
        ({"class_names": ("pit", "dent"), "foreground": Foreground(1)}, "--foreground is the value of the one class"),
    ],
)
def test_options_that_contradict_are_refused_in_words(tmp_path: Path, options: dict[str, Any], words: str):
    top = masks_folder(tmp_path / "p", {"a.png": png(PIT)})
    with pytest.raises(DatasetError, match=words):
        found("folder-pairs", top, **{"class_names": ("pit",), **options})


@pytest.mark.parametrize("text", ["", "255", "=crack", "x=crack", "256 =", "1=a,1=b", "-1=a", "70000=a", "1=a,,2=b"])
def test_levels_that_are_none_are_refused(text: str):
    with pytest.raises(ValueError, match=r"is no|given twice"):
        levels_of_text(text)


@pytest.mark.parametrize("text", ["", "x", "1,2", "1,2,300", "-1", "1.5", "+", "²"])
def test_a_foreground_that_is_none_is_refused(text: str):
    with pytest.raises(ValueError, match="is no"):
        Foreground.parse(text)


def test_a_table_of_colours_is_read_as_cvat_and_people_write_it():
    lines = ["# label:color_rgb:parts:actions", "background:0,0,0::", "#1 crack:128,0,0::", "a:b:1,2,3", "rust", "x::"]
    assert colour_table(lines) == (
        NamedColour("background", 0), NamedColour("#1 crack", 0x800000), NamedColour("a:b", 0x010203),
        NamedColour("rust", None), NamedColour("x", None),
    )  # fmt: skip
    for wrong in (["a:1,2"], ["a:1,2,256"], ["a:x,y,z"], ["a:1,1,1", "b:1,1,1"], ["a:-1,0,0"]):
        with pytest.raises(ValueError, match="colour"):
            colour_table(wrong)
