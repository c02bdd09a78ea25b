"""What the line promises: order, every frame accounted for, an end that waits for nothing, and no thread left."""

from __future__ import annotations

import random
import threading
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pipeline_samples import R1, Heard, MemorySource, Steps, frame, line, pixels, run, slow, with_backend

from inspector.core.calibration import Calibration
from inspector.core.frame import MissedFrame
from inspector.core.messages import Code, SourceError, StoreError, message
from inspector.inference.backend import Provider
from inspector.inference.model_file import open_model
from inspector.inference.predictor import Predictor
from inspector.measuring.inspection_settings import InspectionSettings
from inspector.pipeline import line as line_module
from inspector.pipeline.line import WAITING_FRAMES, State
from inspector.pipeline.sink import Outcome
from inspector.pipeline.stats import Stage
from inspector.sources.folder import FolderSource
from tests.tiny_model import BRIGHT, DULL, FAILS, expected_map, write_tiny_model
from tests.waiting import wait_until


def unreadable(number: int) -> MissedFrame:
    plain = frame(number)
    return MissedFrame(number, plain.name, message(Code.FRAME_TRUNCATED, name=plain.name), plain.captured_at)


def stopped(started) -> None:
    """Stop and wait for the end. How long that takes is a matter of the machine; what it did not wait for shows in
    what was inspected."""
    started.stop()
    assert started.join(60), "it never ended"


# What is found


def test_a_frame_becomes_its_class_map_and_its_defects(tiny_model):
    heard = Heard()
    ended = run(MemorySource([frame(0, DULL), frame(1, None), frame(2, BRIGHT)]), tiny_model, heard)
    assert (ended.status.state, ended.status.outcome, ended.status.reason) == (State.ENDED, Outcome.COMPLETED, None)
    for result, value in zip(heard.results, (DULL, None, BRIGHT), strict=True):
        assert np.array_equal(result.class_map, expected_map(pixels(value)))
    dull, clean, bright = (result.defects for result in heard.results)
    assert [(defect.defect_id, defect.class_name, defect.size_px.area) for defect in dull] == [(1, "dull", 36)]
    assert clean == ()
    assert [(defect.defect_id, defect.class_name) for defect in bright] == [(2, "bright")]
    assert heard.ends == [(Outcome.COMPLETED, None)]
    assert ended.status.model_name == "tiny 1"


def test_a_class_that_is_no_defect_is_in_the_class_map_and_never_a_defect(tmp_path: Path, caplog):
    file = write_tiny_model(tmp_path / "joint.onnx", name="joint", non_defects=("bright",))
    drawn = pixels(DULL)
    drawn[8:14, 13:16] = BRIGHT  # the right half of the square
    heard = Heard()
    with caplog.at_level("INFO", "inspector.pipeline"):
        ended = run(
            MemorySource([frame(0, BRIGHT), replace(frame(1), pixels=drawn)]), open_model(file, Provider.CPU), heard
        )
    joint, both = heard.results
    assert np.array_equal(joint.class_map, expected_map(pixels(BRIGHT)))
    assert joint.defects == ()
    assert np.array_equal(both.class_map, expected_map(drawn))
    assert [(defect.defect_id, defect.class_name, defect.size_px.area) for defect in both.defects] == [(1, "dull", 18)]
    assert ended.status.non_defects == ("bright",)
    assert "joint 1: no defects, so not recorded: bright" in caplog.text


def test_a_continuous_source_joins_defects_over_the_border_of_frames(tiny_model):
    drawn = np.full((8, 40), 50, np.uint8)
    drawn[:, 5:8] = DULL
    frames = [replace(frame(n), pixels=drawn.copy()) for n in range(5)]
    heard = Heard()
    run(MemorySource(frames, is_continuous=True), tiny_model, heard, calibration=Calibration(0.5, 0.25))
    last = heard.results[-1].defects
    assert [(defect.defect_id, defect.n_parts) for defect in last] == [(1, 5)]
    assert last[0].size_px.length == 40
    assert last[0].size_mm.length == pytest.approx(10)  # 40 rows of 0.25 mm
    assert last[0].size_mm.width == pytest.approx(1.5)  # 3 columns of 0.5 mm
    apart = Heard()
    run(MemorySource(frames), tiny_model, apart)
    assert [defect.defect_id for result in apart.results for defect in result.defects] == [1, 2, 3, 4, 5]


