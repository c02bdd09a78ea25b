"""A candidate in shadow beside a line that runs: its score, the frames it keeps, and that it never touches the line."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from inspector.annotation.frame_list import Why, frames_of_line
from inspector.core.messages import Code, Message, ModelError, message
from inspector.inference.loaded_model import LoadedModel
from inspector.pipeline.result import InspectionResult
from inspector.pipeline.shadow import KEEP_ONE_IN, ClassAgreement, KnownTo, ShadowScore
from inspector.session import Session
from inspector.store.database import reading
from inspector.store.queries import events
from inspector.workspace.workspace import Workspace, create_workspace
from tests.fed_session import Running
from tests.tiny_model import BRIGHT, CLEAN, DULL, write_tiny_model
from tests.waiting import wait_until


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return create_workspace(tmp_path / "plant")


@pytest.fixture
def session(workspace: Workspace, tmp_path: Path) -> Iterator[Session]:
    made = Session(workspace.folder)
    made.open_records()
    made.load_model(write_tiny_model(tmp_path / "active.onnx"))
    yield made
    made.close()


@pytest.fixture
def blind(tmp_path: Path) -> Path:
    """As the one in use, but that it reports no bright region below 400 px: those that are fed have 144."""
    return write_tiny_model(tmp_path / "blind.onnx", name="blind", min_area_px=(0, 4, 400))


def score(session: Session) -> ShadowScore:
    found = session.shadow_score
    assert found is not None
    return found


def feed(running: Running, *greys: int) -> None:
    """One after the other, each once the shadow has done with the one before."""
    for grey in greys:
        n_done = score(running.session).n_compared + 1
        running.feed(grey)
        wait_until(lambda n=n_done: score(running.session).n_compared == n)


def told(workspace: Workspace) -> list[Message]:
    """Of the shadow, in the records, the oldest first."""
    with reading(workspace.database) as rows:
        found = [one.message for one in reversed(events.recent(rows))]
    return [one for one in found if one.code.value.startswith("shadow.")]


def facts(results: list[InspectionResult]) -> list[object]:
    defects = [[(one.class_name, one.score, one.severity) for one in result.defects] for result in results]
    return [*defects, *[result.reported_map.tolist() for result in results]]


class Troubled:
    """The network of a model that opened well, and has trouble before each answer."""

    def __init__(self, backend: object, trouble: Callable[[], object]) -> None:
        self._backend, self._trouble = backend, trouble

    def __getattr__(self, name: str) -> object:
        return getattr(self._backend, name)

    def run(self, tiles: np.ndarray) -> np.ndarray:
        self._trouble()
        return self._backend.run(tiles)  # type: ignore[attr-defined, no-any-return]  # that of any model


def opens_with(session: Session, monkeypatch: pytest.MonkeyPatch, trouble: Callable[[], object]) -> None:
    """Models that open from now on have this trouble."""
    judged: Callable[[LoadedModel], LoadedModel] = session.judged
    monkeypatch.setattr(
        session, "judged", lambda model: replace(judged(model), backend=Troubled(model.backend, trouble))
    )


def test_the_score_is_that_of_the_frames_compared(session: Session, workspace: Workspace, blind: Path):
    session.shadow(blind, every_n=2)
    running = Running(session)
    for grey in (DULL, BRIGHT, CLEAN):
        feed(running, grey)
        running.feed(BRIGHT)  # between two turns: never the candidate's
    found = score(session)
    assert (found.candidate, found.active, found.every_n, found.ended) == ("blind 1", "tiny 1", 2, None)
    assert (found.n_live, found.n_compared, found.n_passed_over, found.n_agreed, found.n_kept) == (6, 3, 0, 2, 1)
    assert found.classes == (
        ClassAgreement("dull", KnownTo.BOTH, n_both=1), ClassAgreement("bright", KnownTo.BOTH, n_only_active=1)
    )  # fmt: skip
    session.shadow(None)
    running.feed(BRIGHT, BRIGHT)
    running.end()
    begun, ended = told(workspace)
    assert (begun.code, dict(begun.params)) == (
        Code.SHADOW_BEGUN, {"model": "blind 1", "active": "tiny 1", "every_n": 2}
    )  # fmt: skip
    assert (ended.code, dict(ended.params)) == (Code.SHADOW_ENDED, {
        "model": "blind 1", "active": "tiny 1", "n_compared": 3, "n_live": 6, "n_agreed": 2, "n_kept": 1,
        "classes": "dull 1/0/0, bright 0/1/0",
    })  # fmt: skip
    assert score(session) == replace(found, ended=ended), "nothing is counted after its end"
    assert session.alarms.now.open == (), "a comparison is no alarm"


def test_frames_on_which_they_disagree_are_listed_for_annotation_and_not_too_many(
    session: Session, workspace: Workspace, blind: Path
):
    session.shadow(blind, every_n=1)
    running = Running(session)
    feed(running, CLEAN, BRIGHT, BRIGHT, *[CLEAN] * (KEEP_ONE_IN - 3), BRIGHT, BRIGHT)
    running.end()
    assert (score(session).n_compared, score(session).n_kept) == (KEEP_ONE_IN + 2, 2)
    session.close()
    with reading(workspace.database) as rows:
        listed = frames_of_line(rows)
    ours = [one for one in listed if any(reason.why is Why.CANDIDATE for reason in one.reasons)]
    assert [one.source.frame_index for one in ours] == [1, KEEP_ONE_IN + 1]
    assert all((workspace.folder / one.source.path).is_file() for one in ours)


def test_it_stays_in_shadow_from_inspection_to_inspection(session: Session, blind: Path):
    first = Running(session)
    session.shadow(blind, every_n=1)  # while the line runs
    feed(first, DULL)
    first.end()
    second = Running(session)
    feed(second, DULL)
    second.end()
    assert (score(session).n_live, score(session).n_agreed) == (2, 2)


def test_a_slow_candidate_passes_frames_over_and_the_line_is_the_same(
    session: Session, blind: Path, monkeypatch: pytest.MonkeyPatch
):
    greys = (DULL, BRIGHT, CLEAN, BRIGHT, DULL)
    alone = Running(session)
    alone.feed(*greys)
    alone.end()
    may_answer = threading.Event()
    opens_with(session, monkeypatch, lambda: may_answer.wait(60))
    session.shadow(blind, every_n=1)
    beside = Running(session)
    beside.feed(*greys)  # returns: the line waits for no candidate
    beside.end()
    assert (score(session).n_live, score(session).n_compared, score(session).n_passed_over) == (5, 0, 4)
    may_answer.set()
    wait_until(lambda: score(session).n_compared == 1)
    assert facts(beside.noted.results) == facts(alone.noted.results)


def test_where_the_line_skips_a_frame_the_candidate_gives_up_and_rests(session: Session, blind: Path):
    session.shadow(blind, every_n=1)
    running = Running(session)
    feed(running, DULL)
    shadow = session._shadow.newest  # noqa: SLF001  a frame that is skipped needs a line that is late: it depends on the PC
    assert shadow is not None
    shadow.line_skipped()
    running.feed(DULL)
    assert (score(session).n_compared, score(session).n_passed_over) == (1, 1)
    feed(running, DULL)
    running.end()
    assert (score(session).n_compared, score(session).n_passed_over) == (2, 1)


@pytest.mark.parametrize(
    "error",
    [
        ModelError(message(Code.MODEL_FAILED, path="blind.onnx", detail="it gave values that are no numbers")),
        MemoryError("it gave values that are no numbers"),
    ],
)
def test_a_candidate_that_fails_ends_the_shadow_and_not_the_line(
    session: Session, workspace: Workspace, blind: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
):
    is_broken = threading.Event()

    def fail() -> None:
        if is_broken.is_set():
            raise error

    opens_with(session, monkeypatch, fail)
    session.shadow(blind, every_n=1)
    running = Running(session)
    feed(running, CLEAN)
    is_broken.set()
    running.feed(DULL)
    wait_until(lambda: score(session).ended is not None)
    running.feed(DULL, BRIGHT)
    running.end()
    ended = score(session).ended
    assert ended is not None
    assert ended.code is Code.SHADOW_FAILED
    assert str(ended.params["detail"]).endswith("it gave values that are no numbers")
    assert [one.code for one in running.noted.told if one.code.value.startswith("shadow.")] == [Code.SHADOW_FAILED]
    assert [len(result.defects) for result in running.noted.results] == [0, 1, 1, 1]
    assert told(workspace)[-1] == ended
    assert score(session).n_live == 2


def test_it_ends_where_another_model_comes_into_use(
    session: Session, workspace: Workspace, blind: Path, tmp_path: Path
):
    session.shadow(blind, every_n=1)
    running = Running(session)
    feed(running, DULL)
    session.load_model(write_tiny_model(tmp_path / "next.onnx", name="next"))
    running.feed(BRIGHT)
    wait_until(lambda: score(session).ended is not None)
    running.end()
    ended = score(session).ended
    assert ended is not None
    assert (ended.code, ended.params["other"], ended.params["n_compared"]) == (Code.SHADOW_OUTDATED, "next 1", 1)


def test_a_model_is_no_shadow_of_itself_and_a_broken_one_leaves_the_shadow_as_it_is(
    session: Session, blind: Path, tmp_path: Path
):
    session.shadow(blind)
    with pytest.raises(ModelError) as caught:
        session.shadow(tmp_path / "active.onnx")
    assert caught.value.message.code is Code.SHADOW_OF_ITSELF
    (tmp_path / "broken.onnx").write_bytes(b"no model")
    with pytest.raises(ModelError):
        session.shadow(tmp_path / "broken.onnx")
    assert (score(session).candidate, score(session).ended) == ("blind 1", None)


def test_closing_ends_it_and_its_score_is_in_the_records(session: Session, workspace: Workspace, blind: Path):
    session.shadow(blind, every_n=1)
    running = Running(session)
    feed(running, BRIGHT)
    running.end()
    session.close()
    assert [(one.code, one.params["active"]) for one in told(workspace)] == [
        (Code.SHADOW_BEGUN, "tiny 1"), (Code.SHADOW_ENDED, "tiny 1")
    ]  # fmt: skip
