"""Dataset versions that somebody else made, by accident or on purpose: nothing outside their folder is touched, and
nothing in their manifest is believed unchecked.

Whoever writes a manifest can also work out its hashes: ``forged`` does.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from dataset_samples import sample, write
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from inspector.cli import cli
from inspector.core.messages import Code, DatasetError
from inspector.datasets.formats.exporting import EXPORTERS, export
from inspector.datasets.version import DatasetVersion, Derivation, Split, derive_version, open_version
from inspector.workspace.workspace import create_workspace

links = pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
Manifest = dict[str, Any]


def forged(folder: Path, change: Callable[[Manifest], object], *, version_format: int = 4) -> None:
    """Change a manifest and make its hashes fit."""
    file = folder / "manifest.json"
    manifest = json.loads(file.read_text(encoding="utf-8"))
    change(manifest)
    manifest["format"] = version_format
    rows = [
        [s["name"], s["frame_sha256"], s["mask_sha256"], s["group"], s["split"], s["origin"]]
        + ([] if s["bits"] is None else [s["bits"]])
        for s in sorted(manifest["samples"], key=lambda s: s["name"])
    ]
    content = [manifest["class_names"], rows] + ([sorted(manifest["non_defects"])] if manifest["non_defects"] else [])
    manifest["id"] = sha256(json.dumps(content, ensure_ascii=False))[:16]
    manifest.pop("manifest_sha256", None)
    if version_format >= 4:
        text = json.dumps(manifest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        manifest["manifest_sha256"] = sha256(text)
    file.write_text(json.dumps(manifest), encoding="utf-8")


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def refused(folder: Path) -> str:
    with pytest.raises(DatasetError) as error:
        open_version(folder)
    assert error.value.message.code is Code.DATASET_BROKEN
    return str(error.value.message.params["detail"])


def contents(folder: Path) -> dict[str, bytes | str]:
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else "a folder" for path in folder.rglob("*")
    }


def call(*words: object) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words])


def in_first(**entries: object) -> Callable[[Manifest], object]:
    return lambda manifest: manifest["samples"][0].update(entries)


def test_a_forged_manifest_without_a_change_opens(tmp_path: Path):
    """Else all that follows would be refused for its hashes alone."""
    written = write(tmp_path / "v", sample(1), sample(2, split=Split.VAL), non_defects=("patches",))
    for version_format in (3, 4):
        forged(tmp_path / "v", lambda manifest: None, version_format=version_format)
        assert open_version(tmp_path / "v") == written


# paths


@pytest.mark.parametrize("version_format", [3, 4])
@pytest.mark.parametrize(
    "entries",
    [
        {"mask_file": "../../inspection.sqlite"},
        {"frame_file": "../../workspace.toml"},
        {"mask_file": "masks/../../../workspace.toml"},
        {"name": "../../../escaped"},
        {"name": "ABSOLUTE/escaped"},
        {"frame_file": "ABSOLUTE/escaped.png"},
        {"mask_file": "frames/frame1.png"},
        {"mask_file": "manifest.json"},
    ],
    ids=lambda entries: "-".join(f"{name} {value}" for name, value in entries.items()),
)
def test_splitting_and_exporting_a_hostile_version_changes_nothing_outside(
    tmp_path: Path, entries: dict[str, str], version_format: int
):
    pc = tmp_path / "pc"  # besides the log
    workspace = create_workspace(pc / "plant")
    workspace.database.write_bytes(b"all our records")
    folder = pc / "stick" / "datasets" / "foreign"
    write(folder, sample(1), sample(2, split=Split.VAL), sample(3, split=Split.TEST), sample(4))
    entries = {name: value.replace("ABSOLUTE", str(pc)) for name, value in entries.items()}
    for part, value in entries.items():
        if part != "name" and not (folder / value).exists():  # on the stick lies what fits; here, what is overwritten
            shutil.copy(folder / part.replace("_file", "s") / "frame1.png", folder / value)
    forged(folder, in_first(**entries), version_format=version_format)
    before = contents(pc)
    commands = [
        ("dataset", "split", folder, "--out", "mine", "--no-duplicates", "-w", workspace.folder),
        *(("dataset", "export", kind, pc / "out", "--version", folder, "-w", workspace.folder)
          for kind in EXPORTERS),
    ]  # fmt: skip
    for words in commands:
        ran = call(*words)
        assert (ran.exit_code, ran.stdout) == (1, ""), words
        assert "cannot be used" in ran.stderr
    assert contents(pc) == before


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A version to be forged, with something beside it that must stay."""
    folder = tmp_path_factory.mktemp("plant")
    (folder / "records").write_bytes(b"ours")
    write(folder / "v", sample(1), sample(2))
    return folder


