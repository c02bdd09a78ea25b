"""What commands print of names that come from elsewhere: nothing that a terminal obeys, no line that is not theirs."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

import inspector
from inspector.core.untrusted import spelled_out
from inspector.datasets.version import MANIFEST_NAME, NewSample, Split, write_version
from inspector.runs.request import DatasetShare, RunRequest
from inspector.workspace.workspace import Workspace, create_workspace
from tests.sources import walked
from tests.tiny_model import BRIGHT, CLEAN, write_tiny_model

REPOSITORY = Path(__file__).parents[3]
ESCAPE, C1, TURN = "\x1b[31m", "\x9b2J", "\u202e"
HOSTILE = f"{ESCAPE}{C1}{TURN}\x07x"
PRINTERS = {
    "commands/output.py",  # all of it goes through here
    "cli/root.py",  # what nobody else prints: that output failed
    "logs.py",  # that the log cannot be written
    "app.py",  # that no window can be opened, where Qt ends the process
}


def inspector_run(*words: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "inspector", *map(os.fsencode, map(str, words))],
        cwd=REPOSITORY, capture_output=True, timeout=300, env={**os.environ, **environment},
    )  # fmt: skip


def assert_harmless(*streams: bytes) -> None:
    for stream in streams:
        text = stream.decode("utf-8")
        assert spelled_out(text, keeping="\n") == text
        assert not any(line.startswith("forged") for line in text.splitlines())


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return create_workspace(tmp_path / "plant")


@pytest.mark.parametrize("as_json", [False, True])
def test_a_runs_folder_and_request_print_no_commands(workspace: Workspace, as_json: bool):
    folder = workspace.runs / f"{HOSTILE}\nforged"
    folder.mkdir()
    odd = os.fsdecode(os.fsencode(workspace.runs) + b"/odd\xff")
    Path(odd).mkdir()
    request = RunRequest("r", (DatasetShare("v", 1.0),), "a-net", "m", "1").to_json()
    (folder / "request.json").write_text(json.dumps(json.loads(request) | {"network": f"{HOSTILE}\nforged"}))
    line = {"state": "failed", "detail": f"{HOSTILE}\nforged", "notice": f"{HOSTILE}\nforged", "at": HOSTILE}
    for path in (folder, Path(odd)):
        (path / "progress.jsonl").write_text(json.dumps(line))
    options = ["--workspace", workspace.folder, *(["--json"] if as_json else [])]
    for words in (["runs"], ["train", "--status", folder], ["train", "--stop", folder], ["train", "--status", odd]):
        done = inspector_run(*words, *options)
        assert done.returncode == 0, done.stderr
        assert done.stdout
        assert_harmless(done.stdout, done.stderr)
        if as_json:
            assert ESCAPE in json.dumps(json.loads(done.stdout), ensure_ascii=False).replace("\\u001b", "\x1b")


@pytest.mark.timeout(300)
def test_pieces_classes_models_and_frames_print_no_commands(workspace: Workspace, tmp_path: Path):
    name = f"{ESCAPE}{C1}x\nforged"
    (frames := tmp_path / "frames").mkdir()
    picture = cv2.imencode(".png", np.full((32, 32), CLEAN, np.uint8))[1].tobytes()
    spot = np.full((32, 32), CLEAN, np.uint8)
    spot[8:16, 8:16] = BRIGHT
    (frames / f"{name}.png").write_bytes(cv2.imencode(".png", spot)[1].tobytes())
    (frames / f"{name} cut.png").write_bytes(picture[:40])
    model = write_tiny_model(tmp_path / f"{HOSTILE}.onnx", name="tiny", class_names=("background", "dull", "bright"))
    options = ["--model", model, "--workspace", workspace.folder, "--out", tmp_path / f"out{ESCAPE}"]
    done = inspector_run("run", frames, "--piece", name, *options)
    assert done.returncode in (1, 3), done.stderr  # refused in words, or inspected
    assert_harmless(done.stdout, done.stderr)
    for words in (["run", f"{frames}{HOSTILE}"], [HOSTILE], ["runs", f"--{HOSTILE}"], ["models", "add", HOSTILE]):
        failed = inspector_run(*words)
        assert failed.returncode in (1, 2)
        assert_harmless(failed.stdout, failed.stderr)
        assert b"Traceback" not in failed.stderr


def on_a_terminal(*words: str) -> bytes:
    """What reaches the terminal of a program that knows that it has one."""
    ours, its = os.openpty()
    with subprocess.Popen([sys.executable, "-m", "inspector", *words], cwd=REPOSITORY, stdout=its, stderr=its):
        os.close(its)
        parts = []
        try:
            while part := os.read(ours, 65_536):
                parts.append(part)
        except OSError:  # the program has ended
            pass
    os.close(ours)
    return b"".join(parts).replace(b"\r\x1b[K", b"").replace(b"\r\n", b"\n")


@pytest.mark.skipif(os.name == "nt", reason="terminals of Unix")
@pytest.mark.parametrize("words", [[HOSTILE], ["runs", f"--{HOSTILE}"], ["runs", "--workspace", f"/nowhere{HOSTILE}"]])
def test_a_terminal_is_told_names_spelled_out_by_whoever_prints_them(words: list[str]):
    told = on_a_terminal(*words)
    assert b"\\x1b[31m" in told
    assert_harmless(told)


def test_the_names_of_a_data_set_from_elsewhere_print_no_commands(workspace: Workspace):
    blank = np.zeros((32, 32), np.uint8)
    picture = cv2.imencode(".png", blank)[1].tobytes()
    samples = [NewSample(f"s{i}", picture, ".png", blank, f"g{i}", split) for i, split in enumerate(Split)]
    folder = workspace.datasets / "set"
    write_version(folder, name="set", class_names=("background", "a class"), source="", terms="", samples=samples)
    manifest = (folder / MANIFEST_NAME).read_text(encoding="utf-8")
    hostile = manifest.replace("a class", json.dumps(f"{ESCAPE}{C1}x")[1:-1])
    (folder / MANIFEST_NAME).write_text(hostile, encoding="utf-8")
    for words in (["stats", folder], ["duplicates", folder]):
        done = inspector_run("dataset", *words, "--workspace", workspace.folder)
        assert done.returncode == 1
        assert b"control character" in done.stderr
        assert_harmless(done.stdout, done.stderr)


def test_a_tracebacks_text_and_a_log_line_forge_no_line(tmp_path: Path):
    code = (
        "import logging; from inspector.logs import log_kept, set_up_logging; from pathlib import Path\n"
        "set_up_logging(is_verbose=True)\n"
        f"with log_kept(Path({str(tmp_path / 'inspector.log')!r})):\n"
        "    log = logging.getLogger('inspector.test')\n"
        f"    log.warning('frame %s', {HOSTILE + chr(10) + 'forged'!r})\n"
        f"    try: raise ValueError({HOSTILE + chr(10) + 'forged'!r})\n"
        "    except ValueError: log.exception('failed')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr
    kept = (tmp_path / "inspector.log").read_bytes()
    assert_harmless(done.stderr, kept)
    assert [line.split()[2] for line in kept.decode().splitlines() if not line.startswith("    ")] == [
        "INFO", "WARNING", "ERROR"
    ]  # fmt: skip
    assert b"ValueError" in kept


FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="there is no such device here")
@pytest.mark.parametrize("words", [["runs"], ["runs", "--json"], ["models", "list"], ["--help"], ["--version"]])
def test_a_full_standard_output_ends_in_words(workspace: Workspace, words: list[str]):
    where = [] if words[0].startswith("-") else ["--workspace", str(workspace.folder)]
    with FULL.open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "inspector", *words, *where], cwd=REPOSITORY, stdout=full, stderr=subprocess.PIPE
        )
    assert done.returncode == 1
    assert done.stderr.decode().splitlines() == [
        "The output could not be written: No space left on device. What was printed is not whole."
    ]


@pytest.mark.skipif(os.name == "nt", reason="a shell closes the streams")
@pytest.mark.parametrize(
    ("closed", "code", "told"),
    [(">&-", 1, "The output could not be written"), ("2>&-", 0, "run  state"), ("<&-", 0, "run  state")],
)
def test_a_closed_stream_ends_in_words_and_is_taken_by_no_file(workspace: Workspace, closed: str, code: int, told: str):
    command = f'"{sys.executable}" -m inspector runs --workspace "{workspace.folder}" {closed}'
    done = subprocess.run(command, shell=True, cwd=REPOSITORY, capture_output=True, text=True, timeout=60)
    assert done.returncode == code
    assert told in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_place_for_the_log_a_command_works_and_says_so(workspace: Workspace, tmp_path: Path):
    (tmp_path / "file").write_text("no folder")
    done = inspector_run("runs", "--workspace", workspace.folder, INSPECTOR_LOGS=str(tmp_path / "file" / "logs"))
    assert done.returncode == 0
    assert done.stderr.decode().startswith("The log cannot be written to ")
    assert len(done.stderr.splitlines()) == 1


def test_without_a_home_all_that_needs_none_works(workspace: Workspace, tmp_path: Path):
    code = (
        "import pwd, sys\n"
        "def nobody(_): raise KeyError\n"
        "pwd.getpwuid = nobody\n"
        "from inspector.cli import main\n"
        "sys.argv = ['inspector', 'runs', *sys.argv[1:]]\n"
        "main()"
    )
    without = ("HOME", "INSPECTOR_LOGS", "INSPECTOR_WORKSPACE", "XDG_DATA_HOME", "XDG_STATE_HOME")
    environment = {key: value for key, value in os.environ.items() if key not in without}
    environment |= {"PYTHONPATH": str(REPOSITORY)}
    (stand := tmp_path / "here").mkdir()

    def ran(*words: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", code, *map(str, words)]
        return subprocess.run(command, cwd=stand, capture_output=True, text=True, env=environment, timeout=60)

    named, default = ran("--workspace", workspace.folder), ran()
    assert (named.returncode, default.returncode) == (0, 1)
    assert named.stderr.splitlines() == [
        "No log is kept: this user has no home folder. INSPECTOR_LOGS may name a folder for it."
    ]
    assert "this user has no home folder; name a workspace" in default.stderr
    assert "Traceback" not in default.stderr
    assert not list(stand.iterdir())


def prints(node: ast.AST) -> bool:
    called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
    if called in ("print", "click.echo", "click.secho", "echo"):
        return True
    return isinstance(node, ast.Attribute) and ast.unparse(node) in (
        "sys.stdout.write", "sys.stderr.write", "sys.stdout.buffer", "sys.stderr.buffer", "sys.__stdout__"
    )  # fmt: skip


def test_no_other_module_prints():
    root = Path(inspector.__file__).parent
    found = {file.relative_to(root).as_posix() for file in root.rglob("*.py") for node in walked(file) if prints(node)}
    assert found <= PRINTERS
