"""An update on Windows: handed to the setup when the program closes, told at the next start.

The setup is stood in by a process that waits for the end of another, exchanges the folders and says how it ended, as
packaging/windows/inspector.nsi does; packaging/windows/wine_check.py runs that one itself with the same words.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePath, PureWindowsPath

import pytest

from inspector.audit.log import Audited, AuditLog
from inspector.cli import root
from inspector.core.messages import Code, InspectorError
from inspector.store.database import open_for_writing
from inspector.store.migrations import migrate
from inspector.updates import handed_over
from inspector.updates.handed_over import HandedOver, outcome, words_to_start_again
from inspector.updates.history import last_updates
from inspector.updates.installed import InstalledProgram
from inspector.updates.updating import Updater
from inspector.updates.windows import (
    RESULT,
    WHY,
    Ended,
    For,
    Setup,
    go_back_words,
    how_it_ended,
    install_words,
    installed_for,
    start,
)
from inspector.upkeep.ends import WATCHED
from inspector.upkeep.watch import words_again
from inspector.workspace.workspace import Workspace, create_workspace
from tests.update_files import COMMIT_OLD, Plant, Signer, write_program

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="stand-ins of a shell")
AGAIN = ("window", "--workspace", "/data/Süd 1")


@dataclass
class StoodIn:
    """What was handed over, and the setup's own way of it."""

    root: Path
    refuses: str = ""
    asked: list[tuple[Path, str]] = field(default_factory=list)

    def __call__(self, file: PurePath, words: str, whom: For) -> None:
        if self.refuses:
            raise OSError(self.refuses)
        self.asked.append((Path(file), words))

    def act(self, *, ended: Ended = Ended.DONE) -> None:
        """What the setup does once the program has ended."""
        file, words = self.asked[-1]
        pid = words.split("/WaitFor=")[1].split()[0]
        if ended is Ended.DONE:
            if "/RollBack" in words:
                (self.root / "app").rename(self.root / "aside")
                (self.root / "previous").rename(self.root / "app")
                (self.root / "aside").rename(self.root / "previous")
            else:
                subprocess.run(["tar", "-xf", file, "--transform", "s/^app/new/", "-C", self.root], check=True)
                shutil.rmtree(self.root / "previous", ignore_errors=True)
                (self.root / "app").rename(self.root / "previous")
                (self.root / "new").rename(self.root / "app")
        (self.root / RESULT).write_bytes(f"[update]\r\nfor={pid}\r\nended={ended}\r\n".encode())


@pytest.fixture
def plant(tmp_path: Path) -> Plant:
    made = Plant(tmp_path / "pc", Signer())
    write_program(made.root / "app", "0.1.0", COMMIT_OLD)
    return made


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = create_workspace(tmp_path / "line 1 – Süd")
    with closing(open_for_writing(made.database, 5.0)) as connection:
        migrate(connection, made.database)
    return made


@pytest.fixture
def setup(plant: Plant) -> StoodIn:
    return StoodIn(plant.root)


def program(plant: Plant) -> InstalledProgram:
    return InstalledProgram(plant.root, has_link=False)


def state(plant: Plant) -> Path:
    return plant.folder / "state"


def updater(plant: Plant, setup: StoodIn, *workspaces: Workspace) -> Updater:
    return Updater(
        program(plant), (plant.signer.public,), tuple(one.folder for one in workspaces), state(plant),
        setup=Setup(plant.root, AGAIN, For.ONE_USER, setup),
    )  # fmt: skip


@contextmanager
def refused(code: Code) -> Iterator[None]:
    with pytest.raises(InspectorError) as caught:
        yield
    assert caught.value.message.code is code


def version(plant: Plant) -> str:
    build = program(plant).build()
    assert build is not None
    return build.version


