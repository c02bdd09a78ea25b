"""On which data a model is proved where nobody has chosen any."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from inspector.core.model_card import ModelCard
from inspector.datasets.version import NewSample, Split, open_version, write_version
from inspector.presenters.models_reading import data_to_prove_on
from inspector.workspace.workspace import Workspace, create_workspace
from tests.network_kinds import Form, right_card

TRAIN, VAL, TEST = Split.TRAIN, Split.VAL, Split.TEST
NAMES = ("own", "with-test", "with-val", "train-alone")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return create_workspace(tmp_path / "plant")


def made(workspace: Workspace, name: str, *splits: Split) -> str:
    """Gives its id."""
    rng = np.random.default_rng(len(name))
    samples = [
        NewSample(
            split.value, cv2.imencode(".png", rng.integers(0, 255, (16, 16), np.uint8))[1].tobytes(), ".png",
            np.zeros((16, 16), np.uint8), split.value, split,
        )
        for split in splits
    ]  # fmt: skip
    folder = workspace.datasets / name
    write_version(
        folder, name=name, class_names=("background", "dull"), source="", terms="", samples=samples
    )  # fmt: skip
    return open_version(folder).id


def card(own: str) -> ModelCard:
    return replace(right_card(Form()), data_hash=f"own {own}")


@pytest.mark.parametrize(
    ("own_splits", "others", "expected"),
    [
        ((TRAIN, VAL, TEST), {"with-test": (TEST,)}, ("own", (TEST, VAL))),
        ((TRAIN, VAL), {"with-test": (TRAIN, TEST), "with-val": (VAL,)}, ("with-test", (TEST,))),
        ((TRAIN, VAL), {"with-val": (TRAIN, VAL), "train-alone": (TRAIN,)}, ("with-val", (VAL,))),
        ((TRAIN, VAL), {"train-alone": (TRAIN,)}, ("", ())),
    ],
)
def test_its_own_test_frames_then_those_of_others_and_never_what_it_was_chosen_by(
    workspace: Workspace, own_splits: tuple[Split, ...], others: dict[str, tuple[Split, ...]],
    expected: tuple[str, tuple[Split, ...]],
) -> None:  # fmt: skip
    own = made(workspace, "own", *own_splits)
    for name, splits in others.items():
        made(workspace, name, *splits)
    broken = workspace.datasets / "a-broken"
    broken.mkdir()
    assert data_to_prove_on(workspace, ("a-broken", *others, "own"), card(own)) == expected
