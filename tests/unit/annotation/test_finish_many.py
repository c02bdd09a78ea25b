"""Many frames done at once: which are, why others stay open, and the way back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from inspector.annotation.finish_many import Finished, LeftOpen, finish_seen, take_back
from inspector.annotation.label_sheet import LabelState, ReviewNote
from inspector.annotation.label_store import LabelStore
from inspector.jobs.job import Cancelled
from tests.unit.annotation.label_samples import AT, facts_of, paint, sha_of, sheet_of


@pytest.fixture
def store(tmp_path: Path) -> Iterator[LabelStore]:
    made = LabelStore(tmp_path, lambda _: None)
    yield made
    assert made.close()


def painted(store: LabelStore, name: str, author: str = "ada", **facts: object) -> int:
    """A frame with one instance, as it lies on the disk once it was left; the number of its newest change."""
    editor = store.open(sheet_of(name)).editor
    paint(editor, 10, 10, 20, 20, 1, author=author)
    if facts:
        editor.change(**facts)
    editor.saved(store.save(editor.snapshot(facts_of("", author))))
    store.wait_or_raise()
    return editor.number


def state(store: LabelStore, name: str) -> LabelState:
    sheet = store.read_sheet(sha_of(name))
    assert sheet is not None
    return sheet.state


def test_what_is_in_doubt_stays_open_and_says_why(store: LabelStore) -> None:
    note = ReviewNote("scale or pit?", "ben", AT, 4, 4)
    seen = {
        sha_of("good"): painted(store, "good"),
        sha_of("of another"): painted(store, "of another", "eve"),
        sha_of("closed note"): painted(store, "closed note", notes=(ReviewNote("?", "ben", AT, 4, 4, is_closed=True),)),
        sha_of("open note"): painted(store, "open note", notes=(note,)),
        sha_of("flagged"): painted(store, "flagged", state=LabelState.FLAGGED),
        sha_of("reviewed"): painted(store, "reviewed", state=LabelState.REVIEWED, reviewed_by="ben"),
        sha_of("changed"): painted(store, "changed") - 1,  # one change more than were on the screen
        sha_of("never drawn on"): 0,
    }
    editor = store.open(sheet_of("erased")).editor
    paint(editor, 10, 10, 20, 20, 1)
    editor.undo("ada")
    editor.saved(store.save(editor.snapshot(facts_of(""))))
    seen[sha_of("erased")] = editor.number
    damaged = painted(store, "damaged")
    store.files_of(sha_of("damaged")).sheet.write_text("{", encoding="utf-8")
    seen[sha_of("damaged")] = damaged

    finished: list[Finished] = []
    left = finish_seen(store, seen, "ada", AT, finished)
    assert [one.after.source.name for one in finished] == ["good", "of another", "closed note"]
    assert left.n == {
        LeftOpen.OPEN_NOTE: 1, LeftOpen.FLAGGED: 1, LeftOpen.CHANGED: 1, LeftOpen.NO_LABELS: 2, LeftOpen.UNUSABLE: 1,
    }  # fmt: skip
    assert left.first == "open note"
    assert [state(store, name) for name in ("good", "open note", "flagged", "reviewed", "changed")] == [
        LabelState.DONE, LabelState.IN_WORK, LabelState.FLAGGED, LabelState.REVIEWED, LabelState.IN_WORK,
    ]  # fmt: skip
    other = store.read_sheet(sha_of("of another"))
    assert other is not None
    assert (other.authors, [(one.author, one.number) for one in other.finishes]) == (("eve", "ada"), [("ada", 1)])


def test_what_was_done_is_taken_back_but_for_what_somebody_has_touched_since(store: LabelStore) -> None:
    names = ("untouched", "reviewed since", "painted since")
    seen = {sha_of(name): painted(store, name) for name in names}
    before = store.read_sheet(sha_of("untouched"))
    finished: list[Finished] = []
    finish_seen(store, seen, "ada", AT, finished)
    store.open(sheet_of("reviewed since")).editor.state_as(LabelState.REVIEWED, reviewed_by="ben")
    paint(store.open(sheet_of("painted since")).editor, 90, 90, 9, 9, 2)
    store.wait_or_raise()
    assert take_back(store, finished) == 1
    assert store.read_sheet(sha_of("untouched")) == before
    assert state(store, "reviewed since") is LabelState.REVIEWED
    assert take_back(store, finished) == 0, "once"


def test_what_was_done_before_somebody_cancelled_can_be_taken_back(store: LabelStore) -> None:
    seen = {sha_of(name): painted(store, name) for name in "abc"}
    finished: list[Finished] = []

    def cancel(done: int, _total: int) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        finish_seen(store, seen, "ada", AT, finished, cancel)
    store.wait_or_raise()
    assert [state(store, name) for name in "abc"] == [LabelState.DONE, LabelState.DONE, LabelState.IN_WORK]
    assert take_back(store, finished) == 2
