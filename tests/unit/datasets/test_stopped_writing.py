"""An import or a snapshot that was cancelled or killed goes on, and ends as one that nobody stopped."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import inspector.datasets.formats.importing as importing
from inspector.commands.dataset import ImportOfVersion, import_dataset
from inspector.commands.progress import Progress
from inspector.core.balancing import BalanceSettings, ClassRules, Rules
from inspector.core.messages import DatasetError
from inspector.datasets.balancing.snapshot import Outcome, plan_snapshot, write_snapshot
from inspector.datasets.balancing.survey import survey_of
from inspector.datasets.building import NOTES
from inspector.datasets.formats.importing import Plan, import_survey, n_frames_left, survey
from inspector.datasets.version import DatasetVersion, NewSample, Origin, Split, open_version, write_version
from inspector.jobs.job import Cancelled
from inspector.workspace.workspace import create_workspace
from tests.unit.datasets.formats.format_samples import png, put

N = 6
Report = Callable[[int, int], None]


def data(folder: Path) -> Path:
    put(folder / "classes.txt", "background\ncrack\n")
    rng = np.random.default_rng(1)
    for k in range(N):
        class_map = np.zeros((12, 14), np.uint8)
        class_map[k : k + 3, 2:9] = k % 2
        put(folder / "images" / f"f{k}.png", png(rng.integers(0, 256, (12, 14), np.uint8)))
        put(folder / "masks" / f"f{k}.png", png(class_map))
    return folder


def imported(path: Path, folder: Path, report: Report = lambda done, total: None, **options: int) -> DatasetVersion:
    return import_survey(survey("masks", path, Plan()), folder, "v", terms="none", report=report, **options)


def stopping(at: int, by: type[BaseException]) -> Report:
    def report(done: int, total: int) -> None:
        if done == at:
            raise by

    return report


def files_of(folder: Path) -> dict[str, bytes]:
    """All but the manifest, which tells the time."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*") if path.is_file() and path.name != "manifest.json"
    }  # fmt: skip


def same(one: DatasetVersion, other: DatasetVersion) -> None:
    assert one.id == other.id
    assert open_version(one.folder).samples == open_version(other.folder).samples
    assert files_of(one.folder) == files_of(other.folder)
    assert not list(one.folder.parent.glob(".*unfinished"))


@pytest.fixture
def undisturbed(tmp_path: Path) -> DatasetVersion:
    return imported(data(tmp_path / "data"), tmp_path / "undisturbed")


# imports


@pytest.mark.parametrize("by", [KeyboardInterrupt, Cancelled])
@pytest.mark.parametrize("at", range(1, N + 1))
def test_an_import_goes_on_where_it_was_stopped(
    at: int, by: type[BaseException], undisturbed: DatasetVersion, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    with pytest.raises(by):
        imported(tmp_path / "data", tmp_path / "v", stopping(at, by))
    assert not (tmp_path / "v").exists()
    surveyed = survey("masks", tmp_path / "data", Plan())
    assert n_frames_left(surveyed, tmp_path / "v") == at
    made: list[str] = []
    make = importing._sample  # noqa: SLF001 - what is made again is what is asked
    monkeypatch.setattr(importing, "_sample", lambda data, one, bits: made.append(one.name) or make(data, one, bits))
    same(import_survey(surveyed, tmp_path / "v", "v", terms="none"), undisturbed)
    assert made == [f"f{k}" for k in range(at, N)]
    assert n_frames_left(surveyed, tmp_path / "v") == 0


def killed(code: str, *arguments: Path) -> None:
    """Run the code in a process that kills itself."""
    ran = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], capture_output=True, text=True, check=False
    )
    assert ran.returncode == -signal.SIGKILL, ran.stderr


KILL = """
import os, signal, sys
from pathlib import Path
def kill(done, total):
    if done == {at}:
        os.kill(os.getpid(), signal.SIGKILL)
"""
IMPORT = (
    KILL
    + """
from inspector.datasets.formats.importing import Plan, import_survey, survey
import_survey(survey("masks", Path(sys.argv[1]), Plan()), Path(sys.argv[2]), "v", terms="none", report=kill)
"""
)
SNAPSHOT = (
    KILL
    + """
from tests.unit.datasets.test_stopped_writing import snapshot
from inspector.datasets.version import open_version
snapshot(open_version(Path(sys.argv[1])), Path(sys.argv[2]), kill)
"""
)


