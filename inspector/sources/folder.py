"""Frames from a folder of pictures, from one picture, or from a folder that another PC keeps filling.

Every file is accounted for, whatever its extension: a file that is no picture, cut short, too large or gone
by its turn becomes a ``MissedFrame`` with the reason. Which files are ignored, and the order, stand in
``listing``; when a file of a watched folder is complete stands in ``file_settling``. The next files are decoded on
two threads while the ones before are inspected. Everything that asks the file system is done there too, so that a share
which never answers holds nobody up: see ``readers``. No Qt.
"""

from __future__ import annotations

import errno
import hashlib
import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from inspector.core.audit import utc_now
from inspector.core.float_range import UNIT, FloatRange
from inspector.core.frame import Frame, MissedFrame
from inspector.core.messages import Code, FrameError, Message, SourceError, message
from inspector.pictures.decoding import LIMIT_MPX, DecodedPicture, decode_file, printable, read_picture_file
from inspector.pictures.file_time import file_time
from inspector.sources.address import AddressKind, address_text
from inspector.sources.bit_depth import BitDepth
from inspector.sources.file_settling import GROWS_S, FileSettling, Status, status_of
from inspector.sources.listing import list_names, natural_key, reached
from inspector.sources.read_ahead import read_ahead
from inspector.sources.readers import ANSWER_S, NoAnswer, Readers, Reading, Stopped, answer
from inspector.sources.source import SourceInfo, SourceKind

log = logging.getLogger("inspector.sources")

_SHARE_OF_LISTING = 0.1  # a watched folder is listed so rarely that listing takes at most this share of time
_LONGEST_POLL_S = 5.0
_LAST_LOOK_S = 0.5  # a stopped source asks what is left; a share that is away must not hold up the stop


@dataclass(frozen=True, slots=True)
class _ReadFile:
    """What became of one file: its pixels, or why there are none. How long it is, only its pixels tell."""

    picture: DecodedPicture | None
    fault: Message | None
    modified_at: datetime  # UTC; now where it is not known
    arrived_s: float
    status: Status | None = None  # of a watched folder's file, once it was read
    digest: bytes = b""  # of its content, also of a watched folder's file that could not be decoded


@dataclass(frozen=True, slots=True)
class _Listed:
    """What a look at the folder showed."""

    names: list[str]
    unreadable: tuple[tuple[str, OSError], ...]  # sub-folders
    is_one_file: bool = False


