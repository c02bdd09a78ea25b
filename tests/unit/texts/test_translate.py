"""Texts with and without a translator."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from inspector.texts.translate import CountedText, Text, set_translator

GREETING = Text("live", "“{name}” was not inspected: {n_frames}")
FRAMES = CountedText("live", "{n} frames of {name}", "{n} frame of {name}", 1)


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    yield
    set_translator(None)


def test_without_a_translator_the_source_is_shown_with_its_parameters():
    assert GREETING.translated(name="a.png", n_frames=1234) == "“a.png” was not inspected: 1\u202f234"


def test_one_is_counted_in_the_singular_and_everything_else_is_not():
    assert [FRAMES.translated(n=n, name="x") for n in (0, 1, 2, 1000)] == [
        "0 frames of x", "1 frame of x", "2 frames of x", "1\u202f000 frames of x",
    ]  # fmt: skip


def test_a_translator_is_asked_for_the_form_of_the_number():
    asked: list[tuple[str, str, str, int]] = []

    def german(context: str, source: str, comment: str, n: int) -> str:
        asked.append((context, source, comment, n))
        return "{n} Bild von {name}" if n == 1 else "{n} Bilder von {name}"

    set_translator(german)
    assert FRAMES.translated(n=1, name="x") == "1 Bild von x"
    assert FRAMES.translated(n=5, name="x") == "5 Bilder von x"
    assert asked == [("live", "{n} frames of {name}", "{n} frame of {name}", n) for n in (1, 5)]


def test_what_has_no_translation_is_shown_in_english_in_the_form_of_english():
    set_translator(lambda context, source, comment, n: "")
    assert FRAMES.translated(n=1, name="x") == "1 frame of x"
    assert GREETING.translated(name="a", n_frames=1) == "“a” was not inspected: 1"


def test_a_parameter_that_is_missing_is_a_question_mark():
    assert GREETING.translated(name="a") == "“a” was not inspected: ?"


@pytest.mark.parametrize("broken", ["{name", "{name!x}", "{} {name}", "{name.x}"])
def test_a_broken_translation_gives_way_to_the_english_sentence(broken: str):
    set_translator(lambda context, source, comment, n: broken)
    assert GREETING.translated(name="a", n_frames=2) == "“a” was not inspected: 2"