@pytest.mark.skipif(sys.platform == "win32", reason="has no SIGKILL")
def test_a_killed_import_goes_on_and_ends_as_an_undisturbed_one(undisturbed: DatasetVersion, tmp_path: Path):
    killed(IMPORT.format(at=4), tmp_path / "data", tmp_path / "v")
    assert sorted(path.name for path in (tmp_path / ".v.unfinished").iterdir()) == [
        "frames", "import.json", "masks", NOTES,
    ]  # fmt: skip
    surveyed = survey("masks", tmp_path / "data", Plan())
    assert n_frames_left(surveyed, tmp_path / "v") == 4
    same(import_survey(surveyed, tmp_path / "v", "v", terms="none"), undisturbed)


@given(at=st.integers(1, N), cut=st.integers(0, 400), spoiled=st.integers(0, N - 1), kind=st.integers(0, 4))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_kill_left_it_is_believed_only_where_it_is_whole(
    at: int, cut: int, spoiled: int, kind: int, undisturbed: DatasetVersion, tmp_path_factory: pytest.TempPathFactory
):
    folder = tmp_path_factory.mktemp("left")
    path = undisturbed.folder.parent / "data"
    with pytest.raises(KeyboardInterrupt):
        imported(path, folder / "v", stopping(at, KeyboardInterrupt))
    left = folder / ".v.unfinished"
    notes = left / NOTES
    if kind == 0:  # the last lines were not written
        notes.write_bytes(notes.read_bytes()[: -cut or None])
    elif kind == 1:  # files that are half there, or not at all
        for file in (left / "frames" / f"f{spoiled}.png", left / "masks" / f"f{(spoiled + 1) % N}.png"):
            file.write_bytes(file.read_bytes()[:20] if file.exists() else b"half")
    elif kind == 2:  # a note of something else
        lines = notes.read_text().splitlines()
        entry = json.loads(lines[-1])
        entry["line"] = entry["line"].replace("frames/", "masks/../frames/")
        notes.write_text("\n".join([*lines[:-1], json.dumps(entry)]) + "\n")
    elif kind == 3:
        (left / "frames" / "stray.png").write_bytes(b"of nobody")
        (left / "stray").mkdir()
        (left / "manifest.json").write_bytes(b"half")
    else:
        notes.unlink()
    same(imported(path, folder / "v"), undisturbed)


def test_other_data_or_options_begin_anew(undisturbed: DatasetVersion, tmp_path: Path):
    path = tmp_path / "data"
    for change in (
        lambda: put(path / "images" / "f5.png", png(np.full((12, 14), 7, np.uint8))),
        lambda: put(path / "masks" / "f5.png", png(np.full((12, 14), 1, np.uint8))),
        lambda: put(path / "classes.txt", "background\ndent\n"),
    ):
        with pytest.raises(KeyboardInterrupt):
            imported(path, tmp_path / "v", stopping(5, KeyboardInterrupt))
        change()
        assert n_frames_left(survey("masks", path, Plan()), tmp_path / "v") == 0
    surveyed = survey("masks", path, Plan())
    with pytest.raises(KeyboardInterrupt):
        import_survey(surveyed, tmp_path / "v", "v", terms="none", report=stopping(5, KeyboardInterrupt))
    assert n_frames_left(surveyed, tmp_path / "v", 12) == 0
    assert imported(path, tmp_path / "v").class_names == ("background", "dent")
    assert not list(tmp_path.glob(".*unfinished"))


def test_what_is_refused_leaves_nothing(undisturbed: DatasetVersion, tmp_path: Path):
    surveyed = survey("masks", tmp_path / "data", Plan())
    put(tmp_path / "data" / "masks" / "f3.png", png(np.ones((12, 14), np.uint8)))  # whole, and another one
    with pytest.raises(DatasetError, match=r"images/f3.png or its annotation was changed during the import"):
        import_survey(surveyed, tmp_path / "v", "v", terms="none")
    assert not list(tmp_path.glob(".*unfinished"))


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_in_what_was_left_lead_nowhere(undisturbed: DatasetVersion, tmp_path: Path):
    mine = put(tmp_path / "mine" / "frames" / "f0.png", b"mine").parent.parent
    for make in (
        lambda left: left.rename(left.with_name("aside")) and left.symlink_to(mine),
        lambda left: (left / "frames").rename(left / "aside") and (left / "frames").symlink_to(mine / "frames"),
        lambda left: (left / "frames" / "f0.png").unlink() or (left / "frames" / "f0.png").symlink_to(
            mine / "frames" / "f0.png"),
        lambda left: (left / NOTES).unlink() or (left / NOTES).symlink_to(mine / "frames" / "f0.png"),
    ):  # fmt: skip
        with pytest.raises(KeyboardInterrupt):
            imported(tmp_path / "data", tmp_path / "v", stopping(3, KeyboardInterrupt))
        left = tmp_path / ".v.unfinished"
        make(left)
        try:
            imported(tmp_path / "data", tmp_path / "v")
        except (OSError, DatasetError):
            assert left.is_symlink()
            left.unlink()
        assert files_of(mine) == {"frames/f0.png": b"mine"}
        if (tmp_path / "v").exists():
            assert open_version(tmp_path / "v").id == undisturbed.id
            (tmp_path / "v").rename(tmp_path / f"v{len(list(tmp_path.iterdir()))}")


