"""``inspector run``: inspect a source without a window, with the same runner as the window."""

from __future__ import annotations

import json
import logging
import signal
import sys
import threading
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from inspector.commands.progress import Progress
from inspector.commands.shipped import shipped_model
from inspector.core.calibration import Calibration
from inspector.core.messages import Code, WorkspaceError, message
from inspector.core.stamps import utc_now
from inspector.inference.backend import Provider
from inspector.inference.model_file import open_model
from inspector.pipeline.output_folder import OutputFolder
from inspector.pipeline.recording import RecordingSink
from inspector.pipeline.result import InspectionSettings
from inspector.pipeline.runner import Runner
from inspector.pipeline.sink import Outcome, Piece
from inspector.presenters.words import one_line
from inspector.sources.opening import open_source
from inspector.store.evidence import EvidenceStore
from inspector.store.records import Notice
from inspector.store.writer import StoreWriter
from inspector.workspace.workspace import Workspace, open_or_create

log = logging.getLogger("inspector.run")

EXIT_INSPECTED, EXIT_FAILED, EXIT_SOME_NOT_INSPECTED = 0, 1, 3
LISTED = 20  # frames not inspected that are named on the terminal; all are in frames.csv


@dataclass(frozen=True, slots=True)
class RunOptions:
    model: Path | None = None
    workspace: Path | None = None
    piece: str | None = None
    mm_per_px: str | None = None
    calibration: Path | None = None
    out: Path | None = None
    class_maps: bool = False
    overlays: bool = False
    recursive: bool = False
    watch: bool = False
    continuous: bool = False
    provider: str = "auto"
    as_json: bool = False


def run_source(source_text: str, options: RunOptions) -> int:
    """Inspect, report, and return the exit code. Raises InspectorError where it cannot start."""
    workspace = open_or_create(options.workspace)
    model = open_model(options.model or shipped_model(), Provider(options.provider))
    scale = _calibration(options) or workspace.settings.scale
    source = open_source(
        source_text, recursive=options.recursive, watch=options.watch, is_continuous=options.continuous
    )
    settings = InspectionSettings.of_card(model.card, scale, workspace.settings.severity_table)
    piece = Piece(options.piece or default_piece_id(source.info.name), workspace.settings.piece_kind)
    output = OutputFolder(
        options.out, one_line, with_class_maps=options.class_maps, with_overlays=options.overlays
    )
    with recording(workspace) as (writer, evidence):
        runner = Runner(source, model, settings, piece, [RecordingSink(writer, evidence), output])
        runner.start()
        _wait(runner, source.info.n_frames, is_quiet=options.as_json)
    status = runner.status
    summary = output.summary(status.outcome or Outcome.FAILED, status.reason)
    if options.as_json:
        json.dump(summary, sys.stdout, indent=1, ensure_ascii=False)
        sys.stdout.write("\n")
    else:
        _print_summary(summary, options.out)
    if status.outcome is Outcome.FAILED:
        return EXIT_FAILED
    return EXIT_SOME_NOT_INSPECTED if summary["n_not_inspected"] else EXIT_INSPECTED


def default_piece_id(source_name: str) -> str:
    return f"{source_name} {utc_now():%Y-%m-%d %H:%M:%S}"


@contextmanager
def recording(workspace: Workspace) -> Iterator[tuple[StoreWriter, EvidenceStore]]:
    """The workspace's records, open for writing; trouble is said on standard error as it comes."""

    def say(notice: Notice) -> None:
        text = one_line(notice.message)
        log.error("%s", f"over after {notice.lasted_s:.0f} s: {text}" if notice.is_over else text)

    writer = StoreWriter(workspace.database, on_notice=say)
    try:
        for unfinished in writer.unfinished:
            log.warning("%s", one_line(unfinished))
        quota_bytes = workspace.settings.evidence.quota_mb * 1_000_000
        evidence = EvidenceStore(workspace.frames, quota_bytes, writer, on_notice=say)
        try:
            yield writer, evidence
        finally:
            evidence.close()
    finally:
        lost = writer.close()
        if lost:
            raise WorkspaceError(
                message(Code.OUTPUT_UNWRITABLE, path=str(workspace.database), detail=f"{len(lost)} records were not written")
            )


def _calibration(options: RunOptions) -> Calibration | None:
    if options.mm_per_px:
        return Calibration.parse(options.mm_per_px)
    if options.calibration is None:
        return None
    try:
        loaded = tomllib.loads(options.calibration.read_text(encoding="utf-8"))
        loaded = loaded.get("calibration", loaded)
        return Calibration(float(loaded["mm_per_px_across"]), float(loaded["mm_per_px_along"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WorkspaceError(message(Code.CALIBRATION_WRONG, text=str(options.calibration))) from error


def _wait(runner: Runner, n_frames: int | None, *, is_quiet: bool) -> None:
    """Until the runner ends; Ctrl-C and SIGTERM stop it in good order."""
    previous = {}
    if threading.current_thread() is threading.main_thread():
        for name in (signal.SIGINT, signal.SIGTERM):
            previous[name] = signal.signal(name, lambda *_: runner.stop())
    try:
        with Progress("inspected", is_quiet=is_quiet) as progress:
            while not runner.join(timeout_s=0.1):
                figures = runner.status.figures
                note = f"{figures.fps_inspected:.1f} fps"
                if figures.n_not_inspected:
                    note += f", {figures.n_not_inspected} not inspected"
                progress.show(figures.n_inspected + figures.n_not_inspected, n_frames, note)
    finally:
        for name, handler in previous.items():
            signal.signal(name, handler)


def _print_summary(summary: dict[str, object], out: Path | None) -> None:
    model = summary["model"]
    assert isinstance(model, dict)
    demonstration = " (demonstration model)" if model["is_demonstration"] else ""
    click.echo(
        f"{summary['n_inspected']} of {summary['n_frames']} frames inspected with {model['name']} {model['version']}"
        f"{demonstration} on {summary['device']}; {summary['n_defects']} defects."
    )
    for title, key in (("By class", "n_defects_by_class"), ("By severity", "n_defects_by_severity")):
        counts = summary[key]
        assert isinstance(counts, dict)
        if counts:
            click.echo(f"{title}: " + ", ".join(f"{name} {n}" for name, n in sorted(counts.items())))
    if summary["mm_per_px"] is None:
        click.echo("Not calibrated: sizes are in pixels. Give --mm-per-px for millimetres.")
    missed = summary["not_inspected"]
    assert isinstance(missed, list)
    for frame in missed[:LISTED]:
        click.echo(f"not inspected: {frame['text']}", err=True)
    if len(missed) > LISTED:
        click.echo(f"… and {len(missed) - LISTED} more, all in frames.csv", err=True)
    reason = summary["reason"]
    if isinstance(reason, dict):
        click.echo(f"Ended: {reason['text']}", err=True)
    if out is not None:
        click.echo(f"Written to {out}: frames.csv, defects.csv, summary.json")
