"""Named sets of thresholds on disk: saved, replaced, deleted, and whatever somebody wrote into the file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from inspector.core.messages import Code, WorkspaceError
from inspector.workspace.threshold_sets import (
    FILE_NAME,
    ThresholdSet,
    delete_set,
    named_set,
    read_sets,
    save_set,
    set_of,
)
from inspector.workspace.workspace import Workspace, create_workspace
from tests.tiny_model import card

CARD = card(name="tiny", class_names=("background", "dull", "bright"))


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return create_workspace(tmp_path / "plant")


def test_a_set_comes_back_as_it_was_saved_with_who_and_when(workspace: Workspace) -> None:
    assert read_sets(workspace) == ()
    made = set_of(CARD, ((0.0, 0.75, 0.5), (0, 9, 4)), "winter", "rail")
    (saved,) = save_set(workspace, made)
    assert read_sets(workspace) == (saved,)
    assert (saved.thresholds, saved.min_area_px) == ({"dull": 0.75, "bright": 0.5}, {"dull": 9, "bright": 4})
    assert saved.changed_by
    assert saved.changed_at.endswith("Z")
    assert saved.limits(CARD) == ((0.0, 0.75, 0.5), (0, 9, 4))


def test_one_of_the_same_name_and_product_is_replaced_and_others_stay(workspace: Workspace) -> None:
    for product, threshold in (("rail", 0.75), ("", 0.625), ("rail", 0.875)):
        save_set(workspace, set_of(CARD, ((0.0, threshold, 0.5), (0, 4, 4)), "winter", product))
    assert [(one.product, one.thresholds["dull"]) for one in read_sets(workspace)] == [("", 0.625), ("rail", 0.875)]
    (left,) = delete_set(workspace, read_sets(workspace)[0])
    assert (left.product, read_sets(workspace)) == ("rail", (left,))


def test_classes_that_a_set_does_not_name_keep_the_models_own() -> None:
    one = ThresholdSet("winter", "", "tiny", "1", {"bright": 0.25, "gone": 0.9})
    assert one.limits(CARD) == ((0.0, 0.5, 0.25), (0, 4, 4))
    assert one.fits(CARD)
    assert not ThresholdSet("winter", "", "tiny", "2").fits(CARD)


GOOD: dict[str, Any] = {
    "name": "winter", "product": "", "model_name": "tiny", "model_version": "1", "thresholds": {"dull": 0.5},
    "min_area_px": {"dull": 4}, "changed_at": "", "changed_by": "",
}  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [
        "not json",
        json.dumps({"format": 2, "sets": []}),
        json.dumps({"format": 1, "sets": [GOOD, GOOD]}),
        json.dumps({"format": 1, "sets": [{**GOOD, "treshold": 1}]}),
        json.dumps({"format": 1, "sets": [{**GOOD, "thresholds": {"dull": 1.5}}]}),
        json.dumps({"format": 1, "sets": [{**GOOD, "thresholds": {"dull": "0.5"}}]}),
        json.dumps({"format": 1, "sets": [{**GOOD, "min_area_px": {"dull": -1}}]}),
        json.dumps({"format": 1, "sets": [{**GOOD, "name": " "}]}),
        json.dumps({"format": 1, "sets": [{**GOOD, "product": "a\tb"}]}),
        '{"format": 1, "sets": [], "sets": []}',
        '{"format": 1, "sets": NaN}',
    ],
)
def test_a_file_that_is_wrong_is_refused_in_words_and_left_as_it_is(workspace: Workspace, content: str) -> None:
    file = workspace.folder / FILE_NAME
    file.write_text(content, encoding="utf-8")
    for act in (
        lambda: read_sets(workspace),
        lambda: save_set(workspace, set_of(CARD, ((0.0, 0.5, 0.5), (0, 4, 4)), "summer")),
    ):
        with pytest.raises(WorkspaceError) as refused:
            act()
        assert refused.value.message.code is Code.WORKSPACE_BROKEN
        assert FILE_NAME in str(refused.value.message.params["detail"])
    assert file.read_text(encoding="utf-8") == content


def test_a_set_is_named_with_its_product_where_two_have_one_name(workspace: Workspace) -> None:
    for product, name in (("", "summer"), ("rail", "winter"), ("coil", "winter")):
        save_set(workspace, set_of(CARD, ((0.0, 0.75, 0.5), (0, 4, 4)), name, product))
    assert named_set(workspace, CARD, "summer").name == "summer"
    assert named_set(workspace, CARD, "rail/winter").product == "rail"
    for wrong in ("winter", "spring", "coil/summer"):
        with pytest.raises(WorkspaceError) as refused:
            named_set(workspace, CARD, wrong)
        assert refused.value.message.params["known"] == "summer, coil/winter, rail/winter"
    with pytest.raises(WorkspaceError):
        named_set(workspace, card(name="other"), "summer")
