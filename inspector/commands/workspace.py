"""``inspector workspace verify`` and ``repair``: what the records hold and what can be saved."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from inspector.commands.output import print_json, say
from inspector.store.repair import Looked, Repaired, Verified, repair, verify
from inspector.store.salvage import Salvaged
from inspector.workspace.workspace import open_or_create

LISTED = 10  # pictures that are named
_SHOWN = ("inspections", "frames", "defects", "events", "evidence")


def print_verified(workspace: Path | None, as_json: bool) -> int:
    """0 where all is well. Raises InspectorError where the workspace cannot be opened."""
    opened = open_or_create(workspace)
    found = verify(opened.database, opened.frames)
    if as_json:
        print_json({"is_well": found.is_well, **_facts(found)})
    else:
        _say(found, opened.database)
    return 0 if found.is_well else 1


def _say(found: Verified, database: Path) -> None:
    if found.database is None:
        say(f"{database} is not there yet: nothing was recorded.")
    else:
        _say_looked("", found.database)
    for looked in found.set_aside:
        _say_looked("set aside, damaged while it was open: ", looked)
    for looked in found.backups:
        _say_looked("copy: ", looked)
    if not found.backups:
        say("There are no copies of the records.")
    say(f"Pictures: {found.n_pictures} kept, of which {len(found.missing_pictures)} are missing.")
    for name in found.missing_pictures[:LISTED]:
        say(f"missing: {name}", is_trouble=True)
    if found.n_unknown_pictures:
        say(f"{found.n_unknown_pictures} pictures belong to no record of this database.")
    if found.set_aside or (found.database is not None and not found.database.is_whole):
        say("Bring together what is left: inspector workspace repair", is_trouble=True)


def _say_looked(before: str, looked: Looked) -> None:
    state = "whole" if looked.is_whole else f"damaged ({looked.damage})"
    say(f"{before}{looked.path.name}: {state}; {_counts(looked.n_rows)}")


def _counts(n_rows: Mapping[str, int | None]) -> str:
    return ", ".join(f"{'?' if n_rows.get(table) is None else n_rows[table]} {table}" for table in _SHOWN)


def print_repaired(workspace: Path | None, as_json: bool) -> int:
    """0 where nothing is lost. Raises InspectorError where it cannot be done."""
    opened = open_or_create(workspace)
    done = repair(opened.database)
    if done is None:
        if as_json:
            print_json({"is_repaired": False})
        else:
            say(f"{opened.database.name} is whole, and nothing was set aside. Nothing was done.")
        return 0
    if as_json:
        print_json({"is_repaired": True, **_repaired_facts(done)})
    else:
        _say_repaired(done)
    return 1 if done.n_lost or any(found is None for _, found in done.sources) else 0


def _say_repaired(done: Repaired) -> None:
    for name, found in done.sources:
        say(f"{name}: {_saved(found)}")
    say(f"{done.database.name} now holds {_counts(done.n_rows)}.")
    if done.n_lost:
        lost = ", ".join(f"{n} {table}" for table, n in done.n_lost.items())
        say(f"Lost, at most: {lost}. The pages that held them cannot be read.", is_trouble=True)
    for path in done.kept:
        say(f"Kept as it was: {path.name}")


def _saved(found: Salvaged | None) -> str:
    if found is None:
        return "nothing of it can be read"
    saved = {table: found.n_saved[table] for table in _SHOWN}
    return f"saved {_counts(saved)}" + ("; not all of it can be read" if found.has_losses else "")


def _facts(found: Verified) -> dict[str, Any]:
    return {
        "database": _looked_facts(found.database) if found.database is not None else None,
        "set_aside": [_looked_facts(looked) for looked in found.set_aside],
        "backups": [_looked_facts(looked) for looked in found.backups],
        "n_pictures": found.n_pictures,
        "missing_pictures": list(found.missing_pictures),
        "n_unknown_pictures": found.n_unknown_pictures,
    }


def _looked_facts(looked: Looked) -> dict[str, Any]:
    return {"file": looked.path.name, "is_whole": looked.is_whole, "damage": looked.damage, "n_rows": looked.n_rows}


def _repaired_facts(done: Repaired) -> dict[str, Any]:
    return {
        "n_rows": done.n_rows,
        "sources": [
            {"file": name, "n_saved": dict(found.n_saved) if found is not None else None}
            for name, found in done.sources
        ],
        "n_lost_at_most": done.n_lost,
        "kept": [path.name for path in done.kept],
    }
