"""``inspector models``: the models there are, and a model added to the workspace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from inspector.commands.named_model import told_opening
from inspector.commands.output import print_json, say
from inspector.commands.table import table
from inspector.inference.model_content import card_beside, read_content
from inspector.models_store.catalogue import ModelCatalogue, StoredModel
from inspector.models_store.of_run import model_of_run
from inspector.runs.history import find_run, read_run
from inspector.texts.messages import one_line
from inspector.workspace.workspace import Workspace, open_or_create


def print_models(workspace: Path | None, as_json: bool) -> int:
    found = ModelCatalogue(open_or_create(workspace).models).models()
    if as_json:
        broken = [{"file": str(each.file), "why": one_line(each.reason)} for each in found.broken]
        print_json({"models": [_facts(model) for model in found.models], "broken": broken})
        return 0
    rows = [
        [
            model.card.name, model.card.version, model.card.network, ", ".join(model.card.class_names[1:]),
            "program" if model.is_shipped else "workspace", "demonstration" if model.card.is_demonstration else "",
            model.sha256[:12],
        ]
        for model in found.models
    ]  # fmt: skip
    for line in table(["model", "version", "network", "classes", "from", "", "sha256"], rows, n_left=6):
        say(line)
    for model in found.models:
        if model.others:
            files = ", ".join((model.file.name, *model.others))
            say(f"{model.title} is in several files: {files}. “inspector models add” makes one of them.")
        _tell_passed_over(model.file, model.passed_over)
    for each in found.broken:
        say(f"Not usable: {one_line(each.reason)}")
    return 0


def add_model(run_or_file: str, workspace: Path | None, as_json: bool) -> int:
    opened = open_or_create(workspace)
    file = _meant(run_or_file, opened)
    model = ModelCatalogue(opened.models).add(file, told_opening(file))
    if as_json:
        print_json(_facts(model))
    else:
        say(f"{model.title} is among the models: {model.file}")
        content = read_content(file)
        if content.others:
            say(f"What was in {', '.join(content.others)} is in it now; the model is the same.")
        _tell_passed_over(file, content.passed_over)
    return 0


def _tell_passed_over(file: Path, entries: Sequence[str]) -> None:
    if entries:
        say(
            f"{file.name}: the card in it is taken; {card_beside(file).name} beside it says something else of "
            f"{', '.join(entries)}."
        )


def _meant(run_or_file: str, workspace: Workspace) -> Path:
    given = Path(run_or_file)
    return given if given.is_file() else model_of_run(read_run(find_run(workspace.runs, run_or_file)))


def _facts(model: StoredModel) -> dict[str, Any]:
    return {
        "name": model.card.name, "version": model.card.version, "file": str(model.file), "sha256": model.sha256,
        "is_shipped": model.is_shipped, "other_files": model.others, "card": asdict(model.card),
    }  # fmt: skip
