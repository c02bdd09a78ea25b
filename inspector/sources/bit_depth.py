"""How many bits the frames of one source have: by its setting, else by the file's tags, else all that there are.

A camera of 10 or 12 bits fills the lower bits of 16-bit numbers, and few files state it. Frames that state none are
taken for 16 bits; where most of the first ones would do with fewer, one message says what could be set. No Qt.
"""

from __future__ import annotations

from collections.abc import Callable

from inspector.core.bits import camera_bits, check_bits, container_bits
from inspector.core.frame import Pixels
from inspector.core.messages import Code, Message, message
from inspector.pictures.decoding import bits_fault

N_WATCHED = 8  # frames whose values are looked at: one may be dark, or of another camera


class BitDepth:
    """Keeps what was seen of one source. One thread."""

    def __init__(self, source_name: str, setting: int | None) -> None:
        """``setting`` counts for 16-bit values; 8-bit values have 8 bits. Raises ValueError if it is not 8 to 16."""
        if setting is not None:
            check_bits(setting)
        self._source_name = source_name
        self._setting = setting
        self._n_watched = 0
        self._maxima: list[int] = []  # of those that hold fewer bits
        self._has_warned = False

    def of(self, pixels: Pixels, name: str, stated: int | None = None) -> int | Message:
        """Bits of one frame, or why it cannot be inspected: a value needs more than are set or stated."""
        if container_bits(pixels) == 8:
            return 8
        bits = self._setting or stated
        if bits is None:
            self._watch(pixels)
            return 16
        return bits_fault(pixels, bits, name) or bits

    def warn_once(self, notify: Callable[[Message], None], *, at_end: bool = False) -> None:
        """Notify, once, if frames seem to hold fewer bits than 16. Call it after each frame, and at the end."""
        if self._has_warned or (self._n_watched < N_WATCHED and not at_end) or 2 * len(self._maxima) <= self._n_watched:
            return
        self._has_warned = True
        highest = max(self._maxima)
        notify(
            message(
                Code.SOURCE_BITS_UNKNOWN, source=self._source_name, bits=camera_bits(highest) or 16, highest=highest,
                n_frames=len(self._maxima), n_watched=self._n_watched,
            )
        )  # fmt: skip

    def _watch(self, pixels: Pixels) -> None:
        if self._n_watched == N_WATCHED or not (highest := int(pixels.max())):  # black tells nothing
            return
        self._n_watched += 1
        if camera_bits(highest) is not None:
            self._maxima.append(highest)
