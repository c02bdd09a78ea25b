"""Starting with the PC: the files that systemd and desktops read, and that they read them as they are meant."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from inspector.core.messages import Code, WorkspaceError
from inspector.upkeep.autostart import (
    How,
    desktop_text,
    lasting_command,
    shown,
    start_command,
    switch_off,
    switch_on,
    unit_text,
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="files of Linux")

COMMAND = ["/opt/in spector/inspector", "watch", "--", "window", "--workspace", '/data/Süd $1 100% "A" \\ B']


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "config"


@pytest.mark.parametrize("how", [How.SYSTEMD, How.DESKTOP])
def test_on_and_off_again(config: Path, how: How):
    assert shown() is None
    made = switch_on(COMMAND, how)
    assert made == shown()
    assert made.how is how
    assert Path(made.file).is_relative_to(config)
    switch_off()
    assert shown() is None
    assert [path for path in config.rglob("*") if not path.is_dir()] == []
    switch_off()


def test_one_way_at_a_time(config: Path):
    switch_on(COMMAND, How.SYSTEMD)
    switch_on(COMMAND, How.DESKTOP)
    found = shown()
    assert found is not None
    assert found.how is How.DESKTOP
    switch_on(COMMAND, How.SYSTEMD)
    assert not (config / "autostart" / "inspector.desktop").exists()


def test_the_unit_is_enabled_as_systemd_does_it(config: Path):
    switch_on(COMMAND, How.SYSTEMD)
    link = config / "systemd" / "user" / "graphical-session.target.wants" / "inspector.service"
    assert link.resolve() == config / "systemd" / "user" / "inspector.service"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd")
def test_systemd_understands_the_unit(tmp_path: Path):
    program = tmp_path / "in spector"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    unit = tmp_path / "inspector.service"
    unit.write_text(unit_text([str(program), *COMMAND[1:]]))
    ran = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(unit)], capture_output=True, text=True, timeout=60, check=False
    )
    told = [line for line in ran.stderr.splitlines() if "inspector.service" in line]
    assert told == [], ran.stderr


def test_a_watchdog_that_gave_up_and_a_window_that_was_closed_stay_down():
    """By the table of Restart= in systemd.service(5): any end with an exit code is left alone, a kill is not."""
    assert "\nRestart=on-abnormal\n" in unit_text(COMMAND)


def test_quoting_by_hand():
    """By the rules of systemd.service(5) and of the Desktop Entry Specification."""
    assert (
        'ExecStart="/opt/in spector/inspector" "watch" "--" "window" "--workspace" '
        '"/data/Süd $$1 100%% \\"A\\" \\\\ B"\n'
    ) in unit_text(COMMAND)
    assert (
        'Exec="/opt/in spector/inspector" "watch" "--" "window" "--workspace" '
        '"/data/Süd \\\\$1 100%% \\\\"A\\\\" \\\\\\\\ B"\n'
    ) in desktop_text(COMMAND)


def test_an_installed_program_is_started_through_its_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "inspector").touch()
    (tmp_path / "current").symlink_to("app")
    monkeypatch.setattr("inspector.updates.installed.LINUX_ROOT", tmp_path)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert start_command(None)[0] == str(tmp_path / "current" / "inspector")
    assert lasting_command("window") == [str(tmp_path / "current" / "inspector"), "window"]  # what the watchdog starts


def test_starting_again_is_the_same_process_with_the_same_words(tmp_path: Path):
    """As after an update in the window: whoever watches this process, or waits for it, notices nothing."""
    (tmp_path / "app").mkdir()
    program = tmp_path / "app" / "inspector"
    program.write_text('#!/bin/sh\necho "$$" "$@"\n')
    program.chmod(0o755)
    (tmp_path / "current").symlink_to("app")
    code = (
        "import os, pathlib, sys\n"
        "from inspector.updates import installed\n"
        "from inspector.upkeep.autostart import start_again\n"
        "sys.frozen, sys.argv = True, ['inspector', *sys.argv[2:]]\n"
        f"installed.LINUX_ROOT = pathlib.Path({str(tmp_path)!r})\n"
        "print(os.getpid(), flush=True)\n"
        "start_again()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "-", "window", "--workspace", "Werk Süd"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    pid, said = done.stdout.splitlines()
    assert said == f"{pid} window --workspace Werk Süd"


def test_a_folder_that_refuses_is_said(config: Path):
    config.write_text("a file in the way")
    with pytest.raises(WorkspaceError) as caught:
        switch_on(COMMAND, How.DESKTOP)
    assert caught.value.message.code is Code.AUTOSTART_FAILED
