"""A model is promoted and rolled back while the line runs, at the next start, and in the records."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from inspector.audit.log import Audited
from inspector.core.frame import MissedFrame
from inspector.core.messages import Code, InspectorError, ModelError, message
from inspector.core.placement import Placement
from inspector.models_store import promotions as promotions_module
from inspector.models_store.catalogue import ModelCatalogue
from inspector.models_store.promotions import PromotionKind, Promotions, default_model
from inspector.models_store.shipped import shipped_model
from inspector.pipeline.promotion_rule import MIN_FRAMES, PromotionRule, PromotionRuleSink
from inspector.pipeline.sink import MissedInspection
from inspector.session import Session
from inspector.store.database import reading
from inspector.store.queries import events, inspections
from inspector.workspace.setting_edits import SettingEdit
from inspector.workspace.workspace import Workspace, create_workspace
from tests.fed_session import Running
from tests.tiny_model import CLEAN, DULL, write_tiny_model
from tests.waiting import wait_until


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return create_workspace(tmp_path / "plant")


@pytest.fixture
def session(workspace: Workspace) -> Iterator[Session]:
    made = Session(workspace.folder)
    made.open_records()
    yield made
    made.close()


@pytest.fixture
def promotions(workspace: Workspace) -> Promotions:
    return Promotions(workspace.models)


@pytest.fixture
def models(tmp_path: Path) -> dict[str, Path]:
    return {version: write_tiny_model(tmp_path / f"tiny-{version}.onnx", version=version) for version in "123"}


def version_in_use(session: Session) -> str:
    assert session.in_use is not None
    return session.in_use.card.version


def code_of(caught: pytest.ExceptionInfo[InspectorError]) -> Code:
    return caught.value.message.code


def test_a_running_line_goes_on_with_the_promoted_model_and_no_frame_is_missed(
    session: Session, workspace: Workspace, promotions: Promotions, models: dict[str, Path]
):
    session.promote(models["1"], "first", "ana")
    running = Running(session)
    running.feed(DULL, DULL)
    heard: list[str] = []
    session.on_model_changed(lambda: heard.append(version_in_use(session)))
    made = session.promote(models["2"], "finds frays", "ana", overridden=("speed",))
    running.feed(DULL, DULL, DULL)
    back = session.roll_back("too many alarms", "ben")
    running.feed(DULL)
    inspection_id = running.end()
    assert running.noted.models == [(0, "1"), (2, "2"), (5, "1")]
    assert heard == ["2", "1"]
    assert promotions.history()[1:] == (made, back)
    assert (made.line, made.overridden, back.kind) == ("Inspector", ("speed",), PromotionKind.ROLLED_BACK)
    status = session.state.status
    assert status is not None
    assert (status.stats.n_in, status.stats.n_inspected, status.stats.n_not_inspected) == (6, 6, 0)
    with reading(workspace.database) as rows:
        used = [(first, one.version) for first, one in inspections.models_used(rows, inspection_id)]
        told = [one.message for one in reversed(events.recent(rows, inspection_id=inspection_id))]
    assert used == [(0, "1"), (2, "2"), (5, "1")]
    codes = (Code.MODEL_PROMOTED, Code.MODEL_ROLLED_BACK)
    assert [(one.code, one.params["model"], one.params["by"]) for one in told if one.code in codes] == [
        (Code.MODEL_PROMOTED, "tiny 2", "ana"), (Code.MODEL_ROLLED_BACK, "tiny 1", "ben"),
    ]  # fmt: skip
    assert session.alarms.now.open == (), "what somebody did is no alarm"
    assert [entry.what for entry in promotions.audit.entries()] == [
        "model-added", "model-promoted", "model-added", "gate-overridden", "model-promoted", "model-rolled-back"
    ]  # fmt: skip
    assert promotions.verify_audit().is_whole


def test_a_file_replaced_since_its_gate_was_asked_is_not_promoted(
    session: Session, promotions: Promotions, models: dict[str, Path], tmp_path: Path
):
    session.promote(models["1"], "first")
    stored = ModelCatalogue(promotions.folder).add(models["2"])
    other = write_tiny_model(tmp_path / "other.onnx", version="2", min_area_px=(0, 400, 400))
    stored.file.write_bytes(other.read_bytes())
    with pytest.raises(ModelError) as caught:
        session.promote(stored.file, "it has passed", sha256=stored.sha256)
    assert code_of(caught) is Code.PROMOTION_REFUSED
    assert "another model than the one that was looked at" in str(caught.value.message.params["detail"])
    assert [one.model for one in promotions.history()] == ["tiny 1"]
    assert version_in_use(session) == "1"


def test_the_model_before_is_kept_warm_with_what_a_hand_had_moved(session: Session, models: dict[str, Path]):
    session.promote(models["1"], "first")
    in_use = session.in_use
    assert in_use is not None
    moved = in_use.settings.with_limits(((0.0, 0.9, 0.8), (0, 7, 7)))
    session.use_settings(in_use.card, moved)
    session.promote(models["2"], "second")
    assert session.in_use is not None
    assert session.in_use.settings.thresholds == (0.0, 0.5, 0.5), "the new model's own"
    models["1"].unlink()
    for file in session.open_workspace().models.glob("tiny-1.onnx"):
        file.unlink()  # it is warm: no file is asked for
    session.roll_back("back")
    assert session.in_use.model is in_use.model
    assert session.in_use.settings.limits == moved.limits


def test_after_a_start_the_promoted_model_is_in_use_and_a_way_back_opens_the_one_before(
    session: Session, workspace: Workspace, models: dict[str, Path]
):
    session.promote(models["1"], "first")
    session.promote(models["2"], "second")
    session.close()
    again = Session(workspace.folder)
    assert again.load_active().card.version == "2"
    assert again.in_use is not None
    assert again.in_use.promoted == ""
    assert again.roll_back("back").model == "tiny 1"
    assert version_in_use(again) == "1"
    again.roll_back("and to what came with the program")
    assert again.in_use.model.path == shipped_model()
    again.close()
    last = Session(workspace.folder)
    assert last.load_active().sha256 == default_model().sha256
    last.close()


def test_a_workspace_in_which_nothing_was_promoted_uses_the_model_of_the_program(session: Session):
    assert session.load_active().path == shipped_model()
    with pytest.raises(ModelError) as caught:
        session.roll_back("back")
    assert code_of(caught) is Code.NOTHING_TO_ROLL_BACK


def test_a_promoted_file_that_was_replaced_or_is_gone_is_refused_and_no_other_is_used(
    session: Session, workspace: Workspace, models: dict[str, Path]
):
    session.promote(models["1"], "good")
    session.close()
    file = workspace.models / "tiny-1.onnx"
    write_tiny_model(file, version="1", notes="another")
    for what in ("replaced", "gone"):
        if what == "gone":
            file.unlink()
        again = Session(workspace.folder)
        with pytest.raises(ModelError) as caught:
            again.load_active()
        assert code_of(caught) is Code.PROMOTED_MODEL_LOST, what
        assert again.in_use is None, what
        again.open_records()
        again.load_model(models["2"])  # until somebody chooses one
        running = Running(again)
        running.feed(DULL)
        running.end()
        assert running.noted.models == [(0, "2")]
        again.close()


def test_a_model_chosen_by_hand_is_on_trial_and_a_promotion_ends_that(session: Session, models: dict[str, Path]):
    session.load_model(models["3"])
    assert session.in_use is not None
    assert session.in_use.promoted == "", "nothing was promoted, so nothing is on trial"
    session.promote(models["1"], "first")
    first = session.in_use.model
    session.load_model(models["2"])
    assert session.in_use.promoted == "tiny 1"
    tried = session.in_use
    session.use_settings(tried.card, tried.settings.with_limits(((0.0, 0.7, 0.7), (0, 4, 4))))
    session.promote(models["2"], "it did well")
    assert (session.in_use.promoted, session.in_use.model) == ("", tried.model), "as warm as it is"
    assert session.in_use.settings.thresholds == (0.0, 0.7, 0.7)
    session.roll_back("back")
    assert session.in_use.model is first, "kept warm during the trial"
    session.load_model(session.open_workspace().models / "tiny-1.onnx")
    assert session.in_use.promoted == "", "the very one that is promoted"


def test_what_another_program_promoted_is_used_from_the_next_start_on_and_that_is_said(
    session: Session, workspace: Workspace, models: dict[str, Path]
):
    session.promote(models["1"], "first")
    running = Running(session)
    running.feed(DULL)
    other = Session(workspace.folder)
    other.promote(models["2"], "by the command line", "ben")
    other.close()
    running.feed(DULL)
    running.end()
    assert running.noted.models == [(0, "1")], "nobody changes what runs from outside"
    again = Running(session)
    again.feed(DULL)
    again.end()
    assert again.noted.models == [(0, "2")]
    assert [(one.code, one.params["by"]) for one in again.noted.told] == [(Code.PROMOTED_ELSEWHERE, "ben")]
    once_more = Running(session)
    once_more.feed(DULL)
    once_more.end()
    assert once_more.noted.told == []


def test_what_another_program_promoted_and_cannot_be_opened_starts_nothing(
    session: Session, workspace: Workspace, models: dict[str, Path]
):
    session.promote(models["1"], "first")
    other = Session(workspace.folder)
    other.promote(models["2"], "by the command line")
    other.close()
    (workspace.models / "tiny-2.onnx").unlink()
    with pytest.raises(ModelError) as caught:
        Running(session)
    assert code_of(caught) is Code.PROMOTED_MODEL_LOST
    assert not session.is_inspecting


def test_a_start_does_not_wait_until_a_model_that_is_promoted_is_ready(
    session: Session, models: dict[str, Path], monkeypatch: pytest.MonkeyPatch
):
    session.promote(models["1"], "first")
    is_opening, may_go_on = threading.Event(), threading.Event()
    open_model = session.open_model

    def slowly(*given, **named):  # a model that takes minutes to open
        is_opening.set()
        assert may_go_on.wait(60)
        return open_model(*given, **named)

    monkeypatch.setattr(session, "open_model", slowly)
    promoting = threading.Thread(target=lambda: session.promote(models["2"], "second"))
    promoting.start()
    assert is_opening.wait(60)
    running = Running(session)
    running.feed(DULL)
    may_go_on.set()
    promoting.join(60)
    running.feed(DULL)
    running.end()
    assert running.noted.models == [(0, "1"), (1, "2")]
    assert Code.PROMOTED_ELSEWHERE not in [one.code for one in running.noted.told]


def test_a_way_back_leads_where_it_was_shown_or_nowhere(
    session: Session, promotions: Promotions, models: dict[str, Path]
):
    """Two people, or one and the plant's rule, go back from the same model: once is enough."""
    for version in "123":
        session.promote(models[version], "good")
    shown = promotions.previous()
    assert shown is not None
    session.roll_back("too many", "ana", shown.sha256)
    with pytest.raises(ModelError) as caught:
        session.roll_back("too many", "ben", shown.sha256)
    assert code_of(caught) is Code.ROLL_BACK_ELSEWHERE
    assert version_in_use(session) == "2"
    assert len(promotions.history()) == 4


