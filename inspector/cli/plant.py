"""``inspector autostart``, ``watch`` and ``support-bundle``: the program in the plant."""

from __future__ import annotations

from pathlib import Path

import click

from inspector.cli.options import FILE, reports_errors, workspace_option


@click.group("autostart")
def autostart() -> None:
    """Start Inspector with the PC, in the operator's view, going on with the piece that was being inspected."""


@autostart.command("on")
@workspace_option
@click.option(
    "--how", type=click.Choice(["auto", "systemd", "desktop"]), default="auto", show_default=True,
    help="A unit of systemd for this user, or an entry of the desktop's autostart folder.",
)  # fmt: skip
@reports_errors
def autostart_on(workspace: Path | None, how: str) -> int:
    """From the next log-in of this user on. A PC without a keyboard needs an automatic log-in besides."""
    from inspector.commands.plant import start_with_pc

    return start_with_pc(workspace, how)


@autostart.command("off")
@reports_errors
def autostart_off() -> int:
    """No longer. An Inspector that runs goes on."""
    from inspector.commands.plant import do_not_start_with_pc

    return do_not_start_with_pc()


@autostart.command("show")
@reports_errors
def autostart_show() -> int:
    """Tell whether it does, and by which file."""
    from inspector.commands.plant import print_autostart

    return print_autostart()


@click.command("watch", context_settings={"ignore_unknown_options": True})
@click.option("--times", type=click.IntRange(min=1), default=5, show_default=True, help="Start it again so often,")
@click.option(
    "--within", "minutes", type=click.IntRange(min=1), default=10, show_default=True, help="in so many minutes."
)
@click.option(
    "--hang-after", "hang_s", type=click.FloatRange(min=0), metavar="SECONDS",
    help="In the operator's view, a window that is stuck for so long is ended, too; 0: never. [default: 20]",
)  # fmt: skip
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
@reports_errors
def watch(times: int, minutes: int, hang_s: float | None, words: tuple[str, ...]) -> int:
    """Open the window, and start it again after an end that nobody wished. WORDS: as after “inspector”.

    A window that somebody closes stays closed. For example: inspector watch -- window --workspace /data/line1
    """
    from inspector.commands.plant import watch_window

    return watch_window(times, minutes, hang_s, words)


@click.command("support-bundle")
@click.argument("file", type=FILE)
@workspace_option
@click.option("--names", "has_names", is_flag=True, help="Names of pieces too, as the log has them.")
@click.option("--pictures", "has_pictures", is_flag=True, help="The newest pictures of defects, too.")
@click.option("--list", "is_listed", is_flag=True, help="Only list what would be in it.")
@reports_errors
def support_bundle(file: Path, workspace: Path | None, has_names: bool, has_pictures: bool, is_listed: bool) -> int:
    """Pack into FILE.zip what support needs: logs, facts of this PC, settings without secrets. No pictures unless
    asked for."""
    from inspector.commands.plant import pack_bundle

    return pack_bundle(file, workspace, has_names=has_names, has_pictures=has_pictures, is_listed=is_listed)
