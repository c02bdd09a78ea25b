"""What the window remembers comes back as it was, or is refused in words."""

from __future__ import annotations

import pytest

from inspector.core.messages import Code, WorkspaceError
from inspector.core.source_options import SourceOptions
from inspector.workspace.memory import RecentSource, SourceView, WindowMemory, read_memory, save_memory
from inspector.workspace.places import MEMORY_NAME
from inspector.workspace.workspace import create_workspace


@pytest.fixture
def workspace(tmp_path):
    return create_workspace(tmp_path / "w")


def test_nothing_is_remembered_at_first(workspace):
    assert read_memory(workspace) == WindowMemory()


def test_what_is_remembered_comes_back(workspace):
    memory = WindowMemory(geometry="QUJD", splitters={"live": (700, 300)}, last_piece_id="R-1", last_piece_kind="rail")
    memory = memory.with_source(RecentSource("/data/coil", SourceOptions(is_continuous=True, bits=12)))
    memory = memory.with_view("/data/coil", SourceView(0.1, 0.8, 1.2, has_clahe=True, quarter_turns=1))
    save_memory(workspace, memory)
    assert read_memory(workspace) == memory


def test_a_source_opened_again_comes_first_and_old_ones_are_forgotten():
    memory = WindowMemory()
    for number in range(12):
        memory = memory.with_source(RecentSource(str(number)))
    memory = memory.with_source(RecentSource("5"))
    assert [one.text for one in memory.recent] == ["5", "11", "10", "9", "8", "7", "6", "4", "3", "2"]


def test_the_view_that_was_changed_longest_ago_is_forgotten():
    memory = WindowMemory()
    for number in range(101):
        memory = memory.with_view(str(number), SourceView())
    assert len(memory.views) == 100
    assert "0" not in memory.views


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[]", '{"memory": {"x": 1}}', '{"memory": {}, "format": 2}'),
        '{"memory": {"views": {"a": {"low": true}}}}',
    ],
)
def test_a_broken_file_is_refused_and_left(workspace, text):
    file = workspace.folder / MEMORY_NAME
    file.write_text(text)
    with pytest.raises(WorkspaceError) as caught:
        read_memory(workspace)
    assert caught.value.message.code is Code.WINDOW_FORGOTTEN
    assert MEMORY_NAME in str(caught.value.message.params["path"])
    assert file.read_text() == text
