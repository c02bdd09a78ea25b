"""``inspector models screen``: what a screen keeps of what its model finds, and the yes to it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from inspector.commands.named_model import named_model, told_opening
from inspector.commands.output import print_json, say
from inspector.commands.table import table
from inspector.core.screen_card import Kept, KeptOf, Measured, ScreenCard
from inspector.inference.model_content import ModelContent, read_content
from inspector.inference.screening import CHECK_EVERY, check_fits, read_screen
from inspector.models_store.screens import Screens, ScreenUse
from inspector.workspace.workspace import open_or_create


def show_use(model: str, workspace: Path | None, as_json: bool) -> int:
    """What is in use for a model, and what was."""
    content, screens = _meant(model, workspace)
    uses = [use for use in screens.uses() if use.model_sha256 == content.sha256]
    held = screens.use_of(content.sha256)
    card = read_screen(screens.file_of(held)).card if held is not None else None
    if as_json:
        facts = asdict(card) if card is not None else None
        print_json({"model": _title(content), "in_use": facts, "uses": [asdict(use) for use in uses]})
        return 0
    if card is not None:
        _tell_card(card)
    else:
        say(f"No screen is in use for {_title(content)}: it looks at every frame whole.")
    for use in uses:
        _tell_use(use)
    return 0


def show_screen(model: str, file: Path, workspace: Path | None, *, is_approved: bool, as_json: bool) -> int:
    """Raises ModelError for a screen that cannot be used or is for another model."""
    content, screens = _meant(model, workspace)
    screen = read_screen(file)
    check_fits(screen, content.sha256, content.card)
    if not as_json:
        _tell_card(screen.card)
    use = screens.approve(screen, content.sha256, content.card, told_opening(file)) if is_approved else None
    if as_json:
        facts = {"card": asdict(screen.card), "sha256": screen.sha256, "approved": asdict(use) if use else None}
        print_json(facts)
    elif use is not None:
        say(f"In use from now on for {use.model}: {use.approved_by} said yes on {use.approved_at}.")
    else:
        say("Not in use. Say yes to it with --yes, once you know that what it loses may be lost.")
    return 0


def end_screen(model: str, workspace: Path | None, as_json: bool) -> int:
    content, screens = _meant(model, workspace)
    ended = screens.end(content.sha256)
    if as_json:
        print_json({"model": _title(content), "ended": ended is not None})
    else:
        was = "Screening ended" if ended is not None else "No screen was in use"
        say(f"{was}: {_title(content)} looks at every frame whole.")
    return 0


def _meant(model: str, workspace: Path | None) -> tuple[ModelContent, Screens]:
    opened = open_or_create(workspace)
    return read_content(named_model(model, opened)), Screens(opened.models)


def _title(content: ModelContent) -> str:
    return content.card.title


def _tell_card(card: ScreenCard) -> None:
    say(f"{card.name}, made for {card.model_title} ({card.model_sha256[:12]}): {card.training}")
    for measured, what in ((card.val, "chose its threshold"), (card.test, "measured once, decided nothing")):
        if measured is not None:
            _tell_measured(measured, what)
    others = [row.name for row in card.val.of_each(KeptOf.CLASS) if not row.n_found]
    if others:
        say(f"The model found no {', no '.join(others)} there: what the screen keeps of them is not known.")
    say(f"Every {CHECK_EVERY}th frame is looked at whole, and what the screen would have missed there is told.")


def _tell_measured(measured: Measured, what: str) -> None:
    say(f"{measured.data} ({what}): {measured.n_frames} frames in {measured.n_groups} groups")
    clean = measured.clean_looked_at
    of_clean = "" if clean is None else f"; of frames in which the model finds nothing {100 * clean:.1f} %"
    say(f"  looked at {100 * measured.looked_at:.1f} % of the surface{of_clean}")
    for line in table(["of", "found", "kept", "share", "95 %"], [_row(row) for row in measured.rows], n_left=1):
        say(f"  {line}")


def _row(row: Kept) -> list[str]:
    share, low, high = row.share, row.low, row.high
    name = row.name or "all"
    if share is None or low is None or high is None:
        return [name, "0", "", "not known", ""]
    return [name, str(row.n_found), str(row.n_kept), f"{100 * share:.2f} %", f"{100 * low:.1f} to {100 * high:.1f}"]


def _tell_use(use: ScreenUse) -> None:
    until = f", until {use.ended_by} ended it on {use.ended_at}" if use.ended_at else ""
    say(f"{use.approved_by} said yes to {use.screen_sha256[:12]} on {use.approved_at}{until}.")
