"""Every text that operators see is translated, in every language that ships, and can be filled in."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.operator_texts import OneText, operator_contexts, operator_texts

TRANSLATIONS = Path(__file__).parents[3] / "resources" / "translations"
LANGUAGES = ("de", "zh_CN")
N_FORMS = {"de": 2, "zh_CN": 1}
_FIELD = re.compile(r"\{\w*\}")


def translated(language: str) -> Iterator[tuple[OneText, tuple[str, ...], bool]]:
    """Each text of the file, what it is in this language, and whether somebody has finished it."""
    root = ElementTree.parse(TRANSLATIONS / f"inspector_{language}.ts").getroot()
    assert root.get("language") == language
    for context in root.iter("context"):
        name = context.findtext("name") or ""
        for one in context.iter("message"):
            is_counted = one.get("numerus") == "yes"
            key = OneText(name, one.findtext("source") or "", one.findtext("comment") or "", is_counted)
            found = one.find("translation")
            assert found is not None
            forms = tuple(form.text or "" for form in found.iter("numerusform")) if is_counted else (found.text or "",)
            yield key, forms, found.get("type") != "unfinished"


def test_these_languages_ship() -> None:
    for ending in ("ts", "qm"):
        found = sorted(file.stem.removeprefix("inspector_") for file in TRANSLATIONS.glob(f"inspector_*.{ending}"))
        assert found == list(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_for_operators_is_finished(language: str) -> None:
    wanted, contexts = operator_texts(), operator_contexts()
    assert len(wanted) > 500
    known = {key: (forms, is_finished) for key, forms, is_finished in translated(language)}
    wanted |= {key for key in known if key.context in contexts}
    missing = [key for key in sorted(wanted) if key not in known or not known[key][1] or not all(known[key][0])]
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_finished_can_be_filled_in_and_is_as_long_as_its_language_needs(language: str) -> None:
    n_checked = 0
    for key, forms, is_finished in translated(language):
        if not is_finished:
            continue
        n_checked += 1
        fields = set(_FIELD.findall(key.source))
        assert len(forms) == (N_FORMS[language] if key.is_counted else 1), key
        for form in forms:
            left_out = fields - set(_FIELD.findall(form))
            assert set(_FIELD.findall(form)) <= fields, (key, form)
            assert left_out <= ({"{n}"} if key.is_counted else set()), (key, form)  # "once" needs no number
            assert form.count("\n") == key.source.count("\n"), (key, form)
            assert key.source.endswith("…") == form.endswith("…") or " …" in key.source, (key, form)
    assert n_checked > 800


def test_the_list_knows_what_an_operator_reads() -> None:
    """What must be on it, whatever else: the state, an alarm with its next step, the lock, a widget."""
    sources = {(one.context, one.source) for one in operator_texts()}
    assert ("operator", "NOT SEEING") in sources
    assert ("messages", "Look at it, decide about the piece, and acknowledge.") in sources
    assert ("lock", "PIN of the engineer") in sources
    assert ("self check", "When the disk is full, nothing more is recorded and inspection waits.") in sources
    assert ("settings", "Keep pictures for") in sources
    assert ("actions", "Acknowledge") not in sources
    assert {"OperatorFoot", "SelfCheckPanel", "PeopleForm"} <= operator_contexts()
    assert "RuleForm" not in operator_contexts()
