"""What support needs, in one zip file: gathered and shown before it is saved, with nothing secret in it.

    gathered(workspace, wish) ► Bundle: names, what each is, bytes ► shown ► saved(bundle, file)

Left out always: PINs (their hashes too), passwords in addresses, the command of the alarms. Left out unless they are
wished: names of pieces, pictures. The rest is looked through for them, too, word by word: a log holds what it was
given.
"""

from __future__ import annotations

import heapq
import json
import logging
import re
import sqlite3
import subprocess
import threading
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

from inspector import __version__
from inspector.audit.log import AuditLog
from inspector.core.audit import utc_now, utc_text
from inspector.core.files import why_refused
from inspector.core.messages import Code, InspectorError, WorkspaceError, message
from inspector.core.programs import inspector_command
from inspector.core.typed_json import parsed_json, parsed_toml
from inspector.core.untrusted import read_bounded
from inspector.logs import log_file
from inspector.store.database import connect_reading
from inspector.store.migrations import version_of
from inspector.texts import upkeep as texts
from inspector.texts.messages import one_line
from inspector.updates.history import last_updates
from inspector.updates.installed import InstalledProgram, default_root
from inspector.upkeep.ends import MAX_BYTES, ends_folder
from inspector.workspace.memory import read_memory
from inspector.workspace.places import MAX_SETTINGS_BYTES, SETTINGS_NAME
from inspector.workspace.workspace import Workspace

log = logging.getLogger("inspector.bundle")

HIDDEN: Final = "(hidden)"
DOCTOR_S: Final = 180.0
LOOK_S: Final = 60.0  # at the pages of the database
N_PICTURES, MAX_PICTURE_BYTES = 20, 20_000_000
MAX_LOG_BYTES: Final = 5_000_000  # of one file
MAX_NAMES: Final = 5000
N_DECISIONS: Final = 200
_SECRET_NAMES = re.compile(r"pin|pass|secret|token|credential", re.IGNORECASE)
_COMMANDS = re.compile(r"(^|_)command$")
# user:password@ of an address; password=… in one; a hash of a PIN
_IN_ADDRESS = re.compile(r"(?<=://)[^\s/\"'“”]+@")  # up to the last @: a password may hold one
_ASSIGNED = re.compile(r"(?i)\b(pass(?:word|wd)?|pwd|token|secret|pin)(\s*[=:]\s*)[^\s&\"',;“”]+")
_PIN_HASH = re.compile(r"scrypt\$[^\s\"']+")


@dataclass(frozen=True, slots=True)
class Wish:
    """What else may be in it."""

    has_names: bool = False  # of pieces
    has_pictures: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    name: str  # in the zip
    what: str  # for people
    content: bytes


@dataclass(frozen=True, slots=True)
class Bundle:
    parts: tuple[Part, ...]


Report = Callable[[int, int], None]


def gathered(workspace: Workspace | None, wish: Wish = Wish(), report: Report = lambda done, total: None) -> Bundle:
    """Takes a while: the doctor tries the models of this PC. What cannot be read says so in its own place.

    ``report`` may raise, to give it up.
    """
    cleaned = _Cleaner(workspace, wish)
    makers: list[Callable[[], Iterable[Part]]] = [
        lambda: _logs(cleaned, wish), lambda: _ends(cleaned), lambda: _settings(workspace, cleaned),
        lambda: _database(workspace, cleaned), lambda: _decisions(workspace), lambda: _pictures(workspace, wish),
        lambda: _facts(workspace, cleaned),
    ]  # fmt: skip
    parts: list[Part] = []
    for n_done, make in enumerate(makers):
        report(n_done, len(makers))
        parts += make()
    report(len(makers), len(makers))
    return Bundle(tuple(parts))


def saved(bundle: Bundle, file: Path) -> None:
    """Whole or not at all. Raises WorkspaceError."""
    beside = file.with_name(f"{file.name}.part")
    try:
        with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as archive:
            for part in bundle.parts:
                archive.writestr(part.name, part.content)
        beside.replace(file)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise WorkspaceError(message(Code.BUNDLE_FAILED, path=str(file), detail=why_refused(error))) from error


