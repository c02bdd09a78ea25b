"""Updates from a file: what is refused, what is installed, and which program starts after a kill in the middle."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from filelock import FileLock

from inspector.audit.log import Audited, AuditLog
from inspector.core.messages import Code, InspectorError
from inspector.store.database import open_for_writing
from inspector.store.liveness import Liveness
from inspector.store.migrations import migrate
from inspector.texts.messages import one_line
from inspector.updates.checking import look_at, taken
from inspector.updates.facts import Reads, UpdateFacts, version_key
from inspector.updates.history import last_updates
from inspector.updates.installed import InstalledProgram
from inspector.updates.keys import known_keys
from inspector.updates.updating import Updater
from inspector.workspace.workspace import Workspace, create_workspace
from tests.update_files import COMMIT_OLD, Plant, Signer, facts_of, make_plant, write_program
from tests.waiting import wait_until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the folders of a .deb")


@pytest.fixture
def plant(tmp_path: Path) -> Plant:
    return make_plant(tmp_path / "pc")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = create_workspace(tmp_path / "line 1 – Süd")
    with closing(open_for_writing(made.database, 5.0)) as connection:
        migrate(connection, made.database)
    return made


def updater(plant: Plant, *workspaces: Workspace, between: str = "") -> Updater:
    package = plant.package(between=between)
    return Updater(
        InstalledProgram(plant.root), (plant.signer.public,), tuple(one.folder for one in workspaces),
        plant.folder / "state", lambda file: [str(package), str(file)],
    )  # fmt: skip


@contextmanager
def refused(code: Code) -> Iterator[None]:
    with pytest.raises(InspectorError) as caught:
        yield
    assert caught.value.message.code is code, one_line(caught.value.message)


def is_old(plant: Plant) -> bool:
    return plant.answer() == "inspector, version 0.1.0" and (plant.root / "current").readlink() == Path("app")


def test_an_update_is_installed_and_can_be_taken_back(plant: Plant, workspace: Workspace):
    done = updater(plant, workspace).install(plant.write_update())
    assert (done.before, done.after, done.unread, done.unreached) == ("0.1.0", "0.2.0", (), ())
    assert plant.answer() == "inspector, version 0.2.0"
    back = updater(plant, workspace).go_back()
    assert (back.before, back.after) == ("0.2.0", "0.1.0")
    assert plant.answer() == "inspector, version 0.1.0"
    assert updater(plant, workspace).go_back().after == "0.2.0"  # and forth again
    assert plant.answer() == "inspector, version 0.2.0"


def test_before_an_update_records_and_settings_are_copied_and_it_is_audited(plant: Plant, workspace: Workspace):
    updater(plant, workspace).install(plant.write_update())
    backups = workspace.folder / "backups"
    (records,) = backups.glob("inspection.*.sqlite")
    (settings,) = backups.glob("workspace.*.toml")
    assert settings.read_bytes() == (workspace.folder / "workspace.toml").read_bytes()
    assert records.stat().st_size > 0
    (entry,) = AuditLog(workspace.audit).entries()
    assert entry.what == Audited.PROGRAM_UPDATED
    assert (entry.facts["before"], entry.facts["version"]) == ("0.1.0", "0.2.0")
    assert entry.facts["key"] == plant.signer.public.name
    (told,) = last_updates([workspace.folder])
    assert told.is_made
    assert "0.1.0 → 0.2.0" in told.text


def test_nothing_private_is_left_of_an_update(plant: Plant):
    updater(plant).install(plant.write_update())
    assert sorted(path.name for path in (plant.folder / "state").iterdir()) in (["lock"], [])


def test_the_older_form_of_signature_does(plant: Plant):
    assert updater(plant).install(plant.write_update(is_legacy=True)).after == "0.2.0"


# what is refused


def test_an_altered_file(plant: Plant):
    file = plant.write_update()
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    with refused(Code.UPDATE_ALTERED):
        updater(plant).install(file)
    assert is_old(plant)


def test_an_altered_file_of_the_older_form(plant: Plant):
    file = plant.write_update(is_legacy=True)
    content = bytearray(file.read_bytes())
    content[700] ^= 1
    file.write_bytes(content)
    with refused(Code.UPDATE_ALTERED):
        updater(plant).look(file)


@pytest.mark.parametrize("n_kept", [0, 1, 1000])
def test_a_truncated_file_says_how_much_is_missing(plant: Plant, n_kept: int):
    file = plant.write_update()
    n_signed = file.stat().st_size
    file.write_bytes(file.read_bytes()[:n_kept])
    with pytest.raises(InspectorError) as caught:
        updater(plant).install(file)
    assert caught.value.message.params["detail"] == f"it has {n_kept} bytes, and {n_signed} were signed"
    assert is_old(plant)


def test_the_signature_of_another_file(plant: Plant):
    file, other = plant.write_update(), plant.write_update("0.3.0")
    shutil.copy(f"{other}.minisig", f"{file}.minisig")
    with refused(Code.UPDATE_ALTERED):
        updater(plant).install(file)
    assert is_old(plant)


def test_an_unsigned_file(plant: Plant):
    file = plant.write_update()
    Path(f"{file}.minisig").unlink()
    with refused(Code.UPDATE_NOT_SIGNED):
        updater(plant).install(file)


def test_a_file_that_is_not_there(plant: Plant):
    with refused(Code.UPDATE_UNREADABLE):
        updater(plant).install(plant.folder / "none.deb")


def test_another_key(plant: Plant):
    file = plant.write_update()
    Signer(b"stranger").sign(file, facts_of(file, "0.2.0").comment)
    with refused(Code.UPDATE_OTHER_KEY):
        updater(plant).install(file)


def test_another_secret_under_the_name_of_the_known_key(plant: Plant):
    file = plant.write_update()
    Signer(plant.signer.public.id).sign(file, facts_of(file, "0.2.0").comment)
    with refused(Code.UPDATE_ALTERED):
        updater(plant).install(file)


def test_a_version_that_somebody_wrote_into_the_comment(plant: Plant):
    file = plant.write_update("0.0.9")
    signature = Path(f"{file}.minisig")
    signature.write_text(signature.read_text().replace("version:0.0.9", "version:0.9.9"))
    with refused(Code.UPDATE_ALTERED):
        updater(plant).install(file)


@pytest.mark.parametrize(
    "other", [{"product": "spectator"}, {"edition": "workbench"}, {"architecture": "sparc"}, {"system": "beos"}]
)
def test_an_update_for_something_else(plant: Plant, other: dict[str, str]):
    with refused(Code.UPDATE_UNFIT):
        updater(plant).install(plant.write_update(**other))


def test_a_signed_file_that_says_nothing_of_itself(plant: Plant):
    file = plant.write_update()
    plant.signer.sign(file, "timestamp:1767225600\tfile:some.deb\thashed")
    with refused(Code.UPDATE_UNFIT):
        updater(plant).install(file)


def test_the_same_build(plant: Plant):
    with refused(Code.UPDATE_SAME):
        updater(plant).install(plant.write_update("0.1.0", commit=COMMIT_OLD))


def test_another_build_of_the_same_version_is_an_update(plant: Plant):
    assert updater(plant).install(plant.write_update("0.1.0")).after == "0.1.0"


def test_an_older_version_is_installed_on_wish_alone_and_says_what_it_cannot_read(plant: Plant, workspace: Workspace):
    now = Reads.of_this()
    assert now.schema is not None
    assert now.card is not None
    file = plant.write_update("0.0.9", reads=Reads(now.schema - 1, now.settings, now.card - 1))
    with refused(Code.UPDATE_OLDER):
        updater(plant, workspace).install(file)
    assert is_old(plant)
    looked = updater(plant, workspace).look(file, is_downgrade_wanted=True)
    assert looked.unread == (
        f"records of version {now.schema} (it reads up to {now.schema - 1})",
        f"models of version {now.card} (it reads up to {now.card - 1})",
    )
    done = updater(plant, workspace).install(file, is_downgrade_wanted=True)
    assert done.unread == looked.unread
    assert plant.answer() == "inspector, version 0.0.9"


def test_a_disk_without_room(plant: Plant, monkeypatch: pytest.MonkeyPatch):
    file = plant.write_update()
    full = shutil.disk_usage(plant.folder)._replace(free=file.stat().st_size)
    monkeypatch.setattr("inspector.updates.checking.shutil.disk_usage", lambda path: full)
    with refused(Code.UPDATE_NO_ROOM):
        updater(plant).install(file)


def test_a_folder_that_takes_no_copy(plant: Plant):
    (plant.folder / "state").write_text("a file in the way")
    with refused(Code.UPDATE_NO_ROOM):
        updater(plant).install(plant.write_update())


def test_while_something_is_inspected_here(plant: Plant, workspace: Workspace):
    file, inspection = plant.write_update(), Liveness(workspace.database, "0123456789abcdef")
    with refused(Code.UPDATE_BUSY):
        updater(plant, workspace).install(file)
    assert is_old(plant)
    inspection.release()
    updater(plant, workspace).install(file)
    inspection = Liveness(workspace.database, "0123456789abcdef")
    with refused(Code.UPDATE_BUSY):
        updater(plant, workspace).go_back()
    inspection.release()
    assert plant.answer() == "inspector, version 0.2.0"


def test_while_a_training_runs(plant: Plant, workspace: Workspace):
    from inspector.runs.folder import RunFolder
    from inspector.runs.turn import turn

    run = RunFolder(workspace.runs / "first")
    run.path.mkdir()
    with FileLock(run.lock_file), turn(run), refused(Code.UPDATE_BUSY):
        updater(plant, workspace).install(plant.write_update())


def test_while_the_program_is_open_elsewhere(plant: Plant):
    other = plant.root / "app" / "sleeps"
    shutil.copy("/bin/sleep", other)
    # Through a shell that ends: a child of this process would count as part of it.
    started = subprocess.run(
        ["/bin/sh", "-c", f"'{other}' 60 >/dev/null 2>&1 & echo $!"], capture_output=True, text=True, check=True
    )
    try:
        with refused(Code.UPDATE_BUSY):
            updater(plant).install(plant.write_update())
    finally:
        os.kill(int(started.stdout), signal.SIGKILL)


def test_two_at_once(plant: Plant):
    (plant.folder / "state").mkdir()
    with FileLock(plant.folder / "state" / "lock"), refused(Code.UPDATE_TWICE):
        updater(plant).install(plant.write_update())


def test_a_program_that_no_package_installed(plant: Plant):
    shutil.rmtree(plant.root)
    with refused(Code.UPDATE_NO_PACKAGE):
        updater(plant).install(plant.write_update())
    with refused(Code.UPDATE_NOTHING_BEFORE):
        updater(plant).go_back()


def test_a_workspace_whose_records_cannot_be_copied(plant: Plant, workspace: Workspace):
    (workspace.folder / "backups").write_text("a file in the way")
    with refused(Code.BACKUP_FAILED):
        updater(plant, workspace).install(plant.write_update())
    assert is_old(plant)


def test_a_workspace_that_is_away_is_named(plant: Plant, workspace: Workspace, tmp_path: Path):
    found = Updater(
        InstalledProgram(plant.root), (plant.signer.public,), (workspace.folder, tmp_path / "share"),
        plant.folder / "state", updater(plant).installer,
    ).install(plant.write_update())  # fmt: skip
    assert [one.startswith(str(tmp_path / "share")) for one in found.unreached] == [True]


# what goes wrong half way


def test_a_program_that_does_not_answer_gives_way_to_the_one_before(plant: Plant, workspace: Workspace):
    with pytest.raises(InspectorError) as caught:
        updater(plant, workspace).install(plant.write_update(answers=False))
    assert caught.value.message.code is Code.UPDATE_WENT_BACK
    assert "libGL.so.1" in str(caught.value.message.params["detail"])
    assert plant.answer() == "inspector, version 0.1.0"
    updated, not_made = AuditLog(workspace.audit).entries()
    assert (updated.what, not_made.what) == (Audited.PROGRAM_UPDATED, Audited.NOT_MADE)
    assert not last_updates([workspace.folder])[0].is_made


@pytest.mark.parametrize("fault", ["echo 'no space left on device' >&2; exit 2", "kill -9 $$"])
def test_an_installer_that_ends_half_way_leaves_the_program_before(plant: Plant, fault: str):
    with refused(Code.UPDATE_FAILED):
        updater(plant, between=fault).install(plant.write_update())
    assert plant.answer() == "inspector, version 0.1.0"
    # and another try, from there, gets to the end
    shutil.rmtree(plant.root / "unpacked", ignore_errors=True)
    assert updater(plant).install(plant.stick / "inspector-station_0.2.0_amd64.deb").after == "0.2.0"
    assert plant.answer() == "inspector, version 0.2.0"


def test_a_failed_installer_that_left_another_build_of_the_same_version_is_no_staying_as_before(plant: Plant):
    """By the version alone the new program was taken for the one before, which then went on starting unasked for."""
    package = plant.package()
    fails_late = ["/bin/sh", "-c", '"$0" "$1"; echo "the menu was not written" >&2; exit 1', str(package)]
    one = Updater(
        InstalledProgram(plant.root), (plant.signer.public,), (), plant.folder / "state",
        lambda file: [*fails_late, str(file)],
    )  # fmt: skip
    with refused(Code.UPDATE_WENT_BACK):
        one.install(plant.write_update("0.1.0"))
    build = one.program.build()
    assert build is not None
    assert build.commit == COMMIT_OLD
    assert plant.answer() == "inspector, version 0.1.0"


def test_a_disk_that_is_really_full_in_the_middle(plant: Plant):
    """The stand-in writes to the device that is always full, as an unpacking package would meet it."""
    with pytest.raises(InspectorError) as caught:
        updater(plant, between="cat app/BUILD.json > /dev/full").install(plant.write_update())
    assert "No space left on device" in str(caught.value.message.params["detail"])
    assert plant.answer() == "inspector, version 0.1.0"


KILLED = """
import sys
from pathlib import Path
from inspector.updates.installed import InstalledProgram
from inspector.updates.keys import known_keys
from inspector.updates.minisign import public_key
from inspector.updates.updating import Updater
root, key, state, package, file = sys.argv[1:]
keys = (public_key(Path(key).read_text()),)
Updater(InstalledProgram(Path(root)), keys, (), Path(state), lambda one: [package, str(one)]).install(Path(file))
"""


def test_kill_of_updater_and_installer_in_the_middle(plant: Plant):
    (plant.folder / "test.pub").write_text(plant.signer.public_text)
    package = plant.package(between=f"touch '{plant.folder}/half'; sleep 60")
    file = plant.write_update()
    child = subprocess.Popen(
        [sys.executable, "-c", KILLED, plant.root, plant.folder / "test.pub", plant.folder / "state", package, file],
        start_new_session=True,
    )
    wait_until(lambda: (plant.folder / "half").exists(), timeout_s=60)
    os.killpg(child.pid, signal.SIGKILL)  # both at once, as when the power goes
    child.wait()
    assert plant.answer() == "inspector, version 0.1.0"
    assert updater(plant).install(file).after == "0.2.0"  # no lock of the dead is in the way
    assert plant.answer() == "inspector, version 0.2.0"


def test_what_is_installed_is_what_was_checked_whatever_happens_to_the_file_meanwhile(plant: Plant):
    file, program = plant.write_update(), InstalledProgram(plant.root)
    content = file.read_bytes()
    with taken(file, program, (plant.signer.public,), plant.folder / "state") as update:
        file.write_bytes(b"another program")
        assert update.copy is not None
        assert update.copy.read_bytes() == content
        assert update.copy.stat().st_mode & 0o777 == 0o600
        assert update.copy.parent.stat().st_mode & 0o777 == 0o700
    assert not update.copy.exists()


def test_a_read_only_program_folder(plant: Plant):
    """Nobody who may not write it and is not asked for a password changes the link: said, and all is as it was."""
    updater(plant).install(plant.write_update())
    program = InstalledProgram(plant.root)
    before = program.before
    assert before is not None
    (plant.root).chmod(0o555)
    for folder in (plant.root.parent, *plant.root.parent.parents[:3]):  # the test's own, closed to others
        if folder.stat().st_mode & 0o005 != 0o005:
            folder.chmod(folder.stat().st_mode | 0o055)
    child = os.fork()  # root may write anywhere, so somebody else tries
    if child == 0:
        code = 1
        try:
            if os.geteuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            os.environ["PATH"] = "/nowhere"  # no program is there that asks for a password
            program.switch(before)
        except InspectorError as error:
            code = 0 if error.message.code is Code.UPDATE_NOT_SWITCHED else 2
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert plant.answer() == "inspector, version 0.2.0"


def test_the_program_before_that_does_not_start_is_not_put_back(plant: Plant):
    updater(plant).install(plant.write_update())
    (plant.root / "previous" / "inspector").unlink()  # it is a hard link of nothing else by now
    (plant.root / "previous" / "inspector").write_text("#!/bin/sh\nexit 1\n")
    (plant.root / "previous" / "inspector").chmod(0o755)
    with refused(Code.UPDATE_BEFORE_BROKEN):
        updater(plant).go_back()
    assert plant.answer() == "inspector, version 0.2.0"


def test_going_back_tells_what_the_program_before_cannot_read(plant: Plant, workspace: Workspace):
    now = Reads.of_this()
    assert now.schema is not None
    shutil.rmtree(plant.root / "app")
    write_program(plant.root / "app", "0.1.0", COMMIT_OLD, schema=now.schema - 1, settings=1)
    updater(plant).install(plant.write_update())
    assert [one.split(" (")[0] for one in updater(plant, workspace).unread_after_going_back()] == [
        f"records of version {now.schema}", f"settings of version {now.settings}",
    ]  # fmt: skip


# keys, versions, the command


def test_keys_of_an_administrator_count_and_those_of_anybody_do_not(tmp_path: Path):
    folder = tmp_path / "keys"
    folder.mkdir(mode=0o755)
    (folder / "plant.pub").write_text(Signer().public_text)
    (folder / "broken.pub").write_text("no key")
    is_root = os.geteuid() == 0
    assert len(known_keys(folder)) == is_root
    (folder / "plant.pub").chmod(0o666)
    assert known_keys(folder) == ()


def test_versions_sort_as_versions():
    assert version_key("0.10.0") > version_key("0.9.9")
    assert version_key("1.0") == version_key("1.0.0")
    for wrong in ("", "1", "1.0rc1", "1.0.0.0.0", "١.٢"[:3] + "x", "1..0"):
        with pytest.raises(ValueError, match="no version"):
            version_key(wrong)


def test_the_comment_says_the_facts():
    facts = UpdateFacts("inspector", "station", "0.2.0", "linux", "amd64", 30, "abc", Reads(5, 3, 6))
    assert UpdateFacts.of_comment(facts.comment) == facts
    assert UpdateFacts.of_comment(f"{facts.comment} later:word") == facts
    with pytest.raises(ValueError, match="edition"):
        UpdateFacts.of_comment(facts.comment.replace("edition", "addition"))


def test_the_command_refuses_in_words_and_lists(plant: Plant, tmp_path: Path):
    file = plant.write_update()
    words = [sys.executable, "-m", "inspector", "update"]
    ran = subprocess.run(
        [*words, "check", str(file), "--root", str(plant.root)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 1
    assert "a key that this PC does not know" in ran.stderr
    assert "Traceback" not in ran.stderr
    ran = subprocess.run(
        [*words, "list", "--json", "--root", str(plant.root)], capture_output=True, text=True, timeout=120, check=True
    )
    assert json.loads(ran.stdout)["installed"]["version"] == "0.1.0"


def test_a_look_makes_no_copy(plant: Plant):
    found = look_at(plant.write_update(), InstalledProgram(plant.root), (plant.signer.public,))
    assert found.copy is None
    assert not (plant.folder / "state").exists()


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="root installs for somebody else")
def test_an_update_by_root_leaves_nothing_of_roots_in_a_workspace(plant: Plant, workspace: Workspace):
    for path in (workspace.folder, *workspace.folder.rglob("*")):
        os.chown(path, 65534, 65534)
    for folder in workspace.folder.parents[:4]:  # the test's own, closed to others
        folder.chmod(folder.stat().st_mode | 0o055)
    updater(plant, workspace).install(plant.write_update())
    assert os.geteuid() == 0
    foreign = [path for path in workspace.folder.rglob("*") if path.stat().st_uid != 65534]
    assert foreign == []
    assert len(list((workspace.folder / "backups").iterdir())) == 2
