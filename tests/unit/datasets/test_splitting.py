"""Splits that do not leak: whole groups, duplicates together, files untouched, nothing written by halves."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path

import pytest
from dataset_samples import sample, write
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.core.messages import Code, DatasetError
from inspector.datasets.duplicates import DuplicateCluster
from inspector.datasets.splitting import SplitAssignment, check_leaks, divide, divide_into_folds, join_groups
from inspector.datasets.version import DatasetVersion, Derivation, Origin, Sample, Split, derive_version, open_version
from inspector.jobs.job import Cancelled
from inspector.texts.messages import message_text


def entry(name: str, group: str, *classes: int, split: Split = Split.TRAIN) -> Sample:
    n_pixels = tuple(10 if index in (0, *classes) else 0 for index in range(4))
    return Sample(name, f"frames/{name}.png", "", f"masks/{name}.png", "", 8, 8, group, split, Origin.REAL, n_pixels)


def version_of(*samples: Sample) -> DatasetVersion:
    names = ("background", "inclusion", "patches", "scratches")
    return DatasetVersion(Path("v"), "id", "made up", names, "a test", "none", "", "", samples)


def cluster(*names: str) -> DuplicateCluster:
    return DuplicateCluster(names, (1.0,) * len(names))


def splits_of_groups(division: SplitAssignment) -> dict[str, set[Split]]:
    found: dict[str, set[Split]] = defaultdict(set)
    for dealt in division.samples:
        if dealt.split is not Split.UNUSED:
            found[dealt.group].add(dealt.split)
    return found


drawn_samples = st.lists(
    st.tuples(st.integers(0, 14), st.sets(st.integers(1, 3), max_size=2), st.sampled_from([*Split])),
    min_size=1, max_size=50,
)  # fmt: skip
drawn_clusters = st.lists(st.lists(st.integers(0, 49), min_size=2, max_size=4), max_size=5)


@given(drawn_samples, drawn_clusters, st.integers(0, 5), st.integers(3, 5))
@settings(max_examples=50, deadline=None)
def test_no_group_and_no_duplicate_ever_spans_splits(drawn, links, seed, n_folds):
    samples = [entry(f"s{n}", f"g{group}", *classes, split=split) for n, (group, classes, split) in enumerate(drawn)]
    version = version_of(*samples)
    clusters = [cluster(*(f"s{n % len(samples)}" for n in link)) for link in links]
    used = [s.name for s in samples if s.split is not Split.UNUSED]
    joined, _ = join_groups(samples, clusters)
    n_groups = len({s.group for s in joined if s.split is not Split.UNUSED})

    def sound(division: SplitAssignment) -> None:
        assert [s.name for s in division.samples] == [s.name for s in samples]  # each once, in its place
        assert all(len(splits) == 1 for splits in splits_of_groups(division).values())
        assert [s.name for s in division.samples if s.split is not Split.UNUSED] == used
        check_leaks(replace(version, samples=division.samples), clusters)
        was = {s.name: s.group for s in samples}
        for one in division.samples:  # what was one group still is
            assert {s.group for s in division.samples if was[s.name] == was[one.name]} == {one.group}

    if n_groups < 3:
        with pytest.raises(DatasetError):
            divide(version, seed=seed, clusters=clusters)
    else:
        division = divide(version, seed=seed, clusters=clusters)
        sound(division)
        assert division.n_groups == n_groups
        assert {s.split for s in division.samples} >= {Split.TRAIN, Split.VAL, Split.TEST}
        assert division == divide(version, seed=seed, clusters=clusters)
    if n_groups < n_folds:
        with pytest.raises(DatasetError):
            divide_into_folds(version, n_folds, clusters=clusters)
        return
    folds = divide_into_folds(version, n_folds, clusters=clusters)
    tested = Counter(s.name for fold in folds for s in fold.samples if s.split is Split.TEST)
    assert tested == Counter(used)  # each frame is tested once
    for fold in folds:
        sound(fold)


@given(st.integers(10, 120), st.tuples(*[st.floats(0.1, 1)] * 3), st.integers(0, 3))
@settings(max_examples=60, deadline=None)
def test_shares_are_kept_to_one_group_where_groups_are_equal(n_groups, shares, seed):
    version = version_of(*(entry(f"s{n}", f"g{n}") for n in range(n_groups)))
    by_split = dict(zip((Split.TRAIN, Split.VAL, Split.TEST), shares, strict=True))
    got = Counter(s.split for s in divide(version, by_split, seed=seed).samples)
    for split, share in by_split.items():
        assert abs(got[split] - n_groups * share / sum(shares)) <= 1 + 1e-9


def test_each_class_is_shared_out_like_the_frames():
    sizes = {0: 20, 1: 60, 2: 20, 3: 40}
    samples = [entry(f"{c}-{n}", f"{c}-{n}", c) for c, size in sizes.items() for n in range(size)]
    division = divide(version_of(*samples), {Split.TRAIN: 0.5, Split.VAL: 0.25, Split.TEST: 0.25})
    got = Counter((s.name[0], s.split) for s in division.samples)
    for c, size in sizes.items():
        assert [got[str(c), split] for split in (Split.TRAIN, Split.VAL, Split.TEST)] == [
            pytest.approx(size * share, abs=1) for share in (0.5, 0.25, 0.25)
        ]
    assert division.lacking == {}


def test_another_seed_is_another_deal_of_the_same_shares():
    version = version_of(*(entry(f"s{n}", f"g{n}", n % 3) for n in range(40)))
    deals = [divide(version, seed=seed) for seed in range(4)]
    assert len({deal.samples for deal in deals}) == 4
    assert len({tuple(sorted(Counter(s.split for s in deal.samples).items())) for deal in deals}) == 1


def test_a_share_of_nothing_gets_nothing():
    version = version_of(*(entry(f"s{n}", f"g{n}") for n in range(10)))
    got = Counter(s.split for s in divide(version, {Split.TRAIN: 4, Split.VAL: 1, Split.TEST: 0}).samples)
    assert got == {Split.TRAIN: 8, Split.VAL: 2}
    for shares in ({}, {Split.TRAIN: 0}, {Split.TRAIN: 1, Split.VAL: -1}, {Split.UNUSED: 1}):
        with pytest.raises(ValueError, match="above 0"):
            divide(version, shares)


def test_duplicates_join_groups_in_chains():
    samples = [entry("a", "g3"), entry("b", "g1"), entry("c", "g2"), entry("d", "g4"), entry("e", "g1")]
    joined, n_gone = join_groups(samples, [cluster("a", "c"), cluster("c", "e")])
    assert [s.group for s in joined] == ["g1", "g1", "g1", "g4", "g1"]
    assert n_gone == 2


def test_unused_frames_connect_nothing_and_stay_unused():
    samples = [entry("a", "g1"), entry("u", "g2", split=Split.UNUSED), entry("b", "g3"), entry("c", "g4")]
    joined, n_gone = join_groups(samples, [cluster("a", "u"), cluster("u", "b")])
    assert ([s.group for s in joined], n_gone) == (["g1", "g2", "g3", "g4"], 0)
    division = divide(version_of(*samples))
    assert division.samples[1] == samples[1]
    assert division.n_groups == 3


def test_a_class_on_one_group_goes_to_one_split_and_is_told():
    samples = [entry(f"s{n}", f"g{n}", 1) for n in range(9)] + [entry("r", "rare", 2), entry("r2", "rare", 2)]
    division = divide(version_of(*samples))
    (home,) = {s.split for s in division.samples if s.group == "rare"}
    assert division.lacking == {split: (2,) for split in (Split.TRAIN, Split.VAL, Split.TEST) if split is not home}


@pytest.mark.parametrize(
    ("samples", "n_groups"),
    [((), 0), ([entry("a", "one"), entry("b", "one")], 1), ([entry("a", "one", split=Split.UNUSED)], 0)],
)
def test_too_few_groups_are_refused_in_four_parts(samples, n_groups):
    for attempt in (lambda: divide(version_of(*samples)), lambda: divide_into_folds(version_of(*samples), 3)):
        with pytest.raises(DatasetError) as error:
            attempt()
        assert error.value.message.code is Code.DATASET_FEW_GROUPS
        words = message_text(error.value.message)
        assert f"counted as one: {n_groups}; parts asked for: 3" in words.why
        assert all((words.what, words.why, words.meanwhile, words.next_step))


def test_two_folds_leave_nothing_to_train_on():
    with pytest.raises(ValueError, match="3 folds"):
        divide_into_folds(version_of(entry("a", "g1"), entry("b", "g2")), 2)


def test_duplicates_across_splits_are_refused_in_four_parts():
    samples = [entry("a", "g1"), entry("b", "g2", split=Split.TEST), entry("c", "g3", split=Split.VAL),
               entry("d", "g4", split=Split.VAL), entry("u", "g5", split=Split.UNUSED)]  # fmt: skip
    version = version_of(*samples)
    check_leaks(version, [])
    check_leaks(version, [cluster("c", "d"), cluster("a", "u")])
    with pytest.raises(DatasetError) as error:
        check_leaks(version, [cluster("c", "d"), cluster("u", "a", "b"), cluster("a", "c", "d")])
    words = message_text(error.value.message)
    assert words.what == "The splits of the dataset “v” leak."
    assert "several splits: 2." in words.why
    assert "“a” in train and “b” in test" in words.why
    assert words.meanwhile
    assert "inspector dataset split" in words.next_step


def test_a_group_across_splits_is_refused():
    with pytest.raises(DatasetError) as error:
        check_leaks(version_of(entry("a", "g1"), entry("b", "g1", split=Split.VAL)), [])
    assert error.value.message.code is Code.DATASET_LEAK


# what is written


@pytest.fixture
def base(tmp_path: Path) -> DatasetVersion:
    return write(tmp_path / "base", *(sample(number, note=f"row {number}") for number in range(8)))


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_new_version_has_the_same_files_and_other_splits(base: DatasetVersion, tmp_path: Path):
    before = files_of(base.folder)
    division = divide(base, seed=1)
    told: list[tuple[int, int]] = []
    made = derive_version(
        tmp_path / "new", base, division.samples, name="new", source="dealt anew", how=Derivation.SPLIT,
        detail="seed 1",
        report=lambda done, total: told.append((done, total)),
    )  # fmt: skip
    opened = open_version(tmp_path / "new")
    assert (opened, opened.samples) == (made, division.samples)
    assert (opened.name, opened.source, opened.terms, opened.class_names) == (
        "new", "dealt anew", base.terms, base.class_names,
    )  # fmt: skip
    assert opened.id != base.id
    assert {s.split for s in opened.samples} == {Split.TRAIN, Split.VAL, Split.TEST}
    after = files_of(tmp_path / "new")
    assert {name: data for name, data in after.items() if name != "manifest.json"} == {
        name: data for name, data in before.items() if name != "manifest.json"
    }
    for one in opened.samples:
        opened.read(one)
    assert files_of(base.folder) == before
    assert told == [(n, 8) for n in range(9)]


def test_frames_are_copied_where_links_cannot_be_made(base: DatasetVersion, tmp_path: Path, monkeypatch):
    def refuse(self: Path, target: Path) -> None:
        raise OSError("another disk")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    made = derive_version(tmp_path / "new", base, base.samples, name="new", source="", how=Derivation.SPLIT)
    assert made.id == base.id
    for one in made.samples:
        made.read(one)
        assert (made.folder / one.frame_file).stat().st_nlink == 1


def test_a_mask_of_the_new_version_is_not_that_of_the_old_one(base: DatasetVersion, tmp_path: Path):
    made = derive_version(tmp_path / "new", base, base.samples, name="new", source="", how=Derivation.SPLIT)
    for one in made.samples:
        assert not (made.folder / one.mask_file).samefile(base.folder / one.mask_file)


def test_a_folder_that_is_there_is_left_alone(base: DatasetVersion, tmp_path: Path):
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "letter.txt").write_text("mine")
    with pytest.raises(DatasetError, match="it is there already"):
        derive_version(tmp_path / "new", base, base.samples, name="new", source="", how=Derivation.SPLIT)
    assert files_of(tmp_path / "new") == {"letter.txt": b"mine"}


@pytest.mark.parametrize("at", [0, 3, 8])
def test_a_cancelled_version_leaves_nothing(base: DatasetVersion, tmp_path: Path, at: int):
    def report(done: int, total: int) -> None:
        if done == at:
            raise Cancelled

    before = files_of(tmp_path)
    with pytest.raises(Cancelled):
        derive_version(tmp_path / "new", base, base.samples, name="new", source="", how=Derivation.SPLIT, report=report)
    assert files_of(tmp_path) == before
    assert [path.name for path in tmp_path.iterdir()] == ["base"]


def test_what_a_killed_program_left_is_in_nobodys_way(base: DatasetVersion, tmp_path: Path):
    left = tmp_path / ".new.unfinished" / "frames"
    left.mkdir(parents=True)
    (left / "frame1.png").hardlink_to(base.folder / "frames" / "frame1.png")
    (left / "stray.png").write_bytes(b"x")
    made = derive_version(tmp_path / "new", base, base.samples, name="new", source="", how=Derivation.SPLIT)
    assert not (made.folder / "frames" / "stray.png").exists()
    for one in base.samples:
        base.read(one)


@pytest.mark.parametrize("file", ["frames/frame3.png", "masks/frame3.png"])
def test_a_lost_file_is_named_and_nothing_is_left(base: DatasetVersion, tmp_path: Path, file: str):
    (base.folder / file).unlink()
    with pytest.raises(DatasetError, match=file.replace(".", r"\.")):
        derive_version(tmp_path / "new", base, base.samples, name="new", source="", how=Derivation.SPLIT)
    assert [path.name for path in tmp_path.iterdir()] == ["base"]


def test_a_changed_mask_is_not_passed_on(base: DatasetVersion, tmp_path: Path):
    (base.folder / "masks" / "frame3.png").write_bytes((base.folder / "masks" / "frame4.png").read_bytes())
    with pytest.raises(DatasetError) as error:
        derive_version(tmp_path / "new", base, base.samples, name="new", source="", how=Derivation.SPLIT)
    assert error.value.message.code is Code.DATASET_CHANGED


def test_a_leak_is_never_written(base: DatasetVersion, tmp_path: Path):
    leaking = [replace(one, group="coil", split=split) for one, split in zip(base.samples, Split, strict=False)]
    with pytest.raises(DatasetError) as error:
        derive_version(tmp_path / "new", base, leaking, name="new", source="", how=Derivation.SPLIT)
    assert error.value.message.code is Code.DATASET_LEAK
    assert not (tmp_path / "new").exists()
