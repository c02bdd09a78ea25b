"""What must hold for the repository as a whole."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest

import inspector
from tests.sources import parsed

REPOSITORY = Path(__file__).parents[2]
PACKAGES = ("inspector", "models", "research", "training", "resources")
LARGEST_FILE_BYTES = 8_000_000
HEAVY = ("numpy", "cv2", "onnxruntime", "PySide6", "torch", "pydantic")


@cache
def tracked_files() -> tuple[Path, ...]:
    ran = subprocess.run(["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, check=False)
    if ran.returncode != 0:
        pytest.skip("not a git checkout")
    paths = (REPOSITORY / name for name in ran.stdout.decode().split("\0") if name)
    return tuple(path for path in paths if path.is_file())


def text_files() -> list[tuple[Path, str]]:
    """Tracked files that are text."""
    found = []
    for path in tracked_files():
        content = path.read_bytes()
        if b"\0" not in content[:8192]:
            found.append((path.relative_to(REPOSITORY), content.decode("utf-8")))
    return found


def modules_after(code: str) -> set[str]:
    """Top-level modules that a new Python has loaded after this code."""
    code += "\nimport json, sys; sys.stderr.write(json.dumps(sorted({name.split('.')[0] for name in sys.modules})))"
    ran = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return set(json.loads(ran.stderr.splitlines()[-1]))


@pytest.mark.parametrize("module", ["inspector.cli", "inspector.app"])
def test_the_program_starts_without_torch(module: str) -> None:
    assert {"torch", "models", "research", "training"}.isdisjoint(modules_after(f"import {module}"))


def test_help_loads_nothing_heavy() -> None:
    loaded = modules_after(
        "import sys; sys.argv = ['inspector', '--help']\n"
        "from inspector.cli import main\n"
        "try: main()\n"
        "except SystemExit as end: assert not end.code"
    )
    assert loaded.isdisjoint(HEAVY)


def test_the_words_of_messages_need_no_qt() -> None:
    assert "PySide6" not in modules_after("import inspector.texts.messages")


def test_one_version() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == inspector.__version__


def test_constraints_lie_within_the_allowed_ranges() -> None:
    """Else pip refuses the set-up with a conflict."""
    from packaging.requirements import Requirement

    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    listed = [
        *project["dependencies"],
        *(each for extra in project["optional-dependencies"].values() for each in extra),
    ]
    lines = (REPOSITORY / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = dict(line.lower().split("==") for line in lines if line and not line.startswith("#"))
    for requirement in map(Requirement, listed):
        assert requirement.name.lower() in pins, f"{requirement.name} has no line in constraints.txt"
        assert requirement.specifier.contains(pins[requirement.name.lower()]), requirement


def test_no_large_file_is_tracked() -> None:
    large = [str(path) for path in tracked_files() if path.stat().st_size > LARGEST_FILE_BYTES]
    assert not large


def test_no_text_names_a_registry_or_a_folder_of_one_machine() -> None:
    """Where packages come from is the user's setting; a path of one machine works on that machine."""
    registries = ["py" + "pi.org", "python" + "hosted", "download.py" + "torch", "--" + "index-url", "extra-" + "index"]
    machine_path = re.compile(
        r"""(?:^|[\s"'`(=:])/(?:""" + "|".join(["work", "root", "home", "Users", "mnt"]) + r")/\w"
    )
    told = []
    for path, text in text_files():
        for number, line in enumerate(text.splitlines(), 1):
            if any(name in line for name in registries) or machine_path.search(line):
                told.append(f"{path}:{number}: {line.strip()[:100]}")
    assert not told, "\n".join(told)


def test_every_module_introduces_itself() -> None:
    """Tests may go without, and so may an empty ``__init__.py``."""
    silent = []
    for path in tracked_files():
        relative = path.relative_to(REPOSITORY)
        if path.suffix == ".py" and relative.parts[0] in PACKAGES:
            tree = parsed(path)
            if tree.body and ast.get_docstring(tree) is None:
                silent.append(str(relative))
    assert not silent


def test_unit_tests_mirror_the_packages() -> None:
    """A folder here is named for the package it tests, so that one finds a test without searching."""
    known = {path.name for path in (REPOSITORY / "inspector").iterdir() if path.is_dir()}
    known |= {"models", "research", "training", "resources", "guards"}
    folders = {path.relative_to(REPOSITORY / "tests" / "unit").parts[0] for path in tracked_unit_tests()}
    assert {name for name in folders if not name.endswith(".py")} <= known


def tracked_unit_tests() -> list[Path]:
    return [path for path in tracked_files() if path.is_relative_to(REPOSITORY / "tests" / "unit")]


# One import per contract of pyproject.toml that it must refuse: (module, line).
REFUSED = {
    "Inspector's packages point one way, towards core": (
        "inspector/measuring/severity.py",
        "import inspector.pictures.decoding",
    ),
    "views show: they know core, screens, texts and resources only": (
        "inspector/views/bad.py",
        "import inspector.store.database",
    ),
    "the pipeline knows sources, inference, store and core, and neither settings nor data sets": (
        "inspector/pipeline/sink.py",
        "import inspector.workspace.settings",
    ),
    "only sources and datasets read pictures": ("inspector/store/records.py", "import inspector.pictures.decoding"),
    "Qt only in app, views, presenters and workers": (
        "inspector/commands/progress.py",
        "def late():\n    import inspector.workers.job_worker",
    ),
    "core stands alone": ("inspector/core/files.py", "import resources"),
    "the program runs without PyTorch, networks, training and research": (
        "inspector/jobs/job.py",
        "def late():\n    import research",
    ),
    "models and resources import nothing of ours": ("models/registry.py", "import inspector.core.classes"),
    "models know no shipped files, resources no networks": ("models/a_net.py", "import resources"),
    "training knows models, and what it shares with the program: core, measuring, data sets, evaluation, runs, texts": (
        "training/losses.py",
        "import inspector.store.writer",
    ),
}


def test_each_import_contract_can_fail(tmp_path: Path) -> None:
    """A contract that names the wrong module is kept for ever; so each is broken once, in a copy."""
    for package in PACKAGES:
        shutil.copytree(
            REPOSITORY / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__", "*.onnx")
        )
    shutil.copy(REPOSITORY / "pyproject.toml", tmp_path)
    (tmp_path / "inspector" / "views" / "bad.py").write_text("")
    assert broken_contracts(tmp_path) == set()
    for module, line in REFUSED.values():
        path = tmp_path / module
        path.write_text(f"{path.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    contracts = tomllib.loads((tmp_path / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    assert broken_contracts(tmp_path) == {contract["name"] for contract in contracts} == set(REFUSED)


def broken_contracts(folder: Path) -> set[str]:
    command = [Path(sys.executable).parent / "lint-imports", "--no-cache", "--no-logo"]
    wide = {**os.environ, "COLUMNS": "300", "NO_COLOR": "1"}  # one line per contract
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=wide)
    assert "Contracts:" in ran.stdout, ran.stdout + ran.stderr
    summary = ran.stdout.split("Contracts:")[0]
    return set(re.findall(r"^(.*) BROKEN", summary, flags=re.MULTILINE))
