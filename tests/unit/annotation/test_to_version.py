"""Labels become a version: the right mask at the right frame, classes by name, splits kept, and refusals in words."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from inspector.annotation.label_sheet import FrameSource, LabelSheet, LabelState
from inspector.annotation.label_store import LabelStore
from inspector.annotation.to_version import VersionWish, gather, write
from inspector.core.class_map import ClassMap
from inspector.core.files import sha256_of
from inspector.core.messages import DatasetError
from inspector.datasets.version import DatasetVersion, Derivation, NewSample, Split, open_version, write_version
from tests.unit.annotation.label_samples import paint

CLASSES = ("background", "scratch", "pit")


class Desk:
    """A folder of frames and a store of labels."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = LabelStore(folder / "annotations", lambda _: None)

    def frame(self, name: str, level: int) -> Path:
        path = self.folder / f"{name}.png"
        Image.fromarray(np.full((20, 30), level, np.uint8)).save(path)
        return path

    def label(self, path: Path, *, classes: tuple[str, ...] = CLASSES, value: int = 1, piece: str = "",
              state: LabelState = LabelState.REVIEWED, source: FrameSource | None = None,
              non_defects: tuple[str, ...] = ()) -> None:  # fmt: skip
        content = path.read_bytes()
        sheet = LabelSheet(
            sha256_of(content), 20, 30, classes, source or FrameSource("folder", str(path), path.name, piece),
            non_defects=non_defects,
        )  # fmt: skip
        editor = self.store.open(sheet).editor
        paint(editor, 2, 3, 4, 5, value)
        editor.change(state=state)

    def made(self, wish: VersionWish, name: str = "made") -> DatasetVersion:
        assert self.store.wait(10)
        write(gather(self.store, wish), self.store, self.folder / name, name=name, terms="ours")
        return open_version(self.folder / name)

    def close(self) -> None:
        assert self.store.close()


@pytest.fixture
def desk(tmp_path: Path):
    made = Desk(tmp_path)
    yield made
    made.close()


def box(value: int) -> ClassMap:
    class_map = np.zeros((20, 30), np.uint8)
    class_map[2:6, 3:8] = value
    return class_map


def test_reviewed_frames_of_a_folder_become_a_version_with_pieces_as_groups(desk: Desk):
    for at in range(6):
        desk.label(desk.frame(f"f{at}", at), piece=f"coil {at // 2}")
    desk.label(desk.frame("not yet", 99), state=LabelState.DONE)
    version = desk.made(VersionWish())
    assert version.class_names == CLASSES
    assert sorted((sample.name, sample.group) for sample in version.samples) == [
        (f"f{at}", f"coil {at // 2}") for at in range(6)
    ]
    for sample in version.samples:
        assert (version.read_class_map(sample) == box(1)).all()
        assert version.read_frame(sample) == (desk.folder / f"{sample.name}.png").read_bytes()


def test_classes_are_matched_by_name(desk: Desk):
    desk.label(desk.frame("a", 1), classes=("background", "pit"), value=1)
    desk.label(desk.frame("b", 2), classes=("background", "scratch", "pit"), value=2)
    version = desk.made(VersionWish())
    for sample in version.samples:
        assert (version.read_class_map(sample) == box(version.class_names.index("pit"))).all()


def test_classes_that_are_wished_come_first_whatever_is_painted(desk: Desk):
    desk.label(desk.frame("a", 1), classes=("background", "roll mark"), value=1)
    known = ("background", "scratch", "joint")
    version = desk.made(VersionWish(class_names=known, non_defects=("joint",)))
    assert version.class_names == (*known, "roll mark")
    assert version.non_defects == ("joint",)
    (sample,) = version.samples
    assert (version.read_class_map(sample) == box(3)).all()


def base_of(desk: Desk) -> DatasetVersion:
    samples = []
    for at, split in enumerate((Split.TRAIN, Split.TRAIN, Split.VAL, Split.TEST)):
        path = desk.frame(f"s{at}", 50 + at)
        samples.append(NewSample(f"s{at}", path.read_bytes(), ".png", box(2), f"g{at}", split))
    return write_version(desk.folder / "base", name="base", class_names=CLASSES, source="x", terms="t", samples=samples)


