"""What inspects and shows: ``inspector window``, ``demo``, ``run`` and ``doctor``."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import click

from inspector.cli.options import (
    FILE,
    FOLDER,
    Finite,
    backend_option,
    csv_option,
    json_option,
    model_option,
    reports_errors,
    workspace_option,
)


@click.command("window")
@click.argument("path", required=False, type=click.Path(path_type=Path, exists=True))
@workspace_option
@reports_errors
def open_window(path: Path | None = None, workspace: Path | None = None) -> int:
    """Open the window (the same as no command).

    PATH: a workspace or its workspace.toml, a model, or a folder or video to inspect; as the desktop gives it.
    """
    from inspector.app import START_AGAIN, run_window
    from inspector.upkeep.autostart import start_again
    from inspector.upkeep.ends import end_noted
    from inspector.upkeep.heart import Heart

    with end_noted("window", workspace) as note:
        code = run_window(workspace, path, heart=Heart(note))
        if code != START_AGAIN:  # a watchdog goes on watching
            note.closed()
    return start_again() if code == START_AGAIN else code


@click.command()
@workspace_option
@click.option("--seconds", type=Finite(min=0), default=0.0, help="Close by itself after so long; 0: stay.")
@click.option("--screenshot", type=FILE, help="Save a picture of the window before it closes.")
@click.option("--out", type=FOLDER, help="Also write tables and a summary there.")
@click.option("--seed", type=int, help="Another strip.")
@click.option("--surface", type=click.Choice(["hot-rolled", "rail"]), default="hot-rolled")
@click.option(
    "--loop", is_flag=True,
    help="Show how a new kind of defect is learned, from the first flag to the model in use and back, with captions. "
    "--workspace: a new one, which is kept, else its own is removed at the end; --seconds: how long each look lasts, "
    "0: until “Next”; --screenshot: one of each look.",
)  # fmt: skip
@reports_errors
def demo(workspace: Path | None, loop: bool, **options: Any) -> int:
    """Watch a moving synthetic strip being inspected: no camera, no data needed."""
    if loop:
        if options["out"] is not None or options["surface"] != "hot-rolled":
            raise click.UsageError("--loop shows hot-rolled strip and writes no tables: leave --out and --surface out.")
        from inspector.demo.loop import LoopOptions, run_loop_demo

        return run_loop_demo(workspace, LoopOptions(options["seconds"], options["screenshot"], options["seed"]))
    from inspector.demo.strip import run_demo
    from inspector.upkeep.ends import end_noted

    with end_noted("demo", workspace) as note:
        code = run_demo(workspace, **options)
        note.closed()
    return code


def _lanes(_context: click.Context, _option: click.Parameter, texts: tuple[str, ...]) -> tuple[tuple[float, str], ...]:
    """ "350=rtsp://…" as (350.0, "rtsp://…")."""
    lanes = []
    for text in texts:
        across, sign, source = text.partition("=")
        try:
            if not sign or not source:
                raise ValueError
            if not math.isfinite(float(across)):
                raise ValueError
            lanes.append((float(across), source))
        except ValueError:
            raise click.BadParameter(f"“{text}” is not MM=SOURCE, for example 350=1") from None
    return tuple(lanes)


def _product(_context: click.Context, _option: click.Parameter, text: str | None) -> Any:
    from inspector.core.product import ProductSettings

    try:
        return None if text is None else ProductSettings.parse(text)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def _float_range(_context: click.Context, _option: click.Parameter, text: str) -> Any:
    from inspector.core.float_range import FloatRange

    try:
        return FloatRange.parse(text)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


@click.command()
@click.argument("source")
@model_option
@click.option("--no-screening", is_flag=True, help="The model looks everywhere, whatever screen is in use for it.")
@click.option(
    "--shadow", metavar="MODEL",
    help="Another model looks at some frames beside it and changes nothing: how far both agree is told at the end.",
)  # fmt: skip
@click.option(
    "--shadow-every", type=click.IntRange(min=1), metavar="N", help="One frame in N is the shadow's. [default: 10]"
)
@workspace_option
@click.option("--piece", help="Id of the rail or coil. [default: source and time]")
@click.option("--mm-per-px", metavar="ACROSS[,ALONG]", help="Size of a pixel in mm; without, sizes stay in px.")
@click.option("--calibration", type=FILE, help="TOML file with mm_per_px_across and mm_per_px_along.")
@click.option("--out", type=FOLDER, help="Write frames.csv, defects.csv and summary.json there.")
@csv_option
@click.option("--class-maps", is_flag=True, help="With --out: an index PNG per frame.")
@click.option("--overlays", is_flag=True, help="With --out: a picture with its defects per frame.")
@click.option("--recursive", "-r", is_flag=True, help="Sub-folders too.")
@click.option("--watch", is_flag=True, help="Wait for files that another PC writes; Ctrl-C ends it.")
@click.option("--bits", type=click.IntRange(8, 16), help="Bits of 16-bit values. [default: by the files, else 16]")
@click.option(
    "--float-range", metavar="LOW..HIGH", default="0..1", show_default=True, callback=_float_range,
    help="What is black and white in floating-point values (TIFF), in all frames alike.",
)  # fmt: skip
@click.option(
    "--answer-within", "answer_s", type=click.FloatRange(min=0.1), default=30.0, show_default=True, metavar="SECONDS",
    help="A file or folder that gives no byte for so long is not waited for.",
)  # fmt: skip
@click.option("--continuous", is_flag=True, help="Frames go on where the one before ended: join defects over borders.")
@click.option(
    "--lane", "lanes", metavar="MM=SOURCE", multiple=True, callback=_lanes,
    help="Another source beside SOURCE, MM across from its left edge; may be repeated.",
)  # fmt: skip
@click.option(
    "--speed", "speed_m_s", type=Finite(min=0, min_open=True), metavar="M_PER_S",
    help="Positions by time and speed.",
)  # fmt: skip
@click.option("--position-from-name", metavar="PATTERN", help="Positions by names, as in '_(?P<m>[0-9.]+)m'.")
@click.option(
    "--product", callback=_product, metavar="whole|edges[:lighter]|A..B",
    help="What of a frame is inspected: all, between the edges of rail or strip (lighter: what lies beside is), or "
    "columns A to B. [default: the workspace's]",
)  # fmt: skip
@click.option(
    "--thresholds-set", "threshold_set", metavar="[PRODUCT/]NAME",
    help="Thresholds that were saved under a name in the window. [default: the model's own]",
)  # fmt: skip
@backend_option
@json_option
@reports_errors
def run(source: str, **options: Any) -> int:
    """Inspect SOURCE without a window: a folder, picture, video, camera number or URL.

    Ends with 0 when every frame was inspected, 3 when some were not (they are listed).
    """
    if (options["class_maps"] or options["overlays"]) and options["out"] is None:
        raise click.UsageError("--class-maps and --overlays need --out DIR.")
    if options["mm_per_px"] and options["calibration"]:
        raise click.UsageError("--mm-per-px and --calibration exclude each other.")
    if options["speed_m_s"] is not None and options["position_from_name"] is not None:
        raise click.UsageError("--speed and --position-from-name exclude each other.")
    if options["shadow_every"] is not None and options["shadow"] is None:
        raise click.UsageError("--shadow-every needs --shadow MODEL.")
    from inspector.commands.run import RunOptions, run_source
    from inspector.upkeep.ends import end_noted

    with end_noted("run", options["workspace"]):
        return run_source(source, RunOptions(**options))


@click.command()
@workspace_option
@json_option
@click.option("--again", is_flag=True, help="Try anew how the program's models run best on this PC.")
@reports_errors
def doctor(workspace: Path | None, as_json: bool, again: bool) -> int:
    """Tell what this PC can do: where networks really run, disk, memory, display."""
    from inspector.commands.doctor import examine

    return examine(workspace, as_json, again=again)
