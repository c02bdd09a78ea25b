"""Runs the Windows installer under Wine, with small stand-ins for the program: python packaging/windows/wine_check.py

Needs makensis, wine with its 32-bit half, and a compiler for Windows (Debian, where i386 is added as an architecture:
nsis wine wine32:i386 gcc-mingw-w64-x86-64); skipped in words without them. A word names one case. Each says what it
looked at; ends with 1 at the first that fails. What it cannot show: User Account Control, a virus scanner, the desktop
that starts the window, a folder that Windows does not rename because a library in it is open, and the real program
(check.py does, on Windows).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PureWindowsPath

import psutil

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from inspector.updates.windows import (  # noqa: E402  the path is set above
    REMOVER,
    RESULT,
    Ended,
    For,
    go_back_words,
    how_it_ended,
    install_words,
)

NEEDED = {"makensis": "nsis", "wine": "wine wine32:i386", "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64"}
STATION, TRAINING, GPU = "inspector.exe", "inspector-training.exe", "NVIDIA-GPU.txt"
OLD, NEW = "0.1.0", "0.2.0"
LIMIT_S = 120.0
KEY = r"HKCU\Software\Inspector"
UNINSTALL = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Inspector"
MODEL_FILES = r"HKCU\Software\Classes\.inspector-model"


class Failed(Exception):  # noqa: N818  it ends the check, in words
    pass


def main() -> int:
    missing = [package for name, package in NEEDED.items() if shutil.which(name) is None]
    if missing:
        sys.stdout.write(f"skipped: not installed are {', '.join(missing)}\n")
        return 0
    wanted = sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="inspector-wine-") as named:
        begun = time.monotonic()
        pc = Pc(Path(named))
        pc.begin()
        sys.stdout.write(f"a Windows: {time.monotonic() - begun:.1f} s\n")
        try:
            for case in CASES:
                if wanted and case.__name__ not in wanted:
                    continue
                begun = time.monotonic()
                pc.clean()
                case(pc)
                sys.stdout.write(f"{case.__name__}: {time.monotonic() - begun:.1f} s. {case.__doc__}\n")
                sys.stdout.flush()
        finally:
            pc.end()
    return 0


class Pc:
    """A Windows of Wine's in a folder of its own, and setups of stand-ins."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.drive = folder / "wine" / "drive_c"
        self.home = self.drive / "Prüfung für Süd" / "In spector"
        self.root = PureWindowsPath(r"C:\Prüfung für Süd\In spector")
        self._environment = {
            **os.environ, "WINEPREFIX": str(folder / "wine"), "WINEDEBUG": "-all", "LC_ALL": "C.UTF-8",
            "WINEDLLOVERRIDES": "winemenubuilder.exe=d",
        }  # fmt: skip
        self._environment.pop("DISPLAY", None)
        self._setups: dict[tuple[object, ...], Path] = {}

    def begin(self) -> None:
        self.wine("wineboot", "-i")
        self.tool = self.stand_in(OLD, 0)

    def end(self) -> None:
        subprocess.run(["wineserver", "-k"], env=self._environment, check=False, timeout=LIMIT_S)
        subprocess.run(["wineserver", "-w"], env=self._environment, check=False, timeout=LIMIT_S)

    def clean(self) -> None:
        """As before any installation."""
        shutil.rmtree(self.home.parent, ignore_errors=True)
        for key in (KEY, UNINSTALL, MODEL_FILES, KEY.replace("HKCU", "HKLM"), UNINSTALL.replace("HKCU", "HKLM")):
            self.wine("reg", "delete", key, "/f")
        for told in self.drive.rglob("window-started.txt"):
            told.unlink()

    def wine(self, *words: str) -> str:
        """What it prints: into a file, since servers of Wine's that it starts would keep a pipe open."""
        with tempfile.TemporaryFile(dir=self.folder) as out:
            subprocess.run(
                ["wine", *words], env=self._environment, stdout=out, stderr=subprocess.DEVNULL, check=False,
                timeout=LIMIT_S, stdin=subprocess.DEVNULL,
            )  # fmt: skip
            out.seek(0)
            return out.read().decode("cp437", errors="replace")  # of consoles of a Windows that speaks English

    def popen(self, *words: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(["wine", *words], env=self._environment, stdin=subprocess.DEVNULL)

    # files

    def stand_in(self, version: str, code: int) -> Path:
        made = self.folder / f"stand-in-{version}-{code}.exe"
        if not made.exists():
            subprocess.run(
                ["x86_64-w64-mingw32-gcc", "-O1", "-s", "-municode", f'-DVERSION="{version}"', f"-DCODE={code}",
                 str(HERE / "stand_in.c"), "-o", str(made)], check=True,
            )  # fmt: skip
        return made

    def setup(
        self, version: str, *, code: int = 0, says: str = "", parts: bool = False, random_bytes: int = 0
    ) -> Path:  # fmt: skip
        """``code``: that its program ends with; ``says``: another version than the setup's; ``random_bytes``: of a file
        that cannot be packed any smaller."""
        wishes = (version, code, says, parts, random_bytes)
        if wishes in self._setups:
            return self._setups[wishes]
        made = self.folder / f"made-{len(self._setups)}"
        program = self.stand_in(says or version, code)
        for name in (STATION, "inspector-window.exe", "_internal/Größe.txt", "BUILD.json"):
            at = made / "tree" / name
            at.parent.mkdir(parents=True, exist_ok=True)
            if name.endswith(".exe"):
                shutil.copyfile(program, at)
            else:
                at.write_text(json.dumps({"version": version, "commit": "0123abc", "edition": "station"}))
        if random_bytes:
            (made / "tree" / "large.bin").write_bytes(os.urandom(random_bytes))
        words = []
        if parts:
            for name in (TRAINING, "training/BUILD.json"):
                at = made / "training" / name
                at.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(program, at) if name.endswith(".exe") else at.write_text(version)
            (made / "gpu" / "nvidia").mkdir(parents=True)
            (made / "gpu" / "nvidia" / "cudart64.dll").write_text(version)
            words = [f"-DTRAINING={made / 'training'}", f"-DGPU={made / 'gpu'}"]
        file = made / f"inspector-{version}.exe"
        subprocess.run(
            ["makensis", "-V1", "-WX", f"-DVERSION={version}", f"-DTREE={made / 'tree'}", f"-DOUT={file}", *words,
             *(["-XSetCompress off"] if random_bytes else []), "inspector.nsi"], cwd=HERE, check=True,
        )  # fmt: skip
        self._setups[wishes] = file
        return file

    # what people and programs do

    def started(self, file: PureWindowsPath | Path, words: str) -> subprocess.Popen[bytes]:
        line = self.folder / f"line-{time.monotonic_ns()}.txt"
        at = f"Z:{file}".replace("/", "\\") if isinstance(file, Path) else str(file)
        line.write_bytes(f'"{at}" {words}\0'.encode("utf-16-le"))
        out = line.with_suffix(".out")
        with out.open("wb") as stream:
            process = subprocess.Popen(
                ["wine", str(self.tool), "launch", f"Z:{line}"], env=self._environment, stdin=subprocess.DEVNULL,
                stdout=stream, stderr=subprocess.DEVNULL,
            )  # fmt: skip
        self._said = out
        return process

    def run(self, file: PureWindowsPath | Path, words: str) -> tuple[int, str]:
        code = self.started(file, words).wait(LIMIT_S)
        return code, self._said.read_bytes().decode("cp1252", errors="replace")

    def install(self, setup: Path, words: str = "", *, code: int = 0) -> str:
        ended, said = self.run(setup, f"/S /CurrentUser {words} /D={self.root}")
        same(ended, code, f"{setup.name} {words} ends with it; it said {said!r}")
        return said

    def remove(self, *, code: int = 0) -> None:
        # With _?= it runs where it lies, so that its code is known; it cannot remove itself then.
        same(self.run(self.root / REMOVER, f"/S /CurrentUser _?={self.root}")[0], code, "the remover ends with it")

    @contextmanager
    def open_program(self, name: str = STATION) -> Iterator[tuple[int, Callable[[], None]]]:
        """It runs within the block: its number, and what ends it."""
        stays = self.folder / "stays.txt"
        process = self.popen(str(self.root / "app" / name), "stay", f"Z:{stays}")

        def end() -> None:
            stays.unlink(missing_ok=True)
            process.wait(LIMIT_S)

        try:
            wait_until(lambda: stays.exists() and stays.read_text().isdecimal(), "the stand-in runs")
            yield int(stays.read_text()), end
        finally:
            end()

    # what is there then

    def version(self, folder: str = "app") -> str:
        """What the program says that lies there; "" where none does."""
        if not (self.home / folder / STATION).exists():
            return ""
        said = self.wine(str(self.root / folder / STATION), "--version").split()
        return said[2] if len(said) > 2 else ""

    def build(self, folder: str = "app") -> str:
        return str(json.loads((self.home / folder / "BUILD.json").read_text())["version"])

    def registry(self, key: str, name: str = "") -> str:
        said = self.wine("reg", "query", key, *(["/v", name] if name else ["/ve"]))
        found = [line.split("REG_SZ", 1)[1].strip() for line in said.splitlines() if "REG_SZ" in line]
        return found[0] if found else ""

    def holds(self, setup: Path, *trees: str) -> None:
        """That the folder app has each file of the trees that are in the setup, to the byte, and no other."""
        expected = {}
        for tree in trees:
            for file in (setup.parent / tree).rglob("*"):
                if file.is_file():
                    under = "_internal" if tree == "gpu" else ""
                    expected[str(Path(under) / file.relative_to(setup.parent / tree))] = file.read_bytes()
        app = self.home / "app"
        found = {str(file.relative_to(app)): file.read_bytes() for file in app.rglob("*") if file.is_file()}
        marked = found.pop(GPU, b"")
        same(bool(marked), "gpu" in trees, "the mark of the GPU part is there")
        same(sorted(found), sorted(expected), "files of the program")
        same(found, expected, "their content")

    def is_clean(self) -> None:
        same((self.home / "new").exists(), False, "something half unpacked is left")


def same(found: object, expected: object, what: str) -> None:
    if found != expected:
        raise Failed(f"{what}: {found!r}, and not {expected!r}")


def contains(text: str, part: str) -> None:
    if part not in text:
        raise Failed(f"it says {text!r}, and not “{part}”")


def wait_until(is_so: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + LIMIT_S
    while not is_so():
        if time.monotonic() > end:
            raise Failed(f"not within {LIMIT_S:.0f} s: {what}")
        time.sleep(0.01)  # a program of Wine's, which tells nobody


def fresh(pc: Pc) -> None:
    """Installed in silence for one user, in a folder with spaces and umlauts; files, registry, entry of the menu."""
    setup = pc.setup(OLD)
    pc.install(setup)
    pc.holds(setup, "tree")
    pc.is_clean()
    same(pc.version(), OLD, "version")
    same(pc.registry(KEY, "Folder"), str(pc.root), "folder in the registry")
    same(pc.registry(UNINSTALL, "DisplayVersion"), OLD, "version in the list of programs")
    same(
        pc.registry(UNINSTALL, "QuietUninstallString"), f'"{pc.root}\\{REMOVER}" /CurrentUser /S', "command of removal"
    )
    same(pc.registry(MODEL_FILES), "Inspector.Model", "type of model files")
    opens = pc.registry(r"HKCU\Software\Classes\Inspector.Model\shell\open\command")
    same(opens, f'"{pc.root}\\app\\inspector-window.exe" "%1"', "what opens model files")
    same(len(list(pc.drive.glob("users/*/**/Start Menu/Programs/Inspector.lnk"))), 1, "entries of the menu")


def folder_of_its_own(pc: Pc) -> None:
    """Where nobody names a folder it takes the user's programs; an upgrade goes where the program is."""
    same(pc.run(pc.setup(OLD), "/S /CurrentUser")[0], 0, "it ends with it")
    (own,) = pc.drive.glob("users/*/AppData/Local/Programs/Inspector")
    same((own / "app" / STATION).exists(), True, "it is there")
    pc.run(PureWindowsPath(pc.registry(KEY, "Folder")) / REMOVER, "/S /CurrentUser")
    wait_until(lambda: not own.exists(), "it is removed")
    pc.install(pc.setup(OLD))
    same(pc.run(pc.setup(NEW), "/S /CurrentUser")[0], 0, "it ends with it")
    same((pc.version(), own.exists()), (NEW, False), "the version where it was, and a second one")


def upgrade_and_downgrade(pc: Pc) -> None:
    """An upgrade keeps the version before; so does the way to an older file."""
    old, new = pc.setup(OLD), pc.setup(NEW)
    pc.install(old)
    pc.install(new)
    pc.holds(new, "tree")
    same((pc.version(), pc.version("previous")), (NEW, OLD), "the versions")
    same(pc.registry(UNINSTALL, "DisplayVersion"), NEW, "version in the list of programs")
    pc.install(old)
    same((pc.version(), pc.version("previous")), (OLD, NEW), "the versions")
    pc.is_clean()


def parts_are_kept(pc: Pc) -> None:
    """An upgrade brings the parts that were there, anew; it adds none; it refuses where it lacks one."""
    whole_old, whole_new, bare = pc.setup(OLD, parts=True), pc.setup(NEW, parts=True), pc.setup(NEW)
    pc.install(whole_old)
    pc.holds(whole_old, "tree")
    pc.install(whole_old, "/Training /GPU")
    pc.holds(whole_old, "tree", "training", "gpu")
    pc.install(whole_new)
    pc.holds(whole_new, "tree", "training", "gpu")
    contains(pc.install(bare, code=2), "/Drop")
    pc.holds(whole_new, "tree", "training", "gpu")
    pc.is_clean()
    pc.install(bare, "/Drop")
    pc.holds(bare, "tree")
    pc.install(whole_new)
    pc.holds(whole_new, "tree")
    contains(pc.install(bare, "/GPU", code=2), "is not in this file")
    pc.holds(whole_new, "tree")


def while_it_runs(pc: Pc) -> None:
    """While a program of it runs, upgrade and removal are refused, and nothing is changed."""
    old = pc.setup(OLD, parts=True)
    pc.install(old, "/Training")
    for name in (STATION, TRAINING):
        with pc.open_program(name):
            contains(pc.install(pc.setup(NEW, parts=True), code=2), "Inspector is running")
            pc.remove(code=2)
            pc.holds(old, "tree", "training")
            pc.is_clean()
    pc.install(pc.setup(NEW, parts=True))
    same(pc.version(), NEW, "version")


def it_does_not_start(pc: Pc) -> None:
    """A new program that fails, or says another version, never gets into the place of the one before."""
    old = pc.setup(OLD)
    for broken in (pc.setup(NEW, code=3), pc.setup(NEW, says="0.3.0")):
        said = pc.install(broken, code=2)
        contains(said, "does not start on this PC")
        same(pc.home.exists(), False, "a folder is left of a first installation")
    pc.install(old)
    for broken in (pc.setup(NEW, code=3), pc.setup(NEW, says="0.3.0")):
        contains(pc.install(broken, code=2), "does not start on this PC")
        pc.holds(old, "tree")
        pc.is_clean()


@contextmanager
def disk(pc: Pc, options: str) -> Iterator[None]:
    """A disk of its own for the program's folder. Needs root."""
    pc.home.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", str(pc.home)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(pc.home)], check=True)


def full_and_refusing_disk(pc: Pc) -> None:
    """A disk that is full in the middle, or takes nothing, costs the new program and nothing else."""
    if os.geteuid() != 0:
        sys.stdout.write("not looked at without root: a full disk\n")
        return
    old, large = pc.setup(OLD), pc.setup(NEW, random_bytes=4_000_000)
    with disk(pc, "size=2m"):
        pc.install(old)
        contains(pc.install(large, code=2), "could not be written")
        pc.holds(old, "tree")
        pc.is_clean()
        same(pc.version(), OLD, "version")
        subprocess.run(["mount", "-o", "remount,ro", str(pc.home)], check=True)
        contains(pc.install(pc.setup(NEW), code=2), "could not be written")
        pc.holds(old, "tree")
        subprocess.run(["mount", "-o", "remount,rw", str(pc.home)], check=True)
        pc.install(pc.setup(NEW))
        same((pc.version(), pc.version("previous")), (NEW, OLD), "the versions")


def killed_while_it_unpacks(pc: Pc) -> None:
    """After a kill in the middle the program before starts, and the next try gets to its end."""
    old, large = pc.setup(OLD), pc.setup(NEW, random_bytes=150_000_000)
    pc.install(old)
    launched = pc.started(large, f"/S /CurrentUser /D={pc.root}")
    part = pc.home / "new" / "large.bin"
    wait_until(lambda: part.exists() and part.stat().st_size > 1_000_000, "it unpacks")
    for process in psutil.process_iter(["cmdline"]):
        if process.info["cmdline"] and large.name in process.info["cmdline"][0]:
            process.kill()  # of this check: its name stands for a file in our folder
    launched.wait(LIMIT_S)
    pc.holds(old, "tree")
    same(pc.version(), OLD, "version")
    pc.install(large)
    pc.holds(large, "tree")
    pc.is_clean()


def window_started(pc: Pc) -> str:
    found = list(pc.drive.rglob("window-started.txt"))
    return found[0].read_text() if found else ""


def from_within(pc: Pc) -> None:
    """Started by the program, it waits for its end, installs, says so, and starts the window; so does the way back."""
    old, new = pc.setup(OLD), pc.setup(NEW)
    pc.install(old)
    with pc.open_program() as (pid, end):
        waiting = pc.started(new, install_words(pc.root, For.ONE_USER, pid, starts_again=True))
        time.sleep(2)  # it would have been done by now
        same((waiting.poll(), pc.build()), (None, OLD), "it waits, and nothing is changed")
        end()
        same(waiting.wait(LIMIT_S), 0, "it ends with it")
    pc.holds(new, "tree")
    same(how_it_ended(pc.home, pid), Ended.DONE, "what it says")
    same(how_it_ended(pc.home, pid + 1), None, "what it says to another")
    wait_until(lambda: window_started(pc) == NEW, "the new window")
    words = go_back_words(pc.root, For.ONE_USER, 999_999, OLD, starts_again=True)  # whoever asked has ended already
    same(pc.run(pc.root / REMOVER, words)[0], 0, "the way back ends with it")
    same((pc.version(), pc.version("previous")), (OLD, NEW), "the versions")
    same(how_it_ended(pc.home, 999_999), Ended.DONE, "what it says")
    same(pc.registry(UNINSTALL, "DisplayVersion"), OLD, "version in the list of programs")
    wait_until(lambda: window_started(pc) == OLD, "the window before")


def two_at_once(pc: Pc) -> None:
    """While one setup is at work another is refused, and so is the remover."""
    pc.install(pc.setup(OLD))
    with pc.open_program() as (pid, end):
        waiting = pc.started(pc.setup(NEW), install_words(pc.root, For.ONE_USER, pid, starts_again=False))
        stale = pc.home / RESULT
        stale.write_text("[update]\r\nfor=1\r\n")
        wait_until(lambda: not stale.exists() or waiting.poll() is not None, "the first one waits")
        contains(pc.install(pc.setup(OLD), code=2), "Another setup")
        pc.remove(code=2)
        end()
        same(waiting.wait(LIMIT_S), 0, "the first one ends with it")
    same((pc.version(), pc.version("previous")), (NEW, OLD), "the versions")


def from_within_refused(pc: Pc) -> None:
    """What cannot be done is said to the program, and the one before starts again."""
    old = pc.setup(OLD)
    pc.install(old)
    for setup, ended in ((pc.setup(NEW, code=3), Ended.NO_ANSWER), (pc.setup(NEW), Ended.LACKS)):
        if ended is Ended.LACKS:
            pc.install(pc.setup(OLD, parts=True), "/Training")
        for told in pc.drive.rglob("window-started.txt"):
            told.unlink()
        words = install_words(pc.root, For.ONE_USER, 999_999, starts_again=True)
        same(pc.run(setup, words)[0], 2, "it ends with it")
        same(how_it_ended(pc.home, 999_999), ended, "what it says")
        wait_until(lambda: window_started(pc) == OLD, "the window before")
    same(pc.version(), OLD, "version")
    shutil.rmtree(pc.home / "previous")
    same(pc.run(pc.root / REMOVER, go_back_words(pc.root, For.ONE_USER, 1, "0", starts_again=False))[0], 2, "back")
    same(how_it_ended(pc.home, 1), Ended.NOTHING_BEFORE, "what it says")


def folder_of_others(pc: Pc) -> None:
    """A folder with an “app” of somebody else is left alone."""
    theirs = pc.home / "app" / "theirs.txt"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("of another program")
    contains(pc.install(pc.setup(OLD), code=2), "another program")
    same([file.name for file in pc.home.rglob("*")], ["app", "theirs.txt"], "what lies there")


def removed(pc: Pc) -> None:
    """Removal takes the program and its entries, and leaves what is of others, with a second installation elsewhere."""
    pc.install(pc.setup(OLD))
    pc.install(pc.setup(NEW))
    keys, records = pc.home / "update-keys" / "plant.pub", pc.drive / "users" / "Daten" / "workspace.toml"
    for file in (keys, records):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("of the plant")
    pc.run(pc.root / REMOVER, "/S /CurrentUser")  # as Windows does: from a copy, which goes on by itself
    wait_until(lambda: not (pc.home / REMOVER).exists(), "it is removed")
    same(sorted(file.name for file in pc.home.rglob("*")), ["plant.pub", "update-keys"], "what is left")
    same(records.read_text(), "of the plant", "records")
    left = [pc.registry(KEY, "Folder"), pc.registry(UNINSTALL, "DisplayName"), pc.registry(MODEL_FILES)]
    same(left, ["", "", ""], "entries of the registry")
    same(list(pc.drive.glob("users/*/**/Start Menu/Programs/Inspector.lnk")), [], "entries of the menu")
    # A second one in another folder: removing the first leaves the entries of the second.
    pc.install(pc.setup(OLD))
    other = pc.root.parent / "zweiter"
    same(pc.run(pc.setup(NEW), f"/S /CurrentUser /D={other}")[0], 0, "the second ends with it")
    pc.remove()
    same((pc.home / "app").exists(), False, "the first is left")
    same(pc.registry(KEY, "Folder"), str(other), "folder in the registry")
    same((pc.home.parent / "zweiter" / "app" / STATION).exists(), True, "the second is there")


def for_all_users(pc: Pc) -> None:
    """For all users its entries are the PC's, in the view of programs with 64 bits."""
    same(pc.run(pc.setup(OLD), f"/S /AllUsers /D={pc.root}")[0], 0, "it ends with it")
    same(pc.registry(KEY, "Folder"), "", "entry of one user")
    said = pc.wine("reg", "query", KEY.replace("HKCU", "HKLM"), "/v", "Folder", "/reg:64")
    contains(said, str(pc.root))
    same(pc.run(pc.root / REMOVER, f"/S /AllUsers _?={pc.root}")[0], 0, "removal ends with it")
    same((pc.home / "app").exists(), False, "it is left")


CASES = (
    fresh, folder_of_its_own, upgrade_and_downgrade, parts_are_kept, while_it_runs, it_does_not_start,
    full_and_refusing_disk, killed_while_it_unpacks, from_within, two_at_once, from_within_refused, folder_of_others,
    removed, for_all_users,
)  # fmt: skip

if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failed as failed:
        sys.stdout.write(f"FAILED: {failed}\n")
        sys.exit(1)
