"""The words for what the self-check found as a whole: titles, states, the verdict, all of it as text to hand on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from inspector.self_check.finding import Finding, State, Subject
from inspector.texts import self_check as texts

TITLES = {
    Subject.PROGRAM: texts.PROGRAM, Subject.CLASHES: texts.CLASHES, Subject.WRITING: texts.WRITING,
    Subject.DISK_SPACE: texts.DISK_SPACE, Subject.DISK_SPEED: texts.DISK_SPEED, Subject.MEMORY: texts.MEMORY,
    Subject.CLOCK: texts.CLOCK, Subject.SCREEN: texts.SCREEN, Subject.INSTANCES: texts.INSTANCES,
    Subject.CAMERAS: texts.CAMERAS, Subject.MODEL: texts.MODEL, Subject.CPU: texts.CPU, Subject.CUDA: texts.CUDA,
    Subject.PACE: texts.PACE,
}  # fmt: skip
STATES = {
    State.OK: texts.OK, State.NOT_LOOKED: texts.NOT_LOOKED, State.WARNING: texts.WARNING, State.FAULT: texts.FAULT,
}  # fmt: skip


def verdict_text(findings: Sequence[Finding]) -> str:
    """One sentence."""
    n_of = Counter(one.state for one in findings)
    for state, text in (
        (State.FAULT, texts.FAULTS), (State.WARNING, texts.WARNINGS), (State.NOT_LOOKED, texts.NOT_ALL)
    ):  # fmt: skip
        if n_of[state]:
            return text.translated(n=n_of[state])
    return texts.ALL_WELL.translated()


def as_text(findings: Sequence[Finding]) -> str:
    """To be handed on, by mail say: a paragraph for each finding, the verdict first."""
    parts = [verdict_text(findings)]
    for one in findings:
        head = f"{TITLES[one.subject].translated()} [{STATES[one.state].translated()}, {one.code}]"
        parts.append("\n".join(line for line in (head, one.found, one.means, one.to_do) if line))
    return "\n\n".join(parts) + "\n"
