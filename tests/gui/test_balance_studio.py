"""The Balance page with a real dataset behind it: what an engineer does, what then stands on screen and disk."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inspector.app import Parts
from inspector.core.balancing import BalanceSettings, Zone
from inspector.datasets.balancing.blending import RIM_PX
from inspector.datasets.balancing.donors import Donor
from inspector.datasets.version import NewSample, Origin, Split, open_version, write_version
from inspector.presenters.balance_presenter import BalancePresenter
from inspector.screens.balance import BalanceState, LibraryItem, PreviewState
from inspector.screens.balance_actions import BALANCE
from inspector.screens.shell import EmptyState
from inspector.texts.messages import MessageText
from inspector.views.balance.balance_page import BalancePage
from inspector.workspace.balance_settings import read_balance_settings, save_balance_settings
from inspector.workspace.workspace import Workspace, create_workspace
from tests.guards.qt_thread import QtThreadGuard
from tests.gui.real_window import real_window
from tests.tiny_model import write_tiny_model

TIMEOUT_MS = 20_000
NAMES = ("background", "crack", "dent")


def write_set(folder: Path, n_clean: int = 10, size: tuple[int, int] = (96, 128)) -> None:
    """Clean frames, five cracks of 6 x 30 px and two dents of 16 x 16 px in the train split; one of each to test."""
    rng = np.random.default_rng(4)
    kinds = [(0, Split.TRAIN)] * n_clean + [(1, Split.TRAIN)] * 5 + [(2, Split.TRAIN)] * 2
    samples = []
    for number, (kind, split) in enumerate([*kinds, (1, Split.TEST), (0, Split.VAL)]):
        pixels = rng.integers(115, 125, size).astype(np.uint8)
        class_map = np.zeros(size, np.uint8)
        if kind:
            height, width = (6, 30) if kind == 1 else (16, 16)
            pixels[40 : 40 + height, 50 : 50 + width] -= 60
            class_map[40 : 40 + height, 50 : 50 + width] = kind
        encoded = cv2.imencode(".png", pixels)[1].tobytes()
        samples.append(NewSample(f"f{number:02d}", encoded, ".png", class_map, f"g{number}", split))
    write_version(folder, name=folder.name, class_names=NAMES, source="Made.", terms="", samples=samples)


class Driver:
    """What a test sees and does. Notes what the page was told, as it is told."""

    def __init__(self, parts: Parts, workspace: Workspace, qtbot: QtBot) -> None:
        self.parts, self.workspace, self.qtbot = parts, workspace, qtbot
        self.window = parts.window
        self.window.show_page(BALANCE)
        presenter = parts.presenters[BALANCE]
        assert isinstance(presenter, BalancePresenter)
        self.presenter = presenter
        page = self.window.findChild(BalancePage)
        assert isinstance(page, BalancePage)
        self.page = page
        self.state = BalanceState()
        self.preview: PreviewState | None = None
        self.donors: dict[str, LibraryItem] = {}
        self.empty: EmptyState | None = None
        self.words: list[MessageText] = []
        self._listen()

    def _listen(self) -> None:
        """Each ``show_…`` of the page goes on doing what it does."""
        page = self.page

        def also(name: str, note: Callable[[Any], None]) -> None:
            shown = getattr(page, name)

            def both(value: object) -> None:
                note(value)
                shown(value)

            setattr(page, name, both)

        also("show_state", lambda state: setattr(self, "state", state))
        also("show_preview", lambda state: setattr(self, "preview", state))
        also("show_empty", lambda state: setattr(self, "empty", state))
        also("show_message", self.words.append)
        also("show_library", lambda items: setattr(self, "donors", {item.key: item for item in items}))
        also("change_library_item", lambda item: self.donors.__setitem__(item.key, item))

    def wait(self, is_so: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(is_so, timeout=TIMEOUT_MS)

    @property
    def seen(self) -> PreviewState:
        """The preview on the page, which there is."""
        assert self.preview is not None
        return self.preview

    def calm(self) -> None:
        self.wait(lambda: self.presenter.is_calm)

    def open(self, name: str) -> None:
        self.wait(lambda: name in self.state.datasets)
        self.page.dataset_chosen.emit(name)
        self.wait(lambda: self.state.is_open and self.state.dataset == name and bool(self.state.rows))
        self.calm()
        self.wait(lambda: bool(self.donors))

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.page.canvas, key, modifier)
        self.calm()


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = create_workspace(tmp_path / "plant")
    write_set(made.datasets / "strip")
    return made


@pytest.fixture
def driver(qtbot: QtBot, workspace: Workspace, tmp_path: Path) -> Iterator[Driver]:
    with real_window(qtbot, workspace.folder, write_tiny_model(tmp_path / "tiny.onnx")) as parts:
        found = Driver(parts, workspace, qtbot)
        yield found


def saved(driver: Driver) -> BalanceSettings:
    driver.calm()
    return read_balance_settings(driver.workspace, "strip").settings


def test_an_opened_set_shows_its_imbalance_and_an_injection_of_the_rarest_class(driver: Driver):
    driver.open("strip")
    assert [(row.defect_class.name, row.before, row.after) for row in driver.state.rows] == [
        ("crack", 5, 5), ("dent", 2, 5),
    ]  # fmt: skip
    assert driver.seen.defect_class.name == "dent"
    assert len(driver.donors) == 2
    (image,) = driver.seen.images
    assert (image.label == 2).any()
    reach = cv2.dilate((image.label == 2).astype(np.uint8), np.ones((2 * RIM_PX + 1, 2 * RIM_PX + 1), np.uint8))
    assert np.array_equal(image.before[reach == 0], image.after[reach == 0])


def test_keys_walk_through_injections_and_back_to_the_same(driver: Driver):
    driver.open("strip")
    first = driver.seen
    driver.key(Qt.Key.Key_Right)
    second = driver.seen
    driver.key(Qt.Key.Key_R)
    again = driver.seen
    driver.key(Qt.Key.Key_Left)
    back = driver.seen
    assert first.caption != second.caption
    assert again.caption.startswith("injection 2, attempt 2 · into ")
    assert np.array_equal(again.images[0].before, second.images[0].before)
    assert np.array_equal(back.images[0].after, first.images[0].after)
    driver.key(Qt.Key.Key_1)
    driver.wait(lambda: driver.preview is not None and driver.preview.defect_class.name == "crack")


def test_a_changed_rule_redraws_the_same_injection_is_saved_and_can_be_undone(driver: Driver):
    driver.open("strip")
    before = driver.seen
    rules = driver.presenter.settings.rules["dent"]
    driver.page.rules_chosen.emit(replace(rules, zone=Zone.AS_DONOR, flips=False))
    driver.calm()
    after = driver.seen
    assert np.array_equal(before.images[0].before, after.images[0].before)
    assert not np.array_equal(before.images[0].after, after.images[0].after)
    assert saved(driver).rules["dent"].zone is Zone.AS_DONOR
    assert saved(driver).rules["crack"].zone is Zone.ANYWHERE
    driver.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert saved(driver).rules["dent"].zone is Zone.ANYWHERE
    assert np.array_equal(driver.seen.images[0].after, before.images[0].after)
    assert (driver.state.can_undo, driver.state.can_redo) == (False, True)


def test_a_dragged_target_moves_the_bars_and_is_one_step(driver: Driver):
    driver.open("strip")
    for share in (1.2, 1.6, 2.0):
        driver.page.share_chosen.emit(2, share)
    driver.calm()
    assert driver.state.rows[1].after == 10
    assert saved(driver).target == {"crack": 1.0, "dent": 2.0}
    driver.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert saved(driver).target == {}
    assert driver.state.rows[1].after == 5


def test_verdicts_teach_the_least_realism(driver: Driver):
    driver.open("strip")
    assert driver.seen.score is not None
    score, caption = driver.seen.score, driver.seen.caption
    for _ in range(3):
        driver.key(Qt.Key.Key_X)
    now = saved(driver)
    assert [verdict.is_accepted for verdict in now.verdicts] == [False] * 3
    assert now.verdicts[0].score == pytest.approx(score)
    assert now.rules["dent"].min_realism > 0.35
    assert driver.seen.caption != caption  # the next one is looked at


def test_an_excluded_donor_is_not_drawn_and_a_favourite_is_marked(driver: Driver):
    driver.open("strip")
    excluded, other = driver.donors
    driver.page.donor_excluded.emit(excluded, True)
    driver.page.donor_favoured.emit(other, True)
    driver.wait(lambda: driver.donors[excluded].is_excluded and driver.donors[other].is_favourite)
    for _ in range(6):
        driver.key(Qt.Key.Key_Right)
        assert driver.seen.donor_key in ("", other)
    assert (saved(driver).excluded, saved(driver).favourites) == ({excluded}, {other})


def test_two_settings_are_compared_side_by_side(driver: Driver):
    driver.open("strip")
    driver.key(Qt.Key.Key_C)
    rules = driver.presenter.settings.rules["dent"]
    driver.page.rules_chosen.emit(replace(rules, scale=(1.5, 1.6)))
    driver.calm()
    kept, now = driver.seen.images
    assert np.array_equal(kept.before, now.before)
    assert (now.label > 0).sum() > (kept.label > 0).sum()
    driver.key(Qt.Key.Key_C)
    assert len(driver.seen.images) == 1


def test_a_snapshot_is_written_and_offered_as_a_dataset(driver: Driver):
    driver.open("strip")
    driver.page.snapshot_named.emit("strip even")
    driver.wait(lambda: "strip even" in driver.state.datasets)
    made = open_version(driver.workspace.datasets / "strip even")
    injected = [sample for sample in made.samples if sample.origin is Origin.INJECTED]
    assert len(injected) == 3
    assert all(json.loads(sample.note)[0]["donor"].split(":")[1] == NAMES[2] for sample in injected)
    assert driver.words[-1].code == "balance.snapshot_made"
    assert "Frames: 22;" in driver.words[-1].why


@pytest.mark.parametrize("name", ["strip", "../outside", ""])
def test_a_name_that_is_taken_or_no_name_is_refused_in_words(driver: Driver, name: str):
    driver.open("strip")
    before = sorted(path.name for path in driver.workspace.folder.rglob("*"))
    driver.page.snapshot_named.emit(name)
    driver.wait(lambda: bool(driver.words))
    driver.calm()
    assert driver.words[-1].what
    assert sorted(path.name for path in driver.workspace.folder.rglob("*")) == before


def test_looking_through_the_donors_gives_way_to_a_wish_and_is_done_afterwards(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
):
    from inspector.datasets.balancing import donor_flags

    made, n_looked = donor_flags.flags_of, 0

    def slow(donors: Sequence[Donor], report: Callable[[int, int], None]) -> object:
        nonlocal n_looked
        n_looked += 1
        for k in range(100 if n_looked == 1 else 0):
            report(k, 100)
            time.sleep(0.1)  # ten seconds in all, were it not ended
        return made(donors, report)

    monkeypatch.setattr(donor_flags, "flags_of", slow)
    driver.wait(lambda: "strip" in driver.state.datasets)
    driver.page.dataset_chosen.emit("strip")
    driver.wait(lambda: n_looked == 1)
    driver.page.snapshot_named.emit("even")
    driver.wait(lambda: "even" in driver.state.datasets and n_looked == 2)
    driver.calm()
    assert [words.code for words in driver.words] == ["balance.snapshot_made"]


def test_a_contact_sheet_is_drawn(driver: Driver, tmp_path: Path):
    driver.open("strip")
    driver.page.contact_sheet_file.emit(str(tmp_path / "sheet.png"))
    driver.wait(lambda: any(words.code == "balance.sheet_made" for words in driver.words))
    assert cv2.imread(str(tmp_path / "sheet.png")).std() > 5


def test_a_broken_set_is_said_in_words_and_the_open_one_stays(driver: Driver):
    driver.open("strip")
    broken = driver.workspace.datasets / "broken"
    write_set(broken)
    (broken / "frames" / "f12.png").write_bytes(b"")  # a crack
    driver.window.show_page(BALANCE)
    driver.wait(lambda: "broken" in driver.state.datasets)
    driver.page.dataset_chosen.emit("broken")
    driver.wait(lambda: bool(driver.words))
    assert driver.words[-1].code == "dataset.changed"
    assert driver.state.dataset == "strip"


def test_a_set_without_clean_frames_offers_clean_parts(driver: Driver):
    write_set(driver.workspace.datasets / "dirty", n_clean=0, size=(160, 200))
    driver.window.show_page(BALANCE)
    driver.open("dirty")
    assert driver.empty is not None
    assert "Clean parts" in driver.empty.sentence
    assert driver.state.can_use_crops
    driver.page.crops_chosen.emit(True)
    driver.calm()
    driver.wait(lambda: driver.empty is None and driver.preview is not None)


def test_what_was_saved_is_there_again_and_trainings_are_told(driver: Driver):
    settings = read_balance_settings(driver.workspace, "strip").settings
    save_balance_settings(driver.workspace, "strip", replace(settings, seed=7, per_host=2))
    driver.open("strip")
    assert (driver.state.seed, driver.state.per_host) == (7, 2)
    driver.key(Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
    assert saved(driver).is_used_in_training
    assert driver.state.is_used_in_training


def test_a_cancelled_snapshot_is_no_dataset_and_waits_to_go_on(driver: Driver, monkeypatch: pytest.MonkeyPatch):
    from inspector.datasets.balancing import snapshot

    made = snapshot.inject
    has_begun, is_cancelled = threading.Event(), threading.Event()

    def cancelled_meanwhile(*arguments: Any, **options: Any) -> object:
        has_begun.set()
        assert is_cancelled.wait(20)
        return made(*arguments, **options)

    monkeypatch.setattr(snapshot, "inject", cancelled_meanwhile)
    driver.open("strip")
    driver.page.snapshot_named.emit("half")
    driver.wait(has_begun.is_set)
    driver.page.action_triggered.emit("balance.cancel")
    is_cancelled.set()
    driver.calm()
    assert [path.name for path in driver.workspace.datasets.glob("*half*")] == [".half.unfinished"]


def test_nothing_of_the_page_waits_on_the_qt_thread(driver: Driver, qt_thread_guard: QtThreadGuard):
    with qt_thread_guard.armed():
        driver.open("strip")
        driver.key(Qt.Key.Key_Right)
        driver.page.share_chosen.emit(2, 2.0)
        driver.page.donor_excluded.emit(next(iter(driver.donors)), True)
        driver.calm()
        driver.page.snapshot_named.emit("made")
        driver.wait(lambda: "made" in driver.state.datasets)
    qt_thread_guard.check()
