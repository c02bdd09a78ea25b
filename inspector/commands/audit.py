"""``inspector audit``: what was decided, and whether the chain of it is whole."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from inspector.audit.log import AuditEntry, AuditHead, AuditLog, KeptHead
from inspector.audit.words import break_text, check_text
from inspector.commands.output import print_json, say
from inspector.models_store.promotions import Promotions
from inspector.texts.audit import MENDED
from inspector.workspace.workspace import open_or_create


def print_entries(workspace: Path | None, last: int, as_json: bool) -> int:
    entries = AuditLog(open_or_create(workspace).audit).entries()[-last:]
    if as_json:
        print_json({"entries": [{**asdict(one), "facts": dict(one.facts)} for one in entries]})
        return 0
    for one in entries:
        say(f"{one.number}  {one.at}  {one.what}  {one.actor} on {one.pc}")
        for name, fact in one.facts.items():
            if fact:
                say(f"    {name}: {fact}")
    return 0


def print_verified(workspace: Path | None, kept: tuple[int, str] | None, as_json: bool) -> int:
    opened = open_or_create(workspace)
    heads = [KeptHead(AuditHead(*kept), "--kept")] if kept is not None else []
    check = Promotions(opened.models).verify_audit(heads)
    if as_json:
        print_json({"is_whole": check.is_whole, **asdict(check)})
        return 0 if check.is_whole else 1
    say(check_text(check, _at(AuditLog(opened.audit).entries())))
    for one in check.breaks:
        say(break_text(one))
    for line in check.mended:
        say(MENDED.translated(line=line.line))
    if check.is_whole and check.head is not None:
        say(f"Note this to recognise the chain later: {check.head.number}:{check.head.sha256}")
    return 0 if check.is_whole else 1


def _at(entries: tuple[AuditEntry, ...]) -> str:
    return entries[-1].at if entries else ""
