from __future__ import annotations

import os
from pathlib import Path

import pytest

from inspector.core.messages import Code, message
from inspector.sources import file_settling
from inspector.sources.file_settling import FileSettling, is_temporary, status_of


class Folder:
    """A watched folder and a clock that only moves when told."""

    def __init__(self, root: Path, **options: float) -> None:
        self.root = root
        self.now_s = 100.0
        self.arrivals = FileSettling(**({"settle_s": 0.5, "give_up_s": 10.0} | options))

    def write(self, name: str, content: bytes, modified_s: float = 1000.0) -> None:
        (self.root / name).write_bytes(content)
        os.utime(self.root / name, (modified_s, modified_s))

    def look_after(self, seconds: float) -> list[str]:
        self.now_s += seconds
        return self.arrivals.look(
            self.arrivals.statuses(self.root, [path.name for path in self.root.iterdir()]), self.now_s
        )

    def is_unchanged(self, name: str) -> bool:
        return self.arrivals.is_unchanged(name, status_of(self.root / name))


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path)


def test_a_file_is_ready_when_it_has_not_changed_for_the_settle_time(folder):
    folder.write("a.png", b"12")
    assert folder.look_after(0) == []
    assert folder.look_after(0.4) == []
    assert folder.look_after(0.2) == ["a.png"]


def test_a_file_that_grows_is_not_ready(folder):
    for length in range(1, 6):
        folder.write("a.png", b"x" * length)
        assert folder.look_after(0.6) == []
    assert folder.look_after(0.6) == ["a.png"]


def test_a_new_time_alone_counts_as_a_change(folder):
    folder.write("a.png", b"preallocated", modified_s=1000)
    folder.look_after(0)
    folder.write("a.png", b"preallocated", modified_s=1001)
    assert folder.look_after(0.6) == []


def test_the_order_is_that_of_arrival_then_of_names(folder):
    for name, modified_s in [("img10", 5), ("img2", 5), ("z", 1), ("a", 9)]:
        folder.write(name, b"x", modified_s)
    folder.look_after(0)
    assert folder.look_after(1) == ["z", "img2", "img10", "a"]


def test_a_name_that_is_written_again_is_new_and_one_that_was_touched_is_not(folder):
    folder.write("a.png", b"one")
    folder.look_after(0)
    folder.look_after(1)
    assert folder.arrivals.take("a.png", folder.now_s, b"digest of one")
    folder.write("a.png", b"one", modified_s=2000)
    assert folder.look_after(1) == []
    assert folder.look_after(1) == ["a.png"]  # to be read: its time alone does not tell
    assert not folder.arrivals.take("a.png", folder.now_s, b"digest of one")
    assert folder.look_after(1) == folder.look_after(1) == []
    folder.write("a.png", b"two", modified_s=3000)
    assert folder.look_after(1) == []
    assert folder.look_after(1) == ["a.png"]
    assert folder.arrivals.take("a.png", folder.now_s, b"digest of two")


def test_what_could_not_be_read_again_counts(folder):
    folder.write("a.png", b"one")
    folder.look_after(0)
    folder.look_after(1)
    folder.arrivals.take("a.png", folder.now_s, b"")
    folder.write("a.png", b"two", modified_s=2000)
    folder.look_after(1)
    assert folder.look_after(1) == ["a.png"]
    assert folder.arrivals.take("a.png", folder.now_s, b"")


def taken(folder: Folder, name: str, digest: bytes) -> bool:
    """Let the file settle and be taken; whether it counts as a new frame."""
    folder.look_after(1)
    assert folder.look_after(1) == [name]
    return folder.arrivals.take(name, folder.now_s, digest)


def test_a_renamed_file_is_the_same_frame_however_often_and_its_old_name_is_free(folder, caplog):
    caplog.set_level("INFO", "inspector.sources")
    folder.write("a.png", b"one")
    assert taken(folder, "a.png", b"one")
    for old, new in [("a.png", "b.png"), ("b.png", "c.png"), ("c.png", "a.png")]:
        (folder.root / old).rename(folder.root / new)
        assert not taken(folder, new, b"one")
    assert [record.getMessage() for record in caplog.records] == [
        "b.png is a.png under another name and is not inspected again, nor are others like it"
    ]
    folder.write("b.png", b"two", modified_s=2000)
    assert taken(folder, "b.png", b"two")


def test_a_copy_is_a_new_frame_and_the_first_may_be_renamed_later(folder):
    folder.write("a.png", b"one")
    assert taken(folder, "a.png", b"one")
    folder.write("copy.png", b"one")  # of the same time, too
    assert taken(folder, "copy.png", b"one")
    (folder.root / "a.png").rename(folder.root / "b.png")
    assert not taken(folder, "b.png", b"one")


def test_the_next_frame_that_looks_the_same_is_new_though_the_one_before_is_gone(folder):
    folder.write("1.png", b"black", modified_s=1000)
    assert taken(folder, "1.png", b"black")
    (folder.root / "1.png").unlink()
    folder.write("2.png", b"black", modified_s=1001)
    assert taken(folder, "2.png", b"black")


@pytest.mark.parametrize("newest_first", [False, True])
def test_a_picture_that_is_put_aside_for_the_next_one_is_the_same_frame(folder, newest_first):
    folder.write("newest.png", b"one", modified_s=1000)
    assert taken(folder, "newest.png", b"one")
    (folder.root / "newest.png").rename(folder.root / "before.png")
    folder.write("newest.png", b"two", modified_s=900 if newest_first else 2000)
    folder.look_after(1)
    ready = folder.look_after(1)
    assert ready == (["newest.png", "before.png"] if newest_first else ["before.png", "newest.png"])
    digests = {"newest.png": b"two", "before.png": b"one"}
    new = {name: folder.arrivals.take(name, folder.now_s, digests[name]) for name in ready}
    assert new == {"newest.png": True, "before.png": False}


