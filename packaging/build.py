"""Builds what is installed on a factory PC: python packaging/build.py station|workbench|gpu [--out out/package]

    out/package/tree/opt/inspector/app/           the program as it lies on the PC
        inspector  _internal/  BUILD.json  SHA256SUMS  parts.cdx.json  licences/  LEFT-OUT.txt
    out/package/training-tree/opt/inspector/app/  what the Workbench has more: inspector-training, papers in training/
    out/package/inspector-station_VERSION_amd64.deb, inspector-workbench_VERSION_amd64.deb    (Linux)
    out/package/SHA256SUMS

Two builds of one commit on one machine give the same files: times are those of the commit, hashes of Python are fixed.
On Windows it makes the same tree, which windows/inspector.nsi turns into an installer.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT))

import bill_of_materials  # noqa: E402  the path is set above
import deb  # noqa: E402  likewise
import licences  # noqa: E402  likewise

from inspector import __version__  # noqa: E402  likewise
from inspector.core.model_card import CARD_FORMAT  # noqa: E402  likewise
from inspector.store.migrations import MIGRATIONS  # noqa: E402  likewise
from inspector.updates.facts import (  # noqa: E402  likewise
    EDITIONS,
    PRODUCT,
    Reads,
    UpdateFacts,
    this_architecture,
    this_system,
)
from inspector.workspace.settings import SETTINGS_VERSION  # noqa: E402  likewise

APP = Path("opt/inspector/app")
# What the GPU add-on brings, and where the program looks for it. The add-on stays where it is over updates.
GPU_LIBRARIES = ("libonnxruntime_providers_cuda.so", "libonnxruntime_providers_tensorrt.so")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("edition", choices=["station", "workbench", "gpu"])
    parser.add_argument("--out", type=Path, default=ROOT / "out" / "package")
    wishes = parser.parse_args()
    out: Path = wishes.out.resolve()
    begun = time.monotonic()
    commit, committed_at = _commit()
    os.environ |= {"PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": str(committed_at)}
    try:
        packages = []
        if wishes.edition == "gpu":
            packages.append(deb.gpu(_gpu(out), out, __version__, committed_at))
        else:
            app = _station(out, commit, committed_at)
            packages += [deb.station(out / "tree", out, __version__, committed_at)] if deb.can_build() else []
        if wishes.edition == "workbench":
            training = _training(out, app, commit, committed_at)
            packages += [deb.workbench(training, out, __version__, committed_at)] if deb.can_build() else []
    except licences.Refused as refusal:
        sys.stderr.write(f"build: {refusal}\n")
        return 1
    _sign(packages, commit)
    (out / "SHA256SUMS").write_text("".join(f"{_sha256(one)}  {one.name}\n" for one in packages), "utf-8")
    for one in packages:
        sys.stdout.write(f"{one.name}: {one.stat().st_size / 1e6:.0f} MB\n")
    sys.stdout.write(f"built in {time.monotonic() - begun:.0f} s: {out}\n")
    return 0


def _sign(packages: list[Path], commit: str) -> None:
    """Where INSPECTOR_SIGNING_KEY names a secret key of minisign, which asks for its password."""
    key = os.environ.get("INSPECTOR_SIGNING_KEY")
    if not key:
        sys.stdout.write(
            "not signed: INSPECTOR_SIGNING_KEY names no key; `inspector update` will refuse these packages\n"
        )
        return
    for package in packages:
        edition = package.name.removeprefix("inspector-").partition("_")[0]
        if edition in EDITIONS:
            sign(package, edition, __version__, commit, Path(key))


def sign(package: Path, edition: str, version: str, commit: str, key: Path) -> None:
    facts = UpdateFacts(
        PRODUCT, edition, version, this_system(), this_architecture(), package.stat().st_size, commit, Reads.of_this()
    )
    subprocess.run(["minisign", "-S", "-s", str(key), "-m", str(package), "-t", facts.comment], check=True)


def _commit() -> tuple[str, int]:
    """Hash, with "-changed" where the tree is not it, and its time in seconds."""

    def git(*words: str) -> str:
        return subprocess.run(
            ["git", "-C", str(ROOT), *words], capture_output=True, text=True, check=True
        ).stdout.strip()

    changed = "-changed" if git("status", "--porcelain", "--untracked-files=no") else ""
    return git("rev-parse", "--short=12", "HEAD") + changed, int(git("log", "-1", "--format=%ct"))


def _station(out: Path, commit: str, committed_at: int) -> Path:
    built = _freeze("station", out)
    app = out / "tree" / APP
    shutil.rmtree(out / "tree", ignore_errors=True)
    app.parent.mkdir(parents=True)
    shutil.move(built, app)
    if sys.platform.startswith("linux"):
        (app / "_internal/nvidia").symlink_to("../../gpu/nvidia")
        for name in GPU_LIBRARIES:
            at = f"../../../../gpu/onnxruntime/{_version_of('onnxruntime-gpu')}/{name}"
            (app / "_internal/onnxruntime/capi" / name).symlink_to(at)
    _finish(app, out, "station", "station", commit, committed_at)
    return app


def _training(out: Path, station: Path, commit: str, committed_at: int) -> Path:
    """What the Workbench has more than the Station."""
    built = _freeze("training", out)
    tree = out / "training-tree"
    shutil.rmtree(tree, ignore_errors=True)
    app = tree / APP
    for file in _files(built):
        name = file.relative_to(built)
        there = station / name
        if there.is_symlink() or there.exists():
            # Modules that both load first lie in it in any order.
            if name.as_posix() != "_internal/base_library.zip" and not _is_same(file, there):
                raise licences.Refused(f"{name} differs between the Station and the training part")
            continue
        (app / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.move(file, app / name)
    shutil.rmtree(built)
    _finish(app, out, "training", "workbench", commit, committed_at)
    return tree


def _gpu(out: Path) -> Path:
    """NVIDIA's libraries as pip installed them, and what ONNX Runtime needs to use them."""
    home = Path(sysconfig.get_path("purelib"))
    tree = out / "gpu-tree"
    shutil.rmtree(tree, ignore_errors=True)
    at = tree / "opt/inspector/gpu"
    for file in sorted((home / "nvidia").glob("*/lib/*.so*")):
        _copy(file, at / "nvidia" / file.relative_to(home / "nvidia"))
    for about in sorted(home.glob("nvidia_*.dist-info/**/License*")):
        _copy(about, at / "licences" / about.relative_to(home).parts[0] / about.name)
    for name in GPU_LIBRARIES:
        _copy(home / "onnxruntime/capi" / name, at / "onnxruntime" / _version_of("onnxruntime-gpu") / name)
    return tree


