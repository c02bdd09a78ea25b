"""``python -m training RUN_REQUEST.json``: run or resume a training.

The run's folder is the one that holds the request. Ends with 0 when done or stopped as asked, 1 when it
failed (the reason stands in progress.jsonl and on standard error), 2 on wrong usage.
"""

from __future__ import annotations

import argparse
import logging
import multiprocessing
import os
import sys
from pathlib import Path

from filelock import Timeout

from inspector.core.files import why_refused
from inspector.core.messages import InspectorError
from inspector.core.untrusted import read_bounded
from inspector.logs import LogLines
from inspector.runs.control import AskedToEnd
from inspector.runs.ending import ended_as_asked
from inspector.runs.folder import RunFolder
from inspector.runs.progress import ProgressLine, RunState
from inspector.runs.request import MAX_REQUEST_BYTES, RunRequest
from inspector.runs.turn import turn
from inspector.texts.messages import one_line

log = logging.getLogger("training")


def readable(error: Exception) -> str:
    """One line for a person."""
    if isinstance(error, InspectorError):
        return one_line(error.message)
    if isinstance(error, OSError):
        return f"{why_refused(error)}. Put that right and start it again: it goes on from its last checkpoint"
    if isinstance(error, MemoryError):
        return "memory is used up. Start it again when there is more: it goes on from its last checkpoint"
    text = error.args[0] if isinstance(error, KeyError) and error.args else error  # a KeyError quotes its text
    return str(text) or type(error).__name__


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("request", type=Path, help="the run's request.json")
    options = parser.parse_args(arguments)
    to_log_file = logging.StreamHandler()
    to_log_file.setFormatter(LogLines("%(asctime)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[to_log_file])
    folder = RunFolder(options.request.resolve().parent)
    if not options.request.is_file():
        log.error("The request cannot be run: there is no file %s", options.request)
        return 2
    try:
        with folder.held():
            return _run(folder, options.request)
    except Timeout:
        log.error("This run is already in progress in another process.")
        return 1
    except OSError as error:
        log.error("The run cannot work in its folder: %s", error)
        return 2


def _run(folder: RunFolder, file: Path) -> int:
    """Under the run's lock, so that the request is the one that stays in the folder."""
    try:
        request = RunRequest.from_json(read_bounded(file, MAX_REQUEST_BYTES).decode("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        log.error("The request cannot be run: %s", error)
        return 2
    try:
        with turn(folder):
            from training.loop import train  # PyTorch takes seconds to import

            outcome = train(request, folder)
    except AskedToEnd as asked:  # in the queue; once it works, train hears it
        outcome = ended_as_asked(folder, asked.control)
    except Exception as error:  # whoever watches reads the end of the run in its folder
        log.exception("the run failed")
        try:
            folder.report(ProgressLine(RunState.FAILED, detail=readable(error)))
        except OSError as refusal:
            log.error("That could not be told in its folder: %s", refusal)
        return 1
    log.info("%s: %s", request.run, outcome)
    return 0


if __name__ == "__main__":
    multiprocessing.freeze_support()  # a frozen program starts its processes by its own name
    code = main()
    if multiprocessing.active_children():  # one that was killed and that the system holds: Python would wait for it
        logging.shutdown()
        sys.stdout.flush()
        os._exit(code)
    sys.exit(code)