def test_a_file_that_is_another_than_what_was_proved_is_not_promoted(
    session: Session, promotions: Promotions, models: dict[str, Path]
):
    with pytest.raises(ModelError) as caught:
        session.promote(models["1"], "good", sha256="0" * 64)
    assert code_of(caught) is Code.PROMOTION_REFUSED
    assert promotions.history() == ()


@pytest.mark.parametrize("fault", ["no model", "no reason", "name taken"])
def test_a_promotion_that_is_refused_changes_nothing(
    session: Session, promotions: Promotions, models: dict[str, Path], tmp_path: Path, fault: str
):
    session.promote(models["1"], "first")
    running = Running(session)
    running.feed(DULL)
    before, history = session.in_use, promotions.history()
    file, because = models["2"], "good"
    if fault == "no model":
        file = tmp_path / "none.onnx"
        file.write_bytes(b"none")
    elif fault == "no reason":
        because = " "
    else:
        file = write_tiny_model(tmp_path / "other.onnx", version="1", notes="another")
    with pytest.raises(InspectorError):
        session.promote(file, because)
    running.feed(DULL)
    running.end()
    assert (session.in_use, promotions.history(), running.noted.models) == (before, history, [(0, "1")])
    assert [one.what for one in promotions.audit.entries()].count("model-promoted") == 1


