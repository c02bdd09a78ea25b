"""Where the program runs from, whether its files are those that were packaged, and what of the system clashes."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from inspector.self_check.finding import State
from inspector.self_check.program import Origin, clashes_finding, origin, program_finding, read_manifest


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A program folder with three files, one of them in a folder and with a name that is not ASCII."""
    folder = tmp_path / "inspector app"
    (folder / "_internal").mkdir(parents=True)
    files = {"inspector": b"program", "_internal/libQt6Core.so.6": b"q" * 3_000_000, "_internal/größe.onnx": b""}
    lines = []
    for name, content in files.items():
        (folder / name).write_bytes(content)
        lines.append(f"{hashlib.sha256(content).hexdigest()}  {name}\n")
    (folder / "SHA256SUMS").write_text("".join(lines), "utf-8")
    return folder


def checked(folder: Path) -> tuple[State, str, str]:
    found = program_finding(Origin(folder, True, "0e215fa2"))
    return found.state, found.code, f"{found.found} {found.means}"


def test_a_whole_package_is_known_by_its_checksums(package: Path):
    ticks: list[int] = []
    found = program_finding(Origin(package, True, "0e215fa2"), lambda: ticks.append(1))
    assert (found.state, found.code) == (State.OK, "program.whole")
    assert found.means == "All 3 files of the package are as they were made."
    assert "(0e215fa2), a package in " in found.found
    assert len(ticks) == 3 + 4  # files, and megabytes of them: three whole ones are read in three pieces, one in one


def test_the_list_is_that_of_sha256sum_itself(package: Path):
    names = ["inspector", "_internal/libQt6Core.so.6"]
    made = subprocess.run(["sha256sum", "--binary", *names], cwd=package, capture_output=True, check=True, timeout=120)
    (package / "SHA256SUMS").write_bytes(made.stdout)
    assert list(read_manifest(package)) == names
    assert checked(package)[1] == "program.whole"


def test_altered_and_missing_files_are_named_and_are_a_fault(package: Path):
    with (package / "_internal/libQt6Core.so.6").open("r+b") as file:
        file.seek(2_000_000)
        file.write(b"!")  # one byte, the size is the same
    (package / "inspector").unlink()
    state, code, said = checked(package)
    assert (state, code) == (State.FAULT, "program.altered")
    assert "2 files of the program are altered or missing: inspector (missing), " in said
    assert "_internal/libQt6Core.so.6 (altered)" in said
    assert "größe" not in said


def test_a_folder_in_the_place_of_a_file_is_told(package: Path):
    (package / "inspector").unlink()
    (package / "inspector").mkdir()
    state, _, said = checked(package)
    assert state is State.FAULT
    assert "inspector (it is no regular file)" in said


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "it lists nothing"),
        (b"\n\n", "it lists nothing"),
        (b"no checksum\n", "its line 1 is no checksum with a path"),
        (b"a" * 64 + b"  inspector\n" + b"b" * 63 + b"  x\n", "its line 2 is no checksum with a path"),
        (b"a" * 64 + b"  ../../etc/shadow\n", "“../../etc/shadow” is no path below its folder"),
        (b"a" * 64 + b"  /etc/shadow\n", "“/etc/shadow” is no path below its folder"),
        (b"\xff\xfe\x00", "'utf-8' codec can't decode"),
    ],
)
def test_a_broken_list_is_told_with_its_line_and_leads_nowhere_else(package: Path, content: bytes, why: str):
    (package / "SHA256SUMS").write_bytes(content)
    state, code, said = checked(package)
    assert (state, code) == (State.WARNING, "program.manifest_broken")
    assert why in said


def test_a_package_without_a_list_says_that_it_does_not_know(package: Path):
    (package / "SHA256SUMS").unlink()
    assert checked(package)[:2] == (State.WARNING, "program.no_manifest")


def test_a_read_only_program_folder_is_fine(package: Path):
    for path in (*package.rglob("*"), package):
        path.chmod(0o555)
    assert checked(package)[:2] == (State.OK, "program.whole")
    for path in (package, package / "_internal"):
        path.chmod(0o755)  # so that it can be removed


def test_a_frozen_program_says_what_it_was_built_of(package: Path, monkeypatch: pytest.MonkeyPatch):
    (package / "BUILD.json").write_text(json.dumps({"version": "1.2.0", "commit": "0e215fa2" * 5}))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(package / "inspector"))
    assert origin() == Origin(package, True, "0e215fa20e21")
    (package / "BUILD.json").write_text("[")
    assert origin() == Origin(package, True, "")


def test_the_source_tells_its_commit_without_git(tmp_path: Path):
    found = origin()
    assert found.is_source
    if not (found.folder / ".git").exists():
        pytest.skip("this source is no clone")
    told = subprocess.run(["git", "rev-parse", "HEAD"], cwd=found.folder, capture_output=True, text=True, timeout=120)
    assert told.stdout.startswith(found.build)
    assert len(found.build) == 12
    assert program_finding(found).state is State.OK


def test_libraries_of_the_system_that_clash_are_named(tmp_path: Path):
    own = Origin(tmp_path / "app", True)
    assert clashes_finding(own, {"PATH": "/bin"}, tmp_path / "none").state is State.OK
    set_for = {"LD_LIBRARY_PATH": "/usr/lib/qt6:", "QT_PLUGIN_PATH": "/usr/plugins", "PYTHONHOME": "/usr"}
    found = clashes_finding(own, set_for, tmp_path / "none")
    assert (found.state, found.code) == (State.WARNING, "clashes.found")
    assert found.found.endswith(": LD_LIBRARY_PATH=/usr/lib/qt6, QT_PLUGIN_PATH=/usr/plugins")
    assert "PYTHONHOME" not in found.found  # a packaged Python does not read it
    assert found.to_do.endswith("env -u LD_LIBRARY_PATH -u QT_PLUGIN_PATH inspector")
    assert "PYTHONHOME=/usr" in clashes_finding(Origin(tmp_path / "src"), set_for, tmp_path / "none").found


def test_folders_of_the_program_itself_do_not_clash(tmp_path: Path):
    own = Origin(tmp_path / "src")
    of_program = os.pathsep.join([str(tmp_path / "src"), f"{sys.prefix}/lib/x/../y", ""])
    for name in ("PYTHONPATH", "LD_LIBRARY_PATH"):
        assert clashes_finding(own, {name: of_program}, tmp_path / "none").state is State.OK


def test_a_qt_of_the_system_in_this_process_is_found(tmp_path: Path):
    maps = tmp_path / "maps"
    own = "7f0000-7f1000 r-xp 00000000 fe:00 11 /app/my apps/PySide6/Qt/lib/libQt6Core.so.6\n"
    maps.write_text(own + own.replace("libQt6Core", "libQt6Gui") + "7f2000-7f3000 rw-p 00000000 00:00 0\n")
    assert clashes_finding(Origin(tmp_path), {}, maps).state is State.OK
    maps.write_text(own + "7f4000-7f5000 r-xp 00000000 fe:00 12 /usr/lib/x86_64-linux-gnu/libQt6Widgets.so.6\n")
    found = clashes_finding(Origin(tmp_path), {}, maps)
    assert found.state is State.WARNING
    assert found.found.endswith(": /usr/lib/x86_64-linux-gnu/libQt6Widgets.so.6")
