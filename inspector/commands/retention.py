"""``inspector workspace retention``: how long pictures are kept, and which are due to go."""

from __future__ import annotations

from pathlib import Path

from inspector.annotation.labelled_evidence import labelled_evidence
from inspector.commands.output import print_json, say
from inspector.core.retention import FOR_EVER, RetentionRule
from inspector.store.retention import Removed, remove, summed, to_remove
from inspector.store.writer import StoreWriter
from inspector.workspace.workspace import Workspace, open_or_create

LISTED = 20  # pieces that are named


def print_rule(workspace: Path | None, as_json: bool) -> int:
    """Raises InspectorError."""
    opened = open_or_create(workspace)
    rule, due = opened.settings.retention.rule, _due(opened)
    if as_json:
        print_json({"rule": _facts(rule), "due": _counts(due)})
        return 0
    for name, days in _facts(rule).items():
        say(f"{name}: {'for ever' if days == FOR_EVER else f'{days} days'}")
    if not rule.is_on:
        say("No picture goes for its age: keep_days is 0. The room for pictures still has its limit.")
    else:
        say(f"Due to go now: {_in_words(due)}.")
    return 0


def print_applied(workspace: Path | None, is_dry: bool, as_json: bool) -> int:
    """Raises InspectorError."""
    opened = open_or_create(workspace)
    done = _due(opened) if is_dry else _apply(opened)
    if as_json:
        print_json({"is_dry_run": is_dry, **_counts(done), "pieces": list(done.piece_names)})
        return 0
    say(f"{'Would be removed' if is_dry else 'Removed'}: {_in_words(done)}. Records stay.")
    for name in done.piece_names[:LISTED]:
        say(f"  {name}")
    if len(done.piece_names) > LISTED:
        say(f"  and {len(done.piece_names) - LISTED} more")
    return 0


def _due(opened: Workspace) -> Removed:
    if not opened.database.exists():
        return Removed()
    protected = labelled_evidence(opened.annotations)
    return summed(to_remove(opened.database, opened.settings.retention.rule, protected))


def _apply(opened: Workspace) -> Removed:
    if not opened.database.exists():
        return Removed()
    writer = StoreWriter(opened.database)
    try:
        protected = labelled_evidence(opened.annotations)
        return remove(writer, opened.frames, to_remove(opened.database, opened.settings.retention.rule, protected))
    finally:
        writer.close()


def _facts(rule: RetentionRule) -> dict[str, int]:
    return {
        "keep_days": rule.keep_days, "critical_days": rule.critical_days, "rejected_days": rule.rejected_days,
        "flagged_days": rule.flagged_days,
    }  # fmt: skip


def _counts(found: Removed) -> dict[str, int]:
    return {"n_pictures": found.n_pictures, "bytes": found.n_bytes, "n_pieces": len(found.piece_names)}


def _in_words(found: Removed) -> str:
    return f"{found.n_pictures} pictures of {len(found.piece_names)} inspections, {found.n_bytes / 1e6:.1f} MB"
