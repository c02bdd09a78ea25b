"""An update by the real dpkg, in a root of the test's: with the scripts of our package, which move the link."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from inspector.core.messages import Code, InspectorError
from inspector.updates.installed import InstalledProgram
from inspector.updates.updating import Updater
from tests.update_files import COMMIT_NEW, COMMIT_OLD, Signer, facts_of, write_program

pytestmark = pytest.mark.skipif(
    sys.platform == "win32" or shutil.which("dpkg-deb") is None or os.geteuid() != 0, reason="dpkg, as root"
)

SCRIPTS = Path(__file__).parents[3] / "packaging" / "linux"
POSTINST = (SCRIPTS / "postinst").read_text()


def package(folder: Path, version: str, commit: str, *, answers: bool = True, postinst: str = POSTINST) -> Path:
    tree = folder / f"tree-{version}"
    write_program(tree / "opt" / "inspector" / "app", version, commit, answers=answers)
    control = tree / "DEBIAN"
    control.mkdir()
    (control / "control").write_text(
        f"Package: inspector-station\nVersion: {version}\nArchitecture: amd64\n"
        "Maintainer: a test <test@example.org>\nDescription: of a test\n"
    )
    for name, text in (("preinst", (SCRIPTS / "preinst").read_text()), ("postinst", postinst)):
        (control / name).write_text(text)
        (control / name).chmod(0o755)
    file = folder / f"inspector-station_{version}_amd64.deb"
    subprocess.run(["dpkg-deb", "--build", "--root-owner-group", tree, file], check=True, capture_output=True)
    return file


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """With a database of dpkg's own, in which version 0.1.0 is installed."""
    made = tmp_path / "root"
    for name in ("info", "updates"):
        (made / "var" / "lib" / "dpkg" / name).mkdir(parents=True)
    (made / "var" / "lib" / "dpkg" / "status").touch()
    subprocess.run(dpkg(made, package(tmp_path, "0.1.0", COMMIT_OLD)), check=True, capture_output=True)
    return made


def dpkg(root: Path, file: Path) -> list[str]:
    return ["dpkg", f"--root={root}", "--force-script-chrootless", "--force-not-root", "-i", str(file)]


def answer(root: Path) -> str:
    program = root / "opt" / "inspector" / "current" / "inspector"
    return subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout.strip()


def updater(root: Path, signer: Signer) -> Updater:
    return Updater(
        InstalledProgram(root / "opt" / "inspector"), (signer.public,), (), root.parent / "state",
        lambda file: dpkg(root, file),
    )  # fmt: skip


def signed(signer: Signer, file: Path, version: str) -> Path:
    signer.sign(file, facts_of(file, version, commit=COMMIT_NEW).comment)
    return file


def test_upgrade_and_back(root: Path, tmp_path: Path):
    signer = Signer()
    assert answer(root) == "inspector, version 0.1.0"
    updater(root, signer).install(signed(signer, package(tmp_path, "0.2.0", COMMIT_NEW), "0.2.0"))
    assert answer(root) == "inspector, version 0.2.0"
    updater(root, signer).go_back()
    assert answer(root) == "inspector, version 0.1.0"


@pytest.mark.parametrize("fault", ["no room", "does not start"])
def test_what_fails_leaves_the_program_before(root: Path, tmp_path: Path, fault: str):
    signer = Signer()
    postinst = "#!/bin/sh\necho 'no space left on device' >&2\nexit 1\n" if fault == "no room" else POSTINST
    file = package(tmp_path, "0.2.0", COMMIT_NEW, answers=fault == "no room", postinst=postinst)
    with pytest.raises(InspectorError) as caught:
        updater(root, signer).install(signed(signer, file, "0.2.0"))
    assert caught.value.message.code is (Code.UPDATE_FAILED if fault == "no room" else Code.UPDATE_WENT_BACK)
    assert answer(root) == "inspector, version 0.1.0"


def test_a_program_that_runs_after_going_back_keeps_its_files(root: Path, tmp_path: Path):
    signer = Signer()
    updater(root, signer).install(signed(signer, package(tmp_path, "0.2.0", COMMIT_NEW), "0.2.0"))
    updater(root, signer).go_back()
    runs = root / "opt" / "inspector" / "previous" / "runs"
    shutil.copy(shutil.which("sleep") or "", runs)
    file = package(tmp_path, "0.3.0", COMMIT_NEW)
    with subprocess.Popen([runs, "600"]) as process:
        try:
            refused = subprocess.run(dpkg(root, file), capture_output=True, text=True, check=False)
        finally:
            process.kill()
    assert refused.returncode != 0
    assert "Inspector is running" in refused.stderr
    assert answer(root) == "inspector, version 0.1.0"


@pytest.mark.parametrize("is_exchanged", [False, True])
def test_the_administrators_side_checks_again(root: Path, tmp_path: Path, is_exchanged: bool):
    """The copy that was checked lies in a folder of the user's, who is asked for an administrator's password then."""
    signer = Signer()
    other = package(tmp_path, "0.6.6", COMMIT_NEW)
    code = (
        "import sys; from pathlib import Path\n"
        "from inspector.commands import update\n"
        "from inspector.updates.installed import InstalledProgram\n"
        "from inspector.updates.minisign import public_key\n"
        "from inspector.updates.updating import Updater\n"
        "from tests.unit.updates.test_real_package import dpkg\n"
        "key, root, state, file = sys.argv[1:]\n"
        "side = Updater(InstalledProgram(Path(root) / 'opt/inspector'), (public_key(key),), (), Path(state),\n"
        "               lambda copy: dpkg(Path(root), copy))\n"
        "update._updater = lambda root, workspaces: side\n"
        "sys.exit(update.unpack_file(Path(file), None))\n"
    )

    def asks(file: Path) -> list[str]:
        if is_exchanged:
            shutil.copyfile(other, file)
        return [sys.executable, "-c", code, signer.public_text, str(root), str(tmp_path / "of-root"), str(file)]

    user = Updater(InstalledProgram(root / "opt" / "inspector"), (signer.public,), (), tmp_path / "state", asks)
    file = signed(signer, package(tmp_path, "0.2.0", COMMIT_NEW), "0.2.0")
    if not is_exchanged:
        user.install(file)
        assert answer(root) == "inspector, version 0.2.0"
        return
    with pytest.raises(InspectorError) as caught:
        user.install(file)
    assert "altered" in str(caught.value.message.to_json()) or "signed" in str(caught.value.message.to_json())
    assert answer(root) == "inspector, version 0.1.0"


def test_root_checks_no_update_in_a_folder_of_somebody_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """As under sudo, which may leave HOME as it was: whoever owns it could exchange the copy before it is installed."""
    monkeypatch.delenv("INSPECTOR_STATE", raising=False)
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    found = Updater.of_this_pc(InstalledProgram(tmp_path)).folder
    assert found == Path("/var/lib/inspector/updates")
