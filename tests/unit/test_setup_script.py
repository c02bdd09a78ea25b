"""scripts/setup.sh on machines that lack something, played with stand-ins for apt-get, ldconfig and python3."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the script is for Debian and Ubuntu")
LIBRARIES = re.findall(
    r"lib\S+",
    """
libEGL.so.1 libGL.so.1 libglib-2.0.so.0 libxkbcommon-x11.so.0 libdbus-1.so.3 libfontconfig.so.1 libxcb-cursor.so.0
libxcb-icccm.so.4 libxcb-keysyms.so.1 libxcb-shape.so.0 libxcb-xinerama.so.0 libxcb-image.so.0 libxcb-render-util.so.0
""",
)
# Makes a .venv whose python does the same; notes what pip is asked for.
PYTHON = """#!/bin/sh
case "$*" in
    *"not (3, 11)"*) exit {too_old} ;;
    *"import ensurepip"*) exit {no_venv} ;;
    *"print("*) echo python3.11-venv ;;
    --version) echo Python 3.11.7 ;;
    "-m venv"*) mkdir -p .venv/bin; cp "$0" .venv/bin/python ;;
    "-m pip"*) echo "$*" >>pip.log ;;
esac
"""


class Machine:
    """A folder with the script, and stand-ins that come first on the PATH."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.bin = folder, folder / "bin"
        self.bin.mkdir()
        for name in ("scripts/setup.sh", "pyproject.toml", "constraints.txt"):
            (folder / name).parent.mkdir(exist_ok=True)
            shutil.copy(REPOSITORY / name, folder / name)
        self.has(python=True)
        self.has_libraries(LIBRARIES)
        for name in ("xvfb-run", "xauth"):
            self.stub(name, "")
        self.is_root(False)
        self.stub("apt-get", 'echo "$*" >>apt.log')

    def stub(self, name: str, body: str) -> None:
        path = self.bin / name
        path.write_text(body if body.startswith("#!") else f"#!/bin/sh\n{body}\n")
        path.chmod(0o755)

    def has(self, *, python: bool = True, venv: bool = True) -> None:
        for name in ("python3", "python3.11", "python3.12", "python3.13"):
            self.stub(name, PYTHON.format(too_old=int(not python), no_venv=int(not venv)))

    def has_libraries(self, names: list[str]) -> None:
        self.stub("ldconfig", "\n".join(f"echo '\t{name} (libc6,x86-64) => /lib/{name}'" for name in names))

    def is_root(self, is_root: bool) -> None:
        self.stub("id", f"echo {0 if is_root else 1000}")
        self.stub("sudo", "exit 1")

    def set_up(self, kind: str = "development") -> subprocess.CompletedProcess[str]:
        environment = {"PATH": f"{self.bin}{os.pathsep}/usr/bin{os.pathsep}/bin"}
        return subprocess.run(
            ["sh", "scripts/setup.sh", kind],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def told(self, log: str) -> list[str]:
        path = self.folder / log
        return path.read_text().splitlines() if path.exists() else []


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    (tmp_path / "machine").mkdir()
    return Machine(tmp_path / "machine")


def test_a_whole_machine_installs_once(machine: Machine) -> None:
    assert machine.set_up().returncode == 0
    assert machine.set_up().returncode == 0
    assert machine.set_up("demo").returncode == 0  # development holds all of it
    assert len(machine.told("pip.log")) == 1
    assert machine.told("pip.log")[0].endswith("-c constraints.txt -e .[dev,training]")
    assert machine.told("apt.log") == []


def test_the_demo_installs_the_program_alone_and_a_changed_project_again(machine: Machine) -> None:
    machine.set_up("demo")
    with (machine.folder / "constraints.txt").open("a") as file:
        file.write("# another\n")
    machine.set_up("demo")
    assert [line.split()[-1] for line in machine.told("pip.log")] == [".", "."]


def test_missing_libraries_are_installed_by_root(machine: Machine) -> None:
    machine.has_libraries([name for name in LIBRARIES if "cursor" not in name and "EGL" not in name])
    machine.is_root(True)
    assert machine.set_up().returncode == 0
    assert machine.told("apt.log")[-1].endswith("--no-install-recommends libegl1 libxcb-cursor0")


def test_without_root_the_line_to_type_is_printed(machine: Machine) -> None:
    machine.has_libraries([name for name in LIBRARIES if "cursor" not in name])
    ran = machine.set_up()
    assert ran.returncode == 1
    assert "    sudo apt-get install libxcb-cursor0\n" in ran.stderr
    assert machine.told("pip.log") == []


def test_missing_venv_module_names_its_package(machine: Machine) -> None:
    machine.has(venv=False)
    ran = machine.set_up()
    assert ran.returncode == 1
    assert "sudo apt-get install python3.11-venv" in ran.stderr


def test_only_too_old_pythons_are_told(machine: Machine) -> None:
    machine.has(python=False)
    ran = machine.set_up()
    assert ran.returncode == 1
    assert "Python 3.11, 3.12 or 3.13 was not found" in ran.stderr