# Accounting


def test_every_frame_reaches_every_sink_once_and_in_order(tiny_model):
    chance = random.Random(1)
    items = [unreadable(n) if chance.random() < 0.2 else frame(n) for n in range(80)]
    uneven = with_backend(tiny_model, lambda: time.sleep(chance.choice((0, 0, 0.004))), n_streams=4)
    first, second = Heard(), Heard()
    ended = run(MemorySource(items), uneven, first, second)
    assert first.numbers == second.numbers == list(range(80))
    n_missed = sum(isinstance(item, MissedFrame) for item in items)
    stats = ended.status.stats
    assert (stats.n_in, stats.n_inspected, stats.n_not_inspected) == (80, 80 - n_missed, n_missed)
    assert stats.n_skipped == 0
    for stage in Stage:
        assert stats.spread(stage).p95_ms >= stats.spread(stage).p50_ms >= 0


def test_an_empty_source_completes_with_nothing(tiny_model):
    heard = Heard()
    ended = run(MemorySource([]), tiny_model, heard)
    assert (ended.status.outcome, heard.frames) == (Outcome.COMPLETED, [])
    assert len(heard.starts) == len(heard.ended) == 1


def test_frames_on_which_the_network_fails_are_listed_and_the_rest_goes_on(tiny_model):
    heard = Heard()
    ended = run(MemorySource([frame(n, FAILS if n % 3 == 0 else DULL) for n in range(9)]), tiny_model, heard)
    assert heard.numbers == list(range(9))
    assert heard.codes == [Code.FRAME_FAILED, None, None] * 3
    assert heard.frames[0].reason.params["name"] == "frame 000000"
    assert ended.status.outcome is Outcome.COMPLETED


def test_a_bug_in_the_backend_costs_its_frame_only(tiny_model):
    calls = []

    def fails_once() -> None:
        calls.append(1)
        if len(calls) == 3:
            raise RuntimeError("a bug")

    heard = Heard()
    run(MemorySource([frame(n) for n in range(6)]), with_backend(tiny_model, fails_once, n_streams=1), heard)
    assert heard.codes == [None, None, Code.FRAME_FAILED, None, None, None]
    assert heard.frames[2].reason.params["detail"] == "RuntimeError: a bug"


def test_a_frame_that_cannot_be_measured_costs_itself_only(tiny_model, monkeypatch):
    from inspector.inference import inspect_frame as module

    really = module.find_regions
    monkeypatch.setattr(
        module, "find_regions", lambda found, *rest, **more: really(found, *rest, **more) if found.any() else 1 / 0
    )
    heard = Heard()
    run(MemorySource([frame(0), frame(1, None), frame(2)]), tiny_model, heard)
    assert heard.codes == [None, Code.FRAME_FAILED, None]


# Sources that end badly


def test_a_source_that_fails_ends_the_inspection_with_its_reason(tiny_model):
    heard = Heard()
    lost = SourceError(message(Code.CAMERA_NOT_FOUND, address="cam"))
    source = MemorySource([frame(0), frame(1), lost, frame(2)])
    ended = run(source, tiny_model, heard)
    assert heard.codes == [None, None, Code.FRAME_NOT_REACHED]  # what came before is inspected, the rest is listed
    assert (ended.status.outcome, ended.status.reason) == (Outcome.FAILED, lost.message)
    assert heard.ends == [(Outcome.FAILED, lost.message)]
    assert source.n_closed == 1


