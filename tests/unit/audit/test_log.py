"""The chain of decisions: what is written stays, and whatever is done to the file shows."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.audit.log import (
    MAX_FACT,
    AuditCheck,
    Audited,
    AuditHead,
    AuditLog,
    BreakKind,
    KeptHead,
)
from inspector.core.files import sha256_of
from inspector.core.messages import Code, WorkspaceError
from tests.long_form import IS_LONG
from tests.waiting import wait_until

N = 6


@pytest.fixture
def log(tmp_path: Path) -> AuditLog:
    return AuditLog(tmp_path / "plant" / "audit.jsonl")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a chain of ``N`` entries."""
    folder = tmp_path_factory.mktemp("whole")
    filled(AuditLog(folder / "audit.jsonl"))
    return folder


def filled(log: AuditLog, n: int = N) -> AuditLog:
    for number in range(1, n + 1):
        log.append(Audited.MODEL_ADDED, {"model": f"tiny {number}"}, by="ana")
    return log


def lines(log: AuditLog) -> list[bytes]:
    return log.file.read_bytes().splitlines(keepends=True)


def kinds(check: AuditCheck) -> list[tuple[BreakKind, int, int]]:
    return [(one.kind, one.line, one.number) for one in check.breaks]


def test_an_entry_says_who_when_where_and_follows_the_one_before(log: AuditLog):
    first = log.append(Audited.MODEL_PROMOTED, {"model": "tiny 1", "because": "finds frays, “ä”"}, by="ana")
    second = log.append(Audited.MODEL_ROLLED_BACK, {"model": "tiny 1"})
    assert (first.number, first.before, first.actor, first.what) == (1, "", "ana", "model-promoted")
    assert (second.number, second.before) == (2, first.sha256)
    assert second.actor
    assert log.entries() == (first, second)
    said = json.loads(lines(log)[0])
    sha256 = said.pop("sha256")
    plain = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    assert sha256 == first.sha256 == sha256_of(plain), "anybody can compute it without this program"
    assert log.verify() == AuditCheck(2, second.head)


def test_a_chain_that_nobody_wrote_yet_is_whole(log: AuditLog):
    assert log.verify() == AuditCheck()
    assert log.entries() == ()
    assert not log.file.parent.exists(), "looking makes no file"


@given(data=st.data())
def test_whatever_is_changed_shows(whole: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject):
    """A byte, a line gone, put twice, put elsewhere, the end cut off: at each place."""
    folder = tmp_path_factory.mktemp("changed") / "plant"
    shutil.copytree(whole, folder)
    log = AuditLog(folder / "audit.jsonl")
    before = lines(log)
    after = list(before)
    index = data.draw(st.integers(0, N - 1), "line")
    match data.draw(st.sampled_from(["byte", "gone", "twice", "moved", "cut", "spaces"]), "what"):
        case "byte":
            place = data.draw(st.integers(0, len(before[index]) - 2), "place")
            other = (before[index][place] + data.draw(st.integers(1, 255), "by")) % 256
            after[index] = before[index][:place] + bytes([other]) + before[index][place + 1 :]
        case "gone":
            del after[index]
        case "twice":
            after.insert(data.draw(st.integers(0, N), "to"), before[index])
        case "moved":
            to = data.draw(st.integers(0, N - 1).filter(lambda to: to != index), "to")
            after.insert(to, after.pop(index))
        case "cut":
            after = after[:index]
        case "spaces":
            after[index] = before[index].replace(b",", b", ")
    log.file.write_bytes(b"".join(after))
    assert not log.verify().is_whole
    log.append(Audited.MODEL_ADDED, {"model": "later"})
    assert not log.verify().is_whole, "an entry after it makes nothing good"


