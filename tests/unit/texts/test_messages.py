"""Every message has its sentences, and whoever gives one gives the parameters that they need."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

import inspector
from inspector.core.messages import Code, message
from inspector.texts.messages import PHRASES, Tier, message_text, one_line, text_at_start, text_without_model
from tests.sources import parsed, walked

REPOSITORY = Path(inspector.__file__).parents[1]
MAKERS = ("message", "Message")
# Makers of messages about one frame: code and, where the code asks for it, a detail; they give its name themselves.
FRAME_MAKERS = {"PictureFault": 0, "missed": 1}  # index of the code among the arguments


def calls() -> Iterator[tuple[str, ast.Module, ast.Call]]:
    for package in ("inspector", "training", "research"):
        for file in sorted((REPOSITORY / package).rglob("*.py")):
            if file.name == "messages.py" and file.parent.name == "core":
                continue
            module = parsed(file)
            for node in walked(file):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                    yield f"{file.relative_to(REPOSITORY)}:{node.lineno}", module, node


def code_in(node: ast.AST) -> Code | None:
    """The code that is written there by name."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Code":
        return Code[node.attr]
    return None


def test_every_message_is_given_with_exactly_the_parameters_of_its_code() -> None:
    n_checked = 0
    for where, _, call in calls():
        if call.func.id not in MAKERS or (code := code_in(call.args[0])) is None:
            continue
        if len(call.args) > 1:  # the parameters of another message, handed on
            continue
        given = {known.arg for known in call.keywords if known.arg is not None}
        if any(known.arg is None for known in call.keywords):  # some of them in a dictionary
            assert given <= set(code.params), where
        else:
            assert given == set(code.params), where
        n_checked += 1
    assert n_checked > 90


def test_a_fault_of_a_frame_has_a_detail_where_its_code_asks_for_one() -> None:
    n_checked = 0
    for where, _, call in calls():
        if call.func.id not in FRAME_MAKERS or len(call.args) <= FRAME_MAKERS[call.func.id]:
            continue
        code, n_before = code_in(call.args[FRAME_MAKERS[call.func.id]]), FRAME_MAKERS[call.func.id] + 1
        if code is None:
            continue
        has_detail = len(call.args) > n_before
        assert set(code.params) == ({"name", "detail"} if has_detail else {"name"}), where
        n_checked += 1
    assert n_checked > 25


def test_where_the_code_is_a_variable_the_parameters_are_enough_for_every_code_of_the_file() -> None:
    n_checked = 0
    for where, module, call in calls():
        if call.func.id not in MAKERS or not isinstance(call.args[0], ast.Name):
            continue
        if any(known.arg is None for known in call.keywords):
            continue  # `missed`, which the test above reads
        given = {known.arg for known in call.keywords}
        direct = {
            id(other.args[0])
            for other in ast.walk(module)
            if isinstance(other, ast.Call) and isinstance(other.func, ast.Name) and other.func.id in MAKERS
        }
        for node in ast.walk(module):
            code = code_in(node)
            if code is not None and id(node) not in direct:
                assert set(code.params) <= given, f"{where}: {code}"
                n_checked += 1
    assert n_checked > 5


@pytest.mark.parametrize("code", list(Code))
def test_every_code_tells_what_and_why_with_parameters_of_its_own(code: Code) -> None:
    sentences = [text.source for text in PHRASES[code][1:] if text is not None]
    used = {field for part in sentences for _, field, _, _ in string.Formatter().parse(part) if field is not None}
    assert used <= {*code.params, "log"}, "a sentence uses a parameter that the code does not have"
    text = message_text(message(code, **dict.fromkeys(code.params, "x")))
    assert text.what
    assert text.why
    assert "{" not in text.as_text()
    assert "?" not in text.as_text()


def test_a_bug_of_ours_names_the_log(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("INSPECTOR_LOGS", str(tmp_path))
    for code in (Code.UNEXPECTED, Code.FRAME_FAILED):
        assert str(tmp_path / "inspector.log") in message_text(message(code, name="a", detail="b")).next_step


def test_numbers_are_shown_plainly() -> None:
    text = message_text(message(Code.CAMERA_LOST, address="0", retry_s=0.5))
    assert "0.5 s" in text.meanwhile
    assert "16 s" in message_text(message(Code.CAMERA_LOST, address="0", retry_s=16.0)).meanwhile
    assert "12\u202f000 × 400" in one_line(
        message(Code.FRAME_TOO_LARGE, name="a", width=12000, height=400, limit_mpx=1)
    )


def test_a_missing_parameter_does_not_hide_the_message() -> None:
    assert "?" in message_text(message(Code.MODEL_MISSING)).why


def test_a_command_that_could_not_start_speaks_of_no_model_in_use() -> None:
    refused = message(Code.MODEL_MISSING, path="a.onnx")
    assert message_text(refused).meanwhile == "The model used so far stays in use."
    assert text_at_start(refused).meanwhile == "Nothing was started; what is recorded stays."
    full = message(Code.STORE_PAUSED, n_waiting=3)
    assert text_at_start(full) == message_text(full)


def test_a_window_without_a_model_stops_and_asks_for_one() -> None:
    text = text_without_model(message(Code.MODEL_MISSING, path="a.onnx"))
    assert text.tier is Tier.STOP
    assert text.meanwhile == "Nothing can be inspected before a model is loaded."
    assert "a.onnx" in text.why
