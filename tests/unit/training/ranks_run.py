"""``python -m training`` as the tests of several processes start it: without the trial of ways to compute a step, and
without a model file, which take most of the time of a small run.

    python ranks_run.py REQUEST               as whoever holds the run, or as a rank
    DIES_AT="1:5 0:6" …                       rank 1 is killed after step 5 of the first start, rank 0 after 6 of the next
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

    from training import learning, loop, settling
    from training.trial import Setup, Tried

    def first(measure: object, setups: tuple[Setup, ...]) -> tuple[Setup, tuple[Tried, ...]]:
        return setups[0], (Tried(setups[0], 1.0),)

    settling.fastest = first  # type: ignore[assignment]
    loop._export = lambda *_: {}  # type: ignore[assignment]  # noqa: SLF001  of the training, for its tests
    deaths = {where: start for start, where in enumerate(os.environ.get("DIES_AT", "").split())}
    real = learning._step  # noqa: SLF001  as above

    def step(learner: Any, *arguments: Any) -> float:
        here = f"{os.environ['RANK']}:{learner.step}"
        if os.environ.get("FAILS_AT") == here:
            raise torch.OutOfMemoryError("there is no memory left")
        loss = real(learner, *arguments)
        if deaths.get(f"{os.environ['RANK']}:{learner.step}") == int(os.environ["TORCHELASTIC_RESTART_COUNT"]):
            os.kill(os.getpid(), signal.SIGKILL)
        return loss

    learning._step = step  # type: ignore[assignment]  # noqa: SLF001  as above


if __name__ == "__main__":
    from training.__main__ import main

    if several.is_rank():
        with_changes()
    several.training_command = lambda: [sys.executable, str(Path(__file__))]  # type: ignore[attr-defined]
    code = main()
    sys.stdout.flush()
    os._exit(code)  # as ranks do
