"""``inspector dataset labels``: what the workspace's labels hold, and how far people agree who finished them."""

from __future__ import annotations

import math
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

from inspector.annotation.comparing import ClassAgreement, SetAgreement, agreement_of_set
from inspector.annotation.label_index import LabelIndex
from inspector.annotation.label_statistics import SetStatistics, statistics
from inspector.annotation.label_store import LabelStore
from inspector.commands.output import print_json, say
from inspector.commands.progress import Progress
from inspector.commands.table import table
from inspector.workspace.workspace import open_or_create

N_LISTED = 20  # frames that agree least; JSON has them all


def print_labels(*, has_agreement: bool, workspace: Path | None, as_json: bool) -> int:
    opened = open_or_create(workspace)
    agrees = None
    with closing(LabelStore(opened.annotations, lambda _: None)) as store, LabelIndex(store) as index:
        with Progress("read", is_quiet=as_json) as progress:
            labels = index.labels(progress.show)
        found = statistics(labels, index.instances(), opened.settings.scale)
        if has_agreement:
            with Progress("compared", is_quiet=as_json) as progress:
                agrees = agreement_of_set(store, labels, progress.show)
    if as_json:
        print_json({**_facts(found), **({"agreement": _agreement_facts(agrees)} if agrees is not None else {})})
        return 0
    _print(found)
    if agrees is not None:
        say("")
        _print_agreement(agrees)
    return 0


def _print(found: SetStatistics) -> None:
    states = ", ".join(f"{n} {state.value}" for state, n in found.states if n)
    say(f"{found.n_frames} frames with labels{': ' if states else ''}{states}")
    say(f"{found.n_empty} finished without a defect; {found.n_damaged} cannot be read")
    unit = "mm" if found.is_mm else "px"
    rows = [
        [one.class_name, one.n_frames, one.n_instances, one.n_px, _number(one.median), _number(one.largest)]
        for one in found.classes
    ]
    for line in table(["class", "frames", "instances", "pixels", f"median {unit}", f"largest {unit}"], rows):
        say(f"  {line}")
    people = [[one.name, one.n_frames, one.n_reviewed, one.n_instances] for one in found.people]
    for line in table(["person", "frames", "reviewed", "instances"], people) if people else ():
        say(f"  {line}")


def _print_agreement(found: SetAgreement) -> None:
    say(f"{len(found.frames)} handovers from one person to the next, who saw what the first had drawn")
    if found.n_unknown:
        say(f"  of {found.n_unknown} frames the history does not lead back to the first person any more")
    for frame, detail in found.failed[:N_LISTED]:
        say(f"  not read: {frame}: {detail}")
    rows = [
        [one.class_name, _number(one.iou), one.n_first_px, one.n_second_px, f"{one.n_first_met}/{one.n_first}",
         f"{one.n_second_met}/{one.n_second}"]
        for one in found.classes
    ]  # fmt: skip
    for line in table(["class", "IoU", "px before", "px after", "met before", "met after"], rows) if rows else ():
        say(f"  {line}")
    for one in found.frames[:N_LISTED]:
        say(f"  {_number(one.iou)}  {one.name}: {one.first} to {one.second}")


def _number(value: float) -> str:
    return "-" if math.isnan(value) else f"{value:.2f}"


def _facts(found: SetStatistics) -> dict[str, Any]:
    facts = asdict(found)
    facts["states"] = {state.value: n for state, n in found.states}
    for one in facts["classes"]:
        one["median"], one["largest"] = _or_none(one["median"]), _or_none(one["largest"])
    return facts


def _agreement_facts(found: SetAgreement) -> dict[str, Any]:
    return {
        "classes": [_class_facts(one) for one in found.classes],
        "frames": [{**asdict(one), "iou": _or_none(one.iou)} for one in found.frames],
        "n_unknown": found.n_unknown, "failed": [list(one) for one in found.failed],
    }  # fmt: skip


def _class_facts(one: ClassAgreement) -> dict[str, Any]:
    return {**asdict(one), "iou": _or_none(one.iou)}


def _or_none(value: float) -> float | None:
    """JSON knows no NaN."""
    return None if math.isnan(value) else value
