"""What the Balance page tells about long work and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inspector.core.messages import Code, Message, message
from inspector.texts.formats import percent

if TYPE_CHECKING:
    from inspector.datasets.balancing.snapshot import Outcome


def snapshot_made(name: str, outcome: Outcome) -> Message:
    """With the share of attempts of each class that were not taken."""
    rejected = {class_name: sum(reasons.values()) for class_name, reasons in outcome.rejected.items()}
    shares = ", ".join(
        f"{class_name} {percent(n / (n + outcome.n_injected.get(class_name, 0)))}"
        for class_name, n in rejected.items()
        if n
    )
    return message(
        Code.SNAPSHOT_MADE,
        name=name,
        n_frames=len(outcome.version.samples),
        n_injections=sum(outcome.n_injected.values()),
        n_given_up=sum(outcome.n_given_up.values()),
        shares=shares or percent(0),
    )
