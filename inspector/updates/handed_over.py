"""What this program handed to the setup of Windows when it closed, and what came of it, told at the next start.

STATE FOLDER/updates/handed-over.json    what was to be done, and the entries of the audit logs that say so
STATE FOLDER/updates/start-again.json    the words with which the window begins that the setup starts; read once
STATE FOLDER/updates/handed-*            the checked copy of the setup, until the next start
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from inspector.audit.log import BY_PROGRAM, Audited, AuditLog
from inspector.core.files import write_whole
from inspector.core.messages import Code, InspectorError, Message, message
from inspector.core.typed_json import from_json, parsed_json
from inspector.core.untrusted import read_bounded
from inspector.texts import updates as texts
from inspector.updates.installed import InstalledProgram
from inspector.updates.windows import WHY, Ended, how_it_ended

if TYPE_CHECKING:
    from pydantic import ConfigDict

log = logging.getLogger("inspector.updates")

PATIENCE_S: Final = 1800.0  # a setup that has said nothing for so long says nothing any more
_MAX_BYTES = 200_000
_RECORD, _AGAIN, _COPY = "handed-over.json", "start-again.json", "handed-"


@dataclass(frozen=True, slots=True)
class HandedOver:
    __pydantic_config__: ClassVar[ConfigDict] = {"extra": "forbid"}

    what: Audited  # an update, or the way back
    version: str  # that is to be there then
    commit: str  # of it; "" where nobody knows
    before: str
    entries: Mapping[str, int]  # audit log -> number of the entry
    pid: int = field(default_factory=os.getpid)  # whose end is waited for
    at_s: float = field(default_factory=time.time)


def keep(folder: Path, handed: HandedOver, again: tuple[str, ...]) -> None:
    """Raises OSError."""
    write_whole(folder / _RECORD, json.dumps(asdict(handed)).encode())
    (folder / _AGAIN).unlink(missing_ok=True)
    if again:
        write_whole(folder / _AGAIN, json.dumps(again).encode())


def kept_copy(folder: Path, copy: Path) -> Path:
    """The checked file, where only this user reaches it, for longer than this process lives. Raises OSError."""
    return copy.replace(Path(tempfile.mkdtemp(prefix=_COPY, dir=folder)) / copy.name)


def forget(folder: Path) -> None:
    """Nothing is handed over, or what came of it is known."""
    for name in (_RECORD, _AGAIN):
        with suppress(OSError):  # told twice is better than not at all
            (folder / name).unlink(missing_ok=True)
    for copy in folder.glob(f"{_COPY}*/"):
        shutil.rmtree(copy, ignore_errors=True)  # in use while the setup ends: the next time


def words_to_start_again(folder: Path) -> tuple[str, ...]:
    """How the window was started that closed for an update; () where none did. Once."""
    file = folder / _AGAIN
    try:
        words = parsed_json(read_bounded(file, _MAX_BYTES))
        file.unlink()
    except (OSError, ValueError):
        return ()
    return tuple(words) if isinstance(words, list) and all(isinstance(word, str) for word in words) else ()


def outcome(folder: Path, program: InstalledProgram) -> Message | None:
    """What came of it, once; None where nothing was handed over, or the setup is still at work.

    Where it was not done, the audit logs say so from now on.
    """
    try:
        text = read_bounded(folder / _RECORD, _MAX_BYTES)
        from pydantic import TypeAdapter  # not at each start of the window

        handed = from_json(TypeAdapter(HandedOver), text)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        log.warning("what was handed to the setup cannot be read: %s", error)
        forget(folder)
        return None
    ended, now = how_it_ended(program.root, handed.pid), program.build()
    is_there = (
        now is not None and now.version == handed.version and (not handed.commit or now.commit == handed.commit)
    )  # fmt: skip
    if ended is None and not is_there and 0 <= time.time() - handed.at_s < PATIENCE_S:
        return None
    forget(folder)
    log.info("the setup ended with %s; installed is %s", ended, now.text if now is not None else "?")
    if is_there:
        return message(Code.UPDATE_ARRIVED, version=handed.version, before=handed.before)
    _record_that_not(handed)
    if ended is Ended.NO_ANSWER:
        detail = texts.NO_ANSWER.translated()
        return message(Code.UPDATE_WENT_BACK, version=handed.version, before=handed.before, detail=detail)
    why = WHY.get(ended, texts.OTHER_END) if ended is not None else texts.SAID_NOTHING
    return message(
        Code.UPDATE_FAILED, version=handed.version, before=handed.before, detail=why.translated()
    )  # fmt: skip


def _record_that_not(handed: HandedOver) -> None:
    for file, number in handed.entries.items():
        with suppress(InspectorError):  # a workspace that is away: what is installed does not depend on it
            if Path(file).exists():
                AuditLog(Path(file)).append(Audited.NOT_MADE, {"entry": str(number)}, by=BY_PROGRAM)