def test_where_it_breaks_is_told(log: AuditLog):
    whole = lines(filled(log))

    def found(content: list[bytes]) -> list[tuple[BreakKind, int, int]]:
        log.file.write_bytes(b"".join(content))
        return kinds(log.verify())

    assert found([*whole[:2], whole[2].replace(b"tiny 3", b"tiny 9"), *whole[3:]]) == [(BreakKind.ALTERED, 3, 3)]
    assert found([*whole[:2], *whole[4:]]) == [(BreakKind.MISSING, 3, 3)]
    assert log.verify().breaks[0].n_entries == 2
    assert found([*whole[:4], whole[2], *whole[4:]]) == [(BreakKind.OUT_OF_ORDER, 5, 3)]
    assert found(whole[:4]) == [(BreakKind.CUT, 5, 6)]
    assert found([]) == [(BreakKind.CUT, 1, 6)]
    assert found(whole) == []


def test_an_entry_that_was_written_anew_with_its_own_sha256_breaks_the_chain_behind_it(log: AuditLog):
    whole = lines(filled(log))
    said = json.loads(whole[2])
    said["facts"]["model"] = "another"
    del said["sha256"]
    said["sha256"] = sha256_of(json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode())
    forged = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"
    log.file.write_bytes(b"".join([*whole[:2], forged, *whole[3:]]))
    assert kinds(log.verify()) == [(BreakKind.ALTERED, 3, 3)]
    log.file.write_bytes(b"".join([*whole[:2], forged]))
    assert kinds(log.verify()) == [(BreakKind.CUT, 4, 6)]


def test_a_whole_new_chain_is_found_by_a_head_that_was_kept_elsewhere(log: AuditLog):
    kept = KeptHead(log.append(Audited.MODEL_PROMOTED, {"model": "tiny 1"}).head, "on paper")
    assert log.verify([kept]).is_whole
    shutil.rmtree(log.file.parent)
    filled(log)
    assert log.verify().is_whole
    assert [(one.kind, one.known_from) for one in log.verify([kept]).breaks] == [(BreakKind.CUT, "on paper")]


def test_a_head_that_is_gone_is_told_and_one_that_is_behind_is_none(log: AuditLog):
    head = log.file.with_suffix(".head")
    first = filled(log, 2).entries()[0]
    head.write_text(json.dumps({"number": 1, "sha256": first.sha256}))
    assert log.verify().is_whole, "the power may have gone between the two files"
    head.write_text("{")
    assert kinds(log.verify()) == [(BreakKind.HEAD_LOST, 3, 2)]
    head.unlink()
    assert kinds(log.verify()) == [(BreakKind.HEAD_LOST, 3, 2)]
    log.append(Audited.MODEL_ADDED, {})
    assert log.verify().is_whole


@pytest.mark.parametrize("n_left", [1, 40, -1])
def test_a_line_that_a_power_cut_left_half_written_is_damage_in_words_and_no_lost_history(log: AuditLog, n_left: int):
    filled(log, 3)
    fourth = log.file.with_name("elsewhere")
    shutil.copy(log.file, fourth)
    AuditLog(fourth).append(Audited.MODEL_PROMOTED, {"model": "tiny"})
    written = fourth.read_bytes().splitlines()[3][:n_left]
    with log.file.open("ab") as file:
        file.write(written)
    check = log.verify()
    assert (check.is_whole, check.n_entries, [one.line for one in check.mended]) == (True, 3, [4])
    after = log.append(Audited.MODEL_ADDED, {"model": "next"})
    entries = log.entries()
    assert [entry.what for entry in entries[3:]] == ["log-mended", "model-added"]
    assert entries[3].facts["bytes"] == str(len(written))
    assert entries[3].facts["last_whole"] == "3"
    check = log.verify()
    assert (check.is_whole, check.head, [one.line for one in check.mended]) == (True, after.head, [4])
    log.file.write_bytes(log.file.read_bytes().replace(written, written[:-1] + b"?", 1))
    assert not log.verify().is_whole, "the damaged line itself is held, too"


