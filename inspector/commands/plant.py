"""``inspector autostart``, ``watch`` and ``support-bundle``: what they print."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

from inspector.audit.log import BY_PROGRAM, Audited, AuditLog
from inspector.commands.output import print_trouble, say
from inspector.commands.progress import Progress
from inspector.core.messages import Code, InspectorError, message
from inspector.session import Session
from inspector.upkeep import autostart
from inspector.upkeep.bundle import Wish, gathered, saved
from inspector.upkeep.ends import ends_folder
from inspector.upkeep.watch import Died, Restarts, Watchdog
from inspector.workspace.places import default_folder
from inspector.workspace.workspace import open_or_create

log = logging.getLogger("inspector.commands")


def start_with_pc(workspace: Path | None, how: str) -> int:
    session = Session(workspace)
    try:
        folder = session.open_workspace().folder
        session.change_settings(autostart.starts_as_line())
    finally:
        session.close()
    way = autostart.best_way() if how == "auto" else autostart.How(how)
    made = autostart.switch_on(autostart.start_command(folder.resolve()), way)
    say(f"Inspector starts with the PC, in the operator's view, and goes on with its piece: {made.file}")
    return 0


def do_not_start_with_pc() -> int:
    autostart.switch_off()
    say("Inspector does not start with the PC.")
    return 0


def print_autostart() -> int:
    found = autostart.shown()
    if found is None:
        say("Inspector does not start with the PC.")
        return 0
    say(f"Inspector starts with the PC ({found.how.value}): {found.file}")
    say(found.command)
    return 0


def watch_window(times: int, minutes: int, hang_s: float | None, words: Sequence[str]) -> int:
    """1 where it ended too often; else the code of the program that was closed."""
    audit = _audit_of(words)

    def died(one: Died) -> None:
        say(f"Inspector ended unexpectedly ({one.how}), the {one.n}. time by now.", is_trouble=True)
        try:
            audit.append(Audited.PROGRAM_RESTARTED, {"how": one.how, "n": str(one.n)}, by=BY_PROGRAM)
        except InspectorError as error:  # the disk may be the trouble; the window matters more
            log.warning("the restart is not recorded: %s", error)

    command = autostart.lasting_command(*(words or ("window",)))
    ended = Watchdog(command, Restarts(times, minutes, hang_s), died=died).run()
    if ended.gave_up_after:
        report = str(ends_folder() or "")
        print_trouble(message(Code.RESTARTED_TOO_OFTEN, n=ended.gave_up_after, minutes=minutes, report=report))
        return 1
    return ended.code


def _audit_of(words: Sequence[str]) -> AuditLog:
    """Of the workspace that these words of the command line name, else the user's own."""
    folder = default_folder()
    for word, following in zip(words, [*words[1:], ""], strict=True):
        name, sign, value = word.partition("=")
        if name in ("--workspace", "-w"):
            folder = Path(value if sign else following)
    return AuditLog(folder / "audit.jsonl")


def pack_bundle(file: Path, workspace: Path | None, *, has_names: bool, has_pictures: bool, is_listed: bool) -> int:
    with Progress("parts gathered", is_quiet=is_listed) as progress:
        bundle = gathered(
            open_or_create(workspace), Wish(has_names, has_pictures),
            lambda done, total: progress.show(done, total, file.name),
        )  # fmt: skip
    for part in bundle.parts:
        say(f"{part.name}  {len(part.content)} bytes  {part.what}")
    if is_listed:
        say("Nothing was saved.")
        return 0
    saved(bundle, file)
    print_trouble(message(Code.BUNDLE_SAVED, path=str(file), n_files=len(bundle.parts)))
    return 0
