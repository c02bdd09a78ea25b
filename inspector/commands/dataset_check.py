"""``inspector dataset check``: what speaks against a training on a version."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from inspector.commands.named_model import named_model
from inspector.commands.named_version import named_version
from inspector.commands.output import print_json, say
from inspector.commands.progress import Progress
from inspector.commands.table import table
from inspector.datasets.sanity import USED, Expectation, SanityFinding, sanity_of
from inspector.inference.model_content import read_content
from inspector.texts import sanity as texts


def print_check(dataset: str, model: str | None, workspace: Path | None, as_json: bool) -> int:
    """1 where a training is refused."""
    version = named_version(dataset, workspace)
    expected = Expectation()
    if model is not None:
        card = read_content(named_model(model, workspace)).card
        expected = Expectation(card.class_names, card.input_bits)
    with Progress("read and compared", is_quiet=as_json) as progress:
        found = sanity_of(version, expected, progress.show)
    is_refused = bool(found.refusals)
    if as_json:
        findings = [{**asdict(one), "refuses": one.refuses, "text": texts.finding_texts(one)} for one in found.findings]
        print_json({**asdict(found), "findings": findings, "is_refused": is_refused})
        return 1 if is_refused else 0
    splits = ", ".join(f"{split.value} {n}" for split, n in zip(USED, found.n_frames, strict=True))
    say(f"{found.name} {found.version_id}: frames in {splits}")
    rows = [
        [counts.name, *(f"{n} in {m}" for n, m in zip(counts.n_frames, counts.n_groups, strict=True))]
        for counts in found.classes
    ]
    for line in table(["class", *(f"{split.value}: frames in groups" for split in USED)], rows):
        say(f"  {line}")
    for finding in found.findings:
        _say_finding(finding)
    if not found.findings:
        say(texts.NOTHING_FOUND.translated())
    return 1 if is_refused else 0


def _say_finding(finding: SanityFinding) -> None:
    what, to_do = texts.finding_texts(finding)
    tier = texts.REFUSES if finding.refuses else texts.WARNS
    say(f"{tier.translated()}: {what} {to_do}")
