"""The card of a model: what it says comes back, and each thing that cannot be used is refused in words."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import Any

import pytest

from inspector.core.classes import CatalogueEntry, ClassCatalogue, Hatch
from inspector.core.model_card import ColourOrder, Golden, ModelCard, Output, Score, Smaller, VariantOf

CARD = ModelCard(
    name="steel-anet", version="3", network="a-net", class_names=("background", "inclusion", "Kratzer ≥ 2 mm"),
    input_channels=1, mean=(0.5,), std=(0.25,), size_multiple=32, tile_px=512, overlap_px=32, output=Output.LOGITS,
    thresholds=(0.0, 0.35, 0.5), min_area_px=(0, 16, 25), is_demonstration=True, training_run="run-1",
    data_hash="neu-seg 12ab", data_terms="research use", licence="MIT", notes="größer",
    scores=(Score("mIoU with background", 0.8123, "neu-seg test", "python -m training R.json"),),
)  # fmt: skip
GOLDEN = Golden(3, 64, 96, (0.25,) * 48)


def changed(**entries: Any) -> str:
    return json.dumps({**json.loads(CARD.to_json()), **entries}, default=asdict)


def test_a_card_comes_back_as_it_was_written():
    assert ModelCard.from_json(CARD.to_json()) == CARD


def test_a_card_of_the_least_entries_opens():
    needed = json.loads(CARD.to_json())
    for name in ("non_defects", "training_run", "data_hash", "data_terms", "licence", "notes", "scores", "format"):
        del needed[name]
    assert ModelCard.from_json(json.dumps(needed)).scores == ()


def test_a_variant_says_what_it_was_made_from():
    of = VariantOf("steel-anet 3", "ab" * 32, Smaller.INT8, "onnxruntime 1.31.1", ("line2 0123456789abcdef",), 128)
    small = replace(CARD, version="3-int8", variant_of=of)
    assert ModelCard.from_json(small.to_json()) == small
    assert small.unlike(CARD) == ("version", "variant_of")  # the latter for people, so last
    for wrong in (
        {"sha256": "AB" * 32}, {"sha256": "ab"}, {"arithmetic": Smaller.FP16}, {"calibrated_on": ()}, {"n_frames": -1},
        {"title": "a\x00b"},
    ):  # fmt: skip
        with pytest.raises(ValueError, match="variant_of"):
            replace(of, **wrong)  # type: ignore[arg-type]  # fields by name


def test_classes_of_defects_are_all_but_background():
    assert CARD.defect_indices == (1, 2)
    assert CARD.n_classes == 3
    assert (CARD.non_defects, CARD.non_defect_indices) == ((), ())


def test_a_class_that_is_no_defect_is_none_of_the_defect_classes_and_comes_back():
    with_joint = replace(CARD, non_defects=("inclusion",))
    assert ModelCard.from_json(with_joint.to_json()) == with_joint
    assert with_joint.defect_indices == (2,)  # its index stays
    assert (with_joint.n_classes, with_joint.non_defect_indices) == (3, (1,))


def test_a_card_states_the_depth_of_the_frames_it_was_trained_on_and_an_older_one_none():
    deep = replace(CARD, input_bits=(8, 12))
    assert ModelCard.from_json(deep.to_json()) == deep
    older = json.loads(CARD.to_json())
    del older["input_bits"]
    older["format"] = 2
    assert ModelCard.from_json(json.dumps(older)).input_bits == ()


def test_a_card_of_what_older_formats_cannot_say_comes_back():
    colours = replace(
        CARD, input_channels=3, mean=(0.4,) * 3, std=(0.2,) * 3, colour_order=ColourOrder.BGR, output_name="out",
        goldens=(GOLDEN, replace(GOLDEN, seed=4)),
    )  # fmt: skip
    assert ModelCard.from_json(colours.to_json()) == colours
    assert (colours.is_bgr, CARD.is_bgr) == (True, False)


def test_an_older_card_means_what_it_meant():
    older = json.loads(CARD.to_json())
    for name in ("colour_order", "output_name", "goldens"):
        del older[name]
    older["format"] = 3
    assert ModelCard.from_json(json.dumps(older)) == replace(CARD, format=3)


def test_what_two_cards_differ_in_is_named_with_what_is_for_people_last():
    assert CARD.unlike(replace(CARD, format=3)) == ()
    assert CARD.unlike(replace(CARD, licence="none", thresholds=(0.0, 0.1, 0.1))) == ("thresholds", "licence")


def test_thresholds_of_a_class_map_may_be_1_since_its_scores_are():
    assert replace(CARD, output=Output.CLASS_MAP, thresholds=(0.0, 1.0, 1.0)).thresholds[1] == 1
    assert replace(CARD, thresholds=(1.0, 0.5, 0.5)).thresholds[0] == 1  # the background's is not used


@pytest.mark.parametrize(
    ("entries", "reason"),
    [
        ({"seed": -1}, "its seed lies outside"),
        ({"height": 7}, "its sides lie outside 8 to 1024 px"),
        ({"width": 1025}, "its sides lie outside 8 to 1024 px"),
        ({"probabilities": (0.5, 1.1)}, "a probability lies outside 0..1"),
        ({"probabilities": (float("nan"),)}, "a probability lies outside 0..1"),
    ],
)
def test_a_golden_answer_that_cannot_be_is_refused(entries: dict[str, Any], reason: str):
    with pytest.raises(ValueError, match=f"a golden answer: {reason}"):
        replace(GOLDEN, **entries)


@pytest.mark.parametrize(
    ("entries", "reason"),
    [
        ({"class_names": ("background",)}, "fewer than two classes"),
        ({"input_channels": 2}, "takes 2 channels"),
        ({"mean": (0.5, 0.5)}, "mean and input channels"),
        ({"mean": (float("nan"),)}, "a mean is no number"),
        ({"std": (0.25, 0.25)}, "std and input channels"),
        ({"std": (0.0,)}, "a std is not above 0"),
        ({"std": (float("nan"),)}, "a std is not above 0"),
        ({"std": (float("inf"),)}, "a std is not above 0"),
        ({"thresholds": (0.0, 0.5)}, "thresholds and classes"),
        ({"thresholds": (0.0, 0.5, 1.1)}, "outside 0..1"),
        ({"thresholds": (0.0, 0.5, float("nan"))}, "outside 0..1"),
        ({"min_area_px": (0, 1)}, "minimum areas and classes"),
        ({"size_multiple": 0}, "size multiple is below 1"),
        ({"score_px": 0}, "score_px lies outside 1 to 32"),
        ({"score_px": 33}, "score_px lies outside 1 to 32"),
        ({"tile_px": 500}, "tile side 500 is no multiple of 32"),
        ({"tile_px": 0}, "tile side 0"),
        ({"overlap_px": 512}, "overlap is not smaller"),
        ({"overlap_px": -1}, "overlap is not smaller"),
        ({"non_defects": ("gap",)}, "“gap” is listed as no defect"),
        ({"non_defects": ("background",)}, "“background” is listed as no defect"),
        ({"non_defects": ("inclusion", "Kratzer ≥ 2 mm")}, "all classes after background"),
        ({"input_bits": (8, 17)}, "bits outside 8..16"),
        ({"format": 7}, "format 7; this program knows up to 6"),
        ({"format": 0}, "format 0"),
        ({"min_area_px": (0, float("nan"), 25)}, "a minimum area lies outside"),
        ({"min_area_px": (0, -1, 25)}, "a minimum area lies outside"),
        ({"min_area_px": (0, 10**12, 25)}, "a minimum area lies outside"),
        ({"size_multiple": 20_000, "tile_px": 20_000}, "size multiple is above 1024"),
        ({"tile_px": 32 * 10_000}, "tile side is above 8192"),
        ({"mean": (1e300,)}, "a mean is beyond"),
        ({"std": (1e-30,)}, "a std lies outside"),
        ({"mean": (-3.0,)}, "a mean is beyond 2"),
        ({"mean": (123.675,), "std": (58.395,)}, r"of values of 0 to 255; .* write mean \[0.485\]; std \[0.229\]"),
        ({"mean": (0.0,), "std": (255.0,)}, r"of values of 0 to 255; .* write mean \[0\]; std \[1\]"),
        ({"thresholds": (0.0, 0.5, 1.0)}, "a threshold is 1: no score is above it"),
        ({"colour_order": ColourOrder.BGR}, "it names an order of colours, and takes one channel"),
        ({"output_name": "a\x00"}, "output_name: it holds the control character"),
        ({"goldens": (GOLDEN,) * 5}, "more than 4 golden answers"),
        ({"goldens": (replace(GOLDEN, probabilities=(0.5,) * 47),)}, "has not 16 probabilities for each class"),
        ({"input_bits": (12, 8)}, "bits do not rise"),
        ({"name": ""}, "name: it is empty"),
        ({"name": "a\nb"}, "name: it holds a line break"),
        ({"version": "\x1b[2J"}, "version: it holds the control character"),
        ({"notes": "\x00"}, "notes: it holds the control character"),
        ({"notes": "a" * 20_001}, "notes: it is longer than"),
        ({"class_names": ("background", "a", "a")}, "the class “a” is listed twice"),
        (
            {"class_names": ("inclusion", "scratch", "_Background_")},
            "the class “_Background_” is not the first; the first is the background, here “inclusion”",
        ),
        ({"class_names": ("background", "a", "")}, "the name of class 2 cannot be used: it is empty"),
        (
            {
                "class_names": ("background", *(f"c{n}" for n in range(255))),
                "thresholds": (0.5,) * 256,
                "min_area_px": (1,) * 256,
            },
            "it names 256 classes; 255 are possible",
        ),
    ],
)
def test_each_fact_that_cannot_be_used_is_refused(entries: dict[str, Any], reason: str):
    with pytest.raises(ValueError, match=reason):
        replace(CARD, **entries)
    with pytest.raises(ValueError, match=f"{reason}|is no number"):
        ModelCard.from_json(changed(**entries))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "Expecting value"),
        ("[1]", "not a JSON object"),
        ("null", "not a JSON object"),
        ("{}", "name: it is missing"),
        (changed(output="heat map"), "output: .*logits"),
        (changed(thresholds=0.5), "^thresholds: "),
        (changed(thresholds=["a", "b", "c"]), r"^thresholds.0: "),
        (changed(mean=["a"]), r"^mean.0: "),
        (changed(scores=[3]), r"^scores.0: "),
        (changed(scores=[{"metric": "m", "value": 1, "split": "s"}] * 101), "more than 100 scores"),
        (changed(wheels=4), "wheels: there is no such entry"),
        (
            changed(scores=[{"metric": "m", "value": 1, "split": "s", "by": "me"}]),
            r"^scores.0.by: there is no such entry",
        ),
        (changed(format="3.5"), "^format: "),
        (changed(min_area_px=[False, True, 25]), r"^min_area_px.0: "),
        (changed(min_area_px=[0, "16", 25]), r"^min_area_px.1: "),
        (changed(size_multiple=32.0), "^size_multiple: "),
        (changed(thresholds=[0, "0.5", 0.5]), r"^thresholds.1: "),
        (changed(is_demonstration=0), "^is_demonstration: "),
        (changed(version=None), "^version: "),
        (changed(name=["a"]), "^name: "),
        (changed(class_names=["background", None, "a"]), r"^class_names.1: "),
        (changed(tile_px=10**400), "digits|tile"),
        (changed(notes="\ud800"), "hex escape"),
        (CARD.to_json().replace('"min_area_px"', '"name": "b", "min_area_px"'), "“name” is there twice"),
        (CARD.to_json().replace("16", "NaN"), "NaN is no number"),
        (CARD.to_json().replace("16", "1e999"), "no finite number"),
        ("[" * 400_000, "nests too deeply"),
        (changed(format=7, wheels=4), "format 7"),  # a newer card says so, not that it has wrong entries
    ],
)
def test_a_broken_card_is_refused_in_words(text: str, reason: str):
    with pytest.raises(ValueError, match=reason):
        ModelCard.from_json(text)


def test_a_card_takes_over_what_the_plant_calls_no_defect():
    plant = ClassCatalogue((CatalogueEntry("inclusion", "#101010", Hatch.DOTS, is_defect=False),))
    judged = CARD.judged_by(plant)
    assert (judged.non_defects, judged.defect_indices) == (("inclusion",), (2,))
    assert judged.judged_by(plant) is judged
    assert CARD.judged_by(ClassCatalogue()) is CARD
    with pytest.raises(ValueError, match="all classes after background"):
        CARD.judged_by(
            ClassCatalogue((*plant.entries, CatalogueEntry("Kratzer ≥ 2 mm", "#202020", Hatch.CROSS, is_defect=False)))
        )


def test_the_versions_that_a_card_names():
    named = "strip 0123456789abcdef + coil 2 fedcba9876543210 (50% of its training frames) + by hand"
    found = replace(CARD, data_hash=named).data_ids
    assert found == ("0123456789abcdef", "fedcba9876543210", "by hand")
    assert replace(CARD, data_hash="").data_ids == ()
