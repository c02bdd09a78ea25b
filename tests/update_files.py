"""Update files as the plant gets them, for tests: signed with keys of the test's own; a program that is installed in a
folder of the test's; and a stand-in for its package, which does what the real one's scripts do, in the same order."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from inspector.updates.facts import Reads, UpdateFacts, this_architecture, this_system
from inspector.updates.minisign import PublicKey

COMMIT_OLD, COMMIT_NEW = "aaaa111", "bbbb222"


class Signer:
    """A key pair that lives as long as the test."""

    def __init__(self, key_id: bytes = b"plant001") -> None:
        self._secret = Ed25519PrivateKey.generate()
        self.public = PublicKey(key_id, self._secret.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))

    @property
    def public_text(self) -> str:
        return f"untrusted comment: a test's\n{base64.b64encode(b'Ed' + self.public.id + self.public.key).decode()}\n"

    def sign(self, file: Path, comment: str, *, is_legacy: bool = False) -> Path:
        content = file.read_bytes()
        of_file = self._secret.sign(content if is_legacy else hashlib.blake2b(content).digest())
        of_comment = self._secret.sign(of_file + comment.encode())
        kind = b"Ed" if is_legacy else b"ED"
        lines = (
            "untrusted comment: signature of a test", base64.b64encode(kind + self.public.id + of_file).decode(),
            f"trusted comment: {comment}", base64.b64encode(of_comment).decode(),
        )  # fmt: skip
        beside = file.with_name(f"{file.name}.minisig")
        beside.write_text("\n".join(lines) + "\n")
        return beside


def program_text(version: str, *, answers: bool = True) -> str:
    """A program that says its version and gives the facts of its doctor, or fails as one whose library is missing."""
    if not answers:
        return "#!/bin/sh\necho 'libGL.so.1: cannot open shared object file' >&2\nexit 127\n"
    return (
        "#!/bin/sh\n"
        f'case "$1" in --version) echo "inspector, version {version}";; doctor) echo \'{{"system": "here"}}\';; esac\n'
    )


def write_program(folder: Path, version: str, commit: str, *, answers: bool = True, **more: int) -> None:
    folder.mkdir(parents=True)
    (folder / "inspector").write_text(program_text(version, answers=answers))
    (folder / "inspector").chmod(0o755)
    build = {"version": version, "commit": commit, "edition": "station", "built_at": "2026-01-01T00:00:00Z"}
    (folder / "BUILD.json").write_text(json.dumps(build | more))


def facts_of(file: Path, version: str, **other: object) -> UpdateFacts:
    known: dict[str, object] = {
        "product": "inspector", "edition": "station", "version": version, "system": this_system(),
        "architecture": this_architecture(), "n_bytes": file.stat().st_size, "commit": COMMIT_NEW,
        "reads": Reads.of_this(),
    }  # fmt: skip
    return UpdateFacts(**(known | other))  # type: ignore[arg-type]  # of the test


@dataclass
class Plant:
    """A PC in a plant: an installed program of version 0.1.0, and a stick with an update to 0.2.0."""

    folder: Path
    signer: Signer

    @property
    def root(self) -> Path:
        return self.folder / "opt"

    @property
    def stick(self) -> Path:
        return self.folder / "stick"

    def answer(self) -> str:
        """What the program says that starts now."""
        program = self.root / "current" / "inspector"
        return subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout.strip()

    def write_update(
        self, version: str = "0.2.0", *, answers: bool = True, commit: str = COMMIT_NEW, is_legacy: bool = False,
        padding: int = 0, **other: object,
    ) -> Path:  # fmt: skip
        new = self.folder / "new" / version
        write_program(new / "app", version, commit, answers=answers)
        (new / "app" / "large.bin").write_bytes(os.urandom(padding))
        file = self.stick / f"inspector-station_{version}_amd64.deb"
        self.stick.mkdir(exist_ok=True)
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode="w") as archive:
            archive.add(new / "app", "app")
        file.write_bytes(packed.getvalue())
        self.signer.sign(file, facts_of(file, version, commit=commit, **other).comment, is_legacy=is_legacy)
        return file

    def package(self, *, between: str = "") -> Path:
        """The stand-in for ``dpkg -i``. ``between``: shell, run when half of the new program is unpacked."""
        script = self.folder / "package.sh"
        script.write_text(
            f"""#!/bin/sh
set -e
cd '{self.root}'
# before it unpacks: the program as it is stays whole, and starts from now on
if [ "$(readlink current)" = app ]; then
    rm -rf previous.new && cp -al app previous.new
    rm -rf previous && mv previous.new previous
    ln -sfnT previous current
fi
# unpacks: each file beside its place, then renamed into it
printf 'half of it' > app/inspector.dpkg-new && mv app/inspector.dpkg-new app/inspector
{between}
mkdir unpacked && tar -xf "$1" -C unpacked
for file in unpacked/app/*; do mv "$file" app/; done
rm -r unpacked
# after: the new program starts from now on
ln -sfnT app current
"""
        )
        script.chmod(0o755)
        return script


def make_plant(folder: Path) -> Plant:
    plant = Plant(folder, Signer())
    write_program(plant.root / "app", "0.1.0", COMMIT_OLD)
    (plant.root / "current").symlink_to("app")
    return plant