def test_a_frame_of_the_base_gets_its_new_mask_and_keeps_its_place(desk: Desk):
    base = base_of(desk)
    desk.label(
        desk.folder / "s2.png", classes=("background", "pit", "scratch"), value=2,
        source=FrameSource("dataset", str(base.folder), "s2"),
    )  # fmt: skip
    desk.label(desk.frame("s1", 200), piece="g3")  # another frame of that name, of a piece that is in test
    version = desk.made(VersionWish(base=base))
    by_name = {sample.name: sample for sample in version.samples}
    assert (version.read_class_map(by_name["s2"]) == box(1)).all()
    assert (by_name["s2"].group, by_name["s2"].split) == ("g2", Split.VAL)
    assert (version.read_class_map(by_name["s0"]) == box(2)).all()
    (added,) = (sample for name, sample in by_name.items() if name not in {"s0", "s1", "s2", "s3"})
    assert added.name.startswith("s1-")
    assert (added.group, added.split) == ("g3", Split.TEST)
    (parent,) = version.parents
    assert (parent.name, parent.id, parent.how) == ("base", base.id, Derivation.RELABELLED)


def test_a_class_that_the_base_lacks_comes_behind_its_own_and_is_told(desk: Desk):
    base = base_of(desk)
    desk.label(desk.frame("new", 9), classes=("background", "roll mark", "joint"), value=2, non_defects=("joint",))
    desk.label(
        desk.folder / "s2.png", classes=("background", "roll mark"), value=1,
        source=FrameSource("dataset", str(base.folder), "s2"),
    )  # fmt: skip
    desk.label(desk.frame("other", 10))
    assert desk.store.wait(10)
    gathered = gather(desk.store, VersionWish(base=base))
    assert sorted(gathered.new_classes) == ["joint", "roll mark"]
    version = desk.made(VersionWish(base=base))
    assert version.class_names == (*CLASSES, *gathered.new_classes)
    assert version.non_defects == ("joint",)
    assert version.parents[0].detail.endswith(f"new classes: {', '.join(gathered.new_classes)}")
    by_name = {sample.name: sample for sample in version.samples}
    for name, class_name in (("new", "joint"), ("s2", "roll mark"), ("other", "scratch"), ("s0", "pit")):
        drawn = box(version.class_names.index(class_name))
        assert (version.read_class_map(by_name[name]) == drawn).all(), name
        assert by_name[name].n_pixels == tuple(np.bincount(drawn.ravel(), minlength=5))


def test_a_class_is_a_defect_everywhere_or_nowhere(desk: Desk):
    desk.label(desk.frame("a", 1), non_defects=("pit",))
    desk.label(desk.frame("b", 2))
    assert desk.store.wait(10)
    gathered = gather(desk.store, VersionWish())
    assert len(gathered.left_out) == 1
    assert "“pit”" in gathered.left_out[0].reason


@pytest.mark.parametrize("is_gone", [True, False])
def test_a_frame_that_is_gone_or_was_changed_is_refused_in_words(desk: Desk, is_gone: bool):
    path = desk.frame("a", 1)
    desk.label(path)
    if is_gone:
        path.unlink()
    else:
        desk.frame("a", 2)
    with pytest.raises(DatasetError) as error:
        desk.made(VersionWish())
    assert str(error.value.message.params["path"]) == str(path)
    assert not (desk.folder / "made").exists()


def test_groups_by_a_pattern_and_nothing_in_that_state(desk: Desk):
    for at in range(4):
        desk.label(desk.frame(f"coil{at // 2}_{at}", at))
    wish = VersionWish(group_pattern=re.compile(r"^(coil\d)_"))
    assert {sample.group for sample in desk.made(wish).samples} == {"coil0", "coil1"}
    with pytest.raises(DatasetError, match="no labels"):
        desk.made(replace(wish, states=frozenset({LabelState.FLAGGED})), "none")


def test_a_reviewed_frame_that_is_too_large_is_left_out_by_name_and_the_others_go_in(desk: Desk):
    desk.label(desk.frame("a", 1))
    source = FrameSource("folder", str(desk.folder / "large.tif"), "large.tif")
    large = LabelSheet("d" * 64, 20_000, 20_000, ("background", "hole"), source)
    desk.store.open(large).editor.change(state=LabelState.REVIEWED)
    assert desk.store.wait(10)
    gathered = gather(desk.store, VersionWish())
    assert [(one.name, "300 megapixels" in one.reason) for one in gathered.left_out] == [("large.tif", True)]
    version = desk.made(VersionWish())
    assert ([sample.name for sample in version.samples], version.class_names) == (["a"], CLASSES)
