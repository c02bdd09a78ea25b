from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.sources.listing import list_names, natural_key

NAMES = st.text(st.characters(exclude_characters="\0", codec=None), min_size=1, max_size=12)
STEMS = st.text("abcXYZ _-äß", max_size=4)


def found(root: Path, *, recursive: bool = True) -> list[str]:
    def fail(below: str, error: OSError) -> None:
        raise AssertionError(f"{below}: {error}")

    return sorted(list_names(str(root), recursive=recursive, on_unreadable=fail), key=natural_key)


def make(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(b"x")


# Natural order


def test_numbers_count_as_numbers_and_case_does_not_count():
    names = ["img10.png", "IMG2.png", "img1.png", "Img 3.png", "img02.png", "b/1.png", "a/10.png", "a/9.png"]
    expected = [
        "a/9.png",
        "a/10.png",
        "b/1.png",
        "img1.png",
        "IMG2.png",
        "img02.png",
        "img10.png",
        "Img 3.png",
    ]
    assert sorted(names, key=natural_key) == expected


@given(STEMS, STEMS, st.integers(0, 10**25), st.integers(0, 10**25), st.integers(0, 3))
def test_the_smaller_number_comes_first_however_it_is_written(before, after, first, second, n_zeros):
    if first == second:
        second += 1
    low, high = sorted((first, second))
    low_name = f"{before}{'0' * n_zeros}{low}{after}"
    high_name = f"{before}{high}{after}"
    assert natural_key(low_name) < natural_key(high_name)


@given(st.lists(NAMES, unique=True, max_size=8), st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_how_the_system_lists(names, random):
    shuffled = list(names)
    random.shuffle(shuffled)
    assert sorted(shuffled, key=natural_key) == sorted(names, key=natural_key)


@given(NAMES, NAMES)
def test_only_the_same_name_has_the_same_key(one, other):
    assert (natural_key(one) == natural_key(other)) == (one == other)


@given(STEMS, st.integers(0, 999), st.integers(0, 999))
def test_case_never_decides_between_different_numbers(stem, first, second):
    in_lower = natural_key(f"{stem.lower()}{first}") < natural_key(f"{stem.lower()}{second}")
    mixed = natural_key(f"{stem.upper()}{first}") < natural_key(f"{stem.lower()}{second}")
    if first != second:
        assert in_lower == mixed == (first < second)


def test_composed_and_decomposed_letters_sort_alike():
    assert natural_key("Gru\u0308n 2") < natural_key("Grün 10") < natural_key("Gru\u0308n 11")


def test_a_number_of_5000_digits_is_sorted():
    assert natural_key("1" * 5000) < natural_key("2" * 5000)


# Listing


def test_every_file_is_listed_but_hidden_and_system_ones(tmp_path):
    make(tmp_path, "a.png", "notes.txt", "no extension", ".hidden", ".DS_Store", "Thumbs.db", ".git/x.png")
    assert found(tmp_path) == ["a.png", "no extension", "notes.txt"]


def test_sub_folders_are_listed_only_when_asked(tmp_path):
    make(tmp_path, "b.png", "a/2.png", "a/10.png", "a/deep/1.png")
    assert found(tmp_path, recursive=False) == ["b.png"]
    assert found(tmp_path) == ["a/2.png", "a/10.png", "a/deep/1.png", "b.png"]


def symlink(link: Path, target: Path) -> None:
    try:
        link.symlink_to(target, target_is_directory=target.is_dir())
    except OSError:
        pytest.skip("this system makes no links here")


def test_links_that_loop_end_and_no_file_is_listed_twice(tmp_path):
    make(tmp_path, "a/1.png", "b/2.png")
    symlink(tmp_path / "a" / "up", tmp_path)
    symlink(tmp_path / "0 first by name", tmp_path / "b")
    assert found(tmp_path) == ["a/1.png", "b/2.png"]


def test_a_link_to_a_folder_elsewhere_is_followed(tmp_path):
    make(tmp_path, "strip/1.png", "other disk/2.png")
    symlink(tmp_path / "strip" / "more", tmp_path / "other disk")
    assert found(tmp_path / "strip") == ["1.png", "more/2.png"]


def test_a_link_to_itself_or_to_nothing_is_listed_as_a_file(tmp_path):
    symlink(tmp_path / "gone.png", tmp_path / "nowhere.png")
    symlink(tmp_path / "loop.png", tmp_path / "loop.png")
    assert found(tmp_path) == ["gone.png", "loop.png"]


def test_a_sub_folder_that_may_not_be_read_is_told_and_the_rest_is_listed(tmp_path, monkeypatch):
    """Root ignores file modes, so the refusal is played here; test_folder tries the real one."""
    make(tmp_path, "a/1.png", "b/2.png")
    real_scandir = os.scandir

    def scandir(path: str):
        if path.endswith("a"):
            raise PermissionError(13, "Permission denied")
        return real_scandir(path)

    monkeypatch.setattr(os, "scandir", scandir)
    told: list[tuple[str, str | None]] = []
    names = list_names(
        str(tmp_path), recursive=True, on_unreadable=lambda below, error: told.append((below, error.strerror))
    )
    assert names == ["b/2.png"]
    assert told == [("a", "Permission denied")]


def test_many_files_are_listed_in_one_pass_without_a_look_at_each(tmp_path, monkeypatch):
    for number in range(2000):
        os.close(os.open(tmp_path / f"strip {number}.png", os.O_CREAT | os.O_WRONLY))
    calls: list[str] = []
    for name in ("scandir", "stat", "lstat"):
        real = getattr(os, name)
        monkeypatch.setattr(
            os, name, lambda *args, name=name, real=real, **kw: (calls.append(name), real(*args, **kw))[1]
        )
    names = list_names(str(tmp_path), recursive=True, on_unreadable=lambda below, error: None)
    assert calls.count("scandir") == 1
    assert len(calls) <= 2  # and one look at the folder itself
    monkeypatch.undo()
    names.sort(key=natural_key)
    assert names[:3] + names[-1:] == ["strip 0.png", "strip 1.png", "strip 2.png", "strip 1999.png"]


@given(st.lists(st.text("aAß0129/_-\x01 ü", min_size=1, max_size=8), min_size=2, max_size=6))
def test_keys_order_as_parts_texts_and_numbers_one_by_one_do(names: list[str]) -> None:
    assert sorted(names, key=natural_key) == sorted(names, key=_key_in_parts)


def _key_in_parts(path: str) -> list[object]:
    def chunks(part: str) -> list[object]:
        found = re.split("([0-9]+)", unicodedata.normalize("NFC", part).casefold())
        return [(len(one.lstrip("0")), one.lstrip("0")) if index % 2 else one for index, one in enumerate(found)]

    return [(chunks(part), part) for part in path.split("/")]