def test_an_update_waits_for_the_end_and_is_told_at_the_next_start(
    plant: Plant, workspace: Workspace, setup: StoodIn
):  # fmt: skip
    file = plant.write_update()
    done = updater(plant, setup, workspace).install(file)
    assert (done.before, done.after, done.waits, done.told.code) == ("0.1.0", "0.2.0", True, Code.UPDATE_WAITS)
    assert version(plant) == "0.1.0"
    assert outcome(state(plant), program(plant)) is None  # somebody starts it while the setup is at work
    ((copy, words),) = setup.asked
    assert copy.read_bytes() == file.read_bytes()
    assert copy.parent.stat().st_mode & 0o777 == 0o700
    assert words == f"/S /CurrentUser /WaitFor={os.getpid()} /Restart /D={plant.root}"
    setup.act()
    assert words_to_start_again(state(plant)) == AGAIN
    assert words_to_start_again(state(plant)) == ()  # once
    told = outcome(state(plant), program(plant))
    assert told is not None
    assert (told.code, told.params["version"], told.params["before"]) == (Code.UPDATE_ARRIVED, "0.2.0", "0.1.0")
    assert outcome(state(plant), program(plant)) is None  # once
    assert not copy.exists()
    (entry,) = AuditLog(workspace.audit).entries()
    assert entry.what == Audited.PROGRAM_UPDATED
    assert last_updates([workspace.folder])[0].is_made
    assert len(list((workspace.folder / "backups").iterdir())) == 2


def test_the_way_back(plant: Plant, workspace: Workspace, setup: StoodIn):
    updater(plant, setup).install(plant.write_update())
    setup.act()
    outcome(state(plant), program(plant))
    back = updater(plant, setup, workspace).go_back()
    assert (back.before, back.after, back.waits) == ("0.2.0", "0.1.0", True)
    assert version(plant) == "0.2.0"
    file, words = setup.asked[-1]
    assert file == plant.root / "inspector-uninstall.exe"
    assert words == f"/S /RollBack /CurrentUser /WaitFor={os.getpid()} /Restart /Version=0.1.0 _?={plant.root}"
    setup.act()
    told = outcome(state(plant), program(plant))
    assert told is not None
    assert told.code is Code.UPDATE_ARRIVED
    assert version(plant) == "0.1.0"
    assert last_updates([workspace.folder])[0].what == Audited.PROGRAM_ROLLED_BACK


@pytest.mark.parametrize("ended", [one for one in Ended if one not in (Ended.DONE, Ended.NO_ANSWER)])
def test_what_the_setup_could_not_do_is_told_and_stands_in_the_log(
    plant: Plant, workspace: Workspace, setup: StoodIn, ended: Ended
):  # fmt: skip
    updater(plant, setup, workspace).install(plant.write_update())
    setup.act(ended=ended)
    told = outcome(state(plant), program(plant))
    assert told is not None
    assert told.code is Code.UPDATE_FAILED
    assert told.params["detail"] == WHY[ended].translated()
    updated, not_made = AuditLog(workspace.audit).entries()
    assert (updated.what, not_made.what) == (Audited.PROGRAM_UPDATED, Audited.NOT_MADE)
    assert not last_updates([workspace.folder])[0].is_made


def test_a_new_program_that_does_not_start_is_told(plant: Plant, setup: StoodIn):
    updater(plant, setup).install(plant.write_update())
    setup.act(ended=Ended.NO_ANSWER)
    told = outcome(state(plant), program(plant))
    assert told is not None
    assert (told.code, told.params["before"]) == (Code.UPDATE_WENT_BACK, "0.1.0")


def test_a_setup_that_says_nothing_is_told_after_a_while(plant: Plant, workspace: Workspace, setup: StoodIn):
    """It was killed, or the power went."""
    updater(plant, setup, workspace).install(plant.write_update())
    assert outcome(state(plant), program(plant)) is None
    record = state(plant) / "handed-over.json"
    kept = HandedOver(
        Audited.PROGRAM_UPDATED, "0.2.0", "bbbb222", "0.1.0", {str(workspace.audit): 1},
        at_s=time.time() - handed_over.PATIENCE_S,
    )  # fmt: skip
    handed_over.keep(record.parent, kept, AGAIN)
    told = outcome(state(plant), program(plant))
    assert told is not None
    assert told.code is Code.UPDATE_FAILED
    assert [one.what for one in AuditLog(workspace.audit).entries()][-1] == Audited.NOT_MADE


def test_what_an_earlier_setup_said_counts_for_nothing(plant: Plant, setup: StoodIn):
    (plant.root / RESULT).write_text("[update]\nfor=1\nended=done\n")
    updater(plant, setup).install(plant.write_update())
    assert outcome(state(plant), program(plant)) is None
    assert how_it_ended(plant.root, 1) is Ended.DONE
    assert how_it_ended(plant.root, os.getpid()) is None


