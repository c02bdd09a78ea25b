"""The form of a training: what was typed becomes a request by ``build_request``, or a fault at its field."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from inspector.core.balancing import BalanceMode
from inspector.core.model_card import Smaller, VariantOf
from inspector.datasets.version import open_version
from inspector.models_store.catalogue import ModelCatalogue
from inspector.presenters.train_composer import recipe_lines
from inspector.presenters.train_setup import (
    AS_SAVED,
    OF_CACHE,
    OF_MODEL,
    OF_PACKAGE,
    OF_RUN,
    SCRATCH,
    WishFaults,
    budget_of,
    built_of,
    datasets_of,
    free_run_name,
    offers_of,
    start_with,
    wish_of,
)
from inspector.presenters.train_splitting import preview_of
from inspector.runs.build_request import shipped_networks
from inspector.runs.request import RunRequest
from inspector.screens.train import Budget, SplitWish, TrainField, TrainWish
from inspector.workspace.workspace import Workspace, create_workspace
from tests.canned_runs import request, training_lines, write_run, write_steel
from tests.tiny_model import write_tiny_model

NOW = datetime(2026, 3, 1, 22, 10, tzinfo=timezone(timedelta(hours=1)))
WISH = TrainWish("night", "steel", "plain-net-s", SCRATCH, AS_SAVED, Budget.MINUTES, "20", "why not")


@pytest.fixture(scope="module")
def plant(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    made = create_workspace(tmp_path_factory.mktemp("plant") / "plant")
    write_steel(made.datasets / "steel")
    write_run(made.runs, request(made.datasets / "steel", "old"), list(training_lines(600, 600)))
    return made


def built(plant: Workspace, **changes: object) -> RunRequest:
    return built_of(replace(WISH, **changes), plant, shipped_networks()).request  # type: ignore[arg-type]  # fields by name


def faults(plant: Workspace, **changes: object) -> dict[TrainField, str]:
    with pytest.raises(WishFaults) as raised:
        built(plant, **changes)
    return dict(raised.value.faults)


def test_a_wish_becomes_a_request(plant: Workspace) -> None:
    found = built(plant)
    assert (found.run, found.network, found.budget_s, found.notes) == ("night", "plain-net-s", 1200.0, "why not")
    assert Path(found.datasets[0].path) == (plant.datasets / "steel").resolve()
    assert built(plant, budget=Budget.STEPS, budget_text="150").recipe.n_steps == 150
    assert built(plant, start=f"{OF_RUN}old").start_from.endswith("old")
    assert built(plant, balance="weighted-ce").recipe.loss[0].options == {"weights": "inverse"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, TrainField.NAME),
        ({"name": "old"}, TrainField.NAME),
        ({"name": "../out"}, TrainField.NAME),
        ({"dataset": ""}, TrainField.DATASET),
        ({"network": "no-net"}, TrainField.NETWORK),
        ({"start": f"{OF_MODEL}/nowhere/m.onnx"}, TrainField.START),
        ({"balance": "magic"}, TrainField.BALANCE),
        ({"budget_text": "0"}, TrainField.BUDGET),
        ({"budget_text": "soon"}, TrainField.BUDGET),
        ({"budget": Budget.UNTIL, "budget_text": "25:00"}, TrainField.BUDGET),
        ({"budget": Budget.STEPS, "budget_text": "1.5"}, TrainField.BUDGET),
        ({"budget": Budget.STEPS, "budget_text": "999999999999"}, TrainField.OTHER),
        ({"start": f"{OF_RUN}gone"}, TrainField.OTHER),
        ({"dataset": "gone"}, TrainField.OTHER),
    ],
)
def test_what_is_wrong_is_told_at_its_field(plant: Workspace, changes: dict[str, object], field: TrainField) -> None:
    found = faults(plant, **changes)
    assert list(found) == [field]
    assert found[field]


def test_all_that_was_typed_wrongly_is_told_at_once(plant: Workspace) -> None:
    assert set(faults(plant, name="", budget_text="")) == {TrainField.NAME, TrainField.BUDGET}


def test_a_time_of_day_is_the_next_one_that_the_clock_shows() -> None:
    def until(text: str) -> datetime | None:
        return budget_of(replace(WISH, budget=Budget.UNTIL, budget_text=text), NOW)[1]

    assert until("05:30") == datetime(2026, 3, 2, 5, 30, tzinfo=NOW.tzinfo)
    assert until("23:00") == datetime(2026, 3, 1, 23, 0, tzinfo=NOW.tzinfo)


def test_minutes_take_both_separators_and_the_recipe_needs_no_number() -> None:
    assert budget_of(replace(WISH, budget_text="2,5"), NOW)[0] == 2.5
    assert budget_of(replace(WISH, budget=Budget.RECIPE, budget_text="?"), NOW) == (None, None, None)


@pytest.mark.parametrize("start", [SCRATCH, f"{OF_RUN}old", OF_PACKAGE, OF_CACHE])
def test_the_form_of_a_run_set_up_again_asks_for_the_same(plant: Workspace, start: str) -> None:
    asked = built(plant, start=start, balance="focal")
    again = built_of(wish_of(asked, "again"), plant, shipped_networks()).request
    assert replace(again, run="night", model_name="night", notes="why not") == asked


def test_a_free_name_has_the_first_number_that_is_free() -> None:
    assert free_run_name("steel", {"steel-1", "steel-3"}) == "steel-2"


def test_a_dataset_that_cannot_be_opened_is_listed_with_the_reason(plant: Workspace) -> None:
    broken = plant.datasets / "broken"
    broken.mkdir()
    (broken / "manifest.json").write_text("{}")
    try:
        found = {each.value: each.details for each in datasets_of(plant.datasets)}
    finally:
        (broken / "manifest.json").unlink()
        broken.rmdir()
    assert found["steel"] == "22 frames, 3 classes"
    assert found["broken"].startswith("cannot be used: ")


def test_a_variant_is_not_offered_and_where_it_is_in_use_its_model_is_begun_with(plant: Workspace) -> None:
    models = ModelCatalogue(plant.models)
    whole = models.add(write_tiny_model(plant.folder / "made" / "whole.onnx", name="whole"))
    of = VariantOf(whole.title, whole.sha256, Smaller.FP16, "by hand")
    half = models.add(write_tiny_model(plant.folder / "made" / "half.onnx", name="half", variant_of=of))
    try:
        offers = offers_of(plant)
    finally:
        for one in (whole, half):
            one.file.unlink()
    titles = [model.title for model in offers.models]
    assert "whole 1" in titles
    assert "half 1" not in titles
    for one in (whole, half):
        assert start_with(one.sha256, one.card, offers) == f"{OF_MODEL}{whole.file.resolve()}"
    assert start_with("0" * 64, whole.card, offers) == SCRATCH


def test_models_that_come_with_the_program_are_offered_to_begin_with(plant: Workspace) -> None:
    offers = offers_of(plant)
    shipped = [model for model in offers.models if model.title.startswith("steel-plain")]
    assert shipped
    found = built(plant, network=shipped[0].network, start=f"{OF_MODEL}{shipped[0].file}")
    assert found.start_from == shipped[0].file


def test_a_preview_of_a_split_deals_every_frame_and_writes_nothing(plant: Workspace) -> None:
    before = sorted(plant.datasets.rglob("*"))
    found = preview_of(SplitWish("steel", "steel-split", (0.6, 0.2, 0.2)), plant.datasets)
    assert found.fault == ""
    assert sum(map(int, found.rows[0][1:])) == 22
    assert [row[0] for row in found.rows] == ["frames", "groups", "crack", "dent", "scratch"]
    assert sorted(plant.datasets.rglob("*")) == before


@pytest.mark.parametrize(
    ("name", "shares"), [("steel", (0.6, 0.2, 0.2)), ("a/b", (0.6, 0.2, 0.2)), ("new", (0.0, 0.0, 0.0))]
)
def test_a_split_that_cannot_be_made_says_why(plant: Workspace, name: str, shares: tuple[float, float, float]) -> None:
    assert preview_of(SplitWish("steel", name, shares), plant.datasets).fault


def test_a_class_new_to_the_model_is_learned_by_the_recipe_for_it_and_that_model_teaches(
    plant: Workspace, tmp_path: Path
) -> None:
    names = open_version(plant.datasets / "steel").class_names
    less = write_tiny_model(tmp_path / "less.onnx", class_names=names[:-1])
    found = built(plant, start=f"{OF_MODEL}{less}")
    assert (found.recipe_name, found.teachers) == ("plain-net/new-kind", (str(less),))
    assert found.recipe.balance.mode is BalanceMode.DLI
    chosen = built(plant, start=f"{OF_MODEL}{less}", balance="none")
    assert chosen.recipe.balance.mode is BalanceMode.NONE, "as a person chose"
    assert recipe_lines(found, None)[2] == (
        "Begins with the model less. A class is new to it: it teaches what it knows, by the recipe for new kinds."
    )
    # One that knows a class which the data lack would teach it as background.
    other = write_tiny_model(tmp_path / "other.onnx", class_names=(*names[:2], "rust"))
    found = built(plant, start=f"{OF_MODEL}{other}")
    assert (found.recipe_name, found.teachers) == ("plain-net/new-kind", ())
    none = write_tiny_model(tmp_path / "none.onnx", class_names=("background", "rust"))
    found = built(plant, start=f"{OF_MODEL}{none}")
    assert (found.recipe_name, found.teachers) == ("plain-net/ours", ()), "it knows nothing that could be kept"
