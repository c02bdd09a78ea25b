"""``inspector workspace backup``, ``verify FILE`` and ``restore``."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import asdict
from pathlib import Path

from inspector.backup.archive import SUFFIX, BackupManifest, BackupPart, verify_backup
from inspector.backup.making import back_up_workspace
from inspector.backup.restoring import restore_workspace
from inspector.backup.told import check_told, made_told, restored_told
from inspector.commands.output import print_json, print_trouble, say
from inspector.commands.progress import Progress
from inspector.core.audit import utc_now
from inspector.core.messages import Message
from inspector.texts.messages import message_text
from inspector.workspace.workspace import open_or_create

LISTED = 10  # files that are named
MB = 1_000_000


def print_backed_up(workspace: Path | None, file: Path, parts: Collection[BackupPart], as_json: bool) -> int:
    """0 where it was made and read back. ``file`` may be a folder: then its name tells workspace and time.

    Raises InspectorError; nothing is left then.
    """
    opened = open_or_create(workspace)
    if file.is_dir():
        file = file / f"{opened.folder.resolve().name}-{utc_now():%Y%m%dT%H%M%S}Z{SUFFIX}"
    with Progress("MB", is_quiet=as_json) as progress:
        made = back_up_workspace(opened, file, parts, _in_mb(progress))
    if as_json:
        print_json({"file": str(made.path), "bytes": made.n_bytes, **_facts(made.manifest)})
    else:
        _say(made_told(made))
        _say_left_out(made.manifest)
    return 0


def print_verified_backup(file: Path, as_json: bool) -> int:
    """0 where it is whole. Raises InspectorError where it is no backup."""
    with Progress("MB", is_quiet=as_json) as progress:
        found = verify_backup(file, _in_mb(progress))
    if as_json:
        print_json({"is_whole": found.is_whole, "damaged": list(found.damaged), **_facts(found.manifest)})
    elif found.is_whole:
        _say(check_told(file, found))
        _say_left_out(found.manifest)
    else:
        print_trouble(check_told(file, found))
    return 0 if found.is_whole else 1


def print_restored(file: Path, folder: Path, as_json: bool) -> int:
    """0 where the workspace is there and its audit chain is whole. Raises InspectorError; nothing is left then."""
    with Progress("MB", is_quiet=as_json) as progress:
        done = restore_workspace(file, folder, _in_mb(progress))
    if as_json:
        facts = {"is_audit_whole": done.audit.is_whole, "n_pictures_left_out": done.n_pictures_left_out}
        print_json({**_facts(done.manifest), "folder": str(done.workspace.folder), **facts})
    else:
        _say(restored_told(file, done))
        if done.n_pictures_left_out:
            say(f"Pictures that the backup does not hold: {done.n_pictures_left_out}. Their records say so.")
        if not done.audit.is_whole:
            say("Its audit chain was broken before it was backed up: inspector audit verify", is_trouble=True)
    return 0 if done.audit.is_whole else 1


def _say(told: Message) -> None:
    text = message_text(told)
    say(text.line)
    if text.next_step:
        say(text.next_step)


def _say_left_out(manifest: BackupManifest) -> None:
    if not manifest.is_audit_whole:
        say("The audit chain in it is broken: inspector audit verify", is_trouble=True)
    for one in manifest.left_out[:LISTED]:
        say(f"left out: {one.path}: {one.why}", is_trouble=True)
    if len(manifest.left_out) > LISTED:
        say(f"and {len(manifest.left_out) - LISTED} more", is_trouble=True)


def _facts(manifest: BackupManifest) -> dict[str, object]:
    return {**asdict(manifest), "files": len(manifest.files)}


def _in_mb(progress: Progress) -> Callable[[int, int], None]:
    def show(done: int, total: int) -> None:
        progress.show(done // MB, max(1, total // MB))

    return show
