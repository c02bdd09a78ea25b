"""Actions and pages as data."""

from __future__ import annotations

import pytest

from inspector.app import PAGES
from inspector.screens.actions import WINDOW, Action, check_keys, families, with_keys
from inspector.screens.window_actions import WINDOW_ACTIONS
from inspector.texts.translate import Text


def acts(action_id: str, scope: str = "page", *keys: str, family: str = "") -> Action:
    return Action(action_id, scope, Text("actions", "Act {number}…"), keys, family=family, number=len(family))


def test_no_key_means_two_things_at_once_and_no_id_stands_twice():
    everything = [*WINDOW_ACTIONS, *(one for page, _ in PAGES for one in (page.shown_by, *page.actions))]
    check_keys(everything)
    assert len({one.id for one in everything}) == len(everything) > 50


def test_every_page_has_a_name_and_a_key_of_its_own():
    assert len({page.id for page, _ in PAGES}) == len(PAGES)
    assert len({page.key for page, _ in PAGES}) == len(PAGES)


@pytest.mark.parametrize("scopes", [("page", "page"), ("page", WINDOW), (WINDOW, "page")])
def test_one_key_on_one_page_is_one_action(scopes: tuple[str, str]):
    with pytest.raises(ValueError, match="the key F belongs to a and to b"):
        check_keys([acts("a", scopes[0], "F"), acts("b", scopes[1], "G", "F")])


def test_two_pages_may_use_the_same_key():
    check_keys([acts("a", "page", "F"), acts("b", "other", "F")])


def test_a_keymap_replaces_the_keys_that_it_names():
    one, other = with_keys([acts("a", "page", "F"), acts("b", "page", "G")], {"a": ("F2", "F3")})
    assert (one.keys, other.keys) == (("F2", "F3"), ("G",))


def test_families_stand_together_and_all_others_alone():
    a, b, c, d = acts("a"), acts("b", family="x"), acts("c", family="x"), acts("d")
    assert families([a, b, c, d]) == [(a,), (b, c), (d,)]


def test_a_label_has_its_number_and_no_dots():
    assert acts("a", family="xyz").label() == "Act 3"
    assert acts("a", family="xyz").full_text() == "Act 3…"


# What a locked window lets people do; everything else is an engineer's. Whoever adds an action decides it here.
LOOKING = {
    "live": """
        start_stop new_piece freeze keep_frame hide_overlay overlay_style opacity_up opacity_down
        fit actual_size pan next_defect previous_defect newest dismiss fit_product zoom_in zoom_out
        turn turn_back auto_contrast local_contrast brighter darker as_captured ruler minimap
        next_frame previous_frame next_with_defect previous_with_defect next_missed previous_missed
        first_frame last_frame find_defects alarms not_inspected messages
    """,
    "review": """
        search older newer compare todays_model next_frame previous_frame next_with_defect
        previous_with_defect next_missed previous_missed first_frame last_frame next_defect
        previous_defect leave_defect hide_overlay overlay_style fit actual_size pan find_defects
        dismiss fit_product zoom_in zoom_out turn turn_back auto_contrast local_contrast brighter
        darker as_captured minimap ruler keep_frame wipe
    """,
    "window": "keys full_screen operator lock quit page_live page_review manual",
}
FOR_OPERATORS = {f"{scope}.{verb}" for scope, verbs in LOOKING.items() for verb in verbs.split()} | {
    f"{scope}.solo_{n}" for scope in ("live", "review") for n in range(1, 9)
}


def test_a_locked_window_lets_people_do_this_and_nothing_else():
    everything = [*WINDOW_ACTIONS, *(one for page, _ in PAGES for one in (page.shown_by, *page.actions))]
    assert {one.id for one in everything if one.is_for_operators} == FOR_OPERATORS
