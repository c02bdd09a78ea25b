"""``inspector dataset from-annotations``: reviewed labels become a version."""

from __future__ import annotations

import re
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from inspector.annotation.label_sheet import LabelState
from inspector.annotation.label_store import LabelStore
from inspector.annotation.to_version import Gathered, VersionWish, gather, write
from inspector.commands.dataset import print_version, version_facts
from inspector.commands.named_model import named_model
from inspector.commands.named_version import named_version
from inspector.commands.output import print_json, say
from inspector.commands.progress import Progress
from inspector.core.messages import Code, WorkspaceError, message
from inspector.datasets.version import check_is_free
from inspector.inference.model_content import read_content
from inspector.workspace.workspace import open_or_create

N_SHOWN = 10  # frames that do not fit; JSON has them all


@dataclass(frozen=True, slots=True, kw_only=True)
class FromAnnotations:
    name: str
    workspace: Path | None = None
    base: str | None = None
    model: str | None = None  # whose classes come first where there is no base; None: the one in use
    states: tuple[str, ...]
    group_pattern: re.Pattern[str] | None = None
    terms: str
    dry_run: bool = False
    skip_unfit: bool = False
    as_json: bool = False


def make_version(options: FromAnnotations) -> int:
    workspace = open_or_create(options.workspace)
    folder = workspace.datasets / options.name
    if not options.dry_run:
        check_is_free(folder)
    base = named_version(options.base, options.workspace) if options.base is not None else None
    states = frozenset(LabelState(state.replace("-", " ")) for state in options.states)
    wish = VersionWish(states, base, options.group_pattern)
    if base is None:  # as the window does: what the model of today knows has its place, painted or not
        card = read_content(named_model(options.model, workspace)).card
        non_defects = workspace.settings.catalogue.non_defects_of(card)
        wish = replace(wish, class_names=card.class_names, non_defects=non_defects)
    with closing(LabelStore(workspace.annotations, lambda _: None)) as store:
        with Progress("looked at", is_quiet=options.as_json) as progress:
            gathered = gather(store, wish, progress.show)
        is_refused = not gathered.frames or (bool(gathered.left_out) and not options.skip_unfit)
        if not options.as_json:
            _print(gathered)
        if options.dry_run or is_refused:
            if options.as_json:
                print_json({**_facts(gathered), "is_made": False})
            elif options.dry_run:
                say("Nothing was written: this was a dry run.")
            else:
                say("Nothing was written.", is_trouble=True)
            return 1 if is_refused else 0
        try:
            with Progress("written", is_quiet=options.as_json) as progress:
                version = write(
                    gathered, store, folder, name=options.name, terms=options.terms, report=progress.show
                )  # fmt: skip
        except OSError as error:
            detail = error.strerror or str(error)
            raise WorkspaceError(message(Code.OUTPUT_UNWRITABLE, path=str(folder), detail=detail)) from error
    if options.as_json:
        print_json({**version_facts(version), **_facts(gathered), "is_made": True})
    else:
        print_version(version)
    return 0


def _facts(gathered: Gathered) -> dict[str, object]:
    return {
        "n_labelled": len(gathered.frames), "n_other_states": gathered.n_other_states,
        "left_out": [asdict(one) for one in gathered.left_out], "new_classes": list(gathered.new_classes),
    }  # fmt: skip


def _print(gathered: Gathered) -> None:
    n_of_base = sum(frame.sample is not None for frame in gathered.frames)
    of_base = f", {n_of_base} of them in the base version" if gathered.wish.base is not None else ""
    say(f"{len(gathered.frames)} labelled frames{of_base}; {gathered.n_other_states} in other states are not taken")
    if gathered.new_classes:
        say(f"New classes, behind those of the base version: {', '.join(gathered.new_classes)}")
    for one in gathered.left_out[:N_SHOWN]:
        say(f"  does not fit: {one.name}: {one.reason}")
    if len(gathered.left_out) > N_SHOWN:
        say(f"  and {len(gathered.left_out) - N_SHOWN} more; --json names all")
    if gathered.left_out:
        say("  --skip-unfit leaves them out")
