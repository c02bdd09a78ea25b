"""Installs the packages in a clean root, as on a factory PC, and looks whether everything works there.

    python packaging/check.py [--workbench] [--out out/package] [--frames FOLDER]

The root has what any desktop has (libraries for graphics, fonts) and nothing else: no Python, no compiler, no network.
Steps, each told with its time; the first that fails ends it with 1:

    root       made by debootstrap, once; kept in out/package/root.tar
    install    offline, as IT does
    look       the program starts, finds its libraries, imports everything, opens every page on a virtual display
    compare    50 frames, bit for bit with the same run from sources
    speed      frames a second and time to the first paint, by turns with the sources
    hostile    variables and libraries of the PC that would get in, a read-only program folder, umlauts, no home
    update     damaged and whole update files, back to the version before
    train      (--workbench) the training part installed beside it: two epochs, and an inspection by what they made
    remove     nothing but the user's data is left

Needs root (chroot, mounts), debootstrap with a mirror that it reaches, and a virtual display. It ends with 3, in words,
where this machine cannot make such a root: nothing is known of the packages then.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import build
import deb

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
APP = "/opt/inspector/app"
SUITE = "bookworm"
DESKTOP = ("fonts-dejavu-core", "shared-mime-info", "desktop-file-utils")
USER = "line"  # who inspects in the root
N_FRAMES = 50
N_TURNS = 5
PAINT = ("check-package", "first-paint")
OWN_MOUNTS = "INSPECTOR_CHECK_HAS_OWN_MOUNTS"
NOT_CHECKED = 3


class Failed(Exception):  # noqa: N818  it ends the check, in words
    pass


class NotPossible(Exception):  # noqa: N818  likewise, and says nothing of the packages
    pass


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workbench", action="store_true")
    parser.add_argument("--out", type=Path, default=ROOT / "out" / "package")
    parser.add_argument("--frames", type=Path, help="50 pictures to compare on; else of the synthetic strip")
    wishes = parser.parse_args()
    try:
        if os.environ.get(OWN_MOUNTS) is None:  # mounts of this process alone: they end with it, however it ends
            _check_rights()
            words = [sys.executable, *sys.argv]
            os.execvpe("unshare", ["unshare", "--mount", *words], dict(os.environ) | {OWN_MOUNTS: "1"})
        Check(wishes.out.resolve(), wishes.frames).run(has_workbench=wishes.workbench)
    except Failed as failure:
        sys.stderr.write(f"check: FAILED: {failure}\n")
        return 1
    except NotPossible as reason:
        sys.stderr.write(f"check: NOT CHECKED: {reason}\n")
        return NOT_CHECKED
    return 0


def _check_rights() -> None:
    if os.geteuid() != 0:
        raise NotPossible("a clean root needs root (chroot and mounts): sudo make package-check")
    if missing := [name for name in ("debootstrap", "unshare", "Xvfb", "minisign") if shutil.which(name) is None]:
        raise NotPossible(f"{', '.join(missing)} are not installed: scripts/setup.sh packaging")
    # The same that is done to the root: its own mounts and no network.
    tried = subprocess.run(
        ["unshare", "--mount", "--net", "mount", "-t", "proc", "proc", "/proc"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if tried.returncode:
        raise NotPossible(f"this machine allows no mounts: {tried.stderr.strip()}")


class Check:
    def __init__(self, out: Path, frames: Path | None) -> None:
        self._out, self._frames = out, frames
        self._root = out / "root"
        self._figures: dict[str, float] = {}

    def run(self, *, has_workbench: bool) -> None:
        with self._step("root"):
            self._make_root()
        with self._mounted():
            with self._step("install"):
                self._install()
            with self._step("look"):
                self._look()
            with self._step("compare"):
                self._compare()
            with self._step("speed"):
                self._measure()
            with self._step("hostile"):
                self._hostile()
            with self._step("update"):
                self._update()
            if has_workbench:
                with self._step("train"):
                    self._train()
            with self._step("remove"):
                self._remove()
        sys.stdout.write(json.dumps(self._figures, indent=1) + "\n")

    @contextmanager
    def _step(self, name: str) -> Iterator[None]:
        _say(f"== {name}")
        begun = time.monotonic()
        yield
        self._figures[f"{name}_s"] = round(time.monotonic() - begun, 1)
        _say(f"   {self._figures[f'{name}_s']} s")

    # the root

    def _make_root(self) -> None:
        self._unmount()
        shutil.rmtree(self._root, ignore_errors=True)
        kept = self._out / "root.tar"
        station = self._package("inspector-station")
        depends = _output(["dpkg-deb", "-f", str(station), "Depends"])
        wanted = [part.partition(" ")[0] for part in depends.strip().split(", ")]
        want = " ".join(sorted({*wanted, *DESKTOP}))
        stamp = self._out / "root.txt"
        if not (kept.exists() and stamp.exists() and stamp.read_text() == want):
            mirror = _output(["apt-get", "indextargets", "--format", "$(REPO_URI)", "Codename: " + SUITE]).split()
            try:
                _run(["debootstrap", "--variant=minbase", f"--include={want.replace(' ', ',')}", SUITE, str(self._root),
                      *mirror[:1]])  # fmt: skip
            except Failed as failure:
                if "Couldn't find these debs" in str(failure):  # our own list of what the package needs
                    raise
                raise NotPossible(f"no clean root: {failure}") from None
            _run(["chroot", str(self._root), "useradd", "--create-home", "--shell", "/bin/sh", USER])
            _run(["tar", "-C", str(self._root), "-cf", str(kept), "."])
            stamp.write_text(want)
        else:
            self._root.mkdir()
            _run(["tar", "-C", str(self._root), "-xf", str(kept)])
        if pythons := [one for one in ("python3", "python", "gcc", "perl5") if (self._root / "usr/bin" / one).exists()]:
            raise Failed(f"the root is not clean: it has {', '.join(pythons)}")

    @contextmanager
    def _mounted(self) -> Iterator[None]:
        x11 = self._root / "tmp/.X11-unix"
        x11.mkdir(parents=True, exist_ok=True)
        Path("/tmp/.X11-unix").mkdir(exist_ok=True)
        for kind, source, at in (
            ("proc", "proc", "proc"),
            ("", "/dev", "dev"),
            ("", "/tmp/.X11-unix", "tmp/.X11-unix"),
        ):
            words = ["-t", kind, source] if kind else ["--bind", source]
            _run(["mount", *words, str(self._root / at)])
        try:
            yield
        finally:
            self._unmount()

    def _unmount(self) -> None:
        for at in reversed(self._mounts()):
            _run(["umount", str(at)])
        if left := self._mounts():  # removing the root would remove what is in them
            raise Failed(f"still mounted: {', '.join(map(str, left))}")

    def _mounts(self) -> list[Path]:
        """Below the root, as they were made."""
        lines = Path("/proc/self/mountinfo").read_text("utf-8").splitlines()
        return [at for line in lines if (at := Path(line.split()[4])).is_relative_to(self._root)]

    def _package(self, name: str) -> Path:
        found = sorted(self._out.glob(f"{name}_*_amd64.deb"))
        if not found:
            raise Failed(f"there is no {name} in {self._out}: make package")
        return found[-1]

    def _inside(
        self, *words: str, user: str = USER, env: dict[str, str] | None = None, ends: int = 0, limit_s: float = 300
    ) -> str:
        """Run in the root, without a network; what it printed. Raises Failed where it does not end with ``ends``."""
        home = f"/home/{user}" if user != "root" else "/root"
        variables = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": home, "LANG": "C.UTF-8", "USER": user} | (
            env or {}
        )
        command = [
            "unshare", "--net", "chroot", "--userspec", user, str(self._root), "/usr/bin/env", "-i",
            *(f"{name}={value}" for name, value in variables.items()),
            "sh", "-c", 'cd "$HOME" 2>/dev/null; exec "$@"', "sh", *words,
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, timeout=limit_s, check=False)
        if done.returncode != ends:
            said = "\n".join((done.stdout + done.stderr).splitlines()[-30:])
            raise Failed(f"{' '.join(words)} ended with {done.returncode}, not {ends}:\n{said}")
        return done.stdout

    # steps

    def _install(self) -> None:
        station = self._put(self._package("inspector-station"))
        begun = time.monotonic()
        self._inside("dpkg", "--install", station, user="root")
        self._figures["install_offline_s"] = round(time.monotonic() - begun, 1)
        size = sum(one.lstat().st_size for one in (self._root / APP[1:]).rglob("*") if not one.is_symlink())
        self._figures["installed_mb"] = round(size / 1e6)
        self._figures["package_mb"] = round(self._package("inspector-station").stat().st_size / 1e6)
        self._inside("sh", "-c", f"cd {APP} && sha256sum --check --quiet --strict SHA256SUMS")
        self._inside("desktop-file-validate", "/usr/share/applications/inspector.desktop")
        types = (self._root / "usr/share/mime/globs2").read_text()
        if "application/x-inspector-model:*.inspector-model" not in types:
            raise Failed("files of models are not known to the desktop")

    def _put(self, file: Path) -> str:
        shutil.copyfile(file, self._root / "tmp" / file.name)
        return f"/tmp/{file.name}"

    def _look(self) -> None:
        if not self._inside("inspector", "--version").startswith("inspector, version"):
            raise Failed("inspector --version says something else")
        self._inside("inspector", "check-package", "imports")
        facts = json.loads(self._inside("inspector", "doctor", "--json"))
        if "openvino" not in json.dumps(facts["providers"]).lower():
            raise Failed(f"OpenVINO does not run in the package: {facts['providers']}")
        with _display() as display:
            env = {"DISPLAY": display}
            self._inside("inspector", "check-package", "pages", "/tmp/pages", env=env)
            self._inside("inspector", "demo", "--seconds", "10", "--screenshot", "/tmp/pages/demo.png", env=env)
        shots = self._out / "pictures"
        shutil.rmtree(shots, ignore_errors=True)
        shutil.copytree(self._root / "tmp/pages", shots)
        _say(f"   pictures: {shots}")

    def _compare(self) -> None:
        frames = self._root / "tmp/frames"
        frames.mkdir(mode=0o755)
        if self._frames is not None:
            chosen = sorted(one for one in self._frames.rglob("*") if one.suffix.lower() in (".png", ".jpg", ".bmp"))
            for number, one in enumerate(chosen[:: max(1, len(chosen) // N_FRAMES)][:N_FRAMES]):
                shutil.copyfile(one, frames / f"{number:03d}{one.suffix.lower()}")
        else:
            write_strip(frames)
        if len(list(frames.iterdir())) != N_FRAMES:
            raise Failed(f"not {N_FRAMES} frames to compare on")
        options = ["--out", "out", "--class-maps", "--backend", "cpu", "--piece", "compared"]
        here = self._out / "compared"
        shutil.rmtree(here, ignore_errors=True)
        here.mkdir()
        env = dict(os.environ) | {"HOME": str(here)}
        begun = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-m", "inspector", "run", str(frames), *options[:1], str(here / "out"), *options[2:]],
            cwd=ROOT, env=env, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise Failed(f"the run from sources ended with {done.returncode}: {done.stderr[-2000:]}")
        source_s = time.monotonic() - begun
        begun = time.monotonic()
        self._inside("inspector", "run", "/tmp/frames", *options)
        packaged_s = time.monotonic() - begun
        self._figures["packaged_run_s"], self._figures["source_run_s"] = round(packaged_s, 2), round(source_s, 2)
        ours, theirs = here / "out", self._root / f"home/{USER}/out"
        maps = sorted(one.relative_to(ours) for one in ours.rglob("*.png"))
        if len(maps) != N_FRAMES:
            raise Failed(f"{len(maps)} class maps of {N_FRAMES} frames")
        for name in [*maps, Path("defects.csv")]:
            if bytes_of(ours / name) != bytes_of(theirs / name):
                raise Failed(f"{name} differs from the run from sources")
        _say(f"   {len(maps)} class maps and the table of defects are the same, bit for bit")

    def _measure(self) -> None:
        """By turns with the sources, since other work on this machine slows both; the median of five."""
        frames = self._root / "tmp/strip"
        frames.mkdir(mode=0o755)
        write_strip(frames)
        here = self._out / "measured"
        shutil.rmtree(here, ignore_errors=True)
        here.mkdir()
        options = ["--backend", "cpu", "--piece", "measured"]
        fps: dict[str, list[float]] = {"packaged": [], "source": []}
        starts: dict[str, list[float]] = {"packaged": [], "source": []}
        with _display() as display:
            of_source = dict(os.environ) | {"HOME": str(here), "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
            env = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
            program = [sys.executable, str(HERE / "program.py")]
            for turn in range(N_TURNS + 1):
                name = f"measured-{turn}"
                self._inside("inspector", "run", "/tmp/strip", "--out", name, *options)
                fps["packaged"].append(_fps(self._root / f"home/{USER}" / name))
                _output([*program, "run", str(frames), "--out", str(here / name), *options], of_source)
                fps["source"].append(_fps(here / name))
                starts["packaged"].append(_seconds(lambda: self._inside("inspector", *PAINT, env=env)))
                starts["source"].append(_seconds(lambda: _output([*program, *PAINT], of_source)))
        for what, unit, digits in ((fps, "fps", 1), (starts, "window_s", 2)):
            for whose, values in what.items():
                self._figures[f"{whose}_{unit}"] = round(statistics.median(values[1:]), digits)  # the first warms up
        self._figures["packaged_fps_of_source"] = round(_ratio(fps), 3)
        self._figures["packaged_start_of_source"] = round(_ratio(starts), 2)

    def _hostile(self) -> None:
        """What a PC has of its own."""
        (self._root / "tmp/lib").mkdir()
        for name in ("libQt6Core.so.6", "libssl.so.3", "libstdc++.so.6"):
            (self._root / "tmp/lib" / name).write_bytes(b"of another program")
        env = {
            "LD_LIBRARY_PATH": "/tmp/lib", "PYTHONHOME": "/nowhere", "PYTHONPATH": "/tmp/lib", "LANG": "zh_CN.GB18030",
            "QT_PLUGIN_PATH": "/tmp/lib", "QT_QPA_PLATFORM_PLUGIN_PATH": "/tmp/lib",
        }  # fmt: skip
        with _display() as display:
            self._inside("inspector", "demo", "--seconds", "3", env={**env, "DISPLAY": display})
        folder = f"/home/{USER}/Werk Süd 钢厂"
        self._inside("inspector", "workspace", "init", folder)
        self._inside("inspector", "run", "/tmp/frames", "--workspace", folder)
        self._inside("inspector", "run", "/tmp/frames", "--out", "/tmp/no-home", env={"HOME": "/nowhere"}, ends=1)
        self._inside("mount", "--bind", "-o", "ro", APP, APP, user="root")
        try:
            self._inside("mount", "-o", "remount,bind,ro", APP, user="root")
            self._inside("inspector", "run", "/tmp/frames", "--out", f"/home/{USER}/out-read-only")
        finally:
            self._inside("umount", APP, user="root")

    def _update(self) -> None:
        """From the version before, by a file as somebody carries it on a stick; the same program under two numbers."""
        before = self._inside("inspector", "--version")
        with self._running():  # a program that runs keeps its files
            self._inside("dpkg", "--install", self._put(self._package("inspector-station")), user="root", ends=1)
        self._is_version(before.strip(), "after an update that was refused")
        key, public = self._out / "check.key", self._out / "check.pub"
        key.unlink(missing_ok=True)
        _run(["minisign", "-G", "-W", "-f", "-s", str(key), "-p", str(public)])
        keys = self._root / "etc/inspector/update-keys"
        keys.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(public, keys / "check.pub")
        newer = self._numbered("9.0.0", key)
        inside = f"/tmp/{newer.name}"
        unsigned = self._root / "tmp" / "unsigned.deb"
        shutil.copyfile(newer, unsigned)
        altered = self._root / "tmp" / "altered.deb"
        content = bytearray(newer.read_bytes())
        content[len(content) // 2] ^= 1
        altered.write_bytes(content)
        shutil.copyfile(f"{newer}.minisig", f"{altered}.minisig")
        for refused in (unsigned, altered):
            self._inside("inspector", "update", "install", f"/tmp/{refused.name}", user="root", ends=1)
            if self._inside("inspector", "--version") != before:
                raise Failed(f"{refused.name} was installed")
        folder = f"/home/{USER}/Werk Süd 钢厂"
        self._inside("inspector", "update", "install", inside, "--workspace", folder, user="root", limit_s=900)
        self._is_version("9.0.0", "after the update")
        self._inside("inspector", "workspace", "verify", "--workspace", folder)
        self._inside("inspector", "update", "roll-back", "--workspace", folder, user="root", limit_s=600)
        if self._inside("inspector", "--version") != before:
            raise Failed("rolled back, it is not the version before")
        self._inside("inspector", "audit", "verify", "--workspace", folder)
        self._inside("dpkg", "--install", inside, user="root")  # forward again, as IT does
        self._is_version("9.0.0", "installed again")

    def _is_version(self, version: str, when: str) -> None:
        said = self._inside("inspector", "--version")
        if version not in said:
            raise Failed(f"{when} it says it is {said.strip()}")

    @contextmanager
    def _running(self) -> Iterator[None]:
        """A window of the program, open."""
        with _display() as display:
            env = [f"DISPLAY={display}", f"HOME=/home/{USER}", "PATH=/usr/bin:/bin"]
            window = subprocess.Popen(
                ["chroot", "--userspec", USER, str(self._root), "/usr/bin/env", "-i", *env, "inspector", "window"],
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            try:
                _wait(lambda: APP in str(Path(f"/proc/{window.pid}/exe").readlink()), "the window to start")
                yield
            finally:
                window.kill()
                window.wait()

    def _numbered(self, version: str, key: Path) -> Path:
        """The Station under another number, signed, in the root's /tmp: only what BUILD.json says differs."""
        tree = self._out / "numbered"
        shutil.rmtree(tree, ignore_errors=True)
        _run(["cp", "-al", str(self._out / "tree"), str(tree)])
        app = tree / APP[1:]
        about = json.loads((app / "BUILD.json").read_text("utf-8"))
        written = json.dumps(about | {"version": version}, indent=1) + "\n"
        sums = (app / "SHA256SUMS").read_text("utf-8")
        sums = sums.replace(bytes_of(app / "BUILD.json"), hashlib.sha256(written.encode()).hexdigest())
        for name, text in (("BUILD.json", written), ("SHA256SUMS", sums)):
            (app / name).unlink()  # a hard link: written in place, the tree itself would change
            (app / name).write_text(text, "utf-8")
        made = deb.station(tree, self._root / "tmp", version, int(time.time()), deb.QUICK)
        build.sign(made, "station", version, about["commit"], key)
        return made

    def _train(self) -> None:
        """Two epochs, by the training part that the Station finds once it is installed."""
        self._inside("inspector", "dataset", "import", "synthetic", "--name", "strip", "--strips", "10")
        refusal = self._inside("sh", "-c", "inspector train --dataset strip --run first 2>&1; true")
        if "install the Workbench" not in refusal:
            raise Failed(f"without a training part the Station says: {refusal}")
        files = [self._put(self._package(name)) for name in ("inspector-gpu", "inspector-workbench")]
        self._inside("dpkg", "--install", *files, user="root", limit_s=900)
        self._inside("sh", "-c", f"cd {APP} && sha256sum --check --quiet --strict training/SHA256SUMS")
        begun = time.monotonic()
        self._inside(
            "inspector", "train", "--dataset", "strip", "--run", "first", "--network", "plain-net-s", "--steps", "12",
            "--wait", limit_s=1200,
        )  # fmt: skip
        self._figures["two_epochs_s"] = round(time.monotonic() - begun, 1)
        self._inside("inspector", "models", "add", "first")
        self._inside("inspector", "run", "/tmp/frames", "--model", "first", "--out", f"/home/{USER}/out-first")
        self._inside("dpkg", "--remove", "inspector-workbench", "inspector-gpu", user="root")

    def _remove(self) -> None:
        self._inside("dpkg", "--remove", "inspector-station", user="root")
        left = [
            str(one) for folder in ("opt/inspector", "usr/share/inspector") for one in (self._root / folder).rglob("*")
        ] + [name for name in ("usr/bin/inspector", "opt/inspector") if (self._root / name).exists()]
        if left:
            raise Failed(f"left after removal: {', '.join(left[:10])}")
        if not (self._root / f"home/{USER}/Werk Süd 钢厂/inspection.sqlite").is_file():
            raise Failed("the user's data went with the program")


