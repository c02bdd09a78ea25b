"""Lists of frames, what is known of their labels, and the queues that are made of both."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from inspector.annotation import label_index
from inspector.annotation.class_edits import ClassEdit, apply, counted
from inspector.annotation.frame_file import is_as_read, read_listed
from inspector.annotation.frame_list import (
    FolderFrames,
    ListedFrame,
    Reason,
    Why,
    class_names_in,
    frames_of_folder,
    frames_of_labels,
    frames_of_version,
)
from inspector.annotation.frame_queue import Known, QueueOrder, QueueWish, leading_reason, next_open, queued
from inspector.annotation.label_index import LabelFacts, LabelIndex
from inspector.annotation.label_sheet import FrameSource, LabelState
from inspector.annotation.label_store import LabelStore
from inspector.core.messages import FrameError, LabelError, SourceError
from inspector.datasets.version import NewSample, Split, write_version
from tests.unit.annotation.label_samples import facts_of, paint, sha_of, sheet_of


def frame(name: str, *reasons: Reason, classes: tuple[str, ...] = (), piece: str = "") -> ListedFrame:
    return ListedFrame(FrameSource("folder", f"/data/{name}", name, piece), sha_of(name), reasons, classes)


def known(**states: LabelState) -> Known:
    return Known({sha_of(name): LabelFacts(sha_of(name), state) for name, state in states.items()})


# lists


def test_a_folder_is_listed_in_natural_order_without_what_is_no_picture(tmp_path: Path) -> None:
    for name in ("10.png", "9.PNG", "b/1.tif", "notes.txt", "ä.jpg", "裂纹 .bmp"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"never opened")
    found = frames_of_folder(tmp_path)
    assert [one.source.name for one in found] == ["9.PNG", "10.png", "b/1.tif", "ä.jpg", "裂纹 .bmp"]
    assert [one.source.path for one in found[1:3]] == [str(tmp_path / "10.png"), str(tmp_path / "b" / "1.tif")]
    assert found.unreadable == ()
    with pytest.raises(SourceError):
        frames_of_folder(tmp_path / "missing")


def test_a_folder_makes_frames_only_as_they_are_looked_at_and_knows_their_labels_all_the_same() -> None:
    folder = FolderFrames(Path("/data"), [f"{number}.png" for number in range(5)])
    made = list(folder)
    facts = Known(known(a=LabelState.DONE).labels, {"/data/1.png": sha_of("a"), "/data/4.png": sha_of("none")})
    assert list(facts.shas(folder)) == list(facts.shas(made)) == ["", sha_of("a"), "", "", sha_of("none")]
    assert [facts.sha_at(folder, at) for at in range(5)] == [facts.sha(frame) for frame in made]
    assert next_open(range(5), 0, 1, folder, facts, QueueWish()) == 2
    wish = QueueWish(state=LabelState.DONE)
    assert tuple(queued(folder, facts, wish)) == tuple(queued(made, facts, wish)) == (1,)
    assert class_names_in(folder) == class_names_in(made) == frozenset()


def test_frames_of_a_version_are_known_by_their_checksums_and_bring_their_mask(tmp_path: Path) -> None:
    pixels = np.full((20, 30), 3000, np.uint16)
    content = _png(tmp_path, pixels)
    class_map = np.zeros((20, 30), np.uint8)
    class_map[3:6, 4:9] = 1
    sample = NewSample("one", content, ".png", class_map, "coil 1", Split.TRAIN, bits=12)
    write_version(
        tmp_path / "made", name="made", class_names=("background", "pit"), source="", terms="", samples=[sample]
    )  # fmt: skip
    from inspector.datasets.version import open_version

    (listed,) = frames_of_version(open_version(tmp_path / "made"), tmp_path / "made")
    assert (listed.source.piece, listed.class_names, len(listed.frame_sha256)) == ("coil 1", ("pit",), 64)
    read = read_listed(listed, tmp_path)
    assert (read.bits, read.start is not None and int(read.start.sum())) == (12, 15)
    sheet = read.sheet(("background", "scratch", "pit"), (), 12)
    assert sheet.class_names == ("background", "pit", "scratch"), "the version's classes keep their index"


def _png(folder: Path, pixels: np.ndarray) -> bytes:
    Image.fromarray(pixels).save(folder / "written.png")
    return (folder / "written.png").read_bytes()


def test_a_frame_is_read_with_its_checksum_turned_upright_and_cmyk_as_colours(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # a quarter turn
    Image.new("RGB", (30, 20), (10, 20, 30)).save(tmp_path / "turned.jpg", exif=exif)
    Image.new("CMYK", (30, 20), (0, 255, 255, 0)).save(tmp_path / "press.jpg")
    for name, shape in (("turned.jpg", (30, 20, 3)), ("press.jpg", (20, 30, 3))):
        read = read_listed(ListedFrame(FrameSource("folder", str(tmp_path / name), name)), tmp_path)
        assert (read.pixels.shape, read.bits) == (shape, 8)
        sheet = read.sheet(("background", "pit"), (), 8)
        assert (sheet.height, sheet.width) == shape[:2]


def test_sixteen_bits_are_not_guessed_and_too_few_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "deep.png"
    path.write_bytes(_png(tmp_path, np.full((20, 30), 3000, np.uint16)))
    listed = ListedFrame(FrameSource("folder", str(path), path.name))
    assert read_listed(listed, tmp_path).bits is None
    assert read_listed(listed, tmp_path, 12).bits == 12
    with pytest.raises(FrameError):
        read_listed(listed, tmp_path, 10)


def test_a_file_that_was_changed_since_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(_png(tmp_path, np.zeros((20, 30), np.uint8)))
    read = read_listed(ListedFrame(FrameSource("folder", str(path), path.name)), tmp_path)
    assert is_as_read(read, tmp_path)
    path.write_bytes(_png(tmp_path, np.ones((21, 30), np.uint8)))
    assert not is_as_read(read, tmp_path)
    labelled = replace(read.frame, frame_sha256=read.frame_sha256)
    with pytest.raises(FrameError) as caught:
        read_listed(labelled, tmp_path)
    assert "changed since it was labelled" in str(caught.value)
    path.unlink()
    assert not is_as_read(read, tmp_path)


# queues

STATES = st.sampled_from(list(LabelState))


@given(st.lists(STATES, max_size=12), st.integers(-1, 12), st.sampled_from([1, -1]))
def test_the_next_open_frame_is_the_nearest_that_waits(states: list[LabelState], at: int, step: int) -> None:
    frames = [frame(str(number)) for number in range(len(states))]
    facts = known(**{str(number): state for number, state in enumerate(states)})
    at = min(at, len(states) - 1) if step > 0 else max(0, min(at, len(states)))
    found = next_open(range(len(frames)), at, step, frames, facts, QueueWish())
    waits = [place for place, state in enumerate(states) if state not in (LabelState.DONE, LabelState.REVIEWED)]
    expected = [place for place in waits if (place > at if step > 0 else place < at)]
    assert found == (None if not expected else min(expected) if step > 0 else max(expected))


def test_done_frames_wait_where_only_they_are_shown_as_for_a_review() -> None:
    frames = [frame("a"), frame("b")]
    facts, wish = known(a=LabelState.DONE, b=LabelState.DONE), QueueWish(state=LabelState.DONE)
    assert next_open((0, 1), 0, 1, frames, facts, wish) == 1
    assert next_open((0, 1), 0, 1, frames, facts, QueueWish()) is None


def test_what_a_model_proposes_shows_where_nobody_has_begun_and_waits_as_any_open_frame() -> None:
    files = {f"/data/{name}": sha_of(name) for name in "abc"}
    facts = replace(
        known(b=LabelState.DONE), sha_of=files, proposed=frozenset({sha_of("a"), sha_of("b")})
    )  # fmt: skip
    frames = [frame(name) for name in "abc"]
    assert [facts.state(one) for one in frames] == [LabelState.PROPOSED, LabelState.DONE, LabelState.NEW]
    assert queued(frames, facts, QueueWish(state=LabelState.PROPOSED)) == (0,)
    assert queued(frames, facts, QueueWish(state=LabelState.NEW)) == (2,)
    assert next_open((0, 1, 2), 1, -1, frames, facts, QueueWish()) == 0


def test_orders_put_the_heaviest_reason_first_and_say_it() -> None:
    said, unsure = Reason(Why.REMARKED, 1.0, "a hole"), Reason(Why.UNCERTAIN, 0.6)
    surest, rare = Reason(Why.UNCERTAIN, 0.9), Reason(Why.RARE, 0.5, "pit")
    frames = [frame("a"), frame("b", unsure, rare), frame("c", surest), frame("d", said, unsure)]
    orders = {
        QueueOrder.LISTED: (0, 1, 2, 3), QueueOrder.UNCERTAINTY: (2, 1, 3, 0), QueueOrder.COMPLAINT: (3, 0, 1, 2),
        QueueOrder.RARITY: (1, 0, 2, 3),
    }  # fmt: skip
    for order, expected in orders.items():
        assert tuple(queued(frames, Known(), QueueWish(order))) == expected
    assert leading_reason(frames[1].reasons, QueueOrder.RARITY) == rare
    assert leading_reason(frames[3].reasons, QueueOrder.LISTED) == said
    differs = Known(disagreements={sha_of("c"): Reason(Why.DISAGREES, 9.0, "missed: pit")})
    assert queued(frames, differs, QueueWish(QueueOrder.DISAGREEMENT))[0] == 2


def test_filters_hold_all_at_once() -> None:
    frames = [frame("scratch 1", piece="R-7"), frame("b", classes=("pit",)), frame("c")]
    facts = Known(
        {
            sha_of("scratch 1"): LabelFacts(
                sha_of("scratch 1"), LabelState.DONE, ("pit",), (("pit", 2),), 40, ("ada",), "ben"
            )
        }
    )
    for wish, expected in (
        (QueueWish(text="r-7"), (0,)), (QueueWish(text="SCRATCH"), (0,)), (QueueWish(class_name="pit"), (0, 1)),
        (QueueWish(class_name="pit", state=LabelState.NEW), (1,)), (QueueWish(min_px=40), (0,)),
        (QueueWish(min_px=41), ()), (QueueWish(author="ada"), (0,)), (QueueWish(author="ben"), (0,)),
        (QueueWish(author="ada", text="c"), (0,)), (QueueWish(author="ada", text="zzz"), ()),
    ):  # fmt: skip
        assert queued(frames, facts, wish) == expected, wish


# the index


@pytest.fixture
def store(tmp_path: Path):
    made = LabelStore(tmp_path / "annotations", lambda _: None)
    yield made
    assert made.close()


def label(store: LabelStore, name: str, value: int = 1) -> str:
    editor = store.open(sheet_of(name)).editor
    paint(editor, 10, 10, 5, 8, value)
    editor.saved(store.save(editor.snapshot(facts_of("box"))))
    assert store.wait(10)
    return sha_of(name)


def test_the_index_tells_of_all_labels_and_only_what_changed_is_read_again(store: LabelStore) -> None:
    one, two = label(store, "one"), label(store, "two", 2)
    with LabelIndex(store) as index:
        found = index.labels()
    assert found[one].counts == (("scratch", 1),)
    assert (found[two].counts, found[two].largest_px, found[two].state) == ((("Riß 裂纹", 1),), 40, LabelState.IN_WORK)
    store.open(sheet_of("one")).editor.change(state=LabelState.DONE)
    assert store.wait(10)
    reads: list[str] = []
    read_sheet = store.read_sheet
    store.read_sheet = lambda sha: reads.append(sha) or read_sheet(sha)  # type: ignore[func-returns-value,method-assign]
    with LabelIndex(store) as index:
        assert index.labels()[one].state is LabelState.DONE
    assert reads == [one]
    assert [listed.source.name for listed in frames_of_labels(found.values())] == ["one", "two"]


@pytest.mark.parametrize("damage", ["garbage", "other format", "wrong facts"])
def test_a_damaged_index_is_made_anew(store: LabelStore, damage: str) -> None:
    one = label(store, "one")
    with LabelIndex(store) as index:
        index.labels()
    path = store.folder / "index.sqlite"
    if damage == "garbage":
        path.write_bytes(b"no database" * 100)
    else:
        rows = sqlite3.connect(path)
        with rows:
            statement = "PRAGMA user_version = 99" if damage == "other format" else "UPDATE labels SET facts = '{}'"
            rows.execute(statement)
        rows.close()
    with LabelIndex(store) as index:
        assert index.labels()[one].n_instances == 1


def test_a_half_written_sheet_is_told_and_the_others_are_listed(store: LabelStore) -> None:
    one, two = label(store, "one"), label(store, "two")
    path = store.files_of(one).sheet
    path.write_bytes(path.read_bytes()[:40])
    with LabelIndex(store) as index:
        found = index.labels()
    assert found[one].fault
    assert not found[two].fault


def test_opened_files_are_remembered_while_they_are_as_they_were(store: LabelStore, tmp_path: Path) -> None:
    path = tmp_path / "ü 裂纹.png"
    path.write_bytes(b"1")
    with LabelIndex(store) as index:
        index.remember(str(path), path.stat(), "ab" * 32)
    with LabelIndex(store) as index:
        assert index.remembered() == {str(path): "ab" * 32}
        path.write_bytes(b"22")
        assert index.remembered() == {}


# classes over the set


def test_a_rename_keeps_pixels_and_who_drew_them(store: LabelStore) -> None:
    one = label(store, "one")
    with LabelIndex(store) as index:
        labels = index.labels()
    before = store.read_sheet(one)
    edit = ClassEdit("scratch", "groove")
    found = counted(labels, edit)
    assert (found.n_frames, found.n_instances, found.is_merge) == (1, 1, False)
    assert apply(store, labels, edit, facts_of("rename")).n_frames == 1
    assert store.wait(10)
    after = store.read_sheet(one)
    assert before is not None
    assert after is not None
    assert after.class_names == ("background", "groove", "Riß 裂纹")
    assert [(note.class_name, note.author, note.at) for note in after.instances] == [
        ("groove", before.instances[0].author, before.instances[0].at)
    ]
    editor = store.open(after).editor
    again = store.save(editor.snapshot(facts_of("again", "eve")))
    assert again.instances == after.instances, "the next save knows them by their new name"


def test_a_merge_repaints_keeps_the_review_and_can_be_undone(store: LabelStore) -> None:
    one = label(store, "one")
    store.open(sheet_of("one")).editor.change(state=LabelState.REVIEWED, reviewed_by="ben")
    assert store.wait(10)
    with LabelIndex(store) as index:
        labels = index.labels()
    edit = ClassEdit("scratch", "Riß 裂纹")
    assert counted(labels, edit).is_merge
    assert apply(store, labels, edit, facts_of("merge", "eve")).n_frames == 1
    assert store.wait(10)
    sheet = store.read_sheet(one)
    assert sheet is not None
    assert (sheet.state, sheet.reviewed_by) == (LabelState.REVIEWED, "ben")
    assert set(np.unique(store.read_map(sheet))) == {0, 2}
    editor = store.open(sheet).editor
    editor.undo("eve")
    assert set(np.unique(editor.class_map)) == {0, 1}


def test_one_frame_that_cannot_be_changed_is_named_and_the_others_are(store: LabelStore) -> None:
    one = label(store, "one")
    label(store, "two")
    with LabelIndex(store) as index:
        labels = index.labels()
    store.files_of(one).mask.write_bytes(b"broken")
    store.files_of(one).mask_before.unlink(missing_ok=True)
    done = apply(store, labels, ClassEdit("scratch", "groove"), facts_of("rename"))
    assert (done.n_frames, [name for name, _ in done.failed]) == (1, ["one"])


@pytest.mark.parametrize("after", ["scratch", "", " x", "a\nb"])
def test_a_class_cannot_be_called_so(after: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        ClassEdit("scratch", after)


def test_classes_of_labels_that_another_program_holds_are_not_changed(store: LabelStore) -> None:
    label(store, "one")
    looking = LabelStore(store.folder, lambda _: None)
    with LabelIndex(looking) as index:
        labels = index.labels()
    with pytest.raises(LabelError):
        apply(looking, labels, ClassEdit("scratch", "groove"), facts_of("rename"))
    assert looking.close()


def test_the_index_takes_all_of_a_frame_or_nothing(tmp_path: Path):
    """What it has is not read again: facts without their instances would be missing from the statistics for good."""
    store = LabelStore(tmp_path, lambda _: None)
    editor = store.open(sheet_of()).editor
    paint(editor, 10, 10, 20, 20, 1)
    editor.saved(store.save(editor.snapshot(facts_of(""))))
    assert store.wait(20)
    with LabelIndex(store) as index:
        rows = sqlite3.connect(tmp_path / label_index.NAME)
        with rows:
            rows.execute("CREATE TRIGGER full BEFORE INSERT ON instances BEGIN SELECT RAISE(ABORT, 'full'); END")
        assert len(index.labels()) == 1
        with rows:
            rows.execute("DROP TRIGGER full")
        rows.close()
        index.labels()
        assert [one.n_px for one in index.instances()] == [400]
    assert store.close()


def test_frames_of_the_line_are_found_by_their_place_and_by_how_sure_the_inspection_was():
    facts = (("a", 0.0, 0.9), ("b", 12_000.0, 0.55), ("c", 30_500.0, None), ("d", None, 0.5))
    frames = [replace(frame(name), along_mm=along_mm, least_score=score) for name, along_mm, score in facts]

    def found(**wish: int) -> tuple[int, ...]:
        return tuple(queued(frames, Known(), QueueWish(**wish)))  # type: ignore[arg-type]

    assert found(from_m=12) == (1, 2)
    assert found(to_m=12) == (0, 1)
    assert found(from_m=1, to_m=30) == (1,)
    assert found(max_percent=55) == (1, 3)
    assert found(max_percent=54) == (3,)
    assert found(from_m=5, max_percent=60) == (1,)
