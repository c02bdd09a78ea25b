"""Models that nobody knows are tried in a process of their own, and refused in words where they do not answer."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import onnx
import psutil
import pytest
from onnx import TensorProto, helper
from onnx_models import card, pixel_model, save, scaled_model

from inspector.core.messages import Code, Message, ModelError
from inspector.inference import first_try, known_models
from inspector.inference.first_try import LENGTH_BYTES, TryLimits, child_command, try_first
from inspector.inference.model_content import read_content
from inspector.inference.model_file import open_model
from inspector.inference.opening import Opening
from resources import resource
from tests.waiting import wait_until

FEW = TryLimits(cpu_s=3, memory_bytes=1_000_000_000)


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("INSPECTOR_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def endless(path: Path) -> Path:
    """The pixel model behind a loop of as many rounds as a number can count."""
    body = helper.make_graph(
        [
            helper.make_node("Identity", ["go_in"], ["go_out"]),
            helper.make_node("Identity", ["carried_in"], ["carried_out"]),
        ],
        "body",
        [
            helper.make_tensor_value_info("round", TensorProto.INT64, []),
            helper.make_tensor_value_info("go_in", TensorProto.BOOL, []),
            helper.make_tensor_value_info("carried_in", TensorProto.FLOAT, None),
        ],
        [
            helper.make_tensor_value_info("go_out", TensorProto.BOOL, []),
            helper.make_tensor_value_info("carried_out", TensorProto.FLOAT, None),
        ],
    )
    nodes = [
        helper.make_node("Loop", ["rounds", "go", "frame"], ["looped"], body=body),
        helper.make_node("Concat", ["looped"] * 3, ["scores"], axis=1),
    ]
    return save(path, nodes, {"rounds": np.array(2**62), "go": np.array(True)})


def hungry(path: Path, n_numbers: int = 2**33) -> Path:
    """Adds many numbers, made as it runs, to the frame."""
    nodes = [
        helper.make_node("ConstantOfShape", ["how_many"], ["many"]),
        helper.make_node("ReduceSum", ["many"], ["sum"], keepdims=0),
        helper.make_node("Add", ["frame", "sum"], ["same"]),
        helper.make_node("Concat", ["same"] * 3, ["scores"], axis=1),
    ]
    # The number of numbers follows from the frame, else it would be worked out once and for all at opening.
    nodes = [
        helper.make_node("Shape", ["frame"], ["shape"], start=0, end=1),
        helper.make_node("Mul", ["shape", "factor"], ["how_many"]), *nodes,
    ]  # fmt: skip
    return save(path, nodes, {"factor": np.array([n_numbers])})


def refusal(path: Path, limits: TryLimits = FEW, opening: Opening | None = None) -> Message:
    with pytest.raises(ModelError) as caught:
        try_first(read_content(path), opening, limits)
    assert caught.value.message.params["path"] == str(path)
    return caught.value.message


def children() -> list[psutil.Process]:
    """Of this process, that try a model."""
    return [one for one in psutil.Process().children() if first_try.COMMAND in one.cmdline()]


def test_a_model_that_never_answers_is_refused_and_its_process_is_gone(tmp_path: Path):
    said: list[int] = []
    found = refusal(endless(tmp_path / "m.onnx"), opening=Opening(lambda: said.append(len(children()))))
    assert found.code is Code.MODEL_TRY_FAILED
    assert str(found.params["detail"]).startswith("it did not answer one frame within ")
    assert said == [1], "that it lasts is said once, while it lasts"
    assert children() == []


def test_a_model_that_wants_more_memory_than_there_is_for_it_is_refused(tmp_path: Path):
    found = refusal(hungry(tmp_path / "m.onnx"), TryLimits(cpu_s=30, memory_bytes=500_000_000))
    assert (found.code, found.params["detail"]) == (
        Code.MODEL_TRY_FAILED, "it needs more than 0.5 GB of memory for one frame",
    )  # fmt: skip
    assert children() == []


def test_memory_is_watched_where_the_system_does_not_limit_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Whatever the child does to itself, it is seen from outside."""
    fat = "import time; b = bytearray(b'x' * 10**9); time.sleep(600)"
    monkeypatch.setattr(first_try, "child_command", lambda: [sys.executable, "-c", fat])
    found = refusal(pixel_model(tmp_path / "m.onnx"), TryLimits(cpu_s=100, memory_bytes=100_000_000))
    assert found.params["detail"] == "it needs more than 0.1 GB of memory for one frame"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import os; os.abort()", "signal 6" if sys.platform != "win32" else "exit code"),
        ("import sys; sys.exit(7)", "exit code 7"),
        ("print('{')", "exit code 0"),
        ("print('[]')", "exit code 0"),
        ('print(\'{"code": "program.unexpected", "params": {}}\')', "exit code 0"),
        ("pass", "exit code 0"),
    ],
)
def test_a_process_that_ends_without_an_answer_is_a_refusal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, said: str
):
    monkeypatch.setattr(first_try, "child_command", lambda: [sys.executable, "-c", code])
    found = refusal(pixel_model(tmp_path / "m.onnx"))
    assert found.code is Code.MODEL_TRY_FAILED
    assert said in str(found.params["detail"])
    assert not known_models.is_known(read_content(tmp_path / "m.onnx").sha256)


