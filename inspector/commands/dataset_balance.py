"""``inspector dataset balance`` and ``snapshot``: what balancing would do, and a balanced version."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from inspector.commands.named_version import named_version
from inspector.commands.output import print_json
from inspector.commands.progress import Progress
from inspector.datasets.balancing.snapshot import Outcome, Plan, Unit, Wish, plan_snapshot, write_snapshot
from inspector.workspace.workspace import open_or_create


def balance(
    dataset: str, out: str | None, *, unit: str, target: Mapping[str, float], hosts_share: float, per_host: int,
    seed: int, workspace: Path | None, as_json: bool,
) -> int:  # fmt: skip
    """Tell the plan; with ``out`` carry it out."""
    version = named_version(dataset, workspace)
    wish = Wish(Unit(unit), target, hosts_share, per_host, seed=seed)
    with Progress("read", is_quiet=as_json) as progress:
        plan = plan_snapshot(version, wish, progress.show)
    if not as_json:
        _tell_plan(plan, unit)
    if out is None:
        if as_json:
            print_json(_plan_facts(plan, wish))
        return 0
    with Progress("written", is_quiet=as_json) as progress:
        outcome = write_snapshot(open_or_create(workspace).datasets / out, version, wish, plan, progress.show)
    if as_json:
        print_json({**_plan_facts(plan, wish), **_outcome_facts(outcome)})
    else:
        _tell_outcome(outcome)
    return 0


def _plan_facts(plan: Plan, wish: Wish) -> dict[str, Any]:
    rows = zip(plan.names, plan.before, plan.after, plan.n_injections, strict=True)
    return {
        "unit": wish.unit.value, "seed": wish.seed, "n_hosts": plan.n_hosts, "n_hosts_used": plan.n_hosts_used,
        "evenness_before": plan.evenness[0], "evenness_after": plan.evenness[1],
        "classes": [
            {"name": name, "before": before, "after": after, "injections": n} for name, before, after, n in rows
        ],
        "without_donors": plan.without_donors,
    }  # fmt: skip


def _outcome_facts(outcome: Outcome) -> dict[str, Any]:
    return {
        "folder": str(outcome.version.folder), "id": outcome.version.id, "n_samples": len(outcome.version.samples),
        "injected": outcome.n_injected, "given_up": outcome.n_given_up, "rejected": outcome.rejected,
    }  # fmt: skip


def _tell_plan(plan: Plan, unit: str) -> None:
    width = max(len(name) for name in plan.names)
    click.echo(f"{unit.capitalize()} of the train split; {plan.n_hosts} frames without a defect")
    for name, before, after, n in zip(plan.names, plan.before, plan.after, plan.n_injections, strict=True):
        note = "  nothing to inject" if name in plan.without_donors else ""
        click.echo(f"  {name:<{width}}  {before:>9.0f} to {after:>9.0f}, {n:>5} injections{note}")
    before, after = plan.evenness
    click.echo(f"Evenness {before:.2f} to {after:.2f}; {plan.n_hosts_used} of the clean frames are used")


def _tell_outcome(outcome: Outcome) -> None:
    version = outcome.version
    click.echo(f"{version.name} {version.id}: {len(version.samples)} samples")
    for name, reasons in outcome.rejected.items():
        n_made, n_lost = outcome.n_injected.get(name, 0), outcome.n_given_up.get(name, 0)
        if n_made or n_lost:
            n_rejected = sum(reasons.values())
            why = ", ".join(f"{n} {reason}" for reason, n in reasons.items())
            told = f"{n_made} injected" + (f", {n_lost} given up" if n_lost else "")
            share = n_rejected / (n_rejected + n_made)
            click.echo(f"  {name}: {told}; {share:.0%} of draws rejected" + (f" ({why})" if why else ""))
    click.echo(f"Written to {version.folder}")
