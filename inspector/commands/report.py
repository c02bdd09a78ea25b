"""``inspector report``: what is known of one piece, as PDF, CSV or spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from inspector.commands.output import print_json, say
from inspector.commands.table import table
from inspector.core.csv_table import style_named
from inspector.core.messages import Code, InspectorError, WorkspaceError, message
from inspector.reports.document import moment
from inspector.reports.files import write_report
from inspector.reports.piece_report import gather, newest_named
from inspector.screens.report import ReportDocument
from inspector.store.database import reading
from inspector.store.queries.inspections import InspectionRecord
from inspector.workspace.workspace import open_or_create

LISTED = 20


def report_piece(
    name: str, out: Path, workspace: Path | None, csv: str, as_json: bool, *, pdf_of: Callable[[ReportDocument], bytes]
) -> int:
    """Raises InspectorError for a piece that there is not, an id's beginning that means several, or a full disk."""
    opened = open_or_create(workspace)
    if not opened.database.exists():
        raise InspectorError(message(Code.PIECE_UNKNOWN, name=name, path=str(opened.database)))
    with reading(opened.database) as rows:
        chosen, all_named = newest_named(rows, name, opened.database)
    is_by_id = chosen.piece_name != name
    if is_by_id and len(all_named) > 1:
        _list(all_named)
        raise WorkspaceError(message(Code.PIECE_AMBIGUOUS, name=name, n=len(all_named)))
    if len(all_named) > 1 and not as_json:
        say(f"“{name}” was inspected {len(all_named)} times; this report is of the newest. Others by their id:")
        _list(all_named)
    written = write_report(gather(opened, chosen.inspection_id), out, style_named(csv), pdf_of)
    if as_json:
        print_json(
            {
                "inspection_id": chosen.inspection_id, "piece": chosen.piece_name,
                "written": [str(path) for path in written],
            }
        )  # fmt: skip
    else:
        for path in written:
            say(f"Written: {path}")
    return 0


def _list(found: tuple[InspectionRecord, ...]) -> None:
    head = ("id", "started", "piece", "state", "defects")
    rows = [
        (one.inspection_id, moment(one.started_at), one.piece_name, one.state.value, one.n_defects)
        for one in found[:LISTED]
    ]
    for line in table(head, rows, n_left=4):
        say(line)
    if len(found) > LISTED:
        say(f"… and {len(found) - LISTED} more")