def test_an_administrator_who_does_not_agree_leaves_all_as_it_was(plant: Plant, workspace: Workspace, setup: StoodIn):
    setup.refuses = "the system asked for an administrator, and nobody agreed"
    with pytest.raises(InspectorError) as caught:
        updater(plant, setup, workspace).install(plant.write_update())
    assert caught.value.message.code is Code.UPDATE_FAILED
    assert "nobody agreed" in str(caught.value.message.params["detail"])
    assert [one.what for one in AuditLog(workspace.audit).entries()][-1] == Audited.NOT_MADE
    assert [path.name for path in state(plant).iterdir() if path.name != "lock"] == []
    assert outcome(state(plant), program(plant)) is None
    assert version(plant) == "0.1.0"


def test_nothing_is_handed_over_of_what_is_refused(plant: Plant, setup: StoodIn):
    file = plant.write_update()
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    with refused(Code.UPDATE_ALTERED):
        updater(plant, setup).install(file)
    with refused(Code.UPDATE_NOTHING_BEFORE):
        updater(plant, setup).go_back()
    assert setup.asked == []


def test_files_that_are_no_record_are_passed_over(plant: Plant):
    folder = state(plant)
    folder.mkdir()
    for name in ("handed-over.json", "start-again.json"):
        for content in ('{"version": 3}', "[1, 2]", "no JSON", "[]", "\0" * 300_000):
            (folder / name).write_text(content)
            assert outcome(folder, program(plant)) is None
            assert words_to_start_again(folder) == ()


def test_lines_for_the_setup_have_the_folder_last_and_without_quotes():
    root = PureWindowsPath(r"C:\Prüfung für Süd\In spector")
    assert install_words(root, For.ALL_USERS, 7, starts_again=False) == rf"/S /AllUsers /WaitFor=7 /D={root}"
    assert go_back_words(root, For.ONE_USER, 7, "0.1.0", starts_again=False).endswith(rf" /Version=0.1.0 _?={root}")


def test_elsewhere_than_on_windows_nothing_starts(tmp_path: Path):
    with pytest.raises(OSError, match="Windows"):
        start(tmp_path / "setup.exe", "/S", For.ONE_USER)
    with pytest.raises(OSError, match="does not know"):
        installed_for(tmp_path)


def test_a_word_that_a_later_setup_may_say_is_a_failure(plant: Plant, setup: StoodIn):
    updater(plant, setup).install(plant.write_update())
    (plant.root / RESULT).write_text(f"[update]\nfor={os.getpid()}\nended=upside-down\n")
    assert how_it_ended(plant.root, os.getpid()) is Ended.OTHER


def test_the_window_begins_with_the_words_of_the_one_that_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("INSPECTOR_STATE", str(tmp_path))
    monkeypatch.setenv(WATCHED, "of the window before")
    watched = words_again(tmp_path / "Süd 1")
    assert watched == ("watch", "--", "window", "--workspace", str(tmp_path / "Süd 1"))
    (tmp_path / "updates").mkdir()
    handed_over.keep(tmp_path / "updates", HandedOver(Audited.PROGRAM_UPDATED, "0.2.0", "", "0.1.0", {}), watched)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(root, "main", lambda: None)
    for words in (list(watched), ["window"]):  # once
        monkeypatch.setattr(sys, "argv", ["inspector-window.exe"])
        root.window()
        assert sys.argv[1:] == words
    assert WATCHED not in os.environ
    assert words_again(tmp_path)[0] == "window"
    for given, words in (
        (["C:/line 1"], ["window", "C:/line 1"]),
        (["watch", "--", "window"], ["watch", "--", "window"]),
    ):
        monkeypatch.setattr(sys, "argv", ["inspector-window.exe", *given])
        root.window()
        assert sys.argv[1:] == words


def test_the_words_of_the_script_are_known():
    """Each word that the setup may write."""
    script = Path(__file__).parents[3] / "packaging" / "windows" / "inspector.nsi"
    text = script.read_text("utf-8")
    written = set(re.findall(r'!insertmacro Refuse\w* (?:"[^"]*" )?"\$\(\w+\)" "([a-z-]+)"', text))
    written |= set(re.findall(r'Push "([a-z-]+)"\s+Call (?:un\.)?Tell', text))
    assert {"done", "busy", "lacks", "no-answer", "not-written", "stayed", "nothing-before"} <= written
    assert written - {str(one) for one in Ended} <= {"foreign", "no-rights", "unfit"}  # not in an update from within
