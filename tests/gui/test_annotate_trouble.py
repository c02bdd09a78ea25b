"""The Annotate page with everything that goes wrong around it: files, names, clocks, disks, other hands."""

from __future__ import annotations

import errno
import json
import os
import shutil
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from inspector.annotation import frame_list, label_store
from inspector.annotation.label_sheet import LabelState
from inspector.annotation.label_store import LabelStore
from inspector.core import audit
from inspector.core.files import sha256_of
from inspector.workspace.workspace import Workspace, create_workspace
from tests.gui.real_window import real_window
from tests.gui.test_annotate_page import CTRL, Labeller, picture, saved, saved_by_another
from tests.tiny_model import write_tiny_model


@pytest.fixture
def plant(tmp_path: Path) -> Workspace:
    return create_workspace(tmp_path / "plant")


@pytest.fixture
def hand(qtbot: QtBot, plant: Workspace, tmp_path: Path) -> Iterator[Labeller]:
    with real_window(qtbot, plant.folder, write_tiny_model(tmp_path / "tiny.onnx")) as parts:
        yield Labeller(parts, qtbot)


def why(hand: Labeller) -> str:
    """What the page says is the cause."""
    from inspector.views.message_band import MessageBand

    message = hand.page.findChild(MessageBand).current()  # type: ignore[attr-defined]
    return message.why if message is not None else ""


def test_a_file_that_may_not_be_read_says_so_and_the_next_one_opens(
    hand: Labeller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "frames"
    locked = picture(folder / "a.png")
    picture(folder / "b.png", 30)
    if os.name == "posix" and os.geteuid() != 0:
        locked.chmod(0)
    else:  # root reads everything: the refusal is played where the file would be opened
        really = os.open

        def refuse(path: object, *args: int, **more: int) -> int:
            if str(path) == str(locked):
                raise PermissionError(errno.EACCES, "Permission denied", str(path))
            return really(path, *args, **more)  # type: ignore[call-overload, no-any-return]

        monkeypatch.setattr(os, "open", refuse)
    hand.folder(folder)
    assert (hand.name, hand.said) == ("", "The frame “a.png” cannot be opened.")
    assert "ermission denied" in why(hand)
    hand.key(Qt.Key.Key_D)
    assert (hand.name, hand.said) == ("b.png", "")


def test_a_file_that_is_replaced_while_it_is_labelled_is_told_and_the_new_one_has_labels_of_its_own(
    hand: Labeller, plant: Workspace, tmp_path: Path
) -> None:
    path = picture(tmp_path / "frames" / "a.png")
    picture(tmp_path / "frames" / "b.png", 50)
    before = path.read_bytes()
    hand.folder(path.parent)
    hand.drag((40, 30), (90, 30))
    Image.fromarray(np.full((90, 160), 77, np.uint8)).save(path)
    hand.key(Qt.Key.Key_D)
    assert "was changed or deleted while it is labelled" in hand.said
    hand.key(Qt.Key.Key_A)
    assert (hand.name, hand.sheet.height, hand.sheet.state) == ("a.png", 90, LabelState.NEW)
    path.write_bytes(before)
    _, class_map = saved_by_another(hand, path)
    assert class_map[30, 60] == 1


def kinds_of(folder: Path) -> dict[str, tuple[int, int]]:
    """Pictures of unusual kinds, and rows and columns of each when it stands upright."""
    folder.mkdir(parents=True)
    shades = Image.fromarray(np.tile(np.arange(200, dtype=np.uint8), (120, 1)))
    shades.point(lambda value: 255 * (value > 100)).convert("1").save(folder / "1 bit.png")
    shades.convert("P").save(folder / "2 palette.png")
    exif = Image.Exif()
    exif[0x0112] = 6
    shades.save(folder / "3 turned.jpg", exif=exif)
    shades.convert("CMYK").save(folder / "4 cmyk.jpg")
    shades.convert("LA").save(folder / "5 alpha.png")
    return {
        "1 bit.png": (120, 200), "2 palette.png": (120, 200), "3 turned.jpg": (200, 120), "4 cmyk.jpg": (120, 200),
        "5 alpha.png": (120, 200),
    }  # fmt: skip


def test_pictures_of_any_kind_are_labelled_upright_pixel_by_pixel(
    hand: Labeller, plant: Workspace, tmp_path: Path
) -> None:
    kinds = kinds_of(tmp_path / "frames")
    hand.folder(tmp_path / "frames")
    for name, shape in kinds.items():
        assert (hand.name, (hand.sheet.height, hand.sheet.width)) == (name, shape)
        hand.drag((30, 100), (80, 100))
        hand.key(Qt.Key.Key_Return, CTRL)
        _, class_map = saved_by_another(hand, tmp_path / "frames" / name)
        assert class_map.shape == shape
        assert class_map[100, 30:80].tolist() == [1] * 50, name
        assert not class_map[:80].any()


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        ("other size", "its mask is 160 x 90, the frame 200 x 120"), ("unknown class", "it holds class 7"),
        ("palette", "8-bit grey picture, this one is P"), ("1 bit", "8-bit grey picture, this one is 1"),
        ("cut", "its end is missing"), ("not ours", "does not say up to which change"),
    ],
)  # fmt: skip
def test_a_mask_that_does_not_fit_is_refused_in_words_and_left(
    hand: Labeller, plant: Workspace, tmp_path: Path, kind: str, word: str
) -> None:
    """Somebody put it there by hand; without a journal nothing else tells what the labels were."""
    path = picture(tmp_path / "frames" / "a.png")
    picture(tmp_path / "frames" / "b.png", 50)
    hand.folder(path.parent)
    hand.drag((40, 30), (90, 30))
    hand.key(Qt.Key.Key_D)
    sha = sha256_of(path.read_bytes())
    mask = plant.annotations / sha[:2] / f"{sha}.png"
    (mask.parent / f"{sha}.journal").unlink()
    write_mask(mask, kind)
    content = mask.read_bytes()
    hand.key(Qt.Key.Key_A)
    assert (hand.name, hand.said.startswith("The labels in")) == ("", True)
    assert word in why(hand)
    assert mask.read_bytes() == content
    hand.key(Qt.Key.Key_D)
    assert hand.name == "b.png"


