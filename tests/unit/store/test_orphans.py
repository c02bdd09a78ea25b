"""Pictures whose rows a killed program could not commit are removed at the next opening; and no others."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from store_samples import begin, opened

from inspector.store.damage import set_aside
from inspector.store.evidence import EvidenceStore
from inspector.store.evidence_files import piece_folder

ONE, TWO = "1" * 32, "2" * 32
CHILD = """
    import os, sys, threading
    from pathlib import Path
    sys.path.insert(0, {here!r})
    from store_samples import begin, defect
    from inspector.core.audit import AuditStamp
    from inspector.core.defect import Box
    from inspector.store.operations.defects import RecordDefects
    from inspector.store.operations.evidence import RecordEvidence
    from inspector.store.records import EvidenceKind
    from inspector.store.writer import StoreWriter
    folder = Path({folder!r})
    writer = StoreWriter(folder / "inspection.sqlite")
    writer.submit(begin(stamp=AuditStamp.now()), RecordDefects("1" * 32, (defect(1),)))
    named = folder / "frames" / {piece!r} / ("1" * 32 + "_named.png")
    named.parent.mkdir(parents=True)
    for name in ("named", "orphan"):
        named.with_name("1" * 32 + f"_{{name}}.png").write_bytes(b"picture")
    writer.submit(RecordEvidence(kind=EvidenceKind.CROP, inspection_id="1" * 32, lane=0, frame_index=4, defect_id=1,
        path=named.relative_to(folder / "frames").as_posix(), box=Box(0, 0, 1, 1), bits=8, n_bytes=7))
    assert writer.flush()
    print("ready", flush=True)
    threading.Event().wait()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Of a program that was killed before it committed the row of its second picture."""
    code = textwrap.dedent(CHILD).format(
        here=str(Path(__file__).parent), folder=str(tmp_path), piece=piece_folder("R-1")
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        child.kill()
    return tmp_path


def after_opening(folder: Path) -> tuple[set[str], int]:
    writer = opened(folder)
    kept = EvidenceStore(folder / "frames", 10**9, writer)
    kept.close()
    assert writer.close() == ()
    return {path.name.removeprefix(ONE) for path in (folder / "frames").glob("*/*.png")}, kept.n_orphans


def test_a_picture_whose_row_was_not_committed_is_removed_and_one_with_a_row_stays(folder):
    assert after_opening(folder) == ({"_named.png"}, 1)
    assert after_opening(folder) == ({"_named.png"}, 0)


def test_pictures_of_an_inspection_that_another_program_records_are_left_alone(tmp_path):
    writer = opened(tmp_path)
    writer.submit(begin(TWO, "R-2"))
    assert writer.flush()
    picture = tmp_path / "frames" / piece_folder("R-2") / f"{TWO}_just_written.png"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"picture")
    after_opening(tmp_path)  # a second program, while the first lives
    assert picture.exists()
    assert writer.close() == ()


def test_nothing_is_removed_while_a_file_of_records_is_set_aside(folder):
    """The rows of these pictures may be in that one."""
    other = folder / "other"
    other.mkdir()
    assert opened(other).close() == ()
    aside = set_aside(other / "inspection.sqlite")
    aside.rename(folder / aside.name)
    assert after_opening(folder) == ({"_named.png", "_orphan.png"}, 0)


def test_pictures_younger_than_the_kill_are_left_alone(folder):
    """As of records that were restored from a copy: these pictures have lost their rows in another way."""
    for path in (folder / "frames").glob("*/*.png"):
        os.utime(path, (time.time() + 3600, time.time() + 3600))
    assert after_opening(folder) == ({"_named.png", "_orphan.png"}, 0)
