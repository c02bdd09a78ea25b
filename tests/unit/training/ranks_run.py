"""``python -m training`` as the tests of several processes start it: without the trial of ways to compute a step, and
without a model file, which take most of the time of a small run.

    python ranks_run.py REQUEST               as whoever holds the run, or as a rank
    DIES_AT="1:5 0:6" …                       rank 1 is killed after step 5, rank 0 after step 6 of the next start
    FAILS_AT=1:5 …                            step 6 of rank 1 raises, as PyTorch does without memory
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

from training import several


def with_changes() -> None:
    import torch

    from training import loop, settling, stepping
    from training.trial import Setup, Tried

    def first(measure: object, setups: tuple[Setup, ...]) -> tuple[Setup, tuple[Tried, ...]]:
        return setups[0], (Tried(setups[0], 1.0),)

    settling.fastest = first  # type: ignore[assignment]  # takes what it needs
    loop._export = lambda *_: {}  # type: ignore[assignment]  # noqa: SLF001  of the training, for its tests
    rank, start = os.environ["RANK"], int(os.environ["TORCHELASTIC_RESTART_COUNT"])
    deaths = {where: nth for nth, where in enumerate(os.environ.get("DIES_AT", "").split())}
    step_as_it_is, loss_as_it_is = stepping.Stepper.step, stepping.Stepper._loss  # noqa: SLF001  as above

    def step(stepper: stepping.Stepper, *arguments: Any) -> stepping.Stepped:
        stepped = step_as_it_is(stepper, *arguments)
        if deaths.get(f"{rank}:{stepper.learner.step}") == start:
            os.kill(os.getpid(), signal.SIGKILL)
        return stepped

    def loss(stepper: stepping.Stepper, *arguments: Any) -> Any:
        if os.environ.get("FAILS_AT") == f"{rank}:{stepper.learner.step}":
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB")
        return loss_as_it_is(stepper, *arguments)

    stepping.Stepper.step, stepping.Stepper._loss = step, loss  # type: ignore[method-assign]  # noqa: SLF001  as above


if __name__ == "__main__":
    from training.__main__ import main

    is_over = os.environ.get("FAILS_AT") and os.environ.get("TORCHELASTIC_RESTART_COUNT", "0") != "0"
    if several.is_rank() and not is_over:  # what is not begun again needs no PyTorch either
        with_changes()
    several.training_command = lambda: [sys.executable, str(Path(__file__))]  # type: ignore[attr-defined]  # imported there
    code = main()
    sys.stdout.flush()
    os._exit(code)  # as ranks do
