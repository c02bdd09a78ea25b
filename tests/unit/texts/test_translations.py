"""What lupdate finds is what the code holds: a text that it passes over would never be translated."""

from __future__ import annotations

import ast
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

import pytest

import inspector
from inspector.app import PAGES
from inspector.screens.window_actions import WINDOW_ACTIONS
from inspector.texts.messages import PHRASES
from inspector.texts.translate import Text
from tests.sources import walked

REPOSITORY = Path(inspector.__file__).parents[1]
TEMPLATE = REPOSITORY / "resources" / "translations" / "inspector.ts"
Found = tuple[str, str, str, bool]  # context, source, comment, has forms for numbers


def sources_of(template: Path) -> set[Found]:
    found = set()
    for context in ElementTree.parse(template).getroot().iter("context"):
        name = context.findtext("name") or ""
        for one in context.iter("message"):
            texts = (one.findtext("source") or "", one.findtext("comment") or "")
            found.add((name, *texts, one.get("numerus") == "yes"))
    return found


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> set[Found]:
    template = tmp_path_factory.mktemp("translations") / "inspector.ts"
    script = REPOSITORY / "scripts" / "translations.py"
    subprocess.run([sys.executable, script, "--template", template], check=True, timeout=120)
    return sources_of(template)


def marked() -> Iterator[tuple[str, str, ast.Call, str]]:
    """Every place of the sources that marks a text: where, how ("Text", "CountedText", "tr"), call, class around it."""
    for file in sorted((REPOSITORY / "inspector").rglob("*.py")):
        if file.name == "translate.py":
            continue
        around = {
            id(inside): one.name for one in walked(file) if isinstance(one, ast.ClassDef) for inside in ast.walk(one)
        }
        for node in walked(file):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in ("Text", "CountedText", "tr", "QT_TR_NOOP", "QT_TRANSLATE_NOOP"):
                    yield f"{file.relative_to(REPOSITORY)}:{node.lineno}", name, node, around.get(id(node), "")


def test_every_marked_text_is_written_so_that_lupdate_finds_it(extracted: set[Found]) -> None:
    n_checked = 0
    for where, name, call, class_name in marked():
        written = [one.value if isinstance(one, ast.Constant) else None for one in call.args]
        assert not call.keywords, f"{where}: lupdate reads no key words"
        assert None not in written, f"{where}: lupdate reads literals only"
        if name == "tr":
            expected = (class_name, written[0], "", False)
        elif name == "Text":
            expected = (*written[:2], written[2] if len(written) > 2 else "", False)
        else:
            assert name == "CountedText", f"{where}: use Text or CountedText, which need no Qt"
            expected = (*written[:3], True)
        assert expected in extracted, where
        n_checked += 1
    assert n_checked > 450


def test_lupdate_finds_nothing_else(extracted: set[Found]) -> None:
    assert {source for _, source, _, _ in extracted} == {
        call.args[0 if name == "tr" else 1].value for _, name, call, _ in marked()
    }


def test_every_phrase_and_every_word_of_an_action_is_found(extracted: set[Found]) -> None:
    actions = [*WINDOW_ACTIONS, *(one for page, _ in PAGES for one in (page.shown_by, *page.actions))]
    texts: list[Text | None] = [one.text for one in actions] + [one.help for one in actions]
    texts += [text for phrase in PHRASES.values() for text in phrase[1:]]
    for text in texts:
        assert text is None or (text.context, text.source, text.comment, False) in extracted, text


def test_the_template_that_ships_is_up_to_date(extracted: set[Found]) -> None:
    assert sources_of(TEMPLATE) == extracted, "run: make translations"


def test_no_text_holds_a_sign_that_common_fonts_lack(extracted: set[Found]):
    """It would be an empty box on a plant's PC, as ⟋ was. Latin-1, what DejaVu, Noto Sans and Segoe UI all
    have, and ↺, for which Windows falls back to Segoe UI Symbol."""
    signs = {sign for _, source, _, _ in extracted for sign in source if ord(sign) > 0xFF}
    assert signs <= set("Δ–“”•…→−≤≥▸►↺")
