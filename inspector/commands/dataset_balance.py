"""``inspector dataset balance`` and ``snapshot``: what balancing would do, and a balanced version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from inspector.commands.named_version import named_version
from inspector.commands.output import (
    disk_trouble,
    going_on_later,
    print_json,
    print_trouble,
    say,
    say_what_is_left,
)
from inspector.commands.progress import Progress
from inspector.core.balancing import BalanceSettings, Unit
from inspector.datasets.balancing.contact_sheet import write_contact_sheet
from inspector.datasets.balancing.forecast import Trials, expected
from inspector.datasets.balancing.saved_settings import balance_settings_of
from inspector.datasets.balancing.snapshot import Outcome, Plan, n_frames_left, plan_snapshot, write_snapshot
from inspector.datasets.balancing.survey import survey_of
from inspector.workspace.workspace import open_or_create


@dataclass(frozen=True, slots=True)
class BalanceOptions:
    """None: as saved for the dataset in the workspace."""

    dataset: str
    unit: str | None = None
    target: Mapping[str, float] | None = None
    hosts_share: float | None = None
    per_host: int | None = None
    uses_crops: bool = False
    seed: int | None = None
    workspace: Path | None = None
    as_json: bool = False
    contact_sheet: Path | None = None  # draw samples of the plan
    out: str | None = None  # carry it out, as a version of this name

    def over(self, saved: BalanceSettings) -> BalanceSettings:
        """Raises ValueError for what makes no sense."""
        given = {
            "unit": None if self.unit is None else Unit(self.unit), "target": self.target,
            "hosts_share": self.hosts_share, "per_host": self.per_host, "seed": self.seed,
            "uses_crops": self.uses_crops or None,
        }  # fmt: skip
        chosen: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
        return replace(saved, **chosen)


def print_balance(options: BalanceOptions) -> int:
    """Print the plan, and carry it out or draw it where that was asked for."""
    as_json, out, contact_sheet = options.as_json, options.out, options.contact_sheet
    version = named_version(options.dataset, options.workspace)
    workspace = open_or_create(options.workspace)
    saved = balance_settings_of(workspace, version)
    if saved.dropped is not None:
        print_trouble(saved.dropped)
    settings = options.over(saved.settings)
    with Progress("read", is_quiet=as_json) as progress:
        survey = survey_of(version, progress.show)
    plan = plan_snapshot(survey, settings)
    tried = Trials(survey)
    trials = [tried.of_row(plan, row, settings) for row in range(len(plan.portions))]
    fitting = expected(plan, trials, settings)
    if not as_json:
        _print_plan(plan, fitting, settings)
    facts = _plan_facts(plan, fitting, settings)
    if contact_sheet is not None:
        with Progress("drawn", is_quiet=as_json) as progress, disk_trouble(contact_sheet):
            sheet = write_contact_sheet(
                contact_sheet, survey, settings, workspace.settings.catalogue, report=progress.show
            )
        facts["contact_sheet"] = str(sheet.file)
        if not as_json:
            say(f"Contact sheet: {sheet.file}")
    if out is not None:
        folder = workspace.datasets / out
        left = partial(n_frames_left, folder, survey, settings, plan)
        say_what_is_left(left())
        with going_on_later(left), Progress("written", is_quiet=as_json) as progress, disk_trouble(folder):
            outcome = write_snapshot(folder, survey, settings, plan, progress.show)
        facts |= _outcome_facts(outcome)
        if not as_json:
            _print_outcome(outcome)
    if as_json:
        print_json(facts)
    return 0


def _plan_facts(plan: Plan, fitting: Plan, settings: BalanceSettings) -> dict[str, Any]:
    """``fitting`` is the plan with what trials say will fit."""
    rows = zip(plan.names, plan.before, plan.after, plan.n_injections, fitting.n_injections, strict=True)
    return {
        "unit": settings.unit.value, "seed": settings.seed, "n_hosts": plan.n_hosts, "n_hosts_used": plan.n_hosts_used,
        "evenness_before": plan.evenness[0], "evenness_after": plan.evenness[1],
        "classes": [
            {"name": name, "before": before, "after": after, "injections": n, "fitting": n_fitting}
            for name, before, after, n, n_fitting in rows
        ],
        "without_donors": plan.without_donors,
    }  # fmt: skip


def _outcome_facts(outcome: Outcome) -> dict[str, Any]:
    return {
        "folder": str(outcome.version.folder), "id": outcome.version.id, "n_samples": len(outcome.version.samples),
        "injected": outcome.n_injected, "given_up": outcome.n_given_up, "rejected": outcome.rejected,
    }  # fmt: skip


def _print_plan(plan: Plan, fitting: Plan, settings: BalanceSettings) -> None:
    width = max(len(name) for name in plan.names)
    hosts = "clean frames and clean parts of frames" if settings.uses_crops else "frames without a defect"
    say(f"{settings.unit.value.capitalize()} of the train split; {plan.n_hosts} {hosts}")
    rows = zip(plan.names, plan.before, plan.after, plan.n_injections, fitting.n_injections, strict=True)
    for name, before, after, n, n_fitting in rows:
        note = "  nothing to inject" if name in plan.without_donors else ""
        if n_fitting < n:
            note = f"  about {n_fitting} of them fit the rules" if n_fitting else "  none of them fits the rules"
        say(f"  {name:<{width}}  {before:>9.0f} to {after:>9.0f}, {n:>5} injections{note}")
    before, after = plan.evenness
    say(f"Evenness {before:.2f} to {after:.2f}; {plan.n_hosts_used} of the clean frames are used")


def _print_outcome(outcome: Outcome) -> None:
    version = outcome.version
    say(f"{version.name} {version.id}: {len(version.samples)} samples")
    for name, reasons in outcome.rejected.items():
        n_made, n_lost = outcome.n_injected.get(name, 0), outcome.n_given_up.get(name, 0)
        if n_made or n_lost:
            n_rejected = sum(reasons.values())
            why = ", ".join(f"{n} {reason}" for reason, n in reasons.items())
            counts = f"{n_made} injected" + (f", {n_lost} given up" if n_lost else "")
            share = n_rejected / (n_rejected + n_made)
            say(f"  {name}: {counts}; {share:.0%} of attempts rejected" + (f" ({why})" if why else ""))
    say(f"Written to {version.folder}")
