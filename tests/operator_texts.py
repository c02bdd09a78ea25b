"""Which texts operators see, decided by the code itself: these are translated in every language that ships.

The operator's view and the Live page with what belongs to them: their texts and widgets, actions of Live and of the
window, names of pages, the prompt of the lock, messages of frames, sources, records, alarms and the program, and
reports, which leave the plant. And what whoever installs the program at a line sees: the first steps, the self-check,
the settings with the editor of keys, messages of the workspace, of backups and of updates.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from inspector.app import PAGES
from inspector.core.messages import Code
from inspector.screens.actions import WINDOW
from inspector.screens.live_actions import LIVE
from inspector.screens.settings_actions import SETTINGS
from inspector.screens.window_actions import WINDOW_ACTIONS
from inspector.texts import (
    first_steps,
    gpu,
    keys,
    live,
    lock,
    manual,
    messages,
    notices,
    operator,
    phrase,
    program,
    report,
    self_check,
    settings,
    severity,
    thresholds,
    updates,
    upkeep,
)
from inspector.texts.messages import PHRASES
from inspector.texts.phrases import alarms, backups, frames, plant, records, sources, workspace
from inspector.texts.phrases import program as program_phrases
from inspector.texts.translate import CountedText, Text

REPOSITORY = Path(__file__).parents[1]
TEXTS = (
    first_steps, gpu, keys, live, lock, manual, messages, notices, operator, phrase, program, report, self_check,
    settings, severity, thresholds, updates, upkeep,
)  # fmt: skip
SUBJECTS = (alarms, backups, frames, plant, program_phrases, records, sources, workspace)
# Of other subjects, what an inspection says by itself or Live answers to an operator.
OTHER_CODES = (
    Code.FRAME_CHANGED, Code.FRAME_FILE_TOUCHED, Code.FRAME_NOT_KEPT_THEN, Code.FRAME_NOT_READ_AGAIN,
    Code.FRAME_NOT_RECORDED, Code.FRAME_ONLY_CROPS, Code.NO_FRAME_THERE, Code.OVERLAY_BOXES_ONLY, Code.LANES_APART,
    Code.LANES_OVERLAP, Code.POSITIONS_ASSUMED, Code.MODEL_OUT_OF_MEMORY, Code.MODEL_FAILED, Code.MODEL_MISSING,
    Code.MODEL_PROMOTED, Code.MODEL_ROLLED_BACK, Code.MODEL_ROLLED_BACK_BY_RULE, Code.PROMOTED_MODEL_LOST,
    Code.PROVIDER_NOT_USED, Code.SCREENING_MISSED, Code.REPORT_MADE, Code.OUTPUT_UNWRITABLE, Code.WORKSPACE_BROKEN,
    Code.WAS_AWAY, Code.ENDED_UNEXPECTEDLY, Code.RESTARTED_TOO_OFTEN, Code.EVIDENCE_AGED, Code.PEOPLE_BROKEN,
)  # fmt: skip
VIEWS = (
    "live", "operator", "manual", "settings", "main_window.py", "top_line.py", "message_band.py", "key_sheet.py",
    "key_editor.py", "self_check_panel.py", "first_steps_sheet.py", "fields.py",
)  # fmt: skip


class OneText(NamedTuple):
    context: str
    source: str
    comment: str
    is_counted: bool


def operator_texts() -> frozenset[OneText]:
    """All but those of widgets, which ``operator_contexts`` names."""
    found = [text for module in TEXTS for text in _texts_of(module)]
    codes = [*(code for subject in SUBJECTS for code in subject.PHRASES), *OTHER_CODES]
    found += [text for code in codes for text in PHRASES[code][1:] if isinstance(text, Text)]
    actions = [action for page, _ in PAGES for action in (page.shown_by, *page.actions)]
    for action in (*actions, *WINDOW_ACTIONS):
        if action.is_for_operators or action.scope in (LIVE, SETTINGS, WINDOW) or action.id.startswith("window.page_"):
            found += [action.text, *([action.help] if action.help is not None else [])]
    for page, _ in PAGES:
        if page.is_for_operators:
            for gesture in page.gestures:
                found += [gesture.how, gesture.what, *([gesture.help] if gesture.help is not None else [])]
    return frozenset(
        OneText(one.context, one.source, one.one, True) if isinstance(one, CountedText)
        else OneText(one.context, one.source, one.comment, False)
        for one in found
    )  # fmt: skip


def _texts_of(module: ModuleType) -> Iterator[Text | CountedText]:
    for value in vars(module).values():
        values = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else (value,)
        yield from (one for one in values if isinstance(one, Text | CountedText))


def operator_contexts() -> frozenset[str]:
    """Widgets of whose every text a translation is there: their class names, which are Qt's contexts."""
    folder = REPOSITORY / "inspector" / "views"
    files = [
        file for name in VIEWS for file in ([folder / name] if name.endswith(".py") else (folder / name).glob("*.py"))
    ]
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in files]
    names = {node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    return frozenset(names)
