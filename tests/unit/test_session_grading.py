"""A piece is graded while it is inspected, at its end, and again from its records."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from inspector.core.calibration import Calibration
from inspector.core.grading import Because, GradingRule, GradingTable, Verdict
from inspector.core.messages import Code, Message
from inspector.core.piece import Piece
from inspector.pipeline.lane import Lane
from inspector.pipeline.run_summary import RunSummary
from inspector.pipeline.sink import InspectionEnd, Sink
from inspector.reports.regrading import regraded, replay, verdict_operations
from inspector.session import Session
from inspector.sources.folder import FolderSource
from inspector.store.database import reading
from inspector.store.queries import inspections, verdicts
from inspector.store.writer import StoreWriter
from inspector.workspace.editing import change_settings
from inspector.workspace.grading_tables import read_table, save_table
from inspector.workspace.workspace import Workspace, create_workspace
from tests.tiny_model import BRIGHT, CLEAN, DULL, write_tiny_model

Lanes = Callable[[], Sequence[Lane]]

REJECTS_ALL = GradingTable("plant", (GradingRule(verdict=Verdict.REJECT, note="gauge it"),), limits_depth=True)
PIECE = Piece("C-1", "coil")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = create_workspace(tmp_path / "plant")

    def choose(document: object) -> None:
        document["grading"]["table"] = "plant"  # type: ignore[index]

    return change_settings(made, choose)


@pytest.fixture
def session(workspace: Workspace, tmp_path: Path) -> Iterator[Session]:
    made = Session(workspace.folder)
    made.open_workspace()
    made.open_records()
    made.load_model(write_tiny_model(tmp_path / "tiny.onnx"))
    yield made
    made.close()


class Noted(Sink):
    is_required = False

    def __init__(self) -> None:
        self.ends: list[InspectionEnd] = []
        self.told: list[Message] = []

    def notify(self, message: Message) -> None:
        self.told.append(message)

    def end(self, end: InspectionEnd) -> None:
        self.ends.append(end)


@pytest.fixture
def lanes(tmp_path: Path) -> Lanes:
    """Two pictures, each with a dull and a bright square of 10 px."""
    folder = tmp_path / "pictures"
    folder.mkdir()
    for number in range(2):
        pixels = np.full((64, 96), CLEAN, np.uint8)
        pixels[10:20, 10:20], pixels[30:40, 60:70] = DULL, BRIGHT
        cv2.imwrite(str(folder / f"{number}.png"), pixels)
    return lambda: [Lane(FolderSource(folder))]


def inspect(session: Session, lanes: Lanes, *sinks: Sink, piece: Piece = PIECE) -> None:
    session.start(lanes, piece, scale=Calibration(0.5, 0.5), sinks=lambda piece: sinks)
    assert session.wait(20)
    session.stop()


def test_the_verdict_is_told_recorded_and_given_again_from_the_records(
    session: Session, workspace: Workspace, lanes: Lanes
) -> None:
    save_table(workspace, REJECTS_ALL, 0)
    noted, summary = Noted(), RunSummary(str)
    inspect(session, lanes, noted, summary)
    judgement = session.state.judgement
    assert judgement is not None
    assert (judgement.verdict, judgement.decided_by) == (Verdict.REJECT, 0)
    assert noted.ends[0].judgement is judgement
    facts = summary.facts(noted.ends[0].outcome, None)["verdict"]
    assert (facts["verdict"], facts["rule"], facts["table"]["version"]) == ("reject", 1, 1)
    assert facts["notes"][0] == "gauge it"
    assert "Depth not measured" in facts["notes"][1]
    session.close()
    with reading(workspace.database) as rows:
        (one,) = inspections.recent(rows)
        (recorded,) = verdicts.of_inspection(rows, one.inspection_id)
        again, n_defects = regraded(rows, one, read_table(workspace, "plant"))
    assert (recorded.verdict, recorded.table_name, recorded.table_version) == (Verdict.REJECT, "plant", 1)
    assert recorded.table_toml == read_table(workspace, "plant").toml
    assert "any defect → Reject" in recorded.rule
    assert again.verdict is Verdict.REJECT
    assert n_defects == one.n_defects == 4
    assert sorted(again.outcomes[0].defect_ids) == sorted(judgement.outcomes[0].defect_ids)


def test_a_new_version_grades_from_the_next_start_and_a_replay_tells_what_would_change(
    session: Session, workspace: Workspace, lanes: Lanes
) -> None:
    save_table(workspace, REJECTS_ALL, 0)
    inspect(session, lanes)
    save_table(workspace, replace(REJECTS_ALL, rules=()), 1)
    inspect(session, lanes, piece=Piece("C-2", "coil"))
    assert session.state.judgement is not None
    assert (session.state.judgement.verdict, session.state.judgement.table.version) == (Verdict.ACCEPT, 2)
    session.close()
    with reading(workspace.database) as rows:
        found = replay(rows, read_table(workspace, "plant"))
        old = replay(rows, read_table(workspace, "plant", 1))
    assert [(one.piece_name, one.before, one.after) for one in found.changed] == [
        ("C-1", Verdict.REJECT, Verdict.ACCEPT)
    ]
    assert [one.piece_name for one in old.changed] == ["C-2"]
    assert old.n_defects > 0
    writer = StoreWriter(workspace.database)
    assert writer.submit(*verdict_operations(found.changed))
    writer.close()
    with reading(workspace.database) as rows:
        kept = verdicts.of_inspection(rows, found.changed[0].inspection_id)
        assert not replay(rows, read_table(workspace, "plant")).changed
    assert [one.verdict for one in kept] == [Verdict.ACCEPT, Verdict.REJECT]  # the newest counts, the other stays


def test_a_table_that_is_not_there_is_told_and_the_piece_is_inspected_all_the_same(
    session: Session, lanes: Lanes
) -> None:
    noted = Noted()
    inspect(session, lanes, noted)
    assert [one.code for one in noted.told] == [Code.GRADING_TABLE_MISSING]
    assert session.state.judgement is None
    assert noted.ends[0].judgement is None


def test_without_a_calibration_a_rule_in_mm_leaves_it_undecided(
    session: Session, workspace: Workspace, lanes: Lanes
) -> None:
    save_table(workspace, GradingTable("plant", (GradingRule(measure="length_mm", at_least=1e6),)), 0)
    session.start(lanes, PIECE)
    assert session.wait(20)
    judgement = session.state.judgement
    assert judgement is not None
    assert (judgement.verdict, judgement.doubts[0].because) == (Verdict.UNDECIDED, Because.NOT_JUDGED)


def test_a_class_that_the_model_does_not_know_is_named_as_the_piece_begins(
    session: Session, workspace: Workspace, lanes: Lanes
) -> None:
    """Else a misspelt rule would accept everything without a word."""
    rules = (GradingRule("dul", verdict=Verdict.REJECT), GradingRule("dull"), GradingRule())
    save_table(workspace, GradingTable("plant", rules), 0)
    noted = Noted()
    inspect(session, lanes, noted)
    (told,) = noted.told
    assert told.code is Code.GRADING_CLASSES_UNKNOWN
    assert (told.params["names"], told.params["table"]) == ("“dul”", "plant")
