"""The folders of tests/ as stages: a heading for each, and no further stage after one that failed.

Used by scripts/test.sh with ``--stop-after-failed-stage``; all in one process, so that the closing line counts all.
"""

from __future__ import annotations

import pytest

HEADINGS = {"unit": "unit tests", "gui": "GUI tests", "end_to_end": "end-to-end tests"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--stop-after-failed-stage",
        action="store_true",
        help="headings for unit, GUI and end-to-end tests; stop before the next where one has failed",
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--stop-after-failed-stage"):
        config.pluginmanager.register(_Stages(config), "inspector-stages")


class _Stages:
    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._tests = config.rootpath / "tests"
        self._stage = ""

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> bool | None:
        stage = item.path.relative_to(self._tests).parts[0] if item.path.is_relative_to(self._tests) else ""
        if stage == self._stage:
            return None
        if item.session.testsfailed:
            item.session.shouldfail = (
                f"STOPPED: {HEADINGS.get(self._stage, self._stage)} failed; later stages did not run"
            )
            return True  # nothing more to do for this item; pytest ends before the next
        reporter = self._config.pluginmanager.get_plugin("terminalreporter")
        if reporter is not None:
            if self._stage:
                reporter.write_line("")  # ends the row of dots
            reporter.write_line(f"== {HEADINGS.get(stage, stage)}")
        self._stage = stage
        return None
