"""The Debian packages: a tree of files, control data, maintainer scripts.

    inspector-station     /opt/inspector/app, /usr/bin/inspector, menu entry, icon, types of files
    inspector-workbench   what training needs more, in the same folder; wants the Station of the same version
    inspector-gpu         /opt/inspector/gpu: CUDA for inspection and training, 3 GB; lasts over updates

/opt/inspector/current leads to the program in use: ``app``, or ``previous`` after a roll-back.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

from contents import OF_SYSTEM

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
MAINTAINER = "The makers of Inspector <inspector@localhost>"
ALWAYS = ("libegl1", "libgl1", "libfontconfig1", "libx11-6", "libxcb1", "libdbus-1-3")  # opened by name by Qt

# Both are read by every Debian. xz at its quickest level is hardly larger here than at others, in a fifth of the time.
SMALL, QUICK = ("-Zxz", "-z1", "--threads-max=2"), ("-Zgzip", "-z1")


def can_build() -> bool:
    return shutil.which("dpkg-deb") is not None


def station(tree: Path, out: Path, version: str, time_s: int, compression: Sequence[str] = SMALL) -> Path:
    """``tree`` holds opt/inspector/app; what a desktop needs is added."""
    _link(tree / "usr/bin/inspector", "/opt/inspector/current/inspector")
    share = tree / "usr/share"
    _copy(HERE / "linux/inspector.desktop", share / "applications/inspector.desktop")
    _copy(HERE / "linux/inspector.xml", share / "mime/packages/inspector.xml")
    _copy(ROOT / "resources/icons/inspector.svg", share / "icons/hicolor/scalable/apps/inspector.svg")
    needs = [f"libc6 (>= {_newest_glibc(tree)})", *sorted({*ALWAYS, *_of_system(tree)})]
    control = {
        "Package": "inspector-station",
        "Depends": ", ".join(needs),
        "Recommends": "fonts-dejavu-core | fonts-noto-core",
        "Description": (
            "inspect rails and steel strip live\n Frames from cameras, videos or folders stream through a segmentation"
            " network;\n defects are outlined, measured in millimetres, placed in metres, judged and recorded."
        ),
    }
    return _package(tree, out, control, version, time_s, ("preinst", "postinst", "postrm"), compression)


def workbench(tree: Path, out: Path, version: str, time_s: int) -> Path:
    control = {
        "Package": "inspector-workbench",
        "Depends": f"inspector-station (= {version}), inspector-gpu",
        "Description": (
            "the training part of Inspector\n Makes new models in the background, from frames that the plant labelled."
        ),
    }
    return _package(tree, out, control, version, time_s)


def gpu(tree: Path, out: Path, version: str, time_s: int) -> Path:
    control = {
        "Package": "inspector-gpu",
        "Description": (
            "NVIDIA's libraries for Inspector\n CUDA and cuDNN: for PCs with an NVIDIA GPU, and for the training part"
            " on any PC."
        ),
    }
    return _package(tree, out, control, version, time_s, compression=QUICK)  # gigabytes


def _package(
    tree: Path,
    out: Path,
    control: dict[str, str],
    version: str,
    time_s: int,
    scripts: Sequence[str] = (),
    compression: Sequence[str] = SMALL,
) -> Path:
    about = tree / "DEBIAN"
    shutil.rmtree(about, ignore_errors=True)
    about.mkdir()
    _copy(HERE / "linux/copyright", tree / f"usr/share/doc/{control['Package']}/copyright")
    size = sum(one.lstat().st_size for one in tree.rglob("*") if one.is_file() and not one.is_symlink())
    fields = {
        "Package": control["Package"], "Version": version, "Architecture": "amd64", "Maintainer": MAINTAINER,
        "Section": "science", "Priority": "optional", "Installed-Size": str(size // 1024),
        **{name: text for name, text in control.items() if name != "Package"},
    }  # fmt: skip
    (about / "control").write_text("".join(f"{name}: {text}\n" for name, text in fields.items()), "utf-8")
    for name in scripts:
        _copy(HERE / "linux" / name, about / name)
        (about / name).chmod(0o755)
    for one in tree.rglob("*"):
        if not one.is_symlink():
            os.utime(one, (time_s, time_s))
    file = out / f"{control['Package']}_{version}_amd64.deb"
    made = file.with_suffix(".part")
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", *compression, "--build", str(tree), str(made)],
        check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    return made.replace(file)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    target.chmod(0o644)


def _link(at: Path, target: str) -> None:
    at.parent.mkdir(parents=True, exist_ok=True)
    at.unlink(missing_ok=True)
    at.symlink_to(target)


def _needed(tree: Path) -> Iterable[str]:
    """Lines of ``readelf`` of every program and library in it."""
    files = [
        str(one) for one in sorted(tree.rglob("*"))
        if one.is_file() and not one.is_symlink() and one.open("rb").read(4) == b"\x7fELF"
    ]  # fmt: skip
    done = subprocess.run(["readelf", "-dVW", *files], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def _newest_glibc(tree: Path) -> str:
    versions = {
        tuple(map(int, found.groups()))
        for line in _needed(tree)
        for found in re.finditer(r"Name: GLIBC_(\d+)\.(\d+)", line)
    }
    return ".".join(map(str, max(versions)))


def _of_system(tree: Path) -> set[str]:
    """Debian packages of the libraries that the tree wants and does not hold."""
    wanted = {found[1] for line in _needed(tree) if (found := re.search(r"\(NEEDED\).*\[(.+)\]", line))}
    return {package for library, package in OF_SYSTEM.items() if library in wanted}
