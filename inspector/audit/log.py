"""Who decided what, as a chain that nobody changes unseen: each entry holds the sha256 of the one before.

    WORKSPACE/audit.jsonl    one JSON object a line, appended and synced, never changed
    WORKSPACE/audit.head     number and sha256 of the newest entry, so that a chain cut at its end shows

An entry's sha256 is that of its canonical JSON (sorted names, no spaces, UTF-8) without the sha256 itself. A line that
a power cut left half written stays where it is; the next entry says so, and the chain goes on from the last whole one.
Whoever may write the folder can make a whole new chain: against that helps only a head that is kept elsewhere, as in
each promotion, in exported models, or on paper. Any thread, any process.
"""

from __future__ import annotations

import io
import json
import logging
import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, Final

from filelock import FileLock, Timeout

from inspector.core.audit import current_actor, current_pc, utc_now, utc_text
from inspector.core.files import sha256_of, write_whole
from inspector.core.messages import Code, WorkspaceError, message
from inspector.core.typed_json import from_json
from inspector.core.untrusted import open_regular, read_bounded, storable

if TYPE_CHECKING:
    from pydantic import ConfigDict, TypeAdapter

log = logging.getLogger("inspector.audit")

BY_PROGRAM: Final = "Inspector"  # who acted where nobody did
AUDIT_NAME: Final = "audit.jsonl"
FORMAT: Final = 1
MAX_FACTS, MAX_FACT = 2000, 4000  # entries: two for each class of the largest model, and more; characters
MAX_LINE_BYTES: Final = 1_000_000
MAX_HEAD_BYTES: Final = 1000
MAX_BREAKS: Final = 100  # that are told one by one
LOCK_S: Final = 30.0
_BEGINS: Final = b'{"actor":'  # how every line begins, as names are sorted


class Audited(StrEnum):
    """What was decided or done."""

    MODEL_ADDED = "model-added"
    MODEL_PROMOTED = "model-promoted"
    MODEL_ROLLED_BACK = "model-rolled-back"
    NOT_MADE = "not-made"  # by the program: nothing came of an entry before, as the disk refused or it was killed
    GATE_OVERRIDDEN = "gate-overridden"
    MODEL_EXPORTED = "model-exported"
    MODEL_IMPORTED = "model-imported"
    SCREEN_APPROVED = "screen-approved"
    SCREEN_ENDED = "screen-ended"
    THRESHOLDS_CHANGED = "thresholds-changed"
    SETTINGS_CHANGED = "settings-changed"
    PROGRAM_UPDATED = "program-updated"
    PROGRAM_ROLLED_BACK = "program-rolled-back"
    PROGRAM_RESTARTED = "program-restarted"  # by its watchdog, after an end that nobody wished
    WORKSPACE_BACKED_UP = "workspace-backed-up"
    WORKSPACE_RESTORED = "workspace-restored"
    PEOPLE_CHANGED = "people-changed"
    PIN_RESET = "pin-reset"  # by whoever may write workspace.toml
    LOG_MENDED = "log-mended"  # by the program: the line before, or entries behind a kept head, are damaged


@dataclass(frozen=True, slots=True)
class AuditHead:
    """An entry of the chain, by which it is recognised later."""

    __pydantic_config__: ClassVar[ConfigDict] = {"extra": "forbid"}

    number: int
    sha256: str


@dataclass(frozen=True, slots=True)
class AuditEntry:
    __pydantic_config__: ClassVar[ConfigDict] = {"extra": "forbid"}

    number: int  # from 1, rising by 1
    at: str  # UTC text
    actor: str
    pc: str
    what: str  # one of ``Audited``, or a word of a newer program
    facts: Mapping[str, str]  # flat; for people
    before: str  # sha256 of the entry before; "" of the first
    format: int = FORMAT
    sha256: str = ""  # its own

    @property
    def head(self) -> AuditHead:
        return AuditHead(self.number, self.sha256)


class BreakKind(StrEnum):
    ALTERED = "altered"  # the line is no entry, or not the one that was written
    MISSING = "missing"  # entries before this line are not there
    OUT_OF_ORDER = "out-of-order"  # an entry stands behind a later one, or twice
    CUT = "cut"  # an entry that a kept head names is not at the end, nor before it
    DIFFERS = "differs"  # another file says something else of an entry than the entry itself: ``known_from`` names it
    HEAD_LOST = "head-lost"  # audit.head is not there or cannot be read: whether the end is cut nobody knows


