"""What the Balance page is told and what is saved, with a stand-in page and work that runs when a test says so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from inspector.core.balancing import BalanceSettings, Zone
from inspector.datasets.formats.exporting import export
from inspector.datasets.version import NewSample, Split, open_version, write_version
from inspector.presenters import balance_composer, balance_importing
from inspector.presenters.balance_presenter import BalancePresenter, no_datasets, open_first
from inspector.screens.importing import ImportWish
from inspector.session import Session
from inspector.workspace.balance_settings import read_balance_settings, settings_file
from inspector.workspace.workspace import Workspace, create_workspace
from tests.unit.datasets.formats.format_samples import put, put_frame
from tests.unit.presenters.stand_ins import HandBackground, HandJobs, NotingPage


class Page(NotingPage):
    SIGNALS = (
        "action_triggered", "dataset_chosen", "unit_chosen", "hosts_share_chosen", "per_host_chosen", "seed_chosen",
        "crops_chosen", "class_chosen", "share_chosen", "rules_chosen", "rules_reset", "donor_chosen",
        "donor_excluded", "donor_favoured", "snapshot_named", "contact_sheet_file", "import_folder_chosen",
        "import_typed", "import_wished",
    )  # fmt: skip


class Driver:
    def __init__(self, workspace: Workspace, **options: Any) -> None:
        self.workspace = workspace
        self.page, self.background, self.jobs = Page(), HandBackground(), HandJobs()
        self.presenter = BalancePresenter(
            self.page,
            Session(workspace.folder),
            background=self.background,
            jobs=self.jobs,  # type: ignore[arg-type]
            **options,
        )

    def show(self) -> None:
        self.presenter.page_shown()
        self.background.finish()

    def open(self, name: str = "strip") -> None:
        """Opened, drawn, and its donors looked through."""
        self.show()
        self.page.dataset_chosen.emit(name)
        self.jobs.finish()
        self.background.finish()
        self.jobs.finish()
        self.background.finish()

    def act(self, verb: str) -> None:
        self.page.action_triggered.emit(f"balance.{verb}")

    @property
    def saved(self) -> BalanceSettings:
        return read_balance_settings(self.workspace, "strip").settings


def write_strip(folder: Path, shift: int = 0) -> None:
    """Six clean frames, three cracks and two dents, all in the train split."""
    rng = np.random.default_rng(4)
    samples = []
    for number, kind in enumerate([0] * 6 + [1] * 3 + [2] * 2):
        pixels = rng.integers(115, 125, (64, 96)).astype(np.uint8)
        class_map = np.zeros(pixels.shape, np.uint8)
        if kind:
            height, width = (4, 20) if kind == 1 else (10, 10)
            where = np.s_[20 + shift : 20 + shift + height, 30 : 30 + width]
            pixels[where] -= 60
            class_map[where] = kind
        encoded = cv2.imencode(".png", pixels)[1].tobytes()
        samples.append(NewSample(f"f{number:02d}", encoded, ".png", class_map, f"g{number}", Split.TRAIN))
    names = ("background", "crack", "dent")
    write_version(folder, name=folder.name, class_names=names, source="Made.", terms="", samples=samples)


@pytest.fixture
def driver(tmp_path: Path) -> Driver:
    workspace = create_workspace(tmp_path / "plant")
    write_strip(workspace.datasets / "strip")
    return Driver(workspace)


def test_nothing_is_read_before_the_page_is_shown(driver: Driver) -> None:
    assert not driver.background.is_started
    assert not driver.background.is_busy
    assert driver.presenter.end()
    driver.presenter.page_shown()  # too late
    assert not driver.background.is_busy


def test_the_page_offers_the_datasets_of_the_workspace(driver: Driver) -> None:
    driver.show()
    assert driver.page.last("show_state").datasets == ("strip",)
    assert driver.page.last("show_empty") == open_first()


def test_a_workspace_without_datasets_says_how_to_bring_one_in(tmp_path: Path) -> None:
    driver = Driver(create_workspace(tmp_path / "new"))
    driver.show()
    assert driver.page.last("show_empty") == no_datasets()


def test_a_workspace_that_cannot_be_opened_is_told_and_tried_again(tmp_path: Path) -> None:
    workspace = create_workspace(tmp_path / "plant")
    settings = workspace.folder / "workspace.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text("not = [toml", encoding="utf-8")
    driver = Driver(workspace)
    driver.show()
    assert codes_of(driver) == ["workspace.broken"]
    settings.write_text(text, encoding="utf-8")
    driver.show()
    assert codes_of(driver) == ["workspace.broken"]
    assert driver.page.last("show_empty") == no_datasets()


def test_an_opened_dataset_shows_bars_preview_and_library_of_its_rarest_class(driver: Driver) -> None:
    driver.open()
    state = driver.page.last("show_state")
    assert (state.dataset, state.is_open) == ("strip", True)
    assert [(row.defect_class.name, row.before, row.after) for row in state.rows] == [
        ("crack", 3, 3), ("dent", 2, 3),
    ]  # fmt: skip
    assert driver.page.last("show_preview").defect_class.name == "dent"
    assert len(driver.page.last("show_library")) == 2
    assert driver.page.last("show_rules").defect_class.name == "dent"


def test_only_the_newest_of_many_changes_is_computed_and_saved(driver: Driver) -> None:
    driver.open()
    n_previews = len(driver.page.all("show_preview"))
    for share in (1.2, 1.6, 2.0):
        driver.page.share_chosen.emit(2, share)
    driver.background.finish()
    assert len(driver.page.all("show_preview")) == n_previews + 1
    assert driver.page.last("show_state").rows[1].after == 6  # twice the three of the other class
    assert driver.saved.target == {"crack": 1.0, "dent": 2.0}
    driver.act("undo")  # all three at once
    driver.background.finish()
    assert driver.saved.target == {}


def test_a_share_like_that_of_the_others_is_no_target(driver: Driver) -> None:
    driver.open()
    driver.page.share_chosen.emit(2, 2.0)
    driver.page.share_chosen.emit(2, 1.0)
    assert driver.presenter.settings.target == {}


def test_what_waits_to_be_saved_is_saved_of_the_dataset_it_belongs_to(driver: Driver) -> None:
    write_strip(driver.workspace.datasets / "other", shift=4)
    driver.open()
    driver.page.seed_chosen.emit(7)  # waits
    driver.page.dataset_chosen.emit("other")
    driver.jobs.finish()
    driver.page.seed_chosen.emit(9)
    assert driver.presenter.end()
    assert driver.saved.seed == 7
    assert read_balance_settings(driver.workspace, "other").settings.seed == 9


def test_a_preview_of_the_dataset_before_is_not_shown(driver: Driver) -> None:
    write_strip(driver.workspace.datasets / "other", shift=4)
    driver.open()
    n_previews = len(driver.page.all("show_preview"))
    driver.act("next")  # waits
    driver.page.dataset_chosen.emit("other")
    driver.jobs.finish()
    driver.background.finish()
    assert len(driver.page.all("show_preview")) == n_previews + 1


def test_a_preview_that_is_being_drawn_while_another_dataset_opens_is_not_shown(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_strip(driver.workspace.datasets / "other", shift=4)
    driver.open()
    n_previews, made = len(driver.page.all("show_preview")), balance_composer.compose_preview

    def composed(*arguments: Any) -> Any:
        monkeypatch.undo()  # once
        driver.page.dataset_chosen.emit("other")
        driver.jobs.finish()
        return made(*arguments)

    monkeypatch.setattr(balance_composer, "compose_preview", composed)
    driver.act("next")
    driver.background.finish_one()
    assert driver.page.last("show_state").dataset == "other"
    assert len(driver.page.all("show_preview")) == n_previews


def test_settings_that_cannot_be_saved_are_told_with_their_file(driver: Driver) -> None:
    driver.open()
    driver.workspace.balancing.write_text("a file where the folder should be", encoding="utf-8")
    driver.page.seed_chosen.emit(7)
    driver.background.finish()
    (failure,) = driver.background.failures
    assert failure.code.value == "output.unwritable"
    assert failure.params["path"] == str(settings_file(driver.workspace, "strip"))


def test_an_injection_is_judged_once_and_the_next_is_looked_at(driver: Driver) -> None:
    driver.open()
    first = driver.page.last("show_preview")
    driver.act("reject")
    driver.act("reject")  # the next is not drawn yet: there is nothing to judge
    driver.background.finish()
    assert [(verdict.class_name, verdict.is_accepted) for verdict in driver.saved.verdicts] == [("dent", False)]
    assert driver.saved.verdicts[0].donor == first.donor_key
    assert driver.page.last("show_preview").caption.startswith("injection 2 ")
    assert driver.page.last("show_rules").n_rejected == 1


def test_the_key_for_donors_turns_the_one_that_is_looked_at_or_chosen(driver: Driver) -> None:
    driver.open()
    looked_at = driver.page.last("show_preview").donor_key
    driver.act("exclude")
    assert driver.presenter.settings.excluded == {looked_at}
    driver.act("exclude")
    assert driver.presenter.settings.excluded == set()
    (chosen,) = {item.key for item in driver.page.last("show_library")} - {looked_at}
    driver.page.donor_chosen.emit(chosen)
    driver.act("favour")
    driver.background.finish()
    assert driver.saved.favourites == {chosen}
    assert driver.page.last("change_library_item").is_favourite


def test_another_class_has_its_own_rules_library_and_preview(driver: Driver) -> None:
    driver.open()
    driver.page.class_chosen.emit(1)
    driver.background.finish()
    assert driver.page.last("show_rules").defect_class.name == "crack"
    assert {item.defect_class.name for item in driver.page.last("show_library")} == {"crack"}
    assert driver.page.last("show_preview").defect_class.name == "crack"
    assert [row.is_chosen for row in driver.page.last("show_state").rows] == [True, False]
    driver.page.rules_chosen.emit(replace(driver.presenter.settings.rules["crack"], zone=Zone.AS_DONOR))
    driver.background.finish()
    assert driver.saved.rules["crack"].zone is Zone.AS_DONOR
    driver.page.rules_reset.emit()
    driver.background.finish()
    assert driver.saved.rules["crack"].zone is Zone.ANYWHERE


def test_a_class_that_the_dataset_does_not_have_changes_nothing(driver: Driver) -> None:
    driver.open()
    driver.page.class_chosen.emit(3)
    assert not driver.background.is_busy


def test_kept_settings_are_shown_beside_those_that_follow(driver: Driver) -> None:
    driver.open()
    driver.act("compare")
    driver.background.finish()
    assert driver.page.last("show_state").is_comparing
    assert [image.title for image in driver.page.last("show_preview").images] == ["kept settings", "these settings"]
    driver.act("compare")
    driver.background.finish()
    assert len(driver.page.last("show_preview").images) == 1


def test_a_second_job_is_refused_in_words_while_one_runs(driver: Driver) -> None:
    driver.open()
    driver.page.snapshot_named.emit("even")
    driver.page.contact_sheet_file.emit(str(driver.workspace.folder / "sheet.png"))
    assert driver.page.last("show_message").code == "balance.busy"
    driver.jobs.finish()
    assert driver.page.last("show_message").code == "balance.snapshot_made"
    driver.background.finish()
    assert driver.page.last("show_state").datasets == ("even", "strip")


def test_a_snapshot_is_offered_under_a_name_that_is_free(driver: Driver) -> None:
    write_strip(driver.workspace.datasets / "strip-balanced")
    driver.open()
    driver.act("snapshot")
    assert driver.page.last("ask_snapshot") == "strip-balanced-2"


def test_the_donors_are_looked_through_again_after_what_they_gave_way_to_but_not_when_cancelled(driver: Driver) -> None:
    driver.show()
    driver.page.dataset_chosen.emit("strip")
    driver.jobs.finish()
    assert driver.jobs.in_hand is not None
    looking = driver.jobs.in_hand[0]
    driver.page.snapshot_named.emit("even")
    driver.jobs.finish()
    assert driver.jobs.in_hand is not None
    assert driver.jobs.in_hand[0] == looking
    driver.act("cancel")
    driver.jobs.finish()
    assert driver.jobs.in_hand is None


def test_progress_is_shown_with_counts_and_gone_at_the_end(driver: Driver) -> None:
    driver.show()
    driver.page.dataset_chosen.emit("strip")
    driver.jobs.finish()
    texts = [state.text for state in driver.page.all("show_work") if state is not None]
    assert texts[0] == "Reading strip"
    assert "Reading strip · 11 of 11" in texts
    assert driver.page.all("show_work")[-2] is None  # then the donors are looked through


def test_a_broken_dataset_is_told_and_the_open_one_stays(driver: Driver) -> None:
    write_strip(driver.workspace.datasets / "broken")
    (driver.workspace.datasets / "broken" / "frames" / "f07.png").write_bytes(b"")
    driver.open()
    driver.page.dataset_chosen.emit("broken")
    driver.jobs.finish()
    assert driver.page.last("show_message").code == "dataset.changed"
    assert driver.page.last("show_state").dataset == "strip"


def test_a_folder_is_looked_at_imported_and_opened(driver: Driver, tmp_path: Path) -> None:
    write_masks(tmp_path / "coil 7", driver)
    driver.show()
    driver.page.import_folder_chosen.emit(str(tmp_path / "coil 7"))
    driver.background.finish()
    offer = driver.page.last("show_import_offer")
    assert (offer.folder, offer.data_format, offer.name) == (str(tmp_path / "coil 7"), "masks", "coil 7")
    assert offer.says == "It looks like Inspector's own folders: frames, masks, classes.txt."
    driver.page.import_wished.emit(
        ImportWish(str(tmp_path / "coil 7"), offer.data_format, offer.name, terms="frames of line 2")
    )
    driver.jobs.finish()
    driver.background.finish()
    assert "dataset.imported" in codes_of(driver)
    assert "dataset.doubtful" not in codes_of(driver)
    driver.jobs.finish()  # it is read at once
    driver.background.finish()
    assert driver.page.last("show_state").dataset == "coil 7"
    assert open_version(driver.workspace.datasets / "coil 7").terms == "frames of line 2"


def test_what_looks_wrong_in_imported_data_is_said(driver: Driver, tmp_path: Path) -> None:
    write_masks(tmp_path / "coil 7", driver)
    with (tmp_path / "coil 7" / "classes.txt").open("a") as file:
        file.write("nowhere\n")
    driver.show()
    driver.page.import_wished.emit(ImportWish(str(tmp_path / "coil 7"), "masks", "coil 7"))
    driver.jobs.finish()
    (shown,) = [text for text in driver.page.all("show_message") if text and text.code == "dataset.doubtful"]
    assert "on no frame: nowhere." in shown.why


def test_boxes_are_masks_where_somebody_says_so(driver: Driver, tmp_path: Path) -> None:
    folder = tmp_path / "boxes"
    for number in range(3):
        put_frame(folder / f"images/{number}.png", 60 + number)
        put(folder / f"labels/{number}.txt", "0 0.5 0.5 0.4 0.5\n")
    put(folder / "data.yaml", "names: [crack]\n")
    driver.show()
    driver.page.import_wished.emit(ImportWish(str(folder), "yolo-seg", "boxes"))
    driver.jobs.finish()
    assert "dataset.imported" not in codes_of(driver)
    driver.page.import_wished.emit(ImportWish(str(folder), "yolo-seg", "boxes", boxes_as_masks=True))
    driver.jobs.finish()
    assert "dataset.imported" in codes_of(driver)


def test_names_that_are_taken_or_none_are_refused_in_their_own_words(driver: Driver, tmp_path: Path) -> None:
    write_masks(tmp_path / "masks", driver)
    driver.open()
    for name, code in (("strip", "dataset.name_taken"), ("a/b", "dataset.name_wrong"), (" ", "dataset.name_wrong")):
        driver.page.import_wished.emit(ImportWish(str(tmp_path / "masks"), "masks", name))
        if driver.jobs.is_busy:
            driver.jobs.finish()
        assert codes_of(driver)[-1] == code
    driver.page.snapshot_named.emit("strip")
    driver.jobs.finish()
    assert codes_of(driver)[-1] == "dataset.name_taken"


def test_a_synthetic_dataset_to_try_is_made_and_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(balance_importing, "N_SYNTHETIC_STRIPS", 10)
    driver = Driver(create_workspace(tmp_path / "plant"))
    driver.show()
    driver.act("synthetic")
    driver.jobs.finish()
    driver.background.finish()
    assert driver.page.last("show_state").datasets == ("synthetic-strip",)
    assert driver.jobs.in_hand is not None  # it is being opened


def test_the_dataset_that_was_open_last_is_opened_first(driver: Driver) -> None:
    opened: list[str] = []
    again = Driver(driver.workspace, last_dataset=lambda: "strip", opened=opened.append)
    again.show()
    again.jobs.finish()
    assert again.page.last("show_state").dataset == "strip"
    assert opened == ["strip"]
    gone = Driver(driver.workspace, last_dataset=lambda: "gone", opened=opened.append)
    gone.show()
    assert gone.page.last("show_empty") == open_first()
    assert not gone.jobs.is_busy


def test_without_a_workspace_the_page_offers_to_make_it(tmp_path: Path) -> None:
    session_folder = tmp_path / "nowhere"
    driver = Driver(Workspace(session_folder, create_workspace(tmp_path / "other").settings))
    driver.show()
    assert driver.page.last("show_empty").action_ids == ("window.make_workspace",)
    driver.page.action_triggered.emit("window.make_workspace")
    driver.background.finish()
    assert driver.page.last("show_empty") == no_datasets()
    assert (session_folder / "workspace.toml").is_file()


def codes_of(driver: Driver) -> list[str]:
    return [text.code for text in driver.page.all("show_message")]


def write_masks(folder: Path, driver: Driver) -> None:
    export(open_version(driver.workspace.datasets / "strip"), "masks", folder)
