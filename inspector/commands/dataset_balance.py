"""``inspector dataset balance`` and ``snapshot``: what balancing would do, and a balanced version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from inspector.commands.named_version import named_version
from inspector.commands.output import print_json, say_trouble
from inspector.commands.progress import Progress
from inspector.core.balancing import BalanceSettings, Unit
from inspector.core.messages import Code, WorkspaceError, message
from inspector.datasets.balancing.contact_sheet import write_contact_sheet
from inspector.datasets.balancing.saved_settings import balance_settings_of
from inspector.datasets.balancing.snapshot import Outcome, Plan, plan_snapshot, write_snapshot
from inspector.datasets.balancing.survey import survey_of
from inspector.workspace.workspace import open_or_create


def balance(
    dataset: str, out: str | None, *, unit: str | None, target: Mapping[str, float] | None, hosts_share: float | None,
    per_host: int | None, seed: int | None, uses_crops: bool, workspace: Path | None, as_json: bool,
    contact_sheet: Path | None = None,
) -> int:  # fmt: skip
    """Tell the plan; with ``out`` carry it out, with ``contact_sheet`` draw samples of it. What is not said is as saved
    for the dataset in the workspace."""
    version = named_version(dataset, workspace)
    place = open_or_create(workspace)
    saved = balance_settings_of(place, version)
    if saved.dropped is not None:
        say_trouble(saved.dropped)
    settings = saved.settings
    said: dict[str, Any] = {
        "unit": None if unit is None else Unit(unit), "target": target, "hosts_share": hosts_share,
        "per_host": per_host, "seed": seed, "uses_crops": uses_crops or None,
    }  # fmt: skip
    settings = replace(settings, **{name: value for name, value in said.items() if value is not None})
    with Progress("read", is_quiet=as_json) as progress:
        survey = survey_of(version, progress.show)
    plan = plan_snapshot(survey, settings)
    if not as_json:
        _tell_plan(plan, settings)
    facts = _plan_facts(plan, settings)
    if contact_sheet is not None:
        with Progress("drawn", is_quiet=as_json) as progress, _said_in_words(contact_sheet):
            sheet = write_contact_sheet(contact_sheet, survey, settings, report=progress.show)
        facts["contact_sheet"] = str(sheet.file)
        if not as_json:
            click.echo(f"Contact sheet: {sheet.file}")
    if out is not None:
        with Progress("written", is_quiet=as_json) as progress, _said_in_words(place.datasets / out):
            outcome = write_snapshot(place.datasets / out, survey, settings, plan, progress.show)
        facts |= _outcome_facts(outcome)
        if not as_json:
            _tell_outcome(outcome)
    if as_json:
        print_json(facts)
    return 0


@contextmanager
def _said_in_words(path: Path) -> Iterator[None]:
    """A disk that refuses is no bug of ours."""
    try:
        yield
    except OSError as error:
        detail = error.strerror or str(error)
        raise WorkspaceError(message(Code.OUTPUT_UNWRITABLE, path=str(path), detail=detail)) from error


def _plan_facts(plan: Plan, settings: BalanceSettings) -> dict[str, Any]:
    rows = zip(plan.names, plan.before, plan.after, plan.n_injections, strict=True)
    return {
        "unit": settings.unit.value, "seed": settings.seed, "n_hosts": plan.n_hosts, "n_hosts_used": plan.n_hosts_used,
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


def _tell_plan(plan: Plan, settings: BalanceSettings) -> None:
    width = max(len(name) for name in plan.names)
    hosts = "clean frames and clean parts of frames" if settings.uses_crops else "frames without a defect"
    click.echo(f"{settings.unit.value.capitalize()} of the train split; {plan.n_hosts} {hosts}")
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