def test_a_bug_in_a_source_ends_the_inspection_as_failed(tiny_model):
    heard = Heard()
    ended = run(MemorySource([frame(0), ValueError("a bug")]), tiny_model, heard)
    assert heard.codes == [None]
    assert ended.status.outcome is Outcome.FAILED
    assert ended.status.reason == message(Code.UNEXPECTED, detail="ValueError: a bug")


def test_what_a_source_tells_reaches_every_sink_after_they_have_begun(tiny_model):
    told = message(Code.FOLDER_UNREADABLE, path="x", detail="no")

    class Begins(Heard):
        def begin(self, *facts: object) -> None:
            time.sleep(0.1)
            super().begin(*facts)

        def notify(self, message: object) -> None:
            assert self.starts, "a message before the inspection had begun"
            super().notify(message)

    first, second = Begins(), Begins()
    ended = run(MemorySource([told, frame(0)]), tiny_model, first, second)
    assert first.messages == second.messages == [told]
    assert ended.status.outcome is Outcome.COMPLETED


# Stopping


def test_a_stop_does_not_wait_for_what_was_not_reached_and_lists_it(tiny_model):
    heard = Heard()
    source = MemorySource([frame(n) for n in range(500)])
    started = line(source, slow(tiny_model, 0.1), heard)
    started.start(R1)
    heard.wait_for(5)
    stopped(started)
    assert heard.numbers == list(range(500))
    n_inspected = heard.codes.count(None)
    assert 5 <= n_inspected < 100
    assert heard.codes == [None] * n_inspected + [Code.FRAME_NOT_REACHED] * (500 - n_inspected)
    stats = started.status.stats
    assert (stats.n_in, stats.n_inspected, stats.n_not_inspected) == (500, n_inspected, 500 - n_inspected)
    assert heard.ends == [(Outcome.CANCELLED, None)]
    assert source.n_closed == 1


def test_a_stop_while_a_huge_frame_is_predicted_gives_up_between_tiles(tiny_model):
    huge = replace(frame(0), pixels=np.full((3000, 3000), 50, np.uint8))  # some 170 tiles
    heard, entered = Heard(), threading.Event()

    def takes_a_moment() -> None:
        entered.set()
        time.sleep(0.2)

    started = line(MemorySource([huge, frame(1)]), with_backend(tiny_model, takes_a_moment, 2), heard)
    started.start(R1)
    assert entered.wait(120)
    stopped(started)
    assert heard.codes[0] is Code.FRAME_NOT_REACHED
    assert started.status.outcome is Outcome.CANCELLED


def test_a_frame_in_hand_is_finished_when_it_is_quick(tiny_model, monkeypatch):
    monkeypatch.setattr("inspector.pipeline.line.IN_HAND_S", 60)  # any machine is quick then
    entered = threading.Event()

    def takes_a_moment() -> None:
        entered.set()
        time.sleep(0.05)

    tall = [replace(frame(n), pixels=np.full((600, 40), 50, np.uint8)) for n in range(9)]  # three tiles each
    heard = Heard()
    started = line(MemorySource(tall), with_backend(tiny_model, takes_a_moment, 1), heard)
    started.start(R1)
    assert entered.wait(120)
    stopped(started)
    assert (heard.codes[0], heard.codes[-1]) == (None, Code.FRAME_NOT_REACHED)


def test_a_stop_after_the_source_has_ended_gives_up_what_waits(tiny_model, monkeypatch):
    monkeypatch.setattr("inspector.pipeline.line.IN_HAND_S", 60)
    heard, is_predicting, may_predict = Heard(), threading.Event(), threading.Event()

    def predict() -> None:
        is_predicting.set()
        may_predict.wait(60)

    started = line(MemorySource([frame(n) for n in range(4)]), with_backend(tiny_model, predict, 1), heard)
    started.start(R1)
    wait_until(lambda: started.status.state is State.FINISHING)  # all four are captured
    assert is_predicting.wait(60)
    started.stop()
    may_predict.set()
    assert started.join(60)
    assert heard.codes == [None] + [Code.FRAME_NOT_REACHED] * 3
    assert started.status.outcome is Outcome.CANCELLED


