"""``inspector manual``."""

from __future__ import annotations

from pathlib import Path

import click

from inspector.cli.options import FOLDER, reports_errors


@click.command("manual")
@click.argument("page", required=False)
@click.option("--pdf", "folder", type=FOLDER, help="Write PAGE, or all pages, there as PDF, to be printed.")
@click.option("--language", default="en", show_default=True, help="Of pages that there are in several: de, zh_CN.")
@reports_errors
def manual(page: str | None, folder: Path | None, language: str) -> int:
    """List the pages of the manual, read PAGE here, or write it as PDF. In the window, F1 opens it."""
    from inspector.commands.manual import print_manual, write_manual
    from inspector.screens.manual import ManualPage

    if folder is None:
        return print_manual(page, language)

    def drawn(one: ManualPage, made_by: str) -> bytes:
        from inspector.views.manual.pdf import manual_pdf
        from inspector.views.manual.pictures import read_pictures

        return manual_pdf(one, read_pictures(one), made_by)

    from inspector.views.report.pdf import application_without_display

    application = application_without_display()
    code = write_manual(page, language, folder, drawn)
    del application  # it had to live until here
    return code