def test_a_process_that_cannot_start_is_a_refusal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(first_try, "child_command", lambda: [str(tmp_path / "none")])
    assert "did not start" in str(refusal(pixel_model(tmp_path / "m.onnx")).params["detail"])


def test_scores_that_are_no_numbers_are_found(tmp_path: Path):
    found = refusal(scaled_model(tmp_path / "m.onnx", float("nan")))
    assert (found.code, found.params["detail"]) == (Code.MODEL_FAILED, "it gave values that are no numbers")


def test_a_trial_is_given_up_at_once(tmp_path: Path):
    opening = Opening()
    path, found = endless(tmp_path / "m.onnx"), list[Message]()
    trying = threading.Thread(
        target=lambda: found.append(refusal(path, TryLimits(cpu_s=1e6, wall_s=1e6, memory_bytes=10**9), opening))
    )
    trying.start()
    wait_until(lambda: len(children()) == 1)
    opening.give_up()
    trying.join()
    assert [one.code for one in found] == [Code.MODEL_GIVEN_UP]
    assert children() == []


def test_a_model_that_answered_is_known_from_then_on_and_after_a_restart(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
):
    path = pixel_model(tmp_path / "m.onnx")
    open_model(path)
    monkeypatch.setattr(first_try, "child_command", lambda: [sys.executable, "-c", "pass"])  # would be a refusal
    assert open_model(path).card == card()
    content = cache / "tried-models.json"
    assert read_content(path).sha256 in content.read_text()
    for text in ("{", '{"runtime": 3}', content.read_text().replace(known_models.onnxruntime.__version__, "0.1")):
        content.write_text(text)  # a broken cache, or another version of the runtime: it is tried again
        with pytest.raises(ModelError):
            open_model(path)


def test_only_so_many_models_are_remembered(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(known_models, "MAX_KNOWN", 3)
    for name in ("a", "b", "c", "a", "d"):
        known_models.remember(name)
    assert [name for name in "abcd" if known_models.is_known(name)] == ["a", "c", "d"]


def test_a_cache_that_cannot_be_written_costs_a_trial_and_nothing_else(tmp_path: Path, cache: Path):
    cache.write_text("a file where the folder should be")
    path = pixel_model(tmp_path / "m.onnx")
    assert open_model(path).card == open_model(path).card


def test_the_models_that_come_with_the_program_are_known(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(first_try, "child_command", lambda: [sys.executable, "-c", "pass"])
    for file in sorted(resource("models").glob("*.onnx")):
        try_first(read_content(file))


def test_the_process_gets_the_bytes_that_were_read_not_the_file(tmp_path: Path):
    path = pixel_model(tmp_path / "m.onnx")
    content = read_content(path)
    path.write_bytes(b"")
    try_first(content)


def test_whoever_tries_a_model_ends_when_the_program_is_gone(tmp_path: Path):
    onnx_bytes = endless(tmp_path / "m.onnx").read_bytes()
    child = subprocess.Popen(
        [*child_command(), "100000", "2000000000"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
    )
    assert child.stdin is not None
    child.stdin.write(len(onnx_bytes).to_bytes(LENGTH_BYTES, "big") + onnx_bytes)
    child.stdin.close()  # as the system does for a program that is killed
    assert child.wait(60) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="the system limits nothing there")
def test_it_may_write_no_file(tmp_path: Path):
    code = (
        "import sys; from inspector.inference import first_try_child as c; c.limit(60, 10**9)\n"
        f"open({str(tmp_path / 'x')!r}, 'w').write('x' * 100000)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert ran.returncode != 0
    assert "File too large" in ran.stderr
    assert os.path.getsize(tmp_path / "x") == 0  # noqa: PTH202


def test_names_in_the_graph_that_are_no_text_are_the_files_fault(tmp_path: Path):
    path = pixel_model(tmp_path / "m.onnx")
    assert onnx.load(path).graph.input[0].name == "frame"
    path.write_bytes(path.read_bytes().replace(b"frame", b"fr\xffme"))
    assert refusal(path).code.value.startswith("model.")
