"""``inspector models variant``: a model in smaller arithmetic, made from one that is there."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from inspector.commands.named_model import stored, told_opening
from inspector.commands.named_version import named_version
from inspector.commands.output import print_json, say
from inspector.commands.progress import Progress
from inspector.core.model_card import Smaller
from inspector.models_store.variants import VariantWish, calibration_version, make_variant
from inspector.texts.formats import decimal
from inspector.texts.models_page import IN_FEWER_BITS
from inspector.workspace.workspace import open_or_create


def make(name: str, precision: str, dataset: str | None, n_frames: int, workspace: Path | None, as_json: bool) -> int:
    """Raises InspectorError where none can be made."""
    opened = open_or_create(workspace)
    model, arithmetic = stored(name, opened), Smaller(precision)
    version = named_version(dataset, workspace) if dataset else None
    if version is None and arithmetic is Smaller.INT8:
        version = calibration_version(model, opened.datasets)
    wish = VariantWish(model, arithmetic, version, n_frames)
    with Progress("frame", is_quiet=as_json) as progress:
        made = make_variant(
            wish, opened.models, opened.runs, progress.show, told_opening(Path(f"{model.title}-{arithmetic}"))
        )
    n_bytes, n_before = made.file.stat().st_size, model.file.stat().st_size
    of = made.card.variant_of
    assert of is not None  # see make_variant
    if as_json:
        facts = {"name": made.card.name, "version": made.card.version, "sha256": made.sha256, "file": str(made.file)}
        print_json(facts | {"bytes": n_bytes, "bytes_before": n_before, "variant_of": asdict(of)})
        return 0
    say(f"{made.title} is among the models: {made.file}")
    say(f"It has {decimal(n_bytes / 1e6, 2)} MB in place of the {decimal(n_before / 1e6, 2)} MB of {model.title}.")
    if of.calibrated_on:
        say(f"{of.n_frames} training frames of {', '.join(of.calibrated_on)} showed in which ranges values lie.")
    say(IN_FEWER_BITS[arithmetic].translated())
    say(f"“inspector models prove {made.file.stem}” holds it against {model.title}: alike, and faster on this PC?")
    return 0