def test_an_entry_that_was_cut_off_leaves_a_hole_for_ever(log: AuditLog):
    whole = lines(filled(log))
    log.file.write_bytes(b"".join(whole[:4]))
    entry = log.append(Audited.MODEL_ADDED, {"model": "as if nothing were"})
    assert entry.number == N + 2, "after the one that says so"
    assert kinds(log.verify()) == [(BreakKind.MISSING, 5, 5)]
    assert log.entries()[4].facts == {
        "bytes": "0", "sha256": "", "last_whole": "4", "goes_on_after": str(N),
    }  # fmt: skip


def test_programs_that_write_at_once_make_one_chain(log: AuditLog):
    threads = [threading.Thread(target=filled, args=(AuditLog(log.file), 5)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (log.verify().is_whole, log.verify().n_entries) == (True, 20)


def test_a_process_that_is_killed_while_it_appends_loses_nothing_that_it_was_told_is_written(log: AuditLog):
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from inspector.audit.log import Audited, AuditLog\n"
        "log = AuditLog(Path(sys.argv[1]))\n"
        "while True:\n"
        "    print(log.append(Audited.MODEL_ADDED, {'model': 'x' * 3000}).number, flush=True)\n"
    )
    for _ in range(10 if IS_LONG else 3):
        n_before = log.verify().n_entries
        out = log.file.parent.with_name("told")
        with out.open("wb") as told:
            child = subprocess.Popen([sys.executable, "-c", code, str(log.file)], stdout=told)
            wait_until(lambda n=n_before: log.verify().n_entries > n + 2)
            child.send_signal(signal.SIGKILL)
            child.wait()
        said = [int(text) for text in out.read_text().split("\n")[:-1]]
        after = log.append(Audited.MODEL_ADDED, {"model": "after the kill"})
        assert log.verify().is_whole
        assert {entry.number for entry in log.entries()} >= {*said, after.number}


def test_what_the_disk_refuses_is_told_and_the_chain_is_as_it_was(log: AuditLog, monkeypatch: pytest.MonkeyPatch):
    filled(log, 2)
    before = log.file.read_bytes()

    def refuse(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", refuse)
        with pytest.raises(WorkspaceError) as caught:
            log.append(Audited.MODEL_ADDED, {"model": "tiny"})
    assert caught.value.message.code is Code.AUDIT_UNWRITABLE
    assert caught.value.message.params["detail"] == "No space left on device"
    assert log.file.read_bytes() == before
    assert log.append(Audited.MODEL_ADDED, {}).number == 3


def test_a_fact_without_end_is_cut_and_marked_with_what_it_was(log: AuditLog):
    entry = log.append(Audited.MODEL_ADDED, {"model": "x" * 5000, "name": "half \ud800"})
    whole = sha256_of(b"x" * 5000)
    assert entry.facts["model"] == "x" * MAX_FACT + f"… (cut: 5000 characters, sha256 {whole})"
    assert log.entries()[0].facts == entry.facts
    assert log.verify().head == AuditHead(1, entry.sha256)


def test_an_entry_holds_all_its_facts_or_is_refused(log: AuditLog):
    facts = {f"class {number} threshold": "0.5 → 0.75" for number in range(508)}  # more than any model has
    log.append(Audited.THRESHOLDS_CHANGED, facts)
    assert dict(log.entries()[0].facts) == facts
    before = log.file.read_bytes()
    for too_much in ({str(number): "" for number in range(5000)}, {str(number): "x" * 4000 for number in range(300)}):
        with pytest.raises(WorkspaceError) as caught:
            log.append(Audited.THRESHOLDS_CHANGED, too_much)
        assert "an entry has at most" in str(caught.value.message.params["detail"])
    assert log.file.read_bytes() == before
    assert log.verify().is_whole


def test_a_word_of_a_newer_program_is_no_break(log: AuditLog):
    class Newer(str):
        value = "model-praised"

    log.append(Newer("model-praised"), {"model": "tiny"})  # type: ignore[arg-type]  # a newer program's word
    assert log.verify().is_whole
    assert log.entries()[0].what == "model-praised"
