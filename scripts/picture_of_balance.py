"""Save a picture of the Balance page with a dataset open.

    picture_of_balance.py WORKSPACE DATASET FILE.png [CLASS NUMBER]

CLASS is the index of the class that is looked at, NUMBER that of its injection.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtTest import QTest

from inspector.app import build, make_application
from inspector.presenters.balance_presenter import BalancePresenter
from inspector.screens.balance import PreviewRequest
from inspector.screens.balance_actions import BALANCE

TIMEOUT_S = 120.0


def main() -> int:
    workspace, dataset, file = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    application = make_application("dark")
    parts = build(workspace)
    parts.window.show()
    parts.window.show_page(BALANCE)
    presenter = parts.presenters[BALANCE]
    assert isinstance(presenter, BalancePresenter)

    def wait_until(is_so: Callable[[], bool]) -> None:
        ends_at = time.monotonic() + TIMEOUT_S
        while not is_so() and time.monotonic() < ends_at:
            QTest.qWait(50)

    wait_until(lambda: bool(presenter.datasets))
    is_saved = False
    if dataset not in presenter.datasets:
        sys.stderr.write(f"{workspace} holds no dataset {dataset}: {', '.join(presenter.datasets) or 'none at all'}\n")
    else:
        presenter.open(dataset)
        wait_until(lambda: presenter.is_open and presenter.is_calm)
        if len(sys.argv) > 4:
            presenter.look_at(PreviewRequest(int(sys.argv[4]), int(sys.argv[5])))
        QTest.qWait(500)
        wait_until(lambda: presenter.is_calm)
        QTest.qWait(200)
        is_saved = presenter.is_open and parts.window.grab().save(str(file))
    parts.presenter.close()
    application.processEvents()  # nobody runs the event loop any more: what was put to the window is delivered here
    return 0 if parts.end() and is_saved else 1


if __name__ == "__main__":
    sys.exit(main())
