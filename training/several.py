"""A run in several processes: who starts them, and what each of them is beside its steps (distributed.py).

    python -m training REQUEST             the request asks for several: holds the run and its turn, starts the ranks
    torchrun … -m training REQUEST         whoever it is that starts them; rank 0 holds the run and its turn

Both are PyTorch's elastic agent: where a rank is killed it ends the others and starts all of them again, up to
``MAX_RESTARTS`` times. A run that ended with a word, done, failed or as asked, is not begun again.
"""

from __future__ import annotations

import logging
import os
import tempfile
import threading
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from inspector.core.programs import training_command
from inspector.runs.control import AskedToEnd, Control
from inspector.runs.ending import ended_as_asked
from inspector.runs.folder import RunFolder
from inspector.runs.progress import ProgressLine, RunState, latest
from inspector.runs.request import RunRequest
from inspector.runs.turn import turn
from training.giving_way import GivingWay

log = logging.getLogger("training")

MAX_RESTARTS = 3
LOOK_S = 0.1  # between two looks of the agent at its ranks
PARENT_LOOK_S = 0.5  # between two looks of a rank whether its agent is there
HELD = "--held"


def is_rank() -> bool:
    """True in a process that an elastic agent has started."""
    return "TORCHELASTIC_RUN_ID" in os.environ


def run_in_ranks(request: RunRequest, folder: RunFolder) -> RunState:
    """Start ``request.n_processes`` on this PC and wait until the run has ended; returns how. They and this process
    speak by a file and on the loopback interface only. Raises ValueError where too many were lost."""
    from torch.distributed.elastic.multiprocessing.api import SignalException
    from torch.distributed.elastic.multiprocessing.errors import ChildFailedError
    from torch.distributed.launcher.api import LaunchConfig, launch_agent

    # Else the agent listens for ranks on every network of the PC.
    os.environ["TORCH_DISABLE_SHARE_RDZV_TCP_STORE"] = "1"
    program, *arguments = training_command()
    with tempfile.TemporaryDirectory() as scratch:
        config = LaunchConfig(
            min_nodes=1, max_nodes=1, nproc_per_node=request.n_processes, run_id=folder.name, rdzv_backend="c10d",
            rdzv_endpoint=str(Path(scratch) / "ranks"), rdzv_configs={"store_type": "file"},
            max_restarts=MAX_RESTARTS, monitor_interval=LOOK_S, local_addr="127.0.0.1",
        )  # fmt: skip
        try:
            launch_agent(config, program, [*arguments, HELD, str(folder.request_file)])
        except ChildFailedError as error:
            log.info("%s: its processes have ended: %s", request.run, error)
        except SignalException as signalled:  # it ends without a word, as a run of one process does
            raise SystemExit(128 + int(signalled.sigval)) from signalled
    now = latest(folder.progress())
    if now.state is None or not now.has_ended:
        raise _too_many_lost(folder, MAX_RESTARTS)
    return now.state


def _too_many_lost(folder: RunFolder, at_most: int) -> ValueError:
    return ValueError(
        f"one of its processes was lost, and starting all again {at_most} times did not help; {folder.log_file} says "
        "more. Started again, the run goes on from its last checkpoint"
    )


@dataclass(frozen=True, slots=True)
class OthersFolder(RunFolder):
    """As ranks other than the first see it: they tell nothing, and hear what the first one tells them."""

    def report(self, line: ProgressLine) -> None:
        pass

    def asked(self) -> Control:
        return Control.GO


def run_as_rank(request: RunRequest, folder: RunFolder, *, is_held: bool) -> RunState | None:
    """``is_held``: the run and its turn are held by the process that started this one. None: another rank is gone, or
    the run ended with a word before. Raises what ``train`` raises, and ``filelock.Timeout``."""
    rank = int(os.environ["RANK"])
    n_restarts, at_most = (int(os.environ[f"TORCHELASTIC_{name}"]) for name in ("RESTART_COUNT", "MAX_RESTARTS"))
    if n_restarts and (now := latest(folder.progress())).has_ended:
        return now.state
    threading.Thread(target=_end_with_parent, args=(os.getppid(),), name="watches the agent", daemon=True).start()
    with ExitStack() as stack:
        if rank == 0 and not is_held:
            stack.enter_context(folder.held())
        way = stack.enter_context(GivingWay(folder.path.parent))  # PyTorch is loaded behind a line, too
        from training.device import n_usable_gpus
        from training.distributed import RankLost, joined
        from training.loop import train  # PyTorch takes seconds to import

        try:
            ranks = joined(is_on_gpus=request.device != "cpu" and n_usable_gpus() > 0)
            seen = folder if ranks.is_first else OthersFolder(folder.path)
            try:
                if rank == 0 and not is_held:
                    stack.enter_context(turn(folder))
                ranks.told(0)  # the others wait for their turn here
            except AskedToEnd as asked:
                ranks.end_as_asked()
                return ended_as_asked(seen, asked.control) if ranks.is_first else RunState.STOPPED
            again = f"goes on after one of its processes was lost, restart {n_restarts} of {at_most}"
            return train(request, seen, ranks, way, again if n_restarts else "")
        except RankLost as lost:
            log.info("rank %d ends: %s", rank, str(lost).partition("\n")[0])
            if rank == 0 and n_restarts == at_most and not latest(folder.progress()).has_ended:
                raise _too_many_lost(folder, at_most) from lost
            return None


def _end_with_parent(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(PARENT_LOOK_S)  # nothing tells of that
    os._exit(1)  # without its agent nobody keeps the run from being started twice