def test_a_way_back_that_cannot_be_recorded_is_made_and_said(
    session: Session, promotions: Promotions, models: dict[str, Path], monkeypatch: pytest.MonkeyPatch
):
    session.promote(models["1"], "first")
    session.promote(models["2"], "second")

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(promotions_module, "write_whole", refuse)
        with pytest.raises(ModelError) as caught:
            session.roll_back("too many alarms")
    assert code_of(caught) is Code.ROLL_BACK_NOT_RECORDED
    assert version_in_use(session) == "1"
    active = promotions.active()
    assert active is not None
    assert active.model == "tiny 2"
    session.roll_back("once more")
    assert version_in_use(session) == "1"
    assert [one.model for one in promotions.history()] == ["tiny 1", "tiny 2", "tiny 1"]


# the plant's rule


def with_rule(session: Session, within_frames: int, max_percent: float) -> None:
    session.change_settings(
        [
            SettingEdit(("promotion", "rolls_back"), True),
            SettingEdit(("promotion", "within_frames"), within_frames),
            SettingEdit(("promotion", "max_percent"), max_percent),
        ]
    )


def test_the_rule_goes_back_where_too_many_frames_of_a_new_model_show_defects(
    session: Session, promotions: Promotions, models: dict[str, Path]
):
    with_rule(session, within_frames=4, max_percent=50)
    session.promote(models["1"], "first")
    running = Running(session)
    running.feed(CLEAN, CLEAN, DULL, DULL)  # half of them: not more
    assert version_in_use(session) == "1"
    running.feed(DULL, DULL, DULL)  # no more watched
    assert version_in_use(session) == "1"
    session.promote(models["2"], "second")
    running.feed(CLEAN, DULL, DULL, DULL)
    wait_until(lambda: version_in_use(session) == "1")
    wait_until(lambda: len(promotions.history()) == 3)
    running.feed(CLEAN)
    running.end()
    last = promotions.history()[-1]
    assert (last.kind, last.by, last.model) == (PromotionKind.ROLLED_BACK_BY_RULE, "Inspector", "tiny 1")
    assert last.because.startswith("3 of the first 4 frames since the promotion")
    alarms = [alarm.message for alarm in session.alarms.now.open]
    assert [(one.code, one.params["before"]) for one in alarms] == [(Code.MODEL_ROLLED_BACK_BY_RULE, "tiny 2")]
    assert promotions.audit.entries()[-1].what == Audited.MODEL_ROLLED_BACK