def write_strip(folder: Path) -> None:
    """Frames of the synthetic strip."""
    import cv2

    sys.path.insert(0, str(ROOT))
    from inspector.sources.synthetic import SyntheticStrip

    strip = SyntheticStrip(seed=20)
    for number in range(N_FRAMES):
        cv2.imwrite(str(folder / f"{number:03d}.png"), strip.render(512 * number, 512).pixels)


def bytes_of(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


@contextmanager
def _display() -> Iterator[str]:
    """A virtual one, reached by its socket in /tmp/.X11-unix."""
    reads, writes = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writes), "-screen", "0", "1920x1200x24", "-nolisten", "tcp", "-ac", "-noreset"],
        pass_fds=[writes], stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writes)
    try:
        with os.fdopen(reads) as told:
            number = told.readline().strip()
        if not number:
            raise Failed("no virtual display: is xvfb installed?")
        yield f":{number}"
    finally:
        server.kill()
        server.wait()


def _wait(is_so: Callable[[], bool], what: str) -> None:
    gives_up_s = time.monotonic() + 60
    while not is_so():
        if time.monotonic() > gives_up_s:
            raise Failed(f"waited 60 s for {what}")
        time.sleep(0.2)  # another process tells nobody when it is so far


def _fps(out: Path) -> float:
    summary = json.loads((out / "summary.json").read_text("utf-8"))
    return float(summary["n_inspected"] / summary["duration_s"])


def _ratio(values: dict[str, list[float]]) -> float:
    return statistics.median(values["packaged"][1:]) / statistics.median(values["source"][1:])


def _seconds(run: Callable[[], object]) -> float:
    begun = time.monotonic()
    run()
    return time.monotonic() - begun


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _run(command: Sequence[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Failed(f"{' '.join(command[:4])} …: {(done.stdout + done.stderr)[-2000:]}")


def _output(command: Sequence[str], env: dict[str, str] | None = None) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, env=env)
    if done.returncode:
        raise Failed(f"{' '.join(command[:6])} ended with {done.returncode}: {done.stderr[-2000:]}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