def _copy(file: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, to)
    to.chmod(0o644)


def _freeze(which: str, out: Path) -> Path:
    work, made = out / "work" / which, out / "made"
    shutil.rmtree(work, ignore_errors=True)
    subprocess.run(
        [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", "--distpath", str(made),
         "--workpath", str(work), str(HERE / "inspector.spec"), "--", which], cwd=ROOT, check=True,
    )  # fmt: skip
    return made / {"station": "inspector", "training": "training"}[which]


def _finish(app: Path, out: Path, which: str, edition: str, commit: str, committed_at: int) -> None:
    """Papers: what it is, of what parts, under which licences, what was left out; checksums last."""
    papers = app if edition == "station" else app / "training"
    papers.mkdir(exist_ok=True)
    parts = licences.parts_of(_sources(out / "work" / which))
    licences.write_texts(parts, papers / "licences")
    built_at = datetime.fromtimestamp(committed_at, UTC).isoformat()
    (papers / "parts.cdx.json").write_text(bill_of_materials.written(parts, __version__, commit, built_at), "utf-8")
    about = {
        "version": __version__, "commit": commit, "edition": edition, "built_at": built_at,
        "system": f"{platform.system()} {platform.machine()}", "python": platform.python_version(),
        # The newest that it reads: who goes back to it is told what it cannot.
        "schema": len(MIGRATIONS), "settings": SETTINGS_VERSION, "card": CARD_FORMAT,
    }  # fmt: skip
    (papers / "BUILD.json").write_text(json.dumps(about, indent=1) + "\n", "utf-8")
    (papers / "LEFT-OUT.txt").write_text("\n".join(_left_out(out / "work" / which)) + "\n", "utf-8")
    sums = [f"{_sha256(file)}  {file.relative_to(app).as_posix()}\n" for file in _files(app) if not file.is_symlink()]
    (papers / "SHA256SUMS").write_text("".join(sums), "utf-8")
    for one in app.rglob("*"):
        if not one.is_symlink():
            one.chmod(0o755 if one.is_dir() or (one.parent == app and not one.suffix) else 0o644)
            os.utime(one, (committed_at, committed_at))


def _files(folder: Path) -> Iterator[Path]:
    """And links, in the order of their names."""
    return iter(sorted(one for one in folder.rglob("*") if one.is_symlink() or one.is_file()))


def _is_same(one: Path, other: Path) -> bool:
    if one.is_symlink() or other.is_symlink():
        return one.is_symlink() and other.is_symlink() and one.readlink() == other.readlink()
    return one.stat().st_size == other.stat().st_size and _sha256(one) == _sha256(other)


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _sources(work: Path) -> Iterator[Path]:
    """The files of this machine that went in, by PyInstaller's tables."""
    for table in ("COLLECT-00.toc", "PYZ-00.toc"):
        for _name, file, _kind in _entries(work / "inspector" / table):
            if file.startswith("/") or file[1:3] == ":\\":
                path = Path(file)
                if work not in path.parents:  # made while freezing
                    yield path


def _entries(table: Path) -> Iterator[tuple[str, str, str]]:
    waiting = [ast.literal_eval(table.read_text("utf-8"))]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list | tuple):
            if len(one) == 3 and all(isinstance(part, str) for part in one):
                yield one[0], one[1], one[2]
            else:
                waiting += one


def _left_out(work: Path) -> list[str]:
    """Names of what was found and does not go along."""
    tables = work / "inspector"
    found = {name for name, _, _ in _entries(tables / "Analysis-00.toc")}
    kept = {name for table in ("COLLECT-00.toc", "PYZ-00.toc") for name, _, _ in _entries(tables / table)}
    return sorted(name for name in found - kept if "/" in name or ".so" in name)


def _version_of(distribution: str) -> str:
    from importlib import metadata

    return metadata.version(distribution)


if __name__ == "__main__":
    sys.exit(main())