def test_the_rule_watches_what_another_program_promoted(
    session: Session, workspace: Workspace, models: dict[str, Path], promotions: Promotions
):
    with_rule(session, within_frames=2, max_percent=50)
    session.promote(models["1"], "first")
    other = Session(workspace.folder)
    other.promote(models["2"], "by the command line")
    other.close()
    running = Running(session)
    running.feed(DULL, DULL)
    wait_until(lambda: version_in_use(session) == "1")
    wait_until(lambda: len(promotions.history()) == 3)
    running.end()
    assert promotions.history()[-1].kind is PromotionKind.ROLLED_BACK_BY_RULE


def test_the_rule_does_not_go_back_once_more_where_somebody_was_faster(
    session: Session, models: dict[str, Path], promotions: Promotions
):
    with_rule(session, within_frames=1, max_percent=0)
    session.promote(models["1"], "first")
    session.promote(models["2"], "second")
    rule = session._promotion.rule  # noqa: SLF001  that is about to act while somebody rolls back
    assert rule is not None
    session.roll_back("too many", "ana")
    rule.look(is_bad=True)
    session.close()  # waits for the thread on which it does
    assert version_in_use(session) == "1"
    assert [one.by for one in promotions.history()[2:]] == ["ana"]


@pytest.mark.parametrize(("in_use", "n_acted"), [("0" * 64, 1), ("1" * 64, 0)])
def test_frames_on_which_a_model_on_trial_fails_say_nothing_of_the_promoted_one(in_use: str, n_acted: int):
    watched, acted = rule(1, 0)
    frame = MissedFrame(0, "f0", message(Code.FRAME_FAILED, name="f0", detail=""), datetime.now(UTC))
    PromotionRuleSink(lambda: watched, lambda: in_use).missed(MissedInspection(frame, Placement()))
    assert len(acted) == n_acted


