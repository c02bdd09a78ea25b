"""``python -m training RUN_REQUEST.json``: run or resume a training, in as many processes as the request says, or as
``torchrun`` starts. ``python -m training variant …``: a variant of a model in smaller arithmetic, see ``quantising``.

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
from inspector.runs.progress import ProgressLine, RunState, latest
from inspector.runs.request import MAX_REQUEST_BYTES, RunRequest
from inspector.runs.turn import turn
from inspector.texts.messages import one_line
from training.giving_way import GivingWay
from training.several import HELD, is_rank, run_as_rank, run_in_ranks

log = logging.getLogger("training")

VARIANT = "variant"  # the first word, in the place of a request


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
    given = sys.argv[1:] if arguments is None else arguments
    if given[:1] == [VARIANT]:
        from training.quantising import main as make_variant  # which brings libraries that a training does without

        return make_variant(given[1:])
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("request", type=Path, help="the run's request.json")
    parser.add_argument(HELD, action="store_true", help="the run is held by the process that starts this one")
    options = parser.parse_args(given)
    to_log_file = logging.StreamHandler()
    to_log_file.setFormatter(LogLines("%(asctime)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[to_log_file])
    folder = RunFolder(options.request.resolve().parent)
    if not options.request.is_file():
        log.error("The request cannot be run: there is no file %s", options.request)
        return 2
    try:
        if is_rank():
            return _run(folder, options.request, is_held=options.held)
        with folder.held():
            return _run(folder, options.request)
    except Timeout:
        log.error("This run is already in progress in another process.")
        return 1
    except OSError as error:
        log.error("The run cannot work in its folder: %s", error)
        return 2


def _run(folder: RunFolder, file: Path, *, is_held: bool = True) -> int:
    """Under the run's lock, so that the request is the one that stays in the folder; a rank takes the lock itself where
    the run is not held."""
    try:
        request = RunRequest.from_json(read_bounded(file, MAX_REQUEST_BYTES).decode("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        log.error("The request cannot be run: %s", error)
        return 2
    try:
        if is_rank():
            outcome = run_as_rank(request, folder, is_held=is_held)
        else:
            outcome = _in_turn(request, folder)
    except AskedToEnd as asked:  # in the queue; once it works, train hears it
        outcome = ended_as_asked(folder, asked.control)
    except Timeout:
        raise
    except Exception as error:  # whoever watches reads the end of the run in its folder
        log.exception("the run failed")
        try:
            if not (is_rank() and latest(folder.progress()).has_ended):  # as another rank said already
                folder.report(ProgressLine(RunState.FAILED, detail=readable(error)))
        except OSError as refusal:
            log.error("That could not be told in its folder: %s", refusal)
        return 1
    log.info("%s: %s", request.run, outcome or "another of its processes was lost")
    return 1 if outcome in (None, RunState.FAILED) else 0


def _in_turn(request: RunRequest, folder: RunFolder) -> RunState:
    with turn(folder):
        if request.n_processes > 1:
            return run_in_ranks(request, folder)
        with GivingWay(folder.path.parent) as way:
            from training.loop import train  # PyTorch takes seconds to import

            return train(request, folder, way=way)


if __name__ == "__main__":
    multiprocessing.freeze_support()  # a frozen program starts its processes by its own name
    code = main()
    # A child that was killed and that the system holds: Python would wait for it, as PyTorch does for ranks.
    if multiprocessing.active_children() or (code and is_rank()):
        logging.shutdown()
        sys.stdout.flush()
        os._exit(code)
    sys.exit(code)