def test_where_a_touched_file_was_before_is_no_place_to_be_renamed_from(folder):
    folder.write("a.png", b"one", modified_s=1000)
    assert taken(folder, "a.png", b"one")
    folder.write("a.png", b"one", modified_s=2000)
    assert not taken(folder, "a.png", b"one")
    folder.write("copy.png", b"one", modified_s=1000)
    assert taken(folder, "copy.png", b"one")


def test_what_was_renamed_is_forgotten_in_the_end(tmp_path):
    folder = Folder(tmp_path, forget_s=3600)
    folder.write("a.png", b"one")
    assert taken(folder, "a.png", b"one")
    (folder.root / "a.png").unlink()
    folder.look_after(4000)
    folder.look_after(4000)
    folder.write("b.png", b"one")
    assert taken(folder, "b.png", b"one")


def test_of_many_taken_files_each_has_its_turn(folder, monkeypatch):
    monkeypatch.setattr(file_settling, "_MAX_AGAIN", 3)
    for number in range(8):
        folder.write(f"{number}.png", b"one")
    folder.look_after(0)
    for name in folder.look_after(1):
        folder.arrivals.take(name, folder.now_s, b"one")
    folder.write("5.png", b"another", modified_s=2000)
    assert [ready for _ in range(7) for ready in folder.look_after(1)].count("5.png") >= 1


def test_a_written_name_that_goes_away_meanwhile_is_still_known(folder):
    folder.write("a.png", b"one")
    folder.look_after(0)
    folder.look_after(1)
    folder.arrivals.take("a.png", folder.now_s, b"one")
    folder.write("a.png", b"one", modified_s=2000)
    folder.look_after(1)
    (folder.root / "a.png").unlink()
    folder.look_after(1)
    folder.write("a.png", b"one", modified_s=3000)
    folder.look_after(1)
    assert folder.look_after(1) == ["a.png"]
    assert not folder.arrivals.take("a.png", folder.now_s, b"one")


def test_a_file_that_grows_for_ever_is_told_once(folder):
    folder.write("still.png", b"x")
    told = []
    for length in range(1, 40):
        folder.write("log.png", b"x" * length)
        assert "log.png" not in folder.look_after(2)
        told.append(folder.arrivals.still_growing(folder.now_s))
    assert told == [[]] * 15 + [["log.png"]] + [[]] * 23  # after 30 s, and never again
    assert "log.png" in folder.arrivals.not_taken(["log.png"])


def test_a_name_long_gone_is_new_when_it_comes_back_and_a_share_away_for_a_while_is_not(tmp_path):
    folder = Folder(tmp_path, forget_s=3600)
    folder.write("a.png", b"one")
    folder.look_after(0)
    folder.look_after(1)
    folder.arrivals.take("a.png", folder.now_s, b"one")
    (tmp_path / "a.png").unlink()
    folder.look_after(1800)
    folder.write("a.png", b"one")
    assert folder.look_after(1) == folder.look_after(1) == []
    (tmp_path / "a.png").unlink()
    folder.look_after(3000)
    folder.look_after(1000)
    folder.write("a.png", b"one")
    folder.look_after(1)
    assert folder.look_after(1) == ["a.png"]


def test_a_file_that_cannot_be_decoded_is_tried_again_and_given_up_after_10_s(folder):
    folder.write("a.png", b"half")
    folder.look_after(0)
    n_tries = 0
    while True:
        if folder.look_after(0.25):
            n_tries += 1
            if not folder.arrivals.put_back("a.png", folder.now_s):
                break
    assert folder.now_s - 100 == 10.0
    assert 15 <= n_tries <= 21


def test_a_file_that_goes_on_growing_is_given_its_time_anew(folder):
    folder.write("a.png", b"half")
    folder.look_after(0)
    folder.look_after(9.9)
    folder.arrivals.put_back("a.png", folder.now_s)
    folder.write("a.png", b"more than half")
    folder.look_after(0.2)
    assert folder.look_after(0.6) == ["a.png"]
    assert folder.arrivals.put_back("a.png", folder.now_s)


def test_what_kept_a_file_from_being_decoded_is_known_until_it_changes(folder):
    fault = message(Code.FRAME_TRUNCATED, name="a.png")
    folder.write("a.png", b"half")
    folder.look_after(0)
    assert folder.arrivals.not_taken(["a.png"]) == {"a.png": None}
    folder.look_after(1)
    folder.arrivals.put_back("a.png", folder.now_s, fault)
    folder.look_after(0.1)
    assert folder.arrivals.not_taken(["a.png", "b.png", "c.png.part"]) == {"a.png": fault, "b.png": None}
    folder.write("a.png", b"more than half")
    folder.look_after(0.1)
    assert folder.arrivals.not_taken(["a.png"]) == {"a.png": None}


def test_a_file_changed_while_it_was_decoded_is_noticed(folder):
    folder.write("a.png", b"one")
    folder.look_after(0)
    folder.look_after(1)
    assert folder.is_unchanged("a.png")
    folder.write("a.png", b"longer")
    assert not folder.is_unchanged("a.png")


def test_temporary_names_wait_until_they_are_renamed(folder):
    for name in ("a.png.part", "b.TMP", "~c.png", "d.crdownload", "sub/~e.png"):
        assert is_temporary(name)
    assert not is_temporary("part.png")
    folder.write("a.png.part", b"x")
    folder.look_after(0)
    assert folder.look_after(1) == []
    (folder.root / "a.png.part").rename(folder.root / "a.png")
    folder.look_after(0)
    assert folder.look_after(1) == ["a.png"]