def test_a_stop_that_changed_nothing_leaves_the_inspection_completed(tiny_model):
    entered, may_go_on = threading.Event(), threading.Event()
    heard = Heard(lambda number: (entered.set(), may_go_on.wait(60)))
    started = line(MemorySource([frame(0)]), tiny_model, heard)
    started.start(R1)
    assert entered.wait(120)  # the only frame is with the sink
    wait_until(lambda: started.status.state is State.FINISHING)
    started.stop()
    may_go_on.set()
    assert started.join(60)
    assert (heard.codes, started.status.outcome) == ([None], Outcome.COMPLETED)


def test_a_stop_acts_while_the_source_waits(tiny_model):
    heard = Heard()
    source = MemorySource([frame(n) for n in range(3)], before=lambda n, stop: stop.wait(300 if n == 2 else 0))
    started = line(source, tiny_model, heard)
    started.start(R1)
    heard.wait_for(2)
    stopped(started)
    assert heard.codes == [None, None, Code.FRAME_NOT_REACHED]


def test_a_stop_frees_a_sink_that_waits_for_room(tiny_model):
    entered, hurried = threading.Event(), threading.Event()

    class Full(Heard):
        def stop_waiting(self) -> None:
            super().stop_waiting()
            hurried.set()

    heard = Full(lambda number: (entered.set(), hurried.wait(300)))
    started = line(MemorySource([frame(n) for n in range(20)]), tiny_model, heard)
    started.start(R1)
    assert entered.wait(120)
    stopped(started)
    assert heard.numbers == list(range(20))
    assert heard.n_hurried == 1


def test_stopping_is_repeatable_and_harmless_before_and_after(tiny_model):
    heard = Heard()
    started = line(MemorySource([frame(0)]), tiny_model, heard)
    started.stop()  # not yet started
    started.start(R1)
    assert started.join(120)
    started.stop()
    started.stop()
    assert (started.status.state, started.status.outcome) == (State.ENDED, Outcome.COMPLETED)
    with pytest.raises(RuntimeError):
        started.start(R1)


@pytest.mark.parametrize("after_s", [0.0, 0.003, 0.01, 0.02, 0.05])
def test_whenever_the_stop_comes_every_frame_is_accounted_for(tiny_model, after_s):
    heard = Heard()
    started = line(MemorySource([frame(n) for n in range(60)]), with_backend(tiny_model, lambda: None, 3), heard)
    started.start(R1)
    time.sleep(after_s)
    stopped(started)
    assert heard.numbers == list(range(60))
    assert started.status.stats.n_in == 60
    assert started.status.state is State.ENDED


# Sinks that fail


def fails_at(number: int, error: Exception):
    def on_frame(found: int) -> None:
        if found == number:
            raise error

    return on_frame


def test_a_sink_that_fails_ends_the_inspection_and_the_others_stay_complete(tiny_model):
    full = StoreError(message(Code.STORE_DISK_FULL, path="x", detail="no space left"))
    before, broken, after = Heard(), Heard(fails_at(3, full)), Heard()
    ended = run(MemorySource([frame(n) for n in range(50)]), slow(tiny_model, 0.01), before, broken, after)
    assert (ended.status.outcome, ended.status.reason) == (Outcome.FAILED, full.message)
    for other in (before, after):
        assert other.numbers == list(range(50))
        assert other.codes[:4] == [None] * 4
        assert other.codes[-1] is Code.FRAME_NOT_REACHED
        assert other.ends == [(Outcome.FAILED, full.message)]
    assert broken.numbers == [0, 1, 2]  # nothing more after it failed
    assert broken.ends == [(Outcome.FAILED, full.message)]


