"""A folder to inspect never holds what the program writes meanwhile: exactly what could feed back is refused."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from inspector.core.messages import Code, SourceError
from inspector.sources.folder import FolderSource

links = pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")


@pytest.fixture
def pc(tmp_path: Path) -> Path:
    """A plant's workspace with folders that the program fills, beside a line that holds frames."""
    for folder in ("plant/frames/rail_1", "plant/datasets/v/frames", "plant/incoming/a", "line/b", ".hidden"):
        (tmp_path / folder).mkdir(parents=True)
    return tmp_path


def apart(pc: Path, source: Path, *, recursive: bool, trees: tuple[str, ...] = ("plant/frames",)) -> str | None:
    """What is written there, or None where it may be inspected."""
    opened = FolderSource(source, recursive=recursive, watch=True)
    refusal = None
    try:
        opened.check_apart(folders=[pc / "plant"], trees=[pc / tree for tree in trees])
    except SourceError as error:
        refusal = error.message
    opened.close()
    if refusal is None:
        return None
    assert (refusal.code, refusal.params["path"]) == (Code.SOURCE_IS_OURS, str(source))
    return Path(str(refusal.params["written"])).relative_to(pc).as_posix()


@pytest.mark.parametrize(
    ("source", "recursive", "written"),
    [
        (".", True, "plant"),
        (".", False, None),
        ("plant", False, "plant"),  # its database lies there
        ("plant", True, "plant"),
        ("plant/frames", False, "plant/frames"),
        ("plant/frames/rail_1", False, "plant/frames"),
        ("plant/incoming", True, None),
        ("plant/datasets/v/frames", False, None),
        ("plant/datasets", True, None),
        ("line", True, None),
        ("line/../plant/./frames", True, "plant/frames"),
    ],
)
def test_what_could_feed_back_is_refused(pc: Path, source: str, recursive: bool, written: str | None):
    assert apart(pc, pc / source, recursive=recursive) == written


def test_a_folder_of_results_that_is_not_there_yet_counts(pc: Path):
    assert apart(pc, pc / "line", recursive=True, trees=("line/b/results/today",)) == "line/b/results/today"
    assert apart(pc, pc / "line", recursive=False, trees=("line/b/results/today",)) is None
    assert apart(pc, pc / "line", recursive=True, trees=("line/.results/today",)) is None  # a hidden one is not listed


@links
def test_links_are_resolved(pc: Path):
    (pc / "line" / "b" / "shortcut").symlink_to(pc / "plant" / "frames" / "rail_1")
    assert apart(pc, pc / "line", recursive=True) == "plant/frames"
    assert apart(pc, pc / "line", recursive=False) is None
    (pc / "other").symlink_to(pc / "plant")
    assert apart(pc, pc / "other" / "frames", recursive=False) == "plant/frames"
    assert apart(pc, pc / "other" / "incoming", recursive=True) is None


@links
def test_evidence_that_lies_on_another_disk_counts_where_it_lies(pc: Path):
    (pc / "disk").mkdir()
    (pc / "plant" / "frames" / "rail_1").rmdir()
    (pc / "plant" / "frames").rmdir()
    (pc / "plant" / "frames").symlink_to(pc / "disk")
    assert apart(pc, pc / "disk", recursive=False) == "plant/frames"


def test_a_single_picture_is_read_once_wherever_it_lies(pc: Path):
    picture = pc / "plant" / "frames" / "rail_1" / "crop.png"
    picture.write_bytes(b"x")
    assert apart(pc, picture, recursive=False) is None
