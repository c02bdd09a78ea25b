"""``inspector update``: what it prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from inspector.commands.output import print_json, print_trouble, say
from inspector.commands.progress import Progress
from inspector.core.programs import Build
from inspector.texts.messages import one_line
from inspector.updates.history import last_updates
from inspector.updates.installed import InstalledProgram, UpdateError, default_root
from inspector.updates.updating import Installed, Step, Updater


def print_checked(file: Path, downgrade: bool, root: Path | None, workspaces: Sequence[Path], as_json: bool) -> int:
    updater = _updater(root, workspaces)
    with Progress("MB checked", is_quiet=as_json) as progress:
        found = updater.look(
            file, is_downgrade_wanted=downgrade,
            report=lambda done, total: progress.show(done >> 20, max(1, total >> 20), file.name),
        )  # fmt: skip
    facts, installed, key = found.update.facts, found.installed, found.update.key
    if as_json:
        print_json(
            {"may_be_installed": True, "key": key, "cannot_read": list(found.unread), "installed": _facts(installed)}
            | asdict(facts)
        )
        return 0
    say(f"{file.name} may be installed: Inspector {facts.version}, edition {facts.edition}, signed with {key}.")
    say(f"Installed: {_words(installed)}")
    _say_unread(found.unread)
    return 0


def install_file(file: Path, downgrade: bool, root: Path | None, workspaces: Sequence[Path]) -> int:
    updater = _updater(root, workspaces)
    if not updater.workspaces:  # root's, mostly: an update by sudo does not know what others opened
        say(
            "This user has opened no workspace: of none are records and settings copied before. -w names them.",
            is_trouble=True,
        )
    done = updater.install(file, is_downgrade_wanted=downgrade, step=_say_step)
    return _say_done(done)


def unpack_file(file: Path, root: Path | None) -> int:
    """What went wrong comes last, in one line, for the program that asked."""
    try:
        _updater(root, ()).unpack(file)
    except UpdateError as error:
        say(one_line(error.message), is_trouble=True)
        return 1
    return 0


def go_back(root: Path | None, workspaces: Sequence[Path]) -> int:
    updater = _updater(root, workspaces)
    _say_unread(updater.unread_after_going_back())
    return _say_done(updater.go_back(step=_say_step))


def print_programs(root: Path | None, as_json: bool) -> int:
    updater = _updater(root, ())
    program = updater.program
    now, before = program.build(), program.build(program.before) if program.before is not None else None
    done = last_updates(updater.workspaces)
    if as_json:
        print_json({
            "root": str(program.root), "installed": _facts(now), "before": _facts(before),
            "keys": [key.name for key in updater.keys],
            "done": [asdict(one) for one in done],
        })  # fmt: skip
        return 0
    say(f"Installed:  {_words(now)}")
    say(f"Before:     {_words(before)}")
    say(f"Keys:       {', '.join(key.name for key in updater.keys) or 'none: no update file can be installed'}")
    for one in done:
        say(f"{one.at}  {one.text}")
    return 0


def _updater(root: Path | None, workspaces: Sequence[Path]) -> Updater:
    return Updater.of_this_pc(InstalledProgram(root or default_root()), workspaces)


def _say_step(step: Step) -> None:
    say(f"{step.value} …", is_trouble=True)


def _say_done(done: Installed) -> int:
    print_trouble(done.told)
    for one in done.unreached:
        say(f"No copy was made of {one}", is_trouble=True)
    _say_unread(done.unread)
    return 0


def _say_unread(unread: Sequence[str]) -> None:
    for one in unread:
        say(f"The older program cannot read {one}; copies from before lie in the workspace's folder “backups”.")


def _words(build: Build | None) -> str:
    if build is None:
        return "none"
    return f"{build.text}, {build.edition or 'no edition said'}, built {build.built_at or '?'}"


def _facts(build: Build | None) -> dict[str, Any] | None:
    return None if build is None else asdict(build)