def test_a_bug_in_a_sink_ends_the_inspection_as_failed_and_threads_end(tiny_model):
    ended = run(MemorySource([frame(n) for n in range(20)]), tiny_model, Heard(fails_at(0, KeyError("bug"))))
    assert ended.status.outcome is Outcome.FAILED
    assert ended.status.reason.code is Code.UNEXPECTED


def test_nothing_is_captured_when_recording_cannot_begin(tiny_model):
    class Refuses(Heard):
        def begin(self, *facts: object) -> None:
            raise StoreError(message(Code.STORE_LOCKED, path="x", detail="locked"))

    source, other = MemorySource([frame(n) for n in range(3)]), Heard()
    ended = run(source, tiny_model, Refuses(), other)
    assert source.n_delivered == 0
    assert source.n_closed == 1
    assert ended.status.reason.code is Code.STORE_LOCKED
    assert other.codes == [Code.FRAME_NOT_REACHED] * 3


def test_the_end_that_cannot_be_recorded_is_a_failure_that_later_sinks_hear(tiny_model):
    class Ends(Heard):
        def end(self, *facts: object) -> None:
            raise StoreError(message(Code.STORE_DISK_FULL, path="x", detail="full"))

    later = Heard()
    ended = run(MemorySource([frame(0)]), tiny_model, Ends(), later)
    assert ended.status.outcome is Outcome.FAILED
    assert [end.outcome for end in later.ended] == [Outcome.FAILED]


def test_a_bug_at_the_end_of_a_sink_still_ends_the_others(tiny_model):
    class Ends(Heard):
        def end(self, *facts: object) -> None:
            raise ZeroDivisionError

    later = Heard()
    ended = run(MemorySource([frame(0)]), tiny_model, Ends(), later)
    assert ended.status.state is State.ENDED
    assert len(later.ended) == 1


# Settings and models, while it runs


def test_new_thresholds_act_on_the_next_frame(tiny_model):
    steps, heard = Steps(4), Heard()
    started = line(steps.source, tiny_model, heard)
    started.start(R1)
    steps.let(1)
    heard.wait_for(1)
    started.set_settings(started.settings.with_min_area(1, 1000))
    steps.let(1)
    heard.wait_for(2)
    started.set_settings(started.settings.with_min_area(1, 4).with_threshold(1, 1.0))
    steps.let(1)
    heard.wait_for(3)
    started.set_settings(started.settings.with_threshold(1, 0.5))
    steps.let(1)
    assert started.join(120)
    assert [len(result.defects) for result in heard.results] == [1, 0, 0, 1]
    assert [int(result.class_map.any()) for result in heard.results] == [1, 1, 0, 1]
    assert [defect.defect_id for result in heard.results for defect in result.defects] == [1, 2]
    assert heard.results[1].settings.min_area_px == (0, 1000, 4)  # a result tells what it was made with


def test_a_model_is_switched_between_two_frames_and_numbers_go_on(tiny_model, tmp_path):
    other = open_model(write_tiny_model(tmp_path / "other.onnx", name="other"), Provider.CPU)
    steps, heard = Steps(6), Heard()
    started = line(steps.source, tiny_model, heard)
    started.start(R1)
    steps.let(2)
    heard.wait_for(2)
    started.use_model(other, InspectionSettings.of_card(other.card))
    assert started.status.model_name == "other 1"
    steps.let(2)
    heard.wait_for(4)
    started.use_model(tiny_model, InspectionSettings.of_card(tiny_model.card))
    steps.let(2)
    assert started.join(120)
    assert [result.card.name for result in heard.results] == ["tiny", "tiny", "other", "other", "tiny", "tiny"]
    assert [(model.card.name, number) for model, number in heard.models] == [("other", 2), ("tiny", 4)]
    assert [defect.defect_id for result in heard.results for defect in result.defects] == [1, 2, 3, 4, 5, 6]


