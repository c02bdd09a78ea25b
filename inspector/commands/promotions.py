"""``inspector models promote`` and its kin: which model a workspace uses, where models come from, models as files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from inspector.commands.named_model import named_model, stored, told_opening
from inspector.commands.output import print_json, say
from inspector.commands.table import table
from inspector.inference.model_content import read_content
from inspector.models_store.bundle import export_model, import_model
from inspector.models_store.lineage import Lineage, lineage_of
from inspector.models_store.promotions import Promotion, Promotions, objections, refused
from inspector.session import Session
from inspector.texts.formats import decimal
from inspector.workspace.workspace import open_or_create

TAKEN_UP = "A window that is open takes it up at the next start of an inspection, and says so."


def promote(name: str, because: str, by: str, override: str, workspace: Path | None, as_json: bool) -> int:
    """Raises ModelError where the gate speaks against it and nobody overrides that."""
    opened = open_or_create(workspace)
    file = named_model(name, opened)
    content = read_content(file)
    against = objections(Promotions(opened.models), content.sha256)
    if against and not override:
        raise refused(content.card.title, "; ".join(against))
    overridden = (*against, f"the reason: {override}") if against else ()
    session = Session(opened.folder)
    try:
        promotion = session.promote(file, because, by, overridden, told_opening(file), sha256=content.sha256)
    finally:
        session.close()
    _tell(promotion, as_json)
    return 0


def roll_back(because: str, by: str, workspace: Path | None, as_json: bool) -> int:
    session = Session(open_or_create(workspace).folder)
    try:
        promotion = session.roll_back(because, by)
    finally:
        session.close()
    _tell(promotion, as_json)
    return 0


def _tell(promotion: Promotion, as_json: bool) -> None:
    if as_json:
        print_json(asdict(promotion))
        return
    done = "rolled back to" if promotion.kind.is_back else "promoted"
    say(f"{promotion.by} {done} {promotion.model}; before it, {promotion.previous_model} was in use.")
    for one in promotion.overridden:
        say(f"Overridden: {one}")
    say(TAKEN_UP)


def print_history(workspace: Path | None, as_json: bool) -> int:
    promotions = Promotions(open_or_create(workspace).models)
    history = promotions.history()
    if as_json:
        print_json({"promotions": [asdict(one) for one in history]})
        return 0
    if not history:
        say("Nothing was promoted yet: the model that comes with the program is in use.")
        return 0
    rows = [[one.at, one.kind.value, one.model, one.by, one.line, one.because] for one in history]
    for line in table(["when", "what", "model", "by", "line", "because"], rows, n_left=6):
        say(line)
    for one in history:
        for each in one.overridden:
            say(f"{one.at} overridden: {each}")
    promotions.checked_file(history[-1].promoted)  # that it is not what was promoted must not go unsaid
    return 0


def show(name: str, workspace: Path | None, as_json: bool) -> int:
    opened = open_or_create(workspace)
    lineage = lineage_of(stored(name, opened), opened.models, opened.runs)
    if as_json:
        print_json({**asdict(lineage), "file": str(lineage.file)})
        return 0
    for line in _lines(lineage):
        say(line)
    return 0


def export(name: str, file: Path, by: str, workspace: Path | None, as_json: bool) -> int:
    opened = open_or_create(workspace)
    manifest = export_model(stored(name, opened), opened.models, opened.runs, file, by)
    if as_json:
        print_json(asdict(manifest))
    else:
        parts = ", ".join(part.name for part in manifest.parts)
        say(f"{manifest.model} is in {file}: {parts}. Take it in elsewhere with “inspector models import {file.name}”.")
    return 0


def import_(file: Path, by: str, workspace: Path | None, as_json: bool) -> int:
    opened = open_or_create(workspace)
    model = import_model(file, opened.models, told_opening(file), by)
    if as_json:
        print_json({"model": model.title, "sha256": model.sha256, "file": str(model.file)})
    else:
        say(f"{model.title} is among the models: {model.file}")
        say("It is not in use. Prove it on this PC, then promote it.")
    return 0


def _lines(lineage: Lineage) -> Iterator[str]:
    card, run = lineage.card, lineage.run
    yield f"{lineage.title}  {lineage.sha256[:12]}  {lineage.file}"
    since = f"the active model since {lineage.active_since}" if lineage.is_active else "not the active model"
    yield f"{since}; promoted on: {', '.join(lineage.lines) or 'no line'}"
    yield f"Network {card.network}; licence {card.licence or 'not stated'}; data {card.data_hash or 'not stated'}"
    thresholds = (
        f"{card.class_names[i]} {card.thresholds[i]:g} from {card.min_area_px[i]} px" for i in card.defect_indices
    )
    yield f"Thresholds: {', '.join(thresholds)}"
    if run is None:
        yield f"Run: not known, since {lineage.run_problem}"
    else:
        begun = run.begun_with or card.begun_with or "from scratch"
        yield f"Run {run.name}, {run.state}, {run.started_at}; {run.n_steps} steps, seed {run.seed}, {begun}"
        yield f"Data: {', '.join(run.datasets) or 'not known'}"
        yield f"Code {run.code_version or 'not stated'}: {run.command}"
    if (of := card.variant_of) is not None:
        yield f"Made from {of.title} ({of.sha256[:12]}) in {of.arithmetic}, by {of.made_by}"
        if of.calibrated_on:
            yield f"Ranges of values by {of.n_frames} training frames of {', '.join(of.calibrated_on)}"
    if lineage.imported_from:
        yield f"Came as a file from {lineage.imported_from}"
    if lineage.variants:
        yield f"Of the same run, or made from it: {', '.join(lineage.variants)}"
    rows = [[one.metric, decimal(one.value, 3), _interval(one.low, one.high), one.data] for one in lineage.scores]
    yield from table(["score", "", "95 %", "data"], rows, n_left=1)
    for one in lineage.promotions:
        yield f"{one.at} {one.kind} by {one.by} on {one.line or 'no line'}: {one.because}"


def _interval(low: float | None, high: float | None) -> str:
    return "" if low is None or high is None else f"{decimal(low, 3)} to {decimal(high, 3)}"