class FolderSource:
    """Pictures of a folder in natural order, or as they arrive when it is watched.

    The folder is listed here, so the number of frames is known; a watched one has no end. Raises SourceError
    with SOURCE_MISSING, SOURCE_UNREADABLE, or SOURCE_EMPTY when there is no file and it is not watched.
    ``bits`` are those of 16-bit values where files state none, or wrong ones; ValueError if they are not 8 to 16.
    ``float_range`` is what is black and white in floating-point values.
    A folder that cannot be reached gives one message (FOLDER_LOST), and another when it is back (FOLDER_BACK).

    ``answer_s`` is how long a file, or the folder, may give no sign of life: then it is not inspected, or
    SOURCE_NO_ANSWER at the start. Where so many files hang that nothing can be read any more, the folder is lost until
    one of them answers.
    """

    def __init__(
        self,
        path: Path,
        *,
        recursive: bool = False,
        watch: bool = False,
        is_continuous: bool = False,
        bits: int | None = None,
        float_range: FloatRange = UNIT,
        limit_mpx: float = LIMIT_MPX,
        n_ahead: int = 4,
        settle_s: float = 0.5,
        give_up_s: float = 10.0,
        poll_s: float = 0.2,
        answer_s: float = ANSWER_S,
    ) -> None:
        self._recursive = recursive
        self._limit_mpx = limit_mpx
        self._float_range = float_range
        self._poll_s = poll_s
        self._n_ahead = n_ahead
        self._answer_s = answer_s
        self._settling = FileSettling(settle_s=settle_s, give_up_s=give_up_s, grows_s=GROWS_S)
        self._unreadable: dict[str, Message] = {}  # sub-folders, and the root as ""; one message for each
        self._unsent: list[Message] = []
        self._n_delivered = 0
        self._readers = Readers(limit_s=answer_s)
        listed = self._list_at_start(path)
        self._root = path.parent if listed.is_one_file else path
        self._is_one_file = listed.is_one_file
        self._watch = watch and not listed.is_one_file
        self._note_all_unreadable(listed)
        names = listed.names
        self._names = () if self._watch else tuple(sorted(names, key=natural_key))
        if not names and self._unsent and not self._watch:  # all there is lies in folders we may not read
            raise SourceError(Message(Code.SOURCE_UNREADABLE, self._unsent[0].params))
        if not names and not self._watch:
            raise SourceError(message(Code.SOURCE_EMPTY, path=printable(str(path))))
        self._bit_depth = BitDepth(printable(path.name or str(path)), bits)
        self._info = SourceInfo(
            kind=SourceKind.FOLDER,
            name=printable(path.name or str(path)),
            is_live=False,
            is_continuous=is_continuous,
            n_frames=None if self._watch else len(self._names),
            address=address_text(AddressKind.FOLDER, self._root, bits, float_range),
        )

    @property
    def info(self) -> SourceInfo:
        return self._info

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all frames in order, as ``Frame.name`` will give them; empty when watching."""
        return tuple(printable(name) for name in self._names)

    def frames(self, stop: threading.Event, notify: Callable[[Message], None]) -> Iterator[Frame | MissedFrame]:
        self._send(notify)
        try:
            for name, found in self._arriving(stop, notify) if self._watch else self._read(self._names, stop, notify):
                frame = self._to_frame(printable(name), found)
                self._bit_depth.warn_once(notify)
                self._n_delivered += 1
                del found  # the pixels belong to the frame alone
                yield frame
                del frame
            self._bit_depth.warn_once(notify, at_end=True)
        except Stopped:
            return

    def remaining(self) -> Iterator[MissedFrame]:
        """See ``EndingSource``. Of a watched folder: the files that lie there and were not taken, of which those
        that could not be decoded give that reason."""
        left: dict[str, Message | None] = dict.fromkeys(self._names[self._n_delivered :])
        if self._watch:
            found = self._settling.not_taken(self._last_names())
            left = {name: found[name] for name in sorted(found, key=natural_key)}
        now = utc_now()
        for frame_index, (name, fault) in enumerate(left.items(), start=self._n_delivered):
            reason = fault or message(Code.FRAME_NOT_REACHED, name=printable(name))
            yield MissedFrame(frame_index, printable(name), reason, now)

    def check_apart(self, *, folders: Iterable[Path] = (), trees: Iterable[Path] = ()) -> None:
        """See ``ListingSource``. One file alone is never read twice."""
        if self._is_one_file:
            return

        def look(reading: Reading[Any]) -> Path | None:
            return reached(
                str(self._root), recursive=self._recursive, folders=folders, trees=trees, answered=reading.answered
            )

        try:
            found = answer(look, self._answer_s)
        except (OSError, NoAnswer):  # away at this moment: reading it says so
            return
        if found is not None:
            path, written = printable(str(self._root)), printable(str(found))
            raise SourceError(message(Code.SOURCE_IS_OURS, path=path, written=written))

    def close(self) -> None:
        self._readers.close()

    def _to_frame(self, name: str, found: _ReadFile) -> Frame | MissedFrame:
        frame_index = self._n_delivered
        fault = found.fault
        if found.picture is not None:
            pixels = found.picture.pixels
            bits = self._bit_depth.of(pixels, name, found.picture.stated_bits)
            if isinstance(bits, int):
                return Frame(
                    frame_index, name, pixels, found.modified_at, found.arrived_s, bits=bits,
                    blank_rows=found.picture.blank_rows,
                )  # fmt: skip
            return MissedFrame(frame_index, name, bits, found.modified_at, int(pixels.shape[0]))
        assert fault is not None
        return MissedFrame(frame_index, name, fault, found.modified_at)

    def _list_at_start(self, path: Path) -> _Listed:
        def look(reading: Reading[Any]) -> _Listed:
            if path.exists() and not path.is_dir():
                return _Listed([path.name], (), is_one_file=True)
            return self._list(path, reading)

        try:
            return answer(look, self._answer_s)
        except NoAnswer as error:
            text = message(Code.SOURCE_NO_ANSWER, path=printable(str(path)), limit_s=self._answer_s)
            raise SourceError(text) from error
        except FileNotFoundError as error:
            raise SourceError(message(Code.SOURCE_MISSING, path=printable(str(path)))) from error
        except OSError as error:
            detail = error.strerror or str(error)
            unreadable = message(Code.SOURCE_UNREADABLE, path=printable(str(path)), detail=detail)
            raise SourceError(unreadable) from error

    def _list(self, root: Path, reading: Reading[Any]) -> _Listed:
        unreadable: list[tuple[str, OSError]] = []
        names = list_names(
            str(root), recursive=self._recursive, answered=reading.answered,
            on_unreadable=lambda below, error: unreadable.append((below, error)),
        )  # fmt: skip
        return _Listed(names, tuple(unreadable))

    def _note_all_unreadable(self, listed: _Listed) -> None:
        for below, error in listed.unreadable:
            self._note_unreadable(below, error)

    def _note_unreadable(self, below: str, error: OSError) -> None:
        if below in self._unreadable:
            return
        path, detail = printable(str(self._root / below)), error.strerror or str(error)
        if below:
            self._unreadable[below] = message(Code.FOLDER_UNREADABLE, path=path, detail=detail)
        else:
            self._unreadable[below] = message(Code.FOLDER_LOST, path=path, detail=detail)
        self._unsent.append(self._unreadable[below])
        log.warning("%s cannot be read: %s", path, detail)

    def _send(self, notify: Callable[[Message], None]) -> None:
        for each in self._unsent:
            notify(each)
        self._unsent.clear()

    def _note_stuck(self, is_stuck: bool) -> None:
        if is_stuck:
            self._note_unreadable("", self._no_answer())
        elif self._unreadable.pop("", None) is not None:
            self._unsent.append(message(Code.FOLDER_BACK, path=printable(str(self._root))))

    def _no_answer(self) -> OSError:
        return OSError(errno.ETIMEDOUT, f"it has not answered for {self._answer_s:g} s")

    def _read(
        self, names: Sequence[str], stop: threading.Event, notify: Callable[[Message], None]
    ) -> Iterator[tuple[str, _ReadFile]]:
        def on_stuck(is_stuck: bool) -> None:
            self._note_stuck(is_stuck)
            self._send(notify)

        reads = read_ahead(
            self._readers, names, self._read_one, _n_bytes, stop, n_ahead=self._n_ahead, on_stuck=on_stuck
        )
        for name, found in reads:
            if found is None:
                fault = message(Code.FRAME_NO_ANSWER, name=printable(name), limit_s=self._answer_s)
                log.warning("%s does not answer", name)
                found = _ReadFile(None, fault, utc_now(), time.monotonic())
            yield name, found
            del found

    def _arriving(self, stop: threading.Event, notify: Callable[[Message], None]) -> Iterator[tuple[str, _ReadFile]]:
        while not stop.is_set():
            began_s = time.monotonic()
            statuses = self._look(stop, notify)
            self._send(notify)
            ready = [] if statuses is None else self._settling.look(statuses, began_s)
            for name in self._settling.still_growing(began_s):
                notify(message(Code.FILE_KEEPS_GROWING, name=printable(name), grows_s=GROWS_S))
            listing_s = time.monotonic() - began_s
            for name, found in self._read(ready, stop, notify):
                if self._is_final(name, found) and self._settling.take(name, time.monotonic(), found.digest):
                    yield name, found
                del found
            stop.wait(min(max(self._poll_s, listing_s / _SHARE_OF_LISTING), _LONGEST_POLL_S))

    def _look(self, stop: threading.Event, notify: Callable[[Message], None]) -> dict[str, Status | None] | None:
        """What lies in the folder; None while it cannot be reached: nothing is forgotten meanwhile."""

        def look(reading: Reading[Any]) -> tuple[_Listed, dict[str, Status | None]]:
            listed = self._list(self._root, reading)
            return listed, self._settling.statuses(self._root, listed.names, reading.answered)

        def on_stuck(is_stuck: bool) -> None:
            if is_stuck:
                self._note_unreadable("", self._no_answer())
                self._send(notify)

        try:
            listed, statuses = self._readers.result(self._readers.begin(look), stop, on_stuck=on_stuck)
        except (OSError, NoAnswer) as error:
            self._note_unreadable("", error if isinstance(error, OSError) else self._no_answer())
            return None
        self._note_all_unreadable(listed)
        self._note_stuck(False)
        return statuses

    def _last_names(self) -> Sequence[str]:
        """What lies in a watched folder at the end; what was known of it where it does not answer at once."""
        reading = self._readers.begin(lambda reading: self._list(self._root, reading))
        try:
            return self._readers.result(reading, threading.Event(), within_s=_LAST_LOOK_S).names
        except NoAnswer:
            return self._settling.waiting
        except OSError as error:
            self._note_unreadable("", error)
            return ()

    def _is_final(self, name: str, found: _ReadFile) -> bool:
        """True if this outcome counts; False if the file may still become whole."""
        if found.fault is not None:
            if found.fault.code in (Code.FRAME_VANISHED, Code.FRAME_NO_ANSWER):
                return True
            return not self._settling.put_back(name, time.monotonic(), found.fault)
        if found.status is None or self._settling.is_unchanged(name, found.status):  # gone, after it was read whole
            return True
        self._settling.put_back(name, time.monotonic())
        return False

    def _read_one(self, name: str, reading: Reading[Any]) -> _ReadFile:
        path, shown = self._root / name, printable(name)
        modified_at: datetime | None = None
        digest = b""
        try:
            file = read_picture_file(path, shown, reading.answered)
            modified_at = file.modified_at
            status = status_of(path) if self._watch else None
            reading.has_all()
            if self._watch:
                digest = hashlib.blake2b(file.content, digest_size=16).digest()
            picture = decode_file(file, shown, self._limit_mpx, self._float_range)
        except FrameError as error:
            fault = error.message
        except Exception as error:  # a bug on one file must not end the shift
            log.exception("%s was not inspected", name)
            fault = message(Code.UNEXPECTED, detail=f"{shown}: {error!r}")
        else:
            return _ReadFile(picture, None, file.modified_at, time.monotonic(), status, digest)
        return _ReadFile(None, fault, modified_at or _modified_at(path, shown), time.monotonic(), digest=digest)


def _n_bytes(found: _ReadFile) -> int:
    return 0 if found.picture is None else int(found.picture.pixels.nbytes)


def _modified_at(path: Path, name: str) -> datetime:
    try:
        return file_time(path.stat().st_mtime, name)
    except (OSError, ValueError):
        return utc_now()