@given(
    where=st.sampled_from(["name", "frame_file", "mask_file"]),
    text=st.text(max_size=30)
    | st.lists(st.sampled_from(["..", ".", "frames", "masks", "records", "a", "", "con", "C:"]), max_size=6).map(
        "/".join
    ),
)
@example(where="mask_file", text="masks/../../records")
@example(where="frame_file", text="frames/\ud800.png")
@example(where="name", text="..\\..\\records")
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_path_or_a_name_says_the_version_is_refused_or_stays_where_it_is(made: Path, where: str, text: str):
    folder = made / "v"
    kept = (folder / "manifest.json").read_bytes()
    before = contents(made)
    try:
        forged(folder, in_first(**{where: text}))
        with suppress(DatasetError):
            version = open_version(folder)
            export(version, "masks", made / "out")
            derive_version(made / "d", version, version.samples, name="d", source="", how=Derivation.SPLIT)
    finally:
        (folder / "manifest.json").write_bytes(kept)
        for left in ("out", "d"):
            shutil.rmtree(made / left, ignore_errors=True)
    assert contents(made) == before


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"name": "FRAME1"}, "name FRAME1 is there twice, or in names that differ by case alone"),
        ({"frame_file": "frames/frame1.png"}, "file frames/frame1.png is there twice"),
        ({"frame_file": "frames/Frame1.PNG"}, "differ by case alone"),
        ({"mask_file": "masks/frame1.png"}, "file masks/frame1.png is there twice"),
    ],
)
def test_two_samples_never_share_a_name_or_a_file(tmp_path: Path, other: dict[str, str], reason: str):
    """A mask written over the link to another version's frame would change that version, too."""
    write(tmp_path / "v", sample(1), sample(2))
    forged(tmp_path / "v", lambda manifest: manifest["samples"][1].update(other))
    assert reason in refused(tmp_path / "v")


def test_names_that_differ_by_case_alone_are_not_written(tmp_path: Path):
    with pytest.raises(DatasetError, match="differ in case alone"):
        write(tmp_path / "v", sample(1), sample(2, name="FRAME1"))


# links


@links
@pytest.mark.parametrize("part", ["frames", "masks"])
def test_a_folder_of_a_version_that_leads_elsewhere_is_refused(tmp_path: Path, part: str):
    write(tmp_path / "v", sample(1))
    (tmp_path / "v" / part).rename(tmp_path / "elsewhere")
    (tmp_path / "v" / part).symlink_to(tmp_path / "elsewhere")
    assert "link that leads out" in refused(tmp_path / "v")


@links
@pytest.mark.parametrize("file", ["frames/frame1.png", "masks/frame1.png", "manifest.json"])
def test_a_file_of_a_version_that_is_a_link_to_elsewhere_is_refused(tmp_path: Path, file: str):
    write(tmp_path / "v", sample(1))
    (tmp_path / "v" / file).rename(tmp_path / "secret")
    (tmp_path / "v" / file).symlink_to(tmp_path / "secret")
    assert "link that leads out" in refused(tmp_path / "v")