def test_the_command_says_what_waits_and_what_it_goes_on_with(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    create_workspace(tmp_path / "w")
    wish = ImportOfVersion(
        data_format="masks", path=data(tmp_path / "data"), workspace=tmp_path / "w", strips=10, terms="none", name="v"
    )
    show = Progress.show

    def stop(self: Progress, done: int, total: int | None, note: str = "") -> None:
        if self._label == "imported" and done == 4:
            raise KeyboardInterrupt
        show(self, done, total, note)

    with monkeypatch.context() as stopped:
        stopped.setattr(Progress, "show", stop)
        with pytest.raises(KeyboardInterrupt):
            import_dataset(wish)
    assert "Stopped. 4 frames are written and wait: the same command goes on with them.\n" in capsys.readouterr().err
    assert import_dataset(wish) == 0
    assert "it goes on with the 4 frames that are written.\n" in capsys.readouterr().err


# snapshots


def strip(folder: Path) -> DatasetVersion:
    """Eight clean frames of noise, four cracks, one dent, and a frame that judges."""
    rng = np.random.default_rng(2)
    samples = []
    for number, kind in enumerate([0] * 8 + [1] * 4 + [2, 1]):
        pixels, class_map = rng.integers(110, 130, (96, 128)).astype(np.uint8), np.zeros((96, 128), np.uint8)
        if kind:
            pixels[40:52, 50:70] -= np.uint8(60)
            class_map[40:52, 50:70] = kind
        split = Split.TEST if number == 13 else Split.TRAIN
        samples.append(NewSample(f"f{number:02d}", png(pixels), ".png", class_map, f"g{number}", split))
    return write_version(
        folder, name="strip", class_names=("background", "crack", "dent"), source="", terms="", samples=samples
    )


SETTINGS = BalanceSettings(
    rules=Rules({}, ClassRules(min_realism=0.55)), hosts_share=1.0, excluded=frozenset({"a", "b", "c"})
)


def snapshot(version: DatasetVersion, folder: Path, report: Report = lambda done, total: None) -> Outcome:
    surveyed = survey_of(version)
    return write_snapshot(folder, surveyed, SETTINGS, plan_snapshot(surveyed, SETTINGS), report)


def counts(outcome: Outcome) -> tuple[object, ...]:
    return outcome.n_injected, outcome.n_given_up, outcome.rejected


def test_a_snapshot_goes_on_where_it_was_stopped_and_tells_the_same(tmp_path: Path):
    version = strip(tmp_path / "strip")
    whole = snapshot(version, tmp_path / "undisturbed")
    n_injected = sum(sample.origin is Origin.INJECTED for sample in whole.version.samples)
    assert n_injected == 3
    assert sum(sum(reasons.values()) for reasons in whole.rejected.values())  # some attempts were not taken
    for at in range(len(version.samples) + 1, len(version.samples) + n_injected):
        folder = tmp_path / f"at{at}"
        with pytest.raises(Cancelled):
            snapshot(version, folder / "v", stopping(at, Cancelled))
        left = sorted(path.name for path in (folder / ".v.unfinished" / "frames").iterdir())
        assert len(left) == at
        again = snapshot(version, folder / "v")
        same(again.version, whole.version)
        assert counts(again) == counts(whole)


@pytest.mark.skipif(sys.platform == "win32", reason="has no SIGKILL")
def test_a_killed_snapshot_goes_on_and_ends_as_an_undisturbed_one(tmp_path: Path):
    """In another process the order of sets is another one."""
    version = strip(tmp_path / "strip")
    whole = snapshot(version, tmp_path / "undisturbed")
    killed(SNAPSHOT.format(at=len(version.samples) + 2), version.folder, tmp_path / "k" / "v")
    frames = tmp_path / "k" / ".v.unfinished" / "frames"
    times = {path.name: path.stat().st_mtime_ns for path in frames.iterdir()}
    again = snapshot(version, tmp_path / "k" / "v")
    same(again.version, whole.version)
    assert counts(again) == counts(whole)
    kept = [name for name, at in times.items() if (again.version.folder / "frames" / name).stat().st_mtime_ns == at]
    assert len(kept) == len(version.samples) + 2  # none of them was written again
