"""What the Balance page tells about long work and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inspector.jobs.job import JobStatus
from inspector.texts.messages import MessageText, Tier

if TYPE_CHECKING:
    from pathlib import Path

    from inspector.datasets.balancing.snapshot import Outcome


def progress_text(status: JobStatus) -> str:
    """ "Reading strip · 312 of 1,344 · 4 s left"."""
    text = status.name
    if status.total:
        text += f" · {status.done:,} of {status.total:,}"
        if status.seconds_left is not None and status.seconds_left >= 1:
            left = round(status.seconds_left)
            text += f" · {left} s left" if left < 90 else f" · {round(left / 60)} min left"
    return text


def busy_text(name: str) -> MessageText:
    return MessageText(
        f"“{name}” was not started.", "Other work of this page is still running.", "It goes on.",
        "Wait for it, or cancel it.", Tier.NOTE, "balance.busy",
    )  # fmt: skip


def sheet_text(file: Path) -> MessageText:
    return MessageText(f"The contact sheet is written: {file}", "", "", "", Tier.NOTE, "balance.sheet_made")


def snapshot_text(name: str, outcome: Outcome) -> MessageText:
    n_injected, n_lost = sum(outcome.n_injected.values()), sum(outcome.n_given_up.values())
    rejected = {class_name: sum(reasons.values()) for class_name, reasons in outcome.rejected.items()}
    shares = ", ".join(
        f"{class_name} {n / (n + outcome.n_injected.get(class_name, 0)):.0%}" for class_name, n in rejected.items() if n
    )
    why = f"{n_injected:,} injections, {n_lost:,} given up" if n_lost else f"{n_injected:,} injections"
    return MessageText(
        f"The snapshot “{name}” is written: {len(outcome.version.samples):,} frames.", f"{why}.",
        f"Draws that were not taken: {shares}." if shares else "",
        f"Train on it with: inspector train --dataset {name}", Tier.NOTE, "balance.snapshot_made",
    )  # fmt: skip
