"""Frames from a folder of pictures, from one picture, or from a folder that another PC keeps filling.

Every file is accounted for, whatever its extension: a file that is no picture, cut short, too large or gone
by its turn becomes a ``MissedFrame`` with the reason. Which files are ignored, and the order, stand in
``listing``; when a file of a watched folder is complete stands in ``file_settling``. The next files are decoded on
two threads while the ones before are inspected. No Qt.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from inspector.core.audit import utc_now
from inspector.core.frame import Frame, MissedFrame
from inspector.core.messages import Code, FrameError, Message, SourceError, message
from inspector.pictures.decoding import LIMIT_MPX, DecodedPicture, printable, probe_size, read_frame_pixels
from inspector.sources.bit_depth import BitDepth
from inspector.sources.file_settling import FileSettling
from inspector.sources.listing import list_names, natural_key, reached
from inspector.sources.read_ahead import ReadAhead
from inspector.sources.source import SourceInfo, SourceKind

log = logging.getLogger("inspector.sources")

_SHARE_OF_LISTING = 0.1  # a watched folder is listed so rarely that listing takes at most this share of time
_LONGEST_POLL_S = 5.0


@dataclass(frozen=True, slots=True)
class _ReadFile:
    """What became of one file: its pixels, or why there are none."""

    picture: DecodedPicture | None
    fault: Message | None
    modified_at: datetime  # UTC; now where it is not known
    n_rows: int | None
    arrived_s: float


class FolderSource:
    """Pictures of a folder in natural order, or as they arrive when it is watched.

    The folder is listed here, so the number of frames is known; a watched one has no end. Raises SourceError
    with SOURCE_MISSING, SOURCE_UNREADABLE, or SOURCE_EMPTY when there is no file and it is not watched.
    ``bits`` are those of 16-bit values where files state none, or wrong ones; ValueError if they are not 8 to 16.
    A watched folder that cannot be reached gives one message (FOLDER_LOST), and another when it is back (FOLDER_BACK).
    """

    def __init__(
        self,
        path: Path,
        *,
        recursive: bool = False,
        watch: bool = False,
        is_continuous: bool = False,
        bits: int | None = None,
        limit_mpx: float = LIMIT_MPX,
        n_ahead: int = 4,
        settle_s: float = 0.5,
        give_up_s: float = 10.0,
        poll_s: float = 0.2,
    ) -> None:
        is_one_file = self._is_one_file = _is_one_file(path)
        self._root = path.parent if is_one_file else path
        self._recursive = recursive
        self._watch = watch and not is_one_file
        self._limit_mpx = limit_mpx
        self._poll_s = poll_s
        self._settling = FileSettling(self._root, settle_s=settle_s, give_up_s=give_up_s)
        self._unreadable: dict[str, Message] = {}  # sub-folders, and the root as ""; one message for each
        self._unsent: list[Message] = []
        self._n_delivered = 0
        names = [path.name] if is_one_file else self._list_at_start(path)
        self._names = () if self._watch else tuple(sorted(names, key=natural_key))
        if not names and self._unsent and not self._watch:  # all there is lies in folders we may not read
            raise SourceError(Message(Code.SOURCE_UNREADABLE, self._unsent[0].params))
        if not names and not self._watch:
            raise SourceError(message(Code.SOURCE_EMPTY, path=printable(str(path))))
        self._bit_depth = BitDepth(printable(path.name or str(path)), bits)
        self._read_ahead = ReadAhead(n_ahead=n_ahead)
        self._info = SourceInfo(
            kind=SourceKind.FOLDER,
            name=printable(path.name or str(path)),
            is_live=False,
            is_continuous=is_continuous,
            n_frames=None if self._watch else len(self._names),
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
            for name, found in self._arriving(stop, notify) if self._watch else self._listed(stop):
                frame = self._to_frame(printable(name), found)
                self._bit_depth.warn_once(notify)
                self._n_delivered += 1
                del found  # the pixels belong to the frame alone
                yield frame
                del frame
            self._bit_depth.warn_once(notify, at_end=True)
        finally:
            self._read_ahead.abandon()

    def remaining(self) -> Iterator[MissedFrame]:
        """See ``EndingSource``. Of a watched folder: the files that lie there and were not taken, of which those
        that could not be decoded give that reason."""
        left: dict[str, Message | None] = dict.fromkeys(self._names[self._n_delivered :])
        if self._watch:
            found = self._settling.not_taken(self._list_while_watching() or ())
            left = {name: found[name] for name in sorted(found, key=natural_key)}
        now = utc_now()
        for frame_index, (name, fault) in enumerate(left.items(), start=self._n_delivered):
            reason = fault or message(Code.FRAME_NOT_REACHED, name=printable(name))
            yield MissedFrame(frame_index, printable(name), reason, now)

    def check_apart(self, *, folders: Iterable[Path] = (), trees: Iterable[Path] = ()) -> None:
        """See ``ListingSource``. One file alone is never read twice."""
        if self._is_one_file:
            return
        try:
            found = reached(str(self._root), recursive=self._recursive, folders=folders, trees=trees)
        except OSError:  # away at this moment: listing it says so
            return
        if found is not None:
            path, written = printable(str(self._root)), printable(str(found))
            raise SourceError(message(Code.SOURCE_IS_OURS, path=path, written=written))

    def close(self) -> None:
        self._read_ahead.close()

    def _to_frame(self, name: str, found: _ReadFile) -> Frame | MissedFrame:
        frame_index = self._n_delivered
        fault = found.fault
        if found.picture is not None:
            pixels = found.picture.pixels
            bits = self._bit_depth.of(pixels, name, found.picture.stated_bits)
            if isinstance(bits, int):
                return Frame(frame_index, name, pixels, found.modified_at, found.arrived_s, bits=bits)
            fault = bits
        assert fault is not None
        return MissedFrame(frame_index, name, fault, found.modified_at, found.n_rows)

    def _list_at_start(self, path: Path) -> list[str]:
        try:
            return self._list()
        except FileNotFoundError as error:
            raise SourceError(message(Code.SOURCE_MISSING, path=printable(str(path)))) from error
        except OSError as error:
            detail = error.strerror or str(error)
            unreadable = message(Code.SOURCE_UNREADABLE, path=printable(str(path)), detail=detail)
            raise SourceError(unreadable) from error

    def _list(self) -> list[str]:
        return list_names(str(self._root), recursive=self._recursive, on_unreadable=self._note_unreadable)

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

    def _listed(self, stop: threading.Event) -> Iterator[tuple[str, _ReadFile]]:
        return self._read_ahead.results(self._names, self._read, _n_bytes, stop)

    def _arriving(self, stop: threading.Event, notify: Callable[[Message], None]) -> Iterator[tuple[str, _ReadFile]]:
        while not stop.is_set():
            began_s = time.monotonic()
            names = self._list_while_watching()
            self._send(notify)
            ready = [] if names is None else self._settling.look(names, began_s)
            listing_s = time.monotonic() - began_s
            reads = self._read_ahead.results(ready, self._read, _n_bytes, stop)
            for name, found in reads:
                if self._is_final(name, found):
                    self._settling.take(name, time.monotonic())
                    yield name, found
                del found
            stop.wait(min(max(self._poll_s, listing_s / _SHARE_OF_LISTING), _LONGEST_POLL_S))

    def _list_while_watching(self) -> list[str] | None:
        try:
            names = self._list()
        except OSError as error:  # a share that is away; nothing is forgotten meanwhile
            self._note_unreadable("", error)
            return None
        if self._unreadable.pop("", None) is not None:
            self._unsent.append(message(Code.FOLDER_BACK, path=printable(str(self._root))))
        return names

    def _is_final(self, name: str, found: _ReadFile) -> bool:
        """True if this outcome counts; False if the file may still become whole."""
        if found.fault is not None:
            if found.fault.code == Code.FRAME_VANISHED:
                return True
            return not self._settling.put_back(name, time.monotonic(), found.fault)
        if self._settling.is_unchanged(name):
            return True
        self._settling.put_back(name, time.monotonic())
        return False

    def _read(self, name: str) -> _ReadFile:
        path = self._root / name
        try:
            picture = read_frame_pixels(path, name=printable(name), limit_mpx=self._limit_mpx)
        except FrameError as error:
            fault = error.message
        except Exception as error:  # a bug on one file must not end the shift
            log.exception("%s was not inspected", name)
            fault = message(Code.UNEXPECTED, detail=f"{printable(name)}: {error!r}")
        else:
            n_rows = int(picture.pixels.shape[0])
            return _ReadFile(picture, None, picture.modified_at, n_rows, time.monotonic())
        size = probe_size(path)
        return _ReadFile(None, fault, _modified_at(path), None if size is None else size[0], time.monotonic())


def _is_one_file(path: Path) -> bool:
    try:
        return path.exists() and not path.is_dir()
    except OSError as error:
        detail = error.strerror or str(error)
        unreadable = message(Code.SOURCE_UNREADABLE, path=printable(str(path)), detail=detail)
        raise SourceError(unreadable) from error


def _n_bytes(found: _ReadFile) -> int:
    return 0 if found.picture is None else int(found.picture.pixels.nbytes)


def _modified_at(path: Path) -> datetime:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (OSError, ValueError, OverflowError):
        return utc_now()
