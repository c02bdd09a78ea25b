"""``inspector grading``: the plant's grading tables, and stored pieces judged by them anew."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from inspector.commands.output import print_json, say
from inspector.commands.progress import Progress
from inspector.commands.table import table
from inspector.core.grading import GIVEN, Verdict
from inspector.core.messages import Code, StoreError, message
from inspector.reports.document import moment
from inspector.reports.regrading import Regraded, Replay, replay, verdict_operations
from inspector.store.database import reading
from inspector.store.writer import StoreWriter
from inspector.texts.grading import VERDICTS, rule_text, table_text
from inspector.workspace.grading_tables import (
    read_table,
    save_table,
    table_names,
    table_versions,
    template,
)
from inspector.workspace.workspace import open_or_create

LISTED = 50  # pieces that are named; --json names all


def list_tables(workspace: Path | None) -> int:
    opened = open_or_create(workspace)
    names = table_names(opened)
    if not names:
        say("There is no grading table yet. An example to begin with: inspector grading add en-10163-like-plate")
        return 0
    chosen = opened.settings.grading
    rows = []
    for name in names:
        read = read_table(opened, name)
        used = [kind for kind, of_kind in chosen.by_kind.items() if of_kind == name]
        if chosen.table == name:
            used.insert(0, "all other kinds" if chosen.by_kind else "all kinds")
        versions = table_versions(opened, name)
        rows.append((name, len(versions), versions[-1], len(read.table.rules), ", ".join(used) or "–"))
    for line in table(("table", "versions", "newest", "rules", "grades"), rows):
        say(line)
    return 0


def show_table(workspace: Path | None, name: str, version: int | None) -> int:
    found = read_table(open_or_create(workspace), name, version)
    say(f"{table_text(found.table)}; SHA-256 {found.sha256}")
    for number, rule in enumerate(found.table.rules, 1):
        say(f"{number}. {rule_text(rule)}")
    say(f"What meets no rule: {VERDICTS[found.table.default].translated()}")
    return 0


def add_template(workspace: Path | None, name: str) -> int:
    """An example of the program, as the first version of a table of the plant."""
    saved = save_table(open_or_create(workspace), template(name), 0)
    say(f"“{saved.table.name}” is version 1. It is an example and not a standard: agree your own limits.")
    return 0


def replay_table(
    workspace: Path | None, name: str, version: int | None, since: date | None, is_recorded: bool, as_json: bool
) -> int:
    """Raises InspectorError where the table or the records cannot be read."""
    opened = open_or_create(workspace)
    read = read_table(opened, name, version)
    with Progress("judged", is_quiet=as_json) as progress, reading(opened.database) as rows:
        found = replay(
            rows, read, since=since.isoformat() if since else "", report=lambda done, total: progress.show(done, total)
        )
    if is_recorded:
        _record(opened.database, [one for one in found.regraded if one.would_change])
    if as_json:
        print_json(_facts(found, is_recorded=is_recorded))
    else:
        _say(found, is_recorded=is_recorded)
    return 0


def _record(database: Path, wanted: list[Regraded]) -> None:
    writer = StoreWriter(database)
    for operation in verdict_operations(wanted):
        writer.submit(operation)
    if writer.close():
        raise StoreError(message(Code.STORE_UNWRITABLE, path=str(database), detail="verdicts were not written"))


def _say(found: Replay, *, is_recorded: bool) -> None:
    of = found.table.table
    say(f"Under version {of.version} of “{of.name}”, {len(found.changed)} of {len(found.regraded)} would change.")
    counts = {verdict: sum(one.after is verdict for one in found.regraded) for verdict in (*GIVEN, Verdict.UNDECIDED)}
    say(", ".join(f"{VERDICTS[verdict].translated()} {n}" for verdict, n in counts.items()))
    if found.ungraded:
        say(f"{len(found.ungraded)} have no verdict so far.")
    if found.n_other:
        say(f"{found.n_other} are of another product, or still run.")
    rows = [
        (one.piece_name, one.inspection_id[:8], moment(one.started_at), _word(one.before), _word(one.after), one.reason)
        for one in found.changed[:LISTED]
    ]
    if rows:
        for line in table(("piece", "id", "started", "before", "after", "why"), rows, n_left=6):
            say(line)
    if len(found.changed) > LISTED:
        say(f"… and {len(found.changed) - LISTED} more")
    if is_recorded:
        n = sum(one.would_change for one in found.regraded)
        say(f"{n} verdicts were recorded; those before stay in the records.")


def _word(verdict: Verdict | None) -> str:
    return "–" if verdict is None else VERDICTS[verdict].translated()


def _facts(found: Replay, *, is_recorded: bool) -> dict[str, object]:
    of = found.table
    return {
        "table": {"name": of.table.name, "version": of.table.version, "sha256": of.sha256},
        "n_inspections": len(found.regraded),
        "n_defects": found.n_defects,
        "n_changed": len(found.changed),
        "n_without_verdict": len(found.ungraded),
        "n_other": found.n_other,
        "is_recorded": is_recorded,
        "inspections": [
            {
                "inspection_id": one.inspection_id, "piece": one.piece_name, "started_at": one.started_at,
                "before": one.before.value if one.before else None, "after": one.after.value, "because": one.reason,
            }
            for one in found.regraded
        ],
    }  # fmt: skip