def test_frames_in_hand_keep_the_old_models_classes_when_the_new_one_has_fewer(tiny_model, tmp_path):
    fewer = open_model(
        write_tiny_model(tmp_path / "fewer.onnx", name="fewer", class_names=("background", "any")), Provider.CPU
    )
    gate, entered = threading.Event(), threading.Semaphore(0)

    def waits() -> None:
        entered.release()
        gate.wait(120)

    heard = Heard()
    items = [frame(n, BRIGHT) for n in range(12)]
    started = line(MemorySource(items), with_backend(tiny_model, waits, n_streams=2), heard)
    started.start(R1)
    entered.acquire()
    entered.acquire()  # two frames are being predicted by the old model
    started.use_model(fewer, InspectionSettings.of_card(fewer.card))
    gate.set()
    assert started.join(120)
    assert heard.codes == [None] * 12
    assert [result.card.name for result in heard.results] == ["tiny"] * 2 + ["fewer"] * 10
    assert [defect.class_name for r in heard.results for defect in r.defects] == ["bright"] * 2 + ["any"] * 10
    assert [(model.card.name, number) for model, number in heard.models] == [("fewer", 2)]


def test_switching_under_load_never_goes_back_to_an_older_model(tiny_model, monkeypatch):
    really_predict, chance = Predictor.predict, random.Random(3)

    def predict(predictor: Predictor, *facts: object) -> object:
        time.sleep(chance.random() * 0.002)  # as if the thread was put aside just after it took a frame
        return really_predict(predictor, *facts)

    monkeypatch.setattr(Predictor, "predict", predict)

    def variant(number: int):
        return replace(tiny_model, card=replace(tiny_model.card, version=str(number)))

    heard = Heard()
    n_frames = 300
    source = MemorySource([frame(n) for n in range(n_frames)])
    started = line(source, with_backend(variant(0), lambda: None, n_streams=6), heard)
    started.start(R1)
    n_models = 0
    while not started.join(0):
        n_models += 1
        time.sleep(0.001)
        model = variant(n_models)
        started.use_model(model, InspectionSettings.of_card(model.card))
    used = [int(result.card.version) for result in heard.results]
    assert used == sorted(used)
    assert len(set(used)) > 20
    assert heard.numbers == list(range(n_frames))
    switched = [number for number in range(1, n_frames) if used[number] != used[number - 1]]
    assert [number for _, number in heard.models if number > 0] == switched


@pytest.mark.parametrize(("first", "then"), [(1, 3), (3, 1), (3, 2)])
def test_as_many_frames_are_predicted_at_once_as_the_model_in_use_has_use_for(tiny_model, monkeypatch, first, then):
    monkeypatch.setattr(line_module, "n_cpu_streams", lambda: 3)
    inside, most, lock = 0, {"first": 0, "then": 0}, threading.Lock()
    gates = {"first": threading.Event(), "then": threading.Event()}
    entered = {"first": threading.Semaphore(0), "then": threading.Semaphore(0)}

    def model(name: str, n_streams: int):
        def run_it(tiles: np.ndarray) -> np.ndarray:
            nonlocal inside
            with lock:
                inside += 1
                most[name] = max(most[name], inside)
            entered[name].release()
            assert gates[name].wait(120)
            try:
                return tiny_model.backend.run(tiles)
            finally:
                with lock:
                    inside -= 1

        made = with_backend(tiny_model, lambda: None, n_streams)
        made.backend.run = run_it
        return made

    heard = Heard()
    started = line(MemorySource([frame(n) for n in range(20)]), model("first", first), heard)
    started.start(R1)
    for _ in range(first):
        assert entered["first"].acquire(timeout=120)
    second = model("then", then)
    started.use_model(second, InspectionSettings.of_card(second.card))
    gates["first"].set()
    for _ in range(then):  # so many are inside together: none goes on before the gate opens
        assert entered["then"].acquire(timeout=120)
    gates["then"].set()
    assert started.join(120)
    assert most == {"first": first, "then": then}
    assert heard.numbers == list(range(20))
    assert heard.codes == [None] * 20


