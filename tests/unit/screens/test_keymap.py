"""Which keys act under a choice of a person: presets, single changes, and what is refused in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.app import PAGES
from inspector.screens.actions import WINDOW, Action, check_keys
from inspector.screens.key_presets import PRESET_KEYS, KeyPreset
from inspector.screens.keymap import KeyChoice, KeyTable, normal_key
from inspector.screens.window_actions import WINDOW_ACTIONS
from inspector.texts.translate import Text

EVERYTHING = (*WINDOW_ACTIONS, *(one for page, _ in PAGES for one in (page.shown_by, *page.actions)))
OWN_KEYS = {page.id: page.own_keys for page, _ in PAGES}


def acts(action_id: str, *keys: str, scope: str = "page", is_held: bool = False) -> Action:
    return Action(action_id, scope, Text("actions", action_id.capitalize()), keys, is_held=is_held)


FEW = (
    acts("brush", "B"), acts("undo", "Ctrl+Z"), acts("pan", "Space", is_held=True), acts("next", "D", "PgDown"),
    acts("quit", "Ctrl+Q", scope=WINDOW), acts("freeze", "P", scope="live"),
)  # fmt: skip


def table(choice: KeyChoice | None = None) -> KeyTable:
    return KeyTable(FEW, choice or KeyChoice(), own_keys={"page": frozenset({"Left", "Escape"})})


def changed(**changes: tuple[str, ...]) -> KeyTable:
    return table(KeyChoice(changes=changes))


def keys(of: KeyTable, action_id: str) -> tuple[str, ...]:
    return next(one.keys for one in of.actions if one.id == action_id)


def why(of: KeyTable, action_id: str, *wished: str) -> str:
    refusal = of.refusal(action_id, wished)
    return refusal.why if refusal is not None else ""


@pytest.mark.parametrize("preset", KeyPreset)
def test_no_preset_lets_a_key_mean_two_things_and_each_names_actions_and_keys_that_there_are(preset: KeyPreset):
    under = KeyTable(EVERYTHING, KeyChoice(preset), own_keys=OWN_KEYS)
    check_keys(under.actions)
    assert PRESET_KEYS[preset].keys() <= {one.id for one in EVERYTHING}
    assert not any(under.fixed(action_id) for action_id in PRESET_KEYS[preset])
    for action_id, wished in PRESET_KEYS[preset].items():
        assert [normal_key(key) for key in wished] == list(wished)
        assert keys(under, action_id) == wished


def test_what_labelme_cvat_napari_and_slicer_have_keys_for_has_them_here():
    wanted = {
        KeyPreset.LABELME: {"next_frame": "D", "previous_frame": "A", "fit": "Ctrl+F", "repeat": "Ctrl+P"},
        KeyPreset.CVAT: {"next_frame": "F", "previous_frame": "D", "undo": "Ctrl+Z"},
        KeyPreset.NAPARI: {"brush": "P", "eraser": "E", "bucket": "F", "pick": "L", "smaller": "[", "lock": "B"},
        KeyPreset.SLICER: {"undo": "Z", "redo": "Y", "next_class": "W", "previous_class": "Q", "larger": "+"},
    }
    for preset, of_tool in wanted.items():
        under = KeyTable(EVERYTHING, KeyChoice(preset))
        assert all(key in keys(under, f"annotate.{verb}") for verb, key in of_tool.items()), preset


def test_every_key_of_the_program_is_written_as_keys_are():
    written = {key for one in EVERYTHING for key in one.keys}
    assert {normal_key(key) for key in written} == written


@pytest.mark.parametrize(("typed", "key"), [
    ("b", "B"), ("shift+ctrl+z", "Ctrl+Shift+Z"), ("Ctrl++", "Ctrl++"), ("+", "+"), ("Ctrl+Esc", "Ctrl+Escape"),
    ("f12", "F12"), ("alt + pageup", "Alt+PgUp"), ("é", "É"),
])  # fmt: skip
def test_keys_are_read_as_people_write_them(typed: str, key: str):
    assert normal_key(typed) == key
    assert normal_key(key) == key


@pytest.mark.parametrize("typed", ["", " ", "Ctrl", "Ctrl+", "Hyper+B", "Ctrl+Ctrl+B", "BB", "F0", "F99", "Ctrl+K, B"])
def test_what_is_no_key_is_refused(typed: str):
    with pytest.raises(ValueError, match="is no key"):
        normal_key(typed)


def test_a_key_that_is_another_actions_is_refused_in_words_and_can_be_taken():
    refusal = table().refusal("brush", ("Ctrl+Z",))
    assert refusal is not None
    assert refusal.why == "Ctrl+Z is Undo on the page page."
    assert refusal.taken_by is not None
    assert refusal.taken_by.id == "undo"
    taken = table(table().with_keys("brush", ("Ctrl+Z",)))
    assert (keys(taken, "brush"), keys(taken, "undo")) == (("Ctrl+Z",), ())
    assert why(table(), "brush", "Ctrl+Q") == "Ctrl+Q is Quit on every page."
    assert why(table(), "quit", "P") == "P is Freeze on the page live."
    assert why(table(), "brush", "P") == ""  # of another page


def test_of_two_keys_only_the_one_that_is_taken_goes():
    taken = table(table().with_keys("brush", ("B", "D")))
    assert (keys(taken, "brush"), keys(taken, "next")) == (("B", "D"), ("PgDown",))


def test_held_keys_and_those_of_parts_are_fixed_and_nobody_can_take_them():
    assert "stay as they are" in why(table(), "pan", "N")
    held = table().refusal("brush", ("Space",))
    assert held is not None
    assert held.taken_by is None
    assert held.why == "Space is Pan on the page page. Keys that are held down stay as they are."
    for key in ("Tab", "Shift+Tab", "Return", "Enter", "Shift+Return"):
        assert "fields, lists and buttons" in why(table(), "brush", key), key
    assert why(table(), "brush", "Ctrl+Return") == ""
    for key in ("Left", "Ctrl+Left", "Shift+Left", "Escape", "Shift+Escape"):
        assert "for the picture" in why(table(), "brush", key), key
        assert "for the picture" in why(table(), "quit", key), key
    assert why(table(), "brush", "Ctrl+Escape") == why(table(), "freeze", "Left") == ""


def test_putting_back_is_no_change_any_more():
    taken = table(table().with_keys("brush", ("N",)))
    assert taken.is_changed("brush")
    assert taken.keymap == {"brush": ("N",)}
    assert table(taken.with_keys("brush", taken.preset_keys("brush"))).choice == KeyChoice()


def test_a_key_can_be_given_to_two_that_swap():
    swapped = changed(brush=("Ctrl+Z",), undo=("B",))
    assert (keys(swapped, "brush"), keys(swapped, "undo"), swapped.resting) == (("Ctrl+Z",), ("B",), {})


def test_a_change_that_clashes_rests_and_says_why():
    resting = changed(brush=("Ctrl+Q",), pan=("N",), undo=("Left",), gone=("X",))
    assert keys(resting, "brush") == ("B",)
    assert resting.resting["brush"] == "Ctrl+Q is Quit on every page."
    assert resting.resting.keys() == {"brush", "pan", "undo"}
    assert resting.unknown == ("gone",)
    kept = resting.with_keys("next", ("F3",))
    assert kept.changes == {**resting.choice.changes, "next": ("F3",)}  # nothing of it is lost


KEYS = st.sampled_from(["B", "N", "D", "P", "Ctrl+Z", "Ctrl+Q", "Space", "Left", "F2", "Shift+B"])
CHANGES = st.dictionaries(st.sampled_from([one.id for one in FEW] + ["gone"]), st.lists(KEYS, max_size=3).map(tuple))


@given(CHANGES, st.sampled_from([one.id for one in FEW]), KEYS)
def test_whatever_is_chosen_no_key_means_two_things_and_what_is_not_refused_holds(
    changes: dict[str, tuple[str, ...]], action_id: str, key: str
):
    before = table(KeyChoice(changes=changes))
    check_keys(before.actions)
    refusal = before.refusal(action_id, (key,))
    if refusal is None or refusal.taken_by is not None:
        after = table(before.with_keys(action_id, (key,)))
        check_keys(after.actions)
        assert keys(after, action_id) == (key,)