@dataclass(frozen=True, slots=True)
class ChainBreak:
    kind: BreakKind
    line: int  # of the file, from 1; of CUT the one after the last
    number: int  # of the entry concerned, the first one where several are missing
    n_entries: int = 1  # missing ones
    known_from: str = ""  # of CUT and DIFFERS: the other file


@dataclass(frozen=True, slots=True)
class MendedLine:
    """A line that is no entry, with the words of the program about it in the next one: a power cut, mostly."""

    line: int
    at: str


@dataclass(frozen=True, slots=True)
class AuditCheck:
    """What looking through the whole chain found."""

    n_entries: int = 0
    head: AuditHead | None = None  # of the newest entry
    breaks: tuple[ChainBreak, ...] = ()  # in the order of the file; of very many the first
    mended: tuple[MendedLine, ...] = ()

    @property
    def is_whole(self) -> bool:
        return not self.breaks


@dataclass(frozen=True, slots=True)
class KeptHead:
    """A head that was kept elsewhere than in ``audit.head``."""

    head: AuditHead
    where: str  # for people


@dataclass(frozen=True, slots=True)
class _Tail:
    """What the end of the file holds."""

    last: AuditEntry | None = None  # the last whole entry
    spoilt: bytes = b""  # what stands behind it
    is_ended: bool = True  # the file ends with a line break, or is empty


@dataclass(slots=True)
class _Place:
    """How far the chain was followed."""

    number: int = 0  # of the entry before
    sha256: str | None = ""  # of the entry before; None: it is damaged, so nobody knows
    found: list[ChainBreak] = field(default_factory=list)


