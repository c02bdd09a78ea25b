"""Looks of classes by name: the same for every model, free ones for new names, defects or not."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.core.classes import CLASS_COLOURS, CatalogueEntry, ClassCatalogue, DefectClass, Hatch
from inspector.core.untrusted import name_fault

AMBER, SKY = CLASS_COLOURS[:2]
KNOWN = ClassCatalogue(
    (CatalogueEntry("scratch", SKY, Hatch.DOTS), CatalogueEntry("joint", "#101010", Hatch.CROSS, is_defect=False))
)


@dataclass(frozen=True, slots=True)
class Model:
    class_names: tuple[str, ...]
    non_defects: tuple[str, ...] = ()


def looks(classes: tuple[DefectClass, ...]) -> dict[str, tuple[str, Hatch]]:
    return {one.name: (one.colour, one.hatch) for one in classes}


def test_a_name_looks_the_same_whatever_its_index():
    one = KNOWN.classes_of(Model(("background", "scratch", "dent")))
    other = KNOWN.classes_of(Model(("background", "dent", "scratch")))
    assert looks(one) == looks(other) == {"scratch": (SKY, Hatch.DOTS), "dent": (AMBER, Hatch.FORWARD)}
    assert [(known.index, known.name) for known in one] == [(1, "scratch"), (2, "dent")]
    assert [(known.index, known.name) for known in other] == [(1, "dent"), (2, "scratch")]


def test_new_names_get_the_first_look_that_nobody_has_in_the_order_they_are_met():
    grown = KNOWN.with_names(["dent", "scratch", "pit"])
    assert grown.entries[:2] == KNOWN.entries
    assert [(entry.name, entry.colour) for entry in grown.entries[2:]] == [("dent", AMBER), ("pit", CLASS_COLOURS[2])]
    assert grown.with_names(["pit", "dent"]) == grown
    assert KNOWN.look_of("dent", 7) == DefectClass(7, "dent", AMBER, Hatch.FORWARD)


def test_a_look_given_once_stays_when_names_are_met_in_another_order_later():
    first = ClassCatalogue().with_names(["a", "b"])
    assert looks(first.classes_of(Model(("background", "c", "b", "a")))).items() >= {
        "a": (AMBER, Hatch.FORWARD), "b": (SKY, Hatch.BACKWARD),
    }.items()  # fmt: skip


def test_64_names_can_be_told_apart_and_more_still_look_like_something():
    grown = ClassCatalogue().with_names([f"class {number}" for number in range(70)])
    assert len({(entry.colour, entry.hatch) for entry in grown.entries[:64]}) == 64
    assert len({entry.colour for entry in grown.entries[:8]}) == 8
    assert len(grown.entries) == 70


names = st.text(min_size=1, max_size=3).filter(lambda name: not name_fault(name))


@given(st.lists(names, max_size=20), st.lists(names, max_size=20))
def test_meeting_names_at_once_or_one_by_one_gives_the_same(before: list[str], after: list[str]):
    at_once = ClassCatalogue().with_names([*before, *after])
    one_by_one = ClassCatalogue().with_names(before)
    for name in after:
        assert one_by_one.look_of(name, 1) == at_once.look_of(name, 1)
        one_by_one = one_by_one.with_names([name])
    assert one_by_one == at_once


def test_a_class_is_no_defect_by_the_word_of_the_model_or_of_the_plant():
    names = ("background", "scratch", "joint", "dirt")
    assert KNOWN.non_defects_of(Model(names)) == ("joint",)
    assert KNOWN.non_defects_of(Model(names, ("dirt",))) == ("joint", "dirt")
    assert ClassCatalogue().non_defects_of(Model(names, ("dirt",))) == ("dirt",)
    # The plant cannot make a defect of what the model says is none: the model's author knows what it learned.
    assert ClassCatalogue((CatalogueEntry("dirt", AMBER, Hatch.DOTS),)).non_defects_of(Model(names, ("dirt",))) == (
        "dirt",
    )
    assert [known.name for known in KNOWN.classes_of(Model(names, ("dirt",)))] == ["scratch"]


def test_what_is_no_defect_keeps_its_look_for_itself():
    (scratch, dent) = KNOWN.classes_of(Model(("background", "joint", "scratch", "dent")))
    assert (scratch.index, dent.index, dent.colour) == (2, 3, AMBER)


@pytest.mark.parametrize("colour", ["amber", "#E69F0", "E69F00", "#E69F000", "#GG9F00", ""])
def test_what_is_no_colour_is_refused(colour: str):
    with pytest.raises(ValueError, match="a colour is written as #E69F00"):
        CatalogueEntry("scratch", colour, Hatch.DOTS)


def test_a_name_listed_twice_is_refused():
    with pytest.raises(ValueError, match="“a” is listed twice"):
        ClassCatalogue((CatalogueEntry("a", AMBER, Hatch.DOTS), CatalogueEntry("a", SKY, Hatch.CROSS)))