class _Cleaner:
    """Takes out of a text what nobody outside may read."""

    def __init__(self, workspace: Workspace | None, wish: Wish) -> None:
        secrets = list(_secrets_of(workspace)) if workspace is not None else []
        names = [] if workspace is None or wish.has_names else list(_names_of(workspace))
        self._secrets = _any_of(one for one in secrets if len(one) >= 3)
        self._names = _any_of(names)

    def __call__(self, text: str) -> str:
        if self._secrets is not None:  # first: what only looks like one may be a part of one
            text = self._secrets.sub(HIDDEN, text)
        text = _PIN_HASH.sub(HIDDEN, text)
        text = _IN_ADDRESS.sub(f"{HIDDEN}@", text)
        text = _ASSIGNED.sub(rf"\1\2{HIDDEN}", text)
        return text if self._names is None else self._names.sub("(piece)", text)


def _any_of(words: Iterable[str]) -> re.Pattern[str] | None:
    """Longer ones first. One or two characters are no name within a longer word or number."""
    found = sorted({word for word in words if word}, key=len, reverse=True)
    if not found:
        return None
    each = (re.escape(word) if len(word) > 2 else rf"(?<![\w.:]){re.escape(word)}(?![\w.:])" for word in found)
    return re.compile("|".join(each), re.IGNORECASE)


def _secrets_of(workspace: Workspace) -> Iterator[str]:
    """Words that must not be anywhere: the command of the alarms, users and passwords of the cameras it remembers."""
    alarms = workspace.settings.alarms
    yield from (alarms.command, alarms.command.strip())
    try:
        memory = read_memory(workspace)
    except InspectorError as error:
        log.info("which sources were opened is not known: %s", error)
        return
    for source in memory.recent:
        found = re.search(r"://([^/]+)@", source.text)
        if found is not None:
            user, _, password = found[1].partition(":")
            yield from (password, unquote(password), f"{user}:{password}")


def _names_of(workspace: Workspace) -> Iterator[str]:
    try:
        with closing(connect_reading(workspace.database)) as rows:
            for (name,) in rows.execute("SELECT DISTINCT name FROM pieces ORDER BY rowid DESC LIMIT ?", (MAX_NAMES,)):
                yield str(name)
    except sqlite3.Error as error:
        log.info("names of pieces are not known: %s", error)


def _logs(cleaned: _Cleaner, wish: Wish) -> Iterator[Part]:
    what = texts.IN_NAMED_LOG if wish.has_names else texts.IN_LOG
    file = log_file()
    for path in sorted(file.parent.glob(f"{file.name}*")):
        text = _text_of(path, MAX_LOG_BYTES)
        yield Part(f"logs/{path.name}", what.translated(), cleaned(text).encode())


def _ends(cleaned: _Cleaner) -> Iterator[Part]:
    folder = ends_folder()
    if folder is not None:
        for path in sorted(folder.glob("*.txt")):
            yield Part(f"ends/{path.name}", texts.IN_END.translated(), cleaned(_text_of(path, MAX_BYTES)).encode())


def _text_of(path: Path, max_bytes: int) -> str:
    """The end of a long one; where it cannot be read, why."""
    try:
        with path.open("rb") as file:
            n_bytes = path.stat().st_size
            file.seek(max(0, n_bytes - max_bytes))
            return file.read(max_bytes).decode("utf-8", "replace")
    except OSError as error:
        return f"it cannot be read: {error.strerror or error}\n"


def _settings(workspace: Workspace | None, cleaned: _Cleaner) -> Iterator[Part]:
    if workspace is None:
        return
    try:
        loaded: Any = parsed_toml(
            read_bounded(workspace.folder / SETTINGS_NAME, MAX_SETTINGS_BYTES).decode("utf-8-sig")
        )
        found = _without_secrets(loaded)
    except (OSError, ValueError) as error:
        found = {"it cannot be read": str(error)}
    # As JSON and not as the file: a comment may hold anything.
    yield Part("settings.json", texts.IN_SETTINGS.translated(), cleaned(_json(found)).encode())


def _without_secrets(value: Any, name: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _without_secrets(one, str(key)) for key, one in value.items()}
    if isinstance(value, list):
        return [_without_secrets(one, name) for one in value]
    if value in ("", None, False, True) or isinstance(value, int | float):
        return value
    return HIDDEN if _SECRET_NAMES.search(name) or _COMMANDS.search(name) else value


