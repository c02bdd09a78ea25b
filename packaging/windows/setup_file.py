"""Compiles the installer of Windows from what build.py made: python packaging/windows/setup_file.py [--training]

    out/package/inspector-VERSION-setup.exe            (--training: with that part, from training-tree)
    out/package/inspector-VERSION-setup.exe.minisig    where INSPECTOR_SIGNING_KEY names a secret key of minisign

On Windows, INSPECTOR_CERTIFICATE is the thumbprint of a certificate in this user's store: setup and remover bear its
signature then. Runs on Debian, too, for trees that were built on Windows.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))

from inspector.core.programs import build_of  # noqa: E402  the path is set above
from inspector.updates.facts import PRODUCT, Reads, UpdateFacts  # noqa: E402  likewise

APP = Path("opt/inspector/app")
NSIS = Path(r"C:\Program Files (x86)\NSIS\makensis.exe")
KITS = Path(r"C:\Program Files (x86)\Windows Kits\10\bin")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--training", action="store_true")
    parser.add_argument("--out", type=Path, default=ROOT / "out" / "package")
    wishes = parser.parse_args()
    out: Path = wishes.out.resolve()
    tree, training = out / "tree" / APP, out / "training-tree" / APP
    build = build_of(tree)
    if build is None:
        return refused(f"{tree} holds no program; packaging/build.py station makes it")
    if wishes.training and build_of(training / "training") is None:
        return refused(f"{training} holds no training part; packaging/build.py workbench makes it")
    made = out / f"inspector-{build.version}-setup.exe"
    command = [
        shutil.which("makensis") or str(NSIS), "-V2", "-WX", f"-DVERSION={build.version}", f"-DTREE={tree}",
        f"-DOUT={made}", *([f"-DTRAINING={training}"] if wishes.training else []), *certificate(), "inspector.nsi",
    ]  # fmt: skip
    if code := subprocess.run(command, cwd=HERE, check=False).returncode:
        return code
    facts = UpdateFacts(
        PRODUCT, "station", build.version, "windows", "amd64", made.stat().st_size, build.commit, Reads.of_build(build)
    )
    sys.stdout.write(f"{made.name}: {made.stat().st_size / 1e6:.0f} MB\n")
    if key := os.environ.get("INSPECTOR_SIGNING_KEY"):
        subprocess.run(["minisign", "-S", "-s", key, "-m", str(made), "-t", facts.comment], check=True)
    else:
        sys.stdout.write(f'not signed; an update wants: minisign -S -m {made.name} -t "{facts.comment}"\n')
    return 0


def certificate() -> list[str]:
    thumbprint = os.environ.get("INSPECTOR_CERTIFICATE")
    if not thumbprint:
        return []
    tool = shutil.which("signtool") or str(max(KITS.glob("*/x64/signtool.exe")))
    stamp = os.environ.get("INSPECTOR_TIMESTAMPS", "")  # a server: else the signature ends with the certificate
    stamped = f' /tr "{stamp}" /td sha256' if stamp else ""
    return [f'-DSIGN="{tool}" sign /sha1 {thumbprint} /fd sha256{stamped} "%1"']


def refused(why: str) -> int:
    sys.stderr.write(f"setup_file: {why}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