class AuditLog:
    """``file`` need not exist yet."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._head_file = file.with_suffix(".head")
        self._lock_file = file.with_name(f".{file.name}.lock")

    def append(self, what: Audited, facts: Mapping[str, str], *, by: str = "") -> AuditEntry:
        """Write one entry; it is on the disk when this returns. ``by`` "": the system's user.

        A fact that is longer than ``MAX_FACT`` characters is cut there, with its length and sha256. Raises
        WorkspaceError where the disk refuses, or where all together is more than an entry holds; the chain is as it was
        then.
        """
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(self._lock_file, timeout=LOCK_S):
                return self._append(what, facts, by or current_actor())
        except (OSError, ValueError) as error:
            detail = (error.strerror if isinstance(error, OSError) else "") or str(error)
            raise WorkspaceError(message(Code.AUDIT_UNWRITABLE, path=str(self.file), detail=detail)) from error

    @contextmanager
    def recorded(self, what: Audited, facts: Mapping[str, str], *, by: str = "") -> Iterator[AuditEntry]:
        """Write the entry, then do what it says in this block; where that raises, an entry says that it was not made.

        Raises WorkspaceError where the entry cannot be written: nothing is done then.
        """
        entry = self.append(what, facts, by=by)
        try:
            yield entry
        except BaseException:
            with suppress(WorkspaceError):  # the disk is the trouble, and that is on its way to be told
                self.append(Audited.NOT_MADE, {"entry": str(entry.number)}, by=BY_PROGRAM)
            raise

    def _append(self, what: Audited, facts: Mapping[str, str], by: str) -> AuditEntry:
        tail, kept = self._tail(), self._kept_head()
        before = _later(tail.last.head if tail.last is not None else None, kept)
        made: list[AuditEntry] = []
        is_cut = kept is not None and (tail.last is None or tail.last.number < kept.number)
        if tail.spoilt or is_cut:
            damage = {
                "bytes": str(len(tail.spoilt)),
                "sha256": sha256_of(tail.spoilt.removesuffix(b"\n")) if tail.spoilt else "",
                "last_whole": str(tail.last.number if tail.last is not None else 0),
                "goes_on_after": str(before.number if before is not None else 0),
            }
            made.append(_entry(before, Audited.LOG_MENDED, damage, BY_PROGRAM))
        entry = _entry(made[-1].head if made else before, what, facts, by)
        made.append(entry)
        content = b"" if tail.is_ended else b"\n"
        content += b"".join(_line(one) + b"\n" for one in made)
        with self.file.open("ab") as file:
            n_before = file.tell()
            try:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            except OSError:
                file.truncate(n_before)  # nobody takes for recorded what the caller is told is not
                raise
        try:
            write_whole(self._head_file, _head_shape().dump_json(entry.head))
        except OSError as error:  # the entry is written; the next one writes its own head
            log.warning("%s was not written: %s", self._head_file, error)
        return entry

    def _tail(self) -> _Tail:
        """The last whole entry, and what stands behind it. Raises OSError."""
        try:
            with open_regular(self.file) as file:
                n_bytes = file.seek(0, io.SEEK_END)
                start = max(0, n_bytes - 2 * MAX_LINE_BYTES)
                file.seek(start)
                content = file.read()
        except FileNotFoundError:
            return _Tail()
        spoilt: deque[bytes] = deque()
        for line in reversed(content.splitlines(keepends=True)):
            if (found := _whole_entry(line.removesuffix(b"\n"))) is not None and line.endswith(b"\n"):
                return _Tail(found, b"".join(spoilt), content.endswith(b"\n"))
            spoilt.appendleft(line)
        return _Tail(None, b"".join(spoilt), not content or content.endswith(b"\n"))

    def copied(self) -> tuple[bytes, bytes]:
        """Both files of one moment, whoever appends meanwhile; each empty where it is not there. Raises OSError,
        ValueError for what is no regular file."""
        with ExitStack() as held:
            with suppress(OSError, Timeout):  # of a folder that nobody may write: then nobody appends either
                held.enter_context(FileLock(self._lock_file, timeout=LOCK_S))
            return _content(self._head_file), _content(self.file)  # the head first: the chain is never behind it

    def entries(self) -> tuple[AuditEntry, ...]:
        """All whole entries in the order of the file, whatever is broken between them. Raises WorkspaceError."""
        return tuple(entry for line in self._lines() if (entry := _parsed(line)) is not None)

    def verify(self, kept: Sequence[KeptHead] = ()) -> AuditCheck:
        """Follow the whole chain. ``kept``: heads that must be in it. Raises WorkspaceError where it cannot be read."""
        place, n_lines = _Place(), 0
        numbers: dict[int, str] = {}
        mended: list[MendedLine] = []
        spoilt: list[tuple[int, bytes]] = []
        for n_lines, line in enumerate(self._lines(), start=1):
            entry = _whole_entry(line)
            if entry is None:
                spoilt.append((n_lines, line))
                continue
            if spoilt:
                self._judge_spoilt(spoilt, entry, place, mended)
                spoilt = []
            _follow(entry, n_lines, place)
            numbers[entry.number] = entry.sha256
        if spoilt:
            self._judge_spoilt(spoilt, None, place, mended)
        last = AuditHead(max(numbers), numbers[max(numbers)]) if numbers else None
        for one in (*self._own_head(place, last, n_lines), *kept):
            if numbers.get(one.head.number) != one.head.sha256:
                place.found.append(ChainBreak(BreakKind.CUT, n_lines + 1, one.head.number, known_from=one.where))
        return AuditCheck(len(numbers), last, tuple(place.found[:MAX_BREAKS]), tuple(mended))

    def _own_head(self, place: _Place, last: AuditHead | None, n_lines: int) -> Iterable[KeptHead]:
        """That of ``audit.head``. One that is behind is no fault: the power may have gone between the two files."""
        head = self._kept_head()
        if head is None and (self._head_file.exists() or (last is not None and last.number > 1)):
            place.found.append(ChainBreak(BreakKind.HEAD_LOST, n_lines + 1, last.number if last is not None else 0))
        return () if head is None else (KeptHead(head, self._head_file.name),)

    def _judge_spoilt(
        self, spoilt: Sequence[tuple[int, bytes]], following: AuditEntry | None, place: _Place, mended: list[MendedLine]
    ) -> None:
        """Lines that are no whole entry, before ``following``: mended where that one says so, else altered."""
        content = b"\n".join(line for _, line in spoilt)
        if (
            following is not None
            and following.what == Audited.LOG_MENDED
            and following.facts.get("sha256") == sha256_of(content)
        ):
            mended += [MendedLine(number, following.at) for number, _ in spoilt]
            return
        if following is None and len(spoilt) == 1 and self._is_unended():
            # The last line, cut by the power and not yet followed by an entry that says so.
            mended.append(MendedLine(spoilt[0][0], ""))
            return
        for number, _ in spoilt[:MAX_BREAKS]:
            place.found.append(ChainBreak(BreakKind.ALTERED, number, place.number + 1))
            place.number, place.sha256 = place.number + 1, None
        place.number += max(0, len(spoilt) - MAX_BREAKS)

    def _is_unended(self) -> bool:
        try:
            with open_regular(self.file) as file:
                file.seek(-1, io.SEEK_END)
                return file.read(1) != b"\n"
        except (OSError, ValueError):
            return False

    def _lines(self) -> Iterable[bytes]:
        """Without their ends; one that is longer than any entry is cut. Raises WorkspaceError."""
        try:
            with open_regular(self.file) as file:
                while line := file.readline(MAX_LINE_BYTES):
                    yield line.removesuffix(b"\n")
        except FileNotFoundError:
            return
        except (OSError, ValueError) as error:
            detail = (error.strerror if isinstance(error, OSError) else "") or str(error)
            raise WorkspaceError(message(Code.AUDIT_UNREADABLE, path=str(self.file), detail=detail)) from error

    def _kept_head(self) -> AuditHead | None:
        """None where there is none that could be read."""
        try:
            return from_json(_head_shape(), read_bounded(self._head_file, MAX_HEAD_BYTES))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            log.warning("%s cannot be read: %s", self._head_file, error)
            return None


def _content(file: Path) -> bytes:
    try:
        with open_regular(file) as opened:
            return opened.read()
    except FileNotFoundError:
        return b""


def _follow(entry: AuditEntry, line: int, place: _Place) -> None:
    """Judge one whole entry by the one before it."""
    due = place.number + 1
    if entry.number < due:
        place.found.append(ChainBreak(BreakKind.OUT_OF_ORDER, line, entry.number))
        return  # the chain goes on from the later one
    if entry.number > due:
        place.found.append(ChainBreak(BreakKind.MISSING, line, due, entry.number - due))
    elif place.sha256 is not None and entry.before != place.sha256:
        place.found.append(ChainBreak(BreakKind.ALTERED, max(1, line - 1), place.number))  # to another whole entry
    place.number, place.sha256 = entry.number, entry.sha256


def _later(last: AuditHead | None, kept: AuditHead | None) -> AuditHead | None:
    """From which the chain goes on: what was recorded and is gone must leave a hole."""
    if last is None or kept is None:
        return last or kept
    return last if last.number > kept.number else kept


def _entry(before: AuditHead | None, what: Audited, facts: Mapping[str, str], by: str) -> AuditEntry:
    if len(facts) > MAX_FACTS:  # nothing of a decision is left out without a word
        raise ValueError(f"an entry has at most {MAX_FACTS} facts, and these are {len(facts)}")
    number, sha256 = (before.number + 1, before.sha256) if before is not None else (1, "")
    plain = MappingProxyType({name: _fitting(str(fact)) for name, fact in facts.items()})
    entry = AuditEntry(number, utc_text(utc_now()), _fitting(by), current_pc(), what.value, plain, sha256)
    entry = replace(entry, sha256=_sha256_of(entry))
    if (n_bytes := len(_line(entry))) >= MAX_LINE_BYTES:
        raise ValueError(f"an entry has at most {MAX_LINE_BYTES} bytes, and this one {n_bytes}")
    return entry


def _fitting(text: str) -> str:
    text = storable(text)
    if len(text) <= MAX_FACT:
        return text
    return f"{text[:MAX_FACT]}… (cut: {len(text)} characters, sha256 {sha256_of(text.encode())})"


def _sha256_of(entry: AuditEntry) -> str:
    return sha256_of(_canonical(entry, has_sha256=False))


def _line(entry: AuditEntry) -> bytes:
    return _canonical(entry, has_sha256=True)


def _canonical(entry: AuditEntry, *, has_sha256: bool) -> bytes:
    said = {
        "number": entry.number, "at": entry.at, "actor": entry.actor, "pc": entry.pc, "what": entry.what,
        "facts": dict(entry.facts), "before": entry.before, "format": entry.format,
    }  # fmt: skip
    if has_sha256:
        said["sha256"] = entry.sha256
    return json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _parsed(line: bytes) -> AuditEntry | None:
    """None for what is no entry of a format that is known."""
    if not line.startswith(_BEGINS):  # millions of empty lines must not take minutes
        return None
    try:
        entry = from_json(_shape(), line)
    except ValueError:
        return None
    return entry if entry.format == FORMAT and entry.number >= 1 else None


def _whole_entry(line: bytes) -> AuditEntry | None:
    """None where the line is not to the byte what was written."""
    entry = _parsed(line)
    if entry is None or entry.sha256 != _sha256_of(entry) or line != _line(entry):
        return None
    return entry


@cache
def _shape() -> TypeAdapter[AuditEntry]:
    """Made at first use: the window's first paint need not wait for pydantic."""
    from pydantic import TypeAdapter

    return TypeAdapter(AuditEntry)


@cache
def _head_shape() -> TypeAdapter[AuditHead]:
    from pydantic import TypeAdapter

    return TypeAdapter(AuditHead)
