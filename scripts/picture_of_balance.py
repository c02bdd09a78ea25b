"""Save a picture of the Balance page with a dataset open.

    picture_of_balance.py WORKSPACE DATASET FILE.png [CLASS N]

CLASS is the index of the class that is looked at, and its injection is the one after N others.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication
from waiting import wait, wait_until

from inspector.app import Parts, build, ended_in_order, make_application
from inspector.presenters.balance_presenter import BalancePresenter
from inspector.screens.balance_actions import BALANCE
from inspector.views.balance.balance_page import BalancePage

TIMEOUT_S = 120.0


def main() -> int:
    workspace, dataset, file = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    class_index, n_before = (int(sys.argv[4]), int(sys.argv[5])) if len(sys.argv) > 4 else (0, 0)
    make_application("dark")
    parts = build(workspace)
    with ended_in_order(parts):
        is_saved = _picture(parts, dataset, file, class_index, n_before)
        parts.presenter.close()
        QApplication.processEvents()  # nobody runs the event loop: what was put to the window is delivered here
    return 0 if is_saved else 1


def _picture(parts: Parts, dataset: str, file: Path, class_index: int, n_before: int) -> bool:
    parts.window.show()
    parts.window.show_page(BALANCE)
    presenter, page = parts.presenters[BALANCE], parts.window.findChild(BalancePage)
    assert isinstance(presenter, BalancePresenter)
    assert isinstance(page, BalancePage)
    wait_until(lambda: bool(presenter.datasets), TIMEOUT_S)
    if dataset not in presenter.datasets:
        known = ", ".join(presenter.datasets) or "none at all"
        sys.stderr.write(f"There is no dataset {dataset}, but {known}\n")
        return False
    presenter.open(dataset)
    wait_until(lambda: presenter.is_open and presenter.is_calm, TIMEOUT_S)
    if class_index:
        page.class_chosen.emit(class_index)
    for _ in range(n_before):
        page.action_triggered.emit("balance.next")
    wait(0.5)
    wait_until(lambda: presenter.is_calm, TIMEOUT_S)
    wait(0.2)
    return presenter.is_open and parts.window.grab().save(str(file))


if __name__ == "__main__":
    sys.exit(main())
