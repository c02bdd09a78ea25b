"""Tables in the workspace: every version stays, and none is saved over somebody else's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from inspector.core.grading import GradingRule, GradingTable, Verdict
from inspector.core.messages import Code, WorkspaceError
from inspector.workspace.editing import change_settings
from inspector.workspace.grading_tables import read_table, save_table, table_names, table_versions, tables_in_use
from inspector.workspace.workspace import Workspace, create_workspace

TABLE = GradingTable("coils", (GradingRule("crack", verdict=Verdict.REJECT),))


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return create_workspace(tmp_path / "w")


def test_each_saved_edit_is_a_version_and_the_old_ones_stay(workspace: Workspace) -> None:
    assert (table_names(workspace), table_versions(workspace, "coils")) == ((), ())
    first = save_table(workspace, TABLE, 0)
    second = save_table(workspace, replace(TABLE, default=Verdict.DOWNGRADE, note="agreed in May"), 1)
    assert (first.table.version, second.table.version) == (1, 2)
    assert table_versions(workspace, "coils") == (1, 2)
    assert table_names(workspace) == ("coils",)
    assert read_table(workspace, "coils") == second
    assert read_table(workspace, "coils", 1) == first
    assert first.sha256 != second.sha256


def test_an_edit_of_an_older_version_is_not_saved_over_the_newest(workspace: Workspace) -> None:
    save_table(workspace, TABLE, 0)
    save_table(workspace, TABLE, 1)
    with pytest.raises(WorkspaceError) as refused:
        save_table(workspace, TABLE, 1)
    assert refused.value.message.code is Code.GRADING_TABLE_CHANGED
    assert table_versions(workspace, "coils") == (1, 2)


@pytest.mark.parametrize(("name", "version"), [("rails", None), ("coils", 7), ("../coils", None)])
def test_a_table_that_there_is_not_is_said(workspace: Workspace, name: str, version: int | None) -> None:
    save_table(workspace, TABLE, 0)
    with pytest.raises(WorkspaceError) as refused:
        read_table(workspace, name, version)
    assert refused.value.message.code is Code.GRADING_TABLE_MISSING


def test_a_file_that_calls_itself_otherwise_is_refused(workspace: Workspace) -> None:
    saved = save_table(workspace, TABLE, 0)
    (workspace.grading / "coils" / "v2.toml").write_text(saved.toml, encoding="utf-8")
    with pytest.raises(WorkspaceError) as refused:
        read_table(workspace, "coils")
    assert refused.value.message.code is Code.GRADING_TABLE_BROKEN
    assert "version 1" in str(refused.value.message.params["detail"])


def test_a_kind_of_piece_may_have_a_table_of_its_own(workspace: Workspace) -> None:
    assert tables_in_use(workspace).of("coil") is None
    save_table(workspace, TABLE, 0)
    save_table(workspace, replace(TABLE, name="rails"), 0)

    def choose(document: dict) -> None:  # type: ignore[type-arg]
        document["grading"]["table"] = "coils"
        document["grading"]["by_kind"] = {"rail": "rails", "billet": "", "slab": "gone"}

    found = tables_in_use(change_settings(workspace, choose))  # type: ignore[arg-type]
    assert {kind: found.of(kind).table.name for kind in ("coil", "rail")} == {"coil": "coils", "rail": "rails"}  # type: ignore[union-attr]
    assert found.of("billet") is None
    assert found.of("slab") is None  # not graded by another table in its place
    assert [error.message.code for error in found.troubles] == [Code.GRADING_TABLE_MISSING]