def write_mask(path: Path, kind: str) -> None:
    from inspector.annotation.label_file import encode_label

    if kind == "other size":
        path.write_bytes(encode_label(np.zeros((90, 160), np.uint8), 1))
    elif kind == "unknown class":
        path.write_bytes(encode_label(np.full((120, 200), 7, np.uint8), 1))
    elif kind == "cut":
        path.write_bytes(path.read_bytes()[:-20])
    else:
        mode = {"palette": "P", "1 bit": "1", "not ours": "L"}[kind]
        Image.new(mode, (200, 120)).save(path)


def test_labels_whose_picture_is_gone_stay_listed_and_say_so(hand: Labeller, tmp_path: Path) -> None:
    path = picture(tmp_path / "frames" / "a.png")
    picture(tmp_path / "frames" / "b.png", 50)
    hand.folder(path.parent)
    hand.drag((40, 30), (90, 30))
    hand.key(Qt.Key.Key_D)
    hand.drag((40, 30), (90, 30))
    hand.key(Qt.Key.Key_A)
    path.unlink()
    hand.page.action_triggered.emit("annotate.of_labels")
    hand.calm()
    assert (len(hand.presenter.listing), hand.name) == (2, "")
    assert hand.said == "The frame “a.png” cannot be opened."
    hand.key(Qt.Key.Key_D)
    assert hand.name == "b.png"