@links
def test_a_link_made_after_the_opening_is_not_followed(tmp_path: Path):
    version = write(tmp_path / "v", sample(1))
    frame = tmp_path / "v" / "frames" / "frame1.png"
    frame.rename(tmp_path / "secret")
    frame.symlink_to(tmp_path / "secret")
    for use in (
        lambda: version.read(version.samples[0]),
        lambda: derive_version(tmp_path / "d", version, version.samples, name="d", source="", how=Derivation.SPLIT),
        lambda: export(version, "masks", tmp_path / "out"),
    ):
        with pytest.raises(DatasetError, match="link that leads out"):
            use()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["secret", "v"]


@links
def test_a_link_left_where_a_version_is_built_is_not_followed(tmp_path: Path):
    (tmp_path / "mine").mkdir()
    (tmp_path / ".v.unfinished").symlink_to(tmp_path / "mine")
    with pytest.raises(OSError, match="exists"):
        write(tmp_path / "v", sample(1))
    assert list((tmp_path / "mine").iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with a name on this system")
def test_a_pipe_among_the_files_is_not_waited_for(tmp_path: Path):
    version = write(tmp_path / "v", sample(1))
    frame = tmp_path / "v" / "frames" / "frame1.png"
    frame.unlink()
    os.mkfifo(frame)
    with pytest.raises(DatasetError, match="no regular file"):
        version.read(version.samples[0])
    (tmp_path / "v" / "manifest.json").unlink()
    os.mkfifo(tmp_path / "v" / "manifest.json")
    assert "no regular file" in refused(tmp_path / "v")


# everything else a manifest says


def paths_of(value: object, before: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Where each text, number and null of some JSON stands."""
    if isinstance(value, dict):
        return [path for name, inner in value.items() for path in paths_of(inner, (*before, name))]
    if isinstance(value, list):
        return [path for index, inner in enumerate(value) for path in paths_of(inner, (*before, index))]
    return [before]


def test_a_change_of_any_entry_of_a_manifest_is_noticed(tmp_path: Path):
    base = write(tmp_path / "base", sample(1), sample(2, split=Split.VAL, note="seed 3"), non_defects=("patches",))
    made = derive_version(tmp_path / "v", base, base.samples, name="v", source="here", how=Derivation.SPLIT, detail="x")
    assert open_version(tmp_path / "v") == made
    file = tmp_path / "v" / "manifest.json"
    kept = file.read_text(encoding="utf-8")
    paths = paths_of(json.loads(kept))
    assert len(paths) > 40
    for path in paths:
        manifest = json.loads(kept)
        owner: Any = manifest
        for step in path[:-1]:
            owner = owner[step]
        before = owner[path[-1]]
        owner[path[-1]] = before + 1 if isinstance(before, int) else 12 if before is None else f"{before}x"
        file.write_text(json.dumps(manifest), encoding="utf-8")
        with pytest.raises(DatasetError):
            open_version(tmp_path / "v")
        if isinstance(before, int):
            owner[path[-1]] = before - 1
            file.write_text(json.dumps(manifest), encoding="utf-8")
            with pytest.raises(DatasetError):
                open_version(tmp_path / "v")
    for name in json.loads(kept):
        manifest = json.loads(kept)
        del manifest[name]
        file.write_text(json.dumps(manifest), encoding="utf-8")
        with pytest.raises(DatasetError):
            open_version(tmp_path / "v")


def test_a_manifest_may_be_spelled_otherwise(tmp_path: Path):
    """Its hash is that of what it says, not of its spaces."""
    written = write(tmp_path / "v", sample(1, group="Ölbad"))
    file = tmp_path / "v" / "manifest.json"
    manifest = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(dict(reversed(manifest.items())), indent=4), encoding="utf-8")
    assert open_version(tmp_path / "v") == written


WRONG_IN_SAMPLE = [
    ("height", 0), ("height", -20), ("height", True), ("height", 20.0), ("height", "20"), ("height", None),
    ("width", 10**400), ("n_pixels", [600]), ("n_pixels", [601, 0, 0]), ("n_pixels", [-1, 0, 0]),
    ("n_pixels", [600, False, 0]), ("n_pixels", 600), ("frame_sha256", "0" * 63), ("frame_sha256", "../x"),
    ("mask_sha256", "A" * 64), ("name", ""), ("name", "a\nb"), ("name", "nul"), ("name", None), ("group", ""),
    ("group", "a\x1b[31m"), ("note", "a\x1b[31m"), ("note", 3), ("bits", 7), ("bits", True), ("split", "exam"),
    ("origin", 1), ("colour", "red"),
]  # fmt: skip


@pytest.mark.parametrize("version_format", [3, 4])
@pytest.mark.parametrize(("entry", "value"), WRONG_IN_SAMPLE, ids=lambda value: repr(value)[:30])
def test_an_entry_of_a_sample_that_cannot_be_is_refused_in_words(
    tmp_path: Path, entry: str, value: object, version_format: int
):
    write(tmp_path / "v", sample(1), sample(2))
    try:
        forged(tmp_path / "v", in_first(**{entry: value}), version_format=version_format)
    except TypeError:  # of names that cannot be sorted: no id can be worked out, and none is needed
        pytest.skip("cannot be forged")
    assert "manifest was changed" not in refused(tmp_path / "v")


WRONG_IN_VERSION = [
    ("class_names", []), ("class_names", ["background", "pit", "pit"]), ("class_names", ["background", "", "x"]),
    ("class_names", ["background", "a\x1b[2J", "x"]), ("class_names", "abc"), ("name", "../x"), ("name", ""),
    ("name", "a/b"), ("source", "a\x00"), ("terms", None), ("created_by", 3), ("created_at", "\x9b"), ("id", None),
    ("parents", [{"name": "a\x1b", "id": "0", "how": "split"}]), ("parents", [{"name": "x", "id": "y", "how": "split",
     "why": ""}]), ("samples", {}), ("licence", "mine"),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "value"), WRONG_IN_VERSION, ids=lambda value: repr(value)[:30])
def test_an_entry_of_a_version_that_cannot_be_is_refused_in_words(tmp_path: Path, entry: str, value: object):
    write(tmp_path / "v", sample(1), sample(2))
    forged(tmp_path / "v", lambda manifest: manifest.update({entry: value}) if entry != "samples" else None)
    if entry in ("samples", "id"):
        file = tmp_path / "v" / "manifest.json"
        file.write_text(json.dumps({**json.loads(file.read_text()), entry: value}))
    assert "manifest was changed" not in refused(tmp_path / "v")


@pytest.mark.parametrize("text", ['{"format": NaN}', "[" * 100_000, '{"format": 3, "format": 3}', '{"format": 1e999}'])
def test_json_that_python_would_choke_on_is_refused_in_words(tmp_path: Path, text: str):
    (tmp_path / "manifest.json").write_text(text)
    assert "not understood" in refused(tmp_path)


@pytest.mark.parametrize(
    ("entries", "reason"),
    [
        ({"height": 30, "width": 20}, "the frame has 30 x 20 pixels, the manifest says 20 x 30"),
        ({"n_pixels": [1, 1, 1]}, "the mask holds other classes than the manifest says"),
    ],
)
def test_what_an_older_manifest_says_of_a_frame_is_compared_with_it(
    tmp_path: Path, entries: dict[str, object], reason: str
):
    """The ids of formats 1 to 3 do not cover it."""
    write(tmp_path / "v", sample(1))
    forged(tmp_path / "v", in_first(**entries), version_format=3)
    version = open_version(tmp_path / "v")
    with pytest.raises(DatasetError, match=reason):
        version.read(version.samples[0])


def test_the_same_data_has_the_same_id_whatever_it_is_called(tmp_path: Path):
    """Leaks and parents are told by it."""
    one = write(tmp_path / "v", sample(1, note="x"))
    forged(tmp_path / "v", lambda manifest: manifest.update(name="w", source="there", terms="none of ours"))
    other = open_version(tmp_path / "v")
    assert isinstance(other, DatasetVersion)
    assert (other.id, other.name) == (one.id, "w")