def _database(workspace: Workspace | None, cleaned: _Cleaner) -> Iterator[Part]:
    if workspace is None:
        return
    database, facts = workspace.database, dict[str, Any]()
    try:
        facts["bytes"] = database.stat().st_size
        with closing(connect_reading(database)) as rows:
            facts["schema"] = version_of(rows, database)
            tables = [name for (name,) in rows.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
            facts["rows"] = {name: rows.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}
            facts["quick_check"] = _quick_check(rows)
            facts["last_inspections"] = [
                {"began": began, "ended": ended, "state": state}
                for began, ended, state in rows.execute(
                    "SELECT started_at, ended_at, state FROM inspections ORDER BY started_at DESC LIMIT 20"
                )
            ]
    except InspectorError as error:
        facts["trouble"] = one_line(error.message)
    except (OSError, sqlite3.Error) as error:
        facts["trouble"] = str(error)
    yield Part("database.json", texts.IN_DATABASE.translated(), cleaned(_json(facts)).encode())


def _quick_check(rows: sqlite3.Connection) -> str:
    limit = threading.Timer(LOOK_S, rows.interrupt)
    limit.start()
    try:
        return "; ".join(str(found) for (found,) in rows.execute("PRAGMA quick_check(5)"))
    except sqlite3.OperationalError as error:
        return f"not finished: {error}"
    finally:
        limit.cancel()


def _decisions(workspace: Workspace | None) -> Iterator[Part]:
    if workspace is None:
        return
    facts: dict[str, Any] = {}
    try:
        audit = AuditLog(workspace.audit)
        facts["is_whole"] = audit.verify().is_whole
        facts["newest"] = [{"at": one.at, "what": one.what} for one in audit.entries()[-N_DECISIONS:]]
        facts["updates"] = [
            {"at": one.at, "what": one.what, "version": one.version, "before": one.before, "is_made": one.is_made}
            for one in last_updates([workspace.folder])
        ]
    except InspectorError as error:
        facts["trouble"] = one_line(error.message)
    yield Part("decisions.json", texts.IN_AUDIT.translated(), _json(facts).encode())


def _pictures(workspace: Workspace | None, wish: Wish) -> Iterator[Part]:
    if workspace is None or not wish.has_pictures:
        return
    found = (path for path in workspace.frames.rglob("*") if path.suffix in (".png", ".jpg"))
    for number, path in enumerate(sorted(heapq.nlargest(N_PICTURES, found, key=_written_s), key=_written_s), 1):
        with suppress(OSError, ValueError):  # the evidence made room for a newer one, or it is very large
            content = read_bounded(path, MAX_PICTURE_BYTES)
            # By number: the folder and the file may bear the name of the piece.
            yield Part(f"pictures/{number:02}{path.suffix}", texts.IN_PICTURE.translated(), content)


def _written_s(path: Path) -> float:
    """0 for one that has just made room for a newer one."""
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _facts(workspace: Workspace | None, cleaned: _Cleaner) -> Iterator[Part]:
    build = InstalledProgram(default_root()).build()
    facts = {
        "made_at": utc_text(utc_now()), "version": __version__, "build": None if build is None else asdict(build),
        "doctor": _doctor(workspace),
    }  # fmt: skip
    yield Part("facts.json", texts.IN_FACTS.translated(), cleaned(_json(facts)).encode())


def _doctor(workspace: Workspace | None) -> Any:
    """In a process of its own: a driver that hangs or crashes must not take the bundle with it."""
    words = ["doctor", "--json", *(["--workspace", str(workspace.folder)] if workspace is not None else [])]
    try:
        ran = subprocess.run(
            inspector_command(*words), capture_output=True, timeout=DOCTOR_S, check=False, stdin=subprocess.DEVNULL
        )
        return parsed_json(ran.stdout)
    except subprocess.TimeoutExpired:
        return {"trouble": f"no answer within {DOCTOR_S:.0f} s"}
    except (OSError, ValueError) as error:
        return {"trouble": str(error)}


def _json(facts: Any) -> str:
    return json.dumps(facts, indent=1, ensure_ascii=False, default=str) + "\n"
