"""``inspector grading`` and ``inspector report``."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from inspector.cli.options import csv_option, json_option, reports_errors, workspace_option

EXAMPLES = ("en-10163-like-plate", "en-10163-like-sections", "en-13674-like-rail")

version_option = click.option("--version", type=click.IntRange(min=1), help="Of the table. [default: the newest]")


@click.group("grading")
def group() -> None:
    """The tables that give each piece its verdict; stored pieces judged anew."""


@group.command("list")
@workspace_option
@reports_errors
def list_(workspace: Path | None) -> int:
    """List the tables of the workspace."""
    from inspector.commands.grading import list_tables

    return list_tables(workspace)


@group.command("show")
@click.argument("table")
@version_option
@workspace_option
@reports_errors
def show(workspace: Path | None, table: str, version: int | None) -> int:
    """Show the rules of TABLE in words."""
    from inspector.commands.grading import show_table

    return show_table(workspace, table, version)


@group.command("add")
@click.argument("example", type=click.Choice(EXAMPLES))
@workspace_option
@reports_errors
def add(workspace: Path | None, example: str) -> int:
    """Put an EXAMPLE into the workspace, to be edited. It is not the standard that its name recalls."""
    from inspector.commands.grading import add_template

    return add_template(workspace, example)


@group.command("replay")
@click.argument("table")
@version_option
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Only inspections from this day on (UTC).")
@click.option("--record", "is_recorded", is_flag=True, help="Record the verdicts that differ; those before stay.")
@workspace_option
@json_option
@reports_errors
def replay(since: datetime | None, **options: Any) -> int:
    """Judge stored pieces by TABLE, without inspecting anything again: which verdicts would change?"""
    from inspector.commands.grading import replay_table

    return replay_table(name=options.pop("table"), since=since.date() if since else None, **options)


@click.command("report")
@click.argument("piece")
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), metavar="FILE|FOLDER",
    help="FILE.pdf, .csv or .xlsx; or a folder, which gets one of each.",
)  # fmt: skip
@workspace_option
@csv_option
@json_option
@reports_errors
def report(piece: str, out: Path, workspace: Path | None, csv: str, as_json: bool) -> int:
    """Write a report of PIECE: of its newest inspection, or of the inspection whose id begins so."""
    from inspector.commands.report import report_piece
    from inspector.screens.report import ReportDocument

    def drawn(document: ReportDocument) -> bytes:
        from inspector.views.report.pdf import application_without_display, pdf_of

        application = application_without_display()
        content = pdf_of(document)
        del application  # it had to live until here
        return content

    return report_piece(piece, out, workspace, csv, as_json, pdf_of=drawn)
