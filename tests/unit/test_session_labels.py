"""The labels of a session: opened once, waited for at the end, and the frames they are of never evicted."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from inspector.core.frame_keeping import KeptBecause
from inspector.session import Session
from inspector.store.database import reading
from inspector.store.queries import evidence
from inspector.workspace.workspace import create_workspace
from tests.unit.annotation.label_samples import paint, sheet_of
from tests.unit.store.store_samples import begin
from tests.waiting import wait_until


def test_labels_are_opened_once_and_closed_after_the_session(tmp_path: Path) -> None:
    session = Session(create_workspace(tmp_path / "plant").folder)
    store = session.open_labels(lambda _: None)
    assert session.open_labels(lambda _: None) is store
    editor = store.open(sheet_of()).editor
    paint(editor, 1, 1, 5, 5, 1)
    session.close()
    assert session.n_unwritten == 0
    paint(editor, 20, 20, 5, 5, 1)  # the window is still there while it closes
    assert session.close_labels()
    assert session.close_labels()
    again = Session(tmp_path / "plant")
    assert again.open_labels(lambda _: None).open(sheet_of()).found.n_unsaved == 2
    assert again.close_labels()


def test_changes_that_the_disk_refuses_are_counted_and_given_up_when_asked(tmp_path: Path) -> None:
    workspace = create_workspace(tmp_path / "plant")
    session = Session(workspace.folder)
    store = session.open_labels(lambda _: None)
    editor = store.open(sheet_of()).editor
    (workspace.annotations / sheet_of().frame_sha256[:2]).write_text("a file where the folder should be")
    paint(editor, 1, 1, 5, 5, 1)
    wait_until(lambda: store.trouble is not None)
    assert session.n_unwritten == 2  # sheet and step
    session.give_up_writing()
    session.close(patience_s=float("inf"))  # returns
    assert not session.close_labels()


def test_a_frame_that_is_labelled_is_never_evicted(tmp_path: Path) -> None:
    from datetime import UTC, datetime

    from inspector.core.frame import Frame

    workspace = create_workspace(tmp_path / "plant")
    session = Session(workspace.folder)
    session.open_records()
    session.record(begin("1" * 32))
    store = session._records._evidence  # noqa: SLF001  as the line fills it
    assert store is not None
    frame = Frame(7, "f", np.zeros((20, 30), np.uint8), datetime.now(UTC), 0.0, 8)
    assert store.save_frame("1" * 32, "R-1", frame, (KeptBecause.FLAGGED,), lane=0)
    assert store.flush()
    with reading(workspace.database) as rows:
        (kept,) = evidence.kept_frames(rows)
    assert (kept.frame_index, kept.kept_because, kept.class_names, kept.remark) == (7, "flagged", (), None)
    assert session.keep_for_labels(f"frames/{kept.path}")
    with reading(workspace.database) as rows:
        (record,) = evidence.whole_frames(rows, "1" * 32)
    assert record.is_annotated
    assert not session.keep_for_labels("frames/gone.png")
    session.close()
