"""Every message has its words, and they use the parameters that the code documents."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

import inspector.core.messages
from inspector.core.messages import Code, message
from inspector.texts.messages import _PHRASES, message_text


def documented_params() -> dict[str, set[str]]:
    """Code value -> parameters, as the comments beside the codes list them."""
    text = Path(inspector.core.messages.__file__).read_text(encoding="utf-8")
    found = {}
    for value, comment in re.findall(r'^    [A-Z_]+ = "([a-z_.]+)"  # (.*)$', text, re.MULTILINE):
        found[value] = {name.strip() for name in comment.split(":")[0].split(",")}
    return found


@pytest.mark.parametrize("code", list(Code))
def test_every_code_says_what_why_and_what_to_do_with_documented_parameters(code: Code) -> None:
    phrase = _PHRASES[code]
    used = {field for part in phrase[1:] for _, field, _, _ in string.Formatter().parse(part) if field}
    assert used <= documented_params()[code.value] | {"log"}, "words use a parameter that the code does not document"
    words = message_text(message(code, **dict.fromkeys(documented_params()[code.value], "x")))
    assert words.what
    assert words.why
    assert words.meanwhile
    assert "{" not in words.as_text()


def test_a_bug_of_ours_names_the_log(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("INSPECTOR_LOGS", str(tmp_path))
    for code in (Code.UNEXPECTED, Code.FRAME_FAILED):
        assert str(tmp_path / "inspector.log") in message_text(message(code, name="a", detail="b")).next_step


def test_numbers_are_shown_plainly() -> None:
    words = message_text(message(Code.CAMERA_LOST, address="0", retry_s=0.5))
    assert "0.5 s" in words.meanwhile
    assert "16 s" in message_text(message(Code.CAMERA_LOST, address="0", retry_s=16.0)).meanwhile


def test_a_missing_parameter_does_not_hide_the_message() -> None:
    assert "?" in message_text(message(Code.MODEL_MISSING)).why