def test_settings_for_other_classes_are_not_taken(tiny_model, tmp_path):
    fewer = write_tiny_model(tmp_path / "fewer.onnx", class_names=("background", "any"))
    wrong = InspectionSettings.of_card(open_model(fewer, Provider.CPU).card)
    heard = Heard()
    started = line(MemorySource([frame(0)]), tiny_model, heard)
    started.set_settings(wrong)
    with pytest.raises(ValueError, match="3"):
        started.use_model(tiny_model, wrong)
    started.start(R1)
    assert started.join(120)
    assert heard.codes == [None]


# Live and not


def test_a_live_source_faster_than_the_model_skips_the_oldest_and_stays_fresh(tiny_model):
    heard = Heard()
    n_frames, model_s = 150, 0.05
    source = MemorySource([frame(n) for n in range(n_frames)], is_live=True, before=lambda n, stop: stop.wait(0.01))
    ended = run(source, slow(tiny_model, model_s), heard)
    stats = ended.status.stats
    assert heard.numbers == list(range(n_frames))
    n_skipped = heard.codes.count(Code.FRAME_SKIPPED)
    assert n_skipped == stats.n_skipped == stats.n_not_inspected
    assert n_skipped > n_frames // 2
    assert heard.codes[-1] is None  # the newest is inspected
    # Longest wait: the queue's frames, the one being predicted, and its own prediction; twice for a busy PC.
    assert stats.spread(Stage.AGE).p95_ms < 2 * 1000 * model_s * (WAITING_FRAMES + 2)


def test_a_source_that_can_wait_loses_nothing_to_a_slow_model(tiny_model):
    heard = Heard()
    ended = run(MemorySource([frame(n) for n in range(60)]), slow(tiny_model, 0.01), heard)
    assert heard.codes == [None] * 60
    assert ended.status.stats.n_skipped == 0


def test_a_folder_is_inspected_whole_however_slow_the_sink(tiny_model, tmp_path):
    for number in range(25):
        Image.fromarray(pixels()).save(tmp_path / f"img{number}.png")
    (tmp_path / "notes.txt").write_text("no picture")
    heard = Heard(lambda number: time.sleep(0.01))
    run(FolderSource(tmp_path), tiny_model, heard)
    assert heard.numbers == list(range(26))
    assert heard.codes == [None] * 25 + [Code.FRAME_NOT_A_PICTURE]
    assert [result.frame.name for result in heard.results] == [f"img{number}.png" for number in range(25)]


def test_a_stopped_folder_accounts_for_every_file(tiny_model, tmp_path):
    for number in range(300):
        Image.fromarray(pixels()).save(tmp_path / f"img{number:03d}.png")
    heard = Heard()
    started = line(FolderSource(tmp_path), slow(tiny_model, 0.1), heard)
    started.start(R1)
    heard.wait_for(3)
    stopped(started)
    names = [item.name if isinstance(item, MissedFrame) else item.frame.name for item in heard.frames]
    assert names == [f"img{number:03d}.png" for number in range(300)]
    assert heard.codes[-1] is Code.FRAME_NOT_REACHED


def test_fifty_inspections_leave_no_thread(tiny_model):
    before = threading.active_count()
    for number in range(50):
        started = line(MemorySource([frame(n) for n in range(3)]), tiny_model, Heard())
        started.start(R1)
        if number % 2:
            started.stop()
        assert started.join(120)
    assert threading.active_count() == before


def test_a_line_that_was_never_started_leaves_no_thread(tiny_model, tmp_path: Path):
    started = line(MemorySource([frame(0)]), tiny_model, Heard())
    assert started.join(0)
    assert started.status.state is State.IDLE