def test_long_and_foreign_names_are_labelled_and_found_again(hand: Labeller, plant: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / ("Blech mit Lücke " * 6).strip() / ("裂纹" * 30) / ("g" * 120)
    names = [f"{'ü' * 100} 1.png", "裂纹 – größer.png", "  zwei Leerzeichen  .png", "a'b\"c<d>&amp;.png"]
    paths = [picture(folder / name, 40 + at) for at, name in enumerate(names)]
    assert len(str(paths[0])) > 300
    hand.folder(folder)
    assert len(hand.presenter.listing) == len(names)
    for _ in names:
        hand.drag((40, 30), (90, 30))
        hand.key(Qt.Key.Key_Return, CTRL)
    assert hand.presenter.desk.save_state.n_waiting == 0
    for path in paths:
        sheet, class_map = saved_by_another(hand, path)
        assert (sheet.source.path, sheet.source.name, sheet.state) == (str(path), path.name, LabelState.DONE)
        assert class_map[30, 60] == 1


@pytest.mark.skipif(os.name != "posix", reason="names of other systems are always text")
def test_a_name_that_is_no_text_is_refused_before_anything_is_painted(hand: Labeller, tmp_path: Path) -> None:
    folder = tmp_path / "frames"
    picture(folder / "b.png", 50)
    shutil.copy(picture(tmp_path / "a.png"), os.fsencode(folder) + b"/a \xff.png")
    hand.folder(folder)
    assert (hand.name, hand.said) == ("", "The frame “a \ufffd.png” cannot be opened.")
    assert "rename the file or folder" in why(hand)
    hand.key(Qt.Key.Key_D)
    assert hand.name == "b.png"


def test_a_class_that_the_plant_no_longer_has_stays_on_the_frames_that_use_it(
    qtbot: QtBot, plant: Workspace, tmp_path: Path
) -> None:
    path = picture(tmp_path / "frames" / "a.png")
    model = write_tiny_model(tmp_path / "tiny.onnx")
    with real_window(qtbot, plant.folder, model) as parts:
        hand = Labeller(parts, qtbot)
        hand.folder(path.parent)
        hand.page.class_added.emit("Riß")
        hand.calm()
        hand.drag((40, 30), (90, 30))
    settings = plant.folder / "workspace.toml"
    before = settings.read_text(encoding="utf-8")
    assert "Riß" in before
    kept = [part for part in before.split("[[classes]]") if "Riß" not in part]
    settings.write_text("[[classes]]".join(kept), encoding="utf-8")
    with real_window(qtbot, plant.folder, model) as parts:
        hand = Labeller(parts, qtbot)
        hand.folder(path.parent)
        assert hand.sheet.class_names[-1] == "Riß"
        assert [row.text[:3] for row in hand.page.panels.state.instances] == ["Riß"]
        hand.drag((40, 80), (90, 80))
    sheet, class_map = saved(plant, path)
    assert [note.class_name for note in sheet.instances].count("Riß") >= 1
    assert sheet.class_names[class_map[30, 60]] == "Riß"


def test_a_clock_that_is_set_back_loses_and_reorders_nothing(
    hand: Labeller, plant: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = picture(tmp_path / "frames" / "a.png")
    picture(tmp_path / "frames" / "b.png", 50)
    hand.folder(path.parent)
    hand.drag((40, 30), (90, 30))
    real = audit.utc_now
    for module in ("annotate_presenter", "label_desk", "painting_presenter"):
        monkeypatch.setattr(f"inspector.presenters.{module}.utc_now", lambda: real() - timedelta(days=400))
    hand.drag((40, 80), (90, 80))
    hand.key(Qt.Key.Key_D)
    sha = sha256_of(path.read_bytes())
    for file in (plant.annotations / sha[:2]).glob(f"{sha}*"):
        os.utime(file, (1_000_000, 1_000_000))  # as a clock of long ago would have dated them
    hand.key(Qt.Key.Key_A)
    current = hand.presenter.desk.current
    assert current is not None
    ats = [step.facts.at for step in current.editor.history.steps]
    assert (len(ats), ats[1] < ats[0]) == (2, True)
    assert current.editor.class_map[80, 60] == 1
    hand.key(Qt.Key.Key_Z, CTRL)
    assert (current.editor.class_map[80, 60], current.editor.class_map[30, 60]) == (0, 1), "the newest step goes first"
    hand.presenter.read_labels()
    hand.calm()
    assert hand.presenter.listing.known.labels[sha].state is LabelState.IN_WORK


def test_a_sheet_that_somebody_edits_while_its_frame_is_open_is_not_half_believed(
    hand: Labeller, plant: Workspace, tmp_path: Path
) -> None:
    path = picture(tmp_path / "frames" / "a.png")
    picture(tmp_path / "frames" / "b.png", 50)
    hand.folder(path.parent)
    hand.drag((40, 30), (90, 30))
    hand.key(Qt.Key.Key_D)
    sha = sha256_of(path.read_bytes())
    file = plant.annotations / sha[:2] / f"{sha}.json"
    facts = json.loads(file.read_text(encoding="utf-8"))
    facts["class_names"] = ["background"]  # the mask holds one that is named no more
    file.write_text(json.dumps(facts), encoding="utf-8")
    hand.key(Qt.Key.Key_A)
    assert (hand.name, "class 1, which has no name" in why(hand)) == ("", True)
    facts["class_names"] = ["background", "dull"]
    file.write_text(json.dumps(facts), encoding="utf-8")
    hand.key(Qt.Key.Key_D)
    hand.key(Qt.Key.Key_A)
    assert hand.name == "a.png"
    store = LabelStore(plant.annotations, lambda _: None)
    try:
        assert store.is_read_only
    finally:
        store.close()


def test_a_share_that_hangs_is_given_up_and_another_folder_opens(
    hand: Labeller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    away, here = tmp_path / "away", tmp_path / "here"
    picture(away / "a.png")
    picture(here / "b.png")
    is_back, really = threading.Event(), os.scandir

    def scan(path: str) -> object:
        if str(path) == str(away):
            assert is_back.wait(60)
        return really(path)

    monkeypatch.setattr(os, "scandir", scan)
    monkeypatch.setattr(frame_list, "ANSWER_S", 0.3)
    try:
        hand.folder(away)
        assert "cannot be opened" in hand.said
        assert "has not answered for" in why(hand)
        hand.folder(here)
        assert (hand.name, hand.said) == ("b.png", "")
    finally:
        is_back.set()


def test_a_folder_that_may_not_be_listed_is_named_and_the_rest_is_listed(
    hand: Labeller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "frames"
    picture(root / "a.png")
    picture(root / "locked" / "b.png")
    really = os.scandir

    def refuse(path: str) -> object:  # root lists everything: the refusal is played
        if str(path) == str(root / "locked"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return really(path)

    monkeypatch.setattr(os, "scandir", refuse)
    hand.folder(root)
    assert (hand.name, hand.said) == ("a.png", "The list lacks what is in “locked”.")
    assert os.strerror(errno.EACCES) in why(hand)
    monkeypatch.setattr(os, "scandir", really)
    hand.folder(root)
    assert (len(hand.presenter.listing), hand.said) == (2, "")


def test_a_journal_that_the_disk_damaged_is_told_of(qtbot: QtBot, plant: Workspace, tmp_path: Path) -> None:
    path = picture(tmp_path / "frames" / "a.png")
    model = write_tiny_model(tmp_path / "tiny.onnx")
    with real_window(qtbot, plant.folder, model) as parts:
        hand = Labeller(parts, qtbot)
        hand.folder(path.parent)
        hand.drag((40, 30), (90, 30))
        hand.drag((40, 80), (90, 80))
    sha = sha256_of(path.read_bytes())
    journal = plant.annotations / sha[:2] / f"{sha}.journal"
    journal.write_bytes(journal.read_bytes()[:-9])
    with real_window(qtbot, plant.folder, model) as parts:
        hand = Labeller(parts, qtbot)
        hand.folder(path.parent)
        assert (hand.name, hand.said) == ("a.png", "The newest changes of “a.png” may be missing.")
        current = hand.presenter.desk.current
        assert current is not None
        assert current.editor.class_map[80, 60] == 1, "the mask was saved after them"
    assert journal.with_suffix(".lost").exists()


def test_a_disk_that_cannot_be_written_to_is_told_and_stays_told(
    qtbot: QtBot, plant: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Played, since root may write anywhere: the lock of the labels cannot be taken."""
    path = picture(tmp_path / "frames" / "a.png")

    def refuse(folder: Path, name: str) -> object:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(folder / name))

    monkeypatch.setattr(label_store, "holding", refuse)
    with real_window(qtbot, plant.folder, write_tiny_model(tmp_path / "tiny.onnx")) as parts:
        hand = Labeller(parts, qtbot)
        assert hand.said == "Labels cannot be saved."
        hand.folder(path.parent)
        hand.drag((40, 30), (90, 30))
        hand.key(Qt.Key.Key_Return, CTRL)
        assert (hand.said, os.strerror(errno.EROFS) in why(hand)) == ("Labels cannot be saved.", True)
        assert os.strerror(errno.EROFS) in hand.page.head.facts
        assert not hand.sheet.authors
    assert not any(plant.annotations.glob("*/*"))


def test_a_copy_right_behind_its_frame_has_the_same_labels(hand: Labeller, tmp_path: Path) -> None:
    """One editor for both, in one hand at a time: what is opened is seen before what was left is saved."""
    first = picture(tmp_path / "frames" / "a.png")
    shutil.copy(first, first.with_name("b.png"))
    picture(first.with_name("c.png"), 50)
    hand.folder(first.parent)
    for row in (20, 40, 60, 80):
        hand.drag((40, row), (90, row))
        hand.key(Qt.Key.Key_D if row % 40 else Qt.Key.Key_A)
        current = hand.presenter.desk.current
        assert current is not None
        assert current.editor.class_map[row, 60] == 1
    hand.key(Qt.Key.Key_D)
    hand.key(Qt.Key.Key_D)
    assert hand.name == "c.png"
    sheet, class_map = saved_by_another(hand, first)
    assert class_map[[20, 40, 60, 80], 60].tolist() == [1] * 4
    assert sheet.mask_number == 4


def test_frames_that_are_passed_in_a_hurry_are_all_saved(hand: Labeller, tmp_path: Path) -> None:
    paths = [picture(tmp_path / "frames" / f"{n}.png", 40 + n) for n in range(6)]
    hand.folder(paths[0].parent)
    hand.drag((40, 30), (90, 30))
    for step in ("next", "next", "previous", "previous", "next", "next", "next"):
        hand.page.action_triggered.emit(f"annotate.{step}_frame")
    hand.calm()
    assert hand.name == "3.png"
    sheet, class_map = saved_by_another(hand, paths[0])
    assert (class_map[30, 60], sheet.mask_number) == (1, 1)
    assert hand.presenter.desk.save_state.n_waiting == 0