def test_the_rule_is_off_where_nobody_wished_it(session: Session, promotions: Promotions, models: dict[str, Path]):
    session.promote(models["1"], "first")
    running = Running(session)
    running.feed(*[DULL] * (MIN_FRAMES + 5))
    running.end()
    assert len(promotions.history()) == 1


def test_a_way_back_by_rule_that_leads_nowhere_is_an_alarm(
    session: Session, workspace: Workspace, models: dict[str, Path]
):
    with_rule(session, within_frames=1, max_percent=0)
    session.promote(models["1"], "first")
    session.close()
    again = Session(workspace.folder)
    again.open_records()
    again.load_active()
    again.promote(models["2"], "second")
    again._promotion._warm = None  # noqa: SLF001  as after a trial of a third model
    (workspace.models / "tiny-1.onnx").unlink()
    running = Running(again)
    running.feed(DULL)
    wait_until(lambda: bool(again.alarms.now.open))
    assert [alarm.message.code for alarm in again.alarms.now.open] == [Code.PROMOTED_MODEL_LOST]
    running.end()
    again.close()


def rule(within_frames: int, max_percent: float) -> tuple[PromotionRule, list[str]]:
    acted: list[str] = []
    return PromotionRule("0" * 64, within_frames, max_percent, acted.append), acted


@pytest.mark.parametrize(
    ("frames", "at"),
    [
        ([True] * 60, MIN_FRAMES),  # not before it is asked
        ([True] * 11 + [False] * 89, MIN_FRAMES),  # 22 % of 50
        ([False] * 80 + [True] * 20 + [True], 101),  # 20 of 100 are not more than 20 %, 21 of 101 are
        ([True] * 10 + [False] * 190, None),  # 20 % of 50, and less from there on
        ([False] * 200 + [True] * 100, None),  # it is over by then
    ],
)
def test_the_rule_counts_from_the_promotion_on(frames: Sequence[bool], at: int | None):
    watched, acted = rule(200, 20)
    for number, is_bad in enumerate(frames, start=1):
        watched.look(is_bad=is_bad)
        assert bool(acted) == (at is not None and number >= at), number
    assert len(acted) <= 1


def test_catalogue_and_promotion_name_the_same_file(session: Session, models: dict[str, Path], workspace: Workspace):
    made = session.promote(models["1"], "good")
    listed = ModelCatalogue(workspace.models).models().models[0]
    assert (listed.file.name, listed.sha256, listed.title) == (made.file, made.model_sha256, made.model)
